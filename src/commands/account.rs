//! `renkei account --year R8`: what was charged to each line of funding and item of the programme in a fiscal year.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use crate::api::funding::{FundingAnswer, FundingRead};
use crate::api::{Answer, Problem, Request};
use crate::domain::code::{Code, CodeList, CodeLists};
use crate::domain::funding::{Account, Sums, Yen};
use crate::domain::time::FiscalYear;
use crate::text::{Ambiguous, era, pad_left, width};
use crate::words::funding as words;
use crate::words::funding_command as say;
use crate::words::{Lang, Text, commands, usage};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("account")
        .about(say::ACCOUNT.say(lang))
        .arg(Arg::new("year").long("year").value_name("R8").help(say::YEAR.say(lang)))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang)))
}

/// Prints it.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let asked = matches.get_one::<String>("year").map(|text| year(text, lang)).transpose()?;
    let mut session = context.session()?;
    let year = asked.unwrap_or_else(|| FiscalYear::of(session.welcome.now.date_naive()));
    let answer = session.ask(Request::Funding(FundingRead::Account { year }))?;
    let Answer::Funding(answer) = answer else { return Err(Problem::Internal.into()) };
    let FundingAnswer::Account(account) = *answer;
    if matches.get_flag("json") {
        return output::json(&account);
    }
    output::line(words::heading(year, lang))?;
    output::table(&aligned(rows(&account, &session.welcome.settings.codes, lang)))?;
    output::line(words::NOTE.say(lang))
}

fn year(text: &str, lang: Lang) -> Result<FiscalYear, Trouble> {
    let year = era::FiscalYear::parse(text).map(|year| FiscalYear(year.0));
    year.ok_or_else(|| Trouble::Usage(usage::unreadable(lang, "--year", text)))
}

/// The account as rows: what it is, time, contacts, persons, amount, rate; items stand further in than their line.
fn rows(account: &Account, codes: &CodeLists, lang: Lang) -> Vec<[String; 6]> {
    let row = |name: String, sums: Sums, amount: Option<Yen>, rate: String| {
        let amount = amount.map(|amount| words::yen(amount, lang)).unwrap_or_default();
        let (contacts, persons) = (sums.contacts.to_string(), sums.persons.to_string());
        [name, words::time(sums.minutes, lang), contacts, persons, amount, rate]
    };
    let head = [words::LINE, words::TIME, words::CONTACTS, words::PERSONS, words::AMOUNT, words::RATE];
    let mut rows = vec![head.map(|text| text.say(lang).to_owned())];
    for line in &account.lines {
        let name = name(codes, CodeList::FundingLines, line.funding_line.as_ref(), words::NO_LINE, lang);
        let rate = line.rate.map(|rate| rate.to_string()).unwrap_or_default();
        rows.push(row(name, line.sums, line.amount, rate));
        rows.extend(line.items.iter().map(|item| {
            let item_name =
                self::name(codes, CodeList::ProgrammeItems, item.programme_item.as_ref(), words::NO_ITEM, lang);
            row(format!("  {item_name}"), item.sums, None, String::new())
        }));
    }
    rows.push(row(words::TOTAL.say(lang).to_owned(), account.sums, Some(account.amount), String::new()));
    rows
}

/// The same with figures that stand right, one below the other.
fn aligned(mut rows: Vec<[String; 6]>) -> Vec<[String; 6]> {
    for column in 1..6 {
        let widest = rows.iter().map(|row| width(&row[column], Ambiguous::Narrow)).max().unwrap_or(0);
        for row in &mut rows {
            row[column] = pad_left(&row[column], widest, Ambiguous::Narrow).into_owned();
        }
    }
    rows
}

/// A code's words; the code itself where the list has none for it any more.
fn name(codes: &CodeLists, list: CodeList, code: Option<&Code>, none: Text, lang: Lang) -> String {
    let Some(code) = code else { return none.say(lang).to_owned() };
    let entry = codes.find(list, code);
    entry.map_or_else(
        || code.0.clone(),
        |entry| match lang {
            Lang::Ja => entry.ja.clone(),
            Lang::En => entry.en.clone(),
        },
    )
}
