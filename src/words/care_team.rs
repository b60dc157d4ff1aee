//! Words for care teams: roles, states, why somebody is needed, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, Text, timeline, words};
use crate::domain::care_team::{
    CareRole, CareTeamProblem, MemberState, MemberStep, NeedStanding, StandInState, StandInStep, ToTell, Why,
};
use crate::domain::code::CodeList;
use crate::domain::settings::Settings;

words! { MemberState {
    Asked => "打診中", "asked";
    Agreed => "承諾", "agreed";
    Active => "担当中", "active";
    Declined => "辞退", "declined";
    Withdrawn => "取下げ", "withdrawn";
    Left => "終了", "left";
} }

words! { MemberStep {
    Agree => "承諾", "agreeing";
    Decline => "辞退", "declining";
    Start => "担当開始", "starting";
    Leave => "担当終了", "leaving";
    Withdraw => "打診の取下げ", "withdrawing the request";
    Amend => "連絡先の訂正", "putting name and number right";
    Cover => "対応時間の入力", "entering the hours";
    Tell => "入退院の連絡", "telling of admission or discharge";
} }

words! { StandInState {
    Asked => "代行打診中", "asked to stand in";
    Agreed => "代行", "stands in";
    Declined => "代行不可", "cannot stand in";
    Withdrawn => "代行取下げ", "not needed";
} }

words! { StandInStep {
    Agree => "代行の承諾", "agreeing to stand in";
    Decline => "代行の辞退", "declining to stand in";
    Withdraw => "代行の取下げ", "withdrawing the request to stand in";
} }

words! { ToTell {
    Admission => "入院の連絡", "tell of admission";
    Discharge => "退院の連絡", "tell of discharge";
} }

const fn role_text(role: &CareRole) -> Option<Text> {
    Some(match role {
        CareRole::PrimaryPhysician => Text::new("主治医", "primary physician"),
        CareRole::SecondaryPhysician => Text::new("副主治医", "secondary physician"),
        CareRole::FamilyPhysician => Text::new("かかりつけ医", "family physician"),
        CareRole::VisitingNurse => Text::new("訪問看護", "visiting nurse"),
        CareRole::CareManager => Text::new("ケアマネ", "care manager"),
        CareRole::Pharmacist => Text::new("薬剤師", "pharmacist"),
        CareRole::Dentist => Text::new("歯科医師", "dentist"),
        CareRole::BackBed => Text::new("バックベッド", "back bed"),
        CareRole::Other(_) => return None,
    })
}

/// A role, by the centre's list of professions where it has no name of its own.
pub fn role(role: &CareRole, settings: &Settings, lang: Lang) -> String {
    match role {
        CareRole::Other(profession) => timeline::code(settings, CodeList::Professions, profession, lang),
        named => role_text(named).map_or_else(String::new, |text| text.say(lang).to_owned()),
    }
}

/// A role in few cells, for lists.
pub fn short_role(role: &CareRole, settings: &Settings, lang: Lang) -> String {
    let text = match role {
        CareRole::PrimaryPhysician => Text::new("主治", "phys."),
        CareRole::SecondaryPhysician => Text::new("副主", "2nd"),
        CareRole::FamilyPhysician => Text::new("かかりつけ", "family"),
        CareRole::VisitingNurse => Text::new("看護", "nurse"),
        CareRole::CareManager => Text::new("CM", "CM"),
        CareRole::Pharmacist => Text::new("薬剤", "pharm."),
        CareRole::Dentist => Text::new("歯科", "dent."),
        CareRole::BackBed => Text::new("病床", "bed"),
        CareRole::Other(_) => return self::role(role, settings, lang),
    };
    text.say(lang).to_owned()
}

/// How a role is read, so that it is found by kana and romaji.
pub const fn reading(role: &CareRole) -> &'static str {
    match role {
        CareRole::PrimaryPhysician => "しゅじい",
        CareRole::SecondaryPhysician => "ふくしゅじい",
        CareRole::FamilyPhysician => "かかりつけい",
        CareRole::VisitingNurse => "ほうもんかんご",
        CareRole::CareManager => "けあまねじゃー",
        CareRole::Pharmacist => "やくざいし",
        CareRole::Dentist => "しかいし",
        CareRole::BackBed => "ばっくべっど",
        CareRole::Other(_) => "",
    }
}

/// Why somebody is needed, in a few words.
pub fn why(why: &Why, settings: &Settings, lang: Lang) -> String {
    let codes = |codes: &[crate::domain::code::Code]| {
        let words = codes.iter().map(|code| timeline::code(settings, CodeList::Procedures, code, lang));
        words.collect::<Vec<_>>().join("・")
    };
    match (why, lang) {
        (Why::AtHome, Lang::Ja) => "在宅療養".to_owned(),
        (Why::AtHome, Lang::En) => "lives at home".to_owned(),
        (Why::Procedures(all), Lang::Ja) => format!("医療処置 {}", codes(all)),
        (Why::Procedures(all), Lang::En) => format!("procedures: {}", codes(all)),
        (Why::Medicines(all), Lang::Ja) => format!("薬の管理 {}", codes(all)),
        (Why::Medicines(all), Lang::En) => format!("medicines: {}", codes(all)),
        (Why::Swallowing(all), Lang::Ja) => format!("口腔・嚥下 {}", codes(all)),
        (Why::Swallowing(all), Lang::En) => format!("mouth and swallowing: {}", codes(all)),
        (Why::Level(level), _) => level.say(lang).into_owned(),
        (Why::Bedridden(mobility), Lang::Ja) => format!("障害自立度{}", mobility.say(lang)),
        (Why::Bedridden(mobility), Lang::En) => format!("mobility {}", mobility.say(lang)),
        (Why::Forgetful(cognition), Lang::Ja) => format!("認知症自立度{}で服薬を見る人がいない", cognition.say(lang)),
        (Why::Forgetful(cognition), Lang::En) => {
            format!("cognition {}, nobody to help with medicines", cognition.say(lang))
        }
        (Why::Uncovered(halves), Lang::Ja) => format!("空白 週{}", hours(*halves, lang)),
        (Why::Uncovered(halves), Lang::En) => format!("{} a week uncovered", hours(*halves, lang)),
        (Why::Said(reason), _) => reason.clone(),
    }
}

/// So many half hours as hours: `12時間`, `12.5時間`.
pub fn hours(half_hours: u32, lang: Lang) -> String {
    let (whole, half) = (half_hours / 2, if half_hours.is_multiple_of(2) { "" } else { ".5" });
    match lang {
        Lang::Ja => format!("{whole}{half}時間"),
        Lang::En => format!("{whole}{half} h"),
    }
}

impl Say for NeedStanding {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let text = match self {
            Self::Missing => Text::new("いません", "nobody"),
            Self::Asked => Text::new("打診中", "asked"),
            Self::Agreed => Text::new("承諾", "agreed"),
            Self::Filled => Text::new("います", "there"),
            Self::NotNeeded { .. } => Text::new("不要", "not needed"),
        };
        text.say(lang).into()
    }
}

/// A role where no list of professions is at hand.
fn plain_role(role: &CareRole, lang: Lang) -> String {
    match role {
        CareRole::Other(profession) => profession.0.clone(),
        named => role_text(named).map_or_else(String::new, |text| text.say(lang).to_owned()),
    }
}

impl Say for CareTeamProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::NoSuchMember { member } => (
                format!("このチームに{}番の人はいません。一覧を読み直してください。", member.0),
                format!("The team has no member {}. Read the list again.", member.0),
            ),
            Self::NotNow { step, state } => (
                format!(
                    "「{}」の人に「{}」はできません。状態を確かめてください。",
                    state.say(Lang::Ja),
                    step.say(Lang::Ja)
                ),
                format!(
                    "A member who is {} does not allow {}. Look at the state.",
                    state.say(Lang::En),
                    step.say(Lang::En)
                ),
            ),
            Self::RoleTaken { role, by } => (
                format!(
                    "{}は {by} が担当しています。交代するときは、先に担当終了を記録してください。",
                    plain_role(role, Lang::Ja)
                ),
                format!("{by} is the {} now. Record that they leave first.", plain_role(role, Lang::En)),
            ),
            Self::AlreadyThere { role, who } => (
                format!("{who} は{}としてすでにチームにいるか、打診中です。", plain_role(role, Lang::Ja)),
                format!("{who} is in the team as {}, or is asked already.", plain_role(role, Lang::En)),
            ),
            Self::OtherPerson => (
                "別の事業所には変えられません。担当終了を記録してから、新しい人を加えてください。".into(),
                "This is another place. Record that the member leaves, then add the new one.".into(),
            ),
            Self::NobodyNamed => (
                "事業所も氏名もありません。どちらかを入力してください。".into(),
                "Neither a place nor a name. Enter one of them.".into(),
            ),
            Self::ReasonMissing => {
                ("理由がありません。理由を入力してください。".into(), "The reason is missing. Enter it.".into())
            }
            Self::TooLong { limit } => {
                (format!("文が長すぎます。{limit}文字までにしてください。"), format!("Use at most {limit} characters."))
            }
            Self::TooMany { limit } => (
                format!("チームは終了した人も含めて{limit}人までです。"),
                format!("A team holds {limit} members, those who left included."),
            ),
            Self::InFuture => (
                "先の日時です。すでにあったことの日時を入力してください。".into(),
                "It lies ahead. Enter when it happened.".into(),
            ),
            Self::BeforeThat => (
                "前の手順より前の日です。日付を確かめてください。".into(),
                "It lies before the step that came first. Check the date.".into(),
            ),
            Self::UnknownProfession { code } => (
                format!("職種「{}」は一覧にありません。一覧から選んでください。", code.0),
                format!("The list has no profession {}. Choose one from the list.", code.0),
            ),
            Self::CoverImpossible => (
                "対応時間に、曜日か時間のない部分があります。確かめてください。".into(),
                "A part of the hours has no day or no time. Check it.".into(),
            ),
            Self::NoDuty { role } => (
                format!("{}は24時間対応の確認に含まれません。", plain_role(role, Lang::Ja)),
                format!("A {} does not count in the gap check.", plain_role(role, Lang::En)),
            ),
            Self::Resting => (
                "チームはすでに休止しています。退院したら再開してください。".into(),
                "The team rests already. Resume it at discharge.".into(),
            ),
            Self::NotResting => (
                "チームは休止していません。入院したときに休止してください。".into(),
                "The team does not rest. Let it rest at admission.".into(),
            ),
            Self::NothingToTell => {
                ("この人に伝えることは残っていません。".into(), "There is nothing left to tell this member.".into())
            }
            Self::NoSuchStandIn { stand_in } => (
                format!("{}番の代行依頼はありません。一覧を読み直してください。", stand_in.0),
                format!("There is no request {} to stand in. Read the list again.", stand_in.0),
            ),
            Self::StandInNotNow { step, state } => (
                format!("「{}」に「{}」はできません。", state.say(Lang::Ja), step.say(Lang::Ja)),
                format!("{}: that does not allow {}.", state.say(Lang::En), step.say(Lang::En)),
            ),
            Self::NoHours => (
                "代行する時間がないか、不在の期間の外か、もう過ぎています。".into(),
                "There are no hours to stand in for, or they lie outside the absence or behind.".into(),
            ),
            Self::NothingUncovered => (
                "その時間は、この人にすでに代行を頼んでいます。回答を記録してください。".into(),
                "They were asked to stand in for these hours already. Record the answer.".into(),
            ),
            Self::NothingChanged => (
                "変わったところがないため、何も保存していません。".into(),
                "Nothing differs, so nothing was saved.".into(),
            ),
            Self::PatientGone => (
                "死亡または転出のため、新しく頼むことはできません。対象者を確かめてください。".into(),
                "The patient died or moved away, so nobody new is asked. Check the patient.".into(),
            ),
            Self::Merged => (
                "この記録は統合されています。統合先のチームに加えてください。".into(),
                "This record is merged. Add to the team of the record that stands for it.".into(),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}
