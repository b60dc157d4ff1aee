//! Two people changed one field: what is typed stays, what only the other changed is taken, and where both did,
//! the other's stands beside it.

use super::draft::{kept, put};
use super::field::{Field, Kind};
use crate::domain::id::StaffId;
use serde_json::Value as Json;

/// What somebody else made of a field while the form was open.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Beside {
    /// It stands in the field, where nothing was typed.
    Taken {
        /// Who, if that is known.
        by: Option<StaffId>,
    },
    /// Both changed it: one of the two stands in the field, the other one here.
    Other {
        /// The one that does not stand in the field, as a draft keeps it.
        value: Json,
        /// Who the other is, if that is known.
        by: Option<StaffId>,
        /// Whether the two were swapped, so that what was typed here is what stands beside the field.
        mine: bool,
    },
}

/// How many fields of a form somebody else changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Came {
    /// Fields in which theirs stands now.
    pub taken: usize,
    /// Fields that were changed on both sides.
    pub both: usize,
}

/// Puts together what a field of a newer form holds, `base` that it held before and `mine` that was made of it here. A
/// field that the clock filled keeps what is typed: nobody else changed it.
pub(super) fn merge(field: &mut Field, base: &Json, mine: &Json, by: Option<StaffId>) -> Came {
    let theirs = kept(field);
    if *mine == theirs {
        return Came::default();
    }
    if mine == base && !field.by_clock {
        field.beside = Some(Beside::Taken { by });
        return Came { taken: 1, both: 0 };
    }
    put(field, mine);
    if theirs == *base || field.by_clock {
        return Came::default();
    }
    field.beside = Some(Beside::Other { value: theirs, by, mine: false });
    Came { taken: 0, both: 1 }
}

impl Field {
    /// Goes on from the same field of an older form, which was opened with `base`.
    pub(super) fn go_on_from(&mut self, mut old: Self, base: &Json, by: Option<StaffId>) -> Came {
        let mine = kept(&old);
        let came = merge(self, base, &mine, by);
        // What was swapped away is typed text; only what is newer still has to be seen before it.
        let swapped = matches!(old.beside, Some(Beside::Other { mine: true, .. }));
        if came == Came::default() || (swapped && came.both == 0) {
            self.beside = old.beside.take();
        }
        if kept(self) == mine {
            // The cursor and what narrows stay where they are.
            self.fault = old.fault.take();
            self.buffer = old.buffer;
            match (&mut self.kind, old.kind) {
                (Kind::One { choices, .. } | Kind::Many { choices, .. }, _) if !self.buffer.is_empty() => {
                    choices.narrow(self.buffer.text());
                }
                (Kind::Record { search, .. }, Kind::Record { search: before, .. }) => *search = before,
                _ => {}
            }
        }
        came
    }

    /// Lets what stands beside the field and what stands in it change places. False if nothing stands beside it.
    pub(super) fn swap(&mut self) -> bool {
        let Some(Beside::Other { value, by, mine }) = self.beside.take() else { return false };
        let here = kept(self);
        put(self, &value);
        self.beside = Some(Beside::Other { value: here, by, mine: !mine });
        true
    }

    /// Whether there is something to swap.
    pub(super) fn can_swap(&self) -> bool {
        matches!(self.beside, Some(Beside::Other { .. }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::Text;

    fn field(text: &str) -> Field {
        Field::text("text", Text::new("内容", "Text")).with_text(text)
    }

    fn typed(text: &str) -> Json {
        kept(&field(text))
    }

    proptest! {
        /// Of the three texts of one field nothing is lost: what was typed stands in it or beside it, what the other
        /// wrote too, and nobody is asked where only one of them changed it.
        #[test]
        fn nothing_of_either_is_lost(base in "[ab]{0,2}", mine in "[ab]{0,2}", theirs in "[ab]{0,2}", swaps in 0_u8..3) {
            let mut merged = field(&theirs);
            let came = merge(&mut merged, &typed(&base), &typed(&mine), None);
            for _ in 0..swaps {
                merged.swap();
            }
            let beside = match &merged.beside {
                Some(Beside::Other { value, .. }) => Some(value.clone()),
                _ => None,
            };
            let (here, both) = (kept(&merged), mine != base && theirs != base && mine != theirs);
            let there = |text: &str| here == typed(text) || beside == Some(typed(text));
            prop_assert!(there(&mine) || mine == base);
            prop_assert!(there(&theirs) || theirs == base);
            prop_assert_eq!((came.both, came.taken), (usize::from(both), usize::from(mine == base && theirs != base)));
            prop_assert_eq!(beside.is_some(), both);
        }
    }

    #[test]
    fn what_the_clock_filled_is_nobodys_change() {
        let mut now = field("11/24 10:40");
        now.by_clock = true;
        assert_eq!(merge(&mut now, &typed("11/24 10:32"), &typed("11/24 10:32"), None), Came::default());
        assert_eq!((now.buffer.text(), &now.beside), ("11/24 10:32", &None));
    }

    #[test]
    fn a_second_change_of_theirs_takes_nothing_that_was_swapped_away() {
        let mut first = field("田中 二");
        merge(&mut first, &typed("田中"), &typed("田村"), None);
        assert!(first.swap());
        let mut second = field("田中 三");
        second.go_on_from(first, &typed("田中 二"), None);
        assert_eq!(second.buffer.text(), "田中 三");
        assert!(second.swap());
        assert_eq!(second.buffer.text(), "田村", "what was typed is there still");
    }
}
