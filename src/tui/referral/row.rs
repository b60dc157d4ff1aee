//! The rows of the lists: a referral, an introduction.

use crate::api::referral::{IntroductionRow, ReferralRow};
use crate::domain::id::{IntroductionId, ReferralId};
use crate::domain::patient::Standing;
use crate::tui::app::View;
use crate::tui::surface::{Align, Pen};
use crate::tui::widget::Keyed;
use crate::words::{Say, referral as case_words, referral_screen as words};
use chrono::Datelike;

impl Keyed for ReferralRow {
    type Id = ReferralId;

    fn id(&self) -> ReferralId {
        self.id
    }
}

impl Keyed for IntroductionRow {
    type Id = IntroductionId;

    fn id(&self) -> IntroductionId {
        self.id
    }
}

/// `!` for what is overdue, `x` for a patient who is gone, blank otherwise.
const fn sign(overdue: bool, standing: &Standing) -> &'static str {
    match standing {
        Standing::Living if overdue => "!",
        Standing::Living => " ",
        _ => "x",
    }
}

/// The family name alone.
fn family(name: &str) -> &str {
    name.split([' ', '\u{3000}']).next().unwrap_or(name)
}

/// A referral: sign, number, team, state, days, patient, consent, then who has it and who asked, as there is room.
pub fn paint(row: &ReferralRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let lang = view.lang();
    let wide = pen.left() >= 70;
    pen.style(theme.alarm).column(1, sign(row.overdue, &row.patient.standing)).style(theme.plain);
    pen.column(6, &row.id.to_string());
    pen.column(4, words::short_team(row.team, lang));
    pen.column(if wide { 10 } else { 9 }, &view.words(&row.state));
    pen.aligned(5, Align::Right, &words::days(row.days, lang));
    pen.column(if wide { 15 } else { 12 }, &row.patient.name.written);
    pen.column(1, case_words::consent_sign(row.consent));
    let member = row.member.map_or("-", |member| family(view.staff_name(member)));
    pen.column(8, member);
    let room = pen.left();
    pen.style(theme.faint).column(room, &row.requester);
}

/// An introduction: sign, number, purpose, state, days, patient, appointment, hospital.
pub fn paint_introduction(row: &IntroductionRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let wide = pen.left() >= 70;
    pen.style(theme.alarm).column(1, sign(row.overdue, &row.patient.standing)).style(theme.plain);
    pen.column(5, &row.id.to_string());
    pen.column(10, &row.purpose.say(view.lang()));
    pen.column(8, &view.words(&row.state));
    pen.aligned(5, Align::Right, &words::days(row.days, view.lang()));
    pen.column(if wide { 14 } else { 12 }, &row.patient.name.written);
    let appointment = row.appointment.map(|on| case_words::when(on, view.now.year())).unwrap_or_default();
    pen.column(11, &appointment);
    let room = pen.left();
    pen.style(theme.faint).column(room, &row.hospital);
}
