//! The forms of what goes back: the report, its receipt, the physician's answer, and the support that follows.

use super::super::form::{Of, by_means, means, occurred, reason, some_party, step, when};
use crate::api::referral::{ReferralDetail, ReferralStep, party_line};
use crate::domain::referral::{Acknowledgement, Consent, ConsentAnswer, ConsentStanding, Link, Party, Report};
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, SaveFault, Values};
use crate::words::referral_screen as words;

/// The requester as one line: who a report goes to, unless somebody says otherwise.
fn requester(case: &ReferralDetail) -> String {
    let requester = &case.referral.request.requester;
    party_line(&requester.organisation, &requester.name)
}

/// The report to the requester.
pub fn report(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "report", heading: words::RECORD_REPORT, again: report },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(means(view))
                .field(Field::text("to", words::TO_WHOM).required().with_text(requester(case)))
                .field(Field::long("text", words::TEXT).required().at_most(4_000))
        },
        |values, view| {
            Ok(ReferralStep::Report(Report {
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                to: Party::named(&values.text("to")),
                text: values.text("text"),
            }))
        },
    )
}

/// The requester's word that the report arrived.
pub fn acknowledge(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "acknowledge", heading: words::RECORD_ACKNOWLEDGEMENT, again: acknowledge },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::text("by", words::TO_WHOM).required().with_text(requester(case)))
                .field(Field::long("text", words::TEXT).at_most(4_000))
        },
        |values, view| {
            Ok(ReferralStep::Acknowledge(Acknowledgement {
                on: occurred(values, view)?,
                by: Party::named(&values.text("by")),
                text: values.text("text"),
            }))
        },
    )
}

/// The physician's word: asked, given, refused, taken back.
pub fn consent(case: &ReferralDetail, view: &View) -> Form {
    let given = case.referral.consent() == ConsentStanding::Given;
    let answers = if given {
        vec![("given", words::ANSWER_GIVEN), ("withdrawn", words::ANSWER_WITHDRAWN)]
    } else {
        vec![("given", words::ANSWER_GIVEN), ("refused", words::ANSWER_REFUSED), ("asked", words::ANSWER_ASKED)]
    };
    let choices = answers.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    let physician = case.referral.consents().next().map(|(said, _)| said.physician.name.clone()).unwrap_or_default();
    let no = |values: &Values| matches!(values.code("answer"), Some("refused" | "withdrawn"));
    let yes = |values: &Values| values.code("answer") == Some("given");
    step(
        &Of { name: "consent", heading: words::RECORD_CONSENT, again: consent },
        case,
        view,
        |form| {
            form.field(Field::one("answer", words::ANSWER, choices).required())
                .field(Field::text("physician", words::PHYSICIAN).required().with_text(physician))
                .field(when(view))
                .field(means(view))
                .field(
                    Field::staff("taken_by", words::TAKEN_BY)
                        .with_record(&view.me().id, view.me().name.written.clone())
                        .required(),
                )
                .field(Field::text("conditions", words::CONDITIONS).shown_if(yes))
                .field(reason(words::REASON).shown_if(no))
        },
        |values, view| {
            let reason = values.text("reason");
            let answer = match values.code("answer") {
                Some("asked") => ConsentAnswer::Asked,
                Some("given") => ConsentAnswer::Given { conditions: values.text("conditions") },
                Some("refused") => ConsentAnswer::Refused { reason },
                Some("withdrawn") => ConsentAnswer::Withdrawn { reason },
                _ => return Err(SaveFault::missing("answer", view)),
            };
            Ok(ReferralStep::Consent(Consent {
                answer,
                physician: Party::named(&values.text("physician")),
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                taken_by: values.id("taken_by").ok_or_else(|| SaveFault::missing("taken_by", view))?,
            }))
        },
    )
}

/// The link to support.
pub fn link(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "link", heading: words::LINK_SUPPORT, again: link },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::text("what", words::SUPPORT).required())
                .field(Field::place("to", words::TO_PLACE))
                .field(Field::text("to_name", words::TO_NAME))
        },
        |values, view| {
            Ok(ReferralStep::Link(Link {
                on: occurred(values, view)?,
                what: values.text("what"),
                to: some_party(values, "to", "to_name", view)?,
            }))
        },
    )
}
