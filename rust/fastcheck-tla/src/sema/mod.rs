//! Names, arities, instances and levels.
//!
//! [`load`] reads the root module and all that it needs and resolves names; [`configure`] makes a [`Model`] of it.

#[allow(dead_code)]
mod builtins;
#[allow(dead_code)]
mod hir;
#[allow(dead_code)]
mod levels;
#[allow(dead_code)]
mod lower;
mod model;
#[allow(dead_code)]
mod resolve;

pub use model::{Model, Options, Piece};

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::source::{Loaded, SourceLoader, Sources};

/// A specification whose names are resolved and whose arities and levels are right.
#[derive(Debug)]
pub struct Spec {
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
}

/// Reads the root module and what it EXTENDS and INSTANCEs. All texts are entered into `sources`, also when it fails.
///
/// # Errors
/// All that is wrong with the modules.
pub fn load(
    sources: &mut Sources,
    root: Loaded,
    loader: &dyn SourceLoader,
) -> Result<Spec, Vec<Diagnostic>> {
    let file = sources.add(root.name, root.text);
    let _ = (file, loader);
    Err(vec![Diagnostic::error(
        "FC1100",
        None,
        "modules cannot be loaded yet",
    )])
}

/// What is to be checked: the specification with its constants bound and its formulas sorted out. Without a configuration
/// (`None`: there is no file) the options must say all; what they might say is then in the hint of the error. Texts of
/// options are entered into `sources`.
///
/// # Errors
/// All that is wrong with the configuration.
pub fn configure(
    spec: &Spec,
    sources: &mut Sources,
    config: Option<&Config>,
    options: &Options,
) -> Result<Model, Vec<Diagnostic>> {
    let _ = (spec, sources, config, options);
    Err(vec![Diagnostic::error(
        "FC1300",
        None,
        "specifications cannot be configured yet",
    )])
}
