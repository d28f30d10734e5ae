//! The code for DOCX files. It arrives when the first such file is written.

use std::{io, rc::Rc};

use crate::{
    app::chunk::{NotLoaded, chunk},
    engine::paper::Paper,
    formats::docx,
};

/// Writes a file.
type Write = fn(&Paper) -> io::Result<Vec<u8>>;

chunk!(office: fn docx_writer() -> Rc<Write> { Rc::new(docx::write as Write) });

/// Fetches it, unless it is there. After a failure the next call tries again.
///
/// # Errors
///
/// The file does not arrive.
pub async fn load() -> Result<Write, NotLoaded> {
    docx_writer().await.map(|write| *write).map_err(|_| NotLoaded)
}
