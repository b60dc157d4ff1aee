//! Words of advance care planning (人生会議・ACP), and of the page for an emergency.

use super::{Lang, Say, Text, words};
use crate::domain::timeline::{AcpTopic, Content, SinceBefore};

words! { AcpTopic {
    PlaceOfCare => "療養の場所", "place of care";
    LifeProlonging => "延命のための治療", "life-prolonging treatment";
    Transfer => "急変時の搬送・入院", "hospital in an emergency";
    FoodAndDrink => "食事・水分", "food and drink";
    Decider => "代わりに決める人", "who decides instead";
    Values => "大切にしたいこと", "what matters";
    Other => "その他", "other";
} }

words! { SinceBefore {
    NotCompared => "未確認", "not compared";
    Same => "変わらない", "the same";
    Changed => "変わった", "changed";
} }

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $en:literal;)*) => {$(
        $(#[$doc])*
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    /// The view of all statements.
    TITLE: "ACPの経過", "ACP over time";
    /// The page for an emergency.
    EMERGENCY_TITLE: "急変時の情報", "Emergency page";
    /// Nothing was said.
    NONE: "ACPの記録はまだありません。", "No ACP statement is recorded yet.";
    /// Heading: topics in which the wish changed.
    CHANGED: "変わった項目", "Changed";
    /// Heading: conferences.
    CONFERENCES: "人生会議", "ACP conferences";
    /// Heading: the newest words of each topic.
    NEWEST: "ACP 項目ごとの最も新しい言葉", "ACP: the newest words on each topic";
    /// What is said under it.
    ASK_AGAIN: "過去の言葉です。今の気持ちを本人に確かめてください。", "These are words of the past. Ask the person what they want now.";
    /// A statement that a correction stands beside.
    CORRECTED: "訂正あり", "corrected";
    /// The person's own newest words, where somebody else spoke later.
    OWN_WORDS: "本人の最も新しい言葉", "the person's own newest words";
    /// Heading: those to call.
    CALL: "連絡先", "To call";
    /// Nothing known of allergies.
    NO_ALLERGIES: "アレルギー: 記録なし", "Allergies: none recorded";
    /// No number to call is known.
    NO_NUMBERS: "連絡先の記録がありません。", "No numbers are recorded.";
    /// Why there is no page.
    NEED_PATIENT: "対象者が選ばれていません。対象者を開いてから押してください。", "No patient is in front. Open a patient first.";
}

/// `本人` or `家族 長男`; empty for anything but an ACP statement.
pub fn speaker(content: &Content, lang: Lang) -> String {
    match content {
        Content::Acp { speaker, speaker_name, .. } => format!("{} {speaker_name}", speaker.say(lang)).trim().to_owned(),
        _ => String::new(),
    }
}

/// `聞き手 佐藤`; empty for anything but an ACP statement.
pub fn hearer(content: &Content, lang: Lang) -> String {
    match (content, lang) {
        (Content::Acp { hearer, .. }, Lang::Ja) => format!("聞き手 {hearer}"),
        (Content::Acp { hearer, .. }, Lang::En) => format!("heard by {hearer}"),
        _ => String::new(),
    }
}

/// How many earlier statements there are on a topic: `ほか2件`.
pub fn earlier(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("ほか{count}件"),
        Lang::En => format!("{count} earlier"),
    }
}
