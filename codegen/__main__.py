"""The command line: python3 -m codegen [--check] [--spec DIR] [--output DIR].

The exit status is 0 when all is well, 1 when the spec has errors or, with --check, the
output is out of date, and 2 when the command cannot be carried out at all.
"""
# SPDX-License-Identifier: MIT

from __future__ import annotations

import argparse
import io
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

# Before anything that an older one does not have, for which it would blame us.
if sys.version_info < (3, 11):
    print("codegen: needs Python 3.11 or newer", file=sys.stderr)
    sys.exit(2)

from codegen import build, check, load, output, verify
from codegen.errors import SpecErrors
from codegen.load import Source
from codegen.model import Spec

ROOT = Path(__file__).resolve().parent.parent

DIRECTORIES = {"spec": ROOT / "spec", "output": ROOT / "generated"}

OK, WRONG, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    write_utf8()
    options = parse(arguments)
    if not has_jinja2():
        return complain("codegen: needs Jinja2 (Debian: python3-jinja2)", UNUSABLE)
    try:
        sources = load.find(options.spec, show(options.spec))
        files = generate(sources, show(options.spec))
        changes = output.find_changes(files, options.output)
        return (compare if options.check else update)(changes, options)
    except SpecErrors as failure:
        return complain(str(failure), WRONG)
    except OSError as failure:
        return complain(f"codegen: {failure}", UNUSABLE)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="codegen", description="Makes the C of libpox from the table in spec/."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if anything differs"
    )
    for name, directory in DIRECTORIES.items():
        parser.add_argument(f"--{name}", type=Path, default=directory, metavar="DIR")
    options = parser.parse_args(arguments)
    if not any(options.spec.glob("*.toml")):
        parser.error(f"{show(options.spec)} has no *.toml files")
    return options


def generate(sources: tuple[Source, ...], shown: str) -> dict[str, str]:
    """All of the generator: from the text of the spec to that of every output file."""
    from codegen import render  # not before it is known that Jinja2 is there

    return render.render(read(sources), shown)


def read(sources: tuple[Source, ...]) -> Spec:
    documents = load.load(sources)
    check.check(documents)
    spec = build.build(documents)
    verify.verify(spec)
    return spec


def update(changes: tuple[output.Change, ...], options: argparse.Namespace) -> int:
    output.apply(changes, options.output)
    for change in changes:
        print(f"{change.done} {show(options.output)}/{change.name}")
    return OK


def compare(changes: tuple[output.Change, ...], options: argparse.Namespace) -> int:
    if not changes:
        return OK
    shown = show(options.output)
    print(*output.describe(changes, shown), sep="\n")
    return complain(f"codegen: {shown} is out of date; run: {command(options)}", WRONG)


def command(options: argparse.Namespace) -> str:
    """What brings the output up to date."""
    words = ["python3", "-m", "codegen"]
    for name, usual in DIRECTORIES.items():
        directory = getattr(options, name)
        if directory != usual:
            words += [f"--{name}", show(directory)]
    return shlex.join(words)


def show(directory: Path) -> str:
    """A directory by its path in the repository; one outside of that as it was given."""
    absolute = directory.resolve()
    inside = absolute.is_relative_to(ROOT)
    return (absolute.relative_to(ROOT) if inside else directory).as_posix()


def has_jinja2() -> bool:
    try:
        import jinja2  # noqa: F401
    except ImportError:
        return False
    return True


def write_utf8() -> None:
    """Output is the same whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
