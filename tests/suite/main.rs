//! The tests above the unit level, in one binary.
