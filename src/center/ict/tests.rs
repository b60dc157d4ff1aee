//! The secretariat through real transactions: agreements, enrolments, use, whom to call next, rights.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};

use super::{change, joined, read};
use crate::api::ict::{
    AgreementRow, AgreementStep, EnrolmentCounts, EnrolmentFilter, EnrolmentProblem, EnrolmentRow, EnrolmentStep,
    IctAnswer, IctChange, IctRead,
};
use crate::api::resource::ResourceChange;
use crate::api::{Change, Done, FieldProblem, Problem, Request, Window};
use crate::center::testing::Desk;
use crate::center::{resource, rights};
use crate::domain::code::Code;
use crate::domain::enrolment::{AgreementStanding, Encouragement, MonthUse, Terms};
use crate::domain::id::{AgreementId, EnrolmentId, SiteId, StaffId, Version};
use crate::domain::month::Month;
use crate::domain::referral::Means;
use crate::domain::resource::{FactKey, Field, SiteDraft};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

const ME: StaffId = StaffId(1);

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn doctors() -> Code {
    Code::new("medical_association")
}

struct Town {
    desk: Desk,
    clinic: SiteId,
}

impl Town {
    fn new() -> Self {
        let mut desk = Desk::new(at("2026-11-24T10:32"));
        let clinic = place(&mut desk, "本町クリニック");
        Self { desk, clinic }
    }

    fn change(&mut self, asked: IctChange) -> Result<Done, Problem> {
        self.desk.change(ME, |tx| change(tx, asked))
    }

    fn sign(&mut self, from: &str, until: Option<&str>) -> Result<AgreementId, Problem> {
        let (signed_on, until) = (day(from), until.map(day));
        let terms = Terms { association: doctors(), signed_on, until, text: String::new() };
        Ok(self.change(IctChange::Sign(terms))?.id.parse().unwrap())
    }

    fn enrol(&mut self, site: SiteId, from: &str) -> Result<EnrolmentId, Problem> {
        let asked = IctChange::Enrol { site, association: doctors(), started: day(from), users: 3 };
        Ok(self.change(asked)?.id.parse().unwrap())
    }

    fn step(&mut self, enrolment: EnrolmentId, step: EnrolmentStep) -> Result<Done, Problem> {
        let request = IctRead::Enrolment { enrolment };
        let seen = match self.desk.read(ME, |reader| read(reader, &request)).unwrap() {
            IctAnswer::Enrolment { enrolment, .. } => enrolment.version,
            other => panic!("{other:?}"),
        };
        self.change(IctChange::Step { enrolment, seen, step })
    }

    fn used(&mut self, enrolment: EnrolmentId, last: &str, times: u32) {
        let month = Month::of(day(last));
        self.step(enrolment, EnrolmentStep::NoteUse(MonthUse { month, times, last: Some(day(last)) })).unwrap();
    }

    fn list(&self, filter: EnrolmentFilter) -> (Vec<EnrolmentRow>, EnrolmentCounts) {
        let request = IctRead::Enrolments { filter, window: Window::default() };
        match self.desk.read(ME, |reader| read(reader, &request)).unwrap() {
            IctAnswer::Enrolments { page, counts } => (page.rows, counts),
            other => panic!("{other:?}"),
        }
    }

    fn agreements(&self) -> Vec<AgreementRow> {
        match self.desk.read(ME, |reader| read(reader, &IctRead::Agreements)).unwrap() {
            IctAnswer::Agreements(rows) => rows,
            other => panic!("{other:?}"),
        }
    }
}

fn place(desk: &mut Desk, name: &str) -> SiteId {
    let facts = [(FactKey::site(Field::Name), name.to_owned())].into_iter().collect();
    let draft = SiteDraft { facts, add_services: BTreeSet::new() };
    let done = desk.change(ME, |tx| resource::change(tx, ResourceChange::Register { draft })).unwrap();
    done.id.parse().unwrap()
}

#[test]
fn nobody_enrols_without_an_agreement_in_force() {
    let mut town = Town::new();
    let clinic = town.clinic;
    let refused = |town: &mut Town, on: &str| match town.enrol(clinic, on) {
        Err(Problem::Ict(EnrolmentProblem::NoAgreement { standing, .. })) => standing,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&mut town, "2026-11-24"), None);
    let first = town.sign("2026-04-01", Some("2026-10-31")).unwrap();
    assert_eq!(refused(&mut town, "2026-11-24"), Some(AgreementStanding::RunOut));
    assert_eq!(refused(&mut town, "2026-03-31"), Some(AgreementStanding::Ahead));
    let twice = town.sign("2026-10-31", None);
    assert_eq!(twice, Err(EnrolmentProblem::AgreementHolds { agreement: first }.into()));
    let renew = AgreementStep::Renew { until: Some(day("2027-03-31")) };
    town.change(IctChange::Agreement { agreement: first, seen: Version(1), step: renew.clone() }).unwrap();
    let stale = town.change(IctChange::Agreement { agreement: first, seen: Version(1), step: renew });
    assert!(matches!(stale, Err(Problem::Conflict { .. })), "{stale:?}");
    let enrolment = town.enrol(clinic, "2026-11-24").unwrap();
    assert_eq!(town.enrol(clinic, "2026-11-24"), Err(EnrolmentProblem::AlreadyEnrolled { enrolment }.into()));
    assert_eq!(town.agreements()[0].members, 1);
    assert!(town.enrol(SiteId(99), "2026-11-24").is_err());
    let unknown =
        IctChange::Enrol { site: clinic, association: Code::new("guild"), started: day("2026-11-24"), users: 1 };
    let what = FieldProblem::UnknownCode { code: "guild".into() };
    assert_eq!(town.change(unknown), Err(Problem::field("association", what)));
    // Once the agreement ends its members are seen to stand without one.
    let end = AgreementStep::End { on: day("2026-11-24"), reason: "会の解散".into() };
    town.change(IctChange::Agreement { agreement: first, seen: Version(2), step: end }).unwrap();
    assert_eq!(town.list(EnrolmentFilter::default()).0[0].standing, AgreementStanding::Ended);
    town.sign("2026-11-24", None).unwrap();
    assert_eq!(town.list(EnrolmentFilter::default()).0[0].standing, AgreementStanding::InForce);
}

#[test]
fn whoever_does_not_use_it_is_called_the_longest_silent_first() {
    let mut town = Town::new();
    town.sign("2026-04-01", None).unwrap();
    let (a, b, c) = (town.clinic, place(&mut town.desk, "みなと医院"), place(&mut town.desk, "あさひ医院"));
    let (a, b, c) = (
        town.enrol(a, "2026-05-01").unwrap(),
        town.enrol(b, "2026-06-01").unwrap(),
        town.enrol(c, "2026-07-01").unwrap(),
    );
    town.used(a, "2026-11-20", 12);
    town.used(b, "2026-08-03", 2);
    let to_call = || EnrolmentFilter { to_call: true, ..EnrolmentFilter::default() };
    let ids = |town: &Town| town.list(to_call()).0.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(&town), [c, b], "never used since July, and used in August");
    let (rows, counts) = town.list(EnrolmentFilter::default());
    assert_eq!(
        rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["あさひ医院", "本町クリニック", "みなと医院"]
    );
    assert_eq!(counts, EnrolmentCounts { open: 3, users: 9, used: 1, to_call: 2 });
    let last = rows[1].months.last().unwrap();
    assert_eq!((last.month.to_string().as_str(), last.times), ("2026-11", Some(12)));
    assert_eq!(rows[1].months.len(), 6);

    let (on, text) = (Occurred::At(town.desk.now), "操作説明に伺う".to_owned());
    let contact = |next| Encouragement { on, means: Means::Phone, text: text.clone(), next };
    let week = town.desk.now.date_naive() + Days::new(7);
    town.step(c, EnrolmentStep::Encourage(contact(Some(week)))).unwrap();
    town.step(b, EnrolmentStep::Encourage(contact(None))).unwrap();
    assert_eq!(ids(&town), []);
    town.desk.now += TimeDelta::days(7);
    assert_eq!(ids(&town), [c], "on the day that was named");
    town.desk.now += TimeDelta::days(54);
    assert_eq!(ids(&town), [c, a, b]);
    town.step(b, EnrolmentStep::End { on: town.desk.now.date_naive(), reason: "閉院".into() }).unwrap();
    assert_eq!(ids(&town), [c, a]);
    let gone = town.step(b, EnrolmentStep::CountUsers { users: 1 });
    assert!(matches!(gone, Err(Problem::Ict(EnrolmentProblem::Ended { .. }))), "{gone:?}");
    let open = EnrolmentFilter { open: Some(false), ..EnrolmentFilter::default() };
    assert_eq!(town.list(open).0.len(), 1);
    let named = EnrolmentFilter { text: "asahi".into(), ..EnrolmentFilter::default() };
    assert_eq!(town.list(named).0.len(), 0, "the list is found by kanji and kana; romaji is the pane's search");
    let named = EnrolmentFilter { text: "あさひ".into(), ..EnrolmentFilter::default() };
    assert_eq!(town.list(named).0.len(), 1);
}

#[test]
fn the_place_itself_says_where_it_takes_part() {
    let mut town = Town::new();
    town.sign("2026-04-01", None).unwrap();
    let clinic = town.clinic;
    let first = town.enrol(clinic, "2026-05-01").unwrap();
    town.used(first, "2026-11-02", 4);
    town.step(first, EnrolmentStep::End { on: day("2026-11-10"), reason: "休止".into() }).unwrap();
    let second = town.enrol(clinic, "2026-11-20").unwrap();
    let lines = town.desk.read(ME, |reader| joined(reader, clinic));
    assert_eq!(lines.iter().map(|line| line.enrolment).collect::<Vec<_>>(), [second, first], "the newest first");
    assert_eq!((lines[1].last_used, lines[1].ended), (Some(day("2026-11-02")), Some(day("2026-11-10"))));
}

#[test]
fn the_secretariat_is_for_those_who_keep_the_resources() {
    let mut town = Town::new();
    let roles = [Role::Clerk, Role::Physician, Role::Team, Role::Administrator, Role::Auditor];
    let staff = roles.map(|role| {
        let team = (role == Role::Team).then_some(SupportTeam::Nutrition);
        town.desk.join("山本", &[role], team)
    });
    let terms = Terms { association: doctors(), signed_on: day("2026-04-01"), until: None, text: String::new() };
    let sign = Change::Ict(IctChange::Sign(terms));
    let agreements = Request::Ict(IctRead::Agreements);
    let may = staff.map(|staff| {
        town.desk.read(staff, |reader| {
            (rights::read(&reader.actor, &agreements).is_ok(), rights::change(&reader.actor, &sign).is_ok())
        })
    });
    assert_eq!(may, [(true, true), (true, false), (true, false), (false, false), (false, false)]);
}
