//! Words for timelines: kinds, choices, steps, one line per row, and why something is not written.

use std::borrow::Cow;

use super::{Lang, Say, Text, words};
use crate::api::timeline::TimelineItem;
use crate::domain::code::{Code, CodeList};
use crate::domain::settings::Settings;
use crate::domain::timeline::{
    AcpTopic, Amount, Content, Destination, Dosing, Entry, EntryProblem, Excreted, Grams, Injury, ItemKind, Loss,
    LossWindow, MealTime, Meeting, Occurred, Part, SinceBefore, Speaker, StepItem, StepName, StepOf, Urgent, WeighedAt,
    tenths,
};

words! { ItemKind {
    Note => "メモ", "note";
    Weight => "体重", "weight";
    Meal => "食事", "meal";
    Excretion => "排泄", "excretion";
    Fall => "転倒", "fall";
    Missing => "行方不明", "missing";
    Visit => "訪問", "visit";
    Admission => "入院", "admission";
    Discharge => "退院", "discharge";
    Conference => "会議", "conference";
    Medication => "服薬", "medication";
    Score => "評価", "score";
    Question => "質問", "question";
    Reply => "回答", "reply";
    Acp => "ACP", "ACP";
    Consultation => "相談", "consultation";
    Referral => "依頼", "referral";
    Introduction => "紹介", "introduction";
    Pair => "二人主治医", "pair";
    Prevention => "予防", "prevention";
    CareTeam => "チーム", "care team";
    SupportAdvice => "助言", "advice";
    Outreach => "アウトリーチ", "outreach";
} }

/// How the Japanese name of a kind is read, so that it is found by kana and romaji.
pub const fn reading(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Note => "めも",
        ItemKind::Weight => "たいじゅう",
        ItemKind::Meal => "しょくじ",
        ItemKind::Excretion => "はいせつ",
        ItemKind::Fall => "てんとう",
        ItemKind::Missing => "ゆくえふめい",
        ItemKind::Visit => "ほうもん",
        ItemKind::Admission => "にゅういん",
        ItemKind::Discharge => "たいいん",
        ItemKind::Conference => "かいぎ",
        ItemKind::Medication => "ふくやく",
        ItemKind::Score => "ひょうか",
        ItemKind::Question => "しつもん",
        ItemKind::Reply => "かいとう",
        ItemKind::Acp => "えーしーぴー",
        ItemKind::Consultation => "そうだん",
        ItemKind::Referral => "いらい",
        ItemKind::Introduction => "しょうかい",
        ItemKind::Pair => "ふたりしゅじい",
        ItemKind::Prevention => "よぼう",
        ItemKind::CareTeam => "ちーむ",
        ItemKind::SupportAdvice => "じょげん",
        ItemKind::Outreach => "あうとりーち",
    }
}

words! { WeighedAt {
    Home => "自宅", "at home";
    DayService => "通所", "day service";
    Clinic => "医療機関", "clinic";
    Facility => "施設", "facility";
    Reported => "自己申告", "reported";
} }

words! { MealTime {
    Breakfast => "朝食", "breakfast";
    Lunch => "昼食", "lunch";
    Supper => "夕食", "supper";
    Snack => "間食", "snack";
    WholeDay => "1日", "whole day";
} }

words! { Excreted {
    Urine => "尿", "urine";
    Stool => "便", "stool";
} }

words! { Amount {
    None => "なし", "none";
    Little => "少量", "little";
    Normal => "普通", "normal";
    Much => "多量", "much";
} }

words! { Injury {
    None => "けがなし", "no injury";
    Bruise => "打撲・擦り傷", "bruise or graze";
    Fracture => "骨折", "fracture";
    Head => "頭部打撲", "head injury";
    Other => "その他のけが", "other injury";
    Unknown => "けが不明", "injury unknown";
} }

words! { Urgent {
    Planned => "予定", "planned";
    Emergency => "緊急", "emergency";
} }

words! { Destination {
    Home => "自宅へ", "home";
    Facility => "施設へ", "to a facility";
    OtherHospital => "転院", "to another hospital";
    Died => "死亡退院", "died";
    Other => "その他", "elsewhere";
} }

words! { Meeting {
    CareConference => "サービス担当者会議", "care conference";
    DischargeConference => "退院前カンファレンス", "discharge conference";
    CommunityCareMeeting => "地域ケア会議", "community care meeting";
    AcpConference => "人生会議", "ACP conference";
    TeamConference => "多職種カンファレンス", "team conference";
    Other => "その他の会議", "other meeting";
} }

words! { Dosing {
    Started => "開始", "started";
    Changed => "変更", "changed";
    Stopped => "中止", "stopped";
    Continued => "継続", "continued";
    Missed => "飲み忘れ", "missed";
    Refused => "服薬拒否", "refused";
    SideEffect => "副作用", "side effect";
} }

words! { Speaker {
    Person => "本人", "the person";
    Family => "家族", "family";
    Proxy => "代理意思決定者", "proxy";
    Other => "その他", "other";
} }

words! { LossWindow {
    Month => "1か月で5%以上減", "lost 5 % or more in a month";
    HalfYear => "6か月で10%以上減", "lost 10 % or more in half a year";
} }

words! { StepName {
    Received => "受付", "received";
    Claimed => "担当決定", "claimed";
    TakenOver => "担当交代", "taken over";
    Released => "担当解除", "released";
    Responded => "対応", "responded";
    CallMissed => "不在（折り返し待ち）", "call not taken";
    PutOnHold => "保留", "put on hold";
    Resumed => "保留解除", "resumed";
    Resolved => "解決", "resolved";
    Closed => "終結", "closed";
    Reopened => "再開", "reopened";
    Requested => "依頼", "requested";
    SentBack => "差戻し", "sent back";
    Supplemented => "情報補足", "information supplied";
    Accepted => "受理", "accepted";
    Assigned => "担当割当", "assigned";
    Declined => "辞退", "declined";
    Cancelled => "中止", "cancelled";
    Assessed => "評価・訪問", "assessed";
    Advised => "助言", "advised";
    Reported => "報告", "reported";
    ReportAcknowledged => "報告受領", "report acknowledged";
    ConsentAsked => "医師に了解を依頼", "consent asked";
    Consented => "医師の了解", "physician consented";
    ConsentRefused => "医師の不同意", "physician did not consent";
    Linked => "支援につないだ", "linked to support";
    ProfessionsAsked => "多職種へ依頼", "professions asked";
    FollowedUp => "経過確認", "followed up";
    Scheduled => "日程決定", "scheduled";
    Performed => "実施", "performed";
    ResultReceived => "結果受領", "result received";
    PhysicianTold => "かかりつけ医へ報告", "family physician told";
    PairBegun => "調整開始", "arranging begun";
    Informed => "情報入手", "information obtained";
    PhysicianAsked => "打診", "physician asked";
    PhysicianAgreed => "承諾", "physician agreed";
    PairActive => "二人主治医の開始", "pair active";
    PairRearranged => "役割・担当医の変更", "roles changed";
    Reviewed => "見直し", "reviewed";
    QuestionPut => "質問", "asked";
    Reminded => "催促", "reminded";
    RanOut => "回答期限切れ・電話待ち", "not answered in time, to be called";
    Replied => "回答", "answered";
    ReplyCorrected => "回答の訂正", "answer corrected";
    Withdrawn => "取下げ", "withdrawn";
    Screened => "質問票の回答", "questionnaire answered";
    EnteredQueue => "相談へ", "into the queue";
    SetAside => "見送り", "set aside";
    FractureKnown => "骨折", "fracture";
    Coordinated => "治療医と連携", "coordinated with the doctor";
    MedicationChecked => "服薬の確認", "medicine checked";
    FallRiskAssessed => "転倒リスクの評価", "fall risk assessed";
    Supported => "個別支援", "individual support";
    MemberAsked => "打診", "asked to join";
    MemberAgreed => "承諾", "agreed";
    MemberDeclined => "辞退", "declined";
    MemberActive => "担当開始", "started";
    MemberLeft => "担当終了", "left";
    MemberWithdrawn => "打診取下げ", "not asked any more";
    MemberTold => "入退院を連絡", "told of admission or discharge";
    TeamPaused => "入院によりチーム休止", "team rests, in hospital";
    TeamResumed => "退院によりチーム再開", "team resumes, home again";
    StandInAsked => "代行を打診", "asked to stand in";
    StandInAgreed => "代行を承諾", "will stand in";
    StandInDeclined => "代行を辞退", "cannot stand in";
    StandInWithdrawn => "代行取下げ", "stand-in not needed";
    AdviceAsked => "助言の依頼", "advice asked";
    AdviceCorrected => "助言の訂正", "advice corrected";
    OutreachProposed => "提案", "proposed";
    OutreachDecided => "実施決定", "decided";
    OutreachBasisChanged => "同意・根拠の変更", "basis changed";
    OutreachVisited => "訪問", "visited";
    NobodyOpened => "応答なし", "nobody opened";
    TurnedAway => "面会拒否", "turned away";
    FollowUpPlanned => "フォロー予定", "follow-up planned";
    NotTakenUp => "見送り", "not taken up";
} }

words! { Part {
    Text => "内容", "text";
    Source => "情報源", "source";
    Weight => "体重", "weight";
    Eaten => "摂取割合（10割）", "tenths eaten";
    Fluid => "水分量", "fluid";
    Bristol => "便の性状", "form of the stool";
    Place => "場所", "place";
    Visitor => "訪問者", "visitor";
    Hospital => "病院", "hospital";
    Drug => "薬", "medicine";
    Scale => "尺度", "scale";
    Points => "点数", "points";
    Addressee => "宛先", "addressee";
    Answerer => "回答者", "who answers";
    Hearer => "聞き手", "hearer";
    Words => "本人の言葉", "words";
    Attendees => "出席者", "attendees";
    Reason => "理由", "reason";
} }

impl Say for Grams {
    /// `48.2kg`
    fn say(&self, _lang: Lang) -> Cow<'static, str> {
        let hundreds = (self.0 + 50) / 100;
        format!("{}.{}kg", hundreds / 10, hundreds % 10).into()
    }
}

/// Fixed words of the timeline's screens.
pub mod fixed {
    use super::Text;

    /// 訂正済み
    pub const CORRECTED: Text = Text::new("訂正済み", "corrected");
    /// 訂正
    pub const CORRECTION: Text = Text::new("訂正", "correction");
    /// 移動済み
    pub const MOVED_TO: Text = Text::new("別人へ移動", "moved to");
    /// 移動元
    pub const MOVED_FROM: Text = Text::new("別人から移動", "moved from");
    /// 未確定
    pub const OPEN: Text = Text::new("未確定", "not confirmed");
    /// 確定
    pub const CONFIRMED: Text = Text::new("確定", "confirmed");
    /// 修正前
    pub const EARLIER: Text = Text::new("修正前", "before");
    /// 統合
    pub const MERGED_RECORD: Text = Text::new("統合された記録", "merged record");
}

/// The kind of a row.
pub const fn kind(item: &TimelineItem) -> ItemKind {
    match item {
        TimelineItem::Entry(entry) => entry.kind(),
        TimelineItem::Step(step) => step.kind(),
    }
}

/// `11:30`, or nothing when only the day is known.
pub fn time(occurred: Occurred) -> String {
    occurred.time().map(|time| time.format("%H:%M").to_string()).unwrap_or_default()
}

/// The name of a code on the screen, or the code itself if the list lost it.
pub fn code(settings: &Settings, list: CodeList, code: &Code, lang: Lang) -> String {
    settings.codes.find(list, code).map_or_else(
        || code.0.clone(),
        |entry| match lang {
            Lang::Ja => entry.ja.clone(),
            Lang::En => entry.en.clone(),
        },
    )
}

/// The marks of an entry that change how it is read, such as 訂正済み; empty for most.
pub fn marks(entry: &Entry, lang: Lang) -> Vec<String> {
    let mut marks = Vec::new();
    if let Some(moved) = &entry.moved_to {
        marks.push(format!("{} {}", fixed::MOVED_TO.say(lang), moved.entry.patient));
    }
    if let Some(by) = entry.corrected_by {
        marks.push(format!("{} {by}", fixed::CORRECTED.say(lang)));
    }
    if let Some(correction) = &entry.corrects {
        marks.push(format!("{} {}", fixed::CORRECTION.say(lang), correction.entry));
    }
    if let Some(moved) = &entry.moved_from {
        marks.push(format!("{} {}", fixed::MOVED_FROM.say(lang), moved.entry.patient));
    }
    if entry.confirmed.is_none() {
        marks.push(fixed::OPEN.say(lang).into());
    }
    marks
}

/// What a row says in one line, without its date and kind.
pub fn line(item: &TimelineItem, settings: &Settings, lang: Lang) -> String {
    match item {
        TimelineItem::Entry(entry) => {
            let head = headline(&entry.statement.content, settings, lang);
            join(" ", [head.as_str(), first_line(&entry.statement.text)])
        }
        TimelineItem::Step(step) => step_line(step, settings, lang),
    }
}

/// What a step belongs to, by the number that staff call it by.
pub fn step_of(of: &StepOf) -> String {
    match of {
        StepOf::Consultation { number, .. } => number.clone(),
        StepOf::Referral { id, .. } => id.to_string(),
        StepOf::Introduction { id } => id.to_string(),
        StepOf::Pair { id } => id.to_string(),
        StepOf::Question { id } => id.to_string(),
        StepOf::Screening { id, .. } => id.to_string(),
        StepOf::FractureCase { id } => id.to_string(),
        StepOf::SupportAdvice { id } => id.to_string(),
        StepOf::Outreach { id } => id.to_string(),
        StepOf::CareTeam { id, .. } => id.to_string(),
    }
}

/// What a step belongs to, in words: `R8-0123`, `r5 栄養`, 訪問看護.
pub fn step_about(of: &StepOf, settings: &Settings, lang: Lang) -> String {
    match of {
        StepOf::Referral { id, team } => format!("{id} {}", team.say(lang)),
        StepOf::Screening { id, questionnaire } => format!("{id} {}", questionnaire.say(lang)),
        StepOf::CareTeam { role: Some(role), .. } => super::care_team::role(role, settings, lang),
        StepOf::CareTeam { role: None, .. } => String::new(),
        _ => step_of(of),
    }
}

fn step_line(step: &StepItem, settings: &Settings, lang: Lang) -> String {
    let of = step_about(&step.of, settings, lang);
    join(" ", [of.as_str(), &step.step.say(lang), &step.with, first_line(&step.text)])
}

fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

fn join<'a>(between: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// What an entry says beside its text, in one line.
pub fn headline(content: &Content, settings: &Settings, lang: Lang) -> String {
    let say = |text: Text| text.say(lang);
    match content {
        Content::Note {} => String::new(),
        Content::Weight { grams, at } => format!("{} ({})", grams.say(lang), at.say(lang)),
        Content::Meal { meal, staple, dishes, fluid } => {
            let of = |name: Text, tenths: &Option<u8>| match tenths {
                Some(tenths) => format!("{}{tenths}/10", say(name)),
                None => String::new(),
            };
            let staple = of(Text::new("主食", "staple "), staple);
            let dishes = of(Text::new("副食", "dishes "), dishes);
            let fluid = fluid.map(|ml| format!("{}{ml}ml", say(Text::new("水分", "fluid ")))).unwrap_or_default();
            join(" ", [&*meal.say(lang), staple.as_str(), dishes.as_str(), fluid.as_str()])
        }
        Content::Excretion { what, amount, bristol, accident } => {
            let form = bristol.map(|form| format!("{}{form}", say(Text::new("性状", "form ")))).unwrap_or_default();
            let accident = if *accident { say(Text::new("失禁あり", "accident")) } else { "" };
            join(" ", [&*what.say(lang), &*amount.say(lang), form.as_str(), accident])
        }
        Content::Fall { place, injury, seen } => {
            let seen =
                if *seen { say(Text::new("目撃あり", "seen")) } else { say(Text::new("目撃なし", "not seen")) };
            join(" ", [place.as_str(), &*injury.say(lang), seen])
        }
        Content::Missing { found, found_at, police } => {
            let found = match found {
                Some(found) => {
                    format!("{} {} {}", found.date().format("%m/%d"), time(*found), say(Text::new("発見", "found")))
                }
                None => say(Text::new("未発見", "not found yet")).into(),
            };
            let police = if *police { say(Text::new("警察へ届出", "police told")) } else { "" };
            join(" ", [found.as_str(), found_at, police])
        }
        Content::Visit { profession, visitor, met } => {
            let profession = profession.as_ref().map(|p| code(settings, CodeList::Professions, p, lang));
            let met = if *met { "" } else { say(Text::new("会えず", "not met")) };
            join(" ", [profession.as_deref().unwrap_or_default(), visitor, met])
        }
        Content::Admission { hospital, urgent, cause } => join(" ", [&*urgent.say(lang), &hospital.name, cause]),
        Content::Discharge { hospital, to } => join(" ", [hospital.name.as_str(), &*to.say(lang)]),
        Content::Conference { meeting, present } => {
            let count = if present.is_empty() {
                String::new()
            } else {
                match lang {
                    Lang::Ja => format!("出席{}人", present.len()),
                    Lang::En => format!("{} present", present.len()),
                }
            };
            join(" ", [&*meeting.say(lang), count.as_str()])
        }
        Content::Medication { dosing, drug } => join(" ", [drug.as_str(), &*dosing.say(lang)]),
        Content::Score { scale, points, of } => {
            let of = of.map(|of| format!("/{}", tenths(of))).unwrap_or_default();
            format!("{scale} {}{of}{}", tenths(*points), say(Text::new("点", " points")))
        }
        Content::Question { to } => format!("{}{to}", say(Text::new("宛先: ", "to "))),
        Content::Reply { to, by } => match lang {
            Lang::Ja => format!("{by} ({to}への回答)"),
            Lang::En => format!("{by} (to {to})"),
        },
        Content::Acp { topic, since, words, .. } => {
            let about = if *topic == AcpTopic::Other { Cow::default() } else { topic.say(lang) };
            let changed = if *since == SinceBefore::Changed { since.say(lang) } else { Cow::default() };
            let head = join(" ", [&*about, &*changed]);
            let speaker = super::acp::speaker(content, lang);
            let said = match lang {
                Lang::Ja => format!("{speaker}「{}」{}", first_line(words), super::acp::hearer(content, lang)),
                Lang::En => format!("{speaker}: \"{}\", {}", first_line(words), super::acp::hearer(content, lang)),
            };
            join(": ", [head.as_str(), said.as_str()])
        }
    }
}

/// A loss as a sentence: `1か月で5%以上減 (10/25 60.0kgから-6.2%)`.
pub fn loss(loss: &Loss, lang: Lang) -> String {
    let percent = format!("{}.{}%", loss.per_mille / 10, loss.per_mille % 10);
    let from = loss.from.format("%Y-%m-%d");
    match lang {
        Lang::Ja => format!("{} ({from} {}から-{percent})", loss.window.say(lang), loss.heaviest.say(lang)),
        Lang::En => format!("{} (-{percent} from {} on {from})", loss.window.say(lang), loss.heaviest.say(lang)),
    }
}

impl Say for EntryProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::InFuture => (
                "日時が未来です。起きた日時を入力してください。".into(),
                "It lies in the future. Enter when it happened.".into(),
            ),
            Self::BeforeBirth => (
                "生年月日より前の日付です。日付か生年月日を確かめてください。".into(),
                "It lies before the person's birth. Check the date or the birth date.".into(),
            ),
            Self::Missing { part } => (
                format!("「{}」がありません。入力してください。", part.say(Lang::Ja)),
                format!("The {} is missing. Enter it.", part.say(Lang::En)),
            ),
            Self::TooLong { part: Part::Attendees, limit } => (
                format!("出席者は{limit}人までです。代表者だけを書いてください。"),
                format!("A meeting holds {limit} people at the most. Enter those who spoke for the others."),
            ),
            Self::TooLong { part, limit } => (
                format!("「{}」は{limit}文字までです。短くするか、分けて書いてください。", part.say(Lang::Ja)),
                format!("The {} may have {limit} characters. Shorten it, or write two entries.", part.say(Lang::En)),
            ),
            Self::OutOfRange { part, from, to } => (
                format!("「{}」は{from}から{to}までです。値と単位を確かめてください。", part.say(Lang::Ja)),
                format!("The {} must lie between {from} and {to}. Check number and unit.", part.say(Lang::En)),
            ),
            Self::UnknownProfession { code } => (
                format!("職種「{code}」は一覧にありません。一覧から選んでください。"),
                format!("{code} is not in the list of professions. Choose from the list."),
            ),
            Self::FoundBeforeMissing => (
                "発見の日が、いなくなった日より前です。日付を確かめてください。".into(),
                "The person was found before they went missing. Check the dates.".into(),
            ),
            Self::Merged { into } => (
                format!("この記録は {into} に統合されています。{into} の経過に書いてください。"),
                format!("This record is merged into {into}. Write on the timeline of {into}."),
            ),
            Self::Confirmed => (
                "確定した記録は変えられません。「訂正」で新しい記録を並べてください。".into(),
                "A confirmed entry never changes. Write a correction beside it.".into(),
            ),
            Self::AlreadyConfirmed => (
                "すでに確定しています。何も変えていません。".into(),
                "It is confirmed already. Nothing changed.".into(),
            ),
            Self::NotTheWriter { .. } => (
                "ほかの人の記録は直せません。「訂正」で新しい記録を並べてください。".into(),
                "Somebody else wrote this entry. Write a correction beside it.".into(),
            ),
            Self::Corrected { by } => (
                format!("この記録は {by} で訂正されています。{by} を開いてください。"),
                format!("This entry is corrected by {by}. Use {by} instead."),
            ),
            Self::MovedAway { to } => (
                format!("この記録は {} に移しました。移動先の {} を開いてください。", to.patient, to.entry),
                format!("This entry was moved to {}. Use {} there.", to.patient, to.entry),
            ),
            Self::SamePatient => (
                "移す先が同じ対象者です。正しい対象者を選んでください。".into(),
                "It is on this patient already. Choose the right patient.".into(),
            ),
            Self::NoSuchQuestion { entry } => (
                format!("{entry} はこの対象者への質問ではありません。回答する質問を選んでください。"),
                format!("{entry} is no question about this patient. Choose the question that is answered."),
            ),
            Self::PutAsQuestion => (
                "質問は経過の記録ではなく「質問」として登録してください。回答の期限まで見守られます。".into(),
                "Put it as a question, not as an entry: then its answer is seen to.".into(),
            ),
            Self::NothingChanged => (
                "変わったところがないため、何も保存していません。".into(),
                "Nothing differs, so nothing was saved.".into(),
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
    use crate::domain::patient::tests::settings;

    #[test]
    fn entries_read_as_an_office_writes_them() {
        let ja = |content| headline(&content, &settings(), Lang::Ja);
        let en = |content| headline(&content, &settings(), Lang::En);
        let weight = Content::Weight { grams: Grams(48_249), at: WeighedAt::DayService };
        assert_eq!(ja(weight.clone()), "48.2kg (通所)");
        assert_eq!(en(weight), "48.2kg (day service)");
        let meal = Content::Meal { meal: MealTime::Lunch, staple: Some(7), dishes: None, fluid: Some(200) };
        assert_eq!(ja(meal.clone()), "昼食 主食7/10 水分200ml");
        assert_eq!(en(meal), "lunch staple 7/10 fluid 200ml");
        let score = Content::Score { scale: "HDS-R".into(), points: 180, of: Some(300) };
        assert_eq!(ja(score), "HDS-R 18/30点");
        let acp = Content::Acp {
            speaker: Speaker::Person,
            speaker_name: String::new(),
            topic: AcpTopic::PlaceOfCare,
            since: SinceBefore::Changed,
            hearer: "佐藤".into(),
            words: "家にいたい。\n病院はいやだ。".into(),
        };
        assert_eq!(ja(acp), "療養の場所 変わった: 本人「家にいたい。」聞き手 佐藤");
    }
}
