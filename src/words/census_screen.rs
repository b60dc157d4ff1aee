//! Words of the census.

use super::{Lang, Text};

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "在宅状況", "Census";
    WARD: "圏域", "Area";
    AT_HOME: "在宅", "at home";
    VISITS_DUE: "訪問期日", "visits due";
    NO_PHYSICIAN: "医師なし", "no doctor";
    UNCOVERED: "今夜空白", "uncovered";
    REFERRALS: "依頼待ち", "waiting";
    TOTAL: "合計", "Total";
    UNKNOWN: "圏域不明", "unknown";
    LEGEND: "訪問期日: 期日の来たサポートチームの訪問  今夜空白: 18時から翌8時にだれもいない時間がある人", "visits due: of the support teams.  uncovered: with any half hour of tonight that nobody covers";
    STALE: "! 日付が変わりました。F5で読み直してください", "! The day has changed. Press F5 to count again";
}

/// As of when it is.
pub fn as_of(time: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("まちの在宅状況  {time} 現在"),
        Lang::En => format!("The town as one hospital, as of {time}"),
    }
}
