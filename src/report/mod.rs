//! Reports: monthly and by fiscal year, every figure counted from what staff recorded once.
//!
//! What it promises: [`facts::Facts`] keeps of every record the few bytes that reports count, and is copied for a report
//! at the price of some pointers, so that nobody who writes waits while one is counted. [`count::tables`] and
//! [`count::sources`] walk the same hits: a figure and the list that it opens are counted by one rule. Each column says
//! whether its rows add up to the total. It knows no file format and no screen.

pub mod count;
pub mod facts;
pub mod mask;
pub mod set;
