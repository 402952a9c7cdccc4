//! The keywords of a configuration.

use super::Config;
use crate::syntax::ast::Ident;

/// What a keyword begins.
#[derive(Clone, Copy)]
pub(super) enum Section {
    Constants,
    Deadlock,
    List(fn(&mut Config) -> &mut Vec<Ident>),
    Single(fn(&mut Config) -> &mut Option<Ident>),
}

const KEYWORDS: [(&str, Section); 22] = [
    ("CONSTANT", Section::Constants),
    ("CONSTANTS", Section::Constants),
    ("INIT", Section::Single(|c| &mut c.init)),
    ("NEXT", Section::Single(|c| &mut c.next)),
    ("SPECIFICATION", Section::Single(|c| &mut c.specification)),
    ("INVARIANT", Section::List(|c| &mut c.invariants)),
    ("INVARIANTS", Section::List(|c| &mut c.invariants)),
    ("PROPERTY", Section::List(|c| &mut c.properties)),
    ("PROPERTIES", Section::List(|c| &mut c.properties)),
    ("CONSTRAINT", Section::List(|c| &mut c.constraints)),
    ("CONSTRAINTS", Section::List(|c| &mut c.constraints)),
    (
        "ACTION_CONSTRAINT",
        Section::List(|c| &mut c.action_constraints),
    ),
    (
        "ACTION_CONSTRAINTS",
        Section::List(|c| &mut c.action_constraints),
    ),
    ("SYMMETRY", Section::Single(|c| &mut c.symmetry)),
    ("VIEW", Section::Single(|c| &mut c.view)),
    ("CHECK_DEADLOCK", Section::Deadlock),
    ("ALIAS", Section::Single(|c| &mut c.alias)),
    ("POSTCONDITION", Section::List(|c| &mut c.postconditions)),
    ("POSTCONDITIONS", Section::List(|c| &mut c.postconditions)),
    ("_PERIODIC", Section::Single(|c| &mut c.periodic)),
    ("_RL_REWARD", Section::Single(|c| &mut c.rl_reward)),
    ("_POSSIBLE", Section::List(|c| &mut c.possible)),
];

/// What a word begins, if it is a keyword.
pub(super) fn section(text: &str) -> Option<Section> {
    KEYWORDS
        .iter()
        .find(|(keyword, _)| *keyword == text)
        .map(|(_, section)| *section)
}

/// The keyword that a word may be a misspelling of.
pub(super) fn resembling(text: &str) -> Option<&'static str> {
    KEYWORDS
        .iter()
        .map(|(keyword, _)| *keyword)
        .find(|keyword| nearly(keyword, text))
}

/// The same but for case, one letter too many, too few or another, or two exchanged.
fn nearly(keyword: &str, found: &str) -> bool {
    let (a, b) = (keyword.as_bytes(), found.to_ascii_uppercase().into_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[front..]
        .iter()
        .rev()
        .zip(b[front..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    a.len().max(b.len()) - front - back <= 2
}
