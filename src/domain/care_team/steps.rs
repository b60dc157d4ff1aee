//! What a care team puts onto its patient's timeline.

use super::{CareRole, CareTeam, CareTeamEvent, Contact, MemberNumber, StandInNumber};
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for CareTeam {
    fn patient(&self) -> Option<PatientId> {
        Some(self.id.patient())
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        self.history
            .iter()
            .filter_map(|happened| {
                let Shown { step, role, on, text, with } = self.shown(&happened.event)?;
                Some(StepItem {
                    of: StepOf::CareTeam { id: self.id, role },
                    occurred: on.unwrap_or(Occurred::At(happened.stamp.at)),
                    recorded: happened.stamp,
                    step,
                    text,
                    with,
                })
            })
            .collect()
    }
}

/// One step, when it happened if not when it was recorded, its text, with whom.
struct Shown {
    step: StepName,
    role: Option<CareRole>,
    on: Option<Occurred>,
    text: String,
    with: String,
}

impl CareTeam {
    fn shown(&self, event: &CareTeamEvent) -> Option<Shown> {
        let said = |contact: &Contact| (Some(contact.on), contact.text.clone());
        let member = |number: MemberNumber, step, (on, text)| {
            let member = self.member(number)?;
            Some(Shown { step, role: Some(member.role.clone()), on, text, with: member.who.line() })
        };
        let stand_in = |number: StandInNumber, step, (on, text)| {
            let one = self.stand_in(number)?;
            Some(Shown { step, role: Some(one.role.clone()), on, text, with: one.who.line() })
        };
        let whole = |step, on: Occurred, text: &str, with: &str| {
            Some(Shown { step, role: None, on: Some(on), text: text.to_owned(), with: with.to_owned() })
        };
        let day = |on| Some(Occurred::Day(on));
        match event {
            CareTeamEvent::Asked { member: number, contact, .. } => {
                member(*number, StepName::MemberAsked, said(contact))
            }
            CareTeamEvent::Known { member: number, since, .. } => {
                member(*number, StepName::MemberActive, (since.map(Occurred::Day), String::new()))
            }
            CareTeamEvent::Agreed { member: number, contact } => member(*number, StepName::MemberAgreed, said(contact)),
            CareTeamEvent::Declined { member: number, contact, reason } => {
                member(*number, StepName::MemberDeclined, (Some(contact.on), reason.clone()))
            }
            CareTeamEvent::Started { member: number, on } => {
                member(*number, StepName::MemberActive, (day(*on), String::new()))
            }
            CareTeamEvent::Left { member: number, on, reason } => {
                member(*number, StepName::MemberLeft, (day(*on), reason.clone()))
            }
            CareTeamEvent::Withdrawn { member: number, reason } => {
                member(*number, StepName::MemberWithdrawn, (None, reason.clone()))
            }
            CareTeamEvent::Told { member: number, contact } => member(*number, StepName::MemberTold, said(contact)),
            CareTeamEvent::Paused { on, hospital, text } => whole(StepName::TeamPaused, *on, text, &hospital.name),
            CareTeamEvent::Resumed { on, text } => whole(StepName::TeamResumed, *on, text, ""),
            CareTeamEvent::StandInAsked { stand_in: number, contact, .. } => {
                stand_in(*number, StepName::StandInAsked, said(contact))
            }
            CareTeamEvent::StandInAgreed { stand_in: number, contact } => {
                stand_in(*number, StepName::StandInAgreed, said(contact))
            }
            CareTeamEvent::StandInDeclined { stand_in: number, contact, reason } => {
                stand_in(*number, StepName::StandInDeclined, (Some(contact.on), reason.clone()))
            }
            CareTeamEvent::StandInWithdrawn { stand_in: number, reason } => {
                stand_in(*number, StepName::StandInWithdrawn, (None, reason.clone()))
            }
            CareTeamEvent::Begun { .. }
            | CareTeamEvent::FromPair { .. }
            | CareTeamEvent::Amended { .. }
            | CareTeamEvent::Covers { .. }
            | CareTeamEvent::Needs { .. } => None,
        }
    }
}
