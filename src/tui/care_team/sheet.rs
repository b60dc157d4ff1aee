//! The printed page on the screen; whoever opens it has printed, and that is written down first.

use crate::api::care_team::{CareTeamAnswer, CareTeamChange, CareTeamRead};
use crate::api::{Answer, Change, Problem, Request};
use crate::domain::id::PatientId;
use crate::exchange::team_sheet;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::layer::Layer;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{care_screen as words, screen};

/// The page of one patient's team.
pub struct Sheet {
    patient: PatientId,
    lines: Option<Vec<String>>,
    top: usize,
    page: usize,
    noted: Latest,
    asked: Latest,
}

impl Sheet {
    pub const PLACE: Place = Place { words: words::SHEET_TITLE, contexts: &["sheet", "list"], typing: false };

    /// Of this patient.
    pub fn of(patient: PatientId) -> Self {
        Self { patient, lines: None, top: 0, page: 1, noted: Latest::default(), asked: Latest::default() }
    }
}

impl Acts for Sheet {
    const ACTIONS: &'static [Action<Self>] =
        &[Action::new("sheet.close", words::SHEET_CLOSE, |_, cx| cx.close()).hinted()];
}

impl Layer for Sheet {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.lines.is_none() && !self.noted.is_waiting() && !self.asked.is_waiting() {
            let print = CareTeamChange::Print { patient: self.patient };
            self.noted.ask(Request::Change(Change::CareTeam(print)), cx);
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let noted = self.noted.takes(ticket);
        if !noted && !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::CareTeam(answer)) => {
                if let CareTeamAnswer::Sheet(sheet) = *answer {
                    self.lines = Some(team_sheet::lines(&sheet, &cx.session.welcome.settings, cx.lang()));
                    cx.inform(words::PRINTED);
                }
            }
            Ok(_) => self.asked.ask(Request::CareTeam(CareTeamRead::Sheet { patient: self.patient }), cx),
            Err(problem) => {
                cx.tell(Message::problem(&problem, cx));
                cx.close();
            }
        }
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        let last = self.lines.as_ref().map_or(0, Vec::len).saturating_sub(self.page);
        self.top = step.from(self.top, last + 1, self.page);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let Some(lines) = &self.lines else {
            on.text(1, 0, view.say(screen::LOADING), theme.faint);
            return;
        };
        self.page = usize::from(on.height()).max(1);
        for (y, line) in (0..on.height()).zip(lines.iter().skip(self.top)) {
            on.text(1, y, line, theme.plain);
        }
    }
}
