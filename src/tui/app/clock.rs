//! The session's time: the server's clock carried on by this machine's steady one.

use crate::domain::time::Moment;
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Tells the time. In tests it stands still until it is moved.
#[derive(Clone, Debug)]
pub struct Clock {
    began: Moment,
    started: Instant,
    moved: Option<Rc<Cell<Duration>>>,
}

impl Clock {
    /// Runs on from the server's time.
    pub fn running(server: Moment) -> Self {
        Self { began: server, started: Instant::now(), moved: None }
    }

    /// Stands still at this time until the handle is set to how much has passed.
    pub fn standing(at: Moment) -> (Self, Rc<Cell<Duration>>) {
        let moved = Rc::new(Cell::new(Duration::ZERO));
        (Self { began: at, started: Instant::now(), moved: Some(Rc::clone(&moved)) }, moved)
    }

    pub fn instant(&self) -> Instant {
        match &self.moved {
            Some(moved) => self.started + moved.get(),
            None => Instant::now(),
        }
    }

    pub fn now(&self) -> Moment {
        self.began + self.instant().duration_since(self.started)
    }

    /// When the next minute begins.
    pub fn next_minute(&self) -> Instant {
        let into_minute = self.now().timestamp_millis().rem_euclid(60_000);
        self.instant() + Duration::from_millis(u64::try_from(60_000 - into_minute).unwrap_or(60_000))
    }
}
