"""Folds long lines of C, so that templates may write each statement on one line."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codegen.filters import COLUMNS

OPENING = frozenset("({[")
CLOSING = frozenset(")}]")


@dataclass(frozen=True)
class Break:
    """A place where a line may end, and the columns behind the brackets open there.

    The rest of the line goes on at the last of them.
    """

    at: int
    columns: tuple[int, ...]

    @property
    def depth(self) -> int:
        return len(self.columns)


def fold(text: str) -> str:
    """The text with its long lines broken, where they have a place for it."""
    return "\n".join(part for line in text.split("\n") for part in fold_line(line))


def fold_line(line: str) -> list[str]:
    """The way of folding that fits best, with the fewest lines."""
    if len(line) <= COLUMNS or is_comment(line) or is_literal(line):
        return [line]
    ways = [fold_in_brackets(line), fold_after(line, " = "), fold_after(line, "(")]
    return min(ways, key=lambda parts: (sum(map(is_long, parts)), len(parts)))


def is_long(line: str) -> bool:
    return len(line) > COLUMNS


def is_comment(line: str) -> bool:
    return line.lstrip().startswith(("/*", "*"))


def is_literal(line: str) -> bool:
    """Nothing but a text in quotes, which c_string() has made as short as it can be."""
    return line.lstrip().startswith('"')


def fold_after(line: str, mark: str) -> list[str]:
    """What follows a mark, if there is one, gets lines of its own."""
    head, found, rest = line.partition(mark)
    if not found:
        return [line]
    indent = len(line) - len(line.lstrip()) + 4
    return [head + found.rstrip(), *fold_in_brackets(" " * indent + rest.lstrip(), (indent,))]


def fold_in_brackets(line: str, columns: tuple[int, ...] = ()) -> list[str]:
    """Breaks after commas and operators; the rest stands below the bracket it is in."""
    parts: list[str] = []
    while len(line) > COLUMNS:
        place = last_break(line, columns)
        if place is None:
            break
        parts.append(line[: place.at].rstrip())
        line = " " * place.columns[-1] + line[place.at :].lstrip()
        columns = place.columns
    return [*parts, line]


def last_break(line: str, columns: tuple[int, ...]) -> Break | None:
    """The last place that leaves one line before it, as far out of brackets as can be."""
    places = [place for place in breaks(line, columns) if place.at <= COLUMNS + 1]
    outermost = min((place.depth for place in places), default=0)
    return next((place for place in reversed(places) if place.depth == outermost), None)


def breaks(line: str, columns: tuple[int, ...]) -> Iterator[Break]:
    """Places behind commas and operators in brackets; `columns` are of those open before."""
    stack = list(columns)
    quoted = False
    for at, character in enumerate(line):
        if quoted:
            quoted = character != '"' or is_escaped(line, at)
        elif character == '"':
            quoted = True
        elif character in OPENING:
            stack.append(at + 1)
        elif character in CLOSING and stack:
            stack.pop()
        elif stack and character == " " and line[:at].endswith((",", "|", "&&")):
            yield Break(at + 1, tuple(stack))


def is_escaped(line: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    before = line[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
