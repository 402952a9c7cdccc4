//! Specifications from texts.

use std::sync::Arc;

use fastcheck_tla::config;
use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::eval::{EvalOptions, Evaluator, Nowhere, Shared};
use fastcheck_tla::sema::{self, Model, Options, Spec};
use fastcheck_tla::source::{Loaded, SourceLoader, Sources};

/// There are no other modules.
pub(crate) struct NoFiles;

impl SourceLoader for NoFiles {
    fn module(&self, _: &str) -> Result<Option<Loaded>, String> {
        Ok(None)
    }
}

/// Modules by name.
pub(crate) struct Files(pub(crate) &'static [(&'static str, &'static str)]);

impl SourceLoader for Files {
    fn module(&self, name: &str) -> Result<Option<Loaded>, String> {
        let found = self.0.iter().find(|(n, _)| *n == name);
        Ok(found.map(|(name, text)| Loaded {
            name: format!("{name}.tla"),
            text: (*text).to_owned(),
        }))
    }

    fn places(&self) -> Vec<String> {
        vec!["here".to_owned()]
    }
}

/// Loads a root module `M`.
pub(crate) fn load(
    sources: &mut Sources,
    text: &str,
    loader: &dyn SourceLoader,
) -> Result<Spec, Vec<Diagnostic>> {
    let root = Loaded {
        name: "M.tla".to_owned(),
        text: text.to_owned(),
    };
    sema::load(sources, root, loader)
}

/// A module `M` with these units.
pub(crate) fn module(units: &str) -> String {
    format!("---- MODULE M ----\n{units}\n====\n")
}

/// The model of a module with these units, which are right, and a configuration.
pub(crate) fn model_with(
    units: &str,
    cfg: Option<&str>,
    options: &Options,
) -> Result<Model, Vec<Diagnostic>> {
    let mut sources = Sources::default();
    let spec = load(&mut sources, &module(units), &NoFiles).unwrap();
    let config = cfg.map(|cfg| {
        let file = sources.add("M.cfg", cfg);
        let (config, errors) = config::parse(&sources, file);
        assert_eq!(errors, []);
        config
    });
    sema::configure(&spec, &mut sources, config.as_ref(), options)
}

/// The same without options.
pub(crate) fn model(units: &str, cfg: &str) -> Result<Model, Vec<Diagnostic>> {
    model_with(units, Some(cfg), &Options::default())
}

/// Codes and messages of errors.
pub(crate) fn errors(result: Result<Model, Vec<Diagnostic>>) -> Vec<String> {
    let errors = result.err().unwrap_or_default();
    errors
        .iter()
        .map(|e| format!("{} {}", e.code, e.message))
        .collect()
}

/// All assumptions of a module must be true; there must be so many.
pub(crate) fn assumptions_hold(units: &str, cfg: &str, count: usize) {
    let model = model(units, cfg).unwrap();
    assert_eq!(model.program.assumptions.len(), count);
    let defs: Vec<_> = model.program.assumptions.iter().map(|a| a.def).collect();
    let shared = Shared::new(
        Arc::new(model.program),
        Arc::new(model.universe),
        EvalOptions::default(),
        Arc::new(Nowhere),
    );
    for (number, def) in (1..).zip(defs) {
        let scoped = shared.scoped(def);
        let value = Evaluator::new(shared.clone()).constant(&scoped);
        let value = value.unwrap_or_else(|e| panic!("assumption {number}: {}", e.message));
        assert_eq!(
            shared.universe.display(value),
            "TRUE",
            "assumption {number}"
        );
    }
}
