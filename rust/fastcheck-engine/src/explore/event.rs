//! What ends a level before its end, or is noted on the way.

use std::sync::Arc;

use crate::system::Failure;

/// Something wrong with one successor or one state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Problem {
    /// A question (invariant or step property) is false.
    False(usize),
    /// A question could not be answered, or the identity of the state not be told.
    Failure(Option<usize>, Arc<Failure>),
    /// No successor, and not terminal.
    Deadlock,
}

/// Where an event happened. Events order by key: `rank << 32 | number` of the successor; a state's own events come after
/// all its successors'.
#[derive(Clone, Debug)]
pub(crate) struct Event<F> {
    pub(crate) key: u64,
    pub(crate) subject: Subject<F>,
    pub(crate) kind: EventKind,
}

/// Whether the event is about the successor that the key names, or about the state it comes from.
#[derive(Clone, Debug)]
pub(crate) enum Subject<F> {
    /// The successor with this fingerprint.
    Successor(F),
    /// The frontier's state.
    State,
}

#[derive(Clone, Debug)]
pub(crate) enum EventKind {
    Problem(Problem),
    /// One distinct state more than allowed.
    TooManyStates,
}

impl<F> Event<F> {
    /// Whether exploration can go on after it: a violation, and not something that could not be told.
    pub(crate) fn is_violation(&self) -> bool {
        matches!(
            self.kind,
            EventKind::Problem(Problem::False(_) | Problem::Deadlock)
        )
    }

    /// Whether both events are about the same property.
    pub(crate) fn same_problem(&self, other: &Event<F>) -> bool {
        match (&self.kind, &other.kind) {
            (EventKind::Problem(a), EventKind::Problem(b)) => a == b,
            _ => false,
        }
    }
}
