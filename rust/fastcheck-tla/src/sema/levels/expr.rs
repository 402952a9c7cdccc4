//! Expressions: each is the application of something to operands, perhaps over sets.

use super::apply::{Application, Operand};
use super::facts::Facts;
use super::{Checker, builtin};
use crate::codes;
use crate::ir::Level;
use crate::sema::builtins::Builtin;
use crate::sema::hir::{
    Accessor, Arg, Binder, Body, HirId, Kind, SymId, SymKind, Unbounded, Update,
};
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn expr(&mut self, id: HirId) -> Facts {
        let hir = self.hir;
        let node = hir.node(id);
        let span = node.span;
        match &node.kind {
            Kind::Number(_) | Kind::Decimal(_) | Kind::String(_) | Kind::Error => Facts::default(),
            Kind::Apply(sym, args) => self.application(*sym, args, span),
            Kind::Builtin(op, args) => {
                let operands: Vec<Operand> = args.iter().map(|e| self.operand(*e)).collect();
                let levels: Vec<Level> = operands.iter().map(|o| o.facts.level).collect();
                let signature = builtin::signature(*op);
                let facts = self.applied(&Application::new(op.text(), &signature, &operands, span));
                self.special(*op, args, &levels, span);
                facts
            }
            Kind::Quantified(binder, bounds, body) => {
                let ranges: Vec<Facts> = bounds.iter().map(|b| self.expr(b.set)).collect();
                let bound: Vec<SymId> = bounds.iter().flat_map(|b| b.names.clone()).collect();
                let facts = self.quantified(*binder, &ranges, &bound, *body, span);
                if matches!(binder, Binder::Forall | Binder::Exists)
                    && facts.level == Level::Temporal
                {
                    self.temporal_ranges(bounds.iter().map(|b| b.set).zip(&ranges));
                }
                facts
            }
            Kind::Unbounded(kind, names, body) => self.unbounded(*kind, names, *body, span),
            Kind::Record(fields) => {
                let operands: Vec<Operand> = fields.iter().map(|f| self.operand(f.1)).collect();
                self.values("[...]", Level::Temporal, operands, span)
            }
            Kind::RecordSet(fields) => {
                let operands: Vec<Operand> = fields.iter().map(|f| self.operand(f.1)).collect();
                self.values("[...]", Level::Action, operands, span)
            }
            Kind::Except(function, updates) => self.except(*function, updates, span),
            Kind::Case(arms, other) => {
                let parts = arms.iter().flat_map(|(p, e)| [*p, *e]).chain(*other);
                let operands = parts.map(|e| self.operand(e)).collect();
                self.values("CASE", Level::Temporal, operands, span)
            }
            Kind::Let(defs, instances, body) => {
                for def in defs {
                    if hir.def(*def).is_some_and(|d| d.depth > 0) {
                        self.def(*def);
                    }
                }
                let mut facts = self.expr(*body);
                for instance in instances {
                    self.instance(*instance);
                }
                for def in defs {
                    if hir
                        .def(*def)
                        .is_some_and(|d| d.depth > 0 && d.body != Body::AssumeProve)
                    {
                        let signature = self.signature(*def);
                        facts.constrain(&signature.facts);
                    }
                }
                facts
            }
            Kind::Label(_, _, body, _) => self.expr(*body),
            Kind::Selected { bindings, body, .. } => self.selected(bindings, *body),
        }
    }

    pub(super) fn operand(&mut self, id: HirId) -> Operand {
        Operand {
            facts: self.expr(id),
            operator: None,
        }
    }

    fn application(&mut self, sym: SymId, args: &[Arg], span: Span) -> Facts {
        let hir = self.hir;
        let operands: Vec<Operand> = args.iter().map(|a| self.argument(a)).collect();
        match hir.sym(sym).kind {
            SymKind::Def(_) => {
                let signature = self.signature(sym);
                let name = hir.sym(sym).name.clone();
                let mut application = Application::new(&name, &signature, &operands, span);
                let params = hir.def(sym).map_or(&[][..], |d| &d.params);
                application.params = params;
                self.applied(&application)
            }
            _ => self.declared(sym, &operands),
        }
    }

    /// What is declared: a constant, a variable, a parameter, a bound name.
    fn declared(&mut self, sym: SymId, operands: &[Operand]) -> Facts {
        let level = match self.hir.sym(sym).kind {
            SymKind::Variable => Level::State,
            _ => Level::Constant,
        };
        let mut facts = Facts::param(sym, level);
        for (i, operand) in operands.iter().enumerate() {
            facts.weigh(&operand.facts);
            facts.include(&operand.facts);
            facts.need((sym, i), operand.facts.level);
            for param in &operand.facts.params {
                facts.inside.insert((sym, i, *param));
            }
        }
        facts
    }

    pub(super) fn argument(&mut self, arg: &Arg) -> Operand {
        match arg {
            Arg::Expr(e) => self.operand(*e),
            Arg::Operator(sym, first) => {
                let mut facts = match self.hir.sym(*sym).kind {
                    SymKind::Def(_) | SymKind::Builtin(_) => self.signature(*sym).facts.clone(),
                    _ => self.declared(*sym, &[]),
                };
                for arg in first {
                    let operand = self.argument(arg);
                    facts.weigh(&operand.facts);
                    facts.include(&operand.facts);
                }
                // The arguments given come first: positions of those to come are not those of the operator.
                let operator = first.is_empty().then_some(*sym);
                Operand { facts, operator }
            }
            Arg::Lambda(sym) => {
                self.def(*sym);
                Operand {
                    facts: self.signature(*sym).facts.clone(),
                    operator: Some(*sym),
                }
            }
        }
    }

    /// A construct that takes values of any number.
    fn values(&mut self, name: &str, max: Level, operands: Vec<Operand>, span: Span) -> Facts {
        let signature = builtin::of(Level::Constant, &[max], true);
        self.applied(&Application::new(name, &signature, &operands, span))
    }

    fn quantified(
        &mut self,
        binder: Binder,
        ranges: &[Facts],
        bound: &[SymId],
        body: HirId,
        span: Span,
    ) -> Facts {
        let (name, max) = match binder {
            Binder::Forall => ("\\A", Level::Temporal),
            Binder::Exists => ("\\E", Level::Temporal),
            Binder::Choose => ("CHOOSE", Level::Action),
            Binder::Filter | Binder::Map => ("{...}", Level::Action),
            Binder::Function => ("[... |-> ...]", Level::Temporal),
        };
        let operands = [self.operand(body)];
        let signature = builtin::of(Level::Constant, &[max], true);
        let mut application = Application::new(name, &signature, &operands, span);
        application.ranges = ranges;
        application.bound = bound;
        self.applied(&application)
    }

    fn unbounded(&mut self, kind: Unbounded, names: &[SymId], body: HirId, span: Span) -> Facts {
        let (name, level, max, weight) = match kind {
            Unbounded::Choose => ("CHOOSE", Level::Constant, Level::Action, true),
            Unbounded::Forall => ("\\A", Level::Constant, Level::Temporal, true),
            Unbounded::Exists => ("\\E", Level::Constant, Level::Temporal, true),
            Unbounded::TemporalForall => ("\\AA", Level::Temporal, Level::Temporal, false),
            Unbounded::TemporalExists => ("\\EE", Level::Temporal, Level::Temporal, false),
        };
        let operands = [self.operand(body)];
        let signature = builtin::of(level, &[max], weight);
        let mut application = Application::new(name, &signature, &operands, span);
        application.bound = names;
        self.applied(&application)
    }

    fn except(&mut self, function: HirId, updates: &[Update], span: Span) -> Facts {
        let mut operands = vec![self.operand(function)];
        for update in updates {
            // What `@` stands for depends on what the function depends on.
            let old = operands[0].facts.clone();
            for accessor in &update.path {
                if let Accessor::Index(args) = accessor {
                    for arg in args {
                        let operand = self.operand(*arg);
                        operands.push(operand);
                    }
                }
            }
            let mut value = self.operand(update.value);
            if value.facts.all.contains(&update.at) {
                value.facts.forget(&[update.at]);
                value.facts.weigh(&old);
                value.facts.include(&old);
            }
            operands.push(value);
        }
        self.values("EXCEPT", Level::Action, operands, span)
    }

    /// A part of a definition, its parameters given.
    fn selected(&mut self, bindings: &[(SymId, Arg)], body: HirId) -> Facts {
        let mut facts = self.expr(body);
        for (sym, arg) in bindings {
            let counts = facts.params.contains(sym);
            facts.forget(&[*sym]);
            let operand = self.argument(arg);
            if counts {
                facts.weigh(&operand.facts);
            }
            facts.include(&operand.facts);
        }
        facts
    }

    /// Rules that are not about one argument alone.
    fn special(&mut self, op: Builtin, args: &[HirId], levels: &[Level], span: Span) {
        let action = levels.contains(&Level::Action);
        match op {
            Builtin::Always | Builtin::Eventually if action => self.stuttering(op, args[0]),
            Builtin::LeadsTo | Builtin::Guarantees if action => {
                let message = format!(
                    "an action stands beside `{}`, which takes state predicates and temporal formulas",
                    op.text()
                );
                self.error(codes::LEADS_TO_ACTION, span, message);
            }
            Builtin::And
            | Builtin::Or
            | Builtin::Implies
            | Builtin::Equiv
            | Builtin::AndList
            | Builtin::OrList
                if action && levels.contains(&Level::Temporal) =>
            {
                let message = format!("`{}` joins an action and a temporal formula", op.text());
                let hint =
                    "an action is part of a temporal formula only as `[][A]_v` or `<><<A>>_v`";
                self.hinted(codes::MIXED_LEVELS, span, message, hint);
            }
            _ => {}
        }
    }

    /// `[]A` must be `[][A]_v`, `<>A` must be `<><<A>>_v`.
    fn stuttering(&mut self, op: Builtin, arg: HirId) {
        let node = self.hir.node(arg);
        let form = match (op, &node.kind) {
            (Builtin::Always, Kind::Builtin(Builtin::BoxAction, _)) => return,
            (Builtin::Eventually, Kind::Builtin(Builtin::AngleAction, _)) => return,
            // The reference looks at applications alone.
            (_, Kind::Let(..) | Kind::Label(..)) => return,
            (Builtin::Always, _) => "[][A]_v",
            _ => "<><<A>>_v",
        };
        let code = if op == Builtin::Always {
            codes::ALWAYS_ACTION
        } else {
            codes::EVENTUALLY_ACTION
        };
        let message = format!(
            "`{}` stands before an action that is not of the form {form}",
            op.text()
        );
        self.hinted(
            code,
            node.span,
            message,
            "otherwise steps that change nothing would matter",
        );
    }

    fn temporal_ranges<'f>(&mut self, ranges: impl Iterator<Item = (HirId, &'f Facts)>) {
        for (set, facts) in ranges {
            if facts.level == Level::Action {
                let span = self.hir.node(set).span;
                let message = "the set of a quantified temporal formula is of level action";
                self.error(codes::TEMPORAL_OVER_ACTION, span, message);
            }
        }
    }
}
