//! The people of the made-up centre: few full posts, many part-time hands.

use super::story::{Refused, Story};
use crate::domain::area::Area;
use crate::domain::code::Code;
use crate::domain::id::StaffId;
use crate::domain::person::PersonName;
use crate::domain::staff::{FullTimeEquivalent, Role, Staff, StaffEvent, StaffProfile, SupportTeam};
use crate::domain::time::Moment;

/// Whoever wrote the city has this name in it.
const FOUNDER: (&str, &str) = ("佐藤 陽子", "さとう ようこ");

/// Name, kana, profession, hundredths of a post, team.
const MEMBERS: &[(&str, &str, &str, u16, Option<SupportTeam>)] = &[
    ("川端 正人", "かわばた まさと", "physician", 10, None),
    ("久米 恵子", "くめ けいこ", "physician", 10, None),
    ("望月 隆", "もちづき たかし", "physician", 10, None),
    ("三宅 典子", "みやけ のりこ", "physician", 10, None),
    ("戸田 健", "とだ けん", "physician", 10, None),
    ("大槻 直美", "おおつき なおみ", "public_health_nurse", 80, None),
    ("氏家 千春", "うじいえ ちはる", "nurse", 50, None),
    ("小田切 学", "おだぎり まなぶ", "chief_care_manager", 60, None),
    ("若林 真理", "わかばやし まり", "dental_hygienist", 30, Some(SupportTeam::OralHygiene)),
    ("桐山 誠", "きりやま まこと", "occupational_therapist", 30, Some(SupportTeam::Rehabilitation)),
    ("羽田 美紀", "はねだ みき", "registered_dietitian", 70, Some(SupportTeam::Nutrition)),
    ("芦沢 彩", "あしざわ あや", "registered_dietitian", 70, Some(SupportTeam::Nutrition)),
    ("堀内 薫", "ほりうち かおる", "pharmacist", 70, None),
    ("根岸 由美", "ねぎし ゆみ", "clerk", 100, None),
    ("深町 光", "ふかまち ひかる", "clerk", 50, None),
    ("黒沢 智子", "くろさわ ともこ", "clerk", 50, None),
];

/// More hands for the teams of a city that asks more than the model does.
const MORE: &[(&str, &str)] = &[
    ("有賀", "ありが"),
    ("入江", "いりえ"),
    ("植松", "うえまつ"),
    ("江口", "えぐち"),
    ("尾崎", "おざき"),
    ("笠井", "かさい"),
    ("北原", "きたはら"),
    ("日下", "くさか"),
    ("桑原", "くわばら"),
    ("小峰", "こみね"),
    ("沢田", "さわだ"),
    ("白石", "しらいし"),
];

/// A member of staff as the histories need to know them.
#[derive(Clone, Debug)]
pub struct Team {
    /// Everybody, the founder first.
    pub all: Vec<Staff>,
}

impl Team {
    /// The people hired on the day of founding; the physicians are placed in the city's areas in turn, and `wanted` says how many open referrals each team has to carry.
    pub fn hire(
        story: &mut Story,
        founder: StaffProfile,
        areas: &[Area],
        wanted: impl Fn(SupportTeam) -> u32,
        per_full_time: u32,
        at: Moment,
    ) -> Result<Self, Refused> {
        let by = StaffId(1);
        // The founder joined in the founding frame already.
        let mut all = vec![Story::default().begin::<Staff>(by, StaffEvent::Joined(founder), at, by)?];
        let mut profiles: Vec<StaffProfile> = MEMBERS.iter().map(|m| profile(m.0, m.1, m.2, m.3, m.4)).collect();
        place(&mut profiles, areas);
        for team in SupportTeam::ALL {
            let carries = |profile: &StaffProfile| {
                let hundredths = if profile.team == Some(team) { profile.full_time_equivalent.0 } else { 0 };
                u32::from(hundredths) * per_full_time / 100
            };
            let mut can: u32 = profiles.iter().map(carries).sum();
            let (code, fte) = match team {
                SupportTeam::Nutrition => ("registered_dietitian", 70),
                SupportTeam::OralHygiene => ("dental_hygienist", 60),
                SupportTeam::Rehabilitation => ("physical_therapist", 60),
            };
            let given = [("春美", "はるみ"), ("悠", "ゆう"), ("岬", "みさき")][team as usize];
            for (name, kana) in MORE {
                if can >= wanted(team) {
                    break;
                }
                let more =
                    profile(&format!("{name} {}", given.0), &format!("{kana} {}", given.1), code, fte, Some(team));
                can += carries(&more);
                profiles.push(more);
            }
        }
        for (number, profile) in (2..).zip(profiles) {
            all.push(story.begin::<Staff>(StaffId(number), StaffEvent::Joined(profile), at, by)?);
        }
        Ok(Self { all })
    }

    /// Those who hold consultations.
    pub fn coordinators(&self) -> Vec<StaffId> {
        self.with(Role::Coordinator)
    }

    /// Those who take what comes in down.
    pub fn reception(&self) -> Vec<StaffId> {
        let mut both = self.with(Role::Clerk);
        both.extend(self.coordinators());
        both
    }

    fn with(&self, role: Role) -> Vec<StaffId> {
        self.all.iter().filter(|staff| staff.holds(role)).map(|staff| staff.id).collect()
    }

    /// Somebody by their number.
    pub fn get(&self, id: StaffId) -> Option<&Staff> {
        self.all.iter().find(|staff| staff.id == id)
    }

    /// The profession of somebody.
    pub fn profession(&self, id: StaffId) -> Code {
        self.get(id).map_or_else(|| Code::new("other"), |staff| staff.profession.clone())
    }
}

/// Each area has one of the physicians (地域サポート医).
fn place(profiles: &mut [StaffProfile], areas: &[Area]) {
    let physicians = profiles.iter_mut().filter(|profile| profile.roles.contains(&Role::Physician));
    let mut physicians: Vec<&mut StaffProfile> = physicians.collect();
    let count = physicians.len().max(1);
    for (at, area) in areas.iter().enumerate() {
        if let Some(physician) = physicians.get_mut(at % count) {
            physician.areas.push(area.code.clone());
        }
    }
}

/// Whoever writes the city: its manager, coordinator and administrator.
pub fn founder(account: Option<String>) -> StaffProfile {
    StaffProfile {
        roles: vec![Role::Manager, Role::Coordinator, Role::Administrator],
        account,
        ..profile(FOUNDER.0, FOUNDER.1, "public_health_nurse", 100, None)
    }
}

fn profile(name: &str, kana: &str, profession: &str, fte: u16, team: Option<SupportTeam>) -> StaffProfile {
    let roles = match profession {
        "physician" => vec![Role::Physician],
        "clerk" => vec![Role::Clerk],
        _ if team.is_some() => vec![Role::Team],
        _ => vec![Role::Coordinator],
    };
    StaffProfile {
        name: PersonName { written: name.to_owned(), kana: kana.to_owned() },
        profession: Code::new(profession),
        roles,
        full_time_equivalent: FullTimeEquivalent(fte),
        team,
        areas: Vec::new(),
        account: None,
    }
}
