//! From a model to questions: one for each action instance, invariant, constraint and property.

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_engine::{Question, QuestionKind};
use fastcheck_values::Value;

use crate::codes;
use crate::diag::Diagnostic;
use crate::eval::{ActionInstance, Binding, Conjunct, Eval, Evaluator, Scoped, Shared};
use crate::ir::{ConstBinding, Level};
use crate::sema::{Model, Piece};
use crate::source::Span;

/// What a question stands for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// Successors of an action instance.
    Action(ActionInstance),
    /// Truth of a formula of a state or a step.
    Truth(Conjunct),
    /// Whether it is ever true, by index of the formulas that must be possible.
    Possible(usize, Scoped),
}

/// One action as users see it; several questions may belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    /// The definition that it stands in.
    pub name: Arc<str>,
    /// The place of the action.
    pub location: Span,
}

/// How a question is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Name, for actions without arguments.
    pub name: Arc<str>,
    /// For properties: the name in the configuration that it is a part of.
    pub property: Arc<str>,
    /// Place of the action or formula.
    pub location: Span,
    /// Arguments of an action instance.
    pub args: Vec<(Arc<str>, Value)>,
    /// For questions over the members of a set: the name of the parameter.
    pub member: Option<Arc<str>>,
}

/// All questions of a model.
#[derive(Default)]
pub(crate) struct Questions {
    pub(crate) actions: Vec<Action>,
    pub(crate) questions: Vec<Question>,
    pub(crate) asked: Vec<Asked>,
    pub(crate) shown: Vec<Shown>,
}

impl Questions {
    /// The questions of a model, actions first, in the order in which TLC enumerates.
    pub(crate) fn of(model: &Model, shared: &Shared, evaluator: &mut Evaluator) -> Eval<Self> {
        let mut all = Questions::default();
        if let Some(next) = &model.next {
            let instances = evaluator.split(next.def)?;
            all.actions(shared, instances);
        }
        for (kind, pieces) in [
            (QuestionKind::Constraint, &model.constraints),
            (QuestionKind::ActionConstraint, &model.action_constraints),
            (QuestionKind::Invariant, &model.invariants),
            (QuestionKind::InitProperty, &model.implied_inits),
            (QuestionKind::StepProperty, &model.implied_actions),
        ] {
            for piece in pieces {
                let whole = shared.scoped(piece.def);
                let states = matches!(kind, QuestionKind::Constraint | QuestionKind::Invariant);
                if states && shared.is_pure(whole.expr) {
                    for conjunct in evaluator.conjuncts(piece.def)? {
                        all.truth(true, kind, piece, conjunct);
                    }
                } else {
                    all.formula(shared, kind, piece, whole);
                }
            }
        }
        for (index, piece) in model.possible.iter().enumerate() {
            all.possible(index, piece, shared.scoped(piece.def));
        }
        Ok(all)
    }

    /// Whether some question asks how its state was reached. Then nothing about actions and constraints may be learned: each
    /// step must be seen, and whether it is cut off.
    pub(crate) fn ask_history(&mut self, shared: &Shared) -> bool {
        let asks = self.asked.iter().any(|asked| match asked {
            Asked::Action(instance) => shared.asks_history(&instance.action),
            Asked::Truth(Conjunct::Formula(formula)) | Asked::Possible(_, formula) => {
                shared.asks_history(formula)
            }
            Asked::Truth(Conjunct::Member(_)) => false,
        });
        for question in self.questions.iter_mut().filter(|_| asks) {
            if matches!(
                question.kind,
                QuestionKind::Action { .. }
                    | QuestionKind::Constraint
                    | QuestionKind::ActionConstraint
            ) {
                (question.direct, question.impure) = (true, true);
            }
        }
        asks
    }

    /// The variables that the answers of predicates of states may depend on, by question, where that is known.
    pub(crate) fn depends(&self, shared: &Shared) -> Vec<Option<Vec<usize>>> {
        let asked = self.asked.iter().zip(&self.questions);
        let depends = |(asked, question): (&Asked, &Question)| match (asked, question.kind) {
            (Asked::Truth(conjunct), QuestionKind::Invariant | QuestionKind::Constraint)
                if !question.impure =>
            {
                shared.variables_of(conjunct)
            }
            _ => None,
        };
        asked.map(depends).collect()
    }

    fn possible(&mut self, index: usize, piece: &Piece, formula: Scoped) {
        let kind = match piece.level {
            Level::Constant | Level::State => QuestionKind::Constraint,
            Level::Action | Level::Temporal => QuestionKind::ActionConstraint,
        };
        // Never learned: each answer leaves a trace.
        self.truth(false, kind, piece, Conjunct::Formula(formula.clone()));
        if let Some(asked) = self.asked.last_mut() {
            *asked = Asked::Possible(index, formula);
        }
    }

    fn actions(&mut self, shared: &Shared, instances: Vec<ActionInstance>) {
        let mut known: HashMap<Action, usize> = HashMap::new();
        for instance in instances {
            let action = Action {
                name: instance.name.clone(),
                location: instance.location,
            };
            let index = *known.entry(action.clone()).or_insert_with(|| {
                self.actions.push(action);
                self.actions.len() - 1
            });
            let pure = is_pure(shared, &instance.action);
            self.questions.push(Question {
                kind: QuestionKind::Action { action: index },
                name: display(shared, &instance),
                over: instance.over.as_ref().map(|over| over.0.0 as usize),
                direct: !pure,
                impure: !pure,
            });
            self.shown.push(Shown {
                name: instance.name.clone(),
                property: instance.name.clone(),
                location: instance.location,
                args: instance.args.clone(),
                member: None,
            });
            self.asked.push(Asked::Action(instance));
        }
    }

    /// Adds a question about the truth of a formula. Returns its index.
    pub(crate) fn formula(
        &mut self,
        shared: &Shared,
        kind: QuestionKind,
        piece: &Piece,
        formula: Scoped,
    ) -> usize {
        let pure = is_pure(shared, &formula);
        self.truth(pure, kind, piece, Conjunct::Formula(formula))
    }

    fn truth(&mut self, pure: bool, kind: QuestionKind, piece: &Piece, asked: Conjunct) -> usize {
        self.questions.push(Question {
            kind,
            name: piece.name.to_string(),
            over: None,
            direct: !pure,
            impure: !pure,
        });
        self.shown.push(Shown {
            name: piece.name.clone(),
            property: piece.property.clone(),
            location: piece.span,
            args: Vec::new(),
            member: None,
        });
        self.asked.push(Asked::Truth(asked));
        self.questions.len() - 1
    }
}

/// Whether a formula is a function of the state, with all that is bound in it.
fn is_pure(shared: &Shared, formula: &Scoped) -> bool {
    let bound = formula.bindings.iter().all(|(_, binding)| match binding {
        Binding::Outer(outer) => is_pure(shared, outer),
        Binding::Let(expr) => shared.is_pure(*expr),
        Binding::Operator(def) => shared.is_pure_operator(*def),
        Binding::Value(_) => true,
    });
    bound && shared.is_pure(formula.expr)
}

/// `Send(p1, p2)`
fn display(shared: &Shared, instance: &ActionInstance) -> String {
    let args: Vec<String> = instance
        .args
        .iter()
        .map(|arg| shared.universe.display(arg.1))
        .collect();
    match args.as_slice() {
        [] => instance.name.to_string(),
        args => format!("{}({})", instance.name, args.join(", ")),
    }
}

/// What stands for a constant and asks about the run, which has not begun, and so has no value.
pub(crate) fn no_constants(shared: &Shared, evaluator: &mut Evaluator) -> Vec<Diagnostic> {
    let constants = shared.program.constants.iter();
    let volatile = constants.filter_map(|constant| match constant.binding {
        Some(ConstBinding::Def(def)) if constant.arity == 0 => {
            let scoped = shared.scoped(def);
            shared
                .is_volatile(scoped.expr)
                .then_some((constant, def, scoped))
        }
        _ => None,
    });
    let mut found = Vec::new();
    for (constant, def, scoped) in volatile {
        if let Err(error) = evaluator.constant(&scoped) {
            let def = shared.program.def(def);
            let text = format!(
                "`{}` stands for the constant `{}`, but has no value before the run begins: {}",
                def.name, constant.name, error.message
            );
            found.push(Diagnostic::error(codes::CONSTANT_LEVEL, def.span, text));
        }
    }
    found
}

/// Whether a formula speaks neither of a state nor of the run.
fn is_constant(shared: &Shared, piece: &Piece) -> bool {
    piece.level == Level::Constant && !shared.is_volatile(shared.scoped(piece.def).expr)
}

/// A conjunct of the initial predicate that speaks of no variable and is false leaves no behaviour: an error of the
/// configuration, as in TLC.
pub(crate) fn trivially_false(
    model: &Model,
    shared: &Shared,
    evaluator: &mut Evaluator,
) -> Eval<Option<Diagnostic>> {
    for piece in model.init.iter().filter(|p| is_constant(shared, p)) {
        let value = evaluator.constant(&shared.scoped(piece.def))?;
        if value == shared.universe.boolean(false) {
            let text = format!("the specification is false, because {} is", piece.name);
            return Ok(Some(Diagnostic::error(codes::TRIVIAL, piece.span, text)));
        }
    }
    Ok(None)
}

/// Invariants that speak of no state are decided at once: what is false is an error of the configuration, what is true
/// is worth a warning.
pub(crate) fn constant_invariants(
    model: &Model,
    shared: &Shared,
    evaluator: &mut Evaluator,
) -> Eval<Vec<Diagnostic>> {
    let mut found = Vec::new();
    for piece in model.invariants.iter().filter(|p| is_constant(shared, p)) {
        let scoped = shared.scoped(piece.def);
        let value = evaluator.constant(&scoped)?;
        let name = &piece.name;
        if value == shared.universe.boolean(true) {
            let text = format!("invariant {name} speaks of no variable and is true in every state");
            found.push(Diagnostic::warning("FC1351", piece.span, text));
        } else {
            let text = format!("invariant {name} speaks of no variable and is not true");
            found.push(
                Diagnostic::error("FC1350", piece.span, text)
                    .hint("an invariant is a formula about the variables"),
            );
        }
    }
    Ok(found)
}
