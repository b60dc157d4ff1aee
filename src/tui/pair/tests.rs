//! The pane by keys through the real loop, against a server that knows the rules of one pair.

use std::cell::RefCell;
use std::rc::Rc;

use super::PairPane;
use crate::api::pair::{
    CandidateRow, Candidates, PairAct, PairChange, PairCounts, PairDetail, PairRead, PairRow, PairsAnswer, Suggestion,
};
use crate::api::patient::PatientRow;
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::event::Kind;
use crate::domain::geo::Precision;
use crate::domain::id::{PairId, PatientId, SiteId, StaffId};
use crate::domain::pair::rank::{Exclusion, Proof, Ranked, Reason, Sign, Want, Weighed};
use crate::domain::pair::tests::{agreed, asking, declined, information, minute, opening};
use crate::domain::pair::{PairAnswer, PairEvent, PairProblem, PairRole, PairState, PhysicianPair};
use crate::domain::patient::{CareLevel, Standing};
use crate::domain::person::{PersonName, Sex};
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Lang;
use chrono::NaiveDate;

const D3: PairId = PairId(3);

fn patient() -> PatientRow {
    PatientRow {
        id: PatientId(1),
        name: PersonName { written: "鈴木 一郎".into(), kana: "すずき いちろう".into() },
        birth: NaiveDate::from_ymd_opt(1935, 4, 2),
        sex: Sex::Male,
        area: Some(AreaCode("sakuragaoka".into())),
        level: CareLevel::Care4,
        standing: Standing::Living,
        merged_into: None,
    }
}

fn candidate(site: u64, name: &str, place: Option<u32>, metres: u32, excluded: Option<Exclusion>) -> CandidateRow {
    let weighed = |reason, points, most| Weighed { reason, points, most };
    let reasons = vec![
        weighed(Reason::Distance { metres, precision: Precision::Own }, 27, 30),
        weighed(Reason::Area { same: true }, 5, 5),
        weighed(Reason::Wanted { want: Want::Visits, proof: Proof::Notified(Sign::SupportClinic2) }, 20, 20),
        weighed(Reason::Declined { lately: 1, before: 0 }, -4, 0),
    ];
    CandidateRow {
        ranked: Ranked { site: SiteId(site), place, points: 48, reasons, excluded },
        name: name.into(),
        address: "若葉県汐見市仲町3-3".into(),
        area: Some(AreaCode("sakuragaoka".into())),
        phone: "047-000-0003".into(),
        reach: "昼休みに院長へ直接".into(),
    }
}

struct Server {
    pair: PhysicianPair,
}

impl Server {
    /// A pair for which a family physician is sought; one has declined.
    fn new() -> Self {
        let begun = PairEvent::Begun(Box::new(opening()));
        let mut pair = PhysicianPair::begin(D3, &begun, &stamp()).unwrap();
        for event in [
            PairEvent::Informed(Box::new(information(1))),
            PairEvent::Asked(Box::new(asking(7, 2))),
            PairEvent::Answered(declined(3)),
        ] {
            pair.apply(&event, &stamp());
        }
        Self { pair }
    }

    fn row(&self) -> PairRow {
        let it = &self.pair;
        PairRow {
            id: it.id,
            patient: patient(),
            scheme: it.opening.scheme,
            state: it.state,
            days: 3,
            due: it.due(&crate::domain::pair::PairTerms::default()),
            overdue: false,
            primary: it.primary().cloned(),
            secondary: it.secondary().cloned(),
            asked: it.open_asking().map(|asked| asked.asking.place.name.clone()),
            from: it.beginning.as_ref().map(|beginning| beginning.from),
            askings: u32::try_from(it.asked.len()).unwrap(),
            coordinator: it.coordinator,
            next: it.next(),
        }
    }

    fn read(&self, read: &PairRead) -> PairsAnswer {
        match read {
            PairRead::List { window, .. } => {
                let rows = [self.row()];
                let counts = PairCounts { arranging: 1, active: 0, overdue: 0, mine: 1, states: vec![] };
                PairsAnswer::List { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            PairRead::Pair { .. } => PairsAnswer::Pair(Box::new(PairDetail {
                needs: information(1).needs,
                pair: self.pair.clone(),
                row: self.row(),
                review_days: 90,
                others: vec![],
            })),
            PairRead::Candidates { pair, window, .. } => {
                let declined = Exclusion::Declined { on: minute(3).date_naive() };
                let rows = [
                    candidate(8, "在宅クリニック", Some(1), 350, None),
                    candidate(9, "とおい診療所", Some(2), 1_240, None),
                    candidate(7, "第7クリニック", None, 900, Some(declined)),
                ];
                PairsAnswer::Candidates(Box::new(Candidates {
                    pair: *pair,
                    role: PairRole::Family,
                    needs: information(1).needs,
                    page: Page::of(&rows, *window, Clone::clone),
                }))
            }
            PairRead::Suggested { .. } => {
                let known = Suggestion { patient: Some(patient()), ..Suggestion::default() };
                PairsAnswer::Suggested(Box::new(known))
            }
        }
    }

    fn change(&mut self, change: &PairChange) -> Result<Done, Problem> {
        let PairChange::Step { seen, step, .. } = change else { panic!("{change:?}") };
        assert_eq!(*seen, self.pair.version);
        let event = match step.clone() {
            PairAct::Ask(asking) => self.pair.ask(*asking, now()),
            PairAct::Answer(answer) => self.pair.answer(answer, now()),
            PairAct::Activate(beginning) => self.pair.activate(*beginning),
            PairAct::Review(review) => self.pair.review(*review, now()),
            other => panic!("{other:?}"),
        };
        self.pair.apply(&event.map_err(|rule: PairProblem| Problem::from(rule))?, &stamp());
        let (kind, id, version) = (Kind::PhysicianPair, D3.to_string(), self.pair.version);
        Ok(Done { kind, id, version, number: None, more: None })
    }
}

fn stamp() -> Stamp {
    Stamp { at: minute(0), by: StaffId(1) }
}

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Rc<RefCell<Server>>) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(PairPane::default())]);
    setup(&mut with);
    let desk = with.open(move |request| match request {
        Request::Pair(read) => Some(Ok(Answer::Pair(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::Pair(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
        Request::Draft(_) => Some(Ok(Answer::Draft(Vec::new()))),
        _ => None,
    });
    (desk, server)
}

/// Saves the form; the server tells every session, this one too.
fn save(desk: &mut Desk) {
    desk.press("C-s").notice(Notice::Reload);
}

#[test]
fn a_pair_with_what_comes_next_and_who_declined() {
    let (desk, _) = desk(|_| {});
    insta::assert_snapshot!("pair_choosing", desk.screen());
}

#[test]
fn candidates_stand_by_rank_with_every_reason_in_english_too() {
    let (mut ja, _) = desk(|_| {});
    insta::assert_snapshot!("pair_candidates", ja.press("c").screen());
    let (mut en, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    insta::assert_snapshot!("pair_candidates_wide_en", en.press("c").screen());
}

#[test]
fn whoever_is_selected_among_the_candidates_is_asked_and_agrees_and_the_pair_starts() {
    let (mut desk, server) = desk(|_| {});
    desk.press("Enter j Enter");
    assert!(desk.screen().contains("とおい診療所"), "{}", desk.screen());
    desk.press("Tab Tab Tab").type_text("電話").press("Enter");
    save(&mut desk);
    {
        let asked = &server.borrow().pair.asked[1];
        assert_eq!(asked.asking.place.site, Some(SiteId(9)), "{}", desk.screen());
    }
    desk.press("Enter").type_text("承諾").press("Enter").press("Tab").type_text("佐々木 薫");
    save(&mut desk);
    assert_eq!(server.borrow().pair.state, PairState::Agreed, "{}", desk.screen());
    desk.press("Enter");
    save(&mut desk);
    let pair = server.borrow().pair.clone();
    assert_eq!(pair.state, PairState::Active, "{}", desk.screen());
    assert_eq!(pair.beginning.unwrap().duties, pair.opening.scheme.duties().iter().copied().collect());
    desk.press("Enter").type_text("連携は良好");
    save(&mut desk);
    let told = server.borrow().pair.history.iter().any(|happened| matches!(happened.event, PairEvent::Reviewed(_)));
    assert!(told, "{}", desk.screen());
}

#[test]
fn one_who_declined_for_this_patient_is_not_asked_again() {
    let (mut desk, server) = desk(|_| {});
    desk.press("c j j a");
    assert!(desk.screen().contains("この医療機関には打診できません"), "{}", desk.screen());
    assert_eq!(server.borrow().pair.asked.len(), 1);
}

#[test]
fn a_step_that_is_out_of_order_is_refused_with_what_is_missing() {
    let (mut desk, _) = desk(|_| {});
    desk.press("s");
    assert!(desk.screen().contains("! "), "{}", desk.screen());
    desk.press("y");
    assert!(desk.screen().contains("! "), "{}", desk.screen());
}

#[test]
fn what_another_did_meanwhile_is_said_before_the_answer_goes_through() {
    let (mut desk, server) = desk(|_| {});
    server.borrow_mut().pair.apply(&PairEvent::Asked(Box::new(asking(9, 5))), &stamp());
    desk.notice(Notice::Reload).press("y").type_text("承諾").press("Enter");
    let withdrawn = PairAnswer::Withdrawn { on: agreed(6).on(), reason: "返事がない".into() };
    server.borrow_mut().pair.apply(&PairEvent::Answered(withdrawn), &stamp());
    let (version, by, at) = (server.borrow().pair.version, StaffId(2), now());
    let id = D3.to_string();
    desk.notice(Notice::Changed { kind: Kind::PhysicianPair, id, patient: None, version, by, at });
    assert!(desk.screen().contains("返事がない"), "{}", desk.screen());
}

#[test]
fn a_new_pair_begins_with_what_is_known() {
    let (mut desk, _) = desk(|_| {});
    desk.press("n");
    let screen = desk.screen();
    assert!(screen.contains("二人主治医の調整を始める") && screen.contains("鈴木 一郎"), "{screen}");
}
