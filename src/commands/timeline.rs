//! `renkei timeline NUMBER`: one patient's timeline, the newest first.
//!
//! NUMBER is a patient's (`p123` or `123`) or that of a consultation about the patient, such as `R8-0123`.

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;
use serde_json::Value;

use super::context::{Context, Session};
use super::output::{self, Trouble};
use crate::api::patient::{PatientAnswer, PatientHead, PatientRead};
use crate::api::queue::{QueueAnswer, QueueFilter, QueueOrder, QueueRead};
use crate::api::timeline::{TimelineAnswer, TimelineFilter, TimelineItem, TimelinePage, TimelineRead};
use crate::api::{Answer, Problem, Request, Window};
use crate::domain::consultation::ConsultationNumber;
use crate::domain::id::PatientId;
use crate::domain::timeline::{ItemKind, Occurred, WeightPoint};
use crate::text::parse_date;
use crate::words::timeline as words;
use crate::words::timeline_command as say;
use crate::words::{Lang, Say, commands, patient as patient_words};

/// The most rows that are asked for at a time.
const PART: u32 = 500;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let option = |name: &'static str, value: &'static str, help: crate::words::Text| {
        Arg::new(name).long(name).value_name(value).help(help.say(lang))
    };
    Command::new("timeline")
        .about(say::ABOUT.say(lang))
        .arg(Arg::new("number").value_name("NUMBER").required(true).help(say::NUMBER.say(lang)))
        .arg(
            option("kind", "KIND", say::KIND)
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(ItemKind::ALL.map(code)),
        )
        .arg(option("from", "DATE", say::FROM))
        .arg(option("to", "DATE", say::TO))
        .arg(option("limit", "N", say::LIMIT).default_value("100").value_parser(value_parser!(u32).range(1..)))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// Prints it.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let kinds = matches.get_many::<String>("kind").into_iter().flatten();
    let kinds = ItemKind::ALL.into_iter().filter(|kind| kinds.clone().any(|name| *name == code(*kind))).collect();
    let mut session = context.session()?;
    let today = session.welcome.now.date_naive();
    let day = |name: &str| match matches.get_one::<String>(name) {
        Some(text) => parse_date(text, today).map(Some).map_err(|_| Trouble::Usage(say::no_date(text, lang))),
        None => Ok(None),
    };
    let filter = TimelineFilter { kinds, from: day("from")?, to: day("to")? };
    let number = matches.get_one::<String>("number").map_or("", String::as_str).trim();
    let patient = patient_of(&mut session, number, lang)?;
    let head = head(&mut session, patient)?;
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(100);
    let page = items(&mut session, patient, &filter, limit)?;
    if matches.get_flag("json") {
        let rows: Vec<Row> = page.page.rows.iter().map(|item| row(item, &page.losses, &session, lang)).collect();
        return output::json(&rows);
    }
    print(&head, &page, &session, today, lang)
}

/// The name of a kind as the protocol writes it.
fn code(kind: ItemKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Whose record is meant by a number.
pub(super) fn patient_of(session: &mut Session, number: &str, lang: Lang) -> Result<PatientId, Trouble> {
    if let Ok(id) = number.strip_prefix(PatientId::LETTER).unwrap_or(number).parse() {
        return Ok(PatientId(id));
    }
    let wanted: ConsultationNumber = number.parse().map_err(|_| Trouble::Usage(say::no_number(number, lang)))?;
    let filter = QueueFilter { text: wanted.to_string(), ..QueueFilter::default() };
    let window = Window { offset: 0, limit: PART };
    let list = Request::Queue(QueueRead::List { filter, order: QueueOrder::Number, window });
    let Answer::Queue(answer) = session.ask(list)? else { return Err(Problem::Internal.into()) };
    let QueueAnswer::List(page) = *answer else { return Err(Problem::Internal.into()) };
    let found = page.rows.into_iter().find(|row| row.number == wanted);
    let row = found.ok_or_else(|| Trouble::Sentence(say::no_consultation(wanted, lang)))?;
    let patient = row.about.and_then(|about| about.patient);
    patient.ok_or_else(|| Trouble::Sentence(say::nobody(wanted, lang)))
}

fn head(session: &mut Session, patient: PatientId) -> Result<PatientHead, Trouble> {
    let Answer::Patient(answer) = session.ask(Request::Patient(PatientRead::Head { patient }))? else {
        return Err(Problem::Internal.into());
    };
    match *answer {
        PatientAnswer::Head(head) => Ok(*head),
        _ => Err(Problem::Internal.into()),
    }
}

/// The first `limit` rows, asked for in parts.
fn items(
    session: &mut Session,
    patient: PatientId,
    filter: &TimelineFilter,
    limit: u32,
) -> Result<TimelinePage, Trouble> {
    let mut whole: Option<TimelinePage> = None;
    loop {
        let have = whole.as_ref().map_or(0, |page| page.page.rows.len());
        let offset = u32::try_from(have).unwrap_or(u32::MAX);
        let window = Window { offset, limit: PART.min(limit.saturating_sub(offset)).max(1) };
        let read = TimelineRead::Window { patient, filter: filter.clone(), window };
        let Answer::Timeline(answer) = session.ask(Request::Timeline(read))? else {
            return Err(Problem::Internal.into());
        };
        let TimelineAnswer::Window(part) = *answer else { return Err(Problem::Internal.into()) };
        let came = part.page.rows.len();
        let page = match whole.take() {
            None => part,
            Some(mut page) => {
                page.page.rows.extend(part.page.rows);
                page.losses.extend(part.losses);
                page
            }
        };
        let enough = came == 0 || page.page.rows.len() >= page.page.total.min(limit) as usize;
        if enough {
            return Ok(page);
        }
        whole = Some(page);
    }
}

/// A row as `--json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    /// The entry, or the record that the step belongs to.
    id: String,
    kind: ItemKind,
    occurred: Occurred,
    /// When it was recorded.
    recorded: String,
    /// Who recorded it.
    by: String,
    /// The whole of it in one line.
    line: String,
    /// What changes how it is read: corrected, moved, not confirmed.
    marks: Vec<String>,
    /// The losses that a weight shows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    losses: Vec<String>,
    /// The row as the protocol has it.
    item: &'a TimelineItem,
}

fn row<'a>(item: &'a TimelineItem, losses: &[WeightPoint], session: &Session, lang: Lang) -> Row<'a> {
    let settings = &session.welcome.settings;
    let (id, occurred, recorded, marks) = match item {
        TimelineItem::Entry(entry) => {
            (entry.id.to_string(), entry.statement.occurred, entry.recorded, words::marks(entry, lang))
        }
        TimelineItem::Step(step) => (words::step_of(&step.of), step.occurred, step.recorded, Vec::new()),
    };
    let by = session.welcome.everybody.iter().find(|staff| staff.id == recorded.by);
    Row {
        id,
        kind: words::kind(item),
        occurred,
        recorded: recorded.at.to_rfc3339(),
        by: by.map(|staff| staff.name.written.clone()).unwrap_or_default(),
        line: words::line(item, settings, lang),
        marks,
        losses: loss_lines(item, losses, lang),
        item,
    }
}

fn loss_lines(item: &TimelineItem, losses: &[WeightPoint], lang: Lang) -> Vec<String> {
    let TimelineItem::Entry(entry) = item else { return Vec::new() };
    let points = losses.iter().filter(|point| point.weighing.entry == entry.id);
    points.flat_map(|point| &point.losses).map(|loss| words::loss(loss, lang)).collect()
}

fn print(
    head: &PatientHead,
    page: &TimelinePage,
    session: &Session,
    today: NaiveDate,
    lang: Lang,
) -> Result<(), Trouble> {
    let identity = &head.patient.head.identity;
    output::line(format!(
        "{} {}  {}  {}",
        head.patient.id,
        identity.name.written,
        patient_words::birth(identity.birth, today, lang),
        head.patient.head.care.level.say(lang),
    ))?;
    if head.patient.reminders_end() {
        output::line(format!("! {}", head.patient.standing.say(lang)))?;
    }
    if let Some(into) = &head.merged_into {
        output::line(say::stands_for(&patient_words::row_line(into, today, lang), lang))?;
    }
    for other in &head.absorbed {
        output::line(say::absorbed(&patient_words::row_line(other, today, lang), lang))?;
    }
    for item in &page.page.rows {
        let row = row(item, &page.losses, session, lang);
        let day = patient_words::date(row.occurred.date());
        let marks = if row.marks.is_empty() { String::new() } else { format!("  [{}]", row.marks.join(" / ")) };
        let time = words::time(row.occurred);
        let kind = row.kind.say(lang);
        output::line(format!("{day} {time:5}  {kind}  {}{marks}  {}", row.line, row.id))?;
        for loss in row.losses {
            output::line(format!("  ! {loss}"))?;
        }
    }
    output::line(say::shown(page.page.rows.len(), page.page.total, lang))
}
