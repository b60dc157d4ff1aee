//! The ranking by example and by property: reasons add up, and more of a good thing never ranks lower.

use proptest::prelude::*;

use super::*;
use crate::domain::code::{Code, CodeEntry, CodeList};
use crate::domain::geo::Point;
use crate::domain::pair::needs::Disease;

const HOME: Point = Point { north: 35_787_800, east: 139_901_200 };

fn codes() -> CodeLists {
    let entry = |code: &str, ja: &str| CodeEntry {
        code: Code::new(code),
        ja: ja.into(),
        en: code.into(),
        kana: String::new(),
        from: None,
        until: None,
    };
    let list = vec![
        entry("gastrostomy", "胃瘻"),
        entry("ventilator_mask", "人工呼吸器（マスク）"),
        entry("opioids", "医療用麻薬"),
    ];
    CodeLists([(CodeList::Procedures, list)].into_iter().collect())
}

fn located(point: Point) -> Located {
    Located { point, precision: Precision::Own }
}

/// About so many metres north of the patient's home.
fn north(metres: i32) -> Located {
    located(Point { north: HOME.north + metres * 9, east: HOME.east })
}

/// What one place is, owned, so that each of its good sides can be changed alone.
#[derive(Clone, Debug)]
struct Clinic {
    metres: Option<i32>,
    same_area: bool,
    work: Work,
    pairs: u32,
    patients: u32,
    agreed: u32,
    declined: u32,
    declined_before: u32,
}

impl Clinic {
    fn plain() -> Self {
        let work = Work { days: DaySet::of_fact("月火水木金"), ..Work::default() };
        let (pairs, patients, agreed, declined, declined_before) = (0, 0, 0, 0, 0);
        Self { metres: Some(1_000), same_area: true, work, pairs, patients, agreed, declined, declined_before }
    }

    fn as_candidate<'a>(&'a self, site: u64, area: &'a AreaCode) -> Candidate<'a> {
        Candidate {
            site: SiteId(site),
            work: &self.work,
            at: self.metres.map(north),
            area: self.same_area.then_some(area),
            closed: false,
            pairs: self.pairs,
            patients: self.patients,
            agreed: self.agreed,
            declined: self.declined,
            declined_before: self.declined_before,
            declined_here: None,
        }
    }
}

fn needs() -> Needs {
    Needs {
        visits: true,
        round_the_clock: true,
        end_of_life: true,
        disease: Some(Disease::Cancer),
        procedures: vec![Code::new("gastrostomy"), Code::new("opioids")],
        days: DaySet::of_fact("月木"),
    }
}

fn ranked(clinics: &[Clinic], needs: &Needs) -> Vec<Ranked> {
    let area = AreaCode("honcho".into());
    let sought =
        Sought { role: PairRole::Family, needs, home: Some(located(HOME)), area: Some(&area), partners: &[SiteId(99)] };
    let candidates = clinics.iter().zip(1..).map(|(clinic, site)| clinic.as_candidate(site, &area));
    rank(&sought, candidates, &Weights::default(), &codes())
}

fn order(clinics: &[Clinic]) -> Vec<u64> {
    ranked(clinics, &needs()).iter().map(|one| one.site.0).collect()
}

#[test]
fn who_can_do_what_is_needed_comes_before_who_is_a_little_nearer() {
    let mut able = Clinic { metres: Some(2_000), ..Clinic::plain() };
    able.work.signs = SignSet::default().with(Sign::SupportClinic2).with(Sign::Management1).with(Sign::CancerPain);
    able.work.does = "訪問診療;24時間対応;胃瘻交換".into();
    let near = Clinic { metres: Some(300), ..Clinic::plain() };
    assert_eq!(order(&[near.clone(), able.clone()]), [2, 1]);
    let found = ranked(&[able], &needs());
    let said =
        |reason: &Reason| found[0].reasons.iter().find(|one| one.reason == *reason).map(|one| (one.points, one.most));
    let wanted = |want, proof| Reason::Wanted { want, proof };
    assert_eq!(said(&wanted(Want::Visits, Proof::Notified(Sign::SupportClinic2))), Some((20, 20)));
    assert_eq!(said(&wanted(Want::RoundTheClock, Proof::Notified(Sign::SupportClinic2))), Some((15, 15)));
    assert_eq!(said(&wanted(Want::Disease(Disease::Cancer), Proof::Notified(Sign::CancerPain))), Some((7, 10)));
    assert_eq!(said(&wanted(Want::Procedure(Code::new("gastrostomy")), Proof::Entered)), Some((4, 5)));
    assert_eq!(said(&wanted(Want::Procedure(Code::new("opioids")), Proof::Notified(Sign::CancerPain))), Some((5, 5)));
    assert_eq!(
        ranked(&[near], &needs())[0].reasons[2].reason,
        wanted(Want::Visits, Proof::Nothing),
        "what is not known is said"
    );
}

#[test]
fn without_a_need_nothing_is_said_of_it() {
    let found = ranked(&[Clinic::plain()], &Needs::default());
    let kinds: Vec<&Reason> = found[0].reasons.iter().map(|one| &one.reason).collect();
    assert!(matches!(
        kinds.as_slice(),
        [
            Reason::Distance { .. },
            Reason::Area { same: true },
            Reason::Pairs { count: 0 },
            Reason::Patients { count: 0 }
        ]
    ));
}

#[test]
fn the_distance_falls_evenly_to_nothing() {
    let at =
        |metres| ranked(&[Clinic { metres: Some(metres), ..Clinic::plain() }], &Needs::default())[0].reasons[0].points;
    assert_eq!((at(0), at(4_000), at(8_100), at(12_000)), (30, 14, 0, 0));
    let nowhere = ranked(&[Clinic { metres: None, ..Clinic::plain() }], &Needs::default());
    assert_eq!(nowhere[0].reasons[0], Weighed { reason: Reason::DistanceUnknown, points: 0, most: 30 });
}

#[test]
fn who_cannot_be_asked_stands_at_the_end_with_why() {
    let area = AreaCode("honcho".into());
    let needs = needs();
    let partners = [SiteId(2)];
    let sought = Sought {
        role: PairRole::Family,
        needs: &needs,
        home: Some(located(HOME)),
        area: Some(&area),
        partners: &partners,
    };
    let clinic = Clinic::plain();
    let far = Clinic { metres: Some(17_000), ..Clinic::plain() };
    let on = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let bare = |site| clinic.as_candidate(site, &area);
    let candidates = [
        Candidate { closed: true, ..bare(1) },
        bare(2),
        Candidate { declined_here: Some(on), ..bare(3) },
        far.as_candidate(4, &area),
        Candidate { agreed: 0, pairs: 40, ..bare(5) },
    ];
    let found = rank(&sought, candidates, &Weights::default(), &codes());
    assert_eq!((found[0].site, found[0].place, found[0].excluded), (SiteId(5), Some(1), None));
    let why = |site| found.iter().find(|one| one.site == SiteId(site)).and_then(|one| one.excluded);
    assert_eq!(why(1), Some(Exclusion::Closed));
    assert_eq!(why(2), Some(Exclusion::Partner));
    assert_eq!(why(3), Some(Exclusion::Declined { on }));
    assert!(matches!(why(4), Some(Exclusion::TooFar { metres: 16_001.. })));
    assert!(found[1..].iter().all(|one| one.place.is_none()));
}

#[test]
fn a_specialist_is_sought_among_hospitals() {
    let hospital = Work { hospital: true, signs: SignSet::default().with(Sign::BackBeds), ..Work::default() };
    assert!(suits(PairRole::Specialist, &hospital) && !suits(PairRole::Family, &hospital));
    let visiting = Work { signs: hospital.signs.with(Sign::SupportHospital2), ..hospital };
    assert!(suits(PairRole::Covering, &visiting), "a hospital that visits can cover");
    assert!(!suits(PairRole::Specialist, &Work::default()));
}

fn clinics() -> impl Strategy<Value = Clinic> {
    let does = prop::sample::subsequence(vec!["訪問診療", "24時間対応", "看取り", "胃瘻交換", "麻薬管理"], 0..=5);
    let signs = prop::collection::vec(prop::sample::select(Sign::ALL), 0..5);
    let days = prop::sample::select(vec!["", "月", "火木", "月火水木金土"]);
    let place = (prop::option::of(0..20_000_i32), any::<bool>());
    let counts = (0..12_u32, 0..90_u32, 0..4_u32, 0..4_u32, 0..4_u32);
    (place, (does, signs, days), counts).prop_map(|((metres, same_area), (does, signs, days), counts)| {
        let (pairs, patients, agreed, declined, declined_before) = counts;
        let work = Work {
            hospital: false,
            signs: signs.into_iter().fold(SignSet::default(), SignSet::with),
            does: does.join(";").into(),
            departments: "".into(),
            days: DaySet::of_fact(days),
        };
        Clinic { metres, same_area, work, pairs, patients, agreed, declined, declined_before }
    })
}

#[derive(Clone, Debug)]
enum Better {
    Nearer(i32),
    SameArea,
    Sign(Sign),
    Does(&'static str),
    Days,
    FewerPairs,
    FewerPatients,
    AgreedOnce,
    DeclinedLess,
}

fn better() -> impl Strategy<Value = Better> {
    prop_oneof![
        (0..5_000_i32).prop_map(Better::Nearer),
        Just(Better::SameArea),
        prop::sample::select(Sign::ALL).prop_map(Better::Sign),
        prop::sample::select(vec!["訪問診療", "24時間対応", "看取り", "胃瘻交換", "麻薬管理"]).prop_map(Better::Does),
        Just(Better::Days),
        Just(Better::FewerPairs),
        Just(Better::FewerPatients),
        Just(Better::AgreedOnce),
        Just(Better::DeclinedLess),
    ]
}

fn improve(clinic: &mut Clinic, better: &Better) {
    match better {
        Better::Nearer(by) => clinic.metres = clinic.metres.map_or(Some(7_000), |metres| Some((metres - by).max(0))),
        Better::SameArea => clinic.same_area = true,
        Better::Sign(sign) => clinic.work.signs = clinic.work.signs.with(*sign),
        Better::Does(what) => clinic.work.does = format!("{};{what}", clinic.work.does).into(),
        Better::Days => clinic.work.days = DaySet::of_fact("月火水木金土日祝"),
        Better::FewerPairs => clinic.pairs = clinic.pairs.saturating_sub(1),
        Better::FewerPatients => clinic.patients = clinic.patients.saturating_sub(10),
        Better::AgreedOnce => clinic.agreed += 1,
        Better::DeclinedLess => {
            clinic.declined = clinic.declined.saturating_sub(1);
            clinic.declined_before = clinic.declined_before.saturating_sub(1);
        }
    }
}

proptest! {
    #[test]
    fn points_are_the_sum_of_the_reasons_and_never_more_than_each_may_give(
        all in prop::collection::vec(clinics(), 1..20),
    ) {
        for one in ranked(&all, &needs()) {
            prop_assert_eq!(one.points, one.reasons.iter().map(|reason| reason.points).sum::<i32>());
            prop_assert!(one.reasons.iter().all(|reason| reason.points <= reason.most && reason.most >= 0));
            prop_assert_eq!(one.place.is_none(), one.excluded.is_some());
        }
    }

    #[test]
    fn more_of_a_good_thing_never_ranks_lower(
        all in prop::collection::vec(clinics(), 1..12), at in any::<prop::sample::Index>(), better in better(),
    ) {
        let at = at.index(all.len());
        let site = SiteId(at as u64 + 1);
        let place = |clinics: &[Clinic]| ranked(clinics, &needs()).iter().position(|one| one.site == site).unwrap();
        let before = place(&all);
        let mut after = all.clone();
        improve(&mut after[at], &better);
        prop_assert!(place(&after) <= before, "{:?} of {:?}", better, all[at]);
    }

    #[test]
    fn the_order_is_one_whatever_order_they_come_in(all in prop::collection::vec(clinics(), 1..20), turn in 0..20_usize) {
        let area = AreaCode("honcho".into());
        let needs = needs();
        let sought =
            Sought { role: PairRole::Family, needs: &needs, home: Some(located(HOME)), area: Some(&area), partners: &[] };
        let mut candidates: Vec<Candidate> = all.iter().zip(1..).map(|(one, site)| one.as_candidate(site, &area)).collect();
        let first = rank(&sought, candidates.clone(), &Weights::default(), &codes());
        let turn = turn % candidates.len();
        candidates.rotate_left(turn);
        prop_assert_eq!(rank(&sought, candidates, &Weights::default(), &codes()), first);
    }
}
