//! Modules Bags and BagsExt. A bag is a function to positive integers.

use std::collections::HashMap;

use fastcheck_values::Value;

use super::args::{boolean, entries, function, int, limited, misapplied, overflow, wrong};
use super::table::Entry;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("Bags", "IsABag", 1, is_a_bag),
    Entry::pure("Bags", "SetToBag", 1, set_to_bag),
    Entry::pure("Bags", "BagCardinality", 1, cardinality),
    Entry::pure("Bags", "(+)", 2, plus),
    Entry::pure("Bags", "\\oplus", 2, plus),
    Entry::pure("Bags", "(-)", 2, minus),
    Entry::pure("Bags", "\\ominus", 2, minus),
    Entry::pure("Bags", "\\sqsubseteq", 2, contained),
    Entry::pure("Bags", "BagUnion", 1, union),
    Entry::pure("Bags", "BagOfAll", 2, of_all),
    Entry::pure("Bags", "SubBag", 1, sub_bag).ours(),
    Entry::pure("BagsExt", "FoldBag", 3, fold_bag),
];

type Copies = Vec<(Value, i64)>;

/// The elements and how often they occur; `None` for what is no function to integers.
fn copies(host: &mut dyn Host, v: &V) -> Eval<Option<Copies>> {
    let value = host.value(v)?;
    let universe = host.universe();
    Ok(entries(universe, value).and_then(|entries| {
        let copies = entries
            .into_iter()
            .map(|(key, n)| Some((key, int(universe, n)?)));
        copies.collect()
    }))
}

/// The same of what must be a bag.
fn bag(host: &mut dyn Host, operator: &str, v: &V) -> Eval<Copies> {
    match copies(host, v)? {
        Some(copies) if copies.iter().all(|(_, n)| *n > 0) => Ok(copies),
        _ => misapplied(host, operator, "a bag", v),
    }
}

/// The same of an argument of an operator with two.
fn operand(host: &mut dyn Host, position: &'static str, operator: &str, v: &V) -> Eval<Copies> {
    match copies(host, v)? {
        Some(copies) => Ok(copies),
        None => wrong(host, position, operator, "bag", v),
    }
}

fn value_of(host: &mut dyn Host, copies: Copies) -> Eval<V> {
    let universe = host.universe();
    let pairs = copies
        .into_iter()
        .map(|(key, n)| (key, universe.int(n)))
        .collect();
    function(host, pairs)
}

/// The sum of bags, which is not in order.
fn sum(bags: impl IntoIterator<Item = Copies>) -> Eval<Copies> {
    let mut total: Copies = Vec::new();
    let mut index: HashMap<Value, usize> = HashMap::new();
    for (key, n) in bags.into_iter().flatten() {
        let at = *index.entry(key).or_insert(total.len());
        match total.get_mut(at) {
            None => total.push((key, n)),
            Some((_, so_far)) => match so_far.checked_add(n) {
                Some(more) => *so_far = more,
                None => return overflow(format_args!("{so_far}+{n}")),
            },
        }
    }
    Ok(total)
}

fn is_a_bag(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let copies = copies(host, &args[0])?;
    boolean(
        host,
        copies.is_some_and(|copies| copies.iter().all(|(_, n)| *n > 0)),
    )
}

fn set_to_bag(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = host.members(&args[0])?;
    value_of(
        host,
        members.into_iter().map(|member| (member, 1)).collect(),
    )
}

fn cardinality(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let copies = bag(host, "BagCardinality", &args[0])?;
    match copies
        .iter()
        .try_fold(0i64, |sum, (_, n)| sum.checked_add(*n))
    {
        Some(sum) => Ok(V::Val(host.universe().int(sum))),
        None => overflow("BagCardinality"),
    }
}

fn plus(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut bags = Vec::with_capacity(2);
    for (position, arg) in ["first", "second"].into_iter().zip(args) {
        match copies(host, arg)? {
            Some(copies) if copies.iter().all(|(_, n)| *n > 0) => bags.push(copies),
            _ => return wrong(host, position, "(+)", "bag", arg),
        }
    }
    value_of(host, sum(bags)?)
}

fn minus(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let left = operand(host, "first", "(-)", &args[0])?;
    let right: HashMap<Value, i64> = operand(host, "second", "(-)", &args[1])?
        .into_iter()
        .collect();
    let mut rest = Vec::with_capacity(left.len());
    for (key, n) in left {
        match n.checked_sub(right.get(&key).copied().unwrap_or(0)) {
            Some(n) if n > 0 => rest.push((key, n)),
            Some(_) => {}
            None => return overflow("(-)"),
        }
    }
    value_of(host, rest)
}

fn contained(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const EXPECTED: &str = "a function with a finite domain";
    let mut bags = Vec::with_capacity(2);
    for arg in args {
        match copies(host, arg)? {
            Some(copies) => bags.push(copies),
            None => return misapplied(host, "\\sqsubseteq", EXPECTED, arg),
        }
    }
    let right: HashMap<Value, i64> = bags.pop().unwrap_or_default().into_iter().collect();
    let fits = |(key, n): &(Value, i64)| *n <= right.get(key).copied().unwrap_or(0);
    boolean(host, bags.iter().flatten().all(fits))
}

fn union(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut bags = Vec::new();
    for member in host.members(&args[0])? {
        match copies(host, &V::Val(member))? {
            Some(copies) => bags.push(copies),
            None => {
                let set = super::args::notation(host, &args[0])?;
                return Err(EvalError::new(
                    code::NATIVE,
                    format!(
                        "Attempted to apply BagUnion to the following set, whose\nelement is not a bag:\n{set}"
                    ),
                ));
            }
        }
    }
    value_of(host, sum(bags)?)
}

fn of_all(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let copies = operand(host, "second", "BagOfAll", &args[1])?;
    let mut images = Vec::with_capacity(copies.len());
    for (key, n) in copies {
        let image = host.call(&args[0], vec![V::Val(key)])?;
        images.push((host.value(&image)?, n));
    }
    value_of(host, sum([images])?)
}

/// All bags with at most as many copies of each element.
fn sub_bag(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let copies = bag(host, "SubBag", &args[0])?;
    let choices = copies.iter().map(|(_, n)| *n as u64 + 1);
    limited(
        "SubBag",
        choices.into_iter().try_fold(1u64, u64::checked_mul),
    )?;
    let mut bags: Vec<Copies> = vec![Vec::new()];
    for (key, n) in copies {
        host.poll()?;
        let with = |bag: &Copies, n: i64| bag.iter().copied().chain([(key, n)]).collect();
        let more: Vec<Copies> = (1..=n)
            .flat_map(|n| bags.iter().map(move |bag| with(bag, n)).collect::<Vec<_>>())
            .collect();
        bags.extend(more);
    }
    let mut values = Vec::with_capacity(bags.len());
    for bag in bags {
        let value = value_of(host, bag)?;
        values.push(host.value(&value)?);
    }
    host.set(values)
}

/// The accumulator is the operator's first argument.
fn fold_bag(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let Some(copies) = copies(host, &args[2])? else {
        return wrong(host, "third", "FoldBag", "bag", &args[2]);
    };
    let mut result = args[1].clone();
    for (key, n) in copies {
        if n <= 0 {
            let key = host.universe().display(key);
            return Err(EvalError::new(
                code::NATIVE,
                format!(
                    "Applying FoldBag to the following value,\nwhich is not an element of Nat:\n{n} (in: {key}:>{n})"
                ),
            ));
        }
        for _ in 0..n {
            host.poll()?;
            result = host.call(&args[0], vec![result, V::Val(key)])?;
        }
    }
    Ok(result)
}
