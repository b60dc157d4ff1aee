//! What the region lacks: consultations rise, the program says so, an issue is made of it, measured, closed, and its cases
//! are never more than one request away.

use renkei::api::queue::{QueueAnswer, QueueChange, QueueRead};
use renkei::api::region::{
    CandidateDetail, CasesOf, Extraction, IssueAct, IssueDetail, RegionAnswer, RegionChange, RegionRead,
};
use renkei::api::{Answer, Change, Done, Request, Window};
use renkei::domain::area::AreaCode;
use renkei::domain::code::Code;
use renkei::domain::consultation::Intake;
use renkei::domain::id::{ConsultationId, RegionalIssueId, StaffId};
use renkei::domain::month::Month;
use renkei::domain::regional_issue::rise::{Facet, Series};
use renkei::domain::regional_issue::{Closing, IssueOutcome, IssueState, Matter, Measure};
use renkei::exchange::city::default_settings;
use renkei::wire::Client;
use renkei::wire::client::command_id;

use crate::crash::intake;
use crate::questions::Town;

/// One who asks through a socket.
struct Desk(Client);

impl Desk {
    fn region(&mut self, read: RegionRead) -> RegionAnswer {
        match self.0.ask(Request::Region(read), None).unwrap() {
            Answer::Region(answer) => *answer,
            other => panic!("{other:?}"),
        }
    }

    fn change(&mut self, change: Change) -> Done {
        match self.0.ask(Request::Change(change), Some(command_id())).unwrap() {
            Answer::Done(done) => done,
            other => panic!("{other:?}"),
        }
    }

    /// So many consultations of a month, area and topic, on different days.
    fn receive(&mut self, month: Month, area: &AreaCode, topic: &str, many: u32, text: &str) {
        for at in 0..many {
            let day = month.first_day() + chrono::Days::new(u64::from(at) % 27);
            let received_at = format!("{day}T10:00:00+09:00").parse().unwrap();
            let topics = vec![Code::new(topic)];
            let intake = Intake { received_at, area: Some(area.clone()), topics, ..intake(text) };
            self.change(Change::Queue(QueueChange::Receive { intake: Box::new(intake), patient: None }));
        }
    }

    fn step(&mut self, issue: RegionalIssueId, step: IssueAct) {
        let seen = self.issue(issue).issue.version;
        self.change(Change::Region(RegionChange::Step { issue, seen, step }));
    }

    fn issue(&mut self, issue: RegionalIssueId) -> IssueDetail {
        match self.region(RegionRead::Issue { issue }) {
            RegionAnswer::Issue(detail) => *detail,
            other => panic!("{other:?}"),
        }
    }

    fn candidate(&mut self, series: &Series) -> CandidateDetail {
        match self.region(RegionRead::Candidate { series: series.clone(), month: None }) {
            RegionAnswer::Candidate(detail) => *detail,
            other => panic!("{other:?}"),
        }
    }

    fn cases(&mut self, of: CasesOf) -> Vec<ConsultationId> {
        match self.region(RegionRead::Cases { of, window: Window { offset: 0, limit: 200 } }) {
            RegionAnswer::Cases(page) => page.rows.into_iter().map(|row| row.id).collect(),
            other => panic!("{other:?}"),
        }
    }
}

const TOPICS: [&str; 2] = ["discharge", "back_bed"];

#[test]
fn what_the_region_lacks() {
    let areas: Vec<AreaCode> = default_settings().unwrap().city.areas.iter().take(3).map(|a| a.code.clone()).collect();
    let town = Town::found("2026-11-02T09:00:00+09:00");
    let open = town.open();
    let mut desk = Desk(open.client(false));
    let month = |text: &str| text.parse::<Month>().unwrap();
    // Four a month of each area and topic for fifteen months; from August on one of them four times as often.
    for back in (1..=15).rev() {
        let of = month("2026-11").before(back);
        for area in &areas {
            for topic in TOPICS {
                desk.receive(of, area, topic, 4, "家族から相談があった。");
            }
        }
        if back <= 3 {
            desk.receive(of, &areas[1], "back_bed", 12, "病棟の休止でレスパイト入院の受入先がない。");
        }
    }
    let series = Series { of: Facet::Area(areas[1].clone()), with: Some(Facet::Topic(Code::new("back_bed"))) };

    // The program says what rises, how sure that is, and which consultations are behind it.
    let RegionAnswer::Candidates { month: last, rows, method } = desk.region(RegionRead::Candidates { month: None })
    else {
        panic!("candidates were asked for")
    };
    assert_eq!((last, method.consultations), (month("2026-10"), 3 * 24 + 36));
    let row = rows.iter().find(|row| row.rise.series == series).unwrap_or_else(|| panic!("{rows:?}"));
    assert!(row.rise.count == 48 && row.rise.expected < 24.0 && row.issue.is_none() && !row.small, "{row:?}");
    let detail = desk.candidate(&series);
    assert_eq!(detail.cases, 48);
    let words: Vec<&str> = detail.words.iter().map(|word| word.word.as_str()).collect();
    assert!(words.contains(&"レスパイト"), "{words:?}");
    let behind = desk.cases(CasesOf::Count { series: series.clone(), month: None });
    assert_eq!(behind.len(), 48);

    // Staff make an issue of it, and act.
    town.it_is("2026-11-05T10:00:00+09:00");
    let matter = Matter {
        title: "レスパイト入院の受入先がない".into(),
        description: "病棟の休止から相談が増えた。".into(),
        owner: StaffId(1),
        series: Some(series.clone()),
        review: None,
    };
    let extraction = Extraction { matter, month: Some(last), cases: Vec::new(), found: None };
    let done = desk.change(Change::Region(RegionChange::Extract(Box::new(extraction))));
    let issue: RegionalIssueId = done.id.parse().unwrap();
    assert_eq!(desk.cases(CasesOf::Issue(issue)), behind, "from the issue to its cases");
    assert_eq!(desk.candidate(&series).issue, Some(issue), "and the candidate says that there is one");
    desk.step(issue, IssueAct::Consider { text: "市内の病床を調べる。".into() });
    let on = "2026-11-05".parse().unwrap();
    let text = "隣の市の病院と受入れの取決めを結ぶ。".into();
    desk.step(issue, IssueAct::Act(Measure { on, who: "医師会".into(), text }));
    assert_eq!(desk.issue(issue).effect, None, "nothing has passed yet that could be compared");

    // Four months later it is held against what was before.
    town.it_is("2027-03-02T10:00:00+09:00");
    for of in ["2026-11", "2026-12", "2027-01", "2027-02"].map(month) {
        for area in &areas {
            for topic in TOPICS {
                let gap = (area, topic) == (&areas[1], "back_bed");
                desk.receive(of, area, topic, if gap { 1 } else { 4 }, "家族から相談があった。");
            }
        }
    }
    let now = desk.issue(issue).effect.unwrap();
    assert_eq!((now.counted.after.months, now.counted.after.count), (3, 3), "the month of the measure is left out");
    assert_eq!((now.counted.before.months, now.counted.before.count), (12, 12 * 4 + 36));
    let effect = now.effect.unwrap();
    assert!(effect.ratio < 0.3 && effect.from < effect.ratio && effect.ratio < effect.to && now.small, "{now:?}");
    let judgement = "相談は月1件ほどに減った。件数は少ない。".to_owned();
    desk.step(issue, IssueAct::Evaluate { on: "2027-03-02".parse().unwrap(), text: judgement });
    desk.step(issue, IssueAct::Close(Closing { outcome: IssueOutcome::Improved, reason: "取決めが定着した。".into() }));
    let closed = desk.issue(issue);
    assert_eq!(closed.issue.state, IssueState::Closed);
    assert_eq!(closed.issue.evaluations[0].counted, Some(now.counted));

    // Closed or not, from it one gets back to its cases, and from there to each of them.
    let cases = desk.cases(CasesOf::Issue(issue));
    assert_eq!(cases, behind);
    let read = Request::Queue(QueueRead::Detail { consultation: cases[0] });
    let Answer::Queue(answer) = desk.0.ask(read, None).unwrap() else { panic!("a consultation was asked for") };
    let QueueAnswer::Detail(case) = *answer else { panic!("a consultation was asked for") };
    assert!(case.consultation.intake.text.contains("レスパイト"));
    open.close();
}
