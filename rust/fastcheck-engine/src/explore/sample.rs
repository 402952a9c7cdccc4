//! Evaluating some states again all through the run, and comparing with what was learned.

use fastcheck_tables::Fingerprint;
use fastcheck_values::Universe;

use super::ask::{About, Miss, Which};
use super::worker::{Halt, Worker};
use crate::knowledge::{Deltas, Knowledge, Leaf, Step, Updated};
use crate::layout::Misfit;
use crate::system::{Answer, Ask, System};

/// The period of sampling for a level before which so many distinct states were found: one state in this many is evaluated
/// again and compared with what was learned. Every one at first; a run that doubles costs half a dozen samples more.
pub(crate) fn sample_period(distinct: u64) -> u64 {
    (distinct / 8).max(1)
}

/// Of the members that never have a successor, one in so many is asked for again in a sampled state.
const BARREN_PERIOD: u128 = 16;

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Evaluates some states again. Which ones depends on their values alone.
    pub(crate) fn sample(&mut self) -> Result<(), Halt> {
        self.impure.clear();
        let chosen: Vec<usize> = {
            let knowledge = self.level.shared.read();
            if knowledge.learners.iter().all(|learner| learner.direct) {
                return Ok(());
            }
            let due = |state: &usize| {
                let fingerprint = knowledge.fingerprint(self.states.get(*state));
                (fingerprint >> 64).is_multiple_of(u128::from(self.level.sample_period))
            };
            (0..self.states.len()).filter(due).collect()
        };
        for state in chosen {
            let questions = {
                let knowledge = self.level.shared.read();
                self.states.widen(knowledge.width());
                self.all_questions(&knowledge, state)
            };
            if let Some(question) = self.compare(state, &questions)? {
                self.impure.push((state as u32, question));
            }
        }
        // What was evaluated may have brought new members.
        self.states.widen(self.level.shared.read().width());
        Ok(())
    }

    fn all_questions(&self, knowledge: &Knowledge, state: usize) -> Vec<(usize, Which)> {
        let agenda = self.level.agenda;
        let fingerprint = knowledge.fingerprint(self.states.get(state));
        let mut questions = Vec::new();
        for question in agenda
            .actions
            .iter()
            .chain(&agenda.invariants)
            .chain(&agenda.constraints)
            .copied()
        {
            match self.level.system.questions()[question].over {
                _ if knowledge.learners[question].direct => {}
                None => questions.push((question, Which::ONLY)),
                Some(variable) => {
                    let present = self.present(knowledge, question, variable, state);
                    let chosen = present.into_iter().filter(|which| {
                        let hash = which
                            .element
                            .map_or(0, |e| self.level.shared.universe.hash(e));
                        !knowledge.learners[question].is_barren(which.trie)
                            || (hash ^ fingerprint).is_multiple_of(BARREN_PERIOD)
                    });
                    questions.extend(chosen.map(|which| (question, which)));
                }
            }
        }
        questions
    }

    /// Evaluates questions for a state directly and compares with what the tries say. Returns the first that differs.
    pub(crate) fn compare(
        &mut self,
        state: usize,
        questions: &[(usize, Which)],
    ) -> Result<Option<usize>, Halt> {
        let row: Box<[u32]> = self.states.get(state).into();
        let misses: Vec<Miss> = questions
            .iter()
            .map(|(question, which)| Miss {
                question: *question,
                subject: state as u32,
                element: which.element,
                about: About::State(state as u32),
                rows: [row.clone(), Box::default()],
            })
            .collect();
        let asks = self.put(&misses, true)?;
        let universe = self.level.shared.universe.clone();
        let mut knowledge = self.level.shared.write();
        for (ask, (question, which)) in asks.iter().zip(questions) {
            if knowledge.learners[*question].direct {
                continue;
            }
            let mut row = row.to_vec();
            row.resize(knowledge.width(), 0);
            let mut scratch = std::mem::take(&mut self.asker.scratch);
            let learned = which
                .trie
                .and_then(|t| knowledge.learners[*question].tries.get(t));
            let step = learned.map_or(Step::Unknown(0), |t| {
                t.walk(&knowledge, [&row, &[]], &mut scratch)
            });
            self.asker.scratch = scratch;
            let Step::Leaf(leaf) = step else { continue };
            let same = match (&knowledge.leaves[leaf as usize], &ask.answer) {
                (Leaf::Truth(learned), Some(Answer::Truth(now))) => learned == now,
                (Leaf::Failure { .. }, Some(Answer::Failure(_))) => true,
                (Leaf::Successors { first, count, .. }, Some(now)) if now.is_successors() => {
                    let learned: Vec<u32> = (*first..*first + *count).collect();
                    match targets(&mut knowledge, &universe, &row, ask) {
                        Ok(now) => {
                            learned_targets(&mut knowledge, &universe, &row, &learned) == now
                        }
                        Err(misfit) => {
                            drop(knowledge);
                            return Err(self.misfit([misfit]));
                        }
                    }
                }
                _ => false,
            };
            if !same {
                return Ok(Some(*question));
            }
        }
        Ok(None)
    }
}

/// The fingerprints of an evaluated ask's successors.
fn targets(
    knowledge: &mut Knowledge,
    universe: &Universe,
    row: &[u32],
    ask: &Ask,
) -> Result<Vec<u128>, Misfit> {
    let mut deltas = Deltas::default();
    for writes in &ask.access.successors {
        let ops = knowledge.ops_of(universe, writes)?;
        deltas.push(&ops);
    }
    let mut row = row.to_vec();
    row.resize(knowledge.width(), 0);
    Ok((0..deltas.len())
        .map(|delta| filled(knowledge, universe, &deltas, delta, &row))
        .collect())
}

fn learned_targets(
    knowledge: &mut Knowledge,
    universe: &Universe,
    row: &[u32],
    learned: &[u32],
) -> Vec<u128> {
    let deltas = std::mem::take(&mut knowledge.deltas);
    let mut row = row.to_vec();
    row.resize(knowledge.width(), 0);
    let targets = learned
        .iter()
        .map(|delta| filled(knowledge, universe, &deltas, *delta, &row))
        .collect();
    knowledge.deltas = deltas;
    targets
}

/// The fingerprint of a successor; updates that were never needed before are worked out. 0 for an edit that makes no sense.
pub(crate) fn filled(
    knowledge: &mut Knowledge,
    universe: &Universe,
    deltas: &Deltas,
    delta: u32,
    row: &[u32],
) -> u128 {
    loop {
        let own = knowledge.fingerprint(row);
        match deltas.fingerprint(delta, knowledge, row, own) {
            Ok(fingerprint) => return fingerprint,
            Err(hole)
                if knowledge.updates[hole.update as usize].code(hole.code) == Updated::NONSENSE =>
            {
                return 0;
            }
            Err(hole) => knowledge.fill(universe, hole.update, hole.code),
        }
    }
}
