//! Which module may use which, and what must never be in one. The table of `src/lib.rs`, as a test.

#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A module, the modules of this package that it may use, and words that must not be in it.
struct Layer {
    name: &'static str,
    uses: &'static [&'static str],
    never: &'static [&'static str],
}

const BROWSER: &[&str] = &["web_sys", "js_sys", "gloo", "wasm_bindgen", "yew"];
const LAYERS: &[Layer] = &[
    Layer {
        name: "engine",
        uses: &["engine"],
        never: &["f32", "f64", "std::time", "std::fs", "std::env", "HashMap", "println!", "rand::"],
    },
    // JSON numbers of later versions are kept as JSON keeps them; `f32` and the operators of floats stay out.
    Layer {
        name: "formats",
        uses: &["engine", "formats"],
        never: &["f32", "as f64", "std::time", "std::fs", "std::env"],
    },
    Layer {
        name: "charts",
        uses: &["charts"],
        never: &["Decimal", "Exact", "std::time", "std::fs", "std::env", "serde"],
    },
    Layer { name: "i18n", uses: &["engine", "i18n"], never: &["f32", "f64", "std::time", "std::fs", "std::env"] },
    Layer {
        name: "publish",
        uses: &["engine", "formats", "i18n", "publish"],
        never: &["f32", "f64", "std::time", "std::fs", "std::env", "HashMap"],
    },
    Layer { name: "web", uses: &["web"], never: &["yew"] },
    Layer {
        name: "app",
        uses: &["engine", "formats", "charts", "i18n", "web", "app"],
        never: &["web_sys::window", "gloo::utils::window", "gloo::utils::document", "local_storage", "LocalStorage"],
    },
];

#[test]
fn modules_use_only_the_layers_below_them() {
    let mut faults = Vec::new();
    for layer in LAYERS {
        for (path, line, code) in lines_of(layer.name) {
            for used in code.split("crate::").skip(1) {
                let module: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !module.is_empty() && !layer.uses.contains(&module.as_str()) {
                    faults.push(format!("{path}:{line}: `{}` must not use `{module}`", layer.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn modules_do_not_contain_what_they_must_not_know() {
    let mut faults = Vec::new();
    for layer in LAYERS {
        let pure = !matches!(layer.name, "web" | "app");
        let browser = if pure { BROWSER } else { &[] };
        for (path, line, code) in lines_of(layer.name) {
            for word in layer.never.iter().chain(browser) {
                if holds_word(&code, word) {
                    faults.push(format!("{path}:{line}: `{}` must not know `{word}`", layer.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_feature_of_the_browser_is_named_on_module_declarations_only() {
    let mut places = Vec::new();
    for path in files(&root().join("src")) {
        for (index, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.contains("feature = \"web\"") {
                places.push(format!("{}:{}", path.file_name().unwrap().to_string_lossy(), index + 1));
            }
        }
    }
    assert!(places.iter().all(|place| place.starts_with("lib.rs:")), "{places:?}");
    assert_eq!(places.len(), 2, "{places:?}");
}

#[test]
fn a_word_is_found_as_a_word() {
    assert!(holds_word("let x: f64 = 1.0;", "f64"));
    assert!(!holds_word("let leaf64 = 1;", "f64"));
    assert!(holds_word("use yew::prelude::*;", "yew"));
    assert!(!holds_word("viewer", "yew"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of code of a module, without comments and without what only tests contain.
fn lines_of(module: &str) -> Vec<(String, usize, String)> {
    let folder = root().join("src").join(module);
    let mut lines = Vec::new();
    for path in files(&folder) {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        for (index, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.starts_with("#[cfg(test)]") {
                break;
            }
            let code = line.split("//").next().unwrap_or_default();
            lines.push((name.clone(), index + 1, code.to_owned()));
        }
    }
    assert!(!lines.is_empty(), "no code in {module}");
    lines
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Whether `word` is in `code`, not as a part of a longer name.
fn holds_word(code: &str, word: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back().is_some_and(belongs);
        let after = code[at + word.len()..].chars().next().is_some_and(belongs);
        !before && !after
    })
}
