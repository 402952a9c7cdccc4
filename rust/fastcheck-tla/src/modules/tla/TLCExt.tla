---- MODULE TLCExt ----
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers

(* Like left = right, but says so when they differ.                             *)
AssertEq(left, right) ==
  \/ left = right
  \/ /\ PrintT("Assertion failed")
     /\ PrintT(left)
     /\ PrintT(right)
     /\ FALSE

(* Evaluating expression fails with this message.                               *)
AssertError(message, expression) == TRUE

TLCGetOrDefault(register, default) == CHOOSE x : TRUE

(* Sets a register to Op(old value, value) and equals the old value.            *)
TLCGetAndSet(register, Op(_, _), value, default) ==
  LET old == TLCGetOrDefault(register, default)
  IN CHOOSE x \in {old} : TLCSet(register, Op(old, value))

(* The states up to the current one; the counterexample that was found.         *)
Trace == CHOOSE trace : TRUE
CounterExample == CHOOSE counterexample : TRUE
ToTrace(counterexample) == CHOOSE trace : TRUE

(* The model value with this name.                                              *)
TLCModelValue(name) == CHOOSE x : ToString(x) = name

(* An expression that is evaluated once its state is known to be new.           *)
TLCDefer(expression) == TRUE

TLCNoOp(value) == value

(* TRUE, or what an interactive user picks where expression is not.             *)
PickSuccessor(expression) == expression \/ CHOOSE b \in BOOLEAN : TRUE

(* The expression, evaluated once for each value of closure.                    *)
TLCCache(expression, closure) == expression

(* The fingerprint of a value.                                                  *)
TLCFP(value) == CHOOSE fingerprint \in Int : TRUE

(* The definition with this name.                                               *)
TLCEvalDefinition(name) == CHOOSE x : TRUE
====
