//! Advice that is asked of the member, and answers to what the member asked, as lines of the member's news.

use super::Gathering;
use super::changes::first_line;
use crate::api::Problem;
use crate::api::news::{NewsKind, NewsLine};
use crate::center::support_advice::view::AdviceSummary;
use crate::center::support_advice::{about, may};
use crate::domain::event::Kind;
use crate::domain::support_advice::{AdviceEvent, SupportAdvice};

pub fn tell(to: &mut Gathering) -> Result<(), Problem> {
    let (reader, me) = (to.reader, to.me());
    if !may(&reader.actor) {
        return Ok(());
    }
    let views = reader.views();
    let ended = |it: &AdviceSummary| it.patient.is_some_and(|patient| views.patients.reminders_end(patient));
    let line = |it: &AdviceSummary, what| NewsLine {
        about: about::row(views, it.patient).map(|row| row.name.written.clone()).unwrap_or_default(),
        ..NewsLine::plain(what, Kind::SupportAdvice, it.id.to_string(), it.id.to_string())
    };
    for it in views.advices.all().filter(|it| it.state.is_open() && it.physician == me && !ended(it)) {
        let record: SupportAdvice = reader.get(it.id)?;
        let asked = record.history.first().map(|turn| turn.stamp.at);
        to.tell([NewsLine { by: Some(it.by), at: asked, text: it.line.to_string(), ..line(it, NewsKind::Question) }]);
    }
    let Some(since) = to.since else { return Ok(()) };
    for it in views.advices.all().filter(|it| it.by == me && it.changed >= since.timestamp()) {
        let record: SupportAdvice = reader.get(it.id)?;
        let by_others = |turn: &&crate::domain::support_advice::AdviceTurn| {
            turn.stamp.by != me && turn.stamp.at > since && !matches!(turn.event, AdviceEvent::PatientChanged { .. })
        };
        let Some(last) = record.history.iter().rev().find(by_others) else { continue };
        let text = match &last.event {
            AdviceEvent::Answered(advice) | AdviceEvent::AnswerCorrected { advice, .. } => &advice.text,
            AdviceEvent::Declined { reason } | AdviceEvent::Withdrawn { reason } => reason,
            AdviceEvent::Asked(request) => &request.text,
            AdviceEvent::PatientChanged { .. } => continue,
        };
        let (by, at) = (Some(last.stamp.by), Some(last.stamp.at));
        to.tell([NewsLine { by, at, text: first_line(text), ..line(it, NewsKind::Changed) }]);
    }
    Ok(())
}
