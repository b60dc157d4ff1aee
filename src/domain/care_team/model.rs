//! Random sequences of requests against a second, simpler account of a care team.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::tests::settings;
use super::*;
use crate::domain::aggregate::Aggregate;
use crate::domain::code::Code;
use crate::domain::coverage::Period;
use crate::domain::id::StaffId;
use crate::domain::referral::Means;
use crate::domain::settings::Settings;
use crate::domain::time::{Moment, from_micros};

#[derive(Clone, Copy, Debug)]
enum Try {
    /// Somebody of this role, who is asked.
    Ask(usize),
    /// Somebody of this role, who cares already.
    Know(usize),
    /// A step of the member at this place.
    Step(usize, MemberStep),
    Pause,
    Resume,
    StandIn,
    Answer(usize, StandInStep),
}

const STEPS: [MemberStep; 7] = [
    MemberStep::Agree,
    MemberStep::Decline,
    MemberStep::Start,
    MemberStep::Leave,
    MemberStep::Withdraw,
    MemberStep::Cover,
    MemberStep::Tell,
];

const ANSWERS: [StandInStep; 3] = [StandInStep::Agree, StandInStep::Decline, StandInStep::Withdraw];

fn roles() -> Vec<CareRole> {
    let mut roles = CareRole::NAMED.to_vec();
    roles.push(CareRole::Other(Code::new("dietitian")));
    roles
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        4 => (0_usize..9).prop_map(Try::Ask),
        2 => (0_usize..9).prop_map(Try::Know),
        12 => (0_usize..12, prop::sample::select(STEPS.to_vec())).prop_map(|(at, step)| Try::Step(at, step)),
        1 => Just(Try::Pause),
        1 => Just(Try::Resume),
        1 => Just(Try::StandIn),
        3 => (0_usize..4, prop::sample::select(ANSWERS.to_vec())).prop_map(|(at, step)| Try::Answer(at, step)),
    ]
}

/// The simpler account: a letter for each member and each stand-in, and whether the team rests.
#[derive(Default)]
struct Account {
    members: Vec<(CareRole, char, bool)>,
    stand_ins: Vec<char>,
    rests: bool,
}

impl Account {
    fn role_is_free(&self, role: &CareRole) -> bool {
        let single = matches!(role, CareRole::PrimaryPhysician | CareRole::SecondaryPhysician);
        !single || !self.members.iter().any(|(of, letter, _)| of == role && *letter == 'c')
    }

    /// Whether the request is to go through; if so it is noted.
    fn take(&mut self, what: Try, roles: &[CareRole]) -> bool {
        match what {
            Try::Ask(role) => self.members.push((roles[role].clone(), 'a', false)),
            Try::Know(role) => {
                if !self.role_is_free(&roles[role]) {
                    return false;
                }
                self.members.push((roles[role].clone(), 'c', false));
            }
            Try::Step(at, step) => {
                let Some((role, letter, told)) = self.members.get(at).cloned() else { return false };
                let next = match (letter, step) {
                    ('a', MemberStep::Agree) => 'b',
                    ('a' | 'b', MemberStep::Decline) => 'x',
                    ('a' | 'b', MemberStep::Withdraw) => 'y',
                    ('b', MemberStep::Start) if self.role_is_free(&role) => 'c',
                    ('c', MemberStep::Leave) => 'z',
                    ('a'..='c', MemberStep::Tell) if told => letter,
                    ('a'..='c', MemberStep::Cover) if role.duty().is_some() => letter,
                    _ => return false,
                };
                let told = told && step != MemberStep::Tell && next.is_ascii_lowercase() && next < 'x';
                self.members[at] = (role, next, told);
            }
            Try::Pause | Try::Resume => {
                if self.rests == matches!(what, Try::Pause) {
                    return false;
                }
                self.rests = !self.rests;
                for (_, letter, told) in &mut self.members {
                    *told |= *letter == 'c' || (*letter == 'b' && !self.rests);
                }
            }
            Try::StandIn => self.stand_ins.push('a'),
            Try::Answer(at, step) => {
                let Some(letter) = self.stand_ins.get_mut(at) else { return false };
                *letter = match (*letter, step) {
                    ('a', StandInStep::Agree) => 'b',
                    ('a' | 'b', StandInStep::Decline) => 'x',
                    ('a' | 'b', StandInStep::Withdraw) => 'y',
                    _ => return false,
                };
            }
        }
        true
    }
}

fn letter(state: MemberState) -> char {
    match state {
        MemberState::Asked => 'a',
        MemberState::Agreed => 'b',
        MemberState::Active => 'c',
        MemberState::Declined => 'x',
        MemberState::Withdrawn => 'y',
        MemberState::Left => 'z',
    }
}

fn stand_in_letter(state: StandInState) -> char {
    match state {
        StandInState::Asked => 'a',
        StandInState::Agreed => 'b',
        StandInState::Declined => 'x',
        StandInState::Withdrawn => 'y',
    }
}

fn moment(second: i64) -> Moment {
    from_micros(1_795_000_000_000_000 + second * 1_000_000)
}

fn contact(at: Moment) -> Contact {
    Contact { on: Occurred::At(at), means: Means::Phone, with: "事務".into(), text: String::new() }
}

fn attempt(
    team: &CareTeam,
    what: Try,
    turn: i64,
    roles: &[CareRole],
    known: &Settings,
) -> Result<CareTeamEvent, CareTeamProblem> {
    let now = moment(turn);
    let contact = contact(now);
    let who = Carer { name: format!("担当{turn}"), ..Carer::default() };
    let day = now.date_naive();
    match what {
        Try::Ask(role) => team.ask(roles[role].clone(), who, contact, known, now),
        Try::Know(role) => team.know(roles[role].clone(), who, None, known, now),
        Try::Step(at, step) => {
            let member = MemberNumber(u32::try_from(at).unwrap() + 1);
            match step {
                MemberStep::Agree => team.agree(member, contact, now),
                MemberStep::Decline => team.decline(member, contact, "満床".into(), now),
                MemberStep::Start => team.start(member, day, now),
                MemberStep::Leave => team.leave(member, day, "転居".into(), now),
                MemberStep::Withdraw => team.withdraw(member, "別の所に決まった".into()),
                MemberStep::Cover => {
                    let on_call = turn % 2 == 0;
                    let before = team.member(member).and_then(|member| member.cover.clone());
                    let cover = Some(Cover::always(on_call));
                    // What is the same already is another refusal than the one that the account knows of.
                    team.cover(member, if before == cover { Some(Cover::always(!on_call)) } else { cover })
                }
                MemberStep::Tell => team.tell(member, contact, now),
                MemberStep::Amend => team.amend(member, who),
            }
        }
        Try::Pause => team.pause(Occurred::At(now), Place::default(), String::new(), now),
        Try::Resume => team.resume(Occurred::At(now), String::new(), now),
        Try::StandIn => {
            let hours = Period::new(now + TimeDelta::hours(1), now + TimeDelta::hours(2)).unwrap();
            team.ask_stand_in(AbsenceId(1), CareRole::SecondaryPhysician, who, vec![hours], contact, now)
        }
        Try::Answer(at, step) => {
            let number = StandInNumber(u32::try_from(at).unwrap() + 1);
            match step {
                StandInStep::Agree => team.agree_stand_in(number, contact, now),
                StandInStep::Decline => team.decline_stand_in(number, contact, "当直".into(), now),
                StandInStep::Withdraw => team.withdraw_stand_in(number, "不要".into()),
            }
        }
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_the_asking_or_loses_a_member(sequence in prop::collection::vec(tries(), 0..60)) {
        let (roles, known) = (roles(), settings());
        let stamp = |turn| Stamp { at: moment(turn), by: StaffId(1) };
        let begun = CareTeamEvent::Begun { members: vec![] };
        let mut team = CareTeam::begin(CareTeamId(7), &begun, &stamp(0)).unwrap();
        let mut account = Account::default();
        let mut happened = 1_u32;
        for (turn, what) in (1_i64..).zip(sequence) {
            let result = attempt(&team, what, turn, &roles, &known);
            if account.take(what, &roles) {
                let event = result.unwrap_or_else(|why| panic!("{what:?}: {why:?}"));
                team.apply(&event, &stamp(turn));
                happened += 1;
            } else {
                prop_assert!(result.is_err(), "{what:?}");
            }
            let letters: Vec<char> = team.members.iter().map(|member| letter(member.state)).collect();
            let expected: Vec<char> = account.members.iter().map(|(_, letter, _)| *letter).collect();
            prop_assert_eq!(letters, expected);
            let to_tell: Vec<bool> = team.members.iter().map(|member| member.to_tell.is_some()).collect();
            let expected: Vec<bool> = account.members.iter().map(|(_, _, told)| *told).collect();
            prop_assert_eq!(to_tell, expected);
            let stand_ins: Vec<char> = team.stand_ins.iter().map(|one| stand_in_letter(one.state)).collect();
            prop_assert_eq!(&stand_ins, &account.stand_ins);
            prop_assert_eq!(team.rest.is_some(), account.rests);
            prop_assert_eq!(team.version, Version(happened));
            prop_assert_eq!(team.history.len(), happened as usize);
            for role in [CareRole::PrimaryPhysician, CareRole::SecondaryPhysician] {
                prop_assert!(team.active().filter(|member| member.role == role).count() <= 1);
            }
            let written = serde_json::to_string(&team).unwrap();
            prop_assert_eq!(&serde_json::from_str::<CareTeam>(&written).unwrap(), &team);
        }
        // Whoever is active was asked and agreed, or cared before: the record says so.
        for member in team.active() {
            let steps = team.history.iter().filter(|happened| match &happened.event {
                CareTeamEvent::Known { member: of, .. } | CareTeamEvent::Agreed { member: of, .. } => *of == member.number,
                _ => false,
            });
            prop_assert_eq!(steps.count(), 1);
        }
    }
}
