---- MODULE Bitwise ----
LOCAL INSTANCE Integers

LOCAL Bit(x, i) == (x \div 2^i) % 2

(* The number whose bit i is the operator of the bits i of x and y.             *)
RECURSIVE BitByBit(_, _, _, _)
LOCAL BitByBit(op(_, _), x, y, i) ==
  IF x < 2^i /\ y < 2^i THEN 0
  ELSE 2^i * op(Bit(x, i), Bit(y, i)) + BitByBit(op, x, y, i + 1)

(* And, or and exclusive or of natural numbers.                                 *)
x & y == BitByBit(LAMBDA a, b : a * b, x, y, 0)
x | y == BitByBit(LAMBDA a, b : a + b - a * b, x, y, 0)
x ^^ y == BitByBit(LAMBDA a, b : (a + b) % 2, x, y, 0)

(* All bits up to the highest of x inverted.                                    *)
Not(x) == BitByBit(LAMBDA a, b : 1 - a, x, 0, 0)

(* x without its lowest n bits.                                                 *)
shiftR(x, n) == x \div 2^n
====
