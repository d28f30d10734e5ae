//! The explanation of a score, one step away.

use std::rc::Rc;

use yew::{platform::spawn_local, prelude::*};

use super::Findings;
use crate::{
    app::{components::explanation::ExplanationPanelProps, machinery, state::session::Notice},
    engine::framework::NodeIndex,
    i18n::{text, text_with},
};

/// The explanations that are open: the prefix of the table and the node.
pub type Opened = UseStateHandle<Vec<(&'static str, NodeIndex)>>;

/// A row of a table whose score can be opened.
#[derive(Debug)]
pub struct WhyRow {
    /// The node.
    pub node: NodeIndex,
    /// Unique on the page, together with the node's id.
    pub prefix: &'static str,
    /// How many columns the table has after its first one.
    pub columns: usize,
    /// What the row is about.
    pub name: Html,
    /// More about it, in smaller type beside the button.
    pub note: Rc<str>,
    /// The other cells.
    pub cells: Html,
}

/// The row; the explanation takes a row of its own below it.
pub fn why_row(findings: &Findings, row: WhyRow) -> Html {
    let Findings { session, scorecard, opened, dispatch, language, .. } = *findings;
    let Some(node) = session.framework.node(row.node) else { return Html::default() };
    let key = (row.prefix, row.node);
    let open = opened.contains(&key);
    let toggle = {
        let (opened, dispatch) = (opened.clone(), dispatch.clone());
        Callback::from(move |_| {
            let (opened, dispatch) = (opened.clone(), dispatch.clone());
            spawn_local(async move {
                let mut next = Vec::clone(&opened);
                next.retain(|it| *it != key);
                if !open {
                    if machinery::load_keeping().await.is_err() {
                        return dispatch.notify(Notice::NotLoaded { name: Rc::from("") });
                    }
                    next.push(key);
                }
                opened.set(next);
            });
        })
    };
    let explained = || {
        let draw = machinery::keeping().filter(|_| open)?.explanation;
        let (framework, assessment) = (Rc::clone(&session.framework), Rc::clone(&session.assessment));
        let scorecard = Rc::clone(scorecard);
        Some(draw(ExplanationPanelProps { framework, assessment, scorecard, node: row.node, language }))
    };
    let panel = format!("{}-{}", row.prefix, node.id);
    html! {
        <>
            <tr>
                <th scope="row">
                    { row.name }
                    <span class="results-meta">
                        { &*row.note }{ " " }
                        <button
                            type="button"
                            class="why-button"
                            aria-expanded={if open { "true" } else { "false" }}
                            aria-controls={open.then(|| panel.clone())}
                            onclick={toggle}
                        >
                            { text(language, "results.why") }
                            <span class="visually-hidden">
                                { " " }{ text_with(language, "results.why.of", &[("id", node.id.as_str())]) }
                            </span>
                        </button>
                    </span>
                </th>
                { row.cells }
            </tr>
            if open {
                <tr class="why-row" id={panel}>
                    <td colspan={(row.columns + 1).to_string()}>
                        { explained() }
                    </td>
                </tr>
            }
        </>
    }
}
