//! Module Json: records and other functions are objects, sequences and sets arrays.

use fastcheck_values::{Shape, Universe, Value};
use serde_json::Value as Json;

use super::args::{boolean, failed, from_items, from_text, sequence, string, wrong};
use super::table::{Entry, Purity};
use super::world::Opening;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("Json", "ToJson", 1, to_json),
    Entry::pure("Json", "ToJsonArray", 1, to_json),
    Entry::pure("Json", "ToJsonObject", 1, to_json_object),
    Entry::of(Purity::Writes, "Json", "JsonSerialize", 2, serialize),
    Entry::of(Purity::Reads, "Json", "JsonDeserialize", 1, deserialize),
    Entry::of(
        Purity::Writes,
        "Json",
        "ndJsonSerialize",
        2,
        serialize_lines,
    ),
    Entry::of(
        Purity::Reads,
        "Json",
        "ndJsonDeserialize",
        1,
        deserialize_lines,
    ),
];

/// Values and texts that are nested deeper are refused.
const MAX_DEPTH: usize = 500;

/// How a file is written anew.
const ANEW: Opening = Opening {
    create: true,
    new: false,
    truncate: true,
    append: false,
};

fn to_json(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    let text = json(host.universe(), value)?;
    from_text(host, &text)
}

/// A sequence becomes an object too, its keys counting from 0.
fn to_json_object(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    let universe = host.universe();
    let Shape::Tuple(items) = universe.shape(value) else {
        return to_json(host, args);
    };
    let fields = items
        .iter()
        .enumerate()
        .map(|(at, item)| (at.to_string(), *item));
    let mut out = String::new();
    write_object(universe, fields, 0, &mut out)?;
    from_text(host, &out)
}

/// The JSON text of a value.
pub(super) fn json(universe: &Universe, value: Value) -> Eval<String> {
    let mut out = String::new();
    write(universe, value, 0, &mut out)?;
    Ok(out)
}

fn write(universe: &Universe, value: Value, depth: usize, out: &mut String) -> Eval<()> {
    if depth > MAX_DEPTH {
        return Err(EvalError::new(
            code::NATIVE,
            format!("A value that is nested deeper than {MAX_DEPTH} has no JSON here."),
        ));
    }
    match universe.shape(value) {
        Shape::Bool(b) => out.push_str(if b { "true" } else { "false" }),
        Shape::Int(i) => out.push_str(&i.to_string()),
        Shape::Str(text) | Shape::Atom(text) => write_text(text, out),
        Shape::Set(items) | Shape::Tuple(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(universe, *item, depth + 1, out)?;
            }
            out.push(']');
        }
        Shape::Record(pairs) | Shape::Function(pairs) => {
            let fields = pairs.iter().map(|(key, value)| match universe.shape(*key) {
                Shape::Str(text) => (text.to_owned(), *value),
                _ => (universe.display(*key), *value),
            });
            write_object(universe, fields, depth, out)?;
        }
    }
    Ok(())
}

fn write_object(
    universe: &Universe,
    fields: impl Iterator<Item = (String, Value)>,
    depth: usize,
    out: &mut String,
) -> Eval<()> {
    out.push('{');
    for (at, (name, value)) in fields.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_text(&name, out);
        out.push(':');
        write(universe, value, depth + 1, out)?;
    }
    out.push('}');
    Ok(())
}

fn write_text(text: &str, out: &mut String) {
    out.push_str(&Json::from(text).to_string());
}

/// The value of JSON; null and numbers that are no integers have none.
fn from_json(universe: &Universe, json: &Json) -> Result<Value, String> {
    match json {
        Json::Bool(b) => Ok(universe.boolean(*b)),
        Json::Number(number) => match number.as_i64() {
            Some(int) => Ok(universe.int(int)),
            None => Err(format!("{number} is no integer of 64 bits")),
        },
        Json::String(text) => Ok(universe.string(text)),
        Json::Array(items) => {
            let items = items.iter().map(|item| from_json(universe, item));
            Ok(universe.tuple(items.collect::<Result<_, _>>()?))
        }
        Json::Object(fields) => {
            let pairs = fields
                .iter()
                .map(|(name, value)| Ok((universe.string(name), from_json(universe, value)?)));
            let pairs = pairs.collect::<Result<Vec<_>, String>>()?;
            universe.function(pairs).map_err(|error| error.to_string())
        }
        Json::Null => Err("null is no value".to_owned()),
    }
}

/// The text of a file that must be there.
pub(super) fn read(host: &dyn Host, operator: &str, path: &str) -> Eval<String> {
    let bytes = match host.outside().world().read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            return failed(
                operator,
                path,
                &std::io::Error::other("there is no such file"),
            );
        }
        Err(error) => return failed(operator, path, &error),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => failed(
            operator,
            path,
            &std::io::Error::other("it is not UTF-8 text"),
        ),
    }
}

fn write_file(host: &dyn Host, operator: &str, path: &str, text: &str) -> Eval<V> {
    match host
        .outside()
        .world()
        .write(path, text.as_bytes(), ANEW, true)
    {
        Ok(()) => boolean(host, true),
        Err(error) => failed(operator, path, &error),
    }
}

/// Reads JSON of one place of a file.
fn parse(host: &dyn Host, operator: &str, path: &str, text: &str) -> Eval<Value> {
    let value = serde_json::from_str::<Json>(text)
        .map_err(|error| error.to_string())
        .and_then(|json| from_json(host.universe(), &json));
    value.or_else(|message| failed(operator, path, &std::io::Error::other(message)))
}

fn serialize(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let path = string(host, "first", "JsonSerialize", &args[0])?;
    let value = host.value(&args[1])?;
    if !matches!(
        host.universe().shape(value),
        Shape::Tuple(_) | Shape::Record(_)
    ) {
        return wrong(
            host,
            "second",
            "JsonSerialize",
            "sequence or record",
            &args[1],
        );
    }
    let text = json(host.universe(), value)?;
    write_file(host, "JsonSerialize", &path, &text)
}

fn deserialize(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let path = string(host, "first", "JsonDeserialize", &args[0])?;
    let text = read(host, "JsonDeserialize", &path)?;
    parse(host, "JsonDeserialize", &path, &text).map(V::Val)
}

fn serialize_lines(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let path = string(host, "first", "ndJsonSerialize", &args[0])?;
    let items = sequence(host, "second", "ndJsonSerialize", &args[1])?;
    let text = lines(host.universe(), &items)?;
    write_file(host, "ndJsonSerialize", &path, &text)
}

/// The JSON of each item on a line.
pub(super) fn lines(universe: &Universe, items: &[Value]) -> Eval<String> {
    let mut text = String::new();
    for item in items {
        text += &json(universe, *item)?;
        text.push('\n');
    }
    Ok(text)
}

fn deserialize_lines(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let path = string(host, "first", "ndJsonDeserialize", &args[0])?;
    let text = read(host, "ndJsonDeserialize", &path)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let values = lines.map(|line| parse(host, "ndJsonDeserialize", &path, line));
    let values = values.collect::<Eval<Vec<_>>>()?;
    from_items(host, values)
}
