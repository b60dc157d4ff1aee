//! The regional resources of the made-up city: places of every kind in every area, some checked, some long not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::chance::Chance;
use super::days::Days;
use super::story::{Refused, Story};
use crate::domain::area::{Area, AreaCode};
use crate::domain::code::Code;
use crate::domain::id::{SiteId, StaffId};
use crate::domain::resource::decide::{import_new, register};
use crate::domain::resource::{
    Closure, FactKey, Facts, Field, Listing, ListingKey, ServiceKey, Site, SiteDraft, Source,
};
use crate::domain::settings::Settings;
use crate::exchange::made_up::Name;

/// Kinds of places: service code, how often, what its name ends in with kana, the source of its listing.
const KINDS: &[(&str, u32, &str, &str, Source)] = &[
    ("clinic", 200, "クリニック", "クリニック", Source::InstitutionCodes),
    ("clinic_old", 60, "医院", "イイン", Source::InstitutionCodes),
    ("hospital", 14, "病院", "ビョウイン", Source::ShisetsuKijun),
    ("dental", 150, "歯科医院", "シカイイン", Source::InstitutionCodes),
    ("pharmacy", 130, "薬局", "ヤッキョク", Source::InstitutionCodes),
    ("130", 70, "訪問看護ステーション", "ホウモンカンゴステーション", Source::Kaigo),
    ("430", 110, "居宅介護支援事業所", "キョタクカイゴシエンジギョウショ", Source::Kaigo),
    ("110", 90, "ヘルパーステーション", "ヘルパーステーション", Source::Kaigo),
    ("150", 60, "デイサービスセンター", "デイサービスセンター", Source::Kaigo),
    ("160", 15, "デイケアセンター", "デイケアセンター", Source::Kaigo),
    ("140", 15, "訪問リハビリステーション", "ホウモンリハビリステーション", Source::Kaigo),
    ("210", 15, "ショートステイ", "ショートステイ", Source::Kaigo),
    ("170", 20, "福祉用具", "フクシヨウグ", Source::Kaigo),
    ("320", 20, "グループホーム", "グループホーム", Source::Kaigo),
    ("510", 10, "特別養護老人ホーム", "トクベツヨウゴロウジンホーム", Source::Kaigo),
    ("520", 8, "介護老人保健施設", "カイゴロウジンホケンシセツ", Source::Kaigo),
    ("770", 5, "看護小規模多機能", "カンゴショウキボタキノウ", Source::Kaigo),
    ("disability", 15, "障害者支援センター", "ショウガイシャシエンセンター", Source::MunicipalCare),
    ("child_development", 8, "児童発達支援ルーム", "ジドウハッタツシエンルーム", Source::MunicipalCare),
];

/// Words that places are named by, with kana.
const WORDS: &[(&str, &str)] = &[
    ("ひまわり", "ヒマワリ"),
    ("さくら", "サクラ"),
    ("あおぞら", "アオゾラ"),
    ("すみれ", "スミレ"),
    ("若葉", "ワカバ"),
    ("みなと", "ミナト"),
    ("しおかぜ", "シオカゼ"),
    ("コスモス", "コスモス"),
    ("つばさ", "ツバサ"),
    ("なごみ", "ナゴミ"),
    ("ほほえみ", "ホホエミ"),
    ("あかり", "アカリ"),
    ("やすらぎ", "ヤスラギ"),
    ("かもめ", "カモメ"),
    ("はまなす", "ハマナス"),
    ("たんぽぽ", "タンポポ"),
    ("ゆりかご", "ユリカゴ"),
    ("けやき", "ケヤキ"),
    ("こもれび", "コモレビ"),
    ("虹", "ニジ"),
    ("双葉", "フタバ"),
    ("絆", "キズナ"),
    ("光", "ヒカリ"),
    ("和", "ナゴミ"),
    ("結", "ムスビ"),
    ("花水木", "ハナミズキ"),
];

const CLINICS: &[(&str, &str)] = &[
    ("内科", "ナイカ"),
    ("整形外科", "セイケイゲカ"),
    ("在宅", "ザイタク"),
    ("眼科", "ガンカ"),
    ("皮膚科", "ヒフカ"),
    ("", ""),
];

const REACH: &[&str] = &[
    "午前の診療が終わる12時半ごろの電話がつながりやすい。",
    "まずFAXで概要を送り、折り返しを待つ。",
    "緊急時は携帯へ。番号は連携室が知っている。",
    "地域連携室の直通へ。代表番号は避ける。",
    "管理者は火・木が不在。",
];

const DOES: &[&str] =
    &["訪問診療", "往診", "24時間対応", "看取り", "胃瘻交換", "褥瘡処置", "麻薬管理", "人工呼吸器", "在宅酸素"];

/// A place as the histories need to know it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Where.
    pub area: AreaCode,
    /// The number to call.
    pub phone: String,
}

/// All places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// In the order of their numbers.
    pub all: Vec<Place>,
    near: BTreeMap<(&'static str, AreaCode), Vec<usize>>,
    of: BTreeMap<&'static str, Vec<usize>>,
}

impl Places {
    fn push(&mut self, place: Place) {
        let at = self.all.len();
        self.near.entry((place.kind, place.area.clone())).or_default().push(at);
        self.of.entry(place.kind).or_default().push(at);
        self.all.push(place);
    }

    /// A place of this kind, rather one of the area than one elsewhere.
    pub fn near(&self, kind: &'static str, area: &AreaCode, chance: &mut Chance) -> Option<&Place> {
        let here = self.near.get(&(kind, area.clone())).filter(|_| chance.percent(85));
        let among = here.or_else(|| self.of.get(kind))?;
        self.all.get(*chance.pick(among))
    }
}

/// Enters so many places.
pub fn found(
    count: usize,
    story: &mut Story,
    settings: &Settings,
    days: &Days,
    surnames: &[Name],
    by: &[StaffId],
    chance: &mut Chance,
) -> Result<Places, Refused> {
    let city = &settings.city;
    let mut places = Places::default();
    let weights: Vec<u32> = KINDS.iter().map(|kind| kind.1).collect();
    for number in 0..count.max(city.areas.len() + KINDS.len()) {
        let area = &city.areas[number % city.areas.len()];
        let id = SiteId(number as u64 + 1);
        let known = days.office(0, chance);
        let first = city.areas.len();
        let place = if number < first {
            let draft = support_centre(area, settings, number, chance)?;
            let name = fact(&draft.facts, Field::Name);
            let phone = fact(&draft.facts, Field::Phone);
            let mut site: Site = story.begin(id, register(draft, &settings.codes)?, known, by[0])?;
            check(&mut site, story, days, by, chance)?;
            Place { id, name, kind: "support_centre", area: area.code.clone(), phone }
        } else {
            let kind = if number - first < KINDS.len() { number - first } else { chance.weighted(&weights) };
            let listing = listing(kind, number, area, settings, surnames, chance)?;
            let (name, phone) = (listing.fact(Field::Name).to_owned(), listing.fact(Field::Phone).to_owned());
            let mut site: Site = story.begin(id, import_new(vec![listing.clone()])?, known, by[0])?;
            tend(&mut site, kind, &listing, story, settings, days, by, chance)?;
            Place { id, kind: sought(kind, &name), name, area: area.code.clone(), phone }
        };
        places.push(place);
    }
    Ok(places)
}

fn code(kind: usize) -> &'static str {
    if KINDS[kind].0 == "clinic_old" { "clinic" } else { KINDS[kind].0 }
}

/// Clinics of one kind of trouble only are nobody's family physician.
const ONE_FIELD: [&str; 3] = ["整形外科", "眼科", "皮膚科"];

/// What a place is when somebody is looked for.
fn sought(kind: usize, name: &str) -> &'static str {
    match code(kind) {
        "clinic" if ONE_FIELD.iter().any(|field| name.contains(field)) => "one_field_clinic",
        other => other,
    }
}

fn fact(facts: &Facts, field: Field) -> String {
    facts.get(&FactKey::site(field)).cloned().unwrap_or_default()
}

/// A phone number that nobody has.
pub fn phone(number: usize) -> String {
    format!("047-{:03}-{:04}", number / 10_000, number % 10_000)
}

/// The facts of an address, and the line that it makes.
pub fn address(area: &Area, settings: &Settings, chance: &mut Chance) -> (Vec<(Field, String)>, String) {
    let town = format!(
        "{}{}-{}-{}",
        chance.pick(&area.towns).name,
        chance.range(1, 6),
        chance.range(1, 30),
        chance.range(1, 25)
    );
    let city = &settings.city;
    let line = format!("{}{}{town}", city.prefecture, city.name);
    let facts =
        vec![(Field::Prefecture, city.prefecture.clone()), (Field::City, city.name.clone()), (Field::Town, town)];
    (facts, line)
}

/// Where a place is: around the centre of its area, the areas side by side, somewhere in the sea.
fn coordinates(area: &Area, settings: &Settings, number: usize) -> String {
    let place = settings.city.areas.iter().position(|one| one.code == area.code).unwrap_or(0);
    let around = |factor: usize| number * factor % 17_000;
    let (north, east) = (place / 4 * 18_000 + around(7_919), place % 4 * 22_000 + around(104_729));
    format!("35.{:06},141.{:06}", 100_000 + north, 100_000 + east)
}

fn facts(pairs: Vec<(Field, String)>) -> Result<Facts, Refused> {
    let mut facts = Facts::new();
    for (field, raw) in pairs {
        let value = field.read(&raw)?;
        if !value.is_empty() {
            facts.insert(FactKey::site(field), value);
        }
    }
    Ok(facts)
}

fn support_centre(area: &Area, settings: &Settings, number: usize, chance: &mut Chance) -> Result<SiteDraft, Refused> {
    let (mut pairs, _) = address(area, settings, chance);
    pairs.push((Field::Coordinates, coordinates(area, settings, number)));
    pairs.push((Field::Name, area.support_centre.clone()));
    pairs.push((Field::Kana, format!("{}チイキホウカツシエンセンター", area.kana)));
    pairs.push((Field::Phone, phone(number)));
    pairs.push((Field::Days, "月火水木金".to_owned()));
    pairs.push((Field::Hours, "8:30〜17:15".to_owned()));
    let service = ServiceKey { office: String::new(), kind: Code::new("support_centre") };
    Ok(SiteDraft { facts: facts(pairs)?, add_services: BTreeSet::from([service]) })
}

fn listing(
    kind: usize,
    number: usize,
    area: &Area,
    settings: &Settings,
    surnames: &[Name],
    chance: &mut Chance,
) -> Result<Listing, Refused> {
    let (what, _, end, end_kana, source) = KINDS[kind];
    let town = chance.pick(&area.towns);
    let surname = chance.pick(surnames);
    let word = chance.pick(WORDS);
    let medical = matches!(what, "clinic" | "clinic_old" | "dental" | "hospital");
    let (mut name, mut kana) = match chance.below(3) {
        0 if medical => (surname.written.clone(), surname.kana.clone()),
        1 => (format!("{}{}", area.name, word.0), format!("{}{}", area.kana, word.1)),
        2 => (town.name.clone(), town.kana.clone()),
        _ => (format!("{}{}", town.name, word.0), format!("{}{}", town.kana, word.1)),
    };
    if what == "clinic" {
        let (special, special_kana) = chance.pick(CLINICS);
        name.push_str(special);
        kana.push_str(special_kana);
    }
    if matches!(what, "170" | "320" | "510" | "520" | "770") {
        name = format!("{end}{name}");
        kana = format!("{end_kana}{kana}");
    } else {
        name.push_str(end);
        kana.push_str(end_kana);
    }
    let (mut pairs, _) = address(area, settings, chance);
    // As in real files, some have none.
    if number % 8 != 3 {
        pairs.push((Field::Coordinates, coordinates(area, settings, number)));
    }
    pairs.push((Field::Name, name));
    pairs.push((Field::Kana, kana));
    pairs.push((Field::Phone, phone(number)));
    if chance.percent(70) {
        pairs.push((Field::Fax, phone(number + 500_000)));
    }
    let office = match what {
        "clinic" | "clinic_old" | "hospital" => format!("481{number:07}"),
        "dental" => format!("483{number:07}"),
        "pharmacy" => format!("484{number:07}"),
        _ => format!("487{number:07}"),
    };
    if matches!(what, "hospital") {
        pairs.push((Field::Beds, format!("一般{};療養{}", chance.range(40, 300), chance.range(0, 60))));
        pairs.push((Field::Departments, "内科;外科;整形外科;脳神経内科".to_owned()));
    }
    if medical {
        pairs.push((Field::Days, (*chance.pick(&["月火水木金土", "月火水金土", "月火木金"])).to_owned()));
        pairs.push((Field::Hours, "9:00〜12:00、15:00〜18:00".to_owned()));
    }
    let service = ServiceKey { office: office.clone(), kind: Code::new(code(kind)) };
    Ok(Listing {
        key: ListingKey { source, id: service.to_string() },
        offices: vec![office],
        services: vec![service],
        facts: facts(pairs)?,
        notifications: Vec::new(),
    })
}

/// What staff did with a place since: notes, checks, a later file that differs, a closure.
#[allow(clippy::too_many_arguments, reason = "everything that is looked at is passed in")]
fn tend(
    site: &mut Site,
    kind: usize,
    listing: &Listing,
    story: &mut Story,
    settings: &Settings,
    days: &Days,
    by: &[StaffId],
    chance: &mut Chance,
) -> Result<(), Refused> {
    let who = *chance.pick(by);
    if chance.percent(45) {
        let mut pairs = vec![(Field::Reach, (*chance.pick(REACH)).to_owned())];
        if matches!(KINDS[kind].0, "clinic" | "clinic_old" | "hospital" | "130") {
            let does: Vec<&str> = DOES.iter().copied().filter(|_| chance.percent(40)).collect();
            pairs.push((Field::Does, does.join(";")));
            pairs.push((
                Field::CallHours,
                (*chance.pick(&["12:30〜13:30", "13:00〜15:00", "17:30以降", ""])).to_owned(),
            ));
            pairs.push((Field::FaxFirst, if chance.percent(30) { "yes" } else { "" }.to_owned()));
            pairs.push((Field::Ict, if chance.percent(35) { "汐見ネット" } else { "" }.to_owned()));
        } else {
            pairs.push((Field::Vacancy, (*chance.pick(&["空きあり", "若干名", "満員", "要相談"])).to_owned()));
        }
        let draft = SiteDraft { facts: facts(pairs)?, add_services: BTreeSet::new() };
        let at = days.office(chance.range(1, days.yesterday()), chance);
        if at > site.changed.at && at < days.now {
            story.go(site, site.edit(draft, &settings.codes)?, at, who);
        }
    }
    check(site, story, days, by, chance)?;
    if site.checked.is_some() && chance.percent(6) {
        // A later file says something else than what was checked.
        let mut later = listing.clone();
        later.facts.insert(FactKey::site(Field::Phone), Field::Phone.read(&phone(900_000 + chance.below(90_000)))?);
        let at = days.office(days.yesterday() - chance.range(0, 20), chance);
        if at > site.changed.at
            && at < days.now
            && let Some(event) = site.import(vec![later])
        {
            story.go(site, event, at, by[0]);
        }
    }
    if chance.per_mille(12) {
        let at = days.office(days.yesterday() - chance.range(0, 100), chance);
        if at > site.changed.at && at < days.now {
            let on: NaiveDate = at.date_naive();
            let closure = Closure { on, why: "閉院・廃止の届出".to_owned() };
            story.go(site, site.close(closure)?, at, who);
        }
    }
    Ok(())
}

/// Most were checked within the last year, some long ago, some never.
fn check(site: &mut Site, story: &mut Story, days: &Days, by: &[StaffId], chance: &mut Chance) -> Result<(), Refused> {
    let ago = match chance.below(10) {
        0..5 => chance.range(1, 200),
        5..8 => chance.range(200, 700),
        _ => return Ok(()),
    };
    let at = days.office(days.yesterday() - ago, chance);
    if at <= site.changed.at || at >= days.now {
        return Ok(());
    }
    let event = site.check(at.date_naive(), at.date_naive())?;
    story.go(site, event, at, *chance.pick(by));
    Ok(())
}
