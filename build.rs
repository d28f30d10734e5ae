//! Divides the texts of pages by the code that they travel with, and asks the linker to keep relocations in `app.wasm`,
//! which tools/finish.mjs needs to split it into chunks.

use std::{env, fs, path::Path};

use groups::{GROUPS, group};

#[path = "src/i18n/groups.rs"]
mod groups;

const TEXTS: &str = "src/i18n/pages.vi.json";

fn main() {
    for file in ["build.rs", "src/i18n/groups.rs", TEXTS] {
        println!("cargo::rerun-if-changed={file}");
    }
    if env::var_os("CARGO_FEATURE_CHUNKS").is_some() {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
    let texts = fs::read_to_string(TEXTS).unwrap_or_else(|error| panic!("{TEXTS}: {error}"));
    let folder = env::var_os("OUT_DIR").expect("cargo gives a folder");
    for (name, _) in GROUPS {
        // A message is a line (`tests/i18n.rs`): `  "page.loading": "…",`
        let messages = texts.lines().map(|line| line.trim().trim_end_matches(','));
        let messages = messages.filter(|line| line.split('"').nth(1).is_some_and(|key| group(key) == name));
        let file = format!("{{{}}}", messages.collect::<Vec<&str>>().join(","));
        let path = Path::new(&folder).join(format!("pages.{name}.vi.json"));
        fs::write(&path, file).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}
