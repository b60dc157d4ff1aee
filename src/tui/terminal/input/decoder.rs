//! Bytes as they come, in whatever pieces, put together to keys, reports and pasted text.

use super::Input;
use super::sequence::{Parsed, parse};
use crate::tui::key::{Code, Key};

/// What ends pasted text.
const PASTE_END: &[u8] = b"\x1b[201~";
/// Longer pasted text comes in several pieces.
const PASTE_PIECE: usize = 1 << 20;
/// After so many idle moments without its end, pasted text is taken as it is.
const PATIENCE: u8 = 20;

/// Collects bytes until they mean something.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    pasting: bool,
    idle: u8,
}

impl Decoder {
    /// Takes bytes and gives all that they complete.
    pub fn feed(&mut self, bytes: &[u8], into: &mut Vec<Input>) {
        self.idle = 0;
        self.bytes.extend_from_slice(bytes);
        let mut used = 0;
        loop {
            let rest = &self.bytes[used..];
            if self.pasting {
                let Some((text, length)) = pasted(rest) else { break };
                into.push(Input::Paste(text));
                used += length.used;
                self.pasting = !length.ends_paste;
                continue;
            }
            match parse(rest) {
                Parsed::Incomplete => break,
                Parsed::PasteStart(length) => {
                    self.pasting = true;
                    used += length;
                }
                Parsed::Done(input, length) => {
                    into.push(input);
                    used += length;
                }
            }
        }
        self.bytes.drain(..used);
    }

    /// True if bytes wait for more; after 50 ms without any, call [`idle`](Self::idle).
    pub fn is_waiting(&self) -> bool {
        self.pasting || !self.bytes.is_empty()
    }

    /// Nothing came for a while: an ESC was the key, and what cannot be completed is what it looks like.
    pub fn idle(&mut self, into: &mut Vec<Input>) {
        if self.pasting {
            self.idle += 1;
            if self.idle >= PATIENCE {
                self.pasting = false;
                self.idle = 0;
                let bytes = std::mem::take(&mut self.bytes);
                into.push(Input::Paste(text_of(&bytes)));
            }
            return;
        }
        while !self.bytes.is_empty() && !self.pasting {
            let bytes = std::mem::take(&mut self.bytes);
            let used = match bytes.as_slice() {
                [0x1b] => {
                    into.push(Input::Key(Key::plain(Code::Esc)));
                    1
                }
                [0x1b, second @ (b'[' | b'O'), ..] => {
                    into.push(Input::Key(Key::char(char::from(*second)).with_alt()));
                    2
                }
                _ => {
                    into.push(Input::Unknown);
                    1
                }
            };
            self.feed(&bytes[used..], into);
        }
    }
}

struct Piece {
    used: usize,
    ends_paste: bool,
}

/// The pasted text up to its end, or a piece of it if it is long.
fn pasted(bytes: &[u8]) -> Option<(String, Piece)> {
    let end = bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END);
    match end {
        Some(end) => Some((text_of(&bytes[..end]), Piece { used: end + PASTE_END.len(), ends_paste: true })),
        None if bytes.len() > PASTE_PIECE + PASTE_END.len() + 4 => {
            // Cut before a character, and never inside what may be the end.
            let cut = (0..4).map(|back| PASTE_PIECE - back).find(|at| bytes[*at] & 0xc0 != 0x80)?;
            Some((text_of(&bytes[..cut]), Piece { used: cut, ends_paste: false }))
        }
        None => None,
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(pieces: &[&[u8]]) -> Vec<Input> {
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        for piece in pieces {
            decoder.feed(piece, &mut inputs);
        }
        for _ in 0..=PATIENCE {
            decoder.idle(&mut inputs);
        }
        assert!(!decoder.is_waiting());
        inputs
    }

    fn keys(bytes: &[u8]) -> String {
        let name = |input: &Input| match input {
            Input::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        };
        all(&[bytes]).iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_of_many_terminals() {
        assert_eq!(keys(b"aA\r\t\x7f\x08\x01\x13 "), "a A Enter Tab Backspace Backspace C-a C-s Space");
        assert_eq!(keys(b"\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D\x1b[H\x1b[4~"), "Up Down C-Right S-Left Home End");
        assert_eq!(keys(b"\x1bOP\x1b[12~\x1b[[C\x1b[15~\x1b[24~\x1b[Z"), "F1 F2 F3 F5 F12 S-Tab");
        assert_eq!(keys(b"\x1b[5~\x1b[6~\x1b[3~\x1bx\x1c\x1f"), "PgUp PgDn Delete A-x C-\\ C-_");
        assert_eq!(keys("相談\u{20b9f}".as_bytes()), "相 談 \u{20b9f}");
    }

    #[test]
    fn esc_alone_and_what_looks_like_a_sequence() {
        assert_eq!(keys(b"\x1b"), "Esc");
        assert_eq!(keys(b"\x1b\x1b"), "Esc Esc");
        assert_eq!(keys(b"\x1b\x1b[A"), "Esc Up");
        assert_eq!(keys(b"\x1b["), "A-[");
        assert_eq!(keys(b"\x1b[12"), "A-[ 1 2");
        assert_eq!(keys(b"\x1b[1\x1b[B"), "Unknown Down");
    }

    #[test]
    fn split_escapes_come_together() {
        assert_eq!(all(&[b"\x1b", b"[", b"1;", b"5", b"A"]), all(&[b"\x1b[1;5A"]));
        assert_eq!(all(&[b"\xe7", b"\x9b", b"\xb8"]), all(&["相".as_bytes()]));
    }

    #[test]
    fn reports_and_pastes() {
        assert_eq!(all(&[b"\x1b[2;3R\x1b[0n"]), [Input::CursorAt { column: 3, row: 2 }, Input::Ready]);
        let pasted = all(&[b"\x1b[200~a\r\nb\x1b[2", b"J\rc\x1b[20", b"1~x"]);
        assert_eq!(pasted, [Input::Paste("a\nb\x1b[2J\nc".into()), Input::Key(Key::char('x'))]);
        assert_eq!(all(&[b"\x1b[200~lost"]), [Input::Paste("lost".into())]);
    }

    fn hostile() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            any::<u8>().prop_map(|byte| vec![byte]),
            Just(b"\x1b".to_vec()),
            Just(b"\x1b[".to_vec()),
            Just(b"\x1b[200~".to_vec()),
            Just(b"\x1b[201~".to_vec()),
            Just(b"\x1b[1;5A".to_vec()),
            Just(b"\x1b[99999999999;;;R".to_vec()),
            Just("相①".as_bytes().to_vec()),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn however_the_bytes_are_split_they_mean_the_same(bytes in hostile(), cuts in prop::collection::vec(0usize..200, 0..12)) {
            let whole = all(&[&bytes]);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
            prop_assert_eq!(all(&pieces), whole);
        }

        #[test]
        fn typed_text_is_never_lost(text in "[a-z 日本語①ｶﾞ]{0,60}") {
            let expected: Vec<Input> = text.chars().map(|c| Input::Key(Key::char(c))).collect();
            prop_assert_eq!(all(&[text.as_bytes()]), expected);
        }
    }
}
