---- MODULE Option ----
EXTENDS Apalache, Variants

(* A value, or none.                                                            *)
Some(x) == Variant("Some", x)
None == Variant("None", UNIT)

IsSome(option) == VariantTag(option) = "Some"
IsNone(option) == VariantTag(option) = "None"

OptionCase(option, some(_), none(_)) ==
  IF IsSome(option) THEN some(VariantGetUnsafe("Some", option)) ELSE none(UNIT)

OptionMap(f(_), option) ==
  OptionCase(option, LAMBDA x : Some(f(x)), LAMBDA u : None)
OptionFlatMap(f(_), option) == OptionCase(option, f, LAMBDA u : None)
OptionGetOrElse(option, default) ==
  OptionCase(option, LAMBDA x : x, LAMBDA u : default)
OptionToSeq(option) == OptionCase(option, LAMBDA x : <<x>>, LAMBDA u : <<>>)
OptionToSet(option) == OptionCase(option, LAMBDA x : {x}, LAMBDA u : {})

(* Some member of S, if there is one.                                           *)
OptionGuess(S) ==
  ApaFoldSet(LAMBDA option, x : IF IsSome(option) THEN option ELSE Some(x), None, S)

OptionFunApp(f, option) == OptionMap(LAMBDA x : f[x], option)

(* f made total on more points, which have no value.                            *)
OptionPartialFun(f, undefined) ==
  [x \in DOMAIN f \cup undefined |-> IF x \in undefined THEN None ELSE Some(f[x])]
====
