//! How a successor is numbered within its state, and which questions there are of each kind.

use crate::system::{Question, QuestionKind};

/// The questions of a system by kind, and the numbering of successors.
///
/// A successor's *number* orders the successors of one state: the action's position, then the position within that
/// action's. A *step* is the same with the halves swapped, so that it stays small and packs well.
#[derive(Clone, Debug)]
pub(crate) struct Agenda {
    /// The action questions, by position.
    pub(crate) actions: Vec<usize>,
    /// The action that each of them belongs to.
    pub(crate) action_of: Vec<usize>,
    pub(crate) invariants: Vec<usize>,
    pub(crate) init_properties: Vec<usize>,
    pub(crate) constraints: Vec<usize>,
    pub(crate) action_constraints: Vec<usize>,
    pub(crate) terminals: Vec<usize>,
    pub(crate) step_properties: Vec<usize>,
    /// Some question is not a function of the state.
    pub(crate) impure: bool,
    action_bits: u32,
}

impl Agenda {
    pub(crate) fn new(questions: &[Question]) -> Self {
        let of = |wanted: fn(&QuestionKind) -> bool| -> Vec<usize> {
            (0..questions.len())
                .filter(|q| wanted(&questions[*q].kind))
                .collect()
        };
        let actions = of(|k| matches!(k, QuestionKind::Action { .. }));
        let action = |q: &usize| match questions[*q].kind {
            QuestionKind::Action { action } => Some(action),
            _ => None,
        };
        Agenda {
            action_of: actions.iter().filter_map(action).collect(),
            action_bits: usize::BITS - actions.len().saturating_sub(1).leading_zeros(),
            invariants: of(|k| *k == QuestionKind::Invariant),
            init_properties: of(|k| *k == QuestionKind::InitProperty),
            constraints: of(|k| *k == QuestionKind::Constraint),
            action_constraints: of(|k| *k == QuestionKind::ActionConstraint),
            terminals: of(|k| *k == QuestionKind::Terminal),
            impure: questions.iter().any(|q| q.impure),
            step_properties: of(|k| *k == QuestionKind::StepProperty),
            actions,
        }
    }

    fn index_bits(&self) -> u32 {
        32 - self.action_bits
    }

    /// The number of an action's `index`-th successor; `None` when a state has more than can be numbered.
    pub(crate) fn number(&self, position: usize, index: u32) -> Option<u32> {
        let bits = self.index_bits();
        if bits == 32 {
            return Some(index);
        }
        (index >> bits == 0).then_some(if bits == 0 {
            position as u32
        } else {
            (position as u32) << bits | index
        })
    }

    /// The action's position and the index within it.
    pub(crate) fn split(&self, number: u32) -> (usize, u32) {
        let bits = self.index_bits();
        if bits == 32 {
            (0, number)
        } else {
            ((number >> bits) as usize, number & ((1 << bits) - 1))
        }
    }

    pub(crate) fn step(&self, number: u32) -> u32 {
        let (position, index) = self.split(number);
        index << self.action_bits | position as u32
    }

    /// The number that [`Agenda::step`] was made from.
    pub(crate) fn number_of_step(&self, step: u32) -> u32 {
        if self.action_bits == 0 {
            return step;
        }
        let position = step & ((1 << self.action_bits) - 1);
        position << self.index_bits() | step >> self.action_bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda(actions: usize) -> Agenda {
        let question = Question {
            kind: QuestionKind::Action { action: 0 },
            name: "a".into(),
            over: None,
            direct: false,
            impure: false,
        };
        Agenda::new(&vec![question; actions])
    }

    #[test]
    fn numbers_order_by_action_then_index_and_steps_come_back() {
        for actions in [1, 2, 3, 4, 5, 31, 32, 33, 1000] {
            let agenda = agenda(actions);
            let mut last = None;
            for position in [0, 1, actions / 2, actions - 1]
                .into_iter()
                .filter(|p| *p < actions)
            {
                for index in [0, 1, 77, 4000] {
                    let number = agenda.number(position, index).expect("fits");
                    assert_eq!(agenda.split(number), (position, index));
                    assert_eq!(agenda.number_of_step(agenda.step(number)), number);
                    if last.is_some_and(|(p, _)| p < position) {
                        assert!(last.is_some_and(|(_, n)| n < number));
                    }
                    last = Some((position, number));
                }
            }
        }
    }

    #[test]
    fn an_index_that_does_not_fit_is_refused() {
        assert_eq!(agenda(1000).number(0, 1 << 22), None);
        assert_eq!(agenda(1).number(0, u32::MAX), Some(u32::MAX));
    }
}
