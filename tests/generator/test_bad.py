"""Specs that must fail, each with exactly its messages; and no message without a spec."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import ast
import sys
import unittest
from pathlib import Path
from types import FrameType
from typing import Any

from codegen import build, check, load, verify
from tests.generator.support import BAD, ROOT, bad_cases, messages

# Calls that report an error.
REPORTERS = {"SpecError", "error", "error_at", "syntax_error", "wrong", "wrong_value"}
REPORTING_MODULES = (load, check, build, verify)

Lines = set[tuple[str, int]]


class BadTest(unittest.TestCase):
    maxDiff = None

    def test_each_says_why_it_must_fail(self) -> None:
        for case in bad_cases():
            with self.subTest(case.name):
                first_line = case.files[0].read_bytes().partition(b"\n")[0]
                self.assertRegex(first_line, rb"\A# [A-Z].*\.\Z")

    def test_each_gives_exactly_its_messages(self) -> None:
        for case in bad_cases():
            with self.subTest(case.name):
                expected = case.expected.read_text(encoding="utf-8")
                self.assertEqual(expected, messages(case.sources))
                self.assertRegex(expected, r"\A[\w/-]+\.toml:[1-9]\d*: error: ")

    def test_each_expectation_belongs_to_a_spec(self) -> None:
        known = {case.expected for case in bad_cases()}
        self.assertEqual(known, set(BAD.glob("*.err")))

    def test_every_error_has_a_spec(self) -> None:
        """Runs all of them and looks which lines that report an error had a turn."""
        never = reporting_lines() - lines_run_by_all()
        shown = [f"{Path(path).relative_to(ROOT)}:{line}" for path, line in sorted(never)]
        self.assertEqual([], shown)


def reporting_lines() -> Lines:
    return {
        (str(module.__file__), node.lineno)
        for module in REPORTING_MODULES
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_bytes()))
        if isinstance(node, ast.Call) and called(node.func) in REPORTERS
    }


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def lines_run_by_all() -> Lines:
    paths = {str(module.__file__) for module in REPORTING_MODULES}
    lines: Lines = set()

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        path = frame.f_code.co_filename
        if event == "line":
            lines.add((path, frame.f_lineno))
        return trace if path in paths else None

    with tracing(trace):
        for case in bad_cases():
            messages(case.sources)
    return lines


class tracing:
    """Traces what runs within it, and leaves another's tracing as it was."""

    def __init__(self, trace: Any) -> None:
        self.trace = trace

    def __enter__(self) -> None:
        self.before = sys.gettrace()
        sys.settrace(self.trace)

    def __exit__(self, *failure: object) -> None:
        sys.settrace(self.before)


if __name__ == "__main__":
    unittest.main()
