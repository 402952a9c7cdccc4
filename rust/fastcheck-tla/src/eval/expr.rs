//! Evaluation: to whatever is at hand ([`Run::eval`]), to a concrete value ([`Run::value`]), to a truth value
//! ([`Run::truth`]).

use std::ops::Range;
use std::sync::Arc;

use fastcheck_engine::FailureKind;
use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::memo::{Maker, PARTS};
use super::plan::{Given, OpInfo, Over, Plan};
use super::run::{AFTER, NONE, Run};
use super::value::{Closure, LazySet, Operator, V};
use crate::ir::{DefId, ExprId};

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

    // Calls.

    pub(super) fn bind_lets(&mut self, defs: &[(u32, ExprId)], b: u32) {
        for (slot, e) in defs {
            let v = self.later(*e, b, self.is_by_name(*e, *slot));
            self.set(b, *slot, v);
        }
    }

    /// Whether what a definition is in this state is worth remembering.
    fn is_remembered(&self, def: DefId) -> bool {
        self.st.now <= AFTER && self.plans.per_state[def.0 as usize]
    }

    fn eval_def(&mut self, def: DefId, given: &[Given], e: ExprId, b: u32) -> Eval<V> {
        let remembered = self.is_remembered(def);
        if remembered && let Some(v) = self.remembered(def) {
            return Ok(v);
        }
        let v = self.call_def(def, given, e, b, |run, body, base| run.eval(body, base))?;
        if remembered {
            self.remember(def, &v);
        }
        Ok(v)
    }

    /// Calls a definition: `f` gets its body and frame.
    pub(super) fn call_def<T>(
        &mut self,
        def: DefId,
        given: &[Given],
        e: ExprId,
        b: u32,
        f: impl FnOnce(&mut Self, ExprId, u32) -> Eval<T>,
    ) -> Eval<T> {
        self.guard()?;
        let op = &self.plans.defs[def.0 as usize];
        let base = self.frame_of(def);
        let result = match self.bind_given(op, given, b, base) {
            Ok(()) => f(self, op.body, base),
            Err(error) => Err(error),
        };
        self.leave(base);
        result.map_err(|error| self.called(error, def, e))
    }

    #[cold]
    pub(super) fn called(
        &self,
        mut error: Box<EvalError>,
        def: DefId,
        e: ExprId,
    ) -> Box<EvalError> {
        // The innermost calls say what went wrong; a recursion without end need not be told in full.
        if error.chain.len() < 32 {
            error.chain.push((def, self.program.node(e).span));
        }
        error
    }

    fn bind_given(&mut self, op: &OpInfo, given: &[Given], b: u32, base: u32) -> Eval<()> {
        for ((slot, by_name), given) in op.params.iter().zip(given) {
            let v = self.given(given, b, *by_name)?;
            self.set(base, *slot, v);
        }
        Ok(())
    }

    /// Calls an operator of a LET of this frame.
    pub(super) fn call_local<T>(
        &mut self,
        local: u32,
        given: &[Given],
        e: ExprId,
        b: u32,
        f: impl FnOnce(&mut Self, ExprId, u32) -> Eval<T>,
    ) -> Eval<T> {
        self.call_local_in(local, b, given, e, b, f)
    }

    /// Calls an operator of a LET that lives in the frame `home`, with arguments from the frame `b`.
    pub(super) fn call_local_in<T>(
        &mut self,
        local: u32,
        home: u32,
        given: &[Given],
        e: ExprId,
        b: u32,
        f: impl FnOnce(&mut Self, ExprId, u32) -> Eval<T>,
    ) -> Eval<T> {
        let op = &self.plans.locals[local as usize];
        let args = self.m.stack.len() as u32;
        for ((_, by_name), given) in op.params.iter().zip(given) {
            match self.given(given, b, *by_name) {
                Ok(v) => self.m.stack.push(v),
                Err(error) => {
                    self.leave(args);
                    return Err(error);
                }
            }
        }
        self.run_local(op, args, e, home, f)
    }

    /// Runs an operator of a LET: in its frame, or in a copy of it when it is already running there. Its arguments are on
    /// the stack, where what its parameters held is kept meanwhile.
    fn run_local<T>(
        &mut self,
        op: &OpInfo,
        args: u32,
        e: ExprId,
        home: u32,
        f: impl FnOnce(&mut Self, ExprId, u32) -> Eval<T>,
    ) -> Eval<T> {
        let given = args..self.m.stack.len() as u32;
        let result = self.guard().and_then(|()| {
            let base = self.copy_if_running(op, home);
            self.swap_params(op, given.clone(), base);
            let mark = V::Val(self.u.boolean(true));
            let old = self.swap(base, op.mark, mark);
            let result = f(self, op.body, base);
            self.set(base, op.mark, old);
            self.swap_params(op, given, base);
            result
        });
        self.leave(args);
        result.map_err(|error| self.called(error, op.home, e))
    }

    fn copy_if_running(&mut self, op: &OpInfo, home: u32) -> u32 {
        if matches!(self.get(home, op.mark), V::Unset) {
            return home;
        }
        let size = self.plans.frames[op.home.0 as usize];
        let base = self.m.stack.len() as u32;
        let frame = home as usize..(home + size) as usize;
        self.m.stack.extend_from_within(frame);
        base
    }

    fn swap_params(&mut self, op: &OpInfo, args: Range<u32>, base: u32) {
        for ((slot, _), i) in op.params.iter().zip(args) {
            self.m.stack.swap((base + slot) as usize, i as usize);
        }
    }

    fn call_param(&mut self, slot: u32, given: &[Given], e: ExprId, b: u32) -> Eval<V> {
        let op = self.local(slot, b)?;
        if given.is_empty() && !matches!(op, V::Op(_)) {
            return Ok(op);
        }
        self.call_operator(&op, given, e, b)
    }

    /// Calls an operator that is a value.
    fn call_operator(&mut self, op: &V, given: &[Given], e: ExprId, b: u32) -> Eval<V> {
        match op {
            V::Op(Operator::Local(local, home)) => {
                self.call_local_in(*local, *home, given, e, b, |run, body, base| {
                    run.eval(body, base)
                })
            }
            V::Op(Operator::Def(def)) if self.has_body(*def) => {
                let def = self.real(*def);
                self.call_def(def, given, e, b, |run, body, base| run.eval(body, base))
            }
            op => {
                let mut args = Vec::with_capacity(given.len());
                for given in given {
                    args.push(self.given(given, b, false)?);
                }
                self.call_values(op, args, e)
            }
        }
    }

    /// Calls an operator with values for arguments.
    pub(super) fn call_values(&mut self, op: &V, args: Vec<V>, e: ExprId) -> Eval<V> {
        match op {
            V::Op(Operator::Local(local, home)) => {
                let op = &self.plans.locals[*local as usize];
                let start = self.m.stack.len() as u32;
                self.m.stack.extend(args);
                self.run_local(op, start, e, *home, |run, body, base| run.eval(body, base))
            }
            V::Op(Operator::Kept(kept)) => {
                self.guard()?;
                let op = &self.plans.locals[kept.local as usize];
                self.within(&kept.env, kept.env.states, |run, base| {
                    run.set(base, op.mark, V::Val(run.u.boolean(true)));
                    for ((slot, _), v) in op.params.iter().zip(args) {
                        run.set(base, *slot, v);
                    }
                    run.eval(op.body, base)
                })
            }
            V::Op(Operator::Def(def)) => self.call_def_values(self.real(*def), args, e),
            V::Op(Operator::Constant(c)) => self.call_constant(*c, args, e),
            _ => Err(EvalError::new(
                code::KIND,
                "an operator was expected as an argument, but this is a value",
            )),
        }
    }

    fn call_def_values(&mut self, def: DefId, args: Vec<V>, e: ExprId) -> Eval<V> {
        let ir = self.program.def(def);
        if let Some(op) = super::builtin::builtin(&ir.module, &ir.name) {
            return self.builtin_values(op, &args);
        }
        if let Some(native) = super::compile::native_of(ir) {
            let args = if native.lazy {
                args
            } else {
                self.forced(args)?
            };
            return self.run_native(native, &ir.name, &args, e);
        }
        self.guard()?;
        let op = &self.plans.defs[def.0 as usize];
        let base = self.frame_of(def);
        for ((slot, _), v) in op.params.iter().zip(args) {
            self.set(base, *slot, v);
        }
        let result = self.eval(op.body, base);
        self.leave(base);
        result.map_err(|error| self.called(error, def, e))
    }

    /// Arguments that were not evaluated yet are evaluated.
    pub(super) fn forced(&mut self, args: Vec<V>) -> Eval<Vec<V>> {
        args.iter().map(|v| self.unlazy(v)).collect()
    }

    /// The definition that is called for `def`, overrides followed.
    pub(super) fn real(&self, mut def: DefId) -> DefId {
        for _ in 0..self.program.defs.len() {
            match self.program.def(def).replaced {
                Some(next) => def = next,
                None => break,
            }
        }
        def
    }

    /// Whether a definition is evaluated by its text.
    pub(super) fn has_body(&self, def: DefId) -> bool {
        let ir = self.program.def(self.real(def));
        super::builtin::builtin(&ir.module, &ir.name).is_none()
            && super::compile::native_of(ir).is_none()
    }

    fn call_native(
        &mut self,
        native: super::host::Native,
        name: &str,
        given: &[Given],
        e: ExprId,
        b: u32,
    ) -> Eval<V> {
        self.guard()?;
        let mut args = Vec::with_capacity(given.len());
        if native.lazy {
            for given in given {
                args.push(self.given(given, b, false)?);
            }
        } else {
            args = self.native_args(given, b)?;
        }
        self.run_native(native, name, &args, e)
    }

    fn run_native(
        &mut self,
        native: super::host::Native,
        name: &str,
        args: &[V],
        e: ExprId,
    ) -> Eval<V> {
        // Parameters of an instance come first and are none of its business.
        let args = &args[args.len().saturating_sub(native.arity)..];
        let calling = std::mem::replace(&mut self.calling, e);
        let result = (native.run)(self, args);
        self.calling = calling;
        result.map_err(|mut error| {
            if error.span.is_none()
                && error.kind != FailureKind::Assertion
                && error.code != super::code::NATIVE
                && !error.message.contains(name)
            {
                error.message = format!("{name}: {}", error.message);
            }
            error
        })
    }

    /// Arguments of native code: evaluated, operators as they are.
    fn native_args(&mut self, given: &[Given], b: u32) -> Eval<Vec<V>> {
        let mut args = Vec::with_capacity(given.len());
        for given in given {
            args.push(match given {
                Given::Now(e) | Given::Later(e) => self.eval(*e, b)?,
                Given::Slot(slot, _) if matches!(self.get(b, *slot), V::Op(_)) => {
                    self.get(b, *slot).clone()
                }
                Given::Slot(_, e) => self.eval(*e, b)?,
                operator => self.given(operator, b, false)?,
            });
        }
        Ok(args)
    }

    fn call_table(&mut self, constant: crate::ir::ConstId, args: &[ExprId], b: u32) -> Eval<V> {
        let args = self.evals(args, b)?;
        self.look_up(constant, args)
    }

    fn look_up(&mut self, constant: crate::ir::ConstId, args: Vec<V>) -> Eval<V> {
        let mut values = Vec::with_capacity(args.len());
        for v in &args {
            values.push(self.force(v)?);
        }
        let declared = &self.program.constants[constant.0 as usize];
        if let Some(crate::ir::ConstBinding::Table(rows)) = &declared.binding
            && let Some((_, v)) = rows.iter().find(|(key, _)| *key == values)
        {
            return Ok(V::Val(*v));
        }
        let shown: Vec<String> = values.iter().map(|v| self.excerpt(*v)).collect();
        Err(EvalError::new(
            code::DOMAIN,
            format!(
                "the configuration gives no value to {}({})",
                declared.name,
                shown.join(", ")
            ),
        ))
    }

    fn call_constant(&mut self, constant: crate::ir::ConstId, args: Vec<V>, e: ExprId) -> Eval<V> {
        match &self.program.constants[constant.0 as usize].binding {
            Some(crate::ir::ConstBinding::Def(def)) => {
                self.call_def_values(self.real(*def), args, e)
            }
            Some(crate::ir::ConstBinding::Value(v)) if args.is_empty() => Ok(V::Val(*v)),
            _ => {
                let args = self.forced(args)?;
                self.look_up(constant, args)
            }
        }
    }

    // Binders.

    /// Gives an element, or its components, to what an `Over` binds.
    #[inline]
    pub(super) fn bind(&mut self, over: &Over, b: u32, element: Value) -> Eval<()> {
        if !over.tuple {
            self.set(b, over.slots[0], V::Val(element));
            return Ok(());
        }
        match self.u.shape(element) {
            Shape::Tuple(items) if items.len() == over.slots.len() => {
                for (slot, item) in over.slots.iter().zip(items) {
                    self.set(b, *slot, V::Val(*item));
                }
                Ok(())
            }
            _ => Err(EvalError::new(
                code::KIND,
                format!(
                    "a tuple of {} components was expected, but the set has the element {}",
                    over.slots.len(),
                    self.excerpt(element)
                ),
            )),
        }
    }

    /// Whether the body has the wanted truth value for some elements.
    fn quantifier(&mut self, bounds: &[Over], body: ExprId, b: u32, wanted: bool) -> Eval<bool> {
        if let [over] = bounds {
            if self.recording() {
                let set = self.eval(over.set, b)?;
                if let Some(part) = self.part_of(&set)
                    && let Some(found) = self.select_quantifier(&part, over, body, b, wanted)?
                {
                    return Ok(found);
                }
                let all = self.each(&set, &mut |run, x| {
                    run.bind(over, b, x)?;
                    Ok(run.truth(body, b)? != wanted)
                })?;
                return Ok(!all);
            }
            let all = self.each_of(over.set, b, &mut |run, x| {
                run.bind(over, b, x)?;
                Ok(run.truth(body, b)? != wanted)
            })?;
            return Ok(!all);
        }
        let sets = self.bound_sets(bounds, b)?;
        let all = self.nested(bounds, &sets, b, &mut |run, _| {
            Ok(run.truth(body, b)? != wanted)
        })?;
        Ok(!all)
    }

    /// The sets of all bounds, before any element is looked at.
    pub(super) fn bound_sets(&mut self, bounds: &[Over], b: u32) -> Eval<Vec<V>> {
        bounds.iter().map(|over| self.eval(over.set, b)).collect()
    }

    /// All combinations of elements, the first bound fastest as in TLC; `f` also gets the elements. False if `f` said so.
    pub(super) fn nested(
        &mut self,
        bounds: &[Over],
        sets: &[V],
        b: u32,
        f: &mut dyn FnMut(&mut Self, &[Value]) -> Eval<bool>,
    ) -> Eval<bool> {
        let mut elements = vec![self.u.boolean(false); bounds.len()];
        self.nested_below(bounds.len(), bounds, sets, b, &mut elements, f)
    }

    /// All combinations of elements of the first `count` bounds.
    fn nested_below(
        &mut self,
        count: usize,
        bounds: &[Over],
        sets: &[V],
        b: u32,
        elements: &mut Vec<Value>,
        f: &mut dyn FnMut(&mut Self, &[Value]) -> Eval<bool>,
    ) -> Eval<bool> {
        let Some(at) = count.checked_sub(1) else {
            return f(self, elements);
        };
        self.each(&sets[at], &mut |run, x| {
            run.bind(&bounds[at], b, x)?;
            elements[at] = x;
            run.nested_below(at, bounds, sets, b, elements, f)
        })
    }

    fn choose(&mut self, over: &Over, body: ExprId, b: u32) -> Eval<V> {
        let mut found = None;
        let mut chosen = false;
        if self.recording() {
            let set = self.eval(over.set, b)?;
            if let Some(part) = self.part_of(&set) {
                chosen = self.select_each(&part, over, body, b, true, &mut |_, x| {
                    found = Some(x);
                    Ok(false)
                })?;
            }
        }
        if !chosen {
            self.each_of(over.set, b, &mut |run, x| {
                run.bind(over, b, x)?;
                if run.truth(body, b)? {
                    found = Some(x);
                }
                Ok(found.is_none())
            })?;
        }
        found.map(V::Val).ok_or_else(|| {
            EvalError::new(
                code::CHOOSE,
                "CHOOSE found no element of the set that satisfies the condition",
            )
        })
    }

    // Constructors.

    fn tuple(&mut self, items: &[ExprId], b: u32) -> Eval<V> {
        if items.is_empty() || items.len() > PARTS {
            let mut values = Vec::with_capacity(items.len());
            for item in items {
                values.push(self.value(*item, b)?);
            }
            return Ok(V::Val(self.u.tuple(values)));
        }
        let mut parts = [self.u.boolean(false); PARTS];
        for (part, item) in parts.iter_mut().zip(items) {
            *part = self.value(*item, b)?;
        }
        let (u, parts) = (self.u, &parts[..items.len()]);
        let make = || Ok(u.tuple(parts.to_vec()));
        self.m.memo.get_or(Maker::Tuple, parts, make).map(V::Val)
    }

    fn record(&mut self, e: ExprId, fields: &[(Value, ExprId)], places: &[u32], b: u32) -> Eval<V> {
        if fields.is_empty() || fields.len() > PARTS {
            let mut pairs: Vec<(Value, Value)> = fields.iter().map(|f| (f.0, f.0)).collect();
            for place in places {
                let place = *place as usize;
                pairs[place].1 = self.value(fields[place].1, b)?;
            }
            return self.make_function(pairs);
        }
        let mut parts = [self.u.boolean(false); PARTS];
        for place in places {
            let place = *place as usize;
            parts[place] = self.value(fields[place].1, b)?;
        }
        let (u, parts) = (self.u, &parts[..fields.len()]);
        let pairs = || fields.iter().zip(parts).map(|((name, _), v)| (*name, *v));
        let make = || u.function(pairs().collect());
        let made = self.m.memo.get_or(Maker::Record(e.0), parts, make);
        made.map(V::Val)
            .map_err(|twice| self.given_twice(twice.key))
    }

    #[cold]
    fn given_twice(&self, key: Value) -> Box<EvalError> {
        EvalError::new(code::KIND, format!("{} has two values", self.excerpt(key)))
    }

    /// The function with these entries.
    pub(super) fn make_function(&mut self, pairs: Vec<(Value, Value)>) -> Eval<V> {
        let made = self.u.function(pairs).map(V::Val);
        made.map_err(|twice| self.given_twice(twice.key))
    }

    fn set_enum(&mut self, items: &[ExprId], b: u32) -> Eval<V> {
        let mut values = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            match self.eval(*item, b)? {
                V::Val(v) => values.push(v),
                described @ V::Lazy(_) => {
                    let mut family: Vec<V> = values.into_iter().map(V::Val).collect();
                    family.push(described);
                    family.extend(self.evals(&items[i + 1..], b)?);
                    return Ok(lazy(LazySet::Family(family.into())));
                }
                v => values.push(self.force(&v)?),
            }
        }
        self.make_set(values)
    }

    fn filter(&mut self, e: ExprId, over: &Over, body: ExprId, b: u32) -> Eval<V> {
        let set = self.eval(over.set, b)?;
        if let Some(part) = self.part_of(&set)
            && let Some(filtered) = self.filter_part(&part, over, body, b)?
        {
            return Ok(filtered);
        }
        if !self.is_listed(&set) {
            let env = self.keep(e, b);
            return Ok(lazy(LazySet::Filter(set, Closure { expr: e, env })));
        }
        let mut chosen = Vec::new();
        self.each(&set, &mut |run, x| {
            run.bind(over, b, x)?;
            if run.truth(body, b)? {
                chosen.push(x);
            }
            Ok(true)
        })?;
        Ok(super::sets::listed(chosen))
    }

    fn map(&mut self, bounds: &[Over], body: ExprId, b: u32) -> Eval<V> {
        let (mut values, mut family) = (Vec::new(), Vec::new());
        let mut add = |run: &mut Self| {
            match run.eval(body, b)? {
                V::Val(v) => values.push(v),
                described @ V::Lazy(_) => family.push(described),
                v => values.push(run.force(&v)?),
            }
            Ok(true)
        };
        if let [over] = bounds {
            self.each_of(over.set, b, &mut |run, x| {
                run.bind(over, b, x)?;
                add(run)
            })?;
        } else {
            let sets = self.bound_sets(bounds, b)?;
            self.nested(bounds, &sets, b, &mut |run, _| add(run))?;
        }
        if family.is_empty() {
            return self.make_set(values);
        }
        family.extend(values.into_iter().map(V::Val));
        let family = family.into_iter().map(|v| self.keep_value(v)).collect();
        Ok(lazy(LazySet::Family(family)))
    }
}

/// A described set as a value.
pub(super) fn lazy(set: LazySet) -> V {
    V::Lazy(Arc::new(set))
}
