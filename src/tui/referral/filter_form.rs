//! What the list shows: states, whether ended ones too, overdue, areas, text.

use std::cell::RefCell;
use std::rc::Rc;

use super::form::code_of;
use crate::api::referral::{ReferralFilter, ReferralOrder, ReferralRead};
use crate::api::{Request, Window};
use crate::domain::area::AreaCode;
use crate::domain::referral::State;
use crate::domain::staff::SupportTeam;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, Values, variants};
use crate::words::{Lang, referral_screen as words};

/// Where the form leaves what it was filled with, for the pane to take.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<ReferralFilter>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<ReferralFilter> {
        self.0.borrow_mut().take()
    }
}

const OPEN: &str = "open";
const ENDED: &str = "ended";
const ALL: &str = "all";

fn filter(values: &Values, before: &ReferralFilter) -> ReferralFilter {
    let open = match values.code("open") {
        Some(OPEN) => Some(true),
        Some(ENDED) => Some(false),
        _ => None,
    };
    ReferralFilter {
        team: values.one("team"),
        states: values.several("states"),
        open,
        overdue: values.yes("overdue").unwrap_or_default(),
        areas: values.codes("areas").iter().map(|code| AreaCode(code.clone())).collect(),
        text: values.text("text"),
        ..before.clone()
    }
}

/// The form. Saving asks the server for the filtered list, so that what it refuses is said in the form.
pub fn form(now: &ReferralFilter, chosen: Chosen, view: &View) -> Form {
    let lang = view.lang();
    let mut team = Field::one("team", words::TEAM_LABEL, variants(&SupportTeam::ALL, lang));
    if let Some(of) = now.team {
        team = team.with_code(&code_of(&of));
    }
    let mut states = Field::many("states", words::STATES, variants(&State::ALL, lang));
    for state in &now.states {
        states = states.with_code(&code_of(state));
    }
    let open = Field::one(
        "open",
        words::OPEN_LABEL,
        vec![
            Choice::new(OPEN, view.say(words::OPEN_ONLY)),
            Choice::new(ALL, view.say(words::OPEN_ALL)),
            Choice::new(ENDED, view.say(words::OPEN_ENDED)),
        ],
    )
    .with_code(match now.open {
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
    Form::new("referral.filter", words::FILTER_LIST)
        .field(Field::text("text", words::SEARCH_TEXT).with_text(now.text.clone()))
        .field(team)
        .field(open)
        .field(states)
        .field(Field::yes_no("overdue", words::OVERDUE_ONLY, view).with_code(if now.overdue { "yes" } else { "no" }))
        .field(areas)
        .save(move |values, _| {
            let filter = filter(values, &before);
            *chosen.0.borrow_mut() = Some(filter.clone());
            let window = Window { offset: 0, limit: 1 };
            Ok(Request::Referral(ReferralRead::List { filter, order: ReferralOrder::Due, window }))
        })
        .done(|_, cx| cx.run("referral.filter"))
}

/// What the list shows, in a few words.
pub fn summary(filter: &ReferralFilter, order: ReferralOrder, ordered: bool, view: &View) -> String {
    let lang = view.lang();
    let mut parts = Vec::new();
    parts.push(match filter.team {
        Some(team) => view.words(&team).into_owned(),
        None => view.say(words::ALL_TEAMS).to_owned(),
    });
    match filter.open {
        Some(true) => {}
        Some(false) => parts.push(view.say(words::OPEN_ENDED).to_owned()),
        None => parts.push(format!("{}{}", view.say(words::OPEN_LABEL), view.say(words::OPEN_ALL))),
    }
    parts.extend(filter.states.iter().map(|state| view.words(state).into_owned()));
    if filter.mine {
        parts.push(view.say(words::MINE.short).to_owned());
    }
    if filter.overdue {
        parts.push(view.say(words::OVERDUE_ONLY).to_owned());
    }
    let city = &view.session.welcome.settings.city;
    parts.extend(filter.areas.iter().map(|area| city.area_name(area, lang == Lang::En).to_owned()));
    if !filter.text.is_empty() {
        parts.push(filter.text.clone());
    }
    if ordered {
        let order = match order {
            ReferralOrder::Due => words::ORDER_DUE,
            ReferralOrder::Newest => words::ORDER_NEWEST,
            ReferralOrder::Longest => words::ORDER_LONGEST,
        };
        parts.push(format!("{}:{}", view.say(words::ORDER.short), view.say(order)));
    }
    parts.join(" ")
}
