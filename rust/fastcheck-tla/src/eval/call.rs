//! Calls: of definitions, operators of LETs and LAMBDAs, operators that are arguments, and native code.

use std::ops::Range;

use fastcheck_engine::FailureKind;

use super::code;
use super::error::{Eval, EvalError};
use super::listing;
use super::plan::{Given, OpInfo};
use super::run::{AFTER, MADE, Run};
use super::value::{Operator, V};
use crate::ir::{DefId, ExprId};

impl Run<'_> {
    pub(super) fn bind_lets(&mut self, defs: &[(u32, ExprId)], b: u32) {
        for (slot, e) in defs {
            let v = self.later(*e, b, self.is_by_name(*e, *slot));
            self.set(b, *slot, v);
        }
    }

    /// Whether what a definition is in this state is worth remembering.
    pub(super) fn is_remembered(&self, def: DefId) -> bool {
        self.st.now <= AFTER && self.plans.per_state[def.0 as usize]
    }

    pub(super) fn eval_def(&mut self, def: DefId, given: &[Given], e: ExprId, b: u32) -> Eval<V> {
        let remembered = self.is_remembered(def);
        if remembered && let Some(v) = self.remembered(def) {
            return Ok(v);
        }
        let few = self.few_values(def);
        if let (Some(values), Some((known, v))) = (&few, self.m.made.get(&def))
            && known == values
        {
            return Ok(v.clone());
        }
        let before = self.m.looked.take();
        let v = self.call_def(def, given, e, b, |run, body, base| run.eval(body, base));
        let looked = self.m.looked.take();
        self.m.looked.also(before | looked);
        let v = v?;
        if remembered {
            self.remember(def, &v, looked);
        }
        if let (Some(values), V::Val(_) | V::Set(_)) = (few, &v) {
            self.m.made.insert(def, (values, v.clone()));
        }
        Ok(v)
    }

    /// In a state that is being made: the values of the variables that a definition speaks of, if it is worth remembering
    /// by them.
    fn few_values(&self, def: DefId) -> Option<Vec<listing::Held>> {
        let few = &self.plans.few_variables[def.0 as usize];
        let made = self.st.now.checked_sub(MADE)?;
        if few.is_empty() {
            return None;
        }
        let values = &self.drafts.get(usize::from(made))?.values;
        if values.len() != self.program.variables.len() {
            return None;
        }
        let held = |v: &u32| listing::Held::of(&values[*v as usize]);
        few.iter().map(held).collect()
    }

    /// The same, also in a state whose values are at hand.
    pub(super) fn few_values_now(&self, def: DefId) -> Option<Vec<listing::Held>> {
        let few = &self.plans.few_variables[def.0 as usize];
        if self.st.now > AFTER || few.is_empty() {
            return self.few_values(def);
        }
        let values = self.plain[usize::from(self.st.now)]?;
        let held = |v: &u32| {
            self.m.looked.at(*v);
            listing::Held::Value(values[*v as usize])
        };
        Some(few.iter().map(held).collect())
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

    pub(super) fn call_param(&mut self, slot: u32, given: &[Given], e: ExprId, b: u32) -> Eval<V> {
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

    pub(super) fn call_native(
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
    pub(super) fn native_args(&mut self, given: &[Given], b: u32) -> Eval<Vec<V>> {
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

    pub(super) fn call_table(
        &mut self,
        constant: crate::ir::ConstId,
        args: &[ExprId],
        b: u32,
    ) -> Eval<V> {
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
}
