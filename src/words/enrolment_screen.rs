//! Words of the pane of the region's shared record: its actions, labels, counts, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    NOTE_USE: "使用", "use", "その月の使用回数を記録する", "Note how often it was used in a month", "そのつきのしようかいすうをきろくする";
    ENCOURAGE: "声かけ", "encourage", "使ってもらうための連絡を記録する", "Record a contact to encourage it", "つかってもらうためのれんらくをきろくする こえかけ";
    NEW: "参加", "enrol", "事業所の参加を登録する（協定の一覧では協定を登録）", "Enrol an organisation; among the agreements, record one", "じぎょうしょのさんかをとうろくする きょうていをとうろく";
    USERS: "利用者数", "users", "利用者数を改める", "Count the users anew", "りようしゃすうをあらためる";
    AGREEMENTS: "協定", "agreements", "参加と協定の一覧を切り替える", "Switch between enrolments and agreements", "さんかときょうていのいちらんをきりかえる";
    TO_CALL: "声かけ先", "to call", "しばらく使っていない事業所だけにする・戻す", "Only those that did not use it for long, or all again", "しばらくつかっていないじぎょうしょだけにする こえかけさき";
    RESOURCE: "資源", "resource", "事業所を資源の画面で開く", "Open the organisation among the resources", "じぎょうしょをしげんのがめんでひらく";
    FILTER: "絞込", "filter", "一覧を絞り込む", "Show only some", "いちらんをしぼりこむ";
    CLEAR_FILTER: "絞込解除", "show all", "絞り込みを元に戻す", "Back to all that take part", "しぼりこみをもとにもどす";
    ENDED: "終了も", "ended", "終わった参加も出す・戻す", "With ended ones, or not", "おわったさんかもだす";
    AMEND: "訂正", "amend", "協定の内容を訂正する", "Put the agreement right", "きょうていのないようをていせいする";
    RENEW: "更新", "renew", "協定の期限を延ばす", "Renew the agreement", "きょうていのきげんをのばす こうしん";
    END: "終了", "end", "参加・協定を終える", "End the enrolment or the agreement", "さんか きょうていをおえる しゅうりょう";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "地域ICT", "Regional ICT";
    NO_ENROLMENTS: "あてはまる事業所はありません", "No such organisations";
    NO_AGREEMENTS: "協定がまだありません。n で登録してください", "No agreements yet. Record one with n";
    NEED_ENROLMENT: "事業所をえらんでください", "Select an organisation first";
    NEED_AGREEMENT: "協定の一覧（a）で協定をえらんでください", "Select an agreement first (list: a)";
    IN_AGREEMENTS: "協定の一覧では使えません。a で参加の一覧に切り替えてください", "Not among the agreements. Switch to the enrolments with a";
    NEED_EITHER: "事業所か協定をえらんでください", "Select an organisation or an agreement first";
    NO_FILTER: "絞り込んでいません", "Nothing is filtered";
    NO_LIMIT: "期限のない協定です。更新は要りません", "It has no last day and need not be renewed";
    ALREADY_ENDED: "すでに終わっています", "It has ended already";
    SAVED: "保存しました", "Saved";
    ENROLLED: "参加を登録しました", "The organisation takes part";
    SIGNED: "協定を登録しました", "The agreement is recorded";

    ENROL: "地域ICTへの参加", "Enrol in the regional ICT";
    NOTE_USE_FORM: "使用の記録", "Note the use";
    ENCOURAGE_FORM: "声かけの記録", "Contact to encourage";
    USERS_FORM: "利用者数の変更", "Count the users";
    END_ENROLMENT: "参加の終了", "End the enrolment";
    SIGN: "協定の登録", "Record an agreement";
    AMEND_FORM: "協定の訂正", "Amend the agreement";
    RENEW_FORM: "協定の更新", "Renew the agreement";
    END_AGREEMENT: "協定の終了", "End the agreement";
    FILTER_LIST: "絞り込み", "Show only";

    SITE: "事業所", "Organisation";
    ASSOCIATION: "団体", "Association";
    ASSOCIATIONS: "団体", "Associations";
    STARTED: "参加日", "Takes part from";
    USERS_LABEL: "利用者数", "Users";
    PEOPLE: "人", "people";
    MONTH: "月", "Month";
    TIMES: "使用回数", "Times used";
    TIMES_UNIT: "回", "times";
    LAST_USED: "最後に使った日", "Last used on";
    LAST_USED_HELP: "わからなければ空欄", "Leave empty if nobody knows";
    WHEN: "日時", "When";
    MEANS: "方法", "By what means";
    CONTACT_TEXT: "内容・使わない理由", "What was said, what keeps them";
    NEXT: "次に連絡する日", "Ask again on";
    NEXT_HELP: "空欄なら、しばらく使わないときに声かけ先に出ます", "Empty: it comes up again if it is not used for long";
    ENDED_ON: "終了日", "Ended on";
    REASON: "理由", "Reason";
    SIGNED_ON: "締結日", "Signed on";
    UNTIL: "期限", "Last day";
    UNTIL_HELP: "期限を定めないときは空欄", "Leave empty where it goes on";
    TERMS: "内容", "Terms";
    AREAS: "圏域", "Areas";
    SEARCH_TEXT: "事業所の名前", "Name";
    OPEN_LABEL: "終了分", "Ended ones";
    OPEN_ONLY: "含めない", "leave out";
    OPEN_ENDED: "終了分だけ", "only these";
    OPEN_ALL: "含める", "take in";

    JOINED: "地域ICT参加", "Takes part";
    PHONE: "電話", "Phone";
    AGREEMENT: "協定", "Agreement";
    USE: "使用", "Use";
    CALL: "声かけ", "To call";
    RECORDS: "記録", "Record";
    MEMBERS: "参加", "Members";
    NOW: "いま", "now";
    NOT_NOTED: "-", "-";
}

/// The counts at the top of the list.
pub fn counts(open: u32, users: u32, used: u32, to_call: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("参加{open} 利用者{users} 今月使用{used} 声かけ先{to_call}"),
        Lang::En => format!("{open} take part  {users} users  {used} used this month  {to_call} to call"),
    }
}

/// How many agreements there are, and how many of them hold.
pub fn agreements(total: usize, holding: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("協定 {total}件 有効{holding}"),
        Lang::En => format!("{total} agreements, {holding} in force"),
    }
}

/// So many times.
pub fn times(times: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{times}回"),
        Lang::En => format!("{times} x"),
    }
}

/// So many people.
pub fn people(people: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{people}人"),
        Lang::En => format!("{people} users"),
    }
}

/// So many members take part.
pub fn members(members: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("参加{members}"),
        Lang::En => format!("{members} members"),
    }
}

/// From a day to a day.
pub fn period(from: &str, until: Option<&str>, lang: Lang) -> String {
    match (lang, until) {
        (Lang::Ja, Some(until)) => format!("{from}から{until}まで"),
        (Lang::Ja, None) => format!("{from}から"),
        (Lang::En, Some(until)) => format!("{from} to {until}"),
        (Lang::En, None) => format!("from {from}"),
    }
}

/// Last used on a day, or never.
pub fn last_used(day: Option<&str>, lang: Lang) -> String {
    match (lang, day) {
        (Lang::Ja, Some(day)) => format!("最終 {day}"),
        (Lang::Ja, None) => "使用なし".to_owned(),
        (Lang::En, Some(day)) => format!("last {day}"),
        (Lang::En, None) => "never used".to_owned(),
    }
}

/// Encouraged last on a day.
pub fn encouraged(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("前回 {day}"),
        Lang::En => format!("last {day}"),
    }
}

/// To be called from a day on.
pub fn call_from(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{day}から"),
        Lang::En => format!("from {day}"),
    }
}
