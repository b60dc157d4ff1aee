//! Who else is at the records on this screen, and telling the server where the caller is.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::{App, Owner, Target, View};
use crate::api::Request;
use crate::api::presence::{Doing, LEASE, Presence, PresenceRequest, Present, Whereabouts};
use crate::domain::event::Kind;
use crate::tui::surface::Surface;
use crate::tui::widget::Split;
use crate::words::presence as words;

/// A record counts as looked at, or typed into, once it has been so this long.
const SETTLED: Duration = Duration::from_secs(1);

/// So often typing is told anew while it goes on.
const AGAIN: Duration = Duration::from_secs(30);

/// A record by its kind and identifier.
type Place = (Kind, String);

/// Who is where, as far as the caller may know.
#[derive(Clone, Debug, Default)]
pub struct Company {
    who: BTreeMap<Place, Vec<Present>>,
    /// The records on the screen: only who comes and goes there needs a new frame.
    on_screen: RefCell<BTreeSet<Place>>,
}

impl Company {
    /// A new frame begins.
    pub(super) fn begin_frame(&self) {
        self.on_screen.borrow_mut().clear();
    }

    /// Takes in who is at one record, and says whether that record is on the screen.
    pub(super) fn put(&mut self, presence: Presence) -> bool {
        let Presence { kind, id, who } = presence;
        let place = (kind, id);
        let shows = self.on_screen.borrow().contains(&place);
        if who.is_empty() {
            self.who.remove(&place);
        } else {
            self.who.insert(place, who);
        }
        shows
    }

    /// Takes in all there is, in place of what was known.
    pub(super) fn replace(&mut self, all: Vec<Presence>) {
        self.who.clear();
        for presence in all {
            self.put(presence);
        }
    }

    fn others<'a>(&'a self, kind: Kind, id: &str, view: &'a View) -> impl Iterator<Item = (String, Doing)> {
        let place = (kind, id.to_owned());
        let who = self.who.get(&place).map_or(&[][..], Vec::as_slice);
        self.on_screen.borrow_mut().insert(place);
        let others = who.iter().filter(|present| present.staff != view.me().id);
        others.map(|present| (family(&view.name_or_id(present.staff)).to_owned(), present.doing_at(view.now)))
    }

    /// 鈴木さんが入力中: who types there and who looks, the former first; none if nobody else is there.
    pub fn words(&self, kind: Kind, id: &str, view: &View) -> Option<String> {
        let mut others: Vec<_> = self.others(kind, id, view).collect();
        others.sort_by_key(|(_, doing)| std::cmp::Reverse(*doing));
        let said = others.into_iter().map(|(name, doing)| match doing {
            Doing::Typing => words::typing(&name, view.lang()),
            Doing::Looking => words::looking(&name, view.lang()),
        });
        Some(said.collect::<Vec<_>>().join("  ")).filter(|said| !said.is_empty())
    }

    /// The words for a row: only those who type are worth its room.
    pub fn typing(&self, kind: Kind, id: &str, view: &View) -> Option<String> {
        let typing = self.others(kind, id, view).find(|(_, doing)| *doing == Doing::Typing);
        typing.map(|(name, _)| words::typing_short(&name, view.lang()))
    }

    /// `*` beside what somebody else types into, `+` beside what somebody else looks at, else a blank.
    pub fn sign(&self, kind: Kind, id: &str, view: &View) -> &'static str {
        match self.others(kind, id, view).map(|(_, doing)| doing).max() {
            Some(Doing::Typing) => "*",
            Some(Doing::Looking) => "+",
            None => " ",
        }
    }

    /// Says at the head of a detail who else is there: on the rule above it where there is one, so that nothing moves,
    /// else on its first row.
    pub fn head(&self, record: Option<(Kind, String)>, split: &mut Split, on: &mut Surface, view: &View) {
        let Some(said) = record.and_then(|(kind, id)| self.words(kind, &id, view)) else { return };
        let style = view.theme().warning;
        match split.rule {
            Some(rule) => {
                on.text(2, rule, &format!(" {said} "), style);
            }
            None if split.detail.height > 1 => {
                on.at(split.detail).text(0, 0, &said, style);
                split.detail.y += 1;
                split.detail.height -= 1;
            }
            None => {}
        }
    }
}

/// The family name alone.
fn family(name: &str) -> &str {
    name.split([' ', '\u{3000}']).next().unwrap_or(name)
}

/// Where the caller is, and what of it the server was told.
#[derive(Clone, Debug)]
pub(super) struct Here {
    at: Option<Whereabouts>,
    since: Instant,
    told: Option<Whereabouts>,
    told_at: Instant,
    typed: Option<Instant>,
}

impl Here {
    pub(super) fn nowhere(now: Instant) -> Self {
        Self { at: None, since: now, told: None, told_at: now, typed: None }
    }

    /// A character was typed.
    pub(super) fn typed(&mut self, now: Instant) {
        self.typed = Some(now);
    }

    /// The server knows nothing any more.
    pub(super) fn forget(&mut self) {
        self.told = None;
    }

    /// When the server is to be told something next, if nothing happens until then.
    fn due(&self) -> Option<Instant> {
        if self.at != self.told {
            return Some(self.since + SETTLED);
        }
        let types = self.at.as_ref().is_some_and(|at| at.doing == Doing::Typing);
        let typed = self.typed.filter(|_| types)?;
        Some(if typed > self.told_at { self.told_at + AGAIN } else { typed + lease() })
    }
}

fn lease() -> Duration {
    LEASE.to_std().unwrap_or(AGAIN)
}

impl App {
    /// When the server is to be told where the caller is.
    pub(super) fn here_due(&self) -> Option<Instant> {
        self.here.due()
    }

    /// Tells the server where the caller is, once that has settled; never at every key.
    pub(super) fn look_around(&mut self) {
        let now = self.clock.instant();
        let at = self.whereabouts(now);
        if at != self.here.at {
            (self.here.at, self.here.since) = (at, now);
        }
        let types = self.here.at.as_ref().is_some_and(|at| at.doing == Doing::Typing);
        let renews = types && self.here.typed > Some(self.here.told_at);
        let news = self.here.at != self.here.told;
        if (news || renews) && self.here.due().is_some_and(|due| now >= due) {
            let at = self.here.at.clone();
            (self.here.told, self.here.told_at) = (at.clone(), now);
            self.ask(Owner::Here, Request::Presence(PresenceRequest { at }));
        }
    }

    fn whereabouts(&self, now: Instant) -> Option<Whereabouts> {
        let types = self.here.typed.is_some_and(|typed| now < typed + lease());
        let form = self.layers.iter().rev().find_map(|held| Target::named(held.layer.about()?)).filter(|_| types);
        let form = form.map(Target::record);
        let (doing, found) = match form {
            Some(found) => (Doing::Typing, Some(found)),
            // A hidden screen is not looked at.
            None if self.is_locked() || !self.is_mine(self.front) => return None,
            None => (Doing::Looking, self.panes[self.front].record()),
        };
        found.map(|(kind, id)| Whereabouts { kind, id, doing })
    }
}
