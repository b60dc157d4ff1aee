//! Which step of a pair is possible now: each decision gives the event, or the reason why not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::{
    Asking, Beginning, DeclineGround, EndGround, Ending, Information, Opening, PairAnswer, PairEvent, Review,
};
use super::needs::Ground;
use super::scheme::{Duty, PairRole, Scheme};
use super::{PairState, PairStep, PhysicianPair};
use crate::domain::id::StaffId;
use crate::domain::patient::{Physician, Place};
use crate::domain::time::{JST, Moment};
use crate::domain::timeline::Occurred;

/// What has to be there before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// 対象者の情報
    Information,
    /// A physician in this role.
    Physician(PairRole),
    /// The answer of the candidate who was asked.
    Answer,
}

/// The step that comes next, and what is missing before the pair can be active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Next {
    /// The step.
    pub step: PairStep,
    /// What is missing; none where the pair is active or could be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
}

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: PairStep,
        /// The state that it is in.
        state: PairState,
        /// What comes next, and what is missing.
        next: Option<Next>,
    },
    /// The patient of a pair does not change; a wrong one is called off.
    OtherPatient,
    /// Scheme and reading of a pair do not change; another one is begun.
    OtherScheme,
    /// A judgement needs its reason.
    JudgementNeedsReason,
    /// The scheme has no such role.
    NoSuchRole {
        /// The role.
        role: PairRole,
        /// The scheme.
        scheme: Scheme,
    },
    /// Somebody has that role already.
    RoleTaken {
        /// The role.
        role: PairRole,
        /// Who.
        physician: Physician,
    },
    /// Nobody has that role by having agreed.
    RoleOpen {
        /// The role.
        role: PairRole,
    },
    /// A physician is named by neither name nor place.
    Nameless {
        /// The role.
        role: PairRole,
    },
    /// Two physicians of one place are no pair of two places.
    SamePlace {
        /// The place.
        place: Place,
    },
    /// What has not happened yet cannot be written down as done.
    NotYet {
        /// When it is said to have been.
        on: Occurred,
    },
    /// An answer cannot come before the asking.
    BeforeAsking {
        /// When it was asked.
        asked: Occurred,
    },
    /// A day must lie after another one.
    TooEarly {
        /// The day that was named.
        day: NaiveDate,
        /// The day after which it must lie.
        after: NaiveDate,
    },
    /// A duty of the scheme has nobody, or a role of another scheme.
    DutyOpen {
        /// The duty.
        duty: Duty,
    },
    /// The scheme has no such duty.
    NoSuchDuty {
        /// The duty.
        duty: Duty,
    },
    /// Another ground needs words.
    GroundNeedsWords,
    /// The member of staff looks after it already.
    HasIt {
        /// Who.
        member: StaffId,
    },
}

type Decision = Result<PairEvent, PairProblem>;

impl Opening {
    /// Whether it says what it must.
    fn check(&self) -> Result<(), PairProblem> {
        if self.ground == Ground::Judgement && self.why.trim().is_empty() {
            return Err(PairProblem::JudgementNeedsReason);
        }
        for (role, physician) in &self.known {
            if !self.scheme.has(*role) {
                return Err(PairProblem::NoSuchRole { role: *role, scheme: self.scheme });
            }
            if physician.name.trim().is_empty() && nowhere(&physician.place) {
                return Err(PairProblem::Nameless { role: *role });
            }
        }
        let mut sites = BTreeSet::new();
        for physician in self.known.values() {
            if physician.place.site.is_some_and(|site| !sites.insert(site)) {
                return Err(PairProblem::SamePlace { place: physician.place.clone() });
            }
        }
        Ok(())
    }
}

fn nowhere(place: &Place) -> bool {
    place.site.is_none() && place.name.trim().is_empty()
}

fn happened(on: Occurred, now: Moment) -> Result<(), PairProblem> {
    if on.is_after(now) { Err(PairProblem::NotYet { on }) } else { Ok(()) }
}

fn after(day: NaiveDate, after: NaiveDate) -> Result<(), PairProblem> {
    if day <= after { Err(PairProblem::TooEarly { day, after }) } else { Ok(()) }
}

fn today(now: Moment) -> NaiveDate {
    now.with_timezone(&JST).date_naive()
}

impl PhysicianPair {
    /// A pair begins.
    pub fn open(opening: Opening) -> Decision {
        opening.check()?;
        Ok(PairEvent::Begun(Box::new(opening)))
    }

    /// The step that comes next; none once it has ended.
    pub fn next(&self) -> Option<Next> {
        let (step, missing) = match self.state {
            PairState::Gathering => (PairStep::Inform, Some(Missing::Information)),
            PairState::Choosing => (PairStep::Ask, self.sought().map(Missing::Physician)),
            PairState::Asking => (PairStep::Answer, Some(Missing::Answer)),
            PairState::Agreed => (PairStep::Activate, None),
            PairState::Active => (PairStep::Review, None),
            PairState::Ended | PairState::CalledOff => return None,
        };
        Some(Next { step, missing })
    }

    /// Whether the state allows the step, whatever is written down with it.
    pub fn may(&self, step: PairStep) -> Result<(), PairProblem> {
        let state = self.state;
        let possible = match step {
            PairStep::Hand => state.is_open(),
            PairStep::Amend | PairStep::Inform | PairStep::CallOff => state.is_before_active(),
            PairStep::Ask => state == PairState::Choosing,
            PairStep::Answer => state == PairState::Asking,
            PairStep::TakeBack => {
                matches!(state, PairState::Agreed | PairState::Choosing) && !self.agreed_roles().is_empty()
            }
            PairStep::Activate => state == PairState::Agreed,
            PairStep::Rearrange | PairStep::Replace | PairStep::Review | PairStep::End => state == PairState::Active,
        };
        if possible { Ok(()) } else { Err(PairProblem::NotNow { step, state, next: self.next() }) }
    }

    /// The roles whose physicians were asked and agreed.
    pub fn agreed_roles(&self) -> Vec<PairRole> {
        self.roles().into_iter().filter(|role| self.asked.iter().any(|asked| asked.stands_for(*role))).collect()
    }

    /// Puts right what it began with; patient, scheme and reading stay, and so do those who agreed.
    pub fn amend(&self, opening: Opening) -> Decision {
        self.may(PairStep::Amend)?;
        if opening.patient != self.opening.patient {
            return Err(PairProblem::OtherPatient);
        }
        if (opening.scheme, opening.reading) != (self.opening.scheme, self.opening.reading) {
            return Err(PairProblem::OtherScheme);
        }
        opening.check()?;
        let agreed =
            self.agreed_roles().into_iter().filter_map(|role| Some((role, self.physicians.get(&role)?.clone())));
        let asked = self.open_asking().map(|asked| &asked.asking);
        let asked = asked.map(|asking| (asking.role, Physician { name: String::new(), place: asking.place.clone() }));
        for (role, physician) in agreed.chain(asked) {
            if opening.known.contains_key(&role) {
                return Err(PairProblem::RoleTaken { role, physician });
            }
            let place = physician.place;
            if place.site.is_some() && opening.known.values().any(|known| known.place.site == place.site) {
                return Err(PairProblem::SamePlace { place });
            }
        }
        Ok(PairEvent::Amended(Box::new(opening)))
    }

    /// Somebody else looks after it.
    pub fn hand(&self, to: StaffId, reason: String) -> Decision {
        self.may(PairStep::Hand)?;
        if to == self.coordinator {
            return Err(PairProblem::HasIt { member: to });
        }
        Ok(PairEvent::Handed { to, reason })
    }

    /// The patient's information is obtained, or more of it.
    pub fn inform(&self, information: Information, now: Moment) -> Decision {
        self.may(PairStep::Inform)?;
        happened(information.on, now)?;
        Ok(PairEvent::Informed(Box::new(information)))
    }

    /// A candidate is asked for the role that has nobody.
    pub fn ask(&self, asking: Asking, now: Moment) -> Decision {
        self.may(PairStep::Ask)?;
        happened(asking.on, now)?;
        let role = asking.role;
        if !self.opening.scheme.has(role) {
            return Err(PairProblem::NoSuchRole { role, scheme: self.opening.scheme });
        }
        if let Some(physician) = self.physicians.get(&role) {
            return Err(PairProblem::RoleTaken { role, physician: physician.clone() });
        }
        if nowhere(&asking.place) {
            return Err(PairProblem::Nameless { role });
        }
        let place = &asking.place;
        if place.site.is_some() && self.physicians.values().any(|physician| physician.place.site == place.site) {
            return Err(PairProblem::SamePlace { place: place.clone() });
        }
        Ok(PairEvent::Asked(Box::new(asking)))
    }

    /// The candidate's answer, or that the centre waits no longer.
    pub fn answer(&self, answer: PairAnswer, now: Moment) -> Decision {
        self.may(PairStep::Answer)?;
        happened(answer.on(), now)?;
        if let Some(asked) = self.open_asking().map(|asked| asked.asking.on)
            && answer.on().date() < asked.date()
        {
            return Err(PairProblem::BeforeAsking { asked });
        }
        if let PairAnswer::Declined { ground: DeclineGround::Other, reason, .. } = &answer
            && reason.trim().is_empty()
        {
            return Err(PairProblem::GroundNeedsWords);
        }
        Ok(PairEvent::Answered(answer))
    }

    /// A candidate who had agreed does not take part after all.
    pub fn take_back(&self, role: PairRole, reason: String) -> Decision {
        self.may(PairStep::TakeBack)?;
        if self.agreed_roles().contains(&role) {
            Ok(PairEvent::TakenBack { role, reason })
        } else {
            Err(PairProblem::RoleOpen { role })
        }
    }

    /// Both share the patient from a day on, which may lie ahead.
    pub fn activate(&self, beginning: Beginning) -> Decision {
        self.may(PairStep::Activate)?;
        self.shared_out(&beginning.duties)?;
        after(beginning.review, beginning.from)?;
        Ok(PairEvent::Activated(Box::new(beginning)))
    }

    /// Whether every duty of the scheme has one of its roles, and there is no other.
    fn shared_out(&self, duties: &BTreeMap<Duty, PairRole>) -> Result<(), PairProblem> {
        let scheme = self.opening.scheme;
        let own = scheme.duties();
        let open = own.iter().find(|(duty, _)| !duties.get(duty).is_some_and(|role| scheme.has(*role)));
        if let Some((duty, _)) = open {
            return Err(PairProblem::DutyOpen { duty: *duty });
        }
        match duties.keys().find(|duty| own.iter().all(|(known, _)| known != *duty)) {
            Some(duty) => Err(PairProblem::NoSuchDuty { duty: *duty }),
            None => Ok(()),
        }
    }

    /// Who does what changes.
    pub fn rearrange(&self, duties: BTreeMap<Duty, PairRole>, terms: String) -> Decision {
        self.may(PairStep::Rearrange)?;
        self.shared_out(&duties)?;
        Ok(PairEvent::Rearranged { duties, terms })
    }

    /// Another physician of the same place takes a role over, as when a hospital's specialist moves on.
    pub fn replace(&self, role: PairRole, physician: String, from: NaiveDate, reason: String) -> Decision {
        self.may(PairStep::Replace)?;
        if !self.physicians.contains_key(&role) {
            return Err(PairProblem::NoSuchRole { role, scheme: self.opening.scheme });
        }
        if physician.trim().is_empty() {
            return Err(PairProblem::Nameless { role });
        }
        Ok(PairEvent::Replaced { role, physician, from, reason })
    }

    /// It is looked at.
    pub fn review(&self, review: Review, now: Moment) -> Decision {
        self.may(PairStep::Review)?;
        happened(review.on, now)?;
        after(review.next, review.on.date())?;
        Ok(PairEvent::Reviewed(Box::new(review)))
    }

    /// It ends on a day that has come; those who stay are two at the most, of its own roles.
    pub fn end(&self, ending: Ending, now: Moment) -> Decision {
        self.may(PairStep::End)?;
        if ending.on > today(now) {
            return Err(PairProblem::NotYet { on: Occurred::Day(ending.on) });
        }
        if ending.ground == EndGround::Other && ending.text.trim().is_empty() {
            return Err(PairProblem::GroundNeedsWords);
        }
        if let Some(role) = ending.stays.iter().find(|role| !self.physicians.contains_key(role)) {
            return Err(PairProblem::NoSuchRole { role: *role, scheme: self.opening.scheme });
        }
        Ok(PairEvent::Ended(Box::new(ending)))
    }

    /// It is not wanted any more, before it ever was active.
    pub fn call_off(&self, reason: String) -> Decision {
        self.may(PairStep::CallOff)?;
        Ok(PairEvent::CalledOff { reason })
    }
}
