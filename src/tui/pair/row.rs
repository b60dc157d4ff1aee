//! The row of a pair in the list.

use crate::api::pair::PairRow;
use crate::domain::event::Kind;
use crate::domain::id::PairId;
use crate::domain::pair::PairState;
use crate::domain::patient::{Physician, Standing};
use crate::tui::app::View;
use crate::tui::referral::doc::short_day;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::{pair as case_words, pair_screen as words};

impl Keyed for PairRow {
    type Id = PairId;

    fn id(&self) -> PairId {
        self.id
    }
}

/// A physician on one line, or that there is none yet.
pub fn physician(physician: Option<&Physician>, view: &View) -> String {
    physician.map_or_else(|| view.say(words::NOBODY).to_owned(), case_words::physician)
}

/// A pair: sign, the day by which somebody should look, number, state, patient, then the physicians as there is room.
pub fn paint(row: &PairRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let gone = !matches!(row.patient.standing, Standing::Living);
    let (sign, style) = match row.state {
        _ if gone => ("x", theme.faint),
        _ if row.overdue => ("!", theme.alarm),
        PairState::Ended | PairState::CalledOff => (" ", theme.faint),
        PairState::Active => (" ", theme.plain),
        _ => ("-", theme.plain),
    };
    let company = view.company.sign(Kind::PhysicianPair, &row.id.to_string(), view);
    let due = row.due.map(|day| short_day(day, view)).unwrap_or_default();
    let wide = pen.left() >= 70;
    pen.style(style).put(sign).style(theme.warning).put(company).style(style).column(7, &due);
    pen.style(theme.plain).column(5, &row.id.to_string()).column(9, &view.words(&row.state));
    pen.column(if wide { 14 } else { 11 }, &row.patient.name.written);
    let both = [row.primary.as_ref(), row.secondary.as_ref()].map(|one| physician(one, view));
    let mut who = both.join(" / ");
    if let Some(asked) = &row.asked {
        who = format!("{who} > {asked}");
    }
    let room = pen.left();
    pen.style(theme.faint).column(room, &who);
}
