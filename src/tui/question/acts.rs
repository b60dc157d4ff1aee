//! The pane's part of the action table.

use super::{QuestionPane, filter_form, forms};
use crate::api::Problem;
use crate::api::question::{QuestionDetail, QuestionOrder};
use crate::domain::question::QuestionStep;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::question_screen as words;
use crate::words::{Say, Text};

const ASKS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Team];
const ANSWERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Physician];
const SEES_ALL: &[Role] = &[Role::Coordinator, Role::Manager, Role::Physician];

/// An action that opens the form of a step of the selected question.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $roles:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(QuestionStep::$step, $roles, view))
    };
}

impl Acts for QuestionPane {
    const ACTIONS: &'static [Action<Self>] = &[
        step!("question.answer", ANSWER, Answer, ANSWERS, forms::answer).hinted(),
        Action::new("question.new", words::NEW, |_, cx| cx.push(forms::ask(&forms::Seed::default(), &cx.view())))
            .hinted()
            .unless(|_, view| no_right(ASKS, view)),
        step!("question.remind", REMIND, Remind, ASKS, forms::remind).hinted(),
        Action::new("question.call", words::CALL, Self::open_call).hinted().unless(Self::why_no_call),
        Action::new("question.timeline", words::PATIENT, Self::open_timeline).hinted().unless(Self::why_no_timeline),
        Action::new("question.shares", words::SHARES, Self::toggle_shares).hinted().unless(|_, view| {
            let may = SEES_ALL.iter().any(|role| view.i_am(*role));
            (!may).then(|| say(words::NO_SHARES_FOR_TEAM, view))
        }),
        Action::new("question.filter", words::FILTER, Self::set_filter).hinted(),
        Action::new("question.overdue", words::OVERDUE, Self::toggle_overdue),
        Action::new("question.mine", words::MINE, Self::toggle_mine),
        Action::new("question.ended", words::ENDED, Self::toggle_ended),
        Action::new("question.order", words::ORDER, Self::next_order),
        Action::new("question.show-all", words::CLEAR_FILTER, |this: &mut Self, cx: &mut Cx| {
            this.refilter(Self::usual_filter(), cx);
        })
        .unless(Self::why_no_filter),
        step!("question.amend", AMEND, Amend, ASKS, forms::amend),
        step!("question.correct", CORRECT, CorrectAnswer, ANSWERS, forms::correct),
        step!("question.withdraw", WITHDRAW, Withdraw, ASKS, forms::withdraw),
    ];
}

impl QuestionPane {
    fn with_form(&mut self, form: impl FnOnce(&QuestionDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.question() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    fn open_call(&mut self, cx: &mut Cx) {
        if let Some(call) = self.question().and_then(|case| case.call.as_ref()) {
            cx.show(Target::Consultation(call.consultation));
        }
    }

    fn open_timeline(&mut self, cx: &mut Cx) {
        if let Some(patient) = self.question().and_then(|case| case.row.patient.as_ref()) {
            cx.show(Target::Patient(patient.id));
        }
    }

    fn toggle_shares(&mut self, cx: &mut Cx) {
        if self.shares.take().is_none() {
            self.ask_shares(cx);
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

    fn toggle_overdue(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.overdue = !filter.overdue;
        self.refilter(filter, cx);
    }

    fn toggle_mine(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.mine = !filter.mine;
        self.refilter(filter, cx);
    }

    fn toggle_ended(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.open = if filter.open == Some(true) { None } else { Some(true) };
        self.refilter(filter, cx);
    }

    fn next_order(&mut self, cx: &mut Cx) {
        self.order = match self.order {
            QuestionOrder::Due => QuestionOrder::Newest,
            QuestionOrder::Newest => QuestionOrder::Due,
        };
        let filter = self.filter.clone();
        self.refilter(filter, cx);
    }

    fn why_no_filter(&self, view: &View) -> Option<String> {
        (self.filter == Self::usual_filter()).then(|| say(words::NO_FILTER, view))
    }

    fn why_no_call(&self, view: &View) -> Option<String> {
        let Some(case) = self.question() else { return Some(say(words::NEED_QUESTION, view)) };
        case.call.is_none().then(|| say(words::NO_CALL, view))
    }

    fn why_no_timeline(&self, view: &View) -> Option<String> {
        let Some(case) = self.question() else { return Some(say(words::NEED_QUESTION, view)) };
        case.row.patient.is_none().then(|| say(words::NO_PATIENT, view))
    }

    fn why_no_step(&self, step: QuestionStep, roles: &[Role], view: &View) -> Option<String> {
        no_right(roles, view).or_else(|| {
            let Some(case) = self.question() else { return Some(say(words::NEED_QUESTION, view)) };
            case.question.may(step).err().map(|why| why.say(view.lang()).into_owned())
        })
    }
}

fn no_right(roles: &[Role], view: &View) -> Option<String> {
    let may = roles.iter().any(|role| view.i_am(*role));
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}
