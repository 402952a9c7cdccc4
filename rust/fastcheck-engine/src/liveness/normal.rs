//! Formulas in negation normal form, simplified, and split into cases whose simple parts need no automaton.
//!
//! Each formula is stored once and known by its number. *Suspendable* formulas, Boolean combinations of `[]<>` and `<>[]`,
//! hold of a behaviour exactly when they hold of any of its suffixes; so they can be moved out of other operators.

use std::collections::HashMap;

use super::atoms::Atoms;
use super::formula::Formula;
use super::letters::{Kind, Letter, letter};

/// A letter, or its negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Literal {
    /// Index into [`Normal::letters`].
    pub(crate) letter: u32,
    pub(crate) positive: bool,
}

/// Number of a formula.
pub(crate) type Id = u32;

pub(crate) const TRUE: Id = 0;
pub(crate) const FALSE: Id = 1;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    True,
    False,
    Literal(Literal),
    And(Vec<Id>),
    Or(Vec<Id>),
    Until(Id, Id),
    Release(Id, Id),
}

/// A conjunction that a behaviour may satisfy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Case {
    /// For each, one of its literals holds again and again.
    pub(crate) often: Vec<Vec<Literal>>,
    /// Each holds from some time on.
    pub(crate) finally: Vec<Literal>,
    /// The rest, for an automaton.
    pub(crate) rest: Vec<Id>,
}

/// A conjunction with more cases than this is left to the automaton.
const MOST_CASES: usize = 1024;

/// The formulas met so far.
pub(crate) struct Normal<'a> {
    atoms: &'a Atoms,
    pub(crate) letters: Vec<(Kind, Letter)>,
    nodes: Vec<Node>,
    suspendable: Vec<bool>,
    ids: HashMap<Node, Id>,
}

impl<'a> Normal<'a> {
    pub(crate) fn new(atoms: &'a Atoms) -> Self {
        let mut normal = Normal {
            atoms,
            letters: Vec::new(),
            nodes: Vec::new(),
            suspendable: Vec::new(),
            ids: HashMap::new(),
        };
        normal.intern(Node::True);
        normal.intern(Node::False);
        normal
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn intern(&mut self, node: Node) -> Id {
        if let Some(id) = self.ids.get(&node) {
            return *id;
        }
        let id = self.nodes.len() as Id;
        let suspendable = match &node {
            Node::True | Node::False => true,
            Node::Literal(_) => false,
            Node::And(parts) | Node::Or(parts) => parts.iter().all(|p| self.is_suspendable(*p)),
            Node::Until(a, b) => *a == TRUE && self.always_of(*b).is_some(),
            Node::Release(a, b) => *a == FALSE && self.eventually_of(*b).is_some(),
        };
        self.nodes.push(node.clone());
        self.suspendable.push(suspendable);
        self.ids.insert(node, id);
        id
    }

    fn is_suspendable(&self, id: Id) -> bool {
        self.suspendable[id as usize]
    }

    /// What is always so, of a formula `[]F`.
    fn always_of(&self, id: Id) -> Option<Id> {
        match self.node(id) {
            Node::Release(FALSE, b) => Some(*b),
            _ => None,
        }
    }

    /// What is so in the end, of a formula `<>F`.
    fn eventually_of(&self, id: Id) -> Option<Id> {
        match self.node(id) {
            Node::Until(TRUE, b) => Some(*b),
            _ => None,
        }
    }

    /// The number of a formula, or of its negation.
    pub(crate) fn lower(&mut self, formula: &Formula, positive: bool) -> Id {
        if let Some((kind, letter)) = letter(formula, self.atoms) {
            return self.literal(kind, letter, positive);
        }
        match formula {
            Formula::Constant(truth) => Id::from(*truth != positive),
            // Every atom is a letter: what was not asked for is numbered nowhere.
            Formula::State(_) | Formula::Step(_) => unreachable!("atoms are gathered first"),
            Formula::Not(a) => self.lower(a, !positive),
            Formula::And(parts) | Formula::Or(parts) => {
                let conjunction = matches!(formula, Formula::And(_)) == positive;
                let parts = parts.iter().map(|p| self.lower(p, positive)).collect();
                self.join(conjunction, parts)
            }
            Formula::Implies(a, b) => {
                let parts = vec![self.lower(a, !positive), self.lower(b, positive)];
                self.join(!positive, parts)
            }
            Formula::Equiv(a, b) => {
                let same = [self.lower(a, true), self.lower(b, positive)];
                let other = [self.lower(a, false), self.lower(b, !positive)];
                let parts = [same, other].map(|pair| self.join(true, pair.to_vec()));
                self.join(false, parts.to_vec())
            }
            Formula::Always(a) => {
                let a = self.lower(a, positive);
                self.forever(positive, a)
            }
            Formula::Eventually(a) => {
                let a = self.lower(a, positive);
                self.forever(!positive, a)
            }
            Formula::LeadsTo(a, b) => {
                let then = self.lower(b, positive);
                let then = self.forever(!positive, then);
                let parts = vec![self.lower(a, !positive), then];
                let each = self.join(!positive, parts);
                self.forever(positive, each)
            }
            Formula::Until(a, b) => {
                let (a, b) = (self.lower(a, positive), self.lower(b, positive));
                self.until(positive, a, b)
            }
        }
    }

    fn literal(&mut self, kind: Kind, letter: Letter, positive: bool) -> Id {
        let (letter, positive) = match letter {
            Letter::Constant(truth) => return if truth == positive { TRUE } else { FALSE },
            Letter::Not(inner) => return self.literal(kind, *inner, !positive),
            letter => ((kind, letter), positive),
        };
        let number = self.letters.iter().position(|l| *l == letter);
        let number = number.unwrap_or_else(|| {
            self.letters.push(letter);
            self.letters.len() - 1
        });
        self.intern(Node::Literal(Literal {
            letter: number as u32,
            positive,
        }))
    }

    /// A conjunction, or a disjunction.
    fn join(&mut self, conjunction: bool, parts: Vec<Id>) -> Id {
        let (unit, zero) = if conjunction {
            (TRUE, FALSE)
        } else {
            (FALSE, TRUE)
        };
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match (self.node(part), conjunction) {
                (Node::And(inner), true) | (Node::Or(inner), false) => flat.extend(inner),
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        flat.retain(|part| *part != unit);
        if flat.contains(&zero) {
            return zero;
        }
        match (flat.len(), conjunction) {
            (0, _) => unit,
            (1, _) => flat[0],
            (_, true) => self.intern(Node::And(flat)),
            (_, false) => self.intern(Node::Or(flat)),
        }
    }

    /// `[]a`, or with `always` false `<>a`.
    fn forever(&mut self, always: bool, a: Id) -> Id {
        let trivial = if always { FALSE } else { TRUE };
        self.until(!always, trivial, a)
    }

    /// `a` until `b`; with `until` false its dual, `a` releases `b`.
    fn until(&mut self, until: bool, a: Id, b: Id) -> Id {
        if self.is_suspendable(b) {
            return b;
        }
        let trivial = if until { TRUE } else { FALSE };
        if a == trivial {
            // <><>F is <>F, and so on.
            match (self.node(b), until) {
                (Node::Until(TRUE, _), true) | (Node::Release(FALSE, _), false) => return b,
                _ => {}
            }
            if let Some(id) = self.suspended(until, a, b) {
                return id;
            }
        }
        match until {
            true => self.intern(Node::Until(a, b)),
            false => self.intern(Node::Release(a, b)),
        }
    }

    /// Moves the suspendable parts of `b` out of `<>b` or `[]b`.
    fn suspended(&mut self, until: bool, a: Id, b: Id) -> Option<Id> {
        let (conjunction, parts) = match self.node(b) {
            Node::And(parts) => (true, parts.clone()),
            Node::Or(parts) => (false, parts.clone()),
            _ => return None,
        };
        let (mut out, rest): (Vec<Id>, Vec<Id>) =
            parts.into_iter().partition(|p| self.is_suspendable(*p));
        if out.is_empty() {
            return None;
        }
        let rest = self.join(conjunction, rest);
        out.push(self.until(until, a, rest));
        Some(self.join(conjunction, out))
    }

    /// The cases of a formula: a behaviour satisfies it exactly when it satisfies one of them. With `split` false nothing
    /// is taken out.
    pub(crate) fn cases(&mut self, id: Id, split: bool) -> Vec<Case> {
        let whole = Case {
            rest: vec![id],
            ..Case::default()
        };
        if !split {
            return vec![whole];
        }
        self.split(id).unwrap_or_else(|| vec![whole])
    }

    /// `None` when there would be too many.
    fn split(&mut self, id: Id) -> Option<Vec<Case>> {
        let alone = |case: Case| Some(vec![case]);
        match self.node(id).clone() {
            Node::True => alone(Case::default()),
            Node::False => Some(Vec::new()),
            Node::Or(parts) => {
                let mut cases = Vec::new();
                // []<>F \/ []<>G is []<>(F \/ G): weak fairness is one case.
                let mut often: Vec<Literal> = Vec::new();
                for part in parts {
                    match self.often_of(part) {
                        Some(literals) => often.extend(literals),
                        None => cases.extend(self.split(part)?),
                    }
                }
                if !often.is_empty() {
                    cases.push(Case {
                        often: vec![often],
                        ..Case::default()
                    });
                }
                Some(cases)
            }
            Node::And(parts) => {
                let mut cases = vec![Case::default()];
                for part in parts {
                    let more = self.split(part)?;
                    if cases.len() * more.len() > MOST_CASES {
                        return None;
                    }
                    cases = cases
                        .iter()
                        .flat_map(|a| more.iter().map(|b| a.and(b)))
                        .collect();
                }
                Some(cases)
            }
            Node::Until(TRUE, b) => match self.node(b).clone() {
                Node::Or(parts) => {
                    let parts = parts.into_iter().map(|p| self.forever(false, p)).collect();
                    let spread = self.join(false, parts);
                    self.split(spread)
                }
                _ => alone(self.finally(id, b)),
            },
            Node::Release(FALSE, b) => match self.node(b).clone() {
                Node::And(parts) => {
                    let parts = parts.into_iter().map(|p| self.forever(true, p)).collect();
                    let spread = self.join(true, parts);
                    self.split(spread)
                }
                _ => alone(self.often(id)),
            },
            _ => alone(Case {
                rest: vec![id],
                ..Case::default()
            }),
        }
    }

    /// The case `<>b`.
    fn finally(&self, id: Id, b: Id) -> Case {
        let literals = self.always_of(b).and_then(|c| self.literals(c, true));
        let mut case = Case::default();
        match literals {
            Some(literals) => case.finally = literals,
            None => case.rest = vec![id],
        }
        case
    }

    /// The literals of a formula that says that one of them holds again and again.
    fn often_of(&self, id: Id) -> Option<Vec<Literal>> {
        let inner = self.always_of(id)?;
        self.eventually_of(inner)
            .and_then(|c| self.literals(c, false))
    }

    /// The case of a formula `[]b`.
    fn often(&self, id: Id) -> Case {
        let mut case = Case::default();
        match self.often_of(id) {
            Some(literals) => case.often = vec![literals],
            None => case.rest = vec![id],
        }
        case
    }

    /// The literals that a formula is a conjunction, or disjunction, of.
    fn literals(&self, id: Id, conjunction: bool) -> Option<Vec<Literal>> {
        match (self.node(id), conjunction) {
            (Node::Literal(literal), _) => Some(vec![*literal]),
            (Node::And(parts), true) | (Node::Or(parts), false) => parts
                .iter()
                .map(|part| match self.node(*part) {
                    Node::Literal(literal) => Some(*literal),
                    _ => None,
                })
                .collect(),
            _ => None,
        }
    }
}

impl Case {
    fn and(&self, other: &Case) -> Case {
        let mut both = self.clone();
        both.often.extend(other.often.iter().cloned());
        both.finally.extend(&other.finally);
        both.rest.extend(&other.rest);
        both.rest.sort_unstable();
        both.rest.dedup();
        both
    }
}
