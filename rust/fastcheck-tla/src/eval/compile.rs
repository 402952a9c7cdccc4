//! From the core language to [`Plans`]: what each expression depends on, found by going round until nothing changes,
//! since definitions call each other.

use std::collections::{BTreeSet, HashSet};

use fastcheck_values::Universe;

use super::builtin::builtin;
use super::host::Native;
use super::plan::{
    ACTION, BRANCH, Cell, Change, Given, IMPURE, Info, OpInfo, Over, Plan, Plans, STATE, TEMPORAL,
    VOLATILE,
};
use crate::ir::{
    Arg, Bound, Callee, ConstBinding, Def, DefId, Expr, ExprId, Op, Param, Program, Slot,
};
use crate::modules::{self, Purity};

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

    // Which slots are used under a prime, and so must be evaluated where they are used.

    fn find_names(&mut self) {
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
            let bound = (def.variable && def.params.is_empty()).then(|| {
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

    // What expressions depend on.

    fn find_dependencies(&mut self) {
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

    fn keep_free(&mut self) {
        let free = self.local_free.iter().flatten();
        for (op, free) in self.plans.locals.iter_mut().zip(free) {
            op.free = free.iter().copied().collect();
        }
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

    // The plans themselves.

    fn make_plans(&mut self) {
        let plans: Vec<Plan> = (0..self.program.exprs.len())
            .map(|i| self.plan(ExprId(i as u32)))
            .collect();
        self.plans.plans = plans;
    }

    fn plan(&self, id: ExprId) -> Plan {
        match self.expr(id) {
            Expr::Value(v) => Plan::Const(*v),
            Expr::Boolean => Plan::Boolean,
            Expr::String => Plan::Strings,
            Expr::BadNumber(text) => Plan::BadNumber(text.clone()),
            Expr::Local(slot) => Plan::Local(slot.0),
            Expr::Constant(c) => match &self.program.constants[c.0 as usize].binding {
                Some(ConstBinding::Value(v)) => Plan::Const(*v),
                Some(ConstBinding::Def(d)) => self.call(id, *d, &[]),
                _ => Plan::Unbound(*c),
            },
            Expr::Variable(v) => Plan::Var(v.0),
            Expr::Prime(e) => Plan::Prime(*e),
            Expr::Call(callee, args) => match callee {
                Callee::Def(d) => self.call(id, *d, args),
                Callee::Local(i) => Plan::CallLocal(self.global(id, *i), self.given(id, args)),
                Callee::Param(slot) => Plan::CallParam(slot.0, self.given(id, args)),
                Callee::Constant(c) => match &self.program.constants[c.0 as usize].binding {
                    Some(ConstBinding::Def(d)) => self.call(id, *d, args),
                    Some(ConstBinding::Value(v)) if args.is_empty() => Plan::Const(*v),
                    Some(_) => Plan::CallTable(*c, exprs(args)),
                    None => Plan::Unbound(*c),
                },
            },
            Expr::Op(op, args) => fixed(*op, args),
            Expr::And(es) => Plan::And(es.clone()),
            Expr::Or(es) => Plan::Or(es.clone()),
            Expr::Forall(bounds, body) => Plan::Forall(overs(bounds), *body),
            Expr::Exists(bounds, body) => Plan::Exists(overs(bounds), *body),
            Expr::Unbounded { forall, .. } => Plan::Unbounded(*forall),
            Expr::TemporalQuantifier => Plan::Temporal("a temporal quantifier"),
            Expr::Choose(bound, body) => Plan::Choose(over(bound), *body),
            Expr::UnboundedChoose(..) => Plan::UnboundedChoose,
            Expr::Filter(bound, body) => Plan::Filter(over(bound), *body),
            Expr::Map(bounds, body) => Plan::Map(overs(bounds), *body),
            Expr::Function {
                bounds,
                body,
                recursive,
            } => Plan::Function {
                bounds: overs(bounds),
                body: *body,
                recursive: recursive.map(|s| s.0),
            },
            Expr::Record(fields) => {
                let mut order: Vec<u32> = (0..fields.len() as u32).collect();
                order.sort_by(|a, b| {
                    self.universe
                        .compare(fields[*a as usize].0, fields[*b as usize].0)
                });
                let sorted = order.iter().map(|i| fields[*i as usize]).collect();
                // From the order as written to the place in canonical order.
                let mut places = vec![0; fields.len()];
                for (place, i) in order.iter().enumerate() {
                    places[*i as usize] = place as u32;
                }
                Plan::Record(sorted, places.into())
            }
            Expr::RecordSet(fields) => {
                let mut fields = fields.to_vec();
                fields.sort_by(|a, b| self.universe.compare(a.0, b.0));
                Plan::RecordSet(fields.into())
            }
            Expr::Except(f, updates) => Plan::Except(
                *f,
                updates
                    .iter()
                    .map(|u| Change {
                        path: u.path.clone(),
                        value: u.value,
                        old: u.old.0,
                    })
                    .collect(),
            ),
            Expr::If(c, a, b) => Plan::If(*c, *a, *b),
            Expr::Case(arms, other) => Plan::Case(arms.clone(), *other),
            Expr::Let(defs, body) => {
                Plan::Let(defs.iter().map(|(s, e)| (s.0, *e)).collect(), *body)
            }
            Expr::Unchanged(e) => Plan::Unchanged(*e),
            Expr::Enabled(e) => Plan::Enabled(*e),
            Expr::Compose(a, b) => Plan::Compose(*a, *b),
            Expr::BoxAction(a, v) => Plan::BoxAction(*a, *v),
            Expr::AngleAction(a, v) => Plan::AngleAction(*a, *v),
            Expr::Fairness { strong: true, .. } => Plan::Temporal("SF"),
            Expr::Fairness { strong: false, .. } => Plan::Temporal("WF"),
            Expr::Always(_) => Plan::Temporal("[]"),
            Expr::Eventually(_) => Plan::Temporal("<>"),
            Expr::LeadsTo(..) => Plan::Temporal("~>"),
            Expr::Guarantees(..) => Plan::Temporal("-+->"),
            Expr::Label(_, e) => Plan::Label(*e),
        }
    }

    fn call(&self, at: ExprId, id: DefId, args: &[Arg]) -> Plan {
        let id = self.real(id);
        let def = self.program.def(id);
        if let Some(op) = builtin(&def.module, &def.name) {
            return if args.iter().all(|a| matches!(a, Arg::Expr(_))) {
                Plan::Builtin(op, exprs(args))
            } else {
                Plan::BuiltinOf(op, self.given(at, args))
            };
        }
        match native_of(def) {
            Some(native) => Plan::Native(native, def.name.clone(), self.given(at, args)),
            None => Plan::CallDef(id, self.given(at, args)),
        }
    }

    /// The number, through all definitions, of a local operator of the definition that `at` stands in.
    fn global(&self, at: ExprId, local: u32) -> u32 {
        self.plans.first_local[self.plans.home[at.0 as usize].0 as usize] + local
    }

    fn given(&self, at: ExprId, args: &[Arg]) -> Box<[Given]> {
        let one = |arg: &Arg| match arg {
            Arg::Expr(e) => match self.expr(*e) {
                Expr::Value(_) | Expr::Boolean => Given::Now(*e),
                Expr::Local(slot) => Given::Slot(slot.0, *e),
                _ => Given::Later(*e),
            },
            Arg::Operator(Callee::Local(i)) | Arg::Lambda(i) => Given::Lambda(self.global(at, *i)),
            Arg::Operator(callee) => Given::Operator(*callee),
        };
        args.iter().map(one).collect()
    }

    /// Closed constant expressions whose parents are not such become cells.
    fn mark_closed(&mut self) {
        let mut inner = vec![false; self.program.exprs.len()];
        for id in 0..self.program.exprs.len() {
            if self.is_closed(ExprId(id as u32)) {
                self.expr(ExprId(id as u32)).children(&mut |child| {
                    inner[child.0 as usize] = true;
                });
            }
        }
        for (id, inner) in inner.into_iter().enumerate() {
            let expr = ExprId(id as u32);
            if !self.is_closed(expr) || inner && !self.is_body(expr) {
                continue;
            }
            let cell = Plan::Cached(self.plans.cells.len() as u32);
            let plan = std::mem::replace(&mut self.plans.plans[id], cell);
            self.plans.cells.push(Cell {
                plan,
                value: std::sync::OnceLock::new(),
                expr,
            });
        }
    }

    fn mark_per_state(&mut self) {
        let worth = |def: &Def| {
            let info = &self.plans.info[def.body.0 as usize];
            let trivial = match &self.plans.plans[def.body.0 as usize] {
                Plan::Tuple(parts) => parts
                    .iter()
                    .all(|e| matches!(self.plans.plans[e.0 as usize], Plan::Var(_))),
                plan => matches!(plan, Plan::Var(_) | Plan::Cached(_) | Plan::Const(_)),
            };
            let function = info.has(STATE) && !info.has(ACTION | IMPURE | TEMPORAL);
            def.params.is_empty() && function && !trivial
        };
        self.plans.per_state = self.program.defs.iter().map(worth).collect();
    }

    /// The body of a definition without parameters: shared by all that call it.
    fn is_body(&self, id: ExprId) -> bool {
        let home = self.program.def(self.plans.home[id.0 as usize]);
        home.body == id && home.params.is_empty()
    }

    fn is_closed(&self, id: ExprId) -> bool {
        let info = &self.plans.info[id.0 as usize];
        let trivial = matches!(
            self.plans.plans[id.0 as usize],
            Plan::Const(_)
                | Plan::Boolean
                | Plan::Strings
                | Plan::BadNumber(_)
                | Plan::Unbound(_)
                | Plan::Unbounded(_)
                | Plan::UnboundedChoose
                | Plan::Temporal(_)
                | Plan::Cached(_)
        );
        let once = if self.is_body(id) { VOLATILE } else { IMPURE };
        !trivial && info.free.is_empty() && !info.has(STATE | ACTION | once | TEMPORAL)
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

/// The native code that runs a definition.
pub(super) fn native_of(def: &Def) -> Option<Native> {
    if !def.native {
        return None;
    }
    modules::native(&def.module, &def.name)
}

fn exprs(args: &[Arg]) -> Box<[ExprId]> {
    let one = |arg: &Arg| match arg {
        Arg::Expr(e) => Some(*e),
        _ => None,
    };
    args.iter().filter_map(one).collect()
}

fn over(bound: &Bound) -> Over {
    Over {
        slots: bound.slots.iter().map(|s| s.0).collect(),
        tuple: bound.tuple,
        set: bound.set,
    }
}

fn overs(bounds: &[Bound]) -> Box<[Over]> {
    bounds.iter().map(over).collect()
}

fn fixed(op: Op, args: &[ExprId]) -> Plan {
    let two = |make: fn(ExprId, ExprId) -> Plan| make(args[0], args[1]);
    match op {
        Op::Not => Plan::Not(args[0]),
        Op::Implies => two(Plan::Implies),
        Op::Equiv => two(Plan::Equiv),
        Op::Eq => two(Plan::Eq),
        Op::Neq => two(Plan::Neq),
        Op::In => two(Plan::In),
        Op::NotIn => two(Plan::NotIn),
        Op::SubsetEq => two(Plan::SubsetEq),
        Op::Union => two(Plan::Union),
        Op::Intersect => two(Plan::Intersect),
        Op::Difference => two(Plan::Difference),
        Op::Powerset => Plan::Powerset(args[0]),
        Op::BigUnion => Plan::BigUnion(args[0]),
        Op::Domain => Plan::Domain(args[0]),
        Op::SetEnum => Plan::SetEnum(args.into()),
        Op::Tuple => Plan::Tuple(args.into()),
        Op::Product => Plan::Product(args.into()),
        Op::FunctionSet => two(Plan::FunctionSet),
        Op::Apply => two(Plan::Apply),
    }
}
