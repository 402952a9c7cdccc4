//! Which variables a formula may depend on, as far as its text tells.

use std::collections::{BTreeSet, HashSet};

use super::api::{Binding, Conjunct, Scoped, Shared};
use super::builtin::is_builtin;
use super::compile::native_of;
use super::plan::{IMPURE, TEMPORAL, VOLATILE};
use crate::ir::{Arg, Callee, ConstBinding, DefId, Expr, ExprId};
use crate::modules::{self, Purity};

impl Shared {
    /// The variables that the truth of a formula may depend on, in any state; `None` if it may depend on more.
    #[must_use]
    pub fn variables_of(&self, conjunct: &Conjunct) -> Option<Vec<usize>> {
        let formula = match conjunct {
            Conjunct::Formula(formula) => formula,
            Conjunct::Member(membership) => return Some(vec![membership.variable()]),
        };
        let mut walk = Walk {
            shared: self,
            variables: BTreeSet::new(),
            todo: Vec::new(),
            bodies: HashSet::new(),
            bounded: true,
        };
        walk.scoped(formula);
        walk.finish()
    }
}

struct Walk<'s> {
    shared: &'s Shared,
    variables: BTreeSet<usize>,
    todo: Vec<ExprId>,
    /// Bodies of operators that were looked into.
    bodies: HashSet<ExprId>,
    /// Nothing was met that depends on more than variables.
    bounded: bool,
}

impl Walk<'_> {
    fn finish(mut self) -> Option<Vec<usize>> {
        while let (true, Some(e)) = (self.bounded, self.todo.pop()) {
            self.expr(e);
        }
        self.bounded.then(|| self.variables.into_iter().collect())
    }

    fn scoped(&mut self, scoped: &Scoped) {
        self.todo.push(scoped.expr);
        for (_, binding) in &scoped.bindings {
            match binding {
                Binding::Value(_) => {}
                Binding::Let(e) => self.todo.push(*e),
                Binding::Operator(def) => self.def(*def),
                Binding::Outer(outer) => self.scoped(outer),
            }
        }
    }

    fn expr(&mut self, e: ExprId) {
        let program = &self.shared.program;
        self.bounded &= !self.shared.plans.info[e.0 as usize].has(IMPURE | VOLATILE | TEMPORAL);
        let expr = &program.node(e).expr;
        match expr {
            Expr::Variable(v) => {
                self.variables.insert(v.0 as usize);
            }
            Expr::Constant(constant) => self.callee(e, Callee::Constant(*constant)),
            Expr::Call(callee, args) => {
                self.callee(e, *callee);
                for arg in args {
                    match arg {
                        Arg::Expr(_) => {}
                        Arg::Operator(callee) => self.callee(e, *callee),
                        Arg::Lambda(local) => self.callee(e, Callee::Local(*local)),
                    }
                }
            }
            _ => {}
        }
        expr.children(&mut |child| self.todo.push(child));
    }

    /// What is called in an expression.
    fn callee(&mut self, at: ExprId, callee: Callee) {
        let program = &self.shared.program;
        match callee {
            Callee::Def(def) => self.def(def),
            Callee::Local(local) => {
                let home = self.shared.plans.home[at.0 as usize];
                self.body(program.def(home).locals[local as usize].body);
            }
            Callee::Constant(constant) => {
                if let Some(ConstBinding::Def(def)) =
                    &program.constants[constant.0 as usize].binding
                {
                    self.def(*def);
                }
            }
            // It was given as an argument, and looked into there.
            Callee::Param(_) => {}
        }
    }

    fn def(&mut self, def: DefId) {
        let body = self.shared.scoped(def).expr;
        let def = self
            .shared
            .program
            .def(self.shared.plans.home[body.0 as usize]);
        if is_builtin(&def.module, &def.name) {
            return;
        }
        if native_of(def).is_some() {
            self.bounded &= matches!(modules::purity(&def.module, &def.name), Purity::Pure);
            return;
        }
        self.body(body);
    }

    fn body(&mut self, body: ExprId) {
        if self.bodies.insert(body) {
            self.todo.push(body);
        }
    }
}
