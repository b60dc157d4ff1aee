//! What a form's fields hold once they are understood.

use crate::domain::id::Version;
use crate::domain::time::Moment;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr;

/// A record chosen in a form: its identifier as the protocol writes it, and what the screen shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    pub id: String,
    pub label: String,
}

/// The value of one field. An empty field has none.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Code(String),
    Codes(Vec<String>),
    Date(NaiveDate),
    Moment(Moment),
    Number(f64),
    Picked(Picked),
}

/// The values of all fields that are filled and shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    filled: BTreeMap<&'static str, Value>,
    /// The version that a conflict named and the user has been told of.
    told: Option<Version>,
}

impl Values {
    pub(super) fn set(&mut self, field: &'static str, value: Value) {
        self.filled.insert(field, value);
    }

    pub(super) fn tell(&mut self, version: Option<Version>) {
        self.told = version;
    }

    /// The version to name in the change: the one that was seen when the form opened or, once a conflict was shown and
    /// the form is saved again all the same, the one that the conflict named.
    pub fn seen(&self, opened_with: Version) -> Version {
        self.told.unwrap_or(opened_with)
    }

    pub fn get(&self, field: &str) -> Option<&Value> {
        self.filled.get(field)
    }

    /// True if the field is filled.
    pub fn has(&self, field: &str) -> bool {
        self.filled.contains_key(field)
    }

    /// The text of a field, empty if it is.
    pub fn text(&self, field: &str) -> String {
        match self.get(field) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// The text of a field, none if it is empty.
    pub fn some_text(&self, field: &str) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }

    /// The code chosen in a field, as text.
    pub fn code(&self, field: &str) -> Option<&str> {
        match self.get(field) {
            Some(Value::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// The codes chosen in a field of several.
    pub fn codes(&self, field: &str) -> &[String] {
        match self.get(field) {
            Some(Value::Codes(codes)) => codes,
            _ => &[],
        }
    }

    /// The code chosen in a field as what the protocol makes of it: the variant of an enum, a `Code`.
    pub fn one<T: DeserializeOwned>(&self, field: &str) -> Option<T> {
        read(self.code(field)?)
    }

    /// The codes chosen in a field of several, as what the protocol makes of them.
    pub fn several<T: DeserializeOwned>(&self, field: &str) -> Vec<T> {
        self.codes(field).iter().filter_map(|code| read(code)).collect()
    }

    pub fn date(&self, field: &str) -> Option<NaiveDate> {
        match self.get(field) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub fn moment(&self, field: &str) -> Option<Moment> {
        match self.get(field) {
            Some(Value::Moment(moment)) => Some(*moment),
            _ => None,
        }
    }

    pub fn number(&self, field: &str) -> Option<f64> {
        match self.get(field) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The number of a field without decimals.
    pub fn whole(&self, field: &str) -> Option<u32> {
        let number = self.number(field)?;
        format!("{number:.0}").parse().ok()
    }

    /// The answer of a yes/no field.
    pub fn yes(&self, field: &str) -> Option<bool> {
        self.code(field).map(|code| code == YES)
    }

    /// The identifier chosen in a field of persons, places or staff.
    pub fn id<T: FromStr>(&self, field: &str) -> Option<T> {
        self.picked(field)?.id.parse().ok()
    }

    pub fn picked(&self, field: &str) -> Option<&Picked> {
        match self.get(field) {
            Some(Value::Picked(picked)) => Some(picked),
            _ => None,
        }
    }
}

/// The code of a yes.
pub(super) const YES: &str = "yes";
/// The code of a no.
pub(super) const NO: &str = "no";

fn read<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}
