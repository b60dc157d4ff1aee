//! Agreements on every day of their time, and random sequences of requests against a simpler account of an enrolment.

use chrono::{Days, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::Aggregate;
use crate::domain::id::StaffId;
use crate::domain::month::Month;
use crate::domain::time::Moment;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap() + Days::new(offset)
}

fn at(offset: u64) -> Moment {
    let start: Moment = "2026-04-01T10:00:00+09:00".parse().unwrap();
    start + TimeDelta::days(i64::try_from(offset).unwrap())
}

fn stamp(offset: u64) -> Stamp {
    Stamp { at: at(offset), by: StaffId(1) }
}

fn terms(signed: u64, until: Option<u64>) -> Terms {
    let association = Code::new("medical_association");
    Terms { association, signed_on: day(signed), until: until.map(day), text: String::new() }
}

fn agreement(signed: u64, until: Option<u64>) -> Agreement {
    let event = Agreement::sign(terms(signed, until)).unwrap();
    Agreement::begin(AgreementId(1), &event, &stamp(signed)).unwrap()
}

fn enrolling(started: u64) -> Enrolling {
    Enrolling {
        site: SiteId(9),
        association: Code::new("medical_association"),
        agreement: AgreementId(1),
        started: day(started),
        users: 3,
    }
}

fn enrolled(started: u64) -> IctEnrolment {
    let event = IctEnrolment::enrol(enrolling(started), Some(&agreement(0, None)), day(started)).unwrap();
    IctEnrolment::begin(EnrolmentId(1), &event, &stamp(started)).unwrap()
}

proptest! {
    #[test]
    fn nobody_enrols_on_a_day_on_which_no_agreement_holds(
        signed in 0_u64..100,
        length in proptest::option::of(0_u64..100),
        ended in proptest::option::of(0_u64..200),
        on in 0_u64..250,
    ) {
        let mut agreement = agreement(signed, length.map(|length| signed + length));
        if let Some(ended) = ended
            && let Ok(event) = agreement.end(day(ended), "会の解散".into())
        {
            agreement.apply(&event, &stamp(ended));
        }
        let until = length.map(|length| signed + length);
        let over = ended.filter(|ended| *ended >= signed);
        let holds = signed <= on && until.is_none_or(|until| on <= until) && over.is_none_or(|over| on < over);
        prop_assert_eq!(agreement.holds(day(on)), holds);
        let tried = IctEnrolment::enrol(enrolling(on), Some(&agreement), day(on));
        prop_assert_eq!(tried.is_ok(), holds);
        prop_assert!(IctEnrolment::enrol(enrolling(on), None, day(on)).is_err());
        let other = Enrolling { association: Code::new("dental_association"), ..enrolling(on) };
        prop_assert!(IctEnrolment::enrol(other, Some(&agreement), day(on)).is_err());
    }
}

#[derive(Clone, Debug)]
enum Try {
    Pass(u64),
    Users(u32),
    Use { months_ago: u32, times: u32, day: Option<u32> },
    Encourage { ago: u64, next: Option<u64> },
    End { ago: u64 },
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        4 => (1_u64..50).prop_map(Try::Pass),
        1 => (0_u32..5).prop_map(Try::Users),
        4 => (0_u32..4, 0_u32..9, proptest::option::of(1_u32..32))
            .prop_map(|(months_ago, times, day)| Try::Use { months_ago, times, day }),
        3 => (0_u64..20, proptest::option::of(0_u64..40)).prop_map(|(ago, next)| Try::Encourage { ago, next }),
        1 => (0_u64..20).prop_map(|ago| Try::End { ago }),
    ]
}

proptest! {
    #[test]
    fn no_sequence_loses_what_was_noted_or_goes_on_after_the_end(sequence in prop::collection::vec(tries(), 0..40)) {
        let mut it = enrolled(10);
        let (mut today, mut happened, mut over) = (10_u64, 1_u32, false);
        for what in sequence {
            let now = day(today);
            let decision = match what.clone() {
                Try::Pass(days) => {
                    today += days;
                    continue;
                }
                Try::Users(users) => it.count_users(users),
                Try::Use { months_ago, times, day: on } => {
                    let month = Month::of(now).before(months_ago);
                    let last = on.and_then(|on| chrono::Datelike::with_day(&month.first_day(), on));
                    it.note_use(MonthUse { month, times, last }, now)
                }
                Try::Encourage { ago, next } => {
                    let on = now - Days::new(ago);
                    let next = next.map(|next| on + Days::new(next));
                    let (on, text) = (Occurred::Day(on), "操作説明を希望".to_owned());
                    it.encourage(Encouragement { on, means: Means::Phone, text, next }, at(today))
                }
                Try::End { ago } => it.end(now - Days::new(ago), "閉院".into(), now),
            };
            if let Ok(event) = decision {
                prop_assert!(!over, "{what:?} after the end");
                over |= matches!(event, EnrolmentEvent::Ended { .. });
                it.apply(&event, &stamp(today));
                happened += 1;
            }
            prop_assert_eq!((it.version, it.history.len()), (Version(happened), happened as usize));
            prop_assert_eq!(it.is_open(), !over);
            prop_assert_eq!(it.call_from(60).is_some(), it.is_open());
            if let Some(used) = it.last_used() {
                prop_assert!(it.enrolling.started.min(used) >= Month::of(it.enrolling.started).first_day());
                prop_assert!(used <= day(today), "nobody used it in the future");
            }
            for used in it.uses.values() {
                let kept = it.history.iter().any(|one| one.event == EnrolmentEvent::UseNoted(used.clone()));
                prop_assert!(kept, "{used:?} was never noted");
            }
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<IctEnrolment>(&written).unwrap(), &it);
        }
    }
}

#[test]
fn the_longest_silent_is_called_first_and_not_again_before_its_time() {
    let mut it = enrolled(0);
    assert_eq!(it.call_from(60), Some(day(60)), "never used since it began");
    let used = MonthUse { month: Month::of(day(40)), times: 4, last: Some(day(40)) };
    it.apply(&it.note_use(used, day(45)).unwrap(), &stamp(45));
    assert_eq!(it.call_from(60), Some(day(100)));
    let contact = |on, next: Option<u64>| Encouragement {
        on: Occurred::Day(day(on)),
        means: Means::Phone,
        text: "担当者が替わった".into(),
        next: next.map(day),
    };
    it.apply(&it.encourage(contact(101, None), at(101)).unwrap(), &stamp(101));
    assert_eq!(it.call_from(60), Some(day(161)), "they were just called");
    it.apply(&it.encourage(contact(102, Some(115)), at(102)).unwrap(), &stamp(102));
    assert_eq!(it.call_from(60), Some(day(115)), "the day that they named");
    let again = MonthUse { month: Month::of(day(110)), times: 1, last: Some(day(110)) };
    it.apply(&it.note_use(again, day(111)).unwrap(), &stamp(111));
    assert_eq!(it.call_from(60), Some(day(170)), "it worked");
    it.apply(&it.end(day(120), "閉院".into(), day(120)).unwrap(), &stamp(120));
    assert_eq!(it.call_from(60), None);
}

#[test]
fn a_month_without_a_day_counts_to_its_end_or_to_when_it_was_noted() {
    let mut it = enrolled(0);
    let used = MonthUse { month: Month::of(day(35)), times: 4, last: None };
    it.apply(&it.note_use(used.clone(), day(40)).unwrap(), &stamp(40));
    assert_eq!(it.last_used(), Some(day(40)));
    let more = MonthUse { times: 5, ..used };
    it.apply(&it.note_use(more, day(90)).unwrap(), &stamp(90));
    assert_eq!(it.last_used(), Some(Month::of(day(35)).last_day()));
}

#[test]
fn an_agreement_is_renewed_or_ended_and_its_words_are_put_right() {
    let mut it = agreement(0, Some(30));
    assert_eq!(it.standing(day(31)), AgreementStanding::RunOut);
    assert_eq!(it.renew(Some(day(20))), Err(EnrolmentProblem::NotLonger { before: day(30) }));
    it.apply(&it.renew(None).unwrap(), &stamp(25));
    assert!(it.holds(day(400)));
    let other = Terms { association: Code::new("dental_association"), ..terms(0, None) };
    assert_eq!(it.amend(other), Err(EnrolmentProblem::OtherAssociation));
    assert_eq!(it.amend(it.terms.clone()), Err(EnrolmentProblem::NothingChanged));
    assert!(Agreement::sign(terms(5, Some(4))).is_err());
    it.apply(&it.end(day(50), "会の解散".into()).unwrap(), &stamp(50));
    assert_eq!((it.holds(day(49)), it.standing(day(50))), (true, AgreementStanding::Ended));
    assert_eq!(it.renew(None), Err(EnrolmentProblem::AgreementEnded { on: day(50) }));
}
