"""Has generated code meet a runtime that it was not made for.

    interface.py CC

Each file must refuse it before anything else goes wrong, and say what to do.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from codegen.render import INTERFACE

ROOT = Path(__file__).resolve().parents[2]

NUMBER = re.compile(r"^#define POX_RUNTIME_INTERFACE .*$", re.MULTILINE)
MESSAGE = (
    f"generated/ is made for interface {INTERFACE} of the runtime, and src/runtime.h has "
    "another: use both of one version, or run python3 -m codegen"
)

# In place of the line with the number: one too many, one too few, and none, as there was
# before.
OTHERS = (
    f"#define POX_RUNTIME_INTERFACE {INTERFACE + 1}",
    f"#define POX_RUNTIME_INTERFACE {INTERFACE - 1}",
    "",
)


def compile_with(cc: str, runtime: str, source: Path) -> str:
    """What the compiler says; "" when it is content."""
    with tempfile.TemporaryDirectory() as name:
        Path(name, "runtime.h").write_text(runtime)
        folders = (name, ROOT / "src", ROOT / "generated")
        includes = [f"-I{folder}" for folder in folders]
        done = subprocess.run(
            [cc, "-std=c11", "-fsyntax-only", *includes, source],
            capture_output=True,
            text=True,
        )
    if done.returncode == 0:
        return ""
    return done.stderr or f"exit status {done.returncode}"


def problems(cc: str) -> list[str]:
    right = (ROOT / "src/runtime.h").read_text()
    sources = sorted((ROOT / "generated").glob("*.c"))
    found = [f"{ROOT / 'generated'} has no C"] if not sources else []
    for source in sources:
        said = compile_with(cc, right, source)
        if said:
            found.append(f"{source.name} with its own runtime:\n{said}")
        for other in OTHERS:
            wrong, n_changed = NUMBER.subn(other, right)
            said = compile_with(cc, wrong, source)
            first = next((line for line in said.splitlines() if "error:" in line), "")
            if n_changed != 1 or MESSAGE not in first:
                found.append(f"{source.name} with '{other}':\n{said or 'no error'}")
    return found


def main() -> int:
    (cc,) = sys.argv[1:]
    found = problems(cc)
    print(*found, sep="\n")
    print(f"{1 - bool(found)} passed, {1 if found else 0} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
