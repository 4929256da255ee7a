"""Public headers: each constant has a comment, which Doxygen does not miss by itself."""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import unittest

from tests.generator.support import ROOT

CONSTANT = re.compile(r" {4}(POX_[A-Z0-9_]+)( = [^,/]+)?,?")


class CommentTest(unittest.TestCase):
    def test_each_constant_has_one(self) -> None:
        n_found = 0
        for folder in ("src/pox", "generated/pox"):
            for path in sorted((ROOT / folder).glob("*.h")):
                lines = path.read_text().splitlines()
                for before, line in zip(lines, lines[1:]):
                    if not CONSTANT.fullmatch(line):
                        continue
                    n_found += 1
                    self.assertRegex(before, r"\*/$", f"{path.name}: {line.strip()}")
        self.assertGreater(n_found, 100)


if __name__ == "__main__":
    unittest.main()
