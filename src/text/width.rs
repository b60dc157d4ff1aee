//! How many terminal cells a text takes, and cutting or padding it to a number of cells.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How the terminal draws characters of East Asian ambiguous width, such as `① ※ → … ─ ■`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One cell, as most Western terminals do.
    #[default]
    Narrow,
    /// Two cells, as Japanese terminals do.
    Wide,
}

/// Cells that `text` takes on one line. Control characters count as one cell: send text through
/// [`neutralise`](super::neutralise) before it reaches a terminal.
///
/// ```
/// use renkei::text::{Ambiguous, width};
/// assert_eq!(width("山田 花子", Ambiguous::Narrow), 9);
/// assert_eq!(width("①→", Ambiguous::Narrow), 2);
/// assert_eq!(width("①→", Ambiguous::Wide), 4);
/// ```
pub fn width(text: &str, ambiguous: Ambiguous) -> usize {
    if is_plain(text) {
        return text.len();
    }
    match ambiguous {
        Ambiguous::Narrow => text.width(),
        Ambiguous::Wide => text.width_cjk(),
    }
}

/// The longest beginning of `text` that fits into `cells`, never splitting a wide character or
/// parting a character from its combining marks and variation selectors.
///
/// ```
/// use renkei::text::{Ambiguous, fit};
/// assert_eq!(fit("訪問看護", 5, Ambiguous::Narrow), "訪問");
/// ```
pub fn fit(text: &str, cells: usize, ambiguous: Ambiguous) -> &str {
    // No character takes more than two cells for three bytes or one for one: nothing to measure.
    if text.len() <= cells {
        return text;
    }
    if is_plain(text) {
        return &text[..cells];
    }
    let mut used = 0;
    let mut end = 0;
    for cluster in clusters(text) {
        used += width(cluster, ambiguous);
        if used > cells {
            break;
        }
        end += cluster.len();
    }
    &text[..end]
}

/// `text` in exactly `cells` cells: cut if it is longer, filled with spaces on the right if shorter.
pub fn pad_right(text: &str, cells: usize, ambiguous: Ambiguous) -> Cow<'_, str> {
    let kept = fit(text, cells, ambiguous);
    match missing(kept, cells, ambiguous) {
        0 => Cow::Borrowed(kept),
        spaces => {
            let mut padded = String::with_capacity(kept.len() + spaces);
            padded.push_str(kept);
            padded.extend(std::iter::repeat_n(' ', spaces));
            Cow::Owned(padded)
        }
    }
}

/// `text` in exactly `cells` cells: cut if it is longer, filled with spaces on the left if shorter.
pub fn pad_left(text: &str, cells: usize, ambiguous: Ambiguous) -> Cow<'_, str> {
    let kept = fit(text, cells, ambiguous);
    match missing(kept, cells, ambiguous) {
        0 => Cow::Borrowed(kept),
        spaces => {
            let mut padded = " ".repeat(spaces);
            padded.push_str(kept);
            Cow::Owned(padded)
        }
    }
}

/// The characters of `text` as they are seen: a base with all that is drawn onto it.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let mut previous = first;
        let mut flags = usize::from(is_regional(first));
        let mut end = rest.len();
        for (at, c) in chars {
            let pairs = is_regional(c) && flags == 1;
            if !(joins(c) || previous == '\u{200d}' || pairs) {
                end = at;
                break;
            }
            flags = if pairs { 2 } else { flags };
            previous = c;
        }
        let (cluster, after) = rest.split_at(end);
        rest = after;
        Some(cluster)
    })
}

fn missing(kept: &str, cells: usize, ambiguous: Ambiguous) -> usize {
    cells.saturating_sub(width(kept, ambiguous))
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
}

/// Drawn onto the character before it.
fn joins(c: char) -> bool {
    c.width() == Some(0) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOTH: [Ambiguous; 2] = [Ambiguous::Narrow, Ambiguous::Wide];

    #[test]
    fn ambiguous_signs_follow_the_terminal() {
        for sign in ["①", "※", "→", "…", "─", "■"] {
            assert_eq!(width(sign, Ambiguous::Narrow), 1, "{sign}");
            assert_eq!(width(sign, Ambiguous::Wide), 2, "{sign}");
        }
        for amb in BOTH {
            assert_eq!(width("ｶﾞ", amb), 2);
            assert_eq!(width("カ゛", amb), 4);
            assert_eq!(width("か\u{3099}", amb), 2);
            assert_eq!(width("葛\u{e0100}", amb), 2);
        }
    }

    #[test]
    fn a_cut_keeps_characters_whole() {
        assert_eq!(fit("葛\u{e0100}飾区", 2, Ambiguous::Narrow), "葛\u{e0100}");
        assert_eq!(fit("葛\u{e0100}飾区", 1, Ambiguous::Narrow), "");
        assert_eq!(fit("か\u{3099}く", 3, Ambiguous::Narrow), "か\u{3099}");
        assert_eq!(fit("abc", 2, Ambiguous::Narrow), "ab");
        assert_eq!(fit("👩\u{200d}⚕️医", 2, Ambiguous::Narrow), "👩\u{200d}⚕️");
        assert_eq!(fit("🇯🇵🇯🇵", 2, Ambiguous::Narrow), "🇯🇵");
    }

    #[test]
    fn padding_fills_the_half_cell_that_a_cut_leaves() {
        assert_eq!(pad_right("訪問看護", 5, Ambiguous::Narrow), "訪問 ");
        assert_eq!(pad_left("訪問看護", 5, Ambiguous::Narrow), " 訪問");
        assert!(matches!(pad_right("訪問", 4, Ambiguous::Narrow), Cow::Borrowed("訪問")));
    }

    fn text() -> impl Strategy<Value = String> {
        "([a-z0-9 ]|[あ-んア-ヶ一-鿿ｦ-ﾟ]|[①※→…─■]|\u{3099}|\u{e0100}|\u{fe0f}|👩|🇯|é){0,24}"
    }

    proptest! {
        #[test]
        fn a_padded_text_has_exactly_the_cells(text in text(), cells in 0_usize..30) {
            for amb in BOTH {
                prop_assert_eq!(width(&pad_right(&text, cells, amb), amb), cells);
                prop_assert_eq!(width(&pad_left(&text, cells, amb), amb), cells);
            }
        }

        #[test]
        fn a_cut_is_the_longest_beginning_that_fits(text in text(), cells in 0_usize..30) {
            for amb in BOTH {
                let kept = fit(&text, cells, amb);
                prop_assert!(text.starts_with(kept));
                prop_assert!(width(kept, amb) <= cells);
                if let Some(next) = clusters(&text[kept.len()..]).next() {
                    prop_assert!(width(kept, amb) + width(next, amb) > cells);
                }
            }
        }

        #[test]
        fn clusters_add_up_to_the_text(text in any::<String>()) {
            prop_assert_eq!(clusters(&text).collect::<String>(), text);
        }
    }
}
