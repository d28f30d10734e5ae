//! Divides the texts of pages by the code that they travel with, and asks the linker to keep relocations in `app.wasm`,
//! which tools/finish.mjs needs to split it into chunks.

use std::{env, fs, path::Path};

use groups::{GROUPS, OWN, group, own_group};

#[path = "src/i18n/groups.rs"]
mod groups;

const TEXTS: &str = "src/i18n/pages.vi.json";
const OWN_TEXTS: &str = "src/i18n/vi.json";

fn main() {
    for file in ["build.rs", "src/i18n/groups.rs", TEXTS, OWN_TEXTS] {
        println!("cargo::rerun-if-changed={file}");
    }
    if env::var_os("CARGO_FEATURE_CHUNKS").is_some() {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
    for (name, _) in GROUPS {
        divide(TEXTS, "pages", name, group);
    }
    for (name, _) in OWN {
        divide(OWN_TEXTS, "own", name, own_group);
    }
}

/// Writes the messages of a file that are in a group into a file of their own.
fn divide(from: &str, stem: &str, name: &str, group: fn(&str) -> &'static str) {
    let texts = fs::read_to_string(from).unwrap_or_else(|error| panic!("{from}: {error}"));
    let folder = env::var_os("OUT_DIR").expect("cargo gives a folder");
    // A message is a line (`tests/i18n.rs`): `  "page.loading": "…",`
    let messages = texts.lines().map(|line| line.trim().trim_end_matches(','));
    let messages = messages.filter(|line| line.split('"').nth(1).is_some_and(|key| group(key) == name));
    let file = format!("{{{}}}", messages.collect::<Vec<&str>>().join(","));
    let path = Path::new(&folder).join(format!("{stem}.{name}.vi.json"));
    fs::write(&path, file).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
