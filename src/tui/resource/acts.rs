//! The pane's part of the action table.

use super::{ResourcePane, forms};
use crate::api::resource::{ResourceChange, ResourceDetail, ResourceFilter};
use crate::api::{Change, Problem, Request};
use crate::domain::resource::{Difference, Field};
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, View};
use crate::words::{Say, Text, resource_screen as words};

impl Acts for ResourcePane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("resource.check", words::CHECK, Self::check).hinted().unless(Self::why_no_check),
        Action::new("resource.edit", words::EDIT, |this: &mut Self, cx: &mut Cx| {
            this.edit_facts("resource.edit", words::EDIT.long, forms::EDIT, cx);
        })
        .hinted()
        .unless(Self::why_no_edit),
        Action::new("resource.reach", words::REACH, |this: &mut Self, cx: &mut Cx| {
            this.edit_facts("resource.reach", words::REACH.long, forms::REACH, cx);
        })
        .hinted()
        .unless(Self::why_no_edit),
        Action::new("resource.filter", words::FILTER, Self::filter).hinted(),
        Action::new("resource.round", words::ROUND, |this: &mut Self, cx: &mut Cx| {
            let filter = ResourceFilter { stale: !this.filter.stale, ..this.filter.clone() };
            this.set_filter(filter, cx);
        })
        .hinted(),
        Action::new("resource.register", words::REGISTER, |_, cx| cx.push(forms::register(&cx.view())))
            .hinted()
            .unless(Self::why_no_writing),
        Action::new("resource.accept", words::ACCEPT, |this: &mut Self, cx: &mut Cx| this.settle(true, cx))
            .hinted()
            .unless(Self::why_no_difference),
        Action::new("resource.dismiss", words::DISMISS, |this: &mut Self, cx: &mut Cx| this.settle(false, cx))
            .hinted()
            .unless(Self::why_no_difference),
        Action::new("resource.next-difference", words::NEXT_DIFFERENCE, Self::next_difference)
            .unless(Self::why_no_difference),
        Action::new("resource.edit-work", words::EDIT_WORK, |this: &mut Self, cx: &mut Cx| {
            this.edit_facts("resource.edit-work", words::EDIT_WORK.long, forms::WORK, cx);
        })
        .unless(Self::why_no_edit),
        Action::new("resource.next-service", words::NEXT_SERVICE, Self::next_service).unless(Self::why_no_service),
        Action::new("resource.edit-service", words::EDIT_SERVICE, Self::edit_service).unless(Self::why_no_service_edit),
        Action::new("resource.add-service", words::ADD_SERVICE, |this: &mut Self, cx: &mut Cx| {
            this.with_open(cx, |open, cx| cx.push(forms::add_service(open, &cx.view())));
        })
        .unless(Self::why_no_edit),
        Action::new("resource.show-all", words::SHOW_ALL, |this: &mut Self, cx: &mut Cx| {
            this.set_filter(ResourceFilter::default(), cx);
        })
        .unless(Self::why_no_filter),
        Action::new("resource.in-city", words::IN_CITY, |this: &mut Self, cx: &mut Cx| {
            let filter = ResourceFilter { in_city: !this.filter.in_city, ..this.filter.clone() };
            this.set_filter(filter, cx);
        }),
        Action::new("resource.differing", words::DIFFERING, |this: &mut Self, cx: &mut Cx| {
            let filter = ResourceFilter { differing: !this.filter.differing, ..this.filter.clone() };
            this.set_filter(filter, cx);
        }),
        Action::new("resource.close", words::CLOSE, |this: &mut Self, cx: &mut Cx| {
            this.with_open(cx, |open, cx| cx.push(forms::close(open, &cx.view())));
        })
        .grave()
        .unless(Self::why_no_check),
        Action::new("resource.reopen", words::REOPEN, Self::reopen).unless(Self::why_no_reopening),
    ];
}

impl ResourcePane {
    fn with_open(&self, cx: &mut Cx, act: impl FnOnce(&ResourceDetail, &mut Cx)) {
        if let Some(open) = self.current() {
            act(open, cx);
        }
    }

    fn change(&mut self, change: ResourceChange, said: Text, cx: &mut Cx) {
        self.said = Some(said);
        self.asked_change.ask(Request::Change(Change::Resource(change)), cx);
    }

    fn check(&mut self, cx: &mut Cx) {
        let Some(site) = self.current().map(|open| &open.site) else { return };
        let change = ResourceChange::Check { site: site.id, seen: site.version, on: None };
        self.change(change, words::CHECKED_TODAY, cx);
    }

    fn reopen(&mut self, cx: &mut Cx) {
        let Some(site) = self.current().map(|open| &open.site) else { return };
        let change = ResourceChange::Reopen { site: site.id, seen: site.version };
        self.change(change, words::REOPENED, cx);
    }

    /// Answers the selected difference.
    fn settle(&mut self, accept: bool, cx: &mut Cx) {
        let Some(open) = self.current() else { return };
        let Some(Difference { key, theirs, .. }) = open.differences.get(self.difference).cloned() else { return };
        let (site, seen) = (open.site.id, open.site.version);
        let (change, said) = if accept {
            (ResourceChange::Accept { site, seen, key, theirs }, words::ACCEPTED)
        } else {
            (ResourceChange::Dismiss { site, seen, key, theirs }, words::DISMISSED)
        };
        self.change(change, said, cx);
    }

    fn next_difference(&mut self, cx: &mut Cx) {
        let count = self.current().map_or(0, |open| open.differences.len());
        if count > 0 {
            self.difference = (self.difference + 1) % count;
            self.refresh_detail(false, &cx.view());
        }
    }

    fn next_service(&mut self, cx: &mut Cx) {
        let count = self.services().len();
        if count > 0 {
            self.service = (self.service + 1) % count;
            self.refresh_detail(false, &cx.view());
        }
    }

    fn edit_facts(&mut self, name: &'static str, heading: Text, fields: &'static [Field], cx: &mut Cx) {
        self.with_open(cx, |open, cx| cx.push(forms::edit_facts(name, heading, fields, open, &cx.view())));
    }

    fn edit_service(&mut self, cx: &mut Cx) {
        let services = self.services();
        if let (Some(open), Some(service)) = (self.current(), services.get(self.service)) {
            cx.push(forms::edit_service(open, service, &cx.view()));
        }
    }

    /// Opens the form, or takes what it was filled with.
    fn filter(&mut self, cx: &mut Cx) {
        match self.chosen.take() {
            Some(filter) => self.set_filter(filter, cx),
            None => cx.push(forms::filter(&self.filter, &self.chosen, &cx.view())),
        }
    }

    #[allow(clippy::unused_self, reason = "the action table asks every reason of the pane")]
    fn why_no_writing(&self, view: &View) -> Option<String> {
        let may = [Role::Coordinator, Role::Manager, Role::Clerk].into_iter().any(|role| view.i_am(role));
        (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
    }

    fn why_no_edit(&self, view: &View) -> Option<String> {
        let no_site = || self.current().is_none().then(|| view.say(words::NO_SITE).to_owned());
        self.why_no_writing(view).or_else(no_site)
    }

    fn is_closed(&self) -> bool {
        self.current().is_some_and(|open| open.site.closed.is_some())
    }

    fn why_no_check(&self, view: &View) -> Option<String> {
        let closed = || self.is_closed().then(|| view.say(words::IS_CLOSED).to_owned());
        self.why_no_edit(view).or_else(closed)
    }

    fn why_no_reopening(&self, view: &View) -> Option<String> {
        let open = || (!self.is_closed()).then(|| view.say(words::IS_OPEN).to_owned());
        self.why_no_edit(view).or_else(open)
    }

    fn why_no_difference(&self, view: &View) -> Option<String> {
        let none = || {
            let some = self.current().is_some_and(|open| !open.differences.is_empty());
            (!some).then(|| view.say(words::NO_DIFFERENCE).to_owned())
        };
        self.why_no_edit(view).or_else(none)
    }

    fn why_no_service(&self, view: &View) -> Option<String> {
        self.services().is_empty().then(|| view.say(words::NO_SERVICE).to_owned())
    }

    fn why_no_service_edit(&self, view: &View) -> Option<String> {
        self.why_no_edit(view).or_else(|| self.why_no_service(view))
    }

    fn why_no_filter(&self, view: &View) -> Option<String> {
        (self.filter == ResourceFilter::default()).then(|| view.say(words::NO_FILTER).to_owned())
    }
}
