//! Where something is written.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    engine::framework::Source,
    formats::documents::{Document, Documents},
    i18n::{Language, text, text_with},
};

/// What the line says.
#[derive(Debug, PartialEq, Properties)]
pub struct SourceLineProps {
    /// Document, section, item.
    pub source: Source,
    /// The register of documents; without it the document is shown by its id.
    #[prop_or_default]
    pub documents: Option<Rc<Documents>>,
    /// In which language.
    pub language: Language,
}

/// “Nguồn: …”: the document with its number, the section as printed, and the address where it can be read.
#[component]
pub fn SourceLine(props: &SourceLineProps) -> Html {
    let SourceLineProps { source, documents, language } = props;
    let document = documents.as_ref().and_then(|documents| documents.documents.get(&*source.document));
    let name = document.map_or_else(|| source.document.to_string(), |document| document_name(document, *language));
    let place = place(source, *language);
    let address = document.map(|document| document.address.clone()).filter(|address| address.starts_with("http"));
    html! {
        <p class="source">
            <span class="source-label">{ text(*language, "shell.source") }</span>{ " " }
            if let Some(address) = address {
                <a href={address} rel="noreferrer" target="_blank">{ name }<span class="visually-hidden">{ format!(" {}", text(*language, "shell.new_window")) }</span></a>
            } else {
                <cite>{ name }</cite>
            }
            if !place.is_empty() {
                { ", " }{ place }
            }
        </p>
    }
}

/// The same in a line of text, with the address, for pictures and files.
pub fn source_text(source: &Source, documents: &Documents, language: Language) -> String {
    let document = documents.documents.get(&*source.document);
    let name = document.map_or_else(|| source.document.to_string(), |document| document_name(document, language));
    let address = document.map(|document| document.address.clone()).unwrap_or_default();
    let parts = [name, place(source, language), address];
    let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    format!("{} {}.", text(language, "shell.source"), parts.join(", "))
}

/// Number and title of a document.
pub fn document_name(document: &Document, language: Language) -> String {
    let title = match language {
        Language::En if !document.title.en.is_empty() => &document.title.en,
        _ => &document.title.vi,
    };
    match document.number.trim_start_matches('/') {
        "" => title.clone(),
        // A number that begins with the sign has lost its first part in the copy that we hold.
        _ if document.number.starts_with('/') => title.clone(),
        number => format!("{number} – {title}"),
    }
}

fn place(source: &Source, language: Language) -> String {
    let item = source.item.map(|item| item.to_string());
    match (&*source.section, item) {
        ("", _) => String::new(),
        (section, None) => text_with(language, "shell.source.section", &[("section", section)]),
        (section, Some(item)) => text_with(language, "shell.source.item", &[("section", section), ("item", &item)]),
    }
}
