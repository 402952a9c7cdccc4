//! What a run answers.

use std::sync::Arc;

use fastcheck_values::Value;

use crate::liveness::StateGraph;
use crate::options::StopReason;
use crate::system::Failure;

/// The answer in one word. `Ok` means: every property, on every reachable state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything was explored and everything held.
    Ok,
    /// Something did not hold.
    Violation,
    /// Something could not be evaluated.
    Error,
    /// The run ended early, and nothing was found so far.
    Incomplete,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// An invariant, by question, is false in the trace's last state.
    Invariant(usize),
    /// A property of initial states, by question, is false in the trace's only state.
    InitProperty(usize),
    /// A step property, by question, is false for the trace's last step.
    StepProperty(usize),
    /// The trace's last state has no successor and is not terminal.
    Deadlock,
    /// A temporal property, by its place in [`crate::System::temporal`], fails on the behaviour that the trace and
    /// [`Found::lasso`] show.
    Liveness(usize),
    /// A question could not be answered in the trace's last state (for step properties: its last step).
    Failure(Option<usize>, Arc<Failure>),
}

/// One state of a trace and how it was reached.
#[derive(Clone, Debug)]
pub struct TraceState {
    /// One value per variable.
    pub values: Vec<Value>,
    /// The question whose successor it is; `None` for the initial state.
    pub question: Option<usize>,
    /// The member, for questions over a set.
    pub element: Option<Value>,
}

/// A finding with the shortest trace to it, replayed by the evaluator.
#[derive(Clone, Debug)]
pub struct Found {
    /// What.
    pub finding: Finding,
    /// From an initial state to where it shows. Empty when the initial states themselves could not be computed.
    pub trace: Vec<TraceState>,
    /// How the trace goes on for ever, for [`Finding::Liveness`].
    pub lasso: Option<Lasso>,
}

/// How a behaviour that violates a temporal property goes on for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Lasso {
    /// Index of the trace's state that follows its last state. The last state itself: it stays so for ever (stuttering).
    pub loop_start: usize,
    /// How each fairness condition is satisfied, in the order of [`crate::liveness::Temporal::fairness`].
    pub fairness: Vec<Kept>,
    /// The question, and its member, of the step back; `None` when it stays in its last state.
    pub back: Option<(usize, Option<Value>)>,
    /// Actions, by index, of which weak fairness would exclude this behaviour: all through the cycle they can be taken, and
    /// never are.
    pub suggestions: Vec<usize>,
}

/// Why a fairness condition holds on a behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The step to this state of the trace takes the action again and again (for [`Lasso::loop_start`]: the step back).
    Taken(usize),
    /// The action is disabled in this state of the trace, again and again.
    Disabled(usize),
    /// Strong: from some time on it is never enabled.
    NeverEnabled,
}

/// What became of a temporal property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Every fair behaviour satisfies it.
    Holds,
    /// Some fair behaviour does not.
    Violated,
    /// It was not checked to the end, or not on all states.
    Undecided,
}

/// Counts of one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionCount {
    /// Successors generated.
    pub generated: u64,
    /// States first reached by it.
    pub distinct: u64,
}

/// How one question was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learning {
    /// Index of the question.
    pub question: usize,
    /// How often the answer was needed.
    pub asked: u64,
    /// How often the evaluator ran.
    pub evaluated: u64,
    /// Whether it was still learned at the end.
    pub learned: bool,
}

/// All states, as columns: value `i` of a variable's column is `values[codes[i]]`.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Code of each state.
    pub codes: Vec<u32>,
    /// Values by code.
    pub values: Vec<Value>,
}

/// All transitions, sorted by source; states are numbered in the order of [`Report::states`].
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Source state.
    pub src: Vec<u32>,
    /// Target state.
    pub dst: Vec<u32>,
    /// Question that made the transition.
    pub question: Vec<u32>,
    /// How many of the first states are initial.
    pub initial: u32,
}

/// The answer of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// In one word.
    pub verdict: Verdict,
    /// Why it ended early, if it did.
    pub stop: Option<StopReason>,
    /// What was found; the first is the one to report, more only with [`crate::Options::go_on`].
    pub found: Vec<Found>,
    /// Initial states and successors produced, repetitions included.
    pub generated: u64,
    /// Distinct states that satisfy the constraints.
    pub distinct: u64,
    /// Distinct states not expanded.
    pub left: u64,
    /// Number of levels; the initial states are level 1.
    pub depth: u64,
    /// Order-free digest of the set of distinct states; depends on their values alone.
    pub digest: u128,
    /// Upper bound of the expected number of states lost to equal fingerprints.
    pub collision_probability: f64,
    /// Seconds spent exploring.
    pub seconds: f64,
    /// Peak resident memory of the process during the run, in bytes, as sampled.
    pub peak_memory: u64,
    /// By action, see [`crate::System::actions`].
    pub actions: Vec<ActionCount>,
    /// By question.
    pub learning: Vec<Learning>,
    /// By temporal property, see [`crate::System::temporal`].
    pub temporal: Vec<Checked>,
    /// Seconds spent on temporal properties after exploring.
    pub temporal_seconds: f64,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// One column per variable, and the level of each state; when asked for.
    pub states: Option<(Vec<Column>, Vec<u32>)>,
    /// When asked for.
    pub graph: Option<Graph>,
    /// What was recorded for temporal properties, when [`crate::liveness::Temporal::kept`] asks for it: for
    /// [`crate::liveness::check`].
    pub recorded: Option<Arc<StateGraph>>,
}

impl Report {
    /// The report of a run that failed as a whole, before it could count anything.
    pub fn failed(failure: Arc<Failure>) -> Self {
        Report {
            verdict: Verdict::Error,
            stop: None,
            found: vec![Found {
                finding: Finding::Failure(None, failure),
                trace: Vec::new(),
                lasso: None,
            }],
            generated: 0,
            distinct: 0,
            left: 0,
            depth: 0,
            digest: 0,
            collision_probability: 0.0,
            seconds: 0.0,
            peak_memory: 0,
            actions: Vec::new(),
            learning: Vec::new(),
            temporal: Vec::new(),
            temporal_seconds: 0.0,
            warnings: Vec::new(),
            states: None,
            graph: None,
            recorded: None,
        }
    }
}
