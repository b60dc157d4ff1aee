//! Words of reports: the names of tables, rows and columns, figures, and what has to be known to read them.

use std::borrow::Cow;

use chrono::Datelike;

use super::timeline::code;
use super::{Lang, Say, Text, words};
use crate::domain::code::CodeList;
use crate::domain::month::Month;
use crate::domain::referral::{Stage, State};
use crate::domain::report::{ColumnId, Figure, Period, ReportProblem, RowKey, TableId, Value};
use crate::domain::settings::Settings;
use crate::domain::time::Moment;
use crate::text::era;

words! { TableId {
    Movement => "相談の動き", "Consultations: in and out";
    Months => "月別", "By month";
    Askers => "相談者別", "By who asks";
    Topics => "相談内容別", "By topic";
    Areas => "日常生活圏域別", "By area";
    AgeBands => "年齢別", "By age";
    Fields => "分野別", "By field of care";
    Channels => "相談方法別", "By way of contact";
    Scenes => "場面別", "By scene";
    ProgrammeItems => "事業項目別", "By programme item";
    FundingLines => "財源別", "By line of funding";
    Referrals => "サポートチームへの依頼", "Referrals to the support teams";
    ReferralDays => "依頼の各段階にかかった日数", "Days between the steps of referrals";
    Pairs => "二人主治医制", "Pairs of physicians";
    Questions => "医師への質問", "Questions to physicians";
    Screenings => "質問票", "Questionnaires";
    Resources => "地域資源の確認", "Checks of resources";
} }

/// The first sheet of a workbook.
pub const COVER: Text = Text::new("概要", "Summary");
/// What stands at the head of the rows.
pub const ROWS: Text = Text::new("区分", "Rows");
pub const CARRIED_OVER: Text = Text::new("期首の対応中（繰越）", "Carried over");
pub const RECEIVED: Text = Text::new("新規", "New");
pub const REOPENED: Text = Text::new("再開", "Reopened");
pub const CLOSED: Text = Text::new("終結", "Closed");
pub const CARRIED_ON: Text = Text::new("期末の対応中（翌期へ繰越）", "Carried on");
pub const NOT_GIVEN: Text = Text::new("記入なし", "Not given");
pub const WHOLE_COURSE: Text = Text::new("依頼から終了まで", "From request to end");
pub const TOTAL: Text = Text::new("合計", "Total");
pub const CASES: Text = Text::new("件数", "Cases");
pub const PERSONS: Text = Text::new("実数", "Persons");
pub const CONTACTS: Text = Text::new("延数", "Contacts");
pub const ASKED: Text = Text::new("依頼", "Asked");
pub const PATIENTS: Text = Text::new("対象者", "Patients");
pub const ENDED: Text = Text::new("終了", "Ended");
pub const DECLINED: Text = Text::new("辞退", "Declined");
pub const CANCELLED: Text = Text::new("取消", "Cancelled");
pub const STILL_OPEN: Text = Text::new("期末の対応中", "Still open");
pub const ALL_TEAMS: Text = Text::new("全チーム", "All teams");
pub const STARTED: Text = Text::new("実施開始", "Started");
pub const ACTIVE: Text = Text::new("期末の実施中", "Active");
pub const AT_RISK: Text = Text::new("該当", "At risk");
pub const IN_QUEUE: Text = Text::new("相談へ", "To the queue");
pub const PLACES: Text = Text::new("か所", "Places");
pub const CHECKS: Text = Text::new("延回数", "Checks");
pub const IN_TIME: Text = Text::new("期限内に回答", "Answered in time");
pub const LATE: Text = Text::new("期限切れ（後の回答を含む）", "Late, answered or not");
pub const WAITING: Text = Text::new("回答待ち（期限前）", "Waiting within its time");
pub const WITHDRAWN: Text = Text::new("取下げ", "Withdrawn");
pub const CHECKED: Text = Text::new("確認した資源", "Checked");
/// Beside a column: of how many the days are an average.
pub const OF: Text = Text::new("件", "n");
/// Beside a column: what is counted now that the period is closed.
pub const NOW: Text = Text::new("訂正後", "now");
/// Beside a column: the year before.
pub const BEFORE: Text = Text::new("前年", "a year before");
/// Beside a column: by how much it is more than the year before.
pub const CHANGE: Text = Text::new("増減", "change");
/// In the place of a figure that is masked.
pub const MASKED: &str = "X";

/// The rows of this table overlap.
pub const OVERLAPS: Text = Text::new(
    "1件に相談内容がいくつもあるため、行の和は合計になりません。",
    "A consultation may have several topics, so rows add up to more than the total.",
);
/// Persons are counted once.
pub const ONCE: Text = Text::new(
    "実数は同じ人を1人と数えるため、行の和は合計を超えることがあります。",
    "A person is counted once, so the rows of persons may add up to more than their total.",
);
/// How the movement balances.
pub const BALANCE: Text =
    Text::new("繰越＋新規＋再開－終結＝翌期への繰越。", "Carried over + new + reopened - closed = carried on.");
/// What the days are.
pub const DAYS: Text = Text::new(
    "暦日の平均。次の段階に進んだ月で数えます。",
    "Calendar days on average, by the month of the later step.",
);
/// In which month a question counts.
pub const BY_ASKED: Text = Text::new("質問した月で数えます。", "By the month in which each was put.");
/// What contacts and persons are.
pub const LEGEND: Text = Text::new(
    "新規＝期間内に受け付けた相談。延数＝受付とその後のやり取りの回数（不在・取り消しを除く）。実数＝やり取りのあった人の数（対象者が未登録の相談は1件を1人とする）。",
    "New: received in the period. Contacts: receptions and later contacts, without calls that nobody took. Persons: those with any contact; a consultation without a patient counts as one person.",
);

/// What is masked.
pub fn masked(below: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{MASKED} は秘匿（1以上{below}未満の数と、そこから逆算できる数）。"),
        Lang::En => {
            format!("{MASKED}: masked (counts from 1 to {}, and what would tell them).", below.saturating_sub(1))
        }
    }
}

/// `2026年10月（令和8年10月）`, `令和8年度`.
pub fn period(period: Period, lang: Lang) -> String {
    match (period, lang) {
        (Period::Month(month), Lang::Ja) => {
            let day = month.first_day();
            era::era_year(day).map_or_else(
                || format!("{}年{}月", day.year(), day.month()),
                |(era, year)| format!("{}{year}年{}月", era.name(), day.month()),
            )
        }
        (Period::Month(month), Lang::En) => month.first_day().format("%B %Y").to_string(),
        (Period::Year(year), Lang::Ja) => era::FiscalYear(year.0).long(),
        (Period::Year(year), Lang::En) => {
            format!("fiscal {} (April {} to March {})", era::FiscalYear(year.0).short(), year.0, year.0 + 1)
        }
    }
}

/// The title of a report.
pub fn title(of: Period, lang: Lang) -> String {
    let name = period(of, lang);
    match (of, lang) {
        (Period::Month(_), Lang::Ja) => format!("月報 {name}"),
        (Period::Year(_), Lang::Ja) => format!("年報 {name}"),
        (Period::Month(_), Lang::En) => format!("Monthly report, {name}"),
        (Period::Year(_), Lang::En) => format!("Annual report, {name}"),
    }
}

/// When it was counted.
pub fn made(at: Moment, lang: Lang) -> String {
    let at = at.format("%Y/%-m/%-d %H:%M");
    match lang {
        Lang::Ja => format!("{at} 集計"),
        Lang::En => format!("counted {at}"),
    }
}

/// The period has not ended yet.
pub fn unfinished(lang: Lang) -> &'static str {
    Text::new("期間の途中の数です。", "The period has not ended yet.").say(lang)
}

/// A month among the rows of a year.
fn month(month: Month, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}月", month.first_day().month()),
        Lang::En => month.first_day().format("%b %Y").to_string(),
    }
}

fn stage(stage: Stage, lang: Lang) -> Cow<'static, str> {
    State::from(stage).say(lang)
}

/// What a row stands for.
pub fn row(key: &RowKey, settings: &Settings, lang: Lang) -> String {
    let fixed = |text: Text| text.say(lang).to_owned();
    match key {
        RowKey::CarriedOver => fixed(CARRIED_OVER),
        RowKey::Received => fixed(RECEIVED),
        RowKey::Reopened => fixed(REOPENED),
        RowKey::Closed => fixed(CLOSED),
        RowKey::CarriedOn => fixed(CARRIED_ON),
        RowKey::Month(of) => month(*of, lang),
        RowKey::Asker(asker) => asker.say(lang).into_owned(),
        RowKey::Topic(topic) => code(settings, CodeList::Topics, topic, lang),
        RowKey::Area(area) => settings.city.area_name(area, lang == Lang::En).to_owned(),
        RowKey::AgeBand(band) => band.say(lang).into_owned(),
        RowKey::Field(field) => field.say(lang).into_owned(),
        RowKey::Channel(channel) => channel.say(lang).into_owned(),
        RowKey::Scene(scene) => scene.say(lang).into_owned(),
        RowKey::ProgrammeItem(item) => code(settings, CodeList::ProgrammeItems, item, lang),
        RowKey::FundingLine(line) => code(settings, CodeList::FundingLines, line, lang),
        RowKey::Team(team) => team.say(lang).into_owned(),
        RowKey::Way { from, to } => match lang {
            Lang::Ja => format!("{}から{}", stage(*from, lang), stage(*to, lang)),
            Lang::En => format!("{} to {}", stage(*from, lang), stage(*to, lang)),
        },
        RowKey::WholeCourse => fixed(WHOLE_COURSE),
        RowKey::Scheme(scheme) => scheme.say(lang).into_owned(),
        RowKey::InTime => fixed(IN_TIME),
        RowKey::Late => fixed(LATE),
        RowKey::Waiting => fixed(WAITING),
        RowKey::Withdrawn => fixed(WITHDRAWN),
        RowKey::Questionnaire(questionnaire) => questionnaire.say(lang).into_owned(),
        RowKey::Checked => fixed(CHECKED),
        RowKey::NotGiven => fixed(NOT_GIVEN),
        RowKey::Total => fixed(TOTAL),
    }
}

impl Say for ColumnId {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let text = match self {
            Self::Cases => CASES,
            Self::New => RECEIVED,
            Self::Persons => PERSONS,
            Self::Contacts => CONTACTS,
            Self::Closed => CLOSED,
            Self::Asked => ASKED,
            Self::Patients => PATIENTS,
            Self::Ended => ENDED,
            Self::Declined => DECLINED,
            Self::Cancelled => CANCELLED,
            Self::StillOpen => STILL_OPEN,
            Self::Started => STARTED,
            Self::Active => ACTIVE,
            Self::AtRisk => AT_RISK,
            Self::InQueue => IN_QUEUE,
            Self::Places => PLACES,
            Self::Checks => CHECKS,
            Self::DaysOf(team) => return team.say(lang),
            Self::Days => ALL_TEAMS,
        };
        Cow::Borrowed(text.say(lang))
    }
}

impl Say for ReportProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        Cow::Owned(match (self, lang) {
            (Self::NotOver { period: of }, Lang::Ja) => {
                format!("{}はまだ終わっていません。終わってから締めてください。", period(*of, lang))
            }
            (Self::NotOver { period: of }, Lang::En) => {
                format!("{} has not ended yet. Close it when it has.", period(*of, lang))
            }
            (Self::AlreadyClosed { period: of, stamp }, Lang::Ja) => format!(
                "{}は{}に締めてあります。その後の訂正は、報告書に並べて示します。",
                period(*of, lang),
                stamp.at.format("%Y/%-m/%-d")
            ),
            (Self::AlreadyClosed { period: of, stamp }, Lang::En) => format!(
                "{} was closed on {}. Later corrections stand beside its figures.",
                period(*of, lang),
                stamp.at.format("%Y/%-m/%-d")
            ),
            (Self::MonthsOpen { month: of }, Lang::Ja) => {
                format!("{}をまだ締めていません。先に各月を締めてください。", period(Period::Month(*of), lang))
            }
            (Self::MonthsOpen { month: of }, Lang::En) => {
                format!("{} is not closed yet. Close the months first.", period(Period::Month(*of), lang))
            }
        })
    }
}

/// When and by whom the period was closed.
pub fn closed(at: Moment, by: &str, lang: Lang) -> String {
    let at = at.format("%Y/%-m/%-d %H:%M");
    match lang {
        Lang::Ja => format!("{at} 締め（{by}）。数は締めたときのもので、その後に訂正された数は「訂正後」に示します。"),
        Lang::En => {
            format!("Closed {at} by {by}. Figures are those of that time; what is counted now stands beside them.")
        }
    }
}

/// The period is not closed.
pub const OPEN: Text = Text::new("まだ締めていません。", "Not closed yet.");

/// The months in which something was corrected after they were closed.
pub fn corrected(months: &[Month], lang: Lang) -> String {
    let all: Vec<String> = months.iter().map(|of| month(*of, lang)).collect();
    match lang {
        Lang::Ja => format!("締めたあとに訂正のあった月: {}", all.join("・")),
        Lang::En => format!("Corrected after closing: {}", all.join(", ")),
    }
}

/// A figure with what stands beside it, in words.
pub fn beside(figure: &Figure, lang: Lang) -> String {
    let mut parts = vec![value(figure.value)];
    if let Value::Mean { of, .. } = figure.value {
        parts.push(format!("{} {of}", OF.say(lang)));
    }
    for (more, text) in [(figure.now, NOW), (figure.before, BEFORE)] {
        parts.extend(more.map(|more| format!("{} {}", text.say(lang), value(more))));
    }
    parts.join("  ")
}

/// A figure as it is written; an average of nothing is a dash.
pub fn value(value: Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Mean { of: 0, .. } => "-".to_owned(),
        Value::Mean { days, of } => format!("{:.1}", f64::from(days) / f64::from(of)),
        Value::Masked => MASKED.to_owned(),
    }
}
