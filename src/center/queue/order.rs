//! Finished cases in the orders of lists: the window of a list of many years costs no more than its rows.

use std::ops::Range;
use std::sync::OnceLock;

use super::view::Summary;
use crate::api::queue::QueueOrder;
use crate::domain::id::ConsultationId;
use crate::domain::time::Moment;

/// Where a consultation stands in a list: smaller comes first.
pub(super) type Place = (u16, i64, i64);

/// A row of a list that is sorted.
pub(super) type Row = (Place, ConsultationId);

/// Where a consultation stands that has to be looked at when `due` says; finished ones stand behind, the newest first.
pub(super) fn place(summary: &Summary, order: QueueOrder, due: Option<Moment>) -> Place {
    let by_due = |group: u16| match (summary.state.is_open(), due) {
        (true, Some(due)) => (group, due.timestamp(), summary.received),
        (true, None) => (group, i64::MAX - 1, summary.received),
        (false, _) => (group, i64::MAX, -summary.received),
    };
    match order {
        QueueOrder::Due => by_due(0),
        QueueOrder::Received => (0, -summary.received, 0),
        QueueOrder::Number => (0, -i64::from(summary.number.year.0), -i64::from(summary.number.serial)),
        QueueOrder::Area => by_due(summary.area.unwrap_or(u16::MAX)),
        QueueOrder::State => by_due(summary.state as u16),
    }
}

const ORDERS: [QueueOrder; 5] =
    [QueueOrder::Due, QueueOrder::Received, QueueOrder::Number, QueueOrder::Area, QueueOrder::State];

/// Finished cases, in each order that a list has asked for: sorted then, and kept sorted as cases change.
#[derive(Debug, Default)]
pub(super) struct Finished([OnceLock<Vec<Row>>; ORDERS.len()]);

impl Finished {
    /// All of them in this order; `all` is asked for every case the first time.
    pub fn in_order<'a>(&self, order: QueueOrder, all: impl Iterator<Item = &'a Summary>) -> &[Row] {
        let sorted = &self.0[order as usize];
        sorted.get_or_init(|| {
            let mut rows: Vec<Row> = all.filter_map(|summary| row(summary, order)).collect();
            rows.sort_unstable();
            rows
        })
    }

    /// A case has changed.
    pub fn change(&mut self, old: Option<&Summary>, new: &Summary) {
        for order in ORDERS {
            let Some(sorted) = self.0[order as usize].get_mut() else { continue };
            let (from, to) = (old.and_then(|old| row(old, order)), row(new, order));
            if from == to {
                continue;
            }
            if let Some(Ok(at)) = from.map(|from| sorted.binary_search(&from)) {
                sorted.remove(at);
            }
            if let Some(to) = to
                && let Err(at) = sorted.binary_search(&to)
            {
                sorted.insert(at, to);
            }
        }
    }
}

fn row(summary: &Summary, order: QueueOrder) -> Option<Row> {
    (!summary.state.is_open()).then(|| (place(summary, order, None), summary.id))
}

/// A part of two sorted lists put together, without putting together what lies before it.
pub(super) fn window(one: &[Row], other: &[Row], part: &Range<usize>) -> Vec<ConsultationId> {
    let before = |rows: &[Row], row: &Row| rows.partition_point(|other| other < row);
    let of_one = one.partition_point(|row| before(one, row) + before(other, row) < part.start);
    let of_other = part.start.saturating_sub(of_one).min(other.len());
    let (mut one, mut other) = (one[of_one..].iter().peekable(), other[of_other..].iter().peekable());
    let next = || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if second < first => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    };
    std::iter::from_fn(next).take(part.len()).map(|(_, id)| *id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_set;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_window_is_what_sorting_everything_would_have_put_there(
            rows in btree_set((0_i64..40, 0_u64..400), 0..120),
            which in prop::collection::vec(any::<bool>(), 120),
            start in 0_usize..140,
            limit in 0_usize..50,
        ) {
            let all: Vec<Row> = rows.iter().map(|(at, id)| ((0, *at, 0), ConsultationId(*id))).collect();
            let pick = |wanted: bool| -> Vec<Row> {
                all.iter().zip(&which).filter(|(_, which)| **which == wanted).map(|(row, _)| *row).collect()
            };
            let expected: Vec<ConsultationId> = all.iter().skip(start).take(limit).map(|(_, id)| *id).collect();
            prop_assert_eq!(window(&pick(true), &pick(false), &(start..start + limit)), expected);
        }
    }
}
