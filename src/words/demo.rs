//! What `renkei demo` says: its help, and what a city that was written came to.

use std::path::Path;

use super::{Lang, Text};

pub const DEMO: Text = Text::new(
    "架空の市で画面を開く（終わると消える）。--write なら残るデータをつくる",
    "Open the screen on a made-up city that is gone afterwards; --write makes one that stays",
);
pub const WRITE: Text = Text::new(
    "画面を開かず、この空のディレクトリに市のデータを書く",
    "Write the city into this empty directory instead of opening the screen",
);
pub const PATIENTS: Text = Text::new("患者の数", "How many patients");
pub const YEARS: Text = Text::new("何年分か", "How many years");
pub const SEED: Text = Text::new("乱数の種。同じ種なら同じ市", "The seed: the same seed makes the same city");
pub const TODAY: Text = Text::new(
    "市の「今日」（YYYY-MM-DD）。省略すると今日",
    "The day that the city takes for today (YYYY-MM-DD); this machine's if left out",
);
pub const MAKING: Text = Text::new("架空の市をつくっています…", "Making the made-up city...");

/// How many there are of each.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub patients: u64,
    pub consultations: u64,
    pub referrals: u64,
    pub introductions: u64,
    pub entries: u64,
    pub resources: u64,
    pub events: u64,
    pub seconds: f64,
}

pub fn written(lang: Lang, dir: &Path, figures: Figures) -> String {
    let Figures { patients, consultations, referrals, introductions, entries, resources, events, seconds } = figures;
    let dir = dir.display();
    match lang {
        Lang::Ja => format!(
            "{dir} に架空の市を書きました（{seconds:.1}秒）。\n患者 {patients}、相談 {consultations}、依頼 {referrals}、紹介 {introductions}、経過 {entries}、資源 {resources}、出来事 {events}。あなたは管理責任者・相談員・システム管理です。"
        ),
        Lang::En => format!(
            "Wrote a made-up city to {dir} in {seconds:.1} s.\n{patients} patients, {consultations} consultations, {referrals} referrals, {introductions} introductions, {entries} entries, {resources} resources, {events} events. You are its manager, coordinator and administrator."
        ),
    }
}

pub fn not_a_day(lang: Lang, given: &str) -> String {
    match lang {
        Lang::Ja => format!("「{given}」は日付として読めません。2026-11-22 のように書いてください。"),
        Lang::En => format!("{given:?} is not a date. Write it as 2026-11-22."),
    }
}

pub fn not_made(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Ja => format!("架空の市をつくれませんでした（{why}）。"),
        Lang::En => format!("The made-up city could not be made ({why})."),
    }
}
