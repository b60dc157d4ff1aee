//! What others did in the cases of a member, as lines of the member's news.

use crate::api::news::{NewsKind, NewsLine};
use crate::domain::aggregate::Stamp;
use crate::domain::consultation::{Act, Consultation, Turn};
use crate::domain::id::StaffId;
use crate::domain::pair::{PairEvent, PhysicianPair};
use crate::domain::referral::Referral;
use crate::domain::time::Moment;

/// What others did in a case of the member since then, or that they took it out of the member's hands.
pub fn in_case(case: &Consultation, me: StaffId, since: Moment, line: impl Fn(NewsKind) -> NewsLine) -> Vec<NewsLine> {
    let by_others = |stamp: &Stamp| stamp.at > since && stamp.by != me;
    let line = |what, stamp: Stamp, text: &str| NewsLine {
        by: Some(stamp.by),
        at: Some(stamp.at),
        text: first_line(text),
        ..line(what)
    };
    if case.claimed_by != Some(me) {
        let turns = case.course.iter().rev().filter(|turn| by_others(&turn.stamp));
        let taken = turns.filter_map(|turn| match &turn.act {
            Act::TakenOver { from, reason } if *from == me => Some(line(NewsKind::TakenFrom, turn.stamp, reason)),
            _ => None,
        });
        return taken.take(1).collect();
    }
    // The last time that it changed hands is how it came to the member.
    let hands = case.course.iter().rev().find(|turn| changes_hands(turn));
    let handed = hands.filter(|turn| by_others(&turn.stamp)).map(|turn| match &turn.act {
        Act::TakenOver { reason, .. } => line(NewsKind::HandedTo, turn.stamp, reason),
        _ => line(NewsKind::HandedTo, turn.stamp, ""),
    });
    let turn = case.course.iter().rev().find(|turn| by_others(&turn.stamp) && !changes_hands(turn));
    let step = case.steps.iter().rev().find(|step| by_others(&step.recorded));
    let turn = turn.filter(|turn| step.is_none_or(|step| step.recorded.at < turn.stamp.at));
    let changed = match (turn, step) {
        (Some(turn), _) => Some(NewsLine { act: Some(turn.act.clone()), ..line(NewsKind::Changed, turn.stamp, "") }),
        (None, Some(step)) => Some(line(NewsKind::Changed, step.recorded, &step.contents.text)),
        (None, None) => None,
    };
    handed.into_iter().chain(changed).collect()
}

const fn changes_hands(turn: &Turn) -> bool {
    matches!(turn.act, Act::Claimed | Act::Assigned { .. } | Act::TakenOver { .. })
}

/// That others did something in a referral of the member since then.
pub fn in_referral(
    case: &Referral,
    me: StaffId,
    since: Moment,
    line: impl Fn(NewsKind) -> NewsLine,
) -> Option<NewsLine> {
    let stamps = case.history.iter().map(|happened| happened.stamp);
    let last = stamps.filter(|stamp| stamp.at > since && stamp.by != me).max_by_key(|stamp| stamp.at)?;
    Some(NewsLine { by: Some(last.by), at: Some(last.at), ..line(NewsKind::Changed) })
}

/// That others did something with a pair of the member since then, or gave it to the member.
pub fn in_pair(
    pair: &PhysicianPair,
    me: StaffId,
    since: Moment,
    line: impl Fn(NewsKind) -> NewsLine,
) -> Option<NewsLine> {
    let by_others = pair.history.iter().filter(|happened| happened.stamp.at > since && happened.stamp.by != me);
    let last = by_others.max_by_key(|happened| happened.stamp.at)?;
    let (what, text) = match &last.event {
        PairEvent::Handed { reason, .. } => (NewsKind::HandedTo, first_line(reason)),
        _ => (NewsKind::Changed, String::new()),
    };
    Some(NewsLine { by: Some(last.stamp.by), at: Some(last.stamp.at), text, ..line(what) })
}

/// The first line of a text.
pub fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
