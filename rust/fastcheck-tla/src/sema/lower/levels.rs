//! Levels of the core language: of every expression, the parameters of its definition taken as constants.
//!
//! They are not those of the reference's level checking, which are about what may be written ([`crate::sema::levels`]),
//! but follow what the configuration puts in place of definitions.

use std::collections::HashMap;

use super::Lowerer;
use crate::ir::{Arg, Bound, Callee, Def, DefId, Expr, ExprId, Level, Slot};
use crate::modules;

/// The level of something that depends on parameters: at least `level`, and that of each of the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Summary {
    level: Level,
    /// Parameters by position; the last bit stands for all from there on.
    params: u128,
}

const CONSTANT: Summary = Summary {
    level: Level::Constant,
    params: 0,
};

impl Summary {
    fn of(level: Level) -> Self {
        Summary { level, params: 0 }
    }

    fn param(position: usize) -> Self {
        Summary {
            level: Level::Constant,
            params: 1 << position.min(127),
        }
    }

    fn join(self, other: Self) -> Self {
        Summary {
            level: self.level.max(other.level),
            params: self.params | other.params,
        }
    }
}

/// The first parameters, so many of them.
fn params_mask(count: usize) -> u128 {
    match count {
        0..128 => (1 << count) - 1,
        _ => u128::MAX,
    }
}

/// What is known of the definitions.
#[derive(Debug, Default)]
pub(super) struct Summaries(Vec<Summary>);

/// One definition while its levels are found.
struct Walk<'w, 'a> {
    lowerer: &'w mut Lowerer<'a>,
    def: DefId,
    slots: HashMap<Slot, Summary>,
    locals: Vec<Summary>,
}

impl Lowerer<'_> {
    /// Levels of the definitions made since the last time. They call only each other and earlier ones.
    pub(super) fn find_levels(&mut self) {
        let first = self.levelled;
        let last = self.program.defs.len();
        self.levels.0.resize(last, CONSTANT);
        loop {
            let mut changed = false;
            for i in (first..last).rev() {
                changed |= self.find_level(DefId(i as u32));
            }
            if !changed {
                break;
            }
        }
        self.levelled = last;
    }

    /// What has native code, or is of a text of ours, depends on all its arguments, whatever its definition says.
    fn weighs_all(&self, id: DefId) -> bool {
        modules::text(&self.program.def(id).module).is_some()
    }

    fn find_level(&mut self, id: DefId) -> bool {
        let def = &self.program.defs[id.0 as usize];
        let (body, count) = (def.body, def.locals.len());
        let count_params = def.params.len();
        let params = def.params.iter().zip(0..);
        let slots = params.map(|(p, i)| (p.slot, Summary::param(i))).collect();
        let mut walk = Walk {
            lowerer: self,
            def: id,
            slots,
            locals: vec![CONSTANT; count],
        };
        walk.locals();
        let mut summary = walk.expr(body);
        if self.weighs_all(id) {
            summary.params |= params_mask(count_params);
        }
        let changed = self.levels.0[id.0 as usize] != summary;
        self.levels.0[id.0 as usize] = summary;
        self.program.defs[id.0 as usize].level = summary.level;
        changed
    }
}

impl Walk<'_, '_> {
    fn def(&self) -> &Def {
        &self.lowerer.program.defs[self.def.0 as usize]
    }

    /// Operators of LETs may call each other, and use values of LETs that stand around them.
    fn locals(&mut self) {
        loop {
            let (slots, locals) = (self.slots.clone(), self.locals.clone());
            for i in 0..self.locals.len() {
                let body = self.def().locals[i].body;
                self.locals[i] = self.expr(body);
            }
            let body = self.def().body;
            self.expr(body);
            if (&slots, &locals) == (&self.slots, &self.locals) {
                return;
            }
        }
    }

    fn expr(&mut self, id: ExprId) -> Summary {
        let expr = self.lowerer.program.exprs[id.0 as usize].expr.clone();
        let summary = self.kind(&expr);
        self.lowerer.program.exprs[id.0 as usize].level = summary.level;
        summary
    }

    fn all(&mut self, ids: &[ExprId]) -> Summary {
        ids.iter().fold(CONSTANT, |s, e| s.join(self.expr(*e)))
    }

    fn bounds(&mut self, bounds: &[Bound], body: ExprId) -> Summary {
        let sets: Vec<ExprId> = bounds.iter().map(|b| b.set).collect();
        self.all(&sets).join(self.expr(body))
    }

    fn kind(&mut self, expr: &Expr) -> Summary {
        match expr {
            Expr::Value(_)
            | Expr::Boolean
            | Expr::String
            | Expr::BadNumber(_)
            | Expr::Constant(_) => CONSTANT,
            Expr::Local(slot) => self.slots.get(slot).copied().unwrap_or(CONSTANT),
            Expr::Variable(_) => Summary::of(Level::State),
            Expr::Call(callee, args) => self.call(*callee, args),
            Expr::Op(_, args) | Expr::And(args) | Expr::Or(args) => self.all(args),
            Expr::Forall(bounds, body)
            | Expr::Exists(bounds, body)
            | Expr::Map(bounds, body)
            | Expr::Function { bounds, body, .. } => self.bounds(bounds, *body),
            Expr::Choose(bound, body) | Expr::Filter(bound, body) => {
                self.bounds(std::slice::from_ref(&**bound), *body)
            }
            Expr::Unbounded { body, .. }
            | Expr::UnboundedChoose(_, body)
            | Expr::Label(_, body) => self.expr(*body),
            Expr::Record(fields) | Expr::RecordSet(fields) => fields
                .iter()
                .fold(CONSTANT, |s, (_, e)| s.join(self.expr(*e))),
            Expr::Except(function, updates) => {
                let mut summary = self.expr(*function);
                for update in updates {
                    self.slots.insert(update.old, summary);
                    summary = summary
                        .join(self.all(&update.path))
                        .join(self.expr(update.value));
                }
                summary
            }
            Expr::If(a, b, c) => self.all(&[*a, *b, *c]),
            Expr::Case(arms, other) => {
                let arms = arms
                    .iter()
                    .fold(CONSTANT, |s, (p, e)| s.join(self.all(&[*p, *e])));
                other.iter().fold(arms, |s, e| s.join(self.expr(*e)))
            }
            Expr::Let(values, body) => {
                for (slot, value) in values {
                    let summary = self.expr(*value);
                    let old = self.slots.entry(*slot).or_insert(summary);
                    *old = old.join(summary);
                }
                self.expr(*body)
            }
            Expr::Prime(e) | Expr::Unchanged(e) => self.at_least(Level::Action, &[*e]),
            Expr::Compose(a, b) | Expr::BoxAction(a, b) | Expr::AngleAction(a, b) => {
                self.at_least(Level::Action, &[*a, *b])
            }
            Expr::Enabled(e) => self.at_least(Level::State, &[*e]),
            Expr::Fairness {
                action, enabled, ..
            } => self.at_least(Level::Temporal, &[*action, *enabled]),
            Expr::Always(e) | Expr::Eventually(e) => self.at_least(Level::Temporal, &[*e]),
            Expr::LeadsTo(a, b) | Expr::Guarantees(a, b) => {
                self.at_least(Level::Temporal, &[*a, *b])
            }
            Expr::TemporalQuantifier => Summary::of(Level::Temporal),
        }
    }

    /// The level does not depend on those of the operands, which are found for their own sake.
    fn at_least(&mut self, level: Level, operands: &[ExprId]) -> Summary {
        self.all(operands);
        Summary::of(level)
    }

    fn call(&mut self, callee: Callee, args: &[Arg]) -> Summary {
        let given: Vec<Summary> = args.iter().map(|a| self.arg(a)).collect();
        match callee {
            // What native code makes of its arguments depends on them, whatever the text says.
            Callee::Def(def) if self.lowerer.program.def(def).native => {
                let own = self.lowerer.levels.0[def.0 as usize].level;
                given.iter().fold(Summary::of(own), |s, g| s.join(*g))
            }
            Callee::Def(def) => {
                let summary = self.lowerer.levels.0[def.0 as usize];
                let used = given.iter().enumerate();
                let used = used.filter(|(i, _)| summary.params >> (*i).min(127) & 1 == 1);
                used.fold(Summary::of(summary.level), |s, (_, g)| s.join(*g))
            }
            Callee::Local(local) => given
                .iter()
                .fold(self.locals[local as usize], |s, g| s.join(*g)),
            Callee::Param(slot) => {
                let operator = self.slots.get(&slot).copied().unwrap_or(CONSTANT);
                given.iter().fold(operator, |s, g| s.join(*g))
            }
            Callee::Constant(_) => given.iter().fold(CONSTANT, |s, g| s.join(*g)),
        }
    }

    fn arg(&mut self, arg: &Arg) -> Summary {
        match arg {
            Arg::Expr(e) => self.expr(*e),
            Arg::Operator(callee) => self.call(*callee, &[]),
            Arg::Lambda(local) => self.locals[*local as usize],
        }
    }
}
