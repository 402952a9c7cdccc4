//! Conjuncts that give variables their values.

use fastcheck_engine::{Place, Side};

use super::action::Cont;
use super::error::Eval;
use super::plan::Plan;
use super::run::{NONE, Run};
use super::value::V;
use crate::ir::ExprId;

impl Run<'_> {
    /// The variable that an expression in an assigning position names: `x'`, or `x` in an initial predicate.
    pub(super) fn target_of(&self, e: ExprId, b: u32) -> Option<u32> {
        self.target(e, b, self.st.next == NONE)
    }

    fn target(&self, e: ExprId, b: u32, primed: bool) -> Option<u32> {
        match self.plan(e) {
            Plan::Var(v) => primed.then_some(*v),
            Plan::Prime(x) if !primed => self.target(*x, b, true),
            Plan::Label(x) => self.target(*x, b, primed),
            Plan::CallDef(def, given) => {
                let state = if self.st.next == NONE {
                    self.st.now
                } else {
                    self.st.next
                };
                if let (true, Some(place)) = (primed, self.substitute(*def, state)) {
                    return Some(place);
                }
                // What names a variable looks at no slots, and takes no arguments.
                given.is_empty().then_some(())?;
                self.target(self.plans.defs[def.0 as usize].body, b, primed)
            }
            Plan::Local(slot) => match self.get(b, *slot) {
                V::Alias(e, home) | V::Thunk(e, home) => self.target(*e, *home, primed),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn equation_step(&mut self, v: u32, value: V, k: &Cont<'_>) -> Eval<bool> {
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

    pub(super) fn member_step(&mut self, v: u32, set: &V, k: &Cont<'_>) -> Eval<bool> {
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
    pub(super) fn unchanged_step(&mut self, v: ExprId, b: u32, k: &Cont<'_>) -> Eval<bool> {
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
            Plan::CallDef(def, given) => {
                if let Some(place) = self.substitute(*def, self.st.next) {
                    let old = self.eval(v, b)?;
                    return self.equation_step(place, old, k);
                }
                if !given.is_empty() {
                    return self.unchanged_test(v, b, k);
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
}
