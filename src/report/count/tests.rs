//! Figures against a count by hand and against each other: parts and totals, months and years, figures and their lists.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use proptest::prelude::*;

use super::{Source, sources, tables};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::{
    AgeBand, AskedBy, Asker, CareField, Channel, Consultation, ConsultationEvent, ConsultationNumber, Counterpart,
    Intake, Scene, StepContents, StepNumber, Urgency,
};
use crate::domain::event::Record;
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, PairId, PatientId, QuestionId, ReferralId, ScreeningId, SiteId, StaffId};
use crate::domain::month::Month;
use crate::domain::pair::Scheme;
use crate::domain::referral::{Stage, State};
use crate::domain::report::{ColumnId, Period, RowKey, Table, TableId, Value};
use crate::domain::screening::Questionnaire;
use crate::domain::staff::SupportTeam;
use crate::domain::time::{FiscalYear, Minutes, Moment};
use crate::exchange::city::default_settings;
use crate::report::facts::{
    CaseFact, Contacts, Fact, Facts, MonthNumber, PairFact, QuestionFact, ReferralFact, Reply, ScreeningFact, SiteFact,
    Turn,
};

fn at(text: &str) -> Moment {
    format!("{text}T10:00:00+09:00").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn figure(tables: &[Table], table: TableId, row: &RowKey, column: ColumnId) -> Value {
    let table = tables.iter().find(|it| it.id == table).unwrap();
    table.figure(row, column).unwrap_or_else(|| panic!("no {row:?} {column:?} in {:?}", table.id)).value
}

fn intake(received: &str, asker: Asker, channel: Channel) -> Intake {
    Intake {
        received_at: at(received),
        channel,
        asked_by: AskedBy {
            who: asker,
            site: None,
            organisation: String::new(),
            name: String::new(),
            phone: String::new(),
        },
        person: None,
        area: Some(AreaCode("nowhere".into())),
        age_band: AgeBand::From85,
        field: CareField::OldAge,
        topics: vec![Code::new("discharge"), Code::new("dementia")],
        tags: Vec::new(),
        scene: Some(Scene::HospitalStay),
        urgency: Urgency::Normal,
        text: "x".into(),
        wish: String::new(),
        programme_item: None,
        funding_line: None,
    }
}

fn receive(id: u64, intake: Intake, patient: Option<u64>, question: Option<QuestionId>) -> Consultation {
    let received = intake.received_at;
    let event = ConsultationEvent::Received {
        number: ConsultationNumber { year: FiscalYear(2026), serial: u32::try_from(id).unwrap() },
        intake: Box::new(intake),
        patient: patient.map(PatientId),
        due: received,
        question,
    };
    Consultation::begin(ConsultationId(id), &event, &Stamp { at: received, by: StaffId(1) }).unwrap()
}

fn then(case: &mut Consultation, on: &str, event: &ConsultationEvent) {
    case.apply(event, &Stamp { at: at(on), by: StaffId(1) });
}

fn step(on: &str, channel: Channel, nobody_answered: bool) -> ConsultationEvent {
    let with = Counterpart {
        who: Asker::Family,
        name: String::new(),
        organisation: String::new(),
        site: None,
        phone: String::new(),
    };
    let text = "x".to_owned();
    ConsultationEvent::Answered(Box::new(StepContents {
        charge: Charge::default(),
        at: at(on),
        channel,
        with,
        text,
        minutes: Minutes(5),
        nobody_answered,
    }))
}

fn put(facts: &mut Facts, case: Consultation) {
    facts.put(&Record::Consultation(Box::new(case)));
}

#[test]
fn a_contact_is_whatever_somebody_answered_and_nobody_took_back() {
    let mut facts = Facts::default();
    let mut case = receive(1, intake("2026-09-30", Asker::Family, Channel::Phone), Some(7), None);
    then(&mut case, "2026-10-01", &step("2026-10-01", Channel::Visit, false));
    then(&mut case, "2026-10-02", &step("2026-10-02", Channel::Phone, true));
    then(&mut case, "2026-10-03", &step("2026-10-03", Channel::Fax, false));
    let withdrawn = ConsultationEvent::StepWithdrawn { step: StepNumber(3), reason: "x".into() };
    then(&mut case, "2026-10-03", &withdrawn);
    put(&mut facts, case);
    // Nobody called: a list, and a question's time that ran out.
    put(&mut facts, receive(2, intake("2026-10-05", Asker::Other, Channel::List), Some(8), None));
    put(&mut facts, receive(3, intake("2026-10-05", Asker::VisitingNurse, Channel::Ict), None, Some(QuestionId(1))));
    // The same person again, and one whom nobody knows yet.
    put(&mut facts, receive(4, intake("2026-10-06", Asker::CareManager, Channel::Phone), Some(7), None));
    put(&mut facts, receive(5, intake("2026-10-06", Asker::CareManager, Channel::Phone), None, None));
    let settings = default_settings().unwrap();
    let october = period("2026-10");
    let all = tables(&facts, &settings, october);
    let count = |table, row: &RowKey, column| figure(&all, table, row, column);
    let totals = [ColumnId::New, ColumnId::Persons, ColumnId::Contacts];
    for table in [TableId::Askers, TableId::Topics, TableId::Areas, TableId::Channels] {
        let found = totals.map(|column| count(table, &RowKey::Total, column));
        assert_eq!(found, [Value::Count(4), Value::Count(2), Value::Count(3)], "{table:?}");
    }
    let row = |row: RowKey, table| totals.map(|column| count(table, &row, column));
    assert_eq!(row(RowKey::Asker(Asker::Family), TableId::Askers), [0, 1, 1].map(Value::Count));
    assert_eq!(row(RowKey::Asker(Asker::CareManager), TableId::Askers), [2, 2, 2].map(Value::Count));
    assert_eq!(row(RowKey::Channel(Channel::Visit), TableId::Channels), [0, 1, 1].map(Value::Count));
    assert_eq!(row(RowKey::Channel(Channel::List), TableId::Channels), [1, 0, 0].map(Value::Count));
    assert_eq!(row(RowKey::Topic(Code::new("dementia")), TableId::Topics), [4, 2, 3].map(Value::Count));
    assert_eq!(row(RowKey::Area(AreaCode("nowhere".into())), TableId::Areas), [4, 2, 3].map(Value::Count));
    let behind = sources(&facts, october, TableId::Askers, &RowKey::Total, ColumnId::Persons);
    assert_eq!(behind, [1, 4, 5].map(|id| Source::Case(ConsultationId(id))), "the lists of both records of one person");
    let september = tables(&facts, &settings, period("2026-09"));
    assert_eq!(figure(&september, TableId::Channels, &RowKey::Total, ColumnId::Contacts), Value::Count(1));
    // The unknown caller turns out to be somebody whose record is merged into the first one's.
    facts.take(Fact::M(PatientId(9), PatientId(7)));
    put(&mut facts, receive(5, intake("2026-10-06", Asker::CareManager, Channel::Phone), Some(9), None));
    let all = tables(&facts, &settings, october);
    assert_eq!(figure(&all, TableId::Askers, &RowKey::Total, ColumnId::Persons), Value::Count(1));
}

#[test]
fn a_form_put_down_as_received_later_than_it_was_closed_still_balances() {
    let mut facts = Facts::default();
    let mut case = receive(1, intake("2026-09-10", Asker::Family, Channel::Phone), None, None);
    then(&mut case, "2026-09-11", &ConsultationEvent::Closed);
    let amended = Box::new(intake("2026-10-02", Asker::Family, Channel::Phone));
    then(&mut case, "2026-10-03", &ConsultationEvent::Amended { intake: amended, due: at("2026-10-03") });
    put(&mut facts, case);
    let all = tables(&facts, &default_settings().unwrap(), period("2026-10"));
    let movement = |row| figure(&all, TableId::Movement, &row, ColumnId::Cases);
    let rows = [RowKey::CarriedOver, RowKey::Received, RowKey::Reopened, RowKey::Closed, RowKey::CarriedOn];
    assert_eq!(rows.map(movement), [0, 1, 0, 1, 0].map(Value::Count));
}

#[test]
fn days_are_counted_in_the_month_of_the_later_step() {
    let mut facts = Facts::default();
    let fact = |id, team, asked: &str, passages: &[(State, &str)]| {
        Fact::R(ReferralFact {
            id: ReferralId(id),
            team,
            patient: PatientId(id),
            asked: day(asked),
            passages: passages.iter().map(|(state, on)| (*state, day(on))).collect(),
        })
    };
    let oral = SupportTeam::OralHygiene;
    let course = [
        (State::Accepted, "2026-10-01"),
        (State::OnHold, "2026-10-02"),
        (State::Accepted, "2026-10-05"),
        (State::Assigned, "2026-10-08"),
        (State::Closed, "2026-11-02"),
    ];
    facts.take(fact(1, oral, "2026-09-28", &course));
    facts.take(fact(2, oral, "2026-10-01", &[(State::Accepted, "2026-10-02")]));
    facts.take(fact(3, SupportTeam::Nutrition, "2026-10-01", &[(State::Declined, "2026-10-09")]));
    let settings = default_settings().unwrap();
    let all = tables(&facts, &settings, period("2026-10"));
    let days = |from, to, column| figure(&all, TableId::ReferralDays, &RowKey::Way { from, to }, column);
    let accepted = Value::Mean { days: 3 + 1, of: 2 };
    assert_eq!(days(Stage::Requested, Stage::Accepted, ColumnId::DaysOf(oral)), accepted);
    assert_eq!(days(Stage::Requested, Stage::Accepted, ColumnId::Days), accepted);
    assert_eq!(days(Stage::Accepted, Stage::Assigned, ColumnId::Days), Value::Mean { days: 7, of: 1 });
    let count = |row: RowKey, column| figure(&all, TableId::Referrals, &row, column);
    assert_eq!(count(RowKey::Total, ColumnId::Asked), Value::Count(2));
    assert_eq!(count(RowKey::Team(oral), ColumnId::StillOpen), Value::Count(2));
    assert_eq!(count(RowKey::Team(SupportTeam::Nutrition), ColumnId::Declined), Value::Count(1));
    let november = tables(&facts, &settings, period("2026-11"));
    let whole = figure(&november, TableId::ReferralDays, &RowKey::WholeCourse, ColumnId::Days);
    assert_eq!(whole, Value::Mean { days: 35, of: 1 });
    assert_eq!(figure(&november, TableId::Referrals, &RowKey::Total, ColumnId::StillOpen), Value::Count(1));
}

#[test]
fn questions_pairs_questionnaires_and_checks_count_in_their_months() {
    let mut facts = Facts::default();
    let number = |text: &str| MonthNumber::of(day(text));
    let october = number("2026-10-01");
    for (id, asked, reply) in [
        (1, "2026-10-02", Reply::InTime),
        (2, "2026-10-03", Reply::Late),
        (3, "2026-10-03", Reply::InTime),
        (4, "2026-09-30", Reply::InTime),
        (5, "2026-10-30", Reply::Withdrawn),
    ] {
        facts.take(Fact::Q(QuestionFact { id: QuestionId(id), asked: number(asked), reply }));
    }
    let pair = |id, patient, started: Option<&str>, ended: Option<&str>| {
        let (asked, called_off) = (number("2026-09-01"), None);
        let (started, ended) = (started.map(number), ended.map(number));
        let scheme = Scheme::VisitCover;
        Fact::P(PairFact { id: PairId(id), patient: PatientId(patient), scheme, asked, started, ended, called_off })
    };
    facts.take(pair(1, 1, Some("2026-09-10"), None));
    facts.take(pair(2, 2, Some("2026-10-10"), Some("2026-10-20")));
    facts.take(pair(3, 2, Some("2026-10-21"), Some("2026-11-02")));
    facts.take(pair(4, 3, None, None));
    let screening = |id, at_risk, in_queue| {
        let questionnaire = Questionnaire::BasicChecklist;
        Fact::S(ScreeningFact { id: ScreeningId(id), questionnaire, on: october, at_risk, in_queue })
    };
    for fact in [screening(1, true, true), screening(2, true, false), screening(3, false, false)] {
        facts.take(fact);
    }
    facts.take(Fact::K(SiteFact { id: SiteId(1), checks: Box::new([number("2026-09-01"), october, october]) }));
    facts.take(Fact::K(SiteFact { id: SiteId(2), checks: Box::new([october]) }));
    let all = tables(&facts, &default_settings().unwrap(), period("2026-10"));
    let row = |table, row: RowKey, columns: &[ColumnId]| -> Vec<u32> {
        columns.iter().map(|column| count(figure(&all, table, &row, *column))).collect()
    };
    let questions = [RowKey::InTime, RowKey::Late, RowKey::Waiting, RowKey::Withdrawn, RowKey::Total];
    assert_eq!(questions.map(|key| row(TableId::Questions, key, &[ColumnId::Cases])[0]), [2, 1, 0, 1, 4]);
    let columns = [ColumnId::Started, ColumnId::Ended, ColumnId::Active, ColumnId::Asked];
    assert_eq!(row(TableId::Pairs, RowKey::Scheme(Scheme::VisitCover), &columns), [2, 1, 2, 0]);
    let columns = [ColumnId::Cases, ColumnId::AtRisk, ColumnId::InQueue];
    assert_eq!(row(TableId::Screenings, RowKey::Total, &columns), [3, 2, 1]);
    assert_eq!(row(TableId::Resources, RowKey::Checked, &[ColumnId::Places, ColumnId::Checks]), [2, 3]);
}

/// Months from April of the fiscal year before the one that is looked at.
fn month(at: u32) -> MonthNumber {
    MonthNumber::of(day("2025-04-01").checked_add_months(Months::new(at)).unwrap())
}

prop_compose! {
    fn case()(
        patient in proptest::option::of(1_u64..6),
        received in 0_u32..30,
        kinds in (0..Asker::ALL.len(), 0..Channel::ALL.len(), proptest::option::of(0..Scene::ALL.len())),
        topics in proptest::collection::btree_set(0_usize..4, 0..3),
        contacts in proptest::collection::btree_map((0_u32..30, 0..Channel::ALL.len()), 1_u16..4, 0..4),
        turns in proptest::collection::vec(0_u32..6, 0..4),
    ) -> (CaseFact, BTreeSet<usize>) {
        let mut later = received;
        let turns = turns.into_iter().enumerate().map(|(at, wait)| {
            later += wait;
            Turn(month(later), at % 2 == 0)
        });
        let fact = CaseFact {
            id: ConsultationId(0),
            number: ConsultationNumber { year: FiscalYear(2026), serial: 1 },
            patient: patient.map(PatientId),
            received: month(received),
            asker: Asker::ALL[kinds.0],
            age_band: AgeBand::From65,
            field: CareField::OldAge,
            channel: Channel::ALL[kinds.1],
            scene: kinds.2.map(|at| Scene::ALL[at]),
            area: None,
            item: None,
            funding: None,
            topics: Box::default(),
            contacts: contacts.into_iter().map(|((at, way), times)| Contacts(month(at), Channel::ALL[way], times)).collect(),
            turns: turns.collect(),
        };
        (fact, topics)
    }
}

fn count(value: Value) -> u32 {
    match value {
        Value::Count(count) => count,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tables_sum_to_their_parts_and_open_what_they_count(all in proptest::collection::vec(case(), 0..25)) {
        let settings = default_settings().unwrap();
        let mut facts = Facts::default();
        let topics = ["discharge", "dementia", "a", "b"];
        facts.take_names(topics.iter().map(|name| (*name).into()).collect());
        for (id, (fact, about)) in (1..).zip(all) {
            let about = about.into_iter().map(|at| facts.names().find(topics[at]).unwrap()).collect();
            facts.take(Fact::C(CaseFact { id: ConsultationId(id), topics: about, ..fact }));
        }
        let kept: Vec<Fact> = facts.all().map(|fact| serde_json::from_str(&serde_json::to_string(&fact).unwrap()).unwrap()).collect();
        let mut again = Facts::default();
        again.take_names(facts.names().all().to_vec());
        for fact in kept {
            again.take(fact);
        }

        let year = period("R8");
        let annual = tables(&facts, &settings, year);
        prop_assert_eq!(&annual, &tables(&again, &settings, year), "what is kept counts the same");
        let monthly: Vec<(Month, Vec<Table>)> =
            year.months().into_iter().map(|month| (month, tables(&facts, &settings, Period::Month(month)))).collect();
        let mut carried = None;
        for (of, report) in monthly.iter().map(|(month, report)| (Period::Month(*month), report)).chain([(year, &annual)]) {
            let movement = |row| count(figure(report, TableId::Movement, &row, ColumnId::Cases));
            let came = movement(RowKey::CarriedOver) + movement(RowKey::Received) + movement(RowKey::Reopened);
            prop_assert_eq!(came, movement(RowKey::Closed) + movement(RowKey::CarriedOn));
            if let (Period::Month(_), Some(before)) = (of, carried) {
                prop_assert_eq!(before, movement(RowKey::CarriedOver), "what a month carries on the next one carries over");
            }
            carried = Some(movement(RowKey::CarriedOn));
            for table in report {
                for (at, column) in table.columns.iter().enumerate() {
                    let Some(total) = &table.total else { continue };
                    let (total, rows) = (total[at].value, table.rows.iter().map(|row| count(row.figures[at].value)));
                    let sum: u32 = rows.sum();
                    if column.adds_up {
                        prop_assert_eq!(sum, count(total), "{:?} {:?}", table.id, column.id);
                    } else {
                        prop_assert!(sum >= count(total), "{:?} {:?}", table.id, column.id);
                    }
                }
                for (key, figures) in table.all_rows() {
                    for (column, figure) in table.columns.iter().zip(figures) {
                        let listed = sources(&facts, of, table.id, &key, column.id).len();
                        let size = figure.value.size().unwrap() as usize;
                        prop_assert_eq!(listed == 0, size == 0);
                        if matches!(column.id, ColumnId::New) {
                            prop_assert_eq!(listed, size, "{:?} {:?}", table.id, key);
                        }
                    }
                }
            }
        }
        for (table, column) in [(TableId::Askers, ColumnId::New), (TableId::Channels, ColumnId::Contacts)] {
            let of_year = count(figure(&annual, table, &RowKey::Total, column));
            let months: u32 = monthly.iter().map(|(_, report)| count(figure(report, table, &RowKey::Total, column))).sum();
            prop_assert_eq!(months, of_year);
        }
        for (month, report) in &monthly {
            for column in [ColumnId::New, ColumnId::Persons, ColumnId::Contacts] {
                let of_month = figure(report, TableId::Askers, &RowKey::Total, column);
                prop_assert_eq!(figure(&annual, TableId::Months, &RowKey::Month(*month), column), of_month);
            }
        }
    }
}
