//! The words of the sheets, in Vietnamese and English; reading takes either, and the word of `framework.json`.

/// A language of headings and words. What the framework itself says is in both anyway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SheetLanguage {
    /// Vietnamese, the reference.
    #[default]
    Vi,
    /// English.
    En,
}

/// A text of the sheets in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Both {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Both {
    /// The text in a language.
    pub fn pick(&self, language: SheetLanguage) -> &'static str {
        match language {
            SheetLanguage::Vi => self.vi,
            SheetLanguage::En => self.en,
        }
    }
}

/// A word that can stand in a cell.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// As in `framework.json`.
    pub code: &'static str,
    /// As people write it.
    pub names: Both,
}

const fn word(code: &'static str, vi: &'static str, en: &'static str) -> Word {
    Word { code, names: Both { vi, en } }
}

/// The code of a word in a cell.
pub fn code_of(words: &[Word], text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let is_meant = |word: &&Word| [word.code, word.names.vi, word.names.en].iter().any(|name| fold(name) == folded);
    words.iter().find(is_meant).map(|word| word.code)
}

/// The word for a code.
pub fn name_of(words: &[Word], code: &str, language: SheetLanguage) -> String {
    let found = words.iter().find(|word| word.code == code);
    found.map_or_else(|| code.to_owned(), |word| word.names.pick(language).to_owned())
}

/// A text without what people write differently: case, diacritics (composed or not), spaces, punctuation.
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let base = BASES.iter().find(|(_, letters)| letters.contains(c)).map_or(c, |(base, _)| *base);
        if base.is_alphanumeric() {
            folded.push(base);
        } else if !('\u{300}'..='\u{36f}').contains(&base) && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}

const BASES: &[(char, &str)] = &[
    ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
    ('e', "èéẻẽẹêềếểễệ"),
    ('i', "ìíỉĩị"),
    ('o', "òóỏõọôồốổỗộơờớởỡợ"),
    ('u', "ùúủũụưừứửữự"),
    ('y', "ỳýỷỹỵ"),
    ('d', "đ"),
];

/// Yes and no.
pub const YES_NO: &[Word] =
    &[word("yes", "Có", "Yes"), word("no", "Không", "No"), word("yes", "x", "true"), word("no", "Chưa", "false")];
pub const SCORING: &[Word] = &[word("points", "Tính điểm", "Points"), word("counted", "Đếm mục hoàn thành", "Counted")];
pub const BASIS: &[Word] = &[
    word("official", "Chính thức", "Official"),
    word("secondary", "Nguồn thứ cấp", "Secondary source"),
    word("inferred", "Suy ra", "Inferred"),
    word("allocated", "Phân bổ đều", "Allocated"),
    word("counted", "Đếm", "Counted"),
];
pub const ROLE: &[Word] = &[
    word("scored", "Tính điểm", "Scored"),
    word("bonus", "Điểm cộng", "Bonus"),
    word("penalty", "Điểm trừ", "Penalty"),
    word("prerequisite", "Điều kiện", "Prerequisite"),
    word("not_scored", "Không tính điểm", "Not scored"),
    word("information", "Thông tin chung", "Information"),
];
pub const INPUT_KIND: &[Word] = &[
    word("count", "Số đếm", "Count"),
    word("number", "Số", "Number"),
    word("percent", "Phần trăm", "Percentage"),
    word("yes_no", "Có/Không", "Yes/No"),
    word("choice", "Lựa chọn", "Choice"),
    word("text", "Chữ", "Text"),
];
pub const ROUNDING_LEVEL: &[Word] =
    &[word("leaf", "Điểm từng chỉ số", "Points of each leaf"), word("index_value", "Giá trị chỉ số", "Index value")];
pub const ROUNDING_MODE: &[Word] = &[
    word("half_up", "Nửa lên", "Half up"),
    word("half_even", "Nửa về số chẵn", "Half to even"),
    word("down", "Bỏ phần thừa", "Down"),
];
pub const OTHERWISE: &[Word] =
    &[word("proportional", "Theo tỷ lệ", "In proportion"), word("zero", "0 điểm", "Nothing")];
pub const DIRECTION: &[Word] =
    &[word("at_least", "Từ mức này trở lên", "At least"), word("at_most", "Không quá", "At most")];
pub const IF_ZERO: &[Word] = &[
    word("zero", "0 điểm", "Nothing"),
    word("full", "Đủ điểm", "Everything"),
    word("not_applicable", "Không áp dụng", "Not applicable"),
];
pub const GIVEN_AS: &[Word] = &[
    word("points", "Điểm", "Points"),
    word("share", "Tỷ lệ từ 0 đến 1", "Share from 0 to 1"),
    word("percent", "Phần trăm", "Percentage"),
];

/// Where options, tiers, parts and steps of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Nowhere.
    None,
    /// One row an option.
    Options,
    /// One row a tier.
    Tiers,
    /// One row a part.
    Parts,
    /// One row a step; there may be none.
    Steps,
}

/// One rule shape: its word, and which column holds which field.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Its word.
    pub word: Word,
    /// Field of `framework.json`, column, whether it must be filled in.
    pub fields: &'static [(&'static str, &'static str, bool)],
    /// What it has rows for.
    pub rows: Rows,
    /// The inputs that are made where the row names none: name, kind.
    pub own_inputs: &'static [(&'static str, &'static str)],
    /// An example for the explanation sheet.
    pub example: Both,
}

/// The shape of a word or code.
pub fn shape_of(text: &str) -> Option<&'static Shape> {
    let code = SHAPES.iter().find(|shape| code_of(&[shape.word], text).is_some())?.word.code;
    SHAPES.iter().find(|shape| shape.word.code == code)
}

/// Every rule shape.
pub const SHAPES: &[Shape] = &[
    Shape {
        word: word("choice", "Chọn một", "Choice"),
        fields: &[("input", "#figure", true)],
        rows: Rows::Options,
        own_inputs: &[("choice", "choice")],
        example: Both {
            vi: "Loại quy tắc “Chọn một”; ở trang “Lựa chọn” mỗi phương án một dòng: Chủ tịch → Điểm tối đa; Phó Chủ tịch → 1/2*Điểm tối đa; Chưa có → 0",
            en: "Rule “Choice”; one row an option on the sheet “Options”: The chair → Maximum; A deputy → 1/2*Maximum; Nobody → 0",
        },
    },
    Shape {
        word: word("yes_no", "Có/Không", "Yes/No"),
        fields: &[("input", "#figure", true)],
        rows: Rows::None,
        own_inputs: &[("done", "yes_no")],
        example: Both {
            vi: "Loại quy tắc “Có/Không”, các cột khác để trống: “Có” được đủ điểm, “Không” được 0",
            en: "Rule “Yes/No”, other columns empty: yes earns everything, no nothing",
        },
    },
    Shape {
        word: word("sum", "Cộng các phần", "Sum"),
        fields: &[("cap", "#cap", false)],
        rows: Rows::Parts,
        own_inputs: &[],
        example: Both {
            vi: "Loại quy tắc “Cộng các phần”; ở trang “Phần”: P1 Có kế hoạch, 40%, Có/Không; P2 Có báo cáo, 60%, Có/Không",
            en: "Rule “Sum”; on the sheet “Parts”: P1 There is a plan, 40%, Yes/No; P2 There is a report, 60%, Yes/No",
        },
    },
    Shape {
        word: word("all", "Đạt mọi phần", "All"),
        fields: &[],
        rows: Rows::Parts,
        own_inputs: &[],
        example: Both {
            vi: "Loại quy tắc “Đạt mọi phần”; ở trang “Phần” mỗi phần một dòng, cột Điểm để trống",
            en: "Rule “All”; one row a part on the sheet “Parts”, without points",
        },
    },
    Shape {
        word: word("best_of", "Lấy phần cao nhất", "Best of"),
        fields: &[],
        rows: Rows::Parts,
        own_inputs: &[],
        example: Both {
            vi: "Loại quy tắc “Lấy phần cao nhất”; ở trang “Phần”: P1 Đạt giải quốc gia, Điểm tối đa; P2 Đạt giải cấp tỉnh, 50%",
            en: "Rule “Best of”; on the sheet “Parts”: P1 A national prize, Maximum; P2 A provincial prize, 50%",
        },
    },
    Shape {
        word: word("ratio", "Tỷ lệ", "Ratio"),
        fields: &[
            ("numerator", "#figure", true),
            ("denominator", "#denominator", true),
            ("percent", "#percent", false),
            ("full_from", "#bound", false),
            ("otherwise", "#otherwise", false),
            ("if_zero", "#if_zero", false),
            ("may_exceed", "#may_exceed", false),
        ],
        rows: Rows::None,
        own_inputs: &[("a", "number"), ("b", "number")],
        example: Both {
            vi: "Loại quy tắc “Tỷ lệ”, Số liệu a, Mẫu số b, Đủ điểm khi đạt 80%, Khi mẫu số bằng 0: Không áp dụng → Điểm = (a/b)/80% × điểm tối đa",
            en: "Rule “Ratio”, figure a, denominator b, full from 80%, not applicable if the denominator is 0 → (a/b)/80% × maximum",
        },
    },
    Shape {
        word: word("ratio_down", "Tỷ lệ càng thấp càng tốt", "Ratio, less is better"),
        fields: &[
            ("numerator", "#figure", true),
            ("denominator", "#denominator", true),
            ("percent", "#percent", false),
            ("full_until", "#bound", true),
            ("zero_from", "#zero_from", false),
            ("otherwise", "#otherwise", false),
            ("if_zero", "#if_zero", false),
        ],
        rows: Rows::None,
        own_inputs: &[("a", "number"), ("b", "number")],
        example: Both {
            vi: "Loại quy tắc “Tỷ lệ càng thấp càng tốt”, Số liệu a, Mẫu số b, Đủ điểm khi đạt 5%, Hết điểm từ 50%",
            en: "Rule “Ratio, less is better”, figure a, denominator b, full at 5%, nothing from 50%",
        },
    },
    Shape {
        word: word("tiers", "Bậc", "Tiers"),
        fields: &[("value", "#figure", true), ("if_zero", "#if_zero", false)],
        rows: Rows::Tiers,
        own_inputs: &[("n", "number")],
        example: Both {
            vi: "Loại quy tắc “Bậc”, Số liệu n; ở trang “Bậc điểm”: Dưới 5 → 0; Từ 5, Dưới 20 → 50%; Từ 20 → Điểm tối đa",
            en: "Rule “Tiers”, figure n; on the sheet “Tiers”: below 5 → 0; from 5, below 20 → 50%; from 20 → Maximum",
        },
    },
    Shape {
        word: word("target", "Chỉ tiêu", "Target"),
        fields: &[
            ("value", "#figure", true),
            ("target", "#bound", true),
            ("direction", "#direction", false),
            ("otherwise", "#otherwise", false),
            ("if_zero", "#if_zero", false),
        ],
        rows: Rows::None,
        own_inputs: &[("n", "number")],
        example: Both {
            vi: "Loại quy tắc “Chỉ tiêu”, Số liệu n, Đủ điểm khi đạt 30, Chưa đạt thì: Theo tỷ lệ",
            en: "Rule “Target”, figure n, full from 30, otherwise in proportion",
        },
    },
    Shape {
        word: word("given", "Cho điểm", "Given"),
        fields: &[("input", "#figure", true), ("as", "#given_as", true)],
        rows: Rows::None,
        own_inputs: &[("value", "number")],
        example: Both {
            vi: "Loại quy tắc “Cho điểm”, Lấy theo: Điểm → nhập thẳng số điểm được chấm, đo hoặc khảo sát",
            en: "Rule “Given”, given as points → the points that were given, measured or surveyed are entered",
        },
    },
    Shape {
        word: word("contents", "Tỷ lệ nội dung", "Contents"),
        fields: &[("items", "#figure", true), ("full_from", "#bound", false)],
        rows: Rows::None,
        own_inputs: &[],
        example: Both {
            vi: "Loại quy tắc “Tỷ lệ nội dung”, Số liệu c1; c2; c3 (mỗi nội dung một dòng Có/Không ở trang “Đầu vào”), Đủ điểm khi đạt 2",
            en: "Rule “Contents”, figures c1; c2; c3 (each a Yes/No row on the sheet “Inputs”), full from 2",
        },
    },
    Shape {
        word: word("density", "Mật độ trên số dân", "Density"),
        fields: &[
            ("numerator", "#figure", true),
            ("population", "#denominator", true),
            ("per", "#per", true),
            ("full_from", "#bound", true),
            ("if_zero", "#if_zero", false),
        ],
        rows: Rows::None,
        own_inputs: &[],
        example: Both {
            vi: "Loại quy tắc “Mật độ trên số dân”, Số liệu a, Mẫu số dan_so, Trên số dân 1000, Đủ điểm khi đạt 5",
            en: "Rule “Density”, figure a, denominator population, per 1000 inhabitants, full from 5",
        },
    },
    Shape {
        word: word("per_item", "Mỗi cái được", "Per item"),
        fields: &[("input", "#figure", true), ("each", "#each", true), ("cap", "#cap", false)],
        rows: Rows::None,
        own_inputs: &[("n", "number")],
        example: Both {
            vi: "Loại quy tắc “Mỗi cái được”, Số liệu n, Mỗi cái được 2, Trần điểm 10",
            en: "Rule “Per item”, figure n, each earns 2, limit 10",
        },
    },
    Shape {
        word: word("against_best", "So với đơn vị cao nhất", "Against the best"),
        fields: &[("value", "#figure", true), ("if_zero", "#if_zero", false)],
        rows: Rows::None,
        own_inputs: &[("n", "number")],
        example: Both {
            vi: "Loại quy tắc “So với đơn vị cao nhất”, Số liệu n → Điểm = n / giá trị cao nhất × điểm tối đa",
            en: "Rule “Against the best”, figure n → n / the greatest value × maximum",
        },
    },
    Shape {
        word: word("formula", "Công thức", "Formula"),
        fields: &[("expression", "#figure", true), ("if_zero", "#if_zero", false)],
        rows: Rows::Steps,
        own_inputs: &[],
        example: Both {
            vi: "Loại quy tắc “Công thức”, Số liệu min(a, b) / b * max_points; trong công thức số viết với dấu chấm (0.5)",
            en: "Rule “Formula”, figure min(a, b) / b * max_points; numbers in formulas have a decimal point (0.5)",
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_however_they_are_typed() {
        for text in ["Tỷ lệ", "TỶ LỆ ", "ty le", "Ty\u{309} le\u{302}\u{323}", "ratio", "Ratio"] {
            assert_eq!(shape_of(text).map(|it| it.word.code), Some("ratio"), "{text}");
        }
        assert_eq!(code_of(YES_NO, "CÓ"), Some("yes"));
        assert_eq!(code_of(YES_NO, "có lẽ"), None);
        assert_eq!(code_of(YES_NO, ""), None);
    }

    #[test]
    fn no_two_words_of_a_list_mean_different_things() {
        let shapes: Vec<Word> = SHAPES.iter().map(|shape| shape.word).collect();
        let lists: &[&[Word]] = &[
            &shapes,
            YES_NO,
            SCORING,
            BASIS,
            ROLE,
            INPUT_KIND,
            ROUNDING_LEVEL,
            ROUNDING_MODE,
            OTHERWISE,
            DIRECTION,
            IF_ZERO,
            GIVEN_AS,
        ];
        for list in lists {
            for word in *list {
                for name in [word.code, word.names.vi, word.names.en] {
                    assert_eq!(code_of(list, name), Some(word.code), "{name}");
                }
            }
        }
    }
}
