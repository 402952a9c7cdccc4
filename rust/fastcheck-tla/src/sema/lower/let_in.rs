//! LET: values become slots, operators share the frame. So do the definitions of an INSTANCE in a LET, which may depend on
//! what is bound around it.

use super::{Binding, EnvId, Lowerer};
use crate::ir::{Expr, ExprId, Level, LocalOp};
use crate::sema::hir::{Body, Def, InstId, SymId};
use crate::source::Span;

impl Lowerer<'_> {
    /// `inside` makes what stands behind IN.
    pub(super) fn let_in(
        &mut self,
        defs: &[SymId],
        instances: &[InstId],
        env: EnvId,
        span: Span,
        inside: impl FnOnce(&mut Self) -> ExprId,
    ) -> ExprId {
        self.forget(instances);
        let hir = self.hir;
        // What an INSTANCE of a module without parameters brings is a definition at the top of another module.
        let nested = |id: &SymId| {
            hir.def(*id)
                .filter(|def| def.depth > 0)
                .map(|def| (*id, def))
        };
        let defs: Vec<(SymId, &Def)> = defs.iter().filter_map(nested).collect();
        for (id, def) in &defs {
            if def.recursive && !matches!(def.body, Body::Instance { .. }) {
                let local = self.reserve_local();
                self.frame.scope.insert((*id, env), Binding::Local(local));
            }
        }
        let mut values = Vec::new();
        for (id, def) in &defs {
            match def.body {
                Body::Instance { .. } => {
                    self.frame.scope.insert((*id, env), Binding::Instance);
                }
                Body::Function(body) => {
                    let value = self.function_def(*id, body, env);
                    values.push((self.bind(*id, env), value));
                }
                Body::Expr(body) if is_value(def) => {
                    let value = self.expr(body, env);
                    values.push((self.bind(*id, env), value));
                }
                _ => self.local_operator(*id, def, env),
            }
        }
        let body = inside(self);
        self.make_waiting();
        if values.is_empty() {
            return body;
        }
        self.push(Expr::Let(values.into(), body), span)
    }

    fn reserve_local(&mut self) -> u32 {
        self.frame.locals.push(None);
        self.frame.locals.len() as u32 - 1
    }

    fn local_operator(&mut self, id: SymId, def: &Def, env: EnvId) {
        let local = match self.frame.scope.get(&(id, env)) {
            Some(Binding::Local(local)) if def.recursive => *local,
            _ => self.reserve_local(),
        };
        let params = self.bind_params(&def.params, env);
        let body = match def.body {
            Body::Expr(body) => self.expr(body, env),
            _ => self.push(Expr::BadNumber("undefined".into()), def.span),
        };
        self.unbind(&def.params, env);
        self.frame.scope.insert((id, env), Binding::Local(local));
        self.frame.locals[local as usize] = Some(LocalOp {
            name: self.hir.sym(id).name.clone(),
            params: params.into(),
            body,
            recursive: def.recursive,
            span: def.span,
        });
    }

    /// A definition of a module that is instantiated in a LET, as an operator of the frame.
    pub(super) fn made_local(&mut self, sym: SymId, env: EnvId) -> u32 {
        if let Some(local) = self.frame.made.get(&(sym, env)) {
            return *local;
        }
        let local = self.reserve_local();
        self.frame.made.insert((sym, env), local);
        self.frame.waiting.push((local, sym, env));
        local
    }

    pub(super) fn make_waiting(&mut self) {
        while let Some((local, sym, env)) = self.frame.waiting.pop() {
            let hir = self.hir;
            let mut params = self.bind_prefix(env);
            let def = hir.def(sym);
            if let Some(def) = def {
                params.extend(self.bind_params(&def.params, env));
            }
            let key = super::Key {
                sym,
                env,
                raw: false,
            };
            let body = self.definition_body(key);
            self.frame.locals[local as usize] = Some(LocalOp {
                name: hir.sym(sym).name.clone(),
                params: params.into(),
                body,
                recursive: def.is_some_and(|def| def.recursive),
                span: def.map_or(hir.sym(sym).span, |def| def.span),
            });
        }
    }

    /// The LET may be made a second time in one frame, with other slots around it.
    fn forget(&mut self, instances: &[InstId]) {
        if instances.is_empty() {
            return;
        }
        let envs = &self.envs;
        self.frame.made.retain(|(_, env), _| {
            let chain = envs.instances(*env);
            !chain
                .iter()
                .any(|(instance, _)| instances.contains(instance))
        });
    }
}

/// What is no step and no behaviour, and takes no arguments, is evaluated once.
fn is_value(def: &Def) -> bool {
    def.params.is_empty() && !def.recursive && def.levels.level() <= Level::State
}
