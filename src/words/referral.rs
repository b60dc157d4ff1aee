//! Words for referrals and introductions: states, steps, outcomes, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::api::referral::{Part, ReferralProblem};
use crate::domain::id::StaffId;
use crate::domain::introduction::{Ending, IntroductionProblem, IntroductionState, IntroductionStep, Purpose};
use crate::domain::referral::{
    Advised, ConsentStanding, Load, Means, Missing, Next, Outcome, ReferralProblem as Rule, Stage, State, Step,
};
use crate::domain::settings::ConsentGate;
use crate::domain::timeline::Occurred;

words! { State {
    Requested => "依頼", "requested";
    Accepted => "受理", "accepted";
    Assigned => "担当決定", "assigned";
    Assessing => "評価中", "assessing";
    Assessed => "評価済", "assessed";
    Reported => "報告済", "reported";
    Acknowledged => "報告受領", "received";
    Linked => "支援へ", "linked";
    Asked => "対応依頼", "asked";
    FollowingUp => "経過確認", "follow-up";
    SentBack => "差戻し", "sent back";
    OnHold => "保留", "on hold";
    Closed => "終了", "closed";
    Declined => "辞退", "declined";
    Cancelled => "取消", "cancelled";
} }

impl Say for Stage {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        State::from(*self).say(lang)
    }
}

words! { Step {
    Amend => "依頼内容の訂正", "amending the request";
    Accept => "受理", "accepting";
    Assign => "担当決定", "assigning a member";
    StartAssessment => "アセスメント開始", "starting the assessment";
    Visit => "訪問・面談の記録", "recording a visit";
    Score => "評価点の記録", "recording a score";
    Advise => "助言", "giving advice";
    FinishAssessment => "アセスメント終了", "finishing the assessment";
    Report => "依頼者への報告", "reporting to the requester";
    Acknowledge => "報告の受領確認", "the requester's word that the report arrived";
    AskConsent => "医師への了解の依頼", "asking the physician for consent";
    RecordConsent => "医師の了解の記録", "recording the physician's consent";
    WithdrawConsent => "了解の撤回", "withdrawing the consent";
    Link => "支援につなぐ", "linking to support";
    Ask => "多職種への対応依頼", "asking professions to act";
    FollowUp => "経過確認", "following up";
    Close => "終了", "closing";
    SendBack => "差戻し", "sending back";
    Resubmit => "追加情報の受取", "taking the added information";
    Decline => "辞退", "declining";
    Cancel => "取消", "cancelling";
    Hold => "保留", "putting on hold";
    Resume => "再開", "resuming";
} }

words! { Outcome {
    Improved => "改善", "improved";
    Continues => "維持・支援継続", "support continues";
    Unchanged => "変化なし", "unchanged";
    Worsened => "悪化", "worsened";
    Admitted => "入院・入所", "admitted";
    PersonDeclined => "本人・家族の希望で終了", "ended at the person's wish";
    AdviceSufficed => "助言のみで終了", "advice sufficed";
    ConsentRefused => "医師の了解が得られず終了", "no consent by the physician";
    PatientDied => "死亡", "died";
    PatientMoved => "転出", "moved away";
} }

words! { Means {
    Phone => "電話", "phone";
    InPerson => "対面", "in person";
    Letter => "文書", "letter";
    Fax => "FAX", "fax";
    Email => "メール", "email";
    Ict => "地域ICT", "regional ICT";
    Meeting => "会議", "meeting";
} }

words! { Advised {
    Patient => "本人・家族へ", "to patient and family";
    CareTeam => "支援者へ", "to the care team";
} }

words! { ConsentStanding {
    NotAsked => "未依頼", "not asked";
    Asked => "回答待ち", "asked, no answer yet";
    Given => "了解あり", "given";
    Refused => "了解せず", "refused";
    Withdrawn => "撤回", "withdrawn";
} }

/// The sign of a consent in a list: one cell, the same in both languages.
pub const fn consent_sign(standing: ConsentStanding) -> &'static str {
    match standing {
        ConsentStanding::NotAsked => "-",
        ConsentStanding::Asked => "?",
        ConsentStanding::Given => "o",
        ConsentStanding::Refused | ConsentStanding::Withdrawn => "x",
    }
}

words! { ConsentGate {
    Assessment => "アセスメントの前", "before the assessment";
    Linking => "支援につなぐ前", "before linking to support";
} }

words! { Purpose {
    Examination => "検査", "exam";
    Operation => "手術", "operation";
    Specialist => "専門外来", "specialist";
} }

words! { IntroductionState {
    Asked => "依頼中", "asked";
    Accepted => "日程決定", "date given";
    Done => "実施済", "done";
    ResultReceived => "結果受領", "result in";
    Told => "報告済", "told";
    Closed => "終了", "closed";
    Declined => "受入不可", "declined";
    Cancelled => "取消", "cancelled";
} }

words! { IntroductionStep {
    Amend => "紹介内容の訂正", "amending the order";
    Accept => "日程の記録", "recording the date";
    Decline => "受入不可の記録", "recording that the hospital declined";
    Perform => "実施の記録", "recording that it took place";
    ReceiveResult => "結果の受領", "recording the result";
    Tell => "かかりつけ医への報告", "telling the family physician";
    Close => "終了", "closing";
    Cancel => "取消", "cancelling";
} }

words! { Ending {
    Completed => "完了", "completed";
    PatientDied => "死亡", "died";
    PatientMoved => "転出", "moved away";
} }

words! { Part {
    Reason => "理由", "reason";
    Aim => "目標", "aim";
    Requester => "依頼者", "requester";
    Phone => "電話", "phone";
    Dispatch => "派遣先", "where to send";
    Findings => "所見", "findings";
    Summary => "まとめ", "summary";
    Text => "内容", "text";
    When => "日時", "when";
    Until => "期限", "until";
    Party => "相手", "whom";
    Physician => "医師", "physician";
    Hospital => "医療機関", "hospital";
    Department => "診療科", "department";
    Question => "確認したいこと", "what is missing";
    Information => "追加の情報", "added information";
    Place => "場所", "place";
} }

/// What comes next, as the detail says it: the step, or what is missing for it.
pub fn next(next: Next, lang: Lang) -> String {
    let what: Cow<'static, str> = match (next.missing, lang) {
        (Some(Missing::Consent(ConsentStanding::NotAsked)), Lang::Ja) => "医師の了解".into(),
        (Some(Missing::Consent(ConsentStanding::NotAsked)), Lang::En) => "the physician's consent".into(),
        (Some(Missing::Consent(standing)), Lang::Ja) => format!("医師の了解（{}）", standing.say(lang)).into(),
        (Some(Missing::Consent(standing)), Lang::En) => {
            format!("the physician's consent ({})", standing.say(lang)).into()
        }
        (Some(Missing::Findings), Lang::Ja) => "訪問か評価点の記録".into(),
        (Some(Missing::Findings), Lang::En) => "a visit or a score".into(),
        (None, _) => next.step.say(lang),
    };
    match lang {
        Lang::Ja => format!("次: {what}"),
        Lang::En => format!("next: {what}"),
    }
}

/// What a member has and can have: `7/7.5件`.
pub fn load(load: &Load, lang: Lang) -> String {
    let (open, capacity) = (load.open, capacity(load));
    match lang {
        Lang::Ja => format!("{open}/{capacity}件"),
        Lang::En => format!("{open} of {capacity}"),
    }
}

/// How many referrals a member can carry, to a tenth where it matters.
pub fn capacity(load: &Load) -> String {
    let tenths = load.capacity_tenths();
    if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// When something happened, short: `11/24 10:30`, `11/24`, with the year where it is another one.
pub fn when(on: Occurred, this_year: i32) -> String {
    use chrono::Datelike;
    let date = on.date();
    let day = if date.year() == this_year { date.format("%-m/%-d") } else { date.format("%Y/%-m/%-d") };
    on.time().map_or_else(|| day.to_string(), |time| format!("{day} {}", time.format("%-H:%M")))
}

fn both(lang: Lang, ja: String, en: String) -> String {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

fn then(step: Option<Step>, lang: Lang) -> String {
    match (step, lang) {
        (Some(step), Lang::Ja) => format!("次は「{}」です。", step.say(lang)),
        (Some(step), Lang::En) => format!("Next: {}.", step.say(lang)),
        (None, Lang::Ja) => "必要なときは新しい依頼を作ってください。".into(),
        (None, Lang::En) => "Make a new referral if one is needed.".into(),
    }
}

/// The sentence for a refusal; `name` gives the names of staff.
pub fn refusal(problem: &ReferralProblem, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    match problem {
        ReferralProblem::Referral(rule) => rule_refusal(rule, lang, name),
        ReferralProblem::Introduction(rule) => introduction_refusal(rule, lang),
        ReferralProblem::Missing { part } => both(
            lang,
            format!("「{}」が入力されていません。入力してから保存してください。", part.say(lang)),
            format!("The {} is missing. Fill it in, then save.", part.say(lang)),
        ),
        ReferralProblem::TooLong { part, limit } => both(
            lang,
            format!("「{}」が長すぎます。{limit}文字までにしてください。", part.say(lang)),
            format!("The {} is too long. Use at most {limit} characters.", part.say(lang)),
        ),
        ReferralProblem::InFuture { part } => both(
            lang,
            format!("「{}」が先の日時です。すでにあったことの日時を入力してください。", part.say(lang)),
            format!("The time under “{}” lies ahead. Enter when it happened.", part.say(lang)),
        ),
        ReferralProblem::InPast { part } => both(
            lang,
            format!("「{}」が過ぎた日です。今日以降の日を入力してください。", part.say(lang)),
            format!("The day under “{}” has passed. Enter today or later.", part.say(lang)),
        ),
        ReferralProblem::UnknownProfession { code } => both(
            lang,
            format!("職種「{}」は一覧にありません。一覧から選んでください。", code.0),
            format!("The list has no profession {}. Choose one from the list.", code.0),
        ),
        ReferralProblem::PatientGone { patient } => both(
            lang,
            format!(
                "対象者 {patient} は死亡または転出のため、新しい依頼・紹介は作れません。対象者を確かめてください。"
            ),
            format!("The patient {patient} died or moved away, so nothing new can be asked. Check the patient."),
        ),
        ReferralProblem::OtherPatient => both(
            lang,
            "新しく作る依頼・紹介の対象者が、元の依頼と違います。同じ対象者にしてください。".into(),
            "The case that is to be opened is about another patient than this referral. Choose the same one.".into(),
        ),
        ReferralProblem::AlreadyOpen { referral } => both(
            lang,
            format!(
                "この対象者には、同じチームの終わっていない依頼 {referral} があります。その依頼に書き加えるか、終えてから依頼してください。"
            ),
            format!(
                "The team has an open referral about this patient, {referral}. Add to that one, or close it before you ask again."
            ),
        ),
    }
}

fn rule_refusal(rule: &Rule, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    match rule {
        Rule::NotNow { step, state, next } => both(
            lang,
            format!("「{}」の依頼に「{}」はできません。{}", state.say(lang), step.say(lang), then(*next, lang)),
            format!("A referral that is {} does not allow {}. {}", state.say(lang), step.say(lang), then(*next, lang)),
        ),
        Rule::ConsentNeeded { step, standing } => {
            let (ja, en) = match standing {
                ConsentStanding::NotAsked | ConsentStanding::Given => ("了解を記録してください", "Record the consent"),
                ConsentStanding::Asked => ("回答を記録してください", "Record the answer"),
                ConsentStanding::Refused | ConsentStanding::Withdrawn => {
                    ("改めて了解を記録するか、終了してください", "Record a new consent, or close the referral")
                }
            };
            let standing = standing.say(lang);
            // Short enough for the message line of a narrow screen.
            both(
                lang,
                format!("「{}」には医師の了解が必要です（{standing}）。{ja}。", step.say(lang)),
                format!("No {} without the physician's consent ({standing}). {en}.", step.say(lang)),
            )
        }
        Rule::ConsentIs { step, standing } => both(
            lang,
            format!(
                "医師の了解は「{}」のため、「{}」は記録できません。いまの記録を確かめてください。",
                standing.say(lang),
                step.say(lang)
            ),
            format!(
                "The consent is {}, which does not allow {}. Look at what is recorded.",
                standing.say(lang),
                step.say(lang)
            ),
        ),
        Rule::NotOfTeam { member, team } => both(
            lang,
            format!("{}さんは{}チームではありません。チームの職員を選んでください。", name(*member), team.say(lang)),
            format!("{} does not work for the {} team. Choose one of its members.", name(*member), team.say(lang)),
        ),
        Rule::HasLeft { member } => both(
            lang,
            format!("{}さんは退職しています。ほかの職員を選んでください。", name(*member)),
            format!("{} has left the centre. Choose somebody else.", name(*member)),
        ),
        Rule::HasIt { member } => both(
            lang,
            format!("すでに{}さんが担当です。替えるときは、ほかの職員を選んでください。", name(*member)),
            format!("{} has it already. To hand it over, choose somebody else.", name(*member)),
        ),
        Rule::OverCapacity(numbers) => {
            let (open, capacity) = (numbers.open, capacity(numbers));
            let full_time = numbers.full_time_equivalent;
            both(
                lang,
                format!(
                    "{}さんは常勤換算{full_time}で{capacity}件まで持てますが、すでに{open}件あります。それでも割り当てるときは、確認してからもう一度実行してください。",
                    name(numbers.member)
                ),
                format!(
                    "{} is {full_time} of a full post, can carry {capacity} referrals and has {open}. Confirm to assign it all the same, or choose somebody else.",
                    name(numbers.member)
                ),
            )
        }
        Rule::NothingAssessed => both(
            lang,
            "訪問も評価点も記録がないため、アセスメントを終了できません。先に記録してください。".into(),
            "The assessment has neither a visit nor a score, so it cannot end. Record one first.".into(),
        ),
        Rule::ScoreOutOfRange { scale, total } => {
            let (scale, highest, step) = (scale.name(), scale.highest(), scale.step());
            let (ja, en) = if step > 1 {
                (format!("、{step}点刻み"), format!(" in steps of {step}"))
            } else {
                Default::default()
            };
            both(
                lang,
                format!("{scale} の{total}点はありません。0〜{highest}点{ja}で入力してください。"),
                format!("{scale} cannot be {total}. Enter 0 to {highest}{en}."),
            )
        }
        Rule::TooEarly { outcome, state, next } => both(
            lang,
            format!("「{}」の依頼は「{}」で終了できません。{}", state.say(lang), outcome.say(lang), then(*next, lang)),
            format!(
                "A referral that is {} cannot end as “{}”. {}",
                state.say(lang),
                outcome.say(lang),
                then(*next, lang)
            ),
        ),
        Rule::NotRefused { standing } => both(
            lang,
            format!("医師の了解は「{}」です。了解が得られないときは、先にそれを記録してください。", standing.say(lang)),
            format!("The physician's consent is: {}. If it was refused, record that first.", standing.say(lang)),
        ),
        Rule::OtherCase => both(
            lang,
            "依頼先のチームと対象者は変えられません。誤りのときは取消にして、新しい依頼を作ってください。".into(),
            "The team and the patient of a referral do not change. If they are wrong, cancel it and make a new one."
                .into(),
        ),
    }
}

fn introduction_refusal(rule: &IntroductionProblem, lang: Lang) -> String {
    match rule {
        IntroductionProblem::NotNow { step, state, next } => {
            let then = match (next, lang) {
                (Some(next), Lang::Ja) => format!("次は「{}」です。", next.say(lang)),
                (Some(next), Lang::En) => format!("Next: {}.", next.say(lang)),
                (None, Lang::Ja) => "必要なときは新しい紹介を作ってください。".into(),
                (None, Lang::En) => "Make a new introduction if one is needed.".into(),
            };
            both(
                lang,
                format!("「{}」の紹介に「{}」はできません。{then}", state.say(lang), step.say(lang)),
                format!("The introduction is “{}”, which does not allow {}. {then}", state.say(lang), step.say(lang)),
            )
        }
        IntroductionProblem::NotYet { on } => both(
            lang,
            format!("実施日（{}）がまだ来ていません。実施してから記録してください。", on.date().format("%-m/%-d")),
            format!("The day ({}) has not come yet. Record it once it took place.", on.date()),
        ),
        IntroductionProblem::OtherPatient => both(
            lang,
            "紹介の対象者は変えられません。誤りのときは取消にして、新しい紹介を作ってください。".into(),
            "The patient of an introduction does not change. If it is wrong, cancel it and make a new one.".into(),
        ),
    }
}

impl Say for ReferralProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        Cow::Owned(refusal(self, lang, |member| member.to_string()))
    }
}
