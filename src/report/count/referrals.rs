//! What referrals to the support teams count for: how many came and ended, and how many days each step took.

use super::key::Key;
use super::{Hit, Person, Scope, Source};
use crate::domain::referral::State;
use crate::domain::report::{ColumnId, TableId};
use crate::report::facts::{MonthNumber, ReferralFact};

/// Tells all hits of a referral.
pub fn hits(scope: &Scope, referral: &ReferralFact, tell: &mut impl FnMut(Hit)) {
    let source = Source::Referral(referral.id);
    let rows = [Key::Team(referral.team), Key::Total];
    let mut count = |column, person| {
        for key in rows {
            tell(Hit { place: (TableId::Referrals, key, column), times: 1, person, days: 0, source });
        }
    };
    let asked = MonthNumber::of(referral.asked);
    if scope.holds(asked) {
        count(ColumnId::Asked, None);
        count(ColumnId::Patients, Some(Person::Patient(scope.facts.root(referral.patient))));
    }
    let end = referral.end();
    match end {
        Some((state, day)) if scope.holds(MonthNumber::of(day)) => match state {
            State::Declined => count(ColumnId::Declined, None),
            State::Cancelled => count(ColumnId::Cancelled, None),
            _ => count(ColumnId::Ended, None),
        },
        _ => {}
    }
    if asked <= scope.last && end.is_none_or(|(_, day)| MonthNumber::of(day) > scope.last) {
        count(ColumnId::StillOpen, None);
    }
    let mut days = |key, from: chrono::NaiveDate, to: chrono::NaiveDate| {
        let days = u32::try_from((to - from).num_days()).unwrap_or(0);
        for column in [ColumnId::DaysOf(referral.team), ColumnId::Days] {
            tell(Hit { place: (TableId::ReferralDays, key, column), times: 1, person: None, days, source });
        }
    };
    let mut before = None;
    for (stage, day) in referral.reached() {
        if let Some((from, since)) = before.filter(|_| scope.holds(MonthNumber::of(day))) {
            days(Key::Way(from, stage), since, day);
        }
        before = Some((stage, day));
    }
    if let Some((State::Closed, day)) = end.filter(|(_, day)| scope.holds(MonthNumber::of(*day))) {
        days(Key::WholeCourse, referral.asked, day);
    }
}
