//! The session on the screen: panes, layers above them, and what each event does to them.

mod ahead;
mod clock;
mod company;
mod cx;
mod draw;
mod effects;
mod globals;
mod header;
#[cfg(test)]
mod header_tests;
mod keys;
mod latest;
mod lock;
#[cfg(test)]
mod lock_tests;
mod message;
mod news;
mod notices;
#[cfg(test)]
mod notices_tests;
mod roles;
#[cfg(test)]
mod roles_tests;
mod resume;
mod run;
mod standing;
#[cfg(test)]
mod tests;

pub use ahead::Holds;
pub use clock::Clock;
pub use company::Company;
pub use cx::{Cx, Session, Target, Ticket, View};
pub use draw::SMALLEST;
pub use globals::Globals;
pub use latest::{Latest, WORTH_A_WORD};
pub use message::{Message, Weight};
pub use run::{Event, Loop};

use super::action::{Catalogue, Place};
use super::key::Key;
use super::keymap::Keymap;
use super::layer::Layer;
use super::layer::access_log::AccessList;
use super::link::Link;
use super::pane::Pane;
use crate::api::access_log::AccessLogState;
use crate::api::centre::CentreAnswer;
use crate::api::draft::DraftRequest;
use crate::api::session::{Access, SessionProblem};
use crate::api::{Answer, Notice, Problem, Request};
use crate::words::screen;
use ahead::{Ahead, DEEPEST};
use chrono::NaiveDate;
use company::Here;
use cx::Effect;
use news::Told;
use notices::Untold;
use resume::Resuming;
use standing::Standing;
use std::collections::{HashMap, VecDeque};
use std::time::Instant;

/// Who asked, and so who gets the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Pane(usize),
    Layer(u64),
    /// Nobody waits for it; only a problem is said.
    Nobody,
    /// The session itself, for the drafts of an earlier one.
    Session,
    /// The session itself, for where the others are; nobody waits for it.
    Here,
}

impl Owner {
    /// Whether somebody waits for the answer at the screen.
    fn is_waited_for(self) -> bool {
        !matches!(self, Self::Session | Self::Here)
    }
}

/// A request that is under way.
struct Asked {
    owner: Owner,
    since: Instant,
    holds: Holds,
    /// Whether it changes something.
    change: bool,
    /// How many answers lie between it and the key that set it going; none if no key did.
    depth: Option<u8>,
}

/// A layer with a number of its own, so that answers find it and not its successor.
struct Held {
    id: u64,
    layer: Box<dyn Layer>,
}

/// Everything of a session but the terminal.
pub struct App {
    session: Session,
    catalogue: Catalogue,
    keymap: Keymap,
    clock: Clock,
    link: Box<dyn Link>,
    panes: Vec<Box<dyn Pane>>,
    /// What each pane has yet to be told.
    untold: Vec<Untold>,
    front: usize,
    /// For each tab the pane that was last in front.
    last_in_front: HashMap<&'static str, usize>,
    layers: Vec<Held>,
    layers_made: u64,
    pending: Vec<Key>,
    message: Option<Message>,
    asked: HashMap<Ticket, Asked>,
    /// What was typed and has not had its turn.
    ahead: VecDeque<Ahead>,
    /// The record that the keys which wait are meant for.
    meant: Option<String>,
    /// An answer has moved the selection, and no frame shows it yet.
    unseen: bool,
    /// How far what happens now is from a key; none if no key set it going.
    cause: Option<u8>,
    tickets: u64,
    effects: Vec<Effect>,
    standing: Standing,
    /// Why a server that is there again does not take the session back.
    not_taken_back: Option<Problem>,
    company: Company,
    here: Here,
    told: Told,
    /// What was left half typed and is about to be opened.
    resuming: Option<Resuming>,
    minute: Instant,
    /// The day that what is shown was read for.
    day: NaiveDate,
    changed: bool,
    repaint: bool,
    over: bool,
    /// The layer that hides everything, while it does.
    locked: Option<u64>,
    /// Whether the panes have been asked for what they show.
    begun: bool,
    touched: Option<Instant>,
    /// Who ended the session, if somebody did.
    ended: Option<Ended>,
}

/// The session was ended by somebody, or because the account was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Who, as written.
    pub by: Option<String>,
}

/// What an [`App`] is made of.
pub struct Parts {
    pub session: Session,
    pub catalogue: Catalogue,
    pub keymap: Keymap,
    pub clock: Clock,
    pub link: Box<dyn Link>,
    /// In the order of their digits; there is at least one.
    pub panes: Vec<Box<dyn Pane>>,
}

impl App {
    /// Starts with the first pane in front.
    pub fn new(parts: Parts) -> Self {
        let Parts { session, catalogue, keymap, clock, link, panes } = parts;
        let standing = if session.welcome.writable { Standing::Open } else { Standing::ReadOnly };
        let minute = clock.next_minute();
        let day = clock.now().date_naive();
        let here = Here::nowhere(clock.instant());
        let told = Told::nothing(clock.instant());
        let mut app = Self {
            session,
            catalogue,
            keymap,
            clock,
            link,
            untold: panes.iter().map(|_| Untold::default()).collect(),
            panes,
            front: 0,
            last_in_front: HashMap::new(),
            layers: Vec::new(),
            layers_made: 0,
            pending: Vec::new(),
            message: None,
            asked: HashMap::new(),
            ahead: VecDeque::new(),
            meant: None,
            unseen: false,
            cause: Some(0),
            tickets: 0,
            effects: Vec::new(),
            standing,
            not_taken_back: None,
            company: Company::default(),
            here,
            told,
            resuming: None,
            minute,
            day,
            changed: true,
            repaint: false,
            over: false,
            locked: None,
            begun: false,
            touched: None,
            ended: None,
        };
        if app.session.welcome.access == Access::Open {
            app.begin();
        } else {
            app.lock();
        }
        app
    }

    /// Asks for what the first pane shows, and for drafts.
    fn begin(&mut self) {
        self.begun = true;
        self.bring_to_front(self.first_pane());
        self.cause = None;
        self.look_for_drafts();
        self.look_for_news();
        if !self.is_mine(self.front) && self.sees_access_log() {
            // There is nothing else for an auditor to do.
            self.push(Box::new(AccessList::default()));
        }
        if self.session.welcome.access_log != AccessLogState::Kept {
            self.note_access_log(self.session.welcome.access_log);
        }
    }

    /// Who ended the session, if somebody did.
    pub fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// Asks whether an earlier session left something typed.
    fn look_for_drafts(&mut self) {
        self.ask(Owner::Session, Request::Draft(DraftRequest::List));
    }

    /// True once the session has ended.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The view as of now.
    pub fn view(&self) -> View<'_> {
        View {
            session: &self.session,
            catalogue: &self.catalogue,
            keymap: &self.keymap,
            company: &self.company,
            now: self.clock.now(),
            instant: self.clock.instant(),
        }
    }

    /// Takes an answer to whoever asked for it.
    fn answered(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>) {
        let Some(asked) = self.asked.remove(&ticket) else { return };
        self.changed = true;
        if outcome == Err(Problem::Session(SessionProblem::Locked)) {
            self.lock();
        }
        let refused = outcome.is_err();
        let before = self.subject();
        self.cause = asked.depth.filter(|depth| *depth < DEEPEST).map(|depth| depth + 1);
        self.deliver(asked.owner, ticket, outcome);
        if asked.change && !refused {
            // The next key finds what is in front as the change has left it.
            self.with_pane(self.front, |pane, cx| pane.notice(&Notice::Reload, cx));
        }
        self.cause = None;
        self.note_move(before.as_deref());
        self.go_on_resuming();
        if asked.depth.is_some() && (refused || asked.holds == Holds::Typing && self.asks_again(asked.owner)) {
            self.drop_ahead(screen::keys_dropped);
        }
        self.catch_up();
    }

    /// Remembers that the selection is on another record than before, though no key moved it.
    fn note_move(&mut self, before: Option<&str>) {
        let now = self.subject();
        self.unseen |= before.is_some() && now.is_some() && before != now.as_deref();
    }

    fn deliver(&mut self, owner: Owner, ticket: Ticket, outcome: Result<Answer, Problem>) {
        match owner {
            Owner::Pane(pane) => self.with_pane(pane, |pane, cx| pane.answer(ticket, outcome, cx)),
            Owner::Layer(id) => {
                if let Some(at) = self.layers.iter().position(|held| held.id == id) {
                    self.with_layer(at, |layer, cx| layer.answer(ticket, outcome, cx));
                }
            }
            Owner::Session => match outcome {
                Ok(Answer::Draft(drafts)) if !drafts.is_empty() => {
                    let key = self.keymap.shortest("global.drafts").unwrap_or_default();
                    self.say(Message::info(screen::drafts_wait(self.session.lang, drafts.len(), &key)));
                }
                Ok(Answer::News(answer)) => self.take_news(*answer),
                Ok(Answer::Centre(answer)) => {
                    if let CentreAnswer::Welcome(welcome) = *answer {
                        self.session.welcome = *welcome;
                    }
                }
                _ => {}
            },
            Owner::Here => {
                if let Ok(Answer::Presence(all)) = outcome {
                    self.company.replace(all);
                }
            }
            Owner::Nobody => {
                if let Err(problem) = outcome {
                    self.say(Message::problem(&problem, &self.view()));
                }
            }
        }
    }

    /// When something will be to do though nothing happens: the next minute, an idle form, a wait worth a word.
    pub fn due(&self) -> Instant {
        let layers = self.layers.iter().filter_map(|held| held.layer.due());
        let now = self.clock.instant();
        let waits = self.asked.values().filter(|asked| asked.owner.is_waited_for());
        let waits = waits.map(|asked| asked.since + WORTH_A_WORD).filter(|due| *due > now);
        layers.chain(waits).chain(self.here_due()).chain(self.telling_due()).fold(self.minute, Instant::min)
    }

    /// Does what is due.
    pub fn tick(&mut self) {
        let now = self.clock.instant();
        if now >= self.minute {
            self.minute = self.clock.next_minute();
            self.changed = true;
            self.note_attention();
            let today = self.clock.now().date_naive();
            if std::mem::replace(&mut self.day, today) != today {
                // What is due, overdue or awake tonight is another matter now, though nothing changed at the centre.
                self.noticed(&Notice::Reload);
            }
        }
        if self.is_slow() {
            self.changed = true;
        }
        for at in 0..self.layers.len() {
            if self.layers.get(at).and_then(|held| held.layer.due()).is_some_and(|due| now >= due) {
                self.changed = true;
                self.with_layer(at, |layer, cx| layer.tick(cx));
            }
        }
        self.tell_front();
        self.look_around();
    }

    /// The terminal is gone or the session was told to end: what is typed goes to the server first.
    fn hang_up(&mut self) {
        for at in 0..self.layers.len() {
            self.with_layer(at, |layer, cx| layer.keep(cx));
        }
        self.over = true;
    }

    /// The place whose keys count now.
    fn place(&self) -> Place {
        match self.layers.last() {
            Some(held) => held.layer.place(),
            None => self.place_in_front(),
        }
    }

    /// True if any layer holds typed text.
    fn holds_text(&self) -> bool {
        self.layers.iter().any(|held| held.layer.holds_text())
    }

    /// The oldest request that still waits has waited long enough to say so.
    fn is_slow(&self) -> bool {
        let now = self.clock.instant();
        let mut waited_for = self.asked.values().filter(|asked| asked.owner.is_waited_for());
        waited_for.any(|asked| now >= asked.since + WORTH_A_WORD)
    }
}
