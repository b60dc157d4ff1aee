//! The search index on a made-up city: 30,000 patients, 60,000 consultations and 10,000 places.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use renkei::search::{Document, Index, Kinds, Role};

const PATIENTS: u32 = 30_000;
const CONSULTATIONS: u32 = 60_000;
const PLACES: u32 = 10_000;

const SURNAMES: &[(&str, &str)] = &[
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("髙橋", "タカハシ"),
    ("田中", "タナカ"),
    ("渡邊", "ワタナベ"),
    ("伊藤", "イトウ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("木下", "キノシタ"),
    ("長谷川", "ハセガワ"),
    ("五十嵐", "イガラシ"),
    ("海老原", "エビハラ"),
    ("石井", "イシイ"),
];
const GIVEN: &[(&str, &str)] = &[
    ("花子", "ハナコ"),
    ("一郎", "イチロウ"),
    ("幸子", "サチコ"),
    ("清", "キヨシ"),
    ("美代子", "ミヨコ"),
    ("健太郎", "ケンタロウ"),
    ("節子", "セツコ"),
    ("洋", "ヒロシ"),
    ("千代", "チヨ"),
    ("隆", "タカシ"),
    ("文子", "フミコ"),
    ("進", "ススム"),
];
const TOWNS: &[&str] = &[
    "小金",
    "小金原",
    "常盤平",
    "馬橋",
    "新松戸",
    "五香",
    "六実",
    "八ケ崎",
    "稔台",
    "矢切",
    "秋山",
    "松飛台",
    "二十世紀が丘",
    "東松戸",
    "根木内",
];
const PLACE_NAMES: &[&str] = &[
    "ひまわり",
    "さくら",
    "あおぞら",
    "木下",
    "やすらぎ",
    "松戸中央",
    "そよ風",
    "常盤平",
    "みどりの丘",
    "北小金",
    "あおい",
    "すみれ",
    "千葉西",
    "秋桜",
    "なのはな",
];
const KINDS_OF_PLACE: &[&str] = &[
    "訪問看護ステーション",
    "内科クリニック",
    "居宅介護支援事業所",
    "歯科医院",
    "薬局",
    "デイサービスセンター",
    "整形外科",
    "ケアプランセンター",
];
const FORMS: &[&str] = &["医療法人社団誠馨会 ", "株式会社", "", "", "社会福祉法人 "];
const TOPICS: &[&str] = &["退院支援", "訪問診療", "服薬拒否", "独居", "認知症", "看取り", "介護者の負担", "訪問歯科"];
const SENTENCES: &[&str] = &[
    "退院の希望があり自宅で看取りまで望んでいる。",
    "訪問診療と24時間の訪問看護を探している。",
    "薬を飲まないことが増え、家族が困っている。",
    "ケアマネジャーから主治医の意見を聞きたいとの電話。",
    "食事量が減り、体重が一か月で三キロ落ちた。",
    "近隣から夜間の大声について相談があった。",
];

/// Small, fast and the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or_default()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn address(&mut self) -> String {
        let town = self.pick(TOWNS);
        format!("千葉県松戸市{town}{}-{}-{}", self.roll(9), self.roll(40), self.roll(30))
    }

    fn phone(&mut self) -> String {
        format!("047-{:03}-{:04}", 300 + self.roll(99), self.roll(9999))
    }
}

fn patient(dice: &mut Dice, number: u32) -> Document {
    let (surname, given) = (dice.pick(SURNAMES), dice.pick(GIVEN));
    Document::new(0)
        .with(Role::Name, format!("{} {}", surname.0, given.0))
        .with(Role::Reading, format!("{} {}", surname.1, given.1))
        .with(Role::Number, format!("P{number}"))
        .with(Role::Address, dice.address())
        .with(Role::Phone, dice.phone())
}

fn consultation(dice: &mut Dice, number: u32) -> Document {
    let (surname, given) = (dice.pick(SURNAMES), dice.pick(GIVEN));
    let text: String = (0..4).map(|_| dice.pick(SENTENCES)).collect();
    Document::new(1)
        .with(Role::Number, format!("R{}-{:04}", 1 + number % 10, number / 10))
        .with(Role::Name, format!("{} {}", surname.0, given.0))
        .with(Role::Reading, format!("{} {}", surname.1, given.1))
        .with(Role::Area, dice.pick(TOWNS))
        .with(Role::Service, dice.pick(TOPICS))
        .with(Role::Text, text)
}

fn place(dice: &mut Dice) -> Document {
    let name =
        format!("{}{}{}{}", dice.pick(FORMS), dice.pick(KINDS_OF_PLACE), dice.pick(PLACE_NAMES), dice.pick(TOWNS));
    Document::new(2)
        .with(Role::Name, name)
        .with(Role::Address, dice.address())
        .with(Role::Area, dice.pick(TOWNS))
        .with(Role::Service, dice.pick(KINDS_OF_PLACE))
        .with(Role::Service, "24時間対応 在宅看取り")
        .with(Role::Phone, dice.phone())
}

fn city() -> Vec<Document> {
    let mut dice = Dice(0x2026_1122);
    let patients: Vec<_> = (0..PATIENTS).map(|number| patient(&mut dice, number)).collect();
    let consultations: Vec<_> = (0..CONSULTATIONS).map(|number| consultation(&mut dice, number)).collect();
    let places: Vec<_> = (0..PLACES).map(|_| place(&mut dice)).collect();
    patients.into_iter().chain(consultations).chain(places).collect()
}

fn search(bench: &mut Criterion) {
    let documents = city();
    let mut index = Index::new();
    for (id, document) in (0_u64..).zip(&documents) {
        index.put(id, document);
    }
    eprintln!("{} documents, {} bytes each in the index", index.len(), index.bytes() / index.len());

    let mut at = 0;
    bench.bench_function("put", |bencher| {
        bencher.iter(|| {
            at = (at + 7919) % documents.len();
            index.put(at as u64, &documents[at]);
        });
    });
    for text in [
        "matsudo houmon",
        "kinoshita",
        "木下",
        "松戸 訪問看護",
        "高橋 花子",
        "ほうもんかんご",
        "047 366",
        "R8-0123",
        "看取り",
        "hiamwari",
        "igarasho kentaro",
        "mtd",
        "zzz",
    ] {
        bench.bench_function(text, |bencher| {
            bencher.iter(|| black_box(index.query(text, Kinds::ALL, |_| true, 20)).len());
        });
    }
}

criterion_group!(benches, search);
criterion_main!(benches);
