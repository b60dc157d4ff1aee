//! The pane's part of the action table.

use super::{OutreachPane, Typed, forms};
use crate::api::outreach::{OutreachDetail, OutreachFilter, OutreachRead};
use crate::api::{Problem, Request, Window};
use crate::domain::outreach::OutreachStep;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::{Field, Form};
use crate::words::outreach_screen as words;

/// An action that opens the form of a step.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(OutreachStep::$step, view))
    };
}

impl Acts for OutreachPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("outreach.next", words::NEXT, Self::next).hinted().unless(Self::why_no_next),
        step!("outreach.visit", VISIT, Visit, forms::visit).hinted(),
        step!("outreach.plan", PLAN, PlanFollowUp, forms::plan).hinted(),
        step!("outreach.follow-up", FOLLOW_UP, FollowUp, forms::follow_up).hinted(),
        Action::new("outreach.case", words::CASE, Self::open_case).hinted().unless(Self::why_nothing),
        Action::new("outreach.timeline", words::TIMELINE, Self::open_timeline).hinted().unless(Self::why_no_patient),
        step!("outreach.decide", DECIDE, Decide, forms::decide),
        step!("outreach.basis", BASIS, ChangeBasis, forms::basis),
        step!("outreach.close", CLOSE, Close, forms::finish),
        step!("outreach.set-aside", NOT_TAKE_UP, NotTakeUp, forms::not_take_up),
        step!("outreach.cancel", CANCEL, Cancel, forms::cancel),
        Action::new("outreach.due", words::DUE, |this: &mut Self, cx: &mut Cx| {
            this.filter.due = !this.filter.due;
            this.refilter(cx);
        }),
        Action::new("outreach.finished", words::FINISHED, |this: &mut Self, cx: &mut Cx| {
            this.filter.open = if this.filter.open.is_some() { None } else { Some(true) };
            this.refilter(cx);
        }),
        Action::new("outreach.find", words::FIND, Self::find),
    ];
}

impl OutreachPane {
    fn with_form(&mut self, form: impl FnOnce(&OutreachDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.case() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    /// The step that comes next.
    fn next(&mut self, cx: &mut Cx) {
        let Some(next) = self.case().and_then(|case| case.outreach.next_step()) else { return };
        match next {
            OutreachStep::Decide => self.with_form(forms::decide, cx),
            OutreachStep::Visit => self.with_form(forms::visit, cx),
            OutreachStep::PlanFollowUp => self.with_form(forms::plan, cx),
            OutreachStep::FollowUp => self.with_form(forms::follow_up, cx),
            OutreachStep::Close => self.with_form(forms::finish, cx),
            OutreachStep::ChangeBasis | OutreachStep::NotTakeUp | OutreachStep::Cancel => {}
        }
    }

    fn open_case(&mut self, cx: &mut Cx) {
        if let Some(case) = self.case() {
            cx.show(Target::Consultation(case.row.consultation));
        }
    }

    fn open_timeline(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.case().and_then(|case| case.row.patient.as_ref()) {
            cx.show(Target::Patient(patient.id));
        }
    }

    fn find(&mut self, cx: &mut Cx) {
        // The form leaves what was typed here and comes back by the same action.
        if let Some(text) = self.found.take() {
            self.filter.text = text;
            self.refilter(cx);
        } else {
            let form = find_form(&self.filter.text, &self.found);
            cx.push(form);
        }
    }

    fn why_nothing(&self, view: &View) -> Option<String> {
        self.case().is_none().then(|| view.say(words::NEED_OUTREACH).to_owned())
    }

    fn why_no_patient(&self, view: &View) -> Option<String> {
        self.why_nothing(view).or_else(|| {
            let none = self.case().is_none_or(|case| case.row.patient.is_none());
            none.then(|| view.say(words::NO_PATIENT).to_owned())
        })
    }

    fn why_no_next(&self, view: &View) -> Option<String> {
        self.why_nothing(view).or_else(|| match self.case()?.outreach.next_step() {
            Some(next) => self.why_no_step(next, view),
            None => Some(view.say(words::NO_NEXT).to_owned()),
        })
    }

    fn why_no_step(&self, step: OutreachStep, view: &View) -> Option<String> {
        self.why_nothing(view).or_else(|| {
            let rule = self.case()?.outreach.may(step).err()?;
            Some(view.problem(&Problem::Outreach(rule)))
        })
    }
}

/// Finds by name or number. What is asked on saving only lets the form close by an answer, like any other.
fn find_form(text: &str, typed: &Typed) -> Form {
    let typed = typed.clone();
    Form::new("outreach.find", words::FIND.long)
        .field(Field::text("text", words::FIND_FORM).with_text(text))
        .save(move |values, _| {
            let text = values.text("text");
            typed.leave(text.clone());
            let window = Window { offset: 0, limit: 1 };
            let filter = OutreachFilter { text, ..OutreachFilter::default() };
            Ok(Request::Outreach(OutreachRead::List { filter, window }))
        })
        .done(|_, cx| cx.run("outreach.find"))
}
