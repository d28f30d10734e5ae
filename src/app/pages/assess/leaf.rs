//! One leaf: what is asked, what is answered, what it earns and why.

use std::{pin::Pin, rc::Rc};

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{platform::spawn_local, prelude::*};

use super::{
    appraised::appraised,
    fault::Fault,
    fields::fields,
    given::{GivenField, is_given},
};
use crate::{
    app::{
        chunk::NotLoaded,
        components::{
            basis::BasisMark, explanation::ExplanationPanelProps, score::ScoreText, shell::period_text,
            source::SourceLine,
        },
        context::{Dispatch, use_workspace},
        machinery,
        pages::evidence::door,
        state::{
            scorecard,
            session::{GivenAs, Notice, SessionAction},
        },
    },
    engine::{
        assessment::Response,
        framework::{Framework, Leaf, Node, NodeIndex, Role, Scoring, Source, Text},
        rule::{GivenAs as RuleGivenAs, Rule},
        scoring::{NodeScore, State},
        shared::Shared,
    },
    formats::MAX_TYPED,
    formats::documents::Documents,
    i18n::{Language, node_call, pick, rule, status, text, text_with},
};

/// One leaf. Everything is small or shared, so that a leaf that nothing has happened to is not drawn again.
#[derive(Debug, PartialEq, Properties)]
pub struct LeafRowProps {
    /// The framework.
    pub framework: Rc<Framework>,
    /// The leaf.
    pub node: NodeIndex,
    /// What is answered.
    pub response: Option<Shared<Response>>,
    /// Its scores.
    pub score: Rc<NodeScore>,
    /// What is wrong with it.
    pub faults: Rc<[Fault]>,
    /// The name of the framework that its figures were carried over from.
    pub carried_from: Option<AttrValue>,
    /// What its documents are called, one a line, if it has any.
    pub proof: Option<AttrValue>,
    /// Whether the result is final, so that nothing can be changed.
    pub locked: bool,
    /// The register of documents.
    pub documents: Option<Rc<Documents>>,
    /// In which language.
    pub language: Language,
    /// How to change it.
    pub dispatch: Dispatch,
}

/// What can be opened below a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Calculation,
    Given,
    Explanation,
    Documents,
    Source,
}

/// One leaf.
#[component]
pub fn LeafRow(props: &LeafRowProps) -> Html {
    let LeafRowProps { framework, node: index, response, score, faults, language, dispatch, .. } = props;
    let open = use_state_eq(Vec::<Panel>::new);
    // The sentence is the same whatever is entered, and long.
    let hint = use_memo((Rc::clone(framework), *index, *language), |(framework, index, language)| {
        let hint = framework.node(*index).map(|node| rule::node_hint(node, framework.scoring, *language));
        AttrValue::from(hint.unwrap_or_default())
    });
    let Some(node) = framework.node(*index) else { return Html::default() };
    let Some(leaf) = &node.leaf else { return Html::default() };
    let id: Rc<str> = node.id.as_str().into();
    let say = |key| text(*language, key);
    let name_id = format!("name-{id}");
    let not_applicable = response.as_ref().is_some_and(|it| it.not_applicable);
    let explanation = response.as_ref().map(|it| it.explanation.clone()).unwrap_or_default();
    let is_open = |panel: Panel| open.contains(&panel);
    let given = is_given(response.as_deref());
    // Results of whole main indicators are published as points and as shares.
    let whole =
        node.depth == 0 && framework.scoring == Scoring::Points && matches!(leaf.rule, Some(Rule::Given { .. }));
    // What the field below does not take.
    let in_points = matches!(leaf.rule, Some(Rule::Given { given_as: RuleGivenAs::Points, .. }));
    let first = if in_points { GivenAs::Share } else { GivenAs::Points };
    let entered = response.as_ref().is_some_and(|it| !it.inputs.is_empty());
    let instead = whole && !entered && (given || is_open(Panel::Given));
    let button = |panel: Panel, code: &'static str, key: &'static str| {
        let about = text_with(*language, "assess.panel.of", &[("what", say(key)), ("id", node_call(node, *language))]);
        let open = open.clone();
        let toggle = Callback::from(move |_: MouseEvent| {
            let mut panels = open.to_vec();
            match panels.iter().position(|it| *it == panel) {
                Some(at) => drop(panels.remove(at)),
                None => panels.push(panel),
            }
            open.set(panels);
        });
        html! {
            <button type="button" class="panel-button" aria-expanded={is_open(panel).to_string()}
                aria-label={about} data-panel={code} onclick={toggle}>{ say(key) }</button>
        }
    };
    let row = Row { node, language: *language, open: &open, dispatch };
    // Of a final result, all fields can be read and none can be changed.
    let body = if props.locked { "fieldset" } else { "div" };
    html! {
        <section class={classes!("leaf", state_class(score.state))} id={format!("leaf-{id}")} aria-labelledby={name_id.clone()}>
            <h3 class="leaf-name" id={name_id}><span class="leaf-code">{ node.id.printed().map(str::to_owned) }</span>{ " " }{ &**pick(&node.name, *language) }</h3>
            { leaf_score(node, leaf, props) }
            { leaf_rule(node, leaf, &hint, props) }
            <@{body} class="leaf-body" disabled={props.locked}>
            if let Some(official) = node.official_count.map(|count| count.to_string()) {
                <p class="leaf-fact">{ text_with(*language, "assess.official_count.none", &[("official", &official)]) }</p>
            }
            if given || instead {
                <GivenField node={Rc::clone(&id)} max_points={node.max_points.clone()} response={response.clone()} {first} is_leaf=true
                    faults={Rc::clone(faults)} language={*language} dispatch={dispatch.clone()} />
            }
            if not_applicable {
                <p class="leaf-not-applicable">{ say("assess.not_applicable.said") }</p>
            } else if !leaf.inputs.is_empty() && !instead {
                { fields(node, leaf, props) }
            }
            { carried(props) }
            { leaf_problems(node, faults) }
            if let Some(proof) = props.proof.as_ref().filter(|_| !is_open(Panel::Documents)) {
                <p class="leaf-explanation leaf-proof"><span class="leaf-explanation-label">{ say("assess.documents.said") }</span>
                    for name in proof.split('\n') { { " " }<span class="leaf-document">{ name.to_owned() }</span> }
                </p>
            }
            if !explanation.is_empty() && !is_open(Panel::Explanation) {
                <p class="leaf-explanation"><span class="leaf-explanation-label">{ say("assess.explanation.said") }</span>{ " " }{ explanation.clone() }</p>
            }
            { appraised(response.as_deref(), score, *language) }
            </@>
            <div class="leaf-panels">
                if leaf.rule.is_some() {
                    { later_button(Panel::Calculation, "calculation", "assess.calculation", || Box::pin(fetch_explanation()), &row) }
                }
                if whole && !entered && !given && !props.locked {
                    { button(Panel::Given, "given", if first == GivenAs::Share { "assess.given.by_share" } else { "assess.given.by_points" }) }
                }
                if !props.locked {
                    { button(Panel::Explanation, "explanation", "assess.explanation") }
                }
                { later_button(Panel::Documents, "documents", "assess.documents", || Box::pin(door::load()), &row) }
                { button(Panel::Source, "source", "assess.source") }
                if node.may_be_not_applicable && !props.locked {
                    { not_applicable_box(&id, not_applicable, props) }
                }
            </div>
            if is_open(Panel::Calculation) {
                <div class="panel"><LiveExplanation node={*index} language={*language} /></div>
            }
            if is_open(Panel::Explanation) {
                <div class="panel">{ explanation_area(&id, node, explanation, props) }</div>
            }
            if is_open(Panel::Documents) {
                <div class="panel">{ door::draw(&id) }</div>
            }
            if is_open(Panel::Source) {
                <div class="panel">{ source_panel(node, props) }</div>
            }
        </section>
    }
}

/// What fetches the code of a panel.
type Fetch = fn() -> Pin<Box<dyn Future<Output = Result<(), NotLoaded>>>>;

/// A button that opens a panel as soon as its code is there.
fn later_button(panel: Panel, code: &'static str, key: &'static str, fetch: Fetch, row: &Row<'_>) -> Html {
    let Row { node, language, open, dispatch } = *row;
    let label = text(language, key);
    let about = text_with(language, "assess.panel.of", &[("what", label), ("id", node_call(node, language))]);
    let is_open = open.contains(&panel);
    let (open, dispatch) = (open.clone(), dispatch.clone());
    let toggle = Callback::from(move |_: MouseEvent| {
        let (open, dispatch) = (open.clone(), dispatch.clone());
        spawn_local(async move {
            let mut panels = open.to_vec();
            panels.retain(|it| *it != panel);
            if !is_open {
                if fetch().await.is_err() {
                    return dispatch.notify(Notice::NotLoaded { name: Rc::from("") });
                }
                panels.push(panel);
            }
            open.set(panels);
        });
    });
    html! {
        <button type="button" class="panel-button" aria-expanded={is_open.to_string()} aria-label={about} data-panel={code} onclick={toggle}>{ label }</button>
    }
}

/// What the buttons of a leaf need.
struct Row<'a> {
    node: &'a Node,
    language: Language,
    open: &'a UseStateHandle<Vec<Panel>>,
    dispatch: &'a Dispatch,
}

fn state_class(state: State) -> &'static str {
    match state {
        State::NotEntered => "leaf-not-entered",
        State::Partial => "leaf-partial",
        State::Entered | State::Given => "leaf-entered",
        State::NotApplicable | State::Unscored => "leaf-apart",
    }
}

/// What earns how much, with the mark of its basis; where there is no rule, what the framework says instead.
fn leaf_rule(node: &Node, leaf: &Leaf, hint: &AttrValue, props: &LeafRowProps) -> Html {
    let LeafRowProps { documents, language, .. } = props;
    if hint.is_empty() {
        let description = node.description.as_ref();
        return description
            .map_or_else(Html::default, |text| html! { <p class="leaf-rule">{ &**pick(text, *language) }</p> });
    }
    html! {
        <div class="leaf-rule">
            { hint.clone() }{ " " }
            <BasisMark basis={leaf.rule_basis} derivation={leaf.rule_derivation.clone()} source={Some(node.source.clone())}
                about={Some(AttrValue::from(text_with(*language, "assess.basis.of_rule", &[("id", node_call(node, *language))])))}
                documents={documents.clone()} language={*language} />
        </div>
    }
}

/// “7,35 / 10”, how the maximum is known, and what is still open.
fn leaf_score(node: &Node, leaf: &Leaf, props: &LeafRowProps) -> Html {
    let LeafRowProps { framework, score, documents, language, .. } = props;
    if node.role == Role::Prerequisite && leaf.rule.is_some() {
        return prerequisite(node, score, *language);
    }
    if leaf.rule.is_none() || score.state == State::Unscored {
        return html! { <div class="leaf-score"><span class="leaf-tag">{ text(*language, "assess.role.not_scored") }</span></div> };
    }
    let role = match node.role {
        Role::Bonus => Some("assess.role.bonus"),
        Role::Penalty => Some("assess.role.penalty"),
        Role::Scored | Role::Prerequisite | Role::NotScored | Role::Information => None,
    };
    let open = score.state == State::Partial && !score.score.is_complete();
    let points = framework.scoring == Scoring::Points;
    let source = node.points_source.clone().unwrap_or_else(|| node.source.clone());
    html! {
        <div class="leaf-score">
            if let Some(role) = role {
                <span class="leaf-tag">{ text(*language, role) }</span>{ " " }
            }
            <ScoreText score={score.score.clone()} scoring={framework.scoring} node={node.id.to_string()} state={score.state} language={*language} />
            if points {
                { " " }<BasisMark basis={node.points_basis} derivation={node.points_derivation.clone()} source={Some(source)}
                    about={Some(AttrValue::from(text_with(*language, "assess.basis.of_points", &[("id", node_call(node, *language))])))}
                    documents={documents.clone()} language={*language} />
            }
            if open {
                <span class="leaf-open">{ open_text(score, framework.scoring, *language) }</span>
            }
        </div>
    }
}

/// A condition has no points: it is met, it is not, or nobody has said.
fn prerequisite(node: &Node, score: &NodeScore, language: Language) -> Html {
    let outcome = status::prerequisite(score.state, score.score.lost().is_zero(), language);
    html! {
        <div class="leaf-score">
            <span class="leaf-tag">{ text(language, "assess.role.prerequisite") }</span>{ " " }
            <span class="score" data-score={node.id.to_string()}>{ outcome }</span>
        </div>
    }
}

fn open_text(score: &NodeScore, scoring: Scoring, language: Language) -> String {
    match scoring {
        Scoring::Counted => text(language, "assess.partial").to_owned(),
        Scoring::Points => {
            text_with(language, "assess.can_reach", &[("interval", &status::interval(&score.score, language))])
        }
    }
}

/// «Chuyển từ …, mục 3.3, quý I/2024»
fn carried(props: &LeafRowProps) -> Html {
    let (Some(name), Some(response)) = (&props.carried_from, &props.response) else { return Html::default() };
    let Some(whence) = &response.carried_from else { return Html::default() };
    let period = period_text(&whence.period, props.language);
    let values = [("name", &**name), ("id", &whence.node), ("period", &period)];
    html! { <p class="leaf-carried">{ text_with(props.language, "assess.carried", &values) }</p> }
}

/// What is wrong with the leaf as a whole and not with one of its inputs.
fn leaf_problems(node: &Node, faults: &[Fault]) -> Html {
    let own = faults.iter().filter(|fault| &*fault.place == node.id.as_str() && !fault.about_given);
    html! {
        for fault in own {
            <p class="field-error leaf-problem">{ fault.sentence.clone() }</p>
        }
    }
}

fn not_applicable_box(id: &Rc<str>, checked: bool, props: &LeafRowProps) -> Html {
    let (dispatch, node) = (props.dispatch.clone(), Rc::clone(id));
    let on_change = Callback::from(move |event: Event| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
        let not_applicable = field.checked();
        dispatch.edit(SessionAction::SetNotApplicable { node: Rc::clone(&node), not_applicable });
    });
    html! {
        <label class="answer leaf-not-applicable-box">
            <input type="checkbox" {checked} data-leaf={id.to_string()} data-input="not_applicable" onchange={on_change} />
            <span>{ text(props.language, "assess.not_applicable") }</span>
        </label>
    }
}

fn explanation_area(id: &Rc<str>, node: &Node, value: String, props: &LeafRowProps) -> Html {
    let called = node_call(node, props.language);
    let (dispatch, node) = (props.dispatch.clone(), Rc::clone(id));
    let on_input = Callback::from(move |event: InputEvent| {
        let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
        dispatch.edit(SessionAction::SetExplanation { node: Rc::clone(&node), text: area.value() });
    });
    let area = format!("area-{id}");
    html! {
        <>
            <label class="field-label" for={area.clone()}>{ text_with(props.language, "assess.explanation.label", &[("id", called)]) }</label>
            <textarea id={area} class="explanation-area" rows="3" maxlength={MAX_TYPED} data-leaf={id.to_string()} data-input="explanation" {value} oninput={on_input} />
        </>
    }
}

fn source_panel(node: &Node, props: &LeafRowProps) -> Html {
    let LeafRowProps { response, documents, language, .. } = props;
    let stated = response.as_ref().and_then(|it| it.source.clone());
    let stated = stated.map(|it| Source { document: it.document.into(), section: it.section.into(), item: it.item });
    let said = node.leaf.as_ref().is_some_and(|leaf| leaf.rule.is_some());
    let line = |label: &'static str, value: &Text| {
        html! { <p><span class="source-label">{ text(*language, label) }</span>{ " " }{ &**pick(value, *language) }</p> }
    };
    html! {
        <>
            if let Some(description) = node.description.as_ref().filter(|_| said) {
                <p>{ &**pick(description, *language) }</p>
            }
            <SourceLine source={node.source.clone()} documents={documents.clone()} language={*language} />
            if let Some(source) = &node.points_source {
                <SourceLine source={source.clone()} documents={documents.clone()} language={*language} />
            }
            if let Some(deadline) = &node.deadline { { line("assess.deadline", deadline) } }
            if let Some(support) = &node.support_organization { { line("assess.support", support) } }
            if let Some(stated) = stated {
                <p class="source-of-figures">{ text(*language, "assess.source.of_figures") }</p>
                <SourceLine source={stated} documents={documents.clone()} language={*language} />
            }
        </>
    }
}

async fn fetch_explanation() -> Result<(), NotLoaded> {
    machinery::load_keeping().await.map(drop)
}

/// A node of what is open.
#[derive(Debug, PartialEq, Properties)]
pub struct LiveExplanationProps {
    /// The node.
    pub node: NodeIndex,
    /// In which language.
    pub language: Language,
}

/// The explanation of one node of what is open. Only this follows every change; the leaf around it does not.
#[component]
pub fn LiveExplanation(props: &LiveExplanationProps) -> Html {
    let Some(session) = &use_workspace().session else { return Html::default() };
    let (framework, assessment) = (Rc::clone(&session.framework), Rc::clone(&session.assessment));
    let scorecard = scorecard::of(session);
    let (node, language) = (props.node, props.language);
    let draw = machinery::keeping().map(|it| it.explanation);
    draw.map(|draw| draw(ExplanationPanelProps { framework, assessment, scorecard, node, language }))
        .unwrap_or_default()
}
