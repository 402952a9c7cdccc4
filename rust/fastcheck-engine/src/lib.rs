//! The engine: explores a [`System`] level by level on all cores, and learns its answers while it goes.
//!
//! - [`system`]: the interface a front end implements, and [`access`]: one state as its evaluator sees it.
//! - [`place`]: places, queries and edits, the language in which evaluators speak of a state.
//! - `layout`: how values are split into cells and bitmaps, and how a split that no longer fits is widened.
//! - `knowledge`: dictionaries, set universes, decision tries and deltas; everything that was learned.
//! - `explore`: levels, workers, events, counterexamples and recording.
//! - [`liveness`]: temporal properties and fairness, checked on the recorded graph.
//! - [`options`] and [`report`]: what goes in and what comes out.

pub mod access;
mod explore;
mod knowledge;
mod layout;
pub mod liveness;
pub mod options;
pub mod place;
pub mod report;
pub mod system;

pub use access::{Access, Change, NotApplicable, Side};
pub use explore::explore;
pub use options::{Options, Progress, StopReason, StopToken};
pub use place::{Edit, Place, Query};
pub use report::{Checked, Finding, Found, Kept, Lasso, Report, Verdict};
pub use system::{
    Answer, Ask, Call, Failure, FailureKind, Hint, PlainAsk, Question, QuestionKind, Replies,
    System, Variable,
};
