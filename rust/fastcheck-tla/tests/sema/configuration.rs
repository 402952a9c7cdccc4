//! Configurations: what they ask for, and what is wrong with them.

use fastcheck_tla::ir::Level;
use fastcheck_tla::sema::{Options, Piece};

use crate::support::{errors, model, model_with};

const CLOCK: &str = "EXTENDS Naturals
CONSTANT N
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Tick == x' = (x + 1) % N /\\ UNCHANGED y
Next == Tick
Fair == WF_vars(Tick)
Spec == Init /\\ [][Next]_vars /\\ Fair
Inv == x < N
Live == []<>(x = 0)
Step == [][x' # x]_x
All == Init /\\ []Inv /\\ Step /\\ Live
Args(a) == a
Act == x' = 1";

fn names(pieces: &[Piece]) -> Vec<&str> {
    pieces.iter().map(|p| &*p.name).collect()
}

#[test]
fn a_specification_is_taken_apart() {
    let m = model(
        CLOCK,
        "CONSTANT N = 3 SPECIFICATION Spec INVARIANT Inv PROPERTY All",
    )
    .unwrap();
    assert_eq!(names(&m.init), ["Init"]);
    assert_eq!(m.next.as_ref().map(|p| &*p.name), Some("Next"));
    assert_eq!(names(&m.fairness), ["Fair"]);
    assert_eq!(names(&m.invariants), ["Inv", "Inv"]);
    assert_eq!(names(&m.implied_inits), ["x = 0", "y = 0"]);
    assert_eq!(m.implied_actions.len(), 1);
    assert_eq!(names(&m.implied_temporals), ["Live"]);
    assert!(m.warnings.is_empty());
    let levels = [
        m.init[0].level,
        m.fairness[0].level,
        m.implied_actions[0].level,
    ];
    assert_eq!(levels, [Level::State, Level::Temporal, Level::Action]);
    assert!(m.implied_temporals.iter().all(|p| &*p.property == "All"));
}

#[test]
fn specifications_through_parameters_lets_and_quantifiers() {
    let units = "EXTENDS Naturals
VARIABLE x
---- MODULE Abstract ----
CONSTANT K
VARIABLE v
Spec == v = K /\\ [][v' > v]_v /\\ WF_v(v' > v)
====
Start(i) == x = i
Make(i, act) == Start(i) /\\ [][act]_x
Spec == LET id(a) == a IN id(Make(0, x' = x + 1)) /\\ TRUE
P(k) == INSTANCE Abstract WITH K <- k, v <- x
Refines == \\A k \\in {0} : P(k)!Spec";
    let m = model(units, "SPECIFICATION Spec PROPERTY Refines").unwrap();
    assert_eq!((m.init.len(), m.fairness.len()), (1, 0));
    assert!(m.next.is_some());
    let parts = (
        m.implied_inits.len(),
        m.implied_actions.len(),
        m.implied_temporals.len(),
    );
    assert_eq!(parts, (1, 1, 1));
}

#[test]
fn without_variables_there_is_nothing_to_explore() {
    let m = model("ASSUME TRUE", "").unwrap();
    assert!(m.init.is_empty() && m.next.is_none());
    assert_eq!(m.program.assumptions.len(), 1);
}

#[test]
fn axioms_are_not_evaluated() {
    let m = model(
        "CONSTANT C\nAXIOM C = 1\nASSUMPTION Named == C = 2",
        "CONSTANT C = 2",
    )
    .unwrap();
    let names: Vec<_> = m
        .program
        .assumptions
        .iter()
        .map(|a| a.name.as_deref())
        .collect();
    assert_eq!(names, [Some("Named")]);
}

#[test]
fn wrong_configurations() {
    let cases = [
        ("SPECIFICATION Spec", "FC1328 constant `N` has no value"),
        (
            "CONSTANT N = 1 SPECIFICATION Spce",
            "FC1304 SPECIFICATION `Spce` is not defined in the specification",
        ),
        (
            "CONSTANT N = 1 SPECIFICATION Spec INIT Init",
            "FC1306 SPECIFICATION is given together with INIT or NEXT",
        ),
        (
            "CONSTANT N = 1 INIT Init NEXT Next INVARIANT Args",
            "FC1305 INVARIANT `Args` takes arguments, but must take none",
        ),
        (
            "CONSTANT N = 1 INIT Init NEXT Next INVARIANT Act",
            "FC1311 INVARIANT `Act` is an action (it speaks of two states), but must be a state predicate",
        ),
        (
            "CONSTANT N = 1 INIT Init NEXT Next INVARIANT x",
            "FC1305 INVARIANT `x` is not a definition",
        ),
        (
            "CONSTANT N = 1 INIT Init NEXT Next CONSTRAINT Live",
            "FC1310 CONSTRAINT `Live` is a temporal formula, but must be a state predicate",
        ),
        (
            "CONSTANT N = 1 INIT Init NEXT Next PROPERTY Act",
            "FC1325 PROPERTY `Act` has a part that is an action (it speaks of two states), which no behaviour can be asked for",
        ),
        (
            "CONSTANT N = 1 Foo <- Next SPECIFICATION Spec",
            "FC1303 the specification has no constant or definition `Foo`",
        ),
        (
            "CONSTANT N <- Nothing SPECIFICATION Spec",
            "FC1304 `Nothing` is to stand for `N`, but is not defined",
        ),
        (
            "CONSTANT N <- Args SPECIFICATION Spec",
            "FC1305 `N` takes 0 argument(s), but `Args`, which is to stand for it, takes 1",
        ),
        (
            "CONSTANT N <- x SPECIFICATION Spec",
            "FC1304 `x` is to stand for `N`, but is not defined",
        ),
        (
            "CONSTANT N <- Inv SPECIFICATION Spec",
            "FC1315 `Inv` stands for the constant `N`, but is a state predicate",
        ),
        (
            "CONSTANT N = 1 Tick <- [Moon] Next SPECIFICATION Spec",
            "FC1307 no module `Moon` is part of the specification",
        ),
        (
            "CONSTANT N = 1 INIT Init",
            "FC1312 the specification has no next-state relation",
        ),
        (
            "CONSTANT N = 1",
            "FC1327 the configuration names no SPECIFICATION, and no INIT and NEXT",
        ),
    ];
    for (cfg, expected) in cases {
        let invariant = if cfg.ends_with("INIT Init") {
            " INVARIANT Inv"
        } else {
            ""
        };
        let found = errors(model(CLOCK, &format!("{cfg}{invariant}")));
        assert_eq!(found, [expected], "{cfg}");
    }
}

#[test]
fn circular_replacements_are_refused() {
    let units =
        "VARIABLE x\nInit == x = 0\nNext == UNCHANGED x\nA == 1\nB == A\nMine == Init /\\ TRUE";
    let chained = errors(model(units, "INIT Init NEXT Next CONSTANT A <- B B <- A"));
    assert_eq!(chained.len(), 2);
    assert!(chained.iter().all(|e| e.starts_with("FC1308")));
    let found = errors(model(units, "INIT Init NEXT Next CONSTANT Init <- Mine"));
    assert!(
        found.len() == 1 && found[0].starts_with("FC1308"),
        "{found:?}"
    );
}

/// What the text of a module says of an operator that has code of its own is no dependency.
#[test]
fn replaced_numbers_are_not_circular() {
    let units = "EXTENDS Integers\nSmall == {i \\in Int : i \\in 0..3}\nASSUME Nat = {}";
    assert!(model(units, "CONSTANT Nat <- Small").is_ok());
}

#[test]
fn wrong_specifications() {
    let units = "EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
Box == Init /\\ [](x > 0) /\\ [][Next]_x
Two == Init /\\ [][Next]_x /\\ [][x' = 0]_x
Act == Init /\\ Next
Hidden == \\EE q : Init /\\ [][Next]_x
False == FALSE /\\ [][Next]_x";
    let cases = [
        ("Box", "FC1323"),
        ("Two", "FC1324"),
        ("Act", "FC1321"),
        ("Hidden", "FC1322"),
        ("False", "FC1326"),
    ];
    for (name, code) in cases {
        let found = errors(model(units, &format!("SPECIFICATION {name}")));
        assert!(
            found.iter().any(|e| e.starts_with(code)),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn doubtful_things_are_said() {
    let warnings = |cfg: &str| -> Vec<&str> {
        let m = model(CLOCK, cfg).unwrap();
        m.warnings.iter().map(|w| w.code).collect()
    };
    assert_eq!(
        warnings("CONSTANT N = 1 SPECIFICATION Spec PROPERTY Inv"),
        ["FC1392"]
    );
    assert_eq!(
        warnings("CONSTANT N = 1 Foo = 2 SPECIFICATION Spec"),
        ["FC1393"]
    );
    let m = model(
        "VARIABLES x, y\nSpec == x = 0 /\\ y = 0 /\\ [][x' = y /\\ y' = x]_x",
        "SPECIFICATION Spec",
    )
    .unwrap();
    assert_eq!(m.warnings.len(), 1);
    assert_eq!(
        m.warnings[0].message,
        "the subscript of the next-state relation does not mention `y`"
    );
}

#[test]
fn without_a_file_something_is_suggested_and_nothing_guessed() {
    let found = model_with(CLOCK, None, &Options::default());
    let found = found.unwrap_err();
    assert!(found.iter().any(|e| e.code == "FC1328"));
    let units = "VARIABLE x\nInit == x = 0\nNext == UNCHANGED x\nTypeOK == x = 0";
    let found = model_with(units, None, &Options::default()).unwrap_err();
    assert_eq!(
        found[0].message,
        "there is no configuration, so it is not known what to check"
    );
    assert_eq!(
        found[0].hint.as_deref(),
        Some("a configuration might say: INIT Init; NEXT Next; INVARIANT TypeOK")
    );
}

#[test]
fn options_stand_in_for_the_file() {
    let options = Options {
        constants: vec![("N".into(), "1 + 1".into())],
        init: Some("Init".into()),
        next: Some("Next".into()),
        invariants: vec!["x \\in 0..N".into(), "Inv".into()],
        ..Options::default()
    };
    let m = model_with(CLOCK, None, &options).unwrap();
    assert_eq!(names(&m.invariants), ["x \\in 0..N", "Inv"]);
    let wrong = Options {
        invariants: vec!["x +".into(), "nope = 1".into()],
        constants: vec![("N".into(), "1".into()), ("K".into(), "2".into())],
        ..options
    };
    let found = errors(model_with(CLOCK, None, &wrong));
    assert_eq!(found.len(), 2, "{found:?}");
    let wrong = Options {
        invariants: Vec::new(),
        ..wrong
    };
    assert_eq!(
        errors(model_with(CLOCK, None, &wrong)),
        ["FC1303 -D K: the specification has no such constant"]
    );
}
