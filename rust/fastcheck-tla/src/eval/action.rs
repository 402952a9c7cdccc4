//! Actions and initial predicates: which states satisfy them. As TLC does it: conjuncts from left to right, the first
//! `x' = e` or `x' \in S` gives x its value, later ones test; disjunctions and existential quantifiers branch until every
//! variable has a value, what is left is evaluated as a formula.

use std::cell::RefCell;

use fastcheck_engine::{Edit, FailureKind, Place, Side};
use fastcheck_values::Value;

use super::code;
use super::env::States;
use super::error::{Eval, EvalError};
use super::plan::{BRANCH, Given, Over, Plan};
use super::run::{Draft, MADE, NONE, Run};
use super::value::{Operator, V};
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

/// A `\A` that is expanded.
pub(super) struct All<'c> {
    bounds: &'c [Over],
    body: ExprId,
    b: u32,
    next: &'c Cont<'c>,
}

impl Run<'_> {
    /// A state in which no variable has a value; its number.
    pub(super) fn draft(&mut self) -> u16 {
        let count = self.program.variables.len();
        let mut draft = self.m.drafts.pop().unwrap_or_default();
        draft.values.clear();
        draft.values.resize(count, V::Unset);
        draft.left = count;
        self.drafts.push(draft);
        Self::number(self.drafts.len() - 1)
    }

    /// The last draft is one of ENABLED: what instances give for variables has a next value of its own in it.
    fn bind_substitutes(&mut self) {
        let count = self.plans.bound as usize;
        if let Some(draft) = self.drafts.last_mut() {
            let width = draft.values.len() + count;
            draft.values.resize(width, V::Unset);
            draft.left += count;
        }
    }

    /// Where a definition has a value of its own in a state, if it has.
    #[inline]
    pub(super) fn substitute(&self, def: DefId, state: u16) -> Option<u32> {
        let place = self.plans.defs[def.0 as usize].bound?;
        let made = state.checked_sub(MADE)?;
        let draft = self.drafts.get(made as usize)?;
        (place < draft.values.len() as u32).then_some(place)
    }

    /// The last draft is free to be used again.
    pub(super) fn drop_draft(&mut self) {
        self.m.drafts.extend(self.drafts.pop());
    }

    /// The state that gets values: the next one, or the initial one.
    fn making(&self) -> usize {
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

    /// A formula that assigns nothing.
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
        let function = self.eval(f, b)?;
        let V::Fun(lambda) = &function else {
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
        if lambda.whole.get().is_some() {
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

    fn test_step(&mut self, plan: &Plan, e: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        if self.truth_plan(plan, e, b)? {
            self.proceed(k)
        } else {
            Ok(true)
        }
    }

    fn conjuncts_step(&mut self, parts: &[ExprId], b: u32, k: &Cont<'_>) -> Eval<bool> {
        match parts {
            [] => self.proceed(k),
            [last] => self.step(*last, b, k),
            [first, rest @ ..] => self.step(*first, b, &Cont::Conjuncts(rest, b, k)),
        }
    }

    /// The present conjunct holds: on to the next.
    fn proceed(&mut self, k: &Cont<'_>) -> Eval<bool> {
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

    // Binders.

    /// Puts what the slots hold on the stack, to be taken back by [`Run::restore`].
    fn save(&mut self, slots: impl Iterator<Item = u32>, b: u32) -> u32 {
        let start = self.m.stack.len() as u32;
        for slot in slots {
            let v = self.get(b, slot).clone();
            self.m.stack.push(v);
        }
        start
    }

    fn restore(&mut self, slots: impl Iterator<Item = u32>, b: u32, start: u32) {
        for (slot, i) in slots.zip(start..) {
            self.m.stack.swap((b + slot) as usize, i as usize);
        }
        self.leave(start);
    }

    fn bind_all(&mut self, bounds: &[Over], b: u32, elements: &[Value]) -> Eval<()> {
        for (over, element) in bounds.iter().zip(elements) {
            self.bind(over, b, *element)?;
        }
        Ok(())
    }

    fn exists_step(&mut self, bounds: &[Over], body: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        let start = self.save(slots_of(bounds), b);
        let result = self.exists_bodies(bounds, body, b, k);
        self.restore(slots_of(bounds), b, start);
        result
    }

    fn exists_bodies(&mut self, bounds: &[Over], body: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        let [over] = bounds else {
            let sets = self.bound_sets(bounds, b)?;
            return self.nested(bounds, &sets, b, &mut |run, _| run.step(body, b, k));
        };
        if self.recording() {
            let set = self.eval(over.set, b)?;
            if let Some(part) = self.part_of(&set)
                && let Some((chosen, rest)) = self.select_step(&part, over, body, b)?
            {
                for x in chosen {
                    self.bind(over, b, x)?;
                    if !self.conjuncts_step(&rest, b, k)? {
                        return Ok(false);
                    }
                }
                return Ok(true);
            }
            return self.each(&set, &mut |run, x| {
                run.bind(over, b, x)?;
                run.step(body, b, k)
            });
        }
        self.each_of(over.set, b, &mut |run, x| {
            run.bind(over, b, x)?;
            run.step(body, b, k)
        })
    }

    fn forall_step(&mut self, bounds: &[Over], body: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        let sets = self.bound_sets(bounds, b)?;
        let mut elements: Vec<Vec<Value>> = Vec::new();
        self.nested(bounds, &sets, b, &mut |_, element| {
            elements.push(element.to_vec());
            Ok(true)
        })?;
        let all = All {
            bounds,
            body,
            b,
            next: k,
        };
        let Some((first, rest)) = elements.split_first() else {
            return self.proceed(k);
        };
        let start = self.save(slots_of(bounds), b);
        let result = self.bind_all(bounds, b, first).and_then(|()| {
            if rest.is_empty() {
                self.step(body, b, k)
            } else {
                self.step(body, b, &Cont::Elements(&all, rest))
            }
        });
        self.restore(slots_of(bounds), b, start);
        result
    }

    fn elements_step(&mut self, all: &All<'_>, elements: &[Vec<Value>]) -> Eval<bool> {
        let Some((last, rest)) = elements.split_last() else {
            return self.proceed(all.next);
        };
        let start = self.save(slots_of(all.bounds), all.b);
        let result = self.bind_all(all.bounds, all.b, last).and_then(|()| {
            if rest.is_empty() {
                self.step(all.body, all.b, all.next)
            } else {
                self.step(all.body, all.b, &Cont::Elements(all, rest))
            }
        });
        self.restore(slots_of(all.bounds), all.b, start);
        result
    }

    fn param_step(
        &mut self,
        plan: &Plan,
        slot: u32,
        given: &[Given],
        e: ExprId,
        b: u32,
        k: &Cont<'_>,
    ) -> Eval<bool> {
        match self.get(b, slot).clone() {
            V::Op(Operator::Local(local, home)) => {
                self.call_local_in(local, home, given, e, b, |run, body, base| {
                    run.step(body, base, k)
                })
            }
            V::Op(Operator::Def(def)) if self.has_body(def) => {
                let def = self.real(def);
                self.call_def(def, given, e, b, |run, body, base| run.step(body, base, k))
            }
            _ => self.test_step(plan, e, b, k),
        }
    }

    // Assignments.

    /// The variable that an expression in an assigning position names: `x'`, or `x` in an initial predicate.
    fn target_of(&self, e: ExprId, b: u32) -> Option<u32> {
        self.target(e, b, self.st.next == NONE)
    }

    fn target(&self, e: ExprId, b: u32, primed: bool) -> Option<u32> {
        match self.plan(e) {
            Plan::Var(v) => primed.then_some(*v),
            Plan::Prime(x) if !primed => self.target(*x, b, true),
            Plan::Label(x) => self.target(*x, b, primed),
            Plan::CallDef(def, given) if given.is_empty() => {
                let state = if self.st.next == NONE {
                    self.st.now
                } else {
                    self.st.next
                };
                if let (true, Some(place)) = (primed, self.substitute(*def, state)) {
                    return Some(place);
                }
                // What names a variable looks at no slots.
                self.target(self.plans.defs[def.0 as usize].body, b, primed)
            }
            Plan::Local(slot) => match self.get(b, *slot) {
                V::Alias(e, home) | V::Thunk(e, home) => self.target(*e, *home, primed),
                _ => None,
            },
            _ => None,
        }
    }

    fn equation_step(&mut self, v: u32, value: V, k: &Cont<'_>) -> Eval<bool> {
        let current = self.drafts[self.making()].values[v as usize].clone();
        match current {
            V::Unset => {
                let value = self.settle(v, value)?;
                self.assign(v, value, k)
            }
            current => {
                if self.equal(&current, &value)? {
                    self.proceed(k)
                } else {
                    Ok(true)
                }
            }
        }
    }

    fn member_step(&mut self, v: u32, set: &V, k: &Cont<'_>) -> Eval<bool> {
        let current = self.drafts[self.making()].values[v as usize].clone();
        match current {
            V::Unset => self.each_raw(set, &mut |run, x| run.assign(v, V::Val(x), k)),
            current => {
                if self.contains(set, &current)? {
                    self.proceed(k)
                } else {
                    Ok(true)
                }
            }
        }
    }

    /// A value that may be kept for a variable: concrete, or the variable's old value, perhaps with changes.
    fn settle(&mut self, v: u32, value: V) -> Eval<V> {
        let own = |place: &Place, side| {
            side == Side::Before && place.variable == v as usize && place.path.is_empty()
        };
        match &value {
            V::Val(_) => Ok(value),
            V::At(at) if own(&at.place, at.side) => Ok(value),
            V::Edited(edited) if own(&edited.at.place, edited.at.side) => Ok(value),
            _ => Ok(V::Val(self.force(&value)?)),
        }
    }

    fn assign(&mut self, v: u32, value: V, k: &Cont<'_>) -> Eval<bool> {
        let making = self.making();
        let draft = &mut self.drafts[making];
        draft.values[v as usize] = value;
        draft.left -= 1;
        let result = self.proceed(k);
        let draft = &mut self.drafts[making];
        draft.values[v as usize] = V::Unset;
        draft.left += 1;
        result
    }

    /// `UNCHANGED v` as a conjunct: gives values to variables that have none.
    fn unchanged_step(&mut self, v: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        match self.plan_behind(v) {
            Plan::Var(var) => {
                let old = self.variable(*var, self.st.now)?;
                self.equation_step(*var, old, k)
            }
            Plan::Tuple(parts) => match &**parts {
                [] => self.proceed(k),
                [one] => self.unchanged_step(*one, b, k),
                [first, rest @ ..] => self.unchanged_step(*first, b, &Cont::Unchanged(rest, b, k)),
            },
            Plan::Label(e) => self.unchanged_step(*e, b, k),
            Plan::CallDef(def, given) if given.is_empty() => {
                if let Some(place) = self.substitute(*def, self.st.next) {
                    let old = self.eval(v, b)?;
                    return self.equation_step(place, old, k);
                }
                let base = self.frame_of(*def);
                let body = self.plans.defs[def.0 as usize].body;
                let result = self.unchanged_step(body, base, k);
                self.leave(base);
                result.map_err(|error| self.called(error, *def, v))
            }
            Plan::Local(slot) => match self.get(b, *slot).clone() {
                V::Alias(e, home) | V::Thunk(e, home) => self.unchanged_step(e, home, k),
                _ => self.unchanged_test(v, b, k),
            },
            _ => self.unchanged_test(v, b, k),
        }
    }

    fn unchanged_test(&mut self, v: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        if self.unchanged(v, b)? {
            self.proceed(k)
        } else {
            Ok(true)
        }
    }

    // What was found.

    fn found(&mut self, goal: &Goal<'_>) -> Eval<bool> {
        let making = self.making();
        match goal {
            Goal::Exists => Ok(false),
            Goal::Keep(kept) => {
                kept.borrow_mut().push(self.drafts[making].values.clone());
                Ok(true)
            }
            Goal::Emit => {
                if self.drafts[making].left > 0 {
                    return Err(self.incomplete(making));
                }
                self.emit(making)
            }
        }
    }

    #[cold]
    fn incomplete(&self, making: usize) -> Box<EvalError> {
        let values = self.drafts[making].values.iter();
        let names: Vec<&str> = values
            .zip(&self.program.variables)
            .filter(|(v, _)| matches!(v, V::Unset))
            .map(|(_, variable)| &*variable.name)
            .collect();
        let (what, hint) = if self.st.next == NONE {
            (
                "the initial predicate leaves variables without a value",
                "every variable needs a conjunct x = e or x \\in S",
            )
        } else {
            (
                "the next-state relation leaves variables without a value",
                "every variable needs a conjunct x' = e, x' \\in S or UNCHANGED x",
            )
        };
        let text = format!("{what}: {}", names.join(", "));
        let mut error = EvalError::new(code::INCOMPLETE, text).hint(hint);
        if self.st.next != NONE {
            error.kind = FailureKind::Unassigned;
        }
        error
    }

    /// Gives a complete state away. False: no more are wanted.
    fn emit(&mut self, making: usize) -> Eval<bool> {
        if self.recording() {
            self.emit_recorded(making)?;
            return Ok(true);
        }
        let mut values = std::mem::take(&mut self.m.scratch);
        values.clear();
        for i in 0..self.drafts[making].values.len() {
            match &self.drafts[making].values[i] {
                V::Val(v) => values.push(*v),
                other => {
                    let other = other.clone();
                    values.push(self.force(&other)?);
                }
            }
        }
        let more = match &mut self.sink {
            Some(sink) => sink(&values).is_continue(),
            None => true,
        };
        self.m.scratch = values;
        Ok(more)
    }

    fn emit_recorded(&mut self, making: usize) -> Eval<()> {
        let values = self.drafts[making].values.clone();
        if let Some(access) = &mut self.access {
            access.begin();
        }
        for (variable, v) in values.iter().enumerate() {
            match v {
                V::At(_) => {}
                V::Edited(edited) => self.emit_edits(variable, edited)?,
                v => {
                    let v = self.force(v)?;
                    self.write(Place::root(variable), Edit::Assign(v));
                }
            }
        }
        if let Some(access) = &mut self.access {
            access.successor();
        }
        Ok(())
    }

    /// False where the edit makes no sense.
    fn write(&mut self, place: Place, edit: Edit) -> bool {
        match &mut self.access {
            Some(access) => access.edit(&place, edit).is_ok(),
            None => true,
        }
    }

    fn emit_edits(&mut self, variable: usize, edited: &super::value::Edited) -> Eval<()> {
        for (path, edit) in &edited.edits {
            let place = Place {
                variable,
                path: path.clone(),
            };
            if !self.write(place, edit.clone()) {
                // Worked out on the value, the edit is an error with a reason, or makes sense after all.
                let v = self.read_edited(edited)?;
                self.write(Place::root(variable), Edit::Assign(v));
                return Ok(());
            }
        }
        Ok(())
    }

    // ENABLED and composition.

    /// `ENABLED A`, or `ENABLED <<A>>_v` with a subscript and its frame.
    pub(super) fn enabled(
        &mut self,
        action: ExprId,
        subscript: Option<(ExprId, u32)>,
        b: u32,
    ) -> Eval<bool> {
        let states = self.st;
        self.st.next = self.draft();
        self.bind_substitutes();
        let goal = Goal::Exists;
        let end = Cont::End(&goal);
        let result = match subscript {
            Some((v, home)) => self.step(action, b, &Cont::Changed(v, home, &end)),
            None => self.step(action, b, &end),
        };
        self.drop_draft();
        self.st = states;
        Ok(!result?)
    }

    fn refuse_compose(&self) -> Eval<()> {
        if self.sh.options.compose {
            return Ok(());
        }
        Err(EvalError::new(
            code::UNSUPPORTED,
            "the composition of actions (\\cdot) is not evaluated unless it is asked for",
        )
        .hint("TLC asks for -Dtlc2.tool.impl.Tool.cdot=true; here it is an option of the run"))
    }

    /// The states that an action leads to, in a given pair of states.
    fn reached(
        &mut self,
        action: ExprId,
        b: u32,
        now: u16,
        start: Option<Vec<V>>,
    ) -> Eval<Vec<Vec<V>>> {
        let states = self.st;
        let next = self.draft();
        if let Some(values) = start {
            let draft = &mut self.drafts[Self::index(next)];
            draft.left = values.iter().filter(|v| matches!(v, V::Unset)).count();
            draft.values = values;
        }
        self.st = States { now, next };
        let kept = RefCell::new(Vec::new());
        let goal = Goal::Keep(&kept);
        let result = self.step(action, b, &Cont::End(&goal));
        self.drafts.pop();
        self.st = states;
        result?;
        Ok(kept.into_inner())
    }

    /// A state with these values; it lasts until the last draft is popped.
    fn draft_of(&mut self, values: Vec<V>) -> u16 {
        let left = values.iter().filter(|v| matches!(v, V::Unset)).count();
        self.drafts.push(Draft { values, left });
        Self::number(self.drafts.len() - 1)
    }

    /// `A \cdot B` as a conjunct.
    fn compose_step(&mut self, x: ExprId, y: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
        self.refuse_compose()?;
        let making = self.making();
        let start = self.drafts[making].values.clone();
        for between in self.reached(x, b, self.st.now, None)? {
            let now = self.draft_of(between);
            let reached = self.reached(y, b, now, Some(start.clone()));
            self.drafts.pop();
            for values in reached? {
                let draft = &mut self.drafts[making];
                let left = values.iter().filter(|v| matches!(v, V::Unset)).count();
                let old = std::mem::replace(&mut draft.values, values);
                let old_left = std::mem::replace(&mut draft.left, left);
                let result = self.proceed(k);
                let draft = &mut self.drafts[making];
                draft.values = old;
                draft.left = old_left;
                if !result? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// `A \cdot B` as a formula about two states.
    pub(super) fn composed(&mut self, x: ExprId, y: ExprId, b: u32) -> Eval<bool> {
        self.refuse_compose()?;
        let states = self.st;
        for between in self.reached(x, b, states.now, None)? {
            self.st.now = self.draft_of(between);
            let result = self.truth(y, b);
            self.drafts.pop();
            self.st = states;
            if result? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn slots_of(bounds: &[Over]) -> impl Iterator<Item = u32> + '_ {
    bounds.iter().flat_map(|over| over.slots.iter().copied())
}
