//! One described field: what it is called, what it takes, and what is typed into it.

use super::answers::Question;
use super::choice::{Choice, Choices};
use super::merge::Beside;
use super::offer::Offers;
use super::read::{self, Range};
use super::search::{Record, RecordSearch};
use super::value::{Picked, Value, Values};
use crate::text::{era, neutralise, neutralise_lines, normalise_input};
use crate::tui::app::View;
use crate::tui::edit::Buffer;
use crate::words::{Text, forms as words};

/// What a field takes, and its state.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Line { limit: usize },
    Long { limit: usize },
    One { choices: Choices, chosen: Option<String> },
    Many { choices: Choices, chosen: Vec<String> },
    Date,
    Moment,
    Number { unit: Text, range: Range },
    Record { search: RecordSearch, chosen: Option<Picked> },
    Answers { questions: Vec<Question> },
}

/// A check of one value, seen with all others; gives a sentence if it cannot be so.
pub type Check = Box<dyn Fn(&Value, &Values, &View) -> Option<String>>;

/// What is usually chosen, by all other values.
type Usual = Box<dyn Fn(&Values, &View) -> Option<String>>;

/// Whether a field is shown, by the values before it.
type Shown = Box<dyn Fn(&Values) -> bool>;

/// A field of a form. The name is the one by which the server's problems name it too.
pub struct Field {
    pub(super) name: &'static str,
    pub(super) label: Text,
    pub(super) help: Option<Text>,
    pub(super) required: bool,
    pub(super) kind: Kind,
    /// What is typed; in a field of choices the letters that narrow them.
    pub(super) buffer: Buffer,
    /// What is wrong with it.
    pub(super) fault: Option<String>,
    /// What somebody else made of it.
    pub(super) beside: Option<Beside>,
    /// Whether it started with the time of day.
    pub(super) by_clock: bool,
    pub(super) check: Option<Check>,
    pub(super) shown_if: Option<Shown>,
    /// What is usually chosen, and the usual choice that it was last given.
    usual: Option<(Usual, Option<String>)>,
}

impl Field {
    pub(super) fn new(name: &'static str, label: Text, kind: Kind) -> Self {
        Self {
            name,
            label,
            help: None,
            required: false,
            kind,
            buffer: Buffer::default(),
            fault: None,
            beside: None,
            by_clock: false,
            check: None,
            shown_if: None,
            usual: None,
        }
    }

    /// One line of text.
    pub fn text(name: &'static str, label: Text) -> Self {
        Self::new(name, label, Kind::Line { limit: 200 })
    }

    /// Text of many lines.
    pub fn long(name: &'static str, label: Text) -> Self {
        Self::new(name, label, Kind::Long { limit: 10_000 })
    }

    /// One of a list.
    pub fn one(name: &'static str, label: Text, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Kind::One { choices: Choices::new(choices), chosen: None })
    }

    /// Any number of a list.
    pub fn many(name: &'static str, label: Text, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Kind::Many { choices: Choices::new(choices), chosen: Vec::new() })
    }

    /// Yes or no.
    pub fn yes_no(name: &'static str, label: Text, view: &View) -> Self {
        Self::one(name, label, super::choice::yes_no(view.lang()))
    }

    /// A date in any of the forms that staff use.
    pub fn date(name: &'static str, label: Text) -> Self {
        Self::new(name, label, Kind::Date)
    }

    /// A date and a time of day.
    pub fn moment(name: &'static str, label: Text) -> Self {
        Self::new(name, label, Kind::Moment)
    }

    /// A number with its unit, such as 分 or kg.
    pub fn number(name: &'static str, label: Text, unit: Text, range: Range) -> Self {
        Self::new(name, label, Kind::Number { unit, range })
    }

    /// A whole number from 0 to `most`.
    pub fn whole(name: &'static str, label: Text, unit: Text, most: u32) -> Self {
        Self::number(name, label, unit, Range { from: 0.0, to: f64::from(most), decimals: 0 })
    }

    /// A patient, found by the server's search.
    pub fn person(name: &'static str, label: Text) -> Self {
        Self::record(name, label, Record::Person)
    }

    /// A place of the regional resources, found by the server's search.
    pub fn place(name: &'static str, label: Text) -> Self {
        Self::record(name, label, Record::Place)
    }

    /// A member of staff.
    pub fn staff(name: &'static str, label: Text) -> Self {
        Self::record(name, label, Record::Staff)
    }

    /// A place of the regional resources, out of those that the server offers by what the fields before say.
    pub fn offered(name: &'static str, label: Text, offers: Offers) -> Self {
        Self::record(name, label, Record::Offered(offers))
    }

    fn record(name: &'static str, label: Text, record: Record) -> Self {
        Self::new(name, label, Kind::Record { search: RecordSearch::new(record), chosen: None })
    }

    /// It must be filled.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A line of help in place of the kind's own.
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// The most characters of a text.
    pub fn at_most(mut self, characters: usize) -> Self {
        if let Kind::Line { limit } | Kind::Long { limit } = &mut self.kind {
            *limit = characters;
        }
        self
    }

    /// Checked by this once it can be read.
    pub fn check(mut self, check: impl Fn(&Value, &Values, &View) -> Option<String> + 'static) -> Self {
        self.check = Some(Box::new(check));
        self
    }

    /// Shown only while the other values are so; a hidden field has no value.
    pub fn shown_if(mut self, shown: impl Fn(&Values) -> bool + 'static) -> Self {
        self.shown_if = Some(Box::new(shown));
        self
    }

    /// Starts with this text: of a text, a date, a time or a number as it would be typed.
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.buffer = Buffer::new(text);
        self
    }

    /// Starts with this code chosen; may be said several times for a field of several.
    pub fn with_code(mut self, code: &str) -> Self {
        match &mut self.kind {
            Kind::One { chosen, .. } => *chosen = Some(code.to_owned()),
            Kind::Many { chosen, .. } => chosen.push(code.to_owned()),
            _ => {}
        }
        self
    }

    /// Starts with the usual choice, and goes by what is usual for the other values until somebody chooses otherwise.
    pub fn usual(mut self, start: Option<String>, usual: impl Fn(&Values, &View) -> Option<String> + 'static) -> Self {
        if let Some(code) = &start {
            self = self.with_code(code);
        }
        self.usual = Some((Box::new(usual), start));
        self
    }

    /// Whether it goes by what is usual for the other values.
    pub(super) const fn follows(&self) -> bool {
        self.usual.is_some()
    }

    /// Another value has changed: the usual choice is taken, unless somebody chose otherwise.
    pub(super) fn follow(&mut self, values: &Values, view: &View) {
        if let (Kind::One { chosen, .. }, Some((usual, given))) = (&mut self.kind, &mut self.usual)
            && chosen == given
        {
            *given = usual(values, view);
            chosen.clone_from(given);
        }
    }

    /// Starts with this record chosen.
    pub fn with_record(mut self, id: &impl ToString, label: impl Into<String>) -> Self {
        if let Kind::Record { chosen, .. } = &mut self.kind {
            *chosen = Some(Picked { id: id.to_string(), label: label.into() });
        }
        self
    }

    /// Starts with the present minute.
    pub fn with_now(mut self, view: &View) -> Self {
        self.by_clock = true;
        let text = view.now.format("%-m/%-d %-H:%M").to_string();
        self.with_text(text)
    }

    /// Starts with this day.
    pub fn with_today(mut self, view: &View) -> Self {
        self.by_clock = true;
        self.with_date(view.now.date_naive())
    }

    /// Starts with this date.
    pub fn with_date(self, date: chrono::NaiveDate) -> Self {
        self.with_text(era::short(date))
    }

    /// The value, or none if it is empty, or what is wrong with what is typed.
    pub(super) fn value(&self, view: &View) -> Result<Option<Value>, String> {
        let typed = self.buffer.text().trim();
        let unfinished = |sentence: Text| if typed.is_empty() { Ok(None) } else { Err(view.say(sentence).to_owned()) };
        match &self.kind {
            Kind::One { chosen, .. } => match chosen {
                Some(code) if typed.is_empty() => Ok(Some(Value::Code(code.clone()))),
                _ => unfinished(words::NOT_IN_LIST),
            },
            Kind::Many { chosen, .. } => match typed.is_empty() {
                true if chosen.is_empty() => Ok(None),
                true => Ok(Some(Value::Codes(chosen.clone()))),
                false => unfinished(words::NOT_IN_LIST),
            },
            Kind::Record { chosen, .. } => match chosen {
                Some(picked) if typed.is_empty() => Ok(Some(Value::Picked(picked.clone()))),
                _ => unfinished(words::NOT_CHOSEN),
            },
            _ if typed.is_empty() => Ok(None),
            Kind::Answers { .. } => Ok(Some(Value::Text(typed.to_owned()))),
            Kind::Line { limit } => text_value(&neutralise(typed), *limit, view),
            Kind::Long { limit } => text_value(&neutralise_lines(typed), *limit, view),
            Kind::Date => read::date(typed, view).map(|date| Some(Value::Date(date))),
            Kind::Moment => read::moment(typed, view).map(|moment| Some(Value::Moment(moment))),
            Kind::Number { range, .. } => read::number(typed, *range, view).map(|number| Some(Value::Number(number))),
        }
    }

    /// A value as a draft keeps it, in the words that this field shows.
    pub(super) fn words_of(&self, value: &serde_json::Value) -> String {
        use serde_json::Value as Json;
        let text = |text: &str| match &self.kind {
            Kind::One { choices, .. } | Kind::Many { choices, .. } => choices.label(text).unwrap_or(text).to_owned(),
            _ => text.to_owned(),
        };
        match value {
            Json::String(one) => text(one),
            Json::Array(all) => all.iter().map(|one| self.words_of(one)).collect::<Vec<_>>().join(" "),
            Json::Number(number) => number.to_string(),
            // A record that was chosen.
            Json::Object(picked) => picked.get("label").map(|label| self.words_of(label)).unwrap_or_default(),
            Json::Null | Json::Bool(_) => String::new(),
        }
    }

    /// What the focus shows below the fields.
    pub(super) fn help_text(&self) -> Option<Text> {
        self.help.or(match &self.kind {
            Kind::Long { .. } => Some(words::LONG_HELP),
            Kind::One { .. } => Some(words::ONE_HELP),
            Kind::Many { .. } => Some(words::MANY_HELP),
            Kind::Date => Some(words::DATE_HELP),
            Kind::Moment => Some(words::MOMENT_HELP),
            Kind::Record { search, .. } if search.offers() => Some(words::OFFERED_HELP),
            Kind::Record { .. } => Some(words::RECORD_HELP),
            Kind::Answers { .. } => Some(words::ANSWERS_HELP),
            Kind::Line { .. } | Kind::Number { .. } => None,
        })
    }

    /// Whether letters narrow candidates instead of being the value.
    pub(super) fn narrows(&self) -> bool {
        matches!(self.kind, Kind::One { .. } | Kind::Many { .. } | Kind::Record { .. })
    }
}

fn text_value(text: &str, limit: usize, view: &View) -> Result<Option<Value>, String> {
    let text = normalise_input(text).into_owned();
    if text.chars().count() > limit {
        return Err(words::too_long(limit, view.lang()));
    }
    Ok(Some(Value::Text(text)))
}
