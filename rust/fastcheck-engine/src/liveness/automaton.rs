//! From a formula to a generalised Büchi automaton.
//!
//! The tableau of Gerth, Peled, Vardi and Wolper (1995), over sets of formulas that hold now: a node says which literals
//! hold at its position, what must hold from the next one, and which `Until`s are *pending*, promised and not yet kept. A
//! run is accepting when no `Until` is pending for ever. Nodes that another one of the same cover implies are dropped, and
//! bisimilar nodes are merged.

use std::collections::{HashMap, HashSet};

use super::normal::{Id, Literal, Node, Normal, TRUE};

/// An automaton whose states carry the literals that hold at a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Automaton {
    pub(crate) states: Vec<State>,
    pub(crate) initial: Vec<u32>,
    /// Number of acceptance conditions.
    pub(crate) promises: usize,
}

/// A state of an automaton.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct State {
    /// What holds at this position, of its state and of the step that follows.
    pub(crate) literals: Vec<Literal>,
    /// The acceptance conditions that are not met here.
    pub(crate) pending: Vec<u32>,
    pub(crate) successors: Vec<u32>,
}

/// An automaton would have more states than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// More states are refused: the product could not be searched anyway.
const MOST_STATES: usize = 5_000;

/// How the states of an automaton lie to each other.
pub(crate) struct Leading {
    /// In a component with an edge in which every promise is kept somewhere: a run may stay there for ever.
    pub(crate) recurrent: Vec<bool>,
    /// Recurrent, or leading to such a state.
    pub(crate) useful: Vec<bool>,
    /// The successors in the same component.
    pub(crate) inner: Vec<Vec<u32>>,
}

/// A node before its successors are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Choice {
    literals: Vec<Literal>,
    next: Vec<Id>,
    /// The `Until`s, by number of the formula.
    pending: Vec<Id>,
}

impl Automaton {
    /// The automaton that accepts every behaviour.
    pub(crate) fn everything() -> Self {
        let state = State {
            successors: vec![0],
            ..State::default()
        };
        Automaton {
            states: vec![state],
            initial: vec![0],
            promises: 0,
        }
    }

    /// The automaton of a conjunction.
    pub(crate) fn of(normal: &Normal<'_>, conjunction: &[Id]) -> Result<Self, TooLarge> {
        let mut builder = Builder {
            normal,
            numbers: HashMap::new(),
            choices: Vec::new(),
            covers: HashMap::new(),
        };
        let initial = builder.cover(conjunction.to_vec())?;
        let mut successors = Vec::new();
        while successors.len() < builder.choices.len() {
            let next = builder.choices[successors.len()].next.clone();
            successors.push(builder.cover(next)?);
        }
        let mut untils: Vec<Id> = builder
            .choices
            .iter()
            .flat_map(|c| c.pending.clone())
            .collect();
        untils.sort_unstable();
        untils.dedup();
        let number = |until: &Id| untils.binary_search(until).map_or(0, |n| n as u32);
        let states = builder
            .choices
            .iter()
            .zip(successors)
            .map(|(choice, successors)| State {
                literals: choice.literals.clone(),
                pending: choice.pending.iter().map(number).collect(),
                successors,
            })
            .collect();
        let automaton = Automaton {
            states,
            initial,
            promises: untils.len(),
        };
        Ok(automaton.merged())
    }

    /// Merges states that read the same, are pending alike and lead to the same.
    fn merged(self) -> Self {
        let mut block: Vec<u32> = vec![0; self.states.len()];
        let mut count = 0;
        loop {
            let mut numbers: HashMap<State, u32> = HashMap::new();
            let refined: Vec<u32> = self
                .states
                .iter()
                .map(|state| {
                    let key = State {
                        successors: mapped(&state.successors, &block),
                        ..state.clone()
                    };
                    let next = numbers.len() as u32;
                    *numbers.entry(key).or_insert(next)
                })
                .collect();
            let stable = numbers.len() == count;
            count = numbers.len();
            block = refined;
            if stable {
                break;
            }
        }
        let mut states = vec![State::default(); count];
        for (state, number) in self.states.into_iter().zip(&block) {
            states[*number as usize] = State {
                successors: mapped(&state.successors, &block),
                ..state
            };
        }
        Automaton {
            states,
            initial: mapped(&self.initial, &block),
            promises: self.promises,
        }
    }

    /// Where runs can stay for ever, and what leads there.
    pub(crate) fn leading(&self) -> Leading {
        let count = self.states.len();
        let reach: Vec<HashSet<u32>> = (0..count as u32).map(|s| self.reach(s)).collect();
        let together =
            |s: usize, t: u32| reach[s].contains(&t) && reach[t as usize].contains(&(s as u32));
        let recurrent: Vec<bool> = (0..count)
            .map(|s| {
                let component: Vec<u32> = (0..count as u32).filter(|t| together(s, *t)).collect();
                let kept = |promise: u32| {
                    let open = |t: &u32| self.states[*t as usize].pending.contains(&promise);
                    !component.iter().all(open)
                };
                !component.is_empty() && (0..self.promises as u32).all(kept)
            })
            .collect();
        let leads = |s: usize| {
            recurrent[s] || (0..count).any(|t| recurrent[t] && reach[s].contains(&(t as u32)))
        };
        let inner = |s: usize| {
            let successors = self.states[s].successors.iter().copied();
            successors.filter(|t| together(s, *t)).collect()
        };
        Leading {
            useful: (0..count).map(leads).collect(),
            inner: (0..count).map(inner).collect(),
            recurrent,
        }
    }

    /// What can be reached in one or more steps.
    fn reach(&self, from: u32) -> HashSet<u32> {
        let mut reached = HashSet::new();
        let mut left = vec![from];
        while let Some(state) = left.pop() {
            for next in &self.states[state as usize].successors {
                if reached.insert(*next) {
                    left.push(*next);
                }
            }
        }
        reached
    }
}

fn mapped(states: &[u32], block: &[u32]) -> Vec<u32> {
    let mut mapped: Vec<u32> = states.iter().map(|s| block[*s as usize]).collect();
    mapped.sort_unstable();
    mapped.dedup();
    mapped
}

struct Builder<'n, 'a> {
    normal: &'n Normal<'a>,
    numbers: HashMap<Choice, u32>,
    choices: Vec<Choice>,
    covers: HashMap<Vec<Id>, Vec<u32>>,
}

/// What is still to be looked at on one branch.
#[derive(Clone)]
struct Branch {
    open: Vec<Id>,
    seen: HashSet<Id>,
    choice: Choice,
}

impl Builder<'_, '_> {
    /// The ways in which all these formulas can hold, numbered.
    fn cover(&mut self, formulas: Vec<Id>) -> Result<Vec<u32>, TooLarge> {
        if let Some(cover) = self.covers.get(&formulas) {
            return Ok(cover.clone());
        }
        let choices = self.choices_of(&formulas)?;
        let mut cover = Vec::with_capacity(choices.len());
        for choice in choices {
            let next = self.choices.len() as u32;
            let number = *self.numbers.entry(choice.clone()).or_insert(next);
            if number == next {
                self.choices.push(choice);
            }
            cover.push(number);
        }
        if self.choices.len() > MOST_STATES {
            return Err(TooLarge);
        }
        self.covers.insert(formulas, cover.clone());
        Ok(cover)
    }

    fn choices_of(&self, formulas: &[Id]) -> Result<Vec<Choice>, TooLarge> {
        let mut branches = vec![Branch {
            open: formulas.to_vec(),
            seen: HashSet::new(),
            choice: Choice::default(),
        }];
        let mut done = Vec::new();
        while let Some(mut branch) = branches.pop() {
            match branch.open.pop() {
                Some(formula) => self.open(branch, formula, &mut branches),
                None => {
                    let choice = &mut branch.choice;
                    choice.literals.sort_unstable();
                    choice.next.sort_unstable();
                    choice.pending.sort_unstable();
                    done.push(branch.choice);
                }
            }
            if branches.len() + done.len() > 4 * MOST_STATES {
                return Err(TooLarge);
            }
        }
        done.sort_unstable();
        done.dedup();
        let implied = |choice: &Choice| {
            done.iter()
                .any(|other| other != choice && other.implied_by(choice))
        };
        Ok(done
            .iter()
            .filter(|choice| !implied(choice))
            .cloned()
            .collect())
    }

    fn open(&self, mut branch: Branch, formula: Id, branches: &mut Vec<Branch>) {
        if !branch.seen.insert(formula) {
            branches.push(branch);
            return;
        }
        match self.normal.node(formula) {
            Node::True => branches.push(branch),
            Node::False => {}
            Node::Literal(literal) => {
                let opposite = Literal {
                    positive: !literal.positive,
                    ..*literal
                };
                if !branch.choice.literals.contains(&opposite) {
                    branch.choice.literals.push(*literal);
                    branches.push(branch);
                }
            }
            Node::And(parts) => {
                branch.open.extend(parts);
                branches.push(branch);
            }
            Node::Or(parts) => {
                for part in parts {
                    let mut one = branch.clone();
                    one.open.push(*part);
                    branches.push(one);
                }
            }
            Node::Until(a, b) => {
                let mut kept = branch.clone();
                kept.open.push(*b);
                branches.push(kept);
                if *a != TRUE {
                    branch.open.push(*a);
                }
                branch.choice.next.push(formula);
                branch.choice.pending.push(formula);
                branches.push(branch);
            }
            Node::Release(a, b) => {
                let mut released = branch.clone();
                released.open.extend([*a, *b]);
                branches.push(released);
                branch.open.push(*b);
                branch.choice.next.push(formula);
                branches.push(branch);
            }
        }
    }
}

impl Choice {
    /// Whether whatever satisfies `other` satisfies this, with no more promises.
    fn implied_by(&self, other: &Choice) -> bool {
        subset(&self.literals, &other.literals)
            && subset(&self.next, &other.next)
            && subset(&self.pending, &other.pending)
    }
}

fn subset<T: PartialEq>(small: &[T], large: &[T]) -> bool {
    small.iter().all(|item| large.contains(item))
}
