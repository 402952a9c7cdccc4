---- MODULE SVG ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE Integers
LOCAL INSTANCE TLC
LOCAL INSTANCE FiniteSets

(* An element of a drawing: its name, attributes, children, and the text in it. *)
SVGElem(_name, _attrs, _children, _innerText) ==
  [name |-> _name, attrs |-> _attrs, children |-> _children, innerText |-> _innerText]

Line(x1, y1, x2, y2, attrs) ==
  LET own == [x1 |-> ToString(x1), y1 |-> ToString(y1),
              x2 |-> ToString(x2), y2 |-> ToString(y2)]
  IN SVGElem("line", own @@ attrs, <<>>, "")

Circle(cx, cy, r, attrs) ==
  LET own == [cx |-> ToString(cx), cy |-> ToString(cy), r |-> ToString(r)]
  IN SVGElem("circle", own @@ attrs, <<>>, "")

Rect(x, y, w, h, attrs) ==
  LET own == [x |-> ToString(x), y |-> ToString(y),
              width |-> ToString(w), height |-> ToString(h)]
  IN SVGElem("rect", own @@ attrs, <<>>, "")

Text(x, y, text, attrs) ==
  SVGElem("text", [x |-> ToString(x), y |-> ToString(y)] @@ attrs, <<>>, text)

Image(x, y, width, height, href, attrs) ==
  LET own == "xlink:href" :> href
             @@ [x |-> ToString(x), y |-> ToString(y),
                 width |-> ToString(width), height |-> ToString(height)]
  IN SVGElem("image", own @@ attrs, <<>>, "")

Group(children, attrs) == SVGElem("g", attrs, children, "")

Svg(children, attrs) == SVGElem("svg", attrs, children, "")

(* A whole document that shows the box with corner x, y.                        *)
SVGDoc(children, x, y, w, h, attrs) ==
  LET box == ToString(x) \o " " \o ToString(y) \o " " \o ToString(w) \o " " \o ToString(h)
      own == "xmlns:xlink" :> "http://www.w3.org/1999/xlink"
             @@ "xmlns" :> "http://www.w3.org/2000/svg"
             @@ "viewBox" :> box
  IN Svg(<<children>>, own @@ attrs)

(* The text of an element.                                                      *)
SVGElemToString(elem) == CHOOSE text \in STRING : TRUE

(* Where node n of m nodes on a circle lies; where all nodes of a graph lie.    *)
NodeOfRingNetwork(cx, cy, r, n, m) == CHOOSE point \in [x : Int, y : Int] : TRUE
NodesOfDirectedMultiGraph(nodes, edges, options) ==
  CHOOSE layout \in [nodes -> [x : Int, y : Int]] : TRUE

(* One part of so many on the way between two points.                           *)
PointOnLine(from, to, parts) ==
  [x |-> from.x + (to.x - from.x) \div parts,
   y |-> from.y + (to.y - from.y) \div parts]

(* Writes a drawing to a file with a number in its name.                        *)
SVGSerialize(elem, prefix, number) ==
  LET IO == INSTANCE IOUtils
  IN IO!Serialize(SVGElemToString(elem),
                  prefix \o IO!zeroPadN(number, 3) \o ".svg",
                  [format |-> "TXT", charset |-> "UTF-8",
                   openOptions |-> <<"WRITE", "CREATE", "TRUNCATE_EXISTING">>])
====
