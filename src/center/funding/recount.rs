//! The made-up city's account counted a second time from the journal's JSON, without the code that makes accounts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::api::funding::{FundingAnswer, FundingRead};
use crate::api::{Answer, Ask, Request};
use crate::center::Center;
use crate::center::demo::{self, Plan};
use crate::domain::id::StaffId;
use crate::domain::time::FiscalYear;
use crate::journal::{Body, Sequence};

/// Minutes, contacts and persons.
type Count = (u64, u64, BTreeSet<String>);

/// By line and item, empty where none is named.
type Counts = BTreeMap<(String, String), Count>;

/// A consultation as this test understands it.
#[derive(Default)]
struct Case {
    intake: Value,
    patient: Option<String>,
    called_by_rule: bool,
    /// Steps, and whether they stand.
    steps: Vec<(Value, bool)>,
}

#[derive(Default)]
struct Recount {
    cases: BTreeMap<String, Case>,
    patient_of: BTreeMap<String, String>,
    into: BTreeMap<String, String>,
    /// Referral, contents.
    visits: Vec<(String, Value)>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The fiscal year of a date or a moment as the journal writes it.
fn year(written: &str) -> i32 {
    let part = |from: usize, to: usize| written[from..to].parse::<i32>().unwrap();
    if part(5, 7) >= 4 { part(0, 4) } else { part(0, 4) - 1 }
}

impl Recount {
    fn take(&mut self, kind: &str, id: &str, event: &Value) {
        let Some((name, what)) = event.as_object().and_then(|event| event.iter().next()) else { return };
        if kind == "consultation" {
            let case = self.cases.entry(id.to_owned()).or_default();
            match name.as_str() {
                "received" => {
                    case.intake = what["intake"].clone();
                    case.patient = what["patient"].as_str().map(str::to_owned);
                    case.called_by_rule = what["question"].is_string();
                }
                "amended" => case.intake = what["intake"].clone(),
                "answered" => case.steps.push((what.clone(), true)),
                "step_corrected" | "step_withdrawn" => {
                    let number = usize::try_from(what["step"].as_u64().unwrap()).unwrap();
                    case.steps[number - 1].1 = false;
                    if name == "step_corrected" {
                        case.steps.push((what["contents"].clone(), true));
                    }
                }
                "linked" => case.patient = what["patient"].as_str().map(str::to_owned),
                "unlinked" => case.patient = None,
                _ => {}
            }
        }
        if kind == "referral" {
            match name.as_str() {
                "requested" => drop(self.patient_of.insert(id.to_owned(), text(&what["patient"]))),
                "visited" | "followed_up" => self.visits.push((id.to_owned(), what.clone())),
                _ => {}
            }
        }
        if kind == "patient" && name == "merged_into" {
            self.into.insert(id.to_owned(), text(&what["into"]));
        }
        if kind == "patient" && name == "parted_from" {
            self.into.remove(id);
        }
    }

    fn person(&self, patient: &str) -> String {
        let mut at = patient;
        while let Some(next) = self.into.get(at) {
            at = next;
        }
        at.to_owned()
    }

    fn of(&self, wanted: i32) -> Counts {
        let mut counts = Counts::new();
        let mut add = |on: &str, own: &Value, other: &Value, minutes: u64, contact: bool, whom: &str| {
            if year(on) != wanted {
                return;
            }
            let named = |field: &str| {
                let own = text(&own[field]);
                if own.is_empty() { text(&other[field]) } else { own }
            };
            let count = counts.entry((named("funding_line"), named("programme_item"))).or_default();
            count.0 += minutes;
            count.1 += u64::from(contact);
            count.2.insert(whom.to_owned());
        };
        for (id, case) in &self.cases {
            let whom = case.patient.as_ref().map_or_else(|| id.clone(), |patient| self.person(patient));
            let intake = &case.intake;
            if intake["channel"] != "list" && !case.called_by_rule {
                add(intake["received_at"].as_str().unwrap(), intake, intake, 0, true, &whom);
            }
            for (step, _) in case.steps.iter().filter(|(_, stands)| *stands) {
                let minutes = step["minutes"].as_u64().unwrap();
                let contact = step["nobody_answered"] != true;
                add(step["at"].as_str().unwrap(), &step["charge"], intake, minutes, contact, &whom);
            }
        }
        for (referral, visit) in &self.visits {
            let (whom, minutes) = (self.person(&self.patient_of[referral]), visit["minutes"].as_u64().unwrap());
            add(visit["on"].as_str().unwrap(), &visit["charge"], &Value::Null, minutes, true, &whom);
        }
        counts
    }
}

#[test]
fn the_account_is_what_the_journal_says() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("city");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let written = demo::write(&place, Plan { patients: 60, years: 2, seed: 5, today }, None, |_| {}).unwrap();
    let mut recount = Recount::default();
    for frame in written.opened.journal.read(Sequence(1)).unwrap() {
        let Body::Plain(json) = frame.unwrap().body else { panic!("a key was destroyed") };
        let recorded: Value = serde_json::from_slice(&json).unwrap();
        for event in recorded["events"].as_array().unwrap() {
            let (kind, what) = event.as_object().unwrap().iter().next().unwrap();
            recount.take(kind, &text(&what[0]), &what[1]);
        }
    }
    drop(written);
    let center = Center::open(&place).unwrap();
    let mut minutes = 0;
    for wanted in 2023..=2027 {
        let request = Request::Funding(FundingRead::Account { year: FiscalYear(wanted) });
        let answer = center.answer(StaffId(1), Ask { id: 1, command: None, request, settles: None }).unwrap();
        let Answer::Funding(answer) = answer else { panic!("no account") };
        let FundingAnswer::Account(account) = *answer;
        let name = |code: &Option<crate::domain::code::Code>| code.clone().map_or_else(String::new, |code| code.0);
        let mut made = BTreeMap::new();
        for line in &account.lines {
            for item in &line.items {
                let sums = (item.sums.minutes, u64::from(item.sums.contacts), item.sums.persons as usize);
                made.insert((name(&line.funding_line), name(&item.programme_item)), sums);
            }
        }
        let counts = recount.of(wanted);
        let counted = counts.iter().map(|(charge, count)| (charge.clone(), (count.0, count.1, count.2.len())));
        assert_eq!(made, counted.collect(), "fiscal {wanted}");
        let everybody: BTreeSet<&String> = counts.values().flat_map(|count| &count.2).collect();
        assert_eq!(account.sums.persons as usize, everybody.len(), "fiscal {wanted}");
        minutes += account.sums.minutes;
    }
    assert!(minutes > 0, "the city worked");
    center.shut_down();
}
