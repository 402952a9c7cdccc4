//! Levels: a prime may not be primed, a temporal formula is no action, an assumption is about constants. The level of an
//! operator's application depends on its arguments, so each definition gets a [`Signature`] that says how; what may be
//! substituted in an INSTANCE follows from what the module does with it. The rules are those of the reference.

mod apply;
mod builtin;
mod expr;
mod facts;
mod instance;
mod module;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub(crate) use facts::Signature;
use facts::{Facts, ParamFacts};

use super::hir::{Body, Hir, HirId, ModId, SymId, SymKind};
use crate::diag::Diagnostic;
use crate::ir::Level;
use crate::source::Span;

/// What is known of a definition; nothing until its module is checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels(Option<Arc<Signature>>);

impl Levels {
    /// The level, parameters taken as constants.
    pub(crate) fn level(&self) -> Level {
        self.0.as_ref().map_or(Level::Constant, |s| s.facts.level)
    }
}

/// Finds the levels of all definitions of modules, those first that others depend on; gives what is wrong.
pub(crate) fn check(hir: &mut Hir, modules: &[ModId]) -> Vec<Diagnostic> {
    let mut checker = Checker::new(hir);
    for module in modules {
        checker.module(*module);
    }
    let found = checker.finish();
    found.enter(hir)
}

/// The same for one definition that was added later.
pub(crate) fn check_def(hir: &mut Hir, def: SymId) -> Vec<Diagnostic> {
    let mut checker = Checker::new(hir);
    checker.def(def);
    let found = checker.finish();
    found.enter(hir)
}

struct Checker<'a> {
    hir: &'a Hir,
    signatures: HashMap<SymId, Arc<Signature>>,
    modules: HashMap<ModId, module::ModuleFacts>,
    errors: Vec<Diagnostic>,
    reported: HashSet<(&'static str, Span)>,
}

/// What a checker found.
struct Found {
    signatures: HashMap<SymId, Arc<Signature>>,
    errors: Vec<Diagnostic>,
}

impl Found {
    fn enter(self, hir: &mut Hir) -> Vec<Diagnostic> {
        for (sym, id) in hir.syms.iter_mut().zip(0..) {
            if let (SymKind::Def(def), Some(signature)) =
                (&mut sym.kind, self.signatures.get(&SymId(id)))
            {
                def.levels.0 = Some(signature.clone());
            }
        }
        self.errors
    }
}

impl<'a> Checker<'a> {
    fn new(hir: &'a Hir) -> Self {
        Checker {
            hir,
            signatures: HashMap::new(),
            modules: HashMap::new(),
            errors: Vec::new(),
            reported: HashSet::new(),
        }
    }

    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        if self.reported.insert((code, span)) {
            self.errors.push(Diagnostic::error(code, span, message));
        }
    }

    fn hinted(&mut self, code: &'static str, span: Span, message: String, hint: &str) {
        if self.reported.insert((code, span)) {
            self.errors
                .push(Diagnostic::error(code, span, message).hint(hint));
        }
    }

    /// The signature of an operator. A definition that is not yet found is recursive: its arguments count, and may not be
    /// temporal.
    fn signature(&mut self, sym: SymId) -> Arc<Signature> {
        if let Some(found) = self.signatures.get(&sym) {
            return found.clone();
        }
        let hir = self.hir;
        match &hir.sym(sym).kind {
            SymKind::Builtin(op) => {
                let mut signature = builtin::signature(*op);
                let arity = hir.sym(sym).arity as usize;
                signature.params = (0..arity).map(|i| signature.param(i)).collect();
                Arc::new(signature)
            }
            SymKind::Def(def) => {
                if let Some(known) = &def.levels.0 {
                    return known.clone();
                }
                if let Body::Instance { instance, of } = def.body {
                    let signature = Arc::new(self.through(instance, of, &def.params));
                    self.signatures.insert(sym, signature.clone());
                    return signature;
                }
                Arc::new(self.pending(sym))
            }
            _ => Arc::new(Signature::default()),
        }
    }

    fn pending(&self, sym: SymId) -> Signature {
        let arity = self.hir.sym(sym).arity as usize;
        Signature {
            params: vec![ParamFacts::new(Level::Action, true); arity],
            ..Signature::default()
        }
    }

    /// Finds the levels of a definition.
    fn def(&mut self, sym: SymId) {
        let hir = self.hir;
        let Some(def) = hir.def(sym) else { return };
        let body = match def.body {
            Body::Expr(e) => self.expr(e),
            Body::Function(e) => self.function(sym, e),
            Body::Instance { .. } => {
                self.signature(sym);
                return;
            }
            Body::Pending | Body::AssumeProve => Facts::default(),
        };
        let mut signature = self.abstracted(body, &def.params);
        // Our texts say what an operator computes, not always by way of its arguments.
        if hir.module(hir.sym(sym).module).built_in {
            let values = signature.params.iter_mut().zip(&def.params);
            for (param, _) in values.filter(|(_, p)| hir.sym(**p).arity == 0) {
                param.weight = true;
            }
        }
        self.signatures.insert(sym, Arc::new(signature));
    }

    /// In its own body a function is a value.
    fn function(&mut self, sym: SymId, body: HirId) -> Facts {
        self.signatures.insert(sym, Arc::default());
        self.expr(body)
    }

    /// From the facts of a body those of the operator.
    fn abstracted(&mut self, body: Facts, params: &[SymId]) -> Signature {
        let position = |sym: &SymId| params.iter().position(|p| p == sym);
        let infos = params.iter().map(|param| {
            let arity = self.hir.sym(*param).arity as usize;
            let need = |k| {
                body.needs
                    .get(&(*param, k))
                    .copied()
                    .unwrap_or(Level::Constant)
            };
            ParamFacts {
                max: body.limits.get(param).copied().unwrap_or(Level::Temporal),
                weight: body.params.contains(param),
                needs: (0..arity).map(need).collect(),
                clear: !body.opaque.contains(param),
            }
        });
        let params_facts = infos.collect();
        let inside = body.inside.iter();
        let inside =
            inside.filter_map(|(op, k, param)| Some((position(op)?, position(param)?, *k)));
        let inside = inside.collect();
        let mut facts = body;
        let open = facts.inside.clone();
        facts.forget(params);
        // What concerns one parameter and something else is of interest where the definition is instantiated.
        let open = open.into_iter();
        facts.inside = open
            .filter(|(op, _, param)| position(op).is_none() || position(param).is_none())
            .collect();
        Signature {
            facts,
            params: params_facts,
            inside,
        }
    }

    fn finish(self) -> Found {
        Found {
            signatures: self.signatures,
            errors: self.errors,
        }
    }
}
