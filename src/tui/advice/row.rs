//! The row of a request for advice in the list.

use crate::api::support_advice::AdviceRow;
use crate::domain::event::Kind;
use crate::domain::id::AdviceId;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;

impl Keyed for AdviceRow {
    type Id = AdviceId;

    fn id(&self) -> AdviceId {
        self.id
    }
}

/// Sign, number, day, state or judgement, person, physician, what is asked, as there is room.
pub fn paint(row: &AdviceRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let of_me = row.state.is_open() && row.physician == view.me().id;
    let (sign, style) = match () {
        () if of_me => ("!", theme.warning),
        () if row.state.is_open() => ("-", theme.plain),
        () => (" ", theme.faint),
    };
    let company = view.company.sign(Kind::SupportAdvice, &row.id.to_string(), view);
    pen.style(style).put(sign).style(theme.warning).put(company).style(style);
    pen.column(5, &row.id.to_string()).column(6, &row.on.date().format("%-m/%-d").to_string());
    let wide = pen.left() >= 70;
    let said = row.judgement.map_or_else(|| view.words(&row.state), |judgement| view.words(&judgement));
    pen.style(theme.plain).column(if wide { 18 } else { 12 }, &said);
    let person = if row.person.is_empty() { "-" } else { row.person.as_str() };
    pen.column(14, person).column(12, view.staff_name(row.physician));
    let room = pen.left();
    pen.style(theme.faint).column(room, &row.line);
}
