//! A screen without a terminal: the real loop on the real link, keys as events, and a clock that is moved by hand, so that
//! nothing has to be waited for but the server's answers.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::layout::Size;
use renkei::api::Hello;
use renkei::text::Ambiguous;
use renkei::tui::app::{App, Clock, Event, Loop, Parts, Session};
use renkei::tui::key::{Code, Key};
use renkei::tui::link::{Again, Link, Question, WireLink};
use renkei::tui::terminal::{Flow, Input, ThinBackend};
use renkei::tui::theme::Theme;
use renkei::tui::{keymap, panes};
use renkei::wire::{Client, ClientProblem};
use renkei::words::Lang;

/// How long an answer may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

const SIZE: Size = Size { width: 80, height: 24 };

/// Counts what was asked, so that it is known when all of it is answered.
struct Counting {
    inner: WireLink,
    asked: Rc<Cell<usize>>,
}

impl Link for Counting {
    fn ask(&mut self, question: Question) {
        self.asked.set(self.asked.get() + 1);
        self.inner.ask(question);
    }

    fn touch(&mut self) {
        self.inner.touch();
    }
}

/// What the screen writes, as a terminal would show it.
#[derive(Clone)]
struct Glass(Rc<RefCell<vt100::Parser>>);

impl Write for Glass {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct Screen {
    looping: Loop<ThinBackend<Glass>>,
    glass: Glass,
    events: Sender<Event>,
    heard: Receiver<Event>,
    asked: Rc<Cell<usize>>,
    answered: usize,
    passed: Rc<Cell<Duration>>,
    /// When the line went, on the screen's clock.
    pub lost: Option<Duration>,
}

impl Screen {
    /// Opens the screen on this stream; fails if the line goes before the server has said hello.
    pub fn open(stream: UnixStream) -> Result<Self, ClientProblem> {
        let (client, welcome) = Client::introduce(stream, Hello::of_this_program(true))?;
        let (answers, heard) = channel();
        let link = WireLink::start(client, welcome.access, Box::new(|| Again::Away), answers).unwrap();
        let asked = Rc::new(Cell::new(0));
        let link = Box::new(Counting { inner: link, asked: Rc::clone(&asked) });
        let (clock, passed) = Clock::standing(welcome.now);
        let catalogue = panes::catalogue();
        let keymap = keymap::load(&catalogue, "standard", None).unwrap();
        let session = Session { lang: Lang::Ja, theme: Theme::plain(), signs: Ambiguous::Narrow, welcome };
        let app = App::new(Parts { session, catalogue, keymap, clock, link, panes: panes::all() });
        let cells = |count| NonZeroU16::new(count).unwrap();
        let parser = vt100::Parser::new(cells(SIZE.height), cells(SIZE.width), 0);
        let glass = Glass(Rc::new(RefCell::new(parser)));
        let backend = ThinBackend::new(glass.clone(), Box::new(|| SIZE), false, Flow::free());
        let (events, receiver) = channel();
        let looping = Loop::new(app, Terminal::new(backend).unwrap(), receiver, Flow::free());
        let mut screen = Self { looping, glass, events, heard, asked, answered: 0, passed, lost: None };
        screen.settle();
        Ok(screen)
    }

    /// Takes turns until everything that was asked is answered, or the line has gone.
    fn settle(&mut self) {
        self.looping.turn().unwrap();
        while self.lost.is_none() && self.answered < self.asked.get() {
            self.take(self.heard.recv_timeout(PATIENCE).unwrap());
        }
        while let Ok(event) = self.heard.try_recv() {
            self.take(event);
        }
    }

    fn take(&mut self, event: Event) {
        match &event {
            Event::Reply(..) => self.answered += 1,
            Event::Lost => self.lost = Some(self.passed.get()),
            _ => {}
        }
        self.events.send(event).unwrap();
        self.looping.turn().unwrap();
    }

    /// Presses keys as keymaps write them.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.events.send(Event::Input(Input::Key(key.parse().unwrap()))).unwrap();
            self.settle();
        }
        self
    }

    /// Types text in one go.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.events.send(Event::Input(Input::Key(Key::plain(Code::Char(c))))).unwrap();
        }
        self.settle();
        self
    }

    /// Lets time pass at the screen.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        self.passed.set(self.passed.get() + time);
        self.settle();
        self
    }

    /// The time that has passed.
    pub fn passed(&self) -> Duration {
        self.passed.get()
    }

    /// The terminal hangs up.
    pub fn hang_up(&mut self) {
        self.events.send(Event::HangUp).unwrap();
        self.settle();
    }

    pub fn text(&self) -> String {
        let parser = self.glass.0.borrow();
        let rows: Vec<String> = parser.screen().rows(0, SIZE.width).map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }
}
