//! Any text as a constant expression: what the parser and the names allow is evaluated, which ends in a value or an error
//! with a place. Give `-timeout` to the fuzzer: an evaluation may be long.
#![no_main]

use std::sync::Arc;

use fastcheck_engine::StopToken;
use fastcheck_tla::sema;
use fastcheck_tla::source::{Loaded, SourceLoader, decode};
use fastcheck_tla::system::{Request, Specification};
use libfuzzer_sys::fuzz_target;

struct Nowhere;

impl SourceLoader for Nowhere {
    fn module(&self, _name: &str) -> Result<Option<Loaded>, String> {
        Ok(None)
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    // Nothing that reaches out of the process.
    if ["IO", "EXTENDS", "INSTANCE", "Exec"]
        .iter()
        .any(|word| text.contains(word))
    {
        return;
    }
    let module = format!(
        "---- MODULE M ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\nASSUME LET e == {text}\n IN e = e\n===="
    );
    let loaded = Specification::load(Request {
        root: Loaded {
            name: "M.tla".into(),
            text: module,
        },
        loader: &Nowhere,
        config: None,
        options: sema::Options::default(),
        only_named: false,
        printer: Box::new(|_| {}),
        stop: Arc::new(StopToken::new()),
        interrupt: Arc::default(),
        stack: 500_000,
        compose: true,
    });
    let Ok(specification) = loaded else { return };
    if let Err(unmet) = specification.check_assumptions() {
        let failure = unmet.failure.expect("a value equals itself");
        assert!(failure.line.is_some(), "{failure:?}");
    }
});
