//! The reception form: a consultation is received, or what was written down of it is amended.

use chrono::Datelike;

use super::draw::about;
use super::{act, detail_in, doc, read, received};
use crate::api::queue::{QueueAct, QueueAnswer, QueueChange, QueueDetail, QueueRead};
use crate::api::{Answer, Change, Request};
use crate::domain::code::CodeList;
use crate::domain::consultation::{
    AgeBand, AskedBy, Asker, CareField, Channel, Intake, ProvisionalPerson, Scene, Urgency,
};
use crate::domain::funding::{Charge, Work, WorkKind};
use crate::domain::id::PatientId;
use crate::domain::person::{PersonName, Sex};
use crate::domain::time::Moment;
use crate::tui::app::{Message, Target, View};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, charge, listed, variants};
use crate::words::Say;
use crate::words::queue::screen::{self as words, form, help, label, saved};

const SEXES: [Sex; 4] = [Sex::Female, Sex::Male, Sex::Other, Sex::Unknown];

/// The form in which something is received.
pub(super) fn receive(view: &View) -> Form {
    let form = Form::new("queue.new", form::RECEIVE)
        .field(Field::moment("received_at", label::RECEIVED_AT).required().with_now(view));
    let form = fields(form, None, view);
    charge::usual_fields(form, usual(&Values::default(), view), usual, view)
        .before_save(doubles, double_words)
        .save(|values, view| {
            let (intake, patient) = (Box::new(intake(values, view)?), values.id("patient"));
            Ok(Request::Change(Change::Queue(QueueChange::Receive { intake, patient })))
        })
        .done(|answer, cx| {
            if let Some((id, text)) = received(answer, cx.lang()) {
                cx.show(Target::Consultation(id));
                cx.tell(Message::info(text));
            }
        })
}

/// The form in which what was received is amended.
pub(super) fn amend(detail: &QueueDetail, view: &View) -> Form {
    let intake_now = &detail.consultation.intake;
    let (id, version) = (detail.consultation.id, detail.consultation.version);
    let form = Form::new(format!("queue.amend/{id}"), form::AMEND)
        .about(format!("{} {}", detail.row.number, about(&detail.row, view)))
        .field(
            Field::moment("received_at", label::RECEIVED_AT).required().with_text(typed(intake_now.received_at, view)),
        );
    // Of somebody who is a patient by now the form shows nothing, and what was told stays.
    let told = intake_now.person.clone().filter(|_| detail.consultation.patient.is_some());
    let form = fields(form, Some(detail), view);
    charge::fields(form, &intake_now.charge(), view)
        .save(move |values, view| {
            let mut intake = intake(values, view)?;
            intake.person = intake.person.or_else(|| told.clone());
            Ok(act(id, version, QueueAct::Amend(Box::new(intake))))
        })
        .amends(version, read(id), |answer, view| Some(amend(detail_in(answer)?, view)))
        .done(|_, cx| cx.inform(saved::AMENDED))
}

/// A moment as it would be typed.
pub(super) fn typed(at: Moment, view: &View) -> String {
    let format = if at.year() == view.now.year() { "%-m/%-d %-H:%M" } else { "%Y-%m-%d %-H:%M" };
    at.format(format).to_string()
}

/// A field with a choice that may be made already.
fn chosen<T: serde::Serialize + Say>(field: Field, one: Option<&T>) -> Field {
    match one.map(serde_json::to_value) {
        Some(Ok(serde_json::Value::String(code))) => field.with_code(&code),
        _ => field,
    }
}

fn areas(view: &View) -> Vec<Choice> {
    let areas = view.session.welcome.settings.city.areas.iter();
    let choice = |area: &crate::domain::area::Area| Choice {
        code: area.code.0.clone(),
        label: super::draw::area_name(&area.code, view),
        reading: area.kana.clone(),
    };
    areas.map(choice).collect()
}

/// What is usual for a consultation of which the form says this.
fn usual(values: &Values, view: &View) -> Charge {
    let topics = values.several("topics");
    let received_at = values.moment("received_at").unwrap_or(view.now);
    view.session.welcome.settings.usual_charge(&Work {
        kind: WorkKind::Consultation,
        day: received_at.date_naive(),
        topics: &topics,
        channel: Some(values.one("channel").unwrap_or(CHANNEL)),
    })
}

/// How most come in.
const CHANNEL: Channel = Channel::Phone;

/// All fields between the first and the charge; those of an existing consultation are filled.
fn fields(form: Form, detail: Option<&QueueDetail>, view: &View) -> Form {
    let lang = view.lang();
    let old = detail.map(|detail| &detail.consultation.intake);
    let asked_by = old.map(|old| &old.asked_by);
    let person = old.and_then(|old| old.person.as_ref());
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let (channel, urgency) = (old.map_or(CHANNEL, |old| old.channel), old.map_or(Urgency::Normal, |old| old.urgency));
    let mut site = Field::place("asked_by.site", label::SITE);
    if let Some(id) = asked_by.and_then(|asked_by| asked_by.site) {
        site = site.with_record(&id, detail.map(|detail| detail.row.organisation.clone()).unwrap_or_default());
    }
    let mut topics = Field::many("topics", label::TOPICS, listed(CodeList::Topics, view));
    let mut tags = Field::many("tags", label::TAGS, listed(CodeList::Tags, view));
    for code in old.iter().flat_map(|old| &old.topics) {
        topics = topics.with_code(&code.0);
    }
    for code in old.iter().flat_map(|old| &old.tags) {
        tags = tags.with_code(&code.0);
    }
    let mut area = Field::one("area", label::AREA, areas(view)).help(help::AREA);
    if let Some(code) = old.and_then(|old| old.area.as_ref()) {
        area = area.with_code(&code.0);
    }
    let mut birth = Field::date("person.birth", label::BIRTH);
    if let Some(date) = person.and_then(|person| person.birth) {
        birth = birth.with_date(date);
    }
    let band = old.map(|old| old.age_band).filter(|band| *band != AgeBand::Unknown);

    let mut form = form
        .field(chosen(Field::one("channel", label::CHANNEL, variants(Channel::ALL, lang)).required(), Some(&channel)))
        .field(chosen(
            Field::one("who", label::ASKER, variants(Asker::ALL, lang)).required(),
            asked_by.map(|asked_by| &asked_by.who),
        ))
        .field(Field::text("asked_by.name", label::ASKER_NAME).with_text(text(asked_by.map(|a| &a.name))))
        .field(Field::text("asked_by.phone", label::ASKER_PHONE).with_text(text(asked_by.map(|a| &a.phone))))
        .field(site)
        .field(
            Field::text("asked_by.organisation", label::ORGANISATION)
                .help(help::ORGANISATION)
                .with_text(text(asked_by.map(|a| &a.organisation)))
                .shown_if(|values| !values.has("asked_by.site")),
        )
        .field(Field::long("text", label::TEXT).required().with_text(text(old.map(|old| &old.text))))
        .field(chosen(
            Field::one("urgency", label::URGENCY, variants(Urgency::ALL, lang)).required().help(help::URGENCY),
            Some(&urgency),
        ));
    let linked = detail.is_some_and(|detail| detail.consultation.patient.is_some());
    if detail.is_none() {
        form = form.field(Field::person("patient", label::PATIENT).help(help::PERSON));
    }
    if !linked {
        let unknown = |values: &Values| !values.has("patient");
        form = form
            .field(
                Field::text("person.name", label::PERSON_NAME)
                    .with_text(text(person.map(|person| &person.name.written)))
                    .shown_if(unknown),
            )
            .field(
                Field::text("person.kana", label::PERSON_KANA)
                    .with_text(text(person.map(|person| &person.name.kana)))
                    .shown_if(unknown),
            )
            .field(
                chosen(Field::one("person.sex", label::SEX, variants(&SEXES, lang)), person.map(|person| &person.sex))
                    .shown_if(unknown),
            )
            .field(birth.shown_if(unknown))
            .field(
                Field::text("person.phone", label::PERSON_PHONE)
                    .with_text(text(person.map(|person| &person.phone)))
                    .shown_if(unknown),
            )
            .field(
                Field::text("person.address", label::ADDRESS)
                    .with_text(text(person.map(|person| &person.address)))
                    .shown_if(unknown),
            );
    }
    form.field(area)
        .field(
            chosen(Field::one("age_band", label::AGE_BAND, variants(AgeBand::ALL, lang)), band.as_ref())
                .help(help::AGE_BAND),
        )
        .field(chosen(
            Field::one("field", label::FIELD, variants(CareField::ALL, lang)).required(),
            Some(&old.map_or(CareField::OldAge, |old| old.field)),
        ))
        .field(topics)
        .field(tags)
        .field(chosen(
            Field::one("scene", label::SCENE, variants(Scene::ALL, lang)),
            old.and_then(|old| old.scene.as_ref()),
        ))
        .field(Field::long("wish", label::WISH).with_text(text(old.map(|old| &old.wish))))
}

/// What the form holds.
fn intake(values: &Values, view: &View) -> Result<Intake, SaveFault> {
    let missing = |field: &'static str| SaveFault::missing(field, view);
    Ok(Intake {
        received_at: values.moment("received_at").ok_or_else(|| missing("received_at"))?,
        channel: values.one("channel").ok_or_else(|| missing("channel"))?,
        asked_by: AskedBy {
            who: values.one("who").ok_or_else(|| missing("who"))?,
            site: values.id("asked_by.site"),
            organisation: values.text("asked_by.organisation"),
            name: values.text("asked_by.name"),
            phone: values.text("asked_by.phone"),
        },
        person: person(values),
        area: values.one("area"),
        age_band: values.one("age_band").unwrap_or(AgeBand::Unknown),
        field: values.one("field").ok_or_else(|| missing("field"))?,
        topics: values.several("topics"),
        tags: values.several("tags"),
        scene: values.one("scene"),
        urgency: values.one("urgency").ok_or_else(|| missing("urgency"))?,
        text: values.text("text"),
        wish: values.text("wish"),
        programme_item: None,
        funding_line: None,
    }
    .charged(charge::charge(values)))
}

/// The person as far as known; nobody if all is empty.
fn person(values: &Values) -> Option<ProvisionalPerson> {
    let person = ProvisionalPerson {
        name: PersonName { written: values.text("person.name"), kana: values.text("person.kana") },
        sex: values.one("person.sex").unwrap_or_default(),
        birth: values.date("person.birth"),
        phone: values.text("person.phone"),
        address: values.text("person.address"),
    };
    (person != ProvisionalPerson::default()).then_some(person)
}

/// Asks whether the same person was asked about this week, or is in a case that is still open.
fn doubles(values: &Values, _view: &View) -> Option<Request> {
    let patient: Option<PatientId> = values.id("patient");
    let told = person(values);
    if patient.is_none() && told.is_none() {
        return None;
    }
    let told = told.unwrap_or_default();
    let received_at = values.moment("received_at");
    let (name, birth, phone) = (told.name, told.birth, told.phone);
    Some(Request::Queue(QueueRead::Doubles { patient, name, birth, phone, received_at, except: None }))
}

/// The most possible doubles that are named one by one.
const NAMED: usize = 3;

fn double_words(answer: &Answer, view: &View) -> Vec<String> {
    let Answer::Queue(answer) = answer else { return Vec::new() };
    let QueueAnswer::Doubles(found) = answer.as_ref() else { return Vec::new() };
    let line = |double: &crate::api::queue::QueueDouble| {
        let signs: Vec<_> = double.signs.iter().map(|sign| view.words(sign)).collect();
        words::double(&doc::line(&double.row, view), &signs.join(view.say(words::AND)), view.lang())
    };
    found.iter().take(NAMED).map(line).collect()
}
