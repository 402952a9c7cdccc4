//! Laying the states out anew, between levels: where a value did not fit, or where splitting does not pay.

use fastcheck_tables::{Fingerprint, PackedRows};

use super::Explorer;
use super::worker::Frontier;
use crate::knowledge::{Knowledge, Learn, Shared};
use crate::layout::{Misfit, Plan};
use crate::options::StopReason;
use crate::system::System;

/// Whether splitting pays is judged over so many questions asked.
const JUDGED: u64 = 1 << 15;

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// Starts learning afresh, under a new layout. Counts of what was learned before are kept.
    pub(super) fn know_nothing(&mut self, plans: &[Plan]) {
        self.gather_learning();
        let universe = self.shared.universe.clone();
        let learn = match (
            self.options.learn && !self.whole,
            self.system.accepts_plain(),
        ) {
            (false, _) => Learn::Never,
            (true, false) => Learn::IfAtAll,
            (true, true) => Learn::IfMuch,
        };
        let questions = self.system.questions();
        let knowledge = Knowledge::new(&universe, &self.names, plans, questions, learn);
        self.shared = Shared::new(universe, knowledge);
        self.looked = (0, 0);
    }

    pub(super) fn gather_learning(&mut self) {
        let knowledge = self.shared.read();
        for (total, learner) in self.learning.iter_mut().zip(&knowledge.learners) {
            total.asked += learner.asked;
            total.evaluated += learner.evaluated;
            total.learned = !learner.direct;
        }
    }

    /// Lays the states out anew so that the misfits fit.
    pub(super) fn widen(&mut self, misfits: &[Misfit]) {
        let universe = self.shared.universe.clone();
        let plans = self.shared.read().layout.widened(&universe, misfits);
        self.lay_out_as(&plans);
    }

    /// Keeps values whole from now on, if most questions are asked directly all the same: what evaluators take and give
    /// are whole values.
    pub(super) fn judge_layout(&mut self) {
        if self.whole || !self.system.accepts_plain() {
            return;
        }
        let (asked, direct) = {
            let knowledge = self.shared.read();
            let learners = knowledge.learners.iter();
            learners.fold((0, 0), |(asked, direct), learner| {
                let evaluated = if learner.direct { learner.evaluated } else { 0 };
                (asked + learner.asked, direct + evaluated)
            })
        };
        let (asked_before, direct_before) = self.looked;
        if asked - asked_before < JUDGED {
            return;
        }
        self.looked = (asked, direct);
        if (direct.saturating_sub(direct_before)) * 4 >= (asked - asked_before) * 3 {
            self.whole = true;
            self.lay_out_as(&vec![Plan::Cell; self.names.len()]);
        }
    }

    fn lay_out_as(&mut self, plans: &[Plan]) {
        let before = self.shared.clone();
        self.know_nothing(plans);
        let (old, mut new) = (before.read(), self.shared.write());
        let universe = &before.universe;
        let mut row = vec![0; old.width()];
        let mut rows = PackedRows::new();
        let mut values = Vec::with_capacity(self.names.len());
        for rank in 0..self.frontier.len() {
            self.frontier.read(rank, &mut row);
            values.clear();
            old.values(universe, &row, &mut values);
            if rows.push(&new.encode(universe, &values)).is_err() {
                self.stop.stop(StopReason::Memory);
                break;
            }
        }
        drop((old, new));
        self.frontier = Frontier { rows, order: None };
    }
}
