//! What happens seldom and concerns two records: an entry on the wrong patient, one person known twice.

use chrono::TimeDelta;

use super::World;
use super::story::{Refused, Story};
use crate::domain::id::{EntryId, PatientId, StaffId};
use crate::domain::patient::{Patient, Standing};
use crate::domain::timeline::{Content, Entry, EntryRef, Occurred, Statement, Writer};

/// How many patients are kept for this.
const SEEN: usize = 12;

/// The first patients who are still here, with their last entries.
#[derive(Default)]
pub struct Special {
    seen: Vec<(Patient, Option<Entry>)>,
}

impl Special {
    /// Keeps a patient if there is need for one.
    pub fn see(&mut self, patient: Patient, last: Option<Entry>) {
        if self.seen.len() < SEEN && patient.standing == Standing::Living {
            self.seen.push((patient, last));
        }
    }

    /// Tells it all, as of yesterday; entries are numbered from `next`.
    pub fn tell(self, world: &World, story: &mut Story, mut next: EntryId) -> Result<(), Refused> {
        let at = super::days::moment(world.days.day(world.days.yesterday()), 18 * 60);
        let by = StaffId(1);
        let mut seen = self.seen.into_iter();
        let Some((mut right, _)) = seen.next() else { return Ok(()) };
        if let Some((_, Some(mut wrong))) = seen.find(|(_, last)| last.as_ref().is_some_and(Entry::stands)) {
            let reason = "同姓の別の対象者に記入していた。";
            let (written, moved) = wrong.move_to(&right, reason, next)?;
            let id = EntryRef { patient: right.id, entry: next };
            story.begin::<Entry>(id, written, at, by)?;
            story.go(&mut wrong, moved, at, by);
            next = EntryId(next.0 + 1);
        }
        // The same person was registered again under another spelling, and it came out.
        let mut head = right.head.clone();
        head.identity.name.written = head.identity.name.written.replace(' ', "");
        head.identity.name.kana = String::new();
        let registered = at - TimeDelta::days(5);
        let event = Patient::register(head, &world.settings, registered)?;
        let id = PatientId(world.plan.patients as u64 + 1);
        let mut twice: Patient = story.begin(id, event, registered, by)?;
        let statement = Statement {
            occurred: Occurred::At(registered),
            content: Content::Note {},
            text: "来所。介護保険の更新について質問あり。".to_owned(),
            source: String::new(),
        };
        let writer = Writer { staff: by, profession: world.team.profession(by) };
        let event = Entry::write(&twice, statement, true, None, &writer, &world.settings, registered)?;
        story.begin::<Entry>(EntryRef { patient: id, entry: next }, event, registered, by)?;
        let (merged, absorbed) = twice.merge_into(&right)?;
        story.go(&mut twice, merged, at, by);
        story.go(&mut right, absorbed, at, by);
        Ok(())
    }
}
