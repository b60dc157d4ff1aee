//! The server's door for text: whatever a request holds is made harmless and brought to one form before it is kept.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::Problem;
use crate::text::{neutralise, neutralise_lines, normalise_input};

/// Fields whose text may have several lines; what is a line all the same is joined where its own rule reads it.
const SEVERAL_LINES: [&str; 14] = [
    "text",
    "words",
    "wish",
    "reason",
    "aim",
    "findings",
    "summary",
    "question",
    "information",
    "what",
    "conditions",
    "why",
    "theirs",
    "description",
];

/// Of a place: a text by each fact's name.
const FACTS: &str = "facts";

/// The same change with every text in it tidied: half-width kana joined, characters that act spelt out, ends trimmed.
pub fn tidy<T: Serialize + DeserializeOwned>(change: T) -> Result<T, Problem> {
    let unreadable = |error: serde_json::Error| Problem::BadRequest { why: error.to_string() };
    let mut value = serde_json::to_value(change).map_err(unreadable)?;
    walk(&mut value, false);
    serde_json::from_value(value).map_err(unreadable)
}

fn walk(value: &mut Value, several_lines: bool) {
    match value {
        Value::String(text) => {
            let normal = normalise_input(text.trim());
            let harmless = if several_lines { neutralise_lines(&normal) } else { neutralise(&normal) };
            if harmless != text.as_str() {
                *text = harmless.into_owned();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| walk(value, several_lines)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::Object(facts) if name == FACTS => facts.values_mut().for_each(|fact| walk(fact, true)),
                    value => walk(value, SEVERAL_LINES.contains(&name.as_str())),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::timeline::{Content, Occurred, Statement};

    #[test]
    fn escapes_are_spelt_out_and_lines_kept_where_lines_may_be() {
        let occurred: Occurred = serde_json::from_str("\"2026-11-22\"").unwrap();
        let statement = Statement {
            occurred,
            content: Content::Question { to: " ﾏﾂﾄﾞ\u{1b}[2J\n".into() },
            text: "一行目\n\u{202e}二行目".into(),
            source: String::new(),
        };
        let tidied = tidy(statement).unwrap();
        assert_eq!(tidied.content, Content::Question { to: "マツド\\u{1b}[2J".into() });
        assert_eq!(tidied.text, "一行目\n\\u{202e}二行目");
        assert_eq!(tidied.occurred, occurred);
    }

    #[test]
    fn texts_of_every_subject_are_tidied_and_the_lines_of_a_note_stay() {
        let changes = [
            r#"{"queue":{"act":{"consultation":"c1","seen":1,"act":{"reopen":{"reason":"\u001b[2J\n再開"}}}}}"#,
            r#"{"resource":{"edit":{"site":"s1","seen":1,"draft":{"facts":{"note":"一\n二\u202e"},"add_services":[]}}}}"#,
            r#"{"referral":{"step":{"referral":"r1","seen":1,"step":{"decline":{"reason":"\u200bできない"}}}}}"#,
            r#"{"centre":{"leave":{"staff":"u1","seen":1}}}"#,
        ];
        let tidied: Vec<String> = changes
            .iter()
            .map(|change| {
                let change: crate::api::Change = serde_json::from_str(change).unwrap();
                serde_json::to_string(&tidy(change).unwrap()).unwrap()
            })
            .collect();
        for (tidied, part) in tidied.iter().zip([r"\\u{1b}[2J\n再開", r"一\n二\\u{202e}", r"\\u{200b}できない", "u1"])
        {
            assert!(tidied.contains(part), "{tidied}");
        }
    }
}
