//! What staff typed about a question, checked against the centre's lists and tidied.

use crate::api::{FieldProblem, Problem};
use crate::center::field::{LINE, past, phone, site, text};
use crate::center::transaction::Transaction;
use crate::domain::code::CodeList;
use crate::domain::question::{Answer, Inquiry, Reminder};
use crate::domain::referral::Party;

/// The most characters of a question, an answer, a reason.
const WORDS: u32 = 4_000;

/// A question, new or amended. It is put by somebody, to a physician of a place.
pub fn inquiry(tx: &Transaction, mut inquiry: Inquiry) -> Result<Inquiry, Problem> {
    past("asked", inquiry.asked, tx.now())?;
    // A clock that runs ahead must not put a question into the future, where no rule takes it.
    inquiry.asked = inquiry.asked.min(tx.now());
    let from = &mut inquiry.from;
    if tx.settings().codes.find(CodeList::Professions, &from.profession).is_none() {
        let what = FieldProblem::UnknownCode { code: from.profession.0.clone() };
        return Err(Problem::field("profession", what));
    }
    party(tx, "organisation", &mut from.organisation)?;
    text("name", &mut from.name, LINE, from.organisation.is_empty())?;
    phone("phone", &mut from.phone)?;
    let to = &mut inquiry.to;
    party(tx, "place", &mut to.place)?;
    if to.place.is_empty() {
        return Err(Problem::field("place", FieldProblem::Missing));
    }
    text("physician", &mut to.physician, LINE, false)?;
    phone("physician_phone", &mut to.phone)?;
    text("text", &mut inquiry.text, WORDS, true)?;
    Ok(inquiry)
}

fn party(tx: &Transaction, field: &str, party: &mut Party) -> Result<(), Problem> {
    site(field, party.site, tx.views())?;
    text(field, &mut party.name, LINE, false)?;
    // Wherever only the place was named, its name is kept as it was then.
    if let Some(known) = party.site.and_then(|site| tx.views().resources.get(site)).filter(|_| party.name.is_empty()) {
        party.name.clone_from(&known.name);
    }
    Ok(())
}

/// A reminder.
pub fn reminder(mut reminder: Reminder) -> Result<Reminder, Problem> {
    text("text", &mut reminder.text, WORDS, false)?;
    Ok(reminder)
}

/// An answer: somebody said something.
pub fn answer(mut answer: Answer) -> Result<Answer, Problem> {
    text("by", &mut answer.by, LINE, true)?;
    text("text", &mut answer.text, WORDS, true)?;
    Ok(answer)
}

/// A reason, which must not be empty.
pub fn reason(mut reason: String) -> Result<String, Problem> {
    text("reason", &mut reason, WORDS, true)?;
    Ok(reason)
}
