//! Where modules come from.

use fastcheck_tla::source::Sources;

use crate::support::{Files, NoFiles, load};

fn failures(text: &str, files: &Files) -> Vec<String> {
    let errors = load(&mut Sources::default(), text, files)
        .err()
        .unwrap_or_default();
    errors
        .iter()
        .map(|e| format!("{} {}", e.code, e.message))
        .collect()
}

#[test]
fn cycles_are_named() {
    let files = Files(&[
        ("A", "---- MODULE A ----\nEXTENDS B\n===="),
        ("B", "---- MODULE B ----\nI == INSTANCE A\n===="),
    ]);
    let text = "---- MODULE M ----\nEXTENDS A\n====";
    assert_eq!(
        failures(text, &files),
        ["FC1502 module A depends on itself: A -> B -> A"]
    );
    let text = "---- MODULE M ----\nI == INSTANCE M\n====";
    assert_eq!(
        failures(text, &files),
        ["FC1502 module M depends on itself: M -> M"]
    );
}

#[test]
fn a_missing_module_is_said_with_where_it_was_looked_for() {
    let text = "---- MODULE M ----\nEXTENDS Natural, Other\nA == unknown\n====";
    let errors = load(&mut Sources::default(), text, &Files(&[])).unwrap_err();
    let said: Vec<&str> = errors.iter().map(|e| &*e.message).collect();
    // Names may be in the missing modules, so that they are unknown is not said.
    assert_eq!(
        said,
        [
            "module Natural is not found; looked in here, the built-in modules",
            "module Other is not found; looked in here, the built-in modules"
        ]
    );
    assert_eq!(errors[0].hint.as_deref(), Some("did you mean `Naturals`?"));
}

#[test]
fn files_hold_the_module_of_their_name_or_several() {
    let files = Files(&[("A", "---- MODULE B ----\n====")]);
    let text = "---- MODULE M ----\nEXTENDS A\n====";
    assert_eq!(
        failures(text, &files),
        ["FC1503 this file is to hold module A, but holds B"]
    );
    let text = "---- MODULE N ----\n====";
    assert_eq!(
        failures(text, &files),
        ["FC1503 module `N` is in a file of another name: M.tla"]
    );
    let text = "---- MODULE M ----\nEXTENDS K\nA == k\n====\n---- MODULE K ----\nk == 1\n====";
    assert!(load(&mut Sources::default(), text, &NoFiles).is_ok());
}

#[test]
fn a_chain_of_modules_has_a_bound() {
    struct Chain;
    impl fastcheck_tla::source::SourceLoader for Chain {
        fn module(&self, name: &str) -> Result<Option<fastcheck_tla::source::Loaded>, String> {
            let number: u32 = name.trim_start_matches('A').parse().unwrap_or(0);
            Ok(Some(fastcheck_tla::source::Loaded {
                name: format!("{name}.tla"),
                text: format!("---- MODULE {name} ----\nEXTENDS A{}\n====", number + 1),
            }))
        }
    }
    let text = "---- MODULE M ----\nEXTENDS A1\n====";
    let errors = load(&mut Sources::default(), text, &Chain).unwrap_err();
    assert_eq!(errors[0].code, "FC1504");
}

#[test]
fn a_module_of_the_user_stands_before_a_built_in_one() {
    let files = Files(&[("FiniteSets", "---- MODULE FiniteSets ----\nMine == 1\n====")]);
    let text = "---- MODULE M ----\nEXTENDS FiniteSets\nA == Mine\n====";
    assert!(load(&mut Sources::default(), text, &files).is_ok());
}

#[test]
fn deep_texts_are_no_danger() {
    let sum = vec!["1"; 3_000].join(" + ");
    let text = format!(
        "---- MODULE M ----\nEXTENDS Naturals\nA == {sum}\nB == {}1{}\n====",
        "(".repeat(100),
        ")".repeat(100)
    );
    assert!(load(&mut Sources::default(), &text, &NoFiles).is_ok());
    // Ten thousand definitions, each in terms of the one before.
    let mut text = "---- MODULE M ----\nEXTENDS Naturals\nA0 == 0\n".to_owned();
    for i in 1..10_000 {
        text += &format!("A{i} == A{} + 1\n", i - 1);
    }
    assert!(load(&mut Sources::default(), &(text + "===="), &NoFiles).is_ok());
}
