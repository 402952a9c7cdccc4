//! The plans themselves.

use std::collections::BTreeSet;

use super::super::builtin::builtin;
use super::super::plan::{
    ACTION, Cell, Change, Given, IMPURE, Over, Plan, STATE, TEMPORAL, VOLATILE,
};
use super::{Compiler, native_of};
use crate::ir::{Arg, Bound, Callee, ConstBinding, Def, DefId, Expr, ExprId, Op};

impl Compiler<'_> {
    pub(super) fn make_plans(&mut self) {
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
    pub(super) fn mark_closed(&mut self) {
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

    pub(super) fn mark_per_state(&mut self) {
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
        let all = self.program.variables.len();
        let few = |(def, variables): (usize, Option<BTreeSet<u32>>)| {
            let body = self.program.defs[def].body;
            let volatile = self.plans.info[body.0 as usize].has(VOLATILE);
            match variables {
                Some(few) if self.plans.per_state[def] && !volatile && few.len() < all => {
                    few.into_iter().collect()
                }
                _ => Box::default(),
            }
        };
        let variables = self.variables_spoken_of().into_iter().enumerate();
        self.plans.few_variables = variables.map(few).collect();
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
