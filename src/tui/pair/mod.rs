//! The pane of the two-physician arrangement: the pairs and what comes next, one pair with its course, candidates by rank.

mod acts;
mod candidates;
mod course_forms;
mod doc;
mod filter_form;
mod forms;
mod row;
mod step;
#[cfg(test)]
mod tests;

use crate::api::pair::{PairCounts, PairDetail, PairFilter, PairOrder, PairRead, PairRow, PairsAnswer, Suggestion};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{PairId, PatientId};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List, Split};
use crate::words::{Say, Text, pair_screen as words};

pub use acts::no_right;

use candidates::Ranking;
use filter_form::Chosen;

/// The pane.
#[derive(Default)]
pub struct PairPane {
    list: List<PairRow>,
    counts: PairCounts,
    filter: PairFilter,
    order: PairOrder,
    /// What the filter form was filled with.
    chosen: Chosen,
    case: Option<PairDetail>,
    asked_case: Latest,
    /// What is known of a pair that is about to begin.
    suggesting: Latest,
    /// The candidates of the selected pair, while they are shown.
    ranking: Option<Ranking>,
    detail: Detail,
    /// The record of the pair, beside its detail where there is room.
    beside: Detail,
    wide: bool,
    entered: bool,
}

impl PairPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["pair", "list", "detail", "global"], typing: false };

    fn usual_filter() -> PairFilter {
        PairFilter { open: Some(true), ..PairFilter::default() }
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        let (filter, order) = (self.filter.clone(), self.order);
        self.list.ask(|window| pairs(filter, order, window), cx);
        if let Some(ranking) = &mut self.ranking {
            let pair = ranking.pair;
            ranking.list.ask(|window| Ranking::read(pair, window), cx);
        }
    }

    /// Asks for the selected pair; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(pair) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::Pair(PairRead::Pair { pair }), cx);
        }
    }

    /// The selected pair, once its record is there.
    fn pair(&self) -> Option<&PairDetail> {
        let selected = self.list.selected_id()?;
        self.case.as_ref().filter(|case| case.pair.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let candidate = self.ranking.as_ref().map(|ranking| ranking.list.selected());
        let (main, beside) = match (candidate, self.pair()) {
            (Some(Some(row)), Some(case)) if self.wide => (candidates::doc(row, view), doc::case(case, view)),
            (Some(row), _) => (row.map(|row| candidates::doc(row, view)).unwrap_or_default(), Doc::default()),
            (None, Some(case)) if self.wide => (doc::case(case, view), doc::record(Doc::default(), case, view)),
            (None, Some(case)) => (doc::record(doc::case(case, view).gap(), case, view), Doc::default()),
            (None, None) => Default::default(),
        };
        if moved {
            self.detail.open(main);
            self.beside.open(beside);
        } else {
            self.detail.refresh(main);
            self.beside.refresh(beside);
        }
    }

    fn refilter(&mut self, filter: PairFilter, cx: &mut Cx) {
        self.filter = filter;
        self.list.clear();
        self.ask_list(cx);
    }

    fn open(&mut self, id: PairId, cx: &mut Cx) {
        self.ranking = None;
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may have ended, or be another's: the list is narrowed to it alone.
            self.filter = PairFilter { text: id.to_string(), ..PairFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
    }

    fn filled(&mut self, answer: PairsAnswer, cx: &mut Cx) {
        match answer {
            PairsAnswer::List { page, counts } => {
                self.counts = counts;
                self.list.fill(page);
                if self.pair().is_none() {
                    self.ask_case(cx);
                }
            }
            PairsAnswer::Pair(case) => self.case = Some(*case),
            PairsAnswer::Candidates(candidates) => {
                if let Some(ranking) = &mut self.ranking {
                    ranking.take(*candidates);
                }
            }
            PairsAnswer::Suggested(known) => begin(&known, cx),
        }
        self.redraw_detail(false, &cx.view());
    }

    /// The line above the list: what is counted, what is shown, in which order.
    fn draw_head(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let mut pen = on.pen(0);
        if let Some(ranking) = &self.ranking {
            let role = ranking.role.map(|role| role.say(view.lang()).into_owned()).unwrap_or_default();
            let patient = self.pair().map_or("", |case| case.row.patient.name.written.as_str());
            let head = words::candidates_for(ranking.list.total(), &role, patient, view.lang());
            pen.style(theme.strong).put(&head);
            return;
        }
        let PairCounts { arranging, active, overdue, mine, .. } = self.counts;
        pen.style(theme.plain).put(&words::counts(arranging, active, overdue, mine, view.lang())).gap(2);
        pen.style(theme.faint).put(&filter_form::summary(&self.filter, self.order, view));
    }
}

/// What is known for a new pair has come, to whichever pane asked: its form opens, or the pair that is open already.
pub fn suggested(outcome: Result<Answer, Problem>, cx: &mut Cx) {
    match outcome {
        Ok(Answer::Pair(answer)) => {
            if let PairsAnswer::Suggested(known) = *answer {
                begin(&known, cx);
            }
        }
        Ok(_) => {}
        Err(problem) => cx.tell(Message::problem(&problem, cx)),
    }
}

fn begin(known: &Suggestion, cx: &mut Cx) {
    if let Some(open) = known.open {
        cx.show(Target::Pair(open));
        return;
    }
    let form = forms::begin(known, &cx.view());
    cx.push(form);
}

fn pairs(filter: PairFilter, order: PairOrder, window: Window) -> Request {
    Request::Pair(PairRead::List { filter, order, window })
}

impl Pane for PairPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            if self.filter == PairFilter::default() {
                self.filter = Self::usual_filter();
            }
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Pair(id) = target else { return false };
        self.open(id, cx);
        self.entered = true;
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ranked = self.ranking.as_mut().is_some_and(|ranking| ranking.list.takes(ticket));
        let ours = self.list.takes(ticket) | self.asked_case.takes(ticket) | self.suggesting.takes(ticket) | ranked;
        match outcome {
            Ok(Answer::Pair(answer)) if ours => self.filled(*answer, cx),
            Ok(_) => {}
            Err(problem) => {
                if ranked {
                    self.ranking = None;
                }
                cx.tell(Message::problem(&problem, cx));
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        if !self.entered {
            return;
        }
        let concerns = match notice {
            Notice::Changed { kind, .. } => {
                matches!(kind, Kind::PhysicianPair | Kind::Patient | Kind::Centre | Kind::Site)
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
        if let Some(ranking) = &mut self.ranking {
            let pair = ranking.pair;
            let moved = ranking.list.step(step);
            ranking.list.ask_if_needed(|window| Ranking::read(pair, window), cx);
            self.redraw_detail(moved, &cx.view());
            return;
        }
        if self.list.step(step) {
            self.ask_case(cx);
            self.redraw_detail(true, &cx.view());
        }
        let (filter, order) = (self.filter.clone(), self.order);
        self.list.ask_if_needed(|window| pairs(filter, order, window), cx);
    }

    fn subject(&self) -> Option<String> {
        self.list.selected_id().map(ToString::to_string)
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.pair().map(|case| case.pair.opening.patient)
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.pair().map(|case| (Kind::PhysicianPair, case.pair.id.to_string()))
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
        let mut split = Split::of(width, height);
        if self.wide != split.side.is_some() {
            self.wide = split.side.is_some();
            self.redraw_detail(false, view);
        }
        match &mut self.ranking {
            Some(ranking) => ranking.draw(&mut rest.at(split.list), view),
            None => self.list.draw(&mut rest.at(split.list), view, words::NO_PAIRS, row::paint),
        }
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
