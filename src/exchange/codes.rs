//! The code lists, read from TOML: the ones that come with the program, and a centre's own of the same form.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use crate::domain::code::{CodeEntry, CodeList, CodeLists};

/// The lists that a new centre starts with.
const FILES: &[(CodeList, &str)] = &[
    (CodeList::Topics, include_str!("../../fixtures/codes/topics.toml")),
    (CodeList::Tags, include_str!("../../fixtures/codes/tags.toml")),
    (CodeList::Professions, include_str!("../../fixtures/codes/professions.toml")),
    (CodeList::Procedures, include_str!("../../fixtures/codes/procedures.toml")),
    (CodeList::ProgrammeItems, include_str!("../../fixtures/codes/programme_items.toml")),
    (CodeList::FundingLines, include_str!("../../fixtures/codes/funding_lines.toml")),
    (CodeList::Services, include_str!("../../fixtures/codes/services.toml")),
    (CodeList::Associations, include_str!("../../fixtures/codes/associations.toml")),
];

/// Why a list cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodesProblem {
    /// The list.
    pub list: CodeList,
    /// What is wrong with it.
    pub what: CodesFault,
}

/// What is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodesFault {
    /// It is not TOML of the right form.
    Unreadable {
        /// The line, counted from 1, where the reader knows it.
        line: Option<usize>,
        /// What the reader said.
        why: String,
    },
    /// It names nothing.
    Empty,
    /// A code stands in it twice.
    Twice {
        /// The code.
        code: String,
    },
    /// A code is not of lower-case letters, digits and underscores, or has no words.
    Malformed {
        /// The code.
        code: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    codes: Vec<CodeEntry>,
}

/// Reads one list and checks that every code stands in it once and has words.
pub fn list(list: CodeList, text: &str) -> Result<Vec<CodeEntry>, CodesProblem> {
    let fault = |what| CodesProblem { list, what };
    let File { codes } = toml::from_str(text).map_err(|error| {
        fault(CodesFault::Unreadable {
            line: error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1),
            why: error.message().to_owned(),
        })
    })?;
    if codes.is_empty() {
        return Err(fault(CodesFault::Empty));
    }
    let mut seen = HashSet::new();
    for entry in &codes {
        let code = &entry.code.0;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if code.is_empty() || !code.chars().all(plain) || entry.ja.is_empty() || entry.en.is_empty() {
            return Err(fault(CodesFault::Malformed { code: code.clone() }));
        }
        if !seen.insert(code) {
            return Err(fault(CodesFault::Twice { code: code.clone() }));
        }
    }
    Ok(codes)
}

/// The lists that a new centre starts with.
pub fn defaults() -> Result<CodeLists, CodesProblem> {
    let lists = FILES.iter().map(|(name, text)| Ok((*name, list(*name, text)?)));
    Ok(CodeLists(lists.collect::<Result<BTreeMap<_, _>, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Code;

    #[test]
    fn the_lists_that_come_along_are_whole_and_can_be_found_by_kana() {
        let lists = defaults().unwrap();
        for (name, _) in FILES {
            for entry in lists.list(*name) {
                assert!(!entry.kana.is_empty(), "{}", entry.ja);
                assert!(entry.kana.chars().all(|c| ('ぁ'..='ゖ').contains(&c) || c == 'ー'), "{}", entry.kana);
            }
        }
        assert_eq!(lists.find(CodeList::Tags, &Code::new("lives_alone")).unwrap().ja, "独居");
        assert_eq!(lists.list(CodeList::ProgrammeItems).len(), 8);
    }

    #[test]
    fn a_list_that_cannot_be_one_is_refused_with_its_place() {
        let fault = |text: &str| list(CodeList::Tags, text).unwrap_err().what;
        assert!(matches!(fault("codes = [\n{ code = 3 }\n]"), CodesFault::Unreadable { line: Some(2), .. }));
        assert_eq!(fault("codes = []"), CodesFault::Empty);
        let one = r#"{ code = "a", ja = "あ", en = "a" },"#;
        assert_eq!(fault(&format!("codes = [{one}{one}]")), CodesFault::Twice { code: "a".into() });
        assert_eq!(
            fault(r#"codes = [{ code = "A b", ja = "", en = "" }]"#),
            CodesFault::Malformed { code: "A b".into() }
        );
    }
}
