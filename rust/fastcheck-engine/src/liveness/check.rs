//! Checking one property on the recorded graph.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::automaton::{Automaton, TooLarge};
use super::crew::Crew;
use super::evaluate::Along;
use super::formula::{Fairness, Formula, Property};
use super::graph::StateGraph;
use super::lasso::Behaviour;
use super::normal::{Case, Normal};
use super::patience::Patience;
use super::product::Product;
use super::search::{Components, Unanswered};
use crate::options::StopToken;

/// What became of a property on the states that were expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every fair behaviour within them satisfies it.
    Holds,
    /// This fair behaviour does not.
    Violated(Behaviour),
    /// It was not decided.
    Unanswered(Unanswered),
    /// The search gave a behaviour that does not violate the property: a defect, never to be shown as a counterexample.
    Defect,
}

/// The recorded graph, and what behaviours are assumed to satisfy.
#[derive(Clone, Copy)]
pub(crate) struct Checker<'a> {
    pub(crate) graph: &'a StateGraph,
    pub(crate) fairness: &'a [Fairness],
    /// Simple parts of formulas are kept out of the automaton.
    pub(crate) split: bool,
    /// Parts of the product with so many nodes are searched by several workers.
    pub(crate) large: usize,
}

/// What several workers search together has at least so many nodes.
const LARGE: usize = 1 << 17;

impl<'a> Checker<'a> {
    /// What a graph and fairness need in general.
    pub(crate) fn new(graph: &'a StateGraph, fairness: &'a [Fairness]) -> Self {
        Checker {
            graph,
            fairness,
            split: true,
            large: LARGE,
        }
    }

    /// Whether every fair behaviour satisfies the formula.
    pub(crate) fn check(&self, formula: &Formula, crew: &Crew<'_>) -> Outcome {
        let mut normal = Normal::new(&self.graph.atoms);
        let negated = normal.lower(formula, false);
        let cases = normal.cases(negated, self.split);
        for case in &cases {
            match self.search(&normal, case, crew) {
                Ok(None) => {}
                Ok(Some(forms)) => return self.confirmed(formula, forms),
                Err(unanswered) => return Outcome::Unanswered(unanswered),
            }
        }
        Outcome::Holds
    }

    /// The outcome of each property; several at a time, on so many workers. Those that have none left help the others.
    pub(crate) fn check_all(
        &self,
        properties: &[Property],
        workers: usize,
        patience: &Patience<'_>,
    ) -> Vec<Outcome> {
        let next = AtomicUsize::new(0);
        let at_once = workers.clamp(1, properties.len().max(1));
        let crew = Crew::new(workers.saturating_sub(at_once), patience);
        let unanswered = Outcome::Unanswered(Unanswered::Stopped);
        let outcomes = Mutex::new(vec![unanswered; properties.len()]);
        let work = || {
            loop {
                // Relaxed: each property is handed out once; outcomes are read after the join.
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(property) = properties.get(place) else {
                    crew.join();
                    break;
                };
                let outcome = self.check(&property.formula, &crew);
                outcomes.lock().unwrap_or_else(PoisonError::into_inner)[place] = outcome;
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..at_once {
                scope.spawn(work);
            }
            work();
        });
        outcomes
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A fair behaviour that satisfies the case, in several forms, the shortest first.
    fn search(
        &self,
        normal: &Normal<'_>,
        case: &Case,
        crew: &Crew<'_>,
    ) -> Result<Option<Vec<Behaviour>>, Unanswered> {
        let automaton = match case.rest.as_slice() {
            [] => Automaton::everything(),
            rest => Automaton::of(normal, rest).map_err(|TooLarge| Unanswered::TooLarge)?,
        };
        let product = Product::new(self.graph, normal, case, automaton, self.fairness);
        let Some(mut components) = Components::new(&product, self.large, crew)? else {
            return Ok(None);
        };
        if !components.search(crew)? {
            return Ok(None);
        }
        components
            .behaviour()
            .map(|found| Some(found.map(Vec::from).unwrap_or_default()))
    }

    /// The shortest form of a behaviour that violates the formula and is fair. A search that found a component but no such
    /// behaviour is defective.
    fn confirmed(&self, formula: &Formula, forms: Vec<Behaviour>) -> Outcome {
        let mut forms = forms.into_iter();
        let confirmed = forms.find(|form| self.violates(formula, form));
        confirmed.map_or(Outcome::Defect, Outcome::Violated)
    }

    pub(crate) fn violates(&self, formula: &Formula, behaviour: &Behaviour) -> bool {
        let along = Along {
            atoms: &self.graph.atoms,
            graph: self.graph,
            behaviour,
        };
        !along.holds(formula)
            && self
                .fairness
                .iter()
                .all(|fair| along.holds(&fair.formula()))
    }
}

/// A behaviour that violates a property, by numbers of states; the last is followed by the state at `loop_start`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The states, from an initial one.
    pub states: Vec<u32>,
    /// Index in `states`.
    pub loop_start: usize,
}

/// Checks properties on a graph that was made by hand, several at a time on so many workers. The graph was made for these properties and
/// this fairness.
///
/// # Errors
/// When a property speaks of what was not recorded, the search was stopped, there is not enough memory, or a property is too large; in one sentence.
pub fn check(
    graph: &StateGraph,
    properties: &[Property],
    fairness: &[Fairness],
    workers: usize,
    stop: &StopToken,
) -> Result<Vec<Option<Violation>>, String> {
    let known = |property: &&Property| !graph.knows(&property.formula);
    if let Some(unknown) = properties.iter().find(known) {
        return Err(format!("{} speaks of what was not recorded", unknown.name));
    }
    let checker = Checker::new(graph, fairness);
    let outcomes = checker.check_all(properties, workers, &Patience::new(stop, None));
    let one = |(property, outcome): (&Property, Outcome)| match outcome {
        Outcome::Holds => Ok(None),
        Outcome::Violated(behaviour) => Ok(Some(Violation {
            states: behaviour.states,
            loop_start: behaviour.loop_start,
        })),
        Outcome::Unanswered(why) => Err(format!("{}: {why:?}", property.name)),
        Outcome::Defect => Err(format!(
            "{}: the counterexample does not violate it",
            property.name
        )),
    };
    properties.iter().zip(outcomes).map(one).collect()
}
