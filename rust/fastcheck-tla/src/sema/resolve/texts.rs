//! Expressions from outside the modules, such as those of options: resolved in the scope of the root module.

use crate::codes;
use crate::diag::{Diagnostic, Severity};
use crate::sema::hir::*;
use crate::sema::levels;
use crate::sema::resolve::Resolver;
use crate::sema::resolve::scope::Frame;
use crate::source::Sources;
use crate::syntax;
use crate::syntax::ast::Unit;

/// Adds definitions to a resolved specification.
pub(crate) struct Texts<'a> {
    resolver: Resolver<'a>,
    root: ModId,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(hir: Hir, root: ModId, sources: &'a mut Sources) -> Self {
        let mut resolver = Resolver::over(hir, sources);
        let module = resolver.hir.module(root);
        let frame = Frame {
            names: module.by_name.clone(),
            modules: module.submodules.iter().cloned().collect(),
            symbols: module.symbols.clone(),
        };
        resolver.frames.push(frame);
        resolver.module = root;
        Texts { resolver, root }
    }

    pub(crate) fn lookup(&self, name: &str) -> Option<SymId> {
        let module = self.resolver.hir.module(self.root);
        module.by_name.get(name).copied()
    }

    /// A definition without parameters that stands for the text, if that is an expression.
    pub(crate) fn define(&mut self, name: &str, text: &str) -> Option<SymId> {
        let resolver = &mut self.resolver;
        let module = format!("---- MODULE Option ----\nvalue ==\n{text}\n====\n");
        let file = resolver.sources.add(format!("<{name}>"), module);
        let (tree, diagnostics) = syntax::parse(resolver.sources, file);
        resolver.diagnostics.extend(diagnostics);
        let tree = tree?;
        let [Unit::Operator(def)] = &tree.units[..] else {
            let message = format!("`{text}` is not one expression");
            resolver.report(Diagnostic::error(
                codes::NOT_ONE_EXPRESSION,
                tree.span,
                message,
            ));
            return None;
        };
        let (body, labels) = resolver.label_root(&[], |r| r.expr(&def.body));
        let new = Def {
            labels,
            ..resolver.new_def(Vec::new(), Body::Expr(body), def.body.span)
        };
        let span = def.body.span;
        let id = resolver.push_sym(name.into(), span, 0, SymKind::Def(Box::new(new)));
        let errors = levels::check_def(&mut resolver.hir, id);
        resolver.diagnostics.extend(errors);
        Some(id)
    }

    /// What has become of the specification, and what was wrong with the texts.
    pub(crate) fn finish(self) -> (Hir, Vec<Diagnostic>) {
        let mut diagnostics = self.resolver.diagnostics;
        diagnostics.retain(|d| d.severity == Severity::Error);
        (self.resolver.hir, diagnostics)
    }
}
