----------------------------- MODULE file_move -----------------------------
(* An agent moves files: copy, verify, delete. A crash may come between any  *)
(* two steps, and it empties the page cache. Twin of FileMove in             *)
(* file_move.py. For DeleteUnverified the cfg replaces Delete, for NoSync    *)
(* Verify.                                                                   *)
CONSTANT File

VARIABLES source, target, pc

vars == <<source, target, pc>>

Init ==
  /\ source = [f \in File |-> TRUE]
  /\ target = [f \in File |-> "absent"]
  /\ pc = [f \in File |-> "idle"]

(* Starts, or starts over: what a crash left of the target is overwritten. *)
Begin(f) ==
  /\ pc[f] = "idle"
  /\ source[f]
  /\ target' = [target EXCEPT ![f] = "partial"]
  /\ pc' = [pc EXCEPT ![f] = "copying"]
  /\ UNCHANGED source

(* The copy command returns; a short write may have left the target *)
(* incomplete.                                                      *)
FinishCopy(f) ==
  /\ pc[f] = "copying"
  /\ \/ target' = [target EXCEPT ![f] = "cached"]
     \/ target' = [target EXCEPT ![f] = "partial"]
  /\ pc' = [pc EXCEPT ![f] = "copied"]
  /\ UNCHANGED source

(* The operating system writes the page cache to disk when it pleases. *)
WriteBack(f) ==
  /\ target[f] = "cached"
  /\ target' = [target EXCEPT ![f] = "on disk"]
  /\ UNCHANGED <<source, pc>>

(* Waits until the page cache is written, and compares what is on disk. *)
Verify(f) ==
  /\ pc[f] = "copied"
  /\ target[f] # "cached"
  /\ pc' = [pc EXCEPT ![f] =
              IF target[f] = "on disk" THEN "verified" ELSE "idle"]
  /\ UNCHANGED <<source, target>>

(* Broken: compares what it reads back, and reads it from the page cache. *)
VerifyInMemory(f) ==
  /\ pc[f] = "copied"
  /\ pc' = [pc EXCEPT ![f] =
              IF target[f] \in {"cached", "on disk"} THEN "verified" ELSE "idle"]
  /\ UNCHANGED <<source, target>>

DeleteIf(f, place) ==
  /\ pc[f] = place
  /\ source' = [source EXCEPT ![f] = FALSE]
  /\ pc' = [pc EXCEPT ![f] = "moved"]
  /\ UNCHANGED target

Delete(f) == DeleteIf(f, "verified")

(* Broken: the command returned, so it must have worked. *)
DeleteUnverified(f) == DeleteIf(f, "copied")

(* Programs and page cache are gone, files are what is on disk. *)
Crash ==
  /\ target' = [f \in File |->
                  IF target[f] = "cached" THEN "partial" ELSE target[f]]
  /\ pc' = [f \in File |-> IF pc[f] = "moved" THEN "moved" ELSE "idle"]
  /\ UNCHANGED source

Next ==
  \/ \E f \in File : Begin(f)
  \/ \E f \in File : FinishCopy(f)
  \/ \E f \in File : WriteBack(f)
  \/ \E f \in File : Verify(f)
  \/ \E f \in File : Delete(f)
  \/ Crash

Spec == Init /\ [][Next]_vars

NeverZeroCopies ==
  \A f \in File : source[f] \/ target[f] \in {"cached", "on disk"}
=============================================================================
