//! What is true of a framework as a whole: facts, pillars, grades, what is official, notes.

use std::rc::Rc;

use yew::prelude::*;

use super::basis_mark;
use crate::{
    app::{
        charts::main_indicators::amount,
        components::basis::basis_class,
        pages::catalog::{basis_text, components_text, contents_text, level_name, total_text, years_text},
    },
    engine::framework::{Framework, Scoring},
    formats::{documents::Documents, index::Entry},
    i18n::{Language, lower_first, node_title, number, pick, status, text, text_for_count, text_with},
};

/// For whom, for which years, how much, how it rounds.
pub fn facts(framework: &Framework, language: Language) -> Html {
    let about = Entry::of(framework);
    let counted = framework.scoring == Scoring::Counted;
    html! {
        <>
        <dl class="facts">
            { fact("frameworks.for", level_name(&framework.organization_kind, language).into(), language) }
            { fact("frameworks.years", years_text(&about.years, language).into(), language) }
            if counted {
                { fact("frameworks.total.counted", total_text(&about, language).into(), language) }
            } else {
                { fact("frameworks.total", html! {
                    <>
                        { amount(framework, &framework.max_points, language) }{ " " }
                        { basis_mark(framework.total_basis, None, None, None, language) }
                    </>
                }, language) }
            }
            { fact("frameworks.contents", contents_text(&about, language).into(), language) }
            if !counted {
                { fact("frameworks.rounding", rounding(framework, language).into(), language) }
            }
        </dl>
        { components(&about, language) }
        </>
    }
}

/// The same in a list: only what tells frameworks apart, and how much of each is official.
pub fn short_facts(entry: &Entry, language: Language) -> Html {
    let counted = entry.scoring == Scoring::Counted;
    let total = if counted { "frameworks.total.counted" } else { "frameworks.total" };
    html! {
        <>
        <dl class="facts">
            if counted {
                { fact("frameworks.for", level_name(&entry.organization_kind, language).into(), language) }
            }
            { fact("frameworks.years", years_text(&entry.years, language).into(), language) }
            { fact("frameworks.contents", contents_text(entry, language).into(), language) }
            { fact(total, total_text(entry, language).into(), language) }
            if !counted {
                { fact("catalog.basis", basis_text(entry, language).into(), language) }
            }
        </dl>
        { components(entry, language) }
        </>
    }
}

/// How many component indicators there are, and how much of them is here.
fn components(entry: &Entry, language: Language) -> Html {
    components_text(entry, language)
        .map_or_else(Html::default, |text| html! { <p class="framework-components">{ text }</p> })
}

fn fact(label: &'static str, value: Html, language: Language) -> Html {
    html! { <div><dt>{ text(language, label) }</dt><dd>{ value }</dd></div> }
}

fn rounding(framework: &Framework, language: Language) -> String {
    let places = |key, rounding: Option<crate::engine::exact::Rounding>| {
        rounding.map(|rounding| text_with(language, key, &[("places", &rounding.places.to_string())]))
    };
    let all = [
        places("frameworks.rounding.leaf", framework.leaf_rounding),
        places("frameworks.rounding.index", framework.index_rounding),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    if all.is_empty() { text(language, "frameworks.rounding.none").to_owned() } else { all.join("; ") }
}

/// Which top-level node belongs to which pillar.
pub fn pillars(framework: &Framework, documents: Option<&Rc<Documents>>, language: Language) -> Html {
    let pillars = &framework.pillars;
    let of = |root: usize| pillars.iter().filter(|pillar| pillar.members.contains(&root)).count();
    let overlap = framework.roots().iter().any(|root| of(*root) > 1);
    let weighted = pillars.iter().any(|pillar| pillar.weight.is_some());
    html! {
        <section class="framework-pillars">
            <h2>{ text(language, "frameworks.pillars") }</h2>
            if overlap {
                <p>{ text(language, "frameworks.pillars.overlap") }</p>
            }
            <div class="table-scroll" role="region" aria-label={text(language, "frameworks.pillars")} tabindex="0">
                <table class="table">
                    <caption>{ text(language, "frameworks.pillars.caption") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ framework.levels.first().map_or(String::new(), |level| pick(level, language).to_string()) }</th>
                            for pillar in pillars {
                                <th scope="col" class="mark">{ &**pick(&pillar.name, language) }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for root in framework.roots() {
                            <tr>
                                <th scope="row">
                                    if let Some(node) = framework.node(*root) {
                                        { node_title(node, ". ", language) }
                                    }
                                </th>
                                for pillar in pillars {
                                    <td class="mark">{ membership(pillar.members.contains(root), language) }</td>
                                }
                            </tr>
                        }
                    </tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{ text(language, "frameworks.pillars.points") }</th>
                            for pillar in pillars {
                                <td class="mark">
                                    { number::points(&pillar.max_points, language) }{ " " }
                                    { basis_mark(pillar.basis, None, None, documents, language) }
                                </td>
                            }
                        </tr>
                        if weighted {
                            <tr>
                                <th scope="row">{ text(language, "frameworks.pillars.weight") }</th>
                                for pillar in pillars {
                                    <td class="mark">{ pillar.weight.as_ref().map(|weight| number::percent(weight, language)) }</td>
                                }
                            </tr>
                        }
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

fn membership(member: bool, language: Language) -> Html {
    let (sign, words) = if member { ("●", "frameworks.pillars.in") } else { ("", "frameworks.pillars.not_in") };
    html! {
        <>
            <span aria-hidden="true">{ sign }</span>
            <span class="visually-hidden">{ text(language, words) }</span>
        </>
    }
}

/// Levels that follow from the points.
pub fn grades(framework: &Framework, language: Language) -> Html {
    let Some(grading) = &framework.grading else { return Html::default() };
    let weakest: Vec<String> = grading
        .weakest_of
        .iter()
        .filter_map(|node| framework.node(*node))
        .map(|node| node_title(node, ". ", language))
        .collect();
    html! {
        <section>
            <h2>{ text(language, "frameworks.grades") }</h2>
            <ul>
                for grade in &grading.grades {
                    <li>
                        { text_with(
                            language,
                            if grade.exclusive { "frameworks.grades.above" } else { "frameworks.grades.from" },
                            &[("name", pick(&grade.name, language)), ("share", &number::percent(&grade.at_least, language))],
                        ) }
                    </li>
                }
            </ul>
            if !weakest.is_empty() {
                <p>{ text_with(language, "frameworks.grades.weakest", &[("list", &weakest.join(", "))]) }</p>
            }
        </section>
    }
}

/// How many points and rules rest on what.
pub fn basis_table(framework: &Framework, language: Language) -> Html {
    html! {
        <section class="framework-basis">
            <h2>{ text(language, "frameworks.basis") }</h2>
            <table class="table">
                <caption>{ text(language, "frameworks.basis.caption") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text(language, "frameworks.basis.name") }</th>
                        <th scope="col" class="number">{ text(language, "frameworks.basis.count") }</th>
                        <th scope="col">{ text(language, "frameworks.basis.meaning") }</th>
                    </tr>
                </thead>
                <tbody>
                    for (basis, count) in framework.basis_counts() {
                        <tr>
                            <th scope="row"><span class={classes!("basis-name", basis_class(basis))}>{ status::basis_name(basis, language) }</span></th>
                            <td class="number">{ count }</td>
                            <td>{ status::basis(basis, language).1 }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

/// What the reader must know.
pub fn notes(framework: &Framework, language: Language) -> Html {
    let differs = framework.declared_total_differs.as_ref();
    html! {
        <section class="framework-notes">
            <h2>{ text(language, "frameworks.notes") }</h2>
            <ul>
                if let Some(reason) = differs {
                    <li>{ text_with(language, "frameworks.differs", &[("reason", pick(reason, language))]) }</li>
                }
                for note in &framework.notes {
                    <li>{ &**pick(note, language) }</li>
                }
                <li>
                    { text(language, "frameworks.hash") }{ " " }<code class="hash">{ framework.hash.to_string() }</code>
                </li>
            </ul>
        </section>
    }
}

/// How many component indicators the official set has, beside how many items are listed here.
///
/// The two are not the same kind of thing, so where there are more items than components nothing may look like coverage.
pub fn official_count_text(framework: &Framework, official: u16, leaves: usize, language: Language) -> String {
    let noun = framework.counted_noun.as_ref().filter(|_| framework.scoring == Scoring::Counted);
    let item = framework.levels.last().map_or(String::new(), |level| lower_first(pick(level, language)));
    let (leaves_text, official_text) = (leaves.to_string(), official.to_string());
    let key = match noun {
        Some(_) => "frameworks.node.official_count.counted",
        None if leaves == 0 => "frameworks.node.official_count.unknown",
        None if leaves > usize::from(official) => "frameworks.node.official_count.requirements",
        None => "frameworks.node.official_count",
    };
    let noun = noun.map_or("", |noun| pick(noun, language));
    let values = [("leaves", &*leaves_text), ("official", &*official_text), ("item", &*item), ("noun", noun)];
    text_with(language, key, &values)
}

/// «9 mục»
pub fn count_text(count: usize, language: Language) -> String {
    text_for_count(language, "frameworks.node.count", count)
}
