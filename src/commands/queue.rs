//! `renkei queue`: the consultations of the queue, as a table or as JSON.
//!
//! Without `--state` it prints all that something is still to be done about, what is due first on top.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::context::{Context, Session};
use super::output::{self, Trouble};
use crate::api::queue::{QueueAnswer, QueueFilter, QueueOrder, QueueRead, QueueRow};
use crate::api::search::SearchKind;
use crate::api::{Answer, Problem, Request, Window};
use crate::domain::area::AreaCode;
use crate::domain::calendar::WorkingTime;
use crate::domain::code::Code;
use crate::domain::consultation::{Asker, Channel, State, Urgency};
use crate::domain::id::ConsultationId;
use crate::domain::time::Moment;
use crate::text::{Ambiguous, pad_right};
use crate::words::queue::screen as words;
use crate::words::queue_command as say;
use crate::words::{Lang, Say, commands};

/// How many rows are asked for at a time.
const PART: u32 = 1_000;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let many = |name: &'static str, help: crate::words::Text| {
        Arg::new(name).long(name).action(ArgAction::Append).value_delimiter(',').help(help.say(lang))
    };
    let flag = |name: &'static str, help: crate::words::Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.say(lang))
    };
    Command::new("queue")
        .about(say::ABOUT.say(lang))
        .arg(many("state", say::STATE).value_parser(codes(State::ALL, "all")))
        .arg(many("urgency", say::URGENCY).value_parser(codes(Urgency::ALL, "")))
        .arg(many("area", say::AREA))
        .arg(flag("mine", say::MINE))
        .arg(flag("overdue", say::OVERDUE))
        .arg(flag("call-back", say::CALL_BACK))
        .arg(Arg::new("text").long("text").default_value("").help(say::TEXT.say(lang)))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .default_value("100")
                .value_parser(value_parser!(u32).range(1..))
                .help(say::LIMIT.say(lang)),
        )
        .arg(flag("json", commands::JSON))
}

/// The names of these variants as the protocol writes them, and one more where there is one.
fn codes<T: Serialize>(all: &[T], more: &'static str) -> PossibleValuesParser {
    let names = all.iter().map(code).chain(Some(more.to_owned()).filter(|more| !more.is_empty()));
    PossibleValuesParser::new(names.collect::<Vec<_>>())
}

fn code<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Those of the variants that were named.
fn named<T: Serialize + Copy>(matches: &ArgMatches, name: &str, all: &[T]) -> Vec<T> {
    let asked: Vec<&String> = matches.get_many::<String>(name).into_iter().flatten().collect();
    all.iter().copied().filter(|variant| asked.iter().any(|asked| **asked == code(variant))).collect()
}

/// Prints the queue.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let mut session = context.session()?;
    let lang = context.lang;
    let filter = filter(&session, matches, lang)?;
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(100);
    let (total, rows) = rows(&mut session, &filter, limit)?;
    if matches.get_flag("json") {
        let lines: Vec<Printed> = rows.iter().map(|row| line(row, &session)).collect();
        return output::json(&lines);
    }
    for row in &rows {
        output::line(table_row(row, &session, lang))?;
    }
    output::line(say::shown(rows.len(), total, lang))
}

fn filter(session: &Session, matches: &ArgMatches, lang: Lang) -> Result<QueueFilter, Trouble> {
    let all = matches.get_many::<String>("state").into_iter().flatten().any(|state| state == "all");
    let states = named(matches, "state", State::ALL);
    let states = if states.is_empty() && !all { QueueFilter::open().states } else { states };
    let mut areas = Vec::new();
    for asked in matches.get_many::<String>("area").into_iter().flatten() {
        let city = &session.welcome.settings.city;
        let found = city.areas.iter().find(|area| area.code.0 == *asked || area.name == *asked);
        areas.push(found.ok_or_else(|| Trouble::Usage(say::no_area(asked, lang)))?.code.clone());
    }
    Ok(QueueFilter {
        states: if all { Vec::new() } else { states },
        areas,
        urgencies: named(matches, "urgency", Urgency::ALL),
        mine: matches.get_flag("mine"),
        overdue: matches.get_flag("overdue"),
        call_back: matches.get_flag("call-back"),
        patient: None,
        text: matches.get_one::<String>("text").cloned().unwrap_or_default(),
    })
}

/// The first `limit` rows, asked for in parts, and how many there are.
fn rows(session: &mut Session, filter: &QueueFilter, limit: u32) -> Result<(u32, Vec<QueueRow>), Trouble> {
    let mut rows: Vec<QueueRow> = Vec::new();
    loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let window = Window { offset, limit: PART.min(limit.saturating_sub(offset)).max(1) };
        let request = Request::Queue(QueueRead::List { filter: filter.clone(), order: QueueOrder::Due, window });
        let Answer::Queue(answer) = session.ask(request)? else { return Err(Problem::Internal.into()) };
        let QueueAnswer::List(page) = *answer else { return Err(Problem::Internal.into()) };
        let came = page.rows.len();
        rows.extend(page.rows);
        if came == 0 || rows.len() >= page.total.min(limit) as usize {
            return Ok((page.total, rows));
        }
    }
}

/// A consultation as `--json` prints it.
#[derive(Serialize)]
struct Printed<'a> {
    id: ConsultationId,
    kind: SearchKind,
    /// Its number and the person whom it is about.
    name: String,
    /// How the person's name is read.
    reading: &'a str,
    area: Option<&'a AreaCode>,
    /// Only a search has scores.
    score: Option<i64>,
    number: String,
    state: State,
    urgency: Urgency,
    received_at: String,
    channel: Channel,
    asker: Asker,
    organisation: &'a str,
    patient: Option<String>,
    due: Option<String>,
    /// The working minutes that are left; negative when its time is over.
    remaining: Option<i64>,
    overdue: bool,
    /// The name of whoever has it.
    claimed_by: Option<&'a str>,
    calls_back: u32,
    waits_until: Option<String>,
    topics: &'a [Code],
    tags: &'a [Code],
    line: &'a str,
}

fn line<'a>(row: &'a QueueRow, session: &'a Session) -> Printed<'a> {
    let about = row.about.as_ref();
    let person = about.map_or("", |about| about.name.written.as_str());
    Printed {
        id: row.id,
        kind: SearchKind::Consultations,
        name: format!("{} {person}", row.number).trim_end().to_owned(),
        reading: about.map_or("", |about| about.name.kana.as_str()),
        area: row.area.as_ref(),
        score: None,
        number: row.number.to_string(),
        state: row.state,
        urgency: row.urgency,
        received_at: row.received_at.to_rfc3339(),
        channel: row.channel,
        asker: row.asker,
        organisation: &row.organisation,
        patient: about.and_then(|about| about.patient).map(|patient| patient.to_string()),
        due: row.due.map(|due| due.to_rfc3339()),
        remaining: row.remaining,
        overdue: row.overdue,
        claimed_by: row.claimed_by.map(|holder| staff_name(holder, session)),
        calls_back: row.calls_back,
        waits_until: row.waits_until.map(|until| until.to_string()),
        topics: &row.topics,
        tags: &row.tags,
        line: &row.line,
    }
}

fn staff_name(id: crate::domain::id::StaffId, session: &Session) -> &str {
    session.welcome.everybody.iter().find(|staff| staff.id == id).map_or("", |staff| staff.name.written.as_str())
}

/// A consultation as a line of the table.
fn table_row(row: &QueueRow, session: &Session, lang: Lang) -> String {
    let settings = &session.welcome.settings;
    let now: Moment = session.welcome.now;
    let day_minutes = WorkingTime::new(&settings.hours).day_minutes();
    let due = match (row.due, row.remaining) {
        (Some(due), Some(remaining)) => words::due(due, now, remaining, day_minutes, lang),
        _ => String::new(),
    };
    let area = row.area.as_ref().and_then(|code| settings.city.area(code));
    let area = area.map_or("", |area| if lang == Lang::En { area.en.as_str() } else { area.name.as_str() });
    let about = row.about.as_ref().map_or_else(String::new, |about| {
        format!("{} {}", about.name.written, words::age_sex(about.age, &about.sex.say(lang)))
    });
    let cell = |cells: usize, text: &str| pad_right(text, cells, Ambiguous::Narrow).into_owned();
    let holder = row.claimed_by.map_or("", |holder| staff_name(holder, session));
    // English words for states and people are longer than Japanese ones.
    let (state, urgency, asker) = if lang == Lang::En { (10, 9, 14) } else { (8, 4, 10) };
    let columns = [
        cell(9, &row.number.to_string()),
        cell(state, &row.state.say(lang)),
        cell(urgency, &row.urgency.say(lang)),
        cell(11, &due),
        cell(10, area),
        cell(asker, &row.asker.say(lang)),
        cell(16, about.trim()),
        cell(10, holder),
    ];
    format!("{} {}", columns.join(" "), row.line).trim_end().to_owned()
}
