//! Words of the pane of regional issues: its actions, labels, the method, and why an action cannot be done now.

use super::actions::actions;
use super::{Lang, Text};
use crate::api::region::Method;
use crate::domain::month::Month;
use crate::domain::regional_issue::effect::{Effect, Period};
use crate::domain::regional_issue::rise::{BASE_YEARS, LEAST_COUNT, LEAST_MONTHS, SMALL_COUNT, WINDOW};

actions! {
    TO_REGION: "地域", "region", "地域課題・在宅の状況・報告の画面へ", "To the regional issues, the census and the reports", "ちいきかだい ざいたくのじょうきょう ほうこくのがめんへ";
    CASES: "相談", "cases", "もとになった相談を見る・相談を開く", "See the consultations behind it, open one", "もとになったそうだんをみる ひらく";
    BACK: "戻る", "back", "課題と候補の一覧へ戻る", "Back to issues and candidates", "かだいとこうほのいちらんへもどる";
    DRAW: "課題化", "draw issue", "候補や相談から課題を起こす", "Draw an issue from a candidate or a consultation", "こうほやそうだんからかだいをおこす";
    METHOD: "方法", "method", "候補の見つけ方を見る・戻す", "How candidates are found, or back", "こうほのみつけかたをみる ほうほう";
    MAP: "地図", "map", "圏域と主題の地図を見る・戻す", "Map of areas by topics, or back", "けんいきとしゅだいのちずをみる";
    EARLIER: "前の月", "earlier", "前の月までの集計にする", "Months up to the one before", "まえのつきまでのしゅうけいにする";
    LATER: "次の月", "later", "次の月までの集計にする", "Months up to the next one", "つぎのつきまでのしゅうけいにする";
    LEFT: "左", "left", "地図の左の主題へ", "To the topic on the left of the map", "ちずのひだりのしゅだいへ";
    RIGHT: "右", "right", "地図の右の主題へ", "To the topic on the right of the map", "ちずのみぎのしゅだいへ";
    CONSIDER: "検討", "consider", "課題の検討を始める", "Take the issue up", "かだいのけんとうをはじめる";
    ACT: "対策", "measure", "対策を記録する", "Record a measure", "たいさくをきろくする";
    MEET: "会議", "meeting", "会議を記録する", "Record a meeting", "かいぎをきろくする";
    ADOPT: "ルール", "rule", "多職種連携ルールを記録する", "Record a rule of the professions", "たしょくしゅれんけいルールをきろくする";
    EVALUATE: "評価", "evaluate", "対策の効果を評価する", "Evaluate what the measures came to", "たいさくのこうかをひょうかする";
    CLOSE: "終了", "close", "課題を終える", "Close the issue", "かだいをおえる しゅうりょう";
    REOPEN: "再開", "reopen", "終えた課題を再開する", "Open the issue again", "おえたかだいをさいかいする";
    AMEND: "訂正", "amend", "課題の題・担当・内容を訂正する", "Put title, owner or description right", "かだいのだい たんとう ないようをていせいする";
    ADD_CASES: "相談追加", "add cases", "課題に相談を加える", "Put consultations to the issue", "かだいにそうだんをくわえる";
    REMOVE_CASE: "相談取外", "take off", "課題から相談を外す", "Take a consultation off the issue", "かだいからそうだんをはずす";
    MINE: "自分", "mine", "自分が担当する課題だけにする・戻す", "Only issues that I own, or all again", "じぶんがたんとうするかだいだけにする";
    CLOSED: "終了も", "closed", "終了した課題も出す・戻す", "With closed ones, or open ones only", "しゅうりょうしたかだいもだす";
    FIND: "検索", "find", "題で課題をさがす", "Find issues by their title", "だいでかだいをさがす";
    FROM_CASE: "課題化", "issue", "この相談から地域課題を起こす", "Draw a regional issue from this consultation", "このそうだんからちいきかだいをおこす";
}

macro_rules! texts {
    ($($name:ident: $ja:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    TITLE: "地域", "Region";
    NOTHING: "課題も候補もありません", "No issues and no candidates";
    NO_CASES: "もとになる相談はありません", "No consultations behind it";
    NEED_LINE: "課題か候補をえらんでください", "Select an issue or a candidate first";
    NEED_ISSUE: "課題をえらんでください", "Select an issue first";
    NEED_CASE: "課題の相談の一覧で、外す相談をえらんでください", "Select the consultation among those of the issue";
    NEED_SOURCE: "増えている候補か、相談をえらんでください", "Select a candidate that rises, or a consultation";
    NOT_IN_MAP: "地図でだけ使えます", "Only in the map";
    NO_MONTHS_HERE: "相談の一覧では使えません", "Not while consultations are listed";
    NOTHING_LATER: "これより後の月はまだ終わっていません", "The next month is not over yet";
    IN_LIST: "すでに一覧です", "This is the list already";
    CANDIDATE: "候補", "candidate";
    SMALL: "件数が少なく、1、2件の違いで変わります", "small numbers: one or two more or less change the picture";
    SMALL_SIGN: "少数", "small";
    RISING: "増加", "rising";
    NOT_RISING: "偶然を超える増加ではありません", "no rise beyond chance";
    IS_ISSUE: "課題あり", "issue";

    DRAWN: "課題を起こしました", "The issue is drawn";
    SAVED: "保存しました", "Saved";
    NEW_ISSUE: "地域課題を起こす", "Draw a regional issue";
    AMEND_ISSUE: "課題の訂正", "Amend the issue";
    CONSIDER_ISSUE: "検討の開始", "Take the issue up";
    RECORD_MEASURE: "対策の記録", "Record a measure";
    RECORD_MEETING: "会議の記録", "Record a meeting";
    RECORD_RULE: "ルールの記録", "Record a rule";
    EVALUATE_ISSUE: "評価の記録", "Evaluate";
    CLOSE_ISSUE: "課題の終了", "Close the issue";
    REOPEN_ISSUE: "課題の再開", "Open the issue again";
    ADD_TO_ISSUE: "相談の追加", "Add consultations";
    REMOVE_FROM_ISSUE: "相談の取外し", "Take a consultation off";
    FIND_ISSUES: "課題の検索", "Find issues";

    ISSUE_TITLE: "題", "Title";
    DESCRIPTION: "内容", "Description";
    OWNER: "担当", "Owner";
    REVIEW: "次に見る日", "Look again on";
    COUNTED: "数えるもの", "What is counted";
    AREA: "圏域", "Area";
    TOPIC: "主題", "Topic";
    TAG: "標識", "Tag";
    ASKER: "相談者", "Asker";
    COUNTED_HELP: "効果を件数で測るもの。2つまで", "What tells how it goes; two of them at most";
    TWO_AT_MOST: "数えるものは2つまでにしてください", "Count by two of them at most";
    MONTH: "候補の月", "Candidate's month";
    MONTH_HELP: "候補から起こすとき、集計の最後の月（2026-10の形）。空欄なら下の相談だけから", "Last month of the candidate (as in 2026-10); empty to draw it from the consultations below alone";
    BAD_MONTH: "月は2026-10の形で入れてください", "Write the month as in 2026-10";
    CASE_NUMBERS: "相談", "Consultations";
    CASE_NUMBERS_HELP: "相談の識別番号（c12の形）を空白で区切って", "Identifiers as in c12, with blanks between";
    BAD_CASES: "相談は「c12 c34」の形で入れてください", "Write consultations as in c12 c34";
    CASE: "相談", "Consultation";
    ON: "日", "Day";
    FROM_DAY: "始めた日", "From";
    WHO: "行う人・団体", "Who does it";
    MEASURE: "対策", "Measure";
    MEETING: "会議で決まったこと", "What came of it";
    ACTIVITY: "会議・活動の名", "Meeting or activity";
    RULE: "ルール", "Rule";
    LOOK_INTO: "検討すること", "What is looked into";
    JUDGEMENT: "評価", "Judgement";
    OUTCOME: "結果", "Outcome";
    REASON: "理由", "Reason";
    SEARCH_TEXT: "題・番号", "Title or number";

    STATE_LABEL: "状態", "State";
    WORDS: "共に出る語", "Words";
    COUNTS: "件数", "Counts";
    EFFECT: "効果", "Effect";
    NO_EFFECT_YET: "対策の月の後、まるまる2か月たつと前後を比べます", "compared once two whole months have passed since the first measure";
    NO_COUNT: "数えるものがないため、件数では測れません", "nothing is counted, so no effect can be measured";
    RECORDS: "記録", "Record";
    MEASURES: "対策", "Measures";
    MEETINGS: "会議", "Meetings";
    RULES: "ルール", "Rules";
    MEASURE_MARK: "^ 最初の対策の月", "^ month of the first measure";
    WINDOW_MARK: "# 見ている3か月", "# the three months looked at";
    MAP_TITLE: "圏域と主題", "Areas by topics";
    MAP_LEGEND: "3か月の件数  ^ 偶然を超える増加  [ ] 選択", "counts of three months  ^ rises beyond chance  [ ] selected";
    METHOD_TITLE: "候補の見つけ方", "How candidates are found";
}

/// The counts at the top of the list.
pub fn counts(candidates: usize, open: u32, due: u32, month: Month, lang: Lang) -> String {
    let from = month.before(2);
    match lang {
        Lang::Ja => format!("候補{candidates} 課題{open} 見る日{due}  集計 {from}〜{month}"),
        Lang::En => format!("candidates {candidates}  issues {open}  due {due}  months {from} to {month}"),
    }
}

/// The head of the consultations behind something.
pub fn cases(behind: &str, many: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("もとになった相談 {many}件: {behind}"),
        Lang::En => format!("{many} consultations behind: {behind}"),
    }
}

/// The badge in the header.
pub fn badge(due: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("課題{due}"),
        Lang::En => format!("{due} due"),
    }
}

/// By how much something rises: `18件（見込み 6.2）`.
pub fn rise(count: u32, expected: f64, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{count}件（見込み{expected:.1}）"),
        Lang::En => format!("{count} ({expected:.1} expected)"),
    }
}

/// How likely it is by chance, and what it was held against.
pub fn by_chance(probability: f64, past_count: u32, past_months: u32, dispersion: f64, lang: Lang) -> String {
    let chance = if probability < 0.000_1 { "<0.0001".to_owned() } else { format!("{probability:.4}") };
    match lang {
        Lang::Ja => format!("偶然の確率 {chance}  過去{past_months}か月に{past_count}件  ばらつき {dispersion:.2}倍"),
        Lang::En => {
            format!("by chance {chance}, against {past_count} in {past_months} months, dispersion {dispersion:.2}")
        }
    }
}

/// What a title is made of: what is counted and the words that come up together.
pub fn title(series: &str, words: &[&str], lang: Lang) -> String {
    let words = words.join("・");
    match (words.is_empty(), lang) {
        (true, Lang::Ja) => format!("{series}の相談の増加"),
        (true, Lang::En) => format!("More consultations: {series}"),
        (false, Lang::Ja) => format!("{series}: {words}の相談の増加"),
        (false, Lang::En) => format!("More consultations: {series} ({words})"),
    }
}

/// A word with how many texts hold it.
pub fn word(word: &str, texts: u32, others: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{word}（{texts}件、ほか{others}件）"),
        Lang::En => format!("{word} ({texts}, elsewhere {others})"),
    }
}

/// How the share changed: `0.52倍（95%信頼区間 0.31〜0.88）`.
pub fn effect(effect: &Effect, lang: Lang) -> String {
    let Effect { ratio, from, to } = effect;
    let clear = match (effect.is_clear(), lang) {
        (true, Lang::Ja) => "変化あり",
        (false, Lang::Ja) => "変化とは言えない",
        (true, Lang::En) => "a clear change",
        (false, Lang::En) => "no clear change",
    };
    match lang {
        Lang::Ja => format!("{ratio:.2}倍（95%信頼区間 {from:.2}〜{to:.2}） {clear}"),
        Lang::En => format!("{ratio:.2} times (95 % interval {from:.2} to {to:.2}), {clear}"),
    }
}

/// The counts before and after.
pub fn before_and_after(before: Period, after: Period, lang: Lang) -> String {
    let part = |Period { months, count, others }: Period| match lang {
        Lang::Ja => format!("{months}か月 {count}件（ほか{others}件）"),
        Lang::En => format!("{count} in {months} months (others {others})"),
    };
    match lang {
        Lang::Ja => format!("前{} → 後{}", part(before), part(after)),
        Lang::En => format!("before {}, after {}", part(before), part(after)),
    }
}

/// How many consultations, and in how many measures.
pub fn of_cases(cases: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("相談{cases}件"),
        Lang::En => format!("{cases} cases"),
    }
}

/// How candidates are found, a paragraph a line, with the numbers of this month's run.
pub fn method(method: &Method, lang: Lang) -> Vec<String> {
    let Method { series, past_months, consultations, false_discovery_rate } = method;
    let percent = false_discovery_rate * 100.0;
    match lang {
        Lang::Ja => vec![
            format!("直近{WINDOW}か月の相談{consultations}件を、圏域・主題・標識・相談者と、その2つの組（{series}通り）で数え、過去{past_months}か月（{BASE_YEARS}年まで）および同じ月のほかの相談と比べます。"),
            "件数が偶然より大きくばらつくことを見込んだ検定（準ポアソン、負の二項分布の裾。Farrington 1996、Noufaily 2013）で、偶然では起こりにくい増加を候補にします。単独の件数は同じ季節どうし、組の件数は2つそれぞれの増減を除いて比べます。".to_owned(),
            format!("その月の候補のうち偶然のものは平均{percent:.1}%以下に抑えます（Benjamini・Hochberg 1995）。{LEAST_COUNT}件に満たないもの、過去が{LEAST_MONTHS}か月に満たないものは判定しません。{SMALL_COUNT}件未満は「少ない」と示します。"),
            "効果は、最初の対策の月を除き、前12か月までと後12か月までの割合の比（オッズ比と95%信頼区間）です。増えたときに選ばれた課題は、何もしなくても減ることがあります。".to_owned(),
            "共に出る語は、もとの相談に多く、ほかの相談に少ない語です（対数尤度比、Dunning 1993）。".to_owned(),
        ],
        Lang::En => vec![
            format!("The {consultations} consultations of the last {WINDOW} months are counted by area, topic, tag and asker and by pairs of them ({series} counts), and held against the {past_months} months before ({BASE_YEARS} years at the most) and against all others of the same months."),
            "The test stands counts that scatter more than chance alone would (quasi-Poisson with a negative binomial tail; Farrington 1996, Noufaily 2013). A single count is compared with the same season, a pair with what its two explain by themselves.".to_owned(),
            format!("Of one month's candidates {percent:.1} % are expected to be chance at the most (Benjamini and Hochberg 1995). Fewer than {LEAST_COUNT}, or less than {LEAST_MONTHS} months of past, are not judged; below {SMALL_COUNT} the numbers are called small."),
            "The effect is the ratio of the odds in up to twelve months after the first measure to those in up to twelve before it, its own month left out, with a 95 % interval. What was chosen because it rose may fall by itself.".to_owned(),
            "Words are those that the texts behind it hold more often than the others (log-likelihood ratio, Dunning 1993).".to_owned(),
        ],
    }
}
