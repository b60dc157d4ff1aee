//! The pane of care teams: the list of patients with what is missing, and one team with its members.

mod acts;
mod doc;
mod filter_form;
mod forms;
mod row;
mod sheet;
#[cfg(test)]
mod tests;

pub use filter_form::areas;
pub use forms::{answer_fields, contact, contact_fields, reason, says_no, says_yes};
pub use sheet::Sheet;

use crate::api::care_team::{
    CareTeamAnswer, CareTeamCounts, CareTeamDetail, CareTeamFilter, CareTeamOrder, CareTeamRead, CareTeamRow,
};
use crate::api::draft::Draft;
use crate::api::{Answer, Notice, Page, Problem, Request, Window};
use crate::domain::care_team::{CareRole, MemberNumber, StandInNumber};
use crate::domain::event::Kind;
use crate::domain::id::{CareTeamId, PatientId};
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::form::Form;
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, List, Split};
use crate::words::{Text, care_screen as words};

use filter_form::Chosen;
use row::{Entry, EntryId};

/// The pane.
#[derive(Default)]
pub struct CareTeamPane {
    patients: List<CareTeamRow>,
    counts: CareTeamCounts,
    filter: CareTeamFilter,
    order: CareTeamOrder,
    /// What the filter form was filled with.
    chosen: Chosen,
    /// Whose team is open; none shows the list.
    open: Option<PatientId>,
    /// The rows of the open team.
    entries: List<Entry>,
    team: Option<CareTeamDetail>,
    asked_team: Latest,
    /// A form that was left half typed and waits for its team.
    draft: Option<Draft>,
    detail: Detail,
    entered: bool,
}

impl CareTeamPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["care", "list", "detail", "global"], typing: false };

    fn ask_list(&mut self, cx: &mut Cx) {
        let (filter, order) = (self.filter.clone(), self.order);
        self.patients.ask(|window| list(filter, order, window), cx);
    }

    /// The patient that actions are about: whose team is open, else the selected one.
    fn patient(&self) -> Option<PatientId> {
        self.open.or_else(|| self.patients.selected_id().copied())
    }

    /// Asks for that patient's team; what is shown stays until it arrives.
    fn ask_team(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.patient() {
            self.asked_team.ask_beside(Request::CareTeam(CareTeamRead::Team { patient }), cx);
        }
    }

    /// The team of that patient, once it has come.
    fn detail(&self) -> Option<&CareTeamDetail> {
        let patient = self.patient()?;
        self.team
            .as_ref()
            .filter(|team| team.patient.id == patient || team.teams.iter().any(|of| of.patient() == patient))
    }

    /// The selected row of the open team.
    fn entry(&self) -> Option<&Entry> {
        self.open?;
        self.entries.selected()
    }

    fn open_selected(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.patients.selected_id().copied() {
            self.open_team(patient, cx);
        }
    }

    fn open_team(&mut self, patient: PatientId, cx: &mut Cx) {
        if self.open != Some(patient) {
            self.entries.clear();
        }
        self.open = Some(patient);
        self.fill_entries();
        self.ask_team(cx);
        self.redraw(true, &cx.view());
    }

    fn back(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.open.take() {
            self.patients.select(patient, None);
        }
        self.ask_list(cx);
        self.ask_team(cx);
        self.redraw(true, &cx.view());
    }

    fn refilter(&mut self, filter: CareTeamFilter, cx: &mut Cx) {
        self.filter = filter;
        self.patients.clear();
        self.ask_list(cx);
    }

    fn fill_entries(&mut self) {
        let rows = self.detail().map(row::entries);
        if let (Some(_), Some(rows)) = (self.open, rows) {
            let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            self.entries.fill(Page { total, offset: 0, rows });
        }
    }

    fn redraw(&mut self, moved: bool, view: &View) {
        let doc = match (self.open, self.detail(), self.entry()) {
            (Some(_), Some(team), Some(entry)) => doc::entry(entry, team, view),
            (Some(_), Some(team), None) | (None, Some(team), _) => doc::overview(team, view),
            _ => crate::tui::widget::Doc::default(),
        };
        if moved { self.detail.open(doc) } else { self.detail.refresh(doc) }
    }

    fn came(&mut self, team: CareTeamDetail, cx: &mut Cx) {
        // A merged record shows the one that stands for it.
        if self.open.is_some_and(|open| team.teams.iter().any(|of| of.patient() == open)) {
            self.open = Some(team.patient.id);
        }
        self.team = Some(team);
        self.fill_entries();
        self.redraw(false, &cx.view());
        self.resume(cx);
    }

    /// Opens the form again that was left half typed, once its team has come.
    fn resume(&mut self, cx: &mut Cx) {
        let Some(draft) = self.draft.take() else { return };
        if let Some(form) = self.form_of(&draft.form, &cx.view()) {
            cx.push(form);
        }
    }

    /// The form of this name, for the team that is open: `care.answer/t12/3`.
    fn form_of(&self, name: &str, view: &View) -> Option<Form> {
        let detail = self.detail()?;
        let mut parts = name.split('/');
        let (form, id, about) = (parts.next()?, parts.next()?.parse::<CareTeamId>().ok()?, parts.collect::<Vec<_>>());
        let about = about.join("/");
        let team = detail.teams.iter().find(|team| team.id == id)?;
        let of = (team, detail);
        let role = about.parse::<CareRole>().ok();
        let number = about.parse().ok();
        let member = || number.and_then(|number| team.member(MemberNumber(number)));
        let stand_in = || number.and_then(|number| team.stand_in(StandInNumber(number)));
        Some(match form {
            "care.ask" => forms::ask(of, role.as_ref(), view),
            "care.know" => forms::know(of, role.as_ref(), view),
            "care.need" => forms::need(of, role.as_ref(), view),
            "care.pause" => forms::pause(of, view),
            "care.resume" => forms::resume(of, view),
            "care.answer" => forms::answer(of, member()?, view),
            "care.start" => forms::start(of, member()?, view),
            "care.leave" => forms::leave(of, member()?, view),
            "care.hours" => forms::hours(of, member()?, view),
            "care.amend" => forms::amend(of, member()?),
            "care.tell" => forms::tell(of, member()?, view),
            "care.stand-in" => forms::answer_stand_in(of, stand_in()?, view),
            "care.withdraw-stand-in" => forms::withdraw_stand_in(of, stand_in()?),
            _ => return None,
        })
    }

    /// The line above the list, or the two above an open team.
    fn draw_head(&self, on: &mut Surface, view: &View) -> u16 {
        let theme = view.theme();
        let Some(detail) = self.detail().filter(|_| self.open.is_some()) else {
            let mut pen = on.pen(0);
            pen.style(theme.plain).put(&words::counts(self.counts, view.lang()));
            pen.gap(2).style(theme.faint).put(&filter_form::summary(&self.filter, self.order, view));
            return 1;
        };
        on.pen(0).style(theme.strong).put(&doc::head(detail, view));
        let flags = doc::flags(detail, view);
        if flags.is_empty() {
            return 1;
        }
        on.pen(1).style(theme.alarm).put("! ").style(theme.plain).put(&flags.join("  "));
        2
    }
}

fn list(filter: CareTeamFilter, order: CareTeamOrder, window: Window) -> Request {
    Request::CareTeam(CareTeamRead::List { filter, order, window })
}

impl Pane for CareTeamPane {
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
        let Target::CareTeam(patient) = target else { return false };
        if !self.entered {
            self.entered = true;
            self.ask_list(cx);
        }
        self.open_team(patient, cx);
        true
    }

    fn open_draft(&mut self, draft: &Draft, cx: &mut Cx) -> bool {
        let team = draft.form.strip_prefix("care.").and_then(|_| draft.form.split('/').nth(1));
        let Some(team) = team.and_then(|team| team.parse::<CareTeamId>().ok()) else { return false };
        self.draft = Some(draft.clone());
        self.show(Target::CareTeam(team.patient()), cx)
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.patients.takes(ticket) | self.asked_team.takes(ticket);
        match outcome {
            Ok(Answer::CareTeam(answer)) if ours => match *answer {
                CareTeamAnswer::List { page, counts } => {
                    self.counts = counts;
                    self.patients.fill(page);
                    if self.detail().is_none() {
                        self.ask_team(cx);
                    }
                }
                CareTeamAnswer::Team(team) => self.came(*team, cx),
                CareTeamAnswer::Candidates(_) | CareTeamAnswer::Sheet(_) => {}
            },
            Ok(_) => {}
            Err(problem) => {
                cx.tell(Message::problem(&problem, cx));
                if self.open.is_some() && self.detail().is_none() {
                    self.open = None;
                }
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        if !self.entered {
            return;
        }
        let concerns = match notice {
            Notice::Changed { kind, .. } => matches!(kind, Kind::CareTeam | Kind::Patient | Kind::Centre),
            Notice::Reload => true,
            _ => false,
        };
        if concerns {
            if self.open.is_none() {
                self.ask_list(cx);
            }
            self.ask_team(cx);
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if self.open.is_some() {
            if self.entries.step(step) {
                self.redraw(true, &cx.view());
            }
            return;
        }
        if self.patients.step(step) {
            self.ask_team(cx);
            self.redraw(true, &cx.view());
        }
        let (filter, order) = (self.filter.clone(), self.order);
        self.patients.ask_if_needed(|window| list(filter, order, window), cx);
    }

    fn subject(&self) -> Option<String> {
        let patient = self.patient()?;
        match (self.open, self.entries.selected_id()) {
            (Some(_), Some(EntryId::Member(team, number))) => Some(format!("{team} {}", number.0)),
            (Some(_), Some(EntryId::Missing(role))) => Some(format!("{patient} {role}")),
            (Some(_), Some(EntryId::StandIn(team, number))) => Some(format!("{team} stand-in {}", number.0)),
            _ => Some(patient.to_string()),
        }
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.patient()
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.detail().map(|team| (Kind::CareTeam, CareTeamId::of(team.patient.id).to_string()))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.to_tell > 0).then(|| words::badge(self.counts.to_tell, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let head = self.draw_head(&mut on.rows(0, 2), view);
        let height = on.height().saturating_sub(head);
        let mut rest = on.rows(head, height);
        let mut split = Split::of(rest.width(), height).two();
        let mut part = rest.at(split.list);
        if self.open.is_some() {
            self.entries.draw(&mut part, view, words::NO_MEMBERS, row::paint_entry);
        } else {
            self.patients.draw(&mut part, view, words::NO_TEAMS, row::paint);
        }
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
