//! The beginning of a stream of bytes as one key, report or piece of text.

use super::Input;
use crate::tui::key::{Code, Key};

/// What the beginning of the bytes is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// More bytes decide.
    Incomplete,
    /// An input, and how many bytes it took.
    Done(Input, usize),
    /// Pasted text begins behind so many bytes.
    PasteStart(usize),
}

/// A control sequence longer than this is none.
const LONGEST: usize = 64;

/// Reads one input from the beginning of the bytes, of which there is at least one.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [] | [0x1b] => Parsed::Incomplete,
        [0x1b, b'[', ..] => control(bytes),
        [0x1b, b'O', ..] => single_shift(bytes),
        // A second ESC begins something new.
        [0x1b, 0x1b, ..] => key(Code::Esc, 1),
        [0x1b, rest @ ..] => match parse_char(rest) {
            Parsed::Done(Input::Key(key), used) => Parsed::Done(Input::Key(key.with_alt()), used + 1),
            Parsed::Done(other, used) => Parsed::Done(other, used + 1),
            incomplete => incomplete,
        },
        _ => parse_char(bytes),
    }
}

fn key(code: Code, used: usize) -> Parsed {
    Parsed::Done(Input::Key(Key::plain(code)), used)
}

/// A character or a control character.
fn parse_char(bytes: &[u8]) -> Parsed {
    let Some(first) = bytes.first().copied() else { return Parsed::Incomplete };
    match first {
        b'\r' | b'\n' => key(Code::Enter, 1),
        b'\t' => key(Code::Tab, 1),
        0x08 | 0x7f => key(Code::Backspace, 1),
        0x00 => Parsed::Done(Input::Key(Key::ctrl(' ')), 1),
        0x01..=0x1a => Parsed::Done(Input::Key(Key::ctrl(char::from(first - 1 + b'a'))), 1),
        0x1c..=0x1f => Parsed::Done(Input::Key(Key::ctrl(char::from(first - 0x1c + b'\\'))), 1),
        0x20..=0x7e => key(Code::Char(char::from(first)), 1),
        _ => wide_char(bytes),
    }
}

/// A character of several bytes.
fn wide_char(bytes: &[u8]) -> Parsed {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return Parsed::Done(Input::Unknown, 1),
    };
    let known = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(known) {
        Ok(text) => match text.chars().next() {
            Some(c) if !c.is_control() => key(Code::Char(c), length),
            _ => Parsed::Done(Input::Unknown, length),
        },
        Err(error) if error.error_len().is_none() => Parsed::Incomplete,
        Err(_) => Parsed::Done(Input::Unknown, 1),
    }
}

/// `ESC O x`: function keys and arrows of some terminals.
fn single_shift(bytes: &[u8]) -> Parsed {
    let code = match bytes.get(2) {
        None => return Parsed::Incomplete,
        Some(b'M') => Some(Code::Enter),
        Some(last) => letter(*last),
    };
    match code {
        Some(code) => key(code, 3),
        // Alt and O, and then something else.
        None => Parsed::Done(Input::Key(Key::char('O').with_alt()), 2),
    }
}

/// `ESC [ parameters final`.
fn control(bytes: &[u8]) -> Parsed {
    // The Linux console: ESC [ [ A.
    if bytes.get(2) == Some(&b'[') {
        return match bytes.get(3) {
            None => Parsed::Incomplete,
            Some(last @ b'A'..=b'E') => key(Code::F(last - b'A' + 1), 4),
            Some(_) => Parsed::Done(Input::Unknown, 3),
        };
    }
    let body = &bytes[2..];
    let Some(end) = body.iter().take(LONGEST).position(|byte| !matches!(byte, 0x20..=0x3f)) else {
        return if body.len() >= LONGEST { Parsed::Done(Input::Unknown, 2 + LONGEST) } else { Parsed::Incomplete };
    };
    let used = 2 + end + 1;
    match body[end] {
        last @ 0x40..=0x7e => report_or_key(&body[..end], last, used),
        // Not part of it: the sequence was cut off, and something new begins here.
        _ => Parsed::Done(Input::Unknown, used - 1),
    }
}

fn report_or_key(parameters: &[u8], last: u8, used: usize) -> Parsed {
    let mut numbers = parameters.split(|byte| *byte == b';').map(number);
    let first = numbers.next().flatten();
    let second = numbers.next().flatten();
    let code = match (last, first) {
        (b'~', Some(200)) => return Parsed::PasteStart(used),
        (b'n', Some(0)) => return Parsed::Done(Input::Ready, used),
        // F3 with a modifier looks the same as a position in the first row; nothing asks for one there.
        (b'R', Some(row)) if row > 1 || second.is_none_or(|column| column > 8) => {
            return Parsed::Done(Input::CursorAt { column: second.unwrap_or(1), row }, used);
        }
        (b'~', Some(number)) => numbered(number),
        (b'Z', _) => {
            let key = Key { shift: true, ..Key::plain(Code::Tab) };
            return Parsed::Done(Input::Key(key), used);
        }
        _ => letter(last),
    };
    let Some(code) = code else { return Parsed::Done(Input::Unknown, used) };
    let modifiers = second.unwrap_or(1).saturating_sub(1);
    let key = Key { code, shift: modifiers & 1 != 0, alt: modifiers & 2 != 0, ctrl: modifiers & 4 != 0 };
    Parsed::Done(Input::Key(key), used)
}

fn number(digits: &[u8]) -> Option<u16> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(u8::try_from(number - 10).ok()?),
        17..=21 => Code::F(u8::try_from(number - 11).ok()?),
        23..=26 => Code::F(u8::try_from(number - 12).ok()?),
        28 | 29 => Code::F(u8::try_from(number - 13).ok()?),
        31..=34 => Code::F(u8::try_from(number - 14).ok()?),
        _ => return None,
    })
}
