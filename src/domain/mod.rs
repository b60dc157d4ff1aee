//! Types, events, state machines and rules of the centre; pure, without input, output or a clock.
//!
//! Every record is an aggregate: a plain struct that events are folded into, with decisions as functions
//! that return the event or the reason why not. Whoever calls passes the time and the person.

pub mod access;
pub mod absence;
pub mod aggregate;
pub mod area;
mod as_text;
pub mod calendar;
pub mod care_team;
pub mod centre;
pub mod code;
pub mod consultation;
pub mod coverage;
pub mod enrolment;
pub mod event;
pub mod geo;
pub mod fracture;
pub mod funding;
pub mod id;
pub mod introduction;
pub mod month;
pub mod outreach;
pub mod pair;
pub mod patient;
pub mod person;
pub mod question;
pub mod referral;
pub mod report;
pub mod regional_issue;
pub mod resource;
pub mod screening;
pub mod settings;
pub mod staff;
pub mod support_advice;
pub mod time;
pub mod timeline;
