//! Values that copies of what holds them share until one of them is changed.

use std::{
    ops::{Deref, DerefMut},
    rc::Rc,
};

use serde::{Deserialize, Serialize};

/// A value that is copied when it is changed, not when it is cloned: an assessment is copied with every key that is
/// typed, and one of its hundred responses differs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shared<T>(Rc<T>);

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Shared<T> {
        Shared(Rc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What others hold stays as it is.
impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Rc::make_mut(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_one_leaves_the_others() {
        let first = Shared::from(vec![1]);
        let mut second = first.clone();
        assert_eq!(second, first);
        second.push(2);
        assert_eq!((&*first, &*second), (&vec![1], &vec![1, 2]));
    }
}
