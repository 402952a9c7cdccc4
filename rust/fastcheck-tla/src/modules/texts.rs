//! The texts of the built-in modules. They are our own: names, arities, levels and meaning are those of the modules that
//! specifications expect; where there is native code the definitions say what it computes. Modules of theorems have no
//! theorems, since proofs are not checked.

/// The text of a built-in module.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    let index = TEXTS.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(TEXTS[index].1)
}

/// The names of all built-in modules.
pub fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(name, _)| *name)
}

macro_rules! texts {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("tla/", $name, ".tla")))),*] };
}

/// In the order of their names.
const TEXTS: &[(&str, &str)] = texts! {
    "Apalache"
    "Bags"
    "BagsExt"
    "BagsTheorems"
    "Bitwise"
    "CSV"
    "Combinatorics"
    "DifferentialEquations"
    "DyadicRationals"
    "FiniteSetTheorems"
    "FiniteSets"
    "FiniteSetsExt"
    "FiniteSetsExtTheorems"
    "Folds"
    "FoldsTheorems"
    "FunctionTheorems"
    "Functions"
    "GraphTheorems"
    "GraphViz"
    "Graphs"
    "HTML"
    "IOUtils"
    "Integers"
    "Json"
    "Naturals"
    "NaturalsInduction"
    "Option"
    "Quorum"
    "QuorumTheorems"
    "Randomization"
    "RealTime"
    "Reals"
    "Relation"
    "SVG"
    "SequenceTheorems"
    "Sequences"
    "SequencesExt"
    "SequencesExtTheorems"
    "ShiViz"
    "Statistics"
    "TLAPS"
    "TLC"
    "TLCExt"
    "Toolbox"
    "UndirectedGraphs"
    "Variants"
    "VectorClocks"
    "WellFoundedInduction"
    "_Possible"
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_found() {
        assert!(TEXTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for name in names() {
            let header = format!("---- MODULE {name} ----\n");
            assert!(
                text(name)
                    .is_some_and(|text| text.starts_with(&header) && text.ends_with("\n====\n")),
                "{name}"
            );
        }
        assert_eq!(text("Nothing"), None);
    }

    #[test]
    fn all_are_modules() {
        for name in names() {
            let mut sources = crate::source::Sources::default();
            let file = sources.add(name, text(name).unwrap_or_default());
            let (module, errors) = crate::syntax::parse(&sources, file);
            assert!(errors.is_empty(), "{name}: {errors:?}");
            assert!(module.is_some());
        }
    }
}
