//! Published results as static files: tables, descriptions for programs, and pages that need no script.
//!
//! Belongs here: what `thuocso publish` and the build write, as text. Does not belong here: places where files are kept,
//! and the clock: the same data set gives the same bytes.

mod describe;
mod frameworks;
mod html;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerendered;
mod tables;

use std::collections::BTreeMap;

use serde_json::Value;

pub use self::{
    describe::digest,
    frameworks::frameworks,
    html::{Page, Site, escaped, link, plain, scrolled, tag},
    tables::{Column, DataTable, Kind, Reference},
};
use crate::{
    engine::dataset::Dataset,
    formats::{csv_file::Dialect, dataset},
    i18n::{Language, site},
};

/// The style sheet of the pages.
const STYLE: [&str; 2] = [include_str!("../../www/styles/tokens.css"), include_str!("style.css")];

/// How a data set is published.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The language of the pages.
    pub language: Language,
    /// The full address of the folder, with a slash at the end; empty: not known, and there are no canonical
    /// addresses and no sitemap.
    pub base: String,
    /// The application, relative to the folder (`../index.html`) or in full; empty: the pages do not lead to it.
    pub app: String,
    /// The address of `dataset.json` as the application is told it; empty: the data set that ships with it.
    pub data: String,
}

/// Files by their path below the folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Everything that is published of a data set.
pub fn publish(dataset: &Dataset, options: &Options) -> Files {
    let language = options.language;
    let mut files = Files::new();
    let tables = tables::tables(dataset, language);
    let mut downloads = Vec::new();
    for table in &tables {
        let (path, content) = (format!("data/{}.csv", table.name), tables::csv(table));
        let title = site::text_with(
            language,
            "site.download",
            &[
                ("table", site::text(language, &format!("site.table.{}", table.name))),
                ("format", if table.dialect == Dialect::ExcelVietnam { "CSV Excel" } else { "CSV" }),
            ],
        );
        downloads.push(describe::download(&path, "text/csv", &content, &title));
        files.insert(path, content);
    }
    let whole = dataset::write(dataset).into_bytes();
    let title = site::text(language, "site.download.json");
    downloads.push(describe::download("data/dataset.json", "application/json", &whole, title));
    files.insert("data/dataset.json".to_owned(), whole);
    for (name, described) in [
        ("data/datapackage.json", describe::data_package(dataset, &tables, &downloads, language)),
        ("data/csv-metadata.json", describe::csv_on_the_web(dataset, &tables, language)),
        ("data/dcat.jsonld", describe::dcat(dataset, &downloads, options)),
    ] {
        files.insert(name.to_owned(), pretty(&described));
    }
    for (path, page) in pages::pages(dataset, &downloads, options) {
        files.insert(path, page.into_bytes());
    }
    files.insert("style.css".to_owned(), STYLE.concat().into_bytes());
    files.insert("icon.svg".to_owned(), include_bytes!("../../www/icon.svg").to_vec());
    if !options.base.is_empty() {
        files.insert("sitemap.xml".to_owned(), sitemap(&files, &options.base).into_bytes());
    }
    files
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// The addresses of all pages, for search engines.
///
/// No dates of change: the files do not know when they are written.
pub fn sitemap(files: &Files, base: &str) -> String {
    let pages = files.keys().filter(|path| path.ends_with(".html"));
    let address = |path: &String| format!("  <url><loc>{}</loc></url>\n", escaped(&format!("{base}{path}")));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        pages.map(address).collect::<String>()
    )
}
