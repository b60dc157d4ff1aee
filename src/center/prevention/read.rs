//! What is read of questionnaires and fracture prevention: lists, counts, one case.

use chrono::NaiveDate;

use super::import;
use super::view::{FractureSummary, ScreeningSummary, Who};
use crate::api::patient::PossibleDouble;
use crate::api::prevention::{
    FractureDetail, FractureFilter, FractureRow, PreventionAnswer, PreventionRead, ScreeningCounts, ScreeningDetail,
    ScreeningFilter, ScreeningRow,
};
use crate::api::{Page, Problem};
use crate::center::patient::Scope;
use crate::center::reader::Reader;
use crate::domain::consultation::Consultation;
use crate::domain::event::Kind;
use crate::domain::fracture::FractureCase;
use crate::domain::id::{FractureCaseId, PatientId, ScreeningId};
use crate::domain::screening::{Risk, Screened, Screening, ScreeningState};
use crate::text::fold;

/// Answers a read.
pub fn read(reader: &Reader, request: &PreventionRead) -> Result<PreventionAnswer, Problem> {
    let scope = Scope::of(&reader.actor);
    if !scope.is_clinical() {
        return Err(Problem::NotAllowed);
    }
    let desk = Desk { reader, scope, today: reader.now.date_naive() };
    Ok(match request {
        PreventionRead::Screenings { filter, window } => {
            let page = Page::of(&desk.screenings(filter), *window, |it| desk.screening_row(it));
            PreventionAnswer::Screenings { page, counts: desk.counts() }
        }
        PreventionRead::Screening { screening } => PreventionAnswer::Screening(Box::new(desk.screening(*screening)?)),
        PreventionRead::Fractures { filter, window } => {
            PreventionAnswer::Fractures(Page::of(&desk.fractures(filter), *window, |it| desk.fracture_row(it)))
        }
        PreventionRead::Fracture { fracture } => PreventionAnswer::Fracture(Box::new(desk.fracture(*fracture)?)),
        PreventionRead::Preview { list } => {
            let view = &reader.views().prevention;
            PreventionAnswer::Preview(
                import::plan(view, list.clone(), |id| reader.get(id), |id| reader.get(id))?.summary,
            )
        }
    })
}

/// Whether a record about this person is for the caller: a team sees only its patients, never who is merely listed.
pub fn holds(reader_views: &crate::center::views::Views, scope: Scope, patient: Option<PatientId>) -> bool {
    match (scope, patient) {
        (Scope::Whole, None) => true,
        (scope, Some(patient)) => scope.is_clinical() && scope.holds(reader_views, patient),
        _ => false,
    }
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    scope: Scope,
    today: NaiveDate,
}

impl Desk<'_> {
    fn readable(&self, who: &Who) -> bool {
        holds(self.reader.views(), self.scope, who.patient)
    }

    /// A day by which something is expected; a person who died or moved away ends every reminder.
    fn due(&self, due: Option<NaiveDate>, who: &Who) -> Option<NaiveDate> {
        due.filter(|_| who.patient.is_none_or(|patient| !self.reader.views().patients.reminders_end(patient)))
    }

    fn group(&self, patient: PatientId) -> Vec<PatientId> {
        let patients = &self.reader.views().patients;
        patients.group(patients.root(patient))
    }

    /// Whether the person's name, here or in the patient's record, holds this folded text.
    fn name_holds(&self, who: &Who, text: &str) -> bool {
        let patients = &self.reader.views().patients;
        let row = who.patient.and_then(|patient| patients.row(patients.root(patient)));
        who.holds(text)
            || row.is_some_and(|row| fold(&row.name.written).contains(text) || fold(&row.name.kana).contains(text))
    }

    fn screenings(&self, filter: &ScreeningFilter) -> Vec<&ScreeningSummary> {
        let text = fold(&filter.text);
        let number: Option<ScreeningId> = filter.text.trim().parse().ok();
        let group = filter.patient.map(|patient| self.group(patient));
        let fits = |it: &&ScreeningSummary| {
            filter.questionnaire.is_none_or(|wanted| it.questionnaire == wanted)
                && (filter.states.is_empty() || filter.states.contains(&it.state))
                && filter.open.is_none_or(|open| it.state.is_open() == open)
                && (!filter.at_risk || it.risk.is_by_rule())
                && (!filter.undecided || matches!(it.risk, Risk::Undecided(_)))
                && (!filter.due || self.has_come(it))
                && (filter.areas.is_empty() || it.who.area.as_ref().is_some_and(|area| filter.areas.contains(area)))
                && group.as_ref().is_none_or(|group| it.who.patient.is_some_and(|id| group.contains(&id)))
                && (text.is_empty() || number == Some(it.id) || self.name_holds(&it.who, &text))
                && self.readable(&it.who)
        };
        let mut found: Vec<&ScreeningSummary> = self.reader.views().prevention.screenings().filter(fits).collect();
        found.sort_by_key(|it| (!it.state.is_open(), weight(&it.risk), std::cmp::Reverse(it.on), it.id));
        found
    }

    fn has_come(&self, it: &ScreeningSummary) -> bool {
        self.due(it.next_look, &it.who).is_some_and(|day| day <= self.today)
    }

    fn counts(&self) -> ScreeningCounts {
        let mut counts = ScreeningCounts::default();
        for it in self.reader.views().prevention.screenings().filter(|it| self.readable(&it.who)) {
            let recorded = it.state == ScreeningState::Recorded;
            counts.all += 1;
            counts.recorded += u32::from(recorded);
            counts.at_risk += u32::from(recorded && it.risk.is_by_rule());
            counts.undecided += u32::from(recorded && matches!(it.risk, Risk::Undecided(_)));
            counts.in_queue += u32::from(it.state == ScreeningState::InQueue);
            counts.due += u32::from(self.has_come(it));
        }
        counts
    }

    fn screening_row(&self, it: &ScreeningSummary) -> ScreeningRow {
        let patients = &self.reader.views().patients;
        let patient = it.who.patient.map(|patient| patients.root(patient));
        let known = patient.and_then(|patient| patients.row(patient));
        ScreeningRow {
            id: it.id,
            questionnaire: it.questionnaire,
            patient,
            name: known.map_or_else(|| it.who.name.clone(), |row| row.name.clone()),
            birth: known.map_or(it.who.birth, |row| row.birth),
            sex: known.map_or(it.who.sex, |row| row.sex),
            area: known.and_then(|row| row.area.clone()).or_else(|| it.who.area.clone()),
            on: it.on,
            risk: it.risk.clone(),
            unanswered: it.unanswered,
            state: it.state,
            due: self.due(it.next_look, &it.who),
            overdue: self.has_come(it),
        }
    }

    fn screening(&self, id: ScreeningId) -> Result<ScreeningDetail, Problem> {
        let view = &self.reader.views().prevention;
        let summary = view
            .screening(id)
            .filter(|it| self.readable(&it.who))
            .ok_or_else(|| Problem::NotFound { kind: Kind::Screening, id: id.to_string() })?;
        let screening: Screening = self.reader.get(id)?;
        let consultation = match screening.consultation {
            Some(id) => self.reader.find::<Consultation>(id)?.map(|found| (id, found.number.to_string())),
            None => None,
        };
        let group = summary.who.patient.map(|patient| self.group(patient)).unwrap_or_default();
        let mut others: Vec<&ScreeningSummary> = group
            .iter()
            .flat_map(|patient| view.screenings_of(*patient))
            .filter(|other| *other != id)
            .filter_map(|other| view.screening(other))
            .collect();
        others.sort_by_key(|it| std::cmp::Reverse((it.on, it.id)));
        Ok(ScreeningDetail {
            row: self.screening_row(summary),
            consultation,
            doubles: self.doubles(&screening.sheet.person),
            others: others.into_iter().map(|it| self.screening_row(it)).collect(),
            screening,
        })
    }

    /// Patients who may be the person, while nobody has said who it is.
    fn doubles(&self, person: &Screened) -> Vec<PossibleDouble> {
        if person.patient.is_some() {
            return Vec::new();
        }
        let (views, listed) = (self.reader.views(), &person.listed);
        let mut doubles = views.patients.doubles(&listed.name, listed.birth, &listed.phone, None);
        doubles.retain(|double| self.scope.holds(views, double.row.id));
        doubles
    }

    fn fractures(&self, filter: &FractureFilter) -> Vec<&FractureSummary> {
        let text = fold(&filter.text);
        let number: Option<FractureCaseId> = filter.text.trim().parse().ok();
        let group = filter.patient.map(|patient| self.group(patient));
        let fits = |it: &&FractureSummary| {
            (filter.stages.is_empty() || filter.stages.contains(&it.stage))
                && filter.open.is_none_or(|open| it.stage.is_open() == open)
                && (!filter.overdue || self.is_overdue(it))
                && group.as_ref().is_none_or(|group| it.who.patient.is_some_and(|id| group.contains(&id)))
                && (text.is_empty() || number == Some(it.id) || self.name_holds(&it.who, &text))
                && self.readable(&it.who)
        };
        let mut found: Vec<&FractureSummary> = self.reader.views().prevention.fractures().filter(fits).collect();
        found.sort_by_key(|it| (self.due(it.due, &it.who).unwrap_or(NaiveDate::MAX), it.id));
        found
    }

    fn is_overdue(&self, it: &FractureSummary) -> bool {
        self.due(it.due, &it.who).is_some_and(|day| day < self.today)
    }

    fn fracture_row(&self, it: &FractureSummary) -> FractureRow {
        let patients = &self.reader.views().patients;
        let patient = it.who.patient.map(|patient| patients.root(patient));
        let known = patient.and_then(|patient| patients.row(patient));
        FractureRow {
            id: it.id,
            patient,
            name: known.map_or_else(|| it.who.name.clone(), |row| row.name.clone()),
            birth: known.map_or(it.who.birth, |row| row.birth),
            sex: known.map_or(it.who.sex, |row| row.sex),
            bone: it.bone,
            on: it.on,
            stage: it.stage,
            next: it.next,
            keeping: it.keeping,
            due: self.due(it.due, &it.who),
            overdue: self.is_overdue(it),
        }
    }

    fn fracture(&self, id: FractureCaseId) -> Result<FractureDetail, Problem> {
        let view = &self.reader.views().prevention;
        let summary = view
            .fracture(id)
            .filter(|it| self.readable(&it.who))
            .ok_or_else(|| Problem::NotFound { kind: Kind::FractureCase, id: id.to_string() })?;
        let case: FractureCase = self.reader.get(id)?;
        let doubles = self.doubles(&case.fracture.person);
        Ok(FractureDetail { row: self.fracture_row(summary), case, doubles })
    }
}

/// Those at risk come first, then those whom missing answers leave open, then those with most that is worth attention.
fn weight(risk: &Risk) -> (u8, u8) {
    match risk {
        Risk::Met(rules) => (0, u8::MAX - u8::try_from(rules.len()).unwrap_or(u8::MAX)),
        Risk::Undecided(_) => (1, 0),
        Risk::Notable(count) => (2, u8::MAX - count),
        Risk::None => (3, 0),
    }
}
