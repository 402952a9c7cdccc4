//! Members of a set in the state that satisfy a predicate of the member alone: asked of the engine as such, so that other
//! members do not matter. A predicate is an expression with what it needs of its frame as concrete values, so it can be
//! decided later without a state.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use fastcheck_engine::system::{ALL, PredicateId};
use fastcheck_values::Value;

use super::env::States;
use super::error::Eval;
use super::plan::{ACTION, BRANCH, IMPURE, Over, Plan, STATE, TEMPORAL};
use super::run::{NONE, Run};
use super::value::{At, LazySet, Part, V};
use crate::ir::ExprId;

/// What a sieve tests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Test {
    /// All of these hold.
    All(Box<[ExprId]>),
    /// This does not hold.
    Not(ExprId),
}

/// A test of one element: an expression, what binds the element, and what else it needs of its frame.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sieve {
    test: Test,
    slots: Box<[(u32, Value)]>,
    bound: Box<[u32]>,
    tuple: bool,
    frame: u32,
}

/// What makes two predicates the same: these sieves, and not being in the set that a value describes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    sieves: Box<[Sieve]>,
    outside: Option<Value>,
}

/// A predicate of one element: it passes all sieves, and is not in a set.
#[derive(Debug)]
struct Predicate {
    sieves: Box<[Sieve]>,
    outside: Option<V>,
}

/// All predicates of a run, numbered from 1.
#[derive(Debug, Default)]
pub(super) struct Predicates(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    ids: HashMap<Key, PredicateId>,
    list: Vec<Arc<Predicate>>,
}

impl Predicates {
    fn intern(&self, key: Key, outside: Option<V>) -> (PredicateId, Arc<Predicate>) {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { ids, list } = &mut *guard;
        let next = list.len() as PredicateId + 1;
        let sieves = key.sieves.clone();
        let id = *ids.entry(key).or_insert(next);
        if id == next {
            list.push(Arc::new(Predicate { sieves, outside }));
        }
        (id, list[id as usize - 1].clone())
    }

    fn get(&self, id: PredicateId) -> Option<Arc<Predicate>> {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        guard.list.get((id as usize).checked_sub(1)?).cloned()
    }
}

impl Run<'_> {
    /// Decides a predicate that was used in a selection.
    pub(super) fn decide_known(&mut self, id: PredicateId, x: Value) -> Eval<bool> {
        if id == ALL {
            return Ok(true);
        }
        match self.sh.predicates.get(id) {
            Some(predicate) => self.decide(&predicate, x),
            // What is not known selects: a selection that is too large is only less fine.
            None => Ok(true),
        }
    }

    fn decide(&mut self, predicate: &Predicate, x: Value) -> Eval<bool> {
        if !self.passes(&predicate.sieves, x)? {
            return Ok(false);
        }
        match &predicate.outside {
            Some(set) => self.contains(set, &V::Val(x)).map(|inside| !inside),
            None => Ok(true),
        }
    }

    /// Whether an element passes all sieves.
    pub(super) fn passes(&mut self, sieves: &[Sieve], x: Value) -> Eval<bool> {
        let nowhere = States {
            now: NONE,
            next: NONE,
        };
        let states = std::mem::replace(&mut self.st, nowhere);
        let mut result = Ok(true);
        for sieve in sieves {
            if matches!(result, Ok(true)) {
                result = self.passes_one(sieve, x);
            }
        }
        self.st = states;
        result
    }

    fn passes_one(&mut self, sieve: &Sieve, x: Value) -> Eval<bool> {
        let base = self.frame(sieve.frame);
        for (slot, v) in &sieve.slots {
            self.set(base, *slot, V::Val(*v));
        }
        let over = Over {
            slots: sieve.bound.clone(),
            tuple: sieve.tuple,
            set: ExprId(0),
        };
        let result = self
            .bind(&over, base, x)
            .and_then(|()| self.decide_test(&sieve.test, base));
        self.leave(base);
        result
    }

    fn decide_test(&mut self, test: &Test, base: u32) -> Eval<bool> {
        match test {
            Test::Not(e) => Ok(!self.truth(*e, base)?),
            Test::All(es) => {
                for e in es {
                    if !self.truth(*e, base)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
        }
    }

    /// What an expression needs of its frame besides the element, as concrete values; `None` if it speaks of a state.
    fn alone(&mut self, e: ExprId, over: &Over, b: u32, slots: &mut Vec<(u32, Value)>) -> bool {
        let info = self.info(e);
        if info.has(STATE | ACTION | IMPURE | TEMPORAL) {
            return false;
        }
        for slot in &info.free {
            if over.slots.contains(slot) || slots.iter().any(|(s, _)| s == slot) {
                continue;
            }
            let Some(v) = self.concrete(*slot, b) else {
                return false;
            };
            slots.push((*slot, v));
        }
        true
    }

    /// The value of a slot, if it has one that is concrete.
    fn concrete(&mut self, slot: u32, b: u32) -> Option<Value> {
        match self.get(b, slot).clone() {
            V::Val(v) => Some(v),
            v @ (V::Set(_) | V::At(_) | V::Part(_)) => self.force(&v).ok(),
            V::Thunk(..) => {
                let v = self.local(slot, b).ok()?;
                let read = matches!(
                    v,
                    V::Val(_) | V::Set(_) | V::At(_) | V::Part(_) | V::Edited(_)
                );
                read.then(|| self.force(&v).ok())?
            }
            _ => None,
        }
    }

    /// Conjuncts, nested conjunctions flattened.
    fn conjuncts(&self, e: ExprId, out: &mut Vec<ExprId>) {
        match self.plan(e) {
            Plan::And(parts) => parts.iter().for_each(|part| self.conjuncts(*part, out)),
            Plan::Label(e) => self.conjuncts(*e, out),
            _ => out.push(e),
        }
    }

    /// A sieve; `None` if it lets everything through.
    fn sieve(&self, test: Test, over: &Over, mut slots: Vec<(u32, Value)>) -> Option<Sieve> {
        let first = match &test {
            Test::All(es) => *es.first()?,
            Test::Not(e) => *e,
        };
        slots.sort_by_key(|(slot, _)| *slot);
        Some(Sieve {
            test,
            slots: slots.into(),
            bound: over.slots.clone(),
            tuple: over.tuple,
            frame: self.plans.frames[self.plans.home[first.0 as usize].0 as usize],
        })
    }

    /// The members of a part of the state that also pass a sieve, by a selection of the engine. `None`: nothing was
    /// learned, read in another way.
    fn select(&mut self, part: &Part, sieve: Option<Sieve>) -> Eval<Option<Vec<Value>>> {
        let sieves: Box<[Sieve]> = part.sieves.iter().cloned().chain(sieve).collect();
        if sieves.is_empty() {
            return self.select_known(&part.at, ALL, None);
        }
        let key = Key {
            sieves,
            outside: None,
        };
        let (id, predicate) = self.sh.predicates.intern(key, None);
        self.select_known(&part.at, id, Some(predicate))
    }

    fn select_known(
        &mut self,
        at: &At,
        id: PredicateId,
        predicate: Option<Arc<Predicate>>,
    ) -> Eval<Option<Vec<Value>>> {
        let Some(access) = self.access.take() else {
            return Ok(None);
        };
        let chosen = access.select(at.side, &at.place, id, |x| match &predicate {
            Some(predicate) => self.decide(predicate, x),
            None => Ok(true),
        });
        self.access = Some(access);
        match chosen {
            Ok(chosen) => Ok(chosen),
            // The error is found again, in its place, by reading the whole set; the run may have been stopped.
            Err(_) => {
                self.tick()?;
                Ok(None)
            }
        }
    }

    /// A set in the state as a part that all of its members belong to, if a value is one.
    pub(super) fn part_of(&self, v: &V) -> Option<Arc<Part>> {
        match v {
            V::Part(part) => Some(part.clone()),
            V::At(at) if self.recording() => Some(Arc::new(Part {
                at: at.clone(),
                sieves: Vec::new(),
            })),
            _ => None,
        }
    }

    /// The members of a part, in canonical order.
    pub(super) fn list_part(&mut self, part: &Part) -> Eval<Vec<Value>> {
        if let Some(chosen) = self.select(part, None)? {
            return Ok(chosen);
        }
        let whole = V::Val(self.read(&part.at)?);
        let mut chosen = Vec::new();
        self.each(&whole, &mut |run, x| {
            if run.passes(&part.sieves, x)? {
                chosen.push(x);
            }
            Ok(true)
        })?;
        Ok(chosen)
    }

    /// `{x \in part : body}`: without a look at the state if the body speaks of the element alone. `None`: read in another
    /// way.
    pub(super) fn filter_part(
        &mut self,
        part: &Arc<Part>,
        over: &Over,
        body: ExprId,
        b: u32,
    ) -> Eval<Option<V>> {
        let mut slots = Vec::new();
        let (lead, rest) = self.lead(body, over, b, &mut slots);
        let sieve = self.sieve(Test::All(lead), over, slots);
        if rest.is_empty() {
            let mut part = (**part).clone();
            part.sieves.extend(sieve);
            return Ok(Some(V::Part(Arc::new(part))));
        }
        let Some(chosen) = self.select(part, sieve)? else {
            return Ok(None);
        };
        let rest: Vec<Rest> = rest.into_iter().map(Rest::Holds).collect();
        let mut kept = Vec::new();
        for x in chosen {
            self.bind(over, b, x)?;
            if self.rest_holds(&rest, b)? {
                kept.push(x);
            }
        }
        Ok(Some(super::sets::listed(kept)))
    }

    /// Each member of a part for which the body is true (or, for `\A`, is false): leading conjuncts that speak of the
    /// element alone select, the rest is evaluated. False: nothing was done.
    pub(super) fn select_each(
        &mut self,
        part: &Part,
        over: &Over,
        body: ExprId,
        b: u32,
        wanted: bool,
        f: &mut dyn FnMut(&mut Self, Value) -> Eval<bool>,
    ) -> Eval<bool> {
        let mut slots = Vec::new();
        let (test, rest) = match (wanted, self.plan(body)) {
            (false, Plan::Implies(p, q)) => {
                let (lead, rest) = self.lead(*p, over, b, &mut slots);
                (Test::All(lead), vec![Rest::Implies(rest, *q)])
            }
            (false, _) if self.alone(body, over, b, &mut slots) => (Test::Not(body), Vec::new()),
            (false, _) => {
                slots.clear();
                (Test::All(Box::default()), vec![Rest::Not(body)])
            }
            (true, _) => {
                let (lead, rest) = self.lead(body, over, b, &mut slots);
                (Test::All(lead), rest.into_iter().map(Rest::Holds).collect())
            }
        };
        let sieve = self.sieve(test, over, slots);
        let Some(chosen) = self.select(part, sieve)? else {
            return Ok(false);
        };
        for x in chosen {
            self.bind(over, b, x)?;
            if self.rest_holds(&rest, b)? && !f(self, x)? {
                break;
            }
        }
        Ok(true)
    }

    /// Leading conjuncts that speak of the element alone, and the others.
    fn lead(
        &mut self,
        body: ExprId,
        over: &Over,
        b: u32,
        slots: &mut Vec<(u32, Value)>,
    ) -> (Box<[ExprId]>, Vec<ExprId>) {
        let mut parts = Vec::new();
        self.conjuncts(body, &mut parts);
        let mut count = 0;
        while count < parts.len() {
            let mut more = slots.clone();
            if !self.alone(parts[count], over, b, &mut more) {
                break;
            }
            *slots = more;
            count += 1;
        }
        let rest = parts.split_off(count);
        (parts.into(), rest)
    }

    /// The elements for which an action in an existential quantifier may be taken, and the conjuncts that are left. Only
    /// conjuncts that do not branch select: others multiply successors.
    pub(super) fn select_step(
        &mut self,
        part: &Part,
        over: &Over,
        body: ExprId,
        b: u32,
    ) -> Eval<Option<(Vec<Value>, Vec<ExprId>)>> {
        let mut slots = Vec::new();
        let (lead, mut rest) = self.lead(body, over, b, &mut slots);
        let plain = lead.iter().take_while(|e| !self.info(**e).has(BRANCH));
        let count = plain.count();
        let mut left = lead[count..].to_vec();
        left.append(&mut rest);
        let sieve = self.sieve(Test::All(lead[..count].into()), over, slots);
        let chosen = self.select(part, sieve)?;
        Ok(chosen.map(|chosen| (chosen, left)))
    }

    fn rest_holds(&mut self, rest: &[Rest], b: u32) -> Eval<bool> {
        for part in rest {
            let holds = match part {
                Rest::Holds(e) => self.truth(*e, b)?,
                Rest::Not(e) => !self.truth(*e, b)?,
                Rest::Implies(p, q) => {
                    let mut holds = true;
                    for e in p {
                        holds = holds && self.truth(*e, b)?;
                    }
                    holds && !self.truth(*q, b)?
                }
            };
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A quantifier over a part of the state: whether some member gives the body the wanted truth value. `None`: read in
    /// another way.
    pub(super) fn select_quantifier(
        &mut self,
        part: &Part,
        over: &Over,
        body: ExprId,
        b: u32,
        wanted: bool,
    ) -> Eval<Option<bool>> {
        let mut found = false;
        let done = self.select_each(part, over, body, b, wanted, &mut |_, _| {
            found = true;
            Ok(false)
        })?;
        Ok(done.then_some(found))
    }

    /// Whether no member of a part is outside `set`; `None` if that cannot be asked.
    pub(super) fn select_outside(&mut self, part: &Part, set: &V) -> Eval<Option<bool>> {
        let Some(outside) = self.key_of(set) else {
            return Ok(None);
        };
        let key = Key {
            sieves: part.sieves.clone().into(),
            outside: Some(outside),
        };
        let (id, predicate) = self.sh.predicates.intern(key, Some(set.clone()));
        let chosen = self.select_known(&part.at, id, Some(predicate))?;
        Ok(chosen.map(|outside| outside.is_empty()))
    }

    /// A value that describes a set, if the set does not depend on anything else.
    fn key_of(&mut self, set: &V) -> Option<Value> {
        let node = |run: &Self, name: &str, mut parts: Vec<Value>| {
            parts.insert(0, run.u.string(name));
            run.u.tuple(parts)
        };
        Some(match set {
            V::Val(v) => node(self, "Val", vec![*v]),
            V::Set(_) => {
                let v = self.force(set).ok()?;
                node(self, "Val", vec![v])
            }
            V::Lazy(described) => match &**described {
                LazySet::Interval(a, b) => node(self, "..", vec![self.u.int(*a), self.u.int(*b)]),
                LazySet::Powerset(s) => {
                    let s = self.key_of(s)?;
                    node(self, "SUBSET", vec![s])
                }
                LazySet::KSubsets(k, s) => {
                    let s = self.key_of(s)?;
                    node(self, "kSubset", vec![self.u.int(*k as i64), s])
                }
                LazySet::Seq(s) => {
                    let s = self.key_of(s)?;
                    node(self, "Seq", vec![s])
                }
                LazySet::Functions(s, t) => {
                    let (s, t) = (self.key_of(s)?, self.key_of(t)?);
                    node(self, "->", vec![s, t])
                }
                LazySet::Union(s, t) => {
                    let (s, t) = (self.key_of(s)?, self.key_of(t)?);
                    node(self, "cup", vec![s, t])
                }
                LazySet::Intersect(s, t) => {
                    let (s, t) = (self.key_of(s)?, self.key_of(t)?);
                    node(self, "cap", vec![s, t])
                }
                LazySet::Difference(s, t) => {
                    let (s, t) = (self.key_of(s)?, self.key_of(t)?);
                    node(self, "minus", vec![s, t])
                }
                LazySet::BigUnion(s) => {
                    let s = self.key_of(s)?;
                    node(self, "UNION", vec![s])
                }
                LazySet::Product(sets) | LazySet::Family(sets) => {
                    let name = match &**described {
                        LazySet::Product(_) => "X",
                        _ => "family",
                    };
                    let mut parts = Vec::with_capacity(sets.len());
                    for set in sets {
                        parts.push(self.key_of(set)?);
                    }
                    node(self, name, parts)
                }
                LazySet::Records(fields) => {
                    let mut parts = Vec::with_capacity(2 * fields.len());
                    for (name, set) in fields {
                        parts.push(*name);
                        parts.push(self.key_of(set)?);
                    }
                    node(self, "record", parts)
                }
                LazySet::Nat => node(self, "Nat", Vec::new()),
                LazySet::Int => node(self, "Int", Vec::new()),
                LazySet::Real => node(self, "Real", Vec::new()),
                LazySet::String => node(self, "STRING", Vec::new()),
                LazySet::Any => node(self, "Any", Vec::new()),
                LazySet::Filter(..) => return None,
            },
            _ => return None,
        })
    }
}

/// What is left to test of an element that was selected.
enum Rest {
    Holds(ExprId),
    Not(ExprId),
    /// All of the first hold, and the second does not.
    Implies(Vec<ExprId>, ExprId),
}
