//! Answering questions from what is known, gathering what is not, and asking the evaluator for it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use fastcheck_tables::Fingerprint;
use fastcheck_values::Value;

use super::worker::{DeltaRef, Halt, Worker};
use crate::access::Access;
use crate::knowledge::{Deltas, Knowledge, Leaf, Learned, Outcome, Step, Updated};
use crate::system::{Answer, Ask, Failure, System};

/// The first evaluations of a question, and then every so manieth, are done twice and compared.
const TWICE_FIRST: u64 = 16;
const TWICE_EVERY: u64 = 32;

/// An answer: a leaf of what was learned, or one of this batch alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeafRef {
    Learned(u32),
    Local(u32),
}

/// A question that could not be answered from what is known.
pub(crate) struct Miss {
    question: usize,
    subject: u32,
    element: Option<Value>,
    rows: [Box<[u32]>; 2],
}

/// Everything that is missing before a phase can be finished.
#[derive(Default)]
pub(crate) struct Missing {
    questions: Vec<Miss>,
    points: HashSet<(usize, Option<Value>, u64)>,
    masks: BTreeSet<u32>,
    pub(crate) holes: BTreeSet<(u32, u32)>,
}

impl Missing {
    pub(crate) fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.masks.is_empty() && self.holes.is_empty()
    }
}

/// Which trie of a question, and for which member.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Which {
    pub(crate) trie: Option<usize>,
    pub(crate) element: Option<Value>,
}

impl Which {
    /// A question that ranges over nothing.
    pub(crate) const ONLY: Which = Which {
        trie: Some(0),
        element: None,
    };
}

/// One worker's side of the questions.
pub(crate) struct Asker {
    pub(crate) missing: Missing,
    /// Answers that are not learned; forgotten with the batch or the phase they belong to.
    local: HashMap<(usize, u32, Option<Value>), u32>,
    local_leaves: Vec<Leaf>,
    pub(crate) local_deltas: Deltas,
    scratch: Vec<u32>,
    /// How often each question was asked since this was last handed over.
    pub(crate) asked: Vec<u64>,
}

impl Asker {
    pub(crate) fn new(questions: usize) -> Self {
        Asker {
            missing: Missing::default(),
            local: HashMap::new(),
            local_leaves: Vec::new(),
            local_deltas: Deltas::default(),
            scratch: Vec::new(),
            asked: vec![0; questions],
        }
    }

    /// Subjects get a new meaning: answers about the old ones are forgotten.
    pub(crate) fn forget(&mut self) {
        self.local.clear();
        self.local_leaves.clear();
    }

    fn put_local(&mut self, miss: &Miss, leaf: Leaf) {
        self.local.insert(
            (miss.question, miss.subject, miss.element),
            self.local_leaves.len() as u32,
        );
        self.local_leaves.push(leaf);
    }

    /// What an answer says.
    pub(crate) fn leaf<'k>(&'k self, knowledge: &'k Knowledge, leaf: LeafRef) -> &'k Leaf {
        match leaf {
            LeafRef::Learned(leaf) => &knowledge.leaves[leaf as usize],
            LeafRef::Local(leaf) => &self.local_leaves[leaf as usize],
        }
    }

    /// The answer for a state (or a pair), if it is known; otherwise what is missing is noted. `subject` tells states of
    /// one phase apart.
    pub(crate) fn ask(
        &mut self,
        knowledge: &Knowledge,
        question: usize,
        subject: u32,
        which: Which,
        rows: [&[u32]; 2],
    ) -> Option<LeafRef> {
        let learner = &knowledge.learners[question];
        self.asked[question] += 1;
        if learner.direct {
            if let Some(leaf) = self.local.get(&(question, subject, which.element)) {
                return Some(LeafRef::Local(*leaf));
            }
            self.miss(question, subject, which.element, rows);
            return None;
        }
        let trie = which.trie.and_then(|index| learner.tries.get(index));
        match trie.map_or(Step::Unknown(0), |trie| {
            trie.walk(knowledge, rows, &mut self.scratch)
        }) {
            Step::Leaf(leaf) => return Some(LeafRef::Learned(leaf)),
            Step::Stale(mask) => {
                self.missing.masks.insert(mask);
            }
            Step::Unknown(point) => {
                // States that miss at the same edge share the answer: one evaluation serves them all.
                if self.missing.points.insert((question, which.element, point)) {
                    self.miss(question, subject, which.element, rows);
                }
            }
        }
        None
    }

    fn miss(&mut self, question: usize, subject: u32, element: Option<Value>, rows: [&[u32]; 2]) {
        let rows = rows.map(Box::from);
        self.missing.questions.push(Miss {
            question,
            subject,
            element,
            rows,
        });
    }

    /// The deltas that a reference points into.
    pub(crate) fn deltas<'k>(
        &'k self,
        knowledge: &'k Knowledge,
        delta: DeltaRef,
    ) -> Option<(&'k Deltas, u32)> {
        match delta {
            DeltaRef::Learned(delta) => Some((&knowledge.deltas, delta)),
            DeltaRef::Local(delta) => Some((&self.local_deltas, delta)),
            DeltaRef::None => None,
        }
    }
}

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Finds out everything that was noted as missing.
    pub(crate) fn resolve(&mut self) -> Result<(), Halt> {
        if self.level.stop.reason().is_some() {
            return Err(Halt::Stopped);
        }
        let missing = std::mem::take(&mut self.asker.missing);
        for mask in missing.masks {
            self.decide(mask);
        }
        if !missing.holes.is_empty() {
            let mut knowledge = self.level.shared.write();
            for (update, code) in missing.holes {
                if knowledge.updates[update as usize].code(code) == Updated::UNKNOWN {
                    knowledge.fill(&self.level.shared.universe, update, code);
                }
            }
        }
        if missing.questions.is_empty() {
            Ok(())
        } else {
            self.evaluate(missing.questions)
        }
    }

    /// Brings a mask up to date. A member on which the predicate fails counts as selected: a mask that selects more only
    /// makes the read finer, and a state that has such a member is then evaluated, which shows the failure.
    fn decide(&self, mask: u32) {
        let level = self.level;
        let (start, predicate, members) = {
            let knowledge = level.shared.read();
            let m = &knowledge.masks[mask as usize];
            (m.decided, m.predicate, knowledge.undecided(mask))
        };
        if members.is_empty() {
            return;
        }
        let decisions = level
            .system
            .select(predicate, &members)
            .unwrap_or_else(|_| vec![true; members.len()]);
        let mut knowledge = level.shared.write();
        let mask = &mut knowledge.masks[mask as usize];
        // Another worker may have entered some of these meanwhile; what it entered is the same.
        let entered = (mask.decided - start).min(decisions.len());
        mask.extend(&decisions[entered..]);
    }

    fn put(&self, questions: &[Miss]) -> Result<Vec<Ask>, Halt> {
        let level = self.level;
        let ask = |miss: &Miss| Ask {
            question: miss.question,
            element: miss.element,
            access: Access::new(
                level.shared.clone(),
                miss.rows[0].clone(),
                miss.rows[1].clone(),
            ),
            answer: None,
        };
        let asks = level.system.answer(questions.iter().map(ask).collect());
        if level.stop.reason().is_some() {
            return Err(Halt::Stopped);
        }
        let misfits: Vec<_> = asks
            .iter()
            .flat_map(|a| a.access.misfits.iter().cloned())
            .collect();
        if misfits.is_empty() {
            Ok(asks)
        } else {
            Err(self.misfit(misfits))
        }
    }

    fn evaluate(&mut self, questions: Vec<Miss>) -> Result<(), Halt> {
        let level = self.level;
        let mut asks = self.put(&questions)?;
        self.evaluate_twice(&questions, &mut asks)?;
        let masks: BTreeSet<u32> = {
            let mut knowledge = level.shared.write();
            asks.iter()
                .flat_map(|ask| knowledge.masks_read(ask))
                .collect()
        };
        for mask in masks {
            self.decide(mask);
        }
        let mut knowledge = level.shared.write();
        for (miss, ask) in questions.iter().zip(&asks) {
            let entered = if knowledge.learners[ask.question].direct {
                knowledge.learners[ask.question].evaluated += 1;
                self.asker
                    .keep(&mut knowledge, &level.shared.universe, miss, ask)
            } else {
                self.learn(&mut knowledge, miss, ask)
            };
            if let Err(misfit) = entered {
                drop(knowledge);
                return Err(self.misfit([misfit]));
            }
        }
        Ok(())
    }

    fn learn(
        &mut self,
        knowledge: &mut Knowledge,
        miss: &Miss,
        ask: &Ask,
    ) -> Result<(), crate::layout::Misfit> {
        let universe = &self.level.shared.universe;
        let leaf = knowledge.leaf_of(universe, ask)?;
        let over = self.level.system.questions()[ask.question].over;
        if knowledge.learn(universe, over, ask, leaf) == Learned::Contradiction {
            knowledge.learners[ask.question].drop_tries();
            let failure = impure(self.level.system, ask.question);
            self.asker.put_local(miss, Leaf::Failure(failure));
        }
        Ok(())
    }

    /// Evaluates some of the asks once more; one that gives another outcome fails.
    fn evaluate_twice(&self, questions: &[Miss], asks: &mut [Ask]) -> Result<(), Halt> {
        let chosen: Vec<usize> = {
            let knowledge = self.level.shared.read();
            let due = |q: usize| {
                let evaluated = knowledge.learners[q].evaluated;
                evaluated < TWICE_FIRST || evaluated.is_multiple_of(TWICE_EVERY)
            };
            (0..asks.len()).filter(|i| due(asks[*i].question)).collect()
        };
        if chosen.is_empty() {
            return Ok(());
        }
        let again: Vec<Miss> = chosen
            .iter()
            .map(|i| Miss {
                rows: questions[*i].rows.clone(),
                ..questions[*i].without_rows()
            })
            .collect();
        for (second, first) in self.put(&again)?.iter().zip(chosen) {
            let first = &mut asks[first];
            if Outcome(first) != Outcome(second) {
                first.answer = Some(Answer::Failure(impure(self.level.system, first.question)));
            }
        }
        Ok(())
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
                rows: [row.clone(), Box::default()],
            })
            .collect();
        let asks = self.put(&misses)?;
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
                (Leaf::Failure(_), Some(Answer::Failure(_))) => true,
                (Leaf::Successors { first, count }, Some(Answer::Successors)) => {
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

impl Miss {
    fn without_rows(&self) -> Miss {
        Miss {
            question: self.question,
            subject: self.subject,
            element: self.element,
            rows: Default::default(),
        }
    }
}

impl Asker {
    /// Keeps a direct answer for as long as its subject means the same.
    fn keep(
        &mut self,
        knowledge: &mut Knowledge,
        universe: &fastcheck_values::Universe,
        miss: &Miss,
        ask: &Ask,
    ) -> Result<(), crate::layout::Misfit> {
        let leaf = match &ask.answer {
            Some(Answer::Truth(holds)) => Leaf::Truth(*holds),
            Some(Answer::Failure(failure)) => Leaf::Failure(failure.clone()),
            Some(Answer::Successors) => {
                let first = self.local_deltas.len();
                for writes in &ask.access.successors {
                    let ops = knowledge.ops_of(universe, writes)?;
                    self.local_deltas.push(&ops);
                }
                Leaf::Successors {
                    first,
                    count: ask.access.successors.len() as u32,
                }
            }
            None => Leaf::Failure(Arc::new(Failure::error(
                "FC0503",
                "a question was left unanswered",
            ))),
        };
        self.put_local(miss, leaf);
        Ok(())
    }
}

/// The fingerprints of an evaluated ask's successors.
fn targets(
    knowledge: &mut Knowledge,
    universe: &fastcheck_values::Universe,
    row: &[u32],
    ask: &Ask,
) -> Result<Vec<u128>, crate::layout::Misfit> {
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
    universe: &fastcheck_values::Universe,
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
    universe: &fastcheck_values::Universe,
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

/// The failure of a question whose answer is not a function of the state.
pub(crate) fn impure<S: System>(system: &S, question: usize) -> Arc<Failure> {
    let name = &system.questions()[question].name;
    let mut failure = Failure::error(
        "FC0401",
        format!(
            "{name} is not a function of the state: evaluated twice in one state it gave different answers"
        ),
    );
    failure.hint = Some("time, randomness, files, counters and globals that change must not decide what it does; keep what matters in state variables".to_owned());
    Arc::new(failure)
}
