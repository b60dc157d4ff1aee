//! Panes that are not for the caller's roles: they say so, show nothing, and their keys are not offered.

use super::{App, View};
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::pane::WITH_RECEPTION;
use crate::tui::surface::Surface;
use crate::words::{Say, screen as words};

/// Nothing but what can be done everywhere.
const ELSEWHERE: Place = Place { words: words::PLACE_NOT_YOURS, contexts: &["global"], typing: false };

impl App {
    /// Whether the caller holds one of these roles.
    pub(super) fn i_am_one_of(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.session.welcome.staff.holds(*role))
    }

    /// Whether a pane is for the caller.
    pub(super) fn is_mine(&self, pane: usize) -> bool {
        self.panes.get(pane).is_some_and(|pane| self.i_am_one_of(pane.roles()))
    }

    /// The pane that is in front at the start: the first that is for the caller.
    pub(super) fn first_pane(&self) -> usize {
        (0..self.panes.len()).find(|pane| self.is_mine(*pane)).unwrap_or(0)
    }

    /// The place whose keys count in the pane in front.
    pub(super) fn place_in_front(&self) -> Place {
        if self.is_mine(self.front) { self.panes[self.front].place() } else { ELSEWHERE }
    }

    /// Why the caller finds nothing: nobody without a pane has anything to search in.
    pub(super) fn why_no_search(&self) -> Option<String> {
        let (staff, lang) = (&self.session.welcome.staff, self.session.lang);
        (!self.i_am_one_of(WITH_RECEPTION)).then(|| words::not_for_roles(lang, &roles(&staff.roles, lang)))
    }

    /// Draws what somebody sees for whom the pane in front is not: whose it is not, and what they can do instead.
    pub(super) fn draw_not_mine(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        on.pen(1)
            .gap(2)
            .style(theme.strong)
            .put(&words::not_for_roles(view.lang(), &roles(&view.me().roles, view.lang())));
        on.pen(2).gap(2).put(view.say(words::ASK_MANAGER));
        let mut row = 4;
        for name in ["global.access-log", "global.sessions", "global.help", "global.quit"] {
            let Some(spec) = self.catalogue.find(name).filter(|spec| self.why_not(spec).is_none()) else { continue };
            let key = view.keymap.shortest(name).unwrap_or_default();
            let mut pen = on.pen(row);
            pen.gap(2).style(theme.key).column(6, &key).style(theme.plain).put(view.say(spec.words.long));
            row += 1;
        }
    }
}

/// The roles in words.
fn roles(roles: &[Role], lang: crate::words::Lang) -> String {
    let separator = if lang == crate::words::Lang::Ja { "・" } else { ", " };
    roles.iter().map(|role| role.say(lang)).collect::<Vec<_>>().join(separator)
}
