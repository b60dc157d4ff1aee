//! The forms in which professions are asked to act, and of what came of it.

use super::super::form::{Of, occurred, some_party, step, when};
use super::super::request_form::opened_order;
use super::assessment::{charged, minutes, minutes_field};
use crate::api::referral::{Opens, ReferralDetail, ReferralStep};
use crate::domain::code::CodeList;
use crate::domain::introduction::Purpose;
use crate::domain::referral::{Asking, FollowUp, Outcome, Party, Request, Requester};
use crate::domain::staff::SupportTeam;
use crate::tui::app::View;
use crate::tui::form::charge::charge;
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, listed, variants};
use crate::words::referral_screen as words;

const NOTHING: &str = "nothing";
const REFERRAL: &str = "referral";
const INTRODUCTION: &str = "introduction";

/// A profession asked to act, with the case that this opens.
pub fn ask(case: &ReferralDetail, view: &View) -> Form {
    let request = case.referral.request.clone();
    let opens =
        [(NOTHING, words::OPEN_NOTHING), (REFERRAL, words::OPEN_REFERRAL), (INTRODUCTION, words::OPEN_INTRODUCTION)];
    let choices = opens.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    let is = |code: &'static str| move |values: &Values| values.code("opens") == Some(code);
    step(
        &Of { name: "ask", heading: words::ASK_PROFESSION, again: ask },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::one("profession", words::ASK_WHOM, listed(CodeList::Professions, view)).required())
                .field(Field::place("to", words::TO_PLACE))
                .field(Field::text("to_name", words::TO_NAME))
                .field(Field::long("what", words::ASK_WHAT).required().at_most(4_000))
                .field(Field::one("opens", words::OPENS, choices).help(words::OPENS_HELP).with_code(NOTHING))
                .field(
                    Field::one("team", words::TEAM_LABEL, variants(&SupportTeam::ALL, view.lang()))
                        .required()
                        .shown_if(is(REFERRAL)),
                )
                .field(
                    Field::one("purpose", words::PURPOSE, variants(&Purpose::ALL, view.lang()))
                        .required()
                        .shown_if(is(INTRODUCTION)),
                )
                .field(Field::text("department", words::DEPARTMENT).shown_if(is(INTRODUCTION)))
        },
        move |values, view| {
            let asking = Asking {
                on: occurred(values, view)?,
                profession: values.one("profession").ok_or_else(|| SaveFault::missing("profession", view))?,
                to: some_party(values, "to", "to_name", view)?,
                what: values.text("what"),
                opened: None,
            };
            let opens = match values.code("opens") {
                Some(REFERRAL) => Some(Opens::Referral(Box::new(onward(&request, values, view)?))),
                Some(INTRODUCTION) => Some(Opens::Introduction(Box::new(opened_order(values, view, request.patient)?))),
                _ => None,
            };
            Ok(ReferralStep::Ask { asking, opens })
        },
    )
}

/// The request to another team that comes from this one: asked by whoever is at the screen.
fn onward(from: &Request, values: &Values, view: &View) -> Result<Request, SaveFault> {
    let me = view.me();
    Ok(Request {
        team: values.one("team").ok_or_else(|| SaveFault::missing("team", view))?,
        asked: occurred(values, view)?,
        requester: Requester {
            profession: me.profession.clone(),
            organisation: Party::named(&view.session.welcome.settings.centre_name),
            name: me.name.written.clone(),
            phone: String::new(),
        },
        reason: values.text("what"),
        aim: String::new(),
        dispatch: None,
        ..from.clone()
    })
}

/// What came of it.
pub fn follow_up(case: &ReferralDetail, view: &View) -> Form {
    step(
        &Of { name: "follow-up", heading: words::RECORD_FOLLOW_UP, again: follow_up },
        case,
        view,
        |form| {
            let form = form
                .field(when(view))
                .field(Field::long("text", words::TEXT).required().at_most(4_000))
                .field(Field::date("next", words::NEXT_LOOK))
                .field(minutes_field());
            charged(form, view)
        },
        |values, view| {
            Ok(ReferralStep::FollowUp(FollowUp {
                on: occurred(values, view)?,
                text: values.text("text"),
                next: values.date("next"),
                minutes: minutes(values),
                charge: charge(values),
            }))
        },
    )
}

/// The end. A person who died or moved away is offered first.
pub fn close(case: &ReferralDetail, view: &View) -> Form {
    let it = &case.referral;
    let possible: Vec<Outcome> =
        Outcome::ALL.into_iter().filter(|outcome| it.close(*outcome, String::new()).is_ok()).collect();
    let mut outcome = Field::one("outcome", words::OUTCOME, variants(&possible, view.lang())).required();
    let usual = match &case.row.patient.standing {
        crate::domain::patient::Standing::Died { .. } => Some(Outcome::PatientDied),
        crate::domain::patient::Standing::MovedAway { .. } => Some(Outcome::PatientMoved),
        crate::domain::patient::Standing::Living => None,
    };
    if let Some(usual) = usual {
        outcome = outcome.with_code(&super::super::form::code_of(&usual));
    }
    step(
        &Of { name: "close", heading: words::CLOSE_REFERRAL, again: close },
        case,
        view,
        |form| form.field(outcome).field(Field::long("text", words::TEXT).at_most(4_000)),
        |values, view| {
            Ok(ReferralStep::Close {
                outcome: values.one("outcome").ok_or_else(|| SaveFault::missing("outcome", view))?,
                text: values.text("text"),
            })
        },
    )
}
