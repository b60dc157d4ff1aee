//! The texts of the detail: an organisation with its use and contacts, an agreement, a line for the place itself.

use chrono::Datelike;

use super::row::association;
use crate::api::ict::{AgreementRow, EnrolmentRow, Joined};
use crate::domain::aggregate::Stamp;
use crate::domain::enrolment::{AgreementEvent, AgreementStanding, EnrolmentEvent, IctEnrolment};
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::referral::doc::{short_day, when};
use crate::tui::widget::Doc;
use crate::words::{enrolment as month_words, enrolment_screen as words};

/// An organisation: since when, under which agreement, how often it uses the record, when to call it.
pub fn enrolment((record, row): &(IctEnrolment, EnrolmentRow), view: &View) -> Doc {
    let lang = view.lang();
    let ended = row.ended.map(|day| short_day(day, view));
    let period = words::period(&short_day(row.started, view), ended.as_deref(), lang);
    let mut doc = Doc::default().heading(format!("{} {}", record.id, row.name));
    let agreement = format!("{} {}", association(&row.association, view), view.words(&row.standing));
    doc = doc.text(format!("{period}  {}", words::people(row.users, lang)));
    doc = if row.standing == AgreementStanding::InForce {
        doc.pair(view.say(words::AGREEMENT), agreement)
    } else {
        doc.marked('!', format!("{}: {agreement}", view.say(words::AGREEMENT)))
    };
    let months = row.months.iter().map(|month| {
        let times =
            month.times.map_or_else(|| view.say(words::NOT_NOTED).to_owned(), |times| words::times(times, lang));
        format!("{} {times}", month_words::month(month.month, view.now.year(), lang))
    });
    doc = doc.pair(view.say(words::USE), months.collect::<Vec<_>>().join("  "));
    if let Some(from) = row.call_from {
        let last = row.encouraged.map(|day| words::encouraged(&short_day(day, view), lang));
        let from =
            if row.to_call { view.say(words::NOW).to_owned() } else { words::call_from(&short_day(from, view), lang) };
        let line = [Some(from), last].into_iter().flatten().collect::<Vec<_>>().join("  ");
        doc = if row.to_call {
            doc.marked('!', format!("{} {line}", view.say(words::CALL)))
        } else {
            doc.pair(view.say(words::CALL), line)
        };
    }
    doc = doc.pair(view.say(words::PHONE), row.phone.as_str()).gap().heading(view.say(words::RECORDS));
    for happened in record.history.iter().rev() {
        let (on, line) = said(&happened.event, view);
        doc = doc.pair(when(on.unwrap_or(Occurred::At(happened.stamp.at)), view), by(&line, &happened.stamp, view));
    }
    doc
}

fn by(line: &str, stamp: &Stamp, view: &View) -> String {
    format!("{line} ({})", view.name_or_id(stamp.by))
}

fn said(event: &EnrolmentEvent, view: &View) -> (Option<Occurred>, String) {
    let lang = view.lang();
    match event {
        EnrolmentEvent::Enrolled(enrolling) => {
            let line = format!("{} {}", view.say(words::ENROL), words::people(enrolling.users, lang));
            (Some(Occurred::Day(enrolling.started)), line)
        }
        EnrolmentEvent::UsersCounted { users } => {
            (None, format!("{} {}", view.say(words::USERS_LABEL), words::people(*users, lang)))
        }
        EnrolmentEvent::UseNoted(used) => {
            let month = month_words::month(used.month, view.now.year(), lang);
            let last = used.last.map(|day| words::last_used(Some(&short_day(day, view)), lang)).unwrap_or_default();
            (
                None,
                format!("{} {month} {} {last}", view.say(words::USE), words::times(used.times, lang))
                    .trim_end()
                    .to_owned(),
            )
        }
        EnrolmentEvent::Encouraged(contact) => {
            let next = contact.next.map(|day| format!("{} {}", view.say(words::NEXT), short_day(day, view)));
            let parts =
                [view.say(words::CALL).to_owned(), view.words(&contact.means).into_owned(), contact.text.clone()];
            (Some(contact.on), parts.into_iter().chain(next).collect::<Vec<_>>().join(" "))
        }
        EnrolmentEvent::Ended { on, reason } => {
            (Some(Occurred::Day(*on)), format!("{} {reason}", view.say(words::END_ENROLMENT)))
        }
    }
}

/// An agreement: from when until when, what was agreed, all that happened.
pub fn agreement(row: &AgreementRow, view: &View) -> Doc {
    let (it, lang) = (&row.agreement, view.lang());
    let until = it.terms.until.map(|day| short_day(day, view));
    let mut doc = Doc::default()
        .heading(format!("{} {}  {}", it.id, association(&it.terms.association, view), view.words(&row.standing)))
        .text(words::period(&short_day(it.terms.signed_on, view), until.as_deref(), lang));
    if let Some(end) = &it.ended {
        doc = doc.pair(view.say(words::END_AGREEMENT), format!("{} {}", short_day(end.on, view), end.reason));
    }
    doc = doc
        .pair(view.say(words::MEMBERS), row.members.to_string())
        .pair(view.say(words::TERMS), it.terms.text.as_str());
    doc = doc.gap().heading(view.say(words::RECORDS));
    for happened in it.history.iter().rev() {
        let line = match &happened.event {
            AgreementEvent::Signed(_) => view.say(words::SIGN).to_owned(),
            AgreementEvent::Amended(_) => view.say(words::AMEND_FORM).to_owned(),
            AgreementEvent::Renewed { until } => {
                let until = until.map(|day| short_day(day, view)).unwrap_or_default();
                format!("{} {until}", view.say(words::RENEW_FORM)).trim_end().to_owned()
            }
            AgreementEvent::Ended { reason, .. } => format!("{} {reason}", view.say(words::END_AGREEMENT)),
        };
        doc = doc.pair(when(Occurred::At(happened.stamp.at), view), by(&line, &happened.stamp, view));
    }
    doc
}

/// Where a place takes part, on one line of its own detail.
pub fn joined(joined: &Joined, view: &View) -> String {
    let lang = view.lang();
    let ended = joined.ended.map(|day| short_day(day, view));
    let used = joined.last_used.map(|day| short_day(day, view));
    let parts = [
        joined.enrolment.to_string(),
        association(&joined.association, view),
        words::period(&short_day(joined.started, view), ended.as_deref(), lang),
        words::people(joined.users, lang),
        words::last_used(used.as_deref(), lang),
    ];
    parts.join(" ")
}
