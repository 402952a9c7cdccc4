//! Random elements and subsets. The numbers come from the run's generator, so a run with the same seed repeats them.

use std::sync::atomic::{AtomicU64, Ordering};

use fastcheck_values::Value;

use super::args::{function, integer, wrong};
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
fn below(host: &dyn Host, bound: usize) -> usize {
    ((u128::from(host.outside().random()) * bound as u128) >> 64) as usize
}

/// Sets that are products are not listed: each factor gives a random element.
fn random_element(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let V::Lazy(set) = &args[0] else {
        return random_member(host, &args[0]);
    };
    match &**set {
        LazySet::Interval(low, high) if low <= high => {
            let size = high.abs_diff(*low).saturating_add(1);
            let offset = below(host, usize::try_from(size).unwrap_or(usize::MAX));
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
    let at = below(host, members.len());
    Ok(V::Val(members[at]))
}

/// `k` different members: the first `k` places of a shuffle.
fn random_subset(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let k = integer(host, "first", "RandomSubset", &args[0])?;
    let mut members = host.members(&args[1])?;
    let count = match usize::try_from(k) {
        Ok(count) if count <= members.len() => count,
        _ => {
            return wrong(
                host,
                "first",
                "RandomSubset",
                "nonnegative integer that is at most the size of the set",
                &args[0],
            );
        }
    };
    for i in 0..count {
        let j = i + below(host, members.len() - i);
        members.swap(i, j);
    }
    members.truncate(count);
    host.set(members)
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
    let mut subsets = Vec::new();
    for _ in 0..picks {
        host.poll()?;
        let subset = members
            .iter()
            .copied()
            .filter(|_| below(host, size) < n)
            .collect();
        subsets.push(match host.set(subset)? {
            V::Val(value) => value,
            other => host.value(&other)?,
        });
    }
    host.set(subsets)
}

/// The numbers of a run: a function of the seed and of how many were drawn (SplitMix64). Workers share them, so which
/// evaluation draws which number is fixed with one worker only.
#[derive(Debug)]
pub struct Generator {
    state: AtomicU64,
}

impl Generator {
    /// The generator of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Generator {
            state: AtomicU64::new(seed),
        }
    }

    /// The next number.
    pub fn next(&self) -> u64 {
        // The counter orders nothing else.
        let state = self
            .state
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::Generator;

    /// The first numbers for seed 0, as published with the algorithm.
    #[test]
    fn the_generator_is_split_mix() {
        let generator = Generator::new(0);
        let numbers: Vec<u64> = (0..3).map(|_| generator.next()).collect();
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
