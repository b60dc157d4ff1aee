//! The printed page of a care team: names and numbers on one page of plain text.

use crate::api::care_team::{SheetLine, TeamSheet};
use crate::domain::care_team::MemberState;
use crate::domain::settings::Settings;
use crate::text::{Ambiguous, pad_right, width};
use crate::words::{Lang, care_screen as words, care_team as care_words, coverage, patient};

/// The columns of the page.
pub const COLUMNS: usize = 76;

/// The columns of the role and of the phone number.
const ROLE: usize = 20;
const PHONE: usize = 15;

/// The page, line by line; no line is wider than [`COLUMNS`] unless a name is.
pub fn lines(sheet: &TeamSheet, settings: &Settings, lang: Lang) -> Vec<String> {
    let say = |text: crate::words::Text| text.say(lang);
    let rule = "-".repeat(COLUMNS);
    let as_of = format!("{} {}", patient::long_date(sheet.on, lang), say(words::SHEET_AS_OF));
    let mut lines = vec![
        sides(say(words::SHEET_TITLE), &as_of),
        String::new(),
        labelled(say(words::SHEET_PATIENT), &patient::row_line(&sheet.patient, sheet.on, lang)),
    ];
    lines.extend(
        [&sheet.address, &sheet.phone].into_iter().filter(|text| !text.is_empty()).map(|text| labelled("", text)),
    );
    lines.push(rule.clone());
    if sheet.resting {
        lines.push(say(words::SHEET_RESTING).to_owned());
    }
    if sheet.members.is_empty() {
        lines.push(say(words::SHEET_NOBODY).to_owned());
    }
    lines.extend(sheet.members.iter().flat_map(|line| member(line, settings, lang)));
    lines.push(rule);
    lines.push(sides("", &settings.centre_name));
    lines.push(say(words::SHEET_FOOT).to_owned());
    lines
}

/// Role, who, number; the hours on a line of their own.
fn member(line: &SheetLine, settings: &Settings, lang: Lang) -> Vec<String> {
    let mut who = line.who.line();
    if line.state == MemberState::Agreed {
        who = format!("{who} {}", words::SHEET_AGREED.say(lang));
    }
    let role = care_words::role(&line.role, settings, lang);
    let who = pad_right(&who, COLUMNS - ROLE - PHONE, Ambiguous::Narrow);
    let first = labelled(&role, format!("{who}{}", line.who.phone).trim_end());
    let hours = line.cover.as_ref().map(|cover| coverage::cover(cover, lang)).filter(|hours| !hours.is_empty());
    std::iter::once(first).chain(hours.map(|hours| labelled("", &hours))).collect()
}

fn labelled(label: &str, text: &str) -> String {
    format!("{}{text}", pad_right(label, ROLE, Ambiguous::Narrow))
}

/// One text at the left edge, one at the right.
fn sides(left: &str, right: &str) -> String {
    let room = COLUMNS.saturating_sub(width(right, Ambiguous::Narrow));
    format!("{}{right}", pad_right(left, room, Ambiguous::Narrow)).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::patient::PatientRow;
    use crate::domain::care_team::{CareRole, Carer};
    use crate::domain::coverage::Cover;
    use crate::domain::id::PatientId;
    use crate::domain::patient::{CareLevel, Place, Standing};
    use crate::domain::person::{PersonName, Sex};
    use crate::exchange::city::default_settings;
    use chrono::NaiveDate;

    fn sheet() -> TeamSheet {
        let line = |role, place: &str, name: &str, phone: &str, hours: &str| SheetLine {
            role,
            who: Carer { place: Place { site: None, name: place.into() }, name: name.into(), phone: phone.into() },
            state: MemberState::Active,
            cover: Some(Cover::read(hours).unwrap()).filter(|cover| !cover.0.is_empty()),
        };
        TeamSheet {
            patient: PatientRow {
                id: PatientId(12),
                name: PersonName { written: "山田 花子".into(), kana: "やまだ はなこ".into() },
                birth: NaiveDate::from_ymd_opt(1940, 3, 2),
                sex: Sex::Female,
                area: None,
                level: CareLevel::Care3,
                standing: Standing::Living,
                merged_into: None,
            },
            phone: "047-100-0012".into(),
            address: "千葉県汐見市小金原1-2-3".into(),
            members: vec![
                line(CareRole::PrimaryPhysician, "本町クリニック", "佐藤 茂", "047-300-0001", "平日 9-18、土 9-12"),
                line(CareRole::VisitingNurse, "みどり訪問看護ステーション", "", "047-300-0003", "24h オンコール"),
                line(CareRole::BackBed, "汐見総合病院", "", "047-300-0004", ""),
            ],
            on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            resting: false,
        }
    }

    #[test]
    fn the_page_holds_names_and_numbers_in_both_languages() {
        let settings = default_settings().unwrap();
        for (name, lang) in [("ja", Lang::Ja), ("en", Lang::En)] {
            let lines = lines(&sheet(), &settings, lang);
            assert!(lines.iter().all(|line| width(line, Ambiguous::Narrow) <= COLUMNS), "{lines:#?}");
            insta::assert_snapshot!(format!("team_sheet_{name}"), lines.join("\n"));
        }
    }
}
