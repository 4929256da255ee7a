"""Checks that rows.md has every row, each with tests that exist.

    rows.py TESTS GENERATED_TESTS
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import sys
from pathlib import Path

N_ROWS = 68


def tests_below(folders: list[Path]) -> set[str]:
    """Every Test(room, name), as "room.name"."""
    sources = [path.read_text() for folder in folders for path in folder.rglob("*.c")]
    found = re.findall(r"^Test\((\w+), (\w+)[,)]", "\n".join(sources), re.MULTILINE)
    return {f"{room}.{name}" for room, name in found}


def rows_of(index: str) -> dict[int, list[str]]:
    """What the last column of each row names."""
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", index, re.MULTILINE)
    return {int(number): re.findall(r"`([^`]+)`", names) for number, names in rows}


def main() -> int:
    folders = [Path(argument) for argument in sys.argv[1:]]
    tests = tests_below(folders)
    rows = rows_of((Path(__file__).parent / "rows.md").read_text())
    problems = [
        f"row {number}: there is no {name}"
        for number, names in rows.items()
        for name in names
        if name not in tests and not (folders[0] / name).exists()
    ]
    problems += [
        f"row {number} is missing, or has no tests"
        for number in range(1, N_ROWS + 1)
        if not rows.get(number)
    ]
    named = {name for names in rows.values() for name in names}
    own = tests_below([Path(__file__).parent])
    problems += [f"no row has {test}" for test in sorted(own - named)]
    print("\n".join(problems))
    print(f"{len(rows)} rows, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
