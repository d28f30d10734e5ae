//! The document on the page: as it is printed, with the form that administrative documents have.

use yew::prelude::*;

use crate::engine::paper::{Align, Block, Closing, Letterhead, Paper, Table};

/// The whole document.
pub fn sheet(paper: &Paper) -> Html {
    html! {
        <article class="paper" lang={paper.language}>
            for part in &paper.parts {
                <div class={if part.landscape { "paper-part paper-wide" } else { "paper-part" }}>
                    for block in &part.blocks {
                        { draw(block) }
                    }
                </div>
            }
        </article>
    }
}

fn draw(block: &Block) -> Html {
    match block {
        Block::Letterhead(head) => letterhead(head),
        Block::Title { kind, about } => html! {
            <header class="paper-title">
                <h2>{ kind }</h2>
                <p>{ about }</p>
            </header>
        },
        Block::Annex { name, about, belongs } => html! {
            <header class="paper-title paper-annex">
                <h2>{ name }</h2>
                <p>{ about.to_uppercase() }</p>
                <p class="paper-belongs">{ belongs }</p>
            </header>
        },
        Block::Heading { level, text } => {
            // The page has one heading of the first level, the document begins below it.
            let tag = format!("h{}", (level + 2).min(6));
            html! { <@{tag} class={format!("paper-h{}", (*level).min(3))}>{ text }</@> }
        }
        Block::Paragraph(text) => html! { <p class="paper-text">{ text }</p> },
        Block::Note(text) => html! { <p class="paper-text paper-note">{ text }</p> },
        Block::Items(items) => html! {
            <ul class="paper-items">
                for item in items {
                    <li>{ item }</li>
                }
            </ul>
        },
        Block::Table(found) => table(found),
        Block::Closing(found) => closing(found),
    }
}

fn letterhead(head: &Letterhead) -> Html {
    html! {
        <div class="paper-head">
            <div>
                if !head.superior.is_empty() {
                    <p>{ &head.superior }</p>
                }
                <p class="paper-issuer">{ &head.issuer }</p>
                <p class="paper-number">{ &head.number }</p>
            </div>
            <div>
                <p class="paper-state">{ &head.state }</p>
                <p class="paper-motto"><span>{ &head.motto }</span></p>
                <p class="paper-place">{ &head.place_and_date }</p>
            </div>
        </div>
    }
}

fn table(table: &Table) -> Html {
    let all: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum::<u32>().max(1);
    let align = |at: usize| match table.columns.get(at).map(|column| column.align) {
        Some(Align::Center) => "paper-center",
        Some(Align::End) => "paper-end",
        _ => "",
    };
    html! {
        <div class="paper-scroll" tabindex="0" role="group" aria-label={table.caption.clone()}>
            <table class="paper-table">
                <caption class="visually-hidden">{ &table.caption }</caption>
                <colgroup>
                    for column in &table.columns {
                        // An attribute, since the page allows no style of its own.
                        <col width={format!("{}%", u32::from(column.width) * 100 / all)} />
                    }
                </colgroup>
                <thead>
                    <tr>
                        for column in &table.columns {
                            <th scope="col">{ &column.name }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for row in &table.rows {
                        <tr class={row.strong.then_some("paper-strong")}>
                            for (at, cell) in row.cells.iter().enumerate() {
                                <td class={align(at)}>{ lines(cell) }</td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn lines(text: &str) -> Html {
    html! {
        <>
            for line in text.lines() {
                <p>{ line }</p>
            }
        </>
    }
}

fn closing(closing: &Closing) -> Html {
    html! {
        <div class="paper-closing">
            <div class="paper-recipients">
                <p><strong><em>{ &closing.recipients_label }</em></strong></p>
                for recipient in &closing.recipients {
                    <p>{ recipient }</p>
                }
            </div>
            <div class="paper-signature">
                for line in &closing.authority {
                    <p>{ line }</p>
                }
                <p class="paper-name">{ &closing.name }</p>
            </div>
        </div>
    }
}
