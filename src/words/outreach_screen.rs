//! Words of the pane of outreach: actions, labels, counts, and why an action cannot be done now.

use chrono::NaiveDate;

use super::actions::actions;
use super::{Lang, Text};

actions! {
    PROPOSE: "アウトリーチ", "outreach", "医師アウトリーチを提案する", "Propose outreach", "いしアウトリーチをていあんする";
    NEXT: "次へ", "next step", "次の手順に進む", "Take the next step", "つぎのてじゅんにすすむ";
    DECIDE: "決定", "decide", "同意か根拠を確かめて実施を決める", "Decide that somebody goes, on consent or a ground", "どういかこんきょをたしかめてじっしをきめる";
    BASIS: "同意", "basis", "同意・根拠を改める", "Change the consent or the ground", "どういこんきょをあらためる";
    VISIT: "訪問", "visit", "訪問を記録する（応答なしも）", "Record a visit, also where nobody opened", "ほうもんをきろくする おうとうなし";
    PLAN: "予定", "plan", "フォローの予定を入れる", "Plan what follows", "フォローのよていをいれる";
    FOLLOW_UP: "フォロー", "follow up", "フォローの結果を記録する", "Record what came of it", "フォローのけっかをきろくする";
    CLOSE: "終了", "close", "結果を入れて終了する", "Close it with an outcome", "けっかをいれてしゅうりょうする";
    NOT_TAKE_UP: "見送り", "leave it", "理由をつけて見送る", "Decide that nobody goes, with a reason", "りゆうをつけてみおくる";
    CANCEL: "中止", "cancel", "理由をつけて中止する", "Give it up with a reason", "りゆうをつけてちゅうしする";
    CASE: "相談", "case", "もとの相談を開く", "Open the consultation", "もとのそうだんをひらく";
    TIMELINE: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
    DUE: "期限のみ", "due only", "フォローの期限が来たものだけ、またはすべて", "Only what is due, or all again", "フォローのきげんがきたものだけ";
    FINISHED: "終了も", "finished", "終わったものも出す・戻す", "With ended ones, or open ones only", "おわったものもだす";
    FIND: "検索", "find", "氏名・番号でさがす", "Find by name or number", "しめい ばんごうでさがす";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "アウトリーチ", "Outreach";
    NO_OUTREACH: "あてはまるアウトリーチはありません", "No such outreach";
    NEED_OUTREACH: "アウトリーチをえらんでください", "Select an outreach first";
    NO_PATIENT: "対象者がまだ登録されていません。もとの相談で対象者に結び付けてください", "No patient is named yet. Link the consultation to one";
    NO_NEXT: "終わっているため、次の手順はありません", "It has ended: there is no next step";
    PROPOSED: "アウトリーチを提案しました", "The outreach is proposed";
    SAVED: "保存しました", "Saved";
    PROPOSE_FORM: "アウトリーチの提案", "Propose outreach";
    DECIDE_FORM: "実施の決定", "Decide that somebody goes";
    BASIS_FORM: "同意・根拠の変更", "Change the basis";
    VISIT_FORM: "訪問の記録", "Record a visit";
    PLAN_FORM: "フォローの予定", "Plan what follows";
    FOLLOW_UP_FORM: "フォローの結果", "What came of it";
    CLOSE_FORM: "終了", "Close";
    NOT_TAKE_UP_FORM: "見送り", "Leave it";
    CANCEL_FORM: "中止", "Give it up";
    WHEN: "日時", "When";
    REASON: "理由", "Reason";
    WHY: "提案の理由", "Why";
    DECIDED_BY: "決定者", "Decided by";
    BASIS_LABEL: "同意・根拠", "Acted on";
    BASIS_HELP: "本人の同意がなければ、同意なく行う根拠を選ぶ", "Without consent, choose the ground for acting";
    BASIS_TEXT: "その内容", "What it rests on";
    CONSENT: "本人の同意", "the person's consent";
    NOTE: "備考", "Note";
    PHYSICIAN: "訪問した医師", "Physician";
    COMPANIONS: "同行者", "With";
    COMPANIONS_HELP: "地域包括支援センターの職員など", "Staff of the community support centre and others";
    MET: "面会", "Met";
    TIME_SPENT: "所要時間", "Time spent";
    MINUTES: "分", "min";
    HOW_IT_WENT: "様子", "How it went";
    DAILY_LIVING: "ADL", "Daily living";
    COGNITION: "認知", "Cognition";
    ILLNESS: "疾病", "Illness";
    HYGIENE: "衛生", "Hygiene";
    CONTACT: "人との交流", "Contact";
    UTILITIES: "ライフライン", "Utilities";
    RISK: "リスク", "Risk";
    RISK_REASON: "リスクの根拠", "What it rests on";
    WHAT: "すること", "What follows";
    MEMBER: "担当", "Who";
    WITH: "ほかに動く人", "With whom";
    DUE_ON: "期日", "By";
    WHICH: "フォロー", "Which";
    TEXT: "内容", "Text";
    OUTCOME: "結果", "Outcome";
    FIND_FORM: "氏名・番号", "Name, number";
    NUMBER: "相談", "Case";
    SUPPORT_CENTRE: "地域包括", "Support centre";
    FOLLOW_UPS: "フォロー", "What follows";
    VISITS: "訪問", "Visits";
    RECORDS: "記録", "Record";
    OUTSIDE_INSURANCE: "保険外", "outside insurance";
    NO_BASIS_YET: "未決定", "not decided";
    PATIENT_CHANGED: "対象者の変更", "patient changed";
    FINISHED_SHOWN: "終了も表示", "with ended ones";
}

/// The counts at the top of the list.
pub fn counts(open: u32, undecided: u32, in_danger: u32, due: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("対応中{open} 決定待ち{undecided} 高リスク{in_danger} 期限{due}"),
        Lang::En => format!("open {open}  undecided {undecided}  high risk {in_danger}  due {due}"),
    }
}

/// The badge in the header: so many follow-ups are due.
pub fn badge(due: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("フォロー期限{due}"),
        Lang::En => format!("{due} due"),
    }
}

/// `次: 訪問の記録`.
pub fn next(step: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("次: {step}"),
        Lang::En => format!("next: {step}"),
    }
}

/// `リスク高`, `high risk`.
pub fn risk(class: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("リスク{class}"),
        Lang::En => format!("{class} risk"),
    }
}

/// `訪問2回`, `2 visits`.
pub fn visits(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("訪問{count}回"),
        Lang::En => {
            if count == 1 {
                "1 visit".to_owned()
            } else {
                format!("{count} visits")
            }
        }
    }
}

/// What follows, by when, as a line to choose: `1 再訪問 12/3`.
pub fn follow_up(number: u32, what: &str, due: NaiveDate) -> String {
    format!("{number} {what} {}", due.format("%-m/%-d"))
}
