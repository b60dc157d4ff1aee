//! The high-risk approach by requests in and events out.

use super::{change, read};
use crate::api::prevention::{
    FractureAct, FractureFilter, ListPart, ListSummary, PreventionAnswer, PreventionChange, PreventionProblem,
    PreventionRead, ScreeningAct, ScreeningDetail, ScreeningFilter, ScreeningRow,
};
use crate::api::{Done, More, Problem, Window};
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::domain::consultation::{Channel, Consultation, ProvisionalPerson};
use crate::domain::fracture::{Bone, Coordination, Fracture, FractureStep};
use crate::domain::id::{ConsultationId, FractureCaseId, ScreeningId, StaffId, Version};
use crate::domain::patient::tests::now;
use crate::domain::person::{PersonName, Sex};
use crate::domain::referral::{Means, Party};
use crate::domain::screening::{
    Answers, BasicAnswers, BasicItem, Risk, Rule, Screened, ScreeningProblem, ScreeningState, Sheet, YesNo,
};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::timeline::Occurred;
use chrono::NaiveDate;

const ME: StaffId = StaffId(1);

fn person(name: &str, kana: &str, year: i32) -> Screened {
    Screened {
        patient: None,
        listed: ProvisionalPerson {
            name: PersonName { written: name.into(), kana: kana.into() },
            sex: Sex::Female,
            birth: NaiveDate::from_ymd_opt(year, 4, 1),
            ..ProvisionalPerson::default()
        },
        area: None,
    }
}

/// Answers in which these items score and these are missing.
fn answers(scoring: &[u8], missing: &[u8]) -> Answers {
    let mut answers = BasicAnswers::default();
    for item in BasicItem::all().filter(|item| !missing.contains(&item.number())) {
        let other = if item.scoring() == YesNo::Yes { YesNo::No } else { YesNo::Yes };
        let said = if scoring.contains(&item.number()) { item.scoring() } else { other };
        answers.set(item, Some(said));
    }
    Answers::BasicChecklist(answers)
}

fn sheet(person: Screened, answers: Answers) -> Sheet {
    let on = NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
    Sheet { person, on, answers, list: String::new(), note: String::new() }
}

fn make(desk: &mut Desk, by: StaffId, asked: PreventionChange) -> Result<Done, Problem> {
    desk.change(by, |tx| change(tx, asked))
}

fn rows(desk: &Desk, by: StaffId, filter: ScreeningFilter) -> Vec<ScreeningRow> {
    let request = PreventionRead::Screenings { filter, window: Window::default() };
    match desk.read(by, |reader| read(reader, &request)).unwrap() {
        PreventionAnswer::Screenings { page, counts } => {
            assert!(usize::try_from(counts.all).unwrap() >= page.rows.len());
            page.rows
        }
        other => panic!("{other:?}"),
    }
}

fn detail(desk: &Desk, id: u64) -> ScreeningDetail {
    let request = PreventionRead::Screening { screening: ScreeningId(id) };
    match desk.read(ME, |reader| read(reader, &request)).unwrap() {
        PreventionAnswer::Screening(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

fn imported(done: Done) -> ListSummary {
    match *done.more.unwrap() {
        More::List(summary) => summary,
        other @ More::Import(_) => panic!("{other:?}"),
    }
}

#[test]
fn somebody_at_risk_is_in_the_queue_before_anyone_calls() {
    let mut desk = Desk::new(now());
    let recorded =
        PreventionChange::Record(Box::new(sheet(person("森 ハル", "もり はる", 1940), answers(&[16, 17], &[]))));
    let done = make(&mut desk, ME, recorded).unwrap();
    assert!(done.number.is_some(), "the number of the consultation is told");
    let detail = detail(&desk, 1);
    assert_eq!(detail.row.risk, Risk::Met(vec![Rule::Withdrawal]));
    assert_eq!(detail.row.state, ScreeningState::InQueue);
    let case: Consultation = desk.read(ME, |reader| reader.get(ConsultationId(1))).unwrap();
    assert_eq!(case.intake.channel, Channel::List);
    assert_eq!(case.intake.person.unwrap().name.written, "森 ハル");
    assert!(case.intake.text.contains("基準5 閉じこもり: 1点"), "{}", case.intake.text);
    assert!(case.intake.text.contains("No.17"), "{}", case.intake.text);
}

#[test]
fn a_missing_answer_is_never_called_no_risk_and_the_queue_then_needs_a_reason() {
    let mut desk = Desk::new(now());
    let recorded =
        PreventionChange::Record(Box::new(sheet(person("林 光", "はやし ひかる", 1941), answers(&[], &[18]))));
    assert_eq!(make(&mut desk, ME, recorded).unwrap().number, None);
    assert_eq!(detail(&desk, 1).row.risk, Risk::Undecided(vec![Rule::Cognition]));
    let enter = |reason: &str| PreventionChange::Step {
        screening: ScreeningId(1),
        seen: Version(1),
        step: ScreeningAct::EnterQueue { reason: reason.into() },
    };
    let refused = make(&mut desk, ME, enter(" "));
    let needs = PreventionProblem::Screening(ScreeningProblem::NeedsReason);
    assert_eq!(refused, Err(Problem::Prevention(needs)));
    assert!(desk.read(ME, |reader| reader.find::<Consultation>(ConsultationId(1))).unwrap().is_none());
    make(&mut desk, ME, enter("民生委員が心配している")).unwrap();
    assert_eq!(detail(&desk, 1).row.state, ScreeningState::InQueue);
}

#[test]
fn a_list_comes_in_once_and_what_staff_work_on_is_left_alone() {
    let mut desk = Desk::new(now());
    let list = |second: Answers| {
        ListPart::Sheets(vec![
            sheet(person("森 ハル", "もり はる", 1940), answers(&[16], &[])),
            sheet(person("林 光", "はやし ひかる", 1941), second),
            sheet(person("岡 信", "おか しん", 1942), answers(&[], &[])),
        ])
    };
    let import = |list, enter_queue| PreventionChange::Import { list, enter_queue };
    let first = imported(make(&mut desk, ME, import(list(answers(&[], &[18])), true)).unwrap());
    assert_eq!((first.added, first.at_risk, first.undecided, first.entered_queue), (3, 1, 1, 1));
    let events = desk.events.len();
    let again = imported(make(&mut desk, ME, import(list(answers(&[], &[18])), true)).unwrap());
    assert_eq!((again.unchanged, again.added, desk.events.len()), (3, 0, events));
    let other = imported(make(&mut desk, ME, import(list(answers(&[], &[])), false)).unwrap());
    assert_eq!((other.updated, other.unchanged), (1, 2));
    let preview = PreventionRead::Preview {
        list: ListPart::Sheets(vec![sheet(person("森 ハル", "もり はる", 1940), answers(&[], &[]))]),
    };
    match desk.read(ME, |reader| read(reader, &preview)).unwrap() {
        PreventionAnswer::Preview(summary) => assert_eq!((summary.differing, summary.updated), (1, 0)),
        other => panic!("{other:?}"),
    }
    // Those at risk come first.
    let names: Vec<String> =
        rows(&desk, ME, ScreeningFilter::default()).into_iter().map(|row| row.name.written).collect();
    assert_eq!(names.first().map(String::as_str), Some("森 ハル"));
}

#[test]
fn a_list_with_one_bad_row_changes_nothing() {
    let mut desk = Desk::new(now());
    let mut late = sheet(person("岡 信", "おか しん", 1942), answers(&[], &[]));
    late.on = NaiveDate::from_ymd_opt(2099, 1, 1).unwrap();
    let list = ListPart::Sheets(vec![sheet(person("森 ハル", "もり はる", 1940), answers(&[16], &[])), late]);
    assert!(make(&mut desk, ME, PreventionChange::Import { list, enter_queue: true }).is_err());
    assert!(rows(&desk, ME, ScreeningFilter::default()).is_empty());
}

#[test]
fn a_person_on_a_list_is_shown_who_it_may_be_and_named_by_hand() {
    let mut desk = Desk::new(now());
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", NaiveDate::from_ymd_opt(1940, 4, 1));
    let listed = person("山田 花子", "やまだ はなこ", 1940);
    make(&mut desk, ME, PreventionChange::Record(Box::new(sheet(listed, answers(&[], &[]))))).unwrap();
    let shown = detail(&desk, 1);
    assert_eq!((shown.doubles.len(), shown.row.patient), (1, None));
    let link = |seen| PreventionChange::Step { screening: ScreeningId(1), seen, step: ScreeningAct::Link { patient } };
    make(&mut desk, ME, link(Version(1))).unwrap();
    assert_eq!(detail(&desk, 1).row.patient, Some(patient));
    assert!(matches!(make(&mut desk, ME, link(Version(1))), Err(Problem::Conflict { .. })));
    let again = make(&mut desk, ME, link(Version(2)));
    let already = PreventionProblem::Screening(ScreeningProblem::AlreadyLinked { patient });
    assert_eq!(again, Err(Problem::Prevention(already)));
}

#[test]
fn who_may_not_read_is_not_told_that_there_is_anything() {
    let mut desk = Desk::new(now());
    let clerk = desk.join("事務 太郎", &[Role::Clerk], None);
    let hygienist = desk.join("歯科 花", &[Role::Team], Some(SupportTeam::OralHygiene));
    make(
        &mut desk,
        ME,
        PreventionChange::Record(Box::new(sheet(person("森 ハル", "もり はる", 1940), answers(&[16], &[])))),
    )
    .unwrap();
    let list = PreventionRead::Screenings { filter: ScreeningFilter::default(), window: Window::default() };
    assert_eq!(desk.read(clerk, |reader| read(reader, &list)), Err(Problem::NotAllowed));
    assert!(rows(&desk, hygienist, ScreeningFilter::default()).is_empty());
    let one = PreventionRead::Screening { screening: ScreeningId(1) };
    assert!(matches!(desk.read(hygienist, |reader| read(reader, &one)), Err(Problem::NotFound { .. })));
    let record = PreventionChange::Record(Box::new(sheet(person("林 光", "はやし", 1941), answers(&[], &[]))));
    assert_eq!(make(&mut desk, hygienist, record), Err(Problem::NotAllowed));
}

#[test]
fn a_fracture_is_followed_step_by_step() {
    let mut desk = Desk::new(now());
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", NaiveDate::from_ymd_opt(1940, 4, 1));
    let fracture = Fracture {
        person: Screened { patient: Some(patient), ..Screened::default() },
        bone: Bone::Hip,
        on: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
        treated_by: Party::named("汐見総合病院"),
        list: String::new(),
        note: String::new(),
    };
    make(&mut desk, ME, PreventionChange::Begin(Box::new(fracture))).unwrap();
    let at = Occurred::At(desk.now);
    let step = |seen, step| PreventionChange::FractureStep { fracture: FractureCaseId(1), seen, step };
    let early = FractureAct::FollowUp(crate::domain::fracture::FollowUp {
        on: at,
        progress: crate::domain::screening::Progress::Better,
        fractured_again: false,
        text: "元気".into(),
        next: None,
    });
    let refused = make(&mut desk, ME, step(Version(1), early));
    let problem = crate::domain::fracture::FractureProblem::NotYetThere {
        step: FractureStep::FollowUp,
        missing: FractureStep::Coordinate,
    };
    assert_eq!(refused, Err(Problem::Prevention(PreventionProblem::Fracture(problem))));
    let with = Party::named("整形外科 高橋医師");
    let coordinate =
        FractureAct::Coordinate(Coordination { on: at, with, means: Means::Phone, text: "薬を続ける".into() });
    make(&mut desk, ME, step(Version(1), coordinate)).unwrap();
    let list = PreventionRead::Fractures { filter: FractureFilter::default(), window: Window::default() };
    match desk.read(ME, |reader| read(reader, &list)).unwrap() {
        PreventionAnswer::Fractures(page) => {
            assert_eq!(page.rows[0].next, Some(FractureStep::CheckMedication));
            assert_eq!(page.rows[0].name.written, "山田 花子");
        }
        other => panic!("{other:?}"),
    }
}
