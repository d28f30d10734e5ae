//! An administrative document (“văn bản hành chính”) as blocks in reading order: made by `i18n`, drawn by the DOCX writer
//! and by pages.
//!
//! Belongs here: which parts such a document has. Does not belong here: fonts, margins, sentences.

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// What it is, for lists of files.
    pub title: String,
    /// Its language, as in `lang` attributes.
    pub language: &'static str,
    /// Sections; pages of one are all upright or all landscape.
    pub parts: Vec<Part>,
}

/// Blocks on pages of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Whether the pages are wider than high.
    pub landscape: bool,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The head of the first page.
    Letterhead(Letterhead),
    /// The kind of document, and what it is about (“trích yếu”).
    Title {
        /// «BÁO CÁO»
        kind: String,
        /// «Kết quả tự đánh giá …»
        about: String,
    },
    /// The head of an annex.
    Annex {
        /// «Phụ lục»
        name: String,
        /// What it holds.
        about: String,
        /// To which document it belongs.
        belongs: String,
    },
    /// A heading.
    Heading {
        /// From 1.
        level: u8,
        /// With its number.
        text: String,
    },
    /// Running text.
    Paragraph(String),
    /// What the reader must know about the numbers.
    Note(String),
    /// Short lines, each with a dash.
    Items(Vec<String>),
    /// A table.
    Table(Table),
    /// Recipients and signature.
    Closing(Closing),
}

/// The head of the first page: on the left who issues, on the right the state, its motto, place and date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the issuer; may be empty.
    pub superior: String,
    /// Who issues.
    pub issuer: String,
    /// Number and symbol.
    pub number: String,
    /// “Quốc hiệu”.
    pub state: String,
    /// “Tiêu ngữ”.
    pub motto: String,
    /// Place and date.
    pub place_and_date: String,
}

/// The end of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    /// «Nơi nhận:»
    pub recipients_label: String,
    /// With their dashes and marks.
    pub recipients: Vec<String>,
    /// For whom and as what is signed, one line each: «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH».
    pub authority: Vec<String>,
    /// Who signs.
    pub name: String,
}

/// A table with a head that is repeated on every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it holds, for people who can not see it.
    pub caption: String,
    /// From the left.
    pub columns: Vec<Column>,
    /// From the top; each has a cell a column.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Its part of the width; all are added up.
    pub width: u16,
    /// Where its cells stand.
    pub align: Align,
}

/// Where text stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Start,
    /// Ordinals and marks.
    Center,
    /// Numbers.
    End,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Texts; a line break begins a paragraph.
    pub cells: Vec<String>,
    /// Whether it is a group or a sum.
    pub strong: bool,
}

impl Paper {
    /// Every text in reading order, for tests and for searching.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for block in self.parts.iter().flat_map(|part| &part.blocks) {
            match block {
                Block::Letterhead(head) => {
                    texts.extend([&head.superior, &head.issuer, &head.number].map(String::as_str));
                    texts.extend([&head.state, &head.motto, &head.place_and_date].map(String::as_str));
                }
                Block::Title { kind, about } => texts.extend([kind.as_str(), about]),
                Block::Annex { name, about, belongs } => texts.extend([name.as_str(), about, belongs]),
                Block::Heading { text, .. } | Block::Paragraph(text) | Block::Note(text) => texts.push(text),
                Block::Items(items) => texts.extend(items.iter().map(String::as_str)),
                Block::Table(table) => {
                    texts.extend(table.columns.iter().map(|column| column.name.as_str()));
                    texts.extend(table.rows.iter().flat_map(|row| &row.cells).map(String::as_str));
                }
                Block::Closing(closing) => {
                    texts.push(&closing.recipients_label);
                    texts.extend(closing.recipients.iter().chain(&closing.authority).map(String::as_str));
                    texts.push(&closing.name);
                }
            }
        }
        texts
    }
}
