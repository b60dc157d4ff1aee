//! What a list makes of questionnaires and fractures: which rows are new, which repeat what is known, and which differ
//! from what staff already work on and are left alone.

use std::collections::HashSet;

use super::view::{Prevention, fracture_key, sheet_key};
use super::{begin_fracture, check, enter_queue, record_sheet};
use crate::api::prevention::{ListPart, ListSummary};
use crate::api::{Done, Problem};
use crate::center::transaction::Transaction;
use crate::domain::event::Kind;
use crate::domain::fracture::{Fracture, FractureCase, FractureEvent, FractureStage};
use crate::domain::id::{FractureCaseId, ScreeningId, Version};
use crate::domain::screening::{Risk, Screening, ScreeningEvent, ScreeningState, Sheet};

/// What a list would do.
#[derive(Debug, Default)]
pub struct Plan {
    new_sheets: Vec<Sheet>,
    amended_sheets: Vec<(ScreeningId, Sheet)>,
    new_fractures: Vec<Fracture>,
    amended_fractures: Vec<(FractureCaseId, Fracture)>,
    /// The counts; who goes into the queue is not among them.
    pub summary: ListSummary,
}

/// Finds what every row repeats and counts what it would change; nothing is written.
pub fn plan(
    view: &Prevention,
    list: ListPart,
    screening: impl Fn(ScreeningId) -> Result<Screening, Problem>,
    fracture: impl Fn(FractureCaseId) -> Result<FractureCase, Problem>,
) -> Result<Plan, Problem> {
    let mut plan = Plan::default();
    let mut seen: HashSet<String> = HashSet::new();
    match list {
        ListPart::Sheets(sheets) => {
            for sheet in sheets {
                let key = sheet_key(&sheet);
                match view.same_sheet(&key) {
                    // The same person on the same day twice in one list: the first row stands.
                    _ if !seen.insert(key) => plan.summary.differing += 1,
                    Some(id) => plan.known_sheet(&screening(id)?, sheet),
                    None => plan.new_sheet(sheet),
                }
            }
        }
        ListPart::Fractures(fractures) => {
            for row in fractures {
                let key = fracture_key(&row);
                match view.same_fracture(&key) {
                    _ if !seen.insert(key) => plan.summary.differing += 1,
                    Some(id) => plan.known_fracture(&fracture(id)?, row),
                    None => {
                        plan.summary.added += 1;
                        plan.new_fractures.push(row);
                    }
                }
            }
        }
    }
    Ok(plan)
}

impl Plan {
    fn new_sheet(&mut self, sheet: Sheet) {
        self.summary.added += 1;
        match Risk::of(&sheet.answers) {
            Risk::Met(_) => self.summary.at_risk += 1,
            Risk::Undecided(_) => self.summary.undecided += 1,
            Risk::Notable(_) | Risk::None => {}
        }
        self.new_sheets.push(sheet);
    }

    /// What nobody has worked on yet follows the list; what staff settled is left as it is.
    fn known_sheet(&mut self, known: &Screening, mut sheet: Sheet) {
        sheet.person.patient = known.patient();
        if sheet.person.area.is_none() {
            sheet.person.area.clone_from(&known.sheet.person.area);
        }
        if sheet.answers == known.sheet.answers && sheet.person == known.sheet.person {
            self.summary.unchanged += 1;
        } else if known.state == ScreeningState::Recorded && known.history.len() == 1 {
            self.summary.updated += 1;
            self.amended_sheets.push((known.id, sheet));
        } else {
            self.summary.differing += 1;
        }
    }

    fn known_fracture(&mut self, known: &FractureCase, mut fracture: Fracture) {
        fracture.person.patient = known.patient();
        if fracture.person.area.is_none() {
            fracture.person.area.clone_from(&known.fracture.person.area);
        }
        let before = &known.fracture;
        if (fracture.bone, &fracture.person, &fracture.treated_by) == (before.bone, &before.person, &before.treated_by)
        {
            self.summary.unchanged += 1;
        } else if known.stage == FractureStage::Known && known.history.len() == 1 {
            self.summary.updated += 1;
            self.amended_fractures.push((known.id, fracture));
        } else {
            self.summary.differing += 1;
        }
    }
}

/// Takes a list in: all of it or nothing.
pub fn import(tx: &mut Transaction, mut list: ListPart, into_queue: bool) -> Result<Done, Problem> {
    match &mut list {
        ListPart::Sheets(sheets) => sheets.iter_mut().try_for_each(|sheet| check::sheet(tx, sheet))?,
        ListPart::Fractures(fractures) => fractures.iter_mut().try_for_each(|it| check::fracture(tx, it))?,
    }
    let kind = match &list {
        ListPart::Sheets(_) => Kind::Screening,
        ListPart::Fractures(_) => Kind::FractureCase,
    };
    let plan = plan(&tx.views().prevention, list, |id| tx.get(id), |id| tx.get(id))?;
    let mut summary = plan.summary;
    for sheet in plan.new_sheets {
        let screening = record_sheet(tx, sheet)?;
        if into_queue && screening.risk().is_by_rule() {
            enter_queue(tx, &screening, String::new())?;
            summary.entered_queue += 1;
        }
    }
    for (id, sheet) in plan.amended_sheets {
        tx.record::<Screening>(id, ScreeningEvent::Amended(Box::new(sheet)))?;
    }
    for fracture in plan.new_fractures {
        begin_fracture(tx, fracture)?;
    }
    for (id, fracture) in plan.amended_fractures {
        tx.record::<FractureCase>(id, FractureEvent::Amended(Box::new(fracture)))?;
    }
    let more = Some(Box::new(crate::api::More::List(summary)));
    Ok(Done { kind, id: String::new(), version: Version(0), number: None, more })
}
