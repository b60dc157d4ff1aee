//! How a pane shares its rows and columns: list over detail at 80 columns, side by side from 120.

/// A part of a pane, for [`Surface::at`](crate::tui::surface::Surface::at).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

/// The parts of a pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    pub list: Part,
    pub detail: Part,
    /// A third column, where there is room for one.
    pub side: Option<Part>,
    /// The row of the rule between list and detail, where they are stacked.
    pub rule: Option<u16>,
}

/// From this width on the parts stand side by side.
pub const WIDE: u16 = 120;

impl Split {
    /// Shares `width` by `height` cells.
    pub fn of(width: u16, height: u16) -> Self {
        if width < WIDE {
            // The detail gets a little less than half.
            let list = height.saturating_sub(1).div_ceil(2) + 1;
            let list = list.min(height);
            let below = (list + 1).min(height);
            return Self {
                list: Part { x: 0, y: 0, width, height: list },
                detail: Part { x: 0, y: below, width, height: height - below },
                side: None,
                rule: Some(list),
            };
        }
        let list = width * 2 / 5;
        let detail = width * 7 / 20;
        let column = |x, width| Part { x, y: 0, width, height };
        Self {
            list: column(0, list),
            detail: column(list + 2, detail - 2),
            side: Some(column(list + detail + 2, width - list - detail - 2)),
            rule: None,
        }
    }

    /// All of it for the detail.
    pub fn whole(width: u16, height: u16) -> Self {
        let detail = Part { x: 0, y: 0, width, height };
        Self { list: Part::default(), detail, side: None, rule: None }
    }

    /// The detail and the side column as one, for panes that have no third part.
    pub fn two(mut self) -> Self {
        if let Some(side) = self.side.take() {
            self.detail.width = side.x + side.width - self.detail.x;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_stay_inside(width in 0u16..300, height in 0u16..100) {
            let split = Split::of(width, height);
            for part in [Some(split.list), Some(split.detail), split.side, Some(split.two().detail)].into_iter().flatten() {
                prop_assert!(part.x + part.width <= width && part.y + part.height <= height);
            }
        }
    }
}
