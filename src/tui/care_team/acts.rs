//! The pane's part of the action table.

use super::forms::Of;
use super::row::Entry;
use super::sheet::Sheet;
use super::{CareTeamPane, filter_form, forms};
use crate::api::Problem;
use crate::api::care_team::{CareTeamDetail, CareTeamFilter, CareTeamOrder};
use crate::domain::care_team::{CareRole, CareTeam, Member, MemberState, MemberStep, StandIn, StandInState};
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::care_screen as words;
use crate::words::{Say, Text};

impl Acts for CareTeamPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("care.next", words::NEXT, Self::next).hinted().unless(Self::why_no_next),
        Action::new("care.ask", words::ASK, Self::ask).hinted().unless(Self::why_no_work),
        Action::new("care.answer", words::ANSWER, Self::answer_asked).hinted().unless(Self::why_no_answer),
        Action::new("care.start", words::START, |this: &mut Self, cx: &mut Cx| this.with_member(forms::start, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(MemberStep::Start, view)),
        Action::new("care.hours", words::HOURS, |this: &mut Self, cx: &mut Cx| this.with_member(forms::hours, cx))
            .hinted()
            .unless(|this: &Self, view: &View| this.why_no_step(MemberStep::Cover, view)),
        Action::new("care.tell", words::TELL, |this: &mut Self, cx: &mut Cx| this.with_member(forms::tell, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(MemberStep::Tell, view)),
        Action::new("care.know", words::KNOW, Self::know).unless(Self::why_no_work),
        Action::new("care.need", words::NEED, Self::need).unless(Self::why_no_work),
        Action::new("care.amend", words::AMEND, |this: &mut Self, cx: &mut Cx| {
            this.with_member(|of, member, _| forms::amend(of, member), cx);
        })
        .unless(|this: &Self, view: &View| this.why_no_step(MemberStep::Amend, view)),
        Action::new("care.leave", words::LEAVE, Self::leave_team).unless(Self::why_no_leaving),
        Action::new("care.pause", words::PAUSE, |this: &mut Self, cx: &mut Cx| this.with_team(forms::pause, cx))
            .unless(|this: &Self, view: &View| this.why_no_stay(true, view)),
        Action::new("care.resume", words::RESUME, |this: &mut Self, cx: &mut Cx| this.with_team(forms::resume, cx))
            .unless(|this: &Self, view: &View| this.why_no_stay(false, view)),
        Action::new("care.coverage", words::COVERAGE, |this: &mut Self, cx: &mut Cx| {
            this.show_patient(Target::Coverage, cx);
        })
        .hinted()
        .unless(Self::why_no_team),
        Action::new("care.timeline", words::TIMELINE, |this: &mut Self, cx: &mut Cx| {
            this.show_patient(Target::Patient, cx);
        })
        .hinted()
        .unless(Self::why_no_team),
        Action::new("care.print", words::PRINT, Self::print).hinted().unless(Self::why_no_team),
        Action::new("care.filter", words::FILTER, Self::set_filter).hinted().unless(Self::why_not_listing),
        Action::new("care.show-all", words::SHOW_ALL, |this: &mut Self, cx: &mut Cx| {
            this.refilter(CareTeamFilter::default(), cx);
        })
        .unless(Self::why_no_filter),
        Action::new("care.order", words::ORDER, Self::next_order).unless(Self::why_not_listing),
        Action::new("care.back", words::BACK, Self::back)
            .unless(|this: &Self, view: &View| this.open.is_none().then(|| say(words::NEED_OPEN, view))),
    ];
}

impl CareTeamPane {
    /// The team that new members join: that of the record that stands for all of the person's.
    fn own_team(&self) -> Option<Of<'_>> {
        let detail = self.detail()?;
        Some((detail.teams.first()?, detail))
    }

    fn with_team(&self, form: impl FnOnce(Of, &View) -> Form, cx: &mut Cx) {
        if let Some(of) = self.own_team() {
            let form = form(of, &cx.view());
            cx.push(form);
        }
    }

    /// The member of the selected row with the team that it belongs to.
    fn member(&self) -> Option<(&CareTeam, &CareTeamDetail, &Member)> {
        let Some(Entry::Member(team, member)) = self.entry() else { return None };
        let detail = self.detail()?;
        Some((detail.teams.iter().find(|of| of.id == *team)?, detail, member))
    }

    fn stand_in(&self) -> Option<(&CareTeam, &CareTeamDetail, &StandIn)> {
        let Some(Entry::StandIn(team, stand_in)) = self.entry() else { return None };
        let detail = self.detail()?;
        Some((detail.teams.iter().find(|of| of.id == *team)?, detail, stand_in))
    }

    fn with_member(&self, form: impl FnOnce(Of, &Member, &View) -> Form, cx: &mut Cx) {
        if let Some((team, detail, member)) = self.member() {
            let form = form((team, detail), member, &cx.view());
            cx.push(form);
        }
    }

    /// The role of the selected row, where one of that role is missing.
    fn missing_role(&self) -> Option<&CareRole> {
        match self.entry() {
            Some(Entry::Missing(need)) => Some(&need.role),
            _ => None,
        }
    }

    fn next(&mut self, cx: &mut Cx) {
        if self.open.is_none() {
            self.open_selected(cx);
            return;
        }
        match self.entry() {
            Some(Entry::Missing(_)) => self.ask(cx),
            Some(Entry::StandIn(..)) => self.answer_asked(cx),
            Some(Entry::Member(_, member)) => match next_step(member) {
                Some(MemberStep::Agree) => self.answer_asked(cx),
                Some(MemberStep::Start) => self.with_member(forms::start, cx),
                Some(MemberStep::Tell) => self.with_member(forms::tell, cx),
                Some(MemberStep::Cover) => self.with_member(forms::hours, cx),
                _ => {}
            },
            None => {}
        }
    }

    fn ask(&mut self, cx: &mut Cx) {
        let role = self.missing_role();
        self.with_team(|of, view| forms::ask(of, role, view), cx);
    }

    fn know(&mut self, cx: &mut Cx) {
        let role = self.missing_role();
        self.with_team(|of, view| forms::know(of, role, view), cx);
    }

    fn need(&mut self, cx: &mut Cx) {
        let role = self.entry().map(Entry::role);
        self.with_team(|of, view| forms::need(of, role, view), cx);
    }

    fn answer_asked(&mut self, cx: &mut Cx) {
        if let Some((team, detail, stand_in)) = self.stand_in() {
            let form = forms::answer_stand_in((team, detail), stand_in, &cx.view());
            cx.push(form);
        } else {
            self.with_member(forms::answer, cx);
        }
    }

    fn leave_team(&mut self, cx: &mut Cx) {
        if let Some((team, detail, stand_in)) = self.stand_in() {
            cx.push(forms::withdraw_stand_in((team, detail), stand_in));
        } else {
            self.with_member(forms::leave, cx);
        }
    }

    fn show_patient(&self, target: impl FnOnce(crate::domain::id::PatientId) -> Target, cx: &mut Cx) {
        if let Some(patient) = self.patient() {
            cx.show(target(patient));
        }
    }

    fn print(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.patient() {
            cx.push(Sheet::of(patient));
        }
    }

    fn set_filter(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        if let Some(filter) = self.chosen.take() {
            self.refilter(filter, cx);
        } else {
            cx.push(filter_form::form(&self.filter, self.chosen.clone(), &cx.view()));
        }
    }

    fn next_order(&mut self, cx: &mut Cx) {
        self.order = match self.order {
            CareTeamOrder::ToDo => CareTeamOrder::Area,
            CareTeamOrder::Area => CareTeamOrder::Kana,
            CareTeamOrder::Kana => CareTeamOrder::ToDo,
        };
        let filter = self.filter.clone();
        self.refilter(filter, cx);
    }

    fn why_no_team(&self, view: &View) -> Option<String> {
        self.patient().is_none().then(|| say(words::NEED_TEAM, view))
    }

    fn why_not_listing(&self, view: &View) -> Option<String> {
        self.open.is_some().then(|| say(words::BACK.long, view))
    }

    fn why_no_filter(&self, view: &View) -> Option<String> {
        self.why_not_listing(view)
            .or_else(|| (self.filter == CareTeamFilter::default()).then(|| say(words::NO_FILTER, view)))
    }

    /// Whoever only reads teams, and a team that has not come yet.
    fn why_no_work(&self, view: &View) -> Option<String> {
        let may = [Role::Coordinator, Role::Manager].into_iter().any(|role| view.i_am(role));
        if !may {
            return Some(Problem::NotAllowed.say(view.lang()).into_owned());
        }
        self.own_team().is_none().then(|| say(words::NEED_TEAM, view))
    }

    fn why_no_step(&self, step: MemberStep, view: &View) -> Option<String> {
        self.why_no_work(view).or_else(|| {
            let Some((team, _, member)) = self.member() else { return Some(say(words::NEED_MEMBER, view)) };
            team.may(member.number, step).err().map(|why| why.say(view.lang()).into_owned())
        })
    }

    fn why_no_answer(&self, view: &View) -> Option<String> {
        self.why_no_work(view).or_else(|| match self.entry() {
            Some(Entry::StandIn(_, stand_in)) if stand_in.state.is_open() => None,
            Some(Entry::Member(_, member)) if matches!(member.state, MemberState::Asked | MemberState::Agreed) => None,
            _ => Some(say(words::NO_ANSWER_DUE, view)),
        })
    }

    fn why_no_leaving(&self, view: &View) -> Option<String> {
        self.why_no_work(view).or_else(|| match self.entry() {
            Some(Entry::StandIn(_, stand_in)) if stand_in.state.is_open() => None,
            Some(Entry::Member(_, member)) if member.state.is_open() => None,
            _ => Some(say(words::NEED_MEMBER, view)),
        })
    }

    fn why_no_stay(&self, begins: bool, view: &View) -> Option<String> {
        use crate::domain::care_team::CareTeamProblem::{NotResting, Resting};
        self.why_no_work(view).or_else(|| {
            let rests = self.own_team()?.0.rest.is_some();
            let why = if begins { Resting } else { NotResting };
            (rests == begins).then(|| why.say(view.lang()).into_owned())
        })
    }

    fn why_no_next(&self, view: &View) -> Option<String> {
        if self.open.is_none() {
            return self.why_no_team(view);
        }
        self.why_no_work(view).or_else(|| {
            let next = match self.entry() {
                Some(Entry::Missing(_)) => true,
                Some(Entry::StandIn(_, stand_in)) => stand_in.state == StandInState::Asked,
                Some(Entry::Member(_, member)) => next_step(member).is_some(),
                None => false,
            };
            (!next).then(|| say(words::NOTHING_NEXT, view))
        })
    }
}

/// What is to be done with a member next.
fn next_step(member: &Member) -> Option<MemberStep> {
    match member.state {
        _ if member.to_tell.is_some() => Some(MemberStep::Tell),
        MemberState::Asked => Some(MemberStep::Agree),
        MemberState::Agreed => Some(MemberStep::Start),
        MemberState::Active if member.cover.is_none() && member.role.duty().is_some() => Some(MemberStep::Cover),
        _ => None,
    }
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}
