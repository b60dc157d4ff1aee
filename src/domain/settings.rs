//! What a centre decides for itself: its city, its hours and days of rest, its gates, terms and code lists.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use super::area::City;
use super::code::CodeLists;
use super::consultation::{Channel, Intake};
use super::funding::{Charge, Funding, Work};
use super::pair::PairTerms;
use super::referral::Stage;
use super::staff::SupportTeam;
use super::time::Moment;

/// The hours in which the centre works; due times count only these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHours {
    /// When the day starts.
    pub opens: NaiveTime,
    /// When the day ends.
    pub closes: NaiveTime,
    /// The days of the week on which the centre rests.
    pub rests_on: Vec<Weekday>,
    /// Whether it rests on national holidays.
    pub rests_on_holidays: bool,
    /// First day of the year-end closure, as (month, day).
    pub year_end_from: (u32, u32),
    /// Last day of the closure in the new year, as (month, day).
    pub year_end_to: (u32, u32),
    /// Single days on which it rests besides.
    #[serde(default)]
    pub closed_days: Vec<NaiveDate>,
}

/// The step that does not start without the physician's consent (医師の了解).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentGate {
    /// The assessment waits for it.
    Assessment,
    /// Linking the person to support waits for it.
    #[default]
    Linking,
}

/// All that a centre decides for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The centre's name as printed on sheets.
    pub centre_name: String,
    /// The city and its areas.
    pub city: City,
    /// Its hours.
    pub hours: OfficeHours,
    /// Which step each team gates; a team not named gates the default.
    #[serde(default)]
    pub consent_gates: BTreeMap<SupportTeam, ConsentGate>,
    /// After how many days an entry of the resources counts as stale.
    pub stale_after_days: u32,
    /// After how many minutes without a key a screen is locked.
    #[serde(default = "usual_lock")]
    pub lock_after_minutes: u32,
    /// How many open referrals one full-time post can carry.
    pub referrals_per_full_time: u32,
    /// In how many working days each stage of a referral is to be left; a stage not named has its usual term.
    #[serde(default)]
    pub referral_terms: BTreeMap<Stage, u32>,
    /// What it decided about pairs of physicians.
    #[serde(default)]
    pub pairs: PairTerms,
    /// In how many working days a physician is to answer a question.
    #[serde(default = "usual_question_term")]
    pub question_term: u32,
    /// After how many days without use an organisation of the region's shared record is called.
    #[serde(default = "usual_ict_quiet")]
    pub ict_quiet_after_days: u32,
    /// What it decided about money: its grants and what is usual.
    #[serde(default = "Funding::usual_at_first")]
    pub funding: Funding,
    /// The code lists.
    pub codes: CodeLists,
}

/// Long enough for a telephone call, short enough for a desk that was left.
const fn usual_lock() -> u32 {
    10
}

/// Two months.
const fn usual_ict_quiet() -> u32 {
    60
}

/// Today's question is answered by the day after tomorrow.
const fn usual_question_term() -> u32 {
    2
}

impl Settings {
    /// After how long without a key a screen is locked; never at once, whatever was set.
    pub fn lock_after(&self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.lock_after_minutes.max(1)))
    }

    /// The step that this team gates.
    pub fn consent_gate(&self, team: SupportTeam) -> ConsentGate {
        self.consent_gates.get(&team).copied().unwrap_or_default()
    }

    /// What is usual for this work.
    pub fn usual_charge(&self, work: &Work<'_>) -> Charge {
        self.funding.usual(work, &self.codes)
    }

    /// What is usual for a step of this consultation; what no rule says is charged as the consultation is.
    pub fn usual_step_charge(&self, intake: &Intake, at: Moment, channel: Channel) -> Charge {
        self.usual_charge(&intake.step_work(at, channel)).or(&intake.charge())
    }

    /// In how many working days a referral is to leave this stage.
    pub fn referral_term(&self, stage: Stage) -> u32 {
        self.referral_terms.get(&stage).copied().unwrap_or_else(|| stage.usual_term())
    }
}
