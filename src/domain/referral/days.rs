//! How long a referral stayed in each state, in calendar and in working days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Referral;
use super::course::State;
use crate::domain::time::{JST, Moment};

/// The moment at which a state began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The state.
    pub state: State,
    /// Since when.
    pub at: Moment,
}

/// One stay in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// The state.
    pub state: State,
    /// The day on which it began.
    pub from: NaiveDate,
    /// The day on which it ended; none for the state that it is in.
    pub to: Option<NaiveDate>,
    /// Calendar days from the first to the last.
    pub days: u32,
    /// How many of them the centre worked, the first not counted.
    pub working_days: u32,
}

/// The days after `from`, up to and including `to`, on which the centre works.
pub fn working_days(from: NaiveDate, to: NaiveDate, works_on: impl Fn(NaiveDate) -> bool) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    u32::try_from(days.filter(|day| works_on(*day)).count()).unwrap_or(u32::MAX)
}

impl Referral {
    /// Its stays in each state, from the request to now; an ended referral stays nowhere after its end.
    pub fn stays(&self, now: Moment, works_on: impl Fn(NaiveDate) -> bool) -> Vec<Stay> {
        let day = |at: Moment| at.with_timezone(&JST).date_naive();
        self.passages
            .iter()
            .enumerate()
            .filter(|(_, passage)| passage.state.is_open())
            .map(|(place, passage)| {
                let from = day(passage.at);
                let to = self.passages.get(place + 1).map(|next| day(next.at));
                let last = to.unwrap_or_else(|| day(now)).max(from);
                Stay {
                    state: passage.state,
                    from,
                    to,
                    days: u32::try_from((last - from).num_days()).unwrap_or(0),
                    working_days: working_days(from, last, &works_on),
                }
            })
            .collect()
    }

    /// The day since which it has been in its state.
    pub fn since(&self) -> NaiveDate {
        self.passages
            .last()
            .map_or_else(|| self.request.asked.date(), |passage| passage.at.with_timezone(&JST).date_naive())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};

    fn weekday(day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    #[test]
    fn the_first_day_does_not_count_and_weekends_do_not_work() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(working_days(day(20), day(20), weekday), 0);
        assert_eq!(working_days(day(20), day(23), weekday), 1, "Friday to Monday");
        assert_eq!(working_days(day(20), day(19), weekday), 0);
    }
}
