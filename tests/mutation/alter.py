"""Alters one thing after the other in the table in a scratch copy, and expects a test to notice.

    alter.py CC [--match REGEX] [--slice K/N] [--jobs N] [--list]

Whatever the table says of an entry, a struct, an enumeration or a rule is taken away or changed,
and so are values and rules as a whole, but for names and prose. The generator may refuse what is left, or the compiler; otherwise a test
of what the library does has to fail: a row that nobody notices is a missing test.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import argparse
import copy
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.scalars import SCALARS
from tests.mutation import table
from tests.mutation.scratch import ROOT, Scratch, run

# What only people read, and what other rows refer to.
PASSED_OVER = frozenset(
    ["doc", "source", "since", "example", "message", "unit", "name", "type", "topic", "uri",
     "element", "field", "default_rule", "at", "of", "by", "checks"]
)

# Tests of what the library does. Those of the generator are left out, for they compare what it
# makes with what it has made before, which anything would change.
ROOMS = {
    "unit": ["json", "lookup", "read", "reader", "spell", "value", "walk", "write"],
    "meaning": [path.stem for path in sorted((ROOT / "tests/meaning").glob("*.c"))],
}
ROOM_TESTS = [f"{room}_{name}" for room, names in ROOMS.items() for name in names]
TESTS = ["table", "fields", *ROOM_TESTS, "endpoints", "corpus", "corpus_compared", "corpus_ways",
         "command_.*"]
TARGETS = ["pox_command", "pox_without_jansson", "test_fields", "replay", "ways", *(f"test_{t}" for t in ROOM_TESTS)]

# What a type becomes: one of the same kind that says less, or more.
OTHER_TYPES = {"string": "uri", "uint": "port", "uint64": "uint", "hours": "uint", "port": "uint"}

# Lists of rows of which each is an alteration: without it.
TAKEN_AWAY = ("rule", "value")

# The way to a value: keys and indexes.
Steps = tuple["str | int", ...]


@dataclass(frozen=True)
class Alteration:
    """A value that is to be taken away, or to be replaced."""

    steps: Steps
    replacement: Any  # None: it is taken away

    @property
    def title(self) -> str:
        change = "is gone" if self.replacement is None else f"is {self.replacement!r}"
        return f"{'/'.join(map(str, self.steps))} {change}"

    def of(self, documents: table.Documents) -> table.Documents:
        changed = copy.deepcopy(documents)
        place: Any = changed
        for step in self.steps[:-1]:
            place = place[step]
        if self.replacement is not None:
            place[self.steps[-1]] = self.replacement
        else:
            del place[self.steps[-1]]
        return changed


def alterations(value: Any, steps: Steps = ()) -> Iterator[Alteration]:
    """All that can be altered in a value; entries and values themselves are kept."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in PASSED_OVER:
                yield from of_key(inner, (*steps, key))
        yield from of_type(value, steps)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if not is_row(steps) or steps[-1] in TAKEN_AWAY:
                yield Alteration((*steps, index), None)
            yield from alterations(inner, (*steps, index))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield Alteration(steps, value + 1)


def of_type(row: dict[str, Any], steps: Steps) -> Iterator[Alteration]:
    """Another scalar type, and another URI of a namespace."""
    name = row.get("type")
    if name in SCALARS:
        yield Alteration((*steps, "type"), OTHER_TYPES.get(name, "string"))
    if "uri" in row and isinstance(row["uri"], str):
        yield Alteration((*steps, "uri"), row["uri"] + "x")


def of_key(value: Any, steps: Steps) -> Iterator[Alteration]:
    is_leaf = not isinstance(value, dict) or len(steps) > 2
    if is_leaf and not is_row(steps):
        yield Alteration(steps, None)
    yield from alterations(value, steps)


def is_row(steps: Steps) -> bool:
    """Whether it is a list of entries or values, which are deleted elsewhere."""
    return steps[-1] in ("attribute", "child", "text", "rule", "namespace", "value")


def named(documents: table.Documents, alteration: Alteration) -> str:
    """Its title with names in place of indexes, where there are some."""
    place: Any = documents
    shown: list[str] = []
    for step in alteration.steps:
        place = place[step]
        name = place.get("name") if isinstance(place, dict) else None
        shown.append(str(name or step))
    return Alteration(tuple(shown), alteration.replacement).title


def noticed_by(scratch: Scratch, documents: table.Documents) -> str:
    """Who notices what is different; "": nobody."""
    made = scratch.use(documents)
    if made.status != 0:
        return "the generator"
    if scratch.build(*TARGETS).status != 0:
        return "the compiler"
    tested = run(
        "ctest", "--test-dir", scratch.build_directory, "-R", f"^({'|'.join(TESTS)})$",
        "--stop-on-failure",
        "--parallel", str(scratch.jobs), least=-1,
    )
    failed = re.findall(r"(?m)^\s*\d+ - (\S+) \(", tested.output)
    return ", ".join(failed) if tested.status != 0 else ""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("cc")
    parser.add_argument("--match", default="", help="those of which a part matches")
    parser.add_argument("--slice", default="0/1", help="each N-th one, from the K-th on")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="only say what would be altered")
    options = parser.parse_args()
    first, step = map(int, options.slice.split("/"))
    documents = table.load(ROOT / "spec")
    wanted = re.compile(options.match)
    chosen = [a for a in alterations(documents) if wanted.search(named(documents, a))]
    chosen = chosen[first::step]
    if not chosen:
        raise SystemExit(f"nothing is called like '{options.match}' in this slice")
    if options.list:
        print(*(named(documents, alteration) for alteration in chosen), sep="\n")
        return 0
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        scratch = Scratch(Path(name), options.cc, options.jobs)
        scratch.configure(with_tests_in_python=True)
        if noticed_by(scratch, documents):
            raise SystemExit("the tests fail before anything is altered")
        for alteration in chosen:
            who = noticed_by(scratch, alteration.of(documents))
            missed += not who
            print(f"{named(documents, alteration)}: {who or 'NOBODY notices'}", flush=True)
    print(f"{len(chosen) - missed} passed, {missed} failed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
