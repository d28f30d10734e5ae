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

/// The same for some positions, and for the first that holds the greatest value; the others have none. Much quicker for a
/// few of many.
pub fn rank_some(values: &[Option<Exact>], wanted: &[usize]) -> Vec<Option<usize>> {
    let mut ranks = vec![None; values.len()];
    let greatest = values.iter().flatten().max();
    let first = values.iter().position(|value| value.is_some() && value.as_ref() == greatest);
    for at in wanted.iter().copied().chain(first) {
        let value = values.get(at).and_then(Option::as_ref);
        if let (Some(rank), Some(value)) = (ranks.get_mut(at), value) {
            *rank = Some(values.iter().flatten().filter(|other| *other > value).count() + 1);
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_ranks_are_those_of_all() {
        let values = ["0.6", "0.7", "0.6", "", "0.5", "0.7"].map(Exact::parse_decimal);
        let all = rank(&values);
        for at in 0..values.len() {
            let some = rank_some(&values, &[at]);
            assert_eq!((some[at], some[1]), (all[at], Some(1)));
        }
        assert_eq!(rank_some(&[None], &[0, 7]), [None]);
    }

    #[test]
    fn ties_share_a_rank_and_the_next_is_skipped() {
        let values = ["0.6", "0.7", "0.6", "", "0.5"].map(Exact::parse_decimal);
        assert_eq!(rank(&values), [Some(2), Some(1), Some(2), None, Some(4)]);
        assert_eq!(rank(&[]), []);
    }
}
