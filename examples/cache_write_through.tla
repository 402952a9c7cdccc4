------------------------ MODULE cache_write_through ------------------------
(* A write-through cache: a write reaches the database before the cache.     *)
(* Twin of WriteThrough in cache.py; for CacheFirst the cfg exchanges the    *)
(* halves of a write.                                                        *)
EXTENDS Naturals

CONSTANTS Node, WRITES, None

VARIABLES
  db,
  cache,
  writing  \* a write of which one half is done

vars == <<db, cache, writing>>

Init ==
  /\ db = 0
  /\ cache = [n \in Node |-> None]
  /\ writing = [n \in Node |-> None]

Read(n) ==
  /\ cache[n] = None
  /\ cache' = [cache EXCEPT ![n] = db]
  /\ UNCHANGED <<db, writing>>

InDatabase(n, version) == db' = version /\ UNCHANGED cache

InCache(n, version) == cache' = [cache EXCEPT ![n] = version] /\ UNCHANGED db

FirstHalf(n, version) == InDatabase(n, version)

SecondHalf(n, version) == InCache(n, version)

BeginWrite(n) ==
  /\ db < WRITES
  /\ \A m \in Node : writing[m] = None
  /\ writing' = [writing EXCEPT ![n] = db + 1]
  /\ FirstHalf(n, db + 1)

EndWrite(n) ==
  /\ writing[n] # None
  /\ writing' = [writing EXCEPT ![n] = None]
  /\ SecondHalf(n, writing[n])

(* The node restarts: its cache is empty, and half a write stays half a *)
(* write.                                                               *)
Crash(n) ==
  /\ cache' = [cache EXCEPT ![n] = None]
  /\ writing' = [writing EXCEPT ![n] = None]
  /\ UNCHANGED db

Next ==
  \/ \E n \in Node : Read(n)
  \/ \E n \in Node : BeginWrite(n)
  \/ \E n \in Node : EndWrite(n)
  \/ \E n \in Node : Crash(n)

Spec == Init /\ [][Next]_vars

NeverAheadOfTheDatabase == \A n \in Node : cache[n] = None \/ cache[n] <= db
=============================================================================
