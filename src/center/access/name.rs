//! The names of requests, as tokens list them: `queue.list`, `change.queue.claim`.

use serde_json::{Value, json};

use crate::api::Request;

/// What stands before the name of a change.
const CHANGE: &str = "change";

/// The name of a request: the tags of its JSON joined by dots.
pub fn name_of(request: &Request) -> String {
    // A search is one request, its fields are none.
    let most = match request {
        Request::Change(_) => 3,
        Request::Search(_) | Request::Hello(_) => 1,
        _ => 2,
    };
    let value = serde_json::to_value(request).unwrap_or(Value::Null);
    let mut parts = Vec::new();
    let mut inner = &value;
    while parts.len() < most {
        match inner {
            Value::String(tag) => {
                parts.push(tag.as_str());
                break;
            }
            Value::Object(fields) => match fields.iter().next() {
                Some((tag, value)) => {
                    parts.push(tag);
                    inner = value;
                }
                None => break,
            },
            _ => break,
        }
    }
    parts.join(".")
}

/// Whether a token can be made for this name. Sessions, passwords and tokens are a person's own business.
pub fn is_known(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let whole = match parts.first() {
        Some(&"search") => 1,
        Some(&("hello" | "session")) | None => return false,
        Some(&CHANGE) => 3,
        Some(_) => 2,
    };
    let value = parts.iter().rev().fold(Value::Null, |inner, part| json!({ *part: inner }));
    let known = match serde_json::from_value::<Request>(value) {
        Ok(_) => true,
        // The reader knows every name; that the fields are missing is no matter here.
        Err(error) => !error.to_string().starts_with("unknown variant"),
    };
    known && parts.len() == whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_json() {
        let named = |json: &str| name_of(&serde_json::from_str(json).unwrap());
        assert_eq!(named(r#"{"queue":{"list":{}}}"#), "queue.list");
        assert_eq!(named(r#"{"centre":"staff"}"#), "centre.staff");
        assert_eq!(named(r#"{"journal":"head"}"#), "journal.head");
        assert_eq!(named(r#"{"search":{"text":"a","kinds":[],"limit":1}}"#), "search");
        assert_eq!(named(r#"{"change":{"centre":{"leave":{"staff":"u1","seen":1}}}}"#), "change.centre.leave");
    }

    #[test]
    fn only_names_that_there_are_can_be_given_to_a_token() {
        for known in ["queue.list", "centre.staff", "journal.backup", "search", "change.centre.leave", "draft.list"] {
            assert!(is_known(known), "{known}");
        }
        for unknown in
            ["", "queue", "queue.lisst", "queue.list.more", "change.queue", "session.list", "hello", "nothing.list"]
        {
            assert!(!is_known(unknown), "{unknown}");
        }
    }
}
