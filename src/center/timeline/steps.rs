//! The steps of consultations, referrals and all other courses of one person, drawn from those records.
//! The steps of consultations, referrals, introductions, pairs, questions and care teams of one person, drawn from those
//! records.

use crate::api::Problem;
use crate::center::reader::Reader;
use crate::domain::care_team::CareTeam;
use crate::domain::consultation::Consultation;
use crate::domain::fracture::FractureCase;
use crate::domain::id::{CareTeamId, PatientId};
use crate::domain::introduction::Introduction;
use crate::domain::outreach::Outreach;
use crate::domain::pair::PhysicianPair;
use crate::domain::question::Question;
use crate::domain::referral::Referral;
use crate::domain::screening::Screening;
use crate::domain::support_advice::SupportAdvice;
use crate::domain::timeline::{StepItem, TimelineSource};

/// The steps of all records about these patients, in any order.
pub fn steps(reader: &Reader, group: &[PatientId]) -> Result<Vec<StepItem>, Problem> {
    let mut steps = Vec::new();
    for summary in reader.views().queue.of(group) {
        if let Some(consultation) = reader.find::<Consultation>(summary.id)? {
            steps.extend(consultation.timeline_steps());
        }
    }
    let referrals = &reader.views().referrals;
    for patient in group {
        for id in referrals.of_patient(*patient) {
            steps.extend(reader.get::<Referral>(*id)?.timeline_steps());
        }
        for id in referrals.introductions_of(*patient) {
            steps.extend(reader.get::<Introduction>(*id)?.timeline_steps());
        }
        for id in reader.views().pairs.of_patient(*patient) {
            steps.extend(reader.get::<PhysicianPair>(*id)?.timeline_steps());
        }
        for id in reader.views().questions.of_patient(*patient) {
            steps.extend(reader.get::<Question>(*id)?.timeline_steps());
        }
        for id in reader.views().advices.of_patient(*patient) {
            steps.extend(reader.get::<SupportAdvice>(id)?.timeline_steps());
        }
        for id in reader.views().outreaches.of_patient(*patient) {
            steps.extend(reader.get::<Outreach>(id)?.timeline_steps());
        }
        if let Some(team) = reader.find::<CareTeam>(CareTeamId::of(*patient))? {
            steps.extend(team.timeline_steps());
        }
        for id in reader.views().prevention.screenings_of(*patient) {
            steps.extend(reader.get::<Screening>(id)?.timeline_steps());
        }
        for id in reader.views().prevention.fractures_of(*patient) {
            steps.extend(reader.get::<FractureCase>(id)?.timeline_steps());
        }
    }
    Ok(steps)
}
