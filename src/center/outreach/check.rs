//! What staff typed about an outreach, checked against the centre's people and tidied.

use crate::api::{FieldProblem, Problem};
use crate::center::field::{LINE, site, text};
use crate::center::transaction::Transaction;
use crate::domain::id::StaffId;
use crate::domain::outreach::{Basis, FollowUpPlan, OutreachDecision, OutreachVisit};
use crate::domain::support_advice::can_be_asked;

/// The most characters of a text of several lines.
const WORDS: u32 = 4_000;

/// A text of several lines.
pub fn words(field: &str, value: &mut String, needed: bool) -> Result<(), Problem> {
    text(field, value, WORDS, needed)
}

fn member(tx: &Transaction, field: &str, member: StaffId) -> Result<(), Problem> {
    match tx.views().staff.get(&member) {
        Some(staff) if !staff.left => Ok(()),
        _ => Err(Problem::field(field, FieldProblem::UnknownCode { code: member.to_string() })),
    }
}

/// On what it is acted. That it says something is the rule's own affair.
pub fn basis(basis: &mut Basis) -> Result<(), Problem> {
    let (Basis::Consent { text } | Basis::Ground { text, .. }) = basis;
    words("basis_text", text, false)
}

/// That somebody is to go.
pub fn decision(tx: &Transaction, decision: &mut OutreachDecision) -> Result<(), Problem> {
    member(tx, "by", decision.by)?;
    if let Some(on) = &mut decision.basis {
        basis(on)?;
    }
    words("text", &mut decision.text, false)
}

/// A visit by a physician, together with somebody of the community support centre.
pub fn visit(tx: &Transaction, visit: &mut OutreachVisit) -> Result<(), Problem> {
    member(tx, "physician", visit.physician)?;
    if !tx.views().staff.get(&visit.physician).is_some_and(|staff| can_be_asked(staff)) {
        return Err(Problem::field("physician", FieldProblem::UnknownCode { code: visit.physician.to_string() }));
    }
    site("companions", visit.companions.site, tx.views())?;
    text("companions", &mut visit.companions.name, LINE, visit.companions.site.is_none())?;
    let known = visit.companions.site.and_then(|site| tx.views().resources.get(site));
    if let Some(known) = known.filter(|_| visit.companions.name.is_empty()) {
        // Wherever only the place was named, its name is kept as it was then.
        visit.companions.name.clone_from(&known.name);
    }
    let found = &mut visit.findings;
    words("daily_living", &mut found.daily_living, false)?;
    words("cognition", &mut found.cognition, false)?;
    words("illness", &mut found.illness, false)?;
    words("hygiene", &mut found.hygiene, false)?;
    words("contact", &mut found.contact, false)?;
    words("utilities", &mut found.utilities, false)?;
    if let Some(risk) = &mut visit.risk {
        words("risk_reason", &mut risk.reason, true)?;
    }
    words("text", &mut visit.text, true)
}

/// What follows: by somebody of the centre, on a day that has not passed.
pub fn plan(tx: &Transaction, plan: &mut FollowUpPlan) -> Result<(), Problem> {
    words("what", &mut plan.what, true)?;
    member(tx, "member", plan.member)?;
    text("with", &mut plan.with, LINE, false)?;
    if plan.due < tx.now().date_naive() {
        return Err(Problem::field("due", FieldProblem::InPast));
    }
    Ok(())
}
