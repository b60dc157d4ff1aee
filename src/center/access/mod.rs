//! The door: who comes in and how they prove it, what a locked session may ask, and who sits where.
//!
//! [`Center::serve`] is the one way in for every request of a session. Identity is the Unix account of the peer; a
//! password is the second factor for every account but the data owner's at the console, who holds the keys anyway.

mod credentials;
mod delays;
mod name;
mod own;
mod password;
mod seat;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use credentials::Credentials;
pub use name::name_of;
pub use seat::{Seat, Tell};

use super::Center;
use super::access_log::Asked;
use super::connection::Connection;
use crate::api::centre::Welcome;
use crate::api::session::{Origin, SessionProblem, SessionRow};
use crate::api::{Answer, Ask, Change, Hello, Problem, Request};
use crate::domain::id::StaffId;
use crate::journal::{KeyId, Keyring};
use crate::text::neutralise;
use delays::Delays;
use password::Mill;
use seat::{Barred, Guard};

/// How many sessions there may be at once.
pub const MOST: u32 = 512;

/// The longest address that is shown.
const LONGEST_ADDRESS: usize = 60;

/// Who is at the door.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The Unix account of the peer, told by the kernel.
    pub account: String,
    /// Its number.
    pub uid: u32,
    /// Whether the peer is the server's own process, which has opened the keys itself.
    pub within: bool,
    /// What the client said.
    pub hello: Hello,
}

/// What the door knows.
pub(super) struct Access {
    seats: Mutex<BTreeMap<u64, Arc<Seat>>>,
    last: AtomicU64,
    credentials: Credentials,
    delays: Delays,
    mill: Mill,
    /// Who owns the data directory.
    owner: u32,
}

impl Access {
    pub(super) fn open(dir: &Path, keyring: Arc<Keyring>, key: KeyId) -> std::io::Result<Self> {
        let credentials = Credentials::open(dir, keyring, key)?;
        Ok(Self {
            seats: Mutex::default(),
            last: AtomicU64::default(),
            delays: Delays::new(credentials.look(|kept| kept.wrong.clone())),
            credentials,
            mill: Mill::default(),
            owner: std::fs::metadata(dir)?.uid(),
        })
    }

    fn seats(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Seat>>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All seats, for work that must not hold the table.
    fn everybody(&self) -> Vec<Arc<Seat>> {
        self.seats().values().cloned().collect()
    }
}

impl Center {
    /// Lets somebody in, or says why not. `tell` reaches the session's client.
    pub fn enter(&self, arrival: Arrival, tell: Tell) -> Result<(Arc<Seat>, Welcome), Problem> {
        let Arrival { account, uid, within, hello } = arrival;
        let staff = self.views().by_account(&account).map(|staff| staff.id);
        let staff = staff.ok_or_else(|| Problem::Stranger { account: account.clone() })?;
        let now = (self.shared.clock)();
        let guard = match &hello.token {
            Some(_) if hello.notices => {
                return Err(SessionProblem::NotForToken { request: "hello".to_owned() }.into());
            }
            Some(token) => Guard::Token(self.token(staff, token, now)?),
            None if within || (uid == self.access.owner && hello.from == Origin::Console) => Guard::Key,
            None => Guard::Password,
        };
        let row = SessionRow {
            session: self.access.last.fetch_add(1, Ordering::Relaxed) + 1,
            staff,
            account,
            from: harmless(hello.from),
            since: now,
            active: now,
            screen: hello.notices,
            locked: guard == Guard::Password,
            own: true,
        };
        let seat = Arc::new(Seat::new(row, guard, tell));
        {
            let mut seats = self.access.seats();
            if seats.len() >= MOST as usize {
                return Err(SessionProblem::TooMany { most: MOST }.into());
            }
            seats.insert(seat.number, Arc::clone(&seat));
        }
        // Whoever was sent away while this one came in is not let in by it.
        self.turn_out();
        let welcome = self.welcome_to(&seat).inspect_err(|_| self.leave(&seat))?;
        Ok((seat, welcome))
    }

    /// The session has gone.
    pub fn leave(&self, seat: &Seat) {
        self.access.seats().remove(&seat.number);
        self.note_left(seat);
    }

    /// Does what is asked in a session. Every request of every session passes here and nowhere else.
    pub fn serve(&self, seat: &Seat, connection: &mut Connection, ask: Ask) -> Result<Answer, Problem> {
        self.admit(seat, &ask.request)?;
        // A token does what it names and nothing beside it.
        let settles = ask.settles.filter(|_| !matches!(seat.guard, Guard::Token(_)));
        let ask = Ask { settles, ..ask };
        match ask.request {
            Request::Session(request) => {
                super::rights::read(&self.reader(seat.staff)?.actor, &Request::Session(request.clone()))?;
                self.session(seat, request).map(|answer| Answer::Session(Box::new(answer)))
            }
            Request::AccessLog(read) => {
                super::rights::read(&self.reader(seat.staff)?.actor, &Request::AccessLog(read.clone()))?;
                self.read_access_log(seat, read).map(|answer| Answer::AccessLog(Box::new(answer)))
            }
            Request::Centre(crate::api::centre::CentreRead::Welcome) => {
                let welcome = Box::new(self.welcome_to(seat)?);
                Ok(Answer::Centre(Box::new(crate::api::centre::CentreAnswer::Welcome(welcome))))
            }
            _ => {
                let turns_out = matches!(ask.request, Request::Change(Change::Centre(_)));
                let asked = Asked::of(seat, &ask.request);
                let answer = self.answer_on(connection, seat.staff, ask)?;
                self.note_access(seat, asked, &answer);
                if turns_out {
                    self.turn_out();
                }
                Ok(answer)
            }
        }
    }

    fn admit(&self, seat: &Seat, request: &Request) -> Result<(), Problem> {
        let now = (self.shared.clock)();
        let limit = self.views().settings.lock_after();
        seat.pass(request, now, limit).map_err(|barred| match barred {
            Barred::Locked => SessionProblem::Locked,
            Barred::Ended(by) => SessionProblem::Ended { by },
        })?;
        if let Guard::Token(number) = seat.guard {
            let name = name_of(request);
            let may = self.access.credentials.look(|kept| {
                kept.tokens.get(&number).filter(|token| token.ends > now).map(|token| token.may.contains(&name))
            });
            match may {
                None => return Err(SessionProblem::BadToken.into()),
                Some(false) => return Err(SessionProblem::NotForToken { request: name }.into()),
                Some(true) => {}
            }
        }
        Ok(())
    }

    /// How long until the session may have to be locked.
    pub fn rests(&self, seat: &Seat) -> Duration {
        seat.rests((self.shared.clock)(), self.views().settings.lock_after())
    }

    /// Locks the session if nobody has done anything for the time that the centre has set.
    pub fn lock_if_idle(&self, seat: &Seat) {
        let limit = self.views().settings.lock_after();
        seat.lock_if_idle((self.shared.clock)(), limit);
    }

    /// Ends the sessions, passwords and tokens of those who have left or whose account was taken away.
    pub(super) fn turn_out(&self) {
        let gone: Vec<Arc<Seat>> = {
            let views = self.views();
            let stays = |seat: &Seat| views.by_account(&seat.account).is_some_and(|staff| staff.id == seat.staff);
            self.access.everybody().into_iter().filter(|seat| !stays(seat)).collect()
        };
        for seat in gone {
            seat.end(None);
        }
        let left: Vec<_> = {
            let views = self.views();
            let here = |id: &StaffId| views.staff.get(id).is_some_and(|staff| !staff.left);
            self.access.credentials.look(|kept| {
                let owners = kept.passwords.keys().chain(kept.tokens.values().map(|token| &token.staff));
                owners.filter(|id| !here(id)).copied().collect()
            })
        };
        if !left.is_empty() {
            let forgotten = self.access.credentials.change(|kept| {
                kept.passwords.retain(|id, _| !left.contains(id));
                kept.wrong.retain(|id, _| !left.contains(id));
                kept.tokens.retain(|_, token| !left.contains(&token.staff));
            });
            if forgotten.is_err() {
                tracing::error!("the credentials of somebody who left could not be thrown away yet");
            }
        }
    }

    /// What the session is told at hello, and after it was unlocked.
    fn welcome_to(&self, seat: &Seat) -> Result<Welcome, Problem> {
        let access = seat.access();
        let mut welcome = super::centre::welcome(&self.reader(seat.staff)?, self.shared.is_writable());
        if access != crate::api::session::Access::Open {
            welcome.everybody = vec![welcome.staff.clone()];
        }
        welcome.access = access;
        welcome.access_log = self.access_log.state();
        welcome.password = seat.guard == Guard::Password;
        Ok(welcome)
    }
}

/// What a client says of itself, fit to be shown.
fn harmless(from: Origin) -> Origin {
    match from {
        Origin::Console => Origin::Console,
        Origin::Ssh { address } => {
            let short: String = address.chars().take(LONGEST_ADDRESS).collect();
            Origin::Ssh { address: neutralise(&short).into_owned() }
        }
    }
}
