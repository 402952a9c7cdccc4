//! Models as small syntax trees, executed against a [`View`] of one state.

use std::fmt;
use std::sync::Arc;

use fastcheck_engine::{Hint, Side};

use super::plain::{Change, Look, Plain, in_order, int};

/// Something outside the model: impure evaluators and panics.
#[derive(Clone)]
pub struct Hook(pub Arc<dyn Fn() -> Plain + Send + Sync>);

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook")
    }
}

#[derive(Clone, Debug)]
pub enum Expr {
    Lit(Plain),
    /// The member that an action over a set is about.
    Element,
    /// What the alternative picked.
    Picked,
    Ask(Place, Box<Look<Expr>>),
    /// How many members of a set satisfy an element predicate.
    Count(Place, usize),
    /// Whether a step left alone what is there.
    Same(Place),
    /// Whether a step put a member into a set or took it out of it.
    Moved(Place, Box<Expr>),
    Plus(Box<Expr>, Box<Expr>, i64),
    Eq(Box<Expr>, Box<Expr>),
    Less(Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Field(Box<Expr>, Plain),
    Fun(Vec<(Plain, Expr)>),
    Set(Vec<Expr>),
    /// The level of the state; whoever asks for it is asked directly.
    Level,
    Hook(Hook),
}

#[derive(Clone, Debug)]
pub struct Place {
    pub after: bool,
    pub variable: usize,
    pub path: Vec<Expr>,
}

#[derive(Clone, Debug)]
pub enum Stmt {
    Guard(Expr),
    Edit(Place, Box<Change<Expr>>),
    If(Expr, Vec<Stmt>),
    /// An evaluation error where the condition holds.
    Fail(Expr),
}

#[derive(Clone, Debug)]
pub enum Pick {
    Nothing,
    Among(Vec<Plain>),
    Select(Place, usize),
}

#[derive(Clone, Debug)]
pub struct Alternative {
    pub pick: Pick,
    pub body: Vec<Stmt>,
}

/// One question of an action.
#[derive(Clone, Debug)]
pub struct Action {
    pub action: usize,
    pub over: Option<usize>,
    pub direct: bool,
    pub alternatives: Vec<Alternative>,
}

/// A predicate of a set element alone; fails where it does not apply.
#[derive(Clone, Debug)]
pub enum Test {
    All,
    Odd,
    Field(Plain, Plain),
}

#[derive(Clone, Debug, Default)]
pub struct Model {
    pub variables: Vec<(String, Option<Hint>)>,
    pub initial: Vec<Vec<Plain>>,
    pub action_names: Vec<String>,
    pub actions: Vec<Action>,
    pub tests: Vec<Test>,
    pub invariants: Vec<Expr>,
    pub constraints: Vec<Expr>,
    pub terminals: Vec<Expr>,
    pub steps: Vec<Expr>,
    pub init_properties: Vec<Expr>,
    pub action_constraints: Vec<Expr>,
    pub identity: Option<Identity>,
    /// Nothing is a function of the state alone.
    pub impure: bool,
    /// What fails is a successor without a value for every variable.
    pub unassigned: bool,
}

/// What tells states apart.
#[derive(Clone, Debug)]
pub enum Identity {
    /// The values of these expressions.
    View(Vec<Expr>),
    /// Atoms may be permuted.
    Symmetry(Vec<Plain>),
}

/// What a question is, by number: actions, invariants, constraints, terminals, step properties, properties of initial
/// states, action constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Action(usize),
    Invariant(usize),
    Constraint(usize),
    Terminal(usize),
    Step(usize),
    Init(usize),
    Between(usize),
}

/// An evaluation error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble;

/// One state as a model sees it, and the successors it makes.
pub trait View {
    fn level(&self) -> u32;
    fn begin(&mut self);
    fn successor(&mut self);
    fn look(
        &mut self,
        side: Side,
        variable: usize,
        path: &[Plain],
        look: &Look<Plain>,
    ) -> Option<Plain>;
    fn select(
        &mut self,
        side: Side,
        variable: usize,
        path: &[Plain],
        test: usize,
        decide: &dyn Fn(&Plain) -> Result<bool, Trouble>,
    ) -> Result<Option<Vec<Plain>>, Trouble>;
    fn change(&mut self, variable: usize, path: &[Plain], change: &Change<Plain>) -> bool;

    /// Whether what is there is the same after a step; by default both are looked at.
    fn same(&mut self, variable: usize, path: &[Plain]) -> bool {
        let sides = [Side::Before, Side::After];
        let [before, after] = sides.map(|side| self.look(side, variable, path, &Look::Whole));
        before == after
    }

    /// Whether a member of the set there came or went.
    fn moved(&mut self, variable: usize, path: &[Plain], member: &Plain) -> bool {
        let look = Look::Contains(member.clone());
        let sides = [Side::Before, Side::After];
        let [before, after] = sides.map(|side| self.look(side, variable, path, &look));
        before != after
    }
}

impl Test {
    pub fn holds(&self, element: &Plain) -> Result<bool, Trouble> {
        match (self, element) {
            (Test::All, _) => Ok(true),
            (Test::Odd, Plain::Int(i)) => Ok(i % 2 == 1),
            (Test::Field(key, wanted), Plain::Fun(f)) => {
                f.get(key).map(|v| v == wanted).ok_or(Trouble)
            }
            _ => Err(Trouble),
        }
    }
}

impl Model {
    /// The parts in the order of their questions.
    pub fn parts(&self) -> Vec<Part> {
        let of = |n: usize, part: fn(usize) -> Part| (0..n).map(part);
        of(self.actions.len(), Part::Action)
            .chain(of(self.invariants.len(), Part::Invariant))
            .chain(of(self.constraints.len(), Part::Constraint))
            .chain(of(self.terminals.len(), Part::Terminal))
            .chain(of(self.steps.len(), Part::Step))
            .chain(of(self.init_properties.len(), Part::Init))
            .chain(of(self.action_constraints.len(), Part::Between))
            .collect()
    }

    pub fn question(&self, part: Part) -> usize {
        self.parts()
            .iter()
            .position(|p| *p == part)
            .expect("a part")
    }

    pub fn expression(&self, part: Part) -> &Expr {
        match part {
            Part::Invariant(i) => &self.invariants[i],
            Part::Constraint(i) => &self.constraints[i],
            Part::Terminal(i) => &self.terminals[i],
            Part::Step(i) => &self.steps[i],
            Part::Init(i) => &self.init_properties[i],
            Part::Between(i) => &self.action_constraints[i],
            Part::Action(_) => panic!("an action is no expression"),
        }
    }

    pub fn run<V: View>(
        &self,
        action: usize,
        element: Option<&Plain>,
        view: &mut V,
    ) -> Result<(), Trouble> {
        for alternative in &self.actions[action].alternatives {
            let mut run = Run {
                model: self,
                element,
                picked: None,
                view,
            };
            run.view.begin();
            let picks: Vec<Option<Plain>> = match &alternative.pick {
                Pick::Nothing => vec![None],
                Pick::Among(values) => values.iter().cloned().map(Some).collect(),
                Pick::Select(place, test) => {
                    run.select(place, *test)?.into_iter().map(Some).collect()
                }
            };
            for picked in picks {
                run.picked = picked;
                run.view.begin();
                if run.all(&alternative.body)? {
                    run.view.successor();
                }
            }
        }
        Ok(())
    }

    /// What tells the state apart from others; `None` for the state itself, or where that cannot be told.
    pub fn identity(&self, state: &[Plain]) -> Option<Vec<Plain>> {
        match self.identity.as_ref()? {
            Identity::View(parts) => {
                let mut view = PlainView::new(state, &[], 0);
                let mut run = Run {
                    model: self,
                    element: None,
                    picked: None,
                    view: &mut view,
                };
                parts.iter().map(|e| run.value(e).ok()).collect()
            }
            Identity::Symmetry(atoms) => permutations(atoms)
                .into_iter()
                .map(|image| {
                    let map = atoms.iter().cloned().zip(image).collect();
                    state.iter().map(|v| v.renamed(&map)).collect()
                })
                .min(),
        }
    }

    pub fn truth<V: View>(&self, part: Part, view: &mut V) -> Result<bool, Trouble> {
        let mut run = Run {
            model: self,
            element: None,
            picked: None,
            view,
        };
        run.truth(self.expression(part))
    }
}

fn permutations(items: &[Plain]) -> Vec<Vec<Plain>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (i, first) in items.iter().enumerate() {
        let rest = [&items[..i], &items[i + 1..]].concat();
        for mut tail in permutations(&rest) {
            tail.insert(0, first.clone());
            all.push(tail);
        }
    }
    all
}

struct Run<'a, V> {
    model: &'a Model,
    element: Option<&'a Plain>,
    picked: Option<Plain>,
    view: &'a mut V,
}

fn side(place: &Place) -> Side {
    if place.after {
        Side::After
    } else {
        Side::Before
    }
}

impl<V: View> Run<'_, V> {
    /// Whether all guards held.
    fn all(&mut self, body: &[Stmt]) -> Result<bool, Trouble> {
        for stmt in body {
            match stmt {
                Stmt::Guard(guard) => {
                    if !self.truth(guard)? {
                        return Ok(false);
                    }
                }
                Stmt::If(condition, body) => {
                    if self.truth(condition)? && !self.all(body)? {
                        return Ok(false);
                    }
                }
                Stmt::Fail(condition) => {
                    if self.truth(condition)? {
                        return Err(Trouble);
                    }
                }
                Stmt::Edit(place, change) => {
                    let path = self.path(place)?;
                    let change = self.changing(change)?;
                    if !self.view.change(place.variable, &path, &change) {
                        return Err(Trouble);
                    }
                }
            }
        }
        Ok(true)
    }

    fn path(&mut self, place: &Place) -> Result<Vec<Plain>, Trouble> {
        place.path.iter().map(|e| self.value(e)).collect()
    }

    fn changing(&mut self, change: &Change<Expr>) -> Result<Change<Plain>, Trouble> {
        Ok(match change {
            Change::Assign(e) => Change::Assign(self.value(e)?),
            Change::Insert(e) => Change::Insert(self.value(e)?),
            Change::Remove(e) => Change::Remove(self.value(e)?),
            Change::Append(e) => Change::Append(self.value(e)?),
            Change::Delete(e) => Change::Delete(self.value(e)?),
            Change::PopFirst => Change::PopFirst,
            Change::PopLast => Change::PopLast,
        })
    }

    fn looking(&mut self, look: &Look<Expr>) -> Result<Look<Plain>, Trouble> {
        Ok(match look {
            Look::Contains(e) => Look::Contains(self.value(e)?),
            Look::Has(e) => Look::Has(self.value(e)?),
            Look::Whole => Look::Whole,
            Look::Present => Look::Present,
            Look::Size => Look::Size,
            Look::Domain => Look::Domain,
            Look::Last => Look::Last,
        })
    }

    fn select(&mut self, place: &Place, test: usize) -> Result<Vec<Plain>, Trouble> {
        let path = self.path(place)?;
        let model = self.model;
        let decide = move |m: &Plain| model.tests[test].holds(m);
        self.view
            .select(side(place), place.variable, &path, test, &decide)?
            .ok_or(Trouble)
    }

    fn truth(&mut self, e: &Expr) -> Result<bool, Trouble> {
        match self.value(e)? {
            Plain::Bool(b) => Ok(b),
            _ => Err(Trouble),
        }
    }

    fn number(&mut self, e: &Expr) -> Result<i64, Trouble> {
        match self.value(e)? {
            Plain::Int(i) => Ok(i),
            _ => Err(Trouble),
        }
    }

    fn value(&mut self, e: &Expr) -> Result<Plain, Trouble> {
        Ok(match e {
            Expr::Lit(value) => value.clone(),
            Expr::Element => self.element.cloned().ok_or(Trouble)?,
            Expr::Picked => self.picked.clone().ok_or(Trouble)?,
            Expr::Ask(place, look) => {
                let path = self.path(place)?;
                let look = self.looking(look)?;
                self.view
                    .look(side(place), place.variable, &path, &look)
                    .ok_or(Trouble)?
            }
            Expr::Count(place, test) => Plain::Int(self.select(place, *test)?.len() as i64),
            Expr::Same(place) => {
                let path = self.path(place)?;
                Plain::Bool(self.view.same(place.variable, &path))
            }
            Expr::Moved(place, member) => {
                let (path, member) = (self.path(place)?, self.value(member)?);
                Plain::Bool(self.view.moved(place.variable, &path, &member))
            }
            Expr::Plus(a, b, modulus) => {
                Plain::Int((self.number(a)? + self.number(b)?).rem_euclid(*modulus))
            }
            Expr::Eq(a, b) => Plain::Bool(self.value(a)? == self.value(b)?),
            Expr::Less(a, b) => Plain::Bool(self.number(a)? < self.number(b)?),
            Expr::And(a, b) => Plain::Bool(self.truth(a)? && self.truth(b)?),
            Expr::Or(a, b) => Plain::Bool(self.truth(a)? || self.truth(b)?),
            Expr::Not(a) => Plain::Bool(!self.truth(a)?),
            Expr::If(c, a, b) => {
                let chosen = if self.truth(c)? { a } else { b };
                self.value(chosen)?
            }
            Expr::Field(e, key) => {
                let value = self.value(e)?;
                value
                    .at(std::slice::from_ref(key))
                    .cloned()
                    .ok_or(Trouble)?
            }
            Expr::Fun(entries) => Plain::Fun(
                entries
                    .iter()
                    .map(|(k, e)| Ok((k.clone(), self.value(e)?)))
                    .collect::<Result<_, Trouble>>()?,
            ),
            Expr::Set(members) => Plain::Set(
                members
                    .iter()
                    .map(|e| self.value(e))
                    .collect::<Result<_, Trouble>>()?,
            ),
            Expr::Level => int(self.view.level().into()),
            Expr::Hook(hook) => hook.0(),
        })
    }
}

/// A state as plain values, and its successors.
pub struct PlainView<'a> {
    level: u32,
    before: &'a [Plain],
    after: &'a [Plain],
    now: Vec<Plain>,
    pub successors: Vec<Vec<Plain>>,
    /// How many runs of a body were begun.
    pub begun: u64,
}

impl<'a> PlainView<'a> {
    pub fn new(before: &'a [Plain], after: &'a [Plain], level: u32) -> Self {
        PlainView {
            level,
            before,
            after,
            now: before.to_vec(),
            successors: Vec::new(),
            begun: 0,
        }
    }

    fn side(&self, side: Side) -> &[Plain] {
        match side {
            Side::Before => &self.now,
            Side::After => self.after,
        }
    }
}

impl View for PlainView<'_> {
    fn level(&self) -> u32 {
        self.level
    }

    fn begin(&mut self) {
        self.begun += 1;
        self.now = self.before.to_vec();
    }

    fn successor(&mut self) {
        self.successors.push(self.now.clone());
        self.begin();
    }

    fn look(
        &mut self,
        side: Side,
        variable: usize,
        path: &[Plain],
        look: &Look<Plain>,
    ) -> Option<Plain> {
        self.side(side)[variable].at(path)?.look(look)
    }

    fn select(
        &mut self,
        side: Side,
        variable: usize,
        path: &[Plain],
        _: usize,
        decide: &dyn Fn(&Plain) -> Result<bool, Trouble>,
    ) -> Result<Option<Vec<Plain>>, Trouble> {
        let Some(Plain::Set(members)) = self.side(side)[variable].at(path) else {
            return Ok(None);
        };
        let mut chosen = Vec::new();
        for member in in_order(members) {
            if decide(&member)? {
                chosen.push(member);
            }
        }
        Ok(Some(chosen))
    }

    fn change(&mut self, variable: usize, path: &[Plain], change: &Change<Plain>) -> bool {
        match self.now[variable].changed(path, change) {
            Some(value) => {
                self.now[variable] = value;
                true
            }
            None => false,
        }
    }
}
