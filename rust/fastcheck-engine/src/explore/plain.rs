//! Asking direct questions with whole values: nothing is recorded, and nothing learned.

use fastcheck_tables::Fingerprint;
use fastcheck_values::Value;

use super::ask::{About, PlainMiss};
use super::evaluate::{TWICE_EVERY, TWICE_FIRST, impure};
use super::worker::{Halt, Worker};
use crate::knowledge::{Knowledge, Leaf};
use crate::system::{Answer, PlainAsk, Replies, System};

/// Asks put at a time: between them the run can be stopped.
const CHUNK: usize = 256;
/// Of the evaluations by which their number doubles, about so many are done twice.
const TWICE_PER_DOUBLING: u64 = 64;

/// The values of rows, where they were needed.
#[derive(Default)]
pub(crate) struct Decoded {
    values: Vec<Value>,
    starts: Vec<u32>,
}

const UNKNOWN: u32 = u32::MAX;

impl Decoded {
    /// Rows get a new meaning.
    pub(crate) fn forget(&mut self) {
        self.values.clear();
        self.starts.clear();
    }

    /// The values of a row, found out by `decode` at first.
    pub(crate) fn add(&mut self, row: u32, decode: impl FnOnce(&mut Vec<Value>)) {
        let row = row as usize;
        if self.starts.len() <= row {
            self.starts.resize(row + 1, UNKNOWN);
        }
        if self.starts[row] == UNKNOWN {
            self.starts[row] = self.values.len() as u32;
            decode(&mut self.values);
        }
    }

    /// The values of a row that was added; `width` many.
    pub(crate) fn get(&self, row: u32, width: usize) -> &[Value] {
        let start = self.starts[row as usize] as usize;
        &self.values[start..start + width]
    }
}

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Asks the evaluator, without recording, and keeps what it says for as long as the subjects mean the same.
    pub(crate) fn evaluate_plain(&mut self, misses: &[PlainMiss]) -> Result<(), Halt> {
        self.decode(misses.iter().map(|miss| miss.about));
        let mut replies = Replies::new(self.level.width());
        self.put_plain(misses, false, &mut replies)?;
        self.plain_twice(misses, &mut replies)?;
        self.keep_plain(misses, &replies)
    }

    /// Makes sure that the values of rows are known.
    pub(crate) fn decode(&mut self, rows: impl Iterator<Item = About>) {
        let knowledge = self.level.shared.read();
        let universe = &self.level.shared.universe;
        for about in rows {
            let (state, candidate) = match about {
                About::State(state) => (Some(state), None),
                About::Candidate(candidate) => (None, Some(candidate)),
                About::Pair(state, candidate) => (Some(state), Some(candidate)),
            };
            if let Some(row) = state {
                let states = &self.states;
                self.state_values.add(row, |values| {
                    knowledge.values(universe, states.get(row as usize), values);
                });
            }
            if let Some(row) = candidate {
                let row_of = |row: u32| self.candidates.get(row as usize);
                let (states, known) = (&self.states, &self.state_values);
                self.candidate_values.add(row, |values| match state {
                    Some(state) => {
                        let rows = [row_of(row), states.get(state as usize)];
                        let beside = known.get(state, self.level.width());
                        knowledge.values_beside(universe, rows, beside, values);
                    }
                    None => knowledge.values(universe, row_of(row), values),
                });
            }
        }
    }

    fn values_of(&self, about: About) -> (&[Value], Option<&[Value]>) {
        let width = self.level.width();
        match about {
            About::State(state) => (self.state_values.get(state, width), None),
            About::Candidate(row) => (self.candidate_values.get(row, width), None),
            About::Pair(state, row) => (
                self.state_values.get(state, width),
                Some(self.candidate_values.get(row, width)),
            ),
        }
    }

    fn put_plain(
        &self,
        misses: &[PlainMiss],
        repeat: bool,
        replies: &mut Replies,
    ) -> Result<(), Halt> {
        let ask = |miss: &PlainMiss| {
            let (before, after) = self.values_of(miss.about);
            PlainAsk {
                question: miss.question as usize,
                element: miss.element,
                before,
                after,
                level: self.level.depth_of(miss.about),
                repeat,
            }
        };
        for chunk in misses.chunks(CHUNK) {
            let asks: Vec<PlainAsk<'_>> = chunk.iter().map(ask).collect();
            let expected = replies.len() + asks.len();
            self.level.system.answer_plain(&asks, replies);
            replies.make(expected);
            if self.level.stop.is_urgent() {
                return Err(Halt::Stopped);
            }
        }
        Ok(())
    }

    /// Evaluates some of the asks once more; one that gives another outcome fails.
    fn plain_twice(&mut self, misses: &[PlainMiss], replies: &mut Replies) -> Result<(), Halt> {
        let questions = self.level.system.questions();
        let mut chosen = Vec::new();
        for (i, miss) in misses.iter().enumerate() {
            let question = miss.question as usize;
            let count = &mut self.asker.evaluated[question];
            let done = *count + self.asker.evaluated_before[question];
            *count += 1;
            if !questions[question].impure && is_due(done) {
                chosen.push(i);
            }
        }
        if chosen.is_empty() {
            return Ok(());
        }
        let again: Vec<PlainMiss> = chosen.iter().map(|i| misses[*i]).collect();
        let mut second = Replies::new(self.level.width());
        self.put_plain(&again, true, &mut second)?;
        for (number, first) in chosen.into_iter().enumerate() {
            if !same(replies.get(first), second.get(number)) {
                let question = misses[first].question as usize;
                replies.fail(first, impure(self.level.system, question));
            }
        }
        Ok(())
    }

    fn keep_plain(&mut self, misses: &[PlainMiss], replies: &Replies) -> Result<(), Halt> {
        let shared = self.level.shared;
        let width = self.level.width();
        let knowledge = shared.read();
        if !knowledge.whole && !replies.values.is_empty() {
            drop(knowledge);
            return self.keep_split(misses, replies);
        }
        let mut unknown = Vec::new();
        for (i, miss) in misses.iter().enumerate() {
            let (answer, successors) = replies.get(i);
            let deltas = &mut self.asker.local_deltas;
            let first = deltas.len();
            if let (About::State(state), false) = (miss.about, successors.is_empty()) {
                let before = self.state_values.get(state, width);
                for after in successors.chunks_exact(width) {
                    let universe = &shared.universe;
                    knowledge.delta_between(universe, [before, after], deltas, &mut unknown);
                }
            }
            let leaf = Leaf::of(Some(answer), first, deltas.len() - first);
            self.asker.put_local(miss.key(), leaf);
            if let Some(variable) = replies.deciding(i) {
                self.note_idle(&knowledge, miss, answer, successors, variable);
            }
        }
        drop(knowledge);
        if !unknown.is_empty() {
            let mut knowledge = shared.write();
            knowledge.give_codes(&shared.universe, &unknown, &mut self.asker.local_deltas);
        }
        Ok(())
    }

    /// Notes that nothing need be done for a question wherever a variable has the value that it has here, if so.
    fn note_idle(
        &self,
        knowledge: &Knowledge,
        miss: &PlainMiss,
        answer: &Answer,
        successors: &[Value],
        variable: usize,
    ) {
        let question = miss.question as usize;
        let nothing = match answer {
            Answer::Truth(holds) => *holds,
            Answer::Successors => successors.is_empty(),
            Answer::SuccessorsThrough(_) | Answer::Failure(_) => false,
        };
        let alone = miss.element.is_none() && !self.level.system.questions()[question].impure;
        if !(knowledge.whole && nothing && alone) {
            return;
        }
        let row = match miss.about {
            About::State(row) => self.states.get(row as usize),
            About::Candidate(row) => self.candidates.get(row as usize),
            About::Pair(..) => return,
        };
        knowledge.idle.note(variable, row[variable], question);
    }

    /// The same under a layout that splits values.
    fn keep_split(&mut self, misses: &[PlainMiss], replies: &Replies) -> Result<(), Halt> {
        let shared = self.level.shared;
        let width = self.level.width();
        let mut knowledge = shared.write();
        for (i, miss) in misses.iter().enumerate() {
            let (answer, successors) = replies.get(i);
            let first = self.asker.local_deltas.len();
            if let (About::State(state), false) = (miss.about, successors.is_empty()) {
                let before = self.state_values.get(state, width);
                for after in successors.chunks_exact(width) {
                    match knowledge.ops_between(&shared.universe, before, after) {
                        Ok(ops) => self.asker.local_deltas.push(&ops),
                        Err(misfit) => {
                            drop(knowledge);
                            return Err(self.misfit([misfit]));
                        }
                    };
                }
            }
            let leaf = Leaf::of(Some(answer), first, self.asker.local_deltas.len() - first);
            self.asker.put_local(miss.key(), leaf);
        }
        drop(knowledge);
        self.fits()
    }
}

/// Whether the evaluation after so many is done twice.
fn is_due(done: u64) -> bool {
    let period = (done / TWICE_PER_DOUBLING).max(TWICE_EVERY);
    done < TWICE_FIRST || done.is_multiple_of(period.next_power_of_two())
}

/// Whether two evaluations came to the same.
pub(crate) fn same(first: (&Answer, &[Value]), second: (&Answer, &[Value])) -> bool {
    match (first.0, second.0) {
        (Answer::Failure(a), Answer::Failure(b)) => a.kind == b.kind && a.code == b.code,
        (a, b) => a == b && first.1 == second.1,
    }
}
