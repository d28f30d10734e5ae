//! Before an assessment is open: begin one, open a file, or look at an example.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::head::{PeriodField, file_button};
use crate::{
    app::{
        components::{
            kept_work::KeptWork, page_heading::page_heading, problems::problem_list, year_note::use_year_note,
        },
        context::{Dispatch, use_dispatch, use_frameworks, use_page_title},
        state::{
            library::{LoadFailure, Loaded},
            route::Route,
        },
    },
    engine::{assessment::is_period, framework::Framework},
    formats::builtin,
    i18n::{Language, pick, text},
    web,
};

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct StartProps {
    /// In which language.
    pub language: Language,
}

/// Three ways to an assessment.
#[component]
pub fn Start(props: &StartProps) -> Html {
    let language = props.language;
    let say = |key| text(language, key);
    use_page_title(say("assess.title"));
    let dispatch = use_dispatch();
    let offered = use_offered();
    let ready: Vec<Rc<Framework>> = offered.iter().filter_map(|it| it.as_ready()).collect();
    html! {
        <div class="start">
            { page_heading(say("assess.title")) }
            <p class="start-lead">{ say("assess.start.lead") }</p>
            <KeptWork {language} dispatch={dispatch.clone()} />
            <NewForm {offered} {language} />
            <section class="start-other">
                <h2>{ say("assess.start.file") }</h2>
                <p>{ say("assess.start.file.text") }</p>
                <p>{ file_button("", language, &dispatch) }</p>
            </section>
            <section class="start-other">
                <h2>{ say("assess.start.example") }</h2>
                <p>{ say("assess.start.example.text") }</p>
                <ul class="start-examples">
                    for (id, _) in builtin::EXAMPLES { { example(id, &ready, &dispatch, language) } }
                </ul>
            </section>
        </div>
    }
}

/// Every framework that can be chosen, as far as it is loaded; asks for those that come with the program.
#[hook]
fn use_offered() -> Vec<Loaded<Rc<Framework>>> {
    let library = use_frameworks();
    {
        let library = Rc::clone(&library);
        use_effect_with((), move |()| library.builtin_ids().iter().for_each(|id| library.request(id)));
    }
    let opened = library.opened().map(|it| Loaded::Ready(Rc::clone(&it.framework)));
    let builtin = library.builtin_ids().iter().filter(|id| library.find_opened(id).is_none());
    builtin.map(|id| library.framework(id)).chain(opened).collect()
}

fn example(id: &'static str, ready: &[Rc<Framework>], dispatch: &Dispatch, language: Language) -> Html {
    let title = ready.iter().find(|it| &*it.id == id);
    let title = title.map_or_else(|| id.to_owned(), |it| pick(&it.title, language).to_string());
    let dispatch = dispatch.clone();
    let open = Callback::from(move |_: MouseEvent| dispatch.open_example(id, &Route::ASSESS));
    html! { <li><button type="button" class="link-button" data-example={id} onclick={open}>{ title }</button></li> }
}

#[derive(Debug, PartialEq, Properties)]
struct NewFormProps {
    offered: Vec<Loaded<Rc<Framework>>>,
    language: Language,
}

/// Which framework, whose assessment, for when.
#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let NewFormProps { offered, language } = props;
    let say = |key| text(*language, key);
    let dispatch = use_dispatch();
    let library = use_frameworks();
    let chosen = use_state_eq(|| None::<Rc<str>>);
    let name = use_state_eq(String::new);
    let period = use_state_eq(|| web::clock::local_time(web::clock::now_ms()).year.to_string());
    let ready: Vec<Rc<Framework>> = offered.iter().filter_map(Loaded::as_ready).collect();
    let framework = ready.iter().find(|it| Some(&it.id) == chosen.as_ref()).or_else(|| ready.first()).cloned();
    let year_note = use_year_note(&framework.as_ref().map_or_else(|| "".into(), |it| Rc::clone(&it.id)), &period);
    let on_submit = {
        let (name, period, framework) = (name.clone(), period.clone(), framework.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match &framework {
                Some(framework) if is_period(&period) => dispatch.begin(Rc::clone(framework), &name, &period),
                Some(_) => drop(web::focus::by_id("new-period")),
                None => {}
            }
        })
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                name.set(field.value());
            }
        })
    };
    let on_period = {
        let period = period.setter();
        Callback::from(move |text: String| period.set(text))
    };
    let retry = Callback::from(move |_: MouseEvent| library.builtin_ids().iter().for_each(|id| library.request(id)));
    let option = |it: &Rc<Framework>| {
        let (chosen, id) = (chosen.setter(), Rc::clone(&it.id));
        let choose = Callback::from(move |_: Event| chosen.set(Some(Rc::clone(&id))));
        let checked = framework.as_ref().is_some_and(|framework| framework.id == it.id);
        html! {
            <label class="start-framework">
                <input type="radio" name="framework" value={it.id.to_string()} {checked} onchange={choose} />
                <span>
                    <span class="start-framework-title">{ &**pick(&it.title, *language) }</span>
                    if checked {
                        <span class="start-framework-text">{ &**pick(&it.summary, *language) }</span>
                    }
                </span>
            </label>
        }
    };
    let failures = offered.iter().filter_map(|it| match it {
        Loaded::Failed(failure) => Some(failure),
        _ => None,
    });
    let failures: Vec<&LoadFailure> = failures.collect();
    html! {
        <form class="start-new" onsubmit={on_submit}>
            <h2>{ say("assess.start.new") }</h2>
            <fieldset class="start-frameworks">
                <legend>{ say("assess.start.framework") }</legend>
                for it in &ready { { option(it) } }
                if offered.iter().any(|it| matches!(it, Loaded::Loading | Loaded::NotRequested)) {
                    <p class="loading" role="status">{ say("assess.start.loading") }</p>
                }
                for failure in &failures { { failed(failure, *language) } }
                if !failures.is_empty() {
                    <p><button type="button" class="button" onclick={retry}>{ say("assess.start.retry") }</button></p>
                }
            </fieldset>
            <div class="head-fields">
                <div class="head-field head-organization">
                    <label for="new-organization">{ say("assess.organization") }</label>
                    <input id="new-organization" type="text" autocomplete="organization" data-input="organization" value={(*name).clone()} oninput={on_name} />
                </div>
                <PeriodField id="new-period" period={(*period).clone()} language={*language} {on_period} />
            </div>
            { year_note }
            <p><button type="submit" class="button button-primary" disabled={framework.is_none()}>{ say("assess.start.begin") }</button></p>
        </form>
    }
}

fn failed(failure: &LoadFailure, language: Language) -> Html {
    match failure {
        LoadFailure::Unreachable => {
            html! { <p class="field-error" role="alert">{ text(language, "assess.start.unreachable") }</p> }
        }
        LoadFailure::Refused(problems) => problem_list(problems, None, 8, language),
    }
}
