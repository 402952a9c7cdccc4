//! The names in sight. No name may be declared again while it is in sight.

use std::collections::HashMap;
use std::sync::Arc;

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::*;
use crate::source::Span;
use crate::syntax::ast::{Declaration, Ident};

/// Names declared together: by a module, a LET, a quantifier.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) names: HashMap<Arc<str>, SymId>,
    pub(super) modules: HashMap<Arc<str>, ModId>,
    /// In order of declaration.
    pub(super) symbols: Vec<SymId>,
}

impl Resolver<'_> {
    pub(super) fn lookup(&self, name: &str) -> Option<SymId> {
        let frames = self.frames.iter().rev();
        frames
            .map(|frame| &frame.names)
            .chain([&self.builtins])
            .find_map(|names| names.get(name).copied())
    }

    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Runs `inside` with a frame of its own and gives the frame back.
    pub(super) fn framed<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> (T, Frame) {
        self.frames.push(Frame::default());
        let result = inside(self);
        (result, self.frames.pop().unwrap_or_default())
    }

    /// Enters a symbol. A name that is in sight keeps its first meaning: that is an error, or a warning where the two are
    /// of one kind and `may_repeat` (as the reference has it for declarations and what INSTANCE brings).
    pub(super) fn declare(&mut self, id: SymId, may_repeat: bool) {
        self.declare_at(id, may_repeat, None);
    }

    /// The same for what an INSTANCE at `by` brings.
    pub(super) fn declare_at(&mut self, id: SymId, may_repeat: bool, by: Option<Span>) {
        let name = self.hir.sym(id).name.clone();
        match self.lookup(&name) {
            None => {
                let frame = self.frame();
                frame.names.insert(name, id);
                frame.symbols.push(id);
            }
            Some(old) if old == id => {}
            Some(old) => self.redeclared(old, id, may_repeat, by),
        }
    }

    fn redeclared(&mut self, old: SymId, new: SymId, may_repeat: bool, by: Option<Span>) {
        let (a, b) = (self.hir.sym(old), self.hir.sym(new));
        let (name, at) = (a.name.clone(), by.unwrap_or(b.span));
        if matches!(a.kind, SymKind::Builtin(_)) {
            let message =
                format!("`{name}` is an operator of the language and cannot be redefined");
            return self.report(Diagnostic::error(codes::REDEFINES_LANGUAGE, at, message));
        }
        let alike = std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
            && a.arity == b.arity;
        let message = format!("`{name}` is declared or defined already");
        let first = (a.span, "it is first declared here".to_owned());
        let diagnostic = if !(may_repeat && alike) {
            Diagnostic::error(codes::DECLARED_TWICE, at, message).hint("rename one of them")
        } else if a.module == b.module {
            return;
        } else {
            Diagnostic::warning(
                codes::REPEATED,
                at,
                format!("{message}; the first meaning is used"),
            )
        };
        self.report(diagnostic.note(first.0, first.1));
    }

    /// A new symbol for a name that is bound here.
    pub(super) fn bind(&mut self, name: &Ident, arity: u32, kind: SymKind) -> SymId {
        let id = self.push_sym(name.name.clone(), name.span, arity, kind);
        self.declare(id, false);
        id
    }

    pub(super) fn bind_params(&mut self, params: &[Declaration]) -> Vec<SymId> {
        let bind = |p: &Declaration| self.bind(&p.name, p.arity, SymKind::Param);
        params.iter().map(bind).collect()
    }

    /// The symbol of a name, reported if there is none.
    pub(super) fn find(&mut self, name: &str, span: Span) -> Option<SymId> {
        let found = self.lookup(name);
        if found.is_none() {
            let diagnostic = self.unknown(name, span);
            self.report(diagnostic);
        }
        found
    }

    pub(super) fn find_module(&self, name: &str) -> Option<ModId> {
        let frames = self.frames.iter().rev();
        frames
            .map(|frame| &frame.modules)
            .find_map(|modules| modules.get(name).copied())
    }
}
