//! The weight curve and its marks.
//!
//! A loss of 5 % within a month or 10 % within half a year marks a person as at risk of undernutrition: the limits of
//! 高リスク in the ministry's nutrition screening form (栄養・摂食嚥下スクリーニング・アセスメント・モニタリング, 体重減少率).
//! Each weight is laid against the heaviest one of the window before it, so that a slow rise and fall is not missed.

use std::collections::VecDeque;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::content::{Grams, WeighedAt};
use super::entry::EntryRef;

/// How many days count as a month.
pub const MONTH_DAYS: i64 = 31;
/// How many days count as half a year.
pub const HALF_YEAR_DAYS: i64 = 183;

/// Within which time the weight was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossWindow {
    /// 1か月で5%以上
    Month,
    /// 6か月で10%以上
    HalfYear,
}

impl LossWindow {
    /// Both, the shorter first.
    pub const ALL: [Self; 2] = [Self::Month, Self::HalfYear];

    /// How many days back it reaches.
    pub const fn days(self) -> i64 {
        match self {
            Self::Month => MONTH_DAYS,
            Self::HalfYear => HALF_YEAR_DAYS,
        }
    }

    /// The loss that is marked, in percent.
    pub const fn percent(self) -> u32 {
        match self {
            Self::Month => 5,
            Self::HalfYear => 10,
        }
    }
}

/// A loss worth a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// Within which time.
    pub window: LossWindow,
    /// The day of the heaviest weight in that time.
    pub from: NaiveDate,
    /// The heaviest weight in that time.
    pub heaviest: Grams,
    /// How much of it was lost, in tenths of a percent, rounded down.
    pub per_mille: u32,
}

/// One weight as measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighing {
    /// The entry that says so.
    pub entry: EntryRef,
    /// The day.
    pub on: NaiveDate,
    /// How much.
    pub grams: Grams,
    /// Where it comes from.
    pub at: WeighedAt,
}

/// One point of the curve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightPoint {
    /// The weight.
    #[serde(flatten)]
    pub weighing: Weighing,
    /// The losses that it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
}

/// The curve of these weighings, the oldest first, with its marks.
pub fn curve(mut weighings: Vec<Weighing>) -> Vec<WeightPoint> {
    weighings.sort_by_key(|weighing| (weighing.on, weighing.entry.entry));
    let mut month = Heaviest::new(LossWindow::Month);
    let mut half_year = Heaviest::new(LossWindow::HalfYear);
    weighings
        .into_iter()
        .map(|weighing| {
            let losses = [month.next(weighing), half_year.next(weighing)].into_iter().flatten().collect();
            WeightPoint { weighing, losses }
        })
        .collect()
}

/// The heaviest weighing of a window that moves along the curve: candidates in falling order.
struct Heaviest {
    window: LossWindow,
    candidates: VecDeque<Weighing>,
}

impl Heaviest {
    const fn new(window: LossWindow) -> Self {
        Self { window, candidates: VecDeque::new() }
    }

    fn next(&mut self, weighing: Weighing) -> Option<Loss> {
        while self.candidates.front().is_some_and(|old| (weighing.on - old.on).num_days() > self.window.days()) {
            self.candidates.pop_front();
        }
        while self.candidates.back().is_some_and(|old| old.grams <= weighing.grams) {
            self.candidates.pop_back();
        }
        let loss = self.candidates.front().and_then(|heaviest| {
            let lost = u64::from(heaviest.grams.0.saturating_sub(weighing.grams.0));
            let before = u64::from(heaviest.grams.0);
            (lost * 100 >= before * u64::from(self.window.percent())).then(|| Loss {
                window: self.window,
                from: heaviest.on,
                heaviest: heaviest.grams,
                per_mille: u32::try_from(lost * 1000 / before.max(1)).unwrap_or(u32::MAX),
            })
        });
        self.candidates.push_back(weighing);
        loss
    }
}
