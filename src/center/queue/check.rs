//! What staff typed about a consultation, checked against the centre's lists and tidied.

use chrono::Duration;

use crate::api::{FieldProblem, Problem};
use crate::center::field::{LINE, TEXT, charge, past, phone, site, text};
use crate::center::transaction::Transaction;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::{AgeBand, Consultation, Counterpart, Intake, Resolution, StepContents, Wait};
use crate::domain::id::PatientId;
use crate::domain::person::age_on;

/// The most characters of a reason.
const REASON: u32 = 1_000;

/// The longest that one step can have taken.
const STEP_MINUTES: u32 = 24 * 60;

/// The longest that anything is put on hold.
const HOLD_DAYS: i64 = 366;

/// A reception form, tidied, with what follows from it filled in.
pub fn intake(tx: &Transaction, mut intake: Intake, patient: Option<PatientId>) -> Result<Intake, Problem> {
    let (settings, views) = (tx.settings(), tx.views());
    past("received_at", intake.received_at, tx.now())?;
    text("text", &mut intake.text, TEXT, true)?;
    text("wish", &mut intake.wish, TEXT, false)?;
    let asked_by = &mut intake.asked_by;
    text("asked_by.organisation", &mut asked_by.organisation, LINE, false)?;
    text("asked_by.name", &mut asked_by.name, LINE, false)?;
    phone("asked_by.phone", &mut asked_by.phone)?;
    site("asked_by.site", asked_by.site, views)?;

    if let Some(person) = &mut intake.person {
        text("person.name", &mut person.name.written, LINE, false)?;
        text("person.kana", &mut person.name.kana, LINE, false)?;
        text("person.address", &mut person.address, LINE, false)?;
        phone("person.phone", &mut person.phone)?;
        if person.birth.is_some_and(|birth| birth > tx.now().date_naive()) {
            return Err(Problem::field("person.birth", FieldProblem::InFuture));
        }
    }

    let codes = |field: &str, list: CodeList, codes: &mut dyn Iterator<Item = &Code>| {
        settings
            .codes
            .unknown(list, codes)
            .map_or(Ok(()), |code| Err(Problem::field(field, FieldProblem::UnknownCode { code: code.0.clone() })))
    };
    codes("topics", CodeList::Topics, &mut intake.topics.iter())?;
    codes("tags", CodeList::Tags, &mut intake.tags.iter())?;
    charge(settings, &intake.charge())?;
    if let Some(area) = intake.area.as_ref().filter(|area| settings.city.area(area).is_none()) {
        return Err(Problem::field("area", FieldProblem::UnknownCode { code: area.0.clone() }));
    }

    fill_in(&mut intake, patient, tx);
    Ok(intake)
}

/// A form as it is received: what names no item or no line of funding is charged as is usual.
pub fn received(tx: &Transaction, intake: Intake, patient: Option<PatientId>) -> Result<Intake, Problem> {
    let intake = self::intake(tx, intake, patient)?;
    let charge = intake.charge().or(&tx.settings().usual_charge(&intake.work()));
    Ok(intake.charged(charge))
}

/// Area and age band follow from the patient, or from the address and the birth date, where staff left them open.
fn fill_in(intake: &mut Intake, patient: Option<PatientId>, tx: &Transaction) {
    let row = patient.and_then(|patient| tx.views().patients.row(patient));
    let person = intake.person.as_ref();
    if intake.area.is_none() {
        let by_address = || tx.settings().city.area_of_address(&person?.address).map(|area| area.code.clone());
        intake.area = row.and_then(|row| row.area.clone()).or_else(by_address);
    }
    if intake.age_band == AgeBand::Unknown {
        let birth = row.and_then(|row| row.birth).or_else(|| person?.birth);
        if let Some(birth) = birth {
            intake.age_band = AgeBand::of(age_on(birth, intake.received_at.date_naive()));
        }
    }
}

/// A step, tidied.
pub fn step(tx: &Transaction, mut step: StepContents) -> Result<StepContents, Problem> {
    past("at", step.at, tx.now())?;
    // A call that nobody took needs no more words.
    text("text", &mut step.text, TEXT, !step.nobody_answered)?;
    let Counterpart { name, organisation, phone: number, site: place, .. } = &mut step.with;
    text("with.name", name, LINE, false)?;
    text("with.organisation", organisation, LINE, false)?;
    phone("with.phone", number)?;
    site("with.site", *place, tx.views())?;
    if step.minutes.0 > STEP_MINUTES {
        let range = FieldProblem::OutOfRange { from: "0".into(), to: STEP_MINUTES.to_string() };
        return Err(Problem::field("minutes", range));
    }
    charge(tx.settings(), &step.charge)?;
    Ok(step)
}

/// A new step, tidied: what names no item or no line of funding is charged as is usual, else as its consultation is.
pub fn taken(tx: &Transaction, of: &Consultation, contents: StepContents) -> Result<StepContents, Problem> {
    let mut step = step(tx, contents)?;
    step.charge = step.charge.or(&tx.settings().usual_step_charge(&of.intake, step.at, step.channel));
    Ok(step)
}

/// A hold, tidied: its day lies ahead, and no further than a year.
pub fn wait(tx: &Transaction, mut wait: Wait) -> Result<Wait, Problem> {
    text("text", &mut wait.text, REASON, false)?;
    let today = tx.now().date_naive();
    if wait.until < today {
        return Err(Problem::field("until", FieldProblem::InPast));
    }
    let last = today + Duration::days(HOLD_DAYS);
    if wait.until > last {
        let range = FieldProblem::OutOfRange { from: today.to_string(), to: last.to_string() };
        return Err(Problem::field("until", range));
    }
    Ok(wait)
}

/// An outcome, tidied.
pub fn resolution(mut resolution: Resolution) -> Result<Resolution, Problem> {
    text("text", &mut resolution.text, TEXT, false)?;
    Ok(resolution)
}

/// A reason, tidied; it must not be empty.
pub fn reason(mut reason: String) -> Result<String, Problem> {
    text("reason", &mut reason, REASON, true)?;
    Ok(reason)
}
