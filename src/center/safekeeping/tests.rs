//! What a copy of an open centre brings back: nothing typed is lost, nobody is told of what they have seen, and the
//! restored centre starts from its summaries.

use serde_json::json;

use super::*;
use crate::api::draft::{Draft, DraftRequest};
use crate::api::news::{NewsAnswer, NewsKind, NewsRequest};
use crate::api::queue::{QueueAct, QueueChange};
use crate::api::{Answer, Ask, Change, Request};
use crate::center::keeper::Keeper;
use crate::center::queue::tests::intake;
use crate::center::testing::{Town as Desk, profile};
use crate::domain::consultation::Consultation;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::staff::Role;

const ME: StaffId = StaffId(1);
const OTHER: StaffId = StaffId(2);

impl Desk {
    /// A centre with two coordinators.
    fn of_two() -> Self {
        let both = [Role::Manager, Role::Coordinator];
        let desk = Self::found(profile("佐藤 恵", "sato", &both));
        let join = json!({"change": {"centre": {"join": profile("鈴木 実", "suzuki", &both)}}});
        desk.ask(ME, serde_json::from_value(join).unwrap());
        desk
    }

    fn ask(&self, by: StaffId, request: Request) -> Answer {
        self.wait(60);
        self.center.answer(by, Ask { id: 1, command: None, request, settles: None }).unwrap()
    }

    fn act(&self, by: StaffId, act: QueueAct) {
        let consultation = ConsultationId(1);
        let case = self.center.reader(by).unwrap().get::<Consultation>(consultation).unwrap();
        let change = QueueChange::Act { consultation, seen: Some(case.version), act };
        self.ask(by, Request::Change(Change::Queue(change)));
    }

    /// What this member is told on coming back.
    fn news(&self, of: StaffId) -> Vec<NewsKind> {
        match self.ask(of, Request::News(NewsRequest::Since { since: None })) {
            Answer::News(answer) => match *answer {
                NewsAnswer::News(news) => news.lines.into_iter().map(|line| line.what).collect(),
                NewsAnswer::Noted => panic!("asked for news"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn keep(&self, by: StaffId, form: &str) {
        let draft = Draft { form: form.into(), fields: json!({"text": "書きかけ"}), ..Draft::default() };
        self.ask(by, Request::Draft(DraftRequest::Keep(draft)));
    }

    fn drafts(&self, of: StaffId) -> Vec<String> {
        match self.ask(of, Request::Draft(DraftRequest::List)) {
            Answer::Draft(drafts) => drafts.into_iter().map(|draft| draft.form).collect(),
            other => panic!("{other:?}"),
        }
    }

    /// Copied while it is open, and the copy restored and started.
    fn copied_and_restored(self) -> Self {
        let copies = fs::read_dir(self.base.path()).unwrap().count();
        let copy = self.base.path().join(format!("copy {copies}"));
        assert!(matches!(self.center.backup(&copy, true), Ok(JournalAnswer::Backup { .. })));
        let restored = format!("restored {copies}");
        restore(&copy, &self.base.path().join(&restored), None).unwrap();
        self.restarted_in(&restored)
    }
}

#[test]
fn a_restored_centre_tells_nobody_what_they_have_seen_and_everybody_what_they_have_not() {
    let desk = Desk::of_two();
    let receive = QueueChange::Receive { intake: Box::new(intake(desk.now(), "退院の相談")), patient: None };
    desk.ask(ME, Request::Change(Change::Queue(receive)));
    desk.act(ME, QueueAct::Claim);
    let begin = desk.now();
    desk.ask(ME, Request::News(NewsRequest::Seen { at: begin }));
    desk.act(OTHER, QueueAct::TakeOver { to: Some(OTHER), reason: "急な休み".into() });
    assert_eq!(desk.news(ME), [NewsKind::TakenFrom]);
    let unseen = desk.copied_and_restored();
    assert_eq!(unseen.news(ME), [NewsKind::TakenFrom], "what was not seen before the copy is still news");
    let now = unseen.now();
    unseen.ask(ME, Request::News(NewsRequest::Seen { at: now }));
    let again = unseen.copied_and_restored();
    assert_eq!(again.news(ME), [], "what was seen is none");
    again.center.shut_down();
}

#[test]
fn what_is_half_typed_is_in_the_copy_and_offered_again() {
    let desk = Desk::of_two();
    desk.keep(ME, "queue.receive");
    desk.keep(OTHER, "timeline.note/p1");
    // One that was being written when the power failed is no draft.
    fs::write(desk.base.path().join("data/drafts/0000.new"), "half").unwrap();
    let restored = desk.copied_and_restored();
    assert_eq!(restored.drafts(ME), ["queue.receive"]);
    assert_eq!(restored.drafts(OTHER), ["timeline.note/p1"]);
    assert!(!restored.base.path().join("copy 1/drafts/0000.new").exists());
    restored.center.shut_down();
}

#[test]
fn a_restored_centre_starts_from_its_summaries() {
    let desk = Desk::of_two();
    let copy = desk.base.path().join("copy");
    desk.center.backup(&copy, true).unwrap();
    let again = desk.base.path().join("again");
    restore(&copy, &again, None).unwrap();
    let mut opened = open::open(&again, None).unwrap();
    let records = open::records(&mut opened, |_| panic!("nothing is replayed")).unwrap();
    let (_, _, kept) = open::views(&Keeper::new(records), &opened).unwrap();
    assert!(kept);
    desk.center.shut_down();
}
