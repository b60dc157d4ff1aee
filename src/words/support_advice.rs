//! Words for advice of support physicians: states, judgements, steps, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::domain::id::StaffId;
use crate::domain::support_advice::{AdviceProblem, AdviceState, AdviceStep, Judgement};

words! { AdviceState {
    Asked => "回答待ち", "waiting";
    Answered => "回答済", "answered";
    Declined => "辞退", "declined";
    Withdrawn => "取下げ", "withdrawn";
} }

words! { Judgement {
    Emergency => "緊急対応", "act at once";
    NeedsVisit => "訪問で確認", "needs a visit";
    NeedsDoctor => "受診が必要", "needs a doctor";
    OtherSupportFirst => "他の支援が先", "other support first";
    Watch => "経過観察", "watch";
    Unclear => "情報不足", "not enough is known";
} }

words! { AdviceStep {
    Answer => "回答の記録", "recording the answer";
    CorrectAnswer => "回答の訂正", "correcting the answer";
    Decline => "辞退の記録", "declining";
    Withdraw => "取下げ", "withdrawing";
} }

impl Say for AdviceProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        Cow::Owned(refusal(self, lang, |id| id.to_string()))
    }
}

/// Why a step is refused, with people by the names that `name` knows.
pub fn refusal(problem: &AdviceProblem, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    use AdviceProblem as P;
    let when = |on| super::referral::when(on, 0);
    let (ja, en): (String, String) = match problem {
        P::NotNow { step: AdviceStep::CorrectAnswer, state } => (
            format!("「{}」のため、訂正する回答がありません。", state.say(Lang::Ja)),
            format!("It is {}: there is no answer to correct.", state.say(Lang::En)),
        ),
        P::NotNow { step, state: AdviceState::Answered } => (
            format!(
                "回答済みのため、{}はできません。回答が誤っているときは「回答の訂正」を使ってください。",
                step.say(Lang::Ja)
            ),
            format!(
                "It has its answer, so {} is not possible. If the answer is wrong, correct it.",
                step.say(Lang::En)
            ),
        ),
        P::NotNow { step, state } => (
            format!(
                "「{}」のため、{}はできません。続けるときは、相談からもう一度依頼してください。",
                state.say(Lang::Ja),
                step.say(Lang::Ja)
            ),
            format!(
                "It is {}, so {} is not possible. Ask again from the consultation to go on.",
                state.say(Lang::En),
                step.say(Lang::En)
            ),
        ),
        P::NoPhysician { member } => (
            format!("{}はセンターの医師ではありません。地域サポート医を選び直してください。", name(*member)),
            format!("{} is no physician of the centre. Choose a support physician.", name(*member)),
        ),
        P::AskedOfAnother { physician } => (
            format!("別の医師（{}）への相談です。回答の聞き取りは相談員が記録します。", name(*physician)),
            format!("Another physician ({}) was asked. A coordinator takes the answer down.", name(*physician)),
        ),
        P::InFuture { on } => (
            format!("{}は先の日時です。実際の日時を入れてください。", when(*on)),
            format!("{} lies in the future. Enter when it happened.", when(*on)),
        ),
        P::BeforeAsked { on, asked } => (
            format!("{}は、依頼した{}より前です。日時を確かめてください。", when(*on), when(*asked)),
            format!("{} is before it was asked ({}). Check the time.", when(*on), when(*asked)),
        ),
        P::NothingChanged => (
            "変わったところがありません。直してから保存してください。".into(),
            "Nothing is changed. Change it, then save.".into(),
        ),
        P::PatientGone => (
            "この対象者は亡くなったか転出しています。新しい依頼はできません。".into(),
            "This patient died or moved away. Nothing new can be asked.".into(),
        ),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}
