//! The pane of referrals and introductions: the team's list, one case with its course, and what each member has.

mod acts;
mod course;
pub(in crate::tui) mod doc;
mod draw;
mod filter_form;
pub(in crate::tui) mod form;
mod introduction_doc;
mod introduction_forms;
mod load;
mod request_form;
mod row;
mod step_forms;
#[cfg(test)]
mod tests;

pub use request_form::{Seed, introduction, referral};

use crate::api::referral::{
    IntroductionFilter, IntroductionRow, ReferralAnswer, ReferralChange, ReferralCounts, ReferralDetail,
    ReferralFilter, ReferralOrder, ReferralRead, ReferralRow, ReferralStep,
};
use crate::api::{Answer, Change, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::{IntroductionId, PatientId, ReferralId};
use crate::domain::introduction::Introduction;
use crate::domain::referral::Load;
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List};
use crate::words::{Text, referral_screen as words};

use filter_form::Chosen;

/// What the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// Referrals.
    #[default]
    Referrals,
    /// Introductions.
    Introductions,
    /// What each member has.
    Loads,
}

/// The pane.
#[derive(Default)]
pub struct ReferralPane {
    showing: Showing,
    referrals: List<ReferralRow>,
    counts: ReferralCounts,
    filter: ReferralFilter,
    order: ReferralOrder,
    /// What the filter form was filled with.
    chosen: Chosen,
    case: Option<ReferralDetail>,
    asked_case: Latest,
    introductions: List<IntroductionRow>,
    introduction: Option<(Introduction, IntroductionRow)>,
    asked_introduction: Latest,
    loads: Vec<Load>,
    asked_loads: Latest,
    /// A step that needs no form.
    stepping: Latest,
    detail: Detail,
    /// The record of the case, beside its detail where there is room.
    beside: Detail,
    /// Whether there is room beside the detail.
    wide: bool,
    entered: bool,
}

impl ReferralPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["referral", "list", "detail", "global"], typing: false };

    fn usual_filter(view: &View) -> ReferralFilter {
        let only_team = view.i_am(Role::Team) && !view.i_am(Role::Coordinator) && !view.i_am(Role::Manager);
        ReferralFilter { open: Some(true), team: view.me().team.filter(|_| only_team), ..ReferralFilter::default() }
    }

    fn introduction_filter(&self) -> IntroductionFilter {
        IntroductionFilter { open: self.filter.open, text: self.filter.text.clone(), ..IntroductionFilter::default() }
    }

    fn ask_list(&mut self, cx: &mut Cx) {
        match self.showing {
            Showing::Referrals => {
                let (filter, order) = (self.filter.clone(), self.order);
                self.referrals.ask(|window| referrals(filter, order, window), cx);
            }
            Showing::Introductions => {
                let filter = self.introduction_filter();
                self.introductions.ask(|window| introductions(filter, window), cx);
            }
            Showing::Loads => {
                let team = self.filter.team;
                self.asked_loads.ask(Request::Referral(ReferralRead::Loads { team }), cx);
            }
        }
    }

    /// Asks for the selected case; what is shown stays until it arrives.
    fn ask_case(&mut self, cx: &mut Cx) {
        match self.showing {
            Showing::Referrals => {
                if let Some(referral) = self.referrals.selected_id().copied() {
                    self.asked_case.ask_beside(Request::Referral(ReferralRead::Referral { referral }), cx);
                }
            }
            Showing::Introductions => {
                if let Some(introduction) = self.introductions.selected_id().copied() {
                    let read = ReferralRead::Introduction { introduction };
                    self.asked_introduction.ask_beside(Request::Referral(read), cx);
                }
            }
            Showing::Loads => {}
        }
    }

    /// The selected referral, once its record is there.
    fn referral(&self) -> Option<&ReferralDetail> {
        let selected = (self.showing == Showing::Referrals).then(|| self.referrals.selected_id()).flatten()?;
        self.case.as_ref().filter(|case| case.referral.id == *selected)
    }

    /// The selected introduction, once its record is there.
    fn introduction(&self) -> Option<&(Introduction, IntroductionRow)> {
        let selected = (self.showing == Showing::Introductions).then(|| self.introductions.selected_id()).flatten()?;
        self.introduction.as_ref().filter(|(record, _)| record.id == *selected)
    }

    fn redraw_detail(&mut self, moved: bool, view: &View) {
        let (main, beside) = match self.showing {
            Showing::Referrals => match self.referral() {
                Some(case) if self.wide => (doc::case(case, view), doc::record(Doc::default(), case, view)),
                Some(case) => (doc::record(doc::case(case, view).gap(), case, view), Doc::default()),
                None => Default::default(),
            },
            Showing::Introductions => match self.introduction() {
                Some((record, row)) => {
                    let main = introduction_doc::case(record, row, view);
                    if self.wide {
                        (main, introduction_doc::record(Doc::default(), record, view))
                    } else {
                        (introduction_doc::record(main.gap(), record, view), Doc::default())
                    }
                }
                None => Default::default(),
            },
            Showing::Loads => Default::default(),
        };
        if moved {
            self.detail.open(main);
            self.beside.open(beside);
        } else {
            self.detail.refresh(main);
            self.beside.refresh(beside);
        }
    }

    fn switch(&mut self, to: Showing, cx: &mut Cx) {
        self.showing = if self.showing == to { Showing::Referrals } else { to };
        self.ask_list(cx);
        self.ask_case(cx);
        self.redraw_detail(true, &cx.view());
    }

    fn refilter(&mut self, filter: ReferralFilter, cx: &mut Cx) {
        self.filter = filter;
        self.referrals.clear();
        self.introductions.clear();
        self.ask_list(cx);
    }

    /// A step that needs nothing written down.
    fn take(&mut self, step: ReferralStep, cx: &mut Cx) {
        let Some(case) = self.referral() else { return };
        let change = ReferralChange::Step { referral: case.referral.id, seen: case.referral.version, step };
        self.stepping.ask(Request::Change(Change::Referral(change)), cx);
    }

    fn open_referral(&mut self, id: ReferralId, cx: &mut Cx) {
        self.showing = Showing::Referrals;
        if self.referrals.rows().iter().all(|row| row.id != id) {
            // It may be ended, or another team's: the list is narrowed to it alone.
            self.filter = ReferralFilter { text: id.to_string(), ..ReferralFilter::default() };
            self.referrals.clear();
        }
        self.referrals.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
    }

    fn open_introduction(&mut self, id: IntroductionId, cx: &mut Cx) {
        self.showing = Showing::Introductions;
        if self.introductions.rows().iter().all(|row| row.id != id) {
            self.filter = ReferralFilter { text: id.to_string(), ..ReferralFilter::default() };
            self.introductions.clear();
        }
        self.introductions.select(id, None);
        self.ask_list(cx);
        self.ask_case(cx);
    }

    fn filled(&mut self, answer: ReferralAnswer, cx: &mut Cx) {
        match answer {
            ReferralAnswer::List { page, counts } => {
                self.counts = counts;
                self.referrals.fill(page);
                if self.referral().is_none() {
                    self.ask_case(cx);
                }
            }
            ReferralAnswer::Referral(case) => self.case = Some(*case),
            ReferralAnswer::Introductions(page) => {
                self.introductions.fill(page);
                if self.introduction().is_none() {
                    self.ask_case(cx);
                }
            }
            ReferralAnswer::Introduction { introduction, row } => self.introduction = Some((*introduction, *row)),
            ReferralAnswer::Loads(loads) => self.loads = loads,
        }
        self.redraw_detail(false, &cx.view());
    }
}

fn referrals(filter: ReferralFilter, order: ReferralOrder, window: Window) -> Request {
    Request::Referral(ReferralRead::List { filter, order, window })
}

fn introductions(filter: IntroductionFilter, window: Window) -> Request {
    Request::Referral(ReferralRead::Introductions { filter, window })
}

impl Pane for ReferralPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            if self.filter == ReferralFilter::default() {
                self.filter = Self::usual_filter(&cx.view());
            }
            self.ask_list(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        match target {
            Target::Referral(id) => self.open_referral(id, cx),
            Target::Introduction(id) => self.open_introduction(id, cx),
            _ => return false,
        }
        self.entered = true;
        true
    }

    fn opens(&self, form: &str) -> Option<&'static str> {
        Some(match form {
            "introduction.accept" => "referral.accept",
            "introduction.decline" => "referral.decline",
            "introduction.cancel" => "referral.cancel",
            "introduction.close" => "referral.close",
            "introduction.amend" => "referral.amend",
            "introduction.perform" | "introduction.receive" | "introduction.tell" => "referral.next",
            _ => return None,
        })
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let stepped = self.stepping.takes(ticket);
        let ours = self.referrals.takes(ticket)
            | self.introductions.takes(ticket)
            | self.asked_case.takes(ticket)
            | self.asked_introduction.takes(ticket)
            | self.asked_loads.takes(ticket);
        match outcome {
            Ok(Answer::Referral(answer)) if ours => self.filled(*answer, cx),
            Ok(_) if stepped => cx.inform(words::SAVED),
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
                matches!(kind, Kind::Referral | Kind::Introduction | Kind::Patient | Kind::Centre | Kind::Staff)
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
        let moved = match self.showing {
            Showing::Referrals => self.referrals.step(step),
            Showing::Introductions => self.introductions.step(step),
            Showing::Loads => false,
        };
        if moved {
            self.ask_case(cx);
            self.redraw_detail(true, &cx.view());
        }
        match self.showing {
            Showing::Referrals => {
                let (filter, order) = (self.filter.clone(), self.order);
                self.referrals.ask_if_needed(|window| referrals(filter, order, window), cx);
            }
            Showing::Introductions => {
                let filter = self.introduction_filter();
                self.introductions.ask_if_needed(|window| introductions(filter, window), cx);
            }
            Showing::Loads => {}
        }
    }

    fn subject(&self) -> Option<String> {
        match self.showing {
            Showing::Referrals => self.referrals.selected_id().map(ToString::to_string),
            Showing::Introductions => self.introductions.selected_id().map(ToString::to_string),
            Showing::Loads => None,
        }
    }

    fn about_patient(&self) -> Option<PatientId> {
        let referral = self.referral().map(|case| case.referral.request.patient);
        referral.or_else(|| self.introduction().map(|(record, _)| record.order.patient))
    }

    fn record(&self) -> Option<(Kind, String)> {
        let referral = self.referral().map(|case| (Kind::Referral, case.referral.id.to_string()));
        referral.or_else(|| self.introduction().map(|(record, _)| (Kind::Introduction, record.id.to_string())))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.overdue > 0).then(|| words::badge(self.counts.overdue, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.draw_pane(on, view);
    }
}
