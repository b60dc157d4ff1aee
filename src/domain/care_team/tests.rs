//! What a care team takes over from the head, whom it needs, and what it refuses.

use chrono::NaiveDate;

use super::*;
use crate::domain::aggregate::Aggregate;
use crate::domain::code::Code;
use crate::domain::code::{CodeEntry, CodeList};
use crate::domain::id::{SiteId, StaffId};
use crate::domain::patient::tests::patient;
use crate::domain::patient::{CareLevel, Cognition, Doctors, Living, Mobility, Physician, TeamMember};
use crate::domain::referral::Means;
use crate::domain::settings::Settings;
use crate::domain::time::{Moment, from_micros};

/// Settings whose list of professions holds a dietitian.
pub(super) fn settings() -> Settings {
    let mut settings = crate::domain::patient::tests::settings();
    let dietitian = CodeEntry {
        code: Code::new("dietitian"),
        ja: "栄養士".into(),
        en: "dietitian".into(),
        kana: String::new(),
        from: None,
        until: None,
    };
    settings.codes.0.insert(CodeList::Professions, vec![dietitian]);
    settings
}

fn now() -> Moment {
    from_micros(1_795_000_000_000_000)
}

fn place(site: u64, name: &str) -> Place {
    Place { site: Some(SiteId(site)), name: name.into() }
}

fn carer(site: u64, name: &str) -> Carer {
    Carer { place: place(site, name), ..Carer::default() }
}

fn contact() -> Contact {
    Contact { on: Occurred::At(now()), means: Means::Phone, with: String::new(), text: String::new() }
}

fn team() -> CareTeam {
    let stamp = Stamp { at: now(), by: StaffId(1) };
    CareTeam::begin(CareTeamId(1), &CareTeamEvent::Begun { members: vec![] }, &stamp).unwrap()
}

fn go(team: &mut CareTeam, decide: impl FnOnce(&CareTeam) -> Result<CareTeamEvent, CareTeamProblem>) {
    let event = decide(team).unwrap();
    team.apply(&event, &Stamp { at: now(), by: StaffId(1) });
}

#[test]
fn nobody_whom_the_head_names_is_lost_and_nobody_counts_twice() {
    let mut patient = patient(12);
    let physician = |site, clinic: &str, name: &str| Some(Physician { name: name.into(), place: place(site, clinic) });
    patient.head.doctors = Doctors {
        primary: physician(1, "市立病院", "高橋"),
        secondary: None,
        family: physician(2, "本町クリニック", "佐藤"),
        back_bed: Some(place(1, "市立病院")),
    };
    let member = |profession: &str, site, at: &str, name: &str, phone: &str| TeamMember {
        profession: Code::new(profession),
        name: name.into(),
        place: place(site, at),
        phone: phone.into(),
    };
    patient.head.team = vec![
        member("physician", 2, "本町クリニック", "佐藤", "047-000-0001"),
        member("visiting_nurse", 3, "みどり訪問看護", "", ""),
        member("dietitian", 4, "栄養ケア", "小川", ""),
    ];
    let team = CareTeam::of_head(&patient);
    assert_eq!((team.id, team.version), (CareTeamId(12), Version(0)));
    let said: Vec<String> = team.active().map(|member| format!("{} {}", member.role, member.who.line())).collect();
    assert_eq!(
        said,
        [
            "primary_physician 市立病院 高橋",
            "family_physician 本町クリニック 佐藤",
            "back_bed 市立病院",
            "visiting_nurse みどり訪問看護",
            "other/dietitian 栄養ケア 小川",
        ]
    );
    assert_eq!(team.members[1].who.phone, "047-000-0001");
    let begun = CareTeamEvent::Begun { members: head::seeds(&patient.head) };
    let kept = CareTeam::begin(team.id, &begun, &Stamp { at: now(), by: StaffId(1) }).unwrap();
    let people = |team: &CareTeam| team.members.iter().map(|m| (m.role.clone(), m.who.clone())).collect::<Vec<_>>();
    assert_eq!(people(&kept), people(&team));
}

#[test]
fn who_is_needed_says_why_and_staff_have_the_last_word() {
    let mut head = patient(1).head;
    head.care.level = CareLevel::Care5;
    head.care.mobility = Some(Mobility::C1);
    head.care.cognition = Some(Cognition::IIIa);
    head.care.living = Living::AloneByDay;
    head.health.procedures = vec![Code::new("gastrostomy"), Code::new("opioids")];
    let wanted: Vec<String> = wants(&head).iter().map(|(role, why)| format!("{role} {}", why.len())).collect();
    assert_eq!(
        wanted,
        ["primary_physician 1", "visiting_nurse 3", "care_manager 1", "pharmacist 2", "dentist 1", "back_bed 2",]
    );
    let mut team = team();
    go(&mut team, |team| team.know(CareRole::FamilyPhysician, carer(2, "本町クリニック"), None, &settings(), now()));
    go(&mut team, |team| team.ask(CareRole::Pharmacist, carer(5, "あおば薬局"), contact(), &settings(), now()));
    let reason = || "家族が口腔ケアをする".to_owned();
    go(&mut team, |team| team.needs(CareRole::Dentist, Said::NotNeeded { reason: reason() }, &settings()));
    let dietitian = CareRole::Other(Code::new("dietitian"));
    go(&mut team, |team| team.needs(dietitian.clone(), Said::Needed { reason: "体重減少".into() }, &settings()));
    let all = needs(&[&team], wants(&head));
    let standing = |role: &CareRole| &all.iter().find(|need| need.role == *role).unwrap().standing;
    assert_eq!(standing(&CareRole::PrimaryPhysician), &NeedStanding::Filled, "any treating physician is one");
    assert_eq!(standing(&CareRole::Pharmacist), &NeedStanding::Asked);
    assert_eq!(standing(&CareRole::Dentist), &NeedStanding::NotNeeded { reason: reason() });
    assert_eq!(standing(&CareRole::VisitingNurse), &NeedStanding::Missing);
    assert_eq!(standing(&dietitian), &NeedStanding::Missing);
    go(&mut team, |team| team.needs(dietitian.clone(), Said::ByRule, &settings()));
    assert!(needs(&[&team], wants(&head)).iter().all(|need| need.role != dietitian));
}

#[test]
fn one_who_lives_at_home_without_care_needs_a_physician_alone() {
    let mut head = patient(1).head;
    head.care.level = CareLevel::NotApplied;
    head.health.procedures.clear();
    assert_eq!(wants(&head), [(CareRole::PrimaryPhysician, vec![Why::AtHome])]);
}

#[test]
fn a_role_for_one_is_given_up_before_another_has_it() {
    let mut team = team();
    let settings = settings();
    go(&mut team, |team| team.know(CareRole::PrimaryPhysician, carer(1, "本町クリニック"), None, &settings, now()));
    go(&mut team, |team| team.ask(CareRole::PrimaryPhysician, carer(2, "みなみ医院"), contact(), &settings, now()));
    go(&mut team, |team| team.agree(MemberNumber(2), contact(), now()));
    let taken = CareTeamProblem::RoleTaken { role: CareRole::PrimaryPhysician, by: "本町クリニック".into() };
    let today = now().date_naive();
    assert_eq!(team.start(MemberNumber(2), today, now()), Err(taken));
    go(&mut team, |team| team.leave(MemberNumber(1), today, "閉院".into(), now()));
    go(&mut team, |team| team.start(MemberNumber(2), today, now()));
    assert_eq!(team.active().count(), 1);
}

#[test]
fn nobody_is_asked_twice_at_once_and_a_wrong_date_is_refused() {
    let mut team = team();
    let settings = settings();
    let nurse = || carer(3, "みどり訪問看護");
    go(&mut team, |team| team.ask(CareRole::VisitingNurse, nurse(), contact(), &settings, now()));
    let again = team.ask(CareRole::VisitingNurse, nurse(), contact(), &settings, now());
    assert!(matches!(again, Err(CareTeamProblem::AlreadyThere { .. })), "{again:?}");
    let before = Contact { on: Occurred::Day(NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()), ..contact() };
    assert_eq!(team.agree(MemberNumber(1), before, now()), Err(CareTeamProblem::BeforeThat));
    let ahead = Contact { on: Occurred::At(now() + chrono::TimeDelta::hours(1)), ..contact() };
    assert_eq!(team.agree(MemberNumber(1), ahead, now()), Err(CareTeamProblem::InFuture));
    let empty = team.decline(MemberNumber(1), contact(), " ".into(), now());
    assert_eq!(empty, Err(CareTeamProblem::ReasonMissing));
    go(&mut team, |team| team.decline(MemberNumber(1), contact(), "満床".into(), now()));
    // One who said no may be asked anew: the first answer stays on the record.
    go(&mut team, |team| team.ask(CareRole::VisitingNurse, nurse(), contact(), &settings, now()));
    let states: Vec<MemberState> = team.members.iter().map(|member| member.state).collect();
    assert_eq!(states, [MemberState::Declined, MemberState::Asked]);
    let nobody = team.ask(CareRole::Dentist, Carer::default(), contact(), &settings, now());
    assert_eq!(nobody, Err(CareTeamProblem::NobodyNamed));
    let unknown = team.ask(CareRole::Other(Code::new("wizard")), nurse(), contact(), &settings, now());
    assert_eq!(unknown, Err(CareTeamProblem::UnknownProfession { code: Code::new("wizard") }));
}

#[test]
fn whoever_cares_is_told_of_admission_and_discharge() {
    let mut team = team();
    let settings = settings();
    go(&mut team, |team| team.know(CareRole::VisitingNurse, carer(3, "みどり訪問看護"), None, &settings, now()));
    go(&mut team, |team| team.ask(CareRole::Pharmacist, carer(5, "あおば薬局"), contact(), &settings, now()));
    go(&mut team, |team| team.pause(Occurred::At(now()), place(1, "市立病院"), String::new(), now()));
    assert_eq!(team.members[0].to_tell, Some(ToTell::Admission));
    assert_eq!(team.members[1].to_tell, None, "one who was only asked has nothing to stop");
    assert_eq!(team.pause(Occurred::At(now()), Place::default(), String::new(), now()), Err(CareTeamProblem::Resting));
    go(&mut team, |team| team.tell(MemberNumber(1), contact(), now()));
    go(&mut team, |team| team.agree(MemberNumber(2), contact(), now()));
    go(&mut team, |team| team.resume(Occurred::At(now()), String::new(), now()));
    let to_tell: Vec<_> = team.members.iter().map(|member| member.to_tell).collect();
    assert_eq!(to_tell, [Some(ToTell::Discharge), Some(ToTell::Discharge)]);
    assert_eq!(team.members.len(), 2, "nobody is lost over a stay in hospital");
}
