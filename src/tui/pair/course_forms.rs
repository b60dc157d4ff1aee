//! The forms of a pair that has its physicians: taken back, started, rearranged, reviewed, ended, handed over.

use std::collections::BTreeMap;

use super::step::{Of, step};
use crate::api::pair::{PairAct, PairDetail};
use crate::domain::pair::{Beginning, Duty, EndGround, Ending, PairRole, Review, Scheme};
use crate::tui::app::View;
use crate::tui::form::contact::{occurred, when};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, variants};
use crate::tui::referral::form::{code_of, reason};
use crate::words::pair_screen as words;
use chrono::Days;

/// The most characters of a text.
const TEXT: usize = 4_000;

fn roles(case: &PairDetail, view: &View) -> Vec<Choice> {
    let choice = |role: PairRole| {
        let who = case.pair.physicians.get(&role).map(crate::words::pair::physician).unwrap_or_default();
        Choice::new(code_of(&role), format!("{} {who}", view.words(&role)).trim_end())
    };
    case.pair.roles().into_iter().map(choice).collect()
}

/// A candidate who had agreed does not take part after all.
pub fn take_back(case: &PairDetail, view: &View) -> Form {
    step(
        &Of { name: "take-back", heading: words::TAKE_BACK_FORM, again: take_back },
        case,
        view,
        |form| form.field(Field::one("role", words::ROLE, roles(case, view)).required()).field(reason(words::REASON)),
        |values, view| {
            let role = values.one("role").ok_or_else(|| SaveFault::missing("role", view))?;
            Ok(PairAct::TakeBack { role, reason: values.text("reason") })
        },
    )
}

/// The field of a duty.
const fn field_of(duty: Duty) -> &'static str {
    match duty {
        Duty::SpecialistCare => "specialist_care",
        Duty::EmergencyAdmission => "emergency_admission",
        Duty::ChronicCare => "chronic_care",
        Duty::FirstResponse => "first_response",
        Duty::Coordination => "coordination",
        Duty::Visits => "visits",
        Duty::CoverVisits => "cover_visits",
        Duty::NightCalls => "night_calls",
        Duty::EndOfLife => "end_of_life",
    }
}

fn duty_fields(mut form: Form, case: &PairDetail, view: &View) -> Form {
    let agreed = case.pair.beginning.as_ref().map(|beginning| &beginning.duties);
    for (duty, usual) in case.pair.opening.scheme.duties() {
        let role = agreed.and_then(|duties| duties.get(duty)).unwrap_or(usual);
        let label = crate::words::pair::duty_label(*duty);
        form = form.field(Field::one(field_of(*duty), label, roles(case, view)).required().with_code(&code_of(role)));
    }
    let terms = case.pair.beginning.as_ref().map(|beginning| beginning.terms.clone()).unwrap_or_default();
    form.field(Field::long("terms", words::TERMS).at_most(TEXT).with_text(terms))
}

fn duties(scheme: Scheme, values: &Values) -> BTreeMap<Duty, PairRole> {
    let named = scheme.duties().iter().filter_map(|(duty, _)| Some((*duty, values.one(field_of(*duty))?)));
    named.collect()
}

/// Both share the patient from a day on.
pub fn activate(case: &PairDetail, view: &View) -> Form {
    let scheme = case.pair.opening.scheme;
    step(
        &Of { name: "activate", heading: words::ACTIVATE_FORM, again: activate },
        case,
        view,
        |form| {
            let form = form
                .field(Field::date("from", words::FROM_DAY).with_today(view).required())
                .field(next_review(case, view));
            duty_fields(form, case, view)
        },
        move |values, view| {
            Ok(PairAct::Activate(Box::new(Beginning {
                from: values.date("from").ok_or_else(|| SaveFault::missing("from", view))?,
                duties: duties(scheme, values),
                terms: values.text("terms"),
                review: values.date("next").ok_or_else(|| SaveFault::missing("next", view))?,
            })))
        },
    )
}

/// The day of the next review: after the centre's usual time, unless somebody names another.
fn next_review(case: &PairDetail, view: &View) -> Field {
    let today = view.now.date_naive();
    let day = today.checked_add_days(Days::new(u64::from(case.review_days))).unwrap_or(today);
    Field::date("next", words::NEXT_REVIEW).with_date(day).required()
}

/// Who does what changes.
pub fn rearrange(case: &PairDetail, view: &View) -> Form {
    let scheme = case.pair.opening.scheme;
    step(
        &Of { name: "rearrange", heading: words::REARRANGE_FORM, again: rearrange },
        case,
        view,
        |form| duty_fields(form, case, view),
        move |values, _| Ok(PairAct::Rearrange { duties: duties(scheme, values), terms: values.text("terms") }),
    )
}

/// Another physician of the same place takes a role over.
pub fn replace(case: &PairDetail, view: &View) -> Form {
    step(
        &Of { name: "replace", heading: words::REPLACE_FORM, again: replace },
        case,
        view,
        |form| {
            form.field(Field::one("role", words::ROLE, roles(case, view)).required())
                .field(Field::text("physician", words::PHYSICIAN).required())
                .field(Field::date("from", words::FROM_DAY).with_today(view).required())
                .field(Field::text("reason", words::REASON))
        },
        |values, view| {
            Ok(PairAct::Replace {
                role: values.one("role").ok_or_else(|| SaveFault::missing("role", view))?,
                physician: values.text("physician"),
                from: values.date("from").ok_or_else(|| SaveFault::missing("from", view))?,
                reason: values.text("reason"),
            })
        },
    )
}

/// It was looked at.
pub fn review(case: &PairDetail, view: &View) -> Form {
    step(
        &Of { name: "review", heading: words::REVIEW_FORM, again: review },
        case,
        view,
        |form| {
            form.field(Field::long("text", words::TEXT).required().at_most(TEXT))
                .field(Field::text("with", words::WITH))
                .field(when(view))
                .field(next_review(case, view))
        },
        |values, view| {
            Ok(PairAct::Review(Box::new(Review {
                on: occurred(values, view)?,
                with: values.text("with"),
                text: values.text("text"),
                next: values.date("next").ok_or_else(|| SaveFault::missing("next", view))?,
            })))
        },
    )
}

/// It ends.
pub fn end(case: &PairDetail, view: &View) -> Form {
    let grounds = variants(&EndGround::ALL, view.lang());
    step(
        &Of { name: "end", heading: words::END_FORM, again: end },
        case,
        view,
        |form| {
            form.field(Field::one("ground", words::END_GROUND, grounds).required())
                .field(Field::text("text", words::WHY))
                .field(Field::many("stays", words::STAYS, roles(case, view)))
                .field(Field::date("on", words::LAST_DAY).with_today(view).required())
        },
        |values, view| {
            Ok(PairAct::End(Box::new(Ending {
                on: values.date("on").ok_or_else(|| SaveFault::missing("on", view))?,
                ground: values.one("ground").ok_or_else(|| SaveFault::missing("ground", view))?,
                text: values.text("text"),
                stays: values.several("stays"),
            })))
        },
    )
}

/// It is not wanted any more.
pub fn call_off(case: &PairDetail, view: &View) -> Form {
    step(
        &Of { name: "call-off", heading: words::CALL_OFF_FORM, again: call_off },
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(PairAct::CallOff { reason: values.text("reason") }),
    )
}

/// Somebody else looks after it.
pub fn hand(case: &PairDetail, view: &View) -> Form {
    step(
        &Of { name: "hand", heading: words::HAND_FORM, again: hand },
        case,
        view,
        |form| form.field(Field::staff("to", words::TO).required()).field(Field::text("reason", words::REASON)),
        |values, view| {
            let to = values.id("to").ok_or_else(|| SaveFault::missing("to", view))?;
            Ok(PairAct::Hand { to, reason: values.text("reason") })
        },
    )
}
