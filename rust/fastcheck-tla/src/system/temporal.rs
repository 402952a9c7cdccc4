//! Temporal properties and fairness as the engine takes them: formulas over the answers of questions.
//!
//! A formula is followed through definitions, LETs, labels and quantifiers over constant sets down to its atoms: formulas of
//! a state, and `[A]_v` and `<<A>>_v`. What cannot be followed is refused by name, with its place.

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_engine::QuestionKind;
use fastcheck_engine::liveness::{Fairness, Formula, Property, StateAtom, StepAtom, Temporal};
use fastcheck_values::Value;

use super::questions::{Asked, Questions};
use crate::codes;
use crate::eval::{ActionInstance, Binding, Eval, EvalError, Evaluator, Scoped, Shared, code};
use crate::ir::{Arg, Bound, Callee, DefId, Expr, ExprId, Level, Op, Slot};
use crate::sema::{Model, Piece};
use crate::source::Span;

/// Quantifiers in temporal formulas are written out; more instances than this are refused.
const MAX_INSTANCES: usize = 10_000;
/// Definitions in temporal formulas may be nested so deep.
const MAX_DEPTH: usize = 500;

/// Translates the properties and the fairness of a model; adds the questions that they need.
pub(crate) fn temporal(
    model: &Model,
    shared: &Shared,
    evaluator: &mut Evaluator,
    questions: &mut Questions,
) -> Eval<Temporal> {
    let mut translation = Translation {
        shared,
        evaluator,
        questions,
        known: HashMap::new(),
        view: model.view.is_some(),
        depth: 0,
    };
    if model.implied_temporals.is_empty() {
        return Ok(Temporal::default());
    }
    let (mut fairness, mut assumed) = (Vec::new(), Vec::new());
    for piece in &model.fairness {
        translation.assume(piece, &mut fairness, &mut assumed)?;
    }
    let mut properties: Vec<Property> = Vec::new();
    for piece in &model.implied_temporals {
        let formula = translation.piece(piece)?;
        if constant(&formula) == Some(true) {
            return Err(tautology(piece));
        }
        match properties.iter_mut().find(|p| *p.name == *piece.property) {
            Some(property) => match &mut property.formula {
                Formula::And(parts) => parts.push(formula),
                other => {
                    let first = std::mem::replace(other, Formula::Constant(true));
                    *other = Formula::And(vec![first, formula]);
                }
            },
            None => properties.push(Property {
                name: piece.property.to_string(),
                formula,
            }),
        }
    }
    if !assumed.is_empty() {
        for property in &mut properties {
            let claim = std::mem::replace(&mut property.formula, Formula::Constant(true));
            property.formula = Formula::And(assumed.clone()).implies(claim);
        }
    }
    Ok(Temporal {
        properties,
        fairness,
        kept: Vec::new(),
    })
}

struct Translation<'a> {
    shared: &'a Shared,
    evaluator: &'a mut Evaluator,
    questions: &'a mut Questions,
    /// Questions by what they ask, so that equal atoms are asked once.
    known: HashMap<(ExprId, String), usize>,
    /// States are told apart by a view.
    view: bool,
    depth: usize,
}

impl Translation<'_> {
    fn piece(&mut self, piece: &Piece) -> Eval<Formula> {
        let scope = self.shared.scoped(piece.def);
        self.formula(&scope, piece)
    }

    /// Sorts a conjunct of the specification: fairness conditions, and whatever else it assumes of behaviours.
    fn assume(
        &mut self,
        piece: &Piece,
        fairness: &mut Vec<Fairness>,
        assumed: &mut Vec<Formula>,
    ) -> Eval<()> {
        let scope = self.shared.scoped(piece.def);
        self.conditions(&scope, piece, fairness, assumed)
    }

    fn conditions(
        &mut self,
        scope: &Scoped,
        piece: &Piece,
        fairness: &mut Vec<Fairness>,
        assumed: &mut Vec<Formula>,
    ) -> Eval<()> {
        let node = self.shared.program.node(scope.expr).clone();
        match &node.expr {
            Expr::And(parts) => {
                for part in parts {
                    self.conditions(&at(scope, *part), piece, fairness, assumed)?;
                }
                Ok(())
            }
            Expr::Forall(bounds, body) => {
                for instance in self.instances(scope, bounds, node.span)? {
                    self.conditions(&at(&instance, *body), piece, fairness, assumed)?;
                }
                Ok(())
            }
            Expr::Fairness { .. } => {
                fairness.push(self.fairness(scope, piece)?);
                Ok(())
            }
            Expr::Label(..) | Expr::Let(..) | Expr::Call(..) if node.level == Level::Temporal => {
                let inner = self.step_in(scope, node.span)?;
                self.deeper(node.span, |t| {
                    t.conditions(&inner, piece, fairness, assumed)
                })
            }
            _ => {
                assumed.push(self.formula(scope, piece)?);
                Ok(())
            }
        }
    }

    fn deeper<T>(&mut self, span: Span, work: impl FnOnce(&mut Self) -> Eval<T>) -> Eval<T> {
        if self.depth == MAX_DEPTH {
            return Err(refused(
                "definitions are nested too deep in a temporal formula",
                span,
            ));
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }

    /// What a label, LET or call stands for, in its own scope.
    fn step_in(&mut self, scope: &Scoped, span: Span) -> Eval<Scoped> {
        let program = self.shared.program.clone();
        match &program.node(scope.expr).expr {
            Expr::Label(_, body) => Ok(at(scope, *body)),
            Expr::Let(definitions, body) => {
                let mut inner = at(scope, *body);
                for (slot, value) in definitions {
                    inner.bindings.push((*slot, Binding::Let(*value)));
                }
                Ok(inner)
            }
            Expr::Call(Callee::Def(def), args) => self.call(scope, *def, args, span),
            _ => Err(refused(
                "this operator cannot be followed in a temporal formula",
                span,
            )),
        }
    }

    fn call(&mut self, scope: &Scoped, def: DefId, args: &[Arg], span: Span) -> Eval<Scoped> {
        let program = self.shared.program.clone();
        let mut target = def;
        while let Some(other) = program.def(target).replaced {
            target = other;
        }
        if program.def(target).recursive {
            return Err(refused(
                "a recursive operator cannot be used in a temporal formula",
                span,
            ));
        }
        let mut inner = self.shared.scoped(target);
        for (param, arg) in program.def(target).params.iter().zip(args) {
            let binding = match arg {
                Arg::Expr(expr) => self.argument(at(scope, *expr))?,
                Arg::Operator(Callee::Def(def)) => Binding::Operator(*def),
                Arg::Operator(_) | Arg::Lambda(_) => {
                    return Err(refused(
                        "an operator argument cannot be followed in a temporal formula",
                        span,
                    ));
                }
            };
            inner.bindings.push((param.slot, binding));
        }
        Ok(inner)
    }

    /// An argument: evaluated if it is a constant, else looked at where it is used.
    fn argument(&mut self, scope: Scoped) -> Eval<Binding> {
        match self.level(&scope) {
            Level::Constant => self.evaluator.constant(&scope).map(Binding::Value),
            _ => Ok(Binding::Outer(Arc::new(scope))),
        }
    }

    /// The level of an expression in its scope: parameters count as what is bound to them.
    fn level(&self, scope: &Scoped) -> Level {
        let own = self.shared.program.node(scope.expr).level;
        let outer = scope
            .bindings
            .iter()
            .filter_map(|(slot, binding)| match binding {
                Binding::Outer(bound) if self.mentions(scope.expr, *slot) => {
                    Some(self.level(bound))
                }
                Binding::Let(expr) if self.mentions(scope.expr, *slot) => {
                    Some(self.level(&at(scope, *expr)))
                }
                _ => None,
            });
        outer.fold(own, Level::max)
    }

    fn formula(&mut self, scope: &Scoped, piece: &Piece) -> Eval<Formula> {
        let node = self.shared.program.node(scope.expr).clone();
        match self.level(scope) {
            Level::Constant => {
                let value = self.evaluator.constant(scope)?;
                let truth = |b| self.shared.universe.boolean(b) == value;
                return match (truth(true), truth(false)) {
                    (true, _) => Ok(Formula::Constant(true)),
                    (_, true) => Ok(Formula::Constant(false)),
                    _ => Err(refused("a temporal formula is not a boolean", node.span)),
                };
            }
            Level::State => {
                return Ok(Formula::state(self.atom(
                    scope,
                    QuestionKind::StatePredicate,
                    piece,
                )));
            }
            Level::Action | Level::Temporal => {}
        }
        self.deeper(node.span, |t| {
            t.compound(scope, &node.expr, node.span, piece)
        })
    }

    fn compound(
        &mut self,
        scope: &Scoped,
        expr: &Expr,
        span: Span,
        piece: &Piece,
    ) -> Eval<Formula> {
        let one = |t: &mut Self, id: ExprId| t.formula(&at(scope, id), piece);
        match expr {
            Expr::And(parts) => self.all(scope, parts, piece).map(Formula::And),
            Expr::Or(parts) => self.all(scope, parts, piece).map(Formula::Or),
            Expr::Op(Op::Not, args) => Ok(one(self, args[0])?.negate()),
            Expr::Op(Op::Implies, args) => Ok(one(self, args[0])?.implies(one(self, args[1])?)),
            Expr::Op(Op::Equiv, args) => {
                let (left, right) = (one(self, args[0])?, one(self, args[1])?);
                Ok(Formula::Equiv(Box::new(left), Box::new(right)))
            }
            Expr::If(test, then, other) => {
                let (test, then, other) =
                    (one(self, *test)?, one(self, *then)?, one(self, *other)?);
                let (yes, no) = (test.clone().implies(then), Formula::Or(vec![test, other]));
                Ok(Formula::And(vec![yes, no]))
            }
            Expr::Forall(bounds, body) => self
                .each(scope, bounds, *body, span, piece)
                .map(Formula::And),
            Expr::Exists(bounds, body) => self
                .each(scope, bounds, *body, span, piece)
                .map(Formula::Or),
            Expr::Always(body) => Ok(one(self, *body)?.always()),
            Expr::Eventually(body) => Ok(one(self, *body)?.eventually()),
            Expr::LeadsTo(from, to) => Ok(one(self, *from)?.leads_to(one(self, *to)?)),
            Expr::BoxAction(..) => Ok(Formula::square(self.atom(
                scope,
                QuestionKind::StepPredicate,
                piece,
            ))),
            Expr::AngleAction(..) => Ok(Formula::angle(self.atom(
                scope,
                QuestionKind::StepPredicate,
                piece,
            ))),
            Expr::Fairness { .. } => Ok(self.fairness(scope, piece)?.formula()),
            Expr::Local(slot) => match bound(scope, *slot) {
                Some(Binding::Outer(outer)) => self.formula(&outer, piece),
                Some(Binding::Let(expr)) => self.formula(&at(scope, expr), piece),
                _ => Err(refused(
                    "this parameter cannot be followed in a temporal formula",
                    span,
                )),
            },
            Expr::Label(..) | Expr::Let(..) | Expr::Call(..) => {
                let inner = self.step_in(scope, span)?;
                self.formula(&inner, piece)
            }
            Expr::TemporalQuantifier => Err(refused("\\AA and \\EE cannot be checked", span)),
            Expr::Guarantees(..) => Err(refused("-+-> cannot be checked", span)),
            _ => Err(refused(
                "an action in a temporal formula must stand in [A]_v, <<A>>_v, WF_v(A) or SF_v(A)",
                span,
            )),
        }
    }

    fn all(&mut self, scope: &Scoped, parts: &[ExprId], piece: &Piece) -> Eval<Vec<Formula>> {
        parts
            .iter()
            .map(|part| self.formula(&at(scope, *part), piece))
            .collect()
    }

    fn each(
        &mut self,
        scope: &Scoped,
        bounds: &[Bound],
        body: ExprId,
        span: Span,
        piece: &Piece,
    ) -> Eval<Vec<Formula>> {
        let instances = self.instances(scope, bounds, span)?;
        instances
            .iter()
            .map(|instance| self.formula(&at(instance, body), piece))
            .collect()
    }

    /// The scopes of a quantifier's instances: one for each choice of elements.
    fn instances(&mut self, scope: &Scoped, bounds: &[Bound], span: Span) -> Eval<Vec<Scoped>> {
        let mut scopes = vec![scope.clone()];
        for bound in bounds {
            let mut wider = Vec::new();
            for scope in &scopes {
                let set = at(scope, bound.set);
                if self.level(&set) != Level::Constant {
                    return Err(refused(
                        "a quantifier in a temporal formula must range over a constant set",
                        span,
                    ));
                }
                for member in self.evaluator.constant_members(&set)? {
                    self.bind(scope, bound, member, span, &mut wider)?;
                }
            }
            scopes = wider;
        }
        Ok(scopes)
    }

    fn bind(
        &self,
        scope: &Scoped,
        bound: &Bound,
        member: Value,
        span: Span,
        wider: &mut Vec<Scoped>,
    ) -> Eval<()> {
        if wider.len() == MAX_INSTANCES {
            return Err(refused(
                "a quantifier in a temporal formula has too many instances",
                span,
            ));
        }
        let mut inner = scope.clone();
        for (index, slot) in bound.slots.iter().enumerate() {
            let universe = &self.shared.universe;
            let part = match bound.tuple {
                false => Some(member),
                true => universe.apply(member, universe.int(index as i64 + 1)),
            };
            let part =
                part.ok_or_else(|| refused("an element is not a tuple of this length", span))?;
            inner.bindings.push((*slot, Binding::Value(part)));
        }
        wider.push(inner);
        Ok(())
    }

    fn fairness(&mut self, scope: &Scoped, piece: &Piece) -> Eval<Fairness> {
        let program = self.shared.program.clone();
        let node = program.node(scope.expr);
        let Expr::Fairness {
            strong,
            action,
            enabled,
        } = node.expr
        else {
            return Err(refused("no fairness condition", node.span));
        };
        let (action, enabled) = (at(scope, action), at(scope, enabled));
        let kind = if strong { "SF" } else { "WF" };
        let name = format!("{kind}({})", self.describe(&action));
        let (action, enabled) = match self.instances_of(&action) {
            Some(questions) => (
                StepAtom::Taken(questions.clone()),
                StateAtom::CanTake(questions),
            ),
            None => {
                let question = self.atom(&action, QuestionKind::StepPredicate, piece);
                let enabled = self.atom(&enabled, QuestionKind::StatePredicate, piece);
                let stuttering = false;
                (
                    StepAtom::Question {
                        question,
                        stuttering,
                    },
                    StateAtom::Question(enabled),
                )
            }
        };
        Ok(Fairness {
            name,
            strong,
            action,
            enabled,
        })
    }

    /// The action questions that the action of `<<A>>_v` is the disjunction of, if `v` is the whole state: then the steps
    /// that are found anyway tell where it is taken and where it can be. `None` where it is not: it is asked about. Under
    /// a view, steps to a state that looks the same are not seen.
    fn instances_of(&mut self, angle: &Scoped) -> Option<Vec<usize>> {
        let Expr::AngleAction(action, subscript) = self.shared.program.node(angle.expr).expr else {
            return None;
        };
        if self.view {
            return None;
        }
        let instances = self.evaluator.split_action(&at(angle, action), subscript)?;
        let questions = &*self.questions;
        let question_of = |instance: &ActionInstance| {
            let same = |asked: &Asked| {
                matches!(asked, Asked::Action(other)
                    if other.action == instance.action && other.over == instance.over)
            };
            let found = questions.asked.iter().position(same)?;
            (!questions.questions[found].impure).then_some(found)
        };
        instances.iter().map(question_of).collect()
    }

    /// An action as it was written, with what its bound variables stand for.
    fn describe(&self, action: &Scoped) -> String {
        let program = &self.shared.program;
        let written = match &program.node(action.expr).expr {
            Expr::AngleAction(inner, _) => *inner,
            _ => action.expr,
        };
        let name = match &program.node(written).expr {
            Expr::Call(Callee::Def(def), _) => program.def(*def).name.to_string(),
            Expr::Label(name, _) => name.to_string(),
            _ => "action".to_owned(),
        };
        let values: Vec<String> = action
            .bindings
            .iter()
            .filter_map(|(slot, binding)| match binding {
                Binding::Value(value) if self.mentions(written, *slot) => {
                    Some(self.shared.universe.display(*value))
                }
                _ => None,
            })
            .collect();
        match values.as_slice() {
            [] => name,
            values => format!("{name}({})", values.join(", ")),
        }
    }

    /// Whether an expression speaks of what is in a slot of its frame.
    fn mentions(&self, expr: ExprId, slot: Slot) -> bool {
        self.shared.mentions(expr, slot)
    }

    /// The question of an atom; atoms that ask the same share it.
    fn atom(&mut self, scope: &Scoped, kind: QuestionKind, piece: &Piece) -> usize {
        let key = (scope.expr, format!("{:?}", scope.bindings));
        if let Some(question) = self.known.get(&key) {
            return *question;
        }
        let question = self
            .questions
            .formula(self.shared, kind, piece, scope.clone());
        self.known.insert(key, question);
        question
    }
}

/// Another expression of the same frame.
fn at(scope: &Scoped, expr: ExprId) -> Scoped {
    Scoped {
        expr,
        ..scope.clone()
    }
}

/// A property that no behaviour could violate checks nothing, which cannot have been meant.
fn tautology(piece: &Piece) -> Box<EvalError> {
    let text = format!(
        "temporal property {} says nothing: every behaviour satisfies it, or a part of it",
        piece.property
    );
    EvalError::new(codes::TAUTOLOGY, text)
        .at(piece.span)
        .hint("a quantifier ranges over an empty set, or a constant decides it")
}

/// The truth of a formula that has one whatever the behaviour, by its junctions alone.
fn constant(formula: &Formula) -> Option<bool> {
    let decided = |parts: &[Formula], by: bool| {
        let truths: Vec<Option<bool>> = parts.iter().map(constant).collect();
        match truths.contains(&Some(by)) {
            true => Some(by),
            false => truths.iter().all(Option::is_some).then_some(!by),
        }
    };
    match formula {
        Formula::Constant(truth) => Some(*truth),
        Formula::Not(inner) => constant(inner).map(|truth| !truth),
        Formula::And(parts) => decided(parts, false),
        Formula::Or(parts) => decided(parts, true),
        Formula::Implies(from, to) => match (constant(from), constant(to)) {
            (Some(false), _) | (_, Some(true)) => Some(true),
            (Some(true), to) => to,
            _ => None,
        },
        _ => None,
    }
}

fn bound(scope: &Scoped, slot: Slot) -> Option<Binding> {
    let found = scope.bindings.iter().rev().find(|(s, _)| *s == slot)?;
    Some(found.1.clone())
}

fn refused(text: &str, span: Span) -> Box<EvalError> {
    EvalError::new(code::UNSUPPORTED, text).at(span)
}
