//! The gap check against a second account of it, half hour by half hour, and what never changes it.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::holiday;
use crate::domain::time::Moment;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn half(number: u8) -> HalfHour {
    HalfHour::new(number).unwrap()
}

/// Somebody's plan and absences, owned.
#[derive(Clone, Debug)]
struct Someone {
    duty: Duty,
    cover: Cover,
    away: Vec<Period>,
}

fn rota<'a>(all: &'a [Someone], reliefs: &[Relief]) -> Rota<'a> {
    let watch = |one: &'a Someone| Watch { duty: one.duty, shifts: &one.cover.0, away: one.away.clone() };
    Rota { watches: all.iter().map(watch).collect(), reliefs: reliefs.to_vec() }
}

fn shifts() -> impl Strategy<Value = Shift> {
    (1_u8..=255, 0_u8..48, 1_u8..=48, any::<bool>()).prop_map(|(days, from, to, on_call)| {
        let days = (0..8).filter(|n| days & (1 << n) != 0).fold(Days::default(), |all, n| all.or(Days::one(n)));
        Shift { days, from: half(from), to: half(to), on_call }
    })
}

/// Periods around the days that are looked at: 16 to 30 November 2026, with a holiday on the 23rd.
fn periods() -> impl Strategy<Value = Period> {
    (0_i64..24 * 2 * 14, 1_i64..200).prop_map(|(from, length)| {
        let from = midnight(day(16)).unwrap() + TimeDelta::minutes(from * 30);
        Period::new(from, from + TimeDelta::minutes(length * 30)).unwrap()
    })
}

fn someone() -> impl Strategy<Value = Someone> {
    let plan = prop::collection::vec(shifts(), 0..4);
    let away = prop::collection::vec(periods(), 0..3);
    (0_usize..4, plan, away).prop_map(|(duty, plan, away)| Someone { duty: Duty::ALL[duty], cover: Cover(plan), away })
}

fn reliefs() -> impl Strategy<Value = Vec<Relief>> {
    let one = (periods(), any::<bool>()).prop_map(|(period, agreed)| Relief { period, agreed });
    prop::collection::vec(one, 0..3)
}

/// Whether a shift covers a half hour, told by the clock: every hour and day is asked by itself.
fn covers(shift: Shift, at: Moment) -> bool {
    let begins = |on: NaiveDate| {
        let kind =
            if holiday(on).is_some() { '祝' } else { ['月', '火', '水', '木', '金', '土', '日'][weekday(on)] };
        shift.days.to_string().contains(kind)
    };
    let today = at.date_naive();
    let minute = (at - midnight(today).unwrap()).num_minutes();
    let (from, to) = (shift.from.minutes(), shift.to.minutes());
    if from < to {
        begins(today) && (from..to).contains(&minute)
    } else {
        (begins(today) && minute >= from) || (begins(today.pred_opt().unwrap()) && minute < to)
    }
}

fn weekday(on: NaiveDate) -> usize {
    use chrono::Datelike;
    on.weekday().num_days_from_monday() as usize
}

fn inside(period: &Period, at: Moment) -> bool {
    (period.from()..period.to()).contains(&at)
}

proptest! {
    #[test]
    fn a_half_hour_is_covered_by_a_plan_of_one_who_is_there_or_by_a_stand_in_and_by_nothing_else(
        all in prop::collection::vec(someone(), 0..4),
        reliefs in reliefs(),
        date in 17_u32..30,
    ) {
        let on = rota(&all, &reliefs).on(day(date));
        for number in 0..PER_DAY {
            let at = midnight(day(date)).unwrap() + TimeDelta::minutes(i64::from(number) * 30);
            let by_plan = all.iter().any(|one| {
                !one.away.iter().any(|away| inside(away, at)) && one.cover.0.iter().any(|shift| covers(*shift, at))
            });
            let stood_in = reliefs.iter().any(|one| one.agreed && inside(&one.period, at));
            let covered = by_plan || stood_in;
            prop_assert_eq!(on.covered().holds(number), covered);
            prop_assert_eq!(on.uncovered().holds(number), !covered, "no half hour is both");
            prop_assert_eq!(on.standing(number).is_covered(), covered);
            let asked = !covered && reliefs.iter().any(|one| !one.agreed && inside(&one.period, at));
            prop_assert_eq!(on.standing(number) == Standing::Asked, asked);
        }
    }

    #[test]
    fn an_absence_split_in_two_changes_nothing(
        all in prop::collection::vec(someone(), 1..4),
        whole in periods(),
        cut in 1_u32..199,
        date in 17_u32..30,
    ) {
        let mut one = all.clone();
        one[0].away.push(whole);
        let mut two = all;
        match Period::new(whole.from(), whole.from() + TimeDelta::minutes(i64::from(cut) * 30)) {
            Some(first) if first.to() < whole.to() => {
                two[0].away.push(Period::new(first.to(), whole.to()).unwrap());
                two[0].away.push(first);
            }
            _ => two[0].away.push(whole),
        }
        prop_assert_eq!(rota(&one, &[]).on(day(date)), rota(&two, &[]).on(day(date)));
    }

    #[test]
    fn an_absence_never_covers_and_a_stand_in_never_uncovers(
        mut all in prop::collection::vec(someone(), 1..4),
        reliefs in reliefs(),
        more in periods(),
        date in 17_u32..30,
    ) {
        let before = rota(&all, &reliefs).on(day(date)).covered();
        let with = [reliefs.clone(), vec![Relief { period: more, agreed: true }]].concat();
        prop_assert_eq!(rota(&all, &with).on(day(date)).covered(), before.or(more.on(day(date))));
        all[0].away.push(more);
        let after = rota(&all, &reliefs).on(day(date)).covered();
        prop_assert!(after.without(before).is_empty());
        prop_assert!(before.without(after).without(more.on(day(date))).is_empty(), "nothing else is lost");
    }

    #[test]
    fn the_order_of_those_who_cover_does_not_matter(
        all in prop::collection::vec(someone(), 0..4),
        reliefs in reliefs(),
        date in 17_u32..30,
    ) {
        let (mut turned, mut later) = (all.clone(), reliefs.clone());
        turned.reverse();
        later.reverse();
        prop_assert_eq!(rota(&all, &reliefs).on(day(date)), rota(&turned, &later).on(day(date)));
    }

    #[test]
    fn the_gaps_of_a_period_are_its_uncovered_half_hours(
        all in prop::collection::vec(someone(), 0..4),
        reliefs in reliefs(),
        within in periods(),
    ) {
        let rota = rota(&all, &reliefs);
        let gaps = rota.gaps(within);
        prop_assert!(gaps.windows(2).all(|pair| pair[0].to() < pair[1].from()), "gaps that touch are one");
        let (first, last) = within.days();
        for date in first.iter_days().take_while(|date| *date <= last) {
            let told = gaps.iter().fold(HalfHours::NONE, |all, gap| all.or(gap.on(date)));
            prop_assert_eq!(told, rota.on(date).uncovered().and(within.on(date)));
        }
        let unasked: u32 = rota.unasked(within).iter().map(|gap| gap.half_hours()).sum();
        let asked: u32 = first.iter_days().take_while(|date| *date <= last)
            .map(|date| rota.on(date).asked().and(within.on(date)).count()).sum();
        prop_assert_eq!(unasked + asked, gaps.iter().map(|gap| gap.half_hours()).sum::<u32>());
    }
}

#[test]
fn a_national_holiday_is_covered_only_where_the_plan_says_so() {
    let clinic = Someone { duty: Duty::Primary, cover: Cover::read("平日 9-18").unwrap(), away: vec![] };
    let open = [clinic.clone()];
    // 23 November 2026 is a Monday, and Labour Thanksgiving Day.
    assert!(rota(&open, &[]).on(day(23)).covered().is_empty());
    assert_eq!(rota(&open, &[]).on(day(24)).covered(), HalfHours::between(half(18), half(36)));
    let nurse = Someone { duty: Duty::VisitingNurse, cover: Cover::always(true), away: vec![] };
    let both = [clinic, nurse];
    assert!(rota(&both, &[]).on(day(23)).uncovered().is_empty());
    assert_eq!(rota(&both, &[]).on(day(24)).standing(18), Standing::Present(Duty::Primary));
    assert_eq!(rota(&both, &[]).on(day(24)).standing(40), Standing::OnCall(Duty::VisitingNurse));
}

#[test]
fn a_night_shift_belongs_to_the_day_on_which_it_begins() {
    let night = Someone { duty: Duty::VisitingNurse, cover: Cover::read("日 18-8").unwrap(), away: vec![] };
    let rota = [night];
    let rota = self::rota(&rota, &[]);
    // Sunday evening, and Monday morning although that is a holiday.
    assert_eq!(rota.on(day(22)).covered(), HalfHours::between(half(36), HalfHour::END));
    assert_eq!(rota.on(day(23)).covered(), HalfHours::between(HalfHour::MIDNIGHT, half(16)));
    assert!(rota.gaps(night_of(day(22)).unwrap()).is_empty());
    assert_eq!(rota.gaps(night_of(day(23)).unwrap()), [night_of(day(23)).unwrap()]);
}
