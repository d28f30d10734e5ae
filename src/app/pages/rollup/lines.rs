//! The table: one line a file.

use yew::prelude::*;

use super::{
    Desk,
    pile::{Order, PAGE, Pile, PileAction, View},
    work,
};
use crate::{
    app::state::saved::plain,
    engine::{
        exact::Exact,
        framework::Framework,
        order,
        rollup::{Row, Table, main_indicators},
    },
    i18n::{Language, number, pick, text, text_for_count, text_with},
};

/// The names of the main indicators, «1 Nhận thức số».
pub fn main_names(framework: &Framework, language: Language) -> Vec<String> {
    let nodes = main_indicators(framework);
    let nodes = nodes.iter().filter_map(|index| framework.node(*index));
    nodes.map(|node| format!("{} {}", node.id.as_str(), pick(&node.name, language))).collect()
}

/// The lines that are shown, in their order: positions of rows.
pub fn shown(pile: &Pile, table: &Table) -> Vec<usize> {
    let search = plain(pile.view.search.trim());
    let of = |row: &Row| pile.submissions.get(row.submission);
    let is_found = |row: &Row| {
        of(row).is_some_and(|it| {
            search.is_empty() || plain(&it.organization.name).contains(&search) || plain(&it.file).contains(&search)
        })
    };
    let rows: Vec<usize> = (0..table.rows.len())
        .filter(|at| {
            table.rows.get(*at).is_some_and(|row| is_found(row) && (!pile.view.only_odd || !row.problems.is_empty()))
        })
        .collect();
    let main = |row: &Row, main: usize| -> Option<Exact> {
        of(row)?.scores.as_ref()?.of(pile.kind).main.get(main).cloned().flatten()
    };
    order::sorted(rows, &|left, right| {
        let (Some(left), Some(right)) = (table.rows.get(*left), table.rows.get(*right)) else {
            return std::cmp::Ordering::Equal;
        };
        match pile.view.order {
            Order::Rank => left.rank.unwrap_or(usize::MAX).cmp(&right.rank.unwrap_or(usize::MAX)),
            Order::Name => {
                let name = |row| of(row).map(|it| plain(&it.organization.name));
                name(left).cmp(&name(right))
            }
            Order::Main(at) => main(right, at).cmp(&main(left, at)),
            Order::File => left.submission.cmp(&right.submission),
        }
    })
}

/// The table, as much of it as is shown.
pub fn lines(desk: &Desk) -> Html {
    let Desk { pile, table, framework, language, .. } = desk;
    let Some(framework) = framework else { return Html::default() };
    let language = *language;
    let rows = shown(pile, table);
    let rest = rows.len().saturating_sub(pile.view.most);
    let more = {
        let (pile, view) = (pile.dispatcher(), pile.view.clone());
        Callback::from(move |_: MouseEvent| {
            pile.dispatch(PileAction::Show(View { most: view.most + PAGE, ..view.clone() }));
        })
    };
    let main = main_indicators(framework);
    let nodes: Vec<_> = main.iter().filter_map(|index| framework.node(*index)).collect();
    let head = |name: &str| html! { <th scope="col" class="number">{ name }</th> };
    let caption = text_with(language, "rollup.table", &[("score", super::kind_name(pile.kind, language))]);
    html! {
        <>
            <div class="table-scroll rollup-lines" tabindex="0" role="region" aria-label={caption.clone()}>
                <table class="table">
                    <caption>{ caption }</caption>
                    <thead>
                        <tr>
                            { head(text(language, "rollup.column.rank")) }
                            <th scope="col">{ text(language, "rollup.column.unit") }</th>
                            <th scope="col">{ text(language, "rollup.column.round") }</th>
                            { head(text(language, "rollup.column.points")) }
                            { head(text(language, "rollup.column.value")) }
                            for node in &nodes {
                                <th scope="col" class="number"><abbr title={pick(&node.name, language).to_string()}>{ node.id.as_str() }</abbr></th>
                            }
                            { head(text(language, "rollup.column.odd")) }
                        </tr>
                    </thead>
                    <tbody>
                        for row in rows.iter().take(pile.view.most).filter_map(|at| table.rows.get(*at)) {
                            { line(desk, framework, row, nodes.len()) }
                        }
                    </tbody>
                </table>
            </div>
            if rows.is_empty() {
                <p role="status">{ text(language, "rollup.none_found") }</p>
            }
            if rest > 0 {
                <p><button type="button" class="button" onclick={more}>{ text_for_count(language, "rollup.more", rest) }</button></p>
            }
        </>
    }
}

fn line(desk: &Desk, framework: &std::rc::Rc<Framework>, row: &Row, columns: usize) -> Html {
    let Desk { pile, language, .. } = desk;
    let language = *language;
    let Some(it) = pile.submissions.get(row.submission) else { return Html::default() };
    let marks = it.scores.as_ref().filter(|_| *it.framework == *framework.id).map(|scores| scores.of(pile.kind));
    let points = |value: Option<&Exact>| {
        html! {
            <td class="number">{ value.map_or_else(|| "–".to_owned(), |value| number::points(value, language)) }</td>
        }
    };
    let name = match it.organization.name.trim() {
        "" => it.file.to_string(),
        name => name.to_owned(),
    };
    let open = {
        let (pile, framework, at) = ((*pile).clone(), std::rc::Rc::clone(framework), row.submission);
        Callback::from(move |_: MouseEvent| {
            if let Some(file) = pile.files.get(at) {
                work::open(pile.dispatcher(), at, file.clone(), std::rc::Rc::clone(&framework));
            }
        })
    };
    let value = marks.and_then(|it| it.index_value.as_ref());
    html! {
        <tr key={row.submission} class={classes!((!row.counts).then_some("rollup-out-of-it"))}>
            <td class="number">{ row.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()) }</td>
            <th scope="row">
                if marks.is_some() {
                    <button type="button" class="link-button" onclick={open}>{ name }</button>
                } else {
                    { name }
                }
            </th>
            <td>{ it.round.map_or("–", |round| crate::i18n::round(round, language)) }</td>
            { points(marks.and_then(|it| it.points.as_ref())) }
            <td class="number">{ value.map_or_else(|| "–".to_owned(), |it| number::index_value(it, framework.index_rounding, language)) }</td>
            for at in 0..columns {
                { points(marks.and_then(|it| it.main.get(at)).and_then(Option::as_ref)) }
            }
            <td class="number">{ if row.problems.is_empty() { String::new() } else { row.problems.len().to_string() } }</td>
        </tr>
    }
}
