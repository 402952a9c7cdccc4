//! What level checking knows of an expression or an operator. The terms are those of the comments on level checking in
//! "Specifying Systems", chapter 17.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Level;
use crate::sema::hir::SymId;

/// The least level, for `max`.
pub(super) const CONSTANT: Level = Level::Constant;

/// What is known of an expression. Parameters are those of definitions and of modules (constants, variables), and what is
/// bound around the expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    /// Its level, parameters taken as constants.
    pub(crate) level: Level,
    /// Parameters whose level counts towards its own.
    pub(crate) params: BTreeSet<SymId>,
    /// All parameters in it.
    pub(crate) all: BTreeSet<SymId>,
    /// Parameters in places where equals may not be put for equals.
    pub(crate) opaque: BTreeSet<SymId>,
    /// The highest level that may stand for a parameter.
    pub(crate) limits: BTreeMap<SymId, Level>,
    /// An operator that stands for a parameter must take this level at the position.
    pub(crate) needs: BTreeMap<(SymId, usize), Level>,
    /// The third parameter occurs in that argument of the first.
    pub(crate) inside: BTreeSet<(SymId, usize, SymId)>,
}

impl Default for Facts {
    fn default() -> Self {
        Facts {
            level: CONSTANT,
            params: BTreeSet::new(),
            all: BTreeSet::new(),
            opaque: BTreeSet::new(),
            limits: BTreeMap::new(),
            needs: BTreeMap::new(),
            inside: BTreeSet::new(),
        }
    }
}

impl Facts {
    /// A parameter itself.
    pub(super) fn param(sym: SymId, level: Level) -> Self {
        Facts {
            level,
            params: [sym].into(),
            all: [sym].into(),
            ..Facts::default()
        }
    }

    /// What holds of a part holds of the whole: all but the level and what counts towards it.
    pub(super) fn include(&mut self, part: &Facts) {
        self.all.extend(&part.all);
        self.opaque.extend(&part.opaque);
        self.constrain(part);
    }

    /// Only what is asked of parameters.
    pub(super) fn constrain(&mut self, part: &Facts) {
        for (param, level) in &part.limits {
            self.limit(*param, *level);
        }
        for (place, level) in &part.needs {
            self.need(*place, *level);
        }
        self.inside.extend(&part.inside);
    }

    /// The level of a part counts.
    pub(super) fn weigh(&mut self, part: &Facts) {
        self.level = self.level.max(part.level);
        self.params.extend(&part.params);
    }

    pub(super) fn limit(&mut self, param: SymId, level: Level) {
        let old = self.limits.entry(param).or_insert(level);
        *old = (*old).min(level);
    }

    pub(super) fn need(&mut self, place: (SymId, usize), level: Level) {
        let old = self.needs.entry(place).or_insert(level);
        *old = (*old).max(level);
    }

    /// What is bound here is no parameter of what is around.
    pub(super) fn forget(&mut self, bound: &[SymId]) {
        for sym in bound {
            self.params.remove(sym);
            self.all.remove(sym);
            self.opaque.remove(sym);
            self.limits.remove(sym);
        }
        self.needs.retain(|(op, _), _| !bound.contains(op));
        self.inside
            .retain(|(op, _, param)| !bound.contains(op) && !bound.contains(param));
    }
}

/// What is known of an operator.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Signature {
    /// Of its body, its own parameters left out.
    pub(crate) facts: Facts,
    pub(crate) params: Vec<ParamFacts>,
    /// (i, j, k): parameter j occurs in argument k of parameter i.
    pub(crate) inside: BTreeSet<(usize, usize, usize)>,
}

/// What is known of a parameter of an operator.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ParamFacts {
    /// The highest level of an argument.
    pub(crate) max: Level,
    /// The level of the argument counts towards that of the application.
    pub(crate) weight: bool,
    /// For an operator parameter: levels that it must take.
    pub(crate) needs: Vec<Level>,
    /// Equals may be put for equals.
    pub(crate) clear: bool,
}

impl ParamFacts {
    pub(super) fn new(max: Level, weight: bool) -> Self {
        ParamFacts {
            max,
            weight,
            needs: Vec::new(),
            clear: weight,
        }
    }
}

impl Signature {
    /// Of a parameter beyond those known: as free as can be.
    pub(super) fn param(&self, i: usize) -> ParamFacts {
        let last = self.params.get(i).or(self.params.last());
        last.cloned()
            .unwrap_or(ParamFacts::new(Level::Temporal, true))
    }
}
