//! Windows on long lists: what the screen shows is all that crosses the socket.

use serde::{Deserialize, Serialize};

/// The part of a list that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// How many rows to leave out at the start.
    pub offset: u32,
    /// How many rows at the most, 1 to 1,000; more are cut to that.
    pub limit: u32,
}

impl Default for Window {
    fn default() -> Self {
        Self { offset: 0, limit: 100 }
    }
}

/// The most rows that one window holds.
pub const WINDOW_LIMIT: u32 = 1_000;

/// A part of a list, with the length of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// How many rows the whole list has.
    pub total: u32,
    /// How many rows were left out at the start.
    pub offset: u32,
    /// The rows of the window.
    pub rows: Vec<T>,
}

impl<T> Page<T> {
    /// The window of a list whose rows are made only where they are shown.
    pub fn of<S>(all: &[S], window: Window, mut row: impl FnMut(&S) -> T) -> Self {
        let offset = (window.offset as usize).min(all.len());
        let limit = window.limit.clamp(1, WINDOW_LIMIT) as usize;
        Self {
            total: u32::try_from(all.len()).unwrap_or(u32::MAX),
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            rows: all.iter().skip(offset).take(limit).map(&mut row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_past_the_end_is_empty_and_knows_the_total() {
        let page = Page::of(&[1, 2, 3], Window { offset: 9, limit: 0 }, |n| n * 2);
        assert_eq!(page, Page { total: 3, offset: 3, rows: vec![] });
        let page = Page::of(&[1, 2, 3], Window { offset: 1, limit: 1 }, |n| n * 2);
        assert_eq!(page, Page { total: 3, offset: 1, rows: vec![4] });
    }
}
