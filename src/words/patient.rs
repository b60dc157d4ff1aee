//! Words for patients: scales, sections, standing, doubles, and why a record does not change so.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::{Lang, Say, words};
use crate::api::patient::{DoubleSign, PatientRow};
use crate::domain::code::CodeList;
use crate::domain::patient::{
    CareLevel, Cognition, ConsentTo, Living, Mobility, PatientProblem, SectionName, Standing, Whereabouts,
};
use crate::domain::person::age_on;
use crate::text::era;

words! { CareLevel {
    NotApplied => "未申請", "not applied";
    Applied => "申請中", "applied";
    NotEligible => "非該当", "not eligible";
    ProgrammeTarget => "事業対象者", "programme target";
    Support1 => "要支援1", "support 1";
    Support2 => "要支援2", "support 2";
    Care1 => "要介護1", "care 1";
    Care2 => "要介護2", "care 2";
    Care3 => "要介護3", "care 3";
    Care4 => "要介護4", "care 4";
    Care5 => "要介護5", "care 5";
} }

words! { Mobility {
    Independent => "自立", "independent";
    J1 => "J1", "J1";
    J2 => "J2", "J2";
    A1 => "A1", "A1";
    A2 => "A2", "A2";
    B1 => "B1", "B1";
    B2 => "B2", "B2";
    C1 => "C1", "C1";
    C2 => "C2", "C2";
} }

words! { Cognition {
    Independent => "自立", "independent";
    I => "Ⅰ", "I";
    IIa => "Ⅱa", "IIa";
    IIb => "Ⅱb", "IIb";
    IIIa => "Ⅲa", "IIIa";
    IIIb => "Ⅲb", "IIIb";
    IV => "Ⅳ", "IV";
    M => "M", "M";
} }

words! { Living {
    Unknown => "不明", "unknown";
    Alone => "独居", "alone";
    AloneByDay => "日中独居", "alone by day";
    ElderlyOnly => "高齢者のみ世帯", "elderly only";
    WithFamily => "家族と同居", "with family";
    Other => "その他", "other";
} }

words! { Whereabouts {
    Home => "在宅", "at home";
    Hospital => "入院中", "in hospital";
    Facility => "施設入所中", "in a facility";
} }

words! { ConsentTo {
    Record => "個人情報の取扱い", "keeping the record";
    Sharing => "関係機関との情報共有", "sharing with those who care";
    IctEnrolment => "地域ICTへの登録", "regional ICT";
    TeamVisit => "支援チームの訪問", "visits of a support team";
    Learning => "匿名での事例利用", "use as a case, names removed";
} }

words! { SectionName {
    Identity => "基本情報", "person";
    Care => "介護・生活", "care and daily life";
    Health => "医療", "health";
    Family => "家族", "family";
    Doctors => "医師・バックベッド", "doctors and back bed";
    Consents => "同意", "consents";
    Team => "在宅医療チーム", "care team";
} }

words! { DoubleSign {
    KanaAndBirth => "カナ・生年月日が同じ", "same kana and birth date";
    NameAndBirth => "氏名・生年月日が同じ", "same name and birth date";
    Phone => "電話番号が同じ", "same phone number";
    Name => "氏名が同じ", "same name";
} }

words! { CodeList {
    Topics => "相談内容", "topics";
    Tags => "注意サイン", "tags";
    Professions => "職種", "professions";
    Procedures => "医療処置", "procedures";
    ProgrammeItems => "事業項目", "programme items";
    FundingLines => "財源", "funding lines";
    Services => "サービス", "services";
    Associations => "団体", "associations";
} }

/// A date as western numbers: 2026-11-22.
pub fn date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A birth date in the Japanese era and western, with the age on a day: `昭和10年4月1日 (1935-04-01) 91歳`.
pub fn birth(birth: Option<NaiveDate>, today: NaiveDate, lang: Lang) -> String {
    let Some(birth) = birth else {
        return match lang {
            Lang::Ja => "生年月日不明".into(),
            Lang::En => "birth date unknown".into(),
        };
    };
    let age = age_on(birth, today);
    match lang {
        Lang::Ja => format!("{} ({}) {age}歳", era::long(birth), date(birth)),
        Lang::En => format!("{} ({}), aged {age}", date(birth), era::short(birth)),
    }
}

/// A day as staff write it: 昭和10年4月1日, or 2026-11-22 on an English screen.
pub fn long_date(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ja => era::long(day),
        Lang::En => date(day),
    }
}

impl Say for Standing {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        match (self, lang) {
            (Self::Living, Lang::Ja) => "在籍".into(),
            (Self::Living, Lang::En) => "living here".into(),
            (Self::Died { on }, Lang::Ja) => format!("{} 死亡", era::short(*on)).into(),
            (Self::Died { on }, Lang::En) => format!("died {}", date(*on)).into(),
            (Self::MovedAway { on, to }, Lang::Ja) if to.is_empty() => format!("{} 転出", era::short(*on)).into(),
            (Self::MovedAway { on, to }, Lang::Ja) => format!("{} 転出（{to}）", era::short(*on)).into(),
            (Self::MovedAway { on, to }, Lang::En) if to.is_empty() => format!("moved away {}", date(*on)).into(),
            (Self::MovedAway { on, to }, Lang::En) => format!("moved away {} to {to}", date(*on)).into(),
        }
    }
}

/// One line that tells a person from others of the same name: `p12 山田 花子 (やまだ はなこ) S15.4.1 86女`.
pub fn row_line(row: &PatientRow, today: NaiveDate, lang: Lang) -> String {
    let mut line = format!("{} {}", row.id, row.name.written);
    if !row.name.kana.is_empty() {
        line.extend([" (", &row.name.kana, ")"]);
    }
    if let Some(birth) = row.birth {
        let born = match lang {
            Lang::Ja => era::short(birth),
            Lang::En => date(birth),
        };
        line.extend([" ", &born, " ", &age_on(birth, today).to_string()]);
    }
    line.push_str(&row.sex.say(lang));
    line
}

/// `11/22(日)`, as lists write a day; with the year when it is another one.
pub fn list_date(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { day.format("%m/%d").to_string() } else { day.format("%y/%m/%d").to_string() }
}

impl Say for PatientProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let ja_section = |section: &SectionName| section.say(Lang::Ja);
        let en_section = |section: &SectionName| section.say(Lang::En);
        let (ja, en): (String, String) = match self {
            Self::NameMissing => (
                "氏名がありません。分かる範囲で入力してください（例: 「山田（名不明）」）。".into(),
                "The name is missing. Enter what is known of it.".into(),
            ),
            Self::BirthImpossible => (
                "生年月日が未来か、130年より前です。元号と年を確かめてください。".into(),
                "The birth date lies in the future or more than 130 years back. Check era and year.".into(),
            ),
            Self::TooLong { section, limit } => (
                format!(
                    "「{}」に{limit}文字を超える項目があります。短くするか、経過のメモに書いてください。",
                    ja_section(section)
                ),
                format!(
                    "A field of {} is longer than {limit} characters. Shorten it, or write a note on the timeline.",
                    en_section(section)
                ),
            ),
            Self::UnknownArea { area } => (
                format!("圏域「{area}」は市の圏域一覧にありません。一覧から選んでください。"),
                format!("The city has no area {area}. Choose one from the list."),
            ),
            Self::UnknownCode { list, code } => (
                format!("「{code}」は{}の一覧にありません。一覧から選んでください。", list.say(Lang::Ja)),
                format!("{code} is not in the list of {}. Choose from the list.", list.say(Lang::En)),
            ),
            Self::PeriodBackwards => (
                "認定期間の終わりが始まりより前です。日付を確かめてください。".into(),
                "The certified period ends before it begins. Check the dates.".into(),
            ),
            Self::InFuture { section } => (
                format!("「{}」に先の日付があります。日付を確かめてください。", ja_section(section)),
                format!("A date in {} lies in the future. Check it.", en_section(section)),
            ),
            Self::ConsentIncomplete => (
                "同意した人がないか、撤回日が同意日より前です。誰がいつ同意したかを入力してください。".into(),
                "A consent names nobody, or was taken back before it was given. Enter who gave it and when.".into(),
            ),
            Self::PersonNameless { section } => (
                format!("「{}」に名前のない人がいます。名前か事業所名を入力してください。", ja_section(section)),
                format!("Somebody in {} has no name. Enter a name or a place.", en_section(section)),
            ),
            Self::SectionChanged { section, .. } => (
                format!(
                    "「{}」は、開いたあとにほかの人が変えました。入力は残っています。新しい内容を確かめてから保存してください。",
                    ja_section(section)
                ),
                format!(
                    "Somebody changed {} after you opened it. What you typed is kept: look at the new one, then save.",
                    en_section(section)
                ),
            ),
            Self::SectionTwice { section } => (
                format!("「{}」が一度の変更に2回あります。一つにまとめてください。", ja_section(section)),
                format!("{} is named twice in one change. Send it once.", en_section(section)),
            ),
            Self::NothingChanged => (
                "変わったところがないため、何も保存していません。".into(),
                "Nothing differs, so nothing was saved.".into(),
            ),
            Self::Merged { into } => (
                format!("この記録は {into} に統合されています。{into} を開いて入力してください。"),
                format!("This record is merged into {into}. Open {into} and write there."),
            ),
            Self::AlreadyDied { on } => (
                format!("{}に死亡と記録されています。誤りであれば、先に死亡を取り消してください。", era::long(*on)),
                format!(
                    "The death is entered already, on {}. If it is a mistake, withdraw the death first.",
                    date(*on)
                ),
            ),
            Self::AlreadyMoved { on } => (
                format!("{}に転出と記録されています。戻った場合は「転入・復帰」を記録してください。", era::long(*on)),
                format!("The move is entered already, on {}. If the person is back, record the return.", date(*on)),
            ),
            Self::StillHere => (
                "死亡も転出も記録されていないため、取り消すものがありません。".into(),
                "Neither a death nor a move is entered, so there is nothing to take back.".into(),
            ),
            Self::DateImpossible => (
                "日付が未来か、生年月日より前です。日付を確かめてください。".into(),
                "The date lies in the future or before birth. Check it.".into(),
            ),
            Self::ReasonMissing => {
                ("理由がありません。理由を入力してください。".into(), "The reason is missing. Enter it.".into())
            }
            Self::SameRecord => (
                "同じ記録どうしは統合できません。もう一方の記録を選んでください。".into(),
                "A record is not merged with itself. Choose the other one.".into(),
            ),
            Self::NotMerged => (
                "この記録は統合されていないため、分けるものがありません。".into(),
                "This record is not merged, so there is nothing to part.".into(),
            ),
            Self::Circle => (
                "相手の記録はすでにこの記録に統合されています。向きを確かめてください。".into(),
                "The other record is already merged into this one. Check which one is to stand for both.".into(),
            ),
            Self::KeptInTeam { section } => (
                format!("「{}」は在宅医療チームで管理しています。体制の画面で変えてください。", ja_section(section)),
                format!("{} are kept in the care team. Change them in the care team's pane.", en_section(section)),
            ),
            Self::DeathDiffers { died } => (
                format!(
                    "{died} には死亡の記録があり、統合先にはありません。統合先にも死亡を記録するか、{died} の死亡を取り消してください。"
                ),
                format!(
                    "{died} says that the person died, the other record does not. Record the death there too, or withdraw it in {died}."
                ),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_shows_the_era_and_the_western_year() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let born = Some(day(1935, 4, 1));
        assert_eq!(birth(born, day(2026, 11, 23), Lang::Ja), "昭和10年4月1日 (1935-04-01) 91歳");
        assert_eq!(birth(born, day(2026, 11, 23), Lang::En), "1935-04-01 (S10.4.1), aged 91");
        assert_eq!(birth(None, day(2026, 11, 23), Lang::Ja), "生年月日不明");
    }
}
