//! Which step of secondary fracture prevention is possible now: each decision gives the event, or the reason why not.

use serde::{Deserialize, Serialize};

use super::event::{Coordination, FallAssessment, FollowUp, Fracture, FractureEvent, MedicationCheck, Support};
use super::{FractureCase, FractureStage, FractureStep};
use crate::domain::id::PatientId;
use crate::domain::screening::PreventionOutcome;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FractureProblem {
    /// It has ended.
    Ended,
    /// Another step comes before this one.
    NotYetThere {
        /// The step that was tried.
        step: FractureStep,
        /// The step that is missing.
        missing: FractureStep,
    },
    /// It belongs to a patient already.
    AlreadyLinked {
        /// To whom.
        patient: PatientId,
    },
    /// What has not happened yet cannot be written down as done.
    NotYet {
        /// The day that was named.
        on: Occurred,
    },
}

type Decision = Result<FractureEvent, FractureProblem>;

impl FractureStep {
    /// The stage without which the step is not taken.
    const fn needs(self) -> FractureStage {
        match self {
            Self::Amend | Self::Link | Self::Coordinate | Self::End => FractureStage::Known,
            Self::CheckMedication => FractureStage::Coordinated,
            Self::AssessFallRisk => FractureStage::MedicationChecked,
            Self::Support => FractureStage::FallRiskAssessed,
            Self::FollowUp => FractureStage::Supported,
        }
    }
}

impl FractureCase {
    /// Whether the course allows the step, whatever is written down with it.
    pub fn may(&self, step: FractureStep) -> Result<(), FractureProblem> {
        if !self.stage.is_open() {
            return Err(FractureProblem::Ended);
        }
        match self.next_step() {
            Some(missing) if self.stage < step.needs() => Err(FractureProblem::NotYetThere { step, missing }),
            _ => Ok(()),
        }
    }

    fn happened(&self, step: FractureStep, on: Occurred, now: Moment) -> Result<(), FractureProblem> {
        self.may(step)?;
        if on.is_after(now) { Err(FractureProblem::NotYet { on }) } else { Ok(()) }
    }

    /// Puts right what is known of the fracture.
    pub fn amend(&self, fracture: Fracture) -> Decision {
        self.may(FractureStep::Amend)?;
        Ok(FractureEvent::Amended(Box::new(fracture)))
    }

    /// Says which patient the person is.
    pub fn link(&self, patient: PatientId) -> Decision {
        self.may(FractureStep::Link)?;
        match self.patient() {
            Some(patient) => Err(FractureProblem::AlreadyLinked { patient }),
            None => Ok(FractureEvent::Linked { patient }),
        }
    }

    /// Something was agreed with a treating doctor.
    pub fn coordinate(&self, coordination: Coordination, now: Moment) -> Decision {
        self.happened(FractureStep::Coordinate, coordination.on, now)?;
        Ok(FractureEvent::Coordinated(coordination))
    }

    /// The medicine was looked at.
    pub fn check_medication(&self, check: MedicationCheck, now: Moment) -> Decision {
        self.happened(FractureStep::CheckMedication, check.on, now)?;
        Ok(FractureEvent::MedicationChecked(check))
    }

    /// The risk of another fall was assessed.
    pub fn assess_fall_risk(&self, assessment: FallAssessment, now: Moment) -> Decision {
        self.happened(FractureStep::AssessFallRisk, assessment.on, now)?;
        Ok(FractureEvent::FallRiskAssessed(assessment))
    }

    /// A professional supported the person.
    pub fn support(&self, support: Support, now: Moment) -> Decision {
        self.happened(FractureStep::Support, support.on, now)?;
        Ok(FractureEvent::Supported(support))
    }

    /// It was looked at how the person fares.
    pub fn follow_up(&self, look: FollowUp, now: Moment) -> Decision {
        self.happened(FractureStep::FollowUp, look.on, now)?;
        Ok(FractureEvent::FollowedUp(look))
    }

    /// It ends: in order once the person was followed up, at any time by death, move, refusal or silence.
    pub fn end(&self, outcome: PreventionOutcome, text: String) -> Decision {
        self.may(FractureStep::End)?;
        if !outcome.ends_early()
            && let (true, Some(missing)) = (self.stage < FractureStage::FollowedUp, self.next_step())
        {
            return Err(FractureProblem::NotYetThere { step: FractureStep::End, missing });
        }
        Ok(FractureEvent::Ended { outcome, text })
    }
}
