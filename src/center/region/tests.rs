//! Regional issues through real changes: the whole course of an issue, what it counts, and who may know of it.

use super::tally::Tally;
use super::{change, read};
use crate::api::news::NewsKind::{Changed, DueToday};
use crate::api::queue::{QueueAct, QueueChange, QueueRow};
use crate::api::region::{
    CasesOf, EffectNow, Extraction, IssueAct, IssueDetail, IssueFilter, RegionAnswer, RegionChange, RegionRead,
    RegionalIssueProblem,
};
use crate::api::{Ask, Change, Done, FieldProblem, Outcome, Problem, Request, Window};
use crate::center::notices::may_read;
use crate::center::queue::{self, tests::intake};
use crate::center::testing::{Desk, Town, profile};
use crate::domain::area::AreaCode;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::{Asker, Consultation, Intake};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, RegionalIssueId, StaffId, Version};
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{Facet, Series};
use crate::domain::regional_issue::{Closing, IssueOutcome, IssueState, Matter, Measure, Meeting, RegionalIssue, Rule};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::time::Moment;

const ME: StaffId = StaffId(1);

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// A centre with one of each role, and consultations of two areas over some months.
struct Region {
    desk: Desk,
    coordinator: StaffId,
    physician: StaffId,
    dietitian: StaffId,
    clerk: StaffId,
}

fn tokiwadaira() -> AreaCode {
    crate::exchange::city::default_settings().unwrap().city.areas[0].code.clone()
}

fn discharge(desk: &Desk) -> Code {
    desk.read(ME, |reader| reader.settings().codes.list(CodeList::Topics)[0].code.clone())
}

impl Region {
    fn new() -> Self {
        let mut desk = Desk::new(at("2026-11-24T10:32"));
        let coordinator = desk.join("田中 相談員", &[Role::Coordinator], None);
        let physician = desk.join("中村 医師", &[Role::Physician], None);
        let dietitian = desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
        let clerk = desk.join("石井 事務", &[Role::Clerk], None);
        Self { desk, coordinator, physician, dietitian, clerk }
    }

    fn receive(&mut self, on: &str, area: Option<AreaCode>) -> ConsultationId {
        let topic = discharge(&self.desk);
        let intake = Intake { area, topics: vec![topic], ..intake(at(on), "退院の相談") };
        let change = QueueChange::Receive { intake: Box::new(intake), patient: None };
        self.desk.change(ME, |tx| queue::change(tx, change)).unwrap().id.parse().unwrap()
    }

    fn series(&self) -> Series {
        Series { of: Facet::Area(tokiwadaira()), with: Some(Facet::Topic(discharge(&self.desk))) }
    }

    fn matter(&self) -> Matter {
        Matter {
            title: "退院の連絡が直前になる".into(),
            description: String::new(),
            owner: self.coordinator,
            series: Some(self.series()),
            review: None,
        }
    }

    fn extract(&mut self, by: StaffId, matter: Matter, cases: &[ConsultationId]) -> Result<RegionalIssueId, Problem> {
        let extraction = Extraction { matter, month: None, cases: cases.to_vec(), found: None };
        let done = self.desk.change(by, |tx| change(tx, RegionChange::Extract(Box::new(extraction))))?;
        assert_eq!(done.kind, Kind::RegionalIssue);
        Ok(done.id.parse().unwrap())
    }

    fn version(&self, issue: RegionalIssueId) -> Version {
        self.desk.read(ME, |reader| reader.get::<RegionalIssue>(issue).unwrap().version)
    }

    fn step(&mut self, by: StaffId, issue: RegionalIssueId, step: IssueAct) -> Result<Done, Problem> {
        let seen = self.version(issue);
        self.desk.change(by, |tx| change(tx, RegionChange::Step { issue, seen, step }))
    }

    fn detail(&self, issue: RegionalIssueId) -> IssueDetail {
        match self.desk.read(ME, |reader| read::issue(reader, issue)).unwrap() {
            RegionAnswer::Issue(detail) => *detail,
            other => panic!("{other:?}"),
        }
    }

    fn cases(&self, of: &CasesOf) -> Vec<QueueRow> {
        match self.desk.read(ME, |reader| read::cases(reader, of, Window::default())).unwrap() {
            RegionAnswer::Cases(page) => page.rows,
            other => panic!("{other:?}"),
        }
    }
}

fn measure(on: &str) -> IssueAct {
    IssueAct::Act(Measure {
        on: on.parse().unwrap(), who: "病院連携WG".into(), text: "退院の1週間前に連絡する".into()
    })
}

#[test]
fn an_issue_goes_its_whole_course_and_its_effect_is_counted() {
    let mut town = Region::new();
    // Nine a month in the area until the measure of June, three after it; ten elsewhere, always.
    let mut cases = Vec::new();
    for of in 1..=10 {
        let many = if of < 6 { 9 } else { 3 };
        for day in 1..=many {
            cases.push(town.receive(&format!("2026-{of:02}-{day:02}T10:00"), Some(tokiwadaira())));
        }
        for day in 1..=10 {
            town.receive(&format!("2026-{of:02}-{day:02}T11:00"), None);
        }
    }
    let matter = town.matter();
    let issue = town.extract(town.coordinator, matter, &cases[..3]).unwrap();
    let me = town.coordinator;
    let early = town.step(me, issue, measure("2026-06-10"));
    assert!(matches!(early, Err(Problem::Region(RegionalIssueProblem::NotNow { .. }))), "{early:?}");
    town.step(me, issue, IssueAct::Consider { text: "病院に聞く".into() }).unwrap();
    let evaluated = town.step(me, issue, IssueAct::Evaluate { on: town.desk.now.date_naive(), text: "?".into() });
    assert!(matches!(evaluated, Err(Problem::Region(_))), "nothing is evaluated before something was done");
    let meeting =
        Meeting { on: "2026-05-20".parse().unwrap(), text: "直前の連絡が多い".into(), activity: String::new() };
    town.step(me, issue, IssueAct::Meet(meeting)).unwrap();
    town.step(me, issue, measure("2026-06-10")).unwrap();
    let rule = Rule { on: "2026-06-10".parse().unwrap(), text: "退院が決まり次第、FAXで連絡する".into() };
    town.step(me, issue, IssueAct::AdoptRule(rule)).unwrap();

    let EffectNow { counted, effect, small } = town.detail(issue).effect.unwrap();
    assert_eq!((counted.before.months, counted.before.count, counted.before.others), (5, 45, 50));
    assert_eq!((counted.after.months, counted.after.count, counted.after.others), (4, 12, 40), "June is left out");
    let effect = effect.unwrap();
    assert!((effect.ratio - 0.34).abs() < 0.02 && effect.is_clear() && !small, "{effect:?}");

    town.step(me, issue, IssueAct::Evaluate { on: "2026-11-20".parse().unwrap(), text: "3分の1になった".into() })
        .unwrap();
    assert_eq!(town.detail(issue).issue.evaluations[0].counted, Some(counted), "what was counted is kept with it");
    let closing = Closing { outcome: IssueOutcome::NotTakenUp, reason: "様子を見る".into() };
    assert_eq!(town.step(me, issue, IssueAct::Close(closing)), Err(RegionalIssueProblem::TakenUp.into()));
    let closing = Closing { outcome: IssueOutcome::Improved, reason: "定着した".into() };
    town.step(me, issue, IssueAct::Close(closing)).unwrap();
    let detail = town.detail(issue);
    assert_eq!((detail.row.state, detail.issue.history.len()), (IssueState::Closed, 7));
    assert_eq!(detail.months.last().map(|of| (of.month, of.count)), Some((month("2026-10"), 3)));

    // And from the issue back to its cases, the newest first.
    let rows = town.cases(&CasesOf::Issue(issue));
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [cases[2], cases[1], cases[0]]);
    let behind = CasesOf::Count { series: town.series(), month: None };
    assert_eq!(town.cases(&behind).len(), 9, "three a month from August to October");
}

#[test]
fn a_call_that_the_program_made_is_no_request_and_an_amended_one_counts_where_it_stands() {
    let mut town = Region::new();
    let case = town.receive("2026-10-05T10:00", Some(tokiwadaira()));
    let count = |town: &Region, of: &str| {
        let snapshot = town.desk.read(ME, |reader| reader.views().region.tally.snapshot());
        snapshot.month(snapshot.places(&town.series()), month(of)).0
    };
    assert_eq!((count(&town, "2026-10"), count(&town, "2026-09")), (1, 0));
    let before: Consultation = town.desk.read(ME, |reader| reader.get(case)).unwrap();
    let moved = Intake { received_at: at("2026-09-30T23:59"), ..before.intake.clone() };
    let act = QueueAct::Amend(Box::new(moved));
    let change = QueueChange::Act { consultation: case, seen: Some(before.version), act };
    town.desk.change(ME, |tx| queue::change(tx, change)).unwrap();
    assert_eq!((count(&town, "2026-10"), count(&town, "2026-09")), (0, 1));
    let mut tally = Tally::default();
    tally.put(&Consultation { question: Some(crate::domain::id::QuestionId(1)), ..before });
    assert_eq!(tally.snapshot().first(), None);
}

#[test]
fn an_issue_is_drawn_from_consultations_that_there_are_and_owned_by_somebody_who_works_on_it() {
    let mut town = Region::new();
    let case = town.receive("2026-10-05T10:00", Some(tokiwadaira()));
    let matter = town.matter();
    let me = town.coordinator;
    assert_eq!(town.extract(me, matter.clone(), &[]), Err(RegionalIssueProblem::DrawnFromNothing.into()));
    let none = town.extract(me, matter.clone(), &[ConsultationId(999)]);
    assert_eq!(none, Err(Problem::NotFound { kind: Kind::Consultation, id: "c999".into() }));
    for owner in [town.physician, town.clerk, StaffId(99)] {
        let what = FieldProblem::UnknownCode { code: owner.to_string() };
        let refused = town.extract(me, Matter { owner, ..matter.clone() }, &[case]);
        assert_eq!(refused, Err(Problem::field("owner", what)));
    }
    let nameless = town.extract(me, Matter { title: " ".into(), ..matter.clone() }, &[case]);
    assert_eq!(nameless, Err(Problem::field("title", FieldProblem::Missing)));
    let two = Series { of: Facet::Asker(Asker::Family), with: Some(Facet::Asker(Asker::Person)) };
    assert!(town.extract(me, Matter { series: Some(two), ..matter.clone() }, &[case]).is_err());
    let unknown = Series { of: Facet::Topic(Code::new("nothing_known")), with: None };
    assert!(town.extract(me, Matter { series: Some(unknown), ..matter.clone() }, &[case]).is_err());
    assert!(town.extract(me, matter, &[case]).is_ok());
}

#[test]
fn who_overwrites_what_somebody_else_changed_is_told_and_who_only_adds_is_not_kept() {
    let mut town = Region::new();
    let cases: Vec<_> = (1..4).map(|day| town.receive(&format!("2026-10-0{day}T10:00"), None)).collect();
    let matter = town.matter();
    let issue = town.extract(town.coordinator, matter.clone(), &cases[..1]).unwrap();
    let old = town.version(issue);
    town.step(ME, issue, IssueAct::Amend(Box::new(Matter { title: "別の題".into(), ..matter.clone() }))).unwrap();
    let mine = RegionChange::Step { issue, seen: old, step: IssueAct::Amend(Box::new(matter)) };
    let conflict = town.desk.change(town.coordinator, |tx| change(tx, mine));
    assert!(matches!(conflict, Err(Problem::Conflict { .. })), "{conflict:?}");
    let adding = RegionChange::Step { issue, seen: old, step: IssueAct::AddCases(cases[1..].to_vec()) };
    town.desk.change(town.coordinator, |tx| change(tx, adding)).unwrap();
    assert_eq!(town.cases(&CasesOf::Issue(issue)).len(), 3);
    town.step(ME, issue, IssueAct::RemoveCase { case: cases[2], reason: "別件".into() }).unwrap();
    assert_eq!(town.cases(&CasesOf::Issue(issue)).len(), 2);
}

#[test]
fn whom_issues_are_not_for_learns_nothing_of_them() {
    let mut town = Region::new();
    let case = town.receive("2026-10-05T10:00", Some(tokiwadaira()));
    let matter = town.matter();
    for by in [town.physician, town.dietitian, town.clerk] {
        assert_eq!(town.extract(by, matter.clone(), &[case]), Err(Problem::NotAllowed));
    }
    let issue = town.extract(ME, matter, &[case]).unwrap();
    for (who, hears) in [(town.coordinator, true), (town.physician, true), (town.dietitian, false), (town.clerk, false)]
    {
        let may = town.desk.read(who, |reader| {
            let request = Request::Region(RegionRead::Candidates { month: None });
            let heard = may_read(reader.views(), &reader.actor, Kind::RegionalIssue, &issue.to_string(), None);
            (heard, crate::center::rights::read(&reader.actor, &request).is_ok())
        });
        assert_eq!(may, (hears, hears), "{who}");
    }
}

#[test]
fn the_list_puts_first_what_is_to_be_looked_at_again() {
    let mut town = Region::new();
    let case = town.receive("2026-10-05T10:00", None);
    let matter = |town: &Region, title: &str, review: Option<&str>| Matter {
        title: title.into(),
        review: review.map(|day| day.parse().unwrap()),
        ..town.matter()
    };
    for (title, review) in [("一", None), ("二", Some("2026-11-24")), ("三", Some("2026-11-25"))] {
        let matter = matter(&town, title, review);
        town.extract(ME, matter, &[case]).unwrap();
    }
    let closing = Closing { outcome: IssueOutcome::NotTakenUp, reason: "重複".into() };
    let last = matter(&town, "四", None);
    let closed = town.extract(ME, last, &[case]).unwrap();
    town.step(ME, closed, IssueAct::Close(closing)).unwrap();
    let list =
        |filter: &IssueFilter, by| match town.desk.read(by, |reader| read::list(reader, filter, Window::default())) {
            RegionAnswer::Issues { page, counts } => {
                (page.rows.into_iter().map(|row| row.title).collect::<Vec<_>>(), counts.open, counts.due, counts.mine)
            }
            other => panic!("{other:?}"),
        };
    let (titles, open, due, mine) = list(&IssueFilter::default(), town.coordinator);
    assert_eq!((titles.as_slice(), open, due, mine), (&["二", "三", "一", "四"].map(String::from)[..], 3, 1, 3));
    let text = IssueFilter { text: "三".into(), ..IssueFilter::default() };
    assert_eq!(list(&text, ME).0, ["三"]);
    let closed = IssueFilter { open: Some(false), ..IssueFilter::default() };
    assert_eq!(list(&closed, ME).0, ["四"]);
}

/// The server runs the test again before it believes that something is a candidate.
#[test]
fn a_candidate_that_does_not_rise_is_not_made_an_issue() {
    let town = Town::found(profile("佐藤 恵", "sato", &[Role::Manager, Role::Coordinator]));
    let ask = |request: Request| {
        let ask = Ask { id: 1, command: None, request, settles: None };
        town.center.answer(ME, ask)
    };
    let receive = QueueChange::Receive { intake: Box::new(intake(town.now(), "退院の相談")), patient: None };
    ask(Request::Change(Change::Queue(receive))).unwrap();
    let series = Series { of: Facet::Asker(Asker::HospitalSocialWorker), with: None };
    let matter = Matter {
        title: "病院からの相談".into(),
        description: String::new(),
        owner: ME,
        series: Some(series.clone()),
        review: None,
    };
    let extraction = Extraction { matter, month: Some(month("2026-11")), cases: Vec::new(), found: None };
    let request = Request::Change(Change::Region(RegionChange::Extract(Box::new(extraction))));
    let refused = Outcome::from(ask(request));
    let no_candidate = RegionalIssueProblem::NoCandidate { month: month("2026-11") };
    assert_eq!(refused, Outcome::Problem(no_candidate.into()));
    // What may be asked of the future: nothing.
    let ahead = Request::Region(RegionRead::Candidate { series, month: Some(month("2026-12")) });
    assert_eq!(Outcome::from(ask(ahead)), Outcome::Problem(Problem::field("month", FieldProblem::InFuture)));
    town.center.shut_down();
}

#[test]
fn the_owner_is_told_of_a_review_that_has_come_and_of_what_others_did() {
    let mut town = Region::new();
    let case = town.receive("2026-10-05T10:00", None);
    let matter = Matter { review: Some("2026-11-24".parse().unwrap()), ..town.matter() };
    let issue = town.extract(ME, matter, &[case]).unwrap();
    let news = |town: &Region, who, since| {
        let news = town.desk.read(who, |reader| crate::center::news::since_then(reader, since)).unwrap();
        let ours = news.lines.into_iter().filter(|line| line.kind == Kind::RegionalIssue);
        ours.map(|line| (line.what, line.id)).collect::<Vec<_>>()
    };
    let before = town.desk.now - chrono::TimeDelta::hours(1);
    assert_eq!(news(&town, town.coordinator, None), [(DueToday, issue.to_string())]);
    let both = [(Changed, issue.to_string()), (DueToday, issue.to_string())];
    let mut told = news(&town, town.coordinator, Some(before));
    told.sort_by_key(|line| line.0 != Changed);
    assert_eq!(told, both);
    assert_eq!(news(&town, ME, Some(before)), [], "it is another's");
    let closing = Closing { outcome: IssueOutcome::NotTakenUp, reason: "重複".into() };
    town.step(town.coordinator, issue, IssueAct::Close(closing)).unwrap();
    assert_eq!(news(&town, town.coordinator, None), []);
}
