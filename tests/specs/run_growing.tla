---- MODULE run_growing ----
(* Values that change their shape from state to state: a function whose      *)
(* domain grows, a set that fills, a sequence of records, a variable that    *)
(* holds a string, then a set, then a model value.                           *)
EXTENDS Naturals, Sequences, FiniteSets, TLC
CONSTANT Nil
VARIABLES map, seen, log, any
Init == map = <<>> /\ seen = {} /\ log = <<>> /\ any = "none"
Add(k) == /\ k \notin DOMAIN map
          /\ map' = (k :> Cardinality(seen)) @@ map
          /\ log' = Append(log, [key |-> k])
          /\ UNCHANGED <<seen, any>>
See(k) == /\ Cardinality(seen) < 2
          /\ seen' = seen \cup {<<k, Len(log)>>}
          /\ any' = IF any = Nil THEN Nil ELSE Nil
          /\ UNCHANGED <<map, log>>
Drop(k) == /\ k \in DOMAIN map
           /\ map' = [j \in DOMAIN map \ {k} |-> map[j]]
           /\ any' = DOMAIN map'
           /\ log' = SelectSeq(log, LAMBDA e : e.key # k)
           /\ UNCHANGED seen
Next == \E k \in {2, 5} : Add(k) \/ See(k) \/ Drop(k)
Spec == Init /\ [][Next]_<<map, seen, log, any>>
Keys == {log[n].key : n \in 1..Len(log)} = DOMAIN map
====
