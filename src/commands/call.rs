//! `renkei call`: everything that the protocol can do, as JSON lines.
//!
//! Each line of standard input is a request such as `{"queue":{"list":{}}}`, or an ask with a number and an
//! idempotency id: `{"id":7,"command":"…","request":{…}}`. Each answer is one line: `{"id":7,"answer":{…}}` or
//! `{"id":7,"problem":{…},"text":"…"}`. The exit code is 1 if any line was refused.

use std::io::{self, BufRead, Read};

use clap::{ArgMatches, Command};
use serde_json::{Map, Value};

use super::context::{Context, Session};
use super::output::{self, Trouble};
use crate::api::{Ask, CommandId, FRAME_LIMIT, Outcome, Problem, Request};
use crate::wire::client::command_id;
use crate::words::commands as say;
use crate::words::{Lang, Say};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("call").about(say::CALL.say(lang))
}

/// Answers line by line until standard input ends.
pub fn run(context: &Context, _matches: &ArgMatches) -> Result<(), Trouble> {
    let mut session = context.session()?;
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    let mut number = 0;
    let mut refused = None;
    loop {
        let whole = match next_line(&mut input, &mut line, u64::from(FRAME_LIMIT))? {
            Line::None => break,
            Line::Whole if line.iter().all(u8::is_ascii_whitespace) => continue,
            Line::Whole => true,
            Line::TooLong => false,
        };
        number += 1;
        let (id, outcome) = if whole { answer(&mut session, number, &line) } else { (number, Err(Problem::TooLarge)) };
        if let Err(problem) = &outcome {
            refused = Some(problem.clone());
        }
        print(id, outcome, context.lang)?;
    }
    refused.map_or(Ok(()), |problem| Err(Trouble::Refused(problem)))
}

/// What stands next in the input.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    /// Nothing.
    None,
    /// A line.
    Whole,
    /// A line that is longer than any request; it was passed over to its end, so that no part of it is taken for one.
    TooLong,
}

/// Reads a line of `most` bytes at the most.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>, most: u64) -> io::Result<Line> {
    line.clear();
    if input.by_ref().take(most + 1).read_until(b'\n', line)? == 0 {
        return Ok(Line::None);
    }
    if line.len() as u64 <= most || line.ends_with(b"\n") {
        return Ok(Line::Whole);
    }
    input.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

type Answered = (u64, Result<crate::api::Answer, Problem>);

fn answer(session: &mut Session, number: u64, line: &[u8]) -> Answered {
    match parse(number, line) {
        Ok(ask) => {
            let command = match &ask.request {
                Request::Change(_) => Some(ask.command.unwrap_or_else(command_id)),
                _ => None,
            };
            (ask.id, session.ask_as(ask.request, command))
        }
        Err(why) => (number, Err(Problem::BadRequest { why })),
    }
}

/// A whole ask, or a bare request under the number of its line.
fn parse(number: u64, line: &[u8]) -> Result<Ask, String> {
    let value: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let whole = value.get("request").is_some();
    let read = |error: serde_json::Error| error.to_string();
    if whole {
        let mut fields: Map<String, Value> = serde_json::from_value(value).map_err(read)?;
        fields.entry("id").or_insert_with(|| number.into());
        serde_json::from_value(Value::Object(fields)).map_err(read)
    } else {
        let request = serde_json::from_value(value).map_err(read)?;
        Ok(Ask { id: number, command: None::<CommandId>, request, settles: None })
    }
}

fn print(id: u64, outcome: Result<crate::api::Answer, Problem>, lang: Lang) -> Result<(), Trouble> {
    let text = outcome.as_ref().err().map(|problem| problem.say(lang).into_owned());
    let reply = crate::api::Reply { id, outcome: Outcome::from(outcome) };
    let mut value = serde_json::to_value(&reply).map_err(|error| Trouble::Sentence(error.to_string()))?;
    if let (Some(text), Some(fields)) = (text, value.as_object_mut()) {
        fields.insert("text".to_owned(), text.into());
    }
    output::json(&value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::centre::CentreRead;

    #[test]
    fn a_line_that_is_too_long_is_one_line_and_the_next_is_read() {
        let text = format!("abc\n{}\nabcd\n{}", "x".repeat(50), "y".repeat(9));
        let (mut input, mut line) = (text.as_bytes(), Vec::new());
        let mut next = || next_line(&mut input, &mut line, 4).unwrap();
        let lines = [next(), next(), next(), next(), next()];
        assert_eq!(lines, [Line::Whole, Line::TooLong, Line::Whole, Line::TooLong, Line::None]);
    }

    #[test]
    fn a_line_is_a_bare_request_or_a_whole_ask() {
        let bare = parse(3, br#"{"centre":"staff"}"#).unwrap();
        assert_eq!((bare.id, bare.request), (3, Request::Centre(CentreRead::Staff)));
        let whole = parse(3, br#"{"id":9,"command":"x","request":{"centre":"staff"}}"#).unwrap();
        assert_eq!((whole.id, whole.command), (9, Some(CommandId("x".into()))));
        let numberless = parse(4, br#"{"request":{"centre":"staff"}}"#).unwrap();
        assert_eq!(numberless.id, 4);
        assert!(parse(1, b"{").is_err());
        assert!(parse(1, br#"{"nothing":1}"#).is_err());
    }
}
