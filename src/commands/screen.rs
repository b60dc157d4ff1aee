//! `renkei` without a subcommand: the screen of the centre.

use std::path::PathBuf;
use std::sync::mpsc::channel;

use super::context::Context;
use super::entry;
use super::output::Trouble;
use crate::api::Problem;
use crate::api::centre::Welcome;
use crate::text::Ambiguous;
use crate::tui::keymap::{BASES, Keymap, load};
use crate::tui::link::{Again, Link, Reconnect, WireLink};
use crate::tui::start::{Start, StartProblem, run as run_screen};
use crate::wire::Client;
use crate::words::{Say, screen as say};

/// Opens the centre of the data directory, starting its server when none answers.
pub fn run(context: &Context) -> Result<(), Trouble> {
    // Before a server is started for nothing.
    entry::check(context.lang)?;
    keymap(context)?;
    let (client, welcome) = context.screen()?;
    let again = Context { data: context.data.clone(), lang: context.lang, keymap: None };
    show(context, client, welcome, Box::new(move || went(again.screen())))
}

/// What came of another hello.
pub fn went(greeted: Result<(Client, Welcome), Trouble>) -> Again {
    match greeted {
        Ok((client, welcome)) => Again::Back(client, Box::new(welcome)),
        // A server that is just going says so too.
        Err(Trouble::Refused(problem)) if problem != Problem::Closing => Again::Refused(problem),
        Err(_) => Again::Away,
    }
}

/// Shows the screen on a connection that is there, until the session ends.
pub fn show(context: &Context, client: Client, welcome: Welcome, reconnect: Reconnect) -> Result<(), Trouble> {
    let (keymap, user_keymap) = chosen_keymap(context)?;
    let access = welcome.access;
    let start = Start {
        lang: context.lang,
        keymap,
        user_keymap,
        ambiguous: ambiguous(variable("RENKEI_AMBIGUOUS").as_deref()),
        colours: variable("NO_COLOR").is_none(),
        welcome,
    };
    let link = move |events| match WireLink::start(client, access, reconnect, events) {
        Ok(link) => Ok(Box::new(link) as Box<dyn Link>),
        Err(error) => Err(error),
    };
    run_screen(start, channel(), link).map_err(|problem| trouble(context, &problem))
}

/// The keymap that the options, the user's file and the built-in ones come to.
pub fn keymap(context: &Context) -> Result<Keymap, Trouble> {
    let (base, user) = chosen_keymap(context)?;
    let user = user.as_ref().map(|(file, text)| (file.as_str(), text.as_str()));
    load(&crate::tui::panes::catalogue(), &base, user)
        .map_err(|problem| trouble(context, &StartProblem::Keymap(problem)))
}

/// The name of a base, and a file of the user's with its text.
type Chosen = (String, Option<(String, String)>);

fn chosen_keymap(context: &Context) -> Result<Chosen, Trouble> {
    let standard = || BASES[0].0.to_owned();
    if let Some(named) = &context.keymap {
        if BASES.iter().any(|(name, _)| name == named) {
            return Ok((named.clone(), None));
        }
        let text = std::fs::read_to_string(named)
            .map_err(|error| Trouble::Usage(say::no_keymap(context.lang, named, &error.to_string())))?;
        return Ok((standard(), Some((named.clone(), text))));
    }
    let Some(path) = own_keymap() else { return Ok((standard(), None)) };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok((standard(), Some((path.display().to_string(), text)))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((standard(), None)),
        Err(error) => {
            let path = path.display().to_string();
            Err(Trouble::Sentence(say::no_keymap(context.lang, &path, &error.to_string())))
        }
    }
}

/// `~/.config/renkei/keymap.toml`, or where `XDG_CONFIG_HOME` says.
fn own_keymap() -> Option<PathBuf> {
    let config = variable("XDG_CONFIG_HOME").map(PathBuf::from);
    let config = config.or_else(|| variable("HOME").map(|home| PathBuf::from(home).join(".config")))?;
    Some(config.join("renkei").join("keymap.toml"))
}

/// A variable of the environment, none if it is empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What to take ambiguous characters for when the terminal does not say.
fn ambiguous(setting: Option<&str>) -> Ambiguous {
    match setting {
        Some("wide" | "2") => Ambiguous::Wide,
        _ => Ambiguous::Narrow,
    }
}

fn trouble(context: &Context, problem: &StartProblem) -> Trouble {
    match problem {
        StartProblem::Keymap(problem) => Trouble::Usage(problem.say(context.lang).into_owned()),
        StartProblem::Ended(ended) => {
            Trouble::Sentence(crate::words::session::ended(context.lang, ended.by.as_deref()))
        }
        StartProblem::Terminal(error) => Trouble::Sentence(say::no_terminal(context.lang, &error.to_string())),
    }
}
