//! Sheets and columns: which cell holds which field of `framework.json`.
//!
//! A column's path is the field's path in the JSON of its row (`max_points.basis`). A path with `#` is a parameter of a
//! rule, whose field depends on the rule's shape; one with `@` places the row (its code, its part, its level).

use super::words::{
    self, BASIS, Both, DIRECTION, GIVEN_AS, IF_ZERO, INPUT_KIND, OTHERWISE, ROLE, ROUNDING_LEVEL, ROUNDING_MODE,
    SCORING, SheetLanguage, Word, fold,
};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text; line breaks are kept.
    Text,
    /// A code or name: text, also where the spreadsheet took it for a number.
    Code,
    /// A number, a percentage or a fraction.
    Number,
    /// A whole number.
    Whole,
    /// One of some words.
    Word(&'static [Word]),
    /// Yes or no; empty: no.
    Flag,
    /// Codes between semicolons.
    List,
    /// Whole numbers between semicolons.
    Wholes,
    /// `document | section | bullet`.
    Source,
    /// Points (`5`), or a share (`50%`, `1/2*Điểm tối đa`).
    Award,
}

/// One column, or one row of the sheet about the framework.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Field.
    pub path: &'static str,
    /// Heading.
    pub heading: Both,
    /// Other headings that annexes use for it.
    pub also: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub note: Both,
}

/// A column, with its notes in both languages.
const fn column(
    path: &'static str,
    kind: Kind,
    vi: &'static str,
    en: &'static str,
    note_vi: &'static str,
    note_en: &'static str,
) -> Column {
    Column { path, heading: Both { vi, en }, also: &[], kind, note: Both { vi: note_vi, en: note_en } }
}

impl Column {
    const fn or(mut self, also: &'static [&'static str]) -> Column {
        self.also = also;
        self
    }

    /// Whether a folded heading is this column's.
    pub fn is_called(&self, folded: &str) -> bool {
        [self.heading.vi, self.heading.en].iter().chain(self.also).any(|name| fold(name) == folded)
    }

    /// The words that can stand in it.
    pub fn words(&self, language: SheetLanguage) -> Vec<String> {
        let words = |words: &[Word]| words.iter().map(|word| word.names.pick(language).to_owned()).collect();
        match self.kind {
            // The others are computed, never written.
            Kind::Word(list) if self.path.ends_with("basis") => words(list.get(..3).unwrap_or_default()),
            Kind::Word(list) => words(list),
            Kind::Flag => words(words::YES_NO.get(..2).unwrap_or_default()),
            _ if self.path == "#kind" => {
                words::SHAPES.iter().map(|it| it.word.names.pick(language).to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// One sheet.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: Both,
    /// Its columns, in groups that several sheets share.
    pub columns: &'static [&'static [Column]],
    /// What it is for.
    pub note: Both,
}

impl Table {
    /// All columns, in order.
    pub fn all(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().flat_map(|group| group.iter())
    }

    /// The column of a path.
    pub fn column(&self, path: &str) -> Option<&'static Column> {
        self.all().find(|column| column.path == path)
    }
}

/// The explanation sheet; it is not read.
pub const GUIDE: Both = Both { vi: "Hướng dẫn", en: "Guide" };

const CODE: Column = column(
    "@code",
    Kind::Code,
    "Mã",
    "Code",
    "Mã của chỉ số ở trang “Chỉ số”; để trống thì như dòng trên.",
    "Code of the indicator on the sheet “Indicators”; empty: as in the row above.",
);
const PART: Column = column(
    "@part",
    Kind::Code,
    "Phần",
    "Part",
    "Phần của quy tắc: P1, P2; phần trong phần: P1.1. Để trống: chính quy tắc của chỉ số.",
    "Part of the rule: P1, P2; a part of a part: P1.1. Empty: the rule of the indicator itself.",
);
const AWARD: Column = column(
    "",
    Kind::Award,
    "Điểm",
    "Points",
    "Số điểm (5), hoặc một phần của điểm tối đa: 50%, 1/2*Điểm tối đa, Điểm tối đa.",
    "Points (5), or a part of the maximum: 50%, 1/2*Maximum, Maximum.",
);

/// The sheet about the framework: one row a field, Vietnamese and English beside each other.
pub const FRAMEWORK: Table = Table {
    name: Both { vi: "Bộ chỉ số", en: "Framework" },
    columns: &[&[
        column(
            "id",
            Kind::Code,
            "Mã bộ chỉ số",
            "Framework code",
            "Chữ thường không dấu, số, gạch nối: bo-xa-2025.",
            "Lower-case letters, digits, hyphens: commune-2025.",
        ),
        column("title", Kind::Text, "Tên bộ chỉ số", "Title", "Tên đầy đủ.", "The full name."),
        column(
            "summary",
            Kind::Text,
            "Tóm tắt",
            "Summary",
            "Một, hai câu: đo cái gì, cho ai.",
            "One or two sentences: what it measures, for whom.",
        ),
        column(
            "organization_kind",
            Kind::Code,
            "Loại đơn vị được đánh giá",
            "Kind of organization",
            "province, ministry, district, commune, school, …",
            "province, ministry, district, commune, school, …",
        ),
        column(
            "years",
            Kind::Wholes,
            "Các năm",
            "Years",
            "Các năm đánh giá, cách nhau dấu chấm phẩy: 2025; 2026.",
            "Assessment years between semicolons: 2025; 2026.",
        ),
        column(
            "scoring",
            Kind::Word(SCORING),
            "Cách chấm",
            "Scoring",
            "“Tính điểm”, hoặc “Đếm mục hoàn thành” khi văn bản không cho điểm.",
            "“Points”, or “Counted” where the source gives no points.",
        ),
        column(
            "counted_noun",
            Kind::Text,
            "Tên mục được đếm",
            "What is counted",
            "Chỉ khi đếm: nhiệm vụ, mục tiêu, …",
            "Only when counted: task, target, …",
        ),
        column(
            "levels",
            Kind::Text,
            "Tên cấp",
            "Level name",
            "Mỗi cấp một dòng, từ trên xuống: Nhóm; Chỉ số; Chỉ số thành phần.",
            "One row a level, from the top: Group; Indicator; Component indicator.",
        ),
        column(
            "total.value",
            Kind::Number,
            "Tổng điểm",
            "Total",
            "Tổng điểm mà văn bản công bố.",
            "The total that the source declares.",
        ),
        column(
            "total.basis",
            Kind::Word(BASIS),
            "Căn cứ của tổng điểm",
            "Basis of the total",
            "Để trống: căn cứ mặc định.",
            "Empty: the default basis.",
        ),
        column(
            "total.source",
            Kind::Source,
            "Nguồn của tổng điểm",
            "Source of the total",
            "Mã văn bản | mục | gạch đầu dòng.",
            "Document | section | bullet.",
        ),
        column(
            "total.derivation",
            Kind::Text,
            "Cách suy ra tổng điểm",
            "Derivation of the total",
            "Khi căn cứ là “Suy ra”.",
            "Where the basis is “Inferred”.",
        ),
        column(
            "official_count.value",
            Kind::Whole,
            "Tổng số chỉ số thành phần chính thức",
            "Official components of the whole",
            "Khi chỉ biết tổng số, không biết số của từng mục.",
            "Where only the count of the whole set is known, not that of each part.",
        ),
        column(
            "official_count.basis",
            Kind::Word(BASIS),
            "Căn cứ của tổng số chỉ số thành phần",
            "Basis of the components of the whole",
            "Để trống: căn cứ mặc định.",
            "Empty: the default basis.",
        ),
        column(
            "official_count.source",
            Kind::Source,
            "Nguồn của tổng số chỉ số thành phần",
            "Source of the components of the whole",
            "Mã văn bản | mục | gạch đầu dòng.",
            "Document | section | bullet.",
        ),
        column(
            "declared_total_differs",
            Kind::Text,
            "Vì sao tổng điểm khác tổng các phần",
            "Why the total differs",
            "Chỉ điền khi chính văn bản ghi như vậy.",
            "Only where the source itself is like that.",
        ),
        column(
            "grading.source",
            Kind::Source,
            "Nguồn của xếp loại",
            "Source of the grades",
            "Khi có trang “Xếp loại”.",
            "Where there are grades.",
        ),
        column(
            "grading.weakest_of",
            Kind::List,
            "Xếp loại theo mục yếu nhất trong",
            "Graded by the weakest of",
            "Mã các mục; để trống: theo tổng điểm.",
            "Codes; empty: by the whole.",
        ),
        column(
            "notes",
            Kind::Text,
            "Ghi chú",
            "Note",
            "Điều người đọc cần biết; mỗi ghi chú một dòng.",
            "What the reader must know; one row a note.",
        ),
        column(
            "@document",
            Kind::Code,
            "Văn bản mặc định",
            "Default document",
            "Mã văn bản dùng khi cột “Nguồn” để trống; mục là mã của dòng.",
            "Document where “Source” is empty; the section is the code of the row.",
        ),
        column(
            "@basis",
            Kind::Word(BASIS),
            "Căn cứ mặc định",
            "Default basis",
            "Căn cứ dùng khi cột căn cứ để trống.",
            "Basis where a basis is empty.",
        ),
        column(
            "@rule",
            Kind::Code,
            "Quy tắc mặc định",
            "Default rule",
            "Loại quy tắc dùng khi cột “Loại quy tắc” của một chỉ số cuối để trống, ví dụ “Cho điểm”.",
            "Rule for a leaf without one, such as “Given”.",
        ),
    ]],
    note: Both {
        vi: "Thông tin chung của bộ chỉ số, mỗi dòng một mục; cột C là bản tiếng Anh, có thể để trống.",
        en: "The framework as a whole, one field a row; English in column C.",
    },
};

/// The parameters of a rule.
const RULE: &[Column] = &[
    column(
        "#kind",
        Kind::Code,
        "Loại quy tắc",
        "Rule",
        "Chọn trong danh sách; mỗi loại có một dòng mẫu ở trang “Hướng dẫn”.",
        "One of the list; the sheet “Guide” has an example of each.",
    )
    .or(&["Kiểu tính điểm", "Quy tắc"]),
    column(
        "#figure",
        Kind::Code,
        "Số liệu",
        "Figure",
        "Tên số liệu (tử số), biểu thức như a / b, hoặc danh sách c1; c2. Để trống thì tự đặt một số liệu.",
        "Name of a figure (numerator), an expression such as a / b, or a list c1; c2. Empty: a figure is made.",
    ),
    column(
        "#denominator",
        Kind::Code,
        "Mẫu số",
        "Denominator",
        "Tên số liệu ở mẫu số, hoặc số dân.",
        "Figure below the line, or the number of inhabitants.",
    ),
    column(
        "#percent",
        Kind::Code,
        "Ô phần trăm",
        "Percentage figure",
        "Số liệu nhập thẳng tỷ lệ phần trăm, khi chỉ có tỷ lệ.",
        "Figure for the percentage, where only that is known.",
    ),
    column(
        "#bound",
        Kind::Number,
        "Đủ điểm khi đạt",
        "Full from",
        "Ngưỡng được đủ điểm: 80%, 30, …",
        "What earns everything: 80%, 30, …",
    ),
    column(
        "#zero_from",
        Kind::Number,
        "Hết điểm từ",
        "Nothing from",
        "Ngưỡng từ đó không còn điểm (tỷ lệ càng thấp càng tốt).",
        "From here on nothing is earned (less is better).",
    ),
    column(
        "#direction",
        Kind::Word(DIRECTION),
        "Chiều của chỉ tiêu",
        "Direction",
        "Để trống: từ mức này trở lên.",
        "Empty: at least.",
    ),
    column(
        "#otherwise",
        Kind::Word(OTHERWISE),
        "Chưa đạt thì",
        "Otherwise",
        "Để trống: tính theo tỷ lệ.",
        "Empty: in proportion.",
    ),
    column(
        "#if_zero",
        Kind::Word(IF_ZERO),
        "Khi mẫu số bằng 0",
        "If divided by 0",
        "Được 0 điểm, đủ điểm hay không áp dụng.",
        "Nothing, everything or not applicable.",
    ),
    column(
        "#may_exceed",
        Kind::Flag,
        "Tử số có thể lớn hơn mẫu số",
        "May exceed",
        "“Có” khi tử số không phải là một phần của mẫu số.",
        "“Yes” where the numerator is not a part of the denominator.",
    ),
    column(
        "#given_as",
        Kind::Word(GIVEN_AS),
        "Lấy theo",
        "Given as",
        "Khi loại là “Cho điểm”: số liệu là điểm, tỷ lệ hay phần trăm.",
        "For “Given”: points, a share or a percentage.",
    ),
    column(
        "#per",
        Kind::Number,
        "Trên số dân",
        "Per inhabitants",
        "Mật độ trên bao nhiêu dân: 1000.",
        "Density per how many inhabitants: 1000.",
    ),
    column("#each", Kind::Award, "Mỗi cái được", "Each earns", "Điểm của mỗi cái.", "Points of each piece."),
    column("#cap", Kind::Award, "Trần điểm", "Limit", "Nhiều nhất bao nhiêu điểm.", "The most that is earned."),
];

/// One row a node of the tree.
pub const NODES: Table = Table {
    name: Both { vi: "Chỉ số", en: "Indicators" },
    columns: &[
        &[
            column(
                "id",
                Kind::Code,
                "Mã",
                "Code",
                "Số in trong văn bản: 1, 4.2, 4.22.11. Để định dạng Text để 4.10 không thành 4.1.",
                "The number printed in the source: 1, 4.2, 4.22.11. Keep the column as text, or 4.10 becomes 4.1.",
            )
            .or(&["STT", "TT", "Số TT", "Mã số", "Mã chỉ số", "No."]),
            column(
                "@level",
                Kind::Whole,
                "Cấp",
                "Level",
                "1 là cấp trên cùng. Để trống thì suy từ mã: 4.22.1 thuộc 4.22.",
                "1 is the top. Empty: from the code, 4.22.1 is below 4.22.",
            ),
            column(
                "name.vi",
                Kind::Text,
                "Chỉ số",
                "Indicator",
                "Tên như trong văn bản; xuống dòng được giữ nguyên.",
                "The name as printed; line breaks are kept.",
            )
            .or(&[
                "Tên",
                "Tên chỉ số",
                "Chỉ tiêu",
                "Tên chỉ tiêu",
                "Tiêu chí",
                "Nội dung",
                "Nội dung đánh giá",
                "Name",
            ]),
            column(
                "max_points.value",
                Kind::Number,
                "Điểm tối đa",
                "Maximum",
                "Để trống ở mọi phần của một mục: điểm của mục được chia đều. Để trống ở mục trên: tổng các phần.",
                "Empty in all parts: the points above are shared out. Empty above: the sum of the parts.",
            )
            .or(&["Điểm", "Thang điểm", "Điểm chuẩn", "Max points"]),
            column(
                "description.vi",
                Kind::Text,
                "Cách tính",
                "How it is scored",
                "Lời của văn bản về cách tính, hoặc mô tả thêm.",
                "The words of the source on the scoring, or a description.",
            )
            .or(&[
                "Cách tính điểm",
                "Cách chấm điểm",
                "Cách chấm",
                "Phương pháp tính",
                "Hướng dẫn chấm điểm",
                "Mô tả",
            ]),
        ],
        RULE,
        &[
            column(
                "rule_basis",
                Kind::Word(BASIS),
                "Căn cứ cách tính",
                "Basis of the rule",
                "Cách tính đọc ở đâu; để trống: căn cứ mặc định.",
                "How the rule is known; empty: the default basis.",
            ),
            column(
                "rule_derivation.vi",
                Kind::Text,
                "Cách suy ra cách tính",
                "Derivation of the rule",
                "Khi căn cứ là “Suy ra”.",
                "Where the basis is “Inferred”.",
            ),
            column("role", Kind::Word(ROLE), "Vai trò", "Role", "Để trống: tính điểm.", "Empty: scored."),
            column(
                "may_be_not_applicable",
                Kind::Flag,
                "Được ghi “Không áp dụng”",
                "May be not applicable",
                "“Có” thì mục không áp dụng được bỏ khỏi điểm tối đa.",
                "“Yes”: what does not apply leaves the maximum.",
            ),
            column(
                "source",
                Kind::Source,
                "Nguồn",
                "Source",
                "Mã văn bản | mục | gạch đầu dòng. Để trống: văn bản mặc định, mục là mã.",
                "Document | section | bullet. Empty: the default document, section is the code.",
            ),
            column(
                "max_points.basis",
                Kind::Word(BASIS),
                "Căn cứ điểm",
                "Basis of the points",
                "Để trống: căn cứ mặc định.",
                "Empty: the default basis.",
            ),
            column(
                "max_points.source",
                Kind::Source,
                "Nguồn của điểm",
                "Source of the points",
                "Chỉ khi khác nguồn của mục.",
                "Only where it is not the source of the row.",
            ),
            column(
                "max_points.derivation.vi",
                Kind::Text,
                "Cách suy ra điểm",
                "Derivation of the points",
                "Khi căn cứ điểm là “Suy ra”.",
                "Where the basis is “Inferred”.",
            ),
            column(
                "official_count.value",
                Kind::Whole,
                "Số chỉ số thành phần chính thức",
                "Official components",
                "Bộ chính thức có bao nhiêu chỉ số thành phần ở đây.",
                "How many component indicators the official set has here.",
            ),
            column(
                "official_count.basis",
                Kind::Word(BASIS),
                "Căn cứ số chỉ số thành phần",
                "Basis of the components",
                "",
                "",
            ),
            column(
                "official_count.source",
                Kind::Source,
                "Nguồn số chỉ số thành phần",
                "Source of the components",
                "",
                "",
            ),
            column("deadline.vi", Kind::Text, "Thời hạn", "Deadline", "Như trong văn bản.", "As printed."),
            column(
                "support_organization.vi",
                Kind::Text,
                "Đơn vị hỗ trợ",
                "Supporting organization",
                "Đầu mối mà văn bản nêu.",
                "The contact that the source names.",
            ),
            column("name.en", Kind::Text, "Chỉ số (tiếng Anh)", "Indicator in English", "", ""),
            column("description.en", Kind::Text, "Cách tính (tiếng Anh)", "How it is scored, in English", "", ""),
            column(
                "rule_derivation.en",
                Kind::Text,
                "Cách suy ra cách tính (tiếng Anh)",
                "Derivation of the rule in English",
                "",
                "",
            ),
            column(
                "max_points.derivation.en",
                Kind::Text,
                "Cách suy ra điểm (tiếng Anh)",
                "Derivation of the points in English",
                "",
                "",
            ),
            column("deadline.en", Kind::Text, "Thời hạn (tiếng Anh)", "Deadline in English", "", ""),
            column(
                "support_organization.en",
                Kind::Text,
                "Đơn vị hỗ trợ (tiếng Anh)",
                "Supporting organization in English",
                "",
                "",
            ),
        ],
    ],
    note: Both {
        vi: "Mỗi mục một dòng, mục trên trước các phần của nó. Dán bảng của phụ lục vào đây; tối thiểu cần Mã, Chỉ số, Điểm tối đa.",
        en: "One row a node, a node before its parts. Paste the annex here; code, name and maximum are enough to begin.",
    },
};

/// One row a figure.
pub const INPUTS: Table = Table {
    name: Both { vi: "Đầu vào", en: "Inputs" },
    columns: &[
        &[CODE],
        &[
            column(
                "name",
                Kind::Code,
                "Tên số liệu",
                "Figure",
                "Chữ thường không dấu, số, gạch dưới: a, tong_so.",
                "Lower-case letters, digits, underscores: a, total.",
            ),
            column(
                "label.vi",
                Kind::Text,
                "Nội dung nhập",
                "What to enter",
                "Câu hỏi hoặc tên số liệu mà người nhập đọc.",
                "What people read beside the field.",
            ),
            column("kind", Kind::Word(INPUT_KIND), "Loại số liệu", "Kind", "Để trống: số đếm.", "Empty: a count."),
            column("measure_unit.vi", Kind::Text, "Đơn vị tính", "Unit", "", ""),
            column("min", Kind::Number, "Nhỏ nhất", "Least", "Để trống: 0.", "Empty: 0."),
            column(
                "max",
                Kind::Number,
                "Lớn nhất",
                "Greatest",
                "Để trống: không giới hạn; phần trăm: 100.",
                "Empty: none; a percentage: 100.",
            ),
            column("label.en", Kind::Text, "Nội dung nhập (tiếng Anh)", "What to enter, in English", "", ""),
            column("measure_unit.en", Kind::Text, "Đơn vị tính (tiếng Anh)", "Unit in English", "", ""),
        ],
    ],
    note: Both {
        vi: "Số liệu mà mỗi chỉ số cần, mỗi số liệu một dòng. Quy tắc đơn giản để trống cột “Số liệu” thì không cần dòng ở đây.",
        en: "The figures of each indicator, one row a figure. Simple rules without a figure need no row here.",
    },
};

/// One row an option.
pub const OPTIONS: Table = Table {
    name: Both { vi: "Lựa chọn", en: "Options" },
    columns: &[
        &[CODE, PART],
        &[
            column(
                "id",
                Kind::Code,
                "Mã lựa chọn",
                "Option",
                "Chữ thường không dấu, số, gạch dưới; để trống thì tự đặt l1, l2, …",
                "Lower-case letters, digits, underscores; empty: l1, l2, …",
            ),
            column("label.vi", Kind::Text, "Nội dung", "Text", "", ""),
            AWARD,
            column("label.en", Kind::Text, "Nội dung (tiếng Anh)", "Text in English", "", ""),
        ],
    ],
    note: Both {
        vi: "Các phương án của quy tắc “Chọn một”.", en: "The options of the rule “Choice”."
    },
};

/// One row a tier.
pub const TIERS: Table = Table {
    name: Both { vi: "Bậc điểm", en: "Tiers" },
    columns: &[
        &[CODE, PART],
        &[
            column("at_least", Kind::Number, "Từ", "From", "Từ giá trị này (≥).", "From this value on (≥)."),
            column("more_than", Kind::Number, "Trên", "Above", "Trên giá trị này (>).", "Above this value (>)."),
            column("at_most", Kind::Number, "Đến", "Up to", "Đến hết giá trị này (≤).", "Up to this value (≤)."),
            column("less_than", Kind::Number, "Dưới", "Below", "Dưới giá trị này (<).", "Below this value (<)."),
            AWARD,
        ],
    ],
    note: Both {
        vi: "Các mức của quy tắc “Bậc”, liền nhau, không chồng lên nhau.",
        en: "The steps of the rule “Tiers”, without overlap or hole.",
    },
};

/// One row a part.
pub const PARTS: Table = Table {
    name: Both { vi: "Phần", en: "Parts" },
    columns: &[
        &[CODE, PART],
        &[column("label.vi", Kind::Text, "Nội dung", "Text", "", ""), AWARD],
        RULE,
        &[column("label.en", Kind::Text, "Nội dung (tiếng Anh)", "Text in English", "", "")],
    ],
    note: Both {
        vi: "Các phần của quy tắc “Cộng các phần”, “Đạt mọi phần”, “Lấy phần cao nhất”; mỗi phần có quy tắc riêng.",
        en: "The parts of “Sum”, “All” and “Best of”, each with a rule of its own.",
    },
};

/// One row a step.
pub const STEPS: Table = Table {
    name: Both { vi: "Bước tính", en: "Steps" },
    columns: &[
        &[CODE, PART],
        &[
            column("name", Kind::Code, "Tên bước", "Step", "", ""),
            column(
                "formula",
                Kind::Code,
                "Công thức",
                "Formula",
                "Số viết với dấu chấm: 0.5.",
                "Numbers have a decimal point: 0.5.",
            ),
        ],
    ],
    note: Both {
        vi: "Các bước có tên của quy tắc “Công thức”.", en: "The named steps of the rule “Formula”."
    },
};

/// One row a pillar.
pub const PILLARS: Table = Table {
    name: Both { vi: "Trụ cột", en: "Pillars" },
    columns: &[&[
        column(
            "id",
            Kind::Code,
            "Mã trụ cột",
            "Pillar",
            "Chữ thường không dấu, số, gạch nối.",
            "Lower-case letters, digits, hyphens.",
        ),
        column("name.vi", Kind::Text, "Tên trụ cột", "Name", "", ""),
        column("max_points.value", Kind::Number, "Điểm tối đa", "Maximum", "", ""),
        column(
            "members",
            Kind::List,
            "Gồm các mục",
            "Members",
            "Mã các mục cấp trên cùng: 1; 2; 3.",
            "Codes of the top level: 1; 2; 3.",
        ),
        column(
            "weight",
            Kind::Number,
            "Trọng số",
            "Weight",
            "Khi chỉ số là trung bình có trọng số của các trụ cột.",
            "Where the index is the weighted mean of the pillars.",
        ),
        column("max_points.basis", Kind::Word(BASIS), "Căn cứ điểm", "Basis of the points", "", ""),
        column("max_points.source", Kind::Source, "Nguồn của điểm", "Source of the points", "", ""),
        column("max_points.derivation.vi", Kind::Text, "Cách suy ra điểm", "Derivation of the points", "", ""),
        column("name.en", Kind::Text, "Tên trụ cột (tiếng Anh)", "Name in English", "", ""),
        column(
            "max_points.derivation.en",
            Kind::Text,
            "Cách suy ra điểm (tiếng Anh)",
            "Derivation of the points in English",
            "",
            "",
        ),
    ]],
    note: Both {
        vi: "Các trụ cột, nếu có; một mục có thể thuộc nhiều trụ cột.",
        en: "The pillars, if any; a node can be in several.",
    },
};

/// One row a grade.
pub const GRADES: Table = Table {
    name: Both { vi: "Xếp loại", en: "Grades" },
    columns: &[&[
        column("name.vi", Kind::Text, "Mức", "Grade", "Từ thấp đến cao.", "From the lowest."),
        column("at_least", Kind::Number, "Từ tỷ lệ", "From share", "0, 50%, 75%, …", "0, 50%, 75%, …"),
        column(
            "exclusive",
            Kind::Flag,
            "Phải trên mức này",
            "Above only",
            "“Có” khi văn bản ghi “trên 75” chứ không “từ 75”.",
            "“Yes” for “above 75”, not “from 75”.",
        ),
        column("name.en", Kind::Text, "Mức (tiếng Anh)", "Grade in English", "", ""),
    ]],
    note: Both { vi: "Các mức xếp loại, nếu có.", en: "The grades, if any." },
};

/// One row a rounding.
pub const ROUNDING: Table = Table {
    name: Both { vi: "Làm tròn", en: "Rounding" },
    columns: &[&[
        column("at", Kind::Word(ROUNDING_LEVEL), "Làm tròn", "What is rounded", "", ""),
        column("places", Kind::Whole, "Số chữ số thập phân", "Places", "", ""),
        column("mode", Kind::Word(ROUNDING_MODE), "Cách làm tròn", "Mode", "Để trống: nửa lên.", "Empty: half up."),
        column("basis", Kind::Word(BASIS), "Căn cứ", "Basis", "", ""),
        column("source", Kind::Source, "Nguồn", "Source", "", ""),
    ]],
    note: Both {
        vi: "Chỗ văn bản yêu cầu làm tròn; ngoài ra không làm tròn gì.",
        en: "Where the source rounds; nothing else is rounded.",
    },
};

/// One row a document.
pub const DOCUMENTS: Table = Table {
    name: Both { vi: "Văn bản", en: "Documents" },
    columns: &[&[
        column(
            "@id",
            Kind::Code,
            "Mã văn bản",
            "Document",
            "Mã tự đặt, dùng ở cột “Nguồn”: QD-123-2025.",
            "A code of your own for the column “Source”.",
        ),
        column("number", Kind::Code, "Số, ký hiệu", "Number", "123/QĐ-UBND", "123/QĐ-UBND"),
        column(
            "date",
            Kind::Code,
            "Ngày",
            "Date",
            "Năm, năm-tháng hoặc năm-tháng-ngày.",
            "Year, year-month or year-month-day.",
        ),
        column("title.vi", Kind::Text, "Tên văn bản", "Title", "", ""),
        column("issuer.vi", Kind::Text, "Cơ quan ban hành", "Issuer", "", ""),
        column("address", Kind::Code, "Địa chỉ", "Address", "Nơi đọc được văn bản.", "Where it can be read."),
        column("title.en", Kind::Text, "Tên văn bản (tiếng Anh)", "Title in English", "", ""),
        column("issuer.en", Kind::Text, "Cơ quan ban hành (tiếng Anh)", "Issuer in English", "", ""),
    ]],
    note: Both {
        vi: "Các văn bản mà bộ chỉ số dẫn tới.", en: "The documents that the framework names."
    },
};

/// One row a figure of an example.
pub const EXAMPLES: Table = Table {
    name: Both { vi: "Ví dụ tính", en: "Examples" },
    columns: &[&[
        column(
            "name.vi",
            Kind::Text,
            "Ví dụ",
            "Example",
            "Tên ví dụ; để trống thì như dòng trên.",
            "Its name; empty: as in the row above.",
        ),
        CODE,
        column(
            "@figure",
            Kind::Code,
            "Số liệu",
            "Figure",
            "Tên số liệu; hoặc “Không áp dụng”, “Tỷ lệ cho trước”, “Điểm cho trước”, “Giá trị cao nhất”.",
            "Name of a figure; or “Not applicable”, “Given share”, “Given points”, “Greatest value”.",
        ),
        column(
            "@value",
            Kind::Code,
            "Giá trị",
            "Value",
            "Số liệu mẫu; Có hoặc Không; mã lựa chọn.",
            "The sample figure; Yes or No; an option.",
        ),
        column(
            "@expected",
            Kind::Number,
            "Điểm mong đợi",
            "Expected points",
            "Điểm đúng của chỉ số ở dòng này; mã “Tổng” là của cả bộ. So sánh chính xác.",
            "The right points of the row's indicator; the code “Total” is the whole. Compared exactly.",
        ),
        column("name.en", Kind::Text, "Ví dụ (tiếng Anh)", "Example in English", "", ""),
    ]],
    note: Both {
        vi: "Số liệu mẫu và điểm đúng, để kiểm tra cách tính.",
        en: "Sample figures and the right points, to check the rules.",
    },
};

/// What an example can say of a node beside its figures.
pub const SPECIAL_FIGURES: &[Word] = &[
    Word { code: "not_applicable", names: Both { vi: "Không áp dụng", en: "Not applicable" } },
    Word { code: "given_share", names: Both { vi: "Tỷ lệ cho trước", en: "Given share" } },
    Word { code: "given_points", names: Both { vi: "Điểm cho trước", en: "Given points" } },
    Word { code: "best", names: Both { vi: "Giá trị cao nhất", en: "Greatest value" } },
];

/// The code of the whole in examples.
pub const TOTAL: Word = Word { code: "#total", names: Both { vi: "Tổng", en: "Total" } };

/// Every sheet that is read, in the order in which they are written.
pub const TABLES: &[&Table] = &[
    &FRAMEWORK, &NODES, &INPUTS, &OPTIONS, &TIERS, &PARTS, &STEPS, &PILLARS, &GRADES, &ROUNDING, &DOCUMENTS, &EXAMPLES,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_a_sheet_means_one_column() {
        for table in TABLES {
            for column in table.all() {
                for name in [column.heading.vi, column.heading.en].iter().chain(column.also) {
                    let meant: Vec<&str> =
                        table.all().filter(|it| it.is_called(&fold(name))).map(|it| it.path).collect();
                    assert_eq!(meant, [column.path], "{}: {name}", table.name.vi);
                }
            }
        }
    }

    #[test]
    fn sheets_have_names_of_their_own() {
        let mut names: Vec<String> = TABLES.iter().flat_map(|it| [fold(it.name.vi), fold(it.name.en)]).collect();
        names.extend([fold(GUIDE.vi), fold(GUIDE.en)]);
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_parameter_of_a_rule_has_a_column() {
        for shape in words::SHAPES {
            for (_, path, _) in shape.fields {
                assert!(NODES.column(path).is_some() && PARTS.column(path).is_some(), "{path}");
            }
        }
    }
}
