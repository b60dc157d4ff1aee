//! Tables of figures: which there are, what their rows and columns stand for, and what a figure can be.

use serde::{Deserialize, Serialize};

use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::{AgeBand, Asker, CareField, Channel, Scene};
use crate::domain::month::Month;
use crate::domain::pair::Scheme;
use crate::domain::referral::Stage;
use crate::domain::screening::Questionnaire;
use crate::domain::staff::SupportTeam;

/// The tables of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableId {
    /// 相談の動き: carried over, new, reopened, closed, carried on.
    Movement,
    /// 月別, in the report of a year.
    Months,
    /// 相談者別
    Askers,
    /// 相談内容別: a consultation may have several topics.
    Topics,
    /// 圏域別
    Areas,
    /// 年齢別
    AgeBands,
    /// 分野別
    Fields,
    /// 方法別: contacts are counted by the way each was made.
    Channels,
    /// 場面別
    Scenes,
    /// 事業項目別
    ProgrammeItems,
    /// 財源別
    FundingLines,
    /// サポートチームへの依頼
    Referrals,
    /// 依頼の各段階にかかった日数
    ReferralDays,
    /// 二人主治医制
    Pairs,
    /// 医師への質問
    Questions,
    /// 質問票
    Screenings,
    /// 地域資源の確認
    Resources,
}

impl TableId {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 17] = [
        Self::Movement,
        Self::Months,
        Self::Askers,
        Self::Topics,
        Self::Areas,
        Self::AgeBands,
        Self::Fields,
        Self::Channels,
        Self::Scenes,
        Self::ProgrammeItems,
        Self::FundingLines,
        Self::Referrals,
        Self::ReferralDays,
        Self::Pairs,
        Self::Questions,
        Self::Screenings,
        Self::Resources,
    ];

    /// Its name as options and files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Movement => "movement",
            Self::Months => "months",
            Self::Askers => "askers",
            Self::Topics => "topics",
            Self::Areas => "areas",
            Self::AgeBands => "age_bands",
            Self::Fields => "fields",
            Self::Channels => "channels",
            Self::Scenes => "scenes",
            Self::ProgrammeItems => "programme_items",
            Self::FundingLines => "funding_lines",
            Self::Referrals => "referrals",
            Self::ReferralDays => "referral_days",
            Self::Pairs => "pairs",
            Self::Questions => "questions",
            Self::Screenings => "screenings",
            Self::Resources => "resources",
        }
    }
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKey {
    /// 前月(前年度)からの繰越: open when the period began.
    CarriedOver,
    /// 新規: received in the period.
    Received,
    /// 再開: closed before, and opened again in the period.
    Reopened,
    /// 終結: closed in the period.
    Closed,
    /// 翌月(翌年度)への繰越: open when the period ended.
    CarriedOn,
    /// A month.
    Month(Month),
    /// Who asks.
    Asker(Asker),
    /// A topic of the centre's list.
    Topic(Code),
    /// An area.
    Area(AreaCode),
    /// An age.
    AgeBand(AgeBand),
    /// A field of care.
    Field(CareField),
    /// A way in which somebody spoke or wrote.
    Channel(Channel),
    /// A scene of the ministry's guide.
    Scene(Scene),
    /// An item of the programme.
    ProgrammeItem(Code),
    /// A line of funding.
    FundingLine(Code),
    /// A support team.
    Team(SupportTeam),
    /// From one stage of a referral to the next.
    Way {
        /// The stage that was left.
        from: Stage,
        /// The stage that was reached.
        to: Stage,
    },
    /// 依頼から終了まで: a referral's whole course.
    WholeCourse,
    /// A scheme of two physicians.
    Scheme(Scheme),
    /// 期限内に回答: questions answered within their time.
    InTime,
    /// 期限切れ: questions whose time ran out first, answered later or not.
    Late,
    /// 回答待ち: questions whose time still runs.
    Waiting,
    /// 取下げ
    Withdrawn,
    /// A questionnaire.
    Questionnaire(Questionnaire),
    /// 確認した資源
    Checked,
    /// 記入なし: nothing was said.
    NotGiven,
    /// 合計: everything that the table counts, each thing once.
    Total,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnId {
    /// 件数: consultations.
    Cases,
    /// 新規: consultations received in the period.
    New,
    /// 実数: the persons about whom somebody was in contact with the centre, each once.
    Persons,
    /// 延数: the contacts.
    Contacts,
    /// 終結: consultations closed in the period.
    Closed,
    /// 依頼: referrals asked for in the period.
    Asked,
    /// 対象者: the patients for whom referrals were asked for, each once.
    Patients,
    /// 終了: referrals that ended with an outcome.
    Ended,
    /// 辞退
    Declined,
    /// 取消
    Cancelled,
    /// 期末の対応中: referrals that went on when the period ended.
    StillOpen,
    /// 実施開始: pairs from which on both physicians shared the patient.
    Started,
    /// 期末の実施中: pairs that shared a patient when the period ended.
    Active,
    /// 該当: at risk by a published rule.
    AtRisk,
    /// 相談へ: went into the queue.
    InQueue,
    /// か所: places, each once.
    Places,
    /// 確認の延回数: checks.
    Checks,
    /// Days on average, for one team.
    DaysOf(SupportTeam),
    /// Days on average, for all teams.
    Days,
}

impl ColumnId {
    /// Whether it counts people or places, each once however often they come up.
    pub const fn counts_each_once(self) -> bool {
        matches!(self, Self::Persons | Self::Patients | Self::Places)
    }

    /// Whether its figures are days on average.
    pub const fn is_mean(self) -> bool {
        matches!(self, Self::Days | Self::DaysOf(_))
    }
}

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// So many.
    Count(u32),
    /// Days on average.
    Mean {
        /// All days together.
        days: u32,
        /// Of how many.
        of: u32,
    },
    /// 秘匿: too few to be published.
    Masked,
}

impl Value {
    /// How many it was counted from; none where that is masked.
    pub const fn size(self) -> Option<u32> {
        match self {
            Self::Count(count) => Some(count),
            Self::Mean { of, .. } => Some(of),
            Self::Masked => None,
        }
    }
}

/// A figure of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is: of a closed period what it was when that was closed.
    pub value: Value,
    /// What is counted now, where the period is closed and that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
    /// What it was a year before, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
}

impl From<Value> for Figure {
    fn from(value: Value) -> Self {
        Self { value, now: None, before: None }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it counts.
    pub id: ColumnId,
    /// Whether the rows add up to the total; where they do not, they overlap.
    pub adds_up: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it stands for.
    pub key: RowKey,
    /// Its figures, one a column.
    pub figures: Vec<Figure>,
}

/// A table of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Which.
    pub id: TableId,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in the order of the screen.
    pub rows: Vec<Row>,
    /// What all rows count together, each thing once; none where that says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Vec<Figure>>,
}

impl Table {
    /// All its rows, the total as the last one.
    pub fn all_rows(&self) -> impl Iterator<Item = (RowKey, &[Figure])> {
        let rows = self.rows.iter().map(|row| (row.key.clone(), row.figures.as_slice()));
        rows.chain(self.total.as_deref().map(|figures| (RowKey::Total, figures)))
    }

    /// Whether something else is counted now than when the period was closed.
    pub fn is_corrected(&self) -> bool {
        self.all_rows().any(|(_, figures)| figures.iter().any(|figure| figure.now.is_some()))
    }

    /// The figure of a row and a column.
    pub fn figure(&self, row: &RowKey, column: ColumnId) -> Option<Figure> {
        let at = self.columns.iter().position(|it| it.id == column)?;
        self.all_rows().find(|(key, _)| key == row).and_then(|(_, figures)| figures.get(at).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tables_name_is_the_one_that_the_protocol_writes() {
        for table in TableId::ALL {
            assert_eq!(serde_json::to_value(table).unwrap(), table.name());
        }
    }
}
