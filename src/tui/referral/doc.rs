//! The texts of the detail of a referral: head, course, what is missing, and the record of all that happened.

use crate::api::patient::PatientRow;
use crate::api::referral::{ReferralDetail, ReferralRow, party_line};
use crate::domain::code::CodeList;
use crate::domain::patient::Standing;
use crate::domain::person::age_on;
use crate::domain::referral::{Asking, Consent, ConsentAnswer, Course, Opened, Party, ReferralEvent};
use crate::domain::settings::ConsentGate;
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::timeline::code;
use crate::words::{referral as case_words, referral_screen as words};
use chrono::{Datelike, NaiveDate};

/// `山田 花子 86歳 女 要介護3`, with what ended the reminders.
pub fn patient_line(row: &PatientRow, view: &View) -> String {
    let today = view.now.date_naive();
    let age = row.birth.map(|birth| match view.lang() {
        crate::words::Lang::Ja => format!("{}歳", age_on(birth, today)),
        crate::words::Lang::En => age_on(birth, today).to_string(),
    });
    let gone = !matches!(row.standing, Standing::Living);
    let parts = [
        Some(row.name.written.clone()),
        age,
        Some(view.words(&row.sex).into_owned()),
        Some(view.words(&row.level).into_owned()),
        gone.then(|| view.say(words::PATIENT_GONE).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `11/24`, with the year where it is another one.
pub fn short_day(day: NaiveDate, view: &View) -> String {
    case_words::when(Occurred::Day(day), view.now.year())
}

pub fn when(on: Occurred, view: &View) -> String {
    case_words::when(on, view.now.year())
}

fn profession(code_of: &crate::domain::code::Code, view: &View) -> String {
    code(&view.session.welcome.settings, CodeList::Professions, code_of, view.lang())
}

fn state_line(row: &ReferralRow, view: &View) -> String {
    let mut line = format!("{} {}", view.words(&row.state), words::days(row.days, view.lang()));
    if let Some(due) = row.due {
        line = format!("{line}  {} {}", view.say(words::DUE), short_day(due, view));
    }
    if row.overdue {
        line = format!("{line} {}", view.say(words::TODAY_OR_OVERDUE));
    }
    line
}

/// The head of a case, its course, what is missing, the request.
pub fn case(case: &ReferralDetail, view: &View) -> Doc {
    let (it, row, lang) = (&case.referral, &case.row, view.lang());
    let request = &it.request;
    let mut doc = Doc::default()
        .heading(format!("{} {}  {}", it.id, view.words(&row.team), patient_line(&row.patient, view)))
        .text(super::course::referral(it, case.gate, view));
    let mut line = state_line(row, view);
    if let Some(next) = row.next {
        line = format!("{line}  {}", case_words::next(next, lang));
    }
    let blocked = row.overdue || row.next.is_some_and(|next| next.missing.is_some());
    doc = if blocked { doc.marked('!', line) } else { doc.text(line) };
    doc = match &it.course {
        Course::Running => doc,
        Course::SentBack { question } => doc.pair(view.say(words::SENT_BACK_FOR), question.as_str()),
        Course::OnHold { reason, until } => {
            doc.pair(view.say(words::HELD_UNTIL), format!("{} {reason}", words::until(&short_day(*until, view), lang)))
        }
        Course::Closed { outcome, text } => {
            doc.pair(view.say(words::ENDED_WITH), format!("{} {text}", view.words(outcome)))
        }
        Course::Declined { reason } | Course::Cancelled { reason } => {
            doc.pair(view.say(words::ENDED_WITH), format!("{} {reason}", view.words(&row.state)))
        }
    };
    doc = doc.pair(view.say(words::MEMBER), member(case, view));
    doc = doc.pair(view.say(words::CONSENT_LABEL), consent(case, view));
    let requester = &request.requester;
    let asked = [
        profession(&requester.profession, view),
        party_line(&requester.organisation, &requester.name),
        requester.phone.clone(),
    ];
    doc = doc
        .pair(view.say(words::REQUESTER), asked.join(" "))
        .pair(view.say(words::REQUEST_REASON), request.reason.as_str())
        .pair(view.say(words::AIM), request.aim.as_str());
    if let Some(dispatch) = &request.dispatch {
        doc = doc.pair(view.say(words::DISPATCH), party_line(&dispatch.to, &dispatch.wish));
    }
    if let Some(from) = request.consultation {
        doc = doc.pair(view.say(words::FROM_CONSULTATION), from.to_string());
    }
    if let Some(from) = request.from_referral {
        doc = doc.pair(view.say(words::FROM_REFERRAL), from.to_string());
    }
    doc = doc.pair(view.say(words::FROM_HERE), opened(case, view));
    doc.pair(view.say(words::DAYS), days(case, view))
}

fn member(case: &ReferralDetail, view: &View) -> String {
    let Some(member) = case.referral.member else { return String::new() };
    let load = case.loads.iter().find(|load| load.member == member);
    let load = load.map(|load| case_words::load(load, view.lang())).unwrap_or_default();
    format!("{} {load}", view.staff_name(member))
}

fn consent(case: &ReferralDetail, view: &View) -> String {
    let standing = view.words(&case.referral.consent()).into_owned();
    match case.referral.consents().next() {
        Some((said, _)) => format!("{standing}  {}", consent_words(said, view)),
        None => format!("{standing} ({}: {})", view.say(words::GATE), gate(case.gate, view)),
    }
}

fn gate(gate: ConsentGate, view: &View) -> String {
    view.words(&gate).into_owned()
}

/// When, who, how, and who took it down.
fn consent_words(said: &Consent, view: &View) -> String {
    let text = match &said.answer {
        ConsentAnswer::Asked => "",
        ConsentAnswer::Given { conditions } => conditions,
        ConsentAnswer::Refused { reason } | ConsentAnswer::Withdrawn { reason } => reason,
    };
    let taken = format!("{}: {}", view.say(words::TAKEN_BY), view.staff_name(said.taken_by));
    [when(said.on, view), said.physician.name.clone(), view.words(&said.means).into_owned(), taken, text.to_owned()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn opened(case: &ReferralDetail, view: &View) -> String {
    let referrals = case
        .referrals
        .iter()
        .map(|row| format!("{} {} {}", row.id, words::short_team(row.team, view.lang()), view.words(&row.state)));
    let introductions =
        case.introductions.iter().map(|row| format!("{} {} {}", row.id, row.hospital, view.words(&row.state)));
    referrals.chain(introductions).collect::<Vec<_>>().join("、")
}

fn days(case: &ReferralDetail, view: &View) -> String {
    let said =
        case.stays.iter().map(|stay| words::stay(&view.words(&stay.state), stay.days, stay.working_days, view.lang()));
    said.collect::<Vec<_>>().join("  ")
}

/// All that happened, the newest first.
pub fn record(doc: Doc, case: &ReferralDetail, view: &View) -> Doc {
    let mut doc = doc.heading(view.say(words::RECORDS));
    for happened in case.referral.history.iter().rev() {
        let (on, line) = said(&happened.event, view);
        let on = on.unwrap_or(Occurred::At(happened.stamp.at));
        let by = view.staff_name(happened.stamp.by);
        doc = doc.pair(when(on, view), format!("{line} ({by})"));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(case: &ReferralDetail, view: &View) -> String {
    let last = case.referral.history.last().map(|happened| said(&happened.event, view).1);
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

/// When it happened, if that was said, and what.
fn said(event: &ReferralEvent, view: &View) -> (Option<Occurred>, String) {
    use crate::domain::referral::{State, Step};
    let words_of = |step: Step| view.words(&step).into_owned();
    let with = |head: String, text: &str| if text.is_empty() { head } else { format!("{head}: {text}") };
    let party = |head: String, party: &Party, text: &str| with(format!("{head} {}", party.name), text);
    match event {
        ReferralEvent::Requested(request) => {
            (Some(request.asked), with(view.words(&State::Requested).into_owned(), &request.reason))
        }
        ReferralEvent::Amended(_) => (None, words_of(Step::Amend)),
        ReferralEvent::Accepted => (None, words_of(Step::Accept)),
        ReferralEvent::Assigned { member, over } => {
            let full = over.map(|load| format!(" ({})", case_words::load(&load, view.lang()))).unwrap_or_default();
            (None, format!("{} {}{full}", words_of(Step::Assign), view.staff_name(*member)))
        }
        ReferralEvent::AssessmentStarted => (None, words_of(Step::StartAssessment)),
        ReferralEvent::Visited(visit) => {
            let head = format!("{} {} {}", words_of(Step::Visit), view.staff_name(visit.member), visit.place);
            (Some(visit.on), with(head.trim_end().to_owned(), &visit.findings))
        }
        ReferralEvent::Scored(scoring) => {
            let head = format!("{} {}", scoring.score.scale.name(), scoring.score.total);
            (Some(Occurred::Day(scoring.on)), with(head, &scoring.note))
        }
        ReferralEvent::Advised(advice) => {
            (Some(advice.on), with(format!("{} {}", words_of(Step::Advise), view.words(&advice.to)), &advice.text))
        }
        ReferralEvent::Assessed { summary } => (None, with(words_of(Step::FinishAssessment), summary)),
        ReferralEvent::Reported(report) => {
            let head = format!("{} {}", words_of(Step::Report), view.words(&report.means));
            (Some(report.on), party(head, &report.to, &report.text))
        }
        ReferralEvent::Acknowledged(word) => (Some(word.on), party(words_of(Step::Acknowledge), &word.by, &word.text)),
        ReferralEvent::Consent(said) => {
            let standing = crate::domain::referral::ConsentStanding::from(&said.answer);
            let head = format!("{} {}", view.say(words::CONSENT_LABEL), view.words(&standing));
            (Some(said.on), with(head, &consent_words(said, view)))
        }
        ReferralEvent::Linked(link) => (Some(link.on), party(words_of(Step::Link), &link.to, &link.what)),
        ReferralEvent::Asked(asking) => (Some(asking.on), asked(asking, view)),
        ReferralEvent::FollowedUp(look) => {
            let next = look.next.map(|day| format!(" ({} {})", view.say(words::NEXT_LOOK), short_day(day, view)));
            (Some(look.on), with(words_of(Step::FollowUp), &look.text) + &next.unwrap_or_default())
        }
        ReferralEvent::Closed { outcome, text } => {
            (None, with(format!("{} {}", words_of(Step::Close), view.words(outcome)), text))
        }
        ReferralEvent::SentBack { question } => (None, with(words_of(Step::SendBack), question)),
        ReferralEvent::Resubmitted { information } => (None, with(words_of(Step::Resubmit), information)),
        ReferralEvent::Declined { reason } => (None, with(words_of(Step::Decline), reason)),
        ReferralEvent::Cancelled { reason } => (None, with(words_of(Step::Cancel), reason)),
        ReferralEvent::Held { reason, until } => {
            let until = words::until(&short_day(*until, view), view.lang());
            (None, with(format!("{} {until}", words_of(Step::Hold)), reason))
        }
        ReferralEvent::Resumed => (None, words_of(Step::Resume)),
    }
}

fn asked(asking: &Asking, view: &View) -> String {
    let who = profession(&asking.profession, view);
    let opened = asking.opened.map(|opened| match opened {
        Opened::Referral(id) => format!(" > {id}"),
        Opened::Introduction(id) => format!(" > {id}"),
    });
    let step = view.words(&crate::domain::referral::Step::Ask);
    format!("{step} {who} {}: {}{}", asking.to.name, asking.what, opened.unwrap_or_default())
}
