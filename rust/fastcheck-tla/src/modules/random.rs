//! Random elements and subsets. The numbers are functions of the state and of the seed, so a run can be repeated.

use std::collections::BTreeSet;

use fastcheck_values::Value;

use super::args::{function, integer, limited, wrong};
use super::table::{Entry, Purity};
use crate::eval::value::LazySet;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::of(Purity::Random, "TLC", "RandomElement", 1, random_element),
    Entry::of(
        Purity::Random,
        "Randomization",
        "RandomSubset",
        2,
        random_subset,
    ),
    Entry::of(
        Purity::Random,
        "Randomization",
        "RandomSetOfSubsets",
        3,
        random_set_of_subsets,
    ),
];

/// A number below `bound`, which is not 0. The error of this way to scale is below 2^-32 for bounds below 2^32.
fn below(host: &mut dyn Host, bound: usize) -> Eval<usize> {
    Ok(((u128::from(host.random()?) * bound as u128) >> 64) as usize)
}

/// Sets that are products are not listed: each factor gives a random element.
fn random_element(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let V::Lazy(set) = &args[0] else {
        return random_member(host, &args[0]);
    };
    match &**set {
        LazySet::Interval(low, high) if low <= high => {
            let size = high.abs_diff(*low).saturating_add(1);
            let offset = below(host, usize::try_from(size).unwrap_or(usize::MAX))?;
            Ok(V::Val(host.universe().int(low.wrapping_add(offset as i64))))
        }
        LazySet::Functions(domain, range) => {
            let keys = host.members(domain)?;
            let pairs = keys
                .into_iter()
                .map(|key| Ok((key, random_value(host, range)?)));
            let pairs = pairs.collect::<Eval<Vec<_>>>()?;
            function(host, pairs)
        }
        LazySet::Records(fields) => {
            let pairs = fields
                .iter()
                .map(|(name, set)| Ok((*name, random_value(host, set)?)));
            let pairs = pairs.collect::<Eval<Vec<_>>>()?;
            function(host, pairs)
        }
        LazySet::Product(sets) => {
            let items = sets.iter().map(|set| random_value(host, set));
            let items = items.collect::<Eval<Vec<_>>>()?;
            Ok(V::Val(host.universe().tuple(items)))
        }
        _ => random_member(host, &args[0]),
    }
}

fn random_value(host: &mut dyn Host, set: &V) -> Eval<Value> {
    let element = random_element(host, std::slice::from_ref(set))?;
    host.value(&element)
}

fn random_member(host: &mut dyn Host, set: &V) -> Eval<V> {
    let members = host.members(set)?;
    if members.is_empty() {
        return Err(EvalError::new(
            code::NATIVE,
            "Attempted to apply RandomElement to the empty set.",
        ));
    }
    let at = below(host, members.len())?;
    Ok(V::Val(members[at]))
}

/// `k` different members. An interval is not listed.
fn random_subset(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let k = integer(host, "first", "RandomSubset", &args[0])?;
    let interval = match &args[1] {
        V::Lazy(set) => match **set {
            LazySet::Interval(low, high) if low <= high => {
                Some((low, high.abs_diff(low) as usize + 1))
            }
            _ => None,
        },
        _ => None,
    };
    let members = match interval {
        Some(_) => Vec::new(),
        None => host.members(&args[1])?,
    };
    let size = interval.map_or(members.len(), |(_, size)| size);
    let count = match usize::try_from(k) {
        Ok(count) if count <= size => count,
        _ => {
            let expected = "nonnegative integer that is at most the size of the set";
            return wrong(host, "first", "RandomSubset", expected, &args[0]);
        }
    };
    // Of the first so many places one more is chosen each time: the new one, if another one was chosen before.
    let mut chosen = BTreeSet::new();
    for place in size - count..size {
        let at = below(host, place + 1)?;
        chosen.insert(if chosen.contains(&at) { place } else { at });
    }
    let universe = host.universe();
    let subset = chosen.into_iter().map(|at| match interval {
        Some((low, _)) => universe.int(low + at as i64),
        None => members[at],
    });
    let subset = subset.collect();
    host.set(subset)
}

/// A set of subsets, `k` times chosen; each has each member with probability `n` of the size.
fn random_set_of_subsets(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "RandomSetOfSubsets";
    let picks = integer(host, "first", OPERATOR, &args[0])?;
    let n = integer(host, "second", OPERATOR, &args[1])?;
    let members = host.members(&args[2])?;
    let size = members.len();
    let Ok(picks) = u64::try_from(picks) else {
        return wrong(host, "first", OPERATOR, "nonnegative integer", &args[0]);
    };
    let n = match usize::try_from(n) {
        Ok(n) if n <= size => n,
        _ => {
            return wrong(
                host,
                "second",
                OPERATOR,
                "nonnegative integer in range 0..Cardinality(S)",
                &args[1],
            );
        }
    };
    if size < 63 && picks > 1 << size {
        let expected =
            format!("nonnegative integer that is smaller than the subset's size of 2^{size}");
        return wrong(host, "first", OPERATOR, &expected, &args[0]);
    }
    limited(OPERATOR, Some(picks))?;
    let mut subsets = Vec::new();
    for _ in 0..picks {
        host.poll()?;
        let mut subset = Vec::new();
        for &member in &members {
            if below(host, size)? < n {
                subset.push(member);
            }
        }
        subsets.push(match host.set(subset)? {
            V::Val(value) => value,
            other => host.value(&other)?,
        });
    }
    host.set(subsets)
}

/// A number that looks random and is not like those of other arguments (SplitMix64).
#[must_use]
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::mix;

    /// The first numbers of the generator with seed 0, as published with the algorithm; its state grows by this step.
    #[test]
    fn numbers_are_those_of_split_mix() {
        let step = 0x9e37_79b9_7f4a_7c15u64;
        let numbers = [0, step, step.wrapping_mul(2)].map(mix);
        assert_eq!(
            numbers,
            [
                0xe220_a839_7b1d_cdaf,
                0x6e78_9e6a_a1b9_65f4,
                0x06c4_5d18_8009_454f
            ]
        );
    }
}
