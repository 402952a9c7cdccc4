//! `f[x]` where `f` as a whole has no value, but has one for `x`.
//!
//! Functions over listed sets are worked out at once, which costs least. TLC does not work out a function that is only
//! applied, so `Op(a)[x]` has a value there even where `Op(a)[y]` is an error. It has one here, too: where the function
//! cannot be worked out, its entry is.

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::plan::{IMPURE, Over, Plan};
use super::run::Run;
use super::value::V;
use crate::ir::ExprId;

impl Run<'_> {
    /// `f[key]`, after `f` could not be evaluated.
    #[cold]
    pub(super) fn apply_partly(
        &mut self,
        f: ExprId,
        key: ExprId,
        b: u32,
        error: Box<EvalError>,
    ) -> Eval<V> {
        // What has no end has none for an entry either, and looking for it again would multiply the time.
        let hopeless = matches!(
            error.code,
            code::STOPPED | code::RECURSION | code::ASSERTION
        );
        if hopeless || self.info(f).has(IMPURE) || self.partly == 0 {
            return Err(error);
        }
        self.partly -= 1;
        let key = self.value(key, b)?;
        self.entry(f, &[key], b)?.ok_or(error)
    }

    /// `e[k1][k2]...` without the functions on the way. `None` where `e` is not given by its entries.
    fn entry(&mut self, e: ExprId, keys: &[Value], b: u32) -> Eval<Option<V>> {
        self.guard()?;
        match self.plan_behind(e) {
            Plan::Function {
                bounds,
                body,
                recursive: None,
            } => self.entry_of_function(bounds, *body, keys, b).map(Some),
            Plan::If(condition, yes, no) => {
                let branch = if self.truth(*condition, b)? { yes } else { no };
                self.entry(*branch, keys, b)
            }
            Plan::Case(arms, other) => {
                let arm = self.arm(arms, *other, b)?;
                self.entry(arm, keys, b)
            }
            Plan::Let(defs, body) => {
                self.bind_lets(defs, b);
                self.entry(*body, keys, b)
            }
            Plan::Label(inner) => self.entry(*inner, keys, b),
            Plan::Apply(f, key) => {
                let mut all = vec![self.value(*key, b)?];
                all.extend(keys);
                self.entry(*f, &all, b)
            }
            Plan::CallDef(def, given) if self.substitute(*def, self.st.now).is_none() => self
                .call_def(*def, given, e, b, |run, body, base| {
                    run.entry(body, keys, base)
                }),
            Plan::CallLocal(local, given) => {
                self.call_local(*local, given, e, b, |run, body, base| {
                    run.entry(body, keys, base)
                })
            }
            Plan::Local(slot) => match self.get(b, *slot).clone() {
                V::Alias(inner, home) | V::Thunk(inner, home) => self.entry(inner, keys, home),
                V::Kept(kept) => {
                    let states = match kept.memo {
                        Some(_) => kept.env.states,
                        None => self.st,
                    };
                    self.within(&kept.env, states, |run, base| {
                        run.entry(kept.expr, keys, base)
                    })
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn entry_of_function(
        &mut self,
        bounds: &[Over],
        body: ExprId,
        keys: &[Value],
        b: u32,
    ) -> Eval<V> {
        let (key, rest) = (keys[0], &keys[1..]);
        let sets = self.bound_sets(bounds, b)?;
        let elements = match self.u.shape(key) {
            _ if bounds.len() == 1 => vec![key],
            Shape::Tuple(items) if items.len() == bounds.len() => items.to_vec(),
            _ => return Err(self.outside_domain(&V::Unset, key)),
        };
        for (set, element) in sets.iter().zip(&elements) {
            if !self.contains(set, &V::Val(*element))? {
                return Err(self.outside_domain(&V::Unset, key));
            }
        }
        for (over, element) in bounds.iter().zip(elements) {
            self.bind(over, b, element)?;
        }
        if !rest.is_empty()
            && let Some(v) = self.entry(body, rest, b)?
        {
            return Ok(v);
        }
        let mut v = self.eval(body, b)?;
        for key in rest {
            v = self.apply(&v, *key)?;
        }
        Ok(self.keep_value(v))
    }
}
