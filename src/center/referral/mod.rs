//! Referrals and introductions at the centre: what may be read of them, and each step of their course.

mod check;
mod introduce;
mod read;
mod scope;
#[cfg(test)]
mod tests;
pub mod view;

pub use read::read;
pub use view::Referrals;

pub use scope::Reach;
use scope::works_on_cases;

use super::transaction::{Transaction, done};
use crate::api::referral::{Opens, Part, ReferralChange, ReferralProblem, ReferralStep};
use crate::api::{Done, Problem};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, ReferralId, StaffId};
use crate::domain::referral::{
    Asking, Consent, ConsentAnswer, FollowUp, Load, Opened, Referral, ReferralEvent, Request, Stage, Visit,
};
use crate::domain::settings::ConsentGate;
use crate::domain::staff::{Staff, SupportTeam};

/// Makes a change.
pub fn change(tx: &mut Transaction, change: ReferralChange) -> Result<Done, Problem> {
    let reach = Reach::of(tx.actor()).check()?;
    match change {
        ReferralChange::Request(request) => {
            if !works_on_cases(tx.actor()) {
                return Err(Problem::NotAllowed);
            }
            if !reach.holds_patient(tx.views(), request.patient) {
                return Err(Problem::NotFound { kind: Kind::Patient, id: request.patient.to_string() });
            }
            let id = ask_team(tx, *request)?;
            Ok(done(&tx.get::<Referral>(id)?, None))
        }
        ReferralChange::Step { referral, seen, step } => {
            let record: Referral = tx.get(referral)?;
            if !reach.holds_team(record.request.team) {
                return Err(Problem::NotFound { kind: Kind::Referral, id: referral.to_string() });
            }
            let answers = matches!(step, ReferralStep::Consent(_) | ReferralStep::Advise(_));
            if !answers && !works_on_cases(tx.actor()) {
                return Err(Problem::NotAllowed);
            }
            tx.seen(&record, seen)?;
            Ok(done(&take(tx, &record, step)?, None))
        }
        ReferralChange::Introduce(order) => introduce::begin(tx, *order),
        ReferralChange::IntroductionStep { introduction, seen, step } => {
            introduce::take(tx, reach, introduction, seen, step)
        }
    }
}

/// A new referral.
fn ask_team(tx: &mut Transaction, request: Request) -> Result<ReferralId, Problem> {
    check::request(tx, &request, true)?;
    if let Some(referral) = open_with(tx, request.team, request.patient) {
        return Err(ReferralProblem::AlreadyOpen { referral }.into());
    }
    let id = ReferralId(tx.next::<Referral>());
    tx.record::<Referral>(id, ReferralEvent::Requested(Box::new(request)))?;
    Ok(id)
}

/// The open referral of a team about this person, under any of the person's records.
fn open_with(tx: &Transaction, team: SupportTeam, patient: PatientId) -> Option<ReferralId> {
    let views = tx.views();
    let records = views.patients.group(views.patients.root(patient));
    let referrals = records.iter().chain([&patient]).flat_map(|record| views.referrals.of_patient(*record));
    let open = |id: &&ReferralId| {
        views.referrals.referral(**id).is_some_and(|summary| summary.team == team && summary.state.is_open())
    };
    referrals.copied().find(|id| open(&id))
}

fn take(tx: &mut Transaction, on: &Referral, step: ReferralStep) -> Result<Referral, Problem> {
    let gate = tx.settings().consent_gate(on.request.team);
    let event = match step {
        ReferralStep::Amend(mut request) => {
            // Where it came from is not a matter of putting right.
            request.consultation = on.request.consultation;
            request.from_referral = on.request.from_referral;
            check::request(tx, &request, false)?;
            on.amend(*request)?
        }
        ReferralStep::Accept => on.accept()?,
        ReferralStep::Assign { member, though_full } => {
            let staff = member_of_staff(tx, member)?;
            let load = load_of(tx, &staff);
            on.assign(&staff, load, though_full)?
        }
        ReferralStep::StartAssessment => on.start_assessment(gate)?,
        ReferralStep::Visit(visit) => return visited(tx, on, visit, gate),
        ReferralStep::Score(scoring) => {
            member_of_staff(tx, scoring.member)?;
            check::happened(tx, crate::domain::timeline::Occurred::Day(scoring.on))?;
            check::line(Part::Text, &scoring.note)?;
            on.score(scoring)?
        }
        ReferralStep::Advise(advice) => {
            check::happened(tx, advice.on)?;
            check::filled(Part::Text, &advice.text)?;
            on.advise(advice)?
        }
        ReferralStep::FinishAssessment { summary } => {
            check::filled(Part::Summary, &summary)?;
            on.finish_assessment(summary)?
        }
        ReferralStep::Report(report) => {
            check::happened(tx, report.on)?;
            check::party(tx, Part::Party, &report.to)?;
            check::filled(Part::Text, &report.text)?;
            on.report(report)?
        }
        ReferralStep::Acknowledge(word) => {
            check::happened(tx, word.on)?;
            check::party(tx, Part::Party, &word.by)?;
            check::fits(Part::Text, &word.text)?;
            on.acknowledge(word)?
        }
        ReferralStep::Consent(consent) => {
            physician_said(tx, &consent)?;
            on.consent_said(consent)?
        }
        ReferralStep::Link(link) => {
            check::happened(tx, link.on)?;
            check::party(tx, Part::Party, &link.to)?;
            check::filled(Part::Text, &link.what)?;
            on.link(link, gate)?
        }
        ReferralStep::Ask { asking, opens } => return asked(tx, on, asking, opens, gate),
        ReferralStep::FollowUp(look) => {
            check::happened(tx, look.on)?;
            check::filled(Part::Text, &look.text)?;
            look.next.map_or(Ok(()), |next| check::ahead(tx, Part::Until, next))?;
            let charge = check::charge(tx, look.on, look.charge)?;
            on.follow_up(FollowUp { charge, ..look })?
        }
        ReferralStep::Close { outcome, text } => {
            check::fits(Part::Text, &text)?;
            on.close(outcome, text)?
        }
        ReferralStep::SendBack { question } => {
            check::filled(Part::Question, &question)?;
            on.send_back(question)?
        }
        ReferralStep::Resubmit { information } => {
            check::filled(Part::Information, &information)?;
            on.resubmit(information)?
        }
        ReferralStep::Decline { reason } => {
            check::filled(Part::Reason, &reason)?;
            on.decline(reason)?
        }
        ReferralStep::Cancel { reason } => {
            check::filled(Part::Reason, &reason)?;
            on.cancel(reason)?
        }
        ReferralStep::Hold { reason, until } => {
            check::filled(Part::Reason, &reason)?;
            check::ahead(tx, Part::Until, until)?;
            on.hold(reason, until)?
        }
        ReferralStep::Resume => on.resume()?,
    };
    tx.record::<Referral>(on.id, event)
}

/// The first visit starts the assessment, unless something is missing for that.
fn visited(tx: &mut Transaction, on: &Referral, mut visit: Visit, gate: ConsentGate) -> Result<Referral, Problem> {
    member_of_staff(tx, visit.member)?;
    check::happened(tx, visit.on)?;
    check::line(Part::Place, &visit.place)?;
    check::filled(Part::Findings, &visit.findings)?;
    visit.charge = check::charge(tx, visit.on, visit.charge)?;
    if on.stage == Stage::Assigned {
        let started = tx.record::<Referral>(on.id, on.start_assessment(gate)?)?;
        return tx.record::<Referral>(on.id, started.visit(visit)?);
    }
    tx.record::<Referral>(on.id, on.visit(visit)?)
}

fn physician_said(tx: &Transaction, consent: &Consent) -> Result<(), Problem> {
    check::party(tx, Part::Physician, &consent.physician)?;
    check::happened(tx, consent.on)?;
    member_of_staff(tx, consent.taken_by)?;
    match &consent.answer {
        ConsentAnswer::Asked => Ok(()),
        ConsentAnswer::Given { conditions } => check::fits(Part::Text, conditions),
        ConsentAnswer::Refused { reason } | ConsentAnswer::Withdrawn { reason } => check::filled(Part::Reason, reason),
    }
}

/// A profession is asked; the case that this opens comes to be together with it, or neither does.
fn asked(
    tx: &mut Transaction,
    on: &Referral,
    mut asking: Asking,
    opens: Option<Opens>,
    gate: ConsentGate,
) -> Result<Referral, Problem> {
    check::profession(tx, &asking.profession)?;
    check::happened(tx, asking.on)?;
    check::party(tx, Part::Party, &asking.to)?;
    check::filled(Part::Text, &asking.what)?;
    asking.opened = None;
    on.ask(asking.clone(), gate)?;
    let patients = &tx.views().patients;
    let same = |other| patients.root(other) == patients.root(on.request.patient);
    asking.opened = match opens {
        None => None,
        Some(Opens::Referral(mut request)) if same(request.patient) => {
            request.from_referral = Some(on.id);
            Some(Opened::Referral(ask_team(tx, *request)?))
        }
        Some(Opens::Introduction(mut order)) if same(order.patient) => {
            order.referral = Some(on.id);
            Some(Opened::Introduction(introduce::ask_hospital(tx, *order)?))
        }
        Some(_) => return Err(ReferralProblem::OtherPatient.into()),
    };
    tx.record::<Referral>(on.id, on.ask(asking, gate)?)
}

fn member_of_staff(tx: &Transaction, member: StaffId) -> Result<Staff, Problem> {
    tx.get::<Staff>(member)
}

fn load_of(tx: &Transaction, member: &Staff) -> Load {
    Load {
        member: member.id,
        open: tx.views().referrals.open_of(member.id),
        full_time_equivalent: member.full_time_equivalent,
        per_full_time: tx.settings().referrals_per_full_time,
    }
}
