"""Rewrites what the tests expect: python3 -m tests.generator.refresh.

Whatever this changes is a change of messages or of output, and is to be read as one.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import sys

from codegen.__main__ import main
from tests.generator.support import bad_cases, good_specs, messages


def refresh() -> int:
    for case in bad_cases():
        case.expected.write_text(messages(case.sources), encoding="utf-8")
    return max(
        main(["--spec", str(directory / "spec"), "--output", str(directory / "out")])
        for directory in good_specs()
    )


if __name__ == "__main__":
    sys.exit(refresh())
