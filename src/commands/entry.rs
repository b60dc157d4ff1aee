//! What a session must bring before the screen opens: no command of its own, and a terminal that can show it.
//!
//! Whoever comes over SSH chooses every one of these values, so they are compared and never repeated.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use super::output::{Refusal, Trouble};
use crate::tui::app::SMALLEST;
use crate::words::{Lang, door as say};

/// Longer than the name of any terminal.
const LONGEST_TERM: usize = 64;

/// Kinds of terminal that cannot place a cursor, or say nothing about themselves.
const WITHOUT_SCREEN: [&str; 2] = ["dumb", "unknown"];

/// Refuses what cannot become a session on the screen.
pub fn check(lang: Lang) -> Result<(), Trouble> {
    // Set by sshd where a forced command stands in place of what was asked for, file transfers included.
    if std::env::var_os("SSH_ORIGINAL_COMMAND").is_some_and(|command| !command.is_empty()) {
        return Err(Trouble::AtDoor(Refusal::Command, say::NOT_RUN_HERE.say(lang).to_owned()));
    }
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Trouble::AtDoor(Refusal::NoTerminal, say::NO_TERMINAL.say(lang).to_owned()));
    }
    let kind = match std::env::var_os("TERM") {
        Some(term) if !term.is_empty() => can_show(&term).then_some(()).ok_or(say::WRONG_TERM),
        _ => Err(say::NO_TERM),
    };
    kind.map_err(|sentence| Trouble::AtDoor(Refusal::TerminalKind, sentence.say(lang).to_owned()))?;
    let size = rustix::termios::tcgetwinsize(io::stdout()).map_or((0, 0), |size| (size.ws_col, size.ws_row));
    room(lang, size).map_err(|sentence| Trouble::AtDoor(Refusal::WindowSize, sentence))
}

/// Whether this is a plain name, and not of a terminal that has no screen. Which one it is does not matter beyond that:
/// the terminal itself is asked what it is like.
fn can_show(term: &OsStr) -> bool {
    term.to_str().is_some_and(|term| {
        term.len() <= LONGEST_TERM
            && term.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-._:".contains(&byte))
            && !WITHOUT_SCREEN.contains(&term)
    })
}

fn room(lang: Lang, (columns, rows): (u16, u16)) -> Result<(), String> {
    if columns == 0 || rows == 0 {
        return Err(say::NO_SIZE.say(lang).to_owned());
    }
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return Err(say::too_small(lang, (columns, rows), SMALLEST));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_plain_name_of_a_terminal_is_enough_and_nothing_else_is_taken() {
        for good in ["xterm", "xterm-256color", "vt100", "linux", "screen.xterm-new", "rxvt-unicode", "kterm"] {
            assert!(can_show(OsStr::new(good)), "{good}");
        }
        let huge = "x".repeat(65);
        for bad in ["dumb", "unknown", "../../etc/passwd", "xterm\u{1b}[2J", "xterm;reboot", "端末", " ", &huge] {
            assert!(!can_show(OsStr::new(bad)), "{bad:?}");
        }
        assert!(!can_show(OsStr::from_bytes(b"xterm\xff")));
    }

    #[test]
    fn a_window_without_size_and_one_that_is_too_small_are_told_apart() {
        assert!(room(Lang::En, (0, 0)).unwrap_err().contains("stty"));
        assert!(room(Lang::En, (80, 0)).unwrap_err().contains("stty"));
        assert!(room(Lang::En, (SMALLEST.0 - 1, 24)).unwrap_err().contains("too small"));
        assert!(room(Lang::Ja, (80, SMALLEST.1 - 1)).unwrap_err().contains("小さすぎます"));
        assert_eq!(room(Lang::Ja, SMALLEST), Ok(()));
    }
}
