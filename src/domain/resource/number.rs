//! The numbers that offices and institutions are known by, and how those of medicine and of care say the same.

use crate::domain::code::Code;
use crate::text::forms;

use super::service;

/// An office number as text: ASCII, capitals, no spaces or hyphens. 介護医療院 have letters, as in `12B2400093`.
pub fn office_number(raw: &str) -> String {
    raw.chars()
        .map(forms::ascii)
        .filter(|c| !c.is_whitespace() && !forms::is_hyphen(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether it is of the form that offices have: ten digits, or letters among them.
pub fn is_office_number(number: &str) -> bool {
    number.len() == 10 && number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// The insurance code of an institution: prefecture, fee table (1 medical, 3 dental, 4 pharmacy), seven digits.
///
/// Care services that an institution gives by its medical licence are designated under this very number, which is
/// how a clinic and its visiting nurses are seen to be one place.
pub fn insurance_code(prefecture: &str, institution: &str) -> Option<String> {
    let prefecture = forms::to_ascii(prefecture.trim());
    let institution = forms::to_ascii(institution.trim());
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !(all_digits(&prefecture) && all_digits(&institution)) || prefecture.len() > 2 || institution.len() != 7 {
        return None;
    }
    Some(format!("{prefecture:0>2}{}{institution}", fee_table(&institution)))
}

/// The fee table that the four-digit part of an institution number belongs to: 3000s dental, 4000s pharmacies.
fn fee_table(institution: &str) -> char {
    match institution.as_bytes().get(2) {
        Some(b'3') => '3',
        Some(b'4') => '4',
        _ => '1',
    }
}

/// The medical kind that an insurance code shows; of the medical ones only more than the number tells clinic from hospital.
pub fn kind_of(insurance_code: &str, hospital: bool) -> Code {
    Code::new(match insurance_code.as_bytes().get(2) {
        Some(b'3') => service::DENTAL,
        Some(b'4') => service::PHARMACY,
        _ if hospital => service::HOSPITAL,
        _ => service::CLINIC,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_institution_and_its_deemed_office_have_one_number() {
        assert_eq!(insurance_code("12", "0116855").as_deref(), Some("1210116855"));
        assert_eq!(insurance_code("１２", "０１３０１９５").as_deref(), Some("1230130195"));
        assert_eq!(insurance_code("1", "0116855").as_deref(), Some("0110116855"));
        assert_eq!(insurance_code("12", "116855"), None);
        assert_eq!(insurance_code("", "0116855"), None);
        assert_eq!(office_number(" １２Ｂ2400093"), "12B2400093");
        assert!(is_office_number("12B2400093") && !is_office_number("127010257"));
    }
}
