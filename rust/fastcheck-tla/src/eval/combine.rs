//! Union, intersection and difference.

use fastcheck_values::{Shape, Value};

use super::error::Eval;
use super::expr::lazy;
use super::memo::Maker;
use super::plan::Plan;
use super::run::Run;
use super::sets::listed;
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl<'a> Run<'a> {
    pub(super) fn union(&mut self, x: ExprId, y: ExprId, b: u32) -> Eval<V> {
        let left = self.eval(x, b)?;
        if let (V::Val(set), Plan::SetEnum(items)) = (&left, self.plan(y))
            && let [item] = &**items
            && let Shape::Set(members) = self.u.shape(*set)
        {
            let member = self.value(*item, b)?;
            return self.insert(*set, members, member);
        }
        let right = self.eval(y, b)?;
        self.union_of(left, right)
    }

    /// `set \cup {member}`
    fn insert(&mut self, set: Value, members: &[Value], member: Value) -> Eval<V> {
        let u = self.u;
        if self.listed_contains(members, member)? {
            return Ok(V::Val(set));
        }
        let make = || Ok(u.with_member(set, member).unwrap_or(set));
        let made = self.m.memo.get_or(Maker::Insert, &[set, member], make);
        made.map(V::Val)
    }

    /// `set \ {member}`
    fn remove(&mut self, set: Value, members: &[Value], member: Value) -> Eval<V> {
        if !self.listed_contains(members, member)? {
            return Ok(V::Val(set));
        }
        let u = self.u;
        let make = || Ok(u.without_member(set, member).unwrap_or(set));
        let made = self.m.memo.get_or(Maker::Remove, &[set, member], make);
        made.map(V::Val)
    }

    pub(super) fn union_of(&mut self, left: V, right: V) -> Eval<V> {
        if let Some(edited) = self.edited_union(&left, &right)? {
            return Ok(edited);
        }
        for (one, other) in [(&left, &right), (&right, &left)] {
            if self.is_listed(one) && !self.is_listed(other) {
                let empty = self.members(one)?.is_empty();
                return Ok(if empty {
                    other.clone()
                } else {
                    lazy(LazySet::Union(left.clone(), right.clone()))
                });
            }
        }
        if !self.is_listed(&left) {
            return Ok(lazy(LazySet::Union(left, right)));
        }
        let xs = self.members(&left)?;
        let ys = self.members(&right)?;
        if ys.is_empty() {
            return Ok(left);
        }
        if xs.is_empty() {
            return Ok(right);
        }
        self.merge(&xs, &ys)
    }

    /// The union of two listed sets; where their members meet they must be comparable.
    fn merge(&mut self, xs: &[Value], ys: &[Value]) -> Eval<V> {
        let mut merged: Vec<Value> = Vec::with_capacity(xs.len() + ys.len());
        let (mut i, mut j) = (0, 0);
        let mut last_side = 0;
        while i < xs.len() || j < ys.len() {
            let side = match (xs.get(i), ys.get(j)) {
                (Some(x), Some(y)) if x == y => 3,
                (Some(x), Some(y)) if self.u.compare(*x, *y).is_lt() => 1,
                (Some(_), None) => 1,
                _ => 2,
            };
            let v = if side & 1 != 0 { xs[i] } else { ys[j] };
            if let Some(last) = merged.last()
                && side & last_side == 0
            {
                self.comparable(*last, v)?;
            }
            i += side & 1;
            j += side >> 1;
            merged.push(v);
            last_side = side;
        }
        Ok(listed(merged))
    }

    pub(super) fn intersect(&mut self, x: ExprId, y: ExprId, b: u32) -> Eval<V> {
        let left = self.eval(x, b)?;
        let right = self.eval(y, b)?;
        let (listed, other) = if self.is_listed(&left) {
            (&left, &right)
        } else if self.is_listed(&right) {
            (&right, &left)
        } else {
            return Ok(lazy(LazySet::Intersect(left, right)));
        };
        self.sift(listed, other, true)
    }

    pub(super) fn difference(&mut self, x: ExprId, y: ExprId, b: u32) -> Eval<V> {
        let left = self.eval(x, b)?;
        if let (V::Val(set), Plan::SetEnum(items)) = (&left, self.plan(y))
            && let [item] = &**items
            && let Shape::Set(members) = self.u.shape(*set)
        {
            let member = self.value(*item, b)?;
            return self.remove(*set, members, member);
        }
        let right = self.eval(y, b)?;
        if let Some(edited) = self.edited_difference(&left, &right)? {
            return Ok(edited);
        }
        if !self.is_listed(&left) {
            return Ok(lazy(LazySet::Difference(left, right)));
        }
        self.sift(&left, &right, false)
    }

    /// The members of a listed set that are, or are not, in another.
    fn sift(&mut self, set: &V, other: &V, wanted: bool) -> Eval<V> {
        let mut kept = Vec::new();
        self.each(set, &mut |run, x| {
            if run.contains(other, &V::Val(x))? == wanted {
                kept.push(x);
            }
            Ok(true)
        })?;
        Ok(listed(kept))
    }

    pub(super) fn big_union(&mut self, sets: V) -> Eval<V> {
        if !self.is_listed(&sets) {
            return Ok(lazy(LazySet::BigUnion(sets)));
        }
        let mut members = Vec::new();
        self.each(&sets, &mut |run, set| match run.u.shape(set) {
            Shape::Set(inner) => {
                members.extend_from_slice(inner);
                Ok(true)
            }
            _ => Err(run.no_set(&V::Val(set))),
        })?;
        self.make_set(members)
    }
}
