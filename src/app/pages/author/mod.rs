//! Writing a framework in a spreadsheet, for people who do not program: take sheets, open them, try, use.

mod desk;
mod faults;
mod good;
pub(super) mod office;
mod take;
mod work;

use std::rc::Rc;

use yew::prelude::*;

use self::{
    desk::{Desk, DeskAction, Good, outcome},
    faults::faults,
    good::{other_framework, summary, try_and_compare, use_it},
    take::take,
};
use crate::{
    app::{
        components::{
            file_box::{FileBox, file_box},
            page_heading::page_heading,
        },
        context::{use_dispatch, use_frameworks, use_language, use_page_title},
        pages::sheet_files::{self, Opened},
        state::library::Library,
    },
    engine::{compare::compare, framework::Framework, problem::Problem},
    i18n::{Language, text, text_with},
    web,
};

/// The id of what became of the file that was opened.
const OUTCOME: &str = "author-outcome";

/// The four steps.
#[component]
pub fn AuthorPage() -> Html {
    let language = use_language();
    let library = use_frameworks();
    let dispatch = use_dispatch();
    let desk = use_reducer(Desk::as_left);
    use_page_title(text(language, "author.title"));
    {
        let library = Rc::clone(&library);
        use_effect_with((), move |()| library.builtin_ids().iter().for_each(|id| library.request(id)));
    }
    let checked = use_memo((desk.opened.clone(), library.documents()), |(opened, documents)| {
        outcome(opened, documents.as_deref())
    });
    let good = match &*checked {
        Some(Ok(good)) => Some(good),
        _ => None,
    };
    let other = good.and_then(|good| other_framework(good, desk.other.as_deref(), &library));
    let both = good.map(|good| Rc::clone(&good.framework)).zip(other);
    let compared = use_memo(both, |both| {
        let (new, old) = both.as_ref()?;
        Some((Rc::clone(old), compare(old, new)))
    });
    {
        // What became of a file is read out, but not of one that was opened before this page was.
        let first = use_mut_ref(|| true);
        use_effect_with((desk.opening, checked.is_some()), move |(_, known)| {
            if !first.replace(false) && *known {
                web::focus::by_id(OUTCOME);
            }
        });
    }
    html! {
        <div class="author">
            { page_heading(text(language, "author.title")) }
            <p class="lead">{ text(language, "author.lead") }</p>
            { step(1, "author.take", take(&desk, &library, language), language) }
            { step(2, "author.open", open(&desk, (*checked).as_ref(), &library, language), language) }
            { step(3, "author.try", match good {
                Some(good) => try_and_compare(good, (*compared).as_ref(), &desk, &library, &dispatch, language),
                None => html! { <p class="hint">{ text(language, "author.try.later") }</p> },
            }, language) }
            { step(4, "author.use", match good {
                Some(good) => use_it(good, &desk, &library, &dispatch, language),
                None => html! { <p class="hint">{ text(language, "author.use.later") }</p> },
            }, language) }
        </div>
    }
}

fn step(number: u8, title: &'static str, content: Html, language: Language) -> Html {
    let id = format!("author-{number}");
    html! {
        <section class="author-step" aria-labelledby={id.clone()}>
            <h2 {id}><span class="author-number">{ number }{ "." }</span>{ " " }{ text(language, title) }</h2>
            { content }
        </section>
    }
}

/// The second step: a file, and what became of it.
fn open(
    desk: &UseReducerHandle<Desk>,
    checked: Option<&Result<Good, Vec<Problem>>>,
    library: &Rc<Library>,
    language: Language,
) -> Html {
    let again = matches!(desk.opened, Opened::Refused { .. } | Opened::Read { .. });
    let label = if again { "author.open.again" } else { "author.open.choose" };
    let parts = FileBox {
        id: "author-file",
        accept: sheet_files::ACCEPT,
        described_by: Some("author-open-hint"),
        label: text(language, label),
        hint: text(language, "author.open.drop"),
    };
    let tell = to_desk(desk);
    html! {
        <>
            <p id="author-open-hint">{ text(language, "author.open.hint") }</p>
            { file_box(parts, move |file| sheet_files::open(&file, tell.clone())) }
            { became(desk, checked, library, language) }
        </>
    }
}

/// Puts what becomes of a file on the desk.
fn to_desk(desk: &UseReducerHandle<Desk>) -> impl Fn(Opened) + Clone + 'static {
    let desk = desk.dispatcher();
    move |opened| desk.dispatch(DeskAction::Opened(opened))
}

fn became(
    desk: &UseReducerHandle<Desk>,
    checked: Option<&Result<Good, Vec<Problem>>>,
    library: &Rc<Library>,
    language: Language,
) -> Html {
    match (&desk.opened, checked) {
        (Opened::Nothing, _) => Html::default(),
        (Opened::Reading { name }, _) => html! {
            <p class="loading" role="status">{ text_with(language, "author.open.reading", &[("name", name)]) }</p>
        },
        (Opened::NotLoaded { name, bytes }, _) => {
            let (tell, name, bytes) = (to_desk(desk), Rc::clone(name), Rc::clone(bytes));
            let again = Callback::from(move |_| sheet_files::read(Rc::clone(&name), Rc::clone(&bytes), tell.clone()));
            not_loaded("author.open.not_loaded", again, language)
        }
        (Opened::Refused { name, .. } | Opened::Read { name, .. }, Some(Err(problems))) => {
            faults(name, problems, OUTCOME, language)
        }
        (Opened::Refused { name, .. } | Opened::Read { name, .. }, Some(Ok(good))) => {
            summary(name, good, OUTCOME, language)
        }
        (Opened::Refused { .. } | Opened::Read { .. }, None) => {
            let library = Rc::clone(library);
            not_loaded("author.open.no_documents", Callback::from(move |_| library.request("")), language)
        }
    }
}

/// Something that is needed did not arrive.
fn not_loaded(key: &'static str, again: Callback<MouseEvent>, language: Language) -> Html {
    html! {
        <div class="author-result author-bad" role="alert">
            <p>{ text(language, key) }</p>
            <p><button type="button" class="button" onclick={again}>{ text(language, "page.try_again") }</button></p>
        </div>
    }
}

/// A framework that can be chosen, by its name.
fn offered(framework: &Framework, language: Language) -> String {
    crate::i18n::pick(&framework.title, language).to_string()
}
