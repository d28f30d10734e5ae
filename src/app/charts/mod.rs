//! Charts on a page.
//!
//! What belongs here: scores turned into the inputs of a chart ([`main_indicators`]), and placed shapes turned into
//! elements ([`shape`], [`figure`], [`numbers`], [`inline_bar`]). What does not: placement, which is [`crate::charts`], and the choice of what to
//! show, which is the page's.

pub mod figure;
pub mod inline_bar;
pub mod main_indicators;
pub mod numbers;
pub mod range;
pub mod shape;
