//! `renkei token new|list|end`: what scripts use in place of a password, in the variable `RENKEI_TOKEN`.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::context::{Context, Session};
use super::output::{self, Trouble};
use crate::api::centre::Welcome;
use crate::api::session::{SessionAnswer, SessionRequest, TokenRow};
use crate::api::{Answer, Problem, Request};
use crate::words::staff_command as say;
use crate::words::{Lang, commands};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let days = Arg::new("days").long("days").value_name("N").required(true).value_parser(value_parser!(u32));
    let may = Arg::new("may").long("may").value_name("REQUEST").required(true).num_args(1..);
    let json = Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang));
    let number = Arg::new("number").value_name("ID").required(true).value_parser(value_parser!(u64));
    Command::new("token")
        .about(say::TOKEN.say(lang))
        .subcommand_required(true)
        .subcommand(
            Command::new("new")
                .about(say::TOKEN_NEW.say(lang))
                .arg(days.help(say::TOKEN_DAYS.say(lang)))
                .arg(may.help(say::TOKEN_MAY.say(lang))),
        )
        .subcommand(Command::new("list").about(say::TOKEN_LIST.say(lang)).arg(json))
        .subcommand(Command::new("end").about(say::TOKEN_END.say(lang)).arg(number))
}

/// Chooses between the three.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let mut session = context.session()?;
    match matches.subcommand() {
        Some(("new", rest)) => {
            let days = rest.get_one::<u32>("days").copied().unwrap_or_default();
            let may = rest.get_many::<String>("may").into_iter().flatten().cloned().collect();
            let made = ask(&mut session, SessionRequest::NewToken { days, may });
            match made.map_err(|problem| Trouble::of_option(problem, context.lang))? {
                SessionAnswer::Token { token, secret, ends } => {
                    // The secret alone on standard output, so that a script can take it.
                    output::note(&say::token_made(context.lang, token, ends));
                    output::line(&secret.0)
                }
                _ => Err(Problem::Internal.into()),
            }
        }
        Some(("end", rest)) => {
            let token = rest.get_one::<u64>("number").copied().unwrap_or_default();
            ask(&mut session, SessionRequest::EndToken { token })?;
            output::line(say::token_ended(context.lang, token))
        }
        rest => {
            let SessionAnswer::Tokens(rows) = ask(&mut session, SessionRequest::Tokens)? else {
                return Err(Problem::Internal.into());
            };
            if rest.is_some_and(|(_, rest)| rest.get_flag("json")) {
                return output::json(&rows);
            }
            let rows = rows.iter().map(|row| table_row(row, &session.welcome, context.lang));
            output::table(&rows.collect::<Vec<_>>())
        }
    }
}

/// Number, owner, until when, and what for.
fn table_row(row: &TokenRow, welcome: &Welcome, lang: Lang) -> [String; 4] {
    let owner = welcome.everybody.iter().find(|staff| staff.id == row.staff);
    let over = row.ends <= welcome.now;
    [
        row.token.to_string(),
        owner.map_or_else(String::new, |staff| staff.name.written.clone()),
        row.ends.format("%Y-%m-%d %H:%M").to_string() + if over { say::OVER.say(lang) } else { "" },
        row.may.join(" "),
    ]
}

/// Asks about sessions, passwords or tokens.
pub fn ask(session: &mut Session, request: SessionRequest) -> Result<SessionAnswer, Problem> {
    match session.ask(Request::Session(request))? {
        Answer::Session(answer) => Ok(*answer),
        _ => Err(Problem::Internal),
    }
}
