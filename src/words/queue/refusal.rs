//! The sentence for each refusal of the queue: what happened, to what, and what to do next.

use std::borrow::Cow;

use crate::domain::consultation::ConsultationProblem;
use crate::domain::id::StaffId;
use crate::words::{Lang, Say};

/// The sentence for a refusal: what happened, to what, and what to do next. `name` gives the names of staff.
pub fn refusal(problem: &ConsultationProblem, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    use ConsultationProblem as P;
    let (ja, en) = match problem {
        P::ClaimedBy { number, holder } => (
            format!("{number}は{}が担当しています。引き継ぐときは「担当交代」を使ってください。", name(*holder)),
            format!("{number} is with {}. Use “take over” to take it.", name(*holder)),
        ),
        P::AlreadyHolds { number, holder } => (
            format!("{number}はすでに{}の担当です。そのまま対応を記録してください。", name(*holder)),
            format!("{number} is with {} already. Go on and record a step.", name(*holder)),
        ),
        P::Unclaimed { number } => (
            format!("{number}は担当が決まっていません。先に担当を決めてください。"),
            format!("Nobody has {number} yet. Claim it first."),
        ),
        P::Finished { number, state } => (
            format!("{number}は{}しています。続けるときは再開してください。", state.say(lang)),
            format!("{number} is {}. Reopen it to go on.", state.say(lang)),
        ),
        P::NotOnHold { number } => (
            format!("{number}は保留中ではありません。そのまま対応を記録してください。"),
            format!("{number} is not on hold. Go on and record a step."),
        ),
        P::OnHold { number } => (
            format!("{number}はすでに保留中です。期日を変えるときは、いちど保留を解いてください。"),
            format!("{number} is on hold already. Take it off hold first to change the day."),
        ),
        P::NotResolved { number, state } => (
            format!("{number}は「{}」です。終結の前に、結果を入れて解決にしてください。", state.say(lang)),
            format!("{number} is {}. Resolve it with an outcome before closing it.", state.say(lang)),
        ),
        P::StillOpen { number, state } => (
            format!("{number}は「{}」で、終わっていません。再開は要りません。", state.say(lang)),
            format!("{number} is {} and open. There is no need to reopen it.", state.say(lang)),
        ),
        P::NoStep { number } => (
            format!("{number}は対応の記録がありません。対応を1件記録してから解決にしてください。"),
            format!("{number} has no step. Record what was done, then resolve it."),
        ),
        P::CallOpen { number, step } => (
            format!(
                "{number}は折り返しが残っています（対応{}）。折り返すか、結果を「連絡つかず」にしてください。",
                step.0
            ),
            format!(
                "{number} still has a call to return (step {}). Call back, or choose “could not be reached”.",
                step.0
            ),
        ),
        P::NoSuchStep { number, step } => (
            format!("{number}に対応{}はありません。番号を確かめてください。", step.0),
            format!("{number} has no step {}. Check the number.", step.0),
        ),
        P::StepCorrected { number, step } => (
            format!("{number}の対応{}は訂正済みです。訂正後の記録を訂正してください。", step.0),
            format!("Step {} of {number} has been corrected. Correct what stands beside it.", step.0),
        ),
        P::CannotHold { number, staff } => (
            format!("{}は{number}を担当できません。相談員か管理責任者を選んでください。", name(*staff)),
            format!("{} cannot hold {number}. Choose a coordinator or a manager.", name(*staff)),
        ),
        P::LinkedTo { number, patient } => (
            format!("{number}は対象者{patient}に結び付いています。変えるときは、先に切り離してください。"),
            format!("{number} is linked to patient {patient}. Part it first to link it to another."),
        ),
        P::NotLinked { number } => (
            format!("{number}は対象者に結び付いていません。先に対象者を選んでください。"),
            format!("{number} is linked to no patient. Choose one first."),
        ),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

impl Say for ConsultationProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let somebody = match (self, lang) {
            (Self::AlreadyHolds { .. }, Lang::Ja) => "その職員",
            (Self::AlreadyHolds { .. }, Lang::En) => "that person",
            (_, Lang::Ja) => "ほかの職員",
            (_, Lang::En) => "another member of staff",
        };
        Cow::Owned(refusal(self, lang, |_| somebody.to_owned()))
    }
}
