//! What may happen to a patient's record, and why not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::head::{Head, Section, SectionName};
use super::record::{Patient, PatientEvent, Standing};
use crate::domain::code::CodeList;
use crate::domain::id::{PatientId, Version};
use crate::domain::settings::Settings;
use crate::domain::time::{JST, Moment};

/// Why a patient's record does not change so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientProblem {
    /// Without a name nobody is found again.
    NameMissing,
    /// The birth date lies in the future or more than 130 years back.
    BirthImpossible,
    /// A text of this section is longer than so many characters.
    TooLong {
        /// The section.
        section: SectionName,
        /// The most characters.
        limit: u32,
    },
    /// The city has no such area.
    UnknownArea {
        /// The area.
        area: String,
    },
    /// A list of the centre does not hold this code.
    UnknownCode {
        /// The list.
        list: CodeList,
        /// The code.
        code: String,
    },
    /// The period of the care level ends before it begins.
    PeriodBackwards,
    /// A date in this section lies in the future.
    InFuture {
        /// The section.
        section: SectionName,
    },
    /// A consent does not say who gave it, or ends before it was given.
    ConsentIncomplete,
    /// Someone in the family or the team has no name.
    PersonNameless {
        /// The section.
        section: SectionName,
    },
    /// The same section was changed since it was read.
    SectionChanged {
        /// The section.
        section: SectionName,
        /// The version that was seen.
        seen: Version,
        /// The version now.
        now: Version,
    },
    /// A section is named twice in one change.
    SectionTwice {
        /// The section.
        section: SectionName,
    },
    /// Nothing would change.
    NothingChanged,
    /// Another record stands for this one: write there.
    Merged {
        /// The one that stands for it.
        into: PatientId,
    },
    /// The death is entered already.
    AlreadyDied {
        /// The day.
        on: NaiveDate,
    },
    /// The move is entered already.
    AlreadyMoved {
        /// The day.
        on: NaiveDate,
    },
    /// The person neither died nor moved away.
    StillHere,
    /// The date lies in the future or before birth.
    DateImpossible,
    /// A reason is needed.
    ReasonMissing,
    /// A record is not merged with itself.
    SameRecord,
    /// The record is not merged into any other.
    NotMerged,
    /// Both records would make a circle.
    Circle,
    /// Doctors and team are kept in the care team; the head only holds what old journals say.
    KeptInTeam {
        /// The section.
        section: SectionName,
    },
    /// One record says that the person died, the one that would stand for both does not.
    DeathDiffers {
        /// The one that says so.
        died: PatientId,
    },
}

/// Somebody to be registered.
pub type NewPatient = Head;

/// The longest name, address, phone number or entry of a list, in characters.
const TEXT_LIMIT: u32 = 200;
/// The most entries that one list of the head holds.
const LIST_LIMIT: usize = 60;

fn today(now: Moment) -> NaiveDate {
    now.with_timezone(&JST).date_naive()
}

fn fits<'a>(section: SectionName, texts: impl IntoIterator<Item = &'a str>) -> Result<(), PatientProblem> {
    let mut count = 0;
    for text in texts {
        count += 1;
        if text.chars().count() > TEXT_LIMIT as usize || count > LIST_LIMIT * 6 {
            return Err(PatientProblem::TooLong { section, limit: TEXT_LIMIT });
        }
    }
    Ok(())
}

fn known<'a>(
    settings: &Settings,
    list: CodeList,
    codes: impl IntoIterator<Item = &'a crate::domain::code::Code>,
) -> Result<(), PatientProblem> {
    match settings.codes.unknown(list, codes) {
        Some(code) => Err(PatientProblem::UnknownCode { list, code: code.0.clone() }),
        None => Ok(()),
    }
}

impl Section {
    /// Whether the section holds only what it can.
    pub fn check(&self, settings: &Settings, now: Moment) -> Result<(), PatientProblem> {
        let name = self.name();
        let day = today(now);
        match self {
            Self::Identity(identity) => {
                if identity.name.written.trim().is_empty() {
                    return Err(PatientProblem::NameMissing);
                }
                if let Some(birth) = identity.birth
                    && (birth > day || crate::domain::person::age_on(birth, day) > 130)
                {
                    return Err(PatientProblem::BirthImpossible);
                }
                if let Some(area) = &identity.area
                    && settings.city.area(area).is_none()
                {
                    return Err(PatientProblem::UnknownArea { area: area.0.clone() });
                }
                fits(name, [identity.name.written.as_str(), &identity.name.kana, &identity.address, &identity.phone])
            }
            Self::Care(care) => {
                if care.period.is_backwards() {
                    Err(PatientProblem::PeriodBackwards)
                } else {
                    Ok(())
                }
            }
            Self::Health(health) => {
                known(settings, CodeList::Procedures, &health.procedures)?;
                fits(
                    name,
                    health.diagnoses.iter().chain(&health.allergies).chain(&health.infections).map(String::as_str),
                )
            }
            Self::Family(family) => {
                let people = [&family.key_person, &family.main_carer, &family.proxy];
                for person in people.into_iter().flatten() {
                    if person.name.trim().is_empty() {
                        return Err(PatientProblem::PersonNameless { section: name });
                    }
                    fits(name, [person.name.as_str(), &person.relation, &person.phone])?;
                }
                Ok(())
            }
            Self::Doctors(doctors) => {
                for physician in [&doctors.primary, &doctors.secondary, &doctors.family].into_iter().flatten() {
                    if physician.name.trim().is_empty() && physician.place.name.trim().is_empty() {
                        return Err(PatientProblem::PersonNameless { section: name });
                    }
                    fits(name, [physician.name.as_str(), &physician.place.name])?;
                }
                fits(name, doctors.back_bed.iter().map(|place| place.name.as_str()))
            }
            Self::Consents(consents) => {
                for consent in consents {
                    if consent.on > day || consent.withdrawn_on.is_some_and(|on| on > day) {
                        return Err(PatientProblem::InFuture { section: name });
                    }
                    if consent.by.trim().is_empty() || consent.withdrawn_on.is_some_and(|on| on < consent.on) {
                        return Err(PatientProblem::ConsentIncomplete);
                    }
                }
                fits(name, consents.iter().map(|consent| consent.by.as_str()))
            }
            Self::Team(members) => {
                known(settings, CodeList::Professions, members.iter().map(|member| &member.profession))?;
                if members.iter().any(|member| member.name.trim().is_empty() && member.place.name.trim().is_empty()) {
                    return Err(PatientProblem::PersonNameless { section: name });
                }
                fits(name, members.iter().flat_map(|m| [m.name.as_str(), m.place.name.as_str(), m.phone.as_str()]))
            }
        }
    }
}

impl Patient {
    /// Somebody is registered.
    pub fn register(head: Head, settings: &Settings, now: Moment) -> Result<PatientEvent, PatientProblem> {
        for name in SectionName::ALL {
            head.section(name).check(settings, now)?;
        }
        Ok(PatientEvent::Registered(Box::new(head)))
    }

    /// One or several sections change, each against the version that its writer saw.
    pub fn change(
        &self,
        sections: Vec<(Version, Section)>,
        settings: &Settings,
        now: Moment,
    ) -> Result<PatientEvent, PatientProblem> {
        self.stands_for_itself()?;
        let mut changed: Vec<Section> = Vec::with_capacity(sections.len());
        for (seen, section) in sections {
            let name = section.name();
            if matches!(name, SectionName::Doctors | SectionName::Team) {
                return Err(PatientProblem::KeptInTeam { section: name });
            }
            if changed.iter().any(|other| other.name() == name) {
                return Err(PatientProblem::SectionTwice { section: name });
            }
            if section == self.head.section(name) {
                continue;
            }
            let version = self.sections.of(name);
            if seen != version {
                return Err(PatientProblem::SectionChanged { section: name, seen, now: version });
            }
            section.check(settings, now)?;
            changed.push(section);
        }
        if changed.is_empty() { Err(PatientProblem::NothingChanged) } else { Ok(PatientEvent::Changed(changed)) }
    }

    /// The person died; also after a move, when the centre hears of it.
    pub fn die(&self, on: NaiveDate, now: Moment) -> Result<PatientEvent, PatientProblem> {
        self.stands_for_itself()?;
        if let Standing::Died { on } = self.standing {
            return Err(PatientProblem::AlreadyDied { on });
        }
        self.possible(on, now)?;
        Ok(PatientEvent::Died { on })
    }

    /// The death was entered by mistake.
    pub fn withdraw_death(&self, reason: &str) -> Result<PatientEvent, PatientProblem> {
        self.stands_for_itself()?;
        if !matches!(self.standing, Standing::Died { .. }) {
            return Err(PatientProblem::StillHere);
        }
        if reason.trim().is_empty() {
            return Err(PatientProblem::ReasonMissing);
        }
        Ok(PatientEvent::DeathWithdrawn { reason: reason.to_owned() })
    }

    /// The person moved away.
    pub fn move_away(&self, on: NaiveDate, to: &str, now: Moment) -> Result<PatientEvent, PatientProblem> {
        self.stands_for_itself()?;
        match self.standing {
            Standing::Died { on } => return Err(PatientProblem::AlreadyDied { on }),
            Standing::MovedAway { on, .. } => return Err(PatientProblem::AlreadyMoved { on }),
            Standing::Living => {}
        }
        self.possible(on, now)?;
        fits(SectionName::Identity, [to])?;
        Ok(PatientEvent::MovedAway { on, to: to.to_owned() })
    }

    /// The person is back, or never left.
    pub fn come_back(&self, on: NaiveDate, now: Moment) -> Result<PatientEvent, PatientProblem> {
        self.stands_for_itself()?;
        match self.standing {
            Standing::MovedAway { .. } => {
                self.possible(on, now)?;
                Ok(PatientEvent::Returned { on })
            }
            Standing::Died { on } => Err(PatientProblem::AlreadyDied { on }),
            Standing::Living => Err(PatientProblem::StillHere),
        }
    }

    /// This record and the other are of one person: the other one stands for both. Gives what happens to each.
    pub fn merge_into(&self, other: &Self) -> Result<(PatientEvent, PatientEvent), PatientProblem> {
        if self.id == other.id {
            return Err(PatientProblem::SameRecord);
        }
        self.stands_for_itself()?;
        if other.merged_into == Some(self.id) || self.absorbed.contains(&other.id) {
            return Err(PatientProblem::Circle);
        }
        other.stands_for_itself()?;
        if matches!(self.standing, Standing::Died { .. }) && !matches!(other.standing, Standing::Died { .. }) {
            return Err(PatientProblem::DeathDiffers { died: self.id });
        }
        Ok((PatientEvent::MergedInto { into: other.id }, PatientEvent::Absorbed { other: self.id }))
    }

    /// They were two people after all. Gives what happens to this record and to the one that stood for it.
    pub fn part(&self) -> Result<(PatientId, PatientEvent, PatientEvent), PatientProblem> {
        let from = self.merged_into.ok_or(PatientProblem::NotMerged)?;
        Ok((from, PatientEvent::PartedFrom { from }, PatientEvent::Released { other: self.id }))
    }

    /// Whether reminders about this person have come to an end.
    pub fn reminders_end(&self) -> bool {
        !matches!(self.standing, Standing::Living)
    }

    /// Refused where another record stands for this one.
    pub fn stands_for_itself(&self) -> Result<(), PatientProblem> {
        match self.merged_into {
            Some(into) => Err(PatientProblem::Merged { into }),
            None => Ok(()),
        }
    }

    fn possible(&self, on: NaiveDate, now: Moment) -> Result<(), PatientProblem> {
        let unborn = self.head.identity.birth.is_some_and(|birth| on < birth);
        if unborn || on > today(now) { Err(PatientProblem::DateImpossible) } else { Ok(()) }
    }
}
