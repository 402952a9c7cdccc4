//! Looking into formulas: through names, LET, labels and conjunctions.

use std::sync::Arc;

use super::Configurer;
use crate::codes;
use crate::diag::Diagnostic;
use crate::ir::Level;
use crate::sema::Piece;
use crate::sema::builtins::Builtin;
use crate::sema::hir::{Binder, HirId, Kind, Unbounded};
use crate::sema::lower::{Formula, Unfolded};

/// A part of a formula that the configuration names.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) formula: Formula,
    pub(super) name: Arc<str>,
    pub(super) property: Arc<str>,
}

/// What stands at the head of a formula.
pub(super) enum Shape {
    /// `TRUE`, or an error was reported.
    Done,
    /// A conjunction.
    Parts(Vec<Part>),
    /// The name of a definition without arguments; what it stands for.
    Name(Part),
    /// Something to look through.
    Inside(Part),
    /// `\A x \in S`: the body.
    Quantified(Part),
    /// `[]`
    Always(Part),
    /// `[A]_v` (`[]`) or `<<A>>_v` (`<>`).
    Action(&'static str),
    /// `\EE`, `\AA`
    TemporalQuantifier,
    Other,
}

impl Part {
    pub(super) fn of(formula: Formula, name: &Arc<str>) -> Self {
        Part {
            formula,
            name: name.clone(),
            property: name.clone(),
        }
    }
}

impl Configurer<'_> {
    pub(super) fn shape(&mut self, part: &Part, what: &str) -> Shape {
        let with = |formula: Formula, name: Arc<str>| Part {
            formula,
            name,
            property: part.property.clone(),
        };
        if let Some(inner) = self.lowerer.inside(&part.formula) {
            return Shape::Inside(with(inner, part.name.clone()));
        }
        match self.lowerer.kind(&part.formula).clone() {
            Kind::Apply(_, args) => {
                let name = self.lowerer.head_name(&part.formula);
                let name = name.unwrap_or_else(|| part.name.clone());
                match self.lowerer.unfold(&part.formula) {
                    Unfolded::Body(body) if args.is_empty() => Shape::Name(with(body, name)),
                    Unfolded::Body(body) => Shape::Inside(with(body, name)),
                    Unfolded::Given(given) => Shape::Inside(with(given, part.name.clone())),
                    Unfolded::Value(value) => self.truth(value, part, what),
                    Unfolded::No => Shape::Other,
                }
            }
            Kind::Builtin(Builtin::True, _) => Shape::Done,
            Kind::Builtin(Builtin::False, _) => self.trivial(part, what),
            Kind::Builtin(Builtin::And | Builtin::AndList, args) => {
                let parts = args.into_iter().map(|e| {
                    let formula = self.at(&part.formula, e);
                    let name = self.text(self.lowerer.span(&formula));
                    with(formula, name)
                });
                Shape::Parts(parts.collect())
            }
            Kind::Builtin(Builtin::Always, args) => {
                let inner = self.at(&part.formula, args[0]);
                Shape::Always(with(inner, part.name.clone()))
            }
            Kind::Builtin(Builtin::BoxAction, _) => Shape::Action("[]"),
            Kind::Builtin(Builtin::AngleAction, _) => Shape::Action("<>"),
            Kind::Quantified(Binder::Forall, _, body) => {
                let mut formula = self.at(&part.formula, body);
                formula.around.extend(self.lowerer.forall(&part.formula));
                Shape::Quantified(with(formula, part.name.clone()))
            }
            Kind::Unbounded(Unbounded::TemporalForall | Unbounded::TemporalExists, ..) => {
                Shape::TemporalQuantifier
            }
            _ => Shape::Other,
        }
    }

    fn at(&self, formula: &Formula, expr: HirId) -> Formula {
        Formula {
            expr,
            ..formula.clone()
        }
    }

    fn truth(&mut self, value: fastcheck_values::Value, part: &Part, what: &str) -> Shape {
        let universe = self.lowerer.universe;
        if value == universe.boolean(true) {
            Shape::Done
        } else if value == universe.boolean(false) {
            self.trivial(part, what)
        } else {
            let message = format!(
                "a part of this {what} is given a value by the configuration that is no truth value"
            );
            let span = self.lowerer.span(&part.formula);
            self.error(Diagnostic::error(codes::TRIVIAL, span, message));
            Shape::Done
        }
    }

    fn trivial(&mut self, part: &Part, what: &str) -> Shape {
        let span = self.lowerer.span(&part.formula);
        let message = format!("this {what} is FALSE, whatever the behaviour");
        self.error(Diagnostic::error(codes::TRIVIAL, span, message));
        Shape::Done
    }

    /// The piece of a part, and its level.
    pub(super) fn made(&mut self, part: &Part) -> (Piece, Level) {
        let def = self.lowerer.piece(&part.formula, &part.name);
        self.lowerer.drain();
        let level = self.lowerer.program.def(def).level;
        let name = match self.lowerer.is_reference(&part.formula, def) {
            true => self.lowerer.program.def(def).name.clone(),
            false => part.name.clone(),
        };
        let piece = Piece {
            name,
            def,
            span: self.lowerer.span(&part.formula),
            level,
            property: part.property.clone(),
        };
        (piece, level)
    }

    /// A and v, if a formula is `[A]_v`, perhaps by a name.
    pub(super) fn box_action(&mut self, part: &Part) -> Option<(Part, Part)> {
        let mut part = part.clone();
        loop {
            if let Kind::Builtin(Builtin::BoxAction, args) =
                self.lowerer.kind(&part.formula).clone()
            {
                let of = |e: HirId| Part {
                    formula: self.at(&part.formula, e),
                    ..part.clone()
                };
                return Some((of(args[0]), of(args[1])));
            }
            part.formula = match self.lowerer.inside(&part.formula) {
                Some(inner) => inner,
                None => match self.lowerer.unfold(&part.formula) {
                    Unfolded::Body(formula) | Unfolded::Given(formula) => formula,
                    Unfolded::Value(_) | Unfolded::No => return None,
                },
            };
        }
    }
}
