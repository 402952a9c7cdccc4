//! Paxos Commit (Gray and Lamport) with three acceptors and ballots 0 and 1.
//!
//! An instance (one per resource manager) takes 28 bits of the state:
//!
//! | bits | meaning |
//! |---|---|
//! | 0..2 | the RM: working, prepared, committed, aborted |
//! | 2 | phase 1a was sent (in ballot 1, the only one) |
//! | 3..7 | phase 2a was sent: 0 prepared, 0 aborted, 1 prepared, 1 aborted |
//! | 7..28 | seven bits per acceptor, below |
//!
//! | bits of an acceptor | meaning |
//! |---|---|
//! | 0..3 | its phase 1b message: it had accepted nothing, 0 prepared, 0 aborted |
//! | 3..7 | its phase 2b messages, in the order of 2a |
//!
//! What an acceptor remembers is what it sent: it has joined ballot 1 if it sent anything in it,
//! and its last vote is that of its latest phase 2b message. A ballot has at most one proposal
//! (an RM decides once, a leader proposes only where nothing was proposed), so that vote is
//! unique. Hence a state is its messages and the RMs, 58 bits, and the table is exact.

use crate::search::Model;

/// The model with `RMS` resource managers, 1 or 2.
pub(crate) struct PaxosCommit<const RMS: usize>;

/// Set in every state, so that none is 0.
const PRESENT: u64 = 1 << 63;
const COMMIT: u64 = 1 << 56;
const ABORT: u64 = 1 << 57;
const LANE: u32 = 28;

const RM: u64 = 3;
const PREPARED: u64 = 1;
const COMMITTED: u64 = 2;
const ABORTED: u64 = 3;

const SENT_1A: u64 = 1 << 2;
/// The phase 2a messages of a lane, and the phase 2b messages of an acceptor, begin here.
const PROPOSALS: u32 = 3;
const PREPARED_0: u64 = 1;
const ABORTED_0: u64 = 2;
const PREPARED_1: u64 = 4;
const ABORTED_1: u64 = 8;
const BALLOT_1: u64 = PREPARED_1 | ABORTED_1;

const JOINED_EMPTY: u64 = 1;
const JOINED_PREPARED: u64 = 2;
const JOINED_ABORTED: u64 = 4;
const JOINED: u64 = JOINED_EMPTY | JOINED_PREPARED | JOINED_ABORTED;

/// Where the bits of an acceptor begin in its lane.
const ACCEPTORS: [u32; 3] = [7, 14, 21];
const MAJORITIES: [(u32, u32); 3] = [(7, 14), (7, 21), (14, 21)];
/// The lowest bit of each acceptor.
const EACH: u64 = 1 << 7 | 1 << 14 | 1 << 21;
/// Majorities among so many acceptors.
const PAIRS: [u64; 4] = [0, 0, 1, 3];

impl<const RMS: usize> Model for PaxosCommit<RMS> {
    type State = u64;

    fn initial(&self) -> u64 {
        PRESENT
    }

    fn key(&self, state: u64) -> u64 {
        state
    }

    #[inline(always)]
    fn expand(&self, state: u64, successors: &mut Vec<u64>) -> u64 {
        let mut generated = 0;
        for r in 0..RMS {
            let shift = LANE * r as u32;
            let lane = (state >> shift) & ((1 << LANE) - 1);
            let mut lanes = Lane {
                state,
                shift,
                lane,
                generated: 0,
                successors,
            };
            lanes.resource_manager();
            lanes.leader();
            lanes.acceptors();
            generated += lanes.generated;
        }
        generated + decide::<RMS>(state, successors)
    }

    #[inline(always)]
    fn holds(&self, state: u64) -> bool {
        let is = |what: u64| (0..RMS).any(|r| (state >> (LANE * r as u32)) & RM == what);
        let consistent = !(is(COMMITTED) && is(ABORTED));
        let one_outcome = state & (COMMIT | ABORT) != COMMIT | ABORT;
        consistent && one_outcome
    }

    fn within(&self, _: u64) -> bool {
        true
    }
}

/// The instance of one RM within a state, and what it leads to.
struct Lane<'a> {
    state: u64,
    shift: u32,
    lane: u64,
    generated: u64,
    successors: &'a mut Vec<u64>,
}

impl Lane<'_> {
    /// One more way to reach the state in which `bits` of the lane are set.
    #[inline(always)]
    fn send(&mut self, bits: u64) {
        self.generated += 1;
        if self.lane & bits != bits {
            self.successors.push(self.state | bits << self.shift);
        }
    }

    #[inline(always)]
    fn becomes(&mut self, rm: u64) {
        self.generated += 1;
        if self.lane & RM != rm {
            self.successors
                .push(self.state & !(RM << self.shift) | rm << self.shift);
        }
    }

    #[inline(always)]
    fn resource_manager(&mut self) {
        if self.lane & RM == 0 {
            self.send(PREPARED | PREPARED_0 << PROPOSALS);
            self.send(ABORTED | ABORTED_0 << PROPOSALS);
        }
        if self.state & COMMIT != 0 {
            self.becomes(COMMITTED);
        }
        if self.state & ABORT != 0 {
            self.becomes(ABORTED);
        }
    }

    #[inline(always)]
    fn leader(&mut self) {
        self.send(SENT_1A);
        if self.lane >> PROPOSALS & BALLOT_1 != 0 {
            return;
        }
        for (a, b) in MAJORITIES {
            let (a, b) = (self.lane >> a & JOINED, self.lane >> b & JOINED);
            if a != 0 && b != 0 {
                // Both know of ballot 0 at most, where all votes are the same.
                let prepared = (a | b) & JOINED_PREPARED != 0;
                self.send((if prepared { PREPARED_1 } else { ABORTED_1 }) << PROPOSALS);
            }
        }
    }

    #[inline(always)]
    fn acceptors(&mut self) {
        let proposals = self.lane >> PROPOSALS & 15;
        for acceptor in ACCEPTORS {
            let own = self.lane >> acceptor & 127;
            let votes = own >> PROPOSALS;
            let joined = own & JOINED != 0 || votes & BALLOT_1 != 0;
            if self.lane & SENT_1A != 0 && !joined {
                let known = match votes {
                    0 => JOINED_EMPTY,
                    PREPARED_0 => JOINED_PREPARED,
                    _ => JOINED_ABORTED,
                };
                self.send(known << acceptor);
            }
            let open = if joined {
                proposals & BALLOT_1
            } else {
                proposals
            };
            self.generated += u64::from((open & votes).count_ones());
            let mut fresh = open & !votes;
            while fresh != 0 {
                let vote = fresh & fresh.wrapping_neg();
                self.send(vote << PROPOSALS << acceptor);
                fresh ^= vote;
            }
        }
    }
}

/// One step for every choice of proofs: for the commit one per RM, for the abort one of any RM.
#[inline(always)]
fn decide<const RMS: usize>(state: u64, successors: &mut Vec<u64>) -> u64 {
    let proofs = |r: usize, vote: u32| {
        let votes = (state >> (LANE * r as u32)) >> (PROPOSALS + vote) & EACH;
        PAIRS[votes.count_ones() as usize]
    };
    let commits: u64 = (0..RMS).map(|r| proofs(r, 0) + proofs(r, 2)).product();
    let aborts: u64 = (0..RMS).map(|r| proofs(r, 1) + proofs(r, 3)).sum();
    if commits != 0 && state & COMMIT == 0 {
        successors.push(state | COMMIT);
    }
    if aborts != 0 && state & ABORT == 0 {
        successors.push(state | ABORT);
    }
    commits + aborts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_invariant_can_be_violated() {
        let holds = |state| PaxosCommit::<2>.holds(PRESENT | state);
        assert!(holds(COMMITTED | COMMITTED << LANE | COMMIT));
        assert!(!holds(COMMITTED | ABORTED << LANE));
        assert!(!holds(ABORTED | COMMITTED << LANE));
        assert!(!holds(COMMIT | ABORT));
    }

    #[test]
    fn all_bits_of_an_instance_are_its_own() {
        let last = (JOINED_ABORTED | ABORTED_1 << PROPOSALS) << ACCEPTORS[2];
        assert_eq!(last.ilog2() + 1, LANE);
        assert_eq!(COMMIT, 1 << (2 * LANE));
    }
}
