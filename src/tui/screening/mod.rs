//! The pane of questionnaires: those at risk first, each with the criteria that it meets and every answer.

mod acts;
mod doc;
pub mod fields;
mod forms;
mod row;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::prevention::{
    FractureFilter, PreventionAnswer, PreventionRead, ScreeningCounts, ScreeningDetail, ScreeningFilter, ScreeningRow,
};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, ScreeningId};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::form::{Field, Form};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, List, Split};
use crate::words::{Text, prevention_screen as words};

/// The name or number that a form was filled with, until its pane takes it.
#[derive(Clone, Default)]
pub struct Typed(Rc<RefCell<Option<String>>>);

impl Typed {
    /// Leaves what was typed for the pane.
    pub fn leave(&self, text: String) {
        *self.0.borrow_mut() = Some(text);
    }

    /// What was typed, once.
    pub fn take(&self) -> Option<String> {
        self.0.borrow_mut().take()
    }
}

/// The form that finds somebody by name or number; `action` is the one that opened it. What is asked on saving only
/// lets the form close by an answer, like any other.
pub fn find_form(action: &'static str, text: &str, typed: &Typed, of_fractures: bool) -> Form {
    let typed = typed.clone();
    Form::new(action, words::FIND.long)
        .field(Field::text("text", words::FIND_FORM).with_text(text))
        .save(move |values, _| {
            *typed.0.borrow_mut() = Some(values.text("text"));
            let window = Window { offset: 0, limit: 1 };
            let text = values.text("text");
            Ok(Request::Prevention(if of_fractures {
                PreventionRead::Fractures { filter: FractureFilter { text, ..FractureFilter::default() }, window }
            } else {
                PreventionRead::Screenings { filter: ScreeningFilter { text, ..ScreeningFilter::default() }, window }
            }))
        })
        .done(move |_, cx| cx.run(action))
}

/// The pane.
pub struct ScreeningPane {
    list: List<ScreeningRow>,
    counts: ScreeningCounts,
    filter: ScreeningFilter,
    found: Typed,
    case: Option<ScreeningDetail>,
    asked_case: Latest,
    stepping: Latest,
    detail: Detail,
    entered: bool,
}

impl Default for ScreeningPane {
    fn default() -> Self {
        Self {
            list: List::default(),
            counts: ScreeningCounts::default(),
            filter: ScreeningFilter { open: Some(true), ..ScreeningFilter::default() },
            found: Typed::default(),
            case: None,
            asked_case: Latest::default(),
            stepping: Latest::default(),
            detail: Detail::default(),
            entered: false,
        }
    }
}

impl ScreeningPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["screening", "list", "detail", "global"], typing: false };

    fn request(&self) -> impl FnOnce(Window) -> Request + use<> {
        let filter = self.filter.clone();
        move |window| Request::Prevention(PreventionRead::Screenings { filter, window })
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        let request = self.request();
        self.list.ask(request, cx);
    }

    /// Asks for the selected questionnaire; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(screening) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::Prevention(PreventionRead::Screening { screening }), cx);
        }
    }

    fn refilter(&mut self, cx: &mut Cx) {
        self.list.clear();
        self.ask_list(cx);
    }

    /// The selected questionnaire, once its record is there.
    fn case(&self) -> Option<&ScreeningDetail> {
        let selected = self.list.selected_id()?;
        self.case.as_ref().filter(|case| case.screening.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let doc = self.case().map(|case| doc::case(case, view)).unwrap_or_default();
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn filled(&mut self, answer: PreventionAnswer, cx: &mut Cx) {
        match answer {
            PreventionAnswer::Screenings { page, counts } => {
                self.counts = counts;
                self.list.fill(page);
                if self.case().is_none() {
                    self.ask_case(cx);
                }
            }
            PreventionAnswer::Screening(case) => self.case = Some(*case),
            PreventionAnswer::Fractures(_) | PreventionAnswer::Fracture(_) | PreventionAnswer::Preview(_) => {}
        }
        self.redraw_detail(false, &cx.view());
    }

    fn open(&mut self, id: ScreeningId, cx: &mut Cx) {
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may be ended: the list is narrowed to it alone.
            self.filter = ScreeningFilter { text: id.to_string(), ..ScreeningFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
        self.entered = true;
    }
}

impl Pane for ScreeningPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Screening(id) = target else { return false };
        self.open(id, cx);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let stepped = self.stepping.takes(ticket);
        let ours = self.list.takes(ticket) | self.asked_case.takes(ticket);
        match outcome {
            Ok(Answer::Prevention(answer)) if ours => self.filled(*answer, cx),
            Ok(_) if stepped => cx.inform(words::SAVED),
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = match notice {
            Notice::Changed { kind, .. } => matches!(kind, Kind::Screening | Kind::Patient),
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
        self.case().and_then(|case| case.screening.sheet.person.patient)
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.case().map(|case| (Kind::Screening, case.screening.id.to_string()))
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

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.at_risk > 0).then(|| words::badge(self.counts.at_risk, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let filter = &self.filter;
        let shown = words::filtered(filter.at_risk, filter.undecided, filter.open.is_none(), &filter.text, view.lang());
        on.pen(0).put(&words::counts(&self.counts, view.lang())).gap(2).style(theme.faint).put(&shown);
        let (width, height) = (on.width(), on.height().saturating_sub(1));
        let mut rest = on.rows(1, height);
        let mut split = Split::of(width, height).two();
        self.list.draw(&mut rest.at(split.list), view, words::NO_SCREENINGS, row::paint);
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
