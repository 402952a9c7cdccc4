//! How long a search may go on.

use std::time::{Duration, Instant};

use crate::options::{StopReason, StopToken};

/// A search in a run that was stopped already may still take this long.
const AFTER_A_STOP: Duration = Duration::from_secs(10);

/// Ends a search when somebody asks the run to stop while it goes on, or when its time is over.
///
/// A run that was stopped before is searched all the same, as far as it came: what is found there is a violation.
pub(crate) struct Patience<'a> {
    stop: &'a StopToken,
    asked: u32,
    until: Option<Instant>,
}

impl<'a> Patience<'a> {
    /// For the search that follows exploration; `until` is when the run's own time ends.
    pub(crate) fn new(stop: &'a StopToken, until: Option<Instant>) -> Self {
        let soon = || Instant::now() + AFTER_A_STOP;
        let until = match stop.reason() {
            Some(StopReason::Stopped | StopReason::Interrupted | StopReason::MaxTime) => {
                Some(soon())
            }
            _ => until,
        };
        Patience {
            stop,
            asked: stop.asked(),
            until,
        }
    }

    /// Whether to end the search; notes why the run then is incomplete.
    pub(crate) fn is_over(&self) -> bool {
        if self.until.is_some_and(|until| Instant::now() >= until) {
            self.stop.stop(StopReason::MaxTime);
            return true;
        }
        self.stop.asked() != self.asked
    }
}
