//! Sheets, columns, and how values stand in cells.

use serde_json::Value;

use crate::engine::framework::InputKind;
use crate::formats::{
    framework_sheet::{Both, SheetLanguage, fold},
    sheet::{self, Cell, CellKind, NumberStyle, is_plain},
};

pub(super) const FORM: Both = Both { vi: "Phiếu đánh giá", en: "Assessment" };
pub(super) const REGISTER: Both = Both { vi: "Tài liệu kiểm chứng", en: "Evidence" };
pub(super) const ABOUT: Both = Both { vi: "Thông tin", en: "About" };

/// How a value stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A decimal number as files write it.
    Number,
    /// `true` is an x.
    Flag,
    /// Texts with commas between them.
    List,
    /// Follows from others; not read.
    Derived,
    /// Everything else, as JSON.
    Rest,
}

/// A column of the form or of the register.
#[derive(Debug)]
pub(super) struct Column {
    /// The field of the response, `appraised/points`.
    pub path: &'static str,
    pub kind: Kind,
    pub heading: Both,
    pub is_wide: bool,
}

const fn column(path: &'static str, kind: Kind, vi: &'static str, en: &'static str) -> Column {
    Column { path, kind, heading: Both { vi, en }, is_wide: false }
}

const fn wide(path: &'static str, kind: Kind, vi: &'static str, en: &'static str) -> Column {
    Column { is_wide: true, ..column(path, kind, vi, en) }
}

/// The columns of the form, and what they are called in code.
pub(super) const FORM_COLUMNS: &[Column] = &[
    column("@code", Kind::Text, "Mã", "Code"),
    column("@input", Kind::Text, "Ô nhập", "Input"),
    wide("@label", Kind::Derived, "Nội dung", "Content"),
    column("@unit", Kind::Derived, "Đơn vị tính", "Unit"),
    column("@figure", Kind::Number, "Số liệu", "Figure"),
    column("@max", Kind::Derived, "Điểm tối đa", "Maximum"),
    column("@points", Kind::Derived, "Điểm", "Points"),
    column("@lowest", Kind::Derived, "Thấp nhất", "Lowest"),
    column("@highest", Kind::Derived, "Cao nhất", "Highest"),
    column("@possible", Kind::Derived, "Điểm tối đa áp dụng", "Maximum that applies"),
    column("@status", Kind::Derived, "Trạng thái", "Status"),
    column("not_applicable", Kind::Flag, "Không áp dụng", "Not applicable"),
    column("given_share", Kind::Number, "Cho sẵn (0 đến 1)", "Given (0 to 1)"),
    column("given_points", Kind::Number, "Cho sẵn (điểm)", "Given (points)"),
    wide("explanation", Kind::Text, "Thuyết minh", "Explanation"),
    wide("note", Kind::Text, "Ghi chú", "Note"),
    column("evidence", Kind::List, "Tài liệu", "Documents"),
    column("appraised/points", Kind::Number, "Điểm thẩm định", "Appraised score"),
    wide("appraised/reason", Kind::Text, "Lý do thẩm định", "Reason of the appraisal"),
    column("@difference", Kind::Derived, "Chênh lệch", "Difference"),
    column("duty/lead", Kind::Text, "Chủ trì", "Lead"),
    column("duty/deadline", Kind::Text, "Hạn", "Deadline"),
    wide("@remark", Kind::Derived, "Cách tính trong bảng này", "How this sheet computes"),
    column("@rest", Kind::Rest, "Khác (máy đọc)", "Other (for programs)"),
];

pub(super) const REGISTER_COLUMNS: &[Column] = &[
    column("@code", Kind::Text, "Mã tài liệu", "Document code"),
    column("number", Kind::Text, "Số, ký hiệu", "Number"),
    column("date", Kind::Text, "Ngày", "Date"),
    wide("title", Kind::Text, "Trích yếu", "Title"),
    column("issuer", Kind::Text, "Cơ quan ban hành", "Issuer"),
    wide("link", Kind::Text, "Liên kết", "Link"),
    column("@rest", Kind::Rest, "Khác (máy đọc)", "Other (for programs)"),
];

pub(super) const ABOUT_COLUMNS: &[Column] = &[
    column("@name", Kind::Text, "Mục", "Field"),
    wide("@value", Kind::Text, "Giá trị", "Value"),
    column("@rest", Kind::Rest, "Khác (máy đọc)", "Other (for programs)"),
];

/// What the sheet about the assessment says, by its field.
pub(super) const ABOUT_ROWS: &[(&str, Both)] = &[
    ("organization/name", Both { vi: "Đơn vị được đánh giá", en: "Organization" }),
    ("organization/unit_set", Both { vi: "Bộ mã đơn vị", en: "Unit set" }),
    ("organization/code", Both { vi: "Mã đơn vị", en: "Unit code" }),
    ("period", Both { vi: "Kỳ", en: "Period" }),
    ("framework/id", Both { vi: "Bộ chỉ số", en: "Framework" }),
    ("framework/hash", Both { vi: "Mã băm của bộ chỉ số", en: "Hash of the framework" }),
    ("format", Both { vi: "Định dạng", en: "Format" }),
];

/// The position of a column of the form.
pub(super) fn at(path: &str) -> usize {
    FORM_COLUMNS.iter().position(|column| column.path == path).unwrap_or_default()
}

/// How the figure of an input stands in its cell.
pub(super) fn figure_kind(kind: Option<InputKind>) -> Kind {
    match kind {
        Some(InputKind::YesNo | InputKind::Choice | InputKind::Text) | None => Kind::Text,
        Some(InputKind::Count | InputKind::Number | InputKind::Percent) => Kind::Number,
    }
}

/// Whether a heading or a name in a cell is this one, in either language.
pub(super) fn is_called(names: &Both, text: &str) -> bool {
    let folded = fold(text);
    [names.vi, names.en].iter().any(|name| fold(name) == folded)
}

pub(super) fn yes_no(language: SheetLanguage) -> [&'static str; 2] {
    match language {
        SheetLanguage::Vi => ["Có", "Không"],
        SheetLanguage::En => ["Yes", "No"],
    }
}

/// The cell of a value.
pub(super) fn to_cell(kind: Kind, value: &Value) -> Cell {
    match (kind, value) {
        (Kind::Flag, Value::Bool(true)) => Cell::text("x"),
        (Kind::Number, Value::String(text)) if is_plain(text) => Cell::number(text.as_str()),
        (_, Value::String(text)) => Cell::text(visible(text)),
        (Kind::List, Value::Array(items)) => {
            let items = items.iter().filter_map(Value::as_str);
            Cell::text(visible(&items.collect::<Vec<_>>().join(", ")))
        }
        _ => Cell::default(),
    }
}

/// The value of a cell; nothing where it is empty.
pub(super) fn from_cell(kind: Kind, cell: &Cell, style: NumberStyle) -> Option<Value> {
    let text = cell.trimmed();
    if text.is_empty() {
        return None;
    }
    Some(match kind {
        Kind::Flag => Value::Bool(!matches!(fold(&text).as_str(), "khong" | "no" | "false" | "0")),
        Kind::Number => sheet::number(cell, style).map_or(text, |number| number.text).into(),
        Kind::List => {
            let items = text.split([',', ';', '\n']).map(str::trim).filter(|item| !item.is_empty());
            items.map(Value::from).collect()
        }
        Kind::Text | Kind::Derived | Kind::Rest => text.into(),
    })
}

/// What a cell shows when it is compared with what was written: numbers by value, texts without spaces around them.
pub(super) fn shown(kind: Kind, cell: &Cell, style: NumberStyle) -> String {
    match from_cell(kind, cell, style) {
        Some(Value::String(text)) if kind == Kind::Number => without_zeros(&text),
        Some(Value::String(text)) => text,
        Some(value) => value.to_string(),
        None => String::new(),
    }
}

/// A number without zeros that a spreadsheet drops: `4.10` is `4.1`.
fn without_zeros(text: &str) -> String {
    match is_plain(text) {
        true => crate::engine::exact::Exact::parse_decimal(text).map_or_else(|| text.to_owned(), |it| it.to_text()),
        false => text.to_owned(),
    }
}

/// Whether a value comes back from its cell as it was, in every kind of file.
pub(super) fn survives(kind: Kind, value: &Value) -> bool {
    let cell = to_cell(kind, value);
    let reads = |style| from_cell(kind, &cell, style).as_ref() == Some(value);
    let digits = |text: &str| kind != Kind::Number || without_zeros(text) == text;
    reads(NumberStyle::Machine)
        && reads(NumberStyle::Vietnamese)
        && value.as_str().is_none_or(digits)
        && !(kind == Kind::Number && cell.kind == CellKind::Text)
}

/// Without characters that files of spreadsheets can not hold.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect()
}
