//! TLA+ notation.

use std::fmt::Write;

use crate::order::entries;
use crate::universe::Universe;
use crate::value::{Shape, Value};

/// What is still to be written; a stack of these stands in for recursion.
enum Task<'u> {
    Value(Value),
    Text(&'static str),
    Field(&'u str),
}

impl Universe {
    /// The value in TLA+ notation: `TRUE`, `1`, `"s"`, `a1`, `{..}`, `<<..>>`, `[f |-> v]`,
    /// `(k :> v @@ ..)`. A record whose fields are not all identifiers is written with `:>`.
    ///
    /// Any depth is safe. Shared parts are written out each time they occur.
    #[must_use]
    pub fn display(&self, v: Value) -> String {
        let mut out = String::new();
        let mut tasks = vec![Task::Value(v)];
        while let Some(task) = tasks.pop() {
            match task {
                Task::Text(text) => out.push_str(text),
                Task::Field(name) => out.push_str(name),
                Task::Value(v) => {
                    let start = tasks.len();
                    self.write(v, &mut out, &mut tasks);
                    tasks[start..].reverse();
                }
            }
        }
        out
    }

    /// Writes a scalar; of anything else pushes the parts, first part first.
    fn write<'u>(&'u self, v: Value, out: &mut String, tasks: &mut Vec<Task<'u>>) {
        match self.shape(v) {
            Shape::Bool(b) => out.push_str(if b { "TRUE" } else { "FALSE" }),
            Shape::Int(i) => write!(out, "{i}").expect("writing to a string succeeds"),
            Shape::Str(s) => write_string(s, out),
            Shape::Atom(s) => out.push_str(s),
            Shape::Set(members) => list(tasks, ["{", ", ", "}"], members, |&m, tasks| {
                tasks.push(Task::Value(m));
            }),
            Shape::Tuple(items) => list(tasks, ["<<", ", ", ">>"], items, |&item, tasks| {
                tasks.push(Task::Value(item));
            }),
            shape => self.write_function(shape, tasks),
        }
    }

    fn write_function<'u>(&'u self, shape: Shape<'u>, tasks: &mut Vec<Task<'u>>) {
        let Some(entries) = entries(shape) else {
            return;
        };
        let pairs: Vec<_> = entries.iter().collect();
        let fields: Option<Vec<_>> = pairs
            .iter()
            .map(|&(key, v)| Some((self.field(key)?, v)))
            .collect();
        match fields {
            Some(fields) => list(tasks, ["[", ", ", "]"], &fields, |&(name, value), tasks| {
                tasks.extend([Task::Field(name), Task::Text(" |-> "), Task::Value(value)]);
            }),
            None => list(tasks, ["(", " @@ ", ")"], &pairs, |&(key, value), tasks| {
                tasks.extend([Task::Value(key), Task::Text(" :> "), Task::Value(value)]);
            }),
        }
    }

    /// The key as a field name, if it can be one.
    fn field(&self, key: Value) -> Option<&str> {
        match self.shape(key) {
            Shape::Str(name) if is_identifier(name) => Some(name),
            _ => None,
        }
    }
}

/// Pushes `[open, separator, close]` around and between the parts.
fn list<'u, T>(
    tasks: &mut Vec<Task<'u>>,
    [open, separator, close]: [&'static str; 3],
    parts: &[T],
    push: impl Fn(&T, &mut Vec<Task<'u>>),
) {
    tasks.push(Task::Text(open));
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            tasks.push(Task::Text(separator));
        }
        push(part, tasks);
    }
    tasks.push(Task::Text(close));
}

/// A string literal, with the escapes that TLA+ knows.
fn write_string(s: &str, out: &mut String) {
    out.push('"');
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Letters, digits and underscores with at least one letter; no reserved word.
fn is_identifier(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name.bytes().any(|b| b.is_ascii_alphabetic())
        && !name.starts_with("WF_")
        && !name.starts_with("SF_")
        && !RESERVED.contains(&name)
}

/// The reserved words of TLA+ (Lamport, "Specifying Systems", and the TLA+2 additions).
const RESERVED: [&str; 44] = [
    "ACTION",
    "ASSUME",
    "ASSUMPTION",
    "AXIOM",
    "BY",
    "CASE",
    "CHOOSE",
    "CONSTANT",
    "CONSTANTS",
    "COROLLARY",
    "DEF",
    "DEFINE",
    "DEFS",
    "DOMAIN",
    "ELSE",
    "ENABLED",
    "EXCEPT",
    "EXTENDS",
    "HAVE",
    "HIDE",
    "IF",
    "IN",
    "INSTANCE",
    "LAMBDA",
    "LEMMA",
    "LET",
    "LOCAL",
    "MODULE",
    "NEW",
    "OBVIOUS",
    "OMITTED",
    "ONLY",
    "OTHER",
    "PICK",
    "PROOF",
    "PROPOSITION",
    "PROVE",
    "QED",
    "RECURSIVE",
    "STATE",
    "SUBSET",
    "SUFFICES",
    "TAKE",
    "TEMPORAL",
];
