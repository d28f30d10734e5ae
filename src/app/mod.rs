//! The pages, in Yew.
//!
//! Belongs here: state and its reducers ([`state`]), what pages may ask for ([`context`]), work that takes time
//! ([`tasks`]), and drawing ([`components`], [`charts`], [`pages`]).
//! Does not belong here: arithmetic on points (`engine`), sentences and numbers as people write them (`i18n`),
//! anything that reaches for the browser (`web`).

pub mod charts;
mod chunk;
pub mod components;
pub mod context;
mod current;
mod guest;
pub mod kept;
pub mod machinery;
pub mod pages;
#[cfg(feature = "prerender")]
pub mod prerender;
mod root;
pub mod saving;
pub mod state;
pub mod tasks;
mod windows;

pub use root::{App, AppProps, prepare};
