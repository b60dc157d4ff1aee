//! Files of open data: the formats, and why a file, a row or a cell was not taken.

use super::field::Field;
use super::value::FactProblem;

/// The formats that `renkei import` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Offices of long-term care, and the municipal lists of care offices and medical institutions.
    Kaigo,
    /// 施設基準届出受理医療機関名簿.
    ShisetsuKijun,
    /// コード内容別医療機関一覧.
    InstitutionCodes,
    /// 医療情報ネット（ナビイ）, hospitals.
    NaviiHospital,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Kaigo, Self::ShisetsuKijun, Self::InstitutionCodes, Self::NaviiHospital];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kaigo => "kaigo",
            Self::ShisetsuKijun => "shisetsu-kijun",
            Self::InstitutionCodes => "institution-codes",
            Self::NaviiHospital => "navii-hospital",
        }
    }
}

/// Why a file was not taken. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is no such file.
    Missing,
    /// The account may not read it.
    Forbidden,
    /// It is a directory.
    Directory,
    /// It is a device, a pipe or the like.
    NotAFile,
    /// Reading failed.
    Unreadable {
        /// What the system said.
        why: String,
    },
    /// It is larger than any such file.
    TooLarge,
    /// It holds no byte.
    Empty,
    /// It is not text.
    Binary,
    /// It is a workbook where a CSV file belongs.
    Workbook,
    /// It is a workbook of the old kind (xls), or protected by a password.
    OldWorkbook,
    /// It is no workbook.
    NotAWorkbook,
    /// It is in an encoding other than UTF-8 and CP932.
    OtherEncoding {
        /// The encoding, where it shows.
        name: Option<&'static str>,
    },
    /// It starts as UTF-8 and holds bytes that are not.
    BadBytes {
        /// The line.
        line: u32,
    },
    /// It ends in the middle.
    CutShort {
        /// The line in which it ends, where there are lines.
        line: Option<u32>,
    },
    /// It is of another format.
    OtherFormat {
        /// The format that it looks like.
        like: Option<Format>,
    },
    /// Two columns have the same name.
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// It has a header and no rows.
    NoRows,
}

/// Whether a row was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Taken, without the cell that the reason names or in spite of it.
    Flagged,
    /// Not taken.
    Refused,
}

/// Why a row was refused or flagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The line.
    pub line: u32,
    /// Whether it was taken.
    pub row: RowKind,
    /// Why.
    pub why: Why,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The row has more or fewer cells than the header. Refused.
    Cells {
        /// How many it has.
        found: u32,
        /// How many the header has.
        expected: u32,
    },
    /// It says no name. Refused.
    NoName,
    /// It says no office number, and nothing else identifies it. Refused.
    NoOfficeNumber,
    /// It says no service. Refused.
    NoService,
    /// Its institution number is not seven digits. Refused.
    InstitutionNumber {
        /// What it says.
        found: String,
    },
    /// It contradicts an earlier row of the same identity. Refused.
    Contradicts,
    /// It repeats an earlier row. Flagged.
    Repeats,
    /// A cell cannot be read and was left out. Flagged.
    Cell {
        /// What it should say.
        field: Field,
        /// What is wrong.
        problem: FactProblem,
        /// What it says.
        found: String,
    },
    /// The office number is not of ten characters; it was taken as it is. Flagged.
    OddOfficeNumber {
        /// The number.
        found: String,
    },
    /// No list knows the service; the place was taken with the service 'other'. Flagged.
    UnknownService {
        /// What it says.
        found: String,
    },
    /// A date cannot be read and was left out. Flagged.
    Date {
        /// What it says.
        found: String,
    },
    /// It says something else of its institution than an earlier row; the earlier stands. Flagged.
    OtherHead,
}

impl Why {
    /// One word for programs.
    pub fn word(&self) -> String {
        match self {
            Self::Cells { .. } => "wrong_cell_count".to_owned(),
            Self::NoName => "no_name".to_owned(),
            Self::NoOfficeNumber => "no_office_number".to_owned(),
            Self::NoService => "no_service".to_owned(),
            Self::InstitutionNumber { .. } => "bad_institution_number".to_owned(),
            Self::Contradicts => "contradicts_earlier_row".to_owned(),
            Self::Repeats => "repeats_earlier_row".to_owned(),
            Self::Cell { field, problem, .. } => format!("{}_{}", field.name(), problem_word(problem)),
            Self::OddOfficeNumber { .. } => "odd_office_number".to_owned(),
            Self::UnknownService { .. } => "unknown_service".to_owned(),
            Self::Date { .. } => "date_unreadable".to_owned(),
            Self::OtherHead => "differs_within_institution".to_owned(),
        }
    }

    /// Whether the row is refused.
    pub const fn refuses(&self) -> bool {
        matches!(
            self,
            Self::Cells { .. }
                | Self::NoName
                | Self::NoOfficeNumber
                | Self::NoService
                | Self::InstitutionNumber { .. }
                | Self::Contradicts
        )
    }

    /// The reason at its line.
    pub const fn at(self, line: u32) -> Reason {
        let row = if self.refuses() { RowKind::Refused } else { RowKind::Flagged };
        Reason { line, row, why: self }
    }
}

const fn problem_word(problem: &FactProblem) -> &'static str {
    match problem {
        FactProblem::TooLong { .. } => "too_long",
        FactProblem::NotDigits { .. } => "wrong_length",
        FactProblem::CheckDigit => "check_digit",
        FactProblem::NoCoordinates => "zero",
        FactProblem::OutsideJapan => "outside_japan",
        FactProblem::Unreadable => "unreadable",
        FactProblem::MailForUrl { .. } => "is_mail",
    }
}
