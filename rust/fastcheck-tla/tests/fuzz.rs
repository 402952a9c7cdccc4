//! Random texts: each is answered, quickly and without a panic, and every place points into the text.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::{Duration, Instant};

use fastcheck_tla::config;
use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::{Sources, decode};
use fastcheck_tla::syntax::{self, ast};
use proptest::prelude::*;

const TOKENS: [&str; 120] = [
    "x",
    "y",
    "F",
    "M",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<<",
    ">>",
    ">>_",
    "]_",
    ",",
    ":",
    "::",
    ".",
    "_",
    "!",
    "==",
    "=",
    "#",
    "\\in",
    "/\\",
    "\\/",
    "=>",
    "<=>",
    "~>",
    "->",
    "<-",
    "|->",
    "+",
    "-",
    "-.",
    "*",
    "^",
    "^+",
    "'",
    "..",
    ":>",
    "@@",
    "\\X",
    "\\cup",
    "\\cdot",
    "[]",
    "<>",
    "~",
    "ENABLED",
    "UNCHANGED",
    "SUBSET",
    "DOMAIN",
    "\\E",
    "\\A",
    "\\EE",
    "\\AA",
    "CHOOSE",
    "IF",
    "THEN",
    "ELSE",
    "CASE",
    "OTHER",
    "LET",
    "IN",
    "LAMBDA",
    "EXCEPT",
    "@",
    "1",
    "2.5",
    "\\b1",
    "\"s\"",
    "\"",
    "WF_",
    "SF_",
    "INSTANCE",
    "WITH",
    "LOCAL",
    "RECURSIVE",
    "CONSTANT",
    "VARIABLE",
    "ASSUME",
    "PROVE",
    "THEOREM",
    "NEW",
    "STATE",
    "<1>",
    "<1>1",
    "<2>a.",
    "<*>",
    "<+>",
    "QED",
    "PROOF",
    "BY",
    "DEF",
    "OBVIOUS",
    "USE",
    "HIDE",
    "TAKE",
    "PICK",
    "HAVE",
    "SUFFICES",
    "DEFINE",
    "MODULE",
    "EXTENDS",
    "----",
    "====",
    "---- MODULE N ----",
    "(*",
    "*)",
    "\\* c\n",
    "(+)",
    "!=",
    ";",
    "∧",
    "∈",
    "é",
    "\t",
    "\n",
    "\n  ",
    "\n    ",
];

const MODULE: &str = r#"---- MODULE M ----
EXTENDS Naturals, Sequences
CONSTANTS C, F(_, _)
VARIABLE x, y
ASSUME A == C \in Nat /\ F(1, 2) = "a"
a + b == IF a > b THEN a ELSE b
I(z) == INSTANCE N WITH c <- z, d <- LAMBDA u : u
f[n \in Nat, <<k, l>> \in S] == n * f[n - 1]
Init == /\ x = [a |-> 1, b |-> <<1, 2>>]
        /\ \/ y = {1, 2, 3}
           \/ /\ y = {e \in 1..3 : e > 1}
              /\ LET g == {e + 1 : e \in y}
                     RECURSIVE h(_)
                     h(v) == h(v)
                 IN  h(g) = g
Next == \E e \in y, <<u, v>> \in S :
          /\ x' = [x EXCEPT !.a = @ + 1, !.b[1] = e]
          /\ CASE e = 1 -> y' = {}
               [] e = 2 -> lab :: UNCHANGED y
               [] OTHER -> I(1)!Op(2)!<<
Spec == Init /\ [][Next]_<<x, y>> /\ WF_x(Next) /\ \A e \in S : <>[](e = CHOOSE w \in S : TRUE)
THEOREM T == ASSUME NEW p, p = 1 PROVE Spec => []TypeOK
<1>1. Init => TypeOK
  BY DEF Init
<1>2. CASE x
  <2> QED OBVIOUS
<1> QED BY <1>1, <1>2
====
"#;

/// Everything in it has a place in the text, between characters.
fn check(text: &str, errors: &[Diagnostic]) {
    for error in errors {
        let spans = error
            .span
            .iter()
            .chain(error.notes.iter().map(|(span, _)| span));
        for span in spans {
            assert!(
                text.get(span.start as usize..span.end as usize).is_some(),
                "{error:?}"
            );
        }
    }
}

fn parse(text: &str) -> Option<ast::Module> {
    let start = Instant::now();
    let (module, errors) = common::read(text);
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(module.is_none(), !errors.is_empty());
    check(text, &errors);
    module
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&TOKENS[..]), 0..60)
        .prop_map(|tokens| tokens.join(" "))
}

/// Where to cut, how much to take out, what to put in.
fn edits() -> impl Strategy<Value = Vec<(usize, usize, &'static str)>> {
    prop::collection::vec(
        (
            0..MODULE.len(),
            0..12usize,
            prop::sample::select(&TOKENS[..]),
        ),
        1..4,
    )
}

fn edited(edits: &[(usize, usize, &str)]) -> String {
    let mut text = MODULE.to_owned();
    for (at, length, token) in edits {
        let at = (*at).min(text.len());
        let end = (at + length).min(text.len());
        if text.is_char_boundary(at) && text.is_char_boundary(end) {
            text.replace_range(at..end, token);
        }
    }
    text
}

#[test]
fn the_module_itself_is_right() {
    assert!(parse(MODULE).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn soups_of_tokens(soup in soup()) {
        parse(&format!("---- MODULE M ----\nA == {soup}\n===="));
        parse(&soup);
    }

    #[test]
    fn modules_with_mistakes(edits in edits()) {
        parse(&edited(&edits));
    }

    #[test]
    fn any_text(text in ".*") {
        parse(&format!("---- MODULE M ----\n{text}"));
        parse(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes) {
            parse(&text);
        }
    }

    /// What is accepted and shown with its grouping is the same expression when it is read again.
    #[test]
    fn shown_and_read_again(soup in prop::collection::vec(prop::sample::select(&TOKENS[..90]), 1..9)) {
        let text = format!("---- MODULE M ----\nA == {}\n====", soup.join(" "));
        if let Some(module) = parse(&text)
            && let [ast::Unit::Operator(definition)] = module.units.as_slice()
            && !text.contains("/\\") && !text.contains("\\/")
        {
            let shown = common::print::expr(&definition.body);
            // Unary minus is shown by its name, which stands only in declarations.
            let written = shown.replace("(-. ", "(- ");
            prop_assert_eq!(common::expr(&written), shown);
        }
    }

    #[test]
    fn configurations(soup in soup(), keywords in prop::collection::vec(prop::sample::select(
        &["CONSTANT", "INIT", "INVARIANTS", "CHECK_DEADLOCK", "VIEW", "=", "<-", "{", "}", ",", "a", "1", "[", "]"][..]), 0..20)) {
        for text in [keywords.join(" ") + &soup, keywords.join("\n")] {
            let mut sources = Sources::default();
            let file = sources.add("M.cfg", &*text);
            check(&text, &config::parse(&sources, file).1);
        }
    }

    #[test]
    fn sections(text in "(-{3,5} (MODULE|CONFIG) M -{3,5}\n|====\n|a\n)*") {
        let names = syntax::module_names(&text);
        let mut sources = Sources::default();
        let file = sources.add("M.tla", &*text);
        prop_assert_eq!(syntax::parse_module(&sources, file, "M").is_some(), names.contains(&"M"));
        if let Some(range) = syntax::config_section(&text, "M") {
            prop_assert!(text.get(range).is_some());
        }
    }
}
