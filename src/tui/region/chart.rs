//! A bar chart of monthly counts in plain characters: one bar a month, two cells wide, the same everywhere.

use chrono::Datelike;

use crate::api::region::MonthCount;
use crate::domain::month::Month;

/// The rows of the bars.
const HEIGHT: u32 = 4;

/// The lines of the chart: the bars, the axis, the months. `window` names the months drawn with `#`, the others are drawn
/// with `=`; below the month of the first measure stands a `^`. A count is rounded up to the next row, so that one is seen.
pub fn lines(months: &[MonthCount], window: impl Fn(Month) -> bool, measure: Option<Month>) -> Vec<String> {
    let Some(most) = months.iter().map(|of| of.count).max().filter(|most| *most > 0) else { return Vec::new() };
    let mut lines = Vec::new();
    for row in (1..=HEIGHT).rev() {
        let label = if row == HEIGHT { most.to_string() } else { String::new() };
        let mut line = format!("{label:>4}|");
        for of in months {
            let rows = (u64::from(of.count) * u64::from(HEIGHT)).div_ceil(u64::from(most));
            let bar = match (rows >= u64::from(row), window(of.month)) {
                (false, _) => "  ",
                (true, true) => "# ",
                (true, false) => "= ",
            };
            line.push_str(bar);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.push(format!("   0+{}", "--".repeat(months.len())));
    // Every third month has its number; January has its year before it in the line below.
    let mut numbers = String::from("     ");
    let mut below = String::from("     ");
    for (at, of) in months.iter().enumerate() {
        let day = of.month.first_day();
        let number = if at % 3 == 0 { format!("{:<2}", day.month()) } else { "  ".to_owned() };
        numbers.push_str(&number);
        below.push_str(if measure == Some(of.month) { "^ " } else { "  " });
    }
    lines.push(numbers.trim_end().to_owned());
    if !below.trim().is_empty() {
        lines.push(below.trim_end().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn months(counts: &[u32]) -> Vec<MonthCount> {
        let first: Month = "2025-11".parse().unwrap();
        let of = |(at, count): (u32, &u32)| {
            let month = Month::of(first.first_day() + chrono::Months::new(at));
            MonthCount { month, count: *count, total: 500 }
        };
        (0..).zip(counts).map(of).collect()
    }

    #[test]
    fn a_bar_a_month_the_window_marked_and_the_measure_below() {
        let months = months(&[1, 0, 2, 10, 5]);
        let last: Month = "2026-03".parse().unwrap();
        let drawn = lines(&months, |month| month >= last.before(1), Some(last.before(1)));
        assert_eq!(
            drawn,
            [
                "  10|      #",
                "    |      #",
                "    |      # #",
                "    |=   = # #",
                "   0+----------",
                "     11    2",
                "           ^",
            ]
        );
        assert!(lines(&[], |_| true, None).is_empty());
    }

    proptest! {
        #[test]
        fn every_chart_fits_its_cells(counts in prop::collection::vec(any::<u32>(), 0..25)) {
            for line in lines(&months(&counts), |_| false, None) {
                prop_assert!(line.chars().count() <= 10.max(5 + counts.len() * 2) + 6, "{line:?}");
                prop_assert!(line.is_ascii());
            }
        }
    }
}
