//! Words of the queue's pane, forms and command: how long is left, headings, labels, what was saved.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::time::Moment;
use crate::words::actions::actions;
use crate::words::screen::weekday;
use crate::words::{Lang, Text};

actions! {
    OPEN: "開く", "open", "相談を大きく開く", "Open the consultation on the whole pane", "そうだんをおおきくひらく";
    BACK: "戻る", "back", "一覧に戻る", "Back to the list", "いちらんにもどる";
    NEW: "新規", "new", "相談を受け付ける", "Receive a consultation", "そうだんをうけつける しんき";
    CLAIM: "担当", "claim", "この相談の担当になる", "Claim this consultation", "このそうだんのたんとうになる";
    STEP: "対応", "answer", "対応を記録する", "Record a step of the answer", "たいおうをきろくする";
    CALL_BACK: "折返し", "call back", "折り返しの電話を記録する", "Record a call back", "おりかえしのでんわをきろくする";
    HOLD: "保留", "hold", "理由と期日をつけて保留にする", "Put it on hold with a reason and a day", "りゆうときじつをつけてほりゅうにする";
    OFF_HOLD: "保留解除", "off hold", "保留を解く", "Take it off hold", "ほりゅうをとく ほりゅうかいじょ";
    RESOLVE: "解決", "resolve", "結果を入れて解決にする", "Resolve it with an outcome", "けっかをいれてかいけつにする";
    CLOSE: "終結", "close", "相談を終結にする", "Close the consultation", "そうだんをしゅうけつにする";
    REOPEN: "再開", "reopen", "終わった相談を再開する", "Open it again", "おわったそうだんをさいかいする";
    ASSIGN: "割当", "assign", "担当を割り当てる", "Name somebody to take it", "たんとうをわりあてる";
    TAKE_OVER: "担当交代", "take over", "理由をつけて担当を替わる", "Take it over with a reason", "りゆうをつけてたんとうをかわる こうたい";
    AMEND: "修正", "amend", "受付の内容を修正する", "Amend the reception form", "うけつけのないようをしゅうせいする";
    CORRECT: "訂正", "correct", "対応の記録を訂正する", "Correct a step", "たいおうのきろくをていせいする";
    LINK: "対象者", "patient", "対象者に結び付ける", "Link it to a patient", "たいしょうしゃにむすびつける";
    UNLINK: "切離し", "unlink", "対象者から切り離す", "Part it from its patient", "たいしょうしゃからきりはなす";
    REFER: "依頼", "refer", "サポートチームへ依頼する", "Ask a support team", "さぽーとちーむへいらいする";
    INTRODUCE: "紹介", "introduce", "病院の検査・手術・専門医へ紹介する", "Introduce to a hospital", "びょういんのけんさしゅじゅつせんもんいへしょうかいする";
    QUESTION: "質問", "question", "期限切れの質問を開く", "Open the question that it is the call for", "きげんぎれのしつもんをひらく";
    TIMELINE: "経過", "timeline", "対象者の経過を見る", "Show the patient's timeline", "たいしょうしゃのけいかをみる";
    NARROW: "絞込み", "narrow", "一覧を絞り込む", "Narrow the list", "いちらんをしぼりこむ";
    MINE: "自分", "mine", "自分の担当だけにする・戻す", "Only mine, or all again", "じぶんのたんとうだけにする";
    CALLS: "折返しのみ", "calls only", "折り返し待ちだけにする・戻す", "Only calls to return, or all again", "おりかえしまちだけにする";
    OVERDUE_ONLY: "超過のみ", "overdue only", "期限を過ぎたものだけにする・戻す", "Only what is overdue, or all again", "きげんをすぎたものだけにする ちょうか";
    FINISHED: "終了も", "finished", "終わった相談も出す・戻す", "With finished ones, or open ones only", "おわったそうだんもだす";
    SORT: "順", "order", "並び順を替える", "Change the order", "ならびじゅんをかえる";
    NARROW_TOGGLE: "付け外し", "toggle", "条件を付ける・外す", "Add or remove the condition", "じょうけんをつける はずす";
    NARROW_CLEAR: "全解除", "clear", "条件をすべて外す", "Remove all conditions", "じょうけんをすべてはずす";
    PICK: "決定", "choose", "えらんだものに決める", "Take the selected one", "えらんだものにきめる";
}

/// The pane's name.
pub const TITLE: Text = Text::new("相談", "Queue");
/// The place of the list.
pub const PLACE: Text = Text::new("相談", "Consultations");
/// The place where the list is narrowed.
pub const PLACE_NARROW: Text = Text::new("絞り込み", "Narrow");
/// The place where one of several is chosen.
pub const PLACE_PICK: Text = Text::new("選択", "Choose");
/// The list is there already.
pub const NOT_OPENED: Text =
    Text::new("一覧が出ています。Enterで大きく開きます。", "The list is there. Enter opens a consultation.");
/// Nothing is in the list.
pub const EMPTY: Text = Text::new("相談はありません。nで受け付けます", "No consultations. n receives one");
/// Nothing is left by the narrowing.
pub const EMPTY_NARROWED: Text =
    Text::new("条件に合う相談はありません。fで条件を外します", "None fits. f removes conditions");
/// Nothing is selected.
pub const NOTHING_SELECTED: Text =
    Text::new("相談が選ばれていません。一覧から選んでください。", "Select a consultation first.");
/// The detail has not come yet.
pub const NOT_LOADED: Text = Text::new("読み込み中です。少し待ってください。", "It is being loaded. Wait a moment.");
/// There is no patient to show.
pub const NO_PATIENT: Text = Text::new(
    "対象者に結び付いていません。先に対象者を選んでください。",
    "It is linked to no patient. Choose one first.",
);
/// It is no call for a question.
pub const NOT_A_CALL: Text =
    Text::new("質問の期限切れの電話ではありません。", "It is not the call for a question that ran out.");
/// Nobody is to be called back.
pub const NO_CALL: Text = Text::new("折り返し待ちはありません。", "Nobody is to be called back.");
/// There is no step to correct.
pub const NO_STEP: Text = Text::new("訂正できる対応がありません。", "There is no step to correct.");
/// Only managers take over.
pub const NOT_MANAGER: Text = Text::new(
    "担当交代は管理責任者だけができます。管理責任者に頼んでください。",
    "Only a manager takes over. Ask a manager.",
);

/// What follows the narrowing in the line above the list.
pub const NARROWED_BY: Text = Text::new("絞り込み: ", "only: ");
/// Nothing narrows the list.
pub const NOT_NARROWED: Text = Text::new("なし", "all open");
/// What follows the order.
pub const ORDER_BY: Text = Text::new("順: ", "by: ");
/// It is about nobody.
pub const NOBODY: Text = Text::new("(対象者なし)", "(no person)");
/// Somebody is to be called back.
pub const CALL_BACK_SIGN: Text = Text::new("折返し", "call");
/// Finished ones are in the list too.
pub const WITH_FINISHED: Text = Text::new("終了も", "finished too");
/// Reminders about the person have come to an end.
pub const REMINDERS_ENDED: Text = Text::new("死亡・転出", "gone");
/// The same in a sentence.
pub const REMINDERS_ENDED_LINE: Text = Text::new(
    "対象者が死亡または転出したため、期限の知らせは止まっています。",
    "The person died or moved away: nothing reminds any more.",
);

/// Between several of one kind.
pub const AND: Text = Text::new("、", ", ");

/// Headings of forms.
pub mod form {
    use crate::words::Text;

    pub const RECEIVE: Text = Text::new("相談受付", "Receive a consultation");
    pub const AMEND: Text = Text::new("受付内容の修正", "Amend the reception form");
    pub const STEP: Text = Text::new("対応の記録", "Step");
    pub const CALL_BACK: Text = Text::new("折り返しの記録", "Call back");
    pub const CORRECT: Text = Text::new("対応の訂正", "Correct a step");
    pub const HOLD: Text = Text::new("保留", "Put on hold");
    pub const RESOLVE: Text = Text::new("解決", "Resolve");
    pub const REOPEN: Text = Text::new("再開", "Reopen");
    pub const ASSIGN: Text = Text::new("担当の割当", "Assign");
    pub const TAKE_OVER: Text = Text::new("担当交代", "Take over");
    pub const LINK: Text = Text::new("対象者に結び付け", "Link to a patient");
    pub const UNLINK: Text = Text::new("対象者から切り離し", "Part from the patient");
}

/// Labels of fields and of lines in the detail.
pub mod label {
    use crate::words::Text;

    pub const RECEIVED_AT: Text = Text::new("受付日時", "Received");
    pub const CHANNEL: Text = Text::new("方法", "How");
    pub const ASKER: Text = Text::new("相談者", "Who asks");
    pub const SITE: Text = Text::new("所属(資源)", "Place");
    pub const ORGANISATION: Text = Text::new("所属(資源外)", "Organisation");
    pub const ASKER_NAME: Text = Text::new("相談者名", "Asker's name");
    pub const ASKER_PHONE: Text = Text::new("折返し先", "Phone");
    pub const TEXT: Text = Text::new("相談内容", "What was said");
    pub const WISH: Text = Text::new("希望", "Wish");
    pub const URGENCY: Text = Text::new("緊急度", "Urgency");
    pub const PATIENT: Text = Text::new("対象者", "Patient");
    pub const PERSON_NAME: Text = Text::new("氏名(仮)", "Name, not sure");
    pub const PERSON_KANA: Text = Text::new("かな", "Kana");
    pub const SEX: Text = Text::new("性別", "Sex");
    pub const BIRTH: Text = Text::new("生年月日", "Born");
    pub const PERSON_PHONE: Text = Text::new("本人電話", "Person's phone");
    pub const ADDRESS: Text = Text::new("住所", "Address");
    pub const AREA: Text = Text::new("圏域", "Area");
    pub const AGE_BAND: Text = Text::new("年齢区分", "Age");
    pub const FIELD: Text = Text::new("分野", "Field");
    pub const TOPICS: Text = Text::new("主題", "Topics");
    pub const TAGS: Text = Text::new("タグ", "Tags");
    pub const SCENE: Text = Text::new("場面", "Scene");
    pub use crate::words::funding::{FUNDING_LINE, PROGRAMME_ITEM};
    pub const DUE: Text = Text::new("期限", "Due");
    pub const HOLDER: Text = Text::new("担当", "With");
    pub const WAITS_FOR: Text = Text::new("保留", "Waits for");
    pub const OUTCOME: Text = Text::new("結果", "Outcome");
    pub const QUESTION: Text = Text::new("質問", "Question");
    pub const STEPS: Text = Text::new("対応", "Steps");
    pub const COURSE: Text = Text::new("経緯", "Course");
    pub const OTHERS: Text = Text::new("ほかの相談", "Other cases");

    pub const AT: Text = Text::new("日時", "When");
    pub const WITH: Text = Text::new("相手", "With whom");
    pub const WITH_NAME: Text = Text::new("相手の名前", "Name");
    pub const WITH_PHONE: Text = Text::new("電話番号", "Phone");
    pub const NOBODY_ANSWERED: Text = Text::new("不在", "Nobody answered");
    pub const STEP_TEXT: Text = Text::new("対応内容", "What was done");
    pub const MINUTES: Text = Text::new("所要時間", "Took");
    pub const MINUTES_UNIT: Text = Text::new("分", "min");
    pub const REASON: Text = Text::new("理由", "Reason");
    pub const WAIT_REASON: Text = Text::new("待つもの", "Waits for");
    pub const UNTIL: Text = Text::new("期日", "Until");
    pub const NOTE: Text = Text::new("補足", "Note");
    pub const TO: Text = Text::new("担当者", "Who");
    pub const WITHDRAW: Text = Text::new("記録を取消す", "It did not happen");
}

/// Sentences on the message line once something is saved.
pub mod saved {
    use crate::words::Text;

    pub const CLAIMED: Text = Text::new("担当になりました", "You have it now");
    pub const STEP: Text = Text::new("対応を記録しました", "The step is recorded");
    pub const HELD: Text = Text::new("保留にしました", "It is on hold");
    pub const OFF_HOLD: Text = Text::new("保留を解きました", "It is off hold");
    pub const RESOLVED: Text = Text::new("解決にしました", "It is resolved");
    pub const CLOSED: Text = Text::new("終結にしました", "It is closed");
    pub const REOPENED: Text = Text::new("再開しました。担当を決めてください", "It is open again. Claim it");
    pub const ASSIGNED: Text = Text::new("担当を割り当てました", "It is assigned");
    pub const TAKEN_OVER: Text = Text::new("担当を替わりました", "It has changed hands");
    pub const AMENDED: Text = Text::new("受付の内容を修正しました", "The form is amended");
    pub const CORRECTED: Text =
        Text::new("訂正しました。元の記録も残ります", "Corrected. What was written stays beside it");
    pub const LINKED: Text = Text::new("対象者に結び付けました", "It is linked to the patient");
    pub const UNLINKED: Text = Text::new("対象者から切り離しました", "It is parted from the patient");
}

/// Help under fields of the forms.
pub mod help {
    use crate::words::Text;

    pub const ORGANISATION: Text = Text::new("資源にない所属だけ書きます", "Only if the resources do not hold it");
    pub const PERSON: Text = Text::new(
        "登録がないときは空けて、下に仮の氏名を",
        "Leave empty if there is no record, and name the person below",
    );
    pub const AREA: Text =
        Text::new("空けると対象者か住所から決まります", "Left empty it follows from the patient or the address");
    pub const AGE_BAND: Text = Text::new("空けると生年月日から決まります", "Left empty it follows from the birth date");
    pub const URGENCY: Text =
        Text::new("緊急=本日中 至急=3営業日 通常=1週間", "emergency: today, urgent: 3 working days, normal: a week");
    pub const NOBODY_ANSWERED: Text =
        Text::new("「はい」で折り返し一覧に入ります", "Yes puts it on the list of calls to return");
    pub const WITHDRAW: Text = Text::new("この相談の対応ではなかったとき", "If it was no step of this consultation");
}

/// 受付の知らせ: it came in under this number.
pub fn received(number: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{number} で受け付けました"),
        Lang::En => format!("Received as {number}"),
    }
}

/// Somebody took over what the reader had.
pub fn taken_from_you(number: &str, by: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{number} の担当が{by}に替わりました。理由は経緯にあります"),
        Lang::En => format!("{number} went from you to {by}; the course says why"),
    }
}

/// Somebody else claimed what the reader looks at.
pub fn claimed_by_other(number: &str, by: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{number} は{by}さんが担当になりました"),
        Lang::En => format!("{by} has just claimed {number}"),
    }
}

/// A possible double, before saving.
pub fn double(what: &str, signs: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("同じ人かもしれません: {what}（{signs}）"),
        Lang::En => format!("Maybe the same person: {what} ({signs})"),
    }
}

/// Age and sex behind a name: 86女, 86F.
pub fn age_sex(age: Option<u32>, sex: &str) -> String {
    match age {
        Some(age) => format!("{age}{sex}"),
        None => sex.trim_matches('?').to_owned(),
    }
}

/// The numbers above the list.
pub fn counts(counts: &crate::api::queue::QueueCounts, lang: Lang) -> String {
    let crate::api::queue::QueueCounts { unclaimed, overdue, mine, call_back, waiting, .. } = counts;
    match lang {
        Lang::Ja => format!("受付{unclaimed} 超過{overdue} 自分{mine} 折返し{call_back} 保留{waiting}"),
        Lang::En => format!("new {unclaimed} overdue {overdue} mine {mine} calls {call_back} hold {waiting}"),
    }
}

/// What came in today and nobody has, for the header.
pub fn badge(new: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("新{new}"),
        Lang::En => format!("new {new}"),
    }
}

/// A length of working time in its largest unit.
fn length(minutes: i64, day_minutes: i64, lang: Lang) -> String {
    let (number, ja, en) = match minutes {
        0..60 => (minutes, "分", "min"),
        _ if minutes < day_minutes => (minutes / 60, "時間", "h"),
        _ => (minutes / day_minutes.max(1), "日", "d"),
    };
    match lang {
        Lang::Ja => format!("{number}{ja}"),
        Lang::En => format!("{number}{en}"),
    }
}

/// When something is due, in a word or two: 2時間超過, あと1時間, 明日, 11/27(金).
pub fn due(due: Moment, now: Moment, remaining: i64, day_minutes: i64, lang: Lang) -> String {
    let (day, today) = (due.date_naive(), now.date_naive());
    if due < now {
        let over = -remaining;
        return match lang {
            Lang::Ja if over == 0 => "超過".to_owned(),
            Lang::Ja => format!("{}超過", length(over, day_minutes, lang)),
            Lang::En if over == 0 => "overdue".to_owned(),
            Lang::En => format!("{} over", length(over, day_minutes, lang)),
        };
    }
    if day == today {
        return match lang {
            Lang::Ja => format!("あと{}", length(remaining, day_minutes, lang)),
            Lang::En => format!("{} left", length(remaining, day_minutes, lang)),
        };
    }
    if today.checked_add_days(Days::new(1)) == Some(day) {
        return Text::new("明日", "tomorrow").say(lang).to_owned();
    }
    short_day(day, today, lang)
}

/// On hold until a day: 保留~12/10.
pub fn on_hold(until: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("保留~{}/{}", until.month(), until.day()),
        Lang::En => format!("hold~{}/{}", until.month(), until.day()),
    }
}

/// A day with its weekday, with the year only where it is another: 11/27(金).
pub fn short_day(day: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let year = if day.year() == today.year() { String::new() } else { format!("{}/", day.year()) };
    format!("{year}{}/{}({})", day.month(), day.day(), weekday(day.weekday(), lang))
}

/// A moment in the detail: 11/24 09:10, with the year only where it is another.
pub fn short_moment(at: Moment, now: Moment) -> String {
    if at.year() == now.year() {
        at.format("%-m/%-d %H:%M").to_string()
    } else {
        at.format("%Y/%-m/%-d %H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_words_say_what_the_sketch_says() {
        let at = |text: &str| -> Moment { format!("{text}:00+09:00").parse().unwrap() };
        let now = at("2026-11-24T10:32");
        let say = |moment: &str, remaining| due(at(moment), now, remaining, 480, Lang::Ja);
        assert_eq!(say("2026-11-20T17:00", -120), "2時間超過");
        assert_eq!(say("2026-11-20T17:00", -960), "2日超過");
        assert_eq!(say("2026-11-24T10:31", 0), "超過");
        assert_eq!(say("2026-11-24T11:40", 68), "あと1時間");
        assert_eq!(say("2026-11-24T11:00", 28), "あと28分");
        assert_eq!(say("2026-11-25T17:00", 800), "明日");
        assert_eq!(say("2026-11-27T17:00", 1800), "11/27(金)");
        assert_eq!(say("2027-01-05T17:00", 9000), "2027/1/5(火)");
        assert_eq!(due(at("2026-11-27T17:00"), now, 1800, 480, Lang::En), "11/27(Fri)");
    }
}
