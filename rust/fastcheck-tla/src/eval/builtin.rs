//! Operators of Naturals, Integers, Sequences and FiniteSets, by module and name.

/// An operator that is built into the evaluator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Builtin {
    Add,
    Sub,
    Mul,
    Power,
    Div,
    Mod,
    Negate,
    Range,
    Less,
    LessEq,
    Greater,
    GreaterEq,
    Nat,
    Int,
    Real,
    Seq,
    Len,
    Head,
    Tail,
    Append,
    Concat,
    SubSeq,
    SelectSeq,
    Cardinality,
    IsFiniteSet,
}

/// The built-in operator of a name, if it is one. As in TLC it replaces what a module of this name says.
pub(super) fn builtin(module: &str, name: &str) -> Option<Builtin> {
    use Builtin::*;
    let numbers = matches!(module, "Naturals" | "Integers" | "Reals");
    Some(match name {
        "+" if numbers => Add,
        "-" if numbers => Sub,
        "*" if numbers => Mul,
        "^" if numbers => Power,
        "\\div" if numbers => Div,
        "%" if numbers => Mod,
        "-." if numbers => Negate,
        ".." if numbers => Range,
        "<" if numbers => Less,
        "\\leq" | "<=" | "=<" if numbers => LessEq,
        ">" if numbers => Greater,
        "\\geq" | ">=" if numbers => GreaterEq,
        "Nat" if numbers => Nat,
        "Int" if numbers => Int,
        "Real" if numbers => Real,
        _ => match (module, name) {
            ("Sequences", "Seq") => Seq,
            ("Sequences", "Len") => Len,
            ("Sequences", "Head") => Head,
            ("Sequences", "Tail") => Tail,
            ("Sequences", "Append") => Append,
            ("Sequences", "\\o" | "\\circ") => Concat,
            ("Sequences", "SubSeq") => SubSeq,
            ("Sequences", "SelectSeq") => SelectSeq,
            ("FiniteSets", "Cardinality") => Cardinality,
            ("FiniteSets", "IsFiniteSet") => IsFiniteSet,
            _ => return None,
        },
    })
}

/// Whether an operator is built into the evaluator.
#[must_use]
pub fn is_builtin(module: &str, name: &str) -> bool {
    builtin(module, name).is_some()
}
