//! `renkei access`: who read and who changed what, the newest first, without a word of content.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::context::{Context, Session};
use super::output::{self, Trouble};
use super::staff;
use crate::api::access_log::{
    AccessCursor, AccessFilter, AccessLogAnswer, AccessLogRead, AccessLogState, AccessPage, AccessRow, What,
};
use crate::api::{Answer, Problem, Request};
use crate::domain::id::StaffId;
use crate::text::parse_date;
use crate::words::access_log as say;
use crate::words::{Lang, Say, Text, commands, timeline_command};

/// The most rows that are asked for at a time.
const PART: u32 = 500;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.say(lang))
    };
    Command::new("access")
        .about(say::ABOUT.say(lang))
        .arg(option("patient", "ID|NUMBER", say::PATIENT))
        .arg(option("staff", "WHO", say::STAFF))
        .arg(option("since", "DATE", say::SINCE).allow_hyphen_values(true))
        .arg(option("limit", "N", say::LIMIT).default_value("100").value_parser(value_parser!(u32).range(1..)))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// Prints it.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let mut session = context.session()?;
    let today = session.welcome.now.date_naive();
    let since = match matches.get_one::<String>("since") {
        Some(text) => Some(parse_date(text, today).map_err(|_| Trouble::Usage(timeline_command::no_date(text, lang)))?),
        None => None,
    };
    let who = matches.get_one::<String>("staff");
    let staff = who.map(|who| staff::anybody(&mut session, who, lang)).transpose()?.map(|staff| staff.id);
    let about = matches.get_one::<String>("patient").cloned();
    let filter = AccessFilter { about, staff, since };
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(PART);
    let (rows, state) = rows(&mut session, &filter, limit, lang)?;
    match state {
        AccessLogState::Kept => {}
        AccessLogState::Failing => output::note(say::FAILS.say(lang)),
        AccessLogState::Broken => output::note(say::BROKEN.say(lang)),
    }
    if matches.get_flag("json") {
        return output::json(&rows);
    }
    let name = |id: StaffId| {
        let found = session.welcome.everybody.iter().find(|staff| staff.id == id);
        found.map_or_else(|| id.to_string(), |staff| staff.name.written.clone())
    };
    output::table(&rows.iter().map(|row| table_row(row, &name, lang)).collect::<Vec<_>>())
}

/// The first `limit` rows, asked for in parts.
fn rows(
    session: &mut Session,
    filter: &AccessFilter,
    limit: u32,
    lang: Lang,
) -> Result<(Vec<AccessRow>, AccessLogState), Trouble> {
    let mut rows: Vec<AccessRow> = Vec::new();
    let mut before: Option<AccessCursor> = None;
    loop {
        let left = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let read = AccessLogRead::List { filter: filter.clone(), before, limit: PART.min(left) };
        let answer = session.ask(Request::AccessLog(read));
        let answer = answer.map_err(|problem| match problem {
            Problem::Field { what, .. } => Trouble::Usage(format!("--patient: {}", what.say(lang))),
            problem => problem.into(),
        })?;
        let Answer::AccessLog(answer) = answer else { return Err(Problem::Internal.into()) };
        let AccessLogAnswer::List(AccessPage { rows: more, next, state, .. }) = *answer;
        rows.extend(more);
        before = next;
        if before.is_none() || rows.len() >= limit as usize {
            return Ok((rows, state));
        }
    }
}

/// When, who, what, by what means, from where, and which records.
fn table_row(row: &AccessRow, name: &impl Fn(StaffId) -> String, lang: Lang) -> [String; 6] {
    let (done, detail) = match &row.what {
        What::Changed => (say::CHANGED, String::new()),
        What::Read(access) => (say::done(access), say::detail(access, lang)),
    };
    let mut records: Vec<String> = row
        .records
        .iter()
        .map(|record| {
            let number = record.number.as_deref().unwrap_or(&record.id);
            let patient = record.patient.map(|patient| patient.to_string()).filter(|patient| patient != number);
            let words = [record.kind.say(lang).as_ref(), number].join(" ");
            [Some(words), patient, record.name.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    if row.more > 0 {
        records.push(say::more(lang, row.more));
    }
    if !detail.is_empty() {
        records.push(detail);
    }
    [
        row.at.format("%Y-%m-%d %H:%M:%S").to_string(),
        row.by.map(name).unwrap_or_default(),
        done.say(lang).to_owned(),
        row.way.map(|way| way.say(lang).into_owned()).unwrap_or_default(),
        row.from.clone().unwrap_or_default(),
        records.join(", "),
    ]
}
