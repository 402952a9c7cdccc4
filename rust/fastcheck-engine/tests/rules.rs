//! TLC's rules of counting, and states that are told apart by something else than their values.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use common::brute::Wrong;
use common::build::{
    assign, at, counters, eq, less, lit, model, no_deadlock, not, one, pick, plus, read,
};
use common::compare::{agree_in_all, agree_plain};
use common::model::{Expr, Hook, Identity, Model, Place, Stmt};
use common::plain::{Plain, atom, fun, int};
use common::system::run_as;
use fastcheck_engine::{Options, StopReason, StopToken, Verdict};

fn next(variable: usize) -> Expr {
    read(Place {
        after: true,
        ..at(variable, &[])
    })
}

fn either(a: Expr, b: Expr) -> Expr {
    Expr::Or(Box::new(a), Box::new(b))
}

#[test]
fn action_constraints_keep_transitions_out() {
    // A counter wraps only while the other is 0: the transition is generated, its target is not entered.
    let mut m = counters(2, 10);
    let wraps = |i: usize| less(next(i), read(at(i, &[])));
    let zero = |i: usize| eq(read(at(i, &[])), lit(0));
    m.action_constraints = vec![
        either(not(wraps(0)), zero(1)),
        either(not(wraps(1)), zero(0)),
    ];
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!(all.states.len(), 100);
    assert_eq!(all.generated, 1 + 200);
    assert!(all.edges.len() < 200);
    // Every transition is kept out: only the initial state remains, and its successors are checked each time.
    m.action_constraints = vec![Expr::Lit(Plain::Bool(false))];
    let none = agree_in_all(&m, &no_deadlock());
    assert_eq!((none.states.len(), none.generated, none.depth), (1, 3, 1));
    m.invariants = vec![not(eq(read(at(1, &[])), lit(1)))];
    let wrong = agree_in_all(&m, &no_deadlock());
    assert_eq!(wrong.found[0].wrong, Wrong::Invariant(0));
    m.invariants = Vec::new();
    m.steps = vec![eq(next(1), lit(0))];
    let wrong = agree_in_all(&m, &no_deadlock());
    assert_eq!(wrong.found[0].wrong, Wrong::Step(0));
}

#[test]
fn properties_of_initial_states_are_asked_of_them_only() {
    let mut m = counters(2, 10);
    m.init_properties = vec![eq(read(at(0, &[])), lit(0))];
    assert!(agree_in_all(&m, &no_deadlock()).found.is_empty());
    m.initial.push(vec![int(5), int(5)]);
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!(all.found[0].wrong, Wrong::Init(0));
    assert_eq!((all.found[0].length, all.generated), (1, 2));
    // Outside the constraints they are asked, too.
    m.constraints = vec![less(read(at(0, &[])), lit(5))];
    assert_eq!(agree_in_all(&m, &no_deadlock()).found.len(), 1);
}

/// Three counters, and who turned last.
fn with_last_turn() -> Model {
    let turn = |i: usize| {
        one(vec![
            assign(at(i, &[]), plus(read(at(i, &[])), 1, 9)),
            assign(at(3, &[]), lit(i as i64)),
        ])
    };
    model(vec![int(0); 4], (0..3).map(turn).collect())
}

fn view(variables: usize) -> Identity {
    Identity::View((0..variables).map(|i| read(at(i, &[]))).collect())
}

#[test]
fn trap_36_with_a_view_the_first_state_found_stands_for_its_class() {
    let mut m = with_last_turn();
    m.identity = Some(view(3));
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!(all.states.len(), 729);
    // What can be done depends on what the view hides, so counts depend on which state of a class is explored.
    for action in &mut m.actions {
        let i = action.action as i64;
        let may = either(
            not(eq(read(at(3, &[])), lit(i))),
            less(read(at(0, &[])), lit(7)),
        );
        action.alternatives[0].body.insert(0, Stmt::Guard(may));
    }
    let all = agree_in_all(&m, &no_deadlock());
    assert!(all.states.len() > 300 && all.states.len() < 729);
}

#[test]
fn trap_36_with_a_view_only_states_that_are_explored_are_checked() {
    let mut m = with_last_turn();
    m.identity = Some(view(3));
    // The state is first found by another turn, so this is never seen to fail.
    let seen = |last: i64| {
        let here = (0..3).map(|i| eq(read(at(i, &[])), lit(4)));
        let here = here
            .reduce(|a, b| Expr::And(Box::new(a), Box::new(b)))
            .unwrap();
        not(Expr::And(
            Box::new(here),
            Box::new(eq(read(at(3, &[])), lit(last))),
        ))
    };
    let found = |m: &Model| agree_in_all(m, &no_deadlock()).found.len();
    let shown: Vec<usize> = (0..3)
        .map(|last| {
            m.invariants = vec![seen(last)];
            found(&m)
        })
        .collect();
    assert_eq!(shown.iter().sum::<usize>(), 1, "{shown:?}");
}

#[test]
fn trap_36_constraints_are_asked_of_states_whose_class_is_known() {
    let mut m = with_last_turn();
    m.identity = Some(view(3));
    m.constraints = vec![either(
        less(read(at(0, &[])), lit(5)),
        not(eq(read(at(3, &[])), lit(1))),
    )];
    m.invariants = vec![not(Expr::And(
        Box::new(eq(read(at(0, &[])), lit(8))),
        Box::new(eq(read(at(3, &[])), lit(1))),
    ))];
    assert_eq!(agree_in_all(&m, &no_deadlock()).found.len(), 1);
}

#[test]
fn trap_38_symmetric_states_are_one() {
    // Three processes with three states each, all alike: multisets of three out of three.
    let names = ["p", "q", "r"];
    let start = fun(names.map(|p| (atom(p), int(0))));
    let step = |p: &str| {
        let mine = || at(0, &[atom(p)]);
        one(vec![assign(mine(), plus(read(mine()), 1, 3))])
    };
    let mut m = model(vec![start], names.map(step).into());
    assert_eq!(agree_in_all(&m, &no_deadlock()).states.len(), 27);
    m.identity = Some(Identity::Symmetry(names.map(atom).into()));
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!(all.states.len(), 10);
    assert_eq!(all.generated, 1 + 10 * 3);
}

#[test]
fn the_level_bounds_a_run() {
    let mut m = counters(2, 100);
    m.constraints = vec![less(Expr::Level, lit(5))];
    let all = agree_in_all(&m, &no_deadlock());
    // Levels 1 to 4 of two counters: 1 + 2 + 3 + 4 states, each with two successors.
    assert_eq!((all.states.len(), all.depth, all.generated), (10, 4, 21));
}

#[test]
fn what_was_found_before_a_failure_counts() {
    let fails = Stmt::Fail(eq(Expr::Picked, lit(7)));
    let body = vec![fails, assign(at(0, &[]), Expr::Picked)];
    let mut m = model(vec![int(0)], vec![vec![pick([3, 5, 7, 8].map(int), body)]]);
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!((all.generated, all.states.len()), (3, 3));
    // An earlier successor that violates an invariant comes before the failure.
    m.invariants = vec![not(eq(read(at(0, &[])), lit(5)))];
    assert_eq!(
        agree_in_all(&m, &no_deadlock()).found[0].wrong,
        Wrong::Invariant(0)
    );
    m.invariants = Vec::new();
    // A successor that is no state is generated, but not distinct.
    m.unassigned = true;
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!((all.generated, all.states.len()), (4, 3));
}

#[test]
fn a_model_that_asks_to_stop_finishes_the_state_that_asked() {
    for (workers, plain) in [(1, false), (1, true), (4, true)] {
        let stop = Arc::new(StopToken::new());
        let asked = Arc::new(AtomicU64::new(0));
        let hook = {
            let (stop, asked) = (stop.clone(), asked.clone());
            Hook(Arc::new(move || {
                if asked.fetch_add(1, Ordering::Relaxed) == 5 {
                    stop.stop(StopReason::ExitRequested);
                }
                Plain::Bool(true)
            }))
        };
        let mut m = counters(2, 100);
        m.impure = true;
        m.actions[0].alternatives[0]
            .body
            .insert(0, Stmt::Guard(Expr::Hook(hook)));
        let options = Options {
            workers,
            parallel_from: 1,
            ..no_deadlock()
        };
        let (report, _) = run_as(&m, &options, &stop, plain);
        // Six states are expanded, each once: an impure question is never asked twice. Levels have 1, 2, 3 ... states.
        assert_eq!(report.verdict, Verdict::Incomplete);
        assert_eq!(report.stop, Some(StopReason::ExitRequested));
        assert_eq!(
            (report.generated, report.distinct, report.left),
            (13, 10, 4)
        );
        assert_eq!(asked.load(Ordering::Relaxed), 6);
    }
}

#[test]
fn traces_end_in_the_states_that_were_met_not_in_what_stands_for_them() {
    let mut m = with_last_turn();
    m.identity = Some(view(1));
    m.invariants = vec![not(eq(read(at(0, &[])), lit(4)))];
    let all = agree_in_all(&m, &no_deadlock());
    assert_eq!(
        (all.found[0].wrong, all.found[0].length),
        (Wrong::Invariant(0), 5)
    );
}

#[test]
fn answers_that_do_not_repeat_are_asked_directly_in_the_end() {
    // Every action reads every variable: learning is given up, and then the layout that it needed.
    let mut m = counters(4, 11);
    for action in &mut m.actions {
        let sum = (0..4)
            .map(|i| read(at(i, &[])))
            .reduce(|a, b| Expr::Plus(Box::new(a), Box::new(b), 100))
            .unwrap();
        let body = &mut action.alternatives[0].body;
        body.insert(0, Stmt::Guard(not(eq(sum, lit(23)))));
    }
    m.invariants = vec![not(eq(read(at(0, &[])), lit(11)))];
    let (all, learned) = agree_plain(&m, &no_deadlock(), &[(1, true, 64), (2, true, 64)]);
    assert!(all.states.len() > 10_000);
    assert!(learned.iter().all(|learned| !learned), "{learned:?}");
}
