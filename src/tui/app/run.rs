//! The loop: wait for anything, take all there is, draw once.

use super::{App, Ticket};
use crate::api::centre::Welcome;
use crate::api::{Answer, Notice, Problem};
use crate::tui::terminal::{Flow, Input};
use ratatui::Terminal;
use ratatui::backend::Backend;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

/// Whatever can happen to a session.
#[derive(Debug)]
pub enum Event {
    /// From the terminal.
    Input(Input),
    /// From the server, to a request.
    Reply(Ticket, Box<Result<Answer, Problem>>),
    /// From the server, unasked.
    Notice(Notice),
    /// The server is gone.
    Lost,
    /// A server is there and does not take the session back.
    Refused(Problem),
    /// The server is there again, with what it says now.
    Back(Box<Welcome>),
    /// The terminal hung up, or the process was told to end.
    HangUp,
}

/// A session with its terminal.
pub struct Loop<B: Backend> {
    pub app: App,
    terminal: Terminal<B>,
    events: Receiver<Event>,
    flow: Flow,
}

impl<B: Backend> Loop<B> {
    pub fn new(app: App, terminal: Terminal<B>, events: Receiver<Event>, flow: Flow) -> Self {
        Self { app, terminal, events, flow }
    }

    /// Takes what came before the loop began.
    pub fn hear(&mut self, early: Vec<Event>) {
        for event in early {
            self.take(event);
        }
    }

    /// Runs until the session ends.
    pub fn run(&mut self) -> Result<(), B::Error> {
        let ended = self.turns();
        // A terminal that cannot be written to any more has hung up, whether or not that was heard yet.
        if ended.is_err() {
            self.app.hang_up();
        }
        ended
    }

    fn turns(&mut self) -> Result<(), B::Error> {
        self.turn()?;
        while !self.app.is_over() {
            self.wait();
            self.turn()?;
        }
        Ok(())
    }

    /// Sleeps until something happens or is due, and takes that event.
    fn wait(&mut self) {
        let now = self.app.view().instant;
        let mut rest = self.app.due().saturating_duration_since(now);
        if let Some(held) = self.flow.held_for(now).filter(|_| self.app.changed) {
            rest = rest.min(held);
        }
        match self.events.recv_timeout(rest.max(Duration::from_millis(1))) {
            Ok(event) => self.take(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.app.hang_up(),
        }
    }

    /// Takes every event there is, does what is due, and draws if anything changed.
    pub fn turn(&mut self) -> Result<(), B::Error> {
        loop {
            match self.events.try_recv() {
                Ok(event) => self.take(event),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.app.hang_up();
                    break;
                }
            }
        }
        self.app.tick();
        let now = self.app.view().instant;
        if self.app.changed && !self.app.is_over() && self.flow.held_for(now).is_none() {
            self.draw()?;
        }
        Ok(())
    }

    fn draw(&mut self) -> Result<(), B::Error> {
        if std::mem::take(&mut self.app.repaint) {
            self.terminal.clear()?;
        }
        self.app.changed = false;
        let app = &mut self.app;
        self.terminal.draw(|frame| {
            if let Some(caret) = app.draw(frame.buffer_mut()) {
                frame.set_cursor_position(caret);
            }
        })?;
        self.flow.drawn(self.app.view().instant);
        Ok(())
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Input(Input::Key(key)) => self.app.key(key),
            Event::Input(Input::Paste(text)) => self.app.pasted(&text),
            Event::Input(Input::Resize) => self.app.changed = true,
            Event::Input(Input::Ready) => self.flow.ready(),
            Event::Input(Input::CursorAt { .. } | Input::Unknown) => {}
            Event::Reply(ticket, outcome) => self.app.answered(ticket, *outcome),
            Event::Notice(notice) => {
                self.app.noticed(&notice);
                self.app.catch_up();
            }
            Event::Lost => self.app.lost(),
            Event::Refused(problem) => self.app.not_taken_back(problem),
            Event::Back(welcome) => {
                self.app.back(*welcome);
                self.app.catch_up();
            }
            Event::HangUp => self.app.hang_up(),
        }
    }

    /// The terminal, for tests that look at the screen.
    pub fn terminal(&self) -> &Terminal<B> {
        &self.terminal
    }

    pub fn terminal_mut(&mut self) -> &mut Terminal<B> {
        &mut self.terminal
    }
}
