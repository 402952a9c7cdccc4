//! Texts that would break a parser: every one is answered, quickly and on the stack of a test thread (2 MiB).
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::Sources;
use fastcheck_tla::syntax;

/// The errors of a module with this body.
fn errors(body: &str) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let file = sources.add("M.tla", format!("---- MODULE M ----\n{body}\n====\n"));
    let start = Instant::now();
    let (module, errors) = syntax::parse(&sources, file);
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "slow: {:?}",
        start.elapsed()
    );
    assert_eq!(module.is_none(), !errors.is_empty());
    errors
}

/// `open` n times, `core`, `close` n times.
fn nest(open: &str, core: &str, close: &str, n: usize) -> String {
    format!("A == {}{core}{}", open.repeat(n), close.repeat(n))
}

/// Everything that can be put into itself.
const NESTS: [(&str, &str, &str); 32] = [
    ("(", "1", ")"),
    ("{", "1", "}"),
    ("{x \\in ", "S", " : TRUE}"),
    ("{x : y \\in ", "S", "}"),
    ("<<", "1", ">>"),
    ("<<", "1", ">>_x"),
    ("[", "S", " -> T]"),
    ("[S -> ", "S", "]"),
    ("[x \\in S |-> ", "1", "]"),
    ("[a |-> ", "1", "]"),
    ("[a : ", "S", "]"),
    ("[f EXCEPT ![1] = ", "1", "]"),
    ("[f EXCEPT ![", "1", "] = 2]"),
    ("[", "f", " EXCEPT ![1] = 2]"),
    ("[", "A", "]_x"),
    ("f[", "1", "]"),
    ("F(", "1", ")"),
    ("I!F(", "1", ")!G"),
    ("+(1, ", "1", ")"),
    ("WF_x(", "1", ")"),
    ("WF_(", "1", ")(A)"),
    ("\\A x : ", "1", ""),
    ("\\E x \\in S : ", "1", ""),
    ("\\EE x : ", "1", ""),
    ("CHOOSE x : ", "1", ""),
    ("IF ", "1", " THEN 1 ELSE 1"),
    ("IF 1 THEN ", "1", " ELSE 1"),
    ("CASE 1 -> ", "1", ""),
    ("LET a == ", "1", " IN 1"),
    ("LET a == 1 IN ", "1", ""),
    ("F(LAMBDA x : ", "1", ")"),
    ("l :: ", "1", ""),
];

/// What is deep in the tree and not in the text.
const CHAINS: [(&str, &str, &str); 9] = [
    ("~", "1", ""),
    ("- ", "1", ""),
    ("[]", "1", ""),
    ("1 + ", "1", ""),
    ("1 /\\ ", "1", ""),
    ("", "x", "'"),
    ("", "x", ".a"),
    ("", "x", "[1]"),
    ("IF 1 THEN 1 ELSE ", "1", ""),
];

#[test]
fn a_hundred_thousand_levels_are_an_error() {
    for (open, core, close) in NESTS {
        let errors = errors(&nest(open, core, close, 100_000));
        assert_eq!(errors[0].code, "FC1012", "{open}");
    }
}

#[test]
fn a_hundred_thousand_links_are_an_error() {
    for (open, core, close) in CHAINS {
        let errors = errors(&nest(open, core, close, 100_000));
        assert_eq!(errors[0].code, "FC1012", "{open}{close}");
    }
}

#[test]
fn reasonable_depth_is_accepted() {
    for (open, core, close) in NESTS {
        assert_eq!(errors(&nest(open, core, close, 150)), [], "{open}");
    }
    for (open, core, close) in CHAINS {
        assert_eq!(errors(&nest(open, core, close, 3_900)), [], "{open}{close}");
    }
}

#[test]
fn lists_of_lists_and_long_lists() {
    let stairs: String = (0..100_000)
        .map(|i| if i % 2 == 0 { "/\\ " } else { "\\/ " })
        .collect();
    assert_eq!(errors(&format!("A == {stairs} 1"))[0].code, "FC1012");
    let long = "\n  /\\ x = 1".repeat(100_000);
    assert_eq!(errors(&format!("A == {long}")), []);
    let products = " \\X S".repeat(100_000);
    assert_eq!(errors(&format!("A == S{products}")), []);
}

#[test]
fn comments_and_modules_and_proofs() {
    assert_eq!(
        errors(&format!("{}{}", "(*".repeat(100_000), "*)".repeat(100_000))),
        []
    );
    assert_eq!(errors(&"(*".repeat(100_000))[0].code, "FC1004");
    let modules = "---- MODULE N ----\n".repeat(100_000);
    assert_eq!(errors(&modules)[0].code, "FC1012");
    let proofs: String = (1..100_000).map(|i| format!("<{i}> TRUE\n")).collect();
    assert_eq!(errors(&format!("THEOREM TRUE\n{proofs}"))[0].code, "FC1012");
    let sequents = "ASSUME ".repeat(100_000);
    assert_eq!(errors(&format!("THEOREM {sequents}"))[0].code, "FC1012");
}

#[test]
fn looking_ahead_is_linear() {
    for start in [
        "{<<a, ", "[a, ", "{a, ", "<<", "[x \\in ", "F(", "!", "(", "a == ", "\\E a, ",
    ] {
        let found = errors(&format!("A == {}", start.repeat(50_000)));
        assert!(!found.is_empty(), "{start}");
    }
    let patterns = "x, ".repeat(200_000);
    assert_eq!(errors(&format!("A == \\E {patterns} y \\in S : TRUE")), []);
    assert_eq!(
        errors(&format!("A == {{<<{patterns} y>> \\in S : TRUE}}")),
        []
    );
}

#[test]
fn many_errors_are_cut_short() {
    let found = errors(&"A == )\n".repeat(100_000));
    assert!(found.len() < 60);
    assert_eq!(found.last().unwrap().code, "FC1017");
    let found = errors(&"A == ?\n".repeat(100_000));
    assert!(found.len() < 60);
}

#[test]
fn long_numbers_and_names() {
    assert_eq!(
        errors(&format!("A == {}", "1".repeat(5_000)))[0].code,
        "FC1006"
    );
    assert_eq!(
        errors(&format!("A == \\h{}", "F".repeat(100_000)))[0].code,
        "FC1006"
    );
    assert_eq!(errors(&format!("A == \\h{}", "F".repeat(4_000))), []);
    assert_eq!(errors(&format!("A == {}", "x".repeat(1_000_000))), []);
}
