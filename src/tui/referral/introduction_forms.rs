//! The forms of the steps of an introduction.

use super::form::{Case, Of, act, by_means, means, occurred, reason, when};
use crate::api::referral::IntroductionAct;
use crate::domain::introduction::{Ending, Findings, Performed, Told};
use crate::domain::referral::Party;
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault, variants};
use crate::words::{forms as form_words, referral_screen as words};

fn note() -> Field {
    Field::long("text", words::NOTE).at_most(4_000)
}

/// The day on which the hospital takes the patient.
pub fn accept(case: &Case, view: &View) -> Form {
    act(
        &Of { name: "accept", heading: words::RECORD_DATE, again: accept },
        case,
        view,
        |form| form.field(Field::moment("on", words::APPOINTMENT).required()).field(note()),
        |values, view| Ok(IntroductionAct::Accept { on: occurred(values, view)?, text: values.text("text") }),
    )
}

/// The hospital said no.
pub fn decline(case: &Case, view: &View) -> Form {
    act(
        &Of { name: "decline", heading: words::HOSPITAL_DECLINED, again: decline },
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(IntroductionAct::Decline { reason: values.text("reason") }),
    )
}

/// It took place: on the day that was given, unless somebody says otherwise.
pub fn perform(case: &Case, view: &View) -> Form {
    let on = match case.0.appointment {
        Some(Occurred::At(at)) if at <= view.now => {
            Field::moment("on", form_words::WHEN).with_text(at.format("%Y-%m-%d %-H:%M").to_string()).required()
        }
        _ => when(view),
    };
    act(
        &Of { name: "perform", heading: words::RECORD_PERFORMED, again: perform },
        case,
        view,
        |form| form.field(on).field(note()),
        |values, view| {
            Ok(IntroductionAct::Perform(Performed { on: occurred(values, view)?, text: values.text("text") }))
        },
    )
}

/// The result.
pub fn receive(case: &Case, view: &View) -> Form {
    act(
        &Of { name: "receive", heading: words::RECORD_RESULT, again: receive },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(means(view))
                .field(Field::long("text", words::RESULT).required().at_most(4_000))
        },
        |values, view| {
            Ok(IntroductionAct::ReceiveResult(Findings {
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                text: values.text("text"),
            }))
        },
    )
}

/// The family physician is told.
pub fn tell(case: &Case, view: &View) -> Form {
    let physician = case.0.order.physician.name.clone();
    act(
        &Of { name: "tell", heading: words::TELL_PHYSICIAN, again: tell },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(means(view))
                .field(Field::text("physician", words::FAMILY_PHYSICIAN).required().with_text(physician))
                .field(note())
        },
        |values, view| {
            Ok(IntroductionAct::Tell(Told {
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                physician: Party::named(&values.text("physician")),
                text: values.text("text"),
            }))
        },
    )
}

/// The end.
pub fn close(case: &Case, view: &View) -> Form {
    let possible: Vec<Ending> =
        Ending::ALL.into_iter().filter(|ending| case.0.close(*ending, String::new()).is_ok()).collect();
    act(
        &Of { name: "close", heading: words::CLOSE_INTRODUCTION, again: close },
        case,
        view,
        |form| {
            form.field(Field::one("ending", words::ENDING, variants(&possible, view.lang())).required()).field(note())
        },
        |values, view| {
            Ok(IntroductionAct::Close {
                ending: values.one("ending").ok_or_else(|| SaveFault::missing("ending", view))?,
                text: values.text("text"),
            })
        },
    )
}

/// It is not wanted any more.
pub fn cancel(case: &Case, view: &View) -> Form {
    act(
        &Of { name: "cancel", heading: words::CANCEL_FORM, again: cancel },
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(IntroductionAct::Cancel { reason: values.text("reason") }),
    )
}
