//! The sentence for each problem: what happened, to what, and what to do next.

use std::borrow::Cow;

use super::{Lang, Say};
use crate::api::{FieldProblem, Problem};
use crate::domain::event::Kind;
use crate::domain::id::StaffId;
use crate::domain::staff::SYSTEM;

/// The sentence with people by name, as far as `name` knows them.
pub fn sentence(problem: &Problem, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    match problem {
        Problem::Queue(problem) => super::queue::refusal(problem, lang, name),
        Problem::Referral(problem) => super::referral::refusal(problem, lang, name),
        Problem::Pair(problem) => super::pair::refusal(problem, lang, name),
        Problem::SupportAdvice(problem) => super::support_advice::refusal(problem, lang, name),
        Problem::Conflict { kind, id, by: Some(by), .. } => {
            let (kind, who) = (kind.say(lang), name(*by));
            let person = if *by == SYSTEM { "" } else { "さん" };
            match lang {
                Lang::Ja => format!(
                    "{kind}「{id}」は、開いたあとに{who}{person}が変えました。入力は残っています。新しい内容を確かめてから保存してください。"
                ),
                Lang::En => format!(
                    "{who} changed the {kind} {id} after you opened it. What you typed is kept: look at the new one, then save."
                ),
            }
        }
        other => other.say(lang).into_owned(),
    }
}

impl Say for Problem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::Stranger { account } => (
                format!("アカウント {account} は職員として登録されていません。システム管理の担当に登録を頼んでください。"),
                format!("The account {account} belongs to no member of staff. Ask the administrator to register it."),
            ),
            Self::NotAllowed => (
                "あなたの役割ではできません。必要なときは管理責任者に頼んでください。".into(),
                "Your roles do not allow this. Ask a manager if it is needed.".into(),
            ),
            Self::NotFound { kind, id } => (
                format!("{}「{id}」は見つかりません。番号を確かめてください。", kind.say(Lang::Ja)),
                format!("There is no {} {id}. Check the number.", kind.say(Lang::En)),
            ),
            Self::Conflict { kind, id, .. } => (
                format!("{}「{id}」は、開いたあとにほかの人が変えました。入力は残っています。新しい内容を確かめてから保存してください。", kind.say(Lang::Ja)),
                format!("Somebody changed the {} {id} after you opened it. What you typed is kept: look at the new one, then save.", kind.say(Lang::En)),
            ),
            Self::Field { field, what } => {
                (format!("{field}: {}", what.say(Lang::Ja)), format!("{field}: {}", what.say(Lang::En)))
            }
            Self::VersionMismatch { server } => (
                format!("動いているサーバーは別の版（{server}）です。全員が終えるのを待つか、管理者に再起動を頼んでください。"),
                format!("The server that runs is of another version ({server}). Wait until everybody has left, or ask the administrator to restart it."),
            ),
            Self::BadRequest { why } => {
                (format!("依頼を読み取れません（{why}）。"), format!("The request cannot be read ({why})."))
            }
            Self::TooLarge => (
                "一度に送れる量を超えています。分けて送ってください。".into(),
                "It is more than can be sent at once. Send it in parts.".into(),
            ),
            Self::ReadOnly => (
                "ディスクに書けないため、いまは読むことしかできません。入力は残っています。管理者に知らせてください。".into(),
                "The disk cannot be written to: only reading works now. What you typed is kept. Tell the administrator.".into(),
            ),
            Self::Closing => (
                "サーバーが終わります。しばらくしてからもう一度お試しください。".into(),
                "The server is closing. Try again in a while.".into(),
            ),
            Self::Internal => (
                "プログラムの誤りで処理できませんでした。何も変わっていません。管理者に知らせてください。".into(),
                "A fault of the program stopped this. Nothing changed. Tell the administrator.".into(),
            ),
            Self::Centre(problem) => return problem.say(lang),
            Self::AccessLog(problem) => return problem.say(lang),
            Self::Queue(problem) => return problem.say(lang),
            Self::Patient(problem) => return problem.say(lang),
            Self::Timeline(problem) => return problem.say(lang),
            Self::Referral(problem) => return problem.say(lang),
            Self::Pair(problem) => return problem.say(lang),
            Self::Question(problem) => return problem.say(lang),
            Self::Outreach(problem) => return problem.say(lang),
            Self::SupportAdvice(problem) => return problem.say(lang),
            Self::Ict(problem) => return problem.say(lang),
            Self::Resource(problem) => return problem.say(lang),
            Self::Prevention(problem) => return problem.say(lang),
            Self::CareTeam(problem) => return problem.say(lang),
            Self::Absence(problem) => return problem.say(lang),
            Self::Region(problem) => return problem.say(lang),
            Self::Report(problem) => return problem.say(lang),
            Self::Session(problem) => return problem.say(lang),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

impl Say for FieldProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::Missing => ("入力してください。".into(), "fill this in.".into()),
            Self::TooLong { limit } => {
                (format!("{limit}文字までにしてください。"), format!("use at most {limit} characters."))
            }
            Self::UnknownCode { code } => (
                format!("「{code}」は一覧にありません。一覧から選んでください。"),
                format!("{code} is not in the list. Choose from the list."),
            ),
            Self::OutOfRange { from, to } => {
                (format!("{from}から{to}までで入力してください。"), format!("enter a value from {from} to {to}."))
            }
            Self::InFuture => ("先の日時です。確かめてください。".into(), "it lies in the future. Check it.".into()),
            Self::InPast => ("過ぎた日時です。確かめてください。".into(), "it lies in the past. Check it.".into()),
            Self::Taken => ("ほかの人が使っています。".into(), "somebody else has it already.".into()),
            Self::Unreadable => (
                "読み取れません。書き方を確かめてください。".into(),
                "it cannot be read. Check how it is written.".into(),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

super::words! { Kind {
    Centre => "センター", "centre";
    Staff => "職員", "member of staff";
    Patient => "対象者", "patient";
    Entry => "経過の記録", "timeline entry";
    Referral => "依頼", "referral";
    Introduction => "紹介", "introduction";
    Question => "質問", "question";
    Outreach => "アウトリーチ", "outreach";
    SupportAdvice => "サポート医への相談", "request for advice";
    CareTeam => "在宅医療チーム", "care team";
    Absence => "不在", "absence";
    Agreement => "協定", "agreement";
    IctEnrolment => "地域ICTの参加", "enrolment";
    RegionalIssue => "地域課題", "regional issue";
    Site => "資源", "place";
    Consultation => "相談", "consultation";
    PhysicianPair => "二人主治医", "pair of physicians";
    Screening => "質問票", "questionnaire";
    FractureCase => "骨折予防", "fracture prevention case";
    Closing => "締め", "closing";
} }
