//! Binders in an action: `\E` branches, `\A` is a conjunction, an operator that is an argument is looked into.

use fastcheck_values::Value;

use super::action::Cont;
use super::error::Eval;
use super::plan::{Given, Over, Plan};
use super::run::Run;
use super::value::{Operator, V};
use crate::ir::ExprId;

/// A `\A` that is expanded.
pub(super) struct All<'c> {
    pub bounds: &'c [Over],
    pub body: ExprId,
    pub b: u32,
    pub next: &'c Cont<'c>,
}

impl Run<'_> {
    /// Puts what the slots hold on the stack, to be taken back by [`Run::restore`].
    pub(super) fn save(&mut self, slots: impl Iterator<Item = u32>, b: u32) -> u32 {
        let start = self.m.stack.len() as u32;
        for slot in slots {
            let v = self.get(b, slot).clone();
            self.m.stack.push(v);
        }
        start
    }

    pub(super) fn restore(&mut self, slots: impl Iterator<Item = u32>, b: u32, start: u32) {
        for (slot, i) in slots.zip(start..) {
            self.m.stack.swap((b + slot) as usize, i as usize);
        }
        self.leave(start);
    }

    pub(super) fn bind_all(&mut self, bounds: &[Over], b: u32, elements: &[Value]) -> Eval<()> {
        for (over, element) in bounds.iter().zip(elements) {
            self.bind(over, b, *element)?;
        }
        Ok(())
    }

    pub(super) fn exists_step(
        &mut self,
        bounds: &[Over],
        body: ExprId,
        b: u32,
        k: &Cont<'_>,
    ) -> Eval<bool> {
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

    pub(super) fn forall_step(
        &mut self,
        bounds: &[Over],
        body: ExprId,
        b: u32,
        k: &Cont<'_>,
    ) -> Eval<bool> {
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

    pub(super) fn elements_step(&mut self, all: &All<'_>, elements: &[Vec<Value>]) -> Eval<bool> {
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

    pub(super) fn param_step(
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
}

/// The slots that are bound.
pub(super) fn slots_of(bounds: &[Over]) -> impl Iterator<Item = u32> + '_ {
    bounds.iter().flat_map(|over| over.slots.iter().copied())
}
