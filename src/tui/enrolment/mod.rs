//! The pane of the region's shared record: who takes part and how often it is used, whom to call, the agreements.

mod acts;
mod doc;
mod filter_form;
mod forms;
mod row;
#[cfg(test)]
mod tests;

pub use doc::joined;

use crate::api::draft::Draft;
use crate::api::ict::{AgreementRow, EnrolmentCounts, EnrolmentFilter, EnrolmentRow, IctAnswer, IctRead};
use crate::api::{Answer, Notice, Page, Problem, Request, Window};
use crate::domain::enrolment::{AgreementStanding, IctEnrolment};
use crate::domain::event::Kind;
use crate::domain::id::EnrolmentId;
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List, Split};
use crate::words::{Text, enrolment_screen as words};

use filter_form::Chosen;

/// What the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// Organisations that take part.
    #[default]
    Enrolments,
    /// Agreements of associations.
    Agreements,
}

/// The pane.
#[derive(Default)]
pub struct EnrolmentPane {
    showing: Showing,
    list: List<EnrolmentRow>,
    counts: EnrolmentCounts,
    filter: EnrolmentFilter,
    /// What the filter form was filled with.
    chosen: Chosen,
    case: Option<(IctEnrolment, EnrolmentRow)>,
    asked_case: Latest,
    agreements: List<AgreementRow>,
    detail: Detail,
    entered: bool,
    /// A form that was left half typed, until the enrolment that it is about is here.
    draft: Option<Draft>,
}

impl EnrolmentPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["enrolment", "list", "detail", "global"], typing: false };

    fn usual_filter() -> EnrolmentFilter {
        EnrolmentFilter { open: Some(true), ..EnrolmentFilter::default() }
    }

    /// Both lists: who enrols chooses by the agreements, and the agreements tell their members.
    fn ask_lists(&mut self, cx: &mut Cx) {
        let filter = self.filter.clone();
        self.list.ask(|window| enrolments(filter, window), cx);
        self.agreements.ask(|_| Request::Ict(IctRead::Agreements), cx);
    }

    fn ask_case(&mut self, cx: &mut Cx) {
        if let Some(enrolment) = self.list.selected_id().copied() {
            self.asked_case.ask_beside(Request::Ict(IctRead::Enrolment { enrolment }), cx);
        }
    }

    /// The selected enrolment, once its record is there.
    fn enrolment(&self) -> Option<&(IctEnrolment, EnrolmentRow)> {
        let selected = (self.showing == Showing::Enrolments).then(|| self.list.selected_id()).flatten()?;
        self.case.as_ref().filter(|(record, _)| record.id == *selected)
    }

    /// The selected agreement.
    fn agreement(&self) -> Option<&AgreementRow> {
        (self.showing == Showing::Agreements).then(|| self.agreements.selected()).flatten()
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let doc = match self.showing {
            Showing::Enrolments => self.enrolment().map(|case| doc::enrolment(case, view)),
            Showing::Agreements => self.agreement().map(|row| doc::agreement(row, view)),
        };
        let doc = doc.unwrap_or_else(Doc::default);
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn refilter(&mut self, filter: EnrolmentFilter, cx: &mut Cx) {
        self.showing = Showing::Enrolments;
        self.filter = filter;
        self.list.clear();
        self.ask_lists(cx);
    }

    fn open(&mut self, id: EnrolmentId, cx: &mut Cx) {
        self.showing = Showing::Enrolments;
        if self.list.rows().iter().all(|row| row.id != id) {
            // It may have ended: the list is narrowed to it alone.
            self.filter = EnrolmentFilter { text: id.to_string(), ..EnrolmentFilter::default() };
            self.list.clear();
        }
        self.list.select(id, None);
        self.ask_lists(cx);
        self.ask_case(cx);
    }

    fn filled(&mut self, answer: IctAnswer, cx: &mut Cx) {
        match answer {
            IctAnswer::Enrolments { page, counts } => {
                self.counts = counts;
                self.list.fill(page);
                if self.enrolment().is_none() {
                    self.ask_case(cx);
                }
            }
            IctAnswer::Enrolment { enrolment, row } => {
                self.case = Some((*enrolment, *row));
                self.reopen_draft(cx);
            }
            IctAnswer::Agreements(rows) => {
                let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                self.agreements.fill(Page { total, offset: 0, rows });
                self.reopen_draft(cx);
            }
        }
        self.redraw_detail(false, &cx.view());
    }

    /// Opens the form again that was left half typed, now that the record is here that it is about.
    fn reopen_draft(&mut self, cx: &mut Cx) {
        let Some(draft) = &self.draft else { return };
        let view = cx.view();
        let of_agreement = self.agreements.rows().iter().find_map(|row| forms::of_agreement(&draft.form, row));
        let form = of_agreement.or_else(|| forms::of_enrolment(&draft.form, self.enrolment()?, &view));
        if let Some(form) = form {
            self.draft = None;
            cx.push(form);
        }
    }

    fn draw_head(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let mut pen = on.pen(0);
        match self.showing {
            Showing::Enrolments => {
                let EnrolmentCounts { open, users, used, to_call } = self.counts;
                pen.style(theme.plain).put(&words::counts(open, users, used, to_call, view.lang())).gap(2);
                pen.style(theme.faint).put(&filter_form::summary(&self.filter, view));
            }
            Showing::Agreements => {
                let rows = self.agreements.rows();
                let holding = rows.iter().filter(|row| row.standing == AgreementStanding::InForce).count();
                pen.style(theme.plain).put(&words::agreements(rows.len(), holding, view.lang()));
            }
        }
    }
}

fn enrolments(filter: EnrolmentFilter, window: Window) -> Request {
    Request::Ict(IctRead::Enrolments { filter, window })
}

impl Pane for EnrolmentPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn tab(&self) -> &'static str {
        "question"
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            if self.filter == EnrolmentFilter::default() {
                self.filter = Self::usual_filter();
            }
            self.ask_lists(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Enrolment(id) = target else { return false };
        self.open(id, cx);
        self.entered = true;
        true
    }

    fn opens(&self, form: &str) -> Option<&'static str> {
        // The list of agreements has the same actions.
        form.starts_with("agreement.").then_some("enrolment.new")
    }

    fn open_draft(&mut self, draft: &Draft, cx: &mut Cx) -> bool {
        let Some((pane, about)) = draft.form.split_once('.') else { return false };
        let new = match (pane, about) {
            ("enrolment", "new") => forms::enrol(&cx.view()),
            ("agreement", "new") => forms::sign(&cx.view()),
            ("enrolment", about) => {
                let Some(id) = about.split_once('/').and_then(|(_, id)| id.parse().ok()) else { return false };
                self.draft = Some(draft.clone());
                return self.show(Target::Enrolment(id), cx);
            }
            ("agreement", _) => {
                self.draft = Some(draft.clone());
                self.entered = true;
                self.showing = Showing::Agreements;
                self.ask_lists(cx);
                return true;
            }
            _ => return false,
        };
        cx.push(new);
        true
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.list.takes(ticket) | self.agreements.takes(ticket) | self.asked_case.takes(ticket);
        match outcome {
            Ok(Answer::Ict(answer)) if ours => self.filled(*answer, cx),
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
                matches!(kind, Kind::IctEnrolment | Kind::Agreement | Kind::Site | Kind::Centre)
            }
            Notice::Reload => true,
            _ => false,
        };
        if concerns {
            self.ask_lists(cx);
            self.ask_case(cx);
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        let moved = match self.showing {
            Showing::Enrolments => self.list.step(step),
            Showing::Agreements => self.agreements.step(step),
        };
        if moved {
            if self.showing == Showing::Enrolments {
                self.ask_case(cx);
            }
            self.redraw_detail(true, &cx.view());
        }
        let filter = self.filter.clone();
        self.list.ask_if_needed(|window| enrolments(filter, window), cx);
    }

    fn subject(&self) -> Option<String> {
        match self.showing {
            Showing::Enrolments => self.list.selected_id().map(ToString::to_string),
            Showing::Agreements => self.agreements.selected_id().map(ToString::to_string),
        }
    }

    fn record(&self) -> Option<(Kind, String)> {
        let enrolment = self.enrolment().map(|(record, _)| (Kind::IctEnrolment, record.id.to_string()));
        enrolment.or_else(|| self.agreement().map(|row| (Kind::Agreement, row.agreement.id.to_string())))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.draw_head(&mut on.rows(0, 1), view);
        let height = on.height().saturating_sub(1);
        let width = on.width();
        let mut rest = on.rows(1, height);
        let mut split = Split::of(width, height).two();
        let mut list = rest.at(split.list);
        match self.showing {
            Showing::Enrolments => self.list.draw(&mut list, view, words::NO_ENROLMENTS, row::paint),
            Showing::Agreements => self.agreements.draw(&mut list, view, words::NO_AGREEMENTS, row::paint_agreement),
        }
        if let Some(rule) = split.rule {
            rest.rule(rule, view.theme().faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
