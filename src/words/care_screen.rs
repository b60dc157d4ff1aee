//! Words of the pane of care teams: its actions, labels, counts, the printed page.

use super::actions::actions;
use super::{Lang, Text};
use crate::api::care_team::CareTeamCounts;

actions! {
    NEXT: "次へ", "next", "チームを開く・選んだ人の次の手順に進む", "Open the team; of a member, take the next step", "チームをひらく えらんだひとのつぎのてじゅんにすすむ";
    BACK: "戻る", "back", "チームの一覧に戻る", "Back to the list of teams", "チームのいちらんにもどる";
    ASK: "打診", "ask", "チームに加わるよう打診する", "Ask somebody to join", "チームにくわわるようだしんする";
    KNOW: "既存", "known", "すでに担当している人を加える", "Add somebody who cares already", "すでにたんとうしているひとをくわえる";
    ANSWER: "回答", "answer", "打診・代行の回答を記録する", "Record the answer", "だしん だいこうのかいとうをきろくする";
    START: "開始", "start", "担当を始めた日を記録する", "Record that they have begun", "たんとうをはじめたひをきろくする";
    LEAVE: "終了", "leave", "担当終了・打診の取下げを記録する", "Record that they leave or are not asked any more", "たんとうしゅうりょう だしんのとりさげをきろくする";
    HOURS: "時間", "hours", "対応できる曜日と時間を入力する", "Enter when they can be called", "たいおうできるようびとじかんをにゅうりょくする";
    AMEND: "訂正", "amend", "氏名・電話を訂正する", "Put name and number right", "しめい でんわをていせいする";
    TELL: "連絡", "tell", "入院・退院を伝えたことを記録する", "Record that they were told of admission or discharge", "にゅういん たいいんをつたえたことをきろくする";
    NEED: "要否", "need", "職種が要るかどうかを決める", "Say whether somebody is needed", "しょくしゅがいるかどうかをきめる ようひ";
    PAUSE: "入院", "admit", "入院によりチームを休止する", "Let the team rest, the patient is in hospital", "にゅういんによりチームをきゅうしする";
    RESUME: "退院", "discharge", "退院によりチームを再開する", "Resume the team, the patient is home again", "たいいんによりチームをさいかいする";
    PRINT: "印刷", "print", "氏名と電話の1枚を出す", "Names and numbers on one page", "しめいとでんわのいちまいをだす いんさつ";
    COVERAGE: "空白", "gaps", "24時間365日の空白を見る", "Show the gap check", "にじゅうよじかんのくうはくをみる";
    TIMELINE: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
    FILTER: "絞込", "filter", "一覧を絞り込む", "Show only some", "いちらんをしぼりこむ";
    SHOW_ALL: "絞込解除", "show all", "絞り込みをやめる", "Show all again", "しぼりこみをやめる";
    ORDER: "順", "order", "並べ方を替える", "Change the order", "ならべかたをかえる";
    SHEET_CLOSE: "閉じる", "close", "閉じる", "Close", "とじる";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "体制", "Team";
    NO_TEAMS: "あてはまるチームはありません", "No such teams";
    NO_MEMBERS: "まだ誰もいません。a で打診、n ですでに担当している人を加えます", "Nobody yet. Ask with a, add who cares already with n";
    NEED_TEAM: "対象者をえらんでください", "Select a patient first";
    NEED_OPEN: "Enterでチームを開いてください", "Open the team with Enter";
    NEED_MEMBER: "チームの人をえらんでください", "Select a member first";
    NO_ANSWER_DUE: "打診中の人をえらんでください", "Select somebody who was asked";
    NOTHING_NEXT: "次にすることはありません", "There is nothing next";
    NO_FILTER: "絞り込んでいません", "Nothing is filtered";
    SAVED: "保存しました", "Saved";
    PRINTED: "印刷を記録しました。renkei team でも出せます", "Recorded as printed. renkei team prints it too";

    ASK_MEMBER: "チームへの打診", "Ask somebody to join";
    KNOWN_MEMBER: "すでに担当している人", "Somebody who cares already";
    RECORD_ANSWER: "打診の回答", "The answer";
    RECORD_START: "担当開始", "They have begun";
    RECORD_LEAVE: "担当終了", "They leave";
    RECORD_WITHDRAWAL: "打診の取下げ", "Not asked any more";
    RECORD_HOURS: "対応時間", "When they can be called";
    AMEND_MEMBER: "氏名・電話の訂正", "Name and number";
    RECORD_TOLD: "入退院の連絡", "Told of admission or discharge";
    RECORD_NEED: "職種の要否", "Whether somebody is needed";
    RECORD_PAUSE: "入院による休止", "Admission to hospital";
    RECORD_RESUME: "退院による再開", "Discharge from hospital";
    RECORD_STAND_IN: "代行の回答", "Stand-in: the answer";
    WITHDRAW_STAND_IN: "代行の取下げ", "Stand-in not needed";
    FILTER_LIST: "絞り込み", "Show only";

    ROLE: "役割", "Role";
    PLACE: "事業所", "Place";
    PLACE_NAME: "その他の事業所", "Other place";
    NAME: "氏名", "Name";
    NAME_HELP: "事業所だけなら空欄", "Leave empty for the place as a whole";
    PHONE: "電話", "Phone";
    PHONE_HELP: "空欄なら資源の電話番号", "Empty takes the number from the resources";
    WITH: "話した相手", "Spoke with";
    WITH_HELP: "本人なら空欄", "Leave empty for the member";
    TEXT: "内容", "Text";
    HOURS_LABEL: "対応時間", "Hours";
    HOURS_HELP: "例 平日 9-18、土 9-12、毎日 18-9 オンコール、24時間。空欄は不明", "As in Mon-Fri 9-18, sat 9-12, daily 18-9 on call, 24h. Empty: unknown";
    SINCE: "いつから", "Since";
    ANSWER_LABEL: "回答", "Answer";
    ANSWER_YES: "承諾する", "yes";
    ANSWER_NO: "辞退する", "no";
    STARTED: "担当開始日", "Began on";
    STARTED_HELP: "もう始めていれば日付。まだなら空欄", "The day if they have begun, else empty";
    ON_DAY: "日付", "Day";
    REASON: "理由", "Reason";
    SAID_LABEL: "要否", "Needed";
    SAID_NEEDED: "必要", "needed";
    SAID_NOT_NEEDED: "不要", "not needed";
    SAID_BY_RULE: "規則どおり", "as the rules say";
    HOSPITAL: "入院先", "Hospital";
    HOSPITAL_NAME: "その他の入院先", "Other hospital";
    START_AGREED: "承諾した人を開始", "Start who agreed";
    START_AGREED_HELP: "承諾してまだ始めていない人も、この日から担当にします", "Whoever agreed and has not begun begins on this day too";
    AREAS: "圏域", "Areas";
    SEARCH_TEXT: "氏名・医師", "Name, physician";
    SHOW: "表示", "Show";
    SHOW_EVERY: "すべて", "all";
    SHOW_MISSING: "欠けている職種がある", "somebody is missing";
    SHOW_PENDING: "打診中・開始待ち", "asked or not begun";
    SHOW_RESTING: "休止中", "resting";
    SHOW_TO_TELL: "連絡待ち", "to be told";

    STATE: "状態", "State";
    WHY: "必要な理由", "Needed for";
    UNKNOWN_HOURS: "対応時間が未入力", "hours not known";
    MISSING: "欠", "missing";
    MISSING_NOW: "いません", "nobody";
    NOT_NEEDED: "不要", "not needed";
    RECORDS: "記録", "Record";
    IN_HOSPITAL_UNSAID: "基本情報は入院中です。z でチームを休止できます", "The head says in hospital. Let the team rest with z";
    HOME_UNSAID: "チームは休止中です。退院したら Z で再開してください", "The team rests. Resume it with Z at discharge";
    ORDER_TO_DO: "要対応", "to do";
    ORDER_KANA: "かな", "kana";
    ORDER_AREA: "圏域", "area";
    GONE: "死亡・転出", "died or moved";
    PAIRED: "二人主治医", "physician pair";

    SHEET_TITLE: "在宅医療チーム 連絡先", "Care team: names and numbers";
    SHEET_PATIENT: "対象者", "Patient";
    SHEET_AS_OF: "現在", "as of";
    SHEET_NOBODY: "チームに誰もいません。", "The team has no members.";
    SHEET_RESTING: "入院によりチームは休止中です。", "The team rests, the patient is in hospital.";
    SHEET_AGREED: "（開始前）", "(not begun)";
    SHEET_FOOT: "個人情報です。用が済んだら細断してください。", "Personal data. Shred when done.";
}

/// The counts at the top of the list.
pub fn counts(counts: CareTeamCounts, lang: Lang) -> String {
    let CareTeamCounts { teams, missing, pending, resting, to_tell } = counts;
    match lang {
        Lang::Ja => format!("チーム{teams} 欠員{missing} 打診中{pending} 休止{resting} 連絡待ち{to_tell}"),
        Lang::En => {
            format!("teams {teams}  missing {missing}  pending {pending}  resting {resting}  to tell {to_tell}")
        }
    }
}

/// The badge in the header.
pub fn badge(to_tell: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("連絡待ち{to_tell}"),
        Lang::En => format!("{to_tell} to tell"),
    }
}

/// How many were asked, agreed, are to be told: what a row says behind the roles that are missing.
pub fn pending(asked: u32, agreed: u32, to_tell: u32, lang: Lang) -> String {
    let parts = match lang {
        Lang::Ja => [("打診", asked), ("承諾", agreed), ("連絡", to_tell)],
        Lang::En => [("asked ", asked), ("agreed ", agreed), ("tell ", to_tell)],
    };
    let said = parts.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word}{count}"));
    said.collect::<Vec<_>>().join(" ")
}

/// Since when and where the patient is in hospital.
pub fn resting(day: &str, hospital: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("休止中 {day}から入院 {hospital}"),
        Lang::En => format!("resting, in hospital since {day} {hospital}"),
    }
    .trim_end()
    .to_owned()
}

/// What a candidate has to do with teams: `担当3件 打診2うち辞退1`.
pub fn candidate(teams: u32, asked: u32, declined: u32, lang: Lang) -> String {
    let said = match (asked, lang) {
        (0, _) => String::new(),
        (_, Lang::Ja) => format!(" 打診{asked}うち辞退{declined}"),
        (_, Lang::En) => format!(" asked {asked}, declined {declined}"),
    };
    match lang {
        Lang::Ja => format!("担当{teams}件{said}"),
        Lang::En => format!("in {teams} teams{said}"),
    }
}

/// Since which day a member's state lasts.
pub fn since(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{day}から"),
        Lang::En => format!("since {day}"),
    }
}
