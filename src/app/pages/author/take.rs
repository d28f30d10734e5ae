//! The first step: the form to fill in, or the sheets of a framework that exists.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{
    desk::{Desk, DeskAction, Saving},
    offered,
    work::{self, Source},
};
use crate::{
    app::{components::problems::problem_list, state::library::Library},
    i18n::{Language, text, text_with},
};

/// The first step.
pub fn take(desk: &UseReducerHandle<Desk>, library: &Rc<Library>, language: Language) -> Html {
    let say = |key| text(language, key);
    let sources = sources(library, language);
    let chosen = sources.iter().find(|(id, ..)| Some(id) == desk.source.as_ref()).or(sources.first()).cloned();
    let save = |source: Source| {
        let (desk, csv) = (desk.dispatcher(), desk.csv);
        Callback::from(move |_: MouseEvent| work::save(desk.clone(), source.clone(), csv, language))
    };
    let on_csv = {
        let desk = desk.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                desk.dispatch(DeskAction::Csv(field.checked()));
            }
        })
    };
    let on_source = {
        let desk = desk.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                desk.dispatch(DeskAction::Source(field.value().into()));
            }
        })
    };
    let of_chosen = chosen.as_ref().map(|(_, _, source)| save(source.clone()));
    html! {
        <>
            <p class="author-row">
                <button type="button" class="button button-primary" onclick={save(Source::Template)}>{ say("author.template") }</button>
                <span class="hint">{ say("author.template.hint") }</span>
            </p>
            <div class="author-row">
                <label for="author-source">{ say("author.source") }</label>
                <select id="author-source" onchange={on_source}>
                    for (id, title, _) in &sources {
                        <option value={id.to_string()} selected={chosen.as_ref().is_some_and(|it| it.0 == *id)}>{ title }</option>
                    }
                </select>
                <button type="button" class="button" disabled={of_chosen.is_none()} onclick={of_chosen.unwrap_or_default()}>{ say("author.source.save") }</button>
            </div>
            <label class="author-csv">
                <input type="checkbox" checked={desk.csv} onchange={on_csv} />
                <span>{ say("author.csv") }</span>
            </label>
            { saving(&desk.saving, language) }
        </>
    }
}

/// Every framework by id, name and where its text is. Its name is its id until it is loaded.
fn sources(library: &Rc<Library>, language: Language) -> Vec<(Rc<str>, String, Source)> {
    let opened = library.opened().map(|it| {
        let id = Rc::clone(&it.framework.id);
        (Rc::clone(&id), offered(&it.framework, language), Source::Text(id, Rc::clone(&it.text)))
    });
    let builtin = library.builtin_ids().iter().filter(|id| library.find_opened(id).is_none()).map(|id| {
        let title = library.framework(id).as_ready().map_or_else(|| (*id).to_owned(), |it| offered(&it, language));
        (Rc::from(*id), title, Source::Builtin(Rc::from(*id)))
    });
    builtin.chain(opened).collect()
}

/// What became of the file.
fn saving(saving: &Saving, language: Language) -> Html {
    let sentence = |class: &'static str, text: String| html! { <p {class} role="status">{ text }</p> };
    match saving {
        Saving::Nothing => Html::default(),
        Saving::Working => sentence("loading", text(language, "author.saving").to_owned()),
        Saving::Done(name) => sentence("hint", text_with(language, "author.saved", &[("name", name)])),
        Saving::NotLoaded => {
            html! { <p class="field-error" role="alert">{ text(language, "author.save.not_loaded") }</p> }
        }
        Saving::Refused(problems) => html! { <div role="alert">{ problem_list(problems, None, 8, language) }</div> },
    }
}
