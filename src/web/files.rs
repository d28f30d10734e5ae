//! Files that a person saves and opens.

use gloo::file::{Blob, File, ObjectUrl, futures::read_as_bytes};
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, HtmlInputElement};

/// Why a file can not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// It is larger than the limit.
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// It can not be read, or is not text in UTF-8.
    NotText,
}

/// Offers a text as a file to save.
pub fn download(name: &str, media_type: &str, text: &str) {
    offer(name, Blob::new_with_options(text, Some(media_type)));
}

/// Offers bytes as a file to save.
pub fn download_bytes(name: &str, media_type: &str, bytes: &[u8]) {
    offer(name, Blob::new_with_options(bytes, Some(media_type)));
}

/// Offers what the browser made as a file to save.
pub fn download_blob(name: &str, blob: web_sys::Blob) {
    offer(name, Blob::from(blob));
}

fn offer(name: &str, blob: Blob) {
    let address = ObjectUrl::from(blob);
    let Ok(element) = gloo::utils::document().create_element("a") else { return };
    let Ok(link) = element.dyn_into::<HtmlAnchorElement>() else { return };
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the blob after this returns; the address must outlive that.
    gloo::timers::callback::Timeout::new(60_000, move || drop(address)).forget();
}

/// The file that a person chose, if any. The input is emptied, so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0)?;
    let file = File::from(file);
    input.set_value("");
    Some(file)
}

/// When a file was written, in milliseconds since 1970; nothing where the browser does not say.
pub fn written_at_ms(file: &File) -> Option<u64> {
    let at = AsRef::<web_sys::File>::as_ref(file).last_modified();
    (at > 0.0).then_some(at as u64)
}

/// The text of a file.
///
/// # Errors
///
/// A file of more than `limit` bytes, and one that is not text in UTF-8.
pub async fn text(file: &File, limit: u64) -> Result<String, FileError> {
    String::from_utf8(bytes(file, limit).await?).map_err(|_| FileError::NotText)
}

/// The bytes of a file.
///
/// # Errors
///
/// A file of more than `limit` bytes, and one that can not be read.
pub async fn bytes(file: &File, limit: u64) -> Result<Vec<u8>, FileError> {
    if file.size() > limit {
        return Err(FileError::TooLarge { size: file.size() });
    }
    read_as_bytes(file).await.map_err(|_| FileError::NotText)
}

/// Puts a text on the clipboard; whether the browser did.
pub async fn copy(text: &str) -> bool {
    // Absent where the page was not opened by https.
    let clipboard = js_sys::Reflect::get(&gloo::utils::window().navigator(), &"clipboard".into());
    if !clipboard.is_ok_and(|it| it.is_object()) {
        return false;
    }
    let written = gloo::utils::window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}
