//! What may be written on a timeline, and why not.

use serde::{Deserialize, Serialize};

use super::content::{Content, Statement};
use super::entry::{Correction, Entry, EntryEvent, EntryRef, Origin, Written};
use crate::domain::code::{Code, CodeList};
use crate::domain::id::{EntryId, PatientId, StaffId};
use crate::domain::patient::Patient;
use crate::domain::settings::Settings;
use crate::domain::time::Moment;

/// Why something is not written on a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryProblem {
    /// It happened in the future.
    InFuture,
    /// It happened before the person was born.
    BeforeBirth,
    /// This part must be filled.
    Missing {
        /// The part.
        part: Part,
    },
    /// A text is longer than so many characters.
    TooLong {
        /// The part.
        part: Part,
        /// The most characters.
        limit: u32,
    },
    /// A number lies outside of what is possible.
    OutOfRange {
        /// The part.
        part: Part,
        /// The smallest possible number, as staff write it.
        from: String,
        /// The largest possible number, as staff write it.
        to: String,
    },
    /// The list of professions does not hold this code.
    UnknownProfession {
        /// The code.
        code: String,
    },
    /// The person was found before they were last seen.
    FoundBeforeMissing,
    /// The record is merged into another one: write there.
    Merged {
        /// The one that stands for it.
        into: PatientId,
    },
    /// It is confirmed and never changes: write a correction beside it.
    Confirmed,
    /// It is confirmed already.
    AlreadyConfirmed,
    /// Only its writer amends it; others write a correction beside it.
    NotTheWriter {
        /// The writer.
        writer: StaffId,
    },
    /// Another entry corrects it: that one is to be used.
    Corrected {
        /// The one that corrects it.
        by: EntryId,
    },
    /// It was moved to another patient.
    MovedAway {
        /// Where it is now.
        to: EntryRef,
    },
    /// It is on this patient already.
    SamePatient,
    /// The reply is to an entry that is no question of this patient.
    NoSuchQuestion {
        /// The entry.
        entry: EntryId,
    },
    /// Nothing would change.
    NothingChanged,
    /// Questions are no entries any more: one that is put to a physician has a clock that sees to its answer.
    PutAsQuestion,
}

/// A part of a statement, for the sentence that says what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 内容
    Text,
    /// 情報源
    Source,
    /// 体重
    Weight,
    /// 摂取割合
    Eaten,
    /// 水分量
    Fluid,
    /// 便の性状
    Bristol,
    /// 場所
    Place,
    /// 訪問者
    Visitor,
    /// 病院
    Hospital,
    /// 薬
    Drug,
    /// 尺度
    Scale,
    /// 点数
    Points,
    /// 宛先
    Addressee,
    /// 回答者
    Answerer,
    /// 聞き手
    Hearer,
    /// 発言
    Words,
    /// 出席者
    Attendees,
    /// 理由
    Reason,
}

/// The longest text of an entry, in characters.
pub const TEXT_LIMIT: u32 = 4_000;
/// The longest short field, in characters.
const LINE_LIMIT: u32 = 200;
/// The most people in one meeting.
const PEOPLE_LIMIT: u32 = 60;

fn fits(part: Part, text: &str, limit: u32) -> Result<(), EntryProblem> {
    if text.chars().count() > limit as usize { Err(EntryProblem::TooLong { part, limit }) } else { Ok(()) }
}

fn filled(part: Part, text: &str, limit: u32) -> Result<(), EntryProblem> {
    if text.trim().is_empty() { Err(EntryProblem::Missing { part }) } else { fits(part, text, limit) }
}

fn within<T: PartialOrd>(part: Part, number: &T, from: (T, &str), to: (T, &str)) -> Result<(), EntryProblem> {
    if (from.0..=to.0).contains(number) {
        Ok(())
    } else {
        Err(EntryProblem::OutOfRange { part, from: from.1.to_owned(), to: to.1.to_owned() })
    }
}

impl Statement {
    /// Whether it says only what it can.
    pub fn check(&self, settings: &Settings, now: Moment) -> Result<(), EntryProblem> {
        if self.occurred.is_after(now) {
            return Err(EntryProblem::InFuture);
        }
        fits(Part::Text, &self.text, TEXT_LIMIT)?;
        fits(Part::Source, &self.source, LINE_LIMIT)?;
        match &self.content {
            Content::Note {} => filled(Part::Text, &self.text, TEXT_LIMIT),
            Content::Weight { grams, .. } => within(Part::Weight, &grams.0, (500, "0.5 kg"), (400_000, "400.0 kg")),
            Content::Meal { staple, dishes, fluid, .. } => {
                for tenths in [staple, dishes].into_iter().flatten() {
                    within(Part::Eaten, tenths, (0, "0"), (10, "10"))?;
                }
                if let Some(fluid) = fluid {
                    within(Part::Fluid, fluid, (0, "0 ml"), (10_000, "10,000 ml"))?;
                }
                if staple.is_none() && dishes.is_none() && fluid.is_none() {
                    filled(Part::Text, &self.text, TEXT_LIMIT)?;
                }
                Ok(())
            }
            Content::Excretion { bristol, .. } => match bristol {
                Some(form) => within(Part::Bristol, form, (1, "1"), (7, "7")),
                None => Ok(()),
            },
            Content::Fall { place, .. } => fits(Part::Place, place, LINE_LIMIT),
            Content::Missing { found, found_at, .. } => {
                fits(Part::Place, found_at, LINE_LIMIT)?;
                match found {
                    Some(found) if found.is_after(now) => Err(EntryProblem::InFuture),
                    Some(found) if found.date() < self.occurred.date() => Err(EntryProblem::FoundBeforeMissing),
                    _ => Ok(()),
                }
            }
            Content::Visit { profession, visitor, .. } => {
                known_profession(settings, profession.iter())?;
                filled(Part::Visitor, visitor, LINE_LIMIT)
            }
            Content::Admission { hospital, cause, .. } => {
                filled(Part::Hospital, &hospital.name, LINE_LIMIT)?;
                fits(Part::Text, cause, LINE_LIMIT)
            }
            Content::Discharge { hospital, .. } => filled(Part::Hospital, &hospital.name, LINE_LIMIT),
            Content::Conference { present, .. } => {
                if present.len() > PEOPLE_LIMIT as usize {
                    return Err(EntryProblem::TooLong { part: Part::Attendees, limit: PEOPLE_LIMIT });
                }
                known_profession(settings, present.iter().filter_map(|person| person.profession.as_ref()))?;
                for person in present {
                    filled(Part::Attendees, &person.name, LINE_LIMIT)?;
                }
                filled(Part::Text, &self.text, TEXT_LIMIT)
            }
            Content::Medication { drug, .. } => filled(Part::Drug, drug, LINE_LIMIT),
            Content::Score { scale, points, of } => {
                filled(Part::Scale, scale, LINE_LIMIT)?;
                within(Part::Points, points, (-10_000, "-1000"), (100_000, "10000"))?;
                match of {
                    Some(of) if points > of => {
                        Err(EntryProblem::OutOfRange { part: Part::Points, from: "0".to_owned(), to: tenths(*of) })
                    }
                    _ => Ok(()),
                }
            }
            Content::Question { to } => {
                filled(Part::Addressee, to, LINE_LIMIT)?;
                filled(Part::Text, &self.text, TEXT_LIMIT)
            }
            Content::Reply { by, .. } => {
                filled(Part::Answerer, by, LINE_LIMIT)?;
                filled(Part::Text, &self.text, TEXT_LIMIT)
            }
            Content::Acp { speaker_name, hearer, words, .. } => {
                fits(Part::Source, speaker_name, LINE_LIMIT)?;
                filled(Part::Hearer, hearer, LINE_LIMIT)?;
                filled(Part::Words, words, TEXT_LIMIT)
            }
        }
    }
}

/// A number that is kept in tenths, as staff write it: 12.5, or 12 where nothing follows.
pub fn tenths(number: i32) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.unsigned_abs() / 10, number.unsigned_abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

fn known_profession<'a>(settings: &Settings, codes: impl Iterator<Item = &'a Code>) -> Result<(), EntryProblem> {
    match settings.codes.unknown(CodeList::Professions, codes) {
        Some(code) => Err(EntryProblem::UnknownProfession { code: code.0.clone() }),
        None => Ok(()),
    }
}

/// Somebody who writes on a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// Who.
    pub staff: StaffId,
    /// Their profession.
    pub profession: Code,
}

impl Entry {
    /// Something new is written. The question that a reply answers is passed along.
    pub fn write(
        patient: &Patient,
        statement: Statement,
        confirmed: bool,
        question: Option<&Self>,
        writer: &Writer,
        settings: &Settings,
        now: Moment,
    ) -> Result<EntryEvent, EntryProblem> {
        if let Some(into) = patient.merged_into {
            return Err(EntryProblem::Merged { into });
        }
        check_on(patient, &statement, question, settings, now)?;
        Ok(EntryEvent::Written(Box::new(Written {
            statement,
            profession: writer.profession.clone(),
            confirmed,
            corrects: None,
            origin: None,
        })))
    }

    /// The writer amends it before it is confirmed; what it said is kept.
    pub fn amend(
        &self,
        patient: &Patient,
        statement: Statement,
        question: Option<&Self>,
        by: StaffId,
        settings: &Settings,
        now: Moment,
    ) -> Result<EntryEvent, EntryProblem> {
        self.may_amend(by)?;
        if statement == self.statement {
            return Err(EntryProblem::NothingChanged);
        }
        check_on(patient, &statement, question, settings, now)?;
        Ok(EntryEvent::Amended(Box::new(statement)))
    }

    /// From now on it never changes.
    pub fn confirm(&self) -> Result<EntryEvent, EntryProblem> {
        self.is_open()?;
        if self.confirmed.is_some() { Err(EntryProblem::AlreadyConfirmed) } else { Ok(EntryEvent::Confirmed) }
    }

    /// A new entry corrects it; both stay. Gives the new entry's event and this one's, once the new one has its number.
    #[allow(clippy::too_many_arguments, reason = "everything that the rule looks at is passed in")]
    pub fn correct(
        &self,
        patient: &Patient,
        statement: Statement,
        reason: &str,
        confirmed: bool,
        question: Option<&Self>,
        writer: &Writer,
        settings: &Settings,
        now: Moment,
        new: EntryId,
    ) -> Result<(EntryEvent, EntryEvent), EntryProblem> {
        self.is_open()?;
        filled(Part::Reason, reason, LINE_LIMIT)?;
        if statement == self.statement {
            return Err(EntryProblem::NothingChanged);
        }
        check_on(patient, &statement, question, settings, now)?;
        let written = EntryEvent::Written(Box::new(Written {
            statement,
            profession: writer.profession.clone(),
            confirmed,
            corrects: Some(Correction { entry: self.id.entry, reason: reason.to_owned() }),
            origin: None,
        }));
        Ok((written, EntryEvent::Corrected { by: new }))
    }

    /// It stands on the wrong patient. Gives the event of the new entry on the right one and of this one, which stays and says so.
    pub fn move_to(
        &self,
        right: &Patient,
        reason: &str,
        new: EntryId,
    ) -> Result<(EntryEvent, EntryEvent), EntryProblem> {
        self.is_open()?;
        filled(Part::Reason, reason, LINE_LIMIT)?;
        if right.id == self.id.patient {
            return Err(EntryProblem::SamePatient);
        }
        if let Some(into) = right.merged_into {
            return Err(EntryProblem::Merged { into });
        }
        if right.head.identity.birth.is_some_and(|birth| self.statement.occurred.date() < birth) {
            return Err(EntryProblem::BeforeBirth);
        }
        let written = EntryEvent::Written(Box::new(Written {
            statement: self.statement.clone(),
            profession: self.profession.clone(),
            confirmed: self.confirmed.is_some(),
            corrects: None,
            origin: Some(Origin {
                entry: self.id,
                reason: reason.to_owned(),
                recorded: self.recorded,
                earlier: self.earlier.clone(),
            }),
        }));
        let to = EntryRef { patient: right.id, entry: new };
        Ok((written, EntryEvent::MovedTo { entry: to, reason: reason.to_owned() }))
    }

    /// Whether this person may amend it.
    pub fn may_amend(&self, by: StaffId) -> Result<(), EntryProblem> {
        self.is_open()?;
        if self.confirmed.is_some() {
            return Err(EntryProblem::Confirmed);
        }
        if self.recorded.by == by { Ok(()) } else { Err(EntryProblem::NotTheWriter { writer: self.recorded.by }) }
    }

    /// Whether it still counts, so that it can be corrected or moved.
    pub fn is_open(&self) -> Result<(), EntryProblem> {
        if let Some(moved) = &self.moved_to {
            return Err(EntryProblem::MovedAway { to: moved.entry });
        }
        match self.corrected_by {
            Some(by) => Err(EntryProblem::Corrected { by }),
            None => Ok(()),
        }
    }
}

fn check_on(
    patient: &Patient,
    statement: &Statement,
    question: Option<&Entry>,
    settings: &Settings,
    now: Moment,
) -> Result<(), EntryProblem> {
    statement.check(settings, now)?;
    if patient.head.identity.birth.is_some_and(|birth| statement.occurred.date() < birth) {
        return Err(EntryProblem::BeforeBirth);
    }
    if let Content::Reply { to, .. } = statement.content {
        let fits = question
            .is_some_and(|asked| asked.id.entry == to && matches!(asked.statement.content, Content::Question { .. }));
        if !fits {
            return Err(EntryProblem::NoSuchQuestion { entry: to });
        }
    }
    Ok(())
}
