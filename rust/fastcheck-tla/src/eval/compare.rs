//! Equality and order. As in TLC, values of different kinds cannot be compared: that is an error, not FALSE. Model values
//! are unequal to everything else, except that typed ones (`x_1`) refuse values of other types.

use std::cmp::Ordering;

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::plan::Plan;
use super::run::Run;
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl Run<'_> {
    /// `a = b` of concrete values.
    #[inline]
    pub(super) fn equal_values(&self, a: Value, b: Value) -> Eval<bool> {
        if a == b {
            return Ok(true);
        }
        self.comparable(a, b)?;
        Ok(false)
    }

    /// Fails if two different values cannot be compared.
    #[inline]
    pub(super) fn comparable(&self, a: Value, b: Value) -> Eval<()> {
        match self.u.unlike(a, b) {
            None => Ok(()),
            Some((x, y)) => Err(self.unlike(x, y, a, b)),
        }
    }

    #[cold]
    fn unlike(&self, x: Value, y: Value, a: Value, b: Value) -> Box<EvalError> {
        if let (Shape::Atom(x), Shape::Atom(y)) = (self.u.shape(x), self.u.shape(y)) {
            return EvalError::new(
                code::COMPARE,
                format!(
                    "Attempted to check equality of the differently-typed model values {x} and {y}"
                ),
            );
        }
        let mut message = format!(
            "{} and {} cannot be compared: {} is {}, {} is {}",
            self.excerpt(x),
            self.excerpt(y),
            self.excerpt(x),
            self.kind_of(x),
            self.excerpt(y),
            self.kind_of(y)
        );
        if (x, y) != (a, b) {
            let (a, b) = (self.excerpt(a), self.excerpt(b));
            message.push_str(&format!(" (while comparing {a} and {b})"));
        }
        EvalError::new(code::COMPARE, message)
            .hint("as in TLC, values of different kinds are not unequal: whether they are equal is an error")
    }

    /// The order of a set's members.
    pub(super) fn compare_values(&self, a: Value, b: Value) -> Eval<Ordering> {
        if a != b {
            self.comparable(a, b)?;
        }
        Ok(self.u.compare(a, b))
    }

    /// `x = y`
    pub(super) fn equation(&mut self, x: ExprId, y: ExprId, b: u32) -> Eval<bool> {
        let x = self.eval(x, b)?;
        // A concrete literal on the right is the common case.
        if let (V::Val(a), Plan::Const(c)) = (&x, self.plan(y)) {
            return self.equal_values(*a, *c);
        }
        let y = self.eval(y, b)?;
        self.equal(&x, &y)
    }

    /// `a = b`
    pub(super) fn equal(&mut self, a: &V, b: &V) -> Eval<bool> {
        match (a, b) {
            (V::Val(a), V::Val(b)) => self.equal_values(*a, *b),
            (V::At(x), V::At(y)) => self.equal_parts(x, y),
            (V::At(at), V::Val(v)) | (V::Val(v), V::At(at))
                if matches!(self.u.shape(*v), Shape::Tuple([]) | Shape::Set([])) =>
            {
                // Only the size matters, as long as there is one of that kind.
                let size = match self.u.shape(*v) {
                    Shape::Set(_) => self.ask_cardinality(at),
                    _ => self.ask_entries(at),
                };
                match size {
                    Some(size) if size > 0 => Ok(false),
                    _ => self.equal_forced(a, b),
                }
            }
            (V::Edited(e), V::At(y)) | (V::At(y), V::Edited(e))
                if e.edits.is_empty() && e.at.side == y.side && e.at.place == y.place =>
            {
                Ok(true)
            }
            (V::Edited(e), V::At(y)) | (V::At(y), V::Edited(e)) => self.equal_edited(y, e),
            (V::Set(a), V::Set(b)) if a == b => Ok(true),
            (V::Lazy(x), V::Lazy(y)) => match (&**x, &**y) {
                (LazySet::Interval(a, b), LazySet::Interval(c, d)) => {
                    Ok(a > b && c > d || a == c && b == d)
                }
                (LazySet::Powerset(s), LazySet::Powerset(t)) => self.equal(s, t),
                (LazySet::Functions(s, t), LazySet::Functions(p, q)) => {
                    Ok(self.equal(s, p)? && self.equal(t, q)?)
                }
                (x, y) if is_named(x) || is_named(y) => {
                    if is_named(x) && is_named(y) {
                        return Ok(std::mem::discriminant(x) == std::mem::discriminant(y));
                    }
                    Err(self.not_comparable(a, b))
                }
                _ => self.equal_forced(a, b),
            },
            (V::Lazy(x), other) | (other, V::Lazy(x)) if is_named(x) => match other {
                V::Val(v) if matches!(self.u.shape(*v), Shape::Atom(_)) => Ok(false),
                _ => Err(self.not_comparable(a, b)),
            },
            _ => self.equal_forced(a, b),
        }
    }

    fn equal_forced(&mut self, a: &V, b: &V) -> Eval<bool> {
        let a = self.force(a)?;
        let b = self.force(b)?;
        self.equal_values(a, b)
    }

    fn not_comparable(&mut self, a: &V, b: &V) -> Box<EvalError> {
        let (a, b) = (self.describe(a), self.describe(b));
        EvalError::new(code::COMPARE, format!("{a} and {b} cannot be compared"))
    }

    /// What kind of value it is, with its article.
    pub(super) fn kind_of(&self, v: Value) -> &'static str {
        match self.u.shape(v) {
            Shape::Bool(_) => "a boolean",
            Shape::Int(_) => "an integer",
            Shape::Str(_) => "a string",
            Shape::Atom(_) => "a model value",
            Shape::Set(_) => "a set",
            Shape::Tuple(_) => "a tuple",
            Shape::Record(_) => "a record",
            Shape::Function(_) => "a function",
        }
    }

    /// TLA+ notation, shortened.
    pub(super) fn excerpt(&self, v: Value) -> String {
        const LONGEST: usize = 400;
        let mut text = self.u.display(v);
        if text.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|i| text.is_char_boundary(*i));
            text.truncate(end.unwrap_or(0));
            text.push_str(" ...");
        }
        text
    }

    /// The same for what need not be concrete; nothing is evaluated for it.
    pub(super) fn describe(&mut self, v: &V) -> String {
        match v {
            V::Val(v) => self.excerpt(*v),
            V::Set(members) => {
                let shown: Vec<String> =
                    members.iter().take(20).map(|m| self.excerpt(*m)).collect();
                let rest = if members.len() > 20 { ", ..." } else { "" };
                format!("{{{}{rest}}}", shown.join(", "))
            }
            V::Lazy(set) => match &**set {
                LazySet::Interval(a, b) => format!("{a}..{b}"),
                LazySet::Powerset(s) => format!("SUBSET {}", self.describe(s)),
                LazySet::Functions(s, t) => {
                    format!("[{} -> {}]", self.describe(s), self.describe(t))
                }
                LazySet::Seq(s) => format!("Seq({})", self.describe(s)),
                LazySet::Nat => "Nat".into(),
                LazySet::Int => "Int".into(),
                LazySet::Real => "Real".into(),
                LazySet::String => "STRING".into(),
                LazySet::Any => "Any".into(),
                _ => "a set that is described rather than listed".into(),
            },
            V::Fun(_) => "a function given by its body".into(),
            V::Op(_) => "an operator".into(),
            V::At(_) | V::Part(_) | V::Edited(_) => match self.force(v) {
                Ok(v) => self.excerpt(v),
                Err(_) => "a part of the state".into(),
            },
            _ => "a value that was not evaluated".into(),
        }
    }
}

/// Sets that are known by their name alone.
fn is_named(set: &LazySet) -> bool {
    matches!(
        set,
        LazySet::Nat | LazySet::Int | LazySet::Real | LazySet::String | LazySet::Any
    )
}
