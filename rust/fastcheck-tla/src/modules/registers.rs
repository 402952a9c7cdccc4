//! `TLCGet` and `TLCSet`.

use fastcheck_values::{Shape, Value};

use super::args::{boolean, notation, wrong, wrong_only};
use super::table::{Entry, Purity};
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::of(Purity::Run, "TLC", "TLCGet", 1, get),
    Entry::of(Purity::Run, "TLC", "TLCSet", 2, set),
    Entry::of(Purity::Run, "TLCExt", "TLCGetOrDefault", 2, get_or_default),
    Entry::of(Purity::Run, "TLCExt", "TLCGetAndSet", 4, get_and_set),
];

/// What a register is called.
enum Name {
    Number(i64),
    Text(String),
}

fn name(host: &mut dyn Host, v: &V) -> Eval<Option<Name>> {
    let value = host.value(v)?;
    Ok(match host.universe().shape(value) {
        Shape::Int(index) if index >= 0 => Some(Name::Number(index)),
        Shape::Str(text) => Some(Name::Text(text.to_owned())),
        _ => None,
    })
}

fn read(host: &dyn Host, name: &Name) -> Option<Value> {
    match name {
        Name::Number(index) => host.outside().register(*index),
        Name::Text(text) if text == "level" && host.level() > 0 => {
            Some(host.universe().int(host.level()))
        }
        Name::Text(text) => host.outside().get(text),
    }
}

fn get(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let Some(name) = name(host, &args[0])? else {
        return wrong_only(host, "TLCGet", "nonnegative integer", &args[0]);
    };
    match (read(host, &name), &name) {
        (None, Name::Text(text)) if text == "level" => Ok(V::Val(host.universe().int(0))),
        (Some(value), _) => Ok(V::Val(value)),
        // A property that is not set is its own name.
        (None, Name::Text(text)) if text.starts_with("-D") => {
            Ok(V::Val(host.universe().string(text)))
        }
        (None, _) => {
            let name = notation(host, &args[0])?;
            Err(EvalError::new(
                code::NATIVE,
                format!("TLCGet({}) was undefined.", name.trim_matches('"')),
            ))
        }
    }
}

fn set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[1])?;
    let done = match name(host, &args[0])? {
        Some(Name::Number(index)) => {
            host.outside().set_register(index, value);
            true
        }
        // Properties are texts: they take the notation of what is set.
        Some(Name::Text(text)) if text.starts_with("-D") => {
            let value = host.universe().string(&host.universe().display(value));
            host.outside().set(&text, value)
        }
        Some(Name::Text(text)) => host.outside().set(&text, value),
        None => false,
    };
    if done {
        boolean(host, true)
    } else {
        wrong(host, "first", "TLCSet", "nonnegative integer", &args[0])
    }
}

fn get_or_default(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let found = match name(host, &args[0])? {
        Some(Name::Text(text)) if !text.starts_with("s:") => None,
        Some(name) => read(host, &name),
        None => None,
    };
    Ok(found.map_or_else(|| args[1].clone(), V::Val))
}

/// Sets the register to `Op(old, value)` and equals the old value.
fn get_and_set(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let old = get_or_default(host, &[args[0].clone(), args[3].clone()])?;
    let new = host.call(&args[1], vec![old.clone(), args[2].clone()])?;
    set(host, &[args[0].clone(), new])?;
    Ok(old)
}
