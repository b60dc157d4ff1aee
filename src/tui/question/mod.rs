//! The pane of questions to physicians: what waits and until when, one question with its course, answers in time.

mod acts;
mod doc;
mod filter_form;
pub mod forms;
mod row;
mod shares;
#[cfg(test)]
mod tests;

use chrono::Months;

use crate::api::question::{
    QuestionAnswer, QuestionCounts, QuestionDetail, QuestionFilter, QuestionOrder, QuestionRead, QuestionRow,
};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, QuestionId};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List, Split};
use crate::words::{Text, question_screen as words};

use filter_form::Chosen;
use shares::Shares;

/// The shares reach so far back.
const SHARE_MONTHS: Months = Months::new(12);

/// The pane.
#[derive(Default)]
pub struct QuestionPane {
    list: List<QuestionRow>,
    counts: QuestionCounts,
    filter: QuestionFilter,
    order: QuestionOrder,
    /// What the filter form was filled with.
    chosen: Chosen,
    case: Option<QuestionDetail>,
    asked_case: Latest,
    /// What the organisations answer in time, and the middle of it, while that is shown.
    shares: Option<Shares>,
    asked_shares: Latest,
    detail: Detail,
    /// The record of the question, beside its detail where there is room.
    beside: Detail,
    wide: bool,
    entered: bool,
}

impl QuestionPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["question", "list", "detail", "global"], typing: false };

    fn usual_filter() -> QuestionFilter {
        QuestionFilter { open: Some(true), ..QuestionFilter::default() }
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        let (filter, order) = (self.filter.clone(), self.order);
        self.list.ask(|window| questions(filter, order, window), cx);
        if self.shares.is_some() {
            self.ask_shares(cx);
        }
    }

    fn ask_shares(&mut self, cx: &mut Cx) {
        let from = cx.view().now.date_naive().checked_sub_months(SHARE_MONTHS);
        self.asked_shares.ask(Request::Question(QuestionRead::Shares { from, to: None }), cx);
    }

    /// Asks for the selected question; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(question) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::Question(QuestionRead::Question { question }), cx);
        }
    }

    /// The selected question, once its record is there.
    fn question(&self) -> Option<&QuestionDetail> {
        // Nothing is done to a question that the shares hide.
        let selected = self.list.selected_id().filter(|_| self.shares.is_none())?;
        self.case.as_ref().filter(|case| case.question.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let (main, beside) = match self.question() {
            Some(case) if self.wide => (doc::case(case, view), doc::record(Doc::default(), case, view)),
            Some(case) => (doc::record(doc::case(case, view).gap(), case, view), Doc::default()),
            None => Default::default(),
        };
        if moved {
            self.detail.open(main);
            self.beside.open(beside);
        } else {
            self.detail.refresh(main);
            self.beside.refresh(beside);
        }
    }

    fn refilter(&mut self, filter: QuestionFilter, cx: &mut Cx) {
        self.filter = filter;
        self.list.clear();
        self.ask_list(cx);
    }

    fn open(&mut self, id: QuestionId, cx: &mut Cx) {
        self.shares = None;
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may have ended, or be another's: the list is narrowed to it alone.
            self.filter = QuestionFilter { text: id.to_string(), ..QuestionFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
    }

    fn filled(&mut self, answer: QuestionAnswer, cx: &mut Cx) {
        match answer {
            QuestionAnswer::List { page, counts } => {
                self.counts = counts;
                self.list.fill(page);
                if self.question().is_none() {
                    self.ask_case(cx);
                }
            }
            QuestionAnswer::Question(case) => self.case = Some(*case),
            QuestionAnswer::Shares { shares, median } => {
                self.shares.get_or_insert_default().take(shares, median);
            }
        }
        self.redraw_detail(false, &cx.view());
    }

    /// The line above the list: what is counted, what is shown, in which order.
    fn draw_head(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let mut pen = on.pen(0);
        if let Some(shares) = &self.shares {
            pen.style(theme.plain).put(&words::shares(shares.list.total(), view.lang())).gap(2);
            let middle = crate::words::question::median(shares.median, view.lang());
            pen.style(theme.strong).put(&middle);
            return;
        }
        let QuestionCounts { open, overdue, today, mine } = self.counts;
        pen.style(theme.plain).put(&words::counts(open, overdue, today, mine, view.lang())).gap(2);
        pen.style(theme.faint).put(&filter_form::summary(&self.filter, self.order, view));
    }
}

fn questions(filter: QuestionFilter, order: QuestionOrder, window: Window) -> Request {
    Request::Question(QuestionRead::List { filter, order, window })
}

impl Pane for QuestionPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            if self.filter == QuestionFilter::default() {
                self.filter = Self::usual_filter();
            }
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Question(id) = target else { return false };
        self.open(id, cx);
        self.entered = true;
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.list.takes(ticket) | self.asked_case.takes(ticket) | self.asked_shares.takes(ticket);
        match outcome {
            Ok(Answer::Question(answer)) if ours => self.filled(*answer, cx),
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
                matches!(kind, Kind::Question | Kind::Consultation | Kind::Patient | Kind::Centre | Kind::Site)
            }
            Notice::Reload => true,
            _ => false,
        };
        if concerns {
            self.ask_list(cx);
            self.ask_case(cx);
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if let Some(shares) = &mut self.shares {
            shares.list.step(step);
            return;
        }
        if self.list.step(step) {
            self.ask_case(cx);
            self.redraw_detail(true, &cx.view());
        }
        let (filter, order) = (self.filter.clone(), self.order);
        self.list.ask_if_needed(|window| questions(filter, order, window), cx);
    }

    fn subject(&self) -> Option<String> {
        self.list.selected_id().filter(|_| self.shares.is_none()).map(ToString::to_string)
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.question().and_then(|case| case.question.inquiry.patient)
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.question().map(|case| (Kind::Question, case.question.id.to_string()))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.overdue > 0).then(|| words::badge(self.counts.overdue, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        self.draw_head(&mut on.rows(0, 1), view);
        let height = on.height().saturating_sub(1);
        let width = on.width();
        let mut rest = on.rows(1, height);
        if let Some(shares) = &mut self.shares {
            shares.draw(&mut rest, view);
            return;
        }
        let mut split = Split::of(width, height);
        if self.wide != split.side.is_some() {
            self.wide = split.side.is_some();
            self.redraw_detail(false, view);
        }
        self.list.draw(&mut rest.at(split.list), view, words::NO_QUESTIONS, row::paint);
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
        if let Some(side) = split.side {
            self.beside.draw(&mut rest.at(side), view);
        }
    }
}
