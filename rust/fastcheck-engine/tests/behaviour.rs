//! Named behaviours, each with an expectation worked out by hand or by the plain interpreter.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use common::build::{
    assign, at, contains, counters, edit, eq, less, lit, model, no_deadlock, not, one, pick, plus,
    read, size,
};
use common::compare::{ALL, agree};
use common::model::{Action, Alternative, Expr, Hook, Model, Pick, Stmt};
use common::plain::{Change, Look, Plain, atom, fun, int, record, seq, set, string};
use common::system::{run, run_until};
use fastcheck_engine::{Finding, Options, Report, StopReason, StopToken, Verdict};

fn every_way(workers: &[usize]) -> Vec<(usize, bool, u32)> {
    let learn = |w: &usize| [(*w, true, 64), (*w, false, 128)];
    workers.iter().flat_map(learn).collect()
}

fn failure_code(report: &Report) -> Option<&str> {
    match &report.found.first()?.finding {
        Finding::Failure(_, failure) => Some(&failure.code),
        _ => None,
    }
}

// ---- layouts ----

#[test]
fn trap_37_queue_that_starts_filled_changes_length() {
    let queue = || at(0, &[]);
    let append = one(vec![
        Stmt::Guard(less(size(queue()), lit(5))),
        edit(queue(), Change::Append(plus(size(queue()), 0, 2))),
    ]);
    let pop = one(vec![
        Stmt::Guard(less(lit(0), size(queue()))),
        edit(queue(), Change::PopFirst),
    ]);
    let mut m = model(vec![seq([int(7), int(8)])], vec![append, pop]);
    m.invariants.push(not(eq(size(queue()), lit(9))));
    let all = agree(&m, &no_deadlock(), &ALL);
    assert!(all.states.contains(&vec![seq([])]));
}

#[test]
fn trap_37_dict_gains_and_loses_keys_mid_run() {
    let keys: Vec<Plain> = (0..5).map(|i| atom(&format!("k{i}"))).collect();
    let has = |k: &Plain| Expr::Ask(at(0, &[]), Box::new(Look::Has(Expr::Lit(k.clone()))));
    let put = |k: &Plain| one(vec![assign(at(0, std::slice::from_ref(k)), lit(1))]);
    let drop = |k: &Plain| {
        one(vec![
            Stmt::Guard(has(k)),
            edit(at(0, &[]), Change::Delete(Expr::Lit(k.clone()))),
        ])
    };
    let actions = keys.iter().map(put).chain(keys.iter().map(drop)).collect();
    let m = model(vec![fun([(keys[0].clone(), int(0))])], actions);
    // k0 is 0, 1 or absent; the others are 1 or absent.
    assert_eq!(agree(&m, &no_deadlock(), &ALL).states.len(), 3 * 16);
    let strings = Model {
        initial: vec![vec![fun([(string("x"), int(0))])]],
        ..m
    };
    agree(&strings, &no_deadlock(), &ALL);
}

#[test]
fn trap_37_int_becomes_a_set_in_the_middle_of_a_big_level() {
    // Three counters of 9 values, all free: levels of more than 256 states. The shift happens where they sum to 12.
    let mut m = counters(4, 9);
    m.initial[0].push(int(0));
    m.variables.push(("shape".into(), None));
    let there = |i, n| Stmt::Guard(eq(read(at(i, &[])), lit(n)));
    let body = vec![
        there(0, 3),
        there(1, 3),
        there(2, 3),
        there(3, 3),
        assign(at(4, &[]), Expr::Lit(set([int(1)]))),
    ];
    m.action_names.push("Shift".into());
    m.actions.push(Action {
        action: 4,
        over: None,
        direct: false,
        alternatives: one(body),
    });
    let all = agree(&m, &no_deadlock(), &every_way(&[1, 2, 4]));
    assert_eq!(all.states.len(), 2 * 9 * 9 * 9 * 9);
}

fn growing_set(members: i64, wanted: Plain) -> Model {
    // A counter walks through the numbers; each is put in, and the previous one taken out now and then.
    let next = |add: bool| {
        let mut body = vec![
            Stmt::Guard(less(read(at(0, &[])), lit(members))),
            assign(at(0, &[]), plus(read(at(0, &[])), 1, members + 1)),
        ];
        let change = if add { Change::Insert } else { Change::Remove };
        body.push(edit(at(1, &[]), change(read(at(0, &[])))));
        one(body)
    };
    let mut m = model(vec![int(0), set([])], vec![next(true)]);
    m.invariants.push(not(contains(at(1, &[]), wanted)));
    m
}

#[test]
fn set_universe_grows_beyond_a_word_and_beyond_a_thousand() {
    for members in [31, 32, 33, 64, 65, 1000] {
        let m = growing_set(members, int(members + 5));
        let all = agree(&m, &no_deadlock(), &[(1, true, 64), (2, false, 128)]);
        assert_eq!(all.states.len() as i64, members + 1);
    }
}

/// The set never holds more than one member, but over 4096 different ones.
#[test]
fn set_universe_beyond_its_limit_becomes_a_cell() {
    let members = 4200;
    let body = vec![
        Stmt::Guard(less(read(at(0, &[])), lit(members))),
        edit(at(1, &[]), Change::Remove(read(at(0, &[])))),
        assign(at(0, &[]), plus(read(at(0, &[])), 1, members + 1)),
        edit(at(1, &[]), Change::Insert(read(at(0, &[])))),
    ];
    let mut m = model(vec![int(0), set([])], vec![one(body)]);
    let options = no_deadlock();
    let all = agree(&m, &options, &[(1, true, 64), (2, false, 128)]);
    assert_eq!(all.states.len() as i64, members + 1);
    // A violation just below the limit is replayed through a nearly full universe.
    m.invariants.push(not(contains(at(1, &[]), int(4096))));
    agree(&m, &options, &[(1, true, 64), (1, false, 64)]);
}

#[test]
fn set_universe_grows_in_the_middle_of_a_big_level_with_members_selected() {
    // Members come from a product of counters; whoever is odd is counted by an action and by the invariant.
    let mut m = counters(3, 12);
    m.initial[0].push(set([]));
    m.variables.push(("bag".into(), None));
    let odd = || Expr::Count(at(3, &[]), 1);
    let sum = || {
        let two = Expr::Plus(Box::new(read(at(0, &[]))), Box::new(read(at(1, &[]))), 100);
        Expr::Plus(Box::new(two), Box::new(read(at(2, &[]))), 7)
    };
    let put = vec![
        Stmt::Guard(less(odd(), lit(2))),
        edit(at(3, &[]), Change::Assign(Expr::Set(vec![sum()]))),
    ];
    m.action_names.push("Put".into());
    m.actions.push(Action {
        action: 3,
        over: None,
        direct: false,
        alternatives: one(put),
    });
    m.invariants.push(less(odd(), lit(2)));
    let all = agree(&m, &no_deadlock(), &every_way(&[1, 2, 4]));
    assert_eq!(all.states.len(), 12 * 12 * 12 * 8);
}

#[test]
fn over_a_set_members_are_asked_in_canonical_order_whenever_they_came() {
    let take = Alternative {
        pick: Pick::Nothing,
        body: vec![
            edit(at(0, &[]), Change::Remove(Expr::Element)),
            assign(at(1, &[]), Expr::Element),
        ],
    };
    let values = [9, 3, 77, 1, 40, 2, 60].map(int);
    let put = vec![pick(
        values,
        vec![
            Stmt::Guard(less(size(at(0, &[])), lit(4))),
            edit(at(0, &[]), Change::Insert(Expr::Picked)),
        ],
    )];
    let mut m = model(vec![set([int(50)]), int(0)], vec![vec![take], put]);
    m.actions[0].over = Some(0);
    agree(&m, &no_deadlock(), &ALL);
    m.variables[0].1 = Some(fastcheck_engine::Hint::Whole);
    agree(&m, &no_deadlock(), &ALL);
}

#[test]
fn a_select_predicate_may_fail_on_members_of_other_states() {
    // Messages have a kind; a plain number does not. Numbers come only when the selecting action is done.
    let message = |n: i64| record(&[("kind", string("a")), ("n", int(n))]);
    let send = vec![pick(
        (0..3).map(message),
        vec![
            Stmt::Guard(eq(read(at(1, &[])), lit(0))),
            edit(at(0, &[]), Change::Insert(Expr::Picked)),
        ],
    )];
    let finish = one(vec![
        Stmt::Guard(eq(read(at(1, &[])), lit(0))),
        assign(at(1, &[]), lit(1)),
        edit(at(0, &[]), Change::Insert(lit(5))),
    ]);
    let look = one(vec![
        Stmt::Guard(eq(read(at(1, &[])), lit(0))),
        Stmt::Guard(less(Expr::Count(at(0, &[]), 2), lit(3))),
        assign(at(2, &[]), Expr::Count(at(0, &[]), 2)),
    ]);
    let mut m = model(vec![set([]), int(0), int(0)], vec![finish, send, look]);
    let all = agree(&m, &no_deadlock(), &ALL);
    assert!(all.found.is_empty());
    // Without the guard it is asked where the number is: an error, with a trace.
    m.actions[2].alternatives[0].body.remove(0);
    let all = agree(&m, &no_deadlock(), &ALL);
    assert_eq!(all.found.len(), 1);
}

// ---- edits that do not apply, whatever the layout ----

#[test]
fn trap_23_a_blind_edit_that_does_not_apply_is_an_error_even_if_read_again() {
    let body = vec![edit(at(0, &[]), Change::Append(lit(1)))];
    let m = model(vec![int(0)], vec![one(body)]);
    let (report, _) = run(&m, &Options::default());
    assert_eq!(report.verdict, Verdict::Error, "{:?}", report.found);
    let present = Expr::Ask(at(0, &[]), Box::new(Look::Present));
    let read_after = vec![
        edit(at(0, &[]), Change::PopFirst),
        Stmt::If(present, vec![]),
    ];
    let m = model(vec![seq([])], vec![one(read_after)]);
    let (report, _) = run(&m, &Options::default());
    assert_eq!(report.verdict, Verdict::Error, "{:?}", report.found);
}

#[test]
fn trap_23_deleting_an_absent_key_is_an_error_in_every_layout() {
    let key = || Expr::Lit(atom("k"));
    let twice = |start: Plain| {
        let delete = one(vec![edit(at(0, &[]), Change::Delete(key()))]);
        model(vec![start], vec![delete])
    };
    let (k, l) = (atom("k"), atom("l"));
    let start = fun([(k, int(0)), (l, int(0))]);
    for hint in [fastcheck_engine::Hint::Split, fastcheck_engine::Hint::Whole] {
        let mut m = twice(start.clone());
        m.variables[0].1 = Some(hint);
        let (report, _) = run(&m, &Options::default());
        assert_eq!(
            report.verdict,
            Verdict::Error,
            "{hint:?}: {:?}",
            report.found
        );
        assert_eq!(report.found[0].trace.len(), 2);
    }
}

#[test]
fn last_of_what_is_no_sequence_does_not_apply_in_any_layout() {
    let last = Expr::Ask(at(0, &[]), Box::new(Look::Last));
    for hint in [fastcheck_engine::Hint::Split, fastcheck_engine::Hint::Whole] {
        let mut m = model(vec![record(&[("a", int(1))])], vec![]);
        m.invariants.push(eq(last.clone(), lit(1)));
        m.variables[0].1 = Some(hint);
        let (report, _) = run(&m, &no_deadlock());
        assert_eq!(report.verdict, Verdict::Error, "{hint:?}");
    }
}

// ---- bounds ----

#[test]
fn trap_34_max_states_is_exact_and_never_ok() {
    for max in [1, 2, 255, 600, 999] {
        let options = Options {
            max_states: Some(max),
            ..no_deadlock()
        };
        let all = agree(&counters(3, 10), &options, &ALL);
        assert!(all.bounded);
        assert_eq!(all.states.len() as u64, max);
    }
    let exactly = Options {
        max_states: Some(1000),
        ..no_deadlock()
    };
    assert!(!agree(&counters(3, 10), &exactly, &ALL).bounded);
}

#[test]
fn trap_34_max_depth_leaves_the_frontier() {
    let options = Options {
        max_depth: Some(3),
        ..no_deadlock()
    };
    // Three counters: 1 + 3 + 6 states, and the six are left.
    let all = agree(&counters(3, 10), &options, &ALL);
    assert_eq!((all.states.len(), all.left, all.depth), (10, 6, 3));
}

#[test]
fn trap_34_a_stopped_run_is_incomplete() {
    for reason in [StopReason::Stopped, StopReason::Interrupted] {
        let stop = StopToken::new();
        stop.stop(reason);
        let (report, _) = run_until(&counters(3, 10), &no_deadlock(), &stop);
        assert_eq!(report.verdict, Verdict::Incomplete);
        assert_eq!(report.stop, Some(reason));
    }
}

#[test]
fn trap_34_time_and_memory_end_a_run_as_incomplete() {
    let time = Options {
        max_time: Some(Duration::ZERO),
        ..no_deadlock()
    };
    let memory = Options {
        max_memory: Some(1),
        ..no_deadlock()
    };
    for workers in [1, 2] {
        for (options, reason) in [(&time, StopReason::MaxTime), (&memory, StopReason::Memory)] {
            let options = Options {
                workers,
                ..options.clone()
            };
            let (report, _) = run(&counters(3, 10), &options);
            assert_eq!(report.verdict, Verdict::Incomplete);
            assert_eq!(report.stop, Some(reason));
        }
    }
}

#[test]
fn collision_number_is_the_expected_number_of_equal_pairs() {
    let m = counters(3, 10);
    let pairs = 1000.0 * 999.0 / 2.0;
    for bits in [64, 128] {
        let options = Options {
            fingerprint_bits: bits,
            ..no_deadlock()
        };
        let (report, _) = run(&m, &options);
        let expected = pairs / 2f64.powi(bits as i32);
        assert!((report.collision_probability / expected - 1.0).abs() < 1e-9);
    }
}

// ---- several violations ----

fn violated_at(counter: usize, n: i64) -> Expr {
    not(eq(read(at(counter, &[])), lit(n)))
}

#[test]
fn trap_50_go_on_reports_the_first_of_each_property_and_counts_everything() {
    let mut m = counters(3, 10);
    m.invariants = vec![violated_at(0, 4), violated_at(1, 5), violated_at(2, 99)];
    let options = Options {
        go_on: true,
        ..no_deadlock()
    };
    let all = agree(&m, &options, &ALL);
    assert_eq!((all.states.len(), all.found.len()), (1000, 2));
}

#[test]
fn trap_50_go_on_asks_every_invariant_of_a_violating_state() {
    // Both are false in the same states only: neither may hide the other.
    let mut m = counters(2, 10);
    m.invariants = vec![violated_at(0, 4), violated_at(0, 4)];
    m.steps = vec![violated_at(0, 3)];
    let options = Options {
        go_on: true,
        ..no_deadlock()
    };
    assert_eq!(agree(&m, &options, &ALL).found.len(), 3);
}

#[test]
fn trap_50_go_on_keeps_a_violation_when_a_bound_ends_the_level() {
    let mut m = counters(2, 10);
    m.invariants = vec![violated_at(0, 3)];
    for max in 1..30 {
        let options = Options {
            go_on: true,
            max_states: Some(max),
            ..no_deadlock()
        };
        agree(&m, &options, &ALL[..4]);
    }
}

#[test]
fn go_on_shows_a_step_violation_over_its_own_step() {
    // The state 2 is reached from 0 first; the step from 1 to 2 is the bad one.
    let to = |from: i64, to: i64| {
        one(vec![
            Stmt::Guard(eq(read(at(0, &[])), lit(from))),
            assign(at(0, &[]), lit(to)),
        ])
    };
    let mut m = model(vec![int(0)], vec![to(0, 1), to(0, 3), to(3, 2), to(1, 2)]);
    m.actions.swap(0, 1);
    let before = eq(read(at(0, &[])), lit(1));
    m.steps = vec![not(before)];
    let options = Options {
        go_on: true,
        ..no_deadlock()
    };
    assert_eq!(agree(&m, &options, &ALL).found.len(), 1);
}

#[test]
fn trap_47_a_violation_in_a_big_level_is_the_same_for_all_workers() {
    for (a, b) in [(7, 7), (0, 11), (11, 0), (6, 8)] {
        let mut m = counters(3, 12);
        let there = Expr::And(
            Box::new(eq(read(at(0, &[])), lit(a))),
            Box::new(eq(read(at(2, &[])), lit(b))),
        );
        m.invariants = vec![not(there)];
        agree(&m, &no_deadlock(), &ALL);
    }
}

// ---- failures ----

fn fails_where_first_is(n: i64) -> Expr {
    // Contains of an int does not apply: an evaluation error.
    let bad = contains(at(0, &[]), int(0));
    let there = eq(read(at(0, &[])), lit(n));
    Expr::If(
        Box::new(there),
        Box::new(bad),
        Box::new(Expr::Lit(Plain::Bool(true))),
    )
}

#[test]
fn trap_23_a_failure_anywhere_is_an_error_with_a_trace() {
    for n in [0, 3] {
        let fails = || fails_where_first_is(n);
        let mut models = vec![counters(2, 5); 5];
        models[0].actions[1].alternatives[0]
            .body
            .insert(0, Stmt::Guard(fails()));
        models[1].invariants.push(fails());
        models[2].constraints.push(fails());
        models[3].steps.push(fails());
        // Terminal: asked where nothing is enabled.
        models[4] = model(vec![int(n)], vec![]);
        models[4].terminals.push(fails());
        for m in &models {
            let all = agree(m, &Options::default(), &ALL);
            assert_eq!(all.found.len(), 1);
        }
    }
}

#[test]
fn trap_24_an_initial_state_may_violate_and_no_initial_state_is_said_so() {
    let mut m = counters(1, 5);
    m.initial = vec![vec![int(0)], vec![int(2)], vec![int(2)], vec![int(3)]];
    m.invariants.push(violated_at(0, 2));
    let all = agree(&m, &Options::default(), &ALL);
    assert_eq!((all.generated, all.states.len()), (2, 2));
    m.initial.clear();
    let (report, _) = run(&m, &Options::default());
    assert_eq!((report.generated, report.distinct), (0, 0));
    assert!(!report.warnings.is_empty());
}

#[test]
fn deadlock_unless_terminal_and_no_actions_at_all() {
    let up = one(vec![
        Stmt::Guard(less(read(at(0, &[])), lit(4))),
        assign(at(0, &[]), plus(read(at(0, &[])), 1, 9)),
    ]);
    let mut m = model(vec![int(0)], vec![up]);
    let all = agree(&m, &Options::default(), &ALL);
    assert_eq!(all.found[0].length, 5);
    m.terminals.push(eq(read(at(0, &[])), lit(4)));
    assert!(agree(&m, &Options::default(), &ALL).found.is_empty());
    let still = model(vec![int(0)], vec![]);
    assert_eq!(agree(&still, &Options::default(), &ALL).found.len(), 1);
    assert!(agree(&still, &no_deadlock(), &ALL).found.is_empty());
}

#[test]
fn an_action_with_very_many_successors() {
    // Whoever is picked from the bag empties it: one state with 2,000 successors.
    let many = vec![Alternative {
        pick: Pick::Select(at(1, &[]), 0),
        body: vec![
            assign(at(0, &[]), Expr::Picked),
            assign(at(1, &[]), Expr::Lit(set([]))),
        ],
    }];
    let mut m = model(vec![int(-1), set((0..2_000).map(int))], vec![many]);
    let all = agree(&m, &no_deadlock(), &every_way(&[1, 2]));
    assert_eq!(all.states.len(), 2_001);
    m.invariants.push(violated_at(0, 1_999));
    agree(&m, &no_deadlock(), &every_way(&[1, 2]));
}

// ---- evaluators that are no functions ----

fn hook(f: impl Fn() -> Plain + Send + Sync + 'static) -> Expr {
    Expr::Hook(Hook(Arc::new(f)))
}

/// Mixes a counter's bits, so that repetitions at any fixed distance differ.
fn noise(n: u64) -> bool {
    let z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (z ^ (z >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 63 == 1
}

fn impure(after: u64) -> Expr {
    let calls = AtomicU64::new(0);
    hook(move || {
        let n = calls.fetch_add(1, Ordering::Relaxed);
        Plain::Bool(n < after || noise(n))
    })
}

#[test]
fn an_impure_evaluator_is_reported_by_name() {
    for (workers, learn) in [(1, true), (1, false), (2, true), (2, false)] {
        let mut m = counters(3, 12);
        let guard = Stmt::Guard(impure(0));
        m.actions[1].alternatives[0].body.insert(0, guard);
        let options = Options {
            workers,
            learn,
            ..no_deadlock()
        };
        let (report, _) = run(&m, &options);
        assert_eq!(failure_code(&report), Some("FC0401"), "{workers} {learn}");
        let Finding::Failure(question, failure) = &report.found[0].finding else {
            unreachable!()
        };
        assert_eq!(*question, Some(1));
        assert!(failure.message.contains("Action1"), "{}", failure.message);
    }
}

#[test]
fn an_evaluator_that_turns_impure_late_is_reported() {
    for (workers, learn) in [(1, true), (1, false), (2, true), (2, false)] {
        // It reads everything, so each of the 40,000 states is evaluated whether or not answers are learned.
        let mut m = counters(4, 15);
        let all = (0..4).map(|i| read(at(i, &[]))).collect();
        let reads = not(eq(Expr::Set(all), Expr::Set(vec![])));
        let both = Expr::And(Box::new(reads), Box::new(impure(10_000)));
        m.actions[1].alternatives[0]
            .body
            .insert(0, Stmt::Guard(both));
        let options = Options {
            workers,
            learn,
            ..no_deadlock()
        };
        let (report, _) = run(&m, &options);
        assert_eq!(failure_code(&report), Some("FC0401"), "{workers} {learn}");
    }
}

#[test]
fn a_panic_in_an_evaluator_is_a_failure_and_no_abort() {
    for workers in [1, 2] {
        let mut models = vec![counters(3, 12); 2];
        let boom = || {
            let there = eq(read(at(0, &[])), lit(9));
            let yes = Expr::Lit(Plain::Bool(true));
            Expr::If(
                Box::new(there),
                Box::new(hook(|| panic!("boom"))),
                Box::new(yes),
            )
        };
        models[0].actions[0].alternatives[0]
            .body
            .insert(0, Stmt::Guard(boom()));
        models[1].invariants.push(boom());
        for m in &models {
            let options = Options {
                workers,
                ..no_deadlock()
            };
            let (report, _) = run(m, &options);
            assert_eq!(report.verdict, Verdict::Error);
            assert_eq!(failure_code(&report), Some("FC0502"));
        }
    }
}
