//! What a command prints when it did not work, and its exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::api::Problem;
use crate::api::session::SessionProblem;
use crate::text::{Ambiguous, pad_right, width};
use crate::words::{Lang, Say};

/// Why a command did not work.
#[derive(Debug)]
pub enum Trouble {
    /// It was called the wrong way: exit code 2.
    Usage(String),
    /// Nothing was changed, for a reason already in the reader's language: exit code 1.
    Sentence(String),
    /// The server refused: exit code 1, or its own where the screen does not open for it.
    Refused(Problem),
    /// The screen does not open: an exit code for each reason.
    AtDoor(Refusal, String),
    /// The reader of our output has gone, as `head` does; not worth a word.
    OutputClosed,
}

/// Why the screen does not open; the number is the exit code, which ssh hands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Standard input or output is no terminal.
    NoTerminal = 3,
    /// `TERM` is missing, or names nothing that can show a screen.
    TerminalKind = 4,
    /// The window has no size, or is too small.
    WindowSize = 5,
    /// The account belongs to no member of staff.
    Stranger = 6,
    /// There are as many sessions as the server takes.
    Full = 7,
    /// A command or a file transfer was asked for.
    Command = 8,
    /// The server of somebody else's data does not run or cannot be reached.
    NoServer = 9,
}

impl Trouble {
    /// A refusal of what was named on the command line: a field is called as its option is.
    pub fn of_option(problem: Problem, lang: Lang) -> Self {
        match problem {
            Problem::Field { field, what } => Self::Sentence(format!("--{field}: {}", what.say(lang))),
            problem => Self::Refused(problem),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::OutputClosed } else { Self::Sentence(error.to_string()) }
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// Prints the trouble to standard error and gives the exit code for it.
pub fn tell(trouble: &Trouble, lang: Lang) -> ExitCode {
    let (sentence, code) = match trouble {
        Trouble::Usage(sentence) => (sentence.clone(), 2),
        Trouble::Sentence(sentence) => (sentence.clone(), 1),
        Trouble::Refused(problem) => (problem.say(lang).into_owned(), code(problem)),
        Trouble::AtDoor(refusal, sentence) => (sentence.clone(), *refusal as u8),
        Trouble::OutputClosed => return ExitCode::SUCCESS,
    };
    // Standard error may be closed too; then there is nobody left to tell.
    let _ = writeln!(io::stderr(), "renkei: {sentence}");
    ExitCode::from(code)
}

fn code(problem: &Problem) -> u8 {
    match problem {
        Problem::Stranger { .. } => Refusal::Stranger as u8,
        Problem::Session(SessionProblem::TooMany { .. }) => Refusal::Full as u8,
        _ => 1,
    }
}

/// Prints a line to standard output.
pub fn line(text: impl std::fmt::Display) -> Result<(), Trouble> {
    writeln!(io::stdout(), "{text}")?;
    Ok(())
}

/// Prints rows with their columns one below the other; the last one is as long as it is.
pub fn table<const N: usize>(rows: &[[String; N]]) -> Result<(), Trouble> {
    let cells = |text: &str| width(text, Ambiguous::Narrow);
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|text| cells(text)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(widest).collect();
    for row in rows {
        let columns = row.iter().zip(&widths).map(|(text, cells)| pad_right(text, *cells, Ambiguous::Narrow));
        line(columns.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

/// Prints a value as one line of JSON.
pub fn json(value: &impl serde::Serialize) -> Result<(), Trouble> {
    line(serde_json::to_string(value).map_err(|error| Trouble::Sentence(error.to_string()))?)
}

/// Prints a line to standard error that is worth knowing and stops nothing.
pub fn note(text: &str) {
    // Standard error may be closed; a note is not worth failing for.
    let _ = writeln!(io::stderr(), "renkei: {text}");
}
