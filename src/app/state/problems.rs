//! What is wrong with something, as state: shared, and compared as such.

use std::{ops::Deref, rc::Rc};

use crate::engine::problem::Problem;

/// What is wrong with something. Only the same list is equal, not another one that says the same: comparing problems of
/// every kind would be a part of the first load.
#[derive(Debug, Clone)]
pub struct Problems(Rc<[Problem]>);

impl PartialEq for Problems {
    fn eq(&self, other: &Problems) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Problems {}

impl Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.0
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Problems {
        Problems(problems.into())
    }
}
