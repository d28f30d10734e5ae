//! Published files: every link leads somewhere, every number is the one of the tables, and text stays text.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use sha2::{Digest, Sha256};
use thuocso::{
    engine::dataset::Dataset,
    formats::{builtin, dataset, documents, framework_file},
    i18n::Language,
    publish::{Files, Options, frameworks, publish},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published-results")
}

fn shipped() -> Dataset {
    dataset::read(&fs::read_to_string(folder().join("dataset.json")).unwrap()).unwrap()
}

fn options() -> Options {
    Options { app: "../index.html".to_owned(), ..Options::default() }
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

fn json(files: &Files, path: &str) -> Value {
    serde_json::from_str(text(files, path)).unwrap()
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let pages = files.keys().filter(|path| path.ends_with(".html"));
    pages.map(|path| (path.as_str(), text(files, path)))
}

/// The tags of a page in order, with the text before each.
fn tags(html: &str) -> Vec<(&str, &str)> {
    let mut rest = html;
    let mut tags = Vec::new();
    while let Some((before, after)) = rest.split_once('<') {
        let (tag, next) = after.split_once('>').expect("a tag is closed");
        tags.push((before, tag));
        rest = next;
    }
    tags
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

#[test]
fn what_is_written_has_this_outline() {
    let files = publish(&shipped(), &options());
    let count = |folder: &str| files.keys().filter(|path| path.starts_with(folder)).count();
    assert_eq!((count("xep-hang/"), count("don-vi/")), (6, 34 + 63));
    let others: Vec<&str> = files
        .keys()
        .map(String::as_str)
        .filter(|it| !it.starts_with("xep-hang/") && !it.starts_with("don-vi/"))
        .collect();
    assert_eq!(
        others,
        [
            "data/averages.csv",
            "data/conflicts.csv",
            "data/csv-metadata.json",
            "data/datapackage.json",
            "data/dataset.json",
            "data/dcat.jsonld",
            "data/measures.csv",
            "data/readings.csv",
            "data/results-excel.csv",
            "data/results.csv",
            "data/sources.csv",
            "data/successions.csv",
            "data/units.csv",
            "icon.svg",
            "index.html",
            "style.css",
        ]
    );
    let ranking = text(&files, "xep-hang/2024-provinces-34.html");
    assert!(
        ranking.contains("<title>Xếp hạng chuyển đổi số (DTI) năm 2024, 34 tỉnh, thành phố – Kết quả"),
        "{ranking}"
    );
    assert!(ranking.contains("<meta name=\"description\" content=\"Năm 2024, Hà Nội đứng đầu 34 tỉnh, thành phố"));
    assert_eq!(publish(&shipped(), &options()), files, "the same data set gives the same bytes");
}

#[test]
fn no_two_pages_have_the_same_title_or_description() {
    let files = publish(&shipped(), &options());
    let between =
        |html: &str, before, after| html.split_once(before).unwrap().1.split_once(after).unwrap().0.to_owned();
    for (before, after) in
        [("<title>", "</title>"), ("<h1>", "</h1>"), ("<meta name=\"description\" content=\"", "\">")]
    {
        let mut seen = BTreeMap::new();
        for (path, html) in pages(&files) {
            let words = between(html, before, after);
            assert_eq!(seen.insert(words.clone(), path), None, "{path}: {words}");
        }
    }
}

#[test]
fn pages_are_well_formed_and_ask_for_nothing_from_elsewhere() {
    const VOID: [&str; 2] = ["meta", "link"];
    let files = publish(&shipped(), &options());
    for (path, html) in pages(&files) {
        let mut open = Vec::new();
        let mut headings = Vec::new();
        let mut ids = BTreeSet::new();
        for (_, tag) in tags(html).into_iter().skip(1) {
            let name = tag.split([' ', '>']).next().unwrap();
            if let Some(id) = attribute(tag, "id") {
                assert!(ids.insert(id.to_owned()), "{path}: {id} is there twice");
            }
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{path}: </{name}>"),
                None if VOID.contains(&name) => {}
                None => open.push(name),
            }
            if let Some(level) = name.strip_prefix('h').and_then(|it| it.parse::<usize>().ok()) {
                headings.push(level);
            }
            for forbidden in ["style=", "onclick=", "src="] {
                assert!(!tag.contains(forbidden), "{path}: <{tag}>");
            }
            assert!(name != "script" || attribute(tag, "type") == Some("application/ld+json"), "{path}: <{tag}>");
        }
        assert!(open.is_empty(), "{path}: {open:?} are not closed");
        assert_eq!(headings.iter().filter(|level| **level == 1).count(), 1, "{path}");
        assert!(headings.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {headings:?}");
        let data = html.split_once("application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
        let data: Value = serde_json::from_str(data).unwrap();
        assert_eq!((data["@type"].as_str(), data["@context"].as_str()), (Some("Dataset"), Some("https://schema.org")));
        assert!(data["description"].as_str().unwrap().len() >= 20, "{path}");
    }
}

#[test]
fn every_link_leads_to_a_file_and_to_what_it_names() {
    let files = publish(&shipped(), &options());
    for (path, html) in pages(&files) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (_, tag) in tags(html) {
            let Some(href) = attribute(tag, "href").filter(|href| !href.starts_with("http")) else { continue };
            let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
            let mut segments: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
            let mut outside = false;
            for segment in file.split('/').filter(|it| !it.is_empty()) {
                match segment {
                    ".." => outside = segments.pop().is_none(),
                    segment => segments.push(segment),
                }
            }
            if outside {
                assert!(href.contains("../index.html#/ranking"), "{path}: {href} is not of the application");
                continue;
            }
            let target = if file.is_empty() { path.to_owned() } else { segments.join("/") };
            let found = files.get(&target).unwrap_or_else(|| panic!("{path}: {href} leads to no file"));
            if !fragment.is_empty() {
                let found = std::str::from_utf8(found).unwrap();
                assert!(found.contains(&format!("id=\"{fragment}\"")), "{path}: {href} names nothing");
            }
        }
    }
}

/// Values of `results.csv` by set, year, measure and unit; read without our reader.
fn published() -> BTreeMap<[String; 4], (String, String)> {
    let csv = fs::read_to_string(folder().join("results.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let key = [cells[0], cells[3], cells[4], cells[1]].map(str::to_owned);
        (key, (cells[5].replace('.', ","), cells[6].to_owned()))
    };
    csv.lines().skip(1).map(row).collect()
}

/// The text of an element's content without marks.
fn visible(html: &str) -> String {
    let mut text = String::new();
    for (before, _) in tags(html) {
        text.push_str(before);
    }
    text + html.rsplit_once('>').map_or(html, |(_, rest)| rest)
}

#[test]
fn every_number_of_the_rankings_is_the_one_of_the_tables_or_is_marked() {
    let files = publish(&shipped(), &options());
    let published = published();
    let mut seen = BTreeSet::new();
    for (path, html) in pages(&files).filter(|(path, _)| path.starts_with("xep-hang/")) {
        let (year, set) = path.trim_start_matches("xep-hang/").trim_end_matches(".html").split_once('-').unwrap();
        let measures: Vec<&str> =
            tags(html).into_iter().filter_map(|(_, tag)| attribute(tag, "data-measure")).collect();
        for row in html.split("<tr id=\"unit-").skip(1) {
            let (code, row) = row.split_once('"').unwrap();
            let cells: Vec<&str> =
                row.split("<td class=\"number\">").skip(1).map(|it| it.split("</td>").next().unwrap()).collect();
            assert_eq!(cells.len(), measures.len() + 1, "{path}: {code}");
            let key = |measure: &str| [set, year, measure, code].map(str::to_owned);
            let (rank, values) = cells.split_first().unwrap();
            let listed = published.get(&key("index")).map(|it| it.1.clone()).unwrap_or_default();
            let shown = visible(rank);
            assert!(
                shown == listed || shown.ends_with('*') || listed.is_empty() && shown == "chưa có nguồn",
                "{path}: {code}: {shown}"
            );
            for (measure, cell) in measures.iter().zip(values) {
                let shown = visible(cell);
                match published.get(&key(measure)).filter(|it| !it.0.is_empty()) {
                    Some((value, _)) => {
                        assert_eq!(shown, *value, "{path}: {code} {measure}");
                        seen.insert(key(measure));
                    }
                    None => {
                        assert!(shown.ends_with('*') || shown == "chưa có nguồn", "{path}: {code} {measure}: {shown}")
                    }
                }
            }
        }
    }
    let all = published.iter().filter(|(_, it)| !it.0.is_empty()).count();
    assert_eq!(seen.len(), all, "every published value is in a ranking");
}

#[test]
fn every_number_of_the_profiles_is_the_one_of_the_tables_or_is_marked() {
    let files = publish(&shipped(), &options());
    let published = published();
    let mut ranks = 0;
    for (path, html) in pages(&files).filter(|(path, _)| path.starts_with("don-vi/")) {
        let (set, code) = path.trim_start_matches("don-vi/").trim_end_matches(".html").rsplit_once('-').unwrap();
        for table in html.split("<table data-year=\"").skip(1) {
            let (year, table) = table.split_once('"').unwrap();
            for row in table.split("</table>").next().unwrap().split("<tr data-measure=\"").skip(1) {
                let measure = row.split('"').next().unwrap();
                let cells: Vec<String> = row
                    .split("<td class=\"number\">")
                    .skip(1)
                    .map(|it| visible(it.split("</td>").next().unwrap()))
                    .collect();
                let key = [set, year, measure, code].map(str::to_owned);
                let (value, rank) = published.get(&key).cloned().unwrap_or_default();
                let is = |shown: &str, value: &str| match value {
                    "" => shown.ends_with('*') || shown == "chưa có nguồn",
                    value => shown == value,
                };
                assert!(is(&cells[0], &value), "{path}: {year} {measure}: {}", cells[0]);
                let all = if set == "provinces-34" { 34 } else { 63 };
                let rank = if rank.is_empty() { rank } else { format!("{rank}/{all}") };
                assert!(is(&cells[1], &rank), "{path}: {year} {measure}: {}", cells[1]);
                ranks += usize::from(!rank.is_empty());
            }
        }
    }
    assert_eq!(ranks, published.values().filter(|it| !it.1.is_empty()).count(), "every published rank is in a profile");
}

#[test]
fn the_tables_read_back_as_what_ships() {
    let files = publish(&shipped(), &options());
    let rows = |csv: &str| -> BTreeSet<String> { csv.lines().skip(1).map(str::to_owned).collect() };
    let mut ours = rows(text(&files, "data/results.csv"));
    // A value may be written with zeros at its end: 0.3770.
    let number = |line: String| -> String {
        let cells = line.split(',').map(|cell| match cell.contains('.') && cell.starts_with(['0', '1']) {
            true => cell.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => cell.to_owned(),
        });
        cells.collect::<Vec<_>>().join(",")
    };
    ours = ours.into_iter().map(number).collect();
    let theirs: BTreeSet<String> =
        rows(&fs::read_to_string(folder().join("results.csv")).unwrap()).into_iter().map(number).collect();
    assert_eq!(ours, theirs);
    let excel = text(&files, "data/results-excel.csv");
    let mut lines = excel.strip_prefix('\u{feff}').unwrap().split("\r\n");
    assert_eq!(
        lines.next(),
        Some("Bộ đơn vị;Mã đơn vị;Đơn vị;Bộ chỉ số;Năm;Mã chỉ số;Chỉ số;Giá trị;Thứ hạng;Nguồn;Căn cứ")
    );
    assert!(excel.contains("provinces-34;01;Hà Nội;dti-province-2025;2024;index;DTI (chung);0,8241;1;"), "{excel}");
    assert_eq!(lines.filter(|line| !line.is_empty()).count(), theirs.len());
}

#[test]
fn descriptions_name_the_files_as_they_are() {
    let files = publish(&shipped(), &options());
    let package = json(&files, "data/datapackage.json");
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), files.keys().filter(|path| path.ends_with(".csv")).count());
    for resource in resources {
        let content = &files[&format!("data/{}", resource["path"].as_str().unwrap())];
        let digits: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{digits}"));
        assert_eq!(resource["bytes"], content.len());
        let header =
            std::str::from_utf8(content).unwrap().trim_start_matches('\u{feff}').lines().next().unwrap().to_owned();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert_eq!(
            header.split([',', ';']).collect::<Vec<_>>(),
            fields.iter().map(|it| it["name"].as_str().unwrap()).collect::<Vec<_>>()
        );
        assert!(
            fields.iter().all(|it| it["description"].as_str().is_some_and(|it| !it.contains("site."))),
            "{resource}"
        );
    }
    let record = json(&files, "data/dcat.jsonld");
    assert_eq!(record["dcat:distribution"].as_array().unwrap().len(), resources.len() + 1);
    assert_eq!(record["dct:license"]["@id"], "https://creativecommons.org/licenses/by/4.0/");
    let web = json(&files, "data/csv-metadata.json");
    assert_eq!(web["tables"].as_array().unwrap().len(), resources.len());
}

#[test]
fn with_a_known_address_pages_are_canonical_and_in_a_sitemap() {
    let base = "https://dti.example.vn/ket-qua/".to_owned();
    let files = publish(&shipped(), &Options { base: base.clone(), ..options() });
    let map = text(&files, "sitemap.xml");
    for (path, html) in pages(&files) {
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{base}{path}\">")), "{path}");
        assert!(map.contains(&format!("<loc>{base}{path}</loc>")), "{path}");
    }
    assert_eq!(map.matches("<url>").count(), pages(&files).count());
    let record = json(&files, "data/dcat.jsonld");
    assert_eq!(record["@id"], format!("{base}index.html#dataset"));
    assert!(
        record["dcat:distribution"].as_array().unwrap().iter().all(|it| it["@id"].as_str().unwrap().starts_with(&base))
    );
}

#[test]
fn pages_lead_into_the_application_with_their_own_data_set() {
    let data = "https://so.example.vn/dữ liệu/dataset.json";
    let files = publish(&shipped(), &Options { data: data.to_owned(), ..options() });
    let ranking = text(&files, "xep-hang/2024-provinces-34.html");
    let query = "data=https%3A//so.example.vn/d%E1%BB%AF%20li%E1%BB%87u/dataset.json";
    assert!(
        ranking.contains(&format!("href=\"../../index.html#/ranking?year=2024&amp;set=provinces-34&amp;{query}\""))
    );
    assert!(text(&files, "don-vi/provinces-34-24.html").contains(&format!("#/ranking/provinces-34/24?{query}\"")));
    let without = publish(&shipped(), &Options::default());
    assert!(pages(&without).all(|(_, html)| !html.contains("#/ranking")), "no application, no links into it");
}

#[test]
fn english_pages_have_no_text_without_translation() {
    let files = publish(&shipped(), &Options { language: Language::En, ..options() });
    for (path, html) in pages(&files) {
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{path}");
        let shown = tags(html).into_iter().map(|(text, _)| text).filter(|text| !text.contains("://"));
        let keys: Vec<&str> =
            shown.filter(|text| ["site.", "ranking.", "shell."].iter().any(|group| text.contains(group))).collect();
        assert_eq!(keys, Vec::<&str>::new(), "{path}");
    }
    assert!(text(&files, "data/results-excel.csv").contains("Unit set;Unit code;Unit;"));
}

#[test]
fn where_sources_differ_is_told_on_the_overview_and_at_the_unit() {
    let files = publish(&shipped(), &options());
    let overview = visible(text(&files, "index.html"));
    assert!(overview.contains("Mức tăng năm 2024 của trụ cột Kinh tế số, trung bình 63 tỉnh, thành phố"), "{overview}");
    assert!(overview.contains("+13,3%: Kết quả đánh giá") && overview.contains("+6,7%: Thước Số tính"));
    let hue = visible(text(&files, "don-vi/provinces-63-46.html"));
    assert!(hue.contains("“Thừa Thiên Huế”: Danh mục hành chính, 63 tỉnh, thành phố (được dùng)"), "{hue}");
    assert!(!visible(text(&files, "don-vi/provinces-63-01.html")).contains("Chỗ các nguồn khác nhau"));
    assert!(hue.contains("Số liệu đọc được ở "), "a value tells all pages that it was read on");
}

#[test]
fn names_that_look_like_markup_stay_text() {
    let evil = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(1)>";
    let mut text = fs::read_to_string(folder().join("dataset.json")).unwrap();
    let evil_json = serde_json::to_string(evil).unwrap();
    text = text.replace("\"Hà Nội\"", &evil_json);
    text = text.replace("https://dti.gov.vn/xep-hang-2024\"", "javascript:alert(1)\"");
    let files = publish(&dataset::read(&text).unwrap(), &options());
    for (path, html) in pages(&files) {
        assert_eq!(html.matches("<script").count(), 1, "{path}");
        assert!(!html.contains("<img") && !html.contains("href=\"javascript:"), "{path}");
    }
    let row = "provinces-34;01;\"</script>";
    assert!(std::str::from_utf8(&files["data/results-excel.csv"]).unwrap().contains(row));
}

#[test]
fn every_framework_that_ships_is_a_page_with_all_its_nodes() {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    let read = |id: &&str| framework_file::read(builtin::framework_text(id).unwrap(), &documents).unwrap();
    let shipped: Vec<_> = builtin::IDS.iter().map(read).collect();
    let files = frameworks(&shipped, &options());
    assert_eq!(files.len(), shipped.len() + 1);
    for framework in &shipped {
        let html = text(&files, &format!("bo-chi-so/{}.html", framework.id));
        assert!(html.contains(&format!("../../index.html#/frameworks/{}", framework.id)));
        assert_eq!(html.matches("id=\"muc-").count(), framework.nodes().len(), "{}", framework.id);
        for node in framework.nodes() {
            assert!(html.contains(&format!("id=\"muc-{}\"", node.id)), "{} {}", framework.id, node.id);
            assert!(html.contains(&thuocso::publish::escaped(&node.name.vi)), "{} {}", framework.id, node.id);
        }
    }
    assert_eq!(text(&files, "bo-chi-so/index.html").matches("<h2>").count(), shipped.len());
}
