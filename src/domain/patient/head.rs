//! A patient's head (基本情報) in its sections; each has a version, so that two people can write in two of them at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::level::{CareLevel, Cognition, Living, Mobility, Period, Whereabouts};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::id::SiteId;
use crate::domain::person::{PersonName, Sex};

/// A place: one of the regional resources, or only its name. The name stays as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The place among the resources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// Its name.
    pub name: String,
}

/// Somebody near the patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// The name.
    pub name: String,
    /// What they are to the patient, such as 長女.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// The phone number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// A physician with the place where they work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Physician {
    /// The name.
    pub name: String,
    /// Clinic or hospital.
    #[serde(default)]
    pub place: Place,
}

/// A member of the care team at home (在宅医療チーム).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// A code of the list of professions.
    pub profession: Code,
    /// The name; empty if only the place is known.
    #[serde(default)]
    pub name: String,
    /// Where they work.
    #[serde(default)]
    pub place: Place,
    /// The phone number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// What a person consented to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentTo {
    /// 個人情報の取扱い: the centre keeps the record.
    Record,
    /// 関係機関との情報共有: those who care share it.
    Sharing,
    /// 地域ICTへの登録: the region's shared record.
    IctEnrolment,
    /// 支援チームの訪問: a support team comes.
    TeamVisit,
    /// 事例の利用: the case is used for training with names removed.
    Learning,
}

impl ConsentTo {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 5] = [Self::Record, Self::Sharing, Self::IctEnrolment, Self::TeamVisit, Self::Learning];
}

/// One consent, as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// To what.
    pub to: ConsentTo,
    /// When it was given.
    pub on: NaiveDate,
    /// Who gave it: the person, or a relative with the relation.
    pub by: String,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<NaiveDate>,
}

/// Who the person is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name and kana.
    pub name: PersonName,
    /// The birth date, where it is known.
    #[serde(default)]
    pub birth: Option<NaiveDate>,
    /// Sex.
    #[serde(default)]
    pub sex: Sex,
    /// The daily-living area; none outside the city or where it is unknown.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// The address, with the city.
    #[serde(default)]
    pub address: String,
    /// The phone number.
    #[serde(default)]
    pub phone: String,
}

/// What the person's daily life needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Care {
    /// The certified level.
    #[serde(default)]
    pub level: CareLevel,
    /// For which period it is certified.
    #[serde(default)]
    pub period: Period,
    /// 障害高齢者の日常生活自立度
    #[serde(default)]
    pub mobility: Option<Mobility>,
    /// 認知症高齢者の日常生活自立度
    #[serde(default)]
    pub cognition: Option<Cognition>,
    /// With whom the person lives.
    #[serde(default)]
    pub living: Living,
    /// Where the person is for the time being.
    #[serde(default)]
    pub whereabouts: Whereabouts,
}

/// Illness and treatment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Diagnoses, the main one first.
    #[serde(default)]
    pub diagnoses: Vec<String>,
    /// Allergies.
    #[serde(default)]
    pub allergies: Vec<String>,
    /// Infections.
    #[serde(default)]
    pub infections: Vec<String>,
    /// Procedures at home: codes of that list.
    #[serde(default)]
    pub procedures: Vec<Code>,
}

/// Who stands by the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// キーパーソン
    #[serde(default)]
    pub key_person: Option<Relative>,
    /// 主介護者
    #[serde(default)]
    pub main_carer: Option<Relative>,
    /// 代理意思決定者
    #[serde(default)]
    pub proxy: Option<Relative>,
}

/// The doctors, and where the person goes when it gets worse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doctors {
    /// 主治医
    #[serde(default)]
    pub primary: Option<Physician>,
    /// 副主治医
    #[serde(default)]
    pub secondary: Option<Physician>,
    /// かかりつけ医
    #[serde(default)]
    pub family: Option<Physician>,
    /// バックベッド
    #[serde(default)]
    pub back_bed: Option<Place>,
}

/// One section of the head with what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Who the person is.
    Identity(Identity),
    /// What daily life needs.
    Care(Care),
    /// Illness and treatment.
    Health(Health),
    /// Who stands by the person.
    Family(Family),
    /// Doctors and back bed.
    Doctors(Doctors),
    /// What was consented to.
    Consents(Vec<Consent>),
    /// Who cares at home.
    Team(Vec<TeamMember>),
}

/// The sections by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionName {
    /// 基本情報
    Identity,
    /// 介護・生活
    Care,
    /// 医療
    Health,
    /// 家族
    Family,
    /// 医師・バックベッド
    Doctors,
    /// 同意
    Consents,
    /// 在宅医療チーム
    Team,
}

impl SectionName {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 7] =
        [Self::Identity, Self::Care, Self::Health, Self::Family, Self::Doctors, Self::Consents, Self::Team];
}

impl Section {
    /// Its name.
    pub const fn name(&self) -> SectionName {
        match self {
            Self::Identity(_) => SectionName::Identity,
            Self::Care(_) => SectionName::Care,
            Self::Health(_) => SectionName::Health,
            Self::Family(_) => SectionName::Family,
            Self::Doctors(_) => SectionName::Doctors,
            Self::Consents(_) => SectionName::Consents,
            Self::Team(_) => SectionName::Team,
        }
    }
}

/// The whole head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Who the person is.
    pub identity: Identity,
    /// What daily life needs.
    #[serde(default)]
    pub care: Care,
    /// Illness and treatment.
    #[serde(default)]
    pub health: Health,
    /// Who stands by the person.
    #[serde(default)]
    pub family: Family,
    /// Doctors and back bed.
    #[serde(default)]
    pub doctors: Doctors,
    /// What was consented to, the oldest first.
    #[serde(default)]
    pub consents: Vec<Consent>,
    /// Who cares at home.
    #[serde(default)]
    pub team: Vec<TeamMember>,
}

impl Head {
    /// Puts a section in place of the one of the same name.
    pub fn put(&mut self, section: &Section) {
        match section {
            Section::Identity(identity) => self.identity.clone_from(identity),
            Section::Care(care) => self.care.clone_from(care),
            Section::Health(health) => self.health.clone_from(health),
            Section::Family(family) => self.family.clone_from(family),
            Section::Doctors(doctors) => self.doctors.clone_from(doctors),
            Section::Consents(consents) => self.consents.clone_from(consents),
            Section::Team(team) => self.team.clone_from(team),
        }
    }

    /// The section of this name as it stands.
    pub fn section(&self, name: SectionName) -> Section {
        match name {
            SectionName::Identity => Section::Identity(self.identity.clone()),
            SectionName::Care => Section::Care(self.care.clone()),
            SectionName::Health => Section::Health(self.health.clone()),
            SectionName::Family => Section::Family(self.family.clone()),
            SectionName::Doctors => Section::Doctors(self.doctors.clone()),
            SectionName::Consents => Section::Consents(self.consents.clone()),
            SectionName::Team => Section::Team(self.team.clone()),
        }
    }
}
