//! The row of an outreach in the list.

use crate::api::outreach::OutreachRow;
use crate::domain::event::Kind;
use crate::domain::id::OutreachId;
use crate::domain::outreach::RiskClass;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::outreach_screen as words;

impl Keyed for OutreachRow {
    type Id = OutreachId;

    fn id(&self) -> OutreachId {
        self.id
    }
}

/// Sign, number, state, danger, day of what follows, person, why it was proposed, as there is room.
pub fn paint(row: &OutreachRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let (sign, style) = match row.risk {
        _ if row.overdue => ("!", theme.alarm),
        Some(RiskClass::Urgent | RiskClass::High) if row.state.is_open() => ("!", theme.warning),
        _ if row.state.is_open() => ("-", theme.plain),
        _ => (" ", theme.faint),
    };
    let company = view.company.sign(Kind::Outreach, &row.id.to_string(), view);
    pen.style(style).put(sign).style(theme.warning).put(company).style(style);
    pen.column(5, &row.id.to_string()).column(12, &view.words(&row.state));
    let risk = row.risk.map(|risk| words::risk(&view.words(&risk), view.lang())).unwrap_or_default();
    pen.column(11, &risk);
    pen.style(theme.plain).column(6, &row.due.map(|due| due.format("%-m/%-d").to_string()).unwrap_or_default());
    let person = if row.person.is_empty() { "-" } else { row.person.as_str() };
    pen.column(14, person);
    let room = pen.left();
    pen.style(theme.faint).column(room, &row.line);
}
