//! Made-up people: who they are, what they have, who cares for them.

use chrono::{Datelike, Days as Span, NaiveDate};

use super::World;
use super::chance::Chance;
use super::places::{Place, Places, address};
use super::schedule::Life;
use super::story::{Refused, Story};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::patient::{
    Care, CareLevel, Cognition, Consent, ConsentTo, Family, Head, Health, Identity, Living, Mobility, Patient, Period,
    Relative, Section, SectionName,
};
use crate::domain::person::{PersonName, Sex, age_on};
use crate::domain::settings::Settings;
use crate::exchange::made_up::{CareWords, Given, MadeUp, Name};

/// Those around one patient, as texts name them.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The patient's family name with さん.
    pub person: String,
    /// Who cares, such as 長女.
    pub carer: String,
    /// The main illness.
    pub disease: String,
    /// Age in words.
    pub age: String,
    /// A town nearby.
    pub town: String,
    /// The area.
    pub area: AreaCode,
    /// Clinic.
    pub clinic: Option<Place>,
    /// Hospital.
    pub hospital: Option<Place>,
    /// Visiting nurses.
    pub nurse: Option<Place>,
    /// Care managers.
    pub office: Option<Place>,
    /// Pharmacy.
    pub pharmacy: Option<Place>,
    /// Dentist.
    pub dentist: Option<Place>,
}

impl Cast {
    /// A template with everything filled in.
    pub fn fill(&self, template: &str) -> String {
        if !template.contains('{') {
            return template.to_owned();
        }
        let mut text = String::with_capacity(template.len() + 64);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((key, after)) = after.split_once('}') else { break };
            let name = |place: &Option<Place>| place.as_ref().map_or("", |place| place.name.as_str()).to_owned();
            text.push_str(&match key {
                "person" => self.person.clone(),
                "carer" => self.carer.clone(),
                "disease" => self.disease.clone(),
                "age" => self.age.clone(),
                "town" => self.town.clone(),
                "clinic" => name(&self.clinic),
                "hospital" => name(&self.hospital),
                "nurse" => name(&self.nurse),
                "office" => name(&self.office),
                "pharmacy" => name(&self.pharmacy),
                "dentist" => name(&self.dentist),
                _ => String::new(),
            });
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// Those around somebody in this area.
    pub fn around(area: &AreaCode, places: &Places, chance: &mut Chance) -> Self {
        let mut near = |kind: &'static str| places.near(kind, area, chance).cloned();
        Self {
            clinic: near("clinic"),
            hospital: near("hospital"),
            nurse: near("130"),
            office: near("430"),
            pharmacy: near("pharmacy"),
            dentist: near("dental"),
            person: String::new(),
            carer: "家族".to_owned(),
            disease: String::new(),
            age: String::new(),
            town: String::new(),
            area: area.clone(),
        }
    }
}

fn full(surname: &Name, given: &Name) -> PersonName {
    PersonName {
        written: format!("{} {}", surname.written, given.written),
        kana: format!("{} {}", surname.kana, given.kana),
    }
}

fn given<'a, T>(made: &'a MadeUp<T>, sex: Sex, born: i32, chance: &mut Chance) -> &'a Name {
    let by_sex: &Given = if sex == Sex::Female { &made.female } else { &made.male };
    chance.pick(match born {
        ..1955 => &by_sex.old,
        1955..1990 => &by_sex.middle,
        _ => &by_sex.young,
    })
}

/// The age of somebody in home care, as often as it comes up.
fn age(chance: &mut Chance) -> i64 {
    match chance.weighted(&[3, 6, 8, 18, 32, 28, 5]) {
        0 => chance.range(0, 17),
        1 => chance.range(18, 49),
        2 => chance.range(50, 64),
        3 => chance.range(65, 74),
        4 => chance.range(75, 84),
        5 => chance.range(85, 94),
        _ => chance.range(95, 103),
    }
}

/// Somebody new on this day.
pub fn person<T>(
    made: &MadeUp<T>,
    settings: &Settings,
    places: &Places,
    on: NaiveDate,
    number: usize,
    chance: &mut Chance,
) -> (Head, Cast) {
    let sex = if chance.percent(59) { Sex::Female } else { Sex::Male };
    let birth = on - Span::new(u64::try_from(age(chance) * 365 + chance.range(5, 364)).unwrap_or(0));
    let years = age_on(birth, on);
    let area = chance.pick(&settings.city.areas);
    let surname = chance.pick(&made.surnames);
    let name = full(surname, given(made, sex, birth.year(), chance));
    let (_, line) = address(area, settings, chance);
    let old = years >= 65;
    let mut cast = Cast::around(&area.code, places, chance);
    cast.person = format!("{}さん", surname.written);
    cast.age = years.to_string();
    cast.town = chance.pick(&area.towns).name.clone();
    let relations = if old { &made.care.relations_old } else { &made.care.relations_young };
    cast.carer = chance.pick(relations).clone();
    if (sex == Sex::Female && cast.carer == "妻") || (sex == Sex::Male && cast.carer == "夫") {
        "長女".clone_into(&mut cast.carer);
    }
    let health = health(&made.care, years, chance);
    cast.disease = health.diagnoses.first().cloned().unwrap_or_default();
    let living = match chance.below(10) {
        0..3 if old => Living::Alone,
        3..6 if old => Living::ElderlyOnly,
        6 if old => Living::AloneByDay,
        _ => Living::WithFamily,
    };
    let carer_sex =
        if ["夫", "長男", "次男", "父", "甥"].contains(&cast.carer.as_str()) { Sex::Male } else { Sex::Female };
    let born = birth.year() + if ["妻", "夫", "妹"].contains(&cast.carer.as_str()) { 3 } else { 28 };
    let carer = Relative {
        name: format!("{} {}", surname.written, given(made, carer_sex, born, chance).written),
        relation: cast.carer.clone(),
        phone: format!("090-0000-{:04}", (number * 7) % 10_000),
    };
    let head = Head {
        identity: Identity {
            name,
            birth: Some(birth),
            sex,
            area: Some(area.code.clone()),
            address: line,
            phone: if chance.percent(85) { super::places::phone(100_000 + number) } else { String::new() },
        },
        care: care(years, living, on, chance),
        family: Family {
            key_person: Some(carer.clone()),
            main_carer: chance.percent(75).then(|| carer.clone()),
            proxy: chance.percent(20).then_some(carer),
        },
        consents: consents(on, &cast.carer, chance),
        health,
        ..Head::default()
    };
    (head, cast)
}

fn health(words: &CareWords, years: u32, chance: &mut Chance) -> Health {
    let from = match years {
        0..18 => &words.child_diseases,
        18..65 => &words.adult_diseases,
        _ => &words.old_diseases,
    };
    let mut diagnoses: Vec<String> = Vec::new();
    for _ in 0..chance.range(1, 4) {
        let one = chance.pick(from);
        if !diagnoses.contains(one) {
            diagnoses.push(one.clone());
        }
    }
    let procedures: &[&str] =
        &["oxygen", "suction", "gastrostomy", "urinary_catheter", "insulin", "pressure_ulcer", "opioids", "stoma"];
    Health {
        diagnoses,
        allergies: if chance.percent(12) { vec![chance.pick(&words.allergies).clone()] } else { Vec::new() },
        infections: if chance.percent(4) { vec![chance.pick(&words.infections).clone()] } else { Vec::new() },
        procedures: if chance.percent(25) { vec![Code::new(chance.pick::<&str>(procedures))] } else { Vec::new() },
    }
}

fn care(years: u32, living: Living, on: NaiveDate, chance: &mut Chance) -> Care {
    let level = match years {
        0..40 => CareLevel::NotApplied,
        40..65 if chance.percent(60) => CareLevel::NotApplied,
        _ => CareLevel::ALL[chance.weighted(&[6, 7, 1, 3, 8, 10, 18, 16, 13, 11, 7])],
    };
    let certified = level >= CareLevel::Support1;
    let from = on - Span::new(u64::try_from(chance.range(0, 300)).unwrap_or(0));
    let heavy = match level {
        CareLevel::Care4 | CareLevel::Care5 => 5,
        CareLevel::Care2 | CareLevel::Care3 => 3,
        _ => 1,
    };
    Care {
        level,
        period: if certified {
            Period { from: Some(from), to: Some(from + Span::new(730)) }
        } else {
            Period::default()
        },
        mobility: certified.then(|| Mobility::ALL[heavy + chance.below(3)]),
        cognition: certified.then(|| Cognition::ALL[chance.weighted(&[20, 22, 16, 16, 12, 6, 6, 2])]),
        living,
        whereabouts: crate::domain::patient::Whereabouts::Home,
    }
}

fn consents(on: NaiveDate, carer: &str, chance: &mut Chance) -> Vec<Consent> {
    let mut consents = Vec::new();
    for (to, percent) in
        [(ConsentTo::Record, 97), (ConsentTo::Sharing, 90), (ConsentTo::IctEnrolment, 35), (ConsentTo::TeamVisit, 20)]
    {
        if chance.percent(percent) {
            let by = if chance.percent(60) { "本人".to_owned() } else { carer.to_owned() };
            consents.push(Consent { to, on, by, withdrawn_on: None });
        }
    }
    consents
}

/// The care level is certified anew every two years, rather a heavier one.
pub fn renew(
    world: &World,
    story: &mut Story,
    patient: &mut Patient,
    life: Life,
    chance: &mut Chance,
) -> Result<(), Refused> {
    while let Some(end) = patient.head.care.period.to {
        let number = world.days.number(end) - chance.range(2, 15);
        // A period that goes on beyond today is not certified anew yet.
        if end >= world.days.today || number >= life.to || number <= life.from {
            return Ok(());
        }
        let at = world.days.office(number, chance);
        let by = *chance.pick(&world.coordinators);
        let mut care = patient.head.care.clone();
        let level = CareLevel::ALL.iter().position(|level| *level == care.level).unwrap_or(0) + chance.below(2);
        care.level = CareLevel::ALL[level.min(CareLevel::ALL.len() - 1)];
        care.period = Period { from: Some(end + Span::new(1)), to: Some(end + Span::new(730)) };
        let seen = patient.sections.of(SectionName::Care);
        let event = patient.change(vec![(seen, Section::Care(care))], &world.settings, at)?;
        story.go(patient, event, at, by);
    }
    Ok(())
}
