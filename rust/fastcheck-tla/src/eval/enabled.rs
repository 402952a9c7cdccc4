//! ENABLED, and the composition of actions.

use std::cell::RefCell;

use super::action::{Cont, Goal};
use super::code;
use super::env::States;
use super::error::{Eval, EvalError};
use super::run::{Draft, Run};
use super::value::V;
use crate::ir::ExprId;

impl Run<'_> {
    /// `ENABLED A`, or `ENABLED <<A>>_v` with a subscript and its frame.
    pub(super) fn enabled(
        &mut self,
        action: ExprId,
        subscript: Option<(ExprId, u32)>,
        b: u32,
    ) -> Eval<bool> {
        let (states, passed) = (self.st, self.passed);
        self.st.next = self.draft();
        self.bind_substitutes(self.plans.home[action.0 as usize]);
        let goal = Goal::Exists;
        let end = Cont::End(&goal);
        let result = match subscript {
            Some((v, home)) => self.step(action, b, &Cont::Changed(v, home, &end)),
            None => self.step(action, b, &end),
        };
        self.drop_draft();
        (self.st, self.passed) = (states, passed);
        Ok(!result?)
    }

    fn refuse_compose(&self) -> Eval<()> {
        if self.sh.options.compose {
            return Ok(());
        }
        Err(EvalError::new(
            code::UNSUPPORTED,
            "the composition of actions (\\cdot) is not evaluated unless it is asked for",
        )
        .hint("TLC asks for -Dtlc2.tool.impl.Tool.cdot=true; here it is an option of the run"))
    }

    /// The states that an action leads to, in a given pair of states.
    fn reached(
        &mut self,
        action: ExprId,
        b: u32,
        now: u16,
        start: Option<Vec<V>>,
    ) -> Eval<Vec<Vec<V>>> {
        let (states, passed) = (self.st, self.passed);
        let next = self.draft();
        if let Some(values) = start {
            let draft = &mut self.drafts[Self::index(next)];
            draft.left = values.iter().filter(|v| matches!(v, V::Unset)).count();
            draft.values = values;
        }
        self.st = States { now, next };
        let kept = RefCell::new(Vec::new());
        let goal = Goal::Keep(&kept);
        let result = self.step(action, b, &Cont::End(&goal));
        self.drafts.pop();
        // As in TLC, only what the outermost composition passes counts.
        (self.st, self.passed) = (states, passed);
        result?;
        Ok(kept.into_inner())
    }

    /// A state with these values; it lasts until the last draft is popped.
    fn draft_of(&mut self, values: Vec<V>) -> u16 {
        let left = values.iter().filter(|v| matches!(v, V::Unset)).count();
        self.drafts.push(Draft {
            values,
            left,
            home: None,
        });
        Self::number(self.drafts.len() - 1)
    }

    /// `A \cdot B` as a conjunct.
    pub(super) fn compose_step(
        &mut self,
        x: ExprId,
        y: ExprId,
        b: u32,
        k: &Cont<'_>,
    ) -> Eval<bool> {
        self.refuse_compose()?;
        let making = self.making();
        let start = self.drafts[making].values.clone();
        let all = self.reached(x, b, self.st.now, None)?;
        self.passed = self.passed.saturating_add(all.len() as u32);
        for between in all {
            let now = self.draft_of(between);
            let reached = self.reached(y, b, now, Some(start.clone()));
            self.drafts.pop();
            for values in reached? {
                let draft = &mut self.drafts[making];
                let left = values.iter().filter(|v| matches!(v, V::Unset)).count();
                let old = std::mem::replace(&mut draft.values, values);
                let old_left = std::mem::replace(&mut draft.left, left);
                let result = self.proceed(k);
                let draft = &mut self.drafts[making];
                draft.values = old;
                draft.left = old_left;
                if !result? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// `A \cdot B` as a formula about two states.
    pub(super) fn composed(&mut self, x: ExprId, y: ExprId, b: u32) -> Eval<bool> {
        self.refuse_compose()?;
        let states = self.st;
        for between in self.reached(x, b, states.now, None)? {
            self.st.now = self.draft_of(between);
            let result = self.truth(y, b);
            self.drafts.pop();
            self.st = states;
            if result? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
