//! Words for the region's shared record: standings of agreements, months, and the sentence for each refusal.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::domain::code::{CodeList, CodeLists};
use crate::domain::enrolment::{AgreementStanding, EnrolmentProblem};
use crate::domain::month::Month;
use chrono::{Datelike, NaiveDate};

words! { AgreementStanding {
    Ahead => "開始前", "not yet";
    InForce => "有効", "in force";
    RunOut => "期間満了", "run out";
    Ended => "終了", "ended";
} }

/// `11月`, with the year where it is another one.
pub fn month(month: Month, this_year: i32, lang: Lang) -> String {
    let day = month.first_day();
    match (lang, day.year() == this_year) {
        (Lang::Ja, true) => format!("{}月", day.month()),
        (Lang::Ja, false) => format!("{}年{}月", day.year(), day.month()),
        (Lang::En, true) => day.format("%b").to_string(),
        (Lang::En, false) => day.format("%b %Y").to_string(),
    }
}

/// The sentence for a refusal, with associations by the words of the centre's list.
pub fn refusal(problem: &EnrolmentProblem, codes: &CodeLists, lang: Lang) -> String {
    match problem {
        EnrolmentProblem::NoAgreement { association, on, standing } => {
            let name =
                codes.find(CodeList::Associations, association).map_or(association.0.as_str(), |entry| match lang {
                    Lang::Ja => entry.ja.as_str(),
                    Lang::En => entry.en.as_str(),
                });
            no_agreement(name, *on, *standing, lang)
        }
        other => other.say(lang).into_owned(),
    }
}

fn date(day: NaiveDate) -> String {
    day.format("%Y/%-m/%-d").to_string()
}

fn no_agreement(name: &str, on: NaiveDate, standing: Option<AgreementStanding>, lang: Lang) -> String {
    let on = date(on);
    match (lang, standing) {
        (Lang::Ja, None) => format!(
            "{name}とは{on}時点で有効な協定がありません。先に協定を登録してください。協定のない団体の会員は参加できません。"
        ),
        (Lang::Ja, Some(standing)) => format!(
            "{name}との協定は{on}時点で「{}」です。協定を更新するか結び直してから、参加を登録してください。",
            standing.say(lang)
        ),
        (Lang::En, None) => {
            format!(
                "There is no agreement with the {name} that holds on {on}. Record it first: nobody enrols without one."
            )
        }
        (Lang::En, Some(standing)) => {
            format!(
                "The agreement with the {name} is {} on {on}. Renew or sign it again, then enrol.",
                standing.say(lang)
            )
        }
    }
}

impl Say for EnrolmentProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en) = match self {
            Self::NoAgreement { association, on, standing } => {
                return no_agreement(&association.0, *on, *standing, lang).into();
            }
            Self::AgreementHolds { agreement } => (
                format!("この団体とは有効な協定（{agreement}）があります。新しく結ばずに、更新してください。"),
                format!("The association has an agreement that holds ({agreement}). Renew that one."),
            ),
            Self::AgreementEnded { on } => (
                format!("この協定は{}に終了しています。続けるときは新しい協定を登録してください。", date(*on)),
                format!("This agreement ended on {}. Record a new one to go on.", date(*on)),
            ),
            Self::OtherAssociation => (
                "協定の相手の団体は変えられません。別の団体とは新しい協定を登録してください。".into(),
                "The association of an agreement does not change. Record a new one with the other association.".into(),
            ),
            Self::NotLonger { before } => (
                format!("新しい期限は、いまの期限（{}）より後にしてください。", date(*before)),
                format!("The new last day has to be later than the present one ({}).", date(*before)),
            ),
            Self::BeforeStart { start } => (
                format!("{}より前の日付です。日付を確かめてください。", date(*start)),
                format!("The day lies before {}. Check it.", date(*start)),
            ),
            Self::InFuture => (
                "先の日付です。実際の日付を入れてください。".into(),
                "The day lies in the future. Enter when it happened.".into(),
            ),
            Self::OutsideMonth { month } => (
                format!("最後に使った日が{month}の日付ではありません。日付か月を確かめてください。"),
                format!("The last day of use does not lie in {month}. Check the day or the month."),
            ),
            Self::AlreadyEnrolled { enrolment } => (
                format!("この事業所はすでに参加しています（{enrolment}）。使用の記録はそちらに付けてください。"),
                format!("This organisation takes part already ({enrolment}). Note its use there."),
            ),
            Self::Ended { on } => (
                format!(
                    "この事業所の参加は{}に終わっています。再び参加するときは、新しく登録してください。",
                    date(*on)
                ),
                format!("This organisation took part until {}. Enrol it anew to go on.", date(*on)),
            ),
            Self::NothingChanged => (
                "変わったところがありません。直してから保存してください。".into(),
                "Nothing is changed. Change it, then save.".into(),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}
