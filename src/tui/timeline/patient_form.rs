//! Forms of a patient's head: registering, and changing one section.

use crate::api::patient::{PatientAnswer, PatientChange, PatientHead, PatientRead, SeenSection};
use crate::api::{Answer, Change, Request};
use crate::domain::code::{Code, CodeList};
use crate::domain::id::PatientId;
use crate::domain::patient::{
    Care, CareLevel, Cognition, Consent, ConsentTo, Family, Head, Health, Identity, Living, Mobility, Patient, Period,
    Relative, Section, SectionName, Whereabouts,
};
use crate::domain::person::{PersonName, Sex};
use crate::tui::app::{Message, Target, View};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, listed};
use crate::words::{Lang, Say, Text, patient as patient_words, timeline_screen as words};

use super::entry_fields::one;

const SEXES: [Sex; 4] = [Sex::Female, Sex::Male, Sex::Other, Sex::Unknown];

fn areas(view: &View) -> Vec<Choice> {
    let areas = &view.session.welcome.settings.city.areas;
    let choice = |area: &crate::domain::area::Area| Choice {
        code: area.code.0.clone(),
        label: if view.lang() == Lang::En { area.en.clone() } else { area.name.clone() },
        reading: area.kana.clone(),
    };
    areas.iter().map(choice).collect()
}

fn identity_fields(form: Form, is: &Identity, view: &View) -> Form {
    let mut area = Field::one("area", words::AREA, areas(view)).help(words::AREA_HELP);
    if let Some(code) = &is.area {
        area = area.with_code(&code.0);
    }
    let mut birth = Field::date("birth", words::BIRTH);
    if let Some(day) = is.birth {
        birth = birth.with_date(day);
    }
    form.field(Field::text("name", words::NAME).with_text(is.name.written.clone()).required())
        .field(Field::text("kana", words::KANA).with_text(is.name.kana.clone()))
        .field(birth)
        .field(one("sex", words::SEX, &SEXES, Some(is.sex), view))
        .field(Field::text("address", words::ADDRESS).with_text(is.address.clone()))
        .field(area)
        .field(Field::text("phone", words::PHONE).with_text(is.phone.clone()))
}

fn identity(values: &Values, view: &View) -> Identity {
    let address = values.text("address");
    let city = &view.session.welcome.settings.city;
    Identity {
        name: PersonName { written: values.text("name"), kana: values.text("kana") },
        birth: values.date("birth"),
        sex: values.one("sex").unwrap_or_default(),
        area: values.one("area").or_else(|| city.area_of_address(&address).map(|area| area.code.clone())),
        address,
        phone: values.text("phone"),
    }
}

/// Asks for possible doubles before somebody is registered or renamed.
fn doubles(values: &Values, except: Option<PatientId>, view: &View) -> Request {
    let Identity { name, birth, phone, .. } = identity(values, view);
    Request::Patient(PatientRead::Doubles { name, birth, phone, except })
}

fn double_sentences(answer: &Answer, view: &View) -> Vec<String> {
    let Answer::Patient(answer) = answer else { return Vec::new() };
    let PatientAnswer::Doubles(found) = &**answer else { return Vec::new() };
    let (lang, today) = (view.lang(), view.now.date_naive());
    let sentence = |double: &crate::api::patient::PossibleDouble| {
        let signs: Vec<_> = double.signs.iter().map(|sign| sign.say(lang)).collect();
        words::double(&patient_words::row_line(&double.row, today, lang), &signs.join(" / "), lang)
    };
    found.iter().take(3).map(sentence).collect()
}

/// Somebody is registered; the other sections follow when they are known.
pub fn register(view: &View) -> Form {
    let form = identity_fields(Form::new("timeline.register", words::REGISTER_PATIENT), &Identity::default(), view);
    care_fields(form, &Care::default(), view)
        .before_save(|values, view| Some(doubles(values, None, view)), double_sentences)
        .save(|values, view| {
            let head = Head { identity: identity(values, view), care: care(values), ..Head::default() };
            Ok(Request::Change(Change::Patient(PatientChange::Register { head: Box::new(head) })))
        })
        .done(|answer, cx| {
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.tell(Message::info(format!("{} {}", cx.say(words::SAVED), done.id)));
                cx.show(Target::Patient(id));
            }
        })
}

fn care_fields(form: Form, is: &Care, view: &View) -> Form {
    let day = |name, label: Text, day: Option<chrono::NaiveDate>| {
        let field = Field::date(name, label).shown_if(|values| {
            values.code("level").is_some_and(|level| !matches!(level, "not_applied" | "applied" | "not_eligible"))
        });
        match day {
            Some(day) => field.with_date(day),
            None => field,
        }
    };
    form.field(one("level", words::LEVEL, &CareLevel::ALL, Some(is.level), view))
        .field(day("from", words::CERTIFIED_FROM, is.period.from))
        .field(day("to", words::CERTIFIED_TO, is.period.to))
        .field(one("mobility", words::MOBILITY_SCALE, &Mobility::ALL, is.mobility, view))
        .field(one("cognition", words::COGNITION_SCALE, &Cognition::ALL, is.cognition, view))
        .field(one("living", words::LIVING, &Living::ALL, Some(is.living), view))
        .field(one("whereabouts", words::WHEREABOUTS, &Whereabouts::ALL, Some(is.whereabouts), view))
}

fn care(values: &Values) -> Care {
    Care {
        level: values.one("level").unwrap_or_default(),
        period: Period { from: values.date("from"), to: values.date("to") },
        mobility: values.one("mobility"),
        cognition: values.one("cognition"),
        living: values.one("living").unwrap_or_default(),
        whereabouts: values.one("whereabouts").unwrap_or_default(),
    }
}

fn health_fields(form: Form, is: &Health, view: &View) -> Form {
    let lines =
        |name, label: Text, is: &[String]| Field::long(name, label).help(words::LINES_HELP).with_text(is.join("\n"));
    let mut procedures = Field::many("procedures", words::PROCEDURES, listed(CodeList::Procedures, view));
    for Code(code) in &is.procedures {
        procedures = procedures.with_code(code);
    }
    form.field(lines("diagnoses", words::DIAGNOSES, &is.diagnoses))
        .field(lines("allergies", words::ALLERGIES, &is.allergies))
        .field(lines("infections", words::INFECTIONS, &is.infections))
        .field(procedures)
}

fn health(values: &Values) -> Health {
    let lines = |name| values.text(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    Health {
        diagnoses: lines("diagnoses"),
        allergies: lines("allergies"),
        infections: lines("infections"),
        procedures: values.several("procedures"),
    }
}

type Three = (&'static str, &'static str, &'static str);

const KEY_PERSON: Three = ("key_name", "key_relation", "key_phone");
const MAIN_CARER: Three = ("carer_name", "carer_relation", "carer_phone");
const PROXY: Three = ("proxy_name", "proxy_relation", "proxy_phone");

fn relative_fields(form: Form, names: Three, label: Text, is: Option<&Relative>) -> Form {
    let is = is.cloned().unwrap_or_default();
    form.field(Field::text(names.0, label).with_text(is.name))
        .field(Field::text(names.1, words::RELATION).with_text(is.relation).shown_if(move |v| v.has(names.0)))
        .field(Field::text(names.2, words::PHONE).with_text(is.phone).shown_if(move |v| v.has(names.0)))
}

fn relative(values: &Values, names: Three) -> Option<Relative> {
    let name = values.some_text(names.0)?;
    Some(Relative { name, relation: values.text(names.1), phone: values.text(names.2) })
}

fn consent_fields(form: Form, view: &View) -> Form {
    form.field(one("consent", words::CONSENT_TO, &ConsentTo::ALL, None, view).required())
        .field(Field::date("on", words::CONSENT_ON).with_today(view))
        .field(Field::text("by", words::CONSENT_BY))
        .field(Field::date("withdrawn", words::WITHDRAWN_ON).help(words::WITHDRAWN_HELP))
}

fn consents(before: &[Consent], values: &Values, view: &View) -> Result<Vec<Consent>, SaveFault> {
    let mut all = before.to_vec();
    let to: ConsentTo = values.one("consent").ok_or_else(|| SaveFault::missing("consent", view))?;
    if let Some(withdrawn) = values.date("withdrawn") {
        let in_force = all.iter_mut().rev().find(|consent| consent.to == to && consent.withdrawn_on.is_none());
        let consent = in_force.ok_or_else(|| SaveFault::field("withdrawn", view.say(words::NO_SUCH_CONSENT)))?;
        consent.withdrawn_on = Some(withdrawn);
        return Ok(all);
    }
    let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
    let by = values.some_text("by").ok_or_else(|| SaveFault::missing("by", view))?;
    all.push(Consent { to, on, by, withdrawn_on: None });
    Ok(all)
}

fn fields(form: Form, head: &Head, name: SectionName, view: &View) -> Form {
    match name {
        SectionName::Identity => identity_fields(form, &head.identity, view),
        SectionName::Care => care_fields(form, &head.care, view),
        SectionName::Health => health_fields(form, &head.health, view),
        SectionName::Family => {
            let form = relative_fields(form, KEY_PERSON, words::KEY_PERSON, head.family.key_person.as_ref());
            let form = relative_fields(form, MAIN_CARER, words::MAIN_CARER, head.family.main_carer.as_ref());
            relative_fields(form, PROXY, words::PROXY, head.family.proxy.as_ref())
        }
        SectionName::Consents => consent_fields(form, view),
        // Both are kept in the care team.
        SectionName::Doctors | SectionName::Team => form,
    }
}

fn section(head: &Head, name: SectionName, values: &Values, view: &View) -> Result<Section, SaveFault> {
    Ok(match name {
        SectionName::Identity => Section::Identity(identity(values, view)),
        SectionName::Care => Section::Care(care(values)),
        SectionName::Health => Section::Health(health(values)),
        SectionName::Family => Section::Family(Family {
            key_person: relative(values, KEY_PERSON),
            main_carer: relative(values, MAIN_CARER),
            proxy: relative(values, PROXY),
        }),
        SectionName::Consents => Section::Consents(consents(&head.consents, values, view)?),
        SectionName::Doctors | SectionName::Team => head.section(name),
    })
}

/// One section of a head is changed.
pub fn edit(patient: &Patient, name: SectionName, view: &View) -> Form {
    let (id, head, version) = (patient.id, patient.head.clone(), patient.sections.of(name));
    let about = format!("{}  {id} {}", name.say(view.lang()), head.identity.name.written);
    let draft = format!("timeline.edit-{}/{id}", super::entry_fields::code_of(&name));
    let mut form = fields(Form::new(draft, words::CHANGE_PATIENT).about(about), &head, name, view);
    if name == SectionName::Identity {
        form = form.before_save(move |values, view| Some(doubles(values, Some(id), view)), double_sentences);
    }
    form.save(move |values, view| {
        let sections = vec![SeenSection { seen: version, section: section(&head, name, values, view)? }];
        Ok(Request::Change(Change::Patient(PatientChange::Change { patient: id, sections })))
    })
    .amends(version, read(id), move |answer, view| Some(edit(&head_in(answer)?.patient, name, view)))
    .done(|_, cx| cx.inform(words::SAVED))
}

/// The request for a head.
pub fn read(patient: PatientId) -> Request {
    Request::Patient(PatientRead::Head { patient })
}

/// The head in the answer to it.
pub fn head_in(answer: &Answer) -> Option<&PatientHead> {
    match answer {
        Answer::Patient(answer) => match answer.as_ref() {
            PatientAnswer::Head(head) => Some(head),
            _ => None,
        },
        _ => None,
    }
}
