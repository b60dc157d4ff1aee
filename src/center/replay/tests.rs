//! Records that are far behind catch up to what a rebuild makes, though they are folded while they are stored.

use super::*;
use crate::api::queue::{QueueAct, QueueChange};
use crate::api::{Answer, Ask, Change, Request};
use crate::center::open;
use crate::center::queue::tests::intake;
use crate::center::testing::{Town, profile};
use crate::domain::consultation::Consultation;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::staff::Role;

const ME: StaffId = StaffId(1);

fn change(town: &Town, change: QueueChange) {
    town.wait(60);
    let ask = Ask { id: 1, command: None, request: Request::Change(Change::Queue(change)), settles: None };
    assert!(matches!(town.center.answer(ME, ask), Ok(Answer::Done(_))));
}

#[test]
fn records_that_are_far_behind_catch_up_to_what_a_rebuild_makes() {
    let town = Town::found(profile("佐藤 恵", "sato", &[Role::Manager, Role::Coordinator]));
    let consultation = ConsultationId(1);
    // One record changes all the time while many others come, so that it is asked for while it is being stored.
    for turn in 0..6 * GATHERED_BEHIND {
        let intake = Box::new(intake(town.now(), &format!("{turn}件目の相談")));
        if turn % 2 == 0 {
            change(&town, QueueChange::Receive { intake, patient: None });
        } else {
            let case = town.center.reader(ME).unwrap().get::<Consultation>(consultation).unwrap();
            let act = QueueAct::Amend(intake);
            change(&town, QueueChange::Act { consultation, seen: Some(case.version), act });
        }
    }
    let Town { base, data, center, .. } = town;
    center.shut_down();
    drop(center);
    let opened = open::open(&data, None).unwrap();
    let behind = Records::open(&base.path().join("behind"), Arc::clone(&opened.keyring)).unwrap();
    let mut subjects = Subjects::new(opened.subjects.centre());
    let mut handed_on = 0;
    replay(&opened.journal, &behind, &mut subjects, Sequence(0), |_| handed_on += 1).unwrap();
    assert!(handed_on > 2, "it was far enough behind to be handed on in parts, not {handed_on}");
    let (count, different) = open::compare(&opened.journal, &behind, &base.path().join("scratch")).unwrap();
    assert!(count > 3 * GATHERED_BEHIND as u64);
    assert_eq!(different, 0);
}
