//! A length in a cell of a table, beside its number.

use yew::prelude::*;

use super::main_indicators::length;
use crate::{charts::svg, engine::exact::Exact};

/// A part of one as a length, with a mark across it. Readers of the screen have the number, which is beside it.
pub fn inline_bar(share: &Exact, mark: Option<&Exact>) -> Html {
    let percent = |value: &Exact| length(value, &Exact::ONE).map(|it| it * 100.0);
    let Some(reached) = percent(share) else { return Html::default() };
    html! {
        <svg class="inline-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="chart-track" x="0" y="0" width="100" height="10" />
            <rect class="chart-bar" x="0" y="0" width={svg::number(reached)} height="10" />
            if let Some(mark) = mark.and_then(percent) {
                <rect class="inline-bar-mark" x={svg::number(mark - 0.3)} y="0" width="0.6" height="10" />
            }
        </svg>
    }
}
