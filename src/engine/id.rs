//! Identifiers as printed in the sources, and the order people expect of them.

use std::{cmp::Ordering, fmt, rc::Rc};

/// The number printed in a framework's source: `1`, `9.2`, `4.22.11`.
///
/// Ordered naturally: `4.2` is before `4.10`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NodeId(Rc<str>);

impl NodeId {
    /// The longest identifier, in bytes.
    pub const MAX_LEN: usize = 64;

    /// Reads an identifier: letters, digits, `.`, `-` and `_`, starting with a letter or a digit.
    pub fn parse(text: &str) -> Option<NodeId> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let starts_well = text.chars().next().is_some_and(char::is_alphanumeric);
        (starts_well && text.len() <= NodeId::MAX_LEN && text.chars().all(allowed)).then(|| NodeId(text.into()))
    }

    /// The text, as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What people are shown: nothing where the last part is a word of ours (`dti`, `1.rest`), because the source prints
    /// no number there.
    pub fn printed(&self) -> Option<&str> {
        let last = self.0.rsplit('.').next().unwrap_or_default();
        let is_word = last.len() > 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
        (!is_word).then_some(&*self.0)
    }
}

impl Ord for NodeId {
    fn cmp(&self, other: &NodeId) -> Ordering {
        natural_order(&self.0, &other.0)
    }
}

impl PartialOrd for NodeId {
    fn partial_cmp(&self, other: &NodeId) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

/// Orders codes with numbers in them as people do; texts that only differ in leading zeros are ordered by text.
pub fn natural_order(left: &str, right: &str) -> Ordering {
    left.split('.').map(natural_key).cmp(right.split('.').map(natural_key)).then_with(|| left.cmp(right))
}

/// Numbers come before words, short numbers before long ones.
fn natural_key(segment: &str) -> (bool, usize, &str) {
    if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = segment.trim_start_matches('0');
        (false, digits.len(), digits)
    } else {
        (true, 0, segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_sources_print_is_shown() {
        let printed = |text: &str| NodeId::parse(text).unwrap().printed().map(str::to_owned);
        for text in ["1", "9.2", "4.22.11", "a.13.1", "11b", "a"] {
            assert_eq!(printed(text).as_deref(), Some(text));
        }
        for text in ["dti", "rest", "1.rest"] {
            assert_eq!(printed(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_in_the_order_of_their_numbers() {
        let mut ids: Vec<NodeId> = ["10", "4.10", "4.2", "4", "4.22.11", "4.22.2", "2b", "2"]
            .iter()
            .map(|id| NodeId::parse(id).unwrap())
            .collect();
        ids.sort();
        let texts: Vec<&str> = ids.iter().map(NodeId::as_str).collect();
        assert_eq!(texts, ["2", "4", "4.2", "4.10", "4.22.2", "4.22.11", "10", "2b"]);
    }

    #[test]
    fn odd_identifiers_are_refused() {
        for text in ["", " 1", "1 2", "<b>", ".1", &"9".repeat(65)] {
            assert_eq!(NodeId::parse(text), None, "{text}");
        }
    }
}
