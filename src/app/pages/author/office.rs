//! The code for XLSX files. It is large, so it arrives when the first such file is read or written.

use std::rc::Rc;

use crate::{
    app::chunk::{NotLoaded, chunk},
    engine::problem::Problem,
    formats::{sheet::Workbook, xlsx},
};

/// What it can do.
#[derive(Debug)]
pub struct Office {
    /// Reads a file.
    pub read: fn(&[u8]) -> Result<Workbook, Vec<Problem>>,
    /// Writes a file.
    pub write: fn(&Workbook) -> Result<Vec<u8>, Vec<Problem>>,
}

chunk!(office: fn office() -> Rc<Office> { Rc::new(Office { read: xlsx::read, write: xlsx::write }) });

/// Fetches it, unless it is there. After a failure the next call tries again.
///
/// # Errors
///
/// The file does not arrive.
pub async fn load() -> Result<Rc<Office>, NotLoaded> {
    office().await.map_err(|_| NotLoaded)
}
