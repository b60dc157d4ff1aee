//! When two descriptions are of the same place: keys of name and address in which spelling does not count.

use super::address::split_prefecture;
use crate::text::{forms, kana, variants};

/// A key of name and address: equal keys are the same place. None if either says too little to tell.
pub fn place_key(name: &str, address: &str) -> Option<String> {
    let name = name_key(name);
    let address = address_key(address);
    let has_number = address.chars().any(|c| c.is_ascii_digit());
    (name.chars().count() >= 2 && has_number).then(|| format!("{name}|{address}"))
}

/// The name without the legal form, spaces, signs and spelling.
pub fn name_key(name: &str) -> String {
    let plain = plain(name);
    let mut rest = plain.as_str();
    while let Some(shorter) = LEGAL_FORMS.iter().find_map(|form| rest.strip_prefix(form)) {
        rest = shorter;
    }
    rest.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The name without the legal body that stands before it and a space: 医療法人社団なぎさ会 なぎさクリニック is なぎさクリニック.
/// Of kana the same. It is for lists, where many begin alike.
pub fn bare_name(name: &str) -> &str {
    match name.split_once(' ') {
        Some((front, rest)) if !rest.is_empty() && BODIES.iter().any(|body| front.starts_with(body)) => rest,
        _ => name,
    }
}

const BODIES: [&str; 20] = [
    "医療法人",
    "社会医療法人",
    "特定医療法人",
    "社会福祉法人",
    "特定非営利活動法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "独立行政法人",
    "学校法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "イリョウホウジン",
    "シャカイ",
    "トクテイヒエイリ",
    "カブシキ",
    "ユウゲン",
    "イッパン",
];

const LEGAL_FORMS: [&str; 18] = [
    "特定医療法人",
    "社会医療法人",
    "医療法人",
    "社団法人",
    "財団法人",
    "一般",
    "公益",
    "社団",
    "財団",
    "社会福祉法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "特定非営利活動法人",
    "npo法人",
    "独立行政法人",
    "学校法人",
    "(株)",
];

/// The address up to its house number, without prefecture, spaces and spelling: 二丁目１番３号 is 2-1-3.
pub fn address_key(address: &str) -> String {
    let plain = kanji_numbers(&plain(address));
    let (_, plain) = split_prefecture(&plain);
    let plain = plain
        .replace("大字", "")
        .replace("番地の", "-")
        .replace("丁目", "-")
        .replace("番地", "-")
        .replace("番", "-")
        .replace('号', "");
    let mut key = String::with_capacity(plain.len());
    let mut numbered = false;
    for c in plain.chars() {
        match c {
            '0'..='9' => {
                numbered = true;
                key.push(c);
            }
            '-' | 'ノ' | 'ー' if numbered => push_dash(&mut key),
            // What follows the house number is the building: it is written in one file and left out in the next.
            _ if numbered && key.contains('-') => break,
            c if c.is_alphanumeric() => key.push(c),
            _ => {}
        }
    }
    key.trim_end_matches('-').to_owned()
}

/// One dash, however many stand there.
fn push_dash(key: &mut String) {
    if !key.ends_with('-') {
        key.push('-');
    }
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !variants::is_selector(*c))
        .map(forms::ascii)
        .map(forms::full_kana)
        .map(|c| if forms::is_hyphen(c) { '-' } else { c })
        .map(|c| if c == 'ヶ' || c == 'ヵ' { 'ケ' } else { c })
        .map(kana::katakana)
        .map(variants::usual)
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// 一 to 九十九 before 丁目, 番 and 号 as digits.
fn kanji_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let run = chars[i..].iter().take_while(|c| digit(**c).is_some() || **c == '十').count();
        if run > 0 && matches!(chars.get(i + run), Some('丁' | '番' | '号')) {
            out.push_str(&number(&chars[i..i + run]).to_string());
            i += run;
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    out
}

fn digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok())
}

fn number(chars: &[char]) -> u32 {
    let (mut tens, mut ones) = (0, 0);
    for c in chars {
        if let Some(d) = digit(*c) {
            ones = ones % 10 * 10 + d;
        } else {
            tens = if ones == 0 { 10 } else { ones * 10 };
            ones = 0;
        }
    }
    tens + ones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_make_a_second_place() {
        for (one, other) in [
            ("千葉県千葉市緑区おゆみ野南六丁目49番地9", "千葉市緑区おゆみ野南6-49-9"),
            ("千葉県鎌ケ谷市道野辺中央２－１－３３坪沼第２ビル　２０１号", "鎌ヶ谷市道野辺中央2-1-33"),
            ("松戸市小金原４－３－２", "千葉県松戸市小金原四丁目3番2号"),
            ("松戸市常盤平十二丁目1番", "松戸市常盤平12-1"),
        ] {
            assert_eq!(address_key(one), address_key(other));
        }
        assert_ne!(address_key("松戸市小金原4-3-2"), address_key("松戸市小金原4-3-3"));
        assert_eq!(name_key("医療法人社団　髙﨑会 みどりクリニック"), name_key("高崎会みどりクリニック"));
        assert_ne!(name_key("みどり医院"), name_key("みどり歯科医院"));
        assert_eq!(place_key("みどり医院", "松戸市"), None);
        assert_eq!(bare_name("医療法人社団なぎさ会 なぎさクリニック"), "なぎさクリニック");
        assert_eq!(bare_name("なぎさ クリニック"), "なぎさ クリニック");
    }
}
