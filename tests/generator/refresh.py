"""Rewrites what the tests expect: python3 -m tests.generator.refresh.

Whatever this changes is a change of messages or of output, and is to be read as one.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

from codegen.__main__ import main
from tests.generator.support import bad_cases, good_specs, messages


def refresh() -> None:
    for case in bad_cases():
        case.expected.write_text(messages(case.sources), encoding="utf-8")
    for directory in good_specs():
        main(["--spec", str(directory / "spec"), "--output", str(directory / "out")])


if __name__ == "__main__":
    refresh()
