//! Descriptions of a data set for programs: Data Package, CSV on the Web, DCAT 3, and schema.org.
//!
//! All of them are made from the same tables, so that they can not say different things.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{
    Options,
    tables::{DataTable, Kind},
};
use crate::{
    engine::dataset::{Dataset, MeasureKind},
    formats::csv_file::Dialect,
    i18n::{Language, pick, published, site},
};

/// A file that can be downloaded.
#[derive(Debug)]
pub struct Download {
    /// Below the folder: `data/results.csv`.
    pub path: String,
    /// `text/csv`.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: usize,
    /// The SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
    /// What it is called.
    pub title: String,
}

/// A file as it will be written.
pub fn download(path: &str, media_type: &'static str, content: &[u8], title: &str) -> Download {
    Download {
        path: path.to_owned(),
        media_type,
        bytes: content.len(),
        sha256: digest(content),
        title: title.to_owned(),
    }
}

/// The SHA-256 of a content as 64 hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The title of a data set; of one without, what it is about.
pub fn title(dataset: &Dataset, language: Language) -> String {
    match &dataset.about.title {
        Some(title) => pick(title, language).to_string(),
        None => site::text_with(language, "site.untitled", &[("id", &dataset.id)]),
    }
}

/// What is in a data set.
pub fn description(dataset: &Dataset, language: Language) -> String {
    match &dataset.about.description {
        Some(text) => pick(text, language).to_string(),
        None => {
            let values: usize = dataset.tables.iter().map(|it| it.cells.iter().flatten().flatten().count()).sum();
            site::text_with(
                language,
                "site.undescribed",
                &[("values", &values.to_string()), ("years", &years(dataset))],
            )
        }
    }
}

/// `2020–2024`, or the one year that there is.
pub fn years(dataset: &Dataset) -> String {
    match span(dataset) {
        Some((first, last)) if first != last => format!("{first}–{last}"),
        Some((first, _)) => first.to_string(),
        None => String::new(),
    }
}

fn span(dataset: &Dataset) -> Option<(u16, u16)> {
    let periods = || dataset.tables.iter().map(|table| table.period);
    Some((periods().min()?, periods().max()?))
}

/// A name that data packages accept: lower-case letters, digits and hyphens.
fn slug(id: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_lowercase() {
        letter if letter.is_ascii_alphanumeric() || letter == '.' => letter,
        _ => '-',
    };
    id.chars().map(letter).collect()
}

/// The addresses of the sources, in the order of their ids.
fn source_addresses(dataset: &Dataset) -> Vec<&str> {
    let addresses = dataset.sources.values().map(|it| &*it.address);
    addresses.filter(|address| address.starts_with("http")).collect()
}

fn licence_name(address: &str) -> &str {
    if address.contains("creativecommons.org/licenses/by/4.0") { "CC-BY-4.0" } else { "other-open" }
}

/// `datapackage.json` (Frictionless Data Package).
pub fn data_package(dataset: &Dataset, tables: &[DataTable], files: &[Download], language: Language) -> Value {
    let resource = |table: &DataTable| {
        let file = files.iter().find(|file| file.path == format!("data/{}.csv", table.name));
        let field = |column: &super::tables::Column| {
            let mut field = json!({
                "name": column.name,
                "type": match column.kind {
                    Kind::Text | Kind::Address => "string",
                    Kind::Number => "number",
                    Kind::Whole => "integer",
                    Kind::Year => "year",
                    Kind::Flag => "boolean",
                },
                "description": site::text(language, &format!("site.column.{}", column.about)),
            });
            if column.kind == Kind::Address {
                field["format"] = "uri".into();
            }
            if column.kind == Kind::Number && table.dialect == Dialect::ExcelVietnam {
                field["decimalChar"] = ",".into();
            }
            if column.kind == Kind::Flag {
                field["trueValues"] = json!(["true"]);
                field["falseValues"] = json!(["false"]);
            }
            if column.needed {
                field["constraints"] = json!({ "required": true });
            }
            field
        };
        let mut schema = json!({
            "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
            "missingValues": [""],
        });
        if !table.key.is_empty() {
            schema["primaryKey"] = json!(table.key);
        }
        if !table.references.is_empty() {
            let key = |it: &super::tables::Reference| json!({ "fields": it.columns, "reference": { "resource": it.table, "fields": it.to } });
            schema["foreignKeys"] = table.references.iter().map(key).collect();
        }
        let mut resource = json!({
            "name": table.name,
            "path": format!("{}.csv", table.name),
            "profile": "tabular-data-resource",
            "title": site::text(language, &format!("site.table.{}", table.name)),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        });
        if let Some(file) = file {
            resource["bytes"] = file.bytes.into();
            resource["hash"] = format!("sha256:{}", file.sha256).into();
        }
        if table.dialect == Dialect::ExcelVietnam {
            resource["dialect"] = json!({ "delimiter": ";", "lineTerminator": "\r\n" });
        }
        resource
    };
    let mut package = json!({
        "profile": "data-package",
        "name": slug(&dataset.id),
        "title": title(dataset, language),
        "description": description(dataset, language),
        "keywords": keywords(language),
        "sources": dataset.sources.iter().map(source_value).collect::<Vec<_>>(),
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    });
    if !dataset.about.license.is_empty() {
        let license = &*dataset.about.license;
        package["licenses"] = json!([{ "name": licence_name(license), "path": license }]);
    }
    if let Some(publisher) = &dataset.about.publisher {
        package["contributors"] = json!([{ "title": &**pick(publisher, language), "role": "publisher" }]);
    }
    package
}

fn keywords(language: Language) -> Vec<&'static str> {
    match language {
        Language::Vi => vec!["chuyển đổi số", "DTI", "xếp hạng", "Việt Nam"],
        Language::En => vec!["digital transformation", "DTI", "ranking", "Viet Nam"],
    }
}

fn source_value((id, it): (&std::rc::Rc<str>, &crate::engine::dataset::Publication)) -> Value {
    let mut source = Map::new();
    let title = it.title.as_ref().map_or_else(|| id.to_string(), |title| title.vi.to_string());
    source.insert("title".to_owned(), title.into());
    if it.address.starts_with("http") {
        source.insert("path".to_owned(), (*it.address).into());
    }
    Value::Object(source)
}

/// `csv-metadata.json` (CSV on the Web).
pub fn csv_on_the_web(dataset: &Dataset, tables: &[DataTable], language: Language) -> Value {
    let table = |table: &DataTable| {
        let is_excel = table.dialect == Dialect::ExcelVietnam;
        let column = |column: &super::tables::Column| {
            let datatype = match column.kind {
                Kind::Text => json!("string"),
                Kind::Number if is_excel => json!({ "base": "decimal", "format": { "decimalChar": "," } }),
                Kind::Number => json!("decimal"),
                Kind::Whole => json!("nonNegativeInteger"),
                Kind::Year => json!("gYear"),
                Kind::Address => json!("anyURI"),
                Kind::Flag => json!("boolean"),
            };
            json!({
                "name": if is_excel { column.about } else { &*column.name },
                "titles": column.name,
                "dc:description": site::text(language, &format!("site.column.{}", column.about)),
                "datatype": datatype,
                "required": column.needed,
            })
        };
        let mut schema = json!({ "columns": table.columns.iter().map(column).collect::<Vec<_>>() });
        if !table.key.is_empty() {
            schema["primaryKey"] = json!(table.key);
        }
        if !table.references.is_empty() {
            let key = |it: &super::tables::Reference| {
                let resource = format!("{}.csv", it.table);
                json!({ "columnReference": it.columns, "reference": { "resource": resource, "columnReference": it.to } })
            };
            schema["foreignKeys"] = table.references.iter().map(key).collect();
        }
        let mut described = json!({
            "url": format!("{}.csv", table.name),
            "dc:title": site::text(language, &format!("site.table.{}", table.name)),
            "tableSchema": schema,
        });
        if is_excel {
            described["dialect"] = json!({ "delimiter": ";", "lineTerminators": ["\r\n"] });
        }
        described
    };
    let mut described = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": language.code() }],
        "dc:title": title(dataset, language),
        "dc:description": description(dataset, language),
        "dc:source": source_addresses(dataset),
        "tables": tables.iter().map(table).collect::<Vec<_>>(),
    });
    if !dataset.about.license.is_empty() {
        described["dc:license"] = json!({ "@id": &*dataset.about.license });
    }
    if let Some(publisher) = &dataset.about.publisher {
        described["dc:publisher"] = json!(&**pick(publisher, language));
    }
    described
}

/// `dcat.jsonld`: a record for a catalogue of open data (DCAT 3).
///
/// Addresses are relative to the record where the host is not known.
pub fn dcat(dataset: &Dataset, files: &[Download], options: &Options) -> Value {
    let language = options.language;
    let address = |path: &str| match options.base.as_str() {
        "" => format!("../{path}"),
        base => format!("{base}{path}"),
    };
    let both = |text: &crate::engine::framework::Text| json!([{ "@value": &*text.vi, "@language": "vi" }, { "@value": &*text.en, "@language": "en" }]);
    let one = |text: String| json!([{ "@value": text, "@language": language.code() }]);
    let landing = address("index.html");
    let distribution = |file: &Download| {
        json!({
            "@id": address(&file.path),
            "@type": "dcat:Distribution",
            "dct:title": one(file.title.clone()),
            "dcat:downloadURL": { "@id": address(&file.path) },
            "dcat:accessURL": { "@id": landing },
            "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{}", file.media_type) },
            "dcat:byteSize": { "@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger" },
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": { "@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256" },
                "spdx:checksumValue": { "@value": file.sha256, "@type": "xsd:hexBinary" },
            },
        })
    };
    let mut record = json!({
        "@id": format!("{landing}#dataset"),
        "@type": "dcat:Dataset",
        "dct:identifier": &*dataset.id,
        "dct:title": dataset.about.title.as_ref().map_or_else(|| one(title(dataset, language)), both),
        "dct:description": dataset.about.description.as_ref().map_or_else(|| one(description(dataset, language)), both),
        "dcat:keyword": Language::ALL.iter().flat_map(|language| {
            keywords(*language).into_iter().map(|word| json!({ "@value": word, "@language": language.code() }))
        }).collect::<Vec<_>>(),
        "dct:language": [
            { "@id": "http://publications.europa.eu/resource/authority/language/VIE" },
            { "@id": "http://publications.europa.eu/resource/authority/language/ENG" },
        ],
        "dct:spatial": { "@id": "http://publications.europa.eu/resource/authority/country/VNM", "@type": "dct:Location" },
        "dcat:theme": { "@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE" },
        "dcat:landingPage": { "@id": landing },
        "dct:source": source_addresses(dataset).into_iter().map(|it| json!({ "@id": it })).collect::<Vec<_>>(),
        "dcat:distribution": files.iter().map(distribution).collect::<Vec<_>>(),
    });
    if let Some((first, last)) = span(dataset) {
        let year = |year: u16| json!({ "@value": year.to_string(), "@type": "xsd:gYear" });
        record["dct:temporal"] =
            json!({ "@type": "dct:PeriodOfTime", "dcat:startDate": year(first), "dcat:endDate": year(last) });
    }
    if !dataset.about.license.is_empty() {
        record["dct:license"] = json!({ "@id": &*dataset.about.license });
    }
    if let Some(publisher) = &dataset.about.publisher {
        record["dct:publisher"] = json!({ "@type": "foaf:Agent", "foaf:name": both(publisher) });
    }
    record["@context"] = json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    record
}

/// What search engines read in a page (schema.org `Dataset`). `of` names the part that the page shows.
pub fn schema_org(
    dataset: &Dataset,
    files: &[Download],
    options: &Options,
    path: &str,
    of: Option<(&str, &str)>,
) -> Value {
    let language = options.language;
    let up = super::html::up(path);
    let address = |to: &str| match options.base.as_str() {
        "" => format!("{up}{to}"),
        base => format!("{base}{to}"),
    };
    let measured = dataset.structures.iter().flat_map(|it| &it.measures).filter(|it| it.kind != MeasureKind::Part);
    let mut names: Vec<String> = Vec::new();
    for name in measured.map(|it| published::plain_measure(it, language)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (name, about) = match of {
        Some((name, about)) => (name.to_owned(), about.to_owned()),
        None => (title(dataset, language), description(dataset, language)),
    };
    let mut described = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": about,
        "url": address(path),
        "inLanguage": language.code(),
        "isAccessibleForFree": true,
        "spatialCoverage": { "@type": "Country", "name": "Việt Nam" },
        "keywords": keywords(language),
        "isBasedOn": source_addresses(dataset),
    });
    if of.is_some() {
        described["isPartOf"] =
            json!({ "@type": "Dataset", "name": title(dataset, language), "url": address("index.html") });
    } else {
        described["variableMeasured"] = names.into();
        let file = |file: &Download| {
            json!({ "@type": "DataDownload", "name": file.title, "encodingFormat": file.media_type,
                    "contentUrl": address(&file.path), "sha256": file.sha256 })
        };
        described["distribution"] = files.iter().map(file).collect();
    }
    if let Some((first, last)) = span(dataset).filter(|_| of.is_none()) {
        described["temporalCoverage"] = format!("{first}/{last}").into();
    }
    if !dataset.about.license.is_empty() {
        described["license"] = (*dataset.about.license).into();
    }
    if let Some(publisher) = &dataset.about.publisher {
        described["publisher"] = json!({ "@type": "Organization", "name": &**pick(publisher, language) });
    }
    described
}
