//! The operators of the language itself: their names, and how their level depends on those of their arguments.

/// Operators and constructors whose arguments are expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Builtin {
    // Named operators.
    True,
    False,
    BooleanSet,
    StringSet,
    Not,
    And,
    Or,
    Implies,
    Equiv,
    Eq,
    Neq,
    In,
    NotIn,
    SubsetEq,
    Union,
    Intersect,
    Difference,
    Powerset,
    BigUnion,
    Domain,
    Prime,
    Unchanged,
    Enabled,
    Compose,
    Always,
    Eventually,
    LeadsTo,
    Guarantees,
    // Constructors.
    AndList,
    OrList,
    If,
    SetEnum,
    Tuple,
    Product,
    FunctionSet,
    /// A function and one or more arguments.
    Index,
    /// A record and a string.
    Field,
    BoxAction,
    AngleAction,
    /// `WF_v(A)`: v, A.
    WeakFairness,
    /// `SF_v(A)`: v, A.
    StrongFairness,
}

use Builtin as B;

/// Names as written; the parser may give any of the synonyms.
const NAMES: &[(&str, Builtin, u32)] = &[
    ("TRUE", B::True, 0),
    ("FALSE", B::False, 0),
    ("BOOLEAN", B::BooleanSet, 0),
    ("STRING", B::StringSet, 0),
    ("~", B::Not, 1),
    ("\\lnot", B::Not, 1),
    ("\\neg", B::Not, 1),
    ("/\\", B::And, 2),
    ("\\land", B::And, 2),
    ("\\/", B::Or, 2),
    ("\\lor", B::Or, 2),
    ("=>", B::Implies, 2),
    ("<=>", B::Equiv, 2),
    ("\\equiv", B::Equiv, 2),
    ("=", B::Eq, 2),
    ("#", B::Neq, 2),
    ("/=", B::Neq, 2),
    ("\\in", B::In, 2),
    ("\\notin", B::NotIn, 2),
    ("\\subseteq", B::SubsetEq, 2),
    ("\\cup", B::Union, 2),
    ("\\union", B::Union, 2),
    ("\\cap", B::Intersect, 2),
    ("\\intersect", B::Intersect, 2),
    ("\\", B::Difference, 2),
    ("\\X", B::Product, 2),
    ("\\times", B::Product, 2),
    ("SUBSET", B::Powerset, 1),
    ("UNION", B::BigUnion, 1),
    ("DOMAIN", B::Domain, 1),
    ("'", B::Prime, 1),
    ("UNCHANGED", B::Unchanged, 1),
    ("ENABLED", B::Enabled, 1),
    ("\\cdot", B::Compose, 2),
    ("[]", B::Always, 1),
    ("<>", B::Eventually, 1),
    ("~>", B::LeadsTo, 2),
    ("-+->", B::Guarantees, 2),
];

impl Builtin {
    /// All names, with the number of arguments.
    pub(crate) fn named() -> impl Iterator<Item = (&'static str, Builtin, u32)> {
        NAMES.iter().copied()
    }

    /// How users write it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            B::AndList => "/\\",
            B::OrList => "\\/",
            B::If => "IF",
            B::SetEnum => "{...}",
            B::Tuple => "<<...>>",
            B::FunctionSet => "[... -> ...]",
            B::Index => "[...]",
            B::Field => ".",
            B::BoxAction => "[...]_",
            B::AngleAction => "<<...>>_",
            B::WeakFairness => "WF_",
            B::StrongFairness => "SF_",
            _ => NAMES
                .iter()
                .find(|(_, builtin, _)| *builtin == self)
                .map_or("", |(name, _, _)| name),
        }
    }
}
