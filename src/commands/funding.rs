//! `renkei funding [FILE]`: what lines of funding give and what work is usually charged to; with a file, what is to hold.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use crate::api::centre::{CentreAnswer, CentreChange, CentreRead};
use crate::api::{Answer, Change, Problem, Request};
use crate::exchange::funding::{self, FundingProblem};
use crate::words::funding_command as say;
use crate::words::{Lang, Say, commands};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("funding")
        .about(say::FUNDING.say(lang))
        .arg(Arg::new("file").value_name("FILE").help(say::FILE.say(lang)))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// Prints what holds, or takes a file over. The settings change as a whole, from the version that was read.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let file = matches.get_one::<String>("file").map(|path| read(path, lang).map(|text| (path, text)));
    let file = file.transpose()?;
    let mut session = context.session()?;
    let Answer::Centre(answer) = session.ask(Request::Centre(CentreRead::Settings))? else {
        return Err(Problem::Internal.into());
    };
    let CentreAnswer::Settings { version, mut settings } = *answer else { return Err(Problem::Internal.into()) };
    let Some((path, text)) = file else {
        if matches.get_flag("json") {
            return output::json(&settings.funding);
        }
        return output::line(funding::written(&settings.funding).trim_end());
    };
    settings.funding = funding::funding(&text, &settings.codes).map_err(|problem| trouble(&problem, path, lang))?;
    let (grants, usual) = (settings.funding.grants.len(), settings.funding.usual.len());
    session.ask(Request::Change(Change::Centre(CentreChange::Settings { seen: version, settings })))?;
    output::line(say::taken(lang, grants, usual))
}

fn read(path: &str, lang: Lang) -> Result<String, Trouble> {
    std::fs::read_to_string(path).map_err(|error| Trouble::Sentence(commands::failed(lang, path, &error.to_string())))
}

fn trouble(problem: &FundingProblem, path: &str, lang: Lang) -> Trouble {
    Trouble::Sentence(match problem {
        FundingProblem::Unreadable { line, why } => say::unreadable(lang, path, *line, why),
        FundingProblem::Fault(fault) => format!("{path}: {}", fault.say(lang)),
    })
}
