//! The row of a question in the list.

use crate::api::question::QuestionRow;
use crate::domain::calendar::WorkingTime;
use crate::domain::event::Kind;
use crate::domain::id::QuestionId;
use crate::domain::patient::Standing;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::Say;
use crate::words::queue::screen;

impl Keyed for QuestionRow {
    type Id = QuestionId;

    fn id(&self) -> QuestionId {
        self.id
    }
}

/// `あと3時間`, `2日超過`, `明日`: how long is left as of this minute; nothing once it has ended.
pub fn left(row: &QuestionRow, view: &View) -> String {
    let Some(due) = row.due else { return String::new() };
    let time = WorkingTime::new(&view.session.welcome.settings.hours);
    screen::due(due, view.now, time.minutes_between(view.now, due), time.day_minutes(), view.lang())
}

/// A question: sign, how long is left, number, state, patient, then who is to answer and what is asked, as there is room.
pub fn paint(row: &QuestionRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let over = row.due.is_some_and(|due| due <= view.now);
    let today = row.due.is_some_and(|due| due.date_naive() == view.now.date_naive());
    let gone = row.patient.as_ref().is_some_and(|patient| !matches!(patient.standing, Standing::Living));
    let (sign, style) = match () {
        () if gone => ("x", theme.faint),
        () if over => ("!", theme.alarm),
        () if today => ("!", theme.warning),
        () if row.due.is_some() => ("-", theme.plain),
        () => (" ", theme.faint),
    };
    let company = view.company.sign(Kind::Question, &row.id.to_string(), view);
    pen.style(style).put(sign).style(theme.warning).put(company).style(style).column(10, &left(row, view));
    pen.style(theme.plain).column(6, &row.id.to_string()).column(8, &row.state.say(view.lang()));
    let wide = pen.left() >= 70;
    let patient = row.patient.as_ref().map_or("-", |patient| patient.name.written.as_str());
    pen.column(if wide { 14 } else { 11 }, patient);
    pen.column(if wide { 30 } else { 22 }, &row.to);
    let room = pen.left();
    pen.style(theme.faint).column(room, &row.line);
}
