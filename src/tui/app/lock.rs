//! Locking and unlocking the screen: what lies beneath stays as it is, and nothing of it is seen or said.

use super::{App, Message, Notice, Owner, Standing};
use crate::api::Request;
use crate::api::centre::Welcome;
use crate::api::session::SessionRequest;
use crate::tui::layer::lock::Lock;
use std::time::Duration;

/// So often at the most the server is told that somebody sits here.
const TOUCH: Duration = Duration::from_secs(10);

impl App {
    pub(super) fn is_locked(&self) -> bool {
        self.locked.is_some()
    }

    /// Says something, unless nobody may see it now.
    pub(super) fn say(&mut self, message: Message) {
        if !self.is_locked() {
            self.message = Some(message);
        }
    }

    /// Locks here and at the server, after what is typed has been kept.
    pub(super) fn lock_here(&mut self) {
        if self.is_locked() {
            return;
        }
        self.lock();
        self.ask(Owner::Nobody, Request::Session(SessionRequest::Lock));
    }

    /// Covers everything.
    pub(super) fn lock(&mut self) {
        if self.is_locked() {
            return;
        }
        for at in 0..self.layers.len() {
            self.with_layer(at, |layer, cx| layer.keep(cx));
        }
        self.changed = true;
        self.message = None;
        self.push(Box::new(Lock::of(&self.session.welcome)));
        self.locked = Some(self.layers_made);
    }

    /// Goes on where everything was, with what changed meanwhile.
    pub(super) fn unlocked(&mut self, welcome: Welcome) {
        let Some(id) = self.locked.take() else { return };
        self.touched = Some(self.clock.instant());
        self.standing = if welcome.writable { Standing::Open } else { Standing::ReadOnly };
        self.session.welcome = welcome;
        self.close(Owner::Layer(id));
        if self.begun {
            self.noticed(&Notice::Reload);
            // A locked screen was not told what was handed over.
            self.look_for_news();
        } else {
            self.begin();
        }
    }

    /// Somebody pressed a key.
    pub(super) fn touch(&mut self) {
        let now = self.clock.instant();
        let lately = self.touched.is_some_and(|touched| now.duration_since(touched) < TOUCH);
        if !lately && !self.is_locked() {
            self.touched = Some(now);
            self.link.touch();
        }
    }
}
