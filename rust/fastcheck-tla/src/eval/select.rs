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
use super::value::{At, LazySet, V};
use crate::ir::ExprId;

/// What a predicate tests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Test {
    /// All of these hold.
    All(Box<[ExprId]>),
    /// This does not hold.
    Not(ExprId),
}

/// What makes two predicates the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Test(Test, Box<[(u32, Value)]>),
    /// Not a member of the set that the value describes.
    Outside(Value),
}

/// A predicate of one element.
#[derive(Debug)]
enum Predicate {
    Test {
        test: Test,
        slots: Box<[(u32, Value)]>,
        /// What binds the element.
        bound: Box<[u32]>,
        tuple: bool,
        frame: u32,
    },
    Outside(V),
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
    fn intern(&self, key: Key, make: impl FnOnce() -> Predicate) -> (PredicateId, Arc<Predicate>) {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { ids, list } = &mut *guard;
        let next = list.len() as PredicateId + 1;
        let id = *ids.entry(key).or_insert(next);
        if id == next {
            list.push(Arc::new(make()));
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
        let states = std::mem::replace(
            &mut self.st,
            States {
                now: NONE,
                next: NONE,
            },
        );
        let result = match predicate {
            Predicate::Outside(set) => self.contains(set, &V::Val(x)).map(|inside| !inside),
            Predicate::Test {
                test,
                slots,
                bound,
                tuple,
                frame,
            } => {
                let base = self.frame(*frame);
                for (slot, v) in slots {
                    self.set(base, *slot, V::Val(*v));
                }
                let over = Over {
                    slots: bound.clone(),
                    tuple: *tuple,
                    set: ExprId(0),
                };
                let result = self
                    .bind(&over, base, x)
                    .and_then(|()| self.decide_test(test, base));
                self.leave(base);
                result
            }
        };
        self.st = states;
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
            v @ (V::Set(_) | V::At(_)) => self.force(&v).ok(),
            V::Thunk(..) => {
                let v = self.local(slot, b).ok()?;
                matches!(v, V::Val(_) | V::Set(_) | V::At(_) | V::Edited(_))
                    .then(|| self.force(&v).ok())?
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

    /// The elements that satisfy the test, by a selection of the engine. `None`: nothing was learned, read in another way.
    fn select(
        &mut self,
        at: &At,
        test: Test,
        over: &Over,
        mut slots: Vec<(u32, Value)>,
    ) -> Eval<Option<Vec<Value>>> {
        slots.sort_by_key(|(slot, _)| *slot);
        let slots: Box<[(u32, Value)]> = slots.into();
        let frame = match &test {
            Test::All(es) => es.first().copied(),
            Test::Not(e) => Some(*e),
        };
        let frame = frame.map_or(0, |e| {
            self.plans.frames[self.plans.home[e.0 as usize].0 as usize]
        });
        let key = Key::Test(test.clone(), slots.clone());
        let (id, predicate) = match &test {
            Test::All(es) if es.is_empty() => (ALL, None),
            _ => {
                let (id, predicate) = self.sh.predicates.intern(key, || Predicate::Test {
                    test,
                    slots,
                    bound: over.slots.clone(),
                    tuple: over.tuple,
                    frame,
                });
                (id, Some(predicate))
            }
        };
        self.select_known(at, id, predicate)
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

    /// Each element of the set at `at` for which the body is true (or, for `\A`, may be false): leading conjuncts that
    /// speak of the element alone select, the rest is evaluated. False: nothing was done.
    pub(super) fn select_each(
        &mut self,
        at: &At,
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
        let Some(chosen) = self.select(at, test, over, slots)? else {
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
        at: &At,
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
        let test = Test::All(lead[..count].into());
        Ok(self
            .select(at, test, over, slots)?
            .map(|chosen| (chosen, left)))
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

    /// A quantifier over a set in the state; `None` if it is not over one.
    pub(super) fn select_quantifier(
        &mut self,
        over: &Over,
        body: ExprId,
        b: u32,
        wanted: bool,
    ) -> Eval<Option<bool>> {
        let Some(at) = self.set_in_state(over.set, b)? else {
            return Ok(None);
        };
        let mut found = false;
        let done = self.select_each(&at, over, body, b, wanted, &mut |_, _| {
            found = true;
            Ok(false)
        })?;
        Ok(done.then_some(found))
    }

    /// CHOOSE over a set in the state. False if it is not over one.
    pub(super) fn select_choose(
        &mut self,
        over: &Over,
        body: ExprId,
        b: u32,
        found: &mut Option<Value>,
    ) -> Eval<bool> {
        let Some(at) = self.set_in_state(over.set, b)? else {
            return Ok(false);
        };
        self.select_each(&at, over, body, b, true, &mut |_, x| {
            *found = Some(x);
            Ok(false)
        })
    }

    /// The part of the state that an expression names, without evaluating any other.
    pub(super) fn set_in_state(&mut self, e: ExprId, b: u32) -> Eval<Option<At>> {
        let names = match self.plan(e) {
            Plan::Var(_) | Plan::Apply(..) | Plan::Prime(_) => true,
            Plan::Local(slot) => matches!(
                self.get(b, *slot),
                V::At(_) | V::Thunk(..) | V::Alias(..) | V::Kept(_)
            ),
            Plan::CallDef(_, given) => given.is_empty(),
            _ => false,
        };
        if !names {
            return Ok(None);
        }
        match self.eval(e, b)? {
            V::At(at) => Ok(Some((*at).clone())),
            _ => Ok(None),
        }
    }

    /// Whether no member of the set at `at` is outside `set`; `None` if that cannot be asked.
    pub(super) fn select_outside(&mut self, at: &At, set: &V) -> Eval<Option<bool>> {
        let Some(key) = self.key_of(set) else {
            return Ok(None);
        };
        let set = set.clone();
        let (id, predicate) = self
            .sh
            .predicates
            .intern(Key::Outside(key), || Predicate::Outside(set));
        let chosen = self.select_known(at, id, Some(predicate))?;
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
