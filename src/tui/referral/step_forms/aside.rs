//! The forms that lead off the course: sent back, resubmitted, declined, cancelled, on hold.

use super::super::form::{reason, step};
use crate::api::referral::{ReferralDetail, ReferralStep};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault};
use crate::words::referral_screen as words;

/// More is asked of the requester.
pub fn send_back(case: &ReferralDetail, view: &View) -> Form {
    step(
        "send_back",
        words::SEND_BACK_FORM,
        case,
        view,
        |form| form.field(Field::long("question", words::QUESTION).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::SendBack { question: values.text("question") }),
    )
}

/// What the requester gave.
pub fn resubmit(case: &ReferralDetail, view: &View) -> Form {
    step(
        "resubmit",
        words::RESUBMIT_FORM,
        case,
        view,
        |form| form.field(Field::long("information", words::INFORMATION).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::Resubmit { information: values.text("information") }),
    )
}

/// The team says no.
pub fn decline(case: &ReferralDetail, view: &View) -> Form {
    step(
        "decline",
        words::DECLINE_REFERRAL,
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(ReferralStep::Decline { reason: values.text("reason") }),
    )
}

/// It is not wanted any more.
pub fn cancel(case: &ReferralDetail, view: &View) -> Form {
    step(
        "cancel",
        words::CANCEL_FORM,
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(ReferralStep::Cancel { reason: values.text("reason") }),
    )
}

/// It waits.
pub fn hold(case: &ReferralDetail, view: &View) -> Form {
    step(
        "hold",
        words::PUT_ON_HOLD,
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
