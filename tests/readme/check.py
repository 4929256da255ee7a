"""Checks that the README tells the truth.

    check.py README EXAMPLES POX

Its C programs are those in EXAMPLES, to the letter, and to the longer ones it has links;
what it shows of the command is what the command prints for the document that it names.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)


def example(path: Path) -> str:
    """A program without its licence line."""
    return path.read_text().partition("\n")[2]


def links_to(readme: str, examples: Path, name: str) -> bool:
    return f"]({examples.as_posix()}/{name})" in readme


def check_programs(readme: str, examples: Path) -> list[str]:
    shown = blocks(readme, "c")
    programs = {path.name: example(path) for path in sorted(examples.glob("*.c"))}
    problems = [
        f"README lacks {name}"
        for name, text in programs.items()
        if text not in shown and not links_to(readme, examples, name)
    ]
    strange = [block for block in shown if block not in programs.values()]
    return problems + [f"README has a program of its own:\n{block}" for block in strange]


def check_session(session: str, root: Path, pox: str) -> list[str]:
    """A `$ pox ...` line and the output below it."""
    line, _, shown = session.partition("\n")
    command = shlex.split(line.removeprefix("$ "))
    result = subprocess.run(
        [pox, *command[1:]],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return (
        [] if result.stdout == shown else [f"{line}\nprints\n{result.stdout}not\n{shown}"]
    )


def main() -> int:
    readme_path, examples, pox = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    readme = readme_path.read_text()
    sessions = [
        block for block in blocks(readme, "console") if block.startswith("$ pox ")
    ]
    problems = check_programs(readme, examples)
    for session in sessions:
        problems += check_session(session, readme_path.parent, pox)
    if not sessions:
        problems.append("README shows nothing of the command")
    print("\n".join(problems))
    print(
        f"{len(sessions)} sessions, {len(blocks(readme, 'c'))} programs, {len(problems)} wrong"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
