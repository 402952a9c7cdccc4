//! Keeping all states, steps and what holds of them, when asked to.

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_tables::{Fingerprint, SeenSet};
use fastcheck_values::Value;

use super::observe::{Observation, Steps};
use super::worker::Frontier;
use crate::knowledge::Shared;
use crate::liveness::StateGraph;
use crate::options::Options;
use crate::report::{Column, Graph};
use crate::system::Failure;

/// One column per variable, and each state's level.
type States = (Vec<Column>, Vec<u32>);

/// Targets are looked up so many ahead.
const AHEAD: usize = 16;

/// What is kept so far.
pub(crate) struct Recorder<F> {
    columns: Option<Vec<(Column, HashMap<Value, u32>)>>,
    levels: Vec<u32>,
    /// The states that were expanded, in the order of their ids.
    graph: Option<StateGraph>,
    states: u64,
    fingerprint: std::marker::PhantomData<F>,
}

impl<F: Fingerprint> Recorder<F> {
    pub(crate) fn new(
        options: &Options,
        observation: Option<&Observation>,
        variables: usize,
    ) -> Self {
        Recorder {
            columns: options
                .record_states
                .then(|| (0..variables).map(|_| Default::default()).collect()),
            levels: Vec::new(),
            graph: observation.map(|observation| StateGraph::with_atoms(observation.atoms.clone())),
            states: 0,
            fingerprint: std::marker::PhantomData,
        }
    }

    /// Whether the seen set must keep ids.
    pub(crate) fn needs_ids(&self) -> bool {
        self.graph.is_some()
    }

    /// States are numbered with 32 bits where they are recorded.
    pub(crate) fn overflows(&self) -> bool {
        (self.columns.is_some() || self.graph.is_some()) && self.states > u64::from(u32::MAX)
    }

    /// Takes a new level: its states, which joined `seen`, and the steps that led to it, one list per worker.
    ///
    /// # Errors
    /// When a step leads to a state that was not found: a defect.
    pub(crate) fn level(
        &mut self,
        shared: &Arc<Shared>,
        frontier: &Frontier,
        depth: u64,
        seen: &SeenSet<F>,
        steps: Vec<Steps<F>>,
    ) -> Result<(), Arc<Failure>> {
        if let Some(graph) = &mut self.graph {
            if self.states == 0 {
                graph.initial = frontier.len();
            }
            add_steps(graph, seen, steps)?;
        }
        if let Some(columns) = &mut self.columns {
            let knowledge = shared.read();
            let mut row = vec![0; knowledge.width()];
            for rank in 0..frontier.len() {
                frontier.read(rank, &mut row);
                self.levels.push(depth as u32);
                for (variable, (column, codes)) in columns.iter_mut().enumerate() {
                    let Some(value) = knowledge.variable(&shared.universe, variable, &row) else {
                        continue;
                    };
                    let next = column.values.len() as u32;
                    let code = *codes.entry(value).or_insert(next);
                    if code == next {
                        column.values.push(value);
                    }
                    column.codes.push(code);
                }
            }
        }
        self.states += frontier.len() as u64;
        Ok(())
    }

    /// What was kept; nothing is left.
    pub(crate) fn take(&mut self) -> (Option<States>, Option<StateGraph>) {
        let levels = std::mem::take(&mut self.levels);
        let states = self.columns.take().map(|columns| {
            (
                columns.into_iter().map(|(column, _)| column).collect(),
                levels,
            )
        });
        (states, self.graph.take())
    }
}

/// Adds the steps of a level, which the workers took batch by batch, in the order of their sources.
fn add_steps<F: Fingerprint>(
    graph: &mut StateGraph,
    seen: &SeenSet<F>,
    steps: Vec<Steps<F>>,
) -> Result<(), Arc<Failure>> {
    let targets = targets(seen, &steps)?;
    let mut parts: Vec<Part<'_, F>> = steps
        .iter()
        .zip(&targets)
        .map(|(steps, targets)| Part::new(graph, steps, targets))
        .collect();
    let mut batches: Vec<(u32, u32, usize)> = Vec::new();
    for (part, steps) in steps.iter().enumerate() {
        batches.extend(
            steps
                .batches
                .iter()
                .map(|(first, states)| (*first, *states, part)),
        );
    }
    // A worker's own batches are in order already.
    batches.sort_unstable();
    for (_, states, part) in batches {
        for _ in 0..states {
            parts[part].add_state(graph);
        }
    }
    Ok(())
}

/// One worker's steps, and how far they were added.
struct Part<'s, F> {
    steps: &'s Steps<F>,
    targets: &'s [u32],
    state_classes: Vec<u32>,
    step_classes: Vec<u32>,
    state: usize,
    edge: usize,
}

impl<'s, F> Part<'s, F> {
    fn new(graph: &mut StateGraph, steps: &'s Steps<F>, targets: &'s [u32]) -> Self {
        let states = steps.state_classes.iter();
        let edges = steps.step_classes.iter();
        Part {
            state_classes: states
                .map(|bits| graph.state_classes.number(bits))
                .collect(),
            step_classes: edges.map(|bits| graph.step_classes.number(bits)).collect(),
            steps,
            targets,
            state: 0,
            edge: 0,
        }
    }

    fn add_state(&mut self, graph: &mut StateGraph) {
        let steps = self.steps;
        graph.push_state(self.state_classes[steps.state_codes.get(self.state) as usize]);
        let end = self.edge + steps.degrees[self.state] as usize;
        for edge in self.edge..end {
            let class = self.step_classes[steps.step_codes.get(edge) as usize];
            graph.push_edge(self.targets[edge], class);
        }
        if !steps.labels.is_empty() {
            graph
                .labels
                .extend_from_slice(&steps.labels[self.edge..end]);
        }
        self.edge = end;
        self.state += 1;
    }
}

/// The ids of all targets, looked up by one thread for each worker's steps.
fn targets<F: Fingerprint>(
    seen: &SeenSet<F>,
    steps: &[Steps<F>],
) -> Result<Vec<Vec<u32>>, Arc<Failure>> {
    let look_up = |steps: &Steps<F>| -> Option<Vec<u32>> {
        let mut ids = Vec::with_capacity(steps.targets.len());
        for (index, target) in steps.targets.iter().enumerate() {
            if let Some(ahead) = steps.targets.get(index + AHEAD) {
                seen.prefetch(*ahead);
            }
            ids.push(seen.id_of(*target)?);
        }
        Some(ids)
    };
    let ids: Vec<Option<Vec<u32>>> = match steps {
        [] => Vec::new(),
        [one] => vec![look_up(one)],
        many => std::thread::scope(|scope| {
            let handles: Vec<_> = many
                .iter()
                .map(|steps| scope.spawn(|| look_up(steps)))
                .collect();
            let join = |handle: std::thread::ScopedJoinHandle<'_, _>| match handle.join() {
                Ok(ids) => ids,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            handles.into_iter().map(join).collect()
        }),
    };
    ids.into_iter().collect::<Option<Vec<_>>>().ok_or_else(|| {
        let text = "a step leads to a state that was not found: this is a defect of fastcheck";
        Arc::new(Failure::error("FC0506", text))
    })
}

/// The transitions of a recorded graph, sorted by source.
pub(crate) fn transitions(graph: &StateGraph) -> Graph {
    let mut src = Vec::with_capacity(graph.targets.len());
    for state in 0..graph.states() {
        src.resize(src.len() + graph.edges(state).len(), state as u32);
    }
    Graph {
        src,
        dst: graph.targets.clone(),
        question: graph.labels.clone(),
        initial: graph.initial as u32,
    }
}
