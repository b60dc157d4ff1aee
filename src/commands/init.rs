//! `renkei init`: makes the data of a new centre, with the caller as its first member of staff.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::context::Context;
use super::opening;
use super::output::{self, Trouble};
use crate::center::{open, wall_clock};
use crate::domain::code::Code;
use crate::domain::person::PersonName;
use crate::domain::staff::{FullTimeEquivalent, Role, StaffProfile};
use crate::exchange::city::default_settings;
use crate::wire::{modes, peer};
use crate::words::commands as say;
use crate::words::{Lang, door, opening as words};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("init")
        .about(say::INIT.say(lang))
        .arg(Arg::new("name").long("name").value_name("NAME").help(say::INIT_NAME.say(lang)))
        .arg(Arg::new("kana").long("kana").value_name("KANA").help(say::INIT_KANA.say(lang)))
        .arg(Arg::new("profession").long("profession").value_name("CODE").help(say::INIT_PROFESSION.say(lang)))
        .arg(Arg::new("group").long("group").value_name("GROUP").help(door::INIT_GROUP.say(lang)))
        .arg(Arg::new("city").long("city").value_name("FILE").help(say::INIT_CITY.say(lang)))
}

/// The caller as a new centre's manager, coordinator and administrator.
pub fn founder(name: Option<&String>, kana: Option<&String>, profession: &Code) -> StaffProfile {
    let account = peer::own_account();
    StaffProfile {
        name: PersonName {
            written: name.cloned().unwrap_or_else(|| account.clone()),
            kana: kana.cloned().unwrap_or_default(),
        },
        profession: profession.clone(),
        roles: vec![Role::Manager, Role::Coordinator, Role::Administrator],
        full_time_equivalent: FullTimeEquivalent(100),
        team: None,
        areas: Vec::new(),
        account: Some(account),
    }
}

/// Makes the centre.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let mut settings = default_settings()
        .map_err(|problem| Trouble::Sentence(words::settings_unreadable(lang, &format!("{problem:?}"))))?;
    if let Some(path) = matches.get_one::<String>("city") {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Trouble::Sentence(say::failed(lang, path, &error.to_string())))?;
        settings.city = crate::exchange::city::city(&text)
            .map_err(|problem| Trouble::Sentence(words::settings_unreadable(lang, &format!("{problem:?}"))))?;
    }
    let profession = match matches.get_one::<String>("profession") {
        Some(code) => {
            let code = Code::new(code);
            if settings.codes.find(crate::domain::code::CodeList::Professions, &code).is_none() {
                let known = settings.codes.list(crate::domain::code::CodeList::Professions);
                let known: Vec<&str> = known.iter().map(|entry| entry.code.0.as_str()).collect();
                return Err(Trouble::Usage(say::unknown_profession(lang, &code.0, &known.join(", "))));
            }
            code
        }
        None => Code::new("public_health_nurse"),
    };
    let group = matches.get_one::<String>("group").map(|group| group_of(lang, group)).transpose()?;
    let founder = founder(matches.get_one("name"), matches.get_one("kana"), &profession);
    let name = founder.name.written.clone();
    if let Some((group, number)) = group
        && !made_for(&context.data, number)?
    {
        return Err(Trouble::Sentence(door::group_not_let_in(lang, &context.data, group)));
    }
    let mut opened = open::found(&context.data, settings, founder, &wall_clock(), None)
        .map_err(|problem| opening::trouble(context, problem))?;
    // Whoever opens it first should not wait for what can be done now.
    open::rebuild(&mut opened, |_| {})
        .and_then(|(records, _)| open::put_away(records, &opened))
        .map_err(|problem| opening::trouble(context, problem))?;
    output::line(say::founded(lang, &context.data, &name))
}

/// A group of this machine, with its number.
fn group_of(lang: Lang, name: &str) -> Result<(&str, u32), Trouble> {
    match nix::unistd::Group::from_name(name) {
        Ok(Some(group)) => Ok((name, group.gid.as_raw())),
        _ => Err(Trouble::Usage(door::no_such_group(lang, name))),
    }
}

/// Makes the directory and opens it to the group; false if the system does not let the caller do that. What holds
/// something already stays as it is: founding refuses it.
fn made_for(data: &Path, group: u32) -> std::io::Result<bool> {
    DirBuilder::new().recursive(true).mode(0o700).create(data)?;
    let empty = std::fs::read_dir(data)?.next().is_none();
    if empty { modes::open_to(data, group) } else { Ok(true) }
}
