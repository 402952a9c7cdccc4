//! What other parsers of TLA+ got wrong: each was a check that silently checked something else.

mod common;

use common::{expr, expr_error, read, units};

#[test]
fn trap_1_equivalence_implication_and_quantifier_bodies() {
    assert_eq!(expr("a <=> b"), "(a <=> b)");
    assert_eq!(expr("a => b <=> c"), "(a => (b <=> c))");
    assert_eq!(expr("a <=> b => c"), "((a <=> b) => c)");
    assert_eq!(expr("\\A x \\in S : P => Q"), "(\\A x \\in S : (P => Q))");
    assert_eq!(expr("\\E x : P <=> Q => R"), "(\\E x : ((P <=> Q) => R))");
    assert_eq!(expr("a => \\A x : P => Q"), "(a => (\\A x : (P => Q)))");
    assert_eq!(
        expr("CHOOSE x \\in S : P => Q"),
        "(CHOOSE x \\in S : (P => Q))"
    );
}

#[test]
fn trap_2_lists_under_operators() {
    assert_eq!(expr("~ /\\ a\n  /\\ b"), "(~ /\\[a; b])");
    assert_eq!(expr("[] /\\ a\n   /\\ b"), "([] /\\[a; b])");
    // The arrow in the column of the bullets: the list is its left side.
    assert_eq!(expr("  /\\ a\n  /\\ b\n  => c"), "(/\\[a; b] => c)");
    assert_eq!(expr("  /\\ a\n  /\\ b\n=> c"), "(/\\[a; b] => c)");
    // To the right of it: it belongs to the last item.
    assert_eq!(expr("  /\\ a\n  /\\ b\n   => c"), "/\\[a; (b => c)]");
    assert_eq!(expr("/\\ a /\\ b\n/\\ c"), "/\\[(a /\\ b); c]");
    assert_eq!(expr("x = /\\ a\n    /\\ b"), "(x = /\\[a; b])");
}

#[test]
fn trap_3_columns_of_tokens_decide() {
    // Items that begin in the same column belong to one list, however the lines are indented.
    assert_eq!(
        expr("  \\/ /\\ a\n     /\\ b\n  \\/ c"),
        "\\/[/\\[a; b]; c]"
    );
    assert_eq!(expr("\\/ /\\ a\n/\\ b"), "(\\/[/\\[a]] /\\ b)");
    assert_eq!(
        expr("/\\ \\/ a\n   \\/ b\n/\\ \\/ c\n   \\/ d"),
        "/\\[\\/[a; b]; \\/[c; d]]"
    );
    // One column to the right: not a bullet of the list, but an operator in the item.
    assert_eq!(expr("/\\ a\n /\\ b\n/\\ c"), "/\\[(a /\\ b); c]");
    assert_eq!(expr("/\\ a\n \\/ b\n/\\ c"), "/\\[(a \\/ b); c]");
    // One to the left: the list is its left side.
    assert_eq!(expr(" /\\ a\n /\\ b\n/\\ c"), "(/\\[a; b] /\\ c)");
    // The other operator in the same column ends the list.
    assert_eq!(expr("/\\ a\n/\\ b\n\\/ c"), "(/\\[a; b] \\/ c)");
    // A list inside an item reaches to its own columns only.
    assert_eq!(
        expr("/\\ IF a\n   THEN /\\ b\n        /\\ c\n   ELSE d\n/\\ e"),
        "/\\[(IF a THEN /\\[b; c] ELSE d); e]"
    );
    assert_eq!(
        expr("/\\ \\E x : /\\ a\n          /\\ b\n   => c"),
        "/\\[(\\E x : (/\\[a; b] => c))]"
    );
}

/// A tab leads to the next column that is a multiple of eight.
#[test]
fn trap_3_tabs() {
    assert_eq!(expr("\t/\\ a\n        /\\ b"), "/\\[a; b]");
    assert_eq!(expr("   \t/\\ a\n\t/\\ b"), "/\\[a; b]");
    assert_eq!(expr("\t/\\ a\n    /\\ b"), "(/\\[a] /\\ b)");
    assert_eq!(expr("x = \t/\\ a\n\t/\\ b"), "(x = /\\[a; b])");
}

/// Columns are counted in characters.
#[test]
fn trap_3_unicode() {
    assert_eq!(expr("∧ ∧ a\n  ∧ b\n∧ c"), "/\\[/\\[a; b]; c]");
    assert_eq!(expr("\"é\" = /\\ a\n      /\\ b"), "(\"é\" = /\\[a; b])");
    assert_eq!(expr("(* ∧∧∧ *) /\\ a\n          /\\ b"), "/\\[a; b]");
    assert_eq!(expr("∧ a\n/\\ b"), "/\\[a; b]");
}

/// What an item contains stands to the right of its bullet, closing brackets too.
#[test]
fn trap_3_items_do_not_reach_to_the_left() {
    assert_eq!(expr_error("/\\ (a\n)"), ("FC1011", ")".into()));
    assert_eq!(expr_error("  /\\ (a /\\\n  b)"), ("FC1008", "b".into()));
    assert_eq!(
        expr_error(" /\\ IF a THEN b\n ELSE c"),
        ("FC1011", "ELSE".into())
    );
    assert_eq!(
        expr_error("CASE a -> /\\ CASE b -> c\n  [] d -> e"),
        ("FC1011", "[]".into())
    );
}

#[test]
fn trap_4_comments_around_definitions() {
    let text = "LET (* a *) \\* b\n (* (* c *) *) x == 1 (* d *)\n \\* y == 2\n z == 3 IN x + z";
    assert_eq!(expr(text), "(LET x == 1, z == 3 IN (x + z))");
    assert_eq!(
        units("(* A == 1 *) B == (* \" *) 2 \\* (* C == 3\nD == \"(* *)\""),
        ["B == 2", "D == \"(* *)\""]
    );
}

#[test]
fn trap_5_products_and_minus() {
    assert_eq!(expr("A \\X B \\X C"), "(A \\X B \\X C)");
    assert_eq!(expr("(A \\X B) \\X C"), "((A \\X B) \\X C)");
    assert_eq!(expr("A \\X (B \\times C) × D"), "(A \\X (B \\X C) \\X D)");
    assert_eq!(expr("a - b - c"), "((a - b) - c)");
    assert_eq!(expr("a - -b"), "(a - (-. b))");
    assert_eq!(expr("-a - -b"), "((-. a) - (-. b))");
    assert_eq!(expr("- a + b"), "((-. a) + b)");
    assert_eq!(expr("-a * b"), "(-. (a * b))");
    assert_eq!(expr("- - a"), "(-. (-. a))");
    assert_eq!(expr("a + b - c + d"), "((a + (b - c)) + d)");
    assert_eq!(expr("1..n-1"), "(1 .. (n - 1))");
}

#[test]
fn trap_6_except() {
    assert_eq!(
        expr("[r EXCEPT !.a = [@ EXCEPT ![1] = @ + 1]]"),
        "[r EXCEPT !.a = [@ EXCEPT ![1] = (@ + 1)]]"
    );
    assert_eq!(
        expr("[f EXCEPT ![1] = 2, ![1] = @, !.a[x, y].b = @.c]"),
        "[f EXCEPT ![1] = 2, ![1] = @, !.a[x, y].b = @.c]"
    );
}

#[test]
fn trap_7_underscores_let_and_several_binders() {
    assert_eq!(expr("_x + x_ + _1a + __a_"), "(((_x + x_) + _1a) + __a_)");
    assert_eq!(
        expr("/\\ LET a == 1\n   IN a = 1\n/\\ b"),
        "/\\[(LET a == 1 IN (a = 1)); b]"
    );
    assert_eq!(
        expr("LET a == 1 IN a = 1 /\\ b"),
        "(LET a == 1 IN ((a = 1) /\\ b))"
    );
    assert_eq!(
        expr("[x \\in A, y, z \\in B, <<v, w>> \\in C |-> x]"),
        "[x \\in A, y, z \\in B, <<v, w>> \\in C |-> x]"
    );
    assert_eq!(
        units("f[x \\in A, y \\in B] == x"),
        ["f[x \\in A, y \\in B] == x"]
    );
    assert_eq!(
        expr("[A]_x /\\ [B]_<<y, z>> /\\ WF_v(C)"),
        "(([A]_(x) /\\ [B]_(<<y, z>>)) /\\ WF_(v)(C))"
    );
}

#[test]
fn trap_9_overlapping_precedence_is_an_error() {
    for (text, place) in [
        ("a = b = c", "="),
        ("a /\\ b \\/ c", "\\/"),
        ("a => b => c", "=>"),
        ("a <=> b <=> c", "<=>"),
        ("a ~> b ~> c", "~>"),
        ("a \\in b = c", "="),
        ("a \\cup b \\cap c", "\\cap"),
        ("a .. b .. c", ".."),
        ("a + b \\oplus c", "\\oplus"),
        ("a \\div b * c", "*"),
        ("a ^ b ^ c", "^"),
        ("[] a = b", "="),
        ("ENABLED A'", "'"),
        ("UNCHANGED x + y", "+"),
        ("SUBSET a \\X b", "\\X"),
        ("a * -b", "-"),
        ("DOMAIN a \\o b", "\\o"),
    ] {
        assert_eq!(expr_error(text), ("FC1010", place.to_owned()), "{text}");
    }
}

/// A definition that was not understood is never left out.
#[test]
fn trap_10_a_wrong_definition_rejects_the_module() {
    for wrong in [
        "B == 1 +",
        "B == 1 2",
        "B = 1",
        "B == ;",
        "B == \"",
        "B == (* ",
        "B(x == 1",
        "B == x y",
        "LET B == 1",
        "B",
    ] {
        let (module, errors) = read(&format!(
            "---- MODULE M ----\nA == 1\n{wrong}\nC == 2\n====\n"
        ));
        assert!(module.is_none() && !errors.is_empty(), "{wrong}");
    }
    for wrong in [
        "",
        "A == 1",
        "---- MODULE M",
        "---- MODULE M ----\nA == 1",
        "--- MODULE M ---\nA == 1\n====",
    ] {
        let (module, errors) = read(wrong);
        assert!(module.is_none() && !errors.is_empty(), "{wrong}");
    }
}
