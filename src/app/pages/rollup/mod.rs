//! The files of many units as one table (“Tổng hợp”): ranks, what is odd, and everything that goes out of it.

mod detail;
mod lines;
mod pile;
mod work;

use std::{cell::Cell, rc::Rc};

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use self::{
    detail::{detail, use_focus_on_detail},
    lines::lines,
    pile::{Order, Pile, PileAction, View},
};
use crate::{
    app::{
        components::{page_heading::page_heading, problems::problem_list},
        context::{Dispatch, use_dispatch, use_frameworks, use_language, use_page_title},
        pages::sheet_files::sheet_language,
        state::library::Library,
    },
    engine::{
        framework::Framework,
        problem::{Problem, ProblemKind},
        rollup::{self, ScoreOf, Table},
    },
    formats::{
        csv_file::{self, Dialect},
        dataset,
        rollup_file::Rollup,
    },
    i18n::{Language, problem::problem_text, text, text_for_count, text_with},
    web,
};

/// The id of what became of the files.
const OUTCOME: &str = "rollup-outcome";

/// What every part of the page is made from.
struct Desk<'a> {
    pile: &'a UseReducerHandle<Pile>,
    table: &'a Rc<Table>,
    framework: Option<&'a Rc<Framework>>,
    language: Language,
    dispatch: &'a Dispatch,
    refused: &'a UseStateHandle<Rc<[Problem]>>,
}

/// The whole page.
#[component]
pub fn RollupPage() -> Html {
    let language = use_language();
    let library = use_frameworks();
    let dispatch = use_dispatch();
    let pile = use_reducer(Pile::default);
    let stop = use_memo((), |()| Cell::new(false));
    let refused = use_state_eq(Rc::<[Problem]>::default);
    use_page_title(text(language, "rollup.title"));
    let of = (pile.revision, pile.kind, pile.units.clone());
    let table = {
        let pile = pile.clone();
        use_memo(of, move |(_, kind, units)| rollup::table(&pile.submissions, units.as_deref(), *kind))
    };
    {
        let first = use_mut_ref(|| true);
        use_effect_with(pile.revision, move |_| {
            if !first.replace(false) {
                web::focus::by_id(OUTCOME);
            }
        });
    }
    use_focus_on_detail(pile.opened.as_ref().map(|it| it.at));
    let framework = pile.frameworks.get(&table.framework);
    let desk = Desk { pile: &pile, table: &table, framework, language, dispatch: &dispatch, refused: &refused };
    html! {
        <div class="rollup">
            { page_heading(text(language, "rollup.title")) }
            <p class="lead">{ text(language, "rollup.lead") }</p>
            { drop(&pile, &library, &stop, language) }
            { running(&pile, &stop, language) }
            if pile.running.is_none() && !pile.submissions.is_empty() {
                { summary(&desk) }
                { odd(&desk) }
                { choices(&desk) }
                { lines(&desk) }
                { downloads(&desk) }
                { detail(&desk) }
            }
        </div>
    }
}

/// Where files are chosen or dropped.
fn drop(pile: &UseReducerHandle<Pile>, library: &Rc<Library>, stop: &Rc<Cell<bool>>, language: Language) -> Html {
    let choose = {
        let (pile, library, stop) = (pile.dispatcher(), Rc::clone(library), Rc::clone(stop));
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let files = input.map(|input| web::files::all_chosen(&input)).unwrap_or_default();
            if !files.is_empty() {
                work::read(pile.clone(), Rc::clone(&library), files, Rc::clone(&stop));
            }
        })
    };
    let disabled = pile.running.is_some();
    let label = if pile.submissions.is_empty() { "rollup.choose" } else { "rollup.choose.more" };
    html! {
        // The field lies over the whole box, so that files can be dropped anywhere in it.
        <div class="author-drop">
            <label class="button button-primary" for="rollup-files">{ text(language, label) }</label>
            <span class="hint" aria-hidden="true">{ text(language, "rollup.drop") }</span>
            <input id="rollup-files" type="file" accept=".json,application/json" multiple=true {disabled} onchange={choose} />
        </div>
    }
}

fn running(pile: &UseReducerHandle<Pile>, stop: &Rc<Cell<bool>>, language: Language) -> Html {
    let Some((done, all)) = pile.running else { return Html::default() };
    let cancel = {
        let stop = Rc::clone(stop);
        Callback::from(move |_: MouseEvent| stop.set(true))
    };
    let said = text_with(language, "rollup.reading", &[("done", &done.to_string()), ("all", &all.to_string())]);
    html! {
        <div class="rollup-running" role="status">
            <label for="rollup-progress">{ said }</label>
            <progress id="rollup-progress" max={all.to_string()} value={done.to_string()} />
            <button type="button" class="button" onclick={cancel}>{ text(language, "rollup.stop") }</button>
        </div>
    }
}

/// What became of the files, in a sentence.
fn summary(desk: &Desk) -> Html {
    let Desk { pile, table, language, .. } = desk;
    let count = |count: usize| count.to_string();
    let ranked = table.rows.iter().filter(|row| row.rank.is_some()).count();
    let title = match desk.framework {
        Some(framework) => crate::i18n::pick(&framework.title, *language).to_string(),
        None => table.framework.to_string(),
    };
    let values = [
        ("files", &*count(table.rows.len())),
        ("ranked", &*count(ranked)),
        ("odd", &*count(table.exceptions())),
        ("framework", &*title),
        ("period", &*crate::app::components::shell::period_text(&table.period, *language)),
    ];
    let clear = {
        let pile = pile.dispatcher();
        Callback::from(move |_: MouseEvent| pile.dispatch(PileAction::Clear))
    };
    html! {
        <section class="rollup-outcome" id={OUTCOME} tabindex="-1" aria-label={text(*language, "rollup.outcome")}>
            <p><strong>{ text_with(*language, "rollup.summary", &values) }</strong></p>
            if !table.framework.is_empty() {
                <p>{ text_with(*language, "rollup.summary.of", &values) }</p>
            }
            if pile.stopped {
                <p class="problem problem-warning">{ text(*language, "rollup.stopped") }</p>
            }
            <p><button type="button" class="button button-small" onclick={clear}>{ text(*language, "rollup.clear") }</button></p>
        </section>
    }
}

/// How many files with something odd are listed by name.
const MOST_ODD: usize = 100;

/// What is odd, file by file.
fn odd(desk: &Desk) -> Html {
    let Desk { pile, table, framework, language, .. } = desk;
    let odd: Vec<_> = table.rows.iter().filter(|row| !row.problems.is_empty()).collect();
    if odd.is_empty() && table.missing.is_empty() {
        return Html::default();
    }
    let rest = odd.len().saturating_sub(MOST_ODD);
    let missing = |(code, name): &(Rc<str>, Rc<str>)| {
        problem_text(
            &Problem::new("", ProblemKind::NothingSent { code: code.to_string(), name: name.to_string() }),
            *language,
        )
    };
    html! {
        <details class="rollup-odd" open={odd.len() <= 12}>
            <summary>{ text_for_count(*language, "rollup.odd", odd.len() + table.missing.len()) }</summary>
            <ul>
                for row in odd.iter().take(MOST_ODD) {
                    if let Some(it) = pile.submissions.get(row.submission) {
                        <li>
                            <strong>{ &*it.file }</strong>
                            if !it.organization.name.is_empty() { { format!(" · {}", it.organization.name) } }
                            { problem_list(&row.problems, framework.filter(|found| *found.id == *it.framework).map(|it| &**it), 5, *language) }
                        </li>
                    }
                }
                for unit in table.missing.iter().take(MOST_ODD) {
                    <li class="problem problem-warning">{ missing(unit) }</li>
                }
                if rest > 0 {
                    <li>{ text_for_count(*language, "shell.problems.more", rest) }</li>
                }
            </ul>
        </details>
    }
}

/// Which score counts, which lines are shown and in which order.
fn choices(desk: &Desk) -> Html {
    let Desk { pile, framework, language, .. } = desk;
    let language = *language;
    let count = {
        let pile = pile.dispatcher();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value()).unwrap_or_default();
            let kind = ScoreOf::ALL.into_iter().find(|kind| kind.code() == value).unwrap_or_default();
            pile.dispatch(PileAction::Count(kind));
        })
    };
    let main: Vec<String> = framework.iter().flat_map(|it| lines::main_names(it, language)).collect();
    let order = {
        let (pile, view) = (pile.dispatcher(), pile.view.clone());
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value()).unwrap_or_default();
            let order = match (value.as_str(), value.parse()) {
                ("name", _) => Order::Name,
                ("file", _) => Order::File,
                (_, Ok(main)) => Order::Main(main),
                _ => Order::Rank,
            };
            pile.dispatch(PileAction::Show(View { order, ..view.clone() }));
        })
    };
    let search = {
        let (pile, view) = (pile.dispatcher(), pile.view.clone());
        Callback::from(move |event: InputEvent| {
            let search = event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            pile.dispatch(PileAction::Show(View { search, ..view.clone() }));
        })
    };
    let only_odd = {
        let (pile, view) = (pile.dispatcher(), pile.view.clone());
        Callback::from(move |_: Event| {
            pile.dispatch(PileAction::Show(View { only_odd: !view.only_odd, ..view.clone() }));
        })
    };
    let units = {
        let pile = pile.dispatcher();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(file) = input.and_then(|input| web::files::chosen(&input)) {
                work::expect(pile.clone(), file);
            }
        })
    };
    let view = &pile.view;
    let is = |order: Order| view.order == order;
    html! {
        <>
            <div class="rollup-choices">
                <label>{ text(language, "rollup.score") }
                    <select onchange={count}>
                        for kind in ScoreOf::ALL {
                            <option value={kind.code()} selected={kind == pile.kind}>{ kind_name(kind, language) }</option>
                        }
                    </select>
                </label>
                <label>{ text(language, "rollup.order") }
                    <select onchange={order}>
                        <option value="rank" selected={is(Order::Rank)}>{ text(language, "rollup.order.rank") }</option>
                        <option value="name" selected={is(Order::Name)}>{ text(language, "rollup.order.name") }</option>
                        <option value="file" selected={is(Order::File)}>{ text(language, "rollup.order.file") }</option>
                        for (at, name) in main.iter().enumerate() {
                            <option value={at.to_string()} selected={is(Order::Main(at))}>{ name }</option>
                        }
                    </select>
                </label>
                <label>{ text(language, "rollup.search") }
                    <input type="search" value={view.search.clone()} oninput={search} />
                </label>
                <label class="rollup-check">
                    <input type="checkbox" checked={view.only_odd} onchange={only_odd} />
                    { text(language, "rollup.only_odd") }
                </label>
            </div>
            <details class="rollup-units">
                <summary>{ text(language, "rollup.units") }</summary>
                <p id="rollup-units-hint">{ text(language, "rollup.units.hint") }</p>
                <p>
                    <label for="rollup-units">{ text(language, "rollup.units.choose") }</label>{ " " }
                    <input id="rollup-units" type="file" accept=".csv,text/csv" aria-describedby="rollup-units-hint" onchange={units} />
                </p>
                if let Some(units) = &pile.units {
                    <p role="status">{ text_for_count(language, "rollup.units.read", units.units.len()) }</p>
                }
                if !pile.units_refused.is_empty() {
                    <div role="alert">{ problem_list(&pile.units_refused, None, 5, language) }</div>
                }
            </details>
        </>
    }
}

/// The name of a score, «Điểm công nhận».
fn kind_name(kind: ScoreOf, language: Language) -> &'static str {
    text(
        language,
        match kind {
            ScoreOf::Final => "rollup.score.final",
            ScoreOf::Appraised => "rollup.score.appraised",
            ScoreOf::SelfAssessed => "rollup.score.self",
        },
    )
}

/// The files that go out.
fn downloads(desk: &Desk) -> Html {
    let Desk { pile, table, framework, language, refused, .. } = desk;
    let Some(framework) = framework else { return Html::default() };
    let language = *language;
    let button = |what: Output, key: &'static str| {
        let (pile, table, framework) = ((*pile).clone(), Rc::clone(table), Rc::clone(framework));
        let refused = refused.setter();
        let save = Callback::from(move |_: MouseEvent| {
            let rollup =
                Rollup { framework: &framework, submissions: &pile.submissions, table: &table, kind: pile.kind };
            let problems = offer(&rollup, &framework, what, language).err().unwrap_or_default();
            refused.set(problems.into());
        });
        html! { <button type="button" class="button" onclick={save}>{ text(language, key) }</button> }
    };
    html! {
        <section aria-labelledby="rollup-out">
            <h2 id="rollup-out">{ text(language, "rollup.out") }</h2>
            <p>{ text(language, "rollup.out.hint") }{ " " }{ text(language, "documents.csv.guard") }</p>
            <p class="rollup-buttons">
                { button(Output::Table(Dialect::ExcelVietnam), "rollup.out.excel") }
                { button(Output::Table(Dialect::Machine), "rollup.out.machine") }
                { button(Output::Dataset, "rollup.out.dataset") }
                { button(Output::Results, "rollup.out.results") }
            </p>
            if !refused.is_empty() {
                <div role="alert"><p>{ text(language, "rollup.out.refused") }</p>{ problem_list(refused, None, 5, language) }</div>
            }
        </section>
    }
}

#[derive(Clone, Copy)]
enum Output {
    Table(Dialect),
    Dataset,
    Results,
}

fn offer(rollup: &Rollup<'_>, framework: &Rc<Framework>, what: Output, language: Language) -> Result<(), Vec<Problem>> {
    let today = web::clock::today();
    let name = format!("{}_{}_{today}", rollup.table.framework, rollup.table.period);
    match what {
        Output::Table(dialect) => {
            let bytes = csv_file::write_table(&rollup.sheet(sheet_language(language)), dialect);
            web::files::download_bytes(&format!("tong-hop_{name}.csv"), "text/csv", &bytes);
        }
        Output::Dataset => {
            let (_, made) = rollup.dataset(framework, &today)?;
            web::files::download(&format!("dataset_{name}.json"), "application/json", &dataset::write(&made));
        }
        Output::Results => {
            let (tables, _) = rollup.dataset(framework, &today)?;
            web::files::download(&format!("results_{name}.csv"), "text/csv", &tables.results);
        }
    }
    Ok(())
}
