//! From the resolved tree to the core language: INSTANCE disappears, bound variables become slots, and of all definitions
//! only those that are needed are made.
//!
//! A definition is needed under an *environment* (what INSTANCEs around it say its module's constants and variables are);
//! it is made once per environment. Definitions wait in a queue, so the depth of the recursion here is that of one
//! definition's text, however definitions depend on each other.

mod apply;
mod binders;
mod builtin;
mod cycles;
mod env;
mod expr;
mod let_in;
mod levels;
mod piece;

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_values::{Universe, Value};

use super::hir::{self, Hir, SymId, SymKind};
use crate::ir::{self, DefId, ExprId, Level, LocalOp, Program, Slot, VarId};
use crate::modules;
use crate::source::Span;
pub(crate) use cycles::cycles;
pub(crate) use env::EnvId;
use env::Envs;
pub(crate) use piece::{Formula, Unfolded, Wrapper};

/// What a constant, or a definition that the configuration replaces, stands for.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    Value(Value),
    /// An operator, by arguments.
    Table(Vec<(Vec<Value>, Value)>),
    /// A definition of the root module.
    Def(SymId),
}

/// What is bound to a name in a frame.
#[derive(Clone, Copy, Debug)]
enum Binding {
    /// A value.
    Slot(Slot),
    /// An operator: a parameter.
    Operator(Slot),
    /// An operator of a LET.
    Local(u32),
    /// A definition of an instance in a LET: made when it is used.
    Instance,
}

/// A definition being made.
#[derive(Debug, Default)]
struct Frame {
    slots: u32,
    locals: Vec<Option<LocalOp>>,
    /// What is in scope; entries go with their scope, but for those of LETs: nothing else is of their name.
    scope: HashMap<(SymId, EnvId), Binding>,
    /// Definitions of instances in LETs, and LAMBDAs given to instances.
    made: HashMap<(SymId, EnvId), u32>,
    /// Those of them that are still to be made.
    waiting: Vec<(u32, SymId, EnvId)>,
}

/// A definition under an environment. `raw`: what the module says, not what the configuration puts in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    sym: SymId,
    env: EnvId,
    raw: bool,
}

/// Makes a [`Program`].
pub(crate) struct Lowerer<'a> {
    pub(crate) hir: &'a Hir,
    pub(crate) universe: &'a Universe,
    pub(crate) program: Program,
    /// What the configuration says of constants and definitions.
    meanings: HashMap<SymId, Meaning>,
    /// What it says of the bodies of definitions, also where they are seen through instances.
    body_meanings: HashMap<SymId, Meaning>,
    envs: Envs,
    defs: HashMap<Key, DefId>,
    queue: Vec<(DefId, Key)>,
    variables: HashMap<SymId, VarId>,
    constants: HashMap<SymId, ir::ConstId>,
    frame: Frame,
    /// Definitions whose levels are known.
    levelled: usize,
    levels: levels::Summaries,
    /// Where names were that mean nothing there: mistakes of this program.
    pub(crate) lost: Vec<Span>,
}

impl<'a> Lowerer<'a> {
    pub(crate) fn new(hir: &'a Hir, root: hir::ModId, universe: &'a Universe) -> Self {
        let module = hir.module(root);
        let mut program = Program {
            root: module.name.clone(),
            ..Program::default()
        };
        let (mut variables, mut constants) = (HashMap::new(), HashMap::new());
        for id in &module.variables {
            variables.insert(*id, VarId(program.variables.len() as u32));
            let sym = hir.sym(*id);
            program.variables.push(ir::Variable {
                name: sym.name.clone(),
                span: sym.span,
            });
        }
        for id in &module.constants {
            constants.insert(*id, ir::ConstId(program.constants.len() as u32));
            let sym = hir.sym(*id);
            program.constants.push(ir::Constant {
                name: sym.name.clone(),
                arity: sym.arity,
                span: sym.span,
                binding: None,
            });
        }
        Lowerer {
            hir,
            universe,
            program,
            meanings: HashMap::new(),
            body_meanings: HashMap::new(),
            envs: Envs::default(),
            defs: HashMap::new(),
            queue: Vec::new(),
            variables,
            constants,
            frame: Frame::default(),
            levelled: 0,
            levels: levels::Summaries::default(),
            lost: Vec::new(),
        }
    }

    /// What the configuration says of a constant or a definition; to be told before anything is made.
    pub(crate) fn set_meaning(&mut self, sym: SymId, meaning: Meaning) {
        self.meanings.insert(sym, meaning);
    }

    /// The same for a definition wherever its body is used, as `Op <- [Module] Op2` asks.
    pub(crate) fn set_body_meaning(&mut self, sym: SymId, meaning: Meaning) {
        self.body_meanings.insert(sym, meaning);
    }

    /// Enters what is known of the constants of the root module.
    pub(crate) fn bind_constants(&mut self) {
        let constants: Vec<_> = self.constants.iter().map(|(s, c)| (*s, *c)).collect();
        for (sym, id) in constants {
            let binding = self.meanings.get(&sym).cloned().map(|m| match m {
                Meaning::Value(v) => ir::ConstBinding::Value(v),
                Meaning::Table(rows) => ir::ConstBinding::Table(rows),
                Meaning::Def(def) => ir::ConstBinding::Def(self.def_of(def)),
            });
            self.program.constants[id.0 as usize].binding = binding;
        }
    }

    /// The definition of a symbol of the root module.
    pub(crate) fn def_of(&mut self, sym: SymId) -> DefId {
        let way = self.way(self.replaced(sym), EnvId::ROOT);
        self.def(way.key)
    }

    fn replaced(&self, sym: SymId) -> SymId {
        match self.meanings.get(&sym) {
            Some(Meaning::Def(def)) => *def,
            _ => sym,
        }
    }

    /// Makes all definitions that are needed, and finds their levels.
    pub(crate) fn drain(&mut self) {
        while let Some((id, key)) = self.queue.pop() {
            self.make(id, key);
        }
        self.find_levels();
    }

    fn def(&mut self, key: Key) -> DefId {
        if let Some(id) = self.defs.get(&key) {
            return *id;
        }
        let sym = self.hir.sym(key.sym);
        let built_in = self.built_in(sym.module);
        let mut module = self.hir.module(sym.module).name.clone();
        let mut native = modules::is_native(&module, &sym.name, sym.arity as usize, built_in);
        if self.body_meanings.contains_key(&key.sym) {
            // What the configuration puts in its place is of the root module, and no native code stands for that.
            native = false;
            module = self.program.root.clone();
        }
        let name = match native {
            true => sym.name.clone(),
            false => self.envs.name(self.hir, key.env, &sym.name),
        };
        let span = self.hir.def(key.sym).map_or(sym.span, |def| def.span);
        let id = self.reserve(name, module, span);
        let def = &mut self.program.defs[id.0 as usize];
        def.native = native;
        def.variable = matches!(sym.kind, SymKind::Variable);
        def.within = self.envs.within(key.env);
        self.defs.insert(key, id);
        self.queue.push((id, key));
        id
    }

    /// Whether a module is one of our texts.
    fn built_in(&self, module: hir::ModId) -> bool {
        self.hir.module(module).built_in
    }

    fn reserve(&mut self, name: Arc<str>, module: Arc<str>, span: Span) -> DefId {
        let id = DefId(self.program.defs.len() as u32);
        self.program.defs.push(ir::Def {
            name,
            module,
            span,
            params: Box::new([]),
            body: ExprId(0),
            frame: 0,
            locals: Vec::new(),
            recursive: false,
            variable: false,
            within: Box::default(),
            native: false,
            replaced: None,
            level: Level::Constant,
        });
        id
    }

    fn make(&mut self, id: DefId, key: Key) {
        self.frame = Frame::default();
        let mut params = self.bind_prefix(key.env);
        let hir = self.hir;
        let body = match hir.sym(key.sym).kind {
            SymKind::Def(ref def) => {
                params.extend(self.bind_params(&def.params, key.env));
                self.definition_body(key)
            }
            // A constant or variable for which an instance has an expression.
            _ => self.substituted_body(key),
        };
        self.finish(id, params, body);
    }

    /// Enters what was made in the frame.
    fn finish(&mut self, id: DefId, params: Vec<ir::Param>, body: ExprId) {
        self.make_waiting();
        let frame = std::mem::take(&mut self.frame);
        let def = &mut self.program.defs[id.0 as usize];
        def.params = params.into();
        def.body = body;
        def.frame = frame.slots;
        def.locals = frame.locals.into_iter().flatten().collect();
    }

    fn slot(&mut self) -> Slot {
        self.frame.slots += 1;
        Slot(self.frame.slots - 1)
    }

    fn push(&mut self, expr: ir::Expr, span: Span) -> ExprId {
        let id = ExprId(self.program.exprs.len() as u32);
        self.program.exprs.push(ir::Node {
            expr,
            span,
            level: Level::Constant,
        });
        id
    }

    fn bind(&mut self, sym: SymId, env: EnvId) -> Slot {
        let slot = self.slot();
        self.frame.scope.insert((sym, env), Binding::Slot(slot));
        slot
    }

    fn bind_params(&mut self, params: &[SymId], env: EnvId) -> Vec<ir::Param> {
        let bind = |param: &SymId| {
            let (name, arity) = {
                let sym = self.hir.sym(*param);
                (sym.name.clone(), sym.arity)
            };
            let slot = self.slot();
            let binding = match arity {
                0 => Binding::Slot(slot),
                _ => Binding::Operator(slot),
            };
            self.frame.scope.insert((*param, env), binding);
            ir::Param { name, arity, slot }
        };
        params.iter().map(bind).collect()
    }

    /// Ends the scope of names: outside, as in a subexpression name, they may be given values.
    fn unbind(&mut self, params: &[SymId], env: EnvId) {
        for param in params {
            self.frame.scope.remove(&(*param, env));
        }
    }

    /// Parameters of the parameterised instances of an environment, outermost first.
    fn bind_prefix(&mut self, env: EnvId) -> Vec<ir::Param> {
        let chain = self.envs.passed(self.hir, env);
        let mut params = Vec::new();
        for (instance, outer) in chain {
            let hir = self.hir;
            params.extend(self.bind_params(&hir.instance(instance).params, outer));
        }
        params
    }
}
