//! The pane of advice: what is asked of the area support physicians, and what they said.

mod acts;
mod doc;
pub mod forms;
mod row;
#[cfg(test)]
pub(super) mod tests;

use crate::api::support_advice::{AdviceAnswer, AdviceCounts, AdviceDetail, AdviceFilter, AdviceRead, AdviceRow};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::AdviceId;
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::outreach::TAB;
use crate::tui::pane::Pane;
use crate::tui::screening::Typed;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, List, Split};
use crate::words::{Text, support_advice_screen as words};

/// Those who ask for advice and give it.
pub const ROLES: &[Role] = &[Role::Coordinator, Role::Manager, Role::Physician];

/// The pane.
pub struct AdvicePane {
    list: List<AdviceRow>,
    counts: AdviceCounts,
    filter: AdviceFilter,
    found: Typed,
    case: Option<AdviceDetail>,
    asked_case: Latest,
    detail: Detail,
    entered: bool,
}

impl Default for AdvicePane {
    fn default() -> Self {
        Self {
            list: List::default(),
            counts: AdviceCounts::default(),
            filter: AdviceFilter { open: Some(true), ..AdviceFilter::default() },
            found: Typed::default(),
            case: None,
            asked_case: Latest::default(),
            detail: Detail::default(),
            entered: false,
        }
    }
}

impl AdvicePane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["advice", "list", "detail", "global"], typing: false };

    fn request(&self) -> impl FnOnce(Window) -> Request + use<> {
        let filter = self.filter.clone();
        move |window| Request::SupportAdvice(AdviceRead::List { filter, window })
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        let request = self.request();
        self.list.ask(request, cx);
    }

    /// Asks for the selected one; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(advice) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::SupportAdvice(AdviceRead::Advice { advice }), cx);
        }
    }

    fn refilter(&mut self, cx: &mut Cx) {
        self.list.clear();
        self.ask_list(cx);
    }

    /// The selected one, once its record is there.
    fn case(&self) -> Option<&AdviceDetail> {
        let selected = self.list.selected_id()?;
        self.case.as_ref().filter(|case| case.advice.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let doc = self.case().map(|case| doc::case(case, view)).unwrap_or_default();
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn open(&mut self, id: AdviceId, cx: &mut Cx) {
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may have ended: the list is narrowed to it alone.
            self.filter = AdviceFilter { text: id.to_string(), ..AdviceFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
        self.entered = true;
    }
}

impl Pane for AdvicePane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn roles(&self) -> &'static [Role] {
        ROLES
    }

    fn tab(&self) -> &'static str {
        TAB
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::SupportAdvice(id) = target else { return false };
        self.open(id, cx);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.list.takes(ticket) | self.asked_case.takes(ticket);
        match outcome {
            Ok(Answer::SupportAdvice(answer)) if ours => {
                match *answer {
                    AdviceAnswer::List { page, counts } => {
                        self.counts = counts;
                        self.list.fill(page);
                        if self.case().is_none() {
                            self.ask_case(cx);
                        }
                    }
                    AdviceAnswer::Advice(case) => self.case = Some(*case),
                }
                self.redraw_detail(false, &cx.view());
            }
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = match notice {
            Notice::Changed { kind, .. } => {
                matches!(kind, Kind::SupportAdvice | Kind::Consultation | Kind::Patient)
            }
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

    fn record(&self) -> Option<(Kind, String)> {
        self.case().map(|case| (Kind::SupportAdvice, case.advice.id.to_string()))
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
        (self.counts.of_me > 0).then(|| words::badge(self.counts.of_me, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let counted = words::counts(self.counts.open, self.counts.of_me, view.lang());
        let mut shown: Vec<&str> = Vec::new();
        if self.filter.mine {
            shown.push(view.say(words::MINE.short));
        }
        if self.filter.open.is_none() {
            shown.push(view.say(words::FINISHED_SHOWN));
        }
        if !self.filter.text.is_empty() {
            shown.push(&self.filter.text);
        }
        on.pen(0).put(&counted).gap(2).style(theme.faint).put(&shown.join(" "));
        let (width, height) = (on.width(), on.height().saturating_sub(1));
        let mut rest = on.rows(1, height);
        let mut split = Split::of(width, height).two();
        self.list.draw(&mut rest.at(split.list), view, words::NO_ADVICE, row::paint);
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
