//! What expressions depend on.

use std::collections::BTreeSet;

use super::super::builtin::builtin;
use super::super::plan::{ACTION, BRANCH, HISTORY, IMPURE, Info, STATE, TEMPORAL, VOLATILE};
use super::{Compiler, native_of};
use crate::ir::{Arg, Bound, Callee, ConstBinding, DefId, Expr, ExprId, Op};
use crate::modules::{self, Purity};

impl Compiler<'_> {
    pub(super) fn find_dependencies(&mut self) {
        self.plans.info = vec![Info::default(); self.program.exprs.len()];
        loop {
            let mut changed = false;
            for (index, def) in self.program.defs.iter().enumerate() {
                for (i, local) in def.locals.iter().enumerate() {
                    let (mut free, flags) = self.depend(DefId(index as u32), local.body);
                    for param in &local.params {
                        free.remove(&param.slot.0);
                    }
                    changed |=
                        flags != self.local_flags[index][i] || free != self.local_free[index][i];
                    self.local_flags[index][i] = flags;
                    self.local_free[index][i] = free;
                }
                let (_, flags) = self.depend(DefId(index as u32), def.body);
                changed |= flags != self.def_flags[index];
                self.def_flags[index] = flags;
            }
            if !changed {
                return;
            }
        }
    }

    pub(super) fn keep_free(&mut self) {
        let free = self.local_free.iter().flatten();
        for (op, free) in self.plans.locals.iter_mut().zip(free) {
            op.free = free.iter().copied().collect();
        }
    }

    /// The state variables that definitions may speak of, those that they call included; by definition. `None` where that
    /// is not known.
    pub(super) fn variables_spoken_of(&self) -> Vec<Option<BTreeSet<u32>>> {
        let count = self.program.defs.len();
        let mut variables = vec![Some(BTreeSet::new()); count];
        let mut called = vec![BTreeSet::new(); count];
        for (id, home) in self.plans.home.iter().enumerate() {
            let home = home.0 as usize;
            let mut call = |callee: &Callee, variables: &mut Option<BTreeSet<u32>>| match callee {
                Callee::Def(def) => {
                    called[home].insert(self.real(*def).0 as usize);
                }
                Callee::Constant(_) => *variables = None,
                Callee::Local(_) | Callee::Param(_) => {}
            };
            match self.expr(ExprId(id as u32)) {
                Expr::Variable(v) => {
                    variables[home].iter_mut().for_each(|set| {
                        set.insert(v.0);
                    });
                }
                Expr::Call(callee, args) => {
                    call(callee, &mut variables[home]);
                    for arg in args {
                        if let Arg::Operator(callee) = arg {
                            call(callee, &mut variables[home]);
                        }
                    }
                }
                _ => {}
            }
        }
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for def in 0..count {
                for callee in &called[def] {
                    let theirs = variables[*callee].clone();
                    let ours = match (&variables[def], theirs) {
                        (Some(ours), Some(theirs)) => Some(ours | &theirs),
                        _ => None,
                    };
                    changed |= ours != variables[def];
                    variables[def] = ours;
                }
            }
        }
        variables
    }

    /// Whether an expression names a recursive function that depends on the state.
    fn is_recursive_function(&self, function: ExprId) -> bool {
        let Expr::Call(Callee::Def(def), _) = self.expr(function) else {
            return false;
        };
        let body = self.program.def(self.real(*def)).body;
        let recursive =
            matches!(self.expr(body), Expr::Function { recursive, .. } if recursive.is_some());
        recursive && self.plans.info[function.0 as usize].has(STATE)
    }

    /// Free slots and flags of an expression, kept in `info`.
    fn depend(&mut self, home: DefId, id: ExprId) -> (BTreeSet<u32>, u16) {
        let expr = self.expr(id);
        let (mut free, mut flags) = (BTreeSet::new(), 0);
        expr.children(&mut |child| {
            let (f, g) = self.depend(home, child);
            free.extend(f);
            flags |= g;
        });
        let below = flags;
        let unbind = |free: &mut BTreeSet<u32>, bounds: &[Bound]| {
            for slot in bounds.iter().flat_map(|b| b.slots.iter()) {
                free.remove(&slot.0);
            }
        };
        match expr {
            Expr::Local(slot) => {
                free.insert(slot.0);
                if self.named[home.0 as usize].contains(&slot.0) {
                    flags |= BRANCH;
                }
            }
            Expr::Variable(_) => flags |= STATE,
            Expr::Prime(_) => flags |= ACTION,
            Expr::Constant(id) => {
                if let Some(ConstBinding::Def(d)) = &self.program.constants[id.0 as usize].binding {
                    flags |= self.def_flags[self.real(*d).0 as usize];
                }
            }
            Expr::Call(callee, args) => {
                flags |= self.callee_flags(home, *callee, &mut free);
                for arg in args {
                    match arg {
                        Arg::Expr(e) => {
                            if self.plans.info[e.0 as usize].has(ACTION) {
                                flags |= BRANCH;
                            }
                        }
                        Arg::Operator(c) => flags |= self.callee_flags(home, *c, &mut free),
                        Arg::Lambda(i) => {
                            flags |= self.callee_flags(home, Callee::Local(*i), &mut free);
                        }
                    }
                }
            }
            Expr::Op(Op::Eq | Op::In | Op::SubsetEq, _) => flags |= BRANCH,
            Expr::Op(Op::Apply, args) if self.is_recursive_function(args[0]) => flags |= BRANCH,
            Expr::Forall(bounds, _) => unbind(&mut free, bounds),
            Expr::Exists(bounds, _) => {
                flags |= BRANCH;
                unbind(&mut free, bounds);
            }
            Expr::Or(_)
            | Expr::BoxAction(..)
            | Expr::AngleAction(..)
            | Expr::Compose(..)
            | Expr::Unchanged(_) => {
                flags |= BRANCH | ACTION;
                if matches!(expr, Expr::Or(_)) {
                    flags = below | BRANCH;
                }
            }
            Expr::Choose(bound, _) | Expr::Filter(bound, _) => {
                unbind(&mut free, std::slice::from_ref(bound));
            }
            Expr::Map(bounds, _) => unbind(&mut free, bounds),
            Expr::Function {
                bounds, recursive, ..
            } => {
                unbind(&mut free, bounds);
                if let Some(slot) = recursive {
                    free.remove(&slot.0);
                }
            }
            Expr::Unbounded { .. } | Expr::TemporalQuantifier | Expr::UnboundedChoose(..) => {}
            Expr::Except(_, updates) => {
                for update in updates {
                    free.remove(&update.old.0);
                }
            }
            Expr::Let(defs, _) => {
                for (slot, _) in defs {
                    free.remove(&slot.0);
                }
            }
            // ENABLED A is a predicate of the state.
            Expr::Enabled(_) => flags = (below & !(ACTION | BRANCH)) | STATE,
            Expr::Fairness { .. }
            | Expr::Always(_)
            | Expr::Eventually(_)
            | Expr::LeadsTo(..)
            | Expr::Guarantees(..) => flags |= TEMPORAL | STATE,
            _ => {}
        }
        if let Expr::UnboundedChoose(slot, _) = expr {
            free.remove(&slot.0);
        }
        if !self.may_branch(expr) {
            flags &= !BRANCH;
        }
        // An equation assigns only what its left side may name.
        if let Expr::Op(Op::Eq | Op::In | Op::SubsetEq, args) = expr
            && !self.may_name(home, args[0])
        {
            flags &= !BRANCH;
        }
        // An application branches only where its function may be given by its body.
        if let Expr::Op(Op::Apply, args) = expr
            && !self.plans.info[args[0].0 as usize].has(BRANCH)
            && !self.is_recursive_function(args[0])
        {
            flags &= !BRANCH;
        }
        self.plans.info[id.0 as usize] = Info {
            free: free.iter().copied().collect(),
            flags,
        };
        (free, flags)
    }

    /// Whether evaluation as an action looks inside the expression; for all others only the value counts.
    fn may_branch(&self, expr: &Expr) -> bool {
        matches!(
            expr,
            Expr::And(_)
                | Expr::Or(_)
                | Expr::Forall(..)
                | Expr::Exists(..)
                | Expr::If(..)
                | Expr::Case(..)
                | Expr::Let(..)
                | Expr::Label(..)
                | Expr::Local(_)
                | Expr::Call(..)
                | Expr::Unchanged(_)
                | Expr::BoxAction(..)
                | Expr::AngleAction(..)
                | Expr::Compose(..)
                | Expr::Op(Op::Implies | Op::Eq | Op::In | Op::SubsetEq | Op::Apply, _)
        )
    }

    /// Whether an expression may name a variable, so that an equation may give it a value.
    fn may_name(&self, home: DefId, id: ExprId) -> bool {
        match self.expr(id) {
            Expr::Local(slot) => self.named[home.0 as usize].contains(&slot.0),
            Expr::Label(_, e) => self.may_name(home, *e),
            Expr::Prime(_) | Expr::Variable(_) => true,
            Expr::Call(Callee::Def(_), args) => args.is_empty(),
            _ => false,
        }
    }

    fn callee_flags(&self, home: DefId, callee: Callee, free: &mut BTreeSet<u32>) -> u16 {
        match callee {
            Callee::Def(d) => {
                let d = self.real(d);
                let def = self.program.def(d);
                if builtin(&def.module, &def.name).is_some() {
                    return 0;
                }
                if native_of(def).is_some() {
                    return match modules::purity(&def.module, &def.name) {
                        Purity::Pure => 0,
                        purity if purity.is_constant() => IMPURE,
                        Purity::History => IMPURE | VOLATILE | HISTORY,
                        _ => IMPURE | VOLATILE,
                    };
                }
                let flags = self.def_flags[d.0 as usize];
                // A constant definition is evaluated once, as in TLC, whatever it does.
                let constant = flags & (STATE | ACTION | TEMPORAL | VOLATILE) == 0;
                if constant && def.params.is_empty() {
                    return flags & !IMPURE;
                }
                flags
            }
            Callee::Local(i) => {
                free.extend(self.local_free[home.0 as usize][i as usize].iter());
                self.local_flags[home.0 as usize][i as usize]
            }
            Callee::Param(slot) => {
                free.insert(slot.0);
                BRANCH
            }
            Callee::Constant(id) => match &self.program.constants[id.0 as usize].binding {
                Some(ConstBinding::Def(d)) => self.def_flags[self.real(*d).0 as usize],
                _ => 0,
            },
        }
    }
}
