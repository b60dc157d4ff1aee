//! The high-risk approach (ハイリスクアプローチ): questionnaires scored by the published rules, so that people enter the
//! queue before anyone calls.

mod basic;
mod decide;
mod event;
mod old_old;
mod person;
mod record;
mod steps;

#[cfg(test)]
mod model;

pub use basic::{
    BasicAnswers, BasicItem, Finding, HEIGHTS, Millimetres, NoSuchItem, Rule, RuleState, Verdict, WEIGHTS, YesNo,
};
pub use decide::ScreeningProblem;
pub use event::{Answers, Look, PreventionOutcome, Progress, Questionnaire, ScreeningEvent, Sheet};
pub use old_old::{OldOldAnswers, OldOldItem};
pub use person::Screened;
pub use record::{Risk, Screening, ScreeningState, ScreeningStep, ScreeningTurn};
