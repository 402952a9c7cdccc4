//! Names, arities, instances and levels.
//!
//! [`load`] reads the root module and all that it needs and resolves names ([`resolve`]), giving a tree of symbols ([`hir`])
//! whose levels are checked ([`levels`]). [`configure`] makes a [`Model`] of it: what the configuration asks for ([`mod@configure`]),
//! in the core language ([`lower`]).

mod builtins;
mod configure;
mod hir;
mod levels;
mod lower;
mod model;
mod order;
mod resolve;

pub use model::{Model, Options, Piece};

use crate::codes;
use crate::config::Config;
use crate::diag::{Diagnostic, Severity};
use crate::source::{Loaded, SourceLoader, Sources};

/// Trees may be thousands of expressions deep, so they are walked on a stack of this size.
const STACK: usize = 1 << 28;

/// A specification whose names are resolved and whose arities and levels are right.
#[derive(Debug)]
pub struct Spec {
    hir: hir::Hir,
    root: hir::ModId,
    /// Modules with texts of their own, those first that others depend on.
    modules: Vec<hir::ModId>,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
}

impl Spec {
    /// Whether the root module has anything of this name.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        self.hir.module(self.root).by_name.contains_key(name)
    }

    /// What the root module has of this name that a configuration can give a meaning.
    pub(crate) fn constant_or_definition(&self, name: &str) -> Option<hir::SymId> {
        let sym = *self.hir.module(self.root).by_name.get(name)?;
        let kind = &self.hir.sym(sym).kind;
        matches!(kind, hir::SymKind::Constant | hir::SymKind::Def(_)).then_some(sym)
    }
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
    deep(|| {
        let mut resolved = resolve::resolve(sources, root, loader);
        if !resolved.failed() {
            let errors = levels::check(&mut resolved.hir, &resolved.order);
            resolved.diagnostics.extend(errors);
        }
        let diagnostics = std::mem::take(&mut resolved.diagnostics);
        let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics
            .into_iter()
            .partition(|d| d.severity == Severity::Error);
        match resolved.root {
            Some(root) if errors.is_empty() => Ok(Spec {
                modules: resolved.texts(),
                hir: resolved.hir,
                root,
                warnings,
            }),
            _ => Err(errors),
        }
    })
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
    deep(|| configure::configure(spec, sources, config, options))
}

/// Runs on a stack of its own.
fn deep<T: Send>(
    work: impl FnOnce() -> Result<T, Vec<Diagnostic>> + Send,
) -> Result<T, Vec<Diagnostic>> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, work) {
            Ok(handle) => match handle.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(error) => {
                let message = format!("no memory for reading the specification: {error}");
                Err(vec![Diagnostic::error(codes::NO_MEMORY, None, message)])
            }
        }
    })
}
