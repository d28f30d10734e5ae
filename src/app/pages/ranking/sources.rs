//! Where each number was read, and where sources say different things. One step away from the numbers: most readers need
//! neither.

use yew::prelude::*;

use super::{Page, words};
use crate::{
    engine::dataset::{Claim, Conflict, Part, Structure, Table},
    i18n::{Language, pick, published, status, text, text_with},
};

/// The numbers of a unit: how each is known and on which pages it was read.
pub fn readings(page: Page, table: &Table, structure: &Structure, unit: usize) -> Html {
    let Page { dataset, language, .. } = page;
    let row = |measure: usize| {
        let named = structure.measures.get(measure)?;
        let entry = table.column(structure, measure).entries.get(unit)?.clone();
        let cell = table.cell(measure, unit);
        let known = |computed: Option<bool>| {
            computed.map(|computed| match cell.filter(|_| !computed) {
                Some(cell) => status::basis_name(cell.basis, language),
                None => text(language, "ranking.basis.computed"),
            })
        };
        let value = known(entry.value.as_ref().map(|it| it.computed));
        let rank = known(entry.rank.as_ref().map(|it| it.computed));
        let how = match (value, rank) {
            (Some(value), Some(rank)) if value != rank => {
                text_with(language, "ranking.basis.both", &[("value", value), ("rank", rank)])
            }
            (Some(how), _) | (None, Some(how)) => how.to_owned(),
            (None, None) => return None,
        };
        let mut pages: Vec<&str> = Vec::new();
        for copied in
            [Part::Value, Part::Rank].into_iter().flat_map(|it| dataset.copies(table, measure, Some(unit), it))
        {
            if !pages.contains(&&*copied.address) {
                pages.push(&copied.address);
            }
        }
        Some(html! {
            <tr key={named.id.to_string()}>
                <th scope="row">{ words::measure(named, language) }</th>
                <td>{ how }</td>
                <td>{ for pages.into_iter().map(|address| page_link(address, host(address), language)) }</td>
            </tr>
        })
    };
    let rows: Vec<Html> = table.measures(structure).into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return Html::default();
    }
    let column = |key: &'static str| html! { <th scope="col">{ text(language, key) }</th> };
    html! {
        <details class="ranking-sources" id="readings">
            <summary>{ text(language, "ranking.basis.title") }</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label={text(language, "ranking.basis.title")}>
                <table class="table">
                    <thead>
                        <tr>
                            { column("ranking.measure") }
                            { column("ranking.basis.column") }
                            { column("ranking.basis.pages") }
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        </details>
    }
}

/// `dantri.com.vn` of an address on the web; otherwise all of it.
fn host(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    rest.split(['/', '?', '#']).next().unwrap_or(rest).trim_start_matches("www.")
}

fn page_link(address: &str, shown: &str, language: Language) -> Html {
    if !address.starts_with("http") {
        return html! { <span>{ shown.to_owned() }{ " " }</span> };
    }
    html! {
        <>
            <a href={address.to_owned()} rel="noreferrer" target="_blank">
                { shown.to_owned() }<span class="visually-hidden">{ format!(" {}", text(language, "shell.new_window")) }</span>
            </a>
            { " " }
        </>
    }
}

/// What sources say differently, and which of it is used.
pub fn conflicts(page: Page, conflicts: &[&Conflict]) -> Html {
    let Page { dataset, language, .. } = page;
    if conflicts.is_empty() {
        return Html::default();
    }
    let item = |conflict: &&Conflict| {
        let claim = |(at, claim): (usize, &Claim)| {
            let said = published::claim_said(dataset, conflict, (at, claim), language);
            html! { <li>{ page_link(&claim.address, &said, language) }</li> }
        };
        html! {
            <li>
                <p>{ published::conflict(dataset, conflict, language) }</p>
                <ul>{ for conflict.claims.iter().enumerate().map(claim) }</ul>
                <p>{ pick(&conflict.reason, language).to_string() }</p>
            </li>
        }
    };
    let count = conflicts.len().to_string();
    html! {
        <details class="ranking-sources" id="conflicts">
            <summary>{ format!("{} ({count})", text(language, "ranking.conflicts")) }</summary>
            <ul>{ for conflicts.iter().map(item) }</ul>
        </details>
    }
}

/// What other sources say of a value or a rank, beside it.
pub fn others(page: Page, table: &Table, of: (&Structure, usize, usize)) -> Html {
    let said = words::other_claims(page.dataset, table, of, page.language);
    if said.is_empty() {
        return Html::default();
    }
    html! { <span class="ranking-other">{ said }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_by_its_host() {
        assert_eq!(host("https://www.dantri.com.vn/khoa-hoc/x.htm"), "dantri.com.vn");
        assert_eq!(host("https://dti.gov.vn?a=1"), "dti.gov.vn");
        assert_eq!(host("Công báo số 5"), "Công báo số 5");
    }
}
