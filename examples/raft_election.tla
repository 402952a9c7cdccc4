---------------------------- MODULE raft_election --------------------------
(* Raft's leader election: at most one leader per term. `msgs` is the set of *)
(* everything ever sent. Twin of raft_election.py; for ForgetfulVoter the    *)
(* cfg replaces RecoverVote.                                                 *)
EXTENDS FiniteSets, Naturals

CONSTANTS Server, TERMS, None

VARIABLES
  term,
  vote,     \* in the current term
  role,
  votes,    \* received in the current term
  msgs,
  elected   \* history: who became leader in which term

vars == <<term, vote, role, votes, msgs, elected>>

Init ==
  /\ term = [s \in Server |-> 0]
  /\ vote = [s \in Server |-> None]
  /\ role = [s \in Server |-> "follower"]
  /\ votes = [s \in Server |-> {}]
  /\ msgs = {}
  /\ elected = {}

RequestVote(t, s) == [kind |-> "request", term |-> t, candidate |-> s]

Vote(t, s, voter) ==
  [kind |-> "vote", term |-> t, candidate |-> s, voter |-> voter]

TimeOut(s) ==
  /\ role[s] # "leader"
  /\ term[s] < TERMS
  /\ term' = [term EXCEPT ![s] = @ + 1]
  /\ role' = [role EXCEPT ![s] = "candidate"]
  /\ vote' = [vote EXCEPT ![s] = s]
  /\ votes' = [votes EXCEPT ![s] = {s}]
  /\ msgs' = msgs \cup {RequestVote(term[s] + 1, s)}
  /\ UNCHANGED elected

BecomeLeader(s) ==
  /\ role[s] = "candidate"
  /\ 2 * Cardinality(votes[s]) > Cardinality(Server)
  /\ role' = [role EXCEPT ![s] = "leader"]
  /\ elected' = elected \cup {<<term[s], s>>}
  /\ UNCHANGED <<term, vote, votes, msgs>>

(* The vote was on disk. *)
RecoverVote(s) == UNCHANGED vote

(* Broken: a restarted server may vote twice in one term. *)
ForgetVote(s) == vote' = [vote EXCEPT ![s] = None]

Restart(s) ==
  /\ role' = [role EXCEPT ![s] = "follower"]
  /\ votes' = [votes EXCEPT ![s] = {}]
  /\ RecoverVote(s)
  /\ UNCHANGED <<term, msgs, elected>>

LearnOfTerm(s, m) ==
  /\ m.term > term[s]
  /\ term' = [term EXCEPT ![s] = m.term]
  /\ vote' = [vote EXCEPT ![s] = None]
  /\ role' = [role EXCEPT ![s] = "follower"]
  /\ votes' = [votes EXCEPT ![s] = {}]
  /\ UNCHANGED <<msgs, elected>>

GrantVote(s, m) ==
  /\ m.kind = "request"
  /\ term[s] = m.term
  /\ vote[s] = None
  /\ vote' = [vote EXCEPT ![s] = m.candidate]
  /\ msgs' = msgs \cup {Vote(m.term, m.candidate, s)}
  /\ UNCHANGED <<term, role, votes, elected>>

CountVote(s, m) ==
  /\ m.kind = "vote"
  /\ m.candidate = s
  /\ role[s] = "candidate"
  /\ term[s] = m.term
  /\ m.voter \notin votes[s]
  /\ votes' = [votes EXCEPT ![s] = @ \cup {m.voter}]
  /\ UNCHANGED <<term, vote, role, msgs, elected>>

Next ==
  \/ \E s \in Server : TimeOut(s)
  \/ \E s \in Server : BecomeLeader(s)
  \/ \E s \in Server : Restart(s)
  \/ \E s \in Server : \E m \in msgs : LearnOfTerm(s, m)
  \/ \E s \in Server : \E m \in msgs : GrantVote(s, m)
  \/ \E s \in Server : \E m \in msgs : CountVote(s, m)

Spec == Init /\ [][Next]_vars

OneLeaderPerTerm == \A d, e \in elected : d[1] = e[1] => d = e
=============================================================================
