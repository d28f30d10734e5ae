//! Thước Số (“digital ruler”): the calculator for Vietnam's digital-transformation index (“chỉ số chuyển đổi số”, DTI),
//! wholly in the browser.
//!
//! # Bird's-eye view
//!
//! A *framework* says what is measured and how figures become points; it is data (`indicators/`). An *assessment* holds
//! what one organization enters for one period; it is a file that the user owns. A *scorecard* follows from the two and
//! is never stored. Pages draw scorecards; the command line and other programs read them. A *crosswalk* says which
//! figures of one framework answer another one; it is data too.
//!
//! ```text
//! bin/app ────► app ─► web
//!                │
//!                ├───► charts
//!                ├───► i18n ─────► engine
//!                ├───► formats ──► engine
//!                └───────────────► engine
//! bin/thuocso ──► publish ──► i18n, formats, engine
//! bin/api ──────────────────► i18n, formats, engine
//! ```
//!
//! # Where to start
//!
//! - What a framework file can say: [`engine::framework::raw`]; what is wrong with one: [`engine::framework::check`].
//! - How a framework is written in a spreadsheet: [`formats::framework_sheet`].
//! - How a rule becomes points: [`engine::rule::evaluate`]; how points add up: [`engine::scoring`].
//! - Why a score is what it is: [`engine::scoring::explain`], worded by [`i18n::step`].
//! - What of an assessment another framework can use: [`engine::crosswalk::carry`]; what changed between two editions:
//!   [`engine::compare`].
//! - How two copies of an assessment become one again: [`engine::merge`].
//! - What a pasted list of documents says: [`engine::evidence::read`]; what is earned without one: [`engine::risk`]; who
//!   has to see to what: [`engine::duty`].
//! - What an appraiser decides, and when a result can be final: [`engine::rounds`]; the files of many units as one
//!   table: [`engine::rollup`].
//! - What published results hold and what follows from them: [`engine::dataset`].
//! - Periods of one organization side by side: [`engine::periods`].
//! - What reaches a target with the least work: [`engine::plan`].
//! - What a report says: [`i18n::report`]; the form of its pages: [`formats::docx`].
//! - How published results become files and pages that need no script: `publish`.
//! - What is shown before the program is there: `app::prerender` draws it, `publish::prerendered` writes it,
//!   `www/prerendered.js` shows it and hands over.
//! - What a user's keystroke does: `app::state::session`.
//!
//! # Invariants
//!
//! Each is kept by a test or by the compiler.
//!
//! 1. Every score equals the result of exact rational arithmetic, rounded only where the framework declares it
//!    (`tests/properties.rs`, against an oracle of its own).
//! 2. Reading a file never panics and reports all problems, not the first (`tests/lint.rs`, `tests/assessments.rs`,
//!    `tests/reports.rs`).
//! 3. A [`engine::framework::Framework`] is consistent: identifiers are unique, inputs exist, sums agree or the file
//!    says why not (`tests/lint.rs`).
//! 4. No score is above its maximum or below zero (`tests/properties.rs`).
//! 5. Missing is not zero: a partial assessment has an interval, and filling in a figure never leaves it
//!    (`tests/properties.rs`).
//! 6. A scorecard is a function of framework and assessment; it is never stored or edited (`tests/properties.rs`).
//! 7. The self score is never overwritten by the appraised score (`tests/assessments.rs`).
//! 8. The steps of an explanation add up to the score they explain (`tests/golden.rs`, `tests/properties.rs`).
//! 9. `engine`, `formats`, `charts` and `i18n` know no browser, no clock and no randomness: the same input gives the
//!    same bytes (`tests/architecture.rs`; the library builds without the feature `web`).
//! 10. Every number that people see has a basis and a source (`tests/lint.rs`).
//! 11. Nothing is carried from one framework to another unless it is chosen, and it says whence it came
//!     (`tests/crosswalk.rs`, `tests/properties.rs`).
//! 12. Nothing leaves the browser except by a user's action (every journey in `tests/e2e/` watches all requests).
//! 13. What the page calls saved outlives the page and the browser, and no window writes over what another one wrote
//!     (`tests/e2e/kill.test.mjs`, `tests/e2e/store.test.mjs`, `tests/e2e/store-limits.test.mjs`); files of earlier
//!     versions load (`tests/saved.rs`).

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod engine;
pub mod formats;
pub mod charts;
pub mod i18n;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
#[cfg(feature = "web")]
pub mod web;
#[cfg(feature = "web")]
pub mod app;
