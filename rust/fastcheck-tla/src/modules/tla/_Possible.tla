---- MODULE _Possible ----
LOCAL INSTANCE TLC
LOCAL INSTANCE TLCExt
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

(* How often each of the named predicates was true.                             *)
LOCAL Register == "s:_possible"

_Counts == TLCGetOrDefault(Register, <<>>)

(* Counts a predicate when it is true; TRUE.                                    *)
_Track(predicate, name) ==
  LET before == IF name \in DOMAIN _Counts THEN _Counts[name] ELSE 0
  IN TLCSet(Register, (name :> before + IF predicate THEN 1 ELSE 0) @@ _Counts)

(* The predicate was true at least once; else the counts are printed.           *)
_CheckName(name) ==
  \/ name \in DOMAIN _Counts /\ _Counts[name] > 0
  \/ PrintT(_Counts) /\ FALSE

_PrintCounts == PrintT(_Counts)
====
