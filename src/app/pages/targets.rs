//! The targets of two provincial plans, as the plans state them.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    app::{
        components::{page_heading::page_heading, source::SourceLine},
        context::{use_framework, use_frameworks, use_language, use_page_title},
        state::{library::Loaded, route::Route},
    },
    engine::framework::{Framework, Node},
    i18n::{Language, node_title, pick, rule, text, text_with},
    web,
};

/// The plans whose targets ship as frameworks, with what is said of them in a choice.
const PLANS: [(&str, &str); 2] = [
    ("dong-thap-2022-targets", "targets.plan.dong_thap"),
    ("ba-ria-vung-tau-2024-targets", "targets.plan.ba_ria_vung_tau"),
];

/// What is shown.
#[derive(Debug, PartialEq, Properties)]
pub struct TargetsPageProps {
    /// The address after `#/targets`: `?plan=…&group=…`.
    pub rest: AttrValue,
}

/// The targets of a plan, of all groups or one.
#[component]
pub fn TargetsPage(props: &TargetsPageProps) -> Html {
    let language = use_language();
    let query = props.rest.split_once('?').map_or("", |(_, query)| query);
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let named = PLANS.iter().find(|(id, _)| Some(*id) == value("plan")).unwrap_or(&PLANS[0]);
    let plan = named.0;
    let group = value("group").unwrap_or_default().to_owned();
    let loaded = use_framework(plan);
    use_page_title(text(language, "targets.title"));
    let choose_plan = choose(|plan| href(plan, ""));
    let choose_group = choose(move |group| href(plan, group));
    let groups = |framework: &Framework| -> Vec<(String, String)> {
        let roots = framework.roots().iter().filter_map(|root| framework.node(*root));
        roots.map(|node| (node.id.as_str().to_owned(), node_title(node, ". ", language))).collect()
    };
    html! {
        <div class="ranking targets">
            { page_heading(text(language, "targets.title")) }
            <div class="ranking-choices">
                <p class="field">
                    <label for="targets-plan">{ text(language, "targets.plan") }</label>
                    <select id="targets-plan" onchange={choose_plan}>
                        for (id, key) in PLANS {
                            <option value={id} selected={id == plan}>{ text(language, key) }</option>
                        }
                    </select>
                </p>
                if let Loaded::Ready(framework) = &loaded {
                    <p class="field">
                        <label for="targets-group">{ text(language, "targets.group") }</label>
                        <select id="targets-group" onchange={choose_group}>
                            <option value="" selected={group.is_empty()}>{ text(language, "targets.group.all") }</option>
                            for (id, name) in groups(framework) {
                                <option value={id.clone()} selected={id == group}>{ name }</option>
                            }
                        </select>
                    </p>
                }
            </div>
            if let Loaded::Ready(framework) = &loaded {
                <Plan framework={Same(std::rc::Rc::clone(framework))} {group} {language} />
            } else if let Loaded::Failed(_) = &loaded {
                <p role="alert">{ text(language, "targets.unreachable") }</p>
            } else {
                <p class="loading" role="status">{ text(language, "targets.loading") }</p>
            }
        </div>
    }
}

fn href(plan: &str, group: &str) -> String {
    let mut rest = format!("?plan={plan}");
    if !group.is_empty() {
        rest.extend(["&group=", group]);
    }
    Route::Targets { rest }.href()
}

fn choose(change: impl Fn(&str) -> String + 'static) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        web::location::go(&change(&value));
    })
}

/// A framework: the same or not by its place.
#[derive(Debug, Clone)]
struct Same(std::rc::Rc<Framework>);

impl PartialEq for Same {
    fn eq(&self, other: &Same) -> bool {
        std::rc::Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Debug, PartialEq, Properties)]
struct PlanProps {
    framework: Same,
    group: String,
    language: Language,
}

#[component]
fn Plan(props: &PlanProps) -> Html {
    let PlanProps { framework: Same(framework), group, language } = props;
    let language = *language;
    let documents = use_frameworks().documents();
    let all = framework.nodes().iter().filter(|node| node.leaf.is_some()).count();
    let roots: Vec<&Node> = framework
        .roots()
        .iter()
        .filter_map(|root| framework.node(*root))
        .filter(|node| group.is_empty() || node.id.as_str() == group)
        .collect();
    let (count, groups) = (all.to_string(), framework.roots().len().to_string());
    let title = pick(&framework.title, language);
    let values = [("title", &**title), ("count", &*count), ("groups", &*groups)];
    html! {
        <>
            <p class="ranking-sentence">{ text_with(language, "targets.sentence", &values) }</p>
            if let Some(first) = framework.nodes().first() {
                <SourceLine source={first.source.clone()} {documents} {language} />
            }
            for root in roots {
                { one_group(framework, root, language) }
            }
            <div class="ranking-notes">
                for note in &framework.notes {
                    <p>{ &**pick(note, language) }</p>
                }
            </div>
            <p><a href={Route::framework(&framework.id).href()}>{ text(language, "targets.framework") }</a></p>
        </>
    }
}

/// The targets of a group, each with where it is written and when it counts as attained.
fn one_group(framework: &Framework, root: &Node, language: Language) -> Html {
    let leaves: Vec<&Node> = leaves_of(framework, root);
    let row = |node: &&Node| {
        let section = &*node.source.section;
        let place = match node.source.item {
            Some(item) => format!("{section}, {} {item}", text(language, "targets.bullet")),
            None => section.to_owned(),
        };
        html! {
            <tr key={node.id.as_str().to_owned()}>
                <th scope="row">
                    { node_title(node, ". ", language) }
                    <span class="budget-note">{ rule::node_sentence(node, framework.scoring, language) }</span>
                </th>
                <td>{ place }</td>
            </tr>
        }
    };
    let title = node_title(root, ". ", language);
    html! {
        <section>
            <h2>{ title.clone() }</h2>
            <table class="table">
                <caption>{ text_with(language, "targets.caption", &[("count", &leaves.len().to_string())]) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ text(language, "targets.column.target") }</th>
                        <th scope="col">{ text(language, "targets.column.place") }</th>
                    </tr>
                </thead>
                <tbody>{ for leaves.iter().map(row) }</tbody>
            </table>
        </section>
    }
}

/// The leaves below a node, in order. Parents come before their parts, so no walk is endless.
fn leaves_of<'a>(framework: &'a Framework, root: &'a Node) -> Vec<&'a Node> {
    let mut open = vec![root];
    let mut leaves = Vec::new();
    while let Some(node) = open.pop() {
        if node.leaf.is_some() {
            leaves.push(node);
        }
        open.extend(node.children.iter().rev().filter_map(|child| framework.node(*child)));
    }
    leaves
}
