//! One step of a team; whatever it needs of resources, of the patient's head and of other records is seen to here.

use chrono::NaiveDate;

use crate::api::care_team::CareTeamStep;
use crate::api::pair::PairProblem;
use crate::api::{Done, Problem};
use crate::center::pair;
use crate::center::transaction::{Transaction, done};
use crate::domain::care_team::{
    CareRole, CareTeam, CareTeamEvent, CareTeamProblem, Carer, MemberNumber, MemberState, head,
};
use crate::domain::coverage::Cover;
use crate::domain::id::{CareTeamId, Version};
use crate::domain::patient::{Patient, Section, SectionName, Whereabouts};
use crate::domain::resource::{FactKey, Field, ResourceProblem, Site};

/// The team as it is now, or as the patient's head tells it.
pub fn load(tx: &Transaction, id: CareTeamId) -> Result<CareTeam, Problem> {
    match tx.find::<CareTeam>(id)? {
        Some(team) => Ok(team),
        None => Ok(CareTeam::of_head(&tx.get::<Patient>(id.patient())?)),
    }
}

/// The team, kept from now on if it was not before.
pub fn begin(tx: &mut Transaction, id: CareTeamId) -> Result<CareTeam, Problem> {
    if let Some(team) = tx.find::<CareTeam>(id)? {
        return Ok(team);
    }
    let patient: Patient = tx.get(id.patient())?;
    tx.record::<CareTeam>(id, CareTeamEvent::Begun { members: head::seeds(&patient.head) })
}

/// Takes a step.
pub fn take(tx: &mut Transaction, id: CareTeamId, seen: Version, step: CareTeamStep) -> Result<Done, Problem> {
    tx.seen(&load(tx, id)?, seen)?;
    let team = begin(tx, id)?;
    let now = tx.now();
    held_by_pair(tx, &team, &step)?;
    let event = match step {
        CareTeamStep::Ask { role, who, contact, cover } => {
            may_join(tx, id)?;
            let who = filled_in(tx, who)?;
            not_elsewhere(tx, id, &role, &who)?;
            let event = team.ask(role, who, contact, tx.settings(), now)?;
            return joined(tx, id, event, team.next_member(), cover);
        }
        CareTeamStep::Know { role, who, since, cover } => {
            may_join(tx, id)?;
            let who = filled_in(tx, who)?;
            not_elsewhere(tx, id, &role, &who)?;
            is_free(tx, id, &role)?;
            let event = team.know(role, who, since, tx.settings(), now)?;
            return joined(tx, id, event, team.next_member(), cover);
        }
        CareTeamStep::Agree { member, contact, started, cover } => {
            let event = team.agree(member, contact, now)?;
            // What is known already is not said a second time.
            let known = team.member(member).and_then(|member| member.cover.clone());
            let done = joined(tx, id, event, member, cover.filter(|cover| known.as_ref() != Some(cover)))?;
            return started.map_or(Ok(done), |on| start(tx, id, &[member], on));
        }
        CareTeamStep::Decline { member, contact, reason } => team.decline(member, contact, reason, now)?,
        CareTeamStep::Start { members, on } => return start(tx, id, &members, on),
        CareTeamStep::Leave { member, on, reason } => team.leave(member, on, reason, now)?,
        CareTeamStep::Withdraw { member, reason } => team.withdraw(member, reason)?,
        CareTeamStep::Amend { member, who } => team.amend(member, known(tx, who)?)?,
        CareTeamStep::Cover { member, cover } => team.cover(member, cover)?,
        CareTeamStep::Needs { role, said } => team.needs(role, said, tx.settings())?,
        CareTeamStep::Pause { on, hospital, text } => {
            for other in others(tx, id)? {
                if other.rest.is_none() {
                    let event = other.pause(on, hospital.clone(), text.clone(), now)?;
                    begin(tx, other.id)?;
                    tx.record::<CareTeam>(other.id, event)?;
                }
            }
            be(tx, id, Whereabouts::Hospital)?;
            team.pause(on, hospital, text, now)?
        }
        CareTeamStep::Resume { on, text, start: starting } => {
            for other in others(tx, id)? {
                if other.rest.is_some() {
                    let event = other.resume(on, text.clone(), now)?;
                    tx.record::<CareTeam>(other.id, event)?;
                }
            }
            be(tx, id, Whereabouts::Home)?;
            let event = team.resume(on, text, now)?;
            if !starting {
                return finish(tx, id, event);
            }
            tx.record::<CareTeam>(id, event)?;
            let agreed = team.members.iter().filter(|member| member.state == MemberState::Agreed);
            let agreed: Vec<MemberNumber> = agreed.map(|member| member.number).collect();
            return start(tx, id, &agreed, on.date());
        }
        CareTeamStep::Tell { member, contact } => team.tell(member, contact, now)?,
        CareTeamStep::AgreeStandIn { stand_in, contact } => team.agree_stand_in(stand_in, contact, now)?,
        CareTeamStep::DeclineStandIn { stand_in, contact, reason } => {
            team.decline_stand_in(stand_in, contact, reason, now)?
        }
        CareTeamStep::WithdrawStandIn { stand_in, reason } => team.withdraw_stand_in(stand_in, reason)?,
    };
    finish(tx, id, event)
}

/// While a pair is active, primary and secondary change there and nowhere else.
fn held_by_pair(tx: &Transaction, team: &CareTeam, step: &CareTeamStep) -> Result<(), Problem> {
    let Some(pair) = pair::active(tx.views(), team.patient()) else { return Ok(()) };
    let paired = |member: &MemberNumber| team.member(*member).is_some_and(|member| member.role.is_paired());
    let held = match step {
        CareTeamStep::Ask { role, .. } | CareTeamStep::Know { role, .. } => role.is_paired(),
        CareTeamStep::Leave { member, .. } | CareTeamStep::Agree { member, started: Some(_), .. } => paired(member),
        // A number may be put right; another name is another physician.
        CareTeamStep::Amend { member, who } => {
            paired(member) && team.member(*member).is_some_and(|member| !member.who.is(who))
        }
        CareTeamStep::Start { members, .. } => members.iter().any(paired),
        _ => false,
    };
    if held { Err(PairProblem::HeldByPair { pair: pair.id }.into()) } else { Ok(()) }
}

fn finish(tx: &mut Transaction, id: CareTeamId, event: CareTeamEvent) -> Result<Done, Problem> {
    Ok(done(&tx.record::<CareTeam>(id, event)?, None))
}

/// Somebody new, with the hours that are known already.
fn joined(
    tx: &mut Transaction,
    id: CareTeamId,
    event: CareTeamEvent,
    member: MemberNumber,
    cover: Option<Cover>,
) -> Result<Done, Problem> {
    let team = tx.record::<CareTeam>(id, event)?;
    match cover {
        Some(cover) => {
            let event = team.cover(member, Some(cover))?;
            finish(tx, id, event)
        }
        None => Ok(done(&team, None)),
    }
}

/// All of these begin, or none does.
fn start(tx: &mut Transaction, id: CareTeamId, members: &[MemberNumber], on: NaiveDate) -> Result<Done, Problem> {
    for member in members {
        let team = load(tx, id)?;
        if let Some(member) = team.member(*member) {
            is_free(tx, id, &member.role)?;
        }
        let event = team.start(*member, on, tx.now())?;
        tx.record::<CareTeam>(id, event)?;
    }
    Ok(done(&load(tx, id)?, None))
}

/// Nobody new joins for somebody who died or moved away, nor the team of a record that another one stands for.
fn may_join(tx: &Transaction, id: CareTeamId) -> Result<(), Problem> {
    let (patients, patient) = (&tx.views().patients, id.patient());
    if patients.root(patient) != patient {
        return Err(CareTeamProblem::Merged.into());
    }
    if patients.reminders_end(patient) {
        return Err(CareTeamProblem::PatientGone.into());
    }
    Ok(())
}

/// The teams of the other records of the person.
fn others(tx: &Transaction, id: CareTeamId) -> Result<Vec<CareTeam>, Problem> {
    let patients = &tx.views().patients;
    let group = patients.group(patients.root(id.patient()));
    let others = group.into_iter().map(CareTeamId::of).filter(|other| *other != id);
    let teams: Vec<CareTeam> = others.map(|other| load(tx, other)).collect::<Result<_, _>>()?;
    Ok(teams.into_iter().filter(|team| !team.is_empty()).collect())
}

/// A role for one that somebody has in another record of the person is taken as well.
fn is_free(tx: &Transaction, id: CareTeamId, role: &CareRole) -> Result<(), Problem> {
    if !role.is_single() {
        return Ok(());
    }
    let others = others(tx, id)?;
    match others.iter().flat_map(CareTeam::active).find(|member| member.role == *role) {
        Some(taken) => Err(CareTeamProblem::RoleTaken { role: role.clone(), by: taken.who.line() }.into()),
        None => Ok(()),
    }
}

/// Whoever is in the team of another record of the person is in the team.
fn not_elsewhere(tx: &Transaction, id: CareTeamId, role: &CareRole, who: &Carer) -> Result<(), Problem> {
    for other in others(tx, id)? {
        if let Some(there) = other.open_in(role, who) {
            return Err(CareTeamProblem::AlreadyThere { role: role.clone(), who: there.who.line() }.into());
        }
    }
    Ok(())
}

/// A place among the resources is one that there is.
fn known(tx: &Transaction, who: Carer) -> Result<Carer, Problem> {
    if let Some(site) = who.place.site {
        tx.get::<Site>(site)?;
    }
    Ok(who)
}

/// Name and number of the place from the resources, where they were left empty; a place that closed down is not asked.
pub fn filled_in(tx: &Transaction, mut who: Carer) -> Result<Carer, Problem> {
    let Some(id) = who.place.site else { return Ok(who) };
    let site: Site = tx.get(id)?;
    if let Some(closure) = &site.closed {
        return Err(Problem::Resource(ResourceProblem::Closed { on: closure.on }));
    }
    let facts = site.facts();
    let fact = |field| facts.get(&FactKey::site(field)).cloned().unwrap_or_default();
    if who.place.name.trim().is_empty() {
        who.place.name = fact(Field::Name);
    }
    if who.phone.trim().is_empty() {
        who.phone = fact(Field::Phone);
    }
    Ok(who)
}

/// The head says where the person is; it is changed with the team, so that the two never differ by one step.
fn be(tx: &mut Transaction, id: CareTeamId, whereabouts: Whereabouts) -> Result<(), Problem> {
    let patient: Patient = tx.get(id.patient())?;
    if patient.head.care.whereabouts == whereabouts || patient.merged_into.is_some() {
        return Ok(());
    }
    let mut care = patient.head.care.clone();
    care.whereabouts = whereabouts;
    let seen = patient.sections.of(SectionName::Care);
    let event = patient.change(vec![(seen, Section::Care(care))], tx.settings(), tx.now())?;
    tx.record::<Patient>(patient.id, event).map(|_| ())
}
