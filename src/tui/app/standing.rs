//! How the session stands with the server, and what becomes of it when the connection goes and comes back.

use super::App;
use crate::api::centre::Welcome;
use crate::api::session::Access;
use crate::api::{Notice, Problem};
use crate::words::screen;

/// How the session stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Open,
    ReadOnly,
    Lost,
}

impl App {
    /// The connection is gone: what is typed stays on the screen.
    pub(super) fn lost(&mut self) {
        self.standing = Standing::Lost;
        self.changed = true;
        self.drop_ahead(screen::keys_dropped_lost);
    }

    /// A server is there again and does not take the session back: why stays on the screen.
    pub(super) fn not_taken_back(&mut self, problem: Problem) {
        if self.not_taken_back.as_ref() != Some(&problem) {
            self.not_taken_back = Some(problem);
            self.changed = true;
        }
    }

    /// Why the server that is there does not take the session back.
    pub(super) fn why_not_taken_back(&self) -> Option<String> {
        let problem = self.not_taken_back.as_ref()?;
        let why = match problem {
            Problem::VersionMismatch { server } => screen::server_renewed(self.session.lang, server),
            other => self.view().problem(other),
        };
        Some(why)
    }

    /// The connection is there again: everything shown is read anew.
    pub(super) fn back(&mut self, welcome: Welcome) {
        self.standing = if welcome.writable { Standing::Open } else { Standing::ReadOnly };
        let open = welcome.access == Access::Open;
        self.session.welcome = welcome;
        self.not_taken_back = None;
        self.company.replace(Vec::new());
        self.here.forget();
        if !open {
            // What was typed into the last session's lock says nothing to this one.
            if let Some(id) = self.locked.take() {
                self.layers.retain(|held| held.id != id);
            }
            self.lock();
        }
        self.noticed(&Notice::Reload);
    }
}
