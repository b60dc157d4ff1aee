//! What the forms of this pane share: the frame of a step, parties, codes.

use serde::Serialize;

use crate::api::referral::{IntroductionAct, IntroductionRow, ReferralChange, ReferralDetail, ReferralStep};
use crate::api::{Change, Request};
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

/// The form of a step of a referral; `fields` adds its fields, `make` builds the step.
pub fn step(
    name: &str,
    heading: Text,
    case: &ReferralDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<ReferralStep, SaveFault> + 'static,
) -> Form {
    let (referral, seen) = (case.referral.id, case.referral.version);
    let team = words::short_team(case.row.team, view.lang());
    fields(Form::new(format!("referral.{name}/{referral}"), heading).about(super::course::about(
        referral,
        team,
        &case.row.patient.name.written,
    )))
    .save(move |values, view| {
        let step = make(values, view)?;
        Ok(Request::Change(Change::Referral(ReferralChange::Step { referral, seen: values.seen(seen), step })))
    })
    .done(|_, cx| cx.inform(words::SAVED))
}

/// The form of a step of an introduction.
pub fn act(
    name: &str,
    heading: Text,
    (record, row): &(Introduction, IntroductionRow),
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<IntroductionAct, SaveFault> + 'static,
) -> Form {
    let (introduction, seen) = (record.id, record.version);
    fields(Form::new(format!("introduction.{name}/{introduction}"), heading).about(super::course::about(
        introduction,
        &row.hospital,
        &row.patient.name.written,
    )))
    .save(move |values, view| {
        let step = make(values, view)?;
        let change = ReferralChange::IntroductionStep { introduction, seen: values.seen(seen), step };
        Ok(Request::Change(Change::Referral(change)))
    })
    .done(|_, cx| cx.inform(words::SAVED))
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
