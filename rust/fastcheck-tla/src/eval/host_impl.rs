//! The evaluator as native code sees it.

use std::cmp::Ordering;

use fastcheck_values::{Universe, Value};

use super::error::Eval;
use super::host::{Host, Outside};
use super::plan::{ACTION, STATE, TEMPORAL};
use super::run::{BEFORE, NONE, Run};
use super::value::V;
use crate::modules::mix;

impl Run<'_> {
    /// An argument that came unevaluated is evaluated.
    pub(super) fn unlazy(&mut self, v: &V) -> Eval<V> {
        match v {
            V::Thunk(..) | V::Alias(..) | V::Kept(_) => {
                let base = self.frame(1);
                self.set(base, 0, v.clone());
                let v = self.local(0, base);
                self.leave(base);
                v
            }
            v => Ok(v.clone()),
        }
    }
}

impl Host for Run<'_> {
    fn universe(&self) -> &Universe {
        self.u
    }

    fn value(&mut self, v: &V) -> Eval<Value> {
        Run::force(self, v)
    }

    fn force(&mut self, v: &V) -> Eval<V> {
        self.unlazy(v)
    }

    fn cached(&mut self, v: &V, key: Value) -> Eval<V> {
        let (V::Thunk(e, _) | V::Alias(e, _)) = *v else {
            return self.unlazy(v);
        };
        if self.info(e).has(STATE | ACTION | TEMPORAL) {
            return self.unlazy(v);
        }
        let known = self.sh.cache().get(&(e, key)).copied();
        if let Some(known) = known {
            return Ok(V::Val(known));
        }
        let result = self.unlazy(v)?;
        let value = Run::force(self, &result)?;
        self.sh.cache().insert((e, key), value);
        Ok(V::Val(value))
    }

    fn truth(&mut self, v: &V) -> Eval<bool> {
        let v = self.unlazy(v)?;
        self.bool_of(&v)
    }

    fn int(&mut self, v: &V) -> Eval<i64> {
        let v = Run::force(self, v)?;
        self.int_of(v)
    }

    fn members(&mut self, set: &V) -> Eval<Vec<Value>> {
        let set = self.unlazy(set)?;
        Ok(Run::members(self, &set)?.to_vec())
    }

    fn items(&mut self, seq: &V) -> Eval<Vec<Value>> {
        Run::items(self, seq)
    }

    fn contains(&mut self, set: &V, member: Value) -> Eval<bool> {
        let set = self.unlazy(set)?;
        Run::contains(self, &set, &V::Val(member))
    }

    fn set(&mut self, members: Vec<Value>) -> Eval<V> {
        self.make_set(members)
    }

    fn equal(&mut self, a: Value, b: Value) -> Eval<bool> {
        self.equal_values(a, b)
    }

    fn compare(&mut self, a: Value, b: Value) -> Eval<Ordering> {
        self.compare_values(a, b)
    }

    fn apply(&mut self, f: &V, key: Value) -> Eval<V> {
        let f = self.unlazy(f)?;
        Run::apply(self, &f, key)
    }

    fn extended(&mut self, f: &V, entries: &[(Value, Value)]) -> Option<V> {
        self.edited_extension(f, entries)
    }

    fn call(&mut self, operator: &V, args: Vec<V>) -> Eval<V> {
        self.call_values(operator, args, self.calling)
    }

    fn show(&mut self, v: &V) -> String {
        self.describe(v)
    }

    fn outside(&self) -> &dyn Outside {
        &*self.sh.outside
    }

    fn level(&self) -> i64 {
        match self.st.now {
            NONE => 0,
            BEFORE => self.level,
            // The state after, or the one that is being made; initial states are made at level 0.
            _ => self.level + i64::from(self.level > 0),
        }
    }

    fn random(&mut self) -> Eval<u64> {
        let call = u64::from(self.calling.0) << 32 | self.draws;
        self.draws += 1;
        let mut number = mix(self.sh.outside.seed() ^ mix(call));
        if self.st.now == BEFORE {
            for variable in 0..self.program.variables.len() {
                let value = self.variable(variable as u32, BEFORE)?;
                let value = Run::force(self, &value)?;
                number = mix(number ^ self.u.hash(value) as u64);
            }
        }
        Ok(number)
    }

    fn poll(&mut self) -> Eval<()> {
        self.tick()
    }
}
