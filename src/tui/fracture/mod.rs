//! The pane of secondary fracture prevention: where each case stands, what comes next, all that was done.

mod acts;
mod doc;
mod forms;
mod row;
#[cfg(test)]
mod tests;

use crate::api::prevention::{FractureDetail, FractureFilter, FractureRow, PreventionAnswer, PreventionRead};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{FractureCaseId, PatientId};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::screening::Typed;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, List, Split};
use crate::words::{Text, prevention_screen as words};

/// The pane.
pub struct FracturePane {
    list: List<FractureRow>,
    filter: FractureFilter,
    found: Typed,
    case: Option<FractureDetail>,
    asked_case: Latest,
    detail: Detail,
    entered: bool,
}

impl Default for FracturePane {
    fn default() -> Self {
        Self {
            list: List::default(),
            filter: FractureFilter { open: Some(true), ..FractureFilter::default() },
            found: Typed::default(),
            case: None,
            asked_case: Latest::default(),
            detail: Detail::default(),
            entered: false,
        }
    }
}

impl FracturePane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::FRACTURES_TITLE, contexts: &["fracture", "list", "detail", "global"], typing: false };

    fn request(&self) -> impl FnOnce(Window) -> Request + use<> {
        let filter = self.filter.clone();
        move |window| Request::Prevention(PreventionRead::Fractures { filter, window })
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        let request = self.request();
        self.list.ask(request, cx);
    }

    /// Asks for the selected case; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(fracture) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::Prevention(PreventionRead::Fracture { fracture }), cx);
        }
    }

    fn refilter(&mut self, cx: &mut Cx) {
        self.list.clear();
        self.ask_list(cx);
    }

    /// The selected case, once its record is there.
    fn case(&self) -> Option<&FractureDetail> {
        let selected = self.list.selected_id()?;
        self.case.as_ref().filter(|case| case.case.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let doc = self.case().map(|case| doc::case(case, view)).unwrap_or_default();
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn open(&mut self, id: FractureCaseId, cx: &mut Cx) {
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may be ended: the list is narrowed to it alone.
            self.filter = FractureFilter { text: id.to_string(), ..FractureFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
        self.entered = true;
    }
}

impl Pane for FracturePane {
    fn title(&self) -> Text {
        words::FRACTURES_TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn tab(&self) -> &'static str {
        "screening"
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::FractureCase(id) = target else { return false };
        self.open(id, cx);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.list.takes(ticket) | self.asked_case.takes(ticket);
        match outcome {
            Ok(Answer::Prevention(answer)) if ours => match *answer {
                PreventionAnswer::Fractures(page) => {
                    self.list.fill(page);
                    if self.case().is_none() {
                        self.ask_case(cx);
                    }
                    self.redraw_detail(false, &cx.view());
                }
                PreventionAnswer::Fracture(case) => {
                    self.case = Some(*case);
                    self.redraw_detail(false, &cx.view());
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = match notice {
            Notice::Changed { kind, .. } => matches!(kind, Kind::FractureCase | Kind::Patient),
            Notice::Reload => true,
            _ => false,
        };
        if self.entered && concerns {
            self.ask_list(cx);
            self.ask_case(cx);
        }
    }

    fn subject(&self) -> Option<String> {
        self.list.selected_id().map(ToString::to_string)
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.case().and_then(|case| case.case.fracture.person.patient)
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.case().map(|case| (Kind::FractureCase, case.case.id.to_string()))
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if self.list.step(step) {
            self.ask_case(cx);
            self.redraw_detail(true, &cx.view());
        }
        let request = self.request();
        self.list.ask_if_needed(request, cx);
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let filter = &self.filter;
        let mut shown = words::filtered(false, false, filter.open.is_none(), &filter.text, view.lang());
        if filter.overdue {
            shown = format!("{} {shown}", view.say(words::OVERDUE.short));
        }
        on.pen(0).put(&words::fractures(self.list.total(), view.lang())).gap(2).style(theme.faint).put(&shown);
        let (width, height) = (on.width(), on.height().saturating_sub(1));
        let mut rest = on.rows(1, height);
        let mut split = Split::of(width, height).two();
        self.list.draw(&mut rest.at(split.list), view, words::NO_FRACTURES, row::paint);
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
