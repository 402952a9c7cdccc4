//! Configurations: what they say, and what is said about those that are wrong.
#![allow(clippy::unwrap_used)]

use fastcheck_tla::config::{self, Config, Meaning, Value, ValueKind};
use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::source::Sources;

fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add("M.cfg", text);
    config::parse(&sources, file)
}

fn good(text: &str) -> Config {
    let (config, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    config
}

/// Code and the text that it points at, for each error.
fn errors(text: &str) -> Vec<(&'static str, &str)> {
    let (_, errors) = read(text);
    errors
        .iter()
        .map(|error| {
            let span = error.span.unwrap();
            (error.code, &text[span.start as usize..span.end as usize])
        })
        .collect()
}

fn show(value: &Value) -> String {
    match &value.kind {
        ValueKind::Number(digits) => digits.to_string(),
        ValueKind::String(text) => format!("{text:?}"),
        ValueKind::Boolean(truth) => truth.to_string().to_uppercase(),
        ValueKind::Model(name) => name.to_string(),
        ValueKind::Set(elements) => format!(
            "{{{}}}",
            elements.iter().map(show).collect::<Vec<_>>().join(",")
        ),
    }
}

/// The constants in one line each.
fn constants(config: &Config) -> Vec<String> {
    let constant = |c: &config::Constant| {
        let module = c
            .module
            .as_ref()
            .map_or(String::new(), |m| format!("[{}]", m.name));
        match &c.meaning {
            Meaning::Definition(name) => format!("{} <-{module} {}", c.name.name, name.name),
            Meaning::Value(arguments, value) => {
                let arguments: Vec<String> = arguments.iter().map(show).collect();
                format!(
                    "{}({}) ={module} {}",
                    c.name.name,
                    arguments.join(","),
                    show(value)
                )
            }
        }
    };
    config.constants.iter().map(constant).collect()
}

/// TRAPS 8: lists that continue over lines; an override of a definition; an override scoped to a module.
#[test]
fn trap_8_lists_over_lines_and_overrides() {
    let config = good(
        "CONSTANT Nat <- MyNat\n Op <- [M] Op2 N = 3\nCONSTANTS\n  K = [M] 4\nINVARIANTS\n A\n B \\* not C\n (* D (* E *) *)\n F\nINVARIANT G",
    );
    assert_eq!(
        constants(&config),
        ["Nat <- MyNat", "Op <-[M] Op2", "N() = 3", "K() =[M] 4"]
    );
    let names: Vec<&str> = config.invariants.iter().map(|name| &*name.name).collect();
    assert_eq!(names, ["A", "B", "F", "G"]);
}

#[test]
fn values_of_all_kinds() {
    let config = good(
        "CONSTANTS a = a b = 007 c = \"x\\n y\" d = TRUE e = {} f = {{1, a}, {\"s\"}, FALSE} F(1, {b}) = c A!B!C <- D + <- plus",
    );
    let expected = [
        "a() = a",
        "b() = 7",
        "c() = \"x\\\\n y\"",
        "d() = TRUE",
        "e() = {}",
        "f() = {{1,a},{\"s\"},FALSE}",
        "F(1,{b}) = c",
        "A!B!C <- D",
        "+ <- plus",
    ];
    assert_eq!(constants(&config), expected);
}

#[test]
fn sections_of_all_kinds() {
    let config = good(
        "INIT I NEXT N SPECIFICATION S PROPERTY P PROPERTIES Q R CONSTRAINT C CONSTRAINTS D ACTION_CONSTRAINT E \
         ACTION_CONSTRAINTS F SYMMETRY Y VIEW V CHECK_DEADLOCK FALSE ALIAS A POSTCONDITION O POSTCONDITIONS T _PERIODIC G \
         _RL_REWARD W _POSSIBLE H",
    );
    let one =
        |name: &Option<fastcheck_tla::syntax::ast::Ident>| name.as_ref().unwrap().name.to_string();
    let list = |names: &[fastcheck_tla::syntax::ast::Ident]| {
        names
            .iter()
            .map(|n| n.name.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        one(&config.init) + &one(&config.next) + &one(&config.specification),
        "INS"
    );
    assert_eq!(
        one(&config.symmetry) + &one(&config.view) + &one(&config.alias),
        "YVA"
    );
    assert_eq!(one(&config.periodic) + &one(&config.rl_reward), "GW");
    assert_eq!(list(&config.properties), "P Q R");
    assert_eq!(list(&config.constraints), "C D");
    assert_eq!(list(&config.action_constraints), "E F");
    assert_eq!(list(&config.postconditions), "O T");
    assert_eq!(list(&config.possible), "H");
    assert!(!config.check_deadlock.unwrap().0);
    assert_eq!(good("").check_deadlock, None);
}

#[test]
fn what_stands_once_stands_once() {
    for keyword in [
        "INIT",
        "NEXT",
        "SPECIFICATION",
        "SYMMETRY",
        "VIEW",
        "ALIAS",
        "_PERIODIC",
        "_RL_REWARD",
    ] {
        assert_eq!(
            errors(&format!("{keyword} A {keyword} A")),
            [("FC1302", keyword)]
        );
    }
    assert_eq!(
        errors("CHECK_DEADLOCK TRUE CHECK_DEADLOCK TRUE"),
        [("FC1302", "CHECK_DEADLOCK")]
    );
}

#[test]
fn what_is_wrong_has_its_place() {
    let cases = [
        ("CONSTANT N = -1", "-"),
        ("CONSTANT N 1", "1"),
        ("CONSTANT N == 1", "=="),
        ("CONSTANT N = \\b11", "\\b11"),
        ("CONSTANT N <- 1", "1"),
        ("CONSTANT N <- A!B", "!"),
        ("CONSTANT S = {1, 2", ""),
        ("CONSTANT S = {1 2}", "2"),
        ("CONSTANT S = <<1>>", "<<"),
        ("CONSTANT S = INIT N", "INIT"),
        ("INVARIANT A, B", ","),
        ("INVARIANT x = 1", "="),
        ("INVARIANT A!B", "!"),
        ("CHECK_DEADLOCK false", "false"),
        ("INVARIANTE A", "INVARIANTE"),
        ("SPECIFICATION NEXT N", "NEXT"),
        ("====", "===="),
        ("INIT", ""),
    ];
    for (text, place) in cases {
        assert_eq!(errors(text), [("FC1301", place)], "{text}");
    }
}

#[test]
fn several_errors_come_at_once() {
    assert_eq!(
        errors("CONSTANT N = -1\nINIT 3\nNEXT Next\nVIEW"),
        [("FC1301", "-"), ("FC1301", "3"), ("FC1301", "")]
    );
}

#[test]
fn hints_guess_what_was_meant() {
    let hint = |text: &str| read(text).1[0].hint.clone().unwrap();
    assert!(hint("CONSTANT N = -1").contains("N <- Neg"));
    assert!(
        hint("INVARIANTE A").contains("INVARIANT?") || hint("INVARIANTE A").contains("INVARIANTS?")
    );
    assert!(hint("INVARIANT A, B").contains("without commas"));
}

#[test]
fn nesting_is_bounded() {
    let deep = format!(
        "CONSTANT S = {}{}",
        "{".repeat(100_000),
        "}".repeat(100_000)
    );
    assert_eq!(errors(&deep)[0], ("FC1012", "{"));
    assert_eq!(
        errors("CONSTANT S = {1} (* open (* *)")[0],
        ("FC1004", "(*")
    );
}

#[test]
fn a_section_of_a_file_of_modules() {
    let text = "---- MODULE M ----\n====\n---- CONFIG N ----\nINIT A\n====\n---- CONFIG M ----\nINIT B\nNEXT C\n====\nINIT D";
    let mut sources = Sources::default();
    let file = sources.add("M.tla", text);
    let (config, errors) = config::parse_section(&sources, file, "M").unwrap();
    assert_eq!(errors, []);
    let span = config.next.unwrap().span;
    assert_eq!(&text[span.start as usize..span.end as usize], "C");
    assert!(config::parse_section(&sources, file, "O").is_none());
}
