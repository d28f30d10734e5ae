//! Long lists in parts: what is drawn of them, and links to the other parts.

use std::ops::Range;

use yew::prelude::*;

use super::address::Address;
use crate::i18n::{Language, text, text_with};

/// How many units of a list are drawn at once: more than there are provinces.
pub const UNITS: usize = 200;

/// How many units are drawn at once where each takes a row of a picture or a cell for each main indicator.
const FEW: usize = 50;

/// How many of so many units a picture shows at once.
pub fn size_of_picture(count: usize) -> usize {
    if count > UNITS { FEW } else { UNITS }
}

/// What is drawn of a list: part `part` of `size` items each, from 1; 0 is the first, and one that does not exist is the
/// last.
pub fn range(count: usize, size: usize, part: usize) -> Range<usize> {
    let last = count.div_ceil(size).max(1);
    let start = (part.clamp(1, last) - 1) * size;
    start..(start + size).min(count)
}

/// Which part has an item.
pub fn part_of(at: usize, size: usize) -> usize {
    at / size + 1
}

/// Links to the parts before and after, where there are others.
pub fn links(address: &Address, count: usize, shown: &Range<usize>, size: usize, language: Language) -> Html {
    if count <= size {
        return Html::default();
    }
    let part = part_of(shown.start, size);
    let link = |to: usize, key: &'static str| {
        let href = Address { part: to, ..address.clone() }.href();
        html! { <a class="button button-small" {href}>{ text(language, key) }</a> }
    };
    let (from, to, all) = ((shown.start + 1).to_string(), shown.end.to_string(), count.to_string());
    html! {
        <nav class="ranking-downloads" aria-label={text(language, "ranking.parts.label")} data-parts="">
            if part > 1 { { link(part - 1, "ranking.parts.before") } }
            <span>{ text_with(language, "ranking.parts.shown", &[("from", &from), ("to", &to), ("all", &all)]) }</span>
            if shown.end < count { { link(part + 1, "ranking.parts.after") } }
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_a_list() {
        assert_eq!([0, 1, 2, 3, 9].map(|part| range(450, 200, part)), [0..200, 0..200, 200..400, 400..450, 400..450]);
        assert_eq!((range(0, 200, 3), range(200, 200, 2)), (0..0, 0..200));
        assert!((0..450).all(|at| range(450, 200, part_of(at, 200)).contains(&at)));
    }
}
