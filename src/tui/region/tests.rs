//! The pane by keys through the real loop, against a server that knows one candidate and the rules of an issue.

use std::cell::RefCell;
use std::rc::Rc;

use super::RegionPane;
use crate::api::queue::QueueRow;
use crate::api::region::{
    CandidateDetail, CandidateRow, CasesOf, IssueAct, IssueCounts, IssueDetail, IssueRow, Method, MonthCount,
    RegionAnswer, RegionChange, RegionMap, RegionRead,
};
use crate::api::{Answer, Change, Done, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::{AgeBand, Asker, Channel, ConsultationNumber, State, Urgency};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, RegionalIssueId, StaffId, Version};
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{Facet, Rise, Series};
use crate::domain::regional_issue::together::Word;
use crate::domain::regional_issue::{Matter, RegionalIssue, RegionalIssueEvent};
use crate::domain::staff::Role;
use crate::domain::time::FiscalYear;
use crate::tui::link::fake::Reply;
use crate::tui::queue::QueuePane;
use crate::tui::testing::{Desk, Setup, now, welcome};
use crate::words::Lang;
use chrono::Days;

fn area(at: usize) -> AreaCode {
    welcome().settings.city.areas[at].code.clone()
}

fn series() -> Series {
    Series { of: Facet::Area(area(2)), with: Some(Facet::Topic(Code::new("back_bed"))) }
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn rise() -> Rise {
    Rise {
        series: series(),
        count: 9,
        expected: 1.4,
        dispersion: 1.12,
        probability: 0.000_02,
        past_months: 60,
        past_count: 28,
    }
}

fn months() -> Vec<MonthCount> {
    let last = month("2026-10");
    (0..24)
        .rev()
        .map(|back| MonthCount { month: last.before(back), count: if back < 3 { 3 } else { back % 2 }, total: 500 })
        .collect()
}

fn issue() -> RegionalIssue {
    let matter = Matter {
        title: "退院の連絡が直前になる".into(),
        description: "前日や当日に連絡が来る。".into(),
        owner: StaffId(1),
        series: Some(Series { of: Facet::Area(area(0)), with: Some(Facet::Topic(Code::new("discharge"))) }),
        review: Some(now().date_naive()),
    };
    let event = RegionalIssue::extract(matter, None, &[ConsultationId(3), ConsultationId(5)].into()).unwrap();
    let stamp = Stamp { at: now() - Days::new(9), by: StaffId(1) };
    RegionalIssue::begin(RegionalIssueId(4), &event, &stamp).unwrap()
}

fn case() -> QueueRow {
    QueueRow {
        id: ConsultationId(3),
        version: Version(1),
        number: ConsultationNumber { year: FiscalYear(2026), serial: 3 },
        state: State::Closed,
        urgency: Urgency::Normal,
        received_at: now() - Days::new(40),
        channel: Channel::Phone,
        asker: Asker::CareManager,
        organisation: String::new(),
        area: Some(area(2)),
        about: None,
        age_band: AgeBand::Unknown,
        topics: vec![Code::new("back_bed")],
        tags: Vec::new(),
        line: "受入先を探している".into(),
        due: None,
        remaining: None,
        overdue: false,
        claimed_by: None,
        calls_back: 0,
        waits_until: None,
        wait_over: false,
        reminders_ended: false,
    }
}

struct Server {
    issue: RegionalIssue,
    asked: Vec<RegionChange>,
}

impl Server {
    fn row(&self) -> IssueRow {
        let it = &self.issue;
        IssueRow {
            id: it.id,
            title: it.matter.title.clone(),
            owner: it.matter.owner,
            state: it.state,
            since: it.since,
            review: it.matter.review,
            due: it.state.is_open(),
            cases: 2,
            measures: u32::try_from(it.measures.len()).unwrap(),
        }
    }

    fn step(&mut self, step: &IssueAct) -> Result<RegionalIssueEvent, Problem> {
        let today = now().date_naive();
        Ok(match step.clone() {
            IssueAct::Consider { text } => self.issue.consider(text)?,
            IssueAct::Act(measure) => self.issue.act(measure, today)?,
            other => panic!("{other:?}"),
        })
    }

    fn answer(&mut self, request: &Request) -> Reply {
        let region = |answer| Some(Ok(Answer::Region(Box::new(answer))));
        match request {
            Request::Region(RegionRead::Candidates { month: asked }) => region(RegionAnswer::Candidates {
                month: asked.unwrap_or(month("2026-10")),
                rows: vec![CandidateRow { rise: rise(), small: true, issue: None }],
                method: Method { series: 812, past_months: 60, consultations: 1_480, false_discovery_rate: 0.075 },
            }),
            Request::Region(RegionRead::Issues { .. }) => region(RegionAnswer::Issues {
                page: Page { total: 1, offset: 0, rows: vec![self.row()] },
                counts: IssueCounts { open: 1, due: 1, mine: 1 },
            }),
            Request::Region(RegionRead::Issue { .. }) => region(RegionAnswer::Issue(Box::new(IssueDetail {
                issue: self.issue.clone(),
                row: self.row(),
                months: months(),
                effect: None,
            }))),
            Request::Region(RegionRead::Candidate { series: of, .. }) => {
                region(RegionAnswer::Candidate(Box::new(CandidateDetail {
                    series: of.clone(),
                    month: month("2026-10"),
                    rise: (*of == series()).then(rise),
                    months: months(),
                    cases: 9,
                    words: vec![Word { word: "レスパイト".into(), texts: 7, others: 1, ratio: 41.0 }],
                    issue: None,
                })))
            }
            Request::Region(RegionRead::Cases { .. }) => {
                region(RegionAnswer::Cases(Page { total: 1, offset: 0, rows: vec![case()] }))
            }
            Request::Region(RegionRead::Map { .. }) => region(RegionAnswer::Map(Box::new(RegionMap {
                month: month("2026-10"),
                areas: welcome().settings.city.areas.iter().map(|area| area.code.clone()).collect(),
                topics: ["discharge", "home_nursing", "back_bed"].map(Code::new).to_vec(),
                counts: (0..15).map(|at| vec![at, 0, if at == 2 { 9 } else { 1 }]).collect(),
                rising: vec![(2, 2)],
            }))),
            Request::Change(Change::Region(change)) => {
                self.asked.push(change.clone());
                if let RegionChange::Step { step, .. } = change {
                    match self.step(step) {
                        Ok(event) => self.issue.apply(&event, &Stamp { at: now(), by: StaffId(1) }),
                        Err(problem) => return Some(Err(problem)),
                    }
                }
                Some(Ok(Answer::Done(Done {
                    kind: Kind::RegionalIssue,
                    id: self.issue.id.to_string(),
                    version: self.issue.version,
                    number: None,
                    more: None,
                })))
            }
            _ => None,
        }
    }
}

fn setup() -> Setup {
    Setup::of(vec![Box::new(RegionPane::default()), Box::new(QueuePane::default())])
}

fn open(setup: Setup) -> (Desk, Rc<RefCell<Server>>) {
    let server = Rc::new(RefCell::new(Server { issue: issue(), asked: Vec::new() }));
    let theirs = Rc::clone(&server);
    (setup.open(move |request| theirs.borrow_mut().answer(request)), server)
}

#[test]
fn candidates_stand_above_issues_with_their_counts_their_words_and_the_method_one_key_away() {
    let (mut desk, _) = open(setup());
    insta::assert_snapshot!("region", desk.screen());
    let screen = desk.press("i").screen();
    assert!(screen.contains("812通り") && screen.contains("7.5%") && screen.contains("Benjamini"), "{screen}");
    let screen = desk.press("Esc j").screen();
    assert!(screen.contains("退院の連絡が直前になる") && screen.contains("抽出 11/15"), "{screen}");
}

#[test]
fn a_wide_screen_in_english_has_the_detail_beside_the_list() {
    let mut wide = setup();
    (wide.size, wide.lang) = ((130, 40), Lang::En);
    let (desk, _) = open(wide);
    insta::assert_snapshot!("region_wide_en", desk.screen());
}

#[test]
fn from_a_candidate_to_its_cases_and_back_is_one_key_and_from_there_to_the_queue_another() {
    let (mut desk, _) = open(setup());
    let screen = desk.press("Enter").screen();
    assert!(screen.contains("もとになった相談 1件") && screen.contains("R8-0003"), "{screen}");
    let of_count = |desk: &Desk| {
        desk.asked.borrow().iter().any(|(_, request)| {
            matches!(request, Request::Region(RegionRead::Cases { of: CasesOf::Count { series: of, .. }, .. }) if *of == series())
        })
    };
    assert!(of_count(&desk));
    assert!(desk.press("Esc").screen().contains("候補1 課題1"));
    desk.press("j Enter");
    let of_issue = desk.asked.borrow().iter().any(|(_, request)| {
        matches!(request, Request::Region(RegionRead::Cases { of: CasesOf::Issue(RegionalIssueId(4)), .. }))
    });
    assert!(of_issue);
    desk.press("Enter");
    let asked = desk.asked.borrow().iter().any(|(_, request)| {
        matches!(request, Request::Queue(crate::api::queue::QueueRead::Detail { consultation: ConsultationId(3) }))
    });
    assert!(asked, "the consultation is opened in the queue");
}

#[test]
fn an_issue_is_drawn_from_a_candidate_with_its_words_as_a_title() {
    let (mut desk, server) = open(setup());
    let screen = desk.press("n").screen();
    assert!(screen.contains("レスパイトの相談の増加"), "{screen}");
    desk.press("C-s");
    let asked = server.borrow().asked.clone();
    let [RegionChange::Extract(extraction)] = asked.as_slice() else { panic!("{asked:?} {}", desk.screen()) };
    assert_eq!(extraction.month, Some(month("2026-10")));
    assert_eq!(extraction.matter.series, Some(series()));
    assert_eq!((extraction.matter.owner, extraction.cases.len()), (StaffId(1), 0));
    assert!(desk.screen().contains(">! y4"), "the issue is selected: {}", desk.screen());
}

#[test]
fn the_steps_are_those_that_the_course_allows_and_a_physician_only_reads() {
    let (mut desk, server) = open(setup());
    let screen = desk.press("j a").screen();
    assert!(screen.contains("検討を始めてください"), "{screen}");
    desk.press("s").type_text("病院に聞く").press("C-s");
    desk.press("a").type_text("1週間前に知らせる").press("Tab").type_text("連携WG").press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("対応"), "{screen}");
    assert_eq!(server.borrow().issue.measures.len(), 1);
    let mut reads = setup();
    reads.welcome.staff.roles = vec![Role::Physician];
    let (mut desk, server) = open(reads);
    assert!(desk.screen().contains("候補1"));
    desk.press("n j s");
    assert_eq!(server.borrow().asked, []);
}

#[test]
fn the_map_shows_counts_and_signs_and_leads_to_the_cases_of_a_place() {
    let (mut desk, _) = open(setup());
    let screen = desk.press("v").screen();
    insta::assert_snapshot!("map", screen);
    assert!(screen.contains("[  9^"), "the first place that rises is selected: {screen}");
    let screen = desk.press("Left").screen();
    assert!(screen.contains("[  .]") && screen.contains("   9^"), "{screen}");
    let screen = desk.press("n").screen();
    assert!(screen.contains("増えている候補か"), "{screen}");
    let screen = desk.press("Right Enter").screen();
    assert!(screen.contains("もとになった相談"), "{screen}");
    assert!(desk.press("Esc").screen().contains("^ 偶然を超える増加"), "the way back leads to the map");
}

#[test]
fn another_month_is_looked_at_but_none_that_is_not_over() {
    let (mut desk, _) = open(setup());
    assert!(desk.press(".").screen().contains("まだ終わっていません"));
    let screen = desk.press(",").screen();
    assert!(screen.contains("2026-07〜2026-09"), "{screen}");
    let asked = desk.asked.borrow().iter().any(|(_, request)| {
        matches!(request, Request::Region(RegionRead::Candidates { month: Some(of) }) if *of == month("2026-09"))
    });
    assert!(asked);
    assert!(desk.press(".").screen().contains("2026-08〜2026-10"));
}
