//! What a clinic or hospital can do for somebody at home: its notifications, what staff entered, departments and days.

use serde::{Deserialize, Serialize};

use crate::domain::pair::needs::DaySet;
use crate::domain::resource::{FactKey, Facts, Field, Notification, Site, service};
use crate::text::forms;

macro_rules! signs {
    ($($(#[$doc:meta])* $sign:ident = $text:literal;)*) => {
        /// A notification (施設基準の届出) that says what an institution can do for people at home.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Sign { $($(#[$doc])* $sign,)* }

        impl Sign {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$sign,)*];

            /// As the registers of the regional bureaus write it.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$sign => $text,)* }
            }
        }
    };
}

signs! {
    /// Home-care supporting clinic with enhanced functions, alone.
    SupportClinic1 = "支援診１";
    /// Home-care supporting clinic with enhanced functions, together with others.
    SupportClinic2 = "支援診２";
    /// Home-care supporting clinic.
    SupportClinic3 = "支援診３";
    /// Home-care supporting hospital with enhanced functions, alone.
    SupportHospital1 = "支援病１";
    /// Home-care supporting hospital with enhanced functions, together with others.
    SupportHospital2 = "支援病２";
    /// Home-care supporting hospital.
    SupportHospital3 = "支援病３";
    /// Medical management at home (在宅時医学総合管理料).
    Management1 = "在医総管１";
    /// The same under the stricter rule of its note 14.
    Management2 = "在医総管２";
    /// Whole care of cancer at home (在宅がん医療総合診療料).
    CancerAtHome = "在総";
    /// Treatment of cancer pain (がん性疼痛緩和指導管理料).
    CancerPain = "がん疼";
    /// A record of palliative care at home (在宅緩和ケア充実診療所・病院加算).
    PalliativeRecord = "在緩診実";
    /// A record of calls and deaths at home (在宅療養実績加算１).
    HomeRecord1 = "在診実１";
    /// The same (在宅療養実績加算２).
    HomeRecord2 = "在診実２";
    /// Care of pressure ulcers on visits (在宅患者訪問褥瘡管理指導料).
    PressureUlcer = "在訪褥";
    /// Oxygen at home watched from afar.
    Oxygen = "遠隔酸素";
    /// Haemodialysis at home.
    Haemodialysis = "在血液";
    /// Beds kept for patients at home (在宅療養後方支援病院).
    BackBeds = "在後病";
    /// Anything that speaks of care until death.
    Deathbed = "看取";
}

impl Sign {
    /// The sign of a notification, if it is one of these; digits of either width are alike.
    pub fn of(notification: &Notification) -> Option<Self> {
        let sign = forms::to_ascii(&notification.sign);
        let same = |known: &Self| known.text().chars().map(forms::ascii).eq(sign.chars());
        let exact = Self::ALL.iter().copied().find(same);
        let speaks = || notification.sign.contains("看取") || notification.name.contains("看取");
        exact.or_else(|| speaks().then_some(Self::Deathbed))
    }

    const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Signs as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignSet(u32);

impl SignSet {
    /// Whether it holds the sign.
    pub const fn has(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }

    /// The set with the sign in it.
    pub const fn with(self, sign: Sign) -> Self {
        Self(self.0 | sign.bit())
    }
}

/// What a clinic or hospital can do, in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Whether it is a hospital.
    pub hospital: bool,
    /// Its notifications.
    pub signs: SignSet,
    /// What staff entered that it does, divided by `;`.
    pub does: Box<str>,
    /// Its departments, divided by `;`.
    pub departments: Box<str>,
    /// The days on which it is open; none where nobody knows.
    pub days: DaySet,
}

impl Work {
    /// What the place can do; none where it is neither clinic nor hospital.
    pub fn of(site: &Site, facts: &Facts) -> Option<Self> {
        let services = site.all_services();
        let is = |code: &str| {
            services.iter().any(|service| {
                service.kind.0 == code && !facts.contains_key(&FactKey::service(service.clone(), Field::Ended))
            })
        };
        let hospital = is(service::HOSPITAL);
        if !hospital && !is(service::CLINIC) {
            return None;
        }
        let fact = |field| facts.get(&FactKey::site(field)).map_or("", String::as_str);
        let medical = services.iter().filter(|one| matches!(one.kind.0.as_str(), service::HOSPITAL | service::CLINIC));
        let own = medical.filter_map(|one| facts.get(&FactKey::service(one.clone(), Field::Days)));
        let days = own.fold(DaySet::of_fact(fact(Field::Days)), |days, more| days.or(DaySet::of_fact(more)));
        Some(Self {
            hospital,
            signs: site.notifications().filter_map(Sign::of).fold(SignSet::default(), SignSet::with),
            does: fact(Field::Does).into(),
            departments: fact(Field::Departments).into(),
            days,
        })
    }

    /// Whether staff entered something of this.
    pub fn entered(&self, word: &str) -> bool {
        !word.is_empty() && self.does.contains(word)
    }

    /// Whether one of its departments is called so.
    pub fn has_department(&self, word: &str) -> bool {
        self.departments.contains(word)
    }

    /// Whether its physicians are known to visit at home.
    pub fn visits(&self) -> bool {
        use Sign::{
            Management1, Management2, SupportClinic1, SupportClinic2, SupportClinic3, SupportHospital1,
            SupportHospital2, SupportHospital3,
        };
        let visiting = [
            SupportClinic1,
            SupportClinic2,
            SupportClinic3,
            SupportHospital1,
            SupportHospital2,
            SupportHospital3,
            Management1,
            Management2,
        ];
        visiting.iter().any(|sign| self.signs.has(*sign)) || self.entered("訪問診療") || self.entered("往診")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_in_either_width() {
        let notification = |sign: &str, name: &str| Notification {
            sign: sign.into(),
            name: name.into(),
            number: String::new(),
            from: None,
        };
        assert_eq!(Sign::of(&notification("支援診2", "")), Some(Sign::SupportClinic2));
        assert_eq!(Sign::of(&notification("在医総管１", "")), Some(Sign::Management1));
        assert_eq!(Sign::of(&notification("在看取", "在宅看取り体制")), Some(Sign::Deathbed));
        assert_eq!(Sign::of(&notification("外在ベⅠ", "外来・在宅ベースアップ評価料")), None);
    }
}
