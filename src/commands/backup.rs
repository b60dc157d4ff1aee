//! `renkei backup DIR`: a consistent, verified copy, while the centre is open or closed.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use crate::api::journal::{JournalAnswer, JournalRequest};
use crate::api::{Answer, FieldProblem, Problem, Request};
use crate::words::Lang;
use crate::words::commands as say;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("backup")
        .about(say::BACKUP.say(lang))
        .arg(Arg::new("dir").value_name("DIR").required(true).value_parser(clap::value_parser!(std::path::PathBuf)))
        .arg(
            Arg::new("without-key")
                .long("without-key")
                .action(ArgAction::SetTrue)
                .help(say::BACKUP_WITHOUT_KEY.say(lang)),
        )
}

/// Writes the copy.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some(dir) = matches.get_one::<std::path::PathBuf>("dir") else { return Err(Trouble::Usage(String::new())) };
    let dir = std::path::absolute(dir)?;
    let with_key = !matches.get_flag("without-key");
    let into = dir.display().to_string();
    let mut session = context.session()?;
    let answer = session.ask(Request::Journal(JournalRequest::Backup { into: into.clone(), with_key }));
    match answer {
        Ok(Answer::Journal(answer)) => match *answer {
            JournalAnswer::Backup { head, bytes } => {
                output::line(say::backed_up(context.lang, &into, &head, bytes, with_key))
            }
            JournalAnswer::Broken { place } => Err(Trouble::Sentence(say::broken(context.lang, &place))),
            _ => Err(Problem::Internal.into()),
        },
        Err(Problem::Field { what: FieldProblem::Taken, .. }) => {
            Err(Trouble::Sentence(say::already_there(context.lang, &dir)))
        }
        Err(Problem::Field { what: FieldProblem::Unreadable, .. }) => {
            Err(Trouble::Sentence(say::not_writable(context.lang, &dir)))
        }
        Err(problem) => Err(problem.into()),
        Ok(_) => Err(Problem::Internal.into()),
    }
}
