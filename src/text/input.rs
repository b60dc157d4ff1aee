//! What is typed or imported, brought to one form before it is kept.

use std::borrow::Cow;

use super::{forms::full_kana, kana::compose};

/// `text` with half-width kana made full-width and voicing marks joined to their kana.
///
/// Nothing else changes, deliberately: `①`, full-width letters and old character forms mean
/// something to whoever wrote them, so this is not a compatibility normalisation.
///
/// ```
/// use renkei::text::normalise_input;
/// assert_eq!(normalise_input("ﾏﾂﾄﾞ か\u{3099} ウ゛ィラ ①Ａ"), "マツド が ヴィラ ①Ａ");
/// ```
pub fn normalise_input(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(changes) else {
        return Cow::Borrowed(text);
    };
    let mut normal = String::with_capacity(text.len());
    normal.push_str(&text[..first]);
    let mut previous = normal.chars().next_back();
    for c in text[first..].chars().map(full_kana) {
        if let Some(voiced) = previous.and_then(|base| compose(base, c)) {
            normal.pop();
            normal.push(voiced);
            previous = Some(voiced);
        } else {
            normal.push(c);
            previous = Some(c);
        }
    }
    Cow::Owned(normal)
}

fn changes(c: char) -> bool {
    matches!(c, '\u{ff61}'..='\u{ff9f}' | '\u{3099}'..='\u{309c}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kana_are_whole_and_the_rest_stays() {
        assert_eq!(normalise_input("ｶﾞ ﾊﾟ ｳﾞ ｰ ･ ｢｣"), "ガ パ ヴ ー ・ 「」");
        assert_eq!(normalise_input("か゛ ウ゛ 「゛」"), "が ヴ 「゛」");
        assert_eq!(normalise_input("ガ゛"), "ガ゛");
        assert!(matches!(normalise_input("髙﨑 ① Ａ１ ㈱"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn twice_is_once_and_no_half_width_kana_is_left(text in "[か-ほカ-ホｦ-ﾟ\u{3099}-\u{309c}a-z①]{0,20}") {
            let once = normalise_input(&text).into_owned();
            let half_width = once.chars().any(|c| ('｡'..='ﾟ').contains(&c));
            prop_assert!(!half_width);
            prop_assert_eq!(normalise_input(&once), once.as_str());
        }
    }
}
