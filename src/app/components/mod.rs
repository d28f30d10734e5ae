//! Parts that pages are made of. They take props and read no context, except the shell.

pub mod basis;
pub mod draft;
pub mod explanation;
pub mod file_box;
pub mod kept_work;
pub mod locked;
pub mod page_heading;
pub mod problems;
pub mod recovery;
pub mod score;
pub mod shell;
pub mod source;
pub mod year_note;
