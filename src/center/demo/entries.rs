//! Timeline entries: what visits, calls and letters told about a patient over the years.

use chrono::{Days as Span, NaiveDate, TimeDelta};

use super::World;
use super::chance::Chance;
use super::days::moment;
use super::people::Cast;
use super::places::Place;
use super::schedule::Life;
use super::story::{Refused, Story};
use crate::domain::code::Code;
use crate::domain::id::{EntryId, StaffId};
use crate::domain::patient::{Patient, Place as Named};
use crate::domain::time::Moment;
use crate::domain::timeline::{
    AcpTopic, Amount, Attendee, Content, Destination, Dosing, Entry, EntryRef, Excreted, Grams, Injury, MealTime,
    Meeting, Occurred, SinceBefore, Speaker, Statement, Urgent, WeighedAt, Writer,
};

/// How a weight moves over the years.
struct Scales {
    grams: f64,
    drift: f64,
    /// A loss of more than five percent within a month, at this part of the story.
    drop_at: Option<usize>,
}

/// A timeline while it is told.
pub struct Timeline<'a> {
    world: &'a World,
    patient: &'a Patient,
    cast: &'a Cast,
    scales: Scales,
    next: EntryId,
    hospital: bool,
    question: Option<Entry>,
    /// The entry written last, which special stories go on with.
    pub last: Option<Entry>,
}

/// How many entries this patient has.
pub fn count(chance: &mut Chance) -> usize {
    let (from, to) = [(3, 9), (9, 22), (22, 50), (45, 140)][chance.weighted(&[45, 33, 15, 7])];
    usize::try_from(chance.range(from, to)).unwrap_or(0)
}

impl<'a> Timeline<'a> {
    /// An empty timeline; entries are numbered from `next`.
    pub fn new(world: &'a World, patient: &'a Patient, cast: &'a Cast, next: EntryId, chance: &mut Chance) -> Self {
        let child = patient.head.identity.birth.is_some_and(|birth| birth > world.days.founded);
        let grams = if child { chance.range(7_000, 14_000) } else { chance.range(36_000, 68_000) };
        #[allow(clippy::cast_precision_loss, reason = "a weight in grams is far below 2^52")]
        let grams = grams as f64;
        let drift = if child { 0.004 } else { [0.0, 0.001, -0.002, -0.004][chance.below(4)] };
        let drop_at = (!child && chance.percent(7)).then(|| chance.below(6));
        let scales = Scales { grams, drift, drop_at };
        Self { world, patient, cast, scales, next, hospital: false, question: None, last: None }
    }

    /// Tells about so many entries of a life; gives the number after the last.
    pub fn tell(mut self, story: &mut Story, life: Life, count: usize, chance: &mut Chance) -> Result<Self, Refused> {
        let days = &self.world.days;
        let first = self.patient.registered.at.date_naive();
        let last = days.day(life.to).min(days.today - Span::new(1));
        let span = (last - first).num_days().max(0);
        let end = self.next.0 + count as u64;
        let sittings = count.div_ceil(2).max(1);
        let mut when: Vec<i64> = (0..sittings).map(|_| chance.range(0, span)).collect();
        when.sort_unstable();
        for (turn, offset) in when.into_iter().enumerate() {
            let day = first + Span::new(u64::try_from(offset).unwrap_or(0));
            if self.scales.drop_at == Some(turn) && self.next.0 + 2 <= end {
                self.drop(story, day, last, chance)?;
                continue;
            }
            let left = end.saturating_sub(self.next.0);
            let here = u64::try_from(chance.range(1, 3)).unwrap_or(1).min(left);
            let late = turn + 1 == sittings;
            self.sitting(story, day, if late { left.min(6) } else { here }, chance)?;
        }
        Ok(self)
    }

    /// The number after the last entry.
    pub const fn next(&self) -> EntryId {
        self.next
    }

    /// Several entries that one person takes down at once.
    fn sitting(&mut self, story: &mut Story, day: NaiveDate, entries: u64, chance: &mut Chance) -> Result<(), Refused> {
        let happened = moment(day, chance.range(8 * 60, 19 * 60)).max(self.patient.registered.at);
        let recorded = happened + TimeDelta::minutes(*chance.pick(&[10, 25, 40, 90, 1_440, 2_900]));
        let recorded = recorded.min(self.world.days.now - TimeDelta::minutes(5));
        if recorded < happened {
            return Ok(());
        }
        let by = *chance.pick(&self.world.coordinators);
        for turn in 0..entries {
            let statement = self.statement(happened, turn, chance);
            self.write(story, statement, recorded, by, chance)?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        story: &mut Story,
        statement: Statement,
        at: Moment,
        by: StaffId,
        chance: &mut Chance,
    ) -> Result<(), Refused> {
        let id = EntryRef { patient: self.patient.id, entry: self.next };
        self.next = EntryId(self.next.0 + 1);
        let writer = Writer { staff: by, profession: self.world.team.profession(by) };
        let question = self.question.take_if(|_| matches!(statement.content, Content::Reply { .. }));
        let settings = &self.world.settings;
        let confirmed = chance.percent(82);
        let event = Entry::write(self.patient, statement, confirmed, question.as_ref(), &writer, settings, at)?;
        let mut entry: Entry = story.begin(id, event, at, by)?;
        if matches!(entry.statement.content, Content::Question { .. }) {
            self.question = Some(entry.clone());
        }
        let later = at + TimeDelta::minutes(chance.range(30, 3_000));
        if later >= self.world.days.now {
            self.last = Some(entry);
            return Ok(());
        }
        if !confirmed && chance.percent(15) {
            let mut right = entry.statement.clone();
            right.text.push_str("（追記：家族に確認済み）");
            let event = entry.amend(self.patient, right, None, by, settings, later);
            // A reply is checked against its question, which is gone by now.
            if let Ok(event) = event {
                story.go(&mut entry, event, later, by);
            }
        } else if !confirmed && chance.percent(60) {
            let event = entry.confirm()?;
            story.go(&mut entry, event, later, by);
        } else if chance.per_mille(6) && !matches!(entry.statement.content, Content::Reply { .. }) {
            self.correct(story, &mut entry, later, by, &writer)?;
        }
        self.last = Some(entry);
        Ok(())
    }

    /// A new entry beside a wrong one.
    fn correct(
        &mut self,
        story: &mut Story,
        entry: &mut Entry,
        at: Moment,
        by: StaffId,
        writer: &Writer,
    ) -> Result<(), Refused> {
        let mut right = entry.statement.clone();
        if let Content::Weight { grams, .. } = &mut right.content {
            grams.0 += 1_000;
        }
        right.text = format!("{}（訂正：記入者に確認した）", right.text);
        let new = self.next;
        self.next = EntryId(self.next.0 + 1);
        let (settings, reason) = (&self.world.settings, "転記の誤り。");
        let (written, corrected) = entry.correct(self.patient, right, reason, true, None, writer, settings, at, new)?;
        let id = EntryRef { patient: self.patient.id, entry: new };
        story.begin::<Entry>(id, written, at, by)?;
        story.go(entry, corrected, at, by);
        Ok(())
    }

    /// Two weights within a month, the second much lower.
    fn drop(&mut self, story: &mut Story, day: NaiveDate, last: NaiveDate, chance: &mut Chance) -> Result<(), Refused> {
        let later = day + Span::new(u64::try_from(chance.range(20, 28)).unwrap_or(20));
        if later > last {
            return Ok(());
        }
        for (day, factor) in [(day, 1.0), (later, 0.92)] {
            self.scales.grams *= factor;
            let at = moment(day, 10 * 60).max(self.patient.registered.at);
            let content = Content::Weight { grams: self.scales.grams(), at: WeighedAt::DayService };
            let text = if factor < 1.0 { "食事量が落ちている。主治医に報告。" } else { "" };
            let statement =
                Statement { occurred: Occurred::At(at), content, text: text.to_owned(), source: String::new() };
            let by = *chance.pick(&self.world.coordinators);
            self.write(story, statement, at + TimeDelta::minutes(30), by, chance)?;
        }
        Ok(())
    }

    fn statement(&mut self, at: Moment, turn: u64, chance: &mut Chance) -> Statement {
        let words = &self.world.made.care.entry;
        let by_day = chance.percent(25);
        let occurred = if by_day { Occurred::Day(at.date_naive()) } else { Occurred::At(at) };
        let (content, text) = match self.kind(turn, chance) {
            0 => (Content::Note {}, chance.pick(&words.note)),
            1 => {
                self.scales.move_on(chance);
                let at =
                    *chance.pick(&[WeighedAt::Home, WeighedAt::DayService, WeighedAt::Clinic, WeighedAt::Reported]);
                (Content::Weight { grams: self.scales.grams(), at }, chance.pick(&words.weight))
            }
            2 => (meal(chance), chance.pick(&words.meal)),
            3 => (excretion(chance), chance.pick(&words.excretion)),
            4 => {
                let injury =
                    *chance.pick(&[Injury::None, Injury::Bruise, Injury::Bruise, Injury::Head, Injury::Fracture]);
                let place = chance.pick(&words.fall_place).clone();
                (Content::Fall { place, injury, seen: chance.percent(30) }, chance.pick(&words.fall))
            }
            5 => {
                let found = Occurred::At(at + TimeDelta::minutes(5));
                let found_at = self.cast.fill(chance.word(&words.found_at));
                let content = Content::Missing { found: Some(found), found_at, police: chance.percent(40) };
                let statement =
                    Statement { occurred: Occurred::At(at), content, text: String::new(), source: self.source(chance) };
                return statement;
            }
            6 => (self.visit(chance), chance.pick(&words.visit)),
            7 => (self.stay(chance), &words.weight[0]),
            8 => (self.conference(chance), chance.pick(&words.conference)),
            9 => {
                let dosing = *chance.pick(Dosing::ALL);
                (
                    Content::Medication { dosing, drug: chance.pick(&self.world.made.care.drugs).clone() },
                    chance.pick(&words.medication),
                )
            }
            10 => {
                let (scale, of) =
                    *chance.pick(&[("HDS-R", 300), ("MMSE", 300), ("Barthel Index", 1000), ("MNA-SF", 140)]);
                let points = i32::try_from(chance.range(1, i64::from(of) / 50)).unwrap_or(1) * 50;
                (Content::Score { scale: scale.to_owned(), points: points.min(of), of: Some(of) }, &words.weight[0])
            }
            11 => (Content::Question { to: self.doctor() }, chance.pick(&words.question)),
            12 => match &self.question {
                Some(asked) => (Content::Reply { to: asked.id.entry, by: self.doctor() }, chance.pick(&words.reply)),
                None => (Content::Note {}, chance.pick(&words.note)),
            },
            _ => {
                let speaker = if chance.percent(85) { Speaker::Person } else { Speaker::Family };
                let name = if speaker == Speaker::Person { String::new() } else { self.cast.carer.clone() };
                let (topic, words_said) = said(chance.pick::<String>(&words.acp));
                let since = match self.next.0 % 4 {
                    0 => SinceBefore::Changed,
                    1 => SinceBefore::NotCompared,
                    _ => SinceBefore::Same,
                };
                let content = Content::Acp {
                    speaker,
                    speaker_name: name,
                    topic,
                    since,
                    hearer: format!("訪問看護師 {}", chance.pick(&self.world.made.surnames).written),
                    words: words_said.to_owned(),
                };
                (content, chance.pick(&words.acp_episode))
            }
        };
        Statement { occurred, content, text: self.cast.fill(text), source: self.source(chance) }
    }

    /// Which kind; an open question is answered before long.
    fn kind(&self, turn: u64, chance: &mut Chance) -> usize {
        if self.question.is_some() && turn == 0 && chance.percent(80) {
            return 12;
        }
        let kind = chance.weighted(&[16, 24, 10, 7, 3, 1, 18, 4, 3, 6, 4, 3, 0, 3]);
        // Where a question waits already, a second one is not asked.
        if kind == 11 && self.question.is_some() { 0 } else { kind }
    }

    fn source(&self, chance: &mut Chance) -> String {
        match (chance.below(3), &self.cast.nurse) {
            (0, Some(nurse)) => format!("{} {}", nurse.name, chance.pick(&self.world.made.surnames).written),
            (1, _) => self.cast.carer.clone(),
            _ => String::new(),
        }
    }

    fn doctor(&self) -> String {
        self.cast.clinic.as_ref().map_or_else(|| "主治医".to_owned(), |clinic| format!("{} 主治医", clinic.name))
    }

    fn visit(&self, chance: &mut Chance) -> Content {
        let profession =
            *chance.pick(&["visiting_nurse", "physician", "care_manager", "physical_therapist", "pharmacist"]);
        Content::Visit {
            profession: Some(Code::new(profession)),
            visitor: chance.pick(&self.world.made.surnames).written.clone(),
            met: chance.percent(94),
        }
    }

    /// Into a hospital, or out of it again.
    fn stay(&mut self, chance: &mut Chance) -> Content {
        let named = |place: &Option<Place>| {
            place.as_ref().map_or_else(
                || Named { site: None, name: "市外の病院".to_owned() },
                |place| Named { site: Some(place.id), name: place.name.clone() },
            )
        };
        let hospital = named(&self.cast.hospital);
        self.hospital = !self.hospital;
        if self.hospital {
            let urgent = if chance.percent(65) { Urgent::Emergency } else { Urgent::Planned };
            Content::Admission { hospital, urgent, cause: chance.pick(&self.world.made.care.entry.cause).clone() }
        } else {
            let to = if chance.percent(80) { Destination::Home } else { Destination::Facility };
            Content::Discharge { hospital, to }
        }
    }

    fn conference(&self, chance: &mut Chance) -> Content {
        let surname = |chance: &mut Chance| chance.pick(&self.world.made.surnames).written.clone();
        let mut present = vec![
            Attendee { name: "本人".to_owned(), profession: None },
            Attendee { name: self.cast.carer.clone(), profession: None },
        ];
        for profession in ["physician", "visiting_nurse", "care_manager", "pharmacist"] {
            if chance.percent(60) {
                present.push(Attendee { name: surname(chance), profession: Some(Code::new(profession)) });
            }
        }
        Content::Conference { meeting: *chance.pick(Meeting::ALL), present }
    }
}

impl Scales {
    fn move_on(&mut self, chance: &mut Chance) {
        #[allow(clippy::cast_precision_loss, reason = "a small number")]
        let noise = chance.range(-12, 12) as f64 / 1_000.0;
        self.grams = (self.grams * (1.0 + self.drift + noise)).clamp(6_000.0, 110_000.0);
    }

    /// To a hundred grams, as scales show it.
    fn grams(&self) -> Grams {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a weight")]
        Grams((self.grams / 100.0).round() as u32 * 100)
    }
}

fn meal(chance: &mut Chance) -> Content {
    let tenths = |chance: &mut Chance| u8::try_from(chance.range(2, 10)).ok();
    Content::Meal {
        meal: *chance.pick(MealTime::ALL),
        staple: tenths(chance),
        dishes: tenths(chance),
        fluid: chance.percent(50).then(|| u16::try_from(chance.range(2, 30) * 50).unwrap_or(500)),
    }
}

fn excretion(chance: &mut Chance) -> Content {
    let what = *chance.pick(Excreted::ALL);
    let bristol = if what == Excreted::Stool { u8::try_from(chance.range(1, 7)).ok() } else { None };
    Content::Excretion { what, amount: *chance.pick(Amount::ALL), bristol, accident: chance.percent(15) }
}

/// What words of the list are about, and the words.
fn said(line: &str) -> (AcpTopic, &str) {
    let named = |name: &str| serde_json::from_value(serde_json::Value::String(name.to_owned())).ok();
    match line.split_once(": ") {
        Some((name, words)) => (named(name).unwrap_or_default(), words),
        None => (AcpTopic::Other, line),
    }
}
