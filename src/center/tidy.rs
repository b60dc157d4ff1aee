//! The server's door for text: whatever a request holds is made harmless and brought to one form before it is kept.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::Problem;
use crate::text::{neutralise, neutralise_lines, normalise_input};

/// Fields whose text may have several lines.
const SEVERAL_LINES: [&str; 2] = ["text", "words"];

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
                walk(value, SEVERAL_LINES.contains(&name.as_str()));
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
}
