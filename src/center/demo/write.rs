//! A made-up city written to an empty directory: frames sealed into the journal as they are told, then the records.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use super::story::Sheet;
use super::{DemoProblem, Plan, Summary, staff, tell};
use crate::center::open::{self, Opened};
use crate::center::replay::Replayed;
use crate::center::{Clock, OpenProblem};
use crate::domain::aggregate::Subject;
use crate::domain::event::{Event, Kind};
use crate::exchange::city::made_up_settings;
use crate::journal::{Batch, Entry, Sequence};

/// So many bytes of frames share one sync.
const TOGETHER: usize = 8 << 20;

/// A city that was written.
pub struct Written {
    /// What it came to.
    pub summary: Summary,
    /// The centre, closed as soon as this is dropped.
    pub opened: Opened,
    /// What the rebuild of the records read.
    pub replayed: Replayed,
    /// How long the journal took.
    pub told_in: Duration,
    /// How long the records took.
    pub folded_in: Duration,
}

/// Frames that wait to be written together.
struct Writer<'a> {
    opened: &'a mut Opened,
    batches: Vec<Batch>,
    bytes: usize,
}

impl Writer<'_> {
    fn take(&mut self, page: Page) -> Result<(), DemoProblem> {
        let key = self.opened.subjects.key_or_new(page.subject, &self.opened.keyring)?;
        self.bytes += page.body.len();
        self.batches.push(Batch { entries: vec![Entry { key, time: page.time, body: page.body }] });
        if self.bytes >= TOGETHER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), DemoProblem> {
        if !self.batches.is_empty() {
            self.opened.journal.append(&self.batches)?;
            self.batches.clear();
            self.bytes = 0;
        }
        Ok(())
    }
}

/// One frame, ready to be sealed.
struct Page {
    subject: Subject,
    time: i64,
    body: Vec<u8>,
}

impl Summary {
    fn count(&mut self, events: &[Event]) {
        for event in events {
            self.events += 1;
            let begins = match event {
                Event::Patient(_, crate::domain::patient::PatientEvent::Registered(_))
                | Event::Entry(_, crate::domain::timeline::EntryEvent::Written(_))
                | Event::Consultation(_, crate::domain::consultation::ConsultationEvent::Received { .. })
                | Event::Referral(_, crate::domain::referral::ReferralEvent::Requested(_))
                | Event::Introduction(_, crate::domain::introduction::IntroductionEvent::Asked(_))
                | Event::PhysicianPair(_, crate::domain::pair::PairEvent::Begun(_))
                | Event::Question(_, crate::domain::question::QuestionEvent::Asked { .. })
                | Event::SupportAdvice(_, crate::domain::support_advice::AdviceEvent::Asked(_))
                | Event::Outreach(_, crate::domain::outreach::OutreachEvent::Proposed(_))
                | Event::Screening(_, crate::domain::screening::ScreeningEvent::Recorded(_))
                | Event::FractureCase(_, crate::domain::fracture::FractureEvent::Recorded(_))
                | Event::CareTeam(_, crate::domain::care_team::CareTeamEvent::Begun { .. })
                | Event::IctEnrolment(_, crate::domain::enrolment::EnrolmentEvent::Enrolled(_))
                | Event::RegionalIssue(_, crate::domain::regional_issue::RegionalIssueEvent::Extracted { .. })
                | Event::Staff(_, crate::domain::staff::StaffEvent::Joined(_)) => true,
                Event::Site(_, event) => matches!(
                    event,
                    crate::domain::resource::SiteEvent::Registered(_) | crate::domain::resource::SiteEvent::Imported(_)
                ),
                _ => false,
            };
            if !begins {
                continue;
            }
            match event.kind() {
                Kind::Patient => self.patients += 1,
                Kind::Entry => self.entries += 1,
                Kind::Consultation => self.consultations += 1,
                Kind::Referral => self.referrals += 1,
                Kind::Introduction => self.introductions += 1,
                Kind::PhysicianPair => self.pairs += 1,
                Kind::Question => self.questions += 1,
                Kind::SupportAdvice => self.advices += 1,
                Kind::Outreach => self.outreaches += 1,
                Kind::IctEnrolment => self.enrolments += 1,
                Kind::RegionalIssue => self.issues += 1,
                Kind::Site => self.resources += 1,
                Kind::Staff => self.staff += 1,
                Kind::Screening => self.screenings += 1,
                Kind::FractureCase => self.fractures += 1,
                Kind::CareTeam => self.care_teams += 1,
                Kind::Centre | Kind::Absence | Kind::Agreement | Kind::Closing => {}
            }
        }
    }
}

/// Writes a city into a directory that is empty or not there yet; the founder comes in by `account`.
pub fn write(
    dir: &Path,
    plan: Plan,
    account: Option<String>,
    progress: impl FnMut(Sequence),
) -> Result<Written, DemoProblem> {
    let settings = made_up_settings()?;
    let start = Instant::now();
    let founded = super::days::moment(super::Days::new(plan.today, plan.years, &settings.hours).founded, 8 * 60 + 30);
    let clock: Clock = Arc::new(move || founded);
    let mut opened = open::found(dir, settings, staff::founder(account), &clock, None)?;
    let summary = journal(&mut opened, plan)?;
    let told_in = start.elapsed();
    let start = Instant::now();
    let (records, replayed) = open::rebuild(&mut opened, progress)?;
    open::put_away(records, &opened)?;
    Ok(Written { summary, opened, replayed, told_in, folded_in: start.elapsed() })
}

/// One thread tells, the other seals and writes.
fn journal(opened: &mut Opened, plan: Plan) -> Result<Summary, DemoProblem> {
    let (sender, receiver) = sync_channel::<Vec<Page>>(8);
    thread::scope(|scope| {
        let teller = scope.spawn(move || -> Result<Summary, DemoProblem> {
            let mut summary = Summary { staff: 1, ..Summary::default() };
            let mut pages = Vec::new();
            tell(plan, |Sheet { subject, at, recorded }| {
                summary.count(&recorded.events);
                let body = serde_json::to_vec(&recorded).map_err(io::Error::other)?;
                pages.push(Page { subject, time: at.timestamp_micros(), body });
                if pages.len() >= 2_000 && sender.send(std::mem::take(&mut pages)).is_err() {
                    return Err(OpenProblem::Io(io::ErrorKind::BrokenPipe.into()).into());
                }
                Ok(())
            })?;
            // Whoever writes has gone only with a problem of its own, which is told instead.
            let _ = sender.send(pages);
            Ok(summary)
        });
        let mut writer = Writer { opened, batches: Vec::new(), bytes: 0 };
        let written =
            receiver.into_iter().flatten().try_for_each(|page| writer.take(page)).and_then(|()| writer.flush());
        let told =
            teller.join().unwrap_or_else(|_| Err(OpenProblem::Io(io::Error::other("a thread ended early")).into()));
        written?;
        told
    })
}
