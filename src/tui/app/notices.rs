//! What happens at the centre: told at once to what is on the screen, though only so often, and to the other panes when
//! they come to the front.
//!
//! Where a hundred people work, each of their changes reaches a hundred screens. Most of it concerns nothing that is shown
//! there, and must cost no frame and no question.

use std::time::{Duration, Instant};

use super::{App, Ended, Message, Owner, Standing};
use crate::api::access_log::AccessLogState;
use crate::api::centre::CentreRead;
use crate::api::{Notice, Request};
use crate::domain::event::Kind;
use crate::words::access_log as words;

/// After a change that made it ask, the pane in front is told of further ones together, so much later.
const REST: Duration = Duration::from_millis(100);

/// More changes than this and everything is read anew.
const MOST: usize = 32;

/// What a pane has yet to be told.
#[derive(Debug, Default)]
pub(super) struct Untold {
    changes: Vec<Notice>,
    /// When a change last made it ask.
    asked: Option<Instant>,
}

impl Untold {
    fn keep(&mut self, notice: &Notice) {
        self.changes.retain(|earlier| !notice.replaces(earlier));
        if self.changes.len() >= MOST || *notice == Notice::Reload {
            self.changes = vec![Notice::Reload];
        } else if self.changes != [Notice::Reload] {
            self.changes.push(notice.clone());
        }
    }

    /// Until when it is not told of changes.
    fn rests(&self) -> Option<Instant> {
        self.asked.map(|asked| asked + REST)
    }
}

impl App {
    /// Something happened at the centre.
    pub(super) fn noticed(&mut self, notice: &Notice) {
        match notice {
            Notice::Changed { kind: Kind::Centre | Kind::Staff, .. } => self.ask_names(),
            Notice::Reload if !self.is_locked() => self.ask_names(),
            Notice::Changed { .. } | Notice::Reload => {}
            Notice::Presence(presence) => {
                self.changed |= self.company.put(presence.clone());
                return;
            }
            Notice::Handed(handed) => return self.note_handed(handed),
            Notice::Locked => return self.lock(),
            Notice::Ended { by } => {
                self.ended = Some(Ended { by: by.clone() });
                return self.hang_up();
            }
            Notice::ReadOnly => self.standing = Standing::ReadOnly,
            Notice::Writable => self.standing = Standing::Open,
            Notice::Closing => self.lost(),
            Notice::AccessLog(state) => return self.note_access_log(*state),
        }
        self.changed |= !matches!(notice, Notice::Changed { .. });
        if self.is_locked() {
            // Whatever changes meanwhile is read when somebody is there again.
            return;
        }
        let before = self.subject();
        let change = matches!(notice, Notice::Changed { .. });
        let rests = change && self.untold[self.front].rests() > Some(self.clock.instant());
        for at in 0..self.panes.len() {
            if at == self.front && !rests {
                self.tell(at, notice);
            } else {
                self.untold[at].keep(notice);
            }
        }
        for layer in 0..self.layers.len() {
            self.with_layer(layer, |layer, cx| layer.notice(notice, cx));
        }
        self.note_move(before.as_deref());
    }

    /// It stands otherwise with the access log.
    pub(super) fn note_access_log(&mut self, state: AccessLogState) {
        self.changed = true;
        let before = std::mem::replace(&mut self.session.welcome.access_log, state);
        let text = match state {
            AccessLogState::Failing => Some(words::FAILS),
            AccessLogState::Broken if self.sees_access_log() => Some(words::BROKEN),
            _ if before == AccessLogState::Failing => Some(words::KEPT),
            _ => None,
        };
        if let Some(text) = text {
            self.say(Message::info(text.say(self.session.lang)));
        }
    }

    /// When the pane in front is to be told what it was not told yet.
    pub(super) fn telling_due(&self) -> Option<Instant> {
        let front = &self.untold[self.front];
        front.rests().filter(|_| !front.changes.is_empty())
    }

    /// Tells the pane in front, once it has rested.
    pub(super) fn tell_front(&mut self) {
        if self.telling_due().is_some_and(|due| self.clock.instant() >= due) {
            let before = self.subject();
            self.tell_rest(self.front);
            self.note_move(before.as_deref());
        }
    }

    /// Tells a pane all that it was not told yet.
    pub(super) fn tell_rest(&mut self, at: usize) {
        for notice in std::mem::take(&mut self.untold[at].changes) {
            self.tell(at, &notice);
        }
    }

    /// Names, lists of codes and hours are those of the hello.
    fn ask_names(&mut self) {
        self.ask(Owner::Session, Request::Centre(CentreRead::Welcome));
    }

    fn tell(&mut self, at: usize, notice: &Notice) {
        if !self.is_mine(at) {
            return;
        }
        let before = self.tickets;
        self.with_pane(at, |pane, cx| pane.notice(notice, cx));
        if self.tickets != before {
            self.untold[at].asked = Some(self.clock.instant());
        }
    }
}
