//! The one spelling in which Hepburn, Kunrei and word-processor romaji meet.

use unicode_normalization::UnicodeNormalization;

/// Any spelling of romaji in its canonical form: `shi` is `si`, `tsu` is `tu`, `ji` and `di` are `zi`,
/// long vowels and doubled letters are single, `m` before `b p m` is `n`, and signs are dropped.
///
/// An unfinished word becomes, as far as it goes, the beginning of the finished one: `houmonk`, `mats`.
///
/// ```
/// use renkei::text::romaji::canonical;
/// assert_eq!(canonical("Ōtsu"), canonical("ootu"));
/// assert_eq!(canonical("matchi"), canonical("macchi"));
/// ```
pub fn canonical(romaji: &str) -> String {
    let letters: Vec<u8> = if romaji.is_ascii() {
        romaji.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase()).collect()
    } else {
        // Decomposed, a long vowel is its letter and a mark; the mark goes.
        romaji.nfkd().filter(char::is_ascii_alphanumeric).map(|c| (c as u8).to_ascii_lowercase()).collect()
    };
    let mut spelt = Spelt(String::with_capacity(letters.len()));
    let mut at = 0;
    while at < letters.len() {
        at += spelt.take(&letters[at..]);
    }
    spelt.0
}

struct Spelt(String);

impl Spelt {
    /// Takes one letter or cluster from the front of `rest` and says how many letters that was.
    fn take(&mut self, rest: &[u8]) -> usize {
        let next = rest.get(1).copied().unwrap_or(0);
        let third = rest.get(2).copied().unwrap_or(0);
        match (rest[0], next) {
            (b'x' | b'l', b't') if third == b'u' => return 3,
            (b'x' | b'l', b't') if third == b's' => return 4,
            (b'x', _) | (b'c', b'c') | (b'd', b'd' | b'j') | (b'w', b'o') => {}
            (b't', b'c') if third == b'h' => {}
            (b'l', _) => self.push(b'r'),
            (b's', b'h') => return self.palatal(b's', third, 2),
            (b'c', b'h') => return self.palatal(b't', third, 2),
            (b'j', _) => return self.palatal(b'z', next, 1),
            (b'c', b'y' | 0) => self.push(b't'),
            (b'c', b'i' | b'e') => self.push(b's'),
            (b'c' | b'q', _) => self.push(b'k'),
            (b't', b's' | b'h') => return self.pushed(b't', 2),
            (b'd', b'z') => return self.pushed(b'z', 2),
            (b'd', b'h') => {
                return self.pushed(if matches!(third, b'i' | b'u' | b'y') { b'z' } else { b'd' }, 2);
            }
            (b'd', b'i' | b'u' | b'y') => self.push(b'z'),
            (b'f', _) => self.push(b'h'),
            (b'v', _) => self.push(b'b'),
            (b'w', b'h') => return self.pushed(b'w', 2),
            (b'm', b'b' | b'p' | b'm') => self.push(b'n'),
            // Satoh, Ohno: the h only draws out the o.
            (b'h', following) if self.0.ends_with('o') && !is_vowel(following) && following != b'y' => {}
            (b'u', _) if self.0.ends_with('o') => {}
            (letter, _) => self.push(letter),
        }
        1
    }

    /// `sh`, `ch` and `j` before a vowel other than i hold a y: sha is sya.
    fn palatal(&mut self, letter: u8, following: u8, length: usize) -> usize {
        self.push(letter);
        if matches!(following, b'a' | b'u' | b'e' | b'o') {
            self.push(b'y');
        }
        length
    }

    fn pushed(&mut self, letter: u8, length: usize) -> usize {
        self.push(letter);
        length
    }

    fn push(&mut self, letter: u8) {
        let letter = char::from(letter);
        if letter.is_ascii_digit() || !self.0.ends_with(letter) {
            self.0.push(letter);
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'i' | b'u' | b'e' | b'o')
}
