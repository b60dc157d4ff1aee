//! What every field that somebody typed is checked for, before a rule sees it.

use chrono::{Duration, TimeDelta};

use super::views::Views;
use crate::api::{FieldProblem, Problem};
use crate::domain::code::CodeList;
use crate::domain::funding::Charge;
use crate::domain::id::SiteId;
use crate::domain::settings::Settings;
use crate::domain::time::Moment;
use crate::text::{Phone, normalise_input};

/// The most characters of a line.
pub const LINE: u32 = 200;

/// The most characters of a text of several lines.
pub const TEXT: u32 = 10_000;

/// How far a clock on a desk may be ahead.
const SLACK: TimeDelta = Duration::minutes(5);

/// A text, brought to its one form; refused where it is needed and empty, or longer than so many characters.
pub fn text(field: &str, value: &mut String, limit: u32, needed: bool) -> Result<(), Problem> {
    let tidy = normalise_input(value.trim()).into_owned();
    *value = tidy;
    if needed && value.is_empty() {
        return Err(Problem::field(field, FieldProblem::Missing));
    }
    if value.chars().count() > limit as usize {
        return Err(Problem::field(field, FieldProblem::TooLong { limit }));
    }
    Ok(())
}

/// A phone number, brought to its one form; it may be empty.
pub fn phone(field: &str, value: &mut String) -> Result<(), Problem> {
    text(field, value, LINE, false)?;
    *value = Phone::read(value).display;
    Ok(())
}

/// A place that the resources hold, or none.
pub fn site(field: &str, site: Option<SiteId>, views: &Views) -> Result<(), Problem> {
    match site.filter(|site| views.resources.get(*site).is_none()) {
        Some(site) => Err(Problem::field(field, FieldProblem::UnknownCode { code: site.to_string() })),
        None => Ok(()),
    }
}

/// An item and a line that the centre's lists hold.
pub fn charge(settings: &Settings, charge: &Charge) -> Result<(), Problem> {
    let named = [
        ("programme_item", CodeList::ProgrammeItems, &charge.programme_item),
        ("funding_line", CodeList::FundingLines, &charge.funding_line),
    ];
    for (field, list, code) in named {
        if let Some(code) = settings.codes.unknown(list, code) {
            return Err(Problem::field(field, FieldProblem::UnknownCode { code: code.0.clone() }));
        }
    }
    Ok(())
}

/// A moment that has come, give or take a clock on a desk.
pub fn past(field: &str, at: Moment, now: Moment) -> Result<(), Problem> {
    if at > now + SLACK { Err(Problem::field(field, FieldProblem::InFuture)) } else { Ok(()) }
}
