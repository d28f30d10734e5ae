//! The empty form, with an example of each sheet.

use std::collections::BTreeMap;

use super::{
    columns::FRAMEWORK,
    words::{BASIS, SheetLanguage, name_of},
    write::write,
};
use crate::{
    engine::framework::raw::{
        FORMAT, RawAward, RawBasis, RawDocument, RawExample, RawExampleResponse, RawFramework, RawIfZero, RawInput,
        RawInputKind, RawNode, RawOption, RawPoints, RawRole, RawRule, RawScoring, RawSource, RawText, RawTier,
    },
    formats::sheet::{Cell, Workbook},
};

/// The document of the example; there is no such decision.
const DOCUMENT: &str = "van-ban-mau";

/// A form to fill in: a small made-up framework that is in order, with the defaults that save writing.
pub fn template(language: SheetLanguage) -> Workbook {
    let mut workbook = write(&example(), language);
    let defaults = [("@document", DOCUMENT.to_owned()), ("@basis", name_of(BASIS, "official", language))];
    for sheet in workbook.sheets.iter_mut().filter(|sheet| sheet.name == FRAMEWORK.name.pick(language)) {
        for (path, value) in &defaults {
            let heading = FRAMEWORK.column(path).map_or("", |column| column.heading.pick(language));
            let row = sheet.rows.iter_mut().find(|row| row.first().is_some_and(|cell| cell.text == heading));
            if let Some(row) = row {
                row.truncate(1);
                row.push(Cell::text(value));
            }
        }
    }
    workbook
}

fn text(vi: &str, en: &str) -> RawText {
    RawText { vi: vi.to_owned(), en: en.to_owned() }
}

fn source(section: &str) -> RawSource {
    RawSource { document: DOCUMENT.to_owned(), section: section.to_owned(), item: None }
}

fn node(id: &str, name: RawText, points: &str) -> RawNode {
    RawNode {
        id: id.to_owned(),
        name,
        description: None,
        role: RawRole::Scored,
        max_points: Some(RawPoints {
            value: points.to_owned(),
            basis: RawBasis::Official,
            source: None,
            derivation: None,
        }),
        official_count: None,
        deadline: None,
        support_organization: None,
        may_be_not_applicable: false,
        source: source(id),
        inputs: vec![],
        rule: None,
        rule_basis: None,
        rule_derivation: None,
        children: vec![],
    }
}

fn leaf(id: &str, name: RawText, points: &str, rule: RawRule, inputs: Vec<RawInput>) -> RawNode {
    RawNode { rule: Some(rule), rule_basis: Some(RawBasis::Official), inputs, ..node(id, name, points) }
}

fn input(name: &str, label: RawText, kind: RawInputKind) -> RawInput {
    RawInput { name: name.to_owned(), label, kind, measure_unit: None, min: None, max: None }
}

fn share(share: &str) -> RawAward {
    RawAward { share: Some(share.to_owned()), points: None }
}

fn example() -> RawFramework {
    let option = |id: &str, label, award: &str| RawOption { id: id.to_owned(), label, award: share(award) };
    let tier = |from: Option<&str>, to: Option<&str>, award: &str| RawTier {
        at_least: from.map(str::to_owned),
        less_than: to.map(str::to_owned),
        award: share(award),
        ..RawTier::default()
    };
    let chairs = leaf(
        "1.1",
        text("Người đứng đầu chủ trì chuyển đổi số", "The head leads digital transformation"),
        "20",
        RawRule::Choice {
            input: "head".to_owned(),
            options: vec![
                option("chair", text("Chủ tịch", "The chair"), "1"),
                option("deputy", text("Phó Chủ tịch", "A deputy chair"), "1/2"),
                option("none", text("Chưa có", "Nobody yet"), "0"),
            ],
        },
        vec![input("head", text("Ai chủ trì", "Who leads"), RawInputKind::Choice)],
    );
    let articles = leaf(
        "1.2",
        text("Số tin, bài trong năm", "Articles a year"),
        "20",
        RawRule::Tiers {
            value: "n".to_owned(),
            tiers: vec![tier(None, Some("5"), "0"), tier(Some("5"), Some("20"), "50%"), tier(Some("20"), None, "1")],
            if_zero: None,
        },
        vec![input("n", text("Số tin, bài", "Number of articles"), RawInputKind::Count)],
    );
    let online = leaf(
        "2.1",
        text("Tỷ lệ hồ sơ trực tuyến", "Share of files handled online"),
        "40",
        RawRule::Ratio {
            numerator: "a".to_owned(),
            denominator: "b".to_owned(),
            percent: None,
            full_from: Some("80%".to_owned()),
            otherwise: Default::default(),
            if_zero: Some(RawIfZero::Zero),
            may_exceed: false,
        },
        vec![
            input("a", text("Số hồ sơ trực tuyến", "Files handled online"), RawInputKind::Count),
            input("b", text("Tổng số hồ sơ", "All files"), RawInputKind::Count),
        ],
    );
    let plan = leaf(
        "2.2",
        text("Có kế hoạch chuyển đổi số", "There is a plan"),
        "20",
        RawRule::YesNo { input: "done".to_owned() },
        vec![input("done", text("Đã ban hành kế hoạch", "The plan is issued"), RawInputKind::YesNo)],
    );
    let figures = |figures: &[(&str, &str)]| RawExampleResponse {
        inputs: figures.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..RawExampleResponse::default()
    };
    let groups = [
        (node("1", text("Nhận thức số", "Digital awareness"), "40"), vec![chairs, articles]),
        (node("2", text("Dịch vụ công", "Public services"), "60"), vec![online, plan]),
    ];
    let document = RawDocument {
        number: "…/QĐ-UBND".to_owned(),
        date: "2025".to_owned(),
        issuer: text("Ủy ban nhân dân tỉnh …", "People's Committee of … province"),
        title: text("Văn bản mẫu, thay bằng quyết định của đơn vị", "A sample: put your decision here"),
        address: String::new(),
    };
    RawFramework {
        format: FORMAT.to_owned(),
        id: "bo-chi-so-mau".to_owned(),
        title: text("Bộ chỉ số mẫu, thay bằng tên của đơn vị", "A sample framework: put your title here"),
        summary: text("Bốn chỉ số để làm mẫu.", "Four indicators to copy from."),
        organization_kind: "commune".to_owned(),
        years: vec![2025],
        scoring: RawScoring::Points,
        counted_noun: None,
        levels: vec![text("Nhóm", "Group"), text("Chỉ số", "Indicator")],
        total: Some(RawPoints {
            value: "100".to_owned(),
            basis: RawBasis::Official,
            source: Some(source("I")),
            derivation: None,
        }),
        official_count: None,
        declared_total_differs: None,
        rounding: vec![],
        pillars: vec![],
        grading: None,
        notes: vec![text("Số liệu và điểm trong tệp này chỉ để làm mẫu.", "Figures and points here are only samples.")],
        documents: [(DOCUMENT.to_owned(), document)].into(),
        examples: vec![RawExample {
            name: text("60 trên 100 hồ sơ: chưa tới 80%", "60 of 100 files: short of 80%"),
            responses: BTreeMap::from([
                ("1.1".to_owned(), figures(&[("head", "deputy")])),
                ("2.1".to_owned(), figures(&[("a", "60"), ("b", "100")])),
            ]),
            expected: BTreeMap::from([("1.1".to_owned(), "10".to_owned()), ("2.1".to_owned(), "30".to_owned())]),
            expected_total: None,
        }],
        nodes: groups.into_iter().map(|(group, children)| RawNode { children, ..group }).collect(),
    }
}
