//! Every open session, for managers: who sits where since when, and a way to end one.

use super::Layer;
use super::confirm::Confirm;
use crate::api::session::{SessionAnswer, SessionRequest, SessionRow};
use crate::api::{Answer, Problem, Request};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{actions as words, screen, session as say};

/// The list of sessions.
#[derive(Default)]
pub struct Sessions {
    rows: Vec<SessionRow>,
    selected: usize,
    page: usize,
    asked: Latest,
    ending: Latest,
    /// The session that a yes was said to.
    wanted: std::rc::Rc<std::cell::Cell<Option<u64>>>,
}

impl Sessions {
    pub const PLACE: Place = Place { words: say::PLACE_SESSIONS, contexts: &["sessions", "list"], typing: false };

    fn end(&mut self, cx: &mut Cx) {
        let Some(row) = self.rows.get(self.selected) else { return };
        let (session, wanted) = (row.session, std::rc::Rc::clone(&self.wanted));
        let question = say::end_session(cx.lang(), cx.staff_name(row.staff));
        cx.push(Confirm::about(question, move |_| wanted.set(Some(session))));
    }

    fn own(&self) -> bool {
        self.rows.get(self.selected).is_some_and(|row| row.own)
    }
}

impl Acts for Sessions {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("sessions.end", words::SESSION_END, Self::end)
            .hinted()
            .grave()
            .unless(|this, view| this.own().then(|| view.say(say::OWN).to_owned())),
        Action::new("sessions.refresh", words::REFRESH, |this: &mut Self, cx: &mut Cx| this.enter(cx)),
        Action::new("sessions.close", words::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Layer for Sessions {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        // The question has closed: if it was a yes, this is where it is heard.
        if let Some(session) = self.wanted.take() {
            self.ending.ask(Request::Session(SessionRequest::End { session }), cx);
        }
        self.asked.ask(Request::Session(SessionRequest::List), cx);
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ended = self.ending.takes(ticket);
        if !ended && !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::Session(answer)) => match *answer {
                SessionAnswer::Sessions(rows) => {
                    let before = self.rows.get(self.selected).map(|row| row.session);
                    self.rows = rows;
                    let again = self.rows.iter().position(|row| Some(row.session) == before);
                    self.selected = again.unwrap_or(self.selected).min(self.rows.len().saturating_sub(1));
                }
                SessionAnswer::Done => {
                    cx.inform(say::ENDED);
                    self.asked.ask(Request::Session(SessionRequest::List), cx);
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.selected = step.from(self.selected, self.rows.len(), self.page);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let (theme, lang) = (view.theme(), view.lang());
        on.pen(0).style(theme.strong).put(view.say(say::SESSIONS));
        self.page = usize::from(on.height().saturating_sub(2)).max(1);
        if self.rows.is_empty() {
            on.text(1, 2, view.say(screen::LOADING), theme.faint);
        }
        let top = (self.selected + 1).saturating_sub(self.page);
        for (y, (at, row)) in (2..on.height()).zip(self.rows.iter().enumerate().skip(top)) {
            let mut pen = on.pen(y);
            pen.put(if at == self.selected { ">" } else { " " }).gap(1).style(theme.plain);
            pen.column(14, view.staff_name(row.staff)).column(12, &row.account);
            pen.column(17, &say::origin(lang, &row.from)).column(12, &row.since.format("%-m/%-d %H:%M").to_string());
            pen.column(9, view.say(if row.screen { say::SCREEN } else { say::COMMAND }));
            if row.own {
                pen.put(view.say(say::OWN));
            } else if row.locked {
                pen.put(view.say(say::IS_LOCKED));
            } else {
                pen.put(&say::idle(lang, (view.now - row.active).num_minutes()));
            }
            if at == self.selected {
                on.style_row(y, theme.selected);
            }
        }
    }
}
