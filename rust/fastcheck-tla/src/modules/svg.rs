//! Module SVG.

use fastcheck_values::{Shape, Universe, Value};

use super::args::{from_text, function, integer, text, wrong_only};
use super::table::Entry;
use crate::eval::{Eval, EvalError, Host, V, code};

pub(super) const TABLE: &[Entry] = &[
    Entry::pure("SVG", "SVGElemToString", 1, to_string),
    Entry::pure("SVG", "NodeOfRingNetwork", 5, node_of_ring),
    Entry::pure("SVG", "NodesOfDirectedMultiGraph", 3, layout),
    Entry::pure("SVG", "PointOnLine", 3, point_on_line),
];

/// Elements that are nested deeper are refused.
const MAX_DEPTH: usize = 500;

fn to_string(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let value = host.value(&args[0])?;
    let mut out = String::new();
    if element(host.universe(), value, 0, &mut out).is_none() {
        return wrong_only(host, "SVGElemToString", "SVG element", &args[0]);
    }
    from_text(host, &out)
}

/// The value under a name.
fn field(universe: &Universe, record: Value, name: &str) -> Option<Value> {
    match universe.shape(record) {
        Shape::Record(fields) => {
            let name = universe.string(name);
            fields
                .iter()
                .find(|(field, _)| *field == name)
                .map(|(_, value)| *value)
        }
        _ => None,
    }
}

/// Writes an element: attributes, in whose names a dash is written as an underscore, then text, then children.
fn element(universe: &Universe, value: Value, depth: usize, out: &mut String) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let name = text(universe, field(universe, value, "name")?)?;
    *out += &format!("<{name}");
    for (key, attribute) in super::args::entries(universe, field(universe, value, "attrs")?)? {
        let key = text(universe, key)?.replace('_', "-");
        *out += &format!(" {key}='{}'", text(universe, attribute)?);
    }
    let inner = text(universe, field(universe, value, "innerText")?)?;
    *out += &format!(
        ">{}",
        inner.replace("<<", "&lt;&lt;").replace(">>", "&gt;&gt;")
    );
    for (_, child) in super::args::entries(universe, field(universe, value, "children")?)? {
        element(universe, child, depth + 1, out)?;
    }
    *out += &format!("</{name}>");
    Some(())
}

fn point(host: &mut dyn Host, x: f64, y: f64) -> Eval<V> {
    let universe = host.universe();
    let fields =
        [("x", x), ("y", y)].map(|(name, at)| (universe.string(name), universe.int(at as i64)));
    function(host, fields.to_vec())
}

/// Node `n` of `m` on a circle, beginning on the right.
fn node_of_ring(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut numbers = [0.0; 5];
    for (number, arg) in numbers.iter_mut().zip(args) {
        *number = integer(host, "numeric", "NodeOfRingNetwork", arg)? as f64;
    }
    let [cx, cy, r, n, m] = numbers;
    let angle = 2.0 * std::f64::consts::PI / m * n;
    point(host, cx + r * angle.cos(), cy + r * angle.sin())
}

fn layout(_: &mut dyn Host, _: &[V]) -> Eval<V> {
    Err(EvalError::new(
        code::UNSUPPORTED,
        "NodesOfDirectedMultiGraph is not supported: there is no algorithm to lay out graphs here.",
    ))
}

/// The end of the first of so many parts of a line.
fn point_on_line(host: &mut dyn Host, args: &[V]) -> Eval<V> {
    let mut ends = [[0.0; 2]; 2];
    for (end, arg) in ends.iter_mut().zip(args) {
        for (coordinate, name) in end.iter_mut().zip(["x", "y"]) {
            let name = host.universe().string(name);
            let value = host.apply(arg, name)?;
            *coordinate = host.int(&value)? as f64;
        }
    }
    let parts = integer(host, "third", "PointOnLine", &args[2])? as f64;
    let [[fx, fy], [tx, ty]] = ends;
    point(host, fx + (tx - fx) / parts, fy + (ty - fy) / parts)
}
