--------------------------- MODULE alternating_bit -------------------------
(* The alternating bit protocol over two channels that may lose messages.    *)
(* Twin of AlternatingBit in alternating_bit.py; for NoBit the cfg replaces  *)
(* Acknowledged.                                                             *)
EXTENDS Naturals, Sequences

CONSTANTS Data, CAPACITY

VARIABLES
  messages, acks,  \* the channels
  s_bit,           \* bit of the value being sent
  s_ack,           \* last bit acknowledged
  r_bit,           \* last bit received
  sent, rcvd

vars == <<messages, acks, s_bit, s_ack, r_bit, sent, rcvd>>

Init ==
  /\ messages = <<>>
  /\ acks = <<>>
  /\ s_bit \in {0, 1}
  /\ s_ack = s_bit
  /\ r_bit = s_bit
  /\ sent \in Data
  /\ rcvd \in Data

SendNewValue(d) ==
  /\ s_ack = s_bit
  /\ s_bit' = 1 - s_bit
  /\ sent' = d
  /\ messages' = Append(messages, <<s_bit', d>>)
  /\ UNCHANGED <<acks, s_ack, r_bit, rcvd>>

Resend ==
  /\ s_ack # s_bit
  /\ messages' = Append(messages, <<s_bit, sent>>)
  /\ UNCHANGED <<acks, s_bit, s_ack, r_bit, sent, rcvd>>

ReceiveMessage ==
  /\ messages # <<>>
  /\ r_bit' = Head(messages)[1]
  /\ rcvd' = Head(messages)[2]
  /\ messages' = Tail(messages)
  /\ UNCHANGED <<acks, s_bit, s_ack, sent>>

SendAck ==
  /\ acks' = Append(acks, r_bit)
  /\ UNCHANGED <<messages, s_bit, s_ack, r_bit, sent, rcvd>>

(* Which value an acknowledgement is taken for. *)
Acknowledged(bit) == bit

(* Broken: any acknowledgement will do. *)
AnyAcknowledgement(bit) == s_bit

ReceiveAck ==
  /\ acks # <<>>
  /\ s_ack' = Acknowledged(Head(acks))
  /\ acks' = Tail(acks)
  /\ UNCHANGED <<messages, s_bit, r_bit, sent, rcvd>>

Without(list, i) ==
  SubSeq(list, 1, i - 1) \o SubSeq(list, i + 1, Len(list))

LoseMessage ==
  /\ \E i \in 1..Len(messages) : messages' = Without(messages, i)
  /\ UNCHANGED <<acks, s_bit, s_ack, r_bit, sent, rcvd>>

LoseAck ==
  /\ \E i \in 1..Len(acks) : acks' = Without(acks, i)
  /\ UNCHANGED <<messages, s_bit, s_ack, r_bit, sent, rcvd>>

Next ==
  \/ \E d \in Data : SendNewValue(d)
  \/ Resend
  \/ ReceiveMessage
  \/ SendAck
  \/ ReceiveAck
  \/ LoseMessage
  \/ LoseAck

Spec == Init /\ [][Next]_vars

ChannelsAreBounded == Len(messages) <= CAPACITY /\ Len(acks) <= CAPACITY

AcknowledgedMeansReceived == s_ack # s_bit \/ r_bit = s_bit

(* While the sender still waits: a receiver that has its bit has its value. *)
ReceivedIsWhatWasSent == s_ack = s_bit \/ r_bit # s_bit \/ rcvd = sent

(* What is repeated often enough arrives. *)
FairSpec ==
  /\ Spec
  /\ WF_vars(Resend)
  /\ SF_vars(ReceiveMessage)
  /\ WF_vars(SendAck)
  /\ SF_vars(ReceiveAck)

SentMeansReceived ==
  \A d \in Data :
    (s_ack # s_bit /\ sent = d) ~> (s_ack = s_bit /\ rcvd = d)
=============================================================================
