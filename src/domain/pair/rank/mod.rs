//! Candidates for a role, ranked with every reason and its weight: distance, area, what is wanted against what the place
//! can do, days, load, earlier answers.
//!
//! What it promises: the points of a candidate are the sum of its reasons'; more of a good thing never ranks lower;
//! the same candidates always come in the same order; one who cannot be asked is still shown, at the end, with why.

mod want;
mod weights;
mod work;

#[cfg(test)]
mod tests;

pub use want::{Proof, Want};
pub use weights::{LATELY, VISITS_REACH, Weights, YEAR};
pub use work::{Sign, SignSet, Work};

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::needs::{DaySet, Needs};
use super::scheme::PairRole;
use crate::domain::area::AreaCode;
use crate::domain::code::CodeLists;
use crate::domain::geo::{Located, Precision};
use crate::domain::id::SiteId;
use want::Demand;

/// For whom a physician is sought, and in which role.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// The role.
    pub role: PairRole,
    /// What the patient needs.
    pub needs: &'a Needs,
    /// Where the patient lives, as well as anybody knows.
    pub home: Option<Located>,
    /// The patient's area.
    pub area: Option<&'a AreaCode>,
    /// The places that take part already.
    pub partners: &'a [SiteId],
}

/// One place that comes into question.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Which.
    pub site: SiteId,
    /// What it can do.
    pub work: &'a Work,
    /// Where it is, as well as anybody knows.
    pub at: Option<Located>,
    /// Its area.
    pub area: Option<&'a AreaCode>,
    /// Whether it has closed down.
    pub closed: bool,
    /// How many pairs it has that are active or agreed on.
    pub pairs: u32,
    /// How many patients of the centre have a physician of this place on their head.
    pub patients: u32,
    /// How often it agreed within a year.
    pub agreed: u32,
    /// How often it declined within [`LATELY`] days.
    pub declined: u32,
    /// How often it declined before that, within a year.
    pub declined_before: u32,
    /// When it declined for this very patient.
    pub declined_here: Option<NaiveDate>,
}

/// Why a candidate stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// So far from the patient's home.
    Distance {
        /// In metres.
        metres: u32,
        /// How exactly that is known.
        precision: Precision,
    },
    /// Nobody knows how far.
    DistanceUnknown,
    /// Whether it lies in the patient's area.
    Area {
        /// Whether it does.
        same: bool,
    },
    /// What is wanted, and what speaks for it.
    Wanted {
        /// What.
        want: Want,
        /// By what the place is known to do it.
        proof: Proof,
    },
    /// The wanted days against those on which it is open.
    Days {
        /// Those that are wanted.
        wanted: DaySet,
        /// Those of them on which it is open.
        open: DaySet,
        /// Whether anybody knows when it is open.
        known: bool,
    },
    /// How many pairs it has.
    Pairs {
        /// So many.
        count: u32,
    },
    /// How many patients of the centre it has.
    Patients {
        /// So many.
        count: u32,
    },
    /// How often it agreed within a year.
    Agreed {
        /// So often.
        times: u32,
    },
    /// How often it declined within a year.
    Declined {
        /// Within [`LATELY`] days.
        lately: u32,
        /// Before that.
        before: u32,
    },
}

/// A reason with its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The reason.
    pub reason: Reason,
    /// The points that it gives or takes.
    pub points: i32,
    /// The most that it could give; 0 where it can only take.
    pub most: i32,
}

/// Why a candidate cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// It has closed down.
    Closed,
    /// It takes part already.
    Partner,
    /// It declined for this patient.
    Declined {
        /// When.
        on: NaiveDate,
    },
    /// Farther than visits reach ([`VISITS_REACH`]).
    TooFar {
        /// So far, in metres.
        metres: u32,
    },
}

/// A candidate with its place in the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Which.
    pub site: SiteId,
    /// Its place, counted from 1; none for one who cannot be asked.
    pub place: Option<u32>,
    /// The sum of its reasons.
    pub points: i32,
    /// Every reason, in the order in which they are looked at.
    pub reasons: Vec<Weighed>,
    /// Why it cannot be asked.
    pub excluded: Option<Exclusion>,
}

impl Ranked {
    /// How far it is from the patient's home, in metres.
    pub fn metres(&self) -> Option<u32> {
        self.reasons.iter().find_map(|weighed| match weighed.reason {
            Reason::Distance { metres, .. } => Some(metres),
            _ => None,
        })
    }
}

/// Whether a place of this work comes into question for the role at all.
pub fn suits(role: PairRole, work: &Work) -> bool {
    match role {
        PairRole::Specialist => work.hospital,
        PairRole::Family | PairRole::Visiting | PairRole::Covering => !work.hospital || work.visits(),
    }
}

/// All candidates, the best first; then those who cannot be asked.
pub fn rank<'a>(
    sought: &Sought<'_>,
    candidates: impl IntoIterator<Item = Candidate<'a>>,
    weights: &Weights,
    codes: &CodeLists,
) -> Vec<Ranked> {
    let demands = Demand::of(sought.role, sought.needs, weights, codes);
    let mut ranked: Vec<Ranked> = candidates
        .into_iter()
        .filter(|candidate| suits(sought.role, candidate.work))
        .map(|candidate| weigh(sought, &candidate, &demands, weights))
        .collect();
    ranked.sort_by_cached_key(|one| {
        (one.excluded.is_some(), Reverse(one.points), one.metres().unwrap_or(u32::MAX), one.site)
    });
    for (place, one) in (1..).zip(&mut ranked) {
        one.place = one.excluded.is_none().then_some(place);
    }
    ranked
}

fn weigh(sought: &Sought<'_>, candidate: &Candidate<'_>, demands: &[Demand], weights: &Weights) -> Ranked {
    let distance = sought.home.zip(candidate.at).map(|(home, at)| home.metres_to(at));
    let mut reasons = Vec::with_capacity(demands.len() + 7);
    let mut add = |reason, points, most| reasons.push(Weighed { reason, points, most });
    let most = i32::from(weights.distance);
    match distance {
        Some((metres, precision)) => {
            add(Reason::Distance { metres, precision }, falling(most, metres, weights.far), most);
        }
        None => add(Reason::DistanceUnknown, 0, most),
    }
    let same = sought.area.is_some() && sought.area == candidate.area;
    let most = i32::from(weights.area);
    add(Reason::Area { same }, if same { most } else { 0 }, most);
    for demand in demands {
        let (proof, points) = demand.weigh(candidate.work);
        add(Reason::Wanted { want: demand.want.clone(), proof }, points, demand.weight);
    }
    let wanted = sought.needs.days;
    if !wanted.is_empty() {
        let open = candidate.work.days.and(wanted);
        let most = i32::from(weights.days);
        let points = most * count(open.len()) / count(wanted.len());
        add(Reason::Days { wanted, open, known: !candidate.work.days.is_empty() }, points, most);
    }
    let most = i32::from(weights.free);
    let taken = i32::from(weights.pair).saturating_mul(count(candidate.pairs));
    add(Reason::Pairs { count: candidate.pairs }, most.saturating_sub(taken).max(0), most);
    let most = i32::from(weights.patients);
    add(Reason::Patients { count: candidate.patients }, (most - count(candidate.patients / 10)).max(0), most);
    if candidate.agreed > 0 {
        let points = i32::from(weights.agreed).saturating_mul(count(candidate.agreed));
        add(Reason::Agreed { times: candidate.agreed }, points, points);
    }
    let (lately, before) = (candidate.declined, candidate.declined_before);
    if lately + before > 0 {
        let late = i32::from(weights.declined).saturating_mul(count(lately));
        let early = i32::from(weights.declined_before).saturating_mul(count(before));
        add(Reason::Declined { lately, before }, 0_i32.saturating_sub(late).saturating_sub(early), 0);
    }
    let points = reasons.iter().fold(0_i32, |sum, weighed| sum.saturating_add(weighed.points));
    let excluded = excluded(sought, candidate, distance);
    Ranked { site: candidate.site, place: None, points, reasons, excluded }
}

/// All of it at nothing, nothing from `far` on, evenly between.
fn falling(most: i32, metres: u32, far: u32) -> i32 {
    let left = i64::from(far.saturating_sub(metres));
    i32::try_from(i64::from(most) * left / i64::from(far.max(1))).unwrap_or(0)
}

fn count(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn excluded(sought: &Sought<'_>, candidate: &Candidate<'_>, distance: Option<(u32, Precision)>) -> Option<Exclusion> {
    if candidate.closed {
        return Some(Exclusion::Closed);
    }
    if sought.partners.contains(&candidate.site) {
        return Some(Exclusion::Partner);
    }
    if let Some(on) = candidate.declined_here {
        return Some(Exclusion::Declined { on });
    }
    // The centre of a whole area says too little to rule anybody out.
    let far = distance.filter(|(metres, precision)| *metres > VISITS_REACH && *precision != Precision::Area);
    far.filter(|_| sought.role.visits() && sought.needs.visits).map(|(metres, _)| Exclusion::TooFar { metres })
}
