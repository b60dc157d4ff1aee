//! The registry of all kinds of records: one line a kind gives its event, its record and its place in the store.

use serde::{Deserialize, Serialize};

use super::absence::Absence;
use super::aggregate::{Aggregate, Key, Stamp, Subject};
use super::care_team::CareTeam;
use super::centre::Centre;
use super::consultation::Consultation;
use super::enrolment::{Agreement, IctEnrolment};
use super::fracture::FractureCase;
use super::id::Version;
use super::introduction::Introduction;
use super::outreach::Outreach;
use super::pair::PhysicianPair;
use super::patient::Patient;
use super::question::Question;
use super::referral::Referral;
use super::regional_issue::RegionalIssue;
use super::report::Closing;
use super::resource::Site;
use super::screening::Screening;
use super::staff::Staff;
use super::support_advice::SupportAdvice;
use super::timeline::Entry;

/// A first event that cannot be one, or a later one without its record: the journal contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfOrder {
    /// The kind of record.
    pub kind: Kind,
    /// The number of the record.
    pub serial: u64,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($aggregate:ty) = $tag:literal;)*) => {
        /// The kinds of records, each with the byte under which the store keeps it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Kind {
            $($(#[$doc])* $kind = $tag,)*
        }

        impl Kind {
            /// Every kind, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];
        }

        /// Something that happened to one record.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Event {
            $($(#[$doc])* $kind(<$aggregate as Aggregate>::Id, <$aggregate as Aggregate>::Event),)*
        }

        impl Event {
            /// The kind of record that it happened to.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(..) => Kind::$kind,)* }
            }

            /// The bytes of the identifier of the record that it happened to.
            pub fn key(&self) -> Vec<u8> {
                match self { $(Self::$kind(id, _) => id.bytes(),)* }
            }

            /// The record after this event, given the record before it.
            pub fn fold(&self, before: Option<Record>, stamp: &Stamp) -> Result<Record, OutOfOrder> {
                match self {
                    $(Self::$kind(id, event) => match before {
                        Some(Record::$kind(mut record)) => {
                            record.apply(event, stamp);
                            Ok(Record::$kind(record))
                        }
                        _ => <$aggregate>::begin(*id, event, stamp)
                            .map(|record| Record::$kind(Box::new(record)))
                            .ok_or(OutOfOrder { kind: Kind::$kind, serial: id.serial() }),
                    },)*
                }
            }
        }

        /// One record of any kind.
        #[derive(Clone, Debug)]
        pub enum Record {
            $($(#[$doc])* $kind(Box<$aggregate>),)*
        }

        impl Record {
            /// Its kind.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }

            /// The bytes of its identifier.
            pub fn key(&self) -> Vec<u8> {
                match self { $(Self::$kind(record) => record.id().bytes(),)* }
            }

            /// The number of its identifier.
            pub fn serial(&self) -> u64 {
                match self { $(Self::$kind(record) => record.id().serial(),)* }
            }

            /// Its identifier as written, such as `c45`.
            pub fn id_text(&self) -> String {
                match self { $(Self::$kind(record) => record.id().to_string(),)* }
            }

            /// How often it has changed.
            pub fn version(&self) -> Version {
                match self { $(Self::$kind(record) => record.version(),)* }
            }

            /// Whose secret it is.
            pub fn subject(&self) -> Subject {
                match self { $(Self::$kind(record) => record.subject(),)* }
            }

            /// The record as JSON.
            pub fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
                match self { $(Self::$kind(record) => serde_json::to_vec(record),)* }
            }

            /// A record of this kind from JSON.
            pub fn decode(kind: Kind, json: &[u8]) -> Result<Self, serde_json::Error> {
                match kind { $(Kind::$kind => serde_json::from_slice(json).map(Self::$kind),)* }
            }
        }

        $(impl Registered for $aggregate {
            const KIND: Kind = Kind::$kind;

            fn event(id: Self::Id, event: Self::Event) -> Event {
                Event::$kind(id, event)
            }

            fn from_record(record: Record) -> Option<Self> {
                match record {
                    Record::$kind(record) => Some(*record),
                    _ => None,
                }
            }
        })*
    };
}

/// An aggregate that is in the registry.
pub trait Registered: Aggregate {
    /// Its kind.
    const KIND: Kind;
    /// Its event as one of all events.
    fn event(id: Self::Id, event: Self::Event) -> Event;
    /// The aggregate in a record of its kind.
    fn from_record(record: Record) -> Option<Self>;
}

kinds! {
    /// The centre itself: its settings.
    Centre(Centre) = 1;
    /// A member of staff.
    Staff(Staff) = 2;
    /// A patient: head, standing, mergers.
    Patient(Patient) = 10;
    /// An entry of a timeline.
    Entry(Entry) = 11;
    /// A referral to a support team.
    Referral(Referral) = 30;
    /// An introduction to a hospital.
    Introduction(Introduction) = 31;
    /// The care team of a patient.
    CareTeam(CareTeam) = 50;
    /// A planned absence.
    Absence(Absence) = 51;
    /// A place of the regional resources.
    Site(Site) = 40;
    /// A consultation.
    Consultation(Consultation) = 20;
    /// Two physicians who share one patient.
    PhysicianPair(PhysicianPair) = 52;
    /// Someone is gone out to who cannot or will not ask.
    Outreach(Outreach) = 53;
    /// Advice that is asked of a support physician.
    SupportAdvice(SupportAdvice) = 54;
    /// A question to a physician.
    Question(Question) = 60;
    /// A questionnaire that was answered.
    Screening(Screening) = 70;
    /// A case of secondary fracture prevention.
    FractureCase(FractureCase) = 71;
    /// An association's agreement on the shared record.
    Agreement(Agreement) = 61;
    /// An organisation's enrolment in the shared record.
    IctEnrolment(IctEnrolment) = 62;
    /// A regional issue.
    RegionalIssue(RegionalIssue) = 90;
    /// A period of the reports that was closed.
    Closing(Closing) = 91;
}
