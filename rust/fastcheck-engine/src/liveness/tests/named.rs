//! Named cases: the traps that other checkers fell into, and what the construction itself must get right.

use super::super::check::Outcome;
use super::super::formula::{Fairness, Formula, StateAtom, StepAtom};
use super::super::lasso::Behaviour;
use super::{Sketch, search, violated};

fn p() -> Formula {
    Formula::state(0)
}

fn q() -> Formula {
    Formula::state(1)
}

fn weak(action: usize) -> Fairness {
    Fairness::weak("WF", vec![action])
}

fn strong(action: usize) -> Fairness {
    Fairness::strong("SF", vec![action])
}

/// States by the mask of questions that hold; edges by source, target, and the action they take.
fn sketch(states: &[u32], edges: &[(usize, usize, usize)]) -> Sketch {
    Sketch {
        initial: 1,
        states: states.iter().map(|s| (*s, 0)).collect(),
        edges: edges
            .iter()
            .map(|(s, t, action)| (*s, *t, 0, 1 << action))
            .collect(),
    }
}

fn lasso(behaviour: &Behaviour) -> (Vec<u32>, usize) {
    (behaviour.states.clone(), behaviour.loop_start)
}

/// One component of five states: two cycles through states where `exit` (action 9) can be taken, and two where it cannot
/// or is. Fairness must be tested on parts of the component.
///
/// 0 <-> 1 is unfair to 9 under weak fairness: it can be taken in both and is not. 0 <-> 2 is unfair only under strong
/// fairness: 2 cannot take it. 0 -> 3 -> 0 takes it. 2 <-> 4 never enables it.
fn two_unfair_two_fair() -> Sketch {
    sketch(
        &[0, 0, 0, 0, 0],
        &[
            (0, 1, 1),
            (1, 0, 2),
            (0, 2, 3),
            (2, 0, 4),
            (0, 3, 9),
            (3, 0, 5),
            (1, 3, 9),
            (2, 4, 6),
            (4, 2, 7),
        ],
    )
}

/// The formula that no fair behaviour satisfies `conditions`, and how the counterexample cycles.
fn cycle_with(
    sketch: &Sketch,
    conditions: Vec<Formula>,
    fairness: &[Fairness],
) -> Option<Vec<u32>> {
    match sketch.check(&Formula::And(conditions).negate(), fairness) {
        Outcome::Holds => None,
        other => {
            let behaviour = violated(other);
            let mut cycle = behaviour.states[behaviour.loop_start..].to_vec();
            cycle.sort_unstable();
            Some(cycle)
        }
    }
}

fn taken(action: usize) -> Formula {
    Formula::Step(StepAtom::Taken(vec![action]))
}

#[test]
fn trap_42_fairness_is_tested_on_parts_of_a_component() {
    let sketch = two_unfair_two_fair();
    // <>[]~<<9>>: 9 is taken no more. Moving for ever, so that stuttering does not answer.
    let no_more = taken(9).negate().stabilizes();
    let with = |action: usize| vec![no_more.clone(), taken(action).infinitely_often()];
    // 0 <-> 1 enables 9 all the time: no fairness condition allows it.
    assert_eq!(cycle_with(&sketch, with(1), &[]), Some(vec![0, 1]));
    assert!(cycle_with(&sketch, with(1), &[weak(9)]).is_some_and(|c| c.contains(&2)));
    assert_eq!(cycle_with(&sketch, with(1), &[strong(9)]), None);
    // 0 <-> 2 enables it again and again: weak fairness allows it, strong does not.
    assert_eq!(cycle_with(&sketch, with(3), &[weak(9)]), Some(vec![0, 2]));
    assert_eq!(cycle_with(&sketch, with(3), &[strong(9)]), None);
    // 2 <-> 4 never enables it: strong fairness allows it, though 9 occurs all over the component.
    assert_eq!(cycle_with(&sketch, with(6), &[strong(9)]), Some(vec![2, 4]));
    // 0 -> 3 -> 0 takes it.
    let takes = vec![taken(5).infinitely_often()];
    assert_eq!(cycle_with(&sketch, takes, &[strong(9)]), Some(vec![0, 3]));
}

#[test]
fn trap_42_an_unfair_cycle_is_no_counterexample() {
    // 0 <-> 1 for ever, unless 9 is taken to where P holds.
    let sketch = sketch(&[0, 0, 1], &[(0, 1, 1), (1, 0, 2), (0, 2, 9), (1, 2, 9)]);
    let reaches = p().eventually();
    assert_eq!(
        lasso(&violated(sketch.check(&reaches, &[weak(1), weak(2)]))),
        (vec![0, 1], 0)
    );
    assert_eq!(sketch.check(&reaches, &[weak(9)]), Outcome::Holds);
}

#[test]
fn trap_43_every_state_may_stutter() {
    let sketch = sketch(&[0, 1], &[(0, 1, 1)]);
    let behaviour = violated(sketch.check(&p().eventually(), &[]));
    assert_eq!(lasso(&behaviour), (vec![0], 0));
    assert!(behaviour.stutters());
    assert_eq!(sketch.check(&p().eventually(), &[weak(1)]), Outcome::Holds);
    assert_eq!(
        sketch.check(&p().eventually(), &[strong(1)]),
        Outcome::Holds
    );
}

#[test]
fn trap_43_a_step_that_changes_nothing_neither_takes_nor_enables() {
    // Action 1 leads from 0 to 0 only: it is no <<1>>_vars, so fairness asks nothing.
    let sketch = sketch(&[0, 1], &[(0, 0, 1), (0, 1, 2)]);
    let fairness = [strong(1)];
    assert!(violated(sketch.check(&p().eventually(), &fairness)).stutters());
    assert_eq!(
        sketch.check(&taken(1).always(), &[]),
        sketch.check(&Formula::Constant(false), &[])
    );
    // And a fair behaviour that stays in 0 does not take it again and again.
    assert_eq!(
        sketch.check(&taken(1).infinitely_often().negate(), &fairness),
        Outcome::Holds
    );
}

#[test]
fn trap_44_weak_and_strong_fairness_differ() {
    // A lock: in 0 process 1 may enter (action 1), in both the other goes round (2, 3).
    let sketch = sketch(&[0, 0, 1], &[(0, 1, 2), (1, 0, 3), (0, 2, 1)]);
    let others = [weak(2), weak(3)];
    let enters = p().eventually();
    let with = |one: Fairness| [others.to_vec(), vec![one]].concat();
    assert_eq!(
        lasso(&violated(sketch.check(&enters, &with(weak(1))))),
        (vec![0, 1], 0)
    );
    assert_eq!(sketch.check(&enters, &with(strong(1))), Outcome::Holds);
}

#[test]
fn trap_44_enabled_is_a_question_of_its_own() {
    // Action 1 is enabled in 0 although its only step leaves the constraints: no fair behaviour stays there.
    let mut sketch = sketch(&[0, 1], &[(0, 1, 2)]);
    assert!(violated(sketch.check(&p().eventually(), &[weak(1)])).stutters());
    sketch.states[0].1 = 1 << 1;
    assert_eq!(sketch.check(&p().eventually(), &[weak(1)]), Outcome::Holds);
}

#[test]
fn trap_44_a_quantified_fairness_is_one_condition_per_instance() {
    // Process 1 works for ever, process 2 waits for ever: \A p : WF(p) forbids it, WF(\E p) does not.
    let sketch = sketch(&[0, 0, 1, 1], &[(0, 1, 1), (1, 0, 1), (0, 2, 2), (1, 3, 2)]);
    let joint = [Fairness::weak("WF", vec![1, 2])];
    assert_eq!(
        lasso(&violated(sketch.check(&p().eventually(), &joint))),
        (vec![0, 1], 0)
    );
    assert_eq!(
        sketch.check(&p().eventually(), &[weak(1), weak(2)]),
        Outcome::Holds
    );
}

#[test]
fn trap_45_every_form_of_property_is_checked() {
    // 0 -> 1 -> 2 <-> 3, with P in 0 and 1, Q in 2.
    let graph = sketch(&[1, 1, 2, 0], &[(0, 1, 1), (1, 2, 2), (2, 3, 3), (3, 2, 4)]);
    let fair: Vec<Fairness> = (1..5).map(weak).collect();
    let fails = |f: Formula| matches!(graph.check(&f, &fair), Outcome::Violated(_));
    // The state of the beginning.
    assert!(fails(q()) && !fails(p()) && fails(Formula::And(vec![p(), q()])));
    assert!(fails(p().always()) && fails(q().stabilizes()) && !fails(q().infinitely_often()));
    assert!(fails(p().implies(q().stabilizes()).always()) && !fails(p().leads_to(q())));
    assert!(!fails(p().until(q())) && fails(q().until(p().negate().always())));
    let no_third = Formula::Step(StepAtom::Taken(vec![3])).negate().always();
    assert!(
        fails(no_third)
            && !fails(taken(3).infinitely_often())
            && fails(taken(1).infinitely_often())
    );
    assert!(fails(Formula::Constant(false)) && !fails(Formula::Constant(true)));
}

#[test]
fn trap_45_the_initial_part_of_a_property_is_checked() {
    let mut graph = sketch(&[1, 0], &[(1, 0, 1)]);
    graph.initial = 2;
    // Init /\ []<>P: the second initial state fails it at once, whatever comes.
    let property = Formula::And(vec![p(), p().infinitely_often()]);
    assert_eq!(lasso(&violated(graph.check(&property, &[weak(1)]))).0[0], 1);
    graph.states[1].0 = 1;
    assert_eq!(graph.check(&property, &[weak(1)]), Outcome::Holds);
}

#[test]
fn trap_46_a_lasso_is_built_from_edges() {
    // A ring of six in one component with a chord that only goes one way: neighbours in a list of states are no steps.
    let edges = [
        (0, 3, 1),
        (3, 1, 1),
        (1, 4, 1),
        (4, 2, 1),
        (2, 5, 1),
        (5, 0, 1),
        (4, 0, 1),
    ];
    let graph = sketch(&[0, 0, 0, 0, 0, 1], &edges);
    let visits = p().infinitely_often().negate();
    let behaviour = violated(graph.check(&visits, &[weak(1)]));
    let (states, back) = lasso(&behaviour);
    assert_eq!((states.len(), back), (6, 0));
    let after = |i: usize| states[(i + 1) % 6] as usize;
    assert!((0..6).all(|i| edges.contains(&(states[i] as usize, after(i), 1))));
}

#[test]
fn trap_47_states_that_were_not_expanded_do_not_stutter() {
    // The graph ends after 1; 2 is known by number only.
    let mut graph = sketch(&[0, 0], &[(0, 1, 1)]);
    graph.edges.push((1, 2, 0, 1 << 1));
    assert_eq!(graph.check(&p().eventually(), &[weak(1)]), Outcome::Holds);
    // What was expanded is searched all the same.
    graph.edges.push((1, 0, 0, 1 << 2));
    assert_eq!(
        lasso(&violated(graph.check(&p().eventually(), &[weak(1)]))),
        (vec![0, 1], 0)
    );
}

#[test]
fn trap_49_a_long_chain_and_a_long_cycle_need_no_recursion() {
    let count = 100_000;
    let mut edges: Vec<(usize, usize, usize)> = (0..count - 1).map(|i| (i, i + 1, 1)).collect();
    let states = vec![0; count];
    let fast = |edges: &[(usize, usize, usize)], formula: Formula| {
        let mut graph = sketch(&states, edges);
        // A sketch looks at every edge for every state.
        graph.edges.clear();
        check_chain(&graph, edges, &formula)
    };
    assert_eq!(fast(&edges, p().eventually()).1, count - 1);
    edges.push((count - 1, 0, 1));
    assert_eq!(fast(&edges, p().eventually()), (count, 0));
}

/// The length and the loop start of the behaviour found on edges sorted by source, one a state, all of action 1.
fn check_chain(
    sketch: &Sketch,
    edges: &[(usize, usize, usize)],
    formula: &Formula,
) -> (usize, usize) {
    use super::super::check::Checker;
    use super::super::formula::{Property, Temporal};
    use super::super::graph::StateGraph;
    let temporal = Temporal {
        properties: vec![Property {
            name: "property".into(),
            formula: formula.clone(),
        }],
        fairness: vec![weak(1)],
        kept: Vec::new(),
    };
    let mut graph = StateGraph::new(&temporal);
    for state in 0..sketch.states.len() {
        let edge = edges.get(state);
        graph.add_state(state == 0, |atom| {
            edge.is_some() && matches!(atom, StateAtom::CanTake(_))
        });
        if let Some((_, target, _)) = edge {
            graph.add_edge(*target as u32, |_| true);
        }
    }
    let checker = Checker::new(&graph, &temporal.fairness);
    let both = [0, usize::MAX].map(|large| {
        let behaviour = violated(search(&Checker { large, ..checker }, formula, 1));
        (behaviour.states.len(), behaviour.loop_start)
    });
    assert_eq!(both[0], both[1]);
    both[0]
}

#[test]
fn step_atoms_may_stand_anywhere() {
    // [][A]_v as an assumption, and inside other operators: 0 -> 1 by 1, then 1 <-> 2 by 2 and 3.
    let graph = sketch(&[0, 1, 0], &[(0, 1, 1), (1, 2, 2), (2, 1, 3)]);
    let fair = [weak(1), weak(2), weak(3)];
    let never_back = taken(3).negate().always();
    assert_eq!(
        graph.check(&never_back.clone().implies(Formula::Constant(false)), &fair),
        Outcome::Holds
    );
    assert_eq!(
        graph.check(&taken(2).leads_to(taken(3)), &fair),
        Outcome::Holds
    );
    assert_eq!(
        lasso(&violated(graph.check(&taken(3).leads_to(taken(1)), &fair))),
        (vec![0, 1, 2], 1)
    );
}

#[test]
fn a_strong_condition_is_not_visited_by_a_cycle_that_does_not_trigger_it() {
    // 0 <-> 1 never enables 9; the component's other cycle does.
    let graph = sketch(&[0, 0, 0], &[(0, 1, 1), (1, 0, 2), (1, 2, 3), (2, 0, 9)]);
    let fair = [strong(9), weak(1), weak(2), weak(3)];
    assert_eq!(
        lasso(&violated(graph.check(&p().eventually(), &fair))),
        (vec![0, 1], 0)
    );
    // If the other cycle must be visited, 9 is taken there.
    let visits = taken(3).infinitely_often().negate();
    assert_eq!(
        lasso(&violated(graph.check(&visits, &fair))),
        (vec![0, 1, 2], 0)
    );
}

#[test]
fn staying_is_shown_as_one_state() {
    let graph = sketch(&[0, 1, 1], &[(0, 1, 1), (1, 2, 2)]);
    // P ~> Q: reached at 1, where weak fairness of 1 asks nothing more.
    let behaviour = violated(graph.check(&p().leads_to(q()), &[weak(1)]));
    assert_eq!(
        (lasso(&behaviour), behaviour.stutters()),
        ((vec![0, 1], 1), true)
    );
}

#[test]
fn a_state_atom_of_fairness_alone_is_recorded_too() {
    let fair = Fairness {
        name: "WF".into(),
        strong: false,
        action: StepAtom::Question {
            question: 0,
            stuttering: false,
        },
        enabled: StateAtom::Question(2),
    };
    let mut graph = sketch(&[4, 1], &[(0, 1, 1)]);
    // Enabled in 0 and never taken, though there is a step: the behaviour that takes the step is fair.
    assert_eq!(
        graph.check(&p().eventually(), std::slice::from_ref(&fair)),
        Outcome::Holds
    );
    graph.states[0].0 = 0;
    assert!(violated(graph.check(&p().eventually(), &[fair])).stutters());
}

#[test]
fn trap_34_a_search_ends_when_asked_again_or_out_of_time() {
    use super::super::patience::Patience;
    use crate::options::{StopReason, StopToken};
    use std::time::Instant;
    let stop = StopToken::new();
    stop.stop(StopReason::MaxStates);
    // What a bounded run found is searched all the same, until somebody asks once more.
    let patience = Patience::new(&stop, None);
    assert!(!patience.is_over());
    stop.stop(StopReason::Interrupted);
    assert!(patience.is_over());
    assert_eq!(stop.reason(), Some(StopReason::MaxStates));
    let fresh = StopToken::new();
    let over = Patience::new(&fresh, Some(Instant::now()));
    assert!(over.is_over());
    assert_eq!(fresh.reason(), Some(StopReason::MaxTime));
}

#[test]
fn a_property_that_speaks_of_what_was_not_recorded_is_refused() {
    use super::super::check::check;
    use super::super::formula::{Property, Temporal};
    use super::super::graph::StateGraph;
    use crate::options::StopToken;
    let property = |formula: Formula| Property {
        name: "property".into(),
        formula,
    };
    let temporal = Temporal {
        properties: vec![property(p().eventually())],
        ..Temporal::default()
    };
    let mut graph = StateGraph::new(&temporal);
    graph.add_state(true, |_| true);
    let ask = |formula: Formula| check(&graph, &[property(formula)], &[], 1, &StopToken::new());
    assert_eq!(ask(p().always()), Ok(vec![None]));
    assert!(ask(q().always()).is_err_and(|text| text.contains("not recorded")));
}
