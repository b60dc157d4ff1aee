//! Words of the region pane.
