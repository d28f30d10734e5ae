//! Assessments in sheets: the way there and back is the identity, whatever is in them.

use std::rc::Rc;

use proptest::{prelude::prop_assert_eq, proptest};
use thuocso::{
    engine::{
        assessment::Assessment,
        framework::{Framework, check::check},
    },
    formats::{
        assessment_sheet,
        csv_file::{self, Dialect},
        framework_sheet::SheetLanguage,
        xlsx,
    },
};

use super::{
    config,
    files::{assessments, shipped},
    generate::cases,
};

fn there_and_back(framework: &Rc<Framework>, assessment: &Assessment) -> [Assessment; 4] {
    let find = |_: &str| Some(Rc::clone(framework));
    let workbook = |language| assessment_sheet::write(framework, assessment, language);
    let (vi, en) = (workbook(SheetLanguage::Vi), workbook(SheetLanguage::En));
    let ways = [
        vi.clone(),
        xlsx::read(&xlsx::write(&vi).unwrap()).unwrap(),
        csv_file::read(&csv_file::write(&vi, Dialect::ExcelVietnam)).unwrap(),
        csv_file::read(&csv_file::write(&en, Dialect::Machine)).unwrap(),
    ];
    ways.map(|file| {
        assert!(assessment_sheet::is_one(&file));
        assessment_sheet::read(&file, &find).unwrap()
    })
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn an_assessment_of_any_framework_survives_its_sheets(case in cases()) {
        let framework = Rc::new(check(&case.framework, "", &|_| true).unwrap());
        for (way, again) in there_and_back(&framework, &case.assessment).into_iter().enumerate() {
            prop_assert_eq!(&again, &case.assessment, "{}", way);
        }
    }

    #[test]
    fn any_assessment_at_all_survives_its_sheets(assessment in assessments()) {
        let framework = Rc::new(shipped("school-2022"));
        for (way, again) in there_and_back(&framework, &assessment).into_iter().enumerate() {
            prop_assert_eq!(&again, &assessment, "{}", way);
        }
    }
}
