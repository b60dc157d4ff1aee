//! The detail of a questionnaire: which criteria are met and why, the answers, what was done since.

use chrono::Datelike;

use crate::api::prevention::ScreeningDetail;
use crate::domain::patient::Standing;
use crate::domain::person::age_on;
use crate::domain::screening::{
    Answers, BasicAnswers, BasicItem, OldOldAnswers, OldOldItem, RuleState, ScreeningEvent, ScreeningStep,
};
use crate::domain::timeline::Occurred;
use crate::text::era;
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::{Say, prevention as said, prevention_screen as words, questionnaire, referral::when};

/// All of it.
pub fn case(detail: &ScreeningDetail, view: &View) -> Doc {
    let (row, sheet) = (&detail.row, &detail.screening.sheet);
    let lang = view.lang();
    let age = row.birth.map(|birth| format!("{} {}", era::short(birth), age_on(birth, view.now.date_naive())));
    let line = format!("{}  {}", view.words(&row.state), said::risk(&row.risk, lang));
    let mut doc = Doc::default().heading(format!(
        "{}  {}  {} {} {}",
        row.id,
        view.words(&row.questionnaire),
        row.name.written,
        age.unwrap_or_default(),
        view.words(&row.sex)
    ));
    doc = if row.risk.is_by_rule() { doc.marked('!', line) } else { doc.text(line) };
    let patient = row.patient.map(|patient| patient.to_string()).unwrap_or_default();
    let consultation = detail.consultation.as_ref().map(|(_, number)| number.clone()).unwrap_or_default();
    doc = doc
        .pair(view.say(words::PERSON), patient)
        .pair(view.say(words::CONSULTATION.short), consultation)
        .pair(view.say(words::PHONE), sheet.person.listed.phone.as_str())
        .pair(view.say(words::ADDRESS), sheet.person.listed.address.as_str())
        .pair(view.say(words::ON), sheet.on.format("%Y-%m-%d").to_string())
        .pair(view.say(words::LIST), sheet.list.as_str())
        .pair(view.say(words::NOTE), sheet.note.as_str())
        .pair(view.say(words::DUE), row.due.map(|due| due.format("%Y-%m-%d").to_string()).unwrap_or_default());
    doc = doubles(doc, detail, view);
    doc = match &sheet.answers {
        Answers::BasicChecklist(answers) => basic(doc, answers, view),
        Answers::OldOld(answers) => old_old(doc, answers, view),
    };
    history(others(doc, detail, view), detail, view)
}

fn doubles(mut doc: Doc, detail: &ScreeningDetail, view: &View) -> Doc {
    if detail.doubles.is_empty() {
        return doc;
    }
    doc = doc.heading(view.say(words::DOUBLES));
    for double in &detail.doubles {
        let row = &double.row;
        let gone = !matches!(row.standing, Standing::Living);
        let born = row.birth.map(era::short).unwrap_or_default();
        doc = doc.marked(if gone { 'x' } else { '?' }, format!("{} {} {born}", row.id, row.name.written));
    }
    doc
}

/// The seven criteria first, then every answer: those that score are marked.
fn basic(doc: Doc, answers: &BasicAnswers, view: &View) -> Doc {
    let lang = view.lang();
    let mut doc = doc.heading(view.say(words::CRITERIA));
    for finding in answers.findings() {
        let line = words::criterion(&finding, lang);
        doc = match finding.state {
            RuleState::Met => doc.marked('!', line),
            RuleState::Open => doc.marked('?', line),
            RuleState::NotMet => doc.text(line),
        };
    }
    if answers.is_withdrawing_further() {
        doc = doc.marked('!', view.say(words::ATTENTION));
    }
    doc = doc.heading(view.say(words::ANSWERS_HEADING));
    for item in BasicItem::all() {
        let answer = answers.get(item).map_or(view.say(words::UNANSWERED).into(), |answer| answer.say(lang));
        let mut line = format!("{}. {}  {answer}", item.number(), questionnaire::basic(item, lang));
        if let (BasicItem::BODY_MASS, Some(tenths)) = (item, answers.body_mass_tenths()) {
            line = format!("{line} (BMI {}.{})", tenths / 10, tenths % 10);
        }
        doc = match answers.scores(item) {
            Some(true) => doc.marked('!', line),
            Some(false) => doc.text(line),
            None => doc.marked('?', line),
        };
    }
    doc
}

fn old_old(doc: Doc, answers: &OldOldAnswers, view: &View) -> Doc {
    let lang = view.lang();
    let mut doc = doc.heading(view.say(words::ANSWERS_HEADING)).text(view.say(words::NO_TOTAL));
    for item in OldOldItem::all() {
        let chosen = answers.get(item);
        let answer = chosen.and_then(|answer| questionnaire::answers(item).get(usize::from(answer) - 1));
        let answer = answer.map_or(view.say(words::UNANSWERED), |answer| answer.say(lang));
        let line = format!("{}. {}  {answer}", item.number(), questionnaire::old_old(item, lang));
        doc = match chosen {
            Some(answer) if item.is_notable(answer) => doc.marked('!', line),
            Some(_) => doc.text(line),
            None => doc.marked('?', line),
        };
    }
    doc
}

fn others(mut doc: Doc, detail: &ScreeningDetail, view: &View) -> Doc {
    if detail.others.is_empty() {
        return doc;
    }
    doc = doc.heading(view.say(words::OTHERS));
    for other in &detail.others {
        let risk = said::risk(&other.risk, view.lang());
        doc = doc.pair(other.on.format("%Y-%m-%d").to_string(), format!("{} {risk}", view.words(&other.questionnaire)));
    }
    doc
}

/// All that happened, the newest first.
fn history(mut doc: Doc, detail: &ScreeningDetail, view: &View) -> Doc {
    doc = doc.heading(view.say(words::RECORDS));
    for turn in detail.screening.history.iter().rev() {
        let step = |step: ScreeningStep| step.say(view.lang()).into_owned();
        let (on, line) = match &turn.event {
            ScreeningEvent::Recorded(_) => (None, view.say(words::SAVED).to_owned()),
            ScreeningEvent::Amended(_) => (None, step(ScreeningStep::Amend)),
            ScreeningEvent::Linked { patient } => (None, format!("{} {patient}", step(ScreeningStep::Link))),
            ScreeningEvent::EnteredQueue { reason, .. } => {
                (None, format!("{} {reason}", step(ScreeningStep::EnterQueue)))
            }
            ScreeningEvent::SetAside { reason } => (None, format!("{} {reason}", step(ScreeningStep::SetAside))),
            ScreeningEvent::TakenUp => (None, step(ScreeningStep::TakeUp)),
            ScreeningEvent::Followed(look) => {
                let progress = view.words(&look.progress);
                (Some(look.on), format!("{} {progress} {}", step(ScreeningStep::FollowUp), look.text))
            }
            ScreeningEvent::Ended { outcome, text } => {
                (None, format!("{} {} {text}", step(ScreeningStep::End), view.words(outcome)))
            }
        };
        let on = when(on.unwrap_or(Occurred::At(turn.stamp.at)), view.now.year());
        doc = doc.pair(on, format!("{} ({})", line.trim_end(), view.staff_name(turn.stamp.by)));
    }
    doc
}
