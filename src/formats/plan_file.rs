//! What an organization says about its plan (“kế hoạch đạt mục tiêu”), kept in its assessment: the field `plan`.
//!
//! ```json
//! "plan": { "target": "800", "measure": "points",
//!           "items": { "4.1": { "class": "document", "effort": 3 }, "9.2": { "excluded": true } } }
//! ```

use serde_json::{Map, Value};

use crate::engine::{
    assessment::Assessment,
    exact::Exact,
    plan::{Class, Goal, MOST_ITEM_EFFORT, Work, Works},
};

/// The field of an assessment.
const FIELD: &str = "plan";

/// What is to be reached; nothing where it is not said, or can not be read.
pub fn goal(assessment: &Assessment) -> Option<Goal> {
    let plan = assessment.other.get(FIELD)?;
    let target = Exact::parse_decimal(plan.get("target")?.as_str()?)?;
    match plan.get("measure").and_then(Value::as_str) {
        Some("index") => Some(Goal::Index(target)),
        _ => Some(Goal::Points(target)),
    }
}

/// What is said about the items. What can not be read is as if it were not said, and stays in the file.
pub fn works(assessment: &Assessment) -> Works {
    let items = assessment.other.get(FIELD).and_then(|plan| plan.get("items")).and_then(Value::as_object);
    let mut works = Works::new();
    for (id, value) in items.into_iter().flatten() {
        let class = value.get("class").and_then(Value::as_str);
        let effort = value.get("effort").and_then(Value::as_u64).and_then(|effort| u16::try_from(effort).ok());
        let work = Work {
            class: Class::ALL.into_iter().find(|it| Some(it.code()) == class),
            effort: effort.filter(|effort| (1..=MOST_ITEM_EFFORT).contains(effort)),
            excluded: value.get("excluded").and_then(Value::as_bool).unwrap_or(false),
        };
        works.insert(id.clone(), work);
    }
    works
}

/// Sets what is to be reached, or forgets it.
pub fn set_goal(assessment: &mut Assessment, goal: Option<&Goal>) {
    let (target, measure) = match goal {
        None => (None, None),
        Some(Goal::Points(points)) => (Some(points.to_text().into()), Some("points".into())),
        Some(Goal::Index(value)) => (Some(value.to_text().into()), Some("index".into())),
    };
    with_plan(assessment, |plan| {
        set(plan, "target", target);
        set(plan, "measure", measure);
    });
}

/// Sets what is said about one item.
pub fn set_work(assessment: &mut Assessment, id: &str, work: Work) {
    with_plan(assessment, |plan| {
        let mut items = taken(plan.remove("items"));
        let mut item = taken(items.remove(id));
        set(&mut item, "class", work.class.map(|class| class.code().into()));
        set(&mut item, "effort", work.effort.map(Value::from));
        set(&mut item, "excluded", work.excluded.then_some(Value::Bool(true)));
        set(&mut items, id, (!item.is_empty()).then_some(Value::Object(item)));
        set(plan, "items", (!items.is_empty()).then_some(Value::Object(items)));
    });
}

fn with_plan(assessment: &mut Assessment, change: impl FnOnce(&mut Map<String, Value>)) {
    let mut plan = taken(assessment.other.remove(FIELD));
    change(&mut plan);
    if !plan.is_empty() {
        assessment.other.insert(FIELD.to_owned(), Value::Object(plan));
    }
}

/// The fields of a value; what is no object has none.
fn taken(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn set(map: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        Some(value) => map.insert(name.to_owned(), value),
        None => map.remove(name),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assessment(plan: Option<Value>) -> Assessment {
        let mut file = serde_json::json!({
            "format": "thuocso-assessment/1", "framework": { "id": "f" }, "organization": {}, "period": "2024",
            "responses": {},
        });
        if let Some(plan) = plan {
            set(file.as_object_mut().unwrap(), FIELD, Some(plan));
        }
        crate::formats::assessment_file::read(&file.to_string()).unwrap()
    }

    #[test]
    fn what_is_set_is_read_again_and_taken_back_leaves_nothing() {
        let mut found = assessment(None);
        let goal_set = Goal::Index(Exact::parse_decimal("0.8").unwrap());
        set_goal(&mut found, Some(&goal_set));
        let work = Work { class: Some(Class::Document), effort: Some(3), excluded: true };
        set_work(&mut found, "4.1", work);
        assert_eq!(goal(&found), Some(goal_set));
        assert_eq!(works(&found), Works::from([("4.1".to_owned(), work)]));
        set_work(&mut found, "4.1", Work::default());
        set_goal(&mut found, None);
        assert_eq!(found, assessment(None));
    }

    #[test]
    fn what_can_not_be_read_is_not_said_and_stays() {
        let odd = serde_json::json!({ "target": 800, "later": 1, "items": {
            "1": { "class": "magic", "effort": 0 }, "2": "x", "3": { "effort": 100000 } } });
        let mut found = assessment(Some(odd));
        assert_eq!(goal(&found), None);
        assert!(works(&found).values().all(|work| *work == Work::default()));
        set_work(&mut found, "4", Work { effort: Some(2), ..Work::default() });
        let plan = found.other.get(FIELD).unwrap();
        assert_eq!((plan.get("later"), plan.get("items").unwrap().get("2")), (Some(&1.into()), Some(&"x".into())));
    }
}
