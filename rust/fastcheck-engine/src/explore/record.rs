//! Keeping all states and transitions, when asked to.

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_tables::{Fingerprint, SeenSet};
use fastcheck_values::Value;

use super::worker::{Edge, Frontier};
use crate::knowledge::Shared;
use crate::options::Options;
use crate::report::{Column, Graph};

/// One column per variable, and each state's level.
type States = (Vec<Column>, Vec<u32>);

/// What is kept so far.
pub(crate) struct Recorder<F> {
    columns: Option<Vec<(Column, HashMap<Value, u32>)>>,
    levels: Vec<u32>,
    graph: Option<Graph>,
    states: u64,
    /// First state of the level whose successors come next.
    first: u64,
    fingerprint: std::marker::PhantomData<F>,
}

impl<F: Fingerprint> Recorder<F> {
    pub(crate) fn new(options: &Options, variables: usize) -> Self {
        Recorder {
            columns: options
                .record_states
                .then(|| (0..variables).map(|_| Default::default()).collect()),
            levels: Vec::new(),
            graph: options.record_graph.then(Graph::default),
            states: 0,
            first: 0,
            fingerprint: std::marker::PhantomData,
        }
    }

    /// States are numbered with 32 bits where they are recorded.
    pub(crate) fn overflows(&self) -> bool {
        (self.columns.is_some() || self.graph.is_some()) && self.states > u64::from(u32::MAX)
    }

    /// Takes a new level: its states, which joined `seen`, and the transitions that led to it, one list per worker.
    pub(crate) fn level(
        &mut self,
        shared: &Arc<Shared>,
        frontier: &Frontier,
        depth: u64,
        seen: &SeenSet<F>,
        edges: Vec<Vec<Edge<F>>>,
    ) {
        if let Some(graph) = &mut self.graph {
            let mut edges: Vec<Edge<F>> = edges.into_iter().flatten().collect();
            // Stable: a state's own transitions stay in the order of their numbers.
            edges.sort_by_key(|edge| edge.source);
            for edge in edges {
                let Some(target) = seen.id_of(edge.target) else {
                    continue;
                };
                graph.src.push((self.first + u64::from(edge.source)) as u32);
                graph.dst.push(target);
                graph.question.push(edge.question);
            }
            if self.states == 0 {
                graph.initial = frontier.len() as u32;
            }
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
        self.first = self.states;
        self.states += frontier.len() as u64;
    }

    /// What was kept.
    pub(crate) fn finish(self) -> (Option<States>, Option<Graph>) {
        let levels = self.levels;
        let states = self.columns.map(|columns| {
            (
                columns.into_iter().map(|(column, _)| column).collect(),
                levels,
            )
        });
        (states, self.graph)
    }
}
