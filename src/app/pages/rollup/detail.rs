//! The lines of one file.

use yew::prelude::*;

use super::{Desk, pile::PileAction};
use crate::{
    app::state::route::Route,
    engine::rounds,
    i18n::{node_title, number, status, text, text_with},
    web,
};

/// The id of the heading.
const HEADING: &str = "rollup-detail";

/// The lines of the file that is open, and the way to appraise it.
pub fn detail(desk: &Desk) -> Html {
    let Desk { pile, language, dispatch, .. } = desk;
    let Some(opened) = &pile.opened else { return Html::default() };
    let language = *language;
    let framework = &opened.framework;
    let items = rounds::items(framework, &opened.assessment, &opened.scorecard);
    let close = {
        let pile = pile.dispatcher();
        Callback::from(move |_: MouseEvent| {
            pile.dispatch(PileAction::Open(None));
            web::focus::by_id(super::OUTCOME);
        })
    };
    let appraise = {
        let (file, dispatch) = (pile.files.get(opened.at).cloned(), (*dispatch).clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(file) = file.clone() {
                dispatch.open_file_for(file, Route::Appraise);
            }
        })
    };
    let head = |key: &'static str| html! { <th scope="col" class="number">{ text(language, key) }</th> };
    let points = |value: &crate::engine::exact::Exact| number::points(value, language);
    let shown = |value: &Option<crate::engine::exact::Exact>| value.as_ref().map_or_else(|| "–".to_owned(), points);
    let name = opened.assessment.organization.name.as_str();
    html! {
        <section class="rollup-detail" aria-labelledby={HEADING}>
            <h2 id={HEADING} tabindex="-1">{ text_with(language, "rollup.detail", &[("unit", name)]) }</h2>
            <p class="rollup-buttons">
                <button type="button" class="button button-primary" onclick={appraise}>{ text(language, "rollup.detail.appraise") }</button>
                <button type="button" class="button" onclick={close}>{ text(language, "rollup.detail.close") }</button>
            </p>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby={HEADING}>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{ text(language, "appraise.column.item") }</th>
                            { head("appraise.column.max") }
                            { head("appraise.column.self") }
                            { head("appraise.column.appraised") }
                            { head("appraise.column.difference") }
                            { head("appraise.column.final") }
                            <th scope="col">{ text(language, "appraise.column.status") }</th>
                            { head("appraise.column.documents") }
                        </tr>
                    </thead>
                    <tbody>
                        for item in &items {
                            <tr key={item.node}>
                                <th scope="row">{ framework.node(item.node).map(|node| node_title(node, " ", language)) }</th>
                                <td class="number">{ points(&item.max_points) }</td>
                                <td class="number">{ item.entered_points().map_or_else(|| "–".to_owned(), points) }</td>
                                <td class="number">{ shown(&item.appraised) }</td>
                                <td class="number">{ shown(&item.difference) }</td>
                                <td class="number">{ points(&item.final_points) }</td>
                                <td>{ status::status(item.status, language) }</td>
                                <td class="number">{ item.documents }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// The keyboard goes where the lines are.
#[hook]
pub fn use_focus_on_detail(opened: Option<usize>) {
    use_effect_with(opened, |opened| {
        if opened.is_some() {
            web::focus::by_id(HEADING);
        }
    });
}
