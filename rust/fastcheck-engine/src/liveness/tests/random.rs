//! Random graphs, formulas and fairness: the search against brute force, and against itself with everything in the
//! automaton. `FASTCHECK_LIVENESS_CASES` asks for more cases.

use super::super::check::Outcome;
use super::super::formula::{Fairness, Formula, StateAtom, StepAtom};
use super::Sketch;
use super::brute::{self, Walk};

pub(super) struct Rng(pub(super) u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const QUESTIONS: usize = 3;
const ACTIONS: usize = 3;

/// Every state is reachable, as in a recorded graph.
fn sketch(rng: &mut Rng, states: usize, edges: usize) -> Sketch {
    let mut sketch = Sketch {
        initial: 1 + usize::from(rng.one_in(3) && states > 1),
        ..Sketch::default()
    };
    // Mostly one action an edge, as in a model.
    let mask = |rng: &mut Rng| match rng.below(3) {
        0 => rng.next() as u32 & rng.next() as u32 & 7,
        _ => 1 << rng.below(ACTIONS),
    };
    for state in 0..states {
        // Actions whose every step leaves the constraints.
        let cut = if rng.one_in(6) { mask(rng) } else { 0 };
        sketch.states.push((rng.next() as u32 & 7, cut));
        if state >= sketch.initial {
            let edge = (rng.below(state), state, mask(rng), mask(rng));
            sketch.edges.push(edge);
        }
    }
    for _ in 0..edges {
        let edge = (rng.below(states), rng.below(states), mask(rng), mask(rng));
        sketch.edges.push(edge);
    }
    sketch
}

fn state_atom(rng: &mut Rng) -> StateAtom {
    match rng.below(5) {
        0 => StateAtom::CanTake(vec![rng.below(ACTIONS)]),
        _ => StateAtom::Question(rng.below(QUESTIONS)),
    }
}

fn step_atom(rng: &mut Rng) -> StepAtom {
    match rng.below(3) {
        0 => StepAtom::Taken(vec![rng.below(ACTIONS)]),
        1 => StepAtom::Taken(vec![0, 1]),
        _ => StepAtom::Question {
            question: rng.below(QUESTIONS),
            stuttering: rng.one_in(2),
        },
    }
}

fn formula(rng: &mut Rng, depth: usize) -> Formula {
    let boxed = |rng: &mut Rng| Box::new(formula(rng, depth.saturating_sub(1)));
    if depth == 0 || rng.one_in(6) {
        return match rng.below(12) {
            0 => Formula::Constant(rng.one_in(2)),
            1..=3 => Formula::Step(step_atom(rng)),
            _ => Formula::State(state_atom(rng)),
        };
    }
    match rng.below(12) {
        0 => Formula::Not(boxed(rng)),
        1 => Formula::And(vec![*boxed(rng), *boxed(rng)]),
        2 => Formula::Or(vec![*boxed(rng), *boxed(rng)]),
        3 => Formula::Implies(boxed(rng), boxed(rng)),
        4 if depth < 3 => Formula::Equiv(boxed(rng), boxed(rng)),
        5 | 6 => Formula::Always(boxed(rng)),
        7 | 8 => Formula::Eventually(boxed(rng)),
        9 => Formula::Until(boxed(rng), boxed(rng)),
        10 => boxed(rng).infinitely_often(),
        _ => Formula::LeadsTo(boxed(rng), boxed(rng)),
    }
}

fn fairness(rng: &mut Rng) -> Vec<Fairness> {
    // Often something must happen: otherwise most properties fail by stuttering.
    let progress = rng
        .one_in(2)
        .then(|| Fairness::weak("progress", vec![0, 1, 2]));
    let more: Vec<Fairness> = (0..rng.below(4))
        .map(|_| {
            let mut fair = Fairness::weak("fair", vec![rng.below(ACTIONS)]);
            if rng.one_in(4) {
                // Enabled and taken need not belong together: whatever a front end answers is checked as it says.
                fair.action = step_atom(rng);
                fair.enabled = state_atom(rng);
            }
            fair.strong = rng.one_in(2);
            fair
        })
        .collect();
    progress.into_iter().chain(more).collect()
}

#[derive(Default, Debug)]
struct Seen {
    cases: usize,
    violated: usize,
    stuttering: usize,
    fair_and_violated: usize,
    strong_matters: usize,
}

/// The verdict of the search, confirmed by brute force as far as it goes.
fn small(seed: u64, seen: &mut Seen) {
    let mut rng = Rng(seed);
    let states = 1 + rng.below(4);
    let edges = rng.below(2 * states);
    let sketch = sketch(&mut rng, states, edges);
    let depth = 1 + rng.below(3);
    let formula = formula(&mut rng, depth);
    let fairness = fairness(&mut rng);
    let outcome = sketch.check(&formula, &fairness);
    let told = format!("seed {seed}: {sketch:?} {formula:?} {fairness:?} {outcome:?}");
    seen.cases += 1;
    match outcome {
        Outcome::Violated(behaviour) => {
            seen.violated += 1;
            seen.stuttering += usize::from(behaviour.stutters());
            seen.fair_and_violated += usize::from(!fairness.is_empty());
            assert!(confirms(&sketch, &formula, &fairness, &behaviour), "{told}");
        }
        Outcome::Holds => {
            // Longer behaviours where there are few.
            let most = [8, 7, 6, 5, 4][(sketch.edges.len() / states.max(1)).min(4)];
            let found = brute::find(&sketch, &formula, &fairness, most);
            assert!(found.is_none(), "{told}\n{found:?}");
            let weak: Vec<Fairness> = fairness
                .iter()
                .map(|f| Fairness {
                    strong: false,
                    ..f.clone()
                })
                .collect();
            if weak != fairness && sketch.check(&formula, &weak) != Outcome::Holds {
                seen.strong_matters += 1;
            }
        }
        other => panic!("{other:?}: {told}"),
    }
}

/// Whether some edges between the behaviour's states make it a counterexample.
fn confirms(
    sketch: &Sketch,
    formula: &Formula,
    fairness: &[Fairness],
    behaviour: &super::super::lasso::Behaviour,
) -> bool {
    let states: Vec<usize> = behaviour.states.iter().map(|s| *s as usize).collect();
    let walk = Walk {
        back: behaviour.loop_start,
        edges: Vec::new(),
        states,
    };
    walk.states[0] < sketch.initial && choose(walk, sketch, formula, fairness)
}

fn choose(walk: Walk, sketch: &Sketch, formula: &Formula, fairness: &[Fairness]) -> bool {
    let at = walk.edges.len();
    if at == walk.states.len() {
        return walk.is_counterexample(sketch, formula, fairness);
    }
    let target = if at + 1 < walk.states.len() {
        at + 1
    } else {
        walk.back
    };
    let pair = (walk.states[at], walk.states[target]);
    let between =
        (0..sketch.edges.len()).filter(|e| (sketch.edges[*e].0, sketch.edges[*e].1) == pair);
    let stutter = (pair.0 == pair.1).then_some(None);
    let ways: Vec<Option<usize>> = between.map(Some).chain(stutter).collect();
    ways.into_iter().any(|way| {
        let mut longer = walk.clone();
        longer.edges.push(way);
        choose(longer, sketch, formula, fairness)
    })
}

/// Two ways to the same verdict: simple parts and fairness as conditions on cycles, or all of it in the automaton.
fn two_ways(seed: u64, seen: &mut Seen) {
    let mut rng = Rng(seed);
    let states = 2 + rng.below(30);
    let edges = rng.below(3 * states);
    let sketch = sketch(&mut rng, states, edges);
    let depth = 1 + rng.below(3);
    let formula = formula(&mut rng, depth);
    let mut fairness = fairness(&mut rng);
    fairness.truncate(2);
    let outcome = sketch.check(&formula, &fairness);
    let assumed = fairness.iter().map(Fairness::formula).collect();
    let all = Formula::Implies(Box::new(Formula::And(assumed)), Box::new(formula.clone()));
    let other = sketch.check_with(&all, &[], false, usize::MAX);
    let third = sketch.check_with(&formula, &fairness, false, usize::MAX);
    for split in [false, true] {
        let [one, together] =
            [usize::MAX, 0].map(|large| sketch.check_with(&formula, &fairness, split, large));
        assert_eq!(
            one, together,
            "seed {seed}: {sketch:?} {formula:?} {fairness:?}"
        );
    }
    let kind = |o: &Outcome| match o {
        Outcome::Holds => 0,
        Outcome::Violated(_) => 1,
        other => panic!("seed {seed}: {other:?}"),
    };
    seen.cases += 1;
    seen.violated += kind(&outcome);
    assert_eq!(
        kind(&outcome),
        kind(&other),
        "seed {seed}: {sketch:?} {formula:?} {fairness:?}"
    );
    assert_eq!(
        kind(&outcome),
        kind(&third),
        "seed {seed}: {sketch:?} {formula:?} {fairness:?}"
    );
}

fn cases(default: u64) -> u64 {
    let asked = std::env::var("FASTCHECK_LIVENESS_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn small_graphs_agree_with_brute_force() {
    let mut seen = Seen::default();
    for seed in 0..cases(100_000) {
        small(seed, &mut seen);
    }
    println!("{seen:?}");
    let least = seen.cases / 400;
    assert!(
        seen.violated > 20 * least
            && seen.cases - seen.violated > 20 * least
            && seen.stuttering > 20 * least
            && seen.violated - seen.stuttering > 20 * least
            && seen.fair_and_violated > 20 * least
            && seen.strong_matters > least / 2,
        "{seen:?}"
    );
}

#[test]
fn larger_graphs_agree_with_themselves() {
    let mut seen = Seen::default();
    for seed in 0..cases(100_000) / 5 {
        two_ways(seed, &mut seen);
    }
    println!("{seen:?}");
    let least = seen.cases / 200;
    assert!(
        seen.violated > 20 * least && seen.cases - seen.violated > 20 * least,
        "{seen:?}"
    );
}
