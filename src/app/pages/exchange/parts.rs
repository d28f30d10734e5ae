//! The parts of both pages.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    MOST,
    bench::stem,
    found::{Ours, Table},
};
use crate::{
    app::{
        components::{problems::problem_list, shell::period_text},
        context::Dispatch,
        pages::sheet_files::{CSV, Content, Opened},
    },
    engine::{exact::Exact, framework::Framework, problem::Problem},
    formats::{
        csv_file::{self, Dialect},
        eleven_columns::{Amount, Evidence, Field, ScoreTable, check::totals},
        sheet::{Cell, NumberStyle, Sheet},
    },
    i18n::{Language, number, pick, problem, text, text_for_count, text_with},
    web,
};

/// So many lines are shown before the file is taken.
const SHOWN: usize = 8;

/// What kind of file it is and whose codes it has.
pub fn facts(found: &Table, opened: &Opened, only_check: bool, language: Language) -> Html {
    let becomes = |key| (!only_check).then(|| format!(" {}", text(language, key)));
    let table = &found.table;
    let content = match opened {
        Opened::Read { content, .. } => Some(&**content),
        _ => None,
    };
    let details = match content {
        Some(Content::Sheets { details: Some(details), .. }) => {
            let separator = match details.delimiter {
                ';' => "exchange.semicolon",
                '\t' => "exchange.tab",
                _ => "exchange.comma",
            };
            let values = [("encoding", details.encoding.name()), ("separator", text(language, separator))];
            Some(text_with(language, "exchange.csv", &values))
        }
        _ => None,
    };
    let groups = table.groups().iter().filter(|group| !group.is_empty()).count();
    let row = number::number(&i64::try_from(table.heading_row).unwrap_or(i64::MAX).into(), language);
    html! {
        <ul class="author-counts">
            if let Some(details) = details { <li>{ details }</li> }
            <li>{ text_with(language, "exchange.heading_row", &[("row", &row)]) }{ " " }
                if groups > 0 { { text_for_count(language, "exchange.groups", groups) } }
            </li>
            <li data-framework={found.known.as_ref().map(|known| known.id.to_string())}>
                if let Some(known) = &found.known {
                    { text_with(language, "exchange.known", &[("title", pick(&known.title, language))]) }
                    { becomes("exchange.known.import") }
                } else {
                    { text(language, "exchange.local") }
                    { becomes("exchange.local.import") }
                }
            </li>
        </ul>
    }
}

/// One row a column.
pub fn columns(
    table: &ScoreTable,
    on_field: &dyn Fn(usize) -> Callback<Event>,
    on_numbers: &dyn Fn(usize) -> Callback<Event>,
    language: Language,
) -> Html {
    let say = |key| text(language, key);
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={say("exchange.columns.label")}>
            <table class="table exchange-table">
                <thead><tr>
                    <th scope="col">{ say("exchange.column") }</th>
                    <th scope="col">{ say("exchange.column.as") }</th>
                    <th scope="col">{ say("exchange.column.decimal") }</th>
                    <th scope="col">{ say("exchange.column.samples") }</th>
                </tr></thead>
                <tbody>
                    for column in &table.columns {
                        <tr>
                            <th scope="row">
                                if column.heading.is_empty() { <em>{ say("exchange.column.unnamed") }</em> } else { { &column.heading } }
                            </th>
                            <td>
                                <select aria-label={text_with(language, "exchange.column.as.of", &[("heading", &column.heading)])} onchange={on_field(column.position)}>
                                    <option value="" selected={column.field.is_none()}>{ say("exchange.column.none") }</option>
                                    for field in Field::ALL {
                                        <option value={field.code()} selected={column.field == Some(field)}>{ field.heading() }</option>
                                    }
                                </select>
                            </td>
                            <td>
                                if let Some((style, evidence)) = column.numbers {
                                    <select aria-label={text_with(language, "exchange.column.decimal.of", &[("heading", &column.heading)])} onchange={on_numbers(column.position)}>
                                        <option value="comma" selected={style == NumberStyle::Vietnamese}>{ say("exchange.decimal.comma") }</option>
                                        <option value="point" selected={style == NumberStyle::Machine}>{ say("exchange.decimal.point") }</option>
                                    </select>
                                    <span class="hint">{ say(match evidence {
                                        Evidence::Chosen => "exchange.evidence.chosen",
                                        Evidence::Cells => "exchange.evidence.cells",
                                        Evidence::Range => "exchange.evidence.range",
                                        Evidence::File => "exchange.evidence.file",
                                    }) }</span>
                                }
                            </td>
                            <td class="exchange-samples">{ samples(&column.samples, column.numbers.is_some(), language) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// «12.5 → 12,5»: what stands there, and what was read; without marks between thousands, which could be read twice.
fn samples(samples: &[(String, Option<String>)], is_number: bool, language: Language) -> Html {
    let shown = |(typed, read): &(String, Option<String>)| match (is_number, read) {
        (true, Some(read)) => format!("{typed} → {}", number::edit(read, language)),
        (true, None) => format!("{typed} → ?"),
        (false, _) => typed.chars().take(60).collect(),
    };
    html! { <ul>for sample in samples { <li>{ shown(sample) }</li> }</ul> }
}

/// Everything doubtful, by cell.
pub fn doubts(doubts: &[Problem], language: Language) -> Html {
    html! {
        <section aria-labelledby="exchange-doubts">
            <h3 id="exchange-doubts">{ text_for_count(language, "exchange.doubts", doubts.len()) }</h3>
            if !doubts.is_empty() { { problem_list(doubts, None, MOST, language) } }
        </section>
    }
}

/// The first lines as they were read.
pub fn lines(table: &ScoreTable, language: Language) -> Html {
    let amount = |amount: &Amount| match &amount.read {
        Some(read) => number::written(read, language),
        None if amount.typed.is_empty() => "–".to_owned(),
        None => "?".to_owned(),
    };
    let rest = table.lines.len().saturating_sub(SHOWN);
    html! {
        <>
            <div class="table-scroll" tabindex="0" role="group" aria-label={text(language, "exchange.preview")}>
                <table class="table">
                    <caption>{ text(language, "exchange.preview") }</caption>
                    <thead><tr>
                        <th scope="col">{ text(language, "exchange.row") }</th>
                        <th scope="col">{ Field::Code.heading() }</th>
                        <th scope="col">{ Field::Name.heading() }</th>
                        <th scope="col" class="number">{ Field::Max.heading() }</th>
                        <th scope="col" class="number">{ Field::SelfScore.heading() }</th>
                        <th scope="col" class="number">{ Field::Appraised.heading() }</th>
                    </tr></thead>
                    <tbody>
                        for line in table.lines.iter().take(SHOWN) {
                            <tr>
                                <td>{ line.row }</td>
                                <th scope="row">{ &line.code }</th>
                                <td>{ &line.name }</td>
                                <td class="number">{ amount(&line.max) }</td>
                                <td class="number">{ amount(&line.self_score) }</td>
                                <td class="number">{ amount(&line.appraised) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if rest > 0 { <p class="hint">{ text_for_count(language, "exchange.more", rest) }</p> }
        </>
    }
}

/// Sums by group, and everything that does not follow.
///
/// With a framework its labels name the places.
pub fn checked(
    table: &ScoreTable,
    findings: &[Problem],
    framework: Option<&Framework>,
    name: &Rc<str>,
    language: Language,
) -> Html {
    let points =
        |value: &Exact, count: usize| if count == 0 { "–".to_owned() } else { number::number(value, language) };
    let whole = text(language, "check.whole");
    let download = {
        let (findings, name) = (findings.to_vec(), Rc::clone(name));
        Callback::from(move |_: MouseEvent| {
            let file = format!("{}-{}.csv", stem(&name), text(language, "check.file"));
            web::files::download_bytes(&file, CSV, &listed(&findings, language));
        })
    };
    html! {
        <>
            <div class="table-scroll" tabindex="0" role="group" aria-label={text(language, "check.totals")}>
                <table class="table">
                    <caption>{ text(language, "check.totals") }</caption>
                    <thead><tr>
                        <th scope="col">{ Field::Group.heading() }</th>
                        <th scope="col" class="number">{ text(language, "check.lines") }</th>
                        <th scope="col" class="number">{ Field::Max.heading() }</th>
                        <th scope="col" class="number">{ Field::SelfScore.heading() }</th>
                        <th scope="col" class="number">{ Field::Appraised.heading() }</th>
                    </tr></thead>
                    <tbody>
                        for sum in totals(table) {
                            <tr>
                                <th scope="row">{ sum.group.clone().unwrap_or_else(|| whole.to_owned()) }</th>
                                <td class="number">{ sum.lines }</td>
                                <td class="number">{ points(&sum.max, sum.lines) }</td>
                                <td class="number">{ points(&sum.self_score, sum.with_self) }</td>
                                <td class="number">{ points(&sum.appraised, sum.with_appraised) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            <h3>{ text_for_count(language, "check.findings", findings.len()) }</h3>
            if !findings.is_empty() {
                { problem_list(findings, framework, MOST, language) }
                <p class="author-row">
                    <button type="button" class="button" onclick={download}>{ text(language, "check.download") }</button>
                    <span class="hint">{ text(language, "documents.csv.guard") }</span>
                </p>
            }
        </>
    }
}

/// The findings as a table for Excel.
fn listed(findings: &[Problem], language: Language) -> Vec<u8> {
    let heading = ["check.cell", "check.kind", "check.sentence"].map(|key| Cell::text(text(language, key)));
    let row = |found: &Problem| {
        let kind = if found.is_error() { "check.error" } else { "check.warning" };
        let place = found.place.rsplit_once('!').map_or(found.place.as_str(), |(_, cell)| cell);
        vec![Cell::text(place), Cell::text(text(language, kind)), Cell::text(problem::message(found, language))]
    };
    let rows = std::iter::once(heading.into()).chain(findings.iter().map(row)).collect();
    csv_file::write_table(&Sheet { rows, ..Sheet::default() }, Dialect::ExcelVietnam)
}

/// What one of our own files holds.
pub fn of_ours(ours: &Ours, language: Language) -> Html {
    let Ours { framework, assessment, .. } = ours;
    html! {
        <p>
            <strong>{ &assessment.organization.name }</strong>{ " · " }{ period_text(&assessment.period, language) }{ " · " }
            { &**pick(&framework.title, language) }{ ". " }
            { text_for_count(language, "exchange.answers", assessment.responses.len()) }
        </p>
    }
}

/// The button that opens it, and what is wrong with it.
pub fn open_ours(ours: &Ours, dispatch: &Dispatch, language: Language) -> Html {
    let open = {
        let (dispatch, framework, assessment) = (dispatch.clone(), Rc::clone(&ours.framework), ours.assessment.clone());
        Callback::from(move |_: MouseEvent| dispatch.open_new(Rc::clone(&framework), assessment.clone()))
    };
    html! {
        <>
            if !ours.problems.is_empty() { { problem_list(&ours.problems, Some(&ours.framework), MOST, language) } }
            <p class="author-row">
                <button type="button" class="button button-primary" onclick={open}>{ text(language, "import.open") }</button>
                <span class="hint">{ text(language, "import.take.hint") }</span>
            </p>
        </>
    }
}
