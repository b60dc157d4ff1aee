//! What happened to one subject: events that the rules allowed, each folded into its record as it is told.

use crate::center::recorded::Recorded;
use crate::domain::absence::AbsenceProblem;
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::care_team::CareTeamProblem;
use crate::domain::consultation::ConsultationProblem;
use crate::domain::event::{Event, Registered};
use crate::domain::fracture::FractureProblem;
use crate::domain::id::StaffId;
use crate::domain::introduction::IntroductionProblem;
use crate::domain::outreach::OutreachProblem;
use crate::domain::pair::PairProblem;
use crate::domain::patient::PatientProblem;
use crate::domain::referral::ReferralProblem;
use crate::domain::regional_issue::RegionalIssueProblem;
use crate::domain::resource::{FactProblem, ResourceProblem};
use crate::domain::screening::ScreeningProblem;
use crate::domain::support_advice::AdviceProblem;
use crate::domain::time::Moment;
use crate::domain::timeline::EntryProblem;

/// A rule refused what was made up: a fault of the generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

macro_rules! refused {
    ($($problem:ty,)*) => {$(
        impl From<$problem> for Refused {
            fn from(problem: $problem) -> Self {
                Self(format!("{problem:?}"))
            }
        }
    )*};
}

refused! {
    ConsultationProblem,
    IntroductionProblem,
    PairProblem,
    PatientProblem,
    ReferralProblem,
    ResourceProblem,
    FactProblem,
    EntryProblem,
    ScreeningProblem,
    FractureProblem,
    CareTeamProblem,
    AbsenceProblem,
    RegionalIssueProblem,
    AdviceProblem,
    OutreachProblem,
}

/// One frame of the journal before it is sealed.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Whose secret it is.
    pub subject: Subject,
    /// When it was recorded.
    pub at: Moment,
    /// What it holds.
    pub recorded: Recorded,
}

/// What happened, in the order in which it was told.
#[derive(Debug, Default)]
pub struct Story {
    told: Vec<(Stamp, Subject, Event)>,
}

impl Story {
    /// A record begins.
    pub fn begin<A: Registered>(&mut self, id: A::Id, event: A::Event, at: Moment, by: StaffId) -> Result<A, Refused> {
        let stamp = Stamp { at, by };
        let record = A::begin(id, &event, &stamp).ok_or_else(|| Refused(format!("{id} begins in the middle")))?;
        self.told.push((stamp, record.subject(), A::event(id, event)));
        Ok(record)
    }

    /// Something more happens to a record.
    pub fn go<A: Registered>(&mut self, record: &mut A, event: A::Event, at: Moment, by: StaffId) {
        let stamp = Stamp { at, by };
        let before = record.subject();
        record.apply(&event, &stamp);
        // As in a transaction: what was said of a patient stays under the patient's key.
        let subject = match record.subject() {
            Subject::Centre => before,
            patient @ Subject::Patient(_) => patient,
        };
        self.told.push((stamp, subject, A::event(Aggregate::id(record), event)));
    }

    /// The frames by time; what one person recorded of one subject at one moment is one frame.
    pub fn sheets(mut self) -> Vec<Sheet> {
        self.told.sort_by_key(|(stamp, _, _)| stamp.at);
        let mut sheets: Vec<Sheet> = Vec::new();
        for (Stamp { at, by }, subject, event) in self.told {
            match sheets.last_mut() {
                Some(last) if last.at == at && last.recorded.by == by && last.subject == subject => {
                    last.recorded.events.push(event);
                }
                _ => {
                    let recorded = Recorded { by, events: vec![event], command: None, answer: None };
                    sheets.push(Sheet { subject, at, recorded });
                }
            }
        }
        sheets
    }
}
