//! One module: what it extends, then its units in order.

use std::collections::HashMap;
use std::sync::Arc;

use super::Resolver;
use super::define::unit_span;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::{
    self, Assume, Body, Def, HirId, InstId, ModId, Module, Sym, SymId, SymKind,
};
use crate::source::Span;
use crate::syntax::ast::{self, Declaration, Ident, Unit};

type Labels = HashMap<Arc<str>, HirId>;

impl Resolver<'_> {
    pub(super) fn module(&mut self, tree: &ast::Module, outer: Option<ModId>) -> ModId {
        let id = ModId(self.hir.modules.len() as u32);
        self.hir.modules.push(Module {
            name: tree.name.name.clone(),
            span: tree.span,
            outer,
            includes: vec![id],
            symbols: Vec::new(),
            by_name: Default::default(),
            submodules: Vec::new(),
            constants: Vec::new(),
            variables: Vec::new(),
            assumes: Vec::new(),
            units: Vec::new(),
            closed: false,
            built_in: outer.is_none() && self.reading_built_in,
        });
        let around = (
            std::mem::replace(&mut self.module, id),
            std::mem::take(&mut self.depth),
            self.at.take(),
            std::mem::take(&mut self.labels),
        );
        self.defined.push(defined(tree));
        let ((), frame) = self.framed(|r| {
            for name in &tree.extends {
                if let Some(module) = r.module_named(name) {
                    r.extend(module, name);
                }
            }
            for unit in &tree.units {
                r.unit(unit);
            }
            r.undefined_recursive();
        });
        self.defined.pop();
        (self.module, self.depth, self.at, self.labels) = around;
        self.close(id, frame);
        self.order.push(id);
        id
    }

    fn close(&mut self, id: ModId, frame: super::Frame) {
        let outer = self.hir.module(id).outer;
        let outer_closed = outer.is_none_or(|m| {
            self.hir.module(m).constants.is_empty() && self.hir.module(m).variables.is_empty()
        });
        let module = self.hir.module_mut(id);
        module.symbols = frame.symbols;
        module.by_name = frame.names;
        let mut submodules: Vec<_> = frame.modules.into_iter().collect();
        submodules.sort();
        module.submodules = submodules;
        module.closed = module.constants.is_empty() && module.variables.is_empty() && outer_closed;
    }

    /// Brings in what another module exports.
    fn extend(&mut self, other: ModId, by: &Ident) {
        let (symbols, submodules) = {
            let module = self.hir.module(other);
            (module.symbols.clone(), module.submodules.clone())
        };
        for id in symbols {
            if !self.hir.sym(id).local {
                self.inherit(id, by);
            }
        }
        for (name, module) in submodules {
            self.frame().modules.entry(name).or_insert(module);
        }
        let theirs = self.hir.module(other);
        let (includes, constants, variables, assumes) = (
            theirs.includes.clone(),
            theirs.constants.clone(),
            theirs.variables.clone(),
            theirs.assumes.clone(),
        );
        let module = self.module;
        let ours = self.hir.module_mut(module);
        merge(&mut ours.includes, includes);
        merge(&mut ours.constants, constants);
        merge(&mut ours.variables, variables);
        for assume in assumes {
            if ours.assumes.iter().all(|a| a.body != assume.body) {
                ours.assumes.push(assume);
            }
        }
    }

    /// A name that two extended modules define must be one thing; the reference only warns where both are definitions, or
    /// both declarations.
    fn inherit(&mut self, id: SymId, by: &Ident) {
        let name = self.hir.sym(id).name.clone();
        let Some(old) = self.frame().names.get(&name).copied() else {
            let frame = self.frame();
            frame.names.insert(name, id);
            frame.symbols.push(id);
            return;
        };
        let (a, b) = (self.hir.sym(old), self.hir.sym(id));
        if old == id {
            return;
        }
        let declared = |s: &Sym| matches!(s.kind, SymKind::Constant | SymKind::Variable);
        let message = format!("`{name}` comes from two modules with different meanings");
        let notes = [(a.span, "here"), (b.span, "and here")];
        let diagnostic = if declared(a) != declared(b) {
            Diagnostic::error(codes::EXTENDS_CONFLICT, by.span, message)
        } else if a.module == b.module {
            return;
        } else {
            Diagnostic::warning(
                codes::EXTENDS_AMBIGUOUS,
                by.span,
                format!("{message}; the first is used"),
            )
        };
        let diagnostic = notes
            .iter()
            .fold(diagnostic, |d, (span, note)| d.note(*span, *note));
        self.report(diagnostic);
    }

    fn unit(&mut self, unit: &Unit) {
        self.in_recursive_section(unit);
        match unit {
            Unit::Constants(declarations) => self.constants(declarations),
            Unit::Variables(names) => self.variables(names),
            Unit::Recursive(declarations) => self.recursive(declarations),
            Unit::Operator(def) => self.operator(def),
            Unit::Function(def) => self.function(def),
            Unit::ModuleDef(def) => {
                let instance = self.module_def(def);
                self.note_instance(instance);
            }
            Unit::Instance { local, instance } => {
                let instance = self.instance(instance, *local);
                self.note_instance(instance);
            }
            Unit::Assume(assume) => self.assume(assume),
            Unit::Theorem(theorem) => self.theorem(theorem),
            Unit::Submodule(tree) => self.submodule(tree),
        }
    }

    fn note_instance(&mut self, instance: Option<InstId>) {
        let module = self.module;
        let units = instance.map(hir::Unit::Instance);
        self.hir.module_mut(module).units.extend(units);
    }

    /// Between RECURSIVE and the definition only definitions and instances may stand.
    fn in_recursive_section(&mut self, unit: &Unit) {
        let what = match unit {
            Unit::Constants(_) => "a CONSTANT declaration",
            Unit::Variables(_) => "a VARIABLE declaration",
            Unit::Submodule(_) => "a module",
            Unit::Theorem(_) => "a theorem",
            Unit::Assume(_) => "an assumption",
            _ => return,
        };
        let Some(pending) = self.pending().first().copied() else {
            return;
        };
        let sym = self.hir.sym(pending);
        let message = format!(
            "{what} may not stand between RECURSIVE `{}` and its definition",
            sym.name
        );
        let note = (sym.span, "declared here".to_owned());
        self.report(
            Diagnostic::error(codes::IN_RECURSIVE_SECTION, unit_span(unit), message)
                .note(note.0, note.1),
        );
    }

    fn constants(&mut self, declarations: &[Declaration]) {
        for d in declarations {
            let id = self.push_sym(d.name.name.clone(), d.name.span, d.arity, SymKind::Constant);
            self.declare(id, true);
            if self.lookup(&d.name.name) == Some(id) {
                let module = self.module;
                self.hir.module_mut(module).constants.push(id);
            }
        }
    }

    fn variables(&mut self, names: &[Ident]) {
        for name in names {
            let id = self.push_sym(name.name.clone(), name.span, 0, SymKind::Variable);
            self.declare(id, true);
            if self.lookup(&name.name) == Some(id) {
                let module = self.module;
                self.hir.module_mut(module).variables.push(id);
            }
        }
    }

    fn assume(&mut self, assume: &ast::Assume) {
        let body = assume.body.as_ref();
        let body = body.map(|e| self.fact(assume.name.as_ref(), e));
        let body = self.name_fact(assume.name.as_ref(), body);
        if let Some(body) = body {
            let module = self.module;
            let assume = Assume {
                name: assume.name.as_ref().map(|n| n.name.clone()),
                axiom: assume.axiom,
                body,
                span: assume.span,
            };
            let module = self.hir.module_mut(module);
            module.units.push(hir::Unit::Assume(assume.clone()));
            module.assumes.push(assume);
        }
    }

    fn theorem(&mut self, theorem: &ast::Theorem) {
        let body = theorem.body.as_ref();
        let body = body.map(|e| self.fact(theorem.name.as_ref(), e));
        let body = self.name_fact(theorem.name.as_ref(), body);
        let module = self.module;
        let units = body.map(hir::Unit::Theorem);
        self.hir.module_mut(module).units.extend(units);
    }

    /// Labels need a name in front of them.
    fn fact(&mut self, name: Option<&Ident>, body: &ast::Expr) -> (HirId, Labels) {
        match name {
            Some(_) => self.label_root(&[], |r| r.expr(body)),
            None => {
                let body = self.refusing("in a statement without a name", |r| r.expr(body));
                (body, Labels::default())
            }
        }
    }

    /// Gives the statement back.
    fn name_fact(&mut self, name: Option<&Ident>, fact: Option<(HirId, Labels)>) -> Option<HirId> {
        let (statement, labels) = fact.unzip();
        let Some(name) = name else { return statement };
        let def = Def {
            fact: true,
            labels: labels.unwrap_or_default(),
            ..self.new_def(
                Vec::new(),
                statement.map_or(Body::AssumeProve, Body::Expr),
                name.span,
            )
        };
        let id = self.bind(name, 0, SymKind::Def(Box::new(def)));
        let module = self.module;
        self.hir.module_mut(module).units.push(hir::Unit::Def(id));
        statement
    }

    fn submodule(&mut self, tree: &ast::Module) {
        let name: Arc<str> = tree.name.name.clone();
        let taken = self.find_module(&name).is_some()
            || self.externals.contains_key(&name)
            || self.loading.contains(&name);
        if taken {
            let message = format!("there is a module `{name}` already");
            self.report(
                Diagnostic::error(codes::MODULE_TWICE, tree.name.span, message)
                    .hint("rename one of them"),
            );
        }
        let around = self.module;
        let module = self.module(tree, Some(around));
        self.frame().modules.entry(name).or_insert(module);
    }
}

/// The names that the units of a module define, and where.
fn defined(tree: &ast::Module) -> HashMap<Arc<str>, Span> {
    let name = |unit: &Unit| match unit {
        Unit::Operator(def) => Some((def.name.name.clone(), def.name.span)),
        Unit::Function(def) => Some((def.name.name.clone(), def.name.span)),
        Unit::ModuleDef(def) => Some((def.name.name.clone(), def.name.span)),
        _ => None,
    };
    tree.units.iter().filter_map(name).collect()
}

fn merge<T: PartialEq>(ours: &mut Vec<T>, theirs: Vec<T>) {
    for item in theirs {
        if !ours.contains(&item) {
            ours.push(item);
        }
    }
}
