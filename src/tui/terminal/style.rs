//! The terminal's current colours and attributes, changed by the shortest sequence.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};

/// The attributes that are used.
const MODIFIERS: [(Modifier, u8); 4] =
    [(Modifier::BOLD, 1), (Modifier::DIM, 2), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)];

/// What the terminal writes with now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ink {
    fore: u8,
    back: u8,
    modifiers: Modifier,
}

const PLAIN: Ink = Ink { fore: 39, back: 49, modifiers: Modifier::empty() };

/// Follows what the terminal writes with.
#[derive(Clone, Debug)]
pub(super) struct Pen {
    ink: Ink,
    colours: bool,
}

impl Pen {
    pub fn new(colours: bool) -> Self {
        Self { ink: PLAIN, colours }
    }

    /// Makes the terminal write as the cell is to look.
    pub fn take(&mut self, cell: &Cell, out: &mut Vec<u8>) -> io::Result<()> {
        let used = MODIFIERS.iter().fold(Modifier::empty(), |all, (modifier, _)| all | *modifier);
        let ink = Ink {
            fore: if self.colours { code(cell.fg) } else { PLAIN.fore },
            back: if self.colours { code(cell.bg) + 10 } else { PLAIN.back },
            modifiers: cell.modifier & used,
        };
        if ink == self.ink {
            return Ok(());
        }
        if ink == PLAIN {
            return self.reset(out);
        }
        let mut codes: Vec<u8> = Vec::with_capacity(8);
        if !ink.modifiers.contains(self.ink.modifiers) {
            codes.push(0);
            self.ink = PLAIN;
        }
        let added = ink.modifiers.difference(self.ink.modifiers);
        codes.extend(MODIFIERS.iter().filter(|(modifier, _)| added.contains(*modifier)).map(|(_, code)| *code));
        if ink.fore != self.ink.fore {
            codes.push(ink.fore);
        }
        if ink.back != self.ink.back {
            codes.push(ink.back);
        }
        self.ink = ink;
        out.write_all(b"\x1b[")?;
        for (at, code) in codes.iter().enumerate() {
            write!(out, "{}{code}", if at == 0 { "" } else { ";" })?;
        }
        out.write_all(b"m")
    }

    /// Back to plain.
    pub fn reset(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        self.ink = PLAIN;
        out.write_all(b"\x1b[0m")
    }
}

/// The code of one of the sixteen colours as foreground; any other is the terminal's own.
fn code(colour: Color) -> u8 {
    match colour {
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => 39,
    }
}
