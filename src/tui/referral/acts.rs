//! The pane's part of the action table.

use super::request_form::{self, Seed};
use super::{ReferralPane, Showing, filter_form, introduction_forms, step_forms};
use crate::api::Problem;
use crate::api::referral::{ReferralDetail, ReferralOrder, ReferralProblem, ReferralStep};
use crate::domain::introduction::IntroductionStep;
use crate::domain::patient::Standing;
use crate::domain::referral::{ConsentStanding, Missing, Step};
use crate::domain::staff::{Role, SupportTeam};
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::referral_screen as words;
use crate::words::{Say, Text};

/// An action that opens the form of a step of a referral.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(Step::$step, view))
    };
}

impl Acts for ReferralPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("referral.next", words::NEXT, Self::next).hinted().unless(Self::why_no_next),
        Action::new("referral.new", words::NEW, Self::new_referral).hinted().unless(|_, view| Self::why_no_work(view)),
        Action::new("referral.introduce", words::INTRODUCE, Self::new_introduction)
            .unless(|_, view| Self::why_no_work(view)),
        Action::new("referral.consent", words::CONSENT, |this: &mut Self, cx: &mut Cx| {
            this.with_form(step_forms::consent, cx);
        })
        .hinted()
        .unless(|this: &Self, view: &View| this.why_no_answer(Step::RecordConsent, view)),
        Action::new("referral.timeline", words::PATIENT, Self::open_timeline).hinted().unless(Self::why_no_case),
        Action::new("referral.introductions", words::INTRODUCTIONS, |this: &mut Self, cx: &mut Cx| {
            this.switch(Showing::Introductions, cx);
        })
        .hinted(),
        Action::new("referral.loads", words::LOADS, |this: &mut Self, cx: &mut Cx| this.switch(Showing::Loads, cx))
            .hinted(),
        Action::new("referral.filter", words::FILTER, Self::set_filter).hinted(),
        Action::new("referral.accept", words::ACCEPT, Self::accept)
            .unless(|this: &Self, view: &View| this.why_no_either(Step::Accept, IntroductionStep::Accept, view)),
        step!("referral.assign", ASSIGN, Assign, step_forms::assign),
        Action::new("referral.start", words::START, |this: &mut Self, cx: &mut Cx| {
            this.take(ReferralStep::StartAssessment, cx);
        })
        .unless(|this: &Self, view: &View| this.why_no_step(Step::StartAssessment, view)),
        Action::new("referral.visit", words::VISIT, |this: &mut Self, cx: &mut Cx| {
            this.with_form(step_forms::visit, cx);
        })
        .unless(Self::why_no_visit),
        step!("referral.score", SCORE, Score, step_forms::score),
        Action::new("referral.advise", words::ADVISE, |this: &mut Self, cx: &mut Cx| {
            this.with_form(step_forms::advise, cx);
        })
        .unless(|this: &Self, view: &View| this.why_no_answer(Step::Advise, view)),
        step!("referral.finish", FINISH, FinishAssessment, step_forms::finish),
        step!("referral.report", REPORT, Report, step_forms::report),
        step!("referral.acknowledge", ACKNOWLEDGE, Acknowledge, step_forms::acknowledge),
        step!("referral.link", LINK, Link, step_forms::link),
        step!("referral.ask", ASK, Ask, step_forms::ask),
        step!("referral.follow-up", FOLLOW_UP, FollowUp, step_forms::follow_up),
        step!("referral.hold", HOLD, Hold, step_forms::hold),
        Action::new("referral.resume", words::RESUME, |this: &mut Self, cx: &mut Cx| {
            this.take(ReferralStep::Resume, cx);
        })
        .unless(|this: &Self, view: &View| this.why_no_step(Step::Resume, view)),
        step!("referral.send-back", SEND_BACK, SendBack, step_forms::send_back),
        step!("referral.resubmit", RESUBMIT, Resubmit, step_forms::resubmit),
        Action::new("referral.close", words::CLOSE, Self::close)
            .unless(|this: &Self, view: &View| this.why_no_either(Step::Close, IntroductionStep::Close, view)),
        Action::new("referral.decline", words::DECLINE, Self::decline)
            .unless(|this: &Self, view: &View| this.why_no_either(Step::Decline, IntroductionStep::Decline, view)),
        Action::new("referral.cancel", words::CANCEL, Self::cancel)
            .unless(|this: &Self, view: &View| this.why_no_either(Step::Cancel, IntroductionStep::Cancel, view)),
        Action::new("referral.amend", words::AMEND, Self::amend)
            .unless(|this: &Self, view: &View| this.why_no_either(Step::Amend, IntroductionStep::Amend, view)),
        Action::new("referral.mine", words::MINE, Self::toggle_mine),
        Action::new("referral.team", words::TEAM, Self::next_team),
        Action::new("referral.order", words::ORDER, Self::next_order),
        Action::new("referral.show-all", words::CLEAR_FILTER, |this: &mut Self, cx: &mut Cx| {
            let usual = Self::usual_filter(&cx.view());
            this.refilter(usual, cx);
        })
        .unless(Self::why_no_filter),
    ];
}

impl ReferralPane {
    fn with_form(&mut self, form: impl FnOnce(&ReferralDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.referral() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    /// The step that comes next, or what is missing for it.
    fn next(&mut self, cx: &mut Cx) {
        if let Some(case) = self.introduction() {
            let view = cx.view();
            let form = match case.0.next_step() {
                Some(IntroductionStep::Accept) => introduction_forms::accept(case, &view),
                Some(IntroductionStep::Perform) => introduction_forms::perform(case, &view),
                Some(IntroductionStep::ReceiveResult) => introduction_forms::receive(case, &view),
                Some(IntroductionStep::Tell) => introduction_forms::tell(case, &view),
                Some(IntroductionStep::Close) => introduction_forms::close(case, &view),
                _ => return,
            };
            cx.push(form);
            return;
        }
        let Some(next) = self.referral().and_then(|case| case.row.next) else { return };
        match (next.missing, next.step) {
            (Some(Missing::Consent(_)), _) => self.with_form(step_forms::consent, cx),
            (Some(Missing::Findings), _) | (None, Step::StartAssessment) => self.with_form(step_forms::visit, cx),
            (None, Step::Accept) => self.take(ReferralStep::Accept, cx),
            (None, Step::Assign) => self.with_form(step_forms::assign, cx),
            (None, Step::FinishAssessment) => self.with_form(step_forms::finish, cx),
            (None, Step::Report) => self.with_form(step_forms::report, cx),
            (None, Step::Acknowledge) => self.with_form(step_forms::acknowledge, cx),
            (None, Step::Link) => self.with_form(step_forms::link, cx),
            (None, Step::Ask) => self.with_form(step_forms::ask, cx),
            (None, Step::FollowUp) => self.with_form(step_forms::follow_up, cx),
            (None, Step::Close) => self.with_form(step_forms::close, cx),
            (None, Step::Resubmit) => self.with_form(step_forms::resubmit, cx),
            (None, Step::Resume) => self.take(ReferralStep::Resume, cx),
            (None, _) => {}
        }
    }

    /// What a new case takes over from the selected one: the patient, and where it comes from.
    fn seed(&self) -> Seed {
        let row = self.referral().map(|case| &case.row.patient).or(self.introduction().map(|(_, row)| &row.patient));
        let living = row.filter(|row| matches!(row.standing, Standing::Living));
        Seed { patient: living.map(|row| (row.id, row.name.written.clone())), ..Seed::default() }
    }

    fn new_referral(&mut self, cx: &mut Cx) {
        let seed = Seed { team: self.filter.team, ..Seed::default() };
        let form = request_form::referral(&seed, &cx.view());
        cx.push(form);
    }

    fn new_introduction(&mut self, cx: &mut Cx) {
        let referral = self.referral().map(|case| case.referral.id);
        let form = request_form::introduction(&Seed { referral, ..self.seed() }, &cx.view());
        cx.push(form);
    }

    fn accept(&mut self, cx: &mut Cx) {
        match self.introduction() {
            Some(case) => {
                let form = introduction_forms::accept(case, &cx.view());
                cx.push(form);
            }
            None => self.take(ReferralStep::Accept, cx),
        }
    }

    fn close(&mut self, cx: &mut Cx) {
        match self.introduction() {
            Some(case) => {
                let form = introduction_forms::close(case, &cx.view());
                cx.push(form);
            }
            None => self.with_form(step_forms::close, cx),
        }
    }

    fn decline(&mut self, cx: &mut Cx) {
        match self.introduction() {
            Some(case) => {
                let form = introduction_forms::decline(case, &cx.view());
                cx.push(form);
            }
            None => self.with_form(step_forms::decline, cx),
        }
    }

    fn cancel(&mut self, cx: &mut Cx) {
        match self.introduction() {
            Some(case) => {
                let form = introduction_forms::cancel(case, &cx.view());
                cx.push(form);
            }
            None => self.with_form(step_forms::cancel, cx),
        }
    }

    fn amend(&mut self, cx: &mut Cx) {
        match self.introduction() {
            Some(case) => {
                let form = request_form::amend_introduction(case, &cx.view());
                cx.push(form);
            }
            None => self.with_form(request_form::amend, cx),
        }
    }

    fn open_timeline(&mut self, cx: &mut Cx) {
        let referral = self.referral().map(|case| case.row.patient.id);
        if let Some(patient) = referral.or(self.introduction().map(|(_, row)| row.patient.id)) {
            cx.show(Target::Patient(patient));
        }
    }

    fn set_filter(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        if let Some(filter) = self.chosen.take() {
            self.refilter(filter, cx);
        } else {
            let form = filter_form::form(&self.filter, self.chosen.clone(), &cx.view());
            cx.push(form);
        }
    }

    fn toggle_mine(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.mine = !filter.mine;
        self.refilter(filter, cx);
    }

    fn next_team(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.team = match filter.team {
            None => SupportTeam::ALL.first().copied(),
            Some(team) => SupportTeam::ALL.iter().copied().skip_while(|of| *of != team).nth(1),
        };
        self.refilter(filter, cx);
    }

    fn next_order(&mut self, cx: &mut Cx) {
        self.order = match self.order {
            ReferralOrder::Due => ReferralOrder::Longest,
            ReferralOrder::Longest => ReferralOrder::Newest,
            ReferralOrder::Newest => ReferralOrder::Due,
        };
        let filter = self.filter.clone();
        self.refilter(filter, cx);
    }

    fn why_no_filter(&self, view: &View) -> Option<String> {
        (self.filter == Self::usual_filter(view)).then(|| say(words::NO_FILTER, view))
    }

    fn why_no_case(&self, view: &View) -> Option<String> {
        (self.referral().is_none() && self.introduction().is_none()).then(|| say(words::NEED_CASE, view))
    }

    /// Whoever does not work on cases at all.
    fn why_no_work(view: &View) -> Option<String> {
        let may = [Role::Coordinator, Role::Manager, Role::Team].into_iter().any(|role| view.i_am(role));
        (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
    }

    /// Advice and the answer for consent, which a physician may give as well.
    fn why_no_answer(&self, step: Step, view: &View) -> Option<String> {
        if !view.i_am(Role::Physician) {
            return self.why_no_step(step, view);
        }
        self.why_no_rule(step, view)
    }

    fn why_no_step(&self, step: Step, view: &View) -> Option<String> {
        Self::why_no_work(view).or_else(|| self.why_no_rule(step, view))
    }

    fn why_no_rule(&self, step: Step, view: &View) -> Option<String> {
        if self.showing == Showing::Introductions {
            return Some(say(words::IN_INTRODUCTIONS, view));
        }
        let Some(case) = self.referral() else { return Some(say(words::NEED_REFERRAL, view)) };
        let rule = case.referral.may(step, case.gate).err()?;
        Some(view.problem(&Problem::Referral(ReferralProblem::Referral(rule))))
    }

    /// A visit is possible where the assessment runs, and starts it where nothing else is missing.
    fn why_no_visit(&self, view: &View) -> Option<String> {
        let starts = self.why_no_step(Step::StartAssessment, view);
        let why = starts?;
        let runs = self.why_no_step(Step::Visit, view);
        let waiting = self.referral().is_some_and(|case| {
            case.row.next.is_some_and(|next| {
                next.step == Step::StartAssessment
                    && matches!(next.missing, Some(Missing::Consent(standing)) if standing != ConsentStanding::Given)
            })
        });
        if waiting { Some(why) } else { runs }
    }

    fn why_no_either(&self, step: Step, act: IntroductionStep, view: &View) -> Option<String> {
        if self.showing != Showing::Introductions {
            return self.why_no_step(step, view);
        }
        Self::why_no_work(view).or_else(|| {
            let Some((record, _)) = self.introduction() else { return Some(say(words::NEED_CASE, view)) };
            let rule = record.may(act).err()?;
            Some(view.problem(&Problem::Referral(ReferralProblem::Introduction(rule))))
        })
    }

    fn why_no_next(&self, view: &View) -> Option<String> {
        Self::why_no_work(view).or_else(|| self.why_no_case(view)).or_else(|| {
            let ended = match (self.referral(), self.introduction()) {
                (Some(case), _) => case.row.next.is_none(),
                (None, Some((record, _))) => record.next_step().is_none(),
                (None, None) => false,
            };
            ended.then(|| say(words::NOTHING_NEXT, view))
        })
    }
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}
