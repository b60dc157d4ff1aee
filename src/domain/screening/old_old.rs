//! The questionnaire of those of 75 and over (後期高齢者の質問票): 15 answers, each read by itself.
//!
//! In use since April 2020. There is no official total and no cut-off: what the guide (解説) calls worth attention is shown
//! item by item, and a list of people is never cut by a number that nobody published.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::basic::NoSuchItem;
use crate::domain::as_text::as_text;

/// An item of the questionnaire, 1 to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldOldItem(u8);

impl OldOldItem {
    /// How many there are.
    pub const COUNT: u8 = 15;

    /// The item of this number, 1 to 15.
    pub const fn new(number: u8) -> Option<Self> {
        if number >= 1 && number <= Self::COUNT { Some(Self(number)) } else { None }
    }

    /// Its number, 1 to 15.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::COUNT).map(Self)
    }

    /// How many answers there are to choose from.
    pub const fn choices(self) -> u8 {
        match self.0 {
            1 => 5,
            2 => 4,
            12 => 3,
            _ => 2,
        }
    }

    /// Whether the guide reads this answer as worth attention.
    pub const fn is_notable(self, answer: u8) -> bool {
        match self.0 {
            1 => answer >= 4,
            2 => answer >= 3,
            3 | 9 | 13 | 14 | 15 => answer == 2,
            _ => answer == 1,
        }
    }

    /// Its code in the standard for health check-up data (健診項目コード): 9N932… to 9N946….
    pub fn check_up_code(self) -> String {
        format!("9N{}000000000011", 931 + u16::from(self.0))
    }
}

impl fmt::Display for OldOldItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "old{:02}", self.0)
    }
}

impl FromStr for OldOldItem {
    type Err = NoSuchItem;

    fn from_str(text: &str) -> Result<Self, NoSuchItem> {
        let number = text.strip_prefix("old").filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        number
            .and_then(|number| number.parse().ok())
            .and_then(Self::new)
            .ok_or_else(|| NoSuchItem { given: text.chars().take(40).collect() })
    }
}

as_text!(OldOldItem);

/// What somebody answered: the number of the chosen answer; what was left out stays left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[Option<u8>; 15]", into = "[Option<u8>; 15]")]
pub struct OldOldAnswers([Option<u8>; OldOldItem::COUNT as usize]);

impl OldOldAnswers {
    /// Takes an answer in, or takes it back with none; false, and nothing is changed, if the item has no such answer.
    pub fn set(&mut self, item: OldOldItem, answer: Option<u8>) -> bool {
        if answer.is_some_and(|answer| answer == 0 || answer > item.choices()) {
            return false;
        }
        if let Some(place) = self.0.get_mut(usize::from(item.0) - 1) {
            *place = answer;
        }
        true
    }

    /// The number of the chosen answer.
    pub fn get(&self, item: OldOldItem) -> Option<u8> {
        self.0.get(usize::from(item.0) - 1).copied().flatten()
    }

    /// The items without an answer.
    pub fn unanswered(&self) -> impl Iterator<Item = OldOldItem> {
        OldOldItem::all().filter(|item| self.get(*item).is_none())
    }

    /// The items whose answer is worth attention.
    pub fn notable(&self) -> impl Iterator<Item = OldOldItem> {
        OldOldItem::all().filter(|item| self.get(*item).is_some_and(|answer| item.is_notable(answer)))
    }
}

impl TryFrom<[Option<u8>; 15]> for OldOldAnswers {
    type Error = NoSuchItem;

    fn try_from(said: [Option<u8>; 15]) -> Result<Self, NoSuchItem> {
        let mut answers = Self::default();
        for (item, answer) in OldOldItem::all().zip(said) {
            if !answers.set(item, answer) {
                return Err(NoSuchItem { given: format!("{item} {}", answer.unwrap_or_default()) });
            }
        }
        Ok(answers)
    }
}

impl From<OldOldAnswers> for [Option<u8>; 15] {
    fn from(answers: OldOldAnswers) -> Self {
        answers.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notable_answer_is_the_one_of_the_guide_and_its_neighbour_is_not() {
        let notable: [(u8, &[u8]); 15] = [
            (1, &[4, 5]),
            (2, &[3, 4]),
            (3, &[2]),
            (4, &[1]),
            (5, &[1]),
            (6, &[1]),
            (7, &[1]),
            (8, &[1]),
            (9, &[2]),
            (10, &[1]),
            (11, &[1]),
            (12, &[1]),
            (13, &[2]),
            (14, &[2]),
            (15, &[2]),
        ];
        for (number, answers) in notable {
            let item = OldOldItem::new(number).unwrap();
            for answer in 1..=item.choices() {
                assert_eq!(item.is_notable(answer), answers.contains(&answer), "{item} {answer}");
            }
        }
    }

    #[test]
    fn codes_are_those_of_the_check_up_standard() {
        assert_eq!(OldOldItem::new(1).unwrap().check_up_code(), "9N932000000000011");
        assert_eq!(OldOldItem::new(15).unwrap().check_up_code(), "9N946000000000011");
    }

    #[test]
    fn answers_that_an_item_does_not_have_are_not_taken() {
        let mut answers = OldOldAnswers::default();
        let item = OldOldItem::new(3).unwrap();
        assert!(!answers.set(item, Some(3)) && !answers.set(item, Some(0)) && answers.get(item).is_none());
        assert!(answers.set(item, Some(2)));
        assert_eq!(answers.notable().collect::<Vec<_>>(), [item]);
        assert_eq!(answers.unanswered().count(), 14);
        let json = serde_json::to_string(&answers).unwrap();
        assert_eq!(serde_json::from_str::<OldOldAnswers>(&json).unwrap(), answers);
        assert!(serde_json::from_str::<OldOldAnswers>(&json.replacen("null", "9", 1)).is_err());
    }
}
