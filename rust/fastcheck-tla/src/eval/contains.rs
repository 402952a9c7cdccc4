//! Membership and inclusion.

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::plan::Plan;
use super::run::Run;
use super::sets::listed;
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl<'a> Run<'a> {
    /// `x \in set` of expressions.
    pub(super) fn membership(&mut self, x: ExprId, set: ExprId, b: u32) -> Eval<bool> {
        let x = self.eval(x, b)?;
        match self.plan(set) {
            // A set that is written out need not be made.
            Plan::SetEnum(items) if items.len() <= 8 && matches!(x, V::Val(_)) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.value(*item, b)?);
                }
                let x = self.force(&x)?;
                for (i, v) in values.iter().enumerate() {
                    if *v == x {
                        return Ok(true);
                    }
                    if i > 0 {
                        self.comparable(values[i - 1], *v).or_else(|error| {
                            if values[i - 1] == *v {
                                Ok(())
                            } else {
                                Err(error)
                            }
                        })?;
                    }
                    self.comparable(*v, x)?;
                }
                Ok(false)
            }
            Plan::Builtin(op, args) if *op == super::builtin::Builtin::Range => {
                let (low, high) = self.range(args, b)?;
                self.in_interval(low, high, &x)
            }
            _ => {
                let set = self.eval(set, b)?;
                self.contains(&set, &x)
            }
        }
    }

    /// Whether a listed set contains a value; where it does not, its neighbours there must be comparable.
    pub(super) fn listed_contains(&self, members: &[Value], x: Value) -> Eval<bool> {
        let linear = &members[..members.len().min(8)];
        if linear.contains(&x) {
            return Ok(true);
        }
        match members.binary_search_by(|m| self.u.compare(*m, x)) {
            Ok(_) => Ok(true),
            Err(i) => {
                for neighbour in members[i.saturating_sub(1)..].iter().take(2) {
                    self.comparable(*neighbour, x)?;
                }
                Ok(false)
            }
        }
    }

    fn in_interval(&mut self, low: i64, high: i64, x: &V) -> Eval<bool> {
        let x = self.force(x)?;
        match self.u.shape(x) {
            Shape::Int(i) => Ok(low <= i && i <= high),
            _ if low > high => Ok(false),
            _ => {
                self.comparable(self.u.int(low), x)?;
                Ok(false)
            }
        }
    }

    /// `x \in set`
    pub(super) fn contains(&mut self, set: &V, x: &V) -> Eval<bool> {
        match set {
            V::Val(v) => match self.u.shape(*v) {
                Shape::Set(members) => {
                    let x = self.force(x)?;
                    self.listed_contains(members, x)
                }
                _ => Err(self.no_set(set)),
            },
            V::Set(members) => {
                let x = self.force(x)?;
                self.listed_contains(members, x)
            }
            V::Lazy(described) => self.described_contains(set, described, x),
            V::At(at) => {
                let x = self.force(x)?;
                match self.ask_contains(at, x) {
                    Some(answer) => Ok(answer),
                    None => {
                        let v = V::Val(self.force(set)?);
                        self.contains(&v, &V::Val(x))
                    }
                }
            }
            V::Part(part) => {
                let x = self.force(x)?;
                if !self.passes(&part.sieves, x)? {
                    return Ok(false);
                }
                let whole = V::At(part.at.clone());
                self.contains(&whole, &V::Val(x))
            }
            V::Edited(edited) => {
                let x = self.force(x)?;
                match super::place::member_after(edited, x) {
                    Some(answer) => Ok(answer),
                    None if super::place::edits_members(edited) => {
                        let at = V::At(edited.at.clone());
                        self.contains(&at, &V::Val(x))
                    }
                    None => {
                        let v = V::Val(self.force(set)?);
                        self.contains(&v, &V::Val(x))
                    }
                }
            }
            _ => Err(self.no_set(set)),
        }
    }

    fn described_contains(&mut self, set: &V, described: &LazySet, x: &V) -> Eval<bool> {
        match described {
            LazySet::Interval(low, high) => self.in_interval(*low, *high, x),
            LazySet::Powerset(s) => self.subset_member(x, s),
            LazySet::KSubsets(k, s) => Ok(self.size(x)? == *k as i64 && self.subset_member(x, s)?),
            LazySet::Functions(s, t) => self.in_functions(s, t, set, x),
            LazySet::Records(fields) => self.in_records(fields, set, x),
            LazySet::Product(sets) => {
                let x = self.force(x)?;
                match self.u.shape(x) {
                    Shape::Tuple(items) if items.len() == sets.len() => {
                        for (set, item) in sets.iter().zip(items) {
                            if !self.contains(set, &V::Val(*item))? {
                                return Ok(false);
                            }
                        }
                        Ok(true)
                    }
                    Shape::Tuple(_) => Ok(false),
                    Shape::Function(pairs)
                        if pairs
                            .iter()
                            .all(|p| matches!(self.u.shape(p.0), Shape::Int(_))) =>
                    {
                        Ok(false)
                    }
                    _ => self.odd_member(x, set),
                }
            }
            LazySet::Union(a, b) => Ok(self.contains(a, x)? || self.contains(b, x)?),
            LazySet::Intersect(a, b) => Ok(self.contains(a, x)? && self.contains(b, x)?),
            LazySet::Difference(a, b) => Ok(self.contains(a, x)? && !self.contains(b, x)?),
            LazySet::BigUnion(sets) => {
                if let V::Lazy(described) = sets
                    && let LazySet::Family(family) = &**described
                {
                    for set in family {
                        if self.contains(set, x)? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
                let none = self.each(sets, &mut |run, set| Ok(!run.contains(&V::Val(set), x)?))?;
                Ok(!none)
            }
            LazySet::Family(_) => {
                let members = self.sorted_members(set)?;
                let x = self.force(x)?;
                self.listed_contains(&members, x)
            }
            LazySet::Filter(inner, closure) => {
                if !self.contains(inner, x)? {
                    return Ok(false);
                }
                let x = self.force(x)?;
                let Plan::Filter(over, body) = self.plan_behind(closure.expr) else {
                    return Err(self.no_set(set));
                };
                self.within(&closure.env, closure.env.states, |run, base| {
                    run.bind(over, base, x)?;
                    run.truth(*body, base)
                })
            }
            LazySet::Seq(s) => {
                let x = self.force(x)?;
                match self.u.shape(x) {
                    Shape::Tuple(items) => {
                        for item in items {
                            if !self.contains(s, &V::Val(*item))? {
                                return Ok(false);
                            }
                        }
                        Ok(true)
                    }
                    Shape::Record(_) | Shape::Function(_) => Ok(false),
                    _ => self.odd_member(x, set),
                }
            }
            LazySet::Nat | LazySet::Int | LazySet::Real => {
                let x = self.force(x)?;
                match self.u.shape(x) {
                    Shape::Int(i) => Ok(i >= 0 || !matches!(described, LazySet::Nat)),
                    _ => self.odd_member(x, set),
                }
            }
            LazySet::String => {
                let x = self.force(x)?;
                match self.u.shape(x) {
                    Shape::Str(_) => Ok(true),
                    _ => self.odd_member(x, set),
                }
            }
            LazySet::Any => Ok(true),
        }
    }

    /// A value of another kind than the set's members: FALSE for a model value, else an error.
    pub(super) fn odd_member(&mut self, x: Value, set: &V) -> Eval<bool> {
        if let Shape::Atom(name) = self.u.shape(x)
            && fastcheck_values::type_of_atom(name).is_none()
        {
            return Ok(false);
        }
        let text = self.describe(set);
        Err(EvalError::new(
            code::COMPARE,
            format!(
                "whether {} is an element of {text} cannot be told: it is {}",
                self.excerpt(x),
                self.kind_of(x)
            ),
        ))
    }

    fn subset_member(&mut self, x: &V, s: &V) -> Eval<bool> {
        if let V::Val(v) = x
            && !matches!(self.u.shape(*v), Shape::Set(_))
        {
            let text = self.describe(s);
            return Err(EvalError::new(
                code::COMPARE,
                format!(
                    "whether {} is an element of SUBSET {text} cannot be told: it is {}",
                    self.excerpt(*v),
                    self.kind_of(*v)
                ),
            ));
        }
        self.subset(x, s)
    }

    fn in_functions(&mut self, s: &V, t: &V, set: &V, x: &V) -> Eval<bool> {
        if let V::At(at) = x {
            let at = at.clone();
            if let Some(answer) = self.place_in_functions(&at, s, t)? {
                return Ok(answer);
            }
        }
        if let V::Fun(function) = x
            && let [domain] = &*function.domains
            && !self.is_listed(domain)
        {
            // A function on an infinite set: only its domain can be compared, its values cannot be listed.
            if !self.equal(domain, s)? {
                return Ok(false);
            }
        }
        let x = self.force(x)?;
        let Some(pairs) = self.u.pairs(x) else {
            return self.odd_member(x, set);
        };
        let domain = listed(pairs.iter().map(|p| p.0).collect());
        if !self.same_domain(&domain, s)? {
            return Ok(false);
        }
        for (_, v) in pairs {
            if !self.contains(t, &V::Val(v))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a listed domain is the set.
    pub(super) fn same_domain(&mut self, domain: &V, set: &V) -> Eval<bool> {
        if let (V::Set(keys), V::Lazy(described)) = (domain, set)
            && let LazySet::Interval(low, high) = **described
        {
            let size = usize::try_from((high - low + 1).max(0)).unwrap_or(usize::MAX);
            return Ok(keys.len() == size
                && keys
                    .iter()
                    .zip(low..=high)
                    .all(|(k, i)| *k == self.u.int(i)));
        }
        self.equal(domain, set)
    }

    fn in_records(&mut self, fields: &[(Value, V)], set: &V, x: &V) -> Eval<bool> {
        if let V::At(at) = x {
            let at = at.clone();
            if let Some(answer) = self.place_in_records(&at, fields)? {
                return Ok(answer);
            }
        }
        let x = self.force(x)?;
        match self.u.shape(x) {
            Shape::Record(pairs) => {
                if pairs.len() != fields.len() {
                    return Ok(false);
                }
                for ((name, set), (key, v)) in fields.iter().zip(pairs) {
                    if name != key || !self.contains(set, &V::Val(*v))? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Shape::Tuple([]) => Ok(false),
            _ => self.odd_member(x, set),
        }
    }

    /// `x \subseteq y`
    pub(super) fn subset(&mut self, x: &V, y: &V) -> Eval<bool> {
        match (x, y) {
            (V::At(_) | V::Part(_), _)
                if !matches!(y, V::At(_) | V::Part(_) | V::Edited(_))
                    && let Some(part) = self.part_of(x) =>
            {
                match self.select_outside(&part, y)? {
                    Some(none) => Ok(none),
                    None => {
                        let v = V::Val(self.force(x)?);
                        self.subset(&v, y)
                    }
                }
            }
            (V::Lazy(s), V::Lazy(t)) => match (&**s, &**t) {
                (LazySet::Interval(a, b), LazySet::Interval(c, d)) if c <= a && b <= d => Ok(true),
                (LazySet::Interval(a, _), LazySet::Nat) if *a >= 0 => Ok(true),
                (LazySet::Interval(..) | LazySet::Nat, LazySet::Int) => Ok(true),
                (LazySet::Powerset(s), LazySet::Powerset(t)) => self.subset(s, t),
                _ => self.each(x, &mut |run, v| run.contains(y, &V::Val(v))),
            },
            _ => self.each(x, &mut |run, v| run.contains(y, &V::Val(v))),
        }
    }
}
