//! Pages about one patient that are read and closed again: what to know in an emergency, and ACP over time.

use super::page_doc;
use crate::api::patient::PatientRow;
use crate::api::timeline::{TimelineAnswer, TimelineRead};
use crate::api::{Answer, Notice, Problem, Request};
use crate::domain::id::PatientId;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::layer::Layer;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc};
use crate::words::{acp, patient as patient_words, screen, timeline_screen as words};

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Emergency,
    Acp,
}

/// The page while it is open.
pub struct PatientPage {
    patient: PatientId,
    about: About,
    asked: Latest,
    detail: Detail,
    /// Whose page it is, as the answer says; it stays in sight however far one reads.
    row: Option<PatientRow>,
}

impl PatientPage {
    /// The keys that count on it.
    pub const PLACE: Place = Place { words: acp::EMERGENCY_TITLE, contexts: &["page", "list"], typing: false };

    /// What to know in an emergency of this patient.
    pub fn emergency(patient: PatientId) -> Self {
        Self::of(patient, About::Emergency)
    }

    /// What this patient and theirs said they want, by topic.
    pub fn acp(patient: PatientId) -> Self {
        Self::of(patient, About::Acp)
    }

    fn of(patient: PatientId, about: About) -> Self {
        Self { patient, about, asked: Latest::default(), detail: Detail::default(), row: None }
    }

    fn ask(&mut self, cx: &mut Cx) {
        let patient = self.patient;
        let read = match self.about {
            About::Emergency => TimelineRead::Emergency { patient },
            About::Acp => TimelineRead::Acp { patient },
        };
        self.asked.ask(Request::Timeline(read), cx);
    }

    fn fill(&mut self, row: PatientRow, doc: Doc) {
        if self.row.is_some() {
            self.detail.refresh(doc);
        } else {
            self.detail.open(doc);
        }
        self.row = Some(row);
    }
}

impl Acts for PatientPage {
    const ACTIONS: &'static [Action<Self>] =
        &[Action::new("page.close", words::CLOSE_PAGE, |_, cx| cx.close()).hinted()];
}

impl Layer for PatientPage {
    fn place(&self) -> Place {
        match self.about {
            About::Emergency => Self::PLACE,
            About::Acp => Place { words: acp::TITLE, ..Self::PLACE },
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.row.is_none() && !self.asked.is_waiting() {
            self.ask(cx);
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::Timeline(answer)) => match *answer {
                TimelineAnswer::Acp(acp) => {
                    let doc = page_doc::acp(&acp, &cx.view());
                    self.fill(acp.patient, doc);
                }
                TimelineAnswer::Emergency { head, acp } => {
                    let doc = page_doc::emergency(&head, &acp, &cx.view());
                    self.fill(acp.patient, doc);
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => {
                cx.tell(Message::problem(&problem, cx));
                cx.close();
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = match notice {
            Notice::Changed { patient, .. } => *patient == Some(self.patient),
            notice => matches!(notice, Notice::Reload),
        };
        if concerns {
            self.ask(cx);
        }
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let Some(row) = &self.row else {
            on.text(1, 0, view.say(screen::LOADING), theme.faint);
            return;
        };
        let whose = patient_words::row_line(row, view.now.date_naive(), view.lang());
        on.text(0, 0, &format!("{}  {whose}", view.say(self.place().words)), theme.strong);
        let rest = on.height().saturating_sub(1);
        self.detail.draw(&mut on.rows(1, rest), view);
    }
}
