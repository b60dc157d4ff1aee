//! `renkei search TEXT`: places, patients and consultations, the best hit first.

use std::collections::BTreeSet;

use clap::{Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, value_parser};

use super::context::Context;
use super::output::{self, Trouble};
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Problem, Request};
use crate::domain::resource::Source;
use crate::text::{Ambiguous, pad_right};
use crate::words::{Lang, commands, screen, search as say};

const KINDS: [(&str, SearchKind); 3] = [
    ("resources", SearchKind::Resources),
    ("patients", SearchKind::Patients),
    ("consultations", SearchKind::Consultations),
];

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("search")
        .about(say::ABOUT.say(lang))
        .arg(Arg::new("text").value_name("TEXT").required(true).num_args(1..).help(say::TEXT.say(lang)))
        .arg(
            Arg::new("in")
                .long("in")
                .value_name("KIND")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(PossibleValuesParser::new(KINDS.map(|(name, _)| name)))
                .help(say::IN.say(lang)),
        )
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .default_value("20")
                .value_parser(value_parser!(u32).range(1..=1_000))
                .help(say::LIMIT.say(lang)),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// Searches and prints what was found.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let words: Vec<&str> = matches.get_many::<String>("text").unwrap_or_default().map(String::as_str).collect();
    let text = words.join(" ");
    let asked: Vec<&String> = matches.get_many::<String>("in").unwrap_or_default().collect();
    let kinds =
        KINDS.iter().filter(|(name, _)| asked.iter().any(|asked| asked == name)).map(|(_, kind)| *kind).collect();
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(20);
    let request = SearchRequest { text: text.clone(), kinds, limit };
    let Answer::Search(hits) = context.session()?.ask(Request::Search(request))? else {
        return Err(Trouble::Refused(Problem::Internal));
    };
    if matches.get_flag("json") {
        let credited = |hit| Credited { credit: credit(std::slice::from_ref(hit), context.lang), hit };
        return output::json(&hits.iter().map(credited).collect::<Vec<_>>());
    }
    if hits.is_empty() {
        output::note(&say::nothing(&text, context.lang));
    }
    for hit in &hits {
        output::line(line(hit, context.lang))?;
    }
    credit(&hits, context.lang).map_or(Ok(()), output::line)
}

/// A hit as `--json` prints it.
#[derive(serde::Serialize)]
struct Credited<'a> {
    #[serde(flatten)]
    hit: &'a SearchHit,
    /// Who published what is said, where it comes from open data.
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
}

/// Whose open data the hits come from; none if they come from none.
fn credit(hits: &[SearchHit], lang: Lang) -> Option<String> {
    let sources: BTreeSet<Source> = hits.iter().flat_map(|hit| &hit.sources).copied().collect();
    (!sources.is_empty()).then(|| say::credit(sources, lang))
}

fn line(hit: &SearchHit, lang: Lang) -> String {
    let narrow = Ambiguous::Narrow;
    let columns = [
        pad_right(&hit.id, 7, narrow),
        pad_right(screen::search_kind(hit.kind).say(lang), 6, narrow),
        pad_right(&hit.name, 36, narrow),
        pad_right(&hit.phone, 13, narrow),
    ];
    let line = format!("{} {}", columns.join(" "), hit.about);
    crate::text::neutralise(line.trim_end()).into_owned()
}
