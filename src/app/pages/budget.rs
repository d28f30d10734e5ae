//! The budget of a plan: what is spent on what, as the plan prints it.

use std::rc::Rc;

use futures_util::future::join;
use yew::{platform::spawn_local, prelude::*};

use crate::{
    app::{
        charts::{
            figure::{Chart, ChartFigure},
            inline_bar::inline_bar,
            main_indicators::length,
            numbers::{Cell, Column as NumbersColumn, Numbers},
        },
        components::{
            page_heading::page_heading,
            source::{SourceLine, source_text},
        },
        context::{use_language, use_page_title},
        state::route::Route,
        tasks::DOCUMENTS,
    },
    charts::stack::{self, Part},
    engine::exact::Exact,
    formats::{
        budget::{self, Budget, Column, Line, Row, StatedSum, Table},
        documents::{self, Documents},
    },
    i18n::{Language, lower_first, number, pick, published, text, text_with},
    web,
};

/// The budget that ships, relative to the page.
const BUDGET: &str = "data/dong-thap-2022-budget/budget.json";

/// What has arrived; nothing: it can not be reached or read.
type Arrived = Option<Rc<(Budget, Rc<Documents>)>>;

/// The budget that ships.
#[component]
pub fn BudgetPage() -> Html {
    let language = use_language();
    let arrived = use_state_eq(|| None::<Arrived>);
    use_page_title(text(language, "budget.title"));
    {
        let wanted = arrived.is_none();
        let arrived = arrived.setter();
        use_effect_with(wanted, move |wanted| {
            if *wanted {
                spawn_local(async move { arrived.set(Some(fetch().await)) });
            }
        });
    }
    match &*arrived {
        None => html! {
            <div class="budget">
                { page_heading(text(language, "budget.title")) }
                <p class="loading" role="status">{ text(language, "budget.loading") }</p>
            </div>
        },
        Some(None) => {
            let arrived = arrived.clone();
            let try_again = Callback::from(move |_: MouseEvent| arrived.set(None));
            html! {
                <div class="budget" role="alert">
                    { page_heading(text(language, "budget.title")) }
                    <p>{ text(language, "budget.unreachable") }</p>
                    <p><button type="button" class="button" onclick={try_again}>{ text(language, "page.try_again") }</button></p>
                </div>
            }
        }
        Some(Some(both)) => whole(&both.0, &both.1, language),
    }
}

async fn fetch() -> Arrived {
    let (budget, register) = join(web::fetch::text(BUDGET), web::fetch::text(DOCUMENTS)).await;
    let register = documents::read(&register.ok()?).ok()?;
    let budget = budget::read(&budget.ok()?, &register).ok()?;
    Some(Rc::new((budget, Rc::new(register))))
}

fn amount(amount: &Exact, language: Language) -> String {
    number::number(amount, language)
}

fn whole(budget: &Budget, documents: &Rc<Documents>, language: Language) -> Html {
    let unit = pick(&budget.measure_unit, language);
    let source = budget.sums.first().map(|sum| sum.source.clone());
    html! {
        <div class="budget">
            { page_heading(&**pick(&budget.title, language)) }
            <p class="ranking-sentence">{ sentence(budget, language) }</p>
            if let Some(source) = source {
                <SourceLine {source} documents={Some(Rc::clone(documents))} {language} />
            }
            for note in &budget.notes {
                <p class="hint">{ &**pick(note, language) }</p>
            }
            { sums(budget, documents, unit, language) }
            for table in &budget.tables {
                { one_table(table, unit, language) }
            }
            <p><a href={Route::RANKING.href()}>{ text(language, "budget.ranking") }</a></p>
        </div>
    }
}

/// The greatest sum that the plan states, and the greatest row of each table.
fn sentence(budget: &Budget, language: Language) -> String {
    let unit = pick(&budget.measure_unit, language);
    let total = budget.sums.iter().max_by(|left, right| left.value.cmp(&right.value));
    let parts: Vec<String> = budget
        .tables
        .iter()
        .filter_map(|table| {
            let column = table.columns.last()?;
            let spent = table.total.amounts.get(&column.id)?;
            let (spent, rows) = (amount(spent, language), table.rows.len().to_string());
            let title = pick(&table.title, language);
            let values = [("title", &**title), ("amount", &*spent), ("rows", &*rows)];
            Some(text_with(language, "budget.part", &values))
        })
        .collect();
    let (year, parts) = (budget.year.to_string(), parts.join("; "));
    let total = total.map(|sum| amount(&sum.value, language)).unwrap_or_default();
    let values = [("year", &*year), ("total", &*total), ("unit", &**unit), ("parts", &*parts)];
    text_with(language, "budget.sentence", &values)
}

/// The sums of the text, as parts of each other.
fn sums(budget: &Budget, documents: &Documents, unit: &str, language: Language) -> Html {
    let row = |sum: &StatedSum| {
        html! {
            <tr key={sum.id.to_string()}>
                <th scope="row">
                    { &**pick(&sum.name, language) }
                    if let Some(derivation) = &sum.derivation {
                        <span class="budget-note">{ &**pick(derivation, language) }</span>
                    }
                </th>
                <td class="number">{ amount(&sum.value, language) }</td>
            </tr>
        }
    };
    let table = html! {
        <table class="table">
            <caption>{ text_with(language, "budget.unit", &[("unit", unit)]) }</caption>
            <thead>
                <tr>
                    <th scope="col">{ text(language, "budget.column.name") }</th>
                    <th scope="col" class="number">{ text(language, "budget.column.amount") }</th>
                </tr>
            </thead>
            <tbody>{ for budget.sums.iter().map(row) }</tbody>
        </table>
    };
    let breakdowns = budget.breakdowns();
    let picture = breakdowns.first().map(|(whole, parts)| {
        let year = budget.year.to_string();
        html! {
            <ChartFigure
                id="budget-sums"
                chart={Chart::new(bars(&breakdowns, unit, language), |rows, width| stack::place(rows, width))}
                title={text_with(language, "budget.chart", &[("year", &year), ("unit", unit)])}
                summary={parts_sentence(whole, parts, unit, language)}
                numbers={Rc::new(numbers(budget, &breakdowns, unit, language))}
                source={source_text(&whole.source, documents, language)}
                address={Route::Budget.href()}
                file_name={format!("{}_sums", budget.id)}
                {language}
                children={table.clone()}
            />
        }
    });
    html! {
        <section>
            <h2>{ text(language, "budget.sums") }</h2>
            { picture.unwrap_or(table) }
        </section>
    }
}

/// A bar for each sum that others make up, as long as its part of the greatest.
fn bars(breakdowns: &[(&StatedSum, Vec<&StatedSum>)], unit: &str, language: Language) -> Vec<stack::Row> {
    let most = breakdowns.iter().map(|(whole, _)| &whole.value).max().cloned().unwrap_or_default();
    let part = |of: &&StatedSum| Part {
        label: Rc::clone(pick(&of.name, language)),
        value_text: amount(&of.value, language).into(),
        share: length(&of.value, &most),
    };
    let row = |(whole, parts): &(&StatedSum, Vec<&StatedSum>)| stack::Row {
        label: Rc::clone(pick(&whole.name, language)),
        value_text: format!("{} {unit}", amount(&whole.value, language)).into(),
        parts: parts.iter().map(part).collect(),
    };
    breakdowns.iter().map(row).collect()
}

/// «Tổng kinh phí 118.225 triệu đồng gồm nguồn vốn chi đầu tư (54,9%) và …».
fn parts_sentence(whole: &StatedSum, parts: &[&StatedSum], unit: &str, language: Language) -> String {
    let part = |of: &&StatedSum| {
        let share = of.value.checked_div(&whole.value).unwrap_or_default();
        format!("{} ({})", lower_first(pick(&of.name, language)), number::percent(&share, language))
    };
    let parts = published::joined(&parts.iter().map(part).collect::<Vec<_>>(), language);
    let all = amount(&whole.value, language);
    let values = [("name", &**pick(&whole.name, language)), ("amount", &*all), ("unit", unit), ("parts", &*parts)];
    text_with(language, "budget.chart.sentence", &values)
}

/// Every sum, and which one it is a part of.
fn numbers(budget: &Budget, breakdowns: &[(&StatedSum, Vec<&StatedSum>)], unit: &str, language: Language) -> Numbers {
    let part_of = |sum: &StatedSum| {
        let of = breakdowns.iter().find(|(_, parts)| parts.iter().any(|it| it.id == sum.id));
        of.map_or("", |(whole, _)| &*whole.id).to_owned()
    };
    let row = |sum: &StatedSum| {
        vec![
            Cell::text(&**pick(&sum.name, language)),
            Cell::text(&*sum.id),
            Cell::text(part_of(sum)),
            Cell::number(sum.value.to_text(), amount(&sum.value, language)),
            Cell::text(unit),
        ]
    };
    Numbers {
        columns: vec![
            NumbersColumn::text("name", text(language, "budget.column.name")),
            NumbersColumn::text("id", ""),
            NumbersColumn::text("part_of", ""),
            NumbersColumn::number("amount", text(language, "budget.column.amount")),
            NumbersColumn::text("unit", ""),
        ],
        rows: budget.sums.iter().map(row).collect(),
    }
}

/// One table as printed, with bars for its last column: what is given in the year of the plan.
fn one_table(table: &Table, unit: &str, language: Language) -> Html {
    let shown = table.columns.last().map(|column| Rc::clone(&column.id)).unwrap_or_default();
    let most = table.rows.iter().filter_map(|row| row.line.amounts.get(&shown)).max().cloned().unwrap_or_default();
    let cells = |line: &Line| {
        let cell = |column: &Column| {
            let found = line.amounts.get(&column.id).map(|it| amount(it, language));
            html! { <td class="number">{ found.unwrap_or_else(|| "–".to_owned()) }</td> }
        };
        html! { <>{ for table.columns.iter().map(cell) }</> }
    };
    let note = |line: &Line| {
        html! {
            if let Some(reason) = &line.declared_parts_differ {
                <span class="budget-note">{ &**pick(reason, language) }</span>
            }
        }
    };
    let row = |row: &Row| {
        let share = row.line.amounts.get(&shown).and_then(|it| it.checked_div(&most));
        let years = row.period.map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") });
        html! {
            <tr key={row.number.to_string()} data-row={row.number.to_string()}>
                <th scope="row">
                    { format!("{}. {}", row.number, pick(&row.name, language)) }
                    <span class="budget-note">
                        { &**pick(&row.lead_organization, language) }
                        if let Some(years) = years { { format!(", {years}") } }
                    </span>
                    { note(&row.line) }
                    if let Some(share) = share { { inline_bar(&share, None) } }
                </th>
                { cells(&row.line) }
            </tr>
        }
    };
    let save = {
        let (name, content) = (format!("dong-thap-2022_{}.csv", table.id), budget::csv(table));
        Callback::from(move |_: MouseEvent| web::files::download(&name, "text/csv", &content))
    };
    let title = pick(&table.title, language);
    let caption = text_with(language, "budget.table.caption", &[("unit", unit)]);
    html! {
        <section>
            <h2>{ &**title }</h2>
            <p class="hint" aria-hidden="true">{ caption.clone() }</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label={title.to_string()}>
                <table class="table budget-table">
                    <caption><span class="visually-hidden">{ caption }</span></caption>
                    <thead>
                        <tr>
                            <th scope="col">{ text(language, "budget.column.name") }</th>
                            for column in &table.columns {
                                <th scope="col" class="number">{ &**pick(&column.name, language) }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>{ for table.rows.iter().map(row) }</tbody>
                    <tfoot>
                        <tr><th scope="row">{ text(language, "budget.total") }{ note(&table.total) }</th>{ cells(&table.total) }</tr>
                    </tfoot>
                </table>
            </div>
            <p class="ranking-downloads">
                <button type="button" class="button button-small" onclick={save}>
                    { text(language, "ranking.download.csv") }
                    <span class="visually-hidden">{ format!(": {title}") }</span>
                </button>
            </p>
        </section>
    }
}
