//! Asking the evaluator for what is missing, and entering what it shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use fastcheck_tables::Fingerprint;

use super::ask::Miss;
use super::worker::{Halt, Worker};
use crate::access::Access;
use crate::knowledge::{Knowledge, Leaf, Learned, Outcome, Updated};
use crate::layout::Misfit;
use crate::system::{Answer, Ask, Failure, System};

/// The first evaluations of a question, and then every so manieth, are done twice and compared.
pub(crate) const TWICE_FIRST: u64 = 8;
pub(crate) const TWICE_EVERY: u64 = 32;

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Finds out everything that was noted as missing.
    pub(crate) fn resolve(&mut self) -> Result<(), Halt> {
        if self.level.stop.is_urgent() {
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
        if !missing.plain.is_empty() {
            self.evaluate_plain(&missing.plain)?;
        }
        if !missing.questions.is_empty() {
            self.evaluate(missing.questions)?;
        }
        Ok(())
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

    /// Asks the evaluator, recording.
    pub(crate) fn put(&self, questions: &[Miss], repeat: bool) -> Result<Vec<Ask>, Halt> {
        let level = self.level;
        let ask = |miss: &Miss| Ask {
            question: miss.question,
            element: miss.element,
            level: level.depth_of(miss.about),
            repeat,
            access: Access::new(
                level.shared.clone(),
                miss.rows[0].clone(),
                miss.rows[1].clone(),
            ),
            answer: None,
        };
        let asks = level.system.answer(questions.iter().map(ask).collect());
        if level.stop.is_urgent() {
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
        let mut asks = self.put(&questions, false)?;
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
        self.asker.give_asked(&mut knowledge);
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
        drop(knowledge);
        self.fits()
    }

    /// Whether what was entered fits: a set whose universe got values that cannot be compared must be kept whole.
    pub(crate) fn fits(&self) -> Result<(), Halt> {
        let mixed: Vec<Misfit> = self.level.shared.read().mixed().collect();
        if mixed.is_empty() {
            Ok(())
        } else {
            Err(self.misfit(mixed))
        }
    }

    fn learn(&mut self, knowledge: &mut Knowledge, miss: &Miss, ask: &Ask) -> Result<(), Misfit> {
        let universe = &self.level.shared.universe;
        let leaf = knowledge.leaf_of(universe, ask)?;
        let over = self.level.system.questions()[ask.question].over;
        if knowledge.learn(universe, over, ask, leaf) == Learned::Contradiction {
            knowledge.learners[ask.question].drop_tries();
            let failure = impure(self.level.system, ask.question);
            let leaf = Leaf::Failure {
                first: 0,
                count: 0,
                failure,
            };
            self.asker.put_local(miss.key(), leaf);
        }
        Ok(())
    }

    /// Evaluates some of the asks once more; one that gives another outcome fails.
    fn evaluate_twice(&self, questions: &[Miss], asks: &mut [Ask]) -> Result<(), Halt> {
        let chosen: Vec<usize> = {
            let knowledge = self.level.shared.read();
            let due = |q: usize| {
                let evaluated = knowledge.learners[q].evaluated;
                let pure = !self.level.system.questions()[q].impure;
                pure && (evaluated < TWICE_FIRST || evaluated.is_multiple_of(TWICE_EVERY))
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
        for (second, first) in self.put(&again, true)?.iter().zip(chosen) {
            let first = &mut asks[first];
            if Outcome(first) != Outcome(second) {
                first.answer = Some(Answer::Failure(impure(self.level.system, first.question)));
            }
        }
        Ok(())
    }
}

impl Miss {
    fn without_rows(&self) -> Miss {
        Miss {
            question: self.question,
            subject: self.subject,
            element: self.element,
            about: self.about,
            rows: Default::default(),
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
