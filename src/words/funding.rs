//! Words of money and programme items: kinds of work, amounts, why something cannot be, and a year's account.

use std::borrow::Cow;

use super::{Lang, Say, Text, words};
use crate::domain::funding::{FundingFault, UsualCharge, WorkKind, Yen};
use crate::domain::time::FiscalYear;

words! { WorkKind {
    Consultation => "相談の受付", "reception of a consultation";
    ConsultationStep => "相談の対応", "step of a consultation";
    ReferralStep => "依頼の訪問・経過確認", "visit or follow-up of a referral";
} }

/// An amount, its thousands apart: `38,000,000円`, `38,000,000 yen`.
pub fn yen(amount: Yen, lang: Lang) -> String {
    let digits = amount.0.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    match lang {
        Lang::Ja => format!("{text}円"),
        Lang::En => format!("{text} yen"),
    }
}

/// A fiscal year: `令和8年度`, `fiscal 2026`.
pub fn year(year: FiscalYear, lang: Lang) -> String {
    match lang {
        Lang::Ja => crate::text::era::FiscalYear(year.0).long(),
        Lang::En => format!("fiscal {}", year.0),
    }
}

/// Hours and minutes of work: `12時間05分`, `12 h 05`.
pub fn time(minutes: u64, lang: Lang) -> String {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match lang {
        Lang::Ja => format!("{hours}時間{minutes:02}分"),
        Lang::En => format!("{hours} h {minutes:02}"),
    }
}

/// Which work a rule is about.
fn rule(rule: &UsualCharge, lang: Lang) -> String {
    let topic = rule.topic.iter().map(|topic| topic.0.clone());
    let channel = rule.channel.iter().map(|channel| channel.say(lang).into_owned());
    let parts: Vec<String> =
        [rule.from.to_string(), rule.work.say(lang).into_owned()].into_iter().chain(topic).chain(channel).collect();
    parts.join(" ")
}

impl Say for FundingFault {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let text = match (self, lang) {
            (Self::UnknownCode { list, code }, Lang::Ja) => {
                format!(
                    "「{}」というコードは「{}」の一覧にありません。一覧にあるコードを書いてください。",
                    code.0,
                    list.say(lang)
                )
            }
            (Self::UnknownCode { list, code }, Lang::En) => {
                format!("The list of {} holds no {}. Write a code that it holds.", list.say(lang), code.0)
            }
            (Self::EndsEarly { line }, Lang::Ja) => {
                format!("財源「{}」の終わりの年度が、始まりの年度より前です。until を直してください。", line.0)
            }
            (Self::EndsEarly { line }, Lang::En) => {
                format!("The grant of {} ends before it starts. Put its until right.", line.0)
            }
            (Self::GrantTwice { line, from }, Lang::Ja) => {
                format!("財源「{}」に、{}から始まる額が2つあります。1つにしてください。", line.0, year(*from, lang))
            }
            (Self::GrantTwice { line, from }, Lang::En) => {
                format!("The line {} has two amounts from {} on. Leave one of them.", line.0, year(*from, lang))
            }
            (Self::UsualTwice { rule: one }, Lang::Ja) => {
                format!("同じ業務のふだんの財源が2つあります ({})。1つにしてください。", rule(one, lang))
            }
            (Self::UsualTwice { rule: one }, Lang::En) => {
                format!("There are two usual charges for the same work ({}). Leave one of them.", rule(one, lang))
            }
        };
        text.into()
    }
}

/// The programme's item that work counts under.
pub const PROGRAMME_ITEM: Text = Text::new("事業項目", "Programme item");
/// The line of funding that work is charged to.
pub const FUNDING_LINE: Text = Text::new("財源", "Funding");
/// What is charged to no line.
pub const NO_LINE: Text = Text::new("(財源なし)", "(no line)");
/// What counts under no item.
pub const NO_ITEM: Text = Text::new("(事業項目なし)", "(no item)");
/// All lines together.
pub const TOTAL: Text = Text::new("合計", "Total");
/// The column of lines and items.
pub const LINE: Text = Text::new("財源・事業項目", "Funding line, item");
/// The column of amounts.
pub const AMOUNT: Text = Text::new("額", "Amount");
/// The column of rates of subsidy.
pub const RATE: Text = Text::new("補助率", "Rate");
/// The column of time.
pub const TIME: Text = Text::new("時間", "Time");
/// The column of contacts.
pub const CONTACTS: Text = Text::new("延数", "Contacts");
/// The column of persons.
pub const PERSONS: Text = Text::new("実数", "Persons");
/// Below an account.
pub const NOTE: Text = Text::new(
    "延数は受付・応答のあった対応・訪問・経過確認の件数。実数は1人を1回だけ数えるため、内訳の和は合計より多いことがあります。",
    "Contacts are receptions, steps that somebody answered, visits and follow-ups. A person counts once, so parts can add up to more than their total.",
);

/// What stands over an account.
pub fn heading(of: FiscalYear, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{} 財源別の実績", year(of, lang)),
        Lang::En => format!("Work charged to each funding line, {}", year(of, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_times_are_read_at_a_glance() {
        for (amount, text) in [(0, "0円"), (999, "999円"), (1_000, "1,000円"), (38_000_000, "38,000,000円")] {
            assert_eq!(yen(Yen(amount), Lang::Ja), text);
        }
        assert_eq!((time(725, Lang::Ja), time(65, Lang::En)), ("12時間05分".to_owned(), "1 h 05".to_owned()));
        assert_eq!(year(FiscalYear(2026), Lang::Ja), "令和8年度");
    }
}
