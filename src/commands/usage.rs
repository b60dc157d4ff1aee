//! A command line that cannot be read: one sentence on what is wrong with it, and how the command is called.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::words::usage as say;
use crate::words::{Lang, commands};

/// Prints what the reader of the command line says: help and version are done, all else is wrong usage, exit code 2.
pub fn tell(error: &clap::Error, lang: Lang) -> ExitCode {
    if !error.use_stderr() {
        // Whoever asked for help may have closed the output, as `head` does.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let mut lines = vec![format!("renkei: {}", sentence(error, lang))];
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let called = usage.strip_prefix("Usage:").unwrap_or(&usage).trim();
        lines.push(format!("{} {called}", say::USAGE.say(lang)));
    }
    lines.push(say::MORE.say(lang).to_owned());
    // Standard error may be closed too; then there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
    ExitCode::from(2)
}

fn sentence(error: &clap::Error, lang: Lang) -> String {
    let all = |kind| texts(error.get(kind));
    let first = |kind| all(kind).into_iter().next();
    let (arg, value) = (first(ContextKind::InvalidArg), first(ContextKind::InvalidValue));
    let among = |kind| all(kind).join(", ");
    match (error.kind(), arg, value) {
        (ErrorKind::InvalidValue, Some(arg), Some(value)) if value.is_empty() => say::no_value(lang, &arg),
        (ErrorKind::InvalidValue, Some(arg), Some(value)) => {
            say::not_among(lang, &arg, &harmless(&value), &among(ContextKind::ValidValue))
        }
        (ErrorKind::ValueValidation, Some(arg), Some(value)) => say::unreadable(lang, &arg, &harmless(&value)),
        (ErrorKind::UnknownArgument, Some(arg), _) => {
            say::unknown(lang, &harmless(&arg), first(ContextKind::SuggestedArg).as_deref())
        }
        (ErrorKind::InvalidSubcommand, ..) => {
            let given = first(ContextKind::InvalidSubcommand).unwrap_or_default();
            say::unknown(lang, &harmless(&given), first(ContextKind::SuggestedSubcommand).as_deref())
        }
        (ErrorKind::MissingSubcommand, ..) => say::choose(lang, &among(ContextKind::ValidSubcommand)),
        (ErrorKind::MissingRequiredArgument, Some(_), _) => say::missing(lang, &among(ContextKind::InvalidArg)),
        (ErrorKind::ArgumentConflict, Some(arg), _) => say::together(lang, &arg, &among(ContextKind::PriorArg)),
        _ => commands::WRONG_USAGE.say(lang).to_owned(),
    }
}

fn texts(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// What was typed, fit for a terminal.
fn harmless(typed: &str) -> String {
    crate::text::neutralise(typed).into_owned()
}

#[cfg(test)]
mod tests {
    use clap::{Arg, Command, value_parser};

    use super::*;

    fn wrong(words: &[&str]) -> String {
        let number = Arg::new("days").long("days").value_name("N").required(true).value_parser(value_parser!(u32));
        let one = Arg::new("role").long("role").value_parser(["clerk", "team"]).conflicts_with("none");
        let none = Arg::new("none").long("none").action(clap::ArgAction::SetTrue);
        let inner = Command::new("new").arg(number).arg(one).arg(none);
        let command = Command::new("renkei").subcommand_required(true).subcommand(inner);
        let error = command.try_get_matches_from([&["renkei"], words].concat()).unwrap_err();
        sentence(&error, Lang::En)
    }

    #[test]
    fn each_wrong_use_has_a_sentence_of_its_own() {
        assert_eq!(wrong(&["new"]), "--days <N> is missing.");
        assert_eq!(wrong(&["new", "--days"]), "--days <N> has no value.");
        assert_eq!(
            wrong(&["new", "--days", "\u{1b}[2Jx"]),
            "--days <N> cannot be \\u{1b}[2Jx. Check the number, or how it is written."
        );
        assert_eq!(
            wrong(&["new", "--days", "1", "--role", "x"]),
            "--role <role> cannot be x. Choose from: clerk, team"
        );
        assert_eq!(wrong(&["new", "--dais", "1"]), "There is no --dais here. Is --days meant?");
        assert_eq!(wrong(&["old"]), "There is no old here.");
        assert!(wrong(&[]).starts_with("One of these has to follow: new"));
        let both = wrong(&["new", "--days", "1", "--role", "team", "--none"]);
        assert_eq!(both, "--role <role> and --none cannot stand together.");
    }
}
