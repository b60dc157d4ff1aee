//! Reports counted a second time from the journal as text, by rules of their own; files of a report; a month that is closed.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{program, said};

/// A made-up city in a directory of its own.
struct City(TempDir);

impl City {
    fn write() -> Self {
        let base = TempDir::new().unwrap();
        let data = base.path().join("city");
        let words = ["demo", "--patients", "120", "--years", "2", "--seed", "5", "--write"];
        let out = program().args(words).arg(&data).output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
        Self(base)
    }

    fn run(&self, words: &[&str]) -> Output {
        program().arg("--data").arg(self.0.path().join("city")).args(words).output().unwrap()
    }

    fn done(&self, words: &[&str]) -> Vec<u8> {
        let out = self.run(words);
        assert!(out.status.success(), "{words:?}: {}", said(&out));
        out.stdout
    }

    fn report(&self, words: &[&str]) -> Value {
        serde_json::from_slice(&self.done(&[words, &["--json"]].concat())).unwrap()
    }
}

/// The month of a time, in Japan.
fn month(time: &str) -> String {
    let time = chrono::DateTime::parse_from_rfc3339(time).unwrap();
    (time.to_utc() + chrono::TimeDelta::hours(9)).format("%Y-%m").to_string()
}

/// A consultation as the journal tells it.
#[derive(Default)]
struct Case {
    intake: Value,
    patient: Option<String>,
    is_call: bool,
    /// Month, way, whether somebody answered and nobody took it back.
    steps: Vec<(String, String, bool)>,
    /// Month, and whether it was closed rather than opened again.
    turns: Vec<(String, bool)>,
}

impl Case {
    fn happened(&mut self, name: &str, said: &Value, at: &str) {
        let step = |contents: &Value| {
            let answered = contents["nobody_answered"] != json!(true);
            let text = |field: &str| contents[field].as_str().unwrap().to_owned();
            (month(&text("at")), text("channel"), answered)
        };
        let mut take_back = |number: &Value| {
            let at = usize::try_from(number.as_u64().unwrap()).unwrap() - 1;
            self.steps[at].2 = false;
        };
        match name {
            "received" => {
                self.intake = said["intake"].clone();
                self.patient = said["patient"].as_str().map(str::to_owned);
                self.is_call = !said["question"].is_null();
            }
            "amended" => self.intake = said["intake"].clone(),
            "answered" => self.steps.push(step(said)),
            "step_corrected" => {
                take_back(&said["step"]);
                self.steps.push(step(&said["contents"]));
            }
            "step_withdrawn" => take_back(&said["step"]),
            "closed" | "settled" => self.turns.push((month(at), true)),
            "reopened" if self.turns.last().is_some_and(|last| last.1) => self.turns.push((month(at), false)),
            "linked" => self.patient = said["patient"].as_str().map(str::to_owned),
            "unlinked" => self.patient = None,
            _ => {}
        }
    }

    fn received(&self) -> String {
        month(self.intake["received_at"].as_str().unwrap())
    }

    fn is_open(&self, when: impl Fn(&str) -> bool) -> bool {
        when(&self.received()) && self.turns.iter().rfind(|turn| when(&turn.0)).is_none_or(|turn| !turn.1)
    }
}

/// Everything that is counted, from the lines of `journal export` alone.
#[derive(Default)]
struct Told {
    cases: BTreeMap<String, Case>,
    merged: BTreeMap<String, String>,
    /// Team and month of each referral.
    referrals: Vec<(String, String)>,
    /// Questionnaire and month of each sheet.
    sheets: BTreeMap<String, (String, String)>,
    /// Place and month of each check.
    checks: Vec<(String, String)>,
}

impl Told {
    fn of(lines: &str) -> Self {
        let mut told = Self::default();
        for line in lines.lines() {
            let frame: Value = serde_json::from_str(line).unwrap();
            for event in frame["body"]["events"].as_array().into_iter().flatten() {
                let (kind, pair) = event.as_object().unwrap().iter().next().unwrap();
                let id = pair[0].as_str().unwrap_or_default().to_owned();
                let (name, said) = match &pair[1] {
                    Value::String(name) => (name.clone(), Value::Null),
                    named => named
                        .as_object()
                        .unwrap()
                        .iter()
                        .next()
                        .map(|(name, said)| (name.clone(), said.clone()))
                        .unwrap(),
                };
                match (kind.as_str(), name.as_str()) {
                    ("consultation", _) => {
                        told.cases.entry(id).or_default().happened(&name, &said, frame["time"].as_str().unwrap());
                    }
                    ("patient", "merged_into") => {
                        told.merged.insert(id, said["into"].as_str().unwrap().to_owned());
                    }
                    ("patient", "parted_from") => {
                        told.merged.remove(&id);
                    }
                    ("referral", "requested") => {
                        let asked = said["asked"].as_str().unwrap();
                        let asked = if asked.len() > 10 { month(asked) } else { asked[..7].to_owned() };
                        told.referrals.push((said["team"].as_str().unwrap().to_owned(), asked));
                    }
                    ("screening", "recorded" | "amended") => {
                        let questionnaire = said["answers"].as_object().unwrap().keys().next().unwrap().clone();
                        told.sheets.insert(id, (questionnaire, said["on"].as_str().unwrap()[..7].to_owned()));
                    }
                    ("site", "checked") => told.checks.push((id, said["on"].as_str().unwrap()[..7].to_owned())),
                    _ => {}
                }
            }
        }
        told
    }

    fn person(&self, id: &str, case: &Case) -> String {
        let mut at = case.patient.clone().unwrap_or_else(|| id.to_owned());
        while let Some(into) = self.merged.get(&at) {
            at.clone_from(into);
        }
        at
    }

    /// New, persons and contacts, by what `key` says of a consultation; none of them leaves it out.
    fn count(&self, months: &[String], key: impl Fn(&Case) -> Option<Value>) -> BTreeMap<String, [u64; 3]> {
        let mut rows: BTreeMap<String, (u64, BTreeSet<String>, u64)> = BTreeMap::new();
        for (id, case) in &self.cases {
            let Some(key) = key(case) else { continue };
            let row = rows.entry(key.to_string()).or_default();
            row.0 += u64::from(months.contains(&case.received()));
            let reception = !case.is_call && case.intake["channel"] != json!("list");
            let mut contacts = u64::from(reception && months.contains(&case.received()));
            contacts += case.steps.iter().filter(|step| step.2 && months.contains(&step.0)).count() as u64;
            if contacts > 0 {
                row.1.insert(self.person(id, case));
            }
            row.2 += contacts;
        }
        rows.into_iter().map(|(key, (new, persons, contacts))| (key, [new, persons.len() as u64, contacts])).collect()
    }
}

fn counts(figures: &Value) -> Vec<u64> {
    figures.as_array().unwrap().iter().map(|figure| figure["value"]["count"].as_u64().unwrap()).collect()
}

fn table<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["tables"].as_array().unwrap().iter().find(|table| table["id"] == id).unwrap()
}

fn check(report: &Value, told: &Told, months: &[String]) {
    let split = |id: &str, field: &'static str, name: &'static str| {
        let key = move |case: &Case| {
            let of = if field == "who" { &case.intake["asked_by"]["who"] } else { &case.intake[field] };
            Some(if of.is_null() { json!("not_given") } else { json!({ name: of }) })
        };
        let again = told.count(months, key);
        let mut seen = 0;
        for row in table(report, id)["rows"].as_array().unwrap() {
            let mine = again.get(&row["key"].to_string()).copied().unwrap_or_default();
            assert_eq!(counts(&row["figures"]), mine, "{id} {}", row["key"]);
            seen += mine[0];
        }
        let total = told.count(months, |_| Some(json!("total")));
        assert_eq!(counts(&table(report, id)["total"]), total["\"total\""], "{id}");
        assert_eq!(seen, total["\"total\""][0], "{id}: a row is missing");
    };
    split("askers", "who", "asker");
    split("areas", "area", "area");
    split("age_bands", "age_band", "age_band");
    split("fields", "field", "field");
    split("scenes", "scene", "scene");
    split("programme_items", "programme_item", "programme_item");
    split("funding_lines", "funding_line", "funding_line");
    for row in table(report, "topics")["rows"].as_array().unwrap() {
        let topic = row["key"]["topic"].as_str();
        let about = |case: &Case| {
            let topics = case.intake["topics"].as_array().map_or(&[][..], Vec::as_slice);
            let is = topic.map_or(topics.is_empty(), |topic| topics.iter().any(|it| it == topic));
            is.then(|| json!("x"))
        };
        let again = told.count(months, about).remove("\"x\"").unwrap_or_default();
        assert_eq!(counts(&row["figures"]), again, "topics {}", row["key"]);
    }
    let (first, last) = (&months[0], &months[months.len() - 1]);
    let cases = || told.cases.values();
    let turns = |closes: bool| {
        cases().flat_map(|case| &case.turns).filter(|turn| turn.1 == closes && months.contains(&turn.0)).count()
    };
    let movement = [
        cases().filter(|case| case.is_open(|month| month < first.as_str())).count(),
        cases().filter(|case| months.contains(&case.received())).count(),
        turns(false),
        turns(true),
        cases().filter(|case| case.is_open(|month| month <= last.as_str())).count(),
    ];
    let rows = table(report, "movement")["rows"].as_array().unwrap();
    let shown: Vec<u64> = rows.iter().map(|row| counts(&row["figures"])[0]).collect();
    assert_eq!(shown, movement.map(|count| count as u64));
    assert_eq!(shown[0] + shown[1] + shown[2], shown[3] + shown[4]);
    for row in table(report, "referrals")["rows"].as_array().unwrap() {
        let of = |it: &&(String, String)| row["key"]["team"] == json!(it.0) && months.contains(&it.1);
        assert_eq!(counts(&row["figures"])[0], told.referrals.iter().filter(of).count() as u64, "{}", row["key"]);
    }
    for row in table(report, "screenings")["rows"].as_array().unwrap() {
        let of = |it: &&(String, String)| row["key"]["questionnaire"] == json!(it.0) && months.contains(&it.1);
        assert_eq!(counts(&row["figures"])[0], told.sheets.values().filter(of).count() as u64, "{}", row["key"]);
    }
    let checks: Vec<&String> = told.checks.iter().filter(|it| months.contains(&it.1)).map(|it| &it.0).collect();
    let places: BTreeSet<&&String> = checks.iter().collect();
    let checked = counts(&table(report, "resources")["rows"][0]["figures"]);
    assert_eq!(checked, [places.len() as u64, checks.len() as u64]);
}

#[test]
fn figures_are_those_that_the_journal_tells_when_counted_again() {
    let city = City::write();
    let told = Told::of(&String::from_utf8(city.done(&["journal", "export"])).unwrap());
    assert!(told.cases.len() > 100 && !told.referrals.is_empty(), "too little to tell anything");
    let latest = told.cases.values().map(Case::received).max().unwrap();
    let (year, at): (i32, u32) = (latest[..4].parse().unwrap(), latest[5..].parse().unwrap());
    let fiscal = if at >= 4 { year } else { year - 1 };
    for year in [fiscal - 1, fiscal] {
        let months: Vec<String> = (0..12)
            .map(|later| {
                let at = 3 + later;
                format!("{}-{:02}", year + at / 12, at % 12 + 1)
            })
            .collect();
        check(&city.report(&["report", "annual", "--year", &year.to_string()]), &told, &months);
        for month in months.iter().step_by(3) {
            let one = std::slice::from_ref(month);
            check(&city.report(&["report", "monthly", "--month", month]), &told, one);
        }
    }
}

#[test]
fn files_are_written_whole_and_a_closed_month_says_so() {
    let city = City::write();
    let report = city.report(&["report", "monthly", "--compare"]);
    let period = report["period"]["month"].as_str().unwrap().to_owned();
    let out = city.0.path().join("report");
    let to = out.to_str().unwrap();
    city.done(&["report", "monthly", "--month", &period, "--format", "csv", "--out", to]);
    assert!(std::fs::read(&out).unwrap().starts_with(b"\xEF\xBB\xBF"));
    city.done(&["report", "monthly", "--month", &period, "--format", "csv-cp932", "--out", to]);
    let bytes = std::fs::read(&out).unwrap();
    let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!broken && text.contains("相談者別"), "{text}");
    city.done(&["report", "annual", "--format", "xlsx", "--out", to]);
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
    let left: Vec<_> = std::fs::read_dir(city.0.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    for wrong in [&["report"][..], &["report", "annual", "--year", "x"], &["report", "monthly", "--format", "xlsx"]] {
        assert_eq!(city.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    city.done(&["report", "close", "--month", &period]);
    let again = city.run(&["report", "close", "--month", &period]);
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));
    let closed = city.report(&["report", "monthly", "--month", &period]);
    assert!(closed["closed"]["by"].is_string(), "{closed}");
    assert_eq!(table(&closed, "askers")["total"][0]["value"], table(&report, "askers")["total"][0]["value"]);
}
