//! The frameworks (“bộ chỉ số”), and one of them.

pub(super) mod about;
mod leaf;
mod one;
mod tree;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::{about::short_facts, one::one_framework};
use crate::{
    app::{
        components::{basis::BasisMark, page_heading::page_heading, problems::problem_list, source::SourceLine},
        context::{Dispatch, use_dispatch, use_frameworks, use_language, use_page_title},
        pages::catalog::{self, built_in, level_name, use_catalog},
        state::{
            library::{Library, LoadFailure, Loaded, Origin},
            route::Route,
        },
    },
    engine::framework::{Basis, Framework, Node, Source, Text},
    formats::{
        documents::Documents,
        index::{Entry, by_level},
    },
    i18n::{Language, pick, text, text_with},
    web,
};

/// Which framework is open, and which node of it.
#[derive(Debug, PartialEq, Properties)]
pub struct FrameworksPageProps {
    /// The framework; nothing: the list.
    pub id: Option<AttrValue>,
    /// The node that is shown.
    pub node: Option<AttrValue>,
}

/// The frameworks, and one of them.
#[component]
pub fn FrameworksPage(props: &FrameworksPageProps) -> Html {
    let FrameworksPageProps { id, node } = props;
    let language = use_language();
    let library = use_frameworks();
    let dispatch = use_dispatch();
    use_request(id, &library);
    let found = id.as_ref().map(|id| (id, library.framework(id)));
    let title = match &found {
        Some((_, Loaded::Ready(framework))) => pick(&framework.title, language),
        _ => text(language, "frameworks.title"),
    };
    use_page_title(title);
    let Some((id, found)) = found else { return html! { <List {library} {dispatch} {language} /> } };
    html! {
        // The key: what is folded and opened in one framework is not so in another.
        <div key={id.to_string()} class="framework">
            <p class="framework-back"><a href={Route::Frameworks.href()}>{ text(language, "frameworks.back") }</a></p>
            if let Loaded::Ready(framework) = &found {
                { one_framework(framework, library.documents(), node.clone(), &dispatch, language) }
            } else {
                { page_heading(text(language, "frameworks.title")) }
                { not_there(id, &found, &library, language) }
            }
        </div>
    }
}

/// Asks for the framework that is shown, if nobody has.
#[hook]
fn use_request(id: &Option<AttrValue>, library: &Rc<Library>) {
    let library = Rc::clone(library);
    use_effect_with(id.clone(), move |id| {
        if let Some(id) = id.as_ref().filter(|id| library.framework(id) == Loaded::NotRequested) {
            library.request(id);
        }
    });
}

/// Properties of [`List`].
#[derive(Debug, PartialEq, Properties)]
struct ListProps {
    library: Rc<Library>,
    dispatch: Dispatch,
    language: Language,
}

/// All frameworks below whom they are for, and a way to open others.
#[component]
fn List(props: &ListProps) -> Html {
    let ListProps { library, dispatch, language } = props;
    let (entries, again) = use_catalog();
    let mut opened = library.opened().peekable();
    html! {
        <div class="frameworks">
            { page_heading(text(*language, "frameworks.title")) }
            <p class="lead">{ text(*language, "frameworks.lead") }</p>
            { catalog::not_there(&entries, &again, *language) }
            for (level, below) in by_level(&built_in(&entries, library)) {
                <section key={level.to_string()} class="frameworks-level">
                    <h2>{ level_name(&level, *language) }</h2>
                    <ul class="frameworks-list">
                        for it in below { <li key={it.id.to_string()}>{ list_entry(&it, *language) }</li> }
                    </ul>
                </section>
            }
            if opened.peek().is_some() {
                <section class="frameworks-level">
                    <h2>{ text(*language, "frameworks.opened") }</h2>
                    <ul class="frameworks-list">
                        for it in opened {
                            <li key={it.framework.id.to_string()}>
                                { list_entry(&Entry::of(&it.framework), *language) }
                                <p class="frameworks-origin">{ origin_text(&it.origin, *language) }</p>
                            </li>
                        }
                    </ul>
                </section>
            }
            { open_other(dispatch.clone(), *language) }
            <p><a href={Route::Author.href()}>{ text(*language, "frameworks.author") }</a></p>
        </div>
    }
}

fn origin_text(origin: &Origin, language: Language) -> String {
    match origin {
        Origin::Builtin(_) => text(language, "frameworks.builtin").to_owned(),
        Origin::Address(name) => text_with(language, "frameworks.opened.address", &[("name", name)]),
        Origin::File(name) | Origin::Author(name) => text_with(language, "frameworks.opened.file", &[("name", name)]),
        Origin::Store => text(language, "frameworks.opened.store").to_owned(),
    }
}

/// One line of the list: name and a few facts.
fn list_entry(entry: &Entry, language: Language) -> Html {
    html! {
        <article class="framework-entry" data-framework={entry.id.to_string()}>
            <h3><a href={Route::framework(&entry.id).href()}>{ &**pick(&entry.title, language) }</a></h3>
            { short_facts(entry, language) }
        </article>
    }
}

/// A file with a framework, or an address.
fn open_other(dispatch: Dispatch, language: Language) -> Html {
    let choose = Callback::from(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        if let Some(file) = input.and_then(|input| web::files::chosen(&input)) {
            dispatch.open_file(file);
        }
    });
    html! {
        <section class="frameworks-open">
            <h2>{ text(language, "frameworks.open") }</h2>
            <p id="frameworks-open-hint">{ text(language, "frameworks.open.hint") }</p>
            // The browser words the field in its own language; the label stands for it.
            <p class="file-field">
                <input
                    id="frameworks-open-file"
                    class="visually-hidden"
                    type="file"
                    accept=".json,application/json"
                    aria-describedby="frameworks-open-hint"
                    onchange={choose}
                />
                <label class="button" for="frameworks-open-file">{ text(language, "frameworks.open.file") }</label>
            </p>
            <p>{ text(language, "frameworks.open.address") }</p>
        </section>
    }
}

/// A framework that is not here yet, or can not be had, and what to do about it.
fn not_there(id: &str, why: &Loaded<Rc<Framework>>, library: &Rc<Library>, language: Language) -> Html {
    let with_id = |key| text_with(language, key, &[("id", id)]);
    match why {
        Loaded::Failed(LoadFailure::Unreachable) if !library.builtin_ids().contains(&id) => {
            html! { <p>{ with_id("frameworks.unknown") }</p> }
        }
        Loaded::Failed(LoadFailure::Unreachable) => {
            let (library, id) = (Rc::clone(library), id.to_owned());
            let retry = Callback::from(move |_| library.request(&id));
            html! {
                <div role="alert">
                    <p>{ with_id("frameworks.unreachable") }</p>
                    <p><button type="button" class="button" onclick={retry}>{ text(language, "frameworks.retry") }</button></p>
                </div>
            }
        }
        Loaded::Failed(LoadFailure::Refused(problems)) => html! {
            <div role="alert">
                <p>{ with_id("frameworks.refused") }</p>
                { problem_list(problems, None, 200, language) }
            </div>
        },
        _ => html! { <p role="status">{ text(language, "frameworks.loading") }</p> },
    }
}

/// An element without attributes whose name is not always the same.
fn element(name: &'static str, content: Html) -> Html {
    let mut element = yew::virtual_dom::VTag::new(name);
    element.add_child(content);
    element.into()
}

/// How a number or a rule is known.
fn basis_mark(
    basis: Basis,
    derivation: Option<&Text>,
    source: Option<&Source>,
    documents: Option<&Rc<Documents>>,
    language: Language,
) -> Html {
    html! {
        <BasisMark
            {basis}
            derivation={derivation.cloned()}
            source={source.cloned()}
            documents={documents.cloned()}
            {language}
        />
    }
}

/// How the points of a node are known.
fn points_mark(node: &Node, documents: Option<&Rc<Documents>>, language: Language) -> Html {
    let (derivation, source) = (node.points_derivation.as_ref(), node.points_source.as_ref());
    basis_mark(node.points_basis, derivation, source, documents, language)
}

/// Where something is written.
fn source_line(source: &Source, documents: Option<&Rc<Documents>>, language: Language) -> Html {
    html! { <SourceLine source={source.clone()} documents={documents.cloned()} {language} /> }
}
