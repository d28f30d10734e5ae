//! Ranks with ties: 15, 15, 17.

use super::{exact::Exact, order::sorted};

/// The rank of each value, the greatest first; equal values share a rank and the next is skipped.
///
/// # Missing
///
/// A missing value has no rank and takes none.
pub fn rank(values: &[Option<Exact>]) -> Vec<Option<usize>> {
    let known = sorted(values.iter().flatten().collect(), &|left: &&Exact, right: &&Exact| right.cmp(left));
    let position = |value: &Exact| known.partition_point(|other| *other > value) + 1;
    values.iter().map(|value| value.as_ref().map(position)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_a_rank_and_the_next_is_skipped() {
        let values = ["0.6", "0.7", "0.6", "", "0.5"].map(Exact::parse_decimal);
        assert_eq!(rank(&values), [Some(2), Some(1), Some(2), None, Some(4)]);
        assert_eq!(rank(&[]), []);
    }
}
