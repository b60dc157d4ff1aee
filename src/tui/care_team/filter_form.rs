//! Which teams the list shows.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::care_team::{CareTeamFilter, CareTeamOrder, CareTeamRead};
use crate::api::{Request, Window};
use crate::domain::area::AreaCode;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, Values};
use crate::words::{Lang, Text, care_screen as words};

/// Where the form leaves what it was filled with, for the pane to take.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<CareTeamFilter>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<CareTeamFilter> {
        self.0.borrow_mut().take()
    }
}

const SHOWN: [(&str, Text); 5] = [
    ("every", words::SHOW_EVERY),
    ("missing", words::SHOW_MISSING),
    ("pending", words::SHOW_PENDING),
    ("resting", words::SHOW_RESTING),
    ("to_tell", words::SHOW_TO_TELL),
];

fn shown(filter: &CareTeamFilter) -> (&'static str, Text) {
    let at = [filter.missing, filter.pending, filter.resting, filter.to_tell].iter().position(|on| *on);
    SHOWN[at.map_or(0, |at| at + 1)]
}

fn filter(values: &Values, before: &CareTeamFilter) -> CareTeamFilter {
    let show = values.code("show");
    CareTeamFilter {
        areas: values.codes("areas").iter().map(|code| AreaCode(code.clone())).collect(),
        missing: show == Some("missing"),
        pending: show == Some("pending"),
        resting: show == Some("resting"),
        to_tell: show == Some("to_tell"),
        text: values.text("text"),
        patient: None,
        ..before.clone()
    }
}

/// The areas of the city as a form offers them.
pub fn areas(view: &View) -> Vec<Choice> {
    let english = view.lang() == Lang::En;
    let areas = view.session.welcome.settings.city.areas.iter().map(|area| Choice {
        code: area.code.0.clone(),
        label: if english { area.en.clone() } else { area.name.clone() },
        reading: area.kana.clone(),
    });
    areas.collect()
}

/// The form. Saving asks the server for the filtered list, so that what it refuses is said in the form.
pub fn form(now: &CareTeamFilter, chosen: Chosen, view: &View) -> Form {
    let choices = SHOWN.iter().map(|(code, label)| Choice::new(*code, view.say(*label))).collect();
    let mut places = Field::many("areas", words::AREAS, areas(view));
    for area in &now.areas {
        places = places.with_code(&area.0);
    }
    let before = now.clone();
    Form::new("care.filter", words::FILTER_LIST)
        .field(Field::text("text", words::SEARCH_TEXT).with_text(now.text.clone()))
        .field(Field::one("show", words::SHOW, choices).with_code(shown(now).0))
        .field(places)
        .save(move |values, _| {
            let filter = filter(values, &before);
            *chosen.0.borrow_mut() = Some(filter.clone());
            let window = Window { offset: 0, limit: 1 };
            Ok(Request::CareTeam(CareTeamRead::List { filter, order: CareTeamOrder::ToDo, window }))
        })
        .done(|_, cx| cx.run("care.filter"))
}

/// What the list shows, in a few words.
pub fn summary(filter: &CareTeamFilter, order: CareTeamOrder, view: &View) -> String {
    let mut parts = vec![view.say(shown(filter).1).to_owned()];
    let city = &view.session.welcome.settings.city;
    parts.extend(filter.areas.iter().map(|area| city.area_name(area, view.lang() == Lang::En).to_owned()));
    parts.extend(filter.patient.map(|patient| patient.to_string()));
    parts.extend(Some(filter.text.clone()).filter(|text| !text.is_empty()));
    let order = match order {
        CareTeamOrder::ToDo => words::ORDER_TO_DO,
        CareTeamOrder::Kana => words::ORDER_KANA,
        CareTeamOrder::Area => words::ORDER_AREA,
    };
    parts.push(format!("{}:{}", view.say(words::ORDER.short), view.say(order)));
    parts.join(" ")
}
