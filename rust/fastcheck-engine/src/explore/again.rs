//! Evaluating one question of one state again: to show a trace, or to compare.

use fastcheck_tables::Fingerprint;
use fastcheck_values::{Shape, Value};

use super::Explorer;
use super::identity::Parts;
use super::sample::filled;
use crate::access::{Access, Write};
use crate::knowledge::Deltas;
use crate::system::{Answer, Ask, PlainAsk, Replies, System};

/// An answer, and the rows of the successors.
pub(crate) struct Again {
    pub(crate) answer: Answer,
    pub(crate) successors: Vec<Vec<u32>>,
}

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// Evaluates a question in a state of that level, or for a pair. `None` where the answer makes no sense.
    pub(super) fn evaluate(
        &self,
        question: usize,
        element: Option<Value>,
        [before, after]: [&[u32]; 2],
        level: u32,
    ) -> Option<Again> {
        if self.system.accepts_plain() && self.shared.read().learners[question].direct {
            return self.evaluate_plain(question, element, [before, after], level);
        }
        let ask = Ask {
            question,
            element,
            level,
            repeat: true,
            access: Access::new(self.shared.clone(), before.into(), after.into()),
            answer: None,
        };
        let ask = self.system.answer(vec![ask]).pop()?;
        if !ask.access.misfits.is_empty() {
            return None;
        }
        let successors = ask.access.successors.iter();
        Some(Again {
            successors: successors
                .map(|writes| self.apply(before, writes))
                .collect::<Option<_>>()?,
            answer: ask.answer?,
        })
    }

    fn evaluate_plain(
        &self,
        question: usize,
        element: Option<Value>,
        [before, after]: [&[u32]; 2],
        level: u32,
    ) -> Option<Again> {
        let universe = &self.shared.universe;
        let values = self.values(before);
        let next = self.values(after);
        let ask = PlainAsk {
            question,
            element,
            before: &values,
            after: (!after.is_empty()).then_some(&next[..]),
            level,
            repeat: true,
        };
        let mut replies = Replies::new(values.len());
        self.system.answer_plain(&[ask], &mut replies);
        replies.make(1);
        let (answer, successors) = replies.get(0);
        let mut knowledge = self.shared.write();
        let mut rows = Vec::new();
        for successor in successors.chunks_exact(values.len().max(1)) {
            knowledge.ops_between(universe, &values, successor).ok()?;
            rows.push(knowledge.encode(universe, successor));
        }
        Some(Again {
            answer: answer.clone(),
            successors: rows,
        })
    }

    /// One value per variable of a row.
    pub(super) fn values(&self, row: &[u32]) -> Vec<Value> {
        let mut values = Vec::with_capacity(self.names.len());
        if !row.is_empty() {
            let knowledge = self.shared.read();
            knowledge.values(&self.shared.universe, row, &mut values);
        }
        values
    }

    /// A state's successor by what an evaluator wrote.
    fn apply(&self, row: &[u32], writes: &[Write]) -> Option<Vec<u32>> {
        let mut knowledge = self.shared.write();
        let ops = knowledge.ops_of(&self.shared.universe, writes).ok()?;
        let mut deltas = Deltas::default();
        deltas.push(&ops);
        let mut next = row.to_vec();
        next.resize(knowledge.width(), 0);
        filled(&mut knowledge, &self.shared.universe, &deltas, 0, &next);
        deltas.apply(0, &knowledge, &mut next);
        next.resize(knowledge.width(), 0);
        Some(next)
    }

    /// What a question ranges over in a state: members in canonical order, or nothing once.
    pub(super) fn elements(&self, row: &[u32], question: usize) -> Vec<Option<Value>> {
        let Some(variable) = self.system.questions()[question].over else {
            return vec![None];
        };
        let universe = &self.shared.universe;
        let value = self.shared.read().variable(universe, variable, row);
        match value.map(|v| universe.shape(v)) {
            Some(Shape::Set(members)) => members.iter().map(|m| Some(*m)).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a question cannot be asked in a state because what it ranges over is no set there.
    pub(super) fn ranges_over_no_set(&self, row: &[u32], question: usize) -> bool {
        let Some(variable) = self.system.questions()[question].over else {
            return false;
        };
        let universe = &self.shared.universe;
        let value = self.shared.read().variable(universe, variable, row);
        !matches!(value.map(|v| universe.shape(v)), Some(Shape::Set(_)))
    }

    /// The fingerprint by which a state is told apart from others.
    pub(super) fn fingerprint(&self, row: &[u32]) -> u128 {
        let own = self.shared.read().fingerprint(row);
        let Some(identity) = &self.identity else {
            return own;
        };
        // Where it cannot be told, that is what the trace is about.
        let found = identity.of(self.system, &self.values(row), &mut Parts::default());
        found.ok().flatten().unwrap_or(own)
    }
}
