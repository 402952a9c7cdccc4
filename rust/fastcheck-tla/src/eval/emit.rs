//! What becomes of a state that was found.

use fastcheck_engine::{Edit, FailureKind, Place};

use super::action::Goal;
use super::code;
use super::error::{Eval, EvalError};
use super::run::{NONE, Run};
use super::value::V;

impl Run<'_> {
    pub(super) fn found(&mut self, goal: &Goal<'_>) -> Eval<bool> {
        let making = self.making();
        match goal {
            Goal::Exists => Ok(false),
            Goal::Keep(kept) => {
                kept.borrow_mut().push(self.drafts[making].values.clone());
                Ok(true)
            }
            Goal::Emit => {
                if self.drafts[making].left > 0 {
                    return Err(self.incomplete(making));
                }
                self.emit(making)
            }
        }
    }

    #[cold]
    fn incomplete(&self, making: usize) -> Box<EvalError> {
        let values = self.drafts[making].values.iter();
        let names: Vec<&str> = values
            .zip(&self.program.variables)
            .filter(|(v, _)| matches!(v, V::Unset))
            .map(|(_, variable)| &*variable.name)
            .collect();
        let (what, hint) = if self.st.next == NONE {
            (
                "the initial predicate leaves variables without a value",
                "every variable needs a conjunct x = e or x \\in S",
            )
        } else {
            (
                "the next-state relation leaves variables without a value",
                "every variable needs a conjunct x' = e, x' \\in S or UNCHANGED x",
            )
        };
        let text = format!("{what}: {}", names.join(", "));
        let mut error = EvalError::new(code::INCOMPLETE, text).hint(hint);
        if self.st.next != NONE {
            error.kind = FailureKind::Unassigned;
        }
        error
    }

    /// Gives a complete state away. False: no more are wanted.
    fn emit(&mut self, making: usize) -> Eval<bool> {
        if self.recording() {
            self.emit_recorded(making)?;
            return Ok(true);
        }
        let mut values = std::mem::take(&mut self.m.scratch);
        values.clear();
        for i in 0..self.drafts[making].values.len() {
            match &self.drafts[making].values[i] {
                V::Val(v) => values.push(*v),
                other => {
                    let other = other.clone();
                    values.push(self.force(&other)?);
                }
            }
        }
        let more = match &mut self.sink {
            Some(sink) => sink(&values).is_continue(),
            None => true,
        };
        self.m.scratch = values;
        Ok(more)
    }

    fn emit_recorded(&mut self, making: usize) -> Eval<()> {
        let values = self.drafts[making].values.clone();
        if let Some(access) = &mut self.access {
            access.begin();
        }
        for (variable, v) in values.iter().enumerate() {
            match v {
                V::At(_) => {}
                V::Edited(edited) => self.emit_edits(variable, edited)?,
                v => {
                    let v = self.force(v)?;
                    self.write(Place::root(variable), Edit::Assign(v));
                }
            }
        }
        if let Some(access) = &mut self.access {
            access.successor();
        }
        Ok(())
    }

    /// False where the edit makes no sense.
    fn write(&mut self, place: Place, edit: Edit) -> bool {
        match &mut self.access {
            Some(access) => access.edit(&place, edit).is_ok(),
            None => true,
        }
    }

    fn emit_edits(&mut self, variable: usize, edited: &super::value::Edited) -> Eval<()> {
        for (path, edit) in &edited.edits {
            let place = Place {
                variable,
                path: path.clone(),
            };
            if !self.write(place, edit.clone()) {
                // Worked out on the value, the edit is an error with a reason, or makes sense after all.
                let v = self.read_edited(edited)?;
                self.write(Place::root(variable), Edit::Assign(v));
                return Ok(());
            }
        }
        Ok(())
    }
}
