//! Words for the access log: who read and who changed what.

use std::borrow::Cow;

use super::{Lang, Say, Text};
use crate::api::access_log::AccessLogProblem;
use crate::domain::access::{Accessed, Beginning, Way};

/// What `renkei access` does.
pub const ABOUT: Text = Text::new(
    "だれが何を見て、何を書いたか（内容は出さない。監査・管理責任者）",
    "Who read and who changed what; nothing of its content. For auditors and managers",
);
/// Whom it is asked about.
pub const PATIENT: Text = Text::new(
    "この人について（p12、R8-0123 など。対象者のない相談はその相談だけ）",
    "About this person: p12, R8-0123; a consultation about nobody stands for itself",
);
/// Whose doings are asked for.
pub const STAFF: Text =
    Text::new("この職員が（番号 u5・アカウント・氏名）", "By this member of staff: number (u5), account or name");
/// Since when.
pub const SINCE: Text =
    Text::new("この日から（2026-11-01、R8.11.1、-7 など）", "On this day and after: 2026-11-01, R8.11.1, -7");
/// The most rows.
pub const LIMIT: Text = Text::new("出す件数の上限", "The most rows");

/// Title of the list.
pub const TITLE: Text = Text::new("閲覧・変更の記録", "What was read and changed");
/// The place of the list.
pub const PLACE: Text = Text::new("閲覧・変更の記録", "Access log");
/// Who may see it.
pub const NOT_FOR_YOU: Text =
    Text::new("監査か管理責任者の役割の人だけが見られます", "Only auditors and managers see what was read and changed");
/// There is nothing of what was asked for.
pub const NOTHING: Text = Text::new("あてはまる記録はありません", "Nothing of the kind is written down");
/// There may be more further back.
pub const MORE: Text = Text::new("これより前を読んでいます", "Looking further back");
/// Nothing lies further back.
pub const ALL: Text = Text::new("これより前はありません", "That is all");

/// Header: what is read is not written down now.
pub const FAILING: Text = Text::new("閲覧記録停止中", "reads not logged");
/// The message when that begins.
pub const FAILS: Text = Text::new(
    "閲覧の記録を書けません。見ることはできますが、記録は書けるようになるまでメモリーに残ります。システム管理の担当に知らせてください。",
    "What is read cannot be written down now: it waits in memory. Reading goes on. Tell the administrator.",
);
/// The message when it is over.
pub const KEPT: Text = Text::new("閲覧の記録を書けるようになりました", "What is read is written down again");
/// What auditors and managers are told while a broken log lies aside.
pub const BROKEN: Text = Text::new(
    "閲覧の記録に壊れていたものがあり、わきに置いてあります。renkei journal verify で確かめてください。",
    "An access log that was broken lies aside. See renkei journal verify.",
);

/// Fields of the form that narrows the list.
pub const FORM: Text = Text::new("閲覧・変更の記録を絞る", "Narrow what is shown");
/// Label of the person.
pub const ABOUT_LABEL: Text = Text::new("対象者・相談", "Person or case");
/// What the field of the person takes.
pub const ABOUT_HINT: Text = Text::new("p12、R8-0123 など", "p12, R8-0123 or the like");
/// Label of the member of staff.
pub const STAFF_LABEL: Text = Text::new("職員", "Member of staff");
/// Label of the day.
pub const SINCE_LABEL: Text = Text::new("この日から", "Since");

/// What was done, in a word or two.
pub const fn done(access: &Accessed) -> Text {
    match access {
        Accessed::Opened => Text::new("閲覧", "read"),
        Accessed::Exported { .. } => Text::new("書き出し", "exported"),
        Accessed::Leafed { .. } => Text::new("次々に表示", "leafed"),
        Accessed::ReadLog { .. } => Text::new("記録を閲覧", "read the log"),
        Accessed::Begun(_) => Text::new("記録の開始", "log begins"),
        Accessed::Restored => Text::new("控えから復元", "restored"),
        Accessed::Lost { .. } => Text::new("記録の欠け", "entries lost"),
    }
}

/// Something was written.
pub const CHANGED: Text = Text::new("変更", "changed");

/// More of it: what was asked for, how many, why a log begins.
pub fn detail(access: &Accessed, lang: Lang) -> String {
    match access {
        Accessed::Opened | Accessed::Restored | Accessed::Begun(Beginning::Founded) => String::new(),
        Accessed::Exported { request } => request.clone(),
        Accessed::Leafed { records } => match lang {
            Lang::Ja => format!("1分に{records}件"),
            Lang::En => format!("{records} within a minute"),
        },
        Accessed::ReadLog { about, staff, since } => {
            let staff = staff.map(|staff| staff.to_string());
            let since = since.map(|since| match lang {
                Lang::Ja => format!("{since}から"),
                Lang::En => format!("since {since}"),
            });
            about.clone().into_iter().chain(staff).chain(since).collect::<Vec<_>>().join(" ")
        }
        Accessed::Begun(Beginning::Missing) => match lang {
            Lang::Ja => "それまでの記録がありません".into(),
            Lang::En => "there was none though the centre is older".into(),
        },
        Accessed::Begun(Beginning::Broken { place, kept }) => match lang {
            Lang::Ja => format!("壊れていた記録は {kept} にあります（{place}）"),
            Lang::En => format!("the one before is broken and lies in {kept} ({place})"),
        },
        Accessed::Lost { entries } => match lang {
            Lang::Ja => format!("{entries}件を書けませんでした"),
            Lang::En => format!("{entries} could not be written"),
        },
    }
}

/// So many records more than those named.
pub fn more(lang: Lang, count: u32) -> String {
    match lang {
        Lang::Ja => format!("ほか{count}件"),
        Lang::En => format!("and {count} more"),
    }
}

/// All that there is: the whole centre was copied.
pub const EVERYTHING: Text = Text::new("すべて", "everything");

/// The chain was read through and is whole.
pub fn whole(lang: Lang, entries: u64) -> String {
    match lang {
        Lang::Ja => format!("閲覧の記録は {entries} 件すべてそろっています。"),
        Lang::En => format!("The access log is whole: {entries} entries."),
    }
}

/// The chain is broken.
pub fn broken(lang: Lang, place: &str) -> String {
    match lang {
        Lang::Ja => format!(
            "閲覧の記録が壊れています（{place}）。次にサーバーを始めるときにわきへ移し、新しく書き始めます。控えの中の記録と比べてください。"
        ),
        Lang::En => format!(
            "The access log is broken ({place}). It is put aside when the server starts next, and another is begun. Compare it with the one in a copy."
        ),
    }
}

/// Broken logs lie aside.
pub fn aside(lang: Lang, names: &str) -> String {
    match lang {
        Lang::Ja => {
            format!("壊れていたためわきに置いた記録があります: {names}。確かめたあと、別の場所に移して残してください。")
        }
        Lang::En => format!(
            "Logs that were broken lie aside: {names}. Once they are looked into, move them elsewhere and keep them."
        ),
    }
}

/// There is no log.
pub const MISSING: Text = Text::new(
    "閲覧の記録がありません。消された可能性があります。控えの中の記録と比べてください。",
    "There is no access log: it may have been removed. Compare with the one in a copy.",
);

impl Say for Way {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let token = |number: &u64| match lang {
            Lang::Ja => format!("トークン {number}"),
            Lang::En => format!("token {number}"),
        };
        match self {
            Self::Screen => super::session::SCREEN.say(lang).into(),
            Self::Command => super::session::COMMAND.say(lang).into(),
            Self::Token { number } => token(number).into(),
            Self::Files => Text::new("ファイルから", "from the files").say(lang).into(),
        }
    }
}

impl Say for AccessLogProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let Self::Broken { place } = self;
        Cow::Owned(broken(lang, place))
    }
}
