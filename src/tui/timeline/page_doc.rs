//! The texts of the pages about one patient: ACP by topic over time, and what to know in an emergency.

use super::doc;
use crate::api::patient::PatientHead;
use crate::api::timeline::AcpRecord;
use crate::domain::code::CodeList;
use crate::domain::timeline::{ByTopic, Content, Entry, SinceBefore, by_topic, since_before};
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::timeline_screen as screen;
use crate::words::{Say, acp as words, patient as patient_words, timeline as timeline_words};

/// Everything that was said, by topic and the newest first, and the conferences.
pub fn acp(record: &AcpRecord, view: &View) -> Doc {
    let topics = by_topic(&record.statements);
    let mut doc = Doc::default();
    if topics.is_empty() && record.conferences.is_empty() {
        return doc.text(view.say(words::NONE));
    }
    let changed: Vec<(&ByTopic, &Entry)> =
        topics.iter().filter_map(|about| about.changed().map(|entry| (about, entry))).collect();
    if !changed.is_empty() {
        doc = doc.heading(view.say(words::CHANGED));
        for (about, entry) in changed {
            doc = doc.marked('!', format!("{} {}", view.words(&about.topic), day(entry)));
        }
        doc = doc.gap();
    }
    for about in &topics {
        doc = doc.heading(view.words(&about.topic).into_owned());
        for entry in &about.statements {
            doc = statement(doc, entry, view);
        }
        doc = doc.gap();
    }
    if !record.conferences.is_empty() {
        doc = doc.heading(view.say(words::CONFERENCES));
        for entry in &record.conferences {
            doc = doc.text(format!("{} {}", day(entry), present(entry, view)));
            for line in entry.statement.text.lines() {
                doc = doc.text(format!("    {line}"));
            }
        }
    }
    doc
}

/// What must not be done, whom to call, and the newest words on each topic.
pub fn emergency(head: &PatientHead, record: &AcpRecord, view: &View) -> Doc {
    let lang = view.lang();
    let health = &head.patient.head.health;
    let family = &head.patient.head.family;
    let settings = &view.session.welcome.settings;
    let mut doc = doc::standing(Doc::default(), head, view);
    doc = if health.allergies.is_empty() {
        doc.text(view.say(words::NO_ALLERGIES))
    } else {
        doc.marked('!', format!("{}: {}", view.say(screen::ALLERGIES), health.allergies.join(" / ")))
    };
    if !health.infections.is_empty() {
        doc = doc.marked('!', format!("{}: {}", view.say(screen::INFECTIONS), health.infections.join(" / ")));
    }
    doc = doc::where_to_find(doc, head, view);
    let procedures: Vec<String> =
        health.procedures.iter().map(|code| timeline_words::code(settings, CodeList::Procedures, code, lang)).collect();
    doc = doc
        .pair(view.say(screen::DIAGNOSES), health.diagnoses.join(" / "))
        .pair(view.say(screen::PROCEDURES), procedures.join(" / "));
    doc = doc.gap().heading(view.say(words::CALL));
    let none = head.team.is_empty() && [&family.key_person, &family.proxy].into_iter().all(Option::is_none);
    if none {
        doc = doc.text(view.say(words::NO_NUMBERS));
    }
    doc = doc
        .pair(view.say(screen::KEY_PERSON), doc::relative(family.key_person.as_ref()))
        .pair(view.say(screen::PROXY), doc::relative(family.proxy.as_ref()));
    doc = doc::team(doc, head, view);
    let topics = by_topic(&record.statements);
    if topics.is_empty() {
        return doc.gap().text(view.say(words::NONE));
    }
    doc = doc.gap().heading(view.say(words::NEWEST)).text(view.say(words::ASK_AGAIN));
    for about in &topics {
        let Some(newest) = about.newest() else { continue };
        let others = about.statements.len() - 1;
        let others = if others == 0 { String::new() } else { format!(" ({})", words::earlier(others, lang)) };
        doc = doc.heading(format!("{}{others}", view.words(&about.topic)));
        doc = statement(doc, newest, view);
        if let Some(own) = about.newest_own() {
            doc = doc.text(view.say(words::OWN_WORDS));
            doc = statement(doc, own, view);
        }
    }
    doc
}

/// The words with who spoke, who heard them and what was around them; a sign where they differ from those before.
fn statement(doc: Doc, entry: &Entry, view: &View) -> Doc {
    let lang = view.lang();
    let Content::Acp { words: said, .. } = &entry.statement.content else { return doc };
    let since = since_before(entry);
    let since = if since == SinceBefore::NotCompared { String::new() } else { since.say(lang).into_owned() };
    let corrected = if entry.corrected_by.is_some() { view.say(words::CORRECTED) } else { "" };
    let content = &entry.statement.content;
    let parts = [day(entry), words::speaker(content, lang), words::hearer(content, lang), since, corrected.to_owned()];
    let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    let changed = since_before(entry) == SinceBefore::Changed || entry.corrected_by.is_some();
    let mut doc = if changed { doc.marked('!', line) } else { doc.text(format!("  {line}")) };
    for line in said.lines() {
        doc = doc.text(format!("    \u{300c}{line}\u{300d}"));
    }
    for line in entry.statement.text.lines() {
        doc = doc.text(format!("      {line}"));
    }
    doc
}

fn day(entry: &Entry) -> String {
    patient_words::date(entry.statement.occurred.date())
}

fn present(entry: &Entry, view: &View) -> String {
    let Content::Conference { present, .. } = &entry.statement.content else { return String::new() };
    let names: Vec<&str> = present.iter().map(|person| person.name.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("{} {}", view.say(screen::PRESENT), names.join(" / ")) }
}
