//! The scales of long-term care insurance that a patient's head carries.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The certified level of care (要介護度).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareLevel {
    /// 未申請: nobody has applied.
    #[default]
    NotApplied,
    /// 申請中: the certification is awaited.
    Applied,
    /// 非該当: certified as not in need.
    NotEligible,
    /// 事業対象者: found by the basic checklist.
    ProgrammeTarget,
    /// 要支援1
    Support1,
    /// 要支援2
    Support2,
    /// 要介護1
    Care1,
    /// 要介護2
    Care2,
    /// 要介護3
    Care3,
    /// 要介護4
    Care4,
    /// 要介護5
    Care5,
}

impl CareLevel {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 11] = [
        Self::NotApplied,
        Self::Applied,
        Self::NotEligible,
        Self::ProgrammeTarget,
        Self::Support1,
        Self::Support2,
        Self::Care1,
        Self::Care2,
        Self::Care3,
        Self::Care4,
        Self::Care5,
    ];
}

/// How far a disabled elderly person gets along in daily life (障害高齢者の日常生活自立度).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mobility {
    /// 自立
    Independent,
    /// J1: goes out by public transport.
    J1,
    /// J2: goes out in the neighbourhood.
    J2,
    /// A1: goes out with help, up most of the day.
    A1,
    /// A2: seldom goes out, up and lying by turns.
    A2,
    /// B1: gets into a wheelchair alone.
    B1,
    /// B2: gets into a wheelchair with help.
    B2,
    /// C1: turns over in bed.
    C1,
    /// C2: does not turn over.
    C2,
}

impl Mobility {
    /// All of them, from independent to bedridden.
    pub const ALL: [Self; 9] =
        [Self::Independent, Self::J1, Self::J2, Self::A1, Self::A2, Self::B1, Self::B2, Self::C1, Self::C2];
}

/// How far a person with dementia gets along in daily life (認知症高齢者の日常生活自立度).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cognition {
    /// 自立
    Independent,
    /// Ⅰ: nearly independent at home.
    I,
    /// Ⅱa: difficulties outside.
    #[serde(rename = "iia")]
    IIa,
    /// Ⅱb: difficulties at home as well.
    #[serde(rename = "iib")]
    IIb,
    /// Ⅲa: needs care, mainly by day.
    #[serde(rename = "iiia")]
    IIIa,
    /// Ⅲb: needs care, mainly by night.
    #[serde(rename = "iiib")]
    IIIb,
    /// Ⅳ: needs care always.
    #[serde(rename = "iv")]
    IV,
    /// M: needs special medical care.
    M,
}

impl Cognition {
    /// All of them, from independent to the most severe.
    pub const ALL: [Self; 8] =
        [Self::Independent, Self::I, Self::IIa, Self::IIb, Self::IIIa, Self::IIIb, Self::IV, Self::M];
}

/// A period of which either end may be open or unknown; both days belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether it ends before it begins.
    pub fn is_backwards(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }

    /// Whether the day lies in it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// With whom a person lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Living {
    /// 不明
    #[default]
    Unknown,
    /// 独居
    Alone,
    /// 高齢者のみの世帯
    ElderlyOnly,
    /// 家族と同居
    WithFamily,
    /// 日中独居
    AloneByDay,
    /// その他
    Other,
}

impl Living {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 6] =
        [Self::Unknown, Self::Alone, Self::AloneByDay, Self::ElderlyOnly, Self::WithFamily, Self::Other];
}

/// Where a person is for the time being.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// 在宅
    #[default]
    Home,
    /// 入院中
    Hospital,
    /// 施設入所中
    Facility,
}

impl Whereabouts {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Home, Self::Hospital, Self::Facility];
}
