//! A picture compared with its reference, letter by letter: places, sizes, colors and texts.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the references anew; look at them before you keep them. That a browser draws the
//! page and the PNG as the file says is compared by points in `tests/e2e/pictures.test.mjs`.

use std::path::Path;

use thuocso::charts::{
    Drawing,
    svg::{self, Caption, Palette},
};

/// Fails if the picture of a drawing is not the one in `tests/references/charts`.
pub fn check(name: &str, drawing: &Drawing, title: &str, summary: &str) {
    let source = "Nguồn: số liệu minh họa, không phải số liệu công bố.";
    let picture = svg::write(drawing, &Caption { title, summary, source, language: "vi" }, &Palette::LIGHT);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/references/charts");
    let path = folder.join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(&folder).expect("the folder of references can be made");
        std::fs::write(&path, &picture).expect("the reference can be written");
    }
    let reference = std::fs::read_to_string(&path).unwrap_or_default();
    // Git may have changed the line ends of the file.
    let same = reference.replace("\r\n", "\n") == picture;
    assert!(same, "{name} differs; run with UPDATE_EXPECT=1 and look at the change");
}
