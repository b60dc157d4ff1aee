//! Every request, answer and notice that crosses the socket, one file a subject.
//!
//! As JSON a request is `{"queue":{"list":{…}}}` when it reads and `{"change":{"queue":{"claim":{…}}}}` when it
//! changes something. An [`Ask`] gives it a number, and a change an idempotency id; the [`Reply`] carries the number back.

pub mod access_log;
pub mod care_team;
pub mod census;
pub mod centre;
pub mod coverage;
pub mod draft;
pub mod funding;
pub mod ict;
pub mod journal;
pub mod news;
pub mod notice;
pub mod outreach;
pub mod page;
pub mod pair;
pub mod patient;
pub mod presence;
pub mod prevention;
pub mod problem;
pub mod question;
pub mod queue;
pub mod referral;
pub mod region;
pub mod report;
pub mod resource;
pub mod search;
pub mod session;
pub mod support_advice;
pub mod timeline;

use serde::{Deserialize, Serialize};

pub use notice::Notice;
pub use page::{Page, Window};
pub use problem::{FieldProblem, Problem};

use crate::domain::event::Kind;
use crate::domain::id::Version;

/// The version of the protocol; client and server must agree on it at hello.
pub const PROTOCOL: u32 = 1;

/// The version of this program.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The longest frame that either side takes, in bytes.
pub const FRAME_LIMIT: u32 = 8 * 1024 * 1024;

/// What a client says first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The protocol that it speaks.
    pub protocol: u32,
    /// The version of its program.
    pub program: String,
    /// Whether it wants to be told of changes by others.
    #[serde(default)]
    pub notices: bool,
    /// Where it sits.
    #[serde(default)]
    pub from: session::Origin,
    /// A script's token in place of a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<session::Secret>,
}

impl Hello {
    /// What this program says first.
    pub fn of_this_program(notices: bool) -> Self {
        let from = session::Origin::Console;
        Self { protocol: PROTOCOL, program: PROGRAM.to_owned(), notices, from, token: None }
    }
}

/// The idempotency id of a change, chosen by the client: a repeated one returns the first answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub String);

/// A request with its number on this connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// Comes back with the reply.
    pub id: u64,
    /// The idempotency id; only changes need one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandId>,
    /// What is asked.
    pub request: Request,
    /// The form whose draft is of no use any more once this is done: the server throws it away with the answer, so that
    /// nobody who is cut off in between finds it and saves the same thing twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settles: Option<String>,
}

/// Everything that can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// The first request of a connection.
    Hello(Hello),
    /// The centre's settings, staff and the caller.
    Centre(centre::CentreRead),
    /// The consultation queue.
    Queue(queue::QueueRead),
    /// Patients.
    Patient(patient::PatientRead),
    /// One patient's timeline.
    Timeline(timeline::TimelineRead),
    /// Referrals and introductions.
    Referral(referral::ReferralRead),
    /// Pairs of physicians.
    Pair(pair::PairRead),
    /// Questions to physicians.
    Question(question::QuestionRead),
    /// Outreach.
    Outreach(outreach::OutreachRead),
    /// Advice of support physicians.
    SupportAdvice(support_advice::AdviceRead),
    /// The region's shared record: agreements and enrolments.
    Ict(ict::IctRead),
    /// The regional resources.
    Resource(resource::ResourceRead),
    /// Questionnaires and fracture prevention.
    Prevention(prevention::PreventionRead),
    /// Care teams.
    CareTeam(care_team::CareTeamRead),
    /// The 24/365 gap check.
    Coverage(coverage::CoverageRead),
    /// Regional issues.
    Region(region::RegionRead),
    /// The town as one hospital.
    Census(census::CensusRead),
    /// Money.
    Funding(funding::FundingRead),
    /// Reports.
    Report(report::ReportRead),
    /// Fuzzy search over everything.
    Search(search::SearchRequest),
    /// What is being typed.
    Draft(draft::DraftRequest),
    /// Where the caller is.
    Presence(presence::PresenceRequest),
    /// What the caller should know on coming back.
    News(news::NewsRequest),
    /// The journal: head, verification, backup.
    Journal(journal::JournalRequest),
    /// Who read and who changed what.
    AccessLog(access_log::AccessLogRead),
    /// Sessions, passwords, tokens.
    Session(session::SessionRequest),
    /// Something is to change.
    Change(Change),
}

/// Everything that can be changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The centre's settings and staff.
    Centre(centre::CentreChange),
    /// A consultation.
    Queue(queue::QueueChange),
    /// A patient.
    Patient(patient::PatientChange),
    /// A timeline entry.
    Timeline(timeline::TimelineChange),
    /// A referral or an introduction.
    Referral(referral::ReferralChange),
    /// A pair of physicians.
    Pair(pair::PairChange),
    /// A question to a physician.
    Question(question::QuestionChange),
    /// An outreach.
    Outreach(outreach::OutreachChange),
    /// Advice of a support physician.
    SupportAdvice(support_advice::AdviceChange),
    /// The region's shared record: agreements and enrolments.
    Ict(ict::IctChange),
    /// A place of the regional resources.
    Resource(resource::ResourceChange),
    /// A questionnaire or fracture prevention.
    Prevention(prevention::PreventionChange),
    /// A care team.
    CareTeam(care_team::CareTeamChange),
    /// Absences and those who stand in.
    Coverage(coverage::CoverageChange),
    /// A regional issue.
    Region(region::RegionChange),
    /// Periods of reports.
    Report(report::ReportChange),
}

/// What the server says to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The server agrees to speak.
    Hello(Box<centre::Welcome>),
    /// To [`Request::Centre`].
    Centre(Box<centre::CentreAnswer>),
    /// To [`Request::Queue`].
    Queue(Box<queue::QueueAnswer>),
    /// To [`Request::Patient`].
    Patient(Box<patient::PatientAnswer>),
    /// To [`Request::Timeline`].
    Timeline(Box<timeline::TimelineAnswer>),
    /// To [`Request::Referral`].
    Referral(Box<referral::ReferralAnswer>),
    /// To [`Request::Pair`].
    Pair(Box<pair::PairsAnswer>),
    /// To [`Request::Question`].
    Question(Box<question::QuestionAnswer>),
    /// To [`Request::Outreach`].
    Outreach(Box<outreach::OutreachAnswer>),
    /// To [`Request::SupportAdvice`].
    SupportAdvice(Box<support_advice::AdviceAnswer>),
    /// To [`Request::Ict`].
    Ict(Box<ict::IctAnswer>),
    /// To [`Request::Resource`].
    Resource(Box<resource::ResourceAnswer>),
    /// To [`Request::Prevention`].
    Prevention(Box<prevention::PreventionAnswer>),
    /// To [`Request::CareTeam`].
    CareTeam(Box<care_team::CareTeamAnswer>),
    /// To [`Request::Coverage`].
    Coverage(Box<coverage::CoverageAnswer>),
    /// To [`Request::Region`].
    Region(Box<region::RegionAnswer>),
    /// To [`Request::Census`].
    Census(Box<census::CensusAnswer>),
    /// To [`Request::Funding`].
    Funding(Box<funding::FundingAnswer>),
    /// To [`Request::Report`].
    Report(Box<report::ReportAnswer>),
    /// To [`Request::Search`].
    Search(Vec<search::SearchHit>),
    /// To [`Request::Draft`].
    Draft(Vec<draft::Draft>),
    /// To [`Request::Presence`]: where everybody is, as far as the caller may know.
    Presence(Vec<presence::Presence>),
    /// To [`Request::News`].
    News(Box<news::NewsAnswer>),
    /// To [`Request::Journal`].
    Journal(Box<journal::JournalAnswer>),
    /// To [`Request::AccessLog`].
    AccessLog(Box<access_log::AccessLogAnswer>),
    /// To [`Request::Session`].
    Session(Box<session::SessionAnswer>),
    /// The change is durable.
    Done(Done),
}

/// What a change made of the record that it was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The kind of record.
    pub kind: Kind,
    /// Its identifier, such as `c45`.
    pub id: String,
    /// Its version now.
    pub version: Version,
    /// The number that staff call it by, such as `R8-0123`, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Anything more that the change has to say, by subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<Box<More>>,
}

/// What a change of many records has to say beside that it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum More {
    /// What a list of the high-risk approach changed. Every count of it is written, which tells the two apart.
    List(prevention::ListSummary),
    /// What an import of places changed.
    Import(resource::ImportSummary),
}

/// The server's reply to one ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The number of the ask.
    pub id: u64,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What came of an ask: `{"answer":…}` or `{"problem":…}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Answer(Answer),
    /// It was not done, and nothing changed.
    Problem(Problem),
}

impl From<Result<Answer, Problem>> for Outcome {
    fn from(result: Result<Answer, Problem>) -> Self {
        match result {
            Ok(answer) => Self::Answer(answer),
            Err(problem) => Self::Problem(problem),
        }
    }
}

impl From<Outcome> for Result<Answer, Problem> {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::Problem(problem) => Err(problem),
        }
    }
}

/// Whatever the server sends: replies, and notices that nobody asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FromServer {
    /// To an ask.
    Reply(Box<Reply>),
    /// Something happened.
    Notice {
        /// What happened.
        notice: Notice,
    },
}
