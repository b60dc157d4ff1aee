//! The pane's part of the action table.

use super::{ScreeningPane, forms};
use crate::api::Problem;
use crate::api::prevention::{PreventionChange, PreventionProblem, ScreeningAct, ScreeningDetail};
use crate::api::{Change, Request};
use crate::domain::screening::{Questionnaire, ScreeningStep};
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::{Say, prevention_screen as words};

/// An action that opens the form of a step.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(ScreeningStep::$step, view))
    };
}

impl Acts for ScreeningPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("screening.basic", words::BASIC, |_: &mut Self, cx: &mut Cx| {
            let form = forms::record(Questionnaire::BasicChecklist, &cx.view());
            cx.push(form);
        })
        .hinted()
        .unless(|_, view| why_no_work(view)),
        Action::new("screening.old-old", words::OLD_OLD, |_: &mut Self, cx: &mut Cx| {
            let form = forms::record(Questionnaire::OldOld, &cx.view());
            cx.push(form);
        })
        .hinted()
        .unless(|_, view| why_no_work(view)),
        step!("screening.enter-queue", ENTER_QUEUE, EnterQueue, forms::enter_queue).hinted(),
        step!("screening.link", LINK, Link, forms::link).hinted(),
        step!("screening.follow-up", FOLLOW_UP, FollowUp, forms::follow_up).hinted(),
        step!("screening.end", END, End, forms::finish),
        step!("screening.amend", AMEND, Amend, forms::amend),
        step!("screening.set-aside", SET_ASIDE, SetAside, forms::set_aside),
        Action::new("screening.take-up", words::TAKE_UP, Self::take_up)
            .unless(|this: &Self, view: &View| this.why_no_step(ScreeningStep::TakeUp, view)),
        Action::new("screening.consultation", words::CONSULTATION, Self::open_consultation)
            .unless(Self::why_no_consultation),
        Action::new("screening.timeline", words::TIMELINE, Self::open_timeline).unless(Self::why_no_patient),
        Action::new("screening.at-risk", words::AT_RISK, |this: &mut Self, cx: &mut Cx| {
            this.filter.at_risk = !this.filter.at_risk;
            this.filter.undecided = false;
            this.refilter(cx);
        }),
        Action::new("screening.undecided", words::UNDECIDED, |this: &mut Self, cx: &mut Cx| {
            this.filter.undecided = !this.filter.undecided;
            this.filter.at_risk = false;
            this.refilter(cx);
        }),
        Action::new("screening.finished", words::FINISHED, |this: &mut Self, cx: &mut Cx| {
            this.filter.open = if this.filter.open.is_some() { None } else { Some(true) };
            this.refilter(cx);
        }),
        Action::new("screening.find", words::FIND, Self::find),
    ];
}

/// Whoever does not work on questionnaires.
fn why_no_work(view: &View) -> Option<String> {
    let may = view.i_am(Role::Coordinator) || view.i_am(Role::Manager);
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}

impl ScreeningPane {
    fn with_form(&mut self, form: impl FnOnce(&ScreeningDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.case() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    fn take_up(&mut self, cx: &mut Cx) {
        let Some(case) = self.case() else { return };
        let (screening, seen) = (case.screening.id, case.screening.version);
        let change = PreventionChange::Step { screening, seen, step: ScreeningAct::TakeUp };
        self.stepping.ask(Request::Change(Change::Prevention(change)), cx);
    }

    fn open_consultation(&mut self, cx: &mut Cx) {
        if let Some((id, _)) = self.case().and_then(|case| case.consultation.as_ref()) {
            cx.show(Target::Consultation(*id));
        }
    }

    fn open_timeline(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.case().and_then(|case| case.row.patient) {
            cx.show(Target::Patient(patient));
        }
    }

    fn find(&mut self, cx: &mut Cx) {
        // The form leaves what was typed here and comes back by the same action.
        if let Some(text) = self.found.take() {
            self.filter.text = text;
            self.refilter(cx);
        } else {
            let form = super::find_form("screening.find", &self.filter.text, &self.found, false);
            cx.push(form);
        }
    }

    fn why_no_case(&self, view: &View) -> Option<String> {
        self.case().is_none().then(|| view.say(words::NEED_SCREENING).to_owned())
    }

    fn why_no_consultation(&self, view: &View) -> Option<String> {
        self.why_no_case(view).or_else(|| {
            let none = self.case().is_none_or(|case| case.consultation.is_none());
            none.then(|| view.say(words::NO_CONSULTATION).to_owned())
        })
    }

    fn why_no_patient(&self, view: &View) -> Option<String> {
        self.why_no_case(view).or_else(|| {
            let none = self.case().is_none_or(|case| case.row.patient.is_none());
            none.then(|| view.say(words::NO_PATIENT).to_owned())
        })
    }

    fn why_no_step(&self, step: ScreeningStep, view: &View) -> Option<String> {
        why_no_work(view).or_else(|| self.why_no_case(view)).or_else(|| {
            let rule = self.case()?.screening.may(step).err()?;
            Some(view.problem(&Problem::Prevention(PreventionProblem::Screening(rule))))
        })
    }
}
