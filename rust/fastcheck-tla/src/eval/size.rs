//! How many elements a set has.

use fastcheck_values::Shape;

use super::code;
use super::error::{Eval, EvalError};
use super::run::Run;
use super::value::{LazySet, V};

impl<'a> Run<'a> {
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
            V::At(at) => match self.ask_cardinality(at) {
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
