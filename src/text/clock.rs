//! The time of day as staff type it: `9:10`, `0910`, `９時１０分`, `午後3時`.

use chrono::NaiveTime;

use super::forms::to_ascii;

/// Why a typed time of day was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeProblem {
    /// Nothing was typed.
    Empty,
    /// Not in any of the forms.
    NotATime,
    /// In a known form, but there is no such time: `25:00`.
    NoSuchTime { hour: u32, minute: u32 },
}

/// The time of day in `text`, to the minute.
///
/// Known forms: `9:10`, `09.10`, `910`, `0910`, `9` (the full hour), `9時`, `9時10分`, `9時半`,
/// each with full-width digits and with 午前 or 午後 before it.
pub fn parse_time(text: &str) -> Result<NaiveTime, TimeProblem> {
    let typed: String = to_ascii(text).chars().filter(|c| !c.is_whitespace()).collect();
    if typed.is_empty() {
        return Err(TimeProblem::Empty);
    }
    let (half_day, clock) = match (typed.strip_prefix("午前"), typed.strip_prefix("午後")) {
        (Some(clock), _) => (Some(0), clock),
        (_, Some(clock)) => (Some(12), clock),
        _ => (None, typed.as_str()),
    };
    let (hour, minute) = hour_and_minute(clock).ok_or(TimeProblem::NotATime)?;
    let no_such_time = TimeProblem::NoSuchTime { hour, minute };
    let hour = match half_day {
        Some(_) if hour > 12 => return Err(no_such_time),
        Some(offset) => hour % 12 + offset,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or(no_such_time)
}

fn hour_and_minute(clock: &str) -> Option<(u32, u32)> {
    if let Some((hour, minute)) = clock.split_once('時') {
        let minute = match minute {
            "" => 0,
            "半" => 30,
            other => number(other.strip_suffix('分').unwrap_or(other))?,
        };
        return Some((number(hour)?, minute));
    }
    if let Some((hour, minute)) = clock.split_once([':', '.']) {
        return if minute.len() == 2 { Some((number(hour)?, number(minute)?)) } else { None };
    }
    match clock.len() {
        1 | 2 => Some((number(clock)?, 0)),
        3 | 4 => {
            let digits = number(clock)?;
            Some((digits / 100, digits % 100))
        }
        _ => None,
    }
}

/// One to four digits and nothing else.
fn number(digits: &str) -> Option<u32> {
    let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_typed() {
        for (typed, hour, minute) in [
            ("9:10", 9, 10),
            ("09:10", 9, 10),
            ("0910", 9, 10),
            ("910", 9, 10),
            ("９時１０分", 9, 10),
            ("9時半", 9, 30),
            ("１７：０５", 17, 5),
            ("9", 9, 0),
            ("14時", 14, 0),
            ("午後3時", 15, 0),
            ("午前12時5分", 0, 5),
            ("午後 12:30", 12, 30),
            ("0:00", 0, 0),
        ] {
            assert_eq!(parse_time(typed), Ok(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_says_so() {
        assert_eq!(parse_time("　"), Err(TimeProblem::Empty));
        assert_eq!(parse_time("25:00"), Err(TimeProblem::NoSuchTime { hour: 25, minute: 0 }));
        assert_eq!(parse_time("0960"), Err(TimeProblem::NoSuchTime { hour: 9, minute: 60 }));
        assert_eq!(parse_time("午後13時"), Err(TimeProblem::NoSuchTime { hour: 13, minute: 0 }));
        for typed in ["九時", "9:1", "12345", "+9:10", "9:1x", ":", "時"] {
            assert_eq!(parse_time(typed), Err(TimeProblem::NotATime), "{typed}");
        }
    }
}
