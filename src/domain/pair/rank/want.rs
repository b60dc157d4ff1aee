//! What is wanted of a candidate, and what speaks for it that the candidate does it.

use serde::{Deserialize, Serialize};

use super::weights::Weights;
use super::work::{Sign, Work};
use crate::domain::code::{Code, CodeList, CodeLists};
use crate::domain::pair::needs::{Disease, Needs};
use crate::domain::pair::scheme::PairRole;

/// One thing that is wanted of a candidate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// 訪問診療
    Visits,
    /// 24時間の対応
    RoundTheClock,
    /// 看取り
    EndOfLife,
    /// 救急・入院の受け入れ
    Emergency,
    /// Used to this illness.
    Disease(Disease),
    /// This procedure at home.
    Procedure(Code),
}

/// What speaks for it that a place does what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// A notification.
    Notified(Sign),
    /// What staff entered among what it does.
    Entered,
    /// A department of its own.
    Department,
    /// Nothing that the resources hold.
    Nothing,
}

/// What is wanted, what it weighs, and by which words staff would have entered it.
pub(super) struct Demand {
    pub(super) want: Want,
    pub(super) weight: i32,
    words: Vec<String>,
}

/// How much a proof counts, in hundredths of the weight.
type Share = i32;

/// The signs of enhanced and plain home-care support.
const ENHANCED: [Sign; 4] =
    [Sign::SupportClinic1, Sign::SupportHospital1, Sign::SupportClinic2, Sign::SupportHospital2];
const PLAIN: [Sign; 2] = [Sign::SupportClinic3, Sign::SupportHospital3];

/// Which notifications prove a want, and how much: the first that a place has counts, so they go from more to less.
///
/// A home-care supporting institution keeps a number that is answered, calls and nursing by day and night; the enhanced
/// ones have a record of urgent calls and of deaths at home besides (特掲診療料の施設基準等 第9, 第14の2).
fn notified(want: &Want, work: &Work) -> Option<(Sign, Share)> {
    let first = |signs: &[(&[Sign], Share)]| {
        let each = signs.iter().flat_map(|(signs, share)| signs.iter().map(move |sign| (*sign, *share)));
        each.into_iter().find(|(sign, _)| work.signs.has(*sign))
    };
    match want {
        Want::Visits => first(&[(&ENHANCED, 100), (&PLAIN, 80), (&[Sign::Management1, Sign::Management2], 60)]),
        Want::RoundTheClock => first(&[(&ENHANCED, 100), (&PLAIN, 80)]),
        Want::EndOfLife => first(&[
            (&[Sign::PalliativeRecord, Sign::HomeRecord1, Sign::HomeRecord2, Sign::Deathbed], 100),
            (&ENHANCED, 100),
            (&PLAIN, 60),
        ]),
        Want::Emergency => first(&[(&[Sign::BackBeds], 100), (&[Sign::SupportHospital1, Sign::SupportHospital2], 80)]),
        Want::Disease(Disease::Cancer) => {
            first(&[(&[Sign::PalliativeRecord, Sign::CancerAtHome], 100), (&[Sign::CancerPain], 70)])
        }
        Want::Disease(Disease::Neurological | Disease::Collagen) => None,
        Want::Procedure(code) => match code.0.as_str() {
            "oxygen" => first(&[(&[Sign::Oxygen], 100)]),
            "haemodialysis" => first(&[(&[Sign::Haemodialysis], 100)]),
            "pressure_ulcer" => first(&[(&[Sign::PressureUlcer], 100)]),
            "opioids" | "pca_pump" => first(&[(&[Sign::PalliativeRecord, Sign::CancerPain], 100)]),
            _ => None,
        },
    }
}

impl Demand {
    /// What is wanted of whoever takes this role for a patient with these needs.
    pub(super) fn of(role: PairRole, needs: &Needs, weights: &Weights, codes: &CodeLists) -> Vec<Self> {
        let mut demands = Vec::new();
        let mut add = |want: Want, weight: u16, words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            demands.push(Self { want, weight: i32::from(weight), words });
        };
        if role == PairRole::Specialist {
            add(Want::Emergency, weights.emergency, &["救急", "バックベッド", "緊急入院"]);
        } else {
            if needs.visits {
                add(Want::Visits, weights.visits, &["訪問診療", "往診"]);
            }
            if needs.round_the_clock {
                add(Want::RoundTheClock, weights.round_the_clock, &["24時間"]);
            }
            if needs.end_of_life {
                add(Want::EndOfLife, weights.end_of_life, &["看取"]);
            }
        }
        if let Some(disease) = needs.disease {
            let words: &[&str] =
                if disease == Disease::Cancer { &["緩和", "麻薬"] } else { &["神経難病", "難病"] };
            add(Want::Disease(disease), weights.disease, words);
        }
        if role != PairRole::Specialist {
            for code in &needs.procedures {
                let words = procedure_words(codes, code);
                demands.push(Self { want: Want::Procedure(code.clone()), weight: i32::from(weights.procedure), words });
            }
        }
        demands
    }

    /// What the place's proof is, and the points that it gives.
    pub(super) fn weigh(&self, work: &Work) -> (Proof, i32) {
        let department = |disease: Disease| disease.departments().iter().any(|word| work.has_department(word));
        let mut best =
            notified(&self.want, work).map_or((Proof::Nothing, 0), |(sign, share)| (Proof::Notified(sign), share));
        if let Want::Disease(disease) = self.want
            && best.1 < 100
            && department(disease)
        {
            best = (Proof::Department, 100);
        }
        // What staff know counts as much as a notification that is not of the enhanced kind.
        if best.1 < 80 && self.words.iter().any(|word| work.entered(word)) {
            best = (Proof::Entered, 80);
        }
        (best.0, self.weight * best.1 / 100)
    }
}

/// The words by which staff enter that a place does a procedure: those of the list, without what stands in brackets.
fn procedure_words(codes: &CodeLists, code: &Code) -> Vec<String> {
    let named = codes.find(CodeList::Procedures, code).map_or("", |entry| entry.ja.as_str());
    let bare = named.split('（').next().unwrap_or_default();
    let mut words: Vec<String> = bare.split('・').map(str::to_owned).filter(|word| !word.is_empty()).collect();
    match code.0.as_str() {
        "opioids" | "pca_pump" => words.push("麻薬".to_owned()),
        "pressure_ulcer" => words.push("褥瘡".to_owned()),
        _ => {}
    }
    words
}
