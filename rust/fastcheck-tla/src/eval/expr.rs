//! Evaluation: to whatever is at hand ([`Run::eval`]), to a concrete value ([`Run::value`]), to a truth value
//! ([`Run::truth`]).

use std::sync::Arc;

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::plan::Plan;
use super::run::{NONE, Run};
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl Run<'_> {
    /// What an expression evaluates to.
    pub(super) fn eval(&mut self, e: ExprId, b: u32) -> Eval<V> {
        self.deep()?;
        match self.eval_plan(self.plan(e), e, b) {
            Ok(v) => Ok(v),
            Err(error) => Err(self.place(error, e)),
        }
    }

    /// The concrete value of an expression.
    pub(super) fn value(&mut self, e: ExprId, b: u32) -> Eval<Value> {
        match self.value_plan(self.plan(e), e, b) {
            Ok(v) => Ok(v),
            Err(error) => Err(self.place(error, e)),
        }
    }

    fn value_plan(&mut self, plan: &Plan, e: ExprId, b: u32) -> Eval<Value> {
        match plan {
            Plan::Const(v) => Ok(*v),
            Plan::Local(slot) => match self.get(b, *slot) {
                V::Val(v) => Ok(*v),
                _ => {
                    let v = self.local(*slot, b)?;
                    self.force(&v)
                }
            },
            Plan::Var(v) => match self.plain_variable(*v) {
                Some(v) => Ok(v),
                None => {
                    let v = self.variable(*v, self.st.now)?;
                    self.force(&v)
                }
            },
            Plan::Cached(cell) if let Some(v) = self.plans.cells[*cell as usize].value.get() => {
                Ok(*v)
            }
            Plan::Builtin(op, args) if op.is_arithmetic() => self.arithmetic(*op, args, b),
            plan => {
                self.deep()?;
                match self.eval_plan(plan, e, b)? {
                    V::Val(v) => Ok(v),
                    v => self.force(&v),
                }
            }
        }
    }

    /// The truth value of a formula.
    pub(super) fn truth(&mut self, e: ExprId, b: u32) -> Eval<bool> {
        self.deep()?;
        match self.truth_plan(self.plan(e), e, b) {
            Ok(v) => Ok(v),
            Err(error) => Err(self.place(error, e)),
        }
    }

    #[cold]
    pub(super) fn place(&self, error: Box<EvalError>, e: ExprId) -> Box<EvalError> {
        error.at(self.program.node(e).span)
    }

    fn boolean(&self, v: bool) -> V {
        V::Val(self.u.boolean(v))
    }

    pub(super) fn eval_plan(&mut self, plan: &Plan, e: ExprId, b: u32) -> Eval<V> {
        match plan {
            Plan::Const(v) => Ok(V::Val(*v)),
            Plan::Local(slot) => self.local(*slot, b),
            Plan::Var(v) => self.variable(*v, self.st.now),
            Plan::Cached(cell) => self.cached(*cell, b),
            Plan::Apply(f, key) => self.eval_apply(*f, *key, b),
            Plan::CallDef(def, given) => match self.substitute(*def, self.st.now) {
                Some(place) => self.variable(place, self.st.now),
                None => self.eval_def(*def, given, e, b),
            },
            Plan::CallLocal(local, given) => {
                self.call_local(*local, given, e, b, |run, body, base| run.eval(body, base))
            }
            Plan::CallParam(slot, given) => self.call_param(*slot, given, e, b),
            Plan::CallTable(constant, args) => self.call_table(*constant, args, b),
            Plan::Native(native, name, given) => self.call_native(*native, name, given, e, b),
            Plan::Builtin(op, args) => self.eval_builtin(*op, args, b),
            Plan::BuiltinOf(op, given) => {
                let args = self.native_args(given, b)?;
                self.builtin_values(*op, &args)
            }
            Plan::If(condition, yes, no) => {
                if self.condition(*condition, b)? {
                    self.eval(*yes, b)
                } else {
                    self.eval(*no, b)
                }
            }
            Plan::Case(arms, other) => {
                let arm = self.arm(arms, *other, b)?;
                self.eval(arm, b)
            }
            Plan::Let(defs, body) => {
                self.bind_lets(defs, b);
                self.eval(*body, b)
            }
            Plan::Label(e) => self.eval(*e, b),
            Plan::Prime(e) => {
                let e = *e;
                self.primed(|run| run.eval(e, b))
            }
            Plan::Tuple(items) => self.tuple(items, b),
            Plan::Record(fields, places) => self.record(e, fields, places, b),
            Plan::Except(f, changes) => self.except(*f, changes, b),
            Plan::Function {
                bounds,
                body,
                recursive,
            } => self.function(e, bounds, *body, *recursive, b),
            Plan::SetEnum(items) => self.set_enum(items, b),
            Plan::Filter(over, body) => self.filter(e, over, *body, b),
            Plan::Map(bounds, body) => self.map(bounds, *body, b),
            Plan::Choose(over, body) => self.choose(over, *body, b),
            Plan::Union(x, y) => self.union(*x, *y, b),
            Plan::Intersect(x, y) => self.intersect(*x, *y, b),
            Plan::Difference(x, y) => self.difference(*x, *y, b),
            Plan::Domain(f) => {
                let f = self.eval(*f, b)?;
                self.domain(&f)
            }
            Plan::Powerset(s) => {
                let s = self.eval(*s, b)?;
                Ok(lazy(LazySet::Powerset(s)))
            }
            Plan::BigUnion(s) => {
                let s = self.eval(*s, b)?;
                self.big_union(s)
            }
            Plan::Product(sets) => {
                let sets: Vec<V> = self.evals(sets, b)?;
                Ok(lazy(LazySet::Product(sets.into())))
            }
            Plan::FunctionSet(s, t) => {
                let s = self.eval(*s, b)?;
                let t = self.eval(*t, b)?;
                Ok(lazy(LazySet::Functions(s, t)))
            }
            Plan::RecordSet(fields) => {
                let mut sets = Vec::with_capacity(fields.len());
                for (name, set) in fields {
                    sets.push((*name, self.eval(*set, b)?));
                }
                Ok(lazy(LazySet::Records(sets.into())))
            }
            Plan::Boolean => {
                let members = vec![self.u.boolean(false), self.u.boolean(true)];
                Ok(super::sets::listed(members))
            }
            Plan::Strings => Ok(lazy(LazySet::String)),
            Plan::Not(_)
            | Plan::Implies(..)
            | Plan::Equiv(..)
            | Plan::Eq(..)
            | Plan::Neq(..)
            | Plan::In(..)
            | Plan::NotIn(..)
            | Plan::SubsetEq(..)
            | Plan::And(_)
            | Plan::Or(_)
            | Plan::Forall(..)
            | Plan::Exists(..)
            | Plan::Unchanged(_)
            | Plan::Enabled(_)
            | Plan::Compose(..)
            | Plan::BoxAction(..)
            | Plan::AngleAction(..) => {
                let truth = self.truth_plan(plan, e, b)?;
                Ok(self.boolean(truth))
            }
            Plan::BadNumber(text) => Err(EvalError::new(
                code::OVERFLOW,
                format!("{text} is not an integer of 64 bits"),
            )),
            Plan::Unbound(c) => Err(EvalError::new(
                code::UNSUPPORTED,
                format!(
                    "the configuration gives no value to the constant {}",
                    self.program.constants[c.0 as usize].name
                ),
            )),
            Plan::Unbounded(forall) => Err(EvalError::new(
                code::UNSUPPORTED,
                format!(
                    "{} without a set cannot be evaluated",
                    if *forall { "\\A" } else { "\\E" }
                ),
            )
            .hint("write it over a set: \\E x \\in S : P")),
            Plan::UnboundedChoose => Err(EvalError::new(
                code::CHOOSE,
                "CHOOSE without a set cannot be evaluated",
            )
            .hint("write CHOOSE x \\in S : P, or replace the definition in the configuration")),
            Plan::Temporal(what) => Err(EvalError::new(
                code::UNSUPPORTED,
                format!("{what} is a temporal formula and has no value in a state or step"),
            )),
        }
    }

    pub(super) fn truth_plan(&mut self, plan: &Plan, e: ExprId, b: u32) -> Eval<bool> {
        match plan {
            Plan::And(parts) => {
                for part in parts {
                    if !self.truth(*part, b)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Plan::Or(parts) => {
                for part in parts {
                    if self.truth(*part, b)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Plan::Not(x) => Ok(!self.truth(*x, b)?),
            Plan::Implies(x, y) => Ok(!self.truth(*x, b)? || self.truth(*y, b)?),
            Plan::Equiv(x, y) => {
                let x = self.truth(*x, b)?;
                Ok(x == self.truth(*y, b)?)
            }
            Plan::Eq(x, y) => self.equation(*x, *y, b),
            Plan::Neq(x, y) => Ok(!self.equation(*x, *y, b)?),
            Plan::In(x, set) => self.membership(*x, *set, b),
            Plan::NotIn(x, set) => Ok(!self.membership(*x, *set, b)?),
            Plan::SubsetEq(x, y) => {
                let x = self.eval(*x, b)?;
                let y = self.eval(*y, b)?;
                self.subset(&x, &y)
            }
            Plan::Forall(bounds, body) => Ok(!self.quantifier(bounds, *body, b, false)?),
            Plan::Exists(bounds, body) => self.quantifier(bounds, *body, b, true),
            Plan::If(condition, yes, no) => {
                if self.condition(*condition, b)? {
                    self.truth(*yes, b)
                } else {
                    self.truth(*no, b)
                }
            }
            Plan::Case(arms, other) => {
                let arm = self.arm(arms, *other, b)?;
                self.truth(arm, b)
            }
            Plan::Let(defs, body) => {
                self.bind_lets(defs, b);
                self.truth(*body, b)
            }
            Plan::Label(e) => self.truth(*e, b),
            Plan::CallDef(def, given)
                if !self.is_remembered(*def) && self.substitute(*def, self.st.now).is_none() =>
            {
                self.call_def(*def, given, e, b, |run, body, base| run.truth(body, base))
            }
            Plan::CallLocal(local, given) => {
                self.call_local(*local, given, e, b, |run, body, base| run.truth(body, base))
            }
            Plan::Builtin(op, args) if op.is_comparison() => self.compare_numbers(*op, args, b),
            Plan::Unchanged(v) => self.unchanged(*v, b),
            Plan::BoxAction(a, v) => Ok(self.truth(*a, b)? || self.unchanged(*v, b)?),
            Plan::AngleAction(a, v) => Ok(self.truth(*a, b)? && !self.unchanged(*v, b)?),
            Plan::Enabled(a) => self.enabled(*a, None, b),
            Plan::Compose(x, y) => self.composed(*x, *y, b),
            Plan::Prime(x) => {
                let x = *x;
                self.primed(|run| run.truth(x, b))
            }
            _ => {
                let v = self.eval_plan(plan, e, b)?;
                self.bool_of(&v)
            }
        }
    }

    /// A boolean, for what is one.
    pub(super) fn bool_of(&mut self, v: &V) -> Eval<bool> {
        let v = self.force(v)?;
        match self.u.shape(v) {
            Shape::Bool(truth) => Ok(truth),
            _ => Err(EvalError::new(
                code::BOOLEAN,
                format!(
                    "a formula was expected, but this is {}: {}",
                    self.kind_of(v),
                    self.excerpt(v)
                ),
            )),
        }
    }

    fn condition(&mut self, e: ExprId, b: u32) -> Eval<bool> {
        self.truth(e, b)
    }

    /// The arm of a CASE.
    pub(super) fn arm(
        &mut self,
        arms: &[(ExprId, ExprId)],
        other: Option<ExprId>,
        b: u32,
    ) -> Eval<ExprId> {
        for (guard, value) in arms {
            if self.condition(*guard, b)? {
                return Ok(*value);
            }
        }
        other.ok_or_else(|| {
            EvalError::new(
                code::CASE,
                "no condition of this CASE is true, and it has no OTHER",
            )
        })
    }

    pub(super) fn evals(&mut self, es: &[ExprId], b: u32) -> Eval<Vec<V>> {
        es.iter().map(|e| self.eval(*e, b)).collect()
    }

    /// With primed variables as the unprimed ones.
    pub(super) fn primed<T>(&mut self, f: impl FnOnce(&mut Self) -> Eval<T>) -> Eval<T> {
        let states = self.st;
        if states.next == NONE {
            return Err(EvalError::new(
                code::UNASSIGNED,
                "there is no next state here for a primed expression to speak of",
            ));
        }
        self.st.now = states.next;
        self.st.next = NONE;
        let result = f(self);
        self.st = states;
        result
    }

    /// `UNCHANGED v` as a formula.
    pub(super) fn unchanged(&mut self, v: ExprId, b: u32) -> Eval<bool> {
        if let Plan::Tuple(parts) = self.plan(v) {
            for part in parts {
                if !self.unchanged(*part, b)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let before = self.eval(v, b)?;
        let after = self.primed(|run| run.eval(v, b))?;
        self.equal(&before, &after)
    }

    // Closed constant expressions.

    /// The value of a cell, if it was evaluated.
    pub(super) fn cached_now(&self, cell: u32) -> Option<V> {
        if let Some(v) = self.plans.cells[cell as usize].value.get() {
            return Some(V::Val(*v));
        }
        match &self.m.described[cell as usize] {
            V::Unset => None,
            v => Some(v.clone()),
        }
    }

    fn cached(&mut self, cell: u32, b: u32) -> Eval<V> {
        match self.cached_now(cell) {
            Some(v) => Ok(v),
            None => self.cached_first(cell, b),
        }
    }

    fn cached_first(&mut self, index: u32, b: u32) -> Eval<V> {
        self.guard()?;
        let cell = &self.plans.cells[index as usize];
        let v = self.eval_plan(&cell.plan, cell.expr, b)?;
        let v = match v {
            V::Set(_) => V::Val(self.force(&v)?),
            v => self.keep_value(v),
        };
        match &v {
            V::Val(v) => {
                // Another thread may have been first; the value is the same.
                let _ = cell.value.set(*v);
            }
            v => self.m.described[index as usize] = v.clone(),
        }
        Ok(v)
    }
}

/// A described set as a value.
pub(super) fn lazy(set: LazySet) -> V {
    V::Lazy(Arc::new(set))
}
