//! Naturals, Integers, Sequences and FiniteSets.

use fastcheck_values::{Shape, Value};

use super::builtin::Builtin;
use super::code;
use super::error::{Eval, EvalError};
use super::expr::lazy;
use super::run::Run;
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl Builtin {
    /// A comparison of numbers.
    pub(super) fn is_comparison(self) -> bool {
        use Builtin::{Greater, GreaterEq, Less, LessEq};
        matches!(self, Less | LessEq | Greater | GreaterEq)
    }

    /// An operation of two integers that gives an integer.
    pub(super) fn is_arithmetic(self) -> bool {
        use Builtin::{Add, Div, Mod, Mul, Power, Sub};
        matches!(self, Add | Sub | Mul | Power | Div | Mod)
    }
}

impl Run<'_> {
    /// An integer.
    pub(super) fn int_of(&mut self, v: Value) -> Eval<i64> {
        match self.u.shape(v) {
            Shape::Int(i) => Ok(i),
            _ => Err(EvalError::new(
                code::KIND,
                format!(
                    "an integer was expected, but this is {}: {}",
                    self.kind_of(v),
                    self.excerpt(v)
                ),
            )),
        }
    }

    fn int(&mut self, e: ExprId, b: u32) -> Eval<i64> {
        let v = self.value(e, b)?;
        match self.u.shape(v) {
            Shape::Int(i) => Ok(i),
            _ => self.int_of(v).map_err(|error| self.place(error, e)),
        }
    }

    pub(super) fn compare_numbers(&mut self, op: Builtin, args: &[ExprId], b: u32) -> Eval<bool> {
        let x = self.int(args[0], b)?;
        let y = self.int(args[1], b)?;
        Ok(match op {
            Builtin::Less => x < y,
            Builtin::LessEq => x <= y,
            Builtin::Greater => x > y,
            _ => x >= y,
        })
    }

    /// `a .. b`
    pub(super) fn range(&mut self, args: &[ExprId], b: u32) -> Eval<(i64, i64)> {
        Ok((self.int(args[0], b)?, self.int(args[1], b)?))
    }

    /// An operation of two integers.
    pub(super) fn arithmetic(&mut self, op: Builtin, args: &[ExprId], b: u32) -> Eval<Value> {
        let x = self.int(args[0], b)?;
        let y = self.int(args[1], b)?;
        Ok(self.u.int(arithmetic(op, x, y)?))
    }

    pub(super) fn eval_builtin(&mut self, op: Builtin, args: &[ExprId], b: u32) -> Eval<V> {
        use Builtin::{Append, Cardinality, Head, Len, Negate, Range, Tail};
        match op {
            op if op.is_arithmetic() => self.arithmetic(op, args, b).map(V::Val),
            Len | Head | Tail | Cardinality => {
                let x = self.eval(args[0], b)?;
                self.builtin_values(op, std::slice::from_ref(&x))
            }
            Append => {
                let seq = self.eval(args[0], b)?;
                let item = self.value(args[1], b)?;
                self.append(&seq, item)
            }
            Negate => {
                let x = self.int(args[0], b)?;
                let negated = x.checked_neg().ok_or_else(|| overflow(&format!("-{x}")))?;
                Ok(V::Val(self.u.int(negated)))
            }
            Range => {
                let (low, high) = self.range(args, b)?;
                Ok(lazy(LazySet::Interval(low, high)))
            }
            op if op.is_comparison() => {
                let truth = self.compare_numbers(op, args, b)?;
                Ok(V::Val(self.u.boolean(truth)))
            }
            Builtin::SelectSeq => Err(EvalError::new(
                code::KIND,
                "SelectSeq needs an operator as its second argument",
            )),
            _ => {
                let args = self.evals(args, b)?;
                self.builtin_values(op, &args)
            }
        }
    }

    /// A built-in operator of values.
    pub(super) fn builtin_values(&mut self, op: Builtin, args: &[V]) -> Eval<V> {
        let truth = |run: &Self, truth: bool| Ok(V::Val(run.u.boolean(truth)));
        match op {
            Builtin::Nat => Ok(lazy(LazySet::Nat)),
            Builtin::Int => Ok(lazy(LazySet::Int)),
            Builtin::Real => Ok(lazy(LazySet::Real)),
            Builtin::Seq => Ok(lazy(LazySet::Seq(args[0].clone()))),
            Builtin::Cardinality => {
                if !self.is_finite(&args[0])? {
                    let text = self.describe(&args[0]);
                    return Err(EvalError::new(
                        code::ENUMERATE,
                        format!("Cardinality needs a finite set, but this is {text}"),
                    ));
                }
                let size = self.size(&args[0])?;
                Ok(V::Val(self.u.int(size)))
            }
            Builtin::IsFiniteSet => {
                let finite = self.is_finite(&args[0])?;
                truth(self, finite)
            }
            Builtin::Len => self.len(&args[0]),
            Builtin::Head => self.head(&args[0]),
            Builtin::Tail => self.tail(&args[0]),
            Builtin::Append => {
                let item = self.force(&args[1])?;
                self.append(&args[0], item)
            }
            Builtin::Concat => self.concat(&args[0], &args[1]),
            Builtin::SubSeq => self.sub_seq(&args[0], &args[1], &args[2]),
            Builtin::SelectSeq => {
                let items = self.items(&args[0])?;
                let mut kept = Vec::new();
                for item in items {
                    let verdict = self.call_values(&args[1], vec![V::Val(item)], ExprId(0))?;
                    if self.bool_of(&verdict)? {
                        kept.push(item);
                    }
                }
                Ok(V::Val(self.u.tuple(kept)))
            }
            _ => {
                let mut numbers = Vec::with_capacity(args.len());
                for v in args {
                    let v = self.force(v)?;
                    numbers.push(self.int_of(v)?);
                }
                match (op, numbers.as_slice()) {
                    (Builtin::Negate, [x]) => {
                        let negated = x.checked_neg().ok_or_else(|| overflow(&format!("-{x}")))?;
                        Ok(V::Val(self.u.int(negated)))
                    }
                    (Builtin::Range, [x, y]) => Ok(lazy(LazySet::Interval(*x, *y))),
                    (Builtin::Less, [x, y]) => truth(self, x < y),
                    (Builtin::LessEq, [x, y]) => truth(self, x <= y),
                    (Builtin::Greater, [x, y]) => truth(self, x > y),
                    (Builtin::GreaterEq, [x, y]) => truth(self, x >= y),
                    (op, [x, y]) => Ok(V::Val(self.u.int(arithmetic(op, *x, *y)?))),
                    _ => Err(EvalError::new(code::KIND, "a wrong number of arguments")),
                }
            }
        }
    }

    // Sequences.

    #[cold]
    fn no_sequence(&mut self, what: &str, v: Value) -> Box<EvalError> {
        EvalError::new(
            code::KIND,
            format!(
                "{what} needs a sequence, but this is {}: {}",
                self.kind_of(v),
                self.excerpt(v)
            ),
        )
    }

    /// The items of a sequence.
    pub(super) fn items(&mut self, seq: &V) -> Eval<Vec<Value>> {
        let v = self.force(seq)?;
        match self.u.shape(v) {
            Shape::Tuple(items) => Ok(items.to_vec()),
            _ => Err(self.no_sequence("the operator", v)),
        }
    }

    fn len(&mut self, seq: &V) -> Eval<V> {
        if let V::At(at) = seq
            && let Some(length) = self.ask_length(at)
        {
            return Ok(V::Val(self.u.int(length)));
        }
        let v = self.force(seq)?;
        let len = match self.u.shape(v) {
            Shape::Tuple(items) => items.len(),
            Shape::Str(text) => text.encode_utf16().count(),
            _ => return Err(self.no_sequence("Len", v)),
        };
        Ok(V::Val(self.u.int(len as i64)))
    }

    fn head(&mut self, seq: &V) -> Eval<V> {
        if let V::At(at) = seq {
            let first = self.u.int(1);
            if let V::At(child) = self.child(at, first)
                && let Some(v) = self.ask(&child, &fastcheck_engine::Query::Whole)
            {
                return Ok(V::Val(v));
            }
        }
        let v = self.force(seq)?;
        match self.u.shape(v) {
            Shape::Tuple([first, ..]) => Ok(V::Val(*first)),
            Shape::Tuple([]) => Err(EvalError::new(code::DOMAIN, "Head of the empty sequence")),
            _ => Err(self.no_sequence("Head", v)),
        }
    }

    fn tail(&mut self, seq: &V) -> Eval<V> {
        if let Some(edited) = self.edited_tail(seq) {
            return Ok(edited);
        }
        let v = self.force(seq)?;
        match self.u.shape(v) {
            Shape::Tuple([]) => Err(EvalError::new(code::DOMAIN, "Tail of the empty sequence")),
            Shape::Tuple([_, rest @ ..]) => Ok(V::Val(self.u.tuple(rest.to_vec()))),
            Shape::Str(text) if !text.is_empty() => {
                let rest: String = text.chars().skip(1).collect();
                Ok(V::Val(self.u.string(&rest)))
            }
            _ => Err(self.no_sequence("Tail", v)),
        }
    }

    fn append(&mut self, seq: &V, item: Value) -> Eval<V> {
        if let Some(edited) = self.edited_append(seq, item) {
            return Ok(edited);
        }
        let v = self.force(seq)?;
        match self.u.append(v, item) {
            Some(longer) => Ok(V::Val(longer)),
            None => Err(self.no_sequence("Append", v)),
        }
    }

    fn concat(&mut self, left: &V, right: &V) -> Eval<V> {
        let x = self.force(left)?;
        let y = self.force(right)?;
        match (self.u.shape(x), self.u.shape(y)) {
            (Shape::Tuple(a), Shape::Tuple(b)) => Ok(V::Val(self.u.tuple([a, b].concat()))),
            (Shape::Str(a), Shape::Str(b)) => Ok(V::Val(self.u.string(&format!("{a}{b}")))),
            (Shape::Tuple(_) | Shape::Str(_), _) => Err(self.no_sequence("\\o", y)),
            _ => Err(self.no_sequence("\\o", x)),
        }
    }

    fn sub_seq(&mut self, seq: &V, from: &V, to: &V) -> Eval<V> {
        let from = self.force(from)?;
        let from = self.int_of(from)?;
        let to = self.force(to)?;
        let to = self.int_of(to)?;
        // All but the first entry is a change that needs no look at the others.
        if let (V::At(at), 2, 2..) = (seq, from, to)
            && self.ask_length(at) == Some(to)
            && let Some(edited) = self.edited_tail(seq)
        {
            return Ok(edited);
        }
        let v = self.force(seq)?;
        let outside = |len: usize| {
            EvalError::new(
                code::DOMAIN,
                format!("SubSeq from {from} to {to} of a sequence of length {len}"),
            )
        };
        let within = |len: usize| {
            let low = usize::try_from(from).ok().filter(|i| *i >= 1 && *i <= len);
            let high = usize::try_from(to).ok().filter(|i| *i <= len);
            low.zip(high)
        };
        match self.u.shape(v) {
            Shape::Tuple(_) if from > to => Ok(V::Val(self.u.tuple(Vec::new()))),
            Shape::Str(_) if from > to => Ok(V::Val(self.u.string(""))),
            Shape::Tuple(items) => {
                let (low, high) = within(items.len()).ok_or_else(|| outside(items.len()))?;
                Ok(V::Val(self.u.tuple(items[low - 1..high].to_vec())))
            }
            Shape::Str(text) => {
                let chars: Vec<char> = text.chars().collect();
                let (low, high) = within(chars.len()).ok_or_else(|| outside(chars.len()))?;
                let part: String = chars[low - 1..high].iter().collect();
                Ok(V::Val(self.u.string(&part)))
            }
            _ => Err(self.no_sequence("SubSeq", v)),
        }
    }
}

#[cold]
fn overflow(what: &str) -> Box<EvalError> {
    EvalError::new(code::OVERFLOW, format!("{what} does not fit 64 bits"))
}

/// Arithmetic of integers: it never wraps; division and remainder round towards minus infinity.
fn arithmetic(op: Builtin, x: i64, y: i64) -> Eval<i64> {
    match op {
        Builtin::Add => x
            .checked_add(y)
            .ok_or_else(|| overflow(&format!("{x} + {y}"))),
        Builtin::Sub => x
            .checked_sub(y)
            .ok_or_else(|| overflow(&format!("{x} - {y}"))),
        Builtin::Mul => x
            .checked_mul(y)
            .ok_or_else(|| overflow(&format!("{x} * {y}"))),
        Builtin::Power => power(x, y),
        Builtin::Div if y == 0 => Err(EvalError::new(
            code::ARITHMETIC,
            format!("{x} \\div 0: division by zero"),
        )),
        Builtin::Div => {
            let quotient = x
                .checked_div(y)
                .ok_or_else(|| overflow(&format!("{x} \\div {y}")))?;
            let inexact = x % y != 0;
            Ok(if inexact && (x < 0) != (y < 0) {
                quotient - 1
            } else {
                quotient
            })
        }
        _ if y <= 0 => Err(EvalError::new(
            code::ARITHMETIC,
            format!("{x} % {y}: the second argument of % must be positive"),
        )),
        _ => Ok(x.rem_euclid(y)),
    }
}

fn power(x: i64, y: i64) -> Eval<i64> {
    if y < 0 {
        return Err(EvalError::new(
            code::ARITHMETIC,
            format!("{x}^{y}: the exponent is negative"),
        ));
    }
    if x == 0 && y == 0 {
        return Err(EvalError::new(code::ARITHMETIC, "0^0 is undefined"));
    }
    match x {
        0 | 1 => Ok(x),
        -1 => Ok(if y % 2 == 0 { 1 } else { -1 }),
        _ => u32::try_from(y)
            .ok()
            .and_then(|y| x.checked_pow(y))
            .ok_or_else(|| overflow(&format!("{x}^{y}"))),
    }
}
