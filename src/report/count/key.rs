//! Rows as they are counted: codes and areas by their numbers.

use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::{AgeBand, Asker, CareField, Channel, Scene};
use crate::domain::pair::Scheme;
use crate::domain::referral::Stage;
use crate::domain::report::RowKey;
use crate::domain::screening::Questionnaire;
use crate::domain::staff::SupportTeam;
use crate::report::facts::{MonthNumber, Name, Names};

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    CarriedOver,
    Received,
    Reopened,
    Closed,
    CarriedOn,
    Month(MonthNumber),
    Asker(Asker),
    Topic(Name),
    Area(Name),
    AgeBand(AgeBand),
    Field(CareField),
    Channel(Channel),
    Scene(Scene),
    ProgrammeItem(Name),
    FundingLine(Name),
    Team(SupportTeam),
    Way(Stage, Stage),
    WholeCourse,
    Scheme(Scheme),
    InTime,
    Late,
    Waiting,
    Withdrawn,
    Questionnaire(Questionnaire),
    Checked,
    NotGiven,
    Total,
}

impl Key {
    /// The row as it is counted; none where it speaks of a name that no fact has.
    pub fn of(row: &RowKey, names: &Names) -> Option<Self> {
        Some(match row {
            RowKey::CarriedOver => Self::CarriedOver,
            RowKey::Received => Self::Received,
            RowKey::Reopened => Self::Reopened,
            RowKey::Closed => Self::Closed,
            RowKey::CarriedOn => Self::CarriedOn,
            RowKey::Month(month) => Self::Month(MonthNumber::of(month.first_day())),
            RowKey::Asker(asker) => Self::Asker(*asker),
            RowKey::Topic(code) => Self::Topic(names.find(&code.0)?),
            RowKey::Area(area) => Self::Area(names.find(&area.0)?),
            RowKey::AgeBand(band) => Self::AgeBand(*band),
            RowKey::Field(field) => Self::Field(*field),
            RowKey::Channel(channel) => Self::Channel(*channel),
            RowKey::Scene(scene) => Self::Scene(*scene),
            RowKey::ProgrammeItem(code) => Self::ProgrammeItem(names.find(&code.0)?),
            RowKey::FundingLine(code) => Self::FundingLine(names.find(&code.0)?),
            RowKey::Team(team) => Self::Team(*team),
            RowKey::Way { from, to } => Self::Way(*from, *to),
            RowKey::WholeCourse => Self::WholeCourse,
            RowKey::Scheme(scheme) => Self::Scheme(*scheme),
            RowKey::InTime => Self::InTime,
            RowKey::Late => Self::Late,
            RowKey::Waiting => Self::Waiting,
            RowKey::Withdrawn => Self::Withdrawn,
            RowKey::Questionnaire(questionnaire) => Self::Questionnaire(*questionnaire),
            RowKey::Checked => Self::Checked,
            RowKey::NotGiven => Self::NotGiven,
            RowKey::Total => Self::Total,
        })
    }

    /// The row with its names.
    pub fn row(self, names: &Names) -> RowKey {
        let code = |name| Code::new(names.name(name));
        match self {
            Self::CarriedOver => RowKey::CarriedOver,
            Self::Received => RowKey::Received,
            Self::Reopened => RowKey::Reopened,
            Self::Closed => RowKey::Closed,
            Self::CarriedOn => RowKey::CarriedOn,
            Self::Month(month) => RowKey::Month(month.month()),
            Self::Asker(asker) => RowKey::Asker(asker),
            Self::Topic(name) => RowKey::Topic(code(name)),
            Self::Area(name) => RowKey::Area(AreaCode(names.name(name).to_owned())),
            Self::AgeBand(band) => RowKey::AgeBand(band),
            Self::Field(field) => RowKey::Field(field),
            Self::Channel(channel) => RowKey::Channel(channel),
            Self::Scene(scene) => RowKey::Scene(scene),
            Self::ProgrammeItem(name) => RowKey::ProgrammeItem(code(name)),
            Self::FundingLine(name) => RowKey::FundingLine(code(name)),
            Self::Team(team) => RowKey::Team(team),
            Self::Way(from, to) => RowKey::Way { from, to },
            Self::WholeCourse => RowKey::WholeCourse,
            Self::Scheme(scheme) => RowKey::Scheme(scheme),
            Self::InTime => RowKey::InTime,
            Self::Late => RowKey::Late,
            Self::Waiting => RowKey::Waiting,
            Self::Withdrawn => RowKey::Withdrawn,
            Self::Questionnaire(questionnaire) => RowKey::Questionnaire(questionnaire),
            Self::Checked => RowKey::Checked,
            Self::NotGiven => RowKey::NotGiven,
            Self::Total => RowKey::Total,
        }
    }
}
