//! Sentences of `renkei staff` and `renkei token`.

use super::{Lang, Text};
use crate::domain::time::Moment;

pub const ABOUT: Text =
    Text::new("職員を登録・変更し、パスワードを出す", "Register and change staff, and give out passwords");
pub const ADD: Text = Text::new(
    "職員を登録する（アカウントがあれば最初のパスワードを1度だけ表示する）",
    "Register a member of staff; with an account, print the first password once",
);
pub const CHANGE: Text = Text::new("名指した項目だけを変える", "Change what is named and nothing else");
pub const LEAVE: Text = Text::new(
    "退職にする（開いている画面はすぐ終わり、記録の名前は残る）",
    "Note that somebody has left: their sessions end at once, records keep the name",
);
pub const LIST: Text = Text::new("職員の一覧", "List the staff");
pub const PASSWORD: Text = Text::new(
    "最初のパスワードを出し直す。WHO がなければ自分のパスワードを変える",
    "Give out a new first password; without WHO, change your own",
);
pub const WHO: Text = Text::new("番号（u5）・アカウント・氏名", "Number (u5), account or name");
pub const ALL: Text = Text::new("退職した人も出す", "Those who have left too");
pub const NAME: Text = Text::new("氏名", "Name");
pub const KANA: Text = Text::new("氏名のかな", "Name in kana");
pub const PROFESSION: Text = Text::new("職種のコード", "Code of the profession");
pub const ROLE: Text = Text::new("役割（複数可）", "Role; several are possible");
pub const FTE: Text = Text::new("常勤換算（100分の1）", "Share of a full post in hundredths");
pub const TEAM: Text = Text::new("サポートチーム", "Support team");
pub const AREA: Text = Text::new("担当圏域（複数可）", "Area looked after; several are possible");
pub const ACCOUNT: Text = Text::new("Unix アカウント", "Unix account");
pub const NO_TEAM: Text = Text::new("チームから外す", "Take out of the team");
pub const NO_AREA: Text = Text::new("担当圏域をなくす", "Take the areas away");
pub const NO_ACCOUNT: Text =
    Text::new("アカウントを外す（開いている画面はすぐ終わる）", "Take the account away: its sessions end at once");
pub const HAS_LEFT: Text = Text::new("退職", "left");
pub const CHOSEN: Text = Text::new("パスワードを変えました。", "The password was changed.");

pub const TOKEN: Text = Text::new("スクリプト用のトークン", "Tokens for scripts");
pub const TOKEN_NEW: Text =
    Text::new("つくって1度だけ表示する（RENKEI_TOKEN に入れて使う）", "Make one and print it once, for RENKEI_TOKEN");
pub const TOKEN_DAYS: Text = Text::new("使える日数", "For how many days");
pub const TOKEN_MAY: Text =
    Text::new("してよい依頼の名前（queue.list など）", "Requests that it may be used for, such as queue.list");
pub const TOKEN_LIST: Text = Text::new("トークンの一覧", "List the tokens");
pub const OVER: Text = Text::new(" 期限切れ", " over");
pub const TOKEN_END: Text = Text::new("トークンを使えなくする", "End a token");

/// Somebody was registered.
pub fn added(lang: Lang, id: &str, name: &str) -> String {
    match lang {
        Lang::Ja => format!("{name}さんを職員として登録しました（{id}）。"),
        Lang::En => format!("{name} was registered as {id}."),
    }
}

/// Somebody's profile was changed.
pub fn changed(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ja => format!("{name}さんの登録を変えました。"),
        Lang::En => format!("The profile of {name} was changed."),
    }
}

/// Somebody has left.
pub fn left(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ja => format!("{name}さんを退職にしました。パスワードとトークンは消しました。"),
        Lang::En => format!("{name} has left. Password and tokens are gone."),
    }
}

/// The one-time password, said once.
pub fn issued(lang: Lang, name: &str, password: &str, days: u32, ends: Moment) -> String {
    let ends = ends.format("%Y-%m-%d %H:%M");
    match lang {
        Lang::Ja => format!(
            "{name}さんの最初のパスワード: {password}\nこの1度しか表示しません。本人に渡してください。最初に入ったときに変えてもらいます。\n{days}日のあいだ使えます（{ends}まで）。"
        ),
        Lang::En => format!(
            "The first password of {name}: {password}\nIt is shown this once. Hand it over; it has to be changed at the first login.\nIt can be used for {days} days, until {ends}."
        ),
    }
}

/// Nobody is called so.
pub fn nobody(lang: Lang, who: &str) -> String {
    match lang {
        Lang::Ja => format!("「{who}」という職員はいません。renkei staff list で確かめてください。"),
        Lang::En => format!("There is no member of staff {who}. See renkei staff list."),
    }
}

/// Several are called so.
pub fn several(lang: Lang, who: &str) -> String {
    match lang {
        Lang::Ja => format!("「{who}」は複数います。u5 のような番号で指定してください。"),
        Lang::En => format!("Several members of staff are called {who}. Use a number such as u5."),
    }
}

/// A token was made.
pub fn token_made(lang: Lang, token: u64, ends: Moment) -> String {
    let ends = ends.format("%Y-%m-%d %H:%M");
    match lang {
        Lang::Ja => format!("トークン {token}（{ends}まで）。この1度しか表示しません。"),
        Lang::En => format!("Token {token}, until {ends}. It is shown this once."),
    }
}

/// A token was ended.
pub fn token_ended(lang: Lang, token: u64) -> String {
    match lang {
        Lang::Ja => format!("トークン {token} を使えなくしました。"),
        Lang::En => format!("Token {token} was ended."),
    }
}
