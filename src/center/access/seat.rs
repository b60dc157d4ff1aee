//! One open session: who sits there, what it may do now, and when somebody last did something.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;

use crate::api::session::{Access, Origin, SessionRow};
use crate::api::{Notice, Request};
use crate::center::access_log::Reader;
use crate::domain::access::Way;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;

/// How a session proves whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It holds the data anyway: the owner's account at the console, or a session within the server's process.
    Key,
    /// By the password of the account.
    Password,
    /// By a token, for the requests that it names.
    Token(u64),
}

/// What a session may do.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Open,
    Locked,
    Renewal,
    Ended {
        by: Option<String>,
        /// Whether what is typed may still be kept.
        keeps: bool,
    },
}

struct State {
    standing: Standing,
    active: Moment,
}

/// Why a request cannot pass now.
#[derive(Debug, PartialEq, Eq)]
pub enum Barred {
    /// The session is locked.
    Locked,
    /// It was ended.
    Ended(Option<String>),
}

/// Tells a session something, without waiting.
pub type Tell = Box<dyn Fn(&Notice) + Send + Sync>;

/// One open session.
pub struct Seat {
    /// Its number since the server's start.
    pub number: u64,
    /// Whose it is.
    pub staff: StaffId,
    pub(super) account: String,
    pub(super) from: Origin,
    pub(super) since: Moment,
    /// Whether it is a screen; else it is a command.
    pub screen: bool,
    pub(super) guard: Guard,
    state: Mutex<State>,
    tell: Tell,
}

impl Seat {
    /// A session that begins now.
    pub(super) fn new(row: SessionRow, guard: Guard, tell: Tell) -> Self {
        let standing = if row.locked { Standing::Locked } else { Standing::Open };
        Self {
            number: row.session,
            staff: row.staff,
            account: row.account,
            from: row.from,
            since: row.since,
            screen: row.screen,
            guard,
            state: Mutex::new(State { standing, active: row.active }),
            tell,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it may do now.
    pub fn access(&self) -> Access {
        match self.state().standing {
            Standing::Open => Access::Open,
            Standing::Renewal => Access::Renewal,
            Standing::Locked | Standing::Ended { .. } => Access::Locked,
        }
    }

    /// Whether a notice is for it: a locked one hears only about itself and the server.
    pub fn hears(&self, notice: &Notice) -> bool {
        match notice {
            Notice::Ended { .. } | Notice::Closing | Notice::ReadOnly | Notice::Writable | Notice::AccessLog(_) => true,
            Notice::Locked => self.access() != Access::Open,
            _ => self.access() == Access::Open,
        }
    }

    /// Whether a request may pass; one that does counts as somebody's doing where nobody touches keys.
    pub(super) fn pass(&self, request: &Request, now: Moment, limit: TimeDelta) -> Result<(), Barred> {
        use crate::api::session::SessionRequest::{ChangePassword, Lock, Touch, Unlock};
        self.lock_if_idle(now, limit);
        let mut state = self.state();
        let unlocks = matches!(request, Request::Session(Unlock { .. } | ChangePassword { .. } | Lock));
        match &state.standing {
            Standing::Open => {
                if !self.screen || unlocks || matches!(request, Request::Session(Touch)) {
                    state.active = now;
                }
                Ok(())
            }
            Standing::Locked | Standing::Renewal if unlocks => Ok(()),
            Standing::Locked | Standing::Renewal => Err(Barred::Locked),
            Standing::Ended { by, keeps } => {
                let keeping = matches!(request, Request::Draft(crate::api::draft::DraftRequest::Keep(_)));
                if *keeps && keeping { Ok(()) } else { Err(Barred::Ended(by.clone())) }
            }
        }
    }

    /// Whether nobody doing anything locks it: a command that needs no password runs as long as it runs.
    fn locks_itself(&self) -> bool {
        self.guard == Guard::Password || (self.screen && self.guard == Guard::Key)
    }

    /// Locks it if nobody has done anything for so long, and tells it.
    pub(super) fn lock_if_idle(&self, now: Moment, limit: TimeDelta) {
        let mut state = self.state();
        if self.locks_itself() && state.standing == Standing::Open && now - state.active >= limit {
            state.standing = Standing::Locked;
            drop(state);
            (self.tell)(&Notice::Locked);
        }
    }

    /// How long until it may have to be locked; a minute at the most, since keys are pressed meanwhile.
    pub(super) fn rests(&self, now: Moment, limit: TimeDelta) -> Duration {
        const LOOK_AGAIN: Duration = Duration::from_mins(1);
        let state = self.state();
        if state.standing != Standing::Open {
            return LOOK_AGAIN;
        }
        let left = (state.active + limit - now).to_std().unwrap_or_default();
        left.clamp(Duration::from_millis(100), LOOK_AGAIN)
    }

    /// Locks it; one that must change its password goes on having to prove whose it is.
    pub(super) fn lock(&self, tell: bool) {
        let mut state = self.state();
        let locks = self.guard != Guard::Key || self.screen;
        if locks && matches!(state.standing, Standing::Open | Standing::Renewal) {
            state.standing = Standing::Locked;
            drop(state);
            if tell {
                (self.tell)(&Notice::Locked);
            }
        }
    }

    /// Unlocks it, or has the one-time password changed first.
    pub(super) fn unlock(&self, renewal: bool, now: Moment) {
        let mut state = self.state();
        if !matches!(state.standing, Standing::Ended { .. }) {
            state.standing = if renewal { Standing::Renewal } else { Standing::Open };
            state.active = now;
        }
    }

    /// Ends it, once.
    pub(super) fn end(&self, by: Option<String>) {
        let mut state = self.state();
        if !matches!(state.standing, Standing::Ended { .. }) {
            // What an open session has typed is its own; a locked one has sent it before.
            let keeps = by.is_some() && state.standing == Standing::Open;
            state.standing = Standing::Ended { by: by.clone(), keeps };
            drop(state);
            (self.tell)(&Notice::Ended { by });
        }
    }

    /// As the access log names it.
    pub fn reader(&self) -> Reader {
        let way = match self.guard {
            Guard::Token(number) => Way::Token { number },
            Guard::Key | Guard::Password if self.screen => Way::Screen,
            Guard::Key | Guard::Password => Way::Command,
        };
        let from = match &self.from {
            Origin::Console => None,
            Origin::Ssh { address } => Some(address.clone()),
        };
        Reader { staff: self.staff, account: self.account.clone(), from, way }
    }

    /// As managers see it; `to` is the caller's session.
    pub(super) fn row(&self, to: &Self) -> SessionRow {
        let state = self.state();
        SessionRow {
            session: self.number,
            staff: self.staff,
            account: self.account.clone(),
            from: self.from.clone(),
            since: self.since,
            active: state.active,
            screen: self.screen,
            locked: state.standing != Standing::Open,
            own: self.number == to.number,
        }
    }
}
