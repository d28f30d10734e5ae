//! Two frameworks side by side (“so sánh hai bộ chỉ số”): what was added, removed, moved and scored anew.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    app::{
        components::page_heading::page_heading,
        context::{use_frameworks, use_language, use_page_title},
        pages::catalog::{self, Entries, built_in, use_catalog},
        state::{
            library::{Library, Loaded},
            route::Route,
        },
    },
    engine::{
        compare::{Change, Comparison, NodeChange, compare},
        framework::Framework,
    },
    formats::index::Entry,
    i18n::{Language, compare as words, pick, text, text_for_count, text_with},
    web,
};

/// Which two frameworks.
#[derive(Debug, PartialEq, Properties)]
pub struct ComparePageProps {
    /// The identifier of the one.
    pub id: AttrValue,
    /// That of the other; nothing: still to be chosen.
    pub other: Option<AttrValue>,
}

/// Two frameworks, the one that counts for earlier years first.
#[component]
pub fn ComparePage(props: &ComparePageProps) -> Html {
    let ComparePageProps { id, other } = props;
    let language = use_language();
    let library = use_frameworks();
    use_page_title(text(language, "compare_page.title"));
    let (entries, again) = use_catalog();
    {
        let library = Rc::clone(&library);
        use_effect_with((id.clone(), other.clone()), move |(id, other)| {
            let pair = [Some(id), other.as_ref()].into_iter().flatten();
            pair.filter(|id| library.framework(id) == Loaded::NotRequested).for_each(|id| library.request(id));
        });
    }
    let ready = |id: &str| library.framework(id).as_ready();
    let pair = ready(id).zip(other.as_deref().and_then(ready)).map(in_order);
    let comparison = use_memo(pair, |pair| pair.as_ref().map(|(old, new)| compare(old, new)));
    let pair = ready(id).zip(other.as_deref().and_then(ready)).map(in_order);
    let missing = [Some(id), other.as_ref()].into_iter().flatten().find(|id| !is_known(&library, id));
    html! {
        <div class="compare">
            <p class="framework-back"><a href={Route::framework(id).href()}>{ text(language, "compare_page.back") }</a></p>
            { page_heading(text(language, "compare_page.title")) }
            { choice(id, other.as_deref(), &offered(&entries, &library), language) }
            { catalog::not_there(&entries, &again, language) }
            if let Some(missing) = missing {
                <p role="alert">{ text_with(language, "frameworks.unknown", &[("id", missing)]) }</p>
            } else if let (Some((old, new)), Some(comparison)) = (&pair, &*comparison) {
                { compared(old, new, comparison, language) }
            } else if other.is_some() {
                <p class="loading" role="status">{ text(language, "frameworks.loading") }</p>
            }
        </div>
    }
}

/// Whether there is such a framework, loaded or not.
fn is_known(library: &Library, id: &str) -> bool {
    library.builtin_ids().contains(&id) || library.find_opened(id).is_some()
}

/// The one that counts for earlier years first; as they are where that is not known.
fn in_order((one, other): (Rc<Framework>, Rc<Framework>)) -> (Rc<Framework>, Rc<Framework>) {
    match (one.years.iter().min(), other.years.iter().min()) {
        (Some(first), Some(second)) if second < first => (other, one),
        _ => (one, other),
    }
}

/// What comes with the program, and what was opened.
fn offered(entries: &Loaded<Entries>, library: &Library) -> Vec<Rc<Entry>> {
    let opened = library.opened().map(|it| Rc::new(Entry::of(&it.framework)));
    built_in(entries, library).into_iter().chain(opened).collect()
}

/// The other frameworks to choose from, those of the same level first.
fn choice(id: &str, other: Option<&str>, all: &[Rc<Entry>], language: Language) -> Html {
    let kind = all.iter().find(|it| *it.id == *id).map(|it| Rc::clone(&it.organization_kind));
    let others = all.iter().filter(|it| *it.id != *id);
    let (same, rest): (Vec<_>, Vec<_>) = others.partition(|it| Some(&it.organization_kind) == kind.as_ref());
    let on_change = {
        let id = id.to_owned();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let other = Some(field.value()).filter(|other| !other.is_empty());
            web::location::go(&Route::Compare { id: id.clone(), other }.href());
        })
    };
    let group = |key: &'static str, frameworks: &[&Rc<Entry>]| {
        if frameworks.is_empty() {
            return Html::default();
        }
        html! {
            <optgroup label={text(language, key)}>
                for it in frameworks {
                    <option value={it.id.to_string()} selected={other == Some(&*it.id)}>{ &**pick(&it.title, language) }</option>
                }
            </optgroup>
        }
    };
    html! {
        <p class="compare-choice field">
            <label for="compare-other">{ text(language, "compare_page.with") }</label>
            <select id="compare-other" onchange={on_change}>
                <option value="" selected={other.is_none()}>{ text(language, "compare_page.choose") }</option>
                { group("compare_page.same_level", &same) }
                { group("compare_page.other_level", &rest) }
            </select>
        </p>
    }
}

/// Under which heading a change stands; the first that fits.
const GROUPS: [(&str, &[Change]); 4] = [
    ("compare_page.added", &[Change::Added]),
    ("compare_page.removed", &[Change::Removed]),
    ("compare_page.scored", &[Change::Points, Change::Rule, Change::Role, Change::PointsBasis, Change::RuleBasis]),
    ("compare_page.moved", &[Change::Moved, Change::Renumbered, Change::Renamed]),
];

fn compared(old: &Framework, new: &Framework, comparison: &Comparison, language: Language) -> Html {
    let names = [("old", &**pick(&old.title, language)), ("new", &**pick(&new.title, language))];
    let group_of = |change: &NodeChange| {
        GROUPS.iter().position(|(_, kinds)| kinds.iter().any(|kind| change.changes.contains(kind)))
    };
    let group = |(at, (key, _)): (usize, &(&'static str, &[Change]))| {
        let changes = comparison.changes.iter().filter(|it| group_of(it) == Some(at));
        let changes: Vec<&NodeChange> = changes.collect();
        if changes.is_empty() {
            return Html::default();
        }
        html! {
            <details class="carry-fold" data-changes={key.rsplit('.').next()}>
                <summary>{ text_for_count(language, key, changes.len()) }</summary>
                <ul class="carry-list">
                    for it in changes { { line(old, new, it, language) } }
                </ul>
            </details>
        }
    };
    html! {
        <section class="compare-result">
            <h2>{ text_with(language, "compare_page.way", &names) }</h2>
            if comparison.changes.is_empty() {
                <p>{ text(language, "compare_page.same") }</p>
            } else {
                for sentence in words::sums(old, new, comparison, language) { <p>{ sentence }</p> }
                for it in GROUPS.iter().enumerate() { { group(it) } }
                <p class="hint">{ text(language, "compare_page.how") }</p>
            }
        </section>
    }
}

fn line(old: &Framework, new: &Framework, change: &NodeChange, language: Language) -> Html {
    let mut lines = words::change(old, new, change, language).into_iter();
    let name = lines.next().unwrap_or_default();
    html! {
        <li class="carry-offer">
            <p class="carry-leaf">{ name }</p>
            <ul class="carry-reasons">
                for it in lines { <li>{ it }</li> }
            </ul>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{builtin, documents, framework_file};

    #[test]
    fn the_earlier_one_comes_first_and_every_change_has_its_heading() {
        let register = documents::read(builtin::DOCUMENTS).unwrap();
        let framework = |id| Rc::new(framework_file::read(builtin::framework_text(id).unwrap(), &register).unwrap());
        let (old, new) = (framework("dti-province-2022"), framework("dti-province-2025"));
        for pair in [(Rc::clone(&old), Rc::clone(&new)), (Rc::clone(&new), Rc::clone(&old))] {
            let (first, second) = in_order(pair);
            assert_eq!((&*first.id, &*second.id), ("dti-province-2022", "dti-province-2025"));
        }
        let headings = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter());
        for change in compare(&old, &new).changes.iter().flat_map(|it| &it.changes) {
            assert!(headings.clone().any(|it| it == change), "{}", change.code());
        }
    }
}
