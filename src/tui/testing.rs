//! A desk for tests: keys through the real loop until it is idle, on a test screen, against a fake server.

pub mod drafts;
mod late;

pub use late::{Answering, Late};

use super::action::Catalogue;
use super::app::{App, Clock, Event, Loop, Parts, Session};
use super::key::{Code, Key};
use super::keymap;
use super::link::fake::{Asked, FakeLink, Reply};
use super::pane::Pane;
use super::terminal::{Flow, Input, ThinBackend};
use super::theme::Theme;
use crate::api::centre::Welcome;
use crate::api::{Notice, Request};
use crate::domain::code::Code as ListCode;
use crate::domain::id::{StaffId, Version};
use crate::domain::person::PersonName;
use crate::domain::staff::{FullTimeEquivalent, Role, Staff};
use crate::domain::time::{JST, Moment};
use crate::text::Ambiguous;
use crate::words::Lang;
use chrono::TimeZone;
use ratatui::Terminal;
use ratatui::layout::Size;
use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

/// 令和8年11月24日(火) 10:32, the time at every desk.
pub fn now() -> Moment {
    JST.with_ymd_and_hms(2026, 11, 24, 10, 32, 0).unwrap()
}

/// 佐藤, public-health nurse, who may do everything.
pub fn me() -> Staff {
    Staff {
        id: StaffId(1),
        version: Version(1),
        name: PersonName { written: "佐藤 春子".into(), kana: "さとう はるこ".into() },
        profession: ListCode::new("public_health_nurse"),
        roles: vec![Role::Coordinator, Role::Manager, Role::Administrator],
        full_time_equivalent: FullTimeEquivalent(100),
        team: None,
        areas: Vec::new(),
        account: None,
        left: false,
    }
}

/// How a desk is set up; change what matters, then [`open`](Setup::open).
pub struct Setup {
    pub lang: Lang,
    pub signs: Ambiguous,
    pub size: (u16, u16),
    pub keymap: &'static str,
    /// A user's keymap file over it.
    pub user_keymap: Option<&'static str>,
    pub catalogue: Catalogue,
    pub panes: Vec<Box<dyn Pane>>,
    pub welcome: Welcome,
}

impl Setup {
    /// A desk with these panes: Japanese, 80 by 24, standard keys. The catalogue is the whole one.
    pub fn of(panes: Vec<Box<dyn Pane>>) -> Self {
        Self {
            lang: Lang::Ja,
            signs: Ambiguous::Narrow,
            size: (80, 24),
            keymap: "standard",
            user_keymap: None,
            catalogue: super::panes::catalogue(),
            panes,
            welcome: welcome(),
        }
    }

    /// Opens the desk; `server` answers requests at once, or leaves them waiting with `None`.
    pub fn open(self, server: impl FnMut(&Request) -> Reply + 'static) -> Desk {
        let (events, receiver) = channel();
        let asked = Asked::default();
        let settled = Rc::default();
        let link = FakeLink {
            events: events.clone(),
            asked: Rc::clone(&asked),
            server: Box::new(server),
            settled: Rc::clone(&settled),
        };
        let (clock, passed) = Clock::standing(now());
        let keymap = keymap::load(&self.catalogue, self.keymap, self.user_keymap.map(|text| ("test", text))).unwrap();
        let session = Session { lang: self.lang, theme: Theme::coloured(), signs: self.signs, welcome: self.welcome };
        let app = App::new(Parts {
            session,
            catalogue: self.catalogue,
            keymap,
            clock,
            link: Box::new(link),
            panes: self.panes,
        });
        let (width, height) = self.size;
        let (rows, columns) = (NonZeroU16::new(height).unwrap(), NonZeroU16::new(width).unwrap());
        let glass =
            Glass { parser: Rc::new(RefCell::new(vt100::Parser::new(rows, columns, 0))), written: Rc::default() };
        let measure = Box::new(move || Size { width, height });
        let backend = ThinBackend::new(glass.clone(), measure, true, Flow::free());
        let terminal = Terminal::new(backend).unwrap();
        let looping = Loop::new(app, terminal, receiver, Flow::free());
        let mut desk = Desk { looping, glass, events, asked, settled, passed };
        desk.settle();
        desk
    }
}

/// The settings and staff that a new centre starts with, with [`me`] as the caller.
pub fn welcome() -> Welcome {
    Welcome {
        protocol: crate::api::PROTOCOL,
        program: "test".into(),
        staff: me(),
        now: now(),
        everybody: vec![me()],
        settings: crate::exchange::city::default_settings().unwrap(),
        writable: true,
        access_log: crate::api::access_log::AccessLogState::Kept,
        access: crate::api::session::Access::Open,
        password: false,
    }
}

/// A terminal that only exists in memory, and counts what it is sent.
#[derive(Clone)]
pub struct Glass {
    parser: Rc<RefCell<vt100::Parser>>,
    written: Rc<Cell<usize>>,
}

impl Write for Glass {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.set(self.written.get() + bytes.len());
        self.parser.borrow_mut().process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A session at a test screen.
pub struct Desk {
    pub looping: Loop<ThinBackend<Glass>>,
    glass: Glass,
    events: Sender<Event>,
    /// Everything that was asked of the server.
    pub asked: Asked,
    /// The forms whose drafts went with what was saved.
    pub settled: Rc<RefCell<Vec<String>>>,
    passed: Rc<Cell<Duration>>,
}

impl Desk {
    /// Presses keys as keymaps write them: `desk.press("j j Enter C-s")`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap_or_else(|_| panic!("{key} is no key"));
            self.send(Event::Input(Input::Key(key)));
        }
        self
    }

    /// Types text, character by character as a terminal sends it.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Event::Input(Input::Key(Key::plain(Code::Char(c)))));
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Event::Input(Input::Paste(text.to_owned())))
    }

    pub fn notice(&mut self, notice: Notice) -> &mut Self {
        self.send(Event::Notice(notice))
    }

    /// Anything else that can happen.
    pub fn send(&mut self, event: Event) -> &mut Self {
        self.events.send(event).unwrap();
        self.settle();
        self
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        self.passed.set(self.passed.get() + time);
        self.settle();
        self
    }

    /// Takes turns until one of them brings nothing new.
    fn settle(&mut self) {
        loop {
            let before = self.asked.borrow().len();
            self.looping.turn().unwrap();
            if self.asked.borrow().len() == before {
                break;
            }
        }
    }

    /// The screen as text, without trailing blanks.
    pub fn screen(&self) -> String {
        let parser = self.glass.parser.borrow();
        let (_, columns) = parser.screen().size();
        let rows: Vec<String> = parser.screen().rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }

    /// Row and column of the hardware cursor, if it is shown.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let parser = self.glass.parser.borrow();
        (!parser.screen().hide_cursor()).then(|| parser.screen().cursor_position())
    }

    /// How many bytes were written to the terminal since the last call.
    pub fn written(&self) -> usize {
        self.glass.written.replace(0)
    }

    /// The last request asked of the server.
    pub fn last_asked(&self) -> Option<Request> {
        self.asked.borrow().last().map(|(_, request)| request.clone())
    }

    /// The last request of a kind.
    pub fn last_asked_of(&self, is: impl Fn(&Request) -> bool) -> Option<Request> {
        self.asked.borrow().iter().rev().map(|(_, request)| request).find(|request| is(request)).cloned()
    }

    pub fn is_over(&self) -> bool {
        self.looping.app.is_over()
    }
}
