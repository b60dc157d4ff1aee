//! Requests about sessions: unlocking one's own, seeing and ending others, passwords, and tokens for scripts.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::domain::id::StaffId;
use crate::domain::time::Moment;

/// A password or a token on its way; it is never printed and wiped when it is let go.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Where a client sits, by its own word: shown to managers and trusted for nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// At the centre's machine.
    #[default]
    Console,
    /// At the other end of an SSH connection.
    Ssh {
        /// The address that it came from.
        address: String,
    },
}

/// What a session may do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Whatever the caller's roles allow.
    #[default]
    Open,
    /// Nothing until it is unlocked.
    Locked,
    /// Nothing until the one-time password has been changed.
    Renewal,
}

/// Requests about sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionRequest {
    /// Somebody sits at this screen: a key was pressed.
    Touch,
    /// Locks the caller's session.
    Lock,
    /// Unlocks it.
    Unlock {
        /// The caller's password; empty where a key is enough.
        #[serde(default)]
        password: Secret,
    },
    /// Changes the caller's password, and unlocks the session.
    ChangePassword {
        /// The password until now.
        old: Secret,
        /// The password from now on.
        new: Secret,
    },
    /// Every open session.
    List,
    /// Ends another session.
    End {
        /// Its number.
        session: u64,
    },
    /// Gives somebody a one-time password in place of the one they had.
    IssuePassword {
        /// Who.
        staff: StaffId,
    },
    /// A token of the caller's for scripts.
    NewToken {
        /// For how many days.
        days: u32,
        /// The names of the requests that it may be used for, such as `queue.list`.
        may: Vec<String>,
    },
    /// The caller's tokens; for managers and administrators everybody's.
    Tokens,
    /// Ends a token.
    EndToken {
        /// Its number.
        token: u64,
    },
}

/// Answers about sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionAnswer {
    /// It was done.
    Done,
    /// To [`SessionRequest::Unlock`] and [`SessionRequest::ChangePassword`]: what may be done now.
    Welcome(Box<super::centre::Welcome>),
    /// To [`SessionRequest::List`].
    Sessions(Vec<SessionRow>),
    /// To [`SessionRequest::IssuePassword`]: said once and kept nowhere.
    Password {
        /// The one-time password.
        secret: Secret,
        /// For how many days it opens the door.
        days: u32,
        /// Until when that is.
        ends: Moment,
    },
    /// To [`SessionRequest::NewToken`]: said once and kept nowhere.
    Token {
        /// Its number.
        token: u64,
        /// What goes into `RENKEI_TOKEN`.
        secret: Secret,
        /// When it ends.
        ends: Moment,
    },
    /// To [`SessionRequest::Tokens`].
    Tokens(Vec<TokenRow>),
}

/// An open session as managers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Its number since the server's start.
    pub session: u64,
    /// Whose it is.
    pub staff: StaffId,
    /// The Unix account.
    pub account: String,
    /// Where the client says it sits.
    pub from: Origin,
    /// Since when.
    pub since: Moment,
    /// When somebody last did something there.
    pub active: Moment,
    /// Whether it is a screen; else it is a command.
    pub screen: bool,
    /// Whether it is locked now.
    pub locked: bool,
    /// Whether it is the caller's own.
    pub own: bool,
}

/// A token without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    /// Its number.
    pub token: u64,
    /// Whose it is.
    pub staff: StaffId,
    /// What it may be used for.
    pub may: Vec<String>,
    /// When it was made.
    pub made: Moment,
    /// When it ends.
    pub ends: Moment,
}

/// Why a session did not do something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionProblem {
    /// The session is locked.
    Locked,
    /// The password is not the right one, or there is none; which of the two is not said.
    WrongPassword,
    /// The one-time password was right, but its time is over.
    FirstPasswordOver,
    /// Too soon after a wrong one.
    Wait {
        /// In so many seconds.
        seconds: u32,
    },
    /// The new password is too short.
    PasswordShort {
        /// The fewest characters.
        least: u32,
    },
    /// The new password is longer than anybody types.
    PasswordLong {
        /// The most bytes.
        most: u32,
    },
    /// The new password is the old one.
    PasswordSame,
    /// The token is unknown, ended or expired.
    BadToken,
    /// The token was not made for this request.
    NotForToken {
        /// The request's name.
        request: String,
    },
    /// There is no request of this name.
    NoSuchRequest {
        /// The name.
        request: String,
    },
    /// There is no such session, or it has ended.
    NoSuchSession,
    /// There is no such token, or it is somebody else's.
    NoSuchToken,
    /// So many sessions are open already.
    TooMany {
        /// How many there may be.
        most: u32,
    },
    /// The session was ended.
    Ended {
        /// By whom, as written; none where the account was taken away.
        by: Option<String>,
    },
}
