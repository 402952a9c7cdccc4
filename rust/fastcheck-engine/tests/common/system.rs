//! A model as a [`System`].

use std::ops::ControlFlow;
use std::sync::Arc;

use fastcheck_engine::access::Change as StepChange;
use fastcheck_engine::{
    Access, Answer, Ask, Edit, Failure, FailureKind, Hint, Options, Place, PlainAsk, Progress,
    Query, Question, QuestionKind, Replies, Report, Side, StopToken, System, Variable, explore,
};
use fastcheck_values::{Universe, Value};

use super::model::{Model, Part, PlainView, Trouble, View};
use super::plain::{Change, Look, Plain};

pub struct ModelSystem {
    model: Model,
    universe: Arc<Universe>,
    variables: Vec<Variable>,
    questions: Vec<Question>,
    parts: Vec<Part>,
    pub plain: bool,
}

/// Runs a model in the engine.
pub fn run(model: &Model, options: &Options) -> (Report, Arc<Universe>) {
    run_until(model, options, &StopToken::new())
}

pub fn run_until(model: &Model, options: &Options, stop: &StopToken) -> (Report, Arc<Universe>) {
    run_as(model, options, stop, false)
}

/// `plain`: direct questions are asked with whole values.
pub fn run_as(
    model: &Model,
    options: &Options,
    stop: &StopToken,
    plain: bool,
) -> (Report, Arc<Universe>) {
    let mut system = ModelSystem::new(model);
    system.plain = plain;
    let report = explore(&system, options, stop, &Progress::default());
    (report, system.universe)
}

impl ModelSystem {
    pub fn new(model: &Model) -> Self {
        let variables = model
            .variables
            .iter()
            .map(|(name, hint)| Variable {
                name: name.clone(),
                hint: hint.unwrap_or(Hint::Split),
            })
            .collect();
        let parts = model.parts();
        ModelSystem {
            questions: parts.iter().map(|part| question(model, *part)).collect(),
            model: model.clone(),
            universe: Arc::new(Universe::new()),
            variables,
            parts,
            plain: false,
        }
    }
}

fn question(model: &Model, part: Part) -> Question {
    let plain = |kind, name: String| Question {
        kind,
        name,
        over: None,
        direct: format!("{:?}", model.expression(part)).contains("Level"),
        impure: model.impure,
    };
    match part {
        Part::Action(i) => {
            let action = &model.actions[i];
            Question {
                kind: QuestionKind::Action {
                    action: action.action,
                },
                name: model.action_names[action.action].clone(),
                over: action.over,
                direct: action.direct,
                impure: model.impure,
            }
        }
        Part::Invariant(i) => plain(QuestionKind::Invariant, format!("invariant{i}")),
        Part::Constraint(i) => plain(QuestionKind::Constraint, format!("constraint{i}")),
        Part::Terminal(i) => plain(QuestionKind::Terminal, format!("terminal{i}")),
        Part::Step(i) => plain(QuestionKind::StepProperty, format!("step{i}")),
        Part::Init(i) => plain(QuestionKind::InitProperty, format!("init{i}")),
        Part::Between(i) => plain(QuestionKind::ActionConstraint, format!("between{i}")),
    }
}

fn interned(universe: &Universe, state: &[Plain]) -> Vec<Value> {
    state.iter().map(|v| v.intern(universe)).collect()
}

impl ModelSystem {
    fn trouble(&self) -> Arc<Failure> {
        let mut failure = Failure::error("FC0403", "an evaluation error of the model");
        if self.model.unassigned {
            failure.kind = FailureKind::Unassigned;
        }
        Arc::new(failure)
    }
}

impl System for ModelSystem {
    fn universe(&self) -> &Arc<Universe> {
        &self.universe
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn actions(&self) -> &[String] {
        &self.model.action_names
    }

    fn questions(&self) -> &[Question] {
        &self.questions
    }

    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>> {
        for state in &self.model.initial {
            if sink(&interned(&self.universe, state)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn answer(&self, mut asks: Vec<Ask>) -> Vec<Ask> {
        for ask in &mut asks {
            let element = ask.element.map(|e| Plain::of(&self.universe, e));
            let mut view = EngineView {
                level: ask.level,
                access: &mut ask.access,
                universe: &self.universe,
            };
            let answer = match self.parts[ask.question] {
                Part::Action(i) => self
                    .model
                    .run(i, element.as_ref(), &mut view)
                    .map(|()| Answer::Successors),
                part => self.model.truth(part, &mut view).map(Answer::Truth),
            };
            ask.answer = Some(answer.unwrap_or_else(|Trouble| Answer::Failure(self.trouble())));
        }
        asks
    }

    fn accepts_plain(&self) -> bool {
        self.plain
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        let plain = |state: &[Value]| -> Vec<Plain> {
            let value = |v: &Value| Plain::of(&self.universe, *v);
            state.iter().map(value).collect()
        };
        for ask in asks {
            let element = ask.element.map(|e| Plain::of(&self.universe, e));
            let (before, after) = (plain(ask.before), plain(ask.after.unwrap_or_default()));
            let mut view = PlainView::new(&before, &after, ask.level);
            let answer = match self.parts[ask.question] {
                Part::Action(i) => self
                    .model
                    .run(i, element.as_ref(), &mut view)
                    .map(|()| Answer::Successors),
                part => self.model.truth(part, &mut view).map(Answer::Truth),
            };
            for successor in &view.successors {
                replies.successor(&interned(&self.universe, successor));
            }
            replies.answer(answer.unwrap_or_else(|Trouble| Answer::Failure(self.trouble())));
        }
    }

    fn has_identity(&self) -> bool {
        self.model.identity.is_some()
    }

    fn identity(&self, state: &[Value]) -> Result<Option<Vec<Value>>, Arc<Failure>> {
        let state: Vec<Plain> = state
            .iter()
            .map(|v| Plain::of(&self.universe, *v))
            .collect();
        let identity = self.model.identity(&state);
        Ok(identity.map(|i| interned(&self.universe, &i)))
    }

    fn select(&self, predicate: u32, elements: &[Value]) -> Result<Vec<bool>, Arc<Failure>> {
        let test = &self.model.tests[predicate as usize];
        let holds = |e: &Value| {
            test.holds(&Plain::of(&self.universe, *e))
                .map_err(|_| self.trouble())
        };
        elements.iter().map(holds).collect()
    }
}

struct EngineView<'a> {
    level: u32,
    access: &'a mut Access,
    universe: &'a Universe,
}

impl EngineView<'_> {
    fn place(&self, variable: usize, path: &[Plain]) -> Place {
        let root = Place::root(variable);
        path.iter()
            .fold(root, |place, key| place.child(key.intern(self.universe)))
    }
}

impl View for EngineView<'_> {
    fn level(&self) -> u32 {
        self.level
    }

    fn begin(&mut self) {
        self.access.begin();
    }

    fn successor(&mut self) {
        self.access.successor();
    }

    fn look(
        &mut self,
        side: Side,
        variable: usize,
        path: &[Plain],
        look: &Look<Plain>,
    ) -> Option<Plain> {
        let place = self.place(variable, path);
        let query = match look {
            Look::Whole => Query::Whole,
            Look::Present => Query::Present,
            Look::Contains(m) => Query::Contains(m.intern(self.universe)),
            Look::Has(k) => Query::Has(k.intern(self.universe)),
            Look::Size => Query::Size,
            Look::Domain => Query::Domain,
            Look::Last => Query::Last,
        };
        let value = self.access.query(side, &place, &query)?;
        Some(Plain::of(self.universe, value))
    }

    fn select(
        &mut self,
        side: Side,
        variable: usize,
        path: &[Plain],
        test: usize,
        decide: &dyn Fn(&Plain) -> Result<bool, Trouble>,
    ) -> Result<Option<Vec<Plain>>, Trouble> {
        let place = self.place(variable, path);
        let universe = self.universe;
        let decide = |m: Value| decide(&Plain::of(universe, m));
        let chosen = self.access.select(side, &place, test as u32, decide)?;
        Ok(chosen.map(|c| c.into_iter().map(|m| Plain::of(universe, m)).collect()))
    }

    fn change(&mut self, variable: usize, path: &[Plain], change: &Change<Plain>) -> bool {
        let place = self.place(variable, path);
        let value = |v: &Plain| v.intern(self.universe);
        let edit = match change {
            Change::Assign(v) => Edit::Assign(value(v)),
            Change::Insert(v) => Edit::Insert(value(v)),
            Change::Remove(v) => Edit::Remove(value(v)),
            Change::Append(v) => Edit::Append(value(v)),
            Change::Delete(v) => Edit::Delete(value(v)),
            Change::PopFirst => Edit::PopFirst,
            Change::PopLast => Edit::PopLast,
        };
        self.access.edit(&place, edit).is_ok()
    }

    fn same(&mut self, variable: usize, path: &[Plain]) -> bool {
        let place = self.place(variable, path);
        let change = self.access.change(&place);
        let mut both = |place: &Place| {
            let before = self.access.query(Side::Before, place, &Query::Whole);
            before == self.access.query(Side::After, place, &Query::Whole)
        };
        match change {
            StepChange::Nothing => true,
            StepChange::Other | StepChange::Members => false,
            StepChange::Entries(keys) => keys.iter().all(|key| both(&place.child(*key))),
            StepChange::Unknown => both(&place),
        }
    }

    fn moved(&mut self, variable: usize, path: &[Plain], member: &Plain) -> bool {
        let place = self.place(variable, path);
        let member = member.intern(self.universe);
        if let Some(changed) = self.access.changed_members(&place) {
            return changed.contains(&member);
        }
        let query = Query::Contains(member);
        let before = self.access.query(Side::Before, &place, &query);
        before != self.access.query(Side::After, &place, &query)
    }
}
