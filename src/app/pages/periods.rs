//! The assessment that is open beside those of other periods: points and figures in each, and what changed (“So sánh các
//! kỳ”).

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{platform::spawn_local, prelude::*};

use super::evidence::{nothing_open, whose};
use crate::{
    app::{
        charts::{
            figure::{Chart, ChartFigure},
            numbers::{Cell, Column, Numbers},
            range::Range,
        },
        components::{page_heading::page_heading, problems::problem_list},
        context::{use_dispatch, use_frameworks, use_language, use_page_title, use_session},
        state::{
            library::{Library, Loaded},
            route::Route,
            saved::{self, Kept},
        },
    },
    charts::trend::{self, Period, TrendChart},
    engine::{
        assessment::Assessment,
        exact::Exact,
        framework::{Framework, Node},
        periods::{Entered, FigureRow, Member, Row, Run, runs},
        problem::{Problem, ProblemKind},
        scoring::State,
    },
    formats::{MAX_SIZE, assessment_file},
    i18n::{Language, crosswalk, node_title, number, period_text, periods as words, pick, status, text, text_with},
    web,
};

/// An assessment that can be put beside the one that is open.
#[derive(Debug, Clone, PartialEq)]
struct Candidate {
    /// Under which name the browser keeps it; that of its file.
    name: Rc<str>,
    assessment: Rc<Assessment>,
    /// Whether it is put there.
    chosen: bool,
}

/// A file that can not be used, and why.
type Refused = Option<(Rc<str>, Rc<[Problem]>)>;

/// Periods side by side.
#[component]
pub fn PeriodsPage() -> Html {
    let language = use_language();
    let session = use_session();
    let dispatch = use_dispatch();
    let library = use_frameworks();
    let kept = use_state_eq(Vec::<Candidate>::new);
    let files = use_state_eq(Vec::<Candidate>::new);
    let refused = use_state_eq(Refused::default);
    use_page_title(text(language, "periods.title"));
    {
        let kept = kept.setter();
        let open = session.as_ref().map(|it| (Rc::clone(&it.work), it.assessment.organization.name.clone()));
        use_effect_with(open, move |open| {
            let Some((work, organization)) = open.clone() else { return };
            spawn_local(async move {
                let found = web::store::list(saved::WORKS).await.unwrap_or_default();
                kept.set(saved::listed(found, Some(&work)).iter().map(|it| candidate(it, &organization)).collect());
            });
        });
    }
    use_frameworks_of(&library, &kept, &files);
    let Some(session) = &session else {
        return nothing_open("periods.title", "periods.none", &Route::Periods, &dispatch, language);
    };
    let of = |it: &Candidate| library.framework(&it.assessment.framework.id).as_ready();
    let beside: Vec<(Rc<Framework>, Rc<Assessment>)> =
        std::iter::once((Rc::clone(&session.framework), Rc::clone(&session.assessment)))
            .chain(kept.iter().chain(files.iter()).filter(|it| it.chosen).filter_map(|it| {
                let own = it.assessment.framework.id == *session.framework.id;
                let framework = if own { Some(Rc::clone(&session.framework)) } else { of(it) };
                Some((framework?, Rc::clone(&it.assessment)))
            }))
            .collect();
    let entered: Vec<Entered<'_>> =
        beside.iter().map(|(framework, assessment)| Entered { framework, assessment }).collect();
    let runs = runs(&entered);
    let on_file = {
        let (files, refused) = (files.clone(), refused.setter());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = web::files::chosen(&field) else { return };
            let (files, refused) = (files.clone(), refused.clone());
            spawn_local(async move {
                let name = Rc::<str>::from(file.name());
                match read(&file).await {
                    Ok(assessment) => {
                        let mut next = files.to_vec();
                        next.push(Candidate { name, assessment: Rc::new(assessment), chosen: true });
                        files.set(next);
                        refused.set(None);
                    }
                    Err(problems) => refused.set(Some((name, problems.into()))),
                }
            });
        })
    };
    html! {
        <div class="documents periods">
            { page_heading(text(language, "periods.title")) }
            { whose(session, language) }
            <section class="periods-choice" aria-labelledby="periods-choice">
                <h2 id="periods-choice">{ text(language, "periods.choose") }</h2>
                <p class="hint">{ text(language, "periods.choose.hint") }</p>
                { choices(&kept, &library, language) }
                { choices(&files, &library, language) }
                <label class="button file-button">
                    { text(language, "periods.file") }
                    <input type="file" class="visually-hidden" accept=".json,application/json" data-periods-file="" onchange={on_file} />
                </label>
                <div role="status">
                    if let Some((name, problems)) = &*refused {
                        <p><strong>{ text_with(language, "periods.refused", &[("name", name)]) }</strong></p>
                        { problem_list(problems, None, 20, language) }
                    }
                </div>
            </section>
            { odd(&entered, language) }
            for (at, run) in runs.iter().enumerate() { { drawn(at, run, &entered, language) } }
            { trend(&runs, &entered, language) }
        </div>
    }
}

/// One of the same organization is chosen from the start.
fn candidate(kept: &Kept, organization: &str) -> Candidate {
    let own = kept.assessment.organization.name.trim().to_lowercase();
    let chosen = !own.is_empty() && own == organization.trim().to_lowercase();
    Candidate { name: Rc::clone(&kept.work), assessment: Rc::clone(&kept.assessment), chosen }
}

/// Asks for the frameworks of what is chosen.
#[hook]
fn use_frameworks_of(library: &Rc<Library>, kept: &[Candidate], files: &[Candidate]) {
    let ids: Vec<String> =
        kept.iter().chain(files).filter(|it| it.chosen).map(|it| it.assessment.framework.id.clone()).collect();
    let library = Rc::clone(library);
    use_effect_with(ids, move |ids| {
        ids.iter().filter(|id| library.framework(id) == Loaded::NotRequested).for_each(|id| library.request(id));
    });
}

/// A box for each, whether it is put beside the one that is open.
fn choices(candidates: &UseStateHandle<Vec<Candidate>>, library: &Library, language: Language) -> Html {
    let choice = |at: usize, it: &Candidate| {
        let candidates = candidates.clone();
        let on_change = Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let mut next = candidates.to_vec();
            if let Some(it) = next.get_mut(at) {
                it.chosen = field.checked();
            }
            candidates.set(next);
        });
        let id = &it.assessment.framework.id;
        let framework = library.framework(id).as_ready();
        let title = framework.map_or_else(|| id.clone(), |it| pick(&it.title, language).to_string());
        html! {
            <li key={it.name.to_string()}>
                <label class="answer">
                    <input type="checkbox" checked={it.chosen} data-period={it.assessment.period.clone()} onchange={on_change} />
                    <span>{ format!("{}, {} · {title}", it.assessment.organization.name, period_text(it.assessment.period.trim(), language)) }</span>
                </label>
            </li>
        }
    };
    if candidates.is_empty() {
        return Html::default();
    }
    html! { <ul class="periods-list">for (at, it) in candidates.iter().enumerate() { { choice(at, it) } }</ul> }
}

/// An assessment.
async fn read(file: &gloo::file::File) -> Result<Assessment, Vec<Problem>> {
    match web::files::bytes(file, MAX_SIZE as u64).await {
        Ok(bytes) => assessment_file::read_bytes(&bytes),
        Err(_) => {
            let kind = ProblemKind::NotJson { line: 1, column: 1, reason: "not UTF-8 text".to_owned() };
            Err(vec![Problem::new("", kind)])
        }
    }
}

/// What speaks against comparing: several organizations, several versions of one framework.
fn odd(entered: &[Entered<'_>], language: Language) -> Html {
    let named = words::organizations(entered, language);
    let hash = |it: &Entered<'_>| Some((it.assessment.framework.id.clone(), it.assessment.framework.hash.clone()?));
    let hashes: Vec<(String, String)> = entered.iter().filter_map(hash).collect();
    let differ = hashes.iter().any(|one| hashes.iter().any(|other| one.0 == other.0 && one.1 != other.1));
    html! {
        <>
            if named.is_several {
                <p class="allocated-notice">{ named.text }</p>
            }
            if differ { <p class="allocated-notice">{ text(language, "periods.other_hash") }</p> }
        </>
    }
}

/// The periods of one framework.
fn drawn(at: usize, run: &Run, entered: &[Entered<'_>], language: Language) -> Html {
    let Some(framework) = run.members.first().and_then(|it| entered.get(it.at)).map(|it| it.framework) else {
        return Html::default();
    };
    let id = format!("periods-{at}");
    let marked = run.members.iter().any(|it| !it.change.is_whole() && it.change.change().is_some());
    html! {
        <section class="periods-run" aria-labelledby={id.clone()} data-run={framework.id.to_string()}>
            if at > 0 {
                <p class="allocated-notice periods-break">{ words::break_text(run, entered, framework, language) }</p>
            }
            <h2 id={id.clone()}>{ &**pick(&framework.title, language) }</h2>
            for it in words::sentences(run, entered, framework, language) { <p class="periods-said">{ it }</p> }
            if let Some(it) = words::trend(run, entered, language) { <p class="periods-said">{ it }</p> }
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby={id}>
                <table class="table periods-table" role="table">
                    <caption class="visually-hidden">{ text(language, "periods.caption") }</caption>
                    { head(run, entered, language) }
                    <tbody role="rowgroup">
                        { totals(run, framework, language) }
                        for row in &run.rows { { score_row(framework, run, row, language) } }
                    </tbody>
                </table>
            </div>
            if marked { <p class="hint">{ text(language, "periods.star") }</p> }
        </section>
    }
}

fn head(run: &Run, entered: &[Entered<'_>], language: Language) -> Html {
    html! {
        <thead role="rowgroup">
            <tr role="row">
                <th scope="col" role="columnheader">{ text(language, "results.column.item") }</th>
                for at in 0..run.members.len() {
                    <th scope="col" role="columnheader" class="number">{ words::name(run, entered, at, language) }</th>
                }
                if run.members.len() > 1 { <th scope="col" role="columnheader" class="number">{ text(language, "periods.column.change") }</th> }
            </tr>
        </thead>
    }
}

fn totals(run: &Run, framework: &Framework, language: Language) -> Html {
    let cell = |it: &Member| {
        let entered = format!("{}/{}", it.progress.entered, it.progress.leaves);
        html! {
            <td role="cell" class="number">
                { status::score(&it.total, framework, language) }
                <span class="periods-entered">{ text_with(language, "periods.entered", &[("entered", &entered)]) }</span>
            </td>
        }
    };
    html! {
        <tr role="row" class="periods-root" data-periods="total">
            <th scope="row" role="rowheader">{ text(language, "periods.total") }</th>
            for it in &run.members { { cell(it) } }
            if let Some(last) = run.members.last().filter(|it| it.since.is_some()) {
                <td role="cell" class="number">{ words::change(&last.change, language) }</td>
            }
        </tr>
    }
}

fn score_row(framework: &Framework, run: &Run, row: &Row, language: Language) -> Html {
    let Some(node) = framework.node(row.node) else { return Html::default() };
    let nothing = row.states.iter().all(|it| matches!(it, State::NotEntered | State::Unscored));
    if nothing && node.depth > 0 {
        return Html::default();
    }
    let cells = row.scores.iter().zip(&row.states);
    let moved = |it: &&FigureRow| it.texts.iter().any(|text| Some(text) != it.texts.first());
    html! {
        <>
            <tr role="row" class={if node.depth == 0 { "periods-root" } else { "periods-leaf" }} data-periods={node.id.to_string()}>
                <th scope="row" role="rowheader"><a href={Route::assess(node.id.as_str()).href()}>{ node_title(node, " ", language) }</a></th>
                for (score, state) in cells { <td role="cell" class="number">{ words::cell(score, *state, language) }</td> }
                if run.members.len() > 1 {
                    <td role="cell" class="number">{ if nothing { String::new() } else { words::change(&row.change, language) } }</td>
                }
            </tr>
            for it in row.figures.iter().filter(moved) { { figure_row(node, it, language) } }
        </>
    }
}

/// A figure that is not the same in all periods.
fn figure_row(node: &Node, row: &FigureRow, language: Language) -> Html {
    let Some(leaf) = &node.leaf else { return Html::default() };
    let Some(input) = leaf.inputs.get(row.input) else { return Html::default() };
    let shown = |it: &Option<String>| match it.as_deref() {
        None => status::state(State::NotEntered, language).to_owned(),
        Some(it) => crosswalk::written(Some((leaf, row.input)), it, language),
    };
    html! {
        <tr role="row" class="periods-figure">
            <th scope="row" role="rowheader">{ &**pick(&input.label, language) }</th>
            for it in &row.texts { <td role="cell" class="number">{ shown(it) }</td> }
            <td role="cell" class="number">{ row.change.as_ref().map(|it| words::signed(it, language)) }</td>
        </tr>
    }
}

/// The share of the points over time, of what every period has; broken where another framework begins.
fn trend(runs: &[Run], entered: &[Entered<'_>], language: Language) -> Html {
    let share = |run: &Run, at: usize| run.common.points.get(at)?.checked_div(&run.common.max_points);
    let all = || runs.iter().flat_map(|run| (0..run.members.len()).map(move |at| (run, at)));
    let known: Vec<Exact> = all().filter_map(|(run, at)| share(run, at)).collect();
    if known.len() < 2 || !runs.iter().any(|run| run.members.len() > 1 && !run.common.points.is_empty()) {
        return Html::default();
    }
    let range = Range::of(known.iter(), language);
    let framework = |run: &Run| run.members.first().and_then(|it| entered.get(it.at)).map(|it| it.framework);
    let title = |run: &Run| framework(run).map_or_else(|| "".into(), |it| Rc::clone(pick(&it.title, language)));
    let written = |it: &Exact| number::fixed(it, 4, language);
    let periods = all().enumerate().map(|(place, (run, at))| Period {
        label: words::name(run, entered, at, language).into(),
        begins: at == 0 && place > 0,
        name: title(run),
    });
    let label = text(language, "periods.chart.series");
    let series = trend::Series {
        label: label.into(),
        shares: all().map(|(run, at)| range.place(&share(run, at)?)).collect(),
        texts: all().map(|(run, at)| share(run, at).map(|it| written(&it)).unwrap_or_default().into()).collect(),
    };
    let rows = all().map(|(run, at)| {
        let points = run.common.points.get(at);
        vec![
            Cell::text(words::name(run, entered, at, language)),
            Cell::text(&*title(run)),
            points.map_or_else(Cell::default, |it| Cell::number(it.to_text(), number::points(it, language))),
            Cell::number(run.common.max_points.to_text(), number::points(&run.common.max_points, language)),
            Cell::text(format!("{}/{}", run.common.compared, run.common.leaves)),
        ]
    });
    let heading = |key: &'static str| text(language, key).to_owned();
    let numbers = Numbers {
        columns: vec![
            Column::text("period", heading("periods.column.period")),
            Column::text("framework", heading("periods.column.framework")),
            Column::number("points", heading("periods.column.points")),
            Column::number("max_points", heading("results.column.max")),
            Column::text("items", heading("periods.column.items")),
        ],
        rows: rows.collect(),
    };
    let texts: Vec<String> = all()
        .filter_map(|(run, at)| {
            Some(format!("{} {}", words::name(run, entered, at, language), written(&share(run, at)?)))
        })
        .collect();
    let chart = TrendChart { periods: periods.collect(), series: vec![series], ticks: range.ticks };
    html! {
        <ChartFigure
            id="periods-trend"
            chart={Chart::new(chart, trend::place)}
            title={text(language, "periods.chart.title").to_owned()}
            summary={text_with(language, "periods.chart.sentence", &[("values", &texts.join("; "))])}
            numbers={Rc::new(numbers)}
            source={words::organizations(entered, language).text}
            address={Route::Periods.href()}
            file_name="cac-ky"
            {language}
            children={html! {}}
        />
    }
}
