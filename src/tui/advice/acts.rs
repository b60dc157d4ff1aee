//! The pane's part of the action table.

use super::{AdvicePane, Typed, forms};
use crate::api::support_advice::{AdviceDetail, AdviceFilter, AdviceRead};
use crate::api::{Problem, Request, Window};
use crate::domain::staff::Role;
use crate::domain::support_advice::{AdviceProblem, AdviceStep};
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::{Field, Form};
use crate::tui::outreach;
use crate::words::support_advice_screen as words;

/// An action that opens the form of a step of what is selected.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(AdviceStep::$step, view))
    };
}

impl Acts for AdvicePane {
    const ACTIONS: &'static [Action<Self>] = &[
        step!("advice.answer", ANSWER, Answer, forms::answer).hinted(),
        Action::new("advice.case", words::CASE, Self::open_case).hinted().unless(Self::why_nothing),
        Action::new("advice.timeline", words::TIMELINE, Self::open_timeline).hinted().unless(Self::why_no_patient),
        Action::new("advice.outreach", words::OUTREACH, Self::propose).hinted().unless(Self::why_nothing),
        step!("advice.decline", DECLINE, Decline, forms::decline).hinted(),
        step!("advice.withdraw", WITHDRAW, Withdraw, forms::withdraw),
        step!("advice.correct", CORRECT, CorrectAnswer, forms::correct),
        Action::new("advice.mine", words::MINE, |this: &mut Self, cx: &mut Cx| {
            this.filter.mine = !this.filter.mine;
            this.refilter(cx);
        })
        .hinted(),
        Action::new("advice.finished", words::FINISHED, |this: &mut Self, cx: &mut Cx| {
            this.filter.open = if this.filter.open.is_some() { None } else { Some(true) };
            this.refilter(cx);
        }),
        Action::new("advice.find", words::FIND, Self::find),
    ];
}

impl AdvicePane {
    fn with_form(&mut self, form: impl FnOnce(&AdviceDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.case() {
            let form = form(case, &cx.view());
            cx.push(form);
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

    /// What the physician said leads to a proposal from the same consultation.
    fn propose(&mut self, cx: &mut Cx) {
        let Some(case) = self.case() else { return };
        let seed = forms::Seed {
            consultation: case.row.consultation,
            about: format!("{} {}", case.row.number, case.row.person).trim_end().to_owned(),
            area: case.row.area.clone(),
        };
        let form = outreach::forms::propose(&seed, &cx.view());
        cx.push(form);
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
        self.case().is_none().then(|| view.say(words::NEED_ADVICE).to_owned())
    }

    fn why_no_patient(&self, view: &View) -> Option<String> {
        self.why_nothing(view).or_else(|| {
            let none = self.case().is_none_or(|case| case.row.patient.is_none());
            none.then(|| view.say(words::NO_PATIENT).to_owned())
        })
    }

    fn why_no_step(&self, step: AdviceStep, view: &View) -> Option<String> {
        self.why_nothing(view).or_else(|| {
            let advice = &self.case()?.advice;
            let physician = advice.request.physician;
            let takes_down = view.i_am(Role::Coordinator) || view.i_am(Role::Manager);
            let another = step != AdviceStep::Withdraw && !takes_down && physician != view.me().id;
            let rule = advice.may(step).err();
            let rule = rule.or_else(|| another.then_some(AdviceProblem::AskedOfAnother { physician }))?;
            Some(view.problem(&Problem::SupportAdvice(rule)))
        })
    }
}

/// Finds by name, number or physician. What is asked on saving only lets the form close by an answer, like any other.
fn find_form(text: &str, typed: &Typed) -> Form {
    let typed = typed.clone();
    Form::new("advice.find", words::FIND.long)
        .field(Field::text("text", words::FIND_FORM).with_text(text))
        .save(move |values, _| {
            let text = values.text("text");
            typed.leave(text.clone());
            let window = Window { offset: 0, limit: 1 };
            let filter = AdviceFilter { text, ..AdviceFilter::default() };
            Ok(Request::SupportAdvice(AdviceRead::List { filter, window }))
        })
        .done(|_, cx| cx.run("advice.find"))
}
