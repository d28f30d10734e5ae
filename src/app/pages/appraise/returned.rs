//! A file that came back: where it differs from what is open, and which of the two is taken.

use std::rc::Rc;

use gloo::file::File;
use web_sys::HtmlInputElement;
use yew::{platform::spawn_local, prelude::*};

use super::{
    View,
    desk::{DeskAction, Returned, merge},
};
use crate::{
    app::{
        components::problems::problem_list,
        state::session::{Change, SessionAction},
    },
    engine::{
        merge::{Change as Changed, Difference, Merge, Place, Side},
        problem::{Problem, ProblemKind},
    },
    formats::{MAX_SIZE, assessment_file},
    i18n::{merge as words, text, text_for_count},
    web,
};

/// Opening the file, and everything that differs.
pub fn returned(view: &View) -> Html {
    let View { desk, session, language, .. } = view;
    let language = *language;
    let unchanged = assessment_file::is_as_sealed(&session.assessment) == Some(true);
    let merged = merge(desk, &session.assessment, unchanged);
    let choose = |base: bool| {
        let desk = desk.dispatcher();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(file) = input.and_then(|input| web::files::chosen(&input)) {
                open(desk.clone(), file, base);
            }
        })
    };
    html! {
        <section class="appraise-returned" aria-labelledby="appraise-returned">
            <h2 id="appraise-returned">{ text(language, "appraise.returned") }</h2>
            <p>{ text(language, "appraise.returned.hint") }</p>
            <p>
                <label for="appraise-returned-file">{ text(language, "appraise.returned.file") }</label>{ " " }
                <input id="appraise-returned-file" type="file" accept=".json,application/json" onchange={choose(false)} />
            </p>
            if desk.returned.is_some() && !unchanged {
                <p>
                    <label for="appraise-base-file">{ text(language, "appraise.returned.base") }</label>{ " " }
                    <input id="appraise-base-file" type="file" accept=".json,application/json" onchange={choose(true)} />
                </p>
            }
            if !desk.refused.is_empty() {
                <div role="alert">{ problem_list(&desk.refused, None, 5, language) }</div>
            }
            { match &merged {
                None => Html::default(),
                Some(Err(problem)) => html! { <div role="alert">{ problem_list(std::slice::from_ref(problem), None, 1, language) }</div> },
                Some(Ok(merged)) => differences(view, merged),
            } }
        </section>
    }
}

fn open(desk: UseReducerDispatcher<super::Desk>, file: File, base: bool) {
    spawn_local(async move {
        let name: Rc<str> = file.name().into();
        let content = match web::files::bytes(&file, MAX_SIZE as u64).await {
            Ok(bytes) => assessment_file::read_bytes(&bytes),
            Err(_) => {
                let kind = ProblemKind::NotJson { line: 1, column: 1, reason: "not UTF-8 text".to_owned() };
                Err(vec![Problem::new("", kind)])
            }
        };
        desk.dispatch(DeskAction::new(move |desk| match content {
            Ok(assessment) => {
                desk.sides.clear();
                desk.refused = Rc::default();
                match base {
                    true => desk.base = Some(Rc::new(assessment)),
                    false => desk.returned = Some(Rc::new(Returned { name, assessment })),
                }
            }
            Err(problems) => desk.refused = problems.into(),
        }));
    });
}

fn differences(view: &View, merged: &Merge) -> Html {
    let View { desk, language, dispatch, .. } = view;
    let language = *language;
    let open = merged.differences.iter().enumerate();
    let open = open.filter(|(at, it)| it.change == Changed::Conflict && !desk.sides.contains_key(at)).count();
    let apply = {
        let resolved = {
            let places: Vec<(Place, Side)> = desk
                .sides
                .iter()
                .filter_map(|(at, side)| Some((merged.differences.get(*at)?.place.clone(), *side)))
                .collect();
            merged.resolved(&|difference: &Difference| {
                places.iter().find(|(place, _)| *place == difference.place).map(|(_, side)| *side)
            })
        };
        let (dispatch, desk) = ((*dispatch).clone(), desk.dispatcher());
        Callback::from(move |_: MouseEvent| {
            let resolved = resolved.clone();
            dispatch.edit(SessionAction::Change {
                what: "merge".into(),
                change: Change::new(move |assessment| assessment.clone_from(&resolved)),
            });
            desk.dispatch(DeskAction::new(|desk| {
                (desk.returned, desk.base, desk.step) = (None, None, None);
                desk.sides.clear();
                desk.done = Some("appraise.done.merged");
            }));
        })
    };
    let name = desk.returned.as_ref().map_or("", |it| &it.name);
    let count = merged.differences.len();
    html! {
        <div class="appraise-merge">
            <p role="status">
                <strong>{ name }</strong>{ ": " }
                { text_for_count(language, "appraise.differences", count) }
                if open > 0 { { " " }{ text_for_count(language, "appraise.conflicts", open) } }
            </p>
            if count > 0 {
                <ul class="appraise-differences">
                    for (at, it) in merged.differences.iter().enumerate() { { difference(view, merged, at, it) } }
                </ul>
                <p><button type="button" class="button button-primary" disabled={open > 0} onclick={apply}>
                    { text(language, "appraise.merge") }
                </button></p>
            }
        </div>
    }
}

fn difference(view: &View, merged: &Merge, at: usize, it: &Difference) -> Html {
    let View { desk, language, session, .. } = view;
    let language = *language;
    let default = match it.change {
        Changed::Ours => Some(Side::Ours),
        Changed::Theirs => Some(Side::Theirs),
        Changed::United | Changed::Conflict => None,
    };
    let chosen = desk.sides.get(&at).copied().or(default);
    let framework = Some(&*session.framework);
    let copies = [&merged.base, &merged.ours, &merged.theirs];
    let [base, ours, theirs] = words::shown(&it.place, copies, framework, language);
    let side = |side: Side, key: &'static str, value: String| {
        let desk = desk.dispatcher();
        let choose = Callback::from(move |_: Event| {
            desk.dispatch(DeskAction::new(move |desk| {
                desk.sides.insert(at, side);
            }));
        });
        html! {
            <label>
                <input type="radio" name={format!("appraise-side-{at}")} checked={chosen == Some(side)} onchange={choose} />
                <span><span class="hint">{ text(language, key) }</span>{ " " }{ value }</span>
            </label>
        }
    };
    let change = match it.change {
        Changed::Ours => "merge.ours_changed",
        Changed::Theirs => "merge.theirs_changed",
        Changed::United => "merge.united",
        Changed::Conflict => "merge.conflict",
    };
    html! {
        <li key={at} class={classes!((it.change == Changed::Conflict).then_some("appraise-conflict"))}>
            <fieldset>
                <legend>{ words::place(framework, &it.place, language) }{ " – " }{ text(language, change) }</legend>
                if it.change == Changed::Conflict {
                    <p><span class="hint">{ text(language, "merge.base") }</span>{ " " }{ base }</p>
                }
                { side(Side::Ours, "merge.ours", ours) }
                { side(Side::Theirs, "merge.theirs", theirs) }
            </fieldset>
        </li>
    }
}
