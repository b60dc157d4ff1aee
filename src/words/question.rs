//! Words for questions to physicians: states, steps, the call's own text, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::api::question::QuestionOrder;
use crate::domain::question::{Question, QuestionProblem, QuestionState, QuestionStep, Share};
use crate::domain::referral::Party;
use crate::domain::timeline::Occurred;

words! { QuestionState {
    Asked => "回答待ち", "waiting";
    Reminded => "催促済", "reminded";
    Overdue => "期限切れ", "overdue";
    Answered => "回答済", "answered";
    Withdrawn => "取下げ", "withdrawn";
} }

words! { QuestionStep {
    Amend => "質問の訂正", "amending the question";
    Remind => "催促の記録", "recording a reminder";
    RunOut => "期限切れ", "running out";
    Answer => "回答の記録", "recording the answer";
    CorrectAnswer => "回答の訂正", "correcting the answer";
    Withdraw => "取下げ", "withdrawing";
} }

words! { QuestionOrder {
    Due => "期限", "due";
    Newest => "新しい順", "newest";
} }

impl Say for QuestionProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let when = |on: &Occurred| super::referral::when(*on, 0);
        let (ja, en) = match self {
            Self::NotNow { step, state: QuestionState::Answered } => (
                format!(
                    "この質問は回答済みのため、{}はできません。回答が誤っているときは「回答の訂正」を使ってください。",
                    step.say(Lang::Ja)
                ),
                format!(
                    "This question has its answer, so {} is not possible. If the answer is wrong, correct it.",
                    step.say(Lang::En)
                ),
            ),
            Self::NotNow { step, state } => (
                format!(
                    "この質問は「{}」のため、{}はできません。続けるときは新しい質問にしてください。",
                    state.say(Lang::Ja),
                    step.say(Lang::Ja)
                ),
                format!(
                    "This question is {}, so {} is not possible. Put a new question to go on.",
                    state.say(Lang::En),
                    step.say(Lang::En)
                ),
            ),
            Self::StillRunning { due } => (
                format!("回答の期限は{}で、まだ来ていません。", due.format("%-m/%-d %-H:%M")),
                format!("The answer is due on {}, which has not come yet.", due.format("%-m/%-d %-H:%M")),
            ),
            Self::InFuture { on } => (
                format!("{}は先の日時です。実際の日時を入れてください。", when(on)),
                format!("{} lies in the future. Enter when it happened.", when(on)),
            ),
            Self::BeforeAsked { on, asked } => (
                format!("{}は、質問した{}より前です。日時を確かめてください。", when(on), when(&Occurred::At(*asked))),
                format!(
                    "{} is before the question was put ({}). Check the time.",
                    when(on),
                    when(&Occurred::At(*asked))
                ),
            ),
            Self::Fixed => (
                "対象者・宛先の医療機関・質問日時は変えられません。誤っているときは取り下げて、質問し直してください。"
                    .into(),
                "Patient, place and time of a question do not change. If one is wrong, withdraw it and put it anew."
                    .into(),
            ),
            Self::NothingChanged => (
                "変わったところがありません。直してから保存してください。".into(),
                "Nothing is changed. Change it, then save.".into(),
            ),
            Self::PatientGone => (
                "この対象者は亡くなったか転出しています。新しい質問はできません。".into(),
                "This patient died or moved away. No new question can be put.".into(),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

fn named(place: &Party, person: &str) -> String {
    [place.name.as_str(), person].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the call says that comes into the queue when nobody answered in time. Like all that staff write into a record it is
/// kept as it was written, in Japanese.
pub fn call(question: &Question, phone: &str) -> String {
    let inquiry = &question.inquiry;
    let physician = named(&inquiry.to.place, &inquiry.to.physician);
    let phone = if phone.is_empty() { String::new() } else { format!("（{phone}）") };
    let asker = [named(&inquiry.from.organisation, &inquiry.from.name), inquiry.from.phone.clone()].join(" ");
    format!(
        "質問{}の回答がありません。{physician}{phone}へ電話で確認。\n質問: {}\n質問した人: {}\n回答の期限: {}",
        question.id,
        inquiry.text,
        asker.trim_end(),
        question.due.format("%-m/%-d %-H:%M"),
    )
}

/// What the call comes to once the question is answered.
pub fn answered(question: &Question) -> String {
    let said = question.answer.as_ref().map(|answer| format!("{}: {}", answer.by, answer.text)).unwrap_or_default();
    format!("質問{}に回答があった。{said}", question.id)
}

/// What the call comes to once the question is withdrawn.
pub fn withdrawn(question: &Question) -> String {
    format!("質問{}は取り下げられた。", question.id)
}

/// How many were answered in time: `期限内 8/10（80%）`; of few questions no share is given, and it is said why.
pub fn share(share: &Share, lang: Lang) -> String {
    let Share { questions, in_time, .. } = share;
    match (share.percent(), lang) {
        (_, Lang::Ja) if *questions == 0 => "実績なし".to_owned(),
        (_, Lang::En) if *questions == 0 => "none yet".to_owned(),
        (Some(percent), Lang::Ja) => format!("期限内 {in_time}/{questions}（{percent}%）"),
        (Some(percent), Lang::En) => format!("{in_time} of {questions} in time ({percent} %)"),
        (None, Lang::Ja) => format!("期限内 {in_time}/{questions}（件数が少なく割合は出しません）"),
        (None, Lang::En) => format!("{in_time} of {questions} in time (too few for a share)"),
    }
}

/// The middle of all organisations' shares.
pub fn median(median: Option<u32>, lang: Lang) -> String {
    match (median, lang) {
        (Some(percent), Lang::Ja) => format!("全体の中央値 {percent}%"),
        (Some(percent), Lang::En) => format!("median of all {percent} %"),
        (None, Lang::Ja) => "全体の中央値は、比べられる事業所が少なく出しません".to_owned(),
        (None, Lang::En) => "no median: too few organisations with enough questions".to_owned(),
    }
}
