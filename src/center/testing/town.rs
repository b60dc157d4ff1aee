//! A real centre in a directory of its own, on a clock that stands still until a test moves it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use tempfile::TempDir;

use crate::center::{Center, Clock, open};
use crate::domain::staff::StaffProfile;
use crate::domain::time::Moment;
use crate::exchange::city::default_settings;
use crate::journal::{Disk, Journal, Options};

/// A real centre; it begins on a Tuesday morning.
pub struct Town {
    /// Gone with the test.
    pub base: TempDir,
    /// Its data directory.
    pub data: PathBuf,
    /// The centre, open.
    pub center: Center,
    now: Arc<Mutex<Moment>>,
}

fn clock(now: &Arc<Mutex<Moment>>) -> Clock {
    let now = Arc::clone(now);
    Arc::new(move || *now.lock().unwrap())
}

impl Town {
    /// Founds one with the made-up city; the founder is u1.
    pub fn found(founder: StaffProfile) -> Self {
        let base = TempDir::new().unwrap();
        let now = Arc::new(Mutex::new("2026-11-24T10:00:00+09:00".parse().unwrap()));
        let data = base.path().join("data");
        drop(open::found(&data, default_settings().unwrap(), founder, &clock(&now), None).unwrap());
        Self::open(base, data, now, None)
    }

    fn open(base: TempDir, data: PathBuf, now: Arc<Mutex<Moment>>, disk: Option<Arc<dyn Disk>>) -> Self {
        let mut opened = open::open(&data, None).unwrap();
        if let Some(disk) = disk {
            let options = Options { disk, ..Options::default() };
            opened.journal = Journal::open(&opened.lock, Arc::clone(&opened.keyring), options).unwrap().0;
        }
        let center = Center::start(opened, clock(&now), |_| {}).unwrap();
        Self { base, data, center, now }
    }

    /// The same after its server has ended and begun again.
    pub fn restarted(self) -> Self {
        self.restarted_in("data")
    }

    /// The same after its server has ended and begun again in another directory, in which there is a centre by then.
    pub fn restarted_in(self, name: &str) -> Self {
        let (base, now) = self.ended();
        let data = base.path().join(name);
        Self::open(base, data, now, None)
    }

    /// The same after its server has ended and begun again on a disk that can be made to fail.
    pub fn restarted_on(self, disk: Arc<dyn Disk>) -> Self {
        let (base, now) = self.ended();
        let data = base.path().join("data");
        Self::open(base, data, now, Some(disk))
    }

    fn ended(self) -> (TempDir, Arc<Mutex<Moment>>) {
        self.center.shut_down();
        let Self { base, center, now, .. } = self;
        drop(center);
        (base, now)
    }

    /// What its clock says.
    pub fn now(&self) -> Moment {
        *self.now.lock().unwrap()
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        *self.now.lock().unwrap() += TimeDelta::seconds(seconds);
    }
}
