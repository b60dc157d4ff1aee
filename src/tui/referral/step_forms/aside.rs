//! The forms that lead off the course: sent back, resubmitted, declined, cancelled, on hold.

use super::super::form::{Of, reason, step};
use crate::api::referral::{ReferralDetail, ReferralStep};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault};
use crate::words::referral_screen as words;

/// More is asked of the requester.
pub fn send_back(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "send-back", heading: words::SEND_BACK_FORM, again: send_back },
        case,
        view,
        |form| form.field(Field::long("question", words::QUESTION).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::SendBack { question: values.text("question") }),
    )
}

/// What the requester gave.
pub fn resubmit(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "resubmit", heading: words::RESUBMIT_FORM, again: resubmit },
        case,
        view,
        |form| form.field(Field::long("information", words::INFORMATION).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::Resubmit { information: values.text("information") }),
    )
}

/// The team says no.
pub fn decline(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "decline", heading: words::DECLINE_REFERRAL, again: decline },
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(ReferralStep::Decline { reason: values.text("reason") }),
    )
}

/// It is not wanted any more.
pub fn cancel(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "cancel", heading: words::CANCEL_FORM, again: cancel },
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(ReferralStep::Cancel { reason: values.text("reason") }),
    )
}

/// It waits.
pub fn hold(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "hold", heading: words::PUT_ON_HOLD, again: hold },
        case,
        view,
        |form| form.field(reason(words::REASON)).field(Field::date("until", words::UNTIL).required()),
        |values, view| {
            Ok(ReferralStep::Hold {
                reason: values.text("reason"),
                until: values.date("until").ok_or_else(|| SaveFault::missing("until", view))?,
            })
        },
    )
}
