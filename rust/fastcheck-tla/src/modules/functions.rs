//! Modules Folds, Functions, FiniteSetsExt and Relation.

use std::collections::HashSet;

use fastcheck_values::{Shape, Value};

use super::args::{
    Members, boolean, entries, function, int, integer, overflow, passes, wrong, wrong_only,
};
use super::table::Entry;
use crate::eval::value::LazySet;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("Folds", "MapThenFoldSet", 5, map_then_fold_set).ours(),
    Entry::pure("Functions", "Range", 1, range).ours(),
    Entry::pure("Functions", "IsInjective", 1, is_injective),
    Entry::pure("Functions", "AntiFunction", 1, anti_function),
    Entry::pure("Functions", "FoldFunction", 3, fold_function),
    Entry::pure("Functions", "FoldFunctionOnSet", 4, fold_function_on_set),
    Entry::pure("Functions", "SumFunction", 1, sum_function).ours(),
    Entry::pure("FiniteSetsExt", "FoldSet", 3, fold_set),
    Entry::pure("FiniteSetsExt", "ReduceSet", 3, reduce_set).ours(),
    Entry::pure("FiniteSetsExt", "SumSet", 1, sum_set).ours(),
    Entry::pure("FiniteSetsExt", "Quantify", 2, quantify),
    Entry::pure("FiniteSetsExt", "kSubset", 2, k_subset),
    Entry::pure("FiniteSetsExt", "Max", 1, max).ours(),
    Entry::pure("FiniteSetsExt", "Min", 1, min).ours(),
    Entry::pure("Relation", "TransitiveClosure", 2, transitive_closure).ours(),
];

/// `op(element, accumulator)` for all elements in order.
fn fold(host: &mut dyn Host, op: &V, base: &V, elements: impl IntoIterator<Item = V>) -> Eval<V> {
    let mut result = base.clone();
    for element in elements {
        host.poll()?;
        result = host.call(op, vec![element, result])?;
    }
    Ok(result)
}

/// `op(f(x1), op(f(x2), ... base))` where `choose` picks the elements one after the other.
fn map_then_fold_set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let [op, base, map, choose, set] = args else {
        return Err(EvalError::new(
            code::NATIVE,
            "MapThenFoldSet takes five arguments.",
        ));
    };
    let mut left = host.members(set)?;
    let mut images = Vec::with_capacity(left.len());
    while !left.is_empty() {
        host.poll()?;
        let rest = host.set(left.clone())?;
        let chosen = host.call(choose, vec![rest])?;
        let chosen = host.value(&chosen)?;
        let Some(at) = left.iter().position(|member| *member == chosen) else {
            return wrong(
                host,
                "fourth",
                "MapThenFoldSet",
                "operator that picks a member of a set",
                &V::Val(chosen),
            );
        };
        left.remove(at);
        images.push(host.call(map, vec![V::Val(chosen)])?);
    }
    images.reverse();
    fold(host, op, base, images)
}

/// The entries of a function.
fn mapping(host: &mut dyn Host, operator: &str, v: &V) -> Eval<Vec<(Value, Value)>> {
    let value = host.value(v)?;
    match entries(host.universe(), value) {
        Some(entries) => Ok(entries),
        None => wrong_only(host, operator, "function", v),
    }
}

fn range(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let entries = mapping(host, "Range", &args[0])?;
    host.set(entries.into_iter().map(|(_, value)| value).collect())
}

fn is_injective(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let entries = mapping(host, "IsInjective", &args[0])?;
    let values: Vec<Value> = entries.into_iter().map(|(_, value)| value).collect();
    host.set(values.clone())?;
    let mut seen = HashSet::new();
    boolean(host, values.into_iter().all(|value| seen.insert(value)))
}

/// The inverse function. Where several arguments have one value, the definition takes the least.
fn anti_function(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let entries = mapping(host, "AntiFunction", &args[0])?;
    let inverse = entries.into_iter().rev().map(|(key, value)| (value, key));
    function(host, inverse.collect())
}

fn fold_function(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[2])?;
    let Some(entries) = entries(host.universe(), value) else {
        return wrong(host, "third", "FoldFunction", "function", &args[2]);
    };
    fold(
        host,
        &args[0],
        &args[1],
        entries.into_iter().map(|(_, value)| V::Val(value)),
    )
}

fn fold_function_on_set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "FoldFunctionOnSet";
    let universe = host.universe();
    if let V::Val(value) = args[2]
        && entries(universe, value).is_none()
    {
        return wrong(host, "third", OPERATOR, "function", &args[2]);
    }
    if let V::Val(value) = args[3]
        && !matches!(universe.shape(value), Shape::Set(_))
    {
        return wrong(host, "fourth", OPERATOR, "set", &args[3]);
    }
    let mut result = args[1].clone();
    let keys = Members::of(host, &args[3])?;
    for position in 0..keys.len() {
        host.poll()?;
        let key = keys.at(host, position);
        let value = host.apply(&args[2], key)?;
        result = host.call(&args[0], vec![value, result])?;
    }
    Ok(result)
}

fn sum(host: &mut dyn Host, operator: &str, values: Vec<Value>) -> Eval<V> {
    let mut sum = 0i64;
    for value in values {
        let Some(int) = int(host.universe(), value) else {
            return wrong_only(
                host,
                operator,
                "set or function of integers",
                &V::Val(value),
            );
        };
        match sum.checked_add(int) {
            Some(more) => sum = more,
            None => return overflow(format_args!("{sum}+{int}")),
        }
    }
    Ok(V::Val(host.universe().int(sum)))
}

fn sum_function(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let entries = mapping(host, "SumFunction", &args[0])?;
    sum(
        host,
        "SumFunction",
        entries.into_iter().map(|(_, value)| value).collect(),
    )
}

fn fold_set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = Members::of(host, &args[2])?;
    let mut result = args[1].clone();
    for position in 0..members.len() {
        host.poll()?;
        let member = members.at(host, position);
        result = host.call(&args[0], vec![V::Val(member), result])?;
    }
    Ok(result)
}

fn reduce_set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    fold_set(host, &[args[0].clone(), args[2].clone(), args[1].clone()])
}

fn sum_set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = host.members(&args[0])?;
    sum(host, "SumSet", members)
}

fn quantify(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = Members::of(host, &args[0])?;
    let mut count = 0;
    for position in 0..members.len() {
        host.poll()?;
        let member = members.at(host, position);
        count += i64::from(passes(host, "second", "Quantify", &args[1], member)?);
    }
    Ok(V::Val(host.universe().int(count)))
}

/// Described rather than listed.
fn k_subset(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let k = integer(host, "first", "kSubset", &args[0])?;
    let members = host.members(&args[1])?;
    match usize::try_from(k) {
        Ok(k) if k <= members.len() => {
            let set = host.set(members)?;
            Ok(V::Lazy(LazySet::KSubsets(k, set).into()))
        }
        _ => host.set(Vec::new()),
    }
}

/// Integers are in the order of the set already.
fn extreme(host: &mut dyn Host, operator: &str, set: &V, last: bool) -> Eval<V> {
    let members = host.members(set)?;
    let found = if last {
        members.last()
    } else {
        members.first()
    };
    match found.copied() {
        Some(found) if int(host.universe(), found).is_some() => Ok(V::Val(found)),
        Some(_) => wrong_only(host, operator, "set of integers", set),
        None => Err(EvalError::new(
            code::CHOOSE,
            format!("{operator} was applied to the empty set, which has no such member."),
        )),
    }
}

fn max(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    extreme(host, "Max", &args[0], true)
}

fn min(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    extreme(host, "Min", &args[0], false)
}

/// Warshall's algorithm on a relation that is a function from pairs to booleans.
fn transitive_closure(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = host.members(&args[1])?;
    let size = members.len();
    let mut pairs = Vec::with_capacity(size * size);
    let mut related = Vec::with_capacity(size * size);
    for &x in &members {
        host.poll()?;
        for &y in &members {
            let pair = host.universe().tuple(vec![x, y]);
            let holds = host.apply(&args[0], pair)?;
            pairs.push(pair);
            related.push(host.truth(&holds)?);
        }
    }
    warshall(size, &mut related);
    let universe = host.universe();
    let entries = pairs
        .into_iter()
        .zip(related)
        .map(|(pair, holds)| (pair, universe.boolean(holds)));
    let entries = entries.collect();
    function(host, entries)
}

/// Makes a relation on `0..size` transitive; `related[x * size + y]` says whether x is related to y.
pub(super) fn warshall(size: usize, related: &mut [bool]) {
    for middle in 0..size {
        for from in 0..size {
            if related[from * size + middle] {
                for to in 0..size {
                    related[from * size + to] |= related[middle * size + to];
                }
            }
        }
    }
}
