//! `renkei journal verify|head|export`: the journal checked, named by its last frame, or printed as JSON lines.

use std::io::{self, BufWriter};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::opening;
use super::output::{self, Trouble};
use crate::api::journal::{Head, JournalAnswer, JournalRequest};
use crate::api::{Answer, Problem, Request};
use crate::center::safekeeping::head_of;
use crate::journal::{DirLock, Journal, JournalProblem, Keyring, MasterKey, Sequence, export, verify};
use crate::words::Lang;
use crate::words::commands as say;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let json = || Arg::new("json").long("json").action(ArgAction::SetTrue).help(say::JSON.say(lang));
    Command::new("journal")
        .about(say::JOURNAL.say(lang))
        .subcommand_required(true)
        .subcommand(Command::new("verify").about(say::JOURNAL_VERIFY.say(lang)).arg(json()))
        .subcommand(Command::new("head").about(say::JOURNAL_HEAD.say(lang)).arg(json()))
        .subcommand(Command::new("export").about(say::JOURNAL_EXPORT.say(lang)))
}

/// Chooses between the three.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    match matches.subcommand() {
        Some(("verify", rest)) => run_verify(context, rest.get_flag("json")),
        Some(("head", rest)) => run_head(context, rest.get_flag("json")),
        _ => run_export(context),
    }
}

fn run_head(context: &Context, json: bool) -> Result<(), Trouble> {
    let mut session = context.session()?;
    let answer = session.ask(Request::Journal(JournalRequest::Head))?;
    let Answer::Journal(answer) = answer else { return Err(Problem::Internal.into()) };
    let JournalAnswer::Head(head) = *answer else { return Err(Problem::Internal.into()) };
    if json { output::json(&head) } else { output::line(format_args!("{} {}", head.sequence, head.hash)) }
}

/// Reads the files themselves while the centre is closed, else asks the server.
fn run_verify(context: &Context, json: bool) -> Result<(), Trouble> {
    let (frames, head) = if let Some(_lock) = closed(context)? {
        let report = verify(&context.data, None, |_| {}).map_err(|problem| match problem {
            problem @ JournalProblem::Broken { .. } => {
                Trouble::Sentence(say::broken(context.lang, &problem.to_string()))
            }
            problem => opening::trouble(context, problem),
        })?;
        if let Some(torn) = &report.torn {
            output::note(&say::torn_found(context.lang, torn.bytes));
        }
        (report.frames, head_of(&report.head))
    } else {
        let mut session = context.session()?;
        let Answer::Journal(answer) = session.ask(Request::Journal(JournalRequest::Verify))? else {
            return Err(Problem::Internal.into());
        };
        match *answer {
            JournalAnswer::Whole { head, frames } => (frames, head),
            JournalAnswer::Broken { place } => return Err(Trouble::Sentence(say::broken(context.lang, &place))),
            _ => return Err(Problem::Internal.into()),
        }
    };
    if json {
        output::json(&Verified { whole: true, frames, head })
    } else {
        output::line(say::whole(context.lang, frames, &head))
    }
}

#[derive(serde::Serialize)]
struct Verified {
    whole: bool,
    frames: u64,
    #[serde(flatten)]
    head: Head,
}

fn run_export(context: &Context) -> Result<(), Trouble> {
    let Some(_lock) = closed(context)? else {
        return Err(Trouble::Sentence(say::must_be_closed(context.lang, &context.data)));
    };
    let master = MasterKey::read(&MasterKey::place(&context.data, None))
        .map_err(|problem| opening::trouble(context, problem))?;
    let (keyring, _) = Keyring::open(&context.data, master).map_err(|problem| opening::trouble(context, problem))?;
    let frames = Journal::read_only(&context.data, Arc::new(keyring), Sequence(1))
        .map_err(|problem| opening::trouble(context, problem))?;
    match export(frames, BufWriter::new(io::stdout().lock())) {
        Ok(_) => Ok(()),
        Err(JournalProblem::File(trouble)) if trouble.error.kind() == io::ErrorKind::BrokenPipe => {
            Err(Trouble::OutputClosed)
        }
        Err(problem) => Err(opening::trouble(context, problem)),
    }
}

/// The lock of a closed centre, or none if it is open.
pub(super) fn closed(context: &Context) -> Result<Option<DirLock>, Trouble> {
    if !context.data.join(Keyring::FILE).exists() {
        return Err(Trouble::Sentence(say::no_centre(context.lang, &context.data)));
    }
    match DirLock::take(&context.data) {
        Ok(lock) => Ok(Some(lock)),
        Err(JournalProblem::Locked { .. }) => Ok(None),
        Err(problem) => Err(opening::trouble(context, problem)),
    }
}
