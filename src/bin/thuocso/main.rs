//! `thuocso`, the native command. See [`command`].

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// Cargo builds every binary beside the browser tests; in a browser there is no command line.
#[cfg(target_arch = "wasm32")]
fn main() {}
