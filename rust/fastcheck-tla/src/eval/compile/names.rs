//! Which slots are used under a prime, and so must be evaluated where they are used.

use std::collections::HashSet;

use super::super::plan::OpInfo;
use super::Compiler;
use crate::ir::{Arg, Callee, DefId, Expr, ExprId, Param, Slot};

impl Compiler<'_> {
    pub(super) fn find_names(&mut self) {
        loop {
            let mut walk = Names {
                compiler: self,
                by_name: self.plans.by_name.clone(),
                bodies: HashSet::new(),
                careful: self.passes_primed(),
            };
            for (index, def) in self.program.defs.iter().enumerate() {
                let id = DefId(index as u32);
                walk.visit(id, def.body, false);
                for local in &def.locals {
                    walk.visit(id, local.body, false);
                }
            }
            let by_name = walk.by_name;
            if by_name == self.plans.by_name {
                break;
            }
            self.plans.by_name = by_name;
        }
        for (index, def) in self.program.defs.iter().enumerate() {
            let by_name = &self.plans.by_name[index];
            let params = |params: &[Param]| {
                let one = |p: &Param| (p.slot.0, by_name[p.slot.0 as usize]);
                params.iter().map(one).collect()
            };
            let home = DefId(index as u32);
            let bound = def.variable.then(|| {
                self.plans.bound += 1;
                self.program.variables.len() as u32 + self.plans.bound - 1
            });
            self.plans.defs.push(OpInfo {
                body: def.body,
                home,
                params: params(&def.params),
                mark: 0,
                free: Box::default(),
                bound,
            });
            self.plans.first_local.push(self.plans.locals.len() as u32);
            for (i, local) in def.locals.iter().enumerate() {
                self.plans.locals.push(OpInfo {
                    body: local.body,
                    home,
                    params: params(&local.params),
                    mark: def.frame + i as u32,
                    free: Box::default(),
                    bound: None,
                });
            }
        }
    }

    /// Whether some operator that is passed as an argument uses a parameter under a prime.
    fn passes_primed(&self) -> bool {
        let primes = |def: DefId, params: &[Param]| {
            let by_name = &self.plans.by_name[def.0 as usize];
            params.iter().any(|p| by_name[p.slot.0 as usize])
        };
        let mut found = false;
        for (id, node) in self.program.exprs.iter().enumerate() {
            let Expr::Call(_, args) = &node.expr else {
                continue;
            };
            let home = self.plans.home[id];
            let locals = &self.program.def(home).locals;
            found |= args.iter().any(|arg| match arg {
                Arg::Operator(Callee::Def(d)) => {
                    let d = self.real(*d);
                    primes(d, &self.program.def(d).params)
                }
                Arg::Operator(Callee::Local(i)) | Arg::Lambda(i) => {
                    primes(home, &locals[*i as usize].params)
                }
                _ => false,
            });
        }
        found
    }
}

/// Marks slots that are used under a prime.
struct Names<'c, 'p> {
    compiler: &'c Compiler<'p>,
    by_name: Vec<Vec<bool>>,
    /// LET operators whose bodies were already looked at as standing under a prime.
    bodies: HashSet<(DefId, u32)>,
    /// Operators whose parameters are used under a prime are passed as arguments.
    careful: bool,
}

impl Names<'_, '_> {
    fn mark(&mut self, home: DefId, slot: Slot) {
        self.by_name[home.0 as usize][slot.0 as usize] = true;
    }

    fn is_marked(&self, home: DefId, slot: Slot) -> bool {
        self.by_name[home.0 as usize][slot.0 as usize]
    }

    fn visit(&mut self, home: DefId, id: ExprId, under: bool) {
        let expr = self.compiler.expr(id);
        match expr {
            Expr::Local(slot) if under => self.mark(home, *slot),
            Expr::Prime(e) | Expr::Unchanged(e) => self.visit(home, *e, true),
            Expr::Compose(a, b) => {
                self.visit(home, *a, true);
                self.visit(home, *b, true);
            }
            Expr::BoxAction(a, v) | Expr::AngleAction(a, v) => {
                self.visit(home, *a, under);
                self.visit(home, *v, true);
            }
            Expr::Let(defs, body) => {
                for (slot, e) in defs {
                    let under = under || self.is_marked(home, *slot);
                    self.visit(home, *e, under);
                }
                self.visit(home, *body, under);
            }
            Expr::Call(callee, args) => {
                if under && let Callee::Local(i) = callee {
                    self.visit_local(home, *i);
                }
                for (i, arg) in args.iter().enumerate() {
                    match arg {
                        Arg::Expr(e) => {
                            let under = under || self.primes_param(home, *callee, i);
                            self.visit(home, *e, under);
                        }
                        Arg::Lambda(i) | Arg::Operator(Callee::Local(i)) if under => {
                            self.visit_local(home, *i);
                        }
                        _ => {}
                    }
                }
            }
            _ => {
                let mut below = Vec::new();
                expr.children(&mut |child| below.push(child));
                for child in below {
                    self.visit(home, child, under);
                }
            }
        }
    }

    fn visit_local(&mut self, home: DefId, index: u32) {
        if self.bodies.insert((home, index)) {
            let body = self.compiler.program.def(home).locals[index as usize].body;
            self.visit(home, body, true);
        }
    }

    fn primes_param(&self, home: DefId, callee: Callee, index: usize) -> bool {
        let program = self.compiler.program;
        let (home, params) = match callee {
            Callee::Def(d) => {
                let d = self.compiler.real(d);
                (d, &program.def(d).params)
            }
            Callee::Local(i) => (home, &program.def(home).locals[i as usize].params),
            Callee::Param(_) => return self.careful,
            Callee::Constant(_) => return false,
        };
        params
            .get(index)
            .is_some_and(|param| self.is_marked(home, param.slot))
    }
}
