//! `x \in S` for a state variable and a described set such as `[Proc -> [pc : Label, n : Nat]]`, taken apart into one question
//! per entry: what is read is then one entry, and types are checked where a value changes.

use fastcheck_engine::Side;
use fastcheck_values::{Shape, Value};

use super::api::{Conjunct, Scoped};
use super::error::Eval;
use super::plan::Plan;
use super::run::{BEFORE, Run};
use super::value::{LazySet, V};
use crate::source::Span;

/// Sets with more entries than this are not taken apart.
const MANY: usize = 1024;

/// One question of `x \in S`.
#[derive(Debug)]
pub struct Membership {
    variable: u32,
    /// Function arguments below the variable.
    path: Vec<Value>,
    what: What,
    span: Span,
}

#[derive(Debug)]
enum What {
    /// What is there is a function with this domain; if it is not, it is looked for in the whole set, which then tells.
    Domain(Value, V),
    /// What is there is a member. Where nothing is, the domain above is wrong, which its own question says.
    Member(V),
}

impl Membership {
    /// The variable that it is about.
    pub(super) fn variable(&self) -> usize {
        self.variable as usize
    }
}

impl Run<'_> {
    /// Takes a formula apart if it says that a variable is a member of a described set; else it stays whole.
    pub(super) fn memberships(&mut self, formula: Scoped, out: &mut Vec<Conjunct>) {
        if let Some(mut parts) = self.entries_of(&formula)
            && parts.len() > 1
        {
            out.extend(parts.drain(..).map(Conjunct::Member));
        } else {
            out.push(Conjunct::Formula(formula));
        }
    }

    fn entries_of(&mut self, formula: &Scoped) -> Option<Vec<Membership>> {
        let &Plan::In(element, set) = self.plan_behind(formula.expr) else {
            return None;
        };
        let variable = self.variable_named(element)?;
        if !self.sh.is_constant_in(set, &formula.bindings) {
            return None;
        }
        let base = self.enter(formula);
        let set = self.eval(set, base).ok()?;
        let mut parts = Vec::new();
        let span = self.program.node(formula.expr).span;
        let root = Membership {
            variable,
            path: Vec::new(),
            what: What::Member(set),
            span,
        };
        self.take_entries(root, &mut parts).then_some(parts)
    }

    /// Adds the questions of a membership; false if there are too many.
    fn take_entries(&mut self, whole: Membership, out: &mut Vec<Membership>) -> bool {
        let What::Member(set) = &whole.what else {
            return false;
        };
        let Some(entries) = self.described_entries(set) else {
            out.push(whole);
            return out.len() <= MANY;
        };
        let domain = self.u.set(entries.iter().map(|entry| entry.0).collect());
        out.push(Membership {
            what: What::Domain(domain, set.clone()),
            path: whole.path.clone(),
            ..whole
        });
        entries.into_iter().all(|(key, set)| {
            let mut path = whole.path.clone();
            path.push(key);
            let entry = Membership {
                path,
                what: What::Member(set),
                ..whole
            };
            self.take_entries(entry, out)
        })
    }

    /// The entries of a set of functions or records: where, and in which set.
    fn described_entries(&mut self, set: &V) -> Option<Vec<(Value, V)>> {
        let V::Lazy(described) = set else {
            return None;
        };
        match &**described {
            LazySet::Functions(domain, range) => {
                let keys = self.force(domain).ok()?;
                let Shape::Set(keys) = self.u.shape(keys) else {
                    return None;
                };
                let all = keys.iter().map(|key| (*key, range.clone()));
                (keys.len() <= MANY && !keys.is_empty()).then(|| all.collect())
            }
            LazySet::Records(fields) => Some(fields.to_vec()),
            _ => None,
        }
    }

    /// Answers one question of a membership.
    pub(super) fn is_member(&mut self, membership: &Membership) -> Eval<bool> {
        let found = self.is_member_there(membership);
        found.map_err(|error| error.at(membership.span))
    }

    fn is_member_there(&mut self, membership: &Membership) -> Eval<bool> {
        let mut there = self.variable(membership.variable, BEFORE)?;
        for key in &membership.path {
            there = match &there {
                V::At(at) if at.side == Side::Before && self.ask_has(at, *key) == Some(true) => {
                    self.child(at, *key)
                }
                V::Val(f) => match self.u.apply(*f, *key) {
                    Some(entry) => V::Val(entry),
                    None => return Ok(true),
                },
                _ => return Ok(true),
            };
        }
        match &membership.what {
            What::Member(set) => self.contains(set, &there),
            What::Domain(domain, set) => {
                let right = match &there {
                    V::At(at) => self.ask_domain(at) == Some(*domain),
                    V::Val(f) => self.has_domain(*f, *domain),
                    _ => false,
                };
                if right {
                    Ok(true)
                } else {
                    self.contains(set, &there)
                }
            }
        }
    }

    fn has_domain(&self, f: Value, domain: Value) -> bool {
        let Shape::Set(keys) = self.u.shape(domain) else {
            return false;
        };
        match self.u.shape(f) {
            Shape::Tuple(items) => {
                let positions = keys.iter().zip(1..);
                items.len() == keys.len() && positions.into_iter().all(|(k, i)| *k == self.u.int(i))
            }
            Shape::Record(pairs) | Shape::Function(pairs) => {
                pairs.iter().map(|pair| &pair.0).eq(keys)
            }
            _ => false,
        }
    }
}
