---- MODULE DyadicRationals ----
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE TLC

(* Fractions whose denominator is a power of two.                               *)
LOCAL Fraction(num, den) == [num |-> num, den |-> den]

LOCAL Divisors(n) == {d \in 1..n : n % d = 0}

LOCAL Reduce(p) ==
  LET d == Max(Divisors(p.num) \cap Divisors(p.den))
  IN Fraction(p.num \div d, p.den \div d)

IsDyadicRational(p) == \E i \in 0..p.den : 2^i = p.den

Zero == Fraction(0, 1)
One == Fraction(1, 1)

(* Of two powers of two one divides the other.                                  *)
Add(p, q) ==
  LET den == Max({p.den, q.den})
  IN IF p = Zero THEN q
     ELSE Reduce(Fraction(p.num * (den \div p.den) + q.num * (den \div q.den), den))

Half(p) == Reduce(Fraction(p.num, 2 * p.den))

PrettyPrint(p) ==
  CASE p = Zero -> "0"
    [] p = One -> "1"
    [] OTHER -> ToString(p.num) \o "/" \o ToString(p.den)
====
