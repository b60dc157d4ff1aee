//! Words of the pane of the two-physician arrangement: its actions, labels, counts, the reasons of a ranking, and why an
//! action cannot be done now.

use super::actions::actions;
use super::{Lang, Say, Text, words};
use crate::api::pair::PairOrder;
use crate::domain::code::CodeList;
use crate::domain::geo::Precision;
use crate::domain::pair::rank::{Exclusion, Proof, Reason, VISITS_REACH, Want};
use crate::domain::settings::Settings;
use crate::words::timeline::code;

actions! {
    TO_PAIRS: "連携", "pairs", "二人主治医・アウトリーチ・サポート医の画面へ", "To pairs of physicians, outreach and advice", "ふたりしゅじい アウトリーチ サポートいのがめんへ れんけい";
    NEXT: "次へ", "next", "次の手順を記録する", "Record the step that comes next", "つぎのてじゅんをきろくする";
    NEW: "開始", "begin", "二人主治医の調整を始める", "Begin to bring two physicians together", "ふたりしゅじいのちょうせいをはじめる";
    CANDIDATES: "候補", "candidates", "候補を順位と理由で見る・戻す", "Candidates by rank with their reasons, or back", "こうほをじゅんいとりゆうでみる";
    INFORM: "情報", "information", "患者情報の入手を記録する", "Record the patient's information", "かんじゃじょうほうのにゅうしゅをきろくする";
    ASK: "打診", "ask", "候補への打診を記録する", "Record that a candidate was asked", "こうほへのだしんをきろくする";
    ANSWER: "返事", "answer", "打診への返事を記録する", "Record the answer", "だしんへのへんじをきろくする";
    TAKE_BACK: "承諾取消", "taken back", "承諾の取消しを記録する", "Record that an agreement was taken back", "しょうだくのとりけしをきろくする";
    ACTIVATE: "実施", "start", "二人主治医を開始する", "Start the pair", "ふたりしゅじいをかいしする じっし";
    REARRANGE: "分担", "duties", "役割分担を改める", "Change who does what", "やくわりぶんたんをあらためる";
    REPLACE: "交代", "replace", "同じ医療機関の医師の交代を記録する", "Another physician of the same place takes over", "おなじいりょうきかんのいしのこうたい";
    REVIEW: "見直し", "review", "見直しを記録する", "Record a review", "みなおしをきろくする";
    END: "終了", "end", "二人主治医を終える", "End the pair", "ふたりしゅじいをおえる しゅうりょう";
    CALL_OFF: "取止め", "call off", "調整を取り止める", "Call it off", "ちょうせいをとりやめる";
    AMEND: "訂正", "amend", "始めたときの内容を訂正する", "Put right what it began with", "はじめたときのないようをていせいする";
    HAND: "引継ぎ", "hand over", "担当をほかの職員に引き継ぐ", "Hand it over to a colleague", "たんとうをひきつぐ";
    PATIENT: "経過", "timeline", "患者の経過を開く", "Open the patient's timeline", "かんじゃのけいかをひらく";
    RESOURCE: "資源", "resource", "候補の医療機関を資源の画面で開く", "Open the candidate among the resources", "こうほのいりょうきかんをしげんのがめんでひらく";
    FILTER: "絞込", "filter", "一覧を絞り込む", "Show only some", "いちらんをしぼりこむ";
    CLEAR_FILTER: "絞込解除", "show all", "絞り込みを元に戻す", "Back to all open ones", "しぼりこみをもとにもどす";
    OVERDUE: "超過のみ", "overdue only", "予定日を過ぎたものだけにする・戻す", "Only those past their day, or all again", "よていびをすぎたものだけにする ちょうか";
    MINE: "自分", "mine", "自分が担当する組だけにする・戻す", "Only those that I look after, or all again", "じぶんがたんとうするくみだけにする";
    ENDED: "終了も", "ended", "終了・取止めも出す・戻す", "With ended ones, or open ones only", "しゅうりょう とりやめもだす";
    ORDER: "順", "order", "並び順を替える", "Change the order", "ならびじゅんをかえる";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "連携", "Pairs";
    NO_PAIRS: "あてはまる二人主治医はありません。n で始められます", "No such pairs. Begin one with n";
    NO_CANDIDATES: "候補になる医療機関がありません", "No place comes into question";
    NEED_PAIR: "一覧で組をえらんでください", "Select a pair first";
    NEED_CANDIDATE: "c で候補を出して、医療機関をえらんでください", "Show the candidates with c and select a place";
    CANNOT_BE_ASKED: "この医療機関には打診できません。理由は右の欄にあります", "This place cannot be asked; the detail says why";
    NOBODY_SOUGHT: "どちらの医師も決まっています", "Both physicians are there";
    HAS_ENDED: "終了しています", "It has ended";
    NO_FILTER: "絞り込んでいません", "Nothing is filtered";
    IN_CANDIDATES: "候補の一覧では使えません。c で戻ってください", "Not among the candidates. Go back with c";
    BEGUN: "二人主治医の調整を始めました", "The pair is begun";
    SAVED: "保存しました", "Saved";

    BEGIN_FORM: "二人主治医の調整を始める", "Begin a pair of physicians";
    AMEND_FORM: "始めたときの内容の訂正", "Amend what it began with";
    INFORM_FORM: "患者情報の入手", "The patient's information";
    ASK_FORM: "打診の記録", "A candidate was asked";
    ANSWER_FORM: "返事の記録", "The answer";
    TAKE_BACK_FORM: "承諾の取消し", "An agreement was taken back";
    ACTIVATE_FORM: "二人主治医の開始", "Start the pair";
    REARRANGE_FORM: "役割分担の変更", "Who does what";
    REPLACE_FORM: "担当医の交代", "Another physician";
    REVIEW_FORM: "見直しの記録", "A review";
    END_FORM: "二人主治医の終了", "End the pair";
    CALL_OFF_FORM: "調整の取止め", "Call it off";
    HAND_FORM: "担当の引継ぎ", "Hand it over";
    FILTER_FORM: "絞り込み", "Show only";

    PATIENT_LABEL: "患者", "Patient";
    SCHEME: "方式", "Scheme";
    GROUND: "対象となる理由", "Ground";
    WHY: "理由の説明", "Reason in words";
    WHY_HELP: "「個別の判断」では必ず入力", "Needed where it is by judgement";
    KNOWN_ROLE: "決まっている医師の役割", "Role of the one who is there";
    KNOWN_ROLE_HELP: "どちらの医師も未定なら空欄", "Leave empty if there is none yet";
    PLACE: "医療機関", "Clinic or hospital";
    PLACE_TEXT: "医療機関（一覧外）", "Other clinic, hospital";
    PHYSICIAN: "医師", "Physician";
    ASKED_BY: "依頼者の所属", "Asked for by";
    ASKED_BY_TEXT: "依頼者", "Who asked";
    WISH: "本人・家族の希望", "Wish";
    ASKED_AT: "依頼日時", "Asked at";
    FROM_WHOM: "情報の提供元", "From where";
    FROM_WHOM_TEXT: "提供した人", "From whom";
    MEANS: "方法", "By what means";
    WHEN: "日時", "When";
    INFORMATION: "患者情報", "Information";
    VISITS: "訪問診療", "Visits";
    ROUND_THE_CLOCK: "24時間の対応", "Day and night";
    END_OF_LIFE: "看取り", "Until death";
    DISEASE: "疾患", "Illness";
    PROCEDURES: "医療処置", "Procedures";
    DAYS: "希望の曜日", "Days";
    DAYS_HELP: "月火水木金土日祝から。空欄はいつでも", "Out of 月火水木金土日祝; empty means any";
    BAD_DAYS: "曜日は 月火水木金土日祝 で入力してください", "Write the days as 月火水木金土日祝";
    SPOKE_WITH: "話した相手", "Who was spoken to";
    TEXT: "内容", "Text";
    REPLY: "返事", "Answer";
    AGREED: "承諾", "agreed";
    DECLINED: "辞退", "declined";
    WITHDRAWN: "打診を取下げ", "asking withdrawn";
    CONDITIONS: "条件", "Conditions";
    DECLINE_GROUND: "辞退の理由", "Why declined";
    REASON: "理由", "Reason";
    ROLE: "役割", "Role";
    FROM_DAY: "開始日", "From";
    TERMS: "取り決め", "Terms";
    NEXT_REVIEW: "次の見直し", "Next review";
    WITH: "相手", "With";
    LAST_DAY: "最後の日", "Last day";
    END_GROUND: "終了の理由", "Why it ends";
    STAYS: "続けて診る医師", "Who stays";
    TO: "引き継ぐ職員", "To";
    STATES: "状態", "States";
    OPEN_LABEL: "終了分", "Ended ones";
    OPEN_ONLY: "含めない", "leave out";
    OPEN_ENDED: "終了分だけ", "only these";
    OPEN_ALL: "含める", "take in";
    SEARCH_TEXT: "患者・医師の名前", "Patient or physician";

    PRIMARY: "主治医", "Primary";
    SECONDARY: "副主治医", "Secondary";
    NOBODY: "未定", "nobody yet";
    NEEDS: "必要なこと", "Needs";
    DUTIES: "役割分担", "Duties";
    DUE: "予定日", "By";
    COORDINATOR: "担当", "Looked after by";
    ASKINGS: "打診", "Asked";
    AWAITED: "返事待ち", "awaited";
    TAKEN_BACK: "承諾取消", "taken back";
    RECORDS: "記録", "Record";
    REASONS: "順位の理由", "Reasons";
    ADDRESS: "住所", "Address";
    PHONE: "電話", "Phone";
    REACH: "連絡のしかた", "How to reach";
}

words! { PairOrder {
    Due => "予定日", "day";
    Newest => "新しい", "newest";
    Longest => "滞留", "longest";
} }

/// `調整中3 実施中12 超過1 自分4`
pub fn counts(arranging: u32, active: u32, overdue: u32, mine: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("調整中{arranging} 実施中{active} 超過{overdue} 自分{mine}"),
        Lang::En => format!("arranging {arranging}, active {active}, overdue {overdue}, mine {mine}"),
    }
}

/// What the header says of pairs past their day.
pub fn badge(overdue: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("超過{overdue}"),
        Lang::En => format!("{overdue} overdue"),
    }
}

/// Above the candidates: for whom and as what.
pub fn candidates_for(total: usize, role: &str, patient: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{patient} の{role}の候補 {total}件"),
        Lang::En => format!("{total} candidates: {role} for {patient}"),
    }
}

/// `12点`
pub fn points(points: i32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{points}点"),
        Lang::En => format!("{points} pt"),
    }
}

/// How long it has been in its state.
pub fn days(days: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{days}日目"),
        Lang::En => format!("day {days}"),
    }
}

/// `1.2km`, `350m`
pub fn distance(metres: u32) -> String {
    if metres < 1_000 { format!("{metres}m") } else { format!("{}.{}km", metres / 1_000, metres % 1_000 / 100) }
}

/// What is wanted.
fn want(want: &Want, settings: &Settings, lang: Lang) -> String {
    match want {
        Want::Visits => VISITS.say(lang).to_owned(),
        Want::RoundTheClock => ROUND_THE_CLOCK.say(lang).to_owned(),
        Want::EndOfLife => END_OF_LIFE.say(lang).to_owned(),
        Want::Emergency => Text::new("救急・入院の受入れ", "emergency admission").say(lang).to_owned(),
        Want::Disease(disease) => disease.say(lang).into_owned(),
        Want::Procedure(procedure) => code(settings, CodeList::Procedures, procedure, lang),
    }
}

/// What speaks for it.
fn proof(proof: Proof, lang: Lang) -> String {
    match (proof, lang) {
        (Proof::Notified(sign), Lang::Ja) => format!("届出 {}", sign.text()),
        (Proof::Notified(sign), Lang::En) => format!("notified {}", sign.text()),
        (Proof::Entered, Lang::Ja) => "職員の記録".into(),
        (Proof::Entered, Lang::En) => "entered by staff".into(),
        (Proof::Department, Lang::Ja) => "診療科あり".into(),
        (Proof::Department, Lang::En) => "has the department".into(),
        (Proof::Nothing, Lang::Ja) => "確認できず".into(),
        (Proof::Nothing, Lang::En) => "nothing says so".into(),
    }
}

/// One reason of a ranking.
pub fn reason(reason: &Reason, settings: &Settings, lang: Lang) -> String {
    let ja = lang == Lang::Ja;
    match reason {
        Reason::Distance { metres, precision } => {
            let by = match (precision, lang) {
                (Precision::Own, Lang::Ja) => "座標",
                (Precision::Own, Lang::En) => "coordinates",
                (Precision::Town, Lang::Ja) => "町の中心",
                (Precision::Town, Lang::En) => "centre of the town",
                (Precision::Area, Lang::Ja) => "圏域の中心",
                (Precision::Area, Lang::En) => "centre of the area",
            };
            let far = distance(*metres);
            if ja { format!("距離 {far}（{by}から）") } else { format!("{far} away (by {by})") }
        }
        Reason::DistanceUnknown => Text::new("距離は不明", "distance unknown").say(lang).to_owned(),
        Reason::Area { same: true } => Text::new("患者と同じ圏域", "in the patient's area").say(lang).to_owned(),
        Reason::Area { same: false } => Text::new("ほかの圏域", "in another area").say(lang).to_owned(),
        Reason::Wanted { want: what, proof: by } => format!("{}: {}", want(what, settings, lang), proof(*by, lang)),
        Reason::Days { known: false, .. } => Text::new("診療日は不明", "days unknown").say(lang).to_owned(),
        Reason::Days { wanted, open, .. } => {
            if ja {
                format!("希望の曜日 {wanted} のうち {}", if open.is_empty() { "なし".into() } else { open.to_string() })
            } else {
                format!("of the days {wanted}: {}", if open.is_empty() { "none".into() } else { open.to_string() })
            }
        }
        Reason::Pairs { count } => {
            if ja {
                format!("受け持ちの組 {count}")
            } else {
                format!("{count} pairs already")
            }
        }
        Reason::Patients { count } => {
            if ja {
                format!("センターの患者 {count}人")
            } else {
                format!("{count} patients of the centre")
            }
        }
        Reason::Agreed { times } => {
            if ja {
                format!("1年以内の承諾 {times}回")
            } else {
                format!("agreed {times} times within a year")
            }
        }
        Reason::Declined { lately, before } => {
            if ja {
                format!("辞退 90日以内{lately}回・それ以前{before}回")
            } else {
                format!("declined {lately} times within 90 days, {before} before")
            }
        }
    }
}

/// Why a place cannot be asked.
pub fn exclusion(exclusion: Exclusion, lang: Lang) -> String {
    match (exclusion, lang) {
        (Exclusion::Closed, Lang::Ja) => "閉院しています".into(),
        (Exclusion::Closed, Lang::En) => "has closed down".into(),
        (Exclusion::Partner, Lang::Ja) => "すでにこの組の医療機関です".into(),
        (Exclusion::Partner, Lang::En) => "takes part already".into(),
        (Exclusion::Declined { on }, Lang::Ja) => format!("この患者について {} に辞退", on.format("%Y/%-m/%-d")),
        (Exclusion::Declined { on }, Lang::En) => format!("declined for this patient on {}", on.format("%Y/%-m/%-d")),
        (Exclusion::TooFar { metres }, Lang::Ja) => {
            format!("訪問の範囲（{}）を超える {}", distance(VISITS_REACH), distance(metres))
        }
        (Exclusion::TooFar { metres }, Lang::En) => {
            format!("{} is farther than visits reach ({})", distance(metres), distance(VISITS_REACH))
        }
    }
}
