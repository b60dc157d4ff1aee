//! All questionnaires and cases of fracture prevention as compact summaries: lists, counts, and what a list repeats.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::area::AreaCode;
use crate::domain::fracture::{Bone, Fracture, FractureCase, FractureStage, FractureStep, Keeping};
use crate::domain::id::{ConsultationId, FractureCaseId, PatientId, ScreeningId};
use crate::domain::person::{PersonName, Sex};
use crate::domain::screening::{Answers, Questionnaire, Risk, Screened, Screening, ScreeningState, Sheet};
use crate::text::fold;

/// Who it is, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Who {
    /// The patient, once known, as named.
    pub patient: Option<PatientId>,
    /// Name and kana, as the list or the form has them.
    pub name: PersonName,
    /// The birth date.
    pub birth: Option<NaiveDate>,
    /// Sex.
    pub sex: Sex,
    /// The daily-living area.
    pub area: Option<AreaCode>,
    /// Name and kana as they are searched.
    key: Box<str>,
}

impl Who {
    fn of(person: &Screened) -> Self {
        let listed = &person.listed;
        Self {
            patient: person.patient,
            name: listed.name.clone(),
            birth: listed.birth,
            sex: listed.sex,
            area: person.area.clone(),
            key: format!("{} {}", fold(&listed.name.written), fold(&listed.name.kana)).into_boxed_str(),
        }
    }

    /// Whether the name holds this folded text.
    pub fn holds(&self, folded: &str) -> bool {
        self.key.contains(folded)
    }
}

/// What tells one person on a list from another: the patient, else kana, else name, with the birth date.
fn person_key(person: &Screened) -> String {
    let listed = &person.listed;
    let name = if listed.name.kana.trim().is_empty() { &listed.name.written } else { &listed.name.kana };
    let birth = listed.birth.map(|birth| birth.to_string()).unwrap_or_default();
    match (person.patient, name.trim().is_empty()) {
        (Some(patient), true) => patient.to_string(),
        _ => format!("{} {birth}", fold(name)),
    }
}

/// What makes two sheets the same: person, questionnaire and day.
pub fn sheet_key(sheet: &Sheet) -> String {
    let questionnaire = match sheet.answers.questionnaire() {
        Questionnaire::BasicChecklist => "basic",
        Questionnaire::OldOld => "old_old",
    };
    format!("{questionnaire} {} {}", sheet.on, person_key(&sheet.person))
}

/// What makes two fractures the same: person and day.
pub fn fracture_key(fracture: &Fracture) -> String {
    format!("{} {}", fracture.on, person_key(&fracture.person))
}

/// One questionnaire, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScreeningSummary {
    /// The number.
    pub id: ScreeningId,
    /// Which questionnaire.
    pub questionnaire: Questionnaire,
    /// Who answered.
    pub who: Who,
    /// The day of the answers.
    pub on: NaiveDate,
    /// What the answers say.
    pub risk: Risk,
    /// How many items have no answer.
    pub unanswered: u8,
    /// Where it stands.
    pub state: ScreeningState,
    /// The day of the next look, the patient's end aside.
    pub next_look: Option<NaiveDate>,
    /// The consultation by which the person went into the queue.
    pub consultation: Option<ConsultationId>,
    same: Box<str>,
}

impl ScreeningSummary {
    fn of(screening: &Screening) -> Self {
        let sheet = &screening.sheet;
        let unanswered = match &sheet.answers {
            Answers::BasicChecklist(answers) => answers.unanswered().count(),
            Answers::OldOld(answers) => answers.unanswered().count(),
        };
        Self {
            id: screening.id,
            questionnaire: screening.questionnaire(),
            who: Who::of(&sheet.person),
            on: sheet.on,
            risk: screening.risk(),
            unanswered: u8::try_from(unanswered).unwrap_or(u8::MAX),
            state: screening.state,
            next_look: screening.next_look,
            consultation: screening.consultation,
            same: sheet_key(sheet).into_boxed_str(),
        }
    }
}

/// One case of fracture prevention, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FractureSummary {
    /// The number.
    pub id: FractureCaseId,
    /// Whose bone broke.
    pub who: Who,
    /// Which bone.
    pub bone: Bone,
    /// The day of the fracture.
    pub on: NaiveDate,
    /// How far it has come.
    pub stage: FractureStage,
    /// The step that comes next.
    pub next: Option<FractureStep>,
    /// Whether the medicine is kept up, as seen last.
    pub keeping: Option<Keeping>,
    /// The day by which somebody should look, the patient's end aside.
    pub due: Option<NaiveDate>,
    same: Box<str>,
}

impl FractureSummary {
    fn of(case: &FractureCase) -> Self {
        Self {
            id: case.id,
            who: Who::of(&case.fracture.person),
            bone: case.fracture.bone,
            on: case.fracture.on,
            stage: case.stage,
            next: case.next_step(),
            keeping: case.keeping,
            due: case.due(),
            same: fracture_key(&case.fracture).into_boxed_str(),
        }
    }
}

/// All questionnaires and cases of fracture prevention as summaries.
#[derive(Default)]
pub struct Prevention {
    screenings: BTreeMap<ScreeningId, ScreeningSummary>,
    fractures: BTreeMap<FractureCaseId, FractureSummary>,
    same_sheet: HashMap<Box<str>, ScreeningId>,
    same_fracture: HashMap<Box<str>, FractureCaseId>,
    screenings_of: HashMap<PatientId, BTreeSet<ScreeningId>>,
    fractures_of: HashMap<PatientId, BTreeSet<FractureCaseId>>,
}

impl Prevention {
    /// Takes a questionnaire in, in place of what was known.
    pub fn put(&mut self, screening: &Screening) {
        self.take(ScreeningSummary::of(screening));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: ScreeningSummary) {
        if let Some(old) = self.screenings.get(&summary.id) {
            self.same_sheet.remove(&old.same);
        }
        self.same_sheet.insert(summary.same.clone(), summary.id);
        // A link is never taken back, so nobody has to be parted here.
        if let Some(patient) = summary.who.patient {
            self.screenings_of.entry(patient).or_default().insert(summary.id);
        }
        self.screenings.insert(summary.id, summary);
    }

    /// Takes a case of fracture prevention in, in place of what was known.
    pub fn put_fracture(&mut self, case: &FractureCase) {
        self.take_fracture(FractureSummary::of(case));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take_fracture(&mut self, summary: FractureSummary) {
        if let Some(old) = self.fractures.get(&summary.id) {
            self.same_fracture.remove(&old.same);
        }
        self.same_fracture.insert(summary.same.clone(), summary.id);
        if let Some(patient) = summary.who.patient {
            self.fractures_of.entry(patient).or_default().insert(summary.id);
        }
        self.fractures.insert(summary.id, summary);
    }

    /// All questionnaires, the oldest number first.
    pub fn screenings(&self) -> impl DoubleEndedIterator<Item = &ScreeningSummary> {
        self.screenings.values()
    }

    /// One questionnaire.
    pub fn screening(&self, id: ScreeningId) -> Option<&ScreeningSummary> {
        self.screenings.get(&id)
    }

    /// All cases of fracture prevention, the oldest number first.
    pub fn fractures(&self) -> impl DoubleEndedIterator<Item = &FractureSummary> {
        self.fractures.values()
    }

    /// One case of fracture prevention.
    pub fn fracture(&self, id: FractureCaseId) -> Option<&FractureSummary> {
        self.fractures.get(&id)
    }

    /// The questionnaire that a sheet of a list repeats.
    pub fn same_sheet(&self, key: &str) -> Option<ScreeningId> {
        self.same_sheet.get(key).copied()
    }

    /// The case that a fracture of a list repeats.
    pub fn same_fracture(&self, key: &str) -> Option<FractureCaseId> {
        self.same_fracture.get(key).copied()
    }

    /// The questionnaires of this very record.
    pub fn screenings_of(&self, patient: PatientId) -> impl Iterator<Item = ScreeningId> {
        self.screenings_of.get(&patient).into_iter().flatten().copied()
    }

    /// The cases of fracture prevention of this very record.
    pub fn fractures_of(&self, patient: PatientId) -> impl Iterator<Item = FractureCaseId> {
        self.fractures_of.get(&patient).into_iter().flatten().copied()
    }
}
