//! Pages of published results that need no script: overview, a ranking for each year and set, a profile for each unit.

use std::collections::BTreeMap;

use super::{
    Options,
    describe::{self, Download},
    html::{Page, Site, link, plain, relative, scrolled, tag, up},
};
use crate::{
    engine::dataset::{Claim, Column, Conflict, Dataset, Entry, MeasureKind, Structure, Table},
    engine::{exact::Exact, framework::Basis},
    i18n::{Language, number, pick, published, site, text, text_with},
};

/// What every page is made from.
#[derive(Clone, Copy)]
struct Book<'a> {
    dataset: &'a Dataset,
    downloads: &'a [Download],
    options: &'a Options,
    language: Language,
}

/// All pages by their path.
pub fn pages(dataset: &Dataset, downloads: &[Download], options: &Options) -> BTreeMap<String, String> {
    let book = Book { dataset, downloads, options, language: options.language };
    let mut pages = BTreeMap::new();
    pages.insert("index.html".to_owned(), book.overview());
    for table in &dataset.tables {
        if let (Some(structure), Some(path)) = (dataset.structure(table), ranking_path(dataset, table)) {
            pages.insert(path.clone(), book.ranking(table, structure, &path));
        }
    }
    for (set, units) in dataset.unit_sets.iter().enumerate() {
        for unit in 0..units.units.len() {
            if let Some(path) = profile_path(dataset, set, unit) {
                pages.insert(path.clone(), book.profile(set, unit, &path));
            }
        }
    }
    pages
}

/// `xep-hang/2024-provinces-34.html`
fn ranking_path(dataset: &Dataset, table: &Table) -> Option<String> {
    Some(format!("xep-hang/{}-{}.html", table.period, dataset.set(table)?.id))
}

/// `don-vi/provinces-34-24.html`; nothing for a unit of which nothing is published.
fn profile_path(dataset: &Dataset, set: usize, unit: usize) -> Option<String> {
    let named = dataset.unit(set, unit)?;
    let is_known = |table: &Table| {
        table.unit_set == set && (0..table.cells.len()).any(|measure| table.cell(measure, unit).is_some())
    };
    let any = dataset.tables.iter().any(is_known);
    any.then(|| format!("don-vi/{}-{}.html", dataset.unit_sets.get(set).map_or("", |it| &*it.id), named.code))
}

impl Book<'_> {
    fn say(&self, key: &'static str) -> &'static str {
        site::text(self.language, key)
    }

    /// An address of the application, seen from a page; empty where there is none. `rest` follows `#/ranking`.
    fn in_app(&self, path: &str, rest: &str) -> String {
        let Options { app, data, .. } = self.options;
        if app.is_empty() {
            return String::new();
        }
        let mut address = format!("{}#/ranking{rest}", relative(&up(path), app));
        if !data.is_empty() {
            address.push(if rest.contains('?') { '&' } else { '?' });
            address.push_str("data=");
            address.push_str(&encoded(data));
        }
        address
    }

    fn write(&self, path: &str, [title, description]: [&str; 2], main: String, is_part: bool) -> String {
        let whole = describe::title(self.dataset, self.language);
        let up = up(path);
        let mut above = Vec::new();
        if path != "index.html" {
            above.push((format!("{up}index.html"), whole.clone()));
        }
        let window = if is_part { format!("{title} – {whole}") } else { title.to_owned() };
        let part = is_part.then_some((title, description));
        let json_ld = Some(describe::schema_org(self.dataset, self.downloads, self.options, path, part));
        let page = Page { path, title: &window, description, main, above, json_ld };
        let app = if self.options.app.is_empty() { String::new() } else { self.in_app("index.html", "") };
        page.html(&Site { base: &self.options.base, app: &app, language: self.language })
    }

    fn overview(&self) -> String {
        let (dataset, language) = (self.dataset, self.language);
        let title = describe::title(dataset, language);
        let description = describe::description(dataset, language);
        let mut main = plain("h1", &[], &title) + &plain("p", &[("class", "lead")], &description);
        if let Some(publisher) = &dataset.about.publisher {
            let publisher = pick(publisher, language);
            main += &plain("p", &[], &site::text_with(language, "site.publisher", &[("name", publisher)]));
        }
        let rankings = dataset.tables.iter().filter_map(|table| {
            let structure = dataset.structure(table)?;
            let name = published::table(dataset, table, language);
            let heading = tag("h3", &[], &link(&ranking_path(dataset, table)?, &name));
            let sentence = published::sentence(dataset, table, structure, structure.index(), language);
            Some(tag("li", &[], &(heading + &plain("p", &[], &sentence))))
        });
        main += &plain("h2", &[], self.say("site.rankings"));
        main += &tag("ul", &[("class", "cards")], &rankings.collect::<String>());
        for (set, units) in dataset.unit_sets.iter().enumerate() {
            let of_set = (0..units.units.len()).filter_map(|unit| {
                let path = profile_path(dataset, set, unit)?;
                Some(tag("li", &[], &link(&path, pick(&dataset.unit(set, unit)?.name, language))))
            });
            let list: String = of_set.collect();
            if !list.is_empty() {
                let name = published::set(dataset, set, language);
                main += &plain("h2", &[], &site::text_with(language, "site.units", &[("units", &name)]));
                main += &tag("ul", &[("class", "columns")], &list);
            }
        }
        main += &self.downloads();
        main += &self.conflicts(dataset.conflicts.iter().collect(), "h2");
        main += &self.sources();
        main += &plain("p", &[("class", "note")], text(language, "ranking.computed"));
        self.write("index.html", [&title, &description], main, false)
    }

    fn downloads(&self) -> String {
        let language = self.language;
        let file = |file: &Download| {
            let size = site::text_with(
                language,
                "site.bytes",
                &[("bytes", &number::number(&i64::try_from(file.bytes).unwrap_or(i64::MAX).into(), language))],
            );
            tag(
                "li",
                &[],
                &(link(&file.path, &file.title) + &plain("span", &[("class", "quiet")], &format!(" {size}"))),
            )
        };
        let described = [
            ("data/datapackage.json", "site.described.package"),
            ("data/csv-metadata.json", "site.described.csvw"),
            ("data/dcat.jsonld", "site.described.dcat"),
        ];
        let described = described.map(|(path, key)| tag("li", &[], &link(path, self.say(key))));
        let mut part = plain("h2", &[], self.say("site.data"));
        part += &tag("ul", &[], &self.downloads.iter().map(file).collect::<String>());
        part += &plain("p", &[], self.say("site.described"));
        part += &tag("ul", &[], &described.concat());
        let license = &*self.dataset.about.license;
        if !license.is_empty() {
            let name = if license.contains("creativecommons.org/licenses/by/4.0") { "CC BY 4.0" } else { license };
            let text = plain("span", &[], self.say("site.license"));
            part += &tag("p", &[], &format!("{text} {}", link(license, name)));
        }
        part
    }

    fn sources(&self) -> String {
        let line = |(_, it): (&std::rc::Rc<str>, &crate::engine::dataset::Publication)| {
            let (title, detail) = published::source(it, self.language);
            let link = link(if it.address.starts_with("http") { &it.address } else { "" }, &title);
            tag("li", &[], &format!("{link}{}", plain("span", &[], &format!(", {detail}"))))
        };
        let lines: String = self.dataset.sources.iter().map(line).collect();
        plain("h2", &[], self.say("site.sources")) + &tag("ul", &[], &lines)
    }

    /// Where sources say different things; nothing where they do not.
    fn conflicts(&self, conflicts: Vec<&Conflict>, heading: &'static str) -> String {
        if conflicts.is_empty() {
            return String::new();
        }
        let (dataset, language) = (self.dataset, self.language);
        let item = |conflict: &&Conflict| {
            let claim = |(at, claim): (usize, &Claim)| {
                let text = published::claim_said(dataset, conflict, (at, claim), language);
                tag("li", &[], &link(&claim.address, &text))
            };
            let claims = conflict.claims.iter().enumerate().map(claim).collect::<String>();
            let about = plain("p", &[], &published::conflict(dataset, conflict, language));
            let reason = plain("p", &[("class", "quiet")], pick(&conflict.reason, language));
            tag("li", &[], &(about + &tag("ul", &[], &claims) + &reason))
        };
        let list = conflicts.iter().map(item).collect::<String>();
        plain(heading, &[("id", "conflicts")], text(language, "ranking.conflicts"))
            + &tag("ul", &[("class", "conflicts")], &list)
    }

    fn ranking(&self, table: &Table, structure: &Structure, path: &str) -> String {
        let (dataset, language) = (self.dataset, self.language);
        let units = published::set(dataset, table.unit_set, language);
        let year = table.period.to_string();
        let title = site::text_with(language, "site.ranking.title", &[("year", &year), ("units", &units)]);
        let sentence = published::sentence(dataset, table, structure, structure.index(), language);
        let set = dataset.set(table).map_or("", |set| &*set.id);
        let known = table.measures(structure);
        let columns: Vec<(usize, Column)> = known.iter().map(|at| (*at, table.column(structure, *at))).collect();
        let index = table.column(structure, structure.index());
        let heading = |at: &usize| {
            let measure = structure.measures.get(*at)?;
            let attributes = [("scope", "col"), ("class", "number"), ("data-measure", &*measure.id)];
            Some(plain("th", &attributes, &published::measure(measure, language)))
        };
        let head = plain("th", &[("scope", "col"), ("class", "number")], text(language, "ranking.column.rank"))
            + &plain("th", &[("scope", "col")], self.say("site.column_unit"))
            + &known.iter().filter_map(heading).collect::<String>();
        let row = |unit: usize| {
            let named = dataset.unit(table.unit_set, unit)?;
            let entry = index.entries.get(unit)?;
            let name = pick(&named.name, language);
            let name = match profile_path(dataset, table.unit_set, unit) {
                Some(path) => link(&format!("../{path}"), name),
                None => super::escaped(name),
            };
            let cell = |(_, column): &(usize, Column)| {
                let shown = column.entries.get(unit).and_then(|entry| published::value_figure(entry, language));
                tag("td", &[("class", "number")], &self.figure(shown))
            };
            let rank = tag("td", &[("class", "number")], &self.figure(published::rank_figure(entry)));
            let cells = rank + &tag("th", &[("scope", "row")], &name) + &columns.iter().map(cell).collect::<String>();
            Some(tag("tr", &[("id", &format!("unit-{}", named.code))], &cells))
        };
        let rows: String = index.order().into_iter().filter_map(row).collect();
        let caption = site::text_with(language, "site.ranking.caption", &[("year", &year), ("units", &units)]);
        let body =
            plain("caption", &[], &caption) + &tag("thead", &[], &tag("tr", &[], &head)) + &tag("tbody", &[], &rows);
        let mut main = plain("h1", &[], &title) + &plain("p", &[("class", "lead")], &sentence);
        let address = self.in_app(path, &format!("?year={year}&set={set}"));
        if !address.is_empty() {
            main += &tag("p", &[], &link(&address, self.say("site.ranking.in_app")));
        }
        main += &scrolled(&caption, &tag("table", &[], &body));
        if columns.iter().any(|(_, column)| published::has_computed(column)) {
            main += &plain("p", &[("class", "note")], &format!("* {}", text(language, "ranking.computed")));
        }
        main += &self.source_lines(table, &known);
        self.write(path, [&title, &sentence], main, true)
    }

    /// A number with the mark of what is worked out here.
    fn figure(&self, shown: Option<(String, bool)>) -> String {
        match shown {
            Some((shown, true)) => {
                let mark = plain("abbr", &[("title", text(self.language, "ranking.computed.short"))], "*");
                super::escaped(&shown) + &mark
            }
            Some((shown, false)) => super::escaped(&shown),
            None => plain("span", &[("class", "quiet")], text(self.language, "ranking.no_source")),
        }
    }

    /// The sources of some measures, each once.
    fn source_lines(&self, table: &Table, measures: &[usize]) -> String {
        let (dataset, language) = (self.dataset, self.language);
        let mut ids: Vec<std::rc::Rc<str>> = Vec::new();
        for id in measures.iter().flat_map(|measure| table.sources(*measure)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let has = |basis: Basis| {
            let mut cells = measures.iter().flat_map(|at| table.cells.get(*at)).flatten().flatten();
            cells.any(|it| it.basis == basis)
        };
        let is_copied = has(Basis::Secondary);
        let line = |id: &std::rc::Rc<str>| {
            let publication = dataset.sources.get(id)?;
            let (title, detail) = published::source(publication, language);
            let address = if publication.address.starts_with("http") { &*publication.address } else { "" };
            let copied = if is_copied { format!(" {}", text(language, "ranking.copied")) } else { String::new() };
            let label = plain("span", &[], &format!("{} ", text(language, "shell.source")));
            let rest = super::escaped(&format!(", {detail}.{copied}"));
            Some(tag("p", &[("class", "note")], &(label + &link(address, &title) + &rest)))
        };
        let mut lines: String = ids.iter().filter_map(line).collect();
        if has(Basis::SelfAssessed) {
            lines += &plain("p", &[("class", "note")], text(language, "ranking.self_assessed"));
        }
        lines
    }

    fn profile(&self, set: usize, unit: usize, path: &str) -> String {
        let (dataset, language) = (self.dataset, self.language);
        let name = published::unit_of(dataset, (set, unit), language);
        let (set_id, code) = (
            dataset.unit_sets.get(set).map_or("", |it| &*it.id),
            dataset.unit(set, unit).map_or("", |unit| &*unit.code),
        );
        // A unit that no merger has changed has the same name in another set.
        let is_elsewhere = (0..dataset.unit_sets.len()).filter(|other| *other != set).any(|other| {
            let units = dataset.unit_sets.get(other).map_or(0, |it| it.units.len());
            (0..units).any(|at| published::unit_of(dataset, (other, at), language) == name)
        });
        let key = if is_elsewhere { "site.profile.title.in_set" } else { "site.profile.title" };
        let units = published::set(dataset, set, language);
        let title = site::text_with(language, key, &[("name", &name), ("units", &units)]);
        let tables = dataset.tables.iter().filter(|table| {
            table.unit_set == set && (0..table.cells.len()).any(|measure| table.cell(measure, unit).is_some())
        });
        let tables: Vec<(&Table, &Structure)> = tables.filter_map(|it| Some((it, dataset.structure(it)?))).collect();
        let sentence = tables.first().map(|(table, structure)| {
            let column = table.column(structure, structure.index());
            self.standing(&name, table, column.entries.get(unit), column.entries.len())
        });
        let sentence = sentence.unwrap_or_default();
        let mut main = plain("h1", &[], &title) + &plain("p", &[("class", "lead")], &sentence);
        main += &self.lineage((set, unit));
        let address = self.in_app(path, &format!("/{set_id}/{code}"));
        if !address.is_empty() {
            main += &tag("p", &[], &link(&address, self.say("site.profile.in_app")));
        }
        for (at, (table, structure)) in tables.iter().enumerate() {
            main += &self.year(table, structure, unit);
            let earlier = tables.get(at + 1).map(|(earlier, _)| earlier.structure);
            if earlier.is_some_and(|earlier| earlier != table.structure) {
                main += &plain("p", &[("class", "break")], text(language, "ranking.break.framework.short"));
            }
        }
        main += &self.conflicts(dataset.conflicts_of(set, unit), "h2");
        self.write(path, [&title, &sentence], main, true)
    }

    /// «Bắc Ninh: 0,7474, hạng 11/34 (năm 2024).»
    fn standing(&self, name: &str, table: &Table, entry: Option<&Entry>, all: usize) -> String {
        let language = self.language;
        let value = entry.and_then(|entry| published::value_figure(entry, language)).map(|(shown, _)| shown);
        let rank = entry.and_then(published::rank_figure).map(|(shown, _)| shown);
        let (year, all) = (table.period.to_string(), all.to_string());
        let (key, value, rank) = match (&value, &rank) {
            (Some(value), Some(rank)) => ("site.standing.both", &**value, &**rank),
            (Some(value), None) => ("site.standing.value", &**value, ""),
            (None, Some(rank)) => ("site.standing.rank", "", &**rank),
            (None, None) => ("site.standing.nothing", "", ""),
        };
        let values = [("name", name), ("year", &year), ("value", value), ("rank", rank), ("all", &all)];
        site::text_with(language, key, &values)
    }

    /// What became of a unit and what it was formed from.
    fn lineage(&self, unit: (usize, usize)) -> String {
        let (dataset, language) = (self.dataset, self.language);
        let links = |units: Vec<(usize, usize)>| {
            let link = |it: (usize, usize)| {
                let name = published::unit_of(dataset, it, language);
                match profile_path(dataset, it.0, it.1) {
                    Some(path) => link(&format!("../{path}"), &name),
                    None => super::escaped(&name),
                }
            };
            units.into_iter().map(link).collect::<Vec<String>>().join(", ")
        };
        let part = |key: &'static str, units: Vec<(usize, usize)>| match units.is_empty() {
            true => String::new(),
            false => tag("p", &[], &format!("{} {}.", super::escaped(self.say(key)), links(units))),
        };
        part("site.now", dataset.successors(unit.0, unit.1))
            + &part("site.before", dataset.predecessors(unit.0, unit.1))
    }

    /// The measures of a unit in one year.
    fn year(&self, table: &Table, structure: &Structure, unit: usize) -> String {
        let (dataset, language) = (self.dataset, self.language);
        let units = published::set(dataset, table.unit_set, language);
        let heading =
            text_with(language, "ranking.profile.year", &[("year", &table.period.to_string()), ("units", &units)]);
        let columns =
            ["ranking.profile.indicator", "ranking.column.value", "ranking.column.rank", "ranking.profile.mean"];
        let head: String = columns
            .iter()
            .enumerate()
            .map(|(at, key)| {
                plain("th", &[("scope", "col"), ("class", if at > 0 { "number" } else { "" })], text(language, key))
            })
            .chain([plain("th", &[("scope", "col"), ("class", "number")], text(language, "ranking.profile.best"))])
            .collect();
        let mut has_computed = false;
        let mut rows = String::new();
        let known = table.measures(structure);
        for at in &known {
            let column = table.column(structure, *at);
            let (Some(measure), Some(entry)) = (structure.measures.get(*at), column.entries.get(unit)) else {
                continue;
            };
            if entry.value.is_none() && entry.rank.is_none() {
                continue;
            }
            let figure = |it: &Option<crate::engine::dataset::Figure<Exact>>| {
                it.as_ref().map(|it| (published::value(&it.value, language), it.computed))
            };
            let rank = published::rank_figure(entry).map(|(rank, is)| (format!("{rank}/{}", column.entries.len()), is));
            let cells = [published::value_figure(entry, language), rank, figure(&column.mean), figure(&column.best)];
            has_computed |= cells.iter().flatten().any(|(_, is_computed)| *is_computed);
            let cells: String =
                cells.into_iter().map(|it| tag("td", &[("class", "number")], &self.figure(it))).collect();
            let name = plain("th", &[("scope", "row")], &published::measure(measure, language));
            let class = if measure.kind == MeasureKind::Index { "whole" } else { "" };
            rows += &tag("tr", &[("data-measure", &measure.id), ("class", class)], &(name + &cells));
        }
        let body = plain("caption", &[("class", "hidden")], &heading)
            + &tag("thead", &[], &tag("tr", &[], &head))
            + &tag("tbody", &[], &rows);
        let mut part = plain("h2", &[("id", &format!("nam-{}", table.period))], &heading);
        part += &scrolled(&heading, &tag("table", &[("data-year", &table.period.to_string())], &body));
        if has_computed {
            part += &plain("p", &[("class", "note")], &format!("* {}", text(language, "ranking.computed")));
        }
        part += &self.source_lines(table, &[structure.index()]);
        part + &self.readings(table, structure, unit)
    }

    /// The pages on which the numbers of a unit were read, each with what it has.
    fn readings(&self, table: &Table, structure: &Structure, unit: usize) -> String {
        let language = self.language;
        let found = self.dataset.read_on(table, unit);
        if found.is_empty() {
            return String::new();
        }
        let line = |(address, measures): &(&str, Vec<usize>)| {
            let names = measures.iter().filter_map(|at| structure.measures.get(*at));
            let names: Vec<String> = names.map(|it| published::plain_measure(it, language)).collect();
            tag(
                "li",
                &[],
                &(link(address, address) + &super::escaped(&format!(": {}.", published::joined(&names, language)))),
            )
        };
        let list = found.iter().map(line).collect::<String>();
        let summary = text_with(language, "ranking.readings", &[("count", &found.len().to_string())]);
        tag("details", &[], &(plain("summary", &[], &summary) + &tag("ul", &[], &list)))
    }
}

/// An address inside a query.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'/' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
