//! The answer of one who was asked to stand in.

use super::{Of, answer_fields, contact, contact_fields, reason, says_no, says_yes, step};
use crate::api::care_team::CareTeamStep;
use crate::domain::care_team::StandIn;
use crate::tui::app::View;
use crate::tui::form::Form;
use crate::words::care_screen as words;

/// The answer of one who was asked to stand in.
pub fn answer(of: Of, stand_in: &StandIn, view: &View) -> Form {
    let number = stand_in.number;
    step(
        "stand-in",
        &number.0.to_string(),
        words::RECORD_STAND_IN,
        of,
        |form| contact_fields(answer_fields(form, view).field(reason().shown_if(says_no)), view),
        move |values, view| {
            let contact = contact(values, view)?;
            Ok(if says_yes(values) {
                CareTeamStep::AgreeStandIn { stand_in: number, contact }
            } else {
                CareTeamStep::DeclineStandIn { stand_in: number, contact, reason: values.text("reason") }
            })
        },
    )
}

/// Nobody needs to stand in any more.
pub fn withdraw(of: Of, stand_in: &StandIn) -> Form {
    let number = stand_in.number;
    step(
        "withdraw-stand-in",
        &number.0.to_string(),
        words::WITHDRAW_STAND_IN,
        of,
        |form| form.field(reason()),
        move |values, _| Ok(CareTeamStep::WithdrawStandIn { stand_in: number, reason: values.text("reason") }),
    )
}
