//! What is wrong with a file, by sheet and cell, all at once.

use yew::prelude::*;

use crate::{
    engine::problem::Problem,
    i18n::{Language, problem, text, text_for_count, text_with},
};

/// More would not be read; the rest is counted.
const MOST: usize = 500;

/// All problems of a file, the count first.
pub fn faults(name: &str, problems: &[Problem], id: &'static str, language: Language) -> Html {
    let groups = by_sheet(problems);
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let in_sheets = groups.iter().filter(|(sheet, _)| sheet.is_some()).count();
    let count = text_for_count(language, "author.faults", errors);
    let heading = match in_sheets {
        0 => count,
        sheets => {
            let sheets = text_for_count(language, "author.faults.sheets", sheets);
            text_with(language, "author.faults.in", &[("faults", &count), ("sheets", &sheets)])
        }
    };
    let rest = problems.len().saturating_sub(MOST);
    html! {
        <div class="author-result author-bad">
            <h3 {id} tabindex="-1">
                if problems.is_empty() {
                    { text(language, "author.unreadable") }
                } else {
                    { heading }
                    if errors < problems.len() {
                        { ", " }{ text_for_count(language, "author.good.warnings", problems.len() - errors) }
                    }
                }
            </h3>
            <p>{ text_with(language, "author.faults.advice", &[("name", name)]) }</p>
            for (sheet, found) in &groups {
                <section class="author-sheet">
                    if let Some(sheet) = sheet {
                        <h4>
                            { text_with(language, "author.faults.sheet", &[("sheet", sheet)]) }{ " " }
                            <span class="hint">{ text_for_count(language, "author.faults.places", found.len()) }</span>
                        </h4>
                    }
                    <ul class="author-faults">
                        for problem in found { { fault(problem, sheet.is_some(), language) } }
                    </ul>
                </section>
            }
            if rest > 0 {
                <p>{ text_for_count(language, "shell.problems.more", rest) }</p>
            }
        </div>
    }
}

/// One line: the cell, and what to do.
pub fn fault(found: &Problem, in_sheet: bool, language: Language) -> Html {
    let cell = found.place.rsplit_once('!').filter(|_| in_sheet).map(|(_, cell)| cell.to_owned());
    let sentence =
        if cell.is_some() { problem::message(found, language) } else { problem::problem_text(found, language) };
    html! {
        <li data-cell={found.place.clone()}>
            if let Some(cell) = cell {
                <span class="author-cell">
                    <span class="visually-hidden">{ text(language, "author.faults.cell") }{ " " }</span>{ cell }
                </span>
            }
            <span>
                if !found.is_error() {
                    <strong>{ text(language, "author.note") }</strong>{ " " }
                }
                { sentence }
            </span>
        </li>
    }
}

/// Problems of one sheet after the other, as the sheets come; what has no cell is on its own.
fn by_sheet(problems: &[Problem]) -> Vec<(Option<&str>, Vec<&Problem>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Problem>)> = Vec::new();
    for problem in problems.iter().take(MOST) {
        let sheet = problem.place.rsplit_once('!').map(|(sheet, _)| sheet);
        match groups.iter_mut().find(|(other, _)| *other == sheet) {
            Some((_, found)) => found.push(problem),
            None => groups.push((sheet, vec![problem])),
        }
    }
    groups
}
