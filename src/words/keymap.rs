//! What is wrong with a keymap, and where.

use super::Lang;

/// Before the sentence: the file and the place in it.
pub fn place(file: &str, line: usize, column: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("キー設定 {file} の{line}行{column}桁: "),
        Lang::En => format!("keymap {file}, line {line}, column {column}: "),
    }
}

/// No TOML, or no keys.
pub fn syntax(message: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("書き方が違います ({message})"),
        Lang::En => format!("this cannot be read ({message})"),
    }
}

/// There is no such base.
pub fn unknown_base(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{name} という基本のキー設定はありません (standard, vim, emacs, function-keys)"),
        Lang::En => format!("there is no keymap {name} (standard, vim, emacs, function-keys)"),
    }
}

/// There is no such action.
pub fn unknown_action(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{name} という操作はありません。renkei keys で一覧を見られます"),
        Lang::En => format!("there is no action {name}; renkei keys lists them"),
    }
}

/// The text is no key.
pub fn not_a_key(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{text} はキーではありません (例 c、C-s、F2、\"g g\")"),
        Lang::En => format!("{text} is no key (as in c, C-s, F2, \"g g\")"),
    }
}

/// The keys are taken.
pub fn clash(keys: &str, action: &str, taken_by: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{keys} は {taken_by} のキーで、{action} には使えません"),
        Lang::En => format!("{keys} already does {taken_by} and cannot do {action}"),
    }
}

/// No key leads to the action.
pub fn unreachable(action: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{action} をよぶキーがありません。ほかのキーを決めてください"),
        Lang::En => format!("no key reaches {action}; give it another"),
    }
}

/// A harmless key would lose something.
pub fn grave(keys: &str, action: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{keys} だけで {action} が起きると危ないので使えません"),
        Lang::En => format!("{keys} alone must not do {action}, which loses something"),
    }
}
