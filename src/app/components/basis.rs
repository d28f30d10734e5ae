//! How a number or a rule is known.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::source::SourceLine;
use crate::{
    engine::framework::{Basis, Source, Text},
    formats::documents::Documents,
    i18n::{Language, pick, status},
};

/// What the mark says.
#[derive(Debug, PartialEq, Properties)]
pub struct BasisMarkProps {
    /// How it is known.
    pub basis: Basis,
    /// How it was worked out.
    #[prop_or_default]
    pub derivation: Option<Text>,
    /// Where it is written.
    #[prop_or_default]
    pub source: Option<Source>,
    /// What the number or rule is of, for those who hear the mark without what stands around it.
    #[prop_or_default]
    pub about: Option<AttrValue>,
    /// The register of documents; without it a source is shown by its id.
    #[prop_or_default]
    pub documents: Option<Rc<Documents>>,
    /// In which language.
    pub language: Language,
}

/// A small mark that opens: the basis in a word, its explanation inside. Nothing for what is official.
#[component]
pub fn BasisMark(props: &BasisMarkProps) -> Html {
    let (mark, explanation) = status::basis(props.basis, props.language);
    if mark.is_empty() {
        return Html::default();
    }
    html! {
        // One is open at a time; Escape closes it, because it lies over what is below.
        <details class={classes!("basis", basis_class(props.basis))} name="basis" onkeydown={close_on_escape()}>
            <summary>
                { mark }
                if let Some(about) = &props.about {
                    <span class="visually-hidden">{ format!(" {about}") }</span>
                }
            </summary>
            <div class="basis-body">
                <p>{ explanation }</p>
                if let Some(derivation) = &props.derivation {
                    <p>{ &**pick(derivation, props.language) }</p>
                }
                if let Some(source) = &props.source {
                    <SourceLine source={source.clone()} documents={props.documents.clone()} language={props.language} />
                }
            </div>
        </details>
    }
}

fn close_on_escape() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            let mark = event.target_dyn_into::<Element>().and_then(|it| it.closest("details").ok().flatten());
            // Fails only for names of attributes that are not well-formed.
            let _ = mark.map(|mark| mark.remove_attribute("open"));
        }
    })
}

/// The class that colors a basis.
pub fn basis_class(basis: Basis) -> &'static str {
    match basis {
        Basis::Official => "basis-official",
        Basis::Secondary => "basis-secondary",
        Basis::Inferred => "basis-inferred",
        Basis::Allocated => "basis-allocated",
        Basis::Counted => "basis-counted",
        Basis::SelfAssessed | Basis::Appraised => "basis-secondary",
    }
}
