---- MODULE RealTime ----
EXTENDS Reals

(* Real time passes in now; these are formulas to reason with, not to check.    *)
VARIABLE now

(* now grows without bound, and only while v does not change.                   *)
RTnow(v) ==
  LET Tick == /\ now' \in {r \in Real : r > now}
              /\ UNCHANGED v
  IN /\ now \in Real
     /\ [][Tick]_now
     /\ \A r \in Real : WF_now(Tick /\ now' > r)

(* A step A happens only once it was possible for D, and no later than E.       *)
RTBound(A, v, D, E) ==
  LET Reset == <<A>>_v \/ ~(ENABLED <<A>>_v)'
      Timer(t) == /\ t = 0
                  /\ [][t' = IF Reset THEN 0 ELSE t + (now' - now)]_<<t, v, now>>
  IN \EE t : /\ Timer(t)
             /\ [](t \leq E)
             /\ [][A => t \geq D]_v
====
