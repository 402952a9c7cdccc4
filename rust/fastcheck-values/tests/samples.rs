//! Chosen values: named traps, notation, JSON forms and errors, depth.

#![allow(clippy::unwrap_used)]

use std::cmp::Ordering;

use fastcheck_values::{JsonError, MAX_JSON_DEPTH, Shape, Universe, Value};
use serde_json::{Value as Json, json};

fn function(u: &Universe, pairs: &[(Value, Value)]) -> Value {
    u.function(pairs.to_vec()).unwrap()
}

#[test]
fn trap_26_tuples_records_and_functions_are_one_kind() {
    let u = Universe::new();
    let (a, b) = (u.string("a"), u.string("b"));
    let pair = function(&u, &[(u.int(2), b), (u.int(1), a)]);
    assert_eq!(pair, u.tuple(vec![a, b]));
    assert_eq!(u.set(vec![pair, u.tuple(vec![a, b])]), u.set(vec![pair]));
    assert_eq!(function(&u, &[]), u.tuple(vec![]));
    assert_ne!(u.tuple(vec![]), u.set(vec![]));
    assert!(matches!(u.shape(function(&u, &[(a, b)])), Shape::Record(_)));
    assert!(matches!(
        u.shape(function(&u, &[(u.int(0), b)])),
        Shape::Function(_)
    ));
    assert!(matches!(
        u.shape(function(&u, &[(u.int(1), b), (a, b)])),
        Shape::Function(_)
    ));
    let shifted = function(&u, &[(u.int(0), a), (u.int(1), b)]);
    assert_eq!(u.without_entry(shifted, u.int(0)), Some(u.tuple(vec![b])));
    assert_eq!(u.with_entry(u.tuple(vec![b]), u.int(0), a), Some(shifted));
    let mixed = u.with_entry(function(&u, &[(a, b)]), u.int(1), b).unwrap();
    assert_eq!(u.without_entry(mixed, a), Some(u.tuple(vec![b])));
}

#[test]
fn trap_27_questions_of_the_wrong_kind_have_no_answer() {
    let u = Universe::new();
    let (one, set, seq) = (u.int(1), u.set(vec![u.int(1)]), u.tuple(vec![u.int(1)]));
    assert_eq!(u.contains(seq, one), None);
    assert_eq!(u.contains(one, one), None);
    assert_eq!(u.with_member(seq, one), None);
    assert_eq!(u.without_member(seq, one), None);
    assert_eq!(u.apply(set, one), None);
    assert_eq!(u.with_entry(set, one, one), None);
    assert_eq!(u.without_entry(set, one), None);
    assert_eq!((u.domain(set), u.pairs(set)), (None, None));
    assert_eq!(
        (u.append(set, one), u.tail(set), u.init(set)),
        (None, None, None)
    );
    assert_eq!((u.size(one), u.size(u.string("abc"))), (None, None));
    assert_eq!(
        (u.tail(u.tuple(vec![])), u.init(u.tuple(vec![]))),
        (None, None)
    );
    for key in [0, 2, -1, i64::MIN, i64::MAX] {
        assert_eq!(u.apply(seq, u.int(key)), None, "{key}");
    }
    assert_eq!(u.apply(seq, u.boolean(true)), None);
}

#[test]
fn trap_28_true_and_one_never_hash_alike() {
    let u = Universe::new();
    let ones = [
        u.boolean(true),
        u.int(1),
        u.string("1"),
        u.atom("1"),
        u.set(vec![u.int(1)]),
    ];
    let zeros = [
        u.boolean(false),
        u.int(0),
        u.string(""),
        u.set(vec![]),
        u.tuple(vec![]),
    ];
    let all: Vec<_> = ones.into_iter().chain(zeros).collect();
    for (i, &a) in all.iter().enumerate() {
        for &b in &all[i + 1..] {
            assert_ne!(a, b);
            assert_ne!(u.hash(a), u.hash(b), "{} {}", u.display(a), u.display(b));
        }
    }
}

#[test]
fn integers_at_the_inline_boundary_keep_their_value() {
    let u = Universe::new();
    let edge = 1i64 << 60;
    let ints = [
        i64::MIN,
        -edge - 1,
        -edge,
        -1,
        0,
        1,
        edge - 1,
        edge,
        i64::MAX,
    ];
    let values = ints.map(|i| u.int(i));
    for (i, v) in ints.into_iter().zip(values) {
        assert_eq!(u.shape(v), Shape::Int(i));
        assert_eq!(u.int(i), v);
    }
    assert!(
        values
            .windows(2)
            .all(|pair| u.compare(pair[0], pair[1]) == Ordering::Less)
    );
}

#[test]
fn trap_29_canonical_order_does_not_depend_on_who_came_first() {
    let build = |reversed: bool| {
        let u = Universe::new();
        let mut names = vec!["a", "b", "c", "d"];
        if reversed {
            names.reverse();
        }
        let members = names
            .into_iter()
            .map(|name| u.set(vec![u.atom(name), u.int(7)]))
            .collect();
        u.display(u.set(members))
    };
    assert_eq!(build(false), "{{7, a}, {7, b}, {7, c}, {7, d}}");
    assert_eq!(build(true), build(false));
}

/// The documented order, least first.
#[test]
fn the_kinds_stand_in_the_documented_order() {
    let u = Universe::new();
    let [one, two, three] = [1, 2, 3].map(|i| u.int(i));
    let (a, b) = (u.string("a"), u.string("b"));
    let ordered = [
        u.boolean(false),
        u.boolean(true),
        u.int(-5),
        three,
        u.string(""),
        u.string("Z"),
        a,
        u.string("aa"),
        b,
        u.string("é"),
        u.atom("a"),
        u.atom("b"),
        u.set(vec![]),
        u.set(vec![three]),
        u.set(vec![one, two]),
        u.set(vec![one, three]),
        u.tuple(vec![]),
        function(&u, &[(u.int(0), three)]),
        u.tuple(vec![one]),
        u.tuple(vec![three]),
        function(&u, &[(two, one)]),
        function(&u, &[(a, two)]),
        function(&u, &[(b, one)]),
        u.tuple(vec![one, three]),
        u.tuple(vec![two, one]),
        function(&u, &[(one, two), (three, one)]),
        function(&u, &[(one, two), (three, two)]),
        function(&u, &[(a, three), (b, one)]),
    ];
    for (i, &x) in ordered.iter().enumerate() {
        for (j, &y) in ordered.iter().enumerate() {
            assert_eq!(
                u.compare(x, y),
                i.cmp(&j),
                "{} {}",
                u.display(x),
                u.display(y)
            );
        }
    }
}

#[test]
fn a_key_given_twice_is_an_error() {
    let u = Universe::new();
    let (one, two) = (u.int(1), u.int(2));
    let error = u
        .function(vec![(two, one), (one, one), (two, one)])
        .unwrap_err();
    assert_eq!(error.key, two);
}

#[test]
fn values_display_in_tla_notation() {
    let u = Universe::new();
    let (one, two) = (u.int(1), u.int(-2));
    let named = |name: &str| function(&u, &[(u.string(name), one)]);
    let atoms = function(&u, &[(u.atom("a2"), two), (u.atom("a1"), one)]);
    let samples = [
        (u.boolean(true), "TRUE"),
        (u.boolean(false), "FALSE"),
        (u.int(i64::MIN), "-9223372036854775808"),
        (u.string("say \"hi\"\\\n\t"), r#""say \"hi\"\\\n\t""#),
        (u.atom("a1"), "a1"),
        (u.set(vec![]), "{}"),
        (u.set(vec![one, two, one]), "{-2, 1}"),
        (u.tuple(vec![]), "<<>>"),
        (u.tuple(vec![one, u.tuple(vec![two])]), "<<1, <<-2>>>>"),
        (
            function(&u, &[(u.string("g"), two), (u.string("f"), one)]),
            "[f |-> 1, g |-> -2]",
        ),
        (atoms, "(a1 :> 1 @@ a2 :> -2)"),
        (
            function(&u, &[(u.int(0), atoms)]),
            "(0 :> (a1 :> 1 @@ a2 :> -2))",
        ),
        (named("x_1"), "[x_1 |-> 1]"),
        (named("1st"), "[1st |-> 1]"),
        (named("IF"), "(\"IF\" :> 1)"),
        (named("WF_x"), "(\"WF_x\" :> 1)"),
        (named("12"), "(\"12\" :> 1)"),
        (named(""), "(\"\" :> 1)"),
    ];
    for (value, expected) in samples {
        assert_eq!(u.display(value), expected);
    }
}

#[test]
fn json_keeps_the_kinds_apart() {
    let u = Universe::new();
    let one = u.int(1);
    let samples = [
        (u.boolean(true), json!(true)),
        (
            u.int(9_007_199_254_740_991),
            json!(9_007_199_254_740_991_i64),
        ),
        (
            u.int(9_007_199_254_740_992),
            json!({"#bigint": "9007199254740992"}),
        ),
        (
            u.int(-9_007_199_254_740_992),
            json!({"#bigint": "-9007199254740992"}),
        ),
        (u.int(i64::MIN), json!({"#bigint": "-9223372036854775808"})),
        (u.string("a"), json!("a")),
        (u.atom("a"), json!({"#atom": "a"})),
        (u.set(vec![u.string("x"), one]), json!({"#set": [1, "x"]})),
        (u.tuple(vec![]), json!({"#tup": []})),
        (u.tuple(vec![one]), json!({"#tup": [1]})),
        (function(&u, &[(u.string("f"), one)]), json!({"f": 1})),
        (
            function(&u, &[(u.string("#f"), one)]),
            json!({"#map": [["#f", 1]]}),
        ),
        (function(&u, &[(u.int(0), one)]), json!({"#map": [[0, 1]]})),
    ];
    for (value, expected) in samples {
        assert_eq!(u.json(value), expected);
        assert_eq!(u.from_json(&expected), Ok(value));
    }
    assert_eq!(u.from_json(&json!([1])), Ok(u.tuple(vec![one])));
    assert_eq!(u.from_json(&json!({})), Ok(u.tuple(vec![])));
}

#[test]
fn json_that_is_no_value_is_an_error() {
    let u = Universe::new();
    let kind = |key: &str| JsonError::Kind(key.to_owned());
    let number = |n: &str| JsonError::Number(n.to_owned());
    let samples = [
        (json!(null), JsonError::Null),
        (json!({"#set": [1, null]}), JsonError::Null),
        (json!(1.5), number("1.5")),
        (json!(u64::MAX), number("18446744073709551615")),
        (
            json!({"#bigint": "9223372036854775808"}),
            number("9223372036854775808"),
        ),
        (json!({"#bigint": 1}), JsonError::Content("#bigint")),
        (json!({"#atom": 1}), JsonError::Content("#atom")),
        (json!({"#set": 1}), JsonError::Content("#set")),
        (json!({"#tup": {}}), JsonError::Content("#tup")),
        (json!({"#map": [[1, 2, 3]]}), JsonError::Content("#map")),
        (json!({"#map": [1]}), JsonError::Content("#map")),
        (
            json!({"#map": [[1, 2], [1, 2]]}),
            JsonError::DuplicateKey("1".to_owned()),
        ),
        (json!({"#bag": []}), kind("#bag")),
        (json!({"f": 1, "#set": []}), kind("#set")),
    ];
    for (json, expected) in samples {
        assert_eq!(u.from_json(&json), Err(expected), "{json}");
    }
}

/// Nests a value in itself by each kind of compound in turn.
fn nest(u: &Universe, innermost: Value, depth: usize) -> Value {
    (0..depth).fold(innermost, |v, level| match level % 4 {
        0 => u.tuple(vec![v]),
        1 => u.set(vec![v]),
        2 => function(u, &[(u.string("f"), v)]),
        _ => function(u, &[(v, u.boolean(true))]),
    })
}

#[test]
fn depth_costs_no_stack() {
    let u = Universe::new();
    let (low, high) = (
        nest(&u, u.int(0), MAX_JSON_DEPTH),
        nest(&u, u.int(1), MAX_JSON_DEPTH),
    );
    assert_eq!(u.depth(low), 10_000);
    assert_eq!(u.compare(low, high), Ordering::Less);
    assert_eq!(u.compare(high, low), Ordering::Greater);
    assert_ne!(u.hash(low), u.hash(high));
    // In four levels: << >> is 4 bytes, { } 2, [f |-> ] 8, ( :> TRUE) 10.
    assert_eq!(u.display(low).len(), 10_000 / 4 * (4 + 2 + 8 + 10) + 1);
    let json = u.json(low);
    assert_eq!(u.from_json(&json), Ok(low));
    let deeper = Json::Array(vec![json]);
    assert_eq!(u.from_json(&deeper), Err(JsonError::TooDeep));
    dismantle(deeper);
}

/// Drops a tree without the recursion of its own drop.
fn dismantle(json: Json) {
    let mut parts = vec![json];
    while let Some(part) = parts.pop() {
        match part {
            Json::Array(items) => parts.extend(items),
            Json::Object(object) => parts.extend(object.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

#[test]
fn memory_held_grows_with_what_is_interned() {
    let u = Universe::new();
    let empty = u.bytes();
    let name = "x".repeat(1 << 16);
    let first = u.string(&name);
    let one = u.bytes();
    assert!(one >= empty + (1 << 16));
    assert_eq!(u.string(&name), first);
    assert_eq!(u.bytes(), one);
}
