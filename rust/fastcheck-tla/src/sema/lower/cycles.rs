//! Definitions that call themselves, directly or through others.

use crate::eval::is_builtin;
use crate::ir::{Arg, Callee, Def, DefId, Expr, ExprId, Program};

/// The sets of definitions that depend on each other: the cycles of the call graph. Without recursion, as chains of
/// definitions may be long.
pub(crate) fn cycles(program: &Program) -> Vec<Vec<DefId>> {
    let calls = calls(program);
    let count = program.defs.len();
    let mut search = Search {
        index: vec![None; count],
        low: vec![0; count],
        open: vec![false; count],
        stack: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for start in 0..count {
        if search.index[start].is_none() {
            search.from(start, &calls);
        }
    }
    let alone = |c: &Vec<usize>| c.len() == 1 && !calls[c[0]].contains(&c[0]);
    let found = search.found.into_iter().filter(|c| !alone(c));
    let ids = |c: Vec<usize>| c.into_iter().map(|d| DefId(d as u32)).collect();
    found.map(ids).collect()
}

/// Tarjan's algorithm.
struct Search {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    open: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search {
    fn from(&mut self, start: usize, calls: &[Vec<usize>]) {
        let mut work = vec![(start, 0)];
        self.enter(start);
        while let Some((node, at)) = work.pop() {
            if let Some(&callee) = calls[node].get(at) {
                work.push((node, at + 1));
                match self.index[callee] {
                    None => {
                        self.enter(callee);
                        work.push((callee, 0));
                    }
                    Some(index) if self.open[callee] => self.low[node] = self.low[node].min(index),
                    Some(_) => {}
                }
            } else {
                self.leave(node);
                if let Some((caller, _)) = work.last() {
                    self.low[*caller] = self.low[*caller].min(self.low[node]);
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.index[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.open[node] = true;
    }

    fn leave(&mut self, node: usize) {
        if self.index[node] != Some(self.low[node]) {
            return;
        }
        let start = self.stack.iter().rposition(|n| *n == node).unwrap_or(0);
        let component = self.stack.split_off(start);
        for member in &component {
            self.open[*member] = false;
        }
        self.found.push(component);
    }
}

fn calls(program: &Program) -> Vec<Vec<usize>> {
    program
        .defs
        .iter()
        .map(|def| callees(program, def))
        .collect()
}

fn callees(program: &Program, def: &Def) -> Vec<usize> {
    let mut callees = Vec::new();
    // What has code of its own calls nothing, whatever its text says.
    if def.native || is_builtin(&def.module, &def.name) {
        return callees;
    }
    let defined = |callee: &Callee| match callee {
        Callee::Def(def) => Some(def.0 as usize),
        _ => None,
    };
    let mut open: Vec<ExprId> = vec![def.body];
    open.extend(def.locals.iter().map(|l| l.body));
    while let Some(id) = open.pop() {
        let expr = &program.node(id).expr;
        if let Expr::Call(callee, args) = expr {
            callees.extend(defined(callee));
            callees.extend(args.iter().filter_map(|arg| match arg {
                Arg::Operator(callee) => defined(callee),
                _ => None,
            }));
        }
        expr.children(&mut |e| open.push(e));
    }
    callees.sort_unstable();
    callees.dedup();
    callees
}
