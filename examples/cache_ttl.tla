----------------------------- MODULE cache_ttl -----------------------------
(* A cache with a time to live: a copy is dropped when it is older than TTL, *)
(* so what it serves was out of date for at most TTL ticks. Twin of          *)
(* TimeToLive in cache.py; for AgeFromLanding the cfg replaces Landed.       *)
EXTENDS Naturals

CONSTANTS Node, TTL, WRITES, None

VARIABLES
  db,     \* version in the database
  cache,
  fill    \* read, but not landed

vars == <<db, cache, fill>>

Min(m, n) == IF m < n THEN m ELSE n

Init ==
  /\ db = 0
  /\ cache = [n \in Node |-> None]
  /\ fill = [n \in Node |-> None]

Write ==
  /\ db < WRITES
  /\ db' = db + 1
  /\ UNCHANGED <<cache, fill>>

(* A copy has ticks since it was read, as the cache counts, and ticks since *)
(* it went out of date, which is the truth.                                 *)
Read(n) ==
  /\ cache[n] = None
  /\ fill[n] = None
  /\ fill' = [fill EXCEPT ![n] = [version |-> db, age |-> 0, outdated |-> 0]]
  /\ UNCHANGED <<db, cache>>

Fresh(copy) == IF copy = None \/ copy.age > TTL THEN None ELSE copy

Landed(copy) == Fresh(copy)

(* Broken: a slow read lands as if it were fresh. *)
LandedAnew(copy) == [copy EXCEPT !.age = 0]

Land(n) ==
  /\ fill[n] # None
  /\ fill' = [fill EXCEPT ![n] = None]
  /\ cache' = [cache EXCEPT ![n] = Landed(fill[n])]
  /\ UNCHANGED db

(* The same copy one tick later; nothing is counted further than one tick *)
(* over the limit.                                                        *)
Older(copy) ==
  IF copy = None
    THEN None
    ELSE [copy EXCEPT
            !.age = Min(@ + 1, TTL + 1),
            !.outdated = IF copy.version < db THEN Min(@ + 1, TTL + 1) ELSE 0]

Tick ==
  /\ fill' = [n \in Node |-> Older(fill[n])]
  /\ cache' = [n \in Node |-> Fresh(Older(cache[n]))]
  /\ UNCHANGED db

Next ==
  \/ Write
  \/ \E n \in Node : Read(n)
  \/ \E n \in Node : Land(n)
  \/ Tick

Spec == Init /\ [][Next]_vars

OutOfDateForAtMostTtl ==
  \A n \in Node : cache[n] = None \/ cache[n].outdated <= TTL
=============================================================================
