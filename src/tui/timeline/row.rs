//! The rows of the pane: patients by kana, and what is on one timeline.

use chrono::Datelike;

use crate::api::patient::PatientRow;
use crate::api::timeline::TimelineItem;
use crate::domain::id::PatientId;
use crate::domain::patient::Standing;
use crate::domain::person::age_on;
use crate::domain::timeline::{Entry, EntryRef, Occurred, StepItem, StepOf, WeightPoint};
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::timeline as words;
use crate::words::{Lang, Say, screen};

/// What tells one row of a timeline from another across refreshes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowId {
    /// An entry.
    Entry(EntryRef),
    /// A step: steps have no number of their own.
    Step(StepOf, Occurred, String),
}

impl Keyed for TimelineItem {
    type Id = RowId;

    fn id(&self) -> RowId {
        match self {
            Self::Entry(entry) => RowId::Entry(entry.id),
            Self::Step(step) => RowId::Step(step.of.clone(), step.occurred, format!("{:?}{}", step.step, step.text)),
        }
    }
}

impl Keyed for PatientRow {
    type Id = PatientId;

    fn id(&self) -> PatientId {
        self.id
    }
}

/// When it happened.
pub const fn occurred(item: &TimelineItem) -> Occurred {
    match item {
        TimelineItem::Entry(entry) => entry.statement.occurred,
        TimelineItem::Step(StepItem { occurred, .. }) => *occurred,
    }
}

/// `11/24(火)`, with the year before it when it is another one than now.
pub fn day(occurred: Occurred, view: &View) -> String {
    let date = occurred.date();
    let weekday = screen::weekday(date.weekday(), view.lang());
    if date.year() == view.now.year() {
        format!("{}/{}({weekday})", date.month(), date.day())
    } else {
        format!("{}/{}/{}", date.year() % 100, date.month(), date.day())
    }
}

/// One character before the kind, if it shows no loss of weight: `x` counts no longer, `?` is not confirmed, `+` corrects or came from another patient.
pub const fn sign(entry: &Entry) -> &'static str {
    if !entry.stands() {
        "x"
    } else if entry.confirmed.is_none() {
        "?"
    } else if entry.corrects.is_some() || entry.moved_from.is_some() {
        "+"
    } else {
        " "
    }
}

/// Whether the row is a weight that shows a loss worth a mark.
pub fn shows_loss(item: &TimelineItem, losses: &[WeightPoint]) -> bool {
    let TimelineItem::Entry(entry) = item else { return false };
    losses.iter().any(|point| point.weighing.entry == entry.id)
}

/// Paints a row of a timeline; `alarm` puts `!` before it.
pub fn paint(item: &TimelineItem, alarm: bool, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let when = occurred(item);
    let (sign, faint) = match item {
        TimelineItem::Entry(entry) => (sign(entry), !entry.stands()),
        TimelineItem::Step(_) => (" ", false),
    };
    let style = if faint { theme.faint } else { theme.plain };
    let (day_width, kind_width) = match view.lang() {
        Lang::Ja => (9, 8),
        Lang::En => (10, 12),
    };
    pen.style(style).column(day_width, &day(when, view)).column(5, &words::time(when));
    if alarm {
        pen.style(theme.alarm).column(1, "!");
    } else {
        pen.style(theme.warning).column(1, sign);
    }
    pen.style(if faint { theme.faint } else { theme.strong }).column(kind_width, &words::kind(item).say(view.lang()));
    pen.style(style).put(&words::line(item, &view.session.welcome.settings, view.lang()));
}

/// Paints a row of the list of patients.
pub fn paint_patient(row: &PatientRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    pen.style(theme.faint).column(7, &row.id.to_string());
    pen.style(theme.strong).column(16, &row.name.written);
    pen.style(theme.plain).column(16, &row.name.kana);
    let age = row.birth.map_or_else(String::new, |birth| age_on(birth, view.now.date_naive()).to_string());
    pen.column(5, &format!("{age}{}", row.sex.say(view.lang())));
    let area = row.area.as_ref().and_then(|code| view.session.welcome.settings.city.area(code));
    let area = area.map_or("", |area| match view.lang() {
        Lang::Ja => area.name.as_str(),
        Lang::En => area.en.as_str(),
    });
    pen.column(10, area);
    match &row.standing {
        Standing::Living => pen.put(&row.level.say(view.lang())),
        other => pen.style(theme.faint).put(&other.say(view.lang())),
    };
}
