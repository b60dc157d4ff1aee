//! Moves through a list or a text, the same everywhere.

/// One move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl Step {
    /// Where the move leads from `at` in `total` things of which `page` are seen at once.
    pub fn from(self, at: usize, total: usize, page: usize) -> usize {
        let last = total.saturating_sub(1);
        let page = page.max(2) - 1;
        let to = match self {
            Self::Up => at.saturating_sub(1),
            Self::Down => at.saturating_add(1),
            Self::PageUp => at.saturating_sub(page),
            Self::PageDown => at.saturating_add(page),
            Self::First => 0,
            Self::Last => last,
        };
        to.min(last)
    }
}
