//! Files in and out: open-data tables and workbooks, read into plain rows; it decides nothing.

pub mod city;
pub mod codes;
pub mod funding;
pub mod made_up;
pub mod open_data;
pub mod report;
pub mod team_sheet;
