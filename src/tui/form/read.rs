//! Reads dates, times and numbers as they are typed, and says what is wrong with them.

use crate::domain::time::{JST, Moment};
use crate::text::{forms, parse_date, parse_time};
use crate::tui::app::View;
use crate::words::forms as words;
use chrono::{NaiveDate, NaiveDateTime};

/// A date, seen from today.
pub(super) fn date(typed: &str, view: &View) -> Result<NaiveDate, String> {
    parse_date(typed, view.now.date_naive()).map_err(|problem| words::date_problem(&problem, view.lang()))
}

/// A date and a time: `11/24 9:10`, `きのう 15時`; a time alone is today's.
pub(super) fn moment(typed: &str, view: &View) -> Result<Moment, String> {
    let typed = typed.trim();
    let (day, clock) = match typed.rsplit_once([' ', '\u{3000}']) {
        Some((day, clock)) => (Some(day), clock),
        None => (None, typed),
    };
    let today = view.now.date_naive();
    let Ok(time) = parse_time(clock) else {
        let known_day = parse_date(typed, today).is_ok();
        return Err(view.say(if known_day { words::TIME_MISSING } else { words::NOT_A_MOMENT }).to_owned());
    };
    let day = day.map_or(Ok(today), |day| date(day, view))?;
    let local = NaiveDateTime::new(day, time).and_local_timezone(JST);
    local.single().ok_or_else(|| view.say(words::NOT_A_MOMENT).to_owned())
}

/// The limits of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub from: f64,
    pub to: f64,
    /// How many digits may follow the point.
    pub decimals: u8,
}

/// A number within its range.
pub(super) fn number(typed: &str, range: Range, view: &View) -> Result<f64, String> {
    let plain = forms::to_ascii(typed.trim());
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let looks_right = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    match plain.parse::<f64>() {
        Ok(number) if looks_right && decimals <= usize::from(range.decimals) => {
            if (range.from..=range.to).contains(&number) {
                Ok(number)
            } else {
                Err(words::out_of_range(range.from, range.to, view.lang()))
            }
        }
        _ => Err(words::not_a_number(range.decimals, view.lang())),
    }
}
