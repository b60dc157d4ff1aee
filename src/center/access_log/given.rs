//! What of people an answer hands out. Every kind of answer is named here, so that a new one cannot be forgotten.

use crate::api::access_log::AccessLogAnswer;
use crate::api::care_team::CareTeamAnswer;
use crate::api::centre::CentreAnswer;
use crate::api::coverage::CoverageAnswer;
use crate::api::funding::FundingAnswer;
use crate::api::journal::JournalAnswer;
use crate::api::news::NewsAnswer;
use crate::api::outreach::OutreachAnswer;
use crate::api::pair::PairsAnswer;
use crate::api::patient::PatientAnswer;
use crate::api::prevention::PreventionAnswer;
use crate::api::question::QuestionAnswer;
use crate::api::queue::QueueAnswer;
use crate::api::referral::ReferralAnswer;
use crate::api::region::RegionAnswer;
use crate::api::report::ReportAnswer;
use crate::api::resource::ResourceAnswer;
use crate::api::search::SearchKind;
use crate::api::support_advice::AdviceAnswer;
use crate::api::timeline::TimelineAnswer;
use crate::api::{Answer, Page};
use crate::domain::access::RecordRef;
use crate::domain::event::Kind;

/// What of people an answer hands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing: of places, of the centre itself, of the caller's own.
    Nothing,
    /// One record as a whole, as a detail shows it.
    Detail(RecordRef),
    /// Lines about these records, as a list shows them.
    List(Vec<RecordRef>),
    /// A copy of all there is.
    Everything,
}

fn record(kind: Kind, id: impl std::fmt::Display) -> RecordRef {
    RecordRef { kind, id: id.to_string() }
}

fn rows<T, I: std::fmt::Display>(kind: Kind, page: &Page<T>, id: impl Fn(&T) -> I) -> Given {
    Given::List(page.rows.iter().map(|row| record(kind, id(row))).collect())
}

/// What of people this answer hands out.
pub fn given(answer: &Answer) -> Given {
    match answer {
        Answer::Queue(answer) => queue(answer),
        Answer::Patient(answer) => patient(answer),
        Answer::Timeline(answer) => timeline(answer),
        Answer::Referral(answer) => referral(answer),
        Answer::Pair(answer) => pair(answer),
        Answer::Question(answer) => question(answer),
        Answer::SupportAdvice(answer) => support_advice(answer),
        Answer::Outreach(answer) => outreach(answer),
        Answer::Prevention(answer) => prevention(answer),
        Answer::CareTeam(answer) => care_team(answer),
        Answer::Coverage(answer) => coverage(answer),
        Answer::Region(answer) => region(answer),
        Answer::Report(answer) => match &**answer {
            // Figures name nobody.
            ReportAnswer::Tables(_) => Given::Nothing,
            ReportAnswer::Sources(page) => {
                let people = page.rows.iter().filter(|row| row.kind != Kind::Site);
                Given::List(people.map(|row| record(row.kind, &row.id)).collect())
            }
        },
        Answer::Search(hits) => {
            let found = hits.iter().filter_map(|hit| {
                let kind = match hit.kind {
                    SearchKind::Resources => return None,
                    SearchKind::Patients => Kind::Patient,
                    SearchKind::Consultations => Kind::Consultation,
                };
                Some(record(kind, &hit.id))
            });
            Given::List(found.collect())
        }
        Answer::News(answer) => match &**answer {
            NewsAnswer::News(news) => Given::List(news.lines.iter().map(|line| record(line.kind, &line.id)).collect()),
            NewsAnswer::Noted => Given::Nothing,
        },
        Answer::Journal(answer) => match &**answer {
            JournalAnswer::Backup { .. } => Given::Everything,
            JournalAnswer::Head(_)
            | JournalAnswer::Whole { .. }
            | JournalAnswer::Broken { .. }
            | JournalAnswer::Records { .. }
            | JournalAnswer::Retiring => Given::Nothing,
        },
        Answer::Resource(answer) => match &**answer {
            // Places are in every telephone book.
            ResourceAnswer::List(_)
            | ResourceAnswer::Site { .. }
            | ResourceAnswer::Place(_)
            | ResourceAnswer::Counts(_)
            | ResourceAnswer::Staged(_)
            | ResourceAnswer::Preview(_) => Given::Nothing,
        },
        Answer::Centre(answer) => match &**answer {
            CentreAnswer::Welcome(_) | CentreAnswer::Staff(_) | CentreAnswer::Settings { .. } => Given::Nothing,
        },
        // Organisations and how often they use the record; how many there are, of nobody in particular.
        Answer::Ict(_) | Answer::Census(_) => Given::Nothing,
        Answer::Funding(answer) => match &**answer {
            // Figures name nobody.
            FundingAnswer::Account(_) => Given::Nothing,
        },
        // It writes down itself that it was read.
        Answer::AccessLog(answer) => match &**answer {
            AccessLogAnswer::List(_) => Given::Nothing,
        },
        // Hello and sessions are about staff; drafts are the caller's own words; presence and what was done name only ids.
        Answer::Hello(_) | Answer::Session(_) | Answer::Draft(_) | Answer::Presence(_) | Answer::Done(_) => {
            Given::Nothing
        }
    }
}

fn queue(answer: &QueueAnswer) -> Given {
    match answer {
        QueueAnswer::Detail(detail) => Given::Detail(record(Kind::Consultation, detail.consultation.id)),
        QueueAnswer::List(page) => rows(Kind::Consultation, page, |row| row.id),
        QueueAnswer::Doubles(doubles) => {
            Given::List(doubles.iter().map(|double| record(Kind::Consultation, double.row.id)).collect())
        }
        QueueAnswer::Counts(_) => Given::Nothing,
    }
}

fn patient(answer: &PatientAnswer) -> Given {
    match answer {
        PatientAnswer::Head(head) => Given::Detail(record(Kind::Patient, head.patient.id)),
        PatientAnswer::List(page) => rows(Kind::Patient, page, |row| row.id),
        PatientAnswer::Doubles(doubles) => {
            Given::List(doubles.iter().map(|double| record(Kind::Patient, double.row.id)).collect())
        }
    }
}

fn timeline(answer: &TimelineAnswer) -> Given {
    match answer {
        TimelineAnswer::Window(page) => Given::Detail(record(Kind::Patient, page.patient)),
        TimelineAnswer::Weights(points) => match points.first() {
            Some(point) => Given::Detail(record(Kind::Patient, point.weighing.entry.patient)),
            None => Given::Nothing,
        },
        TimelineAnswer::Entry(entry) => Given::Detail(record(Kind::Entry, entry.id)),
        TimelineAnswer::Acp(acp) | TimelineAnswer::Emergency { acp, .. } => {
            Given::Detail(record(Kind::Patient, acp.patient.id))
        }
    }
}

fn referral(answer: &ReferralAnswer) -> Given {
    match answer {
        ReferralAnswer::Referral(detail) => Given::Detail(record(Kind::Referral, detail.referral.id)),
        ReferralAnswer::Introduction { introduction, .. } => Given::Detail(record(Kind::Introduction, introduction.id)),
        ReferralAnswer::List { page, .. } => rows(Kind::Referral, page, |row| row.id),
        ReferralAnswer::Introductions(page) => rows(Kind::Introduction, page, |row| row.id),
        ReferralAnswer::Loads(_) => Given::Nothing,
    }
}

fn pair(answer: &PairsAnswer) -> Given {
    match answer {
        PairsAnswer::Pair(detail) => Given::Detail(record(Kind::PhysicianPair, detail.pair.id)),
        PairsAnswer::List { page, .. } => rows(Kind::PhysicianPair, page, |row| row.id),
        // What the patient needs stands beside the places.
        PairsAnswer::Candidates(candidates) => Given::Detail(record(Kind::PhysicianPair, candidates.pair)),
        PairsAnswer::Suggested(suggestion) => {
            Given::List(suggestion.patient.iter().map(|row| record(Kind::Patient, row.id)).collect())
        }
    }
}

fn question(answer: &QuestionAnswer) -> Given {
    match answer {
        QuestionAnswer::Question(detail) => Given::Detail(record(Kind::Question, detail.question.id)),
        QuestionAnswer::List { page, .. } => rows(Kind::Question, page, |row| row.id),
        QuestionAnswer::Shares { .. } => Given::Nothing,
    }
}

fn support_advice(answer: &AdviceAnswer) -> Given {
    match answer {
        AdviceAnswer::Advice(detail) => Given::Detail(record(Kind::SupportAdvice, detail.advice.id)),
        AdviceAnswer::List { page, .. } => rows(Kind::SupportAdvice, page, |row| row.id),
    }
}

fn outreach(answer: &OutreachAnswer) -> Given {
    match answer {
        OutreachAnswer::Outreach(detail) => Given::Detail(record(Kind::Outreach, detail.outreach.id)),
        OutreachAnswer::List { page, .. } => rows(Kind::Outreach, page, |row| row.id),
    }
}

fn prevention(answer: &PreventionAnswer) -> Given {
    match answer {
        PreventionAnswer::Screening(detail) => Given::Detail(record(Kind::Screening, detail.screening.id)),
        PreventionAnswer::Fracture(detail) => Given::Detail(record(Kind::FractureCase, detail.case.id)),
        PreventionAnswer::Screenings { page, .. } => rows(Kind::Screening, page, |row| row.id),
        PreventionAnswer::Fractures(page) => rows(Kind::FractureCase, page, |row| row.id),
        PreventionAnswer::Preview(_) => Given::Nothing,
    }
}

fn care_team(answer: &CareTeamAnswer) -> Given {
    match answer {
        CareTeamAnswer::Team(detail) => Given::Detail(record(Kind::Patient, detail.patient.id)),
        CareTeamAnswer::Sheet(sheet) => Given::Detail(record(Kind::Patient, sheet.patient.id)),
        CareTeamAnswer::List { page, .. } => rows(Kind::Patient, page, |row| row.patient.id),
        // Places are in every telephone book.
        CareTeamAnswer::Candidates(_) => Given::Nothing,
    }
}

fn coverage(answer: &CoverageAnswer) -> Given {
    match answer {
        CoverageAnswer::Week(week) => Given::Detail(record(Kind::Patient, week.patient.id)),
        CoverageAnswer::Night { page, .. } => rows(Kind::Patient, page, |row| row.patient.id),
        CoverageAnswer::Absence { affected, .. } => {
            Given::List(affected.iter().map(|row| record(Kind::Patient, row.patient.id)).collect())
        }
        CoverageAnswer::Absences(_) => Given::Nothing,
    }
}

fn region(answer: &RegionAnswer) -> Given {
    match answer {
        RegionAnswer::Issue(detail) => Given::Detail(record(Kind::RegionalIssue, detail.issue.id)),
        RegionAnswer::Cases(page) => rows(Kind::Consultation, page, |row| row.id),
        // Counts, and the titles of issues.
        RegionAnswer::Issues { .. }
        | RegionAnswer::Candidates { .. }
        | RegionAnswer::Candidate(_)
        | RegionAnswer::Map(_) => Given::Nothing,
    }
}
