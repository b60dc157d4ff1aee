//! Words for regional issues: states, steps, outcomes, what is counted, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::domain::code::CodeList;
use crate::domain::regional_issue::rise::{Facet, Series};
use crate::domain::regional_issue::{IssueOutcome, IssueState, IssueStep, RegionalIssueProblem};
use crate::domain::settings::Settings;

words! { IssueState {
    Extracted => "抽出", "extracted";
    Considered => "検討", "considered";
    ActedOn => "対応", "acted on";
    Evaluated => "評価", "evaluated";
    Closed => "終了", "closed";
} }

words! { IssueStep {
    Amend => "訂正", "amending";
    AddCases => "相談の追加", "adding consultations";
    RemoveCase => "相談の取外し", "taking a consultation off";
    Consider => "検討の開始", "taking it up";
    Act => "対策の記録", "recording a measure";
    Meet => "会議の記録", "recording a meeting";
    AdoptRule => "ルールの記録", "recording a rule";
    Evaluate => "評価の記録", "evaluating";
    Close => "終了", "closing";
    Reopen => "再開", "opening it again";
} }

words! { IssueOutcome {
    Solved => "解消", "solved";
    Improved => "改善", "improved";
    Remains => "残存", "remains";
    NotTakenUp => "取り上げない", "not taken up";
} }

impl Say for RegionalIssueProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en) = match self {
            Self::NotNow { step: step @ IssueStep::Evaluate, state } => (
                format!(
                    "この課題は「{}」です。{}の前に、対策を記録してください。",
                    state.say(Lang::Ja),
                    step.say(Lang::Ja)
                ),
                format!("This issue is {}. Record a measure before {}.", state.say(Lang::En), step.say(Lang::En)),
            ),
            Self::NotNow { step: step @ (IssueStep::Act | IssueStep::AdoptRule), state: IssueState::Extracted } => (
                format!("この課題はまだ検討していません。{}の前に、検討を始めてください。", step.say(Lang::Ja)),
                format!("Nobody has considered this issue yet. Take it up before {}.", step.say(Lang::En)),
            ),
            Self::NotNow { step, state: IssueState::Closed } => (
                format!("この課題は終了しています。{}の前に、理由をつけて再開してください。", step.say(Lang::Ja)),
                format!("This issue is closed. Open it again, with the reason, before {}.", step.say(Lang::En)),
            ),
            Self::NotNow { step, state } => (
                format!("この課題は「{}」のため、{}はできません。", state.say(Lang::Ja), step.say(Lang::Ja)),
                format!("This issue is {}, so {} is not possible.", state.say(Lang::En), step.say(Lang::En)),
            ),
            Self::DrawnFromNothing => (
                "課題は候補か相談から起こします。もとになる相談を選んでください。".into(),
                "An issue is drawn from a candidate or from consultations. Choose the consultations behind it.".into(),
            ),
            Self::InFuture { on } => (
                format!("{on}は先の日です。実際の日を入れてください。"),
                format!("{on} lies in the future. Enter the day on which it happened."),
            ),
            Self::BeforeMeasure { on, measure } => (
                format!("{on}は、最初の対策の日（{measure}）より前です。日を確かめてください。"),
                format!("{on} is before the first measure ({measure}). Check the day."),
            ),
            Self::AlreadyThere => (
                "選んだ相談は、すでにこの課題に入っています。".into(),
                "These consultations are among those of the issue already.".into(),
            ),
            Self::NoSuchCase { case } => (
                format!("相談{case}は、この課題に入っていません。"),
                format!("Consultation {case} is none of this issue."),
            ),
            Self::LastCase => (
                "最後の1件は外せません。別の相談を加えてから外してください。".into(),
                "The last consultation cannot be taken off. Add another one first.".into(),
            ),
            Self::NotEvaluated { outcome, state } => (
                format!(
                    "「{}」で終えられるのは評価の後です（いまは「{}」）。先に評価を記録してください。",
                    outcome.say(Lang::Ja),
                    state.say(Lang::Ja)
                ),
                format!(
                    "It can be closed as {} only once it is evaluated (now it is {}). Evaluate it first.",
                    outcome.say(Lang::En),
                    state.say(Lang::En)
                ),
            ),
            Self::TakenUp => (
                "対策をとった課題は「取り上げない」では終えられません。評価してから終えてください。".into(),
                "Measures were taken, so it cannot be closed as not taken up. Evaluate it, then close it.".into(),
            ),
            Self::NothingChanged => (
                "変わったところがありません。直してから保存してください。".into(),
                "Nothing is changed. Change it, then save.".into(),
            ),
            Self::NoCandidate { month } => (
                format!(
                    "{month}までの集計では、この件数は偶然を超えて増えていません。候補の一覧を読み直してください。"
                ),
                format!(
                    "In the months up to {month} this count does not rise beyond chance. Read the candidates again."
                ),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

/// What one thing that is counted by is called: 常盤平, 退院, 独居, ケアマネジャー.
pub fn facet(facet: &Facet, settings: &Settings, lang: Lang) -> String {
    let listed = |list, code| super::timeline::code(settings, list, code, lang);
    match facet {
        Facet::Area(area) => settings.city.area(area).map_or_else(
            || area.0.clone(),
            |area| match lang {
                Lang::Ja => area.name.clone(),
                Lang::En => area.en.clone(),
            },
        ),
        Facet::Topic(code) => listed(CodeList::Topics, code),
        Facet::Tag(code) => listed(CodeList::Tags, code),
        Facet::Asker(asker) => asker.say(lang).into_owned(),
    }
}

/// What is counted: one thing, or two at once.
pub fn series(series: &Series, settings: &Settings, lang: Lang) -> String {
    let parts = [Some(&series.of), series.with.as_ref()].into_iter().flatten();
    parts.map(|part| facet(part, settings, lang)).collect::<Vec<_>>().join(" × ")
}
