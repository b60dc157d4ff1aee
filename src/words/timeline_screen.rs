//! Words of the timeline's pane: its actions, labels, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    CHOOSE: "対象者", "patient", "対象者をさがして開く", "Find a patient and open the timeline", "たいしょうしゃをさがしてひらく";
    OPEN: "開く", "open", "えらんだものを開く", "Open what is selected", "えらんだものをひらく";
    BACK: "一覧へ", "list", "対象者の一覧へ戻る", "Back to the list of patients", "たいしょうしゃのいちらんへもどる";
    FILTER: "絞込", "filter", "種類と期間で絞り込む", "Show only some kinds or a period", "しゅるいときかんでしぼりこむ";
    CLEAR_FILTER: "絞込解除", "show all", "絞り込みをやめる", "Show everything again", "しぼりこみをやめる";
    WEIGHTS: "体重", "weights", "体重の推移を見る", "Show the weight curve", "たいじゅうのすいいをみる";
    ACP_VIEW: "ACPの経過", "ACP over time", "ACPの言葉を項目ごとに見る", "Show ACP statements by topic over time", "エーシーピーのけいかをみる じんせいかいぎ";
    CLOSE_PAGE: "閉じる", "close", "閉じる", "Close", "とじる";
    HEAD: "基本情報", "head", "基本情報を見る", "Show the patient's head", "きほんじょうほうをみる";

    NOTE: "メモ", "note", "メモを書く", "Write a note", "メモをかく";
    WEIGHT: "体重", "weight", "体重を記録する", "Record a weight", "たいじゅうをきろくする";
    MEAL: "食事", "meal", "食事を記録する", "Record a meal", "しょくじをきろくする";
    EXCRETION: "排泄", "excretion", "排泄を記録する", "Record excretion", "はいせつをきろくする";
    FALL: "転倒", "fall", "転倒を記録する", "Record a fall", "てんとうをきろくする";
    MISSING: "行方不明", "missing", "行方不明を記録する", "Record going missing", "ゆくえふめいをきろくする";
    VISIT: "訪問", "visit", "訪問を記録する", "Record a visit", "ほうもんをきろくする";
    ADMISSION: "入院", "admission", "入院を記録する", "Record an admission", "にゅういんをきろくする";
    DISCHARGE: "退院", "discharge", "退院を記録する", "Record a discharge", "たいいんをきろくする";
    CONFERENCE: "会議", "conference", "会議を記録する", "Record a conference", "かいぎをきろくする";
    MEDICATION: "服薬", "medication", "服薬を記録する", "Record medication", "ふくやくをきろくする";
    SCORE: "評価", "score", "評価の点数を記録する", "Record an assessment score", "ひょうかのてんすうをきろくする";
    PAIR: "二人主治医", "pair", "二人主治医の調整を始める", "Begin a pair of physicians", "ふたりしゅじいのちょうせいをはじめる";
    QUESTION: "質問", "question", "主治医などの医師に質問する", "Put a question to a physician", "しゅじいなどのいしにしつもんする";
    REPLY: "回答", "reply", "えらんだ質問への回答を書く", "Write the reply to the selected question", "えらんだしつもんへのかいとうをかく";
    ACP: "ACP", "ACP", "ACPの言葉を記録する", "Record an ACP statement", "エーシーピーのことばをきろくする じんせいかいぎ";

    CONFIRM: "確定", "confirm", "この記録を確定する", "Confirm this entry", "このきろくをかくていする";
    AMEND: "修正", "amend", "自分の未確定の記録を直す", "Amend your own entry before it is confirmed", "じぶんのみかくていのきろくをなおす";
    CORRECT: "訂正", "correct", "訂正の記録を並べる", "Write a correction beside this entry", "ていせいのきろくをならべる";
    MOVE: "移動", "move", "この記録を正しい対象者へ移す", "Move this entry to the right patient", "このきろくをただしいたいしょうしゃへうつす";

    REGISTER: "新規登録", "register", "対象者を新しく登録する", "Register a patient", "たいしょうしゃをあたらしくとうろくする";
    EDIT_IDENTITY: "基本情報", "person", "基本情報を変える", "Change who the person is", "きほんじょうほうをかえる";
    EDIT_CARE: "介護・生活", "care", "介護・生活を変える", "Change care and daily life", "かいご・せいかつをかえる";
    EDIT_HEALTH: "医療", "health", "医療の情報を変える", "Change health", "いりょうのじょうほうをかえる";
    EDIT_FAMILY: "家族", "family", "家族・キーパーソンを変える", "Change the family", "かぞく・キーパーソンをかえる";
    EDIT_CONSENT: "同意", "consent", "同意を記録する", "Record a consent", "どういをきろくする";
    CARE_TEAM: "チーム", "team", "在宅医療チームを開く", "Open the care team", "ざいたくいりょうチームをひらく";
    DIED: "死亡", "died", "死亡を記録する", "Record the death", "しぼうをきろくする";
    DEATH_WITHDRAWN: "死亡取消", "withdraw death", "死亡の記録を取り消す", "Withdraw the death", "しぼうのきろくをとりけす";
    MOVED_AWAY: "転出", "moved away", "転出を記録する", "Record that the person moved away", "てんしゅつをきろくする";
    RETURNED: "復帰", "returned", "転入・復帰を記録する", "Record that the person is back", "てんにゅう・ふっきをきろくする";
    MERGE: "統合", "merge", "同じ人の別の記録に統合する", "Merge into another record of the same person", "おなじひとのべつのきろくにとうごうする";
    PART: "分離", "part", "統合をやめて分ける", "Part the merged record again", "とうごうをやめてわける";
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $en:literal;)*) => {$(
        $(#[$doc])*
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    /// The pane.
    TITLE: "経過", "Timeline";
    /// Its list of patients is empty.
    NO_PATIENTS: "対象者がいません。新規登録から始めてください", "No patients yet. Register one to begin";
    /// The timeline is empty.
    NO_ENTRIES: "記録がありません", "Nothing here";
    /// An action needs a patient.
    NEED_PATIENT: "対象者を開いてからにしてください。", "Open a patient first.";
    /// An action needs an entry.
    NEED_ENTRY: "記録をえらんでからにしてください。", "Select an entry first.";
    /// Reply needs a question.
    NEED_QUESTION: "質問の記録をえらんでからにしてください。", "Select a question first.";
    /// Nothing is filtered.
    NO_FILTER: "絞り込みはありません。", "Nothing is filtered.";
    /// The person is alive and here.
    LIVING_HERE: "死亡も転出も記録されていません。", "Neither a death nor a move is recorded.";
    /// The death is recorded already.
    HAS_DIED: "死亡が記録されています。誤りなら死亡を取り消してください。", "The death is recorded. Withdraw it if that is a mistake.";
    /// The move is recorded already.
    HAS_MOVED: "転出が記録されています。戻ったときは復帰を記録してください。", "The move is recorded. Record the return if the person is back.";
    /// The record is not merged.
    NOT_MERGED: "この記録は統合されていません。", "This record is not merged.";
    /// Nobody weighed.
    NO_WEIGHTS: "体重の記録がありません。", "No weights are recorded.";
    /// There is nothing behind the selected row.
    NOTHING_BEHIND: "これ以上開くものはありません。", "There is nothing more to open.";
    /// Everything was saved.
    SAVED: "保存しました。", "Saved.";
    /// Confirmed.
    CONFIRMED: "確定しました。", "Confirmed.";
    /// The prompt of the patient picker.
    PICK: "対象者", "Patient";
    /// The place of the patient picker.
    PLACE_PICK: "対象者をさがす", "Find a patient";

    /// Label: recorded.
    RECORDED: "記録", "recorded";
    /// Label: source.
    SOURCE: "情報源", "source";
    /// Label: confirmed.
    CONFIRMED_AT: "確定", "confirmed";
    /// Label: number of the entry.
    NUMBER: "番号", "number";
    /// Label: state.
    STATE: "状態", "state";
    /// Label: episode around an ACP statement.
    EPISODE: "前後の様子", "episode";
    /// Label: what an ACP statement is about.
    ACP_TOPIC: "何について", "about";
    /// Label: whether it differs from what was said before.
    SINCE_BEFORE: "前の言葉から", "since before";
    /// Label: words.
    WORDS: "言葉", "words";
    /// Label: who is present.
    PRESENT: "出席者", "present";
    /// Label: reason.
    REASON: "理由", "reason";
    /// Label: birth.
    BIRTH: "生年月日", "born";
    /// Label: area.
    AREA: "圏域", "area";
    /// Label: address.
    ADDRESS: "住所", "address";
    /// Label: phone.
    PHONE: "電話", "phone";
    /// Label: care level.
    LEVEL: "要介護度", "care level";
    /// Label: certified period.
    PERIOD: "認定期間", "certified";
    /// Label: both scales.
    SCALES: "自立度", "scales";
    /// Label: living.
    LIVING: "世帯", "living";
    /// Label: whereabouts.
    WHEREABOUTS: "居所", "is now";
    /// Label: diagnoses.
    DIAGNOSES: "病名", "diagnoses";
    /// Label: allergies.
    ALLERGIES: "アレルギー", "allergies";
    /// Label: infections.
    INFECTIONS: "感染症", "infections";
    /// Label: procedures.
    PROCEDURES: "医療処置", "procedures";
    /// Label: key person.
    KEY_PERSON: "キーパーソン", "key person";
    /// Label: main carer.
    MAIN_CARER: "主介護者", "main carer";
    /// Label: proxy.
    PROXY: "代理決定者", "proxy";
    /// Label: primary physician.
    /// Label: secondary physician.
    /// Label: family physician.
    /// Label: back bed.
    /// Heading: consents.
    CONSENTS: "同意", "Consents";
    /// Heading: team.
    TEAM: "在宅医療チーム", "Care team";
    /// Heading: merged records.
    ABSORBED: "統合された記録", "Merged records";
    /// Heading: weight curve.
    CURVE: "体重の推移", "Weight";
    /// Label: the record that stands for this one.
    STANDS_FOR: "統合先", "merged into";
    /// Withdrawn.
    WITHDRAWN: "撤回", "withdrawn";
    /// Mobility in a few characters.
    MOBILITY: "障害", "mobility ";
    /// Cognition in a few characters.
    COGNITION: "認知", "cognition ";
}

/// `全1,234件`, or how many of a filtered timeline are shown.
pub fn count(total: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{total}件"),
        Lang::En => format!("{total} rows"),
    }
}

texts! {
    /// Heading: a new entry.
    NEW_ENTRY: "経過の記録", "New entry";
    /// Heading: amending.
    AMEND_ENTRY: "記録の修正", "Amend the entry";
    /// Heading: correcting.
    CORRECT_ENTRY: "訂正の記録", "Correct the entry";
    /// Heading: moving.
    MOVE_ENTRY: "記録の移動", "Move the entry";
    /// Heading: filter.
    FILTER_TIMELINE: "経過の絞り込み", "Filter the timeline";
    /// Heading: registering.
    REGISTER_PATIENT: "対象者の登録", "Register a patient";
    /// Heading: changing a section.
    CHANGE_PATIENT: "対象者の情報", "Change the patient";
    /// Heading: death.
    RECORD_DEATH: "死亡の記録", "Record the death";
    /// Heading: withdrawing a death.
    WITHDRAW_DEATH: "死亡の取消", "Withdraw the death";
    /// Heading: moving away.
    RECORD_MOVE: "転出の記録", "Record the move";
    /// Heading: return.
    RECORD_RETURN: "転入・復帰の記録", "Record the return";
    /// Heading: merging.
    MERGE_RECORDS: "記録の統合", "Merge records";
    /// Heading: parting.
    PART_RECORDS: "統合の解除", "Part records";

    /// Field: the day.
    DAY: "日付", "day";
    /// Field: the time of day.
    TIME: "時刻", "time";
    /// Help: the time of day.
    TIME_HELP: "分からなければ空欄。例 9:30、0930、15時", "Leave it empty if nobody knows. 9:30 or 0930";
    /// The time cannot be read.
    TIME_WRONG: "時刻を読み取れません。9:30のように書いてください。", "The time cannot be read. Write it like 9:30.";
    /// Field: text.
    TEXT: "内容", "text";
    /// Field: whether it is confirmed at once.
    CONFIRM_NOW: "すぐ確定", "confirm now";
    /// Help: whether it is confirmed at once.
    CONFIRM_HELP: "確定すると変えられません（訂正は並べて書けます）", "A confirmed entry never changes; a correction stands beside it";
    /// Field: kilograms.
    KILOGRAMS: "体重", "weight";
    /// Unit: kilograms.
    KG: "kg", "kg";
    /// Field: where it was weighed.
    WEIGHED: "測った所", "weighed at";
    /// Field: which meal.
    MEAL_TIME: "食事", "meal";
    /// Field: staple food eaten.
    STAPLE: "主食", "staple";
    /// Field: other dishes eaten.
    DISHES: "副食", "dishes";
    /// Unit: tenths.
    TENTHS: "割", "tenths";
    /// Field: fluid.
    FLUID: "水分", "fluid";
    /// Unit: millilitres.
    ML: "ml", "ml";
    /// Field: what was excreted.
    EXCRETED: "種類", "what";
    /// Field: amount.
    AMOUNT: "量", "amount";
    /// Field: form of the stool.
    BRISTOL: "便の性状", "form";
    /// Help: form of the stool.
    BRISTOL_HELP: "ブリストルスケール 1(硬い)-7(水様)", "Bristol scale, 1 (hard) to 7 (liquid)";
    /// Unit: none.
    NO_UNIT: "", "";
    /// Field: accident.
    ACCIDENT: "失禁", "accident";
    /// Field: where.
    WHERE: "場所", "place";
    /// Field: injury.
    INJURY: "けが", "injury";
    /// Field: whether somebody saw it.
    SEEN: "目撃", "seen";
    /// Field: the day found.
    FOUND_DAY: "発見日", "found on";
    /// Field: the time found.
    FOUND_TIME: "発見時刻", "found at";
    /// Field: where found.
    FOUND_AT: "発見場所", "where found";
    /// Field: police.
    POLICE: "警察へ届出", "police told";
    /// Field: visitor.
    VISITOR: "訪問者", "visitor";
    /// Field: profession.
    PROFESSION: "職種", "profession";
    /// Field: whether the person was met.
    MET: "本人に会えた", "met the person";
    /// Field: hospital.
    HOSPITAL: "病院", "hospital";
    /// Field: hospital not in the resources.
    HOSPITAL_NAME: "病院名（資源にないとき）", "its name, if not listed";
    /// Field: planned or emergency.
    URGENT: "予定・緊急", "planned or not";
    /// Field: cause.
    CAUSE: "理由・病名", "cause";
    /// Field: destination.
    DESTINATION: "退院先", "to";
    /// Field: kind of meeting.
    MEETING: "会議の種類", "meeting";
    /// Field: who was there.
    ATTENDEES: "出席者", "present";
    /// Help: who was there.
    ATTENDEES_HELP: "1行に1人。例 佐藤 看護師", "One a line";
    /// Field: what was decided.
    DECIDED: "決まったこと", "decided";
    /// Field: what happened with the medicine.
    DOSING: "内容", "what happened";
    /// Field: medicine.
    DRUG: "薬", "medicine";
    /// Field: scale.
    SCALE: "評価尺度", "scale";
    /// Help: scale.
    SCALE_HELP: "例 HDS-R、MMSE、BI、MNA-SF、OHAT", "For example HDS-R, MMSE, BI, MNA-SF, OHAT";
    /// Field: points.
    POINTS: "点数", "points";
    /// Field: most points.
    MOST_POINTS: "満点", "of";
    /// Unit: points.
    PT: "点", "pt";
    /// Field: to whom.
    ADDRESSEE: "宛先", "to";
    /// Field: question.
    ASKS: "質問", "question";
    /// Field: who answers.
    ANSWERER: "回答者", "who answers";
    /// Field: reply.
    REPLIES: "回答", "reply";
    /// Field: who speaks.
    SPEAKER: "話した人", "speaker";
    /// Field: name of the speaker.
    SPEAKER_NAME: "氏名・続柄", "name or relation";
    /// Field: who heard it.
    HEARER: "聞き手", "heard by";
    /// Field: words.
    VERBATIM: "言葉（そのまま）", "words, verbatim";
    /// Field: what was wrong.
    WHAT_WAS_WRONG: "誤りの内容", "what was wrong";
    /// Field: right patient.
    RIGHT_PATIENT: "正しい対象者", "right patient";
    /// Field: kinds.
    KINDS: "種類", "kinds";
    /// Field: from.
    FROM: "いつから", "from";
    /// Field: to.
    UNTIL: "いつまで", "until";

    /// Field: name.
    NAME: "氏名", "name";
    /// Field: kana.
    KANA: "カナ", "kana";
    /// Field: sex.
    SEX: "性別", "sex";
    /// Help: area.
    AREA_HELP: "空欄なら住所から決めます", "Left empty it follows from the address";
    /// Field: period from.
    CERTIFIED_FROM: "認定の開始", "certified from";
    /// Field: period to.
    CERTIFIED_TO: "認定の終了", "certified until";
    /// Field: mobility.
    MOBILITY_SCALE: "障害自立度", "mobility scale";
    /// Field: cognition.
    COGNITION_SCALE: "認知症自立度", "cognition scale";
    /// Help: lists.
    LINES_HELP: "1行に1つ", "One a line";
    /// Field: relation.
    RELATION: "続柄", "relation";
    /// Field: place where a physician works.
    PLACE_OF: "所属", "place";
    /// Field: place not in the resources.
    PLACE_NAME: "所属名（資源にないとき）", "its name, if not listed";
    /// Field: back bed not in the resources.
    /// Field: to what.
    CONSENT_TO: "同意の内容", "consent to";
    /// Field: when.
    CONSENT_ON: "同意日", "given on";
    /// Field: by whom.
    CONSENT_BY: "同意した人", "given by";
    /// Field: withdrawn.
    WITHDRAWN_ON: "撤回日", "withdrawn on";
    /// Help: withdrawn.
    WITHDRAWN_HELP: "入れると、その内容のいまの同意を撤回にします", "If filled, the consent in force is withdrawn";
    /// Nothing to withdraw.
    NO_SUCH_CONSENT: "撤回する同意がありません。", "There is no such consent to withdraw.";
    /// Field: members to be taken out.
    /// Field: a new member's name.
    /// Field: the day of death.
    DIED_ON: "死亡日", "died on";
    /// Field: the day of moving.
    MOVED_ON: "転出日", "moved on";
    /// Field: where to.
    MOVED_TO: "転出先", "moved to";
    /// Field: since when.
    BACK_ON: "復帰日", "back since";
    /// Field: the record that stands for both.
    MERGE_INTO: "残す記録", "record that stays";
    /// Help: the record that stands for both.
    MERGE_HELP: "この記録は相手の経過の中に表示されます。いつでも分けられます", "This record shows within the other's; they can be parted again";
    /// Field: the record to part.
    PART_WHICH: "分ける記録", "record to part";
    /// Reminders end.
    REMINDERS_END: "この人への督促・予定の通知はすべて終わります。", "All reminders about this person end.";
}

/// What a possible double is: `p12 山田 花子 … : カナ・生年月日が同じ`.
pub fn double(line: &str, signs: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("同じ人かもしれません: {line} ({signs})"),
        Lang::En => format!("This may be the same person: {line} ({signs})"),
    }
}
