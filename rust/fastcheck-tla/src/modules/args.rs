//! Arguments of native code, and what is said when they are wrong.

use std::io;

use fastcheck_values::{Shape, Universe, Value};

use crate::eval::value::LazySet;
use crate::eval::{Eval, EvalError, Host, V, code};

/// The position of an argument in words.
pub(super) type Position = &'static str;

/// An argument of the wrong kind.
pub(super) fn wrong<T>(
    host: &mut dyn Host,
    position: Position,
    operator: &str,
    expected: &str,
    is: &V,
) -> Eval<T> {
    let article = if expected.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let is = shown(host, is);
    Err(EvalError::new(
        code::NATIVE,
        format!(
            "The {position} argument of {operator} should be {article} {expected}, but instead it is:\n{is}"
        ),
    ))
}

/// The only argument is of the wrong kind.
pub(super) fn wrong_only<T>(
    host: &mut dyn Host,
    operator: &str,
    expected: &str,
    is: &V,
) -> Eval<T> {
    let is = shown(host, is);
    Err(EvalError::new(
        code::NATIVE,
        format!("The argument of {operator} should be a {expected}, but instead it is:\n{is}"),
    ))
}

/// An operator was applied to something that it is not for.
pub(super) fn misapplied<T>(
    host: &mut dyn Host,
    operator: &str,
    expected: &str,
    is: &V,
) -> Eval<T> {
    let is = shown(host, is);
    Err(EvalError::new(
        code::NATIVE,
        format!("Applying {operator} to the following value,\nwhich is not {expected}:\n{is}"),
    ))
}

/// A result that is no 64-bit integer.
pub(super) fn overflow<T>(what: impl std::fmt::Display) -> Eval<T> {
    Err(EvalError::new(
        code::OVERFLOW,
        format!("Overflow when computing {what}"),
    ))
}

/// Something in the world did not work.
pub(super) fn failed<T>(what: &str, path: &str, error: &io::Error) -> Eval<T> {
    Err(EvalError::new(
        code::NATIVE,
        format!("{what} could not use {path}: {error}."),
    ))
}

/// The notation in which TLC prints a value: what can be listed is listed, but an interval stays one, and so do infinite
/// sets that have a name.
pub(super) fn notation(host: &mut dyn Host, v: &V) -> Eval<String> {
    if let V::Lazy(set) = v {
        match **set {
            LazySet::Interval(low, high) if low <= high => return Ok(format!("{low}..{high}")),
            LazySet::Nat
            | LazySet::Int
            | LazySet::Real
            | LazySet::String
            | LazySet::Any
            | LazySet::Seq(_) => {
                return Ok(host.show(v));
            }
            _ => {}
        }
    }
    match host.value(v) {
        Ok(value) => Ok(host.universe().display(value)),
        Err(error) if error.code == code::ENUMERATE && !matches!(v, V::Lazy(_)) => Ok(host.show(v)),
        Err(error) => Err(error),
    }
}

/// The same for a message that is about the value.
fn shown(host: &mut dyn Host, v: &V) -> String {
    notation(host, v).unwrap_or_else(|_| host.show(v))
}

/// The members of a finite set, in order. Unlike those of [`Host::members`] an interval is not listed, so it may have any
/// length.
pub(super) enum Members {
    Listed(Vec<Value>),
    /// The least member, and how many there are.
    Interval(i64, u64),
}

impl Members {
    pub(super) fn of(host: &mut dyn Host, set: &V) -> Eval<Members> {
        if let V::Lazy(lazy) = set
            && let LazySet::Interval(low, high) = **lazy
        {
            let length = if low <= high {
                high.abs_diff(low).saturating_add(1)
            } else {
                0
            };
            return Ok(Members::Interval(low, length));
        }
        Ok(Members::Listed(host.members(set)?))
    }

    pub(super) fn len(&self) -> u64 {
        match self {
            Members::Listed(members) => members.len() as u64,
            Members::Interval(_, length) => *length,
        }
    }

    /// The member at a position below the length.
    pub(super) fn at(&self, host: &dyn Host, position: u64) -> Value {
        match self {
            Members::Listed(members) => members[position as usize],
            Members::Interval(low, _) => host.universe().int(low.wrapping_add_unsigned(position)),
        }
    }
}

/// Refuses to make a set of more members than can be listed with some sense.
pub(super) fn limited(operator: &str, members: Option<u64>) -> Eval<()> {
    const MAX: u64 = 1_000_000;
    match members {
        Some(members) if members <= MAX => Ok(()),
        _ => Err(EvalError::new(
            code::ENUMERATE,
            format!(
                "The set that {operator} describes has more than {MAX} members, too many to be listed"
            ),
        )),
    }
}

/// The text of a string.
pub(super) fn text(universe: &Universe, v: Value) -> Option<&str> {
    match universe.shape(v) {
        Shape::Str(text) => Some(text),
        _ => None,
    }
}

/// The integer.
pub(super) fn int(universe: &Universe, v: Value) -> Option<i64> {
    match universe.shape(v) {
        Shape::Int(i) => Some(i),
        _ => None,
    }
}

/// The entries of a function, in the order of its domain.
pub(super) fn entries(universe: &Universe, v: Value) -> Option<Vec<(Value, Value)>> {
    match universe.shape(v) {
        Shape::Tuple(items) => {
            let keys = (1..).map(|i| universe.int(i));
            Some(keys.zip(items.iter().copied()).collect())
        }
        Shape::Record(pairs) | Shape::Function(pairs) => Some(pairs.to_vec()),
        _ => None,
    }
}

/// The items of a sequence.
pub(super) fn items(universe: &Universe, v: Value) -> Option<Vec<Value>> {
    match universe.shape(v) {
        Shape::Tuple(items) => Some(items.to_vec()),
        _ => None,
    }
}

/// A function with these entries; of several for one key the last counts.
pub(super) fn function(host: &mut dyn Host, mut pairs: Vec<(Value, Value)>) -> Eval<V> {
    let keys = pairs.iter().map(|(key, _)| *key).collect();
    host.set(keys)?;
    let universe = host.universe();
    pairs.sort_by(|a, b| universe.compare(a.0, b.0));
    pairs.reverse();
    pairs.dedup_by_key(|pair| pair.0);
    match universe.function(pairs) {
        Ok(value) => Ok(V::Val(value)),
        Err(_) => Err(EvalError::new(
            code::NATIVE,
            "A function has one value for each key.",
        )),
    }
}

/// The value of a sequence argument, as items.
pub(super) fn sequence(
    host: &mut dyn Host,
    position: Position,
    operator: &str,
    v: &V,
) -> Eval<Vec<Value>> {
    let value = host.value(v)?;
    match items(host.universe(), value) {
        Some(items) => Ok(items),
        None => wrong(host, position, operator, "sequence", v),
    }
}

/// The text of a string argument.
pub(super) fn string(
    host: &mut dyn Host,
    position: Position,
    operator: &str,
    v: &V,
) -> Eval<String> {
    let value = host.value(v)?;
    match text(host.universe(), value).map(str::to_owned) {
        Some(text) => Ok(text),
        None => wrong(host, position, operator, "string", v),
    }
}

/// An integer argument.
pub(super) fn integer(host: &mut dyn Host, position: Position, operator: &str, v: &V) -> Eval<i64> {
    let value = host.value(v)?;
    match int(host.universe(), value) {
        Some(int) => Ok(int),
        None => wrong(host, position, operator, "integer", v),
    }
}

/// What a test says of an element; `test` is the position of the operator argument.
pub(super) fn passes(
    host: &mut dyn Host,
    position: Position,
    operator: &str,
    test: &V,
    element: Value,
) -> Eval<bool> {
    let answer = host.call(test, vec![V::Val(element)])?;
    let value = host.value(&answer)?;
    match host.universe().shape(value) {
        Shape::Bool(b) => Ok(b),
        _ => wrong(host, position, operator, "boolean-valued operator", test),
    }
}

/// A boolean.
pub(super) fn boolean(host: &dyn Host, b: bool) -> Eval<V> {
    Ok(V::Val(host.universe().boolean(b)))
}

/// A text as a value.
pub(super) fn from_text(host: &dyn Host, text: &str) -> Eval<V> {
    Ok(V::Val(host.universe().string(text)))
}

/// A sequence as a value.
pub(super) fn from_items(host: &dyn Host, items: Vec<Value>) -> Eval<V> {
    Ok(V::Val(host.universe().tuple(items)))
}
