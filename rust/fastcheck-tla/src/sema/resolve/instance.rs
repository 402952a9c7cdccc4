//! INSTANCE: the definitions of a module, with expressions for its constants and variables.

use std::sync::Arc;

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::*;
use crate::syntax::ast::{self, Expr, Ident, ModuleDef};

impl Resolver<'_> {
    /// `INSTANCE M WITH ...`: its definitions get their own names.
    pub(super) fn instance(&mut self, instance: &ast::Instance, local: bool) -> Option<InstId> {
        let module = self.module_named(&instance.module)?;
        let substitutions = self.substitutions(module, instance);
        let id = self.new_instance(module, None, Vec::new(), substitutions, instance);
        for of in self.hir.module(module).symbols.clone() {
            let sym = self.hir.sym(of);
            if sym.local || !matches!(sym.kind, SymKind::Def(_)) {
                continue;
            }
            // What depends on no parameter is the same thing everywhere.
            let closed = self.hir.module(sym.module).closed;
            if closed && !local {
                self.declare_at(of, true, Some(instance.span));
                continue;
            }
            let origin = if closed { sym.module } else { self.module };
            let new = self.seen_through(id, of, None);
            let new = self.hir.sym_mut(new);
            new.local = local;
            new.module = origin;
            let new = SymId(self.hir.syms.len() as u32 - 1);
            self.declare_at(new, true, Some(instance.span));
        }
        Some(id)
    }

    /// `I(x) == INSTANCE M WITH ...`: its definitions get names that begin with `I!`.
    pub(super) fn module_def(&mut self, def: &ModuleDef) -> Option<InstId> {
        let module = self.module_named(&def.instance.module);
        let ((params, substitutions), _) = self.framed(|r| {
            let params = r.bind_params(&def.params);
            let substitutions = module.map(|m| r.substitutions(m, &def.instance));
            (params, substitutions)
        });
        let arity = params.len() as u32;
        let kind = SymKind::Instance;
        let name = self.push_sym(def.name.name.clone(), def.name.span, arity, kind);
        self.hir.sym_mut(name).local = def.local;
        self.declare(name, false);
        let (module, substitutions) = (module?, substitutions?);
        let prefix = Some(def.name.name.clone());
        let id = self.new_instance(module, prefix.clone(), params, substitutions, &def.instance);
        for of in self.hir.module(module).symbols.clone() {
            let sym = self.hir.sym(of);
            if sym.local || !matches!(sym.kind, SymKind::Def(_) | SymKind::Instance) {
                continue;
            }
            let new = self.seen_through(id, of, prefix.as_deref());
            self.hir.sym_mut(new).local = def.local;
            self.declare_at(new, true, Some(def.instance.span));
        }
        Some(id)
    }

    fn new_instance(
        &mut self,
        module: ModId,
        name: Option<Arc<str>>,
        params: Vec<SymId>,
        substitutions: Vec<(SymId, Arg)>,
        instance: &ast::Instance,
    ) -> InstId {
        let id = InstId(self.hir.instances.len() as u32);
        self.hir.instances.push(Instance {
            module,
            name,
            params,
            substitutions,
            span: instance.span,
            nested: self.depth > 0,
        });
        id
    }

    /// A new symbol for a definition, or a named instance, of an instantiated module.
    fn seen_through(&mut self, instance: InstId, of: SymId, prefix: Option<&str>) -> SymId {
        let mut params = self.hir.instance(instance).params.clone();
        let span = self.hir.instance(instance).span;
        let sym = self.hir.sym(of);
        let name = match prefix {
            Some(prefix) => format!("{prefix}!{}", sym.name).into(),
            None => sym.name.clone(),
        };
        let arity = params.len() as u32 + sym.arity;
        let kind = match &sym.kind {
            SymKind::Def(def) => {
                params.extend(&def.params);
                let body = match def.body {
                    Body::AssumeProve => Body::AssumeProve,
                    _ => Body::Instance { instance, of },
                };
                let (recursive, fact, span) = (def.recursive, def.fact, def.span);
                let mut new = self.new_def(params, body, span);
                // While it is pending its parameters are not known.
                new.recursive = recursive;
                new.fact = fact;
                SymKind::Def(Box::new(new))
            }
            _ => SymKind::Instance,
        };
        self.push_sym(name, span, arity, kind)
    }

    /// One argument for every constant and variable of the module: what WITH says, else what has its name here.
    fn substitutions(&mut self, module: ModId, instance: &ast::Instance) -> Vec<(SymId, Arg)> {
        let module = self.hir.module(module);
        let targets: Vec<SymId> = module
            .constants
            .iter()
            .chain(&module.variables)
            .copied()
            .collect();
        self.check_targets(&targets, instance);
        let mut result = Vec::new();
        for target in targets {
            let sym = self.hir.sym(target);
            let (name, arity) = (sym.name.clone(), sym.arity);
            let explicit = instance.substitutions.iter().find(|(n, _)| n.name == name);
            let arg = match explicit {
                Some((_, value)) => Some(self.substituted(value, arity)),
                None => self.implicit(target, instance),
            };
            result.extend(arg.map(|arg| (target, arg)));
        }
        result
    }

    fn substituted(&mut self, value: &Expr, arity: u32) -> Arg {
        self.refusing("in a substitution", |r| r.argument(value, arity))
    }

    fn implicit(&mut self, target: SymId, instance: &ast::Instance) -> Option<Arg> {
        let sym = self.hir.sym(target);
        let (name, arity, span) = (sym.name.clone(), sym.arity, sym.span);
        let found = self.lookup(&name);
        let Some(found) = found.filter(|id| !matches!(self.hir.sym(*id).kind, SymKind::Instance))
        else {
            let message = format!(
                "INSTANCE of {} gives nothing for `{name}`, and there is no `{name}` here",
                instance.module.name
            );
            let diagnostic = Diagnostic::error(codes::NOTHING_SUBSTITUTED, instance.span, message)
                .hint(format!("add `WITH {name} <- ...`"))
                .note(span, "declared here");
            self.report(diagnostic);
            return None;
        };
        if arity > 0 {
            return Some(self.operator_argument(found, Vec::new(), arity, instance.span));
        }
        if self.hir.sym(found).arity > 0 {
            let message = format!(
                "`{name}` takes arguments here, but is to stand for a value in {}",
                instance.module.name
            );
            self.report(
                Diagnostic::error(codes::SUBSTITUTION_ARITY, instance.span, message)
                    .note(span, "declared here"),
            );
            return None;
        }
        let expr = match self.hir.sym(found).kind {
            SymKind::Builtin(op) => Kind::Builtin(op, Vec::new()),
            _ => Kind::Apply(found, Vec::new()),
        };
        Some(Arg::Expr(self.push(expr, instance.span)))
    }

    fn check_targets(&mut self, targets: &[SymId], instance: &ast::Instance) {
        let names: Vec<Arc<str>> = targets
            .iter()
            .map(|t| self.hir.sym(*t).name.clone())
            .collect();
        for (i, (name, value)) in instance.substitutions.iter().enumerate() {
            if !names.contains(&name.name) {
                self.no_target(name, instance, &names);
                // What stands on the right may be wrong too.
                if !matches!(value.kind, ast::ExprKind::Lambda(..)) {
                    self.substituted(value, 0);
                }
            } else if instance.substitutions[..i]
                .iter()
                .any(|(n, _)| n.name == name.name)
            {
                let message = format!("`{}` is substituted twice", name.name);
                self.report(Diagnostic::error(
                    codes::SUBSTITUTED_TWICE,
                    name.span,
                    message,
                ));
            }
        }
    }

    fn no_target(&mut self, name: &Ident, instance: &ast::Instance, names: &[Arc<str>]) {
        let message = format!(
            "`{}` is not a constant or variable of module {}",
            name.name, instance.module.name
        );
        let near = super::near::suggestion(&name.name, names.iter().map(|n| &**n));
        let hint = near
            .or_else(|| (!names.is_empty()).then(|| format!("it declares {}", names.join(", "))));
        let diagnostic = Diagnostic::error(codes::BAD_SUBSTITUTION, name.span, message);
        self.report(match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }
}
