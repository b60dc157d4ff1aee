//! One consultation as text: the reception, whom it is about, the steps, the course.

use super::draw::{about, area_name, code_words};
use crate::api::queue::{QueueDetail, QueueRow};
use crate::domain::aggregate::Stamp;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::{Act, Correction, Intake, Step, Turn};
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::queue::screen::{self as words, label};
use crate::words::{Lang, Text};

/// All of it, for one column.
pub(super) fn whole(detail: &QueueDetail, view: &View) -> Doc {
    second(first(Doc::default(), detail, view).gap(), detail, view)
}

/// The first half of it, for the middle column.
pub(super) fn main(detail: &QueueDetail, view: &View) -> Doc {
    first(Doc::default(), detail, view)
}

/// The second half, for the third column.
pub(super) fn side(detail: &QueueDetail, view: &View) -> Doc {
    second(Doc::default(), detail, view)
}

fn words_of(text: &[&str]) -> String {
    text.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ")
}

/// What came in, and where it stands.
fn first(doc: Doc, detail: &QueueDetail, view: &View) -> Doc {
    let (row, intake) = (&detail.row, &detail.consultation.intake);
    let area = row.area.as_ref().map(|area| area_name(area, view)).unwrap_or_default();
    let state = view.words(&row.state);
    let urgency = view.words(&row.urgency);
    let number = row.number.to_string();
    let asked_by = &intake.asked_by;
    let came = format!("{} {}", view.words(&intake.channel), words::short_moment(intake.received_at, view.now));
    let asker = format!("{} {}", view.words(&asked_by.who), asked_by.name);
    let mut doc = doc.heading(words_of(&[&number, &state, &urgency, &area])).text(words_of(&[
        asker.trim(),
        &row.organisation,
        &asked_by.phone,
        &came,
    ]));
    doc = person(doc, detail, view);
    if row.reminders_ended {
        doc = doc.marked('!', view.say(words::REMINDERS_ENDED_LINE));
    }
    doc = standing(doc, detail, view);
    for line in intake.text.lines() {
        doc = doc.text(line);
    }
    let one = |list, code: &Option<Code>| code_words(list, code.as_slice(), "", view);
    let say = |text: Text| view.say(text);
    let between = view.say(words::AND);
    doc.pair(say(label::WISH), intake.wish.as_str())
        .pair(say(label::TOPICS), code_words(CodeList::Topics, &intake.topics, between, view))
        .pair(say(label::TAGS), code_words(CodeList::Tags, &intake.tags, between, view))
        .pair(say(label::FIELD), view.words(&intake.field))
        .pair(say(label::AGE_BAND), view.words(&intake.age_band))
        .pair(say(label::SCENE), intake.scene.map(|scene| view.words(&scene).into_owned()).unwrap_or_default())
        .pair(say(label::PROGRAMME_ITEM), one(CodeList::ProgrammeItems, &intake.programme_item))
        .pair(say(label::FUNDING_LINE), one(CodeList::FundingLines, &intake.funding_line))
}

/// The patient with the care level, or what is known of the person before there is a record.
fn person(doc: Doc, detail: &QueueDetail, view: &View) -> Doc {
    let name = about(&detail.row, view);
    let told = detail.consultation.intake.person.as_ref();
    match (&detail.patient, told) {
        (Some(patient), _) => {
            let born = patient.birth.map(crate::text::era::short).unwrap_or_default();
            doc.text(words_of(&[
                &name,
                &patient.name.kana,
                &born,
                &view.words(&patient.level),
                &patient.id.to_string(),
            ]))
        }
        (None, Some(told)) => {
            let born = told.birth.map(crate::text::era::short).unwrap_or_default();
            doc.text(words_of(&[&name, &told.name.kana, &born, &told.phone, &told.address]))
        }
        (None, None) => doc.text(name),
    }
}

/// When it is due, who has it, what it waits for, what came of it.
fn standing(doc: Doc, detail: &QueueDetail, view: &View) -> Doc {
    let (row, consultation) = (&detail.row, &detail.consultation);
    let due = row.due.map(|due| words::short_moment(due, view.now)).unwrap_or_default();
    let holder = row.claimed_by.map(|holder| view.name_or_id(holder)).unwrap_or_default();
    let wait = consultation.wait.as_ref().map(|wait| {
        let until = words::short_day(wait.until, view.now.date_naive(), view.lang());
        words_of(&[&view.words(&wait.reason), &until, &wait.text])
    });
    let outcome = consultation
        .resolution
        .as_ref()
        .map(|resolution| words_of(&[&view.words(&resolution.outcome), &resolution.text]));
    doc.pair(view.say(label::DUE), due)
        .pair(view.say(label::HOLDER), holder)
        .pair(view.say(label::WAITS_FOR), wait.unwrap_or_default())
        .pair(view.say(label::OUTCOME), outcome.unwrap_or_default())
        .pair(view.say(label::QUESTION), consultation.question.map(|id| id.to_string()).unwrap_or_default())
}

/// The steps, newest first, then the course and other cases of the same person.
fn second(mut doc: Doc, detail: &QueueDetail, view: &View) -> Doc {
    let consultation = &detail.consultation;
    if !consultation.steps.is_empty() {
        doc = doc.heading(view.say(label::STEPS));
    }
    for step in consultation.steps.iter().rev() {
        doc = one_step(doc, step, detail, view);
    }
    doc = doc.heading(view.say(label::COURSE));
    for turn in consultation.course.iter().rev() {
        doc = doc.text(one_turn(turn, view));
    }
    if !detail.others.is_empty() {
        doc = doc.heading(view.say(label::OTHERS));
    }
    for other in &detail.others {
        doc = doc.text(line(other, view));
    }
    doc
}

/// A consultation on one line.
pub(super) fn line(row: &QueueRow, view: &View) -> String {
    let came = words::short_moment(row.received_at, view.now);
    words_of(&[&row.number.to_string(), &came, &view.words(&row.state), &about(row, view), &row.line])
}

/// What last happened to a consultation, on one line.
pub(super) fn latest(detail: &QueueDetail, view: &View) -> String {
    let consultation = &detail.consultation;
    let turn = consultation.course.last();
    let step = consultation.steps.last();
    match step.filter(|step| turn.is_none_or(|turn| turn.stamp.at < step.recorded.at)) {
        Some(step) => {
            let text = step.contents.text.lines().next().unwrap_or_default();
            words_of(&[view.say(label::STEPS), &step_line(step, view), text])
        }
        None => turn.map(|turn| one_turn(turn, view)).unwrap_or_default(),
    }
}

/// A step's head on one line, as it is named where one is chosen.
pub(super) fn step_line(step: &Step, view: &View) -> String {
    let contents = &step.contents;
    let minutes = match (contents.minutes.0, view.lang()) {
        (0, _) => String::new(),
        (minutes, Lang::Ja) => format!("{minutes}分"),
        (minutes, Lang::En) => format!("{minutes} min"),
    };
    let missed = if contents.nobody_answered { view.say(label::NOBODY_ANSWERED) } else { "" };
    let with = format!("{} {}", view.words(&contents.with.who), contents.with.name);
    words_of(&[
        &format!("{} {}", step.number.0, words::short_moment(contents.at, view.now)),
        &view.words(&contents.channel),
        with.trim(),
        missed,
        &minutes,
        view.staff_name(step.recorded.by),
    ])
}

fn one_step(doc: Doc, step: &Step, detail: &QueueDetail, view: &View) -> Doc {
    let head = step_line(step, view);
    let mut doc = match &step.corrected {
        _ if detail.calls_back.contains(&step.number) => doc.marked('!', head),
        Some(Correction::By(by)) => doc.marked('x', format!("{head}  {}", corrected_by(by.0, view.lang()))),
        Some(Correction::Withdrawn) => {
            doc.marked('x', format!("{head}  {} {}", view.say(label::WITHDRAW), step.reason))
        }
        None => match step.corrects {
            Some(old) => doc.text(format!("{head}  {} {}", corrects(old.0, view.lang()), step.reason)),
            None => doc.text(head),
        },
    };
    for line in step.contents.text.lines() {
        doc = doc.text(format!("  {line}"));
    }
    charged(doc, step, &detail.consultation.intake, view)
}

/// What the step is charged to, where that is not what its consultation is.
fn charged(doc: Doc, step: &Step, intake: &Intake, view: &View) -> Doc {
    let charge = step.contents.charge.clone().or(&intake.charge());
    let item = charge.programme_item.filter(|item| intake.programme_item.as_ref() != Some(item));
    let line = charge.funding_line.filter(|line| intake.funding_line.as_ref() != Some(line));
    let item = code_words(CodeList::ProgrammeItems, item.as_slice(), "", view);
    let line = code_words(CodeList::FundingLines, line.as_slice(), "", view);
    let both = words_of(&[&item, &line]);
    if both.is_empty() { doc } else { doc.text(format!("  {both}")) }
}

fn corrected_by(number: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("対応{number}に訂正済"),
        Lang::En => format!("corrected by {number}"),
    }
}

fn corrects(number: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("対応{number}の訂正:"),
        Lang::En => format!("corrects {number}:"),
    }
}

fn one_turn(turn: &Turn, view: &View) -> String {
    let Stamp { at, by } = turn.stamp;
    let more = match &turn.act {
        Act::Assigned { to } => view.name_or_id(*to),
        Act::TakenOver { from, reason } => format!("{} -> {reason}", view.name_or_id(*from)),
        Act::PutOnHold(wait) => {
            let until = words::short_day(wait.until, view.now.date_naive(), view.lang());
            words_of(&[&view.words(&wait.reason), &until, &wait.text])
        }
        Act::Resolved(resolution) | Act::Settled(resolution) => {
            words_of(&[&view.words(&resolution.outcome), &resolution.text])
        }
        Act::Reopened { reason } => reason.clone(),
        Act::Linked { patient } => patient.to_string(),
        Act::Unlinked { patient, reason } => words_of(&[&patient.to_string(), reason]),
        Act::Received | Act::Amended | Act::Claimed | Act::TakenOffHold | Act::Closed => String::new(),
    };
    let when = words::short_moment(at, view.now);
    words_of(&[&when, &view.words(&turn.act), &more, &view.name_or_id(by)])
}
