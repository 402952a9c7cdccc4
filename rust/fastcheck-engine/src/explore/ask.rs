//! Answering questions from what is known, and noting what is not.

use std::collections::{BTreeSet, HashSet};

use fastcheck_values::{Universe, Value};

use super::local::LocalAnswers;
use super::worker::DeltaRef;
use crate::knowledge::{Deltas, Knowledge, Leaf, Quick, Step};
use crate::layout::Misfit;
use crate::system::Ask;

/// An answer: a leaf of what was learned, or one of this batch alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeafRef {
    Learned(u32),
    Local(u32),
}

/// What a question is asked about: a state of the batch, a candidate, or a state and its successor; by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    State(u32),
    Candidate(u32),
    Pair(u32, u32),
}

/// An answer of this phase alone: which question, about which subject of the phase, and for which member.
pub(crate) type LocalKey = (u32, u32, Option<Value>);

/// A question that could not be answered from what is known.
pub(crate) struct Miss {
    pub(crate) question: usize,
    pub(crate) subject: u32,
    pub(crate) element: Option<Value>,
    pub(crate) about: About,
    pub(crate) rows: [Box<[u32]>; 2],
}

/// A question that is asked with whole values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainMiss {
    pub(crate) question: u32,
    pub(crate) subject: u32,
    pub(crate) element: Option<Value>,
    pub(crate) about: About,
}

impl PlainMiss {
    pub(crate) fn key(&self) -> LocalKey {
        (self.question, self.subject, self.element)
    }
}

impl Miss {
    pub(crate) fn key(&self) -> LocalKey {
        (self.question as u32, self.subject, self.element)
    }
}

/// Everything that is missing before a phase can be finished.
#[derive(Default)]
pub(crate) struct Missing {
    pub(crate) questions: Vec<Miss>,
    pub(crate) plain: Vec<PlainMiss>,
    points: HashSet<(usize, Option<Value>, u64), Quick>,
    pub(crate) masks: BTreeSet<u32>,
    pub(crate) holes: BTreeSet<(u32, u32)>,
}

impl Missing {
    pub(crate) fn is_empty(&self) -> bool {
        self.questions.is_empty()
            && self.plain.is_empty()
            && self.masks.is_empty()
            && self.holes.is_empty()
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
    local: LocalAnswers,
    pub(crate) local_deltas: Deltas,
    pub(crate) scratch: Vec<u32>,
    /// How often each question was asked since this was last handed over: for each subject once, as far as that costs
    /// nothing to tell.
    pub(crate) asked: Vec<u64>,
    /// Known answers count, at once. (Those of a state's actions are looked up again as long as one is missing.)
    pub(crate) counts: bool,
    /// How often each was evaluated with whole values, since then and before.
    pub(crate) evaluated: Vec<u64>,
    pub(crate) evaluated_before: Vec<u64>,
    /// Direct questions are asked with whole values.
    plain: bool,
}

impl Asker {
    pub(crate) fn new(knowledge: &Knowledge, plain: bool) -> Self {
        let questions = knowledge.learners.len();
        Asker {
            plain,
            evaluated: vec![0; questions],
            evaluated_before: knowledge.learners.iter().map(|l| l.evaluated).collect(),
            missing: Missing::default(),
            local: LocalAnswers::default(),
            local_deltas: Deltas::default(),
            scratch: Vec::new(),
            asked: vec![0; questions],
            counts: true,
        }
    }

    /// Subjects get a new meaning: answers about the old ones are forgotten.
    pub(crate) fn forget(&mut self) {
        self.local.clear();
    }

    pub(crate) fn put_local(&mut self, key: LocalKey, leaf: Leaf) {
        self.local.put(key, leaf);
    }

    /// Adds how often questions were asked to what the learners know: whether learning pays is judged by it.
    pub(crate) fn give_asked(&mut self, knowledge: &mut Knowledge) {
        for (question, learner) in knowledge.learners.iter_mut().enumerate() {
            learner.asked += std::mem::take(&mut self.asked[question]);
            let evaluated = std::mem::take(&mut self.evaluated[question]);
            learner.evaluated += evaluated;
            self.evaluated_before[question] += evaluated;
        }
    }

    /// What an answer says.
    pub(crate) fn leaf<'k>(&'k self, knowledge: &'k Knowledge, leaf: LeafRef) -> &'k Leaf {
        match leaf {
            LeafRef::Learned(leaf) => &knowledge.leaves[leaf as usize],
            LeafRef::Local(leaf) => self.local.leaf(leaf),
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
        about: About,
        rows: [&[u32]; 2],
    ) -> Option<LeafRef> {
        let learner = &knowledge.learners[question];
        if learner.direct {
            let miss = PlainMiss {
                question: question as u32,
                subject,
                element: which.element,
                about,
            };
            if let Some(leaf) = self.local.find(miss.key()) {
                return Some(LeafRef::Local(leaf));
            }
            self.asked[question] += 1;
            if self.plain {
                self.missing.plain.push(miss);
            } else {
                self.miss(question, subject, which.element, about, rows);
            }
            return None;
        }
        let trie = which.trie.and_then(|index| learner.tries.get(index));
        match trie.map_or(Step::Unknown(0), |trie| {
            trie.walk(knowledge, rows, &mut self.scratch)
        }) {
            Step::Leaf(leaf) => {
                self.asked[question] += u64::from(self.counts || which.element.is_some());
                return Some(LeafRef::Learned(leaf));
            }
            Step::Stale(mask) => {
                self.missing.masks.insert(mask);
            }
            Step::Unknown(point) => {
                // States that miss at the same edge share the answer: one evaluation serves them all.
                if self.missing.points.insert((question, which.element, point)) {
                    self.miss(question, subject, which.element, about, rows);
                }
            }
        }
        None
    }

    fn miss(
        &mut self,
        question: usize,
        subject: u32,
        element: Option<Value>,
        about: About,
        rows: [&[u32]; 2],
    ) {
        let rows = rows.map(Box::from);
        self.missing.questions.push(Miss {
            question,
            subject,
            element,
            about,
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

impl Asker {
    /// Keeps a direct answer for as long as its subject means the same.
    pub(crate) fn keep(
        &mut self,
        knowledge: &mut Knowledge,
        universe: &Universe,
        miss: &Miss,
        ask: &Ask,
    ) -> Result<(), Misfit> {
        let leaf = knowledge.answer_of(universe, ask, &mut self.local_deltas)?;
        self.put_local(miss.key(), leaf);
        Ok(())
    }
}
