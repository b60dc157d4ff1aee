//! A server for the tests of the queue: it holds consultations and follows their rules.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Duration, NaiveDate};

use crate::api::draft::Draft;
use crate::api::queue::{
    AboutRow, QueueAct, QueueAnswer, QueueChange, QueueCounts, QueueDetail, QueueDouble, QueueDoubleSign, QueueFilter,
    QueueRead, QueueRow,
};
use crate::api::{Answer, Change, Done, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::calendar::WorkingTime;
use crate::domain::code::Code;
use crate::domain::consultation::{
    AgeBand, AskedBy, Asker, CareField, Channel, Consultation, ConsultationNumber, Counterpart, Intake,
    ProvisionalPerson, State, StepContents, Urgency,
};
use crate::domain::event::Kind;
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::person::{PersonName, Sex, age_on};
use crate::domain::time::{FiscalYear, Minutes, Moment};
use crate::exchange::city::default_hours;
use crate::tui::link::fake::Reply;
use crate::tui::testing::now;

/// The caller.
pub const ME: StaffId = StaffId(1);

fn number(serial: u32) -> ConsultationNumber {
    ConsultationNumber { year: FiscalYear(2026), serial }
}

fn intake(received_at: Moment, asker: Asker, person: &str, urgency: Urgency) -> Intake {
    let name = PersonName { written: person.into(), kana: String::new() };
    let birth = NaiveDate::from_ymd_opt(1940, 1, 2);
    Intake {
        received_at,
        channel: Channel::Phone,
        asked_by: AskedBy {
            who: asker,
            site: None,
            organisation: "汐見総合病院".into(),
            name: "田中".into(),
            phone: "047-000-0000".into(),
        },
        person: (!person.is_empty()).then_some(ProvisionalPerson {
            name,
            sex: Sex::Female,
            birth,
            ..ProvisionalPerson::default()
        }),
        area: Some(AreaCode("sakuragaoka".into())),
        age_band: AgeBand::From85,
        field: CareField::OldAge,
        topics: vec![Code::new("discharge")],
        tags: vec![Code::new("refuses_medicine"), Code::new("lives_alone")],
        scene: None,
        urgency,
        text: "11/28 退院の希望。自宅で看取りまで。\n訪問診療と24時間の訪問看護を探している。".into(),
        wish: "最期まで家で".into(),
        programme_item: None,
        funding_line: None,
    }
}

/// What it holds, and what it was asked to do.
#[derive(Default)]
pub struct Server {
    pub cases: BTreeMap<u64, Consultation>,
    pub doubles: bool,
    pub drafts: Vec<Draft>,
    pub asked: Vec<QueueFilter>,
    /// Every change in order, with whether it had seen the newest version.
    pub changes: Vec<(ConsultationId, QueueAct, bool)>,
}

impl Server {
    fn receive(&mut self, intake: Intake) -> u64 {
        let serial = u32::try_from(self.cases.len()).unwrap() + 1;
        let id = u64::from(serial);
        let event = Consultation::receive(number(408 + serial), intake, None, WorkingTime::new(&default_hours()));
        let case = Consultation::begin(ConsultationId(id), &event, &Stamp { at: now(), by: ME }).unwrap();
        self.cases.insert(id, case);
        id
    }

    fn row(case: &Consultation) -> QueueRow {
        let hours = default_hours();
        let time = WorkingTime::new(&hours);
        let due = case.due_now(time);
        let intake = &case.intake;
        QueueRow {
            id: case.id,
            version: case.version,
            number: case.number,
            state: case.state,
            urgency: intake.urgency,
            received_at: intake.received_at,
            channel: intake.channel,
            asker: intake.asked_by.who,
            organisation: intake.asked_by.organisation.clone(),
            area: intake.area.clone(),
            about: intake.person.as_ref().map(|person| AboutRow {
                patient: None,
                name: person.name.clone(),
                sex: person.sex,
                age: person.birth.map(|birth| age_on(birth, now().date_naive())),
            }),
            age_band: intake.age_band,
            topics: intake.topics.clone(),
            tags: intake.tags.clone(),
            line: intake.text.lines().next().unwrap_or_default().into(),
            due,
            remaining: due.map(|due| time.minutes_between(now(), due)),
            overdue: due.is_some_and(|due| due < now()),
            claimed_by: case.claimed_by,
            calls_back: u32::try_from(case.calls_back().len()).unwrap(),
            waits_until: case.wait.as_ref().map(|wait| wait.until),
            wait_over: false,
            reminders_ended: false,
        }
    }

    /// Does something about a consultation.
    pub fn act(&mut self, id: ConsultationId, act: QueueAct) -> Result<Answer, Problem> {
        let hours = default_hours();
        let time = WorkingTime::new(&hours);
        let case = self.cases.get_mut(&id.0).unwrap();
        let event = match act {
            QueueAct::Claim => case.claim(ME),
            QueueAct::Answer(step) => case.answer(*step),
            QueueAct::CorrectStep { step, reason, contents } => case.correct_step(step, reason, *contents),
            QueueAct::PutOnHold(wait) => case.put_on_hold(wait),
            QueueAct::TakeOffHold => case.take_off_hold(),
            QueueAct::Resolve(resolution) => case.resolve(resolution),
            QueueAct::Close => case.close(),
            QueueAct::Reopen { reason } => case.reopen(reason, now(), time),
            QueueAct::TakeOver { to, reason } => case.take_over(to.unwrap(), reason),
            QueueAct::Amend(intake) => case.amend(*intake, time),
            other => panic!("{other:?}"),
        }
        .map_err(Problem::from)?;
        case.apply(&event, &Stamp { at: now(), by: ME });
        Ok(Answer::Done(Done {
            kind: Kind::Consultation,
            id: id.to_string(),
            version: case.version,
            number: Some(case.number.to_string()),
            more: None,
        }))
    }

    /// The answer to a request; none to what the queue never asks.
    pub fn answer(&mut self, request: &Request) -> Reply {
        let answer = match request {
            Request::Queue(QueueRead::List { filter, window, .. }) => {
                self.asked.push(filter.clone());
                let mut rows: Vec<QueueRow> = self.cases.values().map(Self::row).collect();
                rows.retain(|row| filter.states.is_empty() || filter.states.contains(&row.state));
                rows.retain(|row| filter.urgencies.is_empty() || filter.urgencies.contains(&row.urgency));
                rows.retain(|row| !filter.call_back || row.calls_back > 0);
                rows.retain(|row| filter.text.is_empty() || row.number.to_string() == filter.text);
                rows.sort_by_key(|row| (row.due.is_none(), row.due));
                QueueAnswer::List(Page::of(&rows, *window, Clone::clone))
            }
            Request::Queue(QueueRead::Counts) => {
                let rows: Vec<QueueRow> = self.cases.values().map(Self::row).collect();
                let count =
                    |which: fn(&QueueRow) -> bool| u32::try_from(rows.iter().filter(|row| which(row)).count()).unwrap();
                QueueAnswer::Counts(QueueCounts {
                    unclaimed: count(|row| row.state.is_unclaimed()),
                    overdue: count(|row| row.overdue),
                    mine: count(|row| row.claimed_by == Some(ME) && row.state.is_open()),
                    new: count(|row| row.state == State::Received),
                    call_back: count(|row| row.calls_back > 0),
                    waiting: count(|row| row.state == State::Waiting),
                    open: count(|row| row.state.is_open()),
                })
            }
            Request::Queue(QueueRead::Detail { consultation }) => {
                let case = self.cases.get(&consultation.0)?;
                QueueAnswer::Detail(Box::new(QueueDetail {
                    consultation: case.clone(),
                    row: Self::row(case),
                    patient: None,
                    calls_back: case.calls_back().iter().map(|step| step.number).collect(),
                    others: vec![],
                }))
            }
            Request::Queue(QueueRead::Doubles { .. }) => {
                let found = self.cases.values().take(usize::from(self.doubles));
                let double = |case| QueueDouble { row: Self::row(case), signs: vec![QueueDoubleSign::Name] };
                QueueAnswer::Doubles(found.map(double).collect())
            }
            Request::Change(Change::Queue(QueueChange::Receive { intake, .. })) => {
                let id = self.receive((**intake).clone());
                let case = &self.cases[&id];
                return Some(Ok(Answer::Done(Done {
                    kind: Kind::Consultation,
                    id: case.id.to_string(),
                    version: case.version,
                    number: Some(case.number.to_string()),
                    more: None,
                })));
            }
            Request::Change(Change::Queue(QueueChange::Act { consultation, seen, act })) => {
                let now = self.cases[&consultation.0].version;
                let newest = *seen == Some(now);
                self.changes.push((*consultation, act.clone(), newest));
                if !newest && !matches!(act, QueueAct::Claim | QueueAct::Answer(_)) {
                    let (kind, id, seen) = (Kind::Consultation, consultation.to_string(), seen.unwrap_or_default());
                    return Some(Err(Problem::Conflict { kind, id, seen, now, by: None, at: None }));
                }
                return Some(self.act(*consultation, act.clone()));
            }
            Request::Draft(_) => return Some(Ok(Answer::Draft(self.drafts.clone()))),
            _ => return None,
        };
        Some(Ok(Answer::Queue(Box::new(answer))))
    }
}

/// Three consultations: overdue, urgent, and one about nobody.
pub fn server() -> Rc<RefCell<Server>> {
    let mut server = Server::default();
    let today = now();
    server.receive(intake(today - Duration::days(4), Asker::CareManager, "山田 花子", Urgency::Emergency));
    server.receive(intake(today - Duration::minutes(20), Asker::HospitalSocialWorker, "鈴木 一代", Urgency::Emergency));
    let mut nobody = intake(today, Asker::VisitingNurse, "", Urgency::Normal);
    nobody.tags.clear();
    server.receive(nobody);
    Rc::new(RefCell::new(server))
}

/// A step by phone.
pub fn contents(text: &str) -> StepContents {
    StepContents {
        at: now(),
        channel: Channel::Phone,
        with: Counterpart {
            who: Asker::CareManager,
            name: String::new(),
            organisation: String::new(),
            site: None,
            phone: String::new(),
        },
        text: text.into(),
        minutes: Minutes(1),
        nobody_answered: false,
        charge: Charge::default(),
    }
}
