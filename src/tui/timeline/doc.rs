//! The texts of the detail: an entry with its history, a step, a patient's head.

use crate::api::patient::PatientHead;
use crate::api::timeline::TimelineItem;
use crate::domain::aggregate::Stamp;
use crate::domain::care_team::{Member, MemberState};
use crate::domain::code::CodeList;
use crate::domain::patient::{Head, Patient, Period, Place, Relative, Standing};
use crate::domain::timeline::{Content, Entry, Occurred, Statement, StepItem, WeightPoint};
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::timeline::{self as words, fixed};
use crate::words::timeline_screen as screen;
use crate::words::{Lang, Say, acp as acp_words, care_team as care_words, patient as patient_words};

fn stamp(stamp: &Stamp, view: &View) -> String {
    format!("{} {}", stamp.at.format("%Y-%m-%d %H:%M"), view.staff_name(stamp.by))
}

fn when(occurred: Occurred, lang: Lang) -> String {
    let time = words::time(occurred);
    let day = patient_words::long_date(occurred.date(), lang);
    if time.is_empty() { day } else { format!("{day} {time}") }
}

/// What a row of a timeline says in full.
pub fn item(item: &TimelineItem, losses: &[WeightPoint], view: &View) -> Doc {
    match item {
        TimelineItem::Entry(entry) => entry_doc(entry, losses, view),
        TimelineItem::Step(step) => step_doc(step, view),
    }
}

fn entry_doc(entry: &Entry, losses: &[WeightPoint], view: &View) -> Doc {
    let lang = view.lang();
    let settings = &view.session.welcome.settings;
    let mut doc = Doc::default();
    for mark in words::marks(entry, lang) {
        doc = doc.marked('!', mark);
    }
    let of_this = losses.iter().filter(|point| point.weighing.entry == entry.id);
    for loss in of_this.flat_map(|point| &point.losses) {
        doc = doc.marked('!', words::loss(loss, lang));
    }
    doc = statement(doc, &entry.statement, view);
    let profession = words::code(settings, CodeList::Professions, &entry.profession, lang);
    doc = doc
        .gap()
        .pair(view.say(screen::RECORDED), format!("{} {profession}", stamp(&entry.recorded, view)))
        .pair(view.say(screen::CONFIRMED_AT), entry.confirmed.as_ref().map(|at| stamp(at, view)).unwrap_or_default())
        .pair(view.say(screen::NUMBER), entry.id.to_string());
    if let Some(correction) = &entry.corrects {
        let text = format!("{} {} ({})", view.say(fixed::CORRECTION), correction.entry, correction.reason);
        doc = doc.pair(view.say(screen::REASON), text);
    }
    for (label, moved) in [(fixed::MOVED_TO, &entry.moved_to), (fixed::MOVED_FROM, &entry.moved_from)] {
        if let Some(moved) = moved {
            let text = format!("{} ({}) {}", moved.entry, moved.reason, stamp(&moved.stamp, view));
            doc = doc.pair(view.say(label), text);
        }
    }
    for earlier in entry.earlier.iter().rev() {
        doc = doc.gap().heading(format!("{} ({})", view.say(fixed::EARLIER), stamp(&earlier.until, view)));
        doc = statement(doc, &earlier.statement, view);
    }
    doc
}

fn statement(doc: Doc, statement: &Statement, view: &View) -> Doc {
    let lang = view.lang();
    let settings = &view.session.welcome.settings;
    let kind = statement.content.kind().say(lang);
    let mut doc = doc.heading(format!("{kind}  {}", when(statement.occurred, lang)));
    match &statement.content {
        Content::Acp { topic, since, words, .. } => {
            let (speaker, heard) =
                (acp_words::speaker(&statement.content, lang), acp_words::hearer(&statement.content, lang));
            doc = doc.text(format!("{speaker} / {heard}"));
            doc = doc.pair(view.say(screen::ACP_TOPIC), topic.say(lang));
            doc = doc.pair(view.say(screen::SINCE_BEFORE), since.say(lang));
            doc = doc.pair(view.say(screen::WORDS), words.clone());
            doc = doc.pair(view.say(screen::EPISODE), statement.text.clone());
        }
        content => {
            let headline = words::headline(content, settings, lang);
            if !headline.is_empty() {
                doc = doc.text(headline);
            }
            if let Content::Conference { present, .. } = content {
                let people: Vec<String> = present
                    .iter()
                    .map(|person| match &person.profession {
                        Some(code) => {
                            format!("{} ({})", person.name, words::code(settings, CodeList::Professions, code, lang))
                        }
                        None => person.name.clone(),
                    })
                    .collect();
                doc = doc.pair(view.say(screen::PRESENT), people.join(" / "));
            }
            for line in statement.text.lines() {
                doc = doc.text(line.to_owned());
            }
        }
    }
    doc.pair(view.say(screen::SOURCE), statement.source.clone())
}

fn step_doc(step: &StepItem, view: &View) -> Doc {
    let lang = view.lang();
    let of = words::step_about(&step.of, &view.session.welcome.settings, lang);
    let heading = format!("{of}  {}  {}", step.step.say(lang), when(step.occurred, lang));
    let mut doc = Doc::default().heading(heading.trim_start()).text(step.with.clone());
    for line in step.text.lines() {
        doc = doc.text(line.to_owned());
    }
    doc.gap().pair(view.say(screen::RECORDED), stamp(&step.recorded, view))
}

/// A patient's head in full.
pub fn head(head: &PatientHead, view: &View) -> Doc {
    let lang = view.lang();
    let patient = &head.patient;
    let Head { identity, care, health, family, consents, .. } = &patient.head;
    let settings = &view.session.welcome.settings;
    let label = |text| view.say(text);
    let area = identity.area.as_ref().and_then(|code| settings.city.area(code));
    let mut doc = Doc::default().heading(name_line(patient, lang));
    doc = standing(doc, head, view);
    doc = doc
        .pair(label(screen::BIRTH), patient_words::birth(identity.birth, view.now.date_naive(), lang))
        .pair(
            label(screen::AREA),
            area.map_or(String::new(), |area| match lang {
                Lang::Ja => area.name.clone(),
                Lang::En => area.en.clone(),
            }),
        )
        .pair(label(screen::ADDRESS), identity.address.clone())
        .pair(label(screen::PHONE), identity.phone.clone())
        .pair(label(screen::LEVEL), format!("{} {}", care.level.say(lang), period(care.period, lang)).trim().to_owned())
        .pair(label(screen::SCALES), scales(patient, view))
        .pair(label(screen::LIVING), format!("{} / {}", care.living.say(lang), care.whereabouts.say(lang)))
        .pair(label(screen::DIAGNOSES), health.diagnoses.join(" / "))
        .pair(label(screen::ALLERGIES), health.allergies.join(" / "))
        .pair(label(screen::INFECTIONS), health.infections.join(" / "))
        .pair(
            label(screen::PROCEDURES),
            health
                .procedures
                .iter()
                .map(|code| words::code(settings, CodeList::Procedures, code, lang))
                .collect::<Vec<_>>()
                .join(" / "),
        )
        .pair(label(screen::KEY_PERSON), relative(family.key_person.as_ref()))
        .pair(label(screen::MAIN_CARER), relative(family.main_carer.as_ref()))
        .pair(label(screen::PROXY), relative(family.proxy.as_ref()));
    if !head.team.is_empty() {
        doc = team(doc.gap().heading(label(screen::TEAM)), head, view);
    }
    if !consents.is_empty() {
        doc = doc.gap().heading(label(screen::CONSENTS));
        for consent in consents {
            let withdrawn = consent
                .withdrawn_on
                .map(|on| format!(" / {} {}", label(screen::WITHDRAWN), patient_words::date(on)))
                .unwrap_or_default();
            let text = format!("{} {}{withdrawn}", patient_words::date(consent.on), consent.by);
            doc = doc.text(consent.to.say(lang).into_owned()).pair("", text);
        }
    }
    doc
}

/// Birth, address and number.
pub(super) fn where_to_find(doc: Doc, head: &PatientHead, view: &View) -> Doc {
    let lang = view.lang();
    let identity = &head.patient.head.identity;
    doc.pair(view.say(screen::BIRTH), patient_words::birth(identity.birth, view.now.date_naive(), lang))
        .pair(view.say(screen::ADDRESS), identity.address.clone())
        .pair(view.say(screen::PHONE), identity.phone.clone())
}

/// Those of the care team, with their numbers.
pub(super) fn team(mut doc: Doc, head: &PatientHead, view: &View) -> Doc {
    for member in &head.team {
        let role = care_words::role(&member.role, &view.session.welcome.settings, view.lang());
        doc = doc.pair(role, member_line(member, view));
    }
    doc
}

/// Whether the person died or moved away, and the records that are put together.
pub(super) fn standing(mut doc: Doc, head: &PatientHead, view: &View) -> Doc {
    let (patient, lang, today) = (&head.patient, view.lang(), view.now.date_naive());
    if !matches!(patient.standing, Standing::Living) {
        doc = doc.marked('!', patient.standing.say(lang).into_owned());
    }
    if let Some(into) = &head.merged_into {
        let line = patient_words::row_line(into, today, lang);
        doc = doc.marked('!', format!("{}: {line}", view.say(screen::STANDS_FOR)));
    }
    for other in &head.absorbed {
        let line = patient_words::row_line(other, today, lang);
        doc = doc.marked('=', format!("{}: {line}", view.say(screen::ABSORBED)));
    }
    doc
}

/// `p12 山田 花子 (やまだ はなこ) 女`
fn name_line(patient: &Patient, lang: Lang) -> String {
    let identity = &patient.head.identity;
    let kana = if identity.name.kana.is_empty() { String::new() } else { format!(" ({})", identity.name.kana) };
    format!("{} {}{kana} {}", patient.id, identity.name.written, identity.sex.say(lang))
}

fn period(period: Period, lang: Lang) -> String {
    if period == Period::default() {
        return String::new();
    }
    let day = |day: Option<chrono::NaiveDate>| {
        day.map(|day| match lang {
            Lang::Ja => crate::text::era::short(day),
            Lang::En => patient_words::date(day),
        })
        .unwrap_or_default()
    };
    format!("{}-{}", day(period.from), day(period.to))
}

fn scales(patient: &Patient, view: &View) -> String {
    let care = &patient.head.care;
    let mobility = care.mobility.map(|scale| format!("{}{}", view.say(screen::MOBILITY), scale.say(view.lang())));
    let cognition = care.cognition.map(|scale| format!("{}{}", view.say(screen::COGNITION), scale.say(view.lang())));
    [mobility, cognition].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

pub(super) fn relative(person: Option<&Relative>) -> String {
    let Some(person) = person else { return String::new() };
    let relation = if person.relation.is_empty() { String::new() } else { format!("({})", person.relation) };
    format!("{}{relation} {}", person.name, person.phone).trim().to_owned()
}

fn place(place: &Place) -> String {
    match place.site {
        Some(site) => format!("{} [{site}]", place.name),
        None => place.name.clone(),
    }
}

/// `本町クリニック [s4] 佐藤 047-…`, and where the member stands unless they care for the patient now.
fn member_line(member: &Member, view: &View) -> String {
    let state = match member.state {
        MemberState::Active => String::new(),
        state => format!("({})", view.words(&state)),
    };
    let parts = [place(&member.who.place), member.who.name.clone(), member.who.phone.clone(), state];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The head in one line, above the timeline.
pub fn summary(head: &PatientHead, view: &View) -> String {
    let (patient, lang) = (&head.patient, view.lang());
    let care = &patient.head.care;
    let age = patient.head.identity.birth.map_or_else(String::new, |birth| {
        let years = crate::domain::person::age_on(birth, view.now.date_naive());
        match lang {
            Lang::Ja => format!(" {years}歳"),
            Lang::En => format!(" {years}"),
        }
    });
    let standing = match patient.standing {
        Standing::Living => String::new(),
        _ => format!("  ! {}", patient.standing.say(lang)),
    };
    let merged = match (&head.merged_into, head.absorbed.len()) {
        (Some(into), _) => format!("  ! {} {}", view.say(screen::STANDS_FOR), into.id),
        (None, 0) => String::new(),
        (None, _) => {
            let others: Vec<String> = head.absorbed.iter().map(|row| row.id.to_string()).collect();
            format!("  = {}", others.join(" "))
        }
    };
    let level = care.level.say(lang);
    let scales = scales(patient, view);
    format!("{}{age}  {level} {scales}{standing}{merged}", name_line(patient, lang))
}
