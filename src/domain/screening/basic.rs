//! The basic checklist (基本チェックリスト): 25 answers, and the seven published criteria for 事業対象者.
//!
//! Source: 厚生労働省「基本チェックリストの考え方について」 and the criteria of 介護予防・日常生活支援総合事業.
//! No rule says how to fill in a missing answer: a criterion that a missing answer could still meet is open, and while
//! one is open nobody is called not at risk.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::as_text::as_text;
use crate::domain::timeline::Grams;

/// はい or いいえ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// はい
    Yes,
    /// いいえ
    No,
}

/// An item of the checklist, 1 to 25 in the standard numbering; municipal forms print them in other orders, so answers
/// are kept by item and never by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasicItem(u8);

/// A number that no item has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchItem {
    /// What was given instead.
    pub given: String,
}

impl fmt::Display for NoSuchItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no item of the questionnaire", self.given)
    }
}

impl std::error::Error for NoSuchItem {}

impl BasicItem {
    /// How many there are.
    pub const COUNT: u8 = 25;
    /// 12: BMI, from height and weight.
    pub const BODY_MASS: Self = Self(12);
    /// 17: goes out less than last year.
    pub const OUT_LESS: Self = Self(17);

    /// The item of this number, 1 to 25.
    pub const fn new(number: u8) -> Option<Self> {
        if number >= 1 && number <= Self::COUNT { Some(Self(number)) } else { None }
    }

    /// Its number, 1 to 25.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::COUNT).map(Self)
    }

    /// The answer that scores one point. For item 12 はい means a BMI under 18.5.
    pub const fn scoring(self) -> YesNo {
        match self.0 {
            1..=8 | 16 | 19 => YesNo::No,
            _ => YesNo::Yes,
        }
    }

    const fn place(self) -> usize {
        self.0 as usize - 1
    }
}

impl fmt::Display for BasicItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kcl{:02}", self.0)
    }
}

impl FromStr for BasicItem {
    type Err = NoSuchItem;

    fn from_str(text: &str) -> Result<Self, NoSuchItem> {
        let number = text.strip_prefix("kcl").filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        number
            .and_then(|number| number.parse().ok())
            .and_then(Self::new)
            .ok_or_else(|| NoSuchItem { given: text.chars().take(40).collect() })
    }
}

as_text!(BasicItem);

/// A height in millimetres; staff read and write centimetres with one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millimetres(pub u32);

/// Heights that are believed, in millimetres.
pub const HEIGHTS: std::ops::RangeInclusive<u32> = 1_000..=2_200;
/// Weights that are believed, in grams.
pub const WEIGHTS: std::ops::RangeInclusive<u32> = 20_000..=200_000;

/// What somebody answered; what was left out stays left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BasicAnswers {
    said: [Option<YesNo>; BasicItem::COUNT as usize],
    /// Height, for item 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<Millimetres>,
    /// Weight, for item 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Grams>,
}

impl BasicAnswers {
    /// Takes an answer in, or takes it back with none.
    pub fn set(&mut self, item: BasicItem, answer: Option<YesNo>) {
        if let Some(place) = self.said.get_mut(item.place()) {
            *place = answer;
        }
    }

    /// The answer that was given to an item, whatever height and weight say.
    pub fn said(&self, item: BasicItem) -> Option<YesNo> {
        self.said.get(item.place()).copied().flatten()
    }

    /// The answer to an item as it counts: item 12 is worked out where height and weight are known.
    pub fn get(&self, item: BasicItem) -> Option<YesNo> {
        let said = self.said(item);
        if item != BasicItem::BODY_MASS {
            return said;
        }
        self.is_thin().map(|thin| if thin { YesNo::Yes } else { YesNo::No }).or(said)
    }

    /// Whether the BMI is under 18.5; none unless height and weight are both known.
    fn is_thin(&self) -> Option<bool> {
        let (height, weight) = (u64::from(self.height?.0), u64::from(self.weight?.0));
        // kg / m² is 1,000 g / mm²; both sides times ten keep 18.5 whole.
        Some(weight * 10_000 < 185 * height * height)
    }

    /// BMI in tenths, rounded down, so that 18.49 is never shown as 18.5; none unless height and weight are known.
    pub fn body_mass_tenths(&self) -> Option<u32> {
        let (height, weight) = (u64::from(self.height?.0), u64::from(self.weight?.0));
        u32::try_from((weight * 10_000).checked_div(height * height)?).ok()
    }

    /// Whether height and weight, where given, are such as a person can have.
    pub fn is_believable(&self) -> bool {
        self.height.is_none_or(|height| HEIGHTS.contains(&height.0))
            && self.weight.is_none_or(|weight| WEIGHTS.contains(&weight.0))
    }

    /// The items without an answer.
    pub fn unanswered(&self) -> impl Iterator<Item = BasicItem> {
        BasicItem::all().filter(|item| self.get(*item).is_none())
    }

    /// Whether the answer scores its point; none where there is none.
    pub fn scores(&self, item: BasicItem) -> Option<bool> {
        self.get(item).map(|answer| answer == item.scoring())
    }

    /// What each criterion comes to, in the order of the publication.
    pub fn findings(&self) -> [Finding; 7] {
        Rule::ALL.map(|rule| self.finding(rule))
    }

    fn finding(&self, rule: Rule) -> Finding {
        let mut finding = Finding { rule, points: 0, unanswered: 0, state: RuleState::NotMet };
        for item in rule.items() {
            match self.scores(item) {
                Some(true) => finding.points += 1,
                Some(false) => {}
                None => finding.unanswered += 1,
            }
        }
        finding.state = match rule.needed() {
            needed if finding.points >= needed => RuleState::Met,
            needed if finding.points + finding.unanswered >= needed => RuleState::Open,
            _ => RuleState::NotMet,
        };
        finding
    }

    /// What all criteria come to together.
    pub fn verdict(&self) -> Verdict {
        let findings = self.findings();
        let any = |state| findings.iter().any(|finding| finding.state == state);
        match (any(RuleState::Met), any(RuleState::Open)) {
            (true, _) => Verdict::AtRisk,
            (false, true) => Verdict::Undecided,
            (false, false) => Verdict::NotAtRisk,
        }
    }

    /// Whether criterion 5 is met and item 17 scores too: such a person asks for special attention.
    pub fn is_withdrawing_further(&self) -> bool {
        self.finding(Rule::Withdrawal).state == RuleState::Met && self.scores(BasicItem::OUT_LESS) == Some(true)
    }
}

/// One of the seven criteria, any of which makes somebody a 事業対象者.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// 1 複数の項目に支障: ten or more of items 1 to 20.
    SeveralItems,
    /// 2 運動機能の低下: three or more of items 6 to 10.
    Motor,
    /// 3 低栄養状態: both of items 11 and 12.
    Nutrition,
    /// 4 口腔機能の低下: two or more of items 13 to 15.
    Oral,
    /// 5 閉じこもり: item 16.
    Withdrawal,
    /// 6 認知機能の低下: one or more of items 18 to 20.
    Cognition,
    /// 7 うつ病の可能性: two or more of items 21 to 25.
    Depression,
}

impl Rule {
    /// All of them, in the order of the publication.
    pub const ALL: [Self; 7] = [
        Self::SeveralItems,
        Self::Motor,
        Self::Nutrition,
        Self::Oral,
        Self::Withdrawal,
        Self::Cognition,
        Self::Depression,
    ];

    /// Its number in the publication.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The items that it counts.
    pub fn items(self) -> impl Iterator<Item = BasicItem> {
        let (first, last) = match self {
            Self::SeveralItems => (1, 20),
            Self::Motor => (6, 10),
            Self::Nutrition => (11, 12),
            Self::Oral => (13, 15),
            Self::Withdrawal => (16, 16),
            Self::Cognition => (18, 20),
            Self::Depression => (21, 25),
        };
        (first..=last).map(BasicItem)
    }

    /// How many points meet it.
    pub const fn needed(self) -> u8 {
        match self {
            Self::SeveralItems => 10,
            Self::Motor => 3,
            Self::Nutrition | Self::Oral | Self::Depression => 2,
            Self::Withdrawal | Self::Cognition => 1,
        }
    }
}

/// Where a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// 該当
    Met,
    /// 判定できない: a missing answer could meet it.
    Open,
    /// 非該当, whatever the missing answers are.
    NotMet,
}

/// What a criterion comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The criterion.
    pub rule: Rule,
    /// Points among its items.
    pub points: u8,
    /// Its items without an answer.
    pub unanswered: u8,
    /// Where it stands.
    pub state: RuleState,
}

/// What the criteria come to together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 該当: at least one criterion is met.
    AtRisk,
    /// 未回答のため判定できない: none is met, and a missing answer could meet one.
    Undecided,
    /// 非該当: none is met, and no missing answer could change that.
    NotAtRisk,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All 25 answered so that nothing scores, but for these items.
    fn scoring(items: impl IntoIterator<Item = u8>) -> BasicAnswers {
        let items: Vec<u8> = items.into_iter().collect();
        let mut answers = BasicAnswers::default();
        for item in BasicItem::all() {
            let said = if items.contains(&item.number()) { item.scoring() } else { other(item) };
            answers.set(item, Some(said));
        }
        answers
    }

    fn met(answers: &BasicAnswers) -> Vec<Rule> {
        let findings = answers.findings();
        findings.iter().filter(|finding| finding.state == RuleState::Met).map(|finding| finding.rule).collect()
    }

    #[test]
    fn each_criterion_fires_at_its_threshold_and_not_one_below() {
        let cases: [(Rule, &[u8], &[u8]); 6] = [
            (Rule::Motor, &[6, 7, 10], &[6, 7]),
            (Rule::Nutrition, &[11, 12], &[11]),
            (Rule::Oral, &[13, 15], &[14]),
            (Rule::Withdrawal, &[16], &[17]),
            (Rule::Cognition, &[19], &[]),
            (Rule::Depression, &[21, 25], &[23]),
        ];
        for (rule, at, below) in cases {
            assert_eq!(met(&scoring(at.iter().copied())), [rule]);
            assert_eq!(met(&scoring(below.iter().copied())), []);
            assert_eq!(scoring(at.iter().copied()).verdict(), Verdict::AtRisk);
            assert_eq!(scoring(below.iter().copied()).verdict(), Verdict::NotAtRisk);
        }
    }

    #[test]
    fn ten_of_the_first_twenty_fire_the_first_criterion_and_the_last_five_do_not_count() {
        // Nine and ten points with no other criterion met: at most two of 6–10, one of 11–12, one of 13–15, and 17.
        let nine = [1, 2, 3, 4, 6, 7, 11, 13, 17];
        assert_eq!(met(&scoring(nine)), []);
        assert_eq!(met(&scoring(nine.into_iter().chain([5]))), [Rule::SeveralItems]);
        assert_eq!(met(&scoring(nine.into_iter().chain([21]))), []);
    }

    #[test]
    fn the_scoring_answers_are_those_of_the_publication() {
        let no: Vec<u8> = BasicItem::all().filter(|item| item.scoring() == YesNo::No).map(BasicItem::number).collect();
        assert_eq!(no, [1, 2, 3, 4, 5, 6, 7, 8, 16, 19]);
    }

    #[test]
    fn body_mass_is_worked_out_without_rounding() {
        let of = |millimetres, grams| BasicAnswers {
            height: Some(Millimetres(millimetres)),
            weight: Some(Grams(grams)),
            ..BasicAnswers::default()
        };
        // 18.5 × 1.5² = 41.625 kg.
        assert_eq!(of(1_500, 41_625).scores(BasicItem::BODY_MASS), Some(false));
        assert_eq!(of(1_500, 41_624).scores(BasicItem::BODY_MASS), Some(true));
        assert_eq!(of(1_500, 41_624).body_mass_tenths(), Some(184));
        assert_eq!(of(1_500, 41_625).body_mass_tenths(), Some(185));
        let mut measured = of(1_500, 60_000);
        measured.set(BasicItem::BODY_MASS, Some(YesNo::Yes));
        assert_eq!(
            measured.get(BasicItem::BODY_MASS),
            Some(YesNo::No),
            "what was measured counts before what was said"
        );
        assert!(!of(150, 41_000).is_believable() && !of(1_500, 4_100).is_believable());
        assert_eq!(of(0, 41_000).body_mass_tenths(), None);
    }

    #[test]
    fn a_missing_answer_that_could_change_it_leaves_it_open() {
        let mut answers = scoring([6, 7]);
        answers.set(BasicItem(8), None);
        assert_eq!(answers.verdict(), Verdict::Undecided);
        // Item 17 alone counts only towards the first criterion, which is far away.
        let mut answers = scoring([]);
        answers.set(BasicItem(17), None);
        assert_eq!(answers.verdict(), Verdict::NotAtRisk);
        assert_eq!(BasicAnswers::default().verdict(), Verdict::Undecided);
        assert_eq!(BasicAnswers::default().unanswered().count(), 25);
    }

    #[test]
    fn going_out_less_and_less_is_told_apart() {
        assert!(scoring([16, 17]).is_withdrawing_further());
        assert!(!scoring([16]).is_withdrawing_further() && !scoring([17]).is_withdrawing_further());
    }

    /// Any answers, and answers of which few score, so that all three verdicts come up.
    fn some_answers() -> impl Strategy<Value = BasicAnswers> {
        let one = |scores: u32| prop_oneof![1 => Just(None), scores => Just(Some(true)), 4 => Just(Some(false))];
        let of = move |scores| proptest::collection::vec(one(scores), 25);
        prop_oneof![of(4), of(1), proptest::collection::vec(prop_oneof![1 => Just(None), 9 => Just(Some(false))], 25)]
            .prop_map(|scored: Vec<Option<bool>>| {
                let mut answers = BasicAnswers::default();
                for (item, scores) in BasicItem::all().zip(scored) {
                    answers.set(item, scores.map(|scores| if scores { item.scoring() } else { other(item) }));
                }
                answers
            })
    }

    fn other(item: BasicItem) -> YesNo {
        if item.scoring() == YesNo::Yes { YesNo::No } else { YesNo::Yes }
    }

    proptest! {
        #[test]
        fn a_verdict_holds_whatever_the_missing_answers_turn_out_to_be(answers in some_answers(), bits: u32) {
            let mut whole = answers.clone();
            for item in answers.unanswered().collect::<Vec<_>>() {
                let yes = bits >> (item.number() - 1) & 1 == 1;
                whole.set(item, Some(if yes { YesNo::Yes } else { YesNo::No }));
            }
            prop_assert_ne!(whole.verdict(), Verdict::Undecided);
            if answers.verdict() != Verdict::Undecided {
                prop_assert_eq!(whole.verdict(), answers.verdict());
            }
        }

        #[test]
        fn undecided_is_said_where_both_ways_are_possible_and_nowhere_else(answers in some_answers()) {
            let filled = |scores: bool| {
                let mut whole = answers.clone();
                for item in answers.unanswered().collect::<Vec<_>>() {
                    whole.set(item, Some(if scores { item.scoring() } else { other(item) }));
                }
                whole.verdict()
            };
            let both = (filled(true), filled(false)) == (Verdict::AtRisk, Verdict::NotAtRisk);
            prop_assert_eq!(answers.verdict() == Verdict::Undecided, both);
        }
    }
}
