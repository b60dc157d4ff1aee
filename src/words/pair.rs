//! Words for pairs of physicians: schemes, roles, duties, states, steps, grounds, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, Text, words};
use crate::api::pair::{PairProblem, Part};
use crate::domain::id::StaffId;
use crate::domain::pair::{
    DeclineGround, Disease, Duty, EndGround, Ground, Missing, Next, PairProblem as Rule, PairRole, PairState, PairStep,
    Reading, Scheme,
};
use crate::domain::patient::Physician;

words! { Scheme {
    HospitalAndFamily => "病院・かかりつけ医", "hospital and family";
    VisitCover => "訪問の補完", "visit cover";
} }

words! { PairRole {
    Specialist => "病院専門医", "hospital specialist";
    Family => "かかりつけ医", "family physician";
    Visiting => "訪問する医師", "visiting physician";
    Covering => "代わりに訪問する医師", "covering physician";
} }

words! { Reading {
    SpecialistPrimary => "病院専門医が主治医", "the specialist is primary";
    FamilyPrimary => "かかりつけ医が主治医", "the family physician is primary";
} }

words! { Duty {
    SpecialistCare => "専門性の高い疾患の医学管理", "specialist care";
    EmergencyAdmission => "救急対応（緊急入院）", "emergency admission";
    ChronicCare => "慢性疾患の管理", "chronic care";
    FirstResponse => "併発症の緊急度判断と初期対応", "first response";
    Coordination => "医療介護連携の司令塔", "coordination";
    Visits => "定期の訪問診療", "regular visits";
    CoverVisits => "訪問できないときの訪問診療", "visits when the other cannot";
    NightCalls => "夜間・休日の電話と往診", "calls at night and on holidays";
    EndOfLife => "看取り", "care until death";
} }

/// The label of a duty's field.
pub const fn duty_label(duty: Duty) -> Text {
    match duty {
        Duty::SpecialistCare => Text::new("専門疾患の管理", "Specialist care"),
        Duty::EmergencyAdmission => Text::new("救急・緊急入院", "Emergencies"),
        Duty::ChronicCare => Text::new("慢性疾患の管理", "Chronic care"),
        Duty::FirstResponse => Text::new("初期対応", "First response"),
        Duty::Coordination => Text::new("連携の司令塔", "Coordination"),
        Duty::Visits => Text::new("定期の訪問", "Regular visits"),
        Duty::CoverVisits => Text::new("代わりの訪問", "Cover visits"),
        Duty::NightCalls => Text::new("夜間・休日", "Nights, holidays"),
        Duty::EndOfLife => Text::new("看取り", "Until death"),
    }
}

words! { Ground {
    Cancer => "がん", "cancer";
    NeurologicalDisease => "神経難病", "intractable neurological disease";
    CollagenDisease => "膠原病", "collagen disease";
    SeveralDepartments => "病院の複数科を外来受診", "outpatient of several departments";
    VisitsAtHome => "訪問診療の代わりが必要", "visits need cover";
    Judgement => "個別の判断", "by judgement";
} }

words! { Disease {
    Cancer => "がん", "cancer";
    Neurological => "神経難病", "neurological disease";
    Collagen => "膠原病", "collagen disease";
} }

words! { PairState {
    Gathering => "情報収集", "information";
    Choosing => "候補選定", "choosing";
    Asking => "打診中", "asked";
    Agreed => "内諾", "agreed";
    Active => "実施中", "active";
    Ended => "終了", "ended";
    CalledOff => "取止め", "called off";
} }

words! { PairStep {
    Amend => "内容の訂正", "amending";
    Hand => "担当の引継ぎ", "handing it over";
    Inform => "患者情報の入手", "obtaining the patient's information";
    Ask => "打診", "asking a candidate";
    Answer => "返事の記録", "taking down the answer";
    TakeBack => "承諾の取消し", "taking an agreement back";
    Activate => "開始", "starting the pair";
    Rearrange => "役割分担の変更", "changing who does what";
    Replace => "担当医の交代", "another physician of the same place";
    Review => "見直し", "the review";
    End => "終了", "ending the pair";
    CallOff => "取止め", "calling it off";
} }

words! { DeclineGround {
    Full => "受け持ちが一杯", "no room";
    OutsideField => "専門外", "outside the field";
    TooFar => "遠い", "too far";
    Hours => "曜日・時間が合わない", "days or hours";
    NoVisits => "訪問診療をしていない", "no visits";
    NotRoundTheClock => "24時間の対応ができない", "not round the clock";
    Other => "その他", "other";
} }

words! { EndGround {
    OneSuffices => "一方の医師で足りるようになった", "one physician suffices";
    Physician => "医師の都合", "the physician's reasons";
    Wish => "本人・家族の希望", "the person's wish";
    Admitted => "入院・入所", "admitted";
    Rearranged => "組み直し", "rearranged";
    PatientDied => "死亡", "died";
    PatientMoved => "転出", "moved away";
    Other => "その他", "other";
} }

words! { Part {
    Why => "対象となる理由", "reason for two physicians";
    AskedBy => "依頼者", "who asked";
    Wish => "本人・家族の希望", "wish";
    Physician => "医師", "physician";
    From => "情報の提供元", "source of the information";
    Information => "患者情報", "information";
    Place => "医療機関", "clinic or hospital";
    SpokeWith => "話した相手", "who was spoken to";
    Text => "内容", "text";
    Conditions => "条件", "conditions";
    Reason => "理由", "reason";
    Terms => "取り決め", "terms";
    With => "見直しの相手", "with whom";
} }

fn both(lang: Lang, ja: String, en: String) -> String {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// A physician on one line: the place, then the name.
pub fn physician(physician: &Physician) -> String {
    let parts = [physician.place.name.as_str(), physician.name.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is missing before the pair can be active.
pub fn missing(missing: Missing, lang: Lang) -> Cow<'static, str> {
    match (missing, lang) {
        (Missing::Information, Lang::Ja) => "患者情報".into(),
        (Missing::Information, Lang::En) => "the patient's information".into(),
        (Missing::Physician(role), Lang::Ja) => format!("{}が未定", role.say(lang)).into(),
        (Missing::Physician(role), Lang::En) => format!("no {} yet", role.say(lang)).into(),
        (Missing::Answer, Lang::Ja) => "打診先の返事".into(),
        (Missing::Answer, Lang::En) => "the answer of whoever was asked".into(),
    }
}

/// What comes next, with what is missing.
pub fn next(next: Next, lang: Lang) -> String {
    let step = next.step.say(lang);
    let lacks = next.missing.map(|what| missing(what, lang));
    match (lacks, lang) {
        (Some(lacks), Lang::Ja) => format!("次: {step}（{lacks}）"),
        (Some(lacks), Lang::En) => format!("next: {step} ({lacks})"),
        (None, Lang::Ja) => format!("次: {step}"),
        (None, Lang::En) => format!("next: {step}"),
    }
}

/// The sentence for a refusal; `name` gives the names of staff.
pub fn refusal(problem: &PairProblem, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    match problem {
        PairProblem::Rule(rule) => rule_refusal(rule, lang, name),
        PairProblem::Missing { part } => both(
            lang,
            format!("「{}」が入力されていません。入力してから保存してください。", part.say(lang)),
            format!("The {} is missing. Fill it in, then save.", part.say(lang)),
        ),
        PairProblem::TooLong { part, limit } => both(
            lang,
            format!("「{}」が長すぎます。{limit}文字までにしてください。", part.say(lang)),
            format!("The {} is too long. Use at most {limit} characters.", part.say(lang)),
        ),
        PairProblem::UnknownProcedure { code } => both(
            lang,
            format!("医療処置「{}」は一覧にありません。一覧から選んでください。", code.0),
            format!("The list has no procedure {}. Choose one from the list.", code.0),
        ),
        PairProblem::PatientGone { patient } => both(
            lang,
            format!("対象者 {patient} は死亡または転出しています。進めずに、終了か取止めを記録してください。"),
            format!("The patient {patient} died or moved away. End the pair or call it off instead."),
        ),
        PairProblem::AlreadyOpen { pair } => both(
            lang,
            format!(
                "この対象者には終わっていない二人主治医 {pair} があります。それを進めるか、終えてから始めてください。"
            ),
            format!("This patient has an open pair, {pair}. Go on with that one, or end it first."),
        ),
        PairProblem::NobodySought { pair } => both(
            lang,
            format!("{pair} は二人ともそろっています。候補を見るときは役割を選んでください。"),
            format!("Both physicians of {pair} are there. Name a role to see its candidates."),
        ),
        PairProblem::CannotArrange { member } => both(
            lang,
            format!("{}さんは相談員・管理責任者ではありません。担当にできる職員を選んでください。", name(*member)),
            format!("{} is neither coordinator nor manager. Choose somebody who is.", name(*member)),
        ),
        PairProblem::HeldByPair { pair } => both(
            lang,
            format!(
                "主治医・副主治医は二人主治医 {pair} のものです。変えるときは医師の画面で {pair} を変えてください。"
            ),
            format!("The primary and secondary physician are those of the pair {pair}. Change them there."),
        ),
    }
}

fn rule_refusal(rule: &Rule, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    match rule {
        Rule::NotNow { step, state, next: then } => {
            let then = then.map_or_else(
                || both(lang, "必要なときは新しく始めてください".into(), "Begin a new one if needed".into()),
                |then| next(then, lang),
            );
            both(
                lang,
                format!("「{}」では「{}」はできません。{then}。", state.say(lang), step.say(lang)),
                format!("A pair that is “{}” does not allow {}. {then}.", state.say(lang), step.say(lang)),
            )
        }
        Rule::OtherPatient => both(
            lang,
            "対象者は変えられません。取り止めて、正しい対象者で始めてください。".into(),
            "The patient cannot be changed. Call it off and begin with the right one.".into(),
        ),
        Rule::OtherScheme => both(
            lang,
            "方式と主治医の決め方は変えられません。取り止めて、始め直してください。".into(),
            "Scheme and reading cannot be changed. Call it off and begin anew.".into(),
        ),
        Rule::JudgementNeedsReason => both(
            lang,
            "個別の判断で対象とするときは、理由を入力してください。".into(),
            "A judgement needs its reason. Fill it in.".into(),
        ),
        Rule::NoSuchRole { role, scheme } => both(
            lang,
            format!("「{}」に「{}」の役割はありません。役割を選び直してください。", scheme.say(lang), role.say(lang)),
            format!("The scheme “{}” has no {}. Choose another role.", scheme.say(lang), role.say(lang)),
        ),
        Rule::RoleTaken { role, physician: who } => both(
            lang,
            format!(
                "「{}」は{}に決まっています。替えるときは先に承諾を取り消してください。",
                role.say(lang),
                physician(who)
            ),
            format!("The {} is {}. Take that agreement back first.", role.say(lang), physician(who)),
        ),
        Rule::RoleOpen { role } => both(
            lang,
            format!("「{}」を承諾した医師はいません。役割を確かめてください。", role.say(lang)),
            format!("No {} has agreed. Check the role.", role.say(lang)),
        ),
        Rule::Nameless { role } => both(
            lang,
            format!("「{}」の医療機関も氏名も入力されていません。どちらかを入力してください。", role.say(lang)),
            format!("The {} has neither place nor name. Enter one of them.", role.say(lang)),
        ),
        Rule::SamePlace { place } => both(
            lang,
            format!("「{}」はこの組にすでに入っています。ほかの医療機関を選んでください。", place.name),
            format!("{} takes part in this pair already. Choose another place.", place.name),
        ),
        Rule::NotYet { on } => {
            let on = on.date().format("%Y/%-m/%-d");
            both(
                lang,
                format!("{on} は先の日付です。すでにあったことの日時を入力してください。"),
                format!("{on} lies ahead. Enter when it happened."),
            )
        }
        Rule::BeforeAsking { asked } => {
            let on = asked.date().format("%Y/%-m/%-d");
            both(
                lang,
                format!("打診した日（{on}）より前の返事です。日時を確かめてください。"),
                format!("The answer is dated before the asking ({on}). Check the date."),
            )
        }
        Rule::TooEarly { after, .. } => {
            let after = after.format("%Y/%-m/%-d");
            both(
                lang,
                format!("次の見直しは {after} より後の日にしてください。"),
                format!("The next review must lie after {after}."),
            )
        }
        Rule::DutyOpen { duty } => both(
            lang,
            format!("「{}」をどちらの医師が担うか決めてください。", duty.say(lang)),
            format!("Say which physician does this: {}.", duty.say(lang)),
        ),
        Rule::NoSuchDuty { duty } => both(
            lang,
            format!("「{}」はこの方式の役割分担にありません。外してください。", duty.say(lang)),
            format!("This scheme does not share out “{}”. Leave it out.", duty.say(lang)),
        ),
        Rule::GroundNeedsWords => both(
            lang,
            "「その他」を選んだときは、理由を言葉で入力してください。".into(),
            "For “other”, give the reason in words.".into(),
        ),
        Rule::HasIt { member } => both(
            lang,
            format!("すでに{}さんが担当です。替えるときは、ほかの職員を選んでください。", name(*member)),
            format!("{} looks after it already. Choose somebody else.", name(*member)),
        ),
    }
}

impl Say for PairProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        refusal(self, lang, |id| id.to_string()).into()
    }
}
