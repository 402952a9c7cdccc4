//! Every module in `tests/modules` is a list of assumptions about the operators of the standard modules. TLC finds all of
//! them true, where it has its native code at hand; so must we.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use fastcheck_tla::eval::{EvalOptions, Evaluator, Outside, Shared};
use fastcheck_tla::modules::{Machine, Opening, Outcome, World};
use fastcheck_tla::sema::{self, Options};
use fastcheck_tla::source::{Loaded, SourceLoader, Sources};
use fastcheck_values::Value;

/// The folder of the modules, and `TESTED_MODULES` (a path) for trying others.
fn folder() -> PathBuf {
    std::env::var_os("TESTED_MODULES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/modules"),
        PathBuf::from,
    )
}

struct Folder(PathBuf);

impl SourceLoader for Folder {
    fn module(&self, name: &str) -> Result<Option<Loaded>, String> {
        let path = self.0.join(format!("{name}.tla"));
        Ok(std::fs::read_to_string(&path).ok().map(|text| Loaded {
            name: format!("{name}.tla"),
            text,
        }))
    }
}

/// A run that remembers what is printed.
#[derive(Default)]
struct Surroundings {
    printed: Mutex<Vec<String>>,
    numbered: Mutex<HashMap<i64, Value>>,
    named: Mutex<HashMap<String, Value>>,
}

impl Outside for Surroundings {
    fn print(&self, text: &str) {
        self.printed.lock().unwrap().push(text.to_owned());
    }

    fn get(&self, name: &str) -> Option<Value> {
        self.named.lock().unwrap().get(name).copied()
    }

    fn register(&self, index: i64) -> Option<Value> {
        self.numbered.lock().unwrap().get(&index).copied()
    }

    fn set_register(&self, index: i64, value: Value) {
        self.numbered.lock().unwrap().insert(index, value);
    }

    fn set(&self, name: &str, value: Value) -> bool {
        self.named.lock().unwrap().insert(name.to_owned(), value);
        true
    }

    fn world(&self) -> &dyn World {
        &TestWorld
    }
}

/// The machine, with a folder of its own that specifications see as `/test`.
struct TestWorld;

impl TestWorld {
    fn path(path: &str) -> String {
        let inside = path
            .strip_prefix("/test")
            .expect("tests stay in their folder");
        format!("{}/modules{inside}", env!("CARGO_TARGET_TMPDIR"))
    }
}

impl World for TestWorld {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Machine.read(&Self::path(path))
    }

    fn write(&self, path: &str, bytes: &[u8], opening: Opening, folders: bool) -> io::Result<()> {
        Machine.write(&Self::path(path), bytes, opening, folders)
    }

    fn environment(&self) -> Vec<(String, String)> {
        vec![
            ("HOME_OF_TEST".to_owned(), "/test".to_owned()),
            ("PATH".to_owned(), "/bin".to_owned()),
        ]
    }

    fn run(&self, command: &[String], environment: &[(String, String)]) -> io::Result<Outcome> {
        Machine.run(command, environment)
    }

    fn seconds(&self) -> i64 {
        Machine.seconds()
    }
}

/// What is wrong with the assumptions of a module, and what they print.
fn check(folder: &Path, name: &str) -> (Vec<String>, Vec<String>) {
    let loader = Folder(folder.to_owned());
    let mut sources = Sources::default();
    let root = loader.module(name).unwrap().unwrap();
    let spec = match sema::load(&mut sources, root, &loader) {
        Ok(spec) => spec,
        Err(errors) => {
            return (
                errors.iter().map(|error| format!("{error:?}")).collect(),
                Vec::new(),
            );
        }
    };
    let config = std::fs::read_to_string(folder.join(format!("{name}.cfg"))).unwrap_or_default();
    let file = sources.add(format!("{name}.cfg"), config);
    let (config, _) = fastcheck_tla::config::parse(&sources, file);
    let model = match sema::configure(&spec, &mut sources, Some(&config), &Options::default()) {
        Ok(model) => model,
        Err(errors) => {
            return (
                errors.iter().map(|error| format!("{error:?}")).collect(),
                Vec::new(),
            );
        }
    };
    let outside = Arc::new(Surroundings::default());
    let universe = Arc::new(model.universe);
    let shared = Shared::new(
        Arc::new(model.program),
        universe.clone(),
        EvalOptions::default(),
        outside.clone(),
    );
    let mut evaluator = Evaluator::new(shared.clone());
    let mut wrong = Vec::new();
    assert!(
        !shared.program.assumptions.is_empty(),
        "{name} assumes nothing"
    );
    for assumption in &shared.program.assumptions {
        let span = shared.program.def(assumption.def).span;
        let place = sources.get(span.file);
        let line = place.position(span.start).line;
        match evaluator.constant(&shared.scoped(assumption.def)) {
            Ok(value) if value == universe.boolean(true) => {}
            Ok(value) => wrong.push(format!(
                "{}:{line}: {}",
                place.name,
                universe.display(value)
            )),
            Err(error) => wrong.push(format!(
                "{}:{line}: {}: {}",
                place.name, error.code, error.message
            )),
        }
    }
    let printed = outside.printed.lock().unwrap().clone();
    (wrong, printed)
}

#[test]
fn assumptions_hold() {
    let folder = folder();
    let files = Path::new(env!("CARGO_TARGET_TMPDIR")).join("modules");
    let _ = std::fs::remove_dir_all(&files);
    std::fs::create_dir_all(&files).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| {
            Some(
                entry
                    .unwrap()
                    .path()
                    .file_name()?
                    .to_str()?
                    .strip_suffix(".tla")?
                    .to_owned(),
            )
        })
        .filter(|name| name.starts_with("Test") || name.ends_with("Tests"))
        .collect();
    // That one runs commands of Unix.
    names.retain(|name| cfg!(unix) || name != "TestFiles");
    names.sort();
    assert!(!names.is_empty());
    let wrong: Vec<String> = names
        .iter()
        .flat_map(|name| check(&folder, name).0)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn print_goes_to_the_run() {
    if std::env::var_os("TESTED_MODULES").is_none() {
        let (_, printed) = check(&folder(), "TestTLC");
        assert_eq!(printed, ["\"printed\"  5", "<<\"printed\", 1>>"]);
    }
}

/// What would take all memory is refused.
#[test]
fn sets_that_are_too_large_are_errors() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large");
    std::fs::create_dir_all(&folder).unwrap();
    let cases = [
        "Permutations(1..20)",
        "SetToSeqs(1..20)",
        "AllSubSeqs([i \\in 1..60 |-> i])",
        "SubBag([i \\in 1..60 |-> 1])",
        "RandomSetOfSubsets(2000000000, 5, 1..40)",
    ];
    for case in cases {
        let text = format!(
            "---- MODULE Large ----\nEXTENDS Graphs, Randomization, Bags\nASSUME {case} = {{}}\n====\n"
        );
        std::fs::write(folder.join("Large.tla"), text).unwrap();
        let (wrong, _) = check(&folder, "Large");
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].contains("FC1406"), "{case}: {}", wrong[0]);
    }
}
