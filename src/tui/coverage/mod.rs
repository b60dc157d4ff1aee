//! The pane of the gap check: who is uncovered in a night, a patient's week, absences and whom they leave uncovered.

mod acts;
mod draw;
mod forms;
mod row;
#[cfg(test)]
mod tests;
mod week;

use crate::api::coverage::{
    AbsenceFilter, AbsenceRow, AffectedRow, CoverageAnswer, CoverageRead, NightCounts, NightFilter, NightRow, Week,
};
use crate::api::draft::Draft;
use crate::api::{Answer, Notice, Page, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{AbsenceId, CareTeamId, PatientId};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::form::Form;
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List, Split};
use crate::words::{Text, coverage_screen as words};
use chrono::NaiveDate;

use forms::Chosen;

/// What the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// Patients in a night.
    #[default]
    Night,
    /// Absences.
    Absences,
    /// Those whom an absence concerns.
    Absence(AbsenceId),
}

/// The pane.
#[derive(Default)]
pub struct CoveragePane {
    showing: Showing,
    /// The evening of the night; none for today's.
    evening: Option<NaiveDate>,
    nights: List<NightRow>,
    counts: NightCounts,
    filter: NightFilter,
    /// What the forms of the list were filled with.
    chosen: Chosen,
    absences: List<AbsenceRow>,
    past: bool,
    absence: Option<AbsenceRow>,
    asked_absence: Latest,
    affected: List<AffectedRow>,
    /// A patient who was asked for from elsewhere, whether the list has them or not.
    only: Option<PatientId>,
    week: Option<Week>,
    asked_week: Latest,
    /// A form that was left half typed and waits for its absence.
    draft: Option<Draft>,
    detail: Detail,
    entered: bool,
}

impl CoveragePane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["coverage", "list", "detail", "global"], typing: false };

    fn evening(&self, view: &View) -> NaiveDate {
        self.evening.unwrap_or_else(|| view.now.date_naive())
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        match self.showing {
            Showing::Night => {
                let (evening, filter) = (self.evening(cx), self.filter.clone());
                self.nights.ask(|window| night(evening, filter, window), cx);
            }
            Showing::Absences => {
                let past = self.past;
                self.absences.ask(|window| absences(past, window), cx);
            }
            Showing::Absence(absence) => {
                self.asked_absence.ask(Request::Coverage(CoverageRead::Absence { absence }), cx);
            }
        }
    }

    /// The patient whose week is shown.
    fn patient(&self) -> Option<PatientId> {
        self.only.or_else(|| match self.showing {
            Showing::Night => self.nights.selected_id().copied(),
            Showing::Absences => None,
            Showing::Absence(_) => self.affected.selected_id().copied(),
        })
    }

    /// The day on which the week begins: that of the night, or of the absence.
    fn from(&self, view: &View) -> NaiveDate {
        match (self.showing, &self.absence) {
            (Showing::Absence(_), Some(row)) => row.absence.away.period.days().0,
            _ => self.evening(view),
        }
    }

    fn ask_week(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.patient() {
            let from = self.from(cx);
            self.asked_week.ask_beside(Request::Coverage(CoverageRead::Week { patient, from }), cx);
        }
    }

    /// The absence that is open, or selected in the list.
    fn current_absence(&self) -> Option<&AbsenceRow> {
        match self.showing {
            Showing::Night => None,
            Showing::Absences => self.absences.selected(),
            Showing::Absence(id) => self.absence.as_ref().filter(|row| row.absence.id == id),
        }
    }

    /// The selected patient whom the open absence concerns.
    fn affected_row(&self) -> Option<&AffectedRow> {
        match self.showing {
            Showing::Absence(_) => self.affected.selected(),
            _ => None,
        }
    }

    fn redraw(&mut self, moved: bool, view: &View) {
        let patient = self.patient();
        let week = self.week.as_ref().filter(|week| patient.is_some() && Some(week.patient.id) == patient);
        let doc = match (self.showing, week) {
            (Showing::Absences, _) => self.absences.selected().map(|row| draw::absence(row, view)).unwrap_or_default(),
            (_, Some(week)) => week::doc(week, view),
            (_, None) => Doc::default(),
        };
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn switch(&mut self, to: Showing, cx: &mut Cx) {
        self.showing = to;
        self.only = None;
        if let Showing::Absence(id) = to
            && self.absence.as_ref().is_none_or(|row| row.absence.id != id)
        {
            self.affected.clear();
            self.absence = None;
        }
        self.ask_list(cx);
        self.ask_week(cx);
        self.redraw(true, &cx.view());
    }

    fn show_night(&mut self, evening: NaiveDate, filter: NightFilter, cx: &mut Cx) {
        self.evening = Some(evening);
        self.filter = filter;
        self.nights.clear();
        self.switch(Showing::Night, cx);
    }

    fn filled(&mut self, answer: CoverageAnswer, cx: &mut Cx) {
        match answer {
            CoverageAnswer::Night { page, counts } => {
                self.counts = counts;
                self.nights.fill(page);
                self.ask_week(cx);
            }
            CoverageAnswer::Week(week) => {
                // A merged record shows the one that stands for it.
                if self.only.is_some() {
                    self.only = Some(week.patient.id);
                }
                self.week = Some(*week);
            }
            CoverageAnswer::Absences(page) => self.absences.fill(page),
            CoverageAnswer::Absence { row, affected } => {
                self.absence = Some(*row);
                let total = u32::try_from(affected.len()).unwrap_or(u32::MAX);
                self.affected.fill(Page { total, offset: 0, rows: affected });
                self.ask_week(cx);
                self.resume(cx);
            }
        }
        self.redraw(false, &cx.view());
    }

    /// Opens the form again that was left half typed, once its absence has come.
    fn resume(&mut self, cx: &mut Cx) {
        let Some(draft) = self.draft.take() else { return };
        if let Some(form) = self.form_of(&draft.form, &cx.view()) {
            cx.push(form);
        }
    }

    /// The form of this name, for the absence that is open: `coverage.stand-in/b3/t12`.
    fn form_of(&self, name: &str, view: &View) -> Option<Form> {
        let row = self.current_absence()?;
        let mut parts = name.split('/');
        let form = parts.next()?;
        let team: Option<CareTeamId> = parts.nth(1).and_then(|team| team.parse().ok());
        let of_team = || self.affected.rows().iter().find(|row| Some(row.team) == team);
        let id = row.absence.id;
        Some(match (form, team) {
            ("coverage.amend", _) => forms::amend(&row.absence),
            ("coverage.cancel", _) => forms::cancel(&row.absence),
            ("coverage.stand-in", Some(_)) => forms::stand_in(id, std::slice::from_ref(of_team()?), view),
            ("coverage.stand-in", None) => forms::stand_in(id, self.affected.rows(), view),
            ("coverage.answer", _) => {
                let row = of_team()?;
                let stand_in = row.stand_ins.iter().rev().find(|one| one.state.is_open())?;
                forms::answer(id, row, stand_in, view)
            }
            _ => return None,
        })
    }
}

fn night(evening: NaiveDate, filter: NightFilter, window: Window) -> Request {
    Request::Coverage(CoverageRead::Night { evening, filter, window })
}

fn absences(past: bool, window: Window) -> Request {
    let filter = AbsenceFilter { past, site: None };
    Request::Coverage(CoverageRead::Absences { filter, window })
}

impl Pane for CoveragePane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn tab(&self) -> &'static str {
        "care"
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        match target {
            Target::Coverage(patient) => {
                self.showing = Showing::Night;
                self.only = Some(patient);
                self.ask_list(cx);
                self.ask_week(cx);
                self.redraw(true, &cx.view());
            }
            Target::Absence(id) => self.switch(Showing::Absence(id), cx),
            _ => return false,
        }
        self.entered = true;
        true
    }

    fn open_draft(&mut self, draft: &Draft, cx: &mut Cx) -> bool {
        if draft.form == "coverage.absence" {
            cx.push(forms::enter());
            return true;
        }
        let absence = draft.form.strip_prefix("coverage.").and_then(|_| draft.form.split('/').nth(1));
        let Some(absence) = absence.and_then(|id| id.parse().ok()) else { return false };
        self.draft = Some(draft.clone());
        self.show(Target::Absence(absence), cx)
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.nights.takes(ticket)
            | self.absences.takes(ticket)
            | self.asked_absence.takes(ticket)
            | self.asked_week.takes(ticket);
        match outcome {
            Ok(Answer::Coverage(answer)) if ours => self.filled(*answer, cx),
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        if !self.entered {
            return;
        }
        let concerns = match notice {
            Notice::Changed { kind, .. } => {
                matches!(kind, Kind::CareTeam | Kind::Absence | Kind::Patient | Kind::Centre)
            }
            Notice::Reload => true,
            _ => false,
        };
        if concerns {
            self.ask_list(cx);
            self.ask_week(cx);
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        let moved = match self.showing {
            Showing::Night => self.nights.step(step),
            Showing::Absences => self.absences.step(step),
            Showing::Absence(_) => self.affected.step(step),
        };
        if moved {
            self.only = None;
            self.ask_week(cx);
            self.redraw(true, &cx.view());
        }
        let (evening, filter, past) = (self.evening(cx), self.filter.clone(), self.past);
        match self.showing {
            Showing::Night => self.nights.ask_if_needed(|window| night(evening, filter, window), cx),
            Showing::Absences => self.absences.ask_if_needed(|window| absences(past, window), cx),
            Showing::Absence(_) => {}
        }
    }

    fn subject(&self) -> Option<String> {
        match self.showing {
            Showing::Absences => self.absences.selected_id().map(ToString::to_string),
            Showing::Absence(id) => Some(format!("{id} {}", self.patient()?)),
            Showing::Night => self.patient().map(|patient| patient.to_string()),
        }
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.patient()
    }

    fn record(&self) -> Option<(Kind, String)> {
        match self.showing {
            Showing::Night => self.patient().map(|patient| (Kind::CareTeam, CareTeamId::of(patient).to_string())),
            _ => self.current_absence().map(|row| (Kind::Absence, row.absence.id.to_string())),
        }
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn badge(&self, view: &View) -> Option<String> {
        let tonight = self.showing == Showing::Night && self.evening(view) == view.now.date_naive();
        (tonight && self.counts.uncovered > 0).then(|| words::badge(self.counts.uncovered, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        self.draw_head(&mut on.rows(0, 1), view);
        let height = on.height().saturating_sub(1);
        let mut rest = on.rows(1, height);
        let mut split = Split::of(rest.width(), height).two();
        let mut part = rest.at(split.list);
        match self.showing {
            Showing::Night => self.nights.draw(&mut part, view, words::NO_GAPS, row::paint_night),
            Showing::Absences => self.absences.draw(&mut part, view, words::NO_ABSENCES, row::paint_absence),
            Showing::Absence(_) => {
                self.affected.draw(&mut part, view, words::NOBODY_CONCERNED, row::paint_affected);
            }
        }
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
