//! Old heads, two records of one person, and who may read and write.

use super::*;

#[test]
fn what_old_heads_say_is_the_team_until_one_is_kept_and_is_taken_over_then() {
    let mut town = Town::new();
    let mut record: Patient = town.desk.read(ME, |reader| reader.get(town.patient)).unwrap();
    record.head.doctors = Doctors {
        family: Some(Physician {
            name: "佐藤".into(),
            place: Place { site: Some(CLINIC), name: "本町クリニック".into() },
        }),
        ..Doctors::default()
    };
    record.head.team = vec![TeamMember {
        profession: Code::new("visiting_nurse"),
        name: "木村".into(),
        place: Place { site: Some(NURSES), name: "みどり訪問看護".into() },
        phone: "047-300-0003".into(),
    }];
    // As an old journal has it: both sections written into the head.
    let id = town.patient;
    let event =
        PatientEvent::Changed(vec![record.head.section(SectionName::Doctors), record.head.section(SectionName::Team)]);
    town.desk.change(ME, |tx| tx.record::<Patient>(id, event)).unwrap();
    let detail = town.detail(id);
    assert_eq!(detail.teams[0].version, Version(0));
    let people = |detail: &CareTeamDetail| -> Vec<String> {
        detail.members().map(|(_, member)| format!("{} {}", member.role, member.who.line())).collect()
    };
    let before = people(&detail);
    assert_eq!(before, ["family_physician 本町クリニック 佐藤", "visiting_nurse みどり訪問看護 木村"]);
    let (rows, _) = town.list(ME, CareTeamFilter { site: Some(NURSES), ..CareTeamFilter::default() }).unwrap();
    assert_eq!(rows.len(), 1);
    town.ask(CareRole::Pharmacist, PHARMACY).unwrap();
    let detail = town.detail(id);
    assert_eq!(detail.teams[0].version, Version(2));
    assert_eq!(people(&detail)[..2], before);
    // From now on the head is not written there any more, and shows the team.
    let section = Section::Team(Vec::new());
    let sections = vec![SeenSection { seen: Version(2), section }];
    let change = PatientChange::Change { patient: id, sections };
    let refused = town.desk.change(ME, |tx| patient::change(tx, change));
    assert_eq!(refused, Err(Problem::Patient(PatientProblem::KeptInTeam { section: SectionName::Team })));
    match town.desk.read(ME, |reader| patient::read(reader, &PatientRead::Head { patient: id })).unwrap() {
        PatientAnswer::Head(head) => {
            assert_eq!(head.team.len(), 3);
            assert_eq!(head.patient.head.doctors, Doctors::default());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_is_named_at_registration_is_kept_in_the_team() {
    let mut town = Town::new();
    let head = Head {
        identity: Identity {
            name: PersonName { written: "鈴木 一郎".into(), ..PersonName::default() },
            ..Identity::default()
        },
        doctors: Doctors {
            back_bed: Some(Place { site: Some(HOSPITAL), name: "汐見総合病院".into() }),
            ..Doctors::default()
        },
        ..Head::default()
    };
    let change = PatientChange::Register { head: Box::new(head) };
    let id: PatientId = town.desk.change(ME, |tx| patient::change(tx, change)).unwrap().id.parse().unwrap();
    let detail = town.detail(id);
    assert_eq!(detail.teams[0].version, Version(1));
    assert_eq!(detail.teams[0].members[0].role, CareRole::BackBed);
    let record: Patient = town.desk.read(ME, |reader| reader.get(id)).unwrap();
    assert_eq!(record.head.doctors, Doctors::default(), "one truth");
}

#[test]
fn two_records_of_one_person_show_one_team_and_ask_nobody_twice() {
    let mut town = Town::new();
    let twin = register(&mut town.desk, "山田花子", "やまだ はなこ", None);
    town.know(twin, CareRole::PrimaryPhysician, CLINIC, "佐藤", "");
    town.know(town.patient, CareRole::VisitingNurse, NURSES, "", "");
    let seen = Version(1);
    let merge = PatientChange::Merge { patient: twin, seen, into: town.patient };
    town.desk.change(ME, |tx| patient::change(tx, merge)).unwrap();
    let detail = town.detail(twin);
    assert_eq!(detail.patient.id, town.patient);
    assert_eq!(detail.members().count(), 2);
    let (rows, counts) = town.list(ME, CareTeamFilter::default()).unwrap();
    assert_eq!((rows.len(), rows[0].active, counts.teams), (1, 2, 1));
    let taken =
        town.step(CareTeamStep::Know { role: CareRole::PrimaryPhysician, who: at(SECOND), since: None, cover: None });
    assert!(matches!(refused(taken), CareTeamProblem::RoleTaken { .. }));
    let asked = town.step_by(
        ME,
        twin,
        CareTeamStep::Ask { role: CareRole::Pharmacist, who: at(PHARMACY), contact: town.contact(), cover: None },
    );
    assert_eq!(refused(asked), CareTeamProblem::Merged);
    let hospital = Place::default();
    let on = Occurred::At(town.desk.now);
    town.step(CareTeamStep::Pause { on, hospital, text: String::new() }).unwrap();
    let detail = town.detail(town.patient);
    assert!(detail.teams.iter().all(|team| team.rest.is_some()), "the person is in hospital, not a record");
    assert!(detail.members().all(|(_, member)| member.to_tell == Some(ToTell::Admission)));
}

#[test]
fn coordinators_write_the_team_and_physicians_read_and_clerks_print_names_and_numbers() {
    let mut town = Town::new();
    town.know(town.patient, CareRole::PrimaryPhysician, CLINIC, "佐藤", "平日 9-18");
    let contact = town.contact();
    town.step(CareTeamStep::Ask { role: CareRole::Pharmacist, who: at(PHARMACY), contact, cover: None }).unwrap();
    let physician = town.desk.join("森", &[Role::Physician], None);
    let member = town.desk.join("小川", &[Role::Team], Some(SupportTeam::Nutrition));
    let clerk = town.desk.join("事務", &[Role::Clerk], None);
    let auditor = town.desk.join("監査", &[Role::Auditor], None);
    let withdraw = || CareTeamStep::Withdraw { member: MemberNumber(2), reason: "不要".into() };
    for who in [physician, clerk, auditor] {
        let patient = town.patient;
        assert_eq!(town.step_by(who, patient, withdraw()), Err(Problem::NotAllowed));
    }
    assert!(matches!(town.step_by(member, town.patient, withdraw()), Err(Problem::NotFound { .. })));
    assert!(town.detail_for(physician, town.patient).is_ok());
    assert!(matches!(town.detail_for(member, town.patient), Err(Problem::NotFound { .. })), "not asked to see them");
    assert_eq!(town.list(member, CareTeamFilter::default()).unwrap(), (vec![], CareTeamCounts::default()));
    assert_eq!(town.detail_for(clerk, town.patient), Err(Problem::NotAllowed));
    assert_eq!(town.list(clerk, CareTeamFilter::default()), Err(Problem::NotAllowed));
    let sheet = town.sheet(clerk).unwrap();
    assert_eq!(sheet.members.len(), 1, "one who was only asked is not printed");
    assert!(town.sheet(auditor).is_err());
    let patient = town.patient;
    town.desk.change(clerk, |tx| change(tx, CareTeamChange::Print { patient })).unwrap();
    let printed = town
        .desk
        .events
        .iter()
        .filter(|event| matches!(event, Event::Staff(by, StaffEvent::Printed { .. }) if *by == clerk));
    assert_eq!(printed.count(), 1, "printing is written down");
}
