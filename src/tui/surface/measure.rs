//! Text by the cells that it takes on this terminal, cluster by cluster and line by line.

use crate::text::{self, Ambiguous};

/// What is drawn as one, a character and the marks on it, with the cells that it takes. Controls take none.
pub fn clusters(text: &str, signs: Ambiguous) -> impl Iterator<Item = (&str, u16)> {
    // A line end belongs to no character before or behind it.
    let lines = text.split_inclusive('\n');
    lines.flat_map(text::width::clusters).map(move |cluster| (cluster, cells(cluster, signs)))
}

fn cells(cluster: &str, signs: Ambiguous) -> u16 {
    if cluster.starts_with(char::is_control) {
        return 0;
    }
    u16::try_from(text::width(cluster, signs).min(2)).unwrap_or(2)
}

/// The cells that the text takes.
pub fn width(text: &str, signs: Ambiguous) -> usize {
    clusters(text, signs).map(|(_, columns)| usize::from(columns)).sum()
}

/// The longest beginning of the text that fits into `columns`, and the cells that it takes.
pub fn fit(text: &str, columns: usize, signs: Ambiguous) -> (&str, usize) {
    let (mut end, mut used) = (0, 0);
    for (cluster, cells) in clusters(text, signs) {
        if used + usize::from(cells) > columns {
            break;
        }
        used += usize::from(cells);
        end += cluster.len();
    }
    (&text[..end], used)
}

/// The text as lines of at most `columns` cells, broken at its own newlines and, in Japanese, anywhere;
/// a word of Latin letters stays whole where it can.
pub fn wrap(text: &str, columns: usize, signs: Ambiguous) -> Vec<&str> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut rest = paragraph;
        loop {
            let (line, _) = fit(rest, columns, signs);
            if line.len() == rest.len() {
                lines.push(rest);
                break;
            }
            let end = break_before(rest, line.len());
            lines.push(rest[..end].trim_end_matches(' '));
            rest = &rest[end..];
        }
    }
    lines
}

/// Moves a break in the middle of a Latin word back to the blank before the word.
fn break_before(text: &str, end: usize) -> usize {
    let in_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    if !in_word(text[..end].chars().next_back()) || !in_word(text[end..].chars().next()) {
        return end;
    }
    match text[..end].rfind(|c: char| !c.is_ascii_graphic()) {
        Some(at) => at + text[at..].chars().next().map_or(1, char::len_utf8),
        None => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn latin_words_stay_whole_and_japanese_breaks_anywhere() {
        assert_eq!(wrap("see the doctor", 9, Ambiguous::Narrow), ["see the", "doctor"]);
        assert_eq!(wrap("在宅で看取り\nまで", 8, Ambiguous::Narrow), ["在宅で看", "取り", "まで"]);
    }

    proptest! {
        #[test]
        fn what_fits_fits(text in "\\PC{0,40}", columns in 0usize..30) {
            for signs in [Ambiguous::Narrow, Ambiguous::Wide] {
                let (part, used) = fit(&text, columns, signs);
                prop_assert!(used <= columns);
                prop_assert_eq!(width(part, signs), used);
                prop_assert!(text.starts_with(part));
            }
        }

        #[test]
        fn wrapping_loses_nothing_but_blanks(text in "[a-z 日本①ｶﾞ\n]{0,60}", columns in 2usize..20) {
            let lines = wrap(&text, columns, Ambiguous::Wide);
            let strip = |s: &str| s.chars().filter(|c| *c != ' ' && *c != '\n').collect::<String>();
            prop_assert_eq!(strip(&lines.concat()), strip(&text));
            for line in lines {
                prop_assert!(width(line, Ambiguous::Wide) <= columns);
            }
        }
    }
}
