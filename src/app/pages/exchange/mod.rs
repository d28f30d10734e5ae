//! Score files of other programs: what is in one, column by column (`#/import`), and what in it does not add up
//! (`#/check`). Nothing becomes an assessment before somebody says so.

mod bench;
mod found;
mod parts;

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use self::{
    bench::{Bench, BenchAction},
    found::{Found, found},
};
use crate::{
    app::{
        components::{
            file_box::{FileBox, file_box},
            page_heading::page_heading,
            problems::problem_list,
            shell::period_text,
        },
        context::{Dispatch, use_dispatch, use_frameworks, use_language, use_page_title, use_session},
        pages::sheet_files::{self, Opened},
        state::{library::Loaded, route::Route, session::Session},
    },
    i18n::{Language, text, text_for_count, text_with},
    web,
};

/// The id of what became of the file.
const OUTCOME: &str = "exchange-outcome";
/// More problems are counted, not listed.
const MOST: usize = 500;

/// What the page is for.
#[derive(Debug, PartialEq, Properties)]
pub struct ExchangePageProps {
    /// Whether the file is only checked.
    pub only_check: bool,
}

/// Both pages: a file, what was read, and what to do with it.
#[component]
pub fn ExchangePage(props: &ExchangePageProps) -> Html {
    let language = use_language();
    let library = use_frameworks();
    let dispatch = use_dispatch();
    let session = use_session();
    let bench = use_reducer(Bench::default);
    let only_check = props.only_check;
    let title = if only_check { "check.title" } else { "import.title" };
    use_page_title(text(language, title));
    let has_file = matches!(bench.opened, Opened::Read { .. });
    {
        // Which framework a table belongs to is known when all are here.
        let library = Rc::clone(&library);
        use_effect_with(has_file, move |has_file| {
            if *has_file {
                library.builtin_ids().iter().for_each(|id| library.request(id));
            }
        });
    }
    let frameworks: Vec<_> = library.builtin_ids().iter().map(|id| library.framework(id)).collect();
    let waiting = frameworks.iter().any(|it| matches!(it, Loaded::NotRequested | Loaded::Loading));
    let mut known: Vec<_> = frameworks.iter().filter_map(Loaded::as_ready).collect();
    known.extend(library.opened().map(|opened| Rc::clone(&opened.framework)));
    let found =
        use_memo((bench.opened.clone(), bench.choices.clone(), known, waiting), |(opened, choices, known, waiting)| {
            (!waiting).then(|| found(opened, choices, known)).flatten()
        });
    use_effect_with((bench.opening, found.is_some()), |(_, known)| {
        if *known {
            web::focus::by_id(OUTCOME);
        }
    });
    html! {
        <div class="exchange">
            { page_heading(text(language, title)) }
            <p class="lead">{ text(language, if only_check { "check.lead" } else { "import.lead" }) }</p>
            { choose(&bench, language) }
            { became(&bench, (*found).as_ref(), only_check, &dispatch, language) }
            if let Some(session) = session.as_ref().filter(|_| !only_check) {
                { save(session, &bench, language) }
            }
            <p class="exchange-also">
                <a href={if only_check { Route::Import.href() } else { Route::Check.href() }}>
                    { text(language, if only_check { "check.import" } else { "import.check" }) }
                </a>
            </p>
        </div>
    }
}

fn choose(bench: &UseReducerHandle<Bench>, language: Language) -> Html {
    let parts = FileBox {
        id: "exchange-file",
        accept: sheet_files::ACCEPT,
        described_by: Some("exchange-hint"),
        label: text(language, "exchange.choose"),
        hint: text(language, "author.open.drop"),
    };
    let tell = to_bench(bench);
    html! {
        <>
            <p id="exchange-hint">{ text(language, "exchange.hint") }</p>
            { file_box(parts, move |file| sheet_files::open(&file, tell.clone())) }
        </>
    }
}

/// Puts what becomes of a file on the bench.
fn to_bench(bench: &UseReducerHandle<Bench>) -> impl Fn(Opened) + Clone + 'static {
    let bench = bench.dispatcher();
    move |opened| bench.dispatch(BenchAction::Opened(opened))
}

fn became(
    bench: &UseReducerHandle<Bench>,
    found: Option<&Found>,
    only_check: bool,
    dispatch: &Dispatch,
    language: Language,
) -> Html {
    let name = match &bench.opened {
        Opened::Nothing => return Html::default(),
        Opened::NotLoaded { name, bytes } => {
            let (tell, name, bytes) = (to_bench(bench), Rc::clone(name), Rc::clone(bytes));
            let again = Callback::from(move |_: MouseEvent| {
                sheet_files::read(Rc::clone(&name), Rc::clone(&bytes), tell.clone());
            });
            return html! {
                <div class="author-result author-bad" role="alert">
                    <p>{ text(language, "author.open.not_loaded") }</p>
                    <p><button type="button" class="button" onclick={again}>{ text(language, "page.try_again") }</button></p>
                </div>
            };
        }
        Opened::Reading { name } | Opened::Refused { name, .. } | Opened::Read { name, .. } => name,
    };
    let refused = match (&bench.opened, found) {
        (Opened::Refused { problems, .. }, _) => Some(&**problems),
        (_, Some(Found::Refused(problems))) => Some(problems.as_slice()),
        _ => None,
    };
    if let Some(problems) = refused {
        return html! {
            <div class="author-result author-bad">
                <h2 id={OUTCOME} tabindex="-1">{ text_with(language, "exchange.refused", &[("name", name)]) }</h2>
                { problem_list(problems, None, MOST, language) }
            </div>
        };
    }
    match found {
        None | Some(Found::Refused(_)) => html! {
            <p class="loading" role="status">{ text_with(language, "author.open.reading", &[("name", name)]) }</p>
        },
        Some(Found::Framework) => html! {
            <div class="author-result">
                <h2 id={OUTCOME} tabindex="-1">{ text_with(language, "exchange.framework", &[("name", name)]) }</h2>
                <p><a href={Route::Author.href()}>{ text(language, "frameworks.author") }</a></p>
            </div>
        },
        Some(Found::Ours(ours)) => html! {
            <div class="author-result author-good">
                <h2 id={OUTCOME} tabindex="-1">{ text_with(language, "exchange.ours", &[("name", name)]) }</h2>
                { parts::of_ours(ours, language) }
                if only_check {
                    if let Some(table) = &ours.table {
                        { parts::checked(table, &ours.problems, Some(&ours.framework), name, language) }
                    }
                } else {
                    { parts::open_ours(ours, dispatch, language) }
                }
            </div>
        },
        Some(Found::Table(found)) => html! {
            <>
                <div class="author-result author-good">
                    <h2 id={OUTCOME} tabindex="-1">
                        { text_for_count(language, "exchange.lines", found.table.lines.len()) }
                        { " " }{ text_with(language, "exchange.in", &[("name", name)]) }
                    </h2>
                    { parts::facts(found, &bench.opened, only_check, language) }
                    if only_check { { parts::checked(&found.table, &found.findings, None, name, language) } }
                </div>
                { columns(bench, found, only_check, language) }
                if !only_check {
                    { parts::doubts(&found.table.doubts, language) }
                    { parts::lines(&found.table, language) }
                    { consent(bench, found, name, dispatch, language) }
                }
            </>
        },
    }
}

/// The assessment that is open, as files for other programs.
fn save(session: &Rc<Session>, bench: &UseReducerHandle<Bench>, language: Language) -> Html {
    let button = |kind: bench::Export, key: &'static str, class: &'static str| {
        let (session, bench) = (Rc::clone(session), bench.dispatcher());
        let onclick =
            Callback::from(move |_: MouseEvent| bench::save(bench.clone(), Rc::clone(&session), kind, language));
        html! { <button type="button" {class} {onclick}>{ text(language, key) }</button> }
    };
    let told = match &bench.saved {
        None => Html::default(),
        Some(Ok(name)) => html! { <p role="status">{ text_with(language, "export.saved", &[("name", name)]) }</p> },
        Some(Err(problems)) if problems.is_empty() => {
            html! { <p role="alert">{ text(language, "author.open.not_loaded") }</p> }
        }
        Some(Err(problems)) => html! { <div role="alert">{ problem_list(problems, None, MOST, language) }</div> },
    };
    html! {
        <section class="exchange-consent" aria-labelledby="exchange-save">
            <h2 id="exchange-save">{ text(language, "export.title") }</h2>
            <p><strong>{ &session.assessment.organization.name }</strong>{ " · " }{ period_text(&session.assessment.period, language) }</p>
            <p class="author-row">
                { button(bench::Export::Xlsx, "export.xlsx", "button button-primary") }
                { button(bench::Export::Csv, "export.csv", "button") }
                { button(bench::Export::Machine, "export.machine", "button") }
                { button(bench::Export::Eleven, "export.eleven", "button") }
            </p>
            <p class="hint">{ text(language, "export.hint") }</p>
            <p class="hint">{ text(language, "documents.csv.guard") }</p>
            { told }
        </section>
    }
}

/// What each column was taken for, to be changed.
fn columns(bench: &UseReducerHandle<Bench>, found: &found::Table, only_check: bool, language: Language) -> Html {
    let on_field = |position: usize| {
        let bench = bench.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                bench.dispatch(BenchAction::Field(position, bench::field_of(&field.value())));
            }
        })
    };
    let on_numbers = |position: usize| {
        let bench = bench.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                bench.dispatch(BenchAction::Numbers(position, field.value() == "point"));
            }
        })
    };
    html! {
        <details class="exchange-columns" open={!only_check}>
            <summary>{ text_for_count(language, "exchange.columns", found.table.columns.len()) }</summary>
            { parts::columns(&found.table, &on_field, &on_numbers, language) }
        </details>
    }
}

/// Who, when, and the button that makes an assessment of it.
fn consent(
    bench: &UseReducerHandle<Bench>,
    found: &found::Table,
    name: &Rc<str>,
    dispatch: &Dispatch,
    language: Language,
) -> Html {
    let organization = bench.organization.clone().unwrap_or_else(|| bench::stem(name).into());
    let period = bench.period.clone().unwrap_or_else(|| found.table.year.clone().unwrap_or_default().into());
    let typed = |action: fn(Rc<str>) -> BenchAction| {
        let bench = bench.dispatcher();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                bench.dispatch(action(field.value().into()));
            }
        })
    };
    let fits = crate::engine::assessment::is_period(&period);
    let take = {
        let (dispatch, table, name) = (dispatch.clone(), found.clone(), Rc::clone(name));
        let (organization, period) = (Rc::clone(&organization), Rc::clone(&period));
        Callback::from(move |_: MouseEvent| bench::take(&dispatch, &table, &name, &organization, &period))
    };
    html! {
        <section class="exchange-consent" aria-labelledby="exchange-consent">
            <h3 id="exchange-consent">{ text(language, "import.consent") }</h3>
            <div class="author-row">
                <label for="exchange-organization">{ text(language, "import.organization") }</label>
                <input id="exchange-organization" type="text" value={organization.to_string()} oninput={typed(BenchAction::Organization)} />
            </div>
            <div class="author-row">
                <label for="exchange-period">{ text(language, "import.period") }</label>
                <input
                    id="exchange-period"
                    type="text"
                    size="8"
                    value={period.to_string()}
                    aria-describedby="exchange-period-hint"
                    aria-invalid={(!fits && bench.period.is_some()).then_some("true")}
                    oninput={typed(BenchAction::Period)}
                />
                <span id="exchange-period-hint" class="hint">{ text(language, "import.period.hint") }</span>
            </div>
            <p class="author-row">
                <button type="button" class="button button-primary" disabled={!fits || found.table.lines.is_empty()} onclick={take}>
                    { text_for_count(language, "import.take", found.table.lines.len()) }
                </button>
                <span class="hint">{ text(language, "import.take.hint") }</span>
            </p>
        </section>
    }
}
