//! The forms from who gets a referral to the end of the assessment.

use super::super::form::{Of, occurred, step, when};
use crate::api::referral::{ReferralDetail, ReferralStep};
use crate::domain::referral::{Advice, Advised, Referral, Scale, Score, Scoring, Visit};
use crate::domain::staff::SupportTeam;
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::form::charge::{charge, usual_fields};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, variants};
use crate::words::{referral as case_words, referral_screen as words};

/// Who of the team gets it, with what each has; without room it takes a yes.
pub fn assign(case: &ReferralDetail, view: &View) -> Form {
    let choices = case.loads.iter().map(|load| {
        let staff = view.session.welcome.everybody.iter().find(|staff| staff.id == load.member);
        let full = if load.is_full() { format!(" {}", view.say(words::FULL)) } else { String::new() };
        Choice {
            code: load.member.to_string(),
            label: format!("{} {}{full}", view.staff_name(load.member), case_words::load(load, view.lang())),
            reading: staff.map(|staff| staff.name.kana.clone()).unwrap_or_default(),
        }
    });
    let full: Vec<String> =
        case.loads.iter().filter(|load| load.is_full()).map(|load| load.member.to_string()).collect();
    let mut member = Field::one("member", words::MEMBER, choices.collect()).required();
    if let Some(me) = case.loads.iter().find(|load| load.member == view.me().id && case.referral.member.is_none()) {
        member = member.with_code(&me.member.to_string());
    }
    step(
        &Of { name: "assign", heading: words::ASSIGN_MEMBER, again: assign },
        case,
        view,
        |form| {
            form.field(member).field(
                Field::yes_no("though_full", words::THOUGH_FULL, view)
                    .help(words::THOUGH_FULL_HELP)
                    .with_code("no")
                    .shown_if(move |values| values.code("member").is_some_and(|code| full.iter().any(|id| id == code))),
            )
        },
        |values, view| {
            let member = values.code("member").and_then(|code| code.parse().ok());
            Ok(ReferralStep::Assign {
                member: member.ok_or_else(|| SaveFault::missing("member", view))?,
                though_full: values.yes("though_full") == Some(true),
            })
        },
    )
}

/// The member who is most likely meant: the one who has it, else the caller.
fn member_field(name: &'static str, label: crate::words::Text, case: &ReferralDetail, view: &View) -> Field {
    let id = case.referral.member.unwrap_or(view.me().id);
    Field::staff(name, label).with_record(&id, view.staff_name(id)).required()
}

pub(super) fn minutes_field() -> Field {
    Field::whole("minutes", words::MINUTES, words::MINUTES_UNIT, 1_440)
}

pub(super) fn minutes(values: &Values) -> Minutes {
    Minutes(values.whole("minutes").unwrap_or(0))
}

/// Adds what the team's time is charged to, as is usual on the day until somebody chooses otherwise.
pub(super) fn charged(form: Form, view: &View) -> Form {
    let usual = |values: &Values, view: &View| {
        let day = occurred(values, view).map_or_else(|_| view.now.date_naive(), Occurred::date);
        view.session.welcome.settings.usual_charge(&Referral::work(day))
    };
    usual_fields(form, usual(&Values::default(), view), usual, view)
}

/// A visit or another contact.
pub fn visit(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "visit", heading: words::RECORD_VISIT, again: visit },
        case,
        view,
        |form| {
            let form = form
                .field(when(view))
                .field(member_field("member", words::WHO_WENT, case, view))
                .field(Field::text("place", words::PLACE).help(words::PLACE_HELP))
                .field(Field::long("findings", words::FINDINGS).required().at_most(4_000))
                .field(minutes_field());
            charged(form, view)
        },
        |values, view| {
            Ok(ReferralStep::Visit(Visit {
                on: occurred(values, view)?,
                member: values.id("member").ok_or_else(|| SaveFault::missing("member", view))?,
                place: values.text("place"),
                findings: values.text("findings"),
                minutes: minutes(values),
                charge: charge(values),
            }))
        },
    )
}

/// A score.
pub fn score(case: &ReferralDetail, view: &View) -> Form {
    let scale = |scale: Scale| Choice::new(super::super::form::code_of(&scale), scale.name());
    let usual = match case.row.team {
        SupportTeam::Nutrition => Scale::MnaSf,
        SupportTeam::OralHygiene => Scale::Ohat,
        SupportTeam::Rehabilitation => Scale::Barthel,
    };
    step(
        &Of { name: "score", heading: words::RECORD_SCORE, again: score },
        case,
        view,
        |form| {
            form.field(Field::date("on", words::DAY).with_today(view).required())
                .field(member_field("member", words::RATER, case, view))
                .field(
                    Field::one("scale", words::SCALE, Scale::ALL.into_iter().map(scale).collect())
                        .with_code(&super::super::form::code_of(&usual))
                        .required(),
                )
                .field(Field::whole("total", words::TOTAL, words::POINTS_UNIT, 100).required())
                .field(Field::text("note", words::NOTE))
        },
        |values, view| {
            let total = values.whole("total").and_then(|total| u16::try_from(total).ok());
            Ok(ReferralStep::Score(Scoring {
                on: values.date("on").ok_or_else(|| SaveFault::missing("on", view))?,
                member: values.id("member").ok_or_else(|| SaveFault::missing("member", view))?,
                score: Score {
                    scale: values.one("scale").ok_or_else(|| SaveFault::missing("scale", view))?,
                    total: total.ok_or_else(|| SaveFault::missing("total", view))?,
                },
                note: values.text("note"),
            }))
        },
    )
}

/// Advice.
pub fn advise(case: &ReferralDetail, view: &View) -> Form {
    let to = variants(&[Advised::Patient, Advised::CareTeam], view.lang());
    step(
        &Of { name: "advise", heading: words::RECORD_ADVICE, again: advise },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::one("to", words::TO_WHOM, to).required())
                .field(Field::long("text", words::TEXT).required().at_most(4_000))
        },
        |values, view| {
            Ok(ReferralStep::Advise(Advice {
                on: occurred(values, view)?,
                to: values.one("to").ok_or_else(|| SaveFault::missing("to", view))?,
                text: values.text("text"),
            }))
        },
    )
}

/// The end of the assessment.
pub fn finish(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "finish", heading: words::FINISH_ASSESSMENT, again: finish },
        case,
        view,
        |form| form.field(Field::long("summary", words::SUMMARY).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::FinishAssessment { summary: values.text("summary") }),
    )
}
