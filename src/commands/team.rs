//! `renkei team NUMBER`: names and numbers of those who care for a patient, on one page of plain text to be printed.
//!
//! It counts as printed: who did it, and whose page, is written down before anything is given out.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use super::timeline::patient_of;
use crate::api::care_team::{CareTeamAnswer, CareTeamChange, CareTeamRead};
use crate::api::{Answer, Change, Problem, Request};
use crate::exchange::team_sheet;
use crate::words::team_command as say;
use crate::words::{Lang, commands, timeline_command};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("team")
        .about(say::ABOUT.say(lang))
        .arg(Arg::new("number").value_name("NUMBER").required(true).help(timeline_command::NUMBER.say(lang)))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// Prints it.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let mut session = context.session()?;
    let number = matches.get_one::<String>("number").map_or("", String::as_str).trim();
    let patient = patient_of(&mut session, number, lang)?;
    let print = Request::Change(Change::CareTeam(CareTeamChange::Print { patient }));
    session.ask(print)?;
    let Answer::CareTeam(answer) = session.ask(Request::CareTeam(CareTeamRead::Sheet { patient }))? else {
        return Err(Problem::Internal.into());
    };
    let CareTeamAnswer::Sheet(sheet) = *answer else { return Err(Problem::Internal.into()) };
    if matches.get_flag("json") {
        return output::json(&sheet);
    }
    for line in team_sheet::lines(&sheet, &session.welcome.settings, lang) {
        output::line(format_args!("{line}"))?;
    }
    Ok(())
}
