//! One file per page. Pages compose, they do not compute.

pub mod assess;
pub mod author;
pub mod frameworks;
pub mod home;
pub mod lazy;
pub mod results;
