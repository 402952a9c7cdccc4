//! Temporal properties of random models: the engine's recording, for any number of workers, against a graph made by a plain
//! interpreter.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use common::brute::{self, Bounds, Outcome, holds, successors};
use common::model::{Expr, Identity, Model, Part};
use common::plain::Plain;
use common::random::{Rng, model};
use common::system::ModelSystem;
use fastcheck_engine::liveness::{
    Fairness, Formula, Property, StateAtom, StateGraph, StepAtom, Temporal, Violation, check,
};
use fastcheck_engine::{
    Ask, Checked, Failure, Finding, Options, PlainAsk, Progress, Question, QuestionKind, Replies,
    Report, StopToken, System, Variable, Verdict, explore,
};
use fastcheck_values::{Universe, Value};

/// A model whose invariants and step properties are predicates of temporal properties.
struct Temporally {
    inner: ModelSystem,
    questions: Vec<Question>,
    temporal: Temporal,
}

impl Temporally {
    fn new(model: &Model, temporal: &Temporal, plain: bool) -> Self {
        let mut inner = ModelSystem::new(model);
        inner.plain = plain;
        let mut questions = inner.questions().to_vec();
        for question in &mut questions {
            question.kind = match question.kind {
                QuestionKind::Invariant | QuestionKind::InitProperty => {
                    QuestionKind::StatePredicate
                }
                QuestionKind::StepProperty => QuestionKind::StepPredicate,
                other => other,
            };
        }
        Temporally {
            inner,
            questions,
            temporal: temporal.clone(),
        }
    }
}

impl System for Temporally {
    fn universe(&self) -> &Arc<Universe> {
        self.inner.universe()
    }

    fn variables(&self) -> &[Variable] {
        self.inner.variables()
    }

    fn actions(&self) -> &[String] {
        self.inner.actions()
    }

    fn questions(&self) -> &[Question] {
        &self.questions
    }

    fn temporal(&self) -> &Temporal {
        &self.temporal
    }

    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>> {
        self.inner.initial(sink)
    }

    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask> {
        self.inner.answer(asks)
    }

    fn select(&self, predicate: u32, elements: &[Value]) -> Result<Vec<bool>, Arc<Failure>> {
        self.inner.select(predicate, elements)
    }

    fn accepts_plain(&self) -> bool {
        self.inner.accepts_plain()
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        self.inner.answer_plain(asks, replies);
    }

    fn has_identity(&self) -> bool {
        self.inner.has_identity()
    }

    fn identity(&self, state: &[Value]) -> Result<Option<Vec<Value>>, Arc<Failure>> {
        self.inner.identity(state)
    }
}

/// The questions of a model that formulas may be made of.
struct Vocabulary {
    states: Vec<usize>,
    steps: Vec<usize>,
    actions: usize,
}

impl Vocabulary {
    fn of(model: &Model) -> Self {
        let of = |wanted: fn(&Part) -> bool| {
            let parts = model.parts();
            (0..parts.len()).filter(|q| wanted(&parts[*q])).collect()
        };
        Vocabulary {
            states: of(|p| matches!(p, Part::Invariant(_) | Part::Init(_))),
            steps: of(|p| matches!(p, Part::Step(_))),
            actions: model.actions.len(),
        }
    }

    fn state(&self, rng: &mut Rng) -> StateAtom {
        if self.states.is_empty() || rng.one_in(4) {
            return StateAtom::CanTake(vec![rng.below(self.actions)]);
        }
        StateAtom::Question(self.states[rng.below(self.states.len())])
    }

    fn step(&self, rng: &mut Rng) -> StepAtom {
        if self.steps.is_empty() || rng.one_in(2) {
            return StepAtom::Taken(vec![rng.below(self.actions), rng.below(self.actions)]);
        }
        StepAtom::Question {
            question: self.steps[rng.below(self.steps.len())],
            stuttering: rng.one_in(2),
        }
    }

    fn formula(&self, rng: &mut Rng, depth: usize) -> Formula {
        let inner = |rng: &mut Rng| self.formula(rng, depth - 1);
        if depth == 0 {
            return if rng.one_in(4) {
                Formula::Step(self.step(rng))
            } else {
                Formula::State(self.state(rng))
            };
        }
        match rng.below(8) {
            0 => inner(rng).negate(),
            1 => inner(rng).implies(inner(rng)),
            2 => inner(rng).always(),
            3 => inner(rng).eventually(),
            4 => inner(rng).infinitely_often(),
            5 => inner(rng).stabilizes(),
            6 => inner(rng).until(inner(rng)),
            _ => inner(rng).leads_to(inner(rng)),
        }
    }

    fn temporal(&self, rng: &mut Rng) -> Temporal {
        let all: Vec<usize> = (0..self.actions).collect();
        let mut fairness = vec![Fairness::weak("next", all)];
        for _ in 0..rng.below(4) {
            let mut fair = Fairness::weak("action", vec![rng.below(self.actions)]);
            fair.strong = rng.one_in(2);
            fairness.push(fair);
        }
        fairness.truncate(rng.below(fairness.len() + 1));
        let property = |rng: &mut Rng| {
            let depth = 1 + rng.below(3);
            Property {
                name: "property".into(),
                formula: self.formula(rng, depth),
            }
        };
        Temporal {
            properties: (0..1 + rng.below(3)).map(|_| property(rng)).collect(),
            fairness,
            kept: Vec::new(),
        }
    }
}

/// The graph of the states that were expanded, by the plain interpreter; `None` if a predicate fails somewhere.
fn graph(
    model: &Model,
    temporal: &Temporal,
    outcome: &Outcome,
    max_depth: Option<u64>,
) -> Option<StateGraph> {
    let parts = model.parts();
    let mut graph = StateGraph::new(temporal);
    let mut failed = false;
    for (id, state) in outcome.states.iter().enumerate() {
        let level = outcome.levels[id];
        if max_depth.is_some_and(|max| u64::from(level) >= max) {
            break;
        }
        let can: HashSet<usize> = (0..model.actions.len())
            .filter(|a| {
                successors(model, *a, state, level)
                    .next
                    .iter()
                    .any(|(s, _)| s != state)
            })
            .collect();
        let asked = |question: usize, after: &Vec<Plain>, failed: &mut bool| {
            let holds = holds(model, parts[question], state, after, level);
            *failed |= holds.is_none();
            holds == Some(true)
        };
        let flag = std::cell::Cell::new(false);
        graph.add_state((id as u32) < outcome.initial, |atom| match atom {
            StateAtom::Question(q) => {
                let mut failed = flag.get();
                let holds = asked(*q, &Vec::new(), &mut failed);
                flag.set(failed);
                holds
            }
            StateAtom::CanTake(questions) => questions.iter().any(|q| can.contains(q)),
        });
        let edges: Vec<_> = outcome
            .edges
            .iter()
            .filter(|e| e.0 as usize == id)
            .collect();
        let mut targets: Vec<u32> = Vec::new();
        for (_, target, _) in &edges {
            if *target as usize != id && !targets.contains(target) {
                targets.push(*target);
            }
        }
        for target in targets {
            let after = &outcome.states[target as usize];
            graph.add_edge(target, |atom| match atom {
                StepAtom::Question { question, .. } => {
                    let mut failed = flag.get();
                    let holds = asked(*question, after, &mut failed);
                    flag.set(failed);
                    holds
                }
                StepAtom::Taken(questions) => edges
                    .iter()
                    .any(|e| e.1 == target && questions.contains(&(e.2 as usize))),
            });
        }
        failed |= flag.get();
    }
    (!failed).then_some(graph)
}

#[derive(Default, Debug)]
struct Seen {
    models: usize,
    violated: usize,
    held: usize,
    cycles: usize,
    incomplete: usize,
    failed: usize,
    refused: usize,
}

/// Options of the runs that must agree.
const SETTINGS: [(usize, bool, bool); 4] = [
    (1, true, false),
    (2, true, false),
    (4, false, true),
    (1, false, false),
];

fn agree(seed: u64, seen: &mut Seen) {
    let mut rng = Rng(seed ^ 0x5eed);
    let mut model = model(seed, 3);
    if rng.one_in(30) {
        model.identity = Some(Identity::View(vec![Expr::Lit(Plain::Int(0))]));
    }
    if rng.one_in(10) {
        // No truth value.
        model.invariants.push(Expr::Lit(Plain::Int(0)));
    }
    let temporal = Vocabulary::of(&model).temporal(&mut rng);
    let max_depth = rng.one_in(6).then(|| 1 + rng.below(5) as u64);
    if model.identity.is_some() {
        refused(&model, &temporal);
        seen.refused += 1;
        return;
    }
    let bare = Model {
        invariants: Vec::new(),
        steps: Vec::new(),
        init_properties: Vec::new(),
        ..model.clone()
    };
    let outcome = brute::explore(
        &bare,
        Bounds {
            max_states: Some(200),
            max_depth,
            patience: Some(3000),
            ..Bounds::default()
        },
    );
    let by_depth = max_depth.is_some() && outcome.states.len() < 200;
    if outcome.skipped || !outcome.found.is_empty() || (outcome.bounded && !by_depth) {
        return;
    }
    let expected = graph(&model, &temporal, &outcome, max_depth).map(|graph| {
        check(
            &graph,
            &temporal.properties,
            &temporal.fairness,
            1,
            &StopToken::new(),
        )
        .unwrap()
    });
    seen.models += 1;
    for (workers, learn, plain) in SETTINGS {
        let options = Options {
            workers,
            parallel_from: 8,
            learn,
            deadlock: false,
            max_depth,
            record_graph: workers == 2,
            ..Options::default()
        };
        let system = Temporally::new(&model, &temporal, plain);
        let report = explore(&system, &options, &StopToken::new(), &Progress::default());
        let told = format!("seed {seed}, {workers} workers: {model:?} {temporal:?}");
        match &expected {
            None => assert_eq!(report.verdict, Verdict::Error, "{told} {:?}", report.found),
            Some(expected) => same(
                &outcome,
                expected,
                &report,
                &system.inner,
                outcome.bounded,
                &told,
            ),
        }
    }
    match expected {
        None => seen.failed += 1,
        Some(list) => {
            let violations = || list.iter().flatten();
            seen.violated += violations().count();
            seen.held += list.len() - violations().count();
            seen.cycles += violations()
                .filter(|v| v.loop_start + 1 < v.states.len())
                .count();
            seen.incomplete += usize::from(outcome.bounded && violations().count() == 0);
        }
    }
}

fn same(
    outcome: &Outcome,
    expected: &[Option<Violation>],
    report: &Report,
    system: &ModelSystem,
    bounded: bool,
    told: &str,
) {
    let checked: Vec<Checked> = expected
        .iter()
        .map(|violation| match violation {
            Some(_) => Checked::Violated,
            None if bounded => Checked::Undecided,
            None => Checked::Holds,
        })
        .collect();
    assert_eq!(report.temporal, checked, "{told} {:?}", report.found);
    let Some(first) = expected.iter().position(Option::is_some) else {
        let verdict = if bounded {
            Verdict::Incomplete
        } else {
            Verdict::Ok
        };
        assert_eq!(report.verdict, verdict, "{told} {:?}", report.found);
        return;
    };
    assert_eq!(
        report.verdict,
        Verdict::Violation,
        "{told} {:?}",
        report.found
    );
    assert_eq!(report.found.len(), 1, "{told}");
    let found = &report.found[0];
    assert_eq!(found.finding, Finding::Liveness(first), "{told}");
    let violation = expected[first].as_ref().unwrap();
    let lasso = found.lasso.as_ref().unwrap();
    assert_eq!(lasso.loop_start, violation.loop_start, "{told}");
    let states: Vec<Vec<Plain>> = found
        .trace
        .iter()
        .map(|s| {
            s.values
                .iter()
                .map(|v| Plain::of(system.universe(), *v))
                .collect()
        })
        .collect();
    let wanted: Vec<&Vec<Plain>> = violation
        .states
        .iter()
        .map(|s| &outcome.states[*s as usize])
        .collect();
    assert_eq!(states.iter().collect::<Vec<_>>(), wanted, "{told}");
}

fn refused(model: &Model, temporal: &Temporal) {
    let system = Temporally::new(model, temporal, false);
    let report = explore(
        &system,
        &Options::default(),
        &StopToken::new(),
        &Progress::default(),
    );
    assert_eq!(report.verdict, Verdict::Error);
    let Finding::Failure(None, failure) = &report.found[0].finding else {
        panic!("{:?}", report.found)
    };
    assert_eq!(failure.code, "FC0505");
}

#[test]
fn random_models_agree_with_the_plain_interpreter() {
    let mut seen = Seen::default();
    let cases = std::env::var("FASTCHECK_LIVENESS_MODELS").ok();
    let cases: u64 = cases.and_then(|text| text.parse().ok()).unwrap_or(1500);
    let only = std::env::var("FASTCHECK_ONLY")
        .ok()
        .and_then(|s| s.parse().ok());
    for seed in only.map_or(0..cases, |seed: u64| seed..seed + 1) {
        agree(seed, &mut seen);
    }
    println!("{seen:?}");
    assert!(seen.models > cases as usize / 10, "{seen:?}");
    let least = seen.models / 50;
    assert!(
        seen.violated > least
            && seen.held > least
            && seen.cycles > least
            && seen.incomplete > 0
            && seen.failed > 0
            && seen.refused > 0,
        "{seen:?}"
    );
}
