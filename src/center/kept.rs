//! The summaries as a file beside the records, so that a start need not decode every record of the centre.
//!
//! What it promises: the file is only ever a shortcut. It is taken when this very program wrote it, for this journal, as of
//! a frame that is still there, with every patient's key still alive, and when what came after is little; in every other
//! case, and whenever it cannot be read to its end, the summaries are made from the records. What is taken equals what
//! would be made.
//!
//! ```text
//! file    piece, piece, …            piece   length u32, sealed under the centre's key with its number and frame
//! head    JSON (Head)                others  part u8, JSON array
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::care_team::view::{Side, TeamSummary};
use super::counters::Counters;
use super::funding::view::Line as ChargeLine;
use super::ict::view::EnrolmentSummary;
use super::keeper::Subjects;
use super::outreach::view::OutreachSummary;
use super::pair::view::PairSummary;
use super::patient::view::Summary as PatientSummary;
use super::prevention::view::{FractureSummary, ScreeningSummary};
use super::question::view::QuestionSummary;
use super::queue::view::Summary as QueueSummary;
use super::recorded::Recorded;
use super::referral::view::{IntroductionSummary, ReferralSummary};
use super::region::tally::CountedLine;
use super::region::view::IssueSummary;
use super::resource::view::{Finds, Summary as ResourceSummary};
use super::store::Store;
use super::support_advice::view::AdviceSummary;
use super::views::Views;
use crate::domain::absence::Absence;
use crate::domain::aggregate::Subject;
use crate::domain::area::AreaCode;
use crate::domain::enrolment::Agreement;
use crate::domain::event::Kind;
use crate::domain::id::PatientId;
use crate::domain::regional_issue::rise::Facet;
use crate::journal::{Body, Hash, Journal, Keyring, Sequence};
use crate::report::facts::Fact;

/// The file's name in the data directory.
pub const FILE: &str = "summaries";

/// How many lines share a piece: enough that sealing costs little, few enough that several threads have work.
const PIECE: usize = 2_000;

/// With more frames than this since the file was written, making the summaries anew is as quick.
pub const MOST_BEHIND: u64 = 50_000;

#[derive(Serialize, Deserialize)]
struct Head {
    /// The program that wrote it: another one may sum up differently.
    program: String,
    /// Up to which frame.
    sequence: u64,
    /// That frame's hash.
    hash: [u8; 32],
    /// How many pieces follow.
    pieces: u32,
    counters: Counters,
}

/// What one piece holds.
enum Piece {
    Areas(Vec<AreaCode>),
    Names(Vec<(PatientId, Box<str>)>),
    Consultations(Vec<QueueSummary>),
    Patients(Vec<PatientSummary>),
    Referrals(Vec<ReferralSummary>),
    Introductions(Vec<IntroductionSummary>),
    Sites(Vec<(String, ResourceSummary)>),
    Finds(Vec<Finds>),
    Pairs(Vec<PairSummary>),
    Outreaches(Vec<OutreachSummary>),
    Advices(Vec<AdviceSummary>),
    Questions(Vec<QuestionSummary>),
    Screenings(Vec<ScreeningSummary>),
    Fractures(Vec<FractureSummary>),
    Teams(Vec<TeamSummary>),
    Sides(Vec<Side>),
    Absences(Vec<Absence>),
    Agreements(Vec<Agreement>),
    Enrolments(Vec<EnrolmentSummary>),
    Issues(Vec<IssueSummary>),
    Facets(Vec<Facet>),
    Counted(Vec<CountedLine>),
    Charges(Vec<ChargeLine>),
    FactNames(Vec<Box<str>>),
    Facts(Vec<Fact>),
}

impl Piece {
    const AREAS: u8 = 1;
    const NAMES: u8 = 2;
    const CONSULTATIONS: u8 = 3;
    const PATIENTS: u8 = 4;
    const REFERRALS: u8 = 5;
    const INTRODUCTIONS: u8 = 6;
    const SITES: u8 = 7;
    const FINDS: u8 = 8;
    const PAIRS: u8 = 52;
    const OUTREACHES: u8 = 53;
    const ADVICES: u8 = 54;
    const QUESTIONS: u8 = 60;
    const SCREENINGS: u8 = 70;
    const FRACTURES: u8 = 71;
    const TEAMS: u8 = 9;
    const SIDES: u8 = 10;
    const ABSENCES: u8 = 11;
    const AGREEMENTS: u8 = 61;
    const ENROLMENTS: u8 = 62;
    const ISSUES: u8 = 90;
    const FACETS: u8 = 91;
    const COUNTED: u8 = 92;
    const CHARGES: u8 = 93;
    const FACT_NAMES: u8 = 191;
    const FACTS: u8 = 192;

    fn read(plain: &[u8]) -> Option<Self> {
        fn lines<T: DeserializeOwned>(json: &[u8]) -> Option<Vec<T>> {
            serde_json::from_slice(json).ok()
        }
        let (part, json) = plain.split_first()?;
        match *part {
            Self::AREAS => lines(json).map(Self::Areas),
            Self::NAMES => lines(json).map(Self::Names),
            Self::CONSULTATIONS => lines(json).map(Self::Consultations),
            Self::PATIENTS => lines(json).map(Self::Patients),
            Self::REFERRALS => lines(json).map(Self::Referrals),
            Self::INTRODUCTIONS => lines(json).map(Self::Introductions),
            Self::SITES => lines(json).map(Self::Sites),
            Self::FINDS => lines(json).map(Self::Finds),
            Self::PAIRS => lines(json).map(Self::Pairs),
            Self::OUTREACHES => lines(json).map(Self::Outreaches),
            Self::ADVICES => lines(json).map(Self::Advices),
            Self::QUESTIONS => lines(json).map(Self::Questions),
            Self::SCREENINGS => lines(json).map(Self::Screenings),
            Self::FRACTURES => lines(json).map(Self::Fractures),
            Self::TEAMS => lines(json).map(Self::Teams),
            Self::SIDES => lines(json).map(Self::Sides),
            Self::ABSENCES => lines(json).map(Self::Absences),
            Self::AGREEMENTS => lines(json).map(Self::Agreements),
            Self::ENROLMENTS => lines(json).map(Self::Enrolments),
            Self::ISSUES => lines(json).map(Self::Issues),
            Self::FACETS => lines(json).map(Self::Facets),
            Self::COUNTED => lines(json).map(Self::Counted),
            Self::CHARGES => lines(json).map(Self::Charges),
            Self::FACT_NAMES => lines(json).map(Self::FactNames),
            Self::FACTS => lines(json).map(Self::Facts),
            _ => None,
        }
    }

    fn give(self, views: &mut Views) {
        match self {
            Self::Areas(areas) => views.queue.take_areas(areas),
            Self::Names(names) => names.into_iter().for_each(|(id, name)| views.queue.take_name(id, name)),
            Self::Consultations(all) => all.into_iter().for_each(|summary| views.queue.take(summary)),
            Self::Patients(all) => all.into_iter().for_each(|summary| views.patients.take(summary)),
            Self::Referrals(all) => all.into_iter().for_each(|summary| views.referrals.take(summary)),
            Self::Introductions(all) => all.into_iter().for_each(|one| views.referrals.take_introduction(one)),
            Self::Sites(all) => all.into_iter().for_each(|(reading, summary)| views.resources.take(reading, summary)),
            Self::Finds(all) => all.into_iter().for_each(|find| views.resources.take_find(find)),
            Self::Pairs(all) => all.into_iter().for_each(|summary| views.pairs.take(summary)),
            Self::Outreaches(all) => all.into_iter().for_each(|summary| views.outreaches.take(summary)),
            Self::Advices(all) => all.into_iter().for_each(|summary| views.advices.take(summary)),
            Self::Questions(all) => all.into_iter().for_each(|summary| views.questions.take(summary)),
            Self::Screenings(all) => all.into_iter().for_each(|one| views.prevention.take(one)),
            Self::Fractures(all) => all.into_iter().for_each(|one| views.prevention.take_fracture(one)),
            Self::Teams(all) => all.into_iter().for_each(|team| views.care_teams.take(team)),
            Self::Sides(all) => all.into_iter().for_each(|side| views.care_teams.take_side(side)),
            Self::Absences(all) => all.iter().for_each(|absence| views.care_teams.put_absence(absence)),
            Self::Agreements(all) => all.into_iter().for_each(|agreement| views.ict.take_agreement(agreement)),
            Self::Enrolments(all) => all.into_iter().for_each(|summary| views.ict.take(summary)),
            Self::Issues(all) => all.into_iter().for_each(|summary| views.region.take(summary)),
            Self::Facets(all) => views.region.tally.take_facets(all),
            Self::Counted(all) => all.into_iter().for_each(|line| views.region.tally.take(line)),
            Self::Charges(all) => all.into_iter().for_each(|line| views.charges.take(line)),
            Self::FactNames(names) => views.facts.take_names(names),
            Self::Facts(all) => all.into_iter().for_each(|fact| views.facts.take(fact)),
        }
    }
}

/// Gathers the plain pieces.
#[derive(Default)]
struct Pieces(Vec<Vec<u8>>);

impl Pieces {
    fn add<T: Serialize>(&mut self, part: u8, lines: impl IntoIterator<Item = T>) -> io::Result<()> {
        let mut lines = lines.into_iter().peekable();
        while lines.peek().is_some() {
            let some: Vec<T> = lines.by_ref().take(PIECE).collect();
            let mut plain = vec![part];
            serde_json::to_writer(&mut plain, &some)?;
            self.0.push(plain);
        }
        Ok(())
    }

    fn of(views: &Views) -> io::Result<Self> {
        let mut pieces = Self::default();
        pieces.add(Piece::AREAS, views.queue.areas())?;
        pieces.add(Piece::NAMES, views.queue.names())?;
        pieces.add(Piece::CONSULTATIONS, views.queue.all())?;
        pieces.add(Piece::PATIENTS, views.patients.all())?;
        pieces.add(Piece::REFERRALS, views.referrals.all())?;
        pieces.add(Piece::INTRODUCTIONS, views.referrals.introductions())?;
        pieces.add(Piece::SITES, views.resources.readings())?;
        pieces.add(Piece::FINDS, views.resources.finds())?;
        pieces.add(Piece::PAIRS, views.pairs.all())?;
        pieces.add(Piece::OUTREACHES, views.outreaches.all())?;
        pieces.add(Piece::ADVICES, views.advices.all())?;
        pieces.add(Piece::QUESTIONS, views.questions.all())?;
        pieces.add(Piece::SCREENINGS, views.prevention.screenings())?;
        pieces.add(Piece::FRACTURES, views.prevention.fractures())?;
        pieces.add(Piece::TEAMS, views.care_teams.all())?;
        pieces.add(Piece::SIDES, views.care_teams.sides())?;
        pieces.add(Piece::ABSENCES, views.care_teams.absences())?;
        pieces.add(Piece::AGREEMENTS, views.ict.agreements())?;
        pieces.add(Piece::ENROLMENTS, views.ict.enrolments())?;
        pieces.add(Piece::ISSUES, views.region.issues())?;
        pieces.add(Piece::FACETS, views.region.tally.facets())?;
        pieces.add(Piece::COUNTED, views.region.tally.lines())?;
        pieces.add(Piece::CHARGES, views.charges.lines())?;
        pieces.add(Piece::FACT_NAMES, views.facts.names().all())?;
        pieces.add(Piece::FACTS, views.facts.all())?;
        Ok(pieces)
    }
}

/// Where the file is and what seals it.
pub struct Kept<'a> {
    dir: &'a Path,
    journal: &'a Journal,
    subjects: &'a Subjects,
}

impl<'a> Kept<'a> {
    /// The summaries kept in this data directory.
    pub const fn new(dir: &'a Path, journal: &'a Journal, subjects: &'a Subjects) -> Self {
        Self { dir, journal, subjects }
    }

    fn keyring(&self) -> &Keyring {
        self.journal.keyring()
    }

    /// What a piece is bound to: no piece of another file or place passes for it.
    fn context(sequence: Sequence, number: usize) -> Vec<u8> {
        format!("summaries {sequence} {number}").into_bytes()
    }

    /// Writes the file as of the journal's end. On any trouble the old one stays.
    pub fn write(&self, views: &Views, counters: &Counters) -> io::Result<()> {
        let at = self.journal.head();
        let pieces = Pieces::of(views)?.0;
        let head = Head {
            program: program(),
            sequence: at.sequence.0,
            hash: at.hash.0,
            pieces: u32::try_from(pieces.len()).map_err(io::Error::other)?,
            counters: counters.clone(),
        };
        let path = self.dir.join(FILE);
        let beside = path.with_extension("new");
        let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        let mut write = |context: &[u8], plain: &[u8]| -> io::Result<()> {
            let sealed = self
                .keyring()
                .seal(self.subjects.centre(), context, plain)
                .map_err(|problem| io::Error::other(problem.to_string()))?;
            file.write_all(&u32::try_from(sealed.len()).map_err(io::Error::other)?.to_le_bytes())?;
            file.write_all(&sealed)
        };
        write(b"summaries", &serde_json::to_vec(&head)?)?;
        for (number, plain) in pieces.iter().enumerate() {
            write(&Self::context(at.sequence, number), plain)?;
        }
        file.sync_data()?;
        fs::rename(&beside, &path)
    }

    /// The summaries and counters as of the journal's end, if the file can be taken; `views` holds settings and staff
    /// already, `store` is caught up.
    pub fn read(&self, views: &mut Views, store: &dyn Store) -> Option<Counters> {
        let bytes = fs::read(self.dir.join(FILE)).ok()?;
        let mut pieces = split(&bytes)?;
        let head = self.keyring().open_sealed(self.subjects.centre(), b"summaries", pieces.first()?).ok()?;
        let head: Head = serde_json::from_slice(&head).ok()?;
        pieces.remove(0);
        let at = Sequence(head.sequence);
        let end = self.journal.head().sequence;
        if head.program != program()
            || pieces.len() != head.pieces as usize
            || end.0.checked_sub(at.0).is_none_or(|behind| behind > MOST_BEHIND)
            || self.journal.hash_of(at).ok()? != Some(Hash(head.hash))
        {
            return None;
        }
        for piece in self.open(at, &pieces)? {
            piece.give(views);
        }
        // Nothing of a person whose key was destroyed may be read from here any more.
        let alive =
            |patient| self.subjects.key(Subject::Patient(patient)).is_some_and(|key| !self.keyring().is_destroyed(key));
        if !views.patients.ids().all(alive) {
            return None;
        }
        let mut counters = head.counters;
        self.catch_up(at, views, &mut counters, store)?;
        Some(counters)
    }

    /// Opens and decodes the pieces on all cores, and gives them in order.
    fn open(&self, at: Sequence, pieces: &[&[u8]]) -> Option<Vec<Piece>> {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(4);
        let one = |number: usize| {
            let sealed = pieces.get(number)?;
            let plain = self.keyring().open_sealed(self.subjects.centre(), &Self::context(at, number), sealed).ok()?;
            Some((number, Piece::read(&plain)?))
        };
        let mut opened = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|first| {
                    scope.spawn(move || (first..pieces.len()).step_by(threads).map(one).collect::<Option<Vec<_>>>())
                })
                .collect();
            let mut all = Vec::with_capacity(pieces.len());
            for worker in workers {
                all.extend(worker.join().ok()??);
            }
            Some(all)
        })?;
        opened.sort_unstable_by_key(|(number, _)| *number);
        Some(opened.into_iter().map(|(_, piece)| piece).collect())
    }

    /// Takes in again what frames after `at` touched.
    fn catch_up(&self, at: Sequence, views: &mut Views, counters: &mut Counters, store: &dyn Store) -> Option<()> {
        let mut touched: BTreeSet<(Kind, Vec<u8>)> = BTreeSet::new();
        for frame in self.journal.read(at.next()).ok()? {
            let frame = frame.ok()?;
            let Body::Plain(json) = &frame.body else { return None };
            let recorded: Recorded = serde_json::from_slice(json).ok()?;
            touched.extend(recorded.events.iter().map(|event| (event.kind(), event.key())));
        }
        for (kind, key) in touched {
            let record = store.get(kind, &key).ok()??;
            counters.learn(&record);
            views.put(&record);
        }
        Some(())
    }
}

/// The sealed pieces of the file; none when it does not end with one.
fn split(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let (mut pieces, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (piece, after) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        pieces.push(piece);
        rest = after;
    }
    Some(pieces)
}

/// Which program this is: its file, for two builds of one version may sum up differently.
fn program() -> String {
    let file = std::env::current_exe().unwrap_or_else(|_| PathBuf::new());
    let (length, written) = fs::metadata(&file).map_or((0, 0), |data| (data.len(), data.mtime_nsec() ^ data.mtime()));
    format!("{} {length} {written}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::queue::{QueueAct, QueueChange};
    use crate::api::{Ask, Change, Request};
    use crate::center::demo::{self, Plan};
    use crate::center::keeper::Keeper;
    use crate::center::{Center, Opened, open};
    use crate::domain::id::StaffId;
    use chrono::NaiveDate;

    fn city() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("city");
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        drop(demo::write(&place, Plan { patients: 40, years: 1, seed: 3, today }, None, |_| {}).unwrap());
        (dir, place)
    }

    /// What is known after an opening, and whether it came from the file.
    fn opened<T>(place: &Path, look: impl FnOnce(&Keeper, &Opened) -> T) -> (Vec<Vec<u8>>, String, bool, T) {
        let mut opened = open::open(place, None).unwrap();
        let keeper = Keeper::new(open::records(&mut opened, |_| {}).unwrap());
        let (views, counters, kept) = open::views(&keeper, &opened).unwrap();
        let looked = look(&keeper, &opened);
        keeper.records().close().unwrap();
        (Pieces::of(&views).unwrap().0, serde_json::to_string(&counters).unwrap(), kept, looked)
    }

    #[test]
    fn what_is_taken_equals_what_would_be_made() {
        let (_dir, place) = city();
        let (pieces, counters, kept, ()) = opened(&place, |_, _| {});
        assert!(kept, "a city that was just written starts from its file");
        fs::remove_file(place.join(FILE)).unwrap();
        let (made, learnt, kept, ()) = opened(&place, |_, _| {});
        assert!(!kept);
        assert_eq!((pieces, counters), (made, learnt));
    }

    #[test]
    fn what_came_after_the_file_is_taken_in() {
        let (_dir, place) = city();
        let old = fs::read(place.join(FILE)).unwrap();
        let center = Center::open(&place).unwrap();
        let unclaimed = center.views().queue.open().find(|summary| summary.state.is_unclaimed()).map(|one| one.id);
        let claim = QueueChange::Act { consultation: unclaimed.unwrap(), seen: None, act: QueueAct::Claim };
        let request = Request::Change(Change::Queue(claim));
        center.answer(StaffId(1), Ask { id: 1, command: None, request, settles: None }).unwrap();
        center.shut_down();
        let (new, counters, kept, ()) = opened(&place, |_, _| {});
        assert!(kept);
        // A server that was killed leaves the file of an earlier day.
        fs::write(place.join(FILE), old).unwrap();
        let (caught_up, learnt, kept, ()) = opened(&place, |_, _| {});
        assert!(kept);
        assert_eq!((new, counters), (caught_up, learnt));
    }

    #[test]
    fn a_damaged_or_foreign_file_is_not_taken() {
        let (_dir, place) = city();
        let (_elsewhere, other) = city();
        let good = fs::read(place.join(FILE)).unwrap();
        let made = opened(&place, |_, _| {}).0;
        let damaged = |bytes: &[u8]| {
            fs::write(place.join(FILE), bytes).unwrap();
            let (pieces, _, kept, ()) = opened(&place, |_, _| {});
            assert_eq!(pieces, made);
            assert!(!kept);
        };
        damaged(&fs::read(other.join(FILE)).unwrap());
        damaged(&good[..good.len() - 1]);
        damaged(&[]);
        for at in [0, 5, good.len() / 2, good.len() - 1] {
            let mut changed = good.clone();
            changed[at] ^= 1;
            damaged(&changed);
        }
    }

    #[test]
    fn nothing_is_taken_once_a_key_is_destroyed() {
        let (_dir, place) = city();
        let destroy = |_: &Keeper, opened: &Opened| {
            let key = opened.subjects.key(Subject::Patient(PatientId(1))).unwrap();
            opened.keyring.destroy(key).unwrap();
        };
        assert!(opened(&place, destroy).2, "it was taken while the key lived");
        let mut opened = open::open(&place, None).unwrap();
        let keeper = Keeper::new(open::records(&mut opened, |_| {}).unwrap());
        let mut views = Views::new(std::sync::Arc::new(crate::exchange::city::default_settings().unwrap()));
        assert!(Kept::new(&place, &opened.journal, &opened.subjects).read(&mut views, &keeper).is_none());
    }
}
