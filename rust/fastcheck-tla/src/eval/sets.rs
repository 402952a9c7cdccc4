//! Sets: listing, membership, inclusion, size.

use std::ops::Deref;
use std::sync::Arc;

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::expr::lazy;
use super::memo::Maker;
use super::plan::Plan;
use super::run::Run;
use super::value::{LazySet, V};
use crate::ir::ExprId;

/// What is done with each element; false stops.
pub(super) type Each<'f, 'r> = &'f mut dyn FnMut(&mut Run<'r>, Value) -> Eval<bool>;

/// A listed set; members in canonical order, without duplicates.
pub(super) fn listed(members: Vec<Value>) -> V {
    V::Set(Arc::new(members))
}

/// The members of a finite set in canonical order.
pub(super) enum Members<'a> {
    Interned(&'a [Value]),
    Shared(Arc<Vec<Value>>),
    Owned(Vec<Value>),
}

impl Deref for Members<'_> {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        match self {
            Members::Interned(members) => members,
            Members::Shared(members) => members,
            Members::Owned(members) => members,
        }
    }
}

impl<'a> Run<'a> {
    /// The set of these, which may come in any order and more than once.
    pub(super) fn make_set(&mut self, mut members: Vec<Value>) -> Eval<V> {
        if members.len() > 1 {
            members.sort_unstable_by(|x, y| self.u.compare(*x, *y));
            members.dedup();
            for pair in members.windows(2) {
                self.comparable(pair[0], pair[1])?;
            }
        }
        Ok(listed(members))
    }

    /// Whether a set is one that TLC keeps listed: operations on it are worked out at once.
    pub(super) fn is_listed(&self, set: &V) -> bool {
        match set {
            V::Lazy(set) => matches!(**set, LazySet::Interval(..)),
            _ => true,
        }
    }

    #[cold]
    pub(super) fn no_set(&mut self, v: &V) -> Box<EvalError> {
        let text = self.describe(v);
        let kind = match v {
            V::Val(v) => self.kind_of(*v),
            V::Fun(_) => "a function",
            _ => "no set",
        };
        EvalError::new(
            code::KIND,
            format!("a set was expected, but this is {kind}: {text}"),
        )
    }

    #[cold]
    fn not_enumerable(&mut self, v: &V) -> Box<EvalError> {
        let text = self.describe(v);
        EvalError::new(
            code::ENUMERATE,
            format!("{text} has infinitely many elements and cannot be listed"),
        )
    }

    #[cold]
    fn too_large(&mut self, v: &V) -> Box<EvalError> {
        let text = self.describe(v);
        EvalError::new(
            code::ENUMERATE,
            format!(
                "{text} has more than {} elements, too many to be listed",
                self.sh.options.max_set_size
            ),
        )
        .hint("make the set smaller, or raise the limit")
    }

    /// The members of a finite set.
    pub(super) fn members(&mut self, set: &V) -> Eval<Members<'a>> {
        match set {
            V::Val(v) => match self.u.shape(*v) {
                Shape::Set(members) => Ok(Members::Interned(members)),
                _ => Err(self.no_set(set)),
            },
            V::Set(members) => Ok(Members::Shared(members.clone())),
            V::Lazy(_) => {
                let limit = self.sh.options.max_set_size;
                let mut members = Vec::new();
                let fits = self.each(set, &mut |_, x| {
                    members.push(x);
                    Ok(members.len() <= limit)
                })?;
                if !fits {
                    return Err(self.too_large(set));
                }
                Ok(Members::Owned(members))
            }
            V::Part(part) => Ok(Members::Owned(self.list_part(part)?)),
            V::At(_) | V::Edited(_) => {
                let v = V::Val(self.force(set)?);
                self.members(&v)
            }
            _ => Err(self.no_set(set)),
        }
    }

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
            _ => {
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

    /// Listed, sorted, each once.
    fn sorted_members(&mut self, set: &V) -> Eval<Vec<Value>> {
        let limit = self.sh.options.max_set_size;
        let mut members = Vec::new();
        let fits = self.each_raw(set, &mut |_, x| {
            members.push(x);
            Ok(members.len() <= limit)
        })?;
        if !fits {
            return Err(self.too_large(set));
        }
        match self.make_set(members)? {
            V::Set(members) => Ok(members.to_vec()),
            _ => Ok(Vec::new()),
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
            LazySet::Filter(set, closure) => {
                let Plan::Filter(over, body) = self.plan_behind(closure.expr) else {
                    return Err(self.no_set(set));
                };
                // The condition is about the states that the set was made for; what is done with a member is not.
                let (inside, outside) = (closure.env.states, self.st);
                self.within(&closure.env, inside, |run, base| {
                    run.each_raw(set, &mut |run, x| {
                        run.bind(over, base, x)?;
                        if !run.truth(*body, base)? {
                            return Ok(true);
                        }
                        let inside = std::mem::replace(&mut run.st, outside);
                        let goes_on = f(run, x);
                        run.st = inside;
                        goes_on
                    })
                })
            }
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

    // Membership.

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
    fn listed_contains(&self, members: &[Value], x: Value) -> Eval<bool> {
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
            && super::compare::model_type(name).is_none()
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

    // Operations.

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

    // Size.

    /// Cardinality of a finite set.
    pub(super) fn size(&mut self, set: &V) -> Eval<i64> {
        let overflow = || {
            EvalError::new(
                code::OVERFLOW,
                "the number of elements does not fit 64 bits",
            )
        };
        match set {
            V::Val(v) => match self.u.shape(*v) {
                Shape::Set(members) => Ok(members.len() as i64),
                _ => Err(self.no_set(set)),
            },
            V::Set(members) => Ok(members.len() as i64),
            V::At(at) => match self.ask_size(at) {
                Some(size) => Ok(size),
                None => {
                    let v = V::Val(self.force(set)?);
                    self.size(&v)
                }
            },
            V::Part(part) => Ok(self.list_part(part)?.len() as i64),
            V::Edited(_) => {
                let v = V::Val(self.force(set)?);
                self.size(&v)
            }
            V::Lazy(described) => match &**described {
                LazySet::Interval(low, high) => Ok(high
                    .checked_sub(*low)
                    .and_then(|n| n.checked_add(1))
                    .ok_or_else(overflow)?
                    .max(0)),
                LazySet::Powerset(s) => {
                    let n = self.size(s)?;
                    let n = u32::try_from(n).map_err(|_| overflow())?;
                    2i64.checked_pow(n).ok_or_else(overflow)
                }
                LazySet::Functions(s, t) => {
                    let n = u32::try_from(self.size(s)?).map_err(|_| overflow())?;
                    let base = self.size(t)?;
                    base.checked_pow(n).ok_or_else(overflow)
                }
                LazySet::Records(fields) => {
                    let mut size = 1i64;
                    for (_, set) in fields {
                        size = size.checked_mul(self.size(set)?).ok_or_else(overflow)?;
                    }
                    Ok(size)
                }
                LazySet::Product(sets) => {
                    let mut size = 1i64;
                    for set in sets {
                        size = size.checked_mul(self.size(set)?).ok_or_else(overflow)?;
                    }
                    Ok(size)
                }
                _ => {
                    let mut size = 0;
                    self.each(set, &mut |_, _| {
                        size += 1;
                        Ok(true)
                    })?;
                    Ok(size)
                }
            },
            _ => Err(self.no_set(set)),
        }
    }

    /// Whether a set has finitely many elements, as far as its description tells.
    pub(super) fn is_finite(&mut self, set: &V) -> Eval<bool> {
        Ok(match set {
            V::Lazy(described) => match &**described {
                LazySet::Interval(..) | LazySet::KSubsets(..) | LazySet::Family(_) => true,
                LazySet::Powerset(s) => self.is_finite(s)?,
                LazySet::Functions(s, t) => self.is_finite(s)? && self.is_finite(t)?,
                LazySet::Records(fields) => {
                    for (_, set) in fields {
                        if !self.is_finite(set)? {
                            return Ok(false);
                        }
                    }
                    true
                }
                LazySet::Product(sets) => {
                    for set in sets {
                        if !self.is_finite(set)? {
                            return Ok(false);
                        }
                    }
                    true
                }
                LazySet::Union(x, y) => self.is_finite(x)? && self.is_finite(y)?,
                LazySet::Intersect(x, y) => self.is_finite(x)? || self.is_finite(y)?,
                LazySet::Difference(x, _) | LazySet::Filter(x, _) => self.is_finite(x)?,
                LazySet::BigUnion(_) => true,
                LazySet::Seq(_)
                | LazySet::Nat
                | LazySet::Int
                | LazySet::Real
                | LazySet::String
                | LazySet::Any => false,
            },
            V::Val(_) | V::Set(_) | V::At(_) | V::Part(_) | V::Edited(_) => {
                self.size(set)?;
                true
            }
            _ => return Err(self.no_set(set)),
        })
    }
}
