//! The row of a questionnaire in the list.

use crate::api::prevention::ScreeningRow;
use crate::domain::id::ScreeningId;
use crate::domain::person::age_on;
use crate::domain::screening::Risk;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::prevention::risk;

impl Keyed for ScreeningRow {
    type Id = ScreeningId;

    fn id(&self) -> ScreeningId {
        self.id
    }
}

/// `!` at risk or due, `?` missing answers leave it open, blank otherwise.
const fn sign(row: &ScreeningRow) -> &'static str {
    match row.risk {
        _ if row.overdue => "!",
        _ if !row.state.is_open() => " ",
        Risk::Met(_) => "!",
        Risk::Undecided(_) => "?",
        Risk::Notable(_) | Risk::None => " ",
    }
}

/// Sign, number, state, name with age, area, what the answers say.
pub fn paint(row: &ScreeningRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let wide = pen.left() >= 70;
    pen.style(theme.alarm).column(1, sign(row)).style(theme.plain);
    pen.column(6, &row.id.to_string());
    pen.column(if wide { 9 } else { 7 }, &view.words(&row.state));
    let age = row.birth.map(|birth| age_on(birth, view.now.date_naive()).to_string()).unwrap_or_default();
    let who = format!("{} {age}{}", row.name.written, view.words(&row.sex));
    pen.column(if wide { 20 } else { 16 }, &who);
    let city = &view.session.welcome.settings.city;
    let area = row.area.as_ref().map(|area| city.area_name(area, view.lang() == crate::words::Lang::En));
    pen.style(theme.faint).column(8, area.unwrap_or_default());
    pen.column(5, &row.on.format("%-m/%-d").to_string());
    let room = pen.left();
    pen.style(theme.plain).column(room, &risk(&row.risk, view.lang()));
}
