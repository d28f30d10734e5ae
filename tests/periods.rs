//! Periods side by side: what is decided in both is compared, what is missing then or now is not zero, and a line never
//! crosses from one framework to another.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use thuocso::{
    engine::{
        assessment::Assessment,
        exact::Exact,
        framework::Framework,
        periods::{Entered, Row, Run, runs},
    },
    formats::{assessment_file, builtin, documents, framework_file},
};

fn framework(id: &str) -> Framework {
    let register = documents::read(builtin::DOCUMENTS).unwrap();
    framework_file::read(builtin::framework_text(id).unwrap(), &register).unwrap()
}

/// An assessment of `dti-province-2022`: figures by leaf, `4.1 a=190 b=209`.
fn assessment(period: &str, leaves: &[&str]) -> Assessment {
    let text = format!(
        r#"{{"format":"thuocso-assessment/1","framework":{{"id":"dti-province-2022"}},"organization":{{"name":"Tỉnh A"}},"period":"{period}"}}"#
    );
    let mut assessment = assessment_file::read(&text).unwrap();
    for leaf in leaves {
        let mut words = leaf.split(' ');
        let response = assessment.responses.entry(words.next().unwrap().to_owned()).or_default();
        for (name, figure) in words.map(|word| word.split_once('=').unwrap()) {
            response.inputs.insert(name.to_owned(), figure.to_owned());
        }
    }
    assessment
}

fn compared(framework: &Framework, of: &[Assessment]) -> Vec<Run> {
    runs(&of.iter().map(|assessment| Entered { framework, assessment }).collect::<Vec<_>>())
}

fn row<'a>(framework: &Framework, run: &'a Run, id: &str) -> &'a Row {
    run.rows.iter().find(|it| framework.node(it.node).unwrap().id.as_str() == id).unwrap()
}

/// 4.1 is worth 100/9 points (its main indicator has 100, shared out over nine items): 19 of 209 are 1900/1881.
#[test]
fn what_is_decided_in_both_is_compared_and_what_is_missing_is_not_zero() {
    let framework = framework("dti-province-2022");
    let then = assessment("2024-Q1", &["4.1 a=209 b=209", "4.2 a=209 b=209"]);
    let now = assessment("2024-Q2", &["4.1 a=190 b=209", "4.3 percent=50"]);
    let [run] = &compared(&framework, &[now, then.clone()])[..] else { panic!("one framework is one run") };
    assert_eq!(run.members.iter().map(|it| (it.at, it.since)).collect::<Vec<_>>(), [(1, None), (0, Some(0))]);
    let lost = Exact::ratio(-1900, 1881).unwrap();
    let of = |id: &str| row(&framework, run, id);
    assert_eq!(of("4.1").change.change(), Some(lost.clone()));
    assert_eq!(of("4.1").figures[0].texts, [Some("209".to_owned()), Some("190".to_owned())]);
    assert_eq!(of("4.1").figures[0].change, Exact::parse_decimal("-19"));
    assert_eq!(of("4.1").figures[1].change, Some(Exact::ZERO));
    for id in ["4.2", "4.3"] {
        assert_eq!((of(id).change.change(), of(id).change.compared), (None, 0), "{id}");
    }
    let above = &of("4").change;
    assert_eq!((above.change(), above.compared, above.leaves), (Some(lost.clone()), 1, 9));
    let last = &run.members[1].change;
    assert_eq!((last.change(), last.compared), (Some(lost), 1));
    assert!(!last.is_whole());
    let [same] = &compared(&framework, &[then.clone(), then])[..] else { panic!("one framework is one run") };
    assert!(same.rows.iter().all(|it| it.change.change().is_none_or(|it| it.is_zero())));
}

#[test]
fn a_period_is_compared_with_the_last_of_its_kind() {
    let framework = framework("dti-province-2022");
    let of = ["2023", "2024-Q4", "2024", "2023-Q4", "2024-Q3", "quý I"].map(|it| assessment(it, &["4.1 a=1 b=2"]));
    let [run] = &compared(&framework, &of)[..] else { panic!("one framework is one run") };
    let order: Vec<&str> = run.members.iter().map(|it| &*of[it.at].period).collect();
    assert_eq!(order, ["2023-Q4", "2023", "2024-Q3", "2024-Q4", "2024", "quý I"], "a year ends with its quarters");
    let since: Vec<Option<usize>> = run.members.iter().map(|it| it.since).collect();
    assert_eq!(since, [None, Some(0), Some(0), Some(2), Some(1), Some(4)]);
}

/// Of three quarters, what is entered in all of them makes the line.
#[test]
fn the_line_over_time_is_of_what_every_period_has() {
    let framework = framework("dti-province-2022");
    let of = [
        assessment("2024-Q1", &["4.1 a=1 b=2", "4.2 a=1 b=2"]),
        assessment("2024-Q2", &["4.1 a=3 b=4"]),
        assessment("2024-Q3", &["4.1 a=1 b=1", "4.2 a=1 b=1"]),
    ];
    let [run] = &compared(&framework, &of)[..] else { panic!("one framework is one run") };
    let share =
        |numerator, denominator| &Exact::ratio(100, 9).unwrap() * &Exact::ratio(numerator, denominator).unwrap();
    assert_eq!(run.common.points, [share(1, 2), share(3, 4), share(1, 1)]);
    assert_eq!((&run.common.max_points, run.common.compared), (&Exact::ratio(100, 9).unwrap(), 1));
}

#[test]
fn another_framework_begins_another_run() {
    let (old, new) = (framework("dti-province-2020"), framework("dti-province-2022"));
    let of = ["2020", "2021", "2022"].map(|it| assessment(it, &["4.1 a=1 b=2"]));
    let entered: Vec<Entered<'_>> =
        of.iter().zip([&old, &new, &new]).map(|(assessment, framework)| Entered { framework, assessment }).collect();
    let runs = runs(&entered);
    let members: Vec<Vec<usize>> = runs.iter().map(|run| run.members.iter().map(|it| it.at).collect()).collect();
    assert_eq!(members, [vec![0], vec![1, 2]]);
    assert_eq!(runs[1].members[0].since, None, "the first by another framework has nothing before it");
}
