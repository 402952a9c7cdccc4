//! The transition-system interface: what a front end tells the engine, and what the engine asks of it.
//!
//! **Invariant:** nothing here, nor anywhere in this crate, knows TLA+ or Python.

use std::ops::ControlFlow;
use std::sync::Arc;

use fastcheck_values::{Universe, Value};

use crate::access::Access;
use crate::liveness::{NOTHING, Temporal};

/// How a variable's value is best stored; the engine finds out the rest while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Split functions into entries while their domain is stable, sets into bitmaps.
    Split,
    /// Keep the value as one cell.
    Whole,
}

/// A state variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name; the fingerprint depends on it.
    pub name: String,
    /// How to begin with it.
    pub hint: Hint,
}

/// What a question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Which successors does this action instance have? Answered by successors.
    Action {
        /// Index into [`System::actions`], for counts and names.
        action: usize,
    },
    /// Must hold in every reachable state.
    Invariant,
    /// Must hold in every initial state.
    InitProperty,
    /// States where one is false are not expanded.
    Constraint,
    /// A transition for which one is false does not enter its target; asked about a pair of states.
    ActionConstraint,
    /// A state without successors is no deadlock where one holds.
    Terminal,
    /// Must hold for every transition; asked about a pair of states.
    StepProperty,
    /// A state predicate of a temporal property or of fairness; asked only when there is a temporal property.
    StatePredicate,
    /// The same about a pair of states.
    StepPredicate,
}

/// One question that is asked again and again, for different states.
#[derive(Clone, Debug)]
pub struct Question {
    /// What it is for.
    pub kind: QuestionKind,
    /// Name of the property or action. Invariants that follow one another under one name are the conjuncts of one: those
    /// behind one that is false are not asked.
    pub name: String,
    /// For an action: the variable whose set supplies one more argument. The engine asks once per member, in canonical order.
    pub over: Option<usize>,
    /// The evaluator's answers do not repeat, or depend on the state's level: ask it directly, always.
    pub direct: bool,
    /// Answers may depend on more than the state (random choice, counters, output): ask in the order of the states, on
    /// one worker, and never compare two answers. Implies `direct`.
    pub impure: bool,
}

/// A predicate of one set element alone, numbered by the front end. [`ALL`] is always true and never asked.
pub type PredicateId = u32;

/// The predicate that selects every member.
pub const ALL: PredicateId = 0;

/// What became of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// For actions: the successors recorded in the ask's [`Access`], or given to [`Replies`].
    Successors,
    /// The same, reached by way of so many states that count as generated and are no successors: `A \cdot B`.
    SuccessorsThrough(u32),
    /// For everything else.
    Truth(bool),
    /// It could not be answered. An action's successors recorded before that count.
    Failure(Arc<Failure>),
}

impl Answer {
    /// Whether all successors were found.
    pub fn is_successors(&self) -> bool {
        matches!(self, Answer::Successors | Answer::SuccessorsThrough(_))
    }
}

/// What kind of trouble a [`Failure`] is; decides verdict and exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Evaluation went wrong.
    Error,
    /// An assertion written in an action is false.
    Assertion,
    /// A value does not belong to its variable's declared type.
    Type,
    /// An action's successor leaves a variable without a value; it counts as generated.
    Unassigned,
}

impl FailureKind {
    /// Whether something could not be evaluated, so that nothing is known about it.
    pub fn is_error(self) -> bool {
        matches!(self, FailureKind::Error | FailureKind::Unassigned)
    }
}

/// One call on the way to a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What was being evaluated.
    pub name: String,
    /// Source file, where known.
    pub file: Option<String>,
    /// Line in it, from 1.
    pub line: Option<u32>,
    /// Column in it, from 1.
    pub column: Option<u32>,
}

/// An evaluation that failed, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Decides the verdict.
    pub kind: FailureKind,
    /// Stable code such as `FC0403`.
    pub code: String,
    /// One sentence, for people.
    pub message: String,
    /// Source file, where known.
    pub file: Option<String>,
    /// Line in it, from 1.
    pub line: Option<u32>,
    /// Column in it, from 1.
    pub column: Option<u32>,
    /// What was being evaluated, outermost first.
    pub calls: Vec<Call>,
    /// What to do about it.
    pub hint: Option<String>,
    /// More to read, such as a traceback.
    pub detail: Option<String>,
}

impl Failure {
    /// An evaluation error without a place.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Failure {
            kind: FailureKind::Error,
            code: code.to_owned(),
            message: message.into(),
            file: None,
            line: None,
            column: None,
            calls: Vec::new(),
            hint: None,
            detail: None,
        }
    }
}

/// A question put for one state. The evaluator reads and writes through `access` and sets `answer`.
pub struct Ask {
    /// Index into [`System::questions`].
    pub question: usize,
    /// The member, for questions over a set.
    pub element: Option<Value>,
    /// The state's level, initial states being level 1; of a pair, that of the first.
    pub level: u32,
    /// It was asked before, and is asked again to compare or to show: nothing should be printed twice.
    pub repeat: bool,
    /// The state, recording what is read and written.
    pub access: Access,
    /// Set by the evaluator.
    pub answer: Option<Answer>,
}

/// A question put with whole values, to be answered without recording; see [`System::accepts_plain`].
#[derive(Clone, Copy, Debug)]
pub struct PlainAsk<'a> {
    /// Index into [`System::questions`].
    pub question: usize,
    /// The member, for questions over a set.
    pub element: Option<Value>,
    /// The state, or the first of a pair: one value per variable.
    pub before: &'a [Value],
    /// The second state of a pair.
    pub after: Option<&'a [Value]>,
    /// The state's level, initial states being level 1; of a pair, that of the first.
    pub level: u32,
    /// It was asked before, and is asked again to compare or to show: nothing should be printed twice.
    pub repeat: bool,
}

/// Answers to [`PlainAsk`]s, one after the other.
#[derive(Debug)]
pub struct Replies {
    width: usize,
    /// The ask that is being answered got a successor of another width.
    malformed: bool,
    pub(crate) values: Vec<Value>,
    /// Each ask's answer, and where its successors' values end.
    answers: Vec<(Answer, usize)>,
    /// The variable that decides each answer alone; one behind the last where there is none.
    deciding: Vec<u32>,
    /// That of the ask that is being answered.
    decides: u32,
}

/// No variable decides an answer alone.
const NO_VARIABLE: u32 = u32::MAX;

impl Replies {
    /// No answers yet, about states of so many variables.
    pub fn new(variables: usize) -> Self {
        Replies {
            width: variables,
            malformed: false,
            values: Vec::new(),
            answers: Vec::new(),
            deciding: Vec::new(),
            decides: NO_VARIABLE,
        }
    }

    /// Adds a successor of the ask that is being answered: one value per variable.
    pub fn successor(&mut self, values: &[Value]) {
        self.malformed |= values.len() != self.width;
        self.values.extend_from_slice(values);
    }

    /// Of the state, or the first of a pair, no other variable was looked at for the ask that is being answered.
    pub fn decided_by(&mut self, variable: usize) {
        self.decides = variable as u32;
    }

    /// Ends the ask that is being answered.
    pub fn answer(&mut self, answer: Answer) {
        let answer = if std::mem::take(&mut self.malformed) {
            self.values.truncate(self.start(self.len()));
            let text = "a successor has not as many values as there are variables";
            Answer::Failure(Arc::new(Failure::error("FC0503", text)))
        } else {
            answer
        };
        self.answers.push((answer, self.values.len()));
        self.deciding
            .push(std::mem::replace(&mut self.decides, NO_VARIABLE));
    }

    /// Number of answers.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// An answer and its successors' values, one successor after the other.
    pub fn get(&self, index: usize) -> (&Answer, &[Value]) {
        let (answer, end) = &self.answers[index];
        (answer, &self.values[self.start(index)..*end])
    }

    /// The variable that decides an answer alone, if one does.
    pub(crate) fn deciding(&self, index: usize) -> Option<usize> {
        let variable = self.deciding[index] as usize;
        (variable < self.width).then_some(variable)
    }

    fn start(&self, index: usize) -> usize {
        index
            .checked_sub(1)
            .map_or(0, |before| self.answers[before].1)
    }

    /// Makes `expected` answers of what is there: one for each ask.
    pub(crate) fn make(&mut self, expected: usize) {
        self.malformed = false;
        self.decides = NO_VARIABLE;
        self.values.truncate(self.start(self.len()));
        while self.len() < expected {
            let text = "a question was left unanswered";
            self.answer(Answer::Failure(Arc::new(Failure::error("FC0503", text))));
        }
        self.answers.truncate(expected);
        self.deciding.truncate(expected);
        self.values.truncate(self.start(expected));
    }

    /// An answer turns out to be worth nothing.
    pub(crate) fn fail(&mut self, index: usize, failure: Arc<Failure>) {
        self.answers[index].0 = Answer::Failure(failure);
        self.deciding[index] = NO_VARIABLE;
    }
}

/// A transition system.
///
/// Evaluation must be a function of what it reads through [`Access`]; a sample is evaluated again and compared.
pub trait System: Sync {
    /// The values of this run.
    fn universe(&self) -> &Arc<Universe>;

    /// The state variables. Fixed for the run.
    fn variables(&self) -> &[Variable];

    /// Names of the actions; several questions may belong to one.
    fn actions(&self) -> &[String];

    /// All questions; actions in the order in which successors are numbered. Fixed for the run.
    fn questions(&self) -> &[Question];

    /// Temporal properties and fairness. Fixed for the run.
    fn temporal(&self) -> &Temporal {
        &NOTHING
    }

    /// Gives the initial states to `sink`, one value per variable each, in order, with repetitions; ends early, without a
    /// failure, when `sink` says so. Called again to show a trace.
    ///
    /// # Errors
    /// When the initial states cannot be computed. Those given before count.
    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>>;

    /// Answers every ask; called from any worker, without locks held. Returns the same asks, answered, in the same order.
    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask>;

    /// Decides a predicate of the element alone, for each of `elements`.
    ///
    /// # Errors
    /// When it cannot be decided for one of them; that fails the question that used it.
    fn select(&self, predicate: PredicateId, elements: &[Value])
    -> Result<Vec<bool>, Arc<Failure>>;

    /// The variables that the answers of a predicate of states may depend on; `None` where that is not known.
    fn depends(&self, _question: usize) -> Option<&[usize]> {
        None
    }

    /// Whether questions that are asked directly may be put to [`System::answer_plain`].
    fn accepts_plain(&self) -> bool {
        false
    }

    /// Answers every ask in order: for each, its successors go to [`Replies::successor`], then what became of it to
    /// [`Replies::answer`]. Called from any worker, without locks held. Asks about one state come one after the other.
    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        let text = "the evaluator takes no whole states";
        let failure = Arc::new(Failure::error("FC0503", text));
        for _ in asks {
            replies.answer(Answer::Failure(failure.clone()));
        }
    }

    /// What is wrong where a question ranges over the members of a variable that is no set in some state.
    fn not_a_set(&self, question: usize, variable: usize, _value: Option<Value>) -> Failure {
        let (question, variable) = (&self.questions()[question], &self.variables()[variable]);
        let text = format!(
            "{} ranges over the members of {}, which is no set here",
            question.name, variable.name
        );
        Failure::error("FC0410", text)
    }

    /// Whether states are told apart by [`System::identity`]. Fixed for the run.
    fn has_identity(&self) -> bool {
        false
    }

    /// What tells a state apart from others (a view, the least of its permutations); `None` for the state itself. Of the
    /// states that are one, the first found is explored. As many values in every call that returns some.
    ///
    /// # Errors
    /// When it cannot be computed; the run ends with that.
    fn identity(&self, state: &[Value]) -> Result<Option<Vec<Value>>, Arc<Failure>> {
        let _ = state;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_one_for_each_ask_whatever_an_evaluator_does() {
        let universe = Universe::new();
        let (a, b) = (universe.int(1), universe.int(2));
        let mut replies = Replies::new(2);
        replies.successor(&[a, b]);
        replies.successor(&[b, a]);
        replies.answer(Answer::Successors);
        // A successor of another width spoils its own answer only.
        replies.successor(&[a]);
        replies.successor(&[b]);
        replies.answer(Answer::Successors);
        replies.successor(&[a, a]);
        replies.answer(Answer::Successors);
        // Two more are missing, and what was begun is nobody's.
        replies.successor(&[b, b]);
        replies.make(5);
        assert_eq!(replies.len(), 5);
        assert_eq!(replies.get(0), (&Answer::Successors, &[a, b, b, a][..]));
        assert_eq!(replies.get(2), (&Answer::Successors, &[a, a][..]));
        for spoilt in [1, 3, 4] {
            let (answer, _) = replies.get(spoilt);
            assert!(matches!(answer, Answer::Failure(f) if f.code == "FC0503"));
        }
        assert!(replies.get(1).1.is_empty() && replies.get(3).1.is_empty());
        replies.answer(Answer::Successors);
        replies.make(5);
        assert_eq!(replies.len(), 5);
    }
}
