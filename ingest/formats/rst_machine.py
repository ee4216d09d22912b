"""How docutils is made to read lists in bounded time: states are made when they are come to, and its steps are counted.

For every list, and for every item, docutils sets up a machine with all its fourteen states, of which two or three are used; and it comes to each
line again for every list that the line stands in.
"""

from __future__ import annotations

from typing import Any

from docutils.parsers.rst import Parser, states  # type: ignore[import-untyped]

MOST_STEPS = 400_000  # some fifteen seconds: a list of ninety thousand items; a text of a million characters as people write it takes an eighth of them


class TooNestedError(Exception):
    """Docutils has come to more lines than it may."""


class Steps:
    """What docutils tells of every line that it comes to."""

    def __init__(self, note: Any, most: int) -> None:
        self.note, self.left = note, most

    def __call__(self, source: Any, offset: Any) -> None:
        """Pass on where docutils is. Raises TooNestedError where it has been at too many places."""
        self.left -= 1
        if self.left < 0:
            raise TooNestedError
        self.note(source, offset)


class States(dict[str, Any]):
    """The states of a machine by name, each made when it is asked for first."""

    def __init__(self, machine: Any, classes: Any) -> None:
        super().__init__()
        self.machine, self.classes = machine, {each.__name__: each for each in classes}

    def __missing__(self, name: str) -> Any:
        self[name] = state = self.classes[name](self.machine, self.machine.debug)
        if hasattr(self.machine, "memo"):  # it runs; before that it readies the states it has
            state.runtime_init()
        return state


class Machine(states.NestedStateMachine):  # type: ignore[misc]
    """The machine of a list, of an item, or of what else stands in a text."""

    def add_states(self, state_classes: Any) -> None:  # noqa: ARG002
        """Take the states that there may be: ours, whichever docutils names."""
        self.states = States(self, STATES)


OURS: dict[str, Any] = {"nested_sm": Machine, "nested_sm_cache": []}
STATES = tuple(type(each.__name__, (each,), OURS) for each in states.state_classes)


def parse(text: str, document: Any, inliner: Any) -> None:
    """Read a text into a document. Raises TooNestedError, and whatever docutils raises."""
    document.note_source = Steps(document.note_source, MOST_STEPS)
    parser = Parser(inliner=inliner)
    parser.state_classes = STATES
    parser.parse(text, document)
