//! One entry into the evaluator: frames, slots, states, and the limits of stack and patience.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fastcheck_engine::{Access, Place, Side};
use fastcheck_values::{Universe, Value};

use super::api::{Binding, Scoped, Shared, StateView};
use super::code;
use super::env::{Env, States};
use super::error::{Eval, EvalError};
use super::listing::{self, Listing};
use super::looked::{ANY, Looked};
use super::memo::Memo;
use super::plan::{ACTION, Given, Info, Plan, Plans, STATE};
use super::value::{At, Kept, KeptOperator, Operator, V};
use crate::ir::{Callee, DefId, ExprId, Program, Slot};

/// The state itself.
pub(super) const BEFORE: u16 = 0;
/// The state after a step.
pub(super) const AFTER: u16 = 1;
/// No state: nothing may be read.
pub(super) const NONE: u16 = u16::MAX;
/// The first state that is being made.
pub(super) const MADE: u16 = 2;

/// A state that is being made.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub values: Vec<V>,
    /// How many have no value yet.
    pub left: usize,
    /// For ENABLED: the definition that it stands in.
    pub home: Option<DefId>,
}

/// What lasts from one entry to the next.
#[derive(Debug, Default)]
pub(super) struct Machine {
    pub stack: Vec<V>,
    /// Closed constant expressions that are described rather than concrete, by cell.
    pub described: Vec<V>,
    /// Values made lately.
    pub memo: Memo,
    /// Where a successor's values are put together.
    pub scratch: Vec<Value>,
    /// The variables that were looked at.
    pub looked: Looked,
    /// What definitions are in the state, and in the one after it.
    pub known: [Known; 2],
    /// What definitions were lately found to be where some variables have some values, in states that were being made.
    pub made: HashMap<DefId, (Vec<listing::Held>, V)>,
    /// The same for described sets, as lists.
    pub listings: HashMap<DefId, Listing>,
    /// States that were made and are free to be used again.
    pub drafts: Vec<Draft>,
    /// The roots of the state's variables, for recorded evaluation.
    pub roots: [Vec<Arc<At>>; 2],
}

/// What definitions without parameters were found to be in a state.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The state, where whole values are at hand (else nothing), and its number.
    state: Vec<Value>,
    stamp: u64,
    /// By definition: in the state of that number, and which variables were looked at for it.
    values: Vec<(u64, V, u64)>,
}

impl Known {
    /// What was found in another state is out of date.
    fn enter(&mut self, state: Option<&[Value]>, definitions: usize) {
        if self.values.len() < definitions {
            self.values.resize(definitions, (0, V::Unset, ANY));
        }
        let state = state.unwrap_or_default();
        if !state.is_empty() && *state == *self.state {
            return;
        }
        self.stamp += 1;
        self.state.clear();
        self.state.extend_from_slice(state);
    }
}

/// See [`Run::partly`].
const PARTLY: u32 = 1_000;

/// Gets successors or initial states, one value per variable; may end the search.
pub type Sink<'a> = &'a mut dyn FnMut(&[Value]) -> ControlFlow<()>;

/// One entry into the evaluator.
pub(super) struct Run<'a> {
    pub sh: &'a Shared,
    pub program: &'a Program,
    pub plans: &'a Plans,
    pub u: &'a Universe,
    pub m: &'a mut Machine,
    pub plain: [Option<&'a [Value]>; 2],
    pub access: Option<&'a mut Access>,
    pub sink: Option<Sink<'a>>,
    pub st: States,
    pub drafts: Vec<Draft>,
    /// The level of the state that is evaluated.
    pub level: i64,
    /// The call of native code that is running.
    pub calling: ExprId,
    /// How many random numbers were drawn.
    pub draws: u64,
    /// How many more functions may be looked at for one entry, after they could not be worked out as a whole.
    pub partly: u32,
    /// States between the two steps of a composition, which count as generated.
    pub passed: u32,
    /// The lowest address that the stack may reach.
    floor: usize,
    polls: u32,
}

impl<'a> Run<'a> {
    pub(super) fn new(sh: &'a Shared, m: &'a mut Machine, view: Option<StateView<'a>>) -> Self {
        let (mut plain, mut access) = ([None, None], None);
        let mut st = States {
            now: NONE,
            next: NONE,
        };
        match view {
            Some(StateView::Plain { before, after }) => {
                plain = [Some(before), after];
                st.now = BEFORE;
                if after.is_some() {
                    st.next = AFTER;
                }
            }
            Some(StateView::Recorded(a)) => {
                access = Some(a);
                st = States {
                    now: BEFORE,
                    next: AFTER,
                };
            }
            None => {}
        }
        let plans = &sh.plans;
        for (known, state) in m.known.iter_mut().zip(plain) {
            known.enter(state, plans.per_state.len());
        }
        m.stack.clear();
        m.looked.take();
        if access.is_some() {
            m.made.clear();
            m.listings.clear();
        }
        if m.described.len() < plans.cells.len() {
            m.described.resize(plans.cells.len(), V::Unset);
        }
        if access.is_some() && m.roots[0].len() < sh.program.variables.len() {
            for side in [Side::Before, Side::After] {
                let root = |variable| {
                    Arc::new(At {
                        side,
                        place: Place::root(variable),
                    })
                };
                m.roots[side as usize] = (0..sh.program.variables.len()).map(root).collect();
            }
        }
        let floor = stack_address().saturating_sub(sh.options.stack);
        Run {
            sh,
            program: &sh.program,
            plans,
            u: &sh.universe,
            m,
            plain,
            access,
            sink: None,
            st,
            drafts: Vec::new(),
            level: 0,
            calling: ExprId(0),
            draws: 0,
            partly: PARTLY,
            passed: 0,
            floor,
            polls: 0,
        }
    }

    #[inline]
    pub(super) fn plan(&self, e: ExprId) -> &'a Plan {
        &self.plans.plans[e.0 as usize]
    }

    #[inline]
    pub(super) fn info(&self, e: ExprId) -> &'a Info {
        &self.plans.info[e.0 as usize]
    }

    pub(super) fn recording(&self) -> bool {
        self.access.is_some()
    }

    /// The number of a state that is being made.
    pub(super) fn number(index: usize) -> u16 {
        // Compositions and ENABLED nest by the text of the specification and by recursion, which the stack bounds.
        u16::try_from(index).unwrap_or(u16::MAX - 1 - MADE) + MADE
    }

    /// The index of a state that is being made.
    pub(super) fn index(state: u16) -> usize {
        usize::from(state - MADE)
    }

    // Limits.

    /// Fails when the stack is nearly used up, and now and then looks whether the run was stopped.
    #[inline]
    pub(super) fn guard(&mut self) -> Eval<()> {
        self.deep()?;
        self.tick()
    }

    /// Fails when the stack is nearly used up.
    #[inline]
    pub(super) fn deep(&self) -> Eval<()> {
        if stack_address() < self.floor {
            return Err(Self::too_deep());
        }
        Ok(())
    }

    #[cold]
    fn too_deep() -> Box<EvalError> {
        EvalError::new(
            code::RECURSION,
            "evaluation is nested too deep; most likely a recursion has no end",
        )
    }

    /// Now and then looks whether the run was stopped.
    #[inline]
    pub(super) fn tick(&mut self) -> Eval<()> {
        self.polls = self.polls.wrapping_add(1);
        if self.polls & 0xfff == 0 && self.sh.options.stop.load(Ordering::Relaxed) {
            return Err(EvalError::new(code::STOPPED, "the run was stopped"));
        }
        Ok(())
    }

    // Frames and slots.

    /// A new frame with nothing in it.
    pub(super) fn frame(&mut self, size: u32) -> u32 {
        let base = self.m.stack.len();
        self.m.stack.resize(base + size as usize, V::Unset);
        base as u32
    }

    pub(super) fn frame_of(&mut self, def: DefId) -> u32 {
        self.frame(self.plans.frames[def.0 as usize])
    }

    pub(super) fn leave(&mut self, base: u32) {
        self.m.stack.truncate(base as usize);
    }

    #[inline]
    pub(super) fn get(&self, b: u32, slot: u32) -> &V {
        &self.m.stack[(b + slot) as usize]
    }

    #[inline]
    pub(super) fn set(&mut self, b: u32, slot: u32, v: V) {
        self.m.stack[(b + slot) as usize] = v;
    }

    #[inline]
    pub(super) fn swap(&mut self, b: u32, slot: u32, v: V) -> V {
        std::mem::replace(&mut self.m.stack[(b + slot) as usize], v)
    }

    /// The frame that a scoped expression starts in.
    pub(super) fn enter(&mut self, scoped: &Scoped) -> u32 {
        let base = self.frame(scoped.frame);
        for (slot, binding) in &scoped.bindings {
            let v = match binding {
                Binding::Value(v) => V::Val(*v),
                Binding::Let(e) => self.later(*e, base, self.is_by_name(*e, slot.0)),
                Binding::Operator(def) => V::Op(Operator::Def(*def)),
                Binding::Outer(outer) => {
                    let home = self.enter(outer);
                    V::Alias(outer.expr, home)
                }
            };
            self.set(base, slot.0, v);
        }
        base
    }

    pub(super) fn is_by_name(&self, e: ExprId, slot: u32) -> bool {
        let home = self.plans.home[e.0 as usize];
        self.plans.by_name[home.0 as usize][slot as usize]
    }

    /// What a bound variable, a parameter or a LET stands for.
    #[inline]
    pub(super) fn local(&mut self, slot: u32, b: u32) -> Eval<V> {
        match self.get(b, slot) {
            V::Thunk(..) | V::Alias(..) | V::Kept(_) | V::Unset => self.local_slow(slot, b),
            v => Ok(v.clone()),
        }
    }

    /// The value of a state variable in a state.
    #[inline]
    pub(super) fn variable(&self, v: u32, state: u16) -> Eval<V> {
        match state {
            BEFORE | AFTER => match self.plain[state as usize] {
                Some(values) => {
                    self.m.looked.at(v);
                    Ok(V::Val(values[v as usize]))
                }
                None if self.recording() => {
                    Ok(V::At(self.m.roots[state as usize][v as usize].clone()))
                }
                None => Err(self.no_state(v)),
            },
            NONE => Err(self.no_state(v)),
            made => match &self.drafts[(made - MADE) as usize].values[v as usize] {
                V::Unset => Err(self.unassigned(v)),
                v => Ok(v.clone()),
            },
        }
    }

    /// The value of a state variable, where whole states are at hand.
    #[inline]
    pub(super) fn plain_variable(&self, v: u32) -> Option<Value> {
        let state = *self.plain.get(self.st.now as usize)?;
        self.m.looked.at(v);
        Some(state?[v as usize])
    }

    /// What a definition was found to be in the state that unprimed variables speak of, which is a given one.
    pub(super) fn remembered(&self, def: DefId) -> Option<V> {
        let known = &self.m.known[self.st.now as usize];
        match &known.values[def.0 as usize] {
            (stamp, v, looked) if *stamp == known.stamp => {
                self.m.looked.also(*looked);
                Some(v.clone())
            }
            _ => None,
        }
    }

    /// Remembers what a definition is in that state, for which those variables were looked at.
    pub(super) fn remember(&mut self, def: DefId, v: &V, looked: u64) {
        // What is not worked out yet may be worked out in part when it is used again.
        let looked = match v {
            V::Val(_) | V::Set(_) => looked,
            _ => ANY,
        };
        let known = &mut self.m.known[self.st.now as usize];
        known.values[def.0 as usize] = (known.stamp, v.clone(), looked);
    }

    #[cold]
    fn no_state(&self, v: u32) -> Box<EvalError> {
        let name = &self.program.variables[v as usize].name;
        EvalError::new(
            code::UNASSIGNED,
            format!("{name} is read where there is no state that gives it a value"),
        )
    }

    #[cold]
    fn unassigned(&self, v: u32) -> Box<EvalError> {
        let variable = self.program.variables.get(v as usize);
        let name = variable.map_or("a variable of an instance", |variable| &variable.name);
        let text = if self.st.now >= MADE && self.st.next == NONE {
            format!("{name} is read before it has a value")
        } else {
            format!("the next value of {name} is read before it has one")
        };
        EvalError::new(code::UNASSIGNED, text).hint(format!(
            "conjuncts are evaluated from left to right: put the one that determines {name} first"
        ))
    }

    #[cold]
    fn unset(&self) -> Box<EvalError> {
        EvalError::new(
            code::UNSUPPORTED,
            "a bound variable has no value here; this is a defect of the evaluator",
        )
    }

    fn local_slow(&mut self, slot: u32, b: u32) -> Eval<V> {
        match self.get(b, slot).clone() {
            V::Thunk(e, home) => {
                self.guard()?;
                let v = self.eval(e, home)?;
                self.set(b, slot, v.clone());
                Ok(v)
            }
            V::Alias(e, home) => {
                self.guard()?;
                self.eval(e, home)
            }
            V::Kept(kept) => self.kept(&kept),
            V::Unset => Err(self.unset()),
            v => Ok(v),
        }
    }

    fn kept(&mut self, kept: &Arc<Kept>) -> Eval<V> {
        if let Some(v) = kept.memo.as_ref().and_then(|memo| memo.get()) {
            return Ok(v.clone());
        }
        self.guard()?;
        // What is used by name speaks of the states of the place of use.
        let states = if kept.memo.is_some() {
            kept.env.states
        } else {
            self.st
        };
        let v = self.within(&kept.env, states, |run, base| run.eval(kept.expr, base))?;
        if let Some(memo) = &kept.memo {
            // Another thread may have been first; the value is the same.
            let _ = memo.set(v.clone());
        }
        Ok(v)
    }

    // Arguments.

    /// A value for a parameter.
    pub(super) fn given(&mut self, given: &Given, b: u32, by_name: bool) -> Eval<V> {
        match given {
            Given::Now(e) => self.eval(*e, b),
            Given::Slot(slot, e) => Ok(match self.get(b, *slot) {
                // It remembers its value where it is.
                V::Thunk(..) => V::Thunk(*e, b),
                v => v.clone(),
            }),
            Given::Later(e) => Ok(self.later(*e, b, by_name)),
            Given::Operator(Callee::Param(slot)) => Ok(self.get(b, slot.0).clone()),
            Given::Operator(Callee::Def(d)) => Ok(V::Op(Operator::Def(*d))),
            Given::Operator(Callee::Constant(c)) => Ok(V::Op(Operator::Constant(*c))),
            Given::Operator(Callee::Local(i)) | Given::Lambda(i) => {
                Ok(V::Op(Operator::Local(*i, b)))
            }
        }
    }

    /// Whether what is in a slot must be evaluated at each use, or is an operator that must.
    fn is_fresh(&self, slot: u32, b: u32, making: bool) -> bool {
        let body = match self.get(b, slot) {
            V::Alias(..) => return true,
            V::Op(Operator::Def(def)) => self.plans.defs[self.real(*def).0 as usize].body,
            V::Op(Operator::Local(local, _)) => self.plans.locals[*local as usize].body,
            V::Op(Operator::Kept(kept)) => self.plans.locals[kept.local as usize].body,
            _ => return false,
        };
        let info = self.info(body);
        info.has(ACTION) || making && info.has(STATE)
    }

    /// An expression that is evaluated when it is needed: once, or (by name) at each use.
    pub(super) fn later(&mut self, e: ExprId, b: u32, by_name: bool) -> V {
        let info = self.info(e);
        let making = self.st.now >= MADE && self.st.now != NONE;
        let fresh = by_name && (info.has(STATE | ACTION) || !info.free.is_empty());
        if fresh
            || info.has(ACTION)
            || making && info.has(STATE)
            || info.free.iter().any(|slot| self.is_fresh(*slot, b, making))
        {
            return V::Alias(e, b);
        }
        match self.plan(e) {
            Plan::Var(v) => match self.variable(*v, self.st.now) {
                Ok(v) => v,
                Err(_) => V::Alias(e, b),
            },
            Plan::Cached(cell) => match self.cached_now(*cell) {
                Some(v) => v,
                None => V::Thunk(e, b),
            },
            _ => V::Thunk(e, b),
        }
    }

    // What escapes.

    /// What an expression needs of its frame.
    pub(super) fn keep(&self, e: ExprId, b: u32) -> Env {
        let home = self.plans.home[e.0 as usize];
        self.keep_slots(home, &self.info(e).free, b)
    }

    fn keep_slots(&self, home: DefId, slots: &[u32], b: u32) -> Env {
        let keep = |slot: &u32| (Slot(*slot), self.keep_value(self.get(b, *slot).clone()));
        Env {
            slots: slots.iter().map(keep).collect(),
            size: self.plans.frames[home.0 as usize],
            states: self.st,
        }
    }

    /// The same value without ties to a frame.
    pub(super) fn keep_value(&self, v: V) -> V {
        match v {
            V::Thunk(e, home) | V::Alias(e, home) => {
                let once = matches!(v, V::Thunk(..));
                let env = self.keep(e, home);
                V::Kept(Arc::new(Kept {
                    expr: e,
                    env,
                    memo: once.then(std::sync::OnceLock::new),
                }))
            }
            V::Op(Operator::Local(local, home)) => {
                let op = &self.plans.locals[local as usize];
                let env = self.keep_slots(op.home, &op.free, home);
                V::Op(Operator::Kept(Arc::new(KeptOperator { local, env })))
            }
            v => v,
        }
    }

    /// Runs something in a frame made of what was kept.
    pub(super) fn within<T>(
        &mut self,
        env: &Env,
        states: States,
        f: impl FnOnce(&mut Self, u32) -> Eval<T>,
    ) -> Eval<T> {
        let base = self.frame(env.size);
        for (slot, v) in &env.slots {
            self.set(base, slot.0, v.clone());
        }
        let states = std::mem::replace(&mut self.st, states);
        let result = f(self, base);
        self.st = states;
        self.leave(base);
        result
    }
}

/// Where the stack is now, as a number. It grows towards zero on every platform that is supported.
#[inline]
fn stack_address() -> usize {
    let here = 0u8;
    std::ptr::from_ref(&here) as usize
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        self.m.drafts.append(&mut self.drafts);
    }
}
