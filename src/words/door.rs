//! Sentences at the door: what a session must bring, and the files that let branch offices in.

use std::path::Path;

use super::{Lang, Text};

pub const INIT_GROUP: Text = Text::new(
    "支所の職員のグループ（サーバーへの接続だけを許す）",
    "The group of branch accounts that may reach the server",
);
pub const SSHD_CONFIG: Text = Text::new(
    "支所から SSH で入るための sshd の設定を出す",
    "Print the block of sshd's configuration for branch offices",
);
pub const SSHD_GROUP: Text = Text::new("SSH で入る職員のグループ", "The group of the accounts that come over SSH");
pub const SSHD_KEYS: Text = Text::new(
    "公開鍵を置くディレクトリ（アカウント名のファイル）",
    "The directory of public keys, a file named after each account",
);
pub const SYSTEMD_UNIT: Text =
    Text::new("サーバーを動かす systemd のユニットを出す", "Print a systemd unit that runs the server");
pub const UNIT_USER: Text =
    Text::new("データの持ち主のアカウント", "The account that owns the data and runs the server");

pub const UNIT_BACKUPS: Text = Text::new(
    "控えを書くディレクトリ（サーバーが書けるようにする）",
    "The directory of backups, which the server is allowed to write",
);

/// Stands above the block for sshd.
pub const SSHD_HEAD: Text = Text::new(
    "このグループの職員には renkei の画面だけを開きます。\n\
     /etc/ssh/sshd_config.d/renkei.conf に置き、sshd -t で確かめてから、sshd に読み直させてください。\n\
     PermitUserEnvironment はここに書けません。全体の設定で no（初期値）のままにしてください。",
    "Everybody in this group gets the screen of renkei and nothing else.\n\
     Put this into /etc/ssh/sshd_config.d/renkei.conf, check it with sshd -t, then let sshd read it again.\n\
     PermitUserEnvironment cannot stand here: leave it at no, its default, above.",
);

/// Stands above the unit.
pub const UNIT_HEAD: Text = Text::new(
    "/etc/systemd/system/renkei.service に置き、systemctl daemon-reload と systemctl enable --now renkei を実行してください。",
    "Put this into /etc/systemd/system/renkei.service, then run systemctl daemon-reload and systemctl enable --now renkei.",
);
pub const UNIT_ABOUT: Text = Text::new("renkei のサーバー", "renkei, the server of a home-care coordination centre");

pub const NOT_RUN_HERE: Text = Text::new(
    "ここではコマンドもファイルの送受信もできません。コマンドを付けずに接続すると画面が開きます。",
    "Neither commands nor file transfers are run here. Connect without a command to get the screen.",
);
pub const NO_TERMINAL: Text = Text::new(
    "画面を開くには端末が要ります。ssh なら -t を付けて接続してください。",
    "The screen needs a terminal. With ssh, connect with -t.",
);
pub const NO_TERM: Text = Text::new(
    "端末の種類（TERM）がわかりません。TERM=xterm などにして接続し直してください。",
    "The kind of terminal (TERM) is not known. Connect again with TERM=xterm or the like.",
);
pub const WRONG_TERM: Text = Text::new(
    "この種類の端末（TERM）には画面を出せません。TERM=xterm などにして接続し直してください。",
    "This kind of terminal (TERM) cannot show the screen. Connect again with TERM=xterm or the like.",
);
pub const NO_SIZE: Text = Text::new(
    "端末の大きさがわかりません。stty rows 24 cols 80 のように決めてから開いてください。",
    "The terminal does not say its size. Set it first, as with stty rows 24 cols 80.",
);
pub const UNPRINTABLE: Text = Text::new(
    "パスに、この設定には書けない文字（改行や引用符など）があります。別の場所にしてください。",
    "The path holds a character that cannot stand in this file, a line break or a quote say. Use another place.",
);
pub fn too_small(lang: Lang, (columns, rows): (u16, u16), least: (u16, u16)) -> String {
    match lang {
        Lang::Ja => format!(
            "端末が小さすぎます（{columns}桁{rows}行）。{}桁{}行より大きくしてください。80桁24行あれば見やすくなります。",
            least.0, least.1
        ),
        Lang::En => format!(
            "The terminal is too small ({columns} by {rows}). It needs at least {} by {}, better 80 by 24.",
            least.0, least.1
        ),
    }
}

pub fn not_a_group(lang: Lang, group: &str) -> String {
    let group = group.escape_debug();
    match lang {
        Lang::Ja => {
            format!("「{group}」はグループやアカウントの名前として使えません。英数字と . _ - で書いてください。")
        }
        Lang::En => format!("{group} is no name of a group or account. Use letters, digits and . _ - only."),
    }
}

pub fn no_such_group(lang: Lang, group: &str) -> String {
    let group = group.escape_debug();
    match lang {
        Lang::Ja => format!("グループ「{group}」がありません。groupadd でつくってから、もう一度お試しください。"),
        Lang::En => format!("There is no group {group}. Make it with groupadd, then try again."),
    }
}

pub fn group_not_let_in(lang: Lang, data: &Path, group: &str) -> String {
    let (data, group) = (data.display(), group.escape_debug());
    match lang {
        Lang::Ja => format!(
            "{data} をグループ {group} に開けないため、センターをつくりませんでした。データの持ち主をこのグループに入れてから、もう一度お試しください。"
        ),
        Lang::En => format!(
            "{data} cannot be opened to the group {group}, so no centre was made. Put the owner of the data into this group, then try again."
        ),
    }
}
