//! Values as ordinary maps and sets. A sequence is a function on `1..n`, a record a function on strings.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use fastcheck_values::{Shape, Universe, Value};

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Plain {
    Bool(bool),
    Int(i64),
    Str(String),
    Atom(String),
    Set(BTreeSet<Plain>),
    Fun(BTreeMap<Plain, Plain>),
}

/// What is asked of a value.
#[derive(Clone, Debug)]
pub enum Look<T> {
    Whole,
    Present,
    Contains(T),
    Has(T),
    Size,
    Domain,
    Last,
}

/// How a value changes.
#[derive(Clone, Debug)]
pub enum Change<T> {
    Assign(T),
    Insert(T),
    Remove(T),
    Append(T),
    PopFirst,
    PopLast,
    Delete(T),
}

pub fn int(i: i64) -> Plain {
    Plain::Int(i)
}

pub fn string(s: &str) -> Plain {
    Plain::Str(s.to_owned())
}

pub fn atom(s: &str) -> Plain {
    Plain::Atom(s.to_owned())
}

pub fn set(members: impl IntoIterator<Item = Plain>) -> Plain {
    Plain::Set(members.into_iter().collect())
}

pub fn fun(entries: impl IntoIterator<Item = (Plain, Plain)>) -> Plain {
    Plain::Fun(entries.into_iter().collect())
}

pub fn seq(items: impl IntoIterator<Item = Plain>) -> Plain {
    fun((1..).map(int).zip(items))
}

pub fn record(fields: &[(&str, Plain)]) -> Plain {
    fun(fields.iter().map(|(k, v)| (string(k), v.clone())))
}

/// Booleans < integers < strings < atoms < sets < functions; sets and functions by size, then keys, then values.
pub fn canonical(a: &Plain, b: &Plain) -> Ordering {
    fn all<'a>(a: impl Iterator<Item = &'a Plain>, b: impl Iterator<Item = &'a Plain>) -> Ordering {
        a.zip(b)
            .map(|(a, b)| canonical(a, b))
            .find(|o| o.is_ne())
            .unwrap_or(Ordering::Equal)
    }
    match (a, b) {
        (Plain::Set(a), Plain::Set(b)) => {
            let (a, b) = (in_order(a), in_order(b));
            a.len().cmp(&b.len()).then_with(|| all(a.iter(), b.iter()))
        }
        (Plain::Fun(a), Plain::Fun(b)) => {
            let keys = |f: &BTreeMap<Plain, Plain>| in_order(&f.keys().cloned().collect());
            let (ka, kb) = (keys(a), keys(b));
            let values = || all(ka.iter().map(|k| &a[k]), kb.iter().map(|k| &b[k]));
            a.len()
                .cmp(&b.len())
                .then_with(|| all(ka.iter(), kb.iter()))
                .then_with(values)
        }
        _ => a.cmp(b),
    }
}

/// Members in the canonical order.
pub fn in_order(members: &BTreeSet<Plain>) -> Vec<Plain> {
    let mut members: Vec<Plain> = members.iter().cloned().collect();
    members.sort_by(canonical);
    members
}

/// The items of a sequence; `None` if the keys are not `1..n`.
fn items(f: &BTreeMap<Plain, Plain>) -> Option<Vec<Plain>> {
    let fits = f.keys().zip(1..).all(|(k, i)| *k == int(i));
    fits.then(|| f.values().cloned().collect())
}

impl Plain {
    pub fn at(&self, path: &[Plain]) -> Option<&Plain> {
        path.iter().try_fold(self, |value, key| match value {
            Plain::Fun(f) => f.get(key),
            _ => None,
        })
    }

    /// The value with atoms replaced.
    pub fn renamed(&self, names: &BTreeMap<Plain, Plain>) -> Plain {
        match self {
            Plain::Set(s) => set(s.iter().map(|m| m.renamed(names))),
            Plain::Fun(f) => fun(f.iter().map(|(k, v)| (k.renamed(names), v.renamed(names)))),
            _ => names.get(self).unwrap_or(self).clone(),
        }
    }

    pub fn look(&self, look: &Look<Plain>) -> Option<Plain> {
        match (look, self) {
            (Look::Whole, _) => Some(self.clone()),
            (Look::Present, _) => Some(Plain::Bool(true)),
            (Look::Contains(m), Plain::Set(s)) => Some(Plain::Bool(s.contains(m))),
            (Look::Has(k), Plain::Fun(f)) => Some(Plain::Bool(f.contains_key(k))),
            (Look::Size, Plain::Set(s)) => Some(int(s.len() as i64)),
            (Look::Size, Plain::Fun(f)) => Some(int(f.len() as i64)),
            (Look::Domain, Plain::Fun(f)) => Some(set(f.keys().cloned())),
            (Look::Last, Plain::Fun(f)) => items(f)?.last().cloned(),
            _ => None,
        }
    }

    /// The value after a change at a path; `None` where it makes no sense.
    pub fn changed(&self, path: &[Plain], change: &Change<Plain>) -> Option<Plain> {
        let Some((key, rest)) = path.split_first() else {
            return self.changed_here(change);
        };
        let Plain::Fun(f) = self else { return None };
        let entry = match (f.get(key), rest, change) {
            (_, [], Change::Assign(new)) => new.clone(),
            (old, ..) => old?.changed(rest, change)?,
        };
        let mut f = f.clone();
        f.insert(key.clone(), entry);
        Some(Plain::Fun(f))
    }

    fn changed_here(&self, change: &Change<Plain>) -> Option<Plain> {
        Some(match (change, self) {
            (Change::Assign(new), _) => new.clone(),
            (Change::Insert(m), Plain::Set(s)) => set(s.iter().cloned().chain([m.clone()])),
            (Change::Remove(m), Plain::Set(s)) => set(s.iter().filter(|x| *x != m).cloned()),
            (Change::Append(item), Plain::Fun(f)) => {
                seq(items(f)?.into_iter().chain([item.clone()]))
            }
            (Change::PopFirst, Plain::Fun(f)) => seq(items(f)?.split_first()?.1.iter().cloned()),
            (Change::PopLast, Plain::Fun(f)) => seq(items(f)?.split_last()?.1.iter().cloned()),
            (Change::Delete(k), Plain::Fun(f)) => {
                let mut f = f.clone();
                f.remove(k)?;
                Plain::Fun(f)
            }
            _ => return None,
        })
    }

    pub fn intern(&self, universe: &Universe) -> Value {
        match self {
            Plain::Bool(b) => universe.boolean(*b),
            Plain::Int(i) => universe.int(*i),
            Plain::Str(s) => universe.string(s),
            Plain::Atom(s) => universe.atom(s),
            Plain::Set(s) => universe.set(s.iter().map(|m| m.intern(universe)).collect()),
            Plain::Fun(f) => universe
                .function(
                    f.iter()
                        .map(|(k, v)| (k.intern(universe), v.intern(universe)))
                        .collect(),
                )
                .expect("keys of a map are distinct"),
        }
    }

    pub fn of(universe: &Universe, value: Value) -> Plain {
        match universe.shape(value) {
            Shape::Bool(b) => Plain::Bool(b),
            Shape::Int(i) => Plain::Int(i),
            Shape::Str(s) => string(s),
            Shape::Atom(s) => atom(s),
            Shape::Set(members) => set(members.iter().map(|m| Plain::of(universe, *m))),
            Shape::Tuple(items) => seq(items.iter().map(|i| Plain::of(universe, *i))),
            Shape::Record(pairs) | Shape::Function(pairs) => fun(pairs
                .iter()
                .map(|(k, v)| (Plain::of(universe, *k), Plain::of(universe, *v)))),
        }
    }
}
