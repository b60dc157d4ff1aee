//! What search knows of each record: the fields by which it is found, and the line that a hit shows.

use std::collections::BTreeSet;

use super::Found;
use crate::api::search::{SearchHit, SearchKind};
use crate::center::views::Views;
use crate::domain::area::AreaCode;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::Consultation;
use crate::domain::patient::Patient;
use crate::domain::person::PersonName;
use crate::domain::resource::{FactKey, Facts, Field, Scope, Site, sign};
use crate::domain::settings::Settings;
use crate::search::{Document, Role};

fn area(document: Document, area: Option<&AreaCode>, settings: &Settings) -> Document {
    match area.and_then(|code| settings.city.area(code)) {
        Some(area) => document.with(Role::Area, &area.name).with(Role::Area, &area.kana),
        None => document,
    }
}

fn codes<'a>(
    mut document: Document,
    list: CodeList,
    codes: impl IntoIterator<Item = &'a Code>,
    settings: &Settings,
) -> Document {
    for entry in codes.into_iter().filter_map(|code| settings.codes.find(list, code)) {
        document = document.with(Role::Service, &entry.ja).with(Role::Service, &entry.kana);
    }
    document
}

fn fact(facts: &Facts, field: Field) -> &str {
    facts.get(&FactKey::site(field)).map_or("", String::as_str)
}

/// Adds the fields that say something.
fn filled<'a>(mut document: Document, fields: impl IntoIterator<Item = (Role, &'a str)>) -> Document {
    for (role, text) in fields {
        if !text.is_empty() {
            document = document.with(role, text);
        }
    }
    document
}

/// A place of the resources.
pub fn site(site: &Site, settings: &Settings) -> Document {
    let facts = site.facts();
    let address =
        [Field::Prefecture, Field::City, Field::Town, Field::Building].map(|field| fact(&facts, field)).concat();
    let document = filled(
        Document::new(Found::SITE),
        [
            (Role::Name, fact(&facts, Field::Name)),
            (Role::Reading, fact(&facts, Field::Kana)),
            (Role::Name, fact(&facts, Field::ShortName)),
            (Role::Reading, fact(&facts, Field::ShortKana)),
            (Role::Organisation, fact(&facts, Field::Corporation)),
            (Role::Address, address.as_str()),
            (Role::Phone, fact(&facts, Field::Phone)),
            (Role::Phone, fact(&facts, Field::Fax)),
        ],
    );
    let services = site.all_services();
    let document = codes(document, CodeList::Services, services.iter().map(|service| &service.kind), settings);
    let mut document = area(document, site.area(&facts, &settings.city).map(|area| &area.code), settings);
    let mut numbers: Vec<&str> = services.iter().map(|service| service.office.as_str()).collect();
    numbers.dedup();
    for number in numbers.into_iter().filter(|number| !number.is_empty()) {
        document = document.with(Role::Number, number);
    }
    let signs: Vec<&str> = site.notifications().filter(|n| sign::counts(n)).map(|n| n.sign.as_str()).collect();
    let words =
        [Field::Departments, Field::Does, Field::Serves, Field::Ict].map(|field| fact(&facts, field).replace(';', " "));
    for words in words.into_iter().chain([signs.join(" ")]).filter(|words| !words.is_empty()) {
        document = document.with(Role::Service, words);
    }
    let notes = facts.iter().filter(|(key, _)| {
        matches!(key.field, Field::Reach | Field::Note | Field::AfterHours | Field::HoursNote)
            && matches!(key.field.scope(), Scope::Site | Scope::Both)
    });
    for (_, note) in notes {
        document = document.with(Role::Text, note);
    }
    document
}

/// A patient: only who the person is, nothing clinical.
pub fn patient(patient: &Patient, settings: &Settings) -> Document {
    let identity = &patient.head.identity;
    let birth = identity.birth.map(|birth| birth.to_string()).unwrap_or_default();
    let id = patient.id.to_string();
    let document = filled(
        Document::new(Found::PATIENT),
        [
            (Role::Name, identity.name.written.as_str()),
            (Role::Reading, identity.name.kana.as_str()),
            (Role::Address, identity.address.as_str()),
            (Role::Phone, identity.phone.as_str()),
            (Role::Number, birth.as_str()),
            (Role::Number, id.as_str()),
        ],
    );
    area(document, identity.area.as_ref(), settings)
}

/// Whom a consultation is about.
fn about(consultation: &Consultation, views: &Views) -> PersonName {
    let patient = consultation.patient.and_then(|patient| views.patients.row(patient)).map(|row| row.name.clone());
    patient.or_else(|| consultation.intake.person.as_ref().map(|person| person.name.clone())).unwrap_or_default()
}

fn area_of(consultation: &Consultation, views: &Views) -> Option<AreaCode> {
    let of_patient = || consultation.patient.and_then(|id| views.patients.row(id)).and_then(|row| row.area.clone());
    consultation.intake.area.clone().or_else(of_patient)
}

/// A consultation as reception knows it.
pub fn reception(consultation: &Consultation, views: &Views) -> Document {
    outside(consultation, views, Found::RECEPTION)
}

/// A consultation with all that was said.
pub fn consultation(consultation: &Consultation, views: &Views) -> Document {
    let (intake, settings) = (&consultation.intake, &views.settings);
    let document = outside(consultation, views, Found::CONSULTATION);
    let document = codes(document, CodeList::Topics, &intake.topics, settings);
    let document = codes(document, CodeList::Tags, &intake.tags, settings);
    filled(document, [(Role::Text, intake.text.as_str()), (Role::Text, intake.wish.as_str())])
}

fn outside(consultation: &Consultation, views: &Views, kind: u8) -> Document {
    let asked_by = &consultation.intake.asked_by;
    let name = about(consultation, views);
    let number = consultation.number.to_string();
    let site = asked_by.site.and_then(|site| views.resources.get(site)).map_or("", |site| site.name.as_str());
    let person = consultation.intake.person.as_ref();
    let document = filled(
        Document::new(kind),
        [
            (Role::Name, name.written.as_str()),
            (Role::Reading, name.kana.as_str()),
            (Role::Number, number.as_str()),
            (Role::Organisation, asked_by.name.as_str()),
            (Role::Organisation, asked_by.organisation.as_str()),
            (Role::Organisation, site),
            (Role::Phone, asked_by.phone.as_str()),
            (Role::Phone, person.map_or("", |person| person.phone.as_str())),
            (Role::Address, person.map_or("", |person| person.address.as_str())),
        ],
    );
    area(document, area_of(consultation, views).as_ref(), &views.settings)
}

/// A place as a hit.
pub fn site_hit(site: &Site, settings: &Settings, score: i64) -> SearchHit {
    let facts = site.facts();
    let address = [Field::Prefecture, Field::City, Field::Town].map(|field| fact(&facts, field)).concat();
    let mut kinds: Vec<&str> = Vec::new();
    let services = site.services_in_order();
    for entry in services.iter().filter_map(|service| settings.codes.find(CodeList::Services, &service.kind)) {
        if !kinds.contains(&entry.ja.as_str()) {
            kinds.push(&entry.ja);
        }
    }
    SearchHit {
        id: site.id.to_string(),
        kind: SearchKind::Resources,
        name: fact(&facts, Field::Name).to_owned(),
        reading: fact(&facts, Field::Kana).to_owned(),
        area: site.area(&facts, &settings.city).map(|area| area.code.clone()),
        score,
        about: [kinds.join("・").as_str(), address.as_str()].join(" ").trim().to_owned(),
        phone: fact(&facts, Field::Phone).to_owned(),
        sources: site.listed.iter().map(|listing| listing.key.source).collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

/// A patient as a hit.
pub fn patient_hit(patient: &Patient, score: i64) -> SearchHit {
    let identity = &patient.head.identity;
    let birth = identity.birth.map(|birth| birth.to_string()).unwrap_or_default();
    SearchHit {
        id: patient.id.to_string(),
        kind: SearchKind::Patients,
        name: identity.name.written.clone(),
        reading: identity.name.kana.clone(),
        area: identity.area.clone(),
        score,
        about: [birth.as_str(), identity.address.as_str()].join(" ").trim().to_owned(),
        phone: identity.phone.clone(),
        sources: Vec::new(),
    }
}

/// A consultation as a hit; what was said only where that is for the caller.
pub fn consultation_hit(consultation: &Consultation, views: &Views, clinical: bool, score: i64) -> SearchHit {
    let name = about(consultation, views);
    let intake = &consultation.intake;
    let line = if clinical { intake.text.lines().next().unwrap_or_default() } else { "" };
    SearchHit {
        id: consultation.id.to_string(),
        kind: SearchKind::Consultations,
        name: [consultation.number.to_string(), name.written].join(" ").trim().to_owned(),
        reading: name.kana,
        area: area_of(consultation, views),
        score,
        about: [intake.received_at.format("%Y-%m-%d").to_string().as_str(), line].join(" ").trim().to_owned(),
        phone: intake.asked_by.phone.clone(),
        sources: Vec::new(),
    }
}
