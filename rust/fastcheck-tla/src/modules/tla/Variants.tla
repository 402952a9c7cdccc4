---- MODULE Variants ----

(* A value with a tag that says of which kind it is.                            *)
Variant(tagName, content) == [tag |-> tagName, value |-> content]

VariantTag(variant) == variant.tag

VariantFilter(tagName, S) ==
  {variant.value : variant \in {v \in S : v.tag = tagName}}

VariantGetOrElse(tagName, variant, default) ==
  IF variant.tag = tagName THEN variant.value ELSE default

VariantGetUnsafe(tagName, variant) == variant.value

(* What tells nothing.                                                          *)
UNIT == "U_OF_UNIT"
====
