//! Offers as lists: what can be taken as it is, what can only be looked at, and what nothing takes.

use yew::prelude::*;

use crate::{
    engine::{
        crosswalk::{
            Relation,
            carry::{CarryOver, Left, Offer},
        },
        framework::{Framework, Node},
        id::NodeId,
    },
    i18n::{Language, crosswalk as words, pick, status, text, text_for_count, text_with},
};

/// What can be taken as it is; each can be refused.
pub fn as_is(
    carry: &CarryOver,
    from: &Framework,
    to: &Framework,
    is_chosen: &dyn Fn(&Offer) -> bool,
    is_free: &dyn Fn(&Offer) -> bool,
    toggle: &Callback<NodeId>,
    language: Language,
) -> Html {
    let offers: Vec<&Offer> = carry.offers.iter().filter(|it| it.is_as_is()).collect();
    let line = |offer: &Offer| {
        let (toggle, leaf, id) = (toggle.clone(), offer.to.clone(), format!("carry-{}", offer.to));
        let on_change = Callback::from(move |_: Event| toggle.emit(leaf.clone()));
        let free = is_free(offer);
        html! {
            <li class={classes!("carry-offer", (!is_chosen(offer)).then_some("carry-refused"))} data-offer={format!("{}→{}", offer.from, offer.to)}>
                <label class="carry-leaf">
                    <input type="checkbox" checked={is_chosen(offer)} disabled={!free} aria-describedby={id.clone()} onchange={on_change} />
                    <span>{ named(to, &offer.to, language) }</span>
                </label>
                <div {id} class="carry-about">
                    if !free {
                        <p class="carry-entered">{ text_with(language, "carry_over.entered", &[("id", offer.to.as_str())]) }</p>
                    }
                    { figures(offer, from, to, language) }
                    <p>{ whence(from, &offer.from, language) }</p>
                    if !offer.explanation.is_empty() {
                        <p class="leaf-explanation"><span class="leaf-explanation-label">{ text(language, "assess.explanation.said") }</span>{ " " }{ offer.explanation.clone() }</p>
                    }
                    { why(&words::relation_sentence(&offer.relation, language), &offer.relation, language) }
                </div>
            </li>
        }
    };
    html! {
        <fieldset class="carry-offers">
            <legend>{ text_for_count(language, "carry_over.as_is", offers.len()) }</legend>
            <ul class="carry-list">
                for offer in offers { { line(offer) } }
            </ul>
        </fieldset>
    }
}

/// What can only be looked at, folded.
pub fn look_only(carry: &CarryOver, from: &Framework, to: &Framework, language: Language) -> Html {
    let offers: Vec<&Offer> = carry.offers.iter().filter(|it| !it.is_as_is()).collect();
    if offers.is_empty() {
        return Html::default();
    }
    let line = |offer: &Offer| {
        html! {
            <li class="carry-offer" data-look={format!("{}→{}", offer.from, offer.to)}>
                <p class="carry-leaf">{ named(to, &offer.to, language) }</p>
                <div class="carry-about">
                    { figures(offer, from, to, language) }
                    <p>{ whence(from, &offer.from, language) }</p>
                    <p>{ words::take(offer, to, language) }</p>
                    // What they have to do with each other is said already.
                    { why("", &offer.relation, language) }
                </div>
            </li>
        }
    };
    html! {
        <details class="carry-fold" data-fold="look">
            <summary>{ text_for_count(language, "carry_over.look", offers.len()) }</summary>
            <ul class="carry-list">
                for offer in offers { { line(offer) } }
            </ul>
        </details>
    }
}

/// What no offer takes, and why, folded.
pub fn left_over(carry: &CarryOver, from: &Framework, language: Language) -> Html {
    let nodes: Vec<&[Left]> = carry.left.chunk_by(|first, second| first.node == second.node).collect();
    if nodes.is_empty() {
        return Html::default();
    }
    let line = |left: &[Left]| {
        let node = left.first().map_or("", |it| &it.node);
        let name = from.find(node).and_then(|index| from.node(index)).map(|it| pick(&it.name, language));
        html! {
            <li class="carry-offer" data-left={node.to_owned()}>
                <p class="carry-leaf">{ format!("{node} {}", name.map_or("", |name| &**name)) }</p>
                <ul class="carry-reasons">
                    for it in left { <li>{ words::left_in(it, from, language) }</li> }
                </ul>
            </li>
        }
    };
    html! {
        <details class="carry-fold" data-fold="left">
            <summary>{ text_for_count(language, "carry_over.left", nodes.len()) }</summary>
            <ul class="carry-list">
                for left in nodes { { line(left) } }
            </ul>
        </details>
    }
}

fn node<'a>(framework: &'a Framework, id: &NodeId) -> Option<&'a Node> {
    framework.find(id.as_str()).and_then(|index| framework.node(index))
}

fn named(framework: &Framework, id: &NodeId, language: Language) -> Html {
    let name = node(framework, id).map(|node| pick(&node.name, language).to_string()).unwrap_or_default();
    html! { <><span class="leaf-code">{ id.to_string() }</span>{ " " }{ name }</> }
}

/// «Từ mục 3.3 Triển khai tập huấn …»
fn whence(from: &Framework, id: &NodeId, language: Language) -> String {
    let name = node(from, id).map_or("", |node| pick(&node.name, language));
    text_with(language, "carry_over.whence", &[("id", id.as_str()), ("name", name)])
}

/// What is entered: under the labels of the leaf that takes it, otherwise under those of the leaf that has it.
fn figures(offer: &Offer, from: &Framework, to: &Framework, language: Language) -> Html {
    let shown = offer.figures.iter().filter_map(|figure| match (&figure.to, offer.is_as_is()) {
        (Some(name), true) => Some(words::figure(node(to, &offer.to), name, &figure.text, language)),
        (None, true) => None,
        (_, false) => Some(words::figure(node(from, &offer.from), &figure.from, &figure.text, language)),
    });
    let mut shown: Vec<String> = shown.collect();
    if !offer.evidence.is_empty() {
        shown.push(text_for_count(language, "carry.evidence", offer.evidence.len()));
    }
    html! {
        <ul class="carry-figures">
            for it in shown { <li>{ it }</li> }
        </ul>
    }
}

/// How the two leaves are related, why, and how that is known.
fn why(sentence: &str, relation: &Relation, language: Language) -> Html {
    let mark = status::basis(relation.grounds.basis, language).0;
    html! {
        <p class="carry-why">
            { sentence }{ " " }{ words::relation_reason(relation, language) }
            if !mark.is_empty() {
                { format!(" ({mark})") }
            }
        </p>
    }
}
