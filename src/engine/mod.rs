//! The rules of the game: frameworks, assessments, scores, explanations, ranks.
//!
//! Belongs here: functions from values to values, exact, total and quiet.
//! Does not belong here: the browser, the clock, files, randomness, text for people, binary floating point.

#![deny(clippy::float_arithmetic, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod assessment;
pub mod bands;
pub mod calendar;
pub mod checked;
pub mod compare;
pub mod compose;
pub mod crosswalk;
pub mod dataset;
pub mod duty;
pub mod evidence;
pub mod exact;
pub mod framework;
pub mod grounds;
pub mod id;
pub mod merge;
pub mod order;
pub mod periods;
pub mod paper;
pub mod plan;
pub mod problem;
pub mod rank;
pub mod report;
pub mod review;
pub mod risk;
pub mod rollup;
pub mod rounds;
pub mod rule;
pub mod scoring;
pub mod shared;
pub mod what_if;
