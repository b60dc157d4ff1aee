//! Words of the frame around the panes: header, messages, help, search, key table.

use chrono::Weekday;

use super::{Lang, Text};
use crate::api::search::SearchKind;

/// Heading of the column of keys.
pub const KEYS_COLUMN: Text = Text::new("キー", "Keys");
/// Heading of the column of what they do.
pub const ACTION_COLUMN: Text = Text::new("はたらき", "What it does");
/// Heading of the column of the names that keymaps use.
pub const NAME_COLUMN: Text = Text::new("名前", "Name");

/// What `renkei keys` does.
pub const KEYS_ABOUT: Text = Text::new("キーの一覧を出します", "Print every action with its keys");

/// The screen needs a terminal.
pub fn no_terminal(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Ja => format!("画面を開くには端末が要ります ({why})。コマンドの一覧は renkei --help で見られます"),
        Lang::En => format!("the screen needs a terminal ({why}); renkei --help lists the commands"),
    }
}

/// A keymap file cannot be read.
pub fn no_keymap(lang: Lang, file: &str, why: &str) -> String {
    match lang {
        Lang::Ja => format!("キー設定 {file} を読めません ({why})"),
        Lang::En => format!("the keymap {file} cannot be read ({why})"),
    }
}

/// The window is too small to draw in.
pub const TOO_SMALL: Text = Text::new("画面が小さすぎます", "The window is too small");
/// The server takes no changes.
pub const READ_ONLY: Text = Text::new("書き込み停止中", "no writing now");
/// The server is gone.
pub const LOST: Text = Text::new("接続なし", "no server");
/// A request has been under way for a while.
pub const WAITING: Text =
    Text::new("サーバーの返事を待っています。ほかの操作はできます", "Waiting for the server; you can go on");
/// So many keys wait for the server.
pub fn keys_wait(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ja => format!("サーバーの返事を待っています。打ったキー{count}個はそのあとです (Escで取り消し)"),
        Lang::En => format!("Waiting for the server; {count} keys come after it (Esc takes them back)"),
    }
}

/// The caller took back the keys that waited.
pub fn keys_taken_back(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ja => format!("待っていたキー{count}個を取り消しました"),
        Lang::En => format!("{count} waiting keys taken back"),
    }
}

/// Keys that waited were not used, for the reason that stands before or beside it.
pub fn keys_dropped(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ja => format!("先に打ったキー{count}個は使いませんでした"),
        Lang::En => format!("{count} keys typed ahead were not used"),
    }
}

/// Keys that waited were meant for another record than the one that is selected now.
pub fn keys_dropped_moved(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ja => format!("選んでいるものが変わったため、先に打ったキー{count}個は使いませんでした"),
        Lang::En => format!("the selection has changed; {count} keys typed before were not used"),
    }
}

/// The connection went while keys waited.
pub fn keys_dropped_lost(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ja => format!("接続が切れたため、先に打ったキー{count}個は使いませんでした"),
        Lang::En => format!("the connection is gone; {count} keys typed ahead were not used"),
    }
}

/// Quitting would lose keys that wait.
pub const QUIT_WITH_KEYS: Text = Text::new(
    "打ったキーがまだ済んでいません。捨てて終わりますか? (y/n)",
    "Keys you typed have not been carried out. Leave without them? (y/n)",
);
/// A list has not arrived yet.
pub const LOADING: Text = Text::new("読み込んでいます", "Loading");
/// A search found nothing.
pub const NOTHING_FOUND: Text = Text::new("見つかりません", "Nothing found");
/// No pane knows the form of a draft.
pub const NO_FORM_FOR_DRAFT: Text = Text::new("この下書きは開けません", "This draft cannot be opened");
/// Title of the list of drafts.
pub const DRAFTS_TITLE: Text = Text::new("書きかけの入力", "Half typed");
/// There are no drafts.
pub const NO_DRAFTS: Text = Text::new("書きかけの入力はありません", "Nothing is half typed");
/// A draft would be lost.
pub const DISCARD_DRAFT: Text = Text::new("この下書きを捨てますか? (y/n)", "Throw this draft away? (y/n)");
/// The place of the list of drafts.
pub const PLACE_DRAFTS: Text = Text::new("下書き", "Drafts");

/// An earlier session left so many drafts, and this key shows them.
pub fn drafts_wait(lang: Lang, count: usize, key: &str) -> String {
    match lang {
        Lang::Ja => format!("書きかけの入力が{count}件あります ({key}で開く)"),
        Lang::En => format!("{count} half typed ({key} opens them)"),
    }
}

/// Something typed would be lost by quitting.
pub const QUIT_WITH_TEXT: Text = Text::new(
    "書きかけの入力は下書きに残ります。終わりますか? (y/n)",
    "What you have typed is kept as a draft. Leave? (y/n)",
);
/// The same while there is no server to keep it.
pub const QUIT_WITH_TEXT_LOST: Text = Text::new(
    "接続がないので、切れてからの入力は残りません。終わりますか? (y/n)",
    "Without a server what you typed since it went is lost. Leave? (y/n)",
);

/// The server came back as another version: this program cannot go on with it.
pub fn server_renewed(lang: Lang, version: &str) -> String {
    match lang {
        Lang::Ja => {
            format!("サーバーが別の版 ({version}) になりました。終わって開き直してください (下書きは残っています)")
        }
        Lang::En => format!("The server is version {version} now: leave and open renkei again (drafts are kept)"),
    }
}

/// A layer is in the way of changing the pane.
pub const CLOSE_FIRST: Text = Text::new("先に開いている欄を閉じてください", "Close what is open first");
/// A pane, or a search, is not for somebody who has only these roles.
pub fn not_for_roles(lang: Lang, roles: &str) -> String {
    match lang {
        Lang::Ja => format!("あなたの役割（{roles}）では使えません。"),
        Lang::En => format!("This is not for your role ({roles})."),
    }
}

/// Whom to ask who needs it all the same.
pub const ASK_MANAGER: Text = Text::new("必要なときは管理責任者に頼んでください。", "Ask a manager if it is needed.");
/// The place of a pane that is not for the caller.
pub const PLACE_NOT_YOURS: Text = Text::new("役割の外", "Not for your role");

/// The screen is hidden.
pub const LOCKED: Text = Text::new("画面をかくしています。Enterで戻ります", "The screen is hidden. Enter shows it");

/// Title of the help page.
pub const HELP_TITLE: Text = Text::new("ここで使えるキー", "Keys that work here");
/// Before the line of the palette.
pub const PALETTE_PROMPT: Text = Text::new("コマンド", "Command");
/// Before the line of the search.
pub const SEARCH_PROMPT: Text = Text::new("検索", "Search");

/// The place where a question is asked.
pub const PLACE_CONFIRM: Text = Text::new("確認", "Question");
/// The place of help.
pub const PLACE_HELP: Text = Text::new("ヘルプ", "Help");
/// The place of the palette.
pub const PLACE_PALETTE: Text = Text::new("コマンド", "Palette");
/// The place of the search.
pub const PLACE_SEARCH: Text = Text::new("検索", "Search");
/// The place of the lock.
pub const PLACE_LOCK: Text = Text::new("ロック", "Lock");

/// The day of the week in one character or three letters.
pub const fn weekday(day: Weekday, lang: Lang) -> &'static str {
    match day {
        Weekday::Mon => Text::new("月", "Mon"),
        Weekday::Tue => Text::new("火", "Tue"),
        Weekday::Wed => Text::new("水", "Wed"),
        Weekday::Thu => Text::new("木", "Thu"),
        Weekday::Fri => Text::new("金", "Fri"),
        Weekday::Sat => Text::new("土", "Sat"),
        Weekday::Sun => Text::new("日", "Sun"),
    }
    .say(lang)
}

/// What kind of thing a hit is.
pub const fn search_kind(kind: SearchKind) -> Text {
    match kind {
        SearchKind::Resources => Text::new("資源", "place"),
        SearchKind::Patients => Text::new("対象者", "person"),
        SearchKind::Consultations => Text::new("相談", "case"),
    }
}

/// The keys do nothing here.
pub fn no_such_key(lang: Lang, keys: &str) -> String {
    match lang {
        Lang::Ja => format!("{keys} はここでは使えません (?でヘルプ)"),
        Lang::En => format!("{keys} does nothing here (? for help)"),
    }
}
