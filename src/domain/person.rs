//! What is said of any person: name with kana, sex, birth date, phone.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A person's name as written and as read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// As written, family name first, such as 山田 花子.
    pub written: String,
    /// In kana; empty when nobody knows yet.
    #[serde(default)]
    pub kana: String,
}

/// Sex as records of care carry it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 女
    Female,
    /// 男
    Male,
    /// その他
    Other,
    /// 不明
    #[default]
    Unknown,
}

/// Full years of age on a day; 0 before birth.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> u32 {
    let before_birthday = (day.month(), day.day()) < (birth.month(), birth.day());
    u32::try_from(day.year() - birth.year() - i32::from(before_birthday)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_turns_on_the_birthday() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(age_on(day(1940, 11, 24), day(2026, 11, 23)), 85);
        assert_eq!(age_on(day(1940, 11, 23), day(2026, 11, 23)), 86);
        assert_eq!(age_on(day(2027, 1, 1), day(2026, 11, 23)), 0);
    }
}
