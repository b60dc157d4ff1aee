//! The pane by keys through the real loop, against a server of made-up answers.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{Days, Duration, NaiveDate};

use super::TimelinePane;
use crate::api::patient::{
    DoubleSign, PatientAnswer, PatientChange, PatientHead, PatientRead, PatientRow, PossibleDouble,
};
use crate::api::search::{SearchHit, SearchKind};
use crate::api::timeline::{AcpRecord, TimelineAnswer, TimelineChange, TimelineItem, TimelinePage, TimelineRead};
use crate::api::{Answer, Change, Done, Notice, Page, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::code::Code;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, EntryId, PatientId, StaffId, Version};
use crate::domain::patient::{
    Care, CareLevel, Cognition, Head, Health, Identity, Mobility, Patient, PatientEvent, Section,
};
use crate::domain::person::{PersonName, Sex};
use crate::domain::timeline::{
    AcpTopic, Attendee, Content, Correction, Entry, EntryRef, Grams, ItemKind, Meeting, Occurred, SinceBefore, Speaker,
    Statement, StepItem, StepName, StepOf, WeighedAt, Weighing, WeightPoint, curve,
};
use crate::tui::testing::{Answering, Desk, Late, Setup, now};
use crate::words::Lang;

const HANAKO: PatientId = PatientId(12);

fn stamp() -> Stamp {
    Stamp { at: now() - Duration::minutes(30), by: StaffId(1) }
}

fn row(id: u64, written: &str, kana: &str) -> PatientRow {
    PatientRow {
        id: PatientId(id),
        name: PersonName { written: written.into(), kana: kana.into() },
        birth: NaiveDate::from_ymd_opt(1940, 1, 2),
        sex: Sex::Female,
        area: None,
        level: CareLevel::Care3,
        standing: crate::domain::patient::Standing::Living,
        merged_into: None,
    }
}

fn patient() -> Patient {
    let head = Head {
        identity: Identity {
            name: PersonName { written: "山田 花子".into(), kana: "やまだ はなこ".into() },
            birth: NaiveDate::from_ymd_opt(1940, 1, 2),
            sex: Sex::Female,
            address: "千葉県松戸市常盤平1-2-3".into(),
            phone: "047-000-0000".into(),
            ..Identity::default()
        },
        care: Care {
            level: CareLevel::Care3,
            mobility: Some(Mobility::B1),
            cognition: Some(Cognition::IIa),
            ..Care::default()
        },
        health: Health {
            diagnoses: vec!["パーキンソン病".into(), "誤嚥性肺炎".into()], ..Health::default()
        },
        ..Head::default()
    };
    Patient::begin(HANAKO, &PatientEvent::Registered(Box::new(head)), &stamp()).unwrap()
}

fn entry(id: u64, days_ago: u64, content: Content, text: &str) -> Entry {
    Entry {
        id: EntryRef { patient: HANAKO, entry: EntryId(id) },
        version: Version(1),
        statement: Statement {
            occurred: Occurred::Day(now().date_naive() - Days::new(days_ago)),
            content,
            text: text.into(),
            source: String::new(),
        },
        recorded: stamp(),
        profession: Code::new("public_health_nurse"),
        confirmed: Some(stamp()),
        earlier: Vec::new(),
        corrects: None,
        corrected_by: None,
        moved_to: None,
        moved_from: None,
    }
}

fn weight(id: u64, days_ago: u64, grams: u32) -> Entry {
    entry(id, days_ago, Content::Weight { grams: Grams(grams), at: WeighedAt::DayService }, "")
}

fn items() -> Vec<TimelineItem> {
    let mut open = entry(9, 0, Content::Note {}, "長女より電話。\n夜間の咳が増えている。");
    open.confirmed = None;
    let acp = Content::Acp {
        speaker: Speaker::Person,
        speaker_name: String::new(),
        topic: AcpTopic::PlaceOfCare,
        since: SinceBefore::Changed,
        hearer: "佐藤".into(),
        words: "家で最期まで過ごしたい。".into(),
    };
    let mut wrong = weight(4, 20, 84_500);
    wrong.corrected_by = Some(EntryId(5));
    let mut right = weight(5, 20, 48_500);
    right.corrects = Some(Correction { entry: EntryId(4), reason: "桁の誤り".into() });
    let step = StepItem {
        of: StepOf::Consultation { id: ConsultationId(45), number: "R8-0415".into() },
        occurred: Occurred::At(now() - Duration::days(2)),
        recorded: stamp(),
        step: StepName::Received,
        text: "退院後の食事の相談".into(),
        with: "病院MSW 田中".into(),
    };
    let question = entry(3, 25, Content::Question { to: "主治医".into() }, "とろみは必要か");
    let mut all = vec![TimelineItem::Entry(Box::new(open)), TimelineItem::Step(step)];
    all.extend(
        [weight(8, 5, 45_600), entry(7, 12, acp, "受診の帰り道で"), right, wrong, question, weight(2, 40, 49_800)]
            .map(|entry| TimelineItem::Entry(Box::new(entry))),
    );
    all
}

fn head() -> Answer {
    let head = PatientHead {
        patient: patient(),
        absorbed: vec![row(31, "山田 ハナコ", "")],
        merged_into: None,
        pair: None,
        team: vec![],
    };
    Answer::Patient(Box::new(PatientAnswer::Head(Box::new(head))))
}

fn losses() -> Vec<WeightPoint> {
    let mut points = points();
    points.retain(|point| !point.losses.is_empty());
    points
}

fn points() -> Vec<WeightPoint> {
    let weighing = |entry: u64, days_ago, grams| Weighing {
        entry: EntryRef { patient: HANAKO, entry: EntryId(entry) },
        on: now().date_naive() - Days::new(days_ago),
        grams: Grams(grams),
        at: WeighedAt::DayService,
    };
    curve(vec![weighing(2, 40, 49_800), weighing(5, 20, 48_500), weighing(8, 5, 45_600)])
}

fn acp_record() -> AcpRecord {
    let said = |id, days_ago, topic, speaker: Speaker, since, words: &str| {
        let name = if speaker == Speaker::Person { "" } else { "長女 恵子" };
        let content = Content::Acp {
            speaker,
            speaker_name: name.into(),
            topic,
            since,
            hearer: "訪問看護 佐藤".into(),
            words: words.into(),
        };
        entry(id, days_ago, content, "清拭のあと、ぽつりと話された。")
    };
    let (place, transfer) = (AcpTopic::PlaceOfCare, AcpTopic::Transfer);
    let mut slip = said(14, 40, transfer, Speaker::Person, SinceBefore::NotCompared, "救急車を呼んでほしい");
    slip.corrected_by = Some(EntryId(15));
    AcpRecord {
        patient: row(12, "山田 花子", "やまだ はなこ"),
        statements: vec![
            said(11, 2, place, Speaker::Family, SinceBefore::Changed, "もう家では看きれません。"),
            said(12, 30, place, Speaker::Person, SinceBefore::Same, "家の畳の上で死にたい。"),
            slip,
            said(15, 41, transfer, Speaker::Person, SinceBefore::NotCompared, "救急車は呼ばないでほしい。"),
            said(13, 200, place, Speaker::Person, SinceBefore::NotCompared, "家にいたい。"),
        ],
        conferences: vec![entry(
            16,
            60,
            Content::Conference {
                meeting: Meeting::AcpConference,
                present: vec![
                    Attendee { name: "本人".into(), profession: None },
                    Attendee { name: "長女".into(), profession: None },
                ],
            },
            "家で過ごすことを皆で確かめた。",
        )],
    }
}

/// What was asked to change.
type Changes = Rc<RefCell<Vec<Change>>>;

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Changes) {
    let (setup, changes, server) = parts(setup);
    (setup.open(server), changes)
}

fn parts(setup: impl FnOnce(&mut Setup)) -> (Setup, Changes, Answering) {
    let changes = Changes::default();
    let seen = Rc::clone(&changes);
    let mut with = Setup::of(vec![Box::new(TimelinePane::default())]);
    setup(&mut with);
    let server = move |request: &Request| {
        Some(Ok(match request {
            Request::Patient(PatientRead::Head { .. }) => head(),
            Request::Patient(PatientRead::List { window, .. }) => {
                let all = [row(12, "山田 花子", "やまだ はなこ"), row(13, "吉田 一郎", "よしだ いちろう")];
                Answer::Patient(Box::new(PatientAnswer::List(Page::of(&all, *window, Clone::clone))))
            }
            Request::Patient(PatientRead::Doubles { name, .. }) => {
                let twin = PossibleDouble {
                    row: row(12, "山田 花子", "やまだ はなこ"), signs: vec![DoubleSign::Name]
                };
                let found = if name.written == "山田 花子" { vec![twin] } else { Vec::new() };
                Answer::Patient(Box::new(PatientAnswer::Doubles(found)))
            }
            Request::Timeline(TimelineRead::Window { filter, window, .. }) => {
                let mut all = items();
                if let [ItemKind::Weight] = filter.kinds.as_slice() {
                    all.retain(|item| crate::words::timeline::kind(item) == ItemKind::Weight);
                }
                let page = Page::of(&all, *window, Clone::clone);
                let page = TimelinePage { patient: HANAKO, page, losses: losses(), counts: Vec::new() };
                Answer::Timeline(Box::new(TimelineAnswer::Window(page)))
            }
            Request::Timeline(TimelineRead::Entry { entry }) => {
                let found = items().into_iter().find_map(|item| match item {
                    TimelineItem::Entry(found) if found.id == *entry => Some(found),
                    _ => None,
                });
                Answer::Timeline(Box::new(TimelineAnswer::Entry(found.unwrap())))
            }
            Request::Timeline(TimelineRead::Acp { .. }) => {
                Answer::Timeline(Box::new(TimelineAnswer::Acp(acp_record())))
            }
            Request::Timeline(TimelineRead::Emergency { .. }) => {
                let Answer::Patient(answer) = head() else { return None };
                let PatientAnswer::Head(head) = *answer else { return None };
                Answer::Timeline(Box::new(TimelineAnswer::Emergency { head, acp: acp_record() }))
            }
            Request::Timeline(TimelineRead::Weights { .. }) => {
                Answer::Timeline(Box::new(TimelineAnswer::Weights(points())))
            }
            Request::Search(_) => Answer::Search(vec![SearchHit {
                id: "p13".into(),
                kind: SearchKind::Patients,
                name: "吉田 一郎".into(),
                reading: "よしだ いちろう".into(),
                area: None,
                score: 1,
                about: "S15.1.2".into(),
                phone: String::new(),
                sources: Vec::new(),
            }]),
            Request::Change(change) => {
                seen.borrow_mut().push(change.clone());
                Answer::Done(Done {
                    kind: Kind::Entry,
                    id: "p12.e99".into(),
                    version: Version(1),
                    number: None,
                    more: None,
                })
            }
            Request::Draft(_) => Answer::Draft(Vec::new()),
            _ => return None,
        }))
    };
    (with, changes, Box::new(server))
}

fn last(changes: &Changes) -> Change {
    changes.borrow().last().cloned().unwrap()
}

#[test]
fn the_list_of_patients_shows_the_head_and_enter_opens_the_timeline() {
    let (mut desk, _) = desk(|_| {});
    insta::assert_snapshot!("patients", desk.screen());
    desk.press("Enter");
    insta::assert_snapshot!("timeline", desk.screen());
    desk.press("j j w");
    insta::assert_snapshot!("weights", desk.screen());
    desk.press("Esc");
    assert!(desk.screen().contains("吉田 一郎"));
}

#[test]
fn what_was_said_is_seen_by_topic_and_what_changed_stands_out() {
    let (mut desk, _) = desk(|_| {});
    desk.press("Enter a");
    insta::assert_snapshot!("acp_view", desk.screen());
    desk.press("Esc");
    assert!(desk.screen().contains("体重"), "the timeline is there again");
}

#[test]
fn one_key_shows_what_an_emergency_needs() {
    let (mut desk, _) = desk(|_| {});
    desk.press("!");
    insta::assert_snapshot!("emergency", desk.screen());
    desk.press("Esc Enter !");
    assert!(desk.screen().contains("急変時の情報"), "from the open timeline too");
}

#[test]
fn the_emergency_page_in_english() {
    let (mut desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    desk.press("!");
    insta::assert_snapshot!("emergency_wide_en", desk.screen());
}

#[test]
fn three_columns_in_english() {
    let (mut desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    desk.press("Enter j j j j");
    insta::assert_snapshot!("timeline_wide_en", desk.screen());
}

#[test]
fn a_weight_is_written_by_few_keys() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("Enter n w Tab Tab").type_text("47.3");
    insta::assert_snapshot!("weight_form", desk.screen());
    desk.press("C-s");
    let Change::Timeline(TimelineChange::Write { patient, statement, confirmed }) = last(&changes) else { panic!() };
    assert_eq!((patient, confirmed), (HANAKO, false));
    assert_eq!(statement.content, Content::Weight { grams: Grams(47_300), at: WeighedAt::Home });
    assert_eq!(statement.occurred, Occurred::Day(now().date_naive()));
}

#[test]
fn every_kind_of_entry_has_a_form_that_opens() {
    let (mut desk, _) = desk(|_| {});
    desk.press("Enter");
    for keys in ["n n", "n m", "n e", "n f", "n g", "n v", "n i", "n o", "n c", "n d", "n s", "n a"] {
        desk.press(keys);
        assert!(desk.screen().contains("経過の記録"), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(!desk.screen().contains("経過の記録"), "{keys}");
    }
    desk.press("n q");
    assert!(desk.screen().contains("医師への質問") && desk.screen().contains("山田 花子"), "{}", desk.screen());
}

#[test]
fn every_section_of_the_head_has_a_form_that_opens() {
    let (mut desk, _) = desk(|_| {});
    desk.press("Enter");
    for keys in ["p i", "p c", "p h", "p f", "p o"] {
        desk.press(keys);
        assert!(desk.screen().contains("対象者の情報"), "{keys}: {}", desk.screen());
        desk.press("Esc");
    }
    for (keys, title) in [("p x", "死亡の記録"), ("p a", "転出の記録"), ("p m", "記録の統合"), ("p s", "統合の解除")]
    {
        desk.press(keys);
        assert!(desk.screen().contains(title), "{keys}: {}", desk.screen());
        desk.press("Esc");
    }
    desk.press("p z");
    assert!(desk.screen().contains("死亡も転出も記録されていません"));
}

#[test]
fn what_others_change_in_a_section_meanwhile_is_put_together_with_what_is_typed() {
    let (setup, changes, mut server) = parts(|_| {});
    let moved = Rc::new(std::cell::Cell::new(false));
    let has_moved = Rc::clone(&moved);
    let mut desk = setup.open(move |request| match request {
        Request::Patient(PatientRead::Head { .. }) if has_moved.get() => {
            let mut patient = patient();
            let address = "千葉県松戸市小金原9-9".into();
            let moved = Section::Identity(Identity { address, ..patient.head.identity.clone() });
            patient.apply(&PatientEvent::Changed(vec![moved]), &stamp());
            let head = PatientHead { patient, absorbed: vec![], merged_into: None, pair: None, team: vec![] };
            Some(Ok(Answer::Patient(Box::new(PatientAnswer::Head(Box::new(head))))))
        }
        other => server(other),
    });
    desk.press("Enter p i Tab C-k").type_text("やまだはなこ");
    moved.set(true);
    let (kind, id, version, by) = (Kind::Patient, HANAKO.to_string(), Version(2), StaffId(9));
    desk.notice(Notice::Changed { kind, id, patient: Some(HANAKO), version, by, at: now() });
    assert!(desk.screen().contains("小金原9-9"), "{}", desk.screen());
    // The first save shows a possible double.
    desk.press("C-s C-s");
    let Change::Patient(PatientChange::Change { sections, .. }) = last(&changes) else { panic!("{}", desk.screen()) };
    let Section::Identity(identity) = &sections[0].section else { panic!() };
    assert_eq!(identity.address, "千葉県松戸市小金原9-9");
    assert!(identity.name.kana.ends_with("やまだはなこ"), "{}", identity.name.kana);
}

#[test]
fn only_its_own_patient_makes_a_timeline_read_again() {
    let (mut desk, _) = desk(|_| {});
    desk.press("Enter");
    let asked = |desk: &Desk| desk.asked.borrow().len();
    let changed = |id: &str, patient| {
        let (kind, version, by) = (Kind::Consultation, Version(2), StaffId(9));
        Notice::Changed { kind, id: id.to_owned(), patient, version, by, at: now() }
    };
    let before = asked(&desk);
    desk.notice(changed("c7", Some(PatientId(13)))).notice(changed("c8", None));
    assert_eq!(asked(&desk), before, "another's case, and nobody's");
    desk.notice(changed("c9", Some(PatientId(31))));
    assert!(asked(&desk) > before, "a record merged into it counts");
}

#[test]
fn a_confirmed_entry_is_corrected_beside_and_not_amended() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("Enter j j e");
    assert!(desk.screen().contains("確定した記録は変えられません"), "{}", desk.screen());
    desk.press("x").type_text("測り直し").press("Tab Tab Tab C-k").press("C-u");
    desk.press("Home C-k").type_text("46.0").press("C-s");
    let Change::Timeline(TimelineChange::Correct { entry, reason, statement, .. }) = last(&changes) else { panic!() };
    assert_eq!((entry.entry, reason.as_str()), (EntryId(8), "測り直し"));
    assert_eq!(statement.content, Content::Weight { grams: Grams(46_000), at: WeighedAt::DayService });
}

#[test]
fn an_open_entry_is_confirmed_with_one_key_and_a_moved_one_needs_its_patient() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("Enter c");
    assert!(matches!(last(&changes), Change::Timeline(TimelineChange::Confirm { seen: Version(1), .. })));
    desk.press("m").type_text("yoshida").press("Enter").type_text("別人").press("C-s");
    let Change::Timeline(TimelineChange::Move { to, reason, .. }) = last(&changes) else { panic!() };
    assert_eq!((to, reason.as_str()), (PatientId(13), "別人"));
}

#[test]
fn an_entry_is_confirmed_by_keys_typed_before_anything_has_come() {
    let (setup, changes, server) = parts(|_| {});
    let mut late = Late::open(setup, server);
    late.desk.press("Enter c n n");
    late.catch_up();
    let Change::Timeline(TimelineChange::Confirm { entry, .. }) = last(&changes) else { panic!() };
    assert_eq!(entry, EntryRef { patient: HANAKO, entry: EntryId(9) });
    assert!(late.desk.screen().contains("C-s保存"), "the note comes after it: {}", late.desk.screen());
}

#[test]
fn a_reply_goes_to_the_selected_question_only() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("Enter n r");
    assert!(desk.screen().contains("質問の記録をえらんでから"));
    desk.press("j j j j j j n r Tab Tab").type_text("主治医").press("Tab").type_text("薄いとろみで").press("C-s");
    let Change::Timeline(TimelineChange::Write { statement, .. }) = last(&changes) else { panic!() };
    assert_eq!(statement.content, Content::Reply { to: EntryId(3), by: "主治医".into() });
}

#[test]
fn a_filter_narrows_and_is_shown_and_taken_back() {
    let (mut desk, _) = desk(|_| {});
    desk.press("Enter f").type_text("taijuu").press("Enter C-s");
    assert!(desk.screen().contains("絞込: 体重"), "{}", desk.screen());
    assert!(!desk.screen().contains("長女より"));
    desk.press("F");
    assert!(desk.screen().contains("長女より"));
}

#[test]
fn a_possible_double_is_said_before_somebody_is_registered() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("p n").type_text("山田 花子").press("C-s");
    assert!(desk.screen().contains("同じ人かもしれません"), "{}", desk.screen());
    assert!(changes.borrow().is_empty());
    desk.press("C-s");
    assert!(matches!(last(&changes), Change::Patient(PatientChange::Register { .. })));
}

#[test]
fn a_patient_is_found_by_romaji_and_by_number() {
    let (mut desk, _) = desk(|_| {});
    desk.press("o").type_text("yoshida").press("Enter");
    let opened = Request::Timeline(TimelineRead::Window {
        patient: PatientId(13),
        filter: crate::api::timeline::TimelineFilter::default(),
        window: crate::api::Window { offset: 0, limit: u32::try_from(crate::tui::widget::WINDOW).unwrap() },
    });
    assert!(desk.asked.borrow().iter().any(|(_, request)| *request == opened));
}

#[test]
fn ambiguous_signs_are_drawn_in_ascii_where_they_are_wide() {
    let (mut desk, _) = desk(|setup| setup.signs = crate::text::Ambiguous::Wide);
    desk.press("Enter w");
    assert!(desk.screen().contains('*') && !desk.screen().contains('•'));
}

#[test]
fn every_draft_of_the_pane_is_taken_up() {
    let ways = [
        "Enter n n Tab Tab",
        "Enter n w Tab Tab Tab Tab",
        "Enter n a Tab Tab Tab Tab Tab Tab",
        "Enter j j j j j j n r Tab Tab",
        "Enter e Tab Tab",
        "Enter x",
        "Enter m Tab",
        "Enter p i",
        "Enter p f",
        "Enter p h",
        "Enter p o Tab Tab",
        "Enter p a Tab",
        "p n",
    ];
    crate::tui::testing::drafts::are_taken_up(
        || {
            let (setup, _, server) = parts(|_| {});
            (setup, server)
        },
        &ways,
    );
}
