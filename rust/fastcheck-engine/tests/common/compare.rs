//! The engine's report beside the brute-force outcome.

use std::collections::BTreeSet;

use fastcheck_engine::report::{Column, TraceState};
use fastcheck_engine::{Finding, Options, Report, StopReason, StopToken, Verdict};
use fastcheck_values::Universe;

use super::brute::{self, Bounds, Outcome, State, Wrong, holds, successors};
use super::model::{Model, Part};
use super::plain::Plain;
use super::system::run_as;

pub fn bounds(options: &Options) -> Bounds {
    Bounds {
        deadlock: options.deadlock,
        go_on: options.go_on,
        max_states: options.max_states,
        max_depth: options.max_depth,
        patience: options.max_states.map(|most| 12 * most),
    }
}

/// What the engine found, in the brute explorer's terms.
pub fn wrong(model: &Model, finding: &Finding) -> Wrong {
    match finding {
        Finding::Invariant(q) => match model.parts()[*q] {
            Part::Invariant(i) => Wrong::Invariant(i),
            other => panic!("{other:?} is no invariant"),
        },
        Finding::StepProperty(q) => match model.parts()[*q] {
            Part::Step(i) => Wrong::Step(i),
            other => panic!("{other:?} is no step property"),
        },
        Finding::InitProperty(q) => match model.parts()[*q] {
            Part::Init(i) => Wrong::Init(i),
            other => panic!("{other:?} is no property of initial states"),
        },
        Finding::Deadlock => Wrong::Deadlock,
        Finding::Liveness(_) => panic!("no temporal property is asked for"),
        Finding::Failure(Some(q), failure) => {
            assert!(
                failure.code == "FC0403" || failure.code == "FC0503",
                "the model is a function of its state and nothing panics: {failure:?}"
            );
            Wrong::Failure(*q)
        }
        Finding::Failure(None, failure) => panic!("{failure:?}"),
    }
}

/// Checks a report against what the plain interpreter says. `Err` tells the first difference.
pub fn check(
    model: &Model,
    options: &Options,
    expected: &Outcome,
    report: &Report,
    universe: &Universe,
) -> Result<(), String> {
    same("found", &brief(expected), &found(model, report))?;
    let first = expected.found.first().map(|f| f.wrong);
    let verdict = match (first, expected.bounded) {
        _ if expected
            .found
            .iter()
            .any(|f| matches!(f.wrong, Wrong::Failure(_))) =>
        {
            Verdict::Error
        }
        (Some(_), _) => Verdict::Violation,
        (None, true) => Verdict::Incomplete,
        (None, false) => Verdict::Ok,
    };
    same("verdict", &verdict, &report.verdict)?;
    let reason = expected.bounded.then(|| {
        let by_depth = expected.found.is_empty() && options.max_depth == Some(expected.depth);
        match (options.max_states, by_depth) {
            (Some(max), _) if max == expected.states.len() as u64 => StopReason::MaxStates,
            _ => StopReason::MaxDepth,
        }
    });
    same("stop", &reason, &report.stop)?;
    same("generated", &expected.generated, &report.generated)?;
    same(
        "distinct",
        &(expected.states.len() as u64),
        &report.distinct,
    )?;
    same("depth", &expected.depth, &report.depth)?;
    same("left", &expected.left, &report.left)?;
    let actions: Vec<(u64, u64)> = report
        .actions
        .iter()
        .map(|a| (a.generated, a.distinct))
        .collect();
    same("actions", &expected.actions, &actions)?;
    for found in &report.found {
        trace(model, universe, &found.finding, &found.trace)?;
    }
    if verdict == Verdict::Ok {
        recorded(expected, report, universe)?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, expected: &T, got: &T) -> Result<(), String> {
    if expected == got {
        Ok(())
    } else {
        Err(format!(
            "{what}: expected {expected:?}, the engine says {got:?}"
        ))
    }
}

fn brief(expected: &Outcome) -> BTreeSet<(Wrong, usize)> {
    expected.found.iter().map(|f| (f.wrong, f.length)).collect()
}

fn found(model: &Model, report: &Report) -> BTreeSet<(Wrong, usize)> {
    report
        .found
        .iter()
        .map(|f| (wrong(model, &f.finding), f.trace.len()))
        .collect()
}

fn state(universe: &Universe, state: &TraceState) -> State {
    state
        .values
        .iter()
        .map(|v| Plain::of(universe, *v))
        .collect()
}

/// A trace is a path of the plain interpreter, and its end shows the finding.
fn trace(
    model: &Model,
    universe: &Universe,
    finding: &Finding,
    path: &[TraceState],
) -> Result<(), String> {
    let states: Vec<State> = path.iter().map(|s| state(universe, s)).collect();
    if !model.initial.contains(&states[0]) {
        return Err(format!("the trace begins with {:?}", states[0]));
    }
    for (level, (step, pair)) in (1..).zip(path[1..].iter().zip(states.windows(2))) {
        let question = step.question.ok_or("a step without a question")?;
        let element = step.element.map(|e| Plain::of(universe, e));
        let next = successors(model, question, &pair[0], level).next;
        if !next.contains(&(pair[1].clone(), element)) {
            return Err(format!(
                "question {question} leads not from {:?} to {:?}",
                pair[0], pair[1]
            ));
        }
    }
    let last = &states[states.len() - 1];
    let before = &states[states.len().saturating_sub(2)];
    let level = states.len() as u32;
    let here = |part| holds(model, part, last, last, level);
    let between = |part| holds(model, part, before, last, level - 1);
    let shows = match wrong(model, finding) {
        Wrong::Invariant(i) => here(Part::Invariant(i)) == Some(false),
        Wrong::Step(i) => between(Part::Step(i)) == Some(false),
        Wrong::Init(i) => level == 1 && here(Part::Init(i)) == Some(false),
        Wrong::Deadlock => {
            let stuck = |a| successors(model, a, last, level).next.is_empty();
            (0..model.actions.len()).all(stuck)
        }
        Wrong::Failure(q) => match model.parts()[q] {
            Part::Action(a) => successors(model, a, last, level).failed,
            part @ (Part::Step(_) | Part::Between(_)) => between(part).is_none(),
            part => here(part).is_none(),
        },
    };
    if shows {
        Ok(())
    } else {
        Err(format!("the trace does not show {finding:?}"))
    }
}

fn recorded(expected: &Outcome, report: &Report, universe: &Universe) -> Result<(), String> {
    if let Some((columns, levels)) = &report.states {
        same("levels", &expected.levels, levels)?;
        same(
            "states",
            &expected.states,
            &states_of(columns, levels.len(), universe),
        )?;
    }
    if let Some(graph) = &report.graph {
        let edges: Vec<(u32, u32, u32)> = (0..graph.src.len())
            .map(|i| (graph.src[i], graph.dst[i], graph.question[i]))
            .collect();
        same("edges", &expected.edges, &edges)?;
        same("initial", &expected.initial, &graph.initial)?;
    }
    Ok(())
}

fn states_of(columns: &[Column], states: usize, universe: &Universe) -> Vec<State> {
    (0..states)
        .map(|i| {
            columns
                .iter()
                .map(|c| Plain::of(universe, c.values[c.codes[i] as usize]))
                .collect()
        })
        .collect()
}

/// Runs a model in all ways given by `settings` (workers, learn, bits) and compares. Panics with the first difference.
/// Every other way, direct questions are asked with whole values.
pub fn agree(model: &Model, options: &Options, settings: &[(usize, bool, u32)]) -> Outcome {
    let turn = model.variables.len();
    let ways = settings.iter().enumerate();
    agree_as(
        model,
        options,
        ways.map(|(i, way)| (*way, (i + turn).is_multiple_of(2))),
    )
    .0
}

/// The same, in all settings, with whole values and without.
pub fn agree_in_all(model: &Model, options: &Options) -> Outcome {
    let ways = ALL.iter().flat_map(|way| [(*way, false), (*way, true)]);
    agree_as(model, options, ways).0
}

/// The same with whole values; also whether each question was learned to the end, in the last setting.
pub fn agree_plain(
    model: &Model,
    options: &Options,
    settings: &[(usize, bool, u32)],
) -> (Outcome, Vec<bool>) {
    agree_as(model, options, settings.iter().map(|way| (*way, true)))
}

fn agree_as(
    model: &Model,
    options: &Options,
    ways: impl Iterator<Item = ((usize, bool, u32), bool)>,
) -> (Outcome, Vec<bool>) {
    let expected = brute::explore(model, bounds(options));
    let mut learned = Vec::new();
    if expected.skipped {
        return (expected, learned);
    }
    let mut digest = None;
    for ((workers, learn, bits), plain) in ways {
        let options = Options {
            workers,
            // Far lower than the default, so that small models run in parallel, too.
            parallel_from: 4,
            learn,
            fingerprint_bits: bits,
            ..options.clone()
        };
        let (report, universe) = run_as(model, &options, &StopToken::new(), plain);
        if let Err(difference) = check(model, &options, &expected, &report, &universe) {
            panic!("workers {workers}, learn {learn}, plain {plain}, {bits} bits: {difference}");
        }
        assert_eq!(
            *digest.get_or_insert(report.digest),
            report.digest,
            "digest"
        );
        learned = report.learning.iter().map(|l| l.learned).collect();
    }
    (expected, learned)
}

/// Every setting there is.
pub const ALL: [(usize, bool, u32); 12] = [
    (1, true, 64),
    (1, false, 64),
    (1, true, 128),
    (1, false, 128),
    (2, true, 64),
    (2, false, 64),
    (2, true, 128),
    (2, false, 128),
    (4, true, 64),
    (4, false, 64),
    (4, true, 128),
    (4, false, 128),
];
