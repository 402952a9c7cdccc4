//! Functions: making, applying, changing, listing; and how anything becomes a concrete value.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::memo::Maker;
use super::plan::{Change, Over, Plan};
use super::run::Run;
use super::value::{Closure, Lambda, LazySet, V};
use crate::ir::ExprId;

/// Paths of an EXCEPT that are no longer than this need no allocation.
const SHORT: usize = 4;

impl Run<'_> {
    /// The concrete value: what is described is listed, what was not read is read.
    pub(super) fn force(&mut self, v: &V) -> Eval<Value> {
        match v {
            V::Val(v) => Ok(*v),
            V::Set(members) => Ok(self.u.set(members.to_vec())),
            V::Lazy(_) => {
                let members = self.members(v)?.to_vec();
                Ok(self.u.set(members))
            }
            V::Fun(lambda) => self.list_function(lambda),
            V::At(at) => self.read(at),
            V::Part(part) => {
                let members = self.list_part(part)?;
                Ok(self.u.set(members))
            }
            V::Edited(edited) => self.read_edited(edited),
            V::Op(_) => Err(EvalError::new(
                code::KIND,
                "an operator with parameters is no value",
            )),
            V::Unset => Err(EvalError::new(
                code::UNSUPPORTED,
                "a value is missing; this is a defect of the evaluator",
            )),
            V::Thunk(..) | V::Alias(..) | V::Kept(_) => {
                let v = self.unlazy(v)?;
                self.force(&v)
            }
        }
    }

    /// `[x \in S |-> e]`: worked out at once where TLC does, over listed sets.
    pub(super) fn function(
        &mut self,
        e: ExprId,
        bounds: &[Over],
        body: ExprId,
        recursive: Option<u32>,
        b: u32,
    ) -> Eval<V> {
        let sets = self.bound_sets(bounds, b)?;
        if recursive.is_some() || !sets.iter().all(|set| self.is_listed(set)) {
            let env = self.keep(e, b);
            let domains = sets.into_iter().map(|set| self.keep_value(set)).collect();
            return Ok(V::Fun(Arc::new(Lambda {
                domains,
                closure: Closure { expr: e, env },
                memo: Mutex::default(),
                but: None,
                whole: OnceLock::new(),
            })));
        }
        let mut pairs = Vec::new();
        self.nested(bounds, &sets, b, &mut |run, elements| {
            let key = match elements {
                [one] => *one,
                many => run.u.tuple(many.to_vec()),
            };
            pairs.push((key, run.value(body, b)?));
            Ok(true)
        })?;
        self.make_function(pairs)
    }

    /// `f[key]` of expressions.
    pub(super) fn eval_apply(&mut self, f: ExprId, key: ExprId, b: u32) -> Eval<V> {
        let function = match self.plan(f) {
            // The function is not made for one argument alone.
            Plan::Function {
                bounds,
                body,
                recursive: None,
            } if bounds.len() == 1 => {
                let set = self.eval(bounds[0].set, b)?;
                let key = self.value(key, b)?;
                if !self.contains(&set, &V::Val(key))? {
                    return Err(self.outside_domain(&V::Unset, key));
                }
                self.bind(&bounds[0], b, key)?;
                return self.eval(*body, b);
            }
            _ => match self.eval(f, b) {
                Ok(function) => function,
                Err(error) => return self.apply_partly(f, key, b, error),
            },
        };
        if let V::Val(function) = &function {
            let key = self.value(key, b)?;
            if let Some(v) = self.u.apply(*function, key) {
                return Ok(V::Val(v));
            }
            return Err(self.outside_domain(&V::Val(*function), key));
        }
        let key = self.value(key, b)?;
        self.apply(&function, key)
    }

    /// `f[key]`
    pub(super) fn apply(&mut self, f: &V, key: Value) -> Eval<V> {
        match f {
            V::Val(function) => match self.u.apply(*function, key) {
                Some(v) => Ok(V::Val(v)),
                None => Err(self.outside_domain(f, key)),
            },
            V::Fun(lambda) => self.apply_lambda(lambda, key),
            V::At(at) => Ok(self.child(at, key)),
            V::Edited(edited) => match super::place::entry_after(edited, key) {
                Some(v) => Ok(v),
                None => {
                    let v = V::Val(self.force(f)?);
                    self.apply(&v, key)
                }
            },
            V::Op(_) => Err(EvalError::new(
                code::KIND,
                "an operator is applied as if it were a function",
            )),
            _ => {
                let text = self.describe(f);
                Err(EvalError::new(
                    code::KIND,
                    format!("a function was expected, but this is a set: {text}"),
                ))
            }
        }
    }

    #[cold]
    pub(super) fn outside_domain(&mut self, f: &V, key: Value) -> Box<EvalError> {
        let shown = self.excerpt(key);
        let V::Val(function) = f else {
            return EvalError::new(
                code::DOMAIN,
                format!("{shown} is not in the domain of the function"),
            );
        };
        let text = self.excerpt(*function);
        match self.u.shape(*function) {
            Shape::Record(_) if matches!(self.u.shape(key), Shape::Str(_)) => EvalError::new(
                code::DOMAIN,
                format!("the record {text} has no field {shown}"),
            ),
            Shape::Tuple(items) if !matches!(self.u.shape(key), Shape::Int(_)) => EvalError::new(
                code::DOMAIN,
                format!(
                    "a sequence of {} entries has none at {shown}: {text}",
                    items.len()
                ),
            ),
            Shape::Tuple(items) => EvalError::new(
                code::DOMAIN,
                format!(
                    "the index {shown} is outside 1..{}, the domain of {text}",
                    items.len()
                ),
            ),
            Shape::Record(_) | Shape::Function(_) => EvalError::new(
                code::DOMAIN,
                format!("{shown} is not in the domain of the function {text}"),
            ),
            _ => EvalError::new(
                code::KIND,
                format!(
                    "a function was expected, but this is {}: {text}",
                    self.kind_of(*function)
                ),
            ),
        }
    }

    fn apply_lambda(&mut self, lambda: &Arc<Lambda>, key: Value) -> Eval<V> {
        if let Some(whole) = lambda.whole.get()
            && let Some(v) = self.u.apply(*whole, key)
        {
            return Ok(V::Val(v));
        }
        if let Some(v) = lock(&lambda.memo).get(&key) {
            return Ok(v.clone());
        }
        self.guard()?;
        if let Some(other) = &lambda.but {
            return self.apply_lambda(other, key);
        }
        let Plan::Function {
            bounds,
            body,
            recursive,
        } = self.plan_behind(lambda.closure.expr)
        else {
            return Err(self.outside_domain(&V::Unset, key));
        };
        let elements = self.elements_of_key(lambda, bounds.len(), key)?;
        let env = &lambda.closure.env;
        let v = self.within(env, env.states, |run, base| {
            for (over, element) in bounds.iter().zip(elements) {
                run.bind(over, base, element)?;
            }
            if let Some(slot) = recursive {
                run.set(base, *slot, V::Fun(lambda.clone()));
            }
            let v = run.eval(*body, base)?;
            Ok(match v {
                V::Set(_) => V::Val(run.force(&v)?),
                v => run.keep_value(v),
            })
        })?;
        lock(&lambda.memo).insert(key, v.clone());
        Ok(v)
    }

    /// The elements that an argument gives to the bounds, after a look whether they are in the domain.
    pub(super) fn elements_of_key(
        &mut self,
        lambda: &Lambda,
        bounds: usize,
        key: Value,
    ) -> Eval<Vec<Value>> {
        let elements = match self.u.shape(key) {
            _ if bounds == 1 => vec![key],
            Shape::Tuple(items) if items.len() == bounds => items.to_vec(),
            _ => return Err(self.outside_domain(&V::Unset, key)),
        };
        for (set, element) in lambda.domains.iter().zip(&elements) {
            if !self.contains(set, &V::Val(*element))? {
                return Err(self.outside_domain(&V::Unset, key));
            }
        }
        Ok(elements)
    }

    fn list_function(&mut self, lambda: &Arc<Lambda>) -> Eval<Value> {
        if let Some(whole) = lambda.whole.get() {
            return Ok(*whole);
        }
        self.guard()?;
        let mut keys = vec![Vec::new()];
        for set in &lambda.domains {
            let members = self.members(set)?.to_vec();
            let longer = |key: &Vec<Value>| {
                let key = key.clone();
                members.clone().into_iter().map(move |m| {
                    let mut key = key.clone();
                    key.push(m);
                    key
                })
            };
            keys = keys.iter().flat_map(longer).collect();
        }
        let mut pairs = Vec::with_capacity(keys.len());
        for key in keys {
            let key = match key.as_slice() {
                [one] => *one,
                _ => self.u.tuple(key),
            };
            let v = self.apply_lambda(lambda, key)?;
            pairs.push((key, self.force(&v)?));
        }
        let v = self.make_function(pairs)?;
        let v = self.force(&v)?;
        // Another thread may have been first; the value is the same.
        let _ = lambda.whole.set(v);
        Ok(v)
    }

    /// `DOMAIN f`
    pub(super) fn domain(&mut self, f: &V) -> Eval<V> {
        match f {
            V::Val(function) => match self.u.shape(*function) {
                Shape::Tuple(items) => {
                    Ok(super::expr::lazy(LazySet::Interval(1, items.len() as i64)))
                }
                Shape::Record(pairs) | Shape::Function(pairs) => {
                    Ok(super::sets::listed(pairs.iter().map(|p| p.0).collect()))
                }
                _ => Err(EvalError::new(
                    code::KIND,
                    format!(
                        "DOMAIN needs a function, but this is {}: {}",
                        self.kind_of(*function),
                        self.excerpt(*function)
                    ),
                )),
            },
            V::Fun(lambda) => Ok(match &*lambda.domains {
                [one] => one.clone(),
                many => super::expr::lazy(LazySet::Product(many.into())),
            }),
            V::At(at) => match self.ask_domain(at) {
                Some(domain) => Ok(V::Val(domain)),
                None => {
                    let v = V::Val(self.force(f)?);
                    self.domain(&v)
                }
            },
            V::Edited(_) => {
                let v = V::Val(self.force(f)?);
                self.domain(&v)
            }
            _ => {
                let text = self.describe(f);
                Err(EvalError::new(
                    code::KIND,
                    format!("DOMAIN needs a function, but this is none: {text}"),
                ))
            }
        }
    }

    // EXCEPT

    /// `[f EXCEPT ...]`: updates in order, each of the result of those before.
    pub(super) fn except(&mut self, f: ExprId, changes: &[Change], b: u32) -> Eval<V> {
        let mut result = self.eval(f, b)?;
        for change in changes {
            let mut keys = [self.u.boolean(false); SHORT];
            let mut long = Vec::new();
            let path = if change.path.len() <= SHORT {
                for (place, key) in keys.iter_mut().zip(&change.path) {
                    *place = self.value(*key, b)?;
                }
                &keys[..change.path.len()]
            } else {
                for key in &change.path {
                    long.push(self.value(*key, b)?);
                }
                &long
            };
            if let Some(edited) = self.edited_except(&result, change, path, b)? {
                result = edited;
                continue;
            }
            result = self.changed(result, path, change, b)?;
        }
        Ok(result)
    }

    /// What is at hand with one update; what is not there stays away.
    fn changed(&mut self, f: V, path: &[Value], change: &Change, b: u32) -> Eval<V> {
        match (&f, path) {
            (V::Fun(lambda), [key, rest @ ..]) if !self.is_listable(lambda) => {
                self.changed_lambda(lambda, *key, rest, change, b)
            }
            (_, []) => {
                self.set(b, change.old, f);
                let v = self.eval(change.value, b)?;
                Ok(self.keep_value(v))
            }
            _ => {
                let whole = self.force(&f)?;
                Ok(V::Val(self.change(whole, path, change, b)?))
            }
        }
    }

    fn is_listable(&self, lambda: &Lambda) -> bool {
        lambda.domains.iter().all(|set| self.is_listed(set))
    }

    /// A function over a domain that is not listed, with one update.
    fn changed_lambda(
        &mut self,
        lambda: &Arc<Lambda>,
        key: Value,
        rest: &[Value],
        change: &Change,
        b: u32,
    ) -> Eval<V> {
        match self.elements_of_key(lambda, lambda.domains.len(), key) {
            Err(error) if error.code == code::DOMAIN => return Ok(V::Fun(lambda.clone())),
            found => found?,
        };
        let old = self.apply_lambda(lambda, key)?;
        let new = self.changed(old, rest, change, b)?;
        let Lambda {
            domains, closure, ..
        } = &**lambda;
        Ok(V::Fun(Arc::new(Lambda {
            domains: domains.clone(),
            closure: Closure {
                expr: closure.expr,
                env: closure.env.clone(),
            },
            memo: Mutex::new(HashMap::from([(key, new)])),
            but: Some(lambda.clone()),
            whole: OnceLock::new(),
        })))
    }

    fn with_entry(&mut self, f: Value, key: Value, v: Value) -> Value {
        let u = self.u;
        let make = || Ok::<Value, std::convert::Infallible>(u.with_entry(f, key, v).unwrap_or(v));
        let Ok(made) = self.m.memo.get_or(Maker::Entry, &[f, key, v], make);
        made
    }

    /// One update of a concrete value; what is not there stays away.
    fn change(&mut self, f: Value, path: &[Value], change: &Change, b: u32) -> Eval<Value> {
        let mut old = f;
        for key in path {
            match self.u.apply(old, *key) {
                Some(v) => old = v,
                None if self.u.pairs(old).is_none() => {
                    return Err(EvalError::new(
                        code::KIND,
                        format!(
                            "EXCEPT needs a function, but this is {}: {}",
                            self.kind_of(old),
                            self.excerpt(old)
                        ),
                    ));
                }
                None => return Ok(f),
            }
        }
        self.set(b, change.old, V::Val(old));
        let v = self.value(change.value, b)?;
        Ok(self.with_path(f, path, v))
    }

    /// `f` with a new value at the end of a path that exists.
    fn with_path(&mut self, f: Value, path: &[Value], v: Value) -> Value {
        match path {
            [] => v,
            [key] => self.with_entry(f, *key, v),
            [key, rest @ ..] => {
                let inner = self.u.apply(f, *key).unwrap_or(f);
                let v = self.with_path(inner, rest, v);
                self.with_entry(f, *key, v)
            }
        }
    }
}

/// A panic elsewhere cannot leave a memo half written: entries are inserted in one step.
fn lock(memo: &Mutex<HashMap<Value, V>>) -> std::sync::MutexGuard<'_, HashMap<Value, V>> {
    memo.lock().unwrap_or_else(PoisonError::into_inner)
}
