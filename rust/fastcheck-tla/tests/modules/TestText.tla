---- MODULE TestText ----
EXTENDS Integers, Sequences, Json, IOUtils, SVG, TLC, TLCExt

ASSUME ToJson(1) = "1" /\ ToJson(TRUE) = "true" /\ ToJson("a\"b\n") = "\"a\\\"b\\n\""
ASSUME ToJson(<<1, "a">>) = "[1,\"a\"]" /\ ToJson({2, 1}) = "[1,2]" /\ ToJson(<<>>) = "[]"
ASSUME ToJson([a |-> <<>>]) = "{\"a\":[]}" /\ ToJson(3 :> 4) = "{\"3\":4}"
ASSUME ToJson(1..2) = "[1,2]" /\ ToJson(<<3>> :> {}) = "{\"<<3>>\":[]}"
ASSUME ToJsonArray(<<1, <<2>>>>) = "[1,[2]]" /\ ToJsonArray({}) = "[]"
ASSUME ToJsonObject([a |-> 1]) = "{\"a\":1}" /\ ToJsonObject(<<"x", "y">>) = "{\"0\":\"x\",\"1\":\"y\"}"

ASSUME atoi("42") = 42 /\ atoi("-17") = -17 /\ atoi("0") = 0
ASSUME zeroPadN(42, 5) = "00042" /\ zeroPadN(123, 3) = "123" /\ zeroPadN(1234, 3) = "1234"
ASSUME "PATH" \in DOMAIN IOEnv

ASSUME Line(0, 1, 2, 3, [stroke |-> "black"]) =
         [name |-> "line", children |-> <<>>, innerText |-> "",
          attrs |-> [x1 |-> "0", y1 |-> "1", x2 |-> "2", y2 |-> "3", stroke |-> "black"]]
ASSUME SVGElemToString(Group(<<Rect(1, 2, 3, 4, <<>>)>>, <<>>)) \in STRING
ASSUME SVGElemToString(Text(1, 2, "a<<b>>", [stroke_width |-> "1"])) \in
         {"<text x='1' y='2' stroke-width='1'>a&lt;&lt;b&gt;&gt;</text>",
          "<text stroke-width='1' x='1' y='2'>a&lt;&lt;b&gt;&gt;</text>",
          "<text x='1' stroke-width='1' y='2'>a&lt;&lt;b&gt;&gt;</text>"}
ASSUME SVGElemToString(Group(<<>>, <<>>)) = "<g></g>"
ASSUME NodeOfRingNetwork(10, 10, 5, 0, 4) = [x |-> 15, y |-> 10]
ASSUME NodeOfRingNetwork(10, 10, 5, 1, 3) = [x |-> 7, y |-> 14]
ASSUME PointOnLine([x |-> 0, y |-> 0], [x |-> 10, y |-> 5], 2) = [x |-> 5, y |-> 2]
====
