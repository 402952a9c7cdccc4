//! What binds names over the elements of sets: quantifiers, CHOOSE, filters and maps.

use fastcheck_values::{Shape, Value};

use super::code;
use super::error::{Eval, EvalError};
use super::expr::lazy;
use super::plan::Over;
use super::run::Run;
use super::value::{Closure, LazySet, V};
use crate::ir::ExprId;

impl Run<'_> {
    /// Gives an element, or its components, to what an `Over` binds.
    #[inline]
    pub(super) fn bind(&mut self, over: &Over, b: u32, element: Value) -> Eval<()> {
        if !over.tuple {
            self.set(b, over.slots[0], V::Val(element));
            return Ok(());
        }
        match self.u.shape(element) {
            Shape::Tuple(items) if items.len() == over.slots.len() => {
                for (slot, item) in over.slots.iter().zip(items) {
                    self.set(b, *slot, V::Val(*item));
                }
                Ok(())
            }
            _ => Err(EvalError::new(
                code::KIND,
                format!(
                    "a tuple of {} components was expected, but the set has the element {}",
                    over.slots.len(),
                    self.excerpt(element)
                ),
            )),
        }
    }

    /// Whether the body has the wanted truth value for some elements.
    pub(super) fn quantifier(
        &mut self,
        bounds: &[Over],
        body: ExprId,
        b: u32,
        wanted: bool,
    ) -> Eval<bool> {
        if let [over] = bounds {
            if self.recording() {
                let set = self.eval(over.set, b)?;
                if let Some(part) = self.part_of(&set)
                    && let Some(found) = self.select_quantifier(&part, over, body, b, wanted)?
                {
                    return Ok(found);
                }
                if !matches!(set, V::Lazy(_)) {
                    let all = self.each(&set, &mut |run, x| {
                        run.bind(over, b, x)?;
                        Ok(run.truth(body, b)? != wanted)
                    })?;
                    return Ok(!all);
                }
            }
            let all = self.each_of(over.set, b, &mut |run, x| {
                run.bind(over, b, x)?;
                Ok(run.truth(body, b)? != wanted)
            })?;
            return Ok(!all);
        }
        let sets = self.bound_sets(bounds, b)?;
        let all = self.nested(bounds, &sets, b, &mut |run, _| {
            Ok(run.truth(body, b)? != wanted)
        })?;
        Ok(!all)
    }

    /// The sets of all bounds, before any element is looked at.
    pub(super) fn bound_sets(&mut self, bounds: &[Over], b: u32) -> Eval<Vec<V>> {
        let set = |over: &Over| self.eval_listed(over.set, b);
        bounds.iter().map(set).collect()
    }

    /// All combinations of elements, the first bound fastest as in TLC; `f` also gets the elements. False if `f` said so.
    pub(super) fn nested(
        &mut self,
        bounds: &[Over],
        sets: &[V],
        b: u32,
        f: &mut dyn FnMut(&mut Self, &[Value]) -> Eval<bool>,
    ) -> Eval<bool> {
        let mut elements = vec![self.u.boolean(false); bounds.len()];
        self.nested_below(bounds.len(), bounds, sets, b, &mut elements, f)
    }

    /// All combinations of elements of the first `count` bounds.
    fn nested_below(
        &mut self,
        count: usize,
        bounds: &[Over],
        sets: &[V],
        b: u32,
        elements: &mut Vec<Value>,
        f: &mut dyn FnMut(&mut Self, &[Value]) -> Eval<bool>,
    ) -> Eval<bool> {
        let Some(at) = count.checked_sub(1) else {
            return f(self, elements);
        };
        self.each(&sets[at], &mut |run, x| {
            run.bind(&bounds[at], b, x)?;
            elements[at] = x;
            run.nested_below(at, bounds, sets, b, elements, f)
        })
    }

    pub(super) fn choose(&mut self, over: &Over, body: ExprId, b: u32) -> Eval<V> {
        let mut found = None;
        let mut chosen = false;
        if self.recording() {
            let set = self.eval(over.set, b)?;
            if let Some(part) = self.part_of(&set) {
                chosen = self.select_each(&part, over, body, b, true, &mut |_, x| {
                    found = Some(x);
                    Ok(false)
                })?;
            }
        }
        if !chosen {
            self.each_of(over.set, b, &mut |run, x| {
                run.bind(over, b, x)?;
                if run.truth(body, b)? {
                    found = Some(x);
                }
                Ok(found.is_none())
            })?;
        }
        found.map(V::Val).ok_or_else(|| {
            EvalError::new(
                code::CHOOSE,
                "CHOOSE found no element of the set that satisfies the condition",
            )
        })
    }

    pub(super) fn filter(&mut self, e: ExprId, over: &Over, body: ExprId, b: u32) -> Eval<V> {
        let set = self.eval(over.set, b)?;
        if let Some(part) = self.part_of(&set)
            && let Some(filtered) = self.filter_part(&part, over, body, b)?
        {
            return Ok(filtered);
        }
        if !self.is_listed(&set) {
            let env = self.keep(e, b);
            return Ok(lazy(LazySet::Filter(set, Closure { expr: e, env })));
        }
        let mut chosen = Vec::new();
        self.each(&set, &mut |run, x| {
            run.bind(over, b, x)?;
            if run.truth(body, b)? {
                chosen.push(x);
            }
            Ok(true)
        })?;
        Ok(super::sets::listed(chosen))
    }

    pub(super) fn map(&mut self, bounds: &[Over], body: ExprId, b: u32) -> Eval<V> {
        let (mut values, mut family) = (Vec::new(), Vec::new());
        let mut add = |run: &mut Self| {
            match run.eval(body, b)? {
                V::Val(v) => values.push(v),
                described @ V::Lazy(_) => family.push(described),
                v => values.push(run.force(&v)?),
            }
            Ok(true)
        };
        if let [over] = bounds {
            self.each_of(over.set, b, &mut |run, x| {
                run.bind(over, b, x)?;
                add(run)
            })?;
        } else {
            let sets = self.bound_sets(bounds, b)?;
            self.nested(bounds, &sets, b, &mut |run, _| add(run))?;
        }
        if family.is_empty() {
            return self.make_set(values);
        }
        family.extend(values.into_iter().map(V::Val));
        let family = family.into_iter().map(|v| self.keep_value(v)).collect();
        Ok(lazy(LazySet::Family(family)))
    }
}
