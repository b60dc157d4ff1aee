//! Words of the pane of advice of support physicians: actions, labels, counts, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    ASK: "サポート医", "advice", "地域サポート医に相談する", "Ask the area's support physician", "ちいきサポートいにそうだんする じょげん";
    ANSWER: "回答", "answer", "サポート医の回答を記録する", "Record the support physician's answer", "サポートいのかいとうをきろくする";
    CORRECT: "回答訂正", "correct", "回答の記録を訂正する", "Correct the answer", "かいとうのきろくをていせいする";
    DECLINE: "辞退", "decline", "理由をつけて辞退を記録する", "Record that the physician cannot advise", "りゆうをつけてじたいをきろくする";
    WITHDRAW: "取下げ", "withdraw", "理由をつけて取り下げる", "Withdraw it with a reason", "りゆうをつけてとりさげる";
    CASE: "相談", "case", "もとの相談を開く", "Open the consultation", "もとのそうだんをひらく";
    TIMELINE: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
    OUTREACH: "アウトリーチ", "outreach", "アウトリーチを提案する", "Propose outreach", "アウトリーチをていあんする";
    MINE: "自分", "mine", "自分が頼んだ・頼まれたものだけにする・戻す", "Only what I asked or am asked, or all again", "じぶんがたのんだ たのまれたものだけにする";
    FINISHED: "終了も", "finished", "回答済・取下げも出す・戻す", "With ended ones, or waiting ones only", "かいとうずみ とりさげもだす";
    FIND: "検索", "find", "氏名・番号・医師でさがす", "Find by name, number or physician", "しめい ばんごう いしでさがす";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "サポート医", "Advice";
    NO_ADVICE: "あてはまるサポート医への相談はありません", "No such requests for advice";
    NEED_ADVICE: "サポート医への相談をえらんでください", "Select a request for advice first";
    NO_PATIENT: "対象者がまだ登録されていません。もとの相談で対象者に結び付けてください", "No patient is named yet. Link the consultation to one";
    NO_PHYSICIAN: "センターに医師が登録されていません。renkei staff add で医師を加えてください", "No physician is among the staff. Add one with renkei staff add";
    ASKED: "地域サポート医への相談を登録しました", "The support physician is asked";
    SAVED: "保存しました", "Saved";
    ASK_FORM: "地域サポート医への相談", "Ask the support physician";
    ANSWER_FORM: "サポート医の回答", "The support physician's answer";
    CORRECT_FORM: "回答の訂正", "Correct the answer";
    DECLINE_FORM: "辞退の記録", "The physician cannot advise";
    WITHDRAW_FORM: "取下げ", "Withdraw";
    PHYSICIAN: "サポート医", "Physician";
    PHYSICIAN_HELP: "この圏域の担当医が先に並びます", "Those placed in this area come first";
    WHEN: "日時", "When";
    MEANS: "方法", "By what means";
    TEXT: "相談の内容", "What is asked";
    JUDGEMENT: "判断", "Judgement";
    ADVICE_TEXT: "助言", "Advice";
    TIME_SPENT: "所要時間", "Time spent";
    MINUTES: "分", "min";
    REASON: "理由", "Reason";
    WHAT_WAS_WRONG: "誤っていた点", "What was wrong";
    FIND_FORM: "氏名・番号・医師", "Name, number, physician";
    ASKED_AT: "依頼", "Asked";
    BY: "依頼者", "Asked by";
    NUMBER: "相談", "Case";
    RECORDS: "記録", "Record";
    PATIENT_CHANGED: "対象者の変更", "patient changed";
    EVERYWHERE: "全圏域", "all areas";
    FINISHED_SHOWN: "終了も表示", "with ended ones";
}

/// The counts at the top of the list.
pub fn counts(open: u32, of_me: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("回答待ち{open} 自分あて{of_me}"),
        Lang::En => format!("waiting {open}  for me {of_me}"),
    }
}

/// The badge in the header: so much waits for the reader.
pub fn badge(of_me: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("助言待ち{of_me}"),
        Lang::En => format!("{of_me} for advice"),
    }
}

/// `20分`, `20 min`.
pub fn minutes(minutes: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{minutes}分"),
        Lang::En => format!("{minutes} min"),
    }
}
