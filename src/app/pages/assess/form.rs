//! The form: one main indicator at a time, or what a search or filter finds in all of them.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    fault::{Fault, faults},
    head::Head,
    indicator::{INDICATOR_HEADING, IndicatorHead},
    leaf::LeafRow,
    listing::{self, Listing, Row, passes, root_of},
    outline::Outline,
    total::TotalBar,
};
use crate::{
    app::{
        components::{locked::locked, score::score_text},
        context::{Dispatch, use_dispatch, use_frameworks, use_page_title},
        kept::use_keeping,
        machinery::Keeping,
        pages::catalog::components_text,
        state::{
            library::{Library, Loaded},
            route::{LeafFilter, Route},
            scorecard,
            session::Session,
        },
    },
    engine::{
        assessment::Response,
        framework::{Framework, Node, NodeIndex, Scoring},
        scoring::Scorecard,
        shared::Shared,
    },
    formats::{documents::Documents, index::Entry},
    i18n::{Language, node_title, pick, text, text_for_count, text_with},
    web,
};

/// What is open.
#[derive(Debug, PartialEq, Properties)]
pub struct FormProps {
    /// The assessment.
    pub session: Rc<Session>,
    /// A main indicator, or a leaf below one.
    pub node: Option<AttrValue>,
    /// Which leaves are listed.
    pub filter: LeafFilter,
    /// Whether the form is what the application started with.
    pub at_start: bool,
    /// In which language.
    pub language: Language,
}

/// The form of one assessment.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let FormProps { session, node, filter, at_start, language } = props;
    let scorecard = scorecard::of(session);
    let dispatch = use_dispatch();
    let library = use_frameworks();
    let documents = library.documents();
    use_origins(session, &library);
    // It says what is wrong.
    let keeping = use_keeping(!scorecard.problems.is_empty());
    let query = use_state_eq(String::new);
    let framework = &session.framework;
    let say = |key| text(*language, key);

    let target = node.as_deref().and_then(|id| framework.find(id));
    // Main indicators without parts are one field each: they stand below each other, not on a page of their own.
    let flat = is_flat(framework);
    let first = || framework.roots().first().copied().filter(|_| !flat);
    let open = target.or_else(first).map(|node| root_of(framework, node));
    let everywhere = *filter != LeafFilter::All || !query.trim().is_empty();
    let listing = use_listing(session, &scorecard, open.filter(|_| !flat), *filter, &query);
    let outdated = everywhere && is_outdated(session, &scorecard, &listing, *filter);
    use_focus_on_target(target, framework, node.clone(), *filter, *at_start);
    {
        // Going to a main indicator ends a search.
        let query = query.setter();
        use_effect_with((node.clone(), *filter), move |_| query.set(String::new()));
    }
    let open_node = open.and_then(|open| framework.node(open)).filter(|_| !everywhere);
    use_page_title(&page_title(open_node, *language));

    let on_query = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(field.value());
            }
        })
    };
    let rows = Rows {
        session,
        scorecard: &scorecard,
        keeping,
        library: &library,
        documents: &documents,
        language: *language,
        dispatch: &dispatch,
    };
    html! {
        <div class="assess" data-framework={framework.id.to_string()}>
            <Head framework={Rc::clone(framework)} organization={session.assessment.organization.name.clone()}
                period={session.assessment.period.clone()} is_locked={session.assessment.is_locked()}
                has_rounds={!session.assessment.rounds.is_empty()} language={*language} dispatch={dispatch.clone()} />
            if session.assessment.is_locked() {
                { locked(session, &dispatch, *language, html! { <a class="button" href={Route::Appraise.href()}>{ say("appraise.title") }</a> }) }
            }
            <TotalBar session={Rc::clone(session)} language={*language} dispatch={dispatch.clone()} />
            <div class="assess-columns">
                <Outline framework={Rc::clone(framework)} scorecard={Rc::clone(&scorecard)} open={open.filter(|_| !everywhere)} language={*language} />
                <div class="assess-form">
                    <div class="find">
                        <div class="find-query" role="search">
                            <label for="find">{ say("assess.find") }</label>
                            <input id="find" type="search" autocomplete="off" placeholder={say("assess.find.hint")} value={(*query).clone()} oninput={on_query} />
                        </div>
                        { filters(*filter, node.as_deref(), session, &scorecard, *language) }
                    </div>
                    if everywhere {
                        { found_head(&listing, outdated, *filter, &query, *language) }
                    } else if let Some(open) = open.filter(|open| has_parts(framework, *open)) {
                        { rows.indicator(open) }
                    } else {
                        { level_head(framework, flat, *language) }
                    }
                    <div class="leaves">
                        for row in &listing.rows { { rows.draw(*row) } }
                    </div>
                    if !everywhere {
                        { neighbors(open.filter(|_| !flat), framework, *language) }
                    }
                </div>
            </div>
        </div>
    }
}

fn has_parts(framework: &Framework, index: NodeIndex) -> bool {
    framework.node(index).is_some_and(|node| !node.children.is_empty())
}

/// Whether no main indicator has parts.
fn is_flat(framework: &Framework) -> bool {
    !framework.roots().iter().any(|root| has_parts(framework, *root))
}

/// Above main indicators without parts: what they are, and how much of the official set is missing.
fn level_head(framework: &Framework, flat: bool, language: Language) -> Html {
    let level = framework.levels.first().map_or_else(String::new, |level| pick(level, language).to_string());
    let missing = flat.then(|| components_text(&Entry::of(framework), language)).flatten();
    html! {
        <header class="indicator">
            <h2 class="indicator-name" id={INDICATOR_HEADING} tabindex="-1">{ level }</h2>
            if let Some(missing) = missing {
                <p class="indicator-fact">{ missing }</p>
            }
        </header>
    }
}

fn page_title(open: Option<&Node>, language: Language) -> String {
    let title = text(language, "assess.title");
    open.map_or_else(|| title.to_owned(), |node| format!("{} – {title}", node_title(node, " ", language)))
}

/// Asks for the frameworks that something was carried over from: their names are in their files.
#[hook]
fn use_origins(session: &Session, library: &Rc<Library>) {
    let mut origins: Vec<String> = Vec::new();
    for whence in session.assessment.responses.values().filter_map(|response| response.carried_from.as_ref()) {
        if !origins.contains(&whence.framework) {
            origins.push(whence.framework.clone());
        }
    }
    let library = Rc::clone(library);
    use_effect_with(origins, move |origins| {
        origins.iter().filter(|id| library.framework(id) == Loaded::NotRequested).for_each(|id| library.request(id));
    });
}

/// What is listed. A filter looks at the scores once, when it is chosen: a leaf must not vanish under the hands that
/// are filling it in.
#[hook]
fn use_listing(
    session: &Rc<Session>,
    scorecard: &Rc<Scorecard>,
    open: Option<NodeIndex>,
    filter: LeafFilter,
    query: &str,
) -> Rc<Listing> {
    let of = (session.opening, open, filter, query.trim().to_owned());
    use_memo(of, |(_, open, filter, query)| match (filter, query.as_str(), open) {
        (LeafFilter::All, "", Some(open)) => Listing::of_root(&session.framework, *open),
        (LeafFilter::All, "", None) => Listing::of_leaf_roots(&session.framework),
        _ => Listing::matching(&session.framework, &session.assessment, scorecard, *filter, query),
    })
}

/// Whether a leaf that is listed no longer passes the filter.
fn is_outdated(session: &Session, scorecard: &Scorecard, listing: &Listing, filter: LeafFilter) -> bool {
    listing.rows.iter().any(|row| {
        let Row::Leaf(index) = row else { return false };
        let node = session.framework.node(*index);
        node.is_some_and(|node| !passes(filter, *index, node, &session.assessment, scorecard))
    })
}

/// When the address names another node or filter, the keyboard goes there: to the first field of a leaf, to the heading
/// of a main indicator or of a list.
#[hook]
fn use_focus_on_target(
    target: Option<NodeIndex>,
    framework: &Rc<Framework>,
    address: Option<AttrValue>,
    filter: LeafFilter,
    at_start: bool,
) {
    let first = use_mut_ref(|| true);
    let framework = Rc::clone(framework);
    use_effect_with((address, filter), move |(address, _)| {
        let first = first.replace(false);
        let stays = first && (at_start || address.is_none());
        let node = target.and_then(|target| framework.node(target));
        match node {
            Some(node) if web::focus::is_within("[data-keep-focus]") => {
                web::focus::reveal(&format!("leaf-{}", node.id));
            }
            Some(node) if node.parent.is_some() || node.leaf.is_some() => {
                let first_field = format!("[id=\"leaf-{}\"] [data-input]", node.id);
                if !web::focus::first(&first_field) {
                    web::focus::reveal(&format!("leaf-{}", node.id));
                }
            }
            _ if !stays => web::focus::to_top_of(INDICATOR_HEADING),
            _ => {}
        }
    });
}

fn filters(
    filter: LeafFilter,
    node: Option<&str>,
    session: &Session,
    scorecard: &Scorecard,
    language: Language,
) -> Html {
    let framework = &session.framework;
    let link = |it: LeafFilter| {
        let node = (it == LeafFilter::All).then(|| node.map(str::to_owned)).flatten();
        let href = Route::Assess { node, filter: it }.href();
        let key = match it {
            LeafFilter::All => "assess.filter.all",
            LeafFilter::NotEntered => "assess.filter.not_entered",
            LeafFilter::PointsLost if framework.scoring == Scoring::Counted => "assess.filter.not_met",
            LeafFilter::PointsLost => "assess.filter.points_lost",
            LeafFilter::Faulty => "assess.filter.faulty",
            LeafFilter::Carried => "assess.filter.carried",
        };
        let count = match it {
            LeafFilter::All => 0,
            _ => listing::count(it, framework, &session.assessment, scorecard),
        };
        if matches!(it, LeafFilter::Faulty | LeafFilter::Carried) && count == 0 && filter != it {
            return Html::default();
        }
        html! {
            <li>
                <a {href} class={classes!("filter", format!("filter-{}", it.code()))} aria-current={(filter == it).then_some("true")}>
                    { text(language, key) }
                    if it != LeafFilter::All {
                        { " " }<span class="filter-count">{ count }</span>
                    }
                </a>
            </li>
        }
    };
    html! {
        <ul class="filters" aria-label={text(language, "assess.filters")}>
            for it in LeafFilter::ALL { { link(it) } }
        </ul>
    }
}

fn found_head(listing: &Listing, outdated: bool, filter: LeafFilter, query: &str, language: Language) -> Html {
    let count = listing.leaves();
    let nothing = match filter {
        _ if !query.trim().is_empty() => "assess.found.none",
        LeafFilter::All => "assess.found.none",
        LeafFilter::NotEntered => "assess.found.none.not_entered",
        LeafFilter::PointsLost => "assess.found.none.points_lost",
        LeafFilter::Faulty => "assess.found.none.faulty",
        LeafFilter::Carried => "assess.found.none.carried",
    };
    let sentence =
        if count == 0 { text(language, nothing).to_owned() } else { text_for_count(language, "assess.found", count) };
    html! {
        <div class="found">
            <h2 class="found-title" id={INDICATOR_HEADING} tabindex="-1">{ sentence.clone() }</h2>
            <p class="visually-hidden" role="status">{ sentence }</p>
            if outdated {
                <p class="found-outdated">{ text(language, "assess.found.outdated") }</p>
            }
        </div>
    }
}

/// What every row needs.
struct Rows<'a> {
    session: &'a Session,
    scorecard: &'a Scorecard,
    keeping: Option<Keeping>,
    library: &'a Library,
    documents: &'a Option<Rc<Documents>>,
    language: Language,
    dispatch: &'a Dispatch,
}

impl Rows<'_> {
    fn draw(&self, row: Row) -> Html {
        match row {
            Row::Heading(index) => self.heading(index),
            Row::Leaf(index) => self.leaf(index),
        }
    }

    fn leaf(&self, index: NodeIndex) -> Html {
        let framework = &self.session.framework;
        let (Some(node), Some(score)) = (framework.node(index), self.scorecard.nodes.get(index)) else {
            return Html::default();
        };
        html! {
            <LeafRow key={node.id.to_string()} framework={Rc::clone(framework)} node={index} response={self.response(node)}
                score={Rc::new(score.clone())} faults={self.faults(node)} carried_from={self.origin(node)} proof={self.proof(node)}
                locked={self.session.assessment.is_locked()} documents={self.documents.clone()} language={self.language} dispatch={self.dispatch.clone()} />
        }
    }

    /// What the documents of a leaf are called, one a line: «98/QĐ-UBND».
    fn proof(&self, node: &Node) -> Option<AttrValue> {
        let ids = &self.session.response(node.id.as_str())?.evidence;
        let name = |id: &String| {
            let item = self.session.assessment.evidence.get(id)?;
            Some(if item.number.is_empty() { item.title.as_str() } else { item.number.as_str() })
        };
        let names: Vec<&str> = ids.iter().filter_map(name).filter(|it| !it.is_empty()).collect();
        (!names.is_empty()).then(|| names.join("\n").into())
    }

    /// The name of the framework that a leaf was carried over from; its identifier until it is loaded.
    fn origin(&self, node: &Node) -> Option<AttrValue> {
        let whence = self.session.response(node.id.as_str())?.carried_from.as_ref()?;
        let framework = self.library.framework(&whence.framework).as_ready();
        let name = framework.map_or_else(|| whence.framework.clone(), |it| pick(&it.title, self.language).to_string());
        Some(name.into())
    }

    fn indicator(&self, index: NodeIndex) -> Html {
        let framework = &self.session.framework;
        let (Some(node), Some(score)) = (framework.node(index), self.scorecard.nodes.get(index)) else {
            return Html::default();
        };
        html! {
            <IndicatorHead key={node.id.to_string()} framework={Rc::clone(framework)} node={index} response={self.response(node)}
                score={Rc::new(score.clone())} faults={self.faults(node)} documents={self.documents.clone()}
                locked={self.session.assessment.is_locked()} language={self.language} dispatch={self.dispatch.clone()} />
        }
    }

    /// A node with parts, between leaves.
    fn heading(&self, index: NodeIndex) -> Html {
        let framework = &self.session.framework;
        let (Some(node), Some(score)) = (framework.node(index), self.scorecard.nodes.get(index)) else {
            return Html::default();
        };
        html! {
            <div class="leaves-heading" key={node.id.to_string()}>
                <h3><a href={Route::assess(node.id.as_str()).href()}>{ node_title(node, " ", self.language) }</a></h3>
                <p>{ score_text(&score.score, framework.scoring, None, self.language) }</p>
            </div>
        }
    }

    fn response(&self, node: &Node) -> Option<Shared<Response>> {
        self.session.assessment.responses.get(node.id.as_str()).cloned()
    }

    fn faults(&self, node: &Node) -> Rc<[Fault]> {
        faults(&self.scorecard.problems, &node.id, self.keeping, self.language)
    }
}

/// The main indicators before and after.
fn neighbors(open: Option<NodeIndex>, framework: &Framework, language: Language) -> Html {
    let at = open.and_then(|open| framework.roots().iter().position(|root| *root == open));
    let root = |at: Option<usize>| at.and_then(|at| framework.roots().get(at)).and_then(|root| framework.node(*root));
    let link = |node: &Node, key: &'static str| {
        let name = node_title(node, " ", language);
        html! { <a class="neighbor" href={Route::assess(node.id.as_str()).href()}>{ text_with(language, key, &[("name", &name)]) }</a> }
    };
    let (before, after) = (root(at.and_then(|at| at.checked_sub(1))), root(at.map(|at| at + 1)));
    html! {
        <nav class="neighbors" aria-label={text(language, "assess.neighbors")}>
            if let Some(node) = before { { link(node, "assess.before") } }
            if let Some(node) = after {
                { link(node, "assess.after") }
            } else {
                <a class="neighbor" href={Route::Results.href()}>{ text(language, "assess.to_results") }</a>
            }
        </nav>
    }
}
