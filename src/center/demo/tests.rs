//! The city is the same for the same plan, and everything in it folds.
