//! `renkei staff add|change|leave|list|password`: who works here, and how they come in.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::context::{Context, Session};
use super::output::{self, Trouble};
use super::{password, token};
use crate::api::centre::{CentreAnswer, CentreChange, CentreRead};
use crate::api::session::{SessionAnswer, SessionRequest};
use crate::api::{Answer, Change, Done, Problem, Request};
use crate::domain::code::{Code, CodeList};
use crate::domain::id::StaffId;
use crate::domain::person::PersonName;
use crate::domain::settings::Settings;
use crate::domain::staff::{FullTimeEquivalent, Role, Staff, StaffProfile, SupportTeam};
use crate::words::staff_command as say;
use crate::words::{Lang, Say, Text, commands, session as session_words};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    let json = Arg::new("json").long("json").action(ArgAction::SetTrue).help(commands::JSON.say(lang));
    let all = Arg::new("all").long("all").action(ArgAction::SetTrue).help(say::ALL.say(lang));
    let who = || Arg::new("who").value_name("WHO").help(say::WHO.say(lang));
    let none = |name: &'static str, help: Text, against: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).conflicts_with(against).help(help.say(lang))
    };
    Command::new("staff")
        .about(say::ABOUT.say(lang))
        .subcommand_required(true)
        .subcommand(profile(Command::new("add").about(say::ADD.say(lang)), true, lang))
        .subcommand(
            profile(Command::new("change").about(say::CHANGE.say(lang)).arg(who().required(true)), false, lang)
                .arg(none("no-team", say::NO_TEAM, "team"))
                .arg(none("no-area", say::NO_AREA, "area"))
                .arg(none("no-account", say::NO_ACCOUNT, "account")),
        )
        .subcommand(Command::new("leave").about(say::LEAVE.say(lang)).arg(who().required(true)))
        .subcommand(Command::new("list").about(say::LIST.say(lang)).arg(all).arg(json))
        .subcommand(Command::new("password").about(say::PASSWORD.say(lang)).arg(who()))
}

/// The options of a profile; a new member needs a name, a profession and a role.
fn profile(command: Command, new: bool, lang: Lang) -> Command {
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.say(lang))
    };
    let several = |arg: Arg| arg.action(ArgAction::Append).value_delimiter(',');
    command
        .arg(option("name", "NAME", say::NAME).required(new))
        .arg(option("kana", "KANA", say::KANA))
        .arg(option("profession", "CODE", say::PROFESSION).required(new))
        .arg(several(option("role", "ROLE", say::ROLE)).required(new).value_parser(Role::ALL.map(code)))
        .arg(option("fte", "HUNDREDTHS", say::FTE).value_parser(value_parser!(u16)))
        .arg(option("team", "TEAM", say::TEAM).value_parser(SupportTeam::ALL.map(code)))
        .arg(several(option("area", "AREA", say::AREA)))
        .arg(option("account", "ACCOUNT", say::ACCOUNT))
}

/// The name of a variant as the protocol writes it.
fn code<T: Serialize>(variant: T) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Chooses between them.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let mut session = context.session()?;
    match matches.subcommand() {
        Some(("add", rest)) => add(context, &mut session, rest),
        Some(("change", rest)) => change(context, &mut session, rest),
        Some(("leave", rest)) => leave(context, &mut session, rest),
        Some(("password", rest)) => new_password(context, &mut session, rest),
        Some((_, rest)) => list(context, &mut session, rest),
        None => Err(Trouble::Usage(String::new())),
    }
}

fn add(context: &Context, session: &mut Session, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let empty = StaffProfile {
        name: PersonName::default(),
        profession: Code::new(""),
        roles: Vec::new(),
        full_time_equivalent: FullTimeEquivalent(100),
        team: None,
        areas: Vec::new(),
        account: None,
    };
    let profile = filled(empty, session, matches, lang)?;
    let (name, account) = (profile.name.written.clone(), profile.account.clone());
    let done = done(session, CentreChange::Join(profile), lang)?;
    output::line(say::added(lang, &done.id, &name))?;
    match (account, done.id.parse()) {
        (Some(_), Ok(staff)) => issue(session, staff, &name, lang),
        _ => Ok(()),
    }
}

fn change(context: &Context, session: &mut Session, matches: &ArgMatches) -> Result<(), Trouble> {
    let before = named(session, matches, context.lang)?;
    let Staff { id, version, name, profession, roles, full_time_equivalent, team, areas, account, .. } = before;
    let profile = StaffProfile { name, profession, roles, full_time_equivalent, team, areas, account };
    let profile = filled(profile, session, matches, context.lang)?;
    let name = profile.name.written.clone();
    done(session, CentreChange::ChangeStaff { staff: id, seen: version, profile }, context.lang)?;
    output::line(say::changed(context.lang, &name))
}

fn leave(context: &Context, session: &mut Session, matches: &ArgMatches) -> Result<(), Trouble> {
    let Staff { id, version, name, .. } = named(session, matches, context.lang)?;
    done(session, CentreChange::Leave { staff: id, seen: version }, context.lang)?;
    output::line(say::left(context.lang, &name.written))
}

/// A one-time password for somebody, or a new one for the caller.
fn new_password(context: &Context, session: &mut Session, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    if matches.contains_id("who") {
        let Staff { id, name, .. } = named(session, matches, lang)?;
        return issue(session, id, &name.written, lang);
    }
    let old = if session.welcome.password {
        password::ask(session_words::OLD_PASSWORD, lang)?
    } else {
        crate::api::session::Secret::default()
    };
    let new = password::ask_new(lang)?;
    token::ask(session, SessionRequest::ChangePassword { old, new })?;
    output::line(say::CHOSEN.say(lang))
}

fn issue(session: &mut Session, staff: StaffId, name: &str, lang: Lang) -> Result<(), Trouble> {
    match token::ask(session, SessionRequest::IssuePassword { staff })? {
        SessionAnswer::Password { secret, days, ends } => output::line(say::issued(lang, name, &secret.0, days, ends)),
        _ => Err(Problem::Internal.into()),
    }
}

#[derive(Serialize)]
struct Printed<'a> {
    id: StaffId,
    name: &'a str,
    reading: &'a str,
    profession: &'a Code,
    roles: &'a [Role],
    full_time_equivalent: u16,
    team: Option<SupportTeam>,
    areas: Vec<&'a str>,
    account: Option<&'a str>,
    left: bool,
}

fn list(context: &Context, session: &mut Session, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let everybody = everybody(session)?;
    let shown = everybody.iter().filter(|staff| matches.get_flag("all") || !staff.left);
    if matches.get_flag("json") {
        let rows = shown.map(|staff| Printed {
            id: staff.id,
            name: &staff.name.written,
            reading: &staff.name.kana,
            profession: &staff.profession,
            roles: &staff.roles,
            full_time_equivalent: staff.full_time_equivalent.0,
            team: staff.team,
            areas: staff.areas.iter().map(|area| area.0.as_str()).collect(),
            account: staff.account.as_deref(),
            left: staff.left,
        });
        return output::json(&rows.collect::<Vec<_>>());
    }
    output::table(&shown.map(|staff| row(staff, &session.welcome.settings, lang)).collect::<Vec<_>>())
}

/// Number, name, profession, share of a post, account, roles, team and areas; what there is none of is a dash.
fn row(staff: &Staff, settings: &Settings, lang: Lang) -> [String; 8] {
    let profession = settings.codes.find(CodeList::Professions, &staff.profession);
    let profession = profession.map_or(staff.profession.0.as_str(), |entry| match lang {
        Lang::Ja => entry.ja.as_str(),
        Lang::En => entry.en.as_str(),
    });
    let roles = staff.roles.iter().map(|role| role.say(lang).into_owned());
    let areas = staff.areas.iter().map(|area| settings.city.area_name(area, lang == Lang::En).to_owned());
    let areas = areas.collect::<Vec<_>>().join(" ");
    let dash = || "-".to_owned();
    [
        staff.id.to_string(),
        staff.name.written.clone(),
        profession.to_owned(),
        staff.full_time_equivalent.to_string(),
        staff.account.clone().unwrap_or_else(dash),
        roles.collect::<Vec<_>>().join(" "),
        staff.team.map_or_else(dash, |team| team.say(lang).into_owned()),
        if staff.left { format!("{areas} {}", say::HAS_LEFT.say(lang)) } else { areas },
    ]
}

fn everybody(session: &mut Session) -> Result<Vec<Staff>, Problem> {
    match session.ask(Request::Centre(CentreRead::Staff))? {
        Answer::Centre(answer) => match *answer {
            CentreAnswer::Staff(everybody) => Ok(everybody),
            _ => Err(Problem::Internal),
        },
        _ => Err(Problem::Internal),
    }
}

/// Whoever is meant: by number, account or whole name, among those who are here.
fn named(session: &mut Session, matches: &ArgMatches, lang: Lang) -> Result<Staff, Trouble> {
    let who = matches.get_one::<String>("who").map_or("", String::as_str);
    let here = everybody(session)?.into_iter().filter(|staff| !staff.left);
    meant(here, who, lang)
}

/// The same, those who have left included.
pub fn anybody(session: &mut Session, who: &str, lang: Lang) -> Result<Staff, Trouble> {
    meant(everybody(session)?.into_iter(), who, lang)
}

fn meant(among: impl Iterator<Item = Staff>, who: &str, lang: Lang) -> Result<Staff, Trouble> {
    let is = |staff: &Staff| {
        staff.id.to_string() == who || staff.account.as_deref() == Some(who) || staff.name.written == who
    };
    let mut found: Vec<Staff> = among.filter(is).collect();
    match (found.pop(), found.is_empty()) {
        (Some(staff), true) => Ok(staff),
        (Some(_), false) => Err(Trouble::Sentence(say::several(lang, who))),
        (None, _) => Err(Trouble::Sentence(say::nobody(lang, who))),
    }
}

/// The profile with what was named on the command line.
fn filled(
    mut profile: StaffProfile,
    session: &Session,
    matches: &ArgMatches,
    lang: Lang,
) -> Result<StaffProfile, Trouble> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    // Only a change can take something away.
    let without = |name: &str| matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or_default();
    let settings = &session.welcome.settings;
    if let Some(name) = text("name") {
        profile.name.written = name;
    }
    if let Some(kana) = text("kana") {
        profile.name.kana = kana;
    }
    if let Some(profession) = text("profession") {
        let code = Code::new(&profession);
        if settings.codes.find(CodeList::Professions, &code).is_none() {
            let known = settings.codes.list(CodeList::Professions);
            let known: Vec<&str> = known.iter().map(|entry| entry.code.0.as_str()).collect();
            return Err(Trouble::Usage(commands::unknown_profession(lang, &profession, &known.join(", "))));
        }
        profile.profession = code;
    }
    if let Some(roles) = matches.get_many::<String>("role") {
        let roles: Vec<&String> = roles.collect();
        profile.roles = Role::ALL.into_iter().filter(|role| roles.iter().any(|name| **name == code(role))).collect();
    }
    if let Some(hundredths) = matches.get_one::<u16>("fte") {
        profile.full_time_equivalent = FullTimeEquivalent(*hundredths);
    }
    if let Some(team) = text("team") {
        profile.team = SupportTeam::ALL.into_iter().find(|known| code(known) == team);
    }
    if let Some(areas) = matches.get_many::<String>("area") {
        let found = areas.map(|asked| {
            let area = settings.city.areas.iter().find(|area| area.code.0 == *asked || area.name == *asked);
            area.map(|area| area.code.clone())
                .ok_or_else(|| Trouble::Usage(crate::words::queue_command::no_area(asked, lang)))
        });
        profile.areas = found.collect::<Result<_, _>>()?;
    }
    if let Some(account) = text("account") {
        profile.account = Some(account);
    }
    if without("no-team") {
        profile.team = None;
    }
    if without("no-area") {
        profile.areas = Vec::new();
    }
    if without("no-account") {
        profile.account = None;
    }
    Ok(profile)
}

/// Makes the change; a field that is refused is called as the option is.
fn done(session: &mut Session, change: CentreChange, lang: Lang) -> Result<Done, Trouble> {
    match session.ask(Request::Change(Change::Centre(change))) {
        Ok(Answer::Done(done)) => Ok(done),
        Ok(_) => Err(Problem::Internal.into()),
        Err(problem) => Err(Trouble::of_option(problem, lang)),
    }
}
