//! The elements of a set, one after the other.

use fastcheck_values::{Shape, Value};

use super::error::Eval;
use super::plan::Plan;
use super::run::Run;
use super::sets::{Each, Members};
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl<'a> Run<'a> {
    /// Each element of the set that an expression denotes, in canonical order. Filters and intervals are not made first.
    pub(super) fn each_of(&mut self, e: ExprId, b: u32, f: Each<'_, 'a>) -> Eval<bool> {
        match self.plan(e) {
            Plan::Filter(over, body) if !self.recording() => {
                let result = self.each_of(over.set, b, &mut |run, x| {
                    run.bind(over, b, x)?;
                    if run.truth(*body, b)? {
                        f(run, x)
                    } else {
                        Ok(true)
                    }
                });
                result.map_err(|error| self.place(error, e))
            }
            Plan::Builtin(op, args) if *op == super::builtin::Builtin::Range => {
                let result = self.range(args, b);
                let (low, high) = result.map_err(|error| self.place(error, e))?;
                self.each_int(low, high, f)
            }
            plan => {
                if let Plan::CallDef(def, given) = plan
                    && given.is_empty()
                    && let Some(values) = self.few_values_now(*def)
                {
                    let result = self.each_of_def(*def, values, e, b, f);
                    return result.map_err(|error| self.place(error, e));
                }
                let set = self.eval(e, b)?;
                self.each(&set, f).map_err(|error| self.place(error, e))
            }
        }
    }

    fn each_int(&mut self, low: i64, high: i64, f: Each<'_, 'a>) -> Eval<bool> {
        for i in low..=high {
            self.tick()?;
            if !f(self, self.u.int(i))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn each_in(&mut self, members: &[Value], f: Each<'_, 'a>) -> Eval<bool> {
        for x in members {
            self.tick()?;
            if !f(self, *x)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Each element of a set in canonical order, once. False if `f` said so.
    pub(super) fn each(&mut self, set: &V, f: Each<'_, 'a>) -> Eval<bool> {
        match set {
            V::Val(v) => match self.u.shape(*v) {
                Shape::Set(members) => self.each_in(members, f),
                _ => Err(self.no_set(set)),
            },
            V::Set(members) => self.each_in(members, f),
            V::Lazy(described) => match &**described {
                LazySet::Union(..) | LazySet::BigUnion(_) | LazySet::Family(_) => {
                    let members = self.sorted_members(set)?;
                    self.each_in(&members, f)
                }
                _ => self.each_raw(set, f),
            },
            V::Part(part) => {
                let members = self.list_part(part)?;
                self.each_in(&members, f)
            }
            V::At(_) | V::Edited(_) => {
                let v = V::Val(self.force(set)?);
                self.each(&v, f)
            }
            _ => Err(self.no_set(set)),
        }
    }

    /// Each element as TLC lists them for `x' \in S`: a union that is not listed gives what its sides have in common twice.
    pub(super) fn each_raw(&mut self, set: &V, f: Each<'_, 'a>) -> Eval<bool> {
        let V::Lazy(described) = set else {
            return self.each(set, f);
        };
        match &**described {
            LazySet::Interval(low, high) => self.each_int(*low, *high, f),
            LazySet::Powerset(s) => {
                let members = self.members(s)?;
                self.each_subset(&members, f)
            }
            LazySet::KSubsets(k, s) => {
                let members = self.members(s)?;
                self.each_k_subset(&members, *k, f)
            }
            LazySet::Functions(s, t) => self.each_function(s, t, f),
            LazySet::Records(fields) => {
                let sets: Vec<&V> = fields.iter().map(|(_, set)| set).collect();
                self.each_choice(&sets, &mut |run, values| {
                    let pairs = fields.iter().zip(values).map(|((n, _), v)| (*n, *v));
                    match run.make_function(pairs.collect())? {
                        V::Val(record) => f(run, record),
                        _ => Ok(true),
                    }
                })
            }
            LazySet::Product(sets) => {
                let sets: Vec<&V> = sets.iter().collect();
                self.each_choice(&sets, &mut |run, values| {
                    f(run, run.u.tuple(values.to_vec()))
                })
            }
            LazySet::Union(x, y) => Ok(self.each_raw(x, f)? && self.each_raw(y, f)?),
            LazySet::Intersect(x, y) => self.each_raw(x, &mut |run, v| {
                Ok(!run.contains(y, &V::Val(v))? || f(run, v)?)
            }),
            LazySet::Difference(x, y) => self.each_raw(x, &mut |run, v| {
                Ok(run.contains(y, &V::Val(v))? || f(run, v)?)
            }),
            LazySet::BigUnion(sets) => {
                self.each_member_set(sets, &mut |run, set| run.each_raw(set, f))
            }
            LazySet::Family(sets) => {
                for set in sets {
                    let v = self.force(set)?;
                    if !f(self, v)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            LazySet::Filter(set, closure) => self.each_sifted(set, closure, &mut |run, kept| {
                kept.map_or(Ok(true), |x| f(run, x))
            }),
            LazySet::Seq(_)
            | LazySet::Nat
            | LazySet::Int
            | LazySet::Real
            | LazySet::String
            | LazySet::Any => Err(self.not_enumerable(set)),
        }
    }

    /// The plan of an expression, behind the cell that it may be.
    pub(super) fn plan_behind(&self, e: ExprId) -> &'a Plan {
        match self.plan(e) {
            Plan::Cached(cell) => &self.plans.cells[*cell as usize].plan,
            plan => plan,
        }
    }

    /// Each set that is a member of `sets`, in canonical order.
    fn each_member_set(
        &mut self,
        sets: &V,
        f: &mut dyn FnMut(&mut Self, &V) -> Eval<bool>,
    ) -> Eval<bool> {
        if let V::Lazy(described) = sets
            && let LazySet::Family(family) = &**described
        {
            let mut order = Vec::with_capacity(family.len());
            for (i, set) in family.iter().enumerate() {
                order.push((self.force(set)?, i));
            }
            order.sort_by(|a, b| self.u.compare(a.0, b.0));
            order.dedup_by_key(|entry| entry.0);
            for (_, i) in order {
                if !f(self, &family[i])? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        self.each(sets, &mut |run, set| f(run, &V::Val(set)))
    }

    /// Subsets by size, then by the positions of their members.
    fn each_subset(&mut self, members: &[Value], f: Each<'_, 'a>) -> Eval<bool> {
        for k in 0..=members.len() {
            if !self.each_k_subset(members, k, f)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn each_k_subset(&mut self, members: &[Value], k: usize, f: Each<'_, 'a>) -> Eval<bool> {
        let n = members.len();
        if k > n {
            return Ok(true);
        }
        let mut at: Vec<usize> = (0..k).collect();
        loop {
            self.tick()?;
            let subset = self.u.set(at.iter().map(|i| members[*i]).collect());
            if !f(self, subset)? {
                return Ok(false);
            }
            // The last position that can move on.
            let Some(i) = (0..k).rev().find(|i| at[*i] != i + n - k) else {
                return Ok(true);
            };
            at[i] += 1;
            for j in i + 1..k {
                at[j] = at[j - 1] + 1;
            }
        }
    }

    fn each_function(&mut self, s: &V, t: &V, f: Each<'_, 'a>) -> Eval<bool> {
        let keys = self.members(s)?;
        let range = vec![t; keys.len()];
        self.each_choice(&range, &mut |run, values| {
            let pairs = keys.iter().copied().zip(values.iter().copied());
            match run.make_function(pairs.collect())? {
                V::Val(function) => f(run, function),
                _ => Ok(true),
            }
        })
    }

    /// One element of each set, the last fastest.
    fn each_choice(
        &mut self,
        sets: &[&V],
        f: &mut dyn FnMut(&mut Self, &[Value]) -> Eval<bool>,
    ) -> Eval<bool> {
        let mut lists: Vec<Members<'a>> = Vec::with_capacity(sets.len());
        for set in sets {
            lists.push(self.members(set)?);
        }
        if lists.iter().any(|list| list.is_empty()) {
            return Ok(true);
        }
        let mut at = vec![0; lists.len()];
        let mut values: Vec<Value> = lists.iter().map(|list| list[0]).collect();
        loop {
            self.tick()?;
            if !f(self, &values)? {
                return Ok(false);
            }
            let mut i = lists.len();
            loop {
                if i == 0 {
                    return Ok(true);
                }
                i -= 1;
                at[i] += 1;
                if at[i] < lists[i].len() {
                    values[i] = lists[i][at[i]];
                    break;
                }
                at[i] = 0;
                values[i] = lists[i][0];
            }
        }
    }
}
