//! Which values can be compared. Where strings and atoms have ranks ([`Universe::ranked`]) values of unlike kinds cannot, as
//! in TLC: whether they are equal is no question that has an answer, and no set has both as members. Atoms can be told
//! from everything; but typed ones, whose names are a letter, `_` and more, only from those of their type.

use crate::universe::Universe;
use crate::value::{Shape, Value};

/// What becomes of comparing two different values.
enum Step {
    /// They can be told apart.
    Different,
    /// They cannot be compared.
    Unlike,
    /// It depends on these.
    Inner(Value, Value),
}

/// The type of a typed atom: its first letter, if an underscore follows.
#[must_use]
pub fn type_of_atom(name: &str) -> Option<char> {
    let mut chars = name.chars();
    let first = chars.next()?;
    (chars.next() == Some('_') && chars.next().is_some()).then_some(first)
}

impl Universe {
    /// The first parts of two values that are of unlike kinds, if that is why the values cannot be compared.
    #[inline]
    #[must_use]
    pub fn unlike(&self, mut a: Value, mut b: Value) -> Option<(Value, Value)> {
        while a != b {
            match self.likeness_step(a, b) {
                Step::Different => return None,
                Step::Unlike => return Some((a, b)),
                Step::Inner(x, y) => (a, b) = (x, y),
            }
        }
        None
    }

    /// Whether a value can be compared with those members of a set next to which it would stand; `None` if `set` is no
    /// set. Always so where nothing has a rank.
    #[must_use]
    pub fn accepts(&self, set: Value, member: Value) -> Option<bool> {
        let Shape::Set(members) = self.shape(set) else {
            return None;
        };
        Some(self.fits_between(members, member))
    }

    /// The same for members in canonical order.
    pub(crate) fn fits_between(&self, members: &[Value], member: Value) -> bool {
        if !self.is_ranked() {
            return true;
        }
        match members.binary_search_by(|m| self.compare(*m, member)) {
            Ok(_) => true,
            Err(index) => {
                let neighbours = members[index.saturating_sub(1)..].iter().take(2);
                neighbours
                    .copied()
                    .all(|n| self.unlike(n, member).is_none())
            }
        }
    }

    /// Whether a value can be compared with the arguments of a function next to which it would stand; `None` if `f` is no
    /// function. Always so where nothing has a rank.
    #[must_use]
    pub fn accepts_key(&self, f: Value, key: Value) -> Option<bool> {
        match self.shape(f) {
            Shape::Tuple([]) => Some(true),
            Shape::Tuple(_) => Some(!self.is_ranked() || self.unlike(self.int(1), key).is_none()),
            Shape::Record(_) | Shape::Function(_) => {
                Some(!self.is_ranked() || self.fits_between(&self.domain(f)?, key))
            }
            _ => None,
        }
    }

    fn likeness_step(&self, x: Value, y: Value) -> Step {
        match (self.shape(x), self.shape(y)) {
            (Shape::Int(_), Shape::Int(_))
            | (Shape::Bool(_), Shape::Bool(_))
            | (Shape::Str(_), Shape::Str(_)) => Step::Different,
            (Shape::Atom(a), Shape::Atom(b)) => match (type_of_atom(a), type_of_atom(b)) {
                (Some(s), Some(t)) if s != t => Step::Unlike,
                _ => Step::Different,
            },
            (Shape::Atom(a), _) | (_, Shape::Atom(a)) => match type_of_atom(a) {
                Some(_) => Step::Unlike,
                None => Step::Different,
            },
            (Shape::Set(a), Shape::Set(b)) | (Shape::Tuple(a), Shape::Tuple(b)) => {
                if a.len() != b.len() {
                    return Step::Different;
                }
                first_difference(a.iter().copied().zip(b.iter().copied()))
            }
            (Shape::Record(a), Shape::Record(b)) => {
                let names = a.iter().map(|p| p.0).eq(b.iter().map(|p| p.0));
                if !names {
                    return Step::Different;
                }
                first_difference(a.iter().zip(b).map(|(p, q)| (p.1, q.1)))
            }
            (Shape::Record(_), Shape::Tuple([])) | (Shape::Tuple([]), Shape::Record(_)) => {
                Step::Different
            }
            (Shape::Record(_), Shape::Tuple(_) | Shape::Function(_)) => Step::Unlike,
            (
                Shape::Tuple(_) | Shape::Function(_),
                Shape::Tuple(_) | Shape::Function(_) | Shape::Record(_),
            ) => self.likeness_of_functions(x, y),
            _ => Step::Unlike,
        }
    }

    /// Functions of different forms: domains first.
    fn likeness_of_functions(&self, x: Value, y: Value) -> Step {
        let (Some(a), Some(b)) = (self.pairs(x), self.pairs(y)) else {
            return Step::Unlike;
        };
        if a.len() != b.len() {
            return Step::Different;
        }
        let keys = a.iter().zip(&b).find(|(p, q)| p.0 != q.0);
        let values = a.iter().zip(&b).find(|(p, q)| p.1 != q.1);
        match (keys, values) {
            (Some((p, q)), _) => Step::Inner(p.0, q.0),
            (None, Some((p, q))) => Step::Inner(p.1, q.1),
            (None, None) => Step::Different,
        }
    }
}

/// The first pair that differs decides.
fn first_difference(mut pairs: impl Iterator<Item = (Value, Value)>) -> Step {
    let found = pairs.find(|(a, b)| a != b);
    found.map_or(Step::Different, |(a, b)| Step::Inner(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlike_kinds_cannot_be_compared_model_values_can_and_what_differs_before_decides() {
        let u = Universe::ranked(["a", "b"]);
        let (one, text, atom) = (u.int(1), u.string("a"), u.atom("a"));
        assert_eq!(u.unlike(one, text), Some((one, text)));
        assert_eq!(u.unlike(one, atom), None);
        assert_eq!(u.unlike(one, one), None);
        let pair = |x, y| u.tuple(vec![x, y]);
        // The second items are what differs first.
        assert_eq!(u.unlike(pair(one, one), pair(one, text)), Some((one, text)));
        assert_eq!(u.unlike(pair(u.int(2), one), pair(one, text)), None);
        let (typed, other) = (u.atom("p_1"), u.atom("q_1"));
        assert_eq!(u.unlike(typed, other), Some((typed, other)));
        assert_eq!(u.unlike(typed, one), Some((typed, one)));
    }

    #[test]
    fn a_set_accepts_what_can_be_compared_with_its_members_and_an_empty_one_everything() {
        let members = |u: &Universe| u.set(vec![u.int(1), u.int(2)]);
        let u = Universe::ranked(["a"]);
        assert_eq!(u.accepts(members(&u), u.string("a")), Some(false));
        assert_eq!(u.accepts(members(&u), u.int(7)), Some(true));
        assert_eq!(u.accepts(members(&u), u.atom("a")), Some(true));
        assert_eq!(u.accepts(u.set(Vec::new()), u.string("a")), Some(true));
        assert_eq!(u.accepts(u.int(1), u.int(1)), None);
        // Without ranks everything is comparable.
        let u = Universe::new();
        assert_eq!(u.accepts(members(&u), u.string("a")), Some(true));
    }

    #[test]
    fn a_function_accepts_arguments_that_can_be_compared_with_its_own() {
        let u = Universe::ranked(["a"]);
        let (one, text) = (u.int(1), u.string("a"));
        let sequence = u.tuple(vec![text]);
        assert_eq!(u.accepts_key(sequence, text), Some(false));
        assert_eq!(u.accepts_key(sequence, u.int(9)), Some(true));
        assert_eq!(u.accepts_key(u.tuple(Vec::new()), text), Some(true));
        assert_eq!(u.accepts_key(one, one), None);
    }
}
