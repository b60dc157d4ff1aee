//! What the list shows: text, states, whether ended ones too, only what is overdue.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::pair::{PairFilter, PairOrder, PairRead};
use crate::api::{Request, Window};
use crate::domain::pair::PairState;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, Values, variants};
use crate::tui::referral::form::code_of;
use crate::words::{Say, pair_screen as words};

/// Where the form leaves what it was filled with, for the pane to take.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<PairFilter>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<PairFilter> {
        self.0.borrow_mut().take()
    }
}

const OPEN: &str = "open";
const ENDED: &str = "ended";
const ALL: &str = "all";

fn filter(values: &Values, before: &PairFilter) -> PairFilter {
    let open = match values.code("open") {
        Some(OPEN) => Some(true),
        Some(ENDED) => Some(false),
        _ => None,
    };
    PairFilter {
        states: values.several("states"),
        open,
        overdue: values.yes("overdue").unwrap_or_default(),
        text: values.text("text"),
        ..before.clone()
    }
}

/// The form. Saving asks the server for the filtered list, so that what it refuses is said in the form.
pub fn form(now: &PairFilter, chosen: Chosen, view: &View) -> Form {
    let mut states = Field::many("states", words::STATES, variants(&PairState::ALL, view.lang()));
    for state in &now.states {
        states = states.with_code(&code_of(state));
    }
    let choices = [(OPEN, words::OPEN_ONLY), (ALL, words::OPEN_ALL), (ENDED, words::OPEN_ENDED)];
    let choices = choices.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    let open = Field::one("open", words::OPEN_LABEL, choices).with_code(match now.open {
        Some(true) => OPEN,
        Some(false) => ENDED,
        None => ALL,
    });
    let before = now.clone();
    Form::new("pair.filter", words::FILTER_FORM)
        .field(Field::text("text", words::SEARCH_TEXT).with_text(now.text.clone()))
        .field(open)
        .field(states)
        .field(Field::yes_no("overdue", words::OVERDUE.short, view).with_code(if now.overdue { "yes" } else { "no" }))
        .save(move |values, _| {
            let filter = filter(values, &before);
            *chosen.0.borrow_mut() = Some(filter.clone());
            let window = Window { offset: 0, limit: 1 };
            Ok(Request::Pair(PairRead::List { filter, order: PairOrder::Due, window }))
        })
        .done(|_, cx| cx.run("pair.filter"))
}

/// What the list shows, in a few words.
pub fn summary(filter: &PairFilter, order: PairOrder, view: &View) -> String {
    let mut parts = Vec::new();
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
        parts.push(view.say(words::OVERDUE.short).to_owned());
    }
    if !filter.text.is_empty() {
        parts.push(filter.text.clone());
    }
    parts.push(format!("{}:{}", view.say(words::ORDER.short), order.say(view.lang())));
    parts.join(" ")
}
