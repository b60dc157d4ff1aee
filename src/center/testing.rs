//! Centres for tests: one in memory, where changes go through real transactions and views without a disk, and a real one
//! in a directory of its own.

mod town;

pub use town::Town;

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use super::counters::Counters;
use super::reader::Reader;
use super::store::Store;
use super::transaction::{Overlay, Stamps, Transaction};
use super::views::Views;
use crate::api::Problem;
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::code::Code;
use crate::domain::event::{Event, Kind, Record};
use crate::domain::id::StaffId;
use crate::domain::person::PersonName;
use crate::domain::staff::{FullTimeEquivalent, Role, SYSTEM, Staff, StaffEvent, StaffProfile, SupportTeam};
use crate::domain::time::Moment;
use crate::exchange::city::default_settings;

/// A public-health nurse who works full time.
pub fn profile(name: &str, account: &str, roles: &[Role]) -> StaffProfile {
    StaffProfile {
        name: PersonName { written: name.into(), kana: String::new() },
        profession: Code::new("public_health_nurse"),
        roles: roles.to_vec(),
        full_time_equivalent: FullTimeEquivalent(100),
        team: None,
        areas: vec![],
        account: Some(account.into()),
    }
}

/// Records by kind and key, as the real store would hold them.
#[derive(Default)]
pub struct Memory(BTreeMap<(Kind, Vec<u8>), Record>);

impl Store for Memory {
    fn get(&self, kind: Kind, key: &[u8]) -> Result<Option<Record>, Problem> {
        Ok(self.0.get(&(kind, key.to_vec())).cloned())
    }

    fn range(&self, kind: Kind, prefix: &[u8]) -> Box<dyn Iterator<Item = Result<Record, Problem>> + '_> {
        let prefix = prefix.to_vec();
        Box::new(
            self.0
                .range((kind, prefix.clone())..)
                .take_while(move |((k, key), _)| *k == kind && key.starts_with(&prefix))
                .map(|(_, record)| Ok(record.clone())),
        )
    }
}

/// A centre in memory with its own clock.
pub struct Desk {
    store: Memory,
    views: RwLock<Views>,
    counters: Counters,
    /// The time of the next change or read.
    pub now: Moment,
    /// All events so far.
    pub events: Vec<Event>,
}

impl Desk {
    /// A new centre with the made-up city, and u1 as manager, coordinator and administrator.
    pub fn new(now: Moment) -> Self {
        let settings = Arc::new(default_settings().unwrap());
        let mut desk = Self {
            store: Memory::default(),
            views: RwLock::new(Views::new(settings)),
            counters: Counters::default(),
            now,
            events: Vec::new(),
        };
        desk.join("佐藤 恵", &[Role::Manager, Role::Coordinator, Role::Administrator], None);
        desk
    }

    /// Takes a member of staff in.
    pub fn join(&mut self, name: &str, roles: &[Role], team: Option<SupportTeam>) -> StaffId {
        let id = StaffId(self.counters.serial(Kind::Staff));
        let profile = StaffProfile { team, ..profile(name, &format!("account{}", id.0), roles) };
        let stamp = Stamp { at: self.now, by: id };
        let staff = Staff::begin(id, &StaffEvent::Joined(profile), &stamp).unwrap();
        self.keep(Record::Staff(Box::new(staff)), stamp);
        id
    }

    fn keep(&mut self, record: Record, stamp: Stamp) {
        let views = self.views.get_mut().unwrap();
        views.put(&record);
        views.note_change(record.kind(), record.key(), stamp);
        self.counters.learn(&record);
        self.store.0.insert((record.kind(), record.key()), record);
    }

    /// Runs a change as this person, or as the program; a refusal leaves everything as it was.
    pub fn change<T>(
        &mut self,
        by: StaffId,
        change: impl FnOnce(&mut Transaction) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let views = self.views.read().unwrap();
        let (pending, pending_by) = (Overlay::new(), Stamps::new());
        let mut tx = Transaction {
            store: &self.store,
            pending: &pending,
            pending_by: &pending_by,
            views: &views,
            counters: &mut self.counters,
            actor: if by == SYSTEM { Arc::new(Staff::system()) } else { Arc::clone(&views.staff[&by]) },
            now: self.now,
            staged: Overlay::new(),
            events: Vec::new(),
        };
        let outcome = change(&mut tx)?;
        let (staged, events, stamp) = (std::mem::take(&mut tx.staged), std::mem::take(&mut tx.events), tx.stamp());
        drop(views);
        self.events.extend(events.into_iter().map(|(_, event)| event));
        for record in staged.into_values() {
            self.keep(record, stamp);
        }
        Ok(outcome)
    }

    /// Runs a read as this person.
    pub fn read<T>(&self, by: StaffId, read: impl FnOnce(&Reader) -> T) -> T {
        let views = self.views.read().unwrap();
        let actor = Arc::clone(&views.staff[&by]);
        read(&Reader { views, store: &self.store, actor, now: self.now })
    }

    /// Searches as this person, in an index made for this search.
    pub fn search(
        &self,
        by: StaffId,
        request: &crate::api::search::SearchRequest,
    ) -> Vec<crate::api::search::SearchHit> {
        let finder = super::search::Finder::default();
        std::thread::scope(|scope| {
            scope.spawn(|| finder.run(&self.store, &self.views));
            finder.wait();
            let hits = self.read(by, |reader| super::search::search(reader, &finder, request)).unwrap();
            finder.stop();
            hits
        })
    }
}
