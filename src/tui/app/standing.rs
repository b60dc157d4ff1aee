//! How the session stands with the server, and what becomes of it when the connection goes and comes back.

use super::App;
use crate::api::Notice;
use crate::api::centre::Welcome;
use crate::api::session::Access;
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

    /// The connection is there again: everything shown is read anew.
    pub(super) fn back(&mut self, welcome: Welcome) {
        self.standing = if welcome.writable { Standing::Open } else { Standing::ReadOnly };
        let open = welcome.access == Access::Open;
        self.session.welcome = welcome;
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
