//! The levels of the operators of the language.

use super::facts::{Facts, ParamFacts, Signature};
use crate::ir::Level::{self, Action, Constant, State, Temporal};
use crate::sema::builtins::Builtin as B;

/// The signature of an operator of the language; of those with any number of arguments the last stands for all.
pub(super) fn signature(op: B) -> Signature {
    let (level, max, weight): (Level, &[Level], bool) = match op {
        B::True | B::False | B::BooleanSet | B::StringSet => (Constant, &[], true),
        B::Not | B::And | B::Or | B::Implies | B::Equiv | B::AndList | B::OrList | B::If => {
            (Constant, &[Temporal], true)
        }
        B::Prime | B::Unchanged => (Action, &[State], false),
        B::Enabled => (State, &[Action], false),
        B::Compose => (Action, &[Action], false),
        B::BoxAction | B::AngleAction => (Action, &[Action, State], false),
        B::WeakFairness | B::StrongFairness => (Temporal, &[State, Action], false),
        B::Always | B::Eventually | B::LeadsTo | B::Guarantees => (Temporal, &[Temporal], false),
        // All others take and make values.
        _ => (Constant, &[Action], true),
    };
    of(level, max, weight)
}

pub(super) fn of(level: Level, max: &[Level], weight: bool) -> Signature {
    Signature {
        facts: Facts {
            level,
            ..Facts::default()
        },
        params: max.iter().map(|m| ParamFacts::new(*m, weight)).collect(),
        ..Signature::default()
    }
}
