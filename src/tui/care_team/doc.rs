//! The texts of the detail: a team at a glance, one member with all that was said, who is missing and why.

use super::row::{Entry, why};
use crate::api::care_team::CareTeamDetail;
use crate::domain::care_team::{
    CareRole, CareTeam, CareTeamEvent, Contact, Happened, Member, MemberNumber, MemberState, NeedStanding, Said,
    StandIn, StandInState, Why,
};
use crate::domain::patient::Whereabouts;
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::{Lang, care_screen as words, care_team as care_words, coverage, referral};
use chrono::{Datelike, NaiveDate};

fn day(day: NaiveDate, view: &View) -> String {
    crate::words::patient::list_date(day, view.now.date_naive())
}

/// What must be seen of the team whatever row is selected: where the patient is, who is missing, what is uncovered.
pub fn flags(detail: &CareTeamDetail, view: &View) -> Vec<String> {
    let (lang, settings) = (view.lang(), &view.session.welcome.settings);
    let mut flags = Vec::new();
    match (detail.rest(), detail.whereabouts) {
        (Some(_), Whereabouts::Home) => flags.push(view.say(words::HOME_UNSAID).to_owned()),
        (Some(rest), _) => flags.push(words::resting(&day(rest.on.date(), view), &rest.hospital.name, lang)),
        (None, Whereabouts::Hospital) => flags.push(view.say(words::IN_HOSPITAL_UNSAID).to_owned()),
        (None, _) => {}
    }
    let missing = detail.needs.iter().filter(|need| need.standing == NeedStanding::Missing);
    let missing: Vec<String> = missing.map(|need| care_words::role(&need.role, settings, lang)).collect();
    if !missing.is_empty() {
        flags.push(format!("{}: {}", view.say(words::MISSING), missing.join("・")));
    }
    if let Some(hours) = detail.uncovered.filter(|hours| *hours > 0) {
        flags.push(care_words::why(&Why::Uncovered(hours), settings, lang));
    }
    flags
}

/// A team at a glance, for the list.
pub fn overview(detail: &CareTeamDetail, view: &View) -> Doc {
    let (lang, settings) = (view.lang(), &view.session.welcome.settings);
    let today = view.now.date_naive();
    let mut doc = Doc::default().heading(crate::words::patient::row_line(&detail.patient, today, lang));
    for flag in flags(detail, view) {
        doc = doc.marked('!', flag);
    }
    if let Some(pair) = detail.pair {
        doc = doc.pair(view.say(words::PAIRED), pair.to_string());
    }
    let mut members: Vec<&Member> = detail.members().map(|(_, member)| member).collect();
    members.retain(|member| member.state.is_open());
    members.sort_by(|one, other| one.role.cmp(&other.role));
    for member in members {
        let state = match member.state {
            MemberState::Active => String::new(),
            state => format!(" ({})", view.words(&state)),
        };
        let who = format!("{}{state}  {}", member.who.line(), member.who.phone);
        doc = doc.pair(care_words::role(&member.role, settings, lang), who.trim_end());
    }
    for need in &detail.needs {
        if let NeedStanding::NotNeeded { reason } = &need.standing {
            let said = format!("{}: {reason}", view.say(words::NOT_NEEDED));
            doc = doc.pair(care_words::role(&need.role, settings, lang), said);
        }
    }
    doc
}

/// A row of an open team in full.
pub fn entry(entry: &Entry, detail: &CareTeamDetail, view: &View) -> Doc {
    match entry {
        Entry::Member(team, member) => {
            let team = detail.teams.iter().find(|of| of.id == *team);
            member_doc(member, team, view)
        }
        Entry::Missing(need) => {
            let role = care_words::role(&need.role, &view.session.welcome.settings, view.lang());
            let doc = Doc::default().heading(format!("{role}  {}", view.words(&need.standing)));
            let doc = doc.pair(view.say(words::WHY), why(need, view));
            let taken = detail.members().filter(|(_, member)| member.role == need.role && !member.state.is_open());
            taken.fold(doc, |doc, (_, member)| doc.pair(view.words(&member.state).into_owned(), past(member, view)))
        }
        Entry::StandIn(team, stand_in) => {
            let team = detail.teams.iter().find(|of| of.id == *team);
            stand_in_doc(stand_in, team, view)
        }
    }
}

/// `11/20 みなみ医院 訪問の枠がない`
fn past(member: &Member, view: &View) -> String {
    [day(member.since, view), member.who.line(), member.reason.clone()].join(" ").trim_end().to_owned()
}

fn member_doc(member: &Member, team: Option<&CareTeam>, view: &View) -> Doc {
    let (lang, settings) = (view.lang(), &view.session.welcome.settings);
    let role = care_words::role(&member.role, settings, lang);
    let state = format!("{} {}", view.words(&member.state), words::since(&day(member.since, view), lang));
    let place = match member.who.place.site {
        Some(site) => format!("{} [{site}]", member.who.place.name),
        None => member.who.place.name.clone(),
    };
    let mut doc = Doc::default().heading(format!("{role}  {}", member.who.line()));
    if let Some(to_tell) = member.to_tell {
        doc = doc.marked('!', view.words(&to_tell).into_owned());
    }
    let hours = member.role.duty().map(|_| match &member.cover {
        Some(cover) => coverage::cover(cover, lang),
        None => view.say(words::UNKNOWN_HOURS).to_owned(),
    });
    doc = doc
        .pair(view.say(words::STATE), state)
        .pair(view.say(words::PLACE), place)
        .pair(view.say(words::NAME), member.who.name.clone())
        .pair(view.say(words::PHONE), member.who.phone.clone())
        .pair(view.say(words::REASON), member.reason.clone())
        .pair(view.say(words::HOURS_LABEL), hours.unwrap_or_default());
    let about = |happened: &&Happened| of_member(&happened.event) == Some(member.number);
    records(doc, team.into_iter().flat_map(|team| team.history.iter().filter(about)), view)
}

fn stand_in_doc(stand_in: &StandIn, team: Option<&CareTeam>, view: &View) -> Doc {
    let lang = view.lang();
    let role = care_words::role(&stand_in.role, &view.session.welcome.settings, lang);
    let mut doc = Doc::default().heading(format!("{}  {role} {}", view.words(&stand_in.state), stand_in.who.line()));
    for period in &stand_in.periods {
        doc = doc.text(coverage::period(*period, lang));
    }
    doc = doc.pair(view.say(words::PHONE), stand_in.who.phone.clone());
    doc = doc.pair(view.say(words::REASON), stand_in.reason.clone());
    let about = |happened: &&Happened| match &happened.event {
        CareTeamEvent::StandInAsked { stand_in: of, .. }
        | CareTeamEvent::StandInAgreed { stand_in: of, .. }
        | CareTeamEvent::StandInDeclined { stand_in: of, .. }
        | CareTeamEvent::StandInWithdrawn { stand_in: of, .. } => *of == stand_in.number,
        _ => false,
    };
    records(doc, team.into_iter().flat_map(|team| team.history.iter().filter(about)), view)
}

const fn of_member(event: &CareTeamEvent) -> Option<MemberNumber> {
    match event {
        CareTeamEvent::Asked { member, .. }
        | CareTeamEvent::Known { member, .. }
        | CareTeamEvent::Agreed { member, .. }
        | CareTeamEvent::Declined { member, .. }
        | CareTeamEvent::Started { member, .. }
        | CareTeamEvent::Left { member, .. }
        | CareTeamEvent::Withdrawn { member, .. }
        | CareTeamEvent::Amended { member, .. }
        | CareTeamEvent::Covers { member, .. }
        | CareTeamEvent::Told { member, .. } => Some(*member),
        _ => None,
    }
}

/// What was said, the newest first.
fn records<'a>(doc: Doc, all: impl DoubleEndedIterator<Item = &'a Happened>, view: &View) -> Doc {
    let mut lines = all.rev().peekable();
    if lines.peek().is_none() {
        return doc;
    }
    lines.fold(doc.gap().heading(view.say(words::RECORDS)), |doc, happened| {
        let (when, what) = said(happened, view);
        doc.pair(when, format!("{what} ({})", view.staff_name(happened.stamp.by)))
    })
}

/// When it happened, and what.
fn said(happened: &Happened, view: &View) -> (String, String) {
    let year = view.now.year();
    let recorded = || referral::when(Occurred::At(happened.stamp.at), year);
    let on_day = |on: NaiveDate| day(on, view);
    let contacted = |step: &str, contact: &Contact, more: &str| {
        let parts = [step, &view.words(&contact.means), &contact.with, more, &contact.text];
        (referral::when(contact.on, year), joined(&parts))
    };
    let state = |state: MemberState| view.words(&state).into_owned();
    match &happened.event {
        CareTeamEvent::Asked { contact, .. } => contacted(&state(MemberState::Asked), contact, ""),
        CareTeamEvent::Known { since, .. } => {
            let when = since.map_or_else(recorded, on_day);
            (when, view.say(words::KNOWN_MEMBER).to_owned())
        }
        CareTeamEvent::Agreed { contact, .. } => contacted(&state(MemberState::Agreed), contact, ""),
        CareTeamEvent::Declined { contact, reason, .. } => contacted(&state(MemberState::Declined), contact, reason),
        CareTeamEvent::Started { on, .. } => (on_day(*on), view.say(words::RECORD_START).to_owned()),
        CareTeamEvent::Left { on, reason, .. } => (on_day(*on), joined(&[view.say(words::RECORD_LEAVE), reason])),
        CareTeamEvent::Withdrawn { reason, .. } => (recorded(), joined(&[&state(MemberState::Withdrawn), reason])),
        CareTeamEvent::Amended { who, .. } => {
            (recorded(), joined(&[view.say(words::AMEND_MEMBER), &who.line(), &who.phone]))
        }
        CareTeamEvent::Covers { cover, .. } => {
            let hours = cover.as_ref().map(|cover| coverage::cover(cover, view.lang())).unwrap_or_default();
            (recorded(), joined(&[view.say(words::RECORD_HOURS), &hours]))
        }
        CareTeamEvent::Told { contact, .. } => contacted(view.say(words::RECORD_TOLD), contact, ""),
        CareTeamEvent::StandInAsked { contact, .. } => contacted(&view.words(&StandInState::Asked), contact, ""),
        CareTeamEvent::StandInAgreed { contact, .. } => contacted(&view.words(&StandInState::Agreed), contact, ""),
        CareTeamEvent::StandInDeclined { contact, reason, .. } => {
            contacted(&view.words(&StandInState::Declined), contact, reason)
        }
        CareTeamEvent::StandInWithdrawn { reason, .. } => {
            (recorded(), joined(&[&view.words(&StandInState::Withdrawn), reason]))
        }
        CareTeamEvent::Needs { role, said } => (recorded(), need(role, said, view)),
        CareTeamEvent::Paused { on, hospital, .. } => {
            (referral::when(*on, year), joined(&[view.say(words::RECORD_PAUSE), &hospital.name]))
        }
        CareTeamEvent::Resumed { on, .. } => (referral::when(*on, year), view.say(words::RECORD_RESUME).to_owned()),
        CareTeamEvent::Begun { .. } => (recorded(), view.say(words::TITLE).to_owned()),
        CareTeamEvent::FromPair { pair, on, physicians } => {
            let names: Vec<String> = physicians.iter().map(|seed| seed.who.line()).collect();
            let what = format!("{} {pair}  {}", view.say(words::PAIRED), names.join(" / "));
            (referral::when(Occurred::Day(*on), year), what.trim_end().to_owned())
        }
    }
}

fn need(role: &CareRole, said: &Said, view: &View) -> String {
    let role = care_words::role(role, &view.session.welcome.settings, view.lang());
    match said {
        Said::Needed { reason } => joined(&[&role, view.say(words::SAID_NEEDED), reason]),
        Said::NotNeeded { reason } => joined(&[&role, view.say(words::SAID_NOT_NEEDED), reason]),
        Said::ByRule => joined(&[&role, view.say(words::SAID_BY_RULE)]),
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The patient and where the team stands, in one line above an open team.
pub fn head(detail: &CareTeamDetail, view: &View) -> String {
    let lang = view.lang();
    let line = crate::words::patient::row_line(&detail.patient, view.now.date_naive(), lang);
    let area = detail.patient.area.as_ref();
    let area = area.map(|area| view.session.welcome.settings.city.area_name(area, lang == Lang::En));
    let parts = [line.as_str(), &view.words(&detail.patient.level), area.unwrap_or_default()];
    joined(&parts)
}
