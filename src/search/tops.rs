//! What the documents of one block can score at the most, so that whole blocks are passed over.

use super::keys::{Head, Script};

/// Places of the table. Features that share one only make the bound looser; a block has about half as many.
const SIZE: usize = 2048;

/// The longest beginning that is looked up.
const LONGEST: usize = 3;

/// Places of the table of pieces, of which a block has a few hundred with the weight of a name.
const PIECES: usize = 2048;

/// Pieces of a pattern that are looked up: the first ones tell enough.
const MOST_PIECES: usize = 4;

/// Letters and digits that are counted one by one.
const LETTERS: usize = 36;

/// The highest weight among the keys of a block by how they begin, by what they are, and by the letters in them.
#[derive(Debug)]
pub(super) struct Tops {
    highest: Box<[u8; SIZE]>,
    /// The highest weight of a key by the pieces of three letters, or two Chinese characters, in it.
    pieces: Box<[u8; PIECES]>,
    /// For each script the highest weight of all its keys, and of those that hold a letter.
    of_script: [u8; 3],
    of_letter: [[u8; LETTERS]; 3],
    /// For each script how long its keys are, one bit a byte; the last bit stands for all longer ones too.
    lengths: [u64; 3],
}

/// What is looked up for a key or a pattern: the key as a whole, its beginnings of one, two and three characters, and
/// its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Features {
    script: Script,
    whole: u16,
    /// One that is shorter has its last one again.
    beginnings: [u16; LONGEST],
    /// The first character once more, so that those that share a place by chance seldom share both.
    first: u16,
    letters: u64,
    length: u64,
    /// The first ones of its pieces, and how many there are.
    pieces: [u16; MOST_PIECES],
    many: u8,
}

impl Features {
    pub fn of(script: Script, text: &str) -> Self {
        let (mut hash, mut last) = (mix(script as u64 + 1, 0), 0);
        let mut chars = text.chars();
        let beginnings = [(); LONGEST].map(|()| {
            if let Some(c) = chars.next() {
                hash = mix(hash, u64::from(u32::from(c)));
                last = place(hash);
            }
            last
        });
        let first = text.chars().next().map_or(0, |c| place(mix(u64::from(u32::from(c)), script as u64 + 11)));
        let whole = place(chars.fold(mix(hash, text.len() as u64), |hash, c| mix(hash, u64::from(u32::from(c)))));
        let letters = text.bytes().filter_map(letter).fold(0, |letters, at| letters | 1 << at);
        let (mut pieces, mut many) = ([0; MOST_PIECES], 0);
        for (room, piece) in pieces.iter_mut().zip(pieces_of(script, text)) {
            *room = piece;
            many += 1;
        }
        Self { script, whole, beginnings, first, letters, length: 1 << text.len().min(63), pieces, many }
    }

    fn letters(&self) -> impl Iterator<Item = usize> {
        let letters = self.letters;
        (0..LETTERS).filter(move |at| letters >> at & 1 == 1)
    }
}

/// Where the pieces of a text stand in the table: letters by three, characters of any script by two.
fn pieces_of(script: Script, text: &str) -> impl Iterator<Item = u16> {
    let long = if script == Script::Folded { 2 } else { 3 };
    text.char_indices().filter_map(move |(at, _)| {
        let mut hash = mix(script as u64 + 21, 0);
        let mut letters = text[at..].chars();
        for _ in 0..long {
            hash = mix(hash, u64::from(u32::from(letters.next()?)));
        }
        Some(place(hash))
    })
}

/// The place of a letter or digit. Other characters are left out, which only makes the bound looser.
fn letter(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some(usize::from(byte - b'a')),
        b'0'..=b'9' => Some(usize::from(byte - b'0') + 26),
        _ => None,
    }
}

/// What a pattern may find in a block: the highest weight of a key that it may be, begin, begin with its first letter,
/// lie in in one piece, and lie in at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weights {
    pub exact: u8,
    pub prefix: u8,
    pub first: u8,
    pub pieces: u8,
    pub within: u8,
}

impl Tops {
    /// Bytes on the heap.
    pub const BYTES: usize = SIZE + PIECES;

    /// Of no keys yet.
    pub fn new() -> Self {
        Self {
            highest: Box::new([0; SIZE]),
            pieces: Box::new([0; PIECES]),
            of_script: [0; 3],
            of_letter: [[0; LETTERS]; 3],
            lengths: [0; 3],
        }
    }

    /// Learns of a key. Nothing is forgotten when a key goes: what is kept stays an upper bound.
    pub fn learn(&mut self, head: &Head, key: &str) {
        let features = Features::of(head.script, key);
        let raise = |highest: &mut u8| *highest = (*highest).max(head.weight);
        for place in features.beginnings.into_iter().chain([features.first, features.whole]) {
            raise(&mut self.highest[usize::from(place)]);
        }
        for piece in pieces_of(head.script, key) {
            raise(&mut self.pieces[usize::from(piece)]);
        }
        let script = head.script as usize;
        raise(&mut self.of_script[script]);
        self.lengths[script] |= features.length;
        for at in features.letters() {
            raise(&mut self.of_letter[script][at]);
        }
    }

    /// What a pattern with these features may find here.
    pub fn weights(&self, features: &Features) -> Weights {
        let at = |place: u16| self.highest[usize::from(place)];
        let script = features.script as usize;
        let letters = features.letters().map(|letter| self.of_letter[script][letter]);
        let within = letters.fold(self.of_script[script], u8::min);
        let pieces = features.pieces[..usize::from(features.many)].iter();
        let pieces = pieces.map(|piece| self.pieces[usize::from(*piece)]).fold(within, u8::min);
        let first = within.min(at(features.first));
        let prefix = features.beginnings.into_iter().map(at).fold(pieces.min(first), u8::min);
        let may_be_whole = self.lengths[script] & features.length != 0;
        let exact = if may_be_whole { at(features.whole).min(prefix) } else { 0 };
        Weights { exact, prefix, first, pieces, within }
    }
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

fn place(hash: u64) -> u16 {
    // The high bits are the well mixed ones.
    u16::try_from(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Spelt;
    use crate::search::keys::Keys;
    use crate::search::{Document, Role};

    fn tops(documents: &[Document]) -> Tops {
        let mut tops = Tops::new();
        for document in documents {
            let keys = Keys::of(document, &mut Spelt::default());
            let mut rest = keys.text.as_str();
            for head in &keys.heads {
                let (key, after) = rest.split_at(usize::from(head.length));
                tops.learn(head, key);
                rest = after;
            }
        }
        tops
    }

    #[test]
    fn what_begins_a_key_is_known_with_its_weight() {
        let tops = tops(&[
            Document::new(0).with(Role::Name, "木下医院").with(Role::Service, "内科"),
            Document::new(0).with(Role::Service, "木曜日"),
        ]);
        let weights = |text| tops.weights(&Features::of(Script::Folded, text));
        assert_eq!(weights("木下医院"), Weights { exact: 100, prefix: 100, first: 100, pieces: 100, within: 100 });
        assert_eq!((weights("木下").exact, weights("木下").prefix), (0, 100));
        assert_eq!((weights("木曜").prefix, weights("内").prefix), (70, 70));
        assert_eq!((weights("下").prefix, weights("下").first, weights("下").within), (0, 0, 100));
        assert_eq!((weights("下医").pieces, weights("木医").pieces), (100, 0), "in pieces alone");
    }

    #[test]
    fn letters_that_no_key_of_the_script_has_are_in_none() {
        let tops = tops(&[Document::new(0).with(Role::Name, "木下").with(Role::Area, "こがね")]);
        let within = |script, text| tops.weights(&Features::of(script, text)).within;
        assert_eq!(within(Script::Romaji, "kino"), 95);
        assert_eq!(within(Script::Romaji, "koga"), 63, "the g is in the area alone");
        assert_eq!((within(Script::Romaji, "kx"), within(Script::Folded, "k")), (0, 0));
    }
}
