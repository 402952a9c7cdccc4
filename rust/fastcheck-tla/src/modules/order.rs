//! The order in which TLC meets names.
//!
//! TLC orders strings and model values by when it first met their text. It meets, in this order:
//!
//! 1. model values and strings of the configuration;
//! 2. the words of the modules, module by module in the order in which they are parsed, in the order of the text, names of
//!    parameters and bound variables included. The root is parsed first; then, again and again, the first module that is
//!    still missing. It is looked for from the root: first what a module EXTENDS itself, in order; then, one after the
//!    other, below each of those, below each module that it INSTANCEs and that was parsed, and below each inner module.
//!    Only when no EXTENDS misses anything, what is INSTANCEd is looked for in the same way;
//! 3. string literals, module by module: what a module extends or instantiates comes before it, the root comes last.
//!
//! So the words of the standard modules count, although nobody sees them. Our texts use other words, so those of TLC's
//! modules are listed here.

/// The words of TLC's module of that name, by their first occurrence; reserved words are left out. `None` for modules whose
/// words are those of our own text.
#[must_use]
pub fn words(module: &str) -> Option<impl Iterator<Item = &'static str>> {
    let index = WORDS.binary_search_by_key(&module, |(name, _)| name).ok()?;
    Some(WORDS[index].1.split_whitespace())
}

/// The module that TLC EXTENDS the root with, last, in order to write traces.
pub const TRACE_MODULE: &str = "_TLCTrace";

/// In the order of the modules' names.
const WORDS: &[(&str, &str)] = &[
    (
        "Bags",
        "Bags TLC Naturals IsABag B n Nat BagToSet SetToBag S e BagIn EmptyBag B1 B2 d Sum f DSum elt \
         BagUnion SubBag RemoveFromDom x y Combine BagSet i Biggest Range r s RSB BB BagOfAll F \
         BagCardinality CopiesIn",
    ),
    (
        "BagsExt",
        "BagsExt Bags Integers Folds BagAdd B x e BagRemove BagRemoveAll MapThenFoldBag op base f choose \
         handle pow n Nat MapThenFoldSet S FoldBag SumBag y ProductBag",
    ),
    (
        "Bitwise",
        "Bitwise Integers And x y n m exp Or xdm ydm Xor NotR Not a shiftR pos odd z",
    ),
    (
        "CSV",
        "CSV TLC Integers CSVWrite template val file CSVWriteRecord record delim headers CSVRead columns \
         delimiter CSVRecords n Nat",
    ),
    (
        "Combinatorics",
        "Combinatorics Naturals factorial n Nat choose k",
    ),
    (
        "DifferentialEquations",
        "DifferentialEquations Reals Sequences PosReal r Real OpenInterval a b s Nbhd e IsFirstDeriv df f d \
         IsDeriv n IsD k g gg Integrate D InitVals Len i",
    ),
    (
        "DyadicRationals",
        "DyadicRationals FiniteSets Integers Sequences FiniteSetsExt TLC Divides p q d Divisors GCD n m Max \
         Rational num den Reduce gcd IsDyadicRational r i Zero One Add lcn qq pp Half PrettyPrint ToString",
    ),
    (
        "FiniteSets",
        "FiniteSets Naturals Sequences IsFiniteSet S seq Seq s n Len Cardinality CS T x",
    ),
    (
        "FiniteSetsExt",
        "FiniteSetsExt Integers FiniteSets Folds Functions FoldSet op base set MapThenFoldSet x s SumSet \
         ProductSet y ReduceSet acc MapThenSumSet FlattenSet S SymDiff A B Quantify P Cardinality kSubset k \
         Max Min Choices Sets ChoiceFunction Ts f T Range ChooseUnique",
    ),
    ("Folds", "Folds MapThenFoldSet op base f choose S iter s x"),
    (
        "Functions",
        "Functions Integers Folds Restrict f S x RestrictDomain Test RestrictValues IsRestriction narrow wide \
         Range Pointwise g T e Inverse t s AntiFunction IsInjective a b Injection M Surjection Bijection \
         ExistsInjection ExistsSurjection ExistsBijection FoldFunctionOnSet op base fun indices \
         MapThenFoldSet i FoldFunction SumFunctionOnSet SumFunction",
    ),
    ("GraphViz", "GraphViz DotDiGraph G VL EL"),
    (
        "Graphs",
        "Graphs Naturals Sequences FiniteSets SequencesExt Relation IsDirectedGraph G node edge \
         DirectedSubgraph H Transpose e IsUndirectedGraph UndirectedSubgraph Path p Seq i Len SimplePath j \
         AreConnectedIn m n IsStronglyConnected ConnectionsIn C N u Cu IsTreeWithRoot r f GraphUnion \
         IsBipartiteWithPartitions U V HasCycle IsDag Successors AllSuccessors S Predecessors AllPredecessors \
         Ancestors EdgeRelation TransitiveClosure Descendants InDegree Cardinality OutDegree Roots Leaves \
         EmptyGraph",
    ),
    (
        "HTML",
        "HTML Sequences SequencesExt HTMLFill string args f str x ReplaceFirstSubSeq FoldLeft \
         StringSeqToString string_seq separator str1 str2 HTMLDocument header body list_of_scripts HTMLClass \
         classname attribute_list HTMLAttribute name value HTMLDefaultStyle HTMLStyleSheet class_list \
         HTMLScriptFile HTMLScript children HTMLLink type HTMLHeader title list_of_links HTMLBody HTMLFrame \
         id HTMLGridContainer HTMLBox size HTMLCircle HTMLText text HTMLSVG viewBox svgString HTMLSize width \
         height HTMLNewLine HTMLFlexCenterAttributes HTMLJSLineElems fromID destID HTMLJSLine color \
         HTMLJSLineDash HTMLJSKeyListener events HTMLJSNavigationKey key file",
    ),
    (
        "IOUtils",
        "IOUtils TLC Integers Sequences SequencesExt IOSerialize val absoluteFilename compress IODeserialize \
         compressed Serialize value dest options r exitValue Int stdout stderr Deserialize src IOExec command \
         IOEnvExec env IOExecTemplate commandTemplate parameters IOEnvExecTemplate IOEnv atoi str i ToString \
         zeroPadN n width s padLen Len zeros FoldLeft acc z",
    ),
    ("Integers", "Integers Naturals Int a"),
    (
        "Json",
        "Json Sequences FiniteSets TLC IsSequence F D ToJsonKeyValue d ToString ToJsonObjectString \
         ToJsonArrayString ToJsonString IsFiniteSet ToJson value ToJsonArray ToJsonObject JsonSerialize \
         absoluteFilename JsonDeserialize val ndJsonSerialize ndJsonDeserialize",
    ),
    ("Naturals", "Naturals Nat a b n"),
    ("Quorum", "Quorum QuorumSystem S QS Q1 Q2"),
    (
        "Randomization",
        "Randomization Naturals FiniteSets RandomSubset k S T Cardinality RandomSetOfSubsets n \
         TestRandomSetOfSubsets i",
    ),
    (
        "RealTime",
        "RealTime Reals now RTBound A v D E TNext t _v Timer MaxTime MinTime RTnow NowNext r Real _now",
    ),
    ("Reals", "Reals Integers Real a b m Infinity i r"),
    (
        "Relation",
        "Relation Naturals FiniteSets IsReflexive R S x IsReflexiveUnder op p IsIrreflexive \
         IsIrreflexiveUnder IsSymmetric y IsSymmetricUnder IsAntiSymmetric IsAntiSymmetricUnder IsAsymmetric \
         IsAsymmetricUnder IsTransitive z IsTransitiveUnder IsStrictlyPartiallyOrdered \
         IsStrictlyPartiallyOrderedUnder IsPartiallyOrdered IsPartiallyOrderedUnder IsStrictlyTotallyOrdered \
         IsStrictlyTotallyOrderedUnder IsTotallyOrdered IsTotallyOrderedUnder TransitiveClosure N Cardinality \
         trcl n Nat ReflexiveTransitiveClosure IsConnected rtrcl",
    ),
    (
        "SVG",
        "SVG Naturals Sequences Integers TLC FiniteSets Merge r1 r2 D1 D2 k SVGElem _name _attrs _children \
         _innerText name attrs children innerText Line x1 y1 x2 y2 svgAttrs ToString Circle cx cy r Rect x y \
         w h width height Text text Image href Group Svg SVGDoc vbX vbY vbW vbH SVGElemToString elem \
         NodeOfRingNetwork n m NodesOfDirectedMultiGraph nodes edges options f Int PointOnLine from to \
         segment SVGSerialize svg frameNamePrefix frameNumber IO IOUtils Serialize zeroPadN format charset \
         openOptions",
    ),
    (
        "Sequences",
        "Sequences Naturals Seq S n Nat Len s t i Append e Head Tail SubSeq m SelectSeq Test F",
    ),
    (
        "SequencesExt",
        "SequencesExt Sequences Naturals FiniteSets FiniteSetsExt Folds Functions Bags TLC ToSet s i ToBag x \
         Range Cardinality SetToSeq S f IsInjective SetToSeqs D j SetToSortSeq op SortSeq \
         SetToAllKPermutations TupleOf set n SeqOf m BoundedSeq Contains e Len IsSorted Reverse Remove \
         SelectSeq t ReplaceAll old new SelectInSeq seq Test I Min SelectInSubSeq from to SubSeq \
         SelectLastInSeq Max SelectLastInSubSeq InsertAt ReplaceAt RemoveAt RemoveFirst v RemoveFirstMatch \
         Cons elt Snoc Append Front Last IsPrefix IsStrictPrefix IsSuffix IsStrictSuffix Prefixes l \
         CommonPrefixes P prefix LongestCommonPrefix longest other Suffixes SeqMod a b FoldSeq base \
         FoldFunction FoldLeft MapThenFoldSet y FoldRight FoldLeftDomain FoldRightDomain FlattenSeq seqs \
         flatten Zip Interleave u SubSeqs AllSubSeqs IndexFirstSubSeq last ReplaceSubSeqAt r suffix \
         ReplaceFirstSubSeq ReplaceAllSubSeqs z match comp p q R T g",
    ),
    (
        "ShiViz",
        "ShiViz Integers Json TLC Toolbox FnHost host i _TETrace pc p TLCEval Host _TEPosition clock n sum F \
         G d FnClock vclock Clock ToJsonObject",
    ),
    (
        "Statistics",
        "Statistics Naturals ChiSquare expected actual alpha",
    ),
    (
        "TLC",
        "TLC Naturals Sequences FiniteSets Print out val PrintT Assert v JavaTime n Nat TLCGet i TLCSet d e x \
         f g Permutations S w SortSeq s Op Perm p Len j RandomElement Any ToString a b TLCEval",
    ),
    (
        "TLCExt",
        "TLCExt TLC Integers AssertEq a b PrintT AssertError err exp FailsEval e TLCError s Assert \
         TLCGetOrDefault key defaultVal n TLCGetAndSet Op val oldVal v TLCSet Trace CounterExample ToTrace CE \
         TLCModelValue str ToString TLCDefer expression TLCNoOp PickSuccessor bool TLCCache closure TLCFP var \
         i Int TLCEvalDefinition definitionName",
    ),
    (
        "Toolbox",
        "Toolbox Naturals FiniteSets TLC _TETrace f Nat _TETraceLength Cardinality _TEPosition TLCGet",
    ),
    (
        "UndirectedGraphs",
        "UndirectedGraphs Naturals Sequences SequencesExt FiniteSets Folds Functions IsUndirectedGraph G node \
         edge e a b IsLoopFreeUndirectedGraph UndirectedSubgraph H Path p Seq i Len SimplePath j \
         AreConnectedIn m n ConnectedComponents IsCC S T IsStronglyConnected s t",
    ),
    (
        "VectorClocks",
        "VectorClocks Naturals Sequences Functions concurrent v1 v2 i j happenedBefore IsCausalOrder log \
         clock Len Fill c D d vci vcj CausalOrder node domain newlog f Range",
    ),
    (
        TRACE_MODULE,
        "_TLCTrace TLC TLCExt Sequences Naturals _TLCTraceDeserialize absoluteFilename _TLCTraceSerialize val _TLCTraceFile \
         _TLCTrace0 verbose CounterExample state trace ToTrace vars i counterexample PrintT _TLCTraceSilent \
         _TLCTraceInputFile _TLCTraceFileDeserialized _TLCState level Trace _TLCTraceLassoTarget actions e \
         _TLCTraceConstraint TLCGet dump pair v _TLCTraceView lassoTarget",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_sorted_and_have_texts() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (module, _) in WORDS {
            assert!(*module == TRACE_MODULE || crate::modules::text(module).is_some());
            assert_eq!(
                words(module).and_then(|mut words| words.next()),
                Some(*module)
            );
        }
        assert!(words("TLAPS").is_none());
    }
}
