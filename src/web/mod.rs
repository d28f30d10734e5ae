//! The one door to the browser: addresses, storage, files, the clock, focus.
//!
//! Belongs here: everything that reaches for `window`, `document` or the network, in terms of texts and numbers.
//! Does not belong here: scoring, pages, the meaning of what is stored or fetched.

pub mod channel;
pub mod clock;
mod database;
pub mod fetch;
pub mod files;
pub mod focus;
pub mod last_words;
pub mod location;
pub mod mount;
pub mod page;
pub mod panic_page;
pub mod picture;
pub mod safety;
pub mod size;
pub mod store;
pub mod update;
