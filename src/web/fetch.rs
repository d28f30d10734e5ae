//! Files of the same site.

use gloo::net::http::Request;

use super::location;

/// The address does not answer, or answers that there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreachable;

/// The text at an address, which is relative to the files of the program: for a page of its own, to the page.
///
/// # Errors
///
/// Without a network, and where the server does not have the file.
pub async fn text(address: &str) -> Result<String, Unreachable> {
    let response = Request::get(&location::of_file(address)).send().await.map_err(|_| Unreachable)?;
    if !response.ok() {
        return Err(Unreachable);
    }
    response.text().await.map_err(|_| Unreachable)
}
