//! The pane of regional issues: what rises, what was made of it, the consultations behind it, and the map.

pub mod acts;
mod chart;
mod doc;
mod draw;
pub mod forms;
mod map;
mod row;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::page::WINDOW_LIMIT;
use crate::api::queue::QueueRow;
use crate::api::region::{
    CandidateDetail, CandidateRow, CasesOf, IssueCounts, IssueDetail, IssueFilter, IssueRow, Method, RegionAnswer,
    RegionRead,
};
use crate::api::{Answer, Notice, Page, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, RegionalIssueId};
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::Series;
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::form::{Field, Form};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List};
use crate::words::{Text, region_screen as words};

use map::Map;
use row::{Line, LineId};

/// What the pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// Candidates and issues.
    #[default]
    List,
    /// The consultations behind one of them, or behind a place of the map.
    Cases {
        /// Whether the way back leads to the map.
        from_map: bool,
    },
    /// Areas by topics.
    Map,
}

/// The pane.
#[derive(Default)]
pub struct RegionPane {
    showing: Showing,
    /// The last month looked at; none for the last whole one.
    month: Option<Month>,
    list: List<Line>,
    candidates: Vec<CandidateRow>,
    issues: Vec<IssueRow>,
    method: Option<Method>,
    counts: IssueCounts,
    filter: IssueFilter,
    /// What the form that finds issues was filled with.
    sought: Rc<RefCell<Option<String>>>,
    /// An issue that was asked for from elsewhere and is not yet found in the list.
    wanted: Option<RegionalIssueId>,
    asked_candidates: Latest,
    asked_issues: Latest,
    /// The issue that is selected, and the count.
    case: Option<IssueDetail>,
    count: Option<CandidateDetail>,
    asked_detail: Latest,
    /// Behind what the consultations are, and its name.
    behind: Option<(CasesOf, String)>,
    cases: List<QueueRow>,
    map: Option<Map>,
    asked_map: Latest,
    method_shown: bool,
    detail: Detail,
    entered: bool,
}

impl RegionPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["region", "list", "detail", "global"], typing: false };

    /// The last month looked at.
    fn month_shown(&self, view: &View) -> Month {
        self.month.unwrap_or_else(|| Month::of(view.now.date_naive()).before(1))
    }

    /// Asks for candidates and issues; what is shown stays until they arrive.
    fn ask_list(&mut self, cx: &mut Cx) {
        let month = self.month;
        self.asked_candidates.ask(Request::Region(RegionRead::Candidates { month }), cx);
        let window = Window { offset: 0, limit: WINDOW_LIMIT };
        let filter = self.filter.clone();
        self.asked_issues.ask(Request::Region(RegionRead::Issues { filter, window }), cx);
    }

    fn ask_cases(&mut self, cx: &mut Cx) {
        if let Some((of, _)) = &self.behind {
            let of = of.clone();
            self.cases.ask(|window| Request::Region(RegionRead::Cases { of, window }), cx);
        }
    }

    fn ask_map(&mut self, cx: &mut Cx) {
        let month = self.month;
        self.asked_map.ask(Request::Region(RegionRead::Map { month }), cx);
    }

    /// Asks for what is selected; what is shown stays until it arrives.
    fn ask_detail(&mut self, cx: &mut Cx) {
        let read = match (self.issue_id(), self.counted()) {
            (Some(issue), _) => RegionRead::Issue { issue },
            (None, Some(series)) => RegionRead::Candidate { series, month: self.month },
            (None, None) => return,
        };
        self.asked_detail.ask_beside(Request::Region(read), cx);
    }

    /// The issue that is selected, or whose consultations are listed.
    fn issue_id(&self) -> Option<RegionalIssueId> {
        match (self.showing, &self.behind, self.list.selected_id()) {
            (Showing::Cases { .. }, Some((CasesOf::Issue(id), _)), _) | (Showing::List, _, Some(LineId::Issue(id))) => {
                Some(*id)
            }
            _ => None,
        }
    }

    /// The same once its record is there.
    fn issue(&self) -> Option<&IssueDetail> {
        let id = self.issue_id()?;
        self.case.as_ref().filter(|case| case.issue.id == id)
    }

    /// What is counted where the selection stands.
    fn counted(&self) -> Option<Series> {
        match (self.showing, &self.behind) {
            (Showing::Map, _) => self.map.as_ref().and_then(Map::series),
            (Showing::Cases { .. }, Some((CasesOf::Count { series, .. }, _))) => Some(series.clone()),
            (Showing::Cases { .. }, _) => self.issue().and_then(|case| case.issue.matter.series.clone()),
            (Showing::List, _) => match self.list.selected_id() {
                Some(LineId::Candidate(series)) => Some(series.clone()),
                _ => None,
            },
        }
    }

    /// The consultation that is selected among those behind something.
    fn chosen_case(&self) -> Option<ConsultationId> {
        matches!(self.showing, Showing::Cases { .. }).then(|| self.cases.selected_id().copied()).flatten()
    }

    fn redraw(&mut self, moved: bool, view: &View) {
        let counted = self.counted();
        let count = self.count.as_ref().filter(|count| Some(&count.series) == counted.as_ref());
        let doc = match (&self.method, self.showing) {
            (Some(method), _) if self.method_shown => doc::method(method, view),
            (_, Showing::Map) => count.map(|count| doc::count(count, view)).unwrap_or_default(),
            (_, Showing::Cases { .. }) => Doc::default(),
            (_, Showing::List) => match self.list.selected() {
                Some(Line::Candidate(row)) => doc::candidate(row, count, view),
                Some(Line::Issue(_)) => self.issue().map(|case| doc::issue(case, view)).unwrap_or_default(),
                None => Doc::default(),
            },
        };
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    /// Candidates first, then issues, once both are there: a selection that waits for one of them would not be found else.
    fn fill(&mut self, cx: &mut Cx) {
        if self.asked_candidates.is_waiting() || self.asked_issues.is_waiting() {
            return;
        }
        if let Some(id) = self.wanted.take() {
            if self.issues.iter().any(|row| row.id == id) {
                self.list.select(LineId::Issue(id), None);
            } else if self.filter != IssueFilter::default() {
                // It may be closed, or another's: then nothing narrows the list.
                self.filter = IssueFilter::default();
                self.wanted = Some(id);
                return self.ask_list(cx);
            }
        }
        let candidates = self.candidates.iter().cloned().map(Line::Candidate);
        let rows: Vec<Line> = candidates.chain(self.issues.iter().cloned().map(Line::Issue)).collect();
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        self.list.fill(Page { total, offset: 0, rows });
    }

    fn filled(&mut self, answer: RegionAnswer, cx: &mut Cx) {
        match answer {
            RegionAnswer::Candidates { rows, method, .. } => {
                self.candidates = rows;
                self.method = Some(method);
                self.fill(cx);
            }
            RegionAnswer::Issues { page, counts } => {
                self.counts = counts;
                self.issues = page.rows;
                self.fill(cx);
            }
            RegionAnswer::Issue(case) => self.case = Some(*case),
            RegionAnswer::Candidate(count) => self.count = Some(*count),
            RegionAnswer::Cases(page) => self.cases.fill(page),
            RegionAnswer::Map(map) => match &mut self.map {
                Some(old) => old.refresh(*map),
                None => self.map = Some(Map::new(*map)),
            },
        }
        let known = match (self.issue_id(), self.counted()) {
            (Some(_), _) => self.issue().is_some(),
            (None, Some(series)) => self.count.as_ref().is_some_and(|count| count.series == series),
            (None, None) => true,
        };
        if !known && !self.asked_detail.is_waiting() {
            self.ask_detail(cx);
        }
        self.redraw(false, &cx.view());
    }
}

/// The form that finds issues by their title.
fn find_form(filter: &IssueFilter, sought: Rc<RefCell<Option<String>>>) -> Form {
    let before = filter.clone();
    Form::new("region.find", words::FIND_ISSUES)
        .field(Field::text("text", words::SEARCH_TEXT).with_text(filter.text.clone()))
        .save(move |values, _| {
            *sought.borrow_mut() = Some(values.text("text"));
            let filter = IssueFilter { text: values.text("text"), ..before.clone() };
            Ok(Request::Region(RegionRead::Issues { filter, window: Window { offset: 0, limit: 1 } }))
        })
        .done(|_, cx| cx.run("region.find"))
}

impl Pane for RegionPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Coordinator, Role::Manager, Role::Physician]
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.filter.open = Some(true);
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::RegionalIssue(id) = target else { return false };
        self.showing = Showing::List;
        self.method_shown = false;
        if !self.entered {
            self.entered = true;
            self.filter.open = Some(true);
        }
        self.wanted = Some(id);
        self.list.select(LineId::Issue(id), None);
        self.ask_list(cx);
        self.ask_detail(cx);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.asked_candidates.takes(ticket)
            | self.asked_issues.takes(ticket)
            | self.asked_detail.takes(ticket)
            | self.asked_map.takes(ticket)
            | self.cases.takes(ticket);
        match outcome {
            Ok(Answer::Region(answer)) if ours => self.filled(*answer, cx),
            Ok(_) => {}
            Err(problem) => {
                cx.tell(Message::problem(&problem, cx));
                self.fill(cx);
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        if !self.entered {
            return;
        }
        match notice {
            Notice::Changed { kind: Kind::RegionalIssue | Kind::Centre, .. } | Notice::Reload => {
                self.ask_list(cx);
                self.ask_detail(cx);
                if matches!(self.showing, Showing::Cases { .. }) {
                    self.ask_cases(cx);
                }
            }
            // One consultation more or less changes no picture of three months; what is listed of it is read again.
            Notice::Changed { kind: Kind::Consultation, .. } if matches!(self.showing, Showing::Cases { .. }) => {
                self.ask_cases(cx);
            }
            _ => {}
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        match self.showing {
            Showing::Cases { .. } => {
                self.cases.step(step);
                if let Some((of, _)) = self.behind.clone() {
                    self.cases.ask_if_needed(|window| Request::Region(RegionRead::Cases { of, window }), cx);
                }
                return;
            }
            Showing::Map => {
                if let Some(map) = &mut self.map {
                    map.step(step);
                }
            }
            Showing::List => {
                self.list.step(step);
            }
        }
        self.ask_detail(cx);
        self.redraw(true, &cx.view());
    }

    fn subject(&self) -> Option<String> {
        match (self.showing, self.list.selected_id()) {
            (Showing::Cases { .. }, _) => self.cases.selected_id().map(ToString::to_string),
            (Showing::List, Some(LineId::Issue(id))) => Some(id.to_string()),
            (Showing::Map | Showing::List, _) => self.counted().map(|series| format!("{series:?}")),
        }
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.issue().map(|case| (Kind::RegionalIssue, case.issue.id.to_string()))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.due > 0).then(|| words::badge(self.counts.due, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.draw_pane(on, view);
    }
}
