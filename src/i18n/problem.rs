//! Problems in sentences: where, what happened, and what to do.

use super::{
    Language, number,
    own::{find, text, text_with},
    rule,
};
use crate::engine::{
    framework::Framework,
    problem::{Problem, ProblemKind},
};

/// The values of a problem that are numbers, with a decimal point as files write them.
const NUMBERS: [&str; 21] = [
    "line", "column", "size", "limit", "depth", "points", "stated", "sum", "award", "max", "best", "tier", "first",
    "second", "value", "places", "min", "part", "whole", "computed", "count",
];

/// The parts of a node that have a name of their own.
const FIELDS: [&str; 9] = [
    "name",
    "description",
    "deadline",
    "support_organization",
    "official_count",
    "max_points",
    "rule_basis",
    "rule_derivation",
    "appraised",
];

/// A problem, with its place in words.
pub fn problem_text(problem: &Problem, language: Language) -> String {
    with_place(problem, &place(&problem.place, None, language), language)
}

/// The same, with the label of the input as the form shows it.
pub fn problem_text_in(problem: &Problem, framework: &Framework, language: Language) -> String {
    with_place(problem, &place(&problem.place, Some(framework), language), language)
}

/// The sentence alone, for a place where it is clear what it is about. Where a file and a spreadsheet call the remedy
/// something else, a cell has a sentence of its own.
pub fn message(problem: &Problem, language: Language) -> String {
    let values: Vec<(&str, String)> = problem.kind.values();
    // A text that is a number all the same is written as the page writes numbers; other texts stay as typed.
    let is_number = matches!(problem.kind, ProblemKind::FigureNotWhole { .. });
    let shown = |name: &str, value: &str| match name {
        "text" if is_number => number::written(value, language),
        _ => shown(name, value, language),
    };
    let shown = |name: &str, value: &str| match &problem.kind {
        ProblemKind::NotASpreadsheet { .. } if reason_key(value) == "fault.json.other" => {
            text(language, "fault.sheet.other").to_owned()
        }
        // «1.500» was read as 1500: with a mark between the thousands nobody could tell.
        ProblemKind::AmountAmbiguous { .. } if name == "value" => number::edit(value, language),
        _ => shown(name, value),
    };
    let shown: Vec<(&str, String)> = values.into_iter().map(|(name, value)| (name, shown(name, &value))).collect();
    let borrowed: Vec<(&str, &str)> = shown.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = format!("problem.{}", problem.kind.code());
    let in_cell = Some(format!("{key}.cell")).filter(|_| problem.place.contains('!'));
    let in_cell = in_cell.filter(|key| find(language, key).is_some());
    text_with(language, &in_cell.unwrap_or(key), &borrowed)
}

fn with_place(problem: &Problem, place: &str, language: Language) -> String {
    let message = message(problem, language);
    match place {
        "" => message,
        place => text_with(language, "place.text", &[("place", place), ("text", &message)]),
    }
}

fn shown(name: &str, value: &str, language: Language) -> String {
    match name {
        "reason" => reason(value, language),
        "what" => find(language, &format!("sheet_limit.{}", value.replace(' ', "_"))).unwrap_or(value).to_owned(),
        "format" => find(language, &format!("file_format.{value}")).unwrap_or(value).to_owned(),
        "basis" => find(language, &format!("basis.{value}.name")).unwrap_or(value).to_owned(),
        "expected" => value
            .split(" or ")
            .map(|kind| input_kind(kind, language))
            .reduce(|first, second| text_with(language, "input_kind.or", &[("first", &first), ("second", &second)]))
            .unwrap_or_default(),
        _ if NUMBERS.contains(&name) => number::written(value, language),
        _ => value.to_owned(),
    }
}

/// The kind of an input or of a field; other expectations (a format) stay as they are.
fn input_kind(kind: &str, language: Language) -> String {
    if let Some(words) = kind.strip_prefix("one of ") {
        return text_with(language, "json_type.one_of", &[("words", words)]);
    }
    let json_type = || find(language, &format!("json_type.{}", kind.replace(' ', "_")));
    find(language, &format!("input_kind.{kind}")).or_else(json_type).unwrap_or(kind).to_owned()
}

/// Why something could not be read, in the words of the language.
fn reason(english: &str, language: Language) -> String {
    let name = english.split('`').nth(1).unwrap_or_default();
    text_with(language, reason_key(english), &[("name", name)])
}

fn reason_key(english: &str) -> &'static str {
    match () {
        () if english.starts_with("missing field") => "fault.json.missing_field",
        () if english.starts_with("unknown variant") => "fault.json.unknown_variant",
        () if english.starts_with("invalid type") => "fault.json.wrong_type",
        () if english.starts_with("EOF") => "fault.json.cut",
        () if english.ends_with("is not expected here") => "fault.formula.unexpected",
        () if english.starts_with("a comparison") => "fault.formula.comparison",
        () if english.ends_with("is expected here") => "fault.formula.expected",
        () if english.starts_with("the formula ends") => "fault.formula.cut",
        () if english.starts_with("it is not UTF-8") => "fault.sheet.text",
        () if english.starts_with("it is not an XLSX") => "fault.sheet.not_xlsx",
        () if english.starts_with("it is damaged") => "fault.sheet.damaged",
        () => "fault.json.other",
    }
}

/// A place in words: `4.1/a` is «Mục 4.1, ô “Số hồ sơ”», `Chỉ số!D14` is «Trang “Chỉ số”, ô D14».
pub fn place(place: &str, framework: Option<&Framework>, language: Language) -> String {
    // A cell: no identifier has an exclamation mark.
    if let Some((sheet, cell)) = place.rsplit_once('!') {
        return text_with(language, "place.cell", &[("sheet", sheet), ("cell", cell)]);
    }
    if let Some(rest) = place.strip_prefix("examples/") {
        let (number, inner) = rest.split_once('/').unwrap_or((rest, ""));
        if inner.is_empty() {
            return text_with(language, "place.example", &[("number", number)]);
        }
        let inner = self::place(inner, framework, language);
        return text_with(language, "place.example.part", &[("number", number), ("place", &inner)]);
    }
    let (first, second) = match place.split_once('/') {
        Some((first, second)) => (first, Some(second)),
        None => (place, None),
    };
    let of_file = find(language, &format!("place.file.{first}"));
    match (first, second, of_file) {
        ("", _, _) => String::new(),
        ("pillars", Some(id), _) => text_with(language, "place.pillar", &[("id", id)]),
        ("years", Some(id), _) => text_with(language, "place.years", &[("id", id)]),
        ("documents", Some(id), _) => text_with(language, "place.document", &[("id", id)]),
        ("headings", Some(id), _) => text_with(language, "place.heading", &[("id", id)]),
        ("entries", Some(id), _) => text_with(language, "place.entry", &[("id", id)]),
        ("sums", Some(id), _) => text_with(language, "place.sum", &[("id", id)]),
        ("tables", Some(cell), _) => in_table(cell, language),
        (_, None, Some(words)) => words.to_owned(),
        (id, None, None) => text_with(language, "place.node", &[("id", id)]),
        (id, Some(part), _) => {
            let leaf = framework.and_then(|it| it.node(it.find(id)?)).and_then(|node| node.leaf.as_ref());
            let input = leaf.and_then(|leaf| leaf.inputs.iter().find(|input| &*input.name == part));
            if let Some(input) = input {
                let label = rule::label(input, language);
                return text_with(language, "place.input", &[("id", id), ("label", label)]);
            }
            if FIELDS.contains(&part) {
                let field = find(language, &format!("place.field.{part}")).unwrap_or_default();
                return text_with(language, "place.field", &[("id", id), ("field", field)]);
            }
            text_with(language, "place.input", &[("id", id), ("label", part)])
        }
    }
}

/// A place of a budget: `projects/3/local` is «Bảng projects, dòng 3, cột local».
fn in_table(cell: &str, language: Language) -> String {
    let mut parts = cell.split('/');
    let table = parts.next().map(|id| text_with(language, "place.table", &[("id", id)]));
    let row = parts.next().map(|id| match id {
        "total" => text(language, "place.total_row").to_owned(),
        id => text_with(language, "place.row", &[("id", id)]),
    });
    let column = parts.next().map(|id| text_with(language, "place.column", &[("id", id)]));
    let words: Vec<String> = [table, row, column].into_iter().flatten().collect();
    words.join(", ")
}

/// The word that stands for a file as a whole in lists of problems.
pub fn whole_file(language: Language) -> &'static str {
    text(language, "place.whole_file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{exact::Exact, framework::check::check};

    fn exact(text: &str) -> Exact {
        Exact::parse_share(text).unwrap()
    }

    #[test]
    fn a_number_that_is_not_whole_is_written_as_it_was_typed() {
        let problem = Problem::new("", ProblemKind::FigureNotWhole { text: "1234.5".to_owned() });
        assert!(message(&problem, Language::Vi).contains("“1.234,5”"));
        assert!(message(&problem, Language::En).contains("“1,234.5”"));
    }

    #[test]
    fn a_problem_says_where_what_and_what_to_do() {
        fn says(place: &str, kind: ProblemKind, vi: &str, en: &str) {
            let problem = Problem::new(place, kind);
            assert_eq!(problem_text(&problem, Language::Vi), vi);
            assert_eq!(problem_text(&problem, Language::En), en);
        }
        says(
            "1.2",
            ProblemKind::AppraisedOutOfRange { value: exact("12.5"), max: exact("1000") },
            "Mục 1.2: Điểm thẩm định 12,5 phải từ 0 đến 1.000. Nhập lại điểm.",
            "1.2: The appraised score 12.5 must be from 0 to 1,000. Enter it again.",
        );
        says(
            "total",
            ProblemKind::TotalDiffers { stated: exact("1000"), sum: exact("960") },
            "Tổng điểm: Tổng điểm ghi 1.000 nhưng các phần cộng lại được 960. Sửa điểm, hoặc ghi lý do vào \
             “declared_total_differs” nếu văn bản gốc như vậy.",
            "The total: The total says 1,000, but the parts add up to 960. Correct the points, or give the reason in \
             “declared_total_differs” if the source is like that.",
        );
        says(
            "4.1/a",
            ProblemKind::WrongInputKind { name: "a".to_owned(), expected: "count or number or percent".to_owned() },
            "Mục 4.1, ô “a”: Ô nhập “a” phải thuộc loại số đếm hoặc số hoặc phần trăm. Đổi loại của ô nhập.",
            "4.1, “a”: The input “a” must be of the kind count or number or percentage. Change its kind.",
        );
        says(
            "4.1/max_points",
            ProblemKind::BasisNotAllowed { basis: "allocated".to_owned() },
            "Mục 4.1, điểm tối đa: Căn cứ “phân bổ đều” không dùng được ở đây. Chọn căn cứ khác.",
            "4.1, maximum: The basis “allocated” can not stand here. Choose another.",
        );
        says(
            "4.1",
            ProblemKind::FormulaSyntax { column: 7, reason: "`)` is expected here".to_owned() },
            "Mục 4.1: Công thức viết sai ở cột 7: cần có “)” ở đây. Sửa công thức.",
            "4.1: The formula is wrong at column 7: “)” is needed here. Correct it.",
        );
        says(
            "",
            ProblemKind::NotJson { line: 3, column: 1500, reason: "missing field `period`".to_owned() },
            "Không đọc được tệp ở dòng 3, cột 1.500: thiếu trường “period”. Sửa chỗ đó rồi mở lại, \
             hoặc mở bản đã lưu trước.",
            "The file can not be read at line 3, column 1,500: the field “period” is missing. \
             Correct that place and open it again, or open an earlier copy.",
        );
        let field = "declared_parts_differ".to_owned();
        says(
            "tables/projects/3/total_investment",
            ProblemKind::AmountsDiffer { stated: exact("55800"), sum: exact("50000"), field: field.clone() },
            "Bảng projects, dòng 3, cột total_investment: Số tiền ghi 55.800 nhưng các phần cộng lại được 50.000. \
             Sửa số tiền, hoặc ghi lý do vào “declared_parts_differ” nếu văn bản gốc như vậy.",
            "Table projects, row 3, column total_investment: 55,800 is stated, but the amounts add up to 50,000. \
             Correct the amounts, or give the reason in “declared_parts_differ” if the source is like that.",
        );
        says(
            "tables/tasks/total/amount",
            ProblemKind::AmountsAgree { field },
            "Bảng tasks, dòng tổng cộng, cột amount: Các số tiền cộng lại khớp. Xóa “declared_parts_differ”.",
            "Table tasks, the total, column amount: The amounts add up. Remove “declared_parts_differ”.",
        );
        says(
            "entries/units-quarter",
            ProblemKind::DayOutOfRange { value: exact("32") },
            "Hạn báo cáo units-quarter: Ngày 32 phải từ 1 đến 31. Sửa lại ngày.",
            "Report units-quarter: Day 32 must be from 1 to 31. Correct it.",
        );
        says(
            "headings/I.II.3",
            ProblemKind::NothingAsked,
            "Đề mục I.II.3: Đề mục không có mục con và không yêu cầu nội dung gì. Thêm nội dung vào “asks”, \
             hoặc thêm mục con.",
            "Heading I.II.3: The heading has no parts and asks for nothing. Add to “asks”, or add parts.",
        );
        says(
            "pillars/digital-government",
            ProblemKind::PillarDiffers { stated: exact("700"), sum: exact("650.5") },
            "Trụ cột digital-government: Trụ cột ghi 700 điểm nhưng các mục cộng lại được 650,5. \
             Sửa điểm hoặc danh sách mục.",
            "Pillar digital-government: The pillar says 700 points, but its members add up to 650.5. \
             Correct the points or the members.",
        );
    }

    #[test]
    fn an_input_is_called_by_its_label() {
        let text = include_str!("../../indicators/dti-province-2022/framework.json");
        let framework = check(&serde_json::from_str(text).unwrap(), "", &|_| true).unwrap();
        let (_, node, leaf) = framework.leaves().find(|(_, _, leaf)| !leaf.inputs.is_empty()).unwrap();
        let kind = ProblemKind::FigureNotANumber { text: "12a".to_owned() };
        let problem = Problem::new(format!("{}/{}", node.id, leaf.inputs[0].name), kind);
        let expected = format!(
            "Mục {}, ô “{}”: “12a” không phải là số. Nhập bằng chữ số, ví dụ 1.234,5.",
            node.id,
            rule::label(&leaf.inputs[0], Language::Vi),
        );
        assert_eq!(problem_text_in(&problem, &framework, Language::Vi), expected);
    }

    /// Code and fields of every kind, as the engine declares them.
    fn declared() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
        let source = include_str!("../engine/problem.rs");
        let (_, kinds) = source.split_once("problem_kinds! {\n    //").unwrap();
        let declaration = |line: &'static str| {
            let (head, rest) = line.split_once(" = \"")?;
            let (code, _) = rest.split_once('"')?;
            let fields = head.split_once("{ ").and_then(|(_, fields)| fields.split_once(" }")).map_or("", |it| it.0);
            let fields = fields.split(", ").filter_map(|field| field.split_once(": ")).collect();
            Some((code, fields))
        };
        kinds.lines().filter_map(declaration).collect()
    }

    #[test]
    fn messages_use_the_values_of_their_problem_and_numbers_are_known_as_such() {
        let declared = declared();
        let codes: Vec<&str> = declared.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ProblemKind::CODES);
        for (code, fields) in declared {
            for language in Language::ALL {
                let message = find(language, &format!("problem.{code}")).unwrap();
                for placeholder in message.split('{').skip(1).filter_map(|it| it.split('}').next()) {
                    assert!(fields.iter().any(|(name, _)| *name == placeholder), "{code}: {placeholder}");
                }
            }
            for (name, kind) in fields {
                // Numbers that are rounded for their sentence.
                let is_rounded = name == "computed" || code == "stated_differs";
                assert_eq!(NUMBERS.contains(&name), kind != "String" || is_rounded, "{code}: {name}: {kind}");
            }
        }
    }
}
