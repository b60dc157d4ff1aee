//! `renkei import FORMAT FILE…`: open data into the regional resources.
//!
//! Every file is read before anything is sent: one that cannot be taken stops the import with nothing changed. Rows are
//! counted as the files have them, and `read = added + updated + unchanged + refused`:
//!
//! * `added`: the row's entry, or its notification, was not there before;
//! * `updated`: it says something else than at the last import;
//! * `unchanged`: it says the same, or repeats an earlier row of this import;
//! * `refused`: not taken, for the reason given with file and line;
//! * `flagged`: of the rows taken, those of which a cell was left out or that are odd in another way.
//!
//! The rows go to the server in parts of about a megabyte, are laid ready there, and become one change: all of it or nothing.
//! A dry run is the same up to the writing.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::context::{Context, Session};
use super::output::{self, Trouble};
use crate::api::resource::{ImportSummary, ResourceAnswer, ResourceChange, ResourceRead};
use crate::api::{Answer, Change, More, Problem, Request};
use crate::domain::resource::Listing;
use crate::domain::resource::gather::gather;
use crate::domain::resource::intake::{Format, Reason, RowKind, Why};
use crate::exchange::open_data::{self, Entry};
use crate::words::import::{self as say, Figures};
use crate::words::{Lang, Say, Text, commands};

/// How many bytes of listings cross the socket at a time.
const PART: usize = 1024 * 1024;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let about = |format| match format {
        Format::Kaigo => say::KAIGO,
        Format::ShisetsuKijun => say::SHISETSU_KIJUN,
        Format::InstitutionCodes => say::INSTITUTION_CODES,
        Format::NaviiHospital => say::NAVII_HOSPITAL,
    };
    let format = |format: Format| {
        Command::new(format.name())
            .about(about(format).say(lang))
            .arg(
                Arg::new("files")
                    .value_name("FILE")
                    .required(true)
                    .num_args(1..)
                    .value_parser(value_parser!(PathBuf))
                    .help(say::FILES.say(lang)),
            )
            .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(say::DRY_RUN.say(lang)))
            .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
    };
    Command::new("import").about(say::ABOUT.say(lang)).subcommand_required(true).subcommands(Format::ALL.map(format))
}

/// How many characters the progress bar has.
const WIDTH: usize = 30;

/// Where a row stands: which of the files, and its line.
type Spot = (usize, u32);

/// What the files hold, taken together.
struct Taken {
    listings: Vec<(Listing, Vec<Spot>)>,
    /// Rows that say what an earlier one of this import said.
    repeated: u32,
    reasons: Vec<(usize, Reason)>,
    read: u32,
}

/// Reads the files, then imports or compares.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let chosen = matches.subcommand().and_then(|(name, rest)| {
        Format::ALL.into_iter().find(|format| format.name() == name).map(|format| (format, rest))
    });
    let Some((format, matches)) = chosen else {
        return Err(Trouble::Usage(commands::WRONG_USAGE.say(context.lang).to_owned()));
    };
    let files: Vec<PathBuf> = matches.get_many::<PathBuf>("files").unwrap_or_default().cloned().collect();
    let (dry_run, json) = (matches.get_flag("dry-run"), matches.get_flag("json"));
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let mut bar = Bar::new(context.lang);
    let taken = read(format, &files, &names, &mut bar, context.lang)?;
    let mut session = context.session()?;
    let counted = send(&mut session, &taken, dry_run, &mut bar)?;
    bar.clear();
    drop(session);
    report(&taken, counted, &names, dry_run, json, context.lang)
}

fn read(format: Format, files: &[PathBuf], names: &[String], bar: &mut Bar, lang: Lang) -> Result<Taken, Trouble> {
    let mut entries: Vec<(Listing, (usize, Vec<u32>))> = Vec::new();
    let mut reasons: Vec<(usize, Reason)> = Vec::new();
    let mut read = 0;
    for (at, file) in files.iter().enumerate() {
        bar.show(say::READING, at, files.len());
        let contents = open_data::read_file(format, file).map_err(|problem| {
            bar.clear();
            Trouble::Sentence(say::not_taken(&names[at], &problem, lang))
        })?;
        read += contents.rows;
        reasons.extend(contents.reasons.into_iter().map(|reason| (at, reason)));
        entries.extend(contents.entries.into_iter().map(|Entry { listing, lines }| (listing, (at, lines))));
    }
    let gathered = gather(entries);
    let mut repeated = 0;
    for (at, lines) in gathered.repeats {
        repeated += u32::try_from(lines.len()).unwrap_or(u32::MAX);
        reasons.extend(lines.into_iter().map(|line| (at, Why::Repeats.at(line))));
    }
    for (at, lines) in gathered.contradicts {
        // A row that is not taken is not worth a flag besides.
        reasons.retain(|(file, reason)| *file != at || !lines.contains(&reason.line));
        reasons.extend(lines.into_iter().map(|line| (at, Why::Contradicts.at(line))));
    }
    reasons.sort_by_key(|(at, reason)| (*at, reason.line));
    let spots = |(at, lines): (usize, Vec<u32>)| lines.into_iter().map(|line| (at, line)).collect();
    let listings = gathered.taken.into_iter().map(|(listing, origin)| (listing, spots(origin))).collect();
    Ok(Taken { listings, repeated, reasons, read })
}

/// Lays the listings ready in parts, then imports or compares all of them at once.
fn send(session: &mut Session, taken: &Taken, dry_run: bool, bar: &mut Bar) -> Result<ImportSummary, Trouble> {
    let all = taken.listings.len();
    let mut part = Vec::new();
    let mut bytes = 0;
    for (n, (listing, _)) in taken.listings.iter().enumerate() {
        let size = serde_json::to_vec(listing).map_or(PART, |json| json.len());
        if bytes + size > PART && !part.is_empty() {
            bar.show(say::SENDING, n, all);
            stage(session, std::mem::take(&mut part))?;
            bytes = 0;
        }
        bytes += size;
        part.push(listing.clone());
    }
    if !part.is_empty() {
        stage(session, part)?;
    }
    bar.show(if dry_run { say::COMPARING } else { say::WRITING }, all, all);
    let (listings, staged) = (Vec::new(), u32::try_from(all).unwrap_or(u32::MAX));
    let request = if dry_run {
        Request::Resource(ResourceRead::Preview { listings, staged })
    } else {
        Request::Change(Change::Resource(ResourceChange::Import { listings, staged }))
    };
    match session.ask(request)? {
        Answer::Resource(answer) => match *answer {
            ResourceAnswer::Preview(summary) => Ok(summary),
            _ => Err(Trouble::Refused(Problem::Internal)),
        },
        Answer::Done(done) => match done.more.map(|more| *more) {
            Some(More::Import(summary)) => Ok(summary),
            _ => Err(Trouble::Refused(Problem::Internal)),
        },
        _ => Err(Trouble::Refused(Problem::Internal)),
    }
}

fn stage(session: &mut Session, listings: Vec<Listing>) -> Result<(), Trouble> {
    session.ask(Request::Resource(ResourceRead::Stage { listings }))?;
    Ok(())
}

fn figures(taken: &Taken, counted: ImportSummary) -> Figures {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    // A row that adds nothing to its entry is as unchanged as one that the server knows.
    let idle = taken
        .listings
        .iter()
        .map(|(listing, spots)| spots.len() - listing.notifications.len().max(1).min(spots.len()))
        .sum();
    let refused: BTreeSet<Spot> = taken
        .reasons
        .iter()
        .filter(|(_, reason)| reason.row == RowKind::Refused)
        .map(|(at, reason)| (*at, reason.line))
        .collect();
    let flagged: BTreeSet<Spot> =
        taken.reasons.iter().map(|(at, reason)| (*at, reason.line)).filter(|spot| !refused.contains(spot)).collect();
    Figures {
        read: taken.read,
        added: counted.added,
        updated: counted.updated,
        unchanged: counted.unchanged + taken.repeated + count(idle),
        flagged: count(flagged.len()),
        refused: count(refused.len()),
        places_added: counted.places_added,
        places_updated: counted.places_updated,
        differences: counted.differences,
    }
}

#[derive(Serialize)]
struct Report<'a> {
    read: u32,
    added: u32,
    updated: u32,
    unchanged: u32,
    flagged: u32,
    refused: u32,
    places_added: u32,
    places_updated: u32,
    differences: u32,
    dry_run: bool,
    reasons: Vec<ReportedReason<'a>>,
}

#[derive(Serialize)]
struct ReportedReason<'a> {
    file: &'a str,
    line: u32,
    row: &'static str,
    reason: String,
    text: String,
}

fn report(
    taken: &Taken,
    counted: ImportSummary,
    names: &[String],
    dry_run: bool,
    json: bool,
    lang: Lang,
) -> Result<(), Trouble> {
    let figures = figures(taken, counted);
    if json {
        let reasons = taken.reasons.iter().map(|(at, reason)| ReportedReason {
            file: &names[*at],
            line: reason.line,
            row: match reason.row {
                RowKind::Flagged => "flagged",
                RowKind::Refused => "refused",
            },
            reason: reason.why.word(),
            text: reason.why.say(lang).into_owned(),
        });
        let Figures { read, added, updated, unchanged, flagged, refused, places_added, places_updated, differences } =
            figures;
        return output::json(&Report {
            read,
            added,
            updated,
            unchanged,
            flagged,
            refused,
            places_added,
            places_updated,
            differences,
            dry_run,
            reasons: reasons.collect(),
        });
    }
    for (at, reason) in &taken.reasons {
        output::line(say::reason(&names[*at], reason.line, reason.row, &reason.why.say(lang), lang))?;
    }
    for line in say::summary(&figures, dry_run, lang) {
        output::line(line)?;
    }
    Ok(())
}

/// A progress bar on standard error, if that is a terminal.
struct Bar {
    shown: bool,
    wanted: bool,
    lang: Lang,
}

impl Bar {
    fn new(lang: Lang) -> Self {
        Self { shown: false, wanted: io::stderr().is_terminal(), lang }
    }

    fn show(&mut self, what: Text, done: usize, of: usize) {
        if !self.wanted {
            return;
        }
        let filled = (done * WIDTH).checked_div(of).unwrap_or(WIDTH).min(WIDTH);
        let (full, rest) = ("#".repeat(filled), ".".repeat(WIDTH - filled));
        // A bar that cannot be drawn is not worth failing for.
        let _ = write!(io::stderr(), "\r\x1b[K{} [{full}{rest}] {done}/{of}", what.say(self.lang));
        self.shown = true;
    }

    fn clear(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
            self.shown = false;
        }
    }
}
