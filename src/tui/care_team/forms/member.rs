//! The steps of one member: the answer, beginning and leaving, hours, name and number, what they are told.

use super::{Of, answer_fields, contact, contact_fields, hours_field, hours_of, reason, says_no, says_yes, step};
use crate::api::care_team::CareTeamStep;
use crate::domain::care_team::{Carer, Member, MemberState};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault};
use crate::words::care_screen as words;

/// The answer of one who was asked, or who agreed and changes their mind.
pub fn answer(of: Of, member: &Member, view: &View) -> Form {
    let (number, on_duty) = (member.number, member.role.duty().is_some());
    step(
        "answer",
        &number.0.to_string(),
        words::RECORD_ANSWER,
        of,
        |form| {
            let form = contact_fields(answer_fields(form, view).field(reason().shown_if(says_no)), view);
            let form = form.field(Field::date("started", words::STARTED).help(words::STARTED_HELP).shown_if(says_yes));
            if on_duty { form.field(hours_field(member.cover.as_ref(), view).shown_if(says_yes)) } else { form }
        },
        move |values, view| {
            let contact = contact(values, view)?;
            Ok(if says_yes(values) {
                let (started, cover) = (values.date("started"), hours_of(values, view)?);
                CareTeamStep::Agree { member: number, contact, started, cover }
            } else {
                CareTeamStep::Decline { member: number, contact, reason: values.text("reason") }
            })
        },
    )
}

/// They have begun.
pub fn start(of: Of, member: &Member, view: &View) -> Form {
    let number = member.number;
    step(
        "start",
        &number.0.to_string(),
        words::RECORD_START,
        of,
        |form| form.field(Field::date("on", words::ON_DAY).with_date(view.now.date_naive()).required()),
        move |values, view| {
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(CareTeamStep::Start { members: vec![number], on })
        },
    )
}

/// They leave; one who has not begun is not asked any more.
pub fn leave(of: Of, member: &Member, view: &View) -> Form {
    let (number, active) = (member.number, member.state == MemberState::Active);
    let heading = if active { words::RECORD_LEAVE } else { words::RECORD_WITHDRAWAL };
    step(
        "leave",
        &number.0.to_string(),
        heading,
        of,
        |form| {
            let on = Field::date("on", words::ON_DAY).with_date(view.now.date_naive()).required();
            if active { form.field(on).field(reason()) } else { form.field(reason()) }
        },
        move |values, view| {
            let reason = values.text("reason");
            if !active {
                return Ok(CareTeamStep::Withdraw { member: number, reason });
            }
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(CareTeamStep::Leave { member: number, on, reason })
        },
    )
}

/// When they can be called.
pub fn hours(of: Of, member: &Member, view: &View) -> Form {
    let number = member.number;
    step(
        "hours",
        &number.0.to_string(),
        words::RECORD_HOURS,
        of,
        |form| form.field(hours_field(member.cover.as_ref(), view)),
        move |values, view| Ok(CareTeamStep::Cover { member: number, cover: hours_of(values, view)? }),
    )
}

/// Name and number.
pub fn amend(of: Of, member: &Member) -> Form {
    let (number, place) = (member.number, member.who.place.clone());
    step(
        "amend",
        &number.0.to_string(),
        words::AMEND_MEMBER,
        of,
        |form| {
            form.field(Field::text("name", words::NAME).with_text(member.who.name.clone()).help(words::NAME_HELP))
                .field(Field::text("phone", words::PHONE).with_text(member.who.phone.clone()))
        },
        move |values, _| {
            let who = Carer { place: place.clone(), name: values.text("name"), phone: values.text("phone") };
            Ok(CareTeamStep::Amend { member: number, who })
        },
    )
}

/// They are told of admission or discharge.
pub fn tell(of: Of, member: &Member, view: &View) -> Form {
    let number = member.number;
    step(
        "tell",
        &number.0.to_string(),
        words::RECORD_TOLD,
        of,
        |form| contact_fields(form, view),
        move |values, view| Ok(CareTeamStep::Tell { member: number, contact: contact(values, view)? }),
    )
}
