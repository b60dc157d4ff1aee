//! The rows: a patient's team in the list, and in an open team its members, who is missing, and who stands in.

use crate::api::care_team::{CareTeamDetail, CareTeamRow};
use crate::domain::care_team::{
    CareRole, Member, MemberNumber, MemberState, Need, NeedStanding, StandIn, StandInNumber, StandInState,
};
use crate::domain::id::{CareTeamId, PatientId};
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::{Lang, care_screen as words, care_team as care_words, queue};
use std::cmp::Reverse;

impl Keyed for CareTeamRow {
    type Id = PatientId;

    fn id(&self) -> PatientId {
        self.patient.id
    }
}

/// A row of an open team.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Somebody, with the team that they belong to.
    Member(CareTeamId, Member),
    /// Nobody, where somebody is needed.
    Missing(Need),
    /// Somebody who was asked to stand in.
    StandIn(CareTeamId, StandIn),
}

/// What a row of an open team stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryId {
    Member(CareTeamId, MemberNumber),
    Missing(CareRole),
    StandIn(CareTeamId, StandInNumber),
}

impl Keyed for Entry {
    type Id = EntryId;

    fn id(&self) -> EntryId {
        match self {
            Self::Member(team, member) => EntryId::Member(*team, member.number),
            Self::Missing(need) => EntryId::Missing(need.role.clone()),
            Self::StandIn(team, stand_in) => EntryId::StandIn(*team, stand_in.number),
        }
    }
}

impl Entry {
    /// As what.
    pub const fn role(&self) -> &CareRole {
        match self {
            Self::Member(_, member) => &member.role,
            Self::Missing(need) => &need.role,
            Self::StandIn(_, stand_in) => &stand_in.role,
        }
    }

    /// Open ones by their roles, with a role that is missing in its place; then who stands in; what has ended last.
    fn place(&self) -> (u8, CareRole, Reverse<MemberState>, u32) {
        let (rank, state, number) = match self {
            Self::Member(_, member) if member.state.is_open() => (0, member.state, member.number.0),
            Self::Missing(_) => (0, MemberState::Asked, 0),
            Self::StandIn(_, stand_in) if stand_in.state.is_open() => (1, MemberState::Asked, stand_in.number.0),
            Self::Member(_, member) => (2, member.state, member.number.0),
            Self::StandIn(_, stand_in) => (3, MemberState::Asked, stand_in.number.0),
        };
        (rank, self.role().clone(), Reverse(state), number)
    }
}

/// All rows of a team.
pub fn entries(detail: &CareTeamDetail) -> Vec<Entry> {
    let members = detail.members().map(|(team, member)| Entry::Member(team.id, member.clone()));
    let missing = detail.needs.iter().filter(|need| need.standing == NeedStanding::Missing);
    let stand_ins = detail.teams.iter().flat_map(|team| team.stand_ins.iter().map(|one| (team.id, one.clone())));
    let mut entries: Vec<Entry> = members
        .chain(missing.map(|need| Entry::Missing(need.clone())))
        .chain(stand_ins.map(|(team, one)| Entry::StandIn(team, one)))
        .collect();
    entries.sort_by_cached_key(Entry::place);
    entries
}

/// `!` to be told or missing, `?` asked, `+` agreed and not begun, `x` ended, blank for what is in order.
const fn member_sign(member: &Member) -> &'static str {
    match member.state {
        _ if member.to_tell.is_some() => "!",
        MemberState::Active => " ",
        MemberState::Agreed => "+",
        MemberState::Asked => "?",
        MemberState::Declined | MemberState::Withdrawn | MemberState::Left => "x",
    }
}

const fn stand_in_sign(state: StandInState) -> &'static str {
    match state {
        StandInState::Agreed => "+",
        StandInState::Asked => "?",
        StandInState::Declined | StandInState::Withdrawn => "x",
    }
}

/// A row of an open team: sign, role, state, who, phone, or why somebody is needed.
pub fn paint_entry(entry: &Entry, pen: &mut Pen, view: &View) {
    let (theme, lang) = (view.theme(), view.lang());
    let settings = &view.session.welcome.settings;
    let wide = pen.left() >= 70;
    let role = care_words::role(entry.role(), settings, lang);
    let columns = if wide || lang == Lang::En { 19 } else { 14 };
    match entry {
        Entry::Member(_, member) => {
            let ended = !member.state.is_open();
            pen.style(theme.alarm).column(1, member_sign(member));
            pen.style(if ended { theme.faint } else { theme.plain }).column(columns, &role);
            let state = member.to_tell.map_or_else(|| view.words(&member.state), |to_tell| view.words(&to_tell));
            pen.column(10, &state);
            let phone = if wide { 14 } else { 0 };
            let room = pen.left().saturating_sub(phone);
            pen.column(room.saturating_sub(1), &member.who.line()).put(&member.who.phone);
        }
        Entry::Missing(need) => {
            pen.style(theme.alarm).column(1, "!").style(theme.plain).column(columns, &role);
            pen.style(theme.alarm).column(10, view.say(words::MISSING_NOW));
            pen.style(theme.faint).put(&why(need, view));
        }
        Entry::StandIn(_, stand_in) => {
            pen.style(theme.alarm).column(1, stand_in_sign(stand_in.state)).style(theme.plain).column(columns, &role);
            pen.column(10, &view.words(&stand_in.state));
            pen.put(&stand_in.who.line());
        }
    }
}

/// All reasons why somebody is needed, in one line.
pub fn why(need: &Need, view: &View) -> String {
    let settings = &view.session.welcome.settings;
    let reasons = need.why.iter().map(|why| care_words::why(why, settings, view.lang()));
    reasons.collect::<Vec<_>>().join(" / ")
}

/// A patient in the list: sign, name, age and sex, area, the roles that are missing, what is under way, the physician.
pub fn paint(row: &CareTeamRow, pen: &mut Pen, view: &View) {
    let (theme, lang) = (view.theme(), view.lang());
    let settings = &view.session.welcome.settings;
    let wide = pen.left() >= 70;
    let sign = match row {
        row if row.to_tell > 0 || !row.missing.is_empty() => "!",
        row if row.resting => "z",
        row if row.asked + row.agreed > 0 => "?",
        _ => " ",
    };
    pen.style(theme.alarm).column(1, sign).style(theme.plain);
    pen.column(if wide { 13 } else { 11 }, &row.patient.name.written);
    let age = row.patient.birth.map(|birth| crate::domain::person::age_on(birth, view.now.date_naive()));
    pen.column(5, &queue::screen::age_sex(age, &view.words(&row.patient.sex)));
    if wide {
        let area = row.patient.area.as_ref().map(|area| settings.city.area_name(area, lang == Lang::En));
        pen.column(8, area.unwrap_or_default());
    }
    let missing: Vec<String> = row.missing.iter().map(|role| care_words::short_role(role, settings, lang)).collect();
    let mut said = if missing.is_empty() {
        String::new()
    } else {
        format!("{}:{}", view.say(words::MISSING), missing.join("・"))
    };
    let pending = words::pending(row.asked, row.agreed, row.to_tell, lang);
    if !pending.is_empty() {
        said = format!("{pending} {said}");
    }
    if row.resting {
        said = format!("{} {said}", view.say(words::SHOW_RESTING));
    }
    let physician = if wide { 22 } else { 0 };
    let room = pen.left().saturating_sub(physician);
    pen.column(room.saturating_sub(1), said.trim_end());
    pen.style(theme.faint).put(&row.physician);
}
