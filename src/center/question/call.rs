//! The call for a question that nobody answered in time: it comes into the queue once, and goes with the answer.

use crate::api::{Done, Problem};
use crate::center::transaction::{Transaction, done};
use crate::domain::calendar::WorkingTime;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::{
    AgeBand, AskedBy, Asker, CareField, Channel, Consultation, ConsultationEvent, ConsultationNumber, Counterpart,
    Intake, Outcome, Resolution, State, StepContents, Urgency,
};
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, QuestionId};
use crate::domain::person::age_on;
use crate::domain::question::{Answer, Question, QuestionState};
use crate::domain::referral::Means;
use crate::domain::staff::Role;
use crate::domain::time::{FiscalYear, JST, Minutes, Moment};
use crate::domain::timeline::Occurred;
use crate::words::question as words;

/// What a call is filed under, where the centre's lists hold it.
const TOPIC: &str = "ict";
const PROGRAMME_ITEM: &str = "information_sharing";

/// A question's time has run out: the call and the question's end of waiting are one change, so that neither is without
/// the other whatever happens to the server.
pub fn run_out(tx: &mut Transaction, id: QuestionId) -> Result<Done, Problem> {
    let question: Question = tx.get(id)?;
    let call = ConsultationId(tx.next::<Consultation>());
    let event = question.run_out(call, tx.now())?;
    let intake = intake(tx, &question);
    let year = FiscalYear::of(tx.now().with_timezone(&JST).date_naive());
    let number = ConsultationNumber { year, serial: tx.number(year) };
    let time = WorkingTime::new(&tx.settings().hours);
    let received = Consultation::call_for(id, number, intake, question.inquiry.patient, time);
    tx.record::<Consultation>(call, received)?;
    Ok(done(&tx.record::<Question>(id, event)?, None))
}

/// The reception form of a call. It is to be made the same day: the asker has waited a whole term.
fn intake(tx: &Transaction, question: &Question) -> Intake {
    let (inquiry, codes) = (&question.inquiry, &tx.settings().codes);
    let row = inquiry.patient.and_then(|patient| tx.views().patients.row(patient));
    let age = row.and_then(|row| row.birth).map(|birth| age_on(birth, tx.now().date_naive()));
    let known = |list, name: &str| Some(Code::new(name)).filter(|code| codes.find(list, code).is_some());
    let from = &inquiry.from;
    Intake {
        received_at: tx.now(),
        channel: Channel::Ict,
        asked_by: AskedBy {
            who: asker(&from.profession),
            site: from.organisation.site,
            organisation: from.organisation.name.clone(),
            name: from.name.clone(),
            phone: from.phone.clone(),
        },
        person: None,
        area: row.and_then(|row| row.area.clone()),
        age_band: age.map_or(AgeBand::Unknown, AgeBand::of),
        field: match age {
            Some(0..18) => CareField::Children,
            Some(65..) => CareField::OldAge,
            _ => CareField::Other,
        },
        topics: known(CodeList::Topics, TOPIC).into_iter().collect(),
        tags: Vec::new(),
        scene: None,
        urgency: Urgency::Emergency,
        text: words::call(question, &phone(tx, question)),
        wish: String::new(),
        programme_item: known(CodeList::ProgrammeItems, PROGRAMME_ITEM),
        funding_line: None,
    }
}

/// Where the physician is called: the number in the question, else that of the place.
fn phone(tx: &Transaction, question: &Question) -> String {
    let to = &question.inquiry.to;
    let of_place = || to.place.site.and_then(|site| tx.views().resources.get(site)).map(|site| site.phone.clone());
    Some(to.phone.clone()).filter(|phone| !phone.is_empty()).or_else(of_place).unwrap_or_default()
}

fn asker(profession: &Code) -> Asker {
    match profession.0.as_str() {
        "physician" => Asker::Physician,
        "dentist" => Asker::Dentist,
        "pharmacist" => Asker::Pharmacist,
        "visiting_nurse" => Asker::VisitingNurse,
        "care_manager" | "chief_care_manager" => Asker::CareManager,
        "consultation_support_specialist" => Asker::ConsultationSupportSpecialist,
        "medical_social_worker" => Asker::HospitalSocialWorker,
        "care_worker" | "certified_care_worker" => Asker::FacilityStaff,
        "teacher" => Asker::School,
        "city_official" => Asker::CityOffice,
        "welfare_commissioner" => Asker::WelfareCommissioner,
        _ => Asker::Other,
    }
}

/// The question has its answer or was withdrawn: its call is over. Whoever took the answer down on a call that somebody
/// has, or could have, made the contact that the call was for.
pub fn settle(tx: &mut Transaction, question: &Question) -> Result<(), Problem> {
    let Some(id) = question.call else { return Ok(()) };
    let mut call: Consultation = tx.get(id)?;
    if !call.state.is_open() {
        return Ok(());
    }
    let resolution = match (&question.answer, question.state) {
        (Some(answer), QuestionState::Answered) => {
            let works = [Role::Coordinator, Role::Manager].into_iter().any(|role| tx.actor().holds(role));
            if call.state.is_unclaimed() && works {
                call = tx.record(id, call.claim(tx.actor().id)?)?;
            }
            if call.state.is_in_hand() && works {
                let mut contact = contact(question, answer, tx.now());
                contact.charge = tx.settings().usual_step_charge(&call.intake, contact.at, contact.channel);
                call = tx.record(id, call.answer(contact)?)?;
            }
            Resolution { outcome: Outcome::Informed, text: words::answered(question) }
        }
        _ => Resolution { outcome: Outcome::Withdrawn, text: words::withdrawn(question) },
    };
    let event: ConsultationEvent = call.settle(resolution)?;
    tx.record::<Consultation>(id, event).map(|after| debug_assert_eq!(after.state, State::Closed))
}

/// The answer as a step of the call.
fn contact(question: &Question, answer: &Answer, now: Moment) -> StepContents {
    let to = &question.inquiry.to;
    StepContents {
        at: match answer.on {
            Occurred::At(at) => at,
            Occurred::Day(_) => now,
        },
        channel: match answer.means {
            Means::Phone => Channel::Phone,
            Means::InPerson => Channel::Visit,
            // A letter counts with what comes on paper.
            Means::Fax | Means::Letter => Channel::Fax,
            Means::Email => Channel::Mail,
            Means::Ict => Channel::Ict,
            Means::Meeting => Channel::Conference,
        },
        with: Counterpart {
            who: Asker::Physician,
            name: answer.by.clone(),
            organisation: to.place.name.clone(),
            site: to.place.site,
            phone: to.phone.clone(),
        },
        text: answer.text.clone(),
        minutes: Minutes(0),
        nobody_answered: false,
        charge: Charge::default(),
    }
}
