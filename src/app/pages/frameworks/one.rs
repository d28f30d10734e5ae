//! One framework: what it is, its tree, and how each of its numbers is known.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    about::{basis_table, facts, grades, notes, pillars},
    tree::Tree,
};
use crate::{
    app::{components::page_heading::page_heading, context::Dispatch, state::route::Route},
    engine::framework::{Basis, Framework},
    formats::{builtin, documents::Documents},
    i18n::{Language, pick, text, text_for_count},
    web,
};

/// One framework as a whole.
pub fn one_framework(
    framework: &Rc<Framework>,
    documents: Option<Rc<Documents>>,
    node: Option<AttrValue>,
    dispatch: &Dispatch,
    language: Language,
) -> Html {
    let allocated = framework.nodes().iter().filter(|node| node.points_basis == Basis::Allocated).count();
    let begin = {
        let (dispatch, framework) = (dispatch.clone(), Rc::clone(framework));
        Callback::from(move |_| dispatch.begin(Rc::clone(&framework), "", &likely_period(&framework)))
    };
    let example = builtin::EXAMPLES.iter().any(|(id, _)| **id == *framework.id);
    let open_example = {
        let (dispatch, id) = (dispatch.clone(), Rc::clone(&framework.id));
        Callback::from(move |_| dispatch.open_example(&id, &Route::ASSESS))
    };
    let compare = Route::Compare { id: framework.id.to_string(), other: None }.href();
    html! {
        <>
            { page_heading(&**pick(&framework.title, language)) }
            <p class="lead">{ &**pick(&framework.summary, language) }</p>
            { facts(framework, language) }
            <p class="framework-actions">
                <button type="button" class="button button-primary" onclick={begin}>{ text(language, "frameworks.use") }</button>
                if example {
                    <>{ " " }<button type="button" class="button" onclick={open_example}>{ text(language, "frameworks.example") }</button></>
                }
                <>{ " " }<a class="button" href={compare}>{ text(language, "compare_page.link") }</a></>
            </p>
            if allocated > 0 {
                <p class="allocated-notice">{ text_for_count(language, "frameworks.allocated", allocated) }</p>
            }
            <Tree framework={Rc::clone(framework)} documents={documents.clone()} {node} {language} />
            if !framework.pillars.is_empty() {
                { pillars(framework, documents.as_ref(), language) }
            }
            { grades(framework, language) }
            { basis_table(framework, language) }
            { notes(framework, language) }
        </>
    }
}

/// The last year that the framework counts for, otherwise this year.
fn likely_period(framework: &Framework) -> String {
    let this_year = || web::clock::local_time(web::clock::now_ms()).year;
    framework.years.iter().max().map_or_else(|| this_year().to_string(), ToString::to_string)
}
