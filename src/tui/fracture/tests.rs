//! The pane of fracture prevention by keys through the real loop, against a server in memory.

use super::FracturePane;
use crate::api::prevention::{
    FractureAct, FractureDetail, FractureRow, PreventionAnswer, PreventionChange, PreventionRead,
};
use crate::api::{Answer, Change, Done, Page, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::consultation::ProvisionalPerson;
use crate::domain::event::Kind;
use crate::domain::fracture::{Bone, Coordination, Fracture, FractureCase, FractureEvent};
use crate::domain::id::{FractureCaseId, PatientId, StaffId, Version};
use crate::domain::person::{PersonName, Sex};
use crate::domain::referral::{Means, Party};
use crate::domain::screening::Screened;
use crate::domain::timeline::Occurred;
use crate::tui::link::fake::Reply;
use crate::tui::testing::{Desk, Setup, now};
use chrono::NaiveDate;

fn case() -> FractureCase {
    let fracture = Fracture {
        person: Screened {
            patient: Some(PatientId(12)),
            listed: ProvisionalPerson {
                name: PersonName { written: "山田 花子".into(), kana: "やまだ はなこ".into() },
                sex: Sex::Female,
                birth: NaiveDate::from_ymd_opt(1940, 4, 1),
                ..ProvisionalPerson::default()
            },
            area: None,
        },
        bone: Bone::Hip,
        on: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
        treated_by: Party::named("汐見総合病院"),
        list: String::new(),
        note: "3年前に椎体骨折".into(),
    };
    let stamp = Stamp { at: now(), by: StaffId(1) };
    let mut case =
        FractureCase::begin(FractureCaseId(1), &FractureEvent::Recorded(Box::new(fracture)), &stamp).unwrap();
    let with = Party::named("整形外科 高橋医師");
    let text = "骨粗鬆症の薬を続ける".to_owned();
    let coordination = Coordination { on: Occurred::At(now()), with, means: Means::Phone, text };
    case.apply(&case.coordinate(coordination, now()).unwrap(), &stamp);
    case
}

fn row(it: &FractureCase) -> FractureRow {
    FractureRow {
        id: it.id,
        patient: it.patient(),
        name: it.fracture.person.listed.name.clone(),
        birth: it.fracture.person.listed.birth,
        sex: it.fracture.person.listed.sex,
        bone: it.fracture.bone,
        on: it.fracture.on,
        stage: it.stage,
        next: it.next_step(),
        keeping: it.keeping,
        due: it.due(),
        overdue: false,
    }
}

fn server(request: &Request) -> Reply {
    let answer = match request {
        Request::Prevention(PreventionRead::Fractures { .. }) => {
            PreventionAnswer::Fractures(Page { total: 1, offset: 0, rows: vec![row(&case())] })
        }
        Request::Prevention(PreventionRead::Fracture { .. }) => {
            let case = case();
            PreventionAnswer::Fracture(Box::new(FractureDetail { row: row(&case), case, doubles: Vec::new() }))
        }
        Request::Change(_) => {
            let (kind, id, version) = (Kind::FractureCase, "f1".to_owned(), Version(3));
            return Some(Ok(Answer::Done(Done { kind, id, version, number: None, more: None })));
        }
        _ => return None,
    };
    Some(Ok(Answer::Prevention(Box::new(answer))))
}

fn desk() -> Desk {
    Setup::of(vec![Box::new(FracturePane::default())]).open(server)
}

#[test]
fn the_course_and_what_comes_next() {
    insta::assert_snapshot!("fractures", desk().screen());
}

#[test]
fn enter_takes_the_next_step() {
    let mut desk = desk();
    desk.press("Enter Tab").type_text("1").press("Enter C-s");
    let saved = desk.last_asked_of(|request| matches!(request, Request::Change(_))).unwrap();
    let Request::Change(Change::Prevention(PreventionChange::FractureStep { seen, step, .. })) = saved else {
        panic!("{saved:?}")
    };
    assert_eq!(seen, Version(2));
    assert!(matches!(step, FractureAct::CheckMedication(_)), "{step:?}");
}

#[test]
fn a_step_that_comes_too_early_says_what_is_missing() {
    let screen = desk().press("u").screen();
    assert!(screen.contains("「経過確認」の前に「服薬の確認」が必要です"), "{screen}");
}
