//! Words for outreach: states, steps, choices, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::domain::outreach::{Ground, Met, OutreachOutcome, OutreachProblem, OutreachState, OutreachStep, RiskClass};

words! { OutreachState {
    Proposed => "提案", "proposed";
    Decided => "実施決定", "decided";
    Visited => "訪問済", "visited";
    FollowingUp => "フォロー中", "following up";
    Closed => "終了", "closed";
    NotTakenUp => "見送り", "not taken up";
    Cancelled => "中止", "cancelled";
} }

words! { OutreachStep {
    Decide => "実施の決定", "deciding";
    ChangeBasis => "同意・根拠の変更", "changing the basis";
    Visit => "訪問の記録", "recording a visit";
    PlanFollowUp => "フォローの予定", "planning what follows";
    FollowUp => "フォローの記録", "recording what followed";
    Close => "終了", "closing";
    NotTakeUp => "見送り", "leaving it";
    Cancel => "中止", "cancelling";
} }

words! { Ground {
    DangerToLife => "生命・身体の危険", "danger to life or body";
    NoCapacity => "判断能力の低下", "cannot judge for themself";
    AbuseOrNeglect => "虐待・セルフネグレクトの疑い", "abuse or self-neglect suspected";
    AskedByCity => "行政からの依頼", "asked by the city";
    Other => "その他", "other";
} }

words! { Met {
    Met => "面会できた", "met";
    NobodyOpened => "応答なし", "nobody opened";
    TurnedAway => "面会拒否", "turned away";
} }

words! { RiskClass {
    Low => "低", "low";
    Medium => "中", "medium";
    High => "高", "high";
    Urgent => "緊急", "urgent";
} }

words! { OutreachOutcome {
    Connected => "医療・介護につながった", "in care now";
    Watched => "地域の見守りへ", "watched by the community";
    Hospitalised => "入院", "in hospital";
    Facility => "施設へ入所", "in a facility";
    NotReached => "会えないまま終了", "never reached";
    Died => "死亡", "died";
    Moved => "転出", "moved away";
    Other => "その他", "other";
} }

impl Say for OutreachProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        use OutreachState::{Cancelled, Closed, Decided, NotTakenUp, Proposed};
        let when = |on| super::referral::when(on, 0);
        let (ja, en): (String, String) = match self {
            Self::NotNow { step, state: state @ (Closed | NotTakenUp | Cancelled) } => (
                format!(
                    "「{}」のため、{}はできません。続けるときは、相談から新しく提案してください。",
                    state.say(Lang::Ja),
                    step.say(Lang::Ja)
                ),
                format!(
                    "It is {}, so {} is not possible. Propose a new one from the consultation to go on.",
                    state.say(Lang::En),
                    step.say(Lang::En)
                ),
            ),
            Self::NotNow { step, state: Proposed } => (
                format!("{}の前に、実施の決定が必要です。", step.say(Lang::Ja)),
                format!("Before {}, it has to be decided that somebody goes.", step.say(Lang::En)),
            ),
            Self::NotNow { step, state: Decided } if *step != OutreachStep::Decide => (
                format!("{}の前に、訪問の記録が必要です。", step.say(Lang::Ja)),
                format!("Before {}, a visit has to be recorded.", step.say(Lang::En)),
            ),
            Self::NotNow { step: OutreachStep::FollowUp, .. } => (
                "予定したフォローがありません。先にフォローの予定を入れてください。".into(),
                "Nothing is planned to follow. Plan it first.".into(),
            ),
            Self::NotNow { step, state } => (
                format!("「{}」のため、{}はできません。", state.say(Lang::Ja), step.say(Lang::Ja)),
                format!("It is {}, so {} is not possible.", state.say(Lang::En), step.say(Lang::En)),
            ),
            Self::NoBasis => (
                "本人の同意か、同意なく行う根拠が記録されていません。どちらかを選び、内容を書いてください。".into(),
                "Neither the person's consent nor the ground for acting without it is recorded. Choose one and say what it is."
                    .into(),
            ),
            Self::InFuture { on } => (
                format!("{}は先の日時です。実際の日時を入れてください。", when(*on)),
                format!("{} lies in the future. Enter when it happened.", when(*on)),
            ),
            Self::NoFindings => (
                "面会できた訪問には、所見（1つ以上）とリスクの区分が必要です。".into(),
                "Where the person was met, at least one finding and the class of risk are needed.".into(),
            ),
            Self::NothingToFollow { number } => (
                format!("フォロー{number}はないか、すでに記録されています。一覧を確かめてください。"),
                format!("There is no follow-up {number} to do, or it is recorded already. Look at the list."),
            ),
            Self::FollowUpWaits { count } => (
                format!("終わっていないフォローが{count}件あります。結果を記録してから終了してください。"),
                format!("{count} follow-ups are not done. Record what came of them, then close."),
            ),
            Self::NeverMet { outcome } => (
                format!("一度も面会できていないため、結果を「{}」にはできません。", outcome.say(Lang::Ja)),
                format!("The person was never met, so the outcome cannot be \"{}\".", outcome.say(Lang::En)),
            ),
            Self::NothingChanged => (
                "変わったところがありません。直してから保存してください。".into(),
                "Nothing is changed. Change it, then save.".into(),
            ),
            Self::PatientGone => (
                "この対象者は亡くなったか転出しています。新しいアウトリーチはできません。".into(),
                "This patient died or moved away. No new outreach can be begun.".into(),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}
