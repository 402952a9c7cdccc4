"""A model as the engine sees it: variables with schemas, and questions that it asks and Python
answers.

A question is one instance of an action (its arguments fixed), an invariant, a constraint, a
terminal predicate, a step property or a predicate of a temporal property. Answering one runs the
method on an instance bound to the state; an action once per path of choices.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from ._choices import Script, run_with
from ._frames import bind
from ._identity import Predicates
from ._order import in_order
from ._temporal import Encoder, describe
from ._tracked import TrackedFrame
from ._types import schema
from ._view import Life
from .definition import Action, Method, ModelDefinition, Named, Temporal, place
from .errors import (
    DefinitionError,
    Error,
    NotBoolean,
    Unassigned,
    UnexpectedReturn,
    UnknownProperty,
    close_name,
)
from .model import Model, definition, resolve
from .opaque import Opaque, as_opaque
from .sorts import Binding, binding_of

if TYPE_CHECKING:
    from ._native import Access, Schema

Question = tuple[str, str, int, list[tuple[str, object]], str]
"""Kind, name, index of the action or -1, arguments, location."""
Answer = Callable[["Access"], bool | None]


class Description:
    """What the native ``explore`` reads and calls. Made by :func:`prepare`."""

    def __init__(self, variables: list[tuple[str, Schema]]) -> None:
        self.variables = variables
        self.questions: list[Question] = []
        self.actions: list[tuple[str, str]] = []
        self.members: dict[int, tuple[str, int]] = {}
        self.direct: set[int] = set()
        self.warnings: list[str] = []
        self.temporal: list[tuple[str, tuple[Any, ...]]] = []
        self.fairness: list[tuple[str, bool, list[int]]] = []
        self.kept: list[tuple[Any, ...]] = []
        self._answers: list[Answer] = []
        self._init: Callable[[Access], None] = lambda access: None

    def init(self, access: Access) -> None:
        """Puts every initial state: ``begin``, the writes, ``successor``."""
        self._init(access)

    def answer(self, access: Access) -> bool | None:
        """Runs the question that ``access`` names: the truth of a property, None for an action."""
        return self._answers[access.question](access)

    def label(self, before: object, after: object) -> str | None:
        """The name of the step between two states where questions do not tell it: opaque models
        with labels.
        """
        return None

    def later(self, claim: object) -> list[tuple[str, tuple[Any, ...]]]:
        """The formulas of a temporal property for a run that kept its graph: one for each value of
        its parameters.
        """
        raise UnknownProperty(f"there is no temporal property {claim}")

    def ask(self, question: Question, answer: Answer) -> int:
        """Adds a question; its number."""
        self.questions.append(question)
        self._answers.append(answer)
        return len(self.questions) - 1


def prepare(
    model: Any,
    constants: Mapping[Any, object] | None = None,
    invariants: Iterable[str] | None = None,
    *,
    keep: bool = False,
) -> Description:
    """The description of a check of a model class or opaque model; ``invariants`` selects
    properties by name. With ``keep`` everything is recorded that temporal properties speak of.

    Every error of definition, constants and selection is raised here.
    """
    if isinstance(model, type) and issubclass(model, Model):
        known = definition(model)
        if not known.actions:
            raise DefinitionError(
                f"{model.__name__} has no action", hint="decorate a method with @fc.action"
            )
        return _Modelled(known, resolve(model, constants, known), invariants, keep)
    opaque = as_opaque(model)
    if opaque is None:
        raise DefinitionError(
            f"{model!r} is not a model",
            hint="derive a class from fastcheck.Model, or give init and next",
        )
    if constants:
        raise DefinitionError("an opaque model has no constants", hint="pass them to its functions")
    return _OpaqueDescription(opaque, invariants)


def selected(known: Iterable[Named], names: Iterable[str] | None) -> list[Named]:
    """The properties with these names, all if None; FC0205 for an unknown name."""
    properties = {item.name: item for item in known}
    chosen = (
        list(properties) if names is None else [names] if isinstance(names, str) else list(names)
    )
    for name in chosen:
        if name not in properties:
            raise UnknownProperty(f"there is no property {name}", hint=close_name(name, properties))
    return [item for name, item in properties.items() if name in chosen]


class _Modelled(Description):
    """The description of a model class."""

    def __init__(
        self,
        model: ModelDefinition,
        binding: Binding,
        invariants: Iterable[str] | None,
        keep: bool = False,
    ) -> None:
        properties = selected(model.properties, invariants)
        super().__init__(
            [(variable.name, schema(variable.shape, binding)) for variable in model.variables]
        )
        self._model = model.model
        self._inits = model.inits
        self._binding = binding
        self._indices = {variable.name: index for index, variable in enumerate(model.variables)}
        parts = (part for variable in model.variables for part in variable.shape.walk())
        classes = dict.fromkeys(part.cls for part in parts if part.cls)
        self._predicates = Predicates(classes)
        self._init = self._run_inits
        self._instances: dict[str, list[tuple[int, dict[str, object]]]] = {}
        for action in model.actions:
            self._ask_action(action)
        chosen = [item for item in properties if isinstance(item, Method)]
        for method in (*chosen, *model.constraints, *model.terminals):
            self.ask((method.kind, method.name, -1, [], method.location), self._property(method))
        temporal = [item for item in properties if isinstance(item, Temporal)]
        self._encoder = Encoder(model, binding, self._instances, self._ask_predicate)
        describe(self, model, self._encoder, temporal, keep)

    def _ask_action(self, action: Action) -> None:
        """One question per combination of arguments, the last parameter fastest."""
        self._instances[action.name] = []
        index = len(self.actions)
        self.actions.append((action.name, action.location))
        fixed = [parameter for parameter in action.parameters if parameter.members is None]
        domains = [parameter.values(self._model, self._binding) for parameter in fixed]
        for parameter, values in zip(fixed, domains, strict=True):
            if not values:
                self.warnings.append(
                    f"action {action.name} never happens: parameter {parameter.name} has no values"
                )
        over = next(
            (parameter for parameter in action.parameters if parameter.members is not None), None
        )
        for values in product(*domains):
            arguments = {
                parameter.name: value for parameter, value in zip(fixed, values, strict=True)
            }
            asked = ("action", action.name, index, list(arguments.items()), action.location)
            question = self.ask(asked, self._action(action, arguments, over.name if over else None))
            self._instances[action.name].append((question, arguments))
            if over is not None and over.members is not None:
                self.members[question] = (over.name, self._indices[over.members])

    def _frame(self, root: Callable[[int], Any], life: Life, fresh: bool = False) -> TrackedFrame:
        return TrackedFrame(self._indices, root, life, fresh=fresh)

    def _run_inits(self, access: Access) -> None:
        for method in self._inits:
            self._run(access, method, {}, fresh=True)

    def _action(self, action: Action, arguments: dict[str, object], over: str | None) -> Answer:
        changeable = {name for name, value in arguments.items() if not _hashable(value)}

        def answer(access: Access) -> None:
            given = arguments if over is None else {**arguments, over: access.element}
            self._run(access, action, given, changeable)

        return answer

    def _run(
        self,
        access: Access,
        method: Action | Method,
        arguments: dict[str, object],
        changeable: Collection[str] = (),
        *,
        fresh: bool = False,
    ) -> None:
        """Runs a method once per path of choices; every completed run is a successor.

        Each run gets copies of its own of the ``changeable`` arguments.
        """

        def body() -> None:
            access.begin()
            copies = {name: copy.deepcopy(arguments[name]) for name in changeable}
            frame = self._frame(access.root, Life(True, self._predicates), fresh)
            with _closing(frame):
                returned = method.function(bind(self._model, frame), **{**arguments, **copies})
                if returned is not None:
                    raise UnexpectedReturn(
                        f"{method.name} returned {returned!r}",
                        hint="fc.require(...) discards a step",
                        file=method.file, line=method.line,
                    )  # fmt: skip
            missing = frame.unassigned()
            if missing and not script.discarded:
                raise Unassigned(
                    f"init method {method.name} gives no value to {', '.join(missing)}",
                    hint="an init method assigns every state variable",
                    file=method.file, line=method.line,
                )  # fmt: skip

        with binding_of(self._binding):
            path: list[tuple[int, int]] | None = []
            while path is not None:
                script = Script(path)
                run_with(script, body)
                if not script.discarded:
                    access.successor()
                path = script.following()

    def later(self, claim: object) -> list[tuple[str, tuple[Any, ...]]]:
        with self._encoder.closed():
            return list(self._encoder.property(self._encoder.named(claim)))

    def _ask_predicate(self, method: Method, arguments: Mapping[str, object]) -> int:
        asked = ("predicate", method.name, -1, list(arguments.items()), method.location)
        return self.ask(asked, self._property(method, arguments))

    def _property(self, method: Method, arguments: Mapping[str, object] | None = None) -> Answer:
        step = method.kind == "step_property"
        given = arguments or {}

        def answer(access: Access) -> bool:
            life = Life(False, self._predicates)  # of both states: a predicate may read neither
            frames = [self._frame(access.root, life)]
            if step:
                frames.append(self._frame(access.root_after, life))
            with binding_of(self._binding):
                return _look(frames, lambda: boolean(self._call(method, frames, given), method))

        return answer

    def _call(
        self, method: Method, frames: list[TrackedFrame], arguments: Mapping[str, object]
    ) -> object:
        return method.function(*(bind(self._model, frame) for frame in frames), **arguments)


def _hashable(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _look(frames: list[TrackedFrame], run: Callable[[], bool]) -> bool:
    """Runs something that only looks at the state, without choices."""
    if not frames:
        return bool(run_with(None, run))
    with _closing(frames[0]):
        return _look(frames[1:], run)


class _closing:
    """Ends a frame. A refused write that the model hid is raised, unless another exception says
    more.
    """

    def __init__(self, frame: TrackedFrame) -> None:
        self._frame = frame

    def __enter__(self) -> None:
        pass

    def __exit__(self, cls: type[BaseException] | None, *_: object) -> None:
        try:
            self._frame.close()
        except Error:
            if cls is None or not issubclass(cls, Error):
                raise


def boolean(returned: object, method: Named) -> bool:
    """What a property returned, if it is a bool; FC0404 else."""
    if type(returned) is not bool:
        raise NotBoolean(
            f"{method.name} returned {returned!r}, not a bool",
            hint="a property returns True or False on every path",
            file=method.file, line=method.line,
        )  # fmt: skip
    return returned


class _OpaqueDescription(Description):
    """The description of an opaque model: one variable, one action; nothing is learned."""

    def __init__(self, model: Opaque, invariants: Iterable[str] | None) -> None:
        from ._native import Schema

        super().__init__([("state", Schema.anything())])
        self._opaque = model
        self._init = lambda access: self._put(access, in_order(model.init()))
        where = _location(model.next, "next")
        self.actions.append(("next", where.location))
        self.ask(("action", "next", 0, [], where.location), self._next)
        functions = dict(model.invariants)
        known = [_location(function, name) for name, function in functions.items()]
        for named in selected(known, invariants):
            self.ask(
                ("invariant", named.name, -1, [], named.location),
                self._holds(functions[named.name], named),
            )
        if model.terminal is not None:
            named = _location(model.terminal, "terminal")
            self.ask(
                ("terminal", "terminal", -1, [], named.location), self._holds(model.terminal, named)
            )
        self.direct = set(range(len(self.questions)))

    def label(self, before: object, after: object) -> str | None:
        """The label that ``next`` gives the step."""
        return self._opaque.label(before, after) if self._opaque.labels else None

    def _next(self, access: Access) -> None:
        self._put(access, self._opaque.successors(access.root(0).load()))

    def _put(self, access: Access, states: Iterable[Any]) -> None:
        for state in states:
            access.begin()
            access.root(0).store(state)
            access.successor()

    def _holds(self, function: Callable[[Any], bool], named: Named) -> Answer:
        return lambda access: boolean(function(access.root(0).load()), named)


def _location(function: Callable[..., Any], name: str) -> Named:
    """Where a function was written; callables without code have no place."""
    inner = getattr(function, "__func__", function)
    if not hasattr(inner, "__code__"):
        return Named(name, "", 0)
    file, line = place(inner)
    return Named(name, file, line)
