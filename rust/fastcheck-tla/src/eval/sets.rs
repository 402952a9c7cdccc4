//! Sets: listing, membership, inclusion, size.

use std::ops::Deref;
use std::sync::Arc;

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::run::Run;
use super::value::{LazySet, V};

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
    pub(super) fn not_enumerable(&mut self, v: &V) -> Box<EvalError> {
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

    /// Listed, sorted, each once.
    pub(super) fn sorted_members(&mut self, set: &V) -> Eval<Vec<Value>> {
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
}
