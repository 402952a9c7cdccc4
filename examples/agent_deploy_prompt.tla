------------------------ MODULE agent_deploy_prompt ------------------------
(* Broken: an agent looks whether all is in order, thinks, and starts. Twin  *)
(* of PromptOnly in agent_deploy.py.                                         *)
EXTENDS agent_deploy

VARIABLE plan  \* what the agent found to be in order

varsPrompt == <<vars, plan>>

InitPrompt == Init /\ plan = [a \in Agent |-> None]

BeginAsPlanned(a, v) ==
  /\ plan[a] = v
  /\ Start(a, v)
  /\ plan' = [plan EXCEPT ![a] = None]

Look(a, v) ==
  /\ plan[a] = None
  /\ v \in approved
  /\ \A b \in Agent : deploying[b] = None
  /\ plan' = [plan EXCEPT ![a] = v]
  /\ UNCHANGED vars

NextPrompt ==
  \/ \E v \in Version : Approve(v) /\ UNCHANGED plan
  \/ \E v \in Version : Withdraw(v) /\ UNCHANGED plan
  \/ \E a \in Agent : Acquire(a) /\ UNCHANGED plan
  \/ \E a \in Agent : Release(a) /\ UNCHANGED plan
  \/ \E a \in Agent : Expire(a) /\ UNCHANGED plan
  \/ \E a \in Agent : \E v \in Version : BeginAsPlanned(a, v)
  \/ \E a \in Agent : Succeed(a) /\ UNCHANGED plan
  \/ \E a \in Agent : Fail(a) /\ UNCHANGED plan
  \/ RollBack /\ UNCHANGED plan
  \/ \E a \in Agent : \E v \in Version : Look(a, v)

SpecPrompt == InitPrompt /\ [][NextPrompt]_varsPrompt
=============================================================================
