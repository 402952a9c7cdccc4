"""The native module: cursors, predicates, failures, threads and signals."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import fastcheck as fc
from fastcheck import errors

pytest.importorskip("fastcheck._native", reason="fastcheck._native is not built")
model: Any = importlib.import_module("native_model")
native: Any = importlib.import_module("fastcheck._native")
Schema = native.Schema
INT = Schema.integer(None, None, "int")
INTS = Schema.set_of(INT, False, "set[int]")
LIST = Schema.list_of(INT, "list[int]")
DICT = Schema.dict_of(Schema.string(), INT, "dict[str, int]")
MAYBE = Schema.union([DICT, Schema.none()], "dict[str, int] | None")


def final(schema: Any, value: Any, body: Any) -> Any:
    """The value of ``x`` after one step with ``body``, from ``value``."""

    def step(access: Any) -> bool | None:
        if access.root(1).load():
            return False
        body(access.root(0))
        access.root(1).store(True)
        return None

    description = model.Description(
        {"x": schema, "done": Schema.boolean()}, [{"x": value, "done": False}]
    )
    answer = model.run(description.step("step", step), states=True)
    assert answer["verdict"] == "ok", answer["errors"] or answer["violations"]
    assert answer["stats"]["distinct"] == 2
    column = answer["states"]["columns"]["x"]
    return column["values"][memoryview(column["codes"]).cast("I")[1]]


def refusal(schema: Any, value: Any, body: Any) -> Any:
    """The error of a step with ``body``."""
    description = model.Description({"x": schema}, [{"x": value}])
    answer = model.run(description.step("step", lambda access: body(access.root(0))))
    assert answer["verdict"] == "error"
    return answer["errors"][0]


def test_counts_depth_and_graph_of_a_chain() -> None:
    answer = model.run(model.counter(5), states=True, graph=True)
    assert (answer["verdict"], answer["exit_code"]) == ("ok", 0)
    stats = answer["stats"]
    assert (stats["distinct"], stats["generated"], stats["depth"], stats["left"]) == (6, 6, 6, 0)
    assert int(stats["digest"], 16) > 0
    words = {
        name: list(memoryview(answer["graph"][name]).cast("I"))
        for name in ("src", "dst", "action", "initial")
    }
    assert words == {
        "src": [0, 1, 2, 3, 4],
        "dst": [1, 2, 3, 4, 5],
        "action": [0] * 5,
        "initial": [0],
    }
    assert answer["graph"]["questions"] == ["tick"]
    assert list(memoryview(answer["states"]["depth"]).cast("I")) == [1, 2, 3, 4, 5, 6]
    (action,) = answer["actions"]
    assert action.pop("location") == "tick.py:1"
    assert action == {"name": "tick", "generated": 5, "distinct": 5, "enabled": True}


def test_set_cursor() -> None:
    def body(x: Any) -> None:
        assert x.members() == [1, 2, 10]
        assert x.size() == 3
        assert x.contains(2)
        assert not x.contains(3)
        assert not x.contains("2")
        assert not x.contains(True)
        x.add(3)
        x.discard(1)
        x.discard(99)
        x.discard("no int")
        assert x.contains(3)
        assert x.members() == [2, 3, 10]

    assert final(INTS, {10, 1, 2}, body) == {2, 3, 10}


def test_dict_cursor() -> None:
    def body(x: Any) -> None:
        assert (x.keys(), x.size()) == (["a", "b"], 2)
        assert x.has("a")
        assert not x.has("c")
        assert not x.has(1)
        assert x.child("a").load() == 1
        x.child("a").store(5)
        x.child("c").store(6)
        x.delete("b")
        assert x.load() == {"a": 5, "c": 6}
        with pytest.raises(KeyError):
            x.child("z").load()

    assert final(DICT, {"b": 2, "a": 1}, body) == {"a": 5, "c": 6}


def test_list_cursor() -> None:
    def body(x: Any) -> None:
        assert x.child(0).load() == 7
        x.append(9)
        x.child(1).store(8)
        x.pop_first()
        assert x.size() == 2
        x.append(1)
        x.pop_last()

    assert final(LIST, [7, 7], body) == [8, 9]


def test_union_cursor_goes_by_what_is_there() -> None:
    def body(x: Any) -> None:
        assert x.kind() == "dict"
        x.child("a").store(2)
        x.store(None)
        assert x.kind() == "none"
        x.store({"b": 1})
        x.child("c").store(3)

    assert final(MAYBE, {"a": 1}, body) == {"b": 1, "c": 3}


def test_loads_are_copies() -> None:
    def body(x: Any) -> None:
        x.load().add(5)
        assert x.load() == {1}

    assert final(INTS, {1}, body) == {1}


def test_cursors_die_with_their_run() -> None:
    kept: list[Any] = []
    deaths: list[str] = []

    def count(what: str, cursor: Any) -> None:
        for use in (cursor.load, cursor.size, cursor.members, lambda: cursor.add(1)):
            with pytest.raises(errors.DeadView):
                use()
            deaths.append(what)

    def body(access: Any) -> None:
        for cursor in kept:
            count("earlier question", cursor)
        access.begin()
        first = access.root(0)
        assert first.load() == set()
        access.begin()
        count("earlier run", first)
        kept.append(access.root(0))
        access.successor()
        count("after successor", kept[-1])

    description = model.Description({"x": INTS}, [{"x": set()}])
    model.run(description.ask("action", "step", body))
    for cursor in kept:
        count("after the check", cursor)
    assert set(deaths) >= {"earlier run", "after successor", "after the check"}


@pytest.mark.parametrize(
    ("schema", "value", "body", "what"),
    [
        (DICT, {"k": 1}, lambda x: x.child("k").store("one"), 'of x["k"]'),
        (DICT, {}, lambda x: x.child(1), "of keys of x"),
        (INTS, {1}, lambda x: x.add("one"), "of elements of x"),
        (LIST, [1], lambda x: x.append(True), "of items of x"),
        (LIST, [1], lambda x: x.store([1, "2"]), "of x: '2' is not int"),
    ],
)
def test_a_type_violation_in_an_action_says_where(
    schema: Any, value: Any, body: Any, what: str
) -> None:
    description = model.Description({"x": schema}, [{"x": value}])
    answer = model.run(description.step("step", lambda access: body(access.root(0))))
    assert (answer["verdict"], answer["exit_code"]) == ("violation", 12)
    violation = answer["violations"][0]
    assert violation["name"] == "type of x"
    assert what in violation["message"]
    assert violation["message"].endswith(" in action step")
    assert [state["values"] for state in violation["trace"]["states"]] == [{"x": value}]


def test_a_dead_view_in_an_action_is_an_error() -> None:
    kept: list[Any] = []
    description = model.Description({"x": INT}, [{"x": 0}])

    def body(access: Any) -> None:
        kept.append(access.root(0))
        access.begin()
        kept[0].load()

    answer = model.run(description.ask("action", "step", body))
    assert (answer["exit_code"], answer["errors"][0]["code"]) == (75, "FC0402")


@pytest.mark.parametrize("kind", ["invariant", "constraint", "terminal", "step_property"])
def test_only_actions_write(kind: str) -> None:
    def write(access: Any) -> bool:
        access.root(0).store(1)
        return True

    answer = model.run(model.counter(2).ask(kind, "writes", write), deadlock=True)
    assert (answer["verdict"], answer["exit_code"]) == ("error", 76)
    assert answer["errors"][0]["code"] == "FC0405"
    assert "writes" in answer["errors"][0]["message"]


def test_init_must_assign_before_it_reads_and_before_it_ends() -> None:
    def reads(access: Any) -> None:
        access.begin()
        access.root(0).load()

    def forgets(access: Any) -> None:
        access.begin()
        access.successor()

    for init in (reads, forgets):
        answer = model.run(model.Description({"lonely": INT}, init))
        assert (answer["exit_code"], answer["errors"][0]["code"]) == (75, "FC0304")
        assert "lonely" in answer["errors"][0]["message"]


def test_init_may_work_on_what_it_wrote() -> None:
    def init(access: Any) -> None:
        access.begin()
        x = access.root(0)
        x.store({3})
        x.add(5)
        assert x.select("odd", lambda n: n > 3) == [5]
        access.successor()

    answer = model.run(model.Description({"x": INTS}, init), states=True)
    assert answer["states"]["columns"]["x"]["values"] == [{3, 5}]


def growing(body: Any) -> Any:
    """States: sets {}, {0}, {0, 1}, ... {0..9}, each looked at by an invariant."""

    def grow(access: Any) -> bool | None:
        x = access.root(0)
        size = x.size()
        if size == 10:
            return False
        x.add(size)
        return None

    description = model.Description({"x": INTS}, [{"x": set()}])
    return description.step("grow", grow).ask("invariant", "look", lambda a: body(a.root(0)))


def test_select_gives_the_members_that_satisfy_the_predicate() -> None:
    def look(x: Any) -> bool:
        evens: list[int] = x.select("even", lambda n: n % 2 == 0)
        return evens == [n for n in x.members() if n % 2 == 0]

    assert model.run(growing(look))["stats"]["distinct"] == 11


def test_what_a_selection_shows_is_not_learned_wrongly() -> None:
    """Two sets that differ in one selected element must be told apart: the invariant fails at 8."""
    answer = model.run(growing(lambda x: x.select("big", lambda n: n >= 8) == []))
    assert answer["verdict"] == "violation"
    assert len(answer["violations"][0]["trace"]["states"]) == 10


def test_a_predicate_that_reads_the_state_is_refused_and_harmless() -> None:
    refused: list[bool] = []

    def look(x: Any) -> bool:
        try:
            x.select("impure", lambda n: x.contains(n))
        except errors.StateRead:
            refused.append(True)
        return len(x.members()) < 5

    answer = model.run(growing(look))
    assert refused
    assert len(answer["violations"][0]["trace"]["states"]) == 6


def test_a_predicate_may_fail_for_elements_that_are_not_there() -> None:
    """Odd steps hold 0..n, even steps only what the predicate can bear; 5 raises, but is never
    looked at by the selection.
    """

    def look(x: Any) -> bool:
        if x.contains(5):
            return True
        assert x.select("inverse", lambda n: 10 // (n - 5) != 0) is not None
        return True

    answer = model.run(growing(look))
    assert (answer["verdict"], answer["stats"]["distinct"]) == ("ok", 11)


def test_a_predicate_must_answer_a_bool() -> None:
    error = refusal(INTS, {1}, lambda x: x.select("int", lambda n: 1))
    assert error["code"] == "FC0404"


def test_questions_over_the_members_of_a_set() -> None:
    def consume(access: Any) -> None:
        access.begin()
        access.root(0).discard(access.element)
        access.successor()

    description = model.Description({"x": INTS}, [{"x": {1, 2, 3}}])
    description.ask("action", "consume", consume)
    description.members[0] = ("m", 0)
    description.ask("invariant", "some", lambda access: access.root(0).size() > 0)
    answer = model.run(description)
    assert answer["verdict"] == "violation"
    steps = answer["violations"][0]["trace"]["states"]
    assert [step["action"] for step in steps] == ["Init", *["consume"] * 3]
    assert [step["arguments"] for step in steps[1:]] == [[("m", 1)], [("m", 2)], [("m", 3)]]
    answer = model.run(description, continue_=True)
    assert answer["stats"]["distinct"] == 8
    assert answer["stats"]["generated"] == 1 + 12  # each of 3 elements leaves 4 subsets


@pytest.mark.parametrize(
    ("exception", "code", "exit_code"),
    [
        (KeyError("k"), "FC0403", 75),
        (SystemExit(3), "FC0403", 75),
        (errors.NotBoolean("no"), "FC0404", 75),
    ],
)
def test_an_exception_is_an_error_with_its_place_and_trace(
    exception: BaseException, code: str, exit_code: int
) -> None:
    def fail(access: Any) -> None:
        if access.root(0).load() == 2:
            raise exception
        access.begin()

    answer = model.run(model.counter(5).ask("action", "fail", fail, ("r", "R1")))
    assert (answer["verdict"], answer["exit_code"]) == ("error", exit_code)
    error = answer["errors"][0]
    assert error["code"] == code
    assert "action fail(r='R1')" in error["message"]
    assert error["file"] == __file__
    assert "raise exception" in Path(__file__).read_text().splitlines()[error["line"] - 1]
    assert [state["values"]["n"] for state in error["trace"]["states"]] == [0, 1, 2]


def test_an_exception_in_init_and_in_an_invariant() -> None:
    def fail(access: Any) -> bool:
        return bool(1 // 0)

    answer = model.run(model.Description({"x": INT}, fail))
    assert (answer["exit_code"], answer["errors"][0]["code"]) == (75, "FC0403")
    assert "ZeroDivisionError" in answer["errors"][0]["message"]
    answer = model.run(model.counter(1).ask("invariant", "bad", fail))
    assert answer["exit_code"] == 76
    assert [p["verdict"] for p in answer["properties"]] == ["error"]


def test_an_assertion_is_a_violation() -> None:
    def check(access: Any) -> bool:
        assert access.root(0).load() < 3, "too far"
        return False

    answer = model.run(model.counter(5).step("check", check))
    assert (answer["verdict"], answer["exit_code"]) == ("violation", 14)
    violation = answer["violations"][0]
    assert (violation["kind"], violation["name"]) == ("assertion", "check")
    assert "too far" in violation["message"]
    assert len(violation["trace"]["states"]) == 4


@pytest.mark.parametrize("answered", [None, 1, "yes"])
def test_an_invariant_must_answer_a_bool(answered: object) -> None:
    answer = model.run(model.counter(1).ask("invariant", "odd", lambda access: answered))
    assert (answer["exit_code"], answer["errors"][0]["code"]) == (76, "FC0404")


def test_properties_deadlock_and_exit_codes() -> None:
    small = model.counter(3).ask("invariant", "small", lambda a: a.root(0).load() < 2)
    answer = model.run(small.ask("invariant", "natural", lambda a: a.root(0).load() >= 0))
    assert answer["exit_code"] == 12
    verdicts = {p["name"]: p["verdict"] for p in answer["properties"]}
    assert verdicts == {"small": "violated", "natural": "unknown"}
    answer = model.run(small, continue_=True)
    verdicts = {p["name"]: p["verdict"] for p in answer["properties"]}
    assert verdicts == {"small": "violated", "natural": "ok"}

    def flat(access: Any) -> bool:
        before, after = access.root(0).load(), access.root_after(0).load()
        assert after == before + 1
        return bool(after != 3)

    answer = model.run(model.counter(5).ask("step_property", "flat", flat))
    assert (answer["exit_code"], answer["violations"][0]["kind"]) == (13, "action_property")
    assert [s["values"]["n"] for s in answer["violations"][0]["trace"]["states"]] == [0, 1, 2, 3]

    answer = model.run(model.counter(2), deadlock=True)
    assert (answer["exit_code"], answer["violations"][0]["kind"]) == (11, "deadlock")
    done = model.counter(2).ask("terminal", "done", lambda a: a.root(0).load() == 2)
    assert model.run(done, deadlock=True)["exit_code"] == 0


@pytest.mark.parametrize(
    ("options", "reason"), [({"max_states": 3}, "max_states"), ({"max_depth": 3}, "max_depth")]
)
def test_a_bound_makes_the_answer_incomplete(options: dict[str, int], reason: str) -> None:
    answer = model.run(model.counter(50), **options)
    assert (answer["verdict"], answer["exit_code"]) == ("incomplete", 3)
    assert answer["stop_reason"] == reason


def test_an_action_that_is_not_a_function_of_the_state() -> None:
    calls: list[int] = []

    def drift(access: Any) -> bool | None:
        n = access.root(0).load()
        if n >= 400:
            return False
        calls.append(0)
        access.root(0).store(n + 1 if len(calls) % 2 else n)
        return None

    description = model.Description({"n": INT}, [{"n": 0}]).step("drift", drift)
    answer = model.run(description)
    assert (answer["verdict"], answer["exit_code"]) == ("error", 75)
    assert answer["errors"][0]["code"] == "FC0401"
    assert "drift" in answer["errors"][0]["message"]


def test_unknown_options_are_refused() -> None:
    with pytest.raises(KeyError):
        model.run(model.counter(1), speed="fast")
    with pytest.raises(ValueError, match="fingerprint"):
        model.run(model.counter(1), fingerprint=32)


def test_model_code_runs_on_the_calling_thread() -> None:
    threads: set[int] = set()

    def look(access: Any) -> bool:
        threads.add(threading.get_ident())
        return True

    model.run(model.counter(20).ask("invariant", "look", look))
    assert threads == {threading.get_ident()}


def test_checks_in_several_threads_do_not_disturb_each_other() -> None:
    answers: dict[int, Any] = {}

    def check(limit: int) -> None:
        answers[limit] = model.run(model.counter(limit))

    threads = [threading.Thread(target=check, args=(10 * n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {limit: answer["stats"]["distinct"] for limit, answer in answers.items()} == {
        10 * n: 10 * n + 1 for n in range(1, 9)
    }


def test_a_check_inside_a_check() -> None:
    def nested(access: Any) -> bool:
        n = access.root(0).load()
        distinct: int = model.run(model.counter(n))["stats"]["distinct"]
        assert access.root(0).load() == n
        return distinct == int(n) + 1

    answer = model.run(model.counter(4).ask("invariant", "nested", nested))
    assert (answer["verdict"], answer["stats"]["distinct"]) == ("ok", 5)


def slow(seconds: float) -> Any:
    """A counter without end, each step of which takes a while."""

    def tick(access: Any) -> None:
        n = access.root(0).load()
        time.sleep(seconds)
        access.root(0).store(n + 1)

    return model.Description({"n": INT}, [{"n": 0}]).step("tick", tick)


def test_progress_is_called_and_may_stop_the_run() -> None:
    stop, seen = native.StopToken(), []

    def progress(numbers: dict[str, Any]) -> None:
        seen.append((threading.get_ident(), sorted(numbers)))
        if len(seen) == 2:
            stop.stop()

    answer = model.run(slow(0.01), progress=progress, stop=stop)
    assert (answer["verdict"], answer["exit_code"]) == ("incomplete", 3)
    assert answer["stop_reason"] == "stopped"
    names = ["depth", "distinct", "generated", "left", "seconds"]
    assert set(map(str, seen)) == {str((threading.get_ident(), names))}


def test_what_progress_raises_stops_the_run_and_is_raised() -> None:
    def progress(numbers: dict[str, Any]) -> None:
        raise LookupError("enough")

    before = threading.active_count()
    with pytest.raises(LookupError, match="enough"):
        model.run(slow(0.01), progress=progress)
    assert threading.active_count() == before


def test_a_run_is_stopped_from_another_thread() -> None:
    stop = native.StopToken()
    timer = threading.Timer(0.2, stop.stop)
    timer.start()
    assert model.run(slow(0.005), stop=stop)["stop_reason"] == "stopped"
    timer.join()


CHILD = """
    import sys, time
    sys.path.insert(0, {tests!r})
    import native_model as model
    from fastcheck._native import Schema

    def endless(access):
        print("ready", flush=True)
        while True:
            {pause}

    def tick(access):
        n = access.root(0).load()
        if n == 3:
            print("ready", flush=True)
        access.root(0).store(n + 1)

    variables = {{"n": Schema.integer(None, None, "int")}}
    description = model.Description(variables, {init})
    answer = model.run(description.{question})
    assert answer["verdict"] == "incomplete", answer
    assert answer["stop_reason"] == "interrupted", answer
    assert not answer["errors"] and not answer["violations"], answer
    sys.exit(answer["exit_code"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
@pytest.mark.parametrize(
    ("question", "pause", "init"),
    [
        ('step("endless", endless)', "pass", '[{"n": 0}]'),
        ('step("endless", endless)', "time.sleep(60)", '[{"n": 0}]'),
        ('ask("invariant", "endless", endless)', "pass", '[{"n": 0}]'),
        ('step("tick", tick)', "pass", '[{"n": 0}]'),
        ('step("tick", tick)', "pass", "endless"),
    ],
)
def test_ctrl_c_ends_a_run_within_a_second(question: str, pause: str, init: str) -> None:
    tests = str(Path(__file__).parent)
    source = textwrap.dedent(CHILD).format(tests=tests, question=question, pause=pause, init=init)
    with subprocess.Popen(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.2)
        os.kill(child.pid, signal.SIGINT)
        sent = time.monotonic()
        try:
            _, complaints = child.communicate(timeout=30)
        finally:
            child.kill()
        assert child.returncode == 130, complaints
        assert time.monotonic() - sent < 1


def test_no_initial_state_is_an_error() -> None:
    """A model that begins nowhere must not be called ok."""

    class Nowhere(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            fc.require(False)
            self.x = 0

        @fc.action
        def step(self) -> None:
            self.x = 0

    result = fc.check(Nowhere)
    assert (result.verdict, result.exit_code, result.errors[0].code) == ("error", 75, "FC0409")
    empty: list[int] = []
    nothing = fc.check(fc.opaque(init=lambda: empty, next=lambda state: [state]))
    assert (nothing.verdict, nothing.errors[0].code) == ("error", "FC0409")


def test_deadlock_is_a_property_that_was_checked_or_not() -> None:
    """The properties say whether deadlock was looked for."""
    still = fc.opaque(init=lambda: [0], next=lambda state: [])
    kinds = {p.name: p.verdict for p in fc.check(still).properties}
    assert kinds == {"deadlock": "violated"}
    assert fc.check(still, deadlock=False).properties == ()


def test_an_impure_property_is_a_failed_property_with_a_place() -> None:
    """FC0401 names what was evaluated and where it is written; a property exits with 76."""
    ticks = iter(range(10**9))

    class Impure(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            self.x = 0

        @fc.action
        def step(self) -> None:
            self.x = 1 - self.x

        @fc.invariant
        def odd(self) -> bool:
            return next(ticks) % 2 == 0

    result = fc.check(Impure)
    error = result.errors[0]
    assert (result.exit_code, error.code) == (76, "FC0401")
    assert error.file is not None and error.file.endswith("test_native.py")
    # The code of a decorated function begins at its decorator.
    assert error.line == Impure.odd.__code__.co_firstlineno + 1


@pytest.mark.parametrize("learn", [True, False])
def test_a_counter_outside_the_state_is_found_at_the_end(learn: bool) -> None:
    """One that answers alike whenever it is asked twice in a row, and otherwise later."""
    asked = []

    class Counter(fc.Model):
        a: int

        @fc.init
        def start(self) -> None:
            self.a = 0

        @fc.action
        def tick(self) -> None:
            asked.append(1)
            self.a = (self.a + 1) % 50 if len(asked) < 40 else 0

    result = fc.check(Counter, learn=learn)
    assert (result.verdict, result.errors[0].code) == ("error", "FC0401")
    assert "tick" in result.errors[0].message
