//! The pane of outreach: to whom somebody goes out, on what ground, what was found, what follows and when.

mod acts;
mod doc;
pub mod forms;
mod row;
#[cfg(test)]
mod tests;

use crate::api::outreach::{OutreachAnswer, OutreachCounts, OutreachDetail, OutreachFilter, OutreachRead, OutreachRow};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{OutreachId, PatientId};
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::advice::ROLES;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::screening::Typed;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, List, Split};
use crate::words::{Text, outreach_screen as words};

/// The tab of the header under which outreach and advice stand.
pub const TAB: &str = "pair";

/// The pane.
pub struct OutreachPane {
    list: List<OutreachRow>,
    counts: OutreachCounts,
    filter: OutreachFilter,
    found: Typed,
    case: Option<OutreachDetail>,
    asked_case: Latest,
    detail: Detail,
    entered: bool,
}

impl Default for OutreachPane {
    fn default() -> Self {
        Self {
            list: List::default(),
            counts: OutreachCounts::default(),
            filter: OutreachFilter { open: Some(true), ..OutreachFilter::default() },
            found: Typed::default(),
            case: None,
            asked_case: Latest::default(),
            detail: Detail::default(),
            entered: false,
        }
    }
}

impl OutreachPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["outreach", "list", "detail", "global"], typing: false };

    fn request(&self) -> impl FnOnce(Window) -> Request + use<> {
        let filter = self.filter.clone();
        move |window| Request::Outreach(OutreachRead::List { filter, window })
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        let request = self.request();
        self.list.ask(request, cx);
    }

    /// Asks for the selected one; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(outreach) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::Outreach(OutreachRead::Outreach { outreach }), cx);
        }
    }

    fn refilter(&mut self, cx: &mut Cx) {
        self.list.clear();
        self.ask_list(cx);
    }

    /// The selected one, once its record is there.
    fn case(&self) -> Option<&OutreachDetail> {
        let selected = self.list.selected_id()?;
        self.case.as_ref().filter(|case| case.outreach.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let doc = self.case().map(|case| doc::case(case, view)).unwrap_or_default();
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn open(&mut self, id: OutreachId, cx: &mut Cx) {
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may have ended: the list is narrowed to it alone.
            self.filter = OutreachFilter { text: id.to_string(), ..OutreachFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
        self.entered = true;
    }
}

impl Pane for OutreachPane {
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
        let Target::Outreach(id) = target else { return false };
        self.open(id, cx);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.list.takes(ticket) | self.asked_case.takes(ticket);
        match outcome {
            Ok(Answer::Outreach(answer)) if ours => {
                match *answer {
                    OutreachAnswer::List { page, counts } => {
                        self.counts = counts;
                        self.list.fill(page);
                        if self.case().is_none() {
                            self.ask_case(cx);
                        }
                    }
                    OutreachAnswer::Outreach(case) => self.case = Some(*case),
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
                matches!(kind, Kind::Outreach | Kind::Consultation | Kind::Patient)
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

    fn about_patient(&self) -> Option<PatientId> {
        self.case().and_then(|case| case.outreach.proposal.patient)
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.case().map(|case| (Kind::Outreach, case.outreach.id.to_string()))
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
        (self.counts.due > 0).then(|| words::badge(self.counts.due, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let OutreachCounts { open, undecided, in_danger, due } = self.counts;
        let counted = words::counts(open, undecided, in_danger, due, view.lang());
        let mut shown: Vec<&str> = Vec::new();
        if self.filter.due {
            shown.push(view.say(words::DUE.short));
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
        self.list.draw(&mut rest.at(split.list), view, words::NO_OUTREACH, row::paint);
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
