//! Words of the pane of reports: its actions, labels, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};

actions! {
    OPEN: "開く", "open", "表、その数のもとになった一覧、相談や依頼を開く", "Open the table, the list behind a figure, the case", "ひょう かずのもとになったいちらん そうだんをひらく";
    BACK: "戻る", "back", "一つ前に戻る", "Back to what was before", "ひとつまえにもどる";
    EARLIER: "前の期間", "earlier", "前の月・年度へ", "The month or year before", "まえのつき ねんどへ";
    LATER: "次の期間", "later", "次の月・年度へ", "The next month or year", "つぎのつき ねんどへ";
    LEFT: "左の列", "left", "左の列へ", "The column to the left", "ひだりのれつへ";
    RIGHT: "右の列", "right", "右の列へ", "The column to the right", "みぎのれつへ";
    SPAN: "月/年度", "month/year", "月報と年報を切り替える", "Switch between month and fiscal year", "げっぽうとねんぽうをきりかえる";
    CHOOSE: "期間", "period", "月か年度を選ぶ", "Choose a month or a fiscal year", "つきかねんどをえらぶ きかん";
    COMPARE: "前年", "year before", "前年を並べる・やめる", "With the year before, or without", "ぜんねんをならべる";
    CLOSE: "締め", "close", "終わった期間を締める", "Close a period that is over", "おわったきかんをしめる";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "報告", "Reports";
    NO_TABLES: "表はありません", "No tables";
    NO_ROWS: "行がありません", "No rows";
    NO_SOURCES: "もとになった記録はありません", "Nothing was counted";
    TABLES: "表", "Tables";
    CLOSED: "締め済", "closed";
    NOT_CLOSED: "未締め", "not closed";
    CORRECTED: "訂正あり", "corrected";
    NEED_TABLE: "表を開いてから使ってください", "Open a table first";
    NOTHING_BEHIND: "0のため、もとになった一覧はありません", "It is 0: there is no list behind it";
    NEED_REPORT: "集計を待っています", "Waiting for the figures";
    CHOOSE_PERIOD: "期間の選択", "Choose the period";
    PERIOD: "期間", "Period";
    UNREADABLE: "月は 2026-10、年度は R8 のように入力してください", "Enter a month like 2026-10 or a fiscal year like R8";
    CLOSED_NOW: "締めました", "Closed";
}

/// The question before a period is closed.
pub fn close(period: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{period}を締めますか。数はこのまま残り、後の訂正は並べて示します。 y/n"),
        Lang::En => format!("Close {period}? Its figures stay as they are, later corrections stand beside them. y/n"),
    }
}

/// What a list was counted for, and how many there are.
pub fn sources(figure: &str, many: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{figure} のもとになった記録 {many}件"),
        Lang::En => format!("{figure}: counted from {many}"),
    }
}
