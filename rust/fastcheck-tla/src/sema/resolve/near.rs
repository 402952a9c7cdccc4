//! "Did you mean": names that resemble one that is unknown.

use super::Resolver;
use crate::codes;
use crate::diag::Diagnostic;
use crate::source::Span;

/// Where well-known operators are defined.
const HOMES: &[(&str, &[&str])] = &[
    (
        "Integers",
        &[
            "+", "-", "*", "^", "<", ">", "<=", ">=", "..", "\\div", "%", "Nat", "Int", "-.",
        ],
    ),
    ("Reals", &["/", "Real", "Infinity"]),
    (
        "Sequences",
        &[
            "Seq",
            "Len",
            "Head",
            "Tail",
            "Append",
            "\\o",
            "SubSeq",
            "SelectSeq",
        ],
    ),
    ("FiniteSets", &["Cardinality", "IsFiniteSet"]),
    (
        "TLC",
        &[
            ":>",
            "@@",
            "Print",
            "PrintT",
            "Assert",
            "Permutations",
            "SortSeq",
            "RandomElement",
            "ToString",
            "TLCGet",
            "TLCSet",
            "TLCEval",
            "Any",
            "JavaTime",
        ],
    ),
    (
        "Bags",
        &[
            "EmptyBag",
            "SetToBag",
            "BagToSet",
            "BagIn",
            "CopiesIn",
            "\\oplus",
            "\\ominus",
            "BagCardinality",
        ],
    ),
];

impl Resolver<'_> {
    pub(super) fn unknown(&self, name: &str, span: Span) -> Diagnostic {
        let diagnostic =
            Diagnostic::error(codes::UNKNOWN_NAME, span, format!("unknown name `{name}`"));
        if let Some(below) = self.defined.iter().rev().find_map(|names| names.get(name)) {
            return diagnostic
                .hint("it is defined further down: a definition must stand above its first use")
                .note(*below, "defined here");
        }
        if let Some((module, _)) = HOMES.iter().find(|(_, names)| names.contains(&name)) {
            return diagnostic.hint(format!(
                "it is defined in module {module}: add `EXTENDS {module}`"
            ));
        }
        let names = self.frames.iter().flat_map(|frame| &frame.symbols);
        let names = names.map(|id| &*self.hir.sym(*id).name);
        match suggestion(name, names) {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }
}

/// "did you mean" with the names nearest to `name`, if any is near.
pub(crate) fn suggestion<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let limit = match name.chars().count() {
        0..=2 => 1,
        3..=7 => 2,
        _ => 3,
    };
    let mut near: Vec<(usize, &str)> = names
        .filter(|other| other.len().abs_diff(name.len()) <= 2 * limit)
        .map(|other| (distance(name, other), other))
        .filter(|(distance, other)| *distance <= limit && *distance < other.chars().count())
        .collect();
    near.sort_unstable();
    near.dedup();
    let near: Vec<String> = near.iter().take(3).map(|(_, n)| format!("`{n}`")).collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

/// Edit distance, case changes counting half as much as others would (that is: one for a word).
fn distance(a: &str, b: &str) -> usize {
    if a.eq_ignore_ascii_case(b) {
        return usize::from(a != b);
    }
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_nearest_first() {
        let names = ["TypeOK", "TypeInv", "Next"];
        let hint = suggestion("TypeOk", names.into_iter());
        assert_eq!(hint.as_deref(), Some("did you mean `TypeOK`?"));
        assert_eq!(suggestion("Zzz", names.into_iter()), None);
    }
}
