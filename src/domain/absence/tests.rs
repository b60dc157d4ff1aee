//! Who an absence is of, and what may happen to it.

use chrono::TimeDelta;

use super::*;
use crate::domain::id::{SiteId, StaffId};
use crate::domain::time::{Moment, from_micros};

fn now() -> Moment {
    from_micros(1_795_000_000_000_000)
}

fn place(site: Option<u64>, name: &str) -> Place {
    Place { site: site.map(SiteId), name: name.into() }
}

fn away(hours: i64) -> Away {
    let period = Period::new(now(), now() + TimeDelta::hours(hours)).unwrap();
    Away { place: place(Some(1), "本町クリニック"), name: "佐藤 茂".into(), period, reason: "学会".into() }
}

fn entered() -> Absence {
    let event = Absence::enter(away(48), now()).unwrap();
    Absence::begin(AbsenceId(1), &event, &Stamp { at: now(), by: StaffId(1) }).unwrap()
}

#[test]
fn it_is_of_the_person_wherever_the_name_is_written_otherwise() {
    let away = away(1);
    for (site, name, person) in [
        (Some(1), "本町クリニック", "佐藤 茂"),
        (Some(1), "本町", "佐藤"),
        (None, "本町ｸﾘﾆｯｸ", "佐藤茂 医師"),
        (None, "本町クリニック", "佐藤先生"),
    ] {
        assert!(away.is_of(&place(site, name), person), "{name} {person}");
    }
    for (site, name, person) in
        [(Some(2), "本町クリニック", "佐藤 茂"), (Some(1), "本町クリニック", "佐藤 薫"), (None, "", "佐藤 茂")]
    {
        assert!(!away.is_of(&place(site, name), person), "{name} {person}");
    }
    let nameless = place(Some(1), "");
    assert!(!away.is_of(&nameless, "") && away.may_be_of(&nameless, ""));
    assert!(!away.may_be_of(&nameless, "高橋"));
    let whole = Away { name: String::new(), ..away };
    assert!(whole.is_of(&place(Some(1), ""), "高橋"));
}

#[test]
fn it_is_put_right_called_off_once_and_keeps_what_it_said() {
    let mut absence = entered();
    assert_eq!(absence.amend(away(48), now()), Err(AbsenceProblem::NothingChanged));
    let other = Away { name: "高橋".into(), ..away(48) };
    assert_eq!(absence.amend(other, now()), Err(AbsenceProblem::OtherPerson));
    let stamp = Stamp { at: now(), by: StaffId(2) };
    absence.apply(&absence.amend(away(72), now()).unwrap(), &stamp);
    assert_eq!((absence.away.period.half_hours(), absence.earlier.len()), (away(72).period.half_hours(), 1));
    assert_eq!(absence.cancel(" "), Err(AbsenceProblem::ReasonMissing));
    absence.apply(&absence.cancel("学会が中止").unwrap(), &stamp);
    assert!(!absence.stands());
    assert_eq!(absence.cancel("もう一度"), Err(AbsenceProblem::IsCancelled));
    assert_eq!(absence.amend(away(24), now()), Err(AbsenceProblem::IsCancelled));
    assert_eq!(absence.version, Version(3));
}

#[test]
fn what_is_over_or_says_nothing_is_not_entered() {
    let of = |change: &dyn Fn(&mut Away)| {
        let mut away = away(2);
        change(&mut away);
        Absence::enter(away, now())
    };
    let yesterday = Period::new(now() - TimeDelta::days(2), now() - TimeDelta::days(1)).unwrap();
    let years = Period::new(now(), now() + TimeDelta::days(400)).unwrap();
    assert_eq!(of(&|away| away.period = yesterday), Err(AbsenceProblem::Over));
    assert_eq!(of(&|away| away.period = years), Err(AbsenceProblem::TooLongTime { days: 366 }));
    assert_eq!(of(&|away| away.reason.clear()), Err(AbsenceProblem::ReasonMissing));
    assert_eq!(of(&|away| away.place = Place::default()), Err(AbsenceProblem::NobodyNamed));
    assert_eq!(of(&|away| away.reason = "あ".repeat(201)), Err(AbsenceProblem::TooLong { limit: 200 }));
}
