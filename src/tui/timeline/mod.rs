//! The pane of patients and their timelines: the list of patients, one timeline with its detail, the weight curve.

mod acts;
mod doc;
mod draw;
mod entry_fields;
mod entry_form;
mod filter_form;
mod page;
mod page_doc;
mod patient_form;
mod picker;
mod row;
mod standing_form;
#[cfg(test)]
mod tests;
mod weight;

use crate::api::draft::Draft;
use crate::api::patient::{PatientAnswer, PatientFilter, PatientHead, PatientOrder, PatientRead, PatientRow};
use crate::api::timeline::{TimelineAnswer, TimelineFilter, TimelineItem, TimelineRead};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::PatientId;
use crate::domain::staff::Role;
use crate::domain::timeline::{Entry, ItemKind, WeightPoint};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::{Pane, WITH_RECEPTION};
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, List};
use crate::words::timeline_screen as words;
use crate::words::{Say, Text};

use filter_form::Chosen;
pub use page::PatientPage;
pub use picker::{PatientPicker, Patients};

/// What the detail shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// The selected row.
    #[default]
    Row,
    /// The patient's head.
    Head,
    /// The weight curve.
    Weights,
}

/// What a draft was about to do with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drafted {
    Amend,
    Correct,
    Move,
}

/// The pane.
#[derive(Default)]
pub struct TimelinePane {
    patients: List<PatientRow>,
    items: List<TimelineItem>,
    /// Whose timeline is open; none shows the list of patients.
    patient: Option<PatientId>,
    head: Option<PatientHead>,
    asked_head: Latest,
    filter: TimelineFilter,
    /// What the filter form was filled with.
    chosen: Chosen,
    asked_confirm: Latest,
    /// What is known for a pair of physicians that is to begin.
    asked_pair: Latest,
    /// The entry of a draft that is to be opened, and what was to be done with it.
    asked_entry: Latest,
    drafted: Option<Drafted>,
    weights: Vec<WeightPoint>,
    /// The weights of the window that show a loss.
    losses: Vec<WeightPoint>,
    asked_weights: Latest,
    showing: Showing,
    detail: Detail,
    entered: bool,
}

impl TimelinePane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["timeline", "list", "detail", "global"], typing: false };

    fn ask_patients(&mut self, cx: &mut Cx) {
        self.patients.ask(patients, cx);
    }

    fn ask_items(&mut self, cx: &mut Cx) {
        let Some(patient) = self.patient else { return };
        let filter = self.filter.clone();
        self.items.ask(|window| items(patient, filter, window), cx);
    }

    fn ask_head(&mut self, patient: PatientId, cx: &mut Cx) {
        self.asked_head.ask_beside(Request::Patient(PatientRead::Head { patient }), cx);
    }

    fn ask_weights(&mut self, cx: &mut Cx) {
        let Some(patient) = self.patient else { return };
        let read = TimelineRead::Weights { patient, from: self.filter.from, to: self.filter.to };
        self.asked_weights.ask_beside(Request::Timeline(read), cx);
    }

    /// Opens a timeline.
    fn open(&mut self, patient: PatientId, cx: &mut Cx) {
        if self.patient != Some(patient) {
            self.items.clear();
            self.filter = TimelineFilter::default();
            self.showing = Showing::Row;
            self.weights.clear();
            self.losses.clear();
            self.head = None;
            self.detail.open(crate::tui::widget::Doc::default());
        }
        self.patient = Some(patient);
        self.ask_head(patient, cx);
        self.ask_items(cx);
    }

    /// Goes back to the list of patients, with this one selected.
    fn leave(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.patient.take() {
            self.patients.select(patient, None);
        }
        self.showing = Showing::Head;
        self.ask_patients(cx);
        self.refresh_detail(true, &cx.view());
    }

    /// The selected entry of the open timeline.
    fn entry(&self) -> Option<&Entry> {
        self.patient?;
        match self.items.selected() {
            Some(TimelineItem::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    /// The patient that an action is about: the open one, else the selected one.
    fn patient_here(&self) -> Option<PatientId> {
        self.patient.or_else(|| self.patients.selected().map(|row| row.id))
    }

    /// The head of that patient, once it is there.
    fn subject_head(&self) -> Option<&PatientHead> {
        let subject = self.patient_here()?;
        self.head.as_ref().filter(|head| head.patient.id == subject)
    }

    fn refresh_detail(&mut self, moved: bool, view: &View) {
        let document = match (self.patient, self.showing) {
            (None, _) | (Some(_), Showing::Head) => self.subject_head().map(|head| doc::head(head, view)),
            (Some(_), Showing::Row) => self.items.selected().map(|item| doc::item(item, &self.losses, view)),
            (Some(_), Showing::Weights) => Some(weight::doc(&self.weights, view)),
        };
        let document = document.unwrap_or_default();
        if moved { self.detail.open(document) } else { self.detail.refresh(document) }
    }

    fn refresh(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.patient_here() {
            self.ask_head(patient, cx);
        }
        if self.patient.is_none() {
            self.ask_patients(cx);
            return;
        }
        self.ask_items(cx);
        if self.showing == Showing::Weights {
            self.ask_weights(cx);
        }
    }

    fn filled(&mut self, answer: TimelineAnswer, cx: &mut Cx) {
        match answer {
            TimelineAnswer::Window(page) => {
                // A merged record shows the one that stands for it.
                if self.patient != Some(page.patient) && self.patient.is_some() {
                    self.patient = Some(page.patient);
                    self.ask_head(page.patient, cx);
                }
                self.losses = page.losses;
                self.items.fill(page.page);
            }
            TimelineAnswer::Weights(points) => self.weights = points,
            TimelineAnswer::Entry(entry) => self.open_drafted(&entry, cx),
            TimelineAnswer::Acp(_) | TimelineAnswer::Emergency { .. } => {}
        }
        self.refresh_detail(false, &cx.view());
    }
}

fn patients(window: Window) -> Request {
    let filter = PatientFilter::default();
    Request::Patient(PatientRead::List { filter, order: PatientOrder::Kana, window })
}

fn items(patient: PatientId, filter: TimelineFilter, window: Window) -> Request {
    Request::Timeline(TimelineRead::Window { patient, filter, window })
}

/// Whether records of this kind show on timelines.
const fn shows(kind: Kind) -> bool {
    !matches!(kind, Kind::Centre | Kind::Staff | Kind::Site | Kind::Absence | Kind::Agreement | Kind::IctEnrolment)
}

impl Pane for TimelinePane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn roles(&self) -> &'static [Role] {
        WITH_RECEPTION
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.showing = Showing::Head;
            self.refresh(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Patient(patient) = target else { return false };
        self.entered = true;
        self.open(patient, cx);
        true
    }

    fn open_draft(&mut self, draft: &Draft, cx: &mut Cx) -> bool {
        let Some((form, rest)) = draft.form.split_once('/') else { return false };
        let drafted = match form {
            "timeline.reply" => {
                let question = rest.split('/').nth(1).and_then(|question| question.parse().ok());
                self.write(ItemKind::Reply, question, cx);
                return true;
            }
            "timeline.amend" => Drafted::Amend,
            "timeline.correct" => Drafted::Correct,
            "timeline.move" => Drafted::Move,
            _ => return false,
        };
        let Ok(entry) = rest.parse() else { return false };
        self.drafted = Some(drafted);
        self.asked_entry.ask(entry_form::read(entry), cx);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let is_list = self.patients.takes(ticket);
        let is_head = self.asked_head.takes(ticket);
        let is_ours = is_list
            | is_head
            | self.items.takes(ticket)
            | self.asked_weights.takes(ticket)
            | self.asked_entry.takes(ticket);
        if self.asked_pair.takes(ticket) {
            crate::tui::pair::suggested(outcome, cx);
            return;
        }
        if self.asked_confirm.takes(ticket) {
            match outcome {
                Ok(_) => cx.inform(words::CONFIRMED),
                Err(problem) => cx.tell(Message::problem(&problem, cx)),
            }
            return;
        }
        if !is_ours {
            // What nobody waits for any more: only a refusal is worth a word.
            if let Err(problem) = outcome {
                cx.tell(Message::problem(&problem, cx));
            }
            return;
        }
        match outcome {
            Ok(Answer::Patient(answer)) => match *answer {
                PatientAnswer::List(page) => {
                    self.patients.fill(page);
                    if self.patient.is_none()
                        && let Some(row) = self.patients.selected()
                        && self.subject_head().is_none()
                    {
                        let id = row.id;
                        self.ask_head(id, cx);
                    }
                }
                PatientAnswer::Head(head) => {
                    self.head = Some(*head);
                    self.refresh_detail(false, &cx.view());
                }
                PatientAnswer::Doubles(_) => {}
            },
            Ok(Answer::Timeline(answer)) => self.filled(*answer, cx),
            Ok(_) => {}
            Err(problem) => {
                cx.tell(Message::problem(&problem, cx));
                // A timeline that is not for the caller, or does not exist, is not shown.
                if self.patient.is_some() && self.items.total() == 0 && self.head.is_none() {
                    self.patient = None;
                    self.ask_patients(cx);
                }
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        if !self.entered {
            return;
        }
        let Notice::Changed { kind, id, patient: about, .. } = notice else {
            if matches!(notice, Notice::Reload) {
                self.refresh(cx);
            }
            return;
        };
        match self.patient {
            Some(patient) => {
                let head = self.head.as_ref().filter(|head| head.patient.id == patient);
                let merged =
                    |about: PatientId| head.is_some_and(|head| head.absorbed.iter().any(|row| row.id == about));
                if shows(*kind) && about.is_some_and(|about| about == patient || merged(about)) {
                    self.refresh(cx);
                }
            }
            None if *kind == Kind::Patient => {
                self.ask_patients(cx);
                if let Some(row) = self.patients.selected()
                    && row.id.to_string() == *id
                {
                    let id = row.id;
                    self.ask_head(id, cx);
                }
            }
            None => {}
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if let Some(patient) = self.patient {
            if self.items.step(step) {
                if self.showing == Showing::Head {
                    self.showing = Showing::Row;
                }
                self.refresh_detail(self.showing == Showing::Row, &cx.view());
            }
            let filter = self.filter.clone();
            self.items.ask_if_needed(|window| items(patient, filter, window), cx);
        } else {
            if self.patients.step(step)
                && let Some(row) = self.patients.selected()
            {
                let id = row.id;
                self.ask_head(id, cx);
                self.refresh_detail(true, &cx.view());
            }
            self.patients.ask_if_needed(patients, cx);
        }
    }

    fn subject(&self) -> Option<String> {
        match self.patient {
            Some(patient) => self.items.selected_id().map(|item| format!("{patient} {item:?}")),
            None => self.patients.selected_id().map(ToString::to_string),
        }
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.patient_here()
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.patient?;
        self.subject_head().map(|head| (Kind::Patient, head.patient.id.to_string()))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.draw_pane(on, view);
    }
}

/// Why the caller may not write on timelines at all.
fn no_right(view: &View) -> Option<String> {
    let may = [Role::Coordinator, Role::Manager, Role::Physician, Role::Team].into_iter().any(|role| view.i_am(role));
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}
