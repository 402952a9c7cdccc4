//! Lamport's mutual exclusion with logical clocks, three processes, clocks bounded.
//!
//! | bits of `local` | meaning |
//! |---|---|
//! | 0..9 | the clock of each process, three bits |
//! | 9..36 | `req[p][q]`, three bits at `9 + 3 (3 p + q)` |
//! | 36..45 | who acknowledged, three bits per process |
//! | 45..48 | who is in the critical section |
//! | 63 | a channel took a fourth message or a second request: checked as an invariant |
//!
//! `network` has nine bits per channel: three messages of two bits, the head lowest, and the
//! clock of the request among them. A channel holds at most one request, because a process waits
//! for all acknowledgements of a request before it can send another; bit 63 guards that too.
//! Together 102 bits: the table holds 64-bit fingerprints.

use crate::search::Model;

const PROCESSES: u32 = 3;
const EVERYONE: u64 = 7;

const CLOCKS: u64 = 0o111;
const REQUESTS: u32 = 9;
const ACKNOWLEDGED: u32 = 36;
const CRITICAL: u32 = 45;
const OVERFLOW: u64 = 1 << 63;

const REQUEST: u64 = 1;
const ACK: u64 = 2;
const RELEASE: u64 = 3;
const MESSAGES: u64 = 0o77;
/// Where the clock of a channel's request begins.
const SENT_AT: u32 = 6;

/// The model, explored while every clock is at most `max_clock` (up to 6).
pub(crate) struct LamportMutex {
    max_clock: u64,
}

impl LamportMutex {
    pub(crate) fn new(max_clock: u64) -> Self {
        Self { max_clock }
    }
}

/// A packed state; see the head of the module.
#[derive(Clone, Copy)]
pub(crate) struct State {
    local: u64,
    network: u64,
}

#[inline(always)]
fn request_at(p: u32, q: u32) -> u32 {
    REQUESTS + 3 * (PROCESSES * p + q)
}

/// The first bit of the channel from `p` to `q`.
#[inline(always)]
fn channel_at(p: u32, q: u32) -> u32 {
    9 * (2 * p + if q > p { q - 1 } else { q })
}

impl State {
    #[inline(always)]
    fn clock(self, p: u32) -> u64 {
        self.local >> (3 * p) & 7
    }

    #[inline(always)]
    fn request(self, p: u32, q: u32) -> u64 {
        self.local >> request_at(p, q) & 7
    }

    #[inline(always)]
    fn set(&mut self, at: u32, value: u64) {
        self.local = self.local & !(7 << at) | value << at;
    }

    /// Appends a message to the channel from `p` to `q`; `clock` is 0 unless it is a request.
    #[inline(always)]
    fn send(&mut self, p: u32, q: u32, message: u64, clock: u64) {
        let at = channel_at(p, q);
        let channel = self.network >> at;
        let bits = 64 - (channel & MESSAGES).leading_zeros();
        let end = bits.next_multiple_of(2);
        let second = clock != 0 && channel >> SENT_AT & 7 != 0;
        if end >= SENT_AT || second {
            self.local |= OVERFLOW;
        } else {
            self.network |= (message << end | clock << SENT_AT) << at;
        }
    }

    /// Removes the head of the channel from `q` to `p`, which is `message`.
    #[inline(always)]
    fn receive(&mut self, q: u32, p: u32, message: u64) {
        let at = channel_at(q, p);
        let channel = self.network >> at & 0o777;
        let clock = if message == REQUEST {
            0
        } else {
            channel & !MESSAGES
        };
        let rest = (channel & MESSAGES) >> 2 | clock;
        self.network = self.network & !(0o777 << at) | rest << at;
    }

    #[inline(always)]
    fn broadcast(&mut self, p: u32, message: u64, clock: u64) {
        for q in 0..PROCESSES {
            if q != p {
                self.send(p, q, message, clock);
            }
        }
    }

    /// Whether p's request goes before q's, as far as p knows.
    #[inline(always)]
    fn beats(self, p: u32, q: u32) -> bool {
        let (mine, theirs) = (self.request(p, p), self.request(p, q));
        theirs == 0 || mine < theirs || (mine == theirs && p < q)
    }

    /// Request, enter, leave.
    #[inline(always)]
    fn steps_of(self, p: u32, successors: &mut Vec<State>) -> u64 {
        let mut generated = 0;
        let inside = self.local >> (CRITICAL + p) & 1 != 0;
        if self.request(p, p) == 0 {
            let mut next = self;
            next.set(request_at(p, p), self.clock(p));
            next.set(ACKNOWLEDGED + 3 * p, 1 << p);
            next.broadcast(p, REQUEST, self.clock(p));
            successors.push(next);
            generated += 1;
        }
        let acknowledged = self.local >> (ACKNOWLEDGED + 3 * p) & 7 == EVERYONE;
        if acknowledged && (0..PROCESSES).all(|q| q == p || self.beats(p, q)) {
            if !inside {
                let local = self.local | 1 << (CRITICAL + p);
                successors.push(State { local, ..self });
            }
            generated += 1;
        }
        if inside {
            let mut next = self;
            next.local &= !(1 << (CRITICAL + p));
            next.set(request_at(p, p), 0);
            next.set(ACKNOWLEDGED + 3 * p, 0);
            next.broadcast(p, RELEASE, 0);
            successors.push(next);
            generated += 1;
        }
        generated
    }

    /// What `p` does with the head of its channel from `q`.
    #[inline(always)]
    fn delivery(self, p: u32, q: u32, successors: &mut Vec<State>) -> u64 {
        let channel = self.network >> channel_at(q, p);
        let message = channel & 3;
        if message == 0 {
            return 0;
        }
        let mut next = self;
        next.receive(q, p, message);
        match message {
            REQUEST => {
                let sent = channel >> SENT_AT & 7;
                next.set(request_at(p, q), sent);
                next.set(3 * p, sent.max(self.clock(p)) + 1);
                next.send(p, q, ACK, 0);
            }
            ACK => next.local |= 1 << (ACKNOWLEDGED + 3 * p + q),
            _ => next.set(request_at(p, q), 0),
        }
        successors.push(next);
        1
    }
}

impl Model for LamportMutex {
    type State = State;

    fn initial(&self) -> State {
        State {
            local: CLOCKS,
            network: 0,
        }
    }

    /// The two halves of a 128-bit product, as in wyhash: every bit depends on all of the state.
    #[inline(always)]
    fn key(&self, state: State) -> u64 {
        let left = u128::from(state.local ^ 0x2D35_8DCC_AA6C_78A5);
        let right = u128::from(state.network ^ 0x8BB8_4B93_962E_ACC9);
        let product = left * right;
        ((product >> 64) as u64 ^ product as u64) | 1
    }

    #[inline(always)]
    fn expand(&self, state: State, successors: &mut Vec<State>) -> u64 {
        let mut generated = 0;
        for p in 0..PROCESSES {
            generated += state.steps_of(p, successors);
            for q in 0..PROCESSES {
                if q != p {
                    generated += state.delivery(p, q, successors);
                }
            }
        }
        generated
    }

    /// Mutual exclusion, and no channel with more than three messages.
    #[inline(always)]
    fn holds(&self, state: State) -> bool {
        let critical = state.local >> CRITICAL & EVERYONE;
        critical & critical.wrapping_sub(1) == 0 && state.local & OVERFLOW == 0
    }

    #[inline(always)]
    fn within(&self, state: State) -> bool {
        (0..PROCESSES).all(|p| state.clock(p) <= self.max_clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: State = State {
        local: CLOCKS,
        network: 0,
    };

    fn holds(state: State) -> bool {
        LamportMutex::new(6).holds(state)
    }

    #[test]
    fn two_in_the_critical_section_are_a_violation() {
        for inside in 0..=EVERYONE {
            let state = State {
                local: CLOCKS | inside << CRITICAL,
                network: 0,
            };
            assert_eq!(holds(state), inside.count_ones() < 2, "{inside:03b}");
        }
    }

    #[test]
    fn a_channel_keeps_its_order_and_touches_no_other() {
        for (p, q) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
            let mut state = EMPTY;
            state.send(p, q, ACK, 0);
            state.send(p, q, REQUEST, 5);
            state.send(p, q, RELEASE, 0);
            assert_eq!(state.network & !(0o777 << channel_at(p, q)), 0);
            let head = |state: State| state.network >> channel_at(p, q) & 3;
            let mut received = Vec::new();
            while head(state) != 0 {
                let clock = state.network >> (channel_at(p, q) + SENT_AT) & 7;
                received.push((head(state), clock));
                state.receive(p, q, head(state));
            }
            assert_eq!(received, [(ACK, 5), (REQUEST, 5), (RELEASE, 0)]);
            assert_eq!((state.local, state.network), (EMPTY.local, EMPTY.network));
        }
    }

    #[test]
    fn what_a_channel_cannot_hold_is_a_violation() {
        let mut full = EMPTY;
        for _ in 0..3 {
            assert!(holds(full));
            full.send(0, 1, ACK, 0);
        }
        assert!(holds(full));
        full.send(0, 1, ACK, 0);
        assert!(!holds(full));

        let mut twice = EMPTY;
        twice.send(2, 0, REQUEST, 1);
        assert!(holds(twice));
        twice.send(2, 0, REQUEST, 2);
        assert!(!holds(twice));
    }
}
