//! The people who work at the centre: profession, hours, roles, account.

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::area::AreaCode;
use super::code::Code;
use super::id::{PatientId, StaffId, Version};
use super::person::PersonName;
use super::time::Moment;

/// What a person may do; several at once are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 相談員: cases, read and write.
    Coordinator,
    /// 専門職: referrals of the own team, timelines of those patients.
    Team,
    /// 医師: advice, consent, outreach, questions; reads cases.
    Physician,
    /// 事務: reception, resources, activities, printing.
    Clerk,
    /// 管理責任者: all of it, takeover, reports.
    Manager,
    /// システム管理: accounts, keys, backups; no case content.
    Administrator,
    /// 監査: who saw and changed what; no content.
    Auditor,
}

impl Role {
    /// All of them, in the order of the rules.
    pub const ALL: [Self; 7] = [
        Self::Coordinator,
        Self::Team,
        Self::Physician,
        Self::Clerk,
        Self::Manager,
        Self::Administrator,
        Self::Auditor,
    ];
}

/// The support teams (サポートチーム).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportTeam {
    /// 栄養: dietitians (管理栄養士).
    Nutrition,
    /// 口腔衛生: dental hygienists (歯科衛生士).
    OralHygiene,
    /// リハビリテーション: PT, OT, ST.
    Rehabilitation,
}

impl SupportTeam {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Nutrition, Self::OralHygiene, Self::Rehabilitation];
}

/// The program itself, where it acts by a rule of the centre and by nobody's key. No member has this number: they are
/// counted from 1.
pub const SYSTEM: StaffId = StaffId(0);

/// A share of a full post in hundredths: 100 is one full-time equivalent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FullTimeEquivalent(pub u16);

impl FullTimeEquivalent {
    /// A full post.
    pub const WHOLE: Self = Self(100);
}

impl std::fmt::Display for FullTimeEquivalent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// How often the record has changed.
    pub version: Version,
    /// Name and kana.
    pub name: PersonName,
    /// A code of the list of professions.
    pub profession: Code,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// The share of a full post.
    pub full_time_equivalent: FullTimeEquivalent,
    /// The support team the person works for.
    #[serde(default)]
    pub team: Option<SupportTeam>,
    /// The areas the person looks after; none named means all.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// The Unix account by which the person comes in.
    #[serde(default)]
    pub account: Option<String>,
    /// Whether the person has left the centre.
    #[serde(default)]
    pub left: bool,
}

impl Staff {
    /// The program itself as one who acts: it holds no role, and no centre keeps a record of it.
    pub fn system() -> Self {
        Self {
            id: SYSTEM,
            version: Version::default(),
            name: PersonName { written: "renkei".to_owned(), kana: String::new() },
            profession: Code::new("other"),
            roles: Vec::new(),
            full_time_equivalent: FullTimeEquivalent(0),
            team: None,
            areas: Vec::new(),
            account: None,
            left: false,
        }
    }

    /// Whether the person holds the role.
    pub fn holds(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// What is said of a member of staff at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffProfile {
    /// Name and kana.
    pub name: PersonName,
    /// A code of the list of professions.
    pub profession: Code,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// The share of a full post.
    pub full_time_equivalent: FullTimeEquivalent,
    /// The support team.
    #[serde(default)]
    pub team: Option<SupportTeam>,
    /// The areas looked after.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// The Unix account.
    #[serde(default)]
    pub account: Option<String>,
}

/// What happens to a member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffEvent {
    /// Joined the centre.
    Joined(StaffProfile),
    /// The profile changed as a whole.
    Changed(StaffProfile),
    /// Left the centre; records keep the name.
    Left,
    /// Was given a one-time password; the event's author gave it.
    PasswordIssued,
    /// Chose a password.
    PasswordChosen,
    /// Made a token for scripts.
    TokenMade {
        /// Its number.
        token: u64,
        /// What it may be used for.
        may: Vec<String>,
        /// When it ends.
        ends: Moment,
    },
    /// A token was ended before its time.
    TokenEnded {
        /// Its number.
        token: u64,
    },
    /// Printed something that leaves the centre.
    Printed {
        /// What.
        what: Printed,
    },
}

/// What was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Printed {
    /// Names and numbers of a care team.
    CareTeam {
        /// Whose.
        patient: PatientId,
    },
}

impl Staff {
    fn take(&mut self, profile: &StaffProfile) {
        self.name.clone_from(&profile.name);
        self.profession.clone_from(&profile.profession);
        self.roles.clone_from(&profile.roles);
        self.full_time_equivalent = profile.full_time_equivalent;
        self.team = profile.team;
        self.areas.clone_from(&profile.areas);
        self.account.clone_from(&profile.account);
    }
}

impl Aggregate for Staff {
    type Id = StaffId;
    type Event = StaffEvent;

    fn begin(id: StaffId, event: &StaffEvent, _stamp: &Stamp) -> Option<Self> {
        let StaffEvent::Joined(profile) = event else { return None };
        let mut staff = Self {
            id,
            version: Version(1),
            name: PersonName::default(),
            profession: profile.profession.clone(),
            roles: Vec::new(),
            full_time_equivalent: profile.full_time_equivalent,
            team: None,
            areas: Vec::new(),
            account: None,
            left: false,
        };
        staff.take(profile);
        Some(staff)
    }

    fn apply(&mut self, event: &StaffEvent, _stamp: &Stamp) {
        match event {
            StaffEvent::Joined(profile) | StaffEvent::Changed(profile) => {
                self.take(profile);
                self.left = false;
            }
            StaffEvent::Left => self.left = true,
            // Facts for whoever looks later; nobody's record shows them.
            StaffEvent::PasswordIssued
            | StaffEvent::PasswordChosen
            | StaffEvent::TokenMade { .. }
            | StaffEvent::TokenEnded { .. }
            | StaffEvent::Printed { .. } => {}
        }
        self.version = self.version.next();
    }

    fn id(&self) -> StaffId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}
