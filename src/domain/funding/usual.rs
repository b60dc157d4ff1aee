//! What is usual for each kind of work: the charge that forms start with and that fills what a caller leaves empty.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::charge::Charge;
use crate::domain::code::Code;
use crate::domain::consultation::Channel;

/// The kinds of work that are charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// 相談の受付
    Consultation,
    /// 相談の対応; where nothing is usual for it, it is charged as its consultation is.
    ConsultationStep,
    /// 依頼の訪問・経過確認: the steps of a referral that take the team's time.
    ReferralStep,
}

/// What is usual for a kind of work from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsualCharge {
    /// The first day; it holds until the same kind of work has a later one.
    pub from: NaiveDate,
    /// For which work.
    pub work: WorkKind,
    /// Only where the consultation is about this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Code>,
    /// Only where it came or went this way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The programme's item; none where the more general rule decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme_item: Option<Code>,
    /// The line of funding; none where the more general rule decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_line: Option<Code>,
}

/// A piece of work whose usual charge is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// What it is.
    pub kind: WorkKind,
    /// The day on which it was done.
    pub day: NaiveDate,
    /// What the consultation is about.
    pub topics: &'a [Code],
    /// How it came or went.
    pub channel: Option<Channel>,
}

impl UsualCharge {
    /// Whether it is about such work at all, whatever the day.
    fn fits(&self, work: &Work<'_>) -> bool {
        self.work == work.kind
            && self.topic.as_ref().is_none_or(|topic| work.topics.contains(topic))
            && self.channel.is_none_or(|channel| work.channel == Some(channel))
    }

    /// Whether both are about the very same work.
    pub(super) fn same_work(&self, other: &Self) -> bool {
        (self.work, &self.topic, self.channel) == (other.work, &other.topic, other.channel)
    }

    /// What it is about decides over how it came; both together decide over either.
    fn precision(&self) -> u8 {
        u8::from(self.topic.is_some()) * 2 + u8::from(self.channel.is_some())
    }
}

/// What is usual by these rules: for item and line apart, the most precise rule that names one and is the latest of its
/// kind on the day; of two that are equally precise the one that stands first.
pub(super) fn usual(rules: &[UsualCharge], work: &Work<'_>) -> Charge {
    let fitting = || rules.iter().filter(|rule| rule.from <= work.day && rule.fits(work));
    let in_force: Vec<&UsualCharge> =
        fitting().filter(|rule| !fitting().any(|other| other.same_work(rule) && other.from > rule.from)).collect();
    let first = |of: fn(&UsualCharge) -> Option<&Code>| {
        let naming = in_force.iter().rev().filter_map(|rule| Some((rule.precision(), of(rule)?)));
        naming.max_by_key(|(precision, _)| *precision).map(|(_, code)| code.clone())
    };
    Charge {
        programme_item: first(|rule| rule.programme_item.as_ref()),
        funding_line: first(|rule| rule.funding_line.as_ref()),
    }
}
