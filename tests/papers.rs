//! Reports as documents: what they say, in which form, and that a hostile name does no harm.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::io::{Cursor, Read};

use thuocso::{
    engine::{
        assessment::Assessment,
        framework::Framework,
        paper::{Block, Paper},
        report::{Field, Kind, report, sections},
        scoring::{Reference, score},
    },
    formats::{assessment_file, builtin, documents, docx, framework_file, outline, report_file},
    i18n::{
        Language,
        report::{Source, section_report, self_report},
    },
};

const BAC_GIANG: &str = include_str!("../examples/bac-giang-2024-q1/assessment.json");
const TASKS: &str = include_str!("../examples/bac-giang-2024-q1/mic-2024-province.json");

fn framework(id: &str) -> Framework {
    let documents = documents::read(builtin::DOCUMENTS).unwrap();
    framework_file::read(builtin::framework_text(id).unwrap(), &documents).unwrap()
}

fn opened(file: &str) -> (Framework, Assessment) {
    let assessment = assessment_file::read(file).unwrap();
    (framework(&assessment.framework.id), assessment)
}

fn paper_of(framework: &Framework, assessment: &Assessment, kind: Kind, language: Language) -> Paper {
    let scorecard = score(framework, assessment, Reference::default());
    let (found, texts) = (report(framework, &scorecard), report_file::texts(assessment));
    let source = Source { framework, assessment, scorecard: &scorecard, report: &found, texts: &texts, language };
    match (kind, builtin::outline_text(&framework.id)) {
        (Kind::SelfAssessment, _) => self_report(source),
        (Kind::Sections, None) => section_report(source, &sections(framework, true)),
        (Kind::Sections, Some(text)) => {
            let documents = documents::read(builtin::DOCUMENTS).unwrap();
            let outline = outline::read(text, &documents, &|id| builtin::IDS.contains(&id)).unwrap();
            section_report(source, &outline::sections(&outline, framework, true))
        }
    }
}

/// The files in a document.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (name, text)
    };
    (0..9).map(read).collect()
}

fn document(paper: &Paper) -> String {
    let files = unpacked(&docx::write(paper).unwrap());
    files.into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1
}

/// Whether every element that begins ends, in order.
fn is_well_formed(xml: &str) -> bool {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let Some((tag, text)) = tag.split_once('>') else { return false };
        if text.contains('&') && !["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|it| text.contains(it)) {
            return false;
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match (tag.starts_with('/'), tag.ends_with('/') || tag.starts_with('?')) {
            (true, _) if open.pop() != Some(name) => return false,
            (false, false) => open.push(name),
            _ => {}
        }
    }
    open.is_empty()
}

#[test]
fn the_self_assessment_report_has_its_parts_in_order() {
    let (framework, assessment) = opened(BAC_GIANG);
    let paper = paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi);
    let texts = paper.texts();
    let mut from = 0;
    for expected in [
        "TỈNH BẮC GIANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "……, ngày …… tháng …… năm ……",
        "BÁO CÁO",
        "Kết quả tự đánh giá chỉ số chuyển đổi số quý I năm 2024 của Tỉnh Bắc Giang",
        "I. KẾT QUẢ TỰ ĐÁNH GIÁ",
        "II. KẾT QUẢ NỔI BẬT, ĐIỂM MẠNH",
        "III. TỒN TẠI, HẠN CHẾ",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
        "V. NHIỆM VỤ KỲ TỚI",
        "Nơi nhận:",
        "Phụ lục",
        "STT",
        "Chỉ số thành phần",
        "Điểm tối đa",
        "Số liệu kê khai",
        "Cách tính điểm",
        "Tài liệu kiểm chứng",
        "Điểm tự đánh giá",
        "Điểm thẩm định",
        "Chênh lệch",
        "Ghi chú",
    ] {
        let at = texts.iter().skip(from).position(|text| *text == expected);
        from += at.unwrap_or_else(|| panic!("`{expected}` is missing, or out of order")) + 1;
    }
    let notes = texts.iter().filter(|text| text.starts_with("Ghi chú: ")).count();
    assert_eq!(notes, 2, "shared-out points and missing figures are said");
}

#[test]
fn every_item_is_in_the_annex_with_what_was_entered() {
    let (framework, assessment) = opened(BAC_GIANG);
    let paper = paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi);
    let annex = paper.parts.last().unwrap();
    assert!(annex.landscape);
    let Some(Block::Table(table)) = annex.blocks.last() else { panic!("the annex is a table") };
    assert_eq!(table.columns.len(), 10);
    assert_eq!(table.rows.len(), framework.nodes().len());
    assert!(table.rows.iter().all(|row| row.cells.len() == 10));
    let row = table.rows.iter().find(|row| row.cells[0] == "4.1").unwrap();
    assert!(row.cells[3].contains("209"), "{:?}", row.cells);
    assert_eq!((row.cells[6].as_str(), row.cells[7].as_str(), row.cells[8].as_str()), ("11,11", "", ""));
    assert!(row.cells[9].starts_with("Có 209/209 Tổ CNSCĐ"), "{:?}", row.cells);
}

#[test]
fn an_appraised_score_has_its_signed_difference_and_reason() {
    let (framework, mut assessment) = opened(BAC_GIANG);
    let appraise = |points: &str, reason: &str| {
        serde_json::from_value(serde_json::json!({ "points": points, "reason": reason })).unwrap()
    };
    assessment.responses.get_mut("4.1").unwrap().appraised = Some(appraise("10", "Thiếu quyết định"));
    assessment.responses.get_mut("3.6").unwrap().appraised = Some(appraise("0", "Không có"));
    assessment.responses.get_mut("1.5").unwrap().appraised = Some(appraise("20", "Đủ"));
    let paper = paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi);
    let Some(Block::Table(table)) = paper.parts.last().unwrap().blocks.last() else { panic!() };
    let cells = |id: &str| table.rows.iter().find(|row| row.cells[0] == id).unwrap().cells[7..].to_vec();
    assert_eq!(cells("4.1")[..2], ["10".to_owned(), "+1,11".to_owned()]);
    assert!(cells("4.1")[2].ends_with("\nThiếu quyết định"));
    assert_eq!(cells("1.5")[..2], ["20".to_owned(), "−15,38".to_owned()]);
}

#[test]
fn what_the_organization_writes_takes_the_place_of_the_draft() {
    let (framework, mut assessment) = opened(BAC_GIANG);
    let drafted = paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi);
    for (field, text) in [
        (Field::Superior, "UBND tỉnh Bắc Giang"),
        (Field::Issuer, "Sở Thông tin và Truyền thông"),
        (Field::Number, "12/BC-STTTT"),
        (Field::Place, "Bắc Giang"),
        (Field::Date, "2024-02-05"),
        (Field::Proposals, "Đề nghị:\n- một\n- hai"),
        (Field::Recipients, "- UBND tỉnh;\nLưu: VT."),
        (Field::Authority, "KT. Giám đốc\nPhó Giám đốc"),
        (Field::Name, "Nguyễn Văn A"),
    ] {
        report_file::set_text(&mut assessment, field.code(), text);
    }
    // The file keeps it.
    let assessment = assessment_file::read(&assessment_file::write(&assessment)).unwrap();
    let paper = paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi);
    let texts = paper.texts();
    for expected in [
        "UBND TỈNH BẮC GIANG",
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "Số: 12/BC-STTTT",
        "Bắc Giang, ngày 05 tháng 02 năm 2024",
        "Đề nghị:",
        "hai",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "(Kèm theo Báo cáo số 12/BC-STTTT ngày 05 tháng 02 năm 2024 của Sở Thông tin và Truyền thông)",
    ] {
        assert!(texts.contains(&expected), "`{expected}` is missing");
    }
    let mut emptied = assessment;
    for field in Field::FORM.into_iter().chain(Field::CONTENT) {
        report_file::set_text(&mut emptied, field.code(), " ");
    }
    assert!(emptied.other.is_empty(), "nothing is left behind");
    assert_eq!(paper_of(&framework, &emptied, Kind::SelfAssessment, Language::Vi), drafted);
}

#[test]
fn a_framework_report_follows_the_outline_or_the_top_level() {
    let (framework, assessment) = opened(TASKS);
    let paper = paper_of(&framework, &assessment, Kind::Sections, Language::Vi);
    let texts = paper.texts();
    for expected in ["1.1. Ngày Chuyển đổi số", "3. Hạ tầng số", "a) Kết quả đạt được", "d) Nhiệm vụ kỳ tới"]
    {
        assert!(texts.contains(&expected), "`{expected}` is missing in {texts:#?}");
    }
    let (framework, assessment) = opened(BAC_GIANG);
    let paper = paper_of(&framework, &assessment, Kind::Sections, Language::Vi);
    let texts = paper.texts();
    let headings = texts.iter().filter(|text| **text == "b) Tồn tại, hạn chế").count();
    assert_eq!(headings, framework.roots().len() - 1, "one for each main indicator that is scored");
    assert!(
        texts.iter().any(|text| text.starts_with("4.1 ") && text.contains("209/209")),
        "what is entered is drafted"
    );
}

#[test]
fn a_document_has_the_form_that_the_decree_asks_for() {
    let (framework, assessment) = opened(BAC_GIANG);
    let paper = paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi);
    let bytes = docx::write(&paper).unwrap();
    assert_eq!(bytes, docx::write(&paper).unwrap(), "the same document, the same bytes");
    let files = unpacked(&bytes);
    for (name, text) in &files {
        assert!(is_well_formed(text), "{name}");
    }
    let text = |name: &str| &files.iter().find(|(it, _)| it == name).unwrap().1;
    let document = text("word/document.xml");
    for (what, expected) in [
        ("A4", r#"<w:pgSz w:w="11906" w:h="16838"/>"#),
        ("landscape annex", r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#),
        ("20 mm above, below and right, 30 mm left", r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1701""#),
        ("no number on the first page", "<w:titlePg/>"),
        ("repeated head of a table", "<w:tblHeader/>"),
        ("rows that are not cut", "<w:cantSplit/>"),
        ("a heading", r#"<w:pStyle w:val="Heading1"/>"#),
        ("a list", r#"<w:pStyle w:val="ListBullet"/>"#),
        ("a last sentence that stays with the signature", r#"<w:pStyle w:val="BodyText"/><w:keepNext/>"#),
    ] {
        assert!(document.contains(expected), "{what}");
    }
    assert_eq!(document.matches("<w:sectPr>").count(), 2);
    let styles = text("word/styles.xml");
    assert!(styles.contains(r#"<w:lang w:val="vi-VN""#) && styles.contains(r#"w:ascii="Times New Roman""#));
    assert!(text("word/header1.xml").contains(r#"w:instr=" PAGE ""#));
}

#[test]
fn a_hostile_name_stays_text() {
    let (framework, mut assessment) = opened(BAC_GIANG);
    assessment.organization.name = "<w:p>&\u{0}\u{8}\"\n</w:t>]]>\u{fffe}".to_owned();
    let xml = document(&paper_of(&framework, &assessment, Kind::SelfAssessment, Language::Vi));
    assert!(is_well_formed(&xml));
    assert!(xml.contains("&lt;w:p&gt;&amp;&quot; &lt;/w:t&gt;]]&gt;"));
    assert!(!xml.contains('\u{0}') && !xml.contains('\u{8}') && !xml.contains('\u{fffe}'));
}

#[test]
fn every_framework_can_be_reported_in_both_languages() {
    for id in builtin::IDS {
        let framework = framework(id);
        let assessment = Assessment::new(&framework, Default::default(), "2024".to_owned());
        for language in Language::ALL {
            for kind in [Kind::SelfAssessment, Kind::Sections] {
                let paper = paper_of(&framework, &assessment, kind, language);
                assert!(is_well_formed(&document(&paper)), "{id}");
                let unworded = |text: &&&str| text.starts_with("report.") || text.contains('{');
                assert_eq!(paper.texts().iter().find(unworded), None, "{id}");
            }
        }
    }
}
