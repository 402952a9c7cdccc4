//! Soundness bugs that other tools shipped, by their numbers in the list of traps.

use super::support::{check, fails};

#[test]
fn trap_11_let_shadows_nothing_and_binders_keep_their_values() {
    check(
        "VARIABLE x\nInit == x = 0\n\
         F(a) == LET b == a + 1 IN \\E c \\in {b} : c = a + 1\n\
         Next == \\E a \\in 1..2 : LET b == a IN F(b) /\\ x' = b",
        (7, 3),
    );
}

#[test]
fn trap_12_operators_do_not_see_the_binders_of_their_callers() {
    check(
        "VARIABLE x\nInit == x = 0\nF(y) == \\E k \\in {5} : y < k\n\
         Next == \\E k \\in 1..2 : F(k) /\\ x' = k",
        (7, 3),
    );
}

#[test]
fn trap_13_lets_do_not_leak() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\n\
         Next == /\\ \\/ LET v == 1 IN x' = v\n           \\/ LET v == 2 IN x' = v\n        /\\ y' = x'",
        (7, 3),
    );
}

#[test]
fn trap_17_primes_behind_calls_and_lets_assign() {
    check(
        "VARIABLE x\nInit == x = 0\nSet(v) == x' = v\nBoth == Set(1) \\/ LET A == Set(2) IN A\n\
         Next == Both",
        (7, 3),
    );
}

#[test]
fn trap_18_a_primed_argument_is_an_alias() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nSet(v, e) == v = e\nPick(v, S) == v \\in S\n\
         Next == Set(x', 1) /\\ Pick(y', {1, 2})",
        (7, 3),
    );
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nSet(v, e) == v' = e\nLeave(v) == UNCHANGED v\n\
         Next == Set(x, 1 - x) /\\ Leave(y)",
        (3, 2),
    );
}

#[test]
fn trap_18_an_alias_is_evaluated_anew_for_each_choice() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\n\
         F(v) == /\\ \\/ v \\in {1, 2} /\\ v % 2 = 0\n           \\/ v = 3\n        /\\ y' = v\n\
         Next == F(x')",
        (7, 3),
    );
    // The same in an initial predicate.
    check(
        "VARIABLES x, y\nF(v) == /\\ \\/ v \\in {1, 2} /\\ v % 2 = 0\n           \\/ v = 3\n        /\\ y = v\n\
         Init == F(x)\nNext == UNCHANGED <<x, y>>",
        (4, 2),
    );
}

#[test]
fn trap_18_a_state_argument_under_a_prime() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nBump(v) == v' = (v + 1) % 3\n\
         Apply(Op(_), v) == Op(v)\nNext == Apply(Bump, x) /\\ Bump(y)",
        (4, 3),
    );
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\n\
         Next == /\\ x' = (x + 1) % 3\n        /\\ LET d == x + 10 IN y' = d' - d",
        // y is 1, 1, -2 with x 1, 2, 0; then 1 with x 1 again.
        (5, 4),
    );
}

#[test]
fn trap_19_unchanged_tuples() {
    check(
        "VARIABLES x, y, z\nvars == <<x, <<y, z>>>>\nInit == x = 0 /\\ y = 0 /\\ z = 0\n\
         Next == \\/ UNCHANGED vars\n        \\/ x' = 1 /\\ UNCHANGED <<y, z>>\n        \\/ UNCHANGED <<x, y>> /\\ z' \\in {0, 1}",
        (17, 4),
    );
}

#[test]
fn trap_20_conditions_may_be_actions() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\n\
         Next == /\\ x' \\in {0, 1}\n        /\\ IF x' = 1 THEN y' = 1 ELSE y' \\in {2, 3}",
        (13, 4),
    );
}

#[test]
fn trap_21_initial_predicates() {
    check(
        "VARIABLES x, y\nInit == /\\ x \\in {1, 2} \\/ x = 7\n        /\\ \\E k \\in {x, x + 1} : y = k\n        /\\ x = 7 => y = 8\n\
         Next == UNCHANGED <<x, y>>",
        // (1,1) (1,2) (2,2) (2,3) (7,8), each with one successor.
        (10, 5),
    );
}

#[test]
fn trap_22_a_variable_without_a_value_is_an_error() {
    assert_eq!(
        fails("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1"),
        "FC1411"
    );
    assert_eq!(
        fails("VARIABLES x, y\nInit == x = 0\nNext == UNCHANGED <<x, y>>"),
        "FC1411"
    );
    assert_eq!(
        fails("VARIABLES x, y\nInit == x = y /\\ y = 0\nNext == UNCHANGED <<x, y>>"),
        "FC1410"
    );
    assert_eq!(
        fails("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = y' /\\ y' = 1"),
        "FC1410"
    );
}

#[test]
fn trap_23_errors_are_not_disabled_actions() {
    assert_eq!(
        fails("VARIABLE x\nInit == x = 0\nNext == \\/ <<1>>[2] = 1 /\\ x' = 1\n        \\/ x' = 2"),
        "FC1403"
    );
}

#[test]
fn trap_24_assertions() {
    assert_eq!(
        fails("VARIABLE x\nInit == x = 0\nNext == Assert(x = 0, \"x\") /\\ x' = 1"),
        "FC1414"
    );
}

#[test]
fn trap_14_substitution_reaches_variables() {
    let body = "VARIABLES a, b\n\
        ---- MODULE Inner ----\nVARIABLE v\nStep(k) == v' = k\nOpen == ENABLED (v' = v + 1)\n====\n\
        I == INSTANCE Inner WITH v <- a\nInit == a = 0 /\\ b = 0\n\
        Next == I!Step(1 - a) /\\ I!Open /\\ UNCHANGED b";
    check(body, (3, 2));
}

#[test]
fn trap_14_a_variable_given_by_a_parameter_is_that_variable() {
    let body = "VARIABLE a\n---- MODULE Inner ----\nVARIABLE v\nStep(k) == v' = k /\\ ENABLED (v' = 5)\n====\n\
        P(z) == INSTANCE Inner WITH v <- z\nInit == a = 0\nNext == P(a)!Step(1 - a)";
    check(body, (3, 2));
}

#[test]
fn enabled_is_a_search() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\n\
         A == x < 2 /\\ x' = x + 1\nNext == /\\ IF ENABLED A THEN A ELSE x' = 0\n        /\\ y' = IF ENABLED A THEN 1 ELSE 0",
        // (0, 0), (1, 1), (2, 1), and back: A is not enabled where x is 2.
        (4, 3),
    );
}

#[test]
fn local_operators_may_be_called_inside_their_own_arguments() {
    check(
        "VARIABLE x\nInit == x = 0\n\
         Next == LET Inc(a) == LET b == a + 1 IN b\n            Set(a) == x' = a \\/ x' = Inc(a)\n        IN Set(Inc(Inc(x) % 2))",
        // From 0: Inc(1) = 2 and 3; from 2: Inc(1); from 3: Inc(0) = 1 and 2.
        (9, 4),
    );
}

#[test]
fn an_operator_argument_that_is_an_action_is_evaluated_anew_for_each_choice() {
    check(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nLow(v) == x' < v\n\
         With(Op(_)) == LET A == Op(2) IN x' \\in {1, 2} /\\ y' = 0 /\\ A\nNext == With(Low)",
        (3, 2),
    );
}

#[test]
fn deep_nesting_is_a_value() {
    // The parser allows 400 levels.
    let deep = format!("{}0{}", "1 + (".repeat(150), ")".repeat(150));
    check(
        &format!("VARIABLE x\nInit == x = {deep}\nNext == UNCHANGED x"),
        (2, 1),
    );
}
