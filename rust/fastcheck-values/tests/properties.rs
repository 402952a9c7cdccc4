//! Random values against a model that knows no handles: nested vectors whose derived order is the
//! canonical order by definition.

#![allow(clippy::unwrap_used)]

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use fastcheck_values::{Shape, Universe, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A description of a value: members and entries in any order, members repeated.
#[derive(Clone, Debug)]
enum Tree {
    Leaf(Model),
    Set(Vec<Tree>),
    Tuple(Vec<Tree>),
    /// Of entries with equal keys the last counts.
    Function(Vec<(Tree, Tree)>),
}

/// A canonical value. The derived order goes by variant, then field by field, and that is the
/// canonical order: size, then domain, then values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Model {
    Bool(bool),
    Int(i64),
    Str(&'static str),
    Atom(&'static str),
    Set(usize, Vec<Model>),
    Function(usize, Vec<Model>, Vec<Model>),
}

fn leaf() -> impl Strategy<Value = Tree> {
    let ints = [
        i64::MIN,
        -(1 << 60) - 1,
        -(1 << 60),
        -(1 << 53),
        1 << 60,
        (1 << 60) - 1,
        i64::MAX,
    ];
    prop_oneof![
        any::<bool>().prop_map(Model::Bool),
        (-1i64..4).prop_map(Model::Int),
        (-1i64..4).prop_map(Model::Int),
        select(ints.to_vec()).prop_map(Model::Int),
        select(&["", "a", "b", "a b", "#set", "1", "IF", "é\"\\\n"][..]).prop_map(Model::Str),
        select(&["a", "b1", "IDLE"][..]).prop_map(Model::Atom),
    ]
    .prop_map(Tree::Leaf)
}

fn tree() -> impl Strategy<Value = Tree> {
    leaf().prop_recursive(4, 48, 5, |inner| {
        let strings = select(&["a", "b", "c"][..]).prop_map(|s| Tree::Leaf(Model::Str(s)));
        let positions = (1i64..5).prop_map(|i| Tree::Leaf(Model::Int(i)));
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Tree::Set),
            vec(inner.clone(), 0..5).prop_map(Tree::Tuple),
            vec((strings, inner.clone()), 0..4).prop_map(Tree::Function),
            vec((positions, inner.clone()), 0..6).prop_map(Tree::Function),
            vec((inner.clone(), inner), 0..5).prop_map(Tree::Function),
        ]
    })
}

fn model_of_map(map: BTreeMap<Model, Model>) -> Model {
    Model::Function(
        map.len(),
        map.keys().cloned().collect(),
        map.into_values().collect(),
    )
}

fn map_of_model(model: &Model) -> Option<BTreeMap<Model, Model>> {
    match model {
        Model::Function(_, keys, values) => {
            Some(keys.iter().cloned().zip(values.iter().cloned()).collect())
        }
        _ => None,
    }
}

fn model(tree: &Tree) -> Model {
    match tree {
        Tree::Leaf(leaf) => leaf.clone(),
        Tree::Set(members) => {
            let members: BTreeSet<_> = members.iter().map(model).collect();
            Model::Set(members.len(), members.into_iter().collect())
        }
        Tree::Tuple(items) => {
            model_of_map((1..).map(Model::Int).zip(items.iter().map(model)).collect())
        }
        Tree::Function(pairs) => {
            model_of_map(pairs.iter().map(|(k, v)| (model(k), model(v))).collect())
        }
    }
}

/// The names of the ranked universe, best first. Not listed: "b1", "IDLE", "1" and more.
const NAMES: [&str; 6] = ["c", "b", "IF", "b", "a", "#set"];

/// A canonical value of the ranked universe: the derived order is the ranked order by definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ranked {
    Atom(usize, &'static str),
    Bool(bool),
    Int(i64),
    Str(usize, &'static str),
    Set(usize, Vec<Ranked>),
    Function(usize, Vec<Ranked>, Vec<Ranked>),
}

fn ranked(model: &Model) -> Ranked {
    let rank = |text| NAMES.iter().position(|n| *n == text).unwrap_or(NAMES.len());
    match model {
        Model::Bool(b) => Ranked::Bool(*b),
        Model::Int(i) => Ranked::Int(*i),
        Model::Str(s) => Ranked::Str(rank(*s), s),
        Model::Atom(s) => Ranked::Atom(rank(*s), s),
        Model::Set(len, members) => {
            let members: BTreeSet<_> = members.iter().map(ranked).collect();
            Ranked::Set(*len, members.into_iter().collect())
        }
        Model::Function(len, keys, values) => {
            let map: BTreeMap<_, _> = keys
                .iter()
                .map(ranked)
                .zip(values.iter().map(ranked))
                .collect();
            Ranked::Function(
                *len,
                map.keys().cloned().collect(),
                map.into_values().collect(),
            )
        }
    }
}

/// Builds the value as described, in the order of the description.
fn build(u: &Universe, tree: &Tree) -> Value {
    match tree {
        Tree::Leaf(leaf) => build_model(u, leaf),
        Tree::Set(members) => u.set(members.iter().map(|t| build(u, t)).collect()),
        Tree::Tuple(items) => u.tuple(items.iter().map(|t| build(u, t)).collect()),
        Tree::Function(pairs) => {
            let mut kept: Vec<(Value, Value)> = Vec::new();
            for (key, value) in pairs {
                let (key, value) = (build(u, key), build(u, value));
                kept.retain(|pair| pair.0 != key);
                kept.push((key, value));
            }
            u.function(kept).unwrap()
        }
    }
}

fn build_model(u: &Universe, model: &Model) -> Value {
    let all = |models: &[Model]| models.iter().map(|m| build_model(u, m)).collect::<Vec<_>>();
    match model {
        Model::Bool(b) => u.boolean(*b),
        Model::Int(i) => u.int(*i),
        Model::Str(s) => u.string(s),
        Model::Atom(s) => u.atom(s),
        Model::Set(_, members) => u.set(all(members)),
        Model::Function(_, keys, values) => u
            .function(all(keys).into_iter().zip(all(values)).collect())
            .unwrap(),
    }
}

/// Whether the shape is the canonical one, all the way down.
fn is_canonical(u: &Universe, v: Value) -> bool {
    let increasing = |values: &[Value]| {
        values
            .windows(2)
            .all(|pair| u.compare(pair[0], pair[1]) == Ordering::Less)
    };
    let is_string = |&key: &Value| matches!(u.shape(key), Shape::Str(_));
    match u.shape(v) {
        Shape::Set(members) => increasing(members) && members.iter().all(|&m| is_canonical(u, m)),
        Shape::Tuple(items) => items.iter().all(|&item| is_canonical(u, item)),
        Shape::Record(pairs) | Shape::Function(pairs) => {
            let keys: Vec<_> = pairs.iter().map(|pair| pair.0).collect();
            let record = keys.iter().all(is_string);
            let positions = (1..).zip(&keys).all(|(i, &key)| key == u.int(i));
            increasing(&keys)
                && !positions
                && record == matches!(u.shape(v), Shape::Record(_))
                && pairs
                    .iter()
                    .all(|&(k, v)| is_canonical(u, k) && is_canonical(u, v))
        }
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn order_equality_and_hash_agree_with_the_model(a in tree(), b in tree()) {
        let u = Universe::new();
        let (x, y) = (build(&u, &a), build(&u, &b));
        let expected = model(&a).cmp(&model(&b));
        prop_assert_eq!(u.compare(x, y), expected);
        prop_assert_eq!(u.compare(y, x), expected.reverse());
        prop_assert_eq!(x == y, expected.is_eq());
        prop_assert_eq!(u.hash(x) == u.hash(y), expected.is_eq());
        prop_assert_eq!(u.display(x) == u.display(y), expected.is_eq());
        prop_assert_eq!(u.json(x) == u.json(y), expected.is_eq());
    }

    #[test]
    fn values_are_canonical_however_they_are_built(t in tree()) {
        let u = Universe::new();
        let v = build(&u, &t);
        prop_assert!(is_canonical(&u, v));
        prop_assert_eq!(build_model(&u, &model(&t)), v);
    }

    #[test]
    fn hash_and_texts_do_not_depend_on_the_universe(junk in vec(tree(), 0..4), t in tree()) {
        let (fresh, used) = (Universe::new(), Universe::new());
        for other in junk.iter() {
            build(&used, other);
        }
        let (v, w) = (build(&fresh, &t), build_model(&used, &model(&t)));
        prop_assert_eq!(fresh.hash(v), used.hash(w));
        prop_assert_ne!(fresh.hash(v), 0);
        prop_assert_eq!(fresh.display(v), used.display(w));
        prop_assert_eq!(fresh.json(v).to_string(), used.json(w).to_string());
    }

    #[test]
    fn ranks_decide_the_order_and_nothing_else(a in tree(), b in tree()) {
        let (u, plain) = (Universe::ranked(NAMES), Universe::new());
        let (x, y) = (build(&u, &a), build(&u, &b));
        let expected = ranked(&model(&a)).cmp(&ranked(&model(&b)));
        prop_assert_eq!(u.compare(x, y), expected);
        prop_assert_eq!(u.compare(y, x), expected.reverse());
        prop_assert_eq!(x == y, expected.is_eq());
        prop_assert!(is_canonical(&u, x));
        prop_assert_eq!(build_model(&u, &model(&a)), x);
        prop_assert_eq!(u.hash(x), plain.hash(build(&plain, &a)));
        let read: serde_json::Value = serde_json::from_str(&u.json(x).to_string()).unwrap();
        prop_assert_eq!(u.from_json(&read), Ok(x));
    }

    #[test]
    fn json_round_trips_through_text(t in tree()) {
        let (u, other) = (Universe::new(), Universe::new());
        let v = build(&u, &t);
        let text = u.json(v).to_string();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(u.from_json(&read), Ok(v));
        let copy = other.from_json(&read).unwrap();
        prop_assert_eq!(other.hash(copy), u.hash(v));
    }

    #[test]
    fn functions_read_and_update_like_a_map(f in tree(), key in tree(), value in tree()) {
        let u = Universe::new();
        let v = build(&u, &f);
        let map = map_of_model(&model(&f));
        let own_keys = map.iter().flat_map(|map| map.keys().cloned());
        for key in own_keys.chain([model(&key), Model::Int(1), Model::Str("a")]) {
            let k = build_model(&u, &key);
            let w = build(&u, &value);
            let entry = map.as_ref().and_then(|map| map.get(&key));
            prop_assert_eq!(u.apply(v, k), entry.map(|m| build_model(&u, m)));
            let with = map.clone().map(|mut map| {
                map.insert(key.clone(), model(&value));
                build_model(&u, &model_of_map(map))
            });
            prop_assert_eq!(u.with_entry(v, k, w), with);
            let without = map.clone().and_then(|mut map| {
                map.remove(&key)?;
                Some(build_model(&u, &model_of_map(map)))
            });
            prop_assert_eq!(u.without_entry(v, k), without);
        }
        let domain = map.as_ref().map(|map| map.keys().map(|k| build_model(&u, k)).collect());
        prop_assert_eq!(u.domain(v), domain);
        let pairs = map.as_ref().map(|map| {
            map.iter().map(|(k, v)| (build_model(&u, k), build_model(&u, v))).collect()
        });
        prop_assert_eq!(u.pairs(v), pairs);
    }

    #[test]
    fn sets_read_and_update_like_a_set(members in vec(tree(), 0..20), extra in tree()) {
        let u = Universe::new();
        let v = build(&u, &Tree::Set(members.clone()));
        let set: BTreeSet<_> = members.iter().map(model).collect();
        let rebuild = |set: &BTreeSet<Model>| u.set(set.iter().map(|m| build_model(&u, m)).collect());
        prop_assert_eq!(u.size(v), Some(set.len()));
        for candidate in members.iter().chain([&extra]) {
            let (m, candidate) = (build(&u, candidate), model(candidate));
            prop_assert_eq!(u.contains(v, m), Some(set.contains(&candidate)));
            let mut more = set.clone();
            more.insert(candidate.clone());
            prop_assert_eq!(u.with_member(v, m), Some(rebuild(&more)));
            let mut less = set.clone();
            less.remove(&candidate);
            prop_assert_eq!(u.without_member(v, m), Some(rebuild(&less)));
        }
    }

    #[test]
    fn sequences_grow_and_shrink_at_the_ends(items in vec(tree(), 0..6), item in tree()) {
        let u = Universe::new();
        let items: Vec<_> = items.iter().map(|t| build(&u, t)).collect();
        let item = build(&u, &item);
        let seq = u.tuple(items.clone());
        let longer = u.append(seq, item).unwrap();
        prop_assert_eq!(u.init(longer), Some(seq));
        prop_assert_eq!(u.apply(longer, u.int(items.len() as i64 + 1)), Some(item));
        prop_assert_eq!(u.tail(seq), items.split_first().map(|(_, rest)| u.tuple(rest.to_vec())));
        prop_assert_eq!(u.size(longer), Some(items.len() + 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn threads_agree_on_handles(trees in vec(tree(), 50..200)) {
        let u = Universe::new();
        let barrier = std::sync::Barrier::new(4);
        let handles: Vec<Vec<Value>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..4).map(|worker| {
                let (u, barrier, trees) = (&u, &barrier, &trees);
                scope.spawn(move || {
                    barrier.wait();
                    let mut handles: Vec<_> = (0..trees.len()).map(|i| {
                        let i = (i + worker * trees.len() / 4) % trees.len();
                        (i, build(u, &trees[i]))
                    }).collect();
                    handles.sort_by_key(|pair| pair.0);
                    handles.into_iter().map(|pair| pair.1).collect()
                })
            }).collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        for other in &handles[1..] {
            prop_assert_eq!(&handles[0], other);
        }
        for (tree, &v) in trees.iter().zip(&handles[0]) {
            prop_assert_eq!(build_model(&u, &model(tree)), v);
        }
    }
}
