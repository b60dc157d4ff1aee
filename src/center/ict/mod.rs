//! The secretariat of the region's shared record: agreements, enrolments, their use, and whom to call next.

mod read;
#[cfg(test)]
mod tests;
pub mod view;

pub use read::{joined, read};
pub use view::Ict;

use chrono::NaiveDate;

use super::field::{LINE, text};
use super::transaction::{Transaction, done};
use crate::api::ict::{AgreementStep, EnrolmentStep, IctChange};
use crate::api::{Done, FieldProblem, Problem};
use crate::domain::code::{Code, CodeList};
use crate::domain::enrolment::{
    Agreement, AgreementEvent, Enrolling, EnrolmentEvent, EnrolmentProblem, IctEnrolment, Terms,
};
use crate::domain::id::{AgreementId, EnrolmentId, SiteId};
use crate::domain::resource::Site;

/// The most characters of what was agreed or said, or of a reason.
const WORDS: u32 = 4_000;

/// The most people who can use the record at one place.
const MOST_USERS: u32 = 9_999;

/// Makes a change.
pub fn change(tx: &mut Transaction, change: IctChange) -> Result<Done, Problem> {
    match change {
        IctChange::Sign(terms) => sign(tx, terms),
        IctChange::Agreement { agreement, seen, step } => {
            let before: Agreement = tx.get(agreement)?;
            tx.seen(&before, seen)?;
            let event = revise(tx, &before, step)?;
            Ok(done(&tx.record::<Agreement>(agreement, event)?, None))
        }
        IctChange::Enrol { site, association, started, users } => enrol(tx, site, association, started, users),
        IctChange::Step { enrolment, seen, step } => {
            let before: IctEnrolment = tx.get(enrolment)?;
            // A contact only appends; everything else must have seen the record as it is.
            if !matches!(step, EnrolmentStep::Encourage(_)) {
                tx.seen(&before, seen)?;
            }
            let event = take(tx, &before, step)?;
            Ok(done(&tx.record::<IctEnrolment>(enrolment, event)?, None))
        }
    }
}

fn known(tx: &Transaction, association: &Code) -> Result<(), Problem> {
    match tx.settings().codes.find(CodeList::Associations, association) {
        Some(_) => Ok(()),
        None => Err(Problem::field("association", FieldProblem::UnknownCode { code: association.0.clone() })),
    }
}

fn sign(tx: &mut Transaction, mut terms: Terms) -> Result<Done, Problem> {
    known(tx, &terms.association)?;
    text("text", &mut terms.text, WORDS, false)?;
    let event = Agreement::sign(terms.clone())?;
    if let Some(agreement) = overlapping(tx, &terms, None) {
        return Err(EnrolmentProblem::AgreementHolds { agreement }.into());
    }
    let id = AgreementId(tx.next::<Agreement>());
    Ok(done(&tx.record::<Agreement>(id, event)?, None))
}

/// An agreement of the same association that holds on a day on which these terms hold too.
fn overlapping(tx: &Transaction, terms: &Terms, except: Option<AgreementId>) -> Option<AgreementId> {
    let last = |until: Option<NaiveDate>, ended: Option<NaiveDate>| {
        let before_end = ended.and_then(|on| on.pred_opt());
        until.into_iter().chain(before_end).min().unwrap_or(NaiveDate::MAX)
    };
    let others = tx.views().ict.agreements().filter(|it| it.terms.association == terms.association);
    let overlaps = |it: &&Agreement| {
        let its_last = last(it.terms.until, it.ended.as_ref().map(|end| end.on));
        it.terms.signed_on <= last(terms.until, None) && terms.signed_on <= its_last
    };
    others.filter(|it| Some(it.id) != except).find(overlaps).map(|it| it.id)
}

fn revise(tx: &Transaction, before: &Agreement, step: AgreementStep) -> Result<AgreementEvent, Problem> {
    let (event, terms) = match step {
        AgreementStep::Amend(mut terms) => {
            text("text", &mut terms.text, WORDS, false)?;
            (before.amend(terms.clone())?, terms)
        }
        AgreementStep::Renew { until } => (before.renew(until)?, Terms { until, ..before.terms.clone() }),
        AgreementStep::End { on, mut reason } => {
            text("reason", &mut reason, WORDS, true)?;
            return Ok(before.end(on, reason)?);
        }
    };
    match overlapping(tx, &terms, Some(before.id)) {
        Some(agreement) => Err(EnrolmentProblem::AgreementHolds { agreement }.into()),
        None => Ok(event),
    }
}

fn enrol(
    tx: &mut Transaction,
    site: SiteId,
    association: Code,
    started: NaiveDate,
    users: u32,
) -> Result<Done, Problem> {
    tx.get::<Site>(site)?;
    known(tx, &association)?;
    fit_users(users)?;
    if let Some(enrolment) = tx.views().ict.open_of(site) {
        return Err(EnrolmentProblem::AlreadyEnrolled { enrolment }.into());
    }
    let agreement = tx.views().ict.agreement_of(&association, started).cloned();
    let id = agreement.as_ref().map_or(AgreementId(0), |agreement| agreement.id);
    let enrolling = Enrolling { site, association, agreement: id, started, users };
    let event = IctEnrolment::enrol(enrolling, agreement.as_ref(), tx.now().date_naive())?;
    let id = EnrolmentId(tx.next::<IctEnrolment>());
    Ok(done(&tx.record::<IctEnrolment>(id, event)?, None))
}

fn fit_users(users: u32) -> Result<(), Problem> {
    if users <= MOST_USERS {
        return Ok(());
    }
    let range = FieldProblem::OutOfRange { from: "0".into(), to: MOST_USERS.to_string() };
    Err(Problem::field("users", range))
}

fn take(tx: &Transaction, before: &IctEnrolment, step: EnrolmentStep) -> Result<EnrolmentEvent, Problem> {
    let today = tx.now().date_naive();
    Ok(match step {
        EnrolmentStep::CountUsers { users } => {
            fit_users(users)?;
            before.count_users(users)?
        }
        EnrolmentStep::NoteUse(used) => before.note_use(used, today)?,
        EnrolmentStep::Encourage(mut contact) => {
            text("text", &mut contact.text, WORDS, true)?;
            before.encourage(contact, tx.now())?
        }
        EnrolmentStep::End { on, mut reason } => {
            text("reason", &mut reason, LINE, true)?;
            before.end(on, reason, today)?
        }
    })
}
