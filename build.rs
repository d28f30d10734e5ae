//! Asks the linker to keep relocations in `app.wasm`, which tools/finish.mjs needs to split it into chunks.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_CHUNKS").is_some() {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
}
