//! Which states TLC counts as generated: how actions branch, and when they stop branching.

use super::support::{check, fails};

/// An action on one variable, from `x \in {0}` given twice.
fn micro(next: &str, generated: usize, distinct: usize) {
    let body = format!("VARIABLE x\nInit == x \\in {{0, 0, 1-1}}\nNext == {next}");
    check(&body, (generated, distinct));
}

#[test]
fn members_are_listed_once() {
    micro("x' \\in {x, x, 1}", 4, 2);
    micro("x' \\in ({1,2} \\cup {2,1,3})", 13, 4);
    micro("x' \\in UNION {{1,2},{2,3}}", 13, 4);
    micro("x' \\in {y % 2 : y \\in 1..4}", 5, 2);
}

#[test]
fn quantifiers_multiply_before_all_is_assigned() {
    micro("\\E i \\in {1,1,0+1}, j \\in {1,2} : x' = i", 5, 2);
    micro("\\E S \\in SUBSET {1,2} : x' = Cardinality(S)", 13, 3);
    micro("\\E i \\in 1..3 : TRUE /\\ x' = 1", 7, 2);
}

#[test]
fn quantifiers_do_not_multiply_after_all_is_assigned() {
    micro("x' = 1 /\\ \\E i \\in 1..3 : TRUE", 3, 2);
    micro("x' = 1 /\\ (x = 0 \\/ TRUE)", 3, 2);
}

#[test]
fn disjunctions_branch() {
    micro("(x' = 1 /\\ x = 0) \\/ (x' = 1) \\/ UNCHANGED x", 6, 2);
    micro("LET A == x' = 1 IN A \\/ A", 5, 2);
    micro(
        "/\\ \\/ x = 0\n           \\/ TRUE\n        /\\ x' = 1",
        4,
        2,
    );
}

#[test]
fn conditionals_take_one_branch() {
    micro("IF x = 0 THEN x' = 1 ELSE UNCHANGED x", 3, 2);
    micro("CASE x = 0 -> x' = 1 [] TRUE -> x' = 0", 3, 2);
    micro("(x = 0 \\/ TRUE) => x' = 1", 3, 2);
}

#[test]
fn boxes_and_angles() {
    micro("[x' = 1]_x", 5, 2);
    micro("<<x' = 1>>_x", 2, 2);
}

#[test]
fn later_conjuncts_test() {
    micro("x' \\in 0..1 /\\ x' > 0", 3, 2);
    micro("x' \\in 0..1 /\\ UNCHANGED x", 2, 1);
}

#[test]
fn universal_quantifiers_are_conjunctions() {
    micro("\\A i \\in 1..2 : x' = 1", 3, 2);
}

/// From `x = {}`; the counts are TLC's.
fn subsets(next: &str, generated: usize, distinct: usize) {
    check(
        &format!("VARIABLE x\nInit == x = {{}}\nNext == {next}"),
        (generated, distinct),
    );
}

#[test]
fn a_described_union_gives_common_members_twice_to_an_assignment_only() {
    subsets("\\E s \\in (SUBSET {1}) \\cup (SUBSET {2}) : x' = s", 10, 3);
    subsets("x' \\in (SUBSET {1}) \\cup (SUBSET {2})", 13, 3);
    subsets("\\E s \\in UNION {SUBSET {1}, SUBSET {2}} : x' = s", 10, 3);
    subsets("x' \\in UNION {SUBSET {1}, SUBSET {2}}", 13, 3);
    subsets("\\E s \\in (SUBSET {1}) \\cup {{}, {2}} : x' = s", 10, 3);
    subsets("\\E s \\in UNION {1..2, 2..3} : x' = {}", 4, 1);
    subsets("\\E s \\in {<<>>} \\cup [1..0 -> {1}] : x' = {}", 2, 1);
}

#[test]
fn guards_must_be_boolean() {
    assert_eq!(
        fails("VARIABLE x\nInit == x = 0\nNext == x /\\ x' = 1"),
        "FC1407"
    );
}
