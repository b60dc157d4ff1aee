//! Asks the terminal at the start how wide it draws ambiguous characters, and so whether it answers at all.

use super::{Flow, Input};
use crate::text::Ambiguous;
use crate::tui::app::Event;
use std::io::{self, Write};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// In the second row, so that the answer cannot be taken for a function key: one ambiguous character, then where the cursor is.
const QUESTION: &[u8] = "\x1b[2;1H\u{2460}\x1b[6n\r\x1b[2K".as_bytes();
/// A line over the mountains answers within this time; a terminal that has not by then never will.
const PATIENCE: Duration = Duration::from_millis(800);

/// What the terminal is like.
pub struct Probed {
    pub signs: Ambiguous,
    pub flow: Flow,
    /// What came in the meantime and is still to be heard.
    pub early: Vec<Event>,
}

/// Asks, and waits a little. A terminal that does not answer is as `otherwise` says, and is never waited for.
pub fn probe(out: &mut impl Write, events: &Receiver<Event>, otherwise: Ambiguous) -> io::Result<Probed> {
    out.write_all(QUESTION)?;
    out.flush()?;
    let until = Instant::now() + PATIENCE;
    let mut early = Vec::new();
    loop {
        match events.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Event::Input(Input::CursorAt { column, .. })) => {
                let signs = if column >= 3 { Ambiguous::Wide } else { Ambiguous::Narrow };
                return Ok(Probed { signs, flow: Flow::asking(), early });
            }
            Ok(event) => early.push(event),
            Err(_) => return Ok(Probed { signs: otherwise, flow: Flow::free(), early }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Key;
    use std::sync::mpsc::channel;

    fn probed(inputs: Vec<Input>) -> Probed {
        let (sender, events) = channel();
        for input in inputs {
            sender.send(Event::Input(input)).unwrap();
        }
        drop(sender);
        probe(&mut Vec::new(), &events, Ambiguous::Wide).unwrap()
    }

    #[test]
    fn the_column_says_the_width_and_early_keys_are_kept() {
        let key = Input::Key(Key::char('j'));
        let narrow = probed(vec![key.clone(), Input::CursorAt { column: 2, row: 2 }]);
        assert_eq!((narrow.signs, narrow.flow.asks(), narrow.early.len()), (Ambiguous::Narrow, true, 1));
        let wide = probed(vec![Input::CursorAt { column: 3, row: 2 }]);
        assert_eq!(wide.signs, Ambiguous::Wide);
        let silent = probed(vec![key]);
        assert_eq!((silent.signs, silent.flow.asks(), silent.early.len()), (Ambiguous::Wide, false, 1));
    }
}
