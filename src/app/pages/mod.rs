//! One file per page. Pages compose, they do not compute.

pub mod appraise;
pub mod assess;
pub mod author;
pub mod budget;
pub mod carry;
pub(super) mod catalog;
pub mod compare;
pub mod exchange;
pub mod duties;
pub mod evidence;
pub mod embed;
pub mod frameworks;
pub mod home;
pub mod lazy;
pub mod periods;
pub mod plan;
pub mod ranking;
pub mod report;
pub mod results;
pub mod rollup;
pub mod score;
mod sheet_files;
pub mod targets;
