//! What the pages know, and the only functions that change it.
//!
//! Belongs here: values and reducers, pure and testable without a browser.
//! Does not belong here: drawing, fetching, saving, translating.

pub mod history;
pub mod library;
pub mod options;
pub mod problems;
pub mod route;
pub mod saved;
pub mod scorecard;
pub mod session;
pub mod snippet;
pub mod typed;
