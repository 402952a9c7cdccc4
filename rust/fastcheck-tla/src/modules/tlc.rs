//! Module TLC, without its registers and random elements.

use fastcheck_values::{Shape, Value};

use super::args::{
    boolean, entries, from_items, from_text, function, limited, notation, sequence, wrong,
};
use super::table::{Entry, Purity};
use crate::eval::value::LazySet;
use crate::eval::{Eval, EvalError, Host, V};

pub(super) const TABLE: &[Entry] = &[
    Entry::of(Purity::Prints, "TLC", "Print", 2, print),
    Entry::of(Purity::Prints, "TLC", "PrintT", 1, print_only),
    Entry::pure("TLC", "Assert", 2, assert),
    Entry::of(Purity::Reads, "TLC", "JavaTime", 0, java_time),
    Entry::pure("TLC", "ToString", 1, to_string),
    Entry::pure("TLC", "TLCEval", 1, eval),
    Entry::pure("TLC", ":>", 2, singleton),
    Entry::pure("TLC", "@@", 2, extend),
    Entry::pure("TLC", "SortSeq", 2, sort_seq),
    Entry::pure("TLC", "Permutations", 1, permutations),
    Entry::pure("TLC", "Any", 0, any),
];

fn print(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let line = format!(
        "{}  {}",
        notation(host, &args[0])?,
        notation(host, &args[1])?
    );
    host.outside().print(&line);
    Ok(args[1].clone())
}

fn print_only(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let line = notation(host, &args[0])?;
    host.outside().print(&line);
    boolean(host, true)
}

fn assert(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let condition = host.value(&args[0])?;
    if host.universe().shape(condition) == Shape::Bool(true) {
        return Ok(args[0].clone());
    }
    let message = notation(host, &args[1])?;
    Err(EvalError::assertion(message))
}

/// Seconds since 1970, as 31 bits.
fn java_time(host: &mut dyn Host, _: &[V]) -> Eval<V> {
    let seconds = host.outside().world().seconds();
    Ok(V::Val(host.universe().int(seconds & 0x7fff_ffff)))
}

fn to_string(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let text = notation(host, &args[0])?;
    from_text(host, &text)
}

/// Lists what can be listed.
fn eval(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    Ok(host
        .value(&args[0])
        .map_or_else(|_| args[0].clone(), V::Val))
}

fn singleton(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let entry = (host.value(&args[0])?, host.value(&args[1])?);
    function(host, vec![entry])
}

/// A part of the state is not read if it is on the left and the right is something else.
fn extend(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    if let (V::At(_) | V::Edited(_), V::Val(right)) = (&args[0], &args[1])
        && let Some(entries) = entries(host.universe(), *right)
        && let Some(extended) = host.extended(&args[0], &entries)
    {
        return Ok(extended);
    }
    let left = function_entries(host, "first", "@@", &args[0])?;
    let right = function_entries(host, "second", "@@", &args[1])?;
    function(host, right.into_iter().chain(left).collect())
}

fn function_entries(
    host: &mut dyn Host,
    position: &'static str,
    operator: &str,
    v: &V,
) -> Eval<Vec<(Value, Value)>> {
    let value = host.value(v)?;
    match entries(host.universe(), value) {
        Some(entries) => Ok(entries),
        None => wrong(host, position, operator, "function", v),
    }
}

/// Insertion from the left: each element moves in front of those that it is before. That is what TLC does, so that what
/// comes of an order that is not total is the same.
fn sort_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = sequence(host, "first", "SortSeq", &args[0])?;
    let mut sorted: Vec<Value> = Vec::with_capacity(items.len());
    for item in items {
        host.poll()?;
        let mut at = sorted.len();
        while at > 0 && before(host, &args[1], item, sorted[at - 1])? {
            at -= 1;
        }
        sorted.insert(at, item);
    }
    from_items(host, sorted)
}

fn before(host: &mut dyn Host, order: &V, left: Value, right: Value) -> Eval<bool> {
    let answer = host.call(order, vec![V::Val(left), V::Val(right)])?;
    let value = host.value(&answer)?;
    match host.universe().shape(value) {
        Shape::Bool(b) => Ok(b),
        _ => wrong(host, "second", "SortSeq", "boolean function", &answer),
    }
}

fn permutations(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = host.members(&args[0])?;
    let mut functions = Vec::new();
    for images in arrangements(host, "Permutations", &members)? {
        let pairs = members.iter().copied().zip(images).collect();
        let V::Val(permutation) = function(host, pairs)? else {
            continue;
        };
        functions.push(permutation);
    }
    host.set(functions)
}

/// All orders of the members, for the set that an operator makes of them.
pub(super) fn arrangements(
    host: &mut dyn Host,
    operator: &str,
    members: &[Value],
) -> Eval<Vec<Vec<Value>>> {
    let factorial = (1..=members.len() as u64).try_fold(1u64, u64::checked_mul);
    limited(operator, factorial)?;
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for &member in members {
        host.poll()?;
        all = all
            .iter()
            .flat_map(|order| {
                (0..=order.len()).map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, member);
                    longer
                })
            })
            .collect();
    }
    Ok(all)
}

fn any(_: &mut dyn Host, _: &[V]) -> Eval<V> {
    Ok(V::Lazy(LazySet::Any.into()))
}
