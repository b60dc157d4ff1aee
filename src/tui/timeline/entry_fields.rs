//! The fields of each kind of entry, and the content that they make.

use crate::domain::code::{Code, CodeList};
use crate::domain::id::EntryId;
use crate::domain::patient::Place;
use crate::domain::timeline::{
    AcpTopic, Amount, Attendee, Content, Destination, Dosing, Excreted, Grams, Injury, ItemKind, MealTime, Meeting,
    Occurred, SinceBefore, Speaker, Urgent, WeighedAt, tenths,
};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, Range, SaveFault, Values, listed, variants};
use crate::words::{Say, timeline as kinds, timeline_screen as words};
use serde::Serialize;

/// The code of a variant as fields hold it.
pub(super) fn code_of(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// A field of one of an enum's variants, with one chosen.
pub(super) fn one<T: Serialize + Say>(
    name: &'static str,
    label: crate::words::Text,
    all: &[T],
    chosen: Option<T>,
    view: &View,
) -> Field {
    let field = Field::one(name, label, variants(all, view.lang()));
    match chosen {
        Some(variant) => field.with_code(&code_of(&variant)),
        None => field,
    }
}

fn yes(name: &'static str, label: crate::words::Text, chosen: bool, view: &View) -> Field {
    Field::yes_no(name, label, view).with_code(if chosen { "yes" } else { "no" })
}

fn number(
    name: &'static str,
    label: crate::words::Text,
    unit: crate::words::Text,
    most: u32,
    is: Option<u32>,
) -> Field {
    let field = Field::whole(name, label, unit, most);
    match is {
        Some(number) => field.with_text(number.to_string()),
        None => field,
    }
}

fn points(name: &'static str, label: crate::words::Text, is: Option<i32>) -> Field {
    let field = Field::number(name, label, words::PT, Range { from: -1_000.0, to: 10_000.0, decimals: 1 });
    match is {
        Some(number) => field.with_text(tenths(number)),
        None => field,
    }
}

/// A place of the resources, or its name where it is not among them.
pub(super) fn place_fields(
    form: Form,
    names: (&'static str, &'static str),
    labels: (crate::words::Text, crate::words::Text),
    place: Option<&Place>,
) -> Form {
    let mut listed = Field::place(names.0, labels.0);
    let mut named = Field::text(names.1, labels.1);
    match place {
        Some(Place { site: Some(site), name }) => listed = listed.with_record(site, name.clone()),
        Some(Place { site: None, name }) => named = named.with_text(name.clone()),
        None => {}
    }
    form.field(listed).field(named.shown_if(move |values| !values.has(names.0)))
}

/// The place that such fields say; none where both are empty.
pub(super) fn place_of(values: &Values, site: &str, name: &str) -> Option<Place> {
    if let Some(picked) = values.picked(site) {
        return Some(Place { site: picked.id.parse().ok(), name: picked.label.clone() });
    }
    values.some_text(name).map(|name| Place { site: None, name })
}

/// Adds the fields of this kind, filled with what an entry says already.
pub(super) fn add(form: Form, kind: ItemKind, is: Option<&Content>, view: &View) -> Form {
    match kind {
        ItemKind::Weight => {
            let (grams, at) = match is {
                Some(Content::Weight { grams, at }) => (Some(*grams), *at),
                _ => (None, WeighedAt::Home),
            };
            let range = Range { from: 0.5, to: 400.0, decimals: 1 };
            let mut weight = Field::number("kg", words::KILOGRAMS, words::KG, range).required();
            if let Some(grams) = grams {
                weight = weight.with_text(grams.say(view.lang()).trim_end_matches("kg").to_owned());
            }
            form.field(weight).field(one("at", words::WEIGHED, WeighedAt::ALL, Some(at), view).required())
        }
        ItemKind::Meal => {
            let (meal, staple, dishes, fluid) = match is {
                Some(Content::Meal { meal, staple, dishes, fluid }) => (Some(*meal), *staple, *dishes, *fluid),
                _ => (None, None, None, None),
            };
            form.field(one("meal", words::MEAL_TIME, MealTime::ALL, meal, view).required())
                .field(number("staple", words::STAPLE, words::TENTHS, 10, staple.map(u32::from)))
                .field(number("dishes", words::DISHES, words::TENTHS, 10, dishes.map(u32::from)))
                .field(number("fluid", words::FLUID, words::ML, 10_000, fluid.map(u32::from)))
        }
        ItemKind::Excretion => {
            let (what, amount, bristol, accident) = match is {
                Some(Content::Excretion { what, amount, bristol, accident }) => {
                    (Some(*what), Some(*amount), *bristol, *accident)
                }
                _ => (None, None, None, false),
            };
            form.field(one("what", words::EXCRETED, Excreted::ALL, what, view).required())
                .field(one("amount", words::AMOUNT, Amount::ALL, amount, view).required())
                .field(
                    number("bristol", words::BRISTOL, words::NO_UNIT, 7, bristol.map(u32::from))
                        .help(words::BRISTOL_HELP)
                        .shown_if(|values| values.code("what") == Some("stool")),
                )
                .field(yes("accident", words::ACCIDENT, accident, view))
        }
        ItemKind::Fall => {
            let (place, injury, seen) = match is {
                Some(Content::Fall { place, injury, seen }) => (place.clone(), Some(*injury), *seen),
                _ => (String::new(), None, false),
            };
            form.field(Field::text("place", words::WHERE).with_text(place))
                .field(one("injury", words::INJURY, Injury::ALL, injury, view).required())
                .field(yes("seen", words::SEEN, seen, view))
        }
        ItemKind::Missing => {
            let (found, found_at, police) = match is {
                Some(Content::Missing { found, found_at, police }) => (*found, found_at.clone(), *police),
                _ => (None, String::new(), false),
            };
            let mut day = Field::date("found_day", words::FOUND_DAY);
            let mut time = time_field("found_time", words::FOUND_TIME);
            if let Some(found) = found {
                day = day.with_date(found.date());
                time = time.with_text(kinds::time(found));
            }
            form.field(day)
                .field(time.shown_if(|values| values.has("found_day")))
                .field(Field::text("found_at", words::FOUND_AT).with_text(found_at))
                .field(yes("police", words::POLICE, police, view))
        }
        ItemKind::Visit => {
            let (profession, visitor, met) = match is {
                Some(Content::Visit { profession, visitor, met }) => (profession.clone(), visitor.clone(), *met),
                _ => (Some(view.me().profession.clone()), view.me().name.written.clone(), true),
            };
            let mut field = Field::one("profession", words::PROFESSION, listed(CodeList::Professions, view));
            if let Some(code) = profession {
                field = field.with_code(&code.0);
            }
            form.field(Field::text("visitor", words::VISITOR).with_text(visitor).required()).field(field).field(yes(
                "met",
                words::MET,
                met,
                view,
            ))
        }
        ItemKind::Admission => {
            let (hospital, urgent, cause) = match is {
                Some(Content::Admission { hospital, urgent, cause }) => (Some(hospital), Some(*urgent), cause.clone()),
                _ => (None, None, String::new()),
            };
            place_fields(form, ("hospital", "hospital_name"), (words::HOSPITAL, words::HOSPITAL_NAME), hospital)
                .field(one("urgent", words::URGENT, Urgent::ALL, urgent, view).required())
                .field(Field::text("cause", words::CAUSE).with_text(cause))
        }
        ItemKind::Discharge => {
            let (hospital, to) = match is {
                Some(Content::Discharge { hospital, to }) => (Some(hospital), Some(*to)),
                _ => (None, None),
            };
            place_fields(form, ("hospital", "hospital_name"), (words::HOSPITAL, words::HOSPITAL_NAME), hospital)
                .field(one("to", words::DESTINATION, Destination::ALL, to, view).required())
        }
        ItemKind::Conference => {
            let (meeting, present) = match is {
                Some(Content::Conference { meeting, present }) => {
                    (Some(*meeting), present.iter().map(|person| person.name.clone()).collect::<Vec<_>>().join("\n"))
                }
                _ => (None, String::new()),
            };
            form.field(one("meeting", words::MEETING, Meeting::ALL, meeting, view).required())
                .field(Field::long("present", words::ATTENDEES).help(words::ATTENDEES_HELP).with_text(present))
        }
        ItemKind::Medication => {
            let (dosing, drug) = match is {
                Some(Content::Medication { dosing, drug }) => (Some(*dosing), drug.clone()),
                _ => (None, String::new()),
            };
            form.field(Field::text("drug", words::DRUG).with_text(drug).required())
                .field(one("dosing", words::DOSING, Dosing::ALL, dosing, view).required())
        }
        ItemKind::Score => {
            let (scale, is_points, of) = match is {
                Some(Content::Score { scale, points, of }) => (scale.clone(), Some(*points), *of),
                _ => (String::new(), None, None),
            };
            form.field(Field::text("scale", words::SCALE).help(words::SCALE_HELP).with_text(scale).required())
                .field(points("points", words::POINTS, is_points).required())
                .field(points("of", words::MOST_POINTS, of))
        }
        ItemKind::Question => {
            let to = if let Some(Content::Question { to }) = is { to.clone() } else { String::new() };
            form.field(Field::text("to", words::ADDRESSEE).with_text(to).required())
        }
        ItemKind::Reply => {
            let by = if let Some(Content::Reply { by, .. }) = is { by.clone() } else { String::new() };
            form.field(Field::text("by", words::ANSWERER).with_text(by).required())
        }
        ItemKind::Acp => {
            let (speaker, name, hearer, said) = match is {
                Some(Content::Acp { speaker, speaker_name, hearer, words, .. }) => {
                    (*speaker, speaker_name.clone(), hearer.clone(), words.clone())
                }
                _ => (Speaker::Person, String::new(), view.me().name.written.clone(), String::new()),
            };
            let (topic, since) = match is {
                Some(Content::Acp { topic, since, .. }) => (Some(*topic), *since),
                _ => (None, SinceBefore::NotCompared),
            };
            form.field(one("topic", words::ACP_TOPIC, &AcpTopic::ALL, topic, view).required())
                .field(one("since", words::SINCE_BEFORE, &SinceBefore::ALL, Some(since), view).required())
                .field(one("speaker", words::SPEAKER, Speaker::ALL, Some(speaker), view).required())
                .field(
                    Field::text("speaker_name", words::SPEAKER_NAME)
                        .with_text(name)
                        .shown_if(|values| values.code("speaker") != Some("person")),
                )
                .field(Field::text("hearer", words::HEARER).with_text(hearer).required())
                .field(Field::long("words", words::VERBATIM).at_most(4_000).with_text(said).required())
        }
        // A note has no more than its text, and steps of other records are not written here.
        _ => form,
    }
}

/// A time of day that may be left empty.
pub(super) fn time_field(name: &'static str, label: crate::words::Text) -> Field {
    Field::text(name, label).help(words::TIME_HELP).check(|value, _, view| match value {
        crate::tui::form::Value::Text(text) if crate::text::parse_time(text).is_err() => {
            Some(view.say(words::TIME_WRONG).to_owned())
        }
        _ => None,
    })
}

/// When it happened, from a date and a time that may be empty.
pub(super) fn occurred(values: &Values, day: &'static str, time: &'static str) -> Option<Occurred> {
    let date = values.date(day)?;
    let Ok(time) = crate::text::parse_time(&values.text(time)) else { return Some(Occurred::Day(date)) };
    date.and_time(time).and_local_timezone(crate::domain::time::JST).single().map(Occurred::At)
}

fn scaled(values: &Values, field: &str, by: f64) -> Option<i32> {
    format!("{:.0}", values.number(field)? * by).parse().ok()
}

fn small(values: &Values, field: &str) -> Option<u8> {
    u8::try_from(values.whole(field)?).ok()
}

/// The content that the fields make.
pub(super) fn content(
    kind: ItemKind,
    values: &Values,
    question: Option<EntryId>,
    is: Option<&Content>,
    view: &View,
) -> Result<Content, SaveFault> {
    let missing = |field: &'static str| SaveFault::missing(field, view);
    let flag = |field| values.yes(field).unwrap_or_default();
    Ok(match kind {
        ItemKind::Weight => Content::Weight {
            grams: scaled(values, "kg", 1000.0)
                .and_then(|grams| u32::try_from(grams).ok())
                .map(Grams)
                .ok_or_else(|| missing("kg"))?,
            at: values.one("at").ok_or_else(|| missing("at"))?,
        },
        ItemKind::Meal => Content::Meal {
            meal: values.one("meal").ok_or_else(|| missing("meal"))?,
            staple: small(values, "staple"),
            dishes: small(values, "dishes"),
            fluid: values.whole("fluid").and_then(|ml| u16::try_from(ml).ok()),
        },
        ItemKind::Excretion => Content::Excretion {
            what: values.one("what").ok_or_else(|| missing("what"))?,
            amount: values.one("amount").ok_or_else(|| missing("amount"))?,
            bristol: small(values, "bristol"),
            accident: flag("accident"),
        },
        ItemKind::Fall => Content::Fall {
            place: values.text("place"),
            injury: values.one("injury").ok_or_else(|| missing("injury"))?,
            seen: flag("seen"),
        },
        ItemKind::Missing => Content::Missing {
            found: occurred(values, "found_day", "found_time"),
            found_at: values.text("found_at"),
            police: flag("police"),
        },
        ItemKind::Visit => {
            Content::Visit { profession: values.one("profession"), visitor: values.text("visitor"), met: flag("met") }
        }
        ItemKind::Admission => Content::Admission {
            hospital: place_of(values, "hospital", "hospital_name").ok_or_else(|| missing("hospital"))?,
            urgent: values.one("urgent").ok_or_else(|| missing("urgent"))?,
            cause: values.text("cause"),
        },
        ItemKind::Discharge => Content::Discharge {
            hospital: place_of(values, "hospital", "hospital_name").ok_or_else(|| missing("hospital"))?,
            to: values.one("to").ok_or_else(|| missing("to"))?,
        },
        ItemKind::Conference => Content::Conference {
            meeting: values.one("meeting").ok_or_else(|| missing("meeting"))?,
            present: attendees(&values.text("present"), is),
        },
        ItemKind::Medication => Content::Medication {
            dosing: values.one("dosing").ok_or_else(|| missing("dosing"))?,
            drug: values.text("drug"),
        },
        ItemKind::Score => Content::Score {
            scale: values.text("scale"),
            points: scaled(values, "points", 10.0).ok_or_else(|| missing("points"))?,
            of: scaled(values, "of", 10.0),
        },
        ItemKind::Question => Content::Question { to: values.text("to") },
        ItemKind::Reply => {
            let to = match is {
                Some(Content::Reply { to, .. }) => Some(*to),
                _ => question,
            };
            Content::Reply {
                to: to.ok_or_else(|| SaveFault::whole(view.say(words::NEED_QUESTION)))?,
                by: values.text("by"),
            }
        }
        ItemKind::Acp => Content::Acp {
            speaker: values.one("speaker").ok_or_else(|| missing("speaker"))?,
            speaker_name: values.text("speaker_name"),
            topic: values.one("topic").ok_or_else(|| missing("topic"))?,
            since: values.one("since").ok_or_else(|| missing("since"))?,
            hearer: values.text("hearer"),
            words: values.text("words"),
        },
        _ => Content::Note {},
    })
}

/// One person a line; whoever was there before keeps the profession.
fn attendees(text: &str, is: Option<&Content>) -> Vec<Attendee> {
    let before: &[Attendee] = if let Some(Content::Conference { present, .. }) = is { present } else { &[] };
    let profession = |name: &str| -> Option<Code> {
        before.iter().find(|person| person.name == name).and_then(|person| person.profession.clone())
    };
    text.lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Attendee { name: name.to_owned(), profession: profession(name) })
        .collect()
}
