//! Large graphs: the same answer and the same behaviour, whoever finds the components.

use super::super::check::{Checker, Outcome};
use super::super::formula::{Fairness, Formula, Property, StateAtom, StepAtom, Temporal};
use super::super::graph::StateGraph;
use super::random::Rng;
use super::search;

/// Where edges lead.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Anywhere: one large component with small ones before and behind it.
    Anywhere,
    /// Mostly onwards: nearly all states are components of their own.
    Onwards,
    /// Within blocks and on to the next: many components of the same size.
    Blocks,
    /// To the neighbours: one component that is as deep as it is large.
    Line,
}

const STATES: usize = 150_000;
const BLOCK: usize = 1000;
const SHAPES: [Shape; 4] = [Shape::Anywhere, Shape::Onwards, Shape::Blocks, Shape::Line];

fn targets(shape: Shape, state: usize, rng: &mut Rng) -> Vec<usize> {
    match shape {
        Shape::Anywhere => (0..rng.below(4)).map(|_| rng.below(STATES)).collect(),
        Shape::Onwards => {
            let back = rng.below(50_000) == 0;
            let on = [state + 1, state + 1 + rng.below(100)];
            on.into_iter()
                .chain(back.then(|| rng.below(state + 1)))
                .collect()
        }
        Shape::Blocks => {
            let block = state / BLOCK * BLOCK;
            let onwards = (rng.below(BLOCK) < 3).then_some(state + BLOCK);
            let inside = (0..2).map(|_| block + rng.below(BLOCK));
            inside.chain(onwards).collect()
        }
        Shape::Line => vec![state + 1, state.saturating_sub(1)],
    }
}

fn graph(shape: Shape, temporal: &Temporal, rng: &mut Rng) -> StateGraph {
    let mut graph = StateGraph::new(temporal);
    for state in 0..STATES {
        let edges: Vec<(usize, usize)> = targets(shape, state, rng)
            .into_iter()
            .filter(|target| *target < STATES && *target != state)
            .map(|target| (target, rng.below(4)))
            .collect();
        let rare = rng.below(1000) == 0;
        let often = rng.below(3) == 0;
        graph.add_state(state == 0, |atom| match atom {
            StateAtom::Question(0) => rare,
            StateAtom::Question(_) => often,
            StateAtom::CanTake(actions) => edges.iter().any(|(_, a)| actions.contains(a)),
        });
        for (target, action) in edges {
            graph.add_edge(target as u32, |atom| match atom {
                StepAtom::Taken(actions) => actions.contains(&action),
                StepAtom::Question { stuttering, .. } => *stuttering,
            });
        }
    }
    graph
}

fn temporal() -> Temporal {
    let (rare, often) = (Formula::state(0), Formula::state(1));
    let never = |action: usize| {
        let taken = Formula::Step(StepAtom::Taken(vec![action]));
        taken.negate().stabilizes()
    };
    let formulas = [
        rare.clone().infinitely_often(),
        often.clone().leads_to(rare.clone()),
        Formula::Or((0..4).map(never).collect()),
        rare.until(often).eventually(),
    ];
    let property = |formula: Formula| Property {
        name: String::new(),
        formula,
    };
    Temporal {
        properties: formulas.into_iter().map(property).collect(),
        fairness: vec![
            Fairness::weak("WF0", vec![0]),
            Fairness::strong("SF1", vec![1]),
            Fairness::strong("SF2", vec![2, 3]),
        ],
        kept: Vec::new(),
    }
}

#[test]
fn several_workers_find_what_one_finds() {
    let temporal = temporal();
    let mut violated = 0;
    let mut holds = 0;
    for shape in SHAPES {
        let graph = graph(shape, &temporal, &mut Rng(1));
        for fairness in [&temporal.fairness[..], &temporal.fairness[1..], &[]] {
            for property in &temporal.properties {
                let outcome = |large, workers| {
                    let checker = Checker {
                        large,
                        ..Checker::new(&graph, fairness)
                    };
                    search(&checker, &property.formula, workers)
                };
                let alone = outcome(usize::MAX, 1);
                match alone {
                    Outcome::Violated(_) => violated += 1,
                    Outcome::Holds => holds += 1,
                    ref other => panic!("{other:?}"),
                }
                for workers in 1..=4 {
                    let together = outcome(1000, workers);
                    assert_eq!(together, alone, "{shape:?} {:?}", property.formula);
                }
            }
        }
    }
    assert!(violated > 10 && holds > 3, "{violated} {holds}");
}
