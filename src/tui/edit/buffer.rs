//! The text and the cursor in it, which never stands inside a character and its marks.

use super::Edit;
use crate::text::Ambiguous;
use crate::tui::surface::clusters;

/// How many earlier states can be brought back.
const UNDO_DEPTH: usize = 100;

/// The most bytes of a text: three times what the longest field takes, so that such a field still says that it is too
/// long. Behind it nothing more is taken, for somebody may paste a whole file.
const MOST: usize = 96 * 1024;

/// A text being edited.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    text: String,
    /// In bytes, always at the start of a cluster or at the end.
    cursor: usize,
    earlier: Vec<(String, usize)>,
}

impl Buffer {
    /// Starts with the text, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text, earlier: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn cursor(&self) -> usize {
        self.cursor
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts the cursor at the cluster that the byte lies in.
    pub fn move_to(&mut self, byte: usize) {
        let start = self.starts().take_while(|start| *start <= byte).last().unwrap_or(0);
        self.cursor = if byte >= self.text.len() { self.text.len() } else { start };
    }

    /// Inserts text at the cursor, as far as there is room.
    pub fn insert(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text.len()).min(text.len());
        let text = &text[..text.floor_char_boundary(room)];
        if text.is_empty() {
            return;
        }
        self.remember();
        self.text.insert_str(self.cursor, text);
        let end = self.cursor + text.len();
        // What follows may be a mark that belongs to what was inserted.
        let next = self.starts().find(|start| *start >= end);
        self.cursor = next.unwrap_or(self.text.len());
    }

    /// Does one edit. Returns whether the text changed.
    pub fn edit(&mut self, edit: Edit) -> bool {
        match edit {
            Edit::Left => self.cursor = self.before(self.cursor),
            Edit::Right => self.cursor = self.after(self.cursor),
            Edit::WordLeft => self.cursor = self.word_before(),
            Edit::WordRight => self.cursor = self.word_after(),
            Edit::Home => self.cursor = self.line_start(),
            Edit::End => self.cursor = self.line_end(),
            Edit::Backspace => return self.delete(self.before(self.cursor), self.cursor),
            Edit::Delete => return self.delete(self.cursor, self.after(self.cursor)),
            Edit::DeleteWord => return self.delete(self.word_before(), self.cursor),
            Edit::Kill => {
                let end = self.line_end();
                let end = if end == self.cursor { self.after(end) } else { end };
                return self.delete(self.cursor, end);
            }
            Edit::Undo => return self.undo(),
        }
        false
    }

    fn remember(&mut self) {
        if self.earlier.len() == UNDO_DEPTH {
            self.earlier.remove(0);
        }
        self.earlier.push((self.text.clone(), self.cursor));
    }

    fn undo(&mut self) -> bool {
        let Some((text, cursor)) = self.earlier.pop() else { return false };
        self.text = text;
        self.cursor = cursor;
        true
    }

    fn delete(&mut self, from: usize, to: usize) -> bool {
        if from == to {
            return false;
        }
        self.remember();
        self.text.replace_range(from..to, "");
        self.move_to(from);
        true
    }

    /// Where clusters start; the same on every terminal, since only zero width joins.
    fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        clusters(&self.text, Ambiguous::Narrow).scan(0, |at, (cluster, _)| {
            let start = *at;
            *at += cluster.len();
            Some(start)
        })
    }

    fn before(&self, byte: usize) -> usize {
        self.starts().take_while(|start| *start < byte).last().unwrap_or(0)
    }

    fn after(&self, byte: usize) -> usize {
        self.starts().find(|start| *start > byte).unwrap_or(self.text.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |newline| self.cursor + newline)
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        let kind = before.chars().next_back().map(kind);
        let start = before.trim_end_matches(|c| Some(self::kind(c)) == kind).len();
        self.starts().take_while(|at| *at <= start).last().unwrap_or(0)
    }

    fn word_after(&self) -> usize {
        let after = &self.text[self.cursor..];
        let kind = after.chars().next().map(kind);
        let rest = after.trim_start_matches(|c| Some(self::kind(c)) == kind).trim_start();
        let end = self.text.len() - rest.len();
        self.starts().find(|at| *at >= end).unwrap_or(self.text.len())
    }
}

/// Japanese has no blanks between words; a change of script is the next best.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Blank,
    Latin,
    Hiragana,
    Katakana,
    Kanji,
    Sign,
}

fn kind(c: char) -> Script {
    match c {
        c if c.is_whitespace() => Script::Blank,
        'ぁ'..='ゟ' => Script::Hiragana,
        'ァ'..='ヿ' | 'ｦ'..='ﾟ' => Script::Katakana,
        '々' | '㐀'..='鿿' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{E0100}'..='\u{E01EF}' => {
            Script::Kanji
        }
        c if c.is_alphanumeric() => Script::Latin,
        _ => Script::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pasted_file_is_taken_only_so_far() {
        let mut buffer = Buffer::new("前");
        for _ in 0..3 {
            buffer.insert(&"あ".repeat(20_000));
        }
        assert!(buffer.text().starts_with("前あ") && buffer.text().len() <= MOST);
        assert!(buffer.text().len() > MOST - 3);
    }

    const EDITS: [Edit; 11] = [
        Edit::Left,
        Edit::Right,
        Edit::WordLeft,
        Edit::WordRight,
        Edit::Home,
        Edit::End,
        Edit::Backspace,
        Edit::Delete,
        Edit::DeleteWord,
        Edit::Kill,
        Edit::Undo,
    ];

    #[test]
    fn words_end_where_the_script_changes() {
        let mut buffer = Buffer::new("訪問看護ステーションへ");
        buffer.edit(Edit::DeleteWord);
        assert_eq!(buffer.text(), "訪問看護ステーション");
        buffer.edit(Edit::DeleteWord);
        assert_eq!(buffer.text(), "訪問看護");
        buffer.edit(Edit::Undo);
        assert_eq!(buffer.text(), "訪問看護ステーション");
    }

    proptest! {
        #[test]
        fn the_cursor_never_stands_inside_a_character(
            start in "[a-z 日本か\u{3099}葛\u{E0100}ｶﾞ\n]{0,20}",
            does in prop::collection::vec((0usize..13, "[a日\u{3099}①]{1,3}"), 0..40),
        ) {
            let mut buffer = Buffer::new(start);
            for (what, typed) in does {
                match EDITS.get(what) {
                    Some(edit) => { buffer.edit(*edit); }
                    None => buffer.insert(&typed),
                }
                let at_start = buffer.cursor() == buffer.text().len()
                    || buffer.starts().any(|start| start == buffer.cursor());
                prop_assert!(at_start, "{:?} at {}", buffer.text(), buffer.cursor());
            }
        }
    }
}
