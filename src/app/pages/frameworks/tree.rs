//! The tree of a framework: what is folded, what is searched for, what the address names.

use std::rc::Rc;

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::{
    about::{count_text, official_count_text},
    element,
    leaf::leaf_item,
    points_mark, source_line,
};
use crate::{
    app::state::{route::Route, saved::plain},
    engine::framework::{Basis, Framework, Node, NodeIndex, Role, Scoring},
    formats::documents::Documents,
    i18n::{Language, lower_first, node_title, number, pick, status, text, text_for_count, text_with},
    web,
};

/// Properties of [`Tree`].
#[derive(Debug, PartialEq, Properties)]
pub struct TreeProps {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The register of documents.
    pub documents: Option<Rc<Documents>>,
    /// The node that the address names.
    pub node: Option<AttrValue>,
    /// In which language.
    pub language: Language,
}

/// The nodes of the top level that are unfolded.
type Opened = UseStateHandle<Vec<NodeIndex>>;

/// All nodes, the top level folded.
#[component]
pub fn Tree(props: &TreeProps) -> Html {
    let TreeProps { framework, documents, node, language } = props;
    let language = *language;
    let opened: Opened = use_state_eq(Vec::new);
    let query = use_state_eq(String::new);
    let named = node.as_ref().and_then(|node| framework.find(node));
    use_named_node(framework, named, &opened, &query);
    // Not written anew at every letter that is searched for.
    let leaves = use_memo(
        (Rc::clone(framework), documents.clone(), named, language),
        |(framework, documents, named, language)| leaf_items(framework, documents.as_ref(), *named, *language),
    );

    let found = search(framework, &query, language);
    let type_query = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(input.value());
            }
        })
    };
    let all_open = framework.roots().iter().all(|root| opened.contains(root));
    let toggle_all = {
        let (opened, framework) = (opened.setter(), Rc::clone(framework));
        Callback::from(move |_| opened.set(if all_open { Vec::new() } else { framework.roots().to_vec() }))
    };
    let searching = found.is_some();
    let is_shown = |node: NodeIndex| found.as_ref().is_none_or(|found| found.shows(node));
    let page = Page { framework, documents: documents.as_ref(), named, leaves: &leaves, is_shown: &is_shown, language };
    html! {
        <section class="tree">
            <h2>{ text(language, "frameworks.tree") }</h2>
            <search class="tree-tools" role="search">
                <p class="field">
                    <label for="tree-search">{ text(language, "frameworks.search") }</label>
                    <input
                        id="tree-search"
                        type="search"
                        value={(*query).clone()}
                        oninput={type_query}
                        aria-describedby="tree-search-hint"
                        autocomplete="off"
                    />
                    <span id="tree-search-hint" class="hint">{ text(language, "frameworks.search.hint") }</span>
                </p>
                <button type="button" class="button button-small" onclick={toggle_all} disabled={searching}>
                    { text(language, if all_open { "frameworks.close_all" } else { "frameworks.open_all" }) }
                </button>
            </search>
            <p class="tree-found" role="status">
                { match found.as_ref().map(|found| found.matches) {
                    Some(0) => text(language, "frameworks.search.none").to_owned(),
                    Some(count) => text_for_count(language, "frameworks.search.found", count),
                    None => String::new(),
                } }
            </p>
            if let (Some(node), None) = (node, named) {
                <p role="alert">{ text_with(language, "frameworks.node.not_found", &[("id", node)]) }</p>
            }
            for index in framework.roots() {
                if is_shown(*index) {
                    { root(&page, *index, searching || opened.contains(index), on_toggle(&opened, *index, searching)) }
                }
            }
        </section>
    }
}

/// Notes what the browser has folded or unfolded; while something is searched for, all is open and nothing is noted.
fn on_toggle(opened: &Opened, root: NodeIndex, searching: bool) -> Callback<Event> {
    let opened = opened.clone();
    Callback::from(move |event: Event| {
        let element = event.target_dyn_into::<Element>();
        let open = element.is_some_and(|element| element.has_attribute("open"));
        if searching || opened.contains(&root) == open {
            return;
        }
        let mut next = Vec::clone(&opened);
        next.retain(|it| *it != root);
        if open {
            next.push(root);
        }
        opened.set(next);
    })
}

/// Unfolds what holds the node that the address names, and goes to it.
#[hook]
fn use_named_node(
    framework: &Rc<Framework>,
    named: Option<NodeIndex>,
    opened: &Opened,
    query: &UseStateHandle<String>,
) {
    let (opened, query, framework) = (opened.clone(), query.setter(), Rc::clone(framework));
    let is_open = named.map(|node| opened.contains(&root_of(&framework, node)));
    let reached = use_mut_ref(|| None::<NodeIndex>);
    use_effect_with((named, is_open), move |(named, is_open)| {
        let Some(node) = *named else { return };
        if *reached.borrow() == Some(node) {
            return;
        }
        if *is_open == Some(true) {
            *reached.borrow_mut() = Some(node);
            if let Some(node) = framework.node(node) {
                web::focus::first(&format!("[data-node=\"{}\"]", node.id));
            }
            return;
        }
        let mut next = Vec::clone(&opened);
        next.push(root_of(&framework, node));
        query.set(String::new());
        opened.set(next);
    });
}

fn root_of(framework: &Framework, node: NodeIndex) -> NodeIndex {
    let mut at = node;
    while let Some(parent) = framework.node(at).and_then(|node| node.parent) {
        at = parent;
    }
    at
}

/// What a search has found.
#[derive(Debug)]
struct Found {
    /// Which nodes match, with everything above and below them, by their index.
    shown: Vec<bool>,
    /// How many match themselves.
    matches: usize,
}

impl Found {
    fn shows(&self, node: NodeIndex) -> bool {
        self.shown.get(node).is_some_and(|shown| *shown)
    }
}

/// Nodes in which every word of the query begins a code or is part of a name; nothing where nothing is asked.
fn search(framework: &Framework, query: &str, language: Language) -> Option<Found> {
    let query = plain(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let matching = |node: &Node| {
        let description = node.description.as_ref().map_or("", |text| pick(text, language));
        let said = plain(&format!("{} {description}", pick(&node.name, language)));
        let id = plain(node.id.as_str());
        words.iter().all(|word| id.starts_with(word) || said.contains(word))
    };
    // A node comes after the one above it.
    let mut below_match = vec![false; framework.nodes().len()];
    let mut shown = below_match.clone();
    let mut matches = 0;
    for (index, node) in framework.nodes().iter().enumerate() {
        let matched = matching(node);
        matches += usize::from(matched);
        if !matched && !node.parent.is_some_and(|parent| below_match[parent]) {
            continue;
        }
        below_match[index] = true;
        let mut at = Some(index);
        while let Some(node) = at {
            shown[node] = true;
            at = framework.node(node).and_then(|node| node.parent);
        }
    }
    Some(Found { shown, matches })
}

/// What every part of the tree is made from.
struct Page<'a> {
    framework: &'a Framework,
    documents: Option<&'a Rc<Documents>>,
    named: Option<NodeIndex>,
    leaves: &'a [Html],
    is_shown: &'a dyn Fn(NodeIndex) -> bool,
    language: Language,
}

/// Every leaf, written out, at its index; nothing at the others.
fn leaf_items(
    framework: &Framework,
    documents: Option<&Rc<Documents>>,
    named: Option<NodeIndex>,
    language: Language,
) -> Vec<Html> {
    let mut items = Vec::with_capacity(framework.nodes().len());
    for (index, node) in framework.nodes().iter().enumerate() {
        items.push(leaf_item(framework, documents, node, named == Some(index), language));
    }
    items
}

/// One node of the top level, folded or not.
fn root(page: &Page, index: NodeIndex, open: bool, toggled: Callback<Event>) -> Html {
    let Page { framework, named, language, .. } = *page;
    let Some(node) = framework.node(index) else { return Html::default() };
    let leaves = framework.leaves_below(index).count();
    let is_named = named == Some(index);
    html! {
        <details key={index} class={classes!("tree-root", is_named.then_some("tree-named"))} {open} ontoggle={toggled}>
            <summary data-node={node.id.to_string()}>
                <h3>{ node_title(node, ". ", language) }</h3>
                <span class="tree-points">{ points_text(framework, node, leaves, language) }</span>
                // Where leaves are counted, their number stands where the points would be.
                if node.leaf.is_none() && framework.scoring == Scoring::Points {
                    <span class="tree-count">{ count_text(leaves, language) }</span>
                }
            </summary>
            <div class="tree-body">
                if node.leaf.is_some() {
                    { leaf(page, index) }
                } else {
                    { about(page, index) }
                    { parts(page, index) }
                }
            </div>
        </details>
    }
}

fn leaf(page: &Page, index: NodeIndex) -> Html {
    page.leaves.get(index).cloned().unwrap_or_default()
}

/// «100 điểm», «6 nhiệm vụ», «Không tính điểm»
pub fn points_text(framework: &Framework, node: &Node, leaves: usize, language: Language) -> String {
    match (node.role, framework.scoring, &framework.counted_noun) {
        (Role::NotScored | Role::Information, ..) => text(language, "frameworks.role.not_scored").to_owned(),
        (Role::Prerequisite, ..) => text(language, "frameworks.role.prerequisite.short").to_owned(),
        (_, Scoring::Counted, Some(noun)) if node.leaf.is_none() => format!("{leaves} {}", pick(noun, language)),
        (_, Scoring::Counted, _) => String::new(),
        (_, Scoring::Points, _) => status::with_points(&node.max_points, language),
    }
}

/// What the source says about a node with parts.
fn about(page: &Page, index: NodeIndex) -> Html {
    let Page { framework, documents, language, .. } = *page;
    let Some(node) = framework.node(index) else { return Html::default() };
    let leaves = framework.leaves_below(index).count();
    let allocated: Vec<&Node> = node
        .children
        .iter()
        .filter_map(|child| framework.node(*child))
        .filter(|child| child.points_basis == Basis::Allocated)
        .collect();
    html! {
        <div class="tree-about">
            if let Some(description) = &node.description {
                <p class="pre-line">{ &**pick(description, language) }</p>
            }
            if framework.scoring == Scoring::Points {
                { points_mark(node, documents, language) }
            }
            if let Some(official) = node.official_count {
                <p>{ official_count_text(framework, official, leaves, language) }</p>
            }
            { source_line(&node.source, documents, language) }
            if let Some(first) = allocated.first() {
                <p class="allocated-notice">{ allocated_text(framework, node, first, allocated.len(), language) }</p>
            }
        </div>
    }
}

/// «100 điểm chia đều cho 5 yêu cầu, mỗi yêu cầu 20 điểm: điểm phân bổ đều, không phải điểm chính thức.»
fn allocated_text(framework: &Framework, node: &Node, part: &Node, count: usize, language: Language) -> String {
    let level = framework.levels.get(part.depth).map_or(String::new(), |level| lower_first(pick(level, language)));
    let (all, each) = (status::with_points(&node.max_points, language), number::points(&part.max_points, language));
    let count = count.to_string();
    let values = [("all", &*all), ("each", &*each), ("count", &*count), ("level", &*level)];
    text_with(language, "frameworks.allocated.node", &values)
}

/// The nodes below, those that were searched for.
fn parts(page: &Page, index: NodeIndex) -> Html {
    let Some(node) = page.framework.node(index) else { return Html::default() };
    html! {
        <ol class="tree-parts">
            for child in &node.children {
                if (page.is_shown)(*child) {
                    <li key={*child}>{ part(page, *child) }</li>
                }
            }
        </ol>
    }
}

fn part(page: &Page, index: NodeIndex) -> Html {
    match page.framework.node(index) {
        Some(node) if node.leaf.is_none() => group(page, node, index),
        _ => leaf(page, index),
    }
}

/// A node with parts below the top level.
fn group(page: &Page, node: &Node, index: NodeIndex) -> Html {
    let Page { framework, named, language, .. } = *page;
    let leaves = framework.leaves_below(index).count();
    let is_named = named == Some(index);
    html! {
        <section class={classes!("tree-group", is_named.then_some("tree-named"))} data-node={node.id.to_string()} tabindex="-1">
            <div class="tree-line">
                { heading(node.depth, node_title(node, " ", language).into()) }
                <span class="tree-points">{ points_text(framework, node, leaves, language) }</span>
            </div>
            { about(page, index) }
            { parts(page, index) }
        </section>
    }
}

/// A node's heading; the top level is `h3`.
pub fn heading(depth: usize, content: Html) -> Html {
    let level = match depth {
        0 => "h3",
        1 => "h4",
        2 => "h5",
        _ => "h6",
    };
    element(level, content)
}

/// The address of one node.
pub fn node_href(framework: &Framework, node: &Node) -> String {
    Route::Framework { id: framework.id.to_string(), node: Some(node.id.to_string()) }.href()
}
