//! Tuples, records, functions and sets of given parts.

use fastcheck_values::Value;

use super::code;
use super::error::{Eval, EvalError};
use super::expr::lazy;
use super::memo::{Maker, PARTS};
use super::run::Run;
use super::value::{LazySet, V};
use crate::ir::ExprId;

impl Run<'_> {
    pub(super) fn tuple(&mut self, items: &[ExprId], b: u32) -> Eval<V> {
        if items.is_empty() || items.len() > PARTS {
            let mut values = Vec::with_capacity(items.len());
            for item in items {
                values.push(self.value(*item, b)?);
            }
            return Ok(V::Val(self.u.tuple(values)));
        }
        let mut parts = [self.u.boolean(false); PARTS];
        for (part, item) in parts.iter_mut().zip(items) {
            *part = self.value(*item, b)?;
        }
        let (u, parts) = (self.u, &parts[..items.len()]);
        let make = || Ok(u.tuple(parts.to_vec()));
        self.m.memo.get_or(Maker::Tuple, parts, make).map(V::Val)
    }

    pub(super) fn record(
        &mut self,
        e: ExprId,
        fields: &[(Value, ExprId)],
        places: &[u32],
        b: u32,
    ) -> Eval<V> {
        if fields.is_empty() || fields.len() > PARTS {
            let mut pairs: Vec<(Value, Value)> = fields.iter().map(|f| (f.0, f.0)).collect();
            for place in places {
                let place = *place as usize;
                pairs[place].1 = self.value(fields[place].1, b)?;
            }
            return self.make_function(pairs);
        }
        let mut parts = [self.u.boolean(false); PARTS];
        for place in places {
            let place = *place as usize;
            parts[place] = self.value(fields[place].1, b)?;
        }
        let (u, parts) = (self.u, &parts[..fields.len()]);
        let pairs = || fields.iter().zip(parts).map(|((name, _), v)| (*name, *v));
        let make = || u.function(pairs().collect());
        let made = self.m.memo.get_or(Maker::Record(e.0), parts, make);
        made.map(V::Val)
            .map_err(|twice| self.given_twice(twice.key))
    }

    #[cold]
    fn given_twice(&self, key: Value) -> Box<EvalError> {
        EvalError::new(code::KIND, format!("{} has two values", self.excerpt(key)))
    }

    /// The function with these entries.
    pub(super) fn make_function(&mut self, pairs: Vec<(Value, Value)>) -> Eval<V> {
        let made = self.u.function(pairs).map(V::Val);
        made.map_err(|twice| self.given_twice(twice.key))
    }

    pub(super) fn set_enum(&mut self, items: &[ExprId], b: u32) -> Eval<V> {
        let mut values = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            match self.eval(*item, b)? {
                V::Val(v) => values.push(v),
                described @ V::Lazy(_) => {
                    let mut family: Vec<V> = values.into_iter().map(V::Val).collect();
                    family.push(described);
                    family.extend(self.evals(&items[i + 1..], b)?);
                    return Ok(lazy(LazySet::Family(family.into())));
                }
                v => values.push(self.force(&v)?),
            }
        }
        self.make_set(values)
    }
}
