//! Labels: `l(x) :: e` names a part of a definition. Its parameters are exactly what is bound between the definition and it.

use std::collections::HashMap;
use std::sync::Arc;

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::hir::*;
use crate::source::Span;
use crate::syntax::ast::{Expr, Ident};

/// What surrounds a label: a definition, or another label.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// What is bound inside, in order.
    bound: Vec<SymId>,
    labels: HashMap<Arc<str>, HirId>,
    /// Labels are not allowed here, and why.
    refused: Option<&'static str>,
}

impl Resolver<'_> {
    /// Resolves the body of a definition; gives the labels in it. Parameters of a LET operator or a LAMBDA are, as the
    /// reference has it, not the business of labels inside it.
    pub(super) fn label_root<T>(
        &mut self,
        _params: &[SymId],
        inside: impl FnOnce(&mut Self) -> T,
    ) -> (T, HashMap<Arc<str>, HirId>) {
        self.labels.push(Scope::default());
        let result = inside(self);
        let scope = self.labels.pop().unwrap_or_default();
        (result, scope.labels)
    }

    /// Resolves what cannot have labels.
    pub(super) fn unlabelled<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.refusing("inside an EXCEPT", inside)
    }

    pub(super) fn refusing<T>(
        &mut self,
        why: &'static str,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.labels.push(Scope {
            refused: Some(why),
            ..Scope::default()
        });
        let result = inside(self);
        self.labels.pop();
        result
    }

    /// Resolves what is inside the scope of bound variables.
    pub(super) fn labelled_scope<T>(
        &mut self,
        bounds: &[Bound],
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let new = bounds.iter().flat_map(|b| &b.names).copied();
        let level = self.labels.len();
        let before = match self.labels.last_mut() {
            Some(scope) => {
                let before = scope.bound.len();
                scope.bound.extend(new);
                before
            }
            None => 0,
        };
        let result = inside(self);
        if let Some(scope) = self.labels.get_mut(level.wrapping_sub(1)) {
            scope.bound.truncate(before);
        }
        result
    }

    pub(super) fn label(
        &mut self,
        name: &Ident,
        params: &[Ident],
        body: &Expr,
        span: Span,
    ) -> HirId {
        let params = self.label_params(name, params);
        self.labels.push(Scope::default());
        let body = self.expr(body);
        let inner = self.labels.pop().unwrap_or_default();
        let id = self.push(
            Kind::Label(name.name.clone(), params, body, inner.labels),
            span,
        );
        match self.labels.last_mut() {
            None => self.refuse_label(name, "outside a definition"),
            Some(Scope {
                refused: Some(why), ..
            }) => {
                let why = *why;
                self.refuse_label(name, why);
            }
            Some(scope) => {
                if scope.labels.insert(name.name.clone(), id).is_some() {
                    let message = format!("label `{}` occurs twice in this definition", name.name);
                    self.report(Diagnostic::error(
                        codes::BAD_LABEL_PLACE,
                        name.span,
                        message,
                    ));
                }
            }
        }
        id
    }

    fn refuse_label(&mut self, name: &Ident, why: &str) {
        let message = format!(
            "label `{}` stands {why}, where it has no meaning",
            name.name
        );
        self.report(Diagnostic::error(
            codes::BAD_LABEL_PLACE,
            name.span,
            message,
        ));
    }

    /// The bound variables around the label, in the order of its parameters.
    fn label_params(&mut self, label: &Ident, params: &[Ident]) -> Vec<SymId> {
        let mut missing = self.labels.last().map_or(Vec::new(), |s| s.bound.clone());
        let mut result = Vec::new();
        for param in params {
            let place = missing
                .iter()
                .position(|b| self.hir.sym(*b).name == param.name);
            match place {
                Some(i) => result.push(missing.remove(i)),
                None => {
                    let message = format!(
                        "`{}` is not a variable bound between the definition and label `{}`",
                        param.name, label.name
                    );
                    self.report(Diagnostic::error(
                        codes::BAD_LABEL_PLACE,
                        param.span,
                        message,
                    ));
                }
            }
        }
        if !missing.is_empty() {
            let names: Vec<&str> = missing.iter().map(|b| &*self.hir.sym(*b).name).collect();
            let message = format!(
                "label `{}` must have as parameters what is bound around it: {} is missing",
                label.name,
                names.join(", ")
            );
            self.report(Diagnostic::error(
                codes::BAD_LABEL_PLACE,
                label.span,
                message,
            ));
        }
        result
    }
}
