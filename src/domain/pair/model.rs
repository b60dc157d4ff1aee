//! Random sequences of requests against a second, simpler account of the course of a pair.

use proptest::prelude::*;

use super::tests::{agreed, asking, beginning, declined, information, minute, opening};
use super::*;
use crate::domain::timeline::Occurred;

#[derive(Clone, Copy, Debug)]
enum Try {
    Inform,
    Ask { place: u64 },
    Agree,
    Decline,
    Withdraw,
    TakeBack,
    Activate,
    Review,
    End,
    CallOff,
    Amend { known: bool },
    Hand { to: u64 },
    Replace,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        3 => Just(Try::Inform),
        6 => (1..6_u64).prop_map(|place| Try::Ask { place }),
        4 => Just(Try::Agree),
        2 => Just(Try::Decline),
        1 => Just(Try::Withdraw),
        1 => Just(Try::TakeBack),
        4 => Just(Try::Activate),
        2 => Just(Try::Review),
        1 => Just(Try::End),
        1 => Just(Try::CallOff),
        1 => any::<bool>().prop_map(|known| Try::Amend { known }),
        1 => (1..4_u64).prop_map(|to| Try::Hand { to }),
        1 => Just(Try::Replace),
    ]
}

/// What a clerk with a card would keep: where it stands as a letter, who has each role, and how much was written.
#[derive(Clone, Debug, Default)]
struct Card {
    informed: bool,
    known: Option<u64>,
    agreed: Option<u64>,
    open: Option<u64>,
    asked: usize,
    active: bool,
    over: Option<PairState>,
    holder: u64,
    written: u32,
}

impl Card {
    fn state(&self) -> PairState {
        match self.over {
            Some(state) => state,
            None if self.active => PairState::Active,
            None if !self.informed => PairState::Gathering,
            None if self.open.is_some() => PairState::Asking,
            None if self.known.is_some() && self.agreed.is_some() => PairState::Agreed,
            None => PairState::Choosing,
        }
    }

    /// Whether the page allows it; then it is written on the card.
    fn take(&mut self, what: Try) -> bool {
        let before = self.over.is_none() && !self.active;
        let allowed = match what {
            Try::Inform | Try::CallOff => before,
            Try::Ask { place } => {
                self.state() == PairState::Choosing && self.agreed.is_none() && self.known != Some(place)
            }
            Try::Agree | Try::Decline | Try::Withdraw => self.state() == PairState::Asking,
            Try::TakeBack => matches!(self.state(), PairState::Agreed | PairState::Choosing) && self.agreed.is_some(),
            Try::Activate => self.state() == PairState::Agreed,
            Try::Review | Try::End | Try::Replace => self.state() == PairState::Active,
            Try::Amend { known } => before && !(known && [self.agreed, self.open].contains(&Some(1))),
            Try::Hand { to } => self.over.is_none() && self.holder != to,
        };
        if !allowed {
            return false;
        }
        self.written += 1;
        match what {
            Try::Inform => self.informed = true,
            Try::Ask { place } => {
                self.open = Some(place);
                self.asked += 1;
            }
            Try::Agree => self.agreed = self.open.take(),
            Try::Decline | Try::Withdraw => self.open = None,
            Try::TakeBack => self.agreed = None,
            Try::Activate => self.active = true,
            Try::Review | Try::Replace => {}
            Try::End => self.over = Some(PairState::Ended),
            Try::CallOff => self.over = Some(PairState::CalledOff),
            Try::Amend { known } => self.known = known.then_some(1),
            Try::Hand { to } => self.holder = to,
        }
        true
    }
}

fn attempt(pair: &PhysicianPair, what: Try, at: i64) -> Result<PairEvent, PairProblem> {
    let (now, on) = (minute(at), Occurred::At(minute(at)));
    match what {
        Try::Inform => pair.inform(information(at), now),
        Try::Ask { place } => pair.ask(asking(place, at), now),
        Try::Agree => pair.answer(agreed(at), now),
        Try::Decline => pair.answer(declined(at), now),
        Try::Withdraw => pair.answer(PairAnswer::Withdrawn { on, reason: "返事がない".into() }, now),
        Try::TakeBack => pair.take_back(PairRole::Family, "都合がつかなくなった".into()),
        Try::Activate => pair.activate(beginning(pair, at)),
        Try::Review => {
            let next = now.date_naive() + Days::new(90);
            pair.review(Review { on, with: String::new(), text: "順調".into(), next }, now)
        }
        Try::End => {
            let (on, ground, text) = (now.date_naive(), EndGround::Wish, String::new());
            pair.end(Ending { on, ground, text, stays: vec![PairRole::Family] }, now)
        }
        Try::CallOff => pair.call_off("本人の希望".into()),
        Try::Amend { known } => {
            let mut other = opening();
            if !known {
                other.known.clear();
            }
            pair.amend(other)
        }
        Try::Hand { to } => pair.hand(StaffId(to), String::new()),
        Try::Replace => pair.replace(PairRole::Specialist, "高橋 実".into(), now.date_naive(), String::new()),
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_a_step_or_loses_an_asking(sequence in prop::collection::vec(tries(), 0..60)) {
        let begun = PhysicianPair::open(opening()).unwrap();
        let stamp = |at| Stamp { at: minute(at), by: StaffId(1) };
        let mut pair = PhysicianPair::begin(PairId(1), &begun, &stamp(0)).unwrap();
        let mut card = Card { known: Some(1), holder: 1, written: 1, ..Card::default() };
        for (at, what) in (1_i64..).zip(sequence) {
            let result = attempt(&pair, what, at);
            let allowed = card.take(what);
            prop_assert_eq!(result.is_ok(), allowed, "{:?} of {:?}: {:?}", what, card, result);
            if let Ok(event) = result {
                pair.apply(&event, &stamp(at));
            }
            prop_assert_eq!(pair.state, card.state());
            prop_assert_eq!(pair.version, Version(card.written));
            prop_assert_eq!(pair.history.len(), card.written as usize);
            prop_assert_eq!(pair.asked.len(), card.asked);
            prop_assert_eq!(pair.coordinator, StaffId(card.holder));
            let site = |role| pair.physicians.get(&role).and_then(|one| one.place.site).map(|site| site.0);
            prop_assert_eq!((site(PairRole::Specialist), site(PairRole::Family)), (card.known, card.agreed));
            prop_assert_eq!(pair.next().is_some(), pair.state.is_open());
            prop_assert_eq!(pair.due(&PairTerms::default()).is_some(), pair.state.is_open());
            let written = serde_json::to_string(&pair).unwrap();
            prop_assert_eq!(&serde_json::from_str::<PhysicianPair>(&written).unwrap(), &pair);
        }
    }
}
