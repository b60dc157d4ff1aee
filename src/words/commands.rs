//! Sentences of the command line: help, results, and what went wrong.

use std::path::Path;

use super::{Lang, Text};
use crate::api::journal::Head;

pub const ABOUT: Text = Text::new(
    "在宅医療・介護連携支援センターの相談・経過・依頼・資源を、キーボードだけで",
    "Consultations, timelines, referrals and resources of a home-care coordination centre, by keyboard alone",
);
pub const DATA: Text = Text::new("データのディレクトリ", "The data directory");
pub const LANG: Text = Text::new("表示する言語", "The language of the screen");
pub const KEYMAP: Text = Text::new(
    "キー割り当て（standard・vim・emacs・function-keys、またはファイル）",
    "The keymap: standard, vim, emacs, function-keys, or a file",
);
pub const WRONG_USAGE: Text = Text::new("使い方が違います。", "That is not how it is used.");
pub const NO_HOME: Text = Text::new(
    "データのディレクトリが決まりません。--data で指定してください。",
    "There is no data directory. Name one with --data.",
);

pub const INIT: Text = Text::new("新しいセンターのデータをつくる", "Make the data of a new centre");
pub const INIT_NAME: Text = Text::new("あなたの氏名", "Your name");
pub const INIT_KANA: Text = Text::new("氏名のかな", "Your name in kana");
pub const INIT_PROFESSION: Text = Text::new("職種のコード", "The code of your profession");
pub const INIT_CITY: Text =
    Text::new("市と日常生活圏域を書いた TOML ファイル", "A TOML file of the city and its areas");
pub const SERVE: Text = Text::new("サーバーを動かす", "Run the server");
pub const SERVE_IDLE: Text =
    Text::new("だれもいなくなってから終わるまでの秒数", "Seconds until it ends after everybody has gone");
pub const CALL: Text = Text::new(
    "標準入力の JSON の依頼（1行に1つ）に、JSON で1行ずつ答える",
    "Answer JSON requests on standard input, one a line, with JSON, one a line",
);
pub const JOURNAL: Text = Text::new("記録簿を確かめる・書き出す", "Check or print the journal");
pub const JOURNAL_VERIFY: Text =
    Text::new("最初から最後まで読み、欠けや改変がないか確かめる", "Read it all and check the chain");
pub const JOURNAL_HEAD: Text =
    Text::new("最後の記録の番号とハッシュを示す", "Show the number and hash of the last frame");
pub const JOURNAL_EXPORT: Text = Text::new("1行に1つの JSON として書き出す", "Print it as JSON, one frame a line");
pub const RECORDS: Text =
    Text::new("記録簿から作られた台帳を確かめる・作り直す", "Check or rebuild the records made from the journal");
pub const RECORDS_VERIFY: Text = Text::new("台帳を記録簿と比べる", "Compare the records with the journal");
pub const RECORDS_REBUILD: Text = Text::new("台帳を記録簿から作り直す", "Rebuild the records from the journal");
pub const BACKUP: Text =
    Text::new("控えを空のディレクトリに書き、読み直して確かめる", "Write a copy into an empty directory and verify it");
pub const BACKUP_WITHOUT_KEY: Text = Text::new("マスター鍵を控えに入れない", "Leave the master key out of the copy");
pub const RESTORE: Text = Text::new(
    "控えから、まだないデータのディレクトリに戻す",
    "Restore a copy into a data directory that is not there yet",
);
pub const RESTORE_KEY: Text =
    Text::new("控えに入れなかったマスター鍵のファイル", "The file of the master key, where the copy has none");
pub const JSON: Text = Text::new("JSON で出す", "Print JSON");

pub fn unreachable(lang: Lang, data: &Path, why: &str) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} のサーバーにつながりません（{why}）。センターの管理者にたずねてください。"),
        Lang::En => format!("The server of {data} cannot be reached ({why}). Ask the centre's administrator."),
    }
}

pub fn in_use(lang: Lang, data: &Path) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} はほかのコマンドが使っています。終わってからもう一度お試しください。"),
        Lang::En => format!("{data} is in use by another command. Try again when it has ended."),
    }
}

pub fn not_own(lang: Lang, data: &Path) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} のサーバーが動いていません。システム管理の担当に知らせてください。"),
        Lang::En => format!("The server of {data} does not run. Tell the administrator."),
    }
}

pub fn of_another(lang: Lang, data: &Path, owner: &str) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} はアカウント {owner} のデータです。{owner} として実行してください。"),
        Lang::En => format!("{data} belongs to the account {owner}. Run this as {owner}."),
    }
}

pub fn no_centre(lang: Lang, data: &Path) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!(
            "{data} にセンターのデータがありません。renkei init で新しくつくるか、--data で場所を指定してください。"
        ),
        Lang::En => {
            format!("There is no centre in {data}. Make one with renkei init, or name another place with --data.")
        }
    }
}

pub fn already_there(lang: Lang, data: &Path) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} は空ではありません。何も変えていません。"),
        Lang::En => format!("{data} is not empty. Nothing was changed."),
    }
}

pub fn founded(lang: Lang, data: &Path, name: &str) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!(
            "{data} に新しいセンターをつくりました。{name} さんは管理責任者・相談員・システム管理です。\nマスター鍵 {data}/master.key をなくすと何も読めません。控えを別の場所に保管してください。"
        ),
        Lang::En => format!(
            "A new centre is in {data}; {name} is its manager, coordinator and administrator.\nWithout the master key {data}/master.key nothing can be read: keep a copy elsewhere."
        ),
    }
}

pub fn must_be_closed(lang: Lang, data: &Path) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} は開いています。サーバーとほかのコマンドを終えてから、もう一度お試しください。"),
        Lang::En => format!("{data} is open. End its server and other commands, then try again."),
    }
}

pub fn whole(lang: Lang, frames: u64, head: &Head) -> String {
    match lang {
        Lang::Ja => format!("記録簿は {frames} 件すべてそろっています。最後は {} 番 {}", head.sequence, head.hash),
        Lang::En => format!("The journal is whole: {frames} frames, the last is {} {}", head.sequence, head.hash),
    }
}

pub fn broken(lang: Lang, place: &str) -> String {
    match lang {
        Lang::Ja => format!(
            "記録簿が壊れています（{place}）。サーバーを止めたまま、控えから renkei restore で別の場所に戻し、両方を残してください。"
        ),
        Lang::En => format!(
            "The journal is broken ({place}). Leave the server off, restore a copy elsewhere with renkei restore, and keep both."
        ),
    }
}

pub fn torn_found(lang: Lang, bytes: u64) -> String {
    match lang {
        Lang::Ja => format!(
            "記録簿の最後に書きかけの {bytes} バイトがあります。次に開くときに切り離して脇に残します。返事をした変更は失われません。"
        ),
        Lang::En => format!(
            "The journal ends in {bytes} bytes of an unfinished write. They are cut off and kept beside it when it is opened next. No answered change is lost."
        ),
    }
}

pub fn unknown_profession(lang: Lang, code: &str, known: &str) -> String {
    match lang {
        Lang::Ja => format!("職種「{code}」は一覧にありません。次から選んでください: {known}"),
        Lang::En => format!("There is no profession {code}. Choose from: {known}"),
    }
}

pub fn records_agree(lang: Lang, records: u64) -> String {
    match lang {
        Lang::Ja => format!("台帳 {records} 件は記録簿と一致しています。"),
        Lang::En => format!("{records} records agree with the journal."),
    }
}

pub fn records_differ(lang: Lang, records: u64, different: u64) -> String {
    match lang {
        Lang::Ja => format!(
            "台帳 {records} 件のうち {different} 件が記録簿と違います。renkei records rebuild で作り直してください。"
        ),
        Lang::En => format!(
            "{different} of {records} records differ from the journal. Rebuild them with renkei records rebuild."
        ),
    }
}

pub fn rebuilt(lang: Lang, events: u64, records: u64) -> String {
    match lang {
        Lang::Ja => format!("記録簿の {events} 件から台帳 {records} 件を作り直しました。"),
        Lang::En => format!("Rebuilt {records} records from {events} frames of the journal."),
    }
}

pub fn backed_up(lang: Lang, into: &str, head: &Head, bytes: u64, with_key: bool) -> String {
    let key = match (lang, with_key) {
        (Lang::Ja, true) => "マスター鍵も入っています。鍵のかかる場所に保管してください。",
        (Lang::Ja, false) => "マスター鍵は入っていません。",
        (Lang::En, true) => "The master key is in it: keep it under lock.",
        (Lang::En, false) => "The master key is not in it.",
    };
    match lang {
        Lang::Ja => format!("{into} に控えを書き、確かめました（{} 番まで、{bytes} バイト）。{key}", head.sequence),
        Lang::En => format!("Wrote and verified a copy in {into} (up to {}, {bytes} bytes). {key}", head.sequence),
    }
}

pub fn not_writable(lang: Lang, dir: &Path) -> String {
    let dir = dir.display();
    match lang {
        Lang::Ja => format!(
            "サーバーは {dir} に書けません。データの持ち主が書ける場所にしてください。systemd で動かしているときは、renkei systemd-unit --backups でその場所を許してください。"
        ),
        Lang::En => format!(
            "The server cannot write to {dir}. Choose a place that the data's owner can write to; under systemd, allow it with renkei systemd-unit --backups."
        ),
    }
}

pub fn restored(lang: Lang, data: &Path, head: &Head) -> String {
    let data = data.display();
    match lang {
        Lang::Ja => format!("{data} に {} 番までを戻しました。", head.sequence),
        Lang::En => format!("Restored {data} up to {}.", head.sequence),
    }
}

pub fn not_a_backup(lang: Lang, dir: &Path) -> String {
    let dir = dir.display();
    match lang {
        Lang::Ja => format!("{dir} は控えとして読めません。何も変えていません。"),
        Lang::En => format!("{dir} is not a copy that can be read. Nothing was changed."),
    }
}

pub fn failed(lang: Lang, what: &str, why: &str) -> String {
    match lang {
        Lang::Ja => format!("{what}: うまくいきませんでした（{why}）。"),
        Lang::En => format!("{what}: it did not work ({why})."),
    }
}
