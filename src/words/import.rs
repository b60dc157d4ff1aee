//! Sentences of an import: what a file is not, what was wrong with a row, and what came of it all.

use std::borrow::Cow;

use super::{Lang, Say, Text};
use crate::domain::resource::intake::{FileProblem, Format, RowKind, Why};

pub const ABOUT: Text =
    Text::new("地域資源を公開データのファイルから取り込む", "Import places of the region from files of open data");
pub const KAIGO: Text = Text::new(
    "介護サービス情報公表システムと、自治体標準の介護事業所・医療機関一覧（CSV）",
    "Care offices of the national disclosure system, and the municipal lists of care offices and institutions (CSV)",
);
pub const SHISETSU_KIJUN: Text =
    Text::new("施設基準届出受理医療機関名簿（xlsx）", "Institutions with their accepted notifications (xlsx)");
pub const INSTITUTION_CODES: Text = Text::new("コード内容別医療機関一覧（CSV）", "List of institution codes (CSV)");
pub const NAVII_HOSPITAL: Text =
    Text::new("医療情報ネット（ナビイ）の病院ファイル（CSV）", "Hospital file of Navii (CSV)");
pub const FILES: Text = Text::new("取り込むファイル（いくつでも）", "The files, as many as you like");
pub const DRY_RUN: Text =
    Text::new("何が変わるかだけを示し、何も変えない", "Say what would change, and change nothing");
pub const READING: Text = Text::new("読込", "reading");
pub const SENDING: Text = Text::new("送信", "sending");
pub const WRITING: Text = Text::new("取込", "importing");
pub const COMPARING: Text = Text::new("比較", "comparing");

/// What a file is, in a few words.
fn format_name(format: Format, lang: Lang) -> &'static str {
    match format {
        Format::Kaigo => KAIGO,
        Format::ShisetsuKijun => SHISETSU_KIJUN,
        Format::InstitutionCodes => INSTITUTION_CODES,
        Format::NaviiHospital => NAVII_HOSPITAL,
    }
    .say(lang)
}

/// Why a file was not taken: one sentence that names it and says what to do.
pub fn not_taken(file: &str, problem: &FileProblem, lang: Lang) -> String {
    let what = problem.say(lang);
    match lang {
        Lang::Ja => format!("{file}：{what}何も変えていません。"),
        Lang::En => format!("{file}: {what} Nothing was changed."),
    }
}

impl Say for FileProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let text = match self {
            Self::Missing => {
                Text::new("ファイルがありません。名前を確かめてください。", "There is no such file: check its name.")
            }
            Self::Forbidden => {
                Text::new("読む権限がありません。持ち主に頼んでください。", "You may not read it: ask its owner.")
            }
            Self::Directory => Text::new(
                "ディレクトリです。中のファイルを指定してください。",
                "It is a directory: name the files in it.",
            ),
            Self::NotAFile => Text::new("ふつうのファイルではありません。", "It is not a plain file."),
            Self::TooLarge => Text::new("大きすぎます（256MBまで）。", "It is larger than 256 MB."),
            Self::Empty => Text::new("空です。もう一度ダウンロードしてください。", "It is empty: download it again."),
            Self::Binary => Text::new(
                "CSVではありません。ファイルを確かめてください。",
                "It is not a CSV file: check which file it is.",
            ),
            Self::Workbook => Text::new(
                "Excelブックです。ここではCSVが要ります（施設基準の名簿なら shisetsu-kijun で取り込みます）。",
                "It is a workbook where a CSV file is needed (shisetsu-kijun takes workbooks).",
            ),
            Self::OldWorkbook => Text::new(
                "古いExcel形式か、パスワード付きです。xlsx で保存し直してください。",
                "It is an old Excel file or has a password: save it as xlsx.",
            ),
            Self::NotAWorkbook => Text::new("Excelブック（xlsx）ではありません。", "It is not a workbook (xlsx)."),
            Self::NoRows => Text::new("見出しだけで、行がありません。", "It has a header and no rows."),
            Self::OtherFormat { like: None } => Text::new(
                "この形式の見出しがありません。別のファイルのようです。",
                "It does not have the columns of this format: it seems to be another file.",
            ),
            Self::OtherEncoding { name: None } => {
                Text::new("文字コードが UTF-8 でも CP932 でもありません。", "It is neither in UTF-8 nor in CP932.")
            }
            Self::CutShort { line: None } => Text::new(
                "途中で切れているか、壊れています。もう一度ダウンロードしてください。",
                "It is cut short or damaged: download it again.",
            ),
            Self::CutShort { line: Some(line) } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("{line}行目で途切れています。もう一度ダウンロードしてください。"),
                    Lang::En => format!("It is cut short in line {line}: download it again."),
                });
            }
            Self::BadBytes { line } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("{line}行目に UTF-8 でない文字があります。もう一度ダウンロードしてください。"),
                    Lang::En => format!("Line {line} is not valid UTF-8: download it again."),
                });
            }
            Self::OtherEncoding { name: Some(name) } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("文字コードが {name} です。UTF-8 か CP932 で保存し直してください。"),
                    Lang::En => format!("It is in {name}: save it as UTF-8 or CP932."),
                });
            }
            Self::OtherFormat { like: Some(like) } => {
                let (name, word) = (format_name(*like, lang), like.name());
                return Cow::Owned(match lang {
                    Lang::Ja => format!("「{name}」のようです。renkei import {word} で取り込んでください。"),
                    Lang::En => format!("It looks like this: {name}. Import it with renkei import {word}."),
                });
            }
            Self::ColumnTwice { name } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("見出し「{name}」が2つあります。"),
                    Lang::En => format!("Two columns are named {name}."),
                });
            }
            Self::Unreadable { why } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("読めません（{why}）。"),
                    Lang::En => format!("It cannot be read ({why})."),
                });
            }
        };
        Cow::Borrowed(text.say(lang))
    }
}

impl Say for Why {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let ja = lang == Lang::Ja;
        let text = match self {
            Self::NoName => Text::new("名称がない", "no name"),
            Self::NoOfficeNumber => Text::new(
                "事業所番号がなく、ほかに見分けるものもない",
                "no office number, and nothing else identifies it",
            ),
            Self::NoService => Text::new("サービスの種類がない", "no service"),
            Self::Contradicts => Text::new(
                "前の行と同じ番号で内容が違う（前の行を採用）",
                "contradicts an earlier row of the same number (the earlier stands)",
            ),
            Self::Repeats => Text::new("前の行と同じ内容", "repeats an earlier row"),
            Self::OtherHead => Text::new(
                "同じ医療機関の前の行と名称・住所などが違う（前の行を採用）",
                "says something else of the institution than an earlier row (the earlier stands)",
            ),
            Self::Cells { found, expected } => {
                return Cow::Owned(if ja {
                    format!("列が{found}個（見出しは{expected}個）")
                } else {
                    format!("{found} cells where the header has {expected}")
                });
            }
            Self::InstitutionNumber { found } => {
                return Cow::Owned(if ja {
                    format!("医療機関番号が7桁の数字でない：{found}")
                } else {
                    format!("the institution number is not seven digits: {found}")
                });
            }
            Self::Cell { field, problem, found } => {
                let (field, problem) = (field.say(lang), problem.say(lang));
                return Cow::Owned(if ja {
                    format!("{field}「{found}」を除いた：{problem}")
                } else {
                    format!("{field} {found:?} left out: it {problem}")
                });
            }
            Self::OddOfficeNumber { found } => {
                return Cow::Owned(if ja {
                    format!("事業所番号が10文字でない：{found}")
                } else {
                    format!("the office number is not of ten characters: {found}")
                });
            }
            Self::UnknownService { found } => {
                return Cow::Owned(if ja {
                    format!("一覧にないサービス（「その他」とした）：{found}")
                } else {
                    format!("a service that the list does not hold, taken as other: {found}")
                });
            }
            Self::Date { found } => {
                return Cow::Owned(if ja {
                    format!("日付を読めないため除いた：{found}")
                } else {
                    format!("a date that cannot be read was left out: {found}")
                });
            }
        };
        Cow::Borrowed(text.say(lang))
    }
}

/// The figures of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Rows read: those below.
    pub read: u32,
    /// Rows whose entry was not there before.
    pub added: u32,
    /// Rows that say something else than last time.
    pub updated: u32,
    /// Rows that say what they said last time.
    pub unchanged: u32,
    /// Of the rows taken, those with something wrong.
    pub flagged: u32,
    /// Rows not taken.
    pub refused: u32,
    /// Places that were not known before.
    pub places_added: u32,
    /// Known places about which there is news.
    pub places_updated: u32,
    /// Differences to what staff settled that came up.
    pub differences: u32,
}

/// The lines of the summary.
pub fn summary(figures: &Figures, dry_run: bool, lang: Lang) -> Vec<String> {
    let Figures { read, added, updated, unchanged, flagged, refused, places_added, places_updated, differences } =
        figures;
    let mut lines = match lang {
        Lang::Ja => vec![
            format!(
                "読込 {read}行：追加 {added}、更新 {updated}、変化なし {unchanged}、不採用 {refused}（注意あり {flagged}）"
            ),
            format!("資源：新規 {places_added}件、更新 {places_updated}件"),
        ],
        Lang::En => vec![
            format!(
                "read {read} rows: added {added}, updated {updated}, unchanged {unchanged}, refused {refused} (flagged {flagged})"
            ),
            format!("places: {places_added} new, {places_updated} updated"),
        ],
    };
    if *differences > 0 {
        lines.push(match lang {
            Lang::Ja => format!("職員が確かめた内容との違い {differences}件：資源の画面で1件ずつ選んでください"),
            Lang::En => {
                format!("{differences} differences to what staff settled: answer them one by one on the resources pane")
            }
        });
    }
    if dry_run {
        lines.push(
            Text::new("試しの取込です。何も変えていません。", "A dry run: nothing was changed.").say(lang).to_owned(),
        );
    }
    lines
}

/// What was wrong with one row.
pub fn reason(file: &str, line: u32, row: RowKind, text: &str, lang: Lang) -> String {
    let row = match row {
        RowKind::Flagged => Text::new("注意", "flagged"),
        RowKind::Refused => Text::new("不採用", "refused"),
    };
    format!("{file}:{line}: {}: {text}", row.say(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_problem_is_one_sentence_with_the_file_in_it() {
        let problem = FileProblem::OtherFormat { like: Some(Format::NaviiHospital) };
        let ja = not_taken("a.csv", &problem, Lang::Ja);
        assert!(
            ja.starts_with("a.csv：") && ja.contains("navii-hospital") && ja.ends_with("何も変えていません。"),
            "{ja}"
        );
        let en = not_taken("a.csv", &FileProblem::CutShort { line: Some(7) }, Lang::En);
        assert_eq!(en, "a.csv: It is cut short in line 7: download it again. Nothing was changed.");
    }
}
