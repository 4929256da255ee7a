"""Checks that a program prints what the README says it prints, as an error for scripts.

    prints.py README PROGRAM
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def main() -> int:
    readme, program = Path(sys.argv[1]).read_text(), sys.argv[2]
    shown = re.findall(r"^It prints\n\n```text\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    result = subprocess.run([program], stdout=subprocess.PIPE, text=True)
    if result.stdout in shown and result.returncode == 1:
        return 0
    print(f"status {result.returncode}, and it prints\n{result.stdout}not\n{shown}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
