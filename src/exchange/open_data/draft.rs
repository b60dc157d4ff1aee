//! A listing while its row is read: every cell comes to its one form or is left out and flagged.

use crate::domain::resource::address::Address;
use crate::domain::resource::intake::{Reason, Why};
use crate::domain::resource::{FactKey, FactProblem, Facts, Field, ServiceKey};
use crate::words::{Lang, Say};

/// The facts of one row so far.
pub struct Draft {
    line: u32,
    /// What could be read.
    pub facts: Facts,
    /// What could not.
    pub reasons: Vec<Reason>,
}

impl Draft {
    /// Nothing yet, of the row in this line.
    pub const fn new(line: u32) -> Self {
        Self { line, facts: Facts::new(), reasons: Vec::new() }
    }

    /// Notes what is wrong with the row.
    pub fn flag(&mut self, why: Why) {
        self.reasons.push(why.at(self.line));
    }

    /// A fact of the place.
    pub fn site(&mut self, field: Field, cell: &str) {
        self.fact(FactKey::site(field), cell);
    }

    /// A fact of one service.
    pub fn service(&mut self, service: &ServiceKey, field: Field, cell: &str) {
        self.fact(FactKey::service(service.clone(), field), cell);
    }

    fn fact(&mut self, key: FactKey, cell: &str) {
        let cell = crate::text::neutralise_lines(cell);
        match key.field.read(&cell) {
            Ok(value) => self.put(key, value),
            Err(FactProblem::MailForUrl { mail }) => {
                self.put(FactKey::site(Field::Mail), mail.clone());
                self.cell(key.field, FactProblem::MailForUrl { mail }, &cell);
            }
            Err(problem) => self.cell(key.field, problem, &cell),
        }
    }

    /// Keeps what a cell said that could not be read, in the place's note: somebody may know what it means.
    fn keep(&mut self, field: Field, cell: &str) {
        let key = FactKey::site(Field::Note);
        let line = format!("{}: {}", field.say(Lang::Ja), cell.split_whitespace().collect::<Vec<_>>().join(" "));
        let note = self.facts.get(&key).map_or_else(|| line.clone(), |before| format!("{before}\n{line}"));
        if let Ok(note) = Field::Note.read(&note) {
            self.put(key, note);
        }
    }

    fn put(&mut self, key: FactKey, value: String) {
        if !value.is_empty() {
            self.facts.insert(key, value);
        }
    }

    /// Flags a cell that was left out; what it said is kept in the note, unless it is known not to be true.
    pub fn cell(&mut self, field: Field, problem: FactProblem, found: &str) {
        if !matches!(problem, FactProblem::MailForUrl { .. } | FactProblem::NoCoordinates | FactProblem::OutsideJapan) {
            self.keep(field, found);
        }
        let found = found.trim().chars().take(80).collect();
        self.flag(Why::Cell { field, problem, found });
    }

    /// Coordinates in two columns; where the file has a way to say that there are none, `0,0` is not worth a flag.
    pub fn coordinates(&mut self, latitude: &str, longitude: &str, zero_is_empty: bool) {
        let (latitude, longitude) = (latitude.trim(), longitude.trim());
        if latitude.is_empty() && longitude.is_empty() {
            return;
        }
        let pair = format!("{latitude},{longitude}");
        match Field::Coordinates.read(&pair) {
            Ok(value) => self.put(FactKey::site(Field::Coordinates), value),
            Err(FactProblem::NoCoordinates) if zero_is_empty => {}
            Err(problem) => self.cell(Field::Coordinates, problem, &pair),
        }
    }

    /// The parts of an address.
    pub fn address(&mut self, address: &Address) {
        self.site(Field::Prefecture, &address.prefecture);
        self.site(Field::City, &address.city);
        self.site(Field::Town, &address.town);
        self.site(Field::Building, &address.building);
    }

    /// Days of the week; what is no list of days is kept as a note.
    pub fn days(&mut self, service: &ServiceKey, cell: &str, note: &str) {
        let nothing = |text: &str| {
            matches!(text.trim().trim_end_matches('。'), "なし" | "特になし" | "特に無し" | "無し" | "-" | "ー")
        };
        let key = FactKey::service(service.clone(), Field::Days);
        let mut notes = Vec::new();
        match Field::Days.read(cell) {
            Ok(days) => self.put(key, days),
            Err(_) => notes.push(cell.trim()),
        }
        if !nothing(note) {
            notes.push(note.trim());
        }
        self.service(service, Field::DaysNote, &notes.join("\n"));
    }
}
