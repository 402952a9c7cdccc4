//! What constant expressions are: TRUE, FALSE, or an error exactly where TLC has one.

use super::support::{value, value_with};

fn holds(expr: &str) {
    is(expr, "TRUE");
}

fn is(expr: &str, expected: &str) {
    match value(expr) {
        Ok(found) => assert_eq!(found, expected, "{expr}"),
        Err(error) => panic!("{expr}: {}", error.message),
    }
}

fn refused(expr: &str, code: &str) {
    match value(expr) {
        Ok(found) => panic!("{expr} is {found}"),
        Err(error) => {
            assert_eq!(error.code, code, "{expr}: {}", error.message);
            assert!(error.span.is_some(), "{expr}");
        }
    }
}

#[test]
fn values_of_different_kinds_cannot_be_compared() {
    for expr in [
        "1 = \"a\"",
        "{1, \"a\"} = {}",
        "Cardinality({1, \"a\"}) = 2",
        "1 \\in {\"a\"}",
        "<<1>> = {}",
        "[a |-> 1] = <<1>>",
        "\"a\" \\in Nat",
        "{} = <<>>",
        "TRUE = 1",
        "{{1},{\"a\"}} = {}",
        "(CHOOSE f \\in [1..3 -> {5,6}] : TRUE) = 1",
        "<<1, 2>> = <<1, \"a\">>",
        "{<<1>>} = {<<\"a\">>}",
        "[a |-> 1, b |-> 2] = [a |-> \"x\", b |-> 2]",
    ] {
        refused(expr, "FC1401");
    }
    refused("1 \\in 1", "FC1402");
}

#[test]
fn unlike_values_that_differ_earlier_are_unequal() {
    is("<<1, 2>> = <<2, \"a\">>", "FALSE");
    is("<<1>> = <<\"a\", 1>>", "FALSE");
    is("{1} = {\"a\", \"b\"}", "FALSE");
    is("[a |-> 1] = [b |-> \"x\"]", "FALSE");
}

#[test]
fn functions_outside_their_domains() {
    refused("<<1,2>>[3] = 1", "FC1403");
    refused("Head(<<>>) = 1", "FC1403");
    refused("SubSeq(<<1,2,3>>, 2, 5) = <<>>", "FC1403");
    refused("Tail(<<>>) = <<>>", "FC1403");
    refused("[a |-> 1].b = 1", "FC1403");
}

#[test]
fn sequences_tuples_records_and_functions_are_one() {
    holds("[i \\in {1} |-> i] = <<1>>");
    holds("{1,2} = 1..2 /\\ <<1,2>> = [i \\in 1..2 |-> i] /\\ {<<1,2>>} = {[i \\in 1..2 |-> i]}");
    holds("[a |-> 1] = [x1 \\in {\"a\"} |-> 1]");
    holds("<<>> = [x1 \\in {} |-> 1]");
    holds(
        "[x1 \\in {1,2}, y1 \\in {3} |-> x1+y1][<<1,3>>] = 4 /\\ [x1 \\in {1,2}, y1 \\in {3} |-> x1+y1][1,3] = 4",
    );
}

#[test]
fn strings_are_sequences_for_some_operators() {
    holds("\"abc\" \\o \"d\" = \"abcd\"");
    holds("Len(\"abc\") = 3");
    holds("\"a\" \\in STRING");
    holds("ToString({2,1}) = \"{1, 2}\"");
}

#[test]
fn large_and_infinite_sets_are_not_listed() {
    holds("(1..3 \\union {4}) \\subseteq Nat");
    is("Nat = Int", "FALSE");
    is("-5 \\in Nat", "FALSE");
    holds("<<1,2>> \\in Seq({1,2})");
    holds("\\A s \\in SUBSET (1..12) : TRUE");
    holds("[i \\in 1..3 |-> i] \\in [1..3 -> Nat]");
    holds("{1, 5} \\in SUBSET Nat");
    holds("[a |-> 7] \\in [a : Int]");
    holds("<<1, {}>> \\in Nat \\X SUBSET Int");
    holds("SUBSET (1..40) \\subseteq SUBSET Nat");
    holds("1..2 \\in SUBSET (1..1000000000)");
    holds("Cardinality(SUBSET (1..40)) = 2^40");
    refused("[Nat -> {1}] = {}", "FC1406");
    refused("\\E q \\in STRING : TRUE", "FC1406");
    refused("{s \\in Seq({1}) : Len(s) < 2} = {}", "FC1406");
    refused("Seq({1,2}) = {}", "FC1406");
    refused("SUBSET (1..30) = {}", "FC1406");
}

#[test]
fn choice_and_conditions() {
    refused("CHOOSE y \\in {} : TRUE", "FC1408");
    refused("CHOOSE y : TRUE", "FC1408");
    refused("IF 1 THEN TRUE ELSE TRUE", "FC1407");
    refused("CASE FALSE -> 1", "FC1409");
    is("CASE FALSE -> 1 [] OTHER -> 2", "2");
    holds("RandomElement({1}) = 1");
}

#[test]
fn trap_28_arithmetic_floors_and_never_wraps() {
    refused("1 \\div 0 = 1", "FC1405");
    refused("\"a\" < \"b\"", "FC1402");
    is("(-7) \\div 2", "-4");
    is("7 \\div (-2)", "-4");
    is("(-7) % 2", "1");
    refused("1 % 0", "FC1405");
    refused("1 % (-2)", "FC1405");
    refused("0^0", "FC1405");
    is("2^62", "4611686018427387904");
    refused("2^63", "FC1404");
    refused("2^62 + 2^62", "FC1404");
    refused("2^62 * 2", "FC1404");
    refused("-(2^62) - 2^62 - 1", "FC1404");
    is("2147483647 + 1", "2147483648");
}

#[test]
fn trap_29_choose_takes_the_first_in_the_order_of_the_values() {
    is("CHOOSE y \\in {3, 1, 2} : TRUE", "1");
    is("CHOOSE y \\in {{1, 2}, {3}} : TRUE", "{3}");
    is("CHOOSE y \\in {<<2>>, <<1, 1>>} : TRUE", "<<2>>");
    is(
        "CHOOSE y \\in {z \\in SUBSET {1, 2} : z # {}} : TRUE",
        "{1}",
    );
    is("CHOOSE f \\in [{1, 2} -> {3, 4}] : f[2] # 3", "<<3, 4>>");
    // TLC orders strings by where they first stand in the text.
    is("CHOOSE y \\in {\"zeta\", \"alpha\"} : TRUE", "\"zeta\"");
}

#[test]
fn recursive_functions_and_operators() {
    let value = value_with(
        "fact[n \\in Nat] == IF n = 0 THEN 1 ELSE n * fact[n - 1]\n\
         RECURSIVE Sum(_)\n\
         Sum(S) == IF S = {} THEN 0 ELSE LET y == CHOOSE y \\in S : TRUE IN y + Sum(S \\ {y})",
        "<<fact[10], Sum(1..20)>>",
    );
    assert_eq!(value.unwrap(), "<<3628800, 210>>");
}

#[test]
fn recursive_functions_remember() {
    let value = value_with(
        "fib[n \\in Nat] == IF n < 2 THEN n ELSE fib[n - 1] + fib[n - 2]",
        "fib[80]",
    );
    assert_eq!(value.unwrap(), "23416728348467685");
}

#[test]
fn a_recursion_without_end_is_an_error() {
    let error = value_with("RECURSIVE F(_)\nF(n) == F(n + 1) + 1", "F(0)").unwrap_err();
    assert_eq!(error.code, "FC1413");
    let error = value_with("f[n \\in Nat] == f[n + 1] + 1", "f[0]").unwrap_err();
    assert_eq!(error.code, "FC1413");
}

#[test]
fn local_recursion_and_higher_order_operators() {
    let value = value_with(
        "Fold(Op(_, _), base, n) ==\n\
         LET RECURSIVE G(_)\n    G(i) == IF i = 0 THEN base ELSE Op(i, G(i - 1))\n IN G(n)\n\
         Twice(Op(_), y) == Op(Op(y))",
        "<<Fold(LAMBDA a, b : a + b, 0, 10), Twice(LAMBDA a : a * a, 3), \
         Fold(LAMBDA a, b : a + Twice(LAMBDA c : c + b, a), 1, 3)>>",
    );
    // G(1) = 1 + ((1 + 1) + 1), G(2) = 2 + ((2 + 4) + 4), G(3) = 3 + ((3 + 12) + 12)
    assert_eq!(value.unwrap(), "<<55, 81, 30>>");
}

#[test]
fn arguments_are_evaluated_when_they_are_used() {
    let value = value_with("F(a, b) == IF a THEN 1 ELSE b", "F(TRUE, 1 \\div 0)");
    assert_eq!(value.unwrap(), "1");
    is("LET y == 1 \\div 0 IN 5", "5");
    // What a function that is not applied would be is not evaluated, except where TLC lists it.
    is("[n \\in Nat |-> 10 \\div n][5]", "2");
    is("[n \\in {0, 5} |-> 10 \\div n][5]", "2");
}

#[test]
fn except_changes_what_is_there() {
    is(
        "[[a |-> 1, b |-> 2] EXCEPT !.a = @ + 10, !.a = @ * 2]",
        "[a |-> 22, b |-> 2]",
    );
    is(
        "[<<<<1, 2>>, <<3>>>> EXCEPT ![1][2] = 7]",
        "<<<<1, 7>>, <<3>>>>",
    );
    is("[<<1, 2>> EXCEPT ![3] = 7]", "<<1, 2>>");
    is("[[a |-> 1] EXCEPT !.z = 7]", "[a |-> 1]");
}

#[test]
fn sets_of_functions_and_records_in_order() {
    is(
        "{<<f[1], f[2]>> : f \\in [1..2 -> {0, 1}]}",
        "{<<0, 0>>, <<0, 1>>, <<1, 0>>, <<1, 1>>}",
    );
    is("SUBSET {1, 2, 3} \\cap {{1}, {2, 3}, {4}}", "{{1}, {2, 3}}");
    is("UNION {1..n : n \\in 0..3}", "{1, 2, 3}");
    holds(
        "3 \\in UNION {[1..n -> {1}] : n \\in {}} \\/ <<1, 1>> \\in UNION {[1..n -> {1}] : n \\in 0..2}",
    );
    is("DOMAIN [a |-> 1, b |-> 2]", "{\"a\", \"b\"}");
    is(
        "SelectSeq(<<1, 2, 3, 4>>, LAMBDA e : e % 2 = 0)",
        "<<2, 4>>",
    );
}
