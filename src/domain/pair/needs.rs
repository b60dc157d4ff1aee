//! What a patient needs of the physician who is sought, and the ground on which two physicians share the patient.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::scheme::Scheme;
use crate::domain::as_text::as_text;
use crate::domain::code::Code;
use crate::domain::patient::{Head, Mobility, Whereabouts};
use crate::domain::resource::value::DAYS;

/// Why the patient qualifies for two physicians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// がん, with a specialist in hospital
    Cancer,
    /// 神経難病, with a specialist in hospital
    NeurologicalDisease,
    /// 膠原病, with a specialist in hospital
    CollagenDisease,
    /// 病院の複数科を外来受診
    SeveralDepartments,
    /// 訪問診療の代わりが要る
    VisitsAtHome,
    /// 個別の判断, with its reason
    Judgement,
}

impl Ground {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 6] = [
        Self::Cancer,
        Self::NeurologicalDisease,
        Self::CollagenDisease,
        Self::SeveralDepartments,
        Self::VisitsAtHome,
        Self::Judgement,
    ];

    /// The illness that it speaks of.
    pub const fn disease(self) -> Option<Disease> {
        match self {
            Self::Cancer => Some(Disease::Cancer),
            Self::NeurologicalDisease => Some(Disease::Neurological),
            Self::CollagenDisease => Some(Disease::Collagen),
            Self::SeveralDepartments | Self::VisitsAtHome | Self::Judgement => None,
        }
    }

    /// What the patient's diagnoses suggest: an illness of a specialist.
    pub fn suggested(head: &Head) -> Option<Self> {
        Disease::among(&head.health.diagnoses).map(|disease| match disease {
            Disease::Cancer => Self::Cancer,
            Disease::Neurological => Self::NeurologicalDisease,
            Disease::Collagen => Self::CollagenDisease,
        })
    }
}

/// An illness for which it matters what a physician is used to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disease {
    /// がん
    Cancer,
    /// 神経難病
    Neurological,
    /// 膠原病
    Collagen,
}

impl Disease {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Cancer, Self::Neurological, Self::Collagen];

    /// Words of a diagnosis that name it.
    const fn diagnoses(self) -> &'static [&'static str] {
        match self {
            Self::Cancer => &["がん", "癌", "ガン", "悪性腫瘍", "肉腫", "白血病", "リンパ腫", "骨髄腫"],
            Self::Neurological => &[
                "筋萎縮性側索硬化症",
                "ALS",
                "パーキンソン",
                "多系統萎縮症",
                "脊髄小脳変性症",
                "進行性核上性麻痺",
                "大脳皮質基底核",
                "多発性硬化症",
                "重症筋無力症",
                "筋ジストロフィー",
                "ハンチントン",
            ],
            Self::Collagen => &[
                "膠原病",
                "関節リウマチ",
                "エリテマトーデス",
                "強皮症",
                "皮膚筋炎",
                "多発性筋炎",
                "シェーグレン",
                "血管炎",
            ],
        }
    }

    /// Departments that treat it, as institutions write them.
    pub const fn departments(self) -> &'static [&'static str] {
        match self {
            Self::Cancer => &["腫瘍", "緩和", "血液内科"],
            Self::Neurological => &["脳神経内科", "神経内科"],
            Self::Collagen => &["膠原病", "リウマチ"],
        }
    }

    /// The first of these diagnoses that names one of them.
    pub fn among(diagnoses: &[String]) -> Option<Self> {
        let names = |diagnosis: &String| {
            Self::ALL.into_iter().find(|disease| disease.diagnoses().iter().any(|word| diagnosis.contains(word)))
        };
        diagnoses.iter().find_map(names)
    }
}

/// Days of the week and the national holiday, written as `月木` or `月火水木金土日祝`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySet(u8);

impl DaySet {
    /// How many days there are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days that both have.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The days that either has.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The days that a fact of the resources names; other signs are passed over.
    pub fn of_fact(value: &str) -> Self {
        let bit = |day: char| DAYS.chars().position(|known| known == day).map_or(0, |at| 1 << at);
        Self(value.chars().fold(0, |set, day| set | bit(day)))
    }
}

/// A text that names something else than days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDays(pub String);

impl fmt::Display for NoDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} holds something else than days out of {DAYS}", self.0)
    }
}

impl fmt::Display for DaySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = DAYS.chars().enumerate().filter(|(at, _)| self.0 & (1 << at) != 0);
        days.map(|(_, day)| day).try_for_each(|day| write!(f, "{day}"))
    }
}

impl FromStr for DaySet {
    type Err = NoDays;

    fn from_str(text: &str) -> Result<Self, NoDays> {
        if text.chars().all(|day| DAYS.contains(day)) {
            Ok(Self::of_fact(text))
        } else {
            Err(NoDays(text.chars().take(40).collect()))
        }
    }
}

as_text!(DaySet);

/// What the patient needs of the physician who is sought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Needs {
    /// Visits at home.
    pub visits: bool,
    /// An answer by day and night.
    pub round_the_clock: bool,
    /// Care until death at home.
    pub end_of_life: bool,
    /// The illness that the physician should be used to.
    pub disease: Option<Disease>,
    /// Procedures at home: codes of that list.
    pub procedures: Vec<Code>,
    /// Days on which it would have to be; none named means any.
    pub days: DaySet,
}

impl Needs {
    /// What the patient's head suggests; staff put it right when the patient's information is obtained.
    pub fn suggested(scheme: Scheme, ground: Ground, head: &Head) -> Self {
        let diagnoses = &head.health.diagnoses;
        let end_of_life = diagnoses.iter().any(|one| one.contains("末期") || one.contains("終末期"));
        let stays_in = head.care.mobility.is_some_and(|mobility| mobility >= Mobility::B1);
        let at_home = head.care.whereabouts != Whereabouts::Facility;
        let visits = scheme == Scheme::VisitCover || end_of_life || (stays_in && at_home);
        Self {
            visits,
            round_the_clock: end_of_life || scheme == Scheme::VisitCover,
            end_of_life,
            disease: ground.disease().or_else(|| Disease::among(diagnoses)),
            procedures: head.health.procedures.clone(),
            days: DaySet::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_the_journey_in_the_order_of_the_week() {
        let days: DaySet = "木月".parse().unwrap();
        assert_eq!(days.to_string(), "月木");
        assert_eq!(serde_json::from_str::<DaySet>(&serde_json::to_string(&days).unwrap()).unwrap(), days);
        assert_eq!("月曜".parse::<DaySet>().map_err(|bad| bad.0), Err("月曜".to_owned()));
        assert_eq!((days.len(), DaySet::of_fact("月火水木金土").and(days)), (2, days));
    }

    #[test]
    fn the_head_suggests_what_is_needed() {
        let mut head = Head::default();
        head.health.diagnoses = vec!["高血圧症".into(), "膵がん末期".into()];
        head.care.mobility = Some(Mobility::B2);
        assert_eq!(Ground::suggested(&head), Some(Ground::Cancer));
        let needs = Needs::suggested(Scheme::HospitalAndFamily, Ground::Judgement, &head);
        assert!(needs.visits && needs.round_the_clock && needs.end_of_life);
        assert_eq!(needs.disease, Some(Disease::Cancer));
        let needs = Needs::suggested(Scheme::HospitalAndFamily, Ground::SeveralDepartments, &Head::default());
        assert_eq!(needs, Needs::default(), "nothing is needed that nobody says");
    }
}
