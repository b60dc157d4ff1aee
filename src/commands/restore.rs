//! `renkei restore DIR`: puts a copy back into a data directory that is not there yet.

use clap::{Arg, ArgMatches, Command};

use super::context::Context;
use super::opening;
use super::output::{self, Trouble};
use crate::center::{OpenProblem, safekeeping};
use crate::words::Lang;
use crate::words::commands as say;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let path = || clap::value_parser!(std::path::PathBuf);
    Command::new("restore")
        .about(say::RESTORE.say(lang))
        .arg(Arg::new("dir").value_name("DIR").required(true).value_parser(path()))
        .arg(Arg::new("key").long("key").value_name("FILE").value_parser(path()).help(say::RESTORE_KEY.say(lang)))
}

/// Puts the copy back.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some(dir) = matches.get_one::<std::path::PathBuf>("dir") else { return Err(Trouble::Usage(String::new())) };
    let key = matches.get_one::<std::path::PathBuf>("key").map(std::path::PathBuf::as_path);
    let head = safekeeping::restore(dir, &context.data, key).map_err(|problem| match problem {
        OpenProblem::NoCentre { .. } => Trouble::Sentence(say::not_a_backup(context.lang, dir)),
        problem => opening::trouble(context, problem),
    })?;
    output::line(say::restored(context.lang, &context.data, &head))
}
