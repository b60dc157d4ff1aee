//! The detail of a request for advice: what was asked of whom, the answer, all that happened.

use chrono::Datelike;

use crate::api::support_advice::AdviceDetail;
use crate::domain::support_advice::{Advice, AdviceEvent};
use crate::domain::timeline::{Occurred, StepName};
use crate::tui::app::View;
use crate::tui::referral::doc::patient_line;
use crate::tui::widget::Doc;
use crate::words::{Say, referral::when, support_advice_screen as words};

/// All of it.
pub fn case(detail: &AdviceDetail, view: &View) -> Doc {
    let (it, row) = (&detail.advice, &detail.row);
    let person = row.patient.as_ref().map_or_else(|| row.person.clone(), |row| patient_line(row, view));
    let year = view.now.year();
    let area = row.area.as_ref().map(|area| {
        view.session.welcome.settings.city.area_name(area, view.lang() == crate::words::Lang::En).to_owned()
    });
    let doc = Doc::default()
        .heading(format!("{} {}  {person}", it.id, view.words(&it.state)))
        .pair(view.say(words::NUMBER), format!("{} {}", row.number, area.unwrap_or_default()).trim_end())
        .pair(view.say(words::PHYSICIAN), view.name_or_id(it.request.physician))
        .pair(
            view.say(words::ASKED_AT),
            format!("{} {} {}", when(it.request.on, year), view.words(&it.request.means), view.name_or_id(row.by)),
        )
        .pair(view.say(words::TEXT), it.request.text.as_str());
    let doc = match &it.advice {
        None => doc,
        Some(advice) => doc
            .pair(view.say(words::JUDGEMENT), judged(advice, view))
            .pair(view.say(words::ADVICE_TEXT), advice.text.as_str()),
    };
    history(doc, detail, view)
}

fn judged(advice: &Advice, view: &View) -> String {
    let minutes = words::minutes(advice.minutes.0, view.lang());
    format!("{} ({} {minutes})", view.words(&advice.judgement), when(advice.on, view.now.year()))
}

/// All that happened, the newest first.
fn history(mut doc: Doc, detail: &AdviceDetail, view: &View) -> Doc {
    doc = doc.heading(view.say(words::RECORDS));
    for turn in detail.advice.history.iter().rev() {
        let (on, line) = said(&turn.event, view);
        let on = when(on.unwrap_or(Occurred::At(turn.stamp.at)), view.now.year());
        doc = doc.pair(on, format!("{line} ({})", view.name_or_id(turn.stamp.by)));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(detail: &AdviceDetail, view: &View) -> String {
    let last = detail.advice.history.last().map(|turn| said(&turn.event, view).1);
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

fn said(event: &AdviceEvent, view: &View) -> (Option<Occurred>, String) {
    let step = |step: StepName, more: &str| format!("{} {more}", step.say(view.lang())).trim_end().to_owned();
    match event {
        AdviceEvent::Asked(request) => {
            (Some(request.on), step(StepName::AdviceAsked, &view.name_or_id(request.physician)))
        }
        AdviceEvent::PatientChanged { patient } => {
            let patient = patient.map(|patient| patient.to_string()).unwrap_or_default();
            (None, format!("{} {patient}", view.say(words::PATIENT_CHANGED)).trim_end().to_owned())
        }
        AdviceEvent::Answered(advice) => {
            let text = format!("{} {}", view.words(&advice.judgement), advice.text);
            (Some(advice.on), step(StepName::Advised, &text))
        }
        AdviceEvent::AnswerCorrected { reason, advice } => {
            let text = format!("{} {} ({reason})", view.words(&advice.judgement), advice.text);
            (None, step(StepName::AdviceCorrected, &text))
        }
        AdviceEvent::Declined { reason } => (None, step(StepName::Declined, reason)),
        AdviceEvent::Withdrawn { reason } => (None, step(StepName::Withdrawn, reason)),
    }
}
