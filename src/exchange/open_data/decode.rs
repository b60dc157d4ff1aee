//! Bytes to text: UTF-8 with or without its mark, else CP932; anything else is named and refused.

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};

use crate::domain::resource::intake::FileProblem;

/// The text of a file.
pub fn text(bytes: &[u8]) -> Result<String, FileProblem> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(FileProblem::Workbook);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(FileProblem::OldWorkbook);
    }
    let (bare, marked) = bytes.strip_prefix(b"\xef\xbb\xbf").map_or((bytes, false), |bare| (bare, true));
    if bare.starts_with(&[0xff, 0xfe]) || bare.starts_with(&[0xfe, 0xff]) {
        return Err(FileProblem::OtherEncoding { name: Some("UTF-16") });
    }
    let wrong = match std::str::from_utf8(bare) {
        Ok(text) => return plain(text.to_owned()),
        Err(wrong) => wrong,
    };
    let line = line_of(bare, wrong.valid_up_to());
    if wrong.error_len().is_none() && !bare[..wrong.valid_up_to()].is_ascii() {
        return Err(FileProblem::CutShort { line: Some(line) });
    }
    if marked {
        return Err(FileProblem::BadBytes { line });
    }
    if let Some(text) = decoded(SHIFT_JIS, bare) {
        return plain(text);
    }
    // Cut in the middle of a character of two bytes.
    if let Some((_, whole)) = bare.split_last()
        && decoded(SHIFT_JIS, whole).is_some_and(|text| text.contains(','))
    {
        return Err(FileProblem::CutShort { line: Some(line_of(bare, bare.len())) });
    }
    // Several characters read well: it is UTF-8 with a fault rather than something else.
    if std::str::from_utf8(&bare[..wrong.valid_up_to()])
        .is_ok_and(|head| head.chars().filter(|c| !c.is_ascii()).count() > 8)
    {
        return Err(FileProblem::BadBytes { line });
    }
    if bare.contains(&0) {
        return Err(FileProblem::Binary);
    }
    let name = decoded(EUC_JP, bare).is_some().then_some("EUC-JP");
    Err(FileProblem::OtherEncoding { name })
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Text that holds what no text holds is not one.
fn plain(text: String) -> Result<String, FileProblem> {
    if text.contains("\u{1b}$") {
        return Err(FileProblem::OtherEncoding { name: Some("ISO-2022-JP") });
    }
    let acts = text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1a}' | '\u{b}'));
    if acts { Err(FileProblem::Binary) } else { Ok(text) }
}

fn line_of(bytes: &[u8], at: usize) -> u32 {
    u32::try_from(bytes[..at].split(|b| *b == b'\n').count()).unwrap_or(u32::MAX)
}
