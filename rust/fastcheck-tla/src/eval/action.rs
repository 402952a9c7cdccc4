//! Actions and initial predicates: which states satisfy them. As TLC does it: conjuncts from left to right, the first
//! `x' = e` or `x' \in S` gives x its value, later ones test; disjunctions and existential quantifiers branch until every
//! variable has a value, what is left is evaluated as a formula.

use std::cell::RefCell;

use fastcheck_values::Value;

use super::branch::{All, slots_of};
use super::error::Eval;
use super::plan::{BRANCH, Plan};
use super::run::{MADE, NONE, Run};
use super::value::V;
use crate::ir::{DefId, ExprId};

/// What is done with a state that was found.
pub(super) enum Goal<'g> {
    /// It is a successor, or an initial state.
    Emit,
    /// One is enough.
    Exists,
    /// It is an intermediate state of a composition: its values are kept.
    Keep(&'g RefCell<Vec<Vec<V>>>),
}

/// What must hold after the present conjunct.
pub(super) enum Cont<'c> {
    End(&'c Goal<'c>),
    Conjuncts(&'c [ExprId], u32, &'c Cont<'c>),
    /// All of these are unchanged.
    Unchanged(&'c [ExprId], u32, &'c Cont<'c>),
    /// This changes.
    Changed(ExprId, u32, &'c Cont<'c>),
    /// The body of a `\A` for further elements; the last of them comes first.
    Elements(&'c All<'c>, &'c [Vec<Value>]),
}

impl Run<'_> {
    /// A state in which no variable has a value; its number.
    pub(super) fn draft(&mut self) -> u16 {
        let count = self.program.variables.len();
        let mut draft = self.m.drafts.pop().unwrap_or_default();
        draft.values.clear();
        draft.values.resize(count, V::Unset);
        draft.left = count;
        draft.home = None;
        self.drafts.push(draft);
        Self::number(self.drafts.len() - 1)
    }

    /// The last draft is one of ENABLED, in this definition: what the instances around it give for variables has a next
    /// value of its own in it.
    pub(super) fn bind_substitutes(&mut self, home: DefId) {
        let count = self.plans.bound as usize;
        if let Some(draft) = self.drafts.last_mut() {
            let width = draft.values.len() + count;
            draft.values.resize(width, V::Unset);
            draft.left += count;
            draft.home = Some(home);
        }
    }

    /// Where a definition has a value of its own in a state, if it has.
    #[inline]
    pub(super) fn substitute(&self, def: DefId, state: u16) -> Option<u32> {
        let place = self.plans.defs[def.0 as usize].bound?;
        let made = state.checked_sub(MADE)?;
        let home = self.drafts.get(made as usize)?.home?;
        let [inner, outer] = [home, def].map(|def| &self.program.def(def).within);
        inner.starts_with(outer).then_some(place)
    }

    /// The last draft is free to be used again.
    pub(super) fn drop_draft(&mut self) {
        self.m.drafts.extend(self.drafts.pop());
    }

    /// The state that gets values: the next one, or the initial one.
    pub(super) fn making(&self) -> usize {
        let state = if self.st.next == NONE {
            self.st.now
        } else {
            self.st.next
        };
        Self::index(state)
    }

    /// All states that satisfy an action, or an initial predicate. False: the goal was reached, no more are wanted.
    pub(super) fn step(&mut self, e: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        self.guard()?;
        if !self.info(e).has(BRANCH) {
            return if self.truth(e, b)? {
                self.proceed(k)
            } else {
                Ok(true)
            };
        }
        let result = self.step_plan(self.plan_behind(e), e, b, k);
        result.map_err(|error| self.place(error, e))
    }

    fn step_plan(&mut self, plan: &Plan, e: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        match plan {
            Plan::And(parts) => self.conjuncts_step(parts, b, k),
            Plan::Or(parts) => {
                for part in parts {
                    if !self.step(*part, b, k)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Plan::Exists(bounds, body) => self.exists_step(bounds, *body, b, k),
            Plan::Forall(bounds, body) => self.forall_step(bounds, *body, b, k),
            Plan::If(condition, yes, no) => {
                let branch = if self.truth(*condition, b)? { yes } else { no };
                self.step(*branch, b, k)
            }
            Plan::Case(arms, other) => {
                let arm = self.arm(arms, *other, b)?;
                self.step(arm, b, k)
            }
            Plan::Let(defs, body) => {
                let slots = || defs.iter().map(|(slot, _)| *slot);
                let start = self.save(slots(), b);
                self.bind_lets(defs, b);
                let result = self.step(*body, b, k);
                self.restore(slots(), b, start);
                result
            }
            Plan::Label(e) => self.step(*e, b, k),
            Plan::Local(slot) => match self.get(b, *slot).clone() {
                V::Alias(e, home) | V::Thunk(e, home) => self.step(e, home, k),
                V::Kept(kept) => {
                    let states = self.st;
                    self.within(&kept.env, states, |run, base| run.step(kept.expr, base, k))
                }
                _ => self.test_step(plan, e, b, k),
            },
            Plan::CallDef(def, given) => {
                self.call_def(*def, given, e, b, |run, body, base| run.step(body, base, k))
            }
            Plan::CallLocal(local, given) => {
                self.call_local(*local, given, e, b, |run, body, base| {
                    run.step(body, base, k)
                })
            }
            Plan::CallParam(slot, given) => self.param_step(plan, *slot, given, e, b, k),
            Plan::Apply(f, key) => self.apply_step(plan, *f, *key, e, b, k),
            Plan::Implies(x, y) => {
                if self.truth(*x, b)? {
                    self.step(*y, b, k)
                } else {
                    self.proceed(k)
                }
            }
            Plan::Eq(x, y) => match self.target_of(*x, b) {
                Some(v) => {
                    let value = self.eval(*y, b)?;
                    self.equation_step(v, value, k)
                }
                None => self.test_step(plan, e, b, k),
            },
            Plan::In(x, set) => match self.target_of(*x, b) {
                Some(v) => {
                    let set = self.eval(*set, b)?;
                    self.member_step(v, &set, k)
                }
                None => self.test_step(plan, e, b, k),
            },
            Plan::SubsetEq(x, set) => match self.target_of(*x, b) {
                Some(v) => {
                    let set = self.eval(*set, b)?;
                    let subsets = super::expr::lazy(super::value::LazySet::Powerset(set));
                    self.member_step(v, &subsets, k)
                }
                None => self.test_step(plan, e, b, k),
            },
            Plan::Unchanged(v) => self.unchanged_step(*v, b, k),
            Plan::BoxAction(a, v) => Ok(self.step(*a, b, k)? && self.unchanged_step(*v, b, k)?),
            Plan::AngleAction(a, v) => self.step(*a, b, &Cont::Changed(*v, b, k)),
            Plan::Compose(x, y) => self.compose_step(*x, *y, b, k),
            _ => self.test_step(plan, e, b, k),
        }
    }

    /// `f[key]` as a conjunct. As in TLC the body of a function that is given by its body is a formula like any other:
    /// where it branches, so does the action.
    fn apply_step(
        &mut self,
        plan: &Plan,
        f: ExprId,
        key: ExprId,
        e: ExprId,
        b: u32,
        k: &Cont<'_>,
    ) -> Eval<bool> {
        let function = self.eval(f, b);
        let Ok(V::Fun(lambda)) = &function else {
            return self.test_step(plan, e, b, k);
        };
        let Plan::Function {
            bounds,
            body,
            recursive,
        } = self.plan_behind(lambda.closure.expr)
        else {
            return self.test_step(plan, e, b, k);
        };
        if lambda.whole.get().is_some() || lambda.but.is_some() {
            return self.test_step(plan, e, b, k);
        }
        let key = self.value(key, b)?;
        let elements = self.elements_of_key(lambda, bounds.len(), key)?;
        let states = self.st;
        self.within(&lambda.closure.env, states, |run, base| {
            for (over, element) in bounds.iter().zip(elements) {
                run.bind(over, base, element)?;
            }
            if let Some(slot) = recursive {
                run.set(base, *slot, V::Fun(lambda.clone()));
            }
            run.step(*body, base, k)
        })
    }

    /// A formula that assigns nothing.
    pub(super) fn test_step(&mut self, plan: &Plan, e: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        if self.truth_plan(plan, e, b)? {
            self.proceed(k)
        } else {
            Ok(true)
        }
    }

    pub(super) fn conjuncts_step(&mut self, parts: &[ExprId], b: u32, k: &Cont<'_>) -> Eval<bool> {
        match parts {
            [] => self.proceed(k),
            [last] => self.step(*last, b, k),
            [first, rest @ ..] => self.step(*first, b, &Cont::Conjuncts(rest, b, k)),
        }
    }

    /// The present conjunct holds: on to the next.
    pub(super) fn proceed(&mut self, k: &Cont<'_>) -> Eval<bool> {
        if let Cont::End(goal) = k {
            return self.found(goal);
        }
        if self.drafts[self.making()].left == 0 {
            return self.finish(k);
        }
        match k {
            Cont::End(goal) => self.found(goal),
            Cont::Conjuncts(parts, b, next) => self.conjuncts_step(parts, *b, next),
            Cont::Unchanged(parts, b, next) => match parts {
                [] => self.proceed(next),
                [first, rest @ ..] => {
                    self.unchanged_step(*first, *b, &Cont::Unchanged(rest, *b, next))
                }
            },
            Cont::Changed(v, b, next) => {
                if self.unchanged(*v, *b)? {
                    Ok(true)
                } else {
                    self.proceed(next)
                }
            }
            Cont::Elements(all, elements) => self.elements_step(all, elements),
        }
    }

    /// Every variable has a value: what is left is a formula, and does not multiply.
    fn finish(&mut self, mut k: &Cont<'_>) -> Eval<bool> {
        loop {
            let (holds, next) = match k {
                Cont::End(goal) => return self.found(goal),
                Cont::Conjuncts(parts, b, next) => {
                    let mut holds = true;
                    for part in *parts {
                        holds = holds && self.truth(*part, *b)?;
                    }
                    (holds, *next)
                }
                Cont::Unchanged(parts, b, next) => {
                    let mut holds = true;
                    for part in *parts {
                        holds = holds && self.unchanged(*part, *b)?;
                    }
                    (holds, *next)
                }
                Cont::Changed(v, b, next) => (!self.unchanged(*v, *b)?, *next),
                Cont::Elements(all, elements) => {
                    let start = self.save(slots_of(all.bounds), all.b);
                    let mut holds = Ok(true);
                    for element in elements.iter().rev() {
                        if matches!(holds, Ok(true)) {
                            holds = self
                                .bind_all(all.bounds, all.b, element)
                                .and_then(|()| self.truth(all.body, all.b));
                        }
                    }
                    self.restore(slots_of(all.bounds), all.b, start);
                    (holds?, all.next)
                }
            };
            if !holds {
                return Ok(true);
            }
            k = next;
        }
    }
}
