//! Random models from a seed: every kind of value, read finely and coarsely, changed blindly and after looking.

use fastcheck_engine::Hint;

use super::model::{Action, Alternative, Expr, Identity, Model, Pick, Place, Stmt, Test};
use super::plain::{Change, Look, Plain, atom, fun, int, record, seq, set, string};

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Int,
    ByAtom,
    Tuple,
    Record,
    Nested,
    PartialAtoms,
    PartialStrings,
    Ints,
    Pairs,
    Messages,
    SetsByAtom,
    Queue,
    QueuesByAtom,
    Shifter,
}

const KINDS: [Kind; 14] = [
    Kind::Int,
    Kind::ByAtom,
    Kind::Tuple,
    Kind::Record,
    Kind::Nested,
    Kind::PartialAtoms,
    Kind::PartialStrings,
    Kind::Ints,
    Kind::Pairs,
    Kind::Messages,
    Kind::SetsByAtom,
    Kind::Queue,
    Kind::QueuesByAtom,
    Kind::Shifter,
];

/// Element predicates by number, as [`Model::tests`].
const ODD: usize = 1;
const KIND_A: usize = 2;
const FIRST_ZERO: usize = 3;

fn tests() -> Vec<Test> {
    vec![
        Test::All,
        Test::Odd,
        Test::Field(string("kind"), string("a")),
        Test::Field(int(1), int(0)),
    ]
}

fn at(variable: usize, path: Vec<Expr>) -> Place {
    Place {
        after: false,
        variable,
        path,
    }
}

fn ask(place: Place, look: Look<Expr>) -> Expr {
    Expr::Ask(place, Box::new(look))
}

fn number(i: usize) -> Expr {
    Expr::Lit(int(i as i64))
}

/// Adds counters that run freely, so that levels get wide whatever the model does.
pub fn widen(model: &mut Model, counters: usize) {
    for i in 0..counters {
        let variable = model.variables.len();
        let name = format!("c{i}");
        model.variables.push((name.clone(), None));
        for state in &mut model.initial {
            state.push(int(0));
        }
        let here = || at(variable, vec![]);
        if let Some(Identity::View(parts)) = &mut model.identity {
            parts.push(ask(here(), Look::Whole));
        }
        let next = Expr::Plus(Box::new(ask(here(), Look::Whole)), Box::new(number(1)), 8);
        let body = vec![Stmt::Edit(here(), Box::new(Change::Assign(next)))];
        model.actions.push(Action {
            action: model.action_names.len(),
            over: None,
            direct: false,
            alternatives: vec![Alternative {
                pick: Pick::Nothing,
                body,
            }],
        });
        model.action_names.push(name);
    }
}

struct Maker {
    rng: Rng,
    kinds: Vec<Kind>,
    /// Members of sets come from so many.
    wide: usize,
    /// Step properties may read the state after the step.
    after: bool,
    /// The kind whose members an action is about.
    over: Option<Kind>,
    /// An alternative picks small integers.
    picks: bool,
}

/// A random model with up to `variables` variables.
pub fn model(seed: u64, variables: usize) -> Model {
    let mut rng = Rng(seed);
    let kinds = (0..1 + rng.below(variables))
        .map(|_| KINDS[rng.below(KINDS.len())])
        .collect();
    let wide = [4, 4, 4, 4, 4, 4, 40, 70][rng.below(8)];
    Maker {
        rng,
        kinds,
        wide,
        after: false,
        over: None,
        picks: false,
    }
    .model()
}

impl Maker {
    fn model(mut self) -> Model {
        let mut model = Model {
            tests: tests(),
            ..Model::default()
        };
        for i in 0..self.kinds.len() {
            let hint = if self.rng.one_in(8) {
                Hint::Whole
            } else {
                Hint::Split
            };
            model.variables.push((format!("v{i}"), Some(hint)));
        }
        let initial = 1 + self.rng.below(3);
        for _ in 0..initial {
            let kinds = self.kinds.clone();
            model
                .initial
                .push(kinds.iter().map(|k| self.start(*k)).collect());
        }
        if self.rng.one_in(4) {
            model.initial.push(model.initial[0].clone());
        }
        let names = 2 + self.rng.below(4);
        model.action_names = (0..names).map(|i| format!("A{i}")).collect();
        for _ in 0..names + self.rng.below(2) {
            let action = self.rng.below(names);
            let action = self.action(action);
            model.actions.push(action);
        }
        self.properties(&mut model);
        model
    }

    fn properties(&mut self, model: &mut Model) {
        for _ in 0..self.rng.below(3) {
            model.invariants.push(self.seldom_false());
        }
        for _ in 0..self.rng.below(4) / 3 {
            model.constraints.push(self.often_true());
        }
        for _ in 0..self.rng.below(3) {
            model.terminals.push(self.truth(1));
        }
        if self.rng.one_in(4) {
            model.init_properties.push(self.seldom_false());
        }
        if self.rng.one_in(8) {
            model.identity = Some(self.identity());
        }
        if self.rng.one_in(16) {
            let bound = number(2 + self.rng.below(8));
            let early = Expr::Less(Box::new(Expr::Level), Box::new(bound));
            model.constraints.push(early);
        }
        if self.rng.one_in(10) {
            let now = Expr::Eq(
                Box::new(Expr::Level),
                Box::new(number(2 + self.rng.below(3))),
            );
            let both = Expr::And(Box::new(now), Box::new(self.truth(1)));
            model.invariants.push(Expr::Not(Box::new(both)));
        }
        self.after = true;
        for _ in 0..self.rng.below(3).saturating_sub(1) {
            model.steps.push(self.seldom_false());
        }
        if self.rng.one_in(4) {
            model.action_constraints.push(self.often_true());
        }
    }

    /// What tells states apart. The models are not symmetric, so it matters which state of a class is explored.
    fn identity(&mut self) -> Identity {
        if self.rng.one_in(2) {
            return Identity::Symmetry(["p", "q", "r"].map(atom).to_vec());
        }
        let mut parts = Vec::new();
        for variable in 0..self.kinds.len() {
            if !self.rng.one_in(3) {
                parts.push(ask(at(variable, vec![]), Look::Whole));
            }
        }
        parts.push(self.number(1));
        Identity::View(parts)
    }

    /// Not (a and b and c): violated now and then.
    fn seldom_false(&mut self) -> Expr {
        let mut all = self.truth(1);
        for _ in 0..2 + self.rng.below(7) {
            all = Expr::And(Box::new(all), Box::new(self.truth(1)));
        }
        Expr::Not(Box::new(all))
    }

    fn often_true(&mut self) -> Expr {
        Expr::Or(Box::new(self.truth(1)), Box::new(self.truth(1)))
    }

    fn atom(&mut self) -> Plain {
        atom(["p", "q", "r"][self.rng.below(3)])
    }

    fn small(&mut self) -> Plain {
        int(self.rng.below(3) as i64)
    }

    fn member(&mut self, kind: Kind) -> Plain {
        let n = self.rng.below(self.wide) as i64;
        match kind {
            Kind::Pairs => seq([int(n % 3), int(n)]),
            Kind::Messages => {
                let kind = ["a", "b"][self.rng.below(2)];
                record(&[("kind", string(kind)), ("n", int(n))])
            }
            _ => int(n),
        }
    }

    fn members(&mut self, kind: Kind) -> Plain {
        let n = self.rng.below(3);
        set((0..n).map(|_| self.member(kind)).collect::<Vec<_>>())
    }

    fn some_seq(&mut self) -> Plain {
        let n = self.rng.below(3);
        seq((0..n).map(|_| self.small()).collect::<Vec<_>>())
    }

    fn some_record(&mut self) -> Plain {
        record(&[("x", self.small()), ("s", self.members(Kind::Ints))])
    }

    fn start(&mut self, kind: Kind) -> Plain {
        let atoms = ["p", "q", "r"];
        match kind {
            Kind::Int => self.small(),
            Kind::ByAtom => fun(atoms.map(|a| (atom(a), self.small()))),
            Kind::Tuple => seq([self.small(), self.small()]),
            Kind::Record => self.some_record(),
            Kind::Nested => fun(atoms.map(|a| (atom(a), self.some_record()))),
            Kind::PartialAtoms => fun(atoms[..self.rng.below(3)].iter().map(|a| (atom(a), int(0)))),
            Kind::PartialStrings => fun(atoms[..self.rng.below(3)]
                .iter()
                .map(|a| (string(a), int(0)))),
            Kind::Ints | Kind::Pairs | Kind::Messages => self.members(kind),
            Kind::SetsByAtom => fun(atoms.map(|a| (atom(a), self.members(Kind::Ints)))),
            Kind::Queue => self.some_seq(),
            Kind::QueuesByAtom => fun(atoms.map(|a| (atom(a), self.some_seq()))),
            Kind::Shifter if self.rng.one_in(4) => self.members(Kind::Ints),
            Kind::Shifter => self.small(),
        }
    }

    fn place(&mut self, variable: usize, path: Vec<Expr>) -> Place {
        let after = self.after && !self.rng.one_in(3);
        Place {
            after,
            variable,
            path,
        }
    }

    fn variable(&mut self) -> (usize, Kind) {
        let variable = self.rng.below(self.kinds.len());
        (variable, self.kinds[variable])
    }

    /// An integer, 0..3 unless it is a member.
    fn number(&mut self, depth: usize) -> Expr {
        match self.rng.below(8) {
            0 => return Expr::Lit(self.small()),
            1 if depth > 0 => {
                let (a, b) = (self.number(depth - 1), self.number(depth - 1));
                return Expr::Plus(Box::new(a), Box::new(b), 3);
            }
            2 if self.picks => return Expr::Picked,
            3 if self.over == Some(Kind::Ints) => return Expr::Element,
            3 if self.over == Some(Kind::Messages) => {
                return Expr::Field(Box::new(Expr::Element), string("n"));
            }
            3 if self.over == Some(Kind::Pairs) => {
                return Expr::Field(Box::new(Expr::Element), int(1 + self.rng.below(2) as i64));
            }
            _ => {}
        }
        let (variable, kind) = self.variable();
        self.read(variable, kind)
    }

    fn read(&mut self, variable: usize, kind: Kind) -> Expr {
        let path = match kind {
            Kind::Int => vec![],
            Kind::ByAtom => vec![self.atom()],
            Kind::Tuple => vec![int(1 + self.rng.below(2) as i64)],
            Kind::Record => vec![string("x")],
            Kind::Nested => vec![self.atom(), string("x")],
            _ => return self.measure(variable, kind),
        };
        if !path.is_empty() && self.rng.one_in(6) {
            let whole = ask(self.place(variable, vec![]), Look::Whole);
            return path
                .into_iter()
                .fold(whole, |e, key| Expr::Field(Box::new(e), key));
        }
        let path = path.into_iter().map(Expr::Lit).collect();
        ask(self.place(variable, path), Look::Whole)
    }

    /// An integer read of something without integers at fixed places.
    fn measure(&mut self, variable: usize, kind: Kind) -> Expr {
        let mut path = match kind {
            Kind::SetsByAtom | Kind::QueuesByAtom => vec![Expr::Lit(self.atom())],
            _ => vec![],
        };
        let place = self.place(variable, path.clone());
        let size = ask(place.clone(), Look::Size);
        match kind {
            Kind::PartialAtoms | Kind::PartialStrings => {
                if self.rng.one_in(4) {
                    return size;
                }
                let key = self.key(kind);
                let has = ask(place.clone(), Look::Has(key.clone()));
                path.push(key);
                let entry = ask(Place { path, ..place }, Look::Whole);
                Expr::If(Box::new(has), Box::new(entry), Box::new(number(0)))
            }
            Kind::Queue | Kind::QueuesByAtom => {
                let filled = Expr::Less(Box::new(number(0)), Box::new(size.clone()));
                let entry = match self.rng.below(3) {
                    0 => ask(place, Look::Last),
                    1 => {
                        path.push(number(1));
                        ask(Place { path, ..place }, Look::Whole)
                    }
                    _ => return size,
                };
                Expr::If(Box::new(filled), Box::new(entry), Box::new(number(0)))
            }
            Kind::Shifter => {
                let is = self.start(kind);
                let same = Expr::Eq(Box::new(ask(place, Look::Whole)), Box::new(Expr::Lit(is)));
                Expr::If(Box::new(same), Box::new(number(1)), Box::new(number(0)))
            }
            _ => match self.rng.below(3) {
                0 => size,
                _ => Expr::Count(place, self.test(kind)),
            },
        }
    }

    fn test(&mut self, kind: Kind) -> usize {
        match kind {
            _ if self.rng.one_in(6) => 0,
            Kind::Messages => KIND_A,
            Kind::Pairs => FIRST_ZERO,
            _ => ODD,
        }
    }

    fn key(&mut self, kind: Kind) -> Expr {
        Expr::Lit(match (kind, self.atom()) {
            (Kind::PartialStrings, Plain::Atom(name)) => Plain::Str(name),
            (_, name) => name,
        })
    }

    fn element(&mut self, kind: Kind) -> Expr {
        if self.over == Some(kind) && self.rng.one_in(2) {
            return Expr::Element;
        }
        match kind {
            Kind::Ints if self.rng.one_in(2) => self.number(1),
            Kind::Pairs if self.rng.one_in(2) => {
                Expr::Fun(vec![(int(1), self.number(1)), (int(2), self.number(1))])
            }
            Kind::Messages if self.rng.one_in(2) => Expr::Fun(vec![
                (string("kind"), Expr::Lit(string("a"))),
                (string("n"), self.number(1)),
            ]),
            _ => Expr::Lit(self.member(kind)),
        }
    }

    /// What a step did to something.
    fn step(&mut self) -> Expr {
        let (variable, kind) = self.variable();
        let path = match kind {
            Kind::ByAtom | Kind::Nested | Kind::SetsByAtom | Kind::QueuesByAtom
                if self.rng.one_in(2) =>
            {
                vec![Expr::Lit(self.atom())]
            }
            Kind::Record if self.rng.one_in(2) => {
                vec![Expr::Lit(string(["x", "s"][self.rng.below(2)]))]
            }
            Kind::PartialAtoms | Kind::PartialStrings if self.rng.one_in(2) => {
                vec![self.key(kind)]
            }
            _ => vec![],
        };
        let place = at(variable, path);
        match kind {
            Kind::Ints | Kind::Pairs | Kind::Messages if self.rng.one_in(2) => {
                Expr::Moved(place, Box::new(Expr::Lit(self.member(kind))))
            }
            _ => Expr::Same(place),
        }
    }

    fn truth(&mut self, depth: usize) -> Expr {
        if self.after && self.rng.one_in(4) {
            return self.step();
        }
        let (variable, kind) = self.variable();
        match self.rng.below(7) {
            0 => Expr::Eq(Box::new(self.number(1)), Box::new(self.number(1))),
            1 => Expr::Less(Box::new(self.number(1)), Box::new(self.number(1))),
            2 if depth > 0 => Expr::Not(Box::new(self.truth(depth - 1))),
            3 if depth > 0 => Expr::Or(
                Box::new(self.truth(depth - 1)),
                Box::new(self.truth(depth - 1)),
            ),
            4 => {
                let is = Expr::Lit(self.start(kind));
                let whole = ask(self.place(variable, vec![]), Look::Whole);
                Expr::Eq(Box::new(whole), Box::new(is))
            }
            _ => self.specific(variable, kind),
        }
    }

    fn specific(&mut self, variable: usize, kind: Kind) -> Expr {
        let (path, inner) = match kind {
            Kind::Ints | Kind::Pairs | Kind::Messages => (vec![], kind),
            Kind::SetsByAtom => (vec![Expr::Lit(self.atom())], Kind::Ints),
            Kind::Record => (vec![Expr::Lit(string("s"))], Kind::Ints),
            Kind::Nested => (
                vec![Expr::Lit(self.atom()), Expr::Lit(string("s"))],
                Kind::Ints,
            ),
            Kind::PartialAtoms | Kind::PartialStrings => {
                let place = self.place(variable, vec![]);
                let key = self.key(kind);
                if self.rng.one_in(4) {
                    let has = Expr::Set(vec![key]);
                    return Expr::Eq(Box::new(ask(place, Look::Domain)), Box::new(has));
                }
                return ask(place, Look::Has(key));
            }
            _ => return Expr::Less(Box::new(self.number(1)), Box::new(self.number(1))),
        };
        let member = self.element(inner);
        ask(self.place(variable, path), Look::Contains(member))
    }

    fn action(&mut self, action: usize) -> Action {
        let sets: Vec<usize> = (0..self.kinds.len())
            .filter(|i| matches!(self.kinds[*i], Kind::Ints | Kind::Pairs | Kind::Messages))
            .collect();
        let over =
            (!sets.is_empty() && self.rng.one_in(2)).then(|| sets[self.rng.below(sets.len())]);
        self.over = over.map(|v| self.kinds[v]);
        let alternatives = (0..1 + self.rng.below(2))
            .map(|_| self.alternative())
            .collect();
        self.over = None;
        Action {
            action,
            over,
            direct: self.rng.one_in(12),
            alternatives,
        }
    }

    fn alternative(&mut self) -> Alternative {
        let mut pick = Pick::Nothing;
        if self.rng.one_in(3) {
            let count = 1 + self.rng.below(4);
            pick = Pick::Among((0..count).map(|_| self.small()).collect());
            self.picks = true;
        } else if let Some(v) = self.kinds.iter().position(|k| *k == Kind::Ints)
            && self.rng.one_in(3)
        {
            pick = Pick::Select(at(v, vec![]), self.test(Kind::Ints));
            self.picks = true;
        }
        let mut body = Vec::new();
        for _ in 0..self.rng.below(4) / 2 {
            body.push(Stmt::Guard(self.truth(1)));
        }
        for _ in 0..1 + self.rng.below(3) {
            let (variable, kind) = self.variable();
            let stmt = self.edit(variable, kind);
            body.push(stmt);
            if self.rng.one_in(6) {
                body.push(Stmt::Guard(self.truth(1)));
            }
        }
        if self.rng.one_in(40) {
            let together = Expr::And(Box::new(self.truth(0)), Box::new(self.truth(0)));
            body.push(Stmt::Fail(together));
        }
        self.picks = false;
        Alternative { pick, body }
    }

    fn edit(&mut self, variable: usize, kind: Kind) -> Stmt {
        if kind != Kind::Int && self.rng.one_in(8) {
            let whole = self.start(kind);
            return Stmt::Edit(
                at(variable, vec![]),
                Box::new(Change::Assign(Expr::Lit(whole))),
            );
        }
        let assign = |path, e| Stmt::Edit(at(variable, path), Box::new(Change::Assign(e)));
        let new = Expr::Plus(Box::new(self.number(1)), Box::new(number(0)), 3);
        let a = Expr::Lit(self.atom());
        match kind {
            Kind::Int => assign(vec![], new),
            Kind::ByAtom => assign(vec![a], new),
            Kind::Tuple => assign(vec![number(1 + self.rng.below(2))], new),
            Kind::Record if self.rng.one_in(2) => assign(vec![Expr::Lit(string("x"))], new),
            Kind::Record => self.set_edit(variable, vec![Expr::Lit(string("s"))], Kind::Ints),
            Kind::Nested => match self.rng.below(5) {
                0 => assign(vec![a], Expr::Lit(self.some_record())),
                1 | 2 => assign(vec![a, Expr::Lit(string("x"))], new),
                _ => self.set_edit(variable, vec![a, Expr::Lit(string("s"))], Kind::Ints),
            },
            Kind::PartialAtoms | Kind::PartialStrings => {
                let key = self.key(kind);
                if self.rng.one_in(2) {
                    return assign(vec![key], new);
                }
                let has = ask(at(variable, vec![]), Look::Has(key.clone()));
                let delete = Stmt::Edit(at(variable, vec![]), Box::new(Change::Delete(key)));
                Stmt::If(has, vec![delete])
            }
            Kind::Ints | Kind::Pairs | Kind::Messages => self.set_edit(variable, vec![], kind),
            Kind::SetsByAtom => self.set_edit(variable, vec![a], Kind::Ints),
            Kind::Queue => self.queue_edit(variable, vec![], new),
            Kind::QueuesByAtom => self.queue_edit(variable, vec![a], new),
            Kind::Shifter => {
                let value = self.start(kind);
                assign(vec![], Expr::Lit(value))
            }
        }
    }

    fn set_edit(&mut self, variable: usize, path: Vec<Expr>, kind: Kind) -> Stmt {
        let change = match self.rng.below(6) {
            0 => Change::Assign(Expr::Lit(self.members(kind))),
            1 => Change::Assign(Expr::Set(vec![self.element(kind)])),
            2 => Change::Remove(self.element(kind)),
            _ => Change::Insert(self.element(kind)),
        };
        Stmt::Edit(at(variable, path), Box::new(change))
    }

    fn queue_edit(&mut self, variable: usize, path: Vec<Expr>, new: Expr) -> Stmt {
        let size = || Box::new(ask(at(variable, path.clone()), Look::Size));
        let filled = Expr::Less(Box::new(number(0)), size());
        let room = Expr::Less(size(), Box::new(number(3)));
        let (condition, change) = match self.rng.below(4) {
            0 => (filled, Change::PopFirst),
            1 => (filled, Change::PopLast),
            _ => (room, Change::Append(new)),
        };
        Stmt::If(
            condition,
            vec![Stmt::Edit(at(variable, path.clone()), Box::new(change))],
        )
    }
}
