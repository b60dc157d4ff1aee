//! The texts of the detail of a pair: both physicians, what comes next, who was asked, who does what, all that happened.

use super::row::physician;
use crate::api::pair::PairDetail;
use crate::api::referral::party_line;
use crate::domain::code::CodeList;
use crate::domain::pair::{Asked, Needs, PairAnswer, PairEvent};
use crate::domain::timeline::{Occurred, StepName};
use crate::tui::app::View;
use crate::tui::referral::doc::{patient_line, short_day, when};
use crate::tui::widget::Doc;
use crate::words::timeline::code;
use crate::words::{Say, pair as case_words, pair_screen as words};

/// The head of a pair: where it stands, both physicians, what the patient needs, who was asked, who does what.
pub fn case(case: &PairDetail, view: &View) -> Doc {
    let (it, row) = (&case.pair, &case.row);
    let mut doc = Doc::default()
        .heading(format!("{} {}  {}", it.id, view.words(&it.state), patient_line(&row.patient, view)))
        .text(format!("{}  {}", view.words(&it.opening.scheme), words::days(row.days, view.lang())));
    if let Some(next) = row.next {
        let due = row.due.map(|day| format!("  {} {}", view.say(words::DUE), short_day(day, view)));
        let line = format!("{}{}", case_words::next(next, view.lang()), due.unwrap_or_default());
        doc = if row.overdue { doc.marked('!', line) } else { doc.text(line) };
    }
    for (label, role, who) in
        [(words::PRIMARY, it.roles()[0], it.primary()), (words::SECONDARY, it.roles()[1], it.secondary())]
    {
        doc = doc.pair(view.say(label), format!("{} ({})", physician(who, view), view.words(&role)));
    }
    let ground = [view.words(&it.opening.ground).into_owned(), it.opening.why.clone()];
    doc = doc.pair(view.say(words::GROUND), ground.join(" ").trim_end());
    let needs = needs(&case.needs, view);
    if !needs.is_empty() {
        doc = doc.pair(view.say(words::NEEDS), needs);
    }
    for (number, asked) in (1..).zip(&it.asked) {
        let label = format!("{}{number}", view.say(words::ASKINGS));
        doc = doc.pair(label, asking(asked, view));
    }
    if let Some(beginning) = &it.beginning {
        for (duty, role) in &beginning.duties {
            doc = doc.pair(view.words(duty), view.words(role));
        }
        if !beginning.terms.is_empty() {
            doc = doc.pair(view.say(words::TERMS), beginning.terms.as_str());
        }
    }
    doc.pair(view.say(words::COORDINATOR), view.name_or_id(it.coordinator))
}

/// What the patient needs, in a few words.
fn needs(needs: &Needs, view: &View) -> String {
    let yes = [
        (needs.visits, words::VISITS),
        (needs.round_the_clock, words::ROUND_THE_CLOCK),
        (needs.end_of_life, words::END_OF_LIFE),
    ];
    let mut parts: Vec<String> =
        yes.into_iter().filter(|(wanted, _)| *wanted).map(|(_, text)| view.say(text).to_owned()).collect();
    parts.extend(needs.disease.map(|disease| view.words(&disease).into_owned()));
    let settings = &view.session.welcome.settings;
    parts.extend(needs.procedures.iter().map(|one| code(settings, CodeList::Procedures, one, view.lang())));
    if !needs.days.is_empty() {
        parts.push(needs.days.to_string());
    }
    parts.join(" ")
}

/// `みなみ医院 11/20 (3位 62点)  辞退 受け持ちが一杯`
fn asking(asked: &Asked, view: &View) -> String {
    let lang = view.lang();
    let mut line = format!("{} {}", asked.asking.place.name, when(asked.asking.on, view));
    if let Some(ranking) = asked.asking.ranking {
        line = format!("{line} (#{} {})", ranking.place, words::points(ranking.points, lang));
    }
    let became = match &asked.answer {
        None => view.say(words::AWAITED).to_owned(),
        Some(_) if !asked.taken_back.is_empty() => {
            format!("{} {}", view.say(words::TAKEN_BACK), asked.taken_back)
        }
        Some(answer) => said(answer, view),
    };
    format!("{line}  {became}")
}

fn said(answer: &PairAnswer, view: &View) -> String {
    let parts = match answer {
        PairAnswer::Agreed { physician, conditions, .. } => {
            [view.say(words::AGREED).to_owned(), physician.clone(), conditions.clone()]
        }
        PairAnswer::Declined { ground, reason, .. } => {
            [view.say(words::DECLINED).to_owned(), view.words(ground).into_owned(), reason.clone()]
        }
        PairAnswer::Withdrawn { reason, .. } => [view.say(words::WITHDRAWN).to_owned(), reason.clone(), String::new()],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// All that happened, the newest first.
pub fn record(doc: Doc, case: &PairDetail, view: &View) -> Doc {
    let mut doc = doc.heading(view.say(words::RECORDS));
    for happened in case.pair.history.iter().rev() {
        let (on, line) = told(&happened.event, view);
        let on = on.unwrap_or(Occurred::At(happened.stamp.at));
        doc = doc.pair(when(on, view), format!("{line} ({})", view.name_or_id(happened.stamp.by)));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(case: &PairDetail, view: &View) -> String {
    let last = case.pair.history.last().map(|happened| told(&happened.event, view).1);
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

fn told(event: &PairEvent, view: &View) -> (Option<Occurred>, String) {
    let with = |name: String, more: &[&str]| {
        let mut parts = vec![name];
        parts.extend(more.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()));
        parts.join(" ")
    };
    let step = |name: StepName| name.say(view.lang()).into_owned();
    let words_of = |text: crate::words::Text| view.say(text).to_owned();
    match event {
        PairEvent::Begun(opening) => (
            Some(opening.asked),
            with(step(StepName::PairBegun), &[&party_line(&opening.asked_by, ""), &opening.why, &opening.wish]),
        ),
        PairEvent::Amended(_) => (None, words_of(words::AMEND_FORM)),
        PairEvent::Handed { to, reason } => (None, with(words_of(words::HAND_FORM), &[&view.name_or_id(*to), reason])),
        PairEvent::Informed(information) => (
            Some(information.on),
            with(step(StepName::Informed), &[&party_line(&information.from, ""), &information.text]),
        ),
        PairEvent::Asked(asking) => (
            Some(asking.on),
            with(step(StepName::PhysicianAsked), &[&asking.place.name, &asking.spoke_with, &asking.text]),
        ),
        PairEvent::Answered(answer) => (Some(answer.on()), said(answer, view)),
        PairEvent::TakenBack { role, reason } => {
            (None, with(words_of(words::TAKE_BACK_FORM), &[&view.words(role), reason]))
        }
        PairEvent::Activated(beginning) => {
            (Some(Occurred::Day(beginning.from)), with(step(StepName::PairActive), &[&beginning.terms]))
        }
        PairEvent::Rearranged { terms, .. } => (None, with(step(StepName::PairRearranged), &[terms])),
        PairEvent::Replaced { role, physician, from, reason } => {
            (Some(Occurred::Day(*from)), with(words_of(words::REPLACE_FORM), &[&view.words(role), physician, reason]))
        }
        PairEvent::Reviewed(review) => (Some(review.on), with(step(StepName::Reviewed), &[&review.with, &review.text])),
        PairEvent::Ended(ending) => {
            (Some(Occurred::Day(ending.on)), with(step(StepName::Closed), &[&view.words(&ending.ground), &ending.text]))
        }
        PairEvent::CalledOff { reason } => (None, with(words_of(words::CALL_OFF_FORM), &[reason])),
    }
}
