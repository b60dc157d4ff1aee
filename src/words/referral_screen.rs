//! Words of the pane of referrals: its actions, labels, counts, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    NEXT: "次へ", "next step", "次の手順に進む", "Take the next step", "つぎのてじゅんにすすむ";
    NEW: "依頼", "refer", "サポートチームに依頼する", "Ask a support team", "さぽーとちーむにいらいする";
    INTRODUCE: "紹介", "introduce", "病院へ紹介する（検査・手術・専門外来）", "Introduce to a hospital", "びょういんへしょうかいする けんさ しゅじゅつ せんもんがいらい";
    ACCEPT: "受理", "accept", "受理する・紹介では日程を記録する", "Accept; of an introduction, record the date", "じゅりする にっていをきろくする";
    ASSIGN: "担当", "assign", "担当を決める・替える", "Assign a member, or another one", "たんとうをきめる かえる";
    START: "評価開始", "start", "アセスメントを始める", "Start the assessment", "あせすめんとをはじめる";
    VISIT: "訪問", "visit", "訪問・面談を記録する", "Record a visit", "ほうもん めんだんをきろくする";
    SCORE: "評価点", "score", "評価点を記録する", "Record a score", "ひょうかてんをきろくする";
    ADVISE: "助言", "advise", "助言を記録する", "Record advice", "じょげんをきろくする";
    FINISH: "評価終了", "finish", "アセスメントを終える", "Finish the assessment", "あせすめんとをおえる";
    REPORT: "報告", "report", "依頼者に報告する", "Report to the requester", "いらいしゃにほうこくする";
    ACKNOWLEDGE: "受領", "received", "報告が届いたことを記録する", "Record that the report arrived", "ほうこくがとどいたことをきろくする じゅりょう";
    CONSENT: "了解", "consent", "医師の了解を記録する", "Record the physician's consent", "いしのりょうかいをきろくする";
    LINK: "支援", "link", "支援につなぐ", "Link to support", "しえんにつなぐ";
    ASK: "対応依頼", "ask", "多職種に対応を依頼する", "Ask professions to act", "たしょくしゅにたいおうをいらいする";
    FOLLOW_UP: "経過確認", "follow up", "経過を確認する", "Record a follow-up", "けいかをかくにんする";
    HOLD: "保留", "hold", "保留にする", "Put on hold", "ほりゅうにする";
    RESUME: "再開", "resume", "保留をやめて再開する", "Resume after a hold", "ほりゅうをやめてさいかいする";
    SEND_BACK: "差戻し", "send back", "情報を求めて差し戻す", "Send back for information", "じょうほうをもとめてさしもどす";
    RESUBMIT: "追加情報", "more", "追加の情報を受け取る", "Take the added information", "ついかのじょうほうをうけとる";
    CLOSE: "終了", "close", "終了する", "Close", "しゅうりょうする";
    DECLINE: "辞退", "decline", "辞退する・紹介では受入不可を記録する", "Decline; of an introduction, record that the hospital did", "じたいする うけいれふか";
    CANCEL: "取消", "cancel", "取り消す", "Cancel", "とりけす";
    AMEND: "訂正", "amend", "依頼・紹介の内容を訂正する", "Put the request right", "ないようをていせいする";
    PATIENT: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
    FILTER: "絞込", "filter", "一覧を絞り込む", "Show only some", "いちらんをしぼりこむ";
    CLEAR_FILTER: "絞込解除", "show all", "絞り込みを元に戻す", "Back to all open ones", "しぼりこみをもとにもどす";
    MINE: "自分", "mine", "自分の担当だけを見る", "Show only my own", "じぶんのたんとうだけをみる";
    TEAM: "チーム", "team", "チームを切り替える", "Go to the next team", "ちーむをきりかえる";
    ORDER: "順", "order", "並べ方を替える", "Change the order", "ならべかたをかえる";
    INTRODUCTIONS: "紹介一覧", "introductions", "依頼と紹介の一覧を切り替える", "Switch between referrals and introductions", "いらいとしょうかいのいちらんをきりかえる";
    LOADS: "受持ち", "load", "職員ごとの受持ち件数を見る", "Show what each member has", "しょくいんごとのうけもちけんすうをみる";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "依頼", "Referrals";
    NO_REFERRALS: "あてはまる依頼はありません", "No such referrals";
    NO_INTRODUCTIONS: "あてはまる紹介はありません", "No such introductions";
    NO_MEMBERS: "チームの職員が登録されていません", "The teams have no members yet";
    NEED_REFERRAL: "依頼をえらんでください", "Select a referral first";
    NEED_CASE: "依頼か紹介をえらんでください", "Select a referral or an introduction first";
    IN_INTRODUCTIONS: "紹介の一覧では使えません。i で依頼の一覧に切り替えてください", "Not in the list of introductions. Switch to the referrals with i";
    NOTHING_NEXT: "終わっています。必要なときは新しく作ってください", "It has ended. Make a new one if needed";
    NO_FILTER: "絞り込んでいません", "Nothing is filtered";
    SAVED: "保存しました", "Saved";
    REFERRED: "依頼しました", "Referral made";
    INTRODUCED: "紹介を登録しました", "Introduction made";

    NEW_REFERRAL: "サポートチームへの依頼", "Referral to a support team";
    AMEND_REFERRAL: "依頼の訂正", "Amend the referral";
    NEW_INTRODUCTION: "病院への紹介", "Introduction to a hospital";
    AMEND_INTRODUCTION: "紹介の訂正", "Amend the introduction";
    ASSIGN_MEMBER: "担当を決める", "Assign a member";
    RECORD_VISIT: "訪問・面談の記録", "Visit";
    RECORD_SCORE: "評価点の記録", "Score";
    RECORD_ADVICE: "助言の記録", "Advice";
    FINISH_ASSESSMENT: "アセスメントを終える", "Finish the assessment";
    RECORD_REPORT: "依頼者への報告", "Report to the requester";
    RECORD_ACKNOWLEDGEMENT: "報告の受領", "Report received";
    RECORD_CONSENT: "医師の了解", "The physician's consent";
    LINK_SUPPORT: "支援につなぐ", "Link to support";
    ASK_PROFESSION: "多職種への対応依頼", "Ask a profession to act";
    RECORD_FOLLOW_UP: "経過確認", "Follow-up";
    PUT_ON_HOLD: "保留", "Put on hold";
    SEND_BACK_FORM: "差戻し", "Send back";
    RESUBMIT_FORM: "追加情報の受取", "Added information";
    CLOSE_REFERRAL: "依頼の終了", "Close the referral";
    DECLINE_REFERRAL: "辞退", "Decline";
    CANCEL_FORM: "取消", "Cancel";
    RECORD_DATE: "日程の記録", "Date given by the hospital";
    HOSPITAL_DECLINED: "受入不可", "The hospital declined";
    RECORD_PERFORMED: "実施の記録", "It took place";
    RECORD_RESULT: "結果の受領", "The result";
    TELL_PHYSICIAN: "かかりつけ医への報告", "Tell the family physician";
    CLOSE_INTRODUCTION: "紹介の終了", "Close the introduction";
    FILTER_LIST: "絞り込み", "Show only";

    TEAM_LABEL: "チーム", "Team";
    PATIENT_LABEL: "対象者", "Patient";
    ASKED_AT: "依頼日時", "Asked at";
    PROFESSION: "依頼者の職種", "Profession";
    ORGANISATION: "依頼者の所属", "Organisation";
    ORGANISATION_TEXT: "所属（一覧外）", "Other organisation";
    REQUESTER_NAME: "依頼者の氏名", "Requester";
    PHONE: "電話", "Phone";
    REASON: "理由", "Reason";
    REQUEST_REASON: "依頼理由", "Why";
    AIM: "目標", "Aim";
    DISPATCH: "派遣の希望", "Send a member";
    DISPATCH_TO: "派遣先", "To which clinic";
    DISPATCH_WISH: "派遣の日時・内容", "When and for what";
    MEMBER: "担当", "Member";
    THOUGH_FULL: "超えても割当", "Though full";
    THOUGH_FULL_HELP: "受け持てる数を超えます。それでも割り当てるときは「はい」", "More than the member can carry. Yes assigns it all the same";
    DAY: "日付", "Day";
    WHO_WENT: "訪問した職員", "Who went";
    RATER: "評価した職員", "Who rated";
    PLACE: "場所", "Place";
    PLACE_HELP: "空欄なら自宅", "Empty means at home";
    FINDINGS: "所見", "Findings";
    MINUTES: "所要時間", "Time spent";
    MINUTES_UNIT: "分", "min";
    SCALE: "評価法", "Scale";
    TOTAL: "合計点", "Total";
    POINTS_UNIT: "点", "points";
    NOTE: "備考", "Note";
    TO_WHOM: "相手", "To whom";
    TO_PLACE: "相手の事業所", "To which place";
    TO_NAME: "相手（一覧外）", "Other place, person";
    TEXT: "内容", "Text";
    SUMMARY: "まとめ", "Summary";
    ANSWER: "医師の回答", "Answer";
    PHYSICIAN: "医師", "Physician";
    CONDITIONS: "条件", "Conditions";
    TAKEN_BY: "聞き取った職員", "Taken down by";
    SUPPORT: "つなぐ支援", "Support";
    ASK_WHOM: "職種", "Profession";
    ASK_WHAT: "依頼する内容", "To do what";
    OPENS: "あわせて作る", "Opens";
    OPENS_HELP: "同じ対象者の新しい依頼か紹介を、この依頼とあわせて作れます", "A new referral or introduction for the same patient, made together with this";
    OPEN_NOTHING: "なし", "nothing";
    OPEN_REFERRAL: "別チームへの依頼", "a referral";
    OPEN_INTRODUCTION: "病院への紹介", "an introduction";
    NEXT_LOOK: "次の確認日", "Next look";
    OUTCOME: "結果", "Outcome";
    UNTIL: "いつまで", "Until";
    QUESTION: "確認したいこと", "What is missing";
    INFORMATION: "追加の情報", "Information";
    PURPOSE: "目的", "What for";
    HOSPITAL: "病院", "Hospital";
    HOSPITAL_TEXT: "病院（一覧外）", "Other hospital";
    DEPARTMENT: "診療科", "Department";
    ORDER_REASON: "紹介理由・内容", "Which, and why";
    FAMILY_PHYSICIAN: "かかりつけ医", "Family physician";
    APPOINTMENT: "予約日時", "Appointment";
    RESULT: "結果", "Result";
    ENDING: "終わり方", "Ending";
    STATES: "状態", "States";
    OPEN_LABEL: "終了分", "Ended ones";
    OPEN_ONLY: "含めない", "leave out";
    OPEN_ENDED: "終了分だけ", "only these";
    OPEN_ALL: "含める", "take in";
    OVERDUE_ONLY: "期限超過だけ", "Overdue only";
    AREAS: "圏域", "Areas";
    SEARCH_TEXT: "氏名・依頼元", "Name, requester";

    REQUESTER: "依頼者", "Requester";
    CONSENT_LABEL: "医師の了解", "Consent";
    GATE: "了解が必要な手順", "Consent gates";
    DUE: "期限", "Due";
    HELD_UNTIL: "保留", "On hold";
    SENT_BACK_FOR: "差戻し", "Sent back";
    ENDED_WITH: "結果", "Ended";
    DAYS: "日数", "Days";
    RECORDS: "記録", "Record";
    FROM_HERE: "この依頼から", "From this";
    FROM_CONSULTATION: "相談から", "From consultation";
    FROM_REFERRAL: "元の依頼", "From referral";
    NUMBER: "番号", "Number";
    TODAY_OR_OVERDUE: "超過", "overdue";
    ANSWER_ASKED: "了解を依頼した（回答待ち）", "asked, no answer yet";
    ANSWER_GIVEN: "了解する", "yes";
    ANSWER_REFUSED: "了解しない", "no";
    ANSWER_WITHDRAWN: "了解を撤回する", "takes it back";
    PATIENT_GONE: "死亡・転出", "died or moved";
    ALL_TEAMS: "全チーム", "all teams";
    ORDER_DUE: "期限", "due";
    ORDER_NEWEST: "新しい順", "newest";
    ORDER_LONGEST: "滞留", "longest";
    OF_OPEN: "件/受持可能", "of capacity";
    FULL: "満", "full";
    FTE: "常勤換算", "FTE";

    STEP_REQUEST: "①依頼", "1 request";
    STEP_ACCEPT: "受理", "accept";
    STEP_ASSIGN: "担当", "assign";
    STEP_ASSESS: "②評価", "2 assess";
    STEP_REPORT: "③報告", "3 report";
    STEP_ACKNOWLEDGE: "受領", "receipt";
    STEP_CONSENT: "了解", "consent";
    STEP_LINK: "支援", "link";
    STEP_ASK: "④対応依頼", "4 ask";
    STEP_FOLLOW_UP: "経過", "follow-up";
    STEP_CLOSE: "終了", "close";
    STEP_DATE: "日程", "date";
    STEP_DONE: "実施", "done";
    STEP_RESULT: "結果", "result";
    STEP_TOLD: "かかりつけ医", "physician";
    STEP_ASKED: "依頼", "asked";
}

/// The counts at the top of the list.
pub fn counts(open: u32, overdue: u32, mine: u32, consent: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("未終了{open} 超過{overdue} 自分{mine} 了解待ち{consent}"),
        Lang::En => format!("open {open}  overdue {overdue}  mine {mine}  consent {consent}"),
    }
}

/// How many introductions the list holds.
pub fn introductions(total: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("紹介 {total}件"),
        Lang::En => format!("{total} introductions"),
    }
}

/// So many days.
pub fn days(days: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{days}日"),
        Lang::En => format!("{days}d"),
    }
}

/// Days in a state, and the working days among them.
pub fn stay(state: &str, days: u32, working: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{state} {days}日(稼働{working})"),
        Lang::En => format!("{state} {days}d ({working} working)"),
    }
}

/// The badge in the header: what is overdue of the caller's lists.
pub fn badge(overdue: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("依頼超過{overdue}"),
        Lang::En => format!("{overdue} overdue"),
    }
}

/// Until when something is held, and why.
pub fn until(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{day}まで"),
        Lang::En => format!("until {day}"),
    }
}

/// A team in four cells, for lists.
pub fn short_team(team: crate::domain::staff::SupportTeam, lang: Lang) -> &'static str {
    use crate::domain::staff::SupportTeam;
    match team {
        SupportTeam::Nutrition => Text::new("栄養", "nut"),
        SupportTeam::OralHygiene => Text::new("口腔", "oral"),
        SupportTeam::Rehabilitation => Text::new("リハ", "reha"),
    }
    .say(lang)
}
