//! One file a subcommand; this one reads the words typed after `renkei` and chooses.
//!
//! Exit codes: 0 done, 1 nothing was changed, 2 wrong usage; where the screen does not open, see [`output::Refusal`].

mod access;
mod account;
mod backup;
mod call;
mod context;
mod demo;
mod entry;
mod funding;
mod import;
mod init;
mod journal;
mod keys;
mod opening;
mod output;
mod password;
mod queue;
mod quoting;
mod records;
mod report;
mod restore;
mod screen;
mod search;
mod serve;
mod sshd_config;
mod staff;
mod systemd_unit;
mod team;
mod temporary;
mod timeline;
mod token;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command};

pub use context::{Context, Session};
pub use output::Trouble;

use crate::words::Lang;
use crate::words::commands as say;

type Build = fn(Lang) -> Command;
type Run = fn(&Context, &ArgMatches) -> Result<(), Trouble>;

/// Every subcommand: how it is described, and what it does.
const SUBCOMMANDS: &[(Build, Run)] = &[
    (init::command, init::run),
    (demo::command, demo::run),
    (serve::command, serve::run),
    (call::command, call::run),
    (import::command, import::run),
    (queue::command, queue::run),
    (search::command, search::run),
    (timeline::command, timeline::run),
    (team::command, team::run),
    (report::command, report::run),
    (staff::command, staff::run),
    (account::command, account::run),
    (funding::command, funding::run),
    (token::command, token::run),
    (keys::command, keys::run),
    (journal::command, journal::run),
    (access::command, access::run),
    (records::command, records::run),
    (backup::command, backup::run),
    (restore::command, restore::run),
    (sshd_config::command, sshd_config::run),
    (systemd_unit::command, systemd_unit::run),
];

/// Runs the command line of this process and returns its exit code.
pub fn run() -> ExitCode {
    // Whatever is written is the caller's alone.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    run_with(std::env::args_os().collect())
}

fn run_with(words: Vec<OsString>) -> ExitCode {
    let lang = context::language(&words);
    let matches = match whole(lang).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return usage::tell(&error, lang),
    };
    let outcome = Context::new(&matches, lang).and_then(|context| match matches.subcommand() {
        None => screen::run(&context),
        Some((name, rest)) => SUBCOMMANDS
            .iter()
            .find(|(build, _)| build(lang).get_name() == name)
            .map_or_else(|| Err(Trouble::Usage(name.to_owned())), |(_, run)| run(&context, rest)),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => output::tell(&trouble, lang),
    }
}

/// The whole command line, in one language.
fn whole(lang: Lang) -> Command {
    let mut command = Command::new("renkei")
        .version(crate::api::PROGRAM)
        .about(say::ABOUT.say(lang))
        .arg(
            Arg::new("data")
                .long("data")
                .value_name("DIR")
                .env("RENKEI_DATA")
                .hide_env_values(true)
                .global(true)
                .value_parser(clap::value_parser!(std::path::PathBuf))
                .help(say::DATA.say(lang)),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("ja|en")
                .env("RENKEI_LANG")
                .hide_env_values(true)
                .global(true)
                .value_parser(["ja", "en"])
                .help(say::LANG.say(lang)),
        )
        .arg(
            Arg::new("keymap")
                .long("keymap")
                .value_name("NAME|FILE")
                .env("RENKEI_KEYMAP")
                .hide_env_values(true)
                .global(true)
                .help(say::KEYMAP.say(lang)),
        );
    for (build, _) in SUBCOMMANDS {
        command = command.subcommand(build(lang));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent_in_both_languages() {
        whole(Lang::Ja).debug_assert();
        whole(Lang::En).debug_assert();
    }

    #[test]
    fn global_options_stand_before_or_after_the_subcommand() {
        for words in [["renkei", "--data", "/x", "serve"], ["renkei", "serve", "--data", "/x"]] {
            let matches = whole(Lang::Ja).try_get_matches_from(words).unwrap();
            let (_, rest) = matches.subcommand().unwrap();
            assert_eq!(rest.get_one::<std::path::PathBuf>("data").unwrap().to_str(), Some("/x"));
        }
    }
}
