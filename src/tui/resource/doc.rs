//! All that is known of one place, as text.

use crate::api::resource::ResourceDetail;
use crate::domain::resource::{FactKey, Facts, Field, ServiceKey, Site, sign};
use crate::text::era;
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::{Say, resource_screen as words};

fn fact(facts: &Facts, field: Field) -> &str {
    facts.get(&FactKey::site(field)).map_or("", String::as_str)
}

/// Names divided by `;` as people read them, and flags as words.
fn shown(field: Field, value: &str, view: &View) -> String {
    match field {
        Field::FaxFirst | Field::Shared if value == "yes" => view.say(words::YES).to_owned(),
        Field::Departments | Field::Beds | Field::Does | Field::Serves | Field::Ict => value.replace(';', "・"),
        _ => value.replace('\n', " "),
    }
}

fn pairs(mut doc: Doc, facts: &Facts, fields: &[Field], view: &View) -> Doc {
    for field in fields {
        doc = doc.pair(field.say(view.lang()), shown(*field, fact(facts, *field), view));
    }
    doc
}

/// The document; `difference` and `service` are the selected ones.
pub fn site(detail: &ResourceDetail, difference: usize, service: usize, view: &View) -> Doc {
    let site = &detail.site;
    let facts = site.facts();
    let lang = view.lang();
    let mut doc = Doc::default().heading(format!("{}  {}", site.id, fact(&facts, Field::Name)));
    if let Some(closure) = &site.closed {
        doc = doc.marked('x', words::closed_since(closure.on, &closure.why, lang));
    }
    doc = differences(doc, detail, difference, view);
    if detail.stale {
        doc = doc.marked('?', view.say(words::STALE));
    }
    let reach = [
        Field::Reach,
        Field::FaxFirst,
        Field::CallHours,
        Field::Phone,
        Field::Extension,
        Field::Fax,
        Field::Mail,
        Field::Url,
    ];
    doc = pairs(doc, &facts, &reach, view);
    let address = [Field::PostalCode, Field::Prefecture, Field::City, Field::Town].map(|field| fact(&facts, field));
    let address =
        format!("{} {}{}{} {}", address[0], address[1], address[2], address[3], fact(&facts, Field::Building));
    doc = doc.pair(view.say(words::ADDRESS), address.trim());
    let area = detail.area.as_ref().and_then(|code| view.session.welcome.settings.city.area(code));
    if let Some(area) = area {
        doc = doc.pair(view.say(words::AREA), format!("{}（{}）", area.name, area.support_centre));
    }
    doc = services(doc, site, &facts, service, view);
    let work = [
        Field::Vacancy,
        Field::Does,
        Field::Serves,
        Field::Departments,
        Field::Beds,
        Field::Days,
        Field::DaysNote,
        Field::Hours,
        Field::HoursNote,
        Field::Closing,
        Field::AfterHours,
        Field::Ict,
        Field::Note,
    ];
    doc = pairs(doc, &facts, &work, view);
    for joined in &detail.joined {
        doc = doc.pair(view.say(crate::words::enrolment_screen::JOINED), crate::tui::enrolment::joined(joined, view));
    }
    doc = notifications(doc, site, view);
    doc = pairs(doc.gap(), &facts, &[Field::Kana, Field::ShortName, Field::Corporation, Field::CorporateNumber], view);
    doc = match site.checked {
        Some(check) => doc.pair(view.say(words::CHECKED), words::checked(check.on, view.staff_name(check.by))),
        None => doc.pair(view.say(words::CHECKED), view.say(words::NEVER)),
    };
    doc = doc.pair(view.say(words::KNOWN), era::short(site.known_on()));
    credit(doc, site, view)
}

fn differences(mut doc: Doc, detail: &ResourceDetail, selected: usize, view: &View) -> Doc {
    if detail.differences.is_empty() {
        return doc;
    }
    doc = doc.heading(view.say(words::DIFFERENCES));
    for (at, difference) in detail.differences.iter().enumerate() {
        let field = difference.key.field;
        let line = words::difference(
            &field.say(view.lang()),
            &shown(field, &difference.ours, view),
            &shown(field, &difference.theirs, view),
            &difference.source.say(view.lang()),
            view.lang(),
        );
        doc = doc.marked(if at == selected { '>' } else { '!' }, line);
    }
    doc.gap()
}

fn services(mut doc: Doc, site: &Site, facts: &Facts, selected: usize, view: &View) -> Doc {
    let settings = &view.session.welcome.settings;
    for (at, service) in site.services_in_order().iter().enumerate() {
        let mut line = words::service_line(service, settings, view.lang());
        for field in [
            Field::Days,
            Field::Hours,
            Field::Capacity,
            Field::Vacancy,
            Field::DaysNote,
            Field::HoursNote,
            Field::Closing,
            Field::AfterHours,
            Field::Shared,
            Field::CareStandard,
            Field::DisabilityStandard,
            Field::Note,
            Field::Ended,
        ] {
            if let Some(value) = of_service(facts, service, field) {
                line = format!("{line}  {}: {}", field.say(view.lang()), shown(field, value, view));
            }
        }
        doc = doc.marked(if at == selected { '>' } else { '-' }, line);
    }
    doc
}

/// What is said of a service, also by a file that knows no number.
fn of_service<'a>(facts: &'a Facts, service: &ServiceKey, field: Field) -> Option<&'a str> {
    let own = facts.get(&FactKey::service(service.clone(), field));
    let unnumbered = ServiceKey { office: String::new(), kind: service.kind.clone() };
    own.or_else(|| facts.get(&FactKey::service(unnumbered, field))).map(String::as_str)
}

fn notifications(mut doc: Doc, site: &Site, view: &View) -> Doc {
    let mut told: Vec<_> = site.notifications().filter(|notification| sign::counts(notification)).collect();
    if told.is_empty() {
        return doc;
    }
    told.sort();
    doc = doc.heading(view.say(words::NOTIFICATIONS));
    let line = |notification: &&crate::domain::resource::Notification| {
        let from = notification.from.map(|from| format!("({})", era::short(from))).unwrap_or_default();
        format!("{}{from}", notification.sign)
    };
    doc.text(told.iter().map(line).collect::<Vec<_>>().join("  "))
}

fn credit(doc: Doc, site: &Site, view: &View) -> Doc {
    let mut sources: Vec<_> = site.listed.iter().map(|listing| view.say(words::credit(listing.key.source))).collect();
    sources.sort_unstable();
    sources.dedup();
    if sources.is_empty() {
        return doc;
    }
    doc.pair(view.say(words::CREDIT), format!("{}{}", sources.join("・"), view.say(words::PROCESSED)))
}
