//! Words of the pane of the gap check: its actions, labels, the legend of the week, counts.

use super::actions::actions;
use super::{Lang, Text, care_team};
use crate::api::coverage::NightCounts;

actions! {
    NEXT: "次へ", "next", "選んだ対象者・不在の次の手順に進む", "Go on with the selected patient or absence", "えらんだたいしょうしゃ ふざいのつぎのてじゅんにすすむ";
    BACK: "戻る", "back", "前の一覧に戻る", "Back to the list before", "まえのいちらんにもどる";
    ABSENCE: "不在", "absence", "不在を入力する", "Enter an absence", "ふざいをにゅうりょくする";
    ABSENCES: "不在一覧", "absences", "夜の一覧と不在の一覧を切り替える", "Switch between the night and the absences", "よるのいちらんとふざいのいちらんをきりかえる";
    AMEND: "訂正", "amend", "不在の期間・理由を訂正する", "Put the absence right", "ふざいのきかん りゆうをていせいする";
    CANCEL: "取消", "cancel", "不在を取り消す", "Call the absence off", "ふざいをとりけす";
    STAND_IN: "代行", "stand-in", "副主治医に代行を頼んだことを記録する", "Ask the secondary to stand in", "ふくしゅじいにだいこうをたのんだことをきろくする";
    ALL_STAND_IN: "全員代行", "all", "空白になる全員の代行を頼んだことを記録する", "Ask for all who are left uncovered", "くうはくになるぜんいんのだいこうをたのんだことをきろくする";
    ANSWER: "回答", "answer", "代行の回答を記録する", "Record the answer", "だいこうのかいとうをきろくする";
    EARLIER: "前日", "earlier", "前の日の夜", "The night before", "まえのひのよる";
    LATER: "翌日", "later", "次の日の夜", "The next night", "つぎのひのよる";
    DAY: "日付", "day", "夜をえらぶ", "Choose the night", "よるをえらぶ ひづけ";
    FILTER: "絞込", "filter", "圏域で絞り込む", "Show only some areas", "けんいきでしぼりこむ";
    COVERED: "全員", "everybody", "空白のない人も表示する", "Show those who are covered too", "くうはくのないひともひょうじする";
    PAST: "過去", "past", "終わった不在も表示する", "Show absences that are over too", "おわったふざいもひょうじする";
    TEAM: "チーム", "team", "在宅医療チームを開く", "Open the care team", "ざいたくいりょうチームをひらく";
    TIMELINE: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "空白", "Gaps";
    NO_GAPS: "この夜に空白のある人はいません", "Nobody is uncovered in this night";
    NO_ABSENCES: "これからの不在はありません。a で入力します", "No absences ahead. Enter one with a";
    NOBODY_CONCERNED: "この不在が関わる対象者はいません", "The absence concerns no patient";
    NEED_PATIENT: "対象者をえらんでください", "Select a patient first";
    NEED_ABSENCE: "不在をえらんでください。b で一覧に切り替えます", "Select an absence. b shows the list";
    NEED_AFFECTED: "不在を開いて、空白になる人をえらんでください", "Open an absence and select whom it leaves uncovered";
    NOTHING_UNASKED: "この人に代行を頼む時間は残っていません", "There are no hours left to ask for";
    NO_OFFER: "頼める副主治医がいません。チームに加えるか、a でほかの人を記録してください", "No secondary to ask. Add one to the team";
    NO_ANSWER_DUE: "代行を打診中の人をえらんでください", "Select somebody for whom a stand-in was asked";
    NOT_IN_NIGHT: "夜の一覧で使います。b で切り替えます", "Only in the list of a night. Switch with b";
    NOT_IN_ABSENCES: "不在の一覧で使います。b で切り替えます", "Only in the list of absences. Switch with b";
    SAVED: "保存しました", "Saved";

    ENTER_ABSENCE: "不在の入力", "Absence";
    AMEND_ABSENCE: "不在の訂正", "Amend the absence";
    CANCEL_ABSENCE: "不在の取消", "Call the absence off";
    ASK_STAND_IN: "代行の依頼", "Ask to stand in";
    RECORD_ANSWER: "代行の回答", "The answer";
    CHOOSE_DAY: "夜をえらぶ", "Choose the night";
    FILTER_LIST: "絞り込み", "Show only";

    PLACE: "事業所", "Place";
    PLACE_NAME: "その他の事業所", "Other place";
    NAME: "氏名", "Name";
    NAME_HELP: "事業所ごと休むときは空欄", "Leave empty if the whole place is closed";
    FROM: "いつから", "From";
    UNTIL: "いつまで", "Until";
    PERIOD_HELP: "例 11/24 18:00。終わりの時刻は含みません", "As in 11/24 18:00; the end does not count";
    REASON: "理由", "Reason";
    WHOM: "頼む相手", "Whom to ask";
    HOURS: "代行する時間", "Hours";
    EVENING: "夜（夕方の日付）", "The evening";
    AREAS: "圏域", "Areas";
    UNASKED: "未打診だけ", "Not asked yet only";
    AWAY_BACKWARDS: "終わりが始まりより前です", "It ends before it begins";

    NIGHT: "の夜", "night";
    RESTING: "チームは休止中のため確認しません", "The team rests: nothing is checked";
    NOBODY_ON_DUTY: "対応する人がいません", "Nobody covers";
    UNKNOWN_HOURS: "対応時間が未入力", "hours not known";
    COVERS: "対応時間", "Hours";
    GAPS: "空白", "Uncovered";
    NO_GAP: "空白なし", "no gap";
    AWAY: "不在", "Away";
    STAND_INS: "代行", "Stand-in";
    CANCELLED: "取消", "called off";
    ALL_AREAS: "全圏域", "all areas";
    EVERYBODY: "全員", "everybody";
    HOLIDAY: "祝", "hol";
}

/// The letter of a duty in the picture; who is on call is written small.
pub const fn letter(duty: crate::domain::coverage::Duty) -> char {
    use crate::domain::coverage::Duty;
    match duty {
        Duty::Primary => 'P',
        Duty::Secondary => 'S',
        Duty::VisitingNurse => 'N',
        Duty::BackBed => 'B',
    }
}

/// What the letters and signs of the picture mean.
pub const fn legend(lang: Lang) -> &'static str {
    Text::new(
        "P主治医 S副主治医 N訪問看護 B病床 小文字=オンコール +代行 ?打診中 !空白",
        "P primary S secondary N nurse B bed, small: on call, + stand-in ? asked ! nobody",
    )
    .say(lang)
}

/// How a night stands: `11/24(火)の夜 18-8時 空白3 うち打診中1 時間未入力1 / 対象120人`.
pub fn night(day: &str, counts: NightCounts, lang: Lang) -> String {
    let NightCounts { patients, uncovered, asked, unknown } = counts;
    match lang {
        Lang::Ja => {
            format!("{day}の夜 18-8時  空白{uncovered} うち打診中{asked} 時間未入力{unknown} / 対象{patients}人")
        }
        Lang::En => format!(
            "Night of {day}, 18-8h  uncovered {uncovered}, asked {asked}, hours unknown {unknown} of {patients} patients"
        ),
    }
}

/// How many an absence concerns: `対象5 空白2 打診済1`.
pub fn concerns(patients: u32, uncovered: u32, asked: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("対象{patients} 空白{uncovered} 打診済{asked}"),
        Lang::En => format!("{patients} patients, {uncovered} uncovered, {asked} asked"),
    }
}

/// So many hours without anybody.
pub fn uncovered(half_hours: u32, lang: Lang) -> String {
    care_team::hours(half_hours, lang)
}

/// Whom a form of many asks, and for how many patients.
pub fn all_of(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{count}人分"),
        Lang::En => format!("for {count} patients"),
    }
}

/// Whom to ask, behind an arrow.
pub fn offer(who: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("代行候補 {who}"),
        Lang::En => format!("ask {who}"),
    }
}

/// The badge in the header.
pub fn badge(uncovered: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("今夜空白{uncovered}"),
        Lang::En => format!("{uncovered} tonight"),
    }
}
