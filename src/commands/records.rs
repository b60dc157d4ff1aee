//! `renkei records verify|rebuild`: the records compared with the journal, or made anew from it.

use std::io::{IsTerminal, Write};

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::Serialize;

use super::context::Context;
use super::opening;
use super::output::{self, Trouble};
use crate::api::journal::{JournalAnswer, JournalRequest};
use crate::api::{Answer, Problem, Request};
use crate::center::{OpenProblem, open};
use crate::journal::Sequence;
use crate::words::Lang;
use crate::words::commands as say;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("records")
        .about(say::RECORDS.say(lang))
        .subcommand_required(true)
        .subcommand(Command::new("verify").about(say::RECORDS_VERIFY.say(lang)))
        .subcommand(
            Command::new("rebuild")
                .about(say::RECORDS_REBUILD.say(lang))
                .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(say::JSON.say(lang))),
        )
}

/// Chooses between the two.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    match matches.subcommand() {
        Some(("rebuild", matches)) => rebuild(context, matches.get_flag("json")),
        _ => verify(context),
    }
}

fn verify(context: &Context) -> Result<(), Trouble> {
    let mut session = context.session()?;
    let Answer::Journal(answer) = session.ask(Request::Journal(JournalRequest::VerifyRecords))? else {
        return Err(Problem::Internal.into());
    };
    match *answer {
        JournalAnswer::Records { records, different: 0 } => output::line(say::records_agree(context.lang, records)),
        JournalAnswer::Records { records, different } => {
            Err(Trouble::Sentence(say::records_differ(context.lang, records, different)))
        }
        _ => Err(Problem::Internal.into()),
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct Printed {
    frames: u64,
    events: u64,
    records: u64,
}

fn rebuild(context: &Context, json: bool) -> Result<(), Trouble> {
    let trouble = |problem: OpenProblem| match problem {
        OpenProblem::InUse { .. } => Trouble::Sentence(say::must_be_closed(context.lang, &context.data)),
        problem => opening::trouble(context, problem),
    };
    context.check_owner()?;
    let mut opened = open::open(&context.data, None).map_err(trouble)?;
    let head = opened.journal.head().sequence;
    let show = std::io::stderr().is_terminal();
    let (records, replayed) = open::rebuild(&mut opened, |reached| {
        if show {
            progress(reached, head);
        }
    })
    .map_err(trouble)?;
    if show {
        // The bar has no further use; a terminal that cannot be written to loses nothing.
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    let count = records.len();
    open::put_away(records, &opened).map_err(trouble)?;
    if json {
        return output::json(&Printed { frames: replayed.frames, events: replayed.events, records: count });
    }
    output::line(say::rebuilt(context.lang, replayed.frames, count))
}

/// A bar of forty signs on the terminal.
fn progress(reached: Sequence, head: Sequence) {
    const WIDTH: u64 = 40;
    let done = (reached.0 * WIDTH).checked_div(head.0).unwrap_or(WIDTH).min(WIDTH);
    let bar: String = (0..WIDTH).map(|at| if at < done { '#' } else { '.' }).collect();
    let _ = write!(std::io::stderr(), "\r[{bar}] {}/{}", reached.0, head.0);
}
