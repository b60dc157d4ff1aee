//! Pairs through real transactions: the whole course, rights, candidates, the truth about who is primary, reminders.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, TimeDelta};

use super::{change, read};
use crate::api::care_team::{CareTeamChange, CareTeamStep};
use crate::api::pair::{
    Candidates, PairAct, PairChange, PairCounts, PairDetail, PairFilter, PairOrder, PairProblem, PairRead, PairRow,
    PairsAnswer, Part, PlacePairs, Suggestion,
};
use crate::api::patient::{PatientAnswer, PatientChange, PatientHead, PatientRead};
use crate::api::resource::{ResourceAnswer, ResourceChange, ResourceRead};
use crate::api::{Done, Problem, Window};
use crate::center::news::since_then;
use crate::center::testing::Desk;
use crate::center::{care_team, patient, resource};
use crate::domain::area::AreaCode;
use crate::domain::care_team::{CareRole, Carer, MemberNumber, MemberState};
use crate::domain::centre::{Centre, CentreEvent, CentreId};
use crate::domain::code::Code;
use crate::domain::geo::Precision;
use crate::domain::id::{CareTeamId, PairId, PatientId, SiteId, StaffId, Version};
use crate::domain::pair::rank::{Exclusion, Proof, Reason, Sign, Want};
use crate::domain::pair::{
    Asking, Beginning, DeclineGround, Disease, EndGround, Ending, Ground, Information, Needs, Opening, PairAnswer,
    PairProblem as Rule, PairRole, PairState, Reading, Review, Scheme,
};
use crate::domain::patient::tests::now;
use crate::domain::patient::{Doctors, Head, Health, Identity, Physician, Place};
use crate::domain::person::PersonName;
use crate::domain::referral::{Means, Party};
use crate::domain::resource::{FactKey, Facts, Field, Listing, ListingKey, Notification, ServiceKey, Source};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::timeline::Occurred;

const ME: StaffId = StaffId(1);

/// A hospital, three clinics at growing distance, and a man with cancer in the hospital's care.
struct Town {
    desk: Desk,
    patient: PatientId,
}

fn listing(code: &str, kind: &str, name: &str, town: &str, coordinates: &str, signs: &[&str]) -> Listing {
    let facts: Facts = [
        (Field::Name, name),
        (Field::Prefecture, "若葉県"),
        (Field::City, "汐見市"),
        (Field::Town, town),
        (Field::Coordinates, coordinates),
        (Field::Days, "月火水木金"),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(field, value)| (FactKey::site(field), value.to_owned()))
    .collect();
    let notification =
        |sign: &&str| Notification { sign: (*sign).to_owned(), name: String::new(), number: String::new(), from: None };
    Listing {
        key: ListingKey { source: Source::ShisetsuKijun, id: code.to_owned() },
        offices: vec![code.to_owned()],
        services: vec![ServiceKey { office: code.to_owned(), kind: Code::new(kind) }],
        facts,
        notifications: signs.iter().map(notification).collect(),
    }
}

fn physician(site: u64, place: &str, name: &str) -> Physician {
    Physician { name: name.into(), place: Place { site: Some(SiteId(site)), name: place.into() } }
}

impl Town {
    fn new() -> Self {
        let mut desk = Desk::new(now());
        let listings = vec![
            listing("4810000001", "hospital", "汐見総合病院", "本町1-1", "35.790000,139.900000", &["在後病"]),
            listing("4810000002", "clinic", "ちかい医院", "本町2-2", "35.781000,139.901000", &[]),
            listing(
                "4810000003",
                "clinic",
                "在宅クリニック",
                "仲町3-3",
                "35.785000,139.905000",
                &["支援診２", "在医総管１", "がん疼"],
            ),
            listing("4810000004", "clinic", "とおい診療所", "本町4-4", "", &["支援診３"]),
        ];
        desk.change(ME, |tx| resource::change(tx, ResourceChange::Import { listings, staged: 0 })).unwrap();
        let head = Head {
            identity: Identity {
                name: PersonName { written: "鈴木 一郎".into(), kana: "すずき いちろう".into() },
                area: Some(AreaCode("honcho".into())),
                address: "若葉県汐見市本町2-9".into(),
                ..Identity::default()
            },
            health: Health { diagnoses: vec!["膵がん末期".into()], ..Health::default() },
            doctors: Doctors { primary: Some(physician(1, "汐見総合病院", "田中 誠")), ..Doctors::default() },
            ..Head::default()
        };
        let register = PatientChange::Register { head: Box::new(head) };
        let done = desk.change(ME, |tx| patient::change(tx, register)).unwrap();
        let mut town = Self { desk, patient: done.id.parse().unwrap() };
        town.settings(|_| {});
        town
    }

    fn settings(&mut self, change: impl FnOnce(&mut crate::domain::settings::Settings)) {
        self.desk
            .change(ME, |tx| {
                let mut settings = tx.settings().clone();
                change(&mut settings);
                tx.record::<Centre>(CentreId, CentreEvent::Founded(Box::new(settings)))
            })
            .unwrap();
    }

    fn now(&self) -> Occurred {
        Occurred::At(self.desk.now)
    }

    fn opening(&self) -> Opening {
        Opening {
            patient: self.patient,
            scheme: Scheme::HospitalAndFamily,
            reading: Reading::SpecialistPrimary,
            ground: Ground::Cancer,
            why: String::new(),
            known: BTreeMap::from([(PairRole::Specialist, physician(1, "汐見総合病院", "田中 誠"))]),
            asked_by: Party::named("汐見総合病院 地域連携室"),
            wish: "自宅で過ごしたい".into(),
            asked: self.now(),
            consultation: None,
        }
    }

    fn begin(&mut self, by: StaffId) -> Result<PairId, Problem> {
        let opening = Box::new(self.opening());
        let done = self.desk.change(by, |tx| change(tx, PairChange::Begin(opening)))?;
        Ok(done.id.parse().unwrap())
    }

    fn step(&mut self, by: StaffId, pair: PairId, step: PairAct) -> Result<Done, Problem> {
        let seen = self.detail(ME, pair).unwrap().pair.version;
        self.desk.now += TimeDelta::minutes(1);
        self.desk.change(by, |tx| change(tx, PairChange::Step { pair, seen, step }))
    }

    fn detail(&self, by: StaffId, pair: PairId) -> Result<PairDetail, Problem> {
        match self.desk.read(by, |reader| read(reader, &PairRead::Pair { pair }))? {
            PairsAnswer::Pair(detail) => Ok(*detail),
            other => panic!("{other:?}"),
        }
    }

    fn list(&self, by: StaffId, filter: PairFilter) -> Result<(Vec<PairRow>, PairCounts), Problem> {
        let request = PairRead::List { filter, order: PairOrder::Due, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            PairsAnswer::List { page, counts } => Ok((page.rows, counts)),
            other => panic!("{other:?}"),
        }
    }

    fn candidates(&self, by: StaffId, pair: PairId) -> Result<Candidates, Problem> {
        let request = PairRead::Candidates { pair, role: None, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            PairsAnswer::Candidates(found) => Ok(*found),
            other => panic!("{other:?}"),
        }
    }

    fn suggestion(&self) -> Suggestion {
        let request = PairRead::Suggested { patient: Some(self.patient), consultation: None, site: None };
        match self.desk.read(ME, |reader| read(reader, &request)).unwrap() {
            PairsAnswer::Suggested(suggestion) => *suggestion,
            other => panic!("{other:?}"),
        }
    }

    fn head(&self, by: StaffId) -> PatientHead {
        let request = PatientRead::Head { patient: self.patient };
        match self.desk.read(by, |reader| patient::read(reader, &request)).unwrap() {
            PatientAnswer::Head(head) => *head,
            other => panic!("{other:?}"),
        }
    }

    /// Who the care team has in this role.
    fn physician(&self, role: &CareRole) -> Option<Physician> {
        let team = self.head(ME).team;
        let active = team.into_iter().find(|member| member.role == *role && member.state == MemberState::Active);
        active.map(|member| Physician { name: member.who.name, place: member.who.place })
    }

    fn team_step(&mut self, step: CareTeamStep) -> Result<(), Problem> {
        let team = CareTeamId::of(self.patient);
        self.desk
            .change(ME, |tx| {
                let seen = care_team::load(tx, team)?.version;
                care_team::change(tx, CareTeamChange::Step { team, seen, step: Box::new(step) })
            })
            .map(|_| ())
    }

    fn place(&self, by: StaffId, site: SiteId) -> Option<PlacePairs> {
        match self.desk.read(by, |reader| resource::read(reader, &ResourceRead::Site { site })).unwrap() {
            ResourceAnswer::Site(detail) => detail.pairs,
            other => panic!("{other:?}"),
        }
    }

    fn inform(&self) -> PairAct {
        PairAct::Inform(Box::new(Information {
            on: self.now(),
            from: Party::named("汐見総合病院"),
            means: Means::Fax,
            text: "膵がん。疼痛は麻薬で安定。".into(),
            needs: Needs { visits: true, disease: Some(Disease::Cancer), ..Needs::default() },
        }))
    }

    fn ask(&self, site: u64, name: &str) -> PairAct {
        PairAct::Ask(Box::new(Asking {
            role: PairRole::Family,
            place: Place { site: Some(SiteId(site)), name: name.into() },
            spoke_with: String::new(),
            on: self.now(),
            means: Means::Phone,
            text: String::new(),
            ranking: None,
        }))
    }

    fn agree(&self) -> PairAct {
        let (physician, conditions) = ("佐々木 薫".to_owned(), String::new());
        PairAct::Answer(PairAnswer::Agreed { on: self.now(), physician, conditions })
    }

    fn decline(&self) -> PairAct {
        let (ground, reason) = (DeclineGround::Full, String::new());
        PairAct::Answer(PairAnswer::Declined { on: self.now(), ground, reason })
    }

    fn activate(&self) -> PairAct {
        let from = self.desk.now.date_naive();
        let duties = Scheme::HospitalAndFamily.duties().iter().copied().collect();
        PairAct::Activate(Box::new(Beginning { from, duties, terms: String::new(), review: from + Days::new(90) }))
    }

    fn end(&self, stays: Vec<PairRole>) -> PairAct {
        let (on, ground, text) = (self.desk.now.date_naive(), EndGround::OneSuffices, String::new());
        PairAct::End(Box::new(Ending { on, ground, text, stays }))
    }

    /// A pair with the clinic s3 that is active.
    fn active(&mut self) -> PairId {
        let pair = self.begin(ME).unwrap();
        let informed = self.inform();
        self.step(ME, pair, informed).unwrap();
        let asked = self.ask(3, "在宅クリニック");
        self.step(ME, pair, asked).unwrap();
        let agreed = self.agree();
        self.step(ME, pair, agreed).unwrap();
        let begins = self.activate();
        self.step(ME, pair, begins).unwrap();
        pair
    }
}

fn rule(problem: Problem) -> Rule {
    match problem {
        Problem::Pair(PairProblem::Rule(rule)) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_specialist_gets_a_family_physician() {
    let mut town = Town::new();
    let suggestion = town.suggestion();
    assert_eq!(suggestion.ground, Some(Ground::Cancer));
    assert_eq!(suggestion.known, [(PairRole::Specialist, physician(1, "汐見総合病院", "田中 誠"))]);
    let pair = town.begin(ME).unwrap();
    let too_early = town.ask(3, "在宅クリニック");
    assert!(matches!(rule(town.step(ME, pair, too_early).unwrap_err()), Rule::NotNow { .. }));
    let informed = town.inform();
    town.step(ME, pair, informed).unwrap();
    let found = town.candidates(ME, pair).unwrap();
    let names: Vec<&str> = found.page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        names,
        ["在宅クリニック", "とおい診療所", "ちかい医院"],
        "the hospital is no candidate for a family physician"
    );
    let best = &found.page.rows[0].ranked;
    let wanted = |want, proof| Reason::Wanted { want, proof };
    let has = |reason: Reason| best.reasons.iter().any(|one| one.reason == reason);
    assert!(has(wanted(Want::Visits, Proof::Notified(Sign::SupportClinic2))));
    assert!(has(wanted(Want::Disease(Disease::Cancer), Proof::Notified(Sign::CancerPain))));
    let by_town = &found.page.rows[1].ranked.reasons[0].reason;
    assert!(matches!(by_town, Reason::Distance { precision: Precision::Town, .. }), "{by_town:?}");

    for (site, name) in [(4, "とおい診療所"), (2, "ちかい医院")] {
        let asked = town.ask(site, name);
        town.step(ME, pair, asked).unwrap();
        let no = town.decline();
        town.step(ME, pair, no).unwrap();
    }
    let found = town.candidates(ME, pair).unwrap();
    let excluded: Vec<Option<Exclusion>> = found.page.rows.iter().map(|row| row.ranked.excluded).collect();
    assert!(matches!(excluded.as_slice(), [None, Some(Exclusion::Declined { .. }), Some(Exclusion::Declined { .. })]));
    let asked = town.ask(3, "在宅クリニック");
    town.step(ME, pair, asked).unwrap();
    let yes = town.agree();
    town.step(ME, pair, yes).unwrap();
    let detail = town.detail(ME, pair).unwrap();
    let ranking = detail.pair.asked[0].asking.ranking.unwrap();
    assert_eq!((ranking.place, detail.pair.asked.len()), (2, 3), "where it stood is kept with the asking");
    let begins = town.activate();
    town.step(ME, pair, begins).unwrap();

    let clinic = Some(physician(3, "在宅クリニック", "佐々木 薫"));
    assert_eq!(town.physician(&CareRole::SecondaryPhysician), clinic);
    assert_eq!(town.head(ME).pair.map(|row| row.state), Some(PairState::Active));
    assert_eq!(town.place(ME, SiteId(3)), Some(PlacePairs { active: 1, agreed: 0, asked: 0 }));
    let next = town.desk.now.date_naive() + Days::new(30);
    let review = Review { on: town.now(), with: String::new(), text: "順調".into(), next };
    town.step(ME, pair, PairAct::Review(Box::new(review))).unwrap();
    assert_eq!(town.detail(ME, pair).unwrap().row.due, Some(next));
    let ends = town.end(vec![PairRole::Family]);
    town.step(ME, pair, ends).unwrap();
    assert_eq!(town.physician(&CareRole::PrimaryPhysician), clinic, "who stays alone is primary");
    assert_eq!(town.physician(&CareRole::SecondaryPhysician), None);
    assert_eq!(town.head(ME).pair, None);
}

#[test]
fn the_care_team_and_the_active_pair_are_one_truth() {
    let mut town = Town::new();
    let before = town.physician(&CareRole::PrimaryPhysician);
    assert_eq!(before, Some(physician(1, "汐見総合病院", "田中 誠")), "the team has whom the record named");
    let pair = town.active();
    let leave = |member: MemberNumber| CareTeamStep::Leave { member, on: now().date_naive(), reason: "異動".into() };
    let team = town.head(ME).team;
    let primary = team.iter().find(|member| member.role == CareRole::PrimaryPhysician).unwrap();
    assert_eq!(town.team_step(leave(primary.number)), Err(PairProblem::HeldByPair { pair }.into()));
    let who = Carer { name: "高橋 実".into(), ..Carer::default() };
    let know = CareTeamStep::Know { role: CareRole::SecondaryPhysician, who, since: None, cover: None };
    assert_eq!(town.team_step(know), Err(PairProblem::HeldByPair { pair }.into()));
    let replace = PairAct::Replace {
        role: PairRole::Specialist,
        physician: "高橋 実".into(),
        from: town.desk.now.date_naive(),
        reason: "異動".into(),
    };
    town.step(ME, pair, replace).unwrap();
    let primary = town.physician(&CareRole::PrimaryPhysician);
    assert_eq!(primary, Some(physician(1, "汐見総合病院", "高橋 実")), "the pair changes, the team shows it");
}

#[test]
fn a_centre_may_call_the_family_physician_primary() {
    let mut town = Town::new();
    town.settings(|settings| settings.pairs.reading = Reading::FamilyPrimary);
    let pair = town.active();
    town.settings(|settings| settings.pairs.reading = Reading::SpecialistPrimary);
    let row = town.detail(ME, pair).unwrap().row;
    assert_eq!(row.primary.map(|one| one.place.name), Some("在宅クリニック".into()), "as it was when it began");
    assert_eq!(row.secondary.map(|one| one.place.name), Some("汐見総合病院".into()));
}

#[test]
fn a_patient_has_one_open_pair_and_a_version_is_named() {
    let mut town = Town::new();
    let pair = town.begin(ME).unwrap();
    assert_eq!(town.begin(ME), Err(PairProblem::AlreadyOpen { pair }.into()));
    let step = town.inform();
    let old = PairChange::Step { pair, seen: Version(9), step };
    assert!(matches!(town.desk.change(ME, |tx| change(tx, old)), Err(Problem::Conflict { .. })));
    let empty = PairAct::CallOff { reason: " ".into() };
    assert_eq!(town.step(ME, pair, empty), Err(PairProblem::Missing { part: Part::Reason }.into()));
    town.step(ME, pair, PairAct::CallOff { reason: "本人の希望".into() }).unwrap();
    assert!(town.begin(ME).is_ok(), "the earlier one is over");
}

#[test]
fn coordinators_write_physicians_answer_teams_read_of_their_patients_and_clerks_nothing() {
    let mut town = Town::new();
    let doctor = town.desk.join("医師", &[Role::Physician], None);
    let dietitian = town.desk.join("栄養士", &[Role::Team], Some(SupportTeam::Nutrition));
    let clerk = town.desk.join("事務", &[Role::Clerk], None);
    for by in [doctor, dietitian, clerk] {
        assert_eq!(town.begin(by), Err(Problem::NotAllowed), "{by}");
    }
    let pair = town.begin(ME).unwrap();
    let informed = town.inform();
    assert_eq!(town.step(doctor, pair, informed.clone()), Err(Problem::NotAllowed));
    town.step(ME, pair, informed).unwrap();
    let asked = town.ask(3, "在宅クリニック");
    town.step(ME, pair, asked).unwrap();
    let yes = town.agree();
    town.step(doctor, pair, yes).unwrap();
    assert_eq!(town.list(doctor, PairFilter::default()).unwrap().0.len(), 1);
    assert!(town.candidates(doctor, pair).is_err(), "nobody is sought");

    let (rows, counts) = town.list(dietitian, PairFilter::default()).unwrap();
    assert_eq!((rows.len(), counts), (0, PairCounts::default()), "what may not be read is not counted");
    assert!(matches!(town.detail(dietitian, pair), Err(Problem::NotFound { .. })));
    assert_eq!(town.place(dietitian, SiteId(3)), Some(PlacePairs::default()));
    assert_eq!(town.list(clerk, PairFilter::default()).map(|_| ()), Err(Problem::NotAllowed));
    assert_eq!(town.place(clerk, SiteId(3)), None);
    assert_eq!(town.head(clerk).pair, None);
}

#[test]
fn a_team_reads_of_the_patients_whom_it_was_asked_to_see() {
    let mut town = Town::new();
    let dietitian = town.desk.join("栄養士", &[Role::Team], Some(SupportTeam::Nutrition));
    let pair = town.begin(ME).unwrap();
    let request = crate::domain::referral::Request {
        team: SupportTeam::Nutrition,
        patient: town.patient,
        consultation: None,
        from_referral: None,
        asked: town.now(),
        requester: crate::domain::referral::Requester {
            profession: Code::new("care_manager"),
            organisation: Party::named("本町居宅介護支援事業所"),
            name: "木村".into(),
            phone: String::new(),
        },
        reason: "体重が減っている".into(),
        aim: String::new(),
        dispatch: None,
    };
    let refer = crate::api::referral::ReferralChange::Request(Box::new(request));
    town.desk.change(ME, |tx| crate::center::referral::change(tx, refer)).unwrap();
    assert!(town.detail(dietitian, pair).is_ok());
    let informed = town.inform();
    assert_eq!(town.step(dietitian, pair, informed), Err(Problem::NotAllowed));
    assert_eq!(town.candidates(dietitian, pair).map(|_| ()), Err(Problem::NotAllowed), "a ranking is about others too");
}

#[test]
fn whoever_died_or_moved_away_is_reminded_of_no_more() {
    let mut town = Town::new();
    let pair = town.begin(ME).unwrap();
    town.desk.now += TimeDelta::days(20);
    let overdue = PairFilter { overdue: true, ..PairFilter::default() };
    assert_eq!(town.list(ME, overdue.clone()).unwrap().0.len(), 1);
    let news = |town: &Town| town.desk.read(ME, |reader| since_then(reader, None)).unwrap().lines.len();
    assert_eq!(news(&town), 1, "what is overdue is told on coming back");
    let (patient, seen) = (town.patient, town.head(ME).patient.version);
    let on = town.desk.now.date_naive();
    town.desk.change(ME, |tx| patient::change(tx, PatientChange::Die { patient, seen, on })).unwrap();
    let (rows, counts) = town.list(ME, overdue).unwrap();
    assert_eq!((rows.len(), counts.overdue, news(&town)), (0, 0, 0));
    assert_eq!(town.detail(ME, pair).unwrap().row.due, None);
    let informed = town.inform();
    town.step(ME, pair, informed).unwrap();
    let asked = town.ask(3, "在宅クリニック");
    assert_eq!(town.step(ME, pair, asked), Err(PairProblem::PatientGone { patient }.into()));
}

#[test]
fn loads_and_earlier_answers_count_in_the_next_ranking() {
    let mut town = Town::new();
    town.active();
    let head = Head {
        identity: Identity {
            name: PersonName { written: "山田 花子".into(), kana: String::new() },
            ..Identity::default()
        },
        ..Head::default()
    };
    let register = PatientChange::Register { head: Box::new(head) };
    let done = town.desk.change(ME, |tx| patient::change(tx, register)).unwrap();
    town.patient = done.id.parse().unwrap();
    let pair = town.begin(ME).unwrap();
    let found = town.candidates(ME, pair).unwrap();
    let row = found.page.rows.iter().find(|row| row.ranked.site == SiteId(3)).unwrap();
    let has = |reason: Reason| row.ranked.reasons.iter().find(|one| one.reason == reason).map(|one| one.points);
    assert_eq!(has(Reason::Pairs { count: 1 }), Some(8));
    assert_eq!(has(Reason::Agreed { times: 1 }), Some(4));
    assert_eq!(has(Reason::DistanceUnknown), Some(0), "nobody knows where she lives");
}

#[test]
fn a_pair_is_handed_to_somebody_who_arranges_pairs() {
    let mut town = Town::new();
    let other = town.desk.join("鈴木 次郎", &[Role::Coordinator], None);
    let clerk = town.desk.join("事務", &[Role::Clerk], None);
    let pair = town.begin(ME).unwrap();
    let hand = |to| PairAct::Hand { to, reason: String::new() };
    assert_eq!(town.step(ME, pair, hand(clerk)), Err(PairProblem::CannotArrange { member: clerk }.into()));
    let before = town.desk.now;
    town.step(ME, pair, hand(other)).unwrap();
    let mine = PairFilter { mine: true, ..PairFilter::default() };
    assert_eq!(town.list(ME, mine.clone()).unwrap().0.len(), 0);
    assert_eq!(town.list(other, mine).unwrap().0.len(), 1);
    let news = town.desk.read(other, |reader| since_then(reader, Some(before))).unwrap();
    let kinds: BTreeSet<_> = news.lines.iter().map(|line| line.what).collect();
    assert!(kinds.contains(&crate::api::news::NewsKind::HandedTo), "{kinds:?}");
}
