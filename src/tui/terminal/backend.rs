//! A thin backend: few cursor moves, sixteen colours, one write a frame, nothing for a frame without changes.

use super::Flow;
use super::style::Pen;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use std::io::{self, Write};

/// Where the size of the window is known.
pub type Measure = Box<dyn Fn() -> Size>;

/// Writes frames to a terminal.
pub struct ThinBackend<W: Write> {
    out: W,
    measure: Measure,
    flow: Flow,
    pen: Pen,
    /// What this frame writes, without its frame.
    frame: Vec<u8>,
    /// Where the terminal's cursor stands, if that is certain.
    at: Option<Position>,
    shown: bool,
    /// Where the cursor is to be shown after this frame, if it is.
    wanted: Option<Position>,
    parked: Option<Position>,
}

impl<W: Write> ThinBackend<W> {
    /// Writes to `out`, in colours or without any.
    pub fn new(out: W, measure: Measure, colours: bool, flow: Flow) -> Self {
        Self {
            out,
            measure,
            flow,
            pen: Pen::new(colours),
            frame: Vec::new(),
            at: None,
            shown: true,
            wanted: None,
            parked: None,
        }
    }

    /// Everything written so far, for tests and for the end of a session.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    fn move_to(&mut self, to: Position) -> io::Result<()> {
        match self.at {
            Some(at) if at == to => Ok(()),
            Some(at) if at.y == to.y && to.x == at.x + 1 => self.frame.write_all(b"\x1b[C"),
            Some(at) if at.y == to.y && to.x > at.x => write!(self.frame, "\x1b[{}C", to.x - at.x),
            Some(at) if at.y == to.y && to.x == 0 => self.frame.write_all(b"\r"),
            Some(at) if to.y == at.y + 1 && to.x == 0 => self.frame.write_all(b"\r\n"),
            _ if to.x == 0 => write!(self.frame, "\x1b[{}H", to.y + 1),
            _ => write!(self.frame, "\x1b[{};{}H", to.y + 1, to.x + 1),
        }?;
        self.at = Some(to);
        Ok(())
    }

    /// Frames the frame: synchronised, the cursor out of the way, and shown at the caret at the end.
    fn compose(&mut self) -> io::Result<Vec<u8>> {
        let mut whole = Vec::with_capacity(self.frame.len() + 64);
        let drawn = !self.frame.is_empty();
        if drawn {
            whole.write_all(b"\x1b[?2026h")?;
        }
        if self.shown && (drawn || self.wanted.is_none()) {
            whole.write_all(b"\x1b[?25l")?;
            self.shown = false;
        }
        whole.append(&mut self.frame);
        if let Some(wanted) = self.wanted {
            if drawn || self.parked != self.wanted || !self.shown {
                self.move_to(wanted)?;
                whole.append(&mut self.frame);
            }
            if !self.shown {
                whole.write_all(b"\x1b[?25h")?;
                self.shown = true;
            }
        }
        self.parked = self.wanted;
        if drawn {
            whole.write_all(b"\x1b[?2026l")?;
            if self.flow.asks() {
                whole.write_all(b"\x1b[5n")?;
                self.flow.asked();
            }
        }
        Ok(whole)
    }
}

impl<W: Write> Backend for ThinBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let columns = (self.measure)().width;
        for (x, y, cell) in content {
            self.move_to(Position { x, y })?;
            self.pen.take(cell, &mut self.frame)?;
            let symbol = cell.symbol();
            self.frame.write_all(symbol.as_bytes())?;
            let behind = x + cell.cell_width().max(1);
            // At the edge the cursor hangs between two rows, and where terminals disagree about a width it may be elsewhere.
            let certain = behind < columns && is_certain(symbol);
            self.at = certain.then_some(Position { x: behind, y });
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.pen.reset(&mut self.frame)?;
        self.frame.write_all(b"\x1b[2J")?;
        self.at = None;
        Ok(())
    }

    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        // The screen is always drawn as a whole.
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok((self.measure)())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        let whole = self.compose()?;
        if whole.is_empty() {
            return Ok(());
        }
        self.out.write_all(&whole)?;
        self.out.flush()
    }
}

/// Whether every terminal agrees how wide the symbol is.
fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => {
            c.is_ascii() || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
        }
        _ => false,
    }
}
