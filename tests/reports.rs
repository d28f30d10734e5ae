//! What reports need: the outline of the ministry, the deadlines of Bắc Giang, the budget of Đồng Tháp, and what is
//! said about such files when something is wrong with them.
//!
//! Headings, days and amounts were read from the documents that the files name.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    rc::Rc,
    sync::LazyLock,
};

use thuocso::{
    engine::{
        calendar::{Calendar, Period, deadlines},
        exact::Exact,
        problem::Problem,
    },
    formats::{
        budget::{self, Budget},
        builtin, calendar,
        documents::{self, Documents},
        outline::{self, AskKind, Heading, Outline},
    },
    i18n::{Language, deadline::deadline, problem::problem_text},
};

static REGISTER: LazyLock<Documents> = LazyLock::new(|| documents::read(builtin::DOCUMENTS).unwrap());

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn ships(id: &str) -> bool {
    builtin::IDS.contains(&id)
}

fn report_form() -> Outline {
    outline::read(&file("indicators/mic-2024-report/outline.json"), &REGISTER, &ships).unwrap()
}

fn bac_giang() -> Calendar {
    calendar::read(&file("indicators/bac-giang-2022-reporting/calendar.json"), &REGISTER, &ships).unwrap()
}

fn dong_thap() -> Budget {
    budget::read(&file("data/dong-thap-2022-budget/budget.json"), &REGISTER).unwrap()
}

#[test]
fn the_report_form_has_eleven_sections_of_results_in_order() {
    let outline = report_form();
    let sections: Vec<(&str, &str)> = outline.find("I.II").unwrap().children.iter().map(numbered).collect();
    let expected = [
        ("1", "Nhận thức số"),
        ("2", "Thể chế số"),
        ("3", "Hạ tầng số"),
        ("4", "Dữ liệu số"),
        ("5", "Nền tảng số"),
        ("6", "Nhân lực số"),
        ("7", "An toàn thông tin mạng"),
        ("8", "Chính phủ số"),
        ("9", "Kinh tế số"),
        ("10", "Xã hội số"),
        ("11", "Kinh phí thực hiện"),
    ];
    assert_eq!(sections, expected);
    let tasks: Vec<(&str, &str)> = outline.find("II.III").unwrap().children.iter().map(numbered).collect();
    assert_eq!(tasks, expected[..10], "the plan has the same sections but for the funds");
}

fn numbered(heading: &Heading) -> (&str, &str) {
    (&heading.number, &heading.title.vi)
}

#[test]
fn each_section_of_results_asks_for_what_was_reached_and_what_was_not() {
    let outline = report_form();
    let asked: Vec<&Heading> =
        outline.all().into_iter().filter(|it| it.id.starts_with("I.II.") && it.children.is_empty()).collect();
    // Sections 1 and 2 ask by part: 1.1 to 1.3, 2.1 and 2.2; then 3 to 11.
    let numbers: Vec<&str> = asked.iter().map(|heading| &*heading.number).collect();
    assert_eq!(numbers, ["1.1", "1.2", "1.3", "2.1", "2.2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
    for heading in &asked[..13] {
        let asks: Vec<(AskKind, &str, &str)> =
            heading.asks.iter().map(|ask| (ask.kind, &*ask.number, &*ask.label.vi)).collect();
        let expected =
            [(AskKind::Results, "a)", "Kết quả đạt được"), (AskKind::Shortcomings, "b)", "Tồn tại, hạn chế")];
        assert_eq!(asks, expected, "{}", heading.id);
    }
    assert!(asked[13].asks.iter().all(|ask| ask.kind == AskKind::Statement));
    for heading in outline.all() {
        assert_eq!(*heading.source.section, format!("III.{}", heading.id), "a section is annex, part and number");
    }
}

#[test]
fn the_report_form_has_two_parts_and_the_plan_seven_sections() {
    let outline = report_form();
    let parts: Vec<(&str, Option<u16>)> = outline.headings.iter().map(|it| (&*it.number, it.year)).collect();
    assert_eq!(parts, [("Phần I", Some(2023)), ("Phần II", Some(2024))]);
    let plan: Vec<&str> = outline.headings[1].children.iter().map(|heading| &*heading.title.vi).collect();
    let expected = [
        "Căn cứ lập kế hoạch",
        "Mục tiêu",
        "Nhiệm vụ",
        "Giải pháp",
        "Kinh phí thực hiện",
        "Tổ chức thực hiện",
        "Danh mục nhiệm vụ, dự án",
    ];
    assert_eq!(plan, expected);
}

fn days(calendar: &Calendar, period: &str) -> Vec<(String, String)> {
    let found = deadlines(calendar, Period::parse(period).unwrap());
    found.iter().map(|it| (it.date.to_string(), it.entry.id.to_string())).collect()
}

#[test]
fn the_deadlines_of_bac_giang_fall_on_the_days_of_the_plan() {
    let calendar = bac_giang();
    let check = |period: &str, expected: [(&str, &str); 2]| {
        assert_eq!(days(&calendar, period), expected.map(|(day, id)| (day.to_owned(), id.to_owned())), "{period}");
    };
    check("2024-Q1", [("2024-03-25", "units-quarter"), ("2024-03-30", "department-quarter")]);
    check("2024-Q2", [("2024-06-25", "units-quarter"), ("2024-06-30", "department-quarter")]);
    check("2024-Q4", [("2024-12-25", "units-quarter"), ("2024-12-30", "department-quarter")]);
    check("2024", [("2024-12-20", "units-year"), ("2024-12-25", "department-year")]);
    assert_eq!(days(&calendar, "2024-H1"), [], "the plan has no half-year report");
    assert_eq!(calendar.frameworks.iter().map(|id| &**id).collect::<Vec<&str>>(), ["dti-province-2022"]);
}

#[test]
fn a_day_that_a_month_does_not_have_is_its_last_day() {
    // `year`: day 30 of the second month after the year; `half`: day 31 of the last month of the half-year.
    let calendar = calendar::read(&file("tests/bad/calendar/good.json"), &REGISTER, &ships).unwrap();
    let check = |period: &str, expected: &str| assert_eq!(days(&calendar, period)[0].0, expected, "{period}");
    check("2022", "2023-02-28");
    check("2023", "2024-02-29");
    check("1999", "2000-02-29");
    check("2099", "2100-02-28");
    check("2024-H1", "2024-06-30");
    check("2024-H2", "2024-12-31");
    check("2024-Q1", "2024-03-25");
}

#[test]
fn deadlines_are_said_in_both_languages() {
    let calendar = bac_giang();
    let found = deadlines(&calendar, Period::parse("2024-Q1").unwrap());
    assert_eq!(
        deadline(&found[1], Language::Vi),
        "Hạn: trước ngày 30/3/2024 — Sở Thông tin và Truyền thông gửi UBND tỉnh, Bộ Thông tin và Truyền thông: \
         tình hình, kết quả thực hiện Kế hoạch."
    );
    assert_eq!(
        deadline(&found[1], Language::En),
        "Due before 30 March 2024 — from Department of Information and Communications to Provincial People's Committee \
         and Ministry of Information and Communications: progress and results of the plan."
    );
    assert!(deadline(&found[0], Language::Vi).starts_with("Hạn: trước ngày 25/3/2024 — Các sở, cơ quan thuộc UBND"));
    // “By” a day, and a month that is written with two digits.
    let calendar = calendar::read(&file("tests/bad/calendar/good.json"), &REGISTER, &ships).unwrap();
    let found = deadlines(&calendar, Period::parse("2023").unwrap());
    assert_eq!(deadline(&found[0], Language::Vi), "Hạn: 29/02/2024 — Các sở gửi UBND tỉnh: kết quả năm.");
    assert_eq!(
        deadline(&found[0], Language::En),
        "Due 29 February 2024 — from Departments to People's Committee: results of the year."
    );
}

#[test]
fn the_totals_of_dong_thap_follow_from_the_rows() {
    let budget = dong_thap();
    let check = |table: &str, column: &str, expected: &str| {
        let table = budget.table(table).unwrap();
        let printed = &table.total.amounts[column];
        assert_eq!((printed.to_text(), table.sum(column).to_text()), (expected.to_owned(), expected.to_owned()));
    };
    check("projects", "total_investment", "177510");
    check("projects", "central", "50000");
    check("projects", "local", "121892");
    check("projects", "disbursed_to_2021", "26200");
    check("projects", "allocated_2022", "64900");
    check("tasks", "amount", "53325");
    let rows = |table: &str| budget.table(table).unwrap().rows.len();
    assert_eq!([rows("projects"), rows("tasks")], [8, 20]);
    let sums: Vec<(&str, String)> = budget.sums.iter().map(|sum| (&*sum.id, sum.value.to_text())).collect();
    let expected = [
        ("all", "118225"),
        ("investment", "64900"),
        ("investment-central", "15000"),
        ("investment-local", "49900"),
        ("recurrent", "53325"),
    ];
    assert_eq!(sums, expected.map(|(id, value)| (id, value.to_owned())));
    let breakdowns = budget.breakdowns();
    let ids: Vec<(&str, Vec<&str>)> =
        breakdowns.iter().map(|(whole, parts)| (&*whole.id, parts.iter().map(|it| &*it.id).collect())).collect();
    let expected =
        [("all", vec!["investment", "recurrent"]), ("investment", vec!["investment-central", "investment-local"])];
    assert_eq!(ids, expected);
}

#[test]
fn what_does_not_add_up_in_the_plan_of_dong_thap_is_declared() {
    let budget = dong_thap();
    let projects = budget.table("projects").unwrap();
    let declared: Vec<&str> =
        projects.rows.iter().filter(|row| row.line.declared_parts_differ.is_some()).map(|row| &*row.number).collect();
    assert_eq!(declared, ["1", "3"]);
    assert!(projects.total.declared_parts_differ.is_some());
    // The two rows explain the difference of the total: 5,618 − 5,800 and 55,800 − 50,000.
    let missing = |amounts: &BTreeMap<Rc<str>, Exact>| {
        let of = |column: &str| amounts.get(column).cloned().unwrap_or_default();
        &of("total_investment") - &(&of("central") + &of("local"))
    };
    let of_rows: Exact = projects.rows.iter().map(|row| missing(&row.line.amounts)).sum();
    assert_eq!((of_rows.to_text(), missing(&projects.total.amounts).to_text()), ("5618".to_owned(), "5618".to_owned()));
}

#[test]
fn the_tables_of_dong_thap_as_csv_are_those_of_the_budget() {
    let budget = dong_thap();
    for table in &budget.tables {
        let path = format!("data/dong-thap-2022-budget/{}.csv", table.id);
        let renew = format!("thuocso budget data/dong-thap-2022-budget/budget.json {} > {path}", table.id);
        assert!(file(&path) == budget::csv(table), "{path} is stale: {renew}");
    }
}

#[test]
fn csv_has_one_line_a_row_and_quotes_what_it_must() {
    let budget = budget::read(&file("tests/bad/budget/good.json"), &REGISTER).unwrap();
    let expected = "\
number,name_vi,name_en,from,to,lead_organization_vi,lead_organization_en,all,central,local,document,section,item
1,Dự án thứ nhất,Dự án thứ nhất,2021,2022,Sở A,Sở A,10,4,6,922-QD-BTTTT,I,
2,\"Dự án, thứ “hai”\",\"The \"\"second\"\", project\",,,Sở B,Sở B,5.5,,5.5,922-QD-BTTTT,I,
";
    assert_eq!(budget::csv(&budget.tables[0]), expected);
}

#[test]
fn pages_find_the_files_of_a_framework() {
    let index = |id: &str, frameworks: &[Rc<str>], name: &str| -> Vec<(String, String)> {
        frameworks.iter().map(|framework| (framework.to_string(), format!("indicators/{id}/{name}"))).collect()
    };
    let owned = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(framework, address)| ((*framework).to_owned(), (*address).to_owned())).collect()
    };
    let (outline, calendar) = (report_form(), bac_giang());
    assert_eq!(owned(builtin::OUTLINES), index(&outline.id, &outline.frameworks, "outline.json"));
    assert_eq!(owned(builtin::CALENDARS), index(&calendar.id, &calendar.frameworks, "calendar.json"));
}

/// A bad file, below `tests/bad/` and named by the code that it shows; its sentences for developers and for people.
struct Bad {
    kind: &'static str,
    code: &'static str,
    english: &'static [&'static str],
    vietnamese: &'static [&'static str],
}

const BAD: &[Bad] = &[
    Bad {
        kind: "outline",
        code: "nothing_asked",
        english: &["`headings/I.2`: the heading has no parts and asks for nothing"],
        vietnamese: &[
            "Đề mục I.2: Đề mục không có mục con và không yêu cầu nội dung gì. Thêm nội dung vào “asks”, hoặc thêm mục con.",
        ],
    },
    Bad {
        kind: "outline",
        code: "nothing_listed",
        english: &["`headings`: the list is empty"],
        vietnamese: &["Các đề mục: Danh sách này còn trống. Thêm ít nhất một mục."],
    },
    Bad {
        kind: "outline",
        code: "unknown_framework",
        english: &["`frameworks`: there is no framework `dti-2022`"],
        vietnamese: &["Các bộ chỉ số liên quan: Không có bộ chỉ số “dti-2022”. Sửa lại mã, hoặc thêm bộ chỉ số đó."],
    },
    Bad {
        kind: "calendar",
        code: "day_out_of_range",
        english: &[
            "`entries/quarter`: day 0 is not in the range 1..=31",
            "`entries/half`: day 32 is not in the range 1..=31",
        ],
        vietnamese: &[
            "Hạn báo cáo quarter: Ngày 0 phải từ 1 đến 31. Sửa lại ngày.",
            "Hạn báo cáo half: Ngày 32 phải từ 1 đến 31. Sửa lại ngày.",
        ],
    },
    Bad {
        kind: "calendar",
        code: "months_out_of_range",
        english: &["`entries/year`: 13 months after the end of the period are more than 12"],
        vietnamese: &["Hạn báo cáo year: Thời hạn ở 13 tháng sau khi hết kỳ, nhiều hơn 12 tháng. Sửa lại số tháng."],
    },
    Bad {
        kind: "budget",
        code: "amounts_agree",
        english: &[
            "`tables/projects/2`: `declared_parts_differ` is given, but the amounts add up",
            "`tables/projects/total`: `declared_parts_differ` is given, but the amounts add up",
            "`tables/projects/total`: `declared_total_differs` is given, but the amounts add up",
            "`sums/second`: `declared_total_differs` is given, but the amounts add up",
        ],
        vietnamese: &[
            "Bảng projects, dòng 2: Các số tiền cộng lại khớp. Xóa “declared_parts_differ”.",
            "Bảng projects, dòng tổng cộng: Các số tiền cộng lại khớp. Xóa “declared_parts_differ”.",
            "Bảng projects, dòng tổng cộng: Các số tiền cộng lại khớp. Xóa “declared_total_differs”.",
            "Tổng second: Các số tiền cộng lại khớp. Xóa “declared_total_differs”.",
        ],
    },
    Bad {
        kind: "budget",
        code: "amounts_differ",
        english: &[
            "`tables/projects/1/all`: 10 is stated, but the amounts add up to 11; `declared_parts_differ` does not say why",
            "`tables/projects/total/local`: 11.5 is stated, but the amounts add up to 12.5; `declared_total_differs` does not say why",
        ],
        vietnamese: &[
            "Bảng projects, dòng 1, cột all: Số tiền ghi 10 nhưng các phần cộng lại được 11. Sửa số tiền, hoặc ghi lý do vào “declared_parts_differ” nếu văn bản gốc như vậy.",
            "Bảng projects, dòng tổng cộng, cột local: Số tiền ghi 11,5 nhưng các phần cộng lại được 12,5. Sửa số tiền, hoặc ghi lý do vào “declared_total_differs” nếu văn bản gốc như vậy.",
        ],
    },
    Bad {
        kind: "budget",
        code: "not_in_table",
        english: &[
            "`tables/projects`: the table has no column or row `whole`",
            "`tables/projects`: the table has no column or row `local`",
            "`tables/projects/2`: the table has no column or row `loans`",
            "`sums/second`: the table has no column or row `whole`",
            "`sums/second`: the table has no column or row `3`",
        ],
        vietnamese: &[
            "Bảng projects: Bảng không có cột hoặc dòng “whole”. Sửa lại tên.",
            "Bảng projects: Bảng không có cột hoặc dòng “local”. Sửa lại tên.",
            "Bảng projects, dòng 2: Bảng không có cột hoặc dòng “loans”. Sửa lại tên.",
            "Tổng second: Bảng không có cột hoặc dòng “whole”. Sửa lại tên.",
            "Tổng second: Bảng không có cột hoặc dòng “3”. Sửa lại tên.",
        ],
    },
    Bad {
        kind: "budget",
        code: "unknown_table",
        english: &["`sums/second`: there is no table `tasks`", "`sums/second`: there is no table `loans`"],
        vietnamese: &[
            "Tổng second: Không có bảng “tasks”. Sửa lại tên bảng.",
            "Tổng second: Không có bảng “loans”. Sửa lại tên bảng.",
        ],
    },
    Bad {
        kind: "budget",
        code: "years_order",
        english: &["`tables/projects/1`: the period ends in 2022, before it starts in 2023"],
        vietnamese: &[
            "Bảng projects, dòng 1: Thời gian thực hiện kết thúc năm 2022, trước khi bắt đầu năm 2023. Sửa lại năm.",
        ],
    },
];

/// Files that show many problems, or codes that all files share.
const MANY: &[(&str, &[&str])] = &[
    (
        "outline/many_faults",
        &[
            "`id`: identifier `Good` must start with a letter or digit and hold only letters, digits, `.`, `-` and `_`, 64 bytes at most",
            "`title`: the Vietnamese text is empty",
            "`headings/I 1`: identifier `I 1` must start with a letter or digit and hold only letters, digits, `.`, `-` and `_`, 64 bytes at most",
            "`headings/I.2`: document `nowhere` is not in documents.json",
            "`headings/I.2`: the Vietnamese text is empty",
            "`headings/I.2`: identifier `I.2` is used more than once",
            "`headings/I.2`: the source names no document or no section",
        ],
    ),
    (
        "outline/wrong_fields",
        &[
            "field `headings[0].number` is missing",
            "field `headings[0].children[0].asks[0].kind` must be one of results, shortcomings, proposals, tasks, statement",
            "unknown field `headings[0].children[1].page`",
        ],
    ),
    (
        "calendar/many_faults",
        &[
            "`frameworks`: there is no framework `none`",
            "`notes`: the Vietnamese text is empty",
            "`entries/quarter`: identifier `quarter` is used more than once",
            "`entries/quarter`: document `nowhere` is not in documents.json",
            "`entries/year`: the Vietnamese text is empty",
            "`entries/year`: day 300 is not in the range 1..=31",
            "`entries/year`: 300 months after the end of the period are more than 12",
        ],
    ),
    (
        "calendar/wrong_fields",
        &[
            "field `entries[0].every` must be one of quarter, half_year, year",
            "field `entries[1].due.day` must be a whole number up to 65535 without quotation marks",
            "field `entries[2].due` is missing",
            "unknown field `entry`",
        ],
    ),
    (
        "budget/many_faults",
        &[
            "`measure_unit`: the Vietnamese text is empty",
            "`tables/projects/1/all`: `10.000,0` is not a decimal number of at most 28 digits",
            "`tables/projects/1`: document `nowhere` is not in documents.json",
            "`tables/projects/1`: identifier `1` is used more than once",
            "`tables/projects/1/local`: `-5.5` is not a decimal number of at most 28 digits",
            "`tables/projects/total/all`: 16 is stated, but the amounts add up to 15.5; `declared_parts_differ` does not say why",
            "`sums/second`: the table has no column or row `2`",
            "`sums/second`: identifier `second` is used more than once",
            "`sums/second`: the list is empty",
        ],
    ),
    (
        "budget/wrong_fields",
        &[
            "field `tables[0].rows[0].amounts.all` must be text in quotation marks",
            "field `tables[0].rows[1].lead_organization` must be an object",
            "field `tables[0].total` is missing",
            "unknown field `currency`",
        ],
    ),
];

fn problems(path: &str) -> Vec<Problem> {
    let text = file(&format!("tests/bad/{path}.json"));
    let kind = path.split('/').next().unwrap_or_default();
    let found = match kind {
        "outline" => outline::read(&text, &REGISTER, &ships).err(),
        "calendar" => calendar::read(&text, &REGISTER, &ships).err(),
        _ => budget::read(&text, &REGISTER).err(),
    };
    found.unwrap_or_default()
}

#[test]
fn every_bad_file_is_told_exactly_what_is_wrong() {
    for Bad { kind, code, english, vietnamese } in BAD {
        let found = problems(&format!("{kind}/{code}"));
        let texts: Vec<String> = found.iter().map(Problem::to_string).collect();
        assert_eq!(texts, *english, "{code}.json");
        let texts: Vec<String> = found.iter().map(|problem| problem_text(problem, Language::Vi)).collect();
        assert_eq!(texts, *vietnamese, "{code}.json");
        assert!(found.iter().all(|problem| problem.kind.code() == *code && problem.is_error()), "{code}.json");
    }
    for (path, english) in MANY {
        let texts: Vec<String> = problems(path).iter().map(Problem::to_string).collect();
        assert_eq!(texts, *english, "{path}.json");
    }
}

#[test]
fn good_files_have_no_problem_and_every_bad_file_is_in_a_table() {
    let mut known: BTreeSet<String> = BAD.iter().map(|bad| format!("{}/{}", bad.kind, bad.code)).collect();
    known.extend(MANY.iter().map(|(path, _)| (*path).to_owned()));
    for kind in ["outline", "calendar", "budget"] {
        assert_eq!(problems(&format!("{kind}/good")), []);
        known.insert(format!("{kind}/good"));
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad").join(kind)).unwrap() {
            let name = format!("{kind}/{}", entry.unwrap().path().file_stem().unwrap().to_str().unwrap());
            assert!(known.contains(&name), "{name} is in no table");
        }
    }
}

#[test]
fn other_and_newer_formats_are_refused_in_one_sentence() {
    fn check(found: Option<Vec<Problem>>, expected: &str) {
        let texts: Vec<String> = found.unwrap_or_default().iter().map(Problem::to_string).collect();
        assert_eq!(texts, [expected]);
    }
    let read = |text: &str| outline::read(text, &REGISTER, &ships).err();
    check(read(&file("tests/bad/good.json")), "`format`: format `thuocso-framework/1` is not `thuocso-outline/1`");
    let newer = r#"{"format": "thuocso-outline/2", "pages": 3}"#;
    check(
        read(newer),
        "`format`: format `thuocso-outline/2` is newer than `thuocso-outline/1`, which this version reads",
    );
    check(read("[1]"), "field `(file)` must be an object");
    check(read(""), "line 1, column 0: EOF while parsing a value");
    let wrong = file("tests/bad/budget/good.json");
    let expected = "`format`: format `thuocso-budget/1` is not `thuocso-calendar/1`";
    check(calendar::read(&wrong, &REGISTER, &ships).err(), expected);
}

#[test]
fn no_cut_and_no_slip_of_the_pen_panics() {
    type Reader = fn(&str) -> bool;
    const READERS: [(&str, Reader); 3] = [
        ("outline", |text| outline::read(text, &REGISTER, &ships).is_ok()),
        ("calendar", |text| calendar::read(text, &REGISTER, &ships).is_ok()),
        ("budget", |text| budget::read(text, &REGISTER).is_ok()),
    ];
    for (kind, reads) in READERS {
        let good = file(&format!("tests/bad/{kind}/good.json")).trim_end().to_owned();
        for (end, _) in good.char_indices() {
            assert!(!reads(&good[..end]), "{kind} cut at {end}");
        }
        let characters: Vec<char> = good.chars().collect();
        for position in 0..characters.len() {
            for slip in ['"', '}', '9'] {
                let mut text = characters.clone();
                text[position] = slip;
                let _ = reads(&text.into_iter().collect::<String>());
            }
        }
        let deep = format!("{{\"format\":\"thuocso-{kind}/1\",\"headings\":{}", "[{\"children\":".repeat(100_000));
        assert!(!reads(&deep), "{kind}");
    }
}
