//! Who hears of what, by the roles of the centre's rules.

use std::sync::{Arc, Mutex};

use super::{Listeners, may_read};
use crate::api::Notice;
use crate::api::queue::QueueChange;
use crate::api::referral::{ReferralChange, ReferralStep};
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::center::{queue, referral};
use crate::domain::code::Code;
use crate::domain::consultation::{AgeBand, AskedBy, Asker, CareField, Channel, Intake, Urgency};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, ReferralId, StaffId, Version};
use crate::domain::patient::tests::now;
use crate::domain::referral::{Party, Request, Requester};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::timeline::Occurred;

const ME: StaffId = StaffId(1);
const KINDS: [(Kind, &str); 6] = [
    (Kind::Patient, "p1"),
    (Kind::Entry, "p1.e1"),
    (Kind::Consultation, "c1"),
    (Kind::Referral, "r9"),
    (Kind::Introduction, "i1"),
    (Kind::PhysicianPair, "d1"),
];

fn intake(desk: &Desk) -> Box<Intake> {
    Box::new(Intake {
        received_at: desk.now,
        channel: Channel::Phone,
        asked_by: AskedBy {
            who: Asker::Family,
            site: None,
            organisation: String::new(),
            name: "田中".into(),
            phone: String::new(),
        },
        person: None,
        area: None,
        age_band: AgeBand::Unknown,
        field: CareField::OldAge,
        topics: vec![],
        tags: vec![],
        scene: None,
        urgency: Urgency::Normal,
        text: "退院の相談".into(),
        wish: String::new(),
        programme_item: None,
        funding_line: None,
    })
}

fn request(desk: &Desk, team: SupportTeam, patient: PatientId) -> Box<Request> {
    Box::new(Request {
        team,
        patient,
        consultation: None,
        from_referral: None,
        asked: Occurred::At(desk.now),
        requester: Requester {
            profession: Code::new("care_manager"),
            organisation: Party::named("本町居宅介護支援事業所"),
            name: "木村".into(),
            phone: String::new(),
        },
        reason: "半年で体重が減っている".into(),
        aim: String::new(),
        dispatch: None,
    })
}

fn reads(desk: &Desk, who: StaffId, kind: Kind, id: &str, patient: Option<PatientId>) -> bool {
    desk.read(who, |reader| may_read(reader.views(), &reader.actor, kind, id, patient))
}

fn of_patient(desk: &Desk, who: StaffId, patient: PatientId) -> Vec<Kind> {
    KINDS.into_iter().filter(|(kind, id)| reads(desk, who, *kind, id, Some(patient))).map(|(kind, _)| kind).collect()
}

fn changed(kind: Kind, id: &str, patient: Option<PatientId>) -> Notice {
    Notice::Changed { kind, id: id.to_owned(), patient, version: Version(1), by: ME, at: now() }
}

#[test]
fn each_role_hears_of_what_it_may_read() {
    let mut desk = Desk::new(now());
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
    let all: Vec<Kind> = KINDS.into_iter().map(|(kind, _)| kind).collect();
    let mut join = |role| desk.join("小川 恵", &[role], None);
    let [coordinator, physician, clerk, administrator, auditor] =
        [Role::Coordinator, Role::Physician, Role::Clerk, Role::Administrator, Role::Auditor].map(&mut join);
    assert_eq!(of_patient(&desk, coordinator, patient), all);
    assert_eq!(of_patient(&desk, physician, patient), all);
    assert_eq!(of_patient(&desk, clerk, patient), [Kind::Patient, Kind::Consultation], "reception only");
    for nobody in [administrator, auditor] {
        assert_eq!(of_patient(&desk, nobody, patient), [], "no case content");
        assert!(!reads(&desk, nobody, Kind::Site, "s1", None));
        assert!(reads(&desk, nobody, Kind::Staff, "u1", None) && reads(&desk, nobody, Kind::Centre, "", None));
    }
    assert!(reads(&desk, clerk, Kind::Site, "s1", None));
}

#[test]
fn a_team_hears_of_its_own_referrals_and_their_patients_until_it_declines() {
    let mut desk = Desk::new(now());
    let hers = register(&mut desk, "山田 花子", "やまだ はなこ", None);
    let other = register(&mut desk, "鈴木 一郎", "すずき いちろう", None);
    let dietitian = desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
    let hygienist = desk.join("森 香", &[Role::Team], Some(SupportTeam::OralHygiene));
    assert_eq!(of_patient(&desk, dietitian, hers), []);
    let asked = request(&desk, SupportTeam::Nutrition, hers);
    desk.change(ME, |tx| referral::change(tx, ReferralChange::Request(asked))).unwrap();
    assert_eq!(of_patient(&desk, dietitian, hers).len(), KINDS.len());
    assert_eq!((of_patient(&desk, dietitian, other), of_patient(&desk, hygienist, hers)), (vec![], vec![]));
    let intake = intake(&desk);
    desk.change(ME, |tx| queue::change(tx, QueueChange::Receive { intake, patient: None })).unwrap();
    assert!(!reads(&desk, dietitian, Kind::Consultation, "c1", None), "a case of nobody is no team's");

    let decline = ReferralStep::Decline { reason: "担当地域外".into() };
    let change = ReferralChange::Step { referral: ReferralId(1), seen: Version(1), step: decline };
    desk.change(dietitian, |tx| referral::change(tx, change)).unwrap();
    assert_eq!(of_patient(&desk, dietitian, hers), []);
    assert!(reads(&desk, dietitian, Kind::Referral, "r1", Some(hers)), "the declined referral stays the team's");
}

#[test]
fn a_session_is_told_by_its_member_as_of_now() {
    let mut desk = Desk::new(now());
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
    let clerk = desk.join("小川 恵", &[Role::Clerk], None);
    let listeners = Listeners::default();
    let heard: Arc<Mutex<Vec<(StaffId, Notice)>>> = Arc::default();
    for staff in [ME, clerk, StaffId(99)] {
        let heard = Arc::clone(&heard);
        listeners.add(staff, Box::new(move |notice| heard.lock().unwrap().push((staff, notice.clone()))));
    }
    let hears = |desk: &Desk, notice: &Notice| -> Vec<StaffId> {
        desk.read(ME, |reader| listeners.tell(reader.views(), notice));
        std::mem::take(&mut *heard.lock().unwrap()).into_iter().map(|(staff, _)| staff).collect()
    };
    assert_eq!(hears(&desk, &changed(Kind::Entry, "p1.e1", Some(patient))), [ME]);
    assert_eq!(hears(&desk, &changed(Kind::Patient, "p1", Some(patient))), [ME, clerk]);
    assert_eq!(hears(&desk, &Notice::Reload), [ME, clerk]);
    let leave = |tx: &mut crate::center::transaction::Transaction| {
        tx.record::<crate::domain::staff::Staff>(clerk, crate::domain::staff::StaffEvent::Left)
    };
    desk.change(ME, leave).unwrap();
    assert_eq!(hears(&desk, &changed(Kind::Patient, "p1", Some(patient))), [ME], "who left hears nothing");
    assert_eq!(hears(&desk, &Notice::Reload), [ME]);
}
