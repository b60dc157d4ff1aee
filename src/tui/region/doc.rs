//! The texts of the detail: a candidate, an issue with its course and its effect, a consultation, the method.

use super::chart;
use super::row::series;
use crate::api::region::{CandidateDetail, CandidateRow, IssueDetail, Method};
use crate::domain::month::Month;
use crate::domain::regional_issue::effect::{Effect, Period};
use crate::domain::regional_issue::{Evaluation, RegionalIssueEvent};
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::referral::doc::{short_day, when};
use crate::tui::widget::Doc;
use crate::words::{region as case_words, region_screen as words};

/// A candidate: by how much it rises and how sure that is, its months, the words of its consultations.
pub fn candidate(row: &CandidateRow, detail: Option<&CandidateDetail>, view: &View) -> Doc {
    let (rise, lang) = (&row.rise, view.lang());
    let head = format!("{}  {}", series(&rise.series, view), words::rise(rise.count, rise.expected, lang));
    let mut doc = Doc::default().heading(head);
    if row.small {
        doc = doc.marked('!', view.say(words::SMALL));
    }
    doc = doc.text(words::by_chance(rise.probability, rise.past_count, rise.past_months, rise.dispersion, lang));
    if let Some(issue) = row.issue {
        doc = doc.pair(view.say(words::IS_ISSUE), issue.to_string());
    }
    match detail {
        Some(detail) => counted(doc, detail, view),
        None => doc,
    }
}

/// A count of the map, whether it rises or not.
pub fn count(detail: &CandidateDetail, view: &View) -> Doc {
    let lang = view.lang();
    let doc = Doc::default().heading(series(&detail.series, view));
    let doc = match &detail.rise {
        Some(rise) => doc.marked('^', words::rise(rise.count, rise.expected, lang)),
        None => doc.text(view.say(words::NOT_RISING)),
    };
    counted(doc, detail, view)
}

fn counted(doc: Doc, detail: &CandidateDetail, view: &View) -> Doc {
    let lang = view.lang();
    let told = detail.words.iter().map(|word| words::word(&word.word, word.texts, word.others, lang));
    let doc = doc.pair(view.say(words::WORDS), told.collect::<Vec<_>>().join("  "));
    let from = detail.month.before(2);
    let last = detail.month;
    let doc = lines(doc, chart::lines(&detail.months, |month| month >= from && month <= last, None));
    doc.text(view.say(words::WINDOW_MARK))
}

fn lines(doc: Doc, lines: Vec<String>) -> Doc {
    lines.into_iter().fold(doc, Doc::text)
}

/// An issue: where it stands, what came of it, its months, all that happened.
pub fn issue(detail: &IssueDetail, view: &View) -> Doc {
    let (it, lang) = (&detail.issue, view.lang());
    let matter = &it.matter;
    let state = format!("{} {}", view.words(&it.state), short_day(it.since, view));
    let mut doc = Doc::default().heading(format!("{} {}", it.id, matter.title));
    let review = matter.review.map(|day| format!("  {} {}", view.say(words::REVIEW), short_day(day, view)));
    let line =
        format!("{state}  {} {}{}", view.say(words::OWNER), view.name_or_id(matter.owner), review.unwrap_or_default());
    doc = if detail.row.due { doc.marked('!', line) } else { doc.text(line) };
    let many = u32::try_from(it.cases.len()).unwrap_or(u32::MAX);
    let counted = matter.series.as_ref().map(|of| series(of, view)).unwrap_or_default();
    let counted = [words::of_cases(many, lang), counted].join("  ");
    doc = doc.pair(view.say(words::COUNTED), counted.trim_end());
    doc = doc.pair(view.say(words::DESCRIPTION), matter.description.as_str());
    doc = effect(doc, detail, view);
    if let Some(closing) = &it.closing {
        doc = doc.pair(view.say(words::OUTCOME), format!("{}  {}", view.words(&closing.outcome), closing.reason));
    }
    if let Some(found) = &it.found {
        let rise = words::rise(found.rise.count, found.rise.expected, lang);
        doc = doc.pair(view.say(words::CANDIDATE), format!("{}  {rise}", found.month));
    }
    let measure = it.first_measure().map(Month::of);
    let found = it.found.as_ref().map(|found| found.month);
    let window = |month: Month| found.is_some_and(|last| month <= last && month >= last.before(2));
    doc = lines(doc, chart::lines(&detail.months, window, measure));
    if measure.is_some_and(|measure| detail.months.iter().any(|of| of.month == measure)) {
        doc = doc.text(view.say(words::MEASURE_MARK));
    }
    record(doc.gap(), detail, view)
}

/// What the measures came to as of now; why that cannot be said, if something was done.
fn effect(doc: Doc, detail: &IssueDetail, view: &View) -> Doc {
    let it = &detail.issue;
    if it.measures.is_empty() {
        return doc;
    }
    let label = view.say(words::EFFECT);
    let Some(now) = &detail.effect else {
        let why = if it.matter.series.is_none() { words::NO_COUNT } else { words::NO_EFFECT_YET };
        return doc.pair(label, view.say(why));
    };
    let doc = match &now.effect {
        Some(effect) => doc.pair(label, words::effect(effect, view.lang())),
        None => doc,
    };
    let doc = doc.pair(view.say(words::COUNTS), counts(now.counted.before, now.counted.after, view));
    if now.small { doc.marked('!', view.say(words::SMALL)) } else { doc }
}

fn counts(before: Period, after: Period, view: &View) -> String {
    words::before_and_after(before, after, view.lang())
}

/// All that happened, the newest first.
fn record(doc: Doc, detail: &IssueDetail, view: &View) -> Doc {
    let mut doc = doc.heading(view.say(words::RECORDS));
    for happened in detail.issue.history.iter().rev() {
        let at = when(Occurred::At(happened.stamp.at), view);
        doc = doc.pair(at, format!("{} ({})", said(&happened.event, view), view.name_or_id(happened.stamp.by)));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(detail: &IssueDetail, view: &View) -> String {
    let last = detail.issue.history.last().map(|happened| said(&happened.event, view));
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

fn said(event: &RegionalIssueEvent, view: &View) -> String {
    let lang = view.lang();
    let parts: Vec<String> = match event {
        RegionalIssueEvent::Extracted { cases, .. } => {
            let many = u32::try_from(cases.len()).unwrap_or(u32::MAX);
            vec![
                view.words(&crate::domain::regional_issue::IssueState::Extracted).into_owned(),
                words::of_cases(many, lang),
            ]
        }
        RegionalIssueEvent::Amended(_) => vec![view.say(words::AMEND_ISSUE).to_owned()],
        RegionalIssueEvent::CasesAdded(cases) => {
            let many = u32::try_from(cases.len()).unwrap_or(u32::MAX);
            vec![view.say(words::ADD_TO_ISSUE).to_owned(), words::of_cases(many, lang)]
        }
        RegionalIssueEvent::CaseRemoved { case, reason } => {
            vec![view.say(words::REMOVE_FROM_ISSUE).to_owned(), case.to_string(), reason.clone()]
        }
        RegionalIssueEvent::Considered { text } => vec![view.say(words::CONSIDER_ISSUE).to_owned(), text.clone()],
        RegionalIssueEvent::MeasureTaken(measure) => {
            let day = short_day(measure.on, view);
            vec![view.say(words::MEASURES).to_owned(), day, measure.who.clone(), measure.text.clone()]
        }
        RegionalIssueEvent::MeetingHeld(meeting) => {
            let day = short_day(meeting.on, view);
            vec![view.say(words::MEETINGS).to_owned(), day, meeting.activity.clone(), meeting.text.clone()]
        }
        RegionalIssueEvent::RuleAdopted(rule) => {
            vec![view.say(words::RULES).to_owned(), short_day(rule.on, view), rule.text.clone()]
        }
        RegionalIssueEvent::Evaluated(evaluation) => judged(evaluation, view),
        RegionalIssueEvent::Closed(closing) => {
            let outcome = view.words(&closing.outcome).into_owned();
            vec![view.say(words::CLOSE_ISSUE).to_owned(), outcome, closing.reason.clone()]
        }
        RegionalIssueEvent::Reopened { reason } => vec![view.say(words::REOPEN_ISSUE).to_owned(), reason.clone()],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A judgement with the counts that it was made on.
fn judged(evaluation: &Evaluation, view: &View) -> Vec<String> {
    let mut parts =
        vec![view.say(words::JUDGEMENT).to_owned(), short_day(evaluation.on, view), evaluation.text.clone()];
    if let Some(counted) = evaluation.counted {
        parts.push(counts(counted.before, counted.after, view));
        let effect = Effect::of(counted.before, counted.after, counted.dispersion);
        parts.extend(effect.map(|effect| words::effect(&effect, view.lang())));
    }
    parts
}

/// How candidates are found.
pub fn method(method: &Method, view: &View) -> Doc {
    let doc = Doc::default().heading(view.say(words::METHOD_TITLE));
    words::method(method, view.lang()).into_iter().fold(doc, Doc::text)
}

/// What an issue or a count is called where its consultations are listed.
pub fn name_of(detail: &IssueDetail) -> String {
    format!("{} {}", detail.issue.id, detail.issue.matter.title)
}

/// A title for an issue of this count, in the words that come up together.
pub fn title(detail: &CandidateDetail, view: &View) -> String {
    let told: Vec<&str> = detail.words.iter().take(2).map(|word| word.word.as_str()).collect();
    words::title(&case_words::series(&detail.series, &view.session.welcome.settings, view.lang()), &told, view.lang())
}
