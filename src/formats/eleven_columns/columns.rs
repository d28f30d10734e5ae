//! The eleven columns and the words in them.

use crate::engine::{exact::Exact, scoring::Status};
use crate::formats::framework_sheet::{Both, SheetLanguage, fold};

/// One of the eleven columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// “Mã”
    Code,
    /// “Chỉ tiêu”
    Name,
    /// “Nhóm”
    Group,
    /// “Điểm tối đa”
    Max,
    /// “Tự đánh giá”
    SelfScore,
    /// “Thẩm định”
    Appraised,
    /// “Chênh lệch”
    Difference,
    /// “Trạng thái”
    Status,
    /// “Phụ trách”
    Responsible,
    /// “Hạn xử lý”
    Deadline,
    /// “Minh chứng/Ghi chú”
    Remark,
}

impl Field {
    /// All of them, in the order of the export that communes receive.
    pub const ALL: [Field; 11] = [
        Field::Code,
        Field::Name,
        Field::Group,
        Field::Max,
        Field::SelfScore,
        Field::Appraised,
        Field::Difference,
        Field::Status,
        Field::Responsible,
        Field::Deadline,
        Field::Remark,
    ];

    /// What the export calls it.
    pub fn heading(self) -> &'static str {
        match self {
            Field::Code => "Mã",
            Field::Name => "Chỉ tiêu",
            Field::Group => "Nhóm",
            Field::Max => "Điểm tối đa",
            Field::SelfScore => "Tự đánh giá",
            Field::Appraised => "Thẩm định",
            Field::Difference => "Chênh lệch",
            Field::Status => "Trạng thái",
            Field::Responsible => "Phụ trách",
            Field::Deadline => "Hạn xử lý",
            Field::Remark => "Minh chứng/Ghi chú",
        }
    }

    /// A stable name, for programs and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Field::Code => "code",
            Field::Name => "name",
            Field::Group => "group",
            Field::Max => "max",
            Field::SelfScore => "self",
            Field::Appraised => "appraised",
            Field::Difference => "difference",
            Field::Status => "status",
            Field::Responsible => "responsible",
            Field::Deadline => "deadline",
            Field::Remark => "remark",
        }
    }

    /// Whether it holds numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Field::Max | Field::SelfScore | Field::Appraised | Field::Difference)
    }

    /// Other names, folded: without marks, case and punctuation.
    fn names(self) -> &'static [&'static str] {
        match self {
            Field::Code => &["ma", "ma so", "ma chi tieu", "ma tieu chi", "ma chi so", "stt", "tt", "code"],
            Field::Name => &[
                "chi tieu",
                "ten chi tieu",
                "tieu chi",
                "ten tieu chi",
                "chi so",
                "ten chi so",
                "chi so thanh phan",
                "noi dung",
                "nhiem vu",
                "indicator",
                "name",
            ],
            Field::Group => &["nhom", "nhom chi tieu", "nhom tieu chi", "linh vuc", "tru cot", "chi so chinh", "group"],
            Field::Max => &["diem toi da", "toi da", "thang diem", "diem chuan", "diem max", "maximum", "max"],
            Field::SelfScore => &[
                "tu danh gia",
                "diem tu danh gia",
                "diem tu cham",
                "tu cham",
                "tu cham diem",
                "self",
                "self score",
                "self assessed",
            ],
            Field::Appraised => &[
                "tham dinh",
                "diem tham dinh",
                "ket qua tham dinh",
                "diem hoi dong",
                "diem hoi dong tham dinh",
                "appraised",
                "appraised score",
            ],
            Field::Difference => &["chenh lech", "diem chenh lech", "difference"],
            Field::Status => &["trang thai", "tinh trang", "status"],
            Field::Responsible => &[
                "phu trach",
                "don vi phu trach",
                "nguoi phu trach",
                "bo phan phu trach",
                "chu tri",
                "don vi chu tri",
                "responsible",
            ],
            Field::Deadline => &["han xu ly", "han", "thoi han", "han hoan thanh", "thoi han hoan thanh", "deadline"],
            Field::Remark => &[
                "minh chung ghi chu",
                "minh chung",
                "ghi chu",
                "tai lieu kiem chung",
                "minh chung va ghi chu",
                "evidence",
                "remark",
                "evidence notes",
            ],
        }
    }

    /// The field that a heading means; units and remarks in parentheses do not count.
    pub fn of_heading(heading: &str) -> Option<Field> {
        let whole = fold(heading);
        let without = heading.split_once('(').map(|(before, _)| fold(before));
        let is_called =
            |field: &Field, folded: &str| field.names().contains(&folded) || fold(field.heading()) == folded;
        let find = |folded: &str| Field::ALL.into_iter().find(|field| is_called(field, folded));
        find(&whole).or_else(|| without.and_then(|folded| find(&folded)))
    }
}

/// The words of the column “Trạng thái”, those of the pages.
pub const STATUSES: [(Status, Both); 6] = [
    (Status::NoFigures, Both { vi: "Chưa có số liệu", en: "No figures yet" }),
    (Status::NotStarted, Both { vi: "Chưa thực hiện", en: "Not started" }),
    (Status::InProgress, Both { vi: "Đang thực hiện", en: "In progress" }),
    (Status::Done, Both { vi: "Hoàn thành", en: "Done" }),
    (Status::EvidenceNeeded, Both { vi: "Cần bổ sung minh chứng", en: "Evidence needed" }),
    (Status::NotApplicable, Both { vi: "Không áp dụng", en: "Not applicable" }),
];

/// The word for a status; nothing is said of what is not scored.
pub fn status_word(status: Status, language: SheetLanguage) -> &'static str {
    STATUSES.iter().find(|(known, _)| *known == status).map_or("", |(_, words)| words.pick(language))
}

/// The status that a word stands for, and in which language.
pub fn status_of(word: &str) -> Option<(Status, SheetLanguage)> {
    let folded = fold(word);
    let find = |language: SheetLanguage| {
        let known = STATUSES.iter().find(|(_, words)| fold(words.pick(language)) == folded);
        known.map(|(status, _)| (*status, language))
    };
    find(SheetLanguage::Vi).or_else(|| find(SheetLanguage::En))
}

/// The status that follows from the scores of a line, in the order of the forms.
pub fn derived_status(max: Option<&Exact>, self_score: Option<&Exact>, appraised: Option<&Exact>) -> Status {
    match (self_score, appraised) {
        (None, _) => Status::NoFigures,
        (Some(own), Some(appraised)) if appraised < own => Status::EvidenceNeeded,
        (Some(own), _) if Some(own) == max => Status::Done,
        (Some(own), _) if own.is_zero() => Status::NotStarted,
        _ => Status::InProgress,
    }
}

/// Whether a remark is still what the form says in an empty field, or says nothing.
pub fn is_placeholder(remark: &str) -> bool {
    let folded = fold(remark);
    let is_heading = Field::of_heading(remark) == Some(Field::Remark);
    let dots = !remark.trim().is_empty() && folded.is_empty();
    let begins = PLACEHOLDERS.iter().any(|words| folded == *words || folded.starts_with(&format!("{words} ")));
    let bracketed = ["[", "<", "{{"].iter().any(|open| remark.trim().starts_with(open))
        && ["]", ">", "}}"].iter().any(|close| remark.trim().ends_with(close));
    is_heading || dots || begins && folded.len() < 120 || bracketed
}

/// How texts in empty fields of forms begin, folded.
const PLACEHOLDERS: [&str; 18] = [
    "nhap minh chung",
    "nhap ghi chu",
    "nhap noi dung",
    "nhap so",
    "nhap link",
    "nhap duong dan",
    "nhap tai lieu",
    "ghi ro so ky hieu",
    "ghi ro ten van ban",
    "ghi minh chung",
    "dien minh chung",
    "dien noi dung",
    "mo ta minh chung",
    "dinh kem minh chung",
    "dan link",
    "vi du",
    "xxx",
    "lorem ipsum",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_whatever_they_are_called() {
        fn check(heading: &str, expected: Option<Field>) {
            assert_eq!(Field::of_heading(heading), expected, "{heading}");
        }
        for field in Field::ALL {
            check(field.heading(), Some(field));
            check(&fold(field.heading()), Some(field));
            check(&field.heading().to_uppercase(), Some(field));
        }
        check("Điểm tự đánh giá (điểm)", Some(Field::SelfScore));
        check("  MINH CHỨNG /\nGHI CHÚ ", Some(Field::Remark));
        check("Số điện thoại", None);
        check("", None);
    }

    #[test]
    fn a_status_follows_from_scores() {
        fn check(max: &str, own: Option<&str>, appraised: Option<&str>, expected: Status) {
            let read = |text: &str| Exact::parse_decimal(text).unwrap();
            let (own, appraised) = (own.map(read), appraised.map(read));
            assert_eq!(derived_status(Some(&read(max)), own.as_ref(), appraised.as_ref()), expected);
        }
        check("10", None, None, Status::NoFigures);
        check("10", Some("0"), None, Status::NotStarted);
        check("10", Some("4"), Some("4"), Status::InProgress);
        check("10", Some("10"), Some("10"), Status::Done);
        check("10", Some("10"), Some("9.5"), Status::EvidenceNeeded);
        check("10", Some("4"), Some("5"), Status::InProgress);
    }

    #[test]
    fn what_a_form_says_in_an_empty_field_is_no_evidence() {
        for text in ["Nhập minh chứng", "…", "Minh chứng/Ghi chú", "[Nhập link]", "xxx", "Ví dụ: 12/KH-UBND"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "466/QĐ-UBND - 15/03/2026: khảo sát", "Nhập khẩu thiết bị theo hợp đồng 12", "Đạt"]
        {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
