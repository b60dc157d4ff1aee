//! The record that a form is about. Others may change it while the form is open: then it is read anew, the form is opened
//! on what was read, and what is typed is put into it.

use super::merge::Came;
use super::{Form, SaveFault, draft};
use crate::api::{Answer, Problem, Request};
use crate::domain::id::{StaffId, Version};
use crate::tui::app::{Cx, Latest, Ticket, View};
use crate::words::forms as words;
use serde_json::Value as Json;

/// What a form does with its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Its fields are the record's.
    Amends,
    /// It adds something to the record.
    ActsOn,
}

type Again = Box<dyn Fn(&Answer, &View) -> Option<Form>>;

/// A form's record: the version that the form was opened on, and how it is opened on a newer one.
pub(super) struct Basis {
    way: Way,
    pub version: Version,
    read: Request,
    again: Again,
    /// What last happened to the record, in words.
    latest: Option<String>,
    reading: Latest,
    /// Who changed it, as far as that was told.
    by: Option<StaffId>,
    /// Why a save was refused, if it is read for that.
    refused: Option<Problem>,
}

impl Form {
    /// The fields are those of a record, of which this version was opened. If others change it, `read` is asked and `again`
    /// opens the same form on the answer (none if it holds another record). What others changed is taken into the fields;
    /// where both changed one, theirs is shown beside it and the next save takes what stands in the form. A change that
    /// touches no field of the form is saved past without a word.
    pub fn amends(
        self,
        version: Version,
        read: Request,
        again: impl Fn(&Answer, &View) -> Option<Self> + 'static,
    ) -> Self {
        self.about_record(Way::Amends, version, read, Box::new(again))
    }

    /// The same for a form that adds something to a record, such as a step of its course: whatever others did is said, with
    /// the words that [`latest`](Self::latest) gives, before the next save goes through on the newer version.
    pub fn acts_on(
        self,
        version: Version,
        read: Request,
        again: impl Fn(&Answer, &View) -> Option<Self> + 'static,
    ) -> Self {
        self.about_record(Way::ActsOn, version, read, Box::new(again))
    }

    /// What last happened to the record, on one line; said after [`amends`](Self::amends) or [`acts_on`](Self::acts_on).
    pub fn latest(mut self, line: impl Into<String>) -> Self {
        if let Some(basis) = &mut self.basis {
            basis.latest = Some(line.into());
        }
        self
    }

    fn about_record(mut self, way: Way, version: Version, read: Request, again: Again) -> Self {
        let (latest, reading) = (None, Latest::default());
        self.basis = Some(Basis { way, version, read, again, latest, reading, by: None, refused: None });
        self
    }

    /// Reads the record anew, since somebody changed it; with a refusal all that is typed waits for the answer.
    pub(super) fn read_anew(&mut self, by: Option<StaffId>, refused: Option<Problem>, cx: &mut Cx) {
        let Some(basis) = &mut self.basis else { return };
        basis.by = by;
        if refused.is_some() {
            basis.refused = refused;
            basis.reading.ask_first(basis.read.clone(), cx);
        } else if basis.refused.is_none() {
            basis.reading.ask_beside(basis.read.clone(), cx);
        }
    }

    /// True while a save waits for what others made of the record.
    pub(super) fn is_reading(&self) -> bool {
        self.basis.as_ref().is_some_and(|basis| basis.refused.is_some())
    }

    /// Takes the record, if it is the answer to the newest question for it.
    pub(super) fn read(&mut self, ticket: Ticket, outcome: &Result<Answer, Problem>, cx: &mut Cx) -> bool {
        let view = cx.view();
        let Some(basis) = self.basis.as_mut().filter(|basis| basis.reading.is_waiting()) else { return false };
        if !basis.reading.takes(ticket) {
            return false;
        }
        let (by, refused) = (basis.by.take(), basis.refused.take());
        let problem = outcome.as_ref().err().cloned().or(refused.clone());
        let newer = outcome.as_ref().ok().and_then(|answer| (basis.again)(answer, &view));
        let newer = newer.filter(|newer| newer.name == self.name && newer.version() > self.version());
        match (newer, problem) {
            (Some(newer), _) => self.go_on_as(newer, by, refused.is_some(), cx),
            (None, Some(problem)) if refused.is_some() => self.refuse(SaveFault::whole(view.problem(&problem))),
            (None, _) => {}
        }
        true
    }

    fn version(&self) -> Option<Version> {
        self.basis.as_ref().map(|basis| basis.version)
    }

    /// Goes on as the form that was opened on the newer record, and says what came with it.
    fn go_on_as(&mut self, newer: Self, by: Option<StaffId>, refused: bool, cx: &mut Cx) {
        let view = cx.view();
        let before = self.basis.as_ref().and_then(|basis| basis.latest.clone());
        let came = self.become_newer(newer, by);
        let Some(basis) = &self.basis else { return };
        let latest = basis.latest.clone().filter(|line| Some(line) != before.as_ref()).unwrap_or_default();
        let who = words::who(by.map(|by| view.name_or_id(by)).as_deref(), view.lang());
        let swap = view.keymap.shortest("form.swap").unwrap_or_default();
        let said = match (came, basis.way) {
            (Came { both: 1.., .. }, _) => words::both_changed(&who, &swap, view.lang()),
            (Came { taken: 1.., .. }, _) => words::taken(&who, refused, view.lang()),
            (_, Way::ActsOn) if refused || !latest.is_empty() => words::acted(&who, &latest, refused, view.lang()),
            (_, Way::Amends) if refused => return self.try_save(cx),
            _ => return,
        };
        self.fault = Some(said);
    }

    fn become_newer(&mut self, newer: Self, by: Option<StaffId>) -> Came {
        let focus = self.fields.get(self.focus).map(|field| field.name);
        let before = std::mem::replace(&mut self.before, draft::fields(&newer.fields));
        let mut old = std::mem::replace(&mut self.fields, newer.fields);
        let mut came = Came::default();
        for field in &mut self.fields {
            let Some(at) = old.iter().position(|old| old.name == field.name) else { continue };
            let base = before.get(field.name).unwrap_or(&Json::Null);
            let Came { taken, both } = field.go_on_from(old.swap_remove(at), base, by);
            came = Came { taken: came.taken + taken, both: came.both + both };
        }
        self.focus = self.fields.iter().position(|field| Some(field.name) == focus).unwrap_or(0);
        (self.title, self.heading, self.basis) = (newer.title, newer.heading, newer.basis);
        (self.save, self.done, self.pre_save) = (newer.save, newer.done, newer.pre_save);
        self.told = None;
        came
    }
}
