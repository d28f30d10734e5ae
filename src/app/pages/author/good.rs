//! A framework that is in order: what is in it, how to try it, what is new in it, how to use it.

use std::{cmp::Reverse, rc::Rc};

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{
    desk::{Desk, DeskAction, Good},
    faults::fault,
    offered,
};
use crate::{
    app::{
        context::Dispatch,
        pages::{frameworks::about::facts, sheet_files::Opened},
        state::{
            library::{Library, Origin, ShelfAction},
            route::Route,
        },
    },
    engine::{
        compare::{Change, Comparison},
        framework::Framework,
    },
    i18n::{self, Language, pick, status, text, text_for_count, text_with},
    web,
};

/// What is in the file.
pub fn summary(name: &str, good: &Good, id: &'static str, language: Language) -> Html {
    let framework = &good.framework;
    let leaves = framework.leaves().count();
    let groups = framework.nodes().len() - leaves;
    let counts = [
        text_for_count(language, "author.good.groups", groups),
        text_for_count(language, "author.good.leaves", leaves),
    ];
    let bases = framework.basis_counts();
    let bases = bases.iter().map(|(basis, count)| format!("{} {count}", status::basis_name(*basis, language)));
    html! {
        <div class="author-result author-good">
            <h3 {id} tabindex="-1">{ text_with(language, "author.good", &[("name", name)]) }</h3>
            <p class="author-title"><strong>{ &**pick(&framework.title, language) }</strong></p>
            { facts(framework, language) }
            <ul class="author-counts">
                <li data-count="nodes">{ counts.join(", ") }</li>
                <li>{ text_with(language, "author.good.bases", &[("bases", &bases.collect::<Vec<_>>().join(", "))]) }</li>
                <li data-count="examples">
                    if good.examples == 0 {
                        { text(language, "author.good.no_examples") }
                    } else {
                        { text_for_count(language, "author.good.examples", good.examples) }
                    }
                </li>
            </ul>
            if !good.warnings.is_empty() {
                <h4>{ text_for_count(language, "author.good.warnings", good.warnings.len()) }</h4>
                <ul class="author-faults">
                    for warning in &good.warnings { { fault(warning, false, language) } }
                </ul>
            }
        </div>
    }
}

/// The third step.
pub fn try_and_compare(
    good: &Good,
    compared: Option<&(Rc<Framework>, Comparison)>,
    desk: &UseReducerHandle<Desk>,
    library: &Rc<Library>,
    dispatch: &Dispatch,
    language: Language,
) -> Html {
    let begin = {
        let (good, dispatch, origin) = (good.clone(), dispatch.clone(), origin(&desk.opened));
        Callback::from(move |_: MouseEvent| {
            // The assessment is kept with the text of its framework.
            dispatch.request(ShelfAction::OpenedArrived(origin.clone(), Rc::clone(&good.json)));
            let year = web::clock::local_time(web::clock::now_ms()).year.to_string();
            dispatch.begin(Rc::clone(&good.framework), text(language, "author.try.organization"), &year);
        })
    };
    let choose = {
        let desk = desk.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                desk.dispatch(DeskAction::Other(field.value().into()));
            }
        })
    };
    let chosen = compared.map(|(old, _)| Rc::clone(&old.id));
    html! {
        <>
            <p class="author-row">
                <button type="button" class="button button-primary" onclick={begin}>{ text(language, "author.try.begin") }</button>
                <span class="hint">{ text(language, "author.try.hint") }</span>
            </p>
            <div class="author-row">
                <label for="author-other">{ text(language, "author.compare") }</label>
                <select id="author-other" onchange={choose}>
                    <option value="" selected={chosen.is_none()}>{ text(language, "author.compare.none") }</option>
                    for other in others(good, library) {
                        <option value={other.id.to_string()} selected={chosen.as_ref() == Some(&other.id)}>{ offered(&other, language) }</option>
                    }
                </select>
            </div>
            if let Some((old, comparison)) = compared {
                { differences(old, &good.framework, comparison, language) }
            }
        </>
    }
}

/// What changed, by kind: how many first, each node one step away.
fn differences(old: &Framework, new: &Framework, comparison: &Comparison, language: Language) -> Html {
    let has = |changes: &[Change], kinds: &[Change]| changes.iter().any(|it| kinds.contains(it));
    let group = |changes: &[Change]| match () {
        () if has(changes, &[Change::Added]) => 0,
        () if has(changes, &[Change::Removed]) => 1,
        () if has(changes, &[Change::Points, Change::Rule, Change::Role]) => 2,
        () => 3,
    };
    let groups = ["author.compare.added", "author.compare.removed", "author.compare.scored", "author.compare.renamed"];
    html! {
        <div class="author-compared">
            for line in i18n::compare::sums(old, new, comparison, language) {
                <p>{ line }</p>
            }
            for (at, key) in groups.into_iter().enumerate() {
                { changes(old, new, comparison.changes.iter().filter(|it| group(&it.changes) == at), key, language) }
            }
        </div>
    }
}

fn changes<'a>(
    old: &Framework,
    new: &Framework,
    changes: impl Iterator<Item = &'a crate::engine::compare::NodeChange>,
    key: &'static str,
    language: Language,
) -> Html {
    let changes: Vec<Vec<String>> = changes.map(|it| i18n::compare::change(old, new, it, language)).collect();
    if changes.is_empty() {
        return Html::default();
    }
    html! {
        <details data-changes={key}>
            <summary>{ text_for_count(language, key, changes.len()) }</summary>
            <ul>
                for lines in changes {
                    <li>
                        for (at, line) in lines.into_iter().enumerate() {
                            <span class={if at == 0 { "author-changed" } else { "author-change" }}>{ line }</span>
                        }
                    </li>
                }
            </ul>
        </details>
    }
}

/// What a framework can be compared with.
fn others(good: &Good, library: &Rc<Library>) -> Vec<Rc<Framework>> {
    let builtin = library.builtin_ids().iter().filter_map(|id| library.framework(id).as_ready());
    let opened = library.opened().map(|it| Rc::clone(&it.framework));
    let opened = opened.filter(|it| !library.builtin_ids().contains(&&*it.id));
    builtin.chain(opened).filter(|it| !is_same(it, &good.framework)).collect()
}

/// Whether two frameworks say the same, however their files are written.
fn is_same(one: &Framework, other: &Framework) -> bool {
    if one.id != other.id || one.hash == other.hash {
        return one.id == other.id;
    }
    let mut one = one.clone();
    one.hash = Rc::clone(&other.hash);
    one == *other
}

/// What it is compared with: what was chosen, otherwise what has the same id, otherwise the edition before it.
pub fn other_framework(good: &Good, chosen: Option<&str>, library: &Rc<Library>) -> Option<Rc<Framework>> {
    let others = others(good, library);
    if let Some(chosen) = chosen {
        return others.into_iter().find(|it| &*it.id == chosen);
    }
    let framework = &good.framework;
    if let Some(same) = others.iter().find(|it| it.id == framework.id) {
        return Some(Rc::clone(same));
    }
    let first = framework.years.iter().min()?;
    let earlier = |it: &Rc<Framework>| it.years.iter().max().copied().filter(|year| year < first);
    let of_kind = others.into_iter().filter(|it| {
        it.organization_kind == framework.organization_kind && it.scoring == framework.scoring && earlier(it).is_some()
    });
    of_kind.min_by_key(|it| Reverse(earlier(it)))
}

/// The fourth step.
pub fn use_it(
    good: &Good,
    desk: &UseReducerHandle<Desk>,
    library: &Rc<Library>,
    dispatch: &Dispatch,
    language: Language,
) -> Html {
    let framework = &good.framework;
    let add = {
        let (good, dispatch, origin) = (good.clone(), dispatch.clone(), origin(&desk.opened));
        Callback::from(move |_: MouseEvent| {
            dispatch.request(ShelfAction::OpenedArrived(origin.clone(), Rc::clone(&good.json)));
            web::location::go(&Route::framework(&good.framework.id).href());
        })
    };
    let save = {
        let json = Rc::clone(&good.json);
        Callback::from(move |_: MouseEvent| web::files::download("framework.json", "application/json", &json))
    };
    let hides = library.builtin_ids().contains(&&*framework.id);
    let same = library.framework(&framework.id).as_ready().is_some_and(|it| is_same(&it, framework));
    html! {
        <>
            if hides {
                <p class="author-hides">
                    { text_with(language, if same { "author.use.same" } else { "author.use.hides" }, &[("id", &framework.id)]) }
                </p>
            }
            <p class="author-row">
                <button type="button" class="button button-primary" onclick={add}>{ text(language, "author.use.now") }</button>
                <span class="hint">{ text(language, "author.use.now.hint") }</span>
            </p>
            <p class="author-row">
                <button type="button" class="button" onclick={save}>{ text(language, "author.use.save") }</button>
                <span class="hint">{ text(language, "author.use.save.hint") }</span>
            </p>
            <p class="hint">{ text(language, "author.use.publish") }</p>
        </>
    }
}

fn origin(opened: &Opened) -> Origin {
    match opened {
        Opened::Read { name, .. } => Origin::Author(Rc::clone(name)),
        _ => Origin::Store,
    }
}
