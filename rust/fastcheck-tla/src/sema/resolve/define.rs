//! Definitions of operators and functions, at the top of a module and in a LET.

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::{self, Binder, Body, Def, InstId, SymId, SymKind};
use crate::sema::levels::Levels;
use crate::source::Span;
use crate::syntax::ast::{self, Declaration, Ident, OperatorDef, Unit};

impl Resolver<'_> {
    /// The units of a LET; gives the instances among them.
    pub(super) fn let_units(&mut self, units: &[Unit]) -> Vec<InstId> {
        let mut instances = Vec::new();
        for unit in units {
            match unit {
                Unit::Operator(def) => self.operator(def),
                Unit::Function(def) => self.function(def),
                Unit::Recursive(declarations) => self.recursive(declarations),
                Unit::Instance { local, instance } => {
                    instances.extend(self.instance(instance, *local))
                }
                Unit::ModuleDef(def) => instances.extend(self.module_def(def)),
                _ => {
                    let span = unit_span(unit);
                    let message = "a LET may contain definitions, RECURSIVE and INSTANCE only";
                    self.report(Diagnostic::error(codes::NOT_IN_LET, span, message));
                }
            }
        }
        self.undefined_recursive();
        instances
    }

    pub(super) fn new_def(&self, params: Vec<SymId>, body: Body, span: Span) -> Def {
        Def {
            params,
            body,
            recursive: false,
            depth: self.depth,
            fact: false,
            labels: Default::default(),
            levels: Levels::default(),
            span,
        }
    }

    pub(super) fn recursive(&mut self, declarations: &[Declaration]) {
        for d in declarations {
            let mut def = self.new_def(Vec::new(), Body::Pending, d.name.span);
            def.recursive = true;
            let def = SymKind::Def(Box::new(def));
            let id = self.push_sym(d.name.name.clone(), d.name.span, d.arity, def);
            self.declare(id, false);
        }
    }

    pub(super) fn operator(&mut self, def: &OperatorDef) {
        let declared = self.declared_recursive(&def.name, def.params.len());
        let ((params, (body, labels)), _) = self.framed(|r| {
            let params = r.bind_params(&def.params);
            // Which arguments of a recursive call are operators is known from here on.
            if let Some(def) = declared.and_then(|id| r.hir.def_mut(id)) {
                def.params = params.clone();
            }
            let body = r.label_root(&params.clone(), |r| r.expr(&def.body));
            (params, body)
        });
        let arity = params.len() as u32;
        let new = Def {
            labels,
            ..self.new_def(params, Body::Expr(body), def.span)
        };
        self.define(&def.name, declared, arity, new, def.local);
    }

    /// Inside its own body a function is known, as a value.
    pub(super) fn function(&mut self, def: &ast::FunctionDef) {
        let declared = self.declared_recursive(&def.name, 0);
        let bounds: Vec<_> = def.bounds.iter().map(|b| (&*b.patterns, &b.set)).collect();
        let id = declared.unwrap_or_else(|| {
            let pending = self.new_def(Vec::new(), Body::Pending, def.span);
            let kind = SymKind::Def(Box::new(pending));
            self.push_sym(def.name.name.clone(), def.name.span, 0, kind)
        });
        if declared.is_none() {
            self.declare(id, false);
        }
        let (body, labels) = self.label_root(&[], |r| {
            let kind = r.binder(Binder::Function, &bounds, &def.body);
            r.push(kind, def.span)
        });
        let new = Def {
            labels,
            ..self.new_def(Vec::new(), Body::Function(body), def.span)
        };
        self.fill(id, 0, new, def.local);
    }

    fn define(&mut self, name: &Ident, declared: Option<SymId>, arity: u32, def: Def, local: bool) {
        match declared {
            Some(id) => self.fill(id, arity, def, local),
            None => {
                let kind = SymKind::Def(Box::new(def));
                let id = self.push_sym(name.name.clone(), name.span, arity, kind);
                self.hir.sym_mut(id).local = local;
                self.declare(id, false);
                self.note_def(id);
            }
        }
    }

    /// Gives a declared operator its definition.
    fn fill(&mut self, id: SymId, arity: u32, new: Def, local: bool) {
        let sym = self.hir.sym_mut(id);
        sym.local = local;
        sym.arity = arity;
        if let SymKind::Def(def) = &mut sym.kind {
            let recursive = def.recursive;
            **def = new;
            def.recursive = recursive;
        }
        self.note_def(id);
    }

    fn note_def(&mut self, id: SymId) {
        if self.depth == 0 {
            let module = self.module;
            self.hir.module_mut(module).units.push(hir::Unit::Def(id));
        }
    }

    /// The symbol of a RECURSIVE declaration that this definition completes.
    fn declared_recursive(&mut self, name: &Ident, arity: usize) -> Option<SymId> {
        let id = self.lookup(&name.name)?;
        let sym = self.hir.sym(id);
        let def = self.hir.def(id)?;
        if !def.recursive || def.body != Body::Pending {
            return None;
        }
        if def.depth != self.depth {
            let message = format!("`{}` is declared RECURSIVE outside this LET", name.name);
            let note = (sym.span, "declared here".to_owned());
            let diagnostic = Diagnostic::error(codes::RECURSIVE_ELSEWHERE, name.span, message)
                .hint("define it where it is declared")
                .note(note.0, note.1);
            self.report(diagnostic);
            // It will not be reported again as declared twice, or as never defined.
            if let Some(def) = self.hir.def_mut(id) {
                def.body = Body::AssumeProve;
            }
            return Some(id);
        }
        if sym.arity as usize != arity {
            let message = format!(
                "`{}` is declared RECURSIVE with {} argument(s), but defined with {arity}",
                name.name, sym.arity
            );
            let note = (sym.span, "declared here".to_owned());
            self.report(
                Diagnostic::error(codes::RECURSIVE_ARITY, name.span, message).note(note.0, note.1),
            );
        }
        Some(id)
    }

    /// What the innermost frame declares RECURSIVE and does not define.
    pub(super) fn pending(&self) -> Vec<SymId> {
        let symbols = self.frames.last().map_or(&[][..], |frame| &frame.symbols);
        let pending = |id: &&SymId| {
            let def = self.hir.def(**id);
            def.is_some_and(|def| def.recursive && def.body == Body::Pending)
        };
        symbols.iter().filter(pending).copied().collect()
    }

    pub(super) fn undefined_recursive(&mut self) {
        for id in self.pending() {
            let sym = self.hir.sym(id);
            let message = format!("`{}` is declared RECURSIVE but not defined", sym.name);
            let diagnostic = Diagnostic::error(codes::RECURSIVE_UNDEFINED, sym.span, message);
            self.report(diagnostic);
        }
    }
}

/// The place of a unit, for messages.
pub(super) fn unit_span(unit: &Unit) -> Option<Span> {
    match unit {
        Unit::Constants(d) | Unit::Recursive(d) => d.first().map(|d| d.name.span),
        Unit::Variables(names) => names.first().map(|n| n.span),
        Unit::Operator(def) => Some(def.name.span),
        Unit::Function(def) => Some(def.name.span),
        Unit::ModuleDef(def) => Some(def.name.span),
        Unit::Instance { instance, .. } => Some(instance.span),
        Unit::Assume(a) => Some(a.span),
        Unit::Theorem(t) => Some(t.span),
        Unit::Submodule(m) => Some(m.name.span),
    }
}
