//! The course drawn as a line of steps: what was done when, where it stands, what is missing next.

use crate::domain::introduction::{Introduction, IntroductionEvent, IntroductionState};
use crate::domain::referral::{ConsentAnswer, ConsentStanding, Referral, ReferralEvent, Stage};
use crate::domain::settings::ConsentGate;
use crate::domain::time::{JST, Moment};
use crate::tui::app::View;
use crate::words::{Text, referral_screen as words};
use chrono::NaiveDate;

/// One step of the line.
struct Mark {
    name: Text,
    /// The day on which it was first done.
    on: Option<NaiveDate>,
    /// It is where the case stands.
    here: bool,
    /// A sign behind the name, such as `x` for a consent that was refused.
    sign: &'static str,
}

/// The line: done steps with their day, the present one in brackets, those to come by name alone.
fn line(marks: &[Mark], view: &View) -> String {
    let said: Vec<String> = marks
        .iter()
        .map(|mark| {
            let name = view.say(mark.name);
            let day = mark.on.map(|day| day.format(" %-m/%-d").to_string()).unwrap_or_default();
            let sign = mark.sign;
            if mark.here { format!("[{name}{sign}{day}]") } else { format!("{name}{sign}{day}") }
        })
        .collect();
    said.join(" > ")
}

fn first(referral: &Referral, is: impl Fn(&ReferralEvent) -> bool) -> Option<NaiveDate> {
    let found = referral.history.iter().find(|happened| is(&happened.event))?;
    Some(day(found.stamp.at))
}

fn day(at: Moment) -> NaiveDate {
    at.with_timezone(&JST).date_naive()
}

/// The course of a referral under the gate of its team.
pub fn referral(it: &Referral, gate: ConsentGate, view: &View) -> String {
    let running = it.state().is_open();
    let at = |stage: Stage| running && it.stage == stage;
    let step = |name, on, here| Mark { name, on, here, sign: "" };
    let standing = it.consent();
    let consent = Mark {
        name: words::STEP_CONSENT,
        on: it.consents().find(|(consent, _)| !matches!(consent.answer, ConsentAnswer::Asked)).map(|(_, s)| day(s.at)),
        here: false,
        sign: match standing {
            ConsentStanding::NotAsked | ConsentStanding::Given => "",
            ConsentStanding::Asked => "?",
            ConsentStanding::Refused | ConsentStanding::Withdrawn => "x",
        },
    };
    let mut marks = vec![
        step(words::STEP_REQUEST, Some(it.request.asked.date()), at(Stage::Requested)),
        step(words::STEP_ACCEPT, first(it, |e| matches!(e, ReferralEvent::Accepted)), at(Stage::Accepted)),
        step(words::STEP_ASSIGN, first(it, |e| matches!(e, ReferralEvent::Assigned { .. })), at(Stage::Assigned)),
        step(
            words::STEP_ASSESS,
            first(it, |e| matches!(e, ReferralEvent::AssessmentStarted)),
            at(Stage::Assessing) || at(Stage::Assessed),
        ),
        step(words::STEP_REPORT, first(it, |e| matches!(e, ReferralEvent::Reported(_))), at(Stage::Reported)),
        step(
            words::STEP_ACKNOWLEDGE,
            first(it, |e| matches!(e, ReferralEvent::Acknowledged(_))),
            at(Stage::Acknowledged),
        ),
        step(words::STEP_LINK, first(it, |e| matches!(e, ReferralEvent::Linked(_))), at(Stage::Linked)),
        step(words::STEP_ASK, first(it, |e| matches!(e, ReferralEvent::Asked(_))), at(Stage::Asked)),
        step(words::STEP_FOLLOW_UP, first(it, |e| matches!(e, ReferralEvent::FollowedUp(_))), at(Stage::FollowingUp)),
        step(words::STEP_CLOSE, first(it, |e| matches!(e, ReferralEvent::Closed { .. })), !running),
    ];
    let before = match gate {
        ConsentGate::Assessment => 3,
        ConsentGate::Linking => 6,
    };
    marks.insert(before, consent);
    line(&marks, view)
}

/// The course of an introduction.
pub fn introduction(it: &Introduction, view: &View) -> String {
    let first = |is: fn(&IntroductionEvent) -> bool| {
        it.history.iter().find(|happened| is(&happened.event)).map(|happened| day(happened.stamp.at))
    };
    let step = |name, on, state| Mark { name, on, here: it.state == state, sign: "" };
    let marks = [
        step(words::STEP_ASKED, Some(it.order.asked.date()), IntroductionState::Asked),
        step(words::STEP_DATE, first(|e| matches!(e, IntroductionEvent::Accepted { .. })), IntroductionState::Accepted),
        step(words::STEP_DONE, first(|e| matches!(e, IntroductionEvent::Performed(_))), IntroductionState::Done),
        step(
            words::STEP_RESULT,
            first(|e| matches!(e, IntroductionEvent::ResultReceived(_))),
            IntroductionState::ResultReceived,
        ),
        step(words::STEP_TOLD, first(|e| matches!(e, IntroductionEvent::Told(_))), IntroductionState::Told),
        Mark {
            name: words::STEP_CLOSE,
            on: first(|e| matches!(e, IntroductionEvent::Closed { .. })),
            here: !it.state.is_open(),
            sign: "",
        },
    ];
    line(&marks, view)
}

/// `r12` with the team and the patient, for the title of a form.
pub fn about(id: impl std::fmt::Display, team: &str, patient: &str) -> String {
    format!("{id} {team} {patient}")
}
