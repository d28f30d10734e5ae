//! The first page: what this is, and the ways in.

use yew::prelude::*;

use crate::{
    app::{
        components::{page_heading::page_heading, shell::period_text},
        context::{use_dispatch, use_language, use_page_title, use_session},
        kept::use_kept_work,
        machinery,
        state::{
            route::Route,
            session::{Session, SessionAction},
        },
    },
    engine::assessment::Assessment,
    formats::builtin,
    i18n::{Language, pick, text, text_with},
    web,
};

/// The first page.
#[component]
pub fn HomePage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    use_page_title("");
    let kept = use_kept_work(session.clone());
    let say = |key| text(language, key);
    let open_example = {
        let dispatch = dispatch.clone();
        Callback::from(move |_| {
            if let Some((framework, _)) = builtin::EXAMPLES.first() {
                dispatch.open_example(framework, &Route::ASSESS);
            }
        })
    };
    // What is open stays in the browser's store and is offered below.
    let begin_new = Callback::from(move |_| {
        dispatch.edit(SessionAction::Close);
        web::location::go(&Route::ASSESS.href());
    });
    html! {
        <div class="home">
            { page_heading(say("home.title")) }
            <p class="home-lead">{ say("home.lead") }</p>
            <nav class="home-ways" aria-label={say("home.ways")}>
                <ul>
                    if let Some(session) = &session {
                        { way_back(session, language) }
                    }
                    <li class="home-way">
                        if session.is_some() {
                            <button type="button" class="home-way-name" onclick={begin_new}>{ say("home.assess.new") }</button>
                        } else {
                            <a class="home-way-name" href={Route::ASSESS.href()}>{ say("home.assess") }</a>
                        }
                        <p>{ say("home.assess.detail") }</p>
                        <p><a href={Route::Rollup.href()}>{ say("home.rollup") }</a></p>
                    </li>
                    <li class="home-way">
                        <button type="button" class="home-way-name" onclick={open_example}>{ say("home.example") }</button>
                        <p>{ say("home.example.detail") }</p>
                    </li>
                    <li class="home-way">
                        <a class="home-way-name" href={Route::RANKING.href()}>{ say("home.ranking") }</a>
                        <p>{ say("home.ranking.detail") }</p>
                    </li>
                    <li class="home-way">
                        <a class="home-way-name" href={Route::Frameworks.href()}>{ say("home.frameworks") }</a>
                        <p>{ say("home.frameworks.detail") }</p>
                    </li>
                </ul>
            </nav>
            { kept }
            <div class="home-facts">
                <section>
                    <h2>{ say("home.data") }</h2>
                    <p>{ say("home.data.text") }</p>
                </section>
                <section>
                    <h2>{ say("home.numbers") }</h2>
                    <p>{ say("home.numbers.text") }</p>
                </section>
            </div>
        </div>
    }
}

/// The way back into what is open.
fn way_back(session: &Session, language: Language) -> Html {
    let Some(machinery) = machinery::loaded() else { return Html::default() };
    let progress = (machinery.progress)(&session.framework, &session.assessment);
    let (entered, leaves) = (progress.entered.to_string(), progress.leaves.to_string());
    let values =
        [("framework", &**pick(&session.framework.title, language)), ("entered", &entered), ("leaves", &leaves)];
    html! {
        <li class="home-way home-way-first">
            <a class="home-way-name" href={Route::ASSESS.href()}>{ continue_text(&session.assessment, language) }</a>
            <p>
                { text_with(language, "home.continue.detail", &values) }{ " " }
                <a href={Route::Results.href()}>{ text(language, "home.continue.results") }</a>
            </p>
        </li>
    }
}

/// «Tiếp tục: Tỉnh Bắc Giang, quý I/2024», with what of it is known.
fn continue_text(assessment: &Assessment, language: Language) -> String {
    match whose(assessment, language) {
        Some(whose) => text_with(language, "home.continue", &[("whose", &whose)]),
        None => text(language, "home.continue.unnamed").to_owned(),
    }
}

/// «Tỉnh Bắc Giang, quý I/2024»
fn whose(assessment: &Assessment, language: Language) -> Option<String> {
    let name = assessment.organization.name.trim();
    let period = period_text(assessment.period.trim(), language);
    let parts: Vec<&str> = [name, &*period].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
