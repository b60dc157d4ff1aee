//! The rows of the list: candidates first, then issues.

use crate::api::region::{CandidateRow, IssueRow};
use crate::domain::event::Kind;
use crate::domain::id::RegionalIssueId;
use crate::domain::regional_issue::rise::Series;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::{Say, region as case_words, region_screen as words};

/// A line of the list.
#[derive(Clone, Debug)]
pub enum Line {
    /// A count that rises.
    Candidate(CandidateRow),
    /// An issue.
    Issue(IssueRow),
}

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineId {
    /// What is counted.
    Candidate(Series),
    /// An issue.
    Issue(RegionalIssueId),
}

impl Keyed for Line {
    type Id = LineId;

    fn id(&self) -> LineId {
        match self {
            Self::Candidate(row) => LineId::Candidate(row.rise.series.clone()),
            Self::Issue(row) => LineId::Issue(row.id),
        }
    }
}

/// The name of what is counted.
pub fn series(series: &Series, view: &View) -> String {
    case_words::series(series, &view.session.welcome.settings, view.lang())
}

/// Sign, sort or state, number of cases, then what it is.
pub fn paint(line: &Line, pen: &mut Pen, view: &View) {
    match line {
        Line::Candidate(row) => candidate(row, pen, view),
        Line::Issue(row) => issue(row, pen, view),
    }
}

fn candidate(row: &CandidateRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let rise = &row.rise;
    pen.style(theme.warning).put("^").gap(1).column(10, view.say(words::CANDIDATE));
    pen.style(theme.plain).column(20, &words::rise(rise.count, rise.expected, view.lang()));
    let mut end = String::new();
    if let Some(issue) = row.issue {
        end = format!("{} {issue}", view.say(words::IS_ISSUE));
    }
    let room = pen.left().saturating_sub(if end.is_empty() { 0 } else { 14 });
    let name = series(&rise.series, view);
    let name = if row.small { format!("{name} ({})", view.say(words::SMALL_SIGN)) } else { name };
    pen.style(theme.strong).column(room, &name).style(theme.faint).put(&end);
}

fn issue(row: &IssueRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let (sign, style) = match (row.due, row.state.is_open()) {
        (true, _) => ("!", theme.warning),
        (false, true) => ("-", theme.plain),
        (false, false) => (" ", theme.faint),
    };
    let company = view.company.sign(Kind::RegionalIssue, &row.id.to_string(), view);
    pen.style(style).put(sign).style(theme.warning).put(company).style(style);
    pen.column(6, &row.id.to_string()).column(10, &row.state.say(view.lang()));
    let day = row.review.map(|day| crate::tui::referral::doc::short_day(day, view)).unwrap_or_default();
    pen.style(theme.faint).column(10, &words::of_cases(row.cases, view.lang())).style(style).column(6, &day);
    let owner = view.name_or_id(row.owner);
    let owner = owner.split([' ', '　']).next().unwrap_or_default().to_owned();
    let room = pen.left().saturating_sub(9);
    pen.style(theme.plain).column(room, &row.title).style(theme.faint).put(&owner);
}
