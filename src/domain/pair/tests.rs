//! Pairs by example: the hospital specialist who needs a family physician, and what is refused on the way.

use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::id::{PatientId, SiteId};
use crate::domain::patient::Place;
use crate::domain::referral::{Means, Party};
use crate::domain::time::from_micros;
use crate::domain::timeline::{Occurred, StepName, TimelineSource};

/// So many minutes after ten in the morning of 2026-11-24.
pub fn minute(minute: i64) -> Moment {
    from_micros(1_795_482_000_000_000) + TimeDelta::minutes(minute)
}

fn stamp(at: i64) -> Stamp {
    Stamp { at: minute(at), by: StaffId(1) }
}

pub fn place(site: u64, name: &str) -> Place {
    Place { site: Some(SiteId(site)), name: name.to_owned() }
}

pub fn physician(site: u64, place_name: &str, name: &str) -> Physician {
    Physician { name: name.to_owned(), place: place(site, place_name) }
}

/// A man with cancer whose specialist works at the hospital s1.
pub fn opening() -> Opening {
    Opening {
        patient: PatientId(1),
        scheme: Scheme::HospitalAndFamily,
        reading: Reading::SpecialistPrimary,
        ground: Ground::Cancer,
        why: String::new(),
        known: BTreeMap::from([(PairRole::Specialist, physician(1, "汐見総合病院", "田中 誠"))]),
        asked_by: Party::named("汐見総合病院 地域連携室"),
        wish: "自宅で過ごしたい".into(),
        asked: Occurred::At(minute(0)),
        consultation: None,
    }
}

pub fn information(at: i64) -> Information {
    Information {
        on: Occurred::At(minute(at)),
        from: Party::named("汐見総合病院"),
        means: Means::Fax,
        text: "膵がん。疼痛は麻薬で安定。".into(),
        needs: Needs { visits: true, disease: Some(Disease::Cancer), ..Needs::default() },
    }
}

pub fn asking(site: u64, at: i64) -> Asking {
    Asking {
        role: PairRole::Family,
        place: place(site, &format!("第{site}クリニック")),
        spoke_with: String::new(),
        on: Occurred::At(minute(at)),
        means: Means::Phone,
        text: String::new(),
        ranking: Some(Ranking { place: 1, points: 70 }),
    }
}

pub fn agreed(at: i64) -> PairAnswer {
    PairAnswer::Agreed { on: Occurred::At(minute(at)), physician: "佐々木 薫".into(), conditions: String::new() }
}

pub fn declined(at: i64) -> PairAnswer {
    PairAnswer::Declined { on: Occurred::At(minute(at)), ground: DeclineGround::Full, reason: String::new() }
}

pub fn beginning(pair: &PhysicianPair, at: i64) -> Beginning {
    let from = minute(at).date_naive();
    let duties = pair.opening.scheme.duties().iter().copied().collect();
    Beginning { from, duties, terms: String::new(), review: from + Days::new(90) }
}

fn begun(opening: Opening) -> PhysicianPair {
    let event = PhysicianPair::open(opening).unwrap();
    PhysicianPair::begin(PairId(1), &event, &stamp(0)).unwrap()
}

fn go(pair: &mut PhysicianPair, at: i64, event: Result<PairEvent, PairProblem>) {
    pair.apply(&event.unwrap(), &stamp(at));
}

/// The pair as far as the agreement of the second candidate.
fn agreed_on() -> PhysicianPair {
    let mut pair = begun(opening());
    let informed = pair.inform(information(1), minute(1));
    go(&mut pair, 1, informed);
    let first = pair.ask(asking(2, 2), minute(2));
    go(&mut pair, 2, first);
    let no = pair.answer(declined(3), minute(3));
    go(&mut pair, 3, no);
    let second = pair.ask(asking(3, 4), minute(4));
    go(&mut pair, 4, second);
    let yes = pair.answer(agreed(5), minute(5));
    go(&mut pair, 5, yes);
    pair
}

#[test]
fn the_first_declines_the_second_agrees_and_the_pair_lives() {
    let mut pair = agreed_on();
    assert_eq!((pair.state, pair.next()), (PairState::Agreed, Some(Next { step: PairStep::Activate, missing: None })));
    assert_eq!(pair.primary().map(|one| one.name.as_str()), Some("田中 誠"));
    assert_eq!(pair.secondary(), Some(&physician(3, "第3クリニック", "佐々木 薫")));
    assert_eq!(pair.asked.len(), 2, "every asking is kept with its answer");
    assert!(matches!(pair.asked[0].answer, Some(PairAnswer::Declined { ground: DeclineGround::Full, .. })));
    let active = pair.activate(beginning(&pair, 6));
    go(&mut pair, 6, active);
    let terms = PairTerms::default();
    assert_eq!(pair.due(&terms), Some(minute(6).date_naive() + Days::new(90)));
    let next = minute(7).date_naive() + Days::new(30);
    let review = Review { on: Occurred::At(minute(7)), with: String::new(), text: "順調".into(), next };
    let looked = pair.review(review, minute(7));
    go(&mut pair, 7, looked);
    assert_eq!(pair.due(&terms), Some(next));
    let ending =
        Ending { on: minute(8).date_naive(), ground: EndGround::PatientDied, text: String::new(), stays: Vec::new() };
    let end = pair.end(ending, minute(8));
    go(&mut pair, 8, end);
    assert_eq!((pair.state, pair.due(&terms), pair.next()), (PairState::Ended, None, None));
    let steps: Vec<StepName> = pair.timeline_steps().iter().map(|step| step.step).collect();
    assert_eq!(
        steps,
        [
            StepName::PairBegun,
            StepName::Informed,
            StepName::PhysicianAsked,
            StepName::Declined,
            StepName::PhysicianAsked,
            StepName::PhysicianAgreed,
            StepName::PairActive,
            StepName::Reviewed,
            StepName::Closed,
        ]
    );
    assert_eq!(pair.timeline_steps()[3].with, "第2クリニック", "an answer is of whoever was asked");
}

#[test]
fn nobody_is_asked_before_the_information_is_there() {
    let pair = begun(opening());
    let next = Some(Next { step: PairStep::Inform, missing: Some(Missing::Information) });
    assert_eq!(
        pair.ask(asking(2, 1), minute(1)),
        Err(PairProblem::NotNow { step: PairStep::Ask, state: PairState::Gathering, next })
    );
}

#[test]
fn a_candidate_is_asked_after_the_other_has_answered() {
    let mut pair = begun(opening());
    let event = pair.inform(information(1), minute(1));
    go(&mut pair, 1, event);
    let event = pair.ask(asking(2, 2), minute(2));
    go(&mut pair, 2, event);
    let next = Some(Next { step: PairStep::Answer, missing: Some(Missing::Answer) });
    assert_eq!(
        pair.ask(asking(3, 3), minute(3)),
        Err(PairProblem::NotNow { step: PairStep::Ask, state: PairState::Asking, next })
    );
    assert_eq!(pair.due(&PairTerms::default()), Some(minute(2).date_naive() + Days::new(7)));
}

#[test]
fn a_role_that_is_taken_and_a_place_that_takes_part_are_not_asked() {
    let mut pair = begun(opening());
    let event = pair.inform(information(1), minute(1));
    go(&mut pair, 1, event);
    let mut hospital = asking(1, 2);
    assert!(matches!(pair.ask(hospital.clone(), minute(2)), Err(PairProblem::SamePlace { .. })));
    hospital.role = PairRole::Specialist;
    assert!(matches!(pair.ask(hospital.clone(), minute(2)), Err(PairProblem::RoleTaken { .. })));
    hospital.role = PairRole::Covering;
    assert!(matches!(pair.ask(hospital, minute(2)), Err(PairProblem::NoSuchRole { .. })));
}

#[test]
fn the_other_reading_calls_the_family_physician_primary() {
    let mut pair = agreed_on();
    pair.opening.reading = Reading::FamilyPrimary;
    assert_eq!(pair.primary().map(|one| one.name.as_str()), Some("佐々木 薫"));
    assert_eq!(pair.secondary().map(|one| one.name.as_str()), Some("田中 誠"));
}

#[test]
fn both_roles_are_asked_one_after_the_other_where_nobody_is_known() {
    let cover =
        Opening { scheme: Scheme::VisitCover, ground: Ground::VisitsAtHome, known: BTreeMap::new(), ..opening() };
    let mut pair = begun(cover);
    let event = pair.inform(information(1), minute(1));
    go(&mut pair, 1, event);
    for (site, role) in [(2, PairRole::Visiting), (3, PairRole::Covering)] {
        assert_eq!(pair.next().and_then(|next| next.missing), Some(Missing::Physician(role)));
        let event = pair.ask(Asking { role, ..asking(site, 2) }, minute(2));
        go(&mut pair, 2, event);
        let event = pair.answer(agreed(3), minute(3));
        go(&mut pair, 3, event);
    }
    assert_eq!(pair.state, PairState::Agreed);
    let event = pair.take_back(PairRole::Visiting, "休診になった".into());
    go(&mut pair, 4, event);
    assert_eq!((pair.state, pair.sought()), (PairState::Choosing, Some(PairRole::Visiting)));
    assert_eq!(pair.asked[0].taken_back, "休診になった");
}

#[test]
fn a_judgement_says_why_and_a_pair_says_who_does_what() {
    let judged = Opening { ground: Ground::Judgement, ..opening() };
    assert_eq!(PhysicianPair::open(judged), Err(PairProblem::JudgementNeedsReason));
    let pair = agreed_on();
    let mut begins = beginning(&pair, 6);
    begins.duties.remove(&Duty::FirstResponse);
    assert_eq!(pair.activate(begins), Err(PairProblem::DutyOpen { duty: Duty::FirstResponse }));
    let mut begins = beginning(&pair, 6);
    begins.duties.insert(Duty::Visits, PairRole::Family);
    assert_eq!(pair.activate(begins), Err(PairProblem::NoSuchDuty { duty: Duty::Visits }));
    let mut begins = beginning(&pair, 6);
    begins.review = begins.from;
    assert!(matches!(pair.activate(begins), Err(PairProblem::TooEarly { .. })));
}

#[test]
fn those_who_agreed_are_not_amended_away() {
    let pair = agreed_on();
    let mut other = opening();
    other.known.insert(PairRole::Family, physician(9, "ほかの医院", ""));
    assert!(matches!(pair.amend(other), Err(PairProblem::RoleTaken { role: PairRole::Family, .. })));
    let mut other = opening();
    other.known.insert(PairRole::Specialist, physician(3, "第3クリニック", ""));
    assert!(matches!(pair.amend(other), Err(PairProblem::SamePlace { .. })));
    let mut renamed = opening();
    renamed.known.insert(PairRole::Specialist, physician(1, "汐見総合病院", "高橋 実"));
    let mut after = pair.clone();
    go(&mut after, 6, pair.amend(renamed));
    assert_eq!(after.primary().map(|one| one.name.as_str()), Some("高橋 実"));
    assert_eq!(after.secondary(), pair.secondary());
}

#[test]
fn a_specialist_who_moves_on_leaves_the_role_to_a_colleague() {
    let mut pair = agreed_on();
    let event = pair.activate(beginning(&pair, 6));
    go(&mut pair, 6, event);
    let from = minute(7).date_naive();
    let event = pair.replace(PairRole::Specialist, "高橋 実".into(), from, "異動".into());
    go(&mut pair, 7, event);
    assert_eq!(pair.primary(), Some(&physician(1, "汐見総合病院", "高橋 実")));
}
