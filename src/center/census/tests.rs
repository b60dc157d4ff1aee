//! The census through real transactions: everybody once, nobody whom the caller may not read.

use super::{Wards, board, people, referrals};
use crate::api::Problem;
use crate::api::census::{CensusAnswer, CensusCounts, CensusRow};
use crate::api::patient::{PatientChange, SeenSection};
use crate::api::referral::ReferralChange;
use crate::center::care_team::tests::{CLINIC, ME, NURSES, Town};
use crate::center::{patient, referral};
use crate::domain::area::AreaCode;
use crate::domain::care_team::CareRole;
use crate::domain::code::Code;
use crate::domain::id::{PatientId, StaffId, Version};
use crate::domain::patient::{Care, Patient, Section, Whereabouts};
use crate::domain::referral::{Party, Request, Requester};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::timeline::Occurred;

fn census(town: &Town, by: StaffId) -> Result<(Vec<CensusRow>, CensusCounts), Problem> {
    town.desk.read(by, |reader| {
        let everybody: Vec<PatientId> = reader.views().patients.ids().collect();
        let mut wards = Wards::new();
        for part in everybody.chunks(2) {
            people(reader, part, &mut wards)?;
        }
        referrals(reader, &mut wards)?;
        let CensusAnswer::Now { rows, total, .. } = board(reader, wards);
        Ok((rows, total))
    })
}

fn areas(town: &Town) -> Vec<AreaCode> {
    town.desk.read(ME, |reader| reader.settings().city.areas.iter().map(|area| area.code.clone()).collect())
}

fn refer(town: &mut Town, patient: PatientId, team: SupportTeam) {
    let request = Request {
        team,
        patient,
        consultation: None,
        from_referral: None,
        asked: Occurred::At(town.desk.now),
        requester: Requester {
            profession: Code::new("care_manager"),
            organisation: Party::named("本町居宅介護支援事業所"),
            name: String::new(),
            phone: String::new(),
        },
        reason: "体重が減っている".into(),
        aim: String::new(),
        dispatch: None,
    };
    town.desk.change(ME, |tx| referral::change(tx, ReferralChange::Request(Box::new(request)))).unwrap();
}

fn version(town: &Town, patient: PatientId) -> Version {
    town.desk.read(ME, |reader| reader.get::<Patient>(patient).unwrap().version)
}

/// Somebody with a physician around the clock, one with nurses by day only, one without anybody, one in hospital.
fn town() -> (Town, [PatientId; 4]) {
    let mut town = Town::new();
    let areas = areas(&town);
    let covered = town.patient;
    town.know(covered, CareRole::PrimaryPhysician, CLINIC, "佐藤 茂", "24時間 オンコール");
    let by_day = town.person("鈴木 一郎", "すずき いちろう", &areas[0]);
    town.know(by_day, CareRole::VisitingNurse, NURSES, "", "平日 9-18");
    let nobody = town.person("青木 次郎", "あおき じろう", &areas[1]);
    let away = town.person("井上 三郎", "いのうえ さぶろう", &areas[1]);
    let section = Section::Care(Care { whereabouts: Whereabouts::Hospital, ..Care::default() });
    let change = PatientChange::Change { patient: away, sections: vec![SeenSection { seen: Version(1), section }] };
    town.desk.change(ME, |tx| patient::change(tx, change)).unwrap();
    (town, [covered, by_day, nobody, away])
}

#[test]
fn every_area_is_counted_and_all_of_them_add_up() {
    let (mut town, [covered, by_day, ..]) = town();
    refer(&mut town, covered, SupportTeam::Nutrition);
    refer(&mut town, by_day, SupportTeam::Rehabilitation);
    let (rows, total) = census(&town, ME).unwrap();
    let counts = |at_home, no_physician, uncovered, referrals_waiting| CensusCounts {
        at_home,
        visits_due: 0,
        no_physician,
        uncovered,
        referrals_waiting,
    };
    assert_eq!(rows[0].counts, counts(2, 1, 1, 2));
    assert_eq!(rows[1].counts, counts(1, 1, 0, 0), "who is in hospital is not at home");
    assert_eq!(total, counts(3, 2, 1, 2));
    assert_eq!(rows.len(), areas(&town).len(), "every area has its row, and nobody is of none");
}

#[test]
fn a_person_of_two_records_is_one_and_nobody_who_died_is_counted() {
    let (mut town, [covered, by_day, nobody, _]) = town();
    let seen = version(&town, nobody);
    let merge = PatientChange::Merge { patient: nobody, seen, into: by_day };
    town.desk.change(ME, |tx| patient::change(tx, merge)).unwrap();
    let before = census(&town, ME).unwrap().1;
    assert_eq!((before.at_home, before.no_physician), (2, 1));
    refer(&mut town, covered, SupportTeam::Nutrition);
    let died = PatientChange::Die { patient: covered, seen: version(&town, covered), on: town.desk.now.date_naive() };
    town.desk.change(ME, |tx| patient::change(tx, died)).unwrap();
    let after = census(&town, ME).unwrap().1;
    assert_eq!((after.at_home, after.referrals_waiting), (1, 0));
}

#[test]
fn a_team_counts_its_own_patients_and_a_clerk_none() {
    let (mut town, [covered, ..]) = town();
    let dietitian = town.desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
    let clerk = town.desk.join("石井 事務", &[Role::Clerk], None);
    assert_eq!(census(&town, dietitian).unwrap().1, CensusCounts::default());
    refer(&mut town, covered, SupportTeam::Nutrition);
    let total = census(&town, dietitian).unwrap().1;
    assert_eq!((total.at_home, total.referrals_waiting), (1, 1));
    assert_eq!(census(&town, clerk), Err(Problem::NotAllowed));
}
