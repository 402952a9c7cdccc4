---------------------------- MODULE agent_deploy ---------------------------
(* Agents that deploy: one deployment at a time, and only of a version that  *)
(* is approved. Twin of Deploy in agent_deploy.py. For LeaseWithoutFence the *)
(* cfg replaces Expire; PromptOnly is agent_deploy_prompt.tla.               *)
EXTENDS FiniteSets, Naturals

CONSTANTS Agent, Version, None

VARIABLES
  holder,     \* of the lease
  approved,
  deploying,
  live,
  previous,   \* the last version that was healthy
  health

vars == <<holder, approved, deploying, live, previous, health>>

Init ==
  /\ holder = None
  /\ approved = {}
  /\ deploying = [a \in Agent |-> None]
  /\ live = None
  /\ previous = None
  /\ health = "healthy"

(* A person. *)

Approve(v) ==
  /\ v \notin approved
  /\ approved' = approved \cup {v}
  /\ UNCHANGED <<holder, deploying, live, previous, health>>

Withdraw(v) ==
  /\ v \in approved
  /\ approved' = approved \ {v}
  /\ UNCHANGED <<holder, deploying, live, previous, health>>

(* The lease. *)

Acquire(a) ==
  /\ holder = None
  /\ holder' = a
  /\ UNCHANGED <<approved, deploying, live, previous, health>>

Release(a) ==
  /\ holder = a
  /\ deploying[a] = None
  /\ holder' = None
  /\ UNCHANGED <<approved, deploying, live, previous, health>>

(* The pipeline has not heard from the agent: it stops the deployment, then *)
(* gives the lease away.                                                    *)
Expire(a) ==
  /\ holder = a
  /\ holder' = None
  /\ deploying' = [deploying EXCEPT ![a] = None]
  /\ UNCHANGED <<approved, live, previous, health>>

(* Broken: the lease is gone, the deployment goes on. *)
ExpireWithoutFence(a) ==
  /\ holder = a
  /\ holder' = None
  /\ UNCHANGED <<approved, deploying, live, previous, health>>

(* A deployment. *)

Start(a, v) ==
  /\ deploying[a] = None
  /\ health = "healthy"
  /\ deploying' = [deploying EXCEPT ![a] = v]
  /\ UNCHANGED <<holder, approved, live, previous, health>>

Begin(a, v) ==
  /\ holder = a
  /\ v \in approved
  /\ Start(a, v)

Succeed(a) ==
  /\ deploying[a] # None
  /\ live' = deploying[a]
  /\ previous' = deploying[a]
  /\ deploying' = [deploying EXCEPT ![a] = None]
  /\ UNCHANGED <<holder, approved, health>>

Fail(a) ==
  /\ deploying[a] # None
  /\ live' = deploying[a]
  /\ health' = "failed"
  /\ deploying' = [deploying EXCEPT ![a] = None]
  /\ UNCHANGED <<holder, approved, previous>>

RollBack ==
  /\ health = "failed"
  /\ live' = previous
  /\ health' = "healthy"
  /\ UNCHANGED <<holder, approved, deploying, previous>>

Next ==
  \/ \E v \in Version : Approve(v)
  \/ \E v \in Version : Withdraw(v)
  \/ \E a \in Agent : Acquire(a)
  \/ \E a \in Agent : Release(a)
  \/ \E a \in Agent : Expire(a)
  \/ \E a \in Agent : \E v \in Version : Begin(a, v)
  \/ \E a \in Agent : Succeed(a)
  \/ \E a \in Agent : Fail(a)
  \/ RollBack

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_vars(RollBack)

FailedMeansRolledBack == health = "failed" ~> health = "healthy"

OneAtATime == Cardinality({a \in Agent : deploying[a] # None}) <= 1

OnlyApprovedVersionsStart ==
  [][\A a \in Agent :
       \/ deploying'[a] = None
       \/ deploying'[a] = deploying[a]
       \/ deploying'[a] \in approved]_vars
=============================================================================
