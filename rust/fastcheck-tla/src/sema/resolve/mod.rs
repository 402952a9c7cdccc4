//! Names: the trees of all modules become one [`Hir`].
//!
//! Modules are read when they are first needed, what they depend on before what follows in them. A name that is not found
//! is reported once and stands as [`Kind::Error`], so that one run shows all that is wrong.

mod arguments;
mod define;
mod expr;
mod instance;
mod labels;
mod load;
mod module;
mod near;
mod scope;
mod select;
pub(crate) mod texts;

use std::collections::HashMap;
use std::sync::Arc;

use super::builtins::Builtin;
use super::hir::*;
use crate::diag::{Diagnostic, Severity};
use crate::source::{FileId, Loaded, SourceLoader, Sources, Span};
use load::External;
pub(crate) use near::suggestion;
use scope::Frame;

/// What resolution gives.
pub(crate) struct Resolved {
    pub(crate) hir: Hir,
    pub(crate) root: Option<ModId>,
    /// In order of their texts' loading; errors and warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// All modules in the order in which they were finished, the root last.
    pub(crate) order: Vec<ModId>,
}

impl Resolved {
    /// Whether anything is wrong, not only doubtful.
    pub(crate) fn failed(&self) -> bool {
        let bad = |d: &Diagnostic| d.severity == Severity::Error;
        self.diagnostics.iter().any(bad)
    }

    /// The modules that are not inside others, in order.
    pub(crate) fn texts(&self) -> Vec<ModId> {
        let inside = |id: &&ModId| self.hir.module(**id).outer.is_some();
        self.order
            .iter()
            .filter(|id| !inside(id))
            .copied()
            .collect()
    }
}

/// Resolves the root module and all that it needs.
pub(crate) fn resolve(sources: &mut Sources, root: Loaded, loader: &dyn SourceLoader) -> Resolved {
    let mut resolver = Resolver::new(sources, loader);
    let root = resolver.root(root);
    resolver.finish(root)
}

/// State of the resolution.
pub(crate) struct Resolver<'a> {
    sources: &'a mut Sources,
    loader: Option<&'a dyn SourceLoader>,
    pub(crate) hir: Hir,
    pub(crate) diagnostics: Vec<Diagnostic>,
    order: Vec<ModId>,
    builtins: HashMap<Arc<str>, SymId>,
    externals: HashMap<Arc<str>, External>,
    /// External modules being read, from the root inwards.
    loading: Vec<Arc<str>>,
    /// The names in sight, innermost last.
    frames: Vec<Frame>,
    /// The module whose units are being resolved.
    module: ModId,
    /// Number of LETs around what is being resolved.
    depth: u32,
    /// Where the units of the modules around are that define a name.
    defined: Vec<HashMap<Arc<str>, Span>>,
    /// What `@` stands for.
    at: Option<SymId>,
    labels: Vec<labels::Scope>,
    /// The file of the root module: it may hold others.
    root_file: Option<FileId>,
    /// The text being read is one of ours.
    reading_built_in: bool,
    /// A text does not parse: what is missing in it must not be reported.
    broken: bool,
}

impl<'a> Resolver<'a> {
    fn new(sources: &'a mut Sources, loader: &'a dyn SourceLoader) -> Self {
        let mut resolver = Resolver::over(Hir::default(), sources);
        resolver.loader = Some(loader);
        let nowhere = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        for (name, builtin, arity) in Builtin::named() {
            let name: Arc<str> = name.into();
            let id = resolver.push_sym(name.clone(), nowhere, arity, SymKind::Builtin(builtin));
            resolver.builtins.insert(name, id);
        }
        resolver
    }

    /// A resolver that goes on where another one ended, without loading anything.
    pub(crate) fn over(hir: Hir, sources: &'a mut Sources) -> Self {
        let builtins = hir
            .syms
            .iter()
            .zip(0..)
            .take_while(|(sym, _)| matches!(sym.kind, SymKind::Builtin(_)))
            .map(|(sym, id)| (sym.name.clone(), SymId(id)))
            .collect();
        Resolver {
            sources,
            loader: None,
            hir,
            diagnostics: Vec::new(),
            order: Vec::new(),
            builtins,
            externals: HashMap::new(),
            loading: Vec::new(),
            frames: Vec::new(),
            module: ModId(0),
            depth: 0,
            defined: Vec::new(),
            at: None,
            labels: Vec::new(),
            root_file: None,
            reading_built_in: false,
            broken: false,
        }
    }

    fn finish(mut self, root: Option<ModId>) -> Resolved {
        if self.broken {
            let syntax = |d: &Diagnostic| d.code.starts_with("FC10") || d.code.starts_with("FC15");
            self.diagnostics.retain(syntax);
        }
        Resolved {
            hir: self.hir,
            root,
            diagnostics: self.diagnostics,
            order: self.order,
        }
    }

    fn push_sym(&mut self, name: Arc<str>, span: Span, arity: u32, kind: SymKind) -> SymId {
        let id = SymId(self.hir.syms.len() as u32);
        self.hir.syms.push(Sym {
            name,
            span,
            module: self.module,
            local: false,
            arity,
            kind,
        });
        id
    }

    fn push(&mut self, kind: Kind, span: Span) -> HirId {
        let id = HirId(self.hir.exprs.len() as u32);
        self.hir.exprs.push(Node { kind, span });
        id
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports an error and gives the expression that stands for what is wrong.
    fn error_at(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> HirId {
        self.report(Diagnostic::error(code, span, message));
        self.push(Kind::Error, span)
    }
}
