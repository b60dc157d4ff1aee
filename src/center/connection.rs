//! What comes in on one connection: text is made harmless, and entries are laid ready, so that an import of any length is
//! one change, all of it or nothing.
//!
//! What is laid ready is in memory only and bounded; it goes with the import that uses it, or with the connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::presence::Seated;
use super::tidy::tidy;
use super::{Center, rights};
use crate::api::resource::{ResourceAnswer, ResourceChange, ResourceRead};
use crate::api::{Answer, Ask, Change, Problem, Request};
use crate::domain::id::StaffId;
use crate::domain::resource::Listing;

/// How many bytes, counted as JSON, all connections together may have ready: several prefectures' files at once.
const MOST: usize = 96 << 20;

/// What all connections of a server have ready.
#[derive(Debug, Default)]
pub struct Connections {
    bytes: Arc<AtomicUsize>,
}

impl Connections {
    /// Nothing is ready yet on a new connection.
    pub fn begin(&self) -> Connection {
        Connection { all: Arc::clone(&self.bytes), bytes: 0, listings: Vec::new(), seated: None }
    }
}

/// What one connection has ready, and where its caller is.
#[derive(Debug)]
pub struct Connection {
    all: Arc<AtomicUsize>,
    bytes: usize,
    listings: Vec<Listing>,
    /// Where its caller is.
    seated: Option<Seated>,
}

impl Connection {
    /// Lays more ready, if there is room for it; how many entries are ready now.
    fn add(&mut self, listings: Vec<Listing>) -> Result<u32, Problem> {
        let bytes = serde_json::to_vec(&listings).map_err(|_| Problem::Internal)?.len();
        let before = self.all.fetch_add(bytes, Ordering::SeqCst);
        self.bytes += bytes;
        if before + bytes > MOST {
            // Half an import is of no use to anybody.
            self.clear();
            return Err(Problem::TooLarge);
        }
        self.listings.extend(listings);
        Ok(self.count())
    }

    fn count(&self) -> u32 {
        u32::try_from(self.listings.len()).unwrap_or(u32::MAX)
    }

    /// Puts what is ready in front of what came with the request. If it is not what the request counts on, the request
    /// stays as it is: a repeated one has its answer already, any other is refused where it is checked.
    fn fill(&mut self, listings: &mut Vec<Listing>, staged: &mut u32) {
        if *staged > 0 && *staged == self.count() {
            *staged = 0;
            let behind = std::mem::replace(listings, std::mem::take(&mut self.listings));
            listings.extend(behind);
        }
    }

    fn clear(&mut self) {
        self.listings = Vec::new();
        self.all.fetch_sub(std::mem::take(&mut self.bytes), Ordering::SeqCst);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Center {
    /// Does what is asked on a connection, for this member of staff.
    pub fn answer_on(&self, connection: &mut Connection, staff: StaffId, ask: Ask) -> Result<Answer, Problem> {
        let Ask { id, command, request, settles } = ask;
        if let Request::Presence(presence) = request {
            return self.be_at(&mut connection.seated, staff, presence);
        }
        let mut request = match request {
            kept @ (Request::Change(_)
            | Request::Resource(ResourceRead::Stage { .. } | ResourceRead::Preview { .. })) => tidy(kept)?,
            request => request,
        };
        let uses = match &mut request {
            Request::Resource(ResourceRead::Stage { listings }) => {
                let import = Change::Resource(ResourceChange::Import { listings: Vec::new(), staged: 0 });
                rights::change(self.reader(staff)?.actor.as_ref(), &import)?;
                let staged = connection.add(std::mem::take(listings))?;
                return Ok(Answer::Resource(Box::new(ResourceAnswer::Staged(staged))));
            }
            Request::Resource(ResourceRead::Preview { listings, staged })
            | Request::Change(Change::Resource(ResourceChange::Import { listings, staged })) => {
                connection.fill(listings, staged);
                true
            }
            _ => false,
        };
        let answer = self.answer(staff, Ask { id, command, request, settles });
        if uses {
            // Only now is the memory given back that it took.
            connection.clear();
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;

    use super::*;
    use crate::center::{Opened, open, wall_clock};
    use crate::domain::code::Code;
    use crate::domain::person::PersonName;
    use crate::domain::resource::{FactKey, Facts, Field, ListingKey, ServiceKey, Source};
    use crate::domain::staff::{FullTimeEquivalent, Role, StaffProfile};
    use crate::exchange::city::default_settings;
    use crate::journal::faults::FaultyDisk;
    use crate::journal::{Journal, Options};

    const ME: StaffId = StaffId(1);

    /// More places than are applied at once.
    const PLACES: u32 = 1_300;

    fn found(dir: &Path) {
        let founder = StaffProfile {
            name: PersonName { written: "佐藤 恵".into(), kana: String::new() },
            profession: Code::new("public_health_nurse"),
            roles: vec![Role::Manager, Role::Coordinator],
            full_time_equivalent: FullTimeEquivalent(100),
            team: None,
            areas: vec![],
            account: None,
        };
        drop(open::found(dir, default_settings().unwrap(), founder, &wall_clock(), None).unwrap());
    }

    /// The centre on a disk that can be made to fail.
    fn start(dir: &Path, disk: &Arc<FaultyDisk>) -> Center {
        let Opened { lock, journal, keyring, subjects, torn } = open::open(dir, None).unwrap();
        drop(journal);
        let options = Options { disk: Arc::clone(disk) as _, ..Options::default() };
        let (journal, _) = Journal::open(&lock, Arc::clone(&keyring), options).unwrap();
        let now = DateTime::parse_from_rfc3339("2026-11-23T10:00:00+09:00").unwrap();
        let opened = Opened { lock, journal, keyring, subjects, torn };
        Center::start(opened, Arc::new(move || now), |_| {}).unwrap()
    }

    fn listing(number: u32) -> Listing {
        let office = format!("{:010}", 4_800_000_000_u64 + u64::from(number));
        let kind = Code::new("130");
        let facts: Facts = [(Field::Name, format!("みどり{number}")), (Field::Town, format!("本町{number}-1"))]
            .into_iter()
            .map(|(field, value)| (FactKey::site(field), value))
            .collect();
        Listing {
            key: ListingKey { source: Source::Kaigo, id: format!("{office}/130") },
            offices: vec![office.clone()],
            services: vec![ServiceKey { office, kind }],
            facts,
            notifications: Vec::new(),
        }
    }

    fn ask(center: &Center, connection: &mut Connection, request: Request) -> Result<Answer, Problem> {
        center.answer_on(connection, ME, Ask { id: 1, command: None, request, settles: None })
    }

    fn stage(center: &Center, connection: &mut Connection) {
        let all: Vec<Listing> = (0..PLACES).map(listing).collect();
        let mut ready = 0;
        for part in all.chunks(500) {
            ready += u32::try_from(part.len()).unwrap();
            let answer = read(center, connection, ResourceRead::Stage { listings: part.to_vec() });
            assert_eq!(answer, ResourceAnswer::Staged(ready));
        }
    }

    fn import(center: &Center, connection: &mut Connection, staged: u32) -> Result<u32, Problem> {
        let change = ResourceChange::Import { listings: Vec::new(), staged };
        match ask(center, connection, Request::Change(Change::Resource(change)))? {
            Answer::Done(done) => match *done.more.unwrap() {
                crate::api::More::Import(summary) => Ok(summary.places_added),
                more @ crate::api::More::List(_) => panic!("{more:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn read(center: &Center, connection: &mut Connection, read: ResourceRead) -> ResourceAnswer {
        match ask(center, connection, Request::Resource(read)) {
            Ok(Answer::Resource(answer)) => *answer,
            other => panic!("{other:?}"),
        }
    }

    fn places(center: &Center) -> u32 {
        match read(center, &mut Connections::default().begin(), ResourceRead::Counts) {
            ResourceAnswer::Counts(counts) => counts.all,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_disk_that_fills_in_the_middle_takes_nothing_and_a_second_try_takes_all() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        found(&data);
        let disk = Arc::new(FaultyDisk::default());
        for room in [1_000, 100_000, 200_000] {
            let center = start(&data, &disk);
            let mut connection = Connections::default().begin();
            stage(&center, &mut connection);
            disk.leave_room(room);
            assert_eq!(import(&center, &mut connection, PLACES), Err(Problem::ReadOnly), "{room}");
            disk.make_room();
            assert_eq!(places(&center), 0);
            center.shut_down();
        }
        let center = start(&data, &disk);
        let mut connection = Connections::default().begin();
        for room in [Some(100_000), None] {
            stage(&center, &mut connection);
            room.map_or_else(|| disk.make_room(), |room| disk.leave_room(room));
            assert_eq!(import(&center, &mut connection, PLACES), room.map_or(Ok(PLACES), |_| Err(Problem::ReadOnly)));
        }
        assert_eq!(places(&center), PLACES);
        center.shut_down();
        drop(center);
        let center = start(&data, &disk);
        assert_eq!(places(&center), PLACES);
        center.shut_down();
    }

    /// The journal cut at many places, as a kill in the middle of its write leaves it.
    #[test]
    fn a_write_cut_anywhere_leaves_nothing_of_the_import() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        found(&data);
        let disk = Arc::new(FaultyDisk::default());
        let segment = data.join("journal/00000001.seg");
        let end = |center: &Center| {
            let head = center.still(|journal| journal.head().offset).unwrap();
            center.shut_down();
            head
        };
        let before = end(&start(&data, &disk));
        let center = start(&data, &disk);
        let mut connection = Connections::default().begin();
        stage(&center, &mut connection);
        assert_eq!(import(&center, &mut connection, PLACES), Ok(PLACES));
        let after = end(&center);
        drop(center);
        let whole = std::fs::read(&segment).unwrap();
        for cut in [before + 1, before + 300, before + (after - before) / 2, after - 40, after - 1] {
            let mut torn = whole.clone();
            torn[usize::try_from(cut).unwrap()..].fill(0);
            std::fs::write(&segment, torn).unwrap();
            let center = start(&data, &disk);
            assert_eq!(places(&center), 0, "cut at {cut} of {before} to {after}");
            center.shut_down();
        }
        std::fs::write(&segment, whole).unwrap();
        let center = start(&data, &disk);
        assert_eq!(places(&center), PLACES);
        center.shut_down();
    }

    #[test]
    fn only_what_is_ready_on_this_connection_is_imported_and_it_goes_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        found(&data);
        let center = start(&data, &Arc::new(FaultyDisk::default()));
        let connections = Connections::default();
        let mut connection = connections.begin();
        let incomplete = Err(Problem::Resource(crate::api::resource::ResourceProblem::NotAllStaged));
        assert_eq!(import(&center, &mut connection, 3), incomplete);
        stage(&center, &mut connection);
        assert_eq!(import(&center, &mut connection, PLACES - 1), incomplete);
        assert_eq!(connection.count(), 0, "what was refused is gone");
        stage(&center, &mut connection);
        let preview = ResourceRead::Preview { listings: vec![listing(PLACES)], staged: PLACES };
        let ResourceAnswer::Preview(summary) = read(&center, &mut connection, preview) else { panic!() };
        assert_eq!(summary.places_added, PLACES + 1);
        assert_eq!((places(&center), connections.bytes.load(Ordering::SeqCst)), (0, 0));
        let mut other = connections.begin();
        stage(&center, &mut other);
        assert!(connections.bytes.load(Ordering::SeqCst) > 0);
        drop(other);
        assert_eq!(connections.bytes.load(Ordering::SeqCst), 0);
        connections.bytes.store(MOST, Ordering::SeqCst);
        let stage = ResourceRead::Stage { listings: vec![listing(1)] };
        assert_eq!(ask(&center, &mut connection, Request::Resource(stage)), Err(Problem::TooLarge));
        center.shut_down();
    }
}
