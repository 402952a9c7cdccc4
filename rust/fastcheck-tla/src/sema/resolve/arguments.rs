//! Applications of operators: which operator, how many arguments, and what kind of argument stands where.

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::builtins::Builtin;
use crate::sema::hir::*;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Ident};

impl Resolver<'_> {
    pub(super) fn apply(&mut self, operator: &Ident, args: &[Expr], span: Span) -> HirId {
        match self.find(&operator.name, operator.span) {
            Some(id) => {
                let args: Vec<&Expr> = args.iter().collect();
                self.apply_sym(id, operator.span, &args, span)
            }
            None => {
                // Names in the arguments may be wrong too.
                for arg in args {
                    if !matches!(arg.kind, ExprKind::Lambda(..)) {
                        self.expr(arg);
                    }
                }
                self.push(Kind::Error, span)
            }
        }
    }

    /// The application of a symbol to all of its arguments.
    pub(super) fn apply_sym(&mut self, id: SymId, at: Span, args: &[&Expr], span: Span) -> HirId {
        let sym = self.hir.sym(id);
        if let SymKind::Instance = sym.kind {
            let message = format!(
                "`{}` is an instance of a module: `!` and a name must follow",
                sym.name
            );
            return self.error_at(codes::INSTANCE_AS_NAME, at, message);
        }
        if self
            .hir
            .def(id)
            .is_some_and(|def| def.body == Body::AssumeProve)
        {
            let message = format!(
                "`{}` is an ASSUME/PROVE and cannot be used as an expression",
                sym.name
            );
            return self.error_at(codes::NO_EXPRESSION_NAMED, at, message);
        }
        let builtin = match sym.kind {
            SymKind::Builtin(op) => Some(op),
            _ => None,
        };
        if builtin != Some(Builtin::Product) && sym.arity as usize != args.len() {
            return self.wrong_arity(id, args.len(), span);
        }
        match builtin {
            Some(op) => {
                let args = args.iter().map(|e| self.expr(e)).collect();
                self.push(Kind::Builtin(op, args), span)
            }
            None => {
                let wanted = self.parameter_arities(id);
                let args = args.iter().zip(wanted).map(|(e, n)| self.argument(e, n));
                let args = args.collect();
                self.push(Kind::Apply(id, args), span)
            }
        }
    }

    pub(super) fn wrong_arity(&mut self, id: SymId, given: usize, span: Span) -> HirId {
        let sym = self.hir.sym(id);
        let message = format!(
            "operator `{}` takes {} argument(s), but {given} are given",
            sym.name, sym.arity
        );
        let mut diagnostic = Diagnostic::error(codes::ARGUMENT_COUNT, span, message);
        if !matches!(sym.kind, SymKind::Builtin(_)) {
            diagnostic = diagnostic.note(sym.span, "declared here");
        }
        self.report(diagnostic);
        self.push(Kind::Error, span)
    }

    /// How many arguments each parameter takes; of a symbol that is itself a parameter or a constant: none.
    pub(super) fn parameter_arities(&self, id: SymId) -> Vec<u32> {
        let sym = self.hir.sym(id);
        match &sym.kind {
            SymKind::Def(def) if !def.params.is_empty() => {
                def.params.iter().map(|p| self.hir.sym(*p).arity).collect()
            }
            _ => vec![0; sym.arity as usize],
        }
    }

    /// An argument of a parameter that takes `wanted` arguments itself.
    pub(super) fn argument(&mut self, e: &Expr, wanted: u32) -> Arg {
        if wanted == 0 {
            return Arg::Expr(self.expr(e));
        }
        match &e.kind {
            ExprKind::Lambda(params, body) => self.lambda(params, body, wanted, e.span),
            ExprKind::Apply { operator, args, .. } if args.is_empty() => {
                match self.find(&operator.name, operator.span) {
                    Some(id) => self.operator_argument(id, Vec::new(), wanted, e.span),
                    None => Arg::Expr(self.push(Kind::Error, e.span)),
                }
            }
            ExprKind::Qualified(selectors) => self.qualified_argument(selectors, wanted, e.span),
            _ => self.not_an_operator(wanted, e.span),
        }
    }

    pub(super) fn operator_argument(
        &mut self,
        id: SymId,
        first: Vec<Arg>,
        wanted: u32,
        span: Span,
    ) -> Arg {
        let sym = self.hir.sym(id);
        let arities = self.parameter_arities(id);
        if sym.arity as usize != first.len() + wanted as usize {
            let message = format!(
                "an operator with {wanted} argument(s) is required here, but `{}` takes {}",
                sym.name,
                sym.arity as usize - first.len().min(sym.arity as usize)
            );
            return Arg::Expr(self.error_at(codes::NOT_AN_OPERATOR, span, message));
        }
        if arities[first.len()..].iter().any(|n| *n != 0) {
            let message = format!(
                "`{}` takes operators as arguments, so it cannot be an argument",
                sym.name
            );
            return Arg::Expr(self.error_at(codes::NOT_AN_OPERATOR, span, message));
        }
        Arg::Operator(id, first)
    }

    fn not_an_operator(&mut self, wanted: u32, span: Span) -> Arg {
        let message =
            format!("an operator with {wanted} argument(s) is required here, not an expression");
        let diagnostic = Diagnostic::error(codes::NOT_AN_OPERATOR, span, message)
            .hint("give the name of an operator, or a LAMBDA");
        self.report(diagnostic);
        Arg::Expr(self.push(Kind::Error, span))
    }

    fn lambda(&mut self, params: &[Ident], body: &Expr, wanted: u32, span: Span) -> Arg {
        if params.len() != wanted as usize {
            let message = format!(
                "an operator with {wanted} argument(s) is required here, but the LAMBDA takes {}",
                params.len()
            );
            self.report(Diagnostic::error(codes::NOT_AN_OPERATOR, span, message));
        }
        let ((params, body), _) = self.framed(|r| {
            let params: Vec<SymId> = params
                .iter()
                .map(|p| r.bind(p, 0, SymKind::Param))
                .collect();
            let (body, _) = r.label_root(&params, |r| r.expr(body));
            (params, body)
        });
        let def = self.new_def(params, Body::Expr(body), span);
        Arg::Lambda(self.push_sym("LAMBDA".into(), span, wanted, SymKind::Def(Box::new(def))))
    }
}
