//! The row of a case of fracture prevention in the list.

use crate::api::prevention::FractureRow;
use crate::domain::id::FractureCaseId;
use crate::domain::person::age_on;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;

impl Keyed for FractureRow {
    type Id = FractureCaseId;

    fn id(&self) -> FractureCaseId {
        self.id
    }
}

/// Sign, number, stage, day of the next look, name with age, bone, medicine.
pub fn paint(row: &FractureRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let wide = pen.left() >= 70;
    pen.style(theme.alarm).column(1, if row.overdue { "!" } else { " " }).style(theme.plain);
    pen.column(5, &row.id.to_string());
    pen.column(14, &view.words(&row.stage));
    let due = row.due.map(|due| due.format("%-m/%-d").to_string()).unwrap_or_default();
    pen.column(5, &due);
    let age = row.birth.map(|birth| age_on(birth, view.now.date_naive()).to_string()).unwrap_or_default();
    pen.column(if wide { 20 } else { 16 }, &format!("{} {age}{}", row.name.written, view.words(&row.sex)));
    pen.column(12, &view.words(&row.bone));
    let keeping = row.keeping.map(|keeping| view.words(&keeping).into_owned()).unwrap_or_default();
    let room = pen.left();
    pen.style(theme.faint).column(room, &keeping);
}
