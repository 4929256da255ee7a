"""Folding of long lines: it changes white space, and nothing but that."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import unittest

from codegen.filters import COLUMNS
from codegen.layout import fold

ARGUMENTS = ", ".join(f"argument_{number}" for number in range(12))
STRING = '"one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"'

# Lines that need folding and can be.
LONG = {
    "call": f"    call({ARGUMENTS});",
    "call in a call": f"    outer(before, inner({ARGUMENTS}), after);",
    "assignment": f"    const struct pox_box *{'x' * 40} = call({ARGUMENTS});",
    "list": f"    .values = (const int[]){{{ARGUMENTS}}},",
    "condition": f"    if ({' && '.join(['something_is_set(x)'] * 8)})",
    "bits": f"    int bits = ({' | '.join(['POX_SOMETHING'] * 12)});",
    "call with text": f"    call(first_argument, {STRING}, last);",
}

# Lines that stay as they are.
KEPT = {
    "short": "    call(one, two);",
    "comment": f"    /* call({ARGUMENTS}) */",
    "inside of a comment": f"     * call({ARGUMENTS})",
    "no bracket": f"#define {'x' * 40} {'y' * 60}",
    "empty": "",
}


class FoldTest(unittest.TestCase):
    def test_long_lines_fit_afterwards(self) -> None:
        for name, line in LONG.items():
            with self.subTest(name):
                self.assertGreater(len(line), COLUMNS)
                self.assertLessEqual(max(map(len, fold(line).split("\n"))), COLUMNS)

    def test_only_white_space_changes(self) -> None:
        for name, line in (LONG | KEPT).items():
            with self.subTest(name):
                self.assertEqual("".join(line.split()), "".join(fold(line).split()))

    def test_what_goes_on_stands_below_its_bracket(self) -> None:
        first, second, *_ = fold(LONG["call"]).split("\n")
        self.assertEqual(first.index("(") + 1, len(second) - len(second.lstrip()))

    def test_other_lines_are_kept(self) -> None:
        for name, line in KEPT.items():
            with self.subTest(name):
                self.assertEqual(line, fold(line))

    def test_every_line_of_a_text_is_seen_to(self) -> None:
        text = f"{KEPT['short']}\n\n{LONG['call']}\n"
        self.assertEqual(f"{KEPT['short']}\n\n{fold(LONG['call'])}\n", fold(text))

    def test_texts_are_never_broken(self) -> None:
        for first in ("one", r"\"one", r"\\", r"\\\"one"):
            with self.subTest(first):
                text = STRING.replace("one", first)
                folded = fold(f"    call(argument, {text}, {text});")
                self.assertIn(text, folded)
                self.assertLessEqual(max(map(len, folded.split("\n"))), COLUMNS)

    def test_a_text_ends_behind_an_escaped_backslash(self) -> None:
        text = '"' + r"C:\\" + '"'
        line = f"    call(first_argument, {text}, {STRING}, {text});"
        self.assertIn(STRING, fold(line))


if __name__ == "__main__":
    unittest.main()
