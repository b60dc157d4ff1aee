//! Forms of a place: new, its facts by subject, one service, closing; and what the list shows.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::api::resource::{ResourceAnswer, ResourceChange, ResourceDetail, ResourceFilter, ResourceRead};
use crate::api::{Answer, Change, Request, Window};
use crate::domain::area::AreaCode;
use crate::domain::code::{Code, CodeList};
use crate::domain::id::{SiteId, Version};
use crate::domain::resource::{FactKey, Facts, Field as Fact, ServiceKey, Shape, SiteDraft, number};
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, listed};
use crate::words::{Lang, Say, Text, resource_screen as words};

fn request(change: ResourceChange) -> Request {
    Request::Change(Change::Resource(change))
}

/// Name, address, numbers.
pub const EDIT: &[Fact] = &[
    Fact::Name,
    Fact::Kana,
    Fact::ShortName,
    Fact::Corporation,
    Fact::CorporateNumber,
    Fact::PostalCode,
    Fact::Prefecture,
    Fact::City,
    Fact::Town,
    Fact::Building,
    Fact::Coordinates,
    Fact::Phone,
    Fact::Extension,
    Fact::Fax,
    Fact::Mail,
    Fact::Url,
];

/// What it does.
pub const WORK: &[Fact] = &[
    Fact::Does,
    Fact::Serves,
    Fact::Departments,
    Fact::Beds,
    Fact::Days,
    Fact::DaysNote,
    Fact::Hours,
    Fact::HoursNote,
    Fact::Closing,
    Fact::AfterHours,
    Fact::Ict,
    Fact::Note,
];

/// How to reach it.
pub const REACH: &[Fact] = &[Fact::Reach, Fact::FaxFirst, Fact::CallHours, Fact::Vacancy, Fact::Phone, Fact::Fax];

/// What is said of one service.
const SERVICE: &[Fact] =
    &[Fact::Days, Fact::DaysNote, Fact::Hours, Fact::Capacity, Fact::Vacancy, Fact::Shared, Fact::Note, Fact::Ended];

/// A field of a form for a fact, checked as the server will read it.
fn field(fact: Fact, value: &str, view: &View) -> Field {
    let label = words::label(fact);
    let text = value.replace(';', "; ");
    let field = match fact.shape() {
        Shape::Text(limit) => Field::long(fact.name(), label).at_most(limit as usize).with_text(value),
        Shape::Line(limit) => Field::text(fact.name(), label).at_most(limit as usize).with_text(value),
        Shape::Names => Field::text(fact.name(), label).at_most(2_000).with_text(text).help(words::BY_SEMICOLON),
        Shape::Days => Field::text(fact.name(), label).with_text(value).help(words::DAYS_HELP),
        Shape::Coordinates => Field::text(fact.name(), label).with_text(value).help(words::COORDINATES_HELP),
        Shape::Flag => {
            let shown = if value == "yes" { view.say(words::YES) } else { "" };
            Field::text(fact.name(), label).with_text(shown).help(words::YES_HELP)
        }
        Shape::Url => Field::text(fact.name(), label).at_most(500).with_text(value),
        _ => Field::text(fact.name(), label).with_text(value),
    };
    let field = if fact == Fact::Name { field.required() } else { field };
    field.check(move |_, values: &Values, view| {
        let problem = fact.read(&values.text(fact.name())).err()?;
        Some(problem.say(view.lang()).into_owned())
    })
}

/// The facts of a form; empty ones take away what was there.
fn facts(fields: &[Fact], values: &Values, service: Option<&ServiceKey>) -> Facts {
    fields.iter().map(|field| (key(*field, service), values.text(field.name()))).collect()
}

fn key(field: Fact, service: Option<&ServiceKey>) -> FactKey {
    match service {
        Some(service) => FactKey::service(service.clone(), field),
        None => FactKey::site(field),
    }
}

fn edit(site: SiteId, seen: Version, facts: Facts) -> Request {
    request(ResourceChange::Edit { site, seen, draft: SiteDraft { facts, add_services: BTreeSet::new() } })
}

/// A fact as its field shows it.
fn shown(fact: Fact, value: &str, view: &View) -> String {
    match fact.shape() {
        Shape::Names => value.replace(';', "; "),
        Shape::Flag if value == "yes" => view.say(words::YES).to_owned(),
        Shape::Flag => String::new(),
        _ => value.to_owned(),
    }
}

/// The facts of these fields as they are, by the names of the fields.
fn known(fields: &[Fact], detail: &ResourceDetail, service: Option<&ServiceKey>) -> BTreeMap<&'static str, String> {
    let facts = detail.site.facts();
    let value = |fact: &Fact| facts.get(&key(*fact, service)).cloned().unwrap_or_default();
    fields.iter().map(|fact| (fact.name(), value(fact))).collect()
}

/// Fields of a place, or of one of its services.
fn facts_form(
    form: Form,
    fields: &'static [Fact],
    service: Option<ServiceKey>,
    detail: &ResourceDetail,
    view: &View,
) -> Form {
    let (id, seen) = (detail.site.id, detail.site.version);
    let before = known(fields, detail, service.as_ref());
    let form = fields
        .iter()
        .fold(form, |form, fact| form.field(field(*fact, before.get(fact.name()).map_or("", String::as_str), view)));
    form.save(move |values, view| {
        // What nobody touched is no change, however the form shows it.
        let typed = |fact: &Fact| {
            let (before, typed) = (before.get(fact.name()).map_or("", String::as_str), values.text(fact.name()));
            if typed == shown(*fact, before, view).trim() { before.to_owned() } else { typed }
        };
        Ok(edit(id, seen, fields.iter().map(|fact| (key(*fact, service.as_ref()), typed(fact))).collect()))
    })
    .done(|_, cx| cx.inform(words::SAVED))
}

/// Opens a form anew on the place that was read.
fn on_site(form: Form, detail: &ResourceDetail, again: impl Fn(&ResourceDetail, &View) -> Form + 'static) -> Form {
    let site = detail.site.id;
    form.amends(detail.site.version, Request::Resource(ResourceRead::Site { site }), move |answer, view| {
        let Answer::Resource(answer) = answer else { return None };
        let ResourceAnswer::Site(detail) = answer.as_ref() else { return None };
        Some(again(detail, view))
    })
}

/// Some facts of a place.
pub fn edit_facts(
    name: &'static str,
    heading: Text,
    fields: &'static [Fact],
    detail: &ResourceDetail,
    view: &View,
) -> Form {
    let facts = detail.site.facts();
    let about = facts.get(&FactKey::site(Fact::Name)).map_or("", String::as_str);
    let form = Form::new(format!("{name}/{}", detail.site.id), heading).about(about);
    let again = move |detail: &ResourceDetail, view: &View| edit_facts(name, heading, fields, detail, view);
    on_site(facts_form(form, fields, None, detail, view), detail, again)
}

/// One service of a place.
pub fn edit_service(detail: &ResourceDetail, service: &ServiceKey, view: &View) -> Form {
    let about = words::service_line(service, &view.session.welcome.settings, view.lang());
    let name = format!("resource.edit-service/{}/{service}", detail.site.id);
    let form = Form::new(name, words::EDIT_SERVICE.long).about(about);
    let key = service.clone();
    let again = move |detail: &ResourceDetail, view: &View| edit_service(detail, &key, view);
    on_site(facts_form(form, SERVICE, Some(service.clone()), detail, view), detail, again)
}

/// A service more.
pub fn add_service(detail: &ResourceDetail, view: &View) -> Form {
    let (id, seen) = (detail.site.id, detail.site.version);
    let name = detail.site.facts().get(&FactKey::site(Fact::Name)).cloned().unwrap_or_default();
    let form = Form::new(format!("resource.add-service/{id}"), words::ADD_SERVICE.long)
        .about(name)
        .field(Field::one("service", words::SERVICE, listed(CodeList::Services, view)).required())
        .field(Field::text("office", words::OFFICE).at_most(10))
        .save(move |values, view| {
            let kind: Code = values.one("service").ok_or_else(|| SaveFault::missing("service", view))?;
            let service = ServiceKey { office: number::office_number(&values.text("office")), kind };
            let draft = SiteDraft { facts: Facts::new(), add_services: BTreeSet::from([service]) };
            Ok(request(ResourceChange::Edit { site: id, seen, draft }))
        })
        .done(|_, cx| cx.inform(words::SAVED));
    on_site(form, detail, add_service)
}

/// A place that nobody knew.
pub fn register(view: &View) -> Form {
    let city = &view.session.welcome.settings.city;
    let fields: &'static [Fact] = &[
        Fact::Name,
        Fact::Kana,
        Fact::PostalCode,
        Fact::Prefecture,
        Fact::City,
        Fact::Town,
        Fact::Building,
        Fact::Phone,
        Fact::Fax,
        Fact::Reach,
        Fact::Note,
    ];
    let mut form = Form::new("resource.register", words::REGISTER.long);
    for fact in fields {
        let value = match fact {
            Fact::Prefecture => city.prefecture.as_str(),
            Fact::City => city.name.as_str(),
            _ => "",
        };
        form = form.field(field(*fact, value, view));
        if *fact == Fact::Kana {
            form = form.field(Field::many("services", words::SERVICES, listed(CodeList::Services, view)));
        }
    }
    form.save(move |values, _| {
        let mut facts = facts(fields, values, None);
        facts.retain(|_, value| !value.trim().is_empty());
        let kinds: Vec<Code> = values.several("services");
        let add_services = kinds.into_iter().map(|kind| ServiceKey { office: String::new(), kind }).collect();
        Ok(request(ResourceChange::Register { draft: SiteDraft { facts, add_services } }))
    })
    .done(|_, cx| cx.inform(words::SAVED))
}

/// It closed down.
pub fn close(detail: &ResourceDetail, view: &View) -> Form {
    let (id, seen) = (detail.site.id, detail.site.version);
    let name = detail.site.facts().get(&FactKey::site(Fact::Name)).cloned().unwrap_or_default();
    let form = Form::new(format!("resource.close/{id}"), words::CLOSE.long)
        .about(name)
        .field(Field::date("on", words::CLOSED_ON).with_today(view).required())
        .field(Field::text("why", words::WHY))
        .save(move |values, _| {
            Ok(request(ResourceChange::Close { site: id, seen, on: values.date("on"), why: values.text("why") }))
        })
        .done(|_, cx| cx.inform(words::CLOSED_NOW));
    on_site(form, detail, close)
}

/// Where the filter form leaves what it was filled with, for the pane to take.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<ResourceFilter>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<ResourceFilter> {
        self.0.borrow_mut().take()
    }
}

/// What the list shows. Saving asks for the filtered list, so that the form closes on an answer.
pub fn filter(now: &ResourceFilter, chosen: &Chosen, view: &View) -> Form {
    let areas = view.session.welcome.settings.city.areas.iter().map(|area| Choice {
        code: area.code.0.clone(),
        label: if view.lang() == Lang::En { area.en.clone() } else { area.name.clone() },
        reading: area.kana.clone(),
    });
    let where_to =
        vec![Choice::new("city", view.say(words::IN_CITY_ONLY)), Choice::new("all", view.say(words::EVERYWHERE))];
    let mut area = Field::one("area", words::AREA, areas.collect());
    if let Some(code) = &now.area {
        area = area.with_code(&code.0);
    }
    let mut service = Field::one("service", words::SERVICE, listed(CodeList::Services, view));
    if let Some(code) = &now.service {
        service = service.with_code(&code.0);
    }
    let (now, filled) = (now.clone(), chosen.clone());
    Form::new("resource.filter", words::FILTER.long)
        .field(area)
        .field(service)
        .field(Field::one("where", words::WHERE, where_to).with_code(if now.in_city { "city" } else { "all" }))
        .save(move |values, _| {
            let filter = ResourceFilter {
                area: values.code("area").map(|code| AreaCode(code.to_owned())),
                service: values.one("service"),
                in_city: values.code("where") == Some("city"),
                ..now.clone()
            };
            *filled.0.borrow_mut() = Some(filter.clone());
            Ok(Request::Resource(ResourceRead::List { filter, window: Window { offset: 0, limit: 1 } }))
        })
        .done(|_, cx| cx.run("resource.filter"))
}
