//! The pane of the regional resources: a list, one place in detail, its forms, and differences to answer one by one.

mod acts;
mod doc;
mod forms;
mod row;
#[cfg(test)]
mod tests;

use crate::api::draft::Draft;
use crate::api::resource::{ResourceAnswer, ResourceCounts, ResourceDetail, ResourceFilter, ResourceRead, ResourceRow};
use crate::api::{Answer, Notice, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::id::SiteId;
use crate::domain::resource::ServiceKey;
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::pane::{Pane, WITH_RECEPTION};
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Doc, List, Split};
use crate::words::{Text, resource_screen as words};

use forms::Chosen;

/// The pane.
#[derive(Default)]
pub struct ResourcePane {
    list: List<ResourceRow>,
    filter: ResourceFilter,
    chosen: Chosen,
    /// The place that is shown in detail, and that acts are upon once it has come; it need not be in the list.
    at: Option<SiteId>,
    /// No list holds it, since it has closed down.
    apart: bool,
    /// The place whose detail came last.
    open: Option<ResourceDetail>,
    asked_site: Latest,
    asked_counts: Latest,
    /// Where the place that is to be shown stands in the list.
    asked_place: Latest,
    wanted: Option<SiteId>,
    asked_change: Latest,
    /// What to say once the change is done.
    said: Option<Text>,
    counts: ResourceCounts,
    /// The selected difference and service of the open place.
    difference: usize,
    service: usize,
    detail: Detail,
    entered: bool,
    /// A refresh of the list is under way, and another one is wanted after it.
    waiting: bool,
    again: bool,
}

fn rows(filter: ResourceFilter, window: Window) -> Request {
    Request::Resource(ResourceRead::List { filter, window })
}

impl ResourcePane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["resource", "list", "detail", "global"], typing: false };

    fn ask_list(&mut self, cx: &mut Cx) {
        let filter = self.filter.clone();
        self.list.ask(|window| rows(filter, window), cx);
        self.waiting = true;
        self.again = false;
    }

    /// Asks for the list unless an answer is on its way: an import changes hundreds of places at once.
    fn refresh_list(&mut self, cx: &mut Cx) {
        if self.waiting {
            self.again = true;
        } else {
            self.ask_list(cx);
        }
    }

    fn ask_counts(&mut self, cx: &mut Cx) {
        self.asked_counts.ask_beside(Request::Resource(ResourceRead::Counts), cx);
    }

    fn ask_site(&mut self, site: SiteId, cx: &mut Cx) {
        self.at = Some(site);
        self.apart = false;
        self.asked_site.ask_beside(Request::Resource(ResourceRead::Site { site }), cx);
    }

    /// The place that acts are upon, once it is there.
    fn current(&self) -> Option<&ResourceDetail> {
        self.open.as_ref().filter(|open| Some(open.site.id) == self.at)
    }

    /// Puts the selection of the list on a place that was found elsewhere.
    fn ask_place(&mut self, site: SiteId, cx: &mut Cx) {
        self.wanted = Some(site);
        let filter = self.filter.clone();
        self.asked_place.ask(Request::Resource(ResourceRead::Place { filter, site }), cx);
    }

    fn placed(&mut self, place: Option<u32>, cx: &mut Cx) {
        let Some(site) = self.wanted else { return };
        match place {
            Some(place) => {
                self.wanted = None;
                self.list.select(site, usize::try_from(place).ok());
                self.ask_list(cx);
            }
            None if self.filter != ResourceFilter::default() => {
                self.filter = ResourceFilter::default();
                self.ask_place(site, cx);
            }
            // It has closed down: the detail shows it, no list does.
            None => {
                self.wanted = None;
                self.apart = true;
            }
        }
    }

    fn set_filter(&mut self, filter: ResourceFilter, cx: &mut Cx) {
        self.filter = filter;
        self.list.clear();
        // The detail follows the selection of the new list.
        (self.at, self.open) = (None, None);
        self.asked_site.forget();
        self.detail.open(Doc::default());
        self.ask_list(cx);
    }

    fn services(&self) -> Vec<ServiceKey> {
        self.current().map(|open| open.site.services_in_order()).unwrap_or_default()
    }

    fn refresh_detail(&mut self, moved: bool, view: &View) {
        let document = self.open.as_ref().map(|open| doc::site(open, self.difference, self.service, view));
        let document = document.unwrap_or_default();
        if moved { self.detail.open(document) } else { self.detail.refresh(document) }
    }

    fn opened(&mut self, detail: ResourceDetail, cx: &mut Cx) {
        let moved = self.open.as_ref().is_none_or(|open| open.site.id != detail.site.id);
        if moved {
            self.difference = 0;
            self.service = 0;
        }
        self.difference = self.difference.min(detail.differences.len().saturating_sub(1));
        self.open = Some(detail);
        self.refresh_detail(moved, &cx.view());
    }

    fn answered(&mut self, answer: ResourceAnswer, cx: &mut Cx) {
        match answer {
            ResourceAnswer::List(page) => {
                self.list.fill(page);
                let selected = self.list.selected().map(|row| row.site).filter(|site| Some(*site) != self.at);
                if let Some(site) = selected
                    && self.wanted.is_none()
                    && !self.apart
                {
                    self.ask_site(site, cx);
                }
            }
            ResourceAnswer::Site(detail) => self.opened(*detail, cx),
            ResourceAnswer::Counts(counts) => {
                self.counts = counts;
            }
            ResourceAnswer::Place(place) => self.placed(place, cx),
            ResourceAnswer::Preview(_) | ResourceAnswer::Staged(_) => {}
        }
    }

    fn summary(&self, view: &View) -> String {
        let settings = &view.session.welcome.settings;
        let mut parts = vec![words::count(self.list.total(), view.lang())];
        let filter = &self.filter;
        if let Some(area) = filter.area.as_ref().and_then(|code| settings.city.area(code)) {
            parts.push(area.name.clone());
        }
        if let Some(code) = &filter.service {
            let entry = settings.codes.find(crate::domain::code::CodeList::Services, code);
            parts.push(words::service(entry, &code.0, view.lang()));
        }
        let flags = [
            (filter.in_city, words::IN_CITY.short),
            (filter.stale, words::ROUND.short),
            (filter.differing, words::DIFFERING.short),
            (filter.closed, words::CLOSE.short),
        ];
        parts.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, text)| view.say(text).to_owned()));
        parts.join("  ")
    }
}

impl Pane for ResourcePane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn roles(&self) -> &'static [Role] {
        WITH_RECEPTION
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.ask_list(cx);
            self.ask_counts(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Site(site) = target else { return false };
        if !self.entered {
            self.enter(cx);
        }
        self.ask_site(site, cx);
        self.ask_place(site, cx);
        true
    }

    fn open_draft(&mut self, draft: &Draft, cx: &mut Cx) -> bool {
        let Some((_, service)) =
            draft.form.strip_prefix("resource.edit-service/").and_then(|rest| rest.split_once('/'))
        else {
            return false;
        };
        let found = self.services().into_iter().find(|key| key.to_string() == service);
        let form = self.current().and_then(|open| Some(forms::edit_service(open, &found?, &cx.view())));
        form.is_some_and(|form| {
            cx.push(form);
            true
        })
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let is_list = self.list.takes(ticket);
        if is_list {
            self.waiting = false;
        }
        let is_ours =
            is_list | self.asked_site.takes(ticket) | self.asked_counts.takes(ticket) | self.asked_place.takes(ticket);
        if self.asked_change.takes(ticket) {
            let said = self.said.take();
            match outcome {
                Ok(_) => said.into_iter().for_each(|text| cx.inform(text)),
                Err(problem) => {
                    cx.tell(Message::problem(&problem, cx));
                    if let Some(site) = self.at {
                        self.ask_site(site, cx);
                    }
                }
            }
            return;
        }
        match outcome {
            Ok(Answer::Resource(answer)) if is_ours => self.answered(*answer, cx),
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
        if is_list && self.again {
            self.ask_list(cx);
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        if !self.entered {
            return;
        }
        let (open, apart) = (self.at, self.apart);
        match notice {
            Notice::Changed { kind: Kind::Site, id, .. } => {
                if !self.waiting {
                    self.ask_counts(cx);
                }
                self.refresh_list(cx);
                if let Some(site) = open.filter(|site| site.to_string() == *id) {
                    self.ask_site(site, cx);
                    self.apart = apart;
                }
            }
            Notice::Changed { kind: Kind::Centre, .. } | Notice::Reload => {
                self.refresh_list(cx);
                self.ask_counts(cx);
                if let Some(site) = open {
                    self.ask_site(site, cx);
                    self.apart = apart;
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if self.list.step(step)
            && let Some(site) = self.list.selected().map(|row| row.site)
        {
            self.ask_site(site, cx);
        }
        let filter = self.filter.clone();
        self.list.ask_if_needed(|window| rows(filter, window), cx);
    }

    fn subject(&self) -> Option<String> {
        self.at.map(|site| site.to_string())
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.current().map(|open| (Kind::Site, open.site.id.to_string()))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        self.detail.step(step);
    }

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.stale > 0).then(|| words::badge(self.counts.stale, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        on.pen(0).style(theme.faint).put(&self.summary(view));
        let height = on.height().saturating_sub(1);
        let mut rest = on.rows(1, height);
        let mut split = Split::of(rest.width(), height).two();
        self.list.draw(&mut rest.at(split.list), view, words::NONE, row::paint);
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
