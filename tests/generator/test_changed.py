"""Whatever is changed in a spec, the generator makes something of it or says what is wrong.

Each value in the spec that has everything is taken away or replaced by others, of the right
kind and of any other. What comes of it is a model or errors on a line, and never a trace.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import copy
import dataclasses
import unittest
from collections.abc import Iterator
from typing import Any

from codegen import build, check, load, verify
from codegen.errors import SpecErrors
from codegen.load import Steps, Table
from tests.generator.support import GOOD

GONE = "gone"
OTHERS: tuple[object, ...] = (
    GONE, 0, -1, 10**20, 1.5, "", "x", "string", "uint", "Switch", True, False,
    [], ["x"], [["x"]], {}, [{}],
)  # fmt: skip

# Each place has so many of them in turn, for the sake of time.
AT_EACH = 2


class ChangedTest(unittest.TestCase):
    def setUp(self) -> None:
        self.files = load.load(load.find(GOOD / "everything" / "spec", "spec"))

    def test_nothing_ends_in_a_trace(self) -> None:
        outcomes = {True: 0, False: 0}
        for number, (index, steps) in enumerate(self.places()):
            for turn in range(AT_EACH):
                other = OTHERS[(number * AT_EACH + turn) % len(OTHERS)]
                with self.subTest(file=self.files[index].path, steps=steps, other=other):
                    outcomes[self.is_right(changed(self.files, index, steps, other))] += 1
        # Some changes are all right, and most are not.
        self.assertGreater(outcomes[True], 0)
        self.assertGreater(outcomes[False], outcomes[True])

    def places(self) -> Iterator[tuple[int, Steps]]:
        for index, file in enumerate(self.files):
            for steps in steps_in(file.values):
                yield index, steps

    def is_right(self, files: tuple[Table, ...]) -> bool:
        try:
            check.check(files)
            verify.verify(build.build(files))
        except SpecErrors as failure:
            self.assertRegex(str(failure), r"\Aspec/\w+\.toml:[1-9]\d*: error: \S")
            return False
        return True


def steps_in(value: object, steps: Steps = ()) -> Iterator[Steps]:
    """The ways to all values inside of one."""
    inner: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    for step, thing in inner:
        yield (*steps, step)
        yield from steps_in(thing, (*steps, step))


def changed(
    files: tuple[Table, ...], index: int, steps: Steps, other: object
) -> tuple[Table, ...]:
    values = copy.deepcopy(files[index].values)
    place: Any = values
    for step in steps[:-1]:
        place = place[step]
    if other is GONE:
        del place[steps[-1]]
    else:
        place[steps[-1]] = copy.deepcopy(other)
    file = dataclasses.replace(files[index], values=values)
    return (*files[:index], file, *files[index + 1 :])


if __name__ == "__main__":
    unittest.main()
