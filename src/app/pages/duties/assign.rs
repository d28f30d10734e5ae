//! Where it is said who has to see to what: at a main indicator for all of it, or at one item.

use std::rc::Rc;

use yew::prelude::*;

use super::{Page, edit};
use crate::{
    app::{
        components::draft,
        pages::evidence::{date_text, date_to_edit},
    },
    engine::{
        assessment::Duty,
        duty::{assign as assign_duty, of, organizations},
        evidence::read,
        framework::{Node, NodeIndex},
    },
    i18n::{Language, node_title, text, text_for_count, text_with},
};

/// Fields of a duty, by their names in files.
const FIELDS: [(&str, &str); 4] = [
    ("lead", "duties.lead"),
    ("cooperating", "duties.cooperating"),
    ("person", "duties.column.person"),
    ("deadline", "duties.column.deadline"),
];

/// Every main indicator; below the one that is open, its items.
pub fn assign(page: Page) -> Html {
    html! {
        <ul class="duties-roots">
            for root in page.session.framework.roots() { { main_indicator(page, *root) } }
        </ul>
    }
}

fn main_indicator(page: Page, root: NodeIndex) -> Html {
    let Page { session, open, language, .. } = page;
    let framework = &session.framework;
    let Some(node) = framework.node(root) else { return Html::default() };
    let is_open = **open == Some(root);
    let below: Vec<NodeIndex> = framework.leaves_below(root).map(|(at, ..)| at).filter(|at| *at != root).collect();
    let own = below
        .iter()
        .filter_map(|at| framework.node(*at))
        .filter(|it| session.response(it.id.as_str()).is_some_and(|it| !it.duty.is_empty()))
        .count();
    let toggle = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set((!is_open).then_some(root)))
    };
    html! {
        <li class="duties-root" data-duty={node.id.to_string()}>
            <h3>{ node_title(node, " ", language) }</h3>
            { fields(page, root, node) }
            if !below.is_empty() {
                <p>
                    <button type="button" class="panel-button" aria-expanded={is_open.to_string()} data-open-root={node.id.to_string()} onclick={toggle}>
                        { text_with(language, "duties.items", &[("id", node.id.printed().unwrap_or_default())]) }
                    </button>
                    if own > 0 { { " " }<span class="hint">{ text_for_count(language, "duties.items.own", own) }</span> }
                </p>
            }
            if is_open {
                <ul class="duties-leaves">
                    for (at, node) in below.iter().filter_map(|at| Some((*at, framework.node(*at)?))) {
                        <li key={node.id.to_string()} data-duty={node.id.to_string()}>
                            <h4>{ node_title(node, " ", language) }</h4>
                            { plan(node, language) }
                            { fields(page, at, node) }
                        </li>
                    }
                </ul>
            }
        </li>
    }
}

/// What the framework's own document says of deadline and contact.
fn plan(node: &Node, language: Language) -> Html {
    let texts = [&node.deadline, &node.support_organization].into_iter().flatten();
    let texts: Vec<String> = texts.map(|text| crate::i18n::pick(text, language).to_string()).collect();
    if texts.is_empty() {
        return Html::default();
    }
    html! { <p class="hint">{ text_with(language, "duties.of_framework", &[("text", &texts.join("; "))]) }</p> }
}

/// The four fields of a node. What is said above stands in an empty field as a hint.
fn fields(page: Page, index: NodeIndex, node: &Node) -> Html {
    let Page { session, dispatch, language, .. } = page;
    let own = session.response(node.id.as_str()).map(|it| it.duty.clone()).unwrap_or_default();
    let above = node.parent.map(|parent| of(&session.framework, &session.assessment, parent)).unwrap_or_default();
    let field = |(field, key): (&'static str, &'static str)| {
        let id = format!("duty-{}-{field}", node.id);
        let value = match field {
            "deadline" => date_to_edit(&own.deadline, language),
            _ => value_of(&own, field),
        };
        let hint = match field {
            "deadline" => date_text(&above.deadline, language),
            _ => value_of(&above, field),
        };
        let value = draft::shown(&id, value);
        let on_input = draft::on_input(&id);
        let on_change = {
            let (dispatch, framework) = (dispatch.clone(), Rc::clone(&session.framework));
            draft::on_change(&id, move |value| {
                let framework = Rc::clone(&framework);
                edit(&dispatch, move |assessment| {
                    let mut duty = of(&framework, assessment, index);
                    let parent = framework.node(index).and_then(|it| it.parent);
                    let above = parent.map(|parent| of(&framework, assessment, parent)).unwrap_or_default();
                    set(&mut duty, field, &value, &above);
                    // Fields of later versions stay where they are.
                    let kept = framework.node(index).and_then(|it| assessment.response(it.id.as_str()));
                    duty.other = kept.map(|it| it.duty.other.clone()).unwrap_or_default();
                    assign_duty(&framework, assessment, index, duty);
                });
            })
        };
        let label = text(language, key);
        let about =
            text_with(language, "duties.field.of", &[("field", label), ("node", &node_title(node, " ", language))]);
        html! {
            <p class="field">
                <label for={id.clone()}>{ label }</label>
                <input {id} type="text" autocomplete="off" aria-label={about} data-field={field} {value} placeholder={hint} oninput={on_input} onchange={on_change} />
            </p>
        }
    };
    html! { <div class="duties-fields">for it in FIELDS { { field(it) } }</div> }
}

fn value_of(duty: &Duty, field: &str) -> String {
    match field {
        "lead" => duty.lead.clone(),
        "cooperating" => duty.cooperating.join("; "),
        "person" => duty.person.clone(),
        _ => duty.deadline.clone(),
    }
}

/// What changes when a field is left; an emptied field says again what is said above.
fn set(duty: &mut Duty, field: &str, value: &str, above: &Duty) {
    let text = |above: &str| if value.trim().is_empty() { above.to_owned() } else { value.trim().to_owned() };
    match field {
        "lead" => duty.lead = text(&above.lead),
        "cooperating" => {
            let names = organizations(value);
            duty.cooperating = if names.is_empty() { above.cooperating.clone() } else { names };
        }
        "person" => duty.person = text(&above.person),
        _ => duty.deadline = if value.trim().is_empty() { above.deadline.clone() } else { read::date(value) },
    }
}
