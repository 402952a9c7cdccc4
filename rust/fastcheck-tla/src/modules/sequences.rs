//! Module SequencesExt. Strings are sequences only for the operators that say so.

use fastcheck_values::{Universe, Value};

use super::args::{
    boolean, from_items, from_text, integer, limited, passes, sequence, text, wrong, wrong_only,
};
use super::table::Entry;
use super::tlc::arrangements;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("SequencesExt", "SetToSeq", 1, set_to_seq),
    Entry::pure("SequencesExt", "SetToSeqs", 1, set_to_seqs),
    Entry::pure("SequencesExt", "Contains", 2, contains),
    Entry::pure("SequencesExt", "Reverse", 1, reverse).ours(),
    Entry::pure("SequencesExt", "SelectInSeq", 2, select_in_seq),
    Entry::pure("SequencesExt", "SelectLastInSeq", 2, select_last_in_seq),
    Entry::pure("SequencesExt", "SelectInSubSeq", 4, select_in_sub_seq),
    Entry::pure(
        "SequencesExt",
        "SelectLastInSubSeq",
        4,
        select_last_in_sub_seq,
    ),
    Entry::pure("SequencesExt", "RemoveFirst", 2, remove_first),
    Entry::pure("SequencesExt", "RemoveFirstMatch", 2, remove_first_match),
    Entry::pure("SequencesExt", "IsPrefix", 2, is_prefix),
    Entry::pure(
        "SequencesExt",
        "LongestCommonPrefix",
        1,
        longest_common_prefix,
    ),
    Entry::pure("SequencesExt", "Suffixes", 1, suffixes),
    Entry::pure("SequencesExt", "AllSubSeqs", 1, all_sub_seqs),
    Entry::pure("SequencesExt", "FoldSeq", 3, fold_seq),
    Entry::pure("SequencesExt", "FoldLeft", 3, fold_left),
    Entry::pure("SequencesExt", "FoldRight", 3, fold_right),
    Entry::pure("SequencesExt", "FoldLeftDomain", 3, fold_left_domain),
    Entry::pure("SequencesExt", "FoldRightDomain", 3, fold_right_domain),
    Entry::pure("SequencesExt", "FlattenSeq", 1, flatten_seq).ours(),
    Entry::pure("SequencesExt", "ReplaceFirstSubSeq", 3, replace_first),
    Entry::pure("SequencesExt", "ReplaceAllSubSeqs", 3, replace_all),
];

/// The sequence that is the only argument, or what counts as such in a message.
fn only(host: &mut dyn Host, operator: &str, v: &V) -> Eval<Vec<Value>> {
    let value = host.value(v)?;
    match super::args::items(host.universe(), value) {
        Some(items) => Ok(items),
        None => wrong_only(host, operator, "sequence", v),
    }
}

fn set_to_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = host.members(&args[0])?;
    from_items(host, members)
}

fn set_to_seqs(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let members = host.members(&args[0])?;
    let orders = arrangements(host, "SetToSeqs", &members)?;
    let universe = host.universe();
    let tuples = orders
        .into_iter()
        .map(|order| universe.tuple(order))
        .collect();
    host.set(tuples)
}

fn contains(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = only(host, "Contains", &args[0])?;
    let wanted = host.value(&args[1])?;
    let found = position(host, &items, wanted)?;
    boolean(host, found.is_some())
}

/// Where an element stands first.
fn position(host: &mut dyn Host, items: &[Value], wanted: Value) -> Eval<Option<usize>> {
    for (at, &item) in items.iter().enumerate() {
        if host.equal(item, wanted)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn reverse(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut items = only(host, "Reverse", &args[0])?;
    items.reverse();
    from_items(host, items)
}

/// The first of these positions, from 0, whose element passes the test, counted from 1; else 0.
fn select(
    host: &mut dyn Host,
    operator: &str,
    test: &V,
    items: &[Value],
    positions: impl IntoIterator<Item = usize>,
) -> Eval<V> {
    let mut found = 0;
    for at in positions {
        host.poll()?;
        if passes(host, "last", operator, test, items[at])? {
            found = at as i64 + 1;
            break;
        }
    }
    Ok(V::Val(host.universe().int(found)))
}

fn select_in_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = sequence(host, "first", "SelectInSeq", &args[0])?;
    select(host, "SelectInSeq", &args[1], &items, 0..items.len())
}

fn select_last_in_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = sequence(host, "first", "SelectLastInSeq", &args[0])?;
    select(
        host,
        "SelectLastInSeq",
        &args[1],
        &items,
        (0..items.len()).rev(),
    )
}

/// The positions from `args[1]` to `args[2]`, from 0; none if they are the wrong way round.
fn positions(
    host: &mut dyn Host,
    operator: &str,
    args: &[V],
    length: usize,
) -> Eval<std::ops::Range<usize>> {
    let from = integer(host, "second", operator, &args[1])?;
    let to = integer(host, "third", operator, &args[2])?;
    if from > to {
        return Ok(0..0);
    }
    for (position, bound, v) in [("second", from, &args[1]), ("third", to, &args[2])] {
        if bound < 1 || bound as u64 > length as u64 {
            let (seq, is) = (host.show(&args[0]), host.show(v));
            return Err(EvalError::new(
                code::DOMAIN,
                format!(
                    "The {position} argument of {operator} must be in the domain of its first argument:\n{seq}\n, but instead it is\n{is}"
                ),
            ));
        }
    }
    Ok(from as usize - 1..to as usize)
}

fn select_in_sub_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "SelectInSubSeq";
    let items = sequence(host, "first", OPERATOR, &args[0])?;
    let positions = positions(host, OPERATOR, args, items.len())?;
    select(host, OPERATOR, &args[3], &items, positions)
}

fn select_last_in_sub_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "SelectLastInSubSeq";
    let items = sequence(host, "first", OPERATOR, &args[0])?;
    let positions = positions(host, OPERATOR, args, items.len())?;
    select(host, OPERATOR, &args[3], &items, positions.rev())
}

fn remove_first(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut items = sequence(host, "first", "RemoveFirst", &args[0])?;
    let wanted = host.value(&args[1])?;
    if let Some(at) = position(host, &items, wanted)? {
        items.remove(at);
    }
    from_items(host, items)
}

fn remove_first_match(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "RemoveFirstMatch";
    let mut items = sequence(host, "first", OPERATOR, &args[0])?;
    for at in 0..items.len() {
        if passes(host, "second", OPERATOR, &args[1], items[at])? {
            items.remove(at);
            break;
        }
    }
    from_items(host, items)
}

/// Strings have prefixes too.
fn is_prefix(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let (left, right) = (host.value(&args[0])?, host.value(&args[1])?);
    let universe = host.universe();
    if let (Some(left), Some(right)) = (text(universe, left), text(universe, right)) {
        return boolean(host, right.starts_with(left));
    }
    let left = sequence(host, "first", "IsPrefix", &args[0])?;
    let right = sequence(host, "second", "IsPrefix", &args[1])?;
    if left.len() > right.len() {
        return boolean(host, false);
    }
    for (&a, &b) in left.iter().zip(&right) {
        if !host.equal(a, b)? {
            return boolean(host, false);
        }
    }
    boolean(host, true)
}

/// How many items in front are the same.
fn common<T: PartialEq>(left: &[T], right: &[T]) -> usize {
    left.iter().zip(right).take_while(|(a, b)| a == b).count()
}

fn longest_common_prefix(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    const OPERATOR: &str = "LongestCommonPrefix";
    let members = host.members(&args[0])?;
    let Some((&first, others)) = members.split_first() else {
        return wrong_only(host, OPERATOR, "non-empty set", &args[0]);
    };
    if let Some(first) = text(host.universe(), first).map(str::to_owned) {
        let first: Vec<char> = first.chars().collect();
        let mut length = first.len();
        for &other in others {
            let Some(other) = text(host.universe(), other) else {
                return wrong_only(host, OPERATOR, "sequence", &args[0]);
            };
            length = common(&first[..length], &other.chars().collect::<Vec<_>>());
        }
        let prefix: String = first[..length].iter().collect();
        return from_text(host, &prefix);
    }
    let mut prefix = only(host, OPERATOR, &V::Val(first))?;
    for &other in others {
        let other = only(host, OPERATOR, &V::Val(other))?;
        prefix.truncate(common(&prefix, &other));
    }
    from_items(host, prefix)
}

fn suffixes(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = only(host, "Suffixes", &args[0])?;
    let universe = host.universe();
    let suffixes = (0..=items.len()).map(|from| universe.tuple(items[from..].to_vec()));
    let suffixes = suffixes.collect();
    host.set(suffixes)
}

fn all_sub_seqs(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = only(host, "AllSubSeqs", &args[0])?;
    limited("AllSubSeqs", 1u64.checked_shl(items.len() as u32))?;
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for item in items {
        host.poll()?;
        let longer: Vec<Vec<Value>> = all
            .iter()
            .map(|kept| [kept.as_slice(), &[item]].concat())
            .collect();
        all.extend(longer);
    }
    let universe = host.universe();
    let tuples = all.into_iter().map(|items| universe.tuple(items)).collect();
    host.set(tuples)
}

/// A fold whose accumulator is the second argument, in the order of the domain: that of FoldFunction.
fn fold_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[2])?;
    let Some(entries) = super::args::entries(host.universe(), value) else {
        return wrong(host, "third", "FoldFunction", "function", &args[2]);
    };
    let mut result = args[1].clone();
    for (_, item) in entries {
        host.poll()?;
        result = host.call(&args[0], vec![V::Val(item), result])?;
    }
    Ok(result)
}

/// `op(accumulator, item)` from the left.
fn left(host: &mut dyn Host, op: &V, base: &V, items: Vec<Value>) -> Eval<V> {
    let mut result = base.clone();
    for item in items {
        host.poll()?;
        result = host.call(op, vec![result, V::Val(item)])?;
    }
    Ok(result)
}

/// `op(item, accumulator)` from the right.
fn right(host: &mut dyn Host, op: &V, base: &V, items: Vec<Value>) -> Eval<V> {
    let mut result = base.clone();
    for item in items.into_iter().rev() {
        host.poll()?;
        result = host.call(op, vec![V::Val(item), result])?;
    }
    Ok(result)
}

fn indices(universe: &Universe, length: usize) -> Vec<Value> {
    (1..=length).map(|i| universe.int(i as i64)).collect()
}

fn fold_left(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = sequence(host, "third", "FoldLeft", &args[2])?;
    left(host, &args[0], &args[1], items)
}

fn fold_right(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let items = sequence(host, "second", "FoldRight", &args[1])?;
    right(host, &args[0], &args[2], items)
}

fn fold_left_domain(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let length = sequence(host, "third", "FoldLeftDomain", &args[2])?.len();
    let indices = indices(host.universe(), length);
    left(host, &args[0], &args[1], indices)
}

fn fold_right_domain(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let length = sequence(host, "second", "FoldRightDomain", &args[1])?.len();
    let indices = indices(host.universe(), length);
    right(host, &args[0], &args[2], indices)
}

/// The concatenation; of sequences of strings it is a string, of nothing it is what was given.
fn flatten_seq(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    if text(host.universe(), value) == Some("") {
        return Ok(V::Val(value));
    }
    let parts = only(host, "FlattenSeq", &args[0])?;
    let universe = host.universe();
    if !parts.is_empty() && parts.iter().all(|&part| text(universe, part).is_some()) {
        let whole: String = parts
            .iter()
            .filter_map(|&part| text(universe, part))
            .collect();
        return from_text(host, &whole);
    }
    let mut items = Vec::new();
    for part in parts {
        items.extend(only(host, "\\o", &V::Val(part))?);
    }
    from_items(host, items)
}

/// What replaces what in what: texts, or sequences.
enum Replacement {
    Texts([String; 3]),
    Sequences([Vec<Value>; 3]),
}

fn replacement(host: &mut dyn Host, operator: &str, args: &[V]) -> Eval<Replacement> {
    let values = [
        host.value(&args[0])?,
        host.value(&args[1])?,
        host.value(&args[2])?,
    ];
    let universe = host.universe();
    if let [Some(new), Some(old), Some(whole)] = values.map(|value| text(universe, value)) {
        return Ok(Replacement::Texts([new, old, whole].map(str::to_owned)));
    }
    let mut parts: [Vec<Value>; 3] = Default::default();
    for (part, (position, arg)) in parts
        .iter_mut()
        .zip(["first", "second", "third"].into_iter().zip(args))
    {
        *part = sequence(host, position, operator, arg)?;
    }
    Ok(Replacement::Sequences(parts))
}

fn replace_first(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    match replacement(host, "ReplaceFirstSubSeq", args)? {
        Replacement::Texts([new, old, whole]) => from_text(host, &whole.replacen(&old, &new, 1)),
        Replacement::Sequences([new, old, whole]) => {
            let found = (0..=whole.len()).find(|&at| whole[at..].starts_with(&old));
            let items = match found {
                Some(at) => [&whole[..at], &new, &whole[at + old.len()..]].concat(),
                None => whole,
            };
            from_items(host, items)
        }
    }
}

/// Nothing stands in front of each item, but not behind the last.
fn replace_all(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    match replacement(host, "ReplaceAllSubSeqs", args)? {
        Replacement::Texts([new, old, whole]) => {
            let [new, old, whole] = [new, old, whole].map(|text| text.chars().collect::<Vec<_>>());
            let text: String = replaced(&new, &old, &whole).into_iter().collect();
            from_text(host, &text)
        }
        Replacement::Sequences([new, old, whole]) => from_items(host, replaced(&new, &old, &whole)),
    }
}

fn replaced<T: Copy + PartialEq>(new: &[T], old: &[T], whole: &[T]) -> Vec<T> {
    if old == whole {
        return new.to_vec();
    }
    let mut result = Vec::with_capacity(whole.len());
    let mut at = 0;
    while at < whole.len() {
        let found = whole[at..].starts_with(old);
        if found {
            result.extend_from_slice(new);
            at += old.len();
        }
        if !found || old.is_empty() {
            result.push(whole[at]);
            at += 1;
        }
    }
    result
}
