//! The pane of questionnaires by keys through the real loop, against a server in memory.

use super::ScreeningPane;
use crate::api::prevention::{
    PreventionAnswer, PreventionChange, PreventionRead, ScreeningCounts, ScreeningDetail, ScreeningRow,
};
use crate::api::{Answer, Change, Done, Page, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::consultation::ProvisionalPerson;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, ScreeningId, StaffId, Version};
use crate::domain::person::{PersonName, Sex};
use crate::domain::screening::{
    Answers, BasicAnswers, BasicItem, Risk, Rule, Screened, Screening, ScreeningEvent, ScreeningState, Sheet, YesNo,
};
use crate::tui::link::fake::Reply;
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Lang;
use chrono::NaiveDate;

fn answers(scoring: &[u8], missing: &[u8]) -> Answers {
    let mut answers = BasicAnswers::default();
    for item in BasicItem::all().filter(|item| !missing.contains(&item.number())) {
        let other = if item.scoring() == YesNo::Yes { YesNo::No } else { YesNo::Yes };
        answers.set(item, Some(if scoring.contains(&item.number()) { item.scoring() } else { other }));
    }
    Answers::BasicChecklist(answers)
}

fn screening(id: u64, name: &str, answers: Answers) -> Screening {
    let person = Screened {
        patient: None,
        listed: ProvisionalPerson {
            name: PersonName { written: name.into(), kana: String::new() },
            sex: Sex::Female,
            birth: NaiveDate::from_ymd_opt(1940, 4, 1),
            ..ProvisionalPerson::default()
        },
        area: None,
    };
    let on = NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
    let sheet = Sheet { person, on, answers, list: "健診 令和8年度".into(), note: String::new() };
    let stamp = Stamp { at: now(), by: StaffId(1) };
    Screening::begin(ScreeningId(id), &ScreeningEvent::Recorded(Box::new(sheet)), &stamp).unwrap()
}

fn all() -> Vec<Screening> {
    let mut first = screening(1, "森 ハル", answers(&[6, 7, 9, 16, 17], &[]));
    let stamp = Stamp { at: now(), by: StaffId(1) };
    let entered = ScreeningEvent::EnteredQueue { consultation: ConsultationId(7), reason: String::new() };
    first.apply(&entered, &stamp);
    vec![first, screening(2, "林 光", answers(&[], &[18, 20])), screening(3, "岡 信", answers(&[9], &[]))]
}

fn row(it: &Screening) -> ScreeningRow {
    ScreeningRow {
        id: it.id,
        questionnaire: it.questionnaire(),
        patient: None,
        name: it.sheet.person.listed.name.clone(),
        birth: it.sheet.person.listed.birth,
        sex: it.sheet.person.listed.sex,
        area: None,
        on: it.sheet.on,
        risk: it.risk(),
        unanswered: 0,
        state: it.state,
        due: None,
        overdue: false,
    }
}

fn server(request: &Request) -> Reply {
    let answer = match request {
        Request::Prevention(PreventionRead::Screenings { .. }) => {
            let rows: Vec<ScreeningRow> = all().iter().map(row).collect();
            let counts =
                ScreeningCounts { all: 3, recorded: 2, undecided: 1, in_queue: 1, ..ScreeningCounts::default() };
            PreventionAnswer::Screenings { page: Page { total: 3, offset: 0, rows }, counts }
        }
        Request::Prevention(PreventionRead::Screening { screening }) => {
            let found = all().into_iter().find(|it| it.id == *screening)?;
            PreventionAnswer::Screening(Box::new(ScreeningDetail {
                row: row(&found),
                consultation: found.consultation.map(|id| (id, "R8-0007".to_owned())),
                doubles: Vec::new(),
                others: Vec::new(),
                screening: found,
            }))
        }
        Request::Change(Change::Prevention(_)) => {
            return Some(Ok(Answer::Done(Done {
                kind: Kind::Screening,
                id: "k4".into(),
                version: Version(1),
                number: Some("R8-0123".into()),
                more: None,
            })));
        }
        _ => return None,
    };
    Some(Ok(Answer::Prevention(Box::new(answer))))
}

fn desk() -> Desk {
    Setup::of(vec![Box::new(ScreeningPane::default())]).open(server)
}

#[test]
fn those_at_risk_with_the_criteria_that_they_meet() {
    insta::assert_snapshot!("screenings", desk().screen());
}

#[test]
fn at_140_columns_in_english() {
    let mut setup = Setup::of(vec![Box::new(ScreeningPane::default())]);
    setup.size = (140, 40);
    setup.lang = Lang::En;
    insta::assert_snapshot!("screenings_wide_en", setup.open(server).press("j").screen());
}

#[test]
fn twenty_five_answers_are_twenty_five_keys() {
    let mut desk = desk();
    desk.press("n Tab").type_text("森 ハル").press("Tab Tab Tab Tab Tab Tab Tab");
    desk.type_text("1111111222");
    insta::assert_snapshot!("answering", desk.screen());
    desk.type_text("22-1212212").type_text("22222").press("C-s");
    let saved = desk.last_asked_of(|request| matches!(request, Request::Change(_))).unwrap();
    let Request::Change(Change::Prevention(PreventionChange::Record(sheet))) = saved else { panic!("{saved:?}") };
    assert_eq!(sheet.person.listed.name.written, "森 ハル");
    let risk = Risk::of(&sheet.answers);
    assert_eq!(risk, Risk::Undecided(vec![Rule::Oral]), "{:?}", sheet.answers);
    assert!(desk.screen().contains("R8-0123"), "{}", desk.screen());
}

#[test]
fn what_cannot_be_done_now_says_why() {
    let mut desk = desk();
    assert!(desk.press("c").screen().contains("「相談へ」の質問票に"), "{}", desk.screen());
    assert!(desk.press("j x").screen().contains("「未対応」の質問票に"), "{}", desk.screen());
    assert!(desk.press("p").screen().contains("対象者がまだ指定されていません"));
}

#[test]
fn the_state_of_a_row_is_a_word_and_not_a_colour() {
    let screen = desk().screen();
    assert!(screen.contains("相談へ") && screen.contains("未対応"), "{screen}");
    assert_eq!(all()[0].state, ScreeningState::InQueue);
}
