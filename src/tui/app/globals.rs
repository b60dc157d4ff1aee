//! What can be done everywhere: change the pane, search, palette, help, lock, quit.

use super::{App, Cx, Message, Standing};
use crate::api::Notice;
use crate::domain::id::PatientId;
use crate::domain::staff::Role;
use crate::tui::action::{Offer, Spec, spec};
use crate::tui::layer::access_log::AccessList;
use crate::tui::layer::confirm::Confirm;
use crate::tui::layer::drafts::Drafts;
use crate::tui::layer::help::Help;
use crate::tui::layer::palette::Palette;
use crate::tui::layer::search::GlobalSearch;
use crate::tui::layer::sessions::Sessions;
use crate::tui::timeline::PatientPage;
use crate::words::actions as words;
use crate::words::{access_log, acp, screen, session};

/// The rows of the action table that belong to no pane.
pub struct Globals;

impl Globals {
    pub const SPECS: &'static [Spec] = &[
        spec("global.search", words::SEARCH).hinted(),
        spec("global.palette", words::PALETTE).hinted(),
        spec("global.help", words::HELP).hinted(),
        spec("global.queue", words::TO_QUEUE),
        spec("global.timeline", words::TO_TIMELINE),
        spec("global.referral", words::TO_REFERRAL),
        spec("global.resource", words::TO_RESOURCE),
        spec("global.care", words::TO_CARE),
        spec("global.pair", crate::words::pair_screen::TO_PAIRS),
        spec("global.question", words::TO_QUESTION),
        spec("global.screening", crate::words::prevention_screen::TO_PREVENTION),
        spec("global.region", crate::words::region_screen::TO_REGION),
        spec("global.drafts", words::DRAFTS),
        spec("global.news", crate::words::news::NEWS),
        spec("global.sessions", words::SESSIONS),
        spec("global.access-log", words::ACCESS_LOG),
        spec("global.emergency", words::EMERGENCY),
        spec("global.refresh", words::REFRESH),
        spec("global.redraw", words::REDRAW),
        spec("global.lock", words::LOCK),
        spec("global.quit", words::QUIT).grave(),
    ];
}

impl App {
    pub(super) fn run_global(&mut self, name: &str) {
        match name {
            "global.search" => match self.why_no_search() {
                None => self.push(Box::new(GlobalSearch::default())),
                Some(reason) => self.message = Some(Message::refused(reason)),
            },
            "global.palette" => {
                let offers = self.offers();
                self.push(Box::new(Palette::of(offers)));
            }
            "global.help" => {
                let offers = self.offers();
                self.push(Box::new(Help::new(offers)));
            }
            "global.drafts" => self.push(Box::new(Drafts::default())),
            "global.news" => self.open_news(),
            "global.emergency" => match self.patient_in_front() {
                Ok(patient) => self.push(Box::new(PatientPage::emergency(patient))),
                Err(reason) => self.message = Some(Message::refused(reason)),
            },
            "global.refresh" => self.noticed(&Notice::Reload),
            "global.redraw" => self.repaint = true,
            "global.sessions" => match self.why_no_sessions() {
                None => self.push(Box::new(Sessions::default())),
                Some(reason) => self.message = Some(Message::refused(reason)),
            },
            "global.access-log" => match self.why_no_access_log() {
                None => self.push(Box::new(AccessList::default())),
                Some(reason) => self.message = Some(Message::refused(reason)),
            },
            "global.lock" => self.lock_here(),
            "global.quit" if self.holds_text() => {
                let kept = self.standing != Standing::Lost;
                let question = if kept { screen::QUIT_WITH_TEXT } else { screen::QUIT_WITH_TEXT_LOST };
                self.push(Box::new(Confirm::new(question, leave)));
            }
            "global.quit" => self.over = true,
            other => self.go_to_pane(other),
        }
    }

    /// The patient whom the pane in front is about, or why there is none.
    pub(super) fn patient_in_front(&self) -> Result<PatientId, String> {
        let lang = self.session.lang;
        if !self.layers.is_empty() {
            return Err(screen::CLOSE_FIRST.say(lang).to_owned());
        }
        let patient = self.panes.get(self.front).and_then(|pane| pane.about_patient());
        patient.ok_or_else(|| acp::NEED_PATIENT.say(lang).to_owned())
    }

    /// Why the caller does not see the sessions.
    pub(super) fn why_no_sessions(&self) -> Option<String> {
        let me = &self.session.welcome.staff;
        let may = me.holds(Role::Manager) || me.holds(Role::Administrator);
        (!may).then(|| session::MANAGERS_ONLY.say(self.session.lang).to_owned())
    }

    /// Whether the caller may see who read and changed what.
    pub(super) fn sees_access_log(&self) -> bool {
        let me = &self.session.welcome.staff;
        me.holds(Role::Auditor) || me.holds(Role::Manager)
    }

    /// Why the caller does not see it.
    pub(super) fn why_no_access_log(&self) -> Option<String> {
        (!self.sees_access_log()).then(|| access_log::NOT_FOR_YOU.say(self.session.lang).to_owned())
    }

    /// `global.queue` brings the tab `queue` to the front, if no layer is in the way.
    fn go_to_pane(&mut self, name: &str) {
        if !self.layers.is_empty() {
            self.message = Some(Message::refused(screen::CLOSE_FIRST.say(self.session.lang)));
            return;
        }
        if let Some(at) = self.next_of_tab(name.strip_prefix("global.").unwrap_or_default()) {
            self.bring_to_front(at);
        }
    }

    /// The pane that the key of a tab leads to: the one that was last in front there, and from that one the next.
    fn next_of_tab(&self, tab: &str) -> Option<usize> {
        let of_tab = |at: &usize| self.panes.get(*at).is_some_and(|pane| pane.tab() == tab);
        let first = (0..self.panes.len()).find(of_tab)?;
        let Some(last) = self.last_in_front.get(tab).copied() else { return Some(first) };
        if last != self.front {
            return Some(last);
        }
        (last + 1..self.panes.len()).find(of_tab).or(Some(first))
    }

    /// Every action of the place that counts now, with the reason against it.
    fn offers(&self) -> Vec<Offer> {
        let place = self.place();
        let mut offers = Vec::new();
        for context in place.contexts {
            let specs = self.catalogue.specs().filter(|spec| spec.context() == *context);
            offers.extend(specs.map(|spec| Offer { spec, reason: self.why_not(spec) }));
        }
        offers
    }
}

/// What follows a yes to leaving.
pub(super) fn leave(cx: &mut Cx) {
    cx.quit();
}
