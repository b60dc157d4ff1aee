//! One press of a key and the way keymaps write it: `c`, `C-s`, `A-x`, `S-Tab`, `F2`, `PgDn`.

use std::fmt;
use std::str::FromStr;

/// Which key was pressed, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    F(u8),
    Enter,
    Tab,
    Esc,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key with its modifiers. A capital letter is the character itself, never `shift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Key {
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false, shift: false }
    }

    pub const fn with_alt(self) -> Self {
        Self { alt: true, ..self }
    }

    /// The character that this press types into a field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// True for a key that must never destroy anything: a bare capital, or Esc.
    pub fn is_harmless(self) -> bool {
        match self.code {
            Code::Esc => true,
            Code::Char(c) => !self.ctrl && !self.alt && c.is_uppercase(),
            _ => false,
        }
    }
}

const NAMED: [(&str, Code); 16] = [
    ("Enter", Code::Enter),
    ("Tab", Code::Tab),
    ("Esc", Code::Esc),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
    ("Hyphen", Code::Char('-')),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("C-")?;
        }
        if self.alt {
            f.write_str("A-")?;
        }
        if self.shift {
            f.write_str("S-")?;
        }
        match self.code {
            Code::Char(c) if c != ' ' => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            code => {
                let name = NAMED.iter().find(|(_, named)| *named == code);
                f.write_str(name.map_or("?", |(name, _)| name))
            }
        }
    }
}

/// The text is no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAKey;

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut rest = text;
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        loop {
            let modifier = match rest.get(..2) {
                Some("C-") => &mut ctrl,
                Some("A-") => &mut alt,
                Some("S-") => &mut shift,
                _ => break,
            };
            if *modifier {
                return Err(NotAKey);
            }
            *modifier = true;
            rest = &rest[2..];
        }
        let code = parse_code(rest)?;
        // A terminal cannot tell these apart from the plain character.
        let cannot_be = matches!(code, Code::Char(c) if shift || (ctrl && !ctrl_can(c)));
        if cannot_be { Err(NotAKey) } else { Ok(Self { code, ctrl, alt, shift }) }
    }
}

/// The characters that a terminal can send together with Ctrl and that are no other key.
fn ctrl_can(c: char) -> bool {
    matches!(c, 'a'..='g' | 'k' | 'l' | 'n'..='z' | ' ' | '\\' | ']' | '^' | '_')
}

fn parse_code(text: &str) -> Result<Code, NotAKey> {
    if let Some((_, code)) = NAMED.iter().find(|(name, _)| *name == text) {
        return Ok(*code);
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !c.is_control() && !c.is_whitespace() => Ok(Code::Char(c)),
        (Some('F'), Some(_)) => match text[1..].parse() {
            Ok(n @ 1..=20) => Ok(Code::F(n)),
            _ => Err(NotAKey),
        },
        _ => Err(NotAKey),
    }
}

/// Reads a sequence such as `g g` or `C-x C-s`.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, NotAKey> {
    let keys = text.split_whitespace().map(str::parse).collect::<Result<Vec<Key>, _>>()?;
    if keys.is_empty() { Err(NotAKey) } else { Ok(keys) }
}

/// Writes a sequence the way keymaps do, plain letters joined: `gg`, `C-x C-s`.
pub fn sequence_text(keys: &[Key]) -> String {
    let short = keys.iter().all(|key| key.typed().is_some_and(|c| c != ' '));
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    names.join(if short { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_written() {
        for text in ["c", "C", "C-s", "A-x", "S-Tab", "F12", "PgDn", "Space", "-", "/", "?", "C-A-n", "S-Up"] {
            let key: Key = text.parse().unwrap();
            let again: Key = key.to_string().parse().unwrap();
            assert_eq!(key, again, "{text}");
        }
    }

    #[test]
    fn what_no_terminal_can_send_is_refused() {
        for text in ["", "C-", "C-C-s", "S-a", "C-i", "C-S", "F0", "F99", "Foo", "ab", "C-あ"] {
            assert_eq!(text.parse::<Key>(), Err(NotAKey), "{text}");
        }
    }

    #[test]
    fn sequences_are_written_shortly() {
        assert_eq!(sequence_text(&parse_sequence("g g").unwrap()), "gg");
        assert_eq!(sequence_text(&parse_sequence("C-x C-s").unwrap()), "C-x C-s");
    }
}
