//! Words of the high-risk approach: criteria, states, steps, outcomes, refusals, and what the queue is told.

use std::borrow::Cow;

use super::{Lang, Say, questionnaire, words};
use crate::api::prevention::PreventionProblem;
use crate::domain::fracture::{Bone, FallRisk, FractureProblem, FractureStage, FractureStep, Keeping};
use crate::domain::screening::{
    Answers, PreventionOutcome, Progress, Questionnaire, Risk, Rule, RuleState, Screening, ScreeningProblem,
    ScreeningState, ScreeningStep, Verdict, YesNo,
};

words! { Questionnaire {
    BasicChecklist => "基本チェックリスト", "basic checklist";
    OldOld => "後期高齢者の質問票", "questionnaire 75+";
} }

words! { YesNo {
    Yes => "はい", "yes";
    No => "いいえ", "no";
} }

words! { Rule {
    SeveralItems => "複数の項目に支障", "several items";
    Motor => "運動機能の低下", "motor function";
    Nutrition => "低栄養状態", "undernutrition";
    Oral => "口腔機能の低下", "oral function";
    Withdrawal => "閉じこもり", "housebound";
    Cognition => "認知機能の低下", "cognition";
    Depression => "うつ病の可能性", "possible depression";
} }

words! { RuleState {
    Met => "該当", "met";
    Open => "判定できない", "open";
    NotMet => "非該当", "not met";
} }

words! { Verdict {
    AtRisk => "該当", "at risk";
    Undecided => "未回答のため判定できない", "open: answers are missing";
    NotAtRisk => "非該当", "not at risk";
} }

words! { ScreeningState {
    Recorded => "未対応", "new";
    InQueue => "相談へ", "in queue";
    SetAside => "見送り", "set aside";
    Ended => "終了", "ended";
} }

words! { ScreeningStep {
    Amend => "回答の訂正", "putting the answers right";
    Link => "対象者の指定", "naming the patient";
    EnterQueue => "相談へ入れる", "entering the queue";
    SetAside => "見送り", "setting aside";
    TakeUp => "見送りの取消", "taking up again";
    FollowUp => "経過確認", "following up";
    End => "終了", "ending";
} }

words! { Progress {
    Better => "改善", "better";
    Unchanged => "維持", "unchanged";
    Worse => "悪化", "worse";
    NotReached => "連絡つかず", "not reached";
} }

words! { PreventionOutcome {
    Stable => "改善・維持", "better or stable";
    LinkedToPrevention => "通いの場・介護予防につないだ", "linked to prevention";
    LinkedToMedicalCare => "医療機関につないだ", "linked to medical care";
    LinkedToServices => "介護・福祉サービスにつないだ", "linked to services";
    Declined => "本人が希望せず", "declined";
    NotReached => "連絡つかず", "not reached";
    Died => "死亡", "died";
    Moved => "転出", "moved away";
} }

words! { Bone {
    Hip => "大腿骨近位部", "hip";
    Vertebra => "椎体", "vertebra";
    Wrist => "橈骨遠位端", "wrist";
    UpperArm => "上腕骨近位部", "upper arm";
    Other => "その他", "other";
} }

words! { Keeping {
    Kept => "継続", "kept up";
    Irregular => "不規則", "irregular";
    Stopped => "中断", "stopped";
    NotPrescribed => "処方なし", "not prescribed";
} }

words! { FallRisk {
    Low => "低い", "low";
    Middle => "中くらい", "middle";
    High => "高い", "high";
} }

words! { FractureStage {
    Known => "骨折を把握", "known";
    Coordinated => "治療医と連携", "coordinated";
    MedicationChecked => "服薬を確認", "medicine checked";
    FallRiskAssessed => "転倒リスク評価", "fall risk assessed";
    Supported => "個別支援", "supported";
    FollowedUp => "経過確認", "followed up";
    Ended => "終了", "ended";
} }

words! { FractureStep {
    Amend => "骨折の記録の訂正", "putting the fracture right";
    Link => "対象者の指定", "naming the patient";
    Coordinate => "治療医との連携", "coordinating with the treating doctor";
    CheckMedication => "服薬の確認", "checking the medicine";
    AssessFallRisk => "転倒リスクの評価", "assessing the fall risk";
    Support => "個別支援", "individual support";
    FollowUp => "経過確認", "following up";
    End => "終了", "ending";
} }

/// What the answers say, in a few words: 該当 運動機能の低下 口腔機能の低下.
pub fn risk(risk: &Risk, lang: Lang) -> String {
    let rules = |rules: &[Rule]| rules.iter().map(|rule| rule.say(lang)).collect::<Vec<_>>().join(" ");
    match (risk, lang) {
        (Risk::Met(met), Lang::Ja) => format!("該当 {}", rules(met)),
        (Risk::Met(met), Lang::En) => format!("at risk: {}", rules(met)),
        (Risk::Undecided(open), Lang::Ja) => format!("未判定 {}", rules(open)),
        (Risk::Undecided(open), Lang::En) => format!("open: {}", rules(open)),
        (Risk::Notable(count), Lang::Ja) => format!("注意する回答 {count}"),
        (Risk::Notable(count), Lang::En) => format!("{count} to note"),
        (Risk::None, Lang::Ja) => "該当なし".to_owned(),
        (Risk::None, Lang::En) => "none".to_owned(),
    }
}

/// What the queue is told of somebody who did not call. It is kept as written, in the language of the centre's work.
pub fn intake_text(screening: &Screening, reason: &str) -> String {
    let lang = Lang::Ja;
    let sheet = &screening.sheet;
    let mut lines =
        vec![format!("{}（{}回答）による把握。", screening.questionnaire().say(lang), sheet.on.format("%Y-%m-%d"))];
    match &sheet.answers {
        Answers::BasicChecklist(answers) => {
            for finding in answers.findings().iter().filter(|finding| finding.state == RuleState::Met) {
                let (number, points, needed) = (finding.rule.number(), finding.points, finding.rule.needed());
                lines.push(format!("基準{number} {}: {points}点（{needed}点以上で該当）", finding.rule.say(lang)));
            }
            if answers.is_withdrawing_further() {
                lines.push("外出の回数も減っている（No.17）。特に注意する。".to_owned());
            }
            let missing = answers.unanswered().count();
            if missing > 0 {
                lines.push(format!("未回答 {missing}項目"));
            }
        }
        Answers::OldOld(answers) => {
            for item in answers.notable() {
                let answer =
                    answers.get(item).and_then(|answer| questionnaire::answers(item).get(usize::from(answer) - 1));
                let answer = answer.map_or("", |answer| answer.say(lang));
                lines.push(format!("No.{} {}: {answer}", item.number(), questionnaire::old_old(item, lang)));
            }
        }
    }
    if !reason.is_empty() {
        lines.push(format!("理由: {reason}"));
    }
    if !sheet.note.is_empty() {
        lines.push(sheet.note.clone());
    }
    lines.join("\n")
}

impl Say for PreventionProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en) = match self {
            Self::Screening(problem) => screening_refusal(problem),
            Self::Fracture(problem) => fracture_refusal(problem),
            Self::PatientGone { patient } => (
                format!("対象者 {patient} は死亡または転出のため、新しくは始められません。対象者を確かめてください。"),
                format!("The patient {patient} died or moved away, so nothing new is begun. Check the patient."),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

fn screening_refusal(problem: &ScreeningProblem) -> (String, String) {
    let both = |text: &dyn Say| (text.say(Lang::Ja), text.say(Lang::En));
    match problem {
        ScreeningProblem::NotNow { step, state } => {
            let ((step_ja, step_en), (state_ja, state_en)) = (both(step), both(state));
            (
                format!("「{state_ja}」の質問票に「{step_ja}」はできません。状態を確かめてください。"),
                format!("A questionnaire that is “{state_en}” does not allow {step_en}. Check its state."),
            )
        }
        ScreeningProblem::NeedsReason => (
            "公表された基準に該当していません。相談へ入れる理由を入力してください。".into(),
            "No published criterion is met. Say why the person goes into the queue.".into(),
        ),
        ScreeningProblem::AlreadyLinked { patient } => (
            format!(
                "すでに対象者 {patient} の質問票です。違うときは見送りにし、正しい人の質問票を新しく記録してください。"
            ),
            format!("It belongs to patient {patient} already. If that is wrong, set it aside and record it anew."),
        ),
        ScreeningProblem::OtherQuestionnaire => (
            "質問票の種類は変えられません。新しく記録してください。".into(),
            "The kind of questionnaire cannot change. Record a new one.".into(),
        ),
        ScreeningProblem::NotYet { .. } => ahead(),
    }
}

fn fracture_refusal(problem: &FractureProblem) -> (String, String) {
    match problem {
        FractureProblem::Ended => (
            "終了しています。続けるときは新しい骨折として記録してください。".into(),
            "It has ended. Record a new fracture to go on.".into(),
        ),
        FractureProblem::NotYetThere { step, missing } => (
            format!("「{}」の前に「{}」が必要です。先に記録してください。", step.say(Lang::Ja), missing.say(Lang::Ja)),
            format!("Before {} comes {}. Record that first.", step.say(Lang::En), missing.say(Lang::En)),
        ),
        FractureProblem::AlreadyLinked { patient } => {
            (format!("すでに対象者 {patient} の記録です。"), format!("It belongs to patient {patient} already."))
        }
        FractureProblem::NotYet { .. } => ahead(),
    }
}

fn ahead() -> (String, String) {
    (
        "先の日時です。すでにあったことの日時を入力してください。".into(),
        "The time lies ahead. Enter when it happened.".into(),
    )
}
