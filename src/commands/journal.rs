//! `renkei journal verify|head|export`: the journal checked, named by its last frame, or printed as JSON lines.

use std::io::{self, BufWriter};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::opening;
use super::output::{self, Trouble};
use crate::api::journal::{AccessVerified, Head, JournalAnswer, JournalRequest};
use crate::api::{Answer, Problem, Request};
use crate::center::safekeeping::head_of;
use crate::center::{access_log, wall_clock};
use crate::domain::access::{AccessEntry, Accessed, Way};
use crate::domain::time::Moment;
use crate::journal::{DirLock, Disk, Journal, JournalProblem, Keyring, MasterKey, RealDisk, Sequence, export, verify};
use crate::wire::peer;
use crate::words::Lang;
use crate::words::access_log as words;
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
    let (frames, head, access) = if let Some(_lock) = closed(context)? {
        let report = verify(&context.data.join(Journal::DIR), None, |_| {}).map_err(|problem| match problem {
            problem @ JournalProblem::Broken { .. } => {
                Trouble::Sentence(say::broken(context.lang, &problem.to_string()))
            }
            problem => opening::trouble(context, problem),
        })?;
        if let Some(torn) = &report.torn {
            output::note(&say::torn_found(context.lang, torn.bytes));
        }
        let access = access_log::check(&context.data).map_err(|problem| opening::trouble(context, problem))?;
        (report.frames, head_of(&report.head), access)
    } else {
        let mut session = context.session()?;
        let Answer::Journal(answer) = session.ask(Request::Journal(JournalRequest::Verify))? else {
            return Err(Problem::Internal.into());
        };
        match *answer {
            JournalAnswer::Whole { head, frames, access } => (frames, head, access),
            JournalAnswer::Broken { place } => return Err(Trouble::Sentence(say::broken(context.lang, &place))),
            _ => return Err(Problem::Internal.into()),
        }
    };
    if json {
        output::json(&Verified { whole: true, frames, head, access: access.clone() })?;
    } else {
        output::line(say::whole(context.lang, frames, &head))?;
    }
    tell_access(&access, json, context.lang)
}

/// What was found of the access log; a break in it is a failure as one of the journal is.
fn tell_access(access: &AccessVerified, json: bool, lang: Lang) -> Result<(), Trouble> {
    match access {
        AccessVerified::Whole { entries, aside, .. } => {
            if !aside.is_empty() {
                output::note(&words::aside(lang, &aside.join(", ")));
            }
            if json { Ok(()) } else { output::line(words::whole(lang, *entries)) }
        }
        AccessVerified::Broken { place } => Err(Trouble::Sentence(words::broken(lang, place))),
        AccessVerified::Missing => Err(Trouble::Sentence(words::MISSING.say(lang).to_owned())),
    }
}

#[derive(serde::Serialize)]
struct Verified {
    whole: bool,
    frames: u64,
    #[serde(flatten)]
    head: Head,
    access: AccessVerified,
}

fn run_export(context: &Context) -> Result<(), Trouble> {
    let Some(lock) = closed(context)? else {
        return Err(Trouble::Sentence(say::must_be_closed(context.lang, &context.data)));
    };
    let master = MasterKey::read(&MasterKey::place(&context.data, None))
        .map_err(|problem| opening::trouble(context, problem))?;
    let (keyring, _) = Keyring::open(&context.data, master).map_err(|problem| opening::trouble(context, problem))?;
    let keyring = Arc::new(keyring);
    let frames = Journal::read_only(&context.data.join(Journal::DIR), Arc::clone(&keyring), Sequence(1))
        .map_err(|problem| opening::trouble(context, problem))?;
    let mut frames = frames.peekable();
    // The first frame founded the centre, and carries its key.
    let noted = match frames.peek() {
        Some(Ok(first)) => {
            let (key, disk): (_, Arc<dyn Disk>) = (first.header.key, Arc::new(RealDisk));
            let place = access_log::Place { lock: &lock, keyring: &keyring, key, disk: &disk };
            access_log::note_closed(place, exported())
        }
        _ => Ok(()),
    };
    if noted.is_err() {
        output::note(words::FAILS.say(context.lang));
    }
    match export(frames, BufWriter::new(io::stdout().lock())) {
        Ok(_) => Ok(()),
        Err(JournalProblem::File(trouble)) if trouble.error.kind() == io::ErrorKind::BrokenPipe => {
            Err(Trouble::OutputClosed)
        }
        Err(problem) => Err(opening::trouble(context, problem)),
    }
}

/// The entry of the access log about a copy of everything in plain text.
fn exported() -> (Moment, AccessEntry) {
    let access = Accessed::Exported { request: "journal.export".to_owned() };
    let (account, way) = (peer::own_account(), Some(Way::Files));
    (wall_clock()(), AccessEntry { account, way, ..AccessEntry::own(access) })
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
