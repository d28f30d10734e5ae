//! Score tables and assessments as files that other programs make and read: nothing is lost on the way there and back,
//! every doubtful cell is told, and what does not add up is found. All tables in it are made up.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf, process::Command, rc::Rc};

use proptest::prelude::*;
use thuocso::{
    engine::{
        assessment::{Appraisal, Assessment, Organization},
        exact::Exact,
        framework::Framework,
        problem::Problem,
        scoring::{Reference, score},
    },
    formats::{
        assessment_file, assessment_sheet, builtin,
        csv_file::{self, Dialect},
        documents,
        eleven_columns::{
            self, Amount, Choices, Evidence, Field, Line, ScoreTable,
            check::{findings, totals},
            columns::STATUSES,
            local,
        },
        framework_file,
        framework_sheet::{Both, SheetLanguage},
        sheet::{Cell, NumberStyle, Sheet, Workbook},
        xlsx,
    },
    i18n::{Language, status},
};

/// The export of eleven columns as communes receive it, of a made-up set: a byte order mark, quoted cells with line
/// breaks, decimal points.
const EXPORT: &str = "\u{feff}Mã,Chỉ tiêu,Nhóm,Điểm tối đa,Tự đánh giá,Thẩm định,Chênh lệch,Trạng thái,Phụ trách,\
    Hạn xử lý,Minh chứng/Ghi chú\r\n\
    A1.1,\"Tỷ lệ cán bộ, công chức có \"\"chữ ký số\"\"\",Nhân lực số,12.5,12.5,12.5,0,Hoàn thành,Văn phòng,30/11/2025,\
    \"*466/PVHXH - 15/03/2026:  khảo sát\n*1598   /GM-UBND\"\r\n\
    A1.2,Số buổi tập huấn,Nhân lực số,7.5,5.25,4,1.25,Cần bổ sung minh chứng,,,\r\n\
    B2.1,Hồ sơ trực tuyến,Dịch vụ số,20,0,0,0,Chưa thực hiện,Công an xã,15/12/2025,Đang làm\r\n\
    B2.10,Thanh toán trực tuyến,Dịch vụ số,10,,,,Chưa có số liệu,,,\r\n";

/// The same table as somebody in Vietnam keeps it: titles above, other names, another order, some columns missing.
const SHUFFLED: &str = "UBND XÃ MINH HỌA;;;;;\r\n\
    BẢNG TỰ CHẤM ĐIỂM CHUYỂN ĐỔI SỐ, NĂM 2025;;;;;\r\n\
    ;;;;;\r\n\
    Điểm tự chấm;THAM DINH;Nhom;ten chi tieu;MA SO;Điểm tối đa (điểm)\r\n\
    12,5;12,5;Nhân lực số;\"Tỷ lệ cán bộ, công chức có \"\"chữ ký số\"\"\";A1.1;12,5\r\n\
    5,25;4;Nhân lực số;Số buổi tập huấn;A1.2;7,5\r\n\
    0;0;Dịch vụ số;Hồ sơ trực tuyến;B2.1;20\r\n\
    ;;Dịch vụ số;Thanh toán trực tuyến;B2.10;10\r\n";

fn table(bytes: &[u8]) -> ScoreTable {
    eleven_columns::read(&csv_file::read(bytes).unwrap(), &Choices::default()).unwrap()
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.kind.code()).collect()
}

fn unit(name: &str) -> Organization {
    Organization { name: name.to_owned(), ..Organization::default() }
}

#[test]
fn a_set_never_seen_before_becomes_a_local_framework_in_either_dialect() {
    let (export, shuffled) = (table(EXPORT.as_bytes()), table(SHUFFLED.as_bytes()));
    assert_eq!(told(&export.doubts), [""; 0]);
    assert_eq!(told(&shuffled.doubts), [""; 0]);
    assert_eq!((export.year.as_deref(), shuffled.year.as_deref()), (None, Some("2025")));
    assert_eq!((export.heading_row, shuffled.heading_row, shuffled.lines[0].row), (1, 4, 5));
    let scores = |table: &ScoreTable| {
        let (json, framework) = local::checked_framework(&local::framework(table, "Bộ minh họa", "a.csv")).unwrap();
        assert_eq!(local::checked_framework(&framework_file::read_raw(&json).unwrap()).unwrap().1, framework);
        let assessment = local::assessment(table, &framework, &unit("Xã Minh Họa"), "2025").unwrap();
        let scorecard = score(&framework, &assessment, Reference::default());
        let points: Vec<String> = framework
            .nodes()
            .iter()
            .zip(&scorecard.nodes)
            .map(|(node, scored)| {
                format!("{} {} of {}", node.id, scored.score.points.to_text(), node.max_points.to_text())
            })
            .collect();
        (framework.id.to_string(), points, scorecard.total.highest.to_text(), assessment)
    };
    let (id, points, highest, assessment) = scores(&export);
    assert_eq!(
        points,
        ["A1 17.75 of 20", "A1.1 12.5 of 12.5", "A1.2 5.25 of 7.5", "B2 0 of 30", "B2.1 0 of 20", "B2.10 0 of 10",]
    );
    assert_eq!(highest, "27.75");
    let first = &assessment.responses["A1.1"];
    assert_eq!(first.explanation, "*466/PVHXH - 15/03/2026:  khảo sát\n*1598   /GM-UBND");
    assert_eq!(assessment.responses["A1.2"].appraised.as_ref().unwrap().points, "4");
    // The same set: the same framework, whatever the file looks like.
    let (other_id, other_points, ..) = scores(&shuffled);
    assert_eq!((id, points), (other_id, other_points));
}

#[test]
fn a_table_of_a_set_that_ships_is_scored_with_it() {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    let read = |id: &str| framework_file::read(builtin::framework_text(id).unwrap(), &documents).unwrap();
    let framework = read("tay-ninh-commune-2025");
    let mut assessment = thuocso::engine::assessment::Assessment::new(&framework, unit("Xã"), "2025".to_owned());
    for (_, node, leaf) in framework.leaves().step_by(2) {
        let response = assessment.responses.entry(node.id.to_string()).or_default();
        response.inputs.insert(leaf.inputs[0].name.to_string(), node.max_points.to_text());
        response.explanation = format!("Minh chứng của {}", node.id);
    }
    let scorecard = score(&framework, &assessment, Reference::default());
    let lines = eleven_columns::lines_of(&framework, &assessment, &scorecard);
    let table = table(&csv_file::write_table(&eleven_columns::write(&lines), Dialect::ExcelVietnam));
    assert!(local::belongs_to(&table, &framework));
    assert!(!local::belongs_to(&table, &read("school-2022")));
    assert_eq!(told(&findings(&table, Some(&framework))), [""; 0]);
    assert_eq!(local::assessment(&table, &framework, &unit("Xã"), "2025").unwrap(), assessment);
}

#[test]
fn the_decimal_sign_is_decided_for_each_column_and_can_be_changed() {
    let text = "Mã;Chỉ tiêu;Điểm tối đa;Tự đánh giá;Thẩm định\n1;a;10;9.5;1,234\n2;b;10;8.25;2\n3;c;2000;1.500;1.500\n";
    let read = |choices: &Choices| eleven_columns::read(&csv_file::read(text.as_bytes()).unwrap(), choices).unwrap();
    let found = read(&Choices::default());
    let column = |table: &ScoreTable, field| table.columns.iter().find(|it| it.field == Some(field)).unwrap().clone();
    assert_eq!(column(&found, Field::SelfScore).numbers, Some((NumberStyle::Machine, Evidence::Cells)));
    assert_eq!(column(&found, Field::SelfScore).samples[2], ("1.500".to_owned(), Some("1.500".to_owned())));
    // Read as a machine writes, nothing is above its maximum; read as in Vietnam, neither: the file decides.
    assert_eq!(column(&found, Field::Appraised).numbers, Some((NumberStyle::Vietnamese, Evidence::File)));
    assert_eq!(told(&found.doubts), ["`CSV!E4`: `1.500` can be read in two ways and was read as 1500"],);
    assert_eq!(codes(&found.doubts), ["amount_ambiguous"]);
    let chosen = Choices { numbers: [(4, NumberStyle::Machine)].into(), ..Choices::default() };
    assert_eq!(column(&read(&chosen), Field::Appraised).numbers, Some((NumberStyle::Machine, Evidence::Chosen)));
    assert_eq!(read(&chosen).lines[2].appraised.read.as_deref(), Some("1.500"));
    assert_eq!(told(&read(&chosen).doubts), [""; 0]);
    let left_out = Choices { fields: [(4, None), (3, Some(Field::Appraised))].into(), ..Choices::default() };
    let changed = read(&left_out);
    assert_eq!(changed.lines[0].appraised.read.as_deref(), Some("9.5"));
    assert_eq!(changed.lines[0].self_score, Amount::default());
}

#[test]
fn scores_that_would_be_above_their_maximum_are_read_in_the_other_way() {
    let found = table("Mã,Chỉ tiêu,Điểm tối đa,Tự đánh giá\n1,a,10,\"7,125\"\n2,b,10,\"8,250\"\n".as_bytes());
    assert_eq!(found.lines[0].self_score.read.as_deref(), Some("7.125"));
    let found = table("Mã;Chỉ tiêu;Điểm tối đa;Tự đánh giá\n1;a;10;7.125\n".as_bytes());
    assert_eq!(found.columns[3].numbers, Some((NumberStyle::Machine, Evidence::Range)));
    assert_eq!((found.lines[0].self_score.read.as_deref(), &*told(&found.doubts)), (Some("7.125"), &[][..]));
}

#[test]
fn every_doubtful_cell_is_told_and_nothing_is_dropped() {
    let text = "Mã,Chỉ tiêu,Nhóm,Điểm tối đa,Tự đánh giá,Trạng thái,Điện thoại\n\
        1.1,a,G,10,năm điểm,Xong,0912\n,b,G,10,1,,\n1.1,c,G,5,4,,\n 1.2. ,d,G,,3,,\n";
    let found = table(text.as_bytes());
    assert_eq!(
        told(&found.doubts),
        [
            "`CSV!G1`: column `Điện thoại` is not part of the sheet and was not read",
            "`CSV!E2`: `năm điểm` is not a number that can be read",
            "`CSV!F2`: `Xong` is none of: Chưa có số liệu, Chưa thực hiện, Đang thực hiện, Hoàn thành, \
             Cần bổ sung minh chứng, Không áp dụng",
            "`CSV!A3`: `Mã` must be filled in",
            "`CSV!A4`: code `1.1` is there already, in row 2",
        ]
    );
    let ids: Vec<&str> = found.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["1.1", "r3", "1.1-2", "1.2"]);
    let (_, framework) = local::checked_framework(&local::framework(&found, "x", "x.csv")).unwrap();
    let assessment = local::assessment(&found, &framework, &unit("x"), "2025").unwrap();
    assert_eq!(assessment.responses["1.1"].other["typed"]["points"], "năm điểm");
    // Without a maximum: kept, not scored.
    assert_eq!(assessment.responses["1.2"].inputs["points"], "3");
    assert_eq!(score(&framework, &assessment, Reference::default()).problems, []);
}

#[test]
fn groups_and_sums_are_rows_of_their_own_where_there_is_no_column_for_them() {
    let text = "STT;Nội dung;Điểm tối đa;Tự chấm\nI;Hạ tầng số;;\n1.1;a;10;5\n1.2;b;10;6\nII;Dịch vụ;;\n2.1;c;5;5\n;Tổng cộng;30;16\n";
    let found = table(text.as_bytes());
    assert_eq!(found.groups(), ["Hạ tầng số", "Dịch vụ"]);
    assert_eq!(told(&findings(&found, None)), ["`CSV!C7`: `Điểm tối đa` states 30, but the lines add up to 25"],);
    let raw = local::framework(&found, "x", "x.csv");
    assert_eq!(raw.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), ["I", "II"]);
    let dotted = table("Mã;Chỉ tiêu;Điểm tối đa;Tự chấm\n1;Nhóm A;15;11\n1.1;a;10;5\n1.2;b;10;6\n".as_bytes());
    assert_eq!(dotted.lines.len(), 2);
    assert_eq!(told(&findings(&dotted, None)), ["`CSV!C2`: `Điểm tối đa` states 15, but the lines add up to 20"]);
}

#[test]
fn what_does_not_follow_is_found_with_its_cell() {
    let text = "Mã,Chỉ tiêu,Nhóm,Điểm tối đa,Tự đánh giá,Thẩm định,Chênh lệch,Trạng thái,Minh chứng/Ghi chú\n\
        1.1,a,G,10,8,6,1,Hoàn thành,Nhập minh chứng\n\
        1.2,b,G,10,12,10,2,Cần bổ sung minh chứng,\n\
        1.1,c,H,10,10,10,0,Hoàn thành,12/KH-UBND\n\
        ,Tổng cộng,,30,31,26,5,,\n";
    let found = table(text.as_bytes());
    let expected = [
        "`CSV!G2`: the difference 1 is stated, but self less appraised is 2",
        "`CSV!H2`: the status `Hoàn thành` does not follow from the scores, which give `Cần bổ sung minh chứng`",
        "`CSV!I2`: the remark `Nhập minh chứng` is still the text of the empty form",
        "`CSV!E3`: the score 12 is not in the range 0..=10",
        "`CSV!A4`: code `1.1` is there already, in row 2",
        "`CSV!E5`: `Tự đánh giá` states 31, but the lines add up to 30",
    ];
    assert_eq!(told(&findings(&found, None)), expected);
    assert_eq!(
        codes(&findings(&found, None)),
        [
            "difference_wrong",
            "status_wrong",
            "placeholder_remark",
            "score_out_of_range",
            "code_twice",
            "column_sum_differs"
        ]
    );
    let sums: Vec<(Option<String>, String, String)> =
        totals(&found).into_iter().map(|it| (it.group, it.self_score.to_text(), it.appraised.to_text())).collect();
    let sum = |group: Option<&str>, own: &str, appraised: &str| {
        (group.map(str::to_owned), own.to_owned(), appraised.to_owned())
    };
    assert_eq!(sums, [sum(Some("G"), "20", "16"), sum(Some("H"), "10", "10"), sum(None, "30", "26")]);
}

#[test]
fn a_framework_tells_codes_and_maxima_that_are_not_its_own() {
    let raw = local::framework(&table(EXPORT.as_bytes()), "x", "x.csv");
    let (_, framework) = local::checked_framework(&raw).unwrap();
    let other = table("Mã,Chỉ tiêu,Điểm tối đa,Tự đánh giá\nA1.1,a,15,1\nC9,b,1,1\n".as_bytes());
    assert!(!local::belongs_to(&other, &framework));
    assert_eq!(
        told(&findings(&other, Some(&framework))),
        [
            "`CSV!C2`: a maximum of 15 is stated, but the framework says 12.5",
            "`CSV!A3`: the framework has no node `C9`; what is entered for it is kept, but not scored",
        ]
    );
}

/// The example of the framework whose points are shared out: decimals that never end, leaves entered in part.
fn example() -> (Rc<Framework>, Assessment) {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    let framework = framework_file::read(builtin::framework_text("dti-province-2022").unwrap(), &documents).unwrap();
    let file = fs::read_to_string("examples/bac-giang-2024-q1/assessment.json").unwrap();
    (Rc::new(framework), assessment_file::read(&file).unwrap())
}

#[test]
fn nothing_is_wrong_with_our_own_files() {
    let (framework, assessment) = example();
    let (table, problems) = eleven_columns::of_assessment(&framework, &assessment);
    assert_eq!(told(&problems), [""; 0]);
    assert_eq!(told(&findings(&table.unwrap(), Some(&framework))), [""; 0]);
    let scorecard = score(&framework, &assessment, Reference::default());
    let sheet = eleven_columns::write(&eleven_columns::lines_of(&framework, &assessment, &scorecard));
    let workbook = Workbook { sheets: vec![sheet.clone()], ..Workbook::default() };
    for file in [
        csv_file::read(&csv_file::write_table(&sheet, Dialect::ExcelVietnam)).unwrap(),
        xlsx::read(&xlsx::write(&workbook).unwrap()).unwrap(),
    ] {
        let table = eleven_columns::read(&file, &Choices::default()).unwrap();
        assert!(local::belongs_to(&table, &framework));
        assert_eq!(told(&findings(&table, Some(&framework))), [""; 0]);
    }
    for language in [SheetLanguage::Vi, SheetLanguage::En] {
        let workbook = assessment_sheet::write(&framework, &assessment, language);
        for file in [
            csv_file::read(&csv_file::write(&workbook, Dialect::ExcelVietnam)).unwrap(),
            xlsx::read(&xlsx::write(&workbook).unwrap()).unwrap(),
        ] {
            assert_eq!(told(&assessment_sheet::stated_problems(&file, &framework, &assessment)), [""; 0]);
        }
    }
}

#[test]
fn what_our_own_sheets_state_is_compared_with_their_figures() {
    let (framework, mut assessment) = example();
    let found_in = |language: SheetLanguage, assessment: &Assessment, change: &dyn Fn(&mut Sheet)| {
        let mut workbook = assessment_sheet::write(&framework, assessment, language);
        change(&mut workbook.sheets[0]);
        // Values without formulas, as programs leave them that only copy cells.
        let file = csv_file::read(&csv_file::write(&workbook, Dialect::ExcelVietnam)).unwrap();
        let read = assessment_sheet::read(&file, &|_| Some(Rc::clone(&framework))).unwrap();
        told(&assessment_sheet::stated_problems(&file, &framework, &read))
    };
    let found = |assessment: &Assessment, change: &dyn Fn(&mut Sheet)| found_in(SheetLanguage::Vi, assessment, change);
    let (leaf, node, _) = framework.leaves().find(|(_, node, _)| node.id.as_str() == "7.14").unwrap();
    let points = score(&framework, &assessment, Reference::default()).nodes[leaf].score.points.clone();
    let row_of =
        |sheet: &Sheet| sheet.rows.iter().position(|row| row[0].text == "7.14" && row[1].text.is_empty()).unwrap();
    let row = row_of(&assessment_sheet::write(&framework, &assessment, SheetLanguage::Vi).sheets[0]);
    let place = |column: &str| format!("`Phiếu đánh giá!{column}{}`", row + 2);
    let changed = found(&assessment, &|sheet| sheet.rows[row][6] = Cell::number("1.5"));
    assert_eq!(changed, [format!("{}: 1.5 points are stated, but the figures give {}", place("G"), points.to_text())]);
    let changed = found(&assessment, &|sheet| sheet.rows[row][6] = Cell::text("không rõ"));
    assert_eq!(changed, [format!("{}: `không rõ` is not a number that can be read", place("G"))]);
    // What differs from the twelfth decimal on is the same.
    let near = &points + &Exact::parse_decimal("0.0000000000004").unwrap();
    assert_eq!(found(&assessment, &|sheet| sheet.rows[row][6] = Cell::number(near.to_text())), [""; 0]);
    // The whole, and what follows for an appraised leaf.
    let whole = |sheet: &mut Sheet| {
        let total = sheet.rows.iter().position(|row| row[2].text == "Tổng điểm").unwrap();
        sheet.rows[total][6] = Cell::number("999");
    };
    assert!(found(&assessment, &whole)[0].contains(": 999 points are stated, but the figures give "));
    let response = assessment.responses.get_mut(node.id.as_str()).unwrap();
    response.appraised =
        Some(Appraisal { points: "1".to_owned(), reason: "Thiếu".to_owned(), ..Appraisal::default() });
    let difference = (&points - &Exact::ONE).to_text();
    let changed = found(&assessment, &|sheet| {
        sheet.rows[row][10] = Cell::text("Hoàn thành");
        sheet.rows[row][19] = Cell::number("0.5");
    });
    assert_eq!(
        changed,
        [
            format!("{}: the difference 0.5 is stated, but self less appraised is {difference}", place("T")),
            format!(
                "{}: the status `Hoàn thành` does not follow from the scores, which give `Cần bổ sung minh chứng`",
                place("K")
            ),
        ]
    );
    // In English the words are others, and compared all the same.
    let done = |sheet: &mut Sheet| sheet.rows[row][10] = Cell::text("done");
    assert_eq!(
        found_in(SheetLanguage::En, &assessment, &done),
        [format!(
            "`Assessment!K{}`: the status `Done` does not follow from the scores, which give `Evidence needed`",
            row + 2
        )]
    );
    let exported = assessment_sheet::write(&framework, &assessment, SheetLanguage::En);
    assert_eq!(exported.sheets[0].rows[row][10].text, "Evidence needed");
}

#[test]
fn a_forgotten_hint_of_the_form_is_found_in_an_assessment() {
    let (framework, mut assessment) = example();
    assessment.responses.get_mut("7.14").unwrap().explanation = "Nhập minh chứng".to_owned();
    let (_, problems) = eleven_columns::of_assessment(&framework, &assessment);
    assert_eq!(told(&problems), ["`7.14`: the remark `Nhập minh chứng` is still the text of the empty form"]);
}

#[test]
fn a_maximum_of_another_edition_is_found() {
    let (_, framework) = local::checked_framework(&local::framework(&table(EXPORT.as_bytes()), "x", "x.csv")).unwrap();
    let other = table(EXPORT.replace(",20,0,", ",25,0,").as_bytes());
    assert_eq!(codes(&findings(&other, Some(&framework))), ["maximum_differs"]);
}

#[test]
fn what_is_no_score_table_is_refused_with_advice() {
    fn check(bytes: &[u8], code: &str) {
        let read = csv_file::read(bytes).and_then(|it| eleven_columns::read(&it, &Choices::default()));
        let problems = read.unwrap_err();
        assert_eq!(codes(&problems), [code]);
    }
    check(b"a,b\n1,2\n", "no_score_table");
    check(b"", "no_score_table");
    check(b"M\xb7,Ch\xd8 ti\xaau,\xa7i\xd3m t\xe8i \xaea\n1,a,2\n", "legacy_encoding");
    // The same letters, saved as Unicode from a sheet in the font .VnTime.
    check("M·,ChØ tiªu,§iÓm tèi ®a\n1,a,2\n".as_bytes(), "legacy_encoding");
    check(b"Ma,Ten,\"x\n1,2,3\n", "bad_csv");
    let empty = table("Mã,Nhóm,Điểm tối đa\n".as_bytes());
    assert_eq!(codes(&empty.doubts), ["field_missing", "field_missing", "empty"]);
}

#[test]
fn words_of_the_column_are_those_of_the_pages() {
    for (known, words) in STATUSES {
        assert_eq!(status::status(known, Language::Vi), words.vi);
        assert_eq!(status::status(known, Language::En), words.en);
    }
}

/// Text as people paste it: letters of Vietnamese, quotes, line breaks, and what spreadsheets take for formulas.
fn texts() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "Đường",
        // The same letters, decomposed.
        "Đu\u{31b}o\u{31b}\u{300}ng",
        " ",
        "ệ",
        "\"",
        ",",
        ";",
        "\n",
        "=",
        "+84",
        "-",
        "@",
        "'",
        "##",
        "*466/PVHXH - 15/03/2026:",
        "0,5",
        "1.234",
        "\t",
        "x",
    ]);
    // Spaces around a cell, and characters that show nothing, are not kept.
    prop::collection::vec(parts, 0..6).prop_map(|parts| parts.concat().trim().to_owned())
}

fn amounts() -> impl Strategy<Value = Amount> {
    prop_oneof![
        Just(Amount::default()),
        (0_u32..2000).prop_map(|it| Amount::of(&it.to_string().parse::<i64>().unwrap().into())),
        "[1-9][0-9]{0,12}\\.[0-9]{1,14}[1-9]".prop_map(|it| Amount::of(&Exact::parse_decimal(&it).unwrap())),
    ]
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (
        (texts(), texts(), texts(), texts(), texts()),
        (amounts(), amounts(), amounts(), amounts(), prop::sample::select(STATUSES.to_vec())),
    );
    prop::collection::vec(line, 1..6).prop_map(|lines| {
        let line = |(at, (words, numbers))| {
            let ((name, group, responsible, deadline, remark), (max, self_score, appraised, difference, status)) =
                (words, numbers);
            let id = format!("1.{}", at + 1);
            // A row without a group could be the heading of one.
            let group = format!("N{group}");
            let (_, status): (_, Both) = status;
            Line {
                row: at + 2,
                code: id.clone(),
                id,
                name,
                group,
                max,
                self_score,
                appraised,
                difference,
                status: status.vi.to_owned(),
                responsible,
                deadline,
                remark,
            }
        };
        lines.into_iter().enumerate().map(line).collect()
    })
}

/// The eleven columns in any order.
fn orders() -> impl Strategy<Value = Vec<usize>> {
    Just((0..Field::ALL.len()).collect::<Vec<_>>()).prop_shuffle()
}

/// The columns of a sheet in another order.
fn in_order(sheet: &Sheet, order: &[usize]) -> Sheet {
    let row = |row: &Vec<Cell>| order.iter().map(|at| row[*at].clone()).collect();
    let columns = order.iter().map(|at| sheet.columns[*at].clone()).collect();
    Sheet { rows: sheet.rows.iter().map(row).collect(), columns, ..sheet.clone() }
}

/// A file in UTF-8 with a byte order mark, as Excel writes “Unicode text”.
fn utf_16(bytes: &[u8]) -> Vec<u8> {
    std::str::from_utf8(bytes).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn values(lines: &[Line]) -> Vec<Line> {
    let read = |amount: &Amount| Amount { typed: String::new(), read: amount.read.clone() };
    let value = |line: &Line| Line {
        max: read(&line.max),
        self_score: read(&line.self_score),
        appraised: read(&line.appraised),
        difference: read(&line.difference),
        ..line.clone()
    };
    lines.iter().map(value).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn eleven_columns_there_and_back_are_the_same(lines in lines(), order in orders()) {
        let sheet = eleven_columns::write(&lines);
        let shuffled = in_order(&sheet, &order);
        let workbook = Workbook { sheets: vec![shuffled.clone()], ..Workbook::default() };
        let excel = csv_file::write_table(&shuffled, Dialect::ExcelVietnam);
        let ways: [Workbook; 6] = [
            csv_file::read(&csv_file::write_table(&sheet, Dialect::MachineMarked)).unwrap(),
            csv_file::read(&csv_file::write_table(&sheet, Dialect::ExcelVietnam)).unwrap(),
            csv_file::read(&csv_file::write_table(&shuffled, Dialect::Machine)).unwrap(),
            csv_file::read(&excel).unwrap(),
            csv_file::read(&utf_16(&excel)).unwrap(),
            xlsx::read(&xlsx::write(&workbook).unwrap()).unwrap(),
        ];
        for (way, file) in ways.iter().enumerate() {
            let found = eleven_columns::read(file, &Choices::default()).unwrap();
            prop_assert_eq!(values(&found.lines), values(&lines), "{}", way);
        }
    }

    #[test]
    fn no_table_however_odd_stops_the_reader(cells in prop::collection::vec(texts(), 0..40)) {
        let mut text = String::from("Mã;Chỉ tiêu;Điểm tối đa;Tự đánh giá;Trạng thái\n");
        for row in cells.chunks(5) {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push_str(&quoted.join(";"));
            text.push('\n');
        }
        let found = table(text.as_bytes());
        let _ = (findings(&found, None), totals(&found));
        if !found.lines.is_empty() {
            let raw = local::framework(&found, "x", "x.csv");
            if let Ok((_, framework)) = local::checked_framework(&raw) {
                let assessment = local::assessment(&found, &framework, &unit("x"), "2025").unwrap();
                prop_assert!(score(&framework, &assessment, Reference::default()).total.points >= Exact::ZERO);
            }
        }
    }
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("thuocso-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn thuocso(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_thuocso")).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_file_is_read_for_what_it_holds_whatever_it_is_called() {
    let folder = folder("called-xls");
    let path = |name: &str| folder.join(name).display().to_string();
    let tabs: String = "Mã\tChỉ tiêu\tĐiểm tối đa\tTự đánh giá\n1.1\tA\t10\t12\n".to_owned();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(tabs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let sheet = csv_file::read(tabs.as_bytes()).unwrap();
    let packed = xlsx::write(&sheet).unwrap();
    for (name, bytes) in [("a.xls", tabs.as_bytes()), ("b.xls", &wide), ("c.tsv", tabs.as_bytes()), ("d.csv", &packed)]
    {
        fs::write(path(name), bytes).unwrap();
        let (code, out, _) = thuocso(&["check", &path(name), "--lang", "en"]);
        assert_eq!(code, Some(1), "{name}: {out}");
        assert!(out.contains("the score 12 is not in the range 0..=10"), "{name}: {out}");
    }
    // What Excel opens all the same, we do not; it says so and what to do.
    fs::write(path("e.xls"), "<html><table><tr><td>Mã</td></tr></table></html>").unwrap();
    fs::write(path("f.xls"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    for (name, format) in [("e.xls", "trang web (HTML)"), ("f.xls", "bảng tính Excel 97–2003")] {
        let (code, out, _) = thuocso(&["check", &path(name)]);
        assert_eq!(code, Some(1), "{name}: {out}");
        assert!(out.contains(format) && out.contains("Excel Workbook (.xlsx)"), "{name}: {out}");
    }
}

#[test]
fn the_command_imports_a_score_table_and_never_replaces_a_file_unasked() {
    let mut first = None;
    let folder = folder("import");
    let path = |name: &str| folder.join(name).display().to_string();
    fs::write(path("a.csv"), EXPORT).unwrap();
    fs::write(path("b.csv"), SHUFFLED).unwrap();
    // The export again, its columns backwards, in the other dialect and in a workbook.
    let backwards: Vec<usize> = (0..Field::ALL.len()).rev().collect();
    let backwards = in_order(&eleven_columns::write(&table(EXPORT.as_bytes()).lines), &backwards);
    fs::write(path("c.csv"), csv_file::write_table(&backwards, Dialect::Machine)).unwrap();
    fs::write(path("d.csv"), csv_file::write_table(&backwards, Dialect::ExcelVietnam)).unwrap();
    let workbook = Workbook { sheets: vec![backwards], ..Workbook::default() };
    fs::write(path("e.xlsx"), xlsx::write(&workbook).unwrap()).unwrap();
    for (file, out, period) in [
        ("a.csv", "a", "2024"),
        ("b.csv", "b", "2025"),
        ("c.csv", "c", "2024"),
        ("d.csv", "d", "2024"),
        ("e.xlsx", "e", "2024"),
    ] {
        let mut arguments = vec!["import".to_owned(), path(file), "--out".to_owned(), path(out)];
        if file != "b.csv" {
            arguments.extend(["--period".to_owned(), period.to_owned()]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, told, errors) = thuocso(&arguments);
        assert_eq!((code, &*errors), (Some(0), ""), "{told}");
        let (framework, assessment) = (path(&format!("{out}/framework.json")), path(&format!("{out}/assessment.json")));
        let (code, told, errors) = thuocso(&["score", &assessment, "--framework", &framework, "--json"]);
        assert_eq!(code, Some(0), "{told}{errors}");
        let scored: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((scored["points"].as_str(), scored["highest"].as_str()), (Some("17.75"), Some("27.75")));
        let written = assessment_file::read(&fs::read_to_string(&assessment).unwrap()).unwrap();
        assert_eq!(written.period, period);
        match file {
            "a.csv" => first = Some(written.responses),
            // This one has no columns for remarks and responsibilities.
            "b.csv" => {}
            _ => assert_eq!(Some(written.responses), first, "{file}"),
        }
    }
    let again = ["import", &path("b.csv"), "--out", &path("a")];
    let (code, _, errors) = thuocso(&again);
    assert!(code == Some(2) && errors.contains("is there already") && errors.contains("--force"), "{errors}");
    assert_eq!(thuocso(&[&again[..], &["--force"]].concat()).0, Some(0));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_command_checks_anybodys_score_table() {
    let folder = folder("check");
    let path = |name: &str| folder.join(name).display().to_string();
    fs::write(path("good.csv"), EXPORT).unwrap();
    let (code, told, _) = thuocso(&["check", &path("good.csv")]);
    assert_eq!(code, Some(0));
    assert!(told.contains("17,75") && told.ends_with("0 chỗ cần xem lại\n"), "{told}");
    fs::write(path("bad.csv"), EXPORT.replace("1.25,Cần", "-1.25,Cần")).unwrap();
    let (code, told, _) = thuocso(&["check", &path("bad.csv"), "--json"]);
    let found: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(code, Some(1));
    assert_eq!(
        (&found["findings"][0]["place"], &found["findings"][0]["code"]),
        (&"CSV!G3".into(), &"difference_wrong".into())
    );
    assert_eq!(found["totals"][2]["self"], "17.75");
    fs::write(path("old.csv"), b"M\xb7,Ch\xd8 ti\xaau,\xa7i\xd3m t\xe8i \xaea\n1,a,2\n").unwrap();
    let (code, told, _) = thuocso(&["check", &path("old.csv")]);
    assert!(code == Some(1) && told.contains("TCVN3") && told.contains("Unikey"), "{told}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_command_writes_an_assessment_in_sheets_and_reads_it_again() {
    let folder = folder("sheets");
    let path = |name: &str| folder.join(name).display().to_string();
    let example = "examples/bac-giang-2024-q1/assessment.json";
    let original = assessment_file::read(&fs::read_to_string(example).unwrap()).unwrap();
    for (name, more) in [("a.xlsx", vec![]), ("b.csv", vec![]), ("c.csv", vec!["--machine", "--lang", "en"])] {
        let file = path(name);
        let (code, _, errors) = thuocso(&[vec!["sheet", example, "--out", &file], more].concat());
        assert_eq!(code, Some(0), "{errors}");
        let (code, told, errors) = thuocso(&["import", &file, "--out", &path(&name.replace('.', "-"))]);
        assert_eq!(code, Some(0), "{told}{errors}");
        let again = fs::read_to_string(folder.join(name.replace('.', "-")).join("assessment.json")).unwrap();
        assert_eq!(assessment_file::read(&again).unwrap(), original, "{name}");
        let (code, told, _) = thuocso(&["check", &file]);
        assert_eq!((code, &*told), (Some(0), &*thuocso(&["check", example]).1), "{name}");
    }
    let table = path("eleven.csv");
    assert_eq!(thuocso(&["sheet", example, "--table", "--machine", "--out", &table]).0, Some(0));
    let bytes = fs::read(&table).unwrap();
    assert!(bytes.starts_with("\u{feff}Mã,Chỉ tiêu,Nhóm,Điểm tối đa,Tự đánh giá,Thẩm định,Chênh lệch".as_bytes()));
    fs::remove_dir_all(folder).unwrap();
}
