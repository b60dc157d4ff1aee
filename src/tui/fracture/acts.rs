//! The pane's part of the action table.

use super::{FracturePane, forms};
use crate::api::Problem;
use crate::api::prevention::{FractureDetail, PreventionProblem};
use crate::domain::fracture::FractureStep;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::tui::screening::find_form;
use crate::words::{Say, prevention_screen as words};

/// An action that opens the form of a step.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(FractureStep::$step, view))
    };
}

impl Acts for FracturePane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("fracture.next", words::NEXT, Self::next).hinted().unless(Self::why_no_next),
        Action::new("fracture.new", words::FRACTURE, |_: &mut Self, cx: &mut Cx| {
            let form = forms::begin(&cx.view());
            cx.push(form);
        })
        .hinted()
        .unless(|_, view| why_no_coordinator(view)),
        step!("fracture.link", LINK, Link, forms::link).hinted(),
        step!("fracture.coordinate", COORDINATE, Coordinate, forms::coordinate),
        step!("fracture.medication", MEDICATION, CheckMedication, forms::medication),
        step!("fracture.fall-risk", FALL_RISK, AssessFallRisk, forms::fall_risk),
        step!("fracture.support", SUPPORT, Support, forms::support),
        step!("fracture.follow-up", FOLLOW_UP, FollowUp, forms::follow_up).hinted(),
        step!("fracture.end", END, End, forms::finish),
        step!("fracture.amend", AMEND, Amend, forms::amend),
        Action::new("fracture.timeline", words::TIMELINE, Self::open_timeline).hinted().unless(Self::why_no_patient),
        Action::new("fracture.overdue", words::OVERDUE, |this: &mut Self, cx: &mut Cx| {
            this.filter.overdue = !this.filter.overdue;
            this.refilter(cx);
        }),
        Action::new("fracture.finished", words::FINISHED, |this: &mut Self, cx: &mut Cx| {
            this.filter.open = if this.filter.open.is_some() { None } else { Some(true) };
            this.refilter(cx);
        }),
        Action::new("fracture.find", words::FIND, Self::find),
    ];
}

/// Whoever does not begin cases.
fn why_no_coordinator(view: &View) -> Option<String> {
    let may = view.i_am(Role::Coordinator) || view.i_am(Role::Manager);
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}

impl FracturePane {
    fn with_form(&mut self, form: impl FnOnce(&FractureDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.case() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    /// The step that comes next.
    fn next(&mut self, cx: &mut Cx) {
        let Some(next) = self.case().and_then(|case| case.row.next) else { return };
        match next {
            FractureStep::Coordinate => self.with_form(forms::coordinate, cx),
            FractureStep::CheckMedication => self.with_form(forms::medication, cx),
            FractureStep::AssessFallRisk => self.with_form(forms::fall_risk, cx),
            FractureStep::Support => self.with_form(forms::support, cx),
            FractureStep::FollowUp => self.with_form(forms::follow_up, cx),
            FractureStep::Amend | FractureStep::Link | FractureStep::End => {}
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
            let form = find_form("fracture.find", &self.filter.text, &self.found, true);
            cx.push(form);
        }
    }

    fn why_no_case(&self, view: &View) -> Option<String> {
        self.case().is_none().then(|| view.say(words::NEED_FRACTURE).to_owned())
    }

    fn why_no_patient(&self, view: &View) -> Option<String> {
        self.why_no_case(view).or_else(|| {
            let none = self.case().is_none_or(|case| case.row.patient.is_none());
            none.then(|| view.say(words::NO_PATIENT).to_owned())
        })
    }

    fn why_no_next(&self, view: &View) -> Option<String> {
        self.why_no_case(view).or_else(|| match self.case().map(|case| case.row.next) {
            Some(Some(next)) => self.why_no_step(next, view),
            _ => self.why_no_step(FractureStep::FollowUp, view),
        })
    }

    fn why_no_step(&self, step: FractureStep, view: &View) -> Option<String> {
        let may = view.i_am(Role::Team) || why_no_coordinator(view).is_none();
        if !may {
            return why_no_coordinator(view);
        }
        self.why_no_case(view).or_else(|| {
            let rule = self.case()?.case.may(step).err()?;
            Some(view.problem(&Problem::Prevention(PreventionProblem::Fracture(rule))))
        })
    }
}
