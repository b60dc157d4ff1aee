//! Phone numbers: their digits for comparing and a form with hyphens for showing.

use super::forms;

/// A phone number as digits and as people write it. No digit is ever lost or added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Every digit that was typed, in order.
    pub digits: String,
    /// With hyphens where the number follows a known pattern, else as typed but in ASCII.
    pub display: String,
}

impl Phone {
    /// Reads a number in whatever form it comes: full-width digits, any kind of dash, brackets, no dash at all.
    ///
    /// ```
    /// use renkei::text::Phone;
    /// let phone = Phone::read("０４７₋３６６－０００１");
    /// assert_eq!((phone.digits.as_str(), phone.display.as_str()), ("0473660001", "047-366-0001"));
    /// assert_eq!(Phone::read("0471-33-1090").display, "04-7133-1090");
    /// ```
    pub fn read(text: &str) -> Self {
        let tidy: String = text.trim().chars().map(tidy_char).collect();
        let digits = digits(&tidy);
        let only_number = tidy.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '.'));
        let display = match groups(&digits) {
            Some((first, second)) if only_number => {
                format!("{}-{}-{}", &digits[..first], &digits[first..first + second], &digits[first + second..])
            }
            _ => tidy,
        };
        Self { digits, display }
    }
}

/// The digits of `text`, full-width ones as ASCII.
pub fn digits(text: &str) -> String {
    text.chars().map(forms::ascii).filter(char::is_ascii_digit).collect()
}

fn tidy_char(c: char) -> char {
    match forms::ascii(c) {
        c if forms::is_hyphen(c) || matches!(c, 'ー' | 'ｰ') => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// How long the first two groups are, for the numbers whose pattern is sure.
fn groups(digits: &str) -> Option<(usize, usize)> {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    match digits.len() {
        11 if starts(&["0800"]) => Some((4, 3)),
        11 if starts(&["050", "070", "080", "090"]) => Some((3, 4)),
        10 if starts(&["0120", "0570"]) => Some((4, 3)),
        // Kamogawa lies in the area 04 although its numbers begin like Tateyama's 0470; Kashiwa's begin 04-71.
        10 if starts(&["04709", "0471", "03", "06"]) => Some((2, 4)),
        10 if starts(&["0436", "0438", "0439", "0470", "0475", "0476", "0478", "0479"]) => Some((4, 2)),
        10 if starts(&["043", "047", "044", "045"]) => Some((3, 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_the_region_get_their_hyphens() {
        for (typed, shown) in [
            ("0473660001", "047-366-0001"),
            ("047(366)0001", "047-366-0001"),
            ("０４３－２４５－５１１１", "043-245-5111"),
            ("0471331090", "04-7133-1090"),
            ("0470921111", "04-7092-1111"),
            ("0470-22-1111", "0470-22-1111"),
            ("0438221111", "0438-22-1111"),
            ("0478―52―1111", "0478-52-1111"),
            ("０９０ー１２３４ー５６７８", "090-1234-5678"),
            ("0120123456", "0120-123-456"),
            ("08001234567", "0800-123-4567"),
            ("0352531111", "03-5253-1111"),
            ("0297-11-2222", "0297-11-2222"),
            ("366-0001", "366-0001"),
            ("", ""),
        ] {
            assert_eq!(Phone::read(typed).display, shown, "{typed}");
        }
    }

    #[test]
    fn what_stands_beside_the_number_stays() {
        let phone = Phone::read("047-366-0001（内線１２）");
        assert_eq!(phone.display, "047-366-0001(内線12)");
        assert_eq!(phone.digits, "047366000112");
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(typed in "[0-9０-９₋－―‐ー() 内線+-]{0,20}", number in "0[0-9]{9,10}") {
            for text in [typed, number] {
                let phone = Phone::read(&text);
                prop_assert_eq!(&phone.digits, &digits(&text));
                prop_assert_eq!(&digits(&phone.display), &phone.digits);
                prop_assert_eq!(Phone::read(&phone.display), phone.clone());
            }
        }
    }
}
