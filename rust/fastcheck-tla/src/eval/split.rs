//! Formulas taken apart into questions: through definitions with constant arguments, LETs and labels,
//!
//! - the next-state relation through disjunctions and `\E` over constant sets, as TLC does; and, beyond TLC, into one question
//!   per member of a set that is a state variable;
//! - a state predicate through conjunctions and `\A` over constant sets. What a conjunct reads is less than what the whole
//!   reads, so its answers repeat more often.

use std::sync::Arc;

use fastcheck_values::Value;

use super::api::{ActionInstance, Binding, Scoped};
use super::error::Eval;
use super::plan::{Given, Over, Plan};
use super::run::Run;
use super::value::V;
use crate::ir::{DefId, ExprId, Slot, VarId};
use crate::source::Span;

/// More instances than this of one `\E` are left together.
const MANY: usize = 4096;

/// What is taken apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Junction {
    /// Disjunctions, for actions.
    Or,
    /// Conjunctions, for predicates.
    And,
}

/// Where the walk is: in a frame, with what was bound so far.
#[derive(Clone)]
struct Scope {
    junction: Junction,
    name: Arc<str>,
    args: Vec<(Arc<str>, Value)>,
    frame: u32,
    bindings: Vec<(Slot, Binding)>,
    /// What TLC takes for one action, where it is taken apart all the same.
    whole: Option<Whole>,
}

/// How an action is shown.
#[derive(Clone)]
struct Whole {
    name: Arc<str>,
    args: Vec<(Arc<str>, Value)>,
    location: Span,
}

impl Run<'_> {
    /// The action instances of a definition without parameters.
    pub(super) fn split(&mut self, next: DefId) -> Eval<Vec<ActionInstance>> {
        self.take_apart(next, Junction::Or)
    }

    /// The conjuncts of a definition without parameters.
    pub(super) fn split_predicate(&mut self, predicate: DefId) -> Eval<Vec<Scoped>> {
        let parts = self.take_apart(predicate, Junction::And)?;
        Ok(parts.into_iter().map(|part| part.action).collect())
    }

    /// The action instances that an action is the disjunction of.
    pub(super) fn split_action(&mut self, action: &Scoped) -> Eval<Vec<ActionInstance>> {
        let scope = Scope {
            junction: Junction::Or,
            name: Arc::from(""),
            args: Vec::new(),
            frame: action.frame,
            bindings: action.bindings.clone(),
            whole: None,
        };
        let base = self.enter(action);
        let mut out = Vec::new();
        let result = self.walk(action.expr, base, &scope, &mut out);
        self.leave(base);
        result.map(|()| out)
    }

    /// The variables that a tuple is made of, through definitions and tuples in it; `None` if it is made of something else.
    pub(super) fn tuple_of_variables(&self, e: ExprId, found: &mut Vec<u32>) -> Option<()> {
        self.deep().ok()?;
        match self.plan(e) {
            Plan::Var(v) => found.push(*v),
            Plan::Tuple(parts) => parts
                .iter()
                .try_for_each(|part| self.tuple_of_variables(*part, found))?,
            Plan::Label(inner) => self.tuple_of_variables(*inner, found)?,
            Plan::CallDef(def, given) if given.is_empty() && self.has_body(*def) => {
                let body = self.plans.defs[self.real(*def).0 as usize].body;
                self.tuple_of_variables(body, found)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn take_apart(&mut self, def: DefId, junction: Junction) -> Eval<Vec<ActionInstance>> {
        let next = self.real(def);
        let def = self.program.def(next);
        let scope = Scope {
            junction,
            name: def.name.clone(),
            args: Vec::new(),
            frame: self.plans.frames[next.0 as usize],
            bindings: Vec::new(),
            whole: None,
        };
        let base = self.frame_of(next);
        let mut out = Vec::new();
        let result = self.walk(
            self.plans.defs[next.0 as usize].body,
            base,
            &scope,
            &mut out,
        );
        self.leave(base);
        result?;
        Ok(out)
    }

    fn here(&self, e: ExprId, scope: &Scope) -> Whole {
        Whole {
            name: scope.name.clone(),
            args: scope.args.clone(),
            location: self.program.node(e).span,
        }
    }

    fn instance(&self, e: ExprId, scope: &Scope) -> ActionInstance {
        let whole = scope.whole.clone();
        let Whole {
            name,
            args,
            location,
        } = whole.unwrap_or_else(|| self.here(e, scope));
        ActionInstance {
            name,
            location,
            args,
            action: Scoped {
                expr: e,
                frame: scope.frame,
                bindings: scope.bindings.clone(),
            },
            over: None,
        }
    }

    fn walk(
        &mut self,
        e: ExprId,
        b: u32,
        scope: &Scope,
        out: &mut Vec<ActionInstance>,
    ) -> Eval<()> {
        self.guard()?;
        match self.plan_behind(e) {
            Plan::Or(parts) if scope.junction == Junction::Or => parts
                .iter()
                .try_for_each(|part| self.walk(*part, b, scope, out)),
            Plan::And(parts) if scope.junction == Junction::And => parts
                .iter()
                .try_for_each(|part| self.walk(*part, b, scope, out)),
            Plan::And(parts) if parts.len() == 1 => {
                let mut inner = scope.clone();
                inner.whole.get_or_insert_with(|| self.here(e, scope));
                self.walk(parts[0], b, &inner, out)
            }
            Plan::Label(inner) => self.walk(*inner, b, scope, out),
            Plan::Let(defs, body) => {
                self.bind_lets(defs, b);
                let mut scope = scope.clone();
                let lets = defs.iter().map(|(s, e)| (Slot(*s), Binding::Let(*e)));
                scope.bindings.extend(lets);
                self.walk(*body, b, &scope, out)
            }
            Plan::Exists(bounds, body) if scope.junction == Junction::Or => {
                self.walk_quantifier(e, bounds, *body, b, scope, out)
            }
            Plan::Forall(bounds, body) if scope.junction == Junction::And => {
                self.walk_quantifier(e, bounds, *body, b, scope, out)
            }
            Plan::CallDef(def, given) => self.walk_def(e, *def, given, b, scope, out),
            Plan::CallLocal(local, given) => self.walk_local(e, *local, given, b, scope, out),
            _ => {
                out.push(self.instance(e, scope));
                Ok(())
            }
        }
    }

    fn walk_quantifier(
        &mut self,
        e: ExprId,
        bounds: &[Over],
        body: ExprId,
        b: u32,
        scope: &Scope,
        out: &mut Vec<ActionInstance>,
    ) -> Eval<()> {
        if let [over] = bounds
            && scope.junction == Junction::Or
            && let Some(variable) = self.variable_named(over.set)
        {
            let mut instance = self.instance(body, scope);
            let slots = over.slots.iter().map(|s| Slot(*s)).collect();
            instance.over = Some((VarId(variable), slots, over.tuple));
            out.push(instance);
            return Ok(());
        }
        let start = out.len();
        let mut elements: Vec<Vec<Value>> = Vec::new();
        let listed = self.bound_sets(bounds, b).and_then(|sets| {
            self.nested(bounds, &sets, b, &mut |_, element| {
                elements.push(element.to_vec());
                Ok(elements.len() <= MANY)
            })
        });
        if !matches!(listed, Ok(true)) || elements.is_empty() {
            out.push(self.instance(e, scope));
            return Ok(());
        }
        for element in elements {
            let mut scope = scope.clone();
            for (over, x) in bounds.iter().zip(&element) {
                self.bind(over, b, *x)?;
                for slot in &over.slots {
                    if let V::Val(v) = self.get(b, *slot) {
                        scope.bindings.push((Slot(*slot), Binding::Value(*v)));
                    }
                }
            }
            self.walk(body, b, &scope, out)?;
        }
        debug_assert!(out.len() > start);
        Ok(())
    }

    /// The state variable that an expression names, directly or as a definition.
    pub(super) fn variable_named(&self, e: ExprId) -> Option<u32> {
        match self.plan(e) {
            Plan::Var(v) => Some(*v),
            Plan::CallDef(def, given) if given.is_empty() => {
                self.variable_named(self.plans.defs[def.0 as usize].body)
            }
            _ => None,
        }
    }

    /// Arguments as what they bind, if all are constant.
    fn constant_args(&mut self, given: &[Given], b: u32) -> Option<Vec<Binding>> {
        let mut args = Vec::with_capacity(given.len());
        for given in given {
            args.push(match given {
                Given::Now(e) | Given::Later(e) | Given::Slot(_, e) => {
                    Binding::Value(self.value(*e, b).ok()?)
                }
                Given::Operator(crate::ir::Callee::Def(def)) => Binding::Operator(*def),
                _ => return None,
            });
        }
        Some(args)
    }

    fn walk_def(
        &mut self,
        e: ExprId,
        def: DefId,
        given: &[Given],
        b: u32,
        scope: &Scope,
        out: &mut Vec<ActionInstance>,
    ) -> Eval<()> {
        let Some(args) = self.constant_args(given, b) else {
            out.push(self.instance(e, scope));
            return Ok(());
        };
        let ir = self.program.def(def);
        let base = self.frame_of(def);
        let mut inner = Scope {
            junction: scope.junction,
            name: ir.name.clone(),
            args: Vec::new(),
            frame: self.plans.frames[def.0 as usize],
            bindings: Vec::new(),
            whole: scope.whole.clone(),
        };
        for (param, arg) in ir.params.iter().zip(args) {
            match &arg {
                Binding::Value(v) => {
                    inner.args.push((param.name.clone(), *v));
                    self.set(base, param.slot.0, V::Val(*v));
                }
                Binding::Operator(def) => {
                    let operator = super::value::Operator::Def(*def);
                    self.set(base, param.slot.0, V::Op(operator));
                }
                Binding::Let(_) | Binding::Outer(_) => {}
            }
            inner.bindings.push((param.slot, arg));
        }
        let result = self.walk(self.plans.defs[def.0 as usize].body, base, &inner, out);
        self.leave(base);
        result
    }

    fn walk_local(
        &mut self,
        e: ExprId,
        local: u32,
        given: &[Given],
        b: u32,
        scope: &Scope,
        out: &mut Vec<ActionInstance>,
    ) -> Eval<()> {
        let op = &self.plans.locals[local as usize];
        let running = !matches!(self.get(b, op.mark), V::Unset);
        let args = self.constant_args(given, b);
        let (Some(args), false) = (args, running) else {
            out.push(self.instance(e, scope));
            return Ok(());
        };
        let index = local - self.plans.first_local[op.home.0 as usize];
        let ir = &self.program.def(op.home).locals[index as usize];
        let mut inner = scope.clone();
        inner.name = ir.name.clone();
        inner.args = Vec::new();
        let truth = self.u.boolean(true);
        inner.bindings.push((Slot(op.mark), Binding::Value(truth)));
        self.set(b, op.mark, V::Val(truth));
        for (param, arg) in ir.params.iter().zip(args) {
            if let Binding::Value(v) = &arg {
                inner.args.push((param.name.clone(), *v));
                self.set(b, param.slot.0, V::Val(*v));
            }
            inner.bindings.push((param.slot, arg));
        }
        let result = self.walk(op.body, b, &inner, out);
        self.set(b, op.mark, V::Unset);
        result
    }
}
