//! What the forms of this pane share: the frame of a step, parties, codes.

use serde::Serialize;

use crate::api::referral::{
    IntroductionAct, IntroductionRow, ReferralAnswer, ReferralChange, ReferralDetail, ReferralRead, ReferralStep,
};
use crate::api::{Answer, Change, Request};
use crate::domain::introduction::Introduction;
use crate::domain::referral::Party;
use crate::tui::app::View;
pub use crate::tui::form::contact::{by_means, means, occurred, when};
use crate::tui::form::{Field, Form, SaveFault, Values};
use crate::words::{Text, referral_screen as words};

/// What the protocol calls the variant of an enum.
pub fn code_of<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// What a form of a step is: what it is called, what stands over it, and the function that opens it.
pub struct Of<C> {
    /// The name of the form behind `referral.` or `introduction.`.
    pub name: &'static str,
    /// What stands over it.
    pub heading: Text,
    /// Opens it on a newer record.
    pub again: fn(&C, &View) -> Form,
}

/// The form of a step of a referral; `fields` adds its fields, `make` builds the step.
pub fn step(
    of: &Of<ReferralDetail>,
    case: &ReferralDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<ReferralStep, SaveFault> + 'static,
) -> Form {
    let (referral, seen) = (case.referral.id, case.referral.version);
    let team = words::short_team(case.row.team, view.lang());
    let form = Form::new(format!("referral.{}/{referral}", of.name), of.heading).about(super::course::about(
        referral,
        team,
        &case.row.patient.name.written,
    ));
    let form = fields(form)
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Referral(ReferralChange::Step { referral, seen, step })))
        })
        .done(|_, cx| cx.inform(words::SAVED));
    let read = Request::Referral(ReferralRead::Referral { referral });
    let again = of.again;
    let again = move |answer: &Answer, view: &View| match referral_answer(answer)? {
        ReferralAnswer::Referral(case) => Some(again(case, view)),
        _ => None,
    };
    match of.name {
        AMEND => form.amends(seen, read, again),
        _ => form.acts_on(seen, read, again).latest(super::doc::latest(case, view)),
    }
}

/// The name of the forms that put a record itself right.
pub const AMEND: &str = "amend";

/// An introduction with its row.
pub type Case = (Introduction, IntroductionRow);

/// The form of a step of an introduction.
pub fn act(
    of: &Of<Case>,
    case: &Case,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<IntroductionAct, SaveFault> + 'static,
) -> Form {
    let (record, row) = case;
    let (introduction, seen) = (record.id, record.version);
    let form = Form::new(format!("introduction.{}/{introduction}", of.name), of.heading).about(super::course::about(
        introduction,
        &row.hospital,
        &row.patient.name.written,
    ));
    let form = fields(form)
        .save(move |values, view| {
            let step = make(values, view)?;
            let change = ReferralChange::IntroductionStep { introduction, seen, step };
            Ok(Request::Change(Change::Referral(change)))
        })
        .done(|_, cx| cx.inform(words::SAVED));
    let read = Request::Referral(ReferralRead::Introduction { introduction });
    let again = of.again;
    let again = move |answer: &Answer, view: &View| match referral_answer(answer)? {
        ReferralAnswer::Introduction { introduction, row } => {
            Some(again(&((**introduction).clone(), (**row).clone()), view))
        }
        _ => None,
    };
    match of.name {
        AMEND => form.amends(seen, read, again),
        _ => form.acts_on(seen, read, again).latest(super::introduction_doc::latest(record, view)),
    }
}

fn referral_answer(answer: &Answer) -> Option<&ReferralAnswer> {
    match answer {
        Answer::Referral(answer) => Some(answer),
        _ => None,
    }
}

/// A place of the resources and the words beside it, as one party; the place's name stands where nothing is written.
pub fn party(values: &Values, site: &str, name: &str) -> Party {
    let picked = values.picked(site);
    let written = values.some_text(name);
    Party {
        site: picked.and_then(|picked| picked.id.parse().ok()),
        name: match (picked, written) {
            (Some(picked), Some(written)) => format!("{} {written}", picked.label),
            (Some(picked), None) => picked.label.clone(),
            (None, written) => written.unwrap_or_default(),
        },
    }
}

/// A party that must be named.
pub fn some_party(values: &Values, site: &str, name: &'static str, view: &View) -> Result<Party, SaveFault> {
    let party = party(values, site, name);
    if party.is_empty() { Err(SaveFault::missing(name, view)) } else { Ok(party) }
}

/// A text that must be filled.
pub fn reason(label: Text) -> Field {
    Field::long("reason", label).required().at_most(4_000)
}
