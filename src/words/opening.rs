//! The sentence for each reason why a centre cannot be founded or opened.

use std::path::Path;

use super::Lang;

pub fn key_missing(lang: Lang, path: &Path) -> String {
    let path = path.display();
    match lang {
        Lang::Ja => format!(
            "マスター鍵 {path} がありません。保管してある鍵をそこに置いてください。鍵がなければ何も読めません。"
        ),
        Lang::En => format!(
            "There is no master key at {path}. Put the one kept elsewhere there; without it nothing can be read."
        ),
    }
}

pub fn key_exposed(lang: Lang, path: &Path, mode: u32) -> String {
    let path = path.display();
    match lang {
        Lang::Ja => format!("マスター鍵 {path} をほかの人も読めます（{mode:o}）。chmod 400 で直してください。"),
        Lang::En => format!("Others may read the master key {path} (mode {mode:o}). Mend it with chmod 400."),
    }
}

pub fn key_wrong(lang: Lang, path: &Path) -> String {
    let path = path.display();
    match lang {
        Lang::Ja => format!("{path} は、このマスター鍵でつくられたものではありません。正しい鍵を置いてください。"),
        Lang::En => format!("{path} was not made under this master key. Put the right key in its place."),
    }
}

pub fn key_damaged(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Ja => format!("鍵が読めません（{why}）。控えから renkei restore で別の場所に戻してください。"),
        Lang::En => format!("The keys cannot be read ({why}). Restore a copy elsewhere with renkei restore."),
    }
}

pub fn newer(lang: Lang) -> String {
    match lang {
        Lang::Ja => "このデータは新しい版の renkei でつくられています。新しい版で開いてください。".into(),
        Lang::En => "This data was made by a newer renkei. Open it with that one.".into(),
    }
}

pub fn unopened(lang: Lang, dir: &Path, why: &str) -> String {
    let dir = dir.display();
    match lang {
        Lang::Ja => format!("{dir} を開けません（{why}）。ディスクの空きと権限を確かめてください。"),
        Lang::En => format!("{dir} cannot be opened ({why}). Check the room on the disk and the permissions."),
    }
}

pub fn not_a_directory(lang: Lang, path: &Path) -> String {
    let path = path.display();
    match lang {
        Lang::Ja => format!("{path} はファイルです。ディレクトリを指定してください。"),
        Lang::En => format!("{path} is a file. Name a directory."),
    }
}

pub fn settings_unreadable(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Ja => format!("市と一覧の設定を読めません（{why}）。"),
        Lang::En => format!("The settings of city and lists cannot be read ({why})."),
    }
}
