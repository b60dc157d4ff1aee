//! Words for sessions: the locked screen, passwords, tokens, the list of open sessions.

use std::borrow::Cow;

use super::{Lang, Say, Text};
use crate::api::session::{Origin, SessionProblem};

impl Say for SessionProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::Locked => (
                "画面がロックされています。パスワードを入れてください。".into(),
                "The session is locked. Enter your password.".into(),
            ),
            Self::WrongPassword => (
                "パスワードが違います。忘れたときはシステム管理の担当に頼んでください。".into(),
                "That is not the password. If it is forgotten, ask the administrator for a new one.".into(),
            ),
            Self::FirstPasswordOver => (
                "最初のパスワードは期限切れです。システム管理の担当に頼んでください。".into(),
                "The time of this first password is over. Ask the administrator for a new one.".into(),
            ),
            Self::Wait { seconds } => (
                format!("パスワードが違ったため、あと{seconds}秒待ってから入れてください。"),
                format!("After a wrong password: wait {seconds} more seconds, then enter it."),
            ),
            Self::PasswordShort { least } => (
                format!("パスワードは{least}文字以上にしてください。"),
                format!("Use a password of at least {least} characters."),
            ),
            Self::PasswordLong { most } => (
                format!("パスワードは{most}バイトまでにしてください。"),
                format!("Use a password of at most {most} bytes."),
            ),
            Self::PasswordSame => (
                "いまと同じパスワードです。違うものにしてください。".into(),
                "That is the password of now. Choose another.".into(),
            ),
            Self::BadToken => (
                "このトークンは使えません。期限が切れたか、取り消されています。".into(),
                "This token cannot be used: it has expired or was ended.".into(),
            ),
            Self::NotForToken { request } => (
                format!("このトークンでは {request} はできません。"),
                format!("This token was not made for {request}."),
            ),
            Self::NoSuchRequest { request } => (
                format!("{request} という依頼はありません。queue.list のような名前で指定してください。"),
                format!("There is no request {request}. Name one such as queue.list."),
            ),
            Self::NoSuchSession => {
                ("その番号の画面はもうありません。".into(), "There is no session of that number any more.".into())
            }
            Self::NoSuchToken => {
                ("その番号のトークンはありません。".into(), "There is no token of that number.".into())
            }
            Self::TooMany { most } => (
                format!("同時に使える画面は{most}までです。使っていない画面を閉じてから、もう一度開いてください。"),
                format!("{most} sessions are open, and no more can be. Close one that nobody uses, then try again."),
            ),
            Self::Ended { by } => return ended(lang, by.as_deref()).into(),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

/// This session was ended by somebody, or because the account was taken away.
pub fn ended(lang: Lang, by: Option<&str>) -> String {
    match (lang, by) {
        (Lang::Ja, Some(by)) => format!("{by}さんがこの画面を終わらせました。書きかけの入力は下書きに残っています。"),
        (Lang::En, Some(by)) => format!("{by} ended this session. What was half typed is kept as a draft."),
        (Lang::Ja, None) => "あなたのアカウントは使えなくなりました。システム管理の担当にたずねてください。".into(),
        (Lang::En, None) => "Your account can no longer be used. Ask the administrator.".into(),
    }
}

/// The locked screen asks for the password.
pub const LOCKED: Text = Text::new("画面をロックしています", "The screen is locked");
/// A one-time password has to be changed.
pub const RENEWAL: Text = Text::new(
    "はじめに、自分だけのパスワードに変えてください (8文字以上)",
    "First choose a password of your own (8 characters or more)",
);
/// Before the password.
pub const PASSWORD: Text = Text::new("パスワード", "Password");
/// Before a new password.
pub const NEW_PASSWORD: Text = Text::new("新しいパスワード", "New password");
/// Before a new password a second time.
pub const AGAIN: Text = Text::new("もう一度", "Once more");
/// Before the password of until now.
pub const OLD_PASSWORD: Text = Text::new("いまのパスワード", "The password of now");
/// Nothing is seen of a password.
pub const UNSEEN: Text = Text::new("入れた文字は表示されません", "What you type is not shown");
/// The password is being checked.
pub const CHECKING: Text = Text::new("確かめています", "Checking");
/// The two new passwords differ.
pub const DIFFERENT: Text =
    Text::new("2回の入力が違います。もう一度入れてください。", "The two differ. Enter them once more.");
/// More was typed or pasted than a password has.
pub const TOO_LONG: Text =
    Text::new("長すぎるため消しました。入れ直してください。", "That was too long and is gone. Enter it again.");

/// Title of the list of sessions.
pub const SESSIONS: Text = Text::new("開いている画面とコマンド", "Open sessions");
/// The place of that list.
pub const PLACE_SESSIONS: Text = Text::new("画面の一覧", "Sessions");
/// Only managers see the sessions.
pub const MANAGERS_ONLY: Text = Text::new(
    "管理責任者かシステム管理の役割の人だけが見られます",
    "Only managers and administrators see the sessions",
);
/// A session at the centre's machine.
pub const CONSOLE: Text = Text::new("センター", "console");
/// A session with a screen.
pub const SCREEN: Text = Text::new("画面", "screen");
/// A session of a command.
pub const COMMAND: Text = Text::new("コマンド", "command");
/// A locked session.
pub const IS_LOCKED: Text = Text::new("ロック中", "locked");
/// The caller's own session.
pub const OWN: Text = Text::new("この画面", "this one");
/// A session was ended.
pub const ENDED: Text = Text::new("終わらせました", "It was ended");

/// Asks before a session is ended.
pub fn end_session(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ja => format!("{name}さんの画面を終わらせますか? 書きかけは下書きに残ります (y/n)"),
        Lang::En => format!("End the session of {name}? What is half typed is kept (y/n)"),
    }
}

/// For how long nobody has done anything.
pub fn idle(lang: Lang, minutes: i64) -> String {
    match (lang, minutes) {
        (Lang::Ja, ..1) => "使用中".into(),
        (Lang::En, ..1) => "in use".into(),
        (Lang::Ja, minutes) => format!("{minutes}分なし"),
        (Lang::En, minutes) => format!("idle {minutes} min"),
    }
}

/// Where a session sits.
pub fn origin(lang: Lang, from: &Origin) -> String {
    match from {
        Origin::Console => CONSOLE.say(lang).to_owned(),
        Origin::Ssh { address } => address.clone(),
    }
}

/// A command needs a password and there is no terminal to ask for it.
pub const NO_TERMINAL: Text = Text::new(
    "パスワードが要ります。端末で実行するか、RENKEI_TOKEN にトークンを入れてください。",
    "A password is needed. Run it in a terminal, or put a token into RENKEI_TOKEN.",
);
