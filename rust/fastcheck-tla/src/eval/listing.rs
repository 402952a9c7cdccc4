//! Described sets that definitions are: listed once, while the variables that the definition speaks of have the same values,
//! though other variables do not.

use std::sync::Arc;

use fastcheck_values::Value;

use super::error::Eval;
use super::plan::Plan;
use super::run::Run;
use super::sets::Each;
use super::value::{At, Closure, Edited, LazySet, V};
use crate::ir::{DefId, ExprId};

/// A filtered set is first listed when so many elements were looked at in passing.
const WORTH: u64 = 1 << 12;

/// What a variable is in a state that is being made. Parts of the state before, changed or not, are the same only within one
/// evaluation, since what it reads is recorded once.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Value(Value),
    At(Arc<At>),
    Edited(Arc<Edited>),
}

impl Held {
    pub(super) fn of(v: &V) -> Option<Held> {
        match v {
            V::Val(v) => Some(Held::Value(*v)),
            V::At(at) => Some(Held::At(at.clone())),
            V::Edited(edited) => Some(Held::Edited(edited.clone())),
            _ => None,
        }
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Held::Value(a), Held::Value(b)) => a == b,
            (Held::At(a), Held::At(b)) => Arc::ptr_eq(a, b),
            (Held::Edited(a), Held::Edited(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// What is known of a definition's members where some variables have some values.
#[derive(Debug)]
pub(super) struct Listing {
    values: Vec<Held>,
    list: Option<Arc<Vec<Value>>>,
    /// How many elements were looked at one by one.
    spent: u64,
    /// With so many spent, listing is tried for a quarter of them: so it never costs more than half of what was spent.
    next: u64,
}

/// What is done with an element of a set that is filtered: with nothing, where the condition is false.
type Sifted<'f, 'r> = &'f mut dyn FnMut(&mut Run<'r>, Option<Value>) -> Eval<bool>;

impl<'a> Run<'a> {
    /// Each element of the set that a definition is where the variables it speaks of have these values.
    pub(super) fn each_of_def(
        &mut self,
        def: DefId,
        values: Vec<Held>,
        e: ExprId,
        b: u32,
        f: Each<'_, 'a>,
    ) -> Eval<bool> {
        let known = self.m.listings.get(&def);
        if let Some(list) = known.and_then(|listing| listing.list_for(&values)) {
            return self.each_in(&list, f);
        }
        let set = self.eval(e, b)?;
        let V::Lazy(described) = &set else {
            return self.each(&set, f);
        };
        match &**described {
            _ if is_unordered(&set) => {
                let list = self.sorted_members(&set)?;
                let list = self.keep_list(def, values, list);
                self.each_in(&list, f)
            }
            LazySet::Filter(base, closure) => self.each_filtered(def, values, base, closure, f),
            _ => self.each(&set, f),
        }
    }

    /// A set whose elements are wanted: a listed one where the set is a definition that has to be put in order.
    pub(super) fn eval_listed(&mut self, e: ExprId, b: u32) -> Eval<V> {
        let (def, values) = match self.plan(e) {
            Plan::CallDef(def, given) if given.is_empty() => match self.few_values_now(*def) {
                Some(values) => (*def, values),
                None => return self.eval(e, b),
            },
            _ => return self.eval(e, b),
        };
        let known = self.m.listings.get(&def);
        if let Some(list) = known.and_then(|listing| listing.list_for(&values)) {
            return Ok(V::Set(list));
        }
        let set = self.eval(e, b)?;
        // What cannot be listed fails where an element is wanted.
        if is_unordered(&set)
            && let Ok(list) = self.sorted_members(&set)
        {
            return Ok(V::Set(self.keep_list(def, values, list)));
        }
        Ok(set)
    }

    fn keep_list(&mut self, def: DefId, values: Vec<Held>, list: Vec<Value>) -> Arc<Vec<Value>> {
        let list = Arc::new(list);
        let mut listing = Listing::new(values);
        listing.list = Some(list.clone());
        self.m.listings.insert(def, listing);
        list
    }

    fn each_filtered(
        &mut self,
        def: DefId,
        values: Vec<Held>,
        set: &V,
        closure: &Closure,
        f: Each<'_, 'a>,
    ) -> Eval<bool> {
        let known = self.m.listings.remove(&def);
        let mut listing = known
            .filter(|listing| listing.values == values)
            .unwrap_or_else(|| Listing::new(values));
        if listing.spent >= listing.next {
            listing.list = self.list_filter(set, closure, listing.spent / 4);
            listing.next = listing.spent * 2;
            if let Some(list) = listing.list.clone() {
                self.m.listings.insert(def, listing);
                return self.each_in(&list, f);
            }
        }
        let mut spent = 0;
        let result = self.each_sifted(set, closure, &mut |run, kept| {
            spent += 1;
            kept.map_or(Ok(true), |x| f(run, x))
        });
        listing.spent += spent;
        self.m.listings.insert(def, listing);
        result
    }

    /// All members of a filtered set, if that is no error and not more than so much work.
    fn list_filter(&mut self, set: &V, closure: &Closure, work: u64) -> Option<Arc<Vec<Value>>> {
        let (mut done, mut list) = (0, Vec::new());
        let all = self.each_sifted(set, closure, &mut |_, kept| {
            done += 1;
            list.extend(kept);
            Ok(done < work)
        });
        matches!(all, Ok(true)).then(|| Arc::new(list))
    }

    /// Each element of a set, and whether a condition holds of it.
    pub(super) fn each_sifted(
        &mut self,
        set: &V,
        closure: &Closure,
        f: Sifted<'_, 'a>,
    ) -> Eval<bool> {
        let Plan::Filter(over, body) = self.plan_behind(closure.expr) else {
            return Err(self.no_set(set));
        };
        // The condition is about the states that the set was made for; what is done with a member is not.
        let (inside, outside) = (closure.env.states, self.st);
        self.within(&closure.env, inside, |run, base| {
            run.each_raw(set, &mut |run, x| {
                run.bind(over, base, x)?;
                let kept = run.truth(*body, base)?.then_some(x);
                let inside = std::mem::replace(&mut run.st, outside);
                let goes_on = f(run, kept);
                run.st = inside;
                goes_on
            })
        })
    }
}

/// Described sets whose elements are put in order before they are looked at.
fn is_unordered(set: &V) -> bool {
    let V::Lazy(described) = set else {
        return false;
    };
    matches!(
        &**described,
        LazySet::Union(..) | LazySet::BigUnion(_) | LazySet::Family(_)
    )
}

impl Listing {
    fn new(values: Vec<Held>) -> Self {
        Listing {
            values,
            list: None,
            spent: 0,
            next: WORTH,
        }
    }

    fn list_for(&self, values: &[Held]) -> Option<Arc<Vec<Value>>> {
        if self.values == values {
            self.list.clone()
        } else {
            None
        }
    }
}
