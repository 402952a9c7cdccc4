//! INIT and NEXT, or a SPECIFICATION taken apart: conjuncts about the first state, exactly one `[][N]_v`, and fairness.

use std::collections::HashSet;

use super::pieces::{Part, Shape};
use super::{Asked, Configurer};
use crate::codes;
use crate::diag::Diagnostic;
use crate::ir::{Arg, Callee, Expr, ExprId, Level, Op, VarId};

impl Configurer<'_> {
    pub(super) fn behaviour(&mut self, asked: &Asked) {
        if let Some(name) = &asked.specification {
            if asked.init.is_some() || asked.next.is_some() {
                let message = "SPECIFICATION is given together with INIT or NEXT";
                let hint = "give the one or the other";
                self.error(
                    Diagnostic::error(codes::SPECIFICATION_AND_INIT, name.span, message).hint(hint),
                );
                return;
            }
            if let Some(sym) = self.operator(name, "SPECIFICATION")
                && let Some(formula) = self.lowerer.named(sym)
            {
                self.conjuncts(&Part::of(formula, &name.name));
            }
            return;
        }
        if let Some(name) = &asked.init {
            self.parts.init = self
                .formula(name, "INIT", Level::State)
                .into_iter()
                .collect();
        }
        if let Some(name) = &asked.next {
            self.parts.next = self.formula(name, "NEXT", Level::Temporal);
        }
    }

    fn conjuncts(&mut self, part: &Part) {
        match self.shape(part, "SPECIFICATION") {
            Shape::Done => {}
            Shape::Parts(parts) => {
                for part in parts {
                    self.conjuncts(&part);
                }
            }
            // A state predicate with a name is the initial predicate of that name.
            Shape::Name(inner) => match self.made(part) {
                (piece, Level::State) => self.parts.init.push(piece),
                _ => self.conjuncts(&inner),
            },
            Shape::Inside(inner) => self.conjuncts(&inner),
            Shape::Quantified(_) | Shape::Other => self.conjunct(part),
            Shape::Always(inner) => self.always(part, &inner),
            Shape::Action(_) => self.misplaced(part),
            Shape::TemporalQuantifier => {
                let span = self.lowerer.span(&part.formula);
                let message = "a SPECIFICATION with \\EE or \\AA cannot be explored";
                self.error(Diagnostic::error(codes::TEMPORAL_QUANTIFIER, span, message));
            }
        }
    }

    fn conjunct(&mut self, part: &Part) {
        match self.made(part) {
            (piece, Level::Constant | Level::State) => self.parts.init.push(piece),
            (piece, Level::Temporal) => self.parts.fairness.push(piece),
            (_, Level::Action) => self.misplaced(part),
        }
    }

    fn misplaced(&mut self, part: &Part) {
        let span = self.lowerer.span(&part.formula);
        let message = "an action cannot be a conjunct of a SPECIFICATION";
        let hint = "a next-state relation is written `[][Next]_vars`";
        self.error(Diagnostic::error(codes::ACTION_CONJUNCT, span, message).hint(hint));
    }

    /// `[]F`
    fn always(&mut self, part: &Part, inner: &Part) {
        if let Some((action, subscript)) = self.box_action(inner) {
            return self.next_state(part, &action, &subscript);
        }
        let (_, level) = self.made(inner);
        let span = self.lowerer.span(&part.formula);
        if level <= Level::State {
            let message = "`[]P` of a state predicate P cannot be part of a SPECIFICATION";
            let hint = "make it an INVARIANT, a PROPERTY, or a CONSTRAINT";
            return self.error(Diagnostic::error(codes::ALWAYS_STATE, span, message).hint(hint));
        }
        self.conjunct(part);
    }

    fn next_state(&mut self, part: &Part, action: &Part, subscript: &Part) {
        let span = self.lowerer.span(&part.formula);
        if let Some(next) = &self.parts.next {
            let message = "a SPECIFICATION has one next-state relation; this is a second one";
            let diagnostic =
                Diagnostic::error(codes::TWO_NEXT, span, message).note(next.span, "the first");
            return self.error(diagnostic);
        }
        let (piece, _) = self.made(action);
        self.parts.next = Some(piece);
        let (subscript, _) = self.made(subscript);
        let mut seen = HashSet::new();
        let mut variables = HashSet::new();
        let body = self.lowerer.program.def(subscript.def).body;
        self.subscript_variables(body, &mut variables, &mut seen);
        let all = self.lowerer.program.variables.iter().zip(0..);
        let missing: Vec<String> = all
            .filter(|(_, i)| !variables.contains(&VarId(*i)))
            .map(|(v, _)| format!("`{}`", v.name))
            .collect();
        if !missing.is_empty() {
            let message = format!(
                "the subscript of the next-state relation does not mention {}",
                missing.join(", ")
            );
            let hint =
                "steps that change only these are explored as if they were allowed by `Next` alone";
            self.warn(
                Diagnostic::warning(codes::SUBSCRIPT_INCOMPLETE, subscript.span, message)
                    .hint(hint),
            );
        }
    }

    /// Variables in a tuple of variables, through definitions.
    fn subscript_variables(
        &self,
        id: ExprId,
        found: &mut HashSet<VarId>,
        seen: &mut HashSet<ExprId>,
    ) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let program = &self.lowerer.program;
            match &program.node(id).expr {
                Expr::Variable(v) => {
                    found.insert(*v);
                }
                Expr::Op(Op::Tuple, items) => open.extend(items.iter()),
                Expr::Call(Callee::Def(def), args) => {
                    open.push(program.def(*def).body);
                    open.extend(args.iter().filter_map(|a| match a {
                        Arg::Expr(e) => Some(*e),
                        _ => None,
                    }));
                }
                Expr::Label(_, e) | Expr::Let(_, e) => open.push(*e),
                _ => {}
            }
        }
    }
}
