//! Every construct of the language, and the tree that it becomes.
#![allow(clippy::unwrap_used)]

mod common;

use common::{expr, expr_error, module, read, units};
use fastcheck_tla::syntax::ast::Unit;

/// Expressions that are shown as they are written.
#[test]
fn expressions_as_they_are_written() {
    for text in [
        "1",
        "\"a\"",
        "x",
        "F(x, G(y), 1)",
        "{}",
        "{1, {2}}",
        "<<>>",
        "<<1, <<2>>>>",
        "{x \\in S : P}",
        "{<<x, y>> \\in S : P}",
        "{F(x) : x \\in S}",
        "{x : x, y \\in S, <<z>> \\in T}",
        "{(x \\in S) : y \\in T}",
        "[x \\in S |-> x]",
        "[S -> T]",
        "[a |-> 1, b |-> 2]",
        "[a : S, b : T]",
        "[IF |-> 1, SUBSET |-> 2]",
        "f[1][2, 3].a.b[4]",
        "r.IF.UNION",
        "(\\A x, y \\in S, <<z, w>> \\in T : P)",
        "(\\E x, y : P)",
        "(\\AA x : P)",
        "(\\EE x, y : P)",
        "(CHOOSE x : P)",
        "(CHOOSE x \\in S : P)",
        "(CHOOSE <<x, y>> \\in S : P)",
        "(IF a THEN b ELSE c)",
        "(CASE a -> b [] c -> d)",
        "(CASE a -> b [] OTHER -> d)",
        "I!F",
        "I(1)!J!F(2)",
        "F!1!2!<<!>>!:!@!(x, y)",
        "I!+(1, 2)",
        "I!-.(1)!1",
        "(l :: x)",
        "(l(x, y) :: (x + y))",
        "([] (<> P))",
        "(x')",
        "((x')^+)",
        "(ENABLED A)",
        "(SUBSET S)",
    ] {
        assert_eq!(expr(text), text);
    }
}

#[test]
fn subscripts_and_fairness() {
    assert_eq!(expr("[A]_v"), "[A]_(v)");
    assert_eq!(expr("[A]_<<x, y>>"), "[A]_(<<x, y>>)");
    assert_eq!(expr("[A]_(x + y)"), "[A]_((x + y))");
    assert_eq!(expr("<<A>>_I!v"), "<<A>>_(I!v)");
    assert_eq!(expr("⟨A⟩_v"), "<<A>>_(v)");
    assert_eq!(expr("[][A]_v"), "([] [A]_(v))");
    assert_eq!(expr("[A]_v /\\ B"), "([A]_(v) /\\ B)");
    assert_eq!(expr("WF_v(A)"), "WF_(v)(A)");
    assert_eq!(expr("SF_<<x, y>>(A /\\ B)"), "SF_(<<x, y>>)((A /\\ B))");
    assert_eq!(expr("WF_(x + y)(A(1))"), "WF_((x + y))(A(1))");
    assert_eq!(expr("WF_f(1)(A)"), "WF_(f(1))(A)");
    assert_eq!(expr("WF_I!v(A)"), "WF_(I!v)(A)");
    assert_eq!(expr("WF_{x}(A)"), "WF_({x})(A)");
    assert_eq!(expr("WF_[a |-> x](A)"), "WF_([a |-> x])(A)");
    assert_eq!(expr("<<A>>"), "<<A>>");
}

#[test]
fn operators_as_arguments() {
    assert_eq!(
        expr("F(+, \\cup, -., -, ', ~, SUBSET)"),
        "F(+, \\cup, -., -, ', ~, SUBSET)"
    );
    assert_eq!(expr("F( + )"), "F(+)");
    assert_eq!(expr("+(1, 2) + -.(3)"), "(+(1, 2) + -.(3))");
    assert_eq!(expr("F(LAMBDA x : x, 1)"), "F((LAMBDA x : x), 1)");
    assert_eq!(expr("a (+) b"), "(a \\oplus b)");
}

/// Several spellings, one operator.
#[test]
fn spellings_and_unicode() {
    for (text, shown) in [
        ("a \\land b ∧ c", "((a /\\ b) /\\ c)"),
        ("a \\lor b ∨ c", "((a \\/ b) \\/ c)"),
        (
            "\\lnot a /\\ \\neg b /\\ ¬c",
            "(((~ a) /\\ (~ b)) /\\ (~ c))",
        ),
        ("a \\equiv b", "(a <=> b)"),
        ("a ⇔ b", "(a <=> b)"),
        ("a /= b", "(a # b)"),
        ("a ≠ b", "(a # b)"),
        ("a =< b", "(a <= b)"),
        ("a \\leq b", "(a <= b)"),
        ("a ≥ b", "(a >= b)"),
        ("a \\union b ∪ c", "((a \\cup b) \\cup c)"),
        ("a \\intersect b", "(a \\cap b)"),
        ("a \\circ b ∘ c", "((a \\o b) \\o c)"),
        ("□◇P", "([] (<> P))"),
        ("P ↝ Q", "(P ~> Q)"),
        (
            "∀ x ∈ ℕ : ∃ y ∈ ℤ : x ∉ ℝ",
            "(\\A x \\in Nat : (\\E y \\in Int : (x \\notin Real)))",
        ),
        ("[x ∈ S ↦ ⟨x⟩]", "[x \\in S |-> <<x>>]"),
        ("[S → T]", "[S -> T]"),
        ("l ∷ x", "(l :: x)"),
        ("1‥2", "(1 .. 2)"),
        ("\\exists x : \\forall y : P", "(\\E x : (\\A y : P))"),
        ("x⁺", "(x^+)"),
    ] {
        assert_eq!(expr(text), shown);
    }
    assert_eq!(units("F(x) ≜ x"), ["F(x) == x"]);
}

#[test]
fn numbers_and_strings() {
    assert_eq!(
        expr("<<007, \\b1010, \\o17, \\hfF, \\B1, \\O7, \\HA, 0, 00>>"),
        "<<7, 10, 15, 255, 1, 7, 10, 0, 0>>"
    );
    assert_eq!(
        expr("\\hFFFFFFFFFFFFFFFFFFFFFFFF"),
        "79228162514264337593543950335"
    );
    assert_eq!(expr("99999999999999999999"), "99999999999999999999");
    assert_eq!(expr("3.14"), "3.14");
    assert_eq!(expr("1..2"), "(1 .. 2)");
    assert_eq!(
        expr(r#""a\"b\\c\n\t\r\f(*\\*""#),
        format!("{:?}", "a\"b\\c\n\t\r\u{c}(*\\*")
    );
    assert_eq!(expr("<<1a, a1, 1_a>>"), "<<1a, a1, 1_a>>");
    assert_eq!(expr("\"a\\nb\""), "\"a\\nb\"");
    assert_eq!(expr_error("1.\\b1").0, "FC1006");
}

#[test]
fn longest_symbols() {
    assert_eq!(expr("a<=b"), "(a <= b)");
    assert_eq!(expr("a<=>b"), "(a <=> b)");
    assert_eq!(expr("a=>b"), "(a => b)");
    assert_eq!(expr("a\\inb"), "(a \\in b)");
    assert_eq!(expr("a\\{b}"), "(a \\ {b})");
    assert_eq!(expr("f[x]..g[y]"), "(f[x] .. g[y])");
    assert_eq!(expr("[]~P"), "([] (~ P))");
    assert_eq!(expr("a:>b@@c:>d"), "((a :> b) @@ (c :> d))");
    assert_eq!(expr("x>=y"), "(x >= y)");
}

#[test]
fn what_reaches_to_the_right() {
    assert_eq!(expr("a + \\E x : b + c"), "(a + (\\E x : (b + c)))");
    assert_eq!(expr("~ \\A x : a => b"), "(~ (\\A x : (a => b)))");
    assert_eq!(
        expr("a = IF b THEN c ELSE d + e"),
        "(a = (IF b THEN c ELSE (d + e)))"
    );
    assert_eq!(
        expr("IF a THEN b ELSE IF c THEN d ELSE e /\\ f"),
        "(IF a THEN b ELSE (IF c THEN d ELSE (e /\\ f)))"
    );
    assert_eq!(
        expr("CASE a -> [] b [] c -> CASE d -> e [] f -> g"),
        "(CASE a -> ([] b) [] c -> (CASE d -> e [] f -> g))"
    );
    assert_eq!(expr("(CASE a -> b) [c]"), "(CASE a -> b)[c]");
    assert_eq!(expr("l :: a + b"), "(l :: (a + b))");
    assert_eq!(expr("a /\\ l :: b + c"), "(a /\\ (l :: (b + c)))");
    assert_eq!(
        expr("{x \\in S \\cup T : x \\in S}"),
        "{x \\in (S \\cup T) : (x \\in S)}"
    );
    assert_eq!(expr("{x \\in S, 1}"), "{(x \\in S), 1}");
    assert_eq!(expr("[x]_v'"), "([x]_(v)')");
    assert_eq!(expr("~a' = -b.c[d]"), "(~ ((a') = (-. b.c[d])))");
}

#[test]
fn definitions_in_all_fixities() {
    assert_eq!(
        units(
            "a + b == 1\na \\cup b == 2\na ^+ == 3\na' == 4\n-. a == 5\n~ a == 6\nSUBSET a == 7\nLOCAL F(x, G(_, _), _ + _, -. _, _ ^*) == 8\n\
             f[x \\in S, y \\in T] == 9\nLOCAL g[x \\in S] == 10\nI == INSTANCE M\nLOCAL J(x) == INSTANCE N WITH a <- 1, + <- \\cup, F <- LAMBDA y : y\n\
             INSTANCE O\nLOCAL INSTANCE P WITH a <- b\na \\leq b == 11"
        ),
        [
            "+(a, b) == 1",
            "\\cup(a, b) == 2",
            "^+(a) == 3",
            "'(a) == 4",
            "-.(a) == 5",
            "~(a) == 6",
            "SUBSET(a) == 7",
            "LOCAL F(x, G/2, +/2, -./1, ^*/1) == 8",
            "f[x \\in S, y \\in T] == 9",
            "LOCAL g[x \\in S] == 10",
            "I == INSTANCE M",
            "LOCAL J(x) == INSTANCE N WITH a <- 1, + <- \\cup, F <- (LAMBDA y : y)",
            "INSTANCE O",
            "LOCAL INSTANCE P WITH a <- b",
            "<=(a, b) == 11",
        ]
    );
}

#[test]
fn declarations_and_statements() {
    let text = "CONSTANTS C, F(_, _), _ + _, -. _, _ ^#\nVARIABLE x\nVARIABLES y, z\nRECURSIVE F(_), g\n----\nASSUME C\nASSUME A == C\n\
                ASSUMPTION C\nAXIOM B == C\nTHEOREM C\nLEMMA L == C\n---- MODULE N ----\nD == 1\n====\nE == 2";
    assert_eq!(
        units(text),
        [
            "CONSTANT C, F/2, +/2, -./1, ^#/1",
            "VARIABLE x",
            "VARIABLE y, z",
            "RECURSIVE F/1, g",
            "ASSUME C",
            "ASSUME A == C",
            "ASSUME C",
            "AXIOM B == C",
            "THEOREM C",
            "THEOREM L == C",
            "MODULE N {D == 1}",
            "E == 2",
        ]
    );
}

#[test]
fn instances_in_let() {
    assert_eq!(
        expr(
            "LET I == INSTANCE M WITH a <- 1, b <- 2\n f[x \\in S] == x\n RECURSIVE g(_)\n g(x) == x\nIN I!c"
        ),
        "(LET I == INSTANCE M WITH a <- 1, b <- 2, f[x \\in S] == x, RECURSIVE g/1, g(x) == x IN I!c)"
    );
    // Behind the last substitution a comma belongs to what is around.
    assert_eq!(
        expr("F(LET I == INSTANCE M WITH a <- 1 IN 1, 2)"),
        "F((LET I == INSTANCE M WITH a <- 1 IN 1), 2)"
    );
}

/// Proofs are read to their end, and what follows them is there.
#[test]
fn proofs_are_dropped() {
    let text = r"
THEOREM A
OBVIOUS
THEOREM B == ASSUME NEW x \in S, NEW CONSTANT F(_), VARIABLE v, NEW STATE t, ACTION a(_), TEMPORAL p, x = 1,
                    l :: ASSUME x PROVE y
             PROVE  x
PROOF
<1> USE A DEF C, MODULE M, +, <
<1>1. ASSUME NEW y PROVE y
  PROOF BY ONLY <1>1, A, C(1) DEF D
<1>a SUFFICES x
  <2>1. CASE x = 1
    <3>. DEFINE p == 1  q(x) == x
                r[x \in S] == x
    <3> HIDE DEF p
    <3> QED OMITTED
  <2> s == 2
  <2>2 HAVE x
  <2>3 TAKE x \in S, y \in T
  <2>4 TAKE z
  <2>5 WITNESS 1, 2 \in S
  <2>6 PICK <<x, y>> \in S : P
    <+> QED
  <2>7 INSTANCE M WITH a <- b
  <2>* QED BY <1>1, <2>1, <2>7
<1>2 PICK x, y : P
<1>3. /\ x
      /\ y
  <+> QED BY <1>3
<1>. QED
  BY <1>1, <1>2
COROLLARY C
PROOF OMITTED
USE A, MODULE M DEF MODULE N
HIDE DEF A
PROPOSITION D
D == 1";
    assert_eq!(
        units(text),
        [
            "THEOREM A",
            "THEOREM B == -",
            "THEOREM C",
            "THEOREM D",
            "D == 1"
        ]
    );
}

#[test]
fn texts_around_and_files_of_several_modules() {
    let (module, errors) = read(
        "\u{feff}text (* ---- not a header\r\n---- MODULE M ----\r\nA == 1\r\n====\r\n(* \" ; ---- MODULE N ----",
    );
    assert_eq!(errors, []);
    let module = module.unwrap();
    assert_eq!((&*module.name.name, module.units.len()), ("M", 1));
    let text = "---- MODULE M ----\n====\n\n---- MODULE N ----\nA == 1\n====\n";
    let mut sources = fastcheck_tla::source::Sources::default();
    let file = sources.add("M.tla", text);
    let (module, errors) = fastcheck_tla::syntax::parse_module(&sources, file, "N").unwrap();
    assert_eq!(errors, []);
    assert_eq!(module.unwrap().units.len(), 1);
    assert!(fastcheck_tla::syntax::parse_module(&sources, file, "O").is_none());
    assert_eq!(fastcheck_tla::syntax::module_names(text), ["M", "N"]);
}

#[test]
fn headers() {
    let module = module("");
    assert_eq!((&*module.name.name, module.extends.len()), ("M", 0));
    let (module, errors) = read("------- MODULE IF -------- EXTENDS A, WITH\n=====");
    assert_eq!(errors, []);
    let module = module.unwrap();
    let extends: Vec<&str> = module.extends.iter().map(|name| &*name.name).collect();
    assert_eq!((&*module.name.name, extends), ("IF", vec!["A", "WITH"]));
}

/// Spans cover what was written, parentheses of an operand included, those around the whole not.
#[test]
fn spans() {
    let text = "---- MODULE M ----\nA == ((a) + (b))\n====\n";
    let module = read(text).0.unwrap();
    assert_eq!(
        &text[module.span.start as usize..module.span.end as usize],
        text.trim_end()
    );
    let Unit::Operator(definition) = &module.units[0] else {
        panic!()
    };
    let slice = |span: fastcheck_tla::source::Span| &text[span.start as usize..span.end as usize];
    assert_eq!(slice(definition.span), "A == ((a) + (b))");
    assert_eq!(slice(definition.body.span), "(a) + (b)");
}
