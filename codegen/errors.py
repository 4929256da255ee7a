"""Places in the spec, and the errors reported about them.

A step collects what it finds wrong and raises it all at once, so that a maintainer sees
every mistake of an edit in one run.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_REPORTED = 20


@dataclass(frozen=True, order=True)
class Location:
    """Where something stands in the spec."""

    path: str
    line: int
    keys: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)

    def at(self, key: str) -> Location:
        """Where a key of it stands; where it starts itself, if that is not known."""
        return Location(self.path, self.keys.get(key, self.line))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, order=True)
class SpecError:
    """One mistake in the spec, told like a compiler's."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: error: {self.message}"


class SpecErrors(Exception):
    """What one step found wrong, in the order of files and lines."""

    def __init__(self, errors: Iterable[SpecError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__(self.errors)

    def __str__(self) -> str:
        lines = [str(error) for error in self.errors[:MOST_REPORTED]]
        unreported = len(self.errors) - len(lines)
        if unreported:
            lines.append(f"... and {unreported} more")
        return "\n".join(lines)


def error_at(location: Location, message: str) -> SpecError:
    return SpecError(location.path, location.line, message)


def listed(things: Iterable[str]) -> str:
    """What a message offers in place of an unknown name."""
    return ", ".join(sorted(things)) or "(none)"


def raise_if_any(errors: Iterable[SpecError]) -> None:
    found = tuple(errors)
    if found:
        raise SpecErrors(found)
