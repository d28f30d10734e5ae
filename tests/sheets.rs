//! A framework in a spreadsheet: nothing is lost on the way there and back, and every fault has its cell.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use thuocso::{
    engine::{
        framework::raw::RawFramework,
        problem::{Problem, ProblemKind},
    },
    formats::{
        builtin,
        csv_file::{self, Dialect},
        documents::{self, Documents},
        framework_file,
        framework_sheet::{self, Checked, SheetLanguage},
        sheet::{Cell, CellKind, MAX_CELL, Sheet, Workbook},
        xlsx,
    },
};

const LANGUAGES: [SheetLanguage; 2] = [SheetLanguage::Vi, SheetLanguage::En];

fn register() -> Documents {
    documents::read(builtin::DOCUMENTS).unwrap()
}

fn shipped() -> Vec<RawFramework> {
    builtin::IDS.iter().map(|id| framework_file::read_raw(builtin::framework_text(id).unwrap()).unwrap()).collect()
}

/// The workbook as each kind of file gives it back.
fn ways(workbook: &Workbook) -> [Workbook; 4] {
    [
        workbook.clone(),
        xlsx::read(&xlsx::write(workbook).unwrap()).unwrap(),
        csv_file::read(&csv_file::write(workbook, Dialect::Machine)).unwrap(),
        csv_file::read(&csv_file::write(workbook, Dialect::ExcelVietnam)).unwrap(),
    ]
}

fn texts(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn every_framework_that_ships_survives_every_kind_of_file() {
    for framework in shipped() {
        for language in LANGUAGES {
            let workbook = framework_sheet::write(&framework, language);
            for (way, file) in ways(&workbook).iter().enumerate() {
                let reading = framework_sheet::read(file);
                let reading = reading.unwrap_or_else(|it| panic!("{}, {way}: {:#?}", framework.id, texts(&it)));
                assert_eq!(texts(&reading.warnings), [""; 0], "{}, {way}", framework.id);
                assert_eq!(reading.raw, framework, "{}, {way}", framework.id);
                assert_eq!(framework_sheet::write(&reading.raw, language), workbook);
            }
        }
    }
}

#[test]
fn a_framework_from_sheets_is_checked_like_its_file() {
    for framework in shipped() {
        let workbook = framework_sheet::write(&framework, SheetLanguage::Vi);
        let Checked { framework: checked, json, .. } = framework_sheet::check(&workbook, &register()).unwrap();
        assert_eq!(framework_file::read(&json, &register()).unwrap(), checked);
    }
}

#[test]
fn the_template_is_in_order_in_every_kind_of_file() {
    for language in LANGUAGES {
        let workbook = framework_sheet::template(language);
        for file in ways(&workbook) {
            let checked = framework_sheet::check(&file, &Documents::default()).map_err(|it| texts(&it)).unwrap();
            assert_eq!(texts(&checked.warnings), [""; 0]);
            assert_eq!(checked.framework.leaves().count(), 4);
        }
    }
}

// Made-up sheets.

/// A sheet of text cells; `#12.5` is a number cell, `@2024-10-04` a date, `!#REF!` the error of a formula.
fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| match text.split_at_checked(1) {
        Some(("#", number)) => Cell::number(number),
        Some(("@", date)) => Cell { text: date.to_owned(), kind: CellKind::Date },
        Some(("!", error)) => Cell { text: error.to_owned(), kind: CellKind::Error },
        _ => Cell::text(*text),
    };
    let mut sheet = Sheet::new(name);
    sheet.rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    sheet
}

fn about(rows: &[&[&str]]) -> Sheet {
    let common: [&[&str]; 9] = [
        &["Mục", "Nội dung"],
        &["Mã bộ chỉ số", "bo-xa-gia-dinh"],
        &["Tên bộ chỉ số", "Bộ chỉ số cấp xã (giả định)"],
        &["Tóm tắt", "Số liệu giả định để kiểm thử."],
        &["Loại đơn vị được đánh giá", "commune"],
        &["Tên cấp", "Nhóm"],
        &["Tên cấp", "Chỉ số"],
        &["Văn bản mặc định", "922-QD-BTTTT"],
        &["Căn cứ mặc định", "Chính thức"],
    ];
    let rows: Vec<&[&str]> = common.iter().chain(rows).copied().collect();
    sheet("Bộ chỉ số", &rows)
}

fn workbook(sheets: Vec<Sheet>) -> Workbook {
    Workbook { sheets, ..Workbook::default() }
}

fn check(workbook: &Workbook) -> Result<Checked, Vec<String>> {
    framework_sheet::check(workbook, &register()).map_err(|problems| texts(&problems))
}

/// What is wrong, as one line a problem, with the sentence for people.
fn refused(workbook: &Workbook) -> Vec<String> {
    check(workbook).err().unwrap_or_default()
}

#[test]
fn the_table_of_an_annex_is_pasted_with_little_work() {
    let annex = sheet(
        "Sheet1",
        &[
            &["PHỤ LỤC"],
            &["", "(Kèm theo Quyết định)"],
            &["STT", "Tiêu chí ", "Điểm tối đa", "Cách tính điểm", "Loại quy tắc", "Khi mẫu số bằng 0"],
            &["1.", "Nhóm một", "#30"],
            &[" 1.1 ", "Có kế hoạch\nchuyển đổi số", "10,0", "Có: 10 điểm", "có/không"],
            &[],
            &["#1.2", "Hồ sơ trực tuyến", "#20", "a/b * điểm tối đa", "Tỷ lệ", "Không áp dụng"],
            &["#2", "Khảo sát", "70"],
            &["", "Tổng cộng", "100"],
        ],
    );
    let about = about(&[&["Quy tắc mặc định", "Cho điểm"]]);
    let checked = check(&workbook(vec![about, annex])).unwrap();
    assert_eq!(texts(&checked.warnings), [""; 0]);
    let framework = &checked.framework;
    assert_eq!(framework.max_points.to_text(), "100");
    let node = |id: &str| framework.node(framework.find(id).unwrap()).unwrap();
    assert_eq!(&*node("1.1").name.vi, "Có kế hoạch\nchuyển đổi số");
    assert_eq!(&*node("1.1").source.section, "1.1");
    assert_eq!(node("1.2").leaf.as_ref().unwrap().inputs.len(), 2);
    // A rule that the table does not have is never called official.
    let given = node("2").leaf.as_ref().unwrap();
    assert_eq!(given.rule_basis, thuocso::engine::framework::Basis::Inferred);
    assert!(given.rule_derivation.is_some());
}

/// A commune set of three levels, made up for this test: no decision has these points.
fn commune() -> Workbook {
    let mut rows: Vec<Vec<String>> = vec![
        ["Mã", "Chỉ số", "Điểm tối đa", "Cách tính", "Loại quy tắc", "Số liệu", "Mẫu số", "Khi mẫu số bằng 0"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut add = |cells: &[&str]| rows.push(cells.iter().map(|it| (*it).to_owned()).collect());
    let leaf = |add: &mut dyn FnMut(&[&str]), id: &str, points: &str, number: usize| {
        let name = format!(
            "Chỉ số giả định số {number}:\n- nội dung thứ nhất của chỉ số, viết dài như trong phụ lục thật;\n- nội dung thứ hai"
        );
        match number % 3 {
            0 => add(&[id, &name, points, "Tỷ lệ\nnhân điểm tối đa", "Tỷ lệ", "", "", "0 điểm"]),
            1 => add(&[id, &name, points, "Có: điểm tối đa; chưa: 0", "Có/Không"]),
            _ => add(&[id, &name, points, "Chấm theo khảo sát", "Cho điểm"]),
        }
    };
    // 4 × 240 = 960 points: 22 leaves of 10 in a group, and 2 of 4.22's parts to make 20.
    let mut number = 0;
    for group in 1..=4 {
        add(&[&group.to_string(), &format!("Nhóm {group}"), "240,00"]);
        let count = if group == 4 { 22 } else { 16 };
        for at in 1..=count {
            number += 1;
            let id = format!("{group}.{at}");
            match (group, at) {
                (4, 22) => {
                    add(&[&id, "Chỉ số có mười một phần", "30"]);
                    for part in 1..=11 {
                        number += 1;
                        leaf(&mut add, &format!("4.22.{part}"), if part <= 8 { "3" } else { "2" }, number);
                    }
                }
                (4, _) => leaf(&mut add, &id, "10", number),
                _ => leaf(&mut add, &id, "15", number),
            }
        }
    }
    let borrowed: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let borrowed: Vec<&[&str]> = borrowed.iter().map(Vec::as_slice).collect();
    let about = about(&[
        &["Tên cấp", "Chỉ số thành phần"],
        &["Tổng điểm", "1.000,0"],
        &["Nguồn của tổng điểm", "922-QD-BTTTT | I"],
        &["Vì sao tổng điểm khác tổng các phần", "Bảng giả định ghi tổng 1.000 nhưng các phần cộng lại được 960."],
    ]);
    workbook(vec![about, sheet("Chỉ số", &borrowed)])
}

#[test]
fn a_commune_set_whose_total_differs_goes_through_every_kind_of_file() {
    for file in ways(&commune()) {
        let checked = check(&file).unwrap();
        let framework = checked.framework;
        assert_eq!(framework.nodes().len(), 4 + 3 * 16 + 22 + 11);
        assert_eq!(framework.max_points.to_text(), "1000");
        let sum: f64 = framework
            .roots()
            .iter()
            .map(|it| framework.node(*it).unwrap().max_points.to_text().parse::<f64>().unwrap())
            .sum();
        assert_eq!(sum, 960.0);
        assert!(framework.declared_total_differs.is_some());
        // In the order of the sheet, which is the natural one: 4.2 before 4.10, 4.22.2 before 4.22.11.
        let ids: Vec<&str> = framework.nodes().iter().map(|node| node.id.as_str()).collect();
        let at = |id: &str| ids.iter().position(|it| *it == id).unwrap();
        assert!(at("4.2") < at("4.10") && at("4.22.2") < at("4.22.11"));
        assert_eq!(framework.node(at("4.22.11")).unwrap().depth, 2);
        assert!(framework.node(at("4.22.11")).unwrap().name.vi.contains(";\n- nội dung thứ hai"));
    }
}

#[test]
fn without_the_reason_the_total_is_a_fault_at_its_cell() {
    let mut commune = commune();
    commune.sheets[0].rows.pop();
    assert_eq!(refused(&commune), ["`Bộ chỉ số!B11`: 1000 points stated in all, but the parts add up to 960"]);
}

/// Twenty faults, each in a cell of its own.
fn twenty_faults() -> Workbook {
    let about = about(&[
        &["Các năm", "2025; sau này"],
        &["Cách chấm", "Theo sao"],
        &["Tổng điểm", "một trăm"],
        &["Trường lạ", "x"],
    ]);
    let nodes = sheet(
        "Chỉ số",
        &[
            &[
                "Mã",
                "Cấp",
                "Chỉ số",
                "Điểm tối đa",
                "Loại quy tắc",
                "Số liệu",
                "Mẫu số",
                "Đủ điểm khi đạt",
                "Khi mẫu số bằng 0",
                "Vai trò",
                "Nguồn",
                "Cột lạ",
            ],
            &["1", "#1", "Nhóm", "", "", "", "", "", "", "", "", ""],
            &["1.1", "#2", "Tỷ lệ", "10", "Tỷ số", "a", "b"],
            &["1.2", "#2", "Tỷ lệ", "10", "Tỷ lệ", "", "", "80 phần trăm", "0 điểm"],
            &["1.3", "#2", "", "10", "Có/Không"],
            &["1.4", "#2", "Có mẫu số", "10", "Tỷ lệ", "", "", "", ""],
            &["1.5", "#2", "Sai nguồn", "10", "Có/Không", "", "", "", "", "", "khong-co | 1"],
            &["1.6", "#2", "Sai vai trò", "10", "Có/Không", "", "", "", "", "Phụ"],
            &["1.7", "#2", "Thừa mẫu số", "10", "Có/Không", "", "b"],
            &["1.8", "#2", "Sai điểm", "mười", "Có/Không"],
            &["1.8", "#2", "Trùng mã", "10", "Có/Không"],
            &["@2025-10-01", "#2", "Thành ngày", "10", "Có/Không"],
            &["", "#2", "Thiếu mã", "10", "Có/Không"],
            &["1.11", "#4", "Nhảy cấp", "10", "Có/Không"],
            &["1.12", "#2", "Chọn một", "10", "Chọn một"],
            &["1.13", "#2", "Lỗi công thức", "!#REF!", "Có/Không"],
            &["1.14", "#2", "Bậc chồng nhau", "10", "Bậc"],
            &["1.15", "#2", "Số liệu lạ", "10", "Chỉ tiêu", "x", "", "5"],
        ],
    );
    let options = sheet(
        "Lựa chọn",
        &[
            &["Mã", "Phần", "Nội dung", "Điểm"],
            &["1.12", "", "Một", "Điểm tối đa"],
            &["", "", "Hai", "12"],
            &["7.7", "", "Lạc", "0"],
        ],
    );
    let tiers =
        sheet("Bậc điểm", &[&["Mã", "Từ", "Dưới", "Điểm"], &["1.14", "", "5", "0"], &["", "4", "", "Điểm tối đa"]]);
    workbook(vec![about, nodes, options, tiers])
}

#[test]
fn twenty_faults_are_twenty_located_problems_in_one_pass() {
    let problems = framework_sheet::check(&twenty_faults(), &register()).unwrap_err();
    let errors: Vec<String> = problems.iter().filter(|it| it.is_error()).map(Problem::to_string).collect();
    let expected: [&str; 20] = [
        "`Bộ chỉ số!B10`: `2025; sau này` is not a number that can be read",
        "`Bộ chỉ số!B11`: `Theo sao` is none of: Tính điểm, Đếm mục hoàn thành",
        "`Bộ chỉ số!B12`: `một trăm` is not a number that can be read",
        "`Chỉ số!E3`: `Tỷ số` is none of: Chọn một, Có/Không, Cộng các phần, Đạt mọi phần, Lấy phần cao nhất, Tỷ lệ, Tỷ lệ càng thấp càng tốt, Bậc, Chỉ tiêu, Cho điểm, Tỷ lệ nội dung, Mật độ trên số dân, Mỗi cái được, So với đơn vị cao nhất, Công thức",
        "`Chỉ số!H4`: `80 phần trăm` is not a number that can be read",
        "`Chỉ số!C5`: the Vietnamese text is empty",
        "`Chỉ số!I6`: `b` can be zero and something is divided by it: give it a least value above zero, or say what counts with `if_zero`",
        "`Chỉ số!K7`: document `khong-co` is not in documents.json",
        "`Chỉ số!J8`: `Phụ` is none of: Tính điểm, Điểm cộng, Điểm trừ, Điều kiện, Không tính điểm, Thông tin chung",
        "`Chỉ số!G9`: `Mẫu số` means nothing for the rule `Có/Không`",
        "`Chỉ số!D10`: `mười` is not a number that can be read",
        "`Chỉ số!A11`: identifier `1.8` is used more than once",
        "`Chỉ số!A12`: the code has become the date 2025-10-01: format the column as text and write it again",
        "`Chỉ số!A13`: `Mã` must be filled in",
        "`Chỉ số!B14`: level `4` does not follow the row above",
        "`Chỉ số!D16`: the cell holds the error `#REF!` of its formula",
        "`Chỉ số!F18`: the rule names input `x`, which is not declared",
        "`Lựa chọn!D3`: 12 points are more than the maximum of 10",
        "`Lựa chọn!A4`: `7.7` is not a code of the sheet of indicators",
        "`Bậc điểm!B3`: tiers 1 and 2 overlap",
    ];
    assert_eq!(errors, expected, "{errors:#?}");
    assert!(problems.iter().all(|it| it.place.contains('!')));
}

#[test]
fn a_code_that_lost_its_zero_is_told_its_likely_form() {
    let mut rows: Vec<Vec<String>> = vec![["Mã", "Chỉ số", "Điểm tối đa", "Loại quy tắc"].map(str::to_owned).to_vec()];
    for at in 1..=11 {
        let code = if at == 10 { "#4.1".to_owned() } else { format!("#4.{at}") };
        rows.push(vec![code, format!("Chỉ số {at}"), "1".to_owned(), "Có/Không".to_owned()]);
    }
    let borrowed: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let borrowed: Vec<&[&str]> = borrowed.iter().map(Vec::as_slice).collect();
    let total: &[&str] = &["Tổng điểm", "11"];
    let found = refused(&workbook(vec![about(&[total]), sheet("Chỉ số", &borrowed)]));
    assert_eq!(found, ["`Chỉ số!A11`: code `4.1` has lost a zero at its end: write `4.10` as text"]);
}

#[test]
fn an_ambiguous_number_is_shown_back() {
    let nodes =
        sheet("Chỉ số", &[&["Mã", "Chỉ số", "Điểm tối đa", "Loại quy tắc"], &["1", "Một", "1.000", "Có/Không"]]);
    let checked = check(&workbook(vec![about(&[&["Tổng điểm", "1000"]]), nodes])).unwrap();
    assert_eq!(texts(&checked.warnings), ["`Chỉ số!C2`: `1.000` was read as 1000"]);
}

#[test]
fn sheets_and_headings_that_are_missing_or_strange_are_named() {
    assert_eq!(refused(&Workbook::default()), ["there is no sheet `Bộ chỉ số`", "there is no sheet `Chỉ số`"]);
    let nodes = || {
        sheet("Chỉ số", &[&["Mã", "Chỉ số", "Điểm tối đa", "Loại quy tắc", "Điểm"], &["1", "Một", "10", "Có/Không"]])
    };
    let parts = sheet("Phần", &[&["Mã", "Phần", "Nội dung", "Loại quy tắc"], &["1", "P1", "Thừa", "Có/Không"]]);
    let found = refused(&workbook(vec![
        about(&[&["Tổng điểm", "10"]]),
        nodes(),
        sheet("Đầu vào", &[&["a", "b"]]),
        sheet("Nháp", &[&["x"]]),
        parts,
        nodes(),
    ]));
    assert_eq!(
        found,
        [
            "`Chỉ số!E1`: column `Điểm` is there more than once",
            "`Đầu vào!A1`: there is no column `Mã`",
            "`Nháp!A1`: sheet `Nháp` is not part of a framework and was not read",
            "`Phần!B2`: there is no part `P1` of a rule here",
            "`Chỉ số!A1`: sheet `Chỉ số` is there more than once",
        ]
    );
}

#[test]
fn an_example_that_does_not_come_out_is_a_problem_with_both_numbers_at_its_cell() {
    let mut workbook = framework_sheet::template(SheetLanguage::Vi);
    let examples = workbook.sheets.iter_mut().find(|sheet| sheet.name == "Ví dụ tính").unwrap();
    let row = examples.rows.iter_mut().find(|row| row[1].text == "2.1").unwrap();
    row[4] = Cell::text("30,5");
    assert_eq!(refused(&workbook), ["`Ví dụ tính!E3`: the example expects 30.5 points, but its figures give 30"]);
}

#[test]
fn what_is_no_spreadsheet_is_refused_in_one_sentence() {
    fn check(bytes: &[u8], read: impl Fn(&[u8]) -> Result<Workbook, Vec<Problem>>, expected: &str) {
        assert_eq!(texts(&read(bytes).unwrap_err()), [expected]);
    }
    let not = "the file can not be read as a spreadsheet: it is not";
    check(b"", xlsx::read, &format!("{not} an XLSX file"));
    check(b"PK\x03\x04", xlsx::read, &format!("{not} an XLSX file"));
    check(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        xlsx::read,
        "the file is of another format (xls): open it in Excel or LibreOffice, save it as .xlsx without a password, and \
         open that",
    );
    check(b"\xff\x00\x01", csv_file::read, &format!("{not} UTF-8 text"));
    let long = "x".repeat(10 << 20);
    let too_long = format!("`CSV!A1`: the spreadsheet has more than {MAX_CELL} characters in a cell");
    check(long.as_bytes(), csv_file::read, &too_long);
    check("1\n".repeat(30_000).as_bytes(), csv_file::read, "`CSV`: the spreadsheet has more than 5000 rows");
    check(
        ",".repeat(300).replace(',', "1,").as_bytes(),
        csv_file::read,
        "`CSV`: the spreadsheet has more than 256 columns",
    );
}

/// An XLSX file with one sheet of this XML.
fn xlsx_of(sheet: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let empty = xlsx::write(&workbook(vec![Sheet::new("Chỉ số")])).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(empty)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(if name.ends_with("sheet1.xml") { sheet } else { &bytes }).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet_xml(cells: &str) -> String {
    let name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!("<worksheet xmlns=\"{name}\"><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>")
}

#[test]
fn bombs_and_sheets_of_endless_size_are_refused() {
    let bomb = xlsx_of(&vec![b' '; 80 << 20]);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let limit = xlsx::MAX_UNPACKED;
    let expected = format!("the spreadsheet has more than {limit} bytes when unpacked");
    assert_eq!(texts(&xlsx::read(&bomb).unwrap_err()), [expected]);
    let far = xlsx_of(sheet_xml("<c r=\"A1\"><v>1</v></c><c r=\"XFD1048576\"><v>2</v></c>").as_bytes());
    assert_eq!(texts(&xlsx::read(&far).unwrap_err()), ["`Chỉ số`: the spreadsheet has more than 5000 rows"]);
    let wide = xlsx_of(sheet_xml("<c r=\"XFD1\"><v>2</v></c>").as_bytes());
    assert_eq!(texts(&xlsx::read(&wide).unwrap_err()), ["`Chỉ số`: the spreadsheet has more than 256 columns"]);
}

#[test]
fn addresses_that_no_sheet_has_are_refused() {
    let cell = |address: &str| sheet_xml(&format!("<c r=\"{address}\"><v>1</v></c>"));
    let size = |range: &str| sheet_xml("").replace("<sheetData>", &format!("<dimension ref='{range}'/><sheetData>"));
    assert!(xlsx::read(&xlsx_of(size("A1:XFD1048576").as_bytes())).is_ok());
    for odd in [cell("A4294967296"), cell("ZZZZZZZ1"), size("A1:B99999999999999999999"), size("B2:A1"), size("A2:A1")] {
        let expected = ["the file can not be read as a spreadsheet: it is damaged"];
        assert_eq!(texts(&xlsx::read(&xlsx_of(odd.as_bytes())).unwrap_err()), expected, "{odd}");
    }
}

#[test]
fn cells_of_excel_are_read_as_they_are_shown() {
    let cells = "<c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><v>0.30000000000000004</v></c>\
        <c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"e\"><v>#REF!</v></c><c r=\"E1\" t=\"inlineStr\"><is><t>4.10</t></is></c>";
    let read = xlsx::read(&xlsx_of(sheet_xml(cells).as_bytes())).unwrap();
    let found: Vec<(&str, CellKind)> = read.sheets[0].rows[0].iter().map(|it| (it.text.as_str(), it.kind)).collect();
    let number = CellKind::Number;
    assert_eq!(
        found,
        [
            ("2", number),
            ("0.3", number),
            ("TRUE", CellKind::Text),
            ("#REF!", CellKind::Error),
            ("4.10", CellKind::Text)
        ]
    );
}

#[test]
fn percentages_and_dates_of_excel_are_read_as_they_are_shown() {
    use rust_xlsxwriter::{ExcelDateTime, Format};
    let mut file = rust_xlsxwriter::Workbook::new();
    let sheet = file.add_worksheet();
    sheet.write_number_with_format(0, 0, 0.8, &Format::new().set_num_format("0%")).unwrap();
    sheet.write_number_with_format(0, 1, 0.125, &Format::new().set_num_format("0.0%")).unwrap();
    let date = ExcelDateTime::from_ymd(2025, 10, 4).unwrap();
    sheet.write_datetime_with_format(0, 2, &date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.merge_range(1, 0, 2, 0, "4.10", &Format::new()).unwrap();
    let read = xlsx::read(&file.save_to_buffer().unwrap()).unwrap();
    let found: Vec<(&str, CellKind)> = read.sheets[0].rows[0].iter().map(|it| (it.text.as_str(), it.kind)).collect();
    assert_eq!(found, [("80%", CellKind::Number), ("12.5%", CellKind::Number), ("2025-10-04", CellKind::Date)]);
    assert_eq!(read.sheets[0].cell(1, 0), &Cell::text("4.10"));
    assert!(read.sheets[0].cell(2, 0).is_blank());
}

#[test]
fn formulas_do_not_leave_as_formulas_and_come_back_as_they_were() {
    let odd = ["=1+1", "+84 123", "-x", "@a", "'=x", "-5", "## x", "\t=1", "=cmd|' /C calc'!A0"];
    let original = workbook(vec![sheet("Chỉ số", &[&["Mã", "Tên"], &["x", "y"]])]);
    for text in odd {
        let mut changed = original.clone();
        changed.sheets[0].rows[1][1] = Cell::text(text);
        changed.sheets[0].rows[1][0] = Cell::text(text);
        for dialect in [Dialect::Machine, Dialect::ExcelVietnam] {
            let bytes = csv_file::write(&changed, dialect);
            let written = String::from_utf8(bytes.clone()).unwrap();
            let line = written.lines().nth(2).unwrap().trim_start_matches(['\u{feff}', '"']);
            let is_safe = text == "-5" || !line.starts_with(['=', '+', '-', '@', '\t']);
            assert!(is_safe, "{text}: {written}");
            let again = csv_file::read(&bytes).unwrap();
            assert_eq!(again.sheets[0].rows[1][1].text, text);
            assert_eq!(again.sheets[0].rows[1][0].text, text);
        }
    }
}

#[test]
fn both_dialects_and_the_text_of_excel_are_read() {
    let template = framework_sheet::template(SheetLanguage::Vi);
    let bytes = csv_file::write(&template, Dialect::ExcelVietnam);
    assert!(bytes.starts_with(b"\xef\xbb\xbf## "));
    // Excel saves “Unicode text”: UTF-16 with tabs.
    let tabs = String::from_utf8(bytes[3..].to_vec()).unwrap();
    let mut quoted = false;
    let tabs: String = tabs
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if c == ';' && !quoted { '\t' } else { c }
        })
        .collect();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(tabs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let read = csv_file::read(&wide).unwrap();
    assert_eq!(check(&read).unwrap().framework.leaves().count(), 4);
}

#[test]
fn everything_that_the_readme_shows_can_be_written() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/README.md")).unwrap();
    let (_, rest) = readme.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let raw = framework_file::read_raw(example).unwrap();
    for file in ways(&framework_sheet::write(&raw, SheetLanguage::Vi)) {
        assert_eq!(framework_sheet::read(&file).unwrap().raw, raw);
    }
}

/// The sentences for people, each at a cell.
const SENTENCES: &[(&str, &str)] = &[
    (
        "Trang “Chỉ số”, ô D14: Không đọc được tệp như một bảng tính: tệp bị hỏng. Lưu lại dưới dạng XLSX hoặc CSV UTF-8 rồi mở lại.",
        "Sheet “Chỉ số”, cell D14: The file can not be read as a spreadsheet: it is damaged. Save it as XLSX or CSV UTF-8 and open it again.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Không đọc được tệp như một bảng tính: nội dung không đúng định dạng. Lưu lại dưới dạng XLSX hoặc CSV UTF-8 rồi mở lại.",
        "Sheet “Chỉ số”, cell D14: The file can not be read as a spreadsheet: its content is not in order. Save it as XLSX or CSV UTF-8 and open it again.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Bảng tính có hơn 32.767 ký tự trong một ô. Bỏ bớt phần không cần rồi mở lại.",
        "Sheet “Chỉ số”, cell D14: The spreadsheet has more than 32,767 characters in a cell. Remove what is not needed and open it again.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Thiếu trang “Chỉ số”. Thêm trang đó; tệp mẫu có sẵn mọi trang.",
        "Sheet “Chỉ số”, cell D14: The sheet “Chỉ số” is missing. Add it; the template has every sheet.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Trang “Chỉ số” có hai lần. Giữ lại một.",
        "Sheet “Chỉ số”, cell D14: The sheet “Chỉ số” is there twice. Keep one.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Trang “Nháp” không thuộc bộ chỉ số nên không được đọc. Đổi tên nếu cần đọc.",
        "Sheet “Chỉ số”, cell D14: The sheet “Nháp” is not part of a framework and was not read. Rename it if it should be.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Không thấy cột “Mã”. Thêm dòng tiêu đề như trong tệp mẫu.",
        "Sheet “Chỉ số”, cell D14: There is no column “Mã”. Add the row of headings as in the template.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Cột hoặc dòng “Cột lạ” không có trong mẫu nên không được đọc. Đổi tên nếu cần đọc.",
        "Sheet “Chỉ số”, cell D14: The column or row “Cột lạ” is not in the template and was not read. Rename it if it should be.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Cột “Mã” có hai lần. Giữ lại một.",
        "Sheet “Chỉ số”, cell D14: The column “Mã” is there twice. Keep one.",
    ),
    (
        "Trang “Chỉ số”, ô D14: “Mã” đang để trống. Điền vào ô này.",
        "Sheet “Chỉ số”, cell D14: “Mã” is empty. Fill in the cell.",
    ),
    (
        "Trang “Chỉ số”, ô D14: “Phụ” không có trong danh sách. Chọn một trong: Có, Không.",
        "Sheet “Chỉ số”, cell D14: “Phụ” is not in the list. Choose one of: Có, Không.",
    ),
    (
        "Trang “Chỉ số”, ô D14: “mười” không phải là số. Viết bằng chữ số, ví dụ 1.234,5; 80%; 1/2.",
        "Sheet “Chỉ số”, cell D14: “mười” is not a number. Write digits, such as 1.234,5; 80%; 1/2.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Quy tắc “Có/Không” không dùng “Mẫu số”. Xóa ô này hoặc đổi loại quy tắc.",
        "Sheet “Chỉ số”, cell D14: The rule “Có/Không” does not use “Mẫu số”. Clear the cell or change the rule.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Mã 7.7 không có ở trang “Chỉ số”. Sửa mã hoặc thêm dòng.",
        "Sheet “Chỉ số”, cell D14: The code 7.7 is not on the sheet “Indicators”. Correct it or add the row.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Quy tắc của chỉ số này không dùng dòng này (phần “P1”). Sửa cột “Phần”, đổi loại quy tắc hoặc xóa dòng.",
        "Sheet “Chỉ số”, cell D14: The rule of this indicator does not use this row (part “P1”). Correct the part, change the rule or delete the row.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Cấp 4 không nối tiếp dòng trên. Viết từ 1 đến nhiều nhất một cấp dưới dòng trên.",
        "Sheet “Chỉ số”, cell D14: Level 4 does not follow the row above. Write 1 up to one level below the row above.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Ô này có lỗi công thức #REF!. Sửa công thức trong bảng tính rồi lưu lại.",
        "Sheet “Chỉ số”, cell D14: The cell holds the formula error #REF!. Correct the formula in the spreadsheet and save it again.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Mã 4.1 bị mất số 0 ở cuối. Định dạng cột là Text rồi viết lại 4.10.",
        "Sheet “Chỉ số”, cell D14: The code 4.1 has lost a zero at its end. Format the column as text and write 4.10 again.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Mã đã bị đổi thành ngày 2025-10-01. Định dạng cột là Text rồi viết lại mã.",
        "Sheet “Chỉ số”, cell D14: The code has become the date 2025-10-01. Format the column as text and write the code again.",
    ),
    (
        "Trang “Chỉ số”, ô D14: “1.000” được đọc là 1.000: dấu chấm phân cách hàng nghìn, dấu phẩy trước phần thập phân. Nếu không phải, viết lại theo cách đó.",
        "Sheet “Chỉ số”, cell D14: “1.000” was read as 1,000: points separate thousands, a comma stands before decimals. If that is wrong, write it in that way.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Ví dụ mong đợi 30,5 điểm nhưng số liệu của nó cho 30 điểm. Sửa cách tính hoặc sửa điểm mong đợi.",
        "Sheet “Chỉ số”, cell D14: The example expects 30.5 points, but its figures give 30. Correct the rule or the expected points.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Ví dụ có điểm mong đợi nhưng còn thiếu số liệu. Điền đủ số liệu của mục này và các phần bên dưới.",
        "Sheet “Chỉ số”, cell D14: The example expects points, but figures are missing. Give every figure of this node and below.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Ví dụ nhắc tới mục 9 mà bộ chỉ số không có. Sửa mã.",
        "Sheet “Chỉ số”, cell D14: The example names 9, which the framework does not have. Correct the code.",
    ),
    (
        "Trang “Chỉ số”, ô D14: Ví dụ có số liệu “c” mà chỉ số này không cần. Sửa tên số liệu.",
        "Sheet “Chỉ số”, cell D14: The example has a figure “c” that this indicator does not ask for. Correct its name.",
    ),
];

#[test]
fn people_read_sentences_with_sheet_and_cell() {
    use thuocso::{
        engine::exact::Exact,
        i18n::{Language, problem::problem_text},
    };
    let text = |text: &str| text.to_owned();
    let kinds = [
        ProblemKind::NotASpreadsheet { reason: text("it is damaged") },
        ProblemKind::NotASpreadsheet { reason: text("Xml error: x") },
        ProblemKind::SheetTooLarge { what: text("characters in a cell"), limit: MAX_CELL },
        ProblemKind::SheetMissing { sheet: text("Chỉ số") },
        ProblemKind::SheetTwice { sheet: text("Chỉ số") },
        ProblemKind::SheetUnknown { sheet: text("Nháp") },
        ProblemKind::HeadingMissing { heading: text("Mã") },
        ProblemKind::HeadingUnknown { text: text("Cột lạ") },
        ProblemKind::HeadingTwice { heading: text("Mã") },
        ProblemKind::CellEmpty { heading: text("Mã") },
        ProblemKind::CellWord { text: text("Phụ"), words: text("Có, Không") },
        ProblemKind::CellNumber { text: text("mười") },
        ProblemKind::CellNotUsed { heading: text("Mẫu số"), rule: text("Có/Không") },
        ProblemKind::CellNoRow { id: text("7.7") },
        ProblemKind::CellNoPart { id: text("P1") },
        ProblemKind::CellLevel { text: text("4") },
        ProblemKind::CellFormulaError { text: text("#REF!") },
        ProblemKind::CodeLostZero { id: text("4.1"), likely: text("4.10") },
        ProblemKind::CodeIsDate { text: text("2025-10-01") },
        ProblemKind::NumberAmbiguous { text: text("1.000"), value: Exact::from(1000) },
        ProblemKind::ExampleDiffers { stated: Exact::ratio(61, 2).unwrap(), computed: Exact::from(30) },
        ProblemKind::ExampleOpen,
        ProblemKind::ExampleNode { id: text("9") },
        ProblemKind::ExampleFigure { name: text("c") },
    ];
    let said: Vec<(String, String)> = kinds
        .into_iter()
        .map(|kind| Problem::new("Chỉ số!D14", kind))
        .map(|it| (problem_text(&it, Language::Vi), problem_text(&it, Language::En)))
        .collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(vi, en)| (vi.as_str(), en.as_str())).collect();
    assert_eq!(said, SENTENCES);
    let example = Problem::new("examples/2/4.1/a", ProblemKind::ExampleOpen);
    assert!(problem_text(&example, Language::Vi).starts_with("Ví dụ tính 2, Mục 4.1, ô “a”: Ví dụ có điểm"));
}

/// The file that the journeys of the page open: the same faults in a spreadsheet. A date can not be written, so the code
/// that became one is missing.
#[test]
fn the_file_of_twenty_faults_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/sheets/twenty_faults.xlsx");
    let mut faults = twenty_faults();
    faults.sheets[1].rows[11][0] = Cell::default();
    let written = xlsx::write(&faults).unwrap();
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &written).unwrap();
    }
    assert!(fs::read(&path).unwrap() == written, "run this test with BLESS=1");
    let problems = framework_sheet::check(&xlsx::read(&written).unwrap(), &register()).unwrap_err();
    let errors = texts(&problems.into_iter().filter(Problem::is_error).collect::<Vec<_>>());
    assert_eq!(errors.len(), 20, "{errors:#?}");
}
