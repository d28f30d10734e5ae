//! Documents for word processors (DOCX, Office Open XML): an administrative document in the form that the government asks
//! for, with real headings, lists and tables, so that offices go on writing in it.
//!
//! # Source
//!
//! Nghị định 30/2020/NĐ-CP, annex I (form of administrative documents): A4; margins 20–25 mm above and below, 30–35 mm on
//! the left, 15–20 mm on the right; Times New Roman, black; state 12–13 and motto 13–14 bold, with a line as long as the
//! motto; superior body 12–13, issuing body 12–13 bold with a line of a third to a half of its length; number 13, place and
//! date 13–14 in italics; title and subject 13–14 bold with a line of a third to a half; text 13–14, justified, first line
//! indented by 1 or 1.27 cm; recipients 11, their label 12 bold italic; signature 13–14 bold; page numbers in the middle
//! of the upper margin, not on the first page; pages of an annex are numbered by themselves.
//!
//! From memory of the decree, not read beside it: whether the first page of an annex carries its number (here it does not),
//! and the size of letters in tables, which we take to be free (12, and 10 in the annex of ten columns).
//!
//! The crate `docx-rs` was looked at and not taken: it brings another version of the zip library and an XML reader, for a
//! writer of the length of this file.

use std::{
    fmt::Write as _,
    io::{self, Cursor, Write as _},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::engine::paper::{Align, Block, Closing, Letterhead, Paper, Part, Table};

/// Twentieths of a point, as the format measures.
mod twips {
    pub const A4_SHORT: u32 = 11906;
    pub const A4_LONG: u32 = 16838;
    /// 20 mm.
    pub const MARGIN: u32 = 1134;
    /// 30 mm.
    pub const MARGIN_LEFT: u32 = 1701;
    /// 10 mm: where the page number stands in the upper margin.
    pub const HEADER: u32 = 567;
    /// 1 cm.
    pub const FIRST_LINE: u32 = 567;
}

/// Letters, in half points.
mod half_points {
    pub const TEXT: u8 = 28;
    pub const STATE: u8 = 24;
    pub const ISSUER: u8 = 24;
    pub const HEAD: u8 = 26;
    pub const RECIPIENTS: u8 = 22;
    pub const RECIPIENTS_LABEL: u8 = 24;
    pub const TABLE: u8 = 24;
    pub const WIDE_TABLE: u8 = 20;
}

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The file. The same document gives the same bytes.
///
/// # Errors
///
/// The archive grows beyond what its format can hold.
pub fn write(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let files = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", properties(paper)),
        ("word/document.xml", document(paper)),
        ("word/styles.xml", styles(paper.language)),
        ("word/numbering.xml", numbering()),
        ("word/settings.xml", settings()),
        ("word/header1.xml", header()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
    ];
    for (name, text) in files {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;

/// No dates and no author: the library knows no clock, and whose the document is stands in it.
fn properties(paper: &Paper) -> String {
    format!(
        r#"{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>"#,
        escaped(&paper.title),
        tag(paper.language)
    )
}

/// The language with its country.
fn tag(language: &str) -> &'static str {
    if language == "en" { "en-GB" } else { "vi-VN" }
}

fn settings() -> String {
    format!(
        r#"{XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#
    )
}

/// The page number.
fn header() -> String {
    format!(
        r#"{XML}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"#
    )
}

/// One kind of list: a dash.
fn numbering() -> String {
    format!(
        r#"{XML}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{}"/></w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
        twips::FIRST_LINE
    )
}

fn styles(language: &str) -> String {
    let text = half_points::TEXT;
    let head = half_points::HEAD;
    let mut xml = format!(
        r#"{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="{text}"/><w:szCs w:val="{text}"/><w:lang w:val="{0}" w:eastAsia="{0}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"#,
        tag(language)
    );
    let mut style = |id: &str, name: &str, more: &str, paragraph: &str, run: &str| {
        let default = if id == "Normal" { r#" w:default="1""# } else { "" };
        let based = if id == "Normal" { "" } else { r#"<w:basedOn w:val="Normal"/>"# };
        let _ = write!(
            xml,
            r#"<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based}{more}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        );
    };
    let first_line = twips::FIRST_LINE;
    style("Normal", "Normal", "", "", "");
    style(
        "BodyText",
        "Body Text",
        "",
        &format!(r#"<w:spacing w:before="120" w:after="0"/><w:ind w:firstLine="{first_line}"/><w:jc w:val="both"/>"#),
        "",
    );
    style(
        "Note",
        "Note",
        "",
        &format!(r#"<w:spacing w:before="120"/><w:ind w:firstLine="{first_line}"/><w:jc w:val="both"/>"#),
        &format!(r#"<w:i/><w:iCs/><w:sz w:val="{head}"/><w:szCs w:val="{head}"/>"#),
    );
    style(
        "ListBullet",
        "List Bullet",
        "",
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="60"/><w:jc w:val="both"/>"#,
        "",
    );
    let next = r#"<w:next w:val="BodyText"/>"#;
    style("Title", "Title", next, r#"<w:spacing w:before="360"/><w:jc w:val="center"/>"#, "<w:b/><w:bCs/>");
    style("Subtitle", "Subtitle", next, r#"<w:jc w:val="center"/>"#, "<w:b/><w:bCs/>");
    for level in 1..=MOST_LEVELS {
        let run = if level < 3 { "<w:b/><w:bCs/>" } else { "<w:b/><w:bCs/><w:i/><w:iCs/>" };
        let paragraph = format!(
            r#"<w:keepNext/><w:spacing w:before="180"/><w:ind w:firstLine="{first_line}"/><w:jc w:val="both"/><w:outlineLvl w:val="{}"/>"#,
            level - 1
        );
        style(&format!("Heading{level}"), &format!("heading {level}"), next, &paragraph, run);
    }
    style(
        "Header",
        "header",
        "",
        r#"<w:jc w:val="center"/>"#,
        &format!(r#"<w:sz w:val="{head}"/><w:szCs w:val="{head}"/>"#),
    );
    xml.push_str("</w:styles>");
    xml
}

/// The headings that a word processor lists; deeper ones are like the last.
const MOST_LEVELS: u8 = 4;

fn document(paper: &Paper) -> String {
    let mut body = String::new();
    let last = paper.parts.len().saturating_sub(1);
    for (at, part) in paper.parts.iter().enumerate() {
        for (at, block) in part.blocks.iter().enumerate() {
            write_block(&mut body, block, part.blocks.get(at + 1), part);
        }
        let section = section(part, at > 0);
        if at == last {
            body.push_str(&section);
        } else {
            // The break between two sections belongs to a paragraph of its own, too small to be seen.
            let _ = write!(body, r#"<w:p><w:pPr>{SMALL}{section}</w:pPr></w:p>"#);
        }
    }
    format!(r#"{XML}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"#)
}

/// A paragraph that takes no room.
const SMALL: &str =
    r#"<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>"#;

/// Paper, margins and page numbers; those of an annex begin anew.
fn section(part: &Part, is_annex: bool) -> String {
    use twips::{A4_LONG, A4_SHORT, HEADER, MARGIN, MARGIN_LEFT};
    let (width, height, orient) = match part.landscape {
        true => (A4_LONG, A4_SHORT, r#" w:orient="landscape""#),
        false => (A4_SHORT, A4_LONG, ""),
    };
    let start = if is_annex { r#"<w:pgNumType w:start="1"/>"# } else { "" };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN_LEFT}" w:header="{HEADER}" w:footer="{HEADER}" w:gutter="0"/>{start}<w:titlePg/></w:sectPr>"#
    )
}

fn text_width(part: &Part) -> u32 {
    let width = if part.landscape { twips::A4_LONG } else { twips::A4_SHORT };
    width - twips::MARGIN_LEFT - twips::MARGIN
}

fn write_block(xml: &mut String, block: &Block, next: Option<&Block>, part: &Part) {
    let width = text_width(part);
    match block {
        Block::Letterhead(head) => letterhead(xml, head, width),
        Block::Title { kind, about } => {
            paragraph(xml, "Title", "", "", kind);
            paragraph(xml, "Subtitle", "", "", about);
            rule(xml, width, 1_800);
        }
        Block::Annex { name, about, belongs } => {
            // The outline of the document has the annex as a chapter.
            paragraph(xml, "Heading1", r#"<w:ind w:firstLine="0"/><w:jc w:val="center"/>"#, "", name);
            paragraph(xml, "Subtitle", "", "", &about.to_uppercase());
            paragraph(xml, "Normal", r#"<w:spacing w:after="120"/><w:jc w:val="center"/>"#, "<w:i/><w:iCs/>", belongs);
        }
        Block::Heading { level, text } => {
            paragraph(xml, &format!("Heading{}", (*level).clamp(1, MOST_LEVELS)), "", "", text);
        }
        Block::Paragraph(text) => {
            // A signature is not alone on a page.
            let keep = if matches!(next, Some(Block::Closing(_))) { "<w:keepNext/>" } else { "" };
            paragraph(xml, "BodyText", keep, "", text);
        }
        Block::Note(text) => paragraph(xml, "Note", "", "", text),
        Block::Items(items) => items.iter().for_each(|item| paragraph(xml, "ListBullet", "", "", item)),
        Block::Table(table) => write_table(xml, table, part, width),
        Block::Closing(closing) => write_closing(xml, closing, width),
    }
}

/// One paragraph of a style, with properties of its own.
fn paragraph(xml: &mut String, style: &str, properties: &str, run: &str, text: &str) {
    let _ = write!(xml, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>"#);
    self::run(xml, run, text);
    xml.push_str("</w:p>");
}

fn run(xml: &mut String, properties: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let _ = write!(xml, r#"<w:r>{properties}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text));
}

fn centered(xml: &mut String, size: u8, bold: bool, italic: bool, text: &str) {
    let mut properties = String::new();
    if bold {
        properties.push_str("<w:b/><w:bCs/>");
    }
    if italic {
        properties.push_str("<w:i/><w:iCs/>");
    }
    let _ = write!(properties, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    paragraph(xml, "Normal", r#"<w:jc w:val="center"/>"#, &properties, text);
}

/// A line of its own in the middle of a width.
fn rule(xml: &mut String, width: u32, length: u32) {
    let side = width.saturating_sub(length) / 2;
    let _ = write!(
        xml,
        r#"<w:p><w:pPr><w:pStyle w:val="Normal"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="40" w:after="60" w:line="80" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>"#
    );
}

const NO_BORDERS: &str = r#"<w:tblBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/><w:insideH w:val="nil"/><w:insideV w:val="nil"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>"#;

/// Two columns without borders.
fn two_columns(xml: &mut String, left: (u32, &str), right: (u32, &str)) {
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/>{NO_BORDERS}</w:tblPr><w:tblGrid><w:gridCol w:w="{}"/><w:gridCol w:w="{}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc><w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc></w:tr></w:tbl>"#,
        left.0 + right.0,
        left.0,
        right.0,
        left.0,
        left.1,
        right.0,
        right.1
    );
}

fn letterhead(xml: &mut String, head: &Letterhead, width: u32) {
    let (left_width, right_width) = (width * 2 / 5, width - width * 2 / 5);
    let mut left = String::new();
    if !head.superior.is_empty() {
        centered(&mut left, half_points::ISSUER, false, false, &head.superior);
    }
    centered(&mut left, half_points::ISSUER, true, false, &head.issuer);
    rule(&mut left, left_width, 1_200);
    centered(&mut left, half_points::HEAD, false, false, &head.number);
    let mut right = String::new();
    centered(&mut right, half_points::STATE, true, false, &head.state);
    centered(&mut right, half_points::HEAD, true, false, &head.motto);
    // As long as the motto: a bold letter of this face is about half as wide as high.
    let motto = head.motto.chars().count() as u32 * u32::from(half_points::HEAD) * 5;
    rule(&mut right, right_width, motto.min(right_width));
    centered(&mut right, half_points::HEAD, false, true, &head.place_and_date);
    two_columns(xml, (left_width, &left), (right_width, &right));
}

fn write_closing(xml: &mut String, closing: &Closing, width: u32) {
    let (left_width, right_width) = (width / 2, width - width / 2);
    let (label, small) = (half_points::RECIPIENTS_LABEL, half_points::RECIPIENTS);
    let mut left = String::new();
    let bold_italic = format!(r#"<w:b/><w:bCs/><w:i/><w:iCs/><w:sz w:val="{label}"/><w:szCs w:val="{label}"/>"#);
    paragraph(&mut left, "Normal", "", &bold_italic, &closing.recipients_label);
    for recipient in &closing.recipients {
        paragraph(&mut left, "Normal", "", &format!(r#"<w:sz w:val="{small}"/><w:szCs w:val="{small}"/>"#), recipient);
    }
    let mut right = String::new();
    for line in &closing.authority {
        centered(&mut right, half_points::TEXT, true, false, line);
    }
    // Room for the signature and the seal.
    paragraph(
        &mut right,
        "Normal",
        r#"<w:spacing w:before="1500"/><w:jc w:val="center"/>"#,
        "<w:b/><w:bCs/>",
        &closing.name,
    );
    paragraph(xml, "Normal", r#"<w:keepNext/><w:spacing w:before="120"/>"#, "", "");
    two_columns(xml, (left_width, &left), (right_width, &right));
}

fn write_table(xml: &mut String, table: &Table, part: &Part, width: u32) {
    let size = if part.landscape { half_points::WIDE_TABLE } else { half_points::TABLE };
    let all: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum::<u32>().max(1);
    let widths: Vec<u32> = table.columns.iter().map(|column| width * u32::from(column.width) / all).collect();
    let sum: u32 = widths.iter().sum();
    let border = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{sum}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{}"/></w:tblPr><w:tblGrid>"#,
        escaped(&table.caption)
    );
    for width in &widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml.push_str("</w:tblGrid>");
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let centers = vec![Align::Center; names.len()];
    write_row(xml, &names, &widths, &centers, size, RowKind::Head);
    let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
        let kind = if row.strong { RowKind::Strong } else { RowKind::Plain };
        write_row(xml, &cells, &widths, &aligns, size, kind);
    }
    xml.push_str("</w:tbl>");
    // A table is followed by a paragraph, or two of them become one.
    let _ = write!(xml, "<w:p><w:pPr>{SMALL}</w:pPr></w:p>");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// Repeated on every page.
    Head,
    Strong,
    Plain,
}

fn write_row(xml: &mut String, cells: &[&str], widths: &[u32], aligns: &[Align], size: u8, kind: RowKind) {
    let head = if kind == RowKind::Head { "<w:tblHeader/>" } else { "" };
    let _ = write!(xml, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
    let bold = if kind == RowKind::Plain { "" } else { "<w:b/><w:bCs/>" };
    let run = format!(r#"{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    for ((cell, width), align) in cells.iter().zip(widths).zip(aligns) {
        let middle = if kind == RowKind::Head { r#"<w:vAlign w:val="center"/>"# } else { "" };
        let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>"#);
        let align = match align {
            Align::Start => "left",
            Align::Center => "center",
            Align::End => "right",
        };
        let properties = format!(r#"<w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/>"#);
        let mut lines = cell.lines().filter(|line| !line.trim().is_empty()).peekable();
        if lines.peek().is_none() {
            // A cell without a paragraph makes the file unreadable.
            paragraph(xml, "Normal", &properties, "", "");
        }
        for line in lines {
            paragraph(xml, "Normal", &properties, &run, line);
        }
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
}

/// Text in XML. Characters that XML can not hold are left out, line breaks and tabs become spaces.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}
