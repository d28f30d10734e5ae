//! Code that is fetched when it is first needed.
//!
//! With the feature `chunks` the program is split at the functions that [`chunk!`](crate::app::chunk) marks: what only they
//! reach is in WASM files of their own, and so is what several of them share (tools/finish.mjs). Without the feature, in
//! tests, all code is there from the start.

/// A file of code did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

/// Defines an asynchronous function that fetches a file of code, which several may share, and gives something in it. The
/// texts of that file come with it.
macro_rules! chunk {
    ($file:ident: fn $name:ident() -> $kind:ty { $content:expr }) => {
        #[cfg(feature = "chunks")]
        #[wasm_split_helpers::wasm_split($file, fallible)]
        #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions, reason = "both sides are this program")]
        fn $name() -> Result<$kind, wasm_split_helpers::SplitLoaderError> {
            crate::i18n::arrived::$file();
            Ok($content)
        }

        #[cfg(not(feature = "chunks"))]
        async fn $name() -> Result<$kind, crate::app::chunk::NotLoaded> {
            crate::i18n::arrived::$file();
            Ok($content)
        }
    };
}
pub(super) use chunk;
