//! Codes that a centre can extend without a compiler: topics, tags, professions, procedures.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One code of a list, by its name in the list's file, such as `discharge`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(pub String);

impl Code {
    /// The code named so.
    pub fn new(name: &str) -> Self {
        Self(name.to_owned())
    }
}

/// The lists that codes belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeList {
    /// What a consultation is about.
    Topics,
    /// Signs worth a tag, such as 独居.
    Tags,
    /// Professions of staff and partners.
    Professions,
    /// Medical procedures at home.
    Procedures,
    /// Programme items (ア)–(ク), dated because the ministry revises them.
    ProgrammeItems,
    /// Lines of funding that work is charged to.
    FundingLines,
    /// What a place of the regional resources offers.
    Services,
    /// Associations whose members take part in the region's shared record.
    Associations,
}

/// One code with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeEntry {
    /// The name that records hold; it never changes.
    pub code: Code,
    /// The words on a Japanese screen.
    pub ja: String,
    /// The words on an English screen.
    pub en: String,
    /// The kana by which it is found.
    #[serde(default)]
    pub kana: String,
    /// The first day on which it may be chosen; none for always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day on which it may be chosen; records that hold it keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl CodeEntry {
    /// Whether it may be chosen for something of this day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// All lists of a centre, each in the order of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeLists(pub BTreeMap<CodeList, Vec<CodeEntry>>);

impl CodeLists {
    /// The entries of a list, none if the centre has no such list.
    pub fn list(&self, list: CodeList) -> &[CodeEntry] {
        self.0.get(&list).map_or(&[], Vec::as_slice)
    }

    /// The entry of a code.
    pub fn find(&self, list: CodeList, code: &Code) -> Option<&CodeEntry> {
        self.list(list).iter().find(|entry| entry.code == *code)
    }

    /// The entries that may be chosen for something of this day.
    pub fn choices(&self, list: CodeList, day: NaiveDate) -> impl Iterator<Item = &CodeEntry> {
        self.list(list).iter().filter(move |entry| entry.in_force(day))
    }

    /// The first of these codes that the list does not hold.
    pub fn unknown<'a>(&self, list: CodeList, codes: impl IntoIterator<Item = &'a Code>) -> Option<&'a Code> {
        codes.into_iter().find(|code| self.find(list, code).is_none())
    }
}
