//! The key table that `renkei keys` prints and the README shows.

use super::Keymap;
use crate::tui::action::Catalogue;
use crate::tui::key::sequence_text;
use crate::words::Lang;
use crate::words::screen as words;

/// Every action with its keys, by place, as a Markdown table in the language.
pub fn keys_table(lang: Lang, catalogue: &Catalogue, keymap: &Keymap) -> String {
    let heading = [words::KEYS_COLUMN, words::ACTION_COLUMN, words::NAME_COLUMN].map(|text| text.say(lang));
    let mut lines = vec![format!("| {} |", heading.join(" | ")), "|---|---|---|".to_owned()];
    for spec in catalogue.specs() {
        let keys: Vec<String> = keymap
            .keys_of(spec.name)
            .iter()
            .map(|keys| format!("`{}`", sequence_text(keys).replace('|', "\\|")))
            .collect();
        lines.push(format!("| {} | {} | {} |", keys.join(" "), spec.words.long.say(lang), spec.name));
    }
    lines.push(String::new());
    lines.join("\n")
}
