//! The requests about sessions: one's own, others', passwords and tokens. Rights were checked before.

use chrono::TimeDelta;

use super::credentials::{Token, sum_of};
use super::name;
use super::password::{self, check_new};
use super::seat::{Guard, Seat};
use crate::api::centre::CentreChange;
use crate::api::session::{Secret, SessionAnswer, SessionProblem, SessionRequest, TokenRow};
use crate::api::{Ask, Change, FieldProblem, Problem, Request};
use crate::center::Center;
use crate::domain::id::StaffId;
use crate::domain::staff::{Role, StaffEvent};
use crate::domain::time::Moment;

/// The most days that a token lasts: two fiscal years.
const LONGEST: u32 = 732;

/// The most tokens that one person has.
const MOST_TOKENS: usize = 50;

impl Center {
    pub(super) fn session(&self, seat: &Seat, request: SessionRequest) -> Result<SessionAnswer, Problem> {
        match request {
            SessionRequest::Touch => Ok(SessionAnswer::Done),
            SessionRequest::Lock => {
                // The client asked: it has covered its screen already.
                seat.lock(false);
                Ok(SessionAnswer::Done)
            }
            SessionRequest::Unlock { password } => {
                let renewal = seat.guard == Guard::Password && self.prove(seat.staff, &password)?;
                seat.unlock(renewal, (self.shared.clock)());
                Ok(SessionAnswer::Welcome(Box::new(self.welcome_to(seat)?)))
            }
            SessionRequest::ChangePassword { old, new } => self.change_password(seat, &old, &new),
            SessionRequest::List => {
                Ok(SessionAnswer::Sessions(self.access.everybody().iter().map(|other| other.row(seat)).collect()))
            }
            SessionRequest::End { session } => {
                let other = self.access.seats().get(&session).cloned().ok_or(SessionProblem::NoSuchSession)?;
                let by = self.reader(seat.staff)?.actor.name.written.clone();
                tracing::info!(session, by = %seat.staff, "a session is ended");
                other.end(Some(by));
                Ok(SessionAnswer::Done)
            }
            SessionRequest::IssuePassword { staff } => self.issue(seat.staff, staff),
            SessionRequest::NewToken { days, may } => self.new_token(seat.staff, days, may),
            SessionRequest::Tokens => self.tokens(seat.staff),
            SessionRequest::EndToken { token } => self.end_token(seat.staff, token),
        }
    }

    /// Whether the password is this person's; whether it must be changed. Wrong ones make the next one wait.
    fn prove(&self, staff: StaffId, password: &Secret) -> Result<bool, Problem> {
        let now = (self.shared.clock)();
        let owed = self.access.delays.begin(staff, now)?;
        let kept = self.access.credentials.look(|kept| kept.passwords.get(&staff).cloned());
        if !self.access.mill.is(kept.as_ref(), password)? {
            self.access.credentials.owe(staff, Some(owed));
            return Err(SessionProblem::WrongPassword.into());
        }
        self.owes_nothing(staff);
        match kept {
            // Said only to whoever knows the password, so that nobody else learns that there is one.
            Some(kept) if kept.is_over(now) => Err(SessionProblem::FirstPasswordOver.into()),
            kept => Ok(kept.is_some_and(|kept| kept.once)),
        }
    }

    fn owes_nothing(&self, staff: StaffId) {
        self.access.delays.right(staff);
        self.access.credentials.owe(staff, None);
    }

    fn change_password(&self, seat: &Seat, old: &Secret, new: &Secret) -> Result<SessionAnswer, Problem> {
        check_new(new)?;
        // Whoever needs no password at the console chooses one for elsewhere.
        if seat.guard == Guard::Password {
            self.prove(seat.staff, old)?;
        }
        let before = self.access.credentials.look(|kept| kept.passwords.get(&seat.staff).cloned());
        if before.is_some() && self.access.mill.is(before.as_ref(), new)? {
            return Err(SessionProblem::PasswordSame.into());
        }
        let kept = self.access.mill.keep(new, None)?;
        self.note(seat.staff, seat.staff, StaffEvent::PasswordChosen)?;
        self.access.credentials.change(|all| all.passwords.insert(seat.staff, kept))?;
        seat.unlock(false, (self.shared.clock)());
        Ok(SessionAnswer::Welcome(Box::new(self.welcome_to(seat)?)))
    }

    fn issue(&self, by: StaffId, staff: StaffId) -> Result<SessionAnswer, Problem> {
        let secret = password::one_time()?;
        let ends = (self.shared.clock)() + TimeDelta::days(password::FIRST_PASSWORD_DAYS.into());
        let kept = self.access.mill.keep(&secret, Some(ends))?;
        if self.views().staff.get(&staff).is_none_or(|staff| staff.left) {
            let kind = crate::domain::event::Kind::Staff;
            return Err(Problem::NotFound { kind, id: staff.to_string() });
        }
        self.note(by, staff, StaffEvent::PasswordIssued)?;
        self.access.credentials.change(|all| all.passwords.insert(staff, kept))?;
        self.owes_nothing(staff);
        // Whoever sits there with the old one has to prove themselves again.
        for seat in self.access.everybody() {
            if seat.staff == staff && seat.guard == Guard::Password {
                seat.lock(true);
            }
        }
        Ok(SessionAnswer::Password { secret, days: password::FIRST_PASSWORD_DAYS, ends })
    }

    fn new_token(&self, staff: StaffId, days: u32, may: Vec<String>) -> Result<SessionAnswer, Problem> {
        if days == 0 || days > LONGEST {
            let (from, to) = ("1".to_owned(), LONGEST.to_string());
            return Err(Problem::field("days", FieldProblem::OutOfRange { from, to }));
        }
        if may.is_empty() {
            return Err(Problem::field("may", FieldProblem::Missing));
        }
        if let Some(unknown) = may.iter().find(|name| !name::is_known(name)) {
            let request = crate::text::neutralise(unknown).chars().take(60).collect();
            return Err(SessionProblem::NoSuchRequest { request }.into());
        }
        let now = (self.shared.clock)();
        let own = |token: &&Token| token.staff == staff && token.ends > now;
        if self.access.credentials.look(|kept| kept.tokens.values().filter(own).count()) >= MOST_TOKENS {
            return Err(Problem::TooLarge);
        }
        let bytes: [u8; 32] = password::random()?;
        let secret = bytes.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"));
        let ends = now + TimeDelta::days(days.into());
        let token = Token { staff, sum: sum_of(&secret), may: may.clone(), made: now, ends };
        let number = self.access.credentials.change(|kept| {
            // Those that ended long ago go when there is something to write anyway.
            kept.tokens.retain(|_, token| token.ends > now);
            kept.last_token += 1;
            kept.tokens.insert(kept.last_token, token);
            kept.last_token
        })?;
        if let Err(problem) = self.note(staff, staff, StaffEvent::TokenMade { token: number, may, ends }) {
            self.access.credentials.change(|kept| kept.tokens.remove(&number))?;
            return Err(problem);
        }
        Ok(SessionAnswer::Token { token: number, secret: Secret(secret), ends })
    }

    fn tokens(&self, staff: StaffId) -> Result<SessionAnswer, Problem> {
        let all = self.sees_all(staff)?;
        let rows = self.access.credentials.look(|kept| {
            let shown = kept.tokens.iter().filter(|(_, token)| all || token.staff == staff);
            shown
                .map(|(number, Token { staff, may, made, ends, .. })| TokenRow {
                    token: *number,
                    staff: *staff,
                    may: may.clone(),
                    made: *made,
                    ends: *ends,
                })
                .collect()
        });
        Ok(SessionAnswer::Tokens(rows))
    }

    fn end_token(&self, staff: StaffId, token: u64) -> Result<SessionAnswer, Problem> {
        let all = self.sees_all(staff)?;
        let owner = self.access.credentials.look(|kept| kept.tokens.get(&token).map(|token| token.staff));
        let owner = owner.filter(|owner| all || *owner == staff).ok_or(SessionProblem::NoSuchToken)?;
        // It ends first: a fact that cannot be noted is no reason to leave it open.
        self.access.credentials.change(|kept| kept.tokens.remove(&token))?;
        self.note(staff, owner, StaffEvent::TokenEnded { token })?;
        Ok(SessionAnswer::Done)
    }

    fn sees_all(&self, staff: StaffId) -> Result<bool, Problem> {
        let actor = self.reader(staff)?.actor;
        Ok(actor.holds(Role::Manager) || actor.holds(Role::Administrator))
    }

    /// The number of the token with this secret, if it is this person's and has not ended.
    pub(super) fn token(&self, staff: StaffId, secret: &Secret, now: Moment) -> Result<u64, SessionProblem> {
        let sum = sum_of(&secret.0);
        let found = self.access.credentials.look(|kept| {
            let mut valid = kept.tokens.iter().filter(|(_, token)| token.staff == staff && token.ends > now);
            valid.find(|(_, token)| token.sum == sum).map(|(number, _)| *number)
        });
        found.ok_or(SessionProblem::BadToken)
    }

    /// Writes a fact about somebody's password or tokens into the journal.
    fn note(&self, by: StaffId, staff: StaffId, event: StaffEvent) -> Result<(), Problem> {
        let request = Request::Change(Change::Centre(CentreChange::Note { staff, event }));
        self.answer(by, Ask { id: 0, command: None, request, settles: None }).map(|_| ())
    }
}
