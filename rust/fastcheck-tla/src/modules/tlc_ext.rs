//! Module TLCExt, without its registers, and the operator of TransitiveClosure.

use fastcheck_values::Shape;

use super::args::{boolean, from_items, int, items, string, wrong_only};
use super::table::{Entry, Purity};
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("TLCExt", "AssertError", 2, assert_error).lazy(),
    Entry::of(Purity::Run, "TLCExt", "PickSuccessor", 1, pick_successor),
    Entry::of(Purity::History, "TLCExt", "Trace", 0, trace),
    Entry::of(Purity::Run, "TLCExt", "CounterExample", 0, counterexample),
    Entry::pure("TLCExt", "ToTrace", 1, to_trace),
    Entry::pure("TLCExt", "TLCModelValue", 1, model_value),
    Entry::of(Purity::Run, "TLCExt", "TLCDefer", 1, defer).lazy(),
    Entry::pure("TLCExt", "TLCNoOp", 1, identity),
    Entry::pure("TLCExt", "TLCCache", 2, cache).lazy(),
    Entry::pure("TLCExt", "TLCFP", 1, fingerprint),
    Entry::of(Purity::Run, "TLCExt", "TLCEvalDefinition", 1, definition),
];

/// Whether evaluating the second argument fails with the first as its message.
fn assert_error(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let Err(error) = host.force(&args[1]) else {
        return boolean(host, false);
    };
    if error.code == code::STOPPED {
        return Err(error);
    }
    let expected = string(host, "first", "AssertError", &args[0])?;
    boolean(host, expected == error.message)
}

/// TLC asks its user about steps for which the argument is false. There is nobody to ask here.
fn pick_successor(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    if host.truth(&args[0])? {
        return boolean(host, true);
    }
    Err(EvalError::new(
        code::UNSUPPORTED,
        "PickSuccessor asks which step to take, and nobody can be asked.",
    ))
}

/// The states up to the current one, as records.
fn trace(host: &mut dyn Host, _: &[V]) -> Eval<V> {
    match host.outside().get("trace") {
        Some(trace) => Ok(V::Val(trace)),
        None => Err(EvalError::new(
            code::UNSUPPORTED,
            "Trace is not known here: it is where a counterexample is shown, and at the end of a run.",
        )),
    }
}

/// A record of the states and steps of the counterexample; both are empty as long as there is none.
fn counterexample(host: &mut dyn Host, _: &[V]) -> Eval<V> {
    if let Some(found) = host.outside().get("counterexample") {
        return Ok(V::Val(found));
    }
    let universe = host.universe();
    let nothing = universe.set(Vec::new());
    let fields = ["action", "state"].map(|field| (universe.string(field), nothing));
    super::args::function(host, fields.to_vec())
}

/// The states of a counterexample in their order: in it they are pairs of a number and a state.
fn to_trace(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let field = host.universe().string("state");
    let states = host.apply(&args[0], field)?;
    let mut numbered = Vec::new();
    for pair in host.members(&states)? {
        let universe = host.universe();
        let parts = items(universe, pair).unwrap_or_default();
        match parts[..] {
            [number, state] if int(universe, number).is_some() => {
                numbered.push((int(universe, number), state))
            }
            _ => return wrong_only(host, "ToTrace", "CounterExample", &args[0]),
        }
    }
    numbered.sort_by_key(|(number, _)| *number);
    from_items(host, numbered.into_iter().map(|(_, state)| state).collect())
}

fn model_value(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    match host.universe().shape(value) {
        Shape::Str(name) => Ok(V::Val(host.universe().atom(name))),
        _ => wrong_only(host, "ModelValue", "string", &args[0]),
    }
}

/// What it defers would be done once its state is known to be explored: it changes registers or prints.
fn defer(_: &mut dyn Host, _: &[V]) -> Eval<V> {
    Err(EvalError::new(
        code::UNSUPPORTED,
        "TLCDefer is not supported.",
    ))
}

fn identity(_: &mut dyn Host, args: &[V]) -> Eval<V> {
    Ok(args[0].clone())
}

/// The second argument says on what else a constant expression depends.
fn cache(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let key = host.value(&args[1])?;
    host.cached(&args[0], key)
}

/// 31 bits of the content hash; TLC's numbers differ.
fn fingerprint(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    let universe = host.universe();
    let hash = universe.hash(value) as i64 & 0x7fff_ffff;
    Ok(V::Val(universe.int(hash)))
}

fn definition(_: &mut dyn Host, _: &[V]) -> Eval<V> {
    Err(EvalError::new(
        code::UNSUPPORTED,
        "TLCEvalDefinition is not supported: write the name of the definition instead.",
    ))
}
