//! Recorded evaluation answers as plain evaluation does, whatever parts of the state it reads.

use std::sync::Arc;

use fastcheck_engine::{Options, Progress, StopToken, Verdict};
use fastcheck_tla::sema;
use fastcheck_tla::source::Loaded;
use fastcheck_tla::system::{Request, Specification};

use super::support::{NoFiles, Spec, module};

fn specification(text: &str, cfg: &str) -> Specification {
    let loaded = |name: &str, text: &str| Loaded {
        name: name.into(),
        text: text.into(),
    };
    let request = Request {
        root: loaded("M.tla", text),
        loader: &NoFiles,
        config: Some(loaded("M.cfg", cfg)),
        options: sema::Options::default(),
        only_named: false,
        printer: Box::new(|_| {}),
        stop: Arc::new(StopToken::new()),
        interrupt: Arc::default(),
        stack: 1_500_000,
        compose: false,
    };
    Specification::load(request).unwrap_or_else(|failure| panic!("{:?}", failure.diagnostics))
}

/// The engine, learning and not, and an explorer of whole states give the same counts.
fn agree(body: &str, invariants: &str) {
    let text = module(body);
    let cfg = format!("INIT Init NEXT Next {invariants}");
    let plain = Spec::new(&text, &cfg).explore();
    let plain = plain.unwrap_or_else(|error| panic!("{}\n{body}", error.message));
    for learn in [true, false] {
        let options = Options {
            learn,
            deadlock: false,
            ..Options::default()
        };
        let specification = specification(&text, &cfg);
        let stop = Arc::new(StopToken::new());
        let report = specification.explore(&options, &stop, &Progress::default());
        assert_eq!(report.verdict, Verdict::Ok, "{:?}\n{body}", report.found);
        let counts = (report.generated as usize, report.distinct as usize);
        assert_eq!(counts, plain, "learning: {learn}\n{body}");
    }
}

#[test]
fn messages_are_selected_by_what_they_are() {
    agree(
        "VARIABLES msgs, bal, got\nA == {1, 2}\nB == 0..2\n\
         Votes == {m \\in msgs : m.type = \"vote\"}\n\
         For(b) == {m \\in Votes : m.bal = b}\n\
         Init == msgs = {} /\\ bal = [a \\in A |-> 0] /\\ got = {}\n\
         Ask(b) == /\\ ~\\E m \\in msgs : m.type = \"ask\" /\\ m.bal >= b\n\
                   /\\ msgs' = msgs \\cup {[type |-> \"ask\", bal |-> b]}\n\
                   /\\ UNCHANGED <<bal, got>>\n\
         Vote(a) == \\E m \\in msgs : /\\ m.type = \"ask\"\n\
                                    /\\ m.bal > bal[a]\n\
                                    /\\ bal' = [bal EXCEPT ![a] = m.bal]\n\
                                    /\\ msgs' = msgs \\cup {[type |-> \"vote\", bal |-> m.bal, acc |-> a]}\n\
                                    /\\ UNCHANGED got\n\
         Learn == \\E b \\in B : LET V == For(b) IN\n\
                    /\\ \\A a \\in A : \\E m \\in V : m.acc = a\n\
                    /\\ Cardinality(V) = 2\n\
                    /\\ got' = got \\cup {b}\n\
                    /\\ UNCHANGED <<msgs, bal>>\n\
         Forget == /\\ got # {}\n\
                   /\\ LET b == CHOOSE b \\in got : TRUE IN got' = got \\ {b}\n\
                   /\\ UNCHANGED <<msgs, bal>>\n\
         Next == (\\E b \\in B : Ask(b)) \\/ (\\E a \\in A : Vote(a)) \\/ Learn \\/ Forget\n\
         TypeOK == /\\ msgs \\subseteq [type : {\"ask\"}, bal : B] \\cup [type : {\"vote\"}, bal : B, acc : A]\n\
                   /\\ bal \\in [A -> B]\n\
                   /\\ got \\in SUBSET B\n\
         Sound == /\\ \\A m \\in msgs : m.type = \"vote\" => m.bal <= bal[m.acc]\n\
                  /\\ \\A m \\in Votes : m.bal \\in B\n\
                  /\\ Votes \\subseteq msgs\n\
                  /\\ \\A b \\in got : For(b) # {}",
        "INVARIANTS TypeOK Sound",
    );
}

#[test]
fn queues_are_appended_to_and_taken_from() {
    agree(
        "VARIABLES q, n\nP == 1..2\n\
         Init == q = [p \\in P |-> <<>>] /\\ n = 0\n\
         Send(p) == /\\ Len(q[p]) < 2\n           /\\ n < 4\n\
                    /\\ q' = [q EXCEPT ![p] = Append(@, n)]\n           /\\ n' = n + 1\n\
         Take(p) == /\\ q[p] # <<>>\n           /\\ q' = [q EXCEPT ![p] = Tail(@)]\n\
                    /\\ n' = IF Head(q[p]) = n - 1 THEN n - 1 ELSE n\n\
         Shift(p) == /\\ Len(q[p]) > 1\n            /\\ q' = [q EXCEPT ![p] = SubSeq(@, 2, Len(@))]\n\
                     /\\ UNCHANGED n\n\
         Swap == q' = [q EXCEPT ![1] = q[2], ![2] = q[1]] /\\ n' = n\n\
         Move == /\\ q[1] # <<>>\n        /\\ q' = [q EXCEPT ![2] = Append(@, Head(q[1])), ![1] = Tail(@)]\n\
                 /\\ Len(q'[2]) < 3\n        /\\ UNCHANGED n\n\
         Next == Swap \\/ Move \\/ \\E p \\in P : Send(p) \\/ Take(p) \\/ Shift(p)\n\
         Inv == \\A p \\in P : q[p] \\in Seq(0..3) /\\ \\A i \\in DOMAIN q[p] : q[p][i] < 4",
        "INVARIANT Inv",
    );
}

#[test]
fn records_in_functions_and_growing_functions() {
    agree(
        "VARIABLES s, log\nP == {\"a\", \"b\"}\n\
         Init == s = [p \\in P |-> [n |-> 0, seen |-> {}]] /\\ log = <<>>\n\
         Step(p) == /\\ s[p].n < 2\n           /\\ s' = [s EXCEPT ![p].n = @ + 1, ![p].seen = @ \\cup {s[p].n}]\n\
                    /\\ log' = p :> s[p].n @@ log\n\
         Reset(p) == /\\ s[p].seen # {}\n            /\\ s' = [s EXCEPT ![p] = [n |-> 0, seen |-> {}]]\n\
                     /\\ log' = [k \\in DOMAIN log \\ {p} |-> log[k]]\n\
         Copy == /\\ s[\"a\"] # s[\"b\"]\n        /\\ s' = [s EXCEPT ![\"b\"] = s[\"a\"]]\n        /\\ UNCHANGED log\n\
         Next == Copy \\/ \\E p \\in P : Step(p) \\/ Reset(p)\n\
         Inv == /\\ s \\in [P -> [n : 0..2, seen : SUBSET (0..1)]]\n       /\\ DOMAIN log \\subseteq P\n\
                /\\ \\A p \\in DOMAIN log : log[p] \\in 0..1",
        "INVARIANT Inv",
    );
}

#[test]
fn sets_of_tuples_and_actions_over_members() {
    agree(
        "VARIABLES e, done\n\
         Init == e = {<<1, 2>>, <<2, 3>>} /\\ done = {}\n\
         Add == \\E <<i, j>> \\in e : \\E <<k, l>> \\in e : /\\ j = k\n\
                                                    /\\ e' = e \\cup {<<i, l>>}\n\
                                                    /\\ UNCHANGED done\n\
         Finish == \\E p \\in e : /\\ p \\notin done\n                          /\\ done' = done \\cup {p}\n\
                                /\\ UNCHANGED e\n\
         Drop == \\E p \\in done : /\\ p[1] + 1 = p[2] => Cardinality(done) > 1\n\
                                /\\ done' = done \\ {p}\n                             /\\ UNCHANGED e\n\
         Clear == done = e /\\ done' = {} /\\ e' = {p \\in e : p[2] = p[1] + 1}\n\
         Next == Add \\/ Finish \\/ Drop \\/ Clear\n\
         Inv == /\\ done \\subseteq e\n       /\\ \\A <<i, j>> \\in e : i < j\n\
                /\\ {p[1] : p \\in e} \\subseteq 1..2",
        "INVARIANT Inv",
    );
}

/// What learning and asking directly find out about steps: the verdict, and how many states it took.
fn steps_agree(body: &str, formulas: &[(&str, Verdict)]) {
    for (formula, expected) in formulas {
        let text = module(&format!("{body}\nP == [][{formula}]_vars"));
        let found = [(true, 1), (true, 2), (false, 1)].map(|(learn, workers)| {
            let options = Options {
                learn,
                workers,
                deadlock: false,
                ..Options::default()
            };
            let specification = specification(&text, "INIT Init NEXT Next PROPERTY P");
            let stop = Arc::new(StopToken::new());
            let report = specification.explore(&options, &stop, &Progress::default());
            (report.verdict, report.generated, report.distinct)
        });
        assert_eq!(found[0].0, *expected, "{formula}");
        assert_eq!(found[0], found[1], "{formula}");
        assert_eq!(found[0], found[2], "{formula}");
    }
}

#[test]
fn steps_are_compared_by_what_they_change() {
    let body = "VARIABLES f, s, q, g, x\nvars == <<f, s, q, g, x>>\nK == 1..3\n\
        Init == /\\ f = [k \\in K |-> 0] /\\ s = {} /\\ q = <<>>\n\
                /\\ g = [k \\in K |-> {}] /\\ x = 0\n\
        Up(k) == f[k] < 2 /\\ f' = [f EXCEPT ![k] = @ + 1] /\\ UNCHANGED <<s, q, g, x>>\n\
        Put(k) == s' = s \\cup {k} /\\ UNCHANGED <<f, q, g, x>>\n\
        Take(k) == k \\in s /\\ s' = s \\ {k} /\\ x' = 1 - x /\\ UNCHANGED <<f, q, g>>\n\
        Add(k) == Len(q) < 2 /\\ q' = Append(q, k) /\\ UNCHANGED <<f, s, g, x>>\n\
        Drop == q # <<>> /\\ q' = Tail(q) /\\ UNCHANGED <<f, s, g, x>>\n\
        Fill(k) == f[k] = 2 /\\ g' = [g EXCEPT ![k] = @ \\cup {k}] /\\ UNCHANGED <<f, s, q, x>>\n\
        Stay == UNCHANGED vars\n\
        Next == \\/ \\E k \\in K : Up(k) \\/ Put(k) \\/ Take(k) \\/ Add(k) \\/ Fill(k)\n\
                \\/ Drop \\/ Stay";
    let (ok, wrong) = (Verdict::Ok, Verdict::Violation);
    steps_agree(
        body,
        &[
            ("Next", ok),
            // Each step is one of these, whatever comes first.
            (
                "Drop \\/ (\\E k \\in K : Fill(k) \\/ Take(k) \\/ Put(k) \\/ Add(k) \\/ Up(k))",
                ok,
            ),
            ("f' = f \\/ \\E k \\in K : f' = [f EXCEPT ![k] = @ + 1]", ok),
            (
                "f' = f \\/ \\E k \\in {1, 2} : f' = [f EXCEPT ![k] = @ + 1]",
                wrong,
            ),
            (
                "f' = f \\/ (UNCHANGED <<s, q, g, x>> /\\ \\E k \\in K : f'[k] = f[k] + 1)",
                ok,
            ),
            (
                "s' = s \\/ (\\E k \\in K : s' = s \\cup {k}) \\/ (x' # x /\\ \\E k \\in K : s' = s \\ {k})",
                ok,
            ),
            ("x' = x => s \\subseteq s'", ok),
            ("s \\subseteq s'", wrong),
            (
                "q' = q \\/ (\\E k \\in K : q' = Append(q, k)) \\/ q' = Tail(q)",
                ok,
            ),
            ("q' = q \\/ Len(q') = Len(q) + 1", wrong),
            ("\\A k \\in K : g'[k] = g[k] \\/ f[k] = 2", ok),
            (
                "g' = g \\/ \\E k \\in K : g[k] = {} /\\ g' = [g EXCEPT ![k] = @ \\cup {k}]",
                ok,
            ),
            ("g' = [g EXCEPT ![2] = {}]", wrong),
            ("f' = f \\/ s' = s \\cup {1}", wrong),
            ("<<f, x>>' = <<f, x>> \\/ <<q, g>>' = <<q, g>>", ok),
        ],
    );
}
