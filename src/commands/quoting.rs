//! Paths and names as sshd, a shell and systemd read them in the files that are printed for them.

use std::path::Path;

use super::output::Trouble;
use crate::words::{Lang, door as say};

/// A path without control characters: none of the three files could hold one safely.
pub fn plain(lang: Lang, path: &Path) -> Result<&str, Trouble> {
    path.to_str()
        .filter(|path| !path.chars().any(char::is_control))
        .ok_or_else(|| Trouble::Usage(say::UNPRINTABLE.say(lang).to_owned()))
}

/// A path that systemd takes for a program: it allows no quotes and no patterns there, however they are written.
pub fn executable(lang: Lang, path: &Path) -> Result<&str, Trouble> {
    plain(lang, path).and_then(|path| {
        let odd = path.contains(['\'', '"', '\\', '*', '?', '[']);
        if odd { Err(Trouble::Usage(say::UNPRINTABLE.say(lang).to_owned())) } else { Ok(path) }
    })
}

/// The name of a group or an account; anything that could be a pattern or a second name is refused.
pub fn name(lang: Lang, given: &str) -> Result<&str, Trouble> {
    let fine = !given.is_empty()
        && !given.starts_with('-')
        && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if fine { Ok(given) } else { Err(Trouble::Usage(say::not_a_group(lang, given))) }
}

/// One word of a shell.
pub fn shell(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// One argument of a keyword of sshd, with its `%` taken literally.
pub fn sshd(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\"").replace('%', "%%"))
}

/// One word of a unit of systemd, with its `%` taken literally.
pub fn unit(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\"").replace('%', "%%"))
}

/// One word of a unit's command line, where `$` begins a variable too.
pub fn unit_command(word: &str) -> String {
    unit(word).replace('$', "$$")
}

/// A text as lines of comment.
pub fn comment(text: &str) -> String {
    text.lines().flat_map(|line| ["# ", line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_word_and_a_pattern_is_no_name() {
        assert_eq!(shell("/srv/o'brien data"), r"'/srv/o'\''brien data'");
        assert_eq!(unit_command(r#"/srv/50% "$HOME""#), r#""/srv/50%% \"$$HOME\"""#);
        assert!(plain(Lang::En, Path::new("/srv/a\nForceCommand none")).is_err());
        assert!(plain(Lang::En, Path::new("/srv/連携 2")).is_ok());
        assert!(executable(Lang::En, Path::new("/srv/連携 50%/renkei")).is_ok());
        assert!(executable(Lang::En, Path::new("/srv/o'brien/renkei")).is_err());
        for bad in ["", "*", "a,b", "-x", "a b", "!all", "a\nb"] {
            assert!(name(Lang::En, bad).is_err(), "{bad:?}");
        }
        assert!(name(Lang::En, "renkei_staff.2").is_ok());
    }
}
