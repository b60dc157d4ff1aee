//! Words of the screens of the high-risk approach: actions, labels, counts, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    TO_PREVENTION: "予防", "prevention", "予防の画面へ（質問票・骨折予防）", "To prevention: questionnaires, fractures", "よぼうのがめんへ しつもんひょう こっせつよぼう ハイリスクアプローチ";
    BASIC: "チェックリスト", "checklist", "基本チェックリストを入力する", "Type in a basic checklist", "きほんチェックリストをにゅうりょくする";
    OLD_OLD: "質問票", "75+", "後期高齢者の質問票を入力する", "Type in a questionnaire of those over 75", "こうきこうれいしゃのしつもんひょうをにゅうりょくする";
    ENTER_QUEUE: "相談へ", "to queue", "この人を相談に入れる", "Put this person into the queue", "このひとをそうだんにいれる";
    LINK: "対象者", "patient", "どの対象者かを指定する", "Say which patient it is", "どのたいしょうしゃかをしていする";
    FOLLOW_UP: "経過確認", "follow up", "その後の様子を記録する", "Record how the person fares", "そのごのようすをきろくする けいかかくにん";
    AMEND: "訂正", "amend", "回答を訂正する", "Put the answers right", "かいとうをていせいする";
    SET_ASIDE: "見送り", "set aside", "理由をつけて見送る", "Set aside with a reason", "りゆうをつけてみおくる";
    TAKE_UP: "見送り取消", "take up", "見送りを取り消す", "Take it up again", "みおくりをとりけす";
    END: "終了", "end", "結果を記録して終える", "End with what came of it", "けっかをきろくしておえる しゅうりょう";
    CONSULTATION: "相談", "case", "入れた相談を開く", "Open the consultation", "いれたそうだんをひらく";
    TIMELINE: "経過", "timeline", "対象者の経過を開く", "Open the patient's timeline", "たいしょうしゃのけいかをひらく";
    AT_RISK: "該当のみ", "at risk", "基準に該当した人だけ、またはすべて", "Only those at risk, or all again", "きじゅんにがいとうしたひとだけ";
    UNDECIDED: "未判定のみ", "open ones", "未回答で判定できない人だけ、またはすべて", "Only those that missing answers leave open, or all again", "みはんていだけ みかいとう";
    FINISHED: "すべて", "all", "終わったものも見る、または戻す", "With finished ones, or open ones only", "おわったものもみる";
    FIND: "氏名", "name", "氏名か番号でさがす", "Find by name or number", "しめいかばんごうでさがす";
    NEXT: "次へ", "next step", "次の手順に進む", "Take the next step", "つぎのてじゅんにすすむ";
    FRACTURE: "骨折", "fracture", "骨折を記録する", "Record a fracture", "こっせつをきろくする";
    COORDINATE: "連携", "coordinate", "治療医との連携を記録する", "Record what was agreed with the treating doctor", "ちりょういとのれんけいをきろくする";
    MEDICATION: "服薬", "medicine", "服薬の状況を記録する", "Record whether the medicine is kept up", "ふくやくのじょうきょうをきろくする";
    FALL_RISK: "転倒リスク", "fall risk", "転倒リスクの評価を記録する", "Record the risk of another fall", "てんとうリスクのひょうかをきろくする";
    SUPPORT: "個別支援", "support", "専門職の個別支援を記録する", "Record individual support by a professional", "せんもんしょくのこべつしえんをきろくする";
    OVERDUE: "期限超過", "overdue", "期限を過ぎたものだけ、またはすべて", "Only what is overdue, or all again", "きげんをすぎたものだけ";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "予防", "Prevention";
    FRACTURES_TITLE: "骨折予防", "Fractures";
    NO_SCREENINGS: "あてはまる質問票はありません", "No such questionnaires";
    NO_FRACTURES: "あてはまる骨折の記録はありません", "No such fractures";
    NEED_SCREENING: "質問票をえらんでください", "Select a questionnaire first";
    NEED_FRACTURE: "骨折の記録をえらんでください", "Select a fracture first";
    NO_PATIENT: "対象者がまだ指定されていません。l で指定してください", "No patient is named yet. Name one with l";
    NO_CONSULTATION: "まだ相談に入れていません", "Not in the queue yet";
    SAVED: "保存しました", "Saved";
    NEW_BASIC: "基本チェックリスト", "Basic checklist";
    NEW_OLD_OLD: "後期高齢者の質問票", "Questionnaire 75+";
    NEW_FRACTURE: "骨折の記録", "Fracture";
    AMEND_SHEET: "回答の訂正", "Put the answers right";
    AMEND_FRACTURE: "骨折の記録の訂正", "Put the fracture right";
    PERSON: "対象者", "patient";
    PERSON_HELP: "登録済みの人はここで選ぶ。いなければ下の氏名に書く", "Choose a known patient here; else write the name below";
    NAME: "氏名", "name";
    KANA: "かな", "kana";
    BIRTH: "生年月日", "born";
    SEX: "性別", "sex";
    PHONE: "電話", "phone";
    ADDRESS: "住所", "address";
    ON: "回答日", "answered on";
    ANSWERS: "回答", "answers";
    HEIGHT: "身長", "height";
    WEIGHT: "体重", "weight";
    NOTE: "備考", "note";
    REASON: "理由", "reason";
    REASON_HELP: "公表された基準に該当しないときは必要", "Needed where no published criterion is met";
    WHEN: "日時", "when";
    PROGRESS: "様子", "progress";
    TEXT: "内容", "text";
    NEXT_LOOK: "次の確認", "next look";
    OUTCOME: "結果", "outcome";
    BONE: "部位", "bone";
    FRACTURED_ON: "骨折日", "broken on";
    TREATED_BY: "治療した医療機関", "treated by";
    WITH: "相手", "with";
    MEANS: "手段", "means";
    KEEPING: "服薬", "medicine";
    MEMBER: "評価した職員", "assessed by";
    RISK: "転倒リスク", "fall risk";
    FINDINGS: "所見", "findings";
    PROFESSION: "職種", "profession";
    BY: "支援した人・機関", "supported by";
    AGAIN: "再骨折", "broke again";
    TO_QUEUE_FORM: "相談へ入れる", "Into the queue";
    LINK_FORM: "どの対象者か", "Which patient";
    SET_ASIDE_FORM: "見送り", "Set aside";
    FOLLOW_UP_FORM: "経過確認", "Follow-up";
    END_FORM: "終了", "End";
    COORDINATE_FORM: "治療医との連携", "Coordination";
    MEDICATION_FORM: "服薬の確認", "Medicine";
    FALL_RISK_FORM: "転倒リスクの評価", "Fall risk";
    SUPPORT_FORM: "個別支援", "Individual support";
    FIND_FORM: "氏名か番号", "Name or number";
    CRITERIA: "判定基準", "Criteria";
    ANSWERS_HEADING: "回答", "Answers";
    UNANSWERED: "未回答", "no answer";
    RECORDS: "記録", "Records";
    DOUBLES: "同じ人かもしれない対象者", "Patients who may be the same person";
    OTHERS: "この人のほかの質問票", "Other questionnaires of this person";
    LIST: "名簿", "list";
    DUE: "次の確認", "next look";
    NO_TOTAL: "この質問票に公式の合計点はありません", "This questionnaire has no official total";
    ATTENTION: "外出の回数も減っています。特に注意してください", "Goes out less than before as well: pay special attention";
    TODAY_OR_OVERDUE: "期限", "due";
    CENTIMETRES: "cm", "cm";
    KILOGRAMS: "kg", "kg";
}

/// 質問票 未対応3 該当2 未判定1 相談へ5
pub fn counts(counts: &crate::api::prevention::ScreeningCounts, lang: Lang) -> String {
    let (new, risk, open) = (counts.recorded, counts.at_risk, counts.undecided);
    let (queue, due) = (counts.in_queue, counts.due);
    match lang {
        Lang::Ja => format!("質問票 未対応{new} 該当{risk} 未判定{open} 相談へ{queue} 確認期限{due}"),
        Lang::En => format!("Questionnaires: new {new}, at risk {risk}, open {open}, in queue {queue}, due {due}"),
    }
}

/// How many fractures the list has.
pub fn fractures(total: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("骨折予防 {total}件"),
        Lang::En => format!("Fractures: {total}"),
    }
}

/// 該当2, for the right of the header.
pub fn badge(at_risk: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("該当{at_risk}"),
        Lang::En => format!("at risk {at_risk}"),
    }
}

/// A criterion with its points: 2 運動機能の低下 3/5 (3以上).
pub fn criterion(finding: &crate::domain::screening::Finding, lang: Lang) -> String {
    use super::Say;
    let (rule, state) = (finding.rule.say(lang), finding.state.say(lang));
    let (number, points, needed, missing) =
        (finding.rule.number(), finding.points, finding.rule.needed(), finding.unanswered);
    match (lang, missing) {
        (Lang::Ja, 0) => format!("{number} {rule}  {points}点（{needed}点以上）  {state}"),
        (Lang::Ja, _) => format!("{number} {rule}  {points}点（{needed}点以上） 未回答{missing}  {state}"),
        (Lang::En, 0) => format!("{number} {rule}  {points} of {needed} points: {state}"),
        (Lang::En, _) => format!("{number} {rule}  {points} of {needed} points, {missing} unanswered: {state}"),
    }
}

/// What was saved of a questionnaire: the number of the consultation, if the person went into the queue.
pub fn recorded(number: Option<&str>, lang: Lang) -> String {
    match (number, lang) {
        (Some(number), Lang::Ja) => format!("保存しました。基準に該当するため相談 {number} を作りました"),
        (Some(number), Lang::En) => format!("Saved. At risk, so consultation {number} was made"),
        (None, _) => SAVED.say(lang).to_owned(),
    }
}

/// What is filtered, in a few words.
pub fn filtered(at_risk: bool, undecided: bool, all: bool, text: &str, lang: Lang) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let say = |text: Text| text.say(lang);
    if at_risk {
        parts.push(say(Text::new("該当のみ", "at risk only")));
    }
    if undecided {
        parts.push(say(Text::new("未判定のみ", "open ones only")));
    }
    if all {
        parts.push(say(Text::new("終了を含む", "with finished ones")));
    }
    if !text.is_empty() {
        parts.push(text);
    }
    parts.join(" ")
}
