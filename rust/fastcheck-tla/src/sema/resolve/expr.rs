//! Expressions.

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::sema::builtins::Builtin;
use crate::sema::hir::{self, *};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Ident, Pattern, Quantifier};

impl Resolver<'_> {
    pub(super) fn expr(&mut self, e: &Expr) -> HirId {
        let span = e.span;
        let kind = match &e.kind {
            ExprKind::Number(digits) => Kind::Number(digits.clone()),
            ExprKind::Decimal(text) => Kind::Decimal(text.clone()),
            ExprKind::String(text) => Kind::String(text.clone()),
            ExprKind::At => return self.old_value(span),
            ExprKind::Apply { operator, args, .. } => return self.apply(operator, args, span),
            ExprKind::Qualified(selectors) => return self.qualified(selectors, span),
            ExprKind::Junction(and, items) => {
                let op = if *and {
                    Builtin::AndList
                } else {
                    Builtin::OrList
                };
                return self.builtin(op, items, span);
            }
            ExprKind::Quantified {
                quantifier,
                bounds,
                body,
            } => self.quantified(*quantifier, bounds, body, span),
            ExprKind::Unbounded {
                quantifier,
                names,
                body,
            } => self.unbounded(unbounded_kind(*quantifier), names, body),
            ExprKind::Choose { pattern, set, body } => {
                self.choose(pattern, set.as_deref(), body, span)
            }
            ExprKind::SetEnum(items) => return self.builtin(Builtin::SetEnum, items, span),
            ExprKind::SetFilter { pattern, set, body } => {
                let bound = (std::slice::from_ref(pattern), &**set);
                self.binder(Binder::Filter, &[bound], body)
            }
            ExprKind::SetMap { body, bounds } => self.binder(Binder::Map, &parts(bounds), body),
            ExprKind::Function { bounds, body } => {
                self.binder(Binder::Function, &parts(bounds), body)
            }
            ExprKind::FunctionSet(a, b) => return self.builtin2(Builtin::FunctionSet, a, b, span),
            ExprKind::Record(fields) => Kind::Record(self.fields(fields)),
            ExprKind::RecordSet(fields) => Kind::RecordSet(self.fields(fields)),
            ExprKind::Except(function, updates) => self.except(function, updates),
            ExprKind::Index(function, args) => return self.index(function, args, span),
            ExprKind::Field(record, field) => self.field(record, field),
            ExprKind::Tuple(items) => return self.builtin(Builtin::Tuple, items, span),
            ExprKind::Product(items) => return self.builtin(Builtin::Product, items, span),
            ExprKind::BoxAction(a, v) => return self.builtin2(Builtin::BoxAction, a, v, span),
            ExprKind::AngleAction(a, v) => return self.builtin2(Builtin::AngleAction, a, v, span),
            ExprKind::Fairness {
                strong,
                subscript,
                action,
            } => {
                let op = if *strong {
                    Builtin::StrongFairness
                } else {
                    Builtin::WeakFairness
                };
                return self.builtin2(op, subscript, action, span);
            }
            ExprKind::If(a, b, c) => {
                let args = [a, b, c].map(|e| self.expr(e));
                Kind::Builtin(Builtin::If, args.to_vec())
            }
            ExprKind::Case { arms, other } => Kind::Case(
                arms.iter()
                    .map(|(p, e)| (self.expr(p), self.expr(e)))
                    .collect(),
                other.as_ref().map(|e| self.expr(e)),
            ),
            ExprKind::Let(units, body) => self.let_in(units, body),
            ExprKind::Lambda(..) => {
                let message = "a LAMBDA stands where an expression is required";
                return self.error_at(codes::MISPLACED_LAMBDA, span, message);
            }
            ExprKind::Label(name, params, body) => return self.label(name, params, body, span),
        };
        self.push(kind, span)
    }

    pub(super) fn exprs(&mut self, items: &[Expr]) -> Vec<HirId> {
        items.iter().map(|e| self.expr(e)).collect()
    }

    fn builtin(&mut self, op: Builtin, items: &[Expr], span: Span) -> HirId {
        let args = self.exprs(items);
        self.push(Kind::Builtin(op, args), span)
    }

    fn builtin2(&mut self, op: Builtin, a: &Expr, b: &Expr, span: Span) -> HirId {
        let args = vec![self.expr(a), self.expr(b)];
        self.push(Kind::Builtin(op, args), span)
    }

    fn old_value(&mut self, span: Span) -> HirId {
        match self.at {
            Some(at) => self.push(Kind::Apply(at, Vec::new()), span),
            None => {
                let message = "`@` stands for the old value inside an EXCEPT; there is none here";
                self.error_at(codes::NO_OLD_VALUE, span, message)
            }
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        bounds: &[ast::Bound],
        body: &Expr,
        span: Span,
    ) -> Kind {
        let binder = match quantifier {
            Quantifier::Forall => Binder::Forall,
            Quantifier::Exists => Binder::Exists,
            Quantifier::TemporalForall | Quantifier::TemporalExists => {
                let message = "a temporal quantifier has no set: write `\\EE x : F`";
                self.report(Diagnostic::error(codes::TEMPORAL_BOUND, span, message));
                return Kind::Error;
            }
        };
        self.binder(binder, &parts(bounds), body)
    }

    /// Sets are resolved outside the scope of what is bound.
    pub(super) fn binder(
        &mut self,
        binder: Binder,
        bounds: &[(&[Pattern], &Expr)],
        body: &Expr,
    ) -> Kind {
        let sets: Vec<HirId> = bounds.iter().map(|(_, set)| self.expr(set)).collect();
        let ((bounds, body), _) = self.framed(|r| {
            let bounds: Vec<Bound> = bounds
                .iter()
                .zip(sets)
                .flat_map(|((patterns, _), set)| r.patterns(patterns, set))
                .collect();
            let body = r.labelled_scope(&bounds, |r| r.expr(body));
            (bounds, body)
        });
        Kind::Quantified(binder, bounds, body)
    }

    fn patterns(&mut self, patterns: &[Pattern], set: HirId) -> Vec<Bound> {
        let mut bounds: Vec<Bound> = Vec::new();
        for pattern in patterns {
            match pattern {
                Pattern::Name(name) => {
                    let name = self.bind(name, 0, SymKind::Bound);
                    match bounds.last_mut() {
                        Some(last) if !last.tuple => last.names.push(name),
                        _ => bounds.push(Bound {
                            names: vec![name],
                            tuple: false,
                            set,
                        }),
                    }
                }
                Pattern::Tuple(names) => {
                    let names = names
                        .iter()
                        .map(|n| self.bind(n, 0, SymKind::Bound))
                        .collect();
                    bounds.push(Bound {
                        names,
                        tuple: true,
                        set,
                    });
                }
            }
        }
        bounds
    }

    fn unbounded(&mut self, kind: Unbounded, names: &[Ident], body: &Expr) -> Kind {
        let ((names, body), _) = self.framed(|r| {
            let names: Vec<SymId> = names.iter().map(|n| r.bind(n, 0, SymKind::Bound)).collect();
            let scope = [Bound {
                names: names.clone(),
                tuple: false,
                set: HirId(0),
            }];
            let body = r.labelled_scope(&scope, |r| r.expr(body));
            (names, body)
        });
        Kind::Unbounded(kind, names, body)
    }

    fn choose(&mut self, pattern: &Pattern, set: Option<&Expr>, body: &Expr, span: Span) -> Kind {
        match (set, pattern) {
            (Some(set), _) => {
                let bound = (std::slice::from_ref(pattern), set);
                self.binder(Binder::Choose, &[bound], body)
            }
            (None, Pattern::Name(name)) => {
                self.unbounded(Unbounded::Choose, std::slice::from_ref(name), body)
            }
            (None, Pattern::Tuple(_)) => {
                let message = "CHOOSE of a tuple without a set is not supported";
                let diagnostic = Diagnostic::error(codes::CHOOSE_TUPLE, span, message)
                    .hint("write CHOOSE <<x, y>> \\in S : P");
                self.report(diagnostic);
                Kind::Error
            }
        }
    }

    fn fields(&mut self, fields: &[(Ident, Expr)]) -> Vec<(std::sync::Arc<str>, HirId)> {
        for (i, (field, _)) in fields.iter().enumerate() {
            let before = fields[..i].iter().find(|(f, _)| f.name == field.name);
            if let Some((first, _)) = before {
                let message = format!("field `{}` occurs twice", field.name);
                let first = (first.span, "first here".to_owned());
                self.report(
                    Diagnostic::error(codes::FIELD_TWICE, field.span, message)
                        .note(first.0, first.1),
                );
            }
        }
        let fields = fields.iter();
        fields
            .map(|(f, e)| (f.name.clone(), self.expr(e)))
            .collect()
    }

    fn except(&mut self, function: &Expr, updates: &[ast::Update]) -> Kind {
        let function = self.expr(function);
        let updates = updates.iter().map(|u| self.update(u)).collect();
        Kind::Except(function, updates)
    }

    fn update(&mut self, update: &ast::Update) -> hir::Update {
        let path = update.path.iter().map(|a| match a {
            ast::Accessor::Index(args) => Accessor::Index(self.exprs(args)),
            ast::Accessor::Field(name) => Accessor::Field(name.name.clone(), name.span),
        });
        let path = path.collect();
        let at = self.push_sym("@".into(), update.span, 0, SymKind::Bound);
        let outer = self.at.replace(at);
        let value = self.unlabelled(|r| r.expr(&update.value));
        self.at = outer;
        hir::Update { path, value, at }
    }

    fn index(&mut self, function: &Expr, args: &[Expr], span: Span) -> HirId {
        let function = self.expr(function);
        self.function_arity(function, args.len(), span);
        let mut all = vec![function];
        all.extend(self.exprs(args));
        self.push(Kind::Builtin(Builtin::Index, all), span)
    }

    /// A function that was defined with n arguments takes n of them or one tuple.
    fn function_arity(&mut self, function: HirId, given: usize, span: Span) {
        let Kind::Apply(id, _) = &self.hir.node(function).kind else {
            return;
        };
        let sym = self.hir.sym(*id);
        let Some(Body::Function(body)) = self.hir.def(*id).map(|def| def.body) else {
            return;
        };
        let Kind::Quantified(_, bounds, _) = &self.hir.node(body).kind else {
            return;
        };
        let of = |b: &Bound| if b.tuple { 1 } else { b.names.len() };
        let wanted: usize = bounds.iter().map(of).sum();
        if given >= 2 && wanted != given {
            let message = format!(
                "function `{}` is defined with {wanted} argument(s), but applied to {given}",
                sym.name
            );
            let note = (sym.span, "defined here".to_owned());
            self.report(
                Diagnostic::error(codes::FUNCTION_ARGUMENTS, span, message).note(note.0, note.1),
            );
        }
    }

    fn field(&mut self, record: &Expr, field: &Ident) -> Kind {
        let record = self.expr(record);
        let name = self.push(Kind::String(field.name.clone()), field.span);
        Kind::Builtin(Builtin::Field, vec![record, name])
    }

    fn let_in(&mut self, units: &[ast::Unit], body: &Expr) -> Kind {
        self.depth += 1;
        let ((instances, body), frame) = self.framed(|r| {
            let instances = r.let_units(units);
            let body = r.expr(body);
            (instances, body)
        });
        self.depth -= 1;
        let is_def = |id: &SymId| matches!(self.hir.sym(*id).kind, SymKind::Def(_));
        let defs = frame.symbols.into_iter().filter(is_def).collect();
        Kind::Let(defs, instances, body)
    }
}

fn parts(bounds: &[ast::Bound]) -> Vec<(&[Pattern], &Expr)> {
    bounds.iter().map(|b| (&*b.patterns, &b.set)).collect()
}

fn unbounded_kind(quantifier: Quantifier) -> Unbounded {
    match quantifier {
        Quantifier::Forall => Unbounded::Forall,
        Quantifier::Exists => Unbounded::Exists,
        Quantifier::TemporalForall => Unbounded::TemporalForall,
        Quantifier::TemporalExists => Unbounded::TemporalExists,
    }
}
