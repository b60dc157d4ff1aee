//! `renkei demo`: the screen on a made-up city, or with `--write` such a city in a directory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::context::Context;
use super::entry;
use super::opening;
use super::output::{self, Trouble};
use super::screen;
use super::temporary::Temporary;
use crate::center::demo::{self, DemoProblem, Plan, Summary, Written};
use crate::center::{Center, Clock, wall_clock};
use crate::domain::time::JST;
use crate::tui::link::Again;
use crate::wire::server::Server;
use crate::wire::{Client, peer};
use crate::words::demo as say;
use crate::words::{Lang, commands};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("demo")
        .about(say::DEMO.say(lang))
        .arg(
            Arg::new("write")
                .long("write")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(say::WRITE.say(lang)),
        )
        .arg(
            Arg::new("patients")
                .long("patients")
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..=200_000))
                .default_value("300")
                .help(say::PATIENTS.say(lang)),
        )
        .arg(
            Arg::new("years")
                .long("years")
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..=30))
                .default_value("2")
                .help(say::YEARS.say(lang)),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("S")
                .value_parser(value_parser!(u64))
                .default_value("1")
                .help(say::SEED.say(lang)),
        )
        .arg(Arg::new("today").long("today").value_name("DATE").help(say::TODAY.say(lang)))
        .arg(Arg::new("json").long("json").requires("write").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// What `--json` prints.
#[derive(serde::Serialize)]
struct Printed {
    #[serde(flatten)]
    summary: Summary,
    frames: u64,
    journal_seconds: f64,
    records_seconds: f64,
    seconds: f64,
}

/// Writes a city, or opens the screen on one.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let plan = plan(context.lang, matches)?;
    match matches.get_one::<PathBuf>("write") {
        Some(dir) => write(context, dir, plan, matches.get_flag("json")),
        None => open(context, plan),
    }
}

fn plan(lang: Lang, matches: &ArgMatches) -> Result<Plan, Trouble> {
    let today = match matches.get_one::<String>("today") {
        Some(given) => given.parse::<NaiveDate>().map_err(|_| Trouble::Usage(say::not_a_day(lang, given)))?,
        None => chrono::Utc::now().with_timezone(&JST).date_naive(),
    };
    let number = |name: &str| matches.get_one::<u32>(name).copied().unwrap_or(1);
    Ok(Plan {
        patients: number("patients") as usize,
        years: number("years"),
        seed: matches.get_one::<u64>("seed").copied().unwrap_or(1),
        today,
    })
}

fn write(context: &Context, dir: &Path, plan: Plan, json: bool) -> Result<(), Trouble> {
    let dir = std::path::absolute(dir)?;
    let written = make(context, &dir, plan)?;
    let Written { summary, replayed, told_in, folded_in, .. } = written;
    let seconds = (told_in + folded_in).as_secs_f64();
    if json {
        return output::json(&Printed {
            summary,
            frames: replayed.frames,
            journal_seconds: told_in.as_secs_f64(),
            records_seconds: folded_in.as_secs_f64(),
            seconds,
        });
    }
    let Summary { patients, consultations, referrals, introductions, entries, resources, events, .. } = summary;
    let figures =
        say::Figures { patients, consultations, referrals, introductions, entries, resources, events, seconds };
    output::line(say::written(context.lang, &dir, figures))
}

/// The screen on a city of its own, in this one process.
fn open(context: &Context, plan: Plan) -> Result<(), Trouble> {
    entry::check(context.lang)?;
    screen::keymap(context)?;
    output::note(say::MAKING.say(context.lang));
    let home = Temporary::new()?;
    let written = make(context, &home.city(), plan)?;
    let center =
        Center::start(written.opened, clock(plan), |_| {}).map_err(|problem| opening::trouble(context, problem))?;
    let center = Arc::new(center);
    let server = Server::new(Arc::clone(&center))?;
    let outcome = server.connect().map_err(Trouble::from).and_then(|stream| {
        let (client, welcome) = context.greet(stream, true)?;
        let again = server.clone();
        let reconnect = move || match again.connect().map(|stream| Client::hello(stream, true)) {
            Ok(Ok((client, welcome))) => Again::Back(client, Box::new(welcome)),
            _ => Again::Away,
        };
        screen::show(context, client, welcome, Box::new(reconnect))
    });
    server.close();
    center.shut_down();
    outcome
}

/// The machine's clock, moved to the city's last day, and never before the hour at which the city stands still.
fn clock(plan: Plan) -> Clock {
    let wall = wall_clock();
    let start = wall();
    let moved = start + plan.today.signed_duration_since(start.date_naive());
    let shift = moved.max(demo::standing_still(plan)) - start;
    Arc::new(move || wall() + shift)
}

fn make(context: &Context, dir: &Path, plan: Plan) -> Result<Written, Trouble> {
    demo::write(dir, plan, Some(peer::own_account()), |_| {}).map_err(|problem| match problem {
        DemoProblem::Open(problem) => {
            let there = Context { data: dir.to_path_buf(), lang: context.lang, keymap: None };
            opening::trouble(&there, problem)
        }
        DemoProblem::MadeUp(problem) => Trouble::Sentence(say::not_made(context.lang, &problem.why)),
        problem => Trouble::Sentence(say::not_made(context.lang, &format!("{problem:?}"))),
    })
}
