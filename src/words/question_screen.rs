//! Words of the pane of questions: its actions, labels, counts, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    ANSWER: "回答", "answer", "医師の回答を記録する", "Record the physician's answer", "いしのかいとうをきろくする";
    NEW: "質問", "ask", "医師に質問する", "Put a question to a physician", "いしにしつもんする";
    REMIND: "催促", "remind", "催促を記録する", "Record a reminder", "さいそくをきろくする";
    CALL: "電話", "call", "期限切れの電話の相談を開く", "Open the call that came of it", "きげんぎれのでんわのそうだんをひらく";
    PATIENT: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
    SHARES: "回答状況", "shares", "事業所ごとの期限内の回答を見る・戻す", "Answers in time by organisation, or back", "じぎょうしょごとのきげんないのかいとうをみる かいとうじょうきょう";
    FILTER: "絞込", "filter", "一覧を絞り込む", "Show only some", "いちらんをしぼりこむ";
    CLEAR_FILTER: "絞込解除", "show all", "絞り込みを元に戻す", "Back to all open ones", "しぼりこみをもとにもどす";
    OVERDUE: "超過のみ", "overdue only", "期限切れだけにする・戻す", "Only what is overdue, or all again", "きげんぎれだけにする ちょうか";
    MINE: "自分", "mine", "自分が記録した質問だけにする・戻す", "Only what I recorded, or all again", "じぶんがきろくしたしつもんだけにする";
    ENDED: "終了も", "ended", "回答済・取下げも出す・戻す", "With ended ones, or open ones only", "かいとうずみ とりさげもだす";
    ORDER: "順", "order", "並び順を替える", "Change the order", "ならびじゅんをかえる";
    AMEND: "訂正", "amend", "質問の内容を訂正する", "Put the question right", "しつもんのないようをていせいする";
    CORRECT: "回答訂正", "correct", "回答の記録を訂正する", "Correct the answer", "かいとうのきろくをていせいする";
    WITHDRAW: "取下げ", "withdraw", "理由をつけて質問を取り下げる", "Withdraw the question with a reason", "りゆうをつけてしつもんをとりさげる";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "質問", "Questions";
    NO_QUESTIONS: "あてはまる質問はありません", "No such questions";
    NO_SHARES: "期限の来た質問はまだありません", "No question's time has come yet";
    NEED_QUESTION: "質問をえらんでください", "Select a question first";
    NO_CALL: "期限切れの電話はありません", "No call was made for it";
    NO_PATIENT: "対象者のない質問です", "It is about no patient";
    NO_FILTER: "絞り込んでいません", "Nothing is filtered";
    NO_SHARES_FOR_TEAM: "すべての質問を見る役割だけが見られます", "Only for those who see all questions";
    ASKED: "質問を登録しました。回答の期限まで見守ります", "The question is put. Its clock runs";
    SAVED: "保存しました", "Saved";
    ANSWERED: "回答を記録しました", "The answer is recorded";
    WITHDRAWN: "質問を取り下げました", "The question is withdrawn";

    NEW_QUESTION: "医師への質問", "Question to a physician";
    AMEND_QUESTION: "質問の訂正", "Amend the question";
    RECORD_ANSWER: "回答の記録", "Record the answer";
    RECORD_REMINDER: "催促の記録", "Record a reminder";
    CORRECT_ANSWER: "回答の訂正", "Correct the answer";
    WITHDRAW_QUESTION: "質問の取下げ", "Withdraw the question";
    FILTER_LIST: "絞り込み", "Show only";

    PATIENT_LABEL: "対象者", "Patient";
    PATIENT_HELP: "だれのことでもない質問なら空欄", "Leave empty if it is about nobody";
    PLACE: "宛先の医療機関", "Clinic or hospital";
    PLACE_TEXT: "宛先（一覧外）", "Other clinic, hospital";
    PHYSICIAN: "医師", "Physician";
    PHYSICIAN_PHONE: "医師への電話", "Physician's phone";
    PHYSICIAN_PHONE_HELP: "空欄なら医療機関の代表番号", "Empty means the number of the place";
    PROFESSION: "質問者の職種", "Asker's profession";
    ORGANISATION: "質問者の所属", "Asker's organisation";
    ORGANISATION_TEXT: "所属（一覧外）", "Other organisation";
    NAME: "質問者の氏名", "Asker";
    PHONE: "電話", "Phone";
    ASKED_AT: "質問日時", "Asked at";
    TEXT: "質問", "Question";
    WHEN: "日時", "When";
    MEANS: "方法", "By what means";
    BY: "回答者", "Who answered";
    ANSWER_TEXT: "回答", "Answer";
    NOTE: "備考", "Note";
    REASON: "理由", "Reason";
    WHAT_WAS_WRONG: "誤っていた点", "What was wrong";
    STATES: "状態", "States";
    OPEN_LABEL: "終了分", "Ended ones";
    OPEN_ONLY: "含めない", "leave out";
    OPEN_ENDED: "終了分だけ", "only these";
    OPEN_ALL: "含める", "take in";
    SEARCH_TEXT: "氏名・宛先・質問者", "Patient, physician, asker";

    DUE: "期限", "Due";
    TO: "宛先", "To";
    FROM: "質問者", "From";
    CALL_LABEL: "電話", "Call";
    SHARE: "回答状況", "In time";
    RECORDS: "記録", "Record";
    ORGANISATION_COLUMN: "事業所", "Organisation";
    PATIENT_ENDED: "死亡・転出のため催促しません", "died or moved away: nobody is reminded";
}

/// The counts at the top of the list.
pub fn counts(open: u32, overdue: u32, today: u32, mine: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("回答待ち{open} 期限切れ{overdue} 本日期限{today} 自分{mine}"),
        Lang::En => format!("open {open}  overdue {overdue}  due today {today}  mine {mine}"),
    }
}

/// The badge in the header.
pub fn badge(overdue: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("質問期限切れ{overdue}"),
        Lang::En => format!("{overdue} overdue"),
    }
}

/// How often the physician was reminded.
pub fn reminders(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("催促{count}回"),
        Lang::En => format!("reminded {count} x"),
    }
}

/// The head of the shares: of how many organisations, over which time.
pub fn shares(organisations: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("期限内の回答 {organisations}事業所 直近12か月 名前順"),
        Lang::En => format!("answered in time: {organisations} organisations, last twelve months, by name"),
    }
}
