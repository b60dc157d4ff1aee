//! What is shown of a timeline: kinds and period.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::timeline::{TimelineFilter, TimelineRead};
use crate::api::{Request, Window};
use crate::domain::id::PatientId;
use crate::domain::timeline::ItemKind;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, Values};
use crate::words::{Say, patient, timeline_screen as words};

/// Where the form leaves what it was filled with, for the pane to take.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<TimelineFilter>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<TimelineFilter> {
        self.0.borrow_mut().take()
    }
}

fn filter(values: &Values) -> TimelineFilter {
    TimelineFilter { kinds: values.several("kinds"), from: values.date("from"), to: values.date("to") }
}

/// The form. Saving asks the server for the filtered timeline, so that what it refuses is said in the form.
pub fn form(now: &TimelineFilter, of: PatientId, chosen: &Chosen, view: &View) -> Form {
    let choice = |kind: ItemKind| Choice {
        code: super::entry_fields::code_of(&kind),
        label: kind.say(view.lang()).into_owned(),
        reading: crate::words::timeline::reading(kind).to_owned(),
    };
    let mut kinds = Field::many("kinds", words::KINDS, ItemKind::ALL.into_iter().map(choice).collect());
    for kind in &now.kinds {
        kinds = kinds.with_code(&super::entry_fields::code_of(kind));
    }
    let day = |name, label, day: Option<chrono::NaiveDate>| {
        let field = Field::date(name, label);
        match day {
            Some(day) => field.with_date(day),
            None => field,
        }
    };
    let filled = chosen.clone();
    Form::new("timeline.filter", words::FILTER_TIMELINE)
        .field(kinds)
        .field(day("from", words::FROM, now.from))
        .field(day("to", words::UNTIL, now.to))
        .save(move |values, _| {
            let filter = filter(values);
            *filled.0.borrow_mut() = Some(filter.clone());
            let window = Window { offset: 0, limit: 1 };
            Ok(Request::Timeline(TimelineRead::Window { patient: of, filter, window }))
        })
        .done(|_, cx| cx.run("timeline.filter"))
}

/// The filter in a few words; none where everything shows.
pub fn summary(filter: &TimelineFilter, view: &View) -> Option<String> {
    if *filter == TimelineFilter::default() {
        return None;
    }
    let kinds: Vec<_> = filter.kinds.iter().map(|kind| kind.say(view.lang())).collect();
    let mut parts = vec![kinds.join(" ")];
    if filter.from.is_some() || filter.to.is_some() {
        let day = |day: Option<chrono::NaiveDate>| day.map(patient::date).unwrap_or_default();
        parts.push(format!("{} - {}", day(filter.from), day(filter.to)));
    }
    parts.retain(|part| !part.is_empty());
    Some(format!("{}: {}", view.say(words::FILTER.short), parts.join("  ")))
}
