//! Boolean combinations of atoms of one kind: what an automaton reads of a state, or of a step.

use super::atoms::{Atoms, get};
use super::formula::Formula;

/// What a letter speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    State,
    Step,
}

/// A Boolean combination of bits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Letter {
    Constant(bool),
    Bit(usize),
    Not(Box<Letter>),
    And(Vec<Letter>),
    Or(Vec<Letter>),
    Equiv(Box<Letter>, Box<Letter>),
}

impl Letter {
    pub(crate) fn holds(&self, bits: &[u64]) -> bool {
        match self {
            Letter::Constant(truth) => *truth,
            Letter::Bit(bit) => get(bits, *bit),
            Letter::Not(a) => !a.holds(bits),
            Letter::And(parts) => parts.iter().all(|part| part.holds(bits)),
            Letter::Or(parts) => parts.iter().any(|part| part.holds(bits)),
            Letter::Equiv(a, b) => a.holds(bits) == b.holds(bits),
        }
    }
}

/// The letter that a formula is, if it speaks of one state only or of one step only. The kind of a constant is a state's.
pub(crate) fn letter(formula: &Formula, atoms: &Atoms) -> Option<(Kind, Letter)> {
    for kind in [Kind::State, Kind::Step] {
        if let Some(letter) = of_kind(formula, kind, atoms) {
            return Some((kind, letter));
        }
    }
    None
}

fn of_kind(formula: &Formula, kind: Kind, atoms: &Atoms) -> Option<Letter> {
    let of = |formula: &Formula| of_kind(formula, kind, atoms);
    let all = |parts: &[Formula]| parts.iter().map(of).collect::<Option<Vec<Letter>>>();
    let not = |letter: Letter| Letter::Not(Box::new(letter));
    match (formula, kind) {
        (Formula::Constant(truth), _) => Some(Letter::Constant(*truth)),
        (Formula::State(atom), Kind::State) => atoms.state(atom).map(Letter::Bit),
        (Formula::Step(atom), Kind::Step) => atoms.step(atom).map(Letter::Bit),
        (Formula::Not(a), _) => Some(not(of(a)?)),
        (Formula::And(parts), _) => Some(Letter::And(all(parts)?)),
        (Formula::Or(parts), _) => Some(Letter::Or(all(parts)?)),
        (Formula::Implies(a, b), _) => Some(Letter::Or(vec![not(of(a)?), of(b)?])),
        (Formula::Equiv(a, b), _) => Some(Letter::Equiv(Box::new(of(a)?), Box::new(of(b)?))),
        _ => None,
    }
}
