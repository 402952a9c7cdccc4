//! From the core language to [`Plans`]: what each expression depends on, found by going round until nothing changes,
//! since definitions call each other.

mod depend;
mod names;
mod plans;

use std::collections::{BTreeSet, HashSet};

use fastcheck_values::Universe;

use super::host::Native;
use super::plan::Plans;
use crate::ir::{Def, DefId, Expr, ExprId, Program};
use crate::modules::{self};

/// Expressions may be nested thousands deep, so they are walked on a stack of this size.
const STACK: usize = 1 << 29;

/// Makes the plans of a specification.
pub(super) fn compile(program: &Program, universe: &Universe) -> Plans {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, || compile_here(program, universe)) {
            Ok(handle) => match handle.join() {
                Ok(plans) => plans,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(_) => compile_here(program, universe),
        }
    })
}

fn compile_here(program: &Program, universe: &Universe) -> Plans {
    let mut compiler = Compiler {
        program,
        universe,
        plans: Plans::default(),
        def_flags: vec![0; program.defs.len()],
        local_flags: program
            .defs
            .iter()
            .map(|d| vec![0; d.locals.len()])
            .collect(),
        local_free: program
            .defs
            .iter()
            .map(|d| vec![BTreeSet::new(); d.locals.len()])
            .collect(),
        named: Vec::new(),
    };
    compiler.find_homes();
    compiler.find_names();
    compiler.find_dependencies();
    compiler.keep_free();
    compiler.make_plans();
    compiler.mark_closed();
    compiler.mark_per_state();
    compiler.plans
}

struct Compiler<'p> {
    program: &'p Program,
    universe: &'p Universe,
    plans: Plans,
    def_flags: Vec<u16>,
    local_flags: Vec<Vec<u16>>,
    local_free: Vec<Vec<BTreeSet<u32>>>,
    /// Slots of parameters and LETs, by definition: only these may stand for an expression.
    named: Vec<HashSet<u32>>,
}

impl<'p> Compiler<'p> {
    fn expr(&self, id: ExprId) -> &'p Expr {
        &self.program.node(id).expr
    }

    /// The definition that is called for `id`, overrides followed.
    fn real(&self, mut id: DefId) -> DefId {
        // Circular overrides are refused with the configuration; the bound only guards this loop.
        for _ in 0..self.program.defs.len() {
            match self.program.def(id).replaced {
                Some(next) => id = next,
                None => break,
            }
        }
        id
    }

    fn find_homes(&mut self) {
        self.plans.home = vec![DefId(0); self.program.exprs.len()];
        for (index, def) in self.program.defs.iter().enumerate() {
            let roots = std::iter::once(def.body).chain(def.locals.iter().map(|l| l.body));
            let mut todo: Vec<ExprId> = roots.collect();
            while let Some(id) = todo.pop() {
                self.plans.home[id.0 as usize] = DefId(index as u32);
                self.expr(id).children(&mut |child| todo.push(child));
            }
            self.plans.frames.push(def.frame + def.locals.len() as u32);
            self.plans.by_name.push(vec![false; def.frame as usize]);
            self.named.push(self.named_slots(def));
        }
    }

    fn named_slots(&self, def: &Def) -> HashSet<u32> {
        let params = def.params.iter();
        let params = params.chain(def.locals.iter().flat_map(|l| l.params.iter()));
        let mut named: HashSet<u32> = params.map(|p| p.slot.0).collect();
        let roots = std::iter::once(def.body).chain(def.locals.iter().map(|l| l.body));
        let mut todo: Vec<ExprId> = roots.collect();
        while let Some(id) = todo.pop() {
            match self.expr(id) {
                Expr::Let(defs, _) => named.extend(defs.iter().map(|(slot, _)| slot.0)),
                // Where a recursive function finds itself: a function given by its body.
                Expr::Function { recursive, .. } => named.extend(recursive.map(|slot| slot.0)),
                _ => {}
            }
            self.expr(id).children(&mut |child| todo.push(child));
        }
        named
    }
}

/// The native code that runs a definition.
pub(super) fn native_of(def: &Def) -> Option<Native> {
    if !def.native {
        return None;
    }
    modules::native(&def.module, &def.name)
}
