//! What questions, pairs of physicians, questionnaires and checked places count for.

use super::key::Key;
use super::{Hit, Person, Scope, Source};
use crate::domain::report::{ColumnId, TableId};
use crate::report::facts::{PairFact, QuestionFact, Reply, ScreeningFact, SiteFact};

/// Tells all hits of a question: it counts in the month in which it was put.
pub fn question(scope: &Scope, question: &QuestionFact, tell: &mut impl FnMut(Hit)) {
    if scope.holds(question.asked) {
        let key = match question.reply {
            Reply::InTime => Key::InTime,
            Reply::Late => Key::Late,
            Reply::Waiting => Key::Waiting,
            Reply::Withdrawn => Key::Withdrawn,
        };
        for key in [key, Key::Total] {
            tell(Hit::once((TableId::Questions, key, ColumnId::Cases), None, Source::Question(question.id)));
        }
    }
}

/// Tells all hits of a pair.
pub fn pair(scope: &Scope, pair: &PairFact, tell: &mut impl FnMut(Hit)) {
    let mut count = |is: bool, column, person| {
        for key in [Key::Scheme(pair.scheme), Key::Total] {
            if is {
                tell(Hit::once((TableId::Pairs, key, column), person, Source::Pair(pair.id)));
            }
        }
    };
    let within = |month: Option<_>| month.is_some_and(|month| scope.holds(month));
    let patient = Person::Patient(scope.facts.root(pair.patient));
    count(scope.holds(pair.asked), ColumnId::Asked, None);
    count(scope.holds(pair.asked), ColumnId::Patients, Some(patient));
    count(within(pair.started), ColumnId::Started, None);
    count(within(pair.ended), ColumnId::Ended, None);
    count(within(pair.called_off), ColumnId::Cancelled, None);
    let active = pair.started.is_some_and(|month| month <= scope.last) && pair.ended.is_none_or(|end| end > scope.last);
    count(active, ColumnId::Active, None);
}

/// Tells all hits of a questionnaire: it counts in the month in which it was answered.
pub fn screening(scope: &Scope, screening: &ScreeningFact, tell: &mut impl FnMut(Hit)) {
    if !scope.holds(screening.on) {
        return;
    }
    for key in [Key::Questionnaire(screening.questionnaire), Key::Total] {
        for (is, column) in
            [(true, ColumnId::Cases), (screening.at_risk, ColumnId::AtRisk), (screening.in_queue, ColumnId::InQueue)]
        {
            if is {
                tell(Hit::once((TableId::Screenings, key, column), None, Source::Screening(screening.id)));
            }
        }
    }
}

/// Tells all hits of a place that staff checked.
pub fn site(scope: &Scope, site: &SiteFact, tell: &mut impl FnMut(Hit)) {
    let source = Source::Site(site.id);
    for _ in site.checks.iter().filter(|month| scope.holds(**month)) {
        tell(Hit::once((TableId::Resources, Key::Checked, ColumnId::Checks), None, source));
        tell(Hit::once((TableId::Resources, Key::Checked, ColumnId::Places), Some(Person::Place(site.id)), source));
    }
}
