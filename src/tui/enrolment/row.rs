//! The rows of the lists: an organisation that takes part, an agreement.

use chrono::Datelike;

use crate::api::ict::{AgreementRow, EnrolmentRow};
use crate::domain::code::{Code, CodeList};
use crate::domain::enrolment::AgreementStanding;
use crate::domain::event::Kind;
use crate::domain::id::{AgreementId, EnrolmentId};
use crate::tui::app::View;
use crate::tui::referral::doc::short_day;
use crate::tui::surface::{Align, Pen};
use crate::tui::widget::Keyed;
use crate::words::timeline::code;
use crate::words::{Say, enrolment as month_words, enrolment_screen as words};

impl Keyed for EnrolmentRow {
    type Id = EnrolmentId;

    fn id(&self) -> EnrolmentId {
        self.id
    }
}

impl Keyed for AgreementRow {
    type Id = AgreementId;

    fn id(&self) -> AgreementId {
        self.agreement.id
    }
}

/// An association by the words of the centre's list.
pub fn association(of: &Code, view: &View) -> String {
    code(&view.session.welcome.settings, CodeList::Associations, of, view.lang())
}

/// An organisation: sign, name, association, users, when it was last used, the use of the last months as there is room.
pub fn paint(row: &EnrolmentRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let lang = view.lang();
    let (sign, style) = match () {
        () if row.ended.is_some() => ("x", theme.faint),
        () if row.standing != AgreementStanding::InForce => ("!", theme.warning),
        () if row.to_call => ("!", theme.alarm),
        () => (" ", theme.plain),
    };
    let company = view.company.sign(Kind::IctEnrolment, &row.id.to_string(), view);
    let wide = pen.left() >= 70;
    pen.style(style).put(sign).style(theme.warning).put(company).style(theme.plain);
    pen.column(if wide { 26 } else { 18 }, &row.name)
        .column(if wide { 14 } else { 12 }, &association(&row.association, view));
    pen.aligned(7, Align::Right, &words::people(row.users, lang)).gap(1);
    let used = row.last_used.map(|day| short_day(day, view));
    pen.style(style).column(12, &words::last_used(used.as_deref(), lang)).style(theme.faint);
    for month in row.months.iter().rev().take(3).rev() {
        let times = month.times.map_or_else(|| view.say(words::NOT_NOTED).to_owned(), |times| times.to_string());
        let name = month_words::month(month.month, view.now.year(), lang);
        pen.put(&name).put(":").put(&times).gap(1);
    }
}

/// An agreement: sign, association, standing, from when until when, members.
pub fn paint_agreement(row: &AgreementRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let style = match row.standing {
        AgreementStanding::InForce => theme.plain,
        AgreementStanding::Ahead => theme.warning,
        // Members without an agreement have to be seen.
        AgreementStanding::RunOut | AgreementStanding::Ended if row.members > 0 => theme.alarm,
        AgreementStanding::RunOut | AgreementStanding::Ended => theme.faint,
    };
    let sign = if row.standing == AgreementStanding::InForce { " " } else { "!" };
    let terms = &row.agreement.terms;
    let until = terms.until.map(|day| short_day(day, view));
    let period = words::period(&short_day(terms.signed_on, view), until.as_deref(), view.lang());
    pen.style(style).put(sign).gap(1).column(5, &row.agreement.id.to_string());
    pen.style(theme.plain).column(24, &association(&terms.association, view));
    pen.style(style).column(9, &row.standing.say(view.lang())).style(theme.plain).column(28, &period);
    pen.style(theme.faint).put(&words::members(row.members, view.lang()));
}
