//! From the asking to the end of a stay in hospital; who is needed, who can be asked.

use super::*;

#[test]
fn one_declines_another_agrees_and_what_is_missing_shows() {
    let mut town = Town::new();
    let missing = |town: &Town| -> Vec<CareRole> {
        let detail = town.detail(town.patient);
        detail.needs.into_iter().filter(|need| need.standing == NeedStanding::Missing).map(|need| need.role).collect()
    };
    let all = [
        CareRole::PrimaryPhysician,
        CareRole::VisitingNurse,
        CareRole::CareManager,
        CareRole::Pharmacist,
        CareRole::BackBed,
    ];
    assert_eq!(missing(&town), all);
    town.ask(CareRole::PrimaryPhysician, CLINIC).unwrap();
    assert_eq!(missing(&town), all[1..]);
    let contact = town.contact();
    let reason = "訪問の枠がない".to_owned();
    town.step(CareTeamStep::Decline { member: MemberNumber(1), contact, reason }).unwrap();
    assert_eq!(missing(&town), all, "one who said no fills nothing");
    town.ask(CareRole::PrimaryPhysician, SECOND).unwrap();
    let contact = town.contact();
    let today = town.desk.now.date_naive();
    town.step(CareTeamStep::Agree { member: MemberNumber(2), contact, started: Some(today), cover: None }).unwrap();
    assert_eq!(town.states(), [MemberState::Declined, MemberState::Active]);
    let detail = town.detail(town.patient);
    let who = &detail.teams[0].members[1].who;
    assert_eq!((who.place.name.as_str(), who.phone.as_str()), ("みなみ医院", "047-300-0002"), "from the resources");
    let steps: Vec<_> = town.steps();
    assert_eq!(
        steps.iter().map(|(step, _)| *step).collect::<Vec<_>>(),
        [
            StepName::MemberActive,
            StepName::MemberAsked,
            StepName::MemberDeclined,
            StepName::MemberAsked,
            StepName::MemberAgreed,
        ]
    );
    assert!(steps.iter().any(|(_, with)| with == "本町クリニック"));
}

#[test]
fn a_team_outlives_a_stay_in_hospital_and_says_whom_to_tell() {
    let mut town = Town::new();
    town.know(town.patient, CareRole::PrimaryPhysician, CLINIC, "佐藤", "");
    town.ask(CareRole::VisitingNurse, NURSES).unwrap();
    let on = Occurred::At(town.desk.now);
    let hospital = Place { site: Some(HOSPITAL), name: "汐見総合病院".into() };
    town.step(CareTeamStep::Pause { on, hospital, text: String::new() }).unwrap();
    assert_eq!(town.whereabouts(), Whereabouts::Hospital, "the head says the same");
    let (rows, counts) = town.list(ME, CareTeamFilter { resting: true, ..CareTeamFilter::default() }).unwrap();
    assert_eq!((rows.len(), counts.resting, counts.to_tell), (1, 1, 1));
    let contact = town.contact();
    town.step(CareTeamStep::Tell { member: MemberNumber(1), contact }).unwrap();
    let contact = town.contact();
    town.step(CareTeamStep::Agree { member: MemberNumber(2), contact, started: None, cover: None }).unwrap();
    town.desk.now += TimeDelta::days(10);
    let on = Occurred::At(town.desk.now);
    town.step(CareTeamStep::Resume { on, text: String::new(), start: true }).unwrap();
    assert_eq!(town.whereabouts(), Whereabouts::Home);
    let detail = town.detail(town.patient);
    assert!(detail.rest().is_none());
    let members: Vec<_> = detail.members().map(|(_, member)| (member.state, member.to_tell)).collect();
    assert_eq!(
        members,
        [(MemberState::Active, Some(ToTell::Discharge)), (MemberState::Active, Some(ToTell::Discharge))]
    );
    let reason = String::new();
    let again = town.step(CareTeamStep::Resume { on, text: reason, start: false });
    assert_eq!(refused(again), CareTeamProblem::NotResting);
}

#[test]
fn candidates_do_what_is_asked_and_the_near_ones_come_first() {
    let mut town = Town::new();
    let names = |found: &[Candidate]| found.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let physicians = town.candidates(CareRole::PrimaryPhysician, "");
    assert_eq!(names(&physicians)[..2], ["本町クリニック", "みなみ医院"].map(String::from), "of the area, by reading");
    assert_eq!(physicians.iter().filter(|one| one.near).count(), 2);
    assert_eq!(physicians.len(), 4, "clinics and hospitals alone");
    assert_eq!(names(&town.candidates(CareRole::PrimaryPhysician, "みなみ")), ["みなみ医院"]);
    assert_eq!(names(&town.candidates(CareRole::BackBed, "")), ["汐見総合病院"]);
    town.ask(CareRole::PrimaryPhysician, CLINIC).unwrap();
    let contact = town.contact();
    town.step(CareTeamStep::Decline { member: MemberNumber(1), contact, reason: "満床".into() }).unwrap();
    let physicians = town.candidates(CareRole::PrimaryPhysician, "");
    assert_eq!(names(&physicians)[0], "みなみ医院", "whoever always said no comes later");
    let clinic = physicians.iter().find(|one| one.site == CLINIC).unwrap();
    assert_eq!((clinic.asked, clinic.declined, clinic.teams), (1, 1, 0));
    let close = ResourceChange::Close { site: FAR, seen: Version(1), on: None, why: "閉院".into() };
    town.desk.change(ME, |tx| resource::change(tx, close)).unwrap();
    assert_eq!(town.candidates(CareRole::PrimaryPhysician, "").len(), 3);
    assert!(matches!(town.ask(CareRole::FamilyPhysician, FAR), Err(Problem::Resource(_))), "it closed down");
}

#[test]
fn a_step_from_an_older_version_is_refused_and_the_dead_are_not_asked_for() {
    let mut town = Town::new();
    town.ask(CareRole::PrimaryPhysician, CLINIC).unwrap();
    let step = CareTeamStep::Withdraw { member: MemberNumber(1), reason: "誤記".into() };
    let stale = CareTeamChange::Step { team: CareTeamId::of(town.patient), seen: Version(0), step: Box::new(step) };
    let refused_as = town.desk.change(ME, |tx| change(tx, stale));
    assert!(
        matches!(refused_as, Err(Problem::Conflict { kind: Kind::CareTeam, now: Version(2), .. })),
        "{refused_as:?}"
    );
    let die = PatientChange::Die { patient: town.patient, seen: Version(1), on: town.desk.now.date_naive() };
    town.desk.change(ME, |tx| patient::change(tx, die)).unwrap();
    let asked = town.ask(CareRole::VisitingNurse, NURSES);
    assert_eq!(refused(asked), CareTeamProblem::PatientGone);
    assert!(town.list(ME, CareTeamFilter::default()).unwrap().0.is_empty());
    let on = town.desk.now.date_naive();
    let contact = town.contact();
    town.step(CareTeamStep::Agree { member: MemberNumber(1), contact, started: Some(on), cover: None }).unwrap();
    town.step(CareTeamStep::Leave { member: MemberNumber(1), on, reason: "死亡".into() }).unwrap();
}

#[test]
fn hours_and_needs_are_said_by_staff() {
    let mut town = Town::new();
    town.know(town.patient, CareRole::PrimaryPhysician, CLINIC, "佐藤", "");
    assert_eq!(town.detail(town.patient).uncovered, None, "nobody's hours are known");
    let cover = Some(Cover::read("平日 9-18").unwrap());
    town.step(CareTeamStep::Cover { member: MemberNumber(1), cover }).unwrap();
    let detail = town.detail(town.patient);
    // Seven days of 48 half hours, less five working days of 18; the 23rd is a holiday.
    assert_eq!(detail.uncovered, Some(7 * 48 - 4 * 18));
    let second = detail.needs.iter().find(|need| need.role == CareRole::SecondaryPhysician).unwrap();
    assert_eq!(second.standing, NeedStanding::Missing);
    let said = Said::NotNeeded { reason: "訪問看護が24時間対応する".into() };
    town.step(CareTeamStep::Needs { role: CareRole::SecondaryPhysician, said }).unwrap();
    let needs = town.detail(town.patient).needs;
    let second = needs.iter().find(|need| need.role == CareRole::SecondaryPhysician).unwrap();
    assert!(matches!(second.standing, NeedStanding::NotNeeded { .. }));
    let begun =
        town.desk.events.iter().filter(|event| matches!(event, Event::CareTeam(_, CareTeamEvent::Begun { .. })));
    assert_eq!(begun.count(), 1);
    let today: NaiveDate = town.desk.now.date_naive();
    let none = town.step(CareTeamStep::Start { members: vec![MemberNumber(9)], on: today });
    assert_eq!(refused(none), CareTeamProblem::NoSuchMember { member: MemberNumber(9) });
}
