//! Hides everything while nobody sits at the screen, and asks who is there: by password, or at the console by a key.

use super::Layer;
use crate::api::centre::Welcome;
use crate::api::session::{Access, Secret, SessionAnswer, SessionProblem, SessionRequest};
use crate::api::{Answer, Problem, Request};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Ticket, View};
use crate::tui::edit::Edit;
use crate::tui::key::Key;
use crate::tui::surface::{Surface, width};
use crate::words::{Say, Text, actions as words, screen, session as say};

/// The most characters that a field takes; whatever is pasted, no more is kept.
const MOST: usize = 256;

/// What the screen asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Any key of the caller's own will do.
    Key,
    /// The password.
    Password,
    /// A password in place of the one-time one.
    New,
    /// The same once more.
    Again,
}

/// The locked screen.
pub struct Lock {
    mode: Mode,
    /// What is typed; wiped with the layer and at every step.
    field: Secret,
    /// The password that was right, while a new one is chosen.
    given: Secret,
    new: Secret,
    said: Option<String>,
    asked: Latest,
}

impl Lock {
    pub const PLACE: Place = Place { words: screen::PLACE_LOCK, contexts: &["lock", "edit"], typing: true };

    /// The lock of this session.
    pub fn of(welcome: &Welcome) -> Self {
        let mode = if welcome.password { Mode::Password } else { Mode::Key };
        let (field, given, new) = (Secret::default(), Secret::default(), Secret::default());
        Self { mode, field, given, new, said: None, asked: Latest::default() }
    }

    fn open(&mut self, cx: &mut Cx) {
        if self.asked.is_waiting() {
            return;
        }
        self.said = None;
        let typed = std::mem::take(&mut self.field);
        let request = match self.mode {
            Mode::Key => SessionRequest::Unlock { password: Secret::default() },
            Mode::Password if typed.0.is_empty() => return,
            Mode::Password => {
                self.given = typed.clone();
                SessionRequest::Unlock { password: typed }
            }
            Mode::New => {
                self.new = typed;
                self.mode = Mode::Again;
                return;
            }
            Mode::Again if typed != self.new => {
                self.mode = Mode::New;
                self.said = Some(cx.say(say::DIFFERENT).to_owned());
                return;
            }
            Mode::Again => SessionRequest::ChangePassword { old: self.given.clone(), new: typed },
        };
        self.asked.ask(Request::Session(request), cx);
    }

    fn put(&mut self, text: &str, view: &View) {
        if self.mode == Mode::Key || self.asked.is_waiting() {
            return;
        }
        if self.field.0.chars().count() + text.chars().take(MOST + 1).count() > MOST {
            self.field = Secret::default();
            self.said = Some(view.say(say::TOO_LONG).to_owned());
        } else {
            self.field.0.extend(text.chars().filter(|c| !c.is_control()));
        }
    }

    fn prompt(&self) -> Option<Text> {
        match self.mode {
            Mode::Key => None,
            Mode::Password => Some(say::PASSWORD),
            Mode::New => Some(say::NEW_PASSWORD),
            Mode::Again => Some(say::AGAIN),
        }
    }
}

impl Acts for Lock {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("lock.open", words::UNLOCK, Self::open).hinted(),
        Action::new("lock.quit", words::QUIT, |_, cx| cx.quit()).hinted(),
    ];
}

impl Layer for Lock {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn typed(&mut self, key: Key, cx: &mut Cx) -> bool {
        if let Some(c) = key.typed() {
            self.put(c.encode_utf8(&mut [0; 4]), &cx.view());
        }
        true
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.put(text.trim_end_matches(['\r', '\n']), &cx.view());
    }

    fn edit(&mut self, edit: Edit, _cx: &mut Cx) {
        match edit {
            Edit::Backspace => drop(self.field.0.pop()),
            Edit::Kill | Edit::DeleteWord => self.field = Secret::default(),
            _ => {}
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::Session(answer)) => match *answer {
                SessionAnswer::Welcome(welcome) if welcome.access == Access::Open => cx.unlocked(*welcome),
                SessionAnswer::Welcome(welcome) if welcome.access == Access::Renewal => self.mode = Mode::New,
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => {
                self.said = Some(problem.say(cx.lang()).into_owned());
                self.mode = match (self.mode, problem) {
                    (Mode::Key, _) => Mode::Key,
                    // Somebody gave out another one meanwhile.
                    (_, Problem::Session(SessionProblem::WrongPassword | SessionProblem::FirstPasswordOver)) => {
                        Mode::Password
                    }
                    (Mode::Again, _) => Mode::New,
                    (mode, _) => mode,
                };
            }
        }
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let middle = on.height() / 2;
        let title = match self.mode {
            Mode::Key => screen::LOCKED,
            Mode::Password => say::LOCKED,
            Mode::New | Mode::Again => say::RENEWAL,
        };
        on.pen(middle.saturating_sub(2)).gap(2).style(theme.strong).put(view.say(title));
        on.pen(middle.saturating_sub(1)).gap(2).put(&view.me().name.written);
        if let Some(prompt) = self.prompt() {
            let prompt = view.say(prompt);
            on.pen(middle + 1).gap(2).style(theme.strong).put(prompt);
            on.pen(middle + 2).gap(2).style(theme.faint).put(view.say(say::UNSEEN));
            let caret = u16::try_from(width(prompt, on.signs())).unwrap_or(0) + 3;
            on.caret(caret, middle + 1);
        }
        if self.asked.is_waiting() {
            on.pen(middle + 3).gap(2).put(view.say(say::CHECKING));
        } else if let Some(said) = &self.said {
            on.pen(middle + 3).gap(2).style(theme.alarm).put("! ").style(theme.plain).put(said);
        }
    }
}
