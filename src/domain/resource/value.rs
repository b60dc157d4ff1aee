//! How each kind of value is read: whatever a file or a person writes comes to one form, or is refused with the reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::field::Shape;
use crate::text::{self, Phone, forms};

/// Why a value cannot be what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactProblem {
    /// Longer than so many characters.
    TooLong {
        /// The most characters.
        limit: u32,
    },
    /// Not so many digits.
    NotDigits {
        /// How many it should be.
        digits: u32,
    },
    /// The check digit does not fit the others.
    CheckDigit,
    /// The coordinates are 0,0: nobody entered them.
    NoCoordinates,
    /// The coordinates lie outside Japan.
    OutsideJapan,
    /// It cannot be read as what it should be.
    Unreadable,
    /// It is a mail address where a web address belongs.
    MailForUrl {
        /// The mail address.
        mail: String,
    },
}

/// The days of a week and the national holiday, in the order in which they are written.
pub const DAYS: &str = "月火水木金土日祝";

/// The value in its one form; empty stays empty.
pub fn read(shape: Shape, raw: &str) -> Result<String, FactProblem> {
    let text = text::normalise_input(raw);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Ok(String::new());
    }
    match shape {
        Shape::Line(limit) => short(one_line(text), limit),
        Shape::Text(limit) => short(lines(text), limit),
        Shape::Kana => short(text::kana::to_katakana(&one_line(text)), 300),
        Shape::PostalCode => digits(text, 7).map(|d| format!("{}-{}", &d[..3], &d[3..])),
        Shape::CityCode => city_code(text),
        Shape::CorporateNumber => corporate_number(text),
        Shape::Coordinates => coordinates(text),
        Shape::Phone => phone(text),
        Shape::Url => url(text),
        Shape::Mail => mail(text),
        Shape::Count => count(text),
        Shape::Days => days(text),
        Shape::Flag => flag(text),
        Shape::Names => short(names(text), 2_000),
        Shape::Date => date(text),
    }
}

fn short(text: String, limit: u32) -> Result<String, FactProblem> {
    if text.chars().count() > limit as usize { Err(FactProblem::TooLong { limit }) } else { Ok(text) }
}

/// One line without doubled spaces; wide and narrow spaces count alike.
fn one_line(text: &str) -> String {
    text.replace("（改行）", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> String {
    let text = text.replace("（改行）", "\n").replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

fn digits(text: &str, count: u32) -> Result<String, FactProblem> {
    let ascii = forms::to_ascii(text);
    let digits: String =
        ascii.chars().filter(|c| !(forms::is_hyphen(*c) || *c == 'ー' || *c == ' ' || *c == '〒')).collect();
    if digits.len() == count as usize && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(digits)
    } else {
        Err(FactProblem::NotDigits { digits: count })
    }
}

/// The sixth digit of a municipality code, from its first five.
pub fn city_check_digit(five: &str) -> Option<char> {
    let mut sum = 0;
    for (digit, weight) in five.chars().zip([6, 5, 4, 3, 2]) {
        sum += digit.to_digit(10)? * weight;
    }
    char::from_digit((11 - sum % 11) % 10, 10)
}

fn city_code(text: &str) -> Result<String, FactProblem> {
    if let Ok(five) = digits(text, 5) {
        return city_check_digit(&five).map(|check| format!("{five}{check}")).ok_or(FactProblem::CheckDigit);
    }
    let code = digits(text, 6)?;
    if city_check_digit(&code[..5]) == code.chars().last() { Ok(code) } else { Err(FactProblem::CheckDigit) }
}

fn corporate_number(text: &str) -> Result<String, FactProblem> {
    let number = digits(text, 13)?;
    let sum: u32 = number[1..]
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    if number.starts_with(|c: char| c.to_digit(10) == Some(9 - sum % 9)) {
        Ok(number)
    } else {
        Err(FactProblem::CheckDigit)
    }
}

fn coordinates(text: &str) -> Result<String, FactProblem> {
    let ascii = forms::to_ascii(text);
    let (latitude, longitude) = ascii.split_once(',').ok_or(FactProblem::Unreadable)?;
    let latitude: f64 = latitude.trim().parse().map_err(|_| FactProblem::Unreadable)?;
    let longitude: f64 = longitude.trim().parse().map_err(|_| FactProblem::Unreadable)?;
    if latitude.abs() < 1e-9 && longitude.abs() < 1e-9 {
        return Err(FactProblem::NoCoordinates);
    }
    // Okinotorishima to Cape Kamuyiwakka, Yonaguni to Minamitorishima.
    if (20.4..=45.6).contains(&latitude) && (122.9..=154.0).contains(&longitude) {
        Ok(format!("{latitude:.6},{longitude:.6}"))
    } else {
        Err(FactProblem::OutsideJapan)
    }
}

fn phone(text: &str) -> Result<String, FactProblem> {
    let phone = Phone::read(text);
    let shown = phone.display.replace("--", "-");
    let shown = shown.trim_end_matches(['(', '-', ' ']);
    let whole = match phone.digits.len() {
        10 => phone.digits.starts_with('0'),
        11 => {
            phone.digits.starts_with('0')
                && ["020", "050", "070", "080", "090", "0800"].iter().any(|p| phone.digits.starts_with(p))
        }
        _ => false,
    };
    let plain = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' '));
    if !whole || !plain {
        return Err(FactProblem::Unreadable);
    }
    Ok(Phone::read(shown).display)
}

fn url(text: &str) -> Result<String, FactProblem> {
    let ascii: String = text.chars().map(forms::ascii).filter(|c| !c.is_whitespace()).collect();
    let ascii = ascii.trim_start_matches([':', '/']);
    let lower = ascii.to_ascii_lowercase();
    let scheme = if lower.starts_with("https") {
        Some("https")
    } else if lower.starts_with("http") {
        Some("http")
    } else {
        None
    };
    let rest = scheme.map_or(ascii, |scheme| ascii[scheme.len()..].trim_start_matches([':', ';', '/', '.', ',']));
    if let Ok(mail) = mail(rest) {
        return Err(FactProblem::MailForUrl { mail });
    }
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let named = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    if !named || !host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')) {
        return Err(FactProblem::Unreadable);
    }
    short(format!("{}://{rest}", scheme.unwrap_or("http")), 500)
}

fn mail(text: &str) -> Result<String, FactProblem> {
    let ascii: String = text.chars().map(forms::ascii).collect();
    let (who, host) = ascii.split_once('@').ok_or(FactProblem::Unreadable)?;
    let fits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c));
    if fits(who) && fits(host) && host.contains('.') { short(ascii, 200) } else { Err(FactProblem::Unreadable) }
}

fn count(text: &str) -> Result<String, FactProblem> {
    let ascii = forms::to_ascii(text);
    let bare = ascii.trim_end_matches(['人', '名', '床']).trim();
    let number: u32 = bare.parse().map_err(|_| FactProblem::Unreadable)?;
    if number > 9_999 { Err(FactProblem::Unreadable) } else { Ok(number.to_string()) }
}

/// Days however they are written: `平日,土曜日`, `月・水・金`, `月～金`, `祝日`.
fn days(text: &str) -> Result<String, FactProblem> {
    let week: Vec<char> = DAYS.chars().collect();
    let place = |c: char| week.iter().position(|day| *day == c);
    let tidy = text
        .replace("平日", "月火水木金")
        .replace("毎日", "月火水木金土日")
        .replace("祝日", "祝")
        .replace("曜日", "")
        .replace('曜', "");
    let mut chosen = [false; 8];
    let mut from: Option<usize> = None;
    let mut range = false;
    for c in tidy.chars() {
        if let Some(day) = place(c) {
            match (range, from) {
                (true, Some(from)) if from <= day => chosen[from..=day].fill(true),
                (true, _) => return Err(FactProblem::Unreadable),
                _ => chosen[day] = true,
            }
            from = Some(day);
            range = false;
        } else if "～〜~".contains(c) || forms::is_hyphen(c) || c == 'ー' {
            range = true;
        } else if !(c.is_whitespace() || ",、，・;；/／・".contains(c)) {
            return Err(FactProblem::Unreadable);
        }
    }
    if range {
        return Err(FactProblem::Unreadable);
    }
    Ok(week.iter().zip(chosen).filter(|(_, on)| *on).map(|(day, _)| *day).collect())
}

fn flag(text: &str) -> Result<String, FactProblem> {
    match forms::to_ascii(text).to_lowercase().as_str() {
        "yes" | "y" | "1" | "true" | "あり" | "有" | "有り" | "はい" | "可" | "○" | "〇" | "◯" => {
            Ok("yes".to_owned())
        }
        "no" | "n" | "0" | "false" | "なし" | "無" | "無し" | "いいえ" | "不可" | "×" => Ok(String::new()),
        _ => Err(FactProblem::Unreadable),
    }
}

/// Names divided by `;`, each once, in the order given.
fn names(text: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in text.replace("（改行）", ";").split([';', '；', '、', '\n']) {
        let name = one_line(name);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(";")
}

/// A date as files write it: the year is always there.
fn date(text: &str) -> Result<String, FactProblem> {
    // Any day does for today: a form that counts from today is refused below.
    let bare = forms::to_ascii(text);
    let full = bare.chars().filter(char::is_ascii_digit).count() >= 4 || bare.contains('年');
    if !full {
        return Err(FactProblem::Unreadable);
    }
    text::parse_date(text, NaiveDate::default()).map(|date| date.to_string()).map_err(|_| FactProblem::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_files_write_comes_to_one_form() {
        for (shape, raw, form) in [
            (Shape::Line(20), "　アース　 サポート ", "アース サポート"),
            (Shape::Kana, "ウ゛ィラミハマ", "ヴィラミハマ"),
            (Shape::Kana, "ﾜｶﾊﾞ", "ワカバ"),
            (Shape::PostalCode, "〒２７１－００９２", "271-0092"),
            (Shape::CityCode, "12207", "122076"),
            (Shape::CityCode, "122076", "122076"),
            (Shape::CorporateNumber, "2011001027780", "2011001027780"),
            (Shape::Coordinates, "35.578898300000000,140.127689199999960", "35.578898,140.127689"),
            (Shape::Phone, "０４７ー４７０ー５２１１", "047-470-5211"),
            (Shape::Phone, "0471-33-1090", "04-7133-1090"),
            (Shape::Phone, "0439（55）1271", "0439-55-1271"),
            (Shape::Phone, "0479-76-2211（", "0479-76-2211"),
            (Shape::Phone, "0436--22-9999", "0436-22-9999"),
            (Shape::Url, "https：//umimura.example.jp", "https://umimura.example.jp"),
            (Shape::Url, "http//www.example.jp", "http://www.example.jp"),
            (Shape::Url, "http//:www.example.com", "http://www.example.com"),
            (Shape::Url, "：http://example.com", "http://example.com"),
            (Shape::Url, "https;//a.example.jp", "https://a.example.jp"),
            (Shape::Url, "http:www.example.com", "http://www.example.com"),
            (Shape::Url, "www.example.jp/a/", "http://www.example.jp/a/"),
            (Shape::Url, "http:/www.ｅxample.com", "http://www.example.com"),
            (Shape::Count, "２９人", "29"),
            (Shape::Days, "平日,土曜日,日曜日,祝日", "月火水木金土日祝"),
            (Shape::Days, "月～金", "月火水木金"),
            (Shape::Days, "土・月", "月土"),
            (Shape::Flag, "あり", "yes"),
            (Shape::Flag, "なし", ""),
            (Shape::Names, "内科;外科；内科", "内科;外科"),
            (Shape::Text(50), "午前（改行）午後", "午前\n午後"),
            (Shape::Date, "令和 4年10月 1日", "2022-10-01"),
            (Shape::Date, "令和元年 5月 1日", "2019-05-01"),
        ] {
            assert_eq!(read(shape, raw), Ok(form.to_owned()), "{raw}");
        }
    }

    #[test]
    fn what_cannot_be_says_why() {
        let mail = "midori@ae.example.com".to_owned();
        for (shape, raw, why) in [
            (Shape::Coordinates, "0,0", FactProblem::NoCoordinates),
            (Shape::Coordinates, "0.0,0.0", FactProblem::NoCoordinates),
            (Shape::Coordinates, "140.1,35.5", FactProblem::OutsideJapan),
            (Shape::Coordinates, "NaN,35.5", FactProblem::OutsideJapan),
            (Shape::Phone, "043-226-264", FactProblem::Unreadable),
            (Shape::Phone, "なし", FactProblem::Unreadable),
            (Shape::Url, "midori@ae.example.com", FactProblem::MailForUrl { mail }),
            (Shape::Url, "準備中", FactProblem::Unreadable),
            (Shape::CityCode, "122077", FactProblem::CheckDigit),
            (Shape::CorporateNumber, "1011001027780", FactProblem::CheckDigit),
            (Shape::PostalCode, "271", FactProblem::NotDigits { digits: 7 }),
            (Shape::Line(2), "あああ", FactProblem::TooLong { limit: 2 }),
            (Shape::Days, "第2土曜", FactProblem::Unreadable),
            (Shape::Date, "-3", FactProblem::Unreadable),
        ] {
            assert_eq!(read(shape, raw), Err(why), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_reads_as_itself(raw in "\\PC{0,40}", digits in "[0-9０-９（）,.:/@a-zー－月土祝～平日 -]{0,24}") {
            for shape in [Shape::Line(100), Shape::Text(100), Shape::Kana, Shape::PostalCode, Shape::CityCode,
                Shape::CorporateNumber, Shape::Coordinates, Shape::Phone, Shape::Url, Shape::Mail, Shape::Count,
                Shape::Days, Shape::Flag, Shape::Names, Shape::Date] {
                for raw in [&raw, &digits] {
                    if let Ok(form) = read(shape, raw) {
                        prop_assert_eq!(read(shape, &form), Ok(form.clone()), "{:?}", shape);
                    }
                }
            }
        }
    }
}
