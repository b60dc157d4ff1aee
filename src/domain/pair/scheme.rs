//! The two schemes of pairing, the roles that each has, and who does what in them.

use serde::{Deserialize, Serialize};

/// How two physicians share one patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// 病院・かかりつけ医: a hospital's specialist and a family physician, as in Matsudo.
    #[default]
    HospitalAndFamily,
    /// 訪問の補完: one visits, the other visits when the first cannot, as in Kashiwa.
    VisitCover,
}

/// What a physician is in a pair. Each scheme has two roles of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairRole {
    /// 病院専門医
    Specialist,
    /// かかりつけ医
    Family,
    /// 訪問する医師
    Visiting,
    /// 代わりに訪問する医師
    Covering,
}

impl PairRole {
    /// All of them, scheme by scheme.
    pub const ALL: [Self; 4] = [Self::Specialist, Self::Family, Self::Visiting, Self::Covering];

    /// Whether the physician goes to the patient's home.
    pub const fn visits(self) -> bool {
        !matches!(self, Self::Specialist)
    }
}

/// Which of the roles of [`Scheme::HospitalAndFamily`] is called 主治医. A centre decides it for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The specialist is primary, the family physician secondary.
    #[default]
    SpecialistPrimary,
    /// The family physician is primary, the specialist secondary.
    FamilyPrimary,
}

impl Scheme {
    /// Both of them, in the order of the screen.
    pub const ALL: [Self; 2] = [Self::HospitalAndFamily, Self::VisitCover];

    /// Its roles, the primary physician's (主治医) first. Covering a visit is secondary under either reading.
    pub const fn roles(self, reading: Reading) -> [PairRole; 2] {
        match (self, reading) {
            (Self::VisitCover, _) => [PairRole::Visiting, PairRole::Covering],
            (Self::HospitalAndFamily, Reading::SpecialistPrimary) => [PairRole::Specialist, PairRole::Family],
            (Self::HospitalAndFamily, Reading::FamilyPrimary) => [PairRole::Family, PairRole::Specialist],
        }
    }

    /// Whether it has this role.
    pub fn has(self, role: PairRole) -> bool {
        self.roles(Reading::default()).contains(&role)
    }

    /// What is to be done between the two, in the order of the screen, and who does it unless they agree otherwise.
    pub const fn duties(self) -> &'static [(Duty, PairRole)] {
        match self {
            Self::HospitalAndFamily => &[
                (Duty::SpecialistCare, PairRole::Specialist),
                (Duty::EmergencyAdmission, PairRole::Specialist),
                (Duty::ChronicCare, PairRole::Family),
                (Duty::FirstResponse, PairRole::Family),
                (Duty::Coordination, PairRole::Family),
            ],
            Self::VisitCover => &[
                (Duty::Visits, PairRole::Visiting),
                (Duty::CoverVisits, PairRole::Covering),
                (Duty::NightCalls, PairRole::Visiting),
                (Duty::EndOfLife, PairRole::Visiting),
                (Duty::Coordination, PairRole::Visiting),
            ],
        }
    }
}

/// Something that one of the two does for the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 専門性の高い疾患の医学管理
    SpecialistCare,
    /// 救急対応（緊急入院）
    EmergencyAdmission,
    /// 慢性疾患の管理
    ChronicCare,
    /// 併発症の緊急度判断と初期対応
    FirstResponse,
    /// 医療介護連携の司令塔
    Coordination,
    /// 定期の訪問診療
    Visits,
    /// 訪問できないときの訪問診療
    CoverVisits,
    /// 夜間・休日の電話と往診
    NightCalls,
    /// 看取り
    EndOfLife,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_turns_the_hospital_scheme_round_and_leaves_the_other_alone() {
        use Reading::{FamilyPrimary, SpecialistPrimary};
        assert_eq!(Scheme::HospitalAndFamily.roles(SpecialistPrimary), [PairRole::Specialist, PairRole::Family]);
        assert_eq!(Scheme::HospitalAndFamily.roles(FamilyPrimary), [PairRole::Family, PairRole::Specialist]);
        assert_eq!(Scheme::VisitCover.roles(FamilyPrimary), Scheme::VisitCover.roles(SpecialistPrimary));
    }

    #[test]
    fn every_role_has_something_to_do_and_each_duty_one_who_does_it() {
        for scheme in Scheme::ALL {
            for role in PairRole::ALL {
                assert_eq!(
                    scheme.duties().iter().any(|(_, does)| *does == role),
                    scheme.has(role),
                    "{scheme:?} {role:?}"
                );
            }
            let mut duties: Vec<Duty> = scheme.duties().iter().map(|(duty, _)| *duty).collect();
            duties.sort_unstable();
            duties.dedup();
            assert_eq!(duties.len(), scheme.duties().len());
        }
    }
}
