//! What the list shows: name, associations, areas, whether ended ones too.

use std::cell::RefCell;
use std::rc::Rc;

use super::row::association;
use crate::api::ict::{EnrolmentFilter, IctRead};
use crate::api::{Request, Window};
use crate::domain::area::AreaCode;
use crate::domain::code::CodeList;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, Values, listed};
use crate::words::{Lang, enrolment_screen as words};

/// Where the form leaves what it was filled with, for the pane to take.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<EnrolmentFilter>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<EnrolmentFilter> {
        self.0.borrow_mut().take()
    }
}

const OPEN: &str = "open";
const ENDED: &str = "ended";
const ALL: &str = "all";

fn filter(values: &Values, before: &EnrolmentFilter) -> EnrolmentFilter {
    let open = match values.code("open") {
        Some(OPEN) => Some(true),
        Some(ENDED) => Some(false),
        _ => None,
    };
    EnrolmentFilter {
        associations: values.several("associations"),
        open,
        areas: values.codes("areas").iter().map(|code| AreaCode(code.clone())).collect(),
        text: values.text("text"),
        ..before.clone()
    }
}

/// The form. Saving asks the server for the filtered list, so that what it refuses is said in the form.
pub fn form(now: &EnrolmentFilter, chosen: Chosen, view: &View) -> Form {
    let lang = view.lang();
    let mut associations = Field::many("associations", words::ASSOCIATIONS, listed(CodeList::Associations, view));
    for code in &now.associations {
        associations = associations.with_code(&code.0);
    }
    let choices = [(OPEN, words::OPEN_ONLY), (ALL, words::OPEN_ALL), (ENDED, words::OPEN_ENDED)];
    let choices = choices.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    let open = Field::one("open", words::OPEN_LABEL, choices).with_code(match now.open {
        Some(true) => OPEN,
        Some(false) => ENDED,
        None => ALL,
    });
    let places = view.session.welcome.settings.city.areas.iter().map(|area| Choice {
        code: area.code.0.clone(),
        label: if lang == Lang::En { area.en.clone() } else { area.name.clone() },
        reading: area.kana.clone(),
    });
    let mut areas = Field::many("areas", words::AREAS, places.collect());
    for area in &now.areas {
        areas = areas.with_code(&area.0);
    }
    let before = now.clone();
    Form::new("enrolment.filter", words::FILTER_LIST)
        .field(Field::text("text", words::SEARCH_TEXT).with_text(now.text.clone()))
        .field(associations)
        .field(open)
        .field(areas)
        .save(move |values, _| {
            let filter = filter(values, &before);
            *chosen.0.borrow_mut() = Some(filter.clone());
            let window = Window { offset: 0, limit: 1 };
            Ok(Request::Ict(IctRead::Enrolments { filter, window }))
        })
        .done(|_, cx| cx.run("enrolment.filter"))
}

/// What the list shows, in a few words.
pub fn summary(filter: &EnrolmentFilter, view: &View) -> String {
    let mut parts = Vec::new();
    match filter.open {
        Some(true) => {}
        Some(false) => parts.push(view.say(words::OPEN_ENDED).to_owned()),
        None => parts.push(format!("{}{}", view.say(words::OPEN_LABEL), view.say(words::OPEN_ALL))),
    }
    if filter.to_call {
        parts.push(view.say(words::TO_CALL.short).to_owned());
    }
    parts.extend(filter.associations.iter().map(|code| association(code, view)));
    let city = &view.session.welcome.settings.city;
    parts.extend(filter.areas.iter().map(|area| city.area_name(area, view.lang() == Lang::En).to_owned()));
    if !filter.text.is_empty() {
        parts.push(filter.text.clone());
    }
    parts.join(" ")
}
