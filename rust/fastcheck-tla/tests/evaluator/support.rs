//! From the text of a specification to its states.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use fastcheck_tla::config;
use fastcheck_tla::eval::{EvalError, EvalOptions, Evaluator, Nowhere, Scoped, Shared, StateView};
use fastcheck_tla::sema::{self, Options, Piece};
use fastcheck_tla::source::{Loaded, SourceLoader, Sources};
use fastcheck_values::{Shape, Value};

pub(crate) struct NoFiles;

impl SourceLoader for NoFiles {
    fn module(&self, _: &str) -> Result<Option<Loaded>, String> {
        Ok(None)
    }
}

/// A specification that can be evaluated.
pub(crate) struct Spec {
    pub(crate) shared: Arc<Shared>,
    pub(crate) init: Vec<Scoped>,
    pub(crate) next: Option<fastcheck_tla::ir::DefId>,
    pub(crate) invariants: Vec<Scoped>,
}

/// States generated, distinct states.
pub(crate) type Counts = (usize, usize);

impl Spec {
    /// Reads a module and a configuration; both must be right.
    pub(crate) fn new(text: &str, cfg: &str) -> Self {
        let mut sources = Sources::default();
        let root = Loaded {
            name: "M.tla".into(),
            text: text.into(),
        };
        let spec = sema::load(&mut sources, root, &NoFiles).unwrap();
        let file = sources.add("M.cfg", cfg);
        let (config, diagnostics) = config::parse(&sources, file);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let options = Options::default();
        let model = sema::configure(&spec, &mut sources, Some(&config), &options).unwrap();
        let shared = Shared::new(
            Arc::new(model.program),
            Arc::new(model.universe),
            EvalOptions::default(),
            Arc::new(Nowhere),
        );
        let scoped = |p: &Piece| shared.scoped(p.def);
        Spec {
            init: model.init.iter().map(scoped).collect(),
            next: model.next.as_ref().map(|p| p.def),
            invariants: model.invariants.iter().map(scoped).collect(),
            shared: shared.clone(),
        }
    }

    /// All initial states.
    pub(crate) fn initial(&self) -> Result<Vec<Vec<Value>>, Box<EvalError>> {
        let mut states = Vec::new();
        let mut evaluator = Evaluator::new(self.shared.clone());
        evaluator.initial(&self.init, &mut |state| {
            states.push(state.to_vec());
            ControlFlow::Continue(())
        })?;
        Ok(states)
    }

    /// All successors of a state.
    pub(crate) fn successors(&self, state: &[Value]) -> Result<Vec<Vec<Value>>, Box<EvalError>> {
        let mut evaluator = Evaluator::new(self.shared.clone());
        let mut states = Vec::new();
        for instance in evaluator.split(self.next.unwrap())? {
            let members = match &instance.over {
                Some((variable, ..)) => {
                    match self.shared.universe.shape(state[variable.0 as usize]) {
                        Shape::Set(members) => members.to_vec(),
                        other => panic!("a set was expected: {other:?}"),
                    }
                }
                None => vec![self.shared.universe.int(0)],
            };
            for member in members {
                let view = StateView::Plain {
                    before: state,
                    after: None,
                };
                evaluator.successors_over(&instance, member, view, &mut |next| {
                    states.push(next.to_vec());
                    ControlFlow::Continue(())
                })?;
            }
        }
        Ok(states)
    }

    /// States generated and distinct states, breadth first, invariants checked.
    pub(crate) fn explore(&self) -> Result<Counts, Box<EvalError>> {
        let mut frontier = self.initial()?;
        let mut generated = frontier.len();
        let mut seen: HashSet<Vec<Value>> = HashSet::new();
        while let Some(state) = frontier.pop() {
            if !seen.insert(state.clone()) {
                continue;
            }
            for invariant in &self.invariants {
                let view = StateView::Plain {
                    before: &state,
                    after: None,
                };
                let mut evaluator = Evaluator::new(self.shared.clone());
                assert!(
                    evaluator.truth(invariant, view)?,
                    "an invariant is violated"
                );
            }
            let next = self.successors(&state)?;
            generated += next.len();
            frontier.extend(next);
        }
        Ok((generated, seen.len()))
    }
}

/// A module with a body, and the modules that most need.
pub(crate) fn module(body: &str) -> String {
    format!("---- MODULE M ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n{body}\n====")
}

/// Counts of a module with `Init` and `Next`.
pub(crate) fn counts(body: &str) -> Result<Counts, Box<EvalError>> {
    Spec::new(&module(body), "INIT Init NEXT Next").explore()
}

/// Counts of a module that must not fail.
pub(crate) fn check(body: &str, expected: Counts) {
    match counts(body) {
        Ok(found) => assert_eq!(found, expected, "{body}"),
        Err(error) => panic!("{}\n{body}", error.message),
    }
}

/// The code of the error that a module must end with.
pub(crate) fn fails(body: &str) -> &'static str {
    match counts(body) {
        Ok(found) => panic!("an error was expected, not {found:?}\n{body}"),
        Err(error) => {
            assert!(error.span.is_some(), "without a place: {}", error.message);
            error.code
        }
    }
}

/// The value of a constant expression, in TLA+ notation.
pub(crate) fn value(expr: &str) -> Result<String, Box<EvalError>> {
    value_with("", expr)
}

/// The same with definitions.
pub(crate) fn value_with(definitions: &str, expr: &str) -> Result<String, Box<EvalError>> {
    let text = module(&format!(
        "VARIABLE x\n{definitions}\nE == {expr}\nInit == x = E\nNext == UNCHANGED x"
    ));
    let spec = Spec::new(&text, "INIT Init NEXT Next");
    let states = spec.initial()?;
    Ok(spec.shared.universe.display(states[0][0]))
}
