"""The order of provisions: which numbers at the front of lines are provisions, and which stand below which.

A number counts only in a plausible place: next in its list, first of a list below the last provision, or first
again under a new heading. Everything else that looks like a number is words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from ingest.grammar.numbering import WORDS, Marker
from ingest.grammar.rule_ahead import AHEAD, follower, heads, is_lowest, is_spaced, precedes
from ingest.grammar.signs import LETTERED, Sign, gap

MOST_MISSING = 5  # numbers left out of a list of numbers; more are another list
MOST_LEFT_OUT = 200  # sections left out of an Act, or of an extract from it, whose numbers are named: "Section 99."
LETTERS_MISSING = 1
DEEPEST = 10  # lists inside each other; more are a list that begins again and again
LARGE = 1000  # from here on a number may be a year, and counts only right after the one before it
NEXT, CHILD, TWICE, LATER = range(4)  # from the most to the least likely place

# lists whose numbers are also initials, measures or plain words: one alone is no list
WEAK = frozenset(("A.", "a.", "I.", "i.", "A)", "I)", "1", "1-", "1|", "a", "i"))


class Step(NamedTuple):
    """A place for a number: smaller `rank` is likelier; `depth` is the level it takes, `missing` what was left out.

    `rival` is the number above, as cited, where the same number would also be next in a list further out.
    """

    rank: int
    depth: int
    missing: int
    sign: Sign
    rival: str | None = None


@dataclass(slots=True)
class Level:
    """A list that is open: its last number, as a sign and as cited, how far it is indented, and the provision it numbers."""

    sign: Sign
    number: str
    provision: int
    column: int


@dataclass(slots=True)
class Outline:
    """The lists that are open at one place of a text, outermost first."""

    levels: list[Level] = field(default_factory=list)
    numbered: dict[tuple[int, ...], Level] = field(default_factory=dict)
    last: Sign | None = None

    def restart(self) -> None:
        self.levels.clear()
        self.numbered.clear()
        self.last = None

    def place(
        self,
        signs: Sequence[Sign],
        ahead: Sequence[Marker],
        nested: bool,
        lenient: bool,
        column: int,
        inner: bool = False,
    ) -> Step | None:
        """Return the likeliest place of a number, or None.

        `nested` says that the words before it announce a list; `column` is how far its line is indented, less than 0 in a heading; `inner` that it is
        none of the outermost list.
        """
        nested = nested or bool(self.levels and column > self.levels[-1].column + 1)
        found = [step for sign in signs for step in self._steps(self._named(sign), ahead, nested, lenient, column < 0)]
        found = [step for step in found if step.depth or step.sign.dotted] if inner else found
        best = min(found, key=lambda step: (step.rank, -step.depth, step.missing, step.sign.value), default=None)
        steps = self._in_column(found, best, column) if best else []
        best = best if best in steps or not steps else steps[0]
        if best and best.rank == NEXT and len(steps) > 1:
            best = _settled(best, steps, ahead)
            if any(step.rank == NEXT and step.sign is best.sign and step.depth < best.depth for step in steps):
                best = best._replace(rival=self.levels[best.depth - 1].number)
        return self._again(best, column) if best and best.rank == CHILD and best.depth == len(self.levels) else best

    def _again(self, step: Step, column: int) -> Step:
        """Return the place of an `a.` in the column of the `d.` above it: another list of the same provision, not one below `d.`."""
        last = self.levels[-1] if len(self.levels) > 1 else None
        lettered = not any(map(str.isdigit, step.sign.style))
        if last is None or not lettered or last.sign.style != step.sign.style or last.column != column:
            return step
        return step._replace(depth=step.depth - 1)

    def _in_column(self, found: list[Step], best: Step, column: int) -> list[Step]:
        """Return of two places in open lists, both as likely, the one whose numbers stand in this column."""
        tied = [step for step in found if step.rank == best.rank]
        here = [step for step in tied if step.depth < len(self.levels) and self.levels[step.depth].column == column]
        return here if len(here) == 1 < len(tied) else found

    def is_open(self, sign: Sign) -> bool:
        """Tell whether this very number is that of a provision that is open below another."""
        return any(level.sign == sign for level in self.levels[1:])

    def below(self, sign: Sign) -> Step:
        """Return the place of a number that stands behind another on its line and is in no order: in the list of its kind, or in a new one."""
        depth = next(
            (n for n, level in enumerate(self.levels) if n and level.sign.style == sign.style), len(self.levels)
        )
        return Step(TWICE if depth < len(self.levels) else CHILD, depth, 0, sign)

    def before(self, step: Step) -> str | None:
        """Return the number, as cited, that a number at this place comes after."""
        if step.sign.dotted and self.last:
            return self.last.label
        return self.levels[step.depth].number if step.depth < len(self.levels) else None

    def take(self, step: Step, provision: int, column: int) -> tuple[str, int | None]:
        """Open a number at its place; return it as cited, and the provision above it."""
        sign = step.sign
        above = self._above(step)
        number = _cited(above, sign)
        level = Level(sign, number, provision, column)
        del self.levels[step.depth :]
        self.levels.append(level)
        if sign.dotted or (step.depth == 0 and (sign.counted or sign.style == "A.")):
            if sign.value[-1] == 0 or sign.path not in self.numbered:
                self.numbered[sign.path] = level  # 4.1.1 stands below 4.1, also when 4.1A stands between
            self.last = sign
        return number, above.provision if above else None

    def repeats(self, chain: Sequence[Sequence[Sign]]) -> int:
        """Return how many of the numbers before the last, as "49" of "49(b)", are those of provisions that are open."""
        if len(chain) < 2 or not any(self.last and sign.value == self.last.value for sign in chain[0]):
            return 0
        inner = zip(chain[1:-1], self.levels[1:], strict=False)
        return 1 + sum(1 for _ in takewhile(lambda pair: pair[1].sign in pair[0], inner))

    def _above(self, step: Step) -> Level | None:
        if not step.sign.dotted:
            return self.levels[step.depth - 1] if step.depth else None
        path = step.sign.value[:-1]
        prefixes = (path[:length] for length in range(len(path) - 1, 0, -1))
        return next((self.numbered[prefix] for prefix in prefixes if prefix in self.numbered), None)

    def _named(self, sign: Sign) -> Sign:
        """Return "49" of "49(a)" as a number of the outermost list."""
        if sign.style != "cited":
            return sign
        style = self.levels[0].sign.style if self.levels and not self.levels[0].sign.dotted else "1."
        return Sign(style, sign.value, sign.label)

    def _steps(self, sign: Sign, ahead: Sequence[Marker], nested: bool, lenient: bool, headed: bool) -> list[Step]:
        if sign.dotted:
            return self._dotted(sign, ahead, lenient, headed)
        if not self.levels:
            fits = (sign.first and sign.style not in WEAK) or lenient or follower(sign, ahead) or heads(sign, ahead)
            return [Step(CHILD, 0, 0, sign)] if fits and (lenient or not _large(sign)) else []
        steps = [step for depth in range(len(self.levels)) for step in self._at(sign, depth, ahead)]
        if self._opens_list(sign, ahead, nested) and len(self.levels) < DEEPEST:
            steps.append(Step(CHILD, len(self.levels), 0, sign))
        return steps

    def _opens_list(self, sign: Sign, ahead: Sequence[Marker], nested: bool) -> bool:
        """Tell whether a number may be the first of a list below the provision that is open."""
        if not sign.first and not (sign.value[0] == 0 and follower(sign, ahead)):
            return False
        same = [level for level in self.levels if level.sign.style == sign.style]
        known = (bool(same) and not (self.levels[-1].sign.dotted and len(same) == 1)) or sign.style == "1|"
        return (not known or nested) and ((sign.style not in WEAK and not same) or nested or follower(sign, ahead))

    def _at(self, sign: Sign, depth: int, ahead: Sequence[Marker]) -> list[Step]:
        """Return the place of a number in one open list: next, a little later, or the same number once more."""
        level = self.levels[depth].sign
        if level.dotted and depth == 0 and sign.counted and self.last:
            left_out = sign.value[0] - self.last.value[0] - 1
            fits = sign.value[-1] == left_out == 0 or (0 < left_out <= MOST_LEFT_OUT and heads(sign, ahead))
            return [Step(LATER if left_out else NEXT, 0, left_out, sign)] if fits else []
        if depth == 0 and sign.style == "A." and sign.first and level.style != "A.":
            return [Step(NEXT, 0, 0, sign)] if heads(sign, ahead) else []  # schedules A, B, C after the rules
        if level.style != sign.style:
            other = depth == 0 and sign.counted and level.counted and sign.style not in WORDS
            fits = other and gap(level, sign) == 0 and heads(sign, ahead)
            return [Step(NEXT, 0, 0, sign)] if fits else []
        if level.value == sign.value:
            return [Step(TWICE, depth, 0, sign)] if follower(sign, ahead) else []
        missing = gap(level, sign)
        most = MOST_MISSING if sign.counted or sign.style == "(1)" else LETTERS_MISSING
        if depth == 0 and (is_lowest(sign, ahead) if sign.style in WORDS else heads(sign, ahead)):
            most = MOST_LEFT_OUT  # an extract: 12. after 2.2, with 12.1 below it
        if missing is None or missing > (0 if _large(sign) else most):
            return []
        return [Step(LATER if missing else NEXT, depth, missing, sign)]

    def _dotted(self, sign: Sign, ahead: Sequence[Marker], lenient: bool, headed: bool) -> list[Step]:
        """Return the place of a number that says itself where it stands: 4.1.3; `headed` that it stands in a heading."""
        depth = int(bool(self.levels) and not self.levels[0].sign.dotted)
        if self.last is None:
            fits = sign.value[-2] <= 1 or lenient or follower(sign, ahead) or precedes(sign, ahead)
            return [Step(CHILD, depth, 0, sign)] if fits else []
        if sign.value == self.last.value:
            return [Step(TWICE, depth, 0, sign)] if follower(sign, ahead) else []
        missing = gap(self.last, sign)
        if sign.value[0] > LETTERED > self.last.value[0] and (sign.first or sign.value[:-1] == (LETTERED + 1, 0)):
            missing = 0  # A.1 after all numbers
        if missing and is_spaced(sign) and is_spaced(self.last):
            missing = 0  # 64.99.020 after 64.99.010: what may come between them is left free
        far = (sign.named or headed) and sign.value[:-2] == self.last.value[:-2] and is_lowest(sign, ahead)
        if missing is None or missing > (MOST_LEFT_OUT if far else MOST_MISSING):
            return []
        if missing and depth and sign.value[0] != self.last.value[0]:
            return []  # 12.1 among the sections of 10: where chapters have numbers, 12 stands before 12.1
        return [Step(LATER if missing else NEXT, depth, missing, sign)]


def _large(sign: Sign) -> bool:
    return LARGE <= sign.value[0] < LETTERED and not sign.dotted and sign.style not in WORDS


def _cited(above: Level | None, sign: Sign) -> str:
    """Return a number as it is cited with the one above it: 49(a), 4.1.3, "IV, Section 2"."""
    if above is None or sign.dotted:
        return sign.label
    if above.sign.style in WORDS and sign.style in WORDS:
        return f"{above.number}, {WORDS[sign.style]} {sign.label}"
    return f"{above.number}({sign.label})"


def _settled(best: Step, steps: list[Step], ahead: Sequence[Marker]) -> Step:
    """Decide between the next letter and the first Roman number: the number that follows shows which."""
    same = [step for step in steps if step.rank == NEXT and step.sign.style == best.sign.style]
    begins = ahead and any(sign.first and sign.style == best.sign.style for sign in ahead[0].signs)
    if begins or heads(best.sign, ahead):
        return min(same, key=lambda step: step.depth)  # a list begins below it: it is no item of such a list itself
    rivals = [step for step in steps if step.rank <= CHILD and step.sign.style != best.sign.style]
    for marker in ahead[:AHEAD]:
        for step in (best, *rivals):
            if any(sign.style == step.sign.style and gap(step.sign, sign) == 0 for sign in marker.chain[0]):
                return step
    return best
