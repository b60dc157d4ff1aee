//! The pane's part of the action table.

use super::{EnrolmentPane, Showing, filter_form, forms};
use crate::api::Problem;
use crate::api::ict::{AgreementRow, EnrolmentRow};
use crate::domain::enrolment::IctEnrolment;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::enrolment_screen as words;
use crate::words::{Say, Text};

const WORKS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Clerk];

impl Acts for EnrolmentPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("enrolment.use", words::NOTE_USE, |this: &mut Self, cx: &mut Cx| {
            this.with_enrolment(forms::note_use, cx);
        })
        .hinted()
        .unless(Self::why_no_enrolment),
        Action::new("enrolment.encourage", words::ENCOURAGE, |this: &mut Self, cx: &mut Cx| {
            this.with_enrolment(forms::encourage, cx);
        })
        .hinted()
        .unless(Self::why_no_enrolment),
        Action::new("enrolment.new", words::NEW, Self::begin).hinted().unless(|_, view| no_right(view)),
        Action::new("enrolment.to-call", words::TO_CALL, |this: &mut Self, cx: &mut Cx| {
            let mut filter = this.filter.clone();
            filter.to_call = !filter.to_call;
            this.refilter(filter, cx);
        })
        .hinted(),
        Action::new("enrolment.agreements", words::AGREEMENTS, Self::switch).hinted(),
        Action::new("enrolment.resource", words::RESOURCE, |this: &mut Self, cx: &mut Cx| {
            if let Some((_, row)) = this.enrolment() {
                cx.show(Target::Site(row.site));
            }
        })
        .hinted()
        .unless(|this, view| this.enrolment().is_none().then(|| say(words::NEED_ENROLMENT, view))),
        Action::new("enrolment.users", words::USERS, |this: &mut Self, cx: &mut Cx| {
            this.with_enrolment(forms::users, cx);
        })
        .unless(Self::why_no_enrolment),
        Action::new("enrolment.amend", words::AMEND, |this: &mut Self, cx: &mut Cx| {
            this.with_agreement(forms::amend, cx);
        })
        .unless(Self::why_no_agreement),
        Action::new("enrolment.renew", words::RENEW, |this: &mut Self, cx: &mut Cx| {
            this.with_agreement(forms::renew, cx);
        })
        .unless(|this, view| {
            this.why_no_agreement(view).or_else(|| {
                let endless = this.agreement().is_some_and(|row| row.agreement.terms.until.is_none());
                endless.then(|| say(words::NO_LIMIT, view))
            })
        }),
        Action::new("enrolment.end", words::END, |this: &mut Self, cx: &mut Cx| match this.showing {
            Showing::Enrolments => this.with_enrolment(forms::end, cx),
            Showing::Agreements => this.with_agreement(forms::end_agreement, cx),
        })
        .unless(|this, view| match this.showing {
            Showing::Enrolments => this.why_no_enrolment(view),
            Showing::Agreements => this.why_no_agreement(view),
        }),
        Action::new("enrolment.filter", words::FILTER, Self::set_filter).hinted(),
        Action::new("enrolment.ended", words::ENDED, |this: &mut Self, cx: &mut Cx| {
            let mut filter = this.filter.clone();
            filter.open = if filter.open == Some(true) { None } else { Some(true) };
            this.refilter(filter, cx);
        }),
        Action::new("enrolment.show-all", words::CLEAR_FILTER, |this: &mut Self, cx: &mut Cx| {
            this.refilter(Self::usual_filter(), cx);
        })
        .unless(|this, view| (this.filter == Self::usual_filter()).then(|| say(words::NO_FILTER, view))),
    ];
}

impl EnrolmentPane {
    fn with_enrolment(&mut self, form: impl FnOnce(&(IctEnrolment, EnrolmentRow), &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.enrolment() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    fn with_agreement(&mut self, form: impl FnOnce(&AgreementRow) -> Form, cx: &mut Cx) {
        if let Some(row) = self.agreement() {
            cx.push(form(row));
        }
    }

    fn begin(&mut self, cx: &mut Cx) {
        let form = match self.showing {
            Showing::Enrolments => forms::enrol(&cx.view()),
            Showing::Agreements => forms::sign(&cx.view()),
        };
        cx.push(form);
    }

    fn switch(&mut self, cx: &mut Cx) {
        self.showing = match self.showing {
            Showing::Enrolments => Showing::Agreements,
            Showing::Agreements => Showing::Enrolments,
        };
        self.redraw_detail(true, &cx.view());
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

    fn why_no_enrolment(&self, view: &View) -> Option<String> {
        if self.showing == Showing::Agreements {
            return Some(say(words::IN_AGREEMENTS, view));
        }
        no_right(view).or_else(|| {
            let Some((record, _)) = self.enrolment() else { return Some(say(words::NEED_ENROLMENT, view)) };
            (!record.is_open()).then(|| say(words::ALREADY_ENDED, view))
        })
    }

    fn why_no_agreement(&self, view: &View) -> Option<String> {
        no_right(view).or_else(|| {
            let Some(row) = self.agreement() else { return Some(say(words::NEED_AGREEMENT, view)) };
            row.agreement.ended.is_some().then(|| say(words::ALREADY_ENDED, view))
        })
    }
}

fn no_right(view: &View) -> Option<String> {
    let may = WORKS.iter().any(|role| view.i_am(*role));
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}
