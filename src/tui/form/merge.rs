//! Two people amended one form: what does not overlap is put together, and of the rest it is said what it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::SaveFault;
use crate::domain::id::Version;
use crate::tui::app::View;
use crate::words::forms as words;

/// A record as it is now, while a form about it is open and others may change it.
pub type Newest<T> = Rc<RefCell<Option<T>>>;

/// A field that both changed: its path in the request, and what the others made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub path: String,
    pub theirs: Value,
}

/// What of a form was put together with what others did, and of which version the caller was warned.
#[derive(Debug)]
pub struct Merging<T> {
    base: T,
    warned: Cell<Version>,
}

impl<T: Serialize + DeserializeOwned + Clone> Merging<T> {
    /// Of a form that was opened with this, of this version.
    pub fn new(base: T, opened_with: Version) -> Self {
        Self { base, warned: Cell::new(opened_with) }
    }

    /// What is typed and what others made of it meanwhile, put together. Where both changed a field the form says so
    /// beside it, once for each version; then what is typed stands.
    pub fn put_together(&self, mine: &T, latest: &T, version: Version, view: &View) -> Result<T, SaveFault> {
        let (merged, both) = merge(&self.base, mine, latest).unwrap_or_else(|| (mine.clone(), Vec::new()));
        if both.is_empty() || self.warned.replace(version) == version {
            return Ok(merged);
        }
        Err(SaveFault { overlaps: both, ..SaveFault::whole(view.say(words::BOTH_CHANGED)) })
    }
}

/// What `mine` and `latest` both made of `base`, put together field by field, and the fields that both changed
/// to something different: there `mine` stands. None if they cannot be put together at all.
fn merge<T: Serialize + DeserializeOwned>(base: &T, mine: &T, latest: &T) -> Option<(T, Vec<Overlap>)> {
    let value = |of: &T| serde_json::to_value(of).ok();
    let mut both = Vec::new();
    let merged = merge_values("", &value(base)?, &value(mine)?, &value(latest)?, &mut both);
    Some((serde_json::from_value(merged).ok()?, both))
}

fn merge_values(path: &str, base: &Value, mine: &Value, latest: &Value, both: &mut Vec<Overlap>) -> Value {
    if mine == base {
        return latest.clone();
    }
    if latest == base || latest == mine {
        return mine.clone();
    }
    let (Value::Object(base), Value::Object(mine), Value::Object(latest)) = (base, mine, latest) else {
        both.push(Overlap { path: path.to_owned(), theirs: latest.clone() });
        return mine.clone();
    };
    let mut merged = Map::new();
    for key in mine.keys().chain(latest.keys()) {
        if merged.contains_key(key) {
            continue;
        }
        let of = |fields: &Map<String, Value>| fields.get(key).cloned().unwrap_or(Value::Null);
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let value = merge_values(&below, &of(base), &of(mine), &of(latest), both);
        // A field that is left out is not the same as one that is null to every reader.
        if !value.is_null() {
            merged.insert(key.clone(), value);
        }
    }
    Value::Object(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Form {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tags: Vec<String>,
        who: Who,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Who {
        name: String,
        phone: String,
    }

    fn form() -> Form {
        let who = Who { name: "田中".into(), phone: "047".into() };
        Form { text: "退院".into(), area: None, tags: vec!["独居".into()], who }
    }

    #[test]
    fn what_does_not_overlap_is_put_together() {
        let (mut mine, mut latest) = (form(), form());
        mine.text = "退院の希望".into();
        mine.who.name = "田中 一".into();
        mine.tags.clear();
        latest.area = Some("本町".into());
        latest.who.phone = "048".into();
        let (merged, both) = merge(&form(), &mine, &latest).unwrap();
        let who = Who { name: "田中 一".into(), phone: "048".into() };
        assert_eq!(merged, Form { text: "退院の希望".into(), area: Some("本町".into()), tags: vec![], who });
        assert!(both.is_empty());
    }

    #[test]
    fn what_both_changed_is_named_and_mine_stands() {
        let (mut mine, mut latest) = (form(), form());
        mine.who.name = "田村".into();
        latest.who.name = "田代".into();
        latest.text = "入院".into();
        let (merged, both) = merge(&form(), &mine, &latest).unwrap();
        assert_eq!((merged.who.name.as_str(), merged.text.as_str()), ("田村", "入院"));
        assert_eq!(both, [Overlap { path: "who.name".into(), theirs: "田代".into() }]);
        latest.who.name = "田村".into();
        assert!(merge(&form(), &mine, &latest).unwrap().1.is_empty());
    }
}
