//! `renkei report monthly|annual|close`: reports as tables, as JSON, or as files for spreadsheets; closing a period.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::context::{Context, Session};
use super::output::{self, Trouble};
use crate::api::report::{Report, ReportAnswer, ReportChange, ReportRead};
use crate::api::{Answer, Change, Problem, Request};
use crate::domain::month::Month;
use crate::domain::report::{Period, TableId};
use crate::domain::time::FiscalYear;
use crate::exchange::report::{self as file, Encoding, Office};
use crate::text::era;
use crate::words::report_command as say;
use crate::words::{Lang, commands, usage};

/// Below this a count is masked where nothing else is named: what statistics offices commonly do.
const USUAL_MASK: &str = "5";

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let month = Arg::new("month").long("month").value_name("YYYY-MM").help(say::MONTH.say(lang));
    let year = Arg::new("year").long("year").value_name("R8").help(say::YEAR.say(lang));
    Command::new("report")
        .about(say::ABOUT.say(lang))
        .subcommand_required(true)
        .subcommand(printing(Command::new("monthly").about(say::MONTHLY.say(lang)).arg(month.clone()), lang))
        .subcommand(printing(Command::new("annual").about(say::ANNUAL.say(lang)).arg(year.clone()), lang))
        .subcommand(
            Command::new("close")
                .about(say::CLOSE.say(lang))
                .arg(month.conflicts_with("year").required_unless_present("year"))
                .arg(year),
        )
}

/// What can be said of the printing of any report.
fn printing(command: Command, lang: Lang) -> Command {
    let flag = |name: &'static str, help: crate::words::Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.say(lang))
    };
    command
        .arg(
            Arg::new("format")
                .long("format")
                .default_value("table")
                .value_parser(["table", "csv", "csv-cp932", "xlsx", "json"])
                .help(say::FORMAT.say(lang)),
        )
        .arg(flag("json", commands::JSON).conflicts_with("format"))
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(say::OUT.say(lang)),
        )
        .arg(flag("compare", say::COMPARE))
        .arg(
            Arg::new("mask")
                .long("mask")
                .value_name("N")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value(USUAL_MASK)
                .value_parser(value_parser!(u32).range(2..))
                .help(say::MASK.say(lang)),
        )
        .arg(
            Arg::new("table")
                .long("table")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(PossibleValuesParser::new(TableId::ALL.map(TableId::name)))
                .help(say::TABLE.say(lang)),
        )
}

/// Chooses between the three.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    match matches.subcommand() {
        Some(("monthly", rest)) => print(context, "month", rest),
        Some(("annual", rest)) => print(context, "year", rest),
        Some((_, rest)) => close(context, rest),
        None => Err(Trouble::Usage(String::new())),
    }
}

/// Closes a period.
fn close(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let option = if matches.contains_id("month") { "month" } else { "year" };
    let period = asked(option, matches, lang)?.ok_or_else(|| Trouble::Usage(String::new()))?;
    let mut session = context.session()?;
    session.ask(Request::Change(Change::Report(ReportChange::Close { period, tables: Vec::new() })))?;
    output::line(say::closed(period, lang))
}

/// Prints a report, or writes it to a file.
fn print(context: &Context, option: &str, rest: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let asked = asked(option, rest, lang)?;
    let format =
        if rest.get_flag("json") { "json" } else { rest.get_one::<String>("format").map_or("", String::as_str) };
    if format == "xlsx" && !rest.contains_id("out") {
        return Err(Trouble::Usage(say::needs_file(lang)));
    }
    let mut session = context.session()?;
    let period = asked.unwrap_or_else(|| usual(option, &session));
    let report = ask(&mut session, period, rest)?;
    let format =
        if rest.get_flag("json") { "json" } else { rest.get_one::<String>("format").map_or("", String::as_str) };
    let welcome = &session.welcome;
    let office = Office { settings: &welcome.settings, staff: &welcome.everybody, lang };
    let (bytes, missing) = match format {
        "csv" | "csv-cp932" => {
            let encoding = if format == "csv" { Encoding::Utf8 } else { Encoding::Cp932 };
            file::csv(&report, office, encoding).map_err(|error| Trouble::Sentence(error.to_string()))?
        }
        "xlsx" => (file::xlsx(&report, office).map_err(|error| Trouble::Sentence(error.to_string()))?, 0),
        "json" => {
            let json = serde_json::to_string(&report).map_err(|error| Trouble::Sentence(error.to_string()))?;
            (format!("{json}\n").into_bytes(), 0)
        }
        _ => ((file::lines(&report, office).join("\n") + "\n").into_bytes(), 0),
    };
    if missing > 0 {
        output::note(&say::replaced(missing, lang));
    }
    match rest.get_one::<PathBuf>("out") {
        Some(path) => write(path, &bytes, lang),
        None => Ok(io::stdout().write_all(&bytes)?),
    }
}

/// The period that was named, if one was.
fn asked(option: &str, matches: &ArgMatches, lang: Lang) -> Result<Option<Period>, Trouble> {
    let Some(text) = matches.get_one::<String>(option) else { return Ok(None) };
    let period = match option {
        "month" => text.parse().ok().map(Period::Month),
        _ => era::FiscalYear::parse(text).map(|year| Period::Year(FiscalYear(year.0))),
    };
    let unreadable = || Trouble::Usage(usage::unreadable(lang, &format!("--{option}"), text));
    period.map(Some).ok_or_else(unreadable)
}

/// Last month, or the fiscal year that goes on.
fn usual(option: &str, session: &Session) -> Period {
    let today = session.welcome.now.date_naive();
    if option == "month" { Period::Month(Month::of(today).before(1)) } else { Period::Year(FiscalYear::of(today)) }
}

fn ask(session: &mut Session, period: Period, matches: &ArgMatches) -> Result<Report, Trouble> {
    let compare = matches.get_flag("compare");
    let mask_below = matches.get_one::<u32>("mask").copied().unwrap_or(0);
    let answer = session.ask(Request::Report(ReportRead::Tables { period, compare, mask_below }))?;
    let Answer::Report(answer) = answer else { return Err(Problem::Internal.into()) };
    let ReportAnswer::Tables(mut report) = *answer else { return Err(Problem::Internal.into()) };
    let wanted: Vec<&String> = matches.get_many::<String>("table").into_iter().flatten().collect();
    report.tables.retain(|table| wanted.is_empty() || wanted.iter().any(|name| *name == table.id.name()));
    Ok(report)
}

/// Writes the file beside its place and puts it there whole, so that nobody ever finds half of one.
fn write(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Trouble> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| Trouble::Sentence(say::not_written(path, &error.to_string(), lang)))?;
    output::note(&say::written(path, lang));
    Ok(())
}
